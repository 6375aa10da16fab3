#include "cli/rules_report.h"

#include <stdio.h>

#include "base/utf8.h"
#include "cli/output.h"

enum { SHOWN_OTHERS = 8, COLUMN_MAX = 48 /* wider values push the column beside them out of line */ };

bool rules_format_find(const char *command, const char *name, enum rules_format *format)
{
    static const char *const names[] = {[RULES_FORMAT_TEXT] = "text",
                                        [RULES_FORMAT_TAP] = "tap",
                                        [RULES_FORMAT_JUNIT] = "junit",
                                        [RULES_FORMAT_JSON] = "json"};
    *format = RULES_FORMAT_TEXT;
    for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            *format = (enum rules_format)i;
            return true;
        }
    }
    if (name != NULL) {
        fprintf(stderr, "annals %s: --format is '%s', expected text, tap, junit or json\n", command, name);
    }
    return name == NULL;
}

/* White space folded: an example may have several lines, a message has one. */
static void add_folded(struct buffer *out, struct slice text)
{
    bool space = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ' ' || c == '\n' || c == '\t') {
            space = true;
            continue;
        }
        if (space) {
            buffer_add_byte(out, ' ');
        }
        space = false;
        buffer_add_byte(out, c);
    }
}

/* --- side by side --- */

struct cell {
    struct buffer key, expected, found;
    bool differs;
};

static void fill_expected(struct buffer *out, const struct example_field *field)
{
    for (size_t i = 0; i < field->value_count; i++) {
        buffer_add_text(out, i > 0 ? ", " : "");
        add_folded(out, field->values[i]);
    }
    buffer_add_text(out, field->value_count == 0 ? "none" : "");
}

static void fill_found(struct buffer *out, const struct found_field *field)
{
    size_t count = field != NULL ? field->value_count : 0;
    buffer_add_text(out, count == 0 ? "none" : "");
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(out, i > 0 ? ", " : "");
        add_folded(out, field->values[i].ways[0]);
        if (field->values[i].way_count > 1 && !slice_equal(field->values[i].ways[0], field->values[i].ways[1])) {
            buffer_add_text(out, " = ");
            add_folded(out, field->values[i].ways[1]);
        }
    }
}

static void pad(struct buffer *out, const struct buffer *text, size_t width)
{
    buffer_add(out, buffer_slice(text));
    for (size_t i = utf8_count(buffer_slice(text)); i < width + 2; i++) {
        buffer_add_byte(out, ' ');
    }
}

static size_t wider(size_t width, const struct buffer *text)
{
    size_t count = utf8_count(buffer_slice(text));
    return count > width && count <= COLUMN_MAX ? count : width;
}

static void release_cells(struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_release(&cells[i].key);
        buffer_release(&cells[i].expected);
        buffer_release(&cells[i].found);
    }
}

static void print_cells(struct buffer *out, const struct cell *cells, size_t count, const char *margin)
{
    struct buffer empty = {0}, head = {0};
    size_t key = 0, expected = sizeof "expected" - 1;
    for (size_t i = 0; i < count; i++) {
        key = wider(key, &cells[i].key);
        expected = wider(expected, &cells[i].expected);
    }
    buffer_add_text(&head, "expected");
    buffer_format(out, "%s  ", margin);
    pad(out, &empty, key);
    pad(out, &head, expected);
    buffer_add_text(out, "found\n");
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "%s%s ", margin, cells[i].differs ? "!" : " ");
        pad(out, &cells[i].key, key);
        pad(out, &cells[i].expected, expected);
        buffer_add(out, buffer_slice(&cells[i].found));
        buffer_add_byte(out, '\n');
    }
    buffer_release(&head);
}

enum { CELLS_MAX = 200 };

static struct cell *next_cell(struct cell *cells, size_t *count, struct slice key, bool differs)
{
    struct cell *cell = &cells[(*count)++];
    *cell = (struct cell){.differs = differs};
    buffer_add(&cell->key, key);
    return cell;
}

/* Of what was found beyond what was expected: its quote, or all of it where it has none. */
static void add_found_alone(struct cell *cells, size_t *count, const struct found *found)
{
    const struct found_field *quote = find_field(found, slice_of("quote"));
    for (size_t i = 0; i < found->field_count && *count < CELLS_MAX; i++) {
        if (quote == NULL || quote == &found->fields[i]) {
            struct cell *cell = next_cell(cells, count, found->fields[i].key, true);
            buffer_add_text(&cell->expected, "nothing");
            fill_found(&cell->found, &found->fields[i]);
        }
    }
}

