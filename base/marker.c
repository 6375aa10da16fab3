#include "base/marker.h"

#include "base/utf8.h"

enum { MAX_DIGITS = 3, MAX_ROMAN = 7 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* End of the white space at text[at], or 0 where there is none and the text goes on. */
static size_t skip_space(struct slice text, size_t at)
{
    size_t first = at;
    while (at < text.len) {
        size_t next = at;
        if (!utf8_is_space(utf8_decode(text, at, &next))) {
            break;
        }
        at = next;
    }
    return at > first || at == text.len ? at : 0;
}

/* Length of the bullet character that text begins with, or 0. */
static size_t bullet(struct slice text)
{
    static const char *const bullets[] = {
        "-",
        "*",
        "\xC2\xB7",     /* middle dot */
        "\xE2\x80\xA2", /* bullet */
        "\xE2\x97\xA6", /* white bullet */
        "\xE2\x96\xAA", /* small square */
        "\xE2\x96\xA0", /* square */
        "\xE2\x97\x8F", /* circle */
        "\xE2\x80\x93", /* en dash */
        "\xE2\x80\x94", /* em dash */
        "\xEF\x82\xB7", /* bullet of a symbol font */
        "\xE2\x9E\xA2", /* arrow */
        "\xE2\x9C\x93", /* tick */
        "\xE2\x96\xBA", /* pointer */
    };
    unsigned char first = text.len > 0 ? (unsigned char)text.ptr[0] : 0;
    bool possible = first == '-' || first == '*' || first == 0xC2 || first == 0xE2 || first == 0xEF;
    for (size_t i = 0; possible && i < sizeof bullets / sizeof *bullets; i++) {
        if (slice_starts(text, bullets[i])) {
            return strlen(bullets[i]);
        }
    }
    return 0;
}

static bool is_roman(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char lower = (char)(text.ptr[i] | 0x20);
        if (!strchr("ivxlc", lower) || (text.ptr[i] & 0x20) != (text.ptr[0] & 0x20)) {
            return false;
        }
    }
    return text.len > 0 && text.len <= MAX_ROMAN;
}

struct marker marker_of(struct slice text)
{
    struct marker none = {0, -1, 0};
    if (text.len == 0) {
        return none;
    }
    size_t at = bullet(text);
    if (at > 0) {
        return (struct marker){skip_space(text, at), -1, (unsigned char)text.ptr[at - 1]};
    }
    bool open = text.ptr[0] == '(';
    size_t begin = open ? 1 : 0;
    int value = 0;
    for (at = begin; at < text.len && at - begin < MAX_DIGITS && is_digit(text.ptr[at]); at++) {
        value = value * 10 + (text.ptr[at] - '0');
    }
    bool digits = at > begin;
    while (!digits && at < text.len && at - begin < MAX_ROMAN && is_letter(text.ptr[at])) {
        at++;
    }
    size_t letters = digits ? 0 : at - begin;
    if (at == begin || at == text.len || (letters > 1 && !is_roman(slice_sub(text, begin, at)))) {
        return none;
    }
    bool closed = text.ptr[at] == ')';
    if (!closed && (open || text.ptr[at] != '.')) {
        return none;
    }
    bool upper = !digits && (text.ptr[begin] & 0x20) == 0;
    int kind = 256 + (open ? 1 : 0) + (closed ? 2 : 0) + (digits ? 4 : 0) + (upper ? 8 : 0) + (letters > 1 ? 16 : 0);
    return (struct marker){skip_space(text, at + 1), digits ? value : -1, kind};
}

size_t marker_of_note(struct slice text)
{
    size_t at = 0;
    if (text.len > 2 && text.ptr[0] == '*' && text.ptr[1] == ' ') {
        at = 1;
    }
    while (text.len > 0 && text.ptr[0] != '*' && at < text.len && at < MAX_DIGITS && is_digit(text.ptr[at])) {
        at++;
    }
    if (at == 0 || at + 1 >= text.len || text.ptr[at] != ' ') {
        return 0;
    }
    size_t next = 0;
    uint32_t c = utf8_decode(text, at + 1, &next);
    return utf8_is_upper(c) || c == '"' || c == 0x201C ? at + 1 : 0;
}
