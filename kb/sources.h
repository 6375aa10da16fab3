/* Documents as sources: S1, S2 … wherever a knowledge base is shown. */
#ifndef ANNALS_KB_SOURCES_H
#define ANNALS_KB_SOURCES_H

#include "kb/kb.h"

/* The first day that the document's date can mean; INT32_MAX where it has none. */
int32_t kb_document_day(const struct kb_document *document);

/* Numbers all documents from 1 by date, path and id, so that each has the same number whatever part of the knowledge
 * base is shown. Room for kb->document_count. */
void kb_number_sources(const struct kb *kb, uint32_t *numbers);

#endif
