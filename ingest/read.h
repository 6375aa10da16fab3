/* Reads one file into a document record: checks the bytes, repairs the layout. */
#ifndef ANNALS_INGEST_READ_H
#define ANNALS_INGEST_READ_H

#include "base/arena.h"
#include "base/error.h"
#include "ingest/document.h"

enum {
    DOCUMENT_MAX_BYTES = 64 * 1024 * 1024, /* a larger file is refused */
    DOCUMENT_MAX_LINES = 4 * 1024 * 1024   /* lines that are not blank */
};

/* Language words that page furniture is known by, folded with utf8_fold; # stands for a number: "page # of #". */
struct read_words {
    const struct slice *furniture;
    size_t furniture_count;
};

/* Reads `file` ("-" is standard input) and repairs it. `path` is what the record will carry, `file` what messages show.
 * Fails with a diagnostic: unreadable, too large, binary, not UTF-8. `words` may be NULL. All memory is the arena's. */
enum status document_read(struct document *document, const char *file, struct slice path,
                          const struct read_words *words, struct arena *arena, struct diagnostics *errors);

/* The same from bytes in memory, which must live as long as the document. */
enum status document_from_bytes(struct document *document, const char *file, struct slice path, struct slice bytes,
                                const struct read_words *words, struct arena *arena, struct diagnostics *errors);

/* Whether a reader knows the extension of this path (none at all counts as text). */
bool read_knows(struct slice path);

#endif
