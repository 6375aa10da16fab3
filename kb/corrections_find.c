/* Which record an entry means: by id, by sentences, by what it was called. */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/calendar.h"
#include "kb/corrections_p.h"
#include "kb/text_key.h"

enum { TIER_OTHER, TIER_NEAR, TIER_SAME, NEAR_ENOUGH = 60 };

/* An event in which sentences of the entry stand. */
struct hit {
    uint32_t event;
    uint32_t count; /* of these sentences */
    unsigned tier;  /* how well its title agrees */
};

struct hits {
    struct hit *items;
    size_t count;
};

uint32_t graph_root(const struct graph *graph, uint32_t node)
{
    /* a circle is an error of the file that may not be known yet */
    for (uint32_t steps = 0; steps < graph->count && graph->into[node] != RESOLVE_NONE; steps++) {
        node = graph->into[node];
    }
    return node;
}

static void put_link(struct map *map, struct sentence_link *links, uint32_t *count, struct slice key, uint32_t item)
{
    bool added;
    uint32_t *first = map_put(map, key, RESOLVE_NONE, &added);
    if (!added && links[*first].event == item) {
        return;
    }
    links[*count] = (struct sentence_link){item, added ? RESOLVE_NONE : *first};
    *first = (*count)++;
}

static void index_sentences(struct plan *plan)
{
    struct arena *work = &plan->resolver->work;
    size_t total = 0;
    for (uint32_t e = 0; e < plan->base_count; e++) {
        total += plan->base[e].mention_count;
    }
    plan->links = arena_alloc_array(work, total, sizeof *plan->links);
    uint32_t count = 0;
    for (uint32_t e = 0; e < plan->base_count; e++) {
        for (size_t m = 0; m < plan->base[e].mention_count; m++) {
            struct slice key = text_key(work, plan->base[e].mentions[m].sentence_quote);
            put_link(&plan->sentences, plan->links, &count, key, e);
        }
    }
}

static void index_names(struct plan *plan)
{
    struct resolver *resolver = plan->resolver;
    size_t total = 0;
    for (size_t i = 0; i < resolver->entity_count; i++) {
        total += 1 + resolver->entities[i].entity.alias_count;
    }
    plan->name_links = arena_alloc_array(&resolver->work, total, sizeof *plan->name_links);
    uint32_t count = 0;
    for (uint32_t i = 0; i < resolver->entity_count; i++) {
        const struct kb_entity *entity = &resolver->entities[i].entity;
        put_link(&plan->entity_names, plan->name_links, &count, text_key(&resolver->work, entity->name), i);
        for (size_t a = 0; a < entity->alias_count; a++) {
            put_link(&plan->entity_names, plan->name_links, &count, text_key(&resolver->work, entity->aliases[a].alias),
                     i);
        }
    }
}

void plan_index(struct plan *plan)
{
    index_sentences(plan);
    index_names(plan);
}

/* --- events --- */

struct wanted {
    struct slice id, was, class;
    const struct slice *evidence, *more;
    size_t evidence_count, more_count;
    struct slice title, date; /* of was */
};

static bool same_text(struct plan *plan, struct slice a, struct slice b)
{
    return slice_equal(text_key(&plan->resolver->work, a), text_key(&plan->resolver->work, b));
}

static bool has_date(const struct plan *plan, uint32_t event, struct slice edtf)
{
    return edtf.len > 0 &&
           (slice_equal(plan->base[event].date.edtf, edtf) || slice_equal(plan->other_dates[event], edtf));
}

static unsigned title_tier(struct plan *plan, const struct wanted *wanted, uint32_t event, struct slice title)
{
    if (title.len == 0) {
        return TIER_OTHER;
    }
    if (same_text(plan, wanted->title, title)) {
        return TIER_SAME;
    }
    bool within;
    bool near = text_likeness(wanted->title, title, &within) >= NEAR_ENOUGH;
    return near || (within && has_date(plan, event, wanted->date)) ? TIER_NEAR : TIER_OTHER;
}

