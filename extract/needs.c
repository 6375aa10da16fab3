/* What must stand in a sentence for a rule to match in it: the prefilter, derived from the rules themselves.
 *
 * Of every pattern the classes are worked out without one of which it cannot match: of a sequence those of each part,
 * of a choice those of all branches together. Each such set is a *need*; a pattern keeps the rarest few. A need is
 * filled by words of its classes, or by a type that a rule yields whose own needs are filled. So the words of a
 * sentence alone tell which rules are possible in it (line.c), and only those are tried. A need is necessary, never
 * sufficient: leaving one out costs time and changes nothing. */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/builder_p.h"
#include "extract/needs_p.h"

enum {
    WEIGHT_MOST = 900000,  /* parts per million of sentences: what is more frequent keeps nothing out */
    WEIGHT_IDLE = 500000,  /* a rule that has a rarer need does without one of this weight */
    WEIGHT_TOP = 1200000,  /* of the most frequent word; the next ones have a half, a third of it */
    WEIGHT_WORD = 1500,    /* of a word that the list `frequent` does not name */
    WEIGHT_MARK = 400000,  /* of a punctuation mark; a sign of a currency is as rare as a word */
    CLASS_MAX_WORDS = 4096 /* a class of more words stands everywhere */
};

/* Of these classes one must stand in the sentence; in order. */
struct need {
    const uint16_t *classes;
    size_t count;
    uint32_t weight;
    bool is_open;  /* holds a class whose words do not tell: a type that tables give */
    bool is_typed; /* holds a type */
};

struct needs {
    struct need items[NEEDS_PER_RULE + 1];
    size_t count;
};

struct finder {
    struct builder *builder;
    uint32_t *first; /* CSR: edges of class c are builder->pending[edges[first[c] .. first[c + 1])] */
    uint32_t *edges;
    uint32_t *word_weights;
    uint32_t *class_weights; /* 0: not known yet */
    uint8_t *type_state;     /* 0 new, 1 open, 2 done */
    struct needs *of_rule;
    uint8_t *rule_state;
};

static uint32_t class_weight(struct finder *finder, uint16_t class);

static struct need make_need(struct finder *finder, const uint16_t *classes, size_t count)
{
    uint64_t weight = 0;
    bool is_open = false, is_typed = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t one = class_weight(finder, classes[i]);
        is_open = is_open || one > WEIGHT_MOST;
        is_typed = is_typed || finder->builder->program->class_type[classes[i]] != 0;
        weight += one;
    }
    return (struct need){classes, count, weight > WEIGHT_MOST ? WEIGHT_MOST : (uint32_t)weight, is_open, is_typed};
}

static bool is_lighter(const struct need *a, const struct need *b)
{
    return a->is_open != b->is_open ? b->is_open : a->weight < b->weight;
}

/* Keeps the lightest; of two alike one. */
static void add_need(struct needs *needs, struct need need)
{
    size_t at = needs->count;
    for (size_t i = 0; i < needs->count; i++) {
        const struct need *other = &needs->items[i];
        if (other->count == need.count &&
            memcmp(other->classes, need.classes, need.count * sizeof *need.classes) == 0) {
            return;
        }
    }
    while (at > 0 && is_lighter(&need, &needs->items[at - 1])) {
        needs->items[at] = needs->items[at - 1];
        at--;
    }
    needs->items[at] = need;
    needs->count += needs->count < NEEDS_PER_RULE;
}

static void add_needs(struct needs *needs, const struct needs *more)
{
    for (size_t i = 0; i < more->count; i++) {
        add_need(needs, more->items[i]);
    }
}

static struct need join(struct finder *finder, const struct need *a, const struct need *b)
{
    uint16_t *classes = arena_alloc_array(&finder->builder->arena, a->count + b->count + 1, sizeof *classes);
    size_t count = 0;
    for (size_t i = 0, j = 0; i < a->count || j < b->count;) {
        bool left = j == b->count || (i < a->count && a->classes[i] <= b->classes[j]);
        bool both = i < a->count && j < b->count && a->classes[i] == b->classes[j];
        classes[count++] = left ? a->classes[i] : b->classes[j];
        i += left;
        j += !left || both;
    }
    return make_need(finder, classes, count);
}

