/* annals tag: time expressions of one document, as TimeML or JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/dates_option.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "export/timeml.h"
#include "ingest/read.h"

struct settings {
    struct text_list rules;
    bool alone;
    const char *date, *format, *out;
};

struct tag_format {
    const char *name;
    void (*write)(struct buffer *out, const struct tagged_document *document);
};

static const struct tag_format formats[] = {{"timeml", timeml_write}, {"json", tag_json_write}};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

static const struct option options[] = {
    {OPTION_TEXT, 0, "date", "DATE", "when the document was written: 2018-09-26, 2018-09 or 2018",
     offsetof(struct settings, date), 0, 0},
    {OPTION_TEXT, 0, "format", "FORMAT", "timeml or json (default: timeml)", offsetof(struct settings, format), 0, 0},
    {OPTION_TEXT, 'o', "out", "FILE", "where to write (default: standard output)", offsetof(struct settings, out), 0,
     0},
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
};

static const struct tag_format *find_format(const char *name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (!name || strcmp(name, formats[i].name) == 0) {
            return &formats[i];
        }
    }
    fprintf(stderr, "annals tag: --format is '%s', expected timeml or json\n", name);
    return NULL;
}

/* The name the document goes by: that of its file, without folders. */
static struct slice base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slice_of(slash && slash[1] != '\0' ? slash + 1 : path);
}

static bool write_tagged(const struct program *program, const struct document *document,
                         const struct tag_format *format, const char *out, struct arena *arena)
{
    struct scratch *scratch = scratch_new(program);
    struct mention_set set;
    extract_document(program, scratch, document, EXTRACT_TIMES, &set);
    struct anchor anchor;
    dates_document_anchor(&set, slice_of(NULL), &anchor, arena);
    struct resolved_time *times = arena_alloc_array(arena, set.time_count, sizeof *times);
    dates_resolve(&set, &anchor, times, arena);
    struct buffer bytes = {0};
    struct tagged_document tagged = {.set = &set, .source = document->source, .anchor = &anchor, .times = times};
    format->write(&bytes, &tagged);
    bool is_written = output_file(out, buffer_slice(&bytes));
    buffer_release(&bytes);
    mention_set_release(&set);
    scratch_free(scratch);
    return is_written;
}

static int tag(const struct settings *settings, const char *file, const struct program *program,
               const struct tag_format *format)
{
    const struct text_words *words = program_text_words(program);
    struct read_words read_words = {words->furniture, words->furniture_count};
    struct arena arena;
    arena_init(&arena);
    struct document document = {0};
    struct diagnostics errors = {0};
    int status = EXIT_USAGE;
    if (document_read(&document, file, base_name(file), &read_words, &arena, &errors) == STATUS_OK) {
        if (settings->date) {
            document.given_date = slice_of(settings->date);
        }
        status = write_tagged(program, &document, format, settings->out, &arena) ? EXIT_DONE : EXIT_USAGE;
    }
    output_diagnostics(&errors);
    arena_release(&arena);
    return status;
}

static int run_with(const struct settings *settings, const char *file)
{
    int32_t ignored;
    const struct tag_format *format = find_format(settings->format);
    if (!format || !date_option_parse("tag", "date", settings->date, &ignored, &ignored)) {
        return EXIT_USAGE;
    }
    struct program *program = packs_load_alone(&settings->rules, settings->alone);
    if (!program) {
        return EXIT_USAGE;
    }
    int status = tag(settings, file, program, format);
    program_free(program);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 1);
    if (status < 0) {
        status = run_with(&settings, operands.items[0]);
    }
    text_list_release(&settings.rules);
    text_list_release(&operands);
    return status;
}

const struct command command_tag = {
    .name = "tag",
    .operands = "FILE",
    .summary = "mark the time expressions of one document (TimeML, JSON)",
    .details = "The text comes out unchanged but for the TIMEX3 tags and XML escapes. Relative\n"
               "dates are counted from --date, else from the date in the document's head.\n"
               "FILE may be - for standard input.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
