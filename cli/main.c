/* annals: picks the command and runs it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/version.h"
#include "cli/command.h"
#include "cli/manual.h"
#include "cli/output.h"
#include "cli/signals.h"

static const struct command *const commands[] = {
    &command_build,        &command_tag,           &command_date,          &command_extract,     &command_resolve,
    &command_timeline,     &command_network,       &command_table,         &command_next,        &command_profile,
    &command_report,       &command_show,          &command_diff,          &command_rules_check, &command_rules_test,
    &command_text,         &command_rules_explain, &command_rules_why_not, &command_rules_diff,  &command_rules_profile,
    &command_rules_schema, &command_rules_list,    &command_rules_new,
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static void print_usage(FILE *out)
{
    fputs("usage: annals COMMAND [OPTION]... [PATH]...\n"
          "\n"
          "Reads speeches, press releases and resolutions; writes a knowledge base, a\n"
          "timeline and a diagram of partners in which every fact names its sentence.\n"
          "\n"
          "commands:\n",
          out);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "  %-13s %s\n", commands[i]->name, commands[i]->summary);
    }
    fputs("\n"
          "'annals COMMAND --help' says more of each; 'annals --version' names the version.\n"
          "Exit status: 0 done, 1 some documents or rules failed, 2 wrong usage or nothing\n"
          "could be done.\n",
          out);
}

/* How many arguments the command's name takes up (1 or 2), or 0 where it is another command. */
static int name_matches(const struct command *command, int argc, char **argv)
{
    const char *space = strchr(command->name, ' ');
    if (!space) {
        return strcmp(command->name, argv[0]) == 0 ? 1 : 0;
    }
    size_t first = (size_t)(space - command->name);
    bool group = strlen(argv[0]) == first && strncmp(command->name, argv[0], first) == 0;
    return group && argc > 1 && strcmp(space + 1, argv[1]) == 0 ? 2 : 0;
}

static bool is_group(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strncmp(commands[i]->name, name, length) == 0 && commands[i]->name[length] == ' ') {
            return true;
        }
    }
    return false;
}

/* The command of a group whose second word is nearest, NULL where none is near. */
static const char *nearest_of_group(const char *group, const char *word)
{
    const char *names[COMMAND_COUNT];
    size_t count = 0, length = strlen(group);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strncmp(commands[i]->name, group, length) == 0 && commands[i]->name[length] == ' ') {
            names[count++] = commands[i]->name + length + 1;
        }
    }
    return suggest_nearest(slice_of(word), names, count);
}

/* `annals rules` alone, with --help, or with a word that is none of its commands. */
static int run_group(int argc, char **argv)
{
    bool help = argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0);
    FILE *out = help ? stdout : stderr;
    const char *near = !help && argc > 1 ? nearest_of_group(argv[0], argv[1]) : NULL;
    if (near != NULL) {
        fprintf(stderr, "annals %s: unknown command '%s', did you mean '%s'?\nsee 'annals %s --help'\n", argv[0],
                argv[1], near, argv[0]);
        return EXIT_USAGE;
    }
    if (!help) {
        fprintf(stderr, argc > 1 ? "annals %s: unknown command '%s'\n" : "annals %s: which command?\n", argv[0],
                argc > 1 ? argv[1] : "");
    }
    size_t length = strlen(argv[0]);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strncmp(commands[i]->name, argv[0], length) == 0 && commands[i]->name[length] == ' ') {
            fprintf(out, "  annals %-13s %s\n", commands[i]->name, commands[i]->summary);
        }
    }
    return help ? EXIT_DONE : EXIT_USAGE;
}

static int run_unknown(const char *name)
{
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        names[i] = commands[i]->name;
    }
    const char *suggestion = NULL;
    for (size_t i = 0; i < COMMAND_COUNT && suggestion == NULL; i++) { /* check: rules check */
        const char *space = strchr(names[i], ' ');
        suggestion = space != NULL && strcmp(space + 1, name) == 0 ? names[i] : NULL;
    }
    suggestion = suggestion != NULL ? suggestion : suggest_nearest(slice_of(name), names, COMMAND_COUNT);
    fprintf(stderr, "annals: unknown %s '%s'", name[0] == '-' ? "option" : "command", name);
    if (suggestion) {
        fprintf(stderr, ", did you mean '%s'?", suggestion);
    }
    fputs("\nsee 'annals --help'\n", stderr);
    return EXIT_USAGE;
}

static int run(int argc, char **argv)
{
    if (argc < 1) {
        print_usage(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0 || strcmp(argv[0], "help") == 0) {
        print_usage(stdout);
        return EXIT_DONE;
    }
    if (strcmp(argv[0], "--version") == 0) {
        printf("annals %s\n", ANNALS_VERSION);
        return EXIT_DONE;
    }
    if (strcmp(argv[0], "--manual") == 0) {
        manual_print(commands, COMMAND_COUNT, stdout);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        int used = name_matches(commands[i], argc, argv);
        if (used > 0) {
            return commands[i]->run(commands[i], argc - used, argv + used);
        }
    }
    return is_group(argv[0]) ? run_group(argc, argv) : run_unknown(argv[0]);
}

int main(int argc, char **argv)
{
    memory_begin();
    /* a PDF says in which time zone it was made: always the same one */
    setenv("TZ", "UTC", 1);
    signals_install();
    int status = run(argc - 1, argv + 1);
    return output_finish(status);
}
