#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

enum {
    REPLACEMENT = 0xFFFD,
    LAST_CODE_POINT = 0x10FFFF,
    LONGEST_DECOMPOSITION = 32, /* Unicode's longest is 18 */
    LONGEST_MARK_RUN = 32,      /* marks put in order after one letter; Unicode's stream-safe format allows 30 */
    FOLD_LOCAL = 256
};

uint32_t utf8_decode(struct slice text, size_t at, size_t *next)
{
    unsigned char first = (unsigned char)text.ptr[at];
    if (first < 0x80) {
        *next = at + 1;
        return first;
    }
    utf8proc_int32_t code_point;
    utf8proc_ssize_t step =
        utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + at, (utf8proc_ssize_t)(text.len - at), &code_point);
    if (step <= 0 || code_point < 0) {
        *next = at + 1;
        return REPLACEMENT;
    }
    *next = at + (size_t)step;
    return (uint32_t)code_point;
}

void utf8_encode(struct buffer *out, uint32_t code_point)
{
    if (code_point < 0x80) {
        buffer_add_byte(out, (char)code_point);
        return;
    }
    if (code_point > LAST_CODE_POINT || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        code_point = REPLACEMENT;
    }
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)code_point, bytes);
    buffer_add(out, slice_make((const char *)bytes, (size_t)len));
}

/* How many of the bytes from `at` on are ASCII for sure: whole stretches of sixteen. */
static size_t ascii_stretch(struct slice text, size_t at)
{
    size_t begin = at;
    while (text.len - at >= 2 * sizeof(uint64_t)) {
        uint64_t words[2];
        memcpy(words, text.ptr + at, sizeof words);
        if ((words[0] | words[1]) & UINT64_C(0x8080808080808080)) {
            break;
        }
        at += sizeof words;
    }
    return at - begin;
}

size_t utf8_valid_prefix(struct slice text)
{
    size_t at = 0;
    while (at < text.len) {
        if ((unsigned char)text.ptr[at] < 0x80) {
            size_t stretch = ascii_stretch(text, at);
            at += stretch > 0 ? stretch : 1;
            continue;
        }
        utf8proc_int32_t code_point;
        utf8proc_ssize_t step =
            utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + at, (utf8proc_ssize_t)(text.len - at), &code_point);
        if (step <= 0 || code_point < 0) {
            break;
        }
        at += (size_t)step;
    }
    return at;
}

size_t utf8_count(struct slice text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; count++) {
        utf8_decode(text, at, &at);
    }
    return count;
}

static utf8proc_category_t category(uint32_t c)
{
    return c > LAST_CODE_POINT ? UTF8PROC_CATEGORY_CN : utf8proc_category((utf8proc_int32_t)c);
}

