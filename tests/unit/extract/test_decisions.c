/* The decisions of docs/rules.md section 11, one by one. What a condition leaves to others: test_conditions.c. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "pack.h"

/* --- 1. who competes, and who wins --- */

#define RIVALS "types: {A: [], B: [], Far: []}\nfamilies: {f: [A, B]}\nrules:\n"

Test(decisions, the_longer_then_the_earlier_then_the_order_of_files)
{
    pack_expect_quotes(RIVALS "- {rule: x, yields: A, match: a b}\n- {rule: y, yields: B, match: b c d}\n", "a b c d",
                       "x", "");
    pack_expect_quotes(RIVALS "- {rule: x, yields: A, match: b c}\n- {rule: y, yields: B, match: a b}\n", "a b c", "y",
                       "a b");
    pack_expect_quotes(RIVALS "- {rule: x, yields: A, match: a b}\n- {rule: y, yields: B, match: a b}\n", "a b", "x",
                       "a b");
    pack_expect_quotes(RIVALS "- {rule: x, yields: A, match: a b}\n- {rule: y, yields: B, match: a b}\n", "a b", "y",
                       "");
}

Test(decisions, other_families_do_not_compete)
{
    pack_expect_quotes(RIVALS "- {rule: x, yields: A, match: a b}\n- {rule: y, yields: Far, match: b c d}\n", "a b c d",
                       "x", "a b");
    pack_expect_quotes(RIVALS "- {rule: x, yields: A, match: a b}\n- {rule: y, yields: Far, match: b c d}\n", "a b c d",
                       "y", "b c d");
}

Test(decisions, the_pack_further_from_the_base_wins_before_the_order_of_files)
{
    struct pack_folders packs;
    struct diagnostics errors = {0};
    pack_open(&packs);
    pack_add(&packs, RIVALS "- {rule: x, yields: A, match: a b}\n");
    pack_add(&packs, "rules:\n- {rule: y, yields: B, match: a b}\n- {rule: z, yields: B, match: b}\n");
    struct program *program = pack_load(&packs, &errors);
    cr_assert_not_null(program);
    struct pack_reading reading;
    pack_read(&reading, program, "a b", BLOCK_PARAGRAPH);
    cr_expect_str_eq(pack_quotes(&reading, "x"), "");
    cr_expect_str_eq(pack_quotes(&reading, "y"), "a b");
    cr_expect_str_eq(pack_quotes(&reading, "z"), "", "length comes before the pack");
    pack_read_release(&reading);
    program_free(program);
    pack_remove(&packs);
}

Test(decisions, over_alone_beats_length)
{
    const char *yaml = RIVALS "- {rule: x, yields: A, match: a b, over: y}\n- {rule: y, yields: B, match: b c d}\n";
    pack_expect_quotes(yaml, "a b c d", "x", "a b");
    pack_expect_quotes(yaml, "a b c d", "y", "");
    pack_expect_quotes(yaml, "b c d", "y", "b c d");
}

#define EVENTS                                                                                                     \
    "types: {Body: [], Place: [], Fair: [], Day: []}\nfamilies: {names: [Body, Place], fairs: [Fair]}\n"           \
    "opaque: [names, fairs]\nentities: {organization: [Body], place: [Place]}\n"                                   \
    "text: {separators: [and, \"\\\\, and\", \"\\\\,\"], clause-breaks: [\"\\\\;\", \"\\\\, but\"]}\n"             \
    "date: [own, title, clause, opening, lead, occasion, before]\n"                                                \
    "status: {denied: never, cancelled: cancelled, postponed: postponed, planned: will, occurred: ~hold.past}\n"   \
    "inflection: {irregular: {hold: {past: held, part: held}}}\nlists: {nth: {third: 3}}\nrules:\n"                \
    "- {rule: body, yields: Body, match: =Bank | =Board}\n- {rule: place, yields: Place, match: =Oslo | =Accra}\n" \
    "- {rule: fair, yields: Fair, match: \"ordinal:<nth>? Cap =Fair (of place:Place)? year:Year?\"}\n"             \
    "- {rule: day, yields: Day, match: \"d:Number =May y:Year?\", value: {day: $d, month: 5, year: $y}}\n"         \
    "- {rule: year, yields: Day, match: \"y:Year\", value: {year: $y}}\n"

#define HELD EVENTS "- {rule: held, class: meeting, match: \"title:Fair\"}\n"

