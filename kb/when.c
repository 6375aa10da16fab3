/* Stretches of the calendar: from fields to days. */
#include "base/calendar.h"
#include "kb/dates_p.h"

enum { MONTHS = 12 };

void when_clear(struct when *when)
{
    *when = (struct when){
        .year = TIME_UNSET,
        .month = TIME_UNSET,
        .day = TIME_UNSET,
        .number = TIME_UNSET,
        .weekday = TIME_UNSET,
        .hour = TIME_UNSET,
        .minute = TIME_UNSET,
        .second = TIME_UNSET,
        .zone = TIME_UNSET,
        .first = CALENDAR_NO_DAY,
        .last = CALENDAR_NO_DAY,
    };
}

bool when_has_year(const struct when *when)
{
    return when->unit != TIME_UNIT_NONE && when->year != TIME_UNSET;
}

bool when_has_days(const struct when *when)
{
    return when->unit != TIME_UNIT_NONE && when->first != CALENDAR_NO_DAY;
}

static int32_t first_day(int32_t year, int32_t month)
{
    return calendar_to_days((struct calendar_date){year, month, 1});
}

static int32_t last_day(int32_t year, int32_t month)
{
    return calendar_to_days((struct calendar_date){year, month, calendar_month_days(year, month)});
}

/* Days of the whole months year-month .. +count-1, clipped to the calendar's range. */
static void set_months(struct when *when, int32_t year, int32_t month, int32_t count)
{
    int64_t begin = (int64_t)year * MONTHS + month - 1;
    int64_t end = begin + count - 1;
    const int64_t least = CALENDAR_MIN_YEAR * MONTHS;
    const int64_t most = CALENDAR_MAX_YEAR * MONTHS + MONTHS - 1;
    if (end < least || begin > most) {
        return;
    }
    begin = begin < least ? least : begin;
    end = end > most ? most : end;
    when->first = first_day((int32_t)(begin / MONTHS), (int32_t)(begin % MONTHS) + 1);
    when->last = last_day((int32_t)(end / MONTHS), (int32_t)(end % MONTHS) + 1);
}

static bool year_in_range(int32_t year)
{
    return year >= CALENDAR_MIN_YEAR && year <= CALENDAR_MAX_YEAR;
}

/* A day whose year is unknown, or lies before the calendar, is judged by a leap year. */
static bool day_exists(const struct when *when)
{
    int32_t year = when->year != TIME_UNSET && year_in_range(when->year) ? when->year : 2000;
    return calendar_valid(year, when->month, when->day);
}

/* ISO week `number` of the year, or its week-end. */
static bool settle_week(struct when *when)
{
    if (!year_in_range(when->year) || when->year == CALENDAR_MAX_YEAR) {
        return true;
    }
    int32_t monday = calendar_from_iso_week(when->year, when->number, 1);
    int year;
    if (calendar_iso_week(monday, &year) != when->number || year != when->year) {
        return false;
    }
    when->first = when->unit == TIME_UNIT_WEEKEND ? monday + 5 : monday;
    when->last = when->unit == TIME_UNIT_FORTNIGHT ? monday + 13 : monday + 6;
    return true;
}

bool when_settle(struct when *when)
{
    when->first = when->last = CALENDAR_NO_DAY;
    if (when->unit == TIME_UNIT_DAY && when->month != TIME_UNSET && !day_exists(when)) {
        return false;
    }
    if (when->year == TIME_UNSET) {
        return true;
    }
    switch (when->unit) {
    case TIME_UNIT_DAY:
        if (when->month != TIME_UNSET && year_in_range(when->year)) {
            when->first = when->last = calendar_to_days((struct calendar_date){when->year, when->month, when->day});
        }
        return true;
    case TIME_UNIT_WEEK:
    case TIME_UNIT_WEEKEND:
    case TIME_UNIT_FORTNIGHT:
        return settle_week(when);
    case TIME_UNIT_MONTH:
        set_months(when, when->year, when->month, 1);
        return true;
    case TIME_UNIT_QUARTER:
        set_months(when, when->year, when->number * 3 - 2, 3);
        return true;
    case TIME_UNIT_HALF:
        set_months(when, when->year, when->number * 6 - 5, 6);
        return true;
    case TIME_UNIT_SEASON: /* spring from March; winter runs into the next year */
        set_months(when, when->year, (when->number - 20) * 3, 3);
        return true;
    case TIME_UNIT_YEAR:
        set_months(when, when->year, 1, MONTHS);
        return true;
    case TIME_UNIT_DECADE:
        set_months(when, when->year, 1, 10 * MONTHS);
        return true;
    case TIME_UNIT_CENTURY:
        set_months(when, when->year, 1, 100 * MONTHS);
        return true;
    case TIME_UNIT_MILLENNIUM:
        set_months(when, when->year, 1, 1000 * MONTHS);
        return true;
    default:
        return true;
    }
}

