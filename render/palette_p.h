/* Colours and shapes: Okabe-Ito, as far as it carries lines on white. What a colour says, a shape or a word says too.
 */
#ifndef ANNALS_RENDER_PALETTE_P_H
#define ANNALS_RENDER_PALETTE_P_H

#include "base/slice.h"
#include "render/scene_p.h"

#define PALETTE_TEXT      "#1A1A1A"
#define PALETTE_MUTED     "#4D4D4D"
#define PALETTE_GRID      "#DDDDDD"
#define PALETTE_RULE      "#8C8C8C"
#define PALETTE_BAND      "#F6F6F6"
#define PALETTE_WHITE     "#FFFFFF"
#define PALETTE_BLUE      "#0072B2"
#define PALETTE_VERMILION "#D55E00"
#define PALETTE_GREEN     "#009E73"
#define PALETTE_PURPLE    "#CC79A7"
#define PALETTE_GREY      "#6B6B6B"

struct palette_class {
    const char *name;   /* NULL: any other class */
    const char *stroke; /* at least 3:1 on white */
    const char *fill;   /* of what is solid */
    const char *pale;   /* of what is uncertain */
    enum scene_shape shape;
};

/* In order of importance; the place in it is the class's rank. */
const struct palette_class *palette_find(struct slice class);
size_t palette_rank(struct slice class);

struct palette_link {
    const char *name;
    const char *stroke;
    enum scene_line line;
    bool arrow;
};

const struct palette_link *palette_link(struct slice type);
size_t palette_link_rank(struct slice type);

#endif
