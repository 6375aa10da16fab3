/* Packing of boxes into the rows of a lane: first fit, no two closer than a gap. */
#ifndef ANNALS_RENDER_LANES_P_H
#define ANNALS_RENDER_LANES_P_H

#include <stdbool.h>
#include <stddef.h>

/* What one row holds: stretches [x0, x1), in no order. */
struct pack_row {
    double height;
    double *stretches; /* x0 and x1 by turns */
    size_t count, capacity;
};

struct pack {
    struct pack_row *rows;
    size_t row_count, capacity;
    double gap;        /* between stretches, in points */
    double row_gap;    /* between rows */
    double max_height; /* of all rows with their gaps; nothing is placed beyond it */
};

void pack_init(struct pack *pack, double gap, double row_gap, double max_height);
void pack_release(struct pack *pack);
/* The first of the rows there are with room for [x0, x1); false where there is none. */
bool pack_find(struct pack *pack, double x0, double x1, double height, size_t *row);
/* Finds the first row with room for [x0, x1) at this height, or opens one. False where that would pass max_height. */
bool pack_place(struct pack *pack, double x0, double x1, double height, size_t *row);
double pack_height(const struct pack *pack);
/* Top of a row below the top of the lane. */
double pack_top(const struct pack *pack, size_t row);

/* Of `rows` rows, takes the one that is free at [x0, x1) and has been empty the longest way before x0, so that labels
 * have room to grow. False where none is free. */
bool pack_spread(struct pack *pack, size_t rows, double x0, double x1, double height, size_t *row);

#endif
