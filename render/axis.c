#include "render/axis_p.h"

#include <stdlib.h>

#include "base/calendar.h"

static const double GAP_WIDTH = 20.0;    /* of a break, in points */
static const double MIN_SEGMENT = 44.0;  /* a segment is at least so wide */
static const double FEW_WIDTH = 52.0;    /* a segment with few marks is at most so wide */
static const double FEW_SHARE = 0.1;     /* few: at most this part of all marks */
static const double CROWDED_SHARE = 0.1; /* the same where there are many marks */
static const double BREAK_SHARE = 0.33;  /* a stretch longer than this part of the axis is cut out */
static const double DAY_ROOM = 15.0;     /* for "28" */
static const double MONTH_ROOM = 24.0;   /* for "Jun" */
static const double YEAR_ROOM = 30.0;    /* for "2018" */
static const double ABOVE_ROOM = 46.0;   /* for "Jun 2021" in bold */

enum unit { UNIT_DAY, UNIT_MONTH, UNIT_YEAR };

struct step {
    enum unit unit;
    int count;
    double days;
    double room;
};

static int32_t clamp_day(int64_t day)
{
    int32_t first = calendar_to_days((struct calendar_date){CALENDAR_MIN_YEAR, 1, 1});
    int32_t last = calendar_to_days((struct calendar_date){CALENDAR_MAX_YEAR, 12, 31});
    return day < first ? first : day > last ? last : (int32_t)day;
}

/* Merges what touches: covered stretches in order, at most count. Returns their number. */
static size_t merge_covers(const struct axis_cover *covers, size_t count, struct axis_cover *merged)
{
    size_t merged_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (merged_count > 0 && covers[i].first <= merged[merged_count - 1].last + 1) {
            if (covers[i].last > merged[merged_count - 1].last) {
                merged[merged_count - 1].last = covers[i].last;
            }
        } else {
            merged[merged_count++] = covers[i];
        }
    }
    return merged_count;
}

/* Marks in cuts[] the indexes i of gaps (between merged[i] and merged[i + 1]) to cut: the longest first, as long as one
 * takes more than its share of what is left. */
static size_t choose_breaks(const struct axis_cover *merged, size_t count, size_t cover_count, bool *cuts)
{
    double total = (double)merged[count - 1].last - merged[0].first + 1.0;
    double share = cover_count >= AXIS_MANY_COVERS ? CROWDED_SHARE : BREAK_SHARE;
    size_t chosen = 0;
    while (chosen < AXIS_MAX_BREAKS && cover_count >= AXIS_MIN_COVERS) {
        size_t longest = count;
        double length = 0.0;
        for (size_t i = 0; i + 1 < count; i++) {
            double gap = (double)merged[i + 1].first - merged[i].last - 1.0;
            if (!cuts[i] && gap > length) {
                length = gap;
                longest = i;
            }
        }
        if (longest == count || length <= total * share || length < 2.0 * AXIS_MIN_DAYS) {
            break;
        }
        cuts[longest] = true;
        total -= length;
        chosen++;
    }
    return chosen;
}

static void set_segments(struct axis *axis, const struct axis_cover *merged, size_t count, const bool *cuts)
{
    axis->segment_count = 0;
    size_t begin = 0;
    for (size_t i = 0; i < count; i++) {
        if (i + 1 == count || cuts[i]) {
            struct axis_segment *segment = &axis->segments[axis->segment_count++];
            segment->begin = merged[begin].first;
            segment->end = merged[i].last + 1;
            begin = i + 1;
        }
    }
}

/* A little air at both ends of each segment, and at least AXIS_MIN_DAYS in all. */
static void pad_segments(struct axis *axis)
{
    int64_t total = 0;
    for (size_t i = 0; i < axis->segment_count; i++) {
        total += (int64_t)axis->segments[i].end - axis->segments[i].begin;
    }
    int64_t pad = total / 60 + 1;
    if (total + 2 * pad < AXIS_MIN_DAYS) {
        pad = (AXIS_MIN_DAYS - total + 1) / 2;
    }
    for (size_t i = 0; i < axis->segment_count; i++) {
        axis->segments[i].begin = clamp_day((int64_t)axis->segments[i].begin - pad);
        axis->segments[i].end = clamp_day((int64_t)axis->segments[i].end + pad);
    }
}

static size_t count_within(const struct axis_segment *segment, const struct axis_cover *covers, size_t count)
{
    size_t within = 0;
    for (size_t i = 0; i < count; i++) {
        within += covers[i].first >= segment->begin && covers[i].first < segment->end ? 1 : 0;
    }
    return within;
}

/* The same scale everywhere, but where the axis is broken a short segment is widened to MIN_SEGMENT, and one with few
 * marks is narrowed to FEW_WIDTH. */
