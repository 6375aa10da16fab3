/* PDF bytes that depend on the picture only. */
#ifndef ANNALS_RENDER_PDF_P_H
#define ANNALS_RENDER_PDF_P_H

#include "base/buffer.h"

enum { PDF_STAMP_DIGITS = 14 };

/* The time of making, as PDF writes it: PDF_STAMP_DIGITS and NUL. */
void pdf_stamp(struct slice as_of, char *stamp);

/* Overwrites the times of making in place with midnight of the ISO date as_of (empty: 1970-01-01), so that no offset in
 * the file changes. */
void pdf_fix_dates(struct buffer *pdf, struct slice as_of);

/* Joins PDF files of one page each, in this order, with fixed metadata. False with a sentence in problem where one of
 * them cannot be read. */
bool pdf_join(const struct slice *files, size_t count, struct slice as_of, struct buffer *out, struct buffer *problem);

#endif
