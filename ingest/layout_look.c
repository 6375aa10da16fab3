/* What a line looks like: the signs by which the repairs decide. */
#include "base/utf8.h"
#include "ingest/layout_p.h"

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t marker_space(struct slice text, size_t at)
{
    bool visible = true;
    size_t first = at;
    for (size_t step; at < text.len && (step = layout_space(text, at, &visible)) > 0;) {
        at += step;
    }
    return at > first || at == text.len ? at : 0;
}

/* Length of the bullet character that text begins with, or 0. */
static size_t bullet(struct slice text)
{
    static const char *const bullets[] = {
        "-", "*", "\xE2\x80\xA2" /* bullet */, "\xC2\xB7" /* middle dot */, "\xE2\x97\xA6" /* white bullet */,
        "\xE2\x96\xAA" /* small square */, "\xE2\x96\xA0" /* square */, "\xE2\x97\x8F" /* circle */,
        "\xE2\x80\x93" /* en dash */, "\xE2\x80\x94" /* em dash */, "\xEF\x82\xB7" /* symbol font's bullet */,
        "\xE2\x9E\xA2" /* arrow */, "\xE2\x9C\x93" /* tick */, "\xE2\x96\xBA" /* pointer */,
    };
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        if (slice_starts(text, bullets[i])) {
            return strlen(bullets[i]);
        }
    }
    return 0;
}

static bool is_roman(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!strchr("ivxlc", text.ptr[i] | 0x20) || (text.ptr[i] & 0x20) != (text.ptr[0] & 0x20)) {
            return false;
        }
    }
    return text.len > 0 && text.len <= 7;
}

size_t layout_marker(struct slice text, int *number)
{
    *number = -1;
    size_t at = bullet(text);
    if (at > 0) {
        return marker_space(text, at);
    }
    bool open = text.len > 0 && text.ptr[0] == '(';
    size_t begin = open ? 1 : 0;
    at = begin;
    int value = 0;
    while (at < text.len && at < begin + 4 && is_ascii_digit(text.ptr[at])) {
        value = value * 10 + (text.ptr[at++] - '0');
    }
    bool digits = at > begin;
    if (!digits) {
        while (at < text.len && at < begin + 8 && is_ascii_letter(text.ptr[at])) {
            at++;
        }
        struct slice letters = slice_sub(text, begin, at);
        if (letters.len == 0 || (letters.len > 1 && !is_roman(letters))) {
            return 0;
        }
    }
    if (at == text.len || at - begin > 7 || (digits && at - begin > 3)) {
        return 0;
    }
    bool closed = text.ptr[at] == ')';
    if (!closed && (open || text.ptr[at] != '.')) {
        return 0;
    }
    *number = digits ? value : -1;
    return marker_space(text, at + 1);
}

/* A footnote's beginning: a number of at most three digits without a full stop, white space, then a capital or a quote. */
static bool looks_like_note(struct slice text)
{
    size_t at = 0;
    while (at < text.len && at < 3 && is_ascii_digit(text.ptr[at])) {
        at++;
    }
    if (at == 0 || at + 1 >= text.len || text.ptr[at] != ' ') {
        return false;
    }
    size_t next = 0;
    uint32_t c = utf8_decode(text, at + 1, &next);
    return utf8_is_upper(c) || c == '"' || c == 0x201C;
}

/* Whether text ends as a clause ends; a footnote number after the stop is looked through ("Council, 54"). */
static uint16_t ending(struct slice text)
{
    size_t end = text.len;
    size_t digits = end;
    while (digits > 0 && end - digits < 3 && is_ascii_digit(text.ptr[digits - 1])) {
        digits--;
    }
    if (digits < end && digits > 1 && text.ptr[digits - 1] == ' ' && strchr(".,;:", text.ptr[digits - 2])) {
        end = digits - 1;
    }
    while (end > 0) {
        static const char *const closers[] = {"\"", "'", ")", "]", "*", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB"};
        size_t before = end;
        for (size_t i = 0; i < sizeof closers / sizeof *closers; i++) {
            size_t len = strlen(closers[i]);
            if (end >= len && memcmp(text.ptr + end - len, closers[i], len) == 0) {
                end -= len;
            }
        }
        if (before == end) {
            break;
        }
    }
    if (end == 0) {
        return 0;
    }
    if (end >= 3 && memcmp(text.ptr + end - 3, "\xE2\x80\xA6", 3) == 0) {
        return LINE_TERMINAL;
    }
    char last = text.ptr[end - 1];
    if (last == ',') {
        return LINE_COMMA;
    }
    return strchr(".!?;:", last) ? LINE_TERMINAL : 0;
}

struct look {
    size_t width;
    size_t letters;
    size_t lower;
    size_t word;       /* letters of the word under way */
    bool lower_word;   /* all of them lower case */
    size_t long_words; /* lower case words of four letters and more */
    bool digits;
    bool small;
    int open;
};

static void end_word(struct look *look)
{
    if (look->word > 0) {
        look->long_words += look->word >= 4 && look->lower_word;
        look->small = look->word <= 3 && look->lower_word;
    }
    look->word = 0;
    look->lower_word = true;
}

static void see_character(struct look *look, uint32_t c)
{
    look->width++;
    bool ascii = c < 0x80;
    bool letter = ascii ? is_ascii_letter((char)c) : utf8_is_letter(c);
    if (letter) {
        bool lower = ascii ? (c & 0x20) != 0 : utf8_is_lower(c);
        look->letters++;
        look->lower += lower;
        look->word++;
        look->lower_word = look->lower_word && lower;
        return;
    }
    end_word(look);
    if (c != ' ') {
        look->small = false;
    }
    look->digits = look->digits || (c >= '0' && c <= '9');
    look->open += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
}

static void describe(const struct layout *layout, struct line *line)
{
    struct slice text = layout_text(layout, line);
    struct look look = {.lower_word = true};
    for (size_t at = 0; at < text.len;) {
        see_character(&look, utf8_decode(text, at, &at));
    }
    end_word(&look);
    uint16_t flags = line->flags;
    line->width = (uint32_t)look.width;
    flags |= ending(text);
    size_t next = 0;
    flags |= text.len > 0 && utf8_is_lower(utf8_decode(text, 0, &next)) ? LINE_LOWER : 0;
    flags |= look.long_words >= 2 ? LINE_PROSE : 0;
    flags |= look.letters > 2 && look.lower == 0 ? LINE_CAPITALS : 0;
    flags |= look.digits ? LINE_DIGITS : 0;
    flags |= look.small ? LINE_SMALL_END : 0;
    flags |= look.open > 0 ? LINE_OPEN : 0;
    int number = -1;
    flags |= layout_marker(text, &number) > 0 ? LINE_MARKER : 0;
    flags |= looks_like_note(text) ? LINE_NOTE : 0;
    line->flags = flags;
}

void layout_describe(struct layout *layout)
{
    for (size_t i = 0; i < layout->line_count; i++) {
        describe(layout, &layout->lines[i]);
    }
}