static void place_segments(struct axis *axis, const struct axis_cover *covers, size_t count, double x0, double x1)
{
    double room = x1 - x0 - GAP_WIDTH * (double)(axis->segment_count - 1);
    double fixed[AXIS_MAX_BREAKS + 1] = {0};
    size_t fixed_count = 0;
    bool changed = true;
    while (changed) {
        double left = room;
        double days = 0.0;
        for (size_t i = 0; i < axis->segment_count; i++) {
            left -= fixed[i];
            days += fixed[i] > 0.0 ? 0.0 : (double)(axis->segments[i].end - axis->segments[i].begin);
        }
        axis->scale = left / days;
        changed = false;
        for (size_t i = 0; fixed_count + 1 < axis->segment_count && i < axis->segment_count; i++) {
            double width = (double)(axis->segments[i].end - axis->segments[i].begin) * axis->scale;
            bool few = (double)count_within(&axis->segments[i], covers, count) <= FEW_SHARE * (double)count;
            if (fixed[i] <= 0.0 && (width < MIN_SEGMENT || (few && width > FEW_WIDTH))) {
                fixed[i] = width < MIN_SEGMENT ? MIN_SEGMENT : FEW_WIDTH;
                fixed_count++;
                changed = true;
                break;
            }
        }
    }
    double x = x0;
    for (size_t i = 0; i < axis->segment_count; i++) {
        struct axis_segment *segment = &axis->segments[i];
        segment->x0 = x;
        x += fixed[i] > 0.0 ? fixed[i] : (double)(segment->end - segment->begin) * axis->scale;
        segment->x1 = x;
        x += GAP_WIDTH;
    }
    axis->segments[axis->segment_count - 1].x1 = x1;
}

void axis_build(struct axis *axis, const struct axis_cover *covers, size_t count, int32_t today, double x0, double x1)
{
    *axis = (struct axis){.letters = 1.0};
    struct axis_cover whole = {clamp_day((int64_t)today - 183), clamp_day((int64_t)today + 182)};
    if (count == 0) {
        covers = &whole;
        count = 1;
    }
    struct arena scratch = {0};
    struct axis_cover *merged = arena_alloc_array(&scratch, count, sizeof *merged);
    bool *cuts = arena_alloc_array(&scratch, count, sizeof *cuts);
    size_t merged_count = merge_covers(covers, count, merged);
    choose_breaks(merged, merged_count, count, cuts);
    set_segments(axis, merged, merged_count, cuts);
    pad_segments(axis);
    place_segments(axis, covers, count, x0, x1);
    arena_release(&scratch);
}

double axis_x(const struct axis *axis, int32_t day)
{
    for (size_t i = 0; i < axis->segment_count; i++) {
        const struct axis_segment *segment = &axis->segments[i];
        if (day < segment->begin) {
            return i == 0 ? segment->x0 : (axis->segments[i - 1].x1 + segment->x0) / 2.0;
        }
        if (day <= segment->end) {
            double share = (double)(day - segment->begin) / (double)(segment->end - segment->begin);
            return segment->x0 + share * (segment->x1 - segment->x0);
        }
    }
    return axis->segments[axis->segment_count - 1].x1;
}

static struct step choose_step(double scale)
{
    static const struct step steps[] = {
        {UNIT_DAY, 1, 1, DAY_ROOM},         {UNIT_DAY, 2, 2, DAY_ROOM},         {UNIT_DAY, 7, 7, DAY_ROOM},
        {UNIT_DAY, 14, 14, DAY_ROOM},       {UNIT_MONTH, 1, 28, MONTH_ROOM},    {UNIT_MONTH, 3, 90, MONTH_ROOM},
        {UNIT_MONTH, 6, 181, MONTH_ROOM},   {UNIT_YEAR, 1, 365, YEAR_ROOM},     {UNIT_YEAR, 2, 730, YEAR_ROOM},
        {UNIT_YEAR, 5, 1826, YEAR_ROOM},    {UNIT_YEAR, 10, 3652, YEAR_ROOM},   {UNIT_YEAR, 20, 7304, YEAR_ROOM},
        {UNIT_YEAR, 50, 18262, YEAR_ROOM},  {UNIT_YEAR, 100, 36524, YEAR_ROOM}, {UNIT_YEAR, 200, 73048, YEAR_ROOM},
        {UNIT_YEAR, 500, 182621, YEAR_ROOM}};
    size_t count = sizeof steps / sizeof steps[0];
    for (size_t i = 0; i < count; i++) {
        if (steps[i].days * scale >= steps[i].room) {
            return steps[i];
        }
    }
    return (struct step){UNIT_YEAR, 1000, 365242, YEAR_ROOM};
}

