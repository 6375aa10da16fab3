/* The partners diagram: one hub in the middle, its agreement partners in two columns bent around it, a spoke to each
 * that says which instrument, which stage, which year. */
#include "render/partners_p.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "kb/partners.h"
#include "render/clean_p.h"
#include "render/selected_p.h"
#include "render/when_p.h"

static const struct partner_style STYLES[] = {{3, 4, 0.45, 0.36, 14.0, true},
                                              {3, 3, 0.45, 0.36, 8.0, true},
                                              {2, 2, 0.46, 0.40, 5.0, true},
                                              {1, 1, 0.53, 0.41, 2.0, false}};

enum { STYLE_COUNT = sizeof STYLES / sizeof STYLES[0] };

static const double MAX_NAME = 175.0;
static const double MAX_LABEL = 190.0;
static const double LABEL_GAP = 8.0; /* between label and partner */
static const double BEND = 0.10;     /* how much nearer the ends of a column are, of the side's width */
static const double INDENT = 16.0;   /* of a part, from the margin */
static const double HUB_WIDTH = 132.0;
static const double RAIL = 9.0;        /* how far outside of names the way from part to whole runs */
static const double MAX_SPREAD = 26.0; /* most that rows are moved apart where there is room */

/* The hub: as wished, else the organization that the summary names too, else whoever has most agreements. */
static bool choose_hub(struct partners *partners, struct buffer *problem)
{
    const struct kb *kb = partners->page.kb;
    if (!select_entity_option(kb, partners->page.options->hub, "hub", &partners->hub, problem)) {
        return false;
    }
    partners->hub = partners->hub != SELECT_NONE ? partners->hub : kb_hub(kb);
    if (partners->hub != SELECT_NONE) {
        return true;
    }
    struct arena scratch = {0};
    uint32_t *degrees = arena_alloc_array(&scratch, kb->entity_count + 1, sizeof *degrees);
    uint32_t best = 0;
    for (size_t i = 0; i < kb->relation_count; i++) {
        const struct kb_relation *relation = &kb->relations[i];
        if (slice_is(relation->type, "agreement") && relation->source < kb->entity_count &&
            relation->target < kb->entity_count) {
            degrees[relation->source]++;
            degrees[relation->target]++;
        }
    }
    for (uint32_t i = 0; i < kb->entity_count; i++) {
        if (degrees[i] > best) {
            best = degrees[i];
            partners->hub = i;
        }
    }
    arena_release(&scratch);
    return true;
}

static int32_t relation_day(const struct kb_relation *relation)
{
    if (!relation->has_date) {
        return CALENDAR_NO_DAY;
    }
    return relation->date.latest != CALENDAR_NO_DAY ? relation->date.latest : relation->date.earliest;
}

static uint32_t other_end(const struct partners *partners, const struct kb_relation *relation)
{
    const struct kb *kb = partners->page.kb;
    uint32_t other = relation->source == partners->hub   ? relation->target
                     : relation->target == partners->hub ? relation->source
                                                         : SELECT_NONE;
    return other < kb->entity_count && other != partners->hub ? other : SELECT_NONE;
}

static struct slice entity_name(struct partners *partners, uint32_t index)
{
    const struct kb_entity *entity = &partners->page.kb->entities[index];
    return clean_capital(partners->page.arena, entity->name.len > 0 ? entity->name : entity->id);
}

static struct partner *find_partner(struct partners *partners, uint32_t *index, uint32_t entity)
{
    if (index[entity] == 0) {
        partners->items[partners->count] = (struct partner){
            .entity = entity, .name = entity_name(partners, entity), .planned = true, .day = CALENDAR_NO_DAY};
        index[entity] = (uint32_t)++partners->count;
    }
    return &partners->items[index[entity] - 1];
}

static int by_day(const void *a, const void *b)
{
    const struct kb_relation *left = *(const struct kb_relation *const *)a;
    const struct kb_relation *right = *(const struct kb_relation *const *)b;
    int32_t left_day = relation_day(left);
    int32_t right_day = relation_day(right);
    if (left_day != right_day) {
        return left_day > right_day ? -1 : 1;
    }
    return slice_compare(left->id, right->id);
}

