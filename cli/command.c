#include "cli/command.h"

#include <stdio.h>
#include <string.h>

static void print_help(const struct command *command, const struct option_table *table)
{
    printf("usage: annals %s%s %s\n\n%s\n", command->name, command->option_count ? " [OPTION]..." : "",
           command->operands, command->summary);
    if (command->details[0] != '\0') {
        printf("\n%s", command->details);
    }
    puts("\noptions:");
    options_print(table, stdout);
}

int command_begin(const struct command *command, int argc, char **argv, void *settings, struct text_list *operands,
                  size_t minimum, size_t maximum)
{
    struct option_table table = {command->name, command->options, command->option_count};
    bool help = false;
    if (options_parse(&table, argc, argv, settings, operands, &help) != STATUS_OK) {
        return EXIT_USAGE;
    }
    if (help) {
        print_help(command, &table);
        return EXIT_DONE;
    }
    if (operands->count < minimum) {
        fprintf(stderr, "annals %s: nothing to work on, expected %s\nsee 'annals %s --help'\n", command->name,
                command->operands, command->name);
        return EXIT_USAGE;
    }
    if (maximum > 0 && operands->count > maximum) {
        fprintf(stderr, "annals %s: '%s' is too much, expected %s\nsee 'annals %s --help'\n", command->name,
                operands->items[maximum], command->operands, command->name);
        return EXIT_USAGE;
    }
    return -1;
}
