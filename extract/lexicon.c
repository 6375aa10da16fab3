/* Words, lists and their classes; the phrase trie. */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "extract/builder_p.h"
#include "extract/inflect_p.h"
#include "extract/lexicon_p.h"

enum { MANY_PHRASES = 4000 /* fewer are not worth a thread */ };

struct slice lexicon_fold(struct builder *builder, struct slice word, struct arena *arena)
{
    buffer_clear(&builder->fold);
    utf8_fold(&builder->fold, word);
    return arena_copy(arena, buffer_slice(&builder->fold));
}

uint32_t lexicon_word(struct program *program, struct slice folded)
{
    return *map_put_copy(&program->words, folded, (uint32_t)program->words.count + 1, &program->arena);
}

/* The class of a key like "l:fair-noun", new if need be. */
uint16_t lexicon_class(struct builder *builder, const char *prefix, struct slice key, bool *added)
{
    struct program *program = builder->program;
    buffer_clear(&builder->key);
    buffer_add_text(&builder->key, prefix);
    buffer_add(&builder->key, key);
    struct slice full = buffer_slice(&builder->key);
    uint32_t *known = map_get(&program->names, full);
    if (known != NULL) {
        *added = false;
        return (uint16_t)*known;
    }
    if (program->class_count >= PROGRAM_MAX_CLASSES) {
        if (!builder->is_full_of_classes) {
            diagnostics_add(builder->errors, SEVERITY_ERROR, NULL, "the rules use more than %d words, lists and types",
                            PROGRAM_MAX_CLASSES);
        }
        builder->is_full_of_classes = true;
        *added = false;
        return 0;
    }
    *added = true;
    struct slice name = arena_copy(&program->arena, full);
    program->class_names = array_grow(program->class_names, &builder->class_capacity, program->class_count + 1,
                                      sizeof *program->class_names);
    program->class_names[program->class_count] = name;
    map_put(&program->names, name, program->class_count, NULL);
    return (uint16_t)program->class_count++;
}

void lexicon_too_many(struct builder *builder)
{
    if (!builder->is_full) {
        diagnostics_add(builder->errors, SEVERITY_ERROR, NULL,
                        "the lists and tables have more than %d forms of words; are there lists within lists?",
                        LEXICON_MAX_EDGES);
    }
    builder->is_full = true;
}

/* The words must live as long as the builder and be this edge's alone. */
static void add_pending(struct builder *builder, uint32_t *words, uint32_t count, struct word_edge edge)
{
    if (builder->pending_count >= LEXICON_MAX_EDGES) {
        lexicon_too_many(builder);
        return;
    }
    builder->pending =
        array_grow(builder->pending, &builder->pending_capacity, builder->pending_count + 1, sizeof *builder->pending);
    struct pending_edge *pending = &builder->pending[builder->pending_count];
    pending->words = words;
    pending->word_count = count;
    pending->edge = edge;
    pending->edge.len = (uint16_t)count;
    builder->pending_count++;
}

static void add_pending_word(struct builder *builder, struct slice folded, struct word_edge edge)
{
    uint32_t *word = arena_alloc_raw(&builder->arena, 1, sizeof *word);
    *word = lexicon_word(builder->program, folded);
    add_pending(builder, word, 1, edge);
}

/* However a quotation mark is written in a pattern, it stands for all of them. */
static void add_quotation_marks(struct builder *builder, struct slice word, uint16_t class)
{
    static const char *const marks[] = {"\"", "“", "”", "„", "‟", "«", "»"};
    enum { MARK_COUNT = sizeof marks / sizeof marks[0] };
    size_t given = 0;
    while (given < MARK_COUNT && !slice_is(word, marks[given])) {
        given++;
    }
    for (size_t i = 0; given < MARK_COUNT && i < MARK_COUNT; i++) {
        if (i != given) {
            add_pending_word(builder, slice_of(marks[i]), (struct word_edge){.class = class});
        }
    }
}

uint16_t lexicon_word_class(struct builder *builder, struct slice word, bool exact)
{
    bool added;
    struct slice folded = lexicon_fold(builder, word, &builder->arena);
    uint16_t class = lexicon_class(builder, exact ? "=:" : "w:", exact ? word : folded, &added);
    if (added) {
        struct word_edge edge = {.class = class};
        if (exact) {
            edge.exact = arena_copy(&builder->program->arena, word);
        }
        add_pending_word(builder, folded, edge);
        add_quotation_marks(builder, folded, class);
    }
    return class;
}