Test(decisions, events_of_one_class_and_one_title_compete)
{
    const char *yaml = EVENTS "- {rule: a.one, class: meeting, match: \"title:Fair\"}\n"
                              "- {rule: b.two, class: meeting, match: \"title:Fair by organizer:Body\"}\n"
                              "- {rule: c, class: launch, match: \"title:Fair\"}\n";
    pack_expect_events(yaml, "Tide Fair by Bank", "a.one", "");
    pack_expect_events(yaml, "Tide Fair by Bank", "b.two", "Tide Fair; organizer: Bank");
    pack_expect_events(yaml, "Tide Fair by Bank", "c", "Tide Fair");
    const char *over =
        EVENTS "- {rule: a.one, class: meeting, match: \"title:Fair\", over: [b.*]}\n"
               "- {rule: b.two, class: meeting, match: \"title:Fair by organizer:Body\", attributes: {k: v}}\n";
    pack_expect_events(over, "Tide Fair by Bank", "b.two", "");
    pack_expect_events(over, "Tide Fair by Bank", "a.one", "Tide Fair; organizer: Bank; k = v");
}

/* --- 2. captures --- */

Test(decisions, operators_are_greedy_from_the_left_and_gaps_take_the_nearest)
{
    const char *yaml = EVENTS
        "- {rule: t, class: c, match: \"go x-a:Lower* x-b:Lower+ stop\", title: t, attributes: {a: $x-a, b: $x-b}}\n";
    pack_expect_events(yaml, "go one two three stop", "t", "t; a = one two; b = three");
    const char *gap = EVENTS "- {rule: t, class: c, match: \"from ..8 place:Place\"}\n";
    pack_expect_events(gap, "from here to Oslo and Accra", "t", "from here to Oslo; place: Oslo");
}

/* --- 3. names are opaque, their attributes can be read --- */

Test(decisions, a_name_is_swallowed_whole_or_not_at_all)
{
    pack_expect_events(HELD, "The third Tide Fair of Oslo 2018 began", "held",
                       "third Tide Fair of Oslo 2018; place: Oslo; on 2018");
    const char *bites = EVENTS
        "- {rule: bite, class: c, match: \"Place =Board\"}\n- {rule: body.x, yields: Body, match: =Oslo =Board}\n";
    pack_expect_events(bites, "the Oslo Board met", "bite", "");
    pack_expect_quotes(bites, "the Oslo Board met", "body.x", "Oslo Board");
    pack_expect_quotes(bites, "the Oslo Board met", "place", "");
}

/* --- 4. and --- */

Test(decisions, and_joins_inside_known_names_and_in_others_only_without_a_head)
{
    const char *yaml =
        "types: {Body: []}\nopaque: [Body]\nentities: {organization: [Body]}\n"
        "lists: {head: [=Ministry, =Board, =Council], article: [the, a]}\n"
        "text: {separators: [and]}\nrules:\n- {rule: known, yields: Body, match: =Trade and =Industry =Board}\n"
        "- rule: unseen\n  yields: Body\n  match: <head> of Cap (and not(<article> | <head>))? | Cap (and Cap)? <head>\n"
        "- {rule: met, class: c, match: \"party:list(the? Body) met\"}\n";
    pack_expect_quotes(yaml, "Trade and Industry Board met", "known", "Trade and Industry Board");
    pack_expect_quotes(yaml, "Ministry of Roads and Rivers met", "unseen", "Ministry of Roads and Rivers");
    pack_expect_quotes(yaml, "Roads and Rivers Council met", "unseen", "Roads and Rivers Council");
    pack_expect_quotes(yaml, "Ministry of Roads and the Council of Ports met", "unseen",
                       "Ministry of Roads | Council of Ports");
    pack_expect_quotes(yaml, "Ministry of Roads and Council of Ports met", "unseen",
                       "Ministry of Roads | Council of Ports");
}

/* --- 5. around a centre --- */

#define AROUND                                                                                                    \
    EVENTS "- rule: c\n  class: meeting\n  centre: \"title:Fair\"\n  around:\n    place: (in | at) place:Place\n" \
           "    organizer: organizer:Body ran CENTRE\n"

Test(decisions, around_reaches_to_the_next_centre_inside_the_clause)
{
    pack_expect_events(AROUND, "The Tide Fair ran, and the Salt Fair in Oslo", "c",
                       "Tide Fair\nSalt Fair; place: Oslo");
    pack_expect_events(AROUND, "The Tide Fair was small; people met in Oslo", "c", "Tide Fair");
    pack_expect_events(AROUND, "The Tide Fair (a small one) in Oslo", "c", "Tide Fair; place: Oslo");
}

