/* The timeline between its files: which marks there are, how they look, where they go. */
#ifndef ANNALS_RENDER_TIMELINE_P_H
#define ANNALS_RENDER_TIMELINE_P_H

#include "render/axis_p.h"
#include "render/lanes_p.h"
#include "render/page_p.h"

enum { TIMELINE_UNDATED_NAMED = 6 /* at the foot of a page */ };

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

enum { MARK_MAX_GHOSTS = 3 };

/* A date that an event had before it was moved. */
struct ghost {
    int32_t first, last;
    double x0, x1;
};

struct mark {
    const struct kb_event *event;
    enum mark_kind kind;
    int32_t first, last;                  /* days covered, as shown */
    double x0, x1;                        /* the mark itself */
    double reach0, reach1;                /* with the dates it had before */
    struct ghost ghosts[MARK_MAX_GHOSTS]; /* in the order of time */
    size_t ghost_count;
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
    double name_height; /* what its name takes, where the page has room for it; else 0 */
    size_t folded;
};

/* Which part of the timeline a page shows. */
struct timeline_part {
    size_t first, count; /* marks by time; count SIZE_MAX: all that follow */
    size_t reserve;      /* lines at the foot for the names of what is folded */
    bool paged;          /* there are more pages, which name what this one folds */
    bool *folded;        /* out, by the place in time among all marks; or NULL */
};

struct timeline {
    struct timeline_part part;
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

/* timeline.c: one page of it; all marks where part says so. */
enum status timeline_lay_out_part(const struct kb *kb, const struct render_options *options,
                                  const struct timeline_part *part, struct scene *scene, struct render_report *report,
                                  struct buffer *problem);
/* Sorts events into marks, by time, and undated ones. */
enum status timeline_collect(struct timeline *timeline, struct render_report *report, struct buffer *problem);
void timeline_cite(struct timeline *timeline);

/* timeline_list.c: pages of text: what found no room, what has no date, and all sources. None where the first page
 * names it all. folded: by place in time. */
enum status timeline_list(struct pages *pages, const bool *folded, struct buffer *problem);

/* timeline_ghosts.c: dates that were given up. */
void ghosts_find(struct mark *mark);
/* True where a source gives another date or fact, other than one that was given up. */
bool ghosts_disputed(const struct kb_event *event);
/* The mark's earlier dates and the way to it. `node` is the mark's, y its middle. */
void ghosts_draw(struct timeline *timeline, const struct mark *mark, size_t node, double y);

/* timeline_marks.c: everything about single marks. */
struct slice mark_title(const struct timeline *timeline, const struct kb_event *event);
struct slice mark_status(const struct timeline *timeline, const struct kb_event *event);
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
/* How wide the column of their names is: no word of one is cut, but a monster. */
double lanes_column(const struct timeline *timeline);
void lanes_assign(struct timeline *timeline, size_t max_lanes);
void lanes_pack(struct timeline *timeline, struct render_report *report);
/* timeline_grow.c: gives labels what room their rows have left. Returns what is left of `spare` points of height. */
double lanes_grow(struct timeline *timeline, double spare);
void lanes_draw(struct timeline *timeline);
void lanes_release(struct timeline *timeline);

#endif