static unsigned event_tier(struct plan *plan, const struct wanted *wanted, uint32_t event)
{
    if (wanted->title.len == 0) {
        return TIER_SAME;
    }
    const struct kb_event *base = &plan->base[event];
    unsigned best = title_tier(plan, wanted, event, base->title);
    unsigned other = title_tier(plan, wanted, event, plan->other_titles[event]);
    best = other > best ? other : best;
    for (size_t m = 0; m < base->mention_count && best < TIER_SAME; m++) {
        unsigned tier = title_tier(plan, wanted, event, base->mentions[m].title);
        best = tier > best ? tier : best;
    }
    return best;
}

static void add_hits(struct plan *plan, const struct wanted *wanted, struct slice sentence, struct hits *hits)
{
    const uint32_t *first = map_get(&plan->sentences, text_key(&plan->resolver->work, sentence));
    for (uint32_t at = first ? *first : RESOLVE_NONE; at != RESOLVE_NONE; at = plan->links[at].next) {
        uint32_t event = plan->links[at].event;
        if (wanted->class.len > 0 && !slice_equal(plan->base[event].class, wanted->class)) {
            continue;
        }
        size_t i = 0;
        while (i < hits->count && hits->items[i].event != event) {
            i++;
        }
        if (i == hits->count) {
            hits->items[hits->count++] = (struct hit){.event = event, .tier = event_tier(plan, wanted, event)};
        }
        hits->items[i].count++;
    }
}

static void collect_hits(struct plan *plan, const struct wanted *wanted, struct hits *hits)
{
    hits->items = arena_alloc_array(&plan->resolver->work, plan->base_count, sizeof *hits->items);
    for (size_t i = 0; i < wanted->evidence_count; i++) {
        add_hits(plan, wanted, wanted->evidence[i], hits);
    }
    for (size_t i = 0; i < wanted->more_count; i++) {
        add_hits(plan, wanted, wanted->more[i], hits);
    }
}

/* Hits that are one event by now. */
struct group {
    uint32_t root;
    uint32_t node;   /* the event, or the root where there are several */
    uint32_t sum;    /* of their sentences */
    bool is_dated;   /* one of them has the date of was */
    bool is_another; /* all of them have a date, and none that agrees with that of was */
};

static struct slice name_hits(struct plan *plan, const struct hits *hits, const char *lead)
{
    enum { NAMED = 3 };
    struct buffer text = {0};
    buffer_add_text(&text, lead);
    for (size_t i = 0; i < hits->count && i < NAMED; i++) {
        const struct kb_event *event = &plan->base[hits->items[i].event];
        buffer_format(&text, "%s\"%.*s\" (%.*s)", i > 0 ? ", " : " ", SLICE_ARG(event->title), SLICE_ARG(event->id));
    }
    if (hits->count > NAMED) {
        buffer_format(&text, " and %zu more", hits->count - NAMED);
    }
    struct slice kept = arena_copy(&plan->resolver->work, buffer_slice(&text));
    buffer_release(&text);
    return kept;
}

static int order_hits(const void *a, const void *b)
{
    uint32_t left = ((const struct hit *)a)->event;
    uint32_t right = ((const struct hit *)b)->event;
    return (left > right) - (left < right);
}

/* Both have days, and no day in common. */
static bool disagrees(const struct plan *plan, uint32_t event, struct slice edtf)
{
    int32_t first;
    int32_t last;
    bool known;
    const struct kb_date *date = &plan->base[event].date;
    return !has_date(plan, event, edtf) && date->earliest != CALENDAR_NO_DAY && date->latest != CALENDAR_NO_DAY &&
           dates_parse_edtf(edtf, &first, &last, &known) && known && (last < date->earliest || date->latest < first);
}

static size_t group_hits(const struct plan *plan, const struct wanted *wanted, const struct hits *hits, unsigned tier,
                         struct group *groups)
{
    size_t count = 0;
    for (size_t i = 0; i < hits->count; i++) {
        const struct hit *hit = &hits->items[i];
        uint32_t root = graph_root(&plan->events, hit->event);
        size_t g = 0;
        while (g < count && groups[g].root != root) {
            g++;
        }
        if (hit->tier != tier) {
            continue;
        }
        if (g == count) {
            groups[count++] = (struct group){.root = root, .node = hit->event, .is_another = true};
        } else {
            groups[g].node = root;
        }
        groups[g].sum += hit->count;
        groups[g].is_dated = groups[g].is_dated || has_date(plan, hit->event, wanted->date);
        groups[g].is_another = groups[g].is_another && disagrees(plan, hit->event, wanted->date);
    }
    return count;
}

