/* Labels are packed at one size for all; then each takes what its row has left, so that fewer words are cut. */
#include <math.h>

#include "render/timeline_p.h"

static const double MAX_WIDTH = 230.0; /* a longer line is hard to read */
static const double GAP = 9.0;         /* between labels of one row */
enum { MAX_TITLE_LINES = 4, MAX_GROWN = 400 };

/* How far the label of a mark may go without touching another of its row. */
static double free_width(const struct timeline *timeline, const struct mark *mark)
{
    double left = timeline->plot_left;
    double right = timeline->page.right;
    for (size_t i = 0; i < timeline->mark_count; i++) {
        const struct mark *other = &timeline->marks[i];
        if (other == mark || other->folded || other->lane != mark->lane || other->row != mark->row) {
            continue;
        }
        if (other->left >= mark->right && other->left - GAP < right) {
            right = other->left - GAP;
        }
        if (other->right <= mark->left && other->right + GAP > left) {
            left = other->right + GAP;
        }
    }
    double width = mark->turned ? mark->label_x + mark->label_width - left : right - mark->label_x;
    double most = mark->flat ? 1.6 * MAX_WIDTH : MAX_WIDTH;
    return width < most ? width : most;
}

/* The most important label of a row that is cut though it could be longer: its place in the order; UINT32_MAX: none. */
static uint32_t find_cut(const struct timeline *timeline, size_t lane, size_t row)
{
    uint32_t first = UINT32_MAX;
    for (size_t i = 0; i < timeline->mark_count; i++) {
        const struct mark *mark = &timeline->marks[i];
        bool mine = !mark->folded && mark->lane == lane && mark->row == row;
        if (mine && mark->title.cut && mark->title.count < MAX_TITLE_LINES && mark->order < first) {
            first = mark->order;
        }
    }
    return first;
}

/* What fits into a row of that height: a label on one line gets its date below as soon as there is room for two. */
static struct detail detail_within(const struct timeline *timeline, const struct mark *mark, double height)
{
    double line = measure_height(timeline->page.theme->text_size);
    double text = line * (mark->flat ? 1.0 : (double)(mark->title.count + 1));
    double lines = floor((height - (mark->height - text)) / line + 0.01);
    struct detail detail = {.title_lines = 1, .flat = lines < 2.0};
    if (lines > 2.0) {
        detail.title_lines = lines - 1.0 > MAX_TITLE_LINES ? MAX_TITLE_LINES : (size_t)(lines - 1.0);
    }
    return detail;
}

/* Writes the labels of a row again, at most so high; returns by how much the row got taller. */
static double rewrite_row(struct timeline *timeline, size_t lane, size_t row, double height)
{
    struct pack_row *packed = &timeline->lanes[lane].pack.rows[row];
    double needed = 0.0;
    for (size_t i = 0; i < timeline->mark_count; i++) {
        struct mark *mark = &timeline->marks[i];
        if (!mark->folded && mark->lane == lane && mark->row == row) {
            struct detail detail = detail_within(timeline, mark, height);
            detail.width = free_width(timeline, mark);
            mark_rewrite(timeline, mark, detail);
            needed = mark->height > needed ? mark->height : needed;
        }
    }
    double taller = needed - packed->height;
    packed->height = needed;
    return taller;
}

/* One line more for the row with the most important title that is cut, as long as there is height. */
static double grow_down(struct timeline *timeline, double spare)
{
    double line = measure_height(timeline->page.theme->text_size);
    size_t rows = 0;
    for (size_t lane = 0; lane < timeline->lane_count; lane++) {
        rows += timeline->lanes[lane].pack.row_count;
    }
    for (size_t round = 0; round < rows * MAX_TITLE_LINES && spare >= line; round++) {
        uint32_t first = UINT32_MAX;
        size_t best_lane = 0;
        size_t best_row = 0;
        for (size_t lane = 0; lane < timeline->lane_count; lane++) {
            for (size_t row = 0; row < timeline->lanes[lane].pack.row_count; row++) {
                uint32_t cut = find_cut(timeline, lane, row);
                if (cut < first) {
                    first = cut;
                    best_lane = lane;
                    best_row = row;
                }
            }
        }
        if (first == UINT32_MAX) {
            break;
        }
        double height = timeline->lanes[best_lane].pack.rows[best_row].height + line;
        spare -= rewrite_row(timeline, best_lane, best_row, height);
    }
    return spare;
}

double lanes_grow(struct timeline *timeline, double spare)
{
    if (timeline->mark_count > MAX_GROWN) {
        return spare;
    }
    for (size_t lane = 0; lane < timeline->lane_count; lane++) {
        for (size_t row = 0; row < timeline->lanes[lane].pack.row_count; row++) {
            spare -= rewrite_row(timeline, lane, row, timeline->lanes[lane].pack.rows[row].height);
        }
    }
    return grow_down(timeline, spare);
}
