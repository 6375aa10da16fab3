/* One page of a picture before it is drawn: positions are final. Units are points (1/72 inch), x to the right, y down,
 * from the upper left corner of the page. Everything in a scene lives in its arena. For one thread. */
#ifndef ANNALS_RENDER_SCENE_P_H
#define ANNALS_RENDER_SCENE_P_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"
#include "render/measure_p.h"

struct render_theme;

enum scene_shape {
    SCENE_TEXT,
    SCENE_BOX,
    SCENE_ROUND,
    SCENE_CIRCLE,
    SCENE_DIAMOND,
    SCENE_TRIANGLE,
    SCENE_TRIANGLE_DOWN,
    SCENE_HEXAGON,
    SCENE_PENTAGON,
    SCENE_ARROW_LEFT,
    SCENE_ARROW_RIGHT
};

enum scene_line { SCENE_SOLID, SCENE_DASHED, SCENE_DOTTED, SCENE_DOUBLE /* edges only */ };

enum scene_arrow { SCENE_NO_ARROW, SCENE_ARROW, SCENE_OPEN_ARROW };

enum scene_align { SCENE_CENTRE, SCENE_LEFT, SCENE_RIGHT };

struct scene_box {
    double x, y, width, height;
};

/* What a mark stands for in the knowledge base, for data attributes and links of SVG. */
struct scene_target {
    const char *kind; /* "event", "entity", "relation"; NULL: nothing */
    struct slice ids; /* one, or several with spaces between; a link goes to the first */
    bool label;       /* the name beside a mark: it links too, but is not read out a second time */
};

/* A mark, a text, or both. Colours are "#RRGGBB"; NULL is none. */
struct scene_node {
    struct slice id;    /* unique; one is given where empty */
    struct slice class; /* for the class attribute of SVG */
    enum scene_shape shape;
    struct scene_box box; /* upper left corner and size */
    const char *fill;
    const char *stroke;
    enum scene_line line;
    double pen;
    const char *color; /* of the text */
    double size;       /* of the font; 0: no text */
    bool bold;
    enum scene_align align;
    const struct slice *lines; /* the text, wrapped already */
    size_t line_count;
    struct slice tooltip; /* the whole truth about the mark; empty: none */
    struct scene_target target;
    struct scene_box text_box; /* where the text is, set by scene_add */
};

/* A line between two nodes: a cubic spline of 3n + 1 points, x and y by turns. */
struct scene_edge {
    struct slice id, class;
    size_t from, to; /* node indexes */
    const double *points;
    size_t point_count;
    const char *stroke;
    enum scene_line line;
    double pen;
    enum scene_arrow arrow;
    struct slice tooltip;
    struct scene_target target;
};

/* What lies under everything, bands and grid: a filled rectangle, or without a fill a line from (x, y) to
 * (x + width, y + height). */
struct scene_shade {
    struct scene_box box;
    const char *fill; /* NULL: a line */
    const char *stroke;
    enum scene_line line;
    double pen;
};

struct scene {
    struct arena arena;
    const struct render_theme *theme; /* borrowed */
    struct measure *measure;          /* borrowed */
    double width, height;
    const char *kind;         /* "timeline", …: name of the graph */
    const char *prefix;       /* of all ids in SVG, so that several pictures may stand in one page */
    struct slice title, desc; /* for SVG */
    struct scene_node *nodes;
    size_t node_count, node_capacity;
    struct scene_edge *edges;
    size_t edge_count, edge_capacity;
    struct scene_shade *shades;
    size_t shade_count, shade_capacity;
    struct map ids; /* taken ones: twice the index of the node, or of the edge and one */
};

void scene_init(struct scene *scene, const struct render_theme *theme, struct measure *measure, const char *kind,
                const char *prefix, double width, double height);
void scene_release(struct scene *scene);
/* Empties it, for another try. */
void scene_reset(struct scene *scene);

/* `parts` as the words of a class attribute, each made one word; empty ones are left out. */
struct slice scene_class(struct arena *arena, const struct slice *parts, size_t count);

/* Adds a copy of node; returns its index. Pointers to nodes are valid until the next addition. */
size_t scene_add(struct scene *scene, const struct scene_node *node);
void scene_add_edge(struct scene *scene, const struct scene_edge *edge);
void scene_rectangle(struct scene *scene, struct scene_box box, const char *fill);
void scene_rule(struct scene *scene, double x1, double y1, double x2, double y2, const char *stroke,
                enum scene_line line, double pen);

/* The outline of a box in short dashes, under everything: Graphviz's own dashes are too long for small boxes. */
void scene_dash_box(struct scene *scene, struct scene_box box, const char *stroke, double pen);

/* One line of text with its left (or right, or middle) end at x and its top at y; returns the node. */
size_t scene_write(struct scene *scene, struct slice text, double x, double y, double size, bool bold,
                   const char *color, enum scene_align align);

bool scene_boxes_meet(struct scene_box a, struct scene_box b);

/* The scene as a Graphviz graph with pinned positions: `layout=nop2` is all that is left to do. */
void scene_write_dot(const struct scene *scene, struct buffer *out);

#endif