static bool check_form(struct builder *builder, struct slice form, int *number, const struct yaml_node *node,
                       size_t offset)
{
    *number = form.len == 0 ? -1 : form_find(builder, form);
    if (form.len > 0 && *number < 0) {
        const char *begin = node->text.ptr; /* where the form itself stands, but in what a frame put together */
        bool inside = form.ptr > begin && form.ptr + form.len <= begin + node->text.len;
        if (!builder_may_be_cut(builder, form)) {
            builder_error_at(builder, node, inside ? (size_t)(form.ptr - begin) - 1 : offset, form.len + inside,
                             "unknown form .%.*s%s", SLICE_ARG(form), form_hint(builder, form));
        }
        return false;
    }
    return true;
}

uint16_t lexicon_inflected_class(struct builder *builder, struct slice word, struct slice form,
                                 const struct yaml_node *node, size_t offset)
{
    int number;
    if (!check_form(builder, form, &number, node, offset)) {
        return 0;
    }
    bool added;
    struct slice folded = lexicon_fold(builder, word, &builder->arena);
    struct slice key =
        form.len ? arena_format(&builder->arena, "%.*s.%.*s", SLICE_ARG(folded), SLICE_ARG(form)) : folded;
    uint16_t class = lexicon_class(builder, "~:", key, &added);
    if (!added) {
        return class;
    }
    struct slice forms[INFLECT_MAX_FORMS];
    size_t count = inflect(builder, folded, number, forms, INFLECT_MAX_FORMS);
    for (size_t i = 0; i < count; i++) {
        add_pending_word(builder, forms[i], (struct word_edge){.class = class});
    }
    return class;
}

uint16_t lexicon_type_class(struct builder *builder, struct slice name)
{
    bool added;
    return lexicon_class(builder, "t:", name, &added);
}

/* --- lists --- */

struct list *lexicon_list(struct builder *builder, struct slice name, bool create)
{
    uint32_t *index = map_get(&builder->list_names, name);
    if (index != NULL) {
        return &builder->lists[*index];
    }
    if (!create) {
        return NULL;
    }
    struct slice key = arena_copy(&builder->arena, name);
    map_put(&builder->list_names, key, (uint32_t)builder->list_count, NULL);
    builder->lists =
        array_grow(builder->lists, &builder->list_capacity, builder->list_count + 1, sizeof *builder->lists);
    struct list *list = &builder->lists[builder->list_count++];
    *list = (struct list){.name = key};
    return list;
}

static bool ascii_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Words of an entry being put together, with every way that each can be written. */
struct variants {
    struct slice words[LIST_MAX_TOKENS][INFLECT_MAX_FORMS];
    struct slice exact[LIST_MAX_TOKENS];
    size_t counts[LIST_MAX_TOKENS];
    size_t tokens;
    bool has_form;
};

/* FORM_ONE: no matter which, as long as there is one; that is not kept. */
static bool add_variant_token(struct builder *builder, struct variants *variants, struct slice piece, int form,
                              bool inflected, bool exact)
{
    if (variants->tokens == LIST_MAX_TOKENS) {
        return false;
    }
    size_t at = variants->tokens++;
    struct slice folded = lexicon_fold(builder, piece, &builder->arena);
    variants->exact[at] = exact ? piece : (struct slice){0};
    if (inflected && form == FORM_ONE) {
        return inflect_any(builder, folded);
    }
    if (inflected) {
        variants->counts[at] = inflect(builder, folded, form, variants->words[at], INFLECT_MAX_FORMS);
        variants->has_form = true;
    } else {
        variants->words[at][0] = folded;
        variants->counts[at] = 1;
    }
    return variants->counts[at] > 0;
}

static bool cut_entry(struct builder *builder, struct slice text, int form, struct variants *variants)
{
    variants->tokens = 0; /* what is large is filled in as far as there are tokens */
    variants->has_form = false;
    size_t at = 0;
    while (at < text.len) {
        size_t next;
        uint32_t c = utf8_decode(text, at, &next);
        if (utf8_is_space(c)) {
            at = next;
            continue;
        }
        bool inflected = c == '~' && next < text.len, exact = c == '=' && next < text.len;
        at = inflected || exact ? next : at;
        do {
            if (at > 0 && at + 1 < text.len && text.ptr[at] == '~') { /* side-~event */
                inflected = true;
                at++;
            }
            size_t end = lexicon_piece(text, at);
            size_t after;
            bool last_piece = end >= text.len || utf8_is_space(utf8_decode(text, end, &after));
            if (!add_variant_token(builder, variants, slice_sub(text, at, end), form, inflected && last_piece, exact)) {
                return false;
            }
            at = end;
            if (last_piece) {
                break;
            }
        } while (at < text.len);
    }
    return variants->tokens > 0;
}

