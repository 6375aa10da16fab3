/* One writer for each format. */
#ifndef ANNALS_EXPORT_SHEET_P_H
#define ANNALS_EXPORT_SHEET_P_H

#include "export/sheet.h"

typedef enum status sheet_writer(const struct sheet_page *page, const struct sheet_options *options, struct buffer *out,
                                 struct diagnostics *errors);

sheet_writer sheet_write_html, sheet_write_markdown, sheet_write_csv, sheet_write_xlsx;

/* The group that begins at a row, or NULL. *next: the group to look at next, 0 at first; rows must be asked for in
 * order. */
const struct sheet_group *sheet_group_at(const struct sheet *sheet, size_t row, size_t *next);

#endif
