#include "kb/select.h"

#include <criterion/criterion.h>

#include "base/calendar.h"
#include "fixture.h"

/* Two bodies, one of them a part of the other, a port in a state, three documents, six events. */
enum { LEAGUE, LEAGUE_PART, HARBOURS, STATE, PORT };

static void make(struct fixture *fixture)
{
    fixture_init(fixture, "2022-06-16");
    uint32_t first = fixture_document(fixture, "Ada Speaker", "Remarks", "2019-03-01");
    uint32_t second = fixture_document(fixture, "Ben Writer", "Note", "2022-06-16");
    fixture->kb.documents[first].path = slice_of("speeches/2019/first.txt");
    fixture->kb.documents[second].path = slice_of("notes/second.txt");
    fixture_entity(fixture, "organization", "League of Pilots, Masters and Mates", UINT32_MAX);
    fixture_entity(fixture, "organization", "Pilots' Bureau", LEAGUE);
    fixture_entity(fixture, "organization", "Harbours", UINT32_MAX);
    fixture_entity(fixture, "state", "Aland", UINT32_MAX);
    fixture_entity(fixture, "place", "Zürich Port", STATE);
    struct kb_event *event = fixture_event(fixture, "meeting", "annual meeting", "2018-09", "occurred");
    fixture_event_role(fixture, event, "organizer", LEAGUE_PART);
    fixture_event_place(fixture, event, PORT);
    fixture_event_mention(fixture, event, first);
    event->source_count = 2;
    event->series = slice_of("Annual Meeting");
    event = fixture_event(fixture, "agreement", "memorandum on lights", "2019-05-02", "planned");
    fixture_event_role(fixture, event, "party", HARBOURS);
    fixture_event_mention(fixture, event, second);
    event->unconfirmed = true;
    event->type = slice_of("memorandum");
    event = fixture_event(fixture, "meeting", "review", "[2021]", "occurred");
    fixture_event_mention(fixture, event, first);
    fixture_event_mention(fixture, event, second);
    event = fixture_event(fixture, "statement", "speech", "2019-03-01", "occurred");
    fixture_event_mention(fixture, event, first);
    event = fixture_event(fixture, "visit", "visit without a day", NULL, "unknown");
    fixture_event_mention(fixture, event, second);
    struct kb_attribute *attribute = arena_alloc(&fixture->kb.arena, sizeof *attribute);
    *attribute = (struct kb_attribute){slice_of("number"), slice_of("Café 7")};
    event->attributes = attribute;
    event->attribute_count = 1;
    fixture_relation(fixture, "agreement", LEAGUE_PART, HARBOURS, "concluded", "memorandum", "2019", first);
}

/* "0 2": the events that are kept; or the problem. */
static void expect(const struct select_wish *wish, const char *kept)
{
    struct fixture fixture;
    make(&fixture);
    struct selection selection;
    struct buffer out = {0};
    if (select_init(&selection, &fixture.kb, wish, &fixture.kb.arena, &out)) {
        for (size_t i = 0; i < fixture.kb.event_count; i++) {
            if (select_event(&selection, &fixture.kb.events[i]) == SELECT_KEPT) {
                buffer_format(&out, "%s%zu", out.len > 0 ? " " : "", i);
            }
        }
    }
    cr_expect(slice_is(buffer_slice(&out), kept), "expected %s, got %.*s", kept, SLICE_ARG(buffer_slice(&out)));
    buffer_release(&out);
    fixture_release(&fixture);
}

static void expect_field(enum select_field field, const char *text, const char *kept)
{
    struct select_wish wish;
    struct slice item = slice_of(text);
    select_wish_init(&wish);
    wish.lists[field] = (struct select_list){&item, 1};
    expect(&wish, kept);
}

Test(select, without_a_wish_all_but_statements)
{
    struct select_wish wish;
    select_wish_init(&wish);
    expect(&wish, "0 1 2 4");
    wish.statements = true;
    expect(&wish, "0 1 2 3 4");
}

Test(select, words)
{
    expect_field(SELECT_CLASS, "meeting", "0 2");
    expect_field(SELECT_CLASS, "statement", "3");
    expect_field(SELECT_CLASS, "meeting, Statement", "0 2 3");
    expect_field(SELECT_CLASS, "launch", "");
    expect_field(SELECT_CLASS, "launhc",
                 "no class launhc, did you mean launch?; there are meeting, document, agreement, launch, visit, "
                 "statement");
    expect_field(SELECT_TYPE, "memorandum", "1");
    expect_field(SELECT_TYPE, "summit", "no type summit; there are memorandum");
    expect_field(SELECT_SERIES, "annual meeting", "0");
    expect_field(SELECT_STATUS, "unconfirmed", "1");
    expect_field(SELECT_STATUS, "planned", "1");
    expect_field(SELECT_STATUS, "occurred,unknown", "0 2 4");
    expect_field(SELECT_BASIS, "inferred", "2");
    expect_field(SELECT_BASIS, "none", "4");
    expect_field(SELECT_CLASS, " , ", "0 1 2 4");
}

