#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "base/yaml.h"

static struct arena arena;
static struct diagnostics errors;

static void release(void)
{
    arena_release(&arena);
    diagnostics_release(&errors);
}

TestSuite(yaml, .fini = release);

static const struct yaml_node *parse(const char *text)
{
    const struct yaml_node *root = yaml_parse(slice_of(text), "r.yaml", &arena, &errors);
    cr_assert_eq(root == NULL, errors.error_count > 0);
    return root;
}

/* The value under `key` of a file that is a map. */
static const struct yaml_node *value(const char *text, const char *key)
{
    const struct yaml_node *root = parse(text);
    cr_assert_not_null(root, "%s", errors.count ? errors.items[0].message : "");
    const struct yaml_node *node = yaml_get(root, key);
    cr_assert_not_null(node);
    return node;
}

/* `piece` of the scalar's text begins at line:column of the file. */
static void check_place(const struct yaml_node *scalar, const char *piece, unsigned line, unsigned column)
{
    struct slice text = scalar->text;
    size_t offset = text.len;
    for (size_t i = 0; i + strlen(piece) <= text.len && *piece; i++) {
        if (memcmp(text.ptr + i, piece, strlen(piece)) == 0) {
            offset = i;
            break;
        }
    }
    unsigned at_line;
    unsigned at_column;
    struct slice source;
    yaml_locate(scalar, offset, &at_line, &at_column, &source);
    cr_expect(at_line == line && at_column == column, "'%s' is at %u:%u, not %u:%u", piece, at_line, at_column, line,
              column);
}

static void check_error(const char *text, unsigned line, unsigned column, const char *words)
{
    cr_expect_null(parse(text));
    cr_expect_geq(errors.count, 1);
    const struct diagnostic *first = &errors.items[0];
    cr_expect(first->line == line && first->column == column, "%u:%u: %s (not %u:%u)", first->line, first->column,
              first->message, line, column);
    cr_expect_not_null(strstr(first->message, words), "'%s' does not say '%s'", first->message, words);
    cr_expect_str_eq(first->file, "r.yaml");
    cr_expect_not_null(first->source_line);
    diagnostics_release(&errors);
}

Test(yaml, every_scalar_is_text)
{
    const struct yaml_node *list = value("a: [on, 2018, null, ~, 0x1F, 1_000, '', \"\", yes]\n", "a");
    static const char *const expected[] = {"on", "2018", "null", "~", "0x1F", "1_000", "", "", "yes"};
    cr_assert_eq(list->kind, YAML_LIST);
    cr_assert_eq(list->count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < list->count; i++) {
        cr_expect(slice_is(list->children[i]->text, expected[i]));
        cr_expect_eq(list->children[i]->kind, YAML_SCALAR);
    }
    cr_expect_eq(list->children[6]->style, YAML_SINGLE);
    cr_expect_eq(list->children[7]->style, YAML_DOUBLE);
}

Test(yaml, maps_keep_the_order_of_the_file)
{
    const struct yaml_node *root = parse("z: 1\na:\n  - x\n  - y: {b: 2, a: 3}\nm:\nk: >-\n  f\n");
    cr_assert_eq(root->kind, YAML_MAP);
    cr_assert_eq(root->count, 4);
    cr_assert(slice_is(yaml_key_at(root, 0)->text, "z"));
    cr_assert(slice_is(yaml_key_at(root, 1)->text, "a"));
    cr_assert(slice_is(yaml_key_at(root, 2)->text, "m"));
    cr_assert_eq(yaml_value_at(root, 2)->text.len, 0);
    cr_assert_eq(yaml_value_at(root, 2)->style, YAML_PLAIN);
    cr_assert_eq(yaml_value_at(root, 3)->style, YAML_FOLDED);
    const struct yaml_node *inner = yaml_get(yaml_value_at(root, 1)->children[1], "y");
    cr_assert(slice_is(yaml_get(inner, "a")->text, "3"));
    cr_assert_null(yaml_get(inner, "c"));
    cr_assert_null(yaml_get(yaml_value_at(root, 1), "x"));
    cr_assert_null(yaml_get(NULL, "x"));
}

