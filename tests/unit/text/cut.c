#include "cut.h"

#include <criterion/criterion.h>

#include "base/buffer.h"

void cut_text(struct cut *cut, const char *repaired)
{
    static const char *const abbreviations[] = {"mr", "no", "st", "s.e", "e.g", "vol"};
    static const char *const salutations[] = {"excellencies", "madam speaker", "dear friends"};
    struct slice abbreviation_slices[6];
    struct slice salutation_slices[3];
    for (size_t i = 0; i < 6; i++) {
        abbreviation_slices[i] = slice_of(abbreviations[i]);
    }
    for (size_t i = 0; i < 3; i++) {
        salutation_slices[i] = slice_of(salutations[i]);
    }
    struct text_words words = {.abbreviations = abbreviation_slices,
                               .abbreviation_count = 6,
                               .salutations = salutation_slices,
                               .salutation_count = 3};
    *cut = (struct cut){.document = {.text = slice_of(repaired)}};
    arena_init(&cut->arena);
    text_cut(&cut->text, &cut->document, &words, &cut->arena);
}

void cut_release(struct cut *cut)
{
    arena_release(&cut->arena);
}

void expect_blocks(const struct cut *cut, const char *kinds)
{
    static const char *const names[] = {"head", "heading", "item", "paragraph", "footnote"};
    struct buffer got = {0};
    for (size_t i = 0; i < cut->text.block_count; i++) {
        buffer_format(&got, "%s%s", i > 0 ? " " : "", names[cut->text.blocks[i].kind]);
    }
    cr_assert(slice_is(buffer_slice(&got), kinds), "expected %s, got %.*s", kinds, (int)got.len, got.bytes);
    buffer_release(&got);
}

void expect_sentences(const char *repaired, const char *sentences)
{
    struct cut cut;
    cut_text(&cut, repaired);
    struct buffer got = {0};
    for (size_t i = 0; i < cut.text.sentence_count; i++) {
        struct span span = cut.text.sentences[i].span;
        buffer_add_text(&got, i > 0 ? " / " : "");
        buffer_add(&got, slice_sub(cut.document.text, span.begin, span.end));
    }
    cr_assert(slice_is(buffer_slice(&got), sentences), "\n--- expected\n%s\n--- got\n%.*s", sentences, (int)got.len,
              got.bytes);
    buffer_release(&got);
    cut_release(&cut);
}

void expect_tokens(const char *repaired, const char *tokens)
{
    struct cut cut;
    cut_text(&cut, repaired);
    struct buffer got = {0};
    for (size_t i = 0; i < cut.text.token_count; i++) {
        buffer_add_text(&got, i > 0 ? " " : "");
        buffer_add(&got, text_token(&cut.text, i));
    }
    cr_assert(slice_is(buffer_slice(&got), tokens), "\n--- expected\n%s\n--- got\n%.*s", tokens, (int)got.len,
              got.bytes);
    buffer_release(&got);
    cut_release(&cut);
}

size_t token_index(const struct cut *cut, const char *word)
{
    for (size_t i = 0; i < cut->text.token_count; i++) {
        if (slice_is(text_token(&cut->text, i), word)) {
            return i;
        }
    }
    cr_assert_fail("no token %s", word);
    return 0;
}
