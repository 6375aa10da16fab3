/* What must stand in a sentence for a rule to match in it: the prefilter, derived from the rules themselves.
 *
 * Of every pattern the words are worked out without one of which it cannot match: of a sequence those of each part, of
 * a choice those of all branches together, of a type those of the rules that yield it. Each such set is a *need*; a
 * rule keeps the rarest few. At run time each word of a sentence meets the needs that it fills, and only rules all of
 * whose needs are filled are tried. A need is necessary, never sufficient: leaving one out costs time and changes
 * nothing. */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/builder_p.h"
#include "extract/needs_p.h"

enum {
    WEIGHT_MOST = 800000,  /* parts per million of sentences: what is more frequent keeps nothing out */
    WEIGHT_TOP = 1200000,  /* of the most frequent word; the next ones have a half, a third of it */
    WEIGHT_WORD = 1500,    /* of a word that the list `frequent` does not name */
    WEIGHT_MARK = 300000,  /* of a punctuation mark */
    CLASS_MAX_WORDS = 4096 /* a class of more words needs nothing */
};

static const uint32_t shape_weights[NEED_SHAPES] = {300000, 80000, 60000, 50000, 90000};

/* Of these one must stand in the sentence. Atoms are ids of words, NEED_SHAPE + a shape, or NEED_TYPE + a type that a
 * possible rule yields; in order. */
struct need {
    const uint32_t *atoms;
    size_t count;
    uint32_t weight;
};

struct needs {
    struct need items[NEEDS_PER_RULE + 1];
    size_t count;
};

struct finder {
    struct builder *builder;
    uint32_t *first; /* CSR: words of class c are words[first[c] .. first[c + 1]) */
    uint32_t *words;
    uint32_t *weights; /* by word id */
    uint32_t *type_weights;
    uint8_t *type_state; /* 0 new, 1 open, 2 done */
    struct needs *of_rule;
    uint8_t *rule_state;
};

