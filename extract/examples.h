/* The examples of rules, and a view of what the rules find in them: for those who test rules. Read-only.
 * What a program holds lives as long as the program; what is seen in a text is the caller's arena's. */
#ifndef ANNALS_EXTRACT_EXAMPLES_H
#define ANNALS_EXTRACT_EXAMPLES_H

#include "extract/extract.h"

/* What kind of rule it is: which records of a document hold what it finds. */
enum example_kind { EXAMPLE_SPAN, EXAMPLE_EVENT, EXAMPLE_RELATION, EXAMPLE_DEFINITION, EXAMPLE_DOCUMENT };

/* One field of a find: `place: Oslo` has one value, `place: [Oslo, Accra]` two, `place: []` none. */
struct example_field {
    struct slice key;
    struct slice *values;
    size_t value_count;
};

struct example_find {
    struct example_field *fields;
    size_t field_count;
};

/* Block kinds of an example's text; EXAMPLE_AS_CUT leaves them as the text is laid out. */
enum { EXAMPLE_AS_CUT = -1 };

struct example {
    struct slice rule;
    enum example_kind kind;
    const char *file;
    unsigned line;
    struct slice text;
    struct slice dated; /* EDTF or empty */
    int block;          /* enum block_kind or EXAMPLE_AS_CUT */
    struct example_find *finds;
    size_t find_count;
};

/* All examples of all rules that are on, in the order of the rules. The array is the arena's. */
struct example *program_examples(const struct program *program, struct arena *arena, size_t *count);

/* A span that some rule yielded and no longer one swallowed. */
struct seen_span {
    uint32_t sentence;
    struct span at;    /* bytes of document->text */
    struct slice rule; /* empty for tables and definitions */
    struct slice quote, type, kind, canonical, within, means;
    bool has_number;
    int64_t number;
    uint32_t time;         /* index in the set's times, UINT32_MAX none */
    int32_t ordinal, year; /* TIME_UNSET if none */
    struct slice place, noun;
    struct attribute *attributes;
    size_t attribute_count;
};

struct seen_fact {
    struct slice rule, key, value;
    uint32_t time; /* of a date: index in the set's times, UINT32_MAX none */
};

struct seen_sentence {
    struct span at;    /* bytes of document->text */
    struct slice text; /* white space folded */
    int block;         /* enum block_kind */
};

struct seen {
    struct arena *arena;
    int block;
    struct seen_sentence *sentences;
    size_t sentence_count, sentence_capacity;
    struct seen_span *spans;
    size_t span_count, span_capacity;
    struct seen_fact *facts; /* what `document:` rules said, whether or not it was first */
    size_t fact_count, fact_capacity;
};

/* extract_document with all block kinds set to `block`; fills `seen`, which the caller zeroes and hands to
 * seen_release. The seen texts are `arena`'s. */
void extract_seen(const struct program *program, struct scratch *scratch, const struct document *document, int block,
                  struct mention_set *set, struct seen *seen, struct arena *arena);
void seen_release(struct seen *seen);

/* program_load, and a warning for each rule and each part of a pattern that can never match. */
struct program *program_load_checked(const char *const *folders, size_t count, struct diagnostics *errors);

/* Counts for the one who checks rules. */
struct program_counts {
    size_t rules, lists, packs;
    size_t without_examples; /* rules */
    size_t replaced;         /* rules that a later pack gives again */
    size_t unused;           /* lists that no pattern, list, table or type uses */
};

struct program_counts program_count(const struct program *program);
/* Warnings, one per rule without examples and per unused list, with their places. */
void program_lint(const struct program *program, struct diagnostics *warnings);

#endif
