/* annals date: what one time expression means, and why. */
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/dates_option.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/reading_options.h"
#include "extract/examples.h"
#include "ingest/read.h"
#include "text/text.h"

struct settings {
    struct text_list rules;
    bool alone;
    struct reading_options reading;
    const char *on, *told, *format;
};

static const struct option options[] = {
    {OPTION_TEXT, 0, "on", "DATE", "when it was written: 2018-09-26, 2018-09 or 2018", offsetof(struct settings, on), 0,
     0},
    {OPTION_TEXT, 0, "date", "DATE", "the same, as other commands call it", offsetof(struct settings, on), 0, 0},
    {OPTION_TEXT, 0, "told", "DATE", "the date that the text told before: \"two days later\" counts from it",
     offsetof(struct settings, told), 0, 0},
    {OPTION_TEXT, 0, "format", "FORMAT", "text or json (default: text)", offsetof(struct settings, format), 0, 0},
    OPTION_READING(struct settings),
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
};

/* Both faces of the answer are written from these rows. */
enum { ROWS = 12 };

struct row {
    const char *key;
    struct slice text;
};

struct answer {
    const struct time_mention *mention;
    const struct resolved_time *time;
};

static struct slice day_text(const struct resolved_time *time, int32_t day, struct arena *arena)
{
    if (day == CALENDAR_NO_DAY || (!time->known && time->date.edtf.len > 0)) {
        return (struct slice){0};
    }
    struct calendar_date date = calendar_from_days(day);
    return arena_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static size_t fill_rows(const struct answer *answer, struct row *rows, struct arena *arena)
{
    const struct resolved_time *time = answer->time;
    struct buffer fields = {0};
    struct json json;
    json_init(&json, &fields, true);
    time_value_write(&json, &answer->mention->value);
    const struct row all[ROWS] = {
        {"expression", answer->mention->at.quote},
        {"type", time->timex_type},
        {"value", time->timex_value},
        {"mod", time->timex_mod},
        {"edtf", time->date.edtf},
        {"qualifier", time->date.qualifier},
        {"earliest", day_text(time, time->earliest, arena)},
        {"latest", day_text(time, time->latest, arena)},
        {"basis", time->date.basis},
        {"anchor", time->date.anchor},
        {"rule", answer->mention->rule},
        {"fields", arena_copy(arena, buffer_slice(&fields))},
    };
    size_t count = 0;
    for (size_t i = 0; i < ROWS; i++) {
        if (all[i].text.len > 0) {
            rows[count++] = all[i];
        }
    }
    buffer_release(&fields);
    return count;
}

static void print_text(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        printf("%-11s %.*s\n", rows[i].key, SLICE_ARG(rows[i].text));
    }
}

static void write_json(struct json *json, const struct row *rows, size_t count)
{
    json_object_begin(json);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].key, "fields") == 0) {
            json_key(json, "fields");
            json_literal(json, rows[i].text);
        } else {
            json_member(json, rows[i].key, rows[i].text);
        }
    }
    json_object_end(json);
}

static void print_answers(const struct answer *answers, size_t count, bool is_json, struct arena *arena)
{
    struct buffer out = {0};
    struct json json;
    json_init(&json, &out, false);
    if (is_json) {
        json_array_begin(&json);
    }
    for (size_t i = 0; i < count; i++) {
        struct row rows[ROWS];
        size_t row_count = fill_rows(&answers[i], rows, arena);
        if (is_json) {
            write_json(&json, rows, row_count);
        } else {
            fputs(i > 0 ? "\n" : "", stdout);
            print_text(rows, row_count);
        }
    }
    if (is_json) {
        json_array_end(&json);
        buffer_add_byte(&out, '\n');
        output_write(buffer_slice(&out));
    }
    buffer_release(&out);
}

/* What the answer leaves out, on standard error: words that no rule took, and a date to count from. */
static void note_the_rest(const struct settings *settings, const struct mention_set *set,
                          const struct resolved_time *times, struct slice expression)
{
    size_t covered = 0, visible = 0, last = 0;
    bool is_open = false;
    for (size_t i = 0; i < expression.len; i++) {
        visible += expression.ptr[i] != ' ';
    }
    for (size_t t = 0; t < set->time_count; t++) {
        struct span at = set->times[t].at.source;
        bool is_bound = set->times[t].value.bound != TIME_BOUND_NONE && last <= at.begin; /* "by", "since" before it */
        for (size_t i = is_bound ? last : at.begin; i < at.end && i < expression.len; i++) {
            covered += expression.ptr[i] != ' ';
        }
        last = at.end;
        bool is_date = set->times[t].value.kind <= TIME_KIND_CLOCK;
        is_open = is_open || (is_date && !times[t].known && times[t].date.edtf.len == 0);
    }
    if (covered < visible) {
        fprintf(stderr, "annals date: note: no rule took all of \"%.*s\"\n", SLICE_ARG(expression));
    }
    if (is_open && !settings->on && !settings->told) {
        fprintf(stderr, "annals date: note: it counts from a date that is not known; --on DATE gives one\n");
    }
}

