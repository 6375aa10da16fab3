/* Which events are shown: options that every command which shows a knowledge base shares. */
#ifndef ANNALS_CLI_SELECT_OPTIONS_H
#define ANNALS_CLI_SELECT_OPTIONS_H

#include "base/arena.h"
#include "cli/options.h"
#include "kb/select.h"

struct select_options {
    struct text_list lists[SELECT_FIELD_COUNT];
    const char *from, *to, *match;
    int sources;
    bool statements;
};

enum { SELECT_MAX_SOURCES = 1000000 };

/* One row that fills a list of the member `select` of the command's settings. */
#define SELECT_ROW(settings, field, name, argument, help)                                    \
    {                                                                                        \
        OPTION_LIST, 0, name, argument, help,                                                \
            offsetof(settings, select) + offsetof(struct select_options, lists[field]), 0, 0 \
    }

/* Rows of a command's table; `annals network` has an --org of its own. */
#define SELECT_OPTION_ORG(settings)                          \
    SELECT_ROW(settings, SELECT_ORGANIZATION, "org", "NAME", \
               "only events with this organization or a part of it: name, acronym or id")

#define SELECT_OPTIONS(settings)                                                                         \
    SELECT_ROW(settings, SELECT_CLASS, "class", "CLASS",                                                 \
               "only events of this class (meeting, agreement, …); may be given again, or with commas"), \
        SELECT_ROW(settings, SELECT_TYPE, "type", "TYPE", "only events of this type (the finer word)"),  \
        SELECT_ROW(settings, SELECT_PLACE, "place", "NAME", "only events at this place"),                \
        SELECT_ROW(settings, SELECT_SERIES, "series", "NAME", "only events of this series"),             \
        SELECT_ROW(settings, SELECT_STATUS, "status", "STATUS",                                          \
                   "only what is planned, unconfirmed, occurred, postponed, cancelled or unknown"),      \
        SELECT_ROW(settings, SELECT_DOCUMENT, "document", "PATH",                                        \
                   "only what this document tells of: its path, the end of it, a folder, or its id"),    \
        SELECT_ROW(settings, SELECT_BASIS, "basis", "BASIS",                                             \
                   "only dates that are stated, relative, inferred, given, or none"),                    \
        {OPTION_NUMBER,                                                                                  \
         0,                                                                                              \
         "sources",                                                                                      \
         "N",                                                                                            \
         "only what at least so many independent sources tell of",                                       \
         offsetof(settings, select.sources),                                                             \
         1,                                                                                              \
         SELECT_MAX_SOURCES},                                                                            \
        {OPTION_TEXT,                                                                                    \
         0,                                                                                              \
         "from",                                                                                         \
         "DATE",                                                                                         \
         "nothing before this date: 2018, 2018-09 or 2018-09-26",                                        \
         offsetof(settings, select.from),                                                                \
         0,                                                                                              \
         0},                                                                                             \
        {OPTION_TEXT, 0, "to", "DATE", "nothing after this date", offsetof(settings, select.to), 0, 0},  \
        {OPTION_TEXT,                                                                                    \
         0,                                                                                              \
         "match",                                                                                        \
         "TEXT",                                                                                         \
         "only what has these words in it, case and accents aside",                                      \
         offsetof(settings, select.match),                                                               \
         0,                                                                                              \
         0},                                                                                             \
    {                                                                                                    \
        OPTION_FLAG, 0, "statements", NULL, "the documents' own statements as well",                     \
            offsetof(settings, select.statements), 0, 0                                                  \
    }

/* The wish, its arrays in the arena. Prints what is wrong with dates and returns false. */
bool select_options_wish(const char *command, const struct select_options *options, struct select_wish *wish,
                         struct arena *arena);

void select_options_release(struct select_options *options);

#endif
