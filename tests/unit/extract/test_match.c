/* What patterns match: the table of docs/rules.md section 2, line by line. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "pack.h"

/* One rule t of type T; `before` holds further sections. */
static void check(const char *before, const char *pattern, const char *text, const char *expected)
{
    char yaml[4000];
    snprintf(yaml, sizeof yaml,
             "types: {T: [], Name: []}\nfamilies: {names: [Name]}\nopaque: [names]\n"
             "inflection:\n  forms: {third: [[\"\", s]], past: [[e, ed], [\"\", ed]], ing: [[e, ing], [\"\", ing]]}\n"
             "  irregular: {hold: {past: held, part: held}, foot: {plural: feet}}\n"
             "text: {separators: [and, \"\\\\, and\", \"\\\\,\"], clause-breaks: [\\;]}\n"
             "%s\nrules:\n- rule: name\n  yields: Name\n  match: Cap+\n"
             "- rule: t\n  yields: T\n  match: |\n    %s\n",
             before, pattern);
    pack_expect_quotes(yaml, text, "t", expected);
}

Test(match, words_in_any_case)
{
    check("", "open day", "the Open Day, an open DAY and an opened day", "Open Day | open DAY");
    check("", "=May", "may be in May or MAY", "May");
    check("", "état", "un ÉTAT ou état", "ÉTAT | état");
}

Test(match, hyphens_and_stops_belong_to_words)
{
    check("", "high-level talks", "high-level talks, high level talks", "high-level talks");
    check("", "a.m.", "at 9 a.m. there", "a.m.");
    check("", "u.n. day", "the U.N. day", "U.N. day");
    check("", "it's", "it\xE2\x80\x99s here, it's there", "it\xE2\x80\x99s | it's");
}

Test(match, inflected_words)
{
    check("", "~hold talks", "hold talks, holds talks, held talks, holding talks",
          "hold talks | holds talks | held talks | holding talks");
    check("", "~hold.past talks", "hold talks, holds talks, held talks", "held talks");
    check("", "~close.ing it", "close it, closing it", "closing it");
    check("", "~co-operate now", "co-operated now, co-operate now, cooperate now", "co-operated now | co-operate now");
}

Test(match, lists)
{
    const char *lists = "lists:\n  noun: [fair, trade fair, =Expo, ~foot]\n  more: [<noun>, show]";
    check(lists, "the <noun>", "the fair, the trade fair, the Expo, the expo, the feet",
          "the fair | the trade fair | the Expo | the feet");
    check(lists, "the <more>", "the show and the trade fair", "the show | the trade fair");
    check(lists, "<noun>.plural", "the foot, the feet, the fair", "feet");
}

Test(match, tokens_by_shape)
{
    check("", "x Number", "x 7, x 1,000, x seven", "x 7 | x 1,000");
    check("", "x Year", "x 1999, x 999, x 2,018, x 2101", "x 1999");
    check("", "x ACRONYM", "x ABC, x Abc, x A", "x ABC");
    check("", "x Lower", "x y, x 7", "x y");
    check("", "x Initial", "x J. and x K and x Jo and x \xC3\x89. x L.", "x J. | x K | x \xC3\x89. | x L");
    check("", "x Mark", "x ; x y", "x ;");
}

Test(match, choice_in_the_order_written)
{
    check("", "a (b | b c)", "a b c", "a b");
    check("", "a (b c | b)", "a b c, a b", "a b c | a b");
    check("", "a b | c d", "a d, a b, c d", "a b | c d");
}

Test(match, as_much_as_possible)
{
    check("", "a b*", "a b b b c", "a b b b");
    check("", "a b+ b", "a b b b c", "a b b b");
    check("", "a b{2}", "a b b b", "a b b");
    check("", "a b{2,3} c", "a b c, a b b c, a b b b b c", "a b b c");
    check("", "a b? c", "a c, a b c, a b b c", "a c | a b c");
}

Test(match, gaps_as_few_as_possible)
{
    check("", "from .. to", "from a b to c to d", "from a b to");
    check("", "from ..2 to", "from a b c to, from a b to", "from a b to");
    check("", "from .. to", "from to", "from to");
    check("", "from .. to", "from a b c d e f g to", "");
    check("", "from ..0 to", "from a to, from to", "from to");
}

Test(match, gaps_stay_in_the_sentence)
{
    check("", "from .. to", "from here it went. There to four", "");
}

Test(match, asides_cost_nothing)
{
    check("", "from ..1 to", "from a (b c d e f) to", "from a (b c d e f) to");
    check("", "from ..1 to", "from (b c d e f) a to", "from (b c d e f) a to");
    check("", "from ..1 to", "from a, b c d e f, to", "from a, b c d e f, to");
    check("", "from ..1 to", "from a \xE2\x80\x93 b c d e f \xE2\x80\x93 to",
          "from a \xE2\x80\x93 b c d e f \xE2\x80\x93 to");
}

