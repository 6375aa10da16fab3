/* What goes to standard output and standard error. */
#ifndef ANNALS_CLI_OUTPUT_H
#define ANNALS_CLI_OUTPUT_H

#include <stdbool.h>

#include "base/error.h"

/* Flushes standard output. Where anything written to it was lost, says so and returns 2, else returns status. Where it
 * is a pipe that nobody reads any more, this and the next two end the program by SIGPIPE, without a word. */
int output_finish(int status);

/* Flushes standard output before the command is done; what is lost, output_finish says later. */
void output_flush(void);

/* Writes bytes to standard output at once; false where that failed (output_finish says so later). */
bool output_write(struct slice bytes);

/* Writes bytes to path whole or not at all, or to standard output where path is NULL or "-". Prints what went wrong. */
bool output_file(const char *path, struct slice bytes);
/* The same for one of a folder of files (base/file.h: file_write_one_of_many). */
bool output_one_of_many(const char *path, struct slice bytes);

/* Prints the list to standard error in order and releases it. */
void output_diagnostics(struct diagnostics *list);

/* Whether standard output may carry colours: a terminal, and NO_COLOR not set. */
bool output_has_colour(void);

#endif
