/* Words, numbers and marks. One pass; ASCII by table, the rest by libutf8proc. */
#include "base/utf8.h"
#include "text/text_p.h"

enum class { MARK, SPACE, LOWER, UPPER, DIGIT, HIGH };

static const uint8_t classes[256] = {
    ['\t'] = SPACE,        ['\n'] = SPACE,        ['\r'] = SPACE,        [' '] = SPACE,
    ['0' ... '9'] = DIGIT, ['A' ... 'Z'] = UPPER, ['a' ... 'z'] = LOWER, [0x80 ... 0xFF] = HIGH,
};

enum { MAX_DIGITS = 15 /* of a token's number */ };

struct scan {
    const char *bytes;
    size_t end;
    struct slice whole; /* up to end */
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

static struct token *add(struct cutter *cutter, size_t begin, size_t end, enum token_kind kind, uint16_t flags)
{
    struct text *text = cutter->text;
    text->tokens = cutter_grow(cutter, text->tokens, &cutter->token_capacity, text->token_count, sizeof *text->tokens);
    uint32_t index = (uint32_t)text->token_count++;
    struct token *token = &text->tokens[index];
    *token = (struct token){.begin = (uint32_t)begin,
                            .end = (uint32_t)end,
                            .pair = index,
                            .compound_end = index + 1,
                            .flags = flags,
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

static size_t cut_word(struct cutter *cutter, const struct scan *scan, size_t begin, uint16_t glued)
{
    bool upper = false;
    bool lower = false;
    size_t at = begin + letter_at(scan, begin, &upper, &lower);
    uint16_t flags = glued | (upper ? TOKEN_UPPER : 0) | (lower ? TOKEN_LOWER : 0);
    size_t letters = 1;
    bool all_upper = upper;
    if (at == begin + 1 && at < scan->end && scan->bytes[at] == '.') {
        size_t dotted = dotted_end(scan, at);
        if (dotted > at) {
            all_upper = all_upper && classes[(unsigned char)scan->bytes[at + 1]] == UPPER;
            add(cutter, begin, dotted, TOKEN_WORD, flags | (all_upper ? TOKEN_ALL_UPPER : 0));
            return dotted;
        }
    }
    while (at < scan->end) {
        uint8_t class = classes[(unsigned char)scan->bytes[at]];
        if (class == LOWER || class == UPPER) {
            all_upper = all_upper && class == UPPER;
            letters++;
            at++;
        } else if (class == DIGIT) {
            at++;
        } else if (class == HIGH || scan->bytes[at] == '\'') {
            size_t len = letter_at(scan, at, &upper, &lower);
            if (len > 0) {
                all_upper = all_upper && !lower;
                letters++;
                at += len;
                continue;
            }
            len = apostrophe_at(scan, at);
            if (len == 0 || !is_letter(scan, at + len) || possessive_at(scan, at) > 0) {
                break;
            }
            at += len;
        } else {
            break;
        }
    }
    add(cutter, begin, at, TOKEN_WORD, flags | (all_upper && letters > 1 ? TOKEN_ALL_UPPER : 0));
    size_t possessive = possessive_at(scan, at);
    if (possessive > 0) {
        add(cutter, at, at + possessive, TOKEN_WORD, TOKEN_GLUED | TOKEN_POSSESSIVE);
    }
    return at + possessive;
}

static bool is_digit(const struct scan *scan, size_t at)
{
    return at < scan->end && classes[(unsigned char)scan->bytes[at]] == DIGIT;
}

static size_t cut_number(struct cutter *cutter, const struct scan *scan, size_t begin, uint16_t glued)
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
    add(cutter, begin, at, TOKEN_NUMBER, glued)->number = digits <= MAX_DIGITS ? number : -1;
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

void tokens_cut(struct cutter *cutter, size_t begin, size_t end)
{
    struct scan scan = {cutter->source.ptr, end, slice_make(cutter->source.ptr, end)};
    uint16_t glued = 0;
    for (size_t at = begin; at < end;) {
        uint8_t class = classes[(unsigned char)scan.bytes[at]];
        if (class == SPACE) {
            glued = 0;
            at++;
            continue;
        }
        if (class == LOWER || class == UPPER || (class == HIGH && is_letter(&scan, at))) {
            at = cut_word(cutter, &scan, at, glued);
        } else if (class == DIGIT) {
            at = cut_number(cutter, &scan, at, glued);
        } else {
            size_t possessive = possessive_at(&scan, at); /* "States 's", as some corpora write it */
            size_t mark = possessive > 0 ? at + possessive : mark_end(&scan, at);
            add(cutter, at, mark, possessive > 0 ? TOKEN_WORD : TOKEN_MARK,
                glued | (possessive > 0 ? TOKEN_POSSESSIVE : 0));
            at = mark;
        }
        glued = TOKEN_GLUED;
    }
}
