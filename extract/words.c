/* Ids of words. Words of up to sixteen ASCII letters, which nearly all are, are looked up by their bytes without a
 * copy; all others by way of their folded form. All words of a sentence are looked up together: what is far in memory
 * is asked for before it is needed. */
#include "base/utf8.h"
#include "extract/program_p.h"

enum { SHORT_BYTES = 16, FIRST_BITS = 10 };

#define ONES UINT64_C(0x0101010101010101)

/* A in each byte that is a capital becomes a. Bytes are below 0x80. */
static uint64_t lower(uint64_t bytes)
{
    uint64_t from_a = bytes + ONES * (0x80 - 'A'); /* top bit: at least A */
    uint64_t beyond_z = bytes + ONES * (0x7f - 'Z');
    return bytes | ((from_a & ~beyond_z & ONES * 0x80) >> 2);
}

/* `keep` bytes of the eight, 0 in the place of the others. */
static uint64_t load(const char *at, size_t keep)
{
    static const unsigned char ones[16] = {255, 255, 255, 255, 255, 255, 255, 255};
    uint64_t bytes, mask;
    memcpy(&bytes, at, sizeof bytes);
    memcpy(&mask, ones + 8 - keep, sizeof mask);
    return bytes & mask;
}

/* The word's bytes, in lower case, with 0 behind them: no word holds a NUL. Reads SHORT_BYTES from its beginning. False
 * where it is too long or not ASCII. */
static bool short_key(const char *word, size_t len, uint64_t key[2])
{
    if (len > SHORT_BYTES) {
        return false;
    }
    key[0] = load(word, len < 8 ? len : 8);
    key[1] = load(word + 8, len > 8 ? len - 8 : 0);
    if ((key[0] | key[1]) & ONES * 0x80) {
        return false;
    }
    key[0] = lower(key[0]);
    key[1] = lower(key[1]);
    return true;
}

/* The same of a word with less than SHORT_BYTES before the end of its text. */
static bool last_key(struct slice word, uint64_t key[2])
{
    char bytes[SHORT_BYTES] = {0};
    if (word.len > SHORT_BYTES) {
        return false;
    }
    memcpy(bytes, word.ptr, word.len);
    return short_key(bytes, word.len, key);
}

static uint64_t hash_key(const uint64_t key[2])
{
    uint64_t hash = key[0] * UINT64_C(0x9e3779b97f4a7c15) + key[1] * UINT64_C(0xd6e8feb86659fd93);
    hash ^= hash >> 32;
    return hash * UINT64_C(0x9e3779b97f4a7c15);
}

/* The slot of the key, or the free one where it belongs. */
static struct word_slot *find_slot(const struct word_table *table, const uint64_t key[2], uint64_t hash)
{
    size_t slot = (size_t)(hash >> (64 - table->bits)), mask = ((size_t)1 << table->bits) - 1;
    for (;; slot = (slot + 1) & mask) {
        struct word_slot *found = &table->slots[slot];
        if (found->id == 0) {
            return found;
        }
        const uint64_t *known = table->keys[found->id];
        if (found->tag == (uint32_t)hash && known[0] == key[0] && known[1] == key[1]) {
            return found;
        }
    }
}

void words_settle(struct program *program)
{
    struct word_table *table = &program->word_table;
    table->bits = FIRST_BITS;
    while ((size_t)1 << table->bits < program->words.count * 2) {
        table->bits++;
    }
    table->slots = arena_alloc_array(&program->arena, (size_t)1 << table->bits, sizeof *table->slots);
    table->keys = arena_alloc_raw(&program->arena, program->words.count + 1, sizeof *table->keys);
    for (size_t i = 0; i < program->words.count; i++) {
        const struct map_entry *entry = &program->words.entries[i];
        uint64_t *key = table->keys[entry->value];
        if (last_key(entry->key, key)) {
            uint64_t hash = hash_key(key);
            *find_slot(table, key, hash) = (struct word_slot){entry->value, (uint32_t)hash};
        }
    }
}

static uint32_t id_of_folded(struct scratch *scratch, struct slice word)
{
    buffer_clear(&scratch->fold);
    utf8_fold(&scratch->fold, word);
    const uint32_t *id = map_get(&scratch->program->words, buffer_slice(&scratch->fold));
    return id != NULL ? *id : 0;
}

void words_look_up(struct scratch *scratch, const struct text *text, const struct token *tokens, uint32_t count,
                   uint32_t *ids)
{
    const struct word_table *table = &scratch->program->word_table;
    struct slice bytes = text->document->text;
    for (uint32_t i = 0; i < count; i++) {
        struct word_key *key = &scratch->word_keys[i];
        const char *word = bytes.ptr + tokens[i].begin;
        size_t len = tokens[i].end - tokens[i].begin;
        bool inside = bytes.len - tokens[i].begin >= SHORT_BYTES;
        key->is_short = inside ? short_key(word, len, key->bytes) : last_key(slice_make(word, len), key->bytes);
        if (key->is_short) {
            key->hash = hash_key(key->bytes);
            __builtin_prefetch(&table->slots[key->hash >> (64 - table->bits)]);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct word_key *key = &scratch->word_keys[i];
        ids[i] = key->is_short ? find_slot(table, key->bytes, key->hash)->id
                               : id_of_folded(scratch, slice_sub(bytes, tokens[i].begin, tokens[i].end));
    }
}
