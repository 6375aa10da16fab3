/* The sentence at hand: words, edges, asides, clauses. */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/lexicon_p.h"

enum { ASIDE_MAX_COMMA = 14, ASIDE_MAX_DASH = 40 };

/* What the line has of the class, new if need be. */
static struct class_line *new_class(struct line *line, uint16_t class)
{
    if (line->present_count == line->class_capacity) {
        line->class_lines =
            array_grow(line->class_lines, &line->class_capacity, line->present_count + 1, sizeof *line->class_lines);
    }
    struct class_line *made = &line->class_lines[line->present_count];
    made->places.bits[0] = made->plain.bits[0] = 0;
    if (line->count >= 64) {
        memset(made->places.bits, 0, sizeof made->places.bits);
        memset(made->plain.bits, 0, sizeof made->plain.bits);
    }
    made->last_edge = 0;
    line->present_list[line->present_count] = class;
    line->class_slot[class] = (uint16_t)++line->present_count;
    return made;
}

static inline struct class_line *class_of(struct line *line, uint16_t class)
{
    uint16_t slot = line->class_slot[class];
    return slot != 0 ? &line->class_lines[slot - 1] : new_class(line, class);
}

static void set_place(struct places *places, uint32_t at)
{
    places->bits[at / 64] |= UINT64_C(1) << (at % 64);
}

/* All shapes of all tokens at once. */
static void find_shapes(struct line *line)
{
    for (size_t class = 0; class < CLASS_BUILTIN_COUNT; class ++) {
        memset(line->shape_places[class].bits, 0, (line->count / 64 + 1u) * sizeof(uint64_t));
    }
    for (uint32_t at = 0; at < line->count; at++) {
        for (uint32_t shapes = match_shapes(line, (uint16_t)at); shapes != 0; shapes &= shapes - 1) {
            set_place(&line->shape_places[__builtin_ctz(shapes)], at);
        }
    }
    line->shapes_known = true;
}

static const struct places *shape_places(struct line *line, uint16_t class)
{
    struct places *places = &line->shape_places[class];
    if (!line->shapes_known) {
        find_shapes(line);
    }
    if (class == CLASS_CENTRE) {
        memset(places, 0, sizeof *places);
        if (line->centre_end > line->centre_begin) {
            set_place(places, line->centre_begin);
        }
    }
    return places;
}

const struct places *line_places(struct line *line, uint16_t class)
{
    if (class < CLASS_BUILTIN_COUNT) {
        return shape_places(line, class);
    }
    return line->class_slot[class] > 0 ? &line->class_lines[line->class_slot[class] - 1].places : NULL;
}

bool line_has_class(const struct line *line, uint16_t class)
{
    return class < CLASS_BUILTIN_COUNT ? line->shapes_seen >> class & 1 : line->class_slot[class] != 0;
}

bool line_has_times(const struct line *line)
{
    for (size_t i = 0; i < line->span_count; i++) {
        if (line->spans[i].time != NULL && !line->spans[i].gone) {
            return true;
        }
    }
    return false;
}

static void add_edge(struct line *line, uint16_t at, uint16_t class, uint16_t len, uint32_t span, uint32_t entry)
{
    struct class_line *of = class_of(line, class);
    set_place(&of->places, at);
    if (line->edge_count == line->edge_capacity) {
        line->edges = array_grow(line->edges, &line->edge_capacity, line->edge_count + 1, sizeof *line->edges);
    }
    line->edges[line->edge_count++] = (struct edge){of->last_edge, class, at, len, span, entry};
    of->last_edge = (uint32_t)line->edge_count;
}

static bool case_agrees(const struct line *line, const struct word_edge *edge, uint16_t at);

/* Of a word that has the class by itself: the entry that gave it last. */
static uint32_t entry_of_word(const struct line *line, uint16_t class, uint16_t at)
{
    const struct program *program = line->program;
    uint32_t word = line->words[at];
    for (uint32_t e = program->edge_first[word + 1]; e-- > program->edge_first[word];) {
        const struct word_edge *edge = &program->word_edges[e];
        if (edge->class == class && case_agrees(line, edge, at)) {
            return edge->entry;
        }
    }
    return 0;
}

bool line_edge(const struct line *line, uint16_t class, uint16_t begin, uint16_t end, struct edge *edge)
{
    uint16_t slot = line->class_slot[class];
    const struct class_line *of = slot > 0 ? &line->class_lines[slot - 1] : NULL;
    if (of == NULL || !(of->places.bits[begin / 64] >> (begin % 64) & 1)) {
        return false;
    }
    if (end == begin + 1 && of->plain.bits[begin / 64] >> (begin % 64) & 1) {
        if (edge != NULL) {
            *edge = (struct edge){0, class, begin, 1, 0, entry_of_word(line, class, begin)};
        }
        return true;
    }
    for (uint32_t e = of->last_edge; e != 0; e = line->edges[e - 1].next) {
        const struct edge *one = &line->edges[e - 1];
        if (one->at == begin && one->len == end - begin) {
            if (edge != NULL) {
                *edge = *one;
            }
            return true;
        }
    }
    return false;
}

