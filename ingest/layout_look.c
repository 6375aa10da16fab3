/* What a line looks like: the signs by which the repairs decide. */
#include "base/utf8.h"
#include "ingest/layout_p.h"
#include "base/marker.h"

enum { LONG_TEXT = 1000 /* bytes of a line that was surely not wrapped, and is no title */ };

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
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
    bool word_upper; /* the word under way begins with a capital */
    bool upper_end;
    int open;
};

static void end_word(struct look *look)
{
    if (look->word > 0) {
        look->long_words += look->word >= 4 && look->lower_word;
        look->small = look->word <= 3 && look->lower_word;
        look->upper_end = look->word_upper;
    }
    look->word = 0;
    look->lower_word = true;
}

static void see_character(struct look *look, uint32_t c)
{
    if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF) {
        return; /* nothing to be seen */
    }
    look->width++;
    bool ascii = c < 0x80;
    bool letter = ascii ? is_ascii_letter((char)c) : utf8_is_letter(c);
    if (letter) {
        bool lower = ascii ? (c & 0x20) != 0 : utf8_is_lower(c);
        look->word_upper = look->word > 0 ? look->word_upper : !lower;
        look->letters++;
        look->lower += lower;
        look->word++;
        look->lower_word = look->lower_word && lower;
        return;
    }
    end_word(look);
    if (c != ' ') {
        look->small = false;
        look->upper_end = false;
    }
    look->digits = look->digits || (c >= '0' && c <= '9');
    look->open += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
}

static void describe(const struct layout *layout, struct line *line)
{
    struct slice text = layout_text(layout, line);
    struct look look = {.lower_word = true};
    if (text.len > LONG_TEXT) { /* no repair asks more of it */
        look =
            (struct look){.width = text.len, .letters = text.len, .lower = text.len / 2, .long_words = text.len / 16};
    }
    for (size_t at = 0; at < text.len && text.len <= LONG_TEXT;) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (look.word > 0 && byte >= 'a' && byte <= 'z') { /* inside a word: most bytes */
            look.width++;
            look.letters++;
            look.lower++;
            look.word++;
            at++;
            continue;
        }
        see_character(&look, byte < 0x80 ? (uint32_t)byte : utf8_decode(text, at, &at));
        at += byte < 0x80;
    }
    end_word(&look);
    uint32_t flags = line->flags;
    line->width = (uint32_t)look.width;
    flags |= ending(text);
    size_t next = 0;
    flags |= text.len > 0 && utf8_is_lower(utf8_decode(text, 0, &next)) ? LINE_LOWER : 0;
    flags |= look.long_words >= 2 ? LINE_PROSE : 0;
    flags |= look.long_words >= 5 ? LINE_MUCH_PROSE : 0;
    flags |= look.upper_end ? LINE_UPPER_END : 0;
    flags |= look.letters > 2 && look.lower == 0 ? LINE_CAPITALS : 0;
    flags |= look.digits ? LINE_DIGITS : 0;
    flags |= look.small ? LINE_SMALL_END : 0;
    flags |= look.open > 0 ? LINE_OPEN : look.open < 0 ? LINE_CLOSE : 0;
    flags |= marker_of(text).len > 0 ? LINE_MARKER : 0;
    flags |= marker_of_note(text) > 0 ? LINE_NOTE : 0;
    flags |= text.len > 0 && text.ptr[0] == '(' && !(flags & LINE_MARKER) ? LINE_BRACKET : 0;
    line->flags = flags;
}

void layout_describe(struct layout *layout)
{
    for (size_t i = 0; i < layout->line_count; i++) {
        describe(layout, &layout->lines[i]);
    }
}
