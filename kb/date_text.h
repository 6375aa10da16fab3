/* Dates as a person reads and writes them: never more exact than the source. */
#ifndef ANNALS_KB_DATE_TEXT_H
#define ANNALS_KB_DATE_TEXT_H

#include "kb/kb.h"
#include "kb/words.h"

/* "28-30 Jun 2021" (with an en dash), "Jun 2018", "c. 1977", "summer 2020", "by 30 Jun 2021", "since 2019", "2010s".
 * A year that was worked out stands in brackets. `coarse` leaves out the days of a bound: "by Jun 2021". */
struct slice date_text(const struct kb_words *words, const struct kb_date *date, bool coarse, struct arena *arena);

/* One day: "16 Jun 2022"; the month of one: "Jun 2022". */
struct slice date_text_day(const struct kb_words *words, int32_t day, struct arena *arena);
struct slice date_text_month(const struct kb_words *words, int32_t day, struct arena *arena);
/* An ISO date as the knowledge base writes it: the same; what is not one comes back as it is. */
struct slice date_text_iso(const struct kb_words *words, struct slice iso, struct arena *arena);

#endif
