/* Command lines: one table per command says what options there are; parsing and the text of --help both come from it.
 * Long options `--name value` and `--name=value`, short ones `-o value` and `-ovalue`; `--` ends the options; a lone
 * `-` is an operand. Options and operands may be mixed. */
#ifndef ANNALS_CLI_OPTIONS_H
#define ANNALS_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"

enum option_kind {
    OPTION_FLAG,  /* bool */
    OPTION_TEXT,  /* const char *, the last one given counts */
    OPTION_LIST,  /* struct text_list, every one given is added */
    OPTION_NUMBER /* int between minimum and maximum */
};

/* One row of a table. The value goes to `offset` in the command's struct of settings. */
struct option {
    enum option_kind kind;
    char letter;          /* 0 where there is none */
    const char *name;     /* without the dashes */
    const char *argument; /* how --help calls the value; NULL for flags */
    const char *help;
    size_t offset;
    int minimum, maximum;
};

/* Texts borrowed from the command line; the array is owned. Zeroed is empty. */
struct text_list {
    const char **items;
    size_t count;
    size_t capacity;
};

void text_list_add(struct text_list *list, const char *text);
void text_list_release(struct text_list *list);
/* Does the list hold the rule's name, or a prefix of it that ends in *? An empty list has them all. */
bool text_list_wants(const struct text_list *only, struct slice rule);

struct option_table {
    const char *command; /* "build", "rules check": for messages */
    const struct option *options;
    size_t count;
};

/* Fills settings and operands from argv[0 .. argc), which holds what follows the command's name. On failure prints what
 * is wrong and what may have been meant to stderr and returns STATUS_USAGE. --help is not an error: it sets *help and
 * ends. */
enum status options_parse(const struct option_table *table, int argc, char **argv, void *settings,
                          struct text_list *operands, bool *help);

/* The list of options for --help, wrapped, --help itself included. */
void options_print(const struct option_table *table, FILE *out);

#endif