Test(yaml, nodes_know_where_they_start)
{
    const struct yaml_node *root = parse("# comment\nrules:\n  - name: é\n    list: [a,  ü, c]\n");
    const struct yaml_node *rules = yaml_value_at(root, 0);
    const struct yaml_node *rule = rules->children[0];
    cr_assert(root->line == 2 && root->column == 1);
    cr_assert(rules->line == 3 && rules->column == 3);
    cr_assert(rule->line == 3 && rule->column == 5);
    cr_assert(yaml_value_at(rule, 0)->line == 3 && yaml_value_at(rule, 0)->column == 11);
    const struct yaml_node *list = yaml_value_at(rule, 1);
    cr_assert(list->line == 4 && list->column == 11);
    cr_assert(list->children[1]->line == 4 && list->children[1]->column == 16);
    cr_assert(list->children[2]->line == 4 && list->children[2]->column == 19);
    struct place place = yaml_place(list->children[2]);
    cr_assert(place.line == 4 && place.column == 19 && place.width == 1);
    cr_assert(slice_is(place.source_line, "    list: [a,  ü, c]"));
    cr_assert_str_eq(place.file, "r.yaml");
    place = yaml_place(yaml_key_at(rule, 1));
    cr_assert(place.line == 4 && place.column == 5 && place.width == 4);
}

Test(yaml, source_and_name_are_copied)
{
    char text[] = "a: value\n";
    char name[] = "x.yaml";
    const struct yaml_node *root = yaml_parse(slice_of(text), name, &arena, &errors);
    memset(text, 'z', sizeof text - 1);
    memset(name, 'z', sizeof name - 1);
    cr_assert(slice_is(yaml_value_at(root, 0)->text, "value"));
    struct place place = yaml_place(yaml_value_at(root, 0));
    cr_assert(slice_is(place.source_line, "a: value"));
    cr_assert_str_eq(place.file, "x.yaml");
}

Test(yaml, an_empty_file_is_an_empty_scalar)
{
    static const char *const empty[] = {"", "\n\n", "# only a comment\n", "---\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        const struct yaml_node *root = parse(empty[i]);
        cr_assert(root && root->kind == YAML_SCALAR && root->text.len == 0);
        yaml_place(root);
    }
}

Test(yaml, places_in_plain_scalars)
{
    const struct yaml_node *node = value("match: the <meeting> of Côte d’Ivoire on Date  x\n", "match");
    check_place(node, "the", 1, 8);
    check_place(node, "<meeting>", 1, 12);
    check_place(node, "Côte", 1, 25);
    check_place(node, "d’", 1, 30);
    check_place(node, "Ivoire", 1, 32);
    check_place(node, "Date", 1, 42);
    check_place(node, "x", 1, 48);
    check_place(node, "", 1, 49);
}

Test(yaml, places_in_plain_scalars_over_several_lines)
{
    const struct yaml_node *node = value("a:\n  b: first  words\n     second é line  \n\n\n   third # note\n", "a");
    node = yaml_get(node, "b");
    cr_assert(slice_is(node->text, "first  words second é line\n\nthird"));
    check_place(node, "first", 2, 6);
    check_place(node, "words", 2, 13);
    check_place(node, " second", 2, 18);
    check_place(node, "second", 3, 6);
    check_place(node, "line", 3, 15);
    check_place(node, "\n\n", 4, 1);
    check_place(node, "\nthird", 5, 1);
    check_place(node, "third", 6, 4);
    check_place(node, "", 6, 9);
}

Test(yaml, places_in_flow_collections)
{
    const struct yaml_node *node = value("a: {b: [one two, \"t\\\"w\", 'it''s'], c: ü é\n  more}\n", "a");
    const struct yaml_node *list = yaml_get(node, "b");
    check_place(list->children[0], "two", 1, 13);
    check_place(list->children[1], "\"", 1, 20);
    check_place(list->children[1], "w", 1, 22);
    check_place(list->children[2], "'", 1, 29);
    check_place(list->children[2], "s", 1, 31);
    check_place(yaml_get(node, "c"), "é", 1, 41);
    check_place(yaml_get(node, "c"), "more", 2, 3);
}

