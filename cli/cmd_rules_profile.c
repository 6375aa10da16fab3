/* annals rules profile: what each rule costs on documents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/asked.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/progress.h"
#include "ingest/find.h"
#include "ingest/read.h"

enum { PROFILE_MAX_TOP = 1000000 };

struct settings {
    struct text_list rules;
    bool alone;
    const char *format;
    int top;
};

static const struct option options[] = {
    {OPTION_NUMBER, 0, "top", "N", "at most so many rules (default: all that were tried)",
     offsetof(struct settings, top), 1, PROFILE_MAX_TOP},
    {OPTION_TEXT, 0, "format", "FORMAT", "text or json (default: text)", offsetof(struct settings, format), 0, 0},
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
};

/* A row of the table. */
struct row {
    size_t rule;
    struct probe_count count;
};

struct profile {
    const struct program *program;
    struct probe probe;
    size_t documents, bytes, errors;
    double seconds; /* in extraction, rules and all else */
    struct row *rows;
    size_t row_count;
    struct probe_count total;
};

static void measure_file(struct profile *profile, struct scratch *scratch, const struct found_file *file)
{
    struct read_words read_words = packs_read_words(profile->program);
    struct arena arena;
    arena_init(&arena);
    struct document document = {0};
    struct diagnostics messages = {0};
    if (document_read(&document, file->name, file->path, &read_words, &arena, &messages) == STATUS_OK) {
        struct mention_set set;
        double began = progress_seconds();
        extract_probed(profile->program, scratch, &document, EXAMPLE_AS_CUT, &set, NULL, &profile->probe, &arena);
        profile->seconds += progress_seconds() - began;
        profile->documents++;
        profile->bytes += document.source.len;
        mention_set_release(&set);
    }
    profile->errors += messages.error_count;
    output_diagnostics(&messages);
    arena_release(&arena);
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *p = a, *q = b;
    if (p->count.nanoseconds != q->count.nanoseconds) {
        return p->count.nanoseconds > q->count.nanoseconds ? -1 : 1;
    }
    return p->rule < q->rule ? -1 : p->rule > q->rule;
}

static void make_rows(struct profile *profile)
{
    size_t rules = program_rule_count(profile->program);
    profile->rows = memory_zero(rules, sizeof *profile->rows);
    for (size_t i = 0; i < rules; i++) {
        const struct probe_count *count = &profile->probe.counts[i];
        if (count->sentences > 0) {
            profile->rows[profile->row_count++] = (struct row){i, *count};
        }
        profile->total.sentences += count->sentences;
        profile->total.possible += count->possible;
        profile->total.attempts += count->attempts;
        profile->total.matches += count->matches;
        profile->total.won += count->won;
        profile->total.nanoseconds += count->nanoseconds;
    }
    qsort(profile->rows, profile->row_count, sizeof *profile->rows, compare_rows);
}

static double megabytes(const struct profile *profile)
{
    return profile->bytes > 0 ? (double)profile->bytes / 1e6 : 1;
}

static void print_row(const struct probe_count *count, uint64_t all, struct slice name)
{
    double share = all > 0 ? 100.0 * (double)count->nanoseconds / (double)all : 0;
    printf("%10.3f %5.1f%% %10zu %10zu %10zu %9zu %9zu  %.*s\n", (double)count->nanoseconds / 1e6, share,
           count->sentences, count->possible, count->attempts, count->matches, count->won, SLICE_ARG(name));
}

static void print_profile(const struct profile *profile, size_t top)
{
    printf("%10s %6s %10s %10s %10s %9s %9s  %s\n", "ms", "share", "sentences", "possible", "attempts", "matches",
           "won", "rule");
    for (size_t i = 0; i < profile->row_count && i < top; i++) {
        print_row(&profile->rows[i].count, profile->total.nanoseconds,
                  program_rule_name(profile->program, profile->rows[i].rule));
    }
    print_row(&profile->total, profile->total.nanoseconds, slice_of("all rules"));
    printf("%zu document%s, %zu bytes, %zu sentences; %zu of %zu rules tried; %.0f attempts per MB; %.3f ms in all, "
           "%.3f of them in rules\n",
           profile->documents, profile->documents == 1 ? "" : "s", profile->bytes, profile->probe.sentences,
           profile->row_count, program_rule_count(profile->program),
           (double)profile->total.attempts / megabytes(profile), profile->seconds * 1e3,
           (double)profile->total.nanoseconds / 1e6);
}

