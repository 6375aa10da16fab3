/* The organizations diagram: who is linked with whom, by what, how often. */
#include "render/network_p.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "base/map.h"
#include "render/clean_p.h"
#include "render/selected_p.h"
#include "render/when_p.h"

enum {
    MAX_NODES = 40,   /* more are not legible on a page */
    MAX_NAMED = 26,   /* more get numbers and a key */
    MAX_SHARED = 6,   /* an event with more organizations than this links none of them */
    MAX_LINK_IDS = 64 /* relations that a line names in SVG */
};

static bool is_body(const struct kb *kb, uint32_t entity)
{
    return entity < kb->entity_count && !slice_is(kb->entities[entity].type, "place") &&
           !slice_is(kb->entities[entity].type, "person");
}

/* A growing list of links, found by their two ends and type. */
struct gather {
    const struct kb *kb;
    const struct render_theme *theme;
    struct arena *arena;
    struct map index;
    struct network_link *items;
    size_t count, capacity;
    struct network_dot *dots;
    size_t dot_count, dot_capacity;
};

static struct network_link *find_link(struct gather *gather, uint32_t a, uint32_t b, struct slice type)
{
    if (!theme_link(gather->theme, type)->arrow && a > b) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    struct slice key = arena_format(gather->arena, "%u %u %.*s", a, b, SLICE_ARG(type));
    bool added;
    uint32_t at = *map_put(&gather->index, key, (uint32_t)gather->count, &added);
    if (added) {
        gather->items = array_grow(gather->items, &gather->capacity, gather->count + 1, sizeof *gather->items);
        gather->items[gather->count++] =
            (struct network_link){.a = a, .b = b, .type = type, .first = CALENDAR_NO_DAY, .last = CALENDAR_NO_DAY};
    }
    return &gather->items[at];
}

static void widen(struct network_link *link, const struct kb_date *date, bool has_date)
{
    if (!has_date) {
        return;
    }
    int32_t first = date->earliest != CALENDAR_NO_DAY ? date->earliest : date->latest;
    int32_t last = date->latest != CALENDAR_NO_DAY ? date->latest : date->earliest;
    if (first != CALENDAR_NO_DAY && (link->first == CALENDAR_NO_DAY || first < link->first)) {
        link->first = first;
    }
    link->last = last > link->last ? last : link->last;
}

static void add_dot(struct gather *gather, struct network_dot dot, const struct kb_date *date, bool has_date)
{
    int32_t day = !has_date ? CALENDAR_NO_DAY : date->earliest != CALENDAR_NO_DAY ? date->earliest : date->latest;
    dot.year = day == CALENDAR_NO_DAY ? INT32_MAX : calendar_from_days(day).year;
    gather->dots = array_grow(gather->dots, &gather->dot_capacity, gather->dot_count + 1, sizeof *gather->dots);
    gather->dots[gather->dot_count++] = dot;
}

static void gather_relations(struct gather *gather, const struct selection *selection, struct render_report *report,
                             struct map *told)
{
    const struct kb *kb = gather->kb;
    for (size_t i = 0; i < kb->relation_count; i++) {
        const struct kb_relation *relation = &kb->relations[i];
        if (!is_body(kb, relation->source) || !is_body(kb, relation->target) || relation->source == relation->target) {
            continue;
        }
        for (size_t k = 0; k < relation->event_count; k++) {
            map_put(told, arena_format(gather->arena, "%u", relation->events[k]), 0, NULL);
        }
        if (!select_relation(selection, relation)) {
            report->left_out++;
            continue;
        }
        struct network_link *link = find_link(gather, relation->source, relation->target, relation->type);
        link->count++;
        link->planned += slice_is(relation->status, "planned") ? 1 : 0;
        link->example = link->example ? link->example : relation;
        if (link->count <= MAX_LINK_IDS) {
            link->ids = arena_format(gather->arena, "%.*s%s%.*s", SLICE_ARG(link->ids), link->ids.len > 0 ? " " : "",
                                     SLICE_ARG(relation->id));
        }
        widen(link, &relation->date, relation->has_date);
        add_dot(gather,
                (struct network_dot){.a = relation->source,
                                     .b = relation->target,
                                     .type = relation->type,
                                     .planned = slice_is(relation->status, "planned"),
                                     .id = relation->id,
                                     .relation = relation},
                &relation->date, relation->has_date);
    }
}