Test(decisions, around_takes_the_right_before_the_left_and_one_filler)
{
    pack_expect_events(AROUND, "in Accra the Tide Fair was in Oslo", "c", "Tide Fair; place: Oslo");
    pack_expect_events(AROUND, "in Accra the Tide Fair was small", "c", "Tide Fair; place: Accra");
    pack_expect_events(AROUND, "the Tide Fair in Oslo and in Accra", "c", "Tide Fair; place: Oslo");
    pack_expect_events(AROUND, "Bank ran Tide Fair", "c", "Tide Fair; organizer: Bank");
}

/* --- 6. which date --- */

static void expect_scope(const char *rule, const char *text, enum date_scope scope, const char *expected)
{
    char yaml[4096];
    snprintf(yaml, sizeof yaml, EVENTS "- {rule: r, class: meeting, %s}\n", rule);
    struct program *program = pack_program(yaml);
    struct pack_reading reading;
    pack_read(&reading, program, text, EXAMPLE_AS_CUT);
    cr_expect_str_eq(pack_events(&reading, "r"), expected, "%s", text);
    cr_assert_eq(reading.set.event_count, 1, "%s", text);
    cr_expect_eq(reading.set.events[0].scope, scope, "%s: scope %d", text, reading.set.events[0].scope);
    pack_read_release(&reading);
    program_free(program);
}

Test(decisions, date_scopes_in_their_order)
{
    const char *fair = "match: \"title:Fair\"";
    expect_scope("match: \"title:Fair since date:Day\"", "In 2011 Tide Fair 2012 since 2013 ran in 2014 over there.",
                 DATE_SCOPE_OWN, "Tide Fair 2012; on 2013");
    expect_scope(fair, "In 2011 the Tide Fair 2012 ran in Oslo as was told.", DATE_SCOPE_TITLE,
                 "Tide Fair 2012; on 2012");
    expect_scope(fair, "In 2011 the town grew, but the Tide Fair ran on 5 May 2014 too.", DATE_SCOPE_CLAUSE,
                 "Tide Fair; on 5 May 2014");
    expect_scope(fair, "In 2011 the town grew, but the Tide Fair ran as ever before.", DATE_SCOPE_OPENING,
                 "Tide Fair; on 2011");
    expect_scope(fair, "In 2011 we had:\n\n- the Tide Fair\n- a new boat for all\n", DATE_SCOPE_LEAD,
                 "Tide Fair; on 2011");
    expect_scope(fair, "It all began in May, or so it seems, in 2011. The Tide Fair ran in the old harbour.",
                 DATE_SCOPE_BEFORE, "Tide Fair; on 2011");
}

Test(decisions, at_a_dated_occasion)
{
    const char *yaml = EVENTS
        "- {rule: fair.dated, class: meeting, match: \"title:Fair\"}\n"
        "- {rule: r, class: document, match: \"title:plan passed at the occasion:Fair\", date: [own, occasion]}\n";
    pack_expect_events(yaml, "The plan passed at the Tide Fair, held on 5 May 2014 here.", "r",
                       "plan; on 5 May 2014; occurred");
}

Test(decisions, a_date_inside_another_title_is_not_free)
{
    expect_scope("match: \"title:walk\", date: [clause]", "the walk to the Tide Fair 2012", DATE_SCOPE_NONE, "walk");
}

Test(decisions, a_date_is_not_shared_with_another_event_that_it_is_told_of)
{
    pack_expect_events(HELD,
                       "The Tide Fair was a joy for those who went there, and the Salt Fair on 5 May 2014 was not",
                       "held", "Tide Fair\nSalt Fair; on 5 May 2014");
    pack_expect_events(HELD, "The Tide Fair and the Salt Fair on 5 May 2014", "held",
                       "Tide Fair; on 5 May 2014\nSalt Fair; on 5 May 2014");
    const char *each = EVENTS "- {rule: e, class: meeting, match: \"each(title:Fair) ran in date:Day\"}\n";
    pack_expect_events(each, "Tide Fair and Salt Fair ran in 2014", "e", "Tide Fair; on 2014\nSalt Fair; on 2014");
}

Test(decisions, a_more_exact_date_replaces_a_year)
{
    pack_expect_events(HELD, "The Tide Fair 2014 ran on 5 May 2014", "held", "Tide Fair 2014; on 5 May 2014");
    pack_expect_events(HELD, "The Tide Fair 2014 ran on 5 May", "held", "Tide Fair 2014; on 5 May");
    pack_expect_events(HELD, "The Tide Fair 2014 is not that of 5 May 2013", "held", "Tide Fair 2014; on 2014");
}

/* --- 8. status --- */

