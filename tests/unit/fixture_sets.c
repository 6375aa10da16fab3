/* The ready-made knowledge bases. */
#include <stdio.h>

#include "base/calendar.h"
#include "fixture.h"

enum { NONE = UINT32_MAX };

struct story_event {
    const char *class, *title, *date, *status;
    const char *place;
    int documents[4]; /* 1 is the first; 0 ends */
    const char *conflict;
};

static const char SPEAKER[] = "Vladimir Voronkov";

static void story_documents(struct fixture *fixture)
{
    fixture_document(fixture, SPEAKER, "Remarks to the International Community in Mali", NULL);
    fixture_document(fixture, SPEAKER, "Sixth Scientific and Practical Conference of the RATS SCO", "2018-10-31");
    fixture_document(fixture, SPEAKER, "Side-Event on Countering Terrorism with New Technologies", "2019-09-26");
    fixture_document(fixture, SPEAKER, "Session V of the Second High-Level Conference", "2021-06-30");
    fixture_document(fixture, SPEAKER, "Briefing to the Permanent Representatives of the OIC", "[2022-06-16]");
}

static const struct story_event STORY[] = {
    {"visit", "visit to Tashkent", "1977", "occurred", "Tashkent", {2}, NULL},
    {"document", "Security Council resolution 2396", "2017-12", "occurred", NULL, {2}, NULL},
    {"document",
     "sixth review of the United Nations Global Counter-Terrorism Strategy",
     "2018-06",
     "occurred",
     NULL,
     {2},
     NULL},
    {"meeting",
     "First United Nations High-Level Conference of Heads of Counter-Terrorism Agencies of the Member States",
     "2018-06",
     "occurred",
     "New York",
     {1, 2, 3, 4},
     "2018"},
    {"agreement", "Memorandum of Understanding", "2018-09", "occurred", NULL, {5}, NULL},
    {"meeting", "week-long course", "2018-10", "occurred", "Ashgabat", {2}, NULL},
    {"meeting",
     "Sixth Scientific and Practical Conference of the Regional Anti-Terrorist Structure of that same Shanghai "
     "Cooperation Organisation",
     "2018-10-31",
     "occurred",
     NULL,
     {2},
     NULL},
    {"launch", "Network of Counter-Terrorism Coordinators", "2019", "planned", NULL, {2}, NULL},
    {"meeting",
     "Countering Terrorism through Innovative Approaches and the Use of New and Emerging Technologies",
     "2019-09",
     "occurred",
     "Minsk",
     {3},
     NULL},
    {"meeting",
     "Side-Event on Countering Terrorism with New and Emerging Technologies",
     "2019-09-26",
     "occurred",
     NULL,
     {3},
     NULL},
    {"meeting", "regional conference", "2019-10", "planned", "Trinidad and Tobago", {3}, NULL},
    {"meeting", "regional conference", "2019-11", "planned", "Hungary", {3}, NULL},
    {"meeting", "regional conference", "2019-12", "planned", "United Arab Emirates", {3}, NULL},
    {"meeting", "regional conference", "2020", "planned", "Vienna", {3}, NULL},
    {"meeting", "2021 Counter-Terrorism Week", "2021", "occurred", NULL, {3, 4}, "2020-22"},
    {"document",
     "seventh review resolution of the United Nations Global Counter-Terrorism Strategy",
     "2021-06",
     "occurred",
     NULL,
     {5},
     NULL},
    {"meeting",
     "Second United Nations High-Level Conference on Counter-Terrorism",
     "2021-06-28/2021-06-30",
     "occurred",
     "United Nations Headquarters",
     {2, 3, 4},
     "2020"},
    {"meeting",
     "Session V: The imperative of strengthening international and regional cooperation",
     "2021-06-30",
     "occurred",
     NULL,
     {4},
     NULL},
    {"meeting",
     "International Conference on Human Rights, Civil Society, and Counter-Terrorism",
     "2022",
     "occurred",
     "Malaga",
     {5},
     NULL},
    {"meeting",
     "International Conference on Regional Cooperation among Central Asian States",
     "2022-03",
     "occurred",
     "Tashkent",
     {5},
     NULL},
    {"document", "Arab Regional Counter-Terrorism Strategy", "2022-03", "occurred", NULL, {5}, NULL},
    {"document", "Joint Plan of Action", "2022-03", "occurred", "Tashkent", {5}, NULL},
    {"meeting", "Annual Forum of Beneficiaries of Technical Assistance", "2022-03", "occurred", "Doha", {5}, NULL},
    {"meeting",
     "48th Session of the Council of Foreign Ministers of the Organization of Islamic Cooperation",
     "[2022-03-23]",
     "occurred",
     "Islamabad",
     {5},
     NULL},
    {"document", "Islamabad Declaration", "[2022-03-23]", "occurred", "Islamabad", {5}, NULL},
    {"meeting",
     "Briefing to the Permanent Representatives of the Member States of the Organization of Islamic Cooperation",
     "[2022-06-16]",
     "occurred",
     "New York",
     {5},
     NULL},
    {"meeting",
     "first Global Congress of Victims of Terrorism",
     "2022-09-08/2022-09-09",
     "planned",
     "New York",
     {3, 5},
     "2020-22"},
    {"meeting",
     "International and Regional Border Security and Cooperation in Management to Counter Terrorism and "
     "Prevent the Movement of Terrorists",
     "2022-10-18/2022-10-19",
     "planned",
     "Dushanbe",
     {5},
     NULL},
    {"agreement", "Memoranda of Understanding or framework agreements", "../2021-06-30", "occurred", NULL, {4}, NULL},
    {"agreement", "joint Memorandum of Understanding", NULL, "planned", NULL, {2}, NULL},
    {"statement", "Remarks to the International Community", NULL, "occurred", "Mali", {1}, NULL},
};

