/* Layers: which rules run, who wins, what becomes a typed span. */
#include <stdlib.h>

#include "extract/probe_p.h"

/* --- filters --- */

/* The first of the matches [from, to) that overlaps, or NULL. */
static const struct match *overlapping(const struct scratch *scratch, size_t from, size_t to, const struct match *match)
{
    for (size_t i = from; i < to; i++) {
        if (scratch->matches[i].begin < match->end && match->begin < scratch->matches[i].end) {
            return &scratch->matches[i];
        }
    }
    return NULL;
}

/* Does `code` match so that it ends exactly at `at`? Looks back at most this many tokens. */
enum { BEFORE_MAX = 10 };

static bool ends_at(struct scratch *scratch, const struct code *code, uint16_t at)
{
    const struct line *line = &scratch->line;
    struct places from = {{0}};
    for (uint32_t back = at > 0; back <= BEFORE_MAX && back <= at; back++) {
        uint32_t begin = at - back;
        from.bits[begin / 64] |= line->inside[begin] ? 0 : UINT64_C(1) << (begin % 64);
    }
    const uint64_t *ends = ways_on(scratch, code, &from);
    return ends != NULL && ends[at / 64] >> (at % 64) & 1;
}

/* Does `code` match from `at` on? */
static bool begins_at(struct scratch *scratch, const struct code *code, uint16_t at)
{
    struct places from = {{0}};
    from.bits[at / 64] = UINT64_C(1) << (at % 64);
    return ways_on(scratch, code, &from) != NULL;
}

/* PROBE_WON where the match stands, else why not. */
static enum probe_fate passes(struct scratch *scratch, const struct rule *rule, const struct match *match)
{
    if (rule->kind == RULE_YIELDS && scratch->program->families[rule->family].opaque &&
        (line_inside_compound(&scratch->line, match->begin) || line_inside_compound(&scratch->line, match->end))) {
        return PROBE_COMPOUND;
    }
    if (rule->before != NULL && !ends_at(scratch, rule->before, match->begin)) {
        return PROBE_BEFORE;
    }
    if (rule->after != NULL && !begins_at(scratch, rule->after, match->end)) {
        return PROBE_AFTER;
    }
    if (rule->condition != NULL) {
        struct bound bounds[64];
        struct bindings bindings = {scratch, match, bounds, match_bounds(match, bounds, 64), 0};
        return condition_holds(&bindings, rule->condition) ? PROBE_WON : PROBE_IF;
    }
    return PROBE_WON;
}

/* Drops matches from `first` on that an `unless` pattern overlaps. */
static void apply_unless(struct scratch *scratch, const struct rule *rule, size_t first)
{
    for (size_t u = 0; u < rule->unless_count && scratch->match_count > first; u++) {
        size_t last = scratch->match_count;
        match_all(scratch, rule->unless[u], 0);
        size_t kept = first;
        for (size_t i = first; i < last; i++) {
            const struct match *veto = overlapping(scratch, last, scratch->match_count, &scratch->matches[i]);
            if (veto == NULL) {
                scratch->matches[kept++] = scratch->matches[i];
            } else if (scratch->probe != NULL) {
                probe_lost(scratch, &scratch->matches[i], PROBE_UNLESS, rule->unless[u], veto);
            }
        }
        scratch->match_count = kept;
    }
}

/* The first paragraph, and no list item or heading. Looks back, so that many headings cost no more than one. */
static bool is_first_prose(const struct text *text, const struct block *block)
{
    if (block->kind != BLOCK_PARAGRAPH) {
        return false;
    }
    while (block > text->blocks && block[-1].kind != BLOCK_PARAGRAPH) {
        block--;
    }
    return block == text->blocks;
}

bool layers_in_block(const struct scratch *scratch, const struct rule *rule)
{
    const struct text *text = scratch->line.text;
    const struct block *block = &text->blocks[text->sentences[scratch->line.sentence].block];
    return (rule->blocks >> block->kind & 1) || (rule->blocks >> RULE_BLOCK_FIRST & 1 && is_first_prose(text, block));
}

