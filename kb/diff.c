#include "kb/diff.h"

#include <stdlib.h>

#include "base/map.h"
#include "kb/diff_p.h"
#include "kb/text_key.h"

enum { NEAR_ENOUGH = 60, WORDS_SHARED = 1000, SENTENCE_SHARED = 100 };

/* A mention of an event: where its sentence leads. */
struct mention_ref {
    uint32_t event;
    uint32_t mention;
    uint32_t next;
};

/* Two events that share sentences. */
struct candidate {
    uint32_t old, new;
    uint32_t score;
    bool is_same_place; /* of the same words of the same document */
};

struct matching {
    struct kb_diff *diff;
    const struct kb *old, *new;
    uint32_t *to_new;   /* of each old event, KB_DIFF_NONE if unmatched */
    uint32_t *to_old;   /* of each new event, and of the rejected ones behind them */
    uint32_t new_count; /* of both */
    struct map sentences;
    struct mention_ref *refs;
    struct candidate *candidates; /* heap */
    size_t count, capacity;
};

const char *kb_diff_kind_name(enum kb_diff_kind kind)
{
    static const char *const names[] = {"new", "changed", "merged", "split", "rejected", "gone"};
    return names[kind];
}

static const struct kb_event *new_event(const struct matching *matching, uint32_t index)
{
    size_t count = matching->new->event_count;
    return index < count ? &matching->new->events[index] : &matching->new->rejected_events[index - count];
}

/* --- by id --- */

static void match_ids(struct matching *matching)
{
    struct map ids = {0};
    for (uint32_t i = 0; i < matching->new_count; i++) {
        map_put(&ids, new_event(matching, i)->id, i, NULL);
    }
    for (uint32_t i = 0; i < matching->old->event_count; i++) {
        const uint32_t *found = map_get(&ids, matching->old->events[i].id);
        if (found) {
            matching->to_new[i] = *found;
            matching->to_old[*found] = i;
        }
    }
    map_release(&ids);
}

/* --- by evidence --- */

static void index_sentences(struct matching *matching)
{
    struct arena *arena = &matching->diff->arena;
    size_t total = 0;
    for (uint32_t i = 0; i < matching->new_count; i++) {
        total += new_event(matching, i)->mention_count;
    }
    matching->refs = arena_alloc_array(arena, total, sizeof *matching->refs);
    uint32_t count = 0;
    for (uint32_t i = 0; i < matching->new_count; i++) {
        const struct kb_event *event = new_event(matching, i);
        for (uint32_t m = 0; m < event->mention_count; m++) {
            bool added;
            struct slice key = text_key(arena, event->mentions[m].sentence_quote);
            uint32_t *first = map_put(&matching->sentences, key, KB_DIFF_NONE, &added);
            matching->refs[count] = (struct mention_ref){i, m, *first};
            *first = count++;
        }
    }
}

static bool same_words(const struct matching *matching, const struct kb_event_mention *old,
                       const struct kb_event_mention *new)
{
    return slice_equal(matching->old->documents[old->where.document].id,
                       matching->new->documents[new->where.document].id) &&
           old->where.at.begin < new->where.at.end &&new->where.at.begin < old->where.at.end;
}

static struct candidate *candidate_of(struct matching *matching, struct map *pairs, uint32_t old, uint32_t new)
{
    bool added;
    struct slice key = arena_format(&matching->diff->arena, "%u|%u", old, new);
    uint32_t at = *map_put(pairs, key, (uint32_t)matching->count, &added);
    if (added) {
        matching->candidates =
            array_grow(matching->candidates, &matching->capacity, matching->count + 1, sizeof *matching->candidates);
        uint32_t likeness = text_likeness(matching->old->events[old].title, new_event(matching, new)->title, NULL);
        matching->candidates[matching->count++] = (struct candidate){old, new, likeness, false};
    }
    return &matching->candidates[at];
}

