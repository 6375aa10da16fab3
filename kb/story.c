/* A story's own time: the date told last, and the year of a date that says none. */
#include <math.h>

#include "kb/dates_p.h"

enum { TOLD_LEAP_YEARS = 8, NEXT_REACH = 30, MONTHS = 12, STORY_MAX_YEARS = 12 };

/* What it costs to go back in time, to come after the next date that says its year, and to leave a year that was said
 * by itself after the last month told, in the same measure as story_cost: natural logarithms of months. The date before
 * weighs more than the one to come. Found on half of the history articles, seen to hold on the other. */
static const double back_cost = 0.4, beyond_cost = 0.8, other_year_cost = 1.0, next_weight = 0.8, beside_weight = 1.3;

static bool looks_back(const struct time_point *point)
{
    return (is_set(point->move) && point->move < 0) || (is_set(point->step) && point->step < 0) ||
           (is_set(point->year_step) && point->year_step < 0);
}

/* The month in which it begins, as an index; false for a year and more, and where the year is unknown. */
static bool month_of(const struct when *when, int32_t *month)
{
    if (!when_has_year(when) || when->unit >= TIME_UNIT_YEAR) {
        return false;
    }
    int32_t in_year = is_set(when->month)               ? when->month - 1
                      : when->unit == TIME_UNIT_SEASON  ? (when->number - 20) * 3 - 1
                      : when->unit == TIME_UNIT_QUARTER ? when->number * 3 - 3
                      : when->unit == TIME_UNIT_HALF    ? when->number * 6 - 6
                                                        : TIME_UNSET;
    *month = is_set(in_year) ? when->year * MONTHS + in_year : 0;
    return is_set(in_year);
}

/* A date of the text that needs no other: with its year and more than its year. */
static bool says_all(const struct time_value *value, struct when *when)
{
    struct when_context nothing = {.genre = GENRE_NARRATIVE};
    const struct when *unused;
    int32_t month;
    if (value->kind > TIME_KIND_CLOCK || !is_set(value->point.year) || value->point.pick != TIME_PICK_DEFAULT) {
        return false;
    }
    when_clear(&nothing.document);
    when_clear(&nothing.told);
    when_clear(&nothing.exact);
    when_clear(&nothing.next);
    when_clear(&nothing.quarter);
    when_resolve(&value->point, &nothing, when, &unused);
    return month_of(when, &month);
}

void story_begin(struct story *story, const struct mention_set *set, struct arena *arena)
{
    when_clear(&story->told);
    when_clear(&story->far);
    when_clear(&story->exact);
    when_clear(&story->quarter);
    story->next = arena_alloc_array(arena, set->time_count + 1, sizeof *story->next);
    story->is_beside = arena_alloc_array(arena, set->time_count + 1, sizeof *story->is_beside);
    struct when next;
    size_t next_at = 0;
    when_clear(&next);
    for (size_t i = set->time_count; i-- > 0;) {
        if (next.unit != TIME_UNIT_NONE && next_at - i > NEXT_REACH) {
            when_clear(&next);
        }
        story->next[i] = next;
        story->is_beside[i] = next.unit != TIME_UNIT_NONE && next_at == i + 1;
        struct when own;
        if (set->times[i].narrative && says_all(&set->times[i].value, &own)) {
            next = own;
            next_at = i;
        }
    }
}

void story_context(const struct story *story, size_t index, const struct time_point *point,
                   struct when_context *context)
{
    bool is_far_beside = story->far_at == index && when_has_year(&story->far);
    context->told = is_far_beside && is_set(point->move) && point->from == TIME_FROM_TOLD ? story->far : story->told;
    context->exact = story->exact;
    context->next = story->next[index];
    context->is_next_beside = story->is_beside[index];
    context->is_quarter_told = story->quarter.unit != TIME_UNIT_NONE;
    context->quarter = context->is_quarter_told ? story->quarter : context->quarter;
}

void story_tell(struct story *story, size_t index, const struct time_value *value, const struct when *when)
{
    int32_t month;
    if (when->unit == TIME_UNIT_QUARTER && when_has_days(when) && !looks_back(&value->point)) {
        story->quarter = *when;
    }
    if (!when_has_year(when) || when->unit > TIME_UNIT_YEAR ||
        (looks_back(&value->point) && when_has_year(&story->told))) {
        return;
    }
    if (when_has_year(&story->told)) {
        int32_t leap = when->year - story->told.year;
        int32_t from_far = when_has_year(&story->far) ? when->year - story->far.year : TOLD_LEAP_YEARS + 1;
        bool is_far = leap > TOLD_LEAP_YEARS || leap < -TOLD_LEAP_YEARS;
        if (is_far && (from_far > TOLD_LEAP_YEARS || from_far < -TOLD_LEAP_YEARS)) {
            story->far = *when;
            story->far_at = index + 1;
            return;
        }
    }
    story->told = *when;
    story->told.hour = story->told.minute = story->told.second = story->told.zone = TIME_UNSET;
    story->told.daypart = TIME_DAYPART_NONE;
    if (month_of(when, &month)) {
        story->exact = *when;
    }
    when_clear(&story->far);
}

static double distance(int32_t months)
{
    return log(1.0 + (months < 0 ? -months : months));
}

/* How little a month fits in between what was told and what is told next. */
static double story_cost(int32_t month, int32_t year, const struct when_context *context)
{
    int32_t exact, next;
    bool year_alone = context->told.unit == TIME_UNIT_YEAR;
    double cost = year_alone ? distance((year - context->told.year) * MONTHS) : 0;
    if (month_of(&context->exact, &exact)) {
        double from_exact = distance(month - exact) + (month < exact ? back_cost : 0);
        double moved = year_alone && year != context->told.year ? other_year_cost : 0;
        cost = !year_alone || from_exact + moved < cost ? from_exact + moved : cost;
    }
    if (month_of(&context->next, &next)) {
        cost += (context->is_next_beside ? beside_weight : next_weight) *
                (distance(next - month) + (month > next ? beyond_cost : 0));
    }
    return cost;
}

bool story_year(const struct time_point *point, const struct when_context *context, struct when *out)
{
    int32_t years[STORY_MAX_YEARS], unused;
    size_t count = 0;
    const struct when *near[] = {&context->told, &context->exact, &context->next};
    if (!month_of(&context->exact, &unused) && !month_of(&context->next, &unused)) {
        return false;
    }
    for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
        for (int32_t step = 0; step <= 2 && when_has_year(near[i]); step++) {
            years[count++] = near[i]->year + (step == 2 ? -1 : step);
        }
    }
    bool found = false;
    double least = 0;
    for (size_t i = 0; i < count; i++) {
        struct when year = when_of_year(years[i]);
        struct when candidate = point_refine(point, &year);
        int32_t month;
        if (!month_of(&candidate, &month) || !point_weekday_agrees(point, &candidate)) {
            continue;
        }
        double cost = story_cost(month, years[i], context);
        if (!found || cost < least) {
            found = true;
            least = cost;
            *out = candidate;
        }
    }
    return found;
}
