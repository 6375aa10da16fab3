#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "extract/examples.h"
#include "extract/program_p.h"
#include "pack.h"

static struct pack_folders packs;
static struct diagnostics errors;

static void begin(void)
{
    pack_open(&packs);
}

static void end(void)
{
    diagnostics_release(&errors);
    pack_remove(&packs);
}

TestSuite(load, .init = begin, .fini = end);

static const struct rule *find_rule(const struct program *program, const char *name)
{
    for (size_t i = 0; i < program->rule_count; i++) {
        if (slice_is(program->rules[i].name, name)) {
            return &program->rules[i];
        }
    }
    return NULL;
}

static void check_messages(const char *expected)
{
    char *messages = pack_messages(&errors);
    cr_expect_str_eq(messages, expected, "%s", messages);
    free(messages);
}

Test(load, sections_left_blank_hold_nothing)
{
    pack_add(&packs, "name: p\nrules:\nlists:\ntypes:\nfamilies:\nopaque:\nentities:\ntext:\ncompare:\nstatus:\ndate:\n"
                     "inflection:\ndisable:\nlanguage:\n");
    struct program *program = pack_load(&packs, &errors);
    check_messages("");
    cr_assert_not_null(program);
    cr_expect_eq(program->rule_count, 0);
    program_free(program);
}

Test(load, an_empty_file_is_fine)
{
    pack_add(&packs, "");
    struct program *program = pack_load(&packs, &errors);
    check_messages("");
    program_free(program);
}

Test(load, a_folder_that_is_not_there)
{
    const char *folder = "/no/such/folder";
    struct program *program = program_load(&folder, 1, &errors);
    cr_expect_null(program);
    cr_assert_eq(errors.count, 1);
    cr_expect_str_eq(errors.items[0].file, folder);
    check_messages("0:0: no such folder; check the path of the rule pack, or begin one with `annals rules new`");
}

Test(load, a_later_pack_replaces_and_disables)
{
    pack_add(&packs, "rules:\n- {rule: a, class: x, match: one}\n- {rule: b, class: x, match: two}\n");
    pack_add(&packs, "disable: [b]\nrules:\n- {rule: a, class: y, match: three}\n");
    struct program *program = pack_load(&packs, &errors);
    check_messages("");
    cr_assert_not_null(program);
    cr_assert_eq(program->rule_count, 2);
    cr_expect(slice_is(find_rule(program, "a")->class, "y"));
    cr_expect_eq(find_rule(program, "a")->pack, 1);
    cr_expect(find_rule(program, "b")->disabled);
    cr_expect_null(find_rule(program, "b")->code);
    struct program_counts counts = program_count(program);
    cr_expect_eq(counts.rules, 1);
    cr_expect_eq(counts.packs, 2);
    program_free(program);
}

Test(load, a_rule_that_is_off_may_be_given_again_later)
{
    pack_add(&packs, "rules:\n- {rule: a, class: x, match: one}\n");
    pack_add(&packs, "disable: [a]\n");
    pack_add(&packs, "rules:\n- {rule: a, class: y, match: two}\n");
    struct program *program = pack_load(&packs, &errors);
    cr_assert_not_null(program);
    cr_expect(!find_rule(program, "a")->disabled);
    program_free(program);
}

Test(load, a_pack_says_which_one_it_extends)
{
    pack_add(&packs, "name: base\nrules:\n- {rule: a, class: x, match: one}\n");
    pack_add(&packs, "name: mine\nextends: base\ndisable: [a]\n");
    struct program *program = pack_load(&packs, &errors);
    check_messages("");
    cr_expect_not_null(program);
    program_free(program);
}

static const char *read_with(const char *base, const char *more, const char *text, struct pack_reading *reading,
                             struct program **program)
{
    pack_add(&packs, base);
    pack_file(&packs, "states.tsv", "word\tother\nGoldland\tGolden Shore\nSaltland\tNice\n");
    pack_add(&packs, more);
    *program = pack_load(&packs, &errors);
    check_messages("");
    cr_assert_not_null(*program);
    pack_read(reading, *program, text, BLOCK_PARAGRAPH);
    return pack_quotes(reading, "a");
}