static void add_product(struct builder *builder, const struct variants *variants, struct word_edge edge)
{
    size_t at[LIST_MAX_TOKENS] = {0};
    for (size_t made = 0; made < LIST_MAX_VARIANTS && !builder->is_full; made++) {
        uint32_t *words = arena_alloc_raw(&builder->arena, variants->tokens, sizeof *words);
        for (size_t i = 0; i < variants->tokens; i++) {
            words[i] = lexicon_word(builder->program, variants->words[i][at[i]]);
        }
        add_pending(builder, words, (uint32_t)variants->tokens, edge);
        size_t i = variants->tokens;
        while (i > 0 && ++at[i - 1] == variants->counts[i - 1]) {
            at[--i] = 0;
        }
        if (i == 0) {
            break;
        }
    }
}

bool lexicon_entry_fits(struct builder *builder, struct slice text)
{
    if (text.len <= LIST_MAX_TOKENS && ascii_letter(text.ptr[0]) && memchr(text.ptr, '~', text.len) == NULL) {
        return true; /* as most: no more words than bytes */
    }
    struct variants variants;
    return cut_entry(builder, text, FORM_ONE, &variants);
}

static void compile_entry(struct builder *builder, uint16_t class, const struct list_item *item, int form)
{
    struct variants variants;
    if (!cut_entry(builder, item->text, form, &variants) || (form >= 0 && !variants.has_form)) {
        return;
    }
    struct word_edge edge = {.class = class, .entry = item->entry};
    if (variants.tokens == 1 && variants.exact[0].len > 0) {
        edge.exact = arena_copy(&builder->program->arena, variants.exact[0]);
    } else {
        for (size_t i = 0; i < variants.tokens; i++) {
            if (variants.exact[i].len > 0) {
                edge.exact = arena_copy(&builder->program->arena, item->text);
            }
        }
    }
    add_product(builder, &variants, edge);
}

bool lexicon_item_list(struct slice text, struct slice *name)
{
    bool is_list = text.len > 2 && text.ptr[0] == '<' && text.ptr[text.len - 1] == '>';
    *name = is_list ? slice_sub(text, 1, text.len - 1) : (struct slice){0};
    return is_list;
}

const char *lexicon_list_hint(struct builder *builder, struct slice name)
{
    const char **names = arena_alloc_array(&builder->arena, builder->list_count + 1, sizeof *names);
    for (size_t i = 0; i < builder->list_count; i++) {
        names[i] = arena_string(&builder->arena, builder->lists[i].name);
    }
    return builder_hint(builder, name, "<", names, builder->list_count, ">");
}

/* What lists_check has reported already is passed over. A list that is met again adds nothing. */
static void compile_list_into(struct builder *builder, uint16_t class, struct slice name, int form, unsigned depth)
{
    struct list *list = lexicon_list(builder, name, false);
    if (list == NULL || list->stamp == builder->list_stamp || depth > LIST_MAX_DEPTH) {
        return;
    }
    list->used = true;
    list->stamp = builder->list_stamp;
    int bend = form < 0 && map_get(&builder->noun_lists, name) != NULL ? FORM_NOMINAL : form;
    if (list->is_table) {
        lexicon_compile_table(builder, class, list);
    }
    for (size_t i = 0; i < list->count && !builder->is_full; i++) { /* no list is added once rules are compiled */
        const struct list_item *item = &list->items[i];
        struct slice inner;
        if (lexicon_item_list(item->text, &inner)) {
            compile_list_into(builder, class, inner, form, depth + 1);
        } else {
            compile_entry(builder, class, item, bend);
        }
    }
}

uint16_t lexicon_list_class(struct builder *builder, struct slice name, struct slice form, const struct yaml_node *node,
                            size_t offset)
{
    int number;
    if (!check_form(builder, form, &number, node, offset)) {
        return 0;
    }
    if (lexicon_list(builder, name, false) == NULL) {
        if (!builder_may_be_cut(builder, name)) {
            builder_error_at(builder, node, offset, name.len + 2, "unknown list <%.*s>%s", SLICE_ARG(name),
                             lexicon_list_hint(builder, name));
        }
        return 0;
    }
    bool added;
    struct slice key = form.len ? arena_format(&builder->arena, "%.*s.%.*s", SLICE_ARG(name), SLICE_ARG(form)) : name;
    uint16_t class = lexicon_class(builder, "l:", key, &added);
    if (added) {
        builder->list_stamp++;
        compile_list_into(builder, class, name, number, 0);
    }
    return class;
}

