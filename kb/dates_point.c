/* One symbolic point against its anchor. Three steps: the stretch that the relative part gives (last year), then the
 * fields refine it (June), and where a year is still missing it is picked as tense and `pick` say. */
#include "base/calendar.h"
#include "kb/dates_p.h"

enum { DAYS_OF_MONTH = 30, DAYS_OF_YEAR = 365, MONTHS = 12, SHORT_YEAR = 100 };

/* ---- Anchors ---- */

struct when when_of_anchor(const struct anchor *anchor)
{
    if (anchor == NULL || !anchor->known) {
        struct when none;
        when_clear(&none);
        return none;
    }
    return when_of_days(anchor->earliest, anchor->latest);
}

/* "the day", "the month before": of a story that tells coarser dates it is that of the report. */
static bool is_of_report(const struct time_point *point, const struct when_context *context)
{
    enum time_unit unit = point->move_unit != TIME_UNIT_NONE ? point->move_unit : point->unit;
    bool finer = unit == TIME_UNIT_DAY
                     ? context->told.unit > unit && point->unit == unit
                     : unit >= TIME_UNIT_WEEK && unit <= TIME_UNIT_MONTH && context->told.unit > TIME_UNIT_MONTH;
    return finer && context->genre != GENRE_NARRATIVE && context->document.unit == TIME_UNIT_DAY &&
           when_has_days(&context->document);
}

static const struct when *pick_anchor(const struct time_point *point, const struct when_context *context)
{
    const struct when *told = when_has_year(&context->told) ? &context->told : &context->document;
    const struct when *document = when_has_year(&context->document) ? &context->document : &context->told;
    switch (point->from) {
    case TIME_FROM_TOLD:
    case TIME_FROM_EVENT:
        if (point->unit == TIME_UNIT_QUARTER && context->quarter.unit != TIME_UNIT_NONE) {
            return !context->is_quarter_told && point->step == -1 ? document : &context->quarter;
        }
        return is_of_report(point, context) ? document : told;
    case TIME_FROM_DOCUMENT:
    case TIME_FROM_NOTHING:
        break;
    }
    return context->genre == GENRE_NARRATIVE ? told : document;
}

/* Years since year 0 of the stretch's middle, good enough to compare coarse stretches. */
static int32_t unit_years(enum time_unit unit)
{
    return unit == TIME_UNIT_DECADE ? 10 : unit == TIME_UNIT_CENTURY ? 100 : unit == TIME_UNIT_MILLENNIUM ? 1000 : 1;
}

static int32_t unit_months(enum time_unit unit)
{
    return unit == TIME_UNIT_QUARTER || unit == TIME_UNIT_SEASON ? 3 : unit == TIME_UNIT_HALF ? 6 : 1;
}

static int32_t unit_days(enum time_unit unit)
{
    return unit == TIME_UNIT_WEEK || unit == TIME_UNIT_WEEKEND ? 7 : unit == TIME_UNIT_FORTNIGHT ? 14 : 1;
}

static int32_t floor_to(int32_t number, int32_t step)
{
    int32_t rest = number % step;
    return number - (rest < 0 ? rest + step : rest);
}

/* The month in which a stretch of up to a year begins, as an index; false where it has none. */
static bool month_index_of(const struct when *when, int64_t *index)
{
    if (has_month(when)) {
        *index = when_month_index(when);
        return true;
    }
    if (when_has_days(when) && when->unit < TIME_UNIT_YEAR) {
        struct calendar_date date = calendar_from_days(when->first);
        *index = (int64_t)date.year * MONTHS + date.month - 1;
        return true;
    }
    return false;
}

/* The stretch moved by whole years, as exact as it is. */
static struct when add_years(const struct when *when, int32_t years)
{
    struct when moved = *when;
    moved.year += years;
    if (moved.unit == TIME_UNIT_DAY && is_set(moved.month) && is_set(moved.day)) {
        int32_t most = calendar_month_days(moved.year, moved.month);
        moved.day = moved.day > most ? most : moved.day;
    }
    when_settle(&moved);
    return moved;
}

