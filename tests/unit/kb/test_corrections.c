/* Corrections: what they do, how they are found again, what they say together. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "builder.h"
#include "kb/corrections.h"

static struct kb kb;
static struct mention_set *sets[8];
static size_t count;
static struct corrections corrections;
static struct diagnostics errors;
static struct buffer yaml;

static struct mention_set *add(const char *key, const char *date)
{
    return sets[count++] = set_new(key, date, "Ada Speaker", "Office of Harbours");
}

static void forget(void)
{
    kb_release(&kb);
    corrections_release(&corrections);
    diagnostics_release(&errors);
    errors = (struct diagnostics){0};
}

static void done(void)
{
    forget();
    buffer_release(&yaml);
    while (count > 0) {
        set_free(sets[--count]);
    }
}

static void resolve(void)
{
    struct resolve_options options = {
        .words = &test_words, .rules_hash = slice_of("0"), .corrections = &corrections, .errors = &errors};
    kb_resolve(&kb, sets, count, &options);
}

/* Builds without corrections, for ids. */
static void plain(void)
{
    forget();
    resolve();
}

/* Builds with the entries that were put into `yaml`. */
static void correct(void)
{
    forget();
    cr_assert_eq(corrections_read(&corrections, buffer_slice(&yaml), "c.yaml", &errors), STATUS_OK, "%s",
                 errors.count ? errors.items[0].message : "");
    resolve();
    buffer_clear(&yaml);
}

static const struct kb_event *called(const char *title)
{
    for (size_t i = 0; i < kb.event_count; i++) {
        if (slice_is(kb.events[i].title, title)) {
            return &kb.events[i];
        }
    }
    return NULL;
}

static const struct kb_event *with_id(const char *id)
{
    for (size_t i = 0; i < kb.event_count; i++) {
        if (slice_is(kb.events[i].id, id)) {
            return &kb.events[i];
        }
    }
    return NULL;
}

/* The id of an event, kept in a buffer of its own. */
static char *id_of(const char *title)
{
    const struct kb_event *event = called(title);
    cr_assert(event, "no event %s", title);
    return strndup(event->id.ptr, event->id.len);
}

static void expect_reason(const char *action, const char *reason)
{
    for (size_t i = 0; i < kb.correction_count; i++) {
        if (slice_is(kb.corrections[i].action, action)) {
            cr_assert(slice_is(kb.corrections[i].reason, reason), "%s: '%.*s'", action,
                      SLICE_ARG(kb.corrections[i].reason));
            return;
        }
    }
    cr_assert(false, "no entry %s", action);
}

static void expect_message(size_t i, unsigned line, const char *text)
{
    cr_assert_gt(errors.count, i);
    cr_assert_str_eq(errors.items[i].message, text);
    cr_assert_eq(errors.items[i].line, line, "line %u", errors.items[i].line);
}

/* All that corrections may touch, as text. */
static void dump(struct buffer *out)
{
    for (size_t i = 0; i < kb.correction_count; i++) {
        const struct kb_correction *entry = &kb.corrections[i];
        buffer_format(out, "%.*s %.*s %.*s %d %.*s\n", SLICE_ARG(entry->action), SLICE_ARG(entry->target),
                      SLICE_ARG(entry->id), entry->is_applied, SLICE_ARG(entry->reason));
    }
    for (size_t i = 0; i < kb.event_count; i++) {
        const struct kb_event *event = &kb.events[i];
        buffer_format(out, "%.*s %.*s %.*s %zu\n", SLICE_ARG(event->id), SLICE_ARG(event->title),
                      SLICE_ARG(event->date.edtf), event->mention_count);
        for (size_t c = 0; c < event->corrected_count; c++) {
            buffer_format(out, " %.*s %.*s\n", SLICE_ARG(event->corrected[c].action),
                          SLICE_ARG(event->corrected[c].was));
        }
    }
}

TestSuite(corrections, .fini = done);

static void three_events(void)
{
    struct mention_set *a = add("a", "2020-01-10");
    set_event(a, "meeting", "conference", "Lakes Conference", "2018-06-01");
    set_event(a, "meeting", "forum", "Harbour Forum", "2019-03-02");
    set_event(a, "meeting", "summit", "Bridge Summit", "2017-09-03");
    plain();
}