/* Pairs of which one at least is unmatched. */
static void collect_candidates(struct matching *matching)
{
    struct map pairs = {0};
    for (uint32_t o = 0; o < matching->old->event_count; o++) {
        const struct kb_event *event = &matching->old->events[o];
        for (size_t m = 0; m < event->mention_count; m++) {
            struct slice key = text_key(&matching->diff->arena, event->mentions[m].sentence_quote);
            const uint32_t *first = key.len ? map_get(&matching->sentences, key) : NULL;
            for (uint32_t at = first ? *first : KB_DIFF_NONE; at != KB_DIFF_NONE; at = matching->refs[at].next) {
                uint32_t n = matching->refs[at].event;
                if (matching->to_new[o] != KB_DIFF_NONE && matching->to_old[n] != KB_DIFF_NONE) {
                    continue;
                }
                const struct kb_event_mention *there = &new_event(matching, n)->mentions[matching->refs[at].mention];
                struct candidate *candidate = candidate_of(matching, &pairs, o, n);
                bool same = same_words(matching, &event->mentions[m], there);
                candidate->score += same ? WORDS_SHARED : SENTENCE_SHARED;
                candidate->is_same_place = candidate->is_same_place || same;
            }
        }
    }
    map_release(&pairs);
}

static int order_candidates(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    if (left->score != right->score) {
        return left->score > right->score ? -1 : 1;
    }
    if (left->old != right->old) {
        return left->old < right->old ? -1 : 1;
    }
    return (left->new > right->new) - (left->new < right->new);
}

static bool may_be_one(const struct matching *matching, const struct candidate *candidate)
{
    const struct kb_event *old = &matching->old->events[candidate->old];
    const struct kb_event *new = new_event(matching, candidate->new);
    return candidate->is_same_place ||
           (slice_equal(old->class, new->class) && text_likeness(old->title, new->title, NULL) >= NEAR_ENOUGH);
}

/* The best pairs first. */
static void match_evidence(struct matching *matching)
{
    bool is_open = false;
    for (uint32_t i = 0; i < matching->old->event_count; i++) {
        is_open = is_open || matching->to_new[i] == KB_DIFF_NONE;
    }
    for (uint32_t i = 0; i < matching->new_count; i++) {
        is_open = is_open || matching->to_old[i] == KB_DIFF_NONE;
    }
    if (!is_open) {
        return;
    }
    index_sentences(matching);
    collect_candidates(matching);
    if (matching->count > 0) {
        qsort(matching->candidates, matching->count, sizeof *matching->candidates, order_candidates);
    }
    for (size_t i = 0; i < matching->count; i++) {
        const struct candidate *candidate = &matching->candidates[i];
        if (matching->to_new[candidate->old] == KB_DIFF_NONE && matching->to_old[candidate->new] == KB_DIFF_NONE &&
            may_be_one(matching, candidate)) {
            matching->to_new[candidate->old] = candidate->new;
            matching->to_old[candidate->new] = candidate->old;
        }
    }
}

/* --- what became of each --- */

static uint32_t merged_by_hand(const struct matching *matching, struct slice id)
{
    for (uint32_t i = 0; i < matching->new->event_count; i++) {
        const struct kb_event *event = &matching->new->events[i];
        for (size_t c = 0; c < event->corrected_count; c++) {
            if (slice_is(event->corrected[c].action, "merge") && slice_equal(event->corrected[c].id, id)) {
                return i;
            }
        }
    }
    return KB_DIFF_NONE;
}

/* The best partner that is another's already: the event that it is a part of now, or was a part of. */
static uint32_t whole_of(const struct matching *matching, uint32_t old, uint32_t new)
{
    for (size_t i = 0; i < matching->count; i++) {
        const struct candidate *candidate = &matching->candidates[i];
        if (candidate->old == old && candidate->is_same_place && candidate->new < matching->new->event_count) {
            return candidate->new;
        }
        if (candidate->new == new && candidate->is_same_place) {
            return candidate->old;
        }
    }
    return KB_DIFF_NONE;
}

