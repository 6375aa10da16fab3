/* annals next: what is planned, put off or called off, by month, and who says so. */
#include "cli/sheet_command.h"

#define FIELD(name) offsetof(struct sheet_settings, name)

static const struct option options[] = {
    SHEET_OPTIONS,
    SHEET_OPTION_BOM,
    {OPTION_TEXT, 0, "as-of", "DAY", "what comes after this day (default: that of the newest document)", FIELD(as_of),
     0, 0},
    SELECT_OPTION_ORG(struct sheet_settings),
    SELECT_OPTIONS(struct sheet_settings),
};

static bool make(struct sheet_page *page, const struct selection *selection, struct table_options *wanted,
                 const char *operand, struct arena *arena, struct buffer *problem)
{
    (void)operand;
    (void)problem;
    next_make(page, selection, wanted, arena);
    return true;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct sheet_settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 1);
    if (status < 0) {
        status = sheet_run(command, &settings, &operands, make);
    }
    sheet_settings_release(&settings);
    text_list_release(&operands);
    return status;
}

const struct command command_next = {
    .name = "next",
    .operands = "KB.json",
    .summary = "list what comes next by month, and who says so since when",
    .details = "Plans, and what was postponed or cancelled; then plans whose date has passed with no\n"
               "later word. HTML, Markdown, CSV or Excel. KB.json is what 'annals build' wrote; - is\n"
               "standard input.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
