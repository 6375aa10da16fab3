/* Which event mentions are one happening. */
#include <criterion/criterion.h>

#include "builder.h"

static struct kb kb;
static struct mention_set *sets[8];
static size_t count;

static struct mention_set *add(const char *key, const char *date)
{
    return sets[count++] = set_new(key, date, "Ada Speaker", "Office of Harbours");
}

static void done(void)
{
    kb_release(&kb);
    while (count > 0) {
        set_free(sets[--count]);
    }
}

static void resolve(void)
{
    resolve_sets(&kb, sets, count);
}

TestSuite(resolve_events, .fini = done);

Test(resolve_events, a_plan_and_its_report_are_one_event_that_occurred)
{
    struct mention_set *a = add("a", "2018-02-01");
    struct mention_set *b = add("b", "2018-10-31");
    set_event(a, "meeting", "summit", "Summit of Harbour Pilot Agencies", "2018-06")->status = EVENT_PLANNED;
    set_event(b, "meeting", "conference", "High-level Conference of Heads of Harbour Pilot Agencies", "2018-06")
        ->ordinal = 1;
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert(slice_is(kb.events[0].status, "occurred"));
    cr_assert_eq(kb.events[0].mention_count, 2);
    cr_assert(slice_is(kb.events[0].title, "High-level Conference of Heads of Harbour Pilot Agencies"));
    cr_assert_not(kb.events[0].unconfirmed);
}

Test(resolve_events, first_and_second_are_two)
{
    struct mention_set *a = add("a", "2022-02-01");
    set_event(a, "meeting", "congress", "Global Congress of Lighthouse Keepers", "2022")->ordinal = 1;
    set_event(a, "meeting", "congress", "Global Congress of Lighthouse Keepers", "2022")->ordinal = 2;
    resolve();
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, a_year_in_the_title_joins_the_edition_of_that_year)
{
    struct mention_set *a = add("a", "2018-10-31");
    struct mention_set *b = add("b", "2019-09-26");
    struct event_mention *first =
        set_event(a, "meeting", "conference", "High-level Conference of Harbour Pilots", "2018-06");
    first->ordinal = 1;
    struct event_mention *again =
        set_event(b, "meeting", "conference", "2018 High-Level Conference of Harbour Pilots", "2018");
    again->title_year = 2018;
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert(slice_is(kb.events[0].date.edtf, "2018-06"), "the most exact date is preferred");
}

Test(resolve_events, disjoint_days_that_occurred_are_two)
{
    struct mention_set *a = add("a", "2019-10-31");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2019-03-02");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2019-04-02");
    resolve();
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, a_year_fits_two_months_but_joins_only_one)
{
    struct mention_set *a = add("a", "2018-12-31");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2018-06");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2018-10");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2018");
    resolve();
    cr_assert_eq(kb.event_count, 2);
    cr_assert_eq(kb.events[0].mention_count + kb.events[1].mention_count, 3);
}

Test(resolve_events, what_was_postponed_keeps_the_earlier_date_as_a_conflict)
{
    struct mention_set *a = add("a", "2019-09-26");
    struct mention_set *b = add("b", "2021-06-30");
    struct event_mention *plan =
        set_event(a, "meeting", "conference", "High-level Conference of Harbour Pilots", "2020");
    plan->status = EVENT_PLANNED;
    plan->ordinal = 2;
    set_event(b, "meeting", "conference", "High-level Conference of Harbour Pilots", "2021-06-28/2021-06-30")->ordinal =
        2;
    resolve();
    cr_assert_eq(kb.event_count, 1);
    const struct kb_event *event = &kb.events[0];
    cr_assert(slice_is(event->status, "occurred"));
    cr_assert(slice_is(event->date.edtf, "2021-06-28/2021-06-30"));
    cr_assert_eq(event->conflict_count, 1);
    cr_assert(slice_is(event->conflicts[0].field, "date"));
    cr_assert(slice_is(event->conflicts[0].value, "2020"));
    cr_assert_eq(event->conflicts[0].mention_count, 1);
}