static int compare_ids(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static uint32_t weight_of(const struct finder *finder, uint32_t atom)
{
    return atom >= NEED_TYPE    ? finder->type_weights[atom - NEED_TYPE]
           : atom >= NEED_SHAPE ? shape_weights[atom - NEED_SHAPE]
                                : finder->weights[atom];
}

static struct need make_need(const struct finder *finder, const uint32_t *atoms, size_t count)
{
    uint64_t weight = 0;
    for (size_t i = 0; i < count; i++) {
        weight += weight_of(finder, atoms[i]);
    }
    return (struct need){atoms, count, weight > WEIGHT_MOST ? WEIGHT_MOST + 1 : (uint32_t)weight};
}

/* Keeps the lightest; of two alike one. A need that most sentences fill is none. */
static void add_need(struct needs *needs, struct need need)
{
    if (need.weight > WEIGHT_MOST) {
        return;
    }
    size_t at = needs->count;
    for (size_t i = 0; i < needs->count; i++) {
        const struct need *other = &needs->items[i];
        if (other->count == need.count && memcmp(other->atoms, need.atoms, need.count * sizeof *need.atoms) == 0) {
            return;
        }
    }
    while (at > 0 && needs->items[at - 1].weight > need.weight) {
        needs->items[at] = needs->items[at - 1];
        at--;
    }
    needs->items[at] = need;
    needs->count += needs->count < NEEDS_PER_RULE;
}

static struct need join(const struct finder *finder, struct need a, struct need b)
{
    uint32_t *atoms = arena_alloc_array(&finder->builder->arena, a.count + b.count + 1, sizeof *atoms);
    size_t count = 0;
    for (size_t i = 0, j = 0; i < a.count || j < b.count;) {
        bool left = j == b.count || (i < a.count && a.atoms[i] <= b.atoms[j]);
        bool both = i < a.count && j < b.count && a.atoms[i] == b.atoms[j];
        atoms[count++] = left ? a.atoms[i] : b.atoms[j];
        i += left;
        j += !left || both;
    }
    return make_need(finder, atoms, count);
}

/* Either of two: the lightest need of each together, and the next lightest. Nothing where one needs nothing. */
static struct needs either(const struct finder *finder, const struct needs *a, const struct needs *b)
{
    struct needs all = {.count = 0};
    size_t most = a->count > b->count ? a->count : b->count;
    for (size_t i = 0; i < most && a->count > 0 && b->count > 0; i++) {
        add_need(&all,
                 join(finder, a->items[i < a->count ? i : a->count - 1], b->items[i < b->count ? i : b->count - 1]));
    }
    return all;
}

static struct needs atom_needs(const struct finder *finder, uint32_t atom)
{
    uint32_t *atoms = arena_alloc_array(&finder->builder->arena, 1, sizeof *atoms);
    atoms[0] = atom;
    struct needs needs = {.count = 0};
    add_need(&needs, make_need(finder, atoms, 1));
    return needs;
}

static struct needs shape_needs(const struct finder *finder, unsigned shape)
{
    return atom_needs(finder, NEED_SHAPE + shape);
}

static struct needs builtin_needs(const struct finder *finder, uint16_t class)
{
    switch (class) {
    case CLASS_NUMBER:
        return shape_needs(finder, NEED_NUMBER);
    case CLASS_YEAR:
        return shape_needs(finder, NEED_YEAR);
    case CLASS_ACRONYM:
        return shape_needs(finder, NEED_ACRONYM);
    case CLASS_OPEN_QUOTE:
        return shape_needs(finder, NEED_QUOTE);
    case CLASS_OPEN_BRACKET:
        return shape_needs(finder, NEED_BRACKET);
    default:
        return (struct needs){.count = 0};
    }
}

static struct needs rule_needs(struct finder *finder, uint32_t index);

static bool type_is(const struct program *program, uint16_t type, uint16_t other)
{
    for (size_t i = 0; i < program->types[type].also_count; i++) {
        if (program->types[type].also[i] == other) {
            return true;
        }
    }
    return false;
}

/* How often a type is possible, at most. Tables yield names of any words. */
static uint32_t type_weight(struct finder *finder, uint16_t type)
{
    const struct program *program = finder->builder->program;
    uint64_t weight = 0;
    if (finder->type_state[type] == 2) {
        return finder->type_weights[type];
    }
    if (finder->type_state[type] == 1) {
        return WEIGHT_MOST + 1;
    }
    finder->type_state[type] = 1;
    for (uint16_t t = 1; t <= program->type_count; t++) {
        weight += program->types[t].from_table && type_is(program, t, type) ? WEIGHT_MOST + 1 : 0;
    }
    bool open = weight > 0;
    for (uint32_t r = 0; r < program->rule_count && !open; r++) {
        const struct rule *rule = &program->rules[r];
        if (rule->kind == RULE_YIELDS && rule->code != NULL && type_is(program, rule->yields, type)) {
            struct needs one = rule_needs(finder, r);
            open = one.count == 0;
            weight += open ? 0 : one.items[0].weight;
        }
    }
    weight = open ? WEIGHT_MOST + 1 : weight > WEIGHT_MOST ? WEIGHT_MOST : weight;
    finder->type_state[type] = 2;
    finder->type_weights[type] = (uint32_t)weight;
    return finder->type_weights[type];
}

static struct needs class_needs(struct finder *finder, uint16_t class)
{
    const struct program *program = finder->builder->program;
    struct needs needs = {.count = 0};
    if (class < CLASS_BUILTIN_COUNT) {
        return builtin_needs(finder, class);
    }
    size_t count = finder->first[class + 1] - finder->first[class];
    if (program->class_type[class] != 0) {
        type_weight(finder, program->class_type[class]);
        return atom_needs(finder, NEED_TYPE + program->class_type[class]);
    }
    if (count <= CLASS_MAX_WORDS) {
        add_need(&needs, make_need(finder, finder->words + finder->first[class], count));
    }
    return needs;
}

static uint16_t leaf_class(struct finder *finder, const struct pattern *pattern)
{
    struct builder *builder = finder->builder;
    switch (pattern->kind) {
    case PATTERN_WORD:
        return lexicon_word_class(builder, pattern->text, false);
    case PATTERN_EXACT:
        return lexicon_word_class(builder, pattern->text, true);
    case PATTERN_INFLECTED:
        return lexicon_inflected_class(builder, pattern->text, pattern->form, NULL, 0);
    case PATTERN_LIST:
        return lexicon_list_class(builder, pattern->text, pattern->form, NULL, 0);
    case PATTERN_TYPE:
        return compile_type_class(builder, pattern->text);
    default:
        return CLASS_NONE;
    }
}

static struct needs pattern_needs(struct finder *finder, const struct pattern *pattern)
{
    struct needs needs = {.count = 0};
    switch (pattern->kind) {
    case PATTERN_SEQUENCE:
    case PATTERN_QUOTED:
    case PATTERN_BRACKETS:
        if (pattern->kind != PATTERN_SEQUENCE) {
            needs = shape_needs(finder, pattern->kind == PATTERN_QUOTED ? NEED_QUOTE : NEED_BRACKET);
        }
        for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
            struct needs one = pattern_needs(finder, child);
            for (size_t i = 0; i < one.count; i++) {
                add_need(&needs, one.items[i]);
            }
        }
        return needs;
    case PATTERN_CHOICE:
        for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
            struct needs one = pattern_needs(finder, child);
            needs = child == pattern->first ? one : either(finder, &needs, &one);
            if (needs.count == 0) {
                return needs;
            }
        }
        return needs;
    case PATTERN_REPEAT:
        return pattern->min > 0 ? pattern_needs(finder, pattern->first) : needs;
    case PATTERN_ITEMS:
    case PATTERN_EACH:
    case PATTERN_CAPTURE:
        return pattern_needs(finder, pattern->first);
    case PATTERN_WORD:
    case PATTERN_EXACT:
    case PATTERN_INFLECTED:
    case PATTERN_LIST:
    case PATTERN_TYPE:
        return class_needs(finder, leaf_class(finder, pattern));
    default:
        return needs;
    }
}

