/* A time as it was written: symbolic, made days only when its anchor is known (kb/dates.h does that).
 * Semantics of every field: docs/time.md. A plain record: copy it freely. */
#ifndef ANNALS_EXTRACT_TIME_VALUE_H
#define ANNALS_EXTRACT_TIME_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "base/slice.h"

enum { TIME_UNSET = INT32_MIN };

enum time_kind {
    TIME_KIND_NONE,
    TIME_KIND_DATE,     /* a day, month, year, season, decade, century, or a reference (now) */
    TIME_KIND_CLOCK,    /* TimeML TIME: has an hour or a part of day */
    TIME_KIND_DURATION, /* count units */
    TIME_KIND_SET       /* recurs: every `count` units */
};

enum time_unit {
    TIME_UNIT_NONE,
    TIME_UNIT_SECOND,
    TIME_UNIT_MINUTE,
    TIME_UNIT_HOUR,
    TIME_UNIT_DAY,
    TIME_UNIT_WEEKEND,
    TIME_UNIT_WEEK,
    TIME_UNIT_FORTNIGHT,
    TIME_UNIT_MONTH,
    TIME_UNIT_QUARTER,
    TIME_UNIT_SEASON,
    TIME_UNIT_HALF,
    TIME_UNIT_YEAR,
    TIME_UNIT_DECADE,
    TIME_UNIT_CENTURY,
    TIME_UNIT_MILLENNIUM,
    TIME_UNIT_COUNT
};

/* What a relative value counts from, or where a missing year is taken from. */
enum time_from {
    TIME_FROM_NOTHING,  /* fields say all that is known; a missing year is worked out as `pick` says */
    TIME_FROM_DOCUMENT, /* the document's date ("last month") */
    TIME_FROM_TOLD,     /* the last date told before, the document's date where there is none ("the following year") */
    TIME_FROM_EVENT     /* the date of an event, filled in by the extractor */
};

/* Which of several days a partial date (12 December, Friday) means, seen from its anchor. */
enum time_pick {
    TIME_PICK_DEFAULT, /* the anchor's own year, moved by the tense of the clause where that contradicts it */
    TIME_PICK_PAST,    /* last before the anchor: "last December" */
    TIME_PICK_FUTURE,  /* first after it: "next summer" */
    TIME_PICK_THIS,    /* in the anchor's own next-larger unit: "this December" */
    TIME_PICK_NEAREST
};

enum time_part { TIME_PART_NONE, TIME_PART_START, TIME_PART_MID, TIME_PART_END };
enum time_bound { TIME_BOUND_NONE, TIME_BOUND_BEFORE, TIME_BOUND_BY, TIME_BOUND_AFTER, TIME_BOUND_SINCE };
enum time_reference { TIME_REFERENCE_NONE, TIME_REFERENCE_PAST, TIME_REFERENCE_PRESENT, TIME_REFERENCE_FUTURE };
enum time_daypart {
    TIME_DAYPART_NONE,
    TIME_DAYPART_MORNING,
    TIME_DAYPART_MIDDAY,
    TIME_DAYPART_AFTERNOON,
    TIME_DAYPART_EVENING,
    TIME_DAYPART_NIGHT,
    TIME_DAYPART_DAY
};
/* Feasts that follow the moon. Those of the Islamic calendar stand together. */
enum time_feast {
    TIME_FEAST_NONE,
    TIME_FEAST_EASTER,
    TIME_FEAST_PASSOVER,
    TIME_FEAST_PURIM,
    TIME_FEAST_SHAVUOT,
    TIME_FEAST_ROSH_HASHANAH,
    TIME_FEAST_YOM_KIPPUR,
    TIME_FEAST_SUKKOT,
    TIME_FEAST_HANUKKAH,
    TIME_FEAST_LUNAR_NEW_YEAR,
    TIME_FEAST_DIWALI,
    TIME_FEAST_RAMADAN, /* its first day */
    TIME_FEAST_EID_AL_FITR,
    TIME_FEAST_EID_AL_ADHA,
    TIME_FEAST_ISLAMIC_NEW_YEAR,
    TIME_FEAST_ASHURA,
    TIME_FEAST_MAWLID,
    TIME_FEAST_COUNT
};
enum time_tense { TIME_TENSE_UNKNOWN, TIME_TENSE_PAST, TIME_TENSE_FUTURE };

