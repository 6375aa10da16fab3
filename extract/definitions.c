/* What a document defines ("X (Y)"), found again by its first word: ever so many definitions cost a word no more than
 * one. */
#include <stdlib.h>

#include "extract/lexicon_p.h"

static struct slice first_piece(struct slice text)
{
    return slice_sub(text, 0, text.len > 0 ? lexicon_piece(text, 0) : 0);
}

bool definitions_know(const struct definitions *definitions, struct slice short_text)
{
    return map_get(&definitions->wholes, short_text) != NULL;
}

const struct definition *definitions_first(const struct definitions *definitions, struct slice word)
{
    unsigned char letter = word.len > 0 ? (unsigned char)word.ptr[0] : 0;
    if (definitions == NULL || !(definitions->letters[letter / 64] >> (letter % 64) & 1)) {
        return NULL;
    }
    const uint32_t *index = map_get(&definitions->firsts, word);
    return index != NULL ? &definitions->items[*index] : NULL;
}

const struct definition *definitions_next(const struct definitions *definitions, const struct definition *definition)
{
    return definition->next > 0 ? &definitions->items[definition->next - 1] : NULL;
}

void definitions_add(struct definitions *definitions, struct definition definition)
{
    uint32_t index = (uint32_t)definitions->count;
    bool added;
    definitions->items =
        array_grow(definitions->items, &definitions->capacity, definitions->count + 1, sizeof *definitions->items);
    definition.next = 0;
    definition.last = index;
    definitions->items[definitions->count++] = definition;
    unsigned char letter = definition.short_text.len > 0 ? (unsigned char)definition.short_text.ptr[0] : 0;
    definitions->letters[letter / 64] |= UINT64_C(1) << (letter % 64);
    map_put(&definitions->wholes, definition.short_text, index, NULL);
    uint32_t first = *map_put(&definitions->firsts, first_piece(definition.short_text), index, &added);
    if (!added) { /* behind the last that begins so */
        struct definition *head = &definitions->items[first];
        definitions->items[head->last].next = index + 1;
        head->last = index;
    }
}

void definitions_release(struct definitions *definitions)
{
    free(definitions->items);
    map_release(&definitions->wholes);
    map_release(&definitions->firsts);
    *definitions = (struct definitions){0};
}