/* The only group; else the only one with the date of was, if none has more of the sentences; else, where none has that
 * date, the one that has most of them. NULL where this is open. */
static const struct group *choose_group(const struct group *groups, size_t count)
{
    const struct group *most = &groups[0];
    const struct group *dated = NULL;
    size_t dated_count = 0;
    uint32_t total = 0;
    for (size_t i = 0; i < count; i++) {
        total += groups[i].sum;
        most = groups[i].sum > most->sum ? &groups[i] : most;
        dated = groups[i].is_dated ? &groups[i] : dated;
        dated_count += groups[i].is_dated;
    }
    if (count == 1) {
        return most;
    }
    if (dated_count > 0) {
        return dated_count == 1 && dated->sum == most->sum ? dated : NULL;
    }
    return 2 * most->sum > total ? most : NULL;
}

static void find_by_evidence(struct plan *plan, const struct wanted *wanted, struct found *found)
{
    struct hits hits = {0};
    collect_hits(plan, wanted, &hits);
    if (hits.count == 0) {
        found->reason = slice_of("no event has this id, and none of its sentences is there");
        return;
    }
    qsort(hits.items, hits.count, sizeof *hits.items, order_hits);
    unsigned tier = TIER_OTHER;
    for (size_t i = 0; i < hits.count; i++) {
        tier = hits.items[i].tier > tier ? hits.items[i].tier : tier;
    }
    if (tier == TIER_OTHER) {
        found->reason = name_hits(plan, &hits, "no event has this id, and its sentences tell of");
        return;
    }
    struct group *groups = arena_alloc_array(&plan->resolver->work, hits.count, sizeof *groups);
    size_t count = group_hits(plan, wanted, &hits, tier, groups);
    const struct group *best = choose_group(groups, count);
    if (!best) {
        found->reason = name_hits(plan, &hits, "no event has this id, and its sentences tell of several:");
        return;
    }
    /* a sentence that was one of many may have gone to another event of that name */
    if (best->is_another && 2 * best->sum < wanted->evidence_count + wanted->more_count) {
        found->reason = name_hits(plan, &hits, "no event has this id, and few of its sentences are left, in");
        return;
    }
    found->how = FOUND_BY_EVIDENCE;
    found->node = best->node;
}

/* The one event of that title and date: of an entry without sentences. To others it is only suggested. */
static void find_by_was(struct plan *plan, const struct wanted *wanted, struct found *found)
{
    struct arena *work = &plan->resolver->work;
    struct slice was = text_key(work, wanted->was);
    uint32_t only = RESOLVE_NONE;
    for (uint32_t e = 0; e < plan->base_count; e++) {
        const struct kb_event *event = &plan->base[e];
        if (wanted->class.len > 0 && !slice_equal(event->class, wanted->class)) {
            continue;
        }
        struct slice titles[] = {event->title, plan->other_titles[e]};
        struct slice dates[] = {event->date.edtf, plan->other_dates[e]};
        bool fits = false;
        for (size_t i = 0; i < 4 && !fits; i++) {
            struct slice full = text_title_date(work, titles[i % 2], dates[i / 2]);
            fits = slice_equal(was, text_key(work, full)) && same_text(plan, wanted->title, titles[i % 2]);
        }
        uint32_t root = graph_root(&plan->events, e);
        if (fits && only != RESOLVE_NONE && only != root) {
            if (wanted->evidence_count + wanted->more_count == 0) {
                found->reason = slice_of("no event has this id, and several are called so on that date");
            }
            return;
        }
        only = fits ? root : only;
    }
    if (only == RESOLVE_NONE) {
        return;
    }
    if (wanted->evidence_count + wanted->more_count > 0) { /* its documents are gone: this may be another */
        found->reason =
            arena_format(work, "%.*s; is it %.*s?", SLICE_ARG(found->reason), SLICE_ARG(plan->events.ids[only]));
        return;
    }
    found->how = FOUND_BY_WAS;
    found->node = only;
    found->reason = (struct slice){0};
}