Test(yaml, places_in_single_quotes)
{
    const struct yaml_node *node = value("k: 'it''s  é''x\n   next''\n\n\n  last '\n", "k");
    cr_assert(slice_is(node->text, "it's  é'x next'\n\nlast "));
    check_place(node, "it", 1, 5);
    check_place(node, "'s", 1, 7);
    check_place(node, "s", 1, 9);
    check_place(node, "é", 1, 12);
    check_place(node, "'x", 1, 13);
    check_place(node, "x", 1, 15);
    check_place(node, " next", 1, 16);
    check_place(node, "next", 2, 4);
    check_place(node, "'\n", 2, 8);
    check_place(node, "\nlast", 4, 1);
    check_place(node, "last", 5, 3);
    check_place(node, "", 5, 8);
}

Test(yaml, places_in_double_quotes)
{
    const struct yaml_node *node = value("k: \"a\\tb\\\\ c\\u00e9d \\x41 \\U0001F600e\\_f\\Lg \\\"h\"\n", "k");
    cr_assert(slice_is(node->text, "a\tb\\ c\u00e9d A \U0001F600e\u00A0f\u2028g \"h"));
    check_place(node, "a", 1, 5);
    check_place(node, "\t", 1, 6);
    check_place(node, "b", 1, 8);
    check_place(node, "\\", 1, 9);
    check_place(node, "c", 1, 12);
    check_place(node, "\u00e9", 1, 13);
    check_place(node, "d", 1, 19);
    check_place(node, "A", 1, 21);
    check_place(node, "\U0001F600", 1, 26);
    check_place(node, "e", 1, 36);
    check_place(node, "f", 1, 39);
    check_place(node, "g", 1, 42);
    check_place(node, "\"", 1, 44);
    check_place(node, "h", 1, 46);
    check_place(node, "", 1, 47);
}

Test(yaml, places_in_double_quotes_over_several_lines)
{
    const struct yaml_node *node = value("k: \"one\n  two  \\\n  three \\\n\n\n   \\ four\n\n  five\"\n", "k");
    cr_assert(slice_is(node->text, "one two  three \n\n four\nfive"), "%s", node->text.ptr);
    check_place(node, " two", 1, 8);
    check_place(node, "two", 2, 3);
    check_place(node, "three", 3, 3);
    check_place(node, "\n\n", 4, 1);
    check_place(node, " four", 6, 4);
    check_place(node, "four", 6, 6);
    check_place(node, "\nfive", 7, 1);
    check_place(node, "five", 8, 3);
}

Test(yaml, places_in_literal_blocks)
{
    const struct yaml_node *node = value("k:\n  p: |  # note\n\n    é one\n      two\n\n    thrée x\n  q: r\n", "k");
    node = yaml_get(node, "p");
    cr_assert(slice_is(node->text, "\né one\n  two\n\nthrée x\n"));
    check_place(node, "\né", 3, 1);
    check_place(node, "é", 4, 5);
    check_place(node, "one", 4, 7);
    check_place(node, "  two", 5, 5);
    check_place(node, "two", 5, 7);
    check_place(node, "\n\nth", 5, 10);
    check_place(node, "\nth", 6, 1);
    check_place(node, "thr", 7, 5);
    check_place(node, "x", 7, 11);
    check_place(node, "", 7, 12);
}

