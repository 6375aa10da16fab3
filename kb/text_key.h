/* Texts as they are compared by people: letters and digits count; case, accents, spaces and marks do not. */
#ifndef ANNALS_KB_TEXT_KEY_H
#define ANNALS_KB_TEXT_KEY_H

#include "base/arena.h"
#include "base/slice.h"

/* The folded letters and digits of a text, in the arena. */
struct slice text_key(struct arena *arena, struct slice text);

/* How much of the words of two titles is the same, 0 to 100; long words count for more. *within (may be NULL) says
 * whether all words of the shorter one stand in the other. */
unsigned text_likeness(struct slice a, struct slice b, bool *within);

/* A title with its date behind a comma, or without one: "Lakes Conference, 2018-06". In the arena. */
struct slice text_title_date(struct arena *arena, struct slice title, struct slice edtf);
/* The same taken apart: *date is empty where there is none. */
void text_split_date(struct slice text, struct slice *title, struct slice *date);

#endif