/* --- from pending edges to tables --- */

/* The slot of that key, or the free one where it belongs. */
static struct trie_slot *child_slot(const struct program *program, uint64_t key)
{
    uint64_t hash = key * 0x9e3779b97f4a7c15u;
    size_t slot = (size_t)(hash >> 20) & (program->trie_slot_count - 1);
    while (program->trie_slots[slot].key != 0 && program->trie_slots[slot].key != key) {
        slot = (slot + 1) & (program->trie_slot_count - 1);
    }
    return &program->trie_slots[slot];
}

uint32_t lexicon_child(const struct program *program, uint32_t node, uint32_t word)
{
    return child_slot(program, (uint64_t)node << 32 | word)->node;
}

/* Room for the nodes of phrases that have so many words behind their first ones. */
static void reserve_trie(struct program *program, size_t phrases, size_t more)
{
    size_t slots = 1024;
    while (slots < more + more / 4) { /* most stand for two classes, and fill half of it */
        slots *= 2;
    }
    program->trie_slots = memory_zero(slots, sizeof *program->trie_slots);
    program->trie_slot_count = slots;
    program->nodes = memory_alloc((phrases + more + 1) * sizeof *program->nodes);
    program->nodes[0] = (struct trie_node){0}; /* none */
    program->node_count = 1;
    program->outputs = arena_alloc_raw(&program->arena, phrases, sizeof *program->outputs);
    program->output_count = phrases;
}

static uint32_t new_node(struct program *program)
{
    program->nodes[program->node_count] = (struct trie_node){0};
    return (uint32_t)program->node_count++;
}

/* The node at which the phrase ends, new if need be. */
static uint32_t phrase_node(struct program *program, const struct pending_edge *pending)
{
    uint32_t node = program->root[pending->words[0]];
    if (node == 0) {
        node = program->root[pending->words[0]] = new_node(program);
    }
    for (uint32_t i = 1; i < pending->word_count; i++) {
        struct trie_slot *slot = child_slot(program, (uint64_t)node << 32 | pending->words[i]);
        if (slot->key == 0) {
            *slot = (struct trie_slot){(uint64_t)node << 32 | pending->words[i], new_node(program)};
            program->nodes[node].next |= UINT64_C(1) << (pending->words[i] % 64);
        }
        node = slot->node;
    }
    return node;
}

/* Edges of several words, in their order, and the node of each. */
struct phrases {
    struct builder *builder;
    uint32_t *edges, *ends;
    size_t count;
};

/* Phrases to the nodes at which they end, those of one node in the order in which they came. */
static void *settle_phrases(void *argument)
{
    const struct phrases *phrases = argument;
    const struct pending_edge *pending = phrases->builder->pending;
    struct program *program = phrases->builder->program;
    uint32_t count = 0;
    for (size_t i = 0; i < phrases->count; i++) {
        phrases->ends[i] = phrase_node(program, &pending[phrases->edges[i]]);
        program->nodes[phrases->ends[i]].output_count++;
    }
    for (size_t i = 0; i < program->node_count; i++) {
        program->nodes[i].first_output = count;
        count += program->nodes[i].output_count;
        program->nodes[i].output_count = 0;
    }
    for (size_t i = 0; i < phrases->count; i++) {
        struct trie_node *node = &program->nodes[phrases->ends[i]];
        program->outputs[node->first_output + node->output_count++] = pending[phrases->edges[i]].edge;
    }
    return NULL;
}

/* Single words; edge_first has how many each word has. */
static void settle_edges(struct builder *builder)
{
    struct program *program = builder->program;
    size_t words = program->words.count + 2;
    for (size_t w = 1; w < words; w++) {
        program->edge_first[w] += program->edge_first[w - 1];
    }
    program->word_edge_count = program->edge_first[words - 1];
    program->word_edges = arena_alloc_raw(&program->arena, program->word_edge_count, sizeof *program->word_edges);
    for (size_t i = builder->pending_count; i-- > 0;) { /* ends of words become their beginnings */
        const struct pending_edge *pending = &builder->pending[i];
        if (pending->word_count == 1) {
            program->word_edges[--program->edge_first[pending->words[0]]] = pending->edge;
        }
    }
}