/* The first day of the step that holds day. */
static int32_t floor_step(struct step step, int32_t day)
{
    struct calendar_date date = calendar_from_days(day);
    if (step.unit == UNIT_DAY) {
        if (step.count >= 7) {
            int32_t monday = day - calendar_weekday(day) + 1;
            int32_t weeks = (monday + 3) / 7; /* 1970-01-01 was a Thursday */
            return step.count == 14 && weeks % 2 != 0 ? monday - 7 : monday;
        }
        return step.count == 2 && day % 2 != 0 ? day - 1 : day;
    }
    if (step.unit == UNIT_MONTH) {
        date.month -= (date.month - 1) % step.count;
    } else {
        date.year -= date.year % step.count;
        date.year = date.year < CALENDAR_MIN_YEAR ? CALENDAR_MIN_YEAR : date.year;
        date.month = 1;
    }
    date.day = 1;
    return calendar_to_days(date);
}

static int32_t next_step(struct step step, int32_t day)
{
    if (step.unit == UNIT_DAY) {
        return day + step.count;
    }
    struct calendar_date date = calendar_from_days(day);
    if (step.unit == UNIT_MONTH) {
        date.month += step.count;
        if (date.month > 12) {
            date.month -= 12;
            date.year++;
        }
    } else {
        date.year = date.year - date.year % step.count + step.count;
    }
    return date.year > CALENDAR_MAX_YEAR ? INT32_MAX : calendar_to_days(date);
}

static struct slice step_label(struct step step, int32_t day, const struct render_words *words, struct arena *arena)
{
    struct calendar_date date = calendar_from_days(day);
    switch (step.unit) {
    case UNIT_DAY:
        return arena_format(arena, "%d", date.day);
    case UNIT_MONTH:
        return slice_of(words->months[date.month - 1]);
    default:
        return arena_format(arena, "%d", date.year);
    }
}

/* What the tick is part of: the month for days, the year for months. */
static struct slice step_above(struct step step, int32_t day, const struct render_words *words, struct arena *arena)
{
    struct calendar_date date = calendar_from_days(day);
    if (step.unit == UNIT_DAY) {
        return arena_format(arena, "%s %d", words->months[date.month - 1], date.year);
    }
    return step.unit == UNIT_MONTH ? arena_format(arena, "%d", date.year) : (struct slice){0};
}

struct ticks {
    struct axis_tick *items;
    size_t count, capacity;
};

static void add_segment_ticks(struct ticks *ticks, const struct axis *axis, const struct axis_segment *segment,
                              struct step step, const struct render_words *words, struct arena *arena)
{
    struct slice above = {0};
    size_t above_tick = SIZE_MAX;
    for (int32_t day = floor_step(step, segment->begin); day < segment->end;) {
        int32_t next = next_step(step, day);
        int32_t shown = day < segment->begin ? segment->begin : day;
        int32_t until = next > segment->end ? segment->end : next;
        struct axis_tick tick = {.x = axis_x(axis, shown), .day = day, .next_day = next};
        tick.room = axis_x(axis, until) - tick.x;
        tick.label =
            tick.room >= step.room * axis->letters - 1.0 ? step_label(step, day, words, arena) : (struct slice){0};
        struct slice wider = step_above(step, shown, words, arena);
        if (!slice_equal(wider, above)) {
            if (above_tick != SIZE_MAX) {
                ticks->items[above_tick].above_room = tick.x - ticks->items[above_tick].x;
            }
            above_tick = ticks->count;
            tick.above = wider;
            above = wider;
        }
        ticks->items = array_grow(ticks->items, &ticks->capacity, ticks->count + 1, sizeof *ticks->items);
        ticks->items[ticks->count++] = tick;
        if (next == INT32_MAX) {
            break;
        }
        day = next;
    }
    if (above_tick != SIZE_MAX) {
        ticks->items[above_tick].above_room = segment->x1 - ticks->items[above_tick].x;
    }
}

struct axis_tick *axis_ticks(const struct axis *axis, const struct render_words *words, struct arena *arena,
                             size_t *count)
{
    struct ticks ticks = {0};
    for (size_t i = 0; i < axis->segment_count; i++) {
        const struct axis_segment *segment = &axis->segments[i];
        double scale = (segment->x1 - segment->x0) / (double)(segment->end - segment->begin);
        add_segment_ticks(&ticks, axis, segment, choose_step(scale / axis->letters), words, arena);
    }
    struct axis_tick *items = arena_alloc_array(arena, ticks.count, sizeof *items);
    for (size_t i = 0; i < ticks.count; i++) {
        items[i] = ticks.items[i];
        if (items[i].above.len > 0 && items[i].above_room < ABOVE_ROOM * axis->letters) {
            bool year = items[i].above.len <= 4;
            items[i].above =
                items[i].above_room >= YEAR_ROOM * axis->letters && year ? items[i].above : (struct slice){0};
        }
    }
    free(ticks.items);
    *count = ticks.count;
    return items;
}