Test(corrections, a_rejected_event_is_kept_apart)
{
    three_events();
    char *id = id_of("Harbour Forum");
    buffer_format(&yaml, "- reject: %s\n  why: internal\n", id);
    correct();
    cr_assert_eq(kb.event_count, 2);
    cr_assert_eq(kb.rejected_event_count, 1);
    cr_assert(slice_is(kb.rejected_events[0].id, id));
    cr_assert(slice_is(kb.rejected_events[0].corrected[0].why, "internal"));
    cr_assert_eq(kb.documents[0].mention_count, 3);
    cr_assert(kb.corrections[0].is_applied);
    cr_assert_eq(errors.count, 0);
    free(id);
}

Test(corrections, an_agreement_that_is_rejected_takes_its_relation_along)
{
    struct mention_set *a = add("a", "2020-01-10");
    uint32_t one = set_name(a, "organization", "League of Pilots");
    uint32_t two = set_name(a, "organization", "Union of Ports");
    struct event_mention *event = set_event(a, "agreement", "accord", "Harbour Accord", "2018-06-01");
    event_role(a, event, "party", one);
    event_role(a, event, "party", two);
    plain();
    cr_assert_eq(kb.relation_count, 1);
    char *id = id_of("Harbour Accord");
    buffer_format(&yaml, "- reject: %s\n", id);
    correct();
    cr_assert_eq(kb.relation_count, 0);
    cr_assert_eq(kb.rejected_events[0].role_count, 2);
    cr_assert_eq(kb.entity_count, 2, "what is rejected can still be read");
    free(id);
}

Test(corrections, a_relation_follows_its_event_and_can_be_rejected_itself)
{
    struct mention_set *a = add("a", "2020-01-10");
    uint32_t one = set_name(a, "organization", "League of Pilots");
    uint32_t two = set_name(a, "organization", "Union of Ports");
    struct event_mention *event = set_event(a, "agreement", "accord", "Harbour Accord", "2021-06-01");
    event->status = EVENT_PLANNED;
    event_role(a, event, "party", one);
    event_role(a, event, "party", two);
    plain();
    cr_assert(slice_is(kb.relations[0].status, "planned"));
    char *id = id_of("Harbour Accord");
    buffer_format(&yaml, "- confirm: %s\n  status: occurred\n- redate: %s\n  to: 2021-07\n", id, id);
    correct();
    cr_assert(slice_is(kb.relations[0].status, "concluded"));
    cr_assert(slice_is(kb.relations[0].date.edtf, "2021-07"));
    cr_assert_eq(kb.relations[0].corrected_count, 2);
    cr_assert(slice_is(kb.relations[0].corrected[0].id, id));
    buffer_format(&yaml, "- reject: relation:000000000000\n  was: League of Pilots, agreement, Union of Ports\n");
    correct();
    cr_assert_eq(kb.relation_count, 0);
    cr_assert_eq(kb.rejected_relation_count, 1);
    cr_assert(slice_is(kb.corrections[0].found, "was"));
    free(id);
}

Test(corrections, rename_and_redate_say_what_was)
{
    three_events();
    char *id = id_of("Lakes Conference");
    buffer_format(&yaml, "- rename: %s\n  to: Conference on Lakes\n- redate: %s\n  to: 2018-07~\n", id, id);
    correct();
    const struct kb_event *event = with_id(id);
    cr_assert(event && slice_is(event->title, "Conference on Lakes"));
    cr_assert(slice_is(event->date.edtf, "2018-07~"));
    cr_assert(slice_is(event->date.basis, "given"));
    cr_assert(slice_is(event->date.precision, "month"));
    cr_assert(slice_is(event->date.qualifier, "approximate"));
    cr_assert_eq(event->corrected_count, 2);
    cr_assert(slice_is(event->corrected[0].action, "redate"));
    cr_assert(slice_is(event->corrected[0].was, "2018-06-01"));
    cr_assert(slice_is(event->corrected[1].was, "Lakes Conference"));
    cr_assert_eq(event->conflict_count, 1, "the text says another day");
    cr_assert_eq(kb.check_count, 0, "and somebody knows");
    free(id);
}

Test(corrections, merges_go_on_to_the_last)
{
    three_events();
    char *a = id_of("Lakes Conference"), *b = id_of("Harbour Forum"), *c = id_of("Bridge Summit");
    buffer_format(&yaml, "- merge: %s\n  into: %s\n- merge: %s\n  into: %s\n", a, b, b, c);
    correct();
    cr_assert_eq(kb.event_count, 1);
    cr_assert(slice_is(kb.events[0].id, c));
    cr_assert(slice_is(kb.events[0].title, "Bridge Summit"));
    cr_assert(slice_is(kb.events[0].type, "summit"));
    cr_assert_eq(kb.events[0].mention_count, 3);
    cr_assert_eq(kb.events[0].corrected_count, 2);
    free(a), free(b), free(c);
}

