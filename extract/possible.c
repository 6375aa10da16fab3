/* Which rules are possible in the line at hand: by its words, before anything else is looked at, and again once its
 * classes are known. needs.c says what each rule needs. */
#include <stdlib.h>

#include "extract/program_p.h"

static bool is_in(const uint64_t *set, uint32_t need)
{
    return set[need / 64] >> (need % 64) & 1;
}

static void put_in(uint64_t *set, uint32_t need)
{
    set[need / 64] |= UINT64_C(1) << (need % 64);
}

static const uint64_t *set_at(const struct needs_table *table, uint32_t set)
{
    return &table->sets[(size_t)set * table->set_words];
}

/* A few words at a time, as many as the compiler takes together. */
static void add_set(uint64_t *restrict to, const uint64_t *restrict set, uint32_t words)
{
    for (uint32_t w = 0; w < words; w += NEEDS_AT_ONCE) {
        for (uint32_t i = 0; i < NEEDS_AT_ONCE; i++) {
            to[w + i] |= set[w + i];
        }
    }
}

static bool is_plain(const struct need_fill *fill)
{
    return fill->where == 0 && !fill->upper;
}

/* Fills without a condition come first among those of their atom, and into its set where it is to have one. */
static void settle_atom(struct needs_table *table, uint32_t atom, uint64_t *set)
{
    struct need_fill *fills = table->fills;
    uint32_t plain = table->fill_first[atom];
    for (uint32_t i = plain; i < table->fill_first[atom + 1]; i++) {
        if (is_plain(&fills[i])) {
            struct need_fill moved = fills[i];
            put_in(set, moved.need);
            fills[i] = fills[plain];
            fills[plain++] = moved;
        }
    }
    table->walk_first[atom] = plain;
}

static bool has_plain(const struct needs_table *table, uint32_t atom)
{
    bool any = false;
    for (uint32_t i = table->fill_first[atom]; i < table->fill_first[atom + 1] && !any; i++) {
        any = is_plain(&table->fills[i]);
    }
    return any;
}

static void settle_sets(struct program *program, uint32_t atoms, size_t count)
{
    struct needs_table *table = &program->needs;
    table->sets = arena_alloc_array(&program->arena, count * table->set_words, sizeof *table->sets);
    uint32_t next = 1;
    for (uint32_t atom = 0; atom < atoms; atom++) {
        if (has_plain(table, atom)) {
            settle_atom(table, atom, &table->sets[(size_t)next * table->set_words]);
            table->set_of[atom] = next++;
        }
    }
}

/* The words that are not 0 of what the type fills, into `words` if that is not NULL. */
static uint32_t find_type_words(const struct program *program, uint32_t t, uint64_t *set, struct need_word *words)
{
    const struct needs_table *table = &program->needs;
    const struct type *type = &program->types[t];
    uint32_t count = 0;
    memset(set, 0, table->set_words * sizeof *set);
    for (size_t i = 0; i < type->also_count; i++) {
        uint32_t atom = table->first_type + type->also[i];
        for (uint32_t f = table->fill_first[atom]; f < table->fill_first[atom + 1]; f++) {
            put_in(set, table->fills[f].need);
        }
    }
    for (uint32_t w = 0; w < table->set_words; w++) {
        if (set[w] != 0 && words != NULL) {
            words[count] = (struct need_word){w, set[w]};
        }
        count += set[w] != 0;
    }
    return count;
}

static void settle_types(struct program *program)
{
    struct needs_table *table = &program->needs;
    uint64_t *set = memory_zero(table->set_words, sizeof *set);
    table->type_first = arena_alloc_array(&program->arena, program->type_count + 2, sizeof *table->type_first);
    for (uint32_t t = 1; t <= program->type_count; t++) {
        table->type_first[t + 1] = table->type_first[t] + find_type_words(program, t, set, NULL);
    }
    table->type_words =
        arena_alloc_array(&program->arena, table->type_first[program->type_count + 1] + 1u, sizeof *table->type_words);
    for (uint32_t t = 1; t <= program->type_count; t++) {
        find_type_words(program, t, set, table->type_words + table->type_first[t]);
    }
    free(set);
}