Test(yaml, places_in_literal_blocks_with_indicators)
{
    const struct yaml_node *root =
        parse("a: |-\n one\n two\n\nb: |+\n one\n\n\nc: |2\n    deep\n  flat\nd: |-2\n   x\n");
    check_place(yaml_get(root, "a"), "two", 3, 2);
    check_place(yaml_get(root, "a"), "", 3, 5);
    cr_assert(slice_is(yaml_get(root, "b")->text, "one\n\n\n"));
    check_place(yaml_get(root, "b"), "one", 6, 2);
    check_place(yaml_get(root, "b"), "", 6, 5);
    cr_assert(slice_is(yaml_get(root, "c")->text, "  deep\nflat\n"));
    check_place(yaml_get(root, "c"), "  deep", 10, 3);
    check_place(yaml_get(root, "c"), "deep", 10, 5);
    check_place(yaml_get(root, "c"), "flat", 11, 3);
    check_place(yaml_get(root, "d"), "x", 13, 4);
}

Test(yaml, places_in_blocks_inside_lists)
{
    const struct yaml_node *root = parse("- - |\n    a b\n  - >1\n     c\n    d\n- |\n x\ty\n");
    check_place(root->children[0]->children[0], "b", 2, 7);
    check_place(root->children[0]->children[1], "c", 4, 6);
    check_place(root->children[0]->children[1], "d", 5, 5);
    check_place(root->children[1], "\t", 7, 3);
    check_place(root->children[1], "y", 7, 4);
}

Test(yaml, places_in_folded_blocks)
{
    const struct yaml_node *node = value("k: >\n  one\n  twö\n\n\n  three\n    more é\n   less\n  four\n\n", "k");
    cr_assert(slice_is(node->text, "one twö\n\nthree\n  more é\n less\nfour\n"), "%s", node->text.ptr);
    check_place(node, "one", 2, 3);
    check_place(node, " tw", 2, 6);
    check_place(node, "tw", 3, 3);
    check_place(node, "\n\nthree", 4, 1);
    check_place(node, "\nthree", 5, 1);
    check_place(node, "three", 6, 3);
    check_place(node, "\n  more", 6, 8);
    check_place(node, "more", 7, 5);
    check_place(node, "é", 7, 10);
    check_place(node, " less", 8, 3);
    check_place(node, "less", 8, 4);
    check_place(node, "four", 9, 3);
    check_place(node, "", 9, 7);
}

Test(yaml, places_without_a_line_break_at_the_end_and_with_cr_lf)
{
    check_place(value("k: |\n  one\n  two", "k"), "two", 3, 3);
    check_place(value("k: |\n  one\n  two", "k"), "", 3, 6);
    check_place(value("k: one", "k"), "", 1, 7);
    const struct yaml_node *root = parse("a: x\r\nb: |\r\n  one\r\n\r\n  twö z\r\nc: p\r\n  q\r\n");
    cr_assert(slice_is(yaml_get(root, "b")->text, "one\n\ntwö z\n"));
    check_place(yaml_get(root, "b"), "one", 3, 3);
    check_place(yaml_get(root, "b"), "z", 5, 7);
    check_place(yaml_get(root, "c"), "q", 7, 3);
    struct place place = yaml_place_at(yaml_get(root, "b"), 5, 3);
    cr_assert(slice_is(place.source_line, "  twö z"));
    cr_assert_eq(place.width, 3);
}

Test(yaml, a_byte_order_mark_is_not_a_column)
{
    check_place(value("\xEF\xBB\xBFk: one two\n", "k"), "two", 1, 8);
}

Test(yaml, places_of_values_that_are_empty)
{
    const struct yaml_node *root = parse("a:\nb: ''\nc: |\n\n\nd: \"\"\ne: |+\n\n  \n");
    static const char *const keys[] = {"a", "b", "c", "d"};
    static const unsigned lines[] = {1, 2, 4, 6};
    for (size_t i = 0; i < 4; i++) {
        struct place place = yaml_place_at(yaml_get(root, keys[i]), 0, 1);
        cr_expect_eq(place.line, lines[i], "%s at %u:%u", keys[i], place.line, place.column);
    }
    yaml_place_at(yaml_get(root, "e"), 1, 1);
}

