/* `context:`: what the sentence before says of an event whose own sentence leaves roles open. */
#include <stdlib.h>

#include "extract/probe_p.h"

enum { CONTEXT_MAX_NAMES = 24, CONTEXT_MAX_SENTENCES = 2 };

struct found {
    struct slice name; /* of the capture, with tag */
    struct slice role;
    uint32_t index; /* in set->names */
};

static const struct rule *rule_named(const struct program *program, struct slice name)
{
    const uint32_t *rule = map_get(&program->rule_names, name);
    return rule != NULL ? &program->rules[*rule] : NULL;
}

static size_t count_role(const struct event_mention *event, struct slice role)
{
    size_t count = 0;
    for (size_t i = 0; i < event->filler_count; i++) {
        count += slice_equal(event->fillers[i].role, role);
    }
    return count;
}

/* Names that the pattern captures in the line at hand. */
static size_t find_names(struct harvest *harvest, const struct rule *rule, struct found *found)
{
    struct scratch *scratch = harvest->scratch;
    scratch->match_count = 0;
    match_all(scratch, rule->context, 0);
    if (scratch->match_count == 0) {
        return 0;
    }
    struct match match = scratch->matches[0];
    struct bound bounds[64];
    size_t bound_count = match_bounds(&match, bounds, 64), count = 0;
    for (size_t i = 0; i < bound_count && count < CONTEXT_MAX_NAMES; i++) {
        const struct typed_span *span = bound_span(&scratch->line, rule->context, &bounds[i]);
        const struct capture_info *info = &rule->context->captures[bounds[i].capture];
        if (span != NULL) {
            found[count++] =
                (struct found){info->name, info->role,
                               harvest_name(harvest, bounds[i].begin, bounds[i].end, span, "organization", rule->name)};
        }
    }
    return count;
}

static void relate_two(struct harvest *harvest, const struct rule *rule, size_t also, uint32_t event, uint32_t source,
                       uint32_t target)
{
    struct mention_set *set = harvest->set;
    set->relations =
        array_grow(set->relations, &harvest->relation_capacity, set->relation_count + 1, sizeof *set->relations);
    set->relations[set->relation_count++] = (struct relation_mention){.at = set->events[event].at,
                                                                      .rule = rule->name,
                                                                      .type = rule->also[also].type,
                                                                      .source = source,
                                                                      .target = target,
                                                                      .event = event,
                                                                      .status = set->events[event].status};
}

/* Every two of those found, and each with those whom the event's own sentence names in the same role. */
static void relate(struct harvest *harvest, const struct rule *rule, uint32_t event, const struct found *found,
                   size_t count)
{
    const struct event_mention *own = &harvest->set->events[event];
    for (size_t a = 0; a < rule->also_count; a++) {
        for (size_t i = 0; i < count; i++) {
            for (size_t j = i + 1; j < count; j++) {
                relate_two(harvest, rule, a, event, found[i].index, found[j].index);
            }
            for (size_t f = 0; f < own->filler_count; f++) {
                if (slice_equal(own->fillers[f].role, found[i].role)) {
                    relate_two(harvest, rule, a, event, found[i].index, own->fillers[f].name);
                }
            }
        }
    }
}

static void add_fillers(struct harvest *harvest, struct event_mention *event, const struct found *found, size_t count)
{
    struct filler *fillers = arena_alloc_array(harvest->arena, event->filler_count + count, sizeof *fillers);
    if (event->filler_count > 0) {
        memcpy(fillers, event->fillers, event->filler_count * sizeof *fillers);
    }
    for (size_t i = 0; i < count; i++) {
        fillers[event->filler_count + i] = (struct filler){found[i].role, found[i].index};
    }
    event->fillers = fillers;
    event->filler_count += count;
}

/* The sentence that goes before, the nth of them: of a list's item, in the block that leads in. */
static bool sentence_before(const struct harvest *harvest, uint32_t sentence, uint32_t nth, uint32_t *before)
{
    const struct text *text = harvest->text;
    uint32_t block = text->sentences[sentence].block, lead = text->blocks[block].lead_in;
    if (text->blocks[block].kind != BLOCK_ITEM || lead >= block) {
        *before = sentence - 1;
        return sentence > 0 && nth == 0;
    }
    const struct block *record = &text->blocks[lead];
    *before = record->first_sentence + record->sentence_count - 1 - nth;
    return nth < record->sentence_count && nth < CONTEXT_MAX_SENTENCES;
}

/* Events of the sentence `sentence` from first_event on; leaves the line at a sentence before. */
static void look_before(struct harvest *harvest, uint32_t sentence, uint32_t nth, size_t first_event, bool *fits)
{
    struct mention_set *set = harvest->set;
    uint32_t before;
    bool moved = false;
    for (size_t e = first_event; e < set->event_count; e++) {
        const struct rule *rule = rule_named(harvest->program, set->events[e].rule);
        struct found found[CONTEXT_MAX_NAMES];
        if (rule == NULL || rule->context == NULL || !sentence_before(harvest, sentence, nth, &before)) {
            continue;
        }
        if (!moved) {
            line_begin(harvest->scratch, harvest->text, before, &harvest->definitions);
            layers_run(harvest->scratch, 0, harvest->program->layer_count);
            moved = true;
        }
        size_t count = find_names(harvest, rule, found);
        if (count > 0 && count_role(&set->events[e], found[0].role) < 2) {
            relate(harvest, rule, (uint32_t)e, found, count);
            add_fillers(harvest, &set->events[e], found, count);
            fits[e - first_event] = true;
        }
    }
}

/* Takes out mentions of rules that need a context and have none, and what follows from them. */
static void drop_unfit(struct harvest *harvest, size_t first_event, size_t first_relation, const bool *fits)
{
    struct mention_set *set = harvest->set;
    size_t kept = first_event;
    for (size_t e = first_event; e < set->event_count; e++) {
        const struct rule *rule = rule_named(harvest->program, set->events[e].rule);
        bool drop = rule != NULL && rule->needs_context && !fits[e - first_event];
        if (drop && harvest->scratch->probe != NULL) {
            probe_event_lost(harvest->scratch, &set->events[e], PROBE_NO_CONTEXT);
        }
        size_t relations = first_relation;
        for (size_t r = first_relation; r < set->relation_count; r++) {
            struct relation_mention relation = set->relations[r];
            if (relation.event == e && drop) {
                continue;
            }
            relation.event = relation.event == e ? (uint32_t)kept : relation.event;
            set->relations[relations++] = relation;
        }
        set->relation_count = relations;
        if (!drop) {
            set->events[kept++] = set->events[e];
        }
    }
    set->event_count = kept;
}

void harvest_context(struct harvest *harvest, size_t first_event, size_t first_relation)
{
    uint32_t sentence = harvest->scratch->line.sentence;
    size_t count = harvest->set->event_count - first_event;
    if (count == 0) {
        return;
    }
    bool *fits = memory_zero(count, sizeof *fits);
    for (uint32_t nth = 0; nth < CONTEXT_MAX_SENTENCES; nth++) {
        look_before(harvest, sentence, nth, first_event, fits);
    }
    drop_unfit(harvest, first_event, first_relation, fits);
    free(fits);
}
