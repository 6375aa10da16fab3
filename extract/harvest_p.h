/* From matches to the mention set of one document; shared by the files that fill it. */
#ifndef ANNALS_EXTRACT_HARVEST_P_H
#define ANNALS_EXTRACT_HARVEST_P_H

#include "extract/program_p.h"

/* A time of the document, where it stands. */
struct time_place {
    uint32_t sentence;
    uint16_t begin, end; /* tokens */
    bool free;           /* inside no title */
};

struct harvest {
    const struct program *program;
    struct scratch *scratch;
    const struct document *document;
    const struct text *text;
    struct mention_set *set;
    struct arena *arena; /* the set's */
    size_t name_capacity, time_capacity, event_capacity, relation_capacity, doubt_capacity, impossible_capacity,
        clue_capacity;
    struct time_place *places; /* beside set->times */
    size_t place_capacity;
    uint32_t *sentence_times; /* first time of each sentence, and one more */
    size_t *char_index;       /* code points before each so-manyth source byte */
    struct definitions definitions;
    struct map named;            /* names asked for: whether the document has them */
    struct heirlooms *heirlooms; /* inherit.c */
};

/* evidence.c */
void harvest_index_characters(struct harvest *harvest);
struct evidence harvest_evidence(const struct harvest *harvest, struct span text);
/* The name mention of these tokens, made once a sentence; `span` may be NULL (a name that no rule knows). */
uint32_t harvest_name(struct harvest *harvest, uint16_t begin, uint16_t end, const struct typed_span *span,
                      const char *type, struct slice rule);
/* A name that the rule says and not the text. */
uint32_t harvest_constant_name(struct harvest *harvest, struct evidence at, struct slice text, struct slice rule);
void harvest_times(struct harvest *harvest);
void harvest_definitions(struct harvest *harvest);
/* author.c: a name mention of the author that the metadata gives, where that is a state or a body. */
void harvest_given_author(struct harvest *harvest);
/* surnames.c: names of `later: last-word`, once told whole, go by that word in the sentences that follow. */
void harvest_surnames(struct harvest *harvest);
void harvest_facts(struct harvest *harvest);
/* Names that others refer to, told of no event or not: bodies ("the Bank"), and whom a rule says to belong to one
 * ("Ms. X, Director of Y"). */
void harvest_holders(struct harvest *harvest);

/* parts.c: a captured piece of an event or relation */
struct part {
    struct slice name; /* with tag */
    struct slice role;
    uint16_t begin, end;
    const struct typed_span *span;
    const struct entry *entry;
};

enum { SENTENCE_MAX_CANDIDATES = 400 };

/* dating.c */
struct candidate {
    uint32_t rule;
    struct match match;
    struct bound bounds[64];
    size_t bound_count;
    uint16_t item;
    struct part parts[48];
    size_t part_count;
    uint16_t begin, end;             /* of the mention */
    uint16_t title_begin, title_end; /* 0, 0 where no title was captured */
    const struct typed_span *title;
    const struct candidate *winner;        /* the rival that dropped it */
    bool denied, dropped, told_in_passing; /* the last: by the default patterns, of what occurred */
    bool beaten, settled;                  /* while it is found who stays */
    const struct candidate *donor; /* a beaten rule of the same title, whose attributes and type fill what this lacks */
    enum event_status status;
    uint32_t time; /* index in set->times, UINT32_MAX none */
    enum date_scope scope;
};

enum { DATING_DOCUMENT = 0x7fffffff }; /* instead of a time: the document's date, which dating_finish fills in */
void dating_finish(struct harvest *harvest);
/* Says when, and not only "today" or by when. */
bool dating_is_exact(const struct time_value *value);
void dating_find(const struct harvest *harvest, struct candidate *candidates, size_t count,
                 struct candidate *candidate);

/* examples.c: only where scratch->seen is set */
struct seen;
void seen_line(struct seen *seen, const struct scratch *scratch);
int seen_block(const struct seen *seen); /* what all blocks are, negative where they are as cut */
void seen_add_fact(struct seen *seen, struct slice rule, struct slice key, struct slice value, uint32_t time);

/* passages.c: the sentences that hold what was found, and their neighbours. After all else. */
enum { PASSAGE_MAX_NEIGHBOUR = 600 }; /* bytes of text that are kept of a neighbour */
void harvest_passages(struct harvest *harvest);

/* context.c */
void harvest_context(struct harvest *harvest, size_t first_event, size_t first_relation);

/* inherit.c: between inherit_begin and inherit_end */
void inherit_begin(struct harvest *harvest);
void inherit_end(struct harvest *harvest);
/* Notes what the sentence at hand, where it leads in to a list, leaves to the items. */
/* Does the sentence at hand lead in to items that may take from it? */
bool inherit_leads(const struct harvest *harvest);
void inherit_note(struct harvest *harvest);
/* The date that the rule's events of this item inherit; UINT32_MAX where there is none. */
uint32_t inherit_date(const struct harvest *harvest, uint32_t rule);
/* Gives the sentence's events what they leave open. */
void inherit_fill(struct harvest *harvest, uint32_t sentence, size_t first_event);

/* events.c */
/* What the status patterns of a rule say of a match. */
enum event_status events_status_of(struct harvest *harvest, uint32_t rule, const struct match *match);
void harvest_events(struct harvest *harvest);
void harvest_relations(struct harvest *harvest);

#endif
