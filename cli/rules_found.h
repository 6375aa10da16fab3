/* What one rule finds in the text of an example, in the words that examples use. */
#ifndef ANNALS_CLI_RULES_FOUND_H
#define ANNALS_CLI_RULES_FOUND_H

#include "extract/examples.h"

enum { FOUND_MAX_WAYS = 4, FOUND_MAX_FIELDS = 64 };

/* One value and the other ways in which an example may write it: a name as it stands and its canonical form. */
struct found_value {
    struct slice ways[FOUND_MAX_WAYS];
    size_t way_count;
};

/* A role may hold several values. */
struct found_field {
    struct slice key;
    struct found_value *values;
    size_t value_count, value_capacity;
};

struct found {
    struct found_field *fields;
    size_t field_count;
    size_t begin; /* byte of the text, for the order */
};

struct found_list {
    struct found *items;
    size_t count, capacity;
    struct slice *others; /* what other rules made of the text: "rule: words", for messages */
    size_t other_count, other_capacity;
    struct mention_set set; /* holds texts of the finds */
};

/* Reads the example's text as a document. The texts are the arena's and the list's; give the list back when done. */
void finds_collect(const struct program *program, struct scratch *scratch, const struct example *example,
                   struct found_list *list, struct arena *arena);
void finds_release(struct found_list *list);
/* The field, or NULL where it has none of that name. */
const struct found_field *find_field(const struct found *found, struct slice key);

#endif
