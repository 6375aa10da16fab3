/* How names and titles are compared: folding, words, acronyms. Only letters are known here; words come from the pack.
 */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "kb/resolve_p.h"

enum { MAX_WORDS = 64, MAX_SLUG = 100, SHORT_PREFIX = 2, MIN_PLURAL = 4 };

static bool holds(const struct slice *sorted, size_t count, struct slice word)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(sorted[middle], word);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

/* Spelling variants: z as s (-ize, -ise), a final s of the plural, -ies as -y. The result is a key, not a word. */
static struct slice fold_letters(struct arena *arena, struct slice word)
{
    char *key = arena_string(arena, word);
    size_t len = word.len;
    for (size_t i = 0; i < len; i++) {
        if (key[i] == 'z') {
            key[i] = 's';
        }
    }
    if (len > MIN_PLURAL && memcmp(key + len - 3, "ies", 3) == 0) {
        len -= 2;
        key[len - 1] = 'y';
    } else if (len >= MIN_PLURAL && key[len - 1] == 's' && !strchr("sui", key[len - 2])) {
        len--;
    }
    return slice_make(key, len);
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* End of the word that begins at `at`: apostrophes inside join, and so does a hyphen after a prefix of one or two
 * letters. */
static size_t word_end(struct slice text, size_t at)
{
    size_t begin = at;
    while (at < text.len) {
        if (is_word_byte(text.ptr[at])) {
            at++;
            continue;
        }
        bool more = at + 1 < text.len && is_word_byte(text.ptr[at + 1]);
        bool joins = text.ptr[at] == '\'' ||
                     (text.ptr[at] == '-' && at - begin <= SHORT_PREFIX && (unsigned char)text.ptr[begin] >= 'a');
        if (!more || !joins) {
            break;
        }
        at++;
    }
    return at;
}

/* Without apostrophes, hyphens and a possessive s. */
static struct slice clean_word(struct arena *arena, struct slice word)
{
    if (word.len > 2 && word.ptr[word.len - 2] == '\'' && word.ptr[word.len - 1] == 's') {
        word.len -= 2;
    }
    char *clean = arena_string(arena, word);
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] != '\'' && word.ptr[i] != '-') {
            clean[len++] = word.ptr[i];
        }
    }
    return slice_make(clean, len);
}

static size_t add_word(struct resolver *resolver, struct slice word, bool expand, struct slice *items, size_t count)
{
    const struct resolve_words *words = resolver->options->words;
    if (words && holds(words->ignored, words->ignored_count, word)) {
        return count;
    }
    const uint32_t *expansion = expand ? map_get(&resolver->expansions, word) : NULL;
    if (!expansion) {
        items[count] = fold_letters(&resolver->work, word);
        return count + 1;
    }
    const struct word_list *list = &resolver->expanded[*expansion];
    for (size_t i = 0; i < list->count && count < MAX_WORDS; i++) {
        items[count++] = list->items[i];
    }
    return count;
}

/* A compound written with hyphens alone is no acronym, so the written case of a word decides whether it is expanded. */
static bool written_as_acronym(struct slice text, struct slice folded, size_t begin, size_t end)
{
    if (text.len != folded.len) {
        return false; /* folding moved bytes: the two cannot be laid side by side */
    }
    return words_is_acronym(slice_sub(text, begin, end));
}

static size_t add_chunk(struct resolver *resolver, struct slice chunk, bool expand, struct slice *items, size_t count)
{
    struct buffer folded = {0};
    utf8_fold_plain(&folded, chunk);
    struct slice all = buffer_slice(&folded);
    size_t at = 0;
    while (at < all.len && count < MAX_WORDS) {
        if (!is_word_byte(all.ptr[at])) {
            at++;
            continue;
        }
        size_t end = word_end(all, at);
        struct slice word = clean_word(&resolver->work, slice_sub(all, at, end));
        if (word.len > 0) {
            count = add_word(resolver, word, expand && written_as_acronym(chunk, all, at, end), items, count);
        }
        at = end;
    }
    buffer_release(&folded);
    return count;
}

