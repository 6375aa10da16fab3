/* Dates that were given up: an event announced for one day and held, or announced again, for another. */
#include <stdlib.h>

#include "base/calendar.h"
#include "render/clean_p.h"
#include "render/timeline_p.h"

/* A conflict of dates is a move where all that tell of the other date announce it, and do not report. */
static bool is_move(const struct kb_event *event, const struct kb_conflict *conflict)
{
    bool announced = slice_is(conflict->field, "date") && conflict->mention_count > 0;
    for (size_t i = 0; announced && i < conflict->mention_count; i++) {
        const struct kb_event_mention *mention =
            conflict->mentions[i] < event->mention_count ? &event->mentions[conflict->mentions[i]] : NULL;
        announced = mention && mention->has_date && mention->date.earliest != CALENDAR_NO_DAY &&
                    mention->date.latest != CALENDAR_NO_DAY &&
                    (slice_is(mention->status, "planned") || slice_is(mention->status, "postponed"));
    }
    return announced;
}

bool ghosts_disputed(const struct kb_event *event)
{
    for (size_t i = 0; i < event->conflict_count; i++) {
        if (!is_move(event, &event->conflicts[i])) {
            return true;
        }
    }
    return false;
}

static int by_time(const void *a, const void *b)
{
    const struct ghost *left = a;
    const struct ghost *right = b;
    if (left->first != right->first) {
        return left->first < right->first ? -1 : 1;
    }
    return left->last < right->last ? -1 : left->last > right->last;
}

/* Of two that overlap the more exact one stays: "November" and "12-14 November" are one date. */
static void add(struct mark *mark, struct ghost ghost)
{
    for (size_t i = 0; i < mark->ghost_count; i++) {
        struct ghost *other = &mark->ghosts[i];
        if (ghost.first <= other->last && other->first <= ghost.last) {
            *other = ghost.last - ghost.first < other->last - other->first ? ghost : *other;
            return;
        }
    }
    if (mark->ghost_count < MARK_MAX_GHOSTS) {
        mark->ghosts[mark->ghost_count++] = ghost;
    }
}

void ghosts_find(struct mark *mark)
{
    const struct kb_event *event = mark->event;
    const struct kb_date *now = &event->date;
    mark->ghost_count = 0;
    for (size_t i = 0; i < event->conflict_count; i++) {
        if (!is_move(event, &event->conflicts[i])) {
            continue;
        }
        const struct kb_date *date = &event->mentions[event->conflicts[i].mentions[0]].date;
        bool same = now->earliest != CALENDAR_NO_DAY && now->latest != CALENDAR_NO_DAY &&
                    date->earliest <= now->latest && now->earliest <= date->latest;
        if (!same) {
            add(mark, (struct ghost){.first = date->earliest, .last = date->latest});
        }
    }
    qsort(mark->ghosts, mark->ghost_count, sizeof *mark->ghosts, by_time);
}

static void draw_arrow(struct timeline *timeline, const struct mark *mark, size_t from, size_t to, double y)
{
    struct scene *scene = timeline->page.scene;
    const struct scene_box *a = &scene->nodes[from].box;
    const struct scene_box *b = &scene->nodes[to].box;
    bool forward = a->x < b->x;
    double x0 = forward ? a->x + a->width : a->x;
    double x1 = forward ? b->x : b->x + b->width;
    double *points = arena_alloc_array(&scene->arena, 8, sizeof *points);
    for (size_t i = 0; i < 4; i++) {
        points[2 * i] = x0 + (x1 - x0) * (double)i / 3.0;
        points[2 * i + 1] = y;
    }
    scene_add_edge(scene, &(struct scene_edge){.class = slice_of("moved"),
                                               .target = {"event", mark->event->id, true},
                                               .from = from,
                                               .to = to,
                                               .points = points,
                                               .point_count = 4,
                                               .stroke = timeline->page.theme->colors.muted,
                                               .line = SCENE_SOLID,
                                               .pen = 0.8,
                                               .arrow = SCENE_ARROW});
}

/* From each date to the next one towards the mark; where it was moved to an earlier day, from right to left. */
void ghosts_draw(struct timeline *timeline, const struct mark *mark, size_t node, double y)
{
    struct scene *scene = timeline->page.scene;
    const struct render_theme *theme = timeline->page.theme;
    const struct theme_class *class = theme_class(theme, mark->event->class);
    size_t nodes[MARK_MAX_GHOSTS];
    for (size_t i = 0; i < mark->ghost_count; i++) {
        const struct ghost *ghost = &mark->ghosts[i];
        double size = ghost->x1 - ghost->x0;
        nodes[i] = scene_add(scene, &(struct scene_node){.class = slice_of("given-up"),
                                                         .target = {"event", mark->event->id, true},
                                                         .shape = class->shape,
                                                         .box = {ghost->x0, y - size / 2.0, size, size},
                                                         .fill = theme->colors.background,
                                                         .stroke = theme->colors.muted,
                                                         .pen = 0.6});
    }
    for (size_t i = 0; i < mark->ghost_count; i++) {
        bool before = mark->ghosts[i].x1 <= mark->x0;
        bool next = i + 1 < mark->ghost_count && before && mark->ghosts[i + 1].x1 <= mark->x0;
        bool previous = i > 0 && !before && mark->ghosts[i - 1].x0 >= mark->x1;
        draw_arrow(timeline, mark, nodes[i], next ? nodes[i + 1] : previous ? nodes[i - 1] : node, y);
    }
}
