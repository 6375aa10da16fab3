/* Mention sets as NDJSON: the hand-over from extraction to resolution, for pipelines of others. docs/mentions.md
 * describes every member; kb/read_mentions.h reads it back. */
#ifndef ANNALS_EXPORT_MENTIONS_H
#define ANNALS_EXPORT_MENTIONS_H

#include "base/buffer.h"
#include "extract/mention.h"

/* The first line: format, version, rules and the language tables that resolution needs. */
void mentions_write_header(struct buffer *out, struct slice rules_hash, const struct resolve_words *words);

/* One line for one document. Members that are empty are left out. */
void mentions_write_set(struct buffer *out, const struct mention_set *set);

#endif
