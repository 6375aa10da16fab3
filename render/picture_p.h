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

picture_layout timeline_lay_out;
picture_layout network_lay_out;
picture_layout partners_lay_out;

#endif