/* What an organization is a part of, where it has links of its own and no relation says so already. */
static void gather_parts(struct gather *gather)
{
    const struct kb *kb = gather->kb;
    bool *linked = arena_alloc_array(gather->arena, kb->entity_count + 1, sizeof *linked);
    for (size_t i = 0; i < gather->count; i++) {
        linked[gather->items[i].a] = true;
        linked[gather->items[i].b] = true;
    }
    for (uint32_t i = 0; i < kb->entity_count; i++) {
        uint32_t whole = kb->entities[i].part_of;
        if (linked[i] && is_body(kb, i) && is_body(kb, whole) && whole != i) {
            struct network_link *link = find_link(gather, i, whole, slice_of("part_of"));
            link->count = link->count > 0 ? link->count : 1;
        }
    }
}

/* Organizations that had a part in the same event, where no relation tells of that event already. */
static void gather_events(struct gather *gather, const struct selection *selection, const struct map *told)
{
    const struct kb *kb = gather->kb;
    for (uint32_t i = 0; i < kb->event_count; i++) {
        const struct kb_event *event = &kb->events[i];
        uint32_t bodies[MAX_SHARED];
        size_t count = 0;
        for (size_t k = 0; k < event->role_count; k++) {
            bool known = false;
            for (size_t j = 0; j < count && j < MAX_SHARED; j++) {
                known = known || bodies[j] == event->roles[k].entity;
            }
            if (!known && is_body(kb, event->roles[k].entity)) {
                if (count < MAX_SHARED) {
                    bodies[count] = event->roles[k].entity;
                }
                count++;
            }
        }
        if (count < 2 || count > MAX_SHARED || map_get(told, arena_format(gather->arena, "%u", i)) ||
            select_event(selection, event) != SELECT_KEPT) {
            continue;
        }
        for (size_t a = 0; a < count; a++) {
            for (size_t b = a + 1; b < count; b++) {
                struct network_link *link = find_link(gather, bodies[a], bodies[b], (struct slice){0});
                link->count++;
                link->planned += slice_is(event->status, "planned") ? 1 : 0;
                widen(link, &event->date, event->has_date);
                add_dot(
                    gather,
                    (struct network_dot){.a = bodies[a], .b = bodies[b], .planned = slice_is(event->status, "planned")},
                    &event->date, event->has_date);
            }
        }
    }
}

/* Steps from the ego over the links; UINT32_MAX where there is no way. */
static void count_steps(const struct gather *gather, uint32_t ego, unsigned depth, uint32_t *steps)
{
    for (size_t i = 0; i < gather->kb->entity_count; i++) {
        steps[i] = i == ego ? 0 : UINT32_MAX;
    }
    for (unsigned step = 0; step < depth; step++) {
        for (size_t i = 0; i < gather->count; i++) {
            const struct network_link *link = &gather->items[i];
            if (steps[link->a] == step && steps[link->b] == UINT32_MAX) {
                steps[link->b] = step + 1;
            } else if (steps[link->b] == step && steps[link->a] == UINT32_MAX) {
                steps[link->a] = step + 1;
            }
        }
    }
}

static int by_degree(const void *a, const void *b)
{
    const struct network_node *left = a;
    const struct network_node *right = b;
    if (left->degree != right->degree) {
        return left->degree > right->degree ? -1 : 1;
    }
    int order = slice_compare(left->name, right->name);
    return order != 0 ? order : left->entity < right->entity ? -1 : left->entity > right->entity;
}

