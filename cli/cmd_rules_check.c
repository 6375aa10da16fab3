/* annals rules check: every error of every file, and what is no error but cannot be meant. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "cli/asked.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/rules_watch.h"
#include "extract/examples.h"

struct settings {
    struct text_list rules;
    bool alone, verbose, watch;
    const char *format, *on;
    int rounds;
};

static const struct option options[] = {
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
    {OPTION_FLAG, 'v', "verbose", NULL,
     "name each rule without examples and each list that is never used, of the shipped rules as well",
     offsetof(struct settings, verbose), 0, 0},
    {OPTION_TEXT, 0, "format", "FORMAT",
     "text, or json: one object a line on standard output, with --watch one a round (default: text)",
     offsetof(struct settings, format), 0, 0},
    {OPTION_FLAG, 0, "watch", NULL,
     "go on: whenever a file of rules is saved, check, run the examples, show what changed in the document of --on",
     offsetof(struct settings, watch), 0, 0},
    {OPTION_TEXT, 0, "on", "FILE", "the document that --watch reads", offsetof(struct settings, on), 0, 0},
    {OPTION_NUMBER, 0, "rounds", "N", "end --watch after N rounds, the first one included (default: never)",
     offsetof(struct settings, rounds), 1, INT_MAX},
};

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* Warnings of the shipped pack are for those who look after it: counted, unless asked for. */
struct shipped {
    const char *folder;
    size_t without_examples, unused, never_match;
};

static bool is_of_given_pack(const struct diagnostic *item, void *context)
{
    struct shipped *shipped = context;
    size_t len = strlen(shipped->folder);
    if (item->file == NULL || strncmp(item->file, shipped->folder, len) != 0 || item->file[len] != '/') {
        return true;
    }
    if (strcmp(item->code, "list-is-never-used") == 0) {
        shipped->unused++;
    } else if (strcmp(item->code, "rule-has-no-examples") == 0) {
        shipped->without_examples++;
    } else {
        shipped->never_match++;
    }
    return false;
}

static void add_warnings(const struct program *program, bool all, struct diagnostics *messages)
{
    char *folder = packs_shipped_folder();
    struct shipped shipped = {folder, 0, 0, 0};
    program_lint(program, messages);
    if (!all) {
        diagnostics_keep(messages, is_of_given_pack, &shipped);
    }
    if (shipped.without_examples > 0) {
        fprintf(stderr, "warning: %zu shipped rule%s without examples; --verbose names them\n",
                shipped.without_examples, plural(shipped.without_examples));
    }
    if (shipped.unused > 0) {
        fprintf(stderr, "warning: %zu shipped list%s never used; --verbose names them\n", shipped.unused,
                plural(shipped.unused));
    }
    if (shipped.never_match > 0) {
        fprintf(stderr, "warning: %zu place%s of shipped rules can never match; --verbose names them\n",
                shipped.never_match, plural(shipped.never_match));
    }
    free(folder);
}

static void print_json(const struct diagnostics *messages)
{
    struct buffer out = {0};
    for (size_t i = 0; i < messages->count; i++) {
        struct json json;
        json_init(&json, &out, true);
        diagnostic_write(&messages->items[i], &json);
        buffer_add_byte(&out, '\n');
    }
    output_write(buffer_slice(&out));
    buffer_release(&out);
}

static int check(const struct settings *settings, bool is_json)
{
    struct diagnostics messages = {0};
    struct program *program = packs_load_checked(&settings->rules, settings->alone, &messages);
    if (program != NULL) {
        add_warnings(program, is_json || settings->verbose || settings->alone, &messages);
    }
    diagnostics_sort(&messages);
    if (is_json) {
        print_json(&messages);
    } else {
        diagnostics_print(&messages, stderr);
    }
    if (program != NULL && !is_json) {
        struct program_counts counts = program_count(program);
        printf("%zu rule%s, %zu list%s", counts.rules, plural(counts.rules), counts.lists, plural(counts.lists));
        if (counts.replaced > 0) {
            printf(", %zu rule%s replaced", counts.replaced, plural(counts.replaced));
        }
        printf(", no errors");
        if (messages.warning_count > 0) {
            printf(", %zu warning%s", messages.warning_count, plural(messages.warning_count));
        }
        putchar('\n');
    }
    diagnostics_release(&messages);
    int status = program != NULL ? EXIT_DONE : EXIT_SOME_FAILED;
    program_free(program);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    int status = packs_begin(command, argc, argv, &settings, &settings.rules, &settings.alone);
    bool is_json = false;
    if (status < 0 && !asked_format(command->name, settings.format, &is_json)) {
        status = EXIT_USAGE;
    }
    if (status < 0 && settings.watch) {
        struct rules_watch_options watch = {&settings.rules, settings.alone, settings.on, settings.rounds, is_json};
        status = rules_watch(&watch);
    } else if (status < 0 && (settings.on != NULL || settings.rounds > 0)) {
        fprintf(stderr, "annals rules check: --on and --rounds need --watch\n");
        status = EXIT_USAGE;
    }
    if (status < 0) {
        status = check(&settings, is_json);
    }
    text_list_release(&settings.rules);
    return status;
}

const struct command command_rules_check = {
    .name = "rules check",
    .operands = "[PACK]...",
    .summary = "report every error of every rule file, with line and column",
    .details = "PACK is a folder of rules; the shipped rules are checked with it, as it extends\n"
               "them, but for --alone. Where there are no errors, warnings tell of rules that can\n"
               "never match, rules without examples, and lists that are never used.\n"
               "Exit status: 0 no errors, 1 errors.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
