/* Warnings of what is no error and can never match: each with its place, and what is near it and is fine. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "pack.h"

static void check_warnings(const char *yaml, const char *expected)
{
    struct pack_folders packs;
    struct diagnostics messages = {0};
    pack_open(&packs);
    pack_add(&packs, yaml);
    const char *folder = packs.folders[0];
    struct program *program = program_load_checked(&folder, 1, &messages);
    cr_expect_not_null(program);
    diagnostics_sort(&messages);
    char *text = pack_messages(&messages);
    cr_expect_str_eq(text, expected, "got\n%s\nexpected\n%s", text, expected);
    free(text);
    diagnostics_release(&messages);
    program_free(program);
    pack_remove(&packs);
}

/* The rule's keys after its name and class, one on each line. */
static void check_rule(const char *keys, const char *expected)
{
    char yaml[1024];
    snprintf(yaml, sizeof yaml,
             "types: {Fair: [], Show: [Fair], Gone: []}\n"
             "lists: {none: [], bare: [tide, gauge], bent: [~tide]}\n"
             "rules:\n"
             "- {rule: s, yields: Show, match: big show}\n"
             "- rule: x\n"
             "  class: meeting\n%s",
             keys);
    check_warnings(yaml, expected);
}

Test(lint, a_type_that_nothing_yields)
{
    check_rule("  match: the Gone\n", "7:14: warning: no rule and no table yields Gone; this pattern can never match");
    check_rule("  match: the (Gone | tide)\n",
               "7:15: warning: no rule and no table yields Gone; this part of the pattern can never match");
    check_rule("  match: the Fair\n", ""); /* a Show is a Fair */
    check_rule("  match: the not(Gone) tide\n", "");
}

Test(lint, lists_without_words_and_words_without_forms)
{
    check_rule("  match: the <none>\n", "7:14: warning: list <none> is empty; this pattern can never match");
    check_rule("  match: the <bare>.part\n",
               "7:14: warning: no entry of <bare> bends, none has a ~; this pattern can never match");
    check_rule("  match: the <bent>.plural | the <bare>\n", "");
    check_rule("  match: the ~tide.noun?  tide\n",
               "7:14: warning: tide has no form .noun; this part of the pattern can never match");
}

Test(lint, edges_that_stand_where_they_cannot)
{
    check_rule("  match: the tide ^ gauge\n",
               "7:19: warning: ^ stands behind something, and is the beginning; this pattern can never match");
    check_rule("  match: the tide $ gauge\n",
               "7:21: warning: something stands behind $, the end; this pattern can never match");
    check_rule("  match: ^ (the | ^ a)+ tide $\n", "");
    check_rule("  match: (^ | the) tide (gauge | $)\n", "");
    check_rule("  match: the tide\n  after: ^ gauge\n",
               "8:10: warning: ^ stands behind something, and is the beginning; this pattern can never match");
    check_rule("  match: the tide\n  after: $\n", "");
    check_rule("  match: the tide\n  before: low $\n",
               "8:11: warning: $ stands before the match, and is the end; it can never match");
    check_rule("  match: the tide\n  before: ^ low\n", "");
}

Test(lint, the_place_is_right_in_folded_text_and_behind_wide_letters)
{
    check_rule("  match: >\n    été\n    the Gone\n",
               "9:9: warning: no rule and no table yields Gone; this pattern can never match");
    check_rule("  match: 日本 Gone\n", "7:13: warning: no rule and no table yields Gone; this pattern can never match");
}

Test(lint, a_comment_that_takes_the_rest_of_a_pattern)
{
    static const char end[] = "to YAML a # behind a space begins a comment, so this is no part of the pattern; put all "
                              "of the pattern between single quotes, and write the sign as \\#";
    char expected[400];
    snprintf(expected, sizeof expected, "7:19: warning: %s", end);
    check_rule("  match: the tide #n:Number rose\n", expected);
    check_rule("  match: the tide # n:Number\n", expected);
    check_rule("  match: the tide # <bare>\n", expected);
    check_rule("  match: the tide # Number Fair\n", expected);
    snprintf(expected, sizeof expected, "8:21: warning: %s\n9:9: warning: %s", end, end);
    check_rule("  match: the tide\n  unless: [low tide\t#3\n  , été #Number\n  ]\n", expected);
    check_rule("  match: the tide # of the Fair, and no other Number\n", "");
    check_rule("  match: the tide ## of the year\n", "");
    check_rule("  match: the tide #\n", "");
    check_rule("  match: 'the tide \\#n:Number' #n:Number\n", "");
    check_rule("  match: > #n:Number\n    the tide\n", "");
}

