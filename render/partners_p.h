/* The partners diagram between its files. */
#ifndef ANNALS_RENDER_PARTNERS_P_H
#define ANNALS_RENDER_PARTNERS_P_H

#include "render/page_p.h"

/* One organization beside the hub: a partner, or the whole that a partner is a part of. */
struct partner {
    uint32_t entity;
    const struct kb_relation **relations; /* its agreements with the hub; none for a mere whole */
    size_t relation_count;
    uint32_t family; /* index of the partner that it is a part of, else its own */
    bool is_part;
    bool planned; /* nothing but plans */
    int32_t day;  /* of the latest agreement; CALENDAR_NO_DAY if unknown */
    struct slice name;
    struct measure_lines title, label;
    double height;
    bool left; /* side of the page */
    double y;  /* middle */
    double box_x, box_width, box_height;
    double label_x;
    double anchor_x; /* where the spoke turns level */
    size_t node;
};

/* How much is written; from generous to terse. */
struct partner_style {
    size_t name_lines, label_lines;
    double name_share, label_share; /* of the room between hub and margin */
    double row_gap;
    bool framed;
};

struct partners {
    struct page page;
    struct sources sources;
    struct selection selection;
    uint32_t hub;
    struct partner *items;
    size_t count;
    size_t dropped;
    struct partner_style style;
};

/* partners_text.c */
struct slice partner_relation_text(struct partners *partners, const struct kb_relation *relation, bool with_instrument);
void partner_write(struct partners *partners, struct partner *partner, double name_width, double label_width);
struct slice partner_tooltip(struct partners *partners, const struct partner *partner);

#endif