static struct needs rule_needs(struct finder *finder, uint32_t index)
{
    const struct rule *rule = &finder->builder->program->rules[index];
    struct needs needs = {.count = 0};
    if (finder->rule_state[index] == 2) {
        return finder->of_rule[index];
    }
    if (finder->rule_state[index] == 1 || rule->code == NULL) {
        return needs;
    }
    finder->rule_state[index] = 1;
    needs = pattern_needs(finder, rule->code->tree);
    const struct code *const beside[] = {rule->before, rule->after};
    for (size_t b = 0; b < 2; b++) {
        struct needs one = {.count = 0};
        if (beside[b] != NULL) {
            one = pattern_needs(finder, beside[b]->tree);
        }
        for (size_t i = 0; i < one.count; i++) {
            add_need(&needs, one.items[i]);
        }
    }
    finder->rule_state[index] = 2;
    finder->of_rule[index] = needs;
    return needs;
}

/* --- words of classes, and how frequent words are --- */

static bool is_mark(struct slice word)
{
    size_t next;
    uint32_t c = word.len > 0 ? utf8_decode(word, 0, &next) : 0;
    return !utf8_is_letter(c) && !utf8_is_digit(c);
}

static void find_weights(struct finder *finder)
{
    struct builder *builder = finder->builder;
    struct program *program = builder->program;
    finder->weights = arena_alloc_array(&builder->arena, program->words.count + 2, sizeof *finder->weights);
    for (size_t i = 0; i < program->words.count; i++) {
        const struct map_entry *entry = &program->words.entries[i];
        finder->weights[entry->value] = is_mark(entry->key) ? WEIGHT_MARK : WEIGHT_WORD;
    }
    struct list *frequent = lexicon_list(builder, slice_of("frequent"), false);
    for (size_t i = 0; frequent != NULL && i < frequent->count; i++) {
        struct slice word = lexicon_fold(builder, frequent->items[i].text, &builder->arena);
        const uint32_t *id = map_get(&program->words, word);
        uint32_t weight = (uint32_t)(WEIGHT_TOP / (i + 1));
        if (id != NULL && weight > finder->weights[*id]) {
            finder->weights[*id] = weight;
        }
    }
}

/* Of a phrase the rarest word stands for all of it. */
static uint32_t word_of(const struct finder *finder, const struct pending_edge *pending)
{
    uint32_t best = pending->words[0];
    for (uint32_t i = 1; i < pending->word_count; i++) {
        if (finder->weights[pending->words[i]] < finder->weights[best]) {
            best = pending->words[i];
        }
    }
    return best;
}