struct kb_diff_item *diff_add(struct kb_diff_list *list, struct kb_diff_item item)
{
    list->counts[item.kind]++;
    list->items[list->count] = item;
    return &list->items[list->count++];
}

static void tell_old(struct matching *matching, uint32_t old)
{
    struct kb_diff_list *list = &matching->diff->events;
    uint32_t new = matching->to_new[old];
    struct kb_diff_item item = {.kind = KB_DIFF_CHANGED, .old = old, .new = new};
    if (new == KB_DIFF_NONE) {
        uint32_t whole = merged_by_hand(matching, matching->old->events[old].id);
        item.new = whole != KB_DIFF_NONE ? whole : whole_of(matching, old, KB_DIFF_NONE);
        item.kind = item.new != KB_DIFF_NONE ? KB_DIFF_MERGED : KB_DIFF_GONE;
        diff_add(list, item);
    } else if (new >= matching->new->event_count) {
        item.kind = KB_DIFF_REJECTED;
        item.new = new - (uint32_t)matching->new->event_count;
        diff_add(list, item);
    } else {
        diff_event_fields(matching->diff, matching->old, matching->new, &item);
        if (item.field_count > 0) {
            diff_add(list, item);
        }
    }
}

static void tell_new(struct matching *matching, uint32_t new)
{
    if (matching->to_old[new] == KB_DIFF_NONE) {
        uint32_t whole = whole_of(matching, KB_DIFF_NONE, new);
        diff_add(&matching->diff->events,
                 (struct kb_diff_item){
                     .kind = whole != KB_DIFF_NONE ? KB_DIFF_SPLIT : KB_DIFF_NEW, .old = whole, .new = new});
    }
}

static int order_items(const void *a, const void *b)
{
    const struct kb_diff_item *left = a;
    const struct kb_diff_item *right = b;
    if (left->kind != right->kind) {
        return left->kind < right->kind ? -1 : 1;
    }
    if (left->new != right->new) {
        return left->new < right->new ? -1 : 1;
    }
    return (left->old > right->old) - (left->old < right->old);
}

void diff_list_open(struct kb_diff *diff, struct kb_diff_list *list, size_t room)
{
    list->items = arena_alloc_array(&diff->arena, room, sizeof *list->items);
}

void diff_list_close(struct kb_diff_list *list)
{
    if (list->count > 0) {
        qsort(list->items, list->count, sizeof *list->items, order_items);
    }
}

static uint32_t *none(struct kb_diff *diff, size_t count)
{
    uint32_t *items = arena_alloc_array(&diff->arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = KB_DIFF_NONE;
    }
    return items;
}

static void diff_events(struct kb_diff *diff, const struct kb *old, const struct kb *new)
{
    struct matching matching = {.diff = diff, .old = old, .new = new};
    matching.new_count = (uint32_t)(new->event_count + new->rejected_event_count);
    matching.to_new = none(diff, old->event_count);
    matching.to_old = none(diff, matching.new_count);
    diff_list_open(diff, &diff->events, old->event_count + new->event_count);
    match_ids(&matching);
    match_evidence(&matching);
    for (uint32_t i = 0; i < old->event_count; i++) {
        tell_old(&matching, i);
    }
    for (uint32_t i = 0; i < new->event_count; i++) {
        tell_new(&matching, i);
    }
    diff_list_close(&diff->events);
    free(matching.candidates);
    map_release(&matching.sentences);
}

void kb_diff_make(struct kb_diff *diff, const struct kb *old, const struct kb *new)
{
    *diff = (struct kb_diff){0};
    diff_events(diff, old, new);
    diff_others(diff, old, new);
}

void kb_diff_release(struct kb_diff *diff)
{
    arena_release(&diff->arena);
    *diff = (struct kb_diff){0};
}
