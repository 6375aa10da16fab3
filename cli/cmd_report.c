/* annals report: the report of a knowledge base, made again from kb.json alone. */
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/kb_file.h"
#include "cli/output.h"
#include "cli/theme_option.h"
#include "render/report.h"

struct settings {
    const char *out, *title, *caveat, *since, *theme, *words;
};

static const struct option options[] = {
    {OPTION_TEXT, 'o', "out", "FILE", "where to write (default: standard output)", offsetof(struct settings, out), 0,
     0},
    {OPTION_TEXT, 0, "since", "OLD.json", "show what has changed since this knowledge base",
     offsetof(struct settings, since), 0, 0},
    {OPTION_TEXT, 0, "title", "TEXT", "a title instead of the one that is there", offsetof(struct settings, title), 0,
     0},
    {OPTION_TEXT, 0, "caveat", "TEXT", "a line of your own at the foot", offsetof(struct settings, caveat), 0, 0},
    OPTION_THEME(struct settings),
    OPTION_WORDS(struct settings),
};

/* Draws the pictures and writes the page. A picture that fails is told of; the page then says so in its place. */
static int write_report(const struct kb *kb, const struct kb *before, const struct settings *settings,
                        const struct render_theme *theme)
{
    struct kb_diff changes = {0};
    struct render_options defaults;
    struct render_request requests[RENDER_PICTURE_COUNT] = {0};
    struct report_options report = {
        .title = slice_of(settings->title), .caveat = slice_of(settings->caveat), .theme = theme};
    struct diagnostics errors = {0};
    render_options_init(&defaults);
    defaults.theme = theme;
    defaults.caveat = report.caveat;
    for (int i = 0; i < RENDER_PICTURE_COUNT; i++) {
        requests[i].picture = (enum render_picture)i;
        requests[i].options = &defaults;
        requests[i].formats = RENDER_BIT(RENDER_SVG);
    }
    enum status status = render_many(kb, requests, RENDER_PICTURE_COUNT, &errors);
    output_diagnostics(&errors);
    for (int i = 0; i < RENDER_PICTURE_COUNT; i++) {
        report.pictures[i] = buffer_slice(&requests[i].result.bytes[RENDER_SVG]);
    }
    struct buffer page = {0};
    if (before) {
        kb_diff_make(&changes, before, kb);
        report.before = before;
        report.changes = &changes;
    }
    report_write(&page, kb, &report);
    kb_diff_release(&changes);
    bool is_written = output_file(settings->out, buffer_slice(&page));
    buffer_release(&page);
    for (int i = 0; i < RENDER_PICTURE_COUNT; i++) {
        render_result_release(&requests[i].result);
    }
    return !is_written ? EXIT_USAGE : status == STATUS_OK ? EXIT_DONE : EXIT_SOME_FAILED;
}

static int read_and_write(const char *path, const struct settings *settings)
{
    struct kb kb = {0};
    struct kb before = {0};
    int status = EXIT_USAGE;
    struct render_theme *theme = theme_option_load("report", settings->theme, settings->words);
    if (theme && kb_file_read(path, &kb) && (!settings->since || kb_file_read(settings->since, &before))) {
        status = write_report(&kb, settings->since ? &before : NULL, settings, theme);
    }
    kb_release(&before);
    kb_release(&kb);
    render_theme_free(theme);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 1);
    if (status < 0) {
        bool to_terminal = !settings.out && isatty(STDOUT_FILENO);
        if (to_terminal) {
            fputs("annals report: a page is nothing for a terminal, name a file with -o\n", stderr);
        }
        status = to_terminal ? EXIT_USAGE : read_and_write(operands.items[0], &settings);
    }
    text_list_release(&operands);
    return status;
}

const struct command command_report = {
    .name = "report",
    .operands = "KB.json",
    .summary = "make the report of a knowledge base again",
    .details = "One HTML file with the pictures, every event and the sentences that say so, to be\n"
               "searched, printed, or sent. KB.json is what 'annals build' wrote; - is standard\n"
               "input.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
