/* House names: how entities are called in what is shown, from a user's file (docs/corrections.md). */
#ifndef ANNALS_KB_NAMES_H
#define ANNALS_KB_NAMES_H

#include "base/arena.h"
#include "base/error.h"
#include "kb/kb.h"

struct house_name {
    struct slice who; /* an id, a name or an alias */
    struct slice name;
    struct place place; /* of who */
};

/* Zeroed is empty and valid; all texts are the arena's. */
struct house_names {
    struct arena arena;
    struct house_name *items;
    size_t count;
    size_t capacity;
};

/* Adds what `bytes` holds; `file` is for messages and is copied. STATUS_FAILED where anything is wrong. */
enum status house_names_read(struct house_names *names, struct slice bytes, const char *file,
                             struct diagnostics *errors);
void house_names_release(struct house_names *names);

/* Gives the entities these names; the old ones become aliases. Warns of names that mean several, or nobody and look
 * like somebody; two names for one entity are an error, and neither is given. */
void house_names_apply(const struct house_names *names, struct kb *kb, struct diagnostics *errors);

/* Adds the aliases of `from` (NULL: none) and `name` to those of `to`: sorted, each once, without its own name. */
void entity_add_names(struct arena *arena, struct kb_entity *to, const struct kb_entity *from, struct slice name);

#endif
