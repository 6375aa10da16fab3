/* Edges between entities, and what to check. */
#include <criterion/criterion.h>

#include "base/calendar.h"
#include "builder.h"
#include "kb/partners.h"

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

static const struct kb_check *check_of_kind(const char *kind)
{
    for (size_t i = 0; i < kb.check_count; i++) {
        if (slice_is(kb.checks[i].kind, kind)) {
            return &kb.checks[i];
        }
    }
    return NULL;
}

TestSuite(resolve_relations, .fini = done);

Test(resolve_relations, an_agreement_without_a_date_is_by_the_document)
{
    struct mention_set *a = add("a", "2021-06-30");
    uint32_t office = set_anaphor(a, "organization", "my Office", "speaker");
    uint32_t league = set_name(a, "organization", "League of Pilots");
    struct event_mention *event = set_event(a, "agreement", "", "memoranda of understanding", NULL);
    event_attribute(a, event, "instrument", "memoranda of understanding or framework agreements");
    event_role(a, event, "party", office);
    set_relation(a, "agreement", office, league, 0);
    resolve();
    cr_assert_eq(kb.relation_count, 1);
    const struct kb_relation *relation = &kb.relations[0];
    cr_assert(slice_is(relation->status, "concluded"));
    cr_assert_eq(relation->date.earliest, CALENDAR_NO_DAY);
    cr_assert_eq(relation->date.latest, calendar_to_days((struct calendar_date){2021, 6, 30}));
    cr_assert_eq(relation->date.edtf.len, 0);
    cr_assert(slice_is(relation->date.qualifier, "by"));
    cr_assert(slice_is(relation->instrument, "memoranda of understanding or framework agreements"));
    cr_assert_eq(relation->event_count, 1);
    cr_assert(slice_is(kb.entities[relation->source].id, "org:league-of-pilots"));
    cr_assert(slice_is(kb.entities[relation->target].id, "org:office-of-harbours"));
}

Test(resolve_relations, the_exact_date_of_one_document_serves_both)
{
    struct mention_set *a = add("a", "2021-06-30");
    struct mention_set *b = add("b", "2022-06-16");
    uint32_t names[2][2];
    for (size_t i = 0; i < 2; i++) {
        names[i][0] = set_name(sets[i], "organization", "Office of Harbours");
        names[i][1] = set_name(sets[i], "organization", "League of Pilots");
    }
    set_relation(a, "agreement", names[0][0], names[0][1], UINT32_MAX);
    struct event_mention *event = set_event(b, "agreement", "memorandum", "Memorandum of Understanding", "2018-09");
    event_role(b, event, "party", names[1][0]);
    event_role(b, event, "party", names[1][1]);
    set_relation(b, "agreement", names[1][1], names[1][0], 0);
    resolve();
    cr_assert_eq(kb.relation_count, 1, "an agreement has no direction");
    cr_assert(slice_is(kb.relations[0].date.edtf, "2018-09"));
    cr_assert_eq(kb.relations[0].evidence_count, 2);
}

Test(resolve_relations, concluded_counts_before_planned)
{
    struct mention_set *a = add("a", "2018-10-31");
    struct mention_set *b = add("b", "2021-06-30");
    for (size_t i = 0; i < 2; i++) {
        uint32_t office = set_name(sets[i], "organization", "Office of Harbours");
        uint32_t league = set_name(sets[i], "organization", "League of Pilots");
        set_relation(sets[i], "agreement", office, league, UINT32_MAX)->status =
            i == 0 ? EVENT_PLANNED : EVENT_OCCURRED;
    }
    (void)a;
    (void)b;
    resolve();
    cr_assert_eq(kb.relation_count, 1);
    cr_assert(slice_is(kb.relations[0].status, "concluded"));
    cr_assert_eq(kb.relations[0].date.latest, calendar_to_days((struct calendar_date){2021, 6, 30}));
}

Test(resolve_relations, a_plan_has_no_date_of_its_own)
{
    struct mention_set *a = add("a", "2018-10-31");
    uint32_t office = set_name(a, "organization", "Office of Harbours");
    uint32_t league = set_name(a, "organization", "League of Pilots");
    set_relation(a, "agreement", office, league, UINT32_MAX)->status = EVENT_PLANNED;
    resolve();
    cr_assert(slice_is(kb.relations[0].status, "planned"));
    cr_assert_not(kb.relations[0].has_date);
}

