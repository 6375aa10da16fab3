/* A kb.json on the disk. */
#ifndef ANNALS_CLI_KB_FILE_H
#define ANNALS_CLI_KB_FILE_H

#include <stdbool.h>

#include "kb/kb.h"

/* Reads the knowledge base at path ("-": standard input). Prints what is wrong; kb is to be released after success. */
bool kb_file_read(const char *path, struct kb *kb);

#endif