Test(resolve_events, without_an_edition_a_plan_for_another_year_is_another_event)
{
    struct mention_set *a = add("a", "2019-09-26");
    struct mention_set *b = add("b", "2021-06-30");
    set_event(a, "meeting", "conference", "Conference of Harbour Pilots", "2020")->status = EVENT_PLANNED;
    set_event(b, "meeting", "conference", "Conference of Harbour Pilots", "2021-06");
    resolve();
    cr_assert_eq(kb.event_count, 2);
    cr_assert(kb.events[0].unconfirmed, "a plan whose date has passed with no later word");
}

Test(resolve_events, of_two_plans_the_newest_counts)
{
    struct mention_set *a = add("a", "2019-09-26");
    struct mention_set *b = add("b", "2022-06-16");
    struct event_mention *old = set_event(a, "meeting", "congress", "Global Congress of Lighthouse Keepers", "2020");
    struct event_mention *new =
        set_event(b, "meeting", "congress", "Global Congress of Lighthouse Keepers", "2022-09-08");
    old->ordinal = new->ordinal = 1;
    old->status = new->status = EVENT_PLANNED;
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert(slice_is(kb.events[0].status, "planned"));
    cr_assert(slice_is(kb.events[0].date.edtf, "2022-09-08"));
    cr_assert_eq(kb.events[0].conflict_count, 1);
}

Test(resolve_events, places_in_different_countries_keep_apart)
{
    struct mention_set *a = add("a", "2019-10-31");
    uint32_t oslo = set_known(a, "place", "Oslo", "Oslo", "NO");
    uint32_t lima = set_known(a, "place", "Lima", "Lima", "PE");
    uint32_t norway = set_known(a, "state", "Norway", "Norway", "NO");
    event_role(a, set_event(a, "meeting", "forum", "Forum of Salt Traders", "2019"), "place", oslo);
    event_role(a, set_event(a, "meeting", "forum", "Forum of Salt Traders", "2019"), "place", lima);
    event_role(a, set_event(a, "meeting", "forum", "Forum of Salt Traders", "2019"), "place", norway);
    resolve();
    cr_assert_eq(kb.event_count, 2);
    const struct kb_event *event = event_of_mention(&kb, a, 0);
    cr_assert_eq(event->place_count, 2, "a city and its country are one place said twice");
    cr_assert_eq(event, event_of_mention(&kb, a, 2));
}

Test(resolve_events, two_things_of_one_sentence_are_two)
{
    struct mention_set *a = add("a", "2019-10-31");
    struct event_mention *week = set_event(a, "meeting", "week", "Lighthouse Week of Keepers", "2020");
    struct event_mention *congress = set_event(a, "meeting", "congress", "Congress of Lighthouse Keepers", "2020");
    congress->sentence = week->sentence;
    resolve();
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, numbered_texts_go_by_number_and_body)
{
    struct mention_set *a = add("a", "1980-12-17");
    struct mention_set *b = add("b", "1981-12-18");
    uint32_t council_a = set_known(a, "organization", "Harbour Council", "Harbour Council", NULL);
    uint32_t council_b = set_known(b, "organization", "Harbour Council", "Harbour Council", NULL);
    uint32_t assembly = set_known(b, "organization", "Pilots' Assembly", "Pilots' Assembly", NULL);
    struct {
        struct mention_set *set;
        const char *date, *number;
        uint32_t adopter;
    } rows[] = {{a, "1980-12-17", "483", council_a},
                {b, "1980", "483", council_b},
                {b, "1980", "484", council_b},
                {b, "1980", "483", assembly},
                {a, "1980", "484", UINT32_MAX}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct event_mention *event = set_event(rows[i].set, "document", "resolution", "resolution", rows[i].date);
        event_attribute(rows[i].set, event, "number", rows[i].number);
        if (rows[i].adopter != UINT32_MAX) {
            event_role(rows[i].set, event, "adopter", rows[i].adopter);
        }
    }
    resolve();
    cr_assert_eq(kb.event_count, 3);
    cr_assert_eq(event_of_mention(&kb, a, 0), event_of_mention(&kb, b, 0));
    cr_assert(slice_is(event_of_mention(&kb, b, 0)->date.edtf, "1980-12-17"));
    cr_assert_eq(event_of_mention(&kb, a, 1), event_of_mention(&kb, b, 1), "no body named, one body of that number");
    cr_assert_neq(event_of_mention(&kb, b, 2), event_of_mention(&kb, b, 0));
}

