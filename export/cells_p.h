/* What stands in the cells of a table: an event's date, parties, place, stage and sources as a person writes them. */
#ifndef ANNALS_EXPORT_CELLS_P_H
#define ANNALS_EXPORT_CELLS_P_H

#include "export/chronology.h"

/* What the cells of one page share. */
struct cells {
    const struct kb *kb;
    const struct export_words *words;
    const struct kb_words *dates;
    uint32_t about; /* whose page it is; SELECT_NONE */
    size_t most;    /* sources that a cell names, or one more; the others are counted */
    struct arena *arena;
    bool *cited;       /* by document */
    uint32_t *numbers; /* by document: from 1 */
    uint32_t *order;   /* cited documents by number */
    size_t cited_count;
    uint32_t *seen; /* by document: scratch, the last event that was looked at */
    uint32_t turn;
    bool has_inferred; /* a year in brackets was written */
};

void cells_init(struct cells *cells, const struct kb *kb, const struct table_words *words, struct arena *arena);

/* Cite all events and relations of the page, then number: documents by date. */
void cells_cite_event(struct cells *cells, const struct kb_event *event);
void cells_cite_evidence(struct cells *cells, const struct kb_evidence *evidence, size_t count);
void cells_number(struct cells *cells);

struct slice cells_text(struct cells *cells, struct slice text);
/* The key under which names are compared. */
struct slice cells_folded(struct cells *cells, struct slice text);
struct slice cells_event(struct cells *cells, const struct kb_event *event, enum table_column column);
/* Columns that tell of sources. */
struct slice cells_told(struct cells *cells, const struct kb_event *event, enum table_column column);
struct slice cells_date(struct cells *cells, const struct kb_date *date, bool has_date);
struct slice cells_stage(struct cells *cells, struct slice status);
/* "S1 line 12; S3 line 4" */
struct slice cells_evidence(struct cells *cells, const struct kb_evidence *evidence, size_t count);
/* The first organization that has a role, else the first of any kind; SELECT_NONE. */
uint32_t cells_first_body(const struct cells *cells, const struct kb_event *event);

/* The key of sources as a table of its own. */
void cells_sources(struct cells *cells, struct sheet *sheet);

/* Columns of a table, with headings and widths. */
void cells_columns(struct cells *cells, struct sheet *sheet, const enum table_column *columns, size_t count);

#endif
