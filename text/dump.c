#include "text/dump.h"

static const char *const kind_names[] = {
    [BLOCK_HEAD] = "head",           [BLOCK_HEADING] = "heading",   [BLOCK_ITEM] = "item",
    [BLOCK_PARAGRAPH] = "paragraph", [BLOCK_FOOTNOTE] = "footnote",
};

static void dump_tokens(const struct text *text, const struct sentence *sentence, FILE *out)
{
    static const struct {
        uint16_t flag;
        char sign;
    } signs[] = {
        {TOKEN_UPPER, 'U'},          {TOKEN_ALL_UPPER, 'A'},   {TOKEN_LOWER, 'l'},        {TOKEN_GLUED, '+'},
        {TOKEN_COMPOUND, 'c'},       {TOKEN_OPENS_QUOTE, '<'}, {TOKEN_CLOSES_QUOTE, '>'}, {TOKEN_OPENS_BRACKET, '['},
        {TOKEN_CLOSES_BRACKET, ']'}, {TOKEN_POSSESSIVE, 's'},
    };
    fputs("       ", out);
    for (size_t i = sentence->first_token; i < (size_t)sentence->first_token + sentence->token_count; i++) {
        struct slice word = text_token(text, i);
        fprintf(out, " %.*s/%c", SLICE_ARG(word), "wn."[text->tokens[i].kind]);
        for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
            if (text->tokens[i].flags & signs[k].flag) {
                fputc(signs[k].sign, out);
            }
        }
    }
    fputc('\n', out);
}

void text_dump(const struct text *text, bool tokens, FILE *out)
{
    struct slice source = text->document->text;
    for (size_t i = 0; i < text->block_count; i++) {
        const struct block *block = &text->blocks[i];
        fprintf(out, "%zu %s level %u [%zu, %zu)", i, kind_names[block->kind], block->level, block->span.begin,
                block->span.end);
        if (block->lead_in != i) {
            fprintf(out, " after %u", block->lead_in);
        }
        fputc('\n', out);
        for (size_t k = block->first_sentence; k < (size_t)block->first_sentence + block->sentence_count; k++) {
            const struct sentence *sentence = &text->sentences[k];
            struct slice words = slice_sub(source, sentence->span.begin, sentence->span.end);
            fprintf(out, "    %zu: %.*s\n", k, SLICE_ARG(words));
            if (tokens) {
                dump_tokens(text, sentence, out);
            }
        }
    }
}
