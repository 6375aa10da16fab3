#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"

/* What diagnostics_print writes; the caller frees. */
static char *printed(const struct diagnostics *list)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    diagnostics_print(list, out);
    fclose(out);
    return text;
}

static void check_print(struct place *place, const char *message, const char *expected)
{
    struct diagnostics list = {0};
    diagnostics_add(&list, SEVERITY_ERROR, place, "%s", message);
    char *text = printed(&list);
    cr_expect_str_eq(text, expected, "got:\n%s\nexpected:\n%s", text, expected);
    free(text);
    diagnostics_release(&list);
}

Test(error, a_message_without_a_file_comes_from_the_program)
{
    check_print(NULL, "no documents", "annals: error: no documents\n");
}

Test(error, as_much_of_the_place_as_is_known)
{
    check_print(&(struct place){.file = "a.txt"}, "cannot open", "a.txt: error: cannot open\n");
    check_print(&(struct place){.file = "a.txt", .line = 3}, "odd", "a.txt:3: error: odd\n");
    check_print(&(struct place){.file = "a.txt", .line = 3, .column = 9}, "odd", "a.txt:3:9: error: odd\n");
}

Test(error, caret_under_the_place)
{
    struct place place = {"r.yaml", 14, 8, 14, slice_of("match: <meeting-nuon> of")};
    check_print(&place, "unknown list",
                "r.yaml:14:8: error: unknown list\n"
                "    match: <meeting-nuon> of\n"
                "           ^~~~~~~~~~~~~~\n");
    place = (struct place){"r.yaml", 1, 1, 0, slice_of("x")};
    check_print(&place, "odd", "r.yaml:1:1: error: odd\n    x\n    ^\n");
}

Test(error, caret_behind_the_line_and_on_an_empty_one)
{
    struct place place = {"r.yaml", 2, 4, 5, slice_of("abc\n")};
    check_print(&place, "expected more", "r.yaml:2:4: error: expected more\n    abc\n       ^\n");
    place = (struct place){"r.yaml", 2, 1, 1, slice_of("")};
    check_print(&place, "expected more", "r.yaml:2:1: error: expected more\n    \n    ^\n");
    place = (struct place){"r.yaml", 2, 2, 9, slice_of("abc")};
    check_print(&place, "odd", "r.yaml:2:2: error: odd\n    abc\n     ^~\n");
}

Test(error, tabs_wide_and_combining_characters_keep_the_caret_in_place)
{
    struct place place = {"r", 1, 3, 1, slice_of("a\tb")};
    check_print(&place, "m", "r:1:3: error: m\n    a   b\n        ^\n");
    place = (struct place){"r", 1, 3, 2, slice_of("日本語文x")};
    check_print(&place, "m", "r:1:3: error: m\n    日本語文x\n        ^~~~\n");
    place = (struct place){"r", 1, 4, 1, slice_of("e\u0301 x")};
    check_print(&place, "m", "r:1:4: error: m\n    e\u0301 x\n      ^\n");
    place = (struct place){"r", 1, 2, 1, slice_of("\tx")};
    check_print(&place, "m", "r:1:2: error: m\n        x\n        ^\n");
}

Test(error, text_from_outside_cannot_drive_the_terminal)
{
    struct place place = {"a\x1B.txt", 1, 2, 1, slice_of("\x1B[31m\xFF")};
    check_print(&place, "bad \x07\xFF\xC2\x85",
                "a\\x1B.txt:1:2: error: bad \\x07\\xFF\\u0085\n    \uFFFD[31m\uFFFD\n     ^\n");
}

