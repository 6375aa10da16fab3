#include "cli/rules_test.h"

#include <stdio.h>

#include "cli/rules_found.h"
#include "kb/dates.h"

enum { SHOWN_OTHERS = 8 };

/* --- comparing --- */

static bool is_way(const struct found_value *value, struct slice text)
{
    for (size_t i = 0; i < value->way_count; i++) {
        if (slice_equal(value->ways[i], text)) {
            return true;
        }
    }
    return false;
}

/* `none` and `[]` both mean that there is no such field. */
static bool is_none(const struct example_field *field)
{
    return field->value_count == 0 || (field->value_count == 1 && slice_is(field->values[0], "none"));
}

/* The same values in any order. */
static bool same_field(const struct example_field *expected, const struct found *found)
{
    const struct found_field *field = find_field(found, expected->key);
    size_t count = field != NULL ? field->value_count : 0;
    if (is_none(expected) && count == 0) {
        return true;
    }
    bool used[256] = {false};
    if (count != expected->value_count || count > sizeof used) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        size_t j = 0;
        while (j < count && (used[j] || !is_way(&field->values[j], expected->values[i]))) {
            j++;
        }
        if (j == count) {
            return false;
        }
        used[j] = true;
    }
    return true;
}

static bool same_find(const struct example_find *expected, const struct found *found)
{
    for (size_t i = 0; i < expected->field_count; i++) {
        if (!same_field(&expected->fields[i], found)) {
            return false;
        }
    }
    return true;
}

static bool same_finds(const struct example *example, const struct found_list *list)
{
    if (example->find_count != list->count) {
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (!same_find(&example->finds[i], &list->items[i])) {
            return false;
        }
    }
    return true;
}

/* --- showing --- */

/* White space folded: an example may have several lines, a message has one. */
static void show(struct slice text)
{
    bool space = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ' ' || c == '\n' || c == '\t') {
            space = true;
            continue;
        }
        if (space) {
            putchar(' ');
        }
        space = false;
        putchar(c);
    }
}

static void show_value(const char *before, struct slice text)
{
    fputs(before, stdout);
    show(text);
}

static void show_expected_field(const struct example_field *field)
{
    printf("%.*s: ", SLICE_ARG(field->key));
    if (field->value_count != 1) {
        putchar('[');
    }
    for (size_t i = 0; i < field->value_count; i++) {
        show_value(i > 0 ? ", " : "", field->values[i]);
    }
    if (field->value_count != 1) {
        putchar(']');
    }
}

static void show_expected(const struct example *example)
{
    fputs(example->find_count == 0 ? "nothing" : "", stdout);
    for (size_t i = 0; i < example->find_count; i++) {
        fputs(i > 0 ? ", {" : "{", stdout);
        for (size_t j = 0; j < example->finds[i].field_count; j++) {
            fputs(j > 0 ? ", " : "", stdout);
            show_expected_field(&example->finds[i].fields[j]);
        }
        putchar('}');
    }
}

static void show_found_field(const struct found_field *field, struct slice key)
{
    size_t count = field != NULL ? field->value_count : 0;
    printf("%.*s: ", SLICE_ARG(key));
    if (count == 0) {
        fputs("none", stdout);
    }
    if (count > 1) {
        putchar('[');
    }
    for (size_t i = 0; i < count; i++) {
        show_value(i > 0 ? ", " : "", field->values[i].ways[0]);
        if (field->values[i].way_count > 1 && !slice_equal(field->values[i].ways[0], field->values[i].ways[1])) {
            show_value(" = ", field->values[i].ways[1]);
        }
    }
    if (count > 1) {
        putchar(']');
    }
}

/* Whether a find of the example before this one names the key already. */
static bool is_named_before(const struct example *example, size_t find, size_t field)
{
    struct slice key = example->finds[find].fields[field].key;
    for (size_t i = 0; i <= find; i++) {
        size_t end = i < find ? example->finds[i].field_count : field;
        for (size_t j = 0; j < end; j++) {
            if (slice_equal(example->finds[i].fields[j].key, key)) {
                return true;
            }
        }
    }
    return false;
}

/* Of what was found: its quote, and every field that the example speaks of. With no such field, all of them. */
static void show_found_one(const struct example *example, const struct found *found)
{
    struct slice quote = slice_of("quote");
    size_t shown = 0;
    putchar('{');
    if (find_field(found, quote) != NULL) {
        show_found_field(find_field(found, quote), quote);
        shown++;
    }
    for (size_t i = 0; i < example->find_count; i++) {
        for (size_t j = 0; j < example->finds[i].field_count; j++) {
            struct slice key = example->finds[i].fields[j].key;
            if (!slice_equal(key, quote) && !is_named_before(example, i, j)) {
                fputs(shown++ > 0 ? ", " : "", stdout);
                show_found_field(find_field(found, key), key);
            }
        }
    }
    for (size_t i = 0; shown == 0 && i < found->field_count; i++) {
        fputs(i > 0 ? ", " : "", stdout);
        show_found_field(&found->fields[i], found->fields[i].key);
    }
    putchar('}');
}

