/* What becomes of every match of every rule in a text, and how far a rule got that found nothing: for those who write
 * rules. Not for sharing between threads; nothing of it runs where no probe is asked for.
 * Texts are the arena's that extract_probed is given, or the program's. */
#ifndef ANNALS_EXTRACT_PROBE_H
#define ANNALS_EXTRACT_PROBE_H

#include "extract/examples.h"

/* How a match ended. */
enum probe_fate {
    PROBE_WON,        /* it is a span, a definition, a fact or a mention */
    PROBE_COMPOUND,   /* begins or ends inside a word with hyphens */
    PROBE_BEFORE,     /* what `before:` asks for does not stand before it */
    PROBE_AFTER,      /* what `after:` asks for does not follow */
    PROBE_IF,         /* `if:` does not hold */
    PROBE_UNLESS,     /* an `unless:` pattern matches there */
    PROBE_OVER,       /* another rule names it under `over:` */
    PROBE_LONGER,     /* another match is longer */
    PROBE_EARLIER,    /* as long, and begins before */
    PROBE_PACK,       /* the same words by a rule of a later pack */
    PROBE_ORDER,      /* the same words by a rule that stands before */
    PROBE_BITES,      /* would cut into a name that stands already */
    PROBE_SWALLOWED,  /* was a span until a longer one of its family took its words */
    PROBE_IMPOSSIBLE, /* its value cannot be: 30 February */
    PROBE_ALONE,      /* each() with one item and an anchor of its own */
    PROBE_DENIED,     /* its clause denies it */
    PROBE_NO_DATE,    /* `needs: date`, and no scope has one */
    PROBE_NO_CONTEXT, /* `needs: context`, and the sentence before has none */
    PROBE_DATED,      /* the same words by a rule that found a date, or a date of its own */
    PROBE_MORE_PARTS, /* the same words by a rule with more parts */
    PROBE_DEFINED,    /* the short form is defined already */
    PROBE_FATE_COUNT
};

/* A name of the pattern and the words that it is bound to. */
struct probe_part {
    struct slice name;
    struct slice quote;
    struct slice type;  /* of the typed span that it holds as a whole, else empty */
    struct slice value; /* of the list entry that it holds, else empty */
    struct slice rule;  /* that found the typed span; empty for tables and lists */
};

/* Why the furthest attempt went no further. */
enum probe_miss_kind {
    PROBE_MISS_NONE,    /* nothing was tried: the text is empty */
    PROBE_MISS_NOWHERE, /* no word of the text can begin it */
    PROBE_MISS_WORD,    /* another word stands there */
    PROBE_MISS_GAP,     /* not among the words that the gap reaches */
    PROBE_MISS_END,     /* the sentence ends there */
    PROBE_MISS_NAME,    /* it is there, but inside a name, which is not cut */
    PROBE_MISS_BLOCK,   /* the pattern matches, but the rule is for other blocks */
    PROBE_MISS_FAR      /* of around: matches, but in another clause or beyond another centre of the rule */
};

struct probe_miss {
    enum probe_miss_kind kind;
    uint32_t sentence;
    struct slice matched; /* words that matched, gaps included */
    struct slice words;   /* at which it failed */
    struct slice piece;   /* of the pattern */
    struct place place;   /* of the piece */
    struct slice absent;  /* types in the piece that nothing in the sentence has: "Place, City"; else empty */
    struct slice inside;  /* name that the words stand in, for PROBE_MISS_NAME; kind of block for PROBE_MISS_BLOCK */
    struct slice inside_type, inside_rule; /* of that name; the rule is empty for tables and definitions */
    struct slice blocks;                   /* that the rule is for */
    uint16_t *types;                       /* the absent ones */
    size_t type_count;
    /* how far: parts passed at the least, words matched, begin and place of the last failure */
    uint32_t depth, reached;
    size_t begin;
};

/* A pattern of `around:` that found nothing. */
struct probe_open {
    struct slice name;
    struct probe_miss miss;
};

struct probe_match {
    uint32_t sentence;
    uint32_t rule; /* index + 1, 0: a table */
    struct slice rule_name;
    enum example_kind kind;
    struct slice yields; /* type, class or relation */
    uint16_t begin, end; /* tokens of the sentence */
    uint16_t type;       /* that it yields, 0 none */
    uint16_t item;       /* of each(), 0 none */
    struct span at;      /* bytes of document->text: of the match */
    struct span mention; /* of the span or mention made of it */
    struct slice quote;
    struct probe_part *parts;
    size_t part_count;
    enum probe_fate fate;
    struct slice other_rule;       /* what took it; "" for tables */
    struct slice other_quote;      /* and its words */
    struct slice pattern;          /* text of the `before`, `after`, `if` or `unless` */
    struct place place;            /* where that stands; file NULL where not known */
    enum event_status status;      /* of events */
    struct probe_open *open;       /* of the rule that is wanted */
    const enum date_scope *scopes; /* of events: where a date was looked for, in this order */
    size_t scope_count;
    size_t open_count;
    bool is_settled; /* private: a definition that holds */
};

/* Counts of one rule. */
struct probe_count {
    size_t sentences; /* that the prefilter lets it try */
    size_t possible;  /* of these: all that it cannot do without is there, names and dates as well */
    size_t attempts;  /* beginnings tried */
    size_t matches;
    size_t won;
    uint64_t nanoseconds;
};

struct probe {
    struct arena *arena; /* extract_probed sets it */
    /* Called when a sentence is read, NULL for none. What was seen of it and its matches are forgotten then, but for
     * those that define something, which are found first and stand first: so a text takes no more room than its
     * sentences. */
    void (*told)(void *context, uint32_t sentence);
    void *context;
    bool keeps_matches;
    bool takes_time;
    uint32_t wanted; /* index + 1 of the rule whose furthest attempt is kept, 0 none */
    struct probe_match *matches;
    size_t match_count, match_capacity;
    struct probe_count *counts; /* one per rule; NULL: not counted. The caller's */
    size_t sentences;           /* that were read */
    struct probe_miss miss;
    size_t defined; /* of matches: those that define, once the sentences are told of */
    /* private: the sentence at hand, and the clock */
    struct arena passing; /* of the sentence that is told of */
    bool is_defining;
    uint32_t sentence;
    uint64_t began;
    size_t attempts_before;
};

/* extract_seen (extract_document where `seen` is NULL), with all that the probe asks for. Release the probe's lists
 * with probe_release. */
void extract_probed(const struct program *program, struct scratch *scratch, const struct document *document, int block,
                    struct mention_set *set, struct seen *seen, struct probe *probe, struct arena *arena);
void probe_release(struct probe *probe);

/* What to say of a fate: "lost to a longer match". */
const char *probe_fate_text(enum probe_fate fate);
/* One word for it: "longer". */
const char *probe_fate_name(enum probe_fate fate);

/* Rules by number, for those who count. */
size_t program_rule_count(const struct program *program);
struct slice program_rule_name(const struct program *program, size_t rule);
/* Index + 1 of the rule of that name; 0 and a message where there is none that is on. */
uint32_t program_find_rule(const struct program *program, struct slice name, struct diagnostics *errors);
/* Where it stands. */
struct place program_rule_place(const struct program *program, size_t rule);
/* Is the type of that number one that is `type` too? */
bool program_type_is(const struct program *program, uint16_t type, uint16_t other);

#endif
