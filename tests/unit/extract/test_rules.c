/* What rules do beside their patterns: layers, families, who wins, conditions, captures. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "pack.h"

Test(rules, a_rule_uses_what_other_rules_yield)
{
    const char *yaml =
        "types: {Low: [], High: [], Top: []}\n"
        "rules:\n- {rule: top, yields: Top, match: High again}\n- {rule: high, yields: High, match: very Low}\n"
        "- {rule: low, yields: Low, match: low | lower}\n";
    pack_expect_quotes(yaml, "it is very lower again, low again", "top", "very lower again");
}

Test(rules, a_type_is_what_its_wider_types_are)
{
    const char *yaml =
        "types: {City: [Place], Place: [Spot], Spot: [], Found: []}\n"
        "rules:\n- {rule: city, yields: City, match: =Oslo}\n- {rule: found, yields: Found, match: in Spot}\n";
    pack_expect_quotes(yaml, "in Oslo", "found", "in Oslo");
}

static const char *const rivals = "types: {A: [], B: [], C: []}\nfamilies: {f: [A, B]}\nrules:\n"
                                  "- {rule: short, yields: A, match: one two}\n"
                                  "- {rule: long, yields: B, match: two three four}\n"
                                  "- {rule: other, yields: C, match: four five}\n";

Test(rules, the_longer_wins_in_a_family)
{
    pack_expect_quotes(rivals, "one two three four five", "short", "");
    pack_expect_quotes(rivals, "one two three four five", "long", "two three four");
    pack_expect_quotes(rivals, "one two three four five", "other", "four five");
    pack_expect_quotes(rivals, "one two, two three four", "short", "one two");
}

Test(rules, of_the_same_length_the_earlier_words_win_then_the_earlier_rule)
{
    const char *yaml =
        "types: {A: []}\nrules:\n- {rule: second, yields: A, match: b c}\n- {rule: first, yields: A, match: a b}\n"
        "- {rule: same, yields: A, match: a b}\n";
    pack_expect_quotes(yaml, "a b c", "first", "a b");
    pack_expect_quotes(yaml, "a b c", "second", "");
    pack_expect_quotes(yaml, "a b c", "same", "");
}

Test(rules, over_beats_length)
{
    const char *yaml =
        "types: {A: []}\nrules:\n- {rule: s, yields: A, match: one two, over: [l.x]}\n"
        "- {rule: l.x, yields: A, match: two three four}\n"
        "- {rule: p, yields: A, match: six seven, over: l.*}\n- {rule: l.y, yields: A, match: seven eight nine}\n";
    pack_expect_quotes(yaml, "one two three four", "s", "one two");
    pack_expect_quotes(yaml, "one two three four", "l.x", "");
    pack_expect_quotes(yaml, "six seven eight nine", "p", "six seven");
}

Test(rules, a_later_layer_swallows_but_does_not_bite)
{
    const char *yaml =
        "types: {A: [], B: [], Low: []}\nfamilies: {f: [A, B]}\n"
        "rules:\n- {rule: low, yields: Low, match: x}\n- {rule: a, yields: A, match: one two}\n"
        "- {rule: over, yields: B, match: one two three Low}\n- {rule: bite, yields: B, match: two four Low}\n";
    pack_expect_quotes(yaml, "one two three x", "a", "");
    pack_expect_quotes(yaml, "one two three x", "over", "one two three x");
    pack_expect_quotes(yaml, "one two four x", "a", "one two");
    pack_expect_quotes(yaml, "one two four x", "bite", "");
}

Test(rules, unless_voids_what_it_overlaps)
{
    const char *yaml = "types: {A: []}\nrules:\n- rule: a\n  yields: A\n  match: may\n  unless: [you may, may =I]\n";
    pack_expect_quotes(yaml, "in may, you may, may I, may i", "a", "may | may");
}

Test(rules, before_and_after_are_no_part_of_the_match)
{
    const char *yaml = "types: {A: []}\nrules:\n- {rule: a, yields: A, match: b c?, before: x | ^, after: y}\n";
    pack_expect_quotes(yaml, "b y, x b c y, z b y, x b z, x b y", "a", "b | b c | b");
}

Test(rules, what_stands_before_ends_right_there)
{
    /* "x y?" would rather end behind y */
    const char *yaml = "types: {A: []}\nrules:\n- {rule: a, yields: A, match: y z?, before: x y?}\n";
    pack_expect_quotes(yaml, "x y z, x y y z", "a", "y z | y | y z");
}

