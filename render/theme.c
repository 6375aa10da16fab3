/* The theme that is there without a file, which is that of themes/print.yaml, and what is looked up in a theme.
 * Okabe-Ito, as far as it carries lines on white. */
#include "render/theme_p.h"

#include <math.h>
#include <stdlib.h>

static const struct theme_class CLASSES[] = {
    {"meeting", NULL, "#0072B2", "#0072B2", "#CCE3F0", SCENE_CIRCLE},
    {"agreement", NULL, "#D55E00", "#D55E00", "#F7DFCC", SCENE_DIAMOND},
    {"document", NULL, "#009E73", "#009E73", "#CCECE3", SCENE_BOX},
    {"launch", NULL, "#CC79A7", "#CC79A7", "#F5E4ED", SCENE_TRIANGLE},
    {"visit", NULL, "#5A4300", "#E69F00", "#FAECCC", SCENE_TRIANGLE_DOWN},
    {"statement", NULL, "#1F4F69", "#56B4E9", "#DDF0FB", SCENE_HEXAGON},
    {NULL, NULL, "#6B6B6B", "#6B6B6B", "#E4E4E4", SCENE_PENTAGON},
};

/* Dashed is kept for what is planned. */
static const struct theme_link LINKS[] = {
    {"agreement", NULL, "#0072B2", SCENE_SOLID, SCENE_NO_ARROW},
    {"organizes_with", NULL, "#009E73", SCENE_DOUBLE, SCENE_NO_ARROW},
    {"member_of", NULL, "#D55E00", SCENE_DOTTED, SCENE_ARROW},
    {"part_of", NULL, "#333333", SCENE_SOLID, SCENE_ARROW},
    {"supports", NULL, "#CC79A7", SCENE_SOLID, SCENE_OPEN_ARROW},
    {NULL, NULL, "#6B6B6B", SCENE_DOTTED, SCENE_NO_ARROW},
};

/* Hollow where it has not happened; thin where nobody says whether it did. */
static const struct theme_status STATUSES[THEME_STATUSES] = {
    {"occurred", NULL, NULL, 0.9},     {"planned", NULL, "", 1.3}, {"postponed", NULL, "", 1.3},
    {"cancelled", "#6B6B6B", "", 0.9}, {"unknown", NULL, "", 0.5},
};

void theme_init(struct render_theme *theme)
{
    *theme = (struct render_theme){
        .font = MEASURE_FONT,
        .text_size = 8.0,
        .title_size = 15.0,
        .subtitle_size = 9.5,
        .lane_size = 9.0,
        .colors = {.background = "#FFFFFF",
                   .text = "#1A1A1A",
                   .muted = "#4D4D4D",
                   .grid = "#DDDDDD",
                   .grid_strong = "#BDBDBD",
                   .rule = "#8C8C8C",
                   .gap = "#ECECEC",
                   .panel = "#EDEDED",
                   .pale = "#E4E4E4",
                   .outline = "#333333",
                   .as_of = "#D55E00",
                   .accent = "#0072B2",
                   .on_accent = "#FFFFFF",
                   .faint = "#6B6B6B"},
        .class_count = sizeof CLASSES / sizeof CLASSES[0],
        .link_count = sizeof LINKS / sizeof LINKS[0],
        .words = RENDER_WORDS_EN,
    };
    memcpy(theme->classes, CLASSES, sizeof CLASSES);
    memcpy(theme->links, LINKS, sizeof LINKS);
    memcpy(theme->statuses, STATUSES, sizeof STATUSES);
}

struct render_theme *render_theme_new(void)
{
    struct render_theme *theme = memory_zero(1, sizeof *theme);
    theme_init(theme);
    return theme;
}

void render_theme_free(struct render_theme *theme)
{
    if (theme) {
        arena_release(&theme->arena);
        free(theme);
    }
}

size_t theme_class_rank(const struct render_theme *theme, struct slice name)
{
    size_t i = 0;
    while (theme->classes[i].name && !slice_is(name, theme->classes[i].name)) {
        i++;
    }
    return i;
}

const struct theme_class *theme_class(const struct render_theme *theme, struct slice name)
{
    return &theme->classes[theme_class_rank(theme, name)];
}

size_t theme_link_rank(const struct render_theme *theme, struct slice type)
{
    size_t i = 0;
    while (theme->links[i].name && !slice_is(type, theme->links[i].name)) {
        i++;
    }
    return i;
}

const struct theme_link *theme_link(const struct render_theme *theme, struct slice type)
{
    return &theme->links[theme_link_rank(theme, type)];
}

const struct theme_status *theme_status(const struct render_theme *theme, struct slice status)
{
    size_t i = 0;
    while (i + 1 < THEME_STATUSES && !slice_is(status, theme->statuses[i].name)) {
        i++;
    }
    return &theme->statuses[i];
}

size_t theme_lane(const struct render_theme *theme, struct slice name)
{
    for (size_t i = 0; i < theme->lane_count; i++) {
        if (slice_equal(name, theme->lanes[i])) {
            return i;
        }
    }
    return THEME_MAX_LANES;
}

/* Relative luminance, 0 to 1. */
static double luminance(const char *color)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    unsigned long value = strtoul(color + 1, NULL, 16);
    double sum = 0.0;
    for (unsigned i = 0; i < 3; i++) {
        double part = (double)((value >> (16 - 8 * i)) & 0xFF) / 255.0;
        sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double theme_contrast(const char *a, const char *b)
{
    double x = luminance(a);
    double y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}
