/* Which ways through a pattern there are in the sentence at hand, for all its beginnings at once, before it is run.
 *
 * Forward: for each step the set of tokens at which it is reached, as bits, from the set of the steps before it: past a
 * class the tokens where those of its edges end that begin in the set. Only steps that are reached cost anything, so
 * that a pattern which cannot match is done with after its first few words. Where its end is reached, backward: for
 * each step that was reached the tokens from which it gets to the end. match.c then goes only where there is a way, and
 * takes the preferred one without a search. Loops are walked until nothing new is reached, at most once a token. */
#include <stdlib.h>

#include "extract/program_p.h"

/* --- once, when a pattern is compiled --- */

static bool is_way(const struct step *step)
{
    return step->op != OP_SAVE && step->op != OP_ITEM && step->op != OP_JUMP && step->op != OP_SPLIT;
}

struct fan_maker {
    struct code *code;
    uint32_t *stack;
    uint32_t *seen;         /* by step: the last fan in which it was met */
    size_t capacity, count; /* of code->targets */
};

static struct way_target target_of(const struct code *code, uint32_t s)
{
    const struct step *step = &code->steps[s];
    bool asks = step->op == OP_CLASS && step->x >= CLASS_BUILTIN_COUNT;
    return (struct way_target){code->way_of[s], asks ? (uint16_t)step->x : CLASS_NONE};
}

/* What can come next at a step: all ways that are reached from it through steps that eat and ask nothing. */
static void make_fan(struct fan_maker *maker, uint32_t from)
{
    struct code *code = maker->code;
    struct way_fan *fan = &code->fans[from];
    if (fan->count > 0) {
        return;
    }
    size_t depth = 0;
    fan->first = (uint32_t)maker->count;
    maker->stack[depth++] = from;
    while (depth > 0) {
        uint32_t s = maker->stack[--depth];
        const struct step *step = &code->steps[s];
        if (maker->seen[s] == from + 1) {
            continue;
        }
        maker->seen[s] = from + 1;
        if (is_way(step)) {
            code->targets = array_grow(code->targets, &maker->capacity, maker->count + 1, sizeof *code->targets);
            code->targets[maker->count++] = target_of(code, s);
            continue;
        }
        if (step->op == OP_SPLIT) {
            maker->stack[depth++] = step->y;
        }
        maker->stack[depth++] = step->op == OP_SPLIT || step->op == OP_JUMP ? step->x : s + 1;
    }
    fan->count = (uint32_t)maker->count - fan->first;
}

/* The step with whose fan the ways from this one are told: the same for all that lead nowhere else. */
static uint32_t fan_step(const struct code *code, uint32_t s)
{
    while (code->steps[s].op == OP_SAVE || code->steps[s].op == OP_ITEM || code->steps[s].op == OP_JUMP) {
        s = code->steps[s].op == OP_JUMP ? code->steps[s].x : s + 1;
    }
    return s;
}

static void make_fans(struct fan_maker *maker)
{
    struct code *code = maker->code;
    make_fan(maker, code->fan_of[0]);
    code->begin = code->fans[code->fan_of[0]];
    for (uint32_t s = 0; s < code->count; s++) {
        const struct step *step = &code->steps[s];
        if (step->op == OP_SPLIT) {
            make_fan(maker, code->fan_of[step->x]);
            make_fan(maker, code->fan_of[step->y]);
        } else if (is_way(step)) {
            struct way *way = &code->ways[code->way_of[s]];
            *way = (struct way){.op = step->op, .x = step->x};
            if (step->op != OP_ACCEPT) {
                make_fan(maker, code->fan_of[s + 1]);
                way->next = code->fans[code->fan_of[s + 1]];
            }
        }
    }
}