/* The unit of years that holds the stretch. */
static struct when year_unit(int32_t year, enum time_unit unit)
{
    struct when when = when_of_year(year);
    if (unit > TIME_UNIT_YEAR) {
        when.unit = unit;
        when.year = floor_to(year, unit_years(unit));
        when_settle(&when);
    }
    return when;
}

/* ---- Relative points ---- */

static bool clamp_years(int64_t years, int32_t *out)
{
    if (years < -CALENDAR_MAX_YEAR || years > CALENDAR_MAX_YEAR) {
        return false;
    }
    *out = (int32_t)years;
    return true;
}

/* The anchor moved by days. An anchor that is not exact to the day keeps its own unit. */
static struct when move_days(const struct when *anchor, int64_t days, enum time_unit unit, bool exact)
{
    struct when result;
    when_clear(&result);
    if (anchor->unit == TIME_UNIT_DAY && when_has_days(anchor)) {
        int64_t day = anchor->first + days;
        if (day < INT32_MIN / 2 || day > INT32_MAX / 2) {
            return result;
        }
        return unit == TIME_UNIT_DAY || exact ? when_of_day((int32_t)day) : when_holding((int32_t)day, TIME_UNIT_WEEK);
    }
    int64_t index;
    int32_t years;
    if (anchor->unit < TIME_UNIT_YEAR && month_index_of(anchor, &index)) {
        if ((unit == TIME_UNIT_WEEK || unit == TIME_UNIT_FORTNIGHT) && anchor->unit == TIME_UNIT_WEEK &&
            when_has_days(anchor)) {
            return when_holding((int32_t)(anchor->first + days), TIME_UNIT_WEEK);
        }
        return when_of_month_index(index + days / DAYS_OF_MONTH);
    }
    if (clamp_years(days / DAYS_OF_YEAR, &years)) {
        result = add_years(anchor, years);
        result.unit = anchor->unit > TIME_UNIT_YEAR ? anchor->unit : TIME_UNIT_YEAR;
        when_settle(&result);
    }
    return result;
}

static struct when move_months(const struct when *anchor, int64_t months, bool exact)
{
    int64_t index;
    int32_t years;
    struct when result;
    when_clear(&result);
    if (!clamp_years(months / MONTHS, &years)) {
        return result;
    }
    if (!month_index_of(anchor, &index)) {
        result = add_years(anchor, years);
        return result;
    }
    result = when_of_month_index(index + months);
    if (exact && anchor->unit == TIME_UNIT_DAY && is_set(anchor->day)) {
        int32_t most = calendar_month_days(result.year, result.month);
        result.unit = TIME_UNIT_DAY;
        result.day = anchor->day > most ? most : anchor->day;
        when_settle(&result);
    }
    return result;
}

/* What a quarter is compared with a year earlier is a quarter; "the same period" may be a month as well. */
static bool is_same_part(const struct when *anchor, int32_t years, bool is_period)
{
    return years == -1 && (anchor->unit == TIME_UNIT_QUARTER || anchor->unit == TIME_UNIT_HALF ||
                           (is_period && anchor->unit == TIME_UNIT_MONTH));
}

static struct when move_years(const struct when *anchor, int64_t years, bool exact, bool is_period)
{
    int32_t step;
    struct when result;
    when_clear(&result);
    if (!clamp_years(years, &step)) {
        return result;
    }
    if (exact || anchor->unit > TIME_UNIT_YEAR || is_same_part(anchor, step, is_period)) {
        return add_years(anchor, step);
    }
    return when_of_year(anchor->year + step);
}

/* "a few months ago" gives the year, "a few days ago" the month, "a few years ago" only a direction. */
static struct when blur(const struct when *moved, enum time_unit unit, int32_t step)
{
    struct when vague = *moved;
    int64_t index;
    if (unit >= TIME_UNIT_YEAR) {
        when_clear(&vague);
    } else if (unit >= TIME_UNIT_MONTH) {
        vague = when_of_year(moved->year);
    } else if (moved->unit < TIME_UNIT_MONTH && month_index_of(moved, &index)) {
        vague = when_of_month_index(index);
    }
    vague.reference = step < 0 ? TIME_REFERENCE_PAST : TIME_REFERENCE_FUTURE;
    return vague;
}

