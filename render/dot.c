/* A scene as Graphviz reads it. */
#include <math.h>

#include "render/clean_p.h"
#include "render/scene_p.h"
#include "render/theme_p.h"

static const char *const SHAPE_NAMES[] = {
    [SCENE_TEXT] = "none",
    [SCENE_BOX] = "box",
    [SCENE_ROUND] = "box",
    [SCENE_CIRCLE] = "ellipse",
    [SCENE_DIAMOND] = "diamond",
    [SCENE_TRIANGLE] = "triangle",
    [SCENE_TRIANGLE_DOWN] = "invtriangle",
    [SCENE_HEXAGON] = "hexagon",
    [SCENE_PENTAGON] = "pentagon",
    [SCENE_ARROW_LEFT] = "larrow",
    [SCENE_ARROW_RIGHT] = "rarrow",
};

static const char *const LINE_NAMES[] = {
    [SCENE_SOLID] = "solid", [SCENE_DASHED] = "dashed", [SCENE_DOTTED] = "dotted", [SCENE_DOUBLE] = "solid"};

static const char *const ARROW_NAMES[] = {
    [SCENE_NO_ARROW] = "none", [SCENE_ARROW] = "normal", [SCENE_OPEN_ARROW] = "onormal"};

static const double ARROW_LENGTH = 6.0; /* Graphviz draws 10 points at arrowsize 1 */

static void add_key(struct buffer *out, const char *key)
{
    buffer_format(out, ", %s=", key);
}

static void add_number(struct buffer *out, const char *key, double number, int decimals)
{
    add_key(out, key);
    buffer_add_byte(out, '"');
    clean_add_number(out, number, decimals);
    buffer_add_byte(out, '"');
}

static void add_word(struct buffer *out, const char *key, const char *word)
{
    add_key(out, key);
    buffer_format(out, "\"%s\"", word);
}

static void add_point(struct buffer *out, const struct scene *scene, double x, double y)
{
    clean_add_number(out, x, 2);
    buffer_add_byte(out, ',');
    clean_add_number(out, scene->height - y, 2);
}

static void add_id(struct buffer *out, const char *key, struct slice name)
{
    buffer_format(out, "%s=\"", key);
    clean_add_name(out, name);
    buffer_add_byte(out, '"');
}

static void add_label(struct buffer *out, const struct scene *scene, const struct scene_node *node)
{
    static const char *const ends[] = {[SCENE_CENTRE] = "\\n", [SCENE_LEFT] = "\\l", [SCENE_RIGHT] = "\\r"};
    if (node->line_count == 0) {
        return;
    }
    add_key(out, "label");
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < node->line_count; i++) {
        clean_add_label(out, node->lines[i]);
        if (node->align != SCENE_CENTRE || i + 1 < node->line_count) {
            buffer_add_text(out, ends[node->align]);
        }
    }
    buffer_add_byte(out, '"');
    add_number(out, "fontsize", node->size, 1);
    if (node->bold) {
        add_key(out, "fontname");
        buffer_format(out, "\"%s Bold\"", scene->theme->font);
    }
    if (node->color) {
        add_word(out, "fontcolor", node->color);
    }
}

static void add_tooltip(struct buffer *out, struct slice tooltip)
{
    if (tooltip.len > 0) {
        add_key(out, "tooltip");
        buffer_add_byte(out, '"');
        clean_add_tooltip(out, tooltip);
        buffer_add_byte(out, '"');
    }
}

static void add_style(struct buffer *out, const struct scene_node *node)
{
    add_key(out, "style");
    buffer_format(out, "\"%s%s%s\"", LINE_NAMES[node->line], node->fill ? ",filled" : "",
                  node->shape == SCENE_ROUND ? ",rounded" : "");
    if (node->fill) {
        add_word(out, "fillcolor", node->fill);
    }
    add_word(out, "color", node->stroke ? node->stroke : "transparent");
    if (node->pen > 0.0) {
        add_number(out, "penwidth", node->pen, 2);
    }
}

/* The box as Graphviz needs it: whole points, and for text a little wider than Pango says, as Graphviz adds to it and
 * centres what does not fit. The edge that the text stands at stays where it is. */
static struct scene_box drawn_box(const struct scene_node *node)
{
    struct scene_box box = node->box;
    if (node->shape == SCENE_TEXT) {
        double width = ceil(box.width) + 3.0;
        double more = width - box.width;
        box.x -= node->align == SCENE_RIGHT ? more : node->align == SCENE_CENTRE ? more / 2.0 : 0.0;
        box.width = width;
    }
    return box;
}

static void add_node(struct buffer *out, const struct scene *scene, const struct scene_node *node)
{
    buffer_add_text(out, "  \"");
    clean_add_name(out, node->id);
    buffer_add_text(out, "\" [");
    add_id(out, "id", node->id);
    add_id(out, ", class", node->class);
    struct scene_box box = drawn_box(node);
    buffer_add_text(out, ", pos=\"");
    add_point(out, scene, box.x + box.width / 2.0, box.y + box.height / 2.0);
    buffer_add_byte(out, '"');
    add_number(out, "width", box.width / 72.0, 4);
    add_number(out, "height", box.height / 72.0, 4);
    if (node->shape != SCENE_TEXT) {
        add_word(out, "shape", SHAPE_NAMES[node->shape]);
        add_style(out, node);
    } else if (node->fill) {
        add_word(out, "style", "filled");
        add_word(out, "fillcolor", node->fill);
    }
    add_label(out, scene, node);
    add_tooltip(out, node->tooltip);
    buffer_add_text(out, "];\n");
}

