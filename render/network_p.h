/* The organizations diagram between its files. */
#ifndef ANNALS_RENDER_NETWORK_P_H
#define ANNALS_RENDER_NETWORK_P_H

#include "render/page_p.h"

struct network_node {
    uint32_t entity;
    uint32_t degree; /* number of relations and shared events */
    uint32_t number; /* from 1, in numbered pictures */
    uint32_t family; /* entity: the outermost whole that is in the picture, else itself */
    struct slice name;
    struct measure_lines title;
    double x, y; /* middle */
    double width, height;
    size_t scene_node;
};

/* All relations of one type between two organizations. */
struct network_link {
    uint32_t a, b;     /* node indexes; from a to b where the type has a direction */
    struct slice type; /* empty: nothing but a shared event */
    uint32_t count;
    uint32_t planned;
    int32_t first, last; /* days; CALENDAR_NO_DAY if unknown */
    const struct kb_relation *example;
    struct slice ids;  /* of the relations, with spaces between */
    uint32_t parallel; /* place among the links between the same two */
    uint32_t parallels;
};

/* One relation, or one event that two had a part in. */
struct network_dot {
    uint32_t a, b; /* entities */
    struct slice type;
    int32_t year; /* INT32_MAX: it has no date */
    bool planned;
    struct slice id; /* of the relation, or empty */
    const struct kb_relation *relation;
};

struct network {
    struct page page;
    struct sources sources;
    struct selection selection;
    struct network_node *nodes;
    size_t node_count;
    struct network_link *links;
    size_t link_count;
    size_t dropped;
    const struct network_dot *dots;
    size_t dot_count;
    bool numbered;
    struct scene_box room; /* for nodes */
    double key_column;     /* width of the key's columns */
};

/* network_layout.c: gives every node its place in network->room; no two touch. */
void network_place(struct network *network);
/* network_draw.c */
void network_size_nodes(struct network *network);
void network_draw(struct network *network, struct render_report *report);
/* network_family.c: who is a part of whom, before places are given; boxes around those that can have one. */
void network_find_families(struct network *network);
void network_draw_families(struct network *network);
void network_add_legend(struct network *network);
struct slice network_link_name(const struct network *network, struct slice type);
/* network_matrix.c: the table in the place of nodes and lines; a row's height. */
void network_draw_matrix(struct network *network);
double network_matrix_row(const struct page *page);

#endif
