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
    if (first >= 0xC2 && first <= 0xDF && at + 1 < text.len && ((unsigned char)text.ptr[at + 1] & 0xC0) == 0x80) {
        *next = at + 2;
        return (uint32_t)(first & 0x1F) << 6 | ((unsigned char)text.ptr[at + 1] & 0x3F);
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
        unsigned char first = (unsigned char)text.ptr[at];
        if (first >= 0xC2 && first <= 0xDF && at + 1 < text.len && ((unsigned char)text.ptr[at + 1] & 0xC0) == 0x80) {
            at += 2;
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

bool utf8_is_symbol(uint32_t c)
{
    utf8proc_category_t kind = category(c);
    return kind >= UTF8PROC_CATEGORY_SM && kind <= UTF8PROC_CATEGORY_SO;
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

/* The fold of a letter of the Latin alphabets that folds to one letter, as long in UTF-8 as itself; 0 of all others,
 * and of ASCII. None of them is changed by what stands beside it, if that is one of them or ASCII. */
static uint32_t simple_letter(uint32_t c)
{
    if (c < 0x100) {
        return c < 0xC0 || c == 0xD7 || c == 0xDF || c == 0xF7 || c == 0xFF ? 0 : c | 0x20;
    }
    if (c <= 0x12F || (c >= 0x134 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x1E00 && c <= 0x1E95)) {
        return c | 1;
    }
    bool second = (c >= 0x139 && c <= 0x13E) || (c >= 0x141 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    return second ? c + (c & 1) : 0;
}

/* Of two bytes or three, in place; how many there are, 0 where it is no such letter. */
static size_t fold_letter(char *at, size_t left)
{
    const unsigned char *bytes = (const unsigned char *)at;
    if (left >= 2 && bytes[0] >= 0xC3 && bytes[0] <= 0xC5 && (bytes[1] & 0xC0) == 0x80) {
        uint32_t letter = simple_letter((uint32_t)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F));
        at[0] = (char)(0xC0 | letter >> 6);
        at[1] = (char)(0x80 | (letter & 0x3F));
        return letter != 0 ? 2 : 0;
    }
    if (left >= 3 && bytes[0] == 0xE1 && (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80) {
        uint32_t letter = simple_letter(0x1000 | (uint32_t)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F));
        at[1] = (char)(0x80 | (letter >> 6 & 0x3F));
        at[2] = (char)(0x80 | (letter & 0x3F));
        return letter != 0 ? 3 : 0;
    }
    return 0;
}

/* The short way: ASCII, and letters of Latin alphabets. False where the text has others; nothing is added then. */
static bool fold_simply(struct buffer *out, struct slice text, bool ascii)
{
    size_t begin = out->len;
    buffer_add(out, text);
    for (size_t at = begin; at < out->len;) {
        unsigned char byte = (unsigned char)out->bytes[at];
        size_t length = 1;
        if (byte < 0x80) {
            out->bytes[at] = (char)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
        } else if (ascii || (length = fold_letter(out->bytes + at, out->len - at)) == 0) {
            out->len = begin;
            out->bytes[begin] = '\0';
            return false;
        }
        at += length;
    }
    return true;
}

static void fold(struct buffer *out, struct slice text, bool plain)
{
    if (!fold_simply(out, text, plain)) {
        fold_points(out, text, plain);
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