/* The agreements of the hub, by partner; each partner's newest first. */
static void collect(struct partners *partners, struct render_report *report)
{
    const struct kb *kb = partners->page.kb;
    struct arena *arena = partners->page.arena;
    uint32_t *index = arena_alloc_array(arena, kb->entity_count + 1, sizeof *index);
    partners->items = arena_alloc_array(arena, 2 * kb->entity_count + 1, sizeof *partners->items);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < kb->relation_count; i++) {
            const struct kb_relation *relation = &kb->relations[i];
            uint32_t other = slice_is(relation->type, "agreement") ? other_end(partners, relation) : SELECT_NONE;
            if (other == SELECT_NONE) {
                continue;
            }
            if (!select_relation(&partners->selection, relation)) {
                report->left_out += pass == 0 ? 1 : 0;
                continue;
            }
            struct partner *partner = find_partner(partners, index, other);
            if (pass == 1) {
                partner->relations[partner->relation_count] = relation;
                sources_cite_evidence(&partners->sources, relation->evidence, relation->evidence_count);
            }
            partner->relation_count++;
            partner->planned = partner->planned && slice_is(relation->status, "planned");
            int32_t day = relation_day(relation);
            partner->day = day > partner->day ? day : partner->day;
        }
        for (size_t i = 0; pass == 0 && i < partners->count; i++) {
            struct partner *partner = &partners->items[i];
            partner->relations = arena_alloc_array(arena, partner->relation_count, sizeof *partner->relations);
            partner->relation_count = 0;
        }
    }
    for (size_t i = 0; i < partners->count; i++) {
        qsort(partners->items[i].relations, partners->items[i].relation_count, sizeof *partners->items[i].relations,
              by_day);
    }
}

/* What is planned and what is newest first. */
static int by_date_then_name(const void *a, const void *b)
{
    const struct partner *left = a;
    const struct partner *right = b;
    bool left_planned = left->planned && left->relation_count > 0;
    bool right_planned = right->planned && right->relation_count > 0;
    if (left_planned != right_planned) {
        return left_planned ? -1 : 1;
    }
    if (left->day != right->day) {
        return left->day > right->day ? -1 : 1;
    }
    int order = slice_compare(left->name, right->name);
    return order != 0 ? order : left->entity < right->entity ? -1 : left->entity > right->entity;
}

/* A part of a partner is drawn with its whole, which is added where it is no partner itself. */
static void find_families(struct partners *partners)
{
    const struct kb *kb = partners->page.kb;
    size_t real = partners->count;
    for (size_t i = 0; i < partners->count; i++) {
        partners->items[i].family = (uint32_t)i;
        partners->items[i].is_part = false;
    }
    for (size_t i = 0; i < real; i++) {
        struct partner *partner = &partners->items[i];
        uint32_t whole = kb->entities[partner->entity].part_of;
        if (whole >= kb->entity_count || whole == partner->entity || select_within(kb, partners->hub, whole) ||
            select_within(kb, whole, partner->entity)) {
            continue;
        }
        size_t at = 0;
        while (at < partners->count && partners->items[at].entity != whole) {
            at++;
        }
        if (at == partners->count) {
            partners->items[partners->count++] = (struct partner){
                .entity = whole, .name = entity_name(partners, whole), .family = (uint32_t)at, .day = CALENDAR_NO_DAY};
        }
        partner->family = (uint32_t)at;
        partner->is_part = true;
    }
    /* A part of a part stands with the outermost one; a family has one whole. */
    for (size_t i = 0; i < partners->count; i++) {
        for (int step = 0; step < SELECT_MAX_PARTS && partners->items[partners->items[i].family].is_part; step++) {
            partners->items[i].family = partners->items[partners->items[i].family].family;
        }
    }
}

