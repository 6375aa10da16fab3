/* A document cut up: blocks, sentences, tokens. All offsets are bytes of document->text. */
#ifndef ANNALS_TEXT_TEXT_H
#define ANNALS_TEXT_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "ingest/document.h"

/* Language words that reach this layer as plain tables from the pack (docs/packs.md): folded with utf8_fold. */
struct text_words {
    const struct slice *abbreviations; /* with no final full stop: "mr", "no", "s.e" */
    size_t abbreviation_count;
    const struct slice *salutations; /* a paragraph that begins so ends the head: "excellencies", "mr. president" */
    size_t salutation_count;
    const struct slice *furniture; /* whole lines that are page furniture: "check against delivery" */
    size_t furniture_count;
};

enum token_kind {
    TOKEN_WORD,   /* letters, inner apostrophes ("Da'esh"), letters then digits ("G20", "COP26"), inner full stops
                     ("U.N.", "a.m.") */
    TOKEN_NUMBER, /* digits, grouping commas within ("1,000"); "22nd" is 22 and nd, "1990s" is 1990 and s */
    TOKEN_MARK    /* one punctuation character; "..." and "--" are one */
};

enum token_flag {
    TOKEN_UPPER = 1 << 0,       /* first letter upper case */
    TOKEN_ALL_UPPER = 1 << 1,   /* two or more letters, all upper case */
    TOKEN_LOWER = 1 << 2,       /* first letter lower case */
    TOKEN_GLUED = 1 << 3,       /* no white space before it and not first in its block */
    TOKEN_COMPOUND = 1 << 4,    /* first token of a hyphenated compound: compound_end says where it ends */
    TOKEN_OPENS_QUOTE = 1 << 5, /* paired quotation mark, `pair` is its partner's index */
    TOKEN_CLOSES_QUOTE = 1 << 6,
    TOKEN_OPENS_BRACKET = 1 << 7,
    TOKEN_CLOSES_BRACKET = 1 << 8,
    TOKEN_POSSESSIVE = 1 << 9, /* the 's or ' split off a word's end */
    TOKEN_STOP = 1 << 10       /* a mark that may end a sentence, or a word with its full stop ("U.N.") */
};

/* A token never holds white space. A hyphenated word is several tokens (Secretary, -, General), the hyphen and what
 * follows glued; the first has TOKEN_COMPOUND. */
struct token {
    uint32_t begin;
    uint32_t end;
    uint32_t pair;         /* index of the partner of a paired mark, else own index */
    uint32_t compound_end; /* one past the last token of the compound that begins here, else own index + 1 */
    uint16_t flags;
    uint8_t kind;
    int64_t number; /* of TOKEN_NUMBER with at most 15 digits, else -1 */
};

enum block_kind { BLOCK_HEAD, BLOCK_HEADING, BLOCK_ITEM, BLOCK_PARAGRAPH, BLOCK_FOOTNOTE };

struct block {
    enum block_kind kind;
    struct span span;
    uint32_t first_sentence;
    uint32_t sentence_count;
    uint32_t lead_in; /* BLOCK_ITEM: index of the block that introduces the list, else own index */
    uint8_t level;    /* of headings and items, from 1 */
};

struct sentence {
    struct span span;
    uint32_t first_token;
    uint32_t token_count;
    uint32_t block;
};

/* A sentence has at most this many tokens; a longer one is cut (at a ; or , where possible). Keeps matching linear. */
enum { TEXT_MAX_SENTENCE_TOKENS = 400 };

struct text {
    const struct document *document;
    struct block *blocks;
    size_t block_count;
    struct sentence *sentences;
    size_t sentence_count;
    struct token *tokens;
    size_t token_count;
};

/* Cuts the document up. Never fails: any valid UTF-8 gives some cut. Linear in the text. Memory is the arena's. */
void text_cut(struct text *text, const struct document *document, const struct text_words *words, struct arena *arena);
/* The same where the kind of all blocks is known: each line is one (a head has all of them). For examples of rules. */
void text_cut_as(struct text *text, const struct document *document, const struct text_words *words,
                 enum block_kind kind, struct arena *arena);

static inline struct slice text_token(const struct text *text, size_t index)
{
    const struct token *token = &text->tokens[index];
    return slice_sub(text->document->text, token->begin, token->end);
}

#endif