/* Every character of a scalar that is neither white space nor escaped stands at its place, whatever the file. */
static void check_every_character(const struct yaml_node *node)
{
    if (node->kind != YAML_SCALAR) {
        for (size_t i = 0; i < node->count * (node->kind == YAML_MAP ? 2 : 1); i++) {
            check_every_character(node->children[i]);
        }
        return;
    }
    for (size_t at = 0; at < node->text.len;) {
        size_t begin = at;
        uint32_t wanted = utf8_decode(node->text, at, &at);
        struct place place = yaml_place_at(node, begin, 1);
        size_t next = 0;
        uint32_t found = 0;
        for (unsigned column = 0; column < place.column && next < place.source_line.len; column++) {
            found = utf8_decode(place.source_line, next, &next);
        }
        bool escaped = node->style == YAML_DOUBLE && found == '\\';
        if (!escaped && wanted != ' ' && wanted != '\n') {
            cr_assert_eq(found, wanted, "%u:%u has U+%04X, not U+%04X", place.line, place.column, found, wanted);
        }
    }
}

Test(yaml, random_files_have_every_character_in_its_place)
{
    static const char *const pieces[] = {" ",    " ",      "\n", "\n  ", "\n   ", "\n    ", "\n\n",
                                         "a",    "b",      "é",  "日",   "''",    "\\n",    "\\\"",
                                         "\\\n", "\r\n  ", "#",  "-",    " x ",   "\t",     "\\u00e9"};
    static const char *const shapes[] = {"k: z%s\n",          "k: 'z%s'\n",    "k: \"z%s\"\n",
                                         "k: |\n  z%s\n",     "k: >\n  z%s\n", "- - |2-\n      z%s\n",
                                         "k: >+\n\n\n   z%s", "{k: z%s}",      "- |3\n    z%s"};
    uint32_t random = 1;
    size_t read = 0;
    struct buffer middle = {0};
    struct buffer text = {0};
    for (int round = 0; round < 20000; round++) {
        buffer_clear(&middle);
        buffer_clear(&text);
        for (int i = 0; i < 12; i++) {
            random = random * 1664525u + 1013904223u;
            buffer_add_text(&middle, pieces[(random >> 16) % (sizeof pieces / sizeof pieces[0])]);
        }
        const char *shape = shapes[(unsigned)round % (sizeof shapes / sizeof shapes[0])];
        const char *hole = strstr(shape, "%s");
        buffer_add(&text, slice_make(shape, (size_t)(hole - shape)));
        buffer_add(&text, buffer_slice(&middle));
        buffer_add_text(&text, hole + 2);
        const struct yaml_node *root = yaml_parse(buffer_slice(&text), "r.yaml", &arena, &errors);
        if (root) {
            check_every_character(root);
            read++;
        }
        release();
    }
    buffer_release(&middle);
    buffer_release(&text);
    cr_assert_gt(read, 4000, "only %zu files could be read", read);
}

Test(yaml, what_rules_have_no_use_for_is_refused)
{
    check_error("a: &x y\n", 1, 4, "anchors (`&x`)");
    check_error("a: 1\nb: *x\n", 2, 4, "aliases (`*x`)");
    check_error("a: *foo bar\n", 1, 4, "quote it if it begins with `*`");
    check_error("a: !!int 3\n", 1, 4, "tags are not read");
    check_error("a: !foo [x]\n", 1, 4, "tags are not read");
    check_error("%TAG !e! tag:example.org,2000:\n---\na: 1\n", 1, 1, "%TAG");
    check_error("a:\n  <<: {b: 1}\n", 2, 3, "merge keys");
    check_error("? [a, b]\n: c\n", 1, 3, "a key must be text");
    check_error("a: 1\n---\nb: 2\n", 2, 1, "second document");
    check_error("a: \"x\\0y\"\n", 1, 4, "NUL");
}

Test(yaml, repeated_keys_are_refused_with_the_line_of_the_first)
{
    check_error("a: 1\nb: 2\n\"a\": 3\n", 3, 1, "the key `a` is already on line 1");
    check_error("x:\n  - {é: 1, 'é': 2}\n", 2, 12, "the key `é` is already on line 2");
    cr_assert_not_null(parse("a: {k: 1}\nb: {k: 2}\n"));
}