Test(resolve_events, most_documents_decide_on_the_date_of_a_numbered_text)
{
    for (size_t i = 0; i < 4; i++) {
        struct mention_set *set = add((const char *[]){"a", "b", "c", "d"}[i], "1990");
        uint32_t council = set_known(set, "organization", "Harbour Council", "Harbour Council", NULL);
        const char *date = (const char *[]){"1978-03-19", "1978", "1978", "1982-06-06"}[i];
        struct event_mention *event = set_event(set, "document", "resolution", "resolution 425", date);
        event_attribute(set, event, "number", "425");
        event_role(set, event, "adopter", council);
    }
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert(slice_is(kb.events[0].date.edtf, "1978-03-19"));
    cr_assert_eq(kb.events[0].conflict_count, 1);
    cr_assert(slice_is(kb.events[0].conflicts[0].value, "1982-06-06"));
}

Test(resolve_events, an_undated_mention_joins_the_dated_one_of_its_document)
{
    struct mention_set *a = add("a", "2018-12-31");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2018-06");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", NULL);
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert_eq(kb.events[0].mention_count, 2);
    cr_assert_not(kb.events[0].mentions[1].has_date);
}

Test(resolve_events, an_undated_event_stands_on_its_own)
{
    struct mention_set *a = add("a", "2018-12-31");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", NULL)->status = EVENT_PLANNED;
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert_not(kb.events[0].has_date);
    cr_assert(slice_is(kb.events[0].status, "planned"));
}

Test(resolve_events, a_back_reference_makes_no_event)
{
    struct mention_set *a = add("a", "2018-12-31");
    set_event(a, "meeting", "conference", "this conference", NULL)->back_reference = true;
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2018-06");
    set_event(a, "meeting", "forum", "this forum", NULL)->back_reference = true;
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert_null(event_of_mention(&kb, a, 0));
    cr_assert_eq(event_of_mention(&kb, a, 1), event_of_mention(&kb, a, 2));
}

Test(resolve_events, a_bare_name_at_the_same_place_is_the_conference_told_before)
{
    struct mention_set *a = add("a", "2019-09-26");
    uint32_t oslo = set_known(a, "place", "Oslo", "Oslo", "NO");
    struct event_mention *full =
        set_event(a, "meeting", "conference", "Conference on Tide Tables and Buoys", "2019-09");
    struct event_mention *bare = set_event(a, "meeting", "conference", "conference in Oslo", "2019-09");
    event_role(a, full, "place", oslo);
    event_role(a, bare, "place", oslo);
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert(slice_is(kb.events[0].title, "Conference on Tide Tables and Buoys"));
}

Test(resolve_events, bare_names_of_two_documents_stay_apart)
{
    struct mention_set *a = add("a", "2019-09-26");
    struct mention_set *b = add("b", "2019-09-27");
    set_event(a, "meeting", "conference", "regional conference", "2019");
    set_event(b, "meeting", "conference", "regional conference", "2019");
    resolve();
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, what_a_carried_date_describes_is_the_happening_before)
{
    struct mention_set *a = add("a", "2018-10-31");
    uint32_t council = set_known(a, "organization", "Harbour Council", "Harbour Council", NULL);
    struct event_mention *review = set_event(a, "document", "review", "sixth review of the Buoy Strategy", "2018-06");
    struct event_mention *text = set_event(a, "document", "resolution", "consensus resolution", NULL);
    text->has_date = true;
    text->date = review->date;
    text->scope = DATE_SCOPE_BEFORE;
    event_role(a, review, "adopter", council);
    event_role(a, text, "adopter", council);
    resolve();
    cr_assert_eq(kb.event_count, 1);
}

