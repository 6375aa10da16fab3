/* `if:` and what may be asked of a capture. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "pack.h"

/* Which of the words after "try" does a rule with this condition take? */
static void expect_taken(const char *condition, const char *text, const char *expected)
{
    char yaml[1024];
    snprintf(
        yaml, sizeof yaml,
        "types: {T: [], Body: [], Church: [Body], N: []}\nlists: {sea: [~lake, salt sea], size: {big: 9, small: 1}}\n"
        "inflection: {forms: {plural: [[\"\", s]]}}\nrules:\n"
        "- {rule: body, yields: Body, match: =Board}\n- {rule: church, yields: Church, match: =Abbey}\n"
        "- {rule: n, yields: N, match: \"n:Number th\", value: $n}\n"
        "- rule: t\n  yields: T\n  match: try x:(N | Body | <size> | salt sea | Word) (or y:Word)?\n  if: |\n    %s\n",
        condition);
    pack_expect_quotes(yaml, text, "t", expected);
}

Test(conditions, numbers)
{
    expect_taken("$x > 3", "try 3, try 4, try big, try small, try five, try 5 th", "try 4 | try big | try 5 th");
    expect_taken("$x * 2 - 1 = 9", "try 4, try 5", "try 5");
    expect_taken("$x % 2 = 1 and $x != 7", "try 5, try 6, try 7", "try 5");
}

Test(conditions, or_not_and_brackets)
{
    expect_taken("$x < 3 or $x > 5", "try 2, try 4, try 6", "try 2 | try 6");
    expect_taken("not ($x < 3 or $x > 5)", "try 2, try 4, try 6", "try 4");
    expect_taken("$x = 1 or $x = 2 and $x = 3", "try 1, try 2, try 3", "try 1");
    expect_taken("($x = 1 or $x = 2) and $x != 1", "try 1, try 2", "try 2");
    expect_taken("not $x = 1 and $x < 3", "try 1, try 2, try 3", "try 2");
}

Test(conditions, texts)
{
    expect_taken("$x = 'oslo'", "try Oslo, try Accra", "try Oslo");
    expect_taken("$x != \"Oslo\"", "try Oslo, try Accra", "try Accra");
    expect_taken("$x = $y", "try Oslo or oslo, try Oslo or Accra, try Oslo", "try Oslo or oslo");
    expect_taken("$x != $y", "try Oslo or oslo, try Oslo or Accra, try Oslo", "try Oslo or Accra");
}

Test(conditions, what_is_there)
{
    expect_taken("$y", "try Oslo, try Oslo or Accra", "try Oslo or Accra");
    expect_taken("not $y", "try Oslo, try 7 or Accra", "try Oslo");
    expect_taken("not $y or $y = 'Accra'", "try Oslo, try 7 or Accra, try 8 or Bonn", "try Oslo | try 7 or Accra");
}

Test(conditions, lists_and_types)
{
    expect_taken("$x in <sea>", "try lake, try lakes, try salt sea, try salt", "try lake | try lakes | try salt sea");
    expect_taken("$x in <sea>.plural", "try lake, try lakes", "try lakes");
    expect_taken("$x is Body", "try Board, try Abbey, try Oslo", "try Board | try Abbey");
    expect_taken("$x is Church", "try Board, try Abbey", "try Abbey");
    expect_taken("$x is Body and not $x is Church", "try Board, try Abbey", "try Board");
}

Test(conditions, how_many_were_captured)
{
    const char *yaml =
        "types: {T: []}\ntext: {separators: [and, \"\\\\,\"]}\nrules:\n"
        "- {rule: t, yields: T, match: \"go list(x:Cap) (to list(x.far:Cap))?\", if: count($x) > 2 or count($x.far) = 1}\n";
    pack_expect_quotes(yaml, "go A, B go A, B and C go A to D go A to D, E go A, B to D, E", "t",
                       "go A, B and C | go A to D | go A to D, E | go A, B to D, E");
}

Test(conditions, what_a_date_says)
{
    const char *yaml =
        "types: {T: [], Day: []}\nrules:\n"
        "- {rule: day, yields: Day, match: \"d:Number =May y:Year?\", value: {day: $d, month: 5, year: $y}}\n"
        "- {rule: t, yields: T, match: on d:Day, if: $d/year < 2000 or not $d/year and $d/day > 9}\n";
    pack_expect_quotes(yaml, "on 5 May 1990, on 5 May 2010, on 5 May, on 15 May", "t", "on 5 May 1990 | on 15 May");
}

/* A type that a condition asks for is one that the rule needs: its rules run first. */
Test(conditions, a_type_in_a_condition_is_needed)
{
    const char *yaml = "types: {A: [], Z: []}\nrules:\n- {rule: a, yields: A, match: go x:Cap, if: $x is Z}\n"
                       "- {rule: z, yields: Z, match: =Oslo}\n";
    pack_expect_quotes(yaml, "go Oslo go Accra", "a", "go Oslo");
    pack_expect_errors("types: {A: [], Z: []}\nrules:\n- {rule: a, yields: A, match: go x:Cap, if: $x is Z}\n"
                       "- {rule: z, yields: Z, match: A}\n",
                       "4:3: types need each other in a circle: A needs Z needs A");
}

