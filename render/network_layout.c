/* Places for the nodes of the organizations diagram. Computed here and not by Graphviz, whose layouts depend on its
 * version: first stress is lowered (distances on paper follow steps in the graph), then boxes are pushed apart; where
 * that does not end, they go to the nearest free cells of a grid, which always does. */
#include <math.h>
#include <stdlib.h>

#include "render/network_p.h"

static const double NODE_GAP_X = 16.0;
static const double NODE_GAP_Y = 15.0;
static const double FAMILY_STEPS = 0.45; /* between a whole and its parts */
static const double FAR_STEPS = 1.0;     /* unconnected nodes: so much farther than the farthest connected ones */
enum { STRESS_ROUNDS = 200, PUSH_ROUNDS = 600 };

/* Steps between all pairs; what is not connected is put just beyond the longest way. */
static double *find_steps(const struct network *network)
{
    size_t n = network->node_count;
    double *steps = memory_zero(n * n, sizeof *steps);
    for (size_t i = 0; i < n * n; i++) {
        steps[i] = i % (n + 1) == 0 ? 0.0 : INFINITY;
    }
    for (size_t i = 0; i < network->link_count; i++) {
        size_t a = network->links[i].a;
        size_t b = network->links[i].b;
        steps[a * n + b] = steps[b * n + a] = 1.0;
    }
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                double way = steps[i * n + k] + steps[k * n + j];
                if (way < steps[i * n + j]) {
                    steps[i * n + j] = way;
                }
            }
        }
    }
    double longest = 1.0;
    for (size_t i = 0; i < n * n; i++) {
        longest = isfinite(steps[i]) && steps[i] > longest ? steps[i] : longest;
    }
    for (size_t i = 0; i < n * n; i++) {
        steps[i] = isfinite(steps[i]) ? steps[i] : longest + FAR_STEPS;
    }
    for (size_t i = 0; i < n; i++) { /* a family stands together */
        for (size_t j = 0; j < n; j++) {
            bool kin = i != j && network->nodes[i].family == network->nodes[j].family;
            steps[i * n + j] = kin ? FAMILY_STEPS : steps[i * n + j];
        }
    }
    return steps;
}

/* The node with most links in the middle, the others around it by steps; turned by the golden angle, so that no two
 * start at one place. */
static void start(struct network *network, const double *steps)
{
    const double golden = 2.399963229728653;
    for (size_t i = 0; i < network->node_count; i++) {
        double angle = golden * (double)i;
        network->nodes[i].x = steps[i] * cos(angle);
        network->nodes[i].y = steps[i] * sin(angle);
    }
}

/* Stress majorization, one node after the other (Gansner, Koren, North 2004), weights 1/steps². */
static void lower_stress(struct network *network, const double *steps)
{
    size_t n = network->node_count;
    for (int round = 0; round < STRESS_ROUNDS; round++) {
        for (size_t i = 0; i < n; i++) {
            double sum_x = 0.0;
            double sum_y = 0.0;
            double weights = 0.0;
            for (size_t j = 0; j < n; j++) {
                double want = steps[i * n + j];
                if (j == i) {
                    continue;
                }
                double dx = network->nodes[i].x - network->nodes[j].x;
                double dy = network->nodes[i].y - network->nodes[j].y;
                double is = sqrt(dx * dx + dy * dy);
                double scale = is > 1e-9 ? want / is : 0.0;
                double weight = 1.0 / (want * want);
                sum_x += weight * (network->nodes[j].x + dx * scale);
                sum_y += weight * (network->nodes[j].y + dy * scale);
                weights += weight;
            }
            if (weights > 0.0) {
                network->nodes[i].x = sum_x / weights;
                network->nodes[i].y = sum_y / weights;
            }
        }
    }
}

/* Stretches the picture over the room, each way on its own. */
static void fit(struct network *network)
{
    const struct scene_box *room = &network->room;
    double low_x = INFINITY;
    double high_x = -INFINITY;
    double low_y = INFINITY;
    double high_y = -INFINITY;
    double half_width = 0.0;
    double half_height = 0.0;
    for (size_t i = 0; i < network->node_count; i++) {
        const struct network_node *node = &network->nodes[i];
        low_x = fmin(low_x, node->x);
        high_x = fmax(high_x, node->x);
        low_y = fmin(low_y, node->y);
        high_y = fmax(high_y, node->y);
        half_width = fmax(half_width, node->width / 2.0);
        half_height = fmax(half_height, node->height / 2.0);
    }
    double span_x = fmax(high_x - low_x, 1e-6);
    double span_y = fmax(high_y - low_y, 1e-6);
    bool flat_x = high_x - low_x < 1e-6;
    bool flat_y = high_y - low_y < 1e-6;
    for (size_t i = 0; i < network->node_count; i++) {
        struct network_node *node = &network->nodes[i];
        double share_x = flat_x ? 0.5 : (node->x - low_x) / span_x;
        double share_y = flat_y ? 0.5 : (node->y - low_y) / span_y;
        node->x = room->x + half_width + share_x * (room->width - 2.0 * half_width);
        node->y = room->y + half_height + share_y * (room->height - 2.0 * half_height);
    }
}

