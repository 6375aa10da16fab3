/* PDF bytes that depend on the picture only. */
#ifndef ANNALS_RENDER_PDF_P_H
#define ANNALS_RENDER_PDF_P_H

#include "base/buffer.h"

/* Overwrites the times of making in place with midnight of the ISO date as_of (empty: 1970-01-01), so that no offset in
 * the file changes. */
void pdf_fix_dates(struct buffer *pdf, struct slice as_of);

#endif