Test(resolve_events, visits_of_two_people_are_two)
{
    struct mention_set *a = add("a", "2019-09-26");
    uint32_t one = set_name(a, "person", "Ida Northwind");
    uint32_t two = set_name(a, "person", "Olaf Southby");
    event_role(a, set_event(a, "visit", "visit", "visit to Lima Harbour Works", "2019"), "visitor", one);
    event_role(a, set_event(a, "visit", "visit", "visit to Lima Harbour Works", "2019"), "visitor", two);
    resolve();
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, speeches_of_two_documents_are_two)
{
    struct mention_set *a = add("a", "2019-09-26");
    struct mention_set *b = add("b", "2020-09-26");
    set_event(a, "statement", "statement", "Statement in the Harbour Debate", "2019-09-26");
    set_event(b, "statement", "statement", "Statement in the Harbour Debate", "2020-09-26");
    resolve();
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, agreements_with_different_parties_are_two)
{
    struct mention_set *a = add("a", "2019-09-26");
    uint32_t office = set_name(a, "organization", "Office of Harbours");
    uint32_t league = set_name(a, "organization", "League of Pilots");
    uint32_t union_ = set_name(a, "organization", "Union of Divers");
    uint32_t partners[] = {league, union_};
    for (size_t i = 0; i < 2; i++) {
        struct event_mention *event = set_event(a, "agreement", "memorandum", "Memorandum of Understanding", "2018");
        event_role(a, event, "party", office);
        event_role(a, event, "party", partners[i]);
    }
    resolve();
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, sources_are_counted_by_author_and_occasion)
{
    struct mention_set *a = add("a", "2019-09-26");
    struct mention_set *b = add("b", "2019-09-26");
    struct mention_set *c = sets[count++] = set_new("c", "2019-10-01", "Bo Other", "League of Pilots");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2019-03");
    set_event(b, "meeting", "forum", "Forum of Salt Traders", "2019-03");
    set_event(c, "meeting", "forum", "Forum of Salt Traders", "2019-03");
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert_eq(kb.events[0].mention_count, 3);
    cr_assert_eq(kb.events[0].source_count, 2);
}

Test(resolve_events, ids_survive_newer_documents)
{
    struct mention_set *a = add("a", "2018-02-01");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2018-06")->status = EVENT_PLANNED;
    resolve();
    char id[64];
    snprintf(id, sizeof id, "%.*s", SLICE_ARG(kb.events[0].id));
    kb_release(&kb);
    const char *keys[] = {"b", "c", "d", "e"};
    for (size_t i = 0; i < 4; i++) {
        set_event(add(keys[i], "2018-12-01"), "meeting", "forum", "Forum of Salt Traders", "2018-06");
    }
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert_str_eq(arena_string(&kb.arena, kb.events[0].id), id);
}

Test(resolve_events, a_name_of_weak_words_joins_in_every_document)
{
    struct mention_set *a = add("a", "2018-12-31");
    struct mention_set *b = add("b", "2019-12-31");
    set_event(a, "launch", "", "International Forum", "1945");
    set_event(b, "launch", "", "International Forum", "1945");
    set_event(b, "meeting", "forum", "International Forum", "2018");
    set_event(a, "meeting", "forum", "International Forum", "2018");
    resolve();
    cr_assert_eq(event_of_mention(&kb, a, 0), event_of_mention(&kb, b, 0), "what was founded has a name");
    cr_assert_neq(event_of_mention(&kb, a, 1), event_of_mention(&kb, b, 1), "a kind of meeting is no name");
}

Test(resolve_events, a_summing_up_joins_none_of_what_it_sums_up)
{
    struct mention_set *a = add("a", "2022-06-16");
    set_event(a, "meeting", "conference", "regional conferences", "2022");
    set_event(a, "meeting", "conference", "Conference on Tide Tables", "2022");
    set_event(a, "meeting", "conference", "Conference on Rope and Tar", "2022");
    resolve();
    cr_assert_eq(kb.event_count, 3);
}

Test(resolve_events, a_text_meets_its_number_under_its_name)
{
    struct mention_set *a = add("a", "2016-12-31");
    struct mention_set *b = add("b", "2017-12-31");
    struct event_mention *numbered =
        set_event(a, "document", "resolution", "Agenda for Lasting Harbours (resolution 70/1)", "2015-09");
    event_attribute(a, numbered, "number", "70/1");
    set_event(b, "document", "agenda", "Agenda for Lasting Harbours", "2015");
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert_eq(kb.events[0].attribute_count, 1);
}