Test(corrections, what_is_said_of_a_merged_event_no_longer_shows)
{
    three_events();
    char *a = id_of("Lakes Conference"), *b = id_of("Harbour Forum");
    buffer_format(&yaml, "- rename: %s\n  to: New Name\n- merge: %s\n  into: %s\n", a, a, b);
    correct();
    cr_assert_eq(kb.event_count, 2);
    cr_assert(called("Harbour Forum"));
    cr_assert(!called("New Name"));
    cr_assert(!kb.corrections[1].is_applied);
    cr_assert_eq(errors.count, 0, "which is no fault");
    free(a), free(b);
}

Test(corrections, split_mentions_have_an_event_of_their_own)
{
    struct mention_set *a = add("a", "2020-01-10");
    struct mention_set *b = add("b", "2020-02-10");
    set_event(a, "meeting", "conference", "Lakes Conference", "2018-06-01");
    set_event(b, "meeting", "conference", "the Lakes Conference", "2018-06-01");
    plain();
    cr_assert_eq(kb.event_count, 1);
    char *id = strndup(kb.events[0].id.ptr, kb.events[0].id.len);
    buffer_format(&yaml, "- split: %s\n  apart: the LAKES conference.\n", id);
    correct();
    cr_assert_eq(kb.event_count, 2);
    char *made = strndup(kb.corrections[0].made.ptr, kb.corrections[0].made.len);
    cr_assert(with_id(id) && with_id(made));
    cr_assert(slice_is(with_id(id)->corrected[0].id, made));
    cr_assert(slice_is(with_id(made)->corrected[0].id, id));
    /* in turn renamed, and under the same id when the event that it came from has another */
    buffer_format(&yaml, "- split: event:999999999999\n  evidence: Lakes Conference\n  apart: the Lakes Conference\n");
    buffer_format(&yaml, "- rename: %s\n  to: Another Conference\n", made);
    correct();
    cr_assert(with_id(made) && slice_is(with_id(made)->title, "Another Conference"));
    /* everything cannot go */
    buffer_format(&yaml, "- split: %s\n  apart: [Lakes Conference, the Lakes Conference]\n", id);
    correct();
    cr_assert_eq(kb.event_count, 1);
    expect_reason("split", "all its sentences are named under apart:, nothing would be left");
    free(id), free(made);
}

Test(corrections, a_mention_goes_to_where_it_belongs)
{
    struct mention_set *a = add("a", "2020-01-10");
    struct mention_set *b = add("b", "2020-02-10");
    set_event(a, "meeting", "conference", "Lakes Conference", "2018-06-01");
    set_event(b, "meeting", "conference", "the Lakes Conference", "2018-06-01");
    set_event(b, "meeting", "forum", "Harbour Forum", "2019-03-02");
    plain();
    char *lakes = id_of("Lakes Conference"), *forum = id_of("Harbour Forum");
    buffer_format(&yaml, "- split: %s\n  apart: the Lakes Conference\n", lakes);
    correct();
    char *made = strndup(kb.corrections[0].made.ptr, kb.corrections[0].made.len);
    buffer_format(&yaml, "- merge: %s\n  into: %s\n- split: %s\n  apart: the Lakes Conference\n", made, forum, lakes);
    correct();
    cr_assert_eq(kb.event_count, 2);
    cr_assert_eq(with_id(forum)->mention_count, 2);
    cr_assert(slice_is(with_id(forum)->title, "Harbour Forum"));
    cr_assert_eq(with_id(lakes)->mention_count, 1);
    free(lakes), free(forum), free(made);
}

Test(corrections, an_id_that_is_gone_is_found_by_its_sentences)
{
    three_events();
    buffer_add_text(&yaml, "- rename: event:999999999999\n  was: Lakes Conference, 2018-06-01\n"
                           "  evidence: ['gone', 'lakes CONFERENCE']\n  to: Found\n");
    correct();
    cr_assert(called("Found"));
    cr_assert(slice_is(kb.corrections[0].found, "evidence"));
    cr_assert(slice_equal(kb.corrections[0].id, called("Found")->id));
    /* another event in that sentence is not it */
    buffer_add_text(&yaml, "- rename: event:999999999999\n  was: Meeting of Ministers, 2018-06-01\n"
                           "  evidence: Lakes Conference\n  to: Wrong\n");
    correct();
    cr_assert(!called("Wrong"));
    cr_assert_eq(errors.warning_count, 1);
    /* nor is one of another class */
    buffer_add_text(&yaml, "- rename: event:999999999999\n  class: visit\n"
                           "  evidence: Lakes Conference\n  to: Wrong\n");
    correct();
    cr_assert(!called("Wrong"));
    expect_reason("rename", "no event has this id, and none of its sentences is there");
    buffer_add_text(&yaml, "- rename: event:999999999999\n  was: Lakes Conference, 2018-06-01\n  to: By Name\n");
    correct();
    cr_assert(called("By Name"));
    cr_assert(slice_is(kb.corrections[0].found, "was"));
}

