/* Words, numbers and marks. One pass; ASCII by table, the rest by libutf8proc. */
#include "base/letters.h"
#include "base/utf8.h"
#include "text/text_p.h"

enum class { MARK, SPACE, LOWER, UPPER, DIGIT, HIGH };

static const uint8_t classes[256] = {
    ['\t'] = SPACE,        ['\n'] = SPACE,        ['\r'] = SPACE,        [' '] = SPACE,
    ['0' ... '9'] = DIGIT, ['A' ... 'Z'] = UPPER, ['a' ... 'z'] = LOWER, [0x80 ... 0xFF] = HIGH,
};

enum { MAX_DIGITS = 15 /* of a token's number */ };

struct scan {
    struct cutter *cutter;
    const char *bytes;
    size_t end;
    struct slice whole;  /* up to end */
    struct token *token; /* the next one */
    struct token *limit; /* of those that there is room for */
};

static bool is_ascii_letter(char c)
{
    return classes[(unsigned char)c] == LOWER || classes[(unsigned char)c] == UPPER;
}

/* The letter at `at`: its length in bytes, or 0. *upper and *lower tell its case. */
static size_t letter_at(const struct scan *scan, size_t at, bool *upper, bool *lower)
{
    *upper = false;
    *lower = false;
    if (at >= scan->end) {
        return 0;
    }
    unsigned char c = (unsigned char)scan->bytes[at];
    if (c < 0x80) {
        *upper = classes[c] == UPPER;
        *lower = classes[c] == LOWER;
        return *upper || *lower;
    }
    size_t next = at;
    uint32_t code = utf8_decode(scan->whole, at, &next);
    if (!utf8_is_letter(code)) {
        return 0;
    }
    *upper = utf8_is_upper(code);
    *lower = utf8_is_lower(code);
    return next - at;
}

static bool is_letter(const struct scan *scan, size_t at)
{
    bool upper = false;
    bool lower = false;
    return letter_at(scan, at, &upper, &lower) > 0;
}

/* Length of ' or U+2019 at `at`, or 0. */
static size_t apostrophe_at(const struct scan *scan, size_t at)
{
    if (at < scan->end && scan->bytes[at] == '\'') {
        return 1;
    }
    bool curly = at + 2 < scan->end && memcmp(scan->bytes + at, "\xE2\x80\x99", 3) == 0;
    return curly ? 3 : 0;
}

/* Whether 's stands at `at` and no letter or digit follows: the length of both, or 0. */
static size_t possessive_at(const struct scan *scan, size_t at)
{
    size_t len = apostrophe_at(scan, at);
    if (len == 0 || at + len >= scan->end || (scan->bytes[at + len] | 0x20) != 's') {
        return 0;
    }
    size_t after = at + len + 1;
    bool more = after < scan->end && (classes[(unsigned char)scan->bytes[after]] == DIGIT || is_letter(scan, after));
    return more ? 0 : len + 1;
}

static void grow(struct scan *scan)
{
    struct cutter *cutter = scan->cutter;
    struct text *text = cutter->text;
    text->token_count = (size_t)(scan->token - text->tokens);
    text->tokens = cutter_grow(cutter, text->tokens, &cutter->token_capacity, text->token_count, sizeof *text->tokens);
    scan->token = text->tokens + text->token_count;
    scan->limit = text->tokens + cutter->token_capacity;
}

static inline struct token *add(struct scan *scan, size_t begin, size_t end, enum token_kind kind, unsigned flags)
{
    if (scan->token == scan->limit) {
        grow(scan);
    }
    struct token *token = scan->token++;
    uint32_t index = (uint32_t)(token - scan->cutter->text->tokens);
    *token = (struct token){.begin = (uint32_t)begin,
                            .end = (uint32_t)end,
                            .pair = index,
                            .compound_end = index + 1,
                            .flags = (uint16_t)flags,
                            .kind = (uint8_t)kind,
                            .number = -1};
    return token;
}

/* "U.N.", "a.m.", "J.F": one letter, then full stop and letter again and again. Returns the end, or `at` after the
 * first letter. */
