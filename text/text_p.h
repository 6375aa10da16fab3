/* What the parts of text_cut share. Private to text/. */
#ifndef ANNALS_TEXT_TEXT_P_H
#define ANNALS_TEXT_TEXT_P_H

#include "base/buffer.h"
#include "base/map.h"
#include "text/text.h"

/* The work of cutting one document. */
struct cutter {
    struct text *text;
    struct slice source;            /* document->text */
    const struct text_words *words; /* may be NULL */
    struct arena *arena;
    size_t block_capacity;
    size_t sentence_capacity;
    size_t token_capacity;
    uint64_t abbreviation_filter[4]; /* bits for abbreviations by length, first and last byte */
    struct map seen_lower; /* words asked for: whether they stand in lower case somewhere; keys are the arena's */
    struct buffer scratch;
};

/* Blocks with kind, span, lead_in and level; sentences not yet. */
void blocks_find(struct cutter *cutter);
/* Every line a block of this kind; all of them one head. */
void blocks_set(struct cutter *cutter, enum block_kind kind);
/* Where the words of a block begin: after its list marker or footnote number. */
size_t block_words_begin(struct slice text, const struct block *block);
/* Appends the tokens of source[begin, end). */
void tokens_cut(struct cutter *cutter, size_t begin, size_t end);
/* Pairs quotation marks and brackets, marks possessives and compounds of tokens[first, last). */
void tokens_pair(struct cutter *cutter, size_t first, size_t last);
/* Appends the sentences of tokens[first, last), which are all of a block or of a head's line. */
void sentences_cut(struct cutter *cutter, size_t first, size_t last, uint32_t block);
/* One sentence (more, where it is too long) of all these tokens. */
void sentences_add(struct cutter *cutter, size_t first, size_t last, uint32_t block);
/* Whether a line begins with one of the salutations. */
bool words_salute(struct cutter *cutter, struct slice line);
/* Whether a word (without its final full stop) is an abbreviation. */
bool words_abbreviate(struct cutter *cutter, struct slice word);
/* Whether the word stands in lower case somewhere near the document's beginning. */
bool words_seen_lower(struct cutter *cutter, struct slice word);

/* Room for one more item in an array of the arena's: grows by half, the old one is left to the arena. */
void *cutter_grow(struct cutter *cutter, void *items, size_t *capacity, size_t count, size_t size);

#endif
