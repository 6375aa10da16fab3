/* The mention record: bytes of one document that say one thing, found by one rule. */
#ifndef ANNALS_EXTRACT_MENTION_H
#define ANNALS_EXTRACT_MENTION_H

#include "base/arena.h"
#include "base/slice.h"
#include "extract/time_value.h"
#include "ingest/document.h"

/* Where something stands: in the repaired text and, mapped back, in the source. */
struct evidence {
    struct span text;
    struct span source;
    struct span chars;   /* source in code points of the source */
    struct span *ranges; /* source ranges where a repair cut it up (document_source_ranges), in the set's arena */
    size_t range_count;  /* 0 where source is one range */
    struct slice quote;  /* white space folded */
};

/* A named thing as it stands in the text: what the resolver makes entities of. */
struct name_mention {
    struct evidence at;
    struct slice type;      /* "organization", "state", "person", "place", "programme" */
    struct slice name;      /* as written, white space folded; for an anaphor what it means if known */
    struct slice canonical; /* from a gazetteer entry, else empty */
    struct slice *aliases;  /* from the gazetteer entry; borrowed from the program, so copied by whoever outlives it */
    size_t alias_count;
    struct slice
        alias_of; /* this mention defines `name` as an alias of this name in this document ("X (Y)"), else empty */
    struct slice wikidata, iso2; /* identifiers, else empty */
    struct slice country;        /* of a place: ISO 3166 alpha-2 where known */
    struct slice within;         /* the name of the larger body it is said to be a part of, else empty */
    struct slice means;          /* anaphor: "speaker", "country", "host", "organizer", … ; else empty */
    struct slice rule;
    uint32_t sentence; /* index in its document */
};

struct filler {
    struct slice role;
    uint32_t name; /* index into mention_set.names */
};

struct attribute {
    struct slice key;
    struct slice value;
};

enum event_status { EVENT_UNKNOWN, EVENT_OCCURRED, EVENT_PLANNED, EVENT_POSTPONED, EVENT_CANCELLED };

/* How the date of a mention was reached. Its name in the rule language is in brackets. */
enum date_scope {
    DATE_SCOPE_NONE,
    DATE_SCOPE_OWN,
    DATE_SCOPE_TITLE,
    DATE_SCOPE_CLAUSE,
    DATE_SCOPE_OPENING,
    DATE_SCOPE_LEAD,
    DATE_SCOPE_OCCASION,
    DATE_SCOPE_BEFORE,
    DATE_SCOPE_DOCUMENT,
    DATE_SCOPE_SENTENCE
};

struct event_mention {
    struct evidence at;
    struct evidence sentence;
    struct slice rule;
    struct slice class; /* "meeting", "document", … */
    struct slice type;  /* "conference", …; empty where the rule says none */
    struct slice title;
    struct slice series; /* the title without ordinal, year and edition: what its editions share; may be empty */
    int32_t ordinal;     /* of the title, TIME_UNSET if none */
    int32_t title_year;  /* a year inside the title, TIME_UNSET if none */
    bool has_date;
    uint32_t date; /* index into mention_set.times */
    enum date_scope scope;
    enum event_status status;
    struct filler *fillers; /* roles; places are fillers with role "place" */
    size_t filler_count;
    struct attribute *attributes;
    size_t attribute_count;
    bool back_reference; /* "this conference": merges, never makes an event of its own */
};

struct relation_mention {
    struct evidence at;
    struct slice rule;
    struct slice type;
    uint32_t source; /* index into names */
    uint32_t target;
    uint32_t event; /* index into events it follows from, UINT32_MAX if stated outright */
    enum event_status status;
};

/* A time expression, in the order of the text. */
struct time_mention {
    struct evidence at;
    struct time_value value;
    struct slice rule;
    struct span first, last; /* of an interval: the source bytes of its two ends, empty where they are not told apart */
    enum time_tense tense;   /* of its clause, where the date leaves its year or week open; weaker than value.tense */
    bool narrative;          /* moves the told date: not inside a title or brackets, not in a heading or quotation */
    bool in_head;
    uint32_t sentence;
};

/* A thing that a person should look at. */
struct doubt {
    struct slice kind; /* "no-event" … */
    struct evidence at;
    struct slice reason;
};

/* A sentence that holds evidence, or stands next to one that does: what a reader wants to see around a mention. */
struct passage {
    struct span source; /* source bytes; of a long neighbour, those of its beginning */
    uint32_t line;      /* of the source, from 1, where it begins */
    struct slice quote; /* white space folded */
};

/* Words that say a day which no calendar has: 30 February 2019. */
struct impossible_date {
    struct evidence at;
    struct time_value value;
};

/* The document as the knowledge base keeps it, found in its head. */
struct document_facts {
    struct slice title;
    struct slice author;              /* speaker */
    struct slice author_organization; /* what "we", "my Office" mean; from the head or --metadata */
    struct slice occasion;
    uint32_t date; /* index into times of the head's date, UINT32_MAX if none */
    struct slice language;
};

/* All that was found in one document; the whole of it is in `arena`, except what comes from the immutable program. */
struct mention_set {
    struct arena arena;
    struct document document; /* without source and text: those are gone */
    struct document_facts facts;
    struct name_mention *names;
    size_t name_count;
    struct time_mention *times;
    size_t time_count;
    struct time_mention *clues; /* what says something about the document's own year and is no date of the text */
    size_t clue_count;
    struct event_mention *events;
    size_t event_count;
    struct relation_mention *relations;
    size_t relation_count;
    struct doubt *doubts;
    size_t doubt_count;
    struct passage *passages; /* in the order of the text, each sentence once (passages.c) */
    size_t passage_count;
    struct impossible_date *impossible; /* told to the user; no part of the mentions file */
    size_t impossible_count;
};

/* Tables of words that names and titles are compared with, from the pack: folded with utf8_fold_plain, sorted. */
struct resolve_words {
    const struct slice *ignored; /* articles, prepositions: "the", "of" */
    size_t ignored_count;
    const struct slice *generic; /* weak in titles: "conference", "meeting", "high", "level", "international" */
    size_t generic_count;
};

void mention_set_release(struct mention_set *set);

#endif