void possible_settle(struct program *program)
{
    struct needs_table *table = &program->needs;
    struct arena *arena = &program->arena;
    uint32_t atoms = table->first_type + (uint32_t)program->type_count + 1, words = table->need_count / 64 + 1;
    table->set_words = (words + NEEDS_AT_ONCE - 1) / NEEDS_AT_ONCE * NEEDS_AT_ONCE;
    table->set_of = arena_alloc_array(arena, atoms, sizeof *table->set_of);
    table->walk_first = arena_alloc_array(arena, atoms, sizeof *table->walk_first);
    table->triggering = arena_alloc_array(arena, table->set_words, sizeof *table->triggering);
    memcpy(table->walk_first, table->fill_first, atoms * sizeof *table->walk_first);
    for (uint32_t n = 0; n < table->need_count; n++) {
        if (table->trigger_first[n + 1] > table->trigger_first[n]) {
            put_in(table->triggering, n);
        }
    }
    for (uint32_t s = 0; s < table->slot_count; s++) {
        const struct rule *rule = &program->rules[table->rules[s]];
        struct slot_needs *slot = &table->of_slot[s];
        slot->yields = rule->kind == RULE_YIELDS ? rule->yields : 0;
        for (uint32_t i = slot->count; i < NEEDS_PER_RULE; i++) {
            slot->needs[i] = table->need_count; /* which is always filled */
        }
    }
    size_t count = 1;
    settle_types(program);
    for (uint32_t atom = 0; atom < atoms; atom++) {
        count += has_plain(table, atom);
    }
    if (table->need_count <= NEEDS_AS_SETS) {
        settle_sets(program, atoms, count);
    } else {
        table->sets = arena_alloc_array(arena, table->set_words, sizeof *table->sets);
    }
    for (uint32_t atom = 0; atom < atoms; atom++) {
        table->set_of[atom] |= table->walk_first[atom] < table->fill_first[atom + 1] ? NEEDS_WALKED : 0;
    }
}

/* Fills of a word that depend on its letters or on the word beside it. */
static void walk_fills(struct scratch *scratch, uint32_t at)
{
    const struct line *line = &scratch->line;
    const struct needs_table *table = &scratch->program->needs;
    uint32_t word = line->words[at];
    for (uint32_t i = table->walk_first[word]; i < table->fill_first[word + 1]; i++) {
        const struct need_fill *fill = &table->fills[i];
        uint32_t beside = fill->where < 0 ? at - 1 : at + 1; /* before the first wraps round, beyond the end */
        bool fits = fill->where == 0 || (beside < line->count && line->words[beside] == fill->beside);
        if (fits && (!fill->upper || line->tokens[at].flags & TOKEN_UPPER)) {
            put_in(scratch->filled, fill->need);
        }
    }
}

static void fill_by_words(struct scratch *scratch)
{
    const struct line *line = &scratch->line;
    const struct needs_table *table = &scratch->program->needs;
    const uint64_t *sets[TEXT_MAX_SENTENCE_TOKENS];
    uint32_t count = 0;
    for (uint32_t at = 0; at < line->count; at++) {
        uint32_t set = table->set_of[line->words[at]];
        sets[count] = set_at(table, set & ~NEEDS_WALKED);
        count += (set & ~NEEDS_WALKED) != 0;
        if (set & NEEDS_WALKED) {
            walk_fills(scratch, at);
        }
    }
    for (uint32_t w = 0; w < table->set_words; w += NEEDS_AT_ONCE) {
        uint64_t *filled = &scratch->filled[w], a = filled[0], b = filled[1], c = filled[2], d = filled[3];
        for (uint32_t s = 0; s < count; s++) { /* in registers */
            a |= sets[s][w];
            b |= sets[s][w + 1];
            c |= sets[s][w + 2];
            d |= sets[s][w + 3];
        }
        filled[0] = a;
        filled[1] = b;
        filled[2] = c;
        filled[3] = d;
    }
}

static void fill_by_shapes(struct scratch *scratch, uint32_t shapes)
{
    const struct needs_table *table = &scratch->program->needs;
    for (; shapes != 0; shapes &= shapes - 1) {
        uint32_t atom = table->first_shape + (uint32_t)__builtin_ctz(shapes);
        add_set(scratch->filled, set_at(table, table->set_of[atom] & ~NEEDS_WALKED), table->set_words);
        for (uint32_t i = table->walk_first[atom]; i < table->fill_first[atom + 1]; i++) {
            put_in(scratch->filled, table->fills[i].need);
        }
    }
}

/* Shapes that patterns may need, of all tokens of the line. */
static uint32_t find_shapes(const struct line *line)
{
    uint32_t shapes = 0;
    unsigned flags = 0;
    for (uint32_t at = 0; at < line->count; at++) {
        const struct token *token = &line->tokens[at];
        bool number = token->kind == TOKEN_NUMBER;
        flags |= token->flags;
        shapes |= (uint32_t)number << CLASS_NUMBER | (uint32_t)(number & (token->end - token->begin == 4))
                                                         << CLASS_YEAR;
    }
    shapes |= flags & TOKEN_OPENS_QUOTE ? 1u << CLASS_OPEN_QUOTE : 0;
    shapes |= flags & TOKEN_OPENS_BRACKET ? 1u << CLASS_OPEN_BRACKET : 0;
    return shapes | (flags & TOKEN_ALL_UPPER ? 1u << CLASS_ACRONYM : 0);
}

