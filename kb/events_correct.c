/* Events again, as the corrections want them: merged, split, renamed, given another date, rejected. */
#include <stdlib.h>

#include "base/calendar.h"
#include "kb/corrections_p.h"
#include "kb/events_p.h"
#include "kb/text_key.h"

/* Events by node: what each is made of, and what was done to it. */
struct correcting {
    struct event_build *build;
    struct plan *plan;
    uint32_t **own, **all; /* happenings of each root: of itself, and with what is merged into it */
    size_t *own_count, *all_count;
    struct kb_event *events; /* by root */
    struct corrected_list *lists;
};

static int order_numbers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* --- what each event is made of --- */

static void deal_out(struct correcting *correcting, bool fill)
{
    const struct plan *plan = correcting->plan;
    for (uint32_t n = 0; n < plan->events.count; n++) {
        correcting->own_count[n] = correcting->all_count[n] = 0;
    }
    for (uint32_t e = 0; e < plan->base_count; e++) {
        size_t count = 0;
        const uint32_t *members = fill ? cluster_members(correcting->build, e, &count) : NULL;
        for (size_t m = 0; m < plan->base[e].mention_count; m++) {
            uint32_t node = plan->mention_node[e][m];
            uint32_t root = graph_root(&plan->events, node);
            if (fill) {
                correcting->all[root][correcting->all_count[root]] = members[m];
            }
            correcting->all_count[root]++;
            if (fill && node == root) {
                correcting->own[root][correcting->own_count[root]] = members[m];
            }
            correcting->own_count[root] += node == root;
        }
    }
}

static void open_lists(struct correcting *correcting)
{
    struct arena *work = &correcting->plan->resolver->work;
    uint32_t count = correcting->plan->events.count;
    correcting->own = arena_alloc_array(work, count, sizeof *correcting->own);
    correcting->all = arena_alloc_array(work, count, sizeof *correcting->all);
    correcting->own_count = arena_alloc_array(work, count, sizeof *correcting->own_count);
    correcting->all_count = arena_alloc_array(work, count, sizeof *correcting->all_count);
    correcting->lists = arena_alloc_array(work, count, sizeof *correcting->lists);
    correcting->events = arena_alloc_array(work, count, sizeof *correcting->events);
    deal_out(correcting, false);
    for (uint32_t n = 0; n < count; n++) {
        correcting->own[n] = arena_alloc_array(work, correcting->own_count[n], sizeof **correcting->own);
        correcting->all[n] = arena_alloc_array(work, correcting->all_count[n], sizeof **correcting->all);
    }
    deal_out(correcting, true);
    for (uint32_t n = 0; n < count; n++) {
        if (correcting->all_count[n] > 0) {
            qsort(correcting->all[n], correcting->all_count[n], sizeof **correcting->all, order_numbers);
        }
        if (correcting->own_count[n] > 0) {
            qsort(correcting->own[n], correcting->own_count[n], sizeof **correcting->own, order_numbers);
        }
    }
}

/* Class, kind and title stay those of the event that the others are merged into. */
static void make_node(struct correcting *correcting, uint32_t node)
{
    struct kb_event *event = &correcting->events[node];
    struct kb_event own = {0};
    size_t own_count = correcting->own_count[node];
    size_t count = correcting->all_count[node];
    event_fill(correcting->build, correcting->all[node], count, event);
    if (own_count > 0 && own_count < count) {
        event_fill(correcting->build, correcting->own[node], own_count, &own);
        event->class = own.class;
        event->type = own.type;
        event->title = own.title;
        event->series = own.series;
    }
    event->id = resolver_keep(correcting->plan->resolver, correcting->plan->events.ids[node]);
}

/* --- what is done to each --- */

/* Title and date of a node before anything was done to it. */
static struct slice told_before(const struct correcting *correcting, uint32_t node, struct slice fallback)
{
    const struct plan *plan = correcting->plan;
    if (node >= plan->base_count) {
        return fallback;
    }
    return text_title_date(&plan->resolver->work, plan->base[node].title, plan->base[node].date.edtf);
}

/* Mentions whose dates do not agree with the one that a person gave. */
static void redo_conflicts(struct resolver *resolver, struct kb_event *event)
{
    struct map values = {0};
    event->conflicts = arena_alloc_array(&resolver->kb->arena, event->mention_count, sizeof *event->conflicts);
    event->conflict_count = 0;
    bool is_known = event->date.earliest != CALENDAR_NO_DAY && event->date.latest != CALENDAR_NO_DAY;
    for (size_t m = 0; is_known && m < event->mention_count; m++) {
        const struct kb_date *date = &event->mentions[m].date;
        bool differs = event->mentions[m].has_date && date->earliest != CALENDAR_NO_DAY &&
                       date->latest != CALENDAR_NO_DAY &&
                       !dates_overlap(date->earliest, date->latest, event->date.earliest, event->date.latest);
        if (!differs) {
            continue;
        }
        bool added;
        uint32_t at = *map_put(&values, date->edtf, (uint32_t)event->conflict_count, &added);
        struct kb_conflict *conflict = &event->conflicts[at];
        if (added) {
            event->conflict_count++;
            *conflict = (struct kb_conflict){.field = resolver_keep(resolver, slice_of("date")), .value = date->edtf};
            conflict->reason = resolver_keep(resolver, slice_of("a person has given another"));
            conflict->mentions =
                arena_alloc_array(&resolver->kb->arena, event->mention_count - m, sizeof *conflict->mentions);
        }
        conflict->mentions[conflict->mention_count++] = (uint32_t)m;
    }
    map_release(&values);
}

