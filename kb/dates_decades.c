/* Years of two digits, decades and centuries. */
#include "kb/dates_p.h"

enum { SHORT_YEAR = 100, SHORT_YEAR_AHEAD = 20, DECADE = 10 };

static int32_t floor_to(int32_t number, int32_t step)
{
    int32_t rest = number % step;
    return number - (rest < 0 ? rest + step : rest);
}

/* "'82": the nearest such year, at most twenty years ahead of the anchor. */
int32_t when_short_year(int32_t year, const struct when *anchor)
{
    int32_t own = when_has_year(anchor) ? anchor->year : TIME_UNSET;
    if (own == TIME_UNSET) {
        return TIME_UNSET;
    }
    int32_t full = floor_to(own, SHORT_YEAR) + year;
    return full > own + SHORT_YEAR_AHEAD ? full - SHORT_YEAR : full;
}

struct when when_of_decade(const struct time_point *point, const struct when *anchor)
{
    struct when when;
    when_clear(&when);
    when.unit = TIME_UNIT_DECADE;
    if (point->decade < 0) {
        when.year = point->decade - 8; /* the 470s BC are 479 to 470 BC: -478 to -469 */
    } else if (point->decade >= SHORT_YEAR) {
        when.year = floor_to(point->decade, DECADE);
    } else if (is_set(point->century) && point->century > 0) {
        when.year = (point->century - 1) * SHORT_YEAR + point->decade;
    } else if (when_has_year(anchor)) { /* the last such decade that has begun */
        int32_t full = floor_to(anchor->year, SHORT_YEAR) + point->decade;
        when.year = full > anchor->year ? full - SHORT_YEAR : full;
    } else {
        when.number = point->decade / 10; /* which decade of some century */
    }
    when_settle(&when);
    return when;
}

struct when when_of_century(const struct time_point *point)
{
    struct when when;
    when_clear(&when);
    when.unit = TIME_UNIT_CENTURY;
    when.year = point->century < 0 ? point->century * SHORT_YEAR + 1 : (point->century - 1) * SHORT_YEAR;
    when_settle(&when);
    return when;
}