struct family_order {
    struct slice family_name;
    uint32_t family;
    uint32_t item;
    struct slice name;
    bool is_part;
};

static int compare_families(const void *a, const void *b)
{
    const struct family_order *left = a;
    const struct family_order *right = b;
    int order = slice_compare(left->family_name, right->family_name);
    if (order != 0) {
        return order;
    }
    if (left->family != right->family) {
        return left->family < right->family ? -1 : 1;
    }
    if (left->is_part != right->is_part) {
        return left->is_part ? 1 : -1;
    }
    order = slice_compare(left->name, right->name);
    return order != 0 ? order : left->item < right->item ? -1 : left->item > right->item;
}

/* By name, each whole followed by its parts. */
static void sort_families(struct partners *partners)
{
    struct arena scratch = {0};
    size_t count = partners->count;
    struct family_order *order = arena_alloc_array(&scratch, count + 1, sizeof *order);
    struct partner *copy = arena_alloc_array(&scratch, count + 1, sizeof *copy);
    uint32_t *moved = arena_alloc_array(&scratch, count + 1, sizeof *moved);
    for (uint32_t i = 0; i < count; i++) {
        const struct partner *partner = &partners->items[i];
        order[i] = (struct family_order){partners->items[partner->family].name, partner->family, i, partner->name,
                                         partner->is_part};
        copy[i] = *partner;
    }
    qsort(order, count, sizeof *order, compare_families);
    for (uint32_t i = 0; i < count; i++) {
        partners->items[i] = copy[order[i].item];
        moved[order[i].item] = i;
    }
    for (size_t i = 0; i < count; i++) {
        partners->items[i].family = moved[partners->items[i].family];
    }
    arena_release(&scratch);
}

static double side_width(const struct partners *partners)
{
    return (partners->page.right - partners->page.left - HUB_WIDTH) / 2.0;
}

static void write_all(struct partners *partners, struct partner_style style)
{
    partners->style = style;
    double side = side_width(partners);
    double name = side * style.name_share < MAX_NAME ? side * style.name_share : MAX_NAME;
    double label = side * style.label_share < MAX_LABEL ? side * style.label_share : MAX_LABEL;
    for (size_t i = 0; i < partners->count; i++) {
        struct partner *partner = &partners->items[i];
        double indent = partner->is_part ? INDENT : 0.0;
        partner_write(partners, partner, name - indent - (style.framed ? 10.0 : 0.0), label);
        partner->box_width = style.framed ? name - indent : partner->title.width + 2.0;
    }
}

/* Fills the left column, then the right one, families kept whole. Returns false where they do not fit. */
static bool split(struct partners *partners, double room, double *heights)
{
    double total = 0.0;
    for (size_t i = 0; i < partners->count; i++) {
        total += partners->items[i].height + partners->style.row_gap;
    }
    heights[0] = 0.0;
    heights[1] = 0.0;
    bool left = true;
    for (size_t i = 0; i < partners->count; i++) {
        struct partner *partner = &partners->items[i];
        double height = partner->height + partners->style.row_gap;
        bool family_goes_on = i > 0 && partners->items[i - 1].family == partner->family;
        if (left && !family_goes_on && heights[0] + height / 2.0 > total / 2.0) {
            left = false;
        }
        partner->left = left;
        heights[left ? 0 : 1] += height;
    }
    return heights[0] <= room && heights[1] <= room;
}

/* Keeps the partners with the newest agreements that fit at the tersest style; the others are counted. */
static bool drop_oldest(struct partners *partners, double room)
{
    double row = measure_height(partners->page.theme->text_size) + STYLES[STYLE_COUNT - 1].row_gap;
    size_t fits = 2 * (size_t)(room / row);
    fits = fits > 4 ? fits - 2 : fits;
    if (partners->count <= fits) {
        return false;
    }
    qsort(partners->items, partners->count, sizeof *partners->items, by_date_then_name);
    for (size_t i = fits; i < partners->count; i++) {
        partners->dropped += partners->items[i].relation_count > 0 ? 1 : 0;
    }
    partners->count = fits;
    return true;
}

