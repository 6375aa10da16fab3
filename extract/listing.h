/* What rules a program has, and what feeds what: for those who look at rules. Read-only; texts are the program's. */
#ifndef ANNALS_EXTRACT_LISTING_H
#define ANNALS_EXTRACT_LISTING_H

#include "extract/extract.h"

/* A rule that is on. */
struct listed_rule {
    struct slice name;
    const char *kind;    /* "yields", "class", "relation", "defines", "document" */
    struct slice result; /* the type, class or relation; empty for document */
    unsigned layer;      /* from 1: it runs after all rules of the layers before */
    const char *file;
    unsigned line;
    size_t examples;
    struct slice *uses; /* types that its patterns speak of */
    size_t use_count;
};

struct listed_type {
    struct slice name;
    struct slice *is; /* what it also is, itself left out */
    size_t is_count;
    bool from_table; /* a table yields it, too */
};

struct listing {
    struct listed_rule *rules; /* in the order of files and lines of each pack */
    size_t rule_count;
    struct listed_type *types;
    size_t type_count;
};

/* The arrays are the arena's. */
void program_list(const struct program *program, struct arena *arena, struct listing *listing);

#endif