/* Either of two: the lightest need of each together, and the next lightest. Nothing where one needs nothing. */
static struct needs either(struct finder *finder, const struct needs *a, const struct needs *b)
{
    struct needs all = {.count = 0};
    size_t most = a->count > b->count ? a->count : b->count;
    for (size_t i = 0; i < most && a->count > 0 && b->count > 0; i++) {
        const struct need *one = &a->items[i < a->count ? i : a->count - 1];
        const struct need *other = &b->items[i < b->count ? i : b->count - 1];
        add_need(&all, join(finder, one, other));
    }
    return all;
}

/* --- how often classes stand in sentences --- */

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

/* Of a type: as often as the rules are possible that yield it or a type that is it. */
static uint64_t type_weight(struct finder *finder, uint16_t type)
{
    const struct program *program = finder->builder->program;
    uint64_t weight = 1;
    if (finder->type_state[type] == 1) {
        return WEIGHT_MOST + 1;
    }
    finder->type_state[type] = 1;
    bool is_open = false;
    for (uint16_t t = 1; t <= program->type_count; t++) {
        is_open = is_open || (program->types[t].from_table && type_is(program, t, type));
    }
    for (uint32_t r = 0; r < program->rule_count && !is_open; r++) {
        const struct rule *rule = &program->rules[r];
        if (rule->kind == RULE_YIELDS && rule->code != NULL && type_is(program, rule->yields, type)) {
            struct needs one = rule_needs(finder, r);
            is_open = one.count == 0 || one.items[0].is_open;
            weight += is_open ? 0 : one.items[0].weight;
        }
    }
    finder->type_state[type] = 2;
    return is_open ? WEIGHT_MOST + 1 : weight > WEIGHT_MOST ? WEIGHT_MOST : weight;
}

static uint32_t shape_weight(uint16_t class)
{
    switch (class) {
    case CLASS_NUMBER:
        return 300000;
    case CLASS_YEAR:
        return 80000;
    case CLASS_ACRONYM:
        return 60000;
    case CLASS_OPEN_QUOTE:
        return 50000;
    case CLASS_OPEN_BRACKET:
        return 90000;
    default:
        return WEIGHT_MOST + 1;
    }
}

/* Of a phrase the rarest word stands for all of it. */
static uint32_t rarest_word(const struct finder *finder, const struct pending_edge *pending)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < pending->word_count; i++) {
        if (finder->word_weights[pending->words[i]] < finder->word_weights[pending->words[best]]) {
            best = i;
        }
    }
    return best;
}

static uint32_t class_weight(struct finder *finder, uint16_t class)
{
    const struct builder *builder = finder->builder;
    if (finder->class_weights[class] != 0) {
        return finder->class_weights[class];
    }
    uint64_t weight = 1;
    uint32_t from = finder->first[class], to = finder->first[class + 1];
    if (class < CLASS_BUILTIN_COUNT) {
        weight = shape_weight(class);
    } else if (builder->program->class_type[class] != 0) {
        weight = type_weight(finder, builder->program->class_type[class]);
    } else if (to - from > CLASS_MAX_WORDS) {
        weight = WEIGHT_MOST + 1;
    } else {
        for (uint32_t e = from; e < to; e++) {
            const struct pending_edge *pending = &builder->pending[finder->edges[e]];
            weight += finder->word_weights[pending->words[rarest_word(finder, pending)]];
        }
        weight = weight > WEIGHT_MOST ? WEIGHT_MOST : weight;
    }
    finder->class_weights[class] = (uint32_t)weight;
    return (uint32_t)weight;
}

/* --- what patterns need --- */

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

static struct needs class_needs(struct finder *finder, uint16_t class)
{
    struct needs needs = {.count = 0};
    if (class == CLASS_NONE || (class < CLASS_BUILTIN_COUNT && shape_weight(class) > WEIGHT_MOST)) {
        return needs;
    }
    uint16_t *classes = arena_alloc_array(&finder->builder->arena, 1, sizeof *classes);
    classes[0] = class;
    add_need(&needs, make_need(finder, classes, 1));
    return needs;
}

