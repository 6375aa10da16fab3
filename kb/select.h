/* Which part of a knowledge base is shown: what pictures, tables and lists share. A wish is what a person asks for, in
 * words; a selection is the wish with its names looked up. Nothing here changes the knowledge base. */
#ifndef ANNALS_KB_SELECT_H
#define ANNALS_KB_SELECT_H

#include "base/buffer.h"
#include "kb/kb.h"
#include "kb/words.h"

enum { SELECT_NONE = UINT32_MAX, SELECT_MAX_PARTS = 8 /* steps of part_of that are followed */ };

/* What an event must be one of. */
enum select_field {
    SELECT_CLASS,
    SELECT_TYPE,
    SELECT_ORGANIZATION, /* with a role in it: the named one or a part of it; id, name or alias */
    SELECT_PLACE,        /* there or within: id, name or alias */
    SELECT_SERIES,
    SELECT_STATUS,   /* of events and of relations; "unconfirmed" is part of "planned" */
    SELECT_DOCUMENT, /* that tells of it: id, path, end of a path, or folder */
    SELECT_BASIS,    /* of its date; "none": it has no date */
    SELECT_FIELD_COUNT
};

struct select_list {
    const struct slice *items;
    size_t count;
};

/* What is asked for; texts are borrowed. An empty list asks for nothing. An item is one name, or several with commas
 * where the whole is no name itself. */
struct select_wish {
    struct select_list lists[SELECT_FIELD_COUNT];
    int32_t from, to;   /* day numbers as base/calendar.h; CALENDAR_NO_DAY: no bound */
    unsigned sources;   /* independent ones, at least; 0: any number */
    struct slice match; /* words that stand in it as they are, case and accents aside; empty: anything */
    bool statements; /* the documents' own statements as well, which are left aside unless their class is asked for */
};

void select_wish_init(struct select_wish *wish);

/* The wish, looked up. Lives as long as the knowledge base, the wish and the arena. */
struct selection {
    const struct kb *kb;
    const struct select_wish *wish;
    struct select_list values[SELECT_FIELD_COUNT]; /* as the knowledge base calls them: names of entities, paths */
    bool *bodies, *places;                         /* by entity; NULL: all */
    bool *documents;                               /* by document; NULL: all */
    bool *named;                                   /* by entity: `match` stands in a name of it; NULL: no match asked */
    struct slice match;                            /* folded */
};

/* False where a name is not there: problem says which, and what may have been meant. */
bool select_init(struct selection *selection, const struct kb *kb, const struct select_wish *wish, struct arena *arena,
                 struct buffer *problem);

enum select_verdict {
    SELECT_KEPT,
    SELECT_ASIDE,   /* a document's own statement, which nobody asked for */
    SELECT_LEFT_OUT /* by what was asked for */
};

/* The event must be one of the selection's knowledge base. */
enum select_verdict select_event(const struct selection *selection, const struct kb_event *event);
/* Of a relation, date, status, basis and documents are its own; class, type, series and place are those of an event
 * that it follows from. */
bool select_relation(const struct selection *selection, const struct kb_relation *relation);
/* By the dates only; what has no date passes unless a bound is set. */
bool select_date(const struct select_wish *wish, const struct kb_date *date, bool has_date);

/* Events by what becomes of them. */
struct select_counts {
    size_t kept, aside, left_out;
    size_t undated; /* of those left out: have no date, where --from or --to is set */
};

struct select_counts select_count(const struct selection *selection);

/* Appends what was asked for, in words: " · with African Union · from 1 Jan 2018 · agreement, visit"; nothing where
 * nothing was asked for. */
void select_text(const struct selection *selection, const struct kb_words *words, struct arena *arena,
                 struct buffer *out);

/* Entity by id, else by name, else by alias, accents and case aside; SELECT_NONE if there is none. */
uint32_t select_entity(const struct kb *kb, struct slice name);
/* The same for an option (NULL: an operand): where it fails, problem says so and what may have been meant. Empty name:
 * SELECT_NONE, true. */
bool select_entity_option(const struct kb *kb, struct slice name, const char *option, uint32_t *entity,
                          struct buffer *problem);
/* The same, and else by a part of one name or alias, from the beginning of a word on; where several have it, problem
 * lists the ten most mentioned. Of an empty name SELECT_NONE, true. */
bool select_entity_by_part(const struct kb *kb, struct slice name, uint32_t *entity, struct buffer *problem);

/* True where child is parent or a part of it. */
bool select_within(const struct kb *kb, uint32_t child, uint32_t parent);

#endif
