/* kb.json: the knowledge base as docs/knowledge-base.md and docs/kb.schema.json say. kb/read.h reads it back. */
#ifndef ANNALS_EXPORT_KB_JSON_H
#define ANNALS_EXPORT_KB_JSON_H

#include "base/buffer.h"
#include "base/json.h"
#include "kb/kb.h"

/* Adds the whole of kb to out. The same graph gives the same bytes. Never fails. */
void kb_write_json(struct buffer *out, const struct kb *kb);

/* Single records, as values in a list of their kind. */
void kb_json_event(struct json *json, const struct kb *kb, const struct kb_event *event);
void kb_json_entity(struct json *json, const struct kb *kb, const struct kb_entity *entity);
void kb_json_relation(struct json *json, const struct kb *kb, const struct kb_relation *relation);

#endif