static struct when season_step(const struct when *anchor, int32_t step)
{
    struct when season = when_holding(anchor->first, TIME_UNIT_SEASON);
    int64_t index = (int64_t)season.year * 4 + (season.number - 21) + step;
    season.year = (int32_t)(index / 4);
    season.number = 21 + (int32_t)(index % 4);
    when_settle(&season);
    return season;
}

static struct when month_unit_step(const struct when *anchor, enum time_unit unit, int32_t step)
{
    int64_t index;
    if (!month_index_of(anchor, &index) || anchor->unit > unit) {
        struct when year = when_of_year(anchor->year);
        return anchor->unit > TIME_UNIT_YEAR ? *anchor : year;
    }
    if (unit == TIME_UNIT_SEASON) {
        struct when none;
        when_clear(&none);
        return when_has_days(anchor) ? season_step(anchor, step) : none;
    }
    int32_t months = unit_months(unit);
    int64_t moved = index - (index % months) + (int64_t)step * months;
    struct when result = when_of_month_index(moved);
    if (unit != TIME_UNIT_MONTH) {
        result.number = (result.month - 1) / months + 1;
        result.month = TIME_UNSET;
        result.unit = unit;
        when_settle(&result);
    }
    return result;
}

static struct when move_anchor(const struct time_point *point, const struct when *anchor)
{
    int32_t move = is_set(point->move) ? point->move : 0;
    bool exact = point->unit == TIME_UNIT_DAY;
    struct when moved;
    if (!when_has_year(anchor)) {
        when_clear(&moved);
    } else if (point->move_unit >= TIME_UNIT_YEAR) {
        moved = move_years(anchor, (int64_t)move * unit_years(point->move_unit), exact, point->unit == TIME_UNIT_MONTH);
    } else if (point->move_unit >= TIME_UNIT_MONTH) {
        bool quarter = point->move_unit == TIME_UNIT_QUARTER && !exact && anchor->unit <= TIME_UNIT_MONTH;
        moved = quarter ? month_unit_step(anchor, TIME_UNIT_QUARTER, move) /* "two quarters ago" is a quarter */
                        : move_months(anchor, (int64_t)move * unit_months(point->move_unit), exact);
    } else if (point->move_unit >= TIME_UNIT_DAY) {
        moved = move_days(anchor, (int64_t)move * unit_days(point->move_unit), point->move_unit, exact);
    } else {
        moved = *anchor; /* hours and less stay on the anchor's day */
    }
    return point->vague ? blur(&moved, point->move_unit, move) : moved;
}

/* The unit that holds the anchor, moved. Where the anchor is not as exact as the unit, the anchor's month or year. */
static struct when step_unit(const struct time_point *point, const struct when *anchor)
{
    int32_t step = is_set(point->step) ? point->step : 0;
    enum time_unit unit = point->unit;
    struct when result;
    when_clear(&result);
    if (!when_has_year(anchor)) {
        return result;
    }
    if (unit >= TIME_UNIT_YEAR) {
        int32_t span = unit_years(unit);
        int32_t years;
        if (clamp_years((int64_t)step * span, &years)) {
            result = year_unit(floor_to(anchor->year, span) + years, unit > anchor->unit ? unit : anchor->unit);
            result.unit = unit >= anchor->unit ? unit : anchor->unit;
            when_settle(&result);
        }
        return result;
    }
    if (unit >= TIME_UNIT_MONTH) {
        return month_unit_step(anchor, unit, step);
    }
    if (anchor->unit == TIME_UNIT_DAY && when_has_days(anchor)) {
        int64_t day = anchor->first + (int64_t)step * unit_days(unit);
        return when_holding((int32_t)day, unit < TIME_UNIT_DAY ? TIME_UNIT_DAY : unit);
    }
    if (unit > TIME_UNIT_DAY && anchor->unit == TIME_UNIT_WEEK && when_has_days(anchor)) {
        return when_holding((int32_t)(anchor->first + (int64_t)step * unit_days(unit)), unit);
    }
    return move_days(anchor, (int64_t)step * unit_days(unit), TIME_UNIT_DAY, false);
}

