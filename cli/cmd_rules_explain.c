/* annals rules explain: what the rules see in a document, sentence by sentence. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "extract/explain.h"
#include "ingest/read.h"

struct settings {
    struct text_list rules;
    bool alone;
    const char *text;
};

static const struct option options[] = {
    {OPTION_TEXT, 't', "text", "TEXT", "explain this text instead of a file", offsetof(struct settings, text), 0, 0},
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
};

static int explain(const struct settings *settings, const struct text_list *operands, const struct program *program)
{
    const struct text_words *words = program_text_words(program);
    struct read_words read_words = {words->furniture, words->furniture_count};
    struct arena arena;
    arena_init(&arena);
    struct document document = {0};
    struct diagnostics errors = {0};
    int status = EXIT_USAGE;
    if (settings->text != NULL) {
        struct piece piece = {0, 0, strlen(settings->text)};
        document.source = document.text = slice_of(settings->text);
        document.pieces = &piece;
        document.piece_count = 1;
        extract_explain(program, &document, stdout);
        status = EXIT_DONE;
    } else if (operands->count != 1) {
        fprintf(stderr, "annals: rules explain: expected a file, or --text TEXT\n");
    } else if (document_read(&document, operands->items[0], slice_of(operands->items[0]), &read_words, &arena,
                             &errors) == STATUS_OK) {
        extract_explain(program, &document, stdout);
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
    int status = command_begin(command, argc, argv, &settings, &operands, 0, 1);
    if (status < 0) {
        struct program *program = packs_load_alone(&settings.rules, settings.alone);
        status = program ? explain(&settings, &operands, program) : EXIT_USAGE;
        program_free(program);
    }
    text_list_release(&settings.rules);
    text_list_release(&operands);
    return status;
}

const struct command command_rules_explain = {
    .name = "rules explain",
    .operands = "[FILE]",
    .summary = "show what the rules see in a text, and which mentions follow",
    .details = "For each sentence: the names, dates and titles that were found, with their\n"
               "rules, and the events and relations with their parts.\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
