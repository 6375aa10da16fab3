/* `inherit:`: what the items of a list take from the words that lead in to it. The lead-in is read once, when it is its
 * turn: what the patterns of all rules find there is noted, and each item is given of it what it leaves open. So a list
 * costs no more than its words, however long it is. */
#include <stdlib.h>

#include "extract/harvest_p.h"

/* One thing that a rule's pattern captured in a lead-in. */
struct heirloom {
    uint32_t rule;
    struct slice name, role; /* of the capture, with tag and without */
    uint32_t index;          /* in set->names, of `date:` in set->times */
    enum event_status status;
    uint32_t next; /* of the same block: index + 1, 0 ends */
};

struct heirlooms {
    uint32_t *first; /* by block: index + 1, 0 none */
    uint8_t *leads;  /* by block: is it the lead-in of some item? */
    struct heirloom *items;
    size_t count, capacity;
};

void inherit_begin(struct harvest *harvest)
{
    const struct text *text = harvest->text;
    struct heirlooms *heirlooms = memory_zero(1, sizeof *heirlooms);
    heirlooms->first = memory_zero(text->block_count + 1, sizeof *heirlooms->first);
    heirlooms->leads = memory_zero(text->block_count + 1, sizeof *heirlooms->leads);
    for (uint32_t b = 0; b < text->block_count; b++) {
        if (text->blocks[b].kind == BLOCK_ITEM && text->blocks[b].lead_in < b) {
            heirlooms->leads[text->blocks[b].lead_in] = 1;
        }
    }
    harvest->heirlooms = heirlooms;
}

void inherit_end(struct harvest *harvest)
{
    free(harvest->heirlooms->first);
    free(harvest->heirlooms->leads);
    free(harvest->heirlooms->items);
    free(harvest->heirlooms);
    harvest->heirlooms = NULL;
}

static void note(struct harvest *harvest, uint32_t block, const struct heirloom *found)
{
    struct heirlooms *all = harvest->heirlooms;
    all->items = array_grow(all->items, &all->capacity, all->count + 1, sizeof *all->items);
    all->items[all->count] = *found;
    all->items[all->count].next = all->first[block];
    all->first[block] = (uint32_t)++all->count;
}

/* The first time that begins within the tokens; false where there is none. */
static bool find_time(const struct harvest *harvest, const struct bound *bound, uint32_t *time)
{
    uint32_t sentence = harvest->scratch->line.sentence;
    for (uint32_t t = harvest->sentence_times[sentence]; t < harvest->set->time_count; t++) {
        if (harvest->places[t].begin < bound->end && bound->begin < harvest->places[t].end) {
            *time = t;
            return true;
        }
    }
    return false;
}

static void note_match(struct harvest *harvest, uint32_t rule_index, const struct match *match, uint32_t block)
{
    const struct rule *rule = &harvest->program->rules[rule_index];
    struct bound bounds[64];
    size_t count = match_bounds(match, bounds, 64);
    enum event_status status = events_status_of(harvest, rule_index, match);
    /* a row without a capture holds the status alone */
    note(harvest, block, &(struct heirloom){.rule = rule_index, .status = status});
    for (size_t i = 0; i < count; i++) {
        const struct capture_info *info = &match->code->captures[bounds[i].capture];
        struct heirloom found = {.rule = rule_index, .name = info->name, .role = info->role, .status = status};
        if (slice_is(info->role, "date")) {
            if (!find_time(harvest, &bounds[i], &found.index)) {
                continue;
            }
        } else if (slice_starts(info->role, "x-")) {
            continue;
        } else {
            const struct typed_span *span = bound_span(&harvest->scratch->line, match->code, &bounds[i]);
            const char *type = slice_is(info->role, "place") ? "place" : "organization";
            found.index = harvest_name(harvest, bounds[i].begin, bounds[i].end, span, type, rule->name);
        }
        note(harvest, block, &found);
    }
}

/* What a rule found in an earlier sentence of the lead-in gives way to what it finds in a later one. */
static void forget(struct heirlooms *all, uint32_t block, uint32_t rule)
{
    for (uint32_t *link = &all->first[block]; *link != 0;) {
        struct heirloom *found = &all->items[*link - 1];
        if (found->rule == rule) {
            *link = found->next;
        } else {
            link = &found->next;
        }
    }
}

bool inherit_leads(const struct harvest *harvest)
{
    uint32_t block = harvest->text->sentences[harvest->scratch->line.sentence].block;
    return harvest->program->inheriting_count > 0 && harvest->heirlooms->leads[block];
}

void inherit_note(struct harvest *harvest)
{
    struct scratch *scratch = harvest->scratch;
    const struct program *program = harvest->program;
    uint32_t block = harvest->text->sentences[scratch->line.sentence].block;
    if (!inherit_leads(harvest)) {
        return;
    }
    line_find_clauses(scratch);
    for (size_t i = 0; i < program->inheriting_count; i++) {
        uint32_t rule = program->inheriting[i];
        bool fresh = true;
        for (size_t p = 0; p < program->rules[rule].inherit_count; p++) {
            scratch->match_count = 0;
            match_all(scratch, program->rules[rule].inherit[p], rule);
            if (scratch->match_count > 0) {
                struct match match = scratch->matches[0];
                if (fresh) {
                    forget(harvest->heirlooms, block, rule);
                }
                fresh = false;
                note_match(harvest, rule, &match, block);
            }
        }
    }
    scratch->match_count = 0;
}