/* ---- Fields ---- */

static struct when nth_weekday(const struct time_point *point, const struct when *month)
{
    struct when none;
    when_clear(&none);
    if (!when_has_days(month)) {
        return *month;
    }
    int32_t shift = point->weekday - calendar_weekday(month->first);
    int32_t day = month->first + (shift < 0 ? shift + 7 : shift) + (point->nth - 1) * 7;
    if (point->nth < 0) {
        shift = calendar_weekday(month->last) - point->weekday;
        day = month->last - (shift < 0 ? shift + 7 : shift) + (point->nth + 1) * 7;
    }
    return day >= month->first && day <= month->last ? when_of_day(day) : none;
}

static struct when week_of_year(const struct time_point *point, const struct when *year)
{
    struct when week = *year;
    week.unit = point->unit == TIME_UNIT_WEEKEND ? TIME_UNIT_WEEKEND : TIME_UNIT_WEEK;
    week.number = point->week;
    week.month = week.day = TIME_UNSET;
    if (!when_settle(&week)) {
        when_clear(&week);
    } else if (is_set(point->weekday) && when_has_days(&week)) {
        return when_of_day(calendar_from_iso_week(week.year, week.number, point->weekday));
    }
    return week;
}

/* A part of a year: season, half, quarter. */
static struct when part_of_year(const struct when *year, enum time_unit unit, int32_t number)
{
    struct when part = *year;
    part.unit = unit;
    part.number = number;
    part.month = part.day = TIME_UNSET;
    when_settle(&part);
    return part;
}

static struct when day_of_month(const struct time_point *point, const struct when *month)
{
    struct when day = *month;
    day.unit = TIME_UNIT_DAY;
    day.day = point->day;
    if (!when_settle(&day)) {
        when_clear(&day);
    }
    return day;
}

static struct when day_of_feast(const struct time_point *point, const struct when *year)
{
    int32_t day = is_set(point->hijri) ? feast_of_hijri(point->feast, point->hijri)
                  : is_set(year->year) ? feast_day(point->feast, year->year)
                                       : CALENDAR_NO_DAY;
    if (day == CALENDAR_NO_DAY) {
        struct when unknown;
        when_clear(&unknown);
        unknown.unit = is_set(year->year) ? TIME_UNIT_YEAR : TIME_UNIT_DAY;
        unknown.year = year->year;
        return unknown;
    }
    return when_of_day(day + (is_set(point->holiday) ? point->holiday : 0));
}

/* What the fields make of a container: a year, a month, a week or a day, its year perhaps unknown. */
struct when point_refine(const struct time_point *point, const struct when *container)
{
    struct when inner = *container;
    bool in_week = container->unit == TIME_UNIT_WEEK && when_has_days(container);
    if (in_week && is_set(point->weekday)) {
        return when_of_day(container->first + point->weekday - 1);
    }
    if (is_feast(point)) {
        return day_of_feast(point, container);
    }
    if (is_set(point->week)) {
        return week_of_year(point, container);
    }
    if (is_set(point->half)) {
        inner = part_of_year(container, TIME_UNIT_HALF, point->half);
    }
    if (is_set(point->quarter)) {
        inner = part_of_year(container, TIME_UNIT_QUARTER, point->quarter);
    }
    if (is_set(point->season)) {
        inner = part_of_year(container, TIME_UNIT_SEASON, point->season);
    }
    if (is_set(point->month)) {
        inner = part_of_year(container, TIME_UNIT_MONTH, TIME_UNSET);
        inner.month = point->month;
        when_settle(&inner);
    }
    if (is_set(point->weekday) && is_set(point->nth) && inner.unit == TIME_UNIT_MONTH) {
        return nth_weekday(point, &inner);
    }
    if (is_set(point->day) && (inner.unit == TIME_UNIT_MONTH || inner.unit == TIME_UNIT_DAY)) {
        return day_of_month(point, &inner);
    }
    return inner;
}

