/* What the tests of text share: a text cut from a literal. */
#ifndef ANNALS_TESTS_TEXT_CUT_H
#define ANNALS_TESTS_TEXT_CUT_H

#include "text/text.h"

struct cut {
    struct document document;
    struct text text;
    struct arena arena;
};

/* Cuts repaired text; a few abbreviations and salutations are known. */
void cut_text(struct cut *cut, const char *repaired);
void cut_release(struct cut *cut);
/* Fails the test unless the blocks read so: "head|heading|item 1|paragraph|footnote" in one word each, joined by
 * spaces. */
void expect_blocks(const struct cut *cut, const char *kinds);
/* Fails the test unless the sentences joined by " / " read so. */
void expect_sentences(const char *repaired, const char *sentences);
/* Fails the test unless the tokens joined by single spaces read so. */
void expect_tokens(const char *repaired, const char *tokens);
/* Index of the token that reads so; fails the test where there is none. */
size_t token_index(const struct cut *cut, const char *word);

#endif