static struct needs pattern_needs(struct finder *finder, const struct pattern *pattern)
{
    struct needs needs = {.count = 0};
    switch (pattern->kind) {
    case PATTERN_SEQUENCE:
    case PATTERN_QUOTED:
    case PATTERN_BRACKETS:
        if (pattern->kind != PATTERN_SEQUENCE) {
            needs = class_needs(finder, pattern->kind == PATTERN_QUOTED ? CLASS_OPEN_QUOTE : CLASS_OPEN_BRACKET);
        }
        for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
            struct needs one = pattern_needs(finder, child);
            add_needs(&needs, &one);
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
    default:
        return class_needs(finder, leaf_class(finder, pattern));
    }
}

/* Of a rule: what its pattern needs, and what must stand before and after. */
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
    const struct code *const codes[] = {rule->code, rule->before, rule->after};
    for (size_t c = 0; c < sizeof codes / sizeof codes[0]; c++) {
        if (codes[c] != NULL) {
            struct needs one = pattern_needs(finder, codes[c]->tree);
            add_needs(&needs, &one);
        }
    }
    finder->rule_state[index] = 2;
    finder->of_rule[index] = needs;
    return needs;
}

/* For match_possible. */
static void settle_codes(struct finder *finder)
{
    struct builder *builder = finder->builder;
    for (size_t c = 0; c < builder->code_count; c++) {
        struct code *code = builder->codes[c];
        struct needs needs = pattern_needs(finder, code->tree);
        for (size_t i = 0; i < needs.count && i < CODE_MAX_NEEDED; i++) {
            struct class_set *set = &code->needed[code->needed_count++];
            set->count = needs.items[i].count;
            set->classes = arena_alloc_array(&builder->program->arena, set->count, sizeof *set->classes);
            memcpy(set->classes, needs.items[i].classes, set->count * sizeof *set->classes);
        }
    }
}

/* The same by slots, in one row. */
static void settle_asks(struct program *program)
{
    struct needs_table *table = &program->needs;
    size_t total = 0;
    for (uint32_t s = 0; s < table->slot_count; s++) {
        const struct code *code = program->rules[table->rules[s]].code;
        for (size_t i = 0; i < code->needed_count; i++) {
            total += code->needed[i].count + 1;
        }
    }
    table->asks_first = arena_alloc_array(&program->arena, table->slot_count + 1u, sizeof *table->asks_first);
    table->asks = arena_alloc_array(&program->arena, total + 1, sizeof *table->asks);
    uint32_t count = 0;
    for (uint32_t s = 0; s < table->slot_count; s++) {
        const struct code *code = program->rules[table->rules[s]].code;
        table->asks_first[s] = count;
        for (size_t i = 0; i < code->needed_count; i++) {
            table->asks[count++] = (uint16_t)code->needed[i].count;
            memcpy(table->asks + count, code->needed[i].classes, code->needed[i].count * sizeof *table->asks);
            count += (uint32_t)code->needed[i].count;
        }
    }
    table->asks_first[table->slot_count] = count;
}

/* --- words of classes, and how frequent words are --- */

static bool is_mark(struct slice word)
{
    size_t next;
    uint32_t c = word.len > 0 ? utf8_decode(word, 0, &next) : 0;
    return !utf8_is_letter(c) && !utf8_is_digit(c) && !utf8_is_symbol(c);
}

static void find_weights(struct finder *finder)
{
    struct builder *builder = finder->builder;
    struct program *program = builder->program;
    finder->word_weights = arena_alloc_array(&builder->arena, program->words.count + 2, sizeof *finder->word_weights);
    for (size_t i = 0; i < program->words.count; i++) {
        const struct map_entry *entry = &program->words.entries[i];
        finder->word_weights[entry->value] = is_mark(entry->key) ? WEIGHT_MARK : WEIGHT_WORD;
    }
    struct list *frequent = lexicon_list(builder, slice_of("frequent"), false);
    for (size_t i = 0; frequent != NULL && i < frequent->count; i++) {
        struct slice word = lexicon_fold(builder, frequent->items[i].text, &builder->arena);
        const uint32_t *id = map_get(&program->words, word);
        uint32_t weight = (uint32_t)(WEIGHT_TOP / (i + 1));
        if (id != NULL && weight > finder->word_weights[*id]) {
            finder->word_weights[*id] = weight;
        }
    }
}