static void story_relations(struct fixture *fixture)
{
    static const char *const partners[] = {"European Union",
                                           "Organization for Security and Co-operation in Europe",
                                           "Caribbean Community",
                                           "North Atlantic Treaty Organization",
                                           "African Union",
                                           "Arab Interior Ministers Council",
                                           "Commonwealth of Independent States",
                                           "Collective Security Treaty Organization",
                                           "Shanghai Cooperation Organization",
                                           "Organization of Islamic Cooperation"};
    uint32_t hub = fixture_entity(fixture, "organization", "United Nations Office of Counter-Terrorism", NONE);
    for (size_t i = 0; i < 9; i++) {
        uint32_t partner = fixture_entity(fixture, "organization", partners[i], NONE);
        fixture_relation(fixture, "agreement", hub, partner, "concluded",
                         "Memoranda of Understanding or framework agreements", "../2021-06-30", 3);
        if (i == 8) {
            uint32_t part =
                fixture_entity(fixture, "organization",
                               "Regional Anti-Terrorist Structure of the Shanghai Cooperation Organisation", partner);
            fixture_relation(fixture, "agreement", hub, part, "planned", "joint Memorandum of Understanding", NULL, 1);
            fixture_relation(fixture, "part_of", part, partner, "stated", NULL, NULL, 1);
        }
    }
    uint32_t oic = fixture_entity(fixture, "organization", partners[9], NONE);
    fixture_relation(fixture, "agreement", hub, oic, "concluded", "Memorandum of Understanding", "2018-09", 4);
    uint32_t belarus = fixture_entity(fixture, "state", "Belarus", NONE);
    fixture_relation(fixture, "organizes_with", hub, belarus, "stated", NULL, "2019-09", 2);
    fixture_relation(fixture, "organizes_with", hub, belarus, "stated", NULL, "2019-09-26", 2);
    uint32_t caricom = 3; /* the third partner */
    fixture_relation(fixture, "organizes_with", hub, caricom, "planned", NULL, "2019-10", 2);
    uint32_t un = fixture_entity(fixture, "organization", "United Nations", NONE);
    fixture_relation(fixture, "part_of", hub, un, "stated", NULL, NULL, 0);
    uint32_t netherlands = fixture_entity(fixture, "state", "Netherlands", NONE);
    fixture_relation(fixture, "supports", netherlands, hub, "stated", NULL, "2018-10", 1);
}

void fixture_story(struct fixture *fixture)
{
    fixture_init(fixture, "2022-06-16");
    story_documents(fixture);
    story_relations(fixture);
    for (size_t i = 0; i < sizeof STORY / sizeof STORY[0]; i++) {
        const struct story_event *item = &STORY[i];
        uint32_t place = item->place ? fixture_entity(fixture, "place", item->place, NONE) : NONE;
        struct kb_event *event = fixture_event(fixture, item->class, item->title, item->date, item->status);
        for (size_t k = 0; k < 4 && item->documents[k] > 0; k++) {
            fixture_event_mention(fixture, event, (uint32_t)item->documents[k] - 1);
            event->source_count = k + 1;
        }
        if (item->place) {
            fixture_event_place(fixture, event, place);
        }
        if (item->conflict) {
            fixture_event_conflict(fixture, event, "date", item->conflict);
        }
        fixture_event_role(fixture, event, "organizer", 0);
        event->unconfirmed = slice_is(event->status, "planned") && event->date.latest != CALENDAR_NO_DAY &&
                             event->date.latest < calendar_to_days((struct calendar_date){2022, 6, 16});
    }
}