struct span line_bytes(const struct line *line, uint16_t begin, uint16_t end)
{
    return (struct span){line->tokens[begin].begin, line->tokens[end > begin ? end - 1 : begin].end};
}

struct slice line_quote(const struct scratch *scratch, uint16_t begin, uint16_t end)
{
    return document_quote(scratch->line.text->document, line_bytes(&scratch->line, begin, end), scratch->arena);
}

/* The same letters, each capital or small as the other; apostrophes and dashes of any kind. */
static bool same_letters(struct slice want, struct slice have)
{
    size_t w = 0, h = 0;
    while (w < want.len && h < have.len) {
        uint32_t c = pattern_plain_mark(utf8_decode(want, w, &w));
        if (c != pattern_plain_mark(utf8_decode(have, h, &h))) {
            return false;
        }
    }
    return w == want.len && h == have.len;
}

/* An entry written with capitals needs them in the text; `=` in a list asks for the letters as written. */
static bool case_agrees(const struct line *line, const struct word_edge *edge, uint16_t at)
{
    size_t from = 0;
    for (uint16_t i = 0; i < edge->len && (edge->upper | edge->acronym) >> i != 0; i++) {
        unsigned flags = line->tokens[at + i].flags;
        if ((edge->upper >> i & 1 && !(flags & TOKEN_UPPER)) ||
            (edge->acronym >> i & 1 && !(flags & TOKEN_ALL_UPPER))) {
            return false;
        }
    }
    if (edge->asks_letters && edge->len == 1) { /* most times it is the capital that differs, or nothing */
        char have = line->text->document->text.ptr[line->tokens[at].begin], want = edge->exact.ptr[0];
        if (have != want && have >= 'A' && have <= 'z' && want >= 'A' && want <= 'z') {
            return false;
        }
    }
    for (uint16_t i = 0; i < edge->len && edge->asks_letters; i++) {
        while (from < edge->exact.len && (edge->exact.ptr[from] == ' ' || edge->exact.ptr[from] == '=')) {
            from++;
        }
        if (from >= edge->exact.len) {
            return true;
        }
        size_t end = lexicon_piece(edge->exact, from);
        struct slice have = text_token(line->text, (size_t)(line->tokens - line->text->tokens) + at + i);
        if (!same_letters(slice_sub(edge->exact, from, end), have)) {
            return false;
        }
        from = end;
    }
    return true;
}

/* Does a compound run across `at`: a hyphen right before or after, with no space? A name never begins or ends there. */
bool line_inside_compound(const struct line *line, uint32_t at)
{
    if (at == 0 || at >= line->count || !(line->tokens[at].flags & TOKEN_GLUED)) {
        return false;
    }
    size_t base = (size_t)(line->tokens - line->text->tokens);
    return slice_is(text_token(line->text, base + at), "-") || slice_is(text_token(line->text, base + at - 1), "-");
}

static void add_word_edge(struct scratch *scratch, const struct word_edge *edge, uint16_t at)
{
    struct line *line = &scratch->line;
    if (at + edge->len > line->count || !case_agrees(line, edge, at)) {
        return;
    }
    uint16_t type = line->program->class_type[edge->class];
    if (type != 0 && (line_inside_compound(line, at) || line_inside_compound(line, at + (uint32_t)edge->len))) {
        return;
    }
    if (type == 0 || edge->entry == 0) {
        add_edge(line, at, edge->class, edge->len, 0, edge->entry);
        return;
    }
    /* The first of the longest wins where several entries give names of one family (lines are filled left to right). */
    uint32_t span = line_new_span(scratch, at, (uint16_t)(at + edge->len), type);
    line->spans[span].entry = &line->program->entries[edge->entry - 1];
    line->spans[span].canonical = line->spans[span].entry->canonical;
    line->spans[span].within = line->spans[span].entry->within;
    line->spans[span].kind = line->spans[span].entry->kind;
}

static void add_phrases(struct scratch *scratch, uint16_t at)
{
    const struct line *line = &scratch->line;
    const struct program *program = line->program;
    uint32_t node = program->root[line->words[at]];
    for (uint32_t i = at + 1u; node != 0 && i < line->count; i++) {
        if (line->words[i] == 0 || !(program->nodes[node].next >> (line->words[i] % 64) & 1)) {
            return;
        }
        node = lexicon_child(program, node, line->words[i]);
        if (node == 0) {
            return;
        }
        const struct trie_node *found = &program->nodes[node];
        for (uint32_t o = 0; o < found->output_count; o++) {
            add_word_edge(scratch, &program->outputs[found->first_output + o], at);
        }
    }
}

