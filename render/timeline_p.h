/* The timeline between its files: which marks there are, how they look, where they go. */
#ifndef ANNALS_RENDER_TIMELINE_P_H
#define ANNALS_RENDER_TIMELINE_P_H

#include "render/axis_p.h"
#include "render/lanes_p.h"
#include "render/page_p.h"

enum mark_kind {
    MARK_POINT,  /* one day, stated */
    MARK_BAR,    /* from a stated day to another */
    MARK_SPAN,   /* some time within: month, season, year */
    MARK_BEFORE, /* the end is known only */
    MARK_AFTER   /* the beginning is known only */
};

/* How much of an event is written beside its mark. */
struct detail {
    size_t title_lines;
    double width;
    bool terse; /* the date and one source, no place */
    bool flat;  /* title and date on one line */
};

struct mark {
    const struct kb_event *event;
    enum mark_kind kind;
    int32_t first, last; /* days covered, as shown */
    double x0, x1;       /* the mark itself */
    uint32_t lane;
    uint32_t order; /* importance: 0 first */
    bool folded;
    bool below; /* the label stands under the mark, not beside it */
    size_t row;
    double left, right; /* mark and label together */
    double label_x, label_width, height;
    bool turned; /* the label ends at the mark, or with it */
    struct measure_lines title;
    struct slice meta;
    bool flat; /* the meta line stands behind the title */
    double meta_width;
};

struct lane {
    struct slice key, name;
    size_t count;
    struct pack pack;
    double top, height;
    size_t folded;
};

struct timeline {
    struct page page;
    struct selection selection;
    struct sources sources;
    struct axis axis;
    struct mark *marks;
    size_t mark_count;
    const struct kb_event **undated;
    size_t undated_count;
    struct lane *lanes;
    size_t lane_count;
    double plot_left, plot_right, plot_top, plot_bottom;
    int32_t as_of; /* CALENDAR_NO_DAY if unknown */
};

/* timeline_marks.c: everything about single marks. */
enum mark_kind mark_kind_of(const struct kb_date *date);
void mark_place(struct timeline *timeline, struct mark *mark);
/* Writes title and meta lines and finds the stretch that mark and label need. */
void mark_write(struct timeline *timeline, struct mark *mark, struct detail detail);
/* Puts the label to the right of its mark, or to the left; where that would leave the page, to the other side. Under a
 * wide mark it begins, or ends, with the mark. */
void mark_turn(const struct timeline *timeline, struct mark *mark, bool left);
/* Writes the label again, as wide and as long as given, from where it starts. */
void mark_rewrite(struct timeline *timeline, struct mark *mark, struct detail detail);
void mark_draw(struct timeline *timeline, const struct mark *mark, double y);
void mark_add_legend(struct timeline *timeline);
/* Gives every mark its order of importance. */
void mark_rank(struct timeline *timeline);

/* timeline_lanes.c: lanes, and the rows in them. */
void lanes_assign(struct timeline *timeline, size_t max_lanes);
void lanes_pack(struct timeline *timeline, struct render_report *report);
/* timeline_grow.c: gives labels what room their rows have left. Returns what is left of `spare` points of height. */
double lanes_grow(struct timeline *timeline, double spare);
void lanes_draw(struct timeline *timeline);
void lanes_release(struct timeline *timeline);

#endif
