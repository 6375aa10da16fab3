/* annals build: documents to knowledge base and pictures, the main job. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "cli/command.h"
#include "cli/corpus.h"
#include "cli/dates_option.h"
#include "cli/diff_text.h"
#include "cli/jobs.h"
#include "cli/kb_file.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/progress.h"
#include "cli/summary.h"
#include "cli/theme_option.h"
#include "cli/user_files.h"
#include "export/kb_json.h"
#include "kb/resolve.h"
#include "render/render.h"
#include "render/report.h"

struct settings {
    struct text_list rules, corrections, names;
    bool alone;
    const char *out, *metadata, *date_from_name, *date, *as_of, *theme, *words;
    int jobs;
    bool no_prefilter;
    bool no_charts;
    struct render_theme *look; /* of the two options */
};

static const struct option options[] = {
    {OPTION_TEXT, 'o', "out", "FOLDER", "where to write (default: out)", offsetof(struct settings, out), 0, 0},
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
    {OPTION_TEXT, 0, "metadata", "CSV", "a table of file, date, title, author, language for the documents",
     offsetof(struct settings, metadata), 0, 0},
    OPTION_DATE_FROM_NAME(struct settings),
    {OPTION_TEXT, 0, "date", "DATE", "the date of documents that have none: 2018-09-26, 2018-09 or 2018",
     offsetof(struct settings, date), 0, 0},
    {OPTION_TEXT, 0, "as-of", "DAY", "the day on which plans are judged (default: that of the newest document)",
     offsetof(struct settings, as_of), 0, 0},
    OPTION_CORRECTIONS(struct settings),
    OPTION_NAMES(struct settings),
    {OPTION_NUMBER, 0, "jobs", "N", "how many documents at a time (default: one per processor)",
     offsetof(struct settings, jobs), 1, JOBS_MAX_THREADS},
    OPTION_NO_PREFILTER(struct settings),
    OPTION_THEME(struct settings),
    OPTION_WORDS(struct settings),
    {OPTION_FLAG, 0, "no-charts", NULL, "write kb.json only", offsetof(struct settings, no_charts), 0, 0},
};

static const char *const picture_names[RENDER_PICTURE_COUNT] = {"timeline", "organizations", "partners"};

/* Sets are kept until all are there: what one says may date another. */
struct sets {
    struct mention_set **items;
    size_t count;
    size_t capacity;
};

static void receive(void *context, struct mention_set *set)
{
    struct sets *sets = context;
    sets->items = array_grow(sets->items, &sets->capacity, sets->count + 1, sizeof *sets->items);
    sets->items[sets->count++] = set;
}

/* How many entries of corrections were not applied, and names not given, is the result. */
static size_t resolve(struct kb *kb, const struct corpus *corpus, const struct settings *settings,
                      const struct user_files *files, struct sets *sets)
{
    struct diagnostics errors = {0};
    struct resolve_options resolve_options = {
        .given_date = slice_of(settings->date),
        .as_of = slice_of(settings->as_of),
        .rules_hash = program_hash(corpus->program),
        .words = program_resolve_words(corpus->program),
        .corrections = &files->corrections,
        .errors = &errors,
    };
    kb_resolve(kb, sets->items, sets->count, &resolve_options);
    size_t failed = errors.error_count + errors.warning_count;
    size_t before = errors.error_count;
    house_names_apply(&files->names, kb, &errors);
    failed += errors.error_count - before;
    diagnostics_sort(&errors);
    output_diagnostics(&errors);
    for (size_t i = 0; i < sets->count; i++) {
        corpus_free_set(sets->items[i]);
    }
    free(sets->items);
    *sets = (struct sets){0};
    return failed;
}

/* What was written, and what could not be. */
struct outputs {
    const char *folder;
    struct arena arena;
    struct text_list written;
    size_t failed;
    bool kb_written;
};

static void write_output(struct outputs *outputs, const char *name, const char *extension, struct slice bytes)
{
    struct slice file = arena_format(&outputs->arena, "%s.%s", name, extension);
    struct slice path = arena_format(&outputs->arena, "%s/%s", outputs->folder, file.ptr);
    if (output_file(path.ptr, bytes)) {
        text_list_add(&outputs->written, file.ptr);
    } else {
        outputs->failed++;
    }
}

