/* How a picture looks: colours, shapes, font, sizes, order of lanes, words. What a colour says, a shape or a word says
 * too. */
#ifndef ANNALS_RENDER_THEME_P_H
#define ANNALS_RENDER_THEME_P_H

#include "render/render.h"
#include "render/scene_p.h"
#include "render/words.h"

enum { THEME_MAX_CLASSES = 32, THEME_MAX_LINKS = 32, THEME_MAX_LANES = 128, THEME_STATUSES = 5 };

/* Colours are "#RRGGBB". */
struct theme_class {
    const char *name;    /* NULL: any other class */
    const char *label;   /* how a reader calls it; NULL: its name */
    const char *outline; /* at least 3:1 on the background */
    const char *fill;    /* of what is solid */
    const char *pale;    /* of what is uncertain */
    enum scene_shape shape;
};

struct theme_link {
    const char *name; /* NULL: any other type */
    const char *label;
    const char *color;
    enum scene_line line;
    enum scene_arrow arrow;
};

/* How a status changes the look of a mark. */
struct theme_status {
    const char *name;
    const char *outline; /* NULL: the class's */
    const char *fill;    /* NULL: the class's; "": the background */
    double pen;
};

struct theme_colors {
    const char *background, *text, *muted, *grid, *grid_strong, *rule, *gap, *panel, *pale, *outline, *as_of, *accent,
        *on_accent, *faint;
};

struct render_theme {
    struct arena arena; /* of what was read */
    const char *font;
    double text_size, title_size, subtitle_size, lane_size; /* points */
    struct theme_colors colors;
    struct theme_class classes[THEME_MAX_CLASSES]; /* in order of importance; the last one is for all others */
    size_t class_count;
    struct theme_link links[THEME_MAX_LINKS];
    size_t link_count;
    struct theme_status statuses[THEME_STATUSES];
    struct slice lanes[THEME_MAX_LANES]; /* names of lanes that come first, in this order */
    size_t lane_count;
    struct render_words words;
    struct slice report_texts; /* of the report as JSON; empty: English */
};

/* print, which is what there is without a theme */
void theme_init(struct render_theme *theme);

/* The place of a class in the list is its rank. */
const struct theme_class *theme_class(const struct render_theme *theme, struct slice name);
size_t theme_class_rank(const struct render_theme *theme, struct slice name);
const struct theme_link *theme_link(const struct render_theme *theme, struct slice type);
size_t theme_link_rank(const struct render_theme *theme, struct slice type);
const struct theme_status *theme_status(const struct render_theme *theme, struct slice status);
/* Where the theme wants a lane; THEME_MAX_LANES: nowhere in particular. */
size_t theme_lane(const struct render_theme *theme, struct slice name);

/* How far apart two colours are in brightness, 1 to 21, as WCAG 2 counts it. */
double theme_contrast(const char *a, const char *b);

#endif
