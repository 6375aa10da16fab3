/* annals rules check, annals rules test: for those who write rules. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/rules_test.h"
#include "cli/rules_watch.h"
#include "extract/examples.h"

struct settings {
    struct text_list rules, only;
    bool alone, verbose, watch;
    const char *format, *on;
    int rounds;
};

static const struct option check_options[] = {
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
    {OPTION_FLAG, 'v', "verbose", NULL, "name each rule without examples and each list that is never used",
     offsetof(struct settings, verbose), 0, 0},
    {OPTION_FLAG, 0, "watch", NULL,
     "go on: whenever a file of rules is saved, check, run the examples, show what changed in the document of --on",
     offsetof(struct settings, watch), 0, 0},
    {OPTION_TEXT, 0, "on", "FILE", "the document that --watch reads", offsetof(struct settings, on), 0, 0},
    {OPTION_NUMBER, 0, "rounds", "N", "end --watch after N rounds, the first one included (default: never)",
     offsetof(struct settings, rounds), 1, INT_MAX},
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

/* Packs named as operands count as if given with -r. */
static int begin(const struct command *command, int argc, char **argv, struct settings *settings)
{
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, settings, &operands, 0, 0);
    for (size_t i = 0; i < operands.count; i++) {
        text_list_add(&settings->rules, operands.items[i]);
    }
    text_list_release(&operands);
    if (status < 0 && settings->alone && settings->rules.count == 0) {
        fprintf(stderr, "annals %s: --alone leaves no rules; name a folder of rules\n", command->name);
        return EXIT_USAGE;
    }
    return status;
}

static void release(struct settings *settings)
{
    text_list_release(&settings->rules);
    text_list_release(&settings->only);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* Warnings go to standard error: one line each kind, or each with its place. */
static void warn(const struct program *program, const struct program_counts *counts, bool verbose)
{
    if (verbose) {
        struct diagnostics warnings = {0};
        program_lint(program, &warnings);
        output_diagnostics(&warnings);
        return;
    }
    if (counts->without_examples > 0) {
        fprintf(stderr, "warning: %zu rule%s without examples; --verbose names them\n", counts->without_examples,
                plural(counts->without_examples));
    }
    if (counts->unused > 0) {
        fprintf(stderr, "warning: %zu list%s never used; --verbose names them\n", counts->unused,
                plural(counts->unused));
    }
}

static int run_check(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    int status = begin(command, argc, argv, &settings);
    if (status < 0 && settings.watch) {
        struct rules_watch_options watch = {&settings.rules, settings.alone, settings.on, settings.rounds};
        status = rules_watch(&watch);
    } else if (status < 0 && (settings.on != NULL || settings.rounds > 0)) {
        fprintf(stderr, "annals rules check: --on and --rounds need --watch\n");
        status = EXIT_USAGE;
    }
    if (status < 0) {
        struct program *program = packs_load_alone(&settings.rules, settings.alone);
        status = program ? EXIT_DONE : EXIT_SOME_FAILED;
        if (program) {
            struct program_counts counts = program_count(program);
            warn(program, &counts, settings.verbose);
            printf("%zu rule%s, %zu list%s, no errors\n", counts.rules, plural(counts.rules), counts.lists,
                   plural(counts.lists));
        }
        program_free(program);
    }
    release(&settings);
    return status;
}

static int run_test(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    int status = begin(command, argc, argv, &settings);
    enum rules_format format;
    if (status < 0 && !rules_format_find("rules test", settings.format, &format)) {
        status = EXIT_USAGE;
    }
    if (status < 0) {
        struct program *program = packs_load_alone(&settings.rules, settings.alone);
        status = EXIT_USAGE;
        if (program) {
            struct rules_result result = rules_run(program, &settings.only, format);
            status = result.failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
        }
        program_free(program);
    }
    release(&settings);
    return status;
}

const struct command command_rules_check = {
    .name = "rules check",
    .operands = "[PACK]...",
    .summary = "report every error of every rule file, with line and column",
    .details = "PACK is a folder of rules; the shipped rules are checked with it, as it extends\n"
               "them, but for --alone.\n"
               "Exit status: 0 no errors, 1 errors.\n",
    .options = check_options,
    .option_count = sizeof check_options / sizeof *check_options,
    .run = run_check,
};

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
