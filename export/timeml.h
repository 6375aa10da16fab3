/* Time expressions of one document, marked in its own bytes: ISO TimeML (TIMEX3) and a JSON list. */
#ifndef ANNALS_EXPORT_TIMEML_H
#define ANNALS_EXPORT_TIMEML_H

#include "base/buffer.h"
#include "extract/mention.h"
#include "kb/dates.h"

/* One document with its resolved times; everything borrowed. `times` has set->time_count items. */
struct tagged_document {
    const struct mention_set *set;
    struct slice source; /* the file's bytes */
    const struct anchor *anchor;
    const struct resolved_time *times;
};

/* A TimeML document: DOCID, DCT where the date is known, and under TEXT the source unchanged but for the tags and what
 * XML demands: & < > escaped, bytes that no XML text may hold as U+FFFD. Tags never nest or overlap: of two the one
 * that begins first, then the longer, is kept. */
void timeml_write(struct buffer *out, const struct tagged_document *document);

/* {"document": …, "date": …, "times": [{"begin", "end", "begin_char", "end_char", "quote", "type", "value", …}]},
 * indented. */
void tag_json_write(struct buffer *out, const struct tagged_document *document);

/* One line for each time, as a member of `times` above with "document" before. */
void tag_ndjson_write(struct buffer *out, const struct tagged_document *document);

/* A line for each time; the header is by itself, so that many documents make one table. */
void tag_csv_header(struct buffer *out);
void tag_csv_write(struct buffer *out, const struct tagged_document *document);

/* A page that shows the source unchanged, each time in an element `time` or `span` with its values. */
void tag_html_write(struct buffer *out, const struct tagged_document *document);

/* The times that any of them shows, as indexes into set->times in the order of the source; the array is the caller's to
 * free. */
size_t tagged_times(const struct tagged_document *document, size_t **indexes);

#endif
