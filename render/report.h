/* The report: one HTML file that holds the pictures, every event with its evidence, and a way to search them. It needs
 * nothing else: no network, no other file (docs/report.md). */
#ifndef ANNALS_RENDER_REPORT_H
#define ANNALS_RENDER_REPORT_H

#include "base/buffer.h"
#include "kb/diff.h"
#include "kb/kb.h"
#include "render/render.h"

/* Data that is longer than this goes into the file deflated. */
enum { REPORT_MAX_PLAIN = 512 * 1024 };

/* Slices are borrowed; empty where there is none. */
struct report_options {
    struct slice title;
    struct slice caveat;                         /* a line of the user's own at the foot */
    const struct render_theme *theme;            /* its texts; NULL: English */
    struct slice pictures[RENDER_PICTURE_COUNT]; /* SVG as render_many draws it; empty: it could not be drawn */
    const struct kb *before;                     /* the knowledge base of the last build; NULL: none */
    const struct kb_diff *changes;               /* since then; where before is NULL it is not looked at */
};

/* Appends the whole file to out. The same knowledge base and options give the same bytes. */
void report_write(struct buffer *out, const struct kb *kb, const struct report_options *options);

#endif