static void find_edges(struct finder *finder)
{
    struct builder *builder = finder->builder;
    size_t classes = builder->program->class_count + 2u;
    finder->class_weights = arena_alloc_array(&builder->arena, classes, sizeof *finder->class_weights);
    finder->first = arena_alloc_array(&builder->arena, classes, sizeof *finder->first);
    finder->edges = arena_alloc_array(&builder->arena, builder->pending_count + 1, sizeof *finder->edges);
    for (size_t i = 0; i < builder->pending_count; i++) {
        finder->first[builder->pending[i].edge.class + 1]++;
    }
    for (size_t c = 1; c < classes; c++) {
        finder->first[c] += finder->first[c - 1];
    }
    uint32_t *next = arena_alloc_array(&builder->arena, classes, sizeof *next);
    memcpy(next, finder->first, classes * sizeof *next);
    for (size_t i = 0; i < builder->pending_count; i++) {
        finder->edges[next[builder->pending[i].edge.class]++] = (uint32_t)i;
    }
}

/* --- the tables that line.c reads --- */

struct numbered {
    struct map known; /* bytes of classes -> number */
    struct need *all;
    size_t capacity;
};

static uint32_t need_number(struct numbered *numbered, const struct need *need)
{
    struct slice key = slice_make((const char *)need->classes, need->count * sizeof *need->classes);
    bool added;
    uint32_t number = *map_put(&numbered->known, key, (uint32_t)numbered->known.count, &added);
    if (added) {
        numbered->all = array_grow(numbered->all, &numbered->capacity, numbered->known.count, sizeof *numbered->all);
        numbered->all[number] = *need;
    }
    return number;
}

struct fills {
    struct need_fill *items;
    size_t count, capacity;
};

static void add_fill(struct fills *fills, struct need_fill fill)
{
    fills->items = array_grow(fills->items, &fills->capacity, fills->count + 1, sizeof *fills->items);
    fills->items[fills->count++] = fill;
}

/* The word of an entry that fills a need, and what must stand beside it: the next word of the phrase, or the one
 * before; a capital where the entry has one. */
static struct need_fill fill_of(const struct finder *finder, const struct pending_edge *pending, uint32_t need)
{
    uint32_t at = rarest_word(finder, pending);
    struct need_fill fill = {.need = need, .atom = pending->words[at]};
    if (at + 1 < pending->word_count) {
        fill.where = 1;
        fill.beside = pending->words[at + 1];
    } else if (at > 0) {
        fill.where = -1;
        fill.beside = pending->words[at - 1];
    } else if (pending->edge.exact.len > 0) {
        char first = pending->edge.exact.ptr[0];
        fill.upper = first >= 'A' && first <= 'Z';
    }
    return fill;
}

static int compare_fills(const void *a, const void *b)
{
    const struct need_fill *p = a, *q = b;
    if (p->atom != q->atom) {
        return p->atom < q->atom ? -1 : 1;
    }
    if (p->need != q->need) {
        return p->need < q->need ? -1 : 1;
    }
    if (p->where != q->where) { /* without a condition first */
        return (p->where != 0) - (q->where != 0) != 0 ? (p->where != 0) - (q->where != 0) : p->where - q->where;
    }
    if (p->upper != q->upper) {
        return p->upper ? 1 : -1;
    }
    return p->beside < q->beside ? -1 : p->beside > q->beside;
}

/* Every word, shape and type that fills a need; of several ways of one word the one without a condition. */
static void find_fills(struct finder *finder, const struct numbered *numbered, struct fills *fills)
{
    const struct builder *builder = finder->builder;
    const struct program *program = builder->program;
    const struct needs_table *table = &program->needs;
    for (uint32_t n = 0; n < numbered->known.count; n++) {
        const struct need *need = &numbered->all[n];
        for (size_t i = 0; i < need->count; i++) {
            uint16_t class = need->classes[i];
            if (class < CLASS_BUILTIN_COUNT || program->class_type[class] != 0) {
                uint32_t atom = class < CLASS_BUILTIN_COUNT ? table->first_shape + class
                                                            : table->first_type + program->class_type[class];
                add_fill(fills, (struct need_fill){.need = n, .atom = atom});
                continue;
            }
            for (uint32_t e = finder->first[class]; e < finder->first[class + 1]; e++) {
                add_fill(fills, fill_of(finder, &builder->pending[finder->edges[e]], n));
            }
        }
    }
    if (fills->count > 1) {
        qsort(fills->items, fills->count, sizeof *fills->items, compare_fills);
    }
    size_t kept = 0;
    for (size_t i = 0; i < fills->count; i++) {
        const struct need_fill *last = kept > 0 ? &fills->items[kept - 1] : NULL;
        bool same = last != NULL && last->atom == fills->items[i].atom && last->need == fills->items[i].need;
        bool covered = same && ((last->where == 0 && !last->upper) || compare_fills(last, &fills->items[i]) == 0);
        if (!covered) {
            fills->items[kept++] = fills->items[i];
        }
    }
    fills->count = kept;
}

