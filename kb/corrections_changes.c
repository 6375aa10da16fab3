/* Splits, what is said of single records, and entries that are not applied. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "kb/corrections_p.h"
#include "kb/text_key.h"

/* --- entries that are not applied --- */

void plan_drop(struct plan *plan, struct planned *planned, const char *reason, ...)
{
    struct arena *work = &plan->resolver->work;
    if (planned->is_void) {
        return;
    }
    va_list arguments;
    va_start(arguments, reason);
    char text[1024];
    int len = vsnprintf(text, sizeof text, reason, arguments);
    va_end(arguments);
    size_t kept = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    while (kept > 0 && (size_t)len > kept && ((unsigned char)text[kept] & 0xC0) == 0x80) {
        kept--; /* never inside a character */
    }
    planned->is_void = true;
    planned->reason = arena_copy(work, slice_make(text, kept));
}

static bool is_later(const struct place *a, const struct place *b)
{
    int order = strcmp(a->file ? a->file : "", b->file ? b->file : "");
    if (order) {
        return order > 0;
    }
    return a->line != b->line ? a->line > b->line : a->column > b->column;
}

void plan_contradiction(struct plan *plan, struct planned *a, struct planned *b)
{
    struct planned *later = is_later(&a->entry->place, &b->entry->place) ? a : b;
    struct planned *earlier = later == a ? b : a;
    const struct place *place = &earlier->entry->place;
    bool same_file =
        strcmp(place->file ? place->file : "", later->entry->place.file ? later->entry->place.file : "") == 0;
    if (plan->resolver->options->errors) {
        diagnostics_add(plan->resolver->options->errors, SEVERITY_ERROR, &later->entry->place,
                        "%s %.*s contradicts %s %.*s on line %u%s%s; neither is applied",
                        correction_action_name(later->entry->action), SLICE_ARG(later->entry->target),
                        correction_action_name(earlier->entry->action), SLICE_ARG(earlier->entry->target), place->line,
                        same_file ? "" : " of ", same_file ? "" : place->file);
    }
    struct planned *pair[] = {a, b};
    for (size_t i = 0; i < 2; i++) {
        const struct correction *other = pair[1 - i]->entry;
        pair[i]->is_void = false; /* a contradiction is told before what else is wrong */
        plan_drop(plan, pair[i], "contradicts %s %.*s", correction_action_name(other->action),
                  SLICE_ARG(other->target));
        pair[i]->is_told = true;
    }
}

/* --- splits --- */

/* Mentions that an entry names; the first entry to name one has it. */
static size_t claim_mentions(struct plan *plan, struct planned *planned, const struct map *apart)
{
    size_t count = 0;
    uint32_t root = graph_root(&plan->events, planned->node);
    for (uint32_t e = 0; e < plan->base_count; e++) {
        if (graph_root(&plan->events, e) != root) {
            continue;
        }
        for (size_t m = 0; m < plan->base[e].mention_count; m++) {
            struct slice key = text_key(&plan->resolver->work, plan->base[e].mentions[m].sentence_quote);
            if (!map_get(apart, key)) {
                continue;
            }
            uint32_t owner = plan->mention_node[e][m];
            if (owner >= plan->base_count && owner != planned->made) {
                for (uint32_t i = 0; i < plan->entry_count; i++) {
                    if (plan->entries[i].made == owner) {
                        plan_contradiction(plan, &plan->entries[i], planned);
                        return 0;
                    }
                }
            }
            plan->mention_node[e][m] = planned->made;
            count++;
        }
    }
    return count;
}

static void give_back(struct plan *plan, uint32_t node)
{
    for (uint32_t e = 0; e < plan->base_count; e++) {
        for (size_t m = 0; m < plan->base[e].mention_count; m++) {
            if (plan->mention_node[e][m] == node) {
                plan->mention_node[e][m] = e;
            }
        }
    }
}

