/* Finding what is to be shown. */
#include "cli/show.h"

#include <stdlib.h>

#include "kb/text_key.h"

enum { CANDIDATES = 20000 };

static void add(struct shown_list *found, struct shown shown)
{
    found->items = array_grow(found->items, &found->capacity, found->count + 1, sizeof *found->items);
    found->items[found->count++] = shown;
}

/* All records in turn: events, those rejected, entities, those rejected, relations, those rejected. */
static bool record_at(const struct kb *kb, size_t i, struct shown *shown)
{
    const size_t counts[] = {kb->event_count,           kb->rejected_event_count, kb->entity_count,
                             kb->rejected_entity_count, kb->relation_count,       kb->rejected_relation_count};
    size_t list = 0;
    while (list < sizeof counts / sizeof *counts && i >= counts[list]) {
        i -= counts[list++];
    }
    *shown = (struct shown){.is_rejected = list % 2 == 1};
    switch (list) {
    case 0:
    case 1:
        shown->event = list ? &kb->rejected_events[i] : &kb->events[i];
        return true;
    case 2:
    case 3:
        shown->entity = list == 3 ? &kb->rejected_entities[i] : &kb->entities[i];
        return true;
    case 4:
    case 5:
        shown->relation = list == 5 ? &kb->rejected_relations[i] : &kb->relations[i];
        return true;
    default:
        return false;
    }
}

static struct slice id_of(const struct shown *shown)
{
    return shown->event ? shown->event->id : shown->entity ? shown->entity->id : shown->relation->id;
}

/* Merged into it by a correction. */
static bool was_merged(const struct shown *shown, struct slice id)
{
    const struct kb_corrected *list = shown->event    ? shown->event->corrected
                                      : shown->entity ? shown->entity->corrected
                                                      : NULL;
    size_t count = shown->event ? shown->event->corrected_count : shown->entity ? shown->entity->corrected_count : 0;
    for (size_t i = 0; i < count; i++) {
        if (slice_is(list[i].action, "merge") && slice_equal(list[i].id, id)) {
            return true;
        }
    }
    return false;
}

typedef bool fits(struct slice name, struct slice key);

static bool is_same(struct slice name, struct slice key)
{
    return slice_equal(name, key);
}

static bool is_within(struct slice name, struct slice key)
{
    return key.len > 0 && memmem(name.ptr, name.len, key.ptr, key.len) != NULL;
}

static bool fits_text(struct arena *arena, struct slice text, struct slice key, fits *test)
{
    return text.len > 0 && test(text_key(arena, text), key);
}

/* Titles and names; aliases of entities are as good. With others also what single documents call an event. */
static bool is_called(struct arena *arena, const struct shown *shown, struct slice key, bool others, fits *test)
{
    bool found = false;
    if (shown->event) {
        const struct kb_event *event = shown->event;
        found = fits_text(arena, event->title, key, test);
        for (size_t i = 0; others && !found && i < event->mention_count; i++) {
            found = fits_text(arena, event->mentions[i].title, key, test);
        }
    } else if (shown->entity) {
        found = fits_text(arena, shown->entity->name, key, test);
        for (size_t i = 0; !found && i < shown->entity->alias_count; i++) {
            found = fits_text(arena, shown->entity->aliases[i].alias, key, test);
        }
    }
    return found;
}

static void find_called(const struct kb *kb, struct slice key, bool others, fits *test, struct shown_list *found)
{
    struct shown shown;
    struct arena arena = {0};
    for (size_t i = 0; record_at(kb, i, &shown); i++) {
        if (is_called(&arena, &shown, key, others, test)) {
            add(found, shown);
        }
        arena_clear(&arena);
    }
    arena_release(&arena);
}

void show_find(const struct kb *kb, struct slice text, struct shown_list *found)
{
    struct shown shown;
    for (size_t i = 0; found->count == 0 && record_at(kb, i, &shown); i++) {
        if (slice_equal(id_of(&shown), text)) {
            add(found, shown);
        }
    }
    for (size_t i = 0; found->count == 0 && record_at(kb, i, &shown); i++) {
        if (was_merged(&shown, text)) {
            add(found, shown);
        }
    }
    struct arena arena = {0};
    struct slice key = text_key(&arena, text);
    static const struct {
        bool others;
        fits *test;
    } steps[] = {{false, is_same}, {true, is_same}, {false, is_within}, {true, is_within}};
    for (size_t s = 0; key.len > 0 && found->count == 0 && s < sizeof steps / sizeof *steps; s++) {
        find_called(kb, key, steps[s].others, steps[s].test, found);
    }
    arena_release(&arena);
}

const char *show_suggest(const struct kb *kb, struct slice text, struct arena *arena)
{
    const char **names = memory_zero(CANDIDATES, sizeof *names);
    size_t count = 0;
    struct shown shown;
    for (size_t i = 0; count + 2 <= CANDIDATES && record_at(kb, i, &shown); i++) {
        struct slice name = shown.event ? shown.event->title : shown.entity ? shown.entity->name : (struct slice){0};
        names[count++] = arena_string(arena, id_of(&shown));
        if (name.len > 0) {
            names[count++] = arena_string(arena, name);
        }
    }
    const char *nearest = suggest_nearest(text, names, count);
    free(names);
    return nearest;
}

struct show_place show_place_of(const struct kb *kb, uint32_t document, struct span at)
{
    struct show_place place = {0};
    const struct kb_document *in = &kb->documents[document];
    for (size_t i = 0; i < in->passage_count; i++) {
        const struct kb_passage *passage = &in->passages[i];
        if (passage->at.begin <= at.begin && at.begin < passage->at.end) {
            place.line = passage->line;
            place.before = i > 0 ? in->passages[i - 1].text : (struct slice){0};
            place.after = i + 1 < in->passage_count ? in->passages[i + 1].text : (struct slice){0};
            break;
        }
    }
    return place;
}

bool show_takes_part(const struct kb_event *event, uint32_t entity, struct slice *role)
{
    for (size_t i = 0; i < event->role_count; i++) {
        if (event->roles[i].entity == entity) {
            *role = event->roles[i].role;
            return true;
        }
    }
    for (size_t i = 0; i < event->place_count; i++) {
        if (event->places[i] == entity) {
            *role = slice_of("place");
            return true;
        }
    }
    return false;
}
