/* annals rules diff: which facts of a corpus two rule packs find otherwise. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/asked.h"
#include "cli/command.h"
#include "cli/facts.h"
#include "cli/jobs.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/progress.h"
#include "ingest/metadata.h"
#include "ingest/read.h"

struct settings {
    struct text_list only;
    bool alone;
    const char *metadata, *format;
    int jobs;
};

static const struct option options[] = {
    {OPTION_LIST, 0, "only", "KIND", "event, relation, date or name; may be given again (default: all)",
     offsetof(struct settings, only), 0, 0},
    {OPTION_TEXT, 0, "format", "FORMAT", "text or json (default: text)", offsetof(struct settings, format), 0, 0},
    OPTION_ALONE(struct settings),
    {OPTION_TEXT, 0, "metadata", "CSV", "a table of file, date, title, author, language for the documents",
     offsetof(struct settings, metadata), 0, 0},
    {OPTION_NUMBER, 0, "jobs", "N", "how many documents at a time (default: one per processor)",
     offsetof(struct settings, jobs), 1, JOBS_MAX_THREADS},
};

/* One document, read with each of the two programs. */
struct outcome {
    struct fact_list before, after;
    struct diagnostics messages;
    bool is_read;
};

struct run {
    const struct program *programs[2];
    struct scratch **scratches[2]; /* one for each thread */
    const struct found *found;
    const struct metadata *metadata;
    unsigned kinds;
    struct outcome *outcomes;
    struct progress progress;
    struct fact_counts counts;
    size_t documents, errors;
    bool is_json;
    struct buffer out;
    struct json json;
};

static bool collect(const struct run *run, unsigned worker, size_t job, int side, struct fact_list *list,
                    struct diagnostics *messages)
{
    const struct program *program = run->programs[side];
    const struct found_file *file = &run->found->files[job];
    struct read_words read_words = packs_read_words(program);
    struct arena arena;
    arena_init(&arena);
    struct document document = {0};
    bool is_read = document_read(&document, file->name, file->path, &read_words, &arena, messages) == STATUS_OK;
    if (is_read) {
        metadata_apply(run->metadata, job, &document, &arena);
        facts_collect(program, run->scratches[side][worker], &document, run->kinds, list);
    }
    arena_release(&arena);
    return is_read;
}

static void work(void *context, unsigned worker, size_t job)
{
    struct run *run = context;
    struct outcome *outcome = &run->outcomes[job];
    outcome->is_read = collect(run, worker, job, 0, &outcome->before, &outcome->messages) &&
                       collect(run, worker, job, 1, &outcome->after, &outcome->messages);
}

static void done(void *context, size_t job)
{
    struct run *run = context;
    struct outcome *outcome = &run->outcomes[job];
    struct slice name = slice_of(run->found->files[job].name);
    progress_clear(&run->progress);
    run->errors += outcome->messages.error_count;
    output_diagnostics(&outcome->messages);
    if (outcome->is_read) {
        run->documents++;
        facts_match(&outcome->before, &outcome->after, &run->counts);
        if (run->is_json) {
            facts_tell_json(&outcome->before, &outcome->after, name, &run->json);
        } else {
            facts_tell_text(&outcome->before, &outcome->after, name, &run->out);
            output_write(buffer_slice(&run->out));
            buffer_clear(&run->out);
        }
    }
    facts_release(&outcome->before);
    facts_release(&outcome->after);
    progress_show(&run->progress, "read", job + 1);
}

static void tell_counts(struct run *run)
{
    if (!run->is_json) {
        facts_tell_counts(&run->counts, &run->out);
        buffer_format(&run->out, "; in %zu document%s\n", run->documents, run->documents == 1 ? "" : "s");
        return;
    }
    json_array_end(&run->json);
    json_key(&run->json, "counts");
    json_object_begin(&run->json);
    facts_counts_json(&run->counts, &run->json);
    json_member_number(&run->json, "documents", (int64_t)run->documents);
    json_object_end(&run->json);
    json_object_end(&run->json);
    buffer_add_byte(&run->out, '\n');
}