Test(yaml, all_errors_are_reported)
{
    cr_assert_null(parse("a: &x 1\nb: *x\nc: !t 2\na: 3\n"));
    cr_assert_eq(errors.count, 4);
    for (unsigned i = 0; i < 4; i++) {
        cr_assert_eq(errors.items[i].line, i + 1);
    }
}

Test(yaml, but_not_more_than_a_hundred)
{
    struct buffer text = {0};
    for (int i = 0; i < 1000; i++) {
        buffer_add_text(&text, "- *x\n");
    }
    cr_assert_null(yaml_parse(buffer_slice(&text), "r.yaml", &arena, &errors));
    cr_assert_eq(errors.count, YAML_MAX_ERRORS + 1);
    cr_assert_not_null(strstr(errors.items[YAML_MAX_ERRORS].message, "gave up"));
    buffer_release(&text);
}

Test(yaml, syntax_errors_say_what_to_do)
{
    check_error("a: @x\n", 1, 4, "a value cannot begin with `@`; quote it or put it under `|`");
    check_error("a: %x\n", 1, 4, "a value cannot begin with `%`");
    check_error("é: `x`\n", 1, 4, "a value cannot begin with");
    check_error("a:\n\tb: c\n", 2, 1, "a tab cannot be used");
    check_error("a: |\n  x\n\ty\nb: c\n", 3, 1, "a tab cannot be used");
    check_error("a: b: c\n", 1, 5, "unexpected `:`");
    check_error("a: x\nb:y\nc: z\n", 2, 1, "this line has no `:`");
    check_error("a: \"x\nb: c\n", 1, 4, "never closed");
    check_error("a: 1\nb: 'x\n", 2, 4, "never closed");
    check_error("a: \"\\d+\"\n", 1, 5, "unknown escape");
    check_error("a: \"\\xZZ\"\n", 1, 7, "hexadecimal");
    check_error("a: \"\\uD800\"\n", 1, 7, "no Unicode character");
    check_error("a: [1,\n  2\n", 3, 1, "in the list that began on line 1");
    check_error("a:\n  {b: 1\n", 3, 1, "in the map that began on line 2");
    check_error("- a\nb: c\n", 2, 1, "expected another list item");
    check_error("a: - b\n", 1, 4, "a list item cannot begin here");
    check_error("a: | x\n", 1, 6, "must begin on the next line");
    check_error("a: |0\n x\n", 1, 5, "a digit from 1 to 9");
    check_error("a: [x]y\n", 1, 7, "expected another key");
    check_error("a: ,b\n", 1, 4, "expected a value");
    check_error("a: * b\n", 1, 4, "cannot begin with `&` or `*`");
    check_error("a: 1\n...\nb\n", 3, 1, "expected the end of the file");
}

Test(yaml, one_mistake_is_one_error)
{
    cr_assert_null(parse("a: *foo bar\n"));
    cr_assert_eq(errors.count, 1);
}

Test(yaml, characters_that_are_no_text)
{
    check_error("é\n é\xFFx\n", 2, 3, "byte 7 of the file (0xFF) is not UTF-8");
    check_error("\xEF\xBB\xBFk\xC3", 1, 2, "byte 5 of the file (0xC3) is not UTF-8");
    cr_assert_null(yaml_parse(slice_make("\xFF\xFE"
                                         "a\0",
                                         4),
                              "r.yaml", &arena, &errors));
    cr_assert_str_eq(errors.items[0].message, "this file is UTF-16; save it as UTF-8");
    diagnostics_release(&errors);
    check_error("a: x\x01\n", 1, 5, "U+0001");
    check_error("a: x\nb\u2028c\n", 2, 2, "U+2028");
    check_error("a: \x7F\n", 1, 4, "U+007F");
    struct slice nul = slice_make("a: é\0b\n", 8);
    cr_assert_null(yaml_parse(nul, "r.yaml", &arena, &errors));
    cr_assert(errors.items[0].line == 1 && errors.items[0].column == 5);
    cr_assert_not_null(strstr(errors.items[0].message, "NUL"));
}

