/* What the entries say together: which records are one, what contradicts what. */
#include <stdlib.h>

#include "base/sha256.h"
#include "kb/corrections_p.h"
#include "kb/text_key.h"

enum { ID_HEX = 12 };

/* --- entries in an order of their own --- */

static int compare_lists(const struct slice *a, size_t a_count, const struct slice *b, size_t b_count)
{
    for (size_t i = 0; i < a_count && i < b_count; i++) {
        int order = slice_compare(a[i], b[i]);
        if (order) {
            return order;
        }
    }
    return (a_count > b_count) - (a_count < b_count);
}

/* By all that an entry says; where it stands does not count. */
static int compare_entries(const struct correction *a, const struct correction *b)
{
    if (a->action != b->action) {
        return a->action < b->action ? -1 : 1;
    }
    const struct slice texts[][2] = {
        {a->target, b->target},     {a->to, b->to},       {a->into, b->into}, {a->status, b->status}, {a->was, b->was},
        {a->into_was, b->into_was}, {a->class, b->class}, {a->why, b->why},   {a->by, b->by},         {a->on, b->on}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int order = slice_compare(texts[i][0], texts[i][1]);
        if (order) {
            return order;
        }
    }
    int order = compare_lists(a->apart, a->apart_count, b->apart, b->apart_count);
    order = order ? order : compare_lists(a->evidence, a->evidence_count, b->evidence, b->evidence_count);
    return order ? order
                 : compare_lists(a->into_evidence, a->into_evidence_count, b->into_evidence, b->into_evidence_count);
}

static int order_entries(const void *a, const void *b)
{
    return compare_entries(((const struct planned *)a)->entry, ((const struct planned *)b)->entry);
}

static int order_slices(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static void open_entries(struct plan *plan, const struct corrections *given)
{
    plan->entries = arena_alloc_array(&plan->resolver->work, given->count, sizeof *plan->entries);
    for (size_t i = 0; i < given->count; i++) {
        plan->entries[i] = (struct planned){
            &given->items[i], FOUND_NOT, RESOLVE_NONE, RESOLVE_NONE, RESOLVE_NONE, false, false, {0}, {0}};
    }
    qsort(plan->entries, given->count, sizeof *plan->entries, order_entries);
    for (size_t i = 0; i < given->count; i++) {
        if (plan->entry_count == 0 ||
            compare_entries(plan->entries[plan->entry_count - 1].entry, plan->entries[i].entry) != 0) {
            plan->entries[plan->entry_count++] = plan->entries[i];
        }
    }
}

/* --- graphs --- */

static void open_graph(struct plan *plan, struct graph *graph, uint32_t count)
{
    struct arena *work = &plan->resolver->work;
    graph->count = count;
    graph->into = arena_alloc_array(work, count, sizeof *graph->into);
    graph->into_by = arena_alloc_array(work, count, sizeof *graph->into_by);
    graph->ids = arena_alloc_array(work, count, sizeof *graph->ids);
    graph->changes = arena_alloc_array(work, count, sizeof *graph->changes);
    for (uint32_t i = 0; i < count; i++) {
        graph->into[i] = graph->into_by[i] = RESOLVE_NONE;
        graph->changes[i] = (struct change){RESOLVE_NONE, RESOLVE_NONE, RESOLVE_NONE, RESOLVE_NONE};
    }
}

/* The id of a split-off event comes from the sentences that it is made of, so that it stays. */
static struct slice split_id(struct plan *plan, const struct correction *entry, unsigned attempt)
{
    struct arena *work = &plan->resolver->work;
    struct slice *keys = arena_alloc_array(work, entry->apart_count, sizeof *keys);
    for (size_t i = 0; i < entry->apart_count; i++) {
        keys[i] = text_key(work, entry->apart[i]);
    }
    qsort(keys, entry->apart_count, sizeof *keys, order_slices);
    struct slice text = arena_format(work, "split|%u", attempt);
    for (size_t i = 0; i < entry->apart_count; i++) {
        text = arena_format(work, "%.*s|%.*s", SLICE_ARG(text), SLICE_ARG(keys[i]));
    }
    char hex[SHA256_HEX + 1];
    sha256_hex(text, hex);
    return arena_format(work, "event:%.*s", ID_HEX, hex);
}

static void open_events(struct plan *plan)
{
    struct arena *work = &plan->resolver->work;
    uint32_t splits = 0;
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        splits += plan->entries[i].entry->action == CORRECTION_SPLIT;
    }
    struct graph *graph = &plan->events;
    open_graph(plan, graph, plan->base_count + splits);
    plan->other_titles = arena_alloc_array(work, graph->count, sizeof *plan->other_titles);
    plan->other_dates = arena_alloc_array(work, graph->count, sizeof *plan->other_dates);
    for (uint32_t e = 0; e < plan->base_count; e++) {
        graph->ids[e] = plan->base[e].id;
        map_put(&graph->numbers, graph->ids[e], e, NULL);
    }
    uint32_t next = plan->base_count;
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        struct planned *planned = &plan->entries[i];
        if (planned->entry->action == CORRECTION_SPLIT) {
            bool added = false;
            planned->made = next++;
            for (unsigned attempt = 0; !added; attempt++) {
                graph->ids[planned->made] = split_id(plan, planned->entry, attempt);
                map_put(&graph->numbers, graph->ids[planned->made], planned->made, &added);
            }
        }
    }
    plan->mention_node = arena_alloc_array(work, plan->base_count, sizeof *plan->mention_node);
    for (uint32_t e = 0; e < plan->base_count; e++) {
        plan->mention_node[e] = arena_alloc_array(work, plan->base[e].mention_count, sizeof **plan->mention_node);
        for (size_t m = 0; m < plan->base[e].mention_count; m++) {
            plan->mention_node[e][m] = e;
        }
    }
}