/* What had links only with those that were left out says nothing here. */
static void drop_lonely(struct network *network, const struct gather *gather)
{
    struct arena *arena = network->page.arena;
    bool *chosen = arena_alloc_array(arena, gather->kb->entity_count + 1, sizeof *chosen);
    bool *linked = arena_alloc_array(arena, gather->kb->entity_count + 1, sizeof *linked);
    for (size_t i = 0; i < network->node_count; i++) {
        chosen[network->nodes[i].entity] = true;
    }
    for (size_t i = 0; i < gather->count; i++) {
        const struct network_link *link = &gather->items[i];
        if (chosen[link->a] && chosen[link->b]) {
            linked[link->a] = true;
            linked[link->b] = true;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < network->node_count; i++) {
        if (linked[network->nodes[i].entity]) {
            network->nodes[kept++] = network->nodes[i];
        }
    }
    if (network->dropped > 0 && kept > 0) {
        network->dropped += network->node_count - kept;
        network->node_count = kept;
    }
}

static const double MATRIX_FURNITURE = 210.0; /* points for title, heads of columns, foot */

static size_t rows_of_matrix(const struct page *page)
{
    double room = page->bottom - page->top - MATRIX_FURNITURE;
    return room > 0.0 ? (size_t)(room / network_matrix_row(page)) : 1;
}

/* The entities with links, those with most first; the rest is counted and left out. */
static void choose_nodes(struct network *network, const struct gather *gather, uint32_t ego)
{
    const struct kb *kb = gather->kb;
    const struct render_options *options = network->page.options;
    struct arena *arena = network->page.arena;
    uint32_t *degrees = arena_alloc_array(arena, kb->entity_count + 1, sizeof *degrees);
    uint32_t *steps = arena_alloc_array(arena, kb->entity_count + 1, sizeof *steps);
    for (size_t i = 0; i < gather->count; i++) {
        degrees[gather->items[i].a] += gather->items[i].count;
        degrees[gather->items[i].b] += gather->items[i].count;
    }
    if (ego != SELECT_NONE) {
        count_steps(gather, ego, options->depth, steps);
    }
    network->nodes = arena_alloc_array(arena, kb->entity_count + 1, sizeof *network->nodes);
    for (uint32_t i = 0; i < kb->entity_count; i++) {
        if (degrees[i] > 0 && steps[i] != UINT32_MAX) {
            network->nodes[network->node_count++] = (struct network_node){
                .entity = i,
                .degree = degrees[i],
                .name = clean_capital(arena, kb->entities[i].name.len > 0 ? kb->entities[i].name : kb->entities[i].id)};
        }
    }
    qsort(network->nodes, network->node_count, sizeof *network->nodes, by_degree);
    bool matrix = options->matrix != RENDER_NO_MATRIX;
    size_t legible = matrix ? rows_of_matrix(&network->page) : MAX_NODES;
    size_t most = options->top > 0 && options->top < legible ? options->top : legible;
    if (network->node_count > most) {
        network->dropped = network->node_count - most;
        network->node_count = most;
    }
    if (!matrix) { /* a row counts what there is with others, too */
        drop_lonely(network, gather);
    }
    network->numbered = network->node_count > MAX_NAMED;
    for (uint32_t i = 0; i < network->node_count; i++) {
        network->nodes[i].number = i + 1;
    }
}

static int by_ends(const void *a, const void *b, void *context)
{
    const struct render_theme *theme = context;
    const struct network_link *left = a;
    const struct network_link *right = b;
    uint32_t left_low = left->a < left->b ? left->a : left->b;
    uint32_t right_low = right->a < right->b ? right->a : right->b;
    uint32_t left_high = left->a < left->b ? left->b : left->a;
    uint32_t right_high = right->a < right->b ? right->b : right->a;
    if (left_low != right_low) {
        return left_low < right_low ? -1 : 1;
    }
    if (left_high != right_high) {
        return left_high < right_high ? -1 : 1;
    }
    size_t left_rank = theme_link_rank(theme, left->type);
    size_t right_rank = theme_link_rank(theme, right->type);
    if (left_rank != right_rank) {
        return left_rank < right_rank ? -1 : 1;
    }
    int order = slice_compare(left->type, right->type);
    return order != 0 ? order : left->a < right->a ? -1 : left->a > right->a;
}

static bool same_ends(const struct network_link *left, const struct network_link *right)
{
    return (left->a == right->a && left->b == right->b) || (left->a == right->b && left->b == right->a);
}

/* Links between chosen nodes, from now on by node index; those between the same two know of each other. */
static void keep_links(struct network *network, const struct gather *gather)
{
    struct arena *arena = network->page.arena;
    uint32_t *nodes = arena_alloc_array(arena, gather->kb->entity_count + 1, sizeof *nodes);
    for (uint32_t i = 0; i < network->node_count; i++) {
        nodes[network->nodes[i].entity] = i + 1;
    }
    network->links = arena_alloc_array(arena, gather->count + 1, sizeof *network->links);
    for (size_t i = 0; i < gather->count; i++) {
        const struct network_link *link = &gather->items[i];
        if (nodes[link->a] > 0 && nodes[link->b] > 0) {
            network->links[network->link_count] = *link;
            network->links[network->link_count].a = nodes[link->a] - 1;
            network->links[network->link_count].b = nodes[link->b] - 1;
            network->link_count++;
        }
    }
    qsort_r(network->links, network->link_count, sizeof *network->links, by_ends,
            (void *)(uintptr_t)network->page.theme);
    for (size_t i = 0; i < network->link_count;) {
        size_t end = i + 1;
        while (end < network->link_count && same_ends(&network->links[i], &network->links[end])) {
            end++;
        }
        for (size_t k = i; k < end; k++) {
            network->links[k].parallel = (uint32_t)(k - i);
            network->links[k].parallels = (uint32_t)(end - i);
        }
        i = end;
    }
}

static void cite(struct network *network)
{
    sources_init(&network->sources, network->page.kb, network->page.words, network->page.arena);
    for (size_t i = 0; i < network->dot_count && network->page.options->matrix != RENDER_NO_MATRIX; i++) {
        const struct kb_relation *relation = network->dots[i].relation;
        if (relation) {
            sources_cite_evidence(&network->sources, relation->evidence, relation->evidence_count);
        }
    }
    for (size_t i = 0; i < network->link_count; i++) {
        const struct kb_relation *example = network->links[i].example;
        if (example) {
            sources_cite_evidence(&network->sources, example->evidence, example->evidence_count);
        }
    }
    sources_number(&network->sources, page_source_room(&network->page));
}

static void write_head(struct network *network, uint32_t ego)
{
    struct page *page = &network->page;
    struct buffer title = {0};
    struct buffer subtitle = {0};
    buffer_add_text(&title, page->words->organizations);
    if (ego != SELECT_NONE) {
        buffer_format(&title, ": %.*s", SLICE_ARG(page->kb->entities[ego].name));
    }
    bool matrix = page->options->matrix != RENDER_NO_MATRIX;
    buffer_format(&subtitle, "%zu %s, %zu %s", network->node_count, page->words->bodies,
                  matrix ? network->dot_count : network->link_count, page->words->links);
    if (page->kb->as_of.len > 0) {
        struct slice day = when_iso(page->words, page->kb->as_of, page->arena);
        buffer_format(&subtitle, ", %s %.*s", page->words->as_of, SLICE_ARG(day));
    }
    if (network->dropped > 0) {
        buffer_format(&subtitle, " \xC2\xB7 %s %zu", page->words->kept, network->dropped);
    }
    selected_add(&network->selection, page->words, page->arena, &subtitle);
    page_head(page, buffer_slice(&title), buffer_slice(&subtitle));
    buffer_release(&title);
    buffer_release(&subtitle);
}

static void legend_of_matrix(struct page *page)
{
    const struct theme_colors *colors = &page->theme->colors;
    page_add_legend(page, (struct page_legend){.shape = SCENE_ROUND,
                                               .fill = colors->panel,
                                               .stroke = colors->outline,
                                               .pen = 0.7,
                                               .width = 18,
                                               .text = slice_of(page->words->links_counted)});
    page_add_legend(page, (struct page_legend){.shape = SCENE_BOX,
                                               .fill = colors->background,
                                               .stroke = colors->outline,
                                               .line = SCENE_DASHED,
                                               .pen = 0.7,
                                               .width = 18,
                                               .text = slice_of(page->words->only_planned)});
}

static void draw(struct network *network, uint32_t ego, struct render_report *report)
{
    struct page *page = &network->page;
    cite(network);
    write_head(network, ego);
    if (network->node_count == 0) {
        page_foot(page, NULL);
        page_say(page, page->words->no_organizations);
        return;
    }
    if (page->options->matrix != RENDER_NO_MATRIX) {
        legend_of_matrix(page);
        page_foot(page, &network->sources);
        network_draw_matrix(network);
        report->shown = network->node_count;
        report->folded = network->dropped;
        return;
    }
    network_add_legend(network);
    page_foot(page, &network->sources);
    network->room = (struct scene_box){page->left, page->top, page->right - page->left, page->bottom - page->top};
    network_size_nodes(network);
    network_find_families(network);
    network_place(network);
    network_draw_families(network);
    network_draw(network, report);
    report->shown = network->node_count;
    report->folded = network->dropped;
}

enum status network_lay_out(const struct kb *kb, const struct render_options *options, struct scene *scene,
                            struct render_report *report, struct buffer *problem)
{
    struct network network = {0};
    uint32_t ego;
    page_init(&network.page, scene, kb, options);
    if (!select_init(&network.selection, kb, &options->select, &scene->arena, problem) ||
        !select_entity_option(kb, options->ego, "org", &ego, problem)) {
        return STATUS_USAGE;
    }
    struct gather gather = {.kb = kb, .theme = scene->theme, .arena = &scene->arena};
    struct map told = {0};
    gather_relations(&gather, &network.selection, report, &told);
    gather_events(&gather, &network.selection, &told);
    gather_parts(&gather);
    choose_nodes(&network, &gather, ego);
    keep_links(&network, &gather);
    network.dots = gather.dots;
    network.dot_count = gather.dot_count;
    map_release(&told);
    map_release(&gather.index);
    draw(&network, ego, report);
    page_origin(&network.page, report);
    free(gather.items);
    free(gather.dots);
    return STATUS_OK;
}