void fixture_many(struct fixture *fixture, int events, int first_year, int days)
{
    static const char *const classes[] = {"meeting", "document", "agreement", "launch", "visit", "briefing"};
    static const char *const kinds[] = {"Conference", "Declaration", "Framework agreement",
                                        "Programme",  "Visit",       "Briefing"};
    static const char *const topics[] = {"on border security and customs", "on water",
                                         "for the protection of witnesses",
                                         "on aviation safety and the exchange of passenger data", "on youth"};
    static const char *const statuses[] = {"occurred",  "occurred", "occurred",  "planned", "occurred",
                                           "postponed", "occurred", "cancelled", "unknown"};
    fixture_init(fixture, "2020-06-30");
    for (int i = 0; i < 30; i++) {
        char title[64];
        snprintf(title, sizeof title, "Statement number %d of a series that goes on", i + 1);
        fixture_document(fixture, i % 3 == 0 ? "A. Speaker" : "B. Author", title, "2020-06-30");
    }
    uint32_t place = fixture_entity(fixture, "place", "Geneva", NONE);
    int32_t begin = calendar_to_days((struct calendar_date){first_year, 1, 1});
    for (int i = 0; i < events; i++) {
        int kind = (i * 7) % 6;
        int32_t day = begin + (int32_t)((int64_t)i * days / (events > 0 ? events : 1));
        struct calendar_date date = calendar_from_days(day);
        char title[128];
        char edtf[32];
        snprintf(title, sizeof title, "%s %d %s", kinds[kind], i + 1, topics[i % 5]);
        int exact = i % 3;
        if (exact == 0) {
            snprintf(edtf, sizeof edtf, "%04d-%02d-%02d", date.year, date.month, date.day);
        } else if (exact == 1) {
            snprintf(edtf, sizeof edtf, "%04d-%02d", date.year, date.month);
        } else {
            snprintf(edtf, sizeof edtf, "%04d%s", date.year, i % 2 ? "~" : "");
        }
        struct kb_event *event = fixture_event(fixture, classes[kind], title, edtf, statuses[i % 9]);
        event->source_count = (size_t)(i % 4) + 1;
        for (int k = 0; k <= i % 4; k++) {
            fixture_event_mention(fixture, event, (uint32_t)((i + k * 5) % 30));
        }
        if (i % 2) {
            fixture_event_place(fixture, event, place);
        }
    }
}

void fixture_same_day(struct fixture *fixture, int events)
{
    fixture_init(fixture, "2021-06-30");
    uint32_t document = fixture_document(fixture, NULL, "Programme of the day", "2021-06-30");
    for (int i = 0; i < events; i++) {
        char title[64];
        snprintf(title, sizeof title, "Session %d on the regional cooperation of agencies", i + 1);
        struct kb_event *event = fixture_event(fixture, "meeting", title, "2021-06-30", "occurred");
        fixture_event_mention(fixture, event, document);
    }
}