void lexicon_finish(struct builder *builder)
{
    struct program *program = builder->program;
    size_t words = program->words.count + 2, more = 0;
    struct phrases phrases = {.builder = builder};
    pthread_t thread;
    program->root = arena_alloc_array(&program->arena, words, sizeof *program->root);
    program->edge_first = arena_alloc_array(&program->arena, words, sizeof *program->edge_first);
    phrases.edges = memory_alloc((builder->pending_count + 1) * sizeof *phrases.edges);
    for (size_t i = 0; i < builder->pending_count; i++) {
        const struct pending_edge *pending = &builder->pending[i];
        if (pending->word_count == 1) {
            program->edge_first[pending->words[0]]++;
        } else {
            phrases.edges[phrases.count++] = (uint32_t)i;
            more += pending->word_count - 1;
        }
    }
    phrases.ends = memory_alloc((phrases.count + 1) * sizeof *phrases.ends);
    reserve_trie(program, phrases.count, more);
    bool is_apart = phrases.count > MANY_PHRASES && sysconf(_SC_NPROCESSORS_ONLN) > 1 &&
                    pthread_create(&thread, NULL, settle_phrases, &phrases) == 0;
    settle_edges(builder);
    words_settle(program);
    if (is_apart) {
        pthread_join(thread, NULL);
    } else {
        settle_phrases(&phrases);
    }
    free(phrases.edges);
    free(phrases.ends);
}

/* --- the tokenizer's cut, for words of packs --- */

static size_t letter_length(struct slice text, size_t at)
{
    if (at >= text.len) {
        return 0;
    }
    unsigned char first = (unsigned char)text.ptr[at];
    if (first < 0x80) {
        return ascii_letter(text.ptr[at]);
    }
    if (first >= 0xC4 && first <= 0xC9 && at + 1 < text.len && ((unsigned char)text.ptr[at + 1] & 0xC0) == 0x80) {
        return 2; /* U+0100 to U+027F are letters all of them */
    }
    size_t next;
    return utf8_is_letter(utf8_decode(text, at, &next)) ? next - at : 0;
}

static size_t apostrophe_length(struct slice text, size_t at)
{
    if (at < text.len && text.ptr[at] == '\'') {
        return 1;
    }
    return at + 3 <= text.len && memcmp(text.ptr + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static bool digit_at(struct slice text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

static size_t possessive_length(struct slice text, size_t at)
{
    size_t length = apostrophe_length(text, at);
    bool is_s = length > 0 && at + length < text.len && (text.ptr[at + length] | 0x20) == 's';
    return is_s && letter_length(text, at + length + 1) == 0 && !digit_at(text, at + length + 1) ? length + 1 : 0;
}

/* "U.N.", "a.m.": letters with a full stop after each. */
static size_t dotted_length(struct slice text, size_t at)
{
    size_t end = at + 1;
    while (end + 1 < text.len && text.ptr[end] == '.' && letter_length(text, end + 1) == 1 &&
           letter_length(text, end + 2) == 0) {
        end += 2;
    }
    if (end == at + 1) {
        return 0;
    }
    return end < text.len && text.ptr[end] == '.' ? end + 1 - at : end - at;
}

/* The end of a word of ASCII letters and digits before a space or the end, as nearly all are; else 0. */
static size_t plain_word_end(struct slice text, size_t at)
{
    if (at >= text.len || !ascii_letter(text.ptr[at])) {
        return 0;
    }
    do {
        at++;
    } while (at < text.len && (ascii_letter(text.ptr[at]) || digit_at(text, at)));
    return at == text.len || text.ptr[at] == ' ' ? at : 0;
}

size_t lexicon_piece(struct slice text, size_t at)
{
    size_t end = plain_word_end(text, at);
    if (end > 0) {
        return end;
    }
    size_t length = letter_length(text, at), next;
    if (length == 1 && dotted_length(text, at) > 0) {
        return at + dotted_length(text, at);
    }
    if (length > 0) {
        for (at += length; at < text.len;) {
            length = letter_length(text, at);
            if (length == 0 && digit_at(text, at)) {
                length = 1;
            }
            if (length == 0) {
                size_t mark = apostrophe_length(text, at);
                if (mark == 0 || letter_length(text, at + mark) == 0 || possessive_length(text, at) > 0) {
                    break;
                }
                length = mark;
            }
            at += length;
        }
        return at;
    }
    if (digit_at(text, at)) {
        size_t begin = at;
        while (digit_at(text, at) || (at > begin && at < text.len && text.ptr[at] == ',' && digit_at(text, at + 1) &&
                                      digit_at(text, at + 2) && digit_at(text, at + 3))) {
            at++;
        }
        return at;
    }
    if (possessive_length(text, at) > 0) {
        return at + possessive_length(text, at);
    }
    utf8_decode(text, at, &next);
    return next;
}
