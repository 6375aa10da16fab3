/* Words broken at a line's end ("poli-" / "tical", "Secretary-" / "General") and by a scanner ("Secretary- General").
 */
#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "ingest/layout_p.h"

enum {
    MAX_WORD = 64, /* bytes of a word that is looked up */
    MAX_LOOKS = 16 /* words that are looked for in the text itself, before all of them are gathered */
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0xC3;
}

static bool is_word_byte(char c)
{
    return is_letter(c) || (unsigned char)c >= 0x80;
}

static bool is_lower(struct slice text, size_t at)
{
    size_t next = 0;
    return at < text.len && utf8_is_lower(utf8_decode(text, at, &next));
}

/* The document's words in lower case (ASCII), hyphenated ones whole and in parts; filled when first needed. */
struct words {
    struct map map;
    struct arena arena;
    const struct layout *layout;
    bool filled;
    size_t looks;
    struct slice wanted; /* the one word that is looked for; empty: all are gathered */
    bool found;
};

static bool is_wanted(struct slice wanted, struct slice word)
{
    if (word.len != wanted.len) {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) != wanted.ptr[i]) {
            return false;
        }
    }
    return true;
}

/* Stands the word in lower case anywhere in the text, in whatever letters, as a part of another or by itself? */
static bool stands_anywhere(struct slice text, struct slice word)
{
    const char *hyphen = memchr(word.ptr, '-', word.len); /* few bytes are one: looked for first */
    size_t offset = hyphen ? (size_t)(hyphen - word.ptr) : 0;
    char sign = word.ptr[offset], upper = sign >= 'a' && sign <= 'z' ? (char)(sign & ~0x20) : sign;
    for (int pass = 0; pass < (upper == sign ? 1 : 2); pass++) {
        for (size_t at = 0; at + word.len <= text.len; at++) {
            const char *hit = memchr(text.ptr + at + offset, pass ? upper : sign, text.len - at - word.len + 1);
            if (!hit) {
                break;
            }
            at = (size_t)(hit - text.ptr) - offset;
            if (is_wanted(word, slice_sub(text, at, at + word.len))) {
                return true;
            }
        }
    }
    return false;
}

static void add_word(struct words *words, struct slice word)
{
    if (word.len == 0 || word.len > MAX_WORD) {
        return;
    }
    if (words->wanted.len > 0) {
        words->found = words->found || is_wanted(words->wanted, word);
        return;
    }
    char lower[MAX_WORD];
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    struct slice key = slice_make(lower, word.len);
    if (!map_get(&words->map, key)) {
        map_put(&words->map, arena_copy(&words->arena, key), 0, NULL);
    }
}

static void fill(struct words *words)
{
    const struct layout *layout = words->layout;
    for (size_t i = layout_next(layout, 0); i < layout->line_count && !words->found; i = layout_next(layout, i + 1)) {
        struct slice text = layout_text(layout, &layout->lines[i]);
        for (size_t at = 0; at < text.len;) {
            size_t begin = at;
            size_t part = at;
            while (at < text.len &&
                   (is_word_byte(text.ptr[at]) ||
                    (text.ptr[at] == '-' && at > begin && at + 1 < text.len && is_letter(text.ptr[at + 1])))) {
                if (text.ptr[at] == '-') {
                    add_word(words, slice_sub(text, part, at));
                    part = at + 1;
                }
                at++;
            }
            bool broken = at < text.len && text.ptr[at] == '-' && at + 1 == text.len;
            bool half = begin == 0; /* may be the second half of a broken word */
            if (at > begin && !broken && !half) {
                add_word(words, slice_sub(text, part, at));
                if (part > begin) {
                    add_word(words, slice_sub(text, begin, at));
                }
            }
            at += at == begin;
        }
    }
}

