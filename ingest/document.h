/* The document record: what ingest hands to every later layer. */
#ifndef ANNALS_INGEST_DOCUMENT_H
#define ANNALS_INGEST_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

/* text[text_begin, text_begin + len) is source[source_begin, source_begin + len), byte for byte. Pieces are in
 * ascending order of both; text between two pieces was put in by a repair (one space or line feed), source between two
 * was taken out. */
struct piece {
    size_t text_begin;
    size_t source_begin;
    size_t len;
};

/* One document. All memory is the arena's. */
struct document {
    struct slice id;      /* "doc:" and the first 16 hex digits of sha256 */
    struct slice path;    /* relative to the argument it was found under, '/' between folders */
    struct slice *copies; /* further paths of identical files, sorted */
    size_t copy_count;
    struct slice sha256;     /* of the source, hex */
    struct slice media_type; /* "text/plain", "text/markdown" */
    struct slice source;     /* the file's bytes; not needed once mentions are handed over */
    struct slice text;       /* repaired text: valid UTF-8, no CR, no NUL, lines as docs/ingest.md says */
    struct piece *pieces;
    size_t piece_count;
    /* From --metadata; empty where absent. */
    struct slice given_title;
    struct slice given_author;
    struct slice given_language;
    struct slice given_date; /* EDTF, checked */
};

/* Source range that text[begin, end) came from: from the source byte of the first mapped text byte to one past that of
 * the last. Where begin or end lies in inserted text the nearest mapped byte inside the range counts. */
struct span document_source_span(const struct document *document, struct span text);

/* The source ranges that text[begin, end) was pieced together from, merged where they touch. Returns how many there
 * are; writes at most `limit` of them. */
size_t document_source_ranges(const struct document *document, struct span text, struct span *ranges, size_t limit);

/* text[begin, end) with runs of white space as one space: the quote that is shown. */
struct slice document_quote(const struct document *document, struct span text, struct arena *arena);

#endif
