/* annals rules test: the examples under the rules. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/rules_test.h"
#include "extract/examples.h"

struct settings {
    struct text_list rules, only;
    bool alone;
    const char *format;
};

static const struct option test_options[] = {
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
    {OPTION_LIST, 0, "only", "RULE",
     "run the examples of this rule alone, or of those that begin so: 'meeting.*'; may be given again",
     offsetof(struct settings, only), 0, 0},
    {OPTION_TEXT, 0, "format", "FORMAT", "text, tap, junit or json (default: text)", offsetof(struct settings, format),
     0, 0},
};

static void release(struct settings *settings)
{
    text_list_release(&settings->rules);
    text_list_release(&settings->only);
}

static int run_test(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    int status = packs_begin(command, argc, argv, &settings, &settings.rules, &settings.alone);
    enum rules_format format;
    if (status < 0 && !rules_format_find("rules test", settings.format, &format)) {
        status = EXIT_USAGE;
    }
    if (status < 0) {
        struct program *program = packs_load_alone(&settings.rules, settings.alone);
        status = EXIT_USAGE;
        if (program && packs_have_rules("rules test", program, &settings.only)) {
            struct rules_result result = rules_run(program, &settings.only, format);
            status = result.failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
        }
        program_free(program);
    }
    release(&settings);
    return status;
}

const struct command command_rules_test = {
    .name = "rules test",
    .operands = "[PACK]...",
    .summary = "run the examples under the rules",
    .details = "Each example that does not find what it says is printed with its file and line,\n"
               "what was expected and what was found. PACK is a folder of rules that extends\n"
               "the shipped ones.\n"
               "Exit status: 0 all passed, 1 some failed, 2 the rules have errors.\n",
    .options = test_options,
    .option_count = sizeof test_options / sizeof *test_options,
    .run = run_test,
};
