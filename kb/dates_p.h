/* Private to the date modules of kb/: the stretch of time that a symbolic point comes to, and its two notations. */
#ifndef ANNALS_KB_DATES_P_H
#define ANNALS_KB_DATES_P_H

#include "base/arena.h"
#include "extract/time_value.h"
#include "kb/dates.h"

/* A stretch of the calendar. Years are astronomical (0 is 1 BC), so that arithmetic needs no exception; a year may be
 * unknown (TIME_UNSET) while month and day are known. `unit` says how exact it is, never finer than a day; a clock time
 * or part of day comes on top. */
struct when {
    enum time_unit unit; /* TIME_UNIT_NONE: nothing is known */
    int32_t year;        /* first year of it, or TIME_UNSET */
    int32_t month;       /* 1..12, for month and day */
    int32_t day;         /* for day */
    int32_t number; /* of week (ISO), quarter, half, season (21..24); of a decade whose century is unknown, its digit */
    int32_t weekday; /* where the day itself could not be worked out, else TIME_UNSET */
    int32_t hour, minute, second, zone;
    enum time_daypart daypart;
    int32_t first, last;           /* days, CALENDAR_NO_DAY where the year is unknown or outside 1..9999 */
    enum time_reference reference; /* only a direction is known: "a few years ago" */
};

/* Is the field of a point or stretch stated? */
static inline bool is_set(int32_t number)
{
    return number != TIME_UNSET;
}

static inline bool has_month(const struct when *when)
{
    return (when->unit == TIME_UNIT_DAY || when->unit == TIME_UNIT_MONTH) && is_set(when->month);
}

static inline bool is_feast(const struct time_point *point)
{
    return is_set(point->holiday) || point->feast != TIME_FEAST_NONE;
}

/* What a point is resolved against. */
struct when_context {
    struct when document; /* unit NONE where unknown */
    struct when told;
    struct when exact;   /* of a narrative: the last date told that has a month; unit NONE where there is none */
    struct when next;    /* and the next one in the text that says its year; unit NONE where there is none near */
    bool is_next_beside; /* and stands right behind */
    struct when quarter; /* the quarter told last, else the one that ended last; unit NONE where there is none */
    bool is_quarter_told;
    enum genre genre;
    enum time_tense tense;
    enum time_pick prefer; /* what the user wants, where nothing is said */
    bool no_inference;     /* a year or week that is not said stays open */
    bool weak_tense;       /* of the clause, and not of what is told: no reason to leave a day that is near */
    bool since;            /* the point opens a stretch that reaches to now: it lies in the past */
};

/* ---- when.c ---- */
void when_clear(struct when *when);
bool when_has_year(const struct when *when);
bool when_has_days(const struct when *when);
/* Works out first and last from the other fields. False where there is no such date (30 February). */
bool when_settle(struct when *when);
struct when when_of_year(int32_t astronomical_year);
struct when when_of_month(int32_t astronomical_year, int32_t month);
struct when when_of_day(int32_t day);
/* The unit that holds a day. */
struct when when_holding(int32_t day, enum time_unit unit);
/* The smallest named unit that covers first..last exactly; else, where `inside`, the day `last`. */
struct when when_of_days(int32_t first, int32_t last);
/* From a count of months since year 0. */
struct when when_of_month_index(int64_t index);
int64_t when_month_index(const struct when *when);

/* ---- dates_format.c ---- */
/* EDTF without qualifier sign; empty where a level 1 string cannot say it. */
struct slice when_edtf(const struct when *when, struct arena *arena);
/* TimeML value of a date or clock time. */
struct slice when_timex(const struct when *when, struct arena *arena);
/* "day", "month", …: kb_date.precision. */
struct slice when_precision(const struct when *when);

/* ---- dates_point.c ---- */
/* The stretch that a point means. out->unit is NONE where nothing can be said. *relative tells whether an anchor was
 * needed; *anchor is then the one used. */
void when_resolve(const struct time_point *said, const struct when_context *context, struct when *out,
                  const struct when **anchor);
/* The document's anchor as a stretch. */
struct when when_of_anchor(const struct anchor *anchor);

/* What the fields make of a container: a year, a month, a week or a day, its year perhaps unknown. */
struct when point_refine(const struct time_point *point, const struct when *container);
/* Whether the weekday that a point says is that of the day. */
bool point_weekday_agrees(const struct time_point *point, const struct when *when);

/* ---- dates_choose.c ---- */
/* Which of three candidates is meant, those of the year (or month) before the anchor's, of its own and of the next: -1,
 * 0 or 1. */
int when_choose(const struct when candidates[3], const struct when *anchor, const struct time_point *point,
                const struct when_context *context);

/* ---- feasts.c ---- */
/* The day of a feast in a year of the common era, the first where it has two; CALENDAR_NO_DAY where it is not known.
 * TIME_FEAST_NONE is Easter. */
int32_t feast_day(enum time_feast feast, int32_t year);
/* The day of a feast in a year of the Hijra. */
int32_t feast_of_hijri(enum time_feast feast, int32_t hijri_year);

/* ---- dates_decades.c ---- */
/* The whole year of "'82", seen from the anchor; TIME_UNSET where the anchor has no year. */
int32_t when_short_year(int32_t year, const struct when *anchor);
struct when when_of_decade(const struct time_point *point, const struct when *anchor);
struct when when_of_century(const struct time_point *point);

/* ---- story.c ---- */
/* What a story goes on from: see story_tell. */
struct story {
    struct when told, far, exact, quarter;
    size_t far_at;     /* the mention after that of `far` */
    bool *is_beside;   /* for each mention whether the next time of the text is that one */
    struct when *next; /* for each mention the next date of the text that says its year and month */
};

void story_begin(struct story *story, const struct mention_set *set, struct arena *arena);
/* Fills in what mention `index`, which says `point`, is resolved against: "two years later" counts from the year right
 * before it, though it be far. */
void story_context(const struct story *story, size_t index, const struct time_point *point,
                   struct when_context *context);
/* Goes on to the date that was resolved last. A look back ("two years earlier") and a year far off, said once ("a film
 * of 2005"), leave the story where it is; a second date near the far one shows that it has moved on. */
void story_tell(struct story *story, size_t index, const struct time_value *value, const struct when *when);
/* The year that a date without one has in a story: near the date told before and the next one that says its year. False
 * where the story says no more than its told year. */
bool story_year(const struct time_point *point, const struct when_context *context, struct when *out);

/* ---- dates_timex.c ---- */
/* TimeML values of durations and sets; empty where there is none. */
struct slice timex_duration(const struct time_value *value, struct arena *arena);
struct slice timex_set(const struct time_value *value, const struct when *when, struct arena *arena);
/* The mod attribute, or empty. */
struct slice timex_mod(const struct time_value *value);

/* ---- document_year.c ---- */
/* The year of a document that states no date of its own, and the words that speak loudest for it. False where no
 * year stands out, or no numbered series speaks for it. */
bool document_year(const struct mention_set *set, int32_t *year, struct slice *quote);

/* ---- genre.c ---- */
/* Whether a document of known date tells a past of its own (a history) rather than speaks from its date. */
enum genre dates_guess_genre(const struct mention_set *set, const struct anchor *anchor);

#endif
