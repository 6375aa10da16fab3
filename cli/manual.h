/* The manual page, made from the same tables as --help. */
#ifndef ANNALS_CLI_MANUAL_H
#define ANNALS_CLI_MANUAL_H

#include <stddef.h>
#include <stdio.h>

#include "cli/command.h"

/* Writes annals(1) in man(7) macros. */
void manual_print(const struct command *const *commands, size_t count, FILE *out);

#endif