void ways_compile(struct code *code, struct arena *arena)
{
    struct fan_maker maker = {.code = code};
    maker.stack = memory_zero(code->count * 2u + 2, sizeof *maker.stack);
    maker.seen = memory_zero(code->count, sizeof *maker.seen);
    code->way_of = arena_alloc_array(arena, code->count, sizeof *code->way_of);
    code->fan_of = arena_alloc_array(arena, code->count, sizeof *code->fan_of);
    code->fans = arena_alloc_array(arena, code->count, sizeof *code->fans);
    for (uint32_t s = 0; s < code->count; s++) {
        code->way_of[s] = (uint16_t)code->way_count;
        code->way_count += is_way(&code->steps[s]);
        code->fan_of[s] = (uint16_t)fan_step(code, s);
        code->has_loops = code->has_loops || (code->steps[s].op == OP_JUMP && code->steps[s].x <= s);
    }
    code->ways = arena_alloc_array(arena, code->way_count, sizeof *code->ways);
    make_fans(&maker);
    struct way_target *kept = arena_alloc_array(arena, maker.count, sizeof *kept);
    memcpy(kept, code->targets, maker.count * sizeof *kept);
    free(code->targets);
    free(maker.stack);
    free(maker.seen);
    code->targets = kept;
}

/* --- sets of tokens --- */

/* Made apart for sentences of one word of bits, which are most. */
#define UNROLLED static inline __attribute__((always_inline))

static inline bool has(const uint64_t *set, uint32_t at)
{
    return set[at / 64] >> (at % 64) & 1;
}

static inline void put(uint64_t *set, uint32_t at)
{
    set[at / 64] |= UINT64_C(1) << (at % 64);
}

/* Each token one to the left, or to the right; `to` and `from` are two sets. */
UNROLLED void move_left(uint64_t *to, const uint64_t *from, size_t words)
{
    for (size_t w = 0; w < words; w++) {
        to[w] = from[w] >> 1 | (w + 1 < words ? from[w + 1] << 63 : 0);
    }
}

UNROLLED void move_right(uint64_t *to, const uint64_t *from, size_t words)
{
    for (size_t w = words; w-- > 0;) {
        to[w] = from[w] << 1 | (w > 0 ? from[w - 1] >> 63 : 0);
    }
}

UNROLLED void take_away(uint64_t *set, const uint64_t *from, const uint64_t *away, size_t words)
{
    for (size_t w = 0; w < words; w++) {
        set[w] = from[w] & ~away[w];
    }
}

UNROLLED void keep_only(uint64_t *set, const uint64_t *kept, size_t words)
{
    for (size_t w = 0; w < words; w++) {
        set[w] &= kept[w];
    }
}

/* One word on from each token of the set, or one word back. Most words are one token. */
UNROLLED void word_on(const struct line *line, uint64_t *to, const uint64_t *from, size_t words)
{
    uint64_t shorts[PLACE_WORDS];
    take_away(shorts, from, line->longs.bits, words);
    move_right(to, shorts, words);
    for (size_t w = 0; w < words; w++) {
        for (uint64_t longs = line->longs.bits[w] & from[w]; longs != 0; longs &= longs - 1) {
            put(to, match_word_end(line, (uint16_t)(w * 64 + (unsigned)__builtin_ctzll(longs))));
        }
    }
}

UNROLLED void word_back(const struct line *line, uint64_t *to, const uint64_t *from, size_t words)
{
    uint64_t moved[PLACE_WORDS];
    move_left(moved, from, words);
    take_away(to, moved, line->longs.bits, words);
    for (size_t w = 0; w < words; w++) {
        for (uint64_t longs = line->longs.bits[w]; longs != 0; longs &= longs - 1) {
            uint32_t at = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(longs);
            if (at < line->count && has(from, match_word_end(line, (uint16_t)at))) {
                put(to, at);
            }
        }
    }
}

/* --- classes --- */

/* Over those edges of a class that are more than a word that has it by itself. */
static void over_edges(const struct line *line, const struct class_line *class, uint64_t *to, const uint64_t *from,
                       bool back)
{
    for (uint32_t e = class->last_edge; e != 0; e = line->edges[e - 1].next) {
        const struct edge *edge = &line->edges[e - 1];
        uint32_t end = (uint32_t)edge->at + edge->len;
        if (has(from, back ? end : edge->at)) {
            put(to, back ? edge->at : end);
        }
    }
}

/* Shapes whose length has to be asked for. */
static void odd_shapes(struct line *line, uint32_t class, uint64_t *to, const uint64_t *from, bool back, size_t words)
{
    const struct places *places = line_places(line, (uint16_t) class);
    memset(to, 0, words * sizeof *to);
    for (uint32_t at = 0; at < line->count; at++) {
        uint16_t end;
        if (has(places->bits, at) && match_shape(line, class, (uint16_t)at, &end) && has(from, back ? end : at)) {
            put(to, back ? at : end);
        }
    }
}

