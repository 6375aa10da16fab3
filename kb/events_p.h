/* Event mentions on their way to events. Private to kb/events*.c. */
#ifndef ANNALS_KB_EVENTS_P_H
#define ANNALS_KB_EVENTS_P_H

#include "kb/resolve_p.h"

/* Weights are whole numbers, so that every machine computes the same. A word that stands in one title only weighs
 * WEIGHT_RARE. */
enum { WEIGHT_GENERIC = 20, WEIGHT_COMMON = 30, WEIGHT_RARE = 100 };
enum { CLUSTER_TITLES = 16, CLUSTER_DATES = 16 };
/* From the tenth on an ordinal and a date say which session is meant, whatever else the title holds. */
enum { EVENTS_TELLING_ORDINAL = 10 };

struct title_word {
    uint32_t word;
    uint32_t weight;
    bool generic;
};

/* A title as it is compared: its words once each, by number. Equal texts share one. */
struct title {
    struct slice text;
    struct title_word *words;
    uint32_t count;
    uint32_t weight;  /* of all words */
    uint32_t content; /* of those that are not generic */
    bool proper;      /* at least half of its words begin with a capital */
    bool name;        /* its first word does */
};

/* One event mention under way. */
struct happening {
    uint32_t source;
    uint32_t index; /* in its set */
    const struct event_mention *mention;
    const struct title *title;
    bool dated; /* days are known */
    int32_t earliest, latest;
    enum event_status status;
    uint32_t *places, *parties; /* draft entities */
    size_t place_count, party_count;
    uint32_t visitor; /* first one, RESOLVE_NONE if none */
    uint32_t adopter; /* first one, RESOLVE_NONE if none */
    uint32_t joining; /* first participant, else who speaks, RESOLVE_NONE if none */
    struct slice number;
    uint32_t class_number;
    bool carried; /* a description whose date stands in the sentence before: what is said of the happening there */
    bool plural;  /* "the summits": more than one happening */
    bool bare;    /* the title says nothing that would tell one happening from another */
    uint8_t phase;
    uint32_t cluster;
    uint32_t next; /* in its cluster */
};

struct dates_seen {
    int32_t earliest, latest;
    bool occurred;
    int32_t said; /* day of the document that says so */
};

struct cluster {
    struct slice class;
    uint32_t class_number;
    uint32_t stamp;              /* happening that looked at it last */
    uint32_t first, last, count; /* happenings */
    int32_t ordinal, title_year;
    int32_t told_first, told_last; /* days of the documents that tell of it, CALENDAR_NO_DAY if none is known */
    const struct title *titles[CLUSTER_TITLES];
    uint32_t title_count;
    struct dates_seen dates[CLUSTER_DATES];
    uint32_t date_count;
    bool occurred;
    bool moved; /* a mention says that it was postponed */
    uint32_t adopter;
    struct slice number;
};

struct block_list {
    uint32_t *items; /* clusters */
    size_t count, capacity;
};

struct event_build {
    struct resolver *resolver;
    struct happening *happenings;
    size_t count;
    struct cluster *clusters;
    size_t cluster_count;
    size_t cluster_capacity;
    struct map words;
    struct map titles;
    struct title **title_list;
    size_t title_count;
    size_t title_capacity;
    uint32_t *frequency; /* of each word: distinct titles that hold it */
    size_t frequency_capacity;
    struct map sentences; /* cluster, source and sentence -> 1 */
    struct map members;   /* cluster and source -> dated happening that names a type, or RESOLVE_NONE */
    struct map classes;
    struct map numbers; /* class and number -> index into lists */
    struct map blocks;  /* class, word and year -> index into lists */
    struct block_list *lists;
    size_t list_count;
    size_t list_capacity;
};

/* Fills the happenings of all documents (events_mentions.c). */
void events_collect(struct event_build *build);
/* 0..100: half of what the two share of all their weight, half of what they share of the lighter one. *shared is the
 * weight. */
uint32_t titles_near(struct event_build *build, const struct title *a, const struct title *b, uint32_t *shared);
/* Whether the cluster may take the happening (events_compatible.c). */
bool cluster_accepts(struct event_build *build, const struct cluster *cluster, uint32_t happening);
bool cluster_same_edition(const struct cluster *cluster, const struct event_mention *mention);
bool dates_overlap(int32_t a_first, int32_t a_last, int32_t b_first, int32_t b_last);
/* Gives every happening a cluster or none (events_cluster.c). */
void events_cluster(struct event_build *build);
uint32_t cluster_new(struct event_build *build, uint32_t happening);
void cluster_add(struct event_build *build, uint32_t index, uint32_t happening);
/* Makes events of the clusters (events_fields.c). */
void events_make(struct event_build *build);
/* Happenings of a cluster, sorted, in the work arena. */
uint32_t *cluster_members(struct event_build *build, uint32_t index, size_t *count);
/* All of an event but its id, from at least one happening. */
void event_fill(struct event_build *build, const uint32_t *members, size_t count, struct kb_event *event);
/* A plan whose date has passed. */
bool event_is_unconfirmed(const struct resolver *resolver, const struct kb_event *event);
struct plan;
/* Makes the events again as the corrections want them (events_correct.c). ids then holds their places in kb->events,
 * and the cluster of each happening is that place, or RESOLVE_REJECTED. */
void events_correct(struct event_build *build, struct plan *plan, struct map *ids);

/* Keys of the maps above. The slice points into the key. */
struct pair_key {
    char bytes[16];
};
struct slice sentence_key(struct pair_key *key, uint32_t cluster, const struct happening *happening);
struct slice source_key(struct pair_key *key, uint32_t cluster, const struct happening *happening);

#endif
