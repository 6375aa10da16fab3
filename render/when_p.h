/* Dates as a reader of a picture sees them: never more exact than the source. */
#ifndef ANNALS_RENDER_WHEN_P_H
#define ANNALS_RENDER_WHEN_P_H

#include "base/arena.h"
#include "kb/kb.h"
#include "render/words.h"

/* "28-30 Jun 2021" (with an en dash), "Jun 2018", "c. 1977", "summer 2020", "by 30 Jun 2021", "since 2019", "2010s".
 * A year that was worked out stands in brackets. `coarse` leaves out the days of a bound: "by Jun 2021". */
struct slice when_label(const struct render_words *words, const struct kb_date *date, bool coarse, struct arena *arena);

/* Those of the words that kb/ knows. */
struct kb_words when_words(const struct render_words *words);

/* One day: "16 Jun 2022". */
struct slice when_day(const struct render_words *words, int32_t day, struct arena *arena);
/* An ISO date as the knowledge base writes it: the same; what is not one comes back as it is. */
struct slice when_iso(const struct render_words *words, struct slice iso, struct arena *arena);

#endif