Test(resolve_events, a_title_has_no_article_in_front)
{
    struct mention_set *a = add("a", "2018-12-31");
    set_event(a, "meeting", "forum", "The Forum of Salt Traders", "2018-06");
    resolve();
    cr_assert(slice_is(kb.events[0].title, "Forum of Salt Traders"));
    cr_assert(slice_is(kb.events[0].mentions[0].title, "The Forum of Salt Traders"));
}

Test(resolve_events, two_announcements_of_one_series_meet_by_author)
{
    struct mention_set *a = add("a", "2019-09-26");
    struct mention_set *b = add("b", "2021-06-30");
    struct event_mention *plan = set_event(a, "meeting", "week", "Harbour Piracy Week", "2020");
    plan->status = EVENT_PLANNED;
    plan->ordinal = 2;
    set_event(b, "meeting", "week", "Harbour Piracy Week", "2021")->title_year = 2021;
    uint32_t names[] = {set_name(a, "organization", "Office of Harbours"),
                        set_name(b, "organization", "Office of Harbours")};
    (void)names;
    resolve();
    cr_assert_eq(kb.event_count, 1, "one counts, the other says the year, one author speaks of both");
    cr_assert_eq(kb.events[0].conflict_count, 1);
}

Test(resolve_events, without_a_word_on_status_the_day_decides)
{
    struct mention_set *a = add("a", "2019-09-26");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2019-09")->status = EVENT_UNKNOWN;
    set_event(a, "meeting", "forum", "Forum of Rope Makers", "2019-11")->status = EVENT_UNKNOWN;
    resolve();
    cr_assert(slice_is(event_of_mention(&kb, a, 0)->status, "occurred"));
    cr_assert(slice_is(event_of_mention(&kb, a, 1)->status, "planned"));
}

Test(resolve_events, nothing_is_planned_for_a_time_before_its_document)
{
    struct mention_set *a = add("a", "2019-09-26");
    set_event(a, "launch", "", "Office of Harbours", "1943")->status = EVENT_PLANNED;
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2019")->status = EVENT_PLANNED;
    resolve();
    cr_assert_eq(kb.event_count, 2);
    cr_assert(slice_is(kb.events[0].status, "unknown"), "what it says is planned is something else");
    cr_assert_not(kb.events[0].unconfirmed);
    cr_assert(slice_is(kb.events[1].status, "planned"), "the year is not over");
}

Test(resolve_events, a_cancelled_plan_is_cancelled)
{
    struct mention_set *a = add("a", "2019-09-26");
    struct mention_set *b = add("b", "2020-03-26");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2020-05")->status = EVENT_PLANNED;
    set_event(b, "meeting", "forum", "Forum of Salt Traders", "2020-05")->status = EVENT_CANCELLED;
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert(slice_is(kb.events[0].status, "cancelled"));
    cr_assert_not(kb.events[0].unconfirmed);
}

Test(resolve_events, several_are_not_one_of_them)
{
    struct mention_set *a = add("a", "2020-01-01");
    set_event(a, "meeting", "summit", "Summit of Salt Traders", "2019-09");
    set_event(a, "meeting", "summit", "the summits", "2019-09");
    resolve();
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, a_year_in_a_name_of_weak_words_is_enough)
{
    struct mention_set *a = add("a", "2015-01-01");
    struct mention_set *b = add("b", "2016-01-01");
    set_event(a, "meeting", "summit", "2005 International Summit", "2005")->title_year = 2005;
    set_event(b, "meeting", "summit", "2005 High-Level International Summit", "2005")->title_year = 2005;
    resolve();
    cr_assert_eq(kb.event_count, 1);
}

Test(resolve_events, a_meeting_of_days_is_not_one_of_its_days)
{
    struct mention_set *a = add("a", "2021-06-30");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2021-06-28/2021-06-30");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2021-06-30");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2021-06");
    resolve();
    cr_assert_eq(kb.event_count, 1);
    cr_assert(slice_is(kb.events[0].date.edtf, "2021-06-28/2021-06-30"));
    cr_assert_eq(kb.events[0].conflict_count, 0);
}

