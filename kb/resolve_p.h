/* What the files of the resolver share: one build of the graph under way. Private to kb/. */
#ifndef ANNALS_KB_RESOLVE_P_H
#define ANNALS_KB_RESOLVE_P_H

#include "base/arena.h"
#include "base/map.h"
#include "kb/dates.h"
#include "kb/kb.h"
#include "kb/resolve.h"

#define RESOLVE_NONE     UINT32_MAX
#define RESOLVE_REJECTED (UINT32_MAX - 1) /* of an event mention: corrections have taken its event out */

struct plan;

/* One document: the first of the sets that have its content, and what was worked out for it. */
struct source {
    const struct mention_set *set;
    struct slice *paths; /* sorted, distinct; the first is the document's path */
    size_t path_count;
    struct anchor anchor;
    struct resolved_time *times; /* one for each time of the set */
    uint32_t *entity;            /* one for each name of the set: index of a draft entity, or RESOLVE_NONE */
    uint32_t *event; /* one for each event mention of the set: index in kb->events, or RESOLVE_NONE, RESOLVE_REJECTED */
    uint32_t speaker; /* entity that "we" stands for, or RESOLVE_NONE */
    struct slice author;
};

/* Words under which names and titles are compared: folded, without the pack's ignored words. */
struct word_list {
    struct slice *items;
    size_t count;
};

/* An entity before it has its place in the order of ids. */
struct draft_entity {
    struct kb_entity entity; /* part_of is the index of a draft here */
    struct slice country;    /* ISO 3166 alpha-2 of a place or a state, or empty */
    bool used;               /* by an event, a relation, a definition or a part */
    bool rejected;           /* by a correction */
    uint32_t final;          /* index in kb->entities once they are sorted */
};

struct resolver {
    struct kb *kb;
    const struct resolve_options *options;
    struct arena work;      /* goes when the build is done */
    struct map strings;     /* interned strings of the knowledge base */
    struct source *sources; /* by document id */
    size_t source_count;
    struct draft_entity *entities;
    size_t entity_count;
    struct map generic;    /* the pack's weak words, folded as words_of folds */
    struct map expansions; /* folded acronym -> index into expanded */
    struct word_list *expanded;
    size_t expanded_count;
    size_t expanded_capacity;
    struct plan *plan;    /* corrections, NULL where there are none */
    uint64_t comparisons; /* pairs of titles compared, for the test of growth */
};

/* A copy of text in the knowledge base's arena; equal texts share one. */
struct slice resolver_keep(struct resolver *resolver, struct slice text);
/* The pieces of a span that a repair cut up; 0 where it is one. */
size_t resolver_keep_ranges(struct resolver *resolver, const struct evidence *at, struct span **out);
void resolver_keep_evidence(struct resolver *resolver, uint32_t document, const struct evidence *at, struct slice rule,
                            struct kb_evidence *out);
void resolver_keep_date(struct resolver *resolver, const struct source *source, uint32_t time, struct kb_date *out);
/* The date of an event mention; false where it has none, or one without days and EDTF. */
bool resolver_keep_event_date(struct resolver *resolver, const struct source *source,
                              const struct event_mention *mention, struct kb_date *out);
/* Day up to which the document's own date reaches, CALENDAR_NO_DAY where it is unknown. */
int32_t source_day(const struct source *source);

void words_prepare(struct resolver *resolver);
/* Words of a name or title in their order (resolve_words.c). With expand, acronyms that stand for known names become
 * the words of these. */
void words_of(struct resolver *resolver, struct slice text, bool expand, struct word_list *out);
/* The words run together, so that Co-operation and Cooperation are one. In the work arena. */
struct slice words_joined(struct resolver *resolver, const struct word_list *words, char prefix, bool sorted);
bool words_is_generic(const struct resolver *resolver, struct slice word);
/* One word, two or more letters, all of them capital; digits may follow. */
bool words_is_acronym(struct slice text);
void words_add_expansion(struct resolver *resolver, struct slice acronym, struct slice name);
/* Lower-case letters and digits with single hyphens, at most 100 bytes: for ids. */
struct slice words_slug(struct resolver *resolver, struct slice text);

void entities_resolve(struct resolver *resolver);
/* Sorts the entities that are used by id into the knowledge base. After events and relations. */
void entities_finish(struct resolver *resolver);
void events_resolve(struct resolver *resolver);
void relations_resolve(struct resolver *resolver);
void checks_make(struct resolver *resolver);

/* kb_resolve, and how many pairs of titles it compared. */
uint64_t kb_resolve_counted(struct kb *kb, struct mention_set *const *sets, size_t count,
                            const struct resolve_options *options);

/* Years of documents that do not say theirs, from what the others say (years.c). */
void years_from_others(struct resolver *resolver);

#endif
