/* What differs between two knowledge bases, in words and as JSON. */
#ifndef ANNALS_CLI_DIFF_TEXT_H
#define ANNALS_CLI_DIFF_TEXT_H

#include "base/buffer.h"
#include "kb/diff.h"

/* Whether nothing differs. */
bool diff_is_empty(const struct kb_diff *diff);
void diff_write_text(struct buffer *out, const struct kb_diff *diff, const struct kb *old, const struct kb *new,
                     bool markdown);
void diff_write_json(struct buffer *out, const struct kb_diff *diff, const struct kb *old, const struct kb *new);
/* "3 new, 1 changed, 0 gone", and what else there is, of events. */
void diff_write_counts(struct buffer *out, const struct kb_diff_list *list);

#endif
