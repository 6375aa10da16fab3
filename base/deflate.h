/* Packing bytes, over zlib (included by deflate.c alone), and writing them as text. */
#ifndef ANNALS_BASE_DEFLATE_H
#define ANNALS_BASE_DEFLATE_H

#include "base/buffer.h"

/* Appends the bytes in the zlib format (RFC 1950), which a browser calls "deflate". The same bytes give the same. */
void deflate_add(struct buffer *out, struct slice bytes);

/* Appends the bytes in base64 (RFC 4648) with its padding, on one line. */
void base64_add(struct buffer *out, struct slice bytes);

#endif