Test(resolve_events, an_undated_description_of_nobody_is_no_event)
{
    struct mention_set *a = add("a", "2021-06-30");
    set_event(a, "meeting", "conference", "a fruitful conference", NULL)->status = EVENT_UNKNOWN;
    resolve();
    cr_assert_eq(kb.event_count, 0);
}

Test(resolve_events, what_stands_before_a_name_is_not_of_it)
{
    const char *titles[] = {"Summit of the Keepers", "pivotal Summit of the Keepers",
                            "last week's Summit of the Keepers",
                            "Chairman\xe2\x80\x99s upcoming Summit of the Keepers"};
    for (size_t i = 0; i < 4; i++) {
        const char *key[] = {"a", "b", "c", "d"};
        set_event(add(key[i], "2024-09-26"), "meeting", "summit", titles[i], "2024-09");
    }
    struct mention_set *other = add("e", "2024-09-26");
    set_event(other, "meeting", "meeting", "preparatory meeting for the Summit of the Keepers", "2024-09");
    resolve();
    cr_assert_eq(kb.event_count, 2);
    cr_assert_eq(event_of_mention(&kb, sets[0], 0)->mention_count, 4);
    cr_assert_eq(event_of_mention(&kb, other, 0)->mention_count, 1);
}

Test(resolve_events, weak_words_after_a_possessive_are_no_name)
{
    set_event(add("a", "2024-09-26"), "meeting", "conference", "Pilots' Conference", "2024-09");
    set_event(add("b", "2024-09-26"), "meeting", "conference", "Keeper's Conference", "2024-09");
    resolve();
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, a_name_without_a_date_means_the_edition_near_its_document)
{
    struct mention_set *a = add("a", "2019-05-01");
    struct mention_set *b = add("b", "2023-05-01");
    struct mention_set *c = add("c", "2023-06-01");
    struct mention_set *undated = add("d", NULL);
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2019-04-02");
    set_event(b, "meeting", "forum", "Forum of Salt Traders", "2023-04-05");
    set_event(c, "meeting", "forum", "Forum of Salt Traders", NULL)->status = EVENT_UNKNOWN;
    set_event(undated, "meeting", "forum", "Forum of Salt Traders", NULL)->status = EVENT_UNKNOWN;
    resolve();
    cr_assert_eq(event_of_mention(&kb, c, 0), event_of_mention(&kb, b, 0));
    cr_assert_eq(event_of_mention(&kb, undated, 0)->mention_count, 1, "no edition is meant for certain");
    cr_assert_eq(kb.event_count, 3);
}

Test(resolve_events, names_without_a_date_of_one_time_are_one_where_all_dated_editions_lie_in_another)
{
    struct mention_set *a = add("a", "2009-05-01");
    struct mention_set *b = add("b", "2013-05-01");
    struct mention_set *c = add("c", "2023-05-01");
    struct mention_set *d = add("d", "2023-06-01");
    struct mention_set *e = add("e", "2018-06-01");
    set_event(a, "meeting", "forum", "Forum of Salt Traders", "2009-04-02");
    set_event(b, "meeting", "forum", "Forum of Salt Traders", "2013-04-05");
    set_event(c, "meeting", "forum", "Forum of Salt Traders", NULL)->status = EVENT_UNKNOWN;
    set_event(d, "meeting", "forum", "Forum of Salt Traders", NULL)->status = EVENT_UNKNOWN;
    set_event(e, "meeting", "forum", "Forum of Salt Traders", NULL)->status = EVENT_UNKNOWN;
    resolve();
    cr_assert_eq(event_of_mention(&kb, c, 0), event_of_mention(&kb, d, 0));
    cr_assert_eq(event_of_mention(&kb, e, 0)->mention_count, 1);
    cr_assert_eq(kb.event_count, 4);
}