static size_t dotted_end(const struct scan *scan, size_t at)
{
    size_t end = at;
    while (end + 1 < scan->end && scan->bytes[end] == '.' && is_ascii_letter(scan->bytes[end + 1]) &&
           !is_letter(scan, end + 2)) {
        end += 2;
    }
    if (end > at && end < scan->end && scan->bytes[end] == '.' &&
        !(end + 1 < scan->end && scan->bytes[end + 1] == '.')) {
        end++;
    }
    return end;
}

/* The word under way. */
struct word {
    size_t begin, at;
    size_t letters;
    bool all_upper;
};

/* ASCII letters, eight at a time where the text goes on so far. */
static void pass_letters(const struct scan *scan, struct word *word)
{
    uint64_t small = 0; /* bit 5 of letters in lower case */
    size_t at = word->at;
    uint64_t others = 0;
    while (others == 0 && scan->end - at >= sizeof(uint64_t)) {
        uint64_t bytes = letters_load(scan->bytes + at);
        others = letters_others(bytes);
        small |= others != 0 ? letters_before(bytes, others) : bytes;
        at += others != 0 ? letters_count(others) : sizeof bytes;
    }
    while (others == 0 && at < scan->end && is_ascii_letter(scan->bytes[at])) {
        small |= (unsigned char)scan->bytes[at];
        at++;
    }
    word->all_upper = (small & LETTERS_ONES * 0x20) == 0;
    word->letters = at - word->at;
    word->at = at;
}

/* What else may stand in a word: letters and digits of any kind, apostrophes between letters. */
static void pass_rest(const struct scan *scan, struct word *word)
{
    bool upper, lower;
    while (word->at < scan->end) {
        uint8_t class = classes[(unsigned char)scan->bytes[word->at]];
        if (class == LOWER || class == UPPER) {
            word->all_upper = word->all_upper && class == UPPER;
            word->letters++;
            word->at++;
        } else if (class == DIGIT) {
            word->at++;
        } else if (class == HIGH || scan->bytes[word->at] == '\'') {
            size_t len = letter_at(scan, word->at, &upper, &lower);
            if (len > 0) {
                word->all_upper = word->all_upper && !lower;
                word->letters++;
                word->at += len;
                continue;
            }
            len = apostrophe_at(scan, word->at);
            if (len == 0 || !is_letter(scan, word->at + len) || possessive_at(scan, word->at) > 0) {
                break;
            }
            word->at += len;
        } else {
            break;
        }
    }
}

/* May what follows a word's letters belong to it? */
static bool may_go_on(const struct scan *scan, size_t at)
{
    uint8_t class = at < scan->end ? classes[(unsigned char)scan->bytes[at]] : SPACE;
    return class == DIGIT || class == HIGH || (class == MARK && scan->bytes[at] == '\'');
}

static bool is_digit(const struct scan *scan, size_t at)
{
    return at < scan->end && classes[(unsigned char)scan->bytes[at]] == DIGIT;
}

/* The T of 2018-10-31T10:30 and the W of 2018W05, as ISO 8601 has them: a word of its own, for numbers stand around it.
 */
static bool is_iso_letter(const struct scan *scan, size_t at)
{
    bool between = at > 0 && (is_digit(scan, at - 1) || scan->bytes[at - 1] == '-');
    return between && (scan->bytes[at] == 'T' || scan->bytes[at] == 'W') && is_digit(scan, at + 1);
}

static size_t cut_word(struct scan *scan, size_t begin, unsigned glued)
{
    struct word word = {.begin = begin, .at = begin};
    bool upper, lower;
    if ((unsigned char)scan->bytes[begin] < 0x80) {
        upper = !(scan->bytes[begin] & 0x20);
        lower = !upper;
        pass_letters(scan, &word);
    } else {
        word.at += letter_at(scan, begin, &upper, &lower);
        word.letters = 1;
        word.all_upper = upper;
        pass_rest(scan, &word);
    }
    unsigned flags = glued | (upper ? TOKEN_UPPER : 0u) | (lower ? TOKEN_LOWER : 0u);
    if (word.at == begin + 1 && word.at < scan->end && scan->bytes[word.at] == '.') {
        size_t dotted = dotted_end(scan, word.at);
        if (dotted > word.at) {
            bool all_upper = upper && classes[(unsigned char)scan->bytes[word.at + 1]] == UPPER;
            flags |= scan->bytes[dotted - 1] == '.' ? TOKEN_STOP : 0u;
            add(scan, begin, dotted, TOKEN_WORD, flags | (all_upper ? TOKEN_ALL_UPPER : 0u));
            return dotted;
        }
    }
    if (glued != 0 && word.at == begin + 1 && is_iso_letter(scan, begin)) {
        add(scan, begin, word.at, TOKEN_WORD, flags);
        return word.at;
    }
    bool more = may_go_on(scan, word.at);
    if (more) {
        pass_rest(scan, &word);
    }
    add(scan, begin, word.at, TOKEN_WORD, flags | (word.all_upper && word.letters > 1 ? TOKEN_ALL_UPPER : 0u));
    size_t possessive = more ? possessive_at(scan, word.at) : 0;
    if (possessive > 0) {
        add(scan, word.at, word.at + possessive, TOKEN_WORD, TOKEN_GLUED | TOKEN_POSSESSIVE);
    }
    return word.at + possessive;
}

