/* Text of strangers, made fit to be shown: in a picture, a table, a page. */
#ifndef ANNALS_BASE_PLAIN_H
#define ANNALS_BASE_PLAIN_H

#include "base/arena.h"
#include "base/slice.h"

/* Valid UTF-8 without control characters, direction overrides and non-characters; white space folded to single spaces,
 * none at the ends; at most about `most` bytes, never cut within a character; 0: any number. */
struct slice plain_copy(struct arena *arena, struct slice text, size_t most);
/* The same with a capital first letter, where that is one of ASCII. */
struct slice plain_copy_capital(struct arena *arena, struct slice text, size_t most);

#endif