static void open_entities(struct plan *plan)
{
    struct resolver *resolver = plan->resolver;
    open_graph(plan, &plan->entities, (uint32_t)resolver->entity_count);
    for (uint32_t i = 0; i < resolver->entity_count; i++) {
        plan->entities.ids[i] = resolver->entities[i].entity.id;
        map_put(&plan->entities.numbers, plan->entities.ids[i], i, NULL);
    }
}

/* --- merges --- */

static void find_ends(struct plan *plan, const struct planned *planned, struct found *from, struct found *into)
{
    const struct correction *entry = planned->entry;
    if (entry->kind == CORRECTION_OF_EVENT) {
        plan_find_event(plan, entry, from);
        plan_find_into(plan, entry, into);
    } else {
        plan_find_entity(plan, entry->target, entry->was, from);
        plan_find_entity(plan, entry->into, entry->into_was, into);
    }
}

/* What an end means may depend on what other merges make one: those that are found join, until no more are. All of a
 * round are looked for before any joins, so that their order does not count. */
static void find_merges(struct plan *plan)
{
    struct found *from = arena_alloc_array(&plan->resolver->work, plan->entry_count, sizeof *from);
    struct found *into = arena_alloc_array(&plan->resolver->work, plan->entry_count, sizeof *into);
    bool *is_done = arena_alloc_array(&plan->resolver->work, plan->entry_count, sizeof *is_done);
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < plan->entry_count; i++) {
            if (!is_done[i] && plan->entries[i].entry->action == CORRECTION_MERGE) {
                find_ends(plan, &plan->entries[i], &from[i], &into[i]);
            }
        }
        for (uint32_t i = 0; i < plan->entry_count; i++) {
            struct planned *planned = &plan->entries[i];
            if (is_done[i] || from[i].how == FOUND_NOT || into[i].how == FOUND_NOT) {
                continue;
            }
            struct graph *graph = graph_of_kind(plan, planned->entry->kind);
            is_done[i] = more = true;
            planned->how = from[i].how;
            planned->node = from[i].node;
            planned->into = into[i].node;
            if (graph->into[planned->node] == RESOLVE_NONE && planned->node != planned->into) {
                graph->into[planned->node] = planned->into;
            }
        }
    }
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        struct planned *planned = &plan->entries[i];
        if (planned->entry->action == CORRECTION_MERGE && !is_done[i]) {
            bool is_from = from[i].how == FOUND_NOT;
            planned->how = from[i].how;
            planned->node = from[i].node;
            struct slice reason = is_from ? from[i].reason : into[i].reason;
            plan_drop(plan, planned, is_from ? "%.*s" : "into: %.*s", SLICE_ARG(reason));
        }
    }
    for (uint32_t n = 0; n < plan->events.count; n++) {
        plan->events.into[n] = RESOLVE_NONE;
    }
    for (uint32_t n = 0; n < plan->entities.count; n++) {
        plan->entities.into[n] = RESOLVE_NONE;
    }
}

