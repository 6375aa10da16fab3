/* annals resolve: mentions to knowledge base, the second half of a build. */
#include <string.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/dates_option.h"
#include "cli/output.h"
#include "cli/user_files.h"
#include "export/kb_json.h"
#include "kb/read_mentions.h"
#include "kb/resolve.h"

struct settings {
    const char *out, *date, *as_of;
    struct text_list corrections, names;
};

static const struct option options[] = {
    {OPTION_TEXT, 'o', "out", "FILE", "where to write kb.json (default: standard output)",
     offsetof(struct settings, out), 0, 0},
    {OPTION_TEXT, 0, "date", "DATE", "the date of documents that have none: 2018-09-26, 2018-09 or 2018",
     offsetof(struct settings, date), 0, 0},
    {OPTION_TEXT, 0, "as-of", "DAY", "the day on which plans are judged (default: that of the newest document)",
     offsetof(struct settings, as_of), 0, 0},
    OPTION_CORRECTIONS(struct settings),
    OPTION_NAMES(struct settings),
};

static bool read_all(const struct text_list *paths, struct mention_file *file)
{
    bool is_clean = true;
    for (size_t i = 0; i < paths->count; i++) {
        struct buffer bytes = {0};
        struct diagnostics errors = {0};
        const char *name = strcmp(paths->items[i], "-") == 0 ? "standard input" : paths->items[i];
        if (file_read(paths->items[i], 0, &bytes, &errors) != STATUS_OK ||
            mention_file_read(file, buffer_slice(&bytes), name, &errors) != STATUS_OK) {
            is_clean = false;
        }
        output_diagnostics(&errors);
        buffer_release(&bytes);
    }
    return is_clean;
}

/* Resolves and writes; status is that of the reading. */
static int resolve_all(const struct settings *settings, const struct user_files *files, struct mention_file *file,
                       int status)
{
    struct diagnostics errors = {0};
    struct resolve_options resolve_options = {
        .given_date = slice_of(settings->date),
        .as_of = slice_of(settings->as_of),
        .rules_hash = file->rules_hash,
        .words = &file->words,
        .corrections = &files->corrections,
        .errors = &errors,
    };
    struct kb kb = {0};
    kb_resolve(&kb, file->sets, file->count, &resolve_options);
    status = errors.error_count + errors.warning_count > 0 ? EXIT_SOME_FAILED : status;
    size_t before = errors.error_count;
    house_names_apply(&files->names, &kb, &errors);
    status = errors.error_count > before ? EXIT_SOME_FAILED : status;
    diagnostics_sort(&errors);
    output_diagnostics(&errors);
    struct buffer bytes = {0};
    kb_write_json(&bytes, &kb);
    status = output_file(settings->out, buffer_slice(&bytes)) ? status : EXIT_USAGE;
    buffer_release(&bytes);
    kb_release(&kb);
    return status;
}

static int resolve(const struct settings *settings, const struct text_list *paths)
{
    struct user_files files = {0};
    struct mention_file file = {0};
    int status = EXIT_USAGE;
    if (user_files_read(&files, &settings->corrections, &settings->names, NULL, NULL)) {
        status = read_all(paths, &file) ? EXIT_DONE : EXIT_SOME_FAILED;
        status = file.has_header ? resolve_all(settings, &files, &file, status) : EXIT_USAGE;
    }
    mention_file_release(&file);
    user_files_release(&files);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int32_t ignored;
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 0);
    if (status < 0) {
        bool is_valid = date_option_parse("resolve", "date", settings.date, &ignored, &ignored) &&
                        date_option_parse("resolve", "as-of", settings.as_of, &ignored, &ignored);
        status = is_valid ? resolve(&settings, &operands) : EXIT_USAGE;
    }
    text_list_release(&settings.corrections);
    text_list_release(&settings.names);
    text_list_release(&operands);
    return status;
}

const struct command command_resolve = {
    .name = "resolve",
    .operands = "MENTIONS.ndjson...",
    .summary = "make a knowledge base of what 'annals extract' wrote",
    .details = "The second half of 'annals build'. The order of the files and how documents are\n"
               "spread over them do not matter: the result is the same, byte for byte.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