/* The widest box and label of a side: spokes of a side end on one bent line, so that none runs under a label. */
static void find_widest(const struct partners *partners, bool left, double *box, double *label)
{
    *box = 0.0;
    *label = 0.0;
    for (size_t i = 0; i < partners->count; i++) {
        const struct partner *partner = &partners->items[i];
        if (partner->left == left) {
            double width = partner->box_width + (partner->is_part ? INDENT : 0.0);
            *box = width > *box ? width : *box;
            *label = partner->label.width + 2.0 > *label ? partner->label.width + 2.0 : *label;
        }
    }
}

static void place(struct partners *partners, const double *heights)
{
    const struct page *page = &partners->page;
    double room = page->bottom - page->top;
    double middle = (page->top + page->bottom) / 2.0;
    double side = side_width(partners);
    for (int k = 0; k < 2; k++) {
        size_t rows = 0;
        for (size_t i = 0; i < partners->count; i++) {
            rows += partners->items[i].left == (k == 0) ? 1 : 0;
        }
        double spread = rows > 0 ? (room - heights[k]) / (double)rows : 0.0;
        spread = spread > MAX_SPREAD ? MAX_SPREAD : spread < 0.0 ? 0.0 : spread;
        double gap = partners->style.row_gap + spread;
        double y = middle - (heights[k] + spread * (double)rows) / 2.0;
        double widest_box;
        double widest_label;
        find_widest(partners, k == 0, &widest_box, &widest_label);
        for (size_t i = 0; i < partners->count; i++) {
            struct partner *partner = &partners->items[i];
            if (partner->left != (k == 0)) {
                continue;
            }
            partner->y = y + gap / 2.0 + partner->height / 2.0;
            y += gap + partner->height;
            double away = (partner->y - middle) / (room / 2.0);
            double bend = BEND * side * away * away;
            double inward = bend + (partner->is_part ? INDENT : 0.0);
            double reach = bend + widest_box + LABEL_GAP + widest_label + 5.0;
            partner->anchor_x = partner->left ? page->left + reach : page->right - reach;
            double label = partner->label.width + 2.0;
            if (partner->left) {
                partner->box_x = page->left + inward;
                partner->label_x = partner->box_x + partner->box_width + LABEL_GAP;
            } else {
                partner->box_x = page->right - inward - partner->box_width;
                partner->label_x = partner->box_x - LABEL_GAP - label;
            }
        }
    }
}

static size_t draw_hub(struct partners *partners)
{
    struct page *page = &partners->page;
    struct measure_lines lines;
    struct slice name = clean_capital(page->arena, page->kb->entities[partners->hub].name);
    measure_wrap(page->scene->measure, name, (struct measure_style){10.0, true, HUB_WIDTH - 14.0, 4}, page->arena,
                 &lines);
    double height = measure_height(10.0) * (double)lines.count + 16.0;
    return scene_add(page->scene,
                     &(struct scene_node){.id = page->kb->entities[partners->hub].id,
                                          .class = slice_of("mark hub"),
                                          .target = {"entity", page->kb->entities[partners->hub].id, false},
                                          .shape = SCENE_ROUND,
                                          .box = {(page->left + page->right - HUB_WIDTH) / 2.0,
                                                  (page->top + page->bottom - height) / 2.0, HUB_WIDTH, height},
                                          .fill = partners->page.theme->colors.accent,
                                          .stroke = partners->page.theme->colors.accent,
                                          .pen = 1.0,
                                          .color = partners->page.theme->colors.on_accent,
                                          .size = 10.0,
                                          .bold = true,
                                          .lines = lines.lines,
                                          .line_count = lines.count,
                                          .tooltip = name});
}

