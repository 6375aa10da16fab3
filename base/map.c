#include "base/map.h"

#include <stdlib.h>

#include "base/arena.h"

enum { FIRST_SLOTS = 16 };

void map_release(struct map *map)
{
    free(map->entries);
    free(map->slots);
    *map = (struct map){0};
}

/* Eight bytes at a time, multiplied and folded. The key is fixed: nothing that is written out may depend on it anyway.
 */
uint32_t map_hash(struct slice key)
{
    const uint64_t factor = 0x9E3779B97F4A7C15u;
    uint64_t hash = 0xD6E8FEB86659FD93u ^ (uint64_t)key.len;
    const char *at = key.ptr;
    size_t left = key.len;
    while (left > 0) {
        uint64_t word = 0;
        size_t step = left < sizeof word ? left : sizeof word;
        memcpy(&word, at, step);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
        at += step;
        left -= step;
    }
    hash *= factor;
    return (uint32_t)(hash ^ (hash >> 32));
}

/* The slot that holds key, or the free one where it belongs. slot_count is a power of two, never full. */
static size_t find_slot(const struct map *map, struct slice key, uint32_t hash)
{
    size_t mask = map->slot_count - 1;
    size_t slot = hash & mask;
    while (map->slots[slot] != 0) {
        const struct map_entry *entry = &map->entries[map->slots[slot] - 1];
        if (entry->hash == hash && slice_equal(entry->key, key)) {
            break;
        }
        slot = (slot + 1) & mask;
    }
    return slot;
}

static void grow_slots(struct map *map)
{
    size_t count = map->slot_count ? map->slot_count * 2 : FIRST_SLOTS;
    free(map->slots);
    map->slots = memory_zero(count, sizeof *map->slots);
    map->slot_count = count;
    for (size_t i = 0; i < map->count; i++) {
        size_t slot = map->entries[i].hash & (count - 1);
        while (map->slots[slot] != 0) {
            slot = (slot + 1) & (count - 1);
        }
        map->slots[slot] = (uint32_t)(i + 1);
    }
}

uint32_t *map_get(const struct map *map, struct slice key)
{
    if (map->count == 0) {
        return NULL;
    }
    uint32_t index = map->slots[find_slot(map, key, map_hash(key))];
    return index ? &map->entries[index - 1].value : NULL;
}

uint32_t *map_put(struct map *map, struct slice key, uint32_t value, bool *added)
{
    if (map->count + 1 > map->slot_count / 2) {
        grow_slots(map);
    }
    uint32_t hash = map_hash(key);
    size_t slot = find_slot(map, key, hash);
    bool is_new = map->slots[slot] == 0;
    if (is_new) {
        if (map->count >= UINT32_MAX - 1) {
            memory_exit();
        }
        map->entries = array_grow(map->entries, &map->capacity, map->count + 1, sizeof *map->entries);
        map->entries[map->count++] = (struct map_entry){key, value, hash};
        map->slots[slot] = (uint32_t)map->count;
    }
    if (added) {
        *added = is_new;
    }
    return &map->entries[map->slots[slot] - 1].value;
}