static struct yaml_cuts cuts;

/* What can be read of a file with faults; each of `lines` has one message. */
static const struct yaml_node *rest_of(const char *text, const unsigned *lines, size_t count)
{
    const struct yaml_node *root = yaml_parse_rest(slice_of(text), "r.yaml", &arena, &errors, &cuts);
    cr_assert_not_null(root);
    cr_assert_eq(errors.count, count, "%zu messages about: %s", errors.count, text);
    diagnostics_sort(&errors);
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(errors.items[i].line, lines[i], "line %u: %s", errors.items[i].line, errors.items[i].message);
    }
    return root;
}

static void forget_rest(void)
{
    free(cuts.items);
    cuts = (struct yaml_cuts){0};
    release();
}

Test(yaml, what_is_not_spoilt_is_read)
{
    const struct yaml_node *root = rest_of(
        "a: [x, \"y]\nb: [z]\nr:\n- k: 'one\n  l: two\n- k: three\n   l: four\n- k: five\n", (unsigned[]){1, 4, 7}, 3);
    cr_assert_null(yaml_get(root, "a"));
    cr_assert(root->is_cut);
    cr_assert(slice_is(yaml_get(root, "b")->children[0]->text, "z"));
    const struct yaml_node *list = yaml_get(root, "r");
    cr_assert_eq(list->count, 2);
    cr_assert_null(yaml_get(list->children[0], "k"));
    cr_assert(slice_is(yaml_get(list->children[0], "l")->text, "two"));
    cr_assert(list->children[0]->is_cut);
    cr_assert(slice_is(yaml_get(list->children[1], "k")->text, "five"));
    cr_assert(!list->children[1]->is_cut);
    check_place(yaml_get(list->children[1], "k"), "five", 8, 6);
    cr_assert_eq(cuts.count, 3);
    cr_assert(slice_is(cuts.items[0], "a: [x, \"y]\n"));
    cr_assert(!cuts.is_whole);
    forget_rest();
}

Test(yaml, an_item_that_could_not_be_read_is_left_out_whole)
{
    const struct yaml_node *root = rest_of("é: [ü]\nr:\n- {k: [1, l: 2}\n- {k: 3}\n", (unsigned[]){3}, 1);
    const struct yaml_node *list = yaml_get(root, "r");
    cr_assert_eq(list->count, 1);
    cr_assert(list->is_cut && !root->is_cut);
    check_place(yaml_get(list->children[0], "k"), "3", 4, 7);
    forget_rest();
    root = rest_of("r:\n- k: \"x\nq: y\n", (unsigned[]){2}, 1);
    cr_assert_eq(root->count, 1, "a list of which nothing is left goes with its key");
    cr_assert(slice_is(yaml_get(root, "q")->text, "y"));
    forget_rest();
}

Test(yaml, what_is_refused_is_not_in_the_tree)
{
    const struct yaml_node *root = rest_of("a: &x [1]\nb: *x\nc: [*x, 2]\n<<: {d: 1}\n", (unsigned[]){1, 2, 3, 4}, 4);
    cr_assert_eq(root->count, 2);
    cr_assert(root->is_cut);
    cr_assert_eq(yaml_get(root, "c")->count, 1);
    cr_assert(yaml_get(root, "c")->is_cut && !yaml_get(root, "a")->is_cut);
    forget_rest();
    root = rest_of("a: [1]\nb: {c: 1}\na: [2, 3]\nb: x\n", (unsigned[]){3, 4}, 2);
    cr_assert_eq(yaml_get(root, "a")->count, 3, "lists of one key are read as one");
    cr_assert_eq(root->count, 2);
    forget_rest();
}