/* The column on the screen at which the only 'X' and the '^' of a print stand. */
static void check_window(size_t before, size_t behind)
{
    struct buffer line = {0};
    for (size_t i = 0; i < before; i++) {
        buffer_add_text(&line, i % 3 ? "." : "é");
    }
    buffer_add_byte(&line, 'X');
    for (size_t i = 0; i < behind; i++) {
        buffer_add_byte(&line, '-');
    }
    struct place place = {"f", 1, (unsigned)before + 1, 1, buffer_slice(&line)};
    struct diagnostics list = {0};
    diagnostics_add(&list, SEVERITY_ERROR, &place, "m");
    char *text = printed(&list);
    char *source = strchr(text, '\n') + 1;
    char *caret = strchr(source, '\n') + 1;
    size_t at = 0;
    for (char *c = source; *c != 'X' && *c != '\n'; c++) {
        at += ((unsigned char)*c & 0xC0) != 0x80;
    }
    cr_expect_eq(strcspn(caret, "^"), at, "%zu before, %zu behind:\n%s", before, behind, text);
    cr_expect_eq(strcspn(source, "X"), strcspn(source, "X\n"));
    cr_expect_lt(strcspn(source, "\n"), 250);
    free(text);
    diagnostics_release(&list);
    buffer_release(&line);
}

Test(error, a_long_line_is_shown_around_the_caret)
{
    static const size_t lengths[] = {0, 1, 39, 40, 41, 59, 60, 99, 100, 101, 2047, 2048, 2049, 5000, 100000};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        for (size_t j = 0; j < sizeof lengths / sizeof lengths[0]; j++) {
            check_window(lengths[i], lengths[j]);
        }
    }
}

Test(error, a_window_says_that_it_is_one)
{
    char line[301];
    memset(line, 'a', 300);
    line[300] = '\0';
    struct diagnostics list = {0};
    diagnostics_add(&list, SEVERITY_WARNING, &(struct place){"f", 1, 150, 1, slice_of(line)}, "m");
    char *text = printed(&list);
    char expected[512];
    snprintf(expected, sizeof expected, "f:1:150: warning: m\n    …%.100s…\n    %*s^\n", line, 41, "");
    cr_assert_str_eq(text, expected);
    free(text);
    diagnostics_release(&list);
}

Test(error, counts_and_moves)
{
    struct diagnostics a = {0};
    struct diagnostics b = {0};
    diagnostics_add(&a, SEVERITY_ERROR, NULL, "one");
    diagnostics_add(&b, SEVERITY_WARNING, NULL, "two");
    diagnostics_add(&b, SEVERITY_NOTE, NULL, "three %d", 3);
    diagnostics_append(&a, &b);
    diagnostics_append(&a, &b);
    cr_assert_eq(a.count, 3);
    cr_assert_eq(a.error_count, 1);
    cr_assert_eq(a.warning_count, 1);
    cr_assert_eq(b.count, 0);
    cr_assert_str_eq(a.items[2].message, "three 3");
    diagnostics_release(&a);
    diagnostics_release(&b);
}

Test(error, sorting_orders_by_place_and_drops_repeats)
{
    static const struct {
        const char *file;
        unsigned line;
        unsigned column;
        const char *message;
    } given[] = {{"b", 1, 1, "m"},  {"a", 10, 1, "m"}, {"a", 9, 2, "m"}, {"a", 9, 2, "l"},
                 {NULL, 0, 0, "m"}, {"a", 9, 1, "z"},  {"a", 9, 2, "m"}, {NULL, 0, 0, "m"}};
    struct diagnostics list = {0};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        struct place place = {given[i].file, given[i].line, given[i].column, 1, slice_of("line")};
        diagnostics_add(&list, SEVERITY_ERROR, &place, "%s", given[i].message);
    }
    diagnostics_sort(&list);
    cr_assert_eq(list.count, 6);
    cr_assert_eq(list.error_count, 6);
    struct buffer order = {0};
    for (size_t i = 0; i < list.count; i++) {
        buffer_format(&order, "%s:%u:%u:%s ", list.items[i].file ? list.items[i].file : "-", list.items[i].line,
                      list.items[i].column, list.items[i].message);
    }
    cr_assert_str_eq(order.bytes, "-:0:0:m a:9:1:z a:9:2:l a:9:2:m a:10:1:m b:1:1:m ");
    buffer_release(&order);
    diagnostics_release(&list);
    diagnostics_sort(&list);
}