void layers_match_rule(struct scratch *scratch, uint32_t index)
{
    const struct rule *rule = &scratch->program->rules[index];
    if (!layers_in_block(scratch, rule)) {
        return;
    }
    size_t first = scratch->match_count;
    if (scratch->probe != NULL) {
        probe_rule_begins(scratch);
    }
    match_all(scratch, rule->code, index);
    size_t kept = first;
    for (size_t i = first; i < scratch->match_count; i++) {
        struct match match = scratch->matches[i];
        enum probe_fate fate = passes(scratch, rule, &match);
        if (fate == PROBE_WON) {
            scratch->matches[kept++] = match;
        } else if (scratch->probe != NULL) {
            probe_lost(scratch, &match, fate,
                       fate == PROBE_BEFORE  ? rule->before
                       : fate == PROBE_AFTER ? rule->after
                                             : NULL,
                       NULL);
        }
    }
    scratch->match_count = kept;
    apply_unless(scratch, rule, first);
    if (scratch->probe != NULL) {
        probe_rule_ends(scratch, index, first);
    }
}

/* --- which rules --- */

/* The first slot from `slot` on whose rule is possible; `end` where there is none. */
static uint32_t next_possible(const struct scratch *scratch, uint32_t slot, uint32_t end)
{
    while (slot < end) {
        uint64_t bits = scratch->line.possible[slot / 64] >> (slot % 64);
        if (bits != 0) {
            slot += (uint32_t)__builtin_ctzll(bits);
            return slot < end ? slot : end;
        }
        slot = (slot / 64 + 1) * 64;
    }
    return end;
}

bool layers_any(struct scratch *scratch, const struct layer *layer)
{
    uint32_t end = layer->first_slot + (uint32_t)layer->rule_count;
    for (uint32_t slot = next_possible(scratch, layer->first_slot, end); slot < end;
         slot = next_possible(scratch, slot + 1, end)) {
        if (scratch->tries_all || possible_here(&scratch->line, slot)) {
            return true;
        }
    }
    return scratch->probe != NULL;
}

void layers_match(struct scratch *scratch, const struct layer *layer)
{
    const struct needs_table *table = &scratch->program->needs;
    uint32_t end = layer->first_slot + (uint32_t)layer->rule_count;
    scratch->match_count = 0;
    if (scratch->probe != NULL) {
        probe_layer(scratch, layer);
    }
    for (uint32_t slot = next_possible(scratch, layer->first_slot, end); slot < end;
         slot = next_possible(scratch, slot + 1, end)) {
        if (scratch->tries_all || scratch->probe != NULL || possible_here(&scratch->line, slot)) {
            layers_match_rule(scratch, table->rules[slot]);
        }
    }
}

/* --- who wins --- */

/* A span that wants its words. */
struct claim {
    uint16_t begin, end;
    uint16_t family;
    uint16_t pack;
    uint32_t order; /* rule order; tables first */
    size_t match;   /* index in scratch->matches, SIZE_MAX for spans that are there already */
    uint32_t span;
    size_t over; /* match that names it under over:, SIZE_MAX none */
    bool lost;
};

static int compare_claims(const void *a, const void *b)
{
    const struct claim *p = a, *q = b;
    int length = (q->end - q->begin) - (p->end - p->begin);
    if (length != 0) {
        return length;
    }
    if (p->begin != q->begin) {
        return p->begin < q->begin ? -1 : 1;
    }
    if (p->pack != q->pack) {
        return p->pack > q->pack ? -1 : 1;
    }
    if (p->order != q->order) {
        return p->order < q->order ? -1 : 1;
    }
    return p->span < q->span ? -1 : p->span > q->span;
}

