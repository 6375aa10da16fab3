/* What a line looks like: the signs by which the repairs decide. */
#include "base/utf8.h"
#include "ingest/layout_p.h"
#include "base/marker.h"

enum {
    LONG_TEXT = 1000, /* bytes of a line that was surely not wrapped, and is no title */
    MUCH_PROSE = 5    /* long words in lower case */
};

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The last bytes of marks that close. */
static bool may_close(char c)
{
    switch ((unsigned char)c) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case '*':
    case 0x9D:
    case 0x99:
    case 0xBB:
        return true;
    default:
        return false;
    }
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
    while (end > 0 && may_close(text.ptr[end - 1])) {
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

/* Counts of a line's bytes, four of 16 bits in one number: a line has at most LONG_TEXT bytes. */
#define CHARACTER UINT64_C(1)
#define DIGIT     (UINT64_C(1) << 16 | CHARACTER)
#define OPENS     (UINT64_C(1) << 32 | CHARACTER)
#define CLOSES    (UINT64_C(1) << 48 | CHARACTER)

static const uint64_t counts[256] = {
    [0x00 ... '\''] = CHARACTER,
    ['('] = OPENS,
    [')'] = CLOSES,
    ['*' ... '/'] = CHARACTER,
    ['0' ... '9'] = DIGIT,
    [':' ... 'Z'] = CHARACTER,
    ['['] = OPENS,
    ['\\'] = CHARACTER,
    [']'] = CLOSES,
    ['^' ... 'z'] = CHARACTER,
    ['{'] = OPENS,
    ['|'] = CHARACTER,
    ['}'] = CLOSES,
    ['~' ... 0x7F] = CHARACTER,
    [0xC0 ... 0xFF] = CHARACTER,
};

/* Reads the line's words until there are MUCH_PROSE long ones in lower case: then no repair asks for more. */
static void look_at_words(struct look *look, struct slice text)
{
    for (size_t at = 0; at < text.len && look->long_words < MUCH_PROSE;) {
        size_t begin = at;
        while (at < text.len && text.ptr[at] >= 'a' && text.ptr[at] <= 'z') { /* most bytes */
            at++;
        }
        look->letters += at - begin;
        look->lower += at - begin;
        look->word += at - begin;
        if (at == text.len) {
            return;
        }
        unsigned char byte = (unsigned char)text.ptr[at];
        uint32_t c = byte < 0x80 ? (uint32_t)byte : utf8_decode(text, at, &at);
        at += byte < 0x80;
        if (c < 0x80 ? is_ascii_letter((char)c) : utf8_is_letter(c)) {
            bool lower = c >= 0x80 && utf8_is_lower(c);
            look->letters++;
            look->lower += lower;
            look->word++;
            look->lower_word = look->lower_word && lower;
        } else {
            end_word(look);
        }
    }
}

/* The letter that ends at text[*end], or 0; *end is then where it begins. */
static uint32_t letter_before(struct slice text, size_t *end)
{
    size_t at = *end;
    while (at > 0 && ((unsigned char)text.ptr[at - 1] & 0xC0) == 0x80) {
        at--;
    }
    if (at == 0) {
        return 0;
    }
    size_t next;
    uint32_t c = utf8_decode(text, --at, &next);
    if (!utf8_is_letter(c)) {
        return 0;
    }
    *end = at;
    return c;
}

/* The line's last word, if nothing but spaces is behind it. */
static void look_at_last(struct look *look, struct slice text)
{
    size_t end = text.len;
    while (end > 0 && text.ptr[end - 1] == ' ') {
        end--;
    }
    look->word = 0;
    look->lower_word = true;
    for (uint32_t c; (c = letter_before(text, &end)) != 0;) {
        look->word_upper = !utf8_is_lower(c);
        look->lower_word = look->lower_word && !look->word_upper;
        look->word++;
    }
    look->small = look->word > 0 && look->word <= 3 && look->lower_word;
    look->upper_end = look->word > 0 && look->word_upper;
}

/* What see_character finds, of a line in which every character can be seen. */
static struct look look_at_simple(struct slice text)
{
    struct look look = {.lower_word = true};
    look_at_words(&look, text);
    end_word(&look);
    uint64_t sum = 0;
    for (size_t i = 0; i < text.len; i++) {
        sum += counts[(unsigned char)text.ptr[i]];
    }
    look.width = sum & 0xFFFF;
    look.digits = (sum >> 16 & 0xFFFF) > 0;
    look.open = (int)(sum >> 32 & 0xFFFF) - (int)(sum >> 48);
    look_at_last(&look, text);
    return look;
}

static struct look look_at(struct slice text, bool simple)
{
    if (text.len > LONG_TEXT) { /* no repair asks more of it */
        return (struct look){
            .width = text.len, .letters = text.len, .lower = text.len / 2, .long_words = text.len / 16};
    }
    if (simple) {
        return look_at_simple(text);
    }
    struct look look = {.lower_word = true};
    for (size_t at = 0; at < text.len;) {
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
    return look;
}

static void describe(const struct layout *layout, struct line *line)
{
    struct slice text = layout_text(layout, line);
    struct look look = look_at(text, (line->flags & LINE_SIMPLE) != 0);
    uint32_t flags = line->flags;
    line->width = (uint32_t)look.width;
    flags |= ending(text);
    size_t next = 0;
    flags |= text.len > 0 && utf8_is_lower(utf8_decode(text, 0, &next)) ? LINE_LOWER : 0;
    flags |= look.long_words >= 2 ? LINE_PROSE : 0;
    flags |= look.long_words >= MUCH_PROSE ? LINE_MUCH_PROSE : 0;
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
