/* Which rules are possible in the line at hand: by its words, before anything else is looked at, and again once its
 * classes are known. needs.c says what each rule needs. */
#include "extract/program_p.h"

static void fill_need(struct scratch *scratch, uint32_t need)
{
    if (scratch->need_stamps[need] != scratch->need_stamp) {
        scratch->need_stamps[need] = scratch->need_stamp;
        scratch->filled[scratch->filled_count++] = need;
    }
}

static void fill_by_word(struct scratch *scratch, uint32_t at)
{
    const struct line *line = &scratch->line;
    const struct needs_table *table = &scratch->program->needs;
    uint32_t word = line->words[at];
    for (uint32_t i = table->fill_first[word]; i < table->fill_first[word + 1]; i++) {
        const struct need_fill *fill = &table->fills[i];
        uint32_t beside = fill->where < 0 ? at - 1 : at + 1; /* before the first wraps round, beyond the end */
        bool fits = fill->where == 0 || (beside < line->count && line->words[beside] == fill->beside);
        if (fits && (!fill->upper || line->tokens[at].flags & TOKEN_UPPER)) {
            fill_need(scratch, fill->need);
        }
    }
}

static void fill_by_atom(struct scratch *scratch, uint32_t atom)
{
    const struct needs_table *table = &scratch->program->needs;
    for (uint32_t i = table->fill_first[atom]; i < table->fill_first[atom + 1]; i++) {
        fill_need(scratch, table->fills[i].need);
    }
}

static uint32_t shapes_of(const struct token *token)
{
    uint32_t shapes = 0;
    if (token->kind == TOKEN_NUMBER) {
        shapes |= 1u << CLASS_NUMBER | (token->end - token->begin == 4 ? 1u << CLASS_YEAR : 0);
    }
    shapes |= token->flags & TOKEN_OPENS_QUOTE ? 1u << CLASS_OPEN_QUOTE : 0;
    shapes |= token->flags & TOKEN_OPENS_BRACKET ? 1u << CLASS_OPEN_BRACKET : 0;
    shapes |= token->flags & TOKEN_ALL_UPPER ? 1u << CLASS_ACRONYM : 0;
    return shapes;
}

static bool all_filled(const struct scratch *scratch, const struct slot_needs *slot)
{
    for (uint32_t i = 0; i < slot->count; i++) {
        if (scratch->need_stamps[slot->needs[i]] != scratch->need_stamp) {
            return false;
        }
    }
    return true;
}

/* Offers the rules whose rarest need was filled since the last call. */
static void offer_rules(struct scratch *scratch)
{
    const struct needs_table *table = &scratch->program->needs;
    while (scratch->filled_count > 0) {
        uint32_t need = scratch->filled[--scratch->filled_count];
        for (uint32_t i = table->trigger_first[need]; i < table->trigger_first[need + 1]; i++) {
            uint32_t slot = table->triggers[i];
            scratch->line.possible[slot / 64] |= UINT64_C(1) << (slot % 64);
        }
    }
}

static void new_stamp(struct scratch *scratch)
{
    if (++scratch->need_stamp == 0) {
        memset(scratch->need_stamps, 0, scratch->program->needs.need_count * sizeof *scratch->need_stamps);
        scratch->need_stamp = 1;
    }
    scratch->filled_count = 0;
}

static void fill_by_type(struct scratch *scratch, uint16_t yields)
{
    const struct type *type = &scratch->program->types[yields];
    for (size_t i = 0; i < type->also_count; i++) {
        fill_by_atom(scratch, scratch->program->needs.first_type + type->also[i]);
    }
}

/* Strikes out rules whose needs are not filled, from `slot` on. Slots stand in the order of layers, so that what a rule
 * yields is known before the rules that need it are looked at. */