static void keep_inside(const struct scene_box *room, struct network_node *node)
{
    node->x = fmax(node->x, room->x + node->width / 2.0);
    node->x = fmin(node->x, room->x + room->width - node->width / 2.0);
    node->y = fmax(node->y, room->y + node->height / 2.0);
    node->y = fmin(node->y, room->y + room->height - node->height / 2.0);
}

/* Pushes two boxes apart the shorter way. Returns false where they do not touch. */
static bool push_pair(struct network_node *a, struct network_node *b)
{
    double over_x = (a->width + b->width) / 2.0 + NODE_GAP_X - fabs(a->x - b->x);
    double over_y = (a->height + b->height) / 2.0 + NODE_GAP_Y - fabs(a->y - b->y);
    if (over_x <= 1e-6 || over_y <= 1e-6) {
        return false;
    }
    if (over_x < over_y) {
        double half = (a->x <= b->x ? over_x : -over_x) / 2.0;
        a->x -= half;
        b->x += half;
    } else {
        double half = (a->y <= b->y ? over_y : -over_y) / 2.0;
        a->y -= half;
        b->y += half;
    }
    return true;
}

static bool push_apart(struct network *network)
{
    for (int round = 0; round < PUSH_ROUNDS; round++) {
        bool pushed = false;
        for (size_t i = 0; i < network->node_count; i++) {
            for (size_t j = i + 1; j < network->node_count; j++) {
                pushed = push_pair(&network->nodes[i], &network->nodes[j]) || pushed;
            }
        }
        bool moved = false;
        for (size_t i = 0; i < network->node_count; i++) {
            double x = network->nodes[i].x;
            double y = network->nodes[i].y;
            keep_inside(&network->room, &network->nodes[i]);
            moved = moved || fabs(x - network->nodes[i].x) > 1e-6 || fabs(y - network->nodes[i].y) > 1e-6;
        }
        if (!pushed && !moved) {
            return true;
        }
    }
    return false;
}

/* Each node to the nearest free cell, those with most links first. */
static void snap_to_grid(struct network *network)
{
    double cell_width = 0.0;
    double cell_height = 0.0;
    for (size_t i = 0; i < network->node_count; i++) {
        cell_width = fmax(cell_width, network->nodes[i].width + 6.0);
        cell_height = fmax(cell_height, network->nodes[i].height + 5.0);
    }
    size_t columns = (size_t)fmax(1.0, floor(network->room.width / cell_width));
    size_t rows = (network->node_count + columns - 1) / columns;
    rows = (size_t)fmax((double)rows, floor(network->room.height / cell_height));
    double step_x = network->room.width / (double)columns;
    double step_y = network->room.height / (double)rows;
    bool *taken = memory_zero(columns * rows, sizeof *taken);
    for (size_t i = 0; i < network->node_count; i++) {
        struct network_node *node = &network->nodes[i];
        size_t best = 0;
        double nearest = INFINITY;
        for (size_t cell = 0; cell < columns * rows; cell++) {
            double dx = network->room.x + step_x * ((double)(cell % columns) + 0.5) - node->x;
            double dy = network->room.y + step_y * ((double)(cell / columns) + 0.5) - node->y;
            if (!taken[cell] && dx * dx + dy * dy < nearest) {
                nearest = dx * dx + dy * dy;
                best = cell;
            }
        }
        taken[best] = true;
        node->x = network->room.x + step_x * ((double)(best % columns) + 0.5);
        node->y = network->room.y + step_y * ((double)(best / columns) + 0.5);
    }
    free(taken);
}

void network_place(struct network *network)
{
    double *steps = find_steps(network);
    start(network, steps);
    lower_stress(network, steps);
    free(steps);
    fit(network);
    if (!push_apart(network)) {
        snap_to_grid(network);
    }
}