Test(corrections, a_name_alone_is_no_evidence_where_there_was_some)
{
    three_events();
    char *id = id_of("Lakes Conference");
    buffer_add_text(&yaml, "- reject: event:999999999999\n  was: Lakes Conference, 2018-06-01\n  evidence: gone\n");
    correct();
    cr_assert_eq(kb.event_count, 3);
    char reason[200];
    snprintf(reason, sizeof reason, "no event has this id, and none of its sentences is there; is it %s?", id);
    expect_reason("reject", reason);
    free(id);
}

Test(corrections, one_sentence_of_many_in_an_event_of_another_date_is_not_enough)
{
    three_events();
    buffer_add_text(&yaml, "- reject: event:999999999999\n  was: Lakes Conference, 2014-06\n"
                           "  evidence: [Lakes Conference, gone, gone too]\n");
    correct();
    cr_assert_eq(kb.event_count, 3);
    cr_assert(slice_starts(kb.corrections[0].reason, "no event has this id, and few of its sentences are left, in"));
    buffer_add_text(&yaml, "- reject: event:999999999999\n  was: Lakes Conference, 2018\n"
                           "  evidence: [Lakes Conference, gone, gone too]\n");
    correct();
    cr_assert_eq(kb.event_count, 2, "the dates agree");
}

Test(corrections, sentences_that_tell_of_several_are_applied_to_none)
{
    struct mention_set *a = add("a", "2020-01-10");
    struct event_mention *one = set_event(a, "meeting", "conference", "Lakes Conference", "2018-06-01");
    struct event_mention *two = set_event(a, "meeting", "forum", "Harbour Forum", "2019-03-02");
    two->sentence = one->sentence;
    plain();
    buffer_add_text(&yaml, "- reject: event:999999999999\n  evidence: Lakes Conference\n");
    correct();
    cr_assert_eq(kb.event_count, 2);
    cr_assert(
        slice_starts(kb.corrections[0].reason, "no event has this id, and its sentences tell of several: \"Lakes"));
    buffer_add_text(&yaml,
                    "- reject: event:999999999999\n  evidence: Lakes Conference\n  was: Harbour Forum, 2019-03-02\n");
    correct();
    cr_assert_eq(kb.event_count, 1);
    cr_assert(called("Lakes Conference"));
}

Test(corrections, a_misspelt_id_is_suggested)
{
    three_events();
    char *id = id_of("Harbour Forum");
    char wrong[32];
    snprintf(wrong, sizeof wrong, "%s", id);
    wrong[10] = wrong[10] == '0' ? '1' : '0';
    buffer_format(&yaml, "- reject: %s\n", wrong);
    correct();
    char expected[200];
    snprintf(expected, sizeof expected, "reject %s is not applied: no event has this id; did you mean %s?", wrong, id);
    expect_message(0, 1, expected);
    free(id);
}

Test(corrections, contradictions_name_both_lines)
{
    three_events();
    char *a = id_of("Lakes Conference"), *b = id_of("Harbour Forum");
    char text[200];
    buffer_format(&yaml, "- confirm: %s\n- reject: %s\n", a, a);
    correct();
    snprintf(text, sizeof text, "reject %s contradicts confirm %s on line 1; neither is applied", a, a);
    expect_message(0, 2, text);
    cr_assert_eq(kb.event_count, 3);
    cr_assert(!kb.corrections[0].is_applied && !kb.corrections[1].is_applied);
    buffer_format(&yaml, "- rename: %s\n  to: One\n- rename: %s\n  to: Two\n- rename: %s\n  to: One\n  why: yes\n", a,
                  a, a);
    correct();
    cr_assert_eq(errors.error_count, 2);
    cr_assert(called("Lakes Conference"));
    buffer_format(&yaml, "- merge: %s\n  into: %s\n- merge: %s\n  into: %s\n", a, b, b, a);
    correct();
    snprintf(text, sizeof text, "merge %s contradicts merge %s on line 1; neither is applied", b, a);
    expect_message(0, 3, text);
    cr_assert_eq(kb.event_count, 3);
    buffer_format(&yaml, "- merge: %s\n  into: %s\n- reject: %s\n", a, b, a);
    correct();
    cr_assert_eq(errors.error_count, 1);
    cr_assert_eq(kb.event_count, 3);
    buffer_format(&yaml, "- redate: %s\n  to: 2018\n- redate: %s\n  to: 2018\n", a, a);
    correct();
    cr_assert_eq(errors.count, 0, "the same twice is no contradiction");
    cr_assert_eq(kb.correction_count, 1);
    free(a), free(b);
}

