/* The prefilter: which rules can match in a sentence at all, by its words alone. needs.c derives it from the rules,
 * line.c asks it. */
#ifndef ANNALS_EXTRACT_NEEDS_P_H
#define ANNALS_EXTRACT_NEEDS_P_H

#include <stdint.h>

struct builder;

enum {
    NEEDS_PER_RULE = 4,
    NEED_BLOCKS = 5 /* kinds of block */
};

/* Shapes that fill needs as words do. */
enum need_shape { NEED_NUMBER, NEED_YEAR, NEED_ACRONYM, NEED_QUOTE, NEED_BRACKET, NEED_SHAPES };

/* Added to a shape, a type, where words have their ids. */
#define NEED_SHAPE UINT32_C(0x80000000)
#define NEED_TYPE  UINT32_C(0x90000000)

/* The needs of the rule in one slot: all must be filled. The rarest comes first. */
struct slot_needs {
    uint32_t needs[NEEDS_PER_RULE];
    uint8_t count;
};

/* Slots number the rules in the order of their layers. Sets of rules are bits, one a slot. */
struct needs_table {
    uint32_t need_count, slot_count, slot_words;
    uint32_t first_shape; /* shapes follow the words in filled_first, and types the shapes */
    uint32_t first_type;
    uint32_t *filled_first; /* CSR: word w fills filled[filled_first[w] .. filled_first[w + 1]) */
    uint32_t *filled;
    uint32_t *trigger_first; /* CSR: need n is the rarest of the rules in these slots */
    uint32_t *triggers;
    uint32_t *rules; /* slot -> rule */
    struct slot_needs *of_slot;
    uint64_t *always;             /* rules that need nothing */
    uint64_t *tells[NEED_BLOCKS]; /* by kind of block: rules that leave something in the mention set */
};

/* Once all rules are compiled and the lexicon is finished. */
void needs_find(struct builder *builder);

#endif