static void write_count(struct json *json, const struct probe_count *count)
{
    json_member_number(json, "nanoseconds", (int64_t)count->nanoseconds);
    json_member_number(json, "sentences", (int64_t)count->sentences);
    json_member_number(json, "possible", (int64_t)count->possible);
    json_member_number(json, "attempts", (int64_t)count->attempts);
    json_member_number(json, "matches", (int64_t)count->matches);
    json_member_number(json, "won", (int64_t)count->won);
}

static void write_profile(const struct profile *profile, size_t top, struct buffer *out)
{
    struct json json;
    json_init(&json, out, false);
    json_object_begin(&json);
    json_member_number(&json, "documents", (int64_t)profile->documents);
    json_member_number(&json, "bytes", (int64_t)profile->bytes);
    json_member_number(&json, "sentences", (int64_t)profile->probe.sentences);
    json_member_number(&json, "nanoseconds", (int64_t)(profile->seconds * 1e9));
    json_member_number(&json, "attempts-per-megabyte", (int64_t)((double)profile->total.attempts / megabytes(profile)));
    json_key(&json, "total");
    json_object_begin(&json);
    write_count(&json, &profile->total);
    json_object_end(&json);
    json_key(&json, "rules");
    json_array_begin(&json);
    for (size_t i = 0; i < profile->row_count && i < top; i++) {
        struct place place = program_rule_place(profile->program, profile->rows[i].rule);
        json_object_begin(&json);
        json_member(&json, "rule", program_rule_name(profile->program, profile->rows[i].rule));
        json_member(&json, "file", slice_of(place.file));
        json_member_number(&json, "line", place.line);
        write_count(&json, &profile->rows[i].count);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}

static int measure(const struct settings *settings, const struct text_list *paths, bool is_json,
                   const struct program *program)
{
    struct profile profile = {.program = program, .probe = {.takes_time = true}};
    struct diagnostics messages = {0};
    struct found found = {0};
    find_files(&found, paths->items, paths->count, &messages);
    profile.errors += messages.error_count;
    output_diagnostics(&messages);
    if (found.count == 0) {
        fprintf(stderr,
                "annals rules profile: no documents found, expected text or Markdown files, or folders of them\n");
        found_release(&found);
        return EXIT_USAGE;
    }
    profile.probe.counts = memory_zero(program_rule_count(program), sizeof *profile.probe.counts);
    struct scratch *scratch = scratch_new(program);
    struct progress progress = {0};
    progress_begin(&progress, found.count);
    for (size_t i = 0; i < found.count; i++) {
        measure_file(&profile, scratch, &found.files[i]);
        progress_show(&progress, "read", i + 1);
    }
    progress_clear(&progress);
    scratch_free(scratch);
    make_rows(&profile);
    size_t top = settings->top > 0 ? (size_t)settings->top : SIZE_MAX;
    if (is_json) {
        struct buffer out = {0};
        write_profile(&profile, top, &out);
        output_write(buffer_slice(&out));
        buffer_release(&out);
    } else {
        print_profile(&profile, top);
    }
    free(profile.rows);
    free(profile.probe.counts);
    found_release(&found);
    return profile.errors > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    bool is_json;
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 0);
    if (status < 0 && !asked_format("rules profile", settings.format, &is_json)) {
        status = EXIT_USAGE;
    }
    if (status < 0) {
        struct program *program = packs_load_alone(&settings.rules, settings.alone);
        status = program ? measure(&settings, &operands, is_json, program) : EXIT_USAGE;
        program_free(program);
    }
    text_list_release(&settings.rules);
    text_list_release(&operands);
    return status;
}

const struct command command_rules_profile = {
    .name = "rules profile",
    .operands = "PATH...",
    .summary = "measure what each rule costs on documents",
    .details = "For each rule, the dearest first: its time, with that of its around: and\n"
               "status:; the sentences in which it was tried, as their words allow a match; those\n"
               "of them that hold all it cannot do without, names and dates as well; the\n"
               "beginnings tried; its matches, and those that stand. One thread; measuring\n"
               "itself costs a little.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
