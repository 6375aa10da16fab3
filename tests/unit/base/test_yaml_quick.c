/* The quick reader and libyaml: the same tree, and nothing read that libyaml refuses. */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/yaml_p.h"

static bool same_tree(const struct yaml_node *a, const struct yaml_node *b)
{
    if (a->kind != b->kind || a->style != b->style || a->line != b->line || a->column != b->column ||
        a->begin != b->begin || a->end != b->end || a->count != b->count || a->is_cut != b->is_cut ||
        !slice_equal(a->text, b->text)) {
        return false;
    }
    size_t children = a->kind == YAML_SCALAR ? 0 : a->kind == YAML_MAP ? 2 * a->count : a->count;
    bool same = true;
    for (size_t i = 0; i < children && same; i++) {
        same = same_tree(a->children[i], b->children[i]);
    }
    return same;
}

/* True where the quick reader had to do with it. Both must agree then. */
static bool is_quick(struct slice text)
{
    struct arena one = {0}, other = {0};
    struct diagnostics errors = {0};
    struct yaml_cuts cuts = {0};
    struct yaml_node *quick = yaml_quick(yaml_file_new(&one, text, "r.yaml"), &one);
    struct yaml_node *slow = yaml_parse_by(text, "r.yaml", &other, &errors, &cuts, false);
    if (quick != NULL) {
        cr_expect(errors.error_count == 0 && slow != NULL && same_tree(quick, slow), "of\n%.*s\nlibyaml says %s",
                  SLICE_ARG(text), errors.count > 0 ? errors.items[0].message : "another tree");
    }
    diagnostics_release(&errors);
    free(cuts.items);
    arena_release(&one);
    arena_release(&other);
    return quick != NULL;
}

static void expect_quick(bool expected, const char *text)
{
    cr_expect_eq(is_quick(slice_of(text)), expected, "%s", text);
}

Test(yaml_quick, reads_what_rule_files_are_made_of)
{
    expect_quick(true, "a: b\n");
    expect_quick(true, "# first\n\na: b   # behind\n  # before\nc:\n  d: e\nf:\n");
    expect_quick(true, "a:\n- b\n- c: d\n  e: [f, g]\n-\n- - h\n  - i\nj: k");
    expect_quick(true, "- a:\n    b\n-\n  c: 'd''e'\n- \"f \\\"g\\\" \\\\h\"\n");
    expect_quick(true, "a: {b: c, \"d\": [e, {f: g}],\n  h: i,\n}\nj: []\nk: {}\n");
    expect_quick(true, "a: |\n  b\n\n    c: d\n  # e\n\nf: |\n g\n");
    expect_quick(true, "a: b c\n   d e\n  f\ng: h\n");
    expect_quick(true, "k\u00e9: caf\u00e9 x\n\u00e9t\u00e9: [\u00e0, b]\n");
    expect_quick(true, "a: 08:30\nb: [08:30, c?, http://d]\n");
}

Test(yaml_quick, leaves_all_else_to_libyaml)
{
    expect_quick(false, "");
    expect_quick(false, "words\n");
    expect_quick(false, "a: &b c\n");
    expect_quick(false, "a: *b\n");
    expect_quick(false, "a: !b c\n");
    expect_quick(false, "a: >\n  b\n");
    expect_quick(false, "a: |-\n  b\n");
    expect_quick(false, "a: \"b\\tc\"\n");
    expect_quick(false, "a: 'b\n  c'\n");
    expect_quick(false, "a: b\r\n");
    expect_quick(false, "a:\tb\n");
    expect_quick(false, "--- \na: b\n");
    expect_quick(false, "a: b\n---\nc: d\n");
    expect_quick(false, "a: |\n  b\n--- {c: d}\n");
    expect_quick(false, "a: |\n  b\n... c: d\n");
    expect_quick(false, "? a\n: b\n");
    expect_quick(false, "<<: b\n");
    expect_quick(false, "a: b\na: c\n");
    expect_quick(false, "a: [b: c]\n");
    expect_quick(false, "a: b\n  c: d\n");
    expect_quick(false, "a: [b\n");
}

Test(yaml_quick, finds_the_second_of_many_keys)
{
    struct buffer text = {0};
    for (int i = 0; i < 40; i++) {
        buffer_format(&text, "key%d: value\n", i);
    }
    cr_expect(is_quick(buffer_slice(&text)));
    buffer_add_text(&text, "key13: again\n");
    cr_expect_not(is_quick(buffer_slice(&text)));
    buffer_release(&text);
}

static uint32_t next_number(uint64_t *seed, size_t below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*seed >> 33) % below);
}

enum { PIECE = 400, CHANGES = 4, ROUNDS = 60 };

/* A piece of the file from the beginning of a line on, with a few signs put in, put in place of others or taken out. */
static void check_pieces(struct slice file, uint64_t *seed)
{
    static const char signs[] = "\n\n  :-#[]{},'\"|?>&*!\\ab~\t.";
    for (int round = 0; round < ROUNDS; round++) {
        char text[PIECE + CHANGES];
        size_t begin = next_number(seed, file.len), len = next_number(seed, PIECE);
        while (begin > 0 && file.ptr[begin - 1] != '\n') {
            begin--;
        }
        len = begin + len < file.len ? len : file.len - begin;
        memcpy(text, file.ptr + begin, len);
        for (uint32_t change = next_number(seed, CHANGES); change > 0 && len > 1; change--) {
            size_t at = next_number(seed, len);
            uint32_t kind = next_number(seed, 3);
            if (kind == 1) {
                memmove(text + at, text + at + 1, --len - at);
                continue;
            }
            if (kind == 2) {
                memmove(text + at + 1, text + at, len++ - at);
            }
            text[at] = signs[next_number(seed, sizeof signs - 1)];
        }
        is_quick(slice_make(text, len));
    }
}

Test(yaml_quick, reads_the_shipped_rules_and_agrees_on_what_becomes_of_them)
{
    glob_t paths;
    uint64_t seed = 1;
    cr_assert_eq(glob(ANNALS_RULES_DIR "/en/*.yaml", 0, NULL, &paths), 0);
    cr_assert_eq(glob(ANNALS_RULES_DIR "/en/*/*.yaml", GLOB_APPEND, NULL, &paths), 0);
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        struct buffer bytes = {0};
        struct diagnostics errors = {0};
        cr_assert_eq(file_read(paths.gl_pathv[i], YAML_MAX_BYTES, &bytes, &errors), STATUS_OK);
        cr_expect(is_quick(buffer_slice(&bytes)), "%s is not read quickly", paths.gl_pathv[i]);
        check_pieces(buffer_slice(&bytes), &seed);
        buffer_release(&bytes);
    }
    globfree(&paths);
}
