/* Makes days of symbolic times, one document at a time, in the order of its text. */
#ifndef ANNALS_KB_DATES_H
#define ANNALS_KB_DATES_H

#include "extract/mention.h"
#include "kb/kb.h"

/* A resolved time, both ways of saying it. */
struct resolved_time {
    bool known; /* days are known: earliest and latest hold */
    int32_t earliest, latest;
    struct kb_date date; /* EDTF side; date.edtf empty where there is none (durations, "now" without a document date) */
    struct slice timex_type;  /* DATE TIME DURATION SET */
    struct slice timex_value; /* TimeML value; "XXXX-12-05" where no year is known */
    struct slice timex_mod;   /* START MID END APPROX BEFORE AFTER …, or empty */
};

enum genre { GENRE_DEFAULT, GENRE_NEWS, GENRE_SPEECH, GENRE_NARRATIVE, GENRE_DOCUMENT };

struct anchor {
    bool known;
    int32_t earliest, latest; /* the document's date; a month or year where only that is known */
    struct slice basis;       /* stated inferred given */
    struct slice edtf;
    struct slice reason;
    enum genre genre;
    /* How the user wants dates to be read that leave something open; zero is as docs/time.md says. */
    enum time_pick prefer; /* past, future or nearest, seen from the document's date */
    bool no_inference;     /* a year or week that is not said stays open */
};

/* The document's own date: --metadata, then its head, then --date, then what its content says (inferred, with the
 * reason). `years` may carry what other documents state; NULL if none. */
void dates_document_anchor(const struct mention_set *set, struct slice given_date, struct anchor *anchor,
                           struct arena *arena);

/* Gives the head's day and month the year of first..last, days that another document states for what the head is about.
 * False, with the anchor as it was, where the head says its year or none of these days. */
bool dates_take_year(const struct mention_set *set, int32_t first, int32_t last, struct slice reason,
                     struct anchor *anchor, struct arena *arena);

/* Resolves all times of one document, in order, holding the told date. A day without a year for which an event is
 * planned lies ahead of the anchor. out has set->time_count items. */
void dates_resolve(const struct mention_set *set, const struct anchor *anchor, struct resolved_time *out,
                   struct arena *arena);

/* The days of an event: those of its time in `times`, as dates_resolve made them. One that its document dates and that
 * has no time of its own is on the document's date where that is given (--date, a table), not where it is inferred.
 * False where it has none. */
bool dates_of_event(const struct mention_set *set, const struct event_mention *event, const struct anchor *anchor,
                    const struct resolved_time *times, struct resolved_time *out);

/* One value on its own. told may be NULL. */
void dates_resolve_one(const struct time_value *value, const struct anchor *anchor, const struct resolved_time *told,
                       struct resolved_time *out, struct arena *arena);

/* Parses EDTF level 1 (and XXXX-MM-DD): days it covers. Returns false where it is not EDTF. *known is false where no
 * year is fixed. */
bool dates_parse_edtf(struct slice edtf, int32_t *earliest, int32_t *latest, bool *known);
/* The same as a date of a person: edtf (as it is given), its days, precision and qualifier; basis is "given". */
bool dates_given(struct slice edtf, struct kb_date *date);

#endif