void fixture_hostile(struct fixture *fixture)
{
    static const char *const titles[] = {
        "&<>\"\\N \\G C:\\New\\table & <b>bold</b> &amp; &#65; %3 ]]> -->",
        "control \x01\x02\x1b[31m and \x7f and bad \xff\xfe\xc3\x28 bytes",
        "\xD9\x85\xD8\xA4\xD8\xAA\xD9\x85\xD8\xB1 \xD8\xAF\xD9\x88\xD9\x84\xD9\x8A \xD9\x84\xD9\x85\xD9\x83\xD8\xA7"
        "\xD9\x81\xD8\xAD\xD8\xA9 \xD8\xA7\xD9\x84\xD8\xA5\xD8\xB1\xD9\x87\xD8\xA7\xD8\xA8",
        "\xE7\xAC\xAC\xE4\xB8\x80\xE6\xAC\xA1\xE9\xAB\x98\xE7\xBA\xA7\xE5\x88\xAB\xE4\xBC\x9A\xE8\xAE\xAE\xE5\x85\xB3"
        "\xE4\xBA\x8E\xE5\x8F\x8D\xE6\x81\x90\xE6\x80\x96\xE4\xB8\xBB\xE4\xB9\x89\xE5\x90\x88\xE4\xBD\x9C",
        "\xE2\x80\xAEoverride and \xE2\x81\xA6isolate",
        "\xD0\x9C\xD0\xB5\xD0\xB6\xD0\xB4\xD1\x83\xD0\xBD\xD0\xB0\xD1\x80\xD0\xBE\xD0\xB4\xD0\xBD\xD0\xB0\xD1\x8F "
        "\xD0\xBA\xD0\xBE\xD0\xBD\xD1\x84\xD0\xB5\xD1\x80\xD0\xB5\xD0\xBD\xD1\x86\xD0\xB8\xD1\x8F",
        "",
        "\\",
        "\"",
        "<TABLE><TR><TD>html</TD></TR></TABLE>"};
    fixture_init(fixture, "2020-01-01\"");
    uint32_t document = fixture_document(fixture, "Evil \"&<\\N>", "Title \\\" & <x> \x05", NULL);
    uint32_t place = fixture_entity(fixture, "place", "Nowhere & \\l <here>", NONE);
    uint32_t first = fixture_entity(fixture, "organization", "Org <A> & \"B\" \\N", NONE);
    char *longest = arena_alloc(&fixture->kb.arena, 301);
    for (int i = 0; i < 300; i++) {
        longest[i] = i % 9 == 8 ? ' ' : (char)('a' + i % 26);
    }
    char *word = arena_alloc(&fixture->kb.arena, 301);
    memset(word, 'W', 300);
    for (int i = 0; i < 12; i++) {
        const char *title = i < 10 ? titles[i] : i == 10 ? longest : word;
        char date[16];
        snprintf(date, sizeof date, "20%02d-0%d", i, i % 9 + 1);
        struct kb_event *event = fixture_event(fixture, i % 2 ? "meeting" : "cl<ass>&\\N\"", title, date, "sta\"tus\\");
        fixture_event_mention(fixture, event, document);
        fixture_event_place(fixture, event, place);
        uint32_t partner = fixture_entity(fixture, "organization", title, NONE);
        fixture_relation(fixture, "agreement", first, partner, "concluded", title, date, document);
        fixture_relation(fixture, i % 2 ? "rel<\\N>" : "supports", partner, first, "stated", title, date, document);
    }
    struct kb_event *first_year = fixture_event(fixture, "meeting", "An event of the first year", "0001", "occurred");
    fixture_event_mention(fixture, first_year, document);
}

void fixture_partners(struct fixture *fixture, int partners)
{
    fixture_init(fixture, "2020-06-30");
    uint32_t document = fixture_document(fixture, "A. Speaker", "A list of partners", "2020-06-30");
    uint32_t hub = fixture_entity(fixture, "organization", "Hub of Everything", NONE);
    for (int i = 0; i < partners; i++) {
        char name[96];
        char date[16];
        snprintf(name, sizeof name, "%s Organization for the Cooperation of Region %d",
                 i % 3 == 0 ? "International" : "Joint", i + 1);
        snprintf(date, sizeof date, "%d-%02d", 1990 + i % 30, i % 12 + 1);
        uint32_t partner = fixture_entity(fixture, i % 4 ? "organization" : "state", name, NONE);
        fixture_relation(fixture, "agreement", hub, partner, i % 5 == 0 ? "planned" : "concluded",
                         i % 2 ? "memorandum of understanding" : "framework agreement", i % 5 == 0 ? NULL : date,
                         document);
    }
}

void fixture_web(struct fixture *fixture, int organizations)
{
    static const char *const types[] = {"agreement", "organizes_with", "member_of", "supports", "agreement"};
    fixture_init(fixture, "2020-06-30");
    uint32_t document = fixture_document(fixture, "A. Speaker", "Who works with whom", "2020-06-30");
    for (int i = 0; i < organizations; i++) {
        char name[96];
        snprintf(name, sizeof name, "%s Commission %d", i % 3 == 0 ? "Permanent Joint" : "Regional", i + 1);
        fixture_entity(fixture, i % 5 ? "organization" : "state", name, NONE);
    }
    for (int i = 1; i < organizations; i++) {
        char date[16];
        snprintf(date, sizeof date, "%d", 2000 + i % 20);
        uint32_t other = (uint32_t)(i * 17 % i);
        fixture_relation(fixture, types[i % 5], (uint32_t)i, (uint32_t)(i / 4), i % 7 ? "concluded" : "planned", NULL,
                         date, document);
        if (i % 2 && other != (uint32_t)i) {
            fixture_relation(fixture, types[(i + 1) % 5], (uint32_t)i, (uint32_t)((i * 5) % organizations), "concluded",
                             NULL, date, document);
        }
    }
}