/* What no pattern needs to wait for runs first; `nothing Name` makes a rule wait for names. */
Test(match, a_name_is_one_word_of_a_gap)
{
    check("", "from ..2 to | nothing Name", "from the Great Red Barn to here", "from the Great Red Barn to");
    check("", "from ..2 to | nothing Name", "from the great red barn to here", "");
}

/* What no test saw when it was wrong (docs/engine.md, mutants). */
Test(match, small_things)
{
    static const struct {
        const char *pattern, *text, *expected;
    } cases[] = {{"<l> c?", "a b c", "a b c"},
                 {"a ..1 b", "a x-y b, a x y b", "a x-y b"},
                 {"a $", "a, a", "a"},
                 {"a not(b) c", "a, c a d c", "a d c"},
                 {"a ..1 b", "k, a, z z, b", "a, z z, b"},
                 {"a{1,3} c", "a a a c", "a a a c"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char yaml[300];
        snprintf(yaml, sizeof yaml,
                 "lists: {l: [a, a b]}\ntypes: {A: []}\nrules:\n- {rule: r, yields: A, match: \"%s\"}\n",
                 cases[i].pattern);
        pack_expect_quotes(yaml, cases[i].text, "r", cases[i].expected);
    }
}

Test(match, gaps_of_events_stay_in_the_clause)
{
    const char *yaml = "text: {clause-breaks: [\";\"]}\nlists: {l: [a]}\nrules:\n"
                       "- {rule: r, class: c, match: \"a ..6 p:b\"}\n";
    pack_expect_events(yaml, "a x b", "r", "a x b; p: b");
    pack_expect_events(yaml, "a x; b", "r", "");
}

Test(match, of_names_that_begin_together_the_longest_is_the_word)
{
    const char *yaml = "types: {A: [], B: [], C: []}\nfamilies: {f: [A], g: [B]}\nopaque: [f, g]\nrules:\n"
                       "- {rule: a, yields: A, match: x y z}\n- {rule: b, yields: B, match: x y}\n"
                       "- {rule: c, yields: C, match: (A | s) ..1 t}\n";
    pack_expect_quotes(yaml, "one s x y z t two", "c", "s x y z t");
}

Test(match, names_are_opaque)
{
    check("", "red barn | nothing Name", "the Great Red Barn, the red barn", "red barn");
    check("", "a Name", "a Great Red Barn", "a Great Red Barn");
    check("", "great red barn is | nothing Name", "Great Red Barn is", "");
    check("", "barn is | nothing Name", "Great Red Barn is", "");
}

Test(match, lists_of_items)
{
    check("", "with list(Number)", "with 1, 2 and 3 or 4", "with 1, 2 and 3");
    check("", "with list(Number)", "with 1", "with 1");
    check("", "with list(Number) now", "with 1, 2, now", "");
}

Test(match, not_is_one_word)
{
    check("", "a not(b | c) d", "a b d, a x d, a c d, a d", "a x d");
    check("lists: {l: [b c]}", "a not(<l>) d?", "a b c, a b d", "a b d");
}

Test(match, quotes_and_brackets)
{
    check("", "say quoted(a b)",
          "say \"a b\", say a b, say \xE2\x80\x9C"
          "a b\xE2\x80\x9D",
          "say \"a b\" | say \xE2\x80\x9C"
          "a b\xE2\x80\x9D");
    check("", "see brackets(a .. b)", "see (a x b), see a x b, see (a) b", "see (a x b)");
}

Test(match, glued)
{
    check("", "Number _ th", "the 5th, the 5 th", "5th");
    check("", "a _ - _ b", "a-b, a - b", "a-b");
}

Test(match, marks)
{
    check("", "a , b", "a, b and a b", "a, b");
    check("", "a \\( b \\)", "a (b) and a b", "a (b)");
    check("", "a - b", "a - b, a \xE2\x80\x93 b", "a - b | a \xE2\x80\x93 b");
    check("", "Number %", "7% of 8", "7%");
    check("", "x 's y", "x's y, x\xE2\x80\x99s y", "x's y | x\xE2\x80\x99s y");
}

Test(match, edges)
{
    check("", "^ one two", "One two three. One two, one two.", "One two | One two");
    check("", "one two \\. $", "one two, one two.", "one two.");
    check("", "(^ | then) a b", "a b, a b then a b", "a b | then a b");
}

Test(match, one_match_for_a_beginning_and_the_longer_wins)
{
    check("", "a+ b?", "a a a b", "a a a b");
    check("", "a b | b c d", "a b c d", "b c d");
}
