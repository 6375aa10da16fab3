/* From the set of mentions to the graph: a pure function of the set, whatever its order. docs/resolution.md says how. */
#ifndef ANNALS_KB_RESOLVE_H
#define ANNALS_KB_RESOLVE_H

#include "extract/mention.h"
#include "kb/kb.h"

struct resolve_options {
    struct slice given_date; /* --date: EDTF for documents that have none, or empty */
    struct slice as_of;      /* --as-of: ISO date, or empty for the newest document's */
    struct slice rules_hash;
    const struct resolve_words *words; /* language tables from the pack */
};

/* Tables of words that names and titles are compared with; all folded with utf8_fold_plain; sorted. */
struct resolve_words {
    const struct slice *ignored; /* articles, prepositions: "the", "of" */
    size_t ignored_count;
    const struct slice *generic; /* weak in titles: "conference", "meeting", "high", "level", "international" */
    size_t generic_count;
    const struct slice *series_orders; /* "second" … not needed where event_mention.ordinal is set */
    size_t series_order_count;
};

/* Builds the graph of `count` sets into kb (zeroed by this call). The sets can be released afterwards. */
void kb_resolve(struct kb *kb, struct mention_set *const *sets, size_t count, const struct resolve_options *options);

#endif