static void draw_partner(struct partners *partners, struct partner *partner)
{
    struct page *page = &partners->page;
    bool framed = partners->style.framed;
    bool whole_only = partner->relation_count == 0;
    partner->node = scene_add(
        page->scene,
        &(struct scene_node){
            .id = page->kb->entities[partner->entity].id,
            .class = slice_of(whole_only         ? "mark whole"
                              : partner->planned ? "mark partner planned"
                                                 : "mark partner"),
            .target = {"entity", page->kb->entities[partner->entity].id, false},
            .shape = framed ? SCENE_ROUND : SCENE_TEXT,
            .box = {partner->box_x, partner->y - partner->box_height / 2.0, partner->box_width, partner->box_height},
            .fill = whole_only && framed ? partners->page.theme->colors.panel : partners->page.theme->colors.background,
            .stroke = whole_only ? partners->page.theme->colors.rule : partners->page.theme->colors.accent,
            .line = partner->planned && !whole_only ? SCENE_DASHED : SCENE_SOLID,
            .pen = 1.1,
            .color = partners->page.theme->colors.text,
            .size = framed ? 9.0 : partners->page.theme->text_size,
            .bold = framed,
            .align = framed          ? SCENE_CENTRE
                     : partner->left ? SCENE_RIGHT
                                     : SCENE_LEFT,
            .lines = partner->title.lines,
            .line_count = partner->title.count,
            .tooltip = partner_tooltip(partners, partner)});
}

static struct slice relation_ids(struct scene *scene, const struct partner *partner)
{
    struct buffer out = {0};
    for (size_t i = 0; i < partner->relation_count; i++) {
        buffer_format(&out, "%s%.*s", i > 0 ? " " : "", SLICE_ARG(partner->relations[i]->id));
    }
    struct slice ids = arena_copy(&scene->arena, buffer_slice(&out));
    buffer_release(&out);
    return ids;
}

static void draw_label(struct partners *partners, const struct partner *partner)
{
    struct page *page = &partners->page;
    if (partner->label.count == 0) {
        return;
    }
    double height = measure_height(partners->page.theme->text_size) * (double)partner->label.count;
    scene_add(page->scene, &(struct scene_node){
                               .class = slice_of("text agreement-label"),
                               .target = {"relation", relation_ids(page->scene, partner), true},
                               .shape = SCENE_TEXT,
                               .box = {partner->label_x, partner->y - height / 2.0, partner->label.width + 2.0, height},
                               .fill = partners->page.theme->colors.background,
                               .color = partners->page.theme->colors.text,
                               .size = partners->page.theme->text_size,
                               .align = SCENE_CENTRE,
                               .lines = partner->label.lines,
                               .line_count = partner->label.count});
}

/* A straight line as the cubic that Graphviz wants, appended to points. */
static size_t add_straight(double *points, size_t count, double x, double y)
{
    double fx = points[2 * count - 2];
    double fy = points[2 * count - 1];
    for (int i = 1; i <= 3; i++) {
        points[2 * count] = fx + (x - fx) * (double)i / 3.0;
        points[2 * count + 1] = fy + (y - fy) * (double)i / 3.0;
        count++;
    }
    return count;
}

enum { MAX_POINTS = 10 };

static void draw_spoke(struct partners *partners, const struct partner *partner, size_t hub)
{
    struct scene *scene = partners->page.scene;
    const struct scene_box *from = &scene->nodes[hub].box;
    double *points = arena_alloc_array(&scene->arena, 2 * MAX_POINTS, sizeof *points);
    points[0] = from->x + from->width / 2.0;
    points[1] = from->y + from->height / 2.0;
    double end = partner->left ? partner->box_x + partner->box_width : partner->box_x;
    size_t count = add_straight(points, 1, partner->anchor_x, partner->y);
    count = add_straight(points, count, end, partner->y);
    const struct kb_relation *newest = partner->relations[0];
    bool ended = slice_is(newest->status, "ended");
    double more = (double)(partner->relation_count - 1);
    const struct slice classes[] = {slice_of("mark"), newest->type, newest->status};
    scene_add_edge(
        scene,
        &(struct scene_edge){.id = newest->id,
                             .class = scene_class(&scene->arena, classes, sizeof classes / sizeof classes[0]),
                             .target = {"relation", relation_ids(scene, partner), false},
                             .from = hub,
                             .to = partner->node,
                             .points = points,
                             .point_count = count,
                             .stroke = ended ? partners->page.theme->colors.faint : partners->page.theme->colors.accent,
                             .line = partner->planned ? SCENE_DASHED
                                     : ended          ? SCENE_DOTTED
                                                      : SCENE_SOLID,
                             .pen = 1.3 + 0.7 * (more > 4.0 ? 4.0 : more),
                             .tooltip = partner_tooltip(partners, partner)});
}

