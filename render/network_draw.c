/* Nodes, links, labels and key of the organizations diagram. */
#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "render/clean_p.h"
#include "render/network_p.h"

static const double NAME_WIDTH = 96.0;
static const double NUMBER_SIZE = 22.0;
static const double KEY_ONE_COLUMN = 200.0;
static const double KEY_COLUMN = 150.0; /* where there are several */
static const double PARALLEL_GAP = 9.0; /* between links of the same two */
static const double PAGE_EDGE = 8.0;    /* free at each side of the page */
static const double BENDS[] = {0.0, 28.0, -28.0, 56.0, -56.0, 90.0, -90.0};
enum { NAME_LINES = 4, CURVE_SAMPLES = 24, BEND_COUNT = sizeof BENDS / sizeof BENDS[0] };

void network_size_nodes(struct network *network)
{
    struct page *page = &network->page;
    for (size_t i = 0; i < network->node_count; i++) {
        struct network_node *node = &network->nodes[i];
        if (network->numbered) {
            node->title.lines = arena_alloc(page->arena, sizeof *node->title.lines);
            node->title.lines[0] = arena_format(page->arena, "%u", node->number);
            node->title.count = 1;
            node->width = NUMBER_SIZE;
            node->height = NUMBER_SIZE - 4.0;
            continue;
        }
        struct measure_style style = {network->page.theme->text_size, true, NAME_WIDTH, NAME_LINES};
        measure_wrap(page->scene->measure, node->name, style, page->arena, &node->title);
        node->width = fmax(node->title.width + 12.0, 40.0);
        node->height = measure_height(network->page.theme->text_size) * (double)node->title.count + 8.0;
    }
    if (network->numbered) {
        size_t per_column = (size_t)(network->room.height / network->page.line);
        size_t columns = (network->node_count + per_column - 1) / per_column;
        network->key_column = columns == 1 ? KEY_ONE_COLUMN : KEY_COLUMN;
        network->room.width -= network->key_column * (double)columns + 16.0;
    }
}

