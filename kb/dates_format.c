/* The two notations of a stretch: EDTF and TimeML. */
#include "base/calendar.h"
#include "kb/dates_p.h"

/* An astronomical year in four digits, with a sign before year 0. */
static struct slice edtf_year(int32_t year, struct arena *arena)
{
    if (year == TIME_UNSET) {
        return slice_of("XXXX");
    }
    return year < 0 ? arena_format(arena, "-%04d", -year) : arena_format(arena, "%04d", year);
}

static struct slice edtf_days(int32_t first, int32_t last, struct arena *arena)
{
    struct calendar_date a = calendar_from_days(first);
    struct calendar_date b = calendar_from_days(last);
    return arena_format(arena, "%04d-%02d-%02d/%04d-%02d-%02d", a.year, a.month, a.day, b.year, b.month, b.day);
}

static struct slice edtf_months(const struct when *when, int32_t month, int32_t count, struct arena *arena)
{
    struct slice year = edtf_year(when->year, arena);
    if (when->year == TIME_UNSET) {
        return slice_of("");
    }
    return arena_format(arena, "%.*s-%02d/%.*s-%02d", SLICE_ARG(year), month, SLICE_ARG(year), month + count - 1);
}

/* Decades and longer: X for the digits that are open, an interval of years before year 0. */
static struct slice edtf_years(const struct when *when, int32_t years, struct arena *arena)
{
    if (when->year == TIME_UNSET) {
        return slice_of("");
    }
    if (when->year >= 0 && years == 10) {
        return arena_format(arena, "%03dX", when->year / 10);
    }
    if (when->year >= 0 && years == 100) {
        return arena_format(arena, "%02dXX", when->year / 100);
    }
    struct slice begin = edtf_year(when->year, arena);
    struct slice end = edtf_year(when->year + years - 1, arena);
    return arena_format(arena, "%.*s/%.*s", SLICE_ARG(begin), SLICE_ARG(end));
}

struct slice when_edtf(const struct when *when, struct arena *arena)
{
    struct slice year = edtf_year(when->year, arena);
    switch (when->unit) {
    case TIME_UNIT_DAY:
        if (when->month == TIME_UNSET) {
            return slice_of("");
        }
        return arena_format(arena, "%.*s-%02d-%02d", SLICE_ARG(year), when->month, when->day);
    case TIME_UNIT_WEEK:
    case TIME_UNIT_WEEKEND:
    case TIME_UNIT_FORTNIGHT:
        return when_has_days(when) ? edtf_days(when->first, when->last, arena) : slice_of("");
    case TIME_UNIT_MONTH:
        return when->month == TIME_UNSET ? slice_of("")
                                         : arena_format(arena, "%.*s-%02d", SLICE_ARG(year), when->month);
    case TIME_UNIT_SEASON:
        return arena_format(arena, "%.*s-%02d", SLICE_ARG(year), when->number);
    case TIME_UNIT_QUARTER:
        return edtf_months(when, when->number * 3 - 2, 3, arena);
    case TIME_UNIT_HALF:
        return edtf_months(when, when->number * 6 - 5, 6, arena);
    case TIME_UNIT_YEAR:
        return when->year == TIME_UNSET ? slice_of("") : year;
    case TIME_UNIT_DECADE:
        return edtf_years(when, 10, arena);
    case TIME_UNIT_CENTURY:
        return edtf_years(when, 100, arena);
    case TIME_UNIT_MILLENNIUM:
        return edtf_years(when, 1000, arena);
    default:
        return slice_of("");
    }
}

struct slice when_precision(const struct when *when)
{
    switch (when->unit) {
    case TIME_UNIT_DAY:
    case TIME_UNIT_MONTH:
    case TIME_UNIT_QUARTER:
    case TIME_UNIT_SEASON:
    case TIME_UNIT_HALF:
    case TIME_UNIT_YEAR:
    case TIME_UNIT_DECADE:
    case TIME_UNIT_CENTURY:
        return slice_of(time_unit_name(when->unit));
    case TIME_UNIT_NONE:
        return slice_of("");
    default:
        return slice_of("interval");
    }
}

/* "2018", "BC0490", "XXXX". */
static struct slice timex_year(int32_t year, struct arena *arena)
{
    if (year == TIME_UNSET) {
        return slice_of("XXXX");
    }
    return year < 1 ? arena_format(arena, "BC%04d", 1 - year) : arena_format(arena, "%04d", year);
}

/* Decades and longer are named by their leading digits; before Christ by those of the last year. */
static struct slice timex_years(const struct when *when, int32_t years, struct arena *arena)
{
    static const char *const unknown[] = {"XXX", "XX", "X"};
    int width = years == 10 ? 3 : years == 100 ? 2 : 1;
    if (when->year == TIME_UNSET && years == 10 && when->number != TIME_UNSET) {
        return arena_format(arena, "XX%d", when->number);
    }
    if (when->year == TIME_UNSET) {
        return slice_of(unknown[3 - width]);
    }
    if (when->year < 0) {
        int32_t last = 1 - (when->year + years - 1);
        return arena_format(arena, "BC%0*d", width, last / years);
    }
    return arena_format(arena, "%0*d", width, when->year / years);
}