static void compare(struct run *run, int job_count)
{
    struct jobs jobs = {run->found->count, (unsigned)job_count, run, work, done};
    unsigned threads = jobs_threads(&jobs);
    run->outcomes = memory_zero(run->found->count, sizeof *run->outcomes);
    for (int side = 0; side < 2; side++) {
        run->scratches[side] = memory_zero(threads, sizeof *run->scratches[side]);
        for (unsigned i = 0; i < threads; i++) {
            run->scratches[side][i] = scratch_new(run->programs[side]);
        }
    }
    json_init(&run->json, &run->out, false);
    if (run->is_json) {
        json_object_begin(&run->json);
        json_key(&run->json, "facts");
        json_array_begin(&run->json);
    }
    progress_begin(&run->progress, run->found->count);
    jobs_run(&jobs);
    progress_clear(&run->progress);
    tell_counts(run);
    output_write(buffer_slice(&run->out));
    for (int side = 0; side < 2; side++) {
        for (unsigned i = 0; i < threads; i++) {
            scratch_free(run->scratches[side][i]);
        }
        free(run->scratches[side]);
    }
    free(run->outcomes);
    buffer_release(&run->out);
}

/* A pack, or "-" for the shipped rules alone. */
static struct program *load(const char *pack, bool alone)
{
    struct text_list list = {0};
    if (strcmp(pack, "-") != 0) {
        text_list_add(&list, pack);
    }
    struct program *program = packs_load_alone(&list, alone && list.count > 0);
    text_list_release(&list);
    return program;
}

static bool read_kinds(const struct text_list *only, unsigned *kinds)
{
    *kinds = only->count == 0 ? ~0u : 0;
    for (size_t i = 0; i < only->count; i++) {
        unsigned kind = 0;
        while (kind < FACT_KIND_COUNT && strcmp(only->items[i], fact_kind_name((enum fact_kind)kind)) != 0) {
            kind++;
        }
        if (kind == FACT_KIND_COUNT) {
            fprintf(stderr, "annals rules diff: --only is '%s', expected event, relation, date or name\n",
                    only->items[i]);
            return false;
        }
        *kinds |= 1u << kind;
    }
    return true;
}

static int diff(const struct settings *settings, const struct text_list *operands, struct run *run)
{
    struct diagnostics messages = {0};
    struct metadata metadata = {0};
    for (size_t i = 2; i < operands->count; i++) {
        if (strcmp(operands->items[i], "-") == 0) {
            fprintf(stderr, "annals rules diff: standard input cannot be read twice; name a file\n");
            return EXIT_USAGE;
        }
    }
    struct found found = {0};
    if (settings->metadata != NULL) {
        metadata_read(&metadata, settings->metadata, &messages);
    }
    find_files(&found, operands->items + 2, operands->count - 2, &messages);
    metadata_match(&metadata, &found, &messages);
    run->errors += messages.error_count;
    output_diagnostics(&messages);
    run->found = &found;
    run->metadata = &metadata;
    int status = EXIT_USAGE;
    if (found.count == 0) {
        fprintf(stderr, "annals rules diff: no documents found, expected text or Markdown files, or folders of them\n");
    } else {
        compare(run, settings->jobs);
        status = run->errors > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
    }
    found_release(&found);
    metadata_release(&metadata);
    return status;
}

static int run_diff(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    struct run run = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 3, 0);
    if (status < 0 &&
        (!read_kinds(&settings.only, &run.kinds) || !asked_format("rules diff", settings.format, &run.is_json))) {
        status = EXIT_USAGE;
    }
    if (status < 0) {
        struct program *before = load(operands.items[0], settings.alone);
        struct program *after = load(operands.items[1], settings.alone);
        run.programs[0] = before;
        run.programs[1] = after;
        status = before && after ? diff(&settings, &operands, &run) : EXIT_USAGE;
        program_free(before);
        program_free(after);
    }
    text_list_release(&settings.only);
    text_list_release(&operands);
    return status;
}

const struct command command_rules_diff = {
    .name = "rules diff",
    .operands = "OLD NEW PATH...",
    .summary = "show which facts two packs find otherwise in documents",
    .details = "OLD and NEW are folders of rules that extend the shipped ones; - is the shipped\n"
               "rules alone. Each fact that is new (+), gone (−), changed (~) or made of other\n"
               "words (>) stands with its rule and its sentence.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run_diff,
};