/* Does the definition's short form stand at `at`? Returns its length in tokens, 0 if not. */
static uint16_t definition_length(const struct line *line, const struct definition *definition, uint16_t at)
{
    size_t from = 0;
    uint16_t length = 0;
    struct slice text = definition->short_text;
    while (from < text.len) {
        if (text.ptr[from] == ' ') {
            from++;
            continue;
        }
        size_t end = lexicon_piece(text, from);
        if (at + length >= line->count ||
            !slice_equal(slice_sub(text, from, end),
                         text_token(line->text, (size_t)(line->tokens - line->text->tokens) + at + length))) {
            return 0;
        }
        length++;
        from = end;
    }
    return length;
}

static struct slice line_word(const struct line *line, uint16_t at)
{
    return text_token(line->text, (size_t)(line->tokens - line->text->tokens) + at);
}

static void add_definitions(struct scratch *scratch, const struct definitions *definitions, uint16_t at)
{
    const struct definition *definition = definitions_first(definitions, line_word(&scratch->line, at));
    for (; definition != NULL; definition = definitions_next(definitions, definition)) {
        uint16_t length = definition_length(&scratch->line, definition, at);
        if (length > 0) {
            uint32_t span = line_new_span(scratch, at, (uint16_t)(at + length), definition->type);
            struct typed_span *typed = &scratch->line.spans[span];
            typed->definition = definition;
            typed->canonical = definition->canonical;
            typed->within = definition->within;
            typed->entry = definition->entry;
        }
    }
}

static void find_asides(struct line *line)
{
    uint32_t base = (uint32_t)(line->tokens - line->text->tokens);
    memset(line->aside, 0, line->count * sizeof *line->aside);
    uint32_t comma = UINT32_MAX, dash = UINT32_MAX;
    for (uint32_t i = 0; i < line->count; i++) {
        const struct token *token = &line->tokens[i];
        if ((token->flags & TOKEN_OPENS_BRACKET) && token->pair >= base && token->pair < base + line->count) {
            line->aside[i] = (uint16_t)(token->pair - base + 1);
        }
        if (token->kind != TOKEN_MARK) {
            continue;
        }
        struct slice mark = text_token(line->text, base + i);
        if (slice_is(mark, ",")) {
            if (comma != UINT32_MAX && i - comma <= ASIDE_MAX_COMMA) {
                line->aside[comma] = (uint16_t)(i + 1);
            }
            comma = i;
        } else if (slice_is(mark, "—") || slice_is(mark, "–") || slice_is(mark, "--") ||
                   (slice_is(mark, "-") && !(token->flags & TOKEN_GLUED))) {
            if (dash != UINT32_MAX && i - dash <= ASIDE_MAX_DASH) {
                line->aside[dash] = (uint16_t)(i + 1);
                dash = UINT32_MAX;
            } else {
                dash = i;
            }
        }
    }
}

/* What is asked of many tokens at once. */
static void find_bits(struct line *line)
{
    size_t size = (line->count / 64 + 1u) * sizeof(uint64_t);
    memset(line->inside_bits.bits, 0, size);
    memset(line->longs.bits, 0, size);
    memset(line->asides.bits, 0, size);
    memset(line->glued.bits, 0, size);
    for (uint32_t at = 0; at < line->count; at++) {
        unsigned flags = line->tokens[at].flags;
        uint64_t bit = UINT64_C(1) << (at % 64);
        line->longs.bits[at / 64] |= flags & TOKEN_COMPOUND ? bit : 0;
        line->asides.bits[at / 64] |= line->aside[at] != 0 ? bit : 0;
        line->glued.bits[at / 64] |= flags & TOKEN_GLUED && at > 0 ? bit : 0;
    }
}

/* Types that names have which the document defines: no words tell of them. */
static void fill_by_definitions(struct scratch *scratch, const struct definitions *definitions)
{
    const struct line *line = &scratch->line;
    for (uint16_t at = 0; at < line->count && definitions != NULL && definitions->count > 0; at++) {
        const struct definition *definition =
            line->tokens[at].kind == TOKEN_WORD ? definitions_first(definitions, line_word(line, at)) : NULL;
        for (; definition != NULL; definition = definitions_next(definitions, definition)) {
            if (definition_length(line, definition, at) > 0) {
                possible_type(scratch, definition->type);
            }
        }
    }
}