Test(rules, conditions)
{
    const char *yaml =
        "types: {A: []}\nrules:\n- {rule: a, yields: A, match: \"d:Number of m:Number\", if: $d >= 1 and $d < "
        "$m * 2 + 1 and $m != 5}\n";
    pack_expect_quotes(yaml, "0 of 3, 1 of 3, 6 of 3, 7 of 3, 5 of 5", "a", "1 of 3 | 6 of 3");
}

Test(rules, numbers_from_words)
{
    const char *yaml = "types: {N: [], Year4: []}\nlists: {ten: {twenty: 20, thirty: 30}, one: {one: 1, two: 2}}\n"
                       "rules:\n- {rule: n, yields: N, match: \"t:<ten> (- o:<one>)\", value: $t + $o}\n"
                       "- {rule: m, yields: N, match: \"o:<one>\", value: $o}\n"
                       "- {rule: big, yields: Year4, match: \"x:N of y:N\", if: $x > $y}\n";
    pack_expect_quotes(yaml, "thirty-one of two, one of twenty-two", "big", "thirty-one of two");
}

Test(rules, blocks)
{
    struct program *program =
        pack_program("types: {A: []}\nrules:\n- {rule: a, yields: A, match: x, in: heading}\n"
                     "- {rule: b, yields: A, match: y}\n- {rule: c, yields: A, match: z, in: first}\n");
    static const struct {
        int block;
        const char *a, *b, *c;
    } cases[] = {{BLOCK_HEADING, "x", "y", ""},
                 {BLOCK_PARAGRAPH, "", "y", "z"},
                 {BLOCK_FOOTNOTE, "", "", ""},
                 {BLOCK_ITEM, "", "y", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pack_reading reading;
        pack_read(&reading, program, "x y z", cases[i].block);
        cr_expect_str_eq(pack_quotes(&reading, "a"), cases[i].a);
        cr_expect_str_eq(pack_quotes(&reading, "b"), cases[i].b);
        cr_expect_str_eq(pack_quotes(&reading, "c"), cases[i].c);
        pack_read_release(&reading);
    }
    program_free(program);
}

Test(rules, first_is_the_first_paragraph_alone)
{
    struct program *program = pack_program("types: {A: []}\nrules:\n- {rule: c, yields: A, match: z, in: first}\n");
    struct pack_reading reading;
    pack_read(&reading, program, "A z was here, and they all went away.\n\nAnother z came here, and stayed for long.\n",
              EXAMPLE_AS_CUT);
    cr_expect_str_eq(pack_quotes(&reading, "c"), "z");
    pack_read_release(&reading);
    program_free(program);
}

static const struct seen_span *span_of(const struct pack_reading *reading, const char *rule)
{
    for (size_t i = 0; i < reading->seen.span_count; i++) {
        if (slice_is(reading->seen.spans[i].rule, rule)) {
            return &reading->seen.spans[i];
        }
    }
    cr_assert_fail("%s finds nothing", rule);
    return NULL;
}

Test(rules, what_a_span_carries)
{
    struct program *program = pack_program(
        "types: {Body: [], Title: []}\nlists: {kind: {parley: talks}, nth: {third: 3}, who: {envoy: "
        "speaker}}\nrules:\n"
        "- {rule: body, yields: Body, match: \"x:Cap =Office of the part:Cap+\", name: Office of $x, within: "
        "$part, means: organizer}\n"
        "- {rule: who, yields: Body, match: \"the w:<who>\", means: $w}\n"
        "- {rule: title, yields: Title, match: \"the ordinal:<nth> k:<kind> of year:Year in place:Cap no "
        "n:Number\", type: $k,\n"
        "   attributes: {number: No. $n, gone: $ordinal}}\n");
    struct pack_reading reading;
    pack_read(&reading, program,
              "Rivers Office of the Lake Union met. The third parley of 1999 in Oslo no 7. The envoy.",
              BLOCK_PARAGRAPH);
    const struct seen_span *body = span_of(&reading, "body"), *title = span_of(&reading, "title"),
                           *who = span_of(&reading, "who");
    cr_expect(slice_is(body->canonical, "Office of Rivers"));
    cr_expect(slice_is(body->within, "Lake Union"));
    cr_expect(slice_is(body->means, "organizer"));
    cr_expect(slice_is(who->means, "speaker"));
    cr_expect(slice_is(title->kind, "talks"));
    cr_expect_eq(title->ordinal, 3);
    cr_expect_eq(title->year, 1999);
    cr_expect(slice_is(title->place, "Oslo"));
    cr_assert_eq(title->attribute_count, 2);
    cr_expect(slice_is(title->attributes[0].value, "No. 7"));
    cr_expect(slice_is(title->attributes[1].value, "3"));
    pack_read_release(&reading);
    program_free(program);
}

/* --- tables --- */

Test(rules, tables)
{
    struct pack_folders packs;
    struct diagnostics errors = {0};
    pack_open(&packs);
    pack_add(&packs,
             "types: {Place: [], Weak: [], Found: []}\nfamilies: {names: [Place, Weak]}\n"
             "lists: {place: {table: states.tsv, words: [name, other], split: \"|\", name: name, keep: {country: "
             "country},\n"
             "  gives: Place, weak: {column: weak, gives: Weak}, not: [Nix]}}\n"
             "rules:\n- {rule: cued, yields: Place, match: \"in name:Weak\"}\n- {rule: found, yields: Found, match: "
             "to Place}\n"
             "- {rule: listed, yields: Found, match: from <place>}\n");
    pack_file(&packs, "states.tsv",
              "name\tother\tcountry\tweak\nSan Remo\tSanremo|S. Remo\tIT\t0\nNice\t\tFR\t1\nNix\tNixon\tDE\t0\n");
    struct program *program = pack_load(&packs, &errors);
    cr_assert_not_null(program);
    struct pack_reading reading;
    pack_read(&reading, program,
              "to San Remo, to san remo, to Sanremo, to S. Remo, to Nice, to Nix, to Nixon, from Nice, in Nice",
              BLOCK_PARAGRAPH);
    cr_expect_str_eq(pack_quotes(&reading, "found"), "to San Remo | to Sanremo | to S. Remo | to Nixon");
    cr_expect_str_eq(pack_quotes(&reading, "listed"), "from Nice");
    cr_expect_str_eq(pack_quotes(&reading, "cued"), "Nice");
    cr_expect(slice_is(span_of(&reading, "cued")->canonical, "Nice"));
    pack_read_release(&reading);
    program_free(program);
    diagnostics_release(&errors);
    pack_remove(&packs);
}

/* --- definitions --- */

Test(rules, what_is_defined_holds_in_all_of_the_document)
{
    const char *yaml =
        "types: {Body: [], Met: []}\nfamilies: {names: [Body]}\nopaque: [names]\nentities: {organization: "
        "[Body]}\nrules:\n"
        "- {rule: body, yields: Body, match: Cap Cap =Commission}\n"
        "- {rule: short, defines: Body, match: \"name:Body brackets(short:ACRONYM)\", if: \"initials($short, "
        "$name)\"}\n"
        "- {rule: met, yields: Met, match: Body met}\n";
    pack_expect_quotes(yaml, "The BRC met. Blue River Commission (BRC) and Red Sea Commission (XYZ). XYZ met, BRC met.",
                       "met", "BRC met | BRC met");
}

/* --- events --- */

static const char *const head =
    "types: {Fair: [], Place: [], Body: [], Day: []}\nfamilies: {names: [Place, Body]}\nentities: {place: "
    "[Place], organization: [Body]}\n"
    "text: {separators: [and, \"\\\\, and\", \"\\\\,\"], clause-breaks: [\\;]}\n"
    "date: [own, clause]\nstatus: {denied: never, planned: will, cancelled: called off}\nrules:\n"
    "- {rule: fair, yields: Fair, match: Cap =Fair}\n- {rule: place, yields: Place, match: =Oslo | =Accra | =Lima}\n"
    "- {rule: body, yields: Body, match: =Ghana | =Peru | =Norway}\n"
    "- {rule: day, yields: Day, match: \"d:Number =May\", value: {day: $d, month: 5}}\n";

static void check_events(const char *rule, const char *text, const char *expected)
{
    char yaml[4000];
    snprintf(yaml, sizeof yaml, "%s%s", head, rule);
    pack_expect_events(yaml, text, "e", expected);
}

Test(events, captures_fill_roles_and_tags_fill_theirs)
{
    check_events("- {rule: e, class: m, match: \"party:Body and party.with:Body x-cue:at title:Fair\"}\n",
                 "Ghana and Peru at Tide Fair", "Tide Fair; party: Ghana; party: Peru");
}

Test(events, list_is_one_event_with_many_fillers)
{
    check_events("- {rule: e, class: m, match: \"title:Fair in place:list(Place)\"}\n",
                 "Tide Fair in Oslo, Accra and Lima", "Tide Fair; place: Oslo; place: Accra; place: Lima");
}

Test(events, each_is_one_event_an_item)
{
    check_events("- {rule: e, class: m, match: \"party:Body at each(title:Fair (in place:Place)?)\"}\n",
                 "Peru at Tide Fair in Oslo, Moon Fair and Sun Fair in Lima",
                 "Tide Fair; party: Peru; place: Oslo\nMoon Fair; party: Peru\nSun Fair; party: Peru; place: Lima");
}

Test(events, titles_types_and_attributes)
{
    check_events("- {rule: e, class: m, match: \"party:Body held a x-k:fair no n:Number\", title: \"$x-k of $party\", "
                 "attributes: {number: $n}}\n",
                 "Peru held a fair no 7", "fair of Peru; party: Peru; number = 7");
}

Test(events, titles_with_a_role_that_goes_without_saying)
{
    const char *rule =
        "- {rule: e, class: m, match: \"(host:Body held a)? x-k:fair no n:Number\", roles: {host: Peru}, "
        "title: $host x-k $n}\n";
    check_events(rule, "Ghana held a fair no 7", "Ghana x-k 7; host: Ghana");
    check_events(rule, "fair no 7 in Peru", "Peru x-k 7; host: fair no 7");
    check_events(rule, "fair no 7", "x-k 7");
}

Test(events, later_by_the_last_word_alone)
{
    const char *rule = "- {rule: who, yields: Body, match: \"name:(Cap Cap)\", later: last-word, before: =Mr}\n"
                       "- {rule: e, class: m, match: \"party:Body met\"}\n";
    check_events(rule, "Mr Tom Lund spoke. Lund met them.", "Lund met; party: Lund");
    check_events(rule, "Lund met them. Mr Tom Lund spoke.", "");
    check_events(rule, "Mr Tom Peru spoke. Peru met them.", "Peru met; party: Peru");
}

Test(events, around_takes_the_nearest_to_the_right_before_the_left)
{
    const char *rule =
        "- {rule: e, class: m, centre: \"title:Fair\", around: {place: in place:Place, who: \"who:Body CENTRE\"}}\n";
    check_events(rule, "in Accra the Tide Fair in Oslo, in Lima", "Tide Fair; place: Oslo");
    check_events(rule, "in Accra the Tide Fair", "Tide Fair; place: Accra");
    check_events(rule, "Peru Tide Fair", "Tide Fair; who: Peru");
    check_events(rule, "Peru the Tide Fair; in Oslo", "Tide Fair");
}

Test(events, around_does_not_pass_another_centre)
{
    check_events("- {rule: e, class: m, centre: \"title:Fair\", around: {place: in place:Place}}\n",
                 "Tide Fair in Oslo and Moon Fair in Lima", "Tide Fair; place: Oslo\nMoon Fair; place: Lima");
}

Test(events, status_from_the_clause)
{
    const char *rule = "- {rule: e, class: m, match: \"title:Fair\", status: {postponed: put off}}\n";
    check_events(rule, "Tide Fair will be", "Tide Fair; planned");
    check_events(rule, "Tide Fair is called off", "Tide Fair; cancelled");
    check_events(rule, "Tide Fair that will be put off", "Tide Fair; postponed");
    check_events(rule, "Tide Fair was never held", "");
    check_events(rule, "Tide Fair is on; they will go", "Tide Fair");
}

Test(events, dates)
{
    const char *rule = "- {rule: e, class: m, match: \"title:Fair (on date:Day)?\"}\n";
    check_events(rule, "Tide Fair on 5 May, not 6 May", "Tide Fair; on 5 May");
    check_events(rule, "on 4 May Tide Fair was, 6 May", "Tide Fair; on 6 May");
    check_events(rule, "on 4 May Tide Fair was", "Tide Fair; on 4 May");
    check_events(rule, "Tide Fair was; 4 May was not", "Tide Fair");
    check_events("- {rule: e, class: m, match: \"title:Fair\", needs: date}\n", "Tide Fair was", "");
    check_events("- {rule: e, class: m, match: \"title:Fair\", date: none}\n", "Tide Fair on 5 May", "Tide Fair");
}

Test(events, also_pairs_captures)
{
    check_events("- {rule: e, class: m, match: \"party:list(Body) with party.with:list(Body)\", title: pact, also: "
                 "{pact: [$party, $party.with]}}\n",
                 "Ghana and Peru with Norway",
                 "pact; party: Ghana; party: Peru; party: Norway\npact: Ghana -> Norway\npact: Peru -> Norway");
    check_events(
        "- {rule: e, class: m, match: \"party:list(Body) agree\", title: pact, also: {pact: [$party, $party]}}\n",
        "Ghana, Peru and Norway agree",
        "pact; party: Ghana; party: Peru; party: Norway\npact: Ghana -> Peru\npact: Ghana -> Norway\npact: Peru "
        "-> Norway");
}

Test(events, relations_are_stated)
{
    check_events("- {rule: e, relation: partner, match: \"source:Body and target:Body are partners\"}\n",
                 "Ghana and Peru are partners", "partner: Ghana -> Peru");
}

Test(events, who_is_beaten_beats_nobody)
{
    /* b beats a for two, and c beats b for three: a stays */
    const char *yaml = "lists: {l: [x]}\nrules:\n- {rule: a, class: c, match: one two}\n"
                       "- {rule: b, class: c, match: \"two p:three\"}\n"
                       "- {rule: c, class: c, match: \"p:three q:four\"}\n";
    pack_expect_events(yaml, "one two three four", "a", "one two");
    pack_expect_events(yaml, "one two three four", "b", "");
    pack_expect_events(yaml, "one two three", "b", "two three; p: three");
}

Test(events, of_rivals_as_long_the_earlier_stays)
{
    const char *yaml = "lists: {l: [x]}\nrules:\n- {rule: late, class: c, match: two three}\n"
                       "- {rule: early, class: c, match: one two}\n";
    pack_expect_events(yaml, "one two three", "early", "one two");
    pack_expect_events(yaml, "one two three", "late", "");
}

Test(events, an_entry_without_a_value_is_its_words)
{
    const char *yaml =
        "lists: {fair: [trade ~fair], day: {~monday: 1, friday: 5}}\ninflection: {forms: {plural: [['', s]]}}\n"
        "rules:\n- rule: r\n  class: c\n  match: \"x-f:<fair>\"\n  type: $x-f\n  title: $x-f\n";
    pack_expect_events(yaml, "two trade fairs", "r", "trade fair");
}

Test(events, names_within_repeats)
{
    const char *yaml = "text: {separators: [and]}\nrules:\n- {rule: all, class: c, match: \"one p:Cap+\"}\n"
                       "- {rule: each, class: d, match: \"two (p:Cap)+\"}\n"
                       "- {rule: items, class: e, match: \"(p:each(Cap) now){2}\"}\n";
    pack_expect_events(yaml, "one Oslo Lima", "all", "one Oslo Lima; p: Oslo Lima");
    pack_expect_events(yaml, "two Oslo Lima", "each", "two Oslo Lima; p: Oslo; p: Lima");
    pack_expect_events(yaml, "Oslo now Lima now", "items", "Oslo now Lima now; p: Oslo\nOslo now Lima now; p: Lima");
}

Test(events, of_one_class_the_one_with_more_parts_stays)
{
    const char *rules =
        "- {rule: e, class: m, match: \"title:Fair\"}\n- {rule: f, class: m, match: \"title:Fair in place:Place\"}\n"
        "- {rule: g, class: other, match: \"title:Fair in\"}\n";
    check_events(rules, "Tide Fair in Oslo", "");
    check_events(rules, "Tide Fair at Oslo", "Tide Fair");
}

/* What words make possible is kept as sets of needs, or, where there are too many needs for that, one by one. */
static void check_many_rules(unsigned rules)
{
    struct buffer yaml = {0};
    buffer_add_text(&yaml, "types: {T: [], U: [T], V: []}\nrules:\n- {rule: u, yields: U, match: up}\n"
                           "- {rule: v, yields: V, match: so T of =March}\n");
    for (unsigned i = 0; i < rules; i++) {
        buffer_format(&yaml, "- {rule: r%u, yields: T, match: one%u two%u}\n", i, i, i);
    }
    struct program *program = pack_program(yaml.bytes);
    struct pack_reading reading;
    pack_read(&reading, program, "One7 two7, so up of March, so one299 two299 of March, one1 two2, so two3 of March",
              -1);
    cr_expect_str_eq(pack_quotes(&reading, "r7"), "One7 two7");
    cr_expect_str_eq(pack_quotes(&reading, "r299"), "one299 two299");
    cr_expect_str_eq(pack_quotes(&reading, "u"), "up");
    cr_expect_str_eq(pack_quotes(&reading, "v"), "so up of March | so one299 two299 of March");
    cr_expect_str_eq(pack_quotes(&reading, "r1"), "");
    cr_expect_str_eq(pack_quotes(&reading, "r2"), "");
    pack_read_release(&reading);
    program_free(program);
    buffer_release(&yaml);
}

Test(rules, as_many_as_have_sets_of_needs)
{
    check_many_rules(300);
}

Test(rules, more_than_have_sets_of_needs)
{
    check_many_rules(5000);
}
