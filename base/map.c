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

static uint64_t load(const char *at, size_t size)
{
    uint64_t word = 0;
    memcpy(&word, at, size);
    return word;
}

/* Eight bytes at a time, multiplied and folded; the last ones in halves that overlap. The key is fixed: nothing that is
 * written out may depend on it anyway. */
uint32_t map_hash(struct slice key)
{
    const uint64_t factor = 0x9E3779B97F4A7C15u;
    uint64_t hash = 0xD6E8FEB86659FD93u ^ (uint64_t)key.len;
    const char *at = key.ptr;
    size_t left = key.len;
    for (; left >= 8; left -= 8, at += 8) {
        hash = (hash ^ load(at, 8)) * factor;
        hash ^= hash >> 32;
    }
    if (left > 0) {
        uint64_t word = left >= 4 ? load(at, 4) | load(at + left - 4, 4) << 32
                                  : load(at, 1) | load(at + left / 2, 1) << 8 | load(at + left - 1, 1) << 16;
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
    }
    hash *= factor;
    return (uint32_t)(hash ^ (hash >> 32));
}

/* The slot that holds key, or the free one where it belongs. slot_count is a power of two, never full. */
static struct map_slot *find_slot(const struct map *map, struct slice key, uint32_t hash)
{
    size_t mask = map->slot_count - 1;
    size_t slot = hash & mask;
    while (map->slots[slot].entry != 0 &&
           (map->slots[slot].hash != hash || !slice_equal(map->entries[map->slots[slot].entry - 1].key, key))) {
        slot = (slot + 1) & mask;
    }
    return &map->slots[slot];
}

static void set_slots(struct map *map, size_t count)
{
    free(map->slots);
    map->slots = memory_zero(count, sizeof *map->slots);
    map->slot_count = count;
    for (size_t i = 0; i < map->count; i++) {
        size_t slot = map->entries[i].hash & (count - 1);
        while (map->slots[slot].entry != 0) {
            slot = (slot + 1) & (count - 1);
        }
        map->slots[slot] = (struct map_slot){(uint32_t)(i + 1), map->entries[i].hash};
    }
}

void map_reserve(struct map *map, size_t count)
{
    size_t slots = map->slot_count > 0 ? map->slot_count : FIRST_SLOTS;
    while (slots / 2 < count) {
        slots *= 2;
    }
    if (slots > map->slot_count) {
        set_slots(map, slots);
    }
    if (count > map->capacity) {
        map->entries = memory_resize(map->entries, count, sizeof *map->entries);
        map->capacity = count;
    }
}

uint32_t *map_get(const struct map *map, struct slice key)
{
    if (map->count == 0) {
        return NULL;
    }
    uint32_t index = find_slot(map, key, map_hash(key))->entry;
    return index ? &map->entries[index - 1].value : NULL;
}

/* `arena`: where a new key is copied to, or NULL. */
static uint32_t *put(struct map *map, struct slice key, uint32_t value, struct arena *arena, bool *added)
{
    if (map->count + 1 > map->slot_count / 2) {
        set_slots(map, map->slot_count ? map->slot_count * 2 : FIRST_SLOTS);
    }
    uint32_t hash = map_hash(key);
    struct map_slot *slot = find_slot(map, key, hash);
    *added = slot->entry == 0;
    if (*added) {
        if (map->count >= UINT32_MAX - 1) {
            memory_exit();
        }
        if (map->count == map->capacity) {
            map->entries = array_grow(map->entries, &map->capacity, map->count + 1, sizeof *map->entries);
        }
        map->entries[map->count++] = (struct map_entry){arena ? arena_copy(arena, key) : key, value, hash};
        *slot = (struct map_slot){(uint32_t)map->count, hash};
    }
    return &map->entries[slot->entry - 1].value;
}

uint32_t *map_put(struct map *map, struct slice key, uint32_t value, bool *added)
{
    bool is_new;
    return put(map, key, value, NULL, added ? added : &is_new);
}

uint32_t *map_put_copy(struct map *map, struct slice key, uint32_t value, struct arena *arena)
{
    bool is_new;
    return put(map, key, value, arena, &is_new);
}