Test(corrections, the_order_of_entries_changes_no_byte)
{
    three_events();
    char *a = id_of("Lakes Conference"), *b = id_of("Harbour Forum"), *c = id_of("Bridge Summit");
    char entries[5][200];
    snprintf(entries[0], 200, "- merge: %s\n  into: %s\n", a, b);
    snprintf(entries[1], 200, "- rename: %s\n  to: Joint Forum\n", b);
    snprintf(entries[2], 200, "- confirm: %s\n", b);
    snprintf(entries[3], 200, "- reject: %s\n  why: no\n", c);
    snprintf(entries[4], 200, "- rename: event:999999999999\n  to: Gone\n");
    struct buffer first = {0};
    for (size_t start = 0; start < 5; start++) {
        for (size_t i = 0; i < 5; i++) {
            buffer_add_text(&yaml, entries[start % 2 ? (start + i) % 5 : (start + 5 - i) % 5]);
        }
        correct();
        struct buffer json = {0};
        dump(&json);
        if (start == 0) {
            first = json;
        } else {
            cr_assert(slice_equal(buffer_slice(&first), buffer_slice(&json)));
            buffer_release(&json);
        }
    }
    buffer_release(&first);
    free(a), free(b), free(c);
}

Test(corrections, confirmed_plans_are_not_for_checking)
{
    struct mention_set *a = add("a", "2020-01-10");
    struct event_mention *event = set_event(a, "meeting", "forum", "Harbour Forum", "2020-03-02");
    event->status = EVENT_PLANNED;
    struct mention_set *b = add("b", "2021-01-10");
    set_event(b, "meeting", "summit", "Bridge Summit", "2017-09-03");
    plain();
    cr_assert_eq(kb.check_count, 1);
    char *id = id_of("Harbour Forum");
    buffer_format(&yaml, "- confirm: %s\n", id);
    correct();
    cr_assert_eq(kb.check_count, 0);
    cr_assert(!called("Harbour Forum")->unconfirmed);
    cr_assert(slice_is(called("Harbour Forum")->status, "planned"));
    free(id);
}

Test(corrections, entities_are_merged_renamed_and_rejected)
{
    struct mention_set *a = add("a", "2020-01-10");
    uint32_t one = set_name(a, "organization", "League of Pilots");
    uint32_t two = set_name(a, "organization", "Union of Ports");
    uint32_t three = set_name(a, "organization", "Pilots of the Lakes");
    struct event_mention *event = set_event(a, "meeting", "forum", "Harbour Forum", "2019-03-02");
    event_role(a, event, "organizer", one);
    event_role(a, event, "organizer", two);
    event_role(a, event, "organizer", three);
    plain();
    cr_assert_eq(kb.events[0].role_count, 3);
    buffer_add_text(&yaml, "- merge: org:pilots-lakes\n  was: Pilots of the Lakes\n  into: org:league-of-pilots\n"
                           "- reject: org:union-of-ports\n- rename: org:nobody\n  was: league of pilots\n"
                           "  to: The League\n");
    correct();
    cr_assert_eq(errors.count, 0, "%s", errors.count ? errors.items[0].message : "");
    cr_assert_eq(kb.events[0].role_count, 1);
    cr_assert_eq(kb.entity_count, 1);
    cr_assert(slice_is(kb.entities[0].name, "The League"));
    cr_assert(slice_is(kb.entities[0].id, "org:league-of-pilots"));
    cr_assert_eq(kb.entities[0].alias_count, 2);
    cr_assert(slice_is(kb.entities[0].aliases[0].alias, "League of Pilots"));
    cr_assert(slice_is(kb.entities[0].aliases[1].alias, "Pilots of the Lakes"));
    cr_assert_eq(kb.rejected_entity_count, 1);
    cr_assert_eq(kb.relation_count, 0);
}

