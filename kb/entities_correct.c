/* Entities that are merged, renamed and rejected; what became of all entries. */
#include <stdlib.h>

#include "base/buffer.h"
#include "kb/corrections_p.h"
#include "kb/names.h"

/* --- lists of what was done --- */

void corrected_add(struct corrected_list *list, struct plan *plan, const struct planned *planned, struct slice was,
                   struct slice id)
{
    struct resolver *resolver = plan->resolver;
    const struct correction *entry = planned->entry;
    list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = (struct kb_corrected){
        .action = resolver_keep(resolver, slice_of(correction_action_name(entry->action))),
        .was = resolver_keep(resolver, was),
        .id = resolver_keep(resolver, id),
        .why = resolver_keep(resolver, entry->why),
        .by = resolver_keep(resolver, entry->by),
        .on = resolver_keep(resolver, entry->on),
    };
}

static int order_corrected(const void *a, const void *b)
{
    const struct kb_corrected *left = a;
    const struct kb_corrected *right = b;
    const struct slice texts[][2] = {{left->action, right->action}, {left->id, right->id}, {left->was, right->was},
                                     {left->on, right->on},         {left->by, right->by}, {left->why, right->why}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int order = slice_compare(texts[i][0], texts[i][1]);
        if (order) {
            return order;
        }
    }
    return 0;
}

void corrected_keep(struct corrected_list *list, struct plan *plan, struct kb_corrected **out, size_t *count)
{
    *count = 0;
    *out = arena_alloc_array(&plan->resolver->kb->arena, list->count, sizeof **out);
    if (list->count > 0) {
        qsort(list->items, list->count, sizeof *list->items, order_corrected);
    }
    for (size_t i = 0; i < list->count; i++) {
        if (i == 0 || order_corrected(&list->items[i - 1], &list->items[i]) != 0) {
            (*out)[(*count)++] = list->items[i];
        }
    }
    free(list->items);
    *list = (struct corrected_list){0};
}

/* --- names and evidence of what is one --- */

static int order_evidence(const void *a, const void *b)
{
    const struct kb_evidence *left = a;
    const struct kb_evidence *right = b;
    if (left->document != right->document) {
        return left->document < right->document ? -1 : 1;
    }
    return (left->at.begin > right->at.begin) - (left->at.begin < right->at.begin);
}

/* The first mention in each document. */
static void add_evidence(struct resolver *resolver, struct kb_entity *to, const struct kb_entity *from)
{
    size_t total = to->evidence_count + from->evidence_count;
    struct kb_evidence *all = arena_alloc_array(&resolver->kb->arena, total, sizeof *all);
    for (size_t i = 0; i < total; i++) {
        all[i] = i < to->evidence_count ? to->evidence[i] : from->evidence[i - to->evidence_count];
    }
    if (total > 0) {
        qsort(all, total, sizeof *all, order_evidence);
    }
    to->evidence = all;
    to->evidence_count = 0;
    for (size_t i = 0; i < total; i++) {
        if (to->evidence_count == 0 || all[to->evidence_count - 1].document != all[i].document) {
            all[to->evidence_count++] = all[i];
        }
    }
}

static void merge_entity(struct resolver *resolver, struct draft_entity *to, const struct draft_entity *from)
{
    entity_add_names(&resolver->kb->arena, &to->entity, &from->entity, from->entity.name);
    add_evidence(resolver, &to->entity, &from->entity);
    to->entity.wikidata = to->entity.wikidata.len ? to->entity.wikidata : from->entity.wikidata;
    to->entity.iso2 = to->entity.iso2.len ? to->entity.iso2 : from->entity.iso2;
    if (to->entity.part_of == RESOLVE_NONE) {
        to->entity.part_of = from->entity.part_of;
    }
}

/* --- what is left stands for what went --- */

static uint32_t stands_for(const struct plan *plan, uint32_t entity)
{
    if (entity == RESOLVE_NONE) {
        return entity;
    }
    uint32_t root = graph_root(&plan->entities, entity);
    return plan->entities.changes[root].reject == RESOLVE_NONE ? root : RESOLVE_NONE;
}

/* A body that became a part of itself, by way of others or not, is a part of nothing. */
static void cut_circles(struct resolver *resolver)
{
    for (uint32_t i = 0; i < resolver->entity_count; i++) {
        uint32_t at = resolver->entities[i].entity.part_of;
        for (size_t steps = 0; at != RESOLVE_NONE && at != i && steps < resolver->entity_count; steps++) {
            at = resolver->entities[at].entity.part_of;
        }
        if (at == i) {
            resolver->entities[i].entity.part_of = RESOLVE_NONE;
        }
    }
}