void line_open(struct scratch *scratch, const struct text *text, uint32_t sentence,
               const struct definitions *definitions)
{
    struct line *line = &scratch->line;
    const struct sentence *record = &text->sentences[sentence];
    for (size_t i = 0; i < line->present_count; i++) {
        line->class_slot[line->present_list[i]] = 0;
    }
    line->present_count = 0;
    line->text = text;
    line->sentence = sentence;
    line->tokens = text->tokens + record->first_token;
    line->count = record->token_count < TEXT_MAX_SENTENCE_TOKENS ? record->token_count : TEXT_MAX_SENTENCE_TOKENS;
    line->edge_count = line->span_count = 0;
    words_look_up(scratch, text, line->tokens, line->count, line->words);
    possible_begin(scratch, scratch->no_prefilter);
    fill_by_definitions(scratch, definitions);
    possible_end(scratch);
}

void line_fill(struct scratch *scratch, const struct definitions *definitions)
{
    struct line *line = &scratch->line;
    const struct program *program = line->program;
    line->clauses_known = line->shapes_known = false;
    line->centre_end = 0;
    memset(line->inside, 0, line->count + 1);
    memset(line->opaque_end, 0, (line->count + 1) * sizeof *line->opaque_end);
    find_asides(line);
    find_bits(line);
    for (uint16_t i = 0; i < line->count; i++) {
        uint32_t word = line->words[i];
        uint64_t bit = UINT64_C(1) << (i % 64);
        if (definitions != NULL && definitions->count > 0 && line->tokens[i].kind == TOKEN_WORD) {
            add_definitions(scratch, definitions, i);
        }
        if (word == 0) {
            continue;
        }
        for (uint32_t p = program->plain_first[word]; p < program->plain_first[word + 1]; p++) {
            struct class_line *of = class_of(line, program->plain[p]);
            of->places.bits[i / 64] |= bit;
            of->plain.bits[i / 64] |= bit;
        }
        for (uint32_t r = program->rest_first[word]; r < program->rest_first[word + 1]; r++) {
            add_word_edge(scratch, &program->word_edges[program->rest[r]], i);
        }
        if (program->root[word] != 0) {
            add_phrases(scratch, i);
        }
    }
}

void line_begin(struct scratch *scratch, const struct text *text, uint32_t sentence,
                const struct definitions *definitions)
{
    line_open(scratch, text, sentence, definitions);
    line_fill(scratch, definitions);
}

uint32_t line_new_span(struct scratch *scratch, uint16_t begin, uint16_t end, uint16_t type)
{
    struct line *line = &scratch->line;
    if (line->span_count == line->span_capacity) {
        line->spans = array_grow(line->spans, &line->span_capacity, line->span_count + 1, sizeof *line->spans);
    }
    struct typed_span *span = &line->spans[line->span_count];
    memset(span, 0, sizeof *span);
    span->begin = begin;
    span->end = end;
    span->type = type;
    span->ordinal = span->year = TIME_UNSET;
    return (uint32_t)line->span_count++;
}

void line_add_span(struct scratch *scratch, uint32_t index)
{
    struct line *line = &scratch->line;
    const struct program *program = line->program;
    const struct typed_span *span = &line->spans[index];
    const struct type *type = &program->types[span->type];
    uint16_t begin = span->begin, end = span->end;
    for (size_t i = 0; i < type->also_count; i++) {
        add_edge(line, begin, program->types[type->also[i]].class, (uint16_t)(end - begin), index + 1, 0);
    }
    if (program->families[type->family].opaque) {
        for (uint16_t at = (uint16_t)(begin + 1); at < end; at++) {
            line->inside[at] = 1;
            set_place(&line->inside_bits, at);
        }
        set_place(&line->longs, begin);
        line->opaque_end[begin] = end > line->opaque_end[begin] ? end : line->opaque_end[begin];
    }
}

void line_find_clauses(struct scratch *scratch)
{
    struct line *line = &scratch->line;
    if (line->clauses_known) {
        return;
    }
    memset(line->clause, 0, (line->count + 1) * sizeof *line->clause);
    if (line->program->clause_breaks != NULL) {
        size_t first = scratch->match_count;
        match_all(scratch, line->program->clause_breaks, 0);
        for (size_t i = first; i < scratch->match_count; i++) {
            line->clause[scratch->matches[i].begin] = 1;
        }
        scratch->match_count = first;
    }
    uint16_t number = 0;
    memset(line->breaks.bits, 0, (line->count / 64 + 1u) * sizeof(uint64_t));
    for (uint32_t i = 0; i <= line->count; i++) {
        if (i > 0 && i < line->count && line->clause[i]) {
            number++;
            set_place(&line->breaks, i);
        }
        line->clause[i] = number;
    }
    line->clauses_known = true;
}
