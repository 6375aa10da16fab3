/* Who was named whole ("President Rosa Lund") goes by the last word of that name ("Lund") in what follows. */
#include <string.h>

#include "extract/harvest_p.h"

enum { LAST_WORD_MIN_BYTES = 3, LAST_WORDS_MAX = 64 };

/* A word that a table knows as a name of the same family (a state, a body) keeps that meaning. */
static bool means_something_else(const struct line *line, const struct typed_span *name)
{
    const struct program *program = line->program;
    for (size_t i = 0; i < line->span_count; i++) {
        const struct typed_span *other = &line->spans[i];
        if (other->entry != NULL && other->begin + 1 == name->end && other->end == name->end &&
            program->types[other->type].family == program->types[name->type].family) {
            return true;
        }
    }
    return false;
}

static void add_last_word(struct harvest *harvest, const struct typed_span *name)
{
    const struct scratch *scratch = harvest->scratch;
    struct slice word = line_quote(scratch, (uint16_t)(name->end - 1), name->end);
    if (word.len < LAST_WORD_MIN_BYTES || scratch->line.tokens[name->end - 1].kind != TOKEN_WORD ||
        definitions_know(&harvest->definitions, word) || means_something_else(&scratch->line, name)) {
        return;
    }
    struct slice whole = name->canonical.len > 0 ? name->canonical : line_quote(scratch, name->begin, name->end);
    if (memchr(whole.ptr, ' ', whole.len) == NULL) {
        return; /* no more than that word */
    }
    whole = arena_copy(harvest->arena, whole);
    definitions_add(&harvest->definitions, (struct definition){.short_text = arena_copy(harvest->arena, word),
                                                               .name = whole,
                                                               .canonical = whole,
                                                               .type = name->type});
}

void harvest_surnames(struct harvest *harvest)
{
    const struct line *line = &harvest->scratch->line;
    for (size_t i = 0; i < line->span_count; i++) {
        const struct typed_span *span = &line->spans[i];
        if (!span->gone && span->rule > 0 && span->end > span->begin &&
            harvest->program->rules[span->rule - 1].by_last_word && harvest->definitions.count < LAST_WORDS_MAX) {
            add_last_word(harvest, span);
        }
    }
}
