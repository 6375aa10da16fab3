/* Any bytes as a document: reading refuses or repairs it; every piece of text is the source's; cutting it up holds. */
#include <stdint.h>

#include "ingest/read.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        __builtin_trap();
    }
}

static void check_pieces(const struct document *document)
{
    size_t text_end = 0;
    size_t source_end = 0;
    for (size_t i = 0; i < document->piece_count; i++) {
        const struct piece *piece = &document->pieces[i];
        require(piece->text_begin >= text_end && piece->source_begin >= source_end);
        text_end = piece->text_begin + piece->len;
        source_end = piece->source_begin + piece->len;
        require(text_end <= document->text.len && source_end <= document->source.len);
        require(slice_equal(slice_sub(document->text, piece->text_begin, text_end),
                            slice_sub(document->source, piece->source_begin, source_end)));
    }
}

static void check_cut(const struct text *text)
{
    for (size_t i = 0; i < text->sentence_count; i++) {
        const struct sentence *sentence = &text->sentences[i];
        require(sentence->block < text->block_count && sentence->token_count <= TEXT_MAX_SENTENCE_TOKENS);
        require(sentence->first_token + sentence->token_count <= text->token_count);
        require(sentence->span.begin <= sentence->span.end && sentence->span.end <= text->document->text.len);
    }
    for (size_t i = 0; i < text->token_count; i++) {
        const struct token *token = &text->tokens[i];
        require(token->begin < token->end && token->end <= text->document->text.len && token->pair < text->token_count);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct text_words no_words = {0};
    struct arena arena = {0};
    struct document document = {0};
    struct diagnostics errors = {0};
    struct slice bytes = slice_make((const char *)data, size);
    /* The first byte chooses between plain text and Markdown. */
    struct slice path = slice_of(size > 0 && data[0] % 2 ? "a.md" : "a.txt");
    if (document_from_bytes(&document, path.ptr, path, bytes, NULL, &arena, &errors) == STATUS_OK) {
        check_pieces(&document);
        struct text text = {0};
        text_cut(&text, &document, &no_words, &arena);
        check_cut(&text);
    }
    diagnostics_release(&errors);
    arena_release(&arena);
    return 0;
}