Test(load, a_later_pack_takes_entries_out_of_a_list)
{
    struct pack_reading reading;
    struct program *program;
    const char *found =
        read_with("types: {A: []}\nlists: {w: [~fair, talks, {show: 3}]}\nrules:\n- {rule: a, yields: A, match: <w>}\n",
                  "lists: {w: {not: [talks, show, ~fair], ~meet: 4}}\n", "fair talks show meet", &reading, &program);
    cr_expect_str_eq(found, "meet");
    pack_read_release(&reading);
    program_free(program);
}

Test(load, a_later_pack_takes_names_out_of_a_table)
{
    struct pack_reading reading;
    struct program *program;
    const char *found =
        read_with("types: {A: []}\nlists: {w: {table: states.tsv, words: [word, other], not: [Goldland]}}\n"
                  "rules:\n- {rule: a, yields: A, match: <w>}\n",
                  "lists: {w: {not: [Nice]}}\n", "Goldland, Golden Shore, Saltland, Nice", &reading, &program);
    cr_expect_str_eq(found, "Golden Shore | Saltland");
    pack_read_release(&reading);
    program_free(program);
}

Test(load, what_is_taken_out_must_be_there)
{
    pack_add(&packs, "lists: {w: [fair, talks]}\nrules:\n- {rule: a, class: x, match: <w>}\n");
    pack_add(&packs, "lists: {w: {not: [talk]}, v: [own, {not: [own]}]}\nrules:\n- {rule: b, class: x, match: <v>}\n");
    cr_expect_null(pack_load(&packs, &errors));
    check_messages("1:19: list w of the packs before has no entry talk; did you mean talks?\n"
                   "1:43: list v of the packs before has no entry own");
}

Test(load, what_is_extended_must_stand_before)
{
    pack_add(&packs, "name: base\nextends: mine\nrules:\n- {rule: a, class: x, match: one}\n");
    pack_add(&packs, "name: mine\nextends: [base]\n");
    cr_expect_null(pack_load(&packs, &errors));
    check_messages("2:10: this pack extends mine, and no pack before it has that name\n"
                   "2:10: a list stands after extends:; expected the name of a pack, as in english");
}

Test(load, over_that_names_nobody_is_a_warning)
{
    pack_add(&packs, "types: {A: []}\nrules:\n- {rule: a.one, yields: A, match: one, over: [a.two, b.*]}\n"
                     "- {rule: a.tow, yields: A, match: two, over: a.*}\n");
    struct program *program = pack_load(&packs, &errors);
    cr_expect_not_null(program);
    check_messages("3:47: warning: no rule is named a.two; did you mean a.tow?\n"
                   "3:54: warning: no rule is named b.*");
    program_free(program);
}

Test(load, rules_without_examples_and_unused_lists_are_counted)
{
    pack_add(&packs, "lists: {used: [a], inner: [b], outer: [<inner>], spare: [c]}\n"
                     "rules:\n- {rule: a, class: x, match: <used> <outer>}\n"
                     "- {rule: b, class: x, match: d, examples: [{text: e, finds: []}]}\n");
    struct program *program = pack_load(&packs, &errors);
    cr_assert_not_null(program);
    struct program_counts counts = program_count(program);
    cr_expect_eq(counts.rules, 2);
    cr_expect_eq(counts.lists, 4);
    cr_expect_eq(counts.without_examples, 1);
    cr_expect_eq(counts.unused, 1);
    program_lint(program, &errors);
    check_messages("3:3: warning: rule a has no examples\n1:50: warning: list spare is never used");
    program_free(program);
}

Test(load, errors_of_all_files_are_told)
{
    pack_add(&packs, "rules:\n- {rule: a, class: x, match: <b>}\n");
    pack_file(&packs, "more.yaml", "rules:\n- {rule: c, class: x, match: (d}\n");
    cr_expect_null(pack_load(&packs, &errors));
    cr_expect_eq(errors.error_count, 2);
    diagnostics_sort(&errors);
    check_messages("2:30: this '(' is never closed\n2:30: unknown list <b>");
}