/* The nth find: each field that the example speaks of, and the quote. */
static void add_find(struct cell *cells, size_t *count, const struct example *example, const struct found_list *list,
                     size_t n)
{
    const struct found *found = n < list->count ? &list->items[n] : NULL;
    if (n >= example->find_count) {
        add_found_alone(cells, count, found);
        return;
    }
    const struct example_find *expected = &example->finds[n];
    bool quoted = found == NULL || find_field(found, slice_of("quote")) == NULL;
    for (size_t i = 0; i < expected->field_count && *count < CELLS_MAX; i++) {
        const struct example_field *field = &expected->fields[i];
        struct cell *cell = next_cell(cells, count, field->key, found == NULL || !compare_field(field, found));
        fill_expected(&cell->expected, field);
        if (found == NULL) {
            buffer_add_text(&cell->found, "nothing");
        } else {
            fill_found(&cell->found, find_field(found, field->key));
        }
        quoted = quoted || slice_is(field->key, "quote");
    }
    if (!quoted && *count < CELLS_MAX) {
        struct cell *cell = next_cell(cells, count, slice_of("quote"), false);
        fill_found(&cell->found, find_field(found, slice_of("quote")));
    }
}

static void tell_failure(struct buffer *out, const struct example *example, const struct found_list *list,
                         const char *margin)
{
    if (!compare_is_dated(example)) {
        buffer_format(out, "%sdated %.*s is no date with a year; write 2018-09-26, 2018-09 or 2018\n", margin,
                      SLICE_ARG(example->dated));
        return;
    }
    struct cell cells[CELLS_MAX];
    size_t count = 0, finds = example->find_count > list->count ? example->find_count : list->count;
    for (size_t n = 0; n < finds; n++) {
        add_find(cells, &count, example, list, n);
    }
    print_cells(out, cells, count, margin);
    release_cells(cells, count);
    if (list->count < example->find_count && list->other_count > 0) {
        buffer_format(out, "%sother rules found: ", margin);
        for (size_t i = 0; i < list->other_count && i < SHOWN_OTHERS; i++) {
            buffer_add_text(out, i > 0 ? "; " : "");
            add_folded(out, list->others[i]);
        }
        buffer_add_text(out, list->other_count > SHOWN_OTHERS ? "; …\n" : "\n");
    }
}

/* --- formats --- */

static void add_text(struct rules_report *report, const struct example *example, const struct found_list *list,
                     bool passed)
{
    struct buffer *out = &report->out;
    if (!passed) {
        buffer_format(out, "%s:%u: rule %.*s: ", example->file, example->line, SLICE_ARG(example->rule));
        add_folded(out, example->text);
        buffer_add_byte(out, '\n');
        tell_failure(out, example, list, "    ");
    }
}

static void add_tap(struct rules_report *report, const struct example *example, const struct found_list *list,
                    bool passed)
{
    struct buffer *out = &report->out;
    buffer_format(out, "%s %zu - %.*s at %s:%u: ", passed ? "ok" : "not ok",
                  report->result.passed + report->result.failed, SLICE_ARG(example->rule), example->file,
                  example->line);
    add_folded(out, example->text);
    buffer_add_byte(out, '\n');
    if (!passed) {
        tell_failure(out, example, list, "# ");
    }
}

/* Characters that XML 1.0 has no way to write become a question mark. */
static void add_escaped(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&' || c == '<' || c == '>' || c == '"') {
            buffer_add_text(out, c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;");
        } else {
            bool writable = (unsigned char)c >= 0x20 || c == '\n' || c == '\t';
            buffer_add_byte(out, writable ? c : '?');
        }
    }
}

static void add_attribute(struct buffer *out, const char *name, struct slice value)
{
    struct buffer line = {0};
    add_folded(&line, value);
    buffer_format(out, " %s=\"", name);
    add_escaped(out, buffer_slice(&line));
    buffer_add_byte(out, '"');
    buffer_release(&line);
}

static void add_junit(struct rules_report *report, const struct example *example, const struct found_list *list,
                      bool passed)
{
    struct buffer *out = &report->out, told = {0};
    buffer_add_text(out, "    <testcase");
    add_attribute(out, "classname", example->rule);
    add_attribute(out, "name", example->text);
    add_attribute(out, "file", slice_of(example->file));
    buffer_format(out, " line=\"%u\"", example->line);
    if (passed) {
        buffer_add_text(out, "/>\n");
        return;
    }
    tell_failure(&told, example, list, "");
    buffer_add_text(out, ">\n      <failure message=\"the rule does not find what its example says\">");
    add_escaped(out, buffer_slice(&told));
    buffer_add_text(out, "</failure>\n    </testcase>\n");
    buffer_release(&told);
}

