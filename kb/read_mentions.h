/* Mention sets back from NDJSON, as export/mentions.h writes them (docs/mentions.md): a header line, then one line per
 * document. Several files can be read one after the other: shards of one extraction. */
#ifndef ANNALS_KB_READ_MENTIONS_H
#define ANNALS_KB_READ_MENTIONS_H

#include "base/error.h"
#include "extract/mention.h"

enum { MENTIONS_VERSION = 1 };

/* What files of mentions hold together. Zeroed is empty and valid. */
struct mention_file {
    struct arena arena;        /* of what follows, without the sets, which have arenas of their own */
    struct mention_set **sets; /* heap */
    size_t count;
    size_t capacity;
    bool has_header;
    struct slice rules_hash;    /* of the packs that the mentions were found with */
    struct resolve_words words; /* language tables of those packs */
};

void mention_file_release(struct mention_file *file);

/* Adds what `bytes` holds; `name` is for messages. A line that is wrong is reported and left out; the others are kept.
 * STATUS_FAILED where there was one, or where the header is missing or of other rules than those read before. */
enum status mention_file_read(struct mention_file *file, struct slice bytes, const char *name,
                              struct diagnostics *errors);

/* The words that stand for enumerations. */
const char *mention_status_name(enum event_status status);
const char *mention_scope_name(enum date_scope scope);

#endif
