/* From the set of mentions to the graph: a pure function of the set, whatever its order (docs/resolution.md). */
#ifndef ANNALS_KB_RESOLVE_H
#define ANNALS_KB_RESOLVE_H

#include "extract/mention.h"
#include "kb/corrections.h"
#include "kb/kb.h"

struct resolve_options {
    struct slice given_date; /* --date: EDTF for documents that have none, or empty */
    struct slice as_of;      /* --as-of: ISO date, or empty for the newest document's */
    struct slice rules_hash;
    const struct resolve_words *words;     /* language tables from the pack */
    const struct corrections *corrections; /* applied last; NULL if none */
    struct diagnostics *errors;            /* entries that are not applied; NULL: nobody is told */
};

/* Builds the graph of `count` sets into kb (zeroed by this call). The sets can be released afterwards. */
void kb_resolve(struct kb *kb, struct mention_set *const *sets, size_t count, const struct resolve_options *options);

#endif