static void write_kb(struct outputs *outputs, const struct kb *kb)
{
    struct buffer bytes = {0};
    kb_write_json(&bytes, kb);
    write_output(outputs, "kb", "json", buffer_slice(&bytes));
    outputs->kb_written = outputs->failed == 0;
    buffer_release(&bytes);
}

static void write_picture(struct outputs *outputs, const struct render_request *request)
{
    if (request->status != STATUS_OK) {
        outputs->failed++;
        return;
    }
    for (int format = 0; format < RENDER_FORMAT_COUNT; format++) {
        write_output(outputs, picture_names[request->picture], render_format_name((enum render_format)format),
                     buffer_slice(&request->result.bytes[format]));
    }
}

/* The build before this one: what its kb.json held, and what has changed since. */
struct last_build {
    bool is_there;
    struct kb kb;
    struct kb_diff diff;
};

/* A picture that could not be drawn is missing in the report, which says so. */
static void write_report(struct outputs *outputs, const struct kb *kb, const struct render_request *requests,
                         const struct last_build *last)
{
    struct report_options report = {.theme = requests[0].options->theme};
    struct buffer page = {0};
    for (int i = 0; i < RENDER_PICTURE_COUNT; i++) {
        report.pictures[requests[i].picture] = buffer_slice(&requests[i].result.bytes[RENDER_SVG]);
    }
    if (last->is_there) {
        report.before = &last->kb;
        report.changes = &last->diff;
    }
    report_write(&page, kb, &report);
    write_output(outputs, "report", "html", buffer_slice(&page));
    buffer_release(&page);
}

static void write_pictures(struct outputs *outputs, const struct kb *kb, const struct render_theme *theme,
                           const struct last_build *last)
{
    struct render_options defaults;
    struct render_request requests[RENDER_PICTURE_COUNT] = {0};
    struct diagnostics errors = {0};
    render_options_init(&defaults);
    defaults.link = "report.html";
    defaults.theme = theme;
    for (int i = 0; i < RENDER_PICTURE_COUNT; i++) {
        requests[i].picture = (enum render_picture)i;
        requests[i].options = &defaults;
        requests[i].formats = RENDER_ALL_FORMATS;
    }
    render_many(kb, requests, RENDER_PICTURE_COUNT, &errors);
    write_report(outputs, kb, requests, last);
    for (int i = 0; i < RENDER_PICTURE_COUNT; i++) {
        write_picture(outputs, &requests[i]);
        render_result_release(&requests[i].result);
    }
    output_diagnostics(&errors);
}

static void write_all(struct outputs *outputs, const struct kb *kb, const struct settings *settings,
                      const struct last_build *last)
{
    write_kb(outputs, kb);
    if (!settings->no_charts) {
        write_pictures(outputs, kb, settings->look, last);
    }
}

/* Whether both have a document in common, by its bytes or by its path: else one says nothing of the other. */
static bool share_documents(const struct kb *one, const struct kb *other)
{
    struct map known = {0};
    bool ignored;
    bool shared = false;
    for (size_t i = 0; i < one->document_count; i++) {
        map_put(&known, one->documents[i].id, 0, &ignored);
        map_put(&known, one->documents[i].path, 0, &ignored);
    }
    for (size_t i = 0; i < other->document_count && !shared; i++) {
        shared = map_get(&known, other->documents[i].id) || map_get(&known, other->documents[i].path);
    }
    map_release(&known);
    return shared;
}

static void last_build_open(struct last_build *last, const char *folder, const struct kb *kb)
{
    struct arena arena = {0};
    last->is_there = kb_file_read_quietly(arena_format(&arena, "%s/kb.json", folder).ptr, &last->kb);
    if (last->is_there && !share_documents(&last->kb, kb)) {
        kb_release(&last->kb);
        *last = (struct last_build){0};
    }
    if (last->is_there) {
        kb_diff_make(&last->diff, &last->kb, kb);
    }
    arena_release(&arena);
}

