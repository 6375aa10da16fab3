/* Which of three dates is meant where a year, month or week is not said: by `pick`, by tense, else by what is near. */
#include "kb/dates_p.h"

enum { MONTHS = 12, LATE_MONTH = 10, EARLY_MONTHS = 3 };

/* -1 before, 1 after, 0 where they overlap or cannot be compared. */
static int compare_when(const struct when *a, const struct when *b)
{
    if (when_has_days(a) && when_has_days(b)) {
        return a->last < b->first ? -1 : a->first > b->last;
    }
    if (!when_has_year(a) || !when_has_year(b)) {
        return 0;
    }
    return (a->year > b->year) - (a->year < b->year);
}

static int32_t distance(const struct when *a, const struct when *b)
{
    if (!when_has_days(a) || !when_has_days(b)) {
        if (!when_has_year(a) || !when_has_year(b)) {
            return INT32_MAX; /* nobody knows how far */
        }
        return a->year > b->year ? a->year - b->year : b->year - a->year;
    }
    int32_t apart = a->first - b->first;
    return apart < 0 ? -apart : apart;
}

enum { SOON_DAYS = 14, SOON_PART_DAYS = 45, LATELY_DAYS = 60 };

/* A story that stood at the end of a year and names an early month has gone on into the next. */
static int turns_year(const struct time_point *point, const struct when *told)
{
    return has_month(told) && told->month >= LATE_MONTH && is_set(point->month) && point->month <= EARLY_MONTHS;
}

/* Nothing is said of past or future, and the document's day is known: the year before where that is clearly nearer, the
 * next one where it is much nearer, for what is told has mostly happened; quarters are told when they are over. */
static int choose_near(const struct when *before, const struct when *own, const struct when *after,
                       const struct when *anchor, bool is_quarter)
{
    enum { RATHER_BEHIND = 3, CLEARLY = 4 };
    if (anchor->unit != TIME_UNIT_DAY || !when_has_days(before) || !when_has_days(own) || !when_has_days(after)) {
        return 0;
    }
    if (own->first > anchor->last) {
        int32_t behind = anchor->first - before->last, ahead = own->first - anchor->last;
        return is_quarter ? -(behind <= ahead) : -(behind * CLEARLY <= ahead * (CLEARLY - 1));
    }
    return (after->first - anchor->last) * RATHER_BEHIND < anchor->first - own->last ? 1 : 0;
}

/* A quarter in a clause that looks ahead: one that has just ended is the one that is told of ("results for the third
 * quarter will be out next week"), any other lies ahead. */
static int choose_quarter_ahead(const struct when *before, const struct when *own, const struct when *anchor)
{
    enum { TOLD_OF_DAYS = 60, FAR_AHEAD_DAYS = 200 };
    if (!when_has_days(before) || !when_has_days(own) || !when_has_days(anchor)) {
        return 0;
    }
    if (own->last < anchor->first) {
        return anchor->first - own->last <= TOLD_OF_DAYS ? 0 : 1;
    }
    return own->first - anchor->last > FAR_AHEAD_DAYS && anchor->first - before->last <= TOLD_OF_DAYS ? -1 : 0;
}

int when_choose(const struct when candidates[3], const struct when *anchor, const struct time_point *point,
                const struct when_context *context)
{
    const struct when *before = &candidates[0], *own = &candidates[1], *after = &candidates[2];
    int side = compare_when(own, anchor);
    bool past = context->tense == TIME_TENSE_PAST || context->since;
    switch (point->pick) {
    case TIME_PICK_THIS: /* in January it is still the winter that began in the year before */
        return when_has_days(before) && when_has_days(anchor) && compare_when(before, anchor) == 0 ? -1 : 0;
    case TIME_PICK_PAST:
        if (anchor->unit >= TIME_UNIT_YEAR && side == 0) {
            return is_set(point->month) && point->month > MONTHS / 2 ? -1 : 0;
        }
        return side < 0 ? 0 : -1;
    case TIME_PICK_FUTURE:
        if (anchor->unit >= TIME_UNIT_YEAR && side == 0) {
            return is_set(point->month) && point->month <= MONTHS / 2 ? 1 : 0;
        }
        return side > 0 ? 0 : 1;
    case TIME_PICK_NEAREST: {
        int32_t near = distance(own, anchor);
        int best = distance(before, anchor) < near ? -1 : 0;
        near = best ? distance(before, anchor) : near;
        return distance(after, anchor) < near ? 1 : best;
    }
    case TIME_PICK_DEFAULT:
        break;
    }
    if (context->genre == GENRE_NARRATIVE) {
        return turns_year(point, anchor);
    }
    if (side != 0 && context->tense == TIME_TENSE_UNKNOWN && !context->since) {
        return choose_near(before, own, after, anchor, is_set(point->quarter));
    }
    if (context->weak_tense && context->tense == TIME_TENSE_FUTURE && is_set(point->quarter)) {
        return choose_quarter_ahead(before, own, anchor);
    }
    bool day = context->weak_tense && (is_set(point->day) || is_feast(point));
    if (day && side != 0 && distance(own, anchor) <= (side > 0 ? SOON_DAYS : LATELY_DAYS)) {
        return 0; /* a report may run a few days ahead of its date, hardly a year behind it */
    }
    if (context->weak_tense && side > 0 && !context->since && anchor->unit == TIME_UNIT_DAY && when_has_days(own) &&
        !is_set(point->month) && own->first - anchor->last <= SOON_PART_DAYS) {
        return 0; /* a part of the year that is near is hardly that of the year before: "announced that it closes in
                     the fall" */
    }
    return side > 0 && past ? -1 : side < 0 && context->tense == TIME_TENSE_FUTURE ? 1 : 0;
}