Test(resolve_relations, membership_keeps_its_direction)
{
    struct mention_set *a = add("a", "2018-10-31");
    uint32_t state = set_known(a, "state", "Norway", "Norway", "NO");
    uint32_t league = set_name(a, "organization", "League of Pilots");
    set_relation(a, "member_of", state, league, UINT32_MAX);
    set_relation(a, "member_of", league, league, UINT32_MAX); /* of itself: nonsense, dropped */
    set_relation(a, "supports", state, 4000, UINT32_MAX);     /* a name that is not there: dropped */
    resolve();
    cr_assert_eq(kb.relation_count, 1);
    cr_assert(slice_is(kb.entities[kb.relations[0].source].id, "state:no"));
    cr_assert(slice_is(kb.relations[0].status, "stated"));
}

Test(resolve_relations, checks_say_where_to_look)
{
    struct mention_set *a = add("a", "2019-01-01");
    struct mention_set *b = add("b", "2021-01-01");
    struct mention_set *c = add("c", "2021-02-01");
    struct event_mention *plan = set_event(a, "meeting", "forum", "Forum of Salt Traders", "2020-03");
    plan->status = EVENT_PLANNED;
    static struct doubt doubt = {.kind = {"no-event", 8}, .reason = {"a date and a trigger", 20}};
    b->doubts = &doubt;
    b->doubt_count = 1;
    set_event(b, "meeting", "forum", "Fair of Rope Makers", "2020");
    (void)c;
    resolve();
    cr_assert_not_null(check_of_kind("unconfirmed"));
    cr_assert(slice_is(check_of_kind("unconfirmed")->text,
                       "Forum of Salt Traders: planned for Mar 2020, no later word as of 1 Feb 2021"));
    cr_assert_not_null(check_of_kind("no-event"));
    cr_assert_not_null(check_of_kind("empty-document"));
    cr_assert(slice_equal(kb.documents[check_of_kind("empty-document")->document].id, c->document.id));
    cr_assert_null(check_of_kind("conflict"));
    cr_assert(slice_is(kb.as_of, "2021-02-01"));
}

Test(resolve_relations, who_does_it_together_is_linked)
{
    struct mention_set *a = add("a", "2018-10-31");
    const char *const names[] = {"League of Pilots", "Union of Divers", "Guild of Salt Traders"};
    struct event_mention *treaty = set_event(a, "agreement", "treaty", "Treaty of the Three Harbours", "1951");
    struct event_mention *forum = set_event(a, "meeting", "forum", "Forum of Rope Makers", "2017");
    struct event_mention *covered = set_event(a, "agreement", "memorandum", "Memoranda of Understanding", NULL);
    uint32_t indexes[3];
    for (size_t i = 0; i < 3; i++) {
        indexes[i] = set_name(a, "organization", names[i]);
        event_role(a, treaty, "party", indexes[i]);
        event_role(a, covered, "party", indexes[i]);
    }
    event_role(a, forum, "organizer", indexes[0]);
    event_role(a, forum, "organizer", indexes[1]);
    event_role(a, forum, "participant", indexes[2]);
    set_relation(a, "agreement", indexes[0], indexes[1], 2);
    resolve();
    size_t agreements = 0;
    size_t organizing = 0;
    for (size_t i = 0; i < kb.relation_count; i++) {
        agreements += slice_is(kb.relations[i].type, "agreement");
        organizing += slice_is(kb.relations[i].type, "organizes_with");
    }
    cr_assert_eq(agreements, 3, "each with each");
    cr_assert_eq(organizing, 1);
}

/* Two that have one agreement, and that with each other: the one that does more is in the middle, whatever its name. */
Test(resolve_relations, the_hub_of_equals_is_in_more_events)
{
    struct mention_set *a = add("a", "2021-06-30");
    uint32_t office = set_anaphor(a, "organization", "my Office", "speaker");
    uint32_t league = set_name(a, "organization", "Abbey of Pilots");
    set_relation(a, "agreement", office, league, UINT32_MAX)->status = EVENT_PLANNED;
    event_role(a, set_event(a, "meeting", "forum", "Forum of Salt Traders", "2018-03"), "organizer", office);
    resolve();
    uint32_t hub = kb_hub(&kb);
    cr_assert_lt(hub, kb.entity_count);
    cr_assert(slice_is(kb.entities[hub].name, "Office of Harbours"));
}

Test(resolve_relations, who_signs_for_a_body_is_bound_to_nobody)
{
    struct mention_set *a = add("a", "2021-06-30");
    uint32_t person = set_name(a, "person", "Rosa Lund");
    uint32_t league = set_name(a, "organization", "League of Pilots");
    struct event_mention *event = set_event(a, "agreement", "", "memorandum of understanding", NULL);
    event_role(a, event, "party", person);
    event_role(a, event, "party", league);
    set_relation(a, "agreement", person, league, 0);
    resolve();
    cr_assert_eq(kb.relation_count, 0);
}
