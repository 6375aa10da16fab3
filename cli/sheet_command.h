/* What `annals table`, `next` and `profile` share: options, reading the knowledge base, writing the page. */
#ifndef ANNALS_CLI_SHEET_COMMAND_H
#define ANNALS_CLI_SHEET_COMMAND_H

#include "cli/command.h"
#include "cli/select_options.h"
#include "export/chronology.h"

/* Settings of the commands; each has a table with the rows that it understands. */
struct sheet_settings {
    const char *out, *format, *sort, *group, *as_of, *title, *caveat, *words;
    struct text_list columns;
    struct select_options select;
    bool evidence, bom, whole;
    bool several; /* the page is several tables, which a CSV cannot be */
};

/* Rows that all of them have. */
#define SHEET_OPTIONS                                                                                                \
    {OPTION_TEXT,                                                                                                    \
     'o',                                                                                                            \
     "out",                                                                                                          \
     "FILE",                                                                                                         \
     "where to write; its ending says the format (default: standard output)",                                        \
     offsetof(struct sheet_settings, out),                                                                           \
     0,                                                                                                              \
     0},                                                                                                             \
        {OPTION_TEXT,                                                                                                \
         0,                                                                                                          \
         "format",                                                                                                   \
         "FORMAT",                                                                                                   \
         "html, md, csv or xlsx (default: md); a profile is no csv",                                                 \
         offsetof(struct sheet_settings, format),                                                                    \
         0,                                                                                                          \
         0},                                                                                                         \
        {OPTION_TEXT,                                                                                                \
         0,                                                                                                          \
         "title",                                                                                                    \
         "TEXT",                                                                                                     \
         "a title instead of the one that is made",                                                                  \
         offsetof(struct sheet_settings, title),                                                                     \
         0,                                                                                                          \
         0},                                                                                                         \
        {OPTION_TEXT,                                                                                                \
         0,                                                                                                          \
         "words",                                                                                                    \
         "FILE",                                                                                                     \
         "a YAML file with the words of your language: tables:, and words: of dates and stages",                     \
         offsetof(struct sheet_settings, words),                                                                     \
         0,                                                                                                          \
         0},                                                                                                         \
    {                                                                                                                \
        OPTION_TEXT, 0, "caveat", "TEXT", "a line of your own at the foot", offsetof(struct sheet_settings, caveat), \
            0, 0                                                                                                     \
    }

/* Of those that are one table. */
#define SHEET_OPTION_BOM                                                                        \
    {                                                                                           \
        OPTION_FLAG, 0, "bom", NULL, "csv: begin with a byte order mark, which Excel asks for", \
            offsetof(struct sheet_settings, bom), 0, 0                                          \
    }

/* Fills the page; false with a problem where a name is not there. */
typedef bool sheet_make(struct sheet_page *page, const struct selection *selection, struct table_options *options,
                        const char *operand, struct arena *arena, struct buffer *problem);

/* Reads the knowledge base at the first operand, makes the page, writes it. Returns the exit status; everything wrong
 * is printed. */
int sheet_run(const struct command *command, const struct sheet_settings *settings, const struct text_list *operands,
              sheet_make *make);

void sheet_settings_release(struct sheet_settings *settings);

#endif
