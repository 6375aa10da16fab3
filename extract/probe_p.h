/* The places in the engine that tell a probe what happens. Each is called only where scratch->probe is set. */
#ifndef ANNALS_EXTRACT_PROBE_P_H
#define ANNALS_EXTRACT_PROBE_P_H

#include "extract/harvest_p.h"
#include "extract/probe.h"

/* extract.c: the sentence that is read now; what was seen before was seen to find definitions. */
void probe_sentence(struct scratch *scratch, uint32_t sentence);
/* extract.c: all of it is read; for those who are told of sentences. */
void probe_told(struct scratch *scratch, uint32_t sentence);
/* layers.c: before the rules of a layer run. */
void probe_layer(struct scratch *scratch, const struct layer *layer);
/* Before and after one rule runs; its matches that stand are scratch->matches from `first` on. */
void probe_rule_begins(struct scratch *scratch);
/* The same for what else is matched for a rule: around its centre, its status. */
void probe_rule_adds(struct scratch *scratch, uint32_t rule);
void probe_rule_ends(struct scratch *scratch, uint32_t rule, size_t first);
/* A match that does not stand; `code` is the pattern that took it, `other` what that one matched. NULL where not. */
void probe_lost(struct scratch *scratch, const struct match *match, enum probe_fate fate, const struct code *code,
                const struct match *other);
/* A match that stood, taken by another one or by a span (index). */
void probe_beaten(struct scratch *scratch, const struct match *match, enum probe_fate fate, const struct match *other);
void probe_beaten_by_span(struct scratch *scratch, const struct match *match, enum probe_fate fate, uint32_t span);
/* A span (by its index) that another took. */
void probe_span_lost(struct scratch *scratch, uint32_t span, enum probe_fate fate, uint32_t other);
/* Match that became this span, this definition. */
void probe_span(struct scratch *scratch, const struct match *match, uint32_t span);
/* evidence.c: a match that defines an alias, or that would but comes too late. */
void probe_definition(struct scratch *scratch, const struct match *match, bool holds);
/* events.c: candidates of a sentence, once all is decided; an event that is taken back. */
void probe_candidate(struct scratch *scratch, const struct candidate *candidate, enum probe_fate fate,
                     const struct candidate *other);
void probe_event_lost(struct scratch *scratch, const struct event_mention *event, enum probe_fate fate);

/* why_not.c: how far the rule gets in the line at hand. */
void why_not_look(struct scratch *scratch, uint32_t index);
/* Why patterns of `around:` found nothing for a candidate. */
void why_not_around(struct scratch *scratch, const struct candidate *candidate, struct probe_match *record);

#endif