/* Decision 9: what a condition refuses leaves the words to the next that wants them. */
Test(conditions, the_next_candidate_is_tried)
{
    const char *yaml = "types: {T: []}\nrules:\n- {rule: long, yields: T, match: \"a b n:Number\", if: $n > 5}\n"
                       "- {rule: short, yields: T, match: a b}\n";
    pack_expect_quotes(yaml, "a b 6", "short", "");
    pack_expect_quotes(yaml, "a b 4", "long", "");
    pack_expect_quotes(yaml, "a b 4", "short", "a b");
}

Test(conditions, messages)
{
#define IF "types: {T: []}\nlists: {sea: [lake]}\nrules:\n- {rule: t, yields: T, match: \"x:Number y\", if: "
    pack_expect_errors(IF "$x in sea}\n", "4:55: expected a list after `in`, as in $x in <meeting-noun>");
    pack_expect_errors(IF "$x in <see>}\n", "4:55: unknown list <see>; did you mean <sea>?");
    pack_expect_errors(IF "$x is Q}\n", "4:55: unknown type Q");
    pack_expect_errors(IF "$x = 'a}\n", "4:54: this text has no end");
    pack_expect_errors(IF "$x < 'a'}\n", "4:52: texts are the same or not: write = or !=");
    pack_expect_errors(IF "($x < 3 or $x > 5}\n", "4:49: this '(' is never closed");
    pack_expect_errors(IF "$x < 3)}\n", "4:55: expected `and`, `or` or the end of the condition");
    pack_expect_errors(IF "not}\n", "4:52: expected a number or a capture such as $n");
    pack_expect_errors(IF "count(x) > 1}\n", "4:55: expected count($x)");
    pack_expect_errors(IF "$x/yeer = 3}\n", "4:52: nothing has an attribute yeer; did you mean year?");
    pack_expect_errors(IF "$x/q = 3}\n", "4:52: nothing has an attribute q; there are name words within kind means "
                                         "ordinal year place noun country iso2 wikidata value, and those of rules");
}

/* --- attributes --- */

#define KNOWN                                                                                                      \
    "types: {State: [], Place: [], Fair: [], T: []}\nfamilies: {names: [State, Place], fairs: [Fair]}\n"           \
    "opaque: [names, fairs]\nlists:\n  state: {table: states.tsv, words: [word], name: name, keep: {iso2: iso2, "  \
    "country: country, kind: kind}, gives: State}\n  nth: {third: 3}\nrules:\n"                                    \
    "- {rule: place, yields: Place, match: =Hall, name: The Hall, within: Town}\n"                                 \
    "- rule: fair\n  yields: Fair\n  match: ordinal:<nth> Cap? noun:fair (in place:(State | Place))? year:Year?\n" \
    "  type: expo\n  attributes: {colour: red}\n"

static void expect_known(const char *rule, const char *text, const char *expected)
{
    struct pack_folders packs;
    struct diagnostics errors = {0};
    char yaml[2048];
    snprintf(yaml, sizeof yaml, KNOWN "%s", rule);
    pack_open(&packs);
    pack_add(&packs, yaml);
    pack_file(&packs, "states.tsv", "word\tname\tiso2\tcountry\tkind\nGoldland\tRepublic of Gold\tGL\tGold\tstate\n");
    struct program *program = pack_load(&packs, &errors);
    char *messages = pack_messages(&errors);
    cr_assert_not_null(program, "%s", messages);
    struct pack_reading reading;
    pack_read(&reading, program, text, BLOCK_PARAGRAPH);
    const char *found = pack_events(&reading, "t");
    cr_expect_str_eq(found, expected, "'%s' gives '%s', expected '%s'", text, found, expected);
    pack_read_release(&reading);
    program_free(program);
    free(messages);
    diagnostics_release(&errors);
    pack_remove(&packs);
}

#define ASK(attributes) \
    "- {rule: t, class: c, match: \"go x-a:(State | Place | Fair)\", title: t, attributes: {" attributes "}}\n"

Test(attributes, of_an_entry_of_a_table)
{
    expect_known(ASK("a: $x-a/name, b: $x-a/iso2, c: $x-a/country, d: $x-a/kind, e: $x-a/words"), "go Goldland",
                 "t; a = Republic of Gold; b = GL; c = Gold; d = state; e = Goldland");
}

Test(attributes, of_a_name)
{
    expect_known(ASK("a: $x-a/name, b: \"in $x-a/within, so\""), "go Hall", "t; a = The Hall; b = in Town, so");
}

/* Decision 3: a title is opaque, and what it says of itself can be asked for. */
Test(attributes, of_a_title)
{
    expect_known(ASK("a: $x-a/ordinal, b: $x-a/year, c: $x-a/place, d: $x-a/noun, e: $x-a/colour, f: $x-a/kind"),
                 "go third Tide fair in Hall 2018", "t; a = 3; b = 2018; c = Hall; d = fair; e = red; f = expo");
    expect_known("- {rule: t, class: c, match: \"title:Fair\", if: $title/year > 2000 and $title/ordinal = 3}\n",
                 "third fair 1990, third fair 2018", "third fair 2018; colour = red");
}
