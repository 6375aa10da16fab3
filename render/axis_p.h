/* The time axis: days to points, proportional, with long empty stretches cut out. */
#ifndef ANNALS_RENDER_AXIS_P_H
#define ANNALS_RENDER_AXIS_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"
#include "render/words.h"

enum {
    AXIS_MAX_BREAKS = 5,
    AXIS_MIN_COVERS = 4,   /* fewer marks do not need the room that a break makes */
    AXIS_MANY_COVERS = 16, /* so many need it sooner */
    AXIS_MIN_DAYS = 10     /* the axis never shows less */
};

/* What one mark covers: whole days, both included. */
struct axis_cover {
    int32_t first, last;
};

/* Days [begin, end) on [x0, x1). */
struct axis_segment {
    int32_t begin, end;
    double x0, x1;
};

struct axis {
    struct axis_segment segments[AXIS_MAX_BREAKS + 1];
    size_t segment_count;
    double scale;   /* points a day */
    double letters; /* how wide labels are, as a multiple of English ones of 8 points: 1 after axis_build */
};

/* One grid line. `label` says the time that begins there, `above` what it is part of where that changes. */
struct axis_tick {
    double x;
    double room; /* to the next tick or the end of the segment */
    struct slice label;
    struct slice above;
    double above_room;
    int32_t day;
    int32_t next_day;
};

/* covers must be sorted by first day; count may be 0 (then about the year of today, a day number, is shown). */
void axis_build(struct axis *axis, const struct axis_cover *covers, size_t count, int32_t today, double x0, double x1);

/* Where the day begins. Days outside give the ends; days inside a break, its middle. */
double axis_x(const struct axis *axis, int32_t day);

/* Ticks as close as `room` (points for one label) allows, from left to right. Everything is put into arena. */
struct axis_tick *axis_ticks(const struct axis *axis, const struct render_words *words, struct arena *arena,
                             size_t *count);

#endif
