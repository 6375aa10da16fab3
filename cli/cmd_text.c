/* annals text: how a document is repaired and cut up, for those who write rules or repairs. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "ingest/read.h"
#include "text/text.h"

struct settings {
    struct text_list rules;
    bool alone, plain, tokens;
};

static const struct option options[] = {
    {OPTION_FLAG, 0, "plain", NULL, "nothing but the repaired text", offsetof(struct settings, plain), 0, 0},
    {OPTION_FLAG, 0, "tokens", NULL, "the tokens of each sentence as well", offsetof(struct settings, tokens), 0, 0},
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
};

static const char *block_name(enum block_kind kind)
{
    switch (kind) {
    case BLOCK_HEAD:
        return "head";
    case BLOCK_HEADING:
        return "heading";
    case BLOCK_ITEM:
        return "item";
    case BLOCK_FOOTNOTE:
        return "footnote";
    case BLOCK_PARAGRAPH:
        break;
    }
    return "paragraph";
}

static const char *token_name(const struct token *token)
{
    static const char *const names[] = {[TOKEN_WORD] = "word", [TOKEN_NUMBER] = "number", [TOKEN_MARK] = "mark"};
    return token->kind <= TOKEN_MARK ? names[token->kind] : "?";
}

static void print_flags(const struct token *token)
{
    static const struct {
        unsigned flag;
        const char *name;
    } flags[] = {
        {TOKEN_UPPER, "upper"},
        {TOKEN_ALL_UPPER, "all-upper"},
        {TOKEN_LOWER, "lower"},
        {TOKEN_GLUED, "glued"},
        {TOKEN_COMPOUND, "compound"},
        {TOKEN_OPENS_QUOTE, "opens-quote"},
        {TOKEN_CLOSES_QUOTE, "closes-quote"},
        {TOKEN_OPENS_BRACKET, "opens-bracket"},
        {TOKEN_CLOSES_BRACKET, "closes-bracket"},
        {TOKEN_POSSESSIVE, "possessive"},
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (token->flags & flags[i].flag) {
            printf(" %s", flags[i].name);
        }
    }
}

static void print_tokens(const struct text *text, const struct sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        uint32_t index = sentence->first_token + i;
        const struct token *token = &text->tokens[index];
        printf("    token %u %s '%.*s'", index, token_name(token), SLICE_ARG(text_token(text, index)));
        print_flags(token);
        putchar('\n');
    }
}

static void print_cut(const struct text *text, bool tokens)
{
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < text->block_count; i++) {
        const struct block *block = &text->blocks[i];
        printf("block %zu %s", i, block_name(block->kind));
        if (block->level > 0) {
            printf(" level %u", block->level);
        }
        if (block->kind == BLOCK_ITEM && block->lead_in != i) {
            printf(" under %u", block->lead_in);
        }
        putchar('\n');
        for (uint32_t j = 0; j < block->sentence_count; j++) {
            const struct sentence *sentence = &text->sentences[block->first_sentence + j];
            struct span source = document_source_span(text->document, sentence->span);
            struct slice quote = document_quote(text->document, sentence->span, &arena);
            printf("  sentence %u bytes %zu-%zu: %.*s\n", block->first_sentence + j, source.begin, source.end,
                   SLICE_ARG(quote));
            if (tokens) {
                print_tokens(text, sentence);
            }
        }
    }
    arena_release(&arena);
}

static int show(const struct settings *settings, const char *file, const struct program *program)
{
    const struct text_words *words = program_text_words(program);
    struct read_words read_words = packs_read_words(program);
    struct arena arena;
    arena_init(&arena);
    struct document document = {0};
    struct diagnostics errors = {0};
    int status = EXIT_USAGE;
    if (document_read(&document, file, slice_of(file), &read_words, &arena, &errors) == STATUS_OK) {
        struct text text = {0};
        text_cut(&text, &document, words, &arena);
        if (settings->plain) {
            output_write(document.text);
        } else {
            print_cut(&text, settings->tokens);
        }
        status = EXIT_DONE;
    }
    output_diagnostics(&errors);
    arena_release(&arena);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 1);
    if (status < 0) {
        struct program *program = packs_load_alone(&settings.rules, settings.alone);
        status = program ? show(&settings, operands.items[0], program) : EXIT_USAGE;
        program_free(program);
    }
    text_list_release(&settings.rules);
    text_list_release(&operands);
    return status;
}

const struct command command_text = {
    .name = "text",
    .operands = "FILE",
    .summary = "show how a document is repaired and cut into sentences",
    .details = "One line for each block and sentence, with the bytes of the source that it came\n"
               "from. FILE may be - for standard input.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