static void last_build_release(struct last_build *last)
{
    if (last->is_there) {
        kb_diff_release(&last->diff);
    }
    kb_release(&last->kb);
}

static void tell_changes(struct buffer *out, const struct last_build *last)
{
    if (last->is_there && diff_is_empty(&last->diff)) {
        buffer_add_text(out, "nothing has changed");
    } else if (last->is_there) {
        diff_write_counts(out, &last->diff.events);
    }
}

/* Whether the folder is there, or could be made, and takes files: known before the work begins. */
static bool prepare_folder(const char *folder)
{
    struct diagnostics errors = {0};
    bool is_ready = file_make_folder(folder, &errors) == STATUS_OK;
    output_diagnostics(&errors);
    return is_ready;
}

static int finish(struct corpus *corpus, const struct settings *settings, const struct user_files *files,
                  struct sets *sets, double begun)
{
    struct kb kb = {0};
    size_t not_applied = resolve(&kb, corpus, settings, files, sets);
    struct outputs outputs = {.folder = settings->out};
    struct buffer since = {0};
    struct last_build last = {0};
    last_build_open(&last, settings->out, &kb); /* before it is replaced */
    tell_changes(&since, &last);
    write_all(&outputs, &kb, settings, &last);
    struct summary summary = {.kb = &kb,
                              .corpus = corpus,
                              .folder = settings->out,
                              .written = &outputs.written,
                              .found = &files->found,
                              .since = buffer_slice(&since),
                              .seconds = progress_seconds() - begun};
    summary_print(&summary);
    buffer_release(&since);
    last_build_release(&last);
    kb_release(&kb);
    bool is_clean = corpus->error_count == 0 && outputs.failed == 0 && not_applied == 0;
    int status = is_clean ? EXIT_DONE : EXIT_SOME_FAILED;
    if (!outputs.kb_written) {
        status = EXIT_USAGE; /* pictures alone are no result */
    }
    text_list_release(&outputs.written);
    arena_release(&outputs.arena);
    return status;
}

static int build(const struct settings *settings, const struct text_list *paths)
{
    double begun = progress_seconds();
    struct corpus_options corpus_options = {.command = "build",
                                            .paths = paths,
                                            .rules = &settings->rules,
                                            .alone = settings->alone,
                                            .metadata = settings->metadata,
                                            .date_from_name = settings->date_from_name,
                                            .jobs = settings->jobs,
                                            .no_prefilter = settings->no_prefilter};
    struct corpus corpus = {0};
    struct user_files files = {0};
    int status = EXIT_USAGE;
    if (user_files_read(&files, &settings->corrections, &settings->names, settings->out, paths) &&
        corpus_open(&corpus, &corpus_options) && prepare_folder(settings->out)) {
        struct sets sets = {0};
        corpus_run(&corpus, &corpus_options, receive, &sets);
        if (sets.count > 0) {
            status = finish(&corpus, settings, &files, &sets, begun);
        } else {
            fputs("annals build: none of the documents could be read, nothing was written\n", stderr);
        }
    }
    corpus_release(&corpus);
    user_files_release(&files);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {.out = "out"};
    struct text_list operands = {0};
    int32_t ignored;
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 0);
    if (status < 0) {
        bool is_valid = date_option_parse("build", "date", settings.date, &ignored, &ignored) &&
                        date_option_parse("build", "as-of", settings.as_of, &ignored, &ignored);
        settings.look = is_valid ? theme_option_load("build", settings.theme, settings.words) : NULL;
        status = settings.look ? build(&settings, &operands) : EXIT_USAGE;
        render_theme_free(settings.look);
    }
    text_list_release(&settings.rules);
    text_list_release(&settings.corrections);
    text_list_release(&settings.names);
    text_list_release(&operands);
    return status;
}

const struct command command_build = {
    .name = "build",
    .operands = "PATH...",
    .summary = "make a knowledge base, pictures and a report of documents",
    .details = "PATH is a text or Markdown file, a folder of them, or - for standard input. Writes\n"
               "kb.json, report.html, and the pictures timeline, organizations and partners, each as\n"
               "svg, pdf, png and dot, and says at the end what was found and what to check first.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