/* One point or stretch. Number fields are TIME_UNSET where not said. */
struct time_point {
    int32_t century; /* 20 is 1901-2000 as people count (written 19XX) */
    int32_t decade;  /* first year: 1990; 90 where the century is not said */
    int32_t year;    /* negative BC */
    int32_t half, quarter;
    int32_t season; /* 21 spring, 22 summer, 23 autumn, 24 winter */
    int32_t month, week, day;
    int32_t weekday; /* 1 Monday .. 7 Sunday */
    int32_t nth;     /* with weekday and month: the nth; -1 the last */
    int32_t hour, minute, second;
    int32_t zone;    /* of a clock time: minutes east of UTC, 0 is UTC itself */
    int32_t clock;   /* hour and minutes as one number, 1430, with seconds 143005; settled into them */
    int32_t ymd;     /* year, month and day as one number, 20181031; settled into them */
    int32_t holiday; /* days after Easter, or after `feast`; month and day fixed holidays need no field */
    enum time_feast feast;
    int32_t hijri; /* the year of the Hijra that the feast is of */
    /* relative: the `unit` that holds the anchor, moved by `step` units (this month: 0, last year: -1) */
    enum time_unit unit;
    int32_t step;
    /* relative: the anchor moved by `move` `move_unit`s, as exact as the smaller of the anchor and the unit (two days
     * ago) */
    enum time_unit move_unit;
    int32_t move;
    /* whatever else the point says, moved on by `shift` `shift_unit`s ("two weeks after Easter 2018"); a shift of 0 is
     * the unit that holds it ("the week of 5 May") */
    enum time_unit shift_unit;
    int32_t shift;
    int32_t year_step; /* year is the anchor's moved by this ("in June last year": month 6, year_step -1) */
    enum time_from from;
    enum time_pick pick;
    enum time_daypart daypart;
    bool vague; /* "a few months ago": the result is one unit coarser */
};

struct time_value {
    enum time_kind kind;
    struct time_point point;
    struct time_point end; /* of an interval; fields that are TIME_UNSET are taken from the other end */
    bool is_interval;
    enum time_reference reference; /* now, the past, the future: no days */
    enum time_part part;           /* early, mid, late */
    enum time_bound bound;
    bool approximate; /* about */
    /* durations and sets */
    enum time_unit count_unit;
    int32_t count;         /* TIME_UNSET: an unknown number (PXD) */
    int32_t count_tenths;  /* of a unit, in addition: 5 in "two and a half years" */
    enum time_tense tense; /* of the clause it stands in; the extractor fills it */
};

void time_value_clear(struct time_value *value); /* everything unset */
void time_point_clear(struct time_point *point);
bool time_value_equal(const struct time_value *a, const struct time_value *b);
/* As a JSON object with only the members that are set. Members are named as the fields below; those of the end of an
 * interval stand in an object "end". */
void time_value_write(struct json *json, const struct time_value *value);
const char *time_unit_name(enum time_unit unit);

/* ---- Fields by name: one table for whoever reads a value, from JSON or from a rule's `value:` ---- */

/* What a field takes: a number, or one of the names of an enumeration. A bool takes "true" and "false". */
enum time_field_kind {
    TIME_FIELD_NUMBER,
    TIME_FIELD_BOOL,
    TIME_FIELD_KIND,
    TIME_FIELD_UNIT,
    TIME_FIELD_FROM,
    TIME_FIELD_PICK,
    TIME_FIELD_PART,
    TIME_FIELD_BOUND,
    TIME_FIELD_REFERENCE,
    TIME_FIELD_DAYPART,
    TIME_FIELD_TENSE,
    TIME_FIELD_FEAST,
    TIME_FIELD_KIND_COUNT
};

/* One field. "year" is the point's, "end.year" the end's; setting an end field makes the value an interval. */
struct time_field {
    const char *name;
    enum time_field_kind kind;
    bool is_end;
    int32_t least, most; /* of a number */
    size_t offset;       /* private: where it lies in struct time_value */
};

/* The table, in a fixed order, for messages and schemas. */
const struct time_field *time_field_table(size_t *count);
/* NULL where there is no such field. */
const struct time_field *time_field_find(struct slice name);
/* The words that a field of this kind takes, in a NULL-terminated array; NULL for numbers. */
const char *const *time_field_words(enum time_field_kind kind);
/* The place of `word` in those words, -1 if it is none of them. */
int time_field_word(enum time_field_kind kind, struct slice word);
/* False, and nothing changed, where the number is out of the field's range or the field takes no number. Fields that
 * take words accept the word's place, so that a list entry's value can be either. */
bool time_field_set_number(struct time_value *value, const struct time_field *field, int64_t number);
/* False, and nothing changed, where the field does not take this word. A number field takes digits with a sign. */
bool time_field_set_word(struct time_value *value, const struct time_field *field, struct slice word);
/* The number or the place of the word; TIME_UNSET for a number that is not set. */
int32_t time_field_get(const struct time_value *value, const struct time_field *field);
/* time_field_find and time_field_set_word in one. */
bool time_value_set_field(struct time_value *value, struct slice path, struct slice word);
/* Sets kind where the fields leave it open, and makes a clock time of a date that was given an hour: a clock time where
 * there is an hour or part of the day, a duration where only a count is set, else a date. Call it once all fields are
 * set. */
void time_value_settle(struct time_value *value);

#endif
