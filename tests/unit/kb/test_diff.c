/* What has changed from one knowledge base to the next. */
#include "kb/diff.h"

#include <criterion/criterion.h>

#include "builder.h"

enum { OLD, NEW };

static struct kb bases[2];
static struct mention_set *sets[2][8];
static size_t counts[2];
static struct kb_diff diff;
static struct corrections corrections;

static struct mention_set *add(int which, const char *key, const char *date)
{
    return sets[which][counts[which]++] = set_new(key, date, "Ada Speaker", "Office of Harbours");
}

static void compare(void)
{
    for (int i = 0; i < 2; i++) {
        struct resolve_options options = {
            .words = &test_words, .rules_hash = slice_of("0"), .corrections = i == NEW ? &corrections : NULL};
        kb_resolve(&bases[i], sets[i], counts[i], &options);
    }
    kb_diff_make(&diff, &bases[OLD], &bases[NEW]);
}

static void done(void)
{
    kb_diff_release(&diff);
    corrections_release(&corrections);
    for (int i = 0; i < 2; i++) {
        kb_release(&bases[i]);
        while (counts[i] > 0) {
            set_free(sets[i][--counts[i]]);
        }
    }
}

static void correct(const char *yaml)
{
    struct diagnostics errors = {0};
    cr_assert_eq(corrections_read(&corrections, slice_of(yaml), "c.yaml", &errors), STATUS_OK);
}

static void expect_field(const struct kb_diff_item *item, const char *field, const char *was, const char *is)
{
    for (size_t i = 0; i < item->field_count; i++) {
        if (slice_is(slice_of(item->fields[i].field), field)) {
            cr_assert(slice_is(item->fields[i].was, was), "%.*s", SLICE_ARG(item->fields[i].was));
            cr_assert(slice_is(item->fields[i].is, is), "%.*s", SLICE_ARG(item->fields[i].is));
            return;
        }
    }
    cr_assert(false, "no field %s", field);
}

TestSuite(diff, .fini = done);

Test(diff, the_same_is_the_same)
{
    for (int i = 0; i < 2; i++) {
        set_event(add(i, "a", "2020-01-10"), "meeting", "forum", "Harbour Forum", "2019-03-02");
    }
    compare();
    cr_assert_eq(diff.events.count + diff.relations.count + diff.documents.count + diff.entities.count, 0);
}

Test(diff, what_is_new_and_gone)
{
    set_event(add(OLD, "a", "2020-01-10"), "meeting", "forum", "Harbour Forum", "2019-03-02");
    set_event(add(NEW, "b", "2020-01-10"), "meeting", "summit", "Bridge Summit", "2019-05-02");
    compare();
    cr_assert_eq(diff.events.count, 2);
    cr_assert_eq(diff.events.items[0].kind, KB_DIFF_NEW);
    cr_assert_eq(diff.events.items[0].old, KB_DIFF_NONE);
    cr_assert_eq(diff.events.items[1].kind, KB_DIFF_GONE);
    cr_assert_eq(diff.documents.counts[KB_DIFF_NEW], 1);
    cr_assert_eq(diff.documents.counts[KB_DIFF_GONE], 1);
}

Test(diff, a_plan_that_took_place_is_changed)
{
    for (int i = 0; i < 2; i++) {
        struct mention_set *set = add(i, "a", "2020-01-10");
        set_event(set, "meeting", "forum", "Harbour Forum", "2020-03")->status = EVENT_PLANNED;
    }
    struct mention_set *later = add(NEW, "b", "2020-06-10");
    uint32_t host = set_known(later, "state", "Norway", "Norway", "NO");
    struct event_mention *event = set_event(later, "meeting", "forum", "Harbour Forum", "2020-03-12");
    event_role(later, event, "host", host);
    compare();
    cr_assert_eq(diff.events.count, 1);
    const struct kb_diff_item *item = &diff.events.items[0];
    cr_assert_eq(item->kind, KB_DIFF_CHANGED);
    cr_assert_eq(item->field_count, 3);
    expect_field(item, "status", "planned", "occurred");
    expect_field(item, "date", "2020-03", "2020-03-12");
    expect_field(item, "host", "", "Norway");
}

