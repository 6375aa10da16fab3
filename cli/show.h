/* One record with all that speaks for it: finding it, telling it. */
#ifndef ANNALS_CLI_SHOW_H
#define ANNALS_CLI_SHOW_H

#include "base/buffer.h"
#include "kb/kb.h"

/* One record of a knowledge base; the one that is not NULL. */
struct shown {
    const struct kb_event *event;
    const struct kb_entity *entity;
    const struct kb_relation *relation;
    bool is_rejected;
};

struct shown_list {
    struct shown *items; /* heap */
    size_t count, capacity;
};

/* What an id, a title, a name or an alias means: by id; else all that are called so; else all that hold these words. An
 * id that was merged away means what it was merged into. */
void show_find(const struct kb *kb, struct slice text, struct shown_list *found);
/* The id or name nearest to a text that means nothing, in the arena; NULL if none is near. */
const char *show_suggest(const struct kb *kb, struct slice text, struct arena *arena);

/* The neighbours of a sentence and the line it begins on, as the document's passages have them; line 0 where they have
 * not. */
struct show_place {
    uint32_t line;
    struct slice before, after;
};
struct show_place show_place_of(const struct kb *kb, uint32_t document, struct span at);

/* "id  title, date" on one line, for lists. */
void show_write_line(struct buffer *out, const struct shown *shown);
void show_write_text(struct buffer *out, const struct kb *kb, const struct shown *shown);
void show_write_json(struct buffer *out, const struct kb *kb, const struct shown *shown);
/* An entry for corrections.yaml, ready to be completed (docs/corrections.md). */
void show_write_entry(struct buffer *out, const struct kb *kb, const struct shown *shown, const char *action);

/* Whether the entity has a role in the event, or is its place; *role says which ("place" for places). */
bool show_takes_part(const struct kb_event *event, uint32_t entity, struct slice *role);

#endif
