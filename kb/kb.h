/* The knowledge base: a read-only graph for export, render and queries. Built by kb/resolve.h, or read back by
 * kb/read.h. */
#ifndef ANNALS_KB_KB_H
#define ANNALS_KB_KB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

/* A resolved date. Strings are never NULL pointers with a length; empty means absent. */
struct kb_date {
    struct slice edtf; /* empty where nothing is known but a bound */
    int32_t earliest;  /* day numbers as base/calendar.h; CALENDAR_NO_DAY where unknown */
    int32_t latest;
    struct slice precision; /* day month season quarter half year decade century interval, "" */
    struct slice qualifier; /* "", approximate, uncertain, before, after, early, mid, late, by, since */
    struct slice basis;     /* stated relative inferred given */
    struct slice anchor;    /* EDTF of what it was resolved against, "" */
    struct slice reason;    /* why, in words, where inferred */
    struct slice quote;
    struct slice document; /* id of the document that holds quote; "" = the mention's own */
    struct span at;        /* source bytes of quote; empty span if none */
    struct span *ranges;   /* its pieces where a repair cut it up */
    size_t range_count;    /* 0 where it is one range */
};

/* A sentence that holds evidence, or the one before or after it. */
struct kb_passage {
    struct span at;    /* source bytes; of a long neighbour those of its beginning */
    uint32_t line;     /* of the source, from 1 */
    struct slice text; /* white space folded */
};

struct kb_document {
    struct slice id, path, sha256, media_type, language, title, author;
    struct slice *copies;
    size_t copy_count;
    struct kb_date date;
    bool has_date;
    size_t mention_count;        /* of events */
    struct kb_passage *passages; /* in the order of the source, each once */
    size_t passage_count;
};

struct kb_evidence {
    uint32_t document; /* index */
    struct span at;    /* source bytes */
    struct span chars; /* the same in code points of the source */
    struct span *ranges;
    size_t range_count; /* 0 where the span is one range */
    struct slice quote;
    struct slice rule;
};

struct kb_alias {
    struct slice alias;
    struct kb_evidence where; /* document UINT32_MAX: from a gazetteer */
};

/* What a person has said of a record, and what it was before (docs/corrections.md). */
struct kb_corrected {
    struct slice action; /* confirm merge split rename redate, reject of what is rejected */
    struct slice was;    /* title, name, date or status before; of a merge the title and date of what was merged */
    struct slice id;     /* of what was merged or split off; of a relation the event that was corrected; "" */
    struct slice why, by, on;
};

struct kb_entity {
    struct slice id, type, name;
    struct kb_alias *aliases;
    size_t alias_count;
    struct slice wikidata, iso2;
    uint32_t part_of; /* entity index, UINT32_MAX if none */
    struct kb_evidence *evidence;
    size_t evidence_count;
    struct kb_corrected *corrected;
    size_t corrected_count;
};

struct kb_event_mention {
    struct kb_evidence where;
    struct span sentence;         /* source bytes */
    struct span *sentence_ranges; /* its pieces where a repair cut it up */
    size_t sentence_range_count;  /* 0 where it is one range */
    struct slice sentence_quote;
    struct slice title;
    struct slice status;
    bool has_date;
    struct kb_date date;
};

struct kb_role {
    struct slice role;
    uint32_t entity;
};

struct kb_attribute {
    struct slice key, value;
};

struct kb_conflict {
    struct slice field, value, reason;
    uint32_t *mentions; /* indexes into the event's mentions */
    size_t mention_count;
};

struct kb_event {
    struct slice id, class, type, title, series;
    struct slice status; /* planned occurred postponed cancelled unknown */
    bool unconfirmed;    /* planned, its date has passed as of the newest document */
    bool has_date;
    struct kb_date date;
    uint32_t *places; /* entity indexes */
    size_t place_count;
    struct kb_role *roles;
    size_t role_count;
    struct kb_attribute *attributes;
    size_t attribute_count;
    struct kb_event_mention *mentions;
    size_t mention_count;
    struct kb_conflict *conflicts;
    size_t conflict_count;
    size_t source_count; /* independent ones: by author and occasion */
    struct kb_corrected *corrected;
    size_t corrected_count;
};

struct kb_relation {
    struct slice id, type;
    uint32_t source, target; /* entity indexes */
    struct slice status;     /* planned concluded stated ended */
    struct slice instrument; /* of agreements, as said */
    bool has_date;
    struct kb_date date;
    uint32_t *events;
    size_t event_count;
    struct kb_evidence *evidence;
    size_t evidence_count;
    struct kb_corrected *corrected;
    size_t corrected_count;
};

/* One entry of corrections.yaml, and what became of it. */
struct kb_correction {
    struct slice action, target; /* as in the file */
    struct slice id;             /* that the target has now, "" where it was not found */
    struct slice found;          /* id evidence was, "" */
    bool is_applied;
    struct slice reason; /* why not; or why there was nothing to do */
    struct slice was, into, to, set_status;
    struct slice made; /* id of the event that a split made */
    struct slice why, by, on;
};

/* What a person should look at first. */
struct kb_check {
    struct slice kind; /* inferred-year conflict no-event empty-document unconfirmed */
    struct slice text;
    uint32_t document; /* UINT32_MAX if none */
    struct span at;
};

struct kb {
    struct arena arena;
    struct slice rules_hash;
    struct slice as_of;            /* ISO date of the newest document, "" if none is dated */
    struct kb_document *documents; /* by id */
    size_t document_count;
    struct kb_entity *entities; /* by id */
    size_t entity_count;
    struct kb_event *events; /* by earliest day, then id; undated last */
    size_t event_count;
    struct kb_relation *relations; /* by id */
    size_t relation_count;
    struct kb_check *checks;
    size_t check_count;
    struct kb_correction *corrections; /* all entries, sorted */
    size_t correction_count;
    /* What corrections took out: never drawn, never counted. */
    struct kb_event *rejected_events;
    size_t rejected_event_count;
    struct kb_entity *rejected_entities;
    size_t rejected_entity_count;
    struct kb_relation *rejected_relations;
    size_t rejected_relation_count;
};

void kb_release(struct kb *kb);

#endif
