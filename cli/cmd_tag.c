/* annals tag: time expressions of documents, as TimeML, HTML, JSON, NDJSON or CSV. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/dates_option.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/reading_options.h"
#include "export/timeml.h"
#include "ingest/find.h"
#include "ingest/metadata.h"
#include "ingest/name_date.h"
#include "ingest/read.h"

struct settings {
    struct text_list rules;
    bool alone;
    struct reading_options reading;
    const char *date, *date_from_name, *metadata, *format, *out;
};

struct tag_format {
    const char *name;
    const char *ending; /* of files in a folder */
    bool is_table;      /* the lines of many documents make one file */
    void (*begin)(struct buffer *out);
    void (*write)(struct buffer *out, const struct tagged_document *document);
};

static const struct tag_format formats[] = {
    {"timeml", ".tml", false, NULL, timeml_write},        {"html", ".html", false, NULL, tag_html_write},
    {"json", ".json", false, NULL, tag_json_write},       {"ndjson", ".ndjson", true, NULL, tag_ndjson_write},
    {"csv", ".csv", true, tag_csv_header, tag_csv_write},
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

static const struct option options[] = {
    {OPTION_TEXT, 0, "date", "DATE", "when the documents were written: 2018-09-26, 2018-09 or 2018",
     offsetof(struct settings, date), 0, 0},
    OPTION_DATE_FROM_NAME(struct settings),
    {OPTION_TEXT, 0, "metadata", "CSV", "a table of file, date, title, author, language for the documents",
     offsetof(struct settings, metadata), 0, 0},
    {OPTION_TEXT, 0, "format", "FORMAT", "timeml, html, json, ndjson or csv (default: timeml)",
     offsetof(struct settings, format), 0, 0},
    {OPTION_TEXT, 'o', "out", "FILE", "where to write (default: standard output); a folder for several documents",
     offsetof(struct settings, out), 0, 0},
    OPTION_READING(struct settings),
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
};

/* One run over all documents. */
struct run {
    const struct settings *settings;
    const struct tag_format *format;
    const struct program *program;
    struct scratch *scratch;
    struct metadata metadata;
    struct buffer out; /* of a table: all documents; else of the document at hand */
    bool is_folder;
    size_t failed;
};

static const struct tag_format *find_format(const char *name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (!name || strcmp(name, formats[i].name) == 0) {
            return &formats[i];
        }
    }
    fprintf(stderr, "annals tag: --format is '%s', expected timeml, html, json, ndjson or csv\n", name);
    return NULL;
}

/* The name of its file, without folders. */
static struct slice base_name(struct slice path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') {
        at--;
    }
    return at < path.len ? slice_sub(path, at, path.len) : path;
}

static void warn_impossible(const struct mention_set *set)
{
    for (size_t i = 0; i < set->impossible_count; i++) {
        bool is_week = set->impossible[i].value.point.week != TIME_UNSET;
        fprintf(stderr, "annals: note: %.*s: no calendar has the %s \"%.*s\"\n", SLICE_ARG(set->document.path),
                is_week ? "week" : "day", SLICE_ARG(set->impossible[i].at.quote));
    }
}

static void write_tagged(struct run *run, const struct document *document, struct arena *arena)
{
    struct mention_set set;
    extract_document(run->program, run->scratch, document, EXTRACT_TIMES, &set);
    warn_impossible(&set);
    struct anchor anchor;
    reading_anchor(&run->settings->reading, &set, &anchor, arena);
    struct resolved_time *times = arena_alloc_array(arena, set.time_count, sizeof *times);
    dates_resolve(&set, &anchor, times, arena);
    struct tagged_document tagged = {.set = &set, .source = document->source, .anchor = &anchor, .times = times};
    run->format->write(&run->out, &tagged);
    mention_set_release(&set);
}

/* The table speaks of this document alone, --date of all. */
static void give_date(const struct run *run, size_t index, struct document *document, struct arena *arena)
{
    metadata_apply(&run->metadata, index, document, arena);
    if (document->given_date.len == 0) {
        document->given_date = run->settings->date
                                   ? slice_of(run->settings->date)
                                   : name_date_of_path(document->path, run->settings->date_from_name, arena);
    }
}

/* FOLDER/a/b.tml of a/b.txt, the folders made. */
static const char *place_in_folder(const struct run *run, struct slice path, struct arena *arena)
{
    struct slice name = base_name(path);
    size_t folders = path.len - name.len, stem = name.len;
    while (stem > 1 && name.ptr[stem - 1] != '.') {
        stem--;
    }
    name = stem > 1 ? slice_sub(name, 0, stem - 1) : name;
    const char *folder =
        arena_string(arena, arena_format(arena, "%s/%.*s", run->settings->out, (int)folders, path.ptr));
    struct diagnostics errors = {0};
    bool is_made = file_make_folder(folder, &errors) == STATUS_OK;
    output_diagnostics(&errors);
    return is_made ? arena_string(arena, arena_format(arena, "%s%.*s%s", folder, SLICE_ARG(name), run->format->ending))
                   : NULL;
}