/* Whether the calendar itself forbids it: said with the number of days that the month has. */
static bool report_impossible(const struct mention_set *set)
{
    for (size_t i = 0; i < set->impossible_count; i++) {
        const struct time_value *value = &set->impossible[i].value;
        bool is_end = value->is_interval && value->end.day != TIME_UNSET && value->end.month != TIME_UNSET &&
                      value->end.day > calendar_month_days(2000, value->end.month);
        const struct time_point *point = is_end ? &value->end : &value->point;
        bool has_year = point->year > 0;
        if (point->week != TIME_UNSET) {
            fprintf(stderr, "annals date: no calendar has the week \"%.*s\": years have 52, some 53\n",
                    SLICE_ARG(set->impossible[i].at.quote));
            continue;
        }
        fprintf(stderr, "annals date: no calendar has the day \"%.*s\"", SLICE_ARG(set->impossible[i].at.quote));
        if (has_year) {
            fprintf(stderr, ": %04d-%02d has %d days\n", point->year, point->month,
                    calendar_month_days(point->year, point->month));
        } else {
            fprintf(stderr, ": month %d has %d days at most\n", point->month, calendar_month_days(2000, point->month));
        }
    }
    return set->impossible_count > 0;
}

static void resolve_all(const struct settings *settings, const struct mention_set *set, struct resolved_time *times,
                        struct arena *arena)
{
    struct anchor anchor;
    reading_anchor(&settings->reading, set, &anchor, arena);
    struct resolved_time told = {.earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY};
    dates_resolve(set, &anchor, times, arena);
    if (settings->told) {
        dates_parse_edtf(slice_of(settings->told), &told.earliest, &told.latest, &told.known);
        for (size_t i = 0; i < set->time_count; i++) {
            dates_resolve_one(&set->times[i].value, &anchor, &told, &times[i], arena);
        }
    }
}

static int explain(const struct settings *settings, const char *expression, bool is_json, const struct program *program)
{
    struct read_words read_words = packs_read_words(program);
    struct arena arena;
    arena_init(&arena);
    struct diagnostics errors = {0};
    struct document document = {0};
    int status = EXIT_USAGE;
    if (document_from_bytes(&document, "EXPRESSION", slice_of("expression"), slice_of(expression), &read_words, &arena,
                            &errors) == STATUS_OK) {
        document.given_date = settings->on ? slice_of(settings->on) : (struct slice){0};
        struct scratch *scratch = scratch_new(program);
        struct mention_set set;
        struct seen seen = {0};
        extract_seen(program, scratch, &document, BLOCK_PARAGRAPH, &set, &seen, &arena);
        struct resolved_time *times = arena_alloc_array(&arena, set.time_count + 1, sizeof *times);
        struct answer *answers = arena_alloc_array(&arena, set.time_count + 1, sizeof *answers);
        resolve_all(settings, &set, times, &arena);
        for (size_t i = 0; i < set.time_count; i++) {
            answers[i] = (struct answer){&set.times[i], &times[i]};
        }
        status = EXIT_SOME_FAILED;
        if (!report_impossible(&set)) {
            if (set.time_count > 0) {
                print_answers(answers, set.time_count, is_json, &arena);
                note_the_rest(settings, &set, times, slice_of(expression));
                status = EXIT_DONE;
            } else {
                fprintf(stderr, "annals date: no rule knows \"%s\" as a time\n", expression);
            }
        }
        seen_release(&seen);
        mention_set_release(&set);
        scratch_free(scratch);
    }
    output_diagnostics(&errors);
    arena_release(&arena);
    return status;
}

static int run_with(const struct settings *settings, const char *expression)
{
    int32_t ignored;
    bool is_json = settings->format && strcmp(settings->format, "json") == 0;
    if (settings->format && !is_json && strcmp(settings->format, "text") != 0) {
        fprintf(stderr, "annals date: --format is '%s', expected text or json\n", settings->format);
        return EXIT_USAGE;
    }
    if (!date_option_parse("date", "on", settings->on, &ignored, &ignored) ||
        !date_option_parse("date", "told", settings->told, &ignored, &ignored) ||
        !reading_options_check("date", &settings->reading)) {
        return EXIT_USAGE;
    }
    struct program *program = packs_load_alone(&settings->rules, settings->alone);
    int status = program ? explain(settings, expression, is_json, program) : EXIT_USAGE;
    program_free(program);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 0);
    if (status < 0) {
        struct buffer expression = {0};
        for (size_t i = 0; i < operands.count; i++) { /* it need not be quoted */
            buffer_format(&expression, "%s%s", i > 0 ? " " : "", operands.items[i]);
        }
        buffer_add_byte(&expression, '\0');
        status = output_finish(run_with(&settings, expression.bytes));
        buffer_release(&expression);
    }
    text_list_release(&settings.rules);
    text_list_release(&operands);
    return status;
}

const struct command command_date = {
    .name = "date",
    .operands = "EXPRESSION...",
    .summary = "explain one time expression: its values, its days, what they count from, its rule",
    .details = "The words of the expression need no quotation marks. A day that no calendar has is\n"
               "an error that says so.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