bool layers_over(const struct rule *winner, struct slice loser)
{
    for (size_t i = 0; i < winner->over_count; i++) {
        struct slice name = winner->over[i];
        bool prefix = name.len > 1 && name.ptr[name.len - 1] == '*';
        if (prefix ? loser.len >= name.len - 1 && memcmp(loser.ptr, name.ptr, name.len - 1) == 0
                   : slice_equal(name, loser)) {
            return true;
        }
    }
    return false;
}

static void apply_over(const struct scratch *scratch, struct claim *claims, size_t count)
{
    const struct rule *rules = scratch->program->rules;
    for (size_t i = 0; i < count; i++) {
        if (claims[i].match == SIZE_MAX || rules[scratch->matches[claims[i].match].rule].over_count == 0) {
            continue;
        }
        const struct rule *winner = &rules[scratch->matches[claims[i].match].rule];
        for (size_t j = 0; j < count; j++) {
            bool meets = claims[j].begin < claims[i].end && claims[i].begin < claims[j].end;
            if (i != j && meets && claims[j].match != SIZE_MAX &&
                layers_over(winner, rules[scratch->matches[claims[j].match].rule].name)) {
                claims[j].lost = true;
                claims[j].over = claims[i].match;
            }
        }
    }
}

static void settle_titles(const struct bindings *bindings, const struct rule *rule, struct typed_span *span,
                          struct arena *arena)
{
    static const char *const parts[] = {"ordinal", "year", "place", "noun"};
    int64_t number;
    const struct bound *ordinal = bindings_find(bindings, slice_of(parts[0]));
    if (ordinal != NULL && bindings_number(bindings, slice_make("$ordinal", 8), &number) && number > 0 &&
        number < 1000) {
        span->ordinal = (int32_t)number;
    }
    const struct bound *year = bindings_find(bindings, slice_of(parts[1]));
    if (year != NULL && bindings_number(bindings, slice_make("$year", 5), &number) && number >= 1000 &&
        number <= 9999) {
        span->year = (int32_t)number;
    }
    const struct bound *place = bindings_find(bindings, slice_of(parts[2]));
    if (place != NULL) {
        span->place_begin = place->begin;
        span->place_end = place->end;
    }
    const struct bound *noun = bindings_find(bindings, slice_of(parts[3]));
    if (noun != NULL) {
        span->noun_begin = noun->begin;
        span->noun_end = noun->end;
    }
    if (rule->attribute_count > 0) {
        span->attributes = arena_alloc_array(arena, rule->attribute_count, sizeof *span->attributes);
        for (size_t i = 0; i < rule->attribute_count; i++) {
            struct slice value = bindings_text(bindings, rule->attributes[i].value, arena);
            if (value.len > 0) {
                span->attributes[span->attribute_count++] = (struct attribute){rule->attributes[i].key, value};
            }
        }
    }
}

/* What a yielding rule's match is worth; false where it is worth nothing (a time that cannot be). */
static bool settle_span(struct scratch *scratch, const struct match *match, struct typed_span *span)
{
    const struct rule *rule = &scratch->program->rules[match->rule];
    struct arena *arena = scratch->arena;
    struct bound bounds[64];
    struct bindings bindings = {scratch, match, bounds, match_bounds(match, bounds, 64), 0};
    span->rule = match->rule + 1;
    if (rule->is_time) {
        span->time = bindings_time(&bindings, rule, arena);
        if (span->time == NULL) {
            return false;
        }
        const struct bound *first = bindings_find(&bindings, slice_of("begin"));
        const struct bound *last = bindings_find(&bindings, slice_of("end"));
        if (first != NULL && last != NULL && span->time->is_interval && first->end <= last->begin) {
            span->first_end = first->end;
            span->last_begin = last->begin;
        }
    }
    if (rule->value_number.len > 0) {
        span->has_number = bindings_number(&bindings, rule->value_number, &span->number);
        if (!span->has_number) {
            return false;
        }
    }
    span->canonical = bindings_text(&bindings, rule->canonical, arena);
    span->within = bindings_text(&bindings, rule->within, arena);
    span->means = bindings_text(&bindings, rule->means, arena);
    span->kind = bindings_text(&bindings, rule->type, arena);
    /* A name that is one captured name and cue words is that name: "in Nice". */
    for (size_t i = 0; i < bindings.count && span->entry == NULL && span->canonical.len == 0; i++) {
        const struct typed_span *inner = bound_span(&scratch->line, match->code, &bounds[i]);
        if (inner != NULL && inner->entry != NULL && slice_is(match->code->captures[bounds[i].capture].name, "name")) {
            span->entry = inner->entry;
            span->canonical = inner->canonical;
            span->within = span->within.len > 0 ? span->within : inner->within;
        }
    }
    settle_titles(&bindings, rule, span, arena);
    return true;
}