Test(resolve_events, an_agreement_of_no_kind_is_the_one_of_its_date)
{
    struct mention_set *a = add("a", "2015-10-31");
    set_event(a, "agreement", "agreement", "agreement", "2015-08-25");
    set_event(a, "agreement", "", "accord", "2015-08-25");
    set_event(a, "agreement", "accord", "Harbour Accords", "1993");
    set_event(a, "agreement", "agreement", "agreements", "1993");
    set_event(a, "meeting", "summit", "Harbour Summit", "2014-04");
    set_event(a, "meeting", "meeting", "meeting", "2014-04");
    resolve();
    cr_assert_eq(kb.event_count, 4, "a meeting beside a summit is another thing");
}

Test(resolve_events, a_kind_with_a_capital_is_what_was_named_before)
{
    struct mention_set *a = add("a", "2024-09-26");
    set_event(a, "meeting", "summit", "Summit of the Keepers", NULL);
    set_event(a, "meeting", "summit", "Summit", "2024-09-24");
    set_event(a, "meeting", "summit", "summit", "2024-09-12");
    resolve();
    cr_assert_eq(event_of_mention(&kb, a, 0), event_of_mention(&kb, a, 1));
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, who_joins_is_neither_who_founds_nor_another_who_joins)
{
    struct mention_set *a = add("a", "2010-10-31");
    struct mention_set *b = add("b", "2011-10-31");
    struct event_mention *one = set_event(a, "launch", "accession", "accession to Harbour Union", "1960");
    struct event_mention *other = set_event(b, "launch", "accession", "accession to Harbour Union", "1960");
    struct event_mention *again = set_event(b, "launch", "accession", "accession to Harbour Union", "1960-05");
    event_role(a, one, "participant", set_known(a, "state", "Norway", "Norway", "NO"));
    event_role(b, other, "participant", set_known(b, "state", "Chile", "Chile", "CL"));
    event_role(b, again, "participant", set_known(b, "state", "Norway", "Norway", "NO"));
    set_event(a, "launch", "", "Harbour Union", "1960");
    set_event(b, "launch", "", "Harbour Union", "1960");
    resolve();
    cr_assert_eq(kb.event_count, 3);
    cr_assert_eq(event_of_mention(&kb, a, 0), event_of_mention(&kb, b, 1));
    cr_assert_eq(event_of_mention(&kb, a, 1), event_of_mention(&kb, b, 2));
    cr_assert_neq(event_of_mention(&kb, a, 0), event_of_mention(&kb, b, 0));
}

Test(resolve_events, a_year_that_dates_nothing_is_part_of_the_name)
{
    struct mention_set *a = add("a", "2016-01-01");
    struct mention_set *b = add("b", "2017-01-01");
    set_event(a, "document", "agenda", "2030 Agenda", "2015");
    set_event(b, "document", "agenda", "2030 Agenda", "2015");
    set_event(b, "document", "agenda", "Agenda 2063", "2015");
    resolve();
    cr_assert_eq(kb.event_count, 2);
    cr_assert_eq(event_of_mention(&kb, a, 0), event_of_mention(&kb, b, 0));
}

Test(resolve_events, one_visitor_at_one_place_at_one_time_is_one_visit)
{
    struct mention_set *a = add("a", "2019-09-26");
    struct mention_set *b = add("b", "2019-09-27");
    struct event_mention *visits[] = {
        set_event(a, "visit", "visit", "visit", "2019-05"), set_event(b, "visit", "visit", "historic visit", "2019-05"),
        set_event(b, "visit", "visit", "visit", "2019-07"), set_event(b, "visit", "visit", "visit", NULL)};
    for (size_t i = 0; i < 4; i++) {
        struct mention_set *set = i == 0 ? a : b;
        event_role(set, visits[i], "visitor", set_name(set, "person", "Rosa Sackville"));
        event_role(set, visits[i], "place", set_known(set, "place", "Oslo", "Oslo", "NO"));
    }
    resolve();
    cr_assert_eq(event_of_mention(&kb, a, 0), event_of_mention(&kb, b, 0));
    cr_assert_neq(event_of_mention(&kb, a, 0), event_of_mention(&kb, b, 1));
}