static void settle_fills(struct program *program, const struct fills *fills)
{
    struct needs_table *table = &program->needs;
    size_t atoms = table->first_type + program->type_count + 1u;
    table->fill_first = arena_alloc_array(&program->arena, atoms + 1, sizeof *table->fill_first);
    table->fills = arena_alloc_array(&program->arena, fills->count + 1, sizeof *table->fills);
    if (fills->count > 0) {
        memcpy(table->fills, fills->items, fills->count * sizeof *table->fills);
    }
    for (size_t i = 0; i < fills->count; i++) {
        table->fill_first[fills->items[i].atom + 1]++;
    }
    for (size_t a = 0; a < atoms; a++) {
        table->fill_first[a + 1] += table->fill_first[a];
    }
}

static bool names_somebody(const struct program *program, const struct rule *rule)
{
    struct slice entity = program->types[rule->yields].entity;
    bool body = slice_is(entity, "organization") && rule->means.len == 0;
    return body || rule->by_last_word || (rule->within.len > 0 && entity.len > 0);
}

/* Does the rule leave nothing unless its sentence, the one before or a list's lead-in has a date? */
static bool wants_date(const struct rule *rule)
{
    for (size_t i = 0; i < rule->scope_count; i++) {
        if (rule->scopes[i] == DATE_SCOPE_DOCUMENT) {
            return false;
        }
    }
    return rule->kind == RULE_EVENT && rule->needs_date && rule->inherit_count == 0;
}

static void set_bit(uint64_t *bits, uint32_t slot)
{
    bits[slot / 64] |= UINT64_C(1) << (slot % 64);
}

/* What a rule leaves behind, by slots. */
static void settle_marks(struct program *program)
{
    struct needs_table *table = &program->needs;
    for (uint32_t s = 0; s < table->slot_count; s++) {
        const struct rule *rule = &program->rules[table->rules[s]];
        bool yields = rule->kind == RULE_YIELDS;
        bool lasts = yields ? names_somebody(program, rule) : rule->kind != RULE_DEFINES; /* those run beforehand */
        for (size_t k = 0; k < NEED_BLOCKS; k++) {
            if (lasts && ((rule->blocks >> k & 1) || rule->blocks >> RULE_BLOCK_FIRST & 1)) {
                set_bit(wants_date(rule) ? table->dated[k] : table->tells[k], s);
            }
        }
        if (rule->kind == RULE_DEFINES) {
            set_bit(table->defines, s);
        } else if (rule->kind == RULE_DOCUMENT) {
            set_bit(table->facts, s);
        }
        if (yields && rule->is_time) {
            set_bit(table->times, s);
        }
        if (yields && program->families[rule->family].opaque) {
            set_bit(table->opaque, s);
        }
    }
}

/* Rules in the order of their layers: each has a slot. */
static void assign_slots(struct program *program)
{
    struct needs_table *table = &program->needs;
    struct arena *arena = &program->arena;
    uint32_t slot = 0;
    size_t total = 0;
    for (size_t l = 0; l < program->layer_count; l++) {
        total += program->layers[l].rule_count; /* a rule of some depth stands in several */
    }
    table->rules = arena_alloc_array(arena, total + 1, sizeof *table->rules);
    for (size_t l = 0; l < program->layer_count; l++) {
        program->layers[l].first_slot = slot;
        for (size_t i = 0; i < program->layers[l].rule_count; i++) {
            const struct rule *rule = &program->rules[program->layers[l].rules[i]];
            bool dates = rule->kind == RULE_YIELDS && (rule->is_time || rule->yields == program->tense_type);
            table->dates_done = dates ? (uint32_t)l + 1 : table->dates_done;
            table->rules[slot++] = program->layers[l].rules[i];
        }
    }
    table->slot_count = slot;
    table->slot_words = slot / 64 + 1;
    table->of_slot = arena_alloc_array(arena, slot + 1u, sizeof *table->of_slot);
    table->always = arena_alloc_array(arena, table->slot_words, sizeof *table->always);
    table->times = arena_alloc_array(arena, table->slot_words, sizeof *table->times);
    table->defines = arena_alloc_array(arena, table->slot_words, sizeof *table->defines);
    table->facts = arena_alloc_array(arena, table->slot_words, sizeof *table->facts);
    table->opaque = arena_alloc_array(arena, table->slot_words, sizeof *table->opaque);
    for (size_t k = 0; k < NEED_BLOCKS; k++) {
        table->tells[k] = arena_alloc_array(arena, table->slot_words, sizeof *table->tells[k]);
        table->dated[k] = arena_alloc_array(arena, table->slot_words, sizeof *table->dated[k]);
    }
    settle_marks(program);
}