Test(select, names)
{
    expect_field(SELECT_ORGANIZATION, "League of Pilots, Masters and Mates", "0");
    expect_field(SELECT_ORGANIZATION, "harbours,league of pilots, masters and mates",
                 "no entity \"league of pilots\" for --org: names and aliases are under \"entities\" in kb.json");
    expect_field(SELECT_ORGANIZATION, "harbours,pilots\xE2\x80\x99 bureau", "0 1");
    expect_field(SELECT_PLACE, "zurich port", "0");
    expect_field(SELECT_PLACE, "Aland", "0");
    expect_field(SELECT_PLACE, "Harbours", "");
    expect_field(SELECT_ORGANIZATION, "Harbors", "no entity \"Harbors\" for --org: did you mean \"Harbours\"?");
    expect_field(SELECT_DOCUMENT, "first.txt", "0 2");
    expect_field(SELECT_DOCUMENT, "notes", "1 2 4");
    expect_field(SELECT_DOCUMENT, "notes/", "1 2 4");
    expect_field(SELECT_DOCUMENT, "doc:0001", "1 2 4");
    expect_field(SELECT_DOCUMENT, "fist.txt", "no document \"fist.txt\": did you mean \"first.txt\"?");
    expect_field(SELECT_DOCUMENT, "rst.txt", "no document \"rst.txt\": did you mean \"first.txt\"?");
}

Test(select, dates_sources_and_words_of_text)
{
    struct select_wish wish;
    select_wish_init(&wish);
    wish.from = calendar_to_days((struct calendar_date){2018, 9, 30});
    expect(&wish, "0 1 2");
    wish.to = calendar_to_days((struct calendar_date){2020, 1, 1});
    expect(&wish, "0 1");
    select_wish_init(&wish);
    wish.sources = 2;
    expect(&wish, "0");
    select_wish_init(&wish);
    wish.match = slice_of("ZURICH");
    expect(&wish, "0");
    wish.match = slice_of("cafe 7");
    expect(&wish, "4");
    wish.match = slice_of("memorandum on");
    expect(&wish, "1");
    wish.match = slice_of("  ");
    expect(&wish, "0 1 2 4");
}

Test(select, counts)
{
    struct fixture fixture;
    make(&fixture);
    struct select_wish wish;
    struct selection selection;
    struct buffer problem = {0};
    select_wish_init(&wish);
    wish.from = calendar_to_days((struct calendar_date){2019, 1, 1});
    cr_assert(select_init(&selection, &fixture.kb, &wish, &fixture.kb.arena, &problem));
    struct select_counts counts = select_count(&selection);
    cr_expect_eq(counts.kept, 2);
    cr_expect_eq(counts.aside, 1);
    cr_expect_eq(counts.left_out, 2);
    cr_expect_eq(counts.undated, 1);
    fixture_release(&fixture);
}

static bool keeps_relation(enum select_field field, const char *text)
{
    struct fixture fixture;
    make(&fixture);
    struct select_wish wish;
    struct selection selection;
    struct buffer problem = {0};
    struct slice item = slice_of(text);
    uint32_t event = 1;
    fixture.kb.relations[0].events = &event;
    fixture.kb.relations[0].event_count = 1;
    select_wish_init(&wish);
    wish.lists[field] = (struct select_list){&item, 1};
    cr_assert(select_init(&selection, &fixture.kb, &wish, &fixture.kb.arena, &problem));
    bool kept = select_relation(&selection, &fixture.kb.relations[0]);
    fixture_release(&fixture);
    return kept;
}

Test(select, relations)
{
    cr_expect(keeps_relation(SELECT_STATUS, "concluded"));
    cr_expect_not(keeps_relation(SELECT_STATUS, "planned"), "the relation's own status counts");
    cr_expect(keeps_relation(SELECT_CLASS, "agreement"));
    cr_expect_not(keeps_relation(SELECT_CLASS, "meeting"));
    cr_expect(keeps_relation(SELECT_ORGANIZATION, "League of Pilots, Masters and Mates"), "an end is a part of it");
    cr_expect_not(keeps_relation(SELECT_ORGANIZATION, "Aland"));
    cr_expect(keeps_relation(SELECT_DOCUMENT, "first.txt"));
    cr_expect_not(keeps_relation(SELECT_DOCUMENT, "second.txt"));
    cr_expect(keeps_relation(SELECT_BASIS, "stated"));
}

