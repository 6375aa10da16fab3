/* What Graphviz cannot write into its SVG. */
#ifndef ANNALS_RENDER_SVG_POST_P_H
#define ANNALS_RENDER_SVG_POST_P_H

#include "base/buffer.h"

/* How large the page is, for the root element. */
struct svg_page {
    double width, height;    /* points: the view box */
    const char *paper_width; /* with a unit, as "297mm" */
    const char *paper_height;
    struct slice title, desc;
};

/* Appends the SVG `from` to out with role, title and description at its root, the tooltip of each mark as its title,
 * fonts that a browser knows, and without the names of text-only nodes and comments. */
void svg_post(struct slice from, const struct svg_page *page, struct buffer *out);

#endif