/* ---- A year, month or week that is not said ---- */

bool point_weekday_agrees(const struct time_point *point, const struct when *when)
{
    return !is_set(point->weekday) || is_set(point->nth) || when->unit != TIME_UNIT_DAY || !when_has_days(when) ||
           calendar_weekday(when->first) == point->weekday;
}

/* The year is the anchor's, or one beside it. */
static struct when pick_year(const struct time_point *point, const struct when *anchor,
                             const struct when_context *context)
{
    struct when candidates[3];
    if (context->genre == GENRE_NARRATIVE && point->pick == TIME_PICK_DEFAULT &&
        (anchor == &context->told || !when_has_year(&context->told)) && story_year(point, context, &candidates[0])) {
        return candidates[0];
    }
    for (int i = 0; i < 3; i++) {
        struct when year = when_of_year(anchor->year + i - 1);
        candidates[i] = point_refine(point, &year);
    }
    int chosen = when_choose(candidates, anchor, point, context) + 1;
    for (int i = 2; i >= 0 && candidates[chosen].unit == TIME_UNIT_NONE; i--) {
        chosen = candidates[i].unit != TIME_UNIT_NONE ? i : chosen; /* 29 February: a leap year nearby */
    }
    if (!point_weekday_agrees(point, &candidates[chosen])) {
        for (int i = 0; i < 3; i++) {
            if (point_weekday_agrees(point, &candidates[i])) {
                return candidates[i];
            }
        }
    }
    return candidates[chosen];
}

/* "the 5th": the month is the anchor's, or one beside it. */
static struct when pick_month(const struct time_point *point, const struct when *anchor,
                              const struct when_context *context)
{
    struct when candidates[3];
    for (int i = 0; i < 3; i++) {
        struct when month = when_of_month_index(when_month_index(anchor) + i - 1);
        candidates[i] = point_refine(point, &month);
    }
    int chosen = when_choose(candidates, anchor, point, context) + 1;
    for (int i = 2; i >= 0 && !point_weekday_agrees(point, &candidates[chosen]); i--) {
        chosen = point_weekday_agrees(point, &candidates[i]) ? i : chosen;
    }
    return candidates[chosen];
}

/* "on Thursday": the anchor's day or the nearest such day before it, after it where something lies ahead. */
static struct when pick_weekday(const struct time_point *point, const struct when *anchor,
                                const struct when_context *context)
{
    if (anchor->unit != TIME_UNIT_DAY || !when_has_days(anchor)) {
        struct when coarse = *anchor;
        if (anchor->unit > TIME_UNIT_MONTH) {
            when_clear(&coarse);
            coarse.unit = TIME_UNIT_DAY;
            coarse.year = anchor->year;
            coarse.weekday = point->weekday;
        }
        return coarse;
    }
    int32_t back = calendar_weekday(anchor->first) - point->weekday;
    int32_t same_week = anchor->first - back;
    back = back < 0 ? back + 7 : back;
    int32_t last = anchor->first - back; /* the anchor's own day counts */
    int32_t next = back == 0 ? anchor->first : last + 7;
    switch (point->pick) {
    case TIME_PICK_THIS:
        return when_of_day(same_week);
    case TIME_PICK_PAST:
        return when_of_day(back == 0 ? last - 7 : last);
    case TIME_PICK_FUTURE:
        return when_of_day(back == 0 ? next + 7 : next);
    case TIME_PICK_NEAREST:
        return when_of_day(back <= 3 ? last : next);
    case TIME_PICK_DEFAULT:
        break;
    }
    if (context->genre == GENRE_NARRATIVE && point->from != TIME_FROM_DOCUMENT) {
        return when_of_day(next);
    }
    return when_of_day(context->tense == TIME_TENSE_FUTURE ? next : last);
}

