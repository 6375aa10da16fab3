/* What tables, lists and profiles have in common: rows of events in order and in groups, a subtitle, a foot. */
#ifndef ANNALS_EXPORT_PAGE_P_H
#define ANNALS_EXPORT_PAGE_P_H

#include "export/cells_p.h"

struct page_row {
    const struct kb_event *event;
    struct slice group, group_key; /* heading; what groups are ordered by, "" last */
    struct slice sort_key;         /* "" last */
    size_t number;                 /* to sort by, downwards */
    size_t index;                  /* where it stood: of equals the earlier one comes first */
    bool passed;                   /* a plan whose date has passed: in a group of its own, at the end */
};

/* The events that the selection keeps, in their order. */
struct page_row *page_rows(struct cells *cells, const struct selection *selection, size_t *count);
void page_order(struct cells *cells, struct page_row *rows, size_t count, enum table_sort sort, enum table_group group);
/* Cites all of them and numbers the sources. */
void page_cite(struct cells *cells, const struct page_row *rows, size_t count);
void page_fill(struct cells *cells, struct sheet *sheet, const struct page_row *rows, size_t count,
               const enum table_column *columns);
/* One group for each run of rows with the same heading; none where the first has no heading. */
void page_groups(struct cells *cells, struct sheet *sheet, const struct page_row *rows, size_t count);

/* Day, language and room for so many tables. */
void page_begin(struct sheet_page *page, struct cells *cells, size_t sheets);
/* "49 events, as of 22 Mar 2024 · with Harbour Union" */
struct slice page_subtitle(struct cells *cells, const struct selection *selection, size_t count);
void page_notes(struct sheet_page *page, struct cells *cells, const struct selection *selection,
                const struct table_options *options);
/* Is it planned, put off, or called off and yet to come? *passed: planned, its date has passed. today may be
 * CALENDAR_NO_DAY: everything is to come. */
bool next_is_ahead(const struct kb_event *event, int32_t today, bool *passed);
/* Keeps the rows of which that is true and puts them in order; how many there are. */
size_t next_rows(struct cells *cells, struct page_row *rows, size_t count, int32_t today, bool by_month);

/* Day number of an ISO date, CALENDAR_NO_DAY where it is none. */
int32_t page_day(struct slice iso);

#endif