/* Writes what there is, of the document at hand or of all. */
static bool flush(struct run *run, struct slice path, struct arena *arena)
{
    const char *place = run->is_folder ? place_in_folder(run, path, arena) : run->settings->out;
    struct slice bytes = buffer_slice(&run->out);
    bool is_written = run->is_folder ? place && output_one_of_many(place, bytes) : output_file(place, bytes);
    buffer_release(&run->out);
    run->out = (struct buffer){0};
    return is_written;
}

static bool tag(struct run *run, const struct found *found, size_t index)
{
    const struct found_file *file = &found->files[index];
    struct read_words read_words = packs_read_words(run->program);
    struct arena arena;
    arena_init(&arena);
    struct document document = {0};
    struct diagnostics errors = {0};
    bool is_written = true;
    if (document_read(&document, file->name, file->path, &read_words, &arena, &errors) == STATUS_OK) {
        give_date(run, index, &document, &arena);
        if (run->format->begin && run->is_folder) {
            run->format->begin(&run->out);
        }
        write_tagged(run, &document, &arena);
        is_written = (run->format->is_table && !run->is_folder) || flush(run, document.path, &arena);
    } else {
        run->failed++;
    }
    output_diagnostics(&errors);
    arena_release(&arena);
    return is_written;
}

static int tag_all(struct run *run, const struct found *found)
{
    struct arena arena;
    arena_init(&arena);
    bool is_written = true;
    run->scratch = scratch_new(run->program);
    if (run->format->begin && !run->is_folder) {
        run->format->begin(&run->out);
    }
    for (size_t i = 0; i < found->count && is_written; i++) {
        is_written = tag(run, found, i);
    }
    bool nothing = run->failed == found->count;
    if (is_written && !nothing && run->format->is_table && !run->is_folder) {
        is_written = flush(run, (struct slice){0}, &arena);
    }
    buffer_release(&run->out);
    scratch_free(run->scratch);
    arena_release(&arena);
    return !is_written || nothing ? EXIT_USAGE : run->failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}

/* Several documents need a folder, or a format in which they follow each other. */
static bool choose_place(struct run *run, size_t count)
{
    const char *out = run->settings->out;
    struct diagnostics errors = {0};
    if (count < 2 || (run->format->is_table && !(out && out[strlen(out) - 1] == '/'))) {
        return true;
    }
    if (!out || strcmp(out, "-") == 0) {
        fprintf(stderr, "annals tag: %zu documents as %s need a folder: --out FOLDER; or take --format ndjson or csv\n",
                count, run->format->name);
        return false;
    }
    if (slice_ends(slice_of(out), run->format->ending)) {
        fprintf(stderr, "annals tag: %zu documents need a folder, and --out '%s' is named as one file is\n", count,
                out);
        return false;
    }
    run->is_folder = file_make_folder(out, &errors) == STATUS_OK;
    output_diagnostics(&errors);
    return run->is_folder;
}

static bool settings_are_right(const struct settings *settings)
{
    int32_t ignored;
    return date_from_name_check("tag", settings->date_from_name) &&
           date_option_parse("tag", "date", settings->date, &ignored, &ignored) &&
           reading_options_check("tag", &settings->reading);
}

/* False where there is a table and it cannot be used. */
static bool read_table(struct run *run, const struct found *found, struct diagnostics *errors)
{
    if (run->settings->metadata && metadata_read(&run->metadata, run->settings->metadata, errors) != STATUS_OK &&
        !run->metadata.usable) {
        return false;
    }
    metadata_match(&run->metadata, found, errors);
    return true;
}

static int run_with(const struct settings *settings, struct text_list *operands)
{
    const struct tag_format *format = find_format(settings->format);
    if (!format || !settings_are_right(settings)) {
        return EXIT_USAGE;
    }
    if (operands->count == 0) {
        text_list_add(operands, "-");
    }
    struct found found = {0};
    struct diagnostics errors = {0};
    find_files(&found, operands->items, operands->count, &errors);
    struct run run = {.settings = settings, .format = format, .failed = 0};
    bool is_table_read = read_table(&run, &found, &errors);
    size_t missing = errors.error_count;
    output_diagnostics(&errors);
    struct program *program = NULL;
    int status = EXIT_USAGE;
    if (is_table_read && found.count > 0 && choose_place(&run, found.count)) {
        run.program = program = packs_load_times(&settings->rules, settings->alone);
        status = program ? tag_all(&run, &found) : EXIT_USAGE;
    }
    program_free(program);
    metadata_release(&run.metadata);
    found_release(&found);
    return status == EXIT_DONE && missing > 0 ? EXIT_SOME_FAILED : status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 0, 0);
    if (status < 0) {
        status = run_with(&settings, &operands);
    }
    text_list_release(&settings.rules);
    text_list_release(&operands);
    return status;
}

const struct command command_tag = {
    .name = "tag",
    .operands = "[PATH]...",
    .summary = "mark the time expressions of documents (TimeML, HTML, JSON, NDJSON, CSV)",
    .details = "The text comes out unchanged but for the tags and the escapes of XML. Relative\n"
               "dates are counted from the document's own date: of --metadata, else of --date,\n"
               "else in the file's name or in its head. Without a path standard input is read.\n"
               "Several documents go to a folder, one file each; as ndjson and csv they can\n"
               "follow each other.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
