/* Names on their way to entities: keys, and which of them are one. Private to kb/entities*.c. */
#ifndef ANNALS_KB_ENTITIES_P_H
#define ANNALS_KB_ENTITIES_P_H

#include "kb/resolve_p.h"

enum family { FAMILY_ORGANIZATION, FAMILY_STATE, FAMILY_PERSON, FAMILY_PLACE };

/* All mentions whose names fold to the same words, in all documents. */
struct name_key {
    struct slice text; /* family letter and folded words */
    enum family family;
    uint32_t parent;      /* union-find; roots point to themselves */
    struct slice written; /* one way it is written, for words and initials */
    struct slice type;
    struct slice canonical; /* from the gazetteer; of a root: of the whole */
    struct slice wikidata, iso2, country;
    struct slice within; /* as written */
    uint32_t within_key;
    uint32_t part_of; /* key of the body that it is a part of, of a root */
    size_t mentions;
    const struct name_mention *gazetteer; /* the first mention that has a gazetteer entry */
};

struct entity_table {
    struct resolver *resolver;
    struct name_key *keys;
    size_t key_count;
    size_t key_capacity;
    struct map by_text;
    struct map aliases; /* key text -> key, RESOLVE_NONE where two names share it */
    struct map defined; /* key texts of aliases that a text defines: not for others to claim */
    uint32_t **written; /* of each source and name: its key, RESOLVE_NONE for an anaphor */
};

enum family family_of(struct slice type);
/* Key of a name, made where it is new. RESOLVE_NONE for a name without words. */
uint32_t entity_key(struct entity_table *table, enum family family, struct slice name, struct slice country);
/* Key text without making a key; empty where there is none. */
struct slice entity_key_text(struct entity_table *table, enum family family, struct slice name, struct slice country);
uint32_t entity_root(struct entity_table *table, uint32_t key);
/* Joins the two unless the gazetteer says that they are two. */
void entity_join(struct entity_table *table, uint32_t a, uint32_t b);
/* Sorted words with acronyms expanded and the larger body's words in. */
struct slice entity_bag(struct entity_table *table, uint32_t key);
/* Root that a name stands for anywhere, of any family; RESOLVE_NONE where it is unknown. */
uint32_t entity_lookup(struct entity_table *table, struct slice name);

/* The steps, in this order. */
void entity_collect(struct entity_table *table);
void entity_join_all(struct entity_table *table);
void entity_assign(struct entity_table *table);
void entity_draft(struct entity_table *table);

#endif
