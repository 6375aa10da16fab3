#include "text/text.h"

#include "base/utf8.h"
#include "text/text_p.h"

enum {
    BYTES_PER_TOKEN = 5, /* for the first guess at an array's size */
    BYTES_PER_SENTENCE = 100,
    LOWER_SEARCH = 256 * 1024, /* bytes of the document that are searched for a word in lower case */
    LOWER_LOOKUPS = 256,       /* words that are searched for */
    MAX_ABBREVIATION = 24      /* bytes */
};

void *cutter_grow(struct cutter *cutter, void *items, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity) {
        return items;
    }
    size_t wanted = *capacity + *capacity / 2 + 16;
    void *grown = arena_alloc_raw(cutter->arena, wanted, size);
    if (count > 0) {
        memcpy(grown, items, count * size);
    }
    *capacity = wanted;
    return grown;
}

/* Where the filter notes words that begin and end so and are so long. */
static unsigned filter_place(struct slice word)
{
    return ((unsigned char)word.ptr[0] * 31u + (unsigned char)word.ptr[word.len - 1] * 7u + (unsigned)word.len) % 256;
}

bool words_abbreviate(struct cutter *cutter, struct slice word)
{
    const struct text_words *words = cutter->words;
    if (!words || word.len == 0 || word.len > MAX_ABBREVIATION) {
        return false;
    }
    buffer_clear(&cutter->scratch);
    utf8_fold(&cutter->scratch, word);
    struct slice key = buffer_slice(&cutter->scratch);
    unsigned place = key.len > 0 ? filter_place(key) : 0;
    if (key.len == 0 || !(cutter->abbreviation_filter[place / 64] >> (place % 64) & 1)) {
        return false;
    }
    for (size_t i = 0; i < words->abbreviation_count; i++) {
        if (slice_equal(words->abbreviations[i], key)) {
            return true;
        }
    }
    return false;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

bool words_salute(struct cutter *cutter, struct slice line)
{
    const struct text_words *words = cutter->words;
    if (!words || words->salutation_count == 0) {
        return false;
    }
    size_t len = line.len < 80 ? line.len : 80;
    while (len < line.len && ((unsigned char)line.ptr[len] & 0xC0) == 0x80) {
        len++;
    }
    buffer_clear(&cutter->scratch);
    utf8_fold(&cutter->scratch, slice_make(line.ptr, len));
    struct slice key = buffer_slice(&cutter->scratch);
    while (key.len > 0 && !is_word_byte(key.ptr[0])) {
        key = slice_sub(key, 1, key.len);
    }
    for (size_t i = 0; i < words->salutation_count; i++) {
        struct slice greeting = words->salutations[i];
        if (greeting.len > 0 && key.len >= greeting.len && memcmp(key.ptr, greeting.ptr, greeting.len) == 0 &&
            (key.len == greeting.len || !is_word_byte(key.ptr[greeting.len]))) {
            return true;
        }
    }
    return false;
}

static bool find_lower(struct slice text, struct slice word)
{
    for (size_t at = 0; at + word.len <= text.len;) {
        const char *hit = memmem(text.ptr + at, text.len - at, word.ptr, word.len);
        if (!hit) {
            return false;
        }
        size_t begin = (size_t)(hit - text.ptr);
        size_t end = begin + word.len;
        if ((begin == 0 || !is_word_byte(text.ptr[begin - 1])) && (end == text.len || !is_word_byte(text.ptr[end]))) {
            return true;
        }
        at = begin + 1;
    }
    return false;
}

bool words_seen_lower(struct cutter *cutter, struct slice word)
{
    buffer_clear(&cutter->scratch);
    utf8_fold(&cutter->scratch, word);
    struct slice key = buffer_slice(&cutter->scratch);
    const uint32_t *known = map_get(&cutter->seen_lower, key);
    if (known || cutter->seen_lower.count >= LOWER_LOOKUPS) {
        return known && *known;
    }
    size_t len = cutter->source.len < LOWER_SEARCH ? cutter->source.len : LOWER_SEARCH;
    bool found = key.len > 0 && find_lower(slice_make(cutter->source.ptr, len), key);
    map_put(&cutter->seen_lower, arena_copy(cutter->arena, key), found, NULL);
    return found;
}

/* A head has one sentence for each of its lines. */
static void cut_head(struct cutter *cutter, uint32_t index)
{
    struct span span = cutter->text->blocks[index].span;
    for (size_t at = span.begin; at < span.end;) {
        const char *line_end = memchr(cutter->source.ptr + at, '\n', span.end - at);
        size_t end = line_end ? (size_t)(line_end - cutter->source.ptr) : span.end;
        size_t first = cutter->text->token_count;
        tokens_cut(cutter, at, end);
        tokens_pair(cutter, first, cutter->text->token_count);
        sentences_add(cutter, first, cutter->text->token_count, index);
        at = end + 1;
    }
}

static void cut_block(struct cutter *cutter, uint32_t index)
{
    struct text *text = cutter->text;
    struct block *block = &text->blocks[index];
    block->first_sentence = (uint32_t)text->sentence_count;
    if (block->kind == BLOCK_HEAD) {
        cut_head(cutter, index);
    } else {
        size_t first = text->token_count;
        tokens_cut(cutter, block_words_begin(cutter->source, block), block->span.end);
        tokens_pair(cutter, first, text->token_count);
        if (block->kind == BLOCK_HEADING) {
            sentences_add(cutter, first, text->token_count, index);
        } else {
            sentences_cut(cutter, first, text->token_count, index);
        }
    }
    block->sentence_count = (uint32_t)text->sentence_count - block->first_sentence;
}

/* `kind` is a block kind, or negative where blocks are to be found. */
static void cut(struct text *text, const struct document *document, const struct text_words *words, int kind,
                struct arena *arena)
{
    *text = (struct text){.document = document};
    struct cutter cutter = {.text = text, .source = document->text, .words = words, .arena = arena};
    for (size_t i = 0; words && i < words->abbreviation_count; i++) {
        if (words->abbreviations[i].len > 0) {
            unsigned place = filter_place(words->abbreviations[i]);
            cutter.abbreviation_filter[place / 64] |= (uint64_t)1 << (place % 64);
        }
    }
    cutter.token_capacity = document->text.len / BYTES_PER_TOKEN + 16;
    text->tokens = arena_alloc_raw(arena, cutter.token_capacity, sizeof *text->tokens);
    cutter.sentence_capacity = document->text.len / BYTES_PER_SENTENCE + 16;
    text->sentences = arena_alloc_array(arena, cutter.sentence_capacity, sizeof *text->sentences);
    if (kind < 0) {
        blocks_find(&cutter);
    } else {
        blocks_set(&cutter, (enum block_kind)kind);
    }
    for (size_t i = 0; i < text->block_count; i++) {
        cut_block(&cutter, (uint32_t)i);
    }
    map_release(&cutter.seen_lower);
    buffer_release(&cutter.scratch);
}

void text_cut(struct text *text, const struct document *document, const struct text_words *words, struct arena *arena)
{
    cut(text, document, words, -1, arena);
}

void text_cut_as(struct text *text, const struct document *document, const struct text_words *words,
                 enum block_kind kind, struct arena *arena)
{
    cut(text, document, words, (int)kind, arena);
}
