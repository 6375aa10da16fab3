#include "render/scene_p.h"

#include <stdlib.h>

#include "render/clean_p.h"

void scene_init(struct scene *scene, const struct render_theme *theme, struct measure *measure, const char *kind,
                const char *prefix, double width, double height)
{
    *scene = (struct scene){
        .theme = theme, .measure = measure, .kind = kind, .prefix = prefix, .width = width, .height = height};
}

void scene_release(struct scene *scene)
{
    free(scene->nodes);
    free(scene->edges);
    free(scene->shades);
    map_release(&scene->ids);
    arena_release(&scene->arena);
    *scene = (struct scene){0};
}

void scene_reset(struct scene *scene)
{
    struct scene old = *scene;
    scene_release(scene);
    scene_init(scene, old.theme, old.measure, old.kind, old.prefix, old.width, old.height);
}

/* Where the lines of a node stand: in its middle, or along its left or right edge. */
static struct scene_box find_text_box(struct scene *scene, const struct scene_node *node)
{
    double width = 0.0;
    for (size_t i = 0; i < node->line_count; i++) {
        double line = measure_line(scene->measure, node->lines[i], node->size, node->bold);
        width = line > width ? line : width;
    }
    double height = measure_height(node->size) * (double)node->line_count;
    struct scene_box box = {node->box.x, node->box.y + (node->box.height - height) / 2.0, width, height};
    if (node->align == SCENE_CENTRE) {
        box.x += (node->box.width - width) / 2.0;
    } else if (node->align == SCENE_RIGHT) {
        box.x += node->box.width - width;
    }
    return box;
}

/* The id as it will be written, made unique: two nodes of one name would be one to Graphviz. */
static struct slice take_id(struct scene *scene, struct slice wanted, const char *prefix, size_t number, uint32_t value)
{
    struct buffer name = {0};
    clean_add_name(&name, wanted);
    for (size_t i = 0; i < name.len; i++) {
        name.bytes[i] = (char)(name.bytes[i] == ' ' ? '_' : name.bytes[i]);
    }
    if (name.len == 0) {
        buffer_format(&name, "%s%zu", prefix, number);
    }
    struct slice id = arena_copy(&scene->arena, buffer_slice(&name));
    buffer_release(&name);
    bool added;
    map_put(&scene->ids, id, value, &added);
    for (size_t i = number; !added; i++) {
        id = arena_format(&scene->arena, "%.*s.%zu", SLICE_ARG(id), i);
        map_put(&scene->ids, id, value, &added);
    }
    return id;
}

struct slice scene_class(struct arena *arena, const struct slice *parts, size_t count)
{
    struct buffer out = {0};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len == 0) {
            continue;
        }
        buffer_add_text(&out, out.len > 0 ? " " : "");
        size_t begin = out.len;
        clean_add_name(&out, parts[i]);
        for (size_t k = begin; k < out.len; k++) {
            out.bytes[k] = (char)(out.bytes[k] == ' ' ? '-' : out.bytes[k]);
        }
    }
    struct slice text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

size_t scene_add(struct scene *scene, const struct scene_node *node)
{
    scene->nodes = array_grow(scene->nodes, &scene->node_capacity, scene->node_count + 1, sizeof *scene->nodes);
    struct scene_node *copy = &scene->nodes[scene->node_count];
    *copy = *node;
    copy->id = take_id(scene, copy->id, "n", scene->node_count, (uint32_t)scene->node_count * 2);
    copy->text_box = find_text_box(scene, copy);
    return scene->node_count++;
}

void scene_add_edge(struct scene *scene, const struct scene_edge *edge)
{
    scene->edges = array_grow(scene->edges, &scene->edge_capacity, scene->edge_count + 1, sizeof *scene->edges);
    struct scene_edge *copy = &scene->edges[scene->edge_count];
    *copy = *edge;
    copy->id = take_id(scene, copy->id, "l", scene->edge_count, (uint32_t)scene->edge_count * 2 + 1);
    scene->edge_count++;
}

static void add_shade(struct scene *scene, const struct scene_shade *shade)
{
    scene->shades = array_grow(scene->shades, &scene->shade_capacity, scene->shade_count + 1, sizeof *scene->shades);
    scene->shades[scene->shade_count++] = *shade;
}

void scene_rectangle(struct scene *scene, struct scene_box box, const char *fill)
{
    add_shade(scene, &(struct scene_shade){.box = box, .fill = fill});
}

void scene_rule(struct scene *scene, double x1, double y1, double x2, double y2, const char *stroke,
                enum scene_line line, double pen)
{
    add_shade(scene,
              &(struct scene_shade){.box = {x1, y1, x2 - x1, y2 - y1}, .stroke = stroke, .line = line, .pen = pen});
}

/* Dashes along one side, with one at each corner. */
static void dash_side(struct scene *scene, double x, double y, double dx, double dy, double length, const char *stroke,
                      double pen)
{
    const double dash = 2.4;
    const double gap = 1.7;
    size_t gaps = (size_t)((length - dash) / (dash + gap));
    double step = gaps > 0 ? (length - dash) / (double)gaps : 0.0;
    double on = gaps > 0 ? dash : length;
    for (size_t i = 0; i <= gaps; i++) {
        double from = step * (double)i;
        scene_rule(scene, x + dx * from, y + dy * from, x + dx * (from + on), y + dy * (from + on), stroke, SCENE_SOLID,
                   pen);
    }
}

void scene_dash_box(struct scene *scene, struct scene_box box, const char *stroke, double pen)
{
    dash_side(scene, box.x, box.y, 1.0, 0.0, box.width, stroke, pen);
    dash_side(scene, box.x, box.y + box.height, 1.0, 0.0, box.width, stroke, pen);
    dash_side(scene, box.x, box.y, 0.0, 1.0, box.height, stroke, pen);
    dash_side(scene, box.x + box.width, box.y, 0.0, 1.0, box.height, stroke, pen);
}

size_t scene_write(struct scene *scene, struct slice text, double x, double y, double size, bool bold,
                   const char *color, enum scene_align align)
{
    struct slice *line = arena_alloc(&scene->arena, sizeof *line);
    *line = text;
    double width = measure_line(scene->measure, text, size, bold) + 1.0;
    double left = align == SCENE_LEFT ? x : align == SCENE_RIGHT ? x - width : x - width / 2.0;
    return scene_add(scene, &(struct scene_node){.class = slice_of("text"),
                                                 .shape = SCENE_TEXT,
                                                 .box = {left, y, width, measure_height(size)},
                                                 .color = color,
                                                 .size = size,
                                                 .bold = bold,
                                                 .align = align,
                                                 .lines = line,
                                                 .line_count = text.len > 0});
}

bool scene_boxes_meet(struct scene_box a, struct scene_box b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