/* The fields alone, with XXXX for the year. */
static struct when unknown_year(const struct time_point *point)
{
    struct when year;
    when_clear(&year);
    year.unit = TIME_UNIT_YEAR;
    struct when when = point_refine(point, &year);
    if (when.unit == TIME_UNIT_YEAR && (is_set(point->day) || is_set(point->weekday))) {
        when.unit = TIME_UNIT_DAY;
        when.day = point->day;
        when.weekday = point->weekday;
    }
    return when;
}

static bool has_year_part(const struct time_point *point)
{
    return is_set(point->month) || is_set(point->season) || is_set(point->quarter) || is_set(point->half) ||
           is_set(point->week) || is_feast(point);
}

/* No year is said: work it out from the anchor. */
static struct when without_year(const struct time_point *point, const struct when *anchor,
                                const struct when_context *context)
{
    bool usable = when_has_year(anchor) && anchor->unit <= TIME_UNIT_YEAR && !context->no_inference;
    if (has_year_part(point)) {
        return usable ? pick_year(point, anchor, context) : unknown_year(point);
    }
    if (is_set(point->weekday) && !is_set(point->day)) {
        return usable ? pick_weekday(point, anchor, context) : unknown_year(point);
    }
    if (is_set(point->day)) {
        return usable && has_month(anchor) ? pick_month(point, anchor, context) : unknown_year(point);
    }
    struct when day = *anchor; /* a clock time or part of day alone */
    if (!when_has_year(anchor)) {
        when_clear(&day);
        day.unit = TIME_UNIT_DAY;
    }
    day.hour = day.minute = day.second = day.zone = TIME_UNSET;
    day.daypart = TIME_DAYPART_NONE;
    return day;
}

/* ---- Years, decades, centuries ---- */

static int32_t astronomical(int32_t year)
{
    return year < 0 ? year + 1 : year;
}

/* ---- All together ---- */

static void add_clock(struct when *when, const struct time_point *point)
{
    if (is_set(point->hour)) {
        when->hour = point->hour;
        when->minute = point->minute;
        when->second = point->second;
        when->zone = point->zone;
    }
    if (point->daypart != TIME_DAYPART_NONE) {
        when->daypart = point->daypart;
    }
    if (when->unit == TIME_UNIT_NONE && (is_set(point->hour) || point->daypart != TIME_DAYPART_NONE)) {
        when->unit = TIME_UNIT_DAY;
    }
}

/* The container that year, decade, century or the relative part give; unit NONE where there is none of these. */
static bool container_of(const struct time_point *point, const struct when *anchor, struct when *container,
                         bool *anchored)
{
    *anchored = false;
    if (is_set(point->year)) {
        bool cut = point->pick == TIME_PICK_NEAREST && point->year >= 0 && point->year < SHORT_YEAR;
        int32_t year = cut ? when_short_year(point->year, anchor) : astronomical(point->year);
        *anchored = cut;
        if (year == TIME_UNSET || point->year == 0) {
            *container = unknown_year(point);
            return true;
        }
        *container = when_of_year(year);
        return true;
    }
    if (is_set(point->decade)) {
        *container = when_of_decade(point, anchor);
        *anchored = point->decade >= 0 && point->decade < SHORT_YEAR;
        return true;
    }
    if (is_set(point->century)) {
        *container = when_of_century(point);
        return true;
    }
    if (is_set(point->hijri)) {
        *container = when_of_day(feast_of_hijri(point->feast, point->hijri));
        return true;
    }
    *anchored = true;
    if (point->move_unit != TIME_UNIT_NONE) {
        *container = move_anchor(point, anchor);
        return true;
    }
    if (is_set(point->year_step)) {
        when_clear(container);
        if (when_has_year(anchor)) {
            *container = when_of_year(anchor->year + point->year_step);
        }
        return true;
    }
    if (point->unit != TIME_UNIT_NONE && !is_set(point->week)) {
        *container = step_unit(point, anchor);
        return true;
    }
    return false;
}