bool utf8_is_upper(uint32_t c)
{
    if (c < 0x80) {
        return c >= 'A' && c <= 'Z';
    }
    utf8proc_category_t kind = category(c);
    return kind == UTF8PROC_CATEGORY_LU || kind == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_lower(uint32_t c)
{
    if (c < 0x80) {
        return c >= 'a' && c <= 'z';
    }
    return category(c) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_letter(uint32_t c)
{
    if (c < 0x80) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
    utf8proc_category_t kind = category(c);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

bool utf8_is_space(uint32_t c)
{
    if (c < 0x80) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
    if (c == 0x85 || c == 0x200B || c == 0xFEFF) {
        return true;
    }
    utf8proc_category_t kind = category(c);
    return kind >= UTF8PROC_CATEGORY_ZS && kind <= UTF8PROC_CATEGORY_ZP;
}

unsigned utf8_width(uint32_t c)
{
    if (c < 0x80) {
        return c >= 0x20 && c != 0x7F;
    }
    int width = c > LAST_CODE_POINT ? 1 : utf8proc_charwidth((utf8proc_int32_t)c);
    return width > 0 ? (unsigned)width : 0;
}

/* Code points under way; in `local` until there are too many. */
struct points {
    utf8proc_int32_t local[FOLD_LOCAL];
    utf8proc_int32_t *items;
    size_t count;
    size_t capacity;
};

static void points_reserve(struct points *points, size_t needed)
{
    if (needed <= points->capacity) {
        return;
    }
    bool was_local = points->items == points->local;
    size_t capacity = points->capacity * 2;
    points->items = memory_resize(was_local ? NULL : points->items, capacity, sizeof *points->items);
    if (was_local) {
        memcpy(points->items, points->local, points->count * sizeof *points->items);
    }
    points->capacity = capacity;
}

/* Canonical order of combining marks: a stable insertion sort of each run, in stretches of bounded length. */
static void order_marks(struct points *points)
{
    size_t run = 0;
    for (size_t i = 0; i < points->count; i++) {
        utf8proc_int32_t mark = points->items[i];
        utf8proc_propval_t rank = utf8proc_get_property(mark)->combining_class;
        if (rank == 0 || i - run >= LONGEST_MARK_RUN) {
            run = rank == 0 ? i + 1 : i;
            continue;
        }
        size_t to = i;
        while (to > run && utf8proc_get_property(points->items[to - 1])->combining_class > rank) {
            points->items[to] = points->items[to - 1];
            to--;
        }
        points->items[to] = mark;
    }
}

static uint32_t plain_sign(uint32_t c)
{
    if (c == 0x2019 || c == 0x02BC) {
        return '\'';
    }
    return c >= 0x2010 && c <= 0x2015 ? '-' : c;
}

/* Letters that Unicode does not take apart though names are written without their stroke as well. */
static const char *plain_letter(uint32_t c)
{
    static const struct {
        uint32_t letter;
        const char *plain;
    } table[] = {
        {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},  {0x0127, "h"},
        {0x0131, "i"},  {0x0138, "k"}, {0x0142, "l"}, {0x014B, "n"},  {0x0153, "oe"}, {0x0167, "t"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i].letter == c) {
            return table[i].plain;
        }
    }
    return NULL;
}

static void fold_points(struct buffer *out, struct slice text, bool plain)
{
    int options = UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STABLE;
    options |= plain ? UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK : UTF8PROC_COMPOSE;
    struct points points;
    points.items = points.local;
    points.count = 0;
    points.capacity = FOLD_LOCAL;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_decode(text, at, &at);
        points_reserve(&points, points.count + LONGEST_DECOMPOSITION);
        int boundary = 0;
        utf8proc_ssize_t made = utf8proc_decompose_char((utf8proc_int32_t)c, points.items + points.count,
                                                        LONGEST_DECOMPOSITION, (utf8proc_option_t)options, &boundary);
        if (made > 0) {
            points.count += made > LONGEST_DECOMPOSITION ? LONGEST_DECOMPOSITION : (size_t)made;
        }
    }
    order_marks(&points);
    utf8proc_ssize_t count =
        utf8proc_normalize_utf32(points.items, (utf8proc_ssize_t)points.count, (utf8proc_option_t)options);
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        uint32_t c = plain_sign((uint32_t)points.items[i]);
        const char *letter = plain && c >= 0x80 ? plain_letter(c) : NULL;
        if (letter) {
            buffer_add_text(out, letter);
        } else {
            utf8_encode(out, c);
        }
    }
    if (points.items != points.local) {
        free(points.items);
    }
}

/* Is each character ASCII or one of U+00C0 to U+00FE, but for the two signs and the letter (U+00DF) among them? Such a
 * text folds byte by byte; *ascii: all is ASCII. */
static bool folds_simply(struct slice text, bool *ascii)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    *ascii = true;
    for (size_t i = 0; i < text.len; i++) {
        if (bytes[i] < 0x80) {
            continue;
        }
        *ascii = false;
        bool letter = bytes[i] == 0xC3 && i + 1 < text.len && bytes[i + 1] >= 0x80 && bytes[i + 1] < 0xBF;
        if (!letter || bytes[i + 1] == 0x97 || bytes[i + 1] == 0x9F || bytes[i + 1] == 0xB7) {
            return false;
        }
        i++;
    }
    return true;
}

static void fold(struct buffer *out, struct slice text, bool plain)
{
    bool ascii;
    if (!folds_simply(text, &ascii) || (plain && !ascii)) {
        fold_points(out, text, plain);
        return;
    }
    size_t begin = out->len;
    buffer_add(out, text);
    for (size_t i = begin; i < out->len; i++) {
        unsigned char byte = (unsigned char)out->bytes[i];
        bool upper = (byte >= 'A' && byte <= 'Z') || (byte >= 0x80 && byte <= 0x9E); /* the latter behind 0xC3 */
        out->bytes[i] = (char)(upper ? byte | 0x20 : byte);
    }
}

void utf8_fold(struct buffer *out, struct slice word)
{
    fold(out, word, false);
}

void utf8_fold_plain(struct buffer *out, struct slice text)
{
    fold(out, text, true);
}