Test(yaml, a_file_is_given_up_after_twenty_faults)
{
    struct buffer text = {0};
    for (int i = 0; i < 100; i++) {
        buffer_format(&text, "k%d: \"\\q\"\n", i);
    }
    cr_assert_null(yaml_parse_rest(buffer_slice(&text), "r.yaml", &arena, &errors, &cuts));
    cr_assert(cuts.is_whole);
    cr_assert_eq(errors.count, YAML_MAX_FAULTS + 1);
    cr_assert_not_null(strstr(errors.items[YAML_MAX_FAULTS].message, "gave up after 20 places that are not YAML"));
    buffer_release(&text);
    forget_rest();
}

Test(yaml, faults_in_random_files_end, .timeout = 60)
{
    static const char *const pieces[] = {"- ", "a: ", "\n", "\n  ", "\n    ", "\n- ", "\"",  "'", "[", "]",  "{",
                                         "}",  ",",   "\t", "b",    ": ",     "é",    "|\n", "#", "@", "*x", "&x "};
    uint32_t random = 7;
    for (int round = 0; round < 20000; round++) {
        struct buffer text = {0};
        for (int i = 0; i < 30; i++) {
            random = random * 1664525u + 1013904223u;
            buffer_add_text(&text, pieces[(random >> 16) % (sizeof pieces / sizeof pieces[0])]);
        }
        const struct yaml_node *root = yaml_parse_rest(buffer_slice(&text), "r.yaml", &arena, &errors, &cuts);
        cr_assert_eq(root == NULL, cuts.is_whole);
        cr_assert(root != NULL || errors.error_count > 0);
        if (root) {
            check_every_character(root);
        }
        buffer_release(&text);
        forget_rest();
    }
}

/* `count` times `piece`, then `end`. */
static struct buffer repeated(const char *piece, size_t count, const char *end)
{
    struct buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(&text, piece);
    }
    buffer_add_text(&text, end);
    return text;
}

static void check_limit(const char *piece, size_t count, const char *end, const char *words)
{
    struct buffer text = repeated(piece, count, end);
    const struct yaml_node *root = yaml_parse(buffer_slice(&text), "r.yaml", &arena, &errors);
    cr_expect_eq(root == NULL, words != NULL);
    if (words) {
        cr_expect_eq(errors.count, 1);
        cr_expect_not_null(strstr(errors.items[0].message, words), "%s", errors.items[0].message);
    }
    buffer_release(&text);
    release();
}

Test(yaml, limits, .timeout = 60)
{
    check_limit("a", YAML_MAX_BYTES, "", NULL);
    check_limit("a", YAML_MAX_BYTES + 1, "", "larger than the limit");
    check_limit("[", YAML_MAX_DEPTH, "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", NULL);
    check_limit("[", YAML_MAX_DEPTH + 1, "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "within each other");
    check_limit("- ", YAML_MAX_DEPTH + 1, "x", "within each other");
    check_limit("[", 1000000, "", "within each other");
    check_limit("{a: ", 100000, "", "within each other");
    check_limit("- x\n", YAML_MAX_NODES - 1, "", NULL);
    check_limit("- x\n", YAML_MAX_NODES, "", "more than 500000 values");
}

Test(yaml, aliases_cannot_blow_up, .timeout = 10)
{
    cr_assert_null(parse("a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n"));
    cr_assert_gt(errors.count, 3);
}

Test(yaml, a_file_of_one_long_line_takes_linear_time, .timeout = 30)
{
    struct buffer text = {0};
    buffer_add_byte(&text, '[');
    for (int i = 0; i < 400000; i++) {
        buffer_add_text(&text, "é,");
    }
    buffer_add_byte(&text, ']');
    const struct yaml_node *root = yaml_parse(buffer_slice(&text), "r.yaml", &arena, &errors);
    cr_assert_not_null(root);
    cr_assert_eq(root->count, 400000);
    for (size_t i = 0; i < root->count; i++) {
        struct place place = yaml_place(root->children[i]);
        cr_assert_eq(place.column, 2 + 2 * i);
        cr_assert_eq(root->children[i]->column, place.column);
    }
    buffer_release(&text);
}
