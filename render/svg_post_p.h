/* What Graphviz cannot write into its SVG. */
#ifndef ANNALS_RENDER_SVG_POST_P_H
#define ANNALS_RENDER_SVG_POST_P_H

#include "render/scene_p.h"

/* How large the page is, for the root element. */
struct svg_page {
    double width, height;    /* points: the view box */
    const char *paper_width; /* with a unit, as "297mm" */
    const char *paper_height;
    const struct scene *scene; /* what was drawn: title, description, and what each mark stands for */
    const char *link;          /* before the # of links from marks; "": the page that the picture stands in; NULL:
                                * no links */
    /* private to svg_post.c */
    struct arena arena;
    const char *family, *family_web, *bold, *bold_web;
};

/* Appends the SVG `from` to out with role, title and description at its root, each mark with its classes, its data
 * attribute and its link, its tooltip as its title, ids that begin with the scene's prefix, fonts that a browser knows,
 * and without the names of text-only nodes and comments. */
void svg_post(struct slice from, struct svg_page *page, struct buffer *out);

#endif