static void shape_on(struct line *line, uint32_t class, uint64_t *to, const uint64_t *from, size_t words)
{
    uint64_t begins[PLACE_WORDS];
    if (class == CLASS_INITIAL || class == CLASS_CENTRE) {
        odd_shapes(line, class, to, from, false, words);
        return;
    }
    memcpy(begins, from, words * sizeof *begins);
    keep_only(begins, line_places(line, (uint16_t) class)->bits, words);
    if (class <= CLASS_ACRONYM) {
        word_on(line, to, begins, words);
    } else {
        move_right(to, begins, words);
    }
}

static void shape_back(struct line *line, uint32_t class, uint64_t *to, const uint64_t *from, size_t words)
{
    if (class == CLASS_INITIAL || class == CLASS_CENTRE) {
        odd_shapes(line, class, to, from, true, words);
        return;
    }
    if (class <= CLASS_ACRONYM) {
        word_back(line, to, from, words);
    } else {
        move_left(to, from, words);
    }
    keep_only(to, line_places(line, (uint16_t) class)->bits, words);
}

/* Past an edge of the class; none may end inside a name. */
UNROLLED void class_on(struct line *line, uint32_t class, uint64_t *to, const uint64_t *from, size_t words)
{
    if (class < CLASS_BUILTIN_COUNT) {
        shape_on(line, class, to, from, words);
    } else if (line->class_slot[class] == 0) {
        memset(to, 0, words * sizeof *to);
    } else {
        const struct class_line *record = &line->class_lines[line->class_slot[class] - 1];
        uint64_t begins[PLACE_WORDS];
        memcpy(begins, from, words * sizeof *begins);
        keep_only(begins, record->plain.bits, words);
        move_right(to, begins, words);
        if (record->last_edge != 0) {
            over_edges(line, record, to, from, false);
        }
    }
    take_away(to, to, line->inside_bits.bits, words);
}

UNROLLED void class_back(struct line *line, uint32_t class, uint64_t *to, const uint64_t *from, size_t words)
{
    uint64_t ends[PLACE_WORDS];
    take_away(ends, from, line->inside_bits.bits, words);
    if (class < CLASS_BUILTIN_COUNT) {
        shape_back(line, class, to, ends, words);
        return;
    }
    const struct class_line *record = &line->class_lines[line->class_slot[class] - 1]; /* it was passed on the way on */
    move_left(to, ends, words);
    keep_only(to, record->plain.bits, words);
    if (record->last_edge != 0) {
        over_edges(line, record, to, ends, true);
    }
}

/* Those words of the set where no class of not( ) begins. */
static void keep_others(struct line *line, const struct class_set *classes, uint64_t *set, size_t words)
{
    take_away(set, set, line_places(line, CLASS_MARK)->bits, words);
    for (size_t i = 0; i < classes->count; i++) {
        const struct places *places = line_places(line, classes->classes[i]);
        if (places != NULL) {
            take_away(set, set, places->bits, words);
        }
    }
}

/* --- the other steps --- */

/* Those tokens of the set at which a step that eats nothing holds, or one that eats a word may begin. */
static void keep_holding(struct line *line, const struct way *way, uint64_t *set, size_t words)
{
    uint64_t kept[PLACE_WORDS] = {1};
    switch (way->op) {
    case OP_NOT:
        keep_others(line, &line->program->sets[way->x], set, words);
        break;
    case OP_SKIP:
        if (line->clauses_known) {
            take_away(set, set, line->breaks.bits, words);
        }
        break;
    case OP_GLUED:
        keep_only(set, line->glued.bits, words);
        break;
    case OP_BEGIN:
        keep_only(set, kept, words);
        break;
    case OP_END:
        kept[0] = 0;
        put(kept, line->count);
        if (line->tokens[line->count - 1].kind == TOKEN_MARK) {
            put(kept, line->count - 1);
        }
        keep_only(set, kept, words);
        break;
    default:
        break;
    }
}

/* Past the asides that begin in the set, as well as on at once; or back. */
static void aside_over(const struct line *line, uint64_t *to, const uint64_t *from, bool back, size_t words)
{
    memcpy(to, from, words * sizeof *to);
    for (size_t w = 0; w < words; w++) {
        for (uint64_t bits = line->asides.bits[w]; bits != 0; bits &= bits - 1) {
            uint32_t at = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits), end = line->aside[at];
            if (!line->inside[end] && has(from, back ? end : at)) {
                put(to, back ? at : end);
            }
        }
    }
}

