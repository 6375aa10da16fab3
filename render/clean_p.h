/* Text of strangers, made fit to be drawn. */
#ifndef ANNALS_RENDER_CLEAN_P_H
#define ANNALS_RENDER_CLEAN_P_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"

enum { CLEAN_MAX_BYTES = 4096 };

/* Valid UTF-8 without control characters, direction overrides and non-characters; white space folded to single spaces,
 * none at the ends; at most CLEAN_MAX_BYTES. */
struct slice clean_text(struct arena *arena, struct slice text);
/* The same with a capital first letter. */
struct slice clean_capital(struct arena *arena, struct slice text);

/* Appends text between the quotes of a DOT string: as a label, as a tooltip, as a plain value (id, class). */
void clean_add_label(struct buffer *out, struct slice text);
void clean_add_tooltip(struct buffer *out, struct slice text);
void clean_add_name(struct buffer *out, struct slice text);
/* Appends text as XML character data. */
void clean_add_xml(struct buffer *out, struct slice text);
/* A number with at most `decimals` (0..4) digits after the point, whatever the locale. */
void clean_add_number(struct buffer *out, double number, int decimals);

#endif
