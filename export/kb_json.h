/* kb.json: the knowledge base as docs/knowledge-base.md and docs/kb.schema.json say. kb/read.h reads it back. */
#ifndef ANNALS_EXPORT_KB_JSON_H
#define ANNALS_EXPORT_KB_JSON_H

#include "base/buffer.h"
#include "kb/kb.h"

/* Adds the whole of kb to out. The same graph gives the same bytes. Never fails. */
void kb_write_json(struct buffer *out, const struct kb *kb);

#endif
