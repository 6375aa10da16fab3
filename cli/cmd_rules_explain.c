/* annals rules explain: what the rules see in a text, sentence by sentence. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/explain.h"
#include "cli/output.h"
#include "cli/packs.h"

struct settings {
    struct text_list rules, only;
    bool alone;
    const char *text, *date, *block, *format;
};

static const struct option options[] = {
    ASKED_OPTION_DATE(struct settings),
    ASKED_OPTION_FORMAT(struct settings),
    ASKED_OPTION_IN(struct settings),
    {OPTION_TEXT, 't', "text", "TEXT", "these words, even where a file has that name", offsetof(struct settings, text),
     0, 0},
    {OPTION_LIST, 0, "only", "RULE",
     "show what this rule makes of it, or rules that begin so: 'meeting.*'; may be given again (default: all)",
     offsetof(struct settings, only), 0, 0},
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
};

static int explain(const struct settings *settings, const char *text, bool is_json, const struct program *program)
{
    struct asked_options asked_options = {"rules explain", text, settings->text != NULL, settings->date,
                                          settings->block};
    struct asked asked = {.probe = {.keeps_matches = true}, .only = &settings->only};
    int status = EXIT_USAGE;
    if (asked_open(&asked, program, &asked_options)) {
        status = EXIT_DONE;
        if (is_json) {
            explain_json(&asked, program);
        } else {
            explain_text(&asked, program, stdout);
        }
    }
    asked_release(&asked);
    return status;
}

static int run_with(const struct settings *settings, const struct text_list *operands)
{
    bool is_json;
    if (!asked_format("rules explain", settings->format, &is_json)) {
        return EXIT_USAGE;
    }
    if (operands->count + (settings->text != NULL) != 1) {
        fprintf(stderr, "annals: rules explain: expected a text or a file\n");
        return EXIT_USAGE;
    }
    struct program *program = packs_load_alone(&settings->rules, settings->alone);
    const char *text = settings->text != NULL ? settings->text : operands->items[0];
    bool known = program != NULL && packs_have_rules("rules explain", program, &settings->only);
    int status = known ? explain(settings, text, is_json, program) : EXIT_USAGE;
    program_free(program);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 0, 1);
    if (status < 0) {
        status = run_with(&settings, &operands);
    }
    text_list_release(&settings.rules);
    text_list_release(&settings.only);
    text_list_release(&operands);
    return status;
}

const struct command command_rules_explain = {
    .name = "rules explain",
    .operands = "[TEXT|FILE]",
    .summary = "show what each rule finds in a text, how dates are resolved, which matches lose",
    .details = "For each sentence: the names, dates and titles that were found, with their\n"
               "rules and the words that each part is bound to; the events and relations that\n"
               "follow; and the matches that lost, each with what took it.\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
