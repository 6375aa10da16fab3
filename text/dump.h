/* Shows how a document was cut up, for people: blocks, sentences, tokens. */
#ifndef ANNALS_TEXT_DUMP_H
#define ANNALS_TEXT_DUMP_H

#include <stdbool.h>
#include <stdio.h>

#include "text/text.h"

/* One line for each block and sentence; where `tokens`, one line of tokens under each sentence. Write errors are left
 * to the stream (ferror). */
void text_dump(const struct text *text, bool tokens, FILE *out);

#endif