/* A relative value without an anchor: what remains is its unit. */
static struct when unknown_unit(const struct time_point *point)
{
    enum time_unit unit = point->unit != TIME_UNIT_NONE ? point->unit : point->move_unit;
    if (is_set(point->year_step) && (unit == TIME_UNIT_NONE || unit == TIME_UNIT_YEAR)) {
        struct when when = unknown_year(point);
        return when;
    }
    if (has_year_part(point) || is_set(point->day)) {
        return unknown_year(point);
    }
    struct when when;
    when_clear(&when);
    when.unit = unit < TIME_UNIT_DAY ? TIME_UNIT_DAY : unit;
    return when;
}

/* "Two weeks after 5 May", "the week of 5 May": what the rest of the point says, moved on. As exact as the coarser of
 * the two, but that days are counted from the last day of a stretch. */
static struct when shifted(const struct time_point *point, const struct when *when)
{
    struct when from = *when;
    if (!when_has_year(when)) {
        struct when unknown;
        when_clear(&unknown);
        unknown.unit = point->shift_unit < TIME_UNIT_DAY ? TIME_UNIT_DAY : point->shift_unit;
        return unknown;
    }
    bool days = point->shift_unit <= TIME_UNIT_FORTNIGHT;
    int32_t shift = is_set(point->shift) ? point->shift : 0;
    if (shift == 0) {
        struct time_point holding;
        time_point_clear(&holding);
        holding.unit = point->shift_unit;
        holding.step = 0;
        return step_unit(&holding, &from);
    }
    if (days) {
        return move_days(&from, (int64_t)shift * unit_days(point->shift_unit), point->shift_unit, true);
    }
    if (point->shift_unit >= TIME_UNIT_YEAR) {
        return move_years(&from, (int64_t)shift * unit_years(point->shift_unit), true, false);
    }
    return move_months(&from, (int64_t)shift * unit_months(point->shift_unit), true);
}

/* What took place "over the weekend", told before the week's own, is of the week before. */
static bool lies_behind(const struct time_point *point, const struct when *anchor, const struct when_context *context)
{
    if (point->unit != TIME_UNIT_WEEKEND || (is_set(point->step) && point->step != 0) ||
        context->tense == TIME_TENSE_FUTURE || anchor->unit != TIME_UNIT_DAY || !when_has_days(anchor)) {
        return false;
    }
    bool just_over = !is_set(point->step) && calendar_weekday(anchor->first) <= 2; /* "the weekend", of a Monday */
    return (just_over || context->since || context->tense == TIME_TENSE_PAST) &&
           when_holding(anchor->first, TIME_UNIT_WEEKEND).first > anchor->last;
}

void when_resolve(const struct time_point *said, const struct when_context *context, struct when *out,
                  const struct when **anchor)
{
    struct time_point wanted = *said;
    const struct time_point *point = &wanted;
    if (context->prefer != TIME_PICK_DEFAULT && said->pick == TIME_PICK_DEFAULT && !is_set(said->year)) {
        wanted.pick = context->prefer;
    }
    const struct when *from = pick_anchor(point, context);
    struct when container;
    bool anchored;
    if (lies_behind(point, from, context)) {
        wanted.step = -1;
    }
    if (!container_of(point, from, &container, &anchored)) {
        *out = without_year(point, from, context);
        anchored = true;
    } else if (container.unit == TIME_UNIT_NONE) {
        enum time_reference reference = container.reference;
        *out = unknown_unit(point);
        out->reference = reference;
        if (point->vague) {
            out->reference = point->move < 0 ? TIME_REFERENCE_PAST : TIME_REFERENCE_FUTURE;
        }
    } else {
        *out = point_refine(point, &container);
    }
    if (point->shift_unit != TIME_UNIT_NONE && out->reference == TIME_REFERENCE_NONE) {
        *out = shifted(point, out);
    }
    add_clock(out, point);
    *anchor = anchored && when_has_year(from) ? from : NULL;
}