/* A hex id is only taken for a misspelt one where at most two characters differ. */
static bool is_misspelt(struct slice id, struct slice near)
{
    size_t begin = 0;
    size_t end = 0;
    while (begin < id.len && begin < near.len && id.ptr[begin] == near.ptr[begin]) {
        begin++;
    }
    size_t shorter = id.len < near.len ? id.len : near.len;
    while (end < shorter - begin && id.ptr[id.len - 1 - end] == near.ptr[near.len - 1 - end]) {
        end++;
    }
    return id.len - begin - end <= 2 && near.len - begin - end <= 2;
}

static void suggest(struct plan *plan, const struct graph *graph, struct slice id, bool is_hex, struct found *found)
{
    const char **names = memory_zero(graph->count + 1, sizeof *names);
    size_t count = 0;
    for (uint32_t i = 0; i < graph->count; i++) {
        if (!is_hex || is_misspelt(id, graph->ids[i])) {
            names[count++] = graph->ids[i].ptr;
        }
    }
    const char *hint = suggest_nearest(id, names, count);
    if (hint) {
        found->reason = arena_format(&plan->resolver->work, "%.*s; did you mean %s?", SLICE_ARG(found->reason), hint);
    }
    free(names);
}

static void find_event(struct plan *plan, const struct wanted *wanted, struct found *found)
{
    *found = (struct found){.node = RESOLVE_NONE};
    const uint32_t *node = map_get(&plan->events.numbers, wanted->id);
    if (node) {
        *found = (struct found){.how = FOUND_BY_ID, .node = *node};
        return;
    }
    found->reason = slice_of("no event has this id");
    if (wanted->evidence_count + wanted->more_count > 0) {
        find_by_evidence(plan, wanted, found);
    }
    if (found->how == FOUND_NOT && wanted->was.len > 0) {
        find_by_was(plan, wanted, found);
    }
    if (found->how == FOUND_NOT) {
        suggest(plan, &plan->events, wanted->id, true, found);
    }
}

void plan_find_event(struct plan *plan, const struct correction *entry, struct found *found)
{
    struct wanted wanted = {.id = entry->target,
                            .was = entry->was,
                            .class = entry->class,
                            .evidence = entry->evidence,
                            .evidence_count = entry->evidence_count,
                            .more = entry->apart,
                            .more_count = entry->apart_count};
    text_split_date(wanted.was, &wanted.title, &wanted.date);
    find_event(plan, &wanted, found);
}

void plan_find_into(struct plan *plan, const struct correction *entry, struct found *found)
{
    struct wanted wanted = {.id = entry->into,
                            .was = entry->into_was,
                            .evidence = entry->into_evidence,
                            .evidence_count = entry->into_evidence_count};
    text_split_date(wanted.was, &wanted.title, &wanted.date);
    find_event(plan, &wanted, found);
}

/* --- entities --- */

static bool same_kind(struct slice a, struct slice b)
{
    const char *colon = memchr(a.ptr, ':', a.len);
    size_t len = colon ? (size_t)(colon - a.ptr) + 1 : 0;
    return len > 0 && b.len > len && memcmp(a.ptr, b.ptr, len) == 0;
}

void plan_find_entity(struct plan *plan, struct slice id, struct slice was, struct found *found)
{
    *found = (struct found){.node = RESOLVE_NONE};
    const uint32_t *node = map_get(&plan->entities.numbers, id);
    if (node) {
        *found = (struct found){.how = FOUND_BY_ID, .node = *node};
        return;
    }
    found->reason = slice_of("no entity has this id");
    const uint32_t *first = was.len ? map_get(&plan->entity_names, text_key(&plan->resolver->work, was)) : NULL;
    uint32_t only = RESOLVE_NONE;
    for (uint32_t at = first ? *first : RESOLVE_NONE; at != RESOLVE_NONE; at = plan->name_links[at].next) {
        uint32_t item = plan->name_links[at].event;
        if (!same_kind(id, plan->entities.ids[item])) {
            continue;
        }
        uint32_t root = graph_root(&plan->entities, item);
        if (only != RESOLVE_NONE && only != root) {
            found->reason = slice_of("no entity has this id, and several have that name");
            return;
        }
        only = root;
    }
    if (only != RESOLVE_NONE) {
        *found = (struct found){.how = FOUND_BY_WAS, .node = only};
    } else {
        suggest(plan, &plan->entities, id, false, found);
    }
}
