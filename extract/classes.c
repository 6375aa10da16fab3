/* Which classes stand where a word stands, sorted by what there is to do in a sentence (line.c): most words are of a
 * class without any condition and by themselves, so that nothing but the place has to be noted. */
#include "base/utf8.h"
#include "extract/builder_p.h"
#include "extract/lexicon_p.h"

/* Which tokens must have capitals, where the entry has some. */
static void find_capitals(const struct program *program, struct word_edge *edge)
{
    if (edge->exact.len == 0 || (edge->upper | edge->acronym) != 0) { /* names of tables come with theirs */
        return;
    }
    if (edge->entry == 0 || !program->entries[edge->entry - 1].case_matters) {
        edge->asks_letters = true;
        return;
    }
    for (size_t from = 0, i = 0; i < edge->len; i++) {
        while (from < edge->exact.len && (edge->exact.ptr[from] == ' ' || edge->exact.ptr[from] == '=')) {
            from++;
        }
        if (from == edge->exact.len) {
            return;
        }
        size_t end = lexicon_piece(edge->exact, from), next;
        struct slice want = slice_sub(edge->exact, from, end);
        edge->upper |= (uint32_t)utf8_is_upper(utf8_decode(want, 0, &next)) << i;
        if (want.len > 1 && want.len <= LINE_MAX_ACRONYM) {
            edge->acronym |= (uint32_t)utf8_is_upper(utf8_decode(want, next, &next)) << i;
        }
        from = end;
    }
}

static bool is_conditional(const struct program *program, const struct word_edge *edge)
{
    return edge->asks_letters || (edge->upper | edge->acronym) != 0 || program->class_type[edge->class] != 0;
}

void classes_settle(struct builder *builder)
{
    struct program *program = builder->program;
    size_t words = program->words.count + 1, edges = program->word_edge_count;
    for (size_t e = 0; e < edges; e++) {
        find_capitals(program, &program->word_edges[e]);
    }
    for (size_t o = 0; o < program->output_count; o++) {
        find_capitals(program, &program->outputs[o]);
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
            if (is_conditional(program, &program->word_edges[e])) {
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