/* What the sentence's list was led in with; 0 where it stands in none. */
static uint32_t first_of(const struct harvest *harvest, uint32_t sentence)
{
    const struct block *block = &harvest->text->blocks[harvest->text->sentences[sentence].block];
    return block->kind == BLOCK_ITEM ? harvest->heirlooms->first[block->lead_in] : 0;
}

uint32_t inherit_date(const struct harvest *harvest, uint32_t rule)
{
    uint32_t date = UINT32_MAX;
    for (uint32_t h = first_of(harvest, harvest->scratch->line.sentence); h != 0;
         h = harvest->heirlooms->items[h - 1].next) {
        const struct heirloom *found = &harvest->heirlooms->items[h - 1];
        if (found->rule == rule && slice_is(found->role, "date")) {
            date = found->index; /* noted last, met first: the first of the text stays */
        }
    }
    return date;
}

static bool has_role(const struct event_mention *event, size_t own, struct slice role)
{
    for (size_t i = 0; i < own; i++) {
        if (slice_equal(event->fillers[i].role, role)) {
            return true;
        }
    }
    return false;
}

static void relate(struct harvest *harvest, const struct rule *rule, uint32_t event, struct slice type, uint32_t source,
                   uint32_t target)
{
    struct mention_set *set = harvest->set;
    if (source == target) {
        return;
    }
    set->relations =
        array_grow(set->relations, &harvest->relation_capacity, set->relation_count + 1, sizeof *set->relations);
    set->relations[set->relation_count++] = (struct relation_mention){.at = set->events[event].at,
                                                                      .rule = rule->name,
                                                                      .type = type,
                                                                      .source = source,
                                                                      .target = target,
                                                                      .event = event,
                                                                      .status = set->events[event].status};
}

static bool refers(struct slice reference, struct slice name)
{
    return slice_equal(slice_sub(reference, 1, reference.len), name);
}

/* `also:` between what was inherited, and between that and what the item says itself. */
static void relate_all(struct harvest *harvest, const struct rule *rule, uint32_t event, size_t own,
                       const struct slice *names)
{
    const struct event_mention *mention = &harvest->set->events[event];
    for (size_t a = 0; a < rule->also_count; a++) {
        bool same = slice_equal(rule->also[a].left, rule->also[a].right);
        for (size_t i = 0; i < mention->filler_count; i++) {
            for (size_t j = same ? i + 1 : 0; j < mention->filler_count; j++) {
                if (i != j && (i >= own || j >= own) && refers(rule->also[a].left, names[i]) &&
                    refers(rule->also[a].right, names[j])) {
                    relate(harvest, rule, event, rule->also[a].type, mention->fillers[i].name,
                           harvest->set->events[event].fillers[j].name);
                }
            }
        }
    }
}

static void fill(struct harvest *harvest, uint32_t first, uint32_t event, const struct rule *rule, uint32_t index)
{
    struct event_mention *mention = &harvest->set->events[event];
    const struct heirlooms *all = harvest->heirlooms;
    size_t own = mention->filler_count, count = own;
    for (uint32_t h = first; h != 0; h = all->items[h - 1].next) {
        count++;
    }
    struct filler *fillers = arena_alloc_array(harvest->arena, count + 1, sizeof *fillers);
    struct slice *names = arena_alloc_array(harvest->scratch->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < own; i++) {
        fillers[i] = mention->fillers[i];
        names[i] = fillers[i].role;
    }
    size_t used = own;
    for (uint32_t h = first; h != 0; h = all->items[h - 1].next) {
        const struct heirloom *found = &all->items[h - 1];
        if (found->rule != index) {
            continue;
        }
        mention->status = mention->status == EVENT_UNKNOWN ? found->status : mention->status;
        if (found->role.len > 0 && !slice_is(found->role, "date") && !has_role(mention, own, found->role)) {
            names[used] = found->name;
            fillers[used++] = (struct filler){found->role, found->index};
        }
    }
    for (size_t i = own, j = used; i + 1 < j; i++) { /* noted last, met first: back into the order of the text */
        struct filler filler = fillers[i];
        struct slice name = names[i];
        fillers[i] = fillers[--j];
        names[i] = names[j];
        fillers[j] = filler;
        names[j] = name;
    }
    mention->fillers = fillers;
    mention->filler_count = used;
    relate_all(harvest, rule, event, own, names);
}

void inherit_fill(struct harvest *harvest, uint32_t sentence, size_t first_event)
{
    uint32_t first = first_of(harvest, sentence);
    for (size_t e = first_event; first != 0 && e < harvest->set->event_count; e++) {
        for (size_t i = 0; i < harvest->program->inheriting_count; i++) {
            uint32_t rule = harvest->program->inheriting[i];
            if (slice_equal(harvest->program->rules[rule].name, harvest->set->events[e].rule)) {
                fill(harvest, first, (uint32_t)e, &harvest->program->rules[rule], rule);
            }
        }
    }
}