static void commit(struct scratch *scratch, struct claim *claim)
{
    struct line *line = &scratch->line;
    uint32_t index = claim->span;
    if (claim->match != SIZE_MAX) {
        const struct match match = scratch->matches[claim->match];
        const struct rule *rule = &scratch->program->rules[match.rule];
        struct bound bounds[64];
        size_t count = match_bounds(&match, bounds, 64);
        uint16_t begin = match.begin, end = match.end;
        for (size_t i = 0; i < count; i++) { /* `name:` narrows a name to itself, its cue left out */
            if (slice_is(match.code->captures[bounds[i].capture].name, "name")) {
                begin = bounds[i].begin;
                end = bounds[i].end;
            }
        }
        struct typed_span made = {
            .begin = begin, .end = end, .type = rule->yields, .ordinal = TIME_UNSET, .year = TIME_UNSET};
        if (!settle_span(scratch, &match, &made)) {
            if (scratch->probe != NULL) {
                probe_beaten(scratch, &match, PROBE_IMPOSSIBLE, NULL);
            }
            return;
        }
        index = line_new_span(scratch, begin, end, rule->yields);
        line->spans[index] = made;
        if (scratch->probe != NULL) {
            probe_span(scratch, &match, index);
        }
    }
    for (size_t i = 0; i < line->span_count; i++) {
        struct typed_span *old = &line->spans[i];
        bool same_family = line->program->types[old->type].family == claim->family;
        if (i != index && same_family && !old->gone && old->begin < line->spans[index].end &&
            line->spans[index].begin < old->end) {
            old->gone = true;
            if (scratch->probe != NULL) {
                probe_span_lost(scratch, (uint32_t)i, PROBE_SWALLOWED, index);
            }
        }
    }
    line_add_span(scratch, index);
}

/* The older span of its family that the claim would cut into without swallowing it; NULL where there is none. */
static const struct typed_span *bitten(const struct line *line, const struct claim *claim, size_t old_count)
{
    for (size_t i = 0; i < old_count; i++) {
        const struct typed_span *old = &line->spans[i];
        if (old->gone || line->program->types[old->type].family != claim->family || i == claim->span) {
            continue;
        }
        bool meets = old->begin < claim->end && claim->begin < old->end;
        bool swallows = claim->begin <= old->begin && old->end <= claim->end;
        bool smaller = claim->end - claim->begin < old->end - old->begin;
        if (meets && (!swallows || smaller)) {
            return old;
        }
    }
    return NULL;
}

/* Why the first of two claims for the same words wins. */
static enum probe_fate why_first(const struct claim *winner, const struct claim *loser)
{
    return winner->end - winner->begin != loser->end - loser->begin ? PROBE_LONGER
           : winner->begin != loser->begin                          ? PROBE_EARLIER
           : winner->pack != loser->pack                            ? PROBE_PACK
                                                                    : PROBE_ORDER;
}