Test(lint, a_capture_of_the_name_of_a_type_or_a_list)
{
    check_rule(
        "  match: the x-a:fair tide\n",
        "7:14: warning: x-a:fair takes in the word itself; write x-a:Fair for the type, x-a:(fair) for the word");
    check_rule(
        "  match: the tide (x-a:bare | x-b:Number)\n",
        "7:20: warning: x-a:bare takes in the word itself; write x-a:<bare> for the list, x-a:(bare) for the word");
    check_rule("  match: the place:place\n",
               "7:14: warning: place:place takes in the word itself; name a type or a list "
               "behind the colon, or write place:(place)");
    check_rule("  match: the x-a:(fair) (x-b:bare-headed | place:(place) | x-c:Fair{1,2} | x-d:tide)\n", "");
}

Test(lint, conditions_that_cannot_hold)
{
    check_rule("  match: the n:Number tide\n  if: $n < 1 and $n > 5\n", "8:7: warning: this condition can never hold");
    check_rule("  match: the n:Number tide\n  if: 3 < 2\n", "8:7: warning: this condition can never hold");
    check_rule("  match: the n:Number tide\n  if: $n < 1 or $n > 5\n", "");
    check_rule("  match: the n:Number tide\n  if: $n > 1 and $n < 5\n", "");
    check_rule("  match: the n:Number tide\n  if: ($n = 1 and $n = 2) or ($n = 3 and $n >= 4)\n",
               "8:7: warning: this condition can never hold");
}

Test(lint, a_context_that_is_needed_and_not_given)
{
    check_rule("  match: the tide\n  needs: context\n",
               "8:10: warning: rule x needs its context and has none; give it context:");
    check_rule("  match: the tide\n  needs: context\n  context: low place:Cap\n", "");
}

Test(lint, a_frame_that_no_way_can_put)
{
    check_warnings("types: {Gone: []}\n"
                   "frames:\n  do(doer, act): [doer act, act by doer]\n"
                   "rules:\n- rule: x\n  class: meeting\n  do: {doer: the Gone, act: sings}\n",
                   "7:3: warning: no way of this frame can match as it is filled\n"
                   "7:18: warning: no rule and no table yields Gone; this pattern can never match");
    check_warnings("frames:\n  do(doer, act): [doer act, act.noun by doer]\n"
                   "rules:\n- rule: x\n  class: meeting\n  do: {doer: the choir, act: ~sing}\n",
                   "");
}

/* The same of a pack that stands on another. */
static void check_second(const char *first, const char *second, const char *expected)
{
    struct pack_folders packs;
    struct diagnostics messages = {0};
    pack_open(&packs);
    pack_add(&packs, first);
    pack_add(&packs, second);
    const char *const folders[] = {packs.folders[0], packs.folders[1]};
    struct program *program = program_load_checked(folders, 2, &messages);
    cr_expect_not_null(program);
    diagnostics_sort(&messages);
    char *text = pack_messages(&messages);
    cr_expect_str_eq(text, expected, "got\n%s\nexpected\n%s", text, expected);
    free(text);
    diagnostics_release(&messages);
    program_free(program);
    pack_remove(&packs);
}

Test(lint, names_that_one_rule_alone_uses)
{
    static const char first[] = "rules:\n- {rule: a, class: agreement, match: 'organizer:Cap signed party:Cap'}\n";
    check_second(first, "rules:\n- {rule: b, class: agrement, match: 'partei:Cap met'}\n",
                 "2:20: warning: class agrement is used by this rule alone; did you mean agreement?\n"
                 "2:38: warning: role partei is used by this rule alone; did you mean party?");
    check_second(first,
                 "declares: {classes: [agrement], roles: [partei]}\n"
                 "rules:\n- {rule: b, class: agrement, match: 'partei:Cap met'}\n",
                 "");
    check_second(first, "rules:\n- {rule: b, class: agrement, match: met}\n- {rule: c, class: agrement, match: ate}\n",
                 "");
    check_second(first, "rules:\n- {rule: b, class: award, match: 'winner:Cap won'}\n",
                 "2:20: note: class award is new, and this rule alone uses it; if it is meant, write declares: "
                 "{classes: [award]} at the beginning of the file");
    check_second(first, "rules:\n- {rule: b, class: agreement, match: 'x-partie:Cap or paty:Cap met', title: $paty}\n",
                 "");
}