/* "2018-2021 (3) · S2", with an en dash; "planned" where it is nothing else. */
static struct slice link_text(const struct network *network, const struct network_link *link)
{
    const struct render_words *words = network->page.words;
    struct buffer out = {0};
    if (link->planned == link->count && link->count > 0) {
        buffer_add_text(&out, words->planned);
    }
    if (link->first != CALENDAR_NO_DAY) {
        int first = calendar_from_days(link->first).year;
        int last = calendar_from_days(link->last).year;
        bool bound_only = link->count == 1 && link->example && link->example->has_date &&
                          link->example->date.earliest == CALENDAR_NO_DAY;
        buffer_format(&out, "%s%s%s%d", out.len > 0 ? " " : "", bound_only ? words->by : "", bound_only ? " " : "",
                      first);
        if (last != first) {
            buffer_format(&out, "\xE2\x80\x93%d", last);
        }
    }
    if (link->count > 1) {
        buffer_format(&out, "%s(%u)", out.len > 0 ? " " : "", link->count);
    }
    if (link->example) {
        struct slice keys =
            sources_of_evidence(&network->sources, link->example->evidence, link->example->evidence_count);
        buffer_format(&out, "%s%.*s", out.len > 0 ? " \xC2\xB7 " : "", SLICE_ARG(keys));
    }
    struct slice text = arena_copy(network->page.arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

struct slice network_link_name(const struct network *network, struct slice type)
{
    const char *label = theme_link(network->page.theme, type)->label;
    if (type.len == 0) {
        return slice_of(network->page.words->shared_event);
    }
    if (label) {
        return slice_of(label);
    }
    char *text = arena_string(network->page.arena, clean_text(network->page.arena, type));
    for (char *c = text; *c; c++) {
        *c = *c == '_' ? ' ' : *c;
    }
    return slice_of(text);
}

/* A curve from a to b, bent sideways: four points of a cubic. */
struct curve {
    double points[8];
};

static struct curve make_curve(const struct network_node *a, const struct network_node *b, double bend)
{
    double dx = b->x - a->x;
    double dy = b->y - a->y;
    double length = fmax(sqrt(dx * dx + dy * dy), 1e-6);
    double nx = -dy / length * bend;
    double ny = dx / length * bend;
    return (struct curve){{a->x, a->y, a->x + dx / 3.0 + nx, a->y + dy / 3.0 + ny, a->x + 2.0 * dx / 3.0 + nx,
                           a->y + 2.0 * dy / 3.0 + ny, b->x, b->y}};
}

static void curve_at(const struct curve *curve, double t, double *x, double *y)
{
    double u = 1.0 - t;
    double w[4] = {u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t};
    *x = 0.0;
    *y = 0.0;
    for (size_t i = 0; i < 4; i++) {
        *x += w[i] * curve->points[2 * i];
        *y += w[i] * curve->points[2 * i + 1];
    }
}

static bool inside(const struct network_node *node, double x, double y, double pad)
{
    return fabs(x - node->x) < node->width / 2.0 + pad && fabs(y - node->y) < node->height / 2.0 + pad;
}

static size_t count_crossed(const struct network *network, const struct network_link *link, const struct curve *curve)
{
    size_t crossed = 0;
    for (size_t i = 0; i < network->node_count; i++) {
        if (i == link->a || i == link->b) {
            continue;
        }
        for (int k = 1; k < CURVE_SAMPLES; k++) {
            double x;
            double y;
            curve_at(curve, (double)k / CURVE_SAMPLES, &x, &y);
            if (inside(&network->nodes[i], x, y, 2.0)) {
                crossed++;
                break;
            }
        }
    }
    return crossed;
}

/* What a curve is drawn with lies on the page, for Graphviz makes the page as large as that. */
static struct curve keep_on_page(const struct network *network, struct curve curve)
{
    const struct scene *scene = network->page.scene;
    for (size_t i = 0; i < sizeof curve.points / sizeof *curve.points; i += 2) {
        curve.points[i] = fmin(fmax(curve.points[i], PAGE_EDGE), scene->width - PAGE_EDGE);
        curve.points[i + 1] = fmin(fmax(curve.points[i + 1], PAGE_EDGE), scene->height - PAGE_EDGE);
    }
    return curve;
}

static struct curve choose_curve(const struct network *network, const struct network_link *link)
{
    const struct network_node *a = &network->nodes[link->a];
    const struct network_node *b = &network->nodes[link->b];
    /* parallel links may run from either end: the side must not turn with it */
    double side = link->a < link->b ? 1.0 : -1.0;
    double base = side * PARALLEL_GAP * ((double)link->parallel - ((double)link->parallels - 1.0) / 2.0) * 4.0 / 3.0;
    struct curve best = keep_on_page(network, make_curve(a, b, base));
    size_t fewest = count_crossed(network, link, &best);
    for (size_t i = 1; i < BEND_COUNT && fewest > 0; i++) {
        struct curve curve = keep_on_page(network, make_curve(a, b, base + BENDS[i]));
        size_t crossed = count_crossed(network, link, &curve);
        if (crossed < fewest) {
            fewest = crossed;
            best = curve;
        }
    }
    return best;
}

/* The part of the curve up to t (or from t on, where `tail`), by de Casteljau. */
static struct curve split_curve(const struct curve *curve, double t, bool tail)
{
    double work[8];
    double head[8];
    double rest[8];
    memcpy(work, curve->points, sizeof work);
    for (size_t level = 0; level < 4; level++) {
        head[2 * level] = work[0];
        head[2 * level + 1] = work[1];
        rest[2 * (3 - level)] = work[2 * (3 - level)];
        rest[2 * (3 - level) + 1] = work[2 * (3 - level) + 1];
        for (size_t i = 0; i + 1 < 4 - level; i++) {
            work[2 * i] += (work[2 * i + 2] - work[2 * i]) * t;
            work[2 * i + 1] += (work[2 * i + 3] - work[2 * i + 1]) * t;
        }
    }
    struct curve out;
    memcpy(out.points, tail ? rest : head, sizeof out.points);
    return out;
}

/* Where the curve enters the box of its last node. */
static double enter_at(const struct curve *curve, const struct network_node *node)
{
    double low = 0.0;
    double high = 1.0;
    for (int i = 0; i < 30; i++) {
        double middle = (low + high) / 2.0;
        double x;
        double y;
        curve_at(curve, middle, &x, &y);
        if (inside(node, x, y, 1.0)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return low;
}

static struct slice link_class(const struct network *network, const struct network_link *link)
{
    const struct slice parts[] = {slice_of("mark"), link->type.len > 0 ? link->type : slice_of("same-event"),
                                  slice_of(link->planned == link->count ? "planned" : "")};
    return scene_class(network->page.arena, parts, sizeof parts / sizeof parts[0]);
}

/* Its relations; what is a part of something says so itself. */
static struct scene_target link_target(const struct network *network, const struct network_link *link)
{
    if (link->ids.len > 0) {
        return (struct scene_target){"relation", link->ids, false};
    }
    uint32_t part = network->nodes[link->a].entity;
    bool known = slice_is(link->type, "part_of");
    return (struct scene_target){known ? "entity" : NULL, network->page.kb->entities[part].id, false};
}

static void draw_link(struct network *network, const struct network_link *link, const struct curve *whole)
{
    struct scene *scene = network->page.scene;
    const struct theme_link *style = theme_link(network->page.theme, link->type);
    struct curve curve = style->arrow ? split_curve(whole, enter_at(whole, &network->nodes[link->b]), false) : *whole;
    double *points = arena_alloc_array(&scene->arena, 8, sizeof *points);
    memcpy(points, curve.points, sizeof curve.points);
    struct slice name = network_link_name(network, link->type);
    struct slice text = link_text(network, link);
    double more = (double)(link->count - 1);
    struct slice tip =
        arena_format(&scene->arena, "%.*s \xE2\x80\x93 %.*s: %.*s %.*s", SLICE_ARG(network->nodes[link->a].name),
                     SLICE_ARG(network->nodes[link->b].name), SLICE_ARG(name), SLICE_ARG(text));
    scene_add_edge(scene, &(struct scene_edge){.id = link->example ? link->example->id : (struct slice){0},
                                               .class = link_class(network, link),
                                               .target = link_target(network, link),
                                               .from = network->nodes[link->a].scene_node,
                                               .to = network->nodes[link->b].scene_node,
                                               .points = points,
                                               .point_count = 4,
                                               .stroke = style->color,
                                               .line = link->planned == link->count ? SCENE_DASHED : style->line,
                                               .pen = 1.1 + 0.7 * fmin(more, 5.0),
                                               .arrow = style->arrow,
                                               .tooltip = tip});
}

/* Boxes that a label must not touch: nodes, and labels placed before. */
struct taken {
    struct scene_box *boxes;
    size_t count;
};

static bool is_free(const struct taken *taken, struct scene_box box)
{
    for (size_t i = 0; i < taken->count; i++) {
        if (scene_boxes_meet(taken->boxes[i], box)) {
            return false;
        }
    }
    return true;
}

/* The label on its curve, at the first place where it touches nothing; false where there is none. */
static bool place_label(struct network *network, const struct curve *curve, struct slice text, struct taken *taken)
{
    static const double places[] = {0.5, 0.43, 0.57, 0.36, 0.64, 0.3, 0.7, 0.24, 0.76};
    struct scene *scene = network->page.scene;
    double width = measure_line(scene->measure, text, network->page.theme->text_size, false) + 3.0;
    double height = measure_height(network->page.theme->text_size);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        double x;
        double y;
        curve_at(curve, places[i], &x, &y);
        struct scene_box box = {x - width / 2.0 - 2.0, y - height / 2.0, width + 4.0, height};
        if (is_free(taken, box)) {
            taken->boxes[taken->count++] = box;
            size_t node = scene_write(scene, text, x, box.y, network->page.theme->text_size, false,
                                      network->page.theme->colors.text, SCENE_CENTRE);
            scene->nodes[node].fill = network->page.theme->colors.background;
            return true;
        }
    }
    return false;
}

static void draw_node(struct network *network, struct network_node *node)
{
    struct page *page = &network->page;
    bool state = slice_is(page->kb->entities[node->entity].type, "state");
    node->scene_node = scene_add(
        page->scene, &(struct scene_node){
                         .id = page->kb->entities[node->entity].id,
                         .class = slice_of(state ? "mark state" : "mark organization"),
                         .target = {"entity", page->kb->entities[node->entity].id, false},
                         .shape = state ? SCENE_BOX : SCENE_ROUND,
                         .box = {node->x - node->width / 2.0, node->y - node->height / 2.0, node->width, node->height},
                         .fill = state ? network->page.theme->colors.panel : network->page.theme->colors.background,
                         .stroke = network->page.theme->colors.outline,
                         .pen = node->number == 1 ? 1.8 : 0.9,
                         .color = network->page.theme->colors.text,
                         .size = network->page.theme->text_size,
                         .bold = true,
                         .lines = node->title.lines,
                         .line_count = node->title.count,
                         .tooltip = node->name});
}

static void draw_key(struct network *network)
{
    struct page *page = &network->page;
    size_t per_column = (size_t)(network->room.height / network->page.line);
    double x = network->room.x + network->room.width + 16.0;
    for (size_t i = 0; i < network->node_count; i++) {
        const struct network_node *node = &network->nodes[i];
        double left = x + network->key_column * (double)(i / per_column);
        double y = network->room.y + network->page.line * (double)(i % per_column);
        struct measure_lines lines;
        measure_wrap(page->scene->measure, node->name,
                     (struct measure_style){network->page.theme->text_size, false, network->key_column - 28.0, 1},
                     page->arena, &lines);
        scene_write(page->scene, arena_format(page->arena, "%u", node->number), left + 14.0, y,
                    network->page.theme->text_size, true, network->page.theme->colors.text, SCENE_RIGHT);
        if (lines.count > 0) {
            scene_write(page->scene, lines.lines[0], left + 19.0, y, network->page.theme->text_size, false,
                        network->page.theme->colors.text, SCENE_LEFT);
        }
    }
}

void network_draw(struct network *network, struct render_report *report)
{
    (void)report;
    struct page *page = &network->page;
    struct taken taken = {
        arena_alloc_array(page->arena, network->node_count + network->link_count + 1, sizeof *taken.boxes), 0};
    for (size_t i = 0; i < network->node_count; i++) {
        struct network_node *node = &network->nodes[i];
        draw_node(network, node);
        taken.boxes[taken.count++] =
            (struct scene_box){node->x - node->width / 2.0 - 2.0, node->y - node->height / 2.0 - 1.0, node->width + 4.0,
                               node->height + 2.0};
    }
    size_t unlabelled = 0;
    for (size_t i = 0; i < network->link_count; i++) {
        const struct network_link *link = &network->links[i];
        struct curve curve = choose_curve(network, link);
        draw_link(network, link, &curve);
        struct slice text = link_text(network, link);
        if (text.len > 0 && (network->numbered || !place_label(network, &curve, text, &taken))) {
            unlabelled++;
        }
    }
    if (network->numbered) {
        draw_key(network);
    }
}

/* A line for each kind of link that is drawn, in the theme's order. */
static void add_link_kinds(struct network *network)
{
    struct page *page = &network->page;
    struct map seen = {0};
    for (size_t rank = 0; rank < page->theme->link_count; rank++) {
        for (size_t i = 0; i < network->link_count; i++) {
            struct slice type = network->links[i].type;
            bool added = false;
            if (theme_link_rank(page->theme, type) == rank) {
                map_put(&seen, type, 0, &added);
            }
            if (added) {
                const struct theme_link *style = theme_link(page->theme, type);
                page_add_legend(page, (struct page_legend){.rule = true,
                                                           .stroke = style->color,
                                                           .line = style->line,
                                                           .arrow = style->arrow,
                                                           .pen = 1.3,
                                                           .width = 22,
                                                           .text = network_link_name(network, type)});
            }
        }
    }
    map_release(&seen);
}

void network_add_legend(struct network *network)
{
    struct page *page = &network->page;
    const struct theme_colors *colors = &page->theme->colors;
    bool wide = false, planned = false, state = false, family = false;
    for (size_t i = 0; i < network->node_count; i++) {
        state = state || slice_is(page->kb->entities[network->nodes[i].entity].type, "state");
    }
    for (size_t i = 0; i < network->link_count; i++) {
        const struct network_link *link = &network->links[i];
        wide = wide || link->count > 1;
        planned = planned || link->planned == link->count;
        family = family || slice_is(link->type, "part_of");
    }
    const struct {
        bool used;
        struct page_legend entry;
    } entries[] = {
        {planned,
         {.rule = true,
          .stroke = colors->muted,
          .line = SCENE_DASHED,
          .pen = 1.3,
          .width = 22,
          .text = slice_of(page->words->planned)}},
        {wide,
         {.rule = true, .stroke = colors->muted, .pen = 3.0, .width = 22, .text = slice_of(page->words->wide_line)}},
        {state,
         {.shape = SCENE_BOX,
          .fill = colors->panel,
          .stroke = colors->outline,
          .pen = 0.9,
          .width = 18,
          .text = slice_of(page->words->state)}},
        {family,
         {.shape = SCENE_BOX,
          .fill = colors->gap,
          .stroke = colors->rule,
          .line = SCENE_DASHED,
          .pen = 0.7,
          .width = 24,
          .text = slice_of(page->words->family)}},
        {true,
         {.shape = SCENE_ROUND,
          .fill = colors->background,
          .stroke = colors->outline,
          .pen = 0.9,
          .width = 18,
          .text = slice_of(page->words->organization)}},
    };
    add_link_kinds(network);
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        if (entries[i].used) {
            page_add_legend(page, entries[i].entry);
        }
    }
}
