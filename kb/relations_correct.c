/* Relations that are rejected, and which of the others follow from what was corrected. */
#include <stdlib.h>

#include "kb/corrections_p.h"
#include "kb/text_key.h"

static struct slice name_of(const struct kb_entity *entity, size_t i)
{
    return i == 0 ? entity->name : entity->aliases[i - 1].alias;
}

/* "SOURCE, TYPE, TARGET", with any names of the two; where it has no direction either way round. */
static bool is_called(struct plan *plan, const struct kb_relation *relation, struct slice was)
{
    struct resolver *resolver = plan->resolver;
    const struct kb_entity *source = &resolver->entities[relation->source].entity;
    const struct kb_entity *target = &resolver->entities[relation->target].entity;
    for (size_t s = 0; s <= source->alias_count; s++) {
        for (size_t t = 0; t <= target->alias_count; t++) {
            struct slice a = name_of(source, s);
            struct slice b = name_of(target, t);
            struct slice one =
                arena_format(&resolver->work, "%.*s %.*s %.*s", SLICE_ARG(a), SLICE_ARG(relation->type), SLICE_ARG(b));
            struct slice other =
                arena_format(&resolver->work, "%.*s %.*s %.*s", SLICE_ARG(b), SLICE_ARG(relation->type), SLICE_ARG(a));
            bool is_symmetric = slice_is(relation->type, "agreement") || slice_is(relation->type, "organizes_with");
            if (slice_equal(was, text_key(&resolver->work, one)) ||
                (is_symmetric && slice_equal(was, text_key(&resolver->work, other)))) {
                return true;
            }
        }
    }
    return false;
}

/* Index of the relation that an entry means, RESOLVE_NONE with a reason if none. */
static uint32_t find_relation(struct plan *plan, struct planned *planned)
{
    const struct kb *kb = plan->resolver->kb;
    struct slice was = text_key(&plan->resolver->work, planned->entry->was);
    uint32_t found = RESOLVE_NONE;
    for (uint32_t i = 0; i < kb->relation_count; i++) {
        if (slice_equal(kb->relations[i].id, planned->entry->target)) {
            planned->how = FOUND_BY_ID;
            return i;
        }
    }
    for (uint32_t i = 0; was.len > 0 && i < kb->relation_count; i++) {
        if (!is_called(plan, &kb->relations[i], was)) {
            continue;
        }
        if (found != RESOLVE_NONE) {
            plan_drop(plan, planned, "no relation has this id, and several are called so");
            return RESOLVE_NONE;
        }
        found = i;
    }
    if (found == RESOLVE_NONE) {
        plan_drop(plan, planned, "no relation has this id");
    } else {
        planned->how = FOUND_BY_WAS;
    }
    return found;
}

static void inherit(struct plan *plan, struct kb_relation *relation, struct corrected_list *list)
{
    const struct kb *kb = plan->resolver->kb;
    for (size_t i = 0; i < relation->event_count; i++) {
        const struct kb_event *event = &kb->events[relation->events[i]];
        for (size_t c = 0; c < event->corrected_count; c++) {
            struct kb_corrected item = event->corrected[c];
            item.id = event->id;
            list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
            list->items[list->count++] = item;
        }
    }
}

void relations_correct(struct plan *plan)
{
    struct kb *kb = plan->resolver->kb;
    struct corrected_list *lists = memory_zero(kb->relation_count + 1, sizeof *lists);
    bool *is_rejected = arena_alloc_array(&plan->resolver->work, kb->relation_count, sizeof *is_rejected);
    for (uint32_t i = 0; i < kb->relation_count; i++) {
        inherit(plan, &kb->relations[i], &lists[i]);
    }
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        struct planned *planned = &plan->entries[i];
        uint32_t found = planned->entry->kind == CORRECTION_OF_RELATION ? find_relation(plan, planned) : RESOLVE_NONE;
        if (found != RESOLVE_NONE) {
            planned->id = kb->relations[found].id;
            is_rejected[found] = true;
            corrected_add(&lists[found], plan, planned, (struct slice){0}, (struct slice){0});
        }
    }
    size_t kept = 0;
    kb->rejected_relations = arena_alloc_array(&kb->arena, kb->relation_count, sizeof *kb->rejected_relations);
    for (size_t i = 0; i < kb->relation_count; i++) {
        struct kb_relation *relation = &kb->relations[i];
        corrected_keep(&lists[i], plan, &relation->corrected, &relation->corrected_count);
        if (is_rejected[i]) {
            kb->rejected_relations[kb->rejected_relation_count++] = *relation;
        } else {
            kb->relations[kept++] = *relation;
        }
    }
    kb->relation_count = kept;
    free(lists);
}