/* Tells the probe who took the claim: `winner` if not NULL, else the span `old`, else who named it under over:. */
static void tell_lost(struct scratch *scratch, const struct claim *claim, const struct claim *winner,
                      const struct typed_span *old)
{
    const struct line *line = &scratch->line;
    if (claim->match == SIZE_MAX) {
        if (winner != NULL && winner->match == SIZE_MAX) {
            probe_span_lost(scratch, claim->span, why_first(winner, claim), winner->span);
        }
    } else if (winner != NULL && winner->match == SIZE_MAX) {
        probe_beaten_by_span(scratch, &scratch->matches[claim->match], why_first(winner, claim), winner->span);
    } else if (winner != NULL) {
        probe_beaten(scratch, &scratch->matches[claim->match], why_first(winner, claim),
                     &scratch->matches[winner->match]);
    } else if (old != NULL) {
        probe_beaten_by_span(scratch, &scratch->matches[claim->match], PROBE_BITES, (uint32_t)(old - line->spans));
    } else {
        probe_beaten(scratch, &scratch->matches[claim->match], PROBE_OVER, &scratch->matches[claim->over]);
    }
}

static void settle_claims(struct scratch *scratch, struct claim *claims, size_t count, size_t old_spans)
{
    apply_over(scratch, claims, count);
    qsort(claims, count, sizeof *claims, compare_claims);
    for (size_t i = 0; i < count; i++) {
        const struct typed_span *old = claims[i].lost ? NULL : bitten(&scratch->line, &claims[i], old_spans);
        const struct claim *winner = NULL;
        for (size_t j = 0; j < i && !claims[i].lost && old == NULL && winner == NULL; j++) {
            bool takes = !claims[j].lost && claims[j].family == claims[i].family && claims[j].begin < claims[i].end &&
                         claims[i].begin < claims[j].end;
            winner = takes ? &claims[j] : NULL;
        }
        bool taken = claims[i].lost || old != NULL || winner != NULL;
        if (taken && scratch->probe != NULL) {
            tell_lost(scratch, &claims[i], winner, old);
        }
        claims[i].lost = taken;
        if (!taken) {
            commit(scratch, &claims[i]);
        } else if (claims[i].match == SIZE_MAX) {
            scratch->line.spans[claims[i].span].gone = true;
        }
    }
}

/* Gazetteer names and definitions found by line_begin compete like matches of a layer of their own. */
static void settle_tables(struct scratch *scratch)
{
    struct line *line = &scratch->line;
    struct claim *claims = arena_alloc_array(scratch->arena, line->span_count + 1, sizeof *claims);
    for (size_t i = 0; i < line->span_count; i++) {
        const struct typed_span *span = &line->spans[i];
        claims[i] = (struct claim){.begin = span->begin,
                                   .end = span->end,
                                   .match = SIZE_MAX,
                                   .span = (uint32_t)i,
                                   .family = line->program->types[span->type].family,
                                   .order = span->definition != NULL ? 0 : 1};
    }
    size_t count = line->span_count;
    settle_claims(scratch, claims, count, 0);
}

static void run_layer(struct scratch *scratch, const struct layer *layer)
{
    layers_match(scratch, layer);
    if (scratch->match_count == 0) {
        return;
    }
    struct claim *claims = arena_alloc_array(scratch->arena, scratch->match_count, sizeof *claims);
    for (size_t i = 0; i < scratch->match_count; i++) {
        const struct match *match = &scratch->matches[i];
        const struct rule *rule = &scratch->program->rules[match->rule];
        claims[i] = (struct claim){.begin = match->begin,
                                   .end = match->end,
                                   .family = rule->family,
                                   .pack = rule->pack,
                                   .order = rule->order,
                                   .match = i,
                                   .span = UINT32_MAX};
    }
    settle_claims(scratch, claims, scratch->match_count, scratch->line.span_count);
}

void layers_run(struct scratch *scratch, size_t from, size_t to)
{
    if (from == 0) {
        settle_tables(scratch);
    }
    for (size_t i = from; i < to && i < scratch->program->layer_count; i++) {
        if (scratch->program->layers[i].stage == RULE_YIELDS) {
            run_layer(scratch, &scratch->program->layers[i]);
        }
    }
    scratch->match_count = 0;
}