/* The tokens to the right of the last are no tokens. */
static inline void cut_off(const struct line *line, uint64_t *set, size_t words)
{
    set[words - 1] &= (UINT64_C(1) << line->count % 64) - 1;
}

/* --- there --- */

struct walk {
    struct line *line;
    const struct code *code;
    uint64_t *reached; /* by way: the tokens at which it is reached; those of a way that is not in `live` are rubbish */
    uint64_t *waiting, *live; /* bit per way */
    size_t lowest;            /* word of `waiting` with the first bit */
};

/* The ways of the fan are reached at the tokens of `set`: where their class begins, if they ask for one. */
UNROLLED void reach(struct walk *walk, const struct way_fan *fan, const uint64_t *set, size_t words)
{
    const struct way_target *targets = walk->code->targets + fan->first;
    for (size_t i = 0; i < fan->count; i++) {
        const struct way_target *target = &targets[i];
        uint64_t kept[PLACE_WORDS], bit = UINT64_C(1) << (target->way % 64), any = 0, more = 0;
        if (target->class != CLASS_NONE) {
            uint16_t slot = walk->line->class_slot[target->class];
            if (slot == 0) {
                continue;
            }
            const uint64_t *places = walk->line->class_lines[slot - 1].places.bits;
            for (size_t w = 0; w < words; w++) {
                any |= kept[w] = set[w] & places[w];
            }
        } else {
            for (size_t w = 0; w < words; w++) {
                any |= kept[w] = set[w];
            }
        }
        if (any == 0) {
            continue;
        }
        uint64_t *there = walk->reached + target->way * words;
        bool is_live = walk->live[target->way / 64] & bit;
        for (size_t w = 0; w < words; w++) {
            uint64_t before = is_live ? there[w] : 0;
            more |= kept[w] & ~before;
            there[w] = before | kept[w];
        }
        if (more != 0) {
            walk->live[target->way / 64] |= bit;
            walk->waiting[target->way / 64] |= bit;
            walk->lowest = target->way / 64u < walk->lowest ? target->way / 64u : walk->lowest;
        }
    }
}

/* Past a step that eats or asks something, but the end. */
UNROLLED void step_on(struct line *line, const struct way *way, uint64_t *to, const uint64_t *from, size_t words)
{
    uint64_t held[PLACE_WORDS];
    switch (way->op) {
    case OP_CLASS:
        class_on(line, way->x, to, from, words);
        break;
    case OP_ASIDE:
        aside_over(line, to, from, false, words);
        break;
    case OP_NOT:
    case OP_SKIP:
        memcpy(held, from, words * sizeof *held);
        cut_off(line, held, words);
        keep_holding(line, way, held, words);
        word_on(line, to, held, words);
        break;
    default:
        memcpy(to, from, words * sizeof *to);
        keep_holding(line, way, to, words);
        break;
    }
}

/* From the tokens of `from`; the tokens at which the end is reached, NULL where it is not. `bits`: words of a set of
 * ways. */
UNROLLED const uint64_t *walk_on(struct scratch *scratch, const struct code *code, const uint64_t *from, size_t words,
                                 size_t bits)
{
    size_t last = code->way_count - 1;
    struct walk walk = {&scratch->line, code, scratch->ways, scratch->ways_waiting, scratch->ways_live, 0};
    uint64_t to[PLACE_WORDS];
    for (size_t i = 0; i < bits; i++) {
        walk.waiting[i] = walk.live[i] = 0;
    }
    reach(&walk, &code->begin, from, words);
    while (walk.lowest < bits) {
        uint64_t waiting = walk.waiting[walk.lowest];
        if (waiting == 0) {
            walk.lowest++;
            continue;
        }
        size_t number = walk.lowest * 64 + (size_t)__builtin_ctzll(waiting);
        const struct way *way = &code->ways[number];
        walk.waiting[walk.lowest] = waiting & (waiting - 1);
        if (way->op != OP_ACCEPT) {
            step_on(walk.line, way, to, walk.reached + number * words, words);
            reach(&walk, &way->next, to, words);
        }
    }
    return walk.live[last / 64] >> (last % 64) & 1 ? walk.reached + last * words : NULL;
}