Test(resolve_events, a_number_of_the_same_day_is_the_same_text)
{
    const char *bodies[] = {"Harbour Council", "Salt Council"};
    const char *days[] = {"1960-12-14", "1960-12-14/1960-12-20"};
    for (size_t i = 0; i < 2; i++) {
        struct mention_set *set = add(i == 0 ? "a" : "b", "1961-01-01");
        struct event_mention *event = set_event(set, "document", "resolution", "resolution 15", days[i]);
        event_attribute(set, event, "number", "15");
        event_role(set, event, "adopter", set_name(set, "organization", bodies[i]));
    }
    struct mention_set *other = add("c", "1962-01-01");
    event_attribute(other, set_event(other, "document", "resolution", "resolution 15", "1960-12-14"), "number", "15");
    resolve();
    cr_assert_eq(event_of_mention(&kb, sets[0], 0), event_of_mention(&kb, other, 0));
    cr_assert_eq(kb.event_count, 2);
}

Test(resolve_events, of_editions_in_another_time_the_one_that_most_speak_of_is_meant)
{
    struct mention_set *a = add("a", "2001-01-01");
    struct mention_set *b = add("b", "2020-01-01");
    for (size_t i = 0; i < 4; i++) {
        set_event(a, "meeting", "summit", "Harbour Summit", "2000-04");
    }
    set_event(a, "meeting", "summit", "Harbour Summit", "1995");
    set_event(b, "meeting", "summit", "Harbour Summit", NULL);
    resolve();
    cr_assert_eq(kb.event_count, 2);
    cr_assert_eq(event_of_mention(&kb, a, 0), event_of_mention(&kb, b, 0));
}

Test(resolve_events, an_edition_without_a_date_is_that_edition_whenever_told)
{
    struct mention_set *a = add("a", "2001-01-01");
    struct mention_set *b = add("b", "2020-01-01");
    set_event(a, "meeting", "congress", "Congress of Pilots", "2000-04")->ordinal = 3;
    set_event(a, "meeting", "congress", "Congress of Pilots", "2000-04")->ordinal = 3;
    set_event(a, "meeting", "congress", "Congress of Pilots", "1999")->ordinal = 3;
    set_event(b, "meeting", "congress", "Congress of Pilots", NULL)->ordinal = 3;
    resolve();
    cr_assert_eq(event_of_mention(&kb, a, 0), event_of_mention(&kb, b, 0));
}

Test(resolve_events, a_series_of_many_dates_leaves_room_in_its_blocks)
{
    struct mention_set *a = add("a", "2009-01-01");
    for (int32_t edition = 1; edition <= 5; edition++) {
        for (int day = 3; day < 17; day++) {
            struct slice date = arena_format(&a->arena, "200%d-05-02/200%d-05-%02d", edition, edition, day);
            set_event(a, "meeting", "forum", "Forum of Salt Traders", date.ptr)->ordinal = edition;
        }
    }
    for (size_t i = 0; i < 2; i++) {
        set_event(add(i == 0 ? "b" : "c", "2020-01-01"), "meeting", "forum", "Forum of Salt Traders", NULL);
    }
    resolve();
    cr_assert_eq(kb.event_count, 6);
    cr_assert_eq(event_of_mention(&kb, sets[1], 0), event_of_mention(&kb, sets[2], 0));
}

Test(resolve_events, the_newest_of_a_hundred_editions_is_found_by_its_number_and_by_its_time)
{
    struct mention_set *a = add("a", "2020-01-01");
    for (int32_t edition = 1; edition <= 100; edition++) {
        struct slice date = arena_format(&a->arena, "%d-05-02", 1919 + edition);
        set_event(a, "meeting", "forum", "Forum of Salt Traders", date.ptr)->ordinal = edition;
    }
    struct mention_set *near = add("b", "2019-06-01");
    struct mention_set *undated = add("c", NULL);
    set_event(near, "meeting", "forum", "Forum of Salt Traders", NULL);
    set_event(undated, "meeting", "forum", "Forum of Salt Traders", NULL)->ordinal = 99;
    resolve();
    cr_assert_eq(kb.event_count, 100);
    cr_assert_eq(event_of_mention(&kb, near, 0), event_of_mention(&kb, a, 99));
    cr_assert_eq(event_of_mention(&kb, undated, 0), event_of_mention(&kb, a, 98));
}