struct when when_of_year(int32_t astronomical_year)
{
    struct when when;
    when_clear(&when);
    when.unit = TIME_UNIT_YEAR;
    when.year = astronomical_year;
    when_settle(&when);
    return when;
}

struct when when_of_month(int32_t astronomical_year, int32_t month)
{
    struct when when;
    when_clear(&when);
    when.unit = TIME_UNIT_MONTH;
    when.year = astronomical_year;
    when.month = month;
    when_settle(&when);
    return when;
}

struct when when_of_month_index(int64_t index)
{
    int64_t year = index / MONTHS - (index % MONTHS < 0);
    return when_of_month((int32_t)year, (int32_t)(index - year * MONTHS) + 1);
}

int64_t when_month_index(const struct when *when)
{
    return (int64_t)when->year * MONTHS + when->month - 1;
}

struct when when_of_day(int32_t day)
{
    struct when when;
    when_clear(&when);
    if (day < calendar_to_days((struct calendar_date){CALENDAR_MIN_YEAR, 1, 1}) ||
        day > calendar_to_days((struct calendar_date){CALENDAR_MAX_YEAR, 12, 31})) {
        return when;
    }
    struct calendar_date date = calendar_from_days(day);
    when.unit = TIME_UNIT_DAY;
    when.year = date.year;
    when.month = date.month;
    when.day = date.day;
    when.first = when.last = day;
    return when;
}

/* The season of a day: December to February is the winter of the year in which it begins. */
static void set_season(struct when *when)
{
    int32_t month = when->month;
    if (month <= 2) {
        when->year--;
    }
    when->number = month <= 2 || month == 12 ? 24 : 20 + month / 3;
}

static int32_t floor_to(int32_t number, int32_t step)
{
    int32_t rest = number % step;
    return number - (rest < 0 ? rest + step : rest);
}

struct when when_holding(int32_t day, enum time_unit unit)
{
    struct when when = when_of_day(day);
    if (when.unit == TIME_UNIT_NONE || unit <= TIME_UNIT_DAY) {
        return when;
    }
    when.unit = unit;
    when.day = TIME_UNSET;
    int year = when.year;
    switch (unit) {
    case TIME_UNIT_WEEK:
    case TIME_UNIT_WEEKEND:
    case TIME_UNIT_FORTNIGHT:
        when.number = calendar_iso_week(day, &year);
        when.year = year;
        break;
    case TIME_UNIT_QUARTER:
        when.number = (when.month + 2) / 3;
        break;
    case TIME_UNIT_HALF:
        when.number = (when.month + 5) / 6;
        break;
    case TIME_UNIT_SEASON:
        set_season(&when);
        break;
    case TIME_UNIT_DECADE:
        when.year = floor_to(when.year, 10);
        break;
    case TIME_UNIT_CENTURY:
        when.year = floor_to(when.year, 100);
        break;
    case TIME_UNIT_MILLENNIUM:
        when.year = floor_to(when.year, 1000);
        break;
    default:
        break;
    }
    if (unit != TIME_UNIT_MONTH) {
        when.month = TIME_UNSET;
    }
    when_settle(&when);
    return when;
}

struct when when_of_days(int32_t first, int32_t last)
{
    static const enum time_unit units[] = {TIME_UNIT_DAY,     TIME_UNIT_WEEK,   TIME_UNIT_MONTH,
                                           TIME_UNIT_QUARTER, TIME_UNIT_SEASON, TIME_UNIT_HALF,
                                           TIME_UNIT_YEAR,    TIME_UNIT_DECADE, TIME_UNIT_CENTURY};
    struct when when;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        when = when_holding(first, units[i]);
        if (when.unit != TIME_UNIT_NONE && when.first == first && when.last == last) {
            return when;
        }
    }
    /* Some other stretch: the smallest unit that holds both ends, so that nothing is said that is not known. */
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        when = when_holding(first, units[i]);
        if (units[i] != TIME_UNIT_WEEK && when.unit != TIME_UNIT_NONE && when.last >= last) {
            return when;
        }
    }
    when_clear(&when);
    return when;
}