/* Without a branch for each need: which of them is missing cannot be foreseen. */
static bool all_filled(const struct scratch *scratch, const struct slot_needs *slot)
{
    bool all = true;
    for (uint32_t i = 0; i < NEEDS_PER_RULE; i++) {
        all &= is_in(scratch->filled, slot->needs[i]);
    }
    return all;
}

static void fill_nothing(struct scratch *scratch)
{
    const struct needs_table *table = &scratch->program->needs;
    memset(scratch->filled, 0, table->set_words * sizeof *scratch->filled);
    put_in(scratch->filled, table->need_count); /* what rules have in the place of needs that they have not */
}

/* The rules whose rarest need it is. */
static void offer_rules(struct scratch *scratch, uint32_t need)
{
    const struct needs_table *table = &scratch->program->needs;
    for (uint32_t i = table->trigger_first[need]; i < table->trigger_first[need + 1]; i++) {
        put_in(scratch->line.possible, table->triggers[i]);
    }
}

/* Of all needs that the line fills. */
static void offer_all(struct scratch *scratch)
{
    const struct needs_table *table = &scratch->program->needs;
    for (uint32_t w = 0; w < table->set_words; w++) {
        for (uint64_t bits = scratch->filled[w] & table->triggering[w]; bits != 0; bits &= bits - 1) {
            offer_rules(scratch, w * 64 + (uint32_t)__builtin_ctzll(bits));
        }
    }
}

/* What the type fills that nothing filled before, and the rules which that makes possible. */
static void fill_by_type(struct scratch *scratch, uint16_t yields)
{
    const struct needs_table *table = &scratch->program->needs;
    for (uint32_t i = table->type_first[yields]; i < table->type_first[yields + 1]; i++) {
        const struct need_word *word = &table->type_words[i];
        uint64_t fresh = word->bits & ~scratch->filled[word->word];
        scratch->filled[word->word] |= fresh;
        for (uint64_t bits = fresh & table->triggering[word->word]; bits != 0; bits &= bits - 1) {
            offer_rules(scratch, word->word * 64 + (uint32_t)__builtin_ctzll(bits));
        }
    }
}

/* Strikes out rules whose needs are not filled, from `slot` on. Slots stand in the order of layers, so that what a rule
 * yields is known before the rules that need it are looked at. */
static void strike_out(struct scratch *scratch, uint32_t slot)
{
    const struct needs_table *table = &scratch->program->needs;
    uint64_t *possible = scratch->line.possible;
    uint64_t done = (UINT64_C(1) << (slot % 64)) - 1;
    uint64_t types[REACH_WORDS] = {0}; /* that have filled what they can */
    for (uint32_t w = slot / 64; w < table->slot_words; w++, done = 0) {
        for (uint64_t bits; (bits = possible[w] & ~done) != 0;) { /* a rule may offer others, all behind it */
            uint32_t bit = (uint32_t)__builtin_ctzll(bits);
            const struct slot_needs *needs = &table->of_slot[w * 64 + bit];
            done |= UINT64_C(1) << bit;
            if (!all_filled(scratch, needs)) {
                possible[w] &= ~(UINT64_C(1) << bit);
            } else if (needs->yields != 0 && !is_in(types, needs->yields)) {
                put_in(types, needs->yields);
                fill_by_type(scratch, needs->yields);
            }
        }
    }
}

void possible_begin(struct scratch *scratch, bool all)
{
    struct line *line = &scratch->line;
    const struct needs_table *table = &scratch->program->needs;
    line->all_possible = all;
    line->shapes_seen = find_shapes(line);
    if (all) {
        memset(line->possible, 0xff, table->slot_words * sizeof *line->possible);
        return;
    }
    fill_nothing(scratch);
    fill_by_words(scratch);
    fill_by_shapes(scratch, line->shapes_seen);
    memcpy(line->possible, table->always, table->slot_words * sizeof *table->always);
}

void possible_type(struct scratch *scratch, uint16_t type)
{
    if (!scratch->line.all_possible) {
        fill_by_type(scratch, type);
    }
}

void possible_end(struct scratch *scratch)
{
    if (!scratch->line.all_possible) {
        offer_all(scratch);
        strike_out(scratch, 0);
    }
}