void words_of(struct resolver *resolver, struct slice text, bool expand, struct word_list *out)
{
    struct slice items[MAX_WORDS];
    size_t count = 0;
    size_t begin = 0;
    /* White space cuts first, so that a sign that folds to another length spoils the sight of one acronym at most. */
    for (size_t at = 0; at <= text.len && count < MAX_WORDS; at++) {
        if (at < text.len && text.ptr[at] != ' ' && text.ptr[at] != '\n' && text.ptr[at] != '\t') {
            continue;
        }
        if (at > begin) {
            count = add_chunk(resolver, slice_sub(text, begin, at), expand, items, count);
        }
        begin = at + 1;
    }
    out->count = count;
    out->items = arena_alloc_array(&resolver->work, count, sizeof *items);
    if (count > 0) {
        memcpy(out->items, items, count * sizeof *items);
    }
}

static int order_words(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

struct slice words_joined(struct resolver *resolver, const struct word_list *words, char prefix, bool sorted)
{
    struct slice items[MAX_WORDS];
    size_t count = words->count;
    if (count > 0) {
        memcpy(items, words->items, count * sizeof *items);
    }
    if (sorted) {
        qsort(items, count, sizeof *items, order_words);
    }
    struct buffer joined = {0};
    buffer_add_byte(&joined, prefix);
    for (size_t i = 0; i < count; i++) {
        if (sorted && i > 0 && slice_equal(items[i], items[i - 1])) {
            continue;
        }
        if (sorted) {
            buffer_add_byte(&joined, ' ');
        }
        buffer_add(&joined, items[i]);
    }
    struct slice text = arena_copy(&resolver->work, buffer_slice(&joined));
    buffer_release(&joined);
    return text;
}

void words_prepare(struct resolver *resolver)
{
    const struct resolve_words *words = resolver->options->words;
    for (size_t i = 0; words && i < words->generic_count; i++) {
        map_put(&resolver->generic, fold_letters(&resolver->work, words->generic[i]), 1, NULL);
    }
}

bool words_is_generic(const struct resolver *resolver, struct slice word)
{
    return map_get(&resolver->generic, word) != NULL;
}

bool words_is_acronym(struct slice text)
{
    size_t letters = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= 'A' && c <= 'Z') {
            letters++;
        } else if (c < '0' || c > '9' || letters == 0) {
            return false;
        }
    }
    return letters >= 2;
}

void words_add_expansion(struct resolver *resolver, struct slice acronym, struct slice name)
{
    if (!words_is_acronym(acronym) || words_is_acronym(name)) {
        return;
    }
    struct buffer folded = {0};
    utf8_fold_plain(&folded, acronym);
    struct slice key = arena_copy(&resolver->work, buffer_slice(&folded));
    buffer_release(&folded);
    bool added;
    map_put(&resolver->expansions, key, (uint32_t)resolver->expanded_count, &added);
    if (!added) {
        return;
    }
    resolver->expanded = array_grow(resolver->expanded, &resolver->expanded_capacity, resolver->expanded_count + 1,
                                    sizeof *resolver->expanded);
    struct word_list *list = &resolver->expanded[resolver->expanded_count];
    words_of(resolver, name, false, list);
    resolver->expanded_count++;
}

struct slice words_slug(struct resolver *resolver, struct slice text)
{
    struct buffer folded = {0};
    utf8_fold_plain(&folded, text);
    struct buffer slug = {0};
    for (size_t i = 0; i < folded.len && slug.len < MAX_SLUG; i++) {
        char c = folded.bytes[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            buffer_add_byte(&slug, c);
        } else if (c != '\'' && slug.len > 0 && slug.bytes[slug.len - 1] != '-') {
            buffer_add_byte(&slug, '-');
        }
    }
    while (slug.len > 0 && slug.bytes[slug.len - 1] == '-') {
        slug.len--;
    }
    struct slice result = arena_copy(&resolver->work, buffer_slice(&slug));
    buffer_release(&folded);
    buffer_release(&slug);
    if (result.len == 0) {
        /* A script without Latin letters: the bytes of the name stand for themselves in hex. */
        struct buffer hex = {0};
        for (size_t i = 0; i < text.len && i < MAX_SLUG / 2; i++) {
            buffer_format(&hex, "%02x", (unsigned)(unsigned char)text.ptr[i]);
        }
        result = arena_copy(&resolver->work, buffer_slice(&hex));
        buffer_release(&hex);
    }
    return result;
}