static bool knows(struct words *words, struct slice first, const char *between, struct slice second)
{
    char key[2 * MAX_WORD + 2];
    size_t len = 0;
    if (first.len > MAX_WORD || second.len > MAX_WORD) {
        return false;
    }
    for (size_t i = 0; i < first.len; i++) {
        key[len++] = first.ptr[i];
    }
    for (size_t i = 0; between[i]; i++) {
        key[len++] = between[i];
    }
    for (size_t i = 0; i < second.len; i++) {
        key[len++] = second.ptr[i];
    }
    for (size_t i = 0; i < len; i++) {
        key[i] = key[i] >= 'A' && key[i] <= 'Z' ? (char)(key[i] | 0x20) : key[i];
    }
    if (!words->filled && words->looks++ < MAX_LOOKS) {
        if (len == 0 || !stands_anywhere(words->layout->source, slice_make(key, len))) {
            return false;
        }
        words->wanted = slice_make(key, len);
        words->found = false;
        fill(words);
        bool found = words->found;
        words->found = false;
        return found;
    }
    if (!words->filled) {
        words->wanted = (struct slice){0};
        words->filled = true;
        fill(words);
    }
    return map_get(&words->map, slice_make(key, len)) != NULL;
}

static struct slice word_before(struct slice text, size_t end)
{
    size_t begin = end;
    while (begin > 0 && end - begin < MAX_WORD && is_word_byte(text.ptr[begin - 1])) {
        begin--;
    }
    return slice_sub(text, begin, end);
}

static struct slice word_after(struct slice text, size_t begin)
{
    size_t end = begin;
    while (end < text.len && end - begin < MAX_WORD && is_word_byte(text.ptr[end])) {
        end++;
    }
    return slice_sub(text, begin, end);
}

/* Whether the hyphen belongs to the word and not to the line's end. */
static bool keeps_hyphen(struct words *words, struct slice first, struct slice second)
{
    struct slice none = slice_make("", 0);
    if (!is_lower(second, 0)) {
        return true;
    }
    if (knows(words, first, "-", second)) {
        return true;
    }
    if (knows(words, first, "", second)) {
        return false;
    }
    return knows(words, first, "", none) && knows(words, none, "", second);
}

static void join_halves(struct layout *layout, struct words *words, struct line *before, struct line *line)
{
    struct slice first_line = layout_text(layout, before);
    struct slice second_line = layout_text(layout, line);
    if (first_line.len < 2 || first_line.ptr[first_line.len - 1] != '-' ||
        !is_word_byte(first_line.ptr[first_line.len - 2])) {
        return;
    }
    struct slice first = word_before(first_line, first_line.len - 1);
    struct slice second = word_after(second_line, 0);
    if (second.len == 0) {
        return;
    }
    line->join = JOIN_NOTHING;
    if (!keeps_hyphen(words, first, second)) {
        layout_cut(layout, before->end - 1, before->end);
    }
}

/* "Secretary- General": no white space. "short- and long-term" keeps it: the whole is nowhere in the document. */
static void close_gaps(struct layout *layout, struct words *words, const struct line *line)
{
    struct slice text = layout_text(layout, line);
    for (size_t at = 1; at + 2 < text.len; at++) {
        const char *hyphen = memchr(text.ptr + at, '-', text.len - 2 - at);
        if (!hyphen) {
            return;
        }
        at = (size_t)(hyphen - text.ptr);
        if (text.ptr[at + 1] != ' ' || !is_word_byte(text.ptr[at - 1]) || !is_letter(text.ptr[at + 2])) {
            continue;
        }
        struct slice first = word_before(text, at);
        struct slice second = word_after(text, at + 2);
        bool both_upper = !is_lower(first, 0) && !is_lower(second, 0);
        size_t end = at + 2;
        if (both_upper || knows(words, first, "-", second)) {
            layout_cut(layout, line->begin + at + 1, line->begin + end);
        } else if (knows(words, first, "", second)) {
            layout_cut(layout, line->begin + at, line->begin + end);
        }
    }
}

void repair_hyphen(struct layout *layout)
{
    struct words words = {.layout = layout};
    arena_init(&words.arena);
    size_t before = layout_next(layout, 0);
    for (size_t i = before; i < layout->line_count; i = layout_next(layout, i + 1)) {
        struct line *line = &layout->lines[i];
        if (i > before && line->join == JOIN_SPACE) {
            join_halves(layout, &words, &layout->lines[before], line);
        }
        close_gaps(layout, &words, line);
        before = i;
    }
    map_release(&words.map);
    arena_release(&words.arena);
}