/* Every entry that is in a circle with others contradicts the first of them. */
static void drop_circles(struct plan *plan, struct graph *graph)
{
    for (uint32_t n = 0; n < graph->count; n++) {
        uint32_t at = n;
        uint32_t steps = 0;
        do {
            at = graph->into[at];
        } while (at != RESOLVE_NONE && at != n && ++steps <= graph->count);
        if (at != n) {
            continue;
        }
        struct planned *first = &plan->entries[graph->into_by[n]];
        for (at = graph->into[n]; at != n;) {
            uint32_t next = graph->into[at];
            plan_contradiction(plan, first, &plan->entries[graph->into_by[at]]);
            graph->into[at] = graph->into_by[at] = RESOLVE_NONE;
            at = next;
        }
        graph->into[n] = graph->into_by[n] = RESOLVE_NONE;
    }
}

static void drop_void_merges(const struct plan *plan, struct graph *graph)
{
    for (uint32_t n = 0; n < graph->count; n++) {
        if (graph->into_by[n] != RESOLVE_NONE && plan->entries[graph->into_by[n]].is_void) {
            graph->into[n] = graph->into_by[n] = RESOLVE_NONE;
        }
    }
}

void plan_drop_orphans(struct plan *plan)
{
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        struct planned *planned = &plan->entries[i];
        if (planned->entry->action == CORRECTION_MERGE && !planned->is_void && planned->node != planned->into &&
            graph_of_kind(plan, planned->entry->kind)->into_by[planned->node] == RESOLVE_NONE) {
            plan_drop(plan, planned, "another entry that says the same contradicts others");
        }
    }
}

static void plan_merges(struct plan *plan)
{
    find_merges(plan);
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        struct planned *planned = &plan->entries[i];
        if (planned->entry->action != CORRECTION_MERGE || planned->node == RESOLVE_NONE ||
            planned->into == RESOLVE_NONE) {
            continue;
        }
        struct graph *graph = graph_of_kind(plan, planned->entry->kind);
        if (planned->node == planned->into) {
            planned->reason = slice_of("they are one already");
        } else if (graph->into_by[planned->node] == RESOLVE_NONE) {
            graph->into_by[planned->node] = i;
            graph->into[planned->node] = planned->into;
        } else if (graph->into[planned->node] != planned->into) {
            plan_contradiction(plan, &plan->entries[graph->into_by[planned->node]], planned);
        }
    }
    /* one that contradicts another takes those with it that say the same as either */
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        struct planned *planned = &plan->entries[i];
        if (planned->entry->action == CORRECTION_MERGE && !planned->is_void && planned->node != planned->into) {
            struct planned *first = &plan->entries[graph_of_kind(plan, planned->entry->kind)->into_by[planned->node]];
            if (first->is_void) {
                plan_contradiction(plan, first, planned);
            }
        }
    }
    drop_void_merges(plan, &plan->events);
    drop_void_merges(plan, &plan->entities);
    drop_circles(plan, &plan->events);
    drop_circles(plan, &plan->entities);
    plan_drop_orphans(plan);
}

/* Titles and dates that entries give are among those by which others may call an event. */
static void note_new_names(struct plan *plan)
{
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        const struct correction *entry = plan->entries[i].entry;
        struct found found;
        if (entry->kind != CORRECTION_OF_EVENT || entry->to.len == 0) {
            continue;
        }
        plan_find_event(plan, entry, &found);
        if (found.how == FOUND_NOT) {
            continue;
        }
        if (entry->action == CORRECTION_RENAME) {
            plan->other_titles[found.node] = entry->to;
        } else {
            plan->other_dates[found.node] = entry->to;
        }
    }
}

struct plan *plan_make(struct resolver *resolver)
{
    const struct corrections *given = resolver->options->corrections;
    if (!given || given->count == 0) {
        return NULL;
    }
    struct plan *plan = arena_alloc(&resolver->work, sizeof *plan);
    plan->resolver = resolver;
    plan->base = resolver->kb->events;
    plan->base_count = (uint32_t)resolver->kb->event_count;
    open_entries(plan, given);
    open_events(plan);
    open_entities(plan);
    plan_index(plan);
    note_new_names(plan);
    plan_merges(plan);
    plan_splits(plan);
    plan_changes(plan);
    return plan;
}

void plan_release(struct plan *plan)
{
    if (plan) {
        map_release(&plan->sentences);
        map_release(&plan->entity_names);
        map_release(&plan->events.numbers);
        map_release(&plan->entities.numbers);
    }
}