static struct slice timex_season(const struct when *when, struct slice year, struct arena *arena)
{
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    bool named = when->number >= 21 && when->number <= 24;
    return arena_format(arena, "%.*s-%s", SLICE_ARG(year), named ? seasons[when->number - 21] : "XX");
}

static struct slice timex_week(const struct when *when, struct slice year, struct arena *arena)
{
    const char *weekend = when->unit == TIME_UNIT_WEEKEND ? "-WE" : "";
    if (when->number == TIME_UNSET) {
        return arena_format(arena, "%.*s-WXX%s", SLICE_ARG(year), weekend);
    }
    return arena_format(arena, "%.*s-W%02d%s", SLICE_ARG(year), when->number, weekend);
}

static struct slice timex_day(const struct when *when, struct slice year, struct arena *arena)
{
    if (when->day == TIME_UNSET) {
        if (when->weekday != TIME_UNSET) {
            return arena_format(arena, "%.*s-WXX-%d", SLICE_ARG(year), when->weekday);
        }
        if (when->month != TIME_UNSET) {
            return arena_format(arena, "%.*s-%02d-XX", SLICE_ARG(year), when->month);
        }
        return arena_format(arena, "%.*s-XX-XX", SLICE_ARG(year));
    }
    if (when->month == TIME_UNSET) {
        return arena_format(arena, "%.*s-XX-%02d", SLICE_ARG(year), when->day);
    }
    return arena_format(arena, "%.*s-%02d-%02d", SLICE_ARG(year), when->month, when->day);
}

static struct slice timex_date(const struct when *when, struct arena *arena)
{
    struct slice year = timex_year(when->year, arena);
    switch (when->unit) {
    case TIME_UNIT_DAY:
        return timex_day(when, year, arena);
    case TIME_UNIT_WEEK:
    case TIME_UNIT_WEEKEND:
    case TIME_UNIT_FORTNIGHT:
        return timex_week(when, year, arena);
    case TIME_UNIT_MONTH:
        if (when->month == TIME_UNSET) {
            return arena_format(arena, "%.*s-XX", SLICE_ARG(year));
        }
        return arena_format(arena, "%.*s-%02d", SLICE_ARG(year), when->month);
    case TIME_UNIT_QUARTER:
        return when->number == TIME_UNSET ? arena_format(arena, "%.*s-QX", SLICE_ARG(year))
                                          : arena_format(arena, "%.*s-Q%d", SLICE_ARG(year), when->number);
    case TIME_UNIT_HALF:
        return when->number == TIME_UNSET ? arena_format(arena, "%.*s-HX", SLICE_ARG(year))
                                          : arena_format(arena, "%.*s-H%d", SLICE_ARG(year), when->number);
    case TIME_UNIT_SEASON:
        return timex_season(when, year, arena);
    case TIME_UNIT_YEAR:
        return year;
    case TIME_UNIT_DECADE:
        return timex_years(when, 10, arena);
    case TIME_UNIT_CENTURY:
        return timex_years(when, 100, arena);
    case TIME_UNIT_MILLENNIUM:
        return timex_years(when, 1000, arena);
    default:
        return slice_of("XXXX-XX-XX");
    }
}

static struct slice timex_zone(int32_t zone, struct arena *arena)
{
    if (zone == TIME_UNSET) {
        return slice_of("");
    }
    if (zone == 0) {
        return slice_of("Z");
    }
    int32_t size = zone < 0 ? -zone : zone;
    const char *sign = zone < 0 ? "-" : "+";
    return size % 60 ? arena_format(arena, "%s%02d:%02d", sign, size / 60, size % 60)
                     : arena_format(arena, "%s%02d", sign, size / 60);
}

static struct slice timex_clock(const struct when *when, struct arena *arena)
{
    static const char *const parts[] = {"", "TMO", "TMI", "TAF", "TEV", "TNI", "TDT"};
    if (when->hour == TIME_UNSET) {
        return slice_of(parts[when->daypart]);
    }
    struct slice zone = timex_zone(when->zone, arena);
    int32_t minute = when->minute == TIME_UNSET ? 0 : when->minute;
    if (when->second != TIME_UNSET) {
        return arena_format(arena, "T%02d:%02d:%02d%.*s", when->hour, minute, when->second, SLICE_ARG(zone));
    }
    return arena_format(arena, "T%02d:%02d%.*s", when->hour, minute, SLICE_ARG(zone));
}

struct slice when_timex(const struct when *when, struct arena *arena)
{
    static const char *const references[] = {"", "PAST_REF", "PRESENT_REF", "FUTURE_REF"};
    if (when->reference != TIME_REFERENCE_NONE) {
        return slice_of(references[when->reference]);
    }
    if (when->hour == TIME_UNSET && when->daypart == TIME_DAYPART_NONE) {
        return timex_date(when, arena);
    }
    /* A clock time stands on a day, known or not. */
    struct when day = *when;
    if (day.unit != TIME_UNIT_DAY) {
        day.unit = TIME_UNIT_DAY;
        day.day = TIME_UNSET;
    }
    struct slice date = timex_date(&day, arena);
    struct slice clock = timex_clock(when, arena);
    return arena_format(arena, "%.*s%.*s", SLICE_ARG(date), SLICE_ARG(clock));
}