static void add_edge(struct buffer *out, const struct scene *scene, const struct scene_edge *edge)
{
    buffer_add_text(out, "  \"");
    clean_add_name(out, scene->nodes[edge->from].id);
    buffer_add_text(out, "\" -> \"");
    clean_add_name(out, scene->nodes[edge->to].id);
    buffer_add_text(out, "\" [");
    add_id(out, "id", edge->id);
    add_id(out, ", class", edge->class);
    buffer_add_text(out, ", pos=\"");
    size_t last = edge->point_count - 1;
    double end_x = edge->points[2 * last];
    double end_y = edge->points[2 * last + 1];
    if (edge->arrow) {
        buffer_add_text(out, "e,");
        add_point(out, scene, end_x, end_y);
        buffer_add_byte(out, ' ');
        double dx = end_x - edge->points[2 * last - 2];
        double dy = end_y - edge->points[2 * last - 1];
        double length = sqrt(dx * dx + dy * dy);
        double back = length > 0.0 ? ARROW_LENGTH / length : 0.0;
        end_x -= dx * back;
        end_y -= dy * back;
    }
    for (size_t i = 0; i < last; i++) {
        add_point(out, scene, edge->points[2 * i], edge->points[2 * i + 1]);
        buffer_add_byte(out, ' ');
    }
    add_point(out, scene, end_x, end_y);
    buffer_add_byte(out, '"');
    add_word(out, "arrowhead", ARROW_NAMES[edge->arrow]);
    if (edge->arrow) {
        add_number(out, "arrowsize", ARROW_LENGTH / 10.0, 2);
    }
    add_word(out, "style", LINE_NAMES[edge->line]);
    if (edge->line == SCENE_DOUBLE) {
        buffer_format(out, ", color=\"%s:%s:%s\"", edge->stroke, scene->theme->colors.background, edge->stroke);
    } else {
        add_word(out, "color", edge->stroke);
    }
    add_number(out, "penwidth", edge->pen, 2);
    add_tooltip(out, edge->tooltip);
    buffer_add_text(out, "];\n");
}

/* xdot operators: c pen colour, C fill colour, S style, P filled polygon, L line. */
static void add_color(struct buffer *out, char operator, const char * color)
{
    buffer_format(out, "%c %zu -%s ", operator, strlen(color), color);
}

static void add_shade(struct buffer *out, const struct scene *scene, const struct scene_shade *shade)
{
    const struct scene_box *box = &shade->box;
    double top = scene->height - box->y;
    double bottom = top - box->height;
    double xs[] = {box->x, box->x + box->width, box->x + box->width, box->x};
    double ys[] = {top, top, bottom, bottom};
    size_t count = shade->fill ? 4 : 2;
    if (!shade->fill) {
        ys[1] = bottom;
        struct buffer style = {0};
        buffer_add_text(&style, "setlinewidth(");
        clean_add_number(&style, shade->pen, 2);
        buffer_add_byte(&style, ')');
        buffer_format(out, "S %zu -%s ", style.len, style.bytes);
        buffer_release(&style);
        const char *line = LINE_NAMES[shade->line];
        buffer_format(out, "S %zu -%s ", strlen(line), line);
        add_color(out, 'c', shade->stroke);
    } else {
        add_color(out, 'c', shade->fill);
        add_color(out, 'C', shade->fill);
    }
    buffer_format(out, "%c %zu", shade->fill ? 'P' : 'L', count);
    for (size_t i = 0; i < count; i++) {
        buffer_add_byte(out, ' ');
        clean_add_number(out, xs[i], 2);
        buffer_add_byte(out, ' ');
        clean_add_number(out, ys[i], 2);
    }
    buffer_add_byte(out, ' ');
}

static void add_corner(struct buffer *out, const struct scene *scene, const char *name, double x, double y)
{
    buffer_format(out, "  \"%s\" [pos=\"", name);
    add_point(out, scene, x, y);
    buffer_add_text(out, "\", width=\"0.01\", height=\"0.01\", style=\"invis\"];\n");
}

/* Invisible points just inside two corners: Graphviz takes the page from what is on it. */
static void add_corners(struct buffer *out, const struct scene *scene)
{
    const double half = 0.36; /* of the least width Graphviz allows */
    add_corner(out, scene, "corner-1", half, scene->height - half);
    add_corner(out, scene, "corner-2", scene->width - half, half);
}

/* Graphviz 2.42 reads no string in quotation marks that is longer than 16384 bytes; pieces joined with + may be. */
enum { LITERAL_BYTES = 12000 };

void scene_write_dot(const struct scene *scene, struct buffer *out)
{
    buffer_format(out, "digraph \"%s\" {\n", scene->kind);
    buffer_add_text(out,
                    "  graph [layout=\"nop2\", outputorder=\"edgesfirst\", margin=\"0\", pad=\"0\", charset=\"UTF-8\"");
    buffer_format(out, ", bgcolor=\"%s\", fontname=\"%s\"", scene->theme->colors.background, scene->theme->font);
    if (scene->shade_count > 0) {
        buffer_add_text(out, ",\n    _background=\"");
        size_t begin = out->len;
        for (size_t i = 0; i < scene->shade_count; i++) {
            if (out->len - begin > LITERAL_BYTES) {
                buffer_add_text(out, "\"\n    + \"");
                begin = out->len;
            }
            add_shade(out, scene, &scene->shades[i]);
        }
        buffer_add_byte(out, '"');
    }
    buffer_format(out, "];\n  node [shape=\"none\", label=\"\", fixedsize=\"true\", margin=\"0\", fontname=\"%s\"];\n",
                  scene->theme->font);
    add_corners(out, scene);
    for (size_t i = 0; i < scene->node_count; i++) {
        add_node(out, scene, &scene->nodes[i]);
    }
    for (size_t i = 0; i < scene->edge_count; i++) {
        add_edge(out, scene, &scene->edges[i]);
    }
    buffer_add_text(out, "}\n");
}