static void write_value(struct json *json, const struct slice *values, size_t count)
{
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        json_string(json, values[i]);
    }
    json_array_end(json);
}

static void write_found(struct json *json, const struct found *found)
{
    json_object_begin(json);
    for (size_t i = 0; i < found->field_count; i++) {
        const struct found_field *field = &found->fields[i];
        struct slice values[FOUND_MAX_FIELDS];
        size_t count = 0;
        for (size_t v = 0; v < field->value_count && v < FOUND_MAX_FIELDS; v++) {
            values[count++] = field->values[v].ways[0];
        }
        struct buffer key = {0};
        buffer_add(&key, field->key);
        json_key(json, key.bytes);
        write_value(json, values, count);
        buffer_release(&key);
    }
    json_object_end(json);
}

static void add_json(struct rules_report *report, const struct example *example, const struct found_list *list,
                     bool passed)
{
    struct json *json = report->json;
    if (passed && report->within != NULL) {
        return;
    }
    json_object_begin(json);
    json_member(json, "rule", example->rule);
    json_member(json, "file", slice_of(example->file));
    json_member_number(json, "line", example->line);
    json_member(json, "text", example->text);
    json_key(json, "passed");
    json_bool(json, passed);
    json_key(json, "expected");
    json_array_begin(json);
    for (size_t i = 0; i < example->find_count; i++) {
        json_object_begin(json);
        for (size_t f = 0; f < example->finds[i].field_count; f++) {
            const struct example_field *field = &example->finds[i].fields[f];
            struct buffer key = {0};
            buffer_add(&key, field->key);
            json_key(json, key.bytes);
            write_value(json, field->values, field->value_count);
            buffer_release(&key);
        }
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "found");
    json_array_begin(json);
    for (size_t i = 0; i < list->count; i++) {
        write_found(json, &list->items[i]);
    }
    json_array_end(json);
    json_object_end(json);
}

static void flush(struct rules_report *report)
{
    output_write(buffer_slice(&report->out));
    buffer_clear(&report->out);
}

void rules_report_begin(struct rules_report *report, size_t examples)
{
    if (report->format == RULES_FORMAT_TAP) {
        buffer_format(&report->out, "TAP version 14\n1..%zu\n", examples);
    } else if (report->format == RULES_FORMAT_JSON) {
        json_init(&report->own, &report->out, false);
        report->json = report->within != NULL ? report->within : &report->own;
        json_object_begin(report->json);
        json_key(report->json, "examples");
        json_array_begin(report->json);
    }
}

void rules_report_add(struct rules_report *report, const struct example *example, const struct found_list *list,
                      bool passed)
{
    static void (*const adders[])(struct rules_report *, const struct example *, const struct found_list *,
                                  bool) = {[RULES_FORMAT_TEXT] = add_text,
                                           [RULES_FORMAT_TAP] = add_tap,
                                           [RULES_FORMAT_JUNIT] = add_junit,
                                           [RULES_FORMAT_JSON] = add_json};
    report->result.passed += passed;
    report->result.failed += !passed;
    adders[report->format](report, example, list, passed);
    if (report->format == RULES_FORMAT_TEXT || report->format == RULES_FORMAT_TAP) {
        flush(report);
    }
}

void rules_report_end(struct rules_report *report)
{
    size_t passed = report->result.passed, failed = report->result.failed;
    if (report->format == RULES_FORMAT_JUNIT) {
        struct buffer cases = report->out;
        report->out = (struct buffer){0};
        buffer_format(
            &report->out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"annals rules test\" "
            "tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"0\">\n",
            passed + failed, failed);
        buffer_add(&report->out, buffer_slice(&cases));
        buffer_add_text(&report->out, "  </testsuite>\n</testsuites>\n");
        buffer_release(&cases);
    } else if (report->format == RULES_FORMAT_JSON) {
        json_array_end(report->json);
        json_member_number(report->json, "passed", (int64_t)passed);
        json_member_number(report->json, "failed", (int64_t)failed);
        json_object_end(report->json);
        buffer_add_text(&report->out, report->within != NULL ? "" : "\n");
    } else {
        buffer_format(&report->out,
                      report->format == RULES_FORMAT_TAP ? "# %zu passed, %zu failed\n" : "%zu passed, %zu failed\n",
                      passed, failed);
    }
    flush(report);
    buffer_release(&report->out);
}
