/* What rules find in one document, as facts that can be compared: events, relations, dates and names, each with its
 * sentence and its rule. */
#ifndef ANNALS_CLI_FACTS_H
#define ANNALS_CLI_FACTS_H

#include "extract/examples.h"

enum fact_kind { FACT_EVENT, FACT_RELATION, FACT_DATE, FACT_NAME, FACT_KIND_COUNT };

struct fact_field {
    struct slice key, value;
};

enum fact_change { FACT_SAME, FACT_ONLY_HERE, FACT_CHANGED, FACT_MOVED };

struct fact {
    enum fact_kind kind;
    struct slice class; /* class, type of relation, type of name; "date" */
    struct slice rule;
    struct slice quote, sentence;
    struct span at; /* bytes of the document's text */
    struct fact_field *fields;
    size_t field_count, field_capacity;
    enum fact_change change;
    struct fact *twin; /* in the other list, but for FACT_ONLY_HERE */
};

/* Zeroed is empty. All texts are the list's. */
struct fact_list {
    struct arena arena;
    struct fact *items; /* by place, kind, class */
    size_t count, capacity;
};

/* `kinds` has a bit for each kind of fact that is wanted. */
void facts_collect(const struct program *program, struct scratch *scratch, const struct document *document,
                   unsigned kinds, struct fact_list *list);
void facts_release(struct fact_list *list);

struct fact_counts {
    size_t added, removed, changed, moved, same;
    size_t other_rule; /* of those that are the same */
};

/* Says of every fact of both lists what became of it, and adds to counts. A fact is the same where all but its rule is;
 * changed where its words and class are; moved where its sentence and class are, and its words meet or its title is. */
void facts_match(struct fact_list *before, struct fact_list *after, struct fact_counts *counts);

/* Writes what differs. The text names the document where there is something to say. */
void facts_tell_text(const struct fact_list *before, const struct fact_list *after, struct slice document,
                     struct buffer *out);
void facts_tell_json(const struct fact_list *before, const struct fact_list *after, struct slice document,
                     struct json *json);
/* "+3 facts, −0, 1 changed, 0 moved" and what is left to say. */
void facts_tell_counts(const struct fact_counts *counts, struct buffer *out);
/* Members of the object at hand, one for each count. */
void facts_counts_json(const struct fact_counts *counts, struct json *json);

const char *fact_kind_name(enum fact_kind kind);

#endif