static void find_words(struct finder *finder)
{
    struct builder *builder = finder->builder;
    const struct program *program = builder->program;
    size_t classes = program->class_count + 2u;
    finder->first = arena_alloc_array(&builder->arena, classes, sizeof *finder->first);
    finder->words = arena_alloc_array(&builder->arena, builder->pending_count + 1, sizeof *finder->words);
    for (size_t i = 0; i < builder->pending_count; i++) {
        finder->first[builder->pending[i].edge.class + 1]++;
    }
    for (size_t c = 1; c < classes; c++) {
        finder->first[c] += finder->first[c - 1];
    }
    uint32_t *next = arena_alloc_array(&builder->arena, classes, sizeof *next);
    memcpy(next, finder->first, classes * sizeof *next);
    for (size_t i = 0; i < builder->pending_count; i++) {
        finder->words[next[builder->pending[i].edge.class]++] = word_of(finder, &builder->pending[i]);
    }
    for (size_t c = 0; c + 1 < classes; c++) { /* in order; two entries may share a word, which does no harm */
        uint32_t *words = finder->words + finder->first[c];
        size_t count = finder->first[c + 1] - finder->first[c];
        if (count > 1) {
            qsort(words, count, sizeof *words, compare_ids);
        }
    }
}

/* --- the tables that line.c reads --- */

static uint32_t need_number(struct builder *builder, struct map *known, const struct need *need,
                            const struct need ***all, size_t *capacity)
{
    struct slice key = slice_make((const char *)need->atoms, need->count * sizeof *need->atoms);
    bool added;
    uint32_t *number = map_put(known, key, (uint32_t)known->count, &added);
    if (added) {
        *all = array_grow((void *)*all, capacity, known->count, sizeof **all);
        struct need *kept = arena_alloc(&builder->arena, sizeof *kept);
        *kept = *need;
        (*all)[*number] = kept;
    }
    return *number;
}

/* CSR from atoms to the needs that each fills. */
static void fill_atoms(struct builder *builder, const struct need *const *all, size_t count)
{
    struct program *program = builder->program;
    struct needs_table *table = &program->needs;
    size_t atoms = program->words.count + 1 + NEED_SHAPES + program->type_count + 1, total = 0;
    table->first_shape = (uint32_t)program->words.count + 1;
    table->first_type = table->first_shape + NEED_SHAPES;
    table->filled_first = arena_alloc_array(&program->arena, atoms + 1, sizeof *table->filled_first);
    for (size_t pass = 0; pass < 2; pass++) {
        if (pass == 1) {
            for (size_t a = 0; a < atoms; a++) {
                table->filled_first[a + 1] += table->filled_first[a];
            }
            table->filled = arena_alloc_array(&program->arena, total + 1, sizeof *table->filled);
        }
        for (uint32_t n = (uint32_t)count; n-- > 0;) {
            for (size_t i = 0; i < all[n]->count; i++) {
                uint32_t atom = all[n]->atoms[i];
                bool again = i > 0 && atom == all[n]->atoms[i - 1];
                atom = atom >= NEED_TYPE    ? table->first_type + (atom - NEED_TYPE)
                       : atom >= NEED_SHAPE ? table->first_shape + (atom - NEED_SHAPE)
                                            : atom;
                if (again) {
                    continue;
                }
                if (pass == 0) {
                    table->filled_first[atom + 1]++;
                    total++;
                } else {
                    table->filled[--table->filled_first[atom + 1]] = n;
                }
            }
        }
    }
    /* The second pass has moved each end to its beginning. */
    memmove(table->filled_first, table->filled_first + 1, atoms * sizeof *table->filled_first);
    table->filled_first[atoms] = (uint32_t)total;
}

static bool tells_something(const struct program *program, const struct rule *rule)
{
    if (rule->kind != RULE_YIELDS) {
        return true;
    }
    struct slice entity = program->types[rule->yields].entity;
    bool body = slice_is(entity, "organization") && rule->means.len == 0;
    return rule->is_time || body || rule->by_last_word || (rule->within.len > 0 && entity.len > 0);
}

