/* The table that --metadata gives: dates, titles, authors and languages of documents that do not carry them. */
#ifndef ANNALS_INGEST_METADATA_H
#define ANNALS_INGEST_METADATA_H

#include "base/arena.h"
#include "base/error.h"
#include "ingest/document.h"
#include "ingest/find.h"

enum { METADATA_MAX_BYTES = 64 * 1024 * 1024 };

struct metadata_row {
    struct slice file;
    struct slice date; /* EDTF, checked */
    struct slice title;
    struct slice author;
    struct slice language;
    unsigned line;   /* of the table, from 1 */
    unsigned column; /* of the file's name */
};

/* Zeroed is empty; memory is its own. After metadata_match only read, so that threads may share it. */
struct metadata {
    struct metadata_row *rows;
    size_t row_count;
    size_t row_capacity;
    size_t *of_file; /* for each found file: index of its row + 1, or 0 */
    size_t file_count;
    bool usable; /* has a header that names the file; there may be no good row */
    char *name;  /* of the table */
    struct arena arena;
};

void metadata_release(struct metadata *metadata);
/* Reads a CSV file with a header that names its columns: file, date, title, author, language in any order. Bad rows and
 * dates are reported with their place and left out, the others are kept; STATUS_FAILED then, and where there is no
 * header. */
enum status metadata_read(struct metadata *metadata, const char *file, struct diagnostics *errors);
/* Says which row belongs to which file: by path, else by base name. Rows that name no file or more than one are
 * reported. */
void metadata_match(struct metadata *metadata, const struct found *found, struct diagnostics *errors);
/* Puts what the table says about files[index] into its document, copied into the arena. */
void metadata_apply(const struct metadata *metadata, size_t index, struct document *document, struct arena *arena);

#endif