Test(select, parts_belong_to_their_whole)
{
    struct fixture fixture;
    fixture_init(&fixture, "");
    uint32_t whole = fixture_entity(&fixture, "organization", "Whole", UINT32_MAX);
    uint32_t part = fixture_entity(&fixture, "organization", "Part", whole);
    uint32_t ring = fixture_entity(&fixture, "organization", "Ring", UINT32_MAX);
    fixture.kb.entities[ring].part_of = ring;
    cr_expect(select_within(&fixture.kb, part, whole));
    cr_expect_not(select_within(&fixture.kb, whole, part));
    cr_expect_not(select_within(&fixture.kb, ring, whole));
    fixture_release(&fixture);
}

Test(select, entities_by_id_name_and_alias)
{
    struct fixture fixture;
    make(&fixture);
    struct kb_alias alias = {.alias = slice_of("LPMM")};
    fixture.kb.entities[LEAGUE].aliases = &alias;
    fixture.kb.entities[LEAGUE].alias_count = 1;
    cr_expect_eq(select_entity(&fixture.kb, slice_of("ent:0002")), HARBOURS);
    cr_expect_eq(select_entity(&fixture.kb, slice_of("lpmm")), LEAGUE);
    cr_expect_eq(select_entity(&fixture.kb, slice_of("nobody")), SELECT_NONE);
    fixture_release(&fixture);
}

/* The entity that a part of a name leads to, or the problem. */
static void expect_part(const struct fixture *fixture, const char *part, const char *expected)
{
    struct buffer out = {0};
    uint32_t entity;
    if (select_entity_by_part(&fixture->kb, slice_of(part), &entity, &out) && entity != SELECT_NONE) {
        buffer_add(&out, fixture->kb.entities[entity].name);
    }
    cr_expect(slice_is(buffer_slice(&out), expected), "expected %s, got %.*s", expected, SLICE_ARG(buffer_slice(&out)));
    buffer_release(&out);
}

Test(select, entities_by_a_part_of_a_name)
{
    struct fixture fixture;
    make(&fixture);
    struct kb_alias alias = {.alias = slice_of("Guild of Lights")};
    fixture.kb.entities[STATE].aliases = &alias;
    fixture.kb.entities[STATE].alias_count = 1;
    expect_part(&fixture, "masters and", "League of Pilots, Masters and Mates");
    expect_part(&fixture, "BUREAU", "Pilots' Bureau");
    expect_part(&fixture, "port", "Zürich Port");
    expect_part(&fixture, "zuri", "Zürich Port");
    expect_part(&fixture, "lights", "Aland");
    expect_part(&fixture, "", "");
    expect_part(&fixture, "arbours", "no entity \"arbours\": did you mean \"Harbours\"?");
    expect_part(&fixture, "ilots", "no entity \"ilots\": names and aliases are under \"entities\" in kb.json");
    expect_part(&fixture, "pilots",
                "\"pilots\" is a part of 2 names: \"League of Pilots, Masters and Mates\", \"Pilots' Bureau\"; which "
                "one?");
    struct kb_evidence evidence[3] = {0};
    fixture.kb.entities[LEAGUE_PART].evidence = evidence;
    fixture.kb.entities[LEAGUE_PART].evidence_count = 1;
    expect_part(&fixture, "pilots",
                "\"pilots\" is a part of 2 names: \"Pilots' Bureau\", \"League of Pilots, Masters and Mates\"; which "
                "one?");
    fixture_release(&fixture);
}

Test(select, ten_candidates_at_most)
{
    struct fixture fixture;
    fixture_init(&fixture, "2022-06-16");
    static struct kb_evidence evidence[20];
    char names[13][16];
    for (unsigned i = 0; i < 13; i++) {
        snprintf(names[i], sizeof names[i], "Quay %c", 'a' + (int)i);
        fixture_entity(&fixture, "place", names[i], UINT32_MAX);
        fixture.kb.entities[i].evidence = evidence;
        fixture.kb.entities[i].evidence_count = i % 7;
    }
    expect_part(&fixture, "quay",
                "\"quay\" is a part of 13 names: \"Quay g\", \"Quay f\", \"Quay m\", \"Quay e\", \"Quay l\", "
                "\"Quay d\", \"Quay k\", \"Quay c\", \"Quay j\", \"Quay b\" and 3 more; which one?");
    fixture_release(&fixture);
}
