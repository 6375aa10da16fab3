/* annals rules check, annals rules test: for those who write rules. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/packs.h"

struct settings {
    struct text_list rules;
};

static const struct option options[] = {
    OPTION_RULES(struct settings),
};

/* Packs named as operands count as if given with -r. */
static int begin(const struct command *command, int argc, char **argv, struct settings *settings)
{
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, settings, &operands, 0, 0);
    for (size_t i = 0; i < operands.count; i++) {
        text_list_add(&settings->rules, operands.items[i]);
    }
    text_list_release(&operands);
    return status;
}

static int run_check(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    int status = begin(command, argc, argv, &settings);
    if (status < 0) {
        struct program *program = packs_load(&settings.rules);
        status = program ? EXIT_DONE : EXIT_SOME_FAILED;
        if (program) {
            printf("%zu pack%s checked, no errors\n", settings.rules.count + 1, settings.rules.count ? "s" : "");
        }
        program_free(program);
    }
    text_list_release(&settings.rules);
    return status;
}

const struct command command_rules_check = {
    .name = "rules check",
    .operands = "[PACK]...",
    .summary = "report every error of every rule file, with line and column",
    .details = "PACK is a folder of rules; the shipped rules are always checked with it.\n"
               "Exit status: 0 no errors, 1 errors.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run_check,
};
