/* From path arguments to the list of files to read. */
#ifndef ANNALS_INGEST_FIND_H
#define ANNALS_INGEST_FIND_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

enum { FIND_MAX_DEPTH = 64 /* folders within folders */ };

struct found_file {
    const char *name;  /* what to open and to show: as the user typed it, "-" for standard input */
    struct slice path; /* for the record: relative to its argument, '/' between folders; "stdin.txt" */
};

/* Files in the order of the arguments, those of a folder by name in byte order. Zeroed is empty; memory is its own. */
struct found {
    struct found_file *files;
    size_t count;
    size_t capacity;
    size_t skipped; /* files in folders that no reader knows: a note each */
    struct arena arena;
};

void found_release(struct found *found);
/* Adds what every argument stands for. STATUS_FAILED where one was missing, unreadable or held nothing to read; the
 * others are there all the same. A file that is named itself is taken whatever its extension. */
enum status find_files(struct found *found, const char *const *arguments, size_t count, struct diagnostics *errors);

#endif
