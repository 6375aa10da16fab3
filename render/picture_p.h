/* The way from a scene to the formats, shared by all pictures. */
#ifndef ANNALS_RENDER_PICTURE_P_H
#define ANNALS_RENDER_PICTURE_P_H

#include "render/render.h"
#include "render/scene_p.h"

/* Fills a scene that was initialized for the page. On failure a sentence (as of a diagnostic) is in problem. */
typedef enum status picture_layout(const struct kb *kb, const struct render_options *options, struct scene *scene,
                                   struct render_report *report, struct buffer *problem);

/* Width and height in points for the options; either may be NULL. */
void picture_page(const struct render_options *options, double *width, double *height);

/* The pages of one picture, each a scene of its own. */
struct pages {
    const struct kb *kb;
    const struct render_options *options;
    struct measure *measure;
    const char *kind, *prefix;
    struct arena arena;
    struct scene **items;
    size_t count, capacity;
};

/* A new last page; its ids begin with the prefix and its number, but for the first. */
struct scene *pages_add(struct pages *pages);
void pages_drop(struct pages *pages);
void pages_release(struct pages *pages);

/* The timeline on as many pages as it takes: all of it, then stretch after stretch with every event named, then what
 * has no place on the axis and all sources. One page where that names everything. */
enum status timeline_lay_out_pages(struct pages *pages, struct render_report *report, struct buffer *problem);

picture_layout timeline_lay_out;
picture_layout network_lay_out;
picture_layout partners_lay_out;

#endif
