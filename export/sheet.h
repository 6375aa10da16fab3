/* A page of tables, before it has a format: what `annals table`, `next` and `profile` fill and the writers write. All
 * text is plain (base/plain.h) and lives as long as the arena that it was made in. */
#ifndef ANNALS_EXPORT_SHEET_H
#define ANNALS_EXPORT_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

struct sheet_column {
    struct slice heading;
    double width; /* about so many characters; a share of the page */
    bool nowrap;  /* short: dates, keys */
    bool number;  /* holds whole numbers */
};

/* Rows [begin, end) belong together. */
struct sheet_group {
    struct slice heading;
    size_t begin, end;
};

struct sheet {
    struct slice heading;      /* "" on a page of one table */
    struct slice group_column; /* what the groups are, where a format has no headings between rows */
    struct sheet_column *columns;
    size_t column_count;
    struct slice *cells; /* rows after each other, each of column_count cells */
    size_t row_count;
    struct sheet_group *groups; /* in the order of rows; none: the rows are not grouped */
    size_t group_count;
    bool headless;     /* facts: the first column is the heading of its row */
    struct slice none; /* what to say where there is no row; "": the table is left out */
};

struct sheet_page {
    struct slice language; /* BCP 47 */
    struct slice title, subtitle;
    struct slice about; /* where title and notes stand in a workbook: the name of that worksheet */
    struct sheet *sheets;
    size_t sheet_count;
    struct slice *notes; /* at the foot, each a paragraph */
    size_t note_count;
    int32_t day; /* as of; CALENDAR_NO_DAY: unknown. XLSX says it was made then */
    bool upright;
};

enum sheet_format { SHEET_HTML, SHEET_MARKDOWN, SHEET_CSV, SHEET_XLSX, SHEET_FORMAT_COUNT };

struct sheet_options {
    bool bom; /* CSV: begins with a byte order mark, which Excel asks for */
};

/* By name or ending of a file: html htm md markdown csv xlsx; false where it is none of them. */
bool sheet_format_parse(struct slice name, enum sheet_format *format);
const char *sheet_format_name(enum sheet_format format);

/* Writes the page. CSV holds the first table alone, that being one table. Same page, same bytes. Fails, with a
 * diagnostic, where a workbook cannot be made: the system has no room for it, or it has too many rows. */
enum status sheet_write(const struct sheet_page *page, enum sheet_format format, const struct sheet_options *options,
                        struct buffer *out, struct diagnostics *errors);

#endif
