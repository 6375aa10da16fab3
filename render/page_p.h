/* What every page has: title above; legend, sources, notes and the line of origin below. The picture goes between. */
#ifndef ANNALS_RENDER_PAGE_P_H
#define ANNALS_RENDER_PAGE_P_H

#include "render/picture_p.h"
#include "render/sources_p.h"
#include "render/theme_p.h"

enum { PAGE_MAX_LEGEND = 24, PAGE_SOURCE_ROWS = 6, PAGE_MAX_NOTES = 6 };

struct page_legend {
    enum scene_shape shape;
    const char *fill;
    const char *stroke;
    enum scene_line line;
    double pen;
    double width;     /* of the sample: 8 for a point, 18 for a bar */
    bool rule;        /* a line, not a shape */
    const char *sign; /* a character in the place of a shape, or NULL */
    struct slice text;
    enum scene_arrow arrow; /* of a rule */
};

struct page {
    struct scene *scene;
    const struct kb *kb;
    const struct render_options *options;
    const struct render_theme *theme;
    const struct render_words *words;
    double line;                     /* from one line of small text to the next */
    struct arena *arena;             /* the scene's */
    double left, right, top, bottom; /* of the room for the picture: shrinks as the furniture is set */
    struct page_legend legend[PAGE_MAX_LEGEND];
    size_t legend_count;
    struct slice notes[PAGE_MAX_NOTES]; /* lines above the line of origin */
    size_t note_count;
    double origin_y; /* where page_origin writes */
    size_t reserved; /* lines of the foot that are written later, by page_reserved */
    double reserved_y;
    bool paged; /* other pages follow or go before */
};

void page_init(struct page *page, struct scene *scene, const struct kb *kb, const struct render_options *options);

/* Title and subtitle: the user's, else those given. Sets the scene's title. */
void page_head(struct page *page, struct slice title, struct slice subtitle);

void page_add_legend(struct page *page, struct page_legend entry);
void page_add_note(struct page *page, struct slice note);

/* How many sources have room at the foot. */
size_t page_source_room(const struct page *page);
/* Everything below the picture, from the bottom up; sets page->bottom. sources may be NULL. */
void page_foot(struct page *page, const struct sources *sources);
/* Writes into the reserved lines. */
void page_reserved(struct page *page, struct slice text);
/* "2 / 7" in the upper corner. */
void page_number(struct scene *scene, size_t number, size_t count);
/* The last line of the foot, once it is known what was shown. Sets the scene's description. */
void page_origin(struct page *page, const struct render_report *report);

/* A sentence in the middle of the empty picture. */
void page_say(struct page *page, const char *sentence);

#endif