static size_t mentions_left(const struct plan *plan, uint32_t root)
{
    size_t count = 0;
    for (uint32_t e = 0; e < plan->base_count; e++) {
        for (size_t m = 0; m < plan->base[e].mention_count && graph_root(&plan->events, e) == root; m++) {
            count += plan->mention_node[e][m] == e;
        }
    }
    return count;
}

static void split_one(struct plan *plan, struct planned *planned)
{
    struct found found;
    struct map apart = {0};
    plan_find_event(plan, planned->entry, &found);
    planned->how = found.how;
    planned->node = found.node;
    if (found.how == FOUND_NOT) {
        plan_drop(plan, planned, "%.*s", SLICE_ARG(found.reason));
        return;
    }
    uint32_t into_by = plan->events.into_by[planned->made];
    if (into_by != RESOLVE_NONE &&
        graph_root(&plan->events, planned->made) == graph_root(&plan->events, planned->node)) {
        plan->events.into[planned->made] = plan->events.into_by[planned->made] = RESOLVE_NONE;
        plan_contradiction(plan, planned, &plan->entries[into_by]);
        return;
    }
    for (size_t i = 0; i < planned->entry->apart_count; i++) {
        map_put(&apart, text_key(&plan->resolver->work, planned->entry->apart[i]), 1, NULL);
    }
    size_t count = claim_mentions(plan, planned, &apart);
    map_release(&apart);
    if (count == 0) {
        plan_drop(plan, planned, "none of the sentences under apart: is one of its sentences");
    }
}

/* A split that is not applied makes no event: what is said of that one is not applied either. */
static void drop_split(struct plan *plan, const struct planned *split)
{
    struct graph *graph = &plan->events;
    give_back(plan, split->made);
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        struct planned *planned = &plan->entries[i];
        if (planned->entry->action == CORRECTION_MERGE && planned->entry->kind == CORRECTION_OF_EVENT &&
            !planned->is_void && (planned->node == split->made || planned->into == split->made)) {
            graph->into[planned->node] = graph->into_by[planned->node] = RESOLVE_NONE;
            plan_drop(plan, planned, "the split that makes one of the two is not applied");
        }
    }
}

void plan_splits(struct plan *plan)
{
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        if (plan->entries[i].made != RESOLVE_NONE) {
            split_one(plan, &plan->entries[i]);
        }
    }
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        struct planned *planned = &plan->entries[i];
        if (planned->made != RESOLVE_NONE && !planned->is_void &&
            mentions_left(plan, graph_root(&plan->events, planned->node)) == 0) {
            plan_drop(plan, planned, "all its sentences are named under apart:, nothing would be left");
        }
    }
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        if (plan->entries[i].made != RESOLVE_NONE && plan->entries[i].is_void) {
            drop_split(plan, &plan->entries[i]);
        }
    }
}

/* --- what is said of single records --- */

static uint32_t *slot_of(struct change *change, enum correction_action action)
{
    switch (action) {
    case CORRECTION_REJECT:
        return &change->reject;
    case CORRECTION_CONFIRM:
        return &change->confirm;
    case CORRECTION_RENAME:
        return &change->rename;
    default:
        return &change->redate;
    }
}

/* Two of one action differ in what they set. */
static bool agrees(const struct correction *a, const struct correction *b)
{
    bool same_status = a->status.len == 0 || b->status.len == 0 || slice_equal(a->status, b->status);
    return slice_equal(a->to, b->to) && same_status;
}

static void check_against(struct plan *plan, struct planned *planned, uint32_t other)
{
    if (other == RESOLVE_NONE || planned == &plan->entries[other]) {
        return;
    }
    struct planned *first = &plan->entries[other];
    bool same_action = first->entry->action == planned->entry->action;
    if (first->is_void || !same_action || !agrees(first->entry, planned->entry)) {
        plan_contradiction(plan, first, planned);
    }
}

