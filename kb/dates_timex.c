/* TimeML values of durations and sets, and the mod attribute. */
#include "kb/dates_p.h"

/* How a unit of a duration is written, whether it follows a T, and how many of the letter's unit it is. */
struct duration_unit {
    const char *letter;
    bool clock;
    int32_t factor;
};

static const struct duration_unit duration_units[TIME_UNIT_COUNT] = {
    [TIME_UNIT_SECOND] = {"S", true, 1},       [TIME_UNIT_MINUTE] = {"M", true, 1},
    [TIME_UNIT_HOUR] = {"H", true, 1},         [TIME_UNIT_DAY] = {"D", false, 1},
    [TIME_UNIT_WEEKEND] = {"WE", false, 1},    [TIME_UNIT_WEEK] = {"W", false, 1},
    [TIME_UNIT_FORTNIGHT] = {"W", false, 2},   [TIME_UNIT_MONTH] = {"M", false, 1},
    [TIME_UNIT_QUARTER] = {"Q", false, 1},     [TIME_UNIT_SEASON] = {"Q", false, 1},
    [TIME_UNIT_HALF] = {"M", false, 6},        [TIME_UNIT_YEAR] = {"Y", false, 1},
    [TIME_UNIT_DECADE] = {"DE", false, 1},     [TIME_UNIT_CENTURY] = {"CE", false, 1},
    [TIME_UNIT_MILLENNIUM] = {"ML", false, 1},
};

/* Half of a unit is so many of a smaller one; of weeks and months there is none. */
static const char *const halves[TIME_UNIT_COUNT] = {
    [TIME_UNIT_MINUTE] = "PT30S", [TIME_UNIT_HOUR] = "PT30M", [TIME_UNIT_DAY] = "PT12H",
    [TIME_UNIT_YEAR] = "P6M",     [TIME_UNIT_DECADE] = "P5Y", [TIME_UNIT_CENTURY] = "P50Y",
};

struct slice timex_duration(const struct time_value *value, struct arena *arena)
{
    const struct duration_unit *unit = &duration_units[value->count_unit];
    if (unit->letter == NULL) {
        return slice_of("PXX");
    }
    const char *clock = unit->clock ? "T" : "";
    if (value->count == TIME_UNSET) {
        return arena_format(arena, "P%sX%s", clock, unit->letter);
    }
    if (value->count == 0 && value->count_tenths == 5 && halves[value->count_unit]) {
        return slice_of(halves[value->count_unit]);
    }
    int64_t tenths = value->count_tenths == TIME_UNSET ? 0 : value->count_tenths;
    int64_t total = ((int64_t)value->count * 10 + tenths) * unit->factor;
    if (total % 10 != 0) {
        return arena_format(arena, "P%s%lld.%lld%s", clock, (long long)(total / 10), (long long)(total % 10),
                            unit->letter);
    }
    return arena_format(arena, "P%s%lld%s", clock, (long long)(total / 10), unit->letter);
}

struct slice timex_set(const struct time_value *value, const struct when *when, struct arena *arena)
{
    if (value->count_unit != TIME_UNIT_NONE) {
        struct time_value period = *value;
        period.count = period.count == TIME_UNSET ? 1 : period.count;
        return timex_duration(&period, arena);
    }
    if (value->point.weekday != TIME_UNSET && value->point.day == TIME_UNSET && value->point.nth == TIME_UNSET) {
        struct when week = *when;
        week.unit = TIME_UNIT_DAY;
        week.year = week.month = week.day = TIME_UNSET;
        week.weekday = value->point.weekday;
        return when_timex(&week, arena);
    }
    return when_timex(when, arena);
}

static bool is_length(const struct time_value *value)
{
    return value->kind == TIME_KIND_DURATION || value->kind == TIME_KIND_SET;
}

struct slice timex_mod(const struct time_value *value)
{
    static const char *const of_length[] = {"", "LESS_THAN", "EQUAL_OR_LESS", "MORE_THAN", "EQUAL_OR_MORE"};
    static const char *const of_date[] = {"", "BEFORE", "ON_OR_BEFORE", "AFTER", "ON_OR_AFTER"};
    static const char *const of_part[] = {"", "START", "MID", "END"};
    if (value->part != TIME_PART_NONE) {
        return slice_of(of_part[value->part]);
    }
    if (value->bound != TIME_BOUND_NONE) {
        return slice_of(is_length(value) ? of_length[value->bound] : of_date[value->bound]);
    }
    return slice_of(value->approximate ? "APPROX" : "");
}