Test(diff, another_title_by_another_rule_is_a_change_and_no_new_event)
{
    set_event(add(OLD, "a", "2020-01-10"), "meeting", "forum", "Harbour Forum of all Ports", "2019-03-02");
    set_event(add(NEW, "a", "2020-01-10"), "meeting", "forum", "Harbour Forum", "2019-03-02");
    sets[NEW][0]->events[0].sentence = sets[OLD][0]->events[0].sentence;
    sets[NEW][0]->events[0].rule = slice_of("another.rule");
    compare();
    cr_assert_not(slice_equal(bases[OLD].events[0].id, bases[NEW].events[0].id));
    cr_assert_eq(diff.events.count, 1);
    cr_assert_eq(diff.events.items[0].kind, KB_DIFF_CHANGED);
    expect_field(&diff.events.items[0], "title", "Harbour Forum of all Ports", "Harbour Forum");
}

Test(diff, merged_split_and_rejected_by_hand)
{
    for (int i = 0; i < 2; i++) {
        struct mention_set *set = add(i, "a", "2020-01-10");
        set_event(set, "meeting", "forum", "Harbour Forum", "2019-03-02");
        set_event(set, "meeting", "summit", "Bridge Summit", "2019-05-02");
        set_event(set, "meeting", "conference", "Lakes Conference", "2018-05-02");
        set_event(set, "visit", "", "visit to Accra", "2018-06-02");
        set_event(add(i, "b", "2020-02-10"), "meeting", "conference", "the Lakes Conference", "2018-05-02");
    }
    correct("- reject: event:000000000000\n  was: visit to Accra, 2018-06-02\n"
            "- merge: event:000000000000\n  was: Bridge Summit, 2019-05-02\n  into: event:000000000001\n"
            "  into_was: Harbour Forum, 2019-03-02\n"
            "- split: event:000000000000\n  apart: the Lakes Conference\n");
    compare();
    cr_assert_eq(diff.events.counts[KB_DIFF_MERGED], 1);
    cr_assert_eq(diff.events.counts[KB_DIFF_SPLIT], 1);
    cr_assert_eq(diff.events.counts[KB_DIFF_REJECTED], 1);
    cr_assert_eq(diff.events.counts[KB_DIFF_NEW] + diff.events.counts[KB_DIFF_GONE], 0);
    const struct kb_diff_item *merged = &diff.events.items[0];
    while (merged->kind != KB_DIFF_MERGED) {
        merged++;
    }
    cr_assert(slice_is(bases[OLD].events[merged->old].title, "Bridge Summit"));
    cr_assert(slice_is(bases[NEW].events[merged->new].title, "Harbour Forum"));
}

Test(diff, relations_and_names)
{
    for (int i = 0; i < 2; i++) {
        struct mention_set *set = add(i, "a", "2020-01-10");
        uint32_t one = set_name(set, "organization", "League of Pilots");
        uint32_t two = set_name(set, "organization", "Union of Ports");
        struct event_mention *event = set_event(set, "agreement", "accord", "Harbour Accord", "2019-06");
        event->status = i == OLD ? EVENT_PLANNED : EVENT_OCCURRED;
        event_role(set, event, "party", one);
        event_role(set, event, "party", two);
        if (i == NEW) {
            uint32_t three = set_name(set, "organization", "Guild of Ropes");
            event = set_event(set, "agreement", "accord", "Rope Accord", "2019-07");
            event_role(set, event, "party", one);
            event_role(set, event, "party", three);
        }
    }
    correct("- rename: org:union-of-ports\n  to: The Union\n");
    compare();
    cr_assert_eq(diff.relations.count, 2);
    cr_assert_eq(diff.relations.items[0].kind, KB_DIFF_NEW);
    cr_assert_eq(diff.relations.items[1].kind, KB_DIFF_CHANGED);
    expect_field(&diff.relations.items[1], "status", "planned", "concluded");
    cr_assert_eq(diff.entities.count, 1);
    expect_field(&diff.entities.items[0], "name", "Union of Ports", "The Union");
    cr_assert_eq(diff.events.counts[KB_DIFF_CHANGED], 1, "a new name is no other party");
}

Test(diff, a_document_that_was_rewritten)
{
    set_event(add(OLD, "a", "2020-01-10"), "meeting", "forum", "Harbour Forum", "2019-03-02");
    struct mention_set *set = add(NEW, "b", "2020-01-10");
    set_event(set, "meeting", "forum", "Harbour Forum", "2019-03-02");
    set->document.path = slice_of("a.txt");
    compare();
    cr_assert_eq(diff.documents.count, 1);
    cr_assert_eq(diff.documents.items[0].kind, KB_DIFF_CHANGED);
    cr_assert_eq(diff.events.count, 0, "the same sentence under the same title");
}