static void show_found(const struct example *example, const struct found_list *list)
{
    fputs(list->count == 0 ? "nothing" : "", stdout);
    for (size_t i = 0; i < list->count; i++) {
        fputs(i > 0 ? ", " : "", stdout);
        show_found_one(example, &list->items[i]);
    }
}

/* An example whose own date is none would pass or fail by chance. */
static bool is_dated_well(const struct example *example)
{
    int32_t earliest, latest;
    bool known;
    return example->dated.len == 0 || (dates_parse_edtf(example->dated, &earliest, &latest, &known) && known);
}

static void show_failure(const struct example *example, const struct found_list *list, const char *margin)
{
    if (!is_dated_well(example)) {
        printf("%sdated %.*s is no date with a year; write 2018-09-26, 2018-09 or 2018\n", margin,
               SLICE_ARG(example->dated));
        return;
    }
    printf("%sexpected ", margin);
    show_expected(example);
    printf("\n%sfound    ", margin);
    show_found(example, list);
    putchar('\n');
    if (list->count < example->find_count && list->other_count > 0) {
        printf("%sothers   ", margin);
        for (size_t i = 0; i < list->other_count && i < SHOWN_OTHERS; i++) {
            show_value(i > 0 ? "; " : "", list->others[i]);
        }
        puts(list->other_count > SHOWN_OTHERS ? "; …" : "");
    }
}

static void report_text(const struct example *example, const struct found_list *list, bool passed)
{
    if (!passed) {
        printf("%s:%u: rule %.*s: ", example->file, example->line, SLICE_ARG(example->rule));
        show(example->text);
        putchar('\n');
        show_failure(example, list, "    ");
    }
}

static void report_tap(const struct example *example, const struct found_list *list, bool passed, size_t number)
{
    printf("%s %zu - %.*s at %s:%u: ", passed ? "ok" : "not ok", number, SLICE_ARG(example->rule), example->file,
           example->line);
    show(example->text);
    putchar('\n');
    if (!passed) {
        show_failure(example, list, "# ");
    }
}

/* --- running --- */

static bool is_wanted(const struct text_list *only, struct slice rule)
{
    for (size_t i = 0; i < only->count; i++) {
        struct slice name = slice_of(only->items[i]);
        bool prefix = name.len > 0 && name.ptr[name.len - 1] == '*';
        if (prefix ? rule.len >= name.len - 1 && memcmp(rule.ptr, name.ptr, name.len - 1) == 0
                   : slice_equal(name, rule)) {
            return true;
        }
    }
    return only->count == 0;
}

static bool run_one(const struct program *program, struct scratch *scratch, const struct example *example,
                    enum rules_format format, size_t number)
{
    struct arena arena;
    arena_init(&arena);
    struct found_list list;
    finds_collect(program, scratch, example, &list, &arena);
    bool passed = is_dated_well(example) && same_finds(example, &list);
    if (format == RULES_FORMAT_TAP) {
        report_tap(example, &list, passed, number);
    } else {
        report_text(example, &list, passed);
    }
    finds_release(&list);
    arena_release(&arena);
    return passed;
}

struct rules_result rules_run(const struct program *program, const struct text_list *only, enum rules_format format)
{
    struct rules_result result = {0};
    struct arena arena;
    arena_init(&arena);
    size_t count, wanted = 0;
    const struct example *examples = program_examples(program, &arena, &count);
    for (size_t i = 0; i < count; i++) {
        wanted += is_wanted(only, examples[i].rule);
    }
    if (format == RULES_FORMAT_TAP) {
        printf("TAP version 14\n1..%zu\n", wanted);
    }
    struct scratch *scratch = scratch_new(program);
    for (size_t i = 0; i < count; i++) {
        if (is_wanted(only, examples[i].rule)) {
            bool passed = run_one(program, scratch, &examples[i], format, result.passed + result.failed + 1);
            result.passed += passed;
            result.failed += !passed;
        }
    }
    scratch_free(scratch);
    arena_release(&arena);
    printf(format == RULES_FORMAT_TAP ? "# %zu passed, %zu failed\n" : "%zu passed, %zu failed\n", result.passed,
           result.failed);
    return result;
}
