/* What the rules made of a text, told in text or JSON: spans, events, relations, and the matches that lost. */
#ifndef ANNALS_CLI_EXPLAIN_H
#define ANNALS_CLI_EXPLAIN_H

#include "cli/asked.h"

/* Reads the text and tells of it, sentence by sentence; JSON goes to standard output. */
void explain_text(struct asked *asked, const struct program *program, FILE *out);
void explain_json(struct asked *asked, const struct program *program);

/* Of one match that lost: "why: “words” [rule]", with the pattern that forbade it and its place. */
void explain_fate_text(const struct probe_match *match, FILE *out);
void explain_match_json(const struct probe_match *match, struct json *json);
/* A date as it was written and as it was resolved: "{"month":5}, seen from 2012-03: 2012-05". */
void explain_time_text(const struct asked *asked, uint32_t time, FILE *out);

/* The match that a rule made of these words of a sentence and that stands; NULL for tables. */
const struct probe_match *explain_find(const struct asked *asked, size_t sentence, struct slice rule,
                                       struct span mention);

#endif