static void strike_out(struct scratch *scratch, uint32_t slot)
{
    const struct program *program = scratch->program;
    const struct needs_table *table = &program->needs;
    uint64_t *possible = scratch->line.possible;
    uint64_t done = (UINT64_C(1) << (slot % 64)) - 1;
    for (uint32_t w = slot / 64; w < table->slot_words; w++, done = 0) {
        for (uint64_t bits; (bits = possible[w] & ~done) != 0;) { /* a rule may offer others, all behind it */
            uint32_t bit = (uint32_t)__builtin_ctzll(bits);
            const struct rule *rule = &program->rules[table->rules[w * 64 + bit]];
            done |= UINT64_C(1) << bit;
            if (!all_filled(scratch, &table->of_slot[w * 64 + bit])) {
                possible[w] &= ~(UINT64_C(1) << bit);
            } else if (rule->kind == RULE_YIELDS) {
                fill_by_type(scratch, rule->yields);
                offer_rules(scratch);
            }
        }
    }
}

void possible_begin(struct scratch *scratch, bool all)
{
    struct line *line = &scratch->line;
    const struct needs_table *table = &scratch->program->needs;
    line->all_possible = all;
    new_stamp(scratch);
    uint32_t shapes = 0;
    for (uint32_t at = 0; at < line->count; at++) {
        shapes |= shapes_of(&line->tokens[at]);
        if (line->words[at] != 0 && !all) {
            fill_by_word(scratch, at);
        }
    }
    line->shapes_seen = shapes;
    if (all) {
        memset(line->possible, 0xff, table->slot_words * sizeof *line->possible);
        return;
    }
    for (; shapes != 0; shapes &= shapes - 1) {
        fill_by_atom(scratch, table->first_shape + (uint32_t)__builtin_ctz(shapes));
    }
    memcpy(line->possible, table->always, table->slot_words * sizeof *table->always);
    offer_rules(scratch);
    strike_out(scratch, 0);
}

void possible_again(struct scratch *scratch, size_t layer)
{
    struct line *line = &scratch->line;
    const struct program *program = scratch->program;
    const struct needs_table *table = &program->needs;
    if (line->all_possible || layer >= program->layer_count) {
        return;
    }
    new_stamp(scratch);
    for (size_t i = 0; i < line->present_count; i++) {
        uint16_t class = line->present_list[i];
        for (uint32_t n = table->class_first[class]; n < table->class_first[class + 1]; n++) {
            scratch->need_stamps[table->class_needs[n]] = scratch->need_stamp;
        }
    }
    for (uint32_t shapes = line->shapes_seen; shapes != 0; shapes &= shapes - 1) {
        fill_by_atom(scratch, table->first_shape + (uint32_t)__builtin_ctz(shapes));
    }
    scratch->filled_count = 0; /* what is possible now was so before: nothing is offered */
    strike_out(scratch, program->layers[layer].first_slot);
}

void possible_reach(struct scratch *scratch, size_t layer, bool times)
{
    struct line *line = &scratch->line;
    const struct program *program = scratch->program;
    const struct needs_table *table = &program->needs;
    if (line->all_possible || layer >= program->layer_count) {
        return;
    }
    enum block_kind kind = line->text->blocks[line->text->sentences[line->sentence].block].kind;
    struct reach reach = {{0}};
    if (times) {
        reach = program->opaque_reach;
    }
    uint32_t first = program->layers[layer].first_slot;
    uint64_t mask = ~UINT64_C(0) << (first % 64);
    for (uint32_t w = first / 64; w < table->slot_words; w++, mask = ~UINT64_C(0)) {
        uint64_t bits = line->possible[w] & (table->tells[kind][w] | table->dated[kind][w]) & mask;
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
            const struct rule *rule = &program->rules[table->rules[w * 64 + bit]];
            if (rule->kind != RULE_YIELDS) {
                return; /* the stages after all layers come last */
            }
            if (!(reach.types[rule->yields / 64] >> (rule->yields % 64) & 1)) {
                line->possible[w] &= ~(UINT64_C(1) << bit);
            }
        }
    }
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
