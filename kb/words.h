/* The words of dates, stages and filters in the reader's language: kb/words/en.txt, made into a table by
 * cmake/words.cmake. */
#ifndef ANNALS_KB_WORDS_H
#define ANNALS_KB_WORDS_H

#include <stddef.h>

/* All strings are UTF-8 and end with NUL. Months from January, as short forms. */
struct kb_words {
    const char *months[12];
    const char *seasons[4]; /* spring, summer, autumn, winter */
    const char *about, *by, *before, *after, *since, *early, *mid, *late, *century, *undated;
    /* Stages of events and of relations; unconfirmed: planned, its date has passed with no later word. */
    const char *planned, *occurred, *postponed, *cancelled, *unknown, *unconfirmed, *concluded, *stated, *ended;
    /* What was asked for. */
    const char *filter_from, *filter_to, *filter_org, *filter_place, *filter_document, *filter_basis, *filter_sources,
        *filter_match;
};

extern const struct kb_words KB_WORDS_EN;

/* Each field by its name, for files of words; the last has none. */
struct kb_word_field {
    const char *name;
    size_t offset;
    size_t count; /* of texts: 1, or that of the array */
};

extern const struct kb_word_field KB_WORD_FIELDS[];

#endif
