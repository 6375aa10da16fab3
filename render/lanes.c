#include "render/lanes_p.h"

#include <stdlib.h>

#include "base/arena.h"

void pack_init(struct pack *pack, double gap, double row_gap, double max_height)
{
    *pack = (struct pack){.gap = gap, .row_gap = row_gap, .max_height = max_height};
}

void pack_release(struct pack *pack)
{
    for (size_t i = 0; i < pack->row_count; i++) {
        free(pack->rows[i].stretches);
    }
    free(pack->rows);
    *pack = (struct pack){0};
}

double pack_height(const struct pack *pack)
{
    return pack_top(pack, pack->row_count);
}

double pack_top(const struct pack *pack, size_t row)
{
    double top = 0.0;
    for (size_t i = 0; i < row; i++) {
        top += pack->rows[i].height + pack->row_gap;
    }
    return top;
}

static bool is_free(const struct pack_row *row, double x0, double x1, double gap)
{
    for (size_t i = 0; i < row->count; i++) {
        if (x0 < row->stretches[2 * i + 1] + gap && row->stretches[2 * i] < x1 + gap) {
            return false;
        }
    }
    return true;
}

static void add_stretch(struct pack_row *row, double x0, double x1, double height)
{
    row->stretches = array_grow(row->stretches, &row->capacity, 2 * (row->count + 1), sizeof *row->stretches);
    row->stretches[2 * row->count] = x0;
    row->stretches[2 * row->count + 1] = x1;
    row->count++;
    row->height = height > row->height ? height : row->height;
}

bool pack_find(struct pack *pack, double x0, double x1, double height, size_t *row)
{
    double used = pack_height(pack);
    for (size_t i = 0; i < pack->row_count; i++) {
        double taller = height > pack->rows[i].height ? height - pack->rows[i].height : 0.0;
        if (used + taller <= pack->max_height && is_free(&pack->rows[i], x0, x1, pack->gap)) {
            add_stretch(&pack->rows[i], x0, x1, height);
            *row = i;
            return true;
        }
    }
    return false;
}

bool pack_place(struct pack *pack, double x0, double x1, double height, size_t *row)
{
    if (pack_find(pack, x0, x1, height, row)) {
        return true;
    }
    if (pack_height(pack) + height + pack->row_gap > pack->max_height) {
        return false;
    }
    pack->rows = array_grow(pack->rows, &pack->capacity, pack->row_count + 1, sizeof *pack->rows);
    pack->rows[pack->row_count] = (struct pack_row){0};
    add_stretch(&pack->rows[pack->row_count], x0, x1, height);
    *row = pack->row_count++;
    return true;
}

/* Where the last stretch before x0 ends. */
static double end_before(const struct pack_row *row, double x0)
{
    double end = 0.0;
    for (size_t i = 0; i < row->count; i++) {
        double right = row->stretches[2 * i + 1];
        end = right <= x0 && right > end ? right : end;
    }
    return end;
}

bool pack_spread(struct pack *pack, size_t rows, double x0, double x1, double height, size_t *row)
{
    pack->rows = array_grow(pack->rows, &pack->capacity, rows, sizeof *pack->rows);
    while (pack->row_count < rows) {
        pack->rows[pack->row_count++] = (struct pack_row){0};
    }
    size_t best = rows;
    for (size_t i = 0; i < rows; i++) {
        if (is_free(&pack->rows[i], x0, x1, pack->gap) &&
            (best == rows || end_before(&pack->rows[i], x0) < end_before(&pack->rows[best], x0) - 1e-6)) {
            best = i;
        }
    }
    if (best == rows) {
        return false;
    }
    add_stretch(&pack->rows[best], x0, x1, height);
    *row = best;
    return true;
}
