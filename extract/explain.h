/* What the rules see, for people who write them. */
#ifndef ANNALS_EXTRACT_EXPLAIN_H
#define ANNALS_EXTRACT_EXPLAIN_H

#include <stdio.h>

#include "extract/extract.h"

/* Prints, sentence by sentence, the typed spans with their rules, then the events and relations of the document. */
void extract_explain(const struct program *program, const struct document *document, FILE *out);

#endif
