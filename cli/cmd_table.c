/* annals table: a knowledge base as a chronology that pastes into a text or a spreadsheet. */
#include "cli/sheet_command.h"

#define FIELD(name) offsetof(struct sheet_settings, name)

static const struct option options[] = {
    SHEET_OPTIONS,
    SHEET_OPTION_BOM,
    {OPTION_TEXT, 0, "sort", "KEY", "date, class, organization, place, status or sources (default: date)", FIELD(sort),
     0, 0},
    {OPTION_TEXT, 0, "group", "KEY",
     "class, type, organization, place, series, year, month, status or none (default: none)", FIELD(group), 0, 0},
    {OPTION_LIST, 0, "columns", "NAMES", "which columns, with commas (default: date,what,who,where,status,source)",
     FIELD(columns), 0, 0},
    {OPTION_FLAG, 0, "evidence", NULL, "a column with the sentences that tell of it", FIELD(evidence), 0, 0},
    SELECT_OPTION_ORG(struct sheet_settings),
    SELECT_OPTIONS(struct sheet_settings),
};

static bool make(struct sheet_page *page, const struct selection *selection, struct table_options *wanted,
                 const char *operand, struct arena *arena, struct buffer *problem)
{
    (void)operand;
    (void)problem;
    chronology_make(page, selection, wanted, arena);
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

const struct command command_table = {
    .name = "table",
    .operands = "KB.json",
    .summary = "write the chronology as a table: HTML, Markdown, CSV, Excel",
    .details = "Dates are as exact as the documents; [2022] is a year that was worked out. Each row\n"
               "names its sources and the line where they say so. KB.json is what 'annals build'\n"
               "wrote; - is standard input.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