static void replace_all(const struct plan *plan)
{
    struct resolver *resolver = plan->resolver;
    for (size_t s = 0; s < resolver->source_count; s++) {
        struct source *source = &resolver->sources[s];
        for (size_t i = 0; i < source->set->name_count; i++) {
            source->entity[i] = stands_for(plan, source->entity[i]);
        }
        source->speaker = stands_for(plan, source->speaker);
    }
    for (size_t i = 0; i < resolver->entity_count; i++) {
        resolver->entities[i].entity.part_of = stands_for(plan, resolver->entities[i].entity.part_of);
    }
    cut_circles(resolver);
}

static void apply_entry(struct plan *plan, uint32_t index, struct corrected_list *lists)
{
    struct resolver *resolver = plan->resolver;
    struct planned *planned = &plan->entries[index];
    if (planned->entry->kind != CORRECTION_OF_ENTITY || planned->node == RESOLVE_NONE) {
        return;
    }
    uint32_t root = graph_root(&plan->entities, planned->node);
    struct kb_entity *entity = &resolver->entities[root].entity;
    planned->id = entity->id;
    if (planned->is_void) {
        return;
    }
    const struct change *change = &plan->entities.changes[root];
    if (planned->entry->action == CORRECTION_MERGE) {
        if (planned->node != planned->into && plan->entities.into_by[planned->node] == index) {
            const struct kb_entity *from = &resolver->entities[planned->node].entity;
            corrected_add(&lists[root], plan, planned, from->name, from->id);
        }
    } else if (change->rename == index) {
        corrected_add(&lists[root], plan, planned, entity->name, (struct slice){0});
    } else if (change->reject == index) {
        corrected_add(&lists[root], plan, planned, (struct slice){0}, (struct slice){0});
        resolver->entities[root].rejected = true;
    }
}

void entities_correct(struct plan *plan)
{
    struct resolver *resolver = plan->resolver;
    struct graph *graph = &plan->entities;
    struct corrected_list *lists = arena_alloc_array(&resolver->work, graph->count, sizeof *lists);
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        apply_entry(plan, i, lists);
    }
    for (uint32_t n = 0; n < graph->count; n++) {
        uint32_t root = graph_root(graph, n);
        if (root != n) {
            merge_entity(resolver, &resolver->entities[root], &resolver->entities[n]);
        }
    }
    for (uint32_t n = 0; n < graph->count; n++) {
        struct kb_entity *entity = &resolver->entities[n].entity;
        if (graph->changes[n].rename != RESOLVE_NONE) {
            struct slice old = entity->name;
            entity->name = resolver_keep(resolver, plan->entries[graph->changes[n].rename].entry->to);
            entity_add_names(&resolver->kb->arena, entity, NULL, old);
        }
        corrected_keep(&lists[n], plan, &entity->corrected, &entity->corrected_count);
    }
    replace_all(plan);
}

/* --- what became of the entries --- */

static void warn(struct plan *plan, const struct planned *planned)
{
    struct diagnostics *errors = plan->resolver->options->errors;
    if (planned->is_void && !planned->is_told && errors) {
        diagnostics_add(errors, SEVERITY_WARNING, &planned->entry->place, "%s %.*s is not applied: %.*s",
                        correction_action_name(planned->entry->action), SLICE_ARG(planned->entry->target),
                        SLICE_ARG(planned->reason));
    }
}

void plan_tell(struct plan *plan)
{
    static const char *const how[] = {"", "id", "evidence", "was"};
    struct resolver *resolver = plan->resolver;
    struct kb *kb = resolver->kb;
    kb->corrections = arena_alloc_array(&kb->arena, plan->entry_count, sizeof *kb->corrections);
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        const struct planned *planned = &plan->entries[i];
        const struct correction *entry = planned->entry;
        struct kb_correction *out = &kb->corrections[kb->correction_count++];
        struct slice made =
            planned->made == RESOLVE_NONE || planned->is_void ? (struct slice){0} : plan->events.ids[planned->made];
        *out = (struct kb_correction){.action = slice_of(correction_action_name(entry->action)),
                                      .target = entry->target,
                                      .id = planned->id,
                                      .found = slice_of(how[planned->how]),
                                      .is_applied = !planned->is_void,
                                      .reason = planned->reason,
                                      .was = entry->was,
                                      .into = entry->into,
                                      .to = entry->to,
                                      .set_status = entry->status,
                                      .made = made,
                                      .why = entry->why,
                                      .by = entry->by,
                                      .on = entry->on};
        struct slice *texts[] = {&out->action, &out->target, &out->id, &out->found, &out->reason,
                                 &out->was,    &out->into,   &out->to, &out->made,  &out->set_status,
                                 &out->why,    &out->by,     &out->on};
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
            *texts[t] = resolver_keep(resolver, *texts[t]);
        }
        warn(plan, planned);
    }
}
