/* Partners of quotation marks and brackets; possessive apostrophes; hyphenated compounds. */
#include "text/text_p.h"

enum { MAX_OPEN = 32 /* marks that may be open at once */ };

enum pair_kind { PAIR_NONE, PAIR_ROUND, PAIR_SQUARE, PAIR_CURLY, PAIR_DOUBLE, PAIR_SINGLE };

struct open {
    uint32_t token;
    uint8_t kind;
};

struct pairing {
    struct token *tokens;
    const char *bytes;
    size_t first;
    size_t last;
    struct open stack[MAX_OPEN];
    size_t depth;
};

static void push(struct pairing *pairing, size_t token, enum pair_kind kind)
{
    if (pairing->depth < MAX_OPEN) {
        pairing->stack[pairing->depth++] = (struct open){(uint32_t)token, (uint8_t)kind};
    }
}

/* Index in the stack + 1 of the innermost open mark of that kind, or 0. */
static size_t find_open(const struct pairing *pairing, enum pair_kind kind)
{
    for (size_t i = pairing->depth; i > 0; i--) {
        if (pairing->stack[i - 1].kind == kind) {
            return i;
        }
    }
    return 0;
}

static bool close_pair(struct pairing *pairing, size_t token, enum pair_kind kind)
{
    size_t open = find_open(pairing, kind);
    if (open == 0) {
        return false;
    }
    uint32_t partner = pairing->stack[open - 1].token;
    bool quote = kind == PAIR_DOUBLE || kind == PAIR_SINGLE;
    pairing->tokens[partner].pair = (uint32_t)token;
    pairing->tokens[partner].flags |= quote ? TOKEN_OPENS_QUOTE : TOKEN_OPENS_BRACKET;
    pairing->tokens[token].pair = partner;
    pairing->tokens[token].flags |= quote ? TOKEN_CLOSES_QUOTE : TOKEN_CLOSES_BRACKET;
    pairing->depth = open - 1;
    return true;
}

static bool next_is_glued(const struct pairing *pairing, size_t token)
{
    return token + 1 < pairing->last && (pairing->tokens[token + 1].flags & TOKEN_GLUED);
}

static bool follows_word(const struct pairing *pairing, size_t token)
{
    return token > pairing->first && (pairing->tokens[token].flags & TOKEN_GLUED) &&
           pairing->tokens[token - 1].kind == TOKEN_WORD;
}

/* ' and the closing single quotation mark are apostrophes as well. */
static void see_apostrophe(struct pairing *pairing, size_t token, bool straight)
{
    bool glued = token > pairing->first && (pairing->tokens[token].flags & TOKEN_GLUED);
    if (glued && close_pair(pairing, token, PAIR_SINGLE)) {
        return;
    }
    if (follows_word(pairing, token)) {
        char before = pairing->bytes[pairing->tokens[token].begin - 1];
        if ((before | 0x20) == 's' || (before | 0x20) == 'x' || (before | 0x20) == 'z') {
            pairing->tokens[token].flags |= TOKEN_POSSESSIVE;
        }
    } else if (straight && next_is_glued(pairing, token)) {
        push(pairing, token, PAIR_SINGLE);
    } else {
        close_pair(pairing, token, PAIR_SINGLE);
    }
}

static void see_straight_quote(struct pairing *pairing, size_t token)
{
    if (!close_pair(pairing, token, PAIR_DOUBLE)) {
        push(pairing, token, PAIR_DOUBLE);
    }
}

/* Marks of three bytes, U+2018 to U+201E. */
static void see_curly(struct pairing *pairing, size_t token, unsigned char last)
{
    switch (last) {
    case 0x98:
    case 0x9A:
        push(pairing, token, PAIR_SINGLE);
        break;
    case 0x99:
        see_apostrophe(pairing, token, false);
        break;
    case 0x9C: /* closes where a low one is open */
        push(pairing, token, PAIR_DOUBLE);
        break;
    case 0x9E:
        push(pairing, token, PAIR_DOUBLE);
        break;
    case 0x9D:
        close_pair(pairing, token, PAIR_DOUBLE);
        break;
    default:
        break;
    }
}

static void see_mark(struct pairing *pairing, size_t index)
{
    const struct token *token = &pairing->tokens[index];
    const unsigned char *bytes = (const unsigned char *)pairing->bytes + token->begin;
    uint32_t len = token->end - token->begin;
    switch (bytes[0]) {
    case '(':
        push(pairing, index, PAIR_ROUND);
        break;
    case ')':
        close_pair(pairing, index, PAIR_ROUND);
        break;
    case '[':
        push(pairing, index, PAIR_SQUARE);
        break;
    case ']':
        close_pair(pairing, index, PAIR_SQUARE);
        break;
    case '{':
        push(pairing, index, PAIR_CURLY);
        break;
    case '}':
        close_pair(pairing, index, PAIR_CURLY);
        break;
    case '"':
        see_straight_quote(pairing, index);
        break;
    case '`':
        push(pairing, index, len == 2 ? PAIR_DOUBLE : PAIR_SINGLE);
        break;
    case '\'':
        if (len == 2) {
            see_straight_quote(pairing, index);
        } else {
            see_apostrophe(pairing, index, true);
        }
        break;
    case 0xC2:
        if (bytes[1] == 0xAB) {
            push(pairing, index, PAIR_DOUBLE);
        } else if (bytes[1] == 0xBB) {
            close_pair(pairing, index, PAIR_DOUBLE);
        }
        break;
    case 0xE2:
        if (len == 3 && bytes[1] == 0x80) {
            see_curly(pairing, index, bytes[2]);
        }
        break;
    default:
        break;
    }
}

static bool is_hyphen(const struct pairing *pairing, size_t index)
{
    const struct token *token = &pairing->tokens[index];
    const char *bytes = pairing->bytes + token->begin;
    uint32_t len = token->end - token->begin;
    if (token->kind != TOKEN_MARK || !(token->flags & TOKEN_GLUED)) {
        return false;
    }
    bool unicode = len == 3 && (memcmp(bytes, "\xE2\x80\x90", 3) == 0 || memcmp(bytes, "\xE2\x80\x91", 3) == 0);
    return unicode || (len == 1 && bytes[0] == '-');
}

/* One past the last token of the compound that begins at `index`. Two numbers with a hyphen between are a range. */
static size_t compound_end(const struct pairing *pairing, size_t index)
{
    size_t end = index + 1;
    while (end + 1 < pairing->last && is_hyphen(pairing, end)) {
        const struct token *next = &pairing->tokens[end + 1];
        bool numbers = pairing->tokens[end - 1].kind == TOKEN_NUMBER && next->kind == TOKEN_NUMBER;
        if (next->kind == TOKEN_MARK || !(next->flags & TOKEN_GLUED) || numbers) {
            break;
        }
        end += 2;
    }
    return end;
}

void tokens_pair(struct cutter *cutter, size_t first, size_t last)
{
    struct pairing pairing = {
        .tokens = cutter->text->tokens, .bytes = cutter->source.ptr, .first = first, .last = last};
    size_t compound = first;
    for (size_t i = first; i < last; i++) {
        struct token *token = &pairing.tokens[i];
        if (token->kind == TOKEN_MARK) {
            see_mark(&pairing, i);
        } else if (i >= compound && i + 2 < last && pairing.tokens[i + 1].kind == TOKEN_MARK) {
            size_t end = compound_end(&pairing, i);
            if (end > i + 1) {
                token->flags |= TOKEN_COMPOUND;
                token->compound_end = (uint32_t)end;
                compound = end;
            }
        }
    }
}
