/* What a reader of one format is. Private to ingest/. */
#ifndef ANNALS_INGEST_READ_P_H
#define ANNALS_INGEST_READ_P_H

#include "ingest/read.h"

/* Makes document->text and its pieces from document->source, which is valid UTF-8 without NUL. */
typedef enum status read_function(struct document *document, const char *file, const struct read_words *words,
                                  struct arena *arena, struct diagnostics *errors);

/* A new format is one file with such a function and one row of the table in read.c. */
struct reader {
    const char *extension; /* with its full stop, lower case; "" is none at all */
    const char *media_type;
    read_function *read;
};

read_function read_text;
read_function read_markdown;

/* What both have in common. */
enum status read_lines(struct document *document, const char *file, const struct read_words *words, bool markdown,
                       struct arena *arena, struct diagnostics *errors);

#endif