/* CSR from needs to the slots of the rules whose rarest need each is. */
static void settle_triggers(struct program *program)
{
    struct needs_table *table = &program->needs;
    size_t count = table->need_count;
    table->trigger_first = arena_alloc_array(&program->arena, count + 2, sizeof *table->trigger_first);
    table->triggers = arena_alloc_array(&program->arena, table->slot_count + 1u, sizeof *table->triggers);
    for (uint32_t s = 0; s < table->slot_count; s++) {
        if (table->of_slot[s].count > 0) {
            table->trigger_first[table->of_slot[s].needs[0] + 1]++;
        } else {
            set_bit(table->always, s);
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

/* The needs that each class fills, for a second look once classes are known. */
static void settle_needs(struct program *program, const struct numbered *numbered)
{
    struct needs_table *table = &program->needs;
    size_t total = 0;
    table->need_count = (uint32_t)numbered->known.count;
    for (uint32_t n = 0; n < table->need_count && numbered->all != NULL; n++) {
        total += numbered->all[n].count;
    }
    table->class_first = arena_alloc_array(&program->arena, program->class_count + 2u, sizeof *table->class_first);
    table->class_needs = arena_alloc_array(&program->arena, total + 1, sizeof *table->class_needs);
    for (uint32_t n = 0; n < table->need_count && numbered->all != NULL; n++) {
        for (size_t i = 0; i < numbered->all[n].count; i++) {
            table->class_first[numbered->all[n].classes[i] + 1]++;
        }
    }
    for (uint32_t c = 0; c <= program->class_count; c++) {
        table->class_first[c + 1] += table->class_first[c];
    }
    uint32_t *next = memory_zero(program->class_count + 2u, sizeof *next);
    memcpy(next, table->class_first, (program->class_count + 1u) * sizeof *next);
    for (uint32_t n = 0; n < table->need_count && numbered->all != NULL; n++) {
        for (size_t i = 0; i < numbered->all[n].count; i++) {
            table->class_needs[next[numbered->all[n].classes[i]]++] = n;
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
    finder.type_state = arena_alloc(arena, program->type_count + 2);
    finder.of_rule = arena_alloc_array(arena, program->rule_count + 1, sizeof *finder.of_rule);
    finder.rule_state = arena_alloc(arena, program->rule_count + 1);
    find_weights(&finder);
    find_edges(&finder);
    table->first_shape = (uint32_t)program->words.count + 1;
    table->first_type = table->first_shape + CLASS_BUILTIN_COUNT;
    assign_slots(program);
    struct numbered numbered = {.all = NULL};
    for (uint32_t s = 0; s < table->slot_count; s++) {
        struct needs needs = rule_needs(&finder, table->rules[s]);
        struct slot_needs *slot = &table->of_slot[s];
        for (size_t i = 0; i < needs.count && !needs.items[i].is_open; i++) {
            if (slot->count > 0 && needs.items[i].weight > WEIGHT_IDLE && !needs.items[i].is_typed) {
                continue; /* most sentences fill it: it keeps little out */
            }
            slot->needs[slot->count++] = need_number(&numbered, &needs.items[i]);
        }
    }
    settle_needs(program, &numbered);
    settle_triggers(program);
    struct fills fills = {.items = NULL};
    find_fills(&finder, &numbered, &fills);
    settle_fills(program, &fills);
    settle_codes(&finder);
    settle_asks(program);
    map_release(&numbered.known);
    free(numbered.all);
    free(fills.items);
}
