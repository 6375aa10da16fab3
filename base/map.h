/* A hash map from byte strings to 32-bit numbers. Iterates in order of insertion, so that output never depends on
 * hashes. */
#ifndef ANNALS_BASE_MAP_H
#define ANNALS_BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

struct map_entry {
    struct slice key; /* borrowed: must outlive the map */
    uint32_t value;
    uint32_t hash;
};

/* Of the table that finds entries: the hash here too, so that looking passes by entries of other keys. */
struct map_slot {
    uint32_t entry; /* index + 1, 0 free */
    uint32_t hash;
};

/* A zeroed map is empty and valid. */
struct map {
    struct map_entry *entries; /* in order of insertion */
    size_t count;
    size_t capacity;
    struct map_slot *slots;
    size_t slot_count;
};

void map_release(struct map *map);
/* Room for that many keys in all, so that the map does not grow on the way. */
void map_reserve(struct map *map, size_t count);
/* The value of key, or NULL. The pointer is valid until the next map_put. */
uint32_t *map_get(const struct map *map, struct slice key);
/* Adds key with value if it is new; returns the address of its value either way. *added (may be NULL) says which. */
uint32_t *map_put(struct map *map, struct slice key, uint32_t value, bool *added);
/* The same; a new key is copied into the arena. */
uint32_t *map_put_copy(struct map *map, struct slice key, uint32_t value, struct arena *arena);
uint32_t map_hash(struct slice key);

#endif