/* Rules in the order of their layers: each has a slot, a bit of `possible`. */
static void assign_slots(struct program *program)
{
    struct needs_table *table = &program->needs;
    uint32_t slot = 0;
    size_t total = 0;
    for (size_t l = 0; l < program->layer_count; l++) {
        total += program->layers[l].rule_count; /* a rule of some depth stands in several */
    }
    table->rules = arena_alloc_array(&program->arena, total + 1, sizeof *table->rules);
    for (size_t l = 0; l < program->layer_count; l++) {
        program->layers[l].first_slot = slot;
        for (size_t i = 0; i < program->layers[l].rule_count; i++) {
            table->rules[slot++] = program->layers[l].rules[i];
        }
    }
    table->slot_count = slot;
    table->slot_words = slot / 64 + 1;
    table->always = arena_alloc_array(&program->arena, table->slot_words, sizeof *table->always);
    table->of_slot = arena_alloc_array(&program->arena, slot + 1u, sizeof *table->of_slot);
    for (size_t k = 0; k < NEED_BLOCKS; k++) {
        table->tells[k] = arena_alloc_array(&program->arena, table->slot_words, sizeof *table->tells[k]);
    }
    for (uint32_t s = 0; s < slot; s++) {
        const struct rule *rule = &program->rules[table->rules[s]];
        for (size_t k = 0; k < NEED_BLOCKS; k++) {
            bool here = (rule->blocks >> k & 1) || rule->blocks >> RULE_BLOCK_FIRST & 1;
            if (here && tells_something(program, rule)) {
                table->tells[k][s / 64] |= UINT64_C(1) << (s % 64);
            }
        }
    }
}

/* CSR from needs to the slots of the rules whose rarest need each is. */
static void fill_triggers(struct program *program, size_t count)
{
    struct needs_table *table = &program->needs;
    table->trigger_first = arena_alloc_array(&program->arena, count + 2, sizeof *table->trigger_first);
    table->triggers = arena_alloc_array(&program->arena, table->slot_count + 1u, sizeof *table->triggers);
    for (uint32_t s = 0; s < table->slot_count; s++) {
        if (table->of_slot[s].count > 0) {
            table->trigger_first[table->of_slot[s].needs[0] + 1]++;
        } else {
            table->always[s / 64] |= UINT64_C(1) << (s % 64);
        }
    }
    for (size_t n = 0; n <= count; n++) {
        table->trigger_first[n + 1] += table->trigger_first[n];
    }
    uint32_t *next = memory_zero(count + 2, sizeof *next);
    memcpy(next, table->trigger_first, (count + 1) * sizeof *next);
    for (uint32_t s = 0; s < table->slot_count; s++) {
        if (table->of_slot[s].count > 0) {
            table->triggers[next[table->of_slot[s].needs[0]]++] = s;
        }
    }
    free(next);
}

void needs_find(struct builder *builder)
{
    struct program *program = builder->program;
    struct needs_table *table = &program->needs;
    struct finder finder = {.builder = builder};
    struct arena *arena = &builder->arena;
    finder.type_weights = arena_alloc_array(arena, program->type_count + 2, sizeof *finder.type_weights);
    finder.type_state = arena_alloc(arena, program->type_count + 2);
    finder.of_rule = arena_alloc_array(arena, program->rule_count + 1, sizeof *finder.of_rule);
    finder.rule_state = arena_alloc(arena, program->rule_count + 1);
    find_weights(&finder);
    find_words(&finder);
    assign_slots(program);
    struct map known = {0};
    const struct need **all = NULL;
    size_t capacity = 0;
    for (uint32_t s = 0; s < table->slot_count; s++) {
        struct needs needs = rule_needs(&finder, table->rules[s]);
        struct slot_needs *slot = &table->of_slot[s];
        for (size_t i = 0; i < needs.count && i < NEEDS_PER_RULE; i++) {
            slot->needs[slot->count++] = need_number(builder, &known, &needs.items[i], &all, &capacity);
        }
    }
    table->need_count = (uint32_t)known.count;
    fill_atoms(builder, all, known.count);
    fill_triggers(program, known.count);
    map_release(&known);
    free((void *)all);
}
