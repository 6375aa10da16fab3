/* The proleptic Gregorian calendar, years 1 to 9999. Days are counted from 1970-01-01. Algorithm: Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (days_from_civil), written anew. */
#ifndef ANNALS_BASE_CALENDAR_H
#define ANNALS_BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

enum { CALENDAR_MIN_YEAR = 1, CALENDAR_MAX_YEAR = 9999, CALENDAR_NO_DAY = INT32_MIN };

struct calendar_date {
    int year;
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

bool calendar_valid(int year, int month, int day);
int calendar_month_days(int year, int month);
bool calendar_is_leap(int year);
int32_t calendar_to_days(struct calendar_date date);
struct calendar_date calendar_from_days(int32_t days);
/* ISO weekday: 1 Monday .. 7 Sunday. */
int calendar_weekday(int32_t days);
/* ISO week: *year may differ from the calendar year. */
int calendar_iso_week(int32_t days, int *year);
int32_t calendar_from_iso_week(int year, int week, int weekday);
/* ISO weeks of the year: 52 or 53. */
int calendar_iso_weeks(int year);
/* Easter Sunday (Meeus/Jones/Butcher), as a day number. */
int32_t calendar_easter(int year);

#endif