/* Of what is said of one record the first entry is kept, with a status if one has it; the others must agree. */
static void note_change(struct plan *plan, struct graph *graph, uint32_t index)
{
    struct planned *planned = &plan->entries[index];
    struct change *change = &graph->changes[planned->node];
    uint32_t *slot = slot_of(change, planned->entry->action);
    if (*slot == RESOLVE_NONE) {
        *slot = index;
    } else {
        check_against(plan, planned, *slot);
        bool tells_more = plan->entries[*slot].entry->status.len == 0 && planned->entry->status.len > 0;
        *slot = tells_more && !planned->is_void ? index : *slot;
    }
}

static void find_change(struct plan *plan, uint32_t index)
{
    struct planned *planned = &plan->entries[index];
    const struct correction *entry = planned->entry;
    struct graph *graph = graph_of_kind(plan, entry->kind);
    struct found found;
    if (entry->kind == CORRECTION_OF_EVENT) {
        plan_find_event(plan, entry, &found);
    } else {
        plan_find_entity(plan, entry->target, entry->was, &found);
    }
    if (found.how == FOUND_NOT) {
        plan_drop(plan, planned, "%.*s", SLICE_ARG(found.reason));
        return;
    }
    planned->how = found.how;
    planned->node = found.node;
    uint32_t root = graph_root(graph, found.node);
    if (root != found.node && entry->action == CORRECTION_REJECT) {
        plan_contradiction(plan, planned, &plan->entries[graph->into_by[found.node]]);
        graph->into[found.node] = graph->into_by[found.node] = RESOLVE_NONE;
    } else if (root != found.node) {
        plan_drop(plan, planned, "it is merged into %.*s, which stays as it is", SLICE_ARG(graph->ids[root]));
        planned->is_told = true;
    } else {
        note_change(plan, graph, index);
    }
}

static bool is_change(const struct planned *planned)
{
    return planned->entry->action != CORRECTION_MERGE && planned->entry->action != CORRECTION_SPLIT &&
           planned->entry->kind != CORRECTION_OF_RELATION;
}

/* A record that a void split should have made. */
static void drop_of_void_splits(struct plan *plan)
{
    for (uint32_t s = 0; s < plan->entry_count; s++) {
        const struct planned *split = &plan->entries[s];
        for (uint32_t i = 0; split->made != RESOLVE_NONE && split->is_void && i < plan->entry_count; i++) {
            struct planned *planned = &plan->entries[i];
            if (is_change(planned) && planned->entry->kind == CORRECTION_OF_EVENT && planned->node == split->made) {
                plan_drop(plan, planned, "the split that makes it is not applied");
            }
        }
    }
}

void plan_changes(struct plan *plan)
{
    for (uint32_t i = 0; i < plan->entry_count; i++) { /* these may take merges back */
        if (is_change(&plan->entries[i]) && plan->entries[i].entry->action == CORRECTION_REJECT) {
            find_change(plan, i);
        }
    }
    plan_drop_orphans(plan);
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        if (is_change(&plan->entries[i]) && plan->entries[i].entry->action != CORRECTION_REJECT) {
            find_change(plan, i);
        }
    }
    drop_of_void_splits(plan);
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        struct planned *planned = &plan->entries[i];
        if (!is_change(planned) || planned->node == RESOLVE_NONE || planned->is_void) {
            continue;
        }
        struct change *change = &graph_of_kind(plan, planned->entry->kind)->changes[planned->node];
        uint32_t slot = *slot_of(change, planned->entry->action);
        if (slot != RESOLVE_NONE && plan->entries[slot].is_void && slot != i) {
            check_against(plan, planned, slot);
        } else if (planned->entry->action == CORRECTION_CONFIRM) {
            check_against(plan, planned, change->reject);
        }
    }
    for (uint32_t i = 0; i < plan->entry_count; i++) { /* a slot whose entry went goes with it */
        struct planned *planned = &plan->entries[i];
        if (is_change(planned) && planned->node != RESOLVE_NONE && planned->is_void) {
            uint32_t *slot =
                slot_of(&graph_of_kind(plan, planned->entry->kind)->changes[planned->node], planned->entry->action);
            *slot = *slot == i ? RESOLVE_NONE : *slot;
        }
    }
}