Test(load, the_hash_follows_bytes_and_names)
{
    pack_add(&packs, "rules: []\n");
    struct program *program = pack_load(&packs, &errors);
    char first[80];
    snprintf(first, sizeof first, "%.*s", SLICE_ARG(program_hash(program)));
    program_free(program);
    pack_file(&packs, "rules.yaml", "rules: [ ]\n");
    program = pack_load(&packs, &errors);
    cr_expect_not(slice_is(program_hash(program), first));
    program_free(program);
    pack_file(&packs, "rules.yaml", "rules: []\n");
    program = pack_load(&packs, &errors);
    cr_expect(slice_is(program_hash(program), first));
    program_free(program);
}

/* --- limits: a message, soon, in little memory --- */

static char *repeated(const char *before, const char *part, size_t count, const char *after)
{
    struct buffer text = {0};
    buffer_add_text(&text, before);
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(&text, part);
    }
    buffer_add_text(&text, after);
    return text.bytes;
}

static void check_bomb(char *yaml, const char *expected)
{
    pack_add(&packs, yaml);
    free(yaml);
    struct program *program = pack_load(&packs, &errors);
    cr_expect_null(program);
    program_free(program);
    cr_assert_gt(errors.count, 0);
    cr_expect_not_null(strstr(errors.items[0].message, expected), "%s", errors.items[0].message);
}

Test(load, a_long_list)
{
    check_bomb(repeated("lists: {x: [", "a,", 10001, "]}\n"), "list x has more than 10000 entries; make it a table");
    cr_expect_eq(errors.count, 1);
}

Test(load, nested_captures)
{
    check_bomb(repeated("rules:\n- rule: x\n  class: m\n  match: ", "a:", 100000, "b\n"),
               "brackets and captures more than 40 deep");
}

Test(load, repeats_of_repeats)
{
    check_bomb(repeated("rules:\n- rule: x\n  class: m\n  match: a", "?", 100000, "\n"), "one repeat is enough");
}

Test(load, deep_brackets)
{
    check_bomb(repeated("rules:\n- rule: x\n  class: m\n  match: a ", "(", 100000, "\n"), "brackets more than 40 deep");
}

Test(load, many_families)
{
    struct buffer text = {0};
    buffer_add_text(&text, "types: {A: []}\nfamilies: {");
    for (int i = 0; i < 1000; i++) {
        buffer_format(&text, "f%d: [A], ", i);
    }
    buffer_add_text(&text, "}\n");
    check_bomb(text.bytes, "type A is in family f0 already");
}

Test(load, many_types)
{
    struct buffer text = {0};
    buffer_add_text(&text, "types: {");
    for (int i = 0; i < 1000; i++) {
        buffer_format(&text, "T%d: [], ", i);
    }
    buffer_add_text(&text, "}\n");
    check_bomb(text.bytes, "more than 200 types");
}

Test(load, lists_of_lists_of_lists)
{
    struct buffer text = {0};
    buffer_add_text(&text, "lists:\n  l0: [a]\n");
    for (int i = 1; i < 8; i++) {
        buffer_format(&text, "  l%d: [", i);
        for (int j = 0; j < 5000; j++) {
            buffer_format(&text, "<l%d>,", i - 1);
        }
        buffer_add_text(&text, "]\n");
    }
    buffer_add_text(&text, "rules:\n- {rule: x, class: m, match: <l7>}\n");
    pack_add(&packs, text.bytes);
    buffer_release(&text);
    struct program *program = pack_load(&packs, &errors);
    check_messages("");
    program_free(program);
}

Test(load, a_table_that_is_not_text)
{
    pack_add(&packs, "lists: {state: {table: states.tsv, words: [name]}}\n");
    pack_file(&packs, "states.tsv", "name\nGhana\n\xff\xfe\n");
    cr_expect_null(pack_load(&packs, &errors));
    check_messages("1:24: table states.tsv is not UTF-8 in line 3");
}

Test(load, a_list_adds_to_a_table)
{
    pack_add(&packs, "lists: {state: {table: states.tsv, words: [name]}}\n"
                     "rules:\n- {rule: x, class: m, match: <state>}\n");
    pack_file(&packs, "states.tsv", "name\tiso2\nGhana\tGH\n");
    pack_add(&packs, "lists: {state: [Narnia]}\n");
    struct program *program = pack_load(&packs, &errors);
    check_messages("");
    cr_assert_not_null(program);
    cr_expect_eq(program->word_edge_count, 2);
    program_free(program);
}