static size_t cut_number(struct scan *scan, size_t begin, unsigned glued)
{
    size_t at = begin;
    size_t group = 0;
    size_t digits = 0;
    int64_t number = 0;
    bool grouped = false;
    while (at < scan->end) {
        if (is_digit(scan, at)) {
            number = digits < MAX_DIGITS ? number * 10 + (scan->bytes[at] - '0') : -1;
            digits++;
            group++;
            at++;
        } else if (scan->bytes[at] == ',' && (grouped ? group == 3 : group <= 3) && is_digit(scan, at + 1) &&
                   is_digit(scan, at + 2) && is_digit(scan, at + 3) && !is_digit(scan, at + 4)) {
            grouped = true;
            group = 0;
            at++;
        } else {
            break;
        }
    }
    add(scan, begin, at, TOKEN_NUMBER, glued)->number = digits <= MAX_DIGITS ? number : -1;
    return at;
}

/* One character, or a run of full stops or hyphens, or two backquotes or apostrophes that stand for a quotation mark.
 */
static size_t mark_end(const struct scan *scan, size_t begin)
{
    char c = scan->bytes[begin];
    if ((unsigned char)c >= 0x80) {
        size_t next = begin + 1;
        utf8_decode(scan->whole, begin, &next);
        return next;
    }
    size_t end = begin + 1;
    if (c == '.' || c == '-') {
        while (end < scan->end && scan->bytes[end] == c) {
            end++;
        }
    } else if ((c == '`' || c == '\'') && end < scan->end && scan->bytes[end] == c) {
        end++;
    }
    return end;
}

static size_t cut_mark(struct scan *scan, size_t begin, unsigned glued)
{
    char c = scan->bytes[begin];
    bool apostrophe = c == '\'' || (unsigned char)c == 0xE2;
    size_t possessive = apostrophe ? possessive_at(scan, begin) : 0; /* "States 's", as some corpora write it */
    if (possessive > 0) {
        add(scan, begin, begin + possessive, TOKEN_WORD, glued | TOKEN_POSSESSIVE);
        return begin + possessive;
    }
    size_t end = mark_end(scan, begin);
    bool ellipsis = end - begin == 3 && memcmp(scan->bytes + begin, "\xE2\x80\xA6", 3) == 0;
    bool stop = c == '.' || c == '!' || c == '?' || ellipsis;
    add(scan, begin, end, TOKEN_MARK, glued | (stop ? TOKEN_STOP : 0u));
    return end;
}

void tokens_cut(struct cutter *cutter, size_t begin, size_t end)
{
    struct text *text = cutter->text;
    struct scan scan = {.cutter = cutter,
                        .bytes = cutter->source.ptr,
                        .end = end,
                        .whole = slice_make(cutter->source.ptr, end),
                        .token = text->tokens + text->token_count,
                        .limit = text->tokens + cutter->token_capacity};
    unsigned glued = 0;
    for (size_t at = begin; at < end;) {
        uint8_t class = classes[(unsigned char)scan.bytes[at]];
        if (class == SPACE) {
            glued = 0;
            at++;
            continue;
        }
        if (class == LOWER || class == UPPER || (class == HIGH && is_letter(&scan, at))) {
            at = cut_word(&scan, at, glued);
        } else if (class == DIGIT) {
            at = cut_number(&scan, at, glued);
        } else {
            at = cut_mark(&scan, at, glued);
        }
        glued = TOKEN_GLUED;
    }
    text->token_count = (size_t)(scan.token - text->tokens);
}