static void redate(struct correcting *correcting, const struct planned *planned)
{
    struct resolver *resolver = correcting->plan->resolver;
    struct kb_event *event = &correcting->events[planned->node];
    struct slice was = event->has_date ? event->date.edtf : (struct slice){0};
    corrected_add(&correcting->lists[planned->node], correcting->plan, planned, was, (struct slice){0});
    dates_given(planned->entry->to, &event->date);
    event->has_date = true;
    struct slice *texts[] = {&event->date.edtf, &event->date.precision, &event->date.qualifier, &event->date.basis};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = resolver_keep(resolver, *texts[i]);
    }
    redo_conflicts(resolver, event);
    event->unconfirmed = event_is_unconfirmed(resolver, event);
}

static void confirm(struct correcting *correcting, const struct planned *planned)
{
    struct kb_event *event = &correcting->events[planned->node];
    struct slice status = planned->entry->status;
    bool changes = status.len > 0 && !slice_equal(status, event->status);
    corrected_add(&correcting->lists[planned->node], correcting->plan, planned,
                  changes ? event->status : (struct slice){0}, (struct slice){0});
    if (changes) {
        event->status = resolver_keep(correcting->plan->resolver, status);
    }
}

static void apply_change(struct correcting *correcting, uint32_t index)
{
    struct plan *plan = correcting->plan;
    struct planned *planned = &plan->entries[index];
    struct kb_event *event = &correcting->events[planned->node];
    const struct change *change = &plan->events.changes[planned->node];
    if (change->rename == index) {
        corrected_add(&correcting->lists[planned->node], plan, planned, event->title, (struct slice){0});
        event->title = resolver_keep(plan->resolver, planned->entry->to);
    } else if (change->redate == index) {
        redate(correcting, planned);
    } else if (change->confirm == index) {
        confirm(correcting, planned);
    } else if (change->reject == index) {
        corrected_add(&correcting->lists[planned->node], plan, planned, (struct slice){0}, (struct slice){0});
    }
}

static void apply_entry(struct correcting *correcting, uint32_t index)
{
    struct plan *plan = correcting->plan;
    struct planned *planned = &plan->entries[index];
    const struct graph *graph = &plan->events;
    if (planned->entry->kind != CORRECTION_OF_EVENT || planned->node == RESOLVE_NONE) {
        return;
    }
    uint32_t root = graph_root(graph, planned->node);
    planned->id = graph->ids[root];
    if (planned->is_void) {
        return;
    }
    if (planned->entry->action == CORRECTION_MERGE) {
        if (planned->node != planned->into && graph->into_by[planned->node] == index) {
            corrected_add(&correcting->lists[root], plan, planned,
                          told_before(correcting, planned->node, planned->entry->was), graph->ids[planned->node]);
        }
    } else if (planned->entry->action == CORRECTION_SPLIT) {
        uint32_t made = graph_root(graph, planned->made);
        corrected_add(&correcting->lists[root], plan, planned, (struct slice){0}, graph->ids[planned->made]);
        if (made == planned->made) {
            corrected_add(&correcting->lists[made], plan, planned,
                          told_before(correcting, planned->node, planned->entry->was), graph->ids[root]);
        }
    } else {
        apply_change(correcting, index);
    }
}

/* A plan that somebody has looked at is not among those that nobody has confirmed. */
static void settle(struct correcting *correcting, uint32_t node)
{
    struct kb_event *event = &correcting->events[node];
    if (correcting->plan->events.changes[node].confirm != RESOLVE_NONE) {
        event->unconfirmed = false;
    }
    corrected_keep(&correcting->lists[node], correcting->plan, &event->corrected, &event->corrected_count);
}

/* --- */

static void place_events(struct correcting *correcting, struct map *ids)
{
    struct kb *kb = correcting->plan->resolver->kb;
    const struct graph *graph = &correcting->plan->events;
    kb->event_count = kb->rejected_event_count = 0;
    kb->events = arena_alloc_array(&kb->arena, graph->count, sizeof *kb->events);
    kb->rejected_events = arena_alloc_array(&kb->arena, graph->count, sizeof *kb->rejected_events);
    map_release(ids);
    for (uint32_t n = 0; n < graph->count; n++) {
        if (correcting->all_count[n] == 0) {
            continue;
        }
        bool is_rejected = graph->changes[n].reject != RESOLVE_NONE;
        uint32_t place = is_rejected ? RESOLVE_REJECTED : (uint32_t)kb->event_count;
        if (is_rejected) {
            kb->rejected_events[kb->rejected_event_count++] = correcting->events[n];
        } else {
            map_put(ids, correcting->events[n].id, place, NULL);
            kb->events[kb->event_count++] = correcting->events[n];
        }
        for (size_t i = 0; i < correcting->all_count[n]; i++) {
            correcting->build->happenings[correcting->all[n][i]].cluster = place;
        }
    }
}

void events_correct(struct event_build *build, struct plan *plan, struct map *ids)
{
    struct correcting correcting = {.build = build, .plan = plan};
    for (size_t i = 0; i < plan->resolver->entity_count; i++) {
        plan->resolver->entities[i].used = false;
    }
    open_lists(&correcting);
    for (uint32_t n = 0; n < plan->events.count; n++) {
        if (correcting.all_count[n] > 0) {
            make_node(&correcting, n);
        }
    }
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        apply_entry(&correcting, i);
    }
    for (uint32_t n = 0; n < plan->events.count; n++) {
        settle(&correcting, n);
    }
    place_events(&correcting, ids);
}
