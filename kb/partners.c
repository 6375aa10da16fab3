#include "kb/partners.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Both ends of each agreement, so that a sort brings the partners of one entity together. */
struct edge {
    uint32_t from;
    struct kb_partner to;
};

static int compare_edges(const void *left, const void *right)
{
    const struct edge *a = left;
    const struct edge *b = right;
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    if (a->to.entity != b->to.entity) {
        return a->to.entity < b->to.entity ? -1 : 1;
    }
    if (a->to.is_planned != b->to.is_planned) {
        return a->to.is_planned ? 1 : -1;
    }
    return a->to.relation < b->to.relation ? -1 : a->to.relation > b->to.relation;
}

/* Sorted, each pair of ends once. With `hub` other than UINT32_MAX only its own. */
static size_t collect_edges(const struct kb *kb, uint32_t hub, struct edge **edges)
{
    struct edge *all = memory_zero(kb->relation_count * 2 + 1, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < kb->relation_count; i++) {
        const struct kb_relation *relation = &kb->relations[i];
        if (!slice_is(relation->type, "agreement") || relation->source == relation->target) {
            continue;
        }
        bool is_planned = slice_is(relation->status, "planned");
        if (hub == UINT32_MAX || relation->source == hub) {
            all[count++] = (struct edge){relation->source, {relation->target, (uint32_t)i, is_planned}};
        }
        if (hub == UINT32_MAX || relation->target == hub) {
            all[count++] = (struct edge){relation->target, {relation->source, (uint32_t)i, is_planned}};
        }
    }
    if (count > 0) {
        qsort(all, count, sizeof *all, compare_edges);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || all[kept - 1].from != all[i].from || all[kept - 1].to.entity != all[i].to.entity) {
            all[kept++] = all[i];
        }
    }
    *edges = all;
    return kept;
}

/* In how many roles of events each entity is. */
static size_t *count_roles(const struct kb *kb)
{
    size_t *roles = memory_zero(kb->entity_count + 1, sizeof *roles);
    for (size_t i = 0; i < kb->event_count; i++) {
        for (size_t k = 0; k < kb->events[i].role_count; k++) {
            uint32_t entity = kb->events[i].roles[k].entity;
            roles[entity < kb->entity_count ? entity : kb->entity_count]++;
        }
    }
    return roles;
}

uint32_t kb_hub(const struct kb *kb)
{
    struct edge *edges;
    size_t count = collect_edges(kb, UINT32_MAX, &edges);
    size_t *roles = count_roles(kb);
    uint32_t hub = UINT32_MAX;
    size_t best[3] = {0}; /* concluded, all, roles in events */
    for (size_t begin = 0; begin < count;) {
        size_t end = begin;
        size_t firm = 0;
        while (end < count && edges[end].from == edges[begin].from) {
            firm += !edges[end].to.is_planned;
            end++;
        }
        uint32_t entity = edges[begin].from;
        size_t worth[3] = {firm, end - begin, roles[entity]};
        size_t at = 0;
        while (at < 2 && worth[at] == best[at]) {
            at++;
        }
        if (slice_is(kb->entities[entity].type, "organization") && (hub == UINT32_MAX || worth[at] > best[at])) {
            hub = entity;
            memcpy(best, worth, sizeof best);
        }
        begin = end;
    }
    free(roles);
    free(edges);
    return hub;
}

size_t kb_partners(const struct kb *kb, uint32_t hub, struct kb_partner **partners)
{
    struct edge *edges = NULL;
    size_t count = hub < kb->entity_count ? collect_edges(kb, hub, &edges) : 0;
    *partners = memory_zero(count + 1, sizeof **partners);
    for (size_t i = 0; i < count; i++) {
        (*partners)[i] = edges[i].to;
    }
    free(edges);
    return count;
}