/* From the outer side of a part to the outer side of its whole. */
static void draw_part(struct partners *partners, const struct partner *part)
{
    struct scene *scene = partners->page.scene;
    const struct partner *whole = &partners->items[part->family];
    if (!part->is_part || whole == part || whole->left != part->left) {
        return;
    }
    double *points = arena_alloc_array(&scene->arena, 2 * MAX_POINTS, sizeof *points);
    bool left = part->left;
    double from = left ? part->box_x : part->box_x + part->box_width;
    double rail = left ? whole->box_x + 7.0 : whole->box_x + whole->box_width - 7.0;
    double top = whole->y + whole->box_height / 2.0;
    points[0] = from;
    points[1] = part->y;
    size_t count = 1;
    if (partners->style.framed) {
        count = add_straight(points, count, rail, part->y);
        count = add_straight(points, count, rail, top);
    } else { /* around the names, which have no box to end at */
        double end = left ? whole->box_x : whole->box_x + whole->box_width;
        double outer = left == (from < end) ? from : end;
        rail = left ? outer - RAIL : outer + RAIL;
        count = add_straight(points, count, rail, part->y);
        count = add_straight(points, count, rail, whole->y);
        count = add_straight(points, count, end, whole->y);
    }
    scene_add_edge(
        scene, &(struct scene_edge){.class = slice_of("mark part_of"),
                                    .target = {"entity", partners->page.kb->entities[part->entity].id, false},
                                    .from = part->node,
                                    .to = whole->node,
                                    .points = points,
                                    .point_count = count,
                                    .stroke = partners->page.theme->colors.outline,
                                    .line = SCENE_SOLID,
                                    .pen = 1.0,
                                    .arrow = true,
                                    .tooltip = arena_format(&scene->arena, "%.*s: %s %.*s", SLICE_ARG(part->name),
                                                            partners->page.words->part_of, SLICE_ARG(whole->name))});
}

static void add_legend(struct partners *partners)
{
    struct page *page = &partners->page;
    bool planned = false;
    bool concluded = false;
    bool parts = false;
    bool wholes = false;
    bool ended = false;
    for (size_t i = 0; i < partners->count; i++) {
        const struct partner *partner = &partners->items[i];
        planned = planned || (partner->relation_count > 0 && partner->planned);
        concluded = concluded || (partner->relation_count > 0 && !partner->planned);
        ended = ended || (partner->relation_count > 0 && slice_is(partner->relations[0]->status, "ended"));
        parts = parts || partner->is_part;
        wholes = wholes || partner->relation_count == 0;
    }
    const struct {
        bool used;
        struct page_legend entry;
    } entries[] = {
        {concluded,
         {.rule = true,
          .stroke = partners->page.theme->colors.accent,
          .pen = 1.3,
          .width = 22,
          .text = slice_of(page->words->concluded)}},
        {planned,
         {.rule = true,
          .stroke = partners->page.theme->colors.accent,
          .line = SCENE_DASHED,
          .pen = 1.3,
          .width = 22,
          .text = slice_of(page->words->planned)}},
        {ended,
         {.rule = true,
          .stroke = partners->page.theme->colors.faint,
          .line = SCENE_DOTTED,
          .pen = 1.3,
          .width = 22,
          .text = slice_of(page->words->ended)}},
        {parts, {.width = 10, .sign = "\xE2\x86\x92", .text = slice_of(page->words->part_of)}},
        {wholes,
         {.shape = SCENE_BOX,
          .fill = partners->page.theme->colors.panel,
          .stroke = partners->page.theme->colors.rule,
          .pen = 1.0,
          .width = 18,
          .text = slice_of(page->words->whole_only)}},
    };
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        if (entries[i].used) {
            page_add_legend(page, entries[i].entry);
        }
    }
}

