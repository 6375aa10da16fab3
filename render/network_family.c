/* Families of the organizations diagram: a whole and its parts, in a box of their own. */
#include <math.h>

#include "render/network_p.h"

static const double FAMILY_PAD = 7.0;

void network_find_families(struct network *network)
{
    const struct kb *kb = network->page.kb;
    bool *shown = arena_alloc_array(network->page.arena, kb->entity_count + 1, sizeof *shown);
    for (size_t i = 0; i < network->node_count; i++) {
        shown[network->nodes[i].entity] = true;
    }
    for (size_t i = 0; i < network->node_count; i++) {
        struct network_node *node = &network->nodes[i];
        uint32_t whole = kb->entities[node->entity].part_of;
        node->family = node->entity;
        for (int step = 0; step < SELECT_MAX_PARTS && whole < kb->entity_count; step++) {
            node->family = shown[whole] ? whole : node->family;
            whole = kb->entities[whole].part_of;
        }
    }
}

/* The box around all of a family; false where it has one member, or where a stranger stands within. */
static bool find_box(const struct network *network, uint32_t family, struct scene_box *box)
{
    double left = INFINITY;
    double right = -INFINITY;
    double top = INFINITY;
    double bottom = -INFINITY;
    size_t members = 0;
    for (size_t i = 0; i < network->node_count; i++) {
        const struct network_node *node = &network->nodes[i];
        if (node->family == family) {
            members++;
            left = fmin(left, node->x - node->width / 2.0);
            right = fmax(right, node->x + node->width / 2.0);
            top = fmin(top, node->y - node->height / 2.0);
            bottom = fmax(bottom, node->y + node->height / 2.0);
        }
    }
    *box = (struct scene_box){left - FAMILY_PAD, top - FAMILY_PAD, right - left + 2.0 * FAMILY_PAD,
                              bottom - top + 2.0 * FAMILY_PAD};
    double over_left = network->page.left - box->x;
    double over_right = box->x + box->width - network->page.right;
    box->x += over_left > 0.0 ? over_left : 0.0;
    box->width -= (over_left > 0.0 ? over_left : 0.0) + (over_right > 0.0 ? over_right : 0.0);
    for (size_t i = 0; i < network->node_count && members > 1; i++) {
        const struct network_node *node = &network->nodes[i];
        struct scene_box other = {node->x - node->width / 2.0, node->y - node->height / 2.0, node->width, node->height};
        if (node->family != family && scene_boxes_meet(*box, other)) {
            return false;
        }
    }
    return members > 1;
}

void network_draw_families(struct network *network)
{
    struct page *page = &network->page;
    const struct theme_colors *colors = &page->theme->colors;
    for (size_t i = 0; i < network->node_count; i++) {
        struct scene_box box;
        const struct network_node *node = &network->nodes[i];
        if (node->family == node->entity && find_box(network, node->family, &box)) {
            scene_rectangle(page->scene, box, colors->gap);
            scene_dash_box(page->scene, box, colors->rule, 0.7);
        }
    }
}