Test(decisions, status_is_that_of_the_clause)
{
    pack_expect_events(HELD, "The Tide Fair will be big", "held", "Tide Fair; planned");
    pack_expect_events(HELD, "The Tide Fair was held in 2014", "held", "Tide Fair; on 2014; occurred");
    pack_expect_events(HELD, "The Tide Fair was postponed", "held", "Tide Fair; postponed");
    pack_expect_events(HELD, "The Tide Fair will be cancelled", "held", "Tide Fair; cancelled");
    pack_expect_events(HELD, "The Tide Fair was never held", "held", "");
    pack_expect_events(HELD, "The Tide Fair was held in 2014; we will go home", "held", "Tide Fair; on 2014; occurred");
    pack_expect_events(HELD, "The Tide Fair held them", "held",
                       "Tide Fair"); /* undated: a past verb may be another's */
    pack_expect_events(HELD, "The Tide Fair is nice, but we will go home", "held", "Tide Fair");
}

/* --- 9. unless; `if` is in test_conditions.c --- */

Test(decisions, unless_vetoes_where_it_overlaps)
{
    const char *yaml = EVENTS "- {rule: u, class: meeting, match: \"title:Fair\", unless: Fair nearby}\n";
    pack_expect_events(yaml, "Tide Fair nearby, Salt Fair, nearby", "u", "Salt Fair");
}

/* --- 10. layers --- */

Test(decisions, layers_follow_from_what_rules_use_not_from_their_order)
{
    pack_expect_quotes(
        "types: {A: [], B: [], C: []}\nrules:\n- {rule: c, yields: C, match: B B}\n- {rule: b, yields: B, match: A x}\n"
        "- {rule: a, yields: A, match: a}\n",
        "a x a x", "c", "a x a x");
    pack_expect_errors(
        "types: {A: [], B: [], C: []}\nrules:\n- {rule: a, yields: A, match: x B}\n- {rule: b, yields: B, match: x C}\n"
        "- {rule: c, yields: C, match: x A}\n",
        "5:3: types need each other in a circle: A needs B needs C needs A");
}

Test(decisions, an_alias_holds_in_all_of_the_document_by_one_more_pass)
{
    const char *yaml = EVENTS
        "- {rule: named, defines: Body, match: \"name:Cap{2,4} brackets(short:ACRONYM)\", if: \"initials($short, $name)\"}\n"
        "- {rule: sent, class: c, match: \"party:Body wrote\"}\n";
    pack_expect_events(yaml, "Here TIC wrote. Then the Tin Island Club (TIC) met.", "sent", "TIC wrote; party: TIC");
    pack_expect_events(yaml, "Here TIC wrote. Then the Tall Old Men (TIC) met.", "sent", "");
}

/* There are no confidences: what is weak needs a cue. */
Test(decisions, weak_entries_need_a_cue)
{
    const char *yaml = "types: {Place: [], WeakPlace: [], T: []}\nfamilies: {names: [Place, WeakPlace]}\nrules:\n"
                       "- {rule: weak, yields: WeakPlace, match: =Nice}\n"
                       "- {rule: cued, yields: Place, match: \"(in | at) name:WeakPlace\"}\n";
    pack_expect_quotes(yaml, "Nice to be in Nice", "cued", "Nice");
    pack_expect_quotes(yaml, "Nice to be there", "cued", "");
}

/* --- typographic marks --- */

Test(decisions, typographic_quotes_and_dashes)
{
    const char *yaml = "types: {T: []}\nlists: {w: [don’t, “so”, well–known]}\nrules:\n"
                       "- {rule: a, yields: T, match: \"won’t | re–open | <w> | \\u201cyes\\u201d\"}\n"
                       "- {rule: b, yields: T, match: can't | \\\"no\\\"}\n";
    const char *exact = "types: {T: []}\nlists: {w: [=Women’s, =Men's]}\nrules:\n"
                        "- {rule: a, yields: T, match: =Children's Cap | <w> Cap}\n";
    pack_expect_quotes(exact,
                       "Children's Fund, Children’s Fund, Women's Day, Women’s Day, Men's Day, Men’s Day, men's Day",
                       "a", "Children's Fund | Children’s Fund | Women's Day | Women’s Day | Men's Day | Men’s Day");
    pack_expect_quotes(yaml, "won't, won’t, re-open, re–open", "a", "won't | won’t | re-open | re–open");
    pack_expect_quotes(yaml, "don't don’t well-known", "a", "don't | don’t | well-known");
    pack_expect_quotes(yaml, "“yes” \"yes\" «yes»", "a", "“yes” | \"yes\" | «yes»");
    pack_expect_quotes(yaml, "can’t “no” can't", "b", "can’t | “no” | can't");
}
