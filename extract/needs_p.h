/* The prefilter: which rules can match in a sentence at all, by its words alone. needs.c derives it from the rules,
 * possible.c asks it. */
#ifndef ANNALS_EXTRACT_NEEDS_P_H
#define ANNALS_EXTRACT_NEEDS_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct builder;

#define NEEDS_WALKED UINT32_C(0x80000000)

enum {
    NEEDS_PER_RULE = 6,
    NEED_BLOCKS = 5, /* kinds of block */
    NEEDS_AS_SETS = 4096,
    NEEDS_AT_ONCE = 4 /* words of a set */
};

/* The needs of the rule in one slot: all must be filled. The rarest comes first. */
struct slot_needs {
    uint32_t needs[NEEDS_PER_RULE]; /* behind them need_count, which is always filled */
    uint8_t count;
    uint16_t yields; /* type, 0 for rules that yield none */
};

/* An atom fills a need: a word, a shape (first_shape + its class) or a type (first_type + its number). */
struct need_fill {
    uint32_t atom;
    uint32_t need;
    uint32_t beside; /* a word that must stand at `where` beside the atom */
    int8_t where;    /* -1 before, 1 after, 0: no matter what stands beside it */
    bool upper;      /* the word must begin with a capital */
};

/* Some needs of a set: a word of it that is not 0. */
struct need_word {
    uint32_t word;
    uint64_t bits;
};

/* Slots number the rules in the order of their layers. Sets of rules are bits, one a slot. */
struct needs_table {
    uint32_t need_count, slot_count, slot_words;
    uint32_t first_shape, first_type;
    uint32_t dates_done;  /* layers before this one find all times */
    uint32_t *fill_first; /* CSR: atom a fills fills[fill_first[a] .. fill_first[a + 1]) */
    struct need_fill *fills;
    /* What atoms fill without a condition, as sets of needs: bits, set_words a set, a multiple of NEEDS_AT_ONCE. Set 0
     * is empty. Where there are more than NEEDS_AS_SETS needs all sets are, and every fill is walked. */
    uint32_t set_words;
    uint64_t *sets;
    uint32_t *set_of;     /* atom -> set */
    uint32_t *walk_first; /* atom a: fills[walk_first[a] .. fill_first[a + 1]) are in no set */
    uint32_t *type_first; /* CSR: type t and all that it also is fill type_words[type_first[t] .. type_first[t + 1]) */
    struct need_word *type_words;
    uint64_t *triggering;  /* needs that are the rarest of some rule */
    uint32_t *class_first; /* CSR: class c stands in needs class_needs[class_first[c] .. class_first[c + 1]) */
    uint32_t *class_needs;
    uint32_t *trigger_first; /* CSR: need n is the rarest of the rules in these slots */
    uint32_t *triggers;
    uint32_t *rules;      /* slot -> rule */
    uint32_t *asks_first; /* CSR by slot: what its pattern cannot do without, by classes: of each set how many classes
                             it has, and these */
    uint16_t *asks;
    struct slot_needs *of_slot;
    uint64_t *always;             /* rules that need nothing */
    uint64_t *times;              /* rules that yield times */
    uint64_t *defines;            /* rules that define short names */
    uint64_t *facts;              /* rules that tell of the document itself */
    uint64_t *opaque;             /* rules that yield names and titles, within which a time counts for little */
    uint64_t *dated[NEED_BLOCKS]; /* the same for rules that leave nothing where no date is at hand */
    uint64_t *tells[NEED_BLOCKS]; /* by kind of block: rules that leave something but times in the mention set */
};

/* Once all rules are compiled and the lexicon is finished. */
void needs_find(struct builder *builder);

#endif