void possible_again(struct scratch *scratch, size_t layer)
{
    struct line *line = &scratch->line;
    const struct program *program = scratch->program;
    const struct needs_table *table = &program->needs;
    if (line->all_possible || layer >= program->layer_count) {
        return;
    }
    fill_nothing(scratch);
    for (size_t i = 0; i < line->present_count; i++) {
        uint16_t class = line->present_list[i];
        for (uint32_t n = table->class_first[class]; n < table->class_first[class + 1]; n++) {
            put_in(scratch->filled, table->class_needs[n]);
        }
    }
    fill_by_shapes(scratch, line->shapes_seen); /* what is possible now was so before: nothing is offered */
    strike_out(scratch, program->layers[layer].first_slot);
}

/* Rules whose outcome counts, of one word of slots. */
static uint64_t outcomes(const struct needs_table *table, enum block_kind kind, uint32_t w, bool all, bool with_times)
{
    uint64_t facts = all ? table->tells[kind][w] | table->dated[kind][w] : table->tells[kind][w] & table->facts[w];
    return facts | (with_times ? table->times[w] : 0);
}

void possible_reach(struct scratch *scratch, size_t layer, bool times, bool all)
{
    struct line *line = &scratch->line;
    const struct program *program = scratch->program;
    const struct needs_table *table = &program->needs;
    if (line->all_possible || layer >= program->layer_count) {
        return;
    }
    enum block_kind kind = line->text->blocks[line->text->sentences[line->sentence].block].kind;
    struct reach reach = times ? program->opaque_reach : (struct reach){{0}};
    for (size_t i = 0; i < REACH_WORDS && layer == 0; i++) {
        reach.types[i] |= program->time_reach.types[i];
    }
    uint32_t first = program->layers[layer].first_slot;
    uint64_t mask = ~UINT64_C(0) << (first % 64);
    for (uint32_t w = first / 64; w < table->slot_words; w++, mask = ~UINT64_C(0)) {
        uint64_t bits = line->possible[w] & outcomes(table, kind, w, all, layer == 0) & mask;
        for (; bits != 0; bits &= bits - 1) {
            const struct reach *more = &program->reach[table->rules[w * 64 + (uint32_t)__builtin_ctzll(bits)]];
            for (size_t i = 0; i < REACH_WORDS; i++) {
                reach.types[i] |= more->types[i];
            }
        }
    }
    mask = ~UINT64_C(0) << (first % 64);
    for (uint32_t w = first / 64; w < table->slot_words; w++, mask = ~UINT64_C(0)) {
        for (uint64_t bits = line->possible[w] & mask; bits != 0; bits &= bits - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(bits);
            uint16_t yields = table->of_slot[w * 64 + bit].yields;
            if (yields == 0) {
                return; /* the stages after all layers come last */
            }
            if (!(reach.types[yields / 64] >> (yields % 64) & 1)) {
                line->possible[w] &= ~(UINT64_C(1) << bit);
            }
        }
    }
}

bool possible_here(const struct line *line, uint32_t slot)
{
    const struct needs_table *table = &line->program->needs;
    for (uint32_t at = table->asks_first[slot]; at < table->asks_first[slot + 1];) {
        uint32_t end = at + 1 + table->asks[at];
        for (at++; at < end && !line_has_class(line, table->asks[at]); at++) {
        }
        if (at == end) {
            return false;
        }
        at = end;
    }
    return true;
}

/* Is one of the rules possible, from the layer on? */
static bool any_of(const struct line *line, const uint64_t *rules, size_t layer)
{
    const struct program *program = line->program;
    uint32_t slot = layer < program->layer_count ? program->layers[layer].first_slot : program->needs.slot_count;
    uint64_t mask = ~UINT64_C(0) << (slot % 64);
    for (uint32_t w = slot / 64; w < program->needs.slot_words; w++, mask = ~UINT64_C(0)) {
        if (line->possible[w] & rules[w] & mask) {
            return true;
        }
    }
    return false;
}

bool possible_defines(const struct line *line)
{
    return any_of(line, line->program->needs.defines, 0);
}

bool possible_times(const struct line *line)
{
    return any_of(line, line->program->needs.times, 0);
}

bool possible_facts(const struct line *line)
{
    enum block_kind kind = line->text->blocks[line->text->sentences[line->sentence].block].kind;
    const struct needs_table *table = &line->program->needs;
    for (uint32_t w = 0; w < table->slot_words; w++) {
        if (line->possible[w] & table->facts[w] & table->tells[kind][w]) {
            return true;
        }
    }
    return false;
}

bool possible_tells(const struct line *line, size_t layer, bool dated)
{
    enum block_kind kind = line->text->blocks[line->text->sentences[line->sentence].block].kind;
    const struct needs_table *table = &line->program->needs;
    return any_of(line, table->tells[kind], layer) || (dated && any_of(line, table->dated[kind], layer));
}

bool possible_opaque(const struct line *line, size_t layer)
{
    return any_of(line, line->program->needs.opaque, layer);
}