/* --- and back --- */

static inline bool is_live(const struct scratch *scratch, size_t way)
{
    return scratch->ways_live[way / 64] >> (way % 64) & 1;
}

UNROLLED void step_back(struct line *line, const struct way *way, uint64_t *to, const uint64_t *from, size_t words)
{
    switch (way->op) {
    case OP_CLASS:
        class_back(line, way->x, to, from, words);
        break;
    case OP_ASIDE:
        aside_over(line, to, from, true, words);
        break;
    case OP_NOT:
    case OP_SKIP:
        word_back(line, to, from, words);
        keep_holding(line, way, to, words);
        break;
    default:
        memcpy(to, from, words * sizeof *to);
        keep_holding(line, way, to, words);
        break;
    }
}

/* The tokens from which one of the ways of the fan gets to the end. */
UNROLLED void join_fan(const struct scratch *scratch, const struct code *code, const struct way_fan *fan, uint64_t *set,
                       size_t words)
{
    for (size_t w = 0; w < words; w++) {
        set[w] = 0;
    }
    for (size_t i = 0; i < fan->count; i++) {
        size_t way = code->targets[fan->first + i].way;
        for (size_t w = 0; w < words && is_live(scratch, way); w++) {
            set[w] |= scratch->ways_back[way * words + w];
        }
    }
}

/* Of each live way the tokens from which the end is reached, in scratch->ways_back. */
UNROLLED void walk_back(struct scratch *scratch, const struct code *code, size_t words, size_t bits)
{
    uint64_t *sets = scratch->ways_back;
    size_t last = code->way_count - 1;
    if (code->has_loops) {
        memset(sets, 0, last * words * sizeof *sets);
    }
    memcpy(sets + last * words, scratch->ways + last * words, words * sizeof *sets);
    for (bool again = true; again;) { /* a loop may begin at more tokens than was thought */
        again = false;
        for (size_t b = bits; b-- > 0;) {
            uint64_t live = scratch->ways_live[b] & (last / 64 == b ? ~(UINT64_C(1) << last % 64) : ~UINT64_C(0));
            while (live != 0) {
                size_t bit = 63 - (size_t)__builtin_clzll(live), number = b * 64 + bit;
                uint64_t from[PLACE_WORDS], made[PLACE_WORDS];
                const struct way *way = &code->ways[number];
                live &= ~(UINT64_C(1) << bit);
                join_fan(scratch, code, &way->next, from, words);
                step_back(&scratch->line, way, made, from, words);
                for (size_t w = 0; w < words; w++) {
                    again = again || (code->has_loops && made[w] != sets[number * words + w]);
                    sets[number * words + w] = made[w];
                }
            }
        }
    }
}

const uint64_t *ways_on(struct scratch *scratch, const struct code *code, const struct places *from)
{
    size_t words = scratch->line.count / 64u + 1, bits = (code->way_count - 1) / 64 + 1, size = code->way_count * words;
    if (size > scratch->ways_size) {
        scratch->ways = memory_resize(scratch->ways, size, sizeof *scratch->ways);
        scratch->ways_back = memory_resize(scratch->ways_back, size, sizeof *scratch->ways_back);
        scratch->ways_size = size;
    }
    return words == 1 && bits == 1 ? walk_on(scratch, code, from->bits, 1, 1)
                                   : walk_on(scratch, code, from->bits, words, bits);
}

void ways_back(struct scratch *scratch, const struct code *code, struct places *from)
{
    size_t words = scratch->line.count / 64u + 1, bits = (code->way_count - 1) / 64 + 1;
    if (words == 1 && bits == 1) {
        walk_back(scratch, code, 1, 1);
    } else {
        walk_back(scratch, code, words, bits);
    }
    uint64_t begins[PLACE_WORDS];
    join_fan(scratch, code, &code->begin, begins, words);
    keep_only(from->bits, begins, words);
}

bool ways_lead(const struct scratch *scratch, const struct code *code, uint32_t step, uint32_t at)
{
    const struct way_fan *fan = &code->fans[code->fan_of[step]];
    size_t words = scratch->line.count / 64u + 1;
    for (size_t i = 0; i < fan->count; i++) {
        size_t way = code->targets[fan->first + i].way;
        if (is_live(scratch, way) && has(scratch->ways_back + way * words, at)) {
            return true;
        }
    }
    return false;
}