static const struct wrong {
    const char *yaml;
    const char *place; /* line:column */
    const char *message;
} wrongs[] = {
    {"- rejct: event:1\n", "1:3", "unknown key rejct in a correction; did you mean reject?"},
    {"- wherefore: x\n", "1:3",
     "unknown key wherefore in a correction; there are confirm merge redate reject rename split was class evidence to "
     "into into_was into_evidence apart status why by on"},
    {"- was: x\n", "1:3", "this says nothing to do; there are confirm merge redate reject rename split"},
    {"- reject: event:1\n  confirm: event:1\n", "2:3",
     "confirm stands beside reject on line 1; a correction says one thing, give each an entry"},
    {"- reject: evnt:1\n", "1:11", "evnt:1 is no id; did you mean event:1?"},
    {"- reject: 17\n", "1:11", "17 is no id; ids begin with event: relation: org: programme: state: person: place:"},
    {"- confirm: org:x\n", "1:12", "confirm is nothing for org:x; an entity can be rejected, merged and renamed"},
    {"- rename: relation:x\n  to: y\n", "1:11", "rename is nothing for relation:x; a relation can only be rejected"},
    {"- rename: event:1\n", "1:3", "rename needs to:"},
    {"- merge: event:1\n  into: org:x\n", "2:9",
     "event:1 cannot be merged into org:x; both must be events, or both entities"},
    {"- merge: event:1\n  into: event:1\n", "2:9", "this is merged into itself"},
    {"- reject: event:1\n  to: x\n", "2:3", "to means nothing beside reject"},
    {"- reject: event:1\n  why:\n", "2:3", "nothing stands after why:"},
    {"- reject: event:1\n  why: [a]\n", "2:8", "expected text after why:, found a list"},
    {"- reject: event:1\n  evidence: {a: b}\n", "2:13", "expected a list of sentences after evidence:"},
    {"- reject: event:1\n  evidence: [[a]]\n", "2:14", "expected a sentence as text"},
    {"- redate: event:1\n  to: June 2018\n", "2:7",
     "June 2018 is no date; expected one such as 2018-06-28, 2018-06, 2018 or 2018-06-28/2018-06-29"},
    {"- redate: event:1\n  to: 2018-13\n", "2:7",
     "2018-13 is no date; expected one such as 2018-06-28, 2018-06, 2018 or 2018-06-28/2018-06-29"},
    {"- confirm: event:1\n  status: ocurred\n", "2:11", "unknown status ocurred; did you mean occurred?"},
    {"- event:1\n", "1:3", "expected a correction such as `reject: event:4be1c7a90d21`"},
    {"correction: []\n", "1:1", "unknown key correction; the file has `corrections:`, and under it a list"},
    {"corrections: {reject: event:1}\n", "1:14", "expected a list of corrections, each with a dash before it"},
    {"text\n", "1:1", "expected a list of corrections, each with a dash before it"},
};

Test(corrections, broken_files_say_what_and_where)
{
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        forget();
        cr_assert_eq(corrections_read(&corrections, slice_of(wrongs[i].yaml), "c.yaml", &errors), STATUS_FAILED, "%s",
                     wrongs[i].yaml);
        char place[32];
        snprintf(place, sizeof place, "%u:%u", errors.items[0].line, errors.items[0].column);
        cr_assert_str_eq(errors.items[0].message, wrongs[i].message);
        cr_assert_str_eq(place, wrongs[i].place, "%s: %s", wrongs[i].yaml, place);
        cr_assert_eq(errors.count, 1, "%s: %zu messages", wrongs[i].yaml, errors.count);
    }
}

Test(corrections, all_that_is_wrong_is_told_at_once)
{
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs - 4; i++) {
        buffer_add_text(&yaml, wrongs[i].yaml);
    }
    cr_assert_eq(corrections_read(&corrections, buffer_slice(&yaml), "c.yaml", &errors), STATUS_FAILED);
    cr_assert_eq(errors.count, sizeof wrongs / sizeof *wrongs - 4);
}

Test(corrections, files_with_nothing_are_fine)
{
    static const char *const texts[] = {"", "corrections:\n", "corrections: []\n", "# nothing\n", "[]"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cr_assert_eq(corrections_read(&corrections, slice_of(texts[i]), "c.yaml", &errors), STATUS_OK, "%s", texts[i]);
    }
    cr_assert_eq(corrections.count, 0);
}