static void write_head(struct partners *partners)
{
    struct page *page = &partners->page;
    size_t real = 0;
    size_t planned = 0;
    for (size_t i = 0; i < partners->count; i++) {
        real += partners->items[i].relation_count > 0 ? 1 : 0;
        planned += partners->items[i].relation_count > 0 && partners->items[i].planned ? 1 : 0;
    }
    struct slice name = clean_text(page->arena, page->kb->entities[partners->hub].name);
    struct slice title = arena_format(page->arena, "%s %.*s", page->words->partners_of, SLICE_ARG(name));
    struct buffer subtitle = {0};
    buffer_format(&subtitle, "%zu %s", real, real == 1 ? page->words->partner : page->words->partners);
    if (planned > 0) {
        buffer_format(&subtitle, " (%zu %s)", planned, page->words->planned);
    }
    if (page->kb->as_of.len > 0) {
        struct slice day = when_iso(page->words, page->kb->as_of, page->arena);
        buffer_format(&subtitle, ", %s %.*s", page->words->as_of, SLICE_ARG(day));
    }
    if (page->options->hub.len == 0) {
        buffer_format(&subtitle, " \xC2\xB7 %s", page->words->hub_chosen);
    }
    selected_add(&partners->selection, page->words, page->arena, &subtitle);
    page_head(page, title, buffer_slice(&subtitle));
    buffer_release(&subtitle);
}

static void lay_out(struct partners *partners, struct render_report *report)
{
    struct page *page = &partners->page;
    double room = page->bottom - page->top;
    double heights[2];
    bool fits = false;
    for (size_t i = 0; i < STYLE_COUNT && !fits; i++) {
        if (i + 1 == STYLE_COUNT && drop_oldest(partners, room)) {
            find_families(partners);
        }
        sort_families(partners);
        write_all(partners, STYLES[i]);
        fits = split(partners, room, heights);
    }
    place(partners, heights);
    size_t hub = draw_hub(partners);
    for (size_t i = 0; i < partners->count; i++) {
        draw_partner(partners, &partners->items[i]);
        draw_label(partners, &partners->items[i]);
        report->shown += partners->items[i].relation_count > 0 ? 1 : 0;
    }
    for (size_t i = 0; i < partners->count; i++) {
        draw_part(partners, &partners->items[i]);
        if (partners->items[i].relation_count > 0) {
            draw_spoke(partners, &partners->items[i], hub);
        }
    }
    report->folded = partners->dropped;
}

enum status partners_lay_out(const struct kb *kb, const struct render_options *options, struct scene *scene,
                             struct render_report *report, struct buffer *problem)
{
    struct partners partners = {0};
    page_init(&partners.page, scene, kb, options);
    struct page *page = &partners.page;
    if (!select_init(&partners.selection, kb, &options->select, &scene->arena, problem) ||
        !choose_hub(&partners, problem)) {
        return STATUS_USAGE;
    }
    sources_init(&partners.sources, kb, page->words, page->arena);
    if (partners.hub != SELECT_NONE) {
        collect(&partners, report);
    }
    if (partners.count == 0) {
        page_head(page, slice_of(page->words->agreements), (struct slice){0});
        page_foot(page, NULL);
        page_say(page, page->words->no_agreements);
        page_origin(page, report);
        return STATUS_OK;
    }
    sources_number(&partners.sources, page_source_room(page));
    write_head(&partners);
    find_families(&partners);
    add_legend(&partners);
    page_foot(page, &partners.sources);
    lay_out(&partners, report);
    page_origin(page, report);
    return STATUS_OK;
}