static const char *nearest(const char *word)
{
    static const char *const names[] = {"match", "centre", "around", "status", "examples", "unless", "date-scopes"};
    const char *found = suggest_nearest(slice_of(word), names, sizeof names / sizeof names[0]);
    return found ? found : "";
}

Test(error, suggests_the_nearest_name)
{
    cr_assert_str_eq(nearest("mathc"), "match"); /* two letters swapped */
    cr_assert_str_eq(nearest("center"), "centre");
    cr_assert_str_eq(nearest("Match"), "match");
    cr_assert_str_eq(nearest("example"), "examples");
    cr_assert_str_eq(nearest("exampels"), "examples");
    cr_assert_str_eq(nearest("date_scope"), "date-scopes");
    cr_assert_str_eq(nearest("unles"), "unless");
}

Test(error, suggests_nothing_that_is_far)
{
    cr_assert_str_eq(nearest("label"), "");
    cr_assert_str_eq(nearest(""), "");
    cr_assert_str_eq(nearest("m"), "");
    cr_assert_str_eq(nearest("mtach-everything-that-there-is"), "");
    char longest[1000];
    memset(longest, 'm', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    cr_assert_str_eq(nearest(longest), "");
}

Test(error, of_equally_near_names_the_first)
{
    static const char *const names[] = {"from", "form", "farm"};
    cr_assert_str_eq(suggest_nearest(slice_of("fxrm"), names, 3), "form");
    static const char *const other[] = {"farm", "form"};
    cr_assert_str_eq(suggest_nearest(slice_of("fxrm"), other, 2), "farm");
}

static void check_json(const struct diagnostics *list, const char *expected)
{
    struct buffer out = {0};
    struct json json;
    json_init(&json, &out, true);
    diagnostic_write(&list->items[0], &json);
    cr_expect_str_eq(out.bytes, expected, "%s", out.bytes);
    buffer_release(&out);
}

Test(error, a_message_as_json)
{
    struct place place = {"r.yaml", 14, 8, 14, slice_of("match: <meeting-nuon> of")};
    struct diagnostics list = {0};
    diagnostics_add(&list, SEVERITY_ERROR, &place, "unknown list <%s>; did you mean <%s>?", "a", "b");
    check_json(&list, "{\"file\":\"r.yaml\",\"line\":14,\"column\":8,\"end\":22,\"severity\":\"error\",\"code\":"
                      "\"unknown-list\",\"message\":\"unknown list <a>; did you mean <b>?\",\"suggestion\":\"<b>\"}");
    diagnostics_release(&list);
    diagnostics_add(&list, SEVERITY_WARNING, NULL, "%s", "a tab cannot be used; use spaces");
    check_json(&list, "{\"file\":null,\"line\":null,\"column\":null,\"end\":null,\"severity\":\"warning\",\"code\":"
                      "\"a-tab-cannot-be-used\",\"message\":\"a tab cannot be used; use spaces\",\"suggestion\":null}");
    diagnostics_release(&list);
}

Test(error, a_code_holds_no_names_and_no_advice)
{
    struct diagnostics list = {0};
    diagnostics_add(&list, SEVERITY_ERROR, NULL, "the key `%.*s` is already on line %u; merge the two", 1, "x", 3u);
    diagnostics_add(&list, SEVERITY_ERROR, NULL, "'%c' repeats what stands before it, and nothing does", '*');
    diagnostics_add_made(&list, SEVERITY_ERROR, NULL, "%s on line %u", "expected `,` in the list that began on line 7");
    cr_expect_str_eq(list.items[0].code, "the-key-is-already-on-line");
    cr_expect_str_eq(list.items[1].code, "repeats-what-stands-before-it-and");
    cr_expect_str_eq(list.items[2].code, "expected-in-the-list-that-began");
    diagnostics_release(&list);
}
