/* annals diff: what has changed from one knowledge base to the next. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/diff_text.h"
#include "cli/kb_file.h"
#include "cli/output.h"

struct settings {
    const char *out, *format;
    bool exit_code;
};

static const struct option options[] = {
    {OPTION_TEXT, 'o', "out", "FILE", "where to write (default: standard output)", offsetof(struct settings, out), 0,
     0},
    {OPTION_TEXT, 0, "format", "FORMAT", "text, markdown or json (default: text)", offsetof(struct settings, format), 0,
     0},
    {OPTION_FLAG, 0, "exit-code", NULL, "exit status 1 where anything differs", offsetof(struct settings, exit_code), 0,
     0},
};

static int compare(const struct settings *settings, const struct kb *old, const struct kb *new)
{
    struct kb_diff diff;
    struct buffer out = {0};
    kb_diff_make(&diff, old, new);
    if (settings->format && strcmp(settings->format, "json") == 0) {
        diff_write_json(&out, &diff, old, new);
    } else {
        diff_write_text(&out, &diff, old, new, settings->format && strcmp(settings->format, "markdown") == 0);
    }
    int status = settings->exit_code && !diff_is_empty(&diff) ? EXIT_SOME_FAILED : EXIT_DONE;
    status = output_file(settings->out, buffer_slice(&out)) ? status : EXIT_USAGE;
    buffer_release(&out);
    kb_diff_release(&diff);
    return status;
}

static int read_and_compare(const struct settings *settings, const char *old_path, const char *new_path)
{
    struct kb old = {0};
    struct kb new = {0};
    bool is_read = kb_file_read(old_path, &old);
    is_read = kb_file_read(new_path, &new) && is_read;
    int status = is_read ? compare(settings, &old, &new) : EXIT_USAGE;
    kb_release(&old);
    kb_release(&new);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 2, 2);
    if (status < 0) {
        const char *format = settings.format ? settings.format : "text";
        bool is_known = strcmp(format, "text") == 0 || strcmp(format, "markdown") == 0 || strcmp(format, "json") == 0;
        if (!is_known) {
            fprintf(stderr, "annals diff: --format is '%s', expected text, markdown or json\n", format);
        }
        status = is_known ? read_and_compare(&settings, operands.items[0], operands.items[1]) : EXIT_USAGE;
    }
    text_list_release(&operands);
    return status;
}

const struct command command_diff = {
    .name = "diff",
    .operands = "OLD.json NEW.json",
    .summary = "say what has changed from one knowledge base to the next",
    .details = "Documents, events, relations and names that are new, changed, merged, split,\n"
               "rejected or gone. Events are matched by id, then by the words that tell of them,\n"
               "so that a renamed rule or another title is no change of everything.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
