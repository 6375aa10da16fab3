/* Chronologies for a brief: which event when, who, where, how far it is, and who says so; what comes next; a page about
 * one organization. Each fills a page that export/sheet.h writes in any format. Pure functions of knowledge base and
 * options; they do not share state. */
#ifndef ANNALS_EXPORT_CHRONOLOGY_H
#define ANNALS_EXPORT_CHRONOLOGY_H

#include "base/arena.h"
#include "export/sheet.h"
#include "export/words.h"
#include "kb/select.h"

enum table_column {
    TABLE_DATE,
    TABLE_FROM, /* first and last day that the date can mean, as ISO dates, for sorting */
    TABLE_TO,
    TABLE_EDTF,
    TABLE_CLASS,
    TABLE_TYPE,
    TABLE_WHAT,
    TABLE_WHO,
    TABLE_WHERE,
    TABLE_SERIES,
    TABLE_STATUS,
    TABLE_BASIS,
    TABLE_SOURCES,  /* how many independent ones */
    TABLE_SOURCE,   /* "S1 line 12", with a key below */
    TABLE_CITATION, /* the same in full: author, date, path, line */
    TABLE_EVIDENCE, /* sentences */
    TABLE_ID,
    TABLE_FIRST_SAID, /* who told of the plan first, and when */
    TABLE_LAST_SAID,
    TABLE_COLUMN_COUNT
};

enum table_sort {
    TABLE_BY_DATE,
    TABLE_BY_CLASS,
    TABLE_BY_ORGANIZATION,
    TABLE_BY_PLACE,
    TABLE_BY_STATUS,
    TABLE_BY_SOURCES,
    TABLE_SORT_COUNT
};

enum table_group {
    TABLE_NO_GROUP,
    TABLE_GROUP_CLASS,
    TABLE_GROUP_TYPE,
    TABLE_GROUP_ORGANIZATION,
    TABLE_GROUP_PLACE,
    TABLE_GROUP_SERIES,
    TABLE_GROUP_YEAR,
    TABLE_GROUP_MONTH,
    TABLE_GROUP_STATUS,
    TABLE_GROUP_COUNT
};

bool table_column_parse(struct slice name, enum table_column *column);
bool table_sort_parse(struct slice name, enum table_sort *sort);
bool table_group_parse(struct slice name, enum table_group *group);

/* The words to use; NULL for those of English. */
struct table_words {
    const struct export_words *words;
    const struct kb_words *dates;
};

struct table_options {
    const enum table_column *columns; /* none: date, what, who, where, status, source */
    size_t column_count;
    enum table_sort sort;
    enum table_group group;
    int32_t as_of;              /* of what comes next: the day that it begins after; CALENDAR_NO_DAY: as_of of the
                                   knowledge base */
    bool whole;                 /* of a profile: all events, however many */
    struct slice title, caveat; /* empty: one is made; none */
    struct table_words words;
};

/* Fills page from the events that the selection keeps; everything lives in the arena. */
void chronology_make(struct sheet_page *page, const struct selection *selection, const struct table_options *options,
                     struct arena *arena);

/* Plans, and what was put off or called off, by month, with who told of it first and last; then plans whose date has
 * passed. */
void next_make(struct sheet_page *page, const struct selection *selection, const struct table_options *options,
               struct arena *arena);

/* An organization (or a state, a person, a place): names, what it is part of, agreements, events, what comes next. */
void profile_make(struct sheet_page *page, const struct selection *selection, uint32_t entity,
                  const struct table_options *options, struct arena *arena);

#endif
