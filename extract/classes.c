/* Which classes stand where a word stands, sorted by what there is to do in a sentence (line.c): most words are of a
 * class without any condition and by themselves, so that nothing but the place has to be noted. */
#include "base/utf8.h"
#include "extract/builder_p.h"
#include "extract/lexicon_p.h"

/* What the tokens must have where the entry has capitals. Of a phrase nothing where it has none. */
static uint16_t flags_of(const struct program *program, const struct word_edge *edge)
{
    uint16_t all = 0;
    size_t tokens = 0;
    if (edge->exact.len == 0) {
        return 0;
    }
    if (edge->entry == 0 || !program->entries[edge->entry - 1].case_matters) {
        return EDGE_ASKS_LETTERS;
    }
    for (size_t from = 0; tokens < edge->len; tokens++) {
        while (from < edge->exact.len && (edge->exact.ptr[from] == ' ' || edge->exact.ptr[from] == '=')) {
            from++;
        }
        if (from == edge->exact.len) {
            break;
        }
        size_t end = lexicon_piece(edge->exact, from), next;
        struct slice want = slice_sub(edge->exact, from, end);
        uint16_t flags = utf8_is_upper(utf8_decode(want, 0, &next)) ? TOKEN_UPPER : 0;
        if (want.len > 1 && want.len <= LINE_MAX_ACRONYM && utf8_is_upper(utf8_decode(want, next, &next))) {
            flags |= TOKEN_ALL_UPPER;
        }
        all |= tokens == 0 ? flags : flags != 0 ? EDGE_ASKS : 0;
        from = end;
    }
    return all;
}

void classes_settle(struct builder *builder)
{
    struct program *program = builder->program;
    size_t words = program->words.count + 1, edges = program->word_edge_count;
    for (size_t e = 0; e < edges; e++) {
        program->word_edges[e].flags = flags_of(program, &program->word_edges[e]);
    }
    for (size_t o = 0; o < program->output_count; o++) {
        program->outputs[o].flags = flags_of(program, &program->outputs[o]);
    }
    program->plain_first = arena_alloc_array(&program->arena, words + 1, sizeof *program->plain_first);
    program->rest_first = arena_alloc_array(&program->arena, words + 1, sizeof *program->rest_first);
    program->plain = arena_alloc_array(&program->arena, edges + 1, sizeof *program->plain);
    program->rest = arena_alloc_array(&program->arena, edges + 1, sizeof *program->rest);
    uint32_t *conditional = arena_alloc_array(&builder->arena, program->class_count + 1u, sizeof *conditional);
    uint32_t *added = arena_alloc_array(&builder->arena, program->class_count + 1u, sizeof *added);
    uint32_t plain = 0, rest = 0;
    for (uint32_t word = 0; word < words; word++) {
        program->plain_first[word] = plain;
        program->rest_first[word] = rest;
        for (uint32_t e = program->edge_first[word]; e < program->edge_first[word + 1]; e++) {
            uint16_t class = program->word_edges[e].class;
            if (program->word_edges[e].flags != 0 || program->class_type[class] != 0) {
                conditional[class] = word + 1; /* and so is the class, whatever other entries give it */
            }
        }
        for (uint32_t e = program->edge_first[word]; e < program->edge_first[word + 1]; e++) {
            uint16_t class = program->word_edges[e].class;
            if (conditional[class] == word + 1) {
                program->rest[rest++] = e;
            } else if (added[class] != word + 1) {
                added[class] = word + 1;
                program->plain[plain++] = class;
            }
        }
    }
    program->plain_first[words] = plain;
    program->rest_first[words] = rest;
}
