/* What the files of the report share. Private to render/. */
#ifndef ANNALS_RENDER_REPORT_P_H
#define ANNALS_RENDER_REPORT_P_H

#include "base/buffer.h"
#include "base/json.h"
#include "kb/kb.h"
#include "render/report.h"

/* A file of render/report that cmake/embed.cmake has put into the program. */
struct report_file {
    const unsigned char *bytes;
    size_t len;
};

extern const struct report_file REPORT_PAGE, REPORT_STYLE, REPORT_SCRIPT, REPORT_TEXTS;

struct yaml_node;

/* report_texts.c: the table of texts as JSON, with those under `report:` of a file of words in the place of the English
 * ones. Reports all that is wrong with them. */
void report_read_texts(const struct yaml_node *own, struct arena *arena, struct slice *texts,
                       struct diagnostics *errors);

/* "<" as an escape: so the JSON can hold neither "</script" nor "<!--". */
void report_add_escaped(struct buffer *out, struct slice json);

/* The data of the page as JSON, in which "<" is always escaped: no text can end the element that holds it. What each
 * member holds is said in docs/report.md. */
void report_add_data(struct buffer *out, const struct kb *kb, const struct report_options *options);

/* The member "changes" of the data. */
void report_write_changes(struct json *json, const struct kb_diff *diff, const struct kb *old, const struct kb *new);

/* Where words stand: a passage of their document, and UTF-16 units of its text, which is what a browser counts. */
struct report_place {
    uint32_t passage; /* UINT32_MAX where no passage holds them */
    size_t begin, end;
};

/* Finds `quote`, which stands at `span` of the source. Where the passage does not hold these very words begin is end.
 */
struct report_place report_find_place(const struct kb_document *document, struct span span, struct slice quote);

/* A picture as a part of the page: without what only a file of its own needs, without anything that is not on the list
 * of what pictures are made of. Its links go, for the page makes marks into links by their data-event, data-relation
 * and data-entity. */
void report_add_picture(struct buffer *out, struct slice svg);

#endif
