/* The commands of the program: one cmd_*.c and one row of the table in main.c each. */
#ifndef ANNALS_CLI_COMMAND_H
#define ANNALS_CLI_COMMAND_H

#include "cli/options.h"

/* Exit statuses, the same for every command. */
enum { EXIT_DONE = 0, EXIT_SOME_FAILED = 1, EXIT_USAGE = 2 };

struct command {
    const char *name;     /* one word, or two where the first groups commands: "rules check" */
    const char *operands; /* as --help shows them: "PATH..." */
    const char *summary;  /* one line */
    const char *details;  /* further paragraphs of --help, wrapped by hand; may be "" */
    const struct option *options;
    size_t option_count;
    /* argv holds what follows the name; returns the exit status */
    int (*run)(const struct command *command, int argc, char **argv);
};

extern const struct command command_build;
extern const struct command command_tag;
extern const struct command command_date;
extern const struct command command_extract;
extern const struct command command_resolve;
extern const struct command command_timeline;
extern const struct command command_network;
extern const struct command command_table;
extern const struct command command_next;
extern const struct command command_profile;
extern const struct command command_report;
extern const struct command command_show;
extern const struct command command_diff;
extern const struct command command_rules_check;
extern const struct command command_rules_test;
extern const struct command command_text;
extern const struct command command_rules_explain;
extern const struct command command_rules_why_not;
extern const struct command command_rules_diff;
extern const struct command command_rules_profile;
extern const struct command command_rules_schema;
extern const struct command command_rules_list;
extern const struct command command_rules_new;

/* What every command begins with: parses the line, prints --help where asked for, checks how many operands there are
 * (maximum 0: any number). Returns -1 to go on, else the exit status to end with. */
int command_begin(const struct command *command, int argc, char **argv, void *settings, struct text_list *operands,
                  size_t minimum, size_t maximum);

#endif
