/* Corrections on their way to the graph: what each entry means in this build, and what several say together. Private to
 * kb/. */
#ifndef ANNALS_KB_CORRECTIONS_P_H
#define ANNALS_KB_CORRECTIONS_P_H

#include "kb/corrections.h"
#include "kb/resolve_p.h"

enum found_how { FOUND_NOT, FOUND_BY_ID, FOUND_BY_EVIDENCE, FOUND_BY_WAS };

/* One entry in this build. */
struct planned {
    const struct correction *entry;
    enum found_how how;
    uint32_t node;       /* of the target, RESOLVE_NONE until it is found */
    uint32_t into;       /* of a merge */
    uint32_t made;       /* node that a split makes */
    bool is_void;        /* it is not applied; reason says why */
    bool is_told;        /* and why has been said already */
    struct slice reason; /* in the work arena */
    struct slice id;     /* that the target has now */
};

/* What is said of one record: indexes of entries, RESOLVE_NONE where nothing is. */
struct change {
    uint32_t reject, confirm, rename, redate;
};

/* Records that may be merged: events and split-off ones, or draft entities. */
struct graph {
    uint32_t count;
    uint32_t *into;     /* the one that each is merged into, RESOLVE_NONE if none */
    uint32_t *into_by;  /* the entry that says so */
    struct slice *ids;  /* of each */
    struct map numbers; /* id -> node */
    struct change *changes;
};

/* Where a sentence stands: a chain for each key. */
struct sentence_link {
    uint32_t event;
    uint32_t next;
};

struct plan {
    struct resolver *resolver;
    struct planned *entries; /* sorted by what they say, each once */
    uint32_t entry_count;
    const struct kb_event *base; /* events as they are without corrections, by cluster */
    uint32_t base_count;
    struct graph events; /* nodes from base_count on are split off */
    struct graph entities;
    struct map sentences; /* folded sentence -> link */
    struct sentence_link *links;
    uint32_t **mention_node;    /* of each base event and mention: the node that it goes to */
    struct slice *other_titles; /* of each event node: what an entry renames it to, and redates it to */
    struct slice *other_dates;
    struct map entity_names; /* folded name or alias -> link in name_links */
    struct sentence_link *name_links;
};

/* What was looked for. */
struct found {
    enum found_how how;
    uint32_t node;
    struct slice reason; /* where it was not found */
};

/* Finding (corrections_find.c). `graph` may have merges already: what is one then counts as one. */
void plan_index(struct plan *plan);
void plan_find_event(struct plan *plan, const struct correction *entry, struct found *found);
void plan_find_into(struct plan *plan, const struct correction *entry, struct found *found);
void plan_find_entity(struct plan *plan, struct slice id, struct slice was, struct found *found);
uint32_t graph_root(const struct graph *graph, uint32_t node);

static inline struct graph *graph_of_kind(struct plan *plan, enum correction_kind kind)
{
    return kind == CORRECTION_OF_EVENT ? &plan->events : &plan->entities;
}

/* Makes the plan from options->corrections: needs the events without corrections. NULL where there is no entry. */
struct plan *plan_make(struct resolver *resolver);
void plan_release(struct plan *plan);
/* Takes entries out and tells why not. */
__attribute__((format(printf, 3, 4))) void plan_drop(struct plan *plan, struct planned *planned, const char *reason,
                                                     ...);
void plan_contradiction(struct plan *plan, struct planned *a, struct planned *b);
/* Merges that say the same as one that is not applied. */
void plan_drop_orphans(struct plan *plan);
/* Splits, then what is said of single records (corrections_changes.c). */
void plan_splits(struct plan *plan);
void plan_changes(struct plan *plan);

/* Entities are merged, renamed and rejected: names of documents then stand for what is left (entities_correct.c). */
void entities_correct(struct plan *plan);
/* Relations that are rejected go, the others say which of their events were corrected (relations_correct.c). */
void relations_correct(struct plan *plan);
/* Writes what became of each entry into the knowledge base, and tells the user of what was not applied. */
void plan_tell(struct plan *plan);

/* A list of what was done to a record, under way. */
struct corrected_list {
    struct kb_corrected *items; /* heap */
    size_t count, capacity;
};
void corrected_add(struct corrected_list *list, struct plan *plan, const struct planned *planned, struct slice was,
                   struct slice id);
/* Sorts, moves it to the knowledge base's arena and frees it. */
void corrected_keep(struct corrected_list *list, struct plan *plan, struct kb_corrected **out, size_t *count);

#endif
