/* Ids of words. Words of up to sixteen ASCII letters, which nearly all are, are looked up by their bytes in one table
 * without a copy; all others by way of their folded form. */
#include "base/utf8.h"
#include "extract/program_p.h"

enum { SHORT_BYTES = 16 };

#define ONES UINT64_C(0x0101010101010101)

/* A in each byte that is a capital becomes a. Bytes are below 0x80. */
static uint64_t lower(uint64_t bytes)
{
    uint64_t from_a = bytes + ONES * (0x80 - 'A'); /* top bit: at least A */
    uint64_t beyond_z = bytes + ONES * (0x7f - 'Z');
    return bytes | ((from_a & ~beyond_z & ONES * 0x80) >> 2);
}

/* The word's bytes in two halves, which overlap where it is longer than eight: with its length they stand for it.
 * False where it is too long or not ASCII. */
static bool short_key(struct slice word, uint64_t key[2])
{
    uint32_t a = 0, b = 0;
    key[0] = key[1] = 0;
    if (word.len >= 8) {
        if (word.len > SHORT_BYTES) {
            return false;
        }
        memcpy(&key[0], word.ptr, 8);
        memcpy(&key[1], word.ptr + word.len - 8, 8);
    } else if (word.len >= 4) {
        memcpy(&a, word.ptr, 4);
        memcpy(&b, word.ptr + word.len - 4, 4);
        key[0] = (uint64_t)b << 32 | a;
    } else if (word.len > 0) {
        key[0] = (uint64_t)(unsigned char)word.ptr[0] | (uint64_t)(unsigned char)word.ptr[word.len / 2] << 8 |
                 (uint64_t)(unsigned char)word.ptr[word.len - 1] << 16;
    }
    if ((key[0] | key[1]) & ONES * 0x80) {
        return false;
    }
    key[0] = lower(key[0]);
    key[1] = lower(key[1]);
    return true;
}

static size_t hash_key(const uint64_t key[2], size_t len)
{
    uint64_t hash = (key[0] ^ len) * UINT64_C(0x9e3779b97f4a7c15) ^ key[1] * UINT64_C(0xd6e8feb86659fd93);
    hash ^= hash >> 32;
    return (size_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static bool is_in(const struct word_slot *slot, const uint64_t key[2], size_t len)
{
    return slot->key[0] == key[0] && slot->key[1] == key[1] && slot->len == len;
}

void words_settle(struct program *program)
{
    struct word_table *table = &program->word_table;
    table->slot_count = 1024;
    while (table->slot_count < program->words.count * 2) {
        table->slot_count *= 2;
    }
    table->slots = arena_alloc_array(&program->arena, table->slot_count, sizeof *table->slots);
    for (size_t i = 0; i < program->words.count; i++) {
        const struct map_entry *entry = &program->words.entries[i];
        uint64_t key[2];
        if (!short_key(entry->key, key)) {
            continue;
        }
        size_t slot = hash_key(key, entry->key.len) & (table->slot_count - 1);
        while (table->slots[slot].id != 0) {
            slot = (slot + 1) & (table->slot_count - 1);
        }
        table->slots[slot] = (struct word_slot){{key[0], key[1]}, entry->value, (uint32_t)entry->key.len};
    }
}

uint32_t words_id(struct scratch *scratch, struct slice word)
{
    const struct program *program = scratch->program;
    const struct word_table *table = &program->word_table;
    uint64_t key[2];
    if (short_key(word, key)) {
        size_t hash = hash_key(key, word.len);
        struct word_slot *recent = &scratch->recent_words[hash % WORDS_RECENT];
        if (is_in(recent, key, word.len)) {
            return recent->id;
        }
        size_t slot = hash & (table->slot_count - 1);
        while (table->slots[slot].id != 0 && !is_in(&table->slots[slot], key, word.len)) {
            slot = (slot + 1) & (table->slot_count - 1);
        }
        *recent = (struct word_slot){{key[0], key[1]}, table->slots[slot].id, (uint32_t)word.len};
        return recent->id;
    }
    buffer_clear(&scratch->fold);
    utf8_fold(&scratch->fold, word);
    const uint32_t *id = map_get(&program->words, buffer_slice(&scratch->fold));
    return id != NULL ? *id : 0;
}
