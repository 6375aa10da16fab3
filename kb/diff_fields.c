/* What two records that are one say otherwise; relations, entities, documents. */
#include <stdlib.h>

#include "base/calendar.h"
#include "base/map.h"
#include "kb/diff_p.h"
#include "kb/text_key.h"

/* Fields of one item under way. */
struct fields {
    struct kb_diff *diff;
    struct kb_diff_field *items;
    size_t count, room;
};

static struct fields open_fields(struct kb_diff *diff, size_t room)
{
    return (struct fields){diff, arena_alloc_array(&diff->arena, room, sizeof(struct kb_diff_field)), 0, room};
}

static void add_field(struct fields *fields, const char *field, struct slice was, struct slice is)
{
    if (fields->count < fields->room && !slice_equal(was, is)) {
        fields->items[fields->count++] = (struct kb_diff_field){field, was, is};
    }
}

static struct slice date_text(struct arena *arena, bool has_date, const struct kb_date *date)
{
    if (!has_date) {
        return (struct slice){0};
    }
    if (date->edtf.len > 0 || date->latest == CALENDAR_NO_DAY) {
        return date->edtf;
    }
    struct calendar_date day = calendar_from_days(date->latest);
    return arena_format(arena, "/%04d-%02d-%02d", day.year, day.month, day.day);
}

static struct slice status_text(const struct kb_event *event)
{
    return event->unconfirmed ? slice_of("unconfirmed") : event->status;
}

/* Entities in a role, or at places where role is NULL. */
struct named {
    const struct kb *kb;
    const struct kb_event *event;
    const char *role;
};

static size_t named_count(const struct named *named)
{
    return named->role ? named->event->role_count : named->event->place_count;
}

static const struct kb_entity *named_at(const struct named *named, size_t i)
{
    if (!named->role) {
        return &named->kb->entities[named->event->places[i]];
    }
    const struct kb_role *role = &named->event->roles[i];
    return slice_is(role->role, named->role) ? &named->kb->entities[role->entity] : NULL;
}

/* The same id or the same name: ids change with names. */
static bool holds(struct arena *arena, const struct named *named, const struct kb_entity *entity)
{
    struct slice key = text_key(arena, entity->name);
    for (size_t i = 0; i < named_count(named); i++) {
        const struct kb_entity *other = named_at(named, i);
        if (other && (slice_equal(other->id, entity->id) || slice_equal(text_key(arena, other->name), key))) {
            return true;
        }
    }
    return false;
}

/* Names that `from` has and `other` has not, with commas. */
static struct slice missing(struct arena *arena, const struct named *from, const struct named *other)
{
    struct slice list = {0};
    for (size_t i = 0; i < named_count(from); i++) {
        const struct kb_entity *entity = named_at(from, i);
        if (entity && !holds(arena, other, entity)) {
            list =
                list.len ? arena_format(arena, "%.*s, %.*s", SLICE_ARG(list), SLICE_ARG(entity->name)) : entity->name;
        }
    }
    return list;
}

static void compare_names(struct fields *fields, const char *field, const struct named *old, const struct named *new)
{
    struct arena *arena = &fields->diff->arena;
    struct slice was = missing(arena, old, new);
    struct slice is = missing(arena, new, old);
    if (was.len + is.len > 0) {
        add_field(fields, field, was, is);
    }
}

static void compare_roles(struct fields *fields, const struct kb *old_kb, const struct kb_event *old,
                          const struct kb *new_kb, const struct kb_event *new)
{
    struct map seen = {0};
    struct arena *arena = &fields->diff->arena;
    for (size_t i = 0; i < old->role_count + new->role_count; i++) {
        struct slice role = i < old->role_count ? old->roles[i].role : new->roles[i - old->role_count].role;
        bool added;
        map_put(&seen, role, 0, &added);
        if (added) {
            const char *name = arena_string(arena, role);
            struct named was = {old_kb, old, name};
            struct named is = {new_kb, new, name};
            compare_names(fields, name, &was, &is);
        }
    }
    map_release(&seen);
}

void diff_event_fields(struct kb_diff *diff, const struct kb *old, const struct kb *new, struct kb_diff_item *item)
{
    enum { PLAIN_FIELDS = 6 };
    const struct kb_event *was = &old->events[item->old];
    const struct kb_event *is = &new->events[item->new];
    struct fields fields = open_fields(diff, PLAIN_FIELDS + was->role_count + is->role_count);
    if (!slice_equal(text_key(&diff->arena, was->title), text_key(&diff->arena, is->title))) {
        add_field(&fields, "title", was->title, is->title);
    }
    add_field(&fields, "date", date_text(&diff->arena, was->has_date, &was->date),
              date_text(&diff->arena, is->has_date, &is->date));
    add_field(&fields, "status", status_text(was), status_text(is));
    add_field(&fields, "class", was->class, is->class);
    add_field(&fields, "type", was->type, is->type);
    struct named old_places = {old, was, NULL};
    struct named new_places = {new, is, NULL};
    compare_names(&fields, "place", &old_places, &new_places);
    compare_roles(&fields, old, was, new, is);
    item->fields = fields.items;
    item->field_count = fields.count;
}

/* --- relations --- */

static struct slice relation_key(struct arena *arena, const struct kb *kb, const struct kb_relation *relation)
{
    struct slice source = text_key(arena, kb->entities[relation->source].name);
    struct slice target = text_key(arena, kb->entities[relation->target].name);
    bool is_symmetric = slice_is(relation->type, "agreement") || slice_is(relation->type, "organizes_with");
    bool swap = is_symmetric && slice_compare(target, source) < 0;
    return arena_format(arena, "%.*s|%.*s|%.*s", SLICE_ARG(relation->type), SLICE_ARG(swap ? target : source),
                        SLICE_ARG(swap ? source : target));
}

static void compare_relations(struct kb_diff *diff, const struct kb *old, const struct kb *new,
                              struct kb_diff_item item)
{
    enum { RELATION_FIELDS = 3 };
    const struct kb_relation *was = &old->relations[item.old];
    const struct kb_relation *is = &new->relations[item.new];
    struct fields fields = open_fields(diff, RELATION_FIELDS);
    add_field(&fields, "status", was->status, is->status);
    add_field(&fields, "date", date_text(&diff->arena, was->has_date, &was->date),
              date_text(&diff->arena, is->has_date, &is->date));
    add_field(&fields, "instrument", was->instrument, is->instrument);
    item.fields = fields.items;
    item.field_count = fields.count;
    if (fields.count > 0) {
        diff_add(&diff->relations, item);
    }
}

static void diff_relations(struct kb_diff *diff, const struct kb *old, const struct kb *new)
{
    struct map ids = {0};
    struct map names = {0};
    struct map rejected = {0};
    bool *is_known = arena_alloc_array(&diff->arena, new->relation_count, sizeof *is_known);
    diff_list_open(diff, &diff->relations, old->relation_count + new->relation_count);
    for (uint32_t i = 0; i < new->relation_count; i++) {
        map_put(&ids, new->relations[i].id, i, NULL);
        map_put(&names, relation_key(&diff->arena, new, &new->relations[i]), i, NULL);
    }
    for (uint32_t i = 0; i < new->rejected_relation_count; i++) {
        map_put(&rejected, new->rejected_relations[i].id, i, NULL);
    }
    for (uint32_t i = 0; i < old->relation_count; i++) {
        const uint32_t *found = map_get(&ids, old->relations[i].id);
        found = found ? found : map_get(&names, relation_key(&diff->arena, old, &old->relations[i]));
        const uint32_t *out = map_get(&rejected, old->relations[i].id);
        if (found && !is_known[*found]) {
            is_known[*found] = true;
            compare_relations(diff, old, new, (struct kb_diff_item){.kind = KB_DIFF_CHANGED, .old = i, .new = *found});
        } else if (out) {
            diff_add(&diff->relations, (struct kb_diff_item){.kind = KB_DIFF_REJECTED, .old = i, .new = *out});
        } else {
            diff_add(&diff->relations, (struct kb_diff_item){.kind = KB_DIFF_GONE, .old = i, .new = KB_DIFF_NONE});
        }
    }
    for (uint32_t i = 0; i < new->relation_count; i++) {
        if (!is_known[i]) {
            diff_add(&diff->relations, (struct kb_diff_item){.kind = KB_DIFF_NEW, .old = KB_DIFF_NONE, .new = i});
        }
    }
    diff_list_close(&diff->relations);
    map_release(&ids);
    map_release(&names);
    map_release(&rejected);
}

/* --- entities and documents --- */

static void diff_entities(struct kb_diff *diff, const struct kb *old, const struct kb *new)
{
    struct map ids = {0};
    diff_list_open(diff, &diff->entities, old->entity_count);
    for (uint32_t i = 0; i < new->entity_count; i++) {
        map_put(&ids, new->entities[i].id, i, NULL);
    }
    for (uint32_t i = 0; i < old->entity_count; i++) {
        const uint32_t *found = map_get(&ids, old->entities[i].id);
        if (found && !slice_equal(old->entities[i].name, new->entities[*found].name)) {
            struct fields fields = open_fields(diff, 1);
            add_field(&fields, "name", old->entities[i].name, new->entities[*found].name);
            diff_add(&diff->entities, (struct kb_diff_item){KB_DIFF_CHANGED, i, *found, fields.items, fields.count});
        }
    }
    diff_list_close(&diff->entities);
    map_release(&ids);
}

static void diff_documents(struct kb_diff *diff, const struct kb *old, const struct kb *new)
{
    struct map ids = {0};
    struct map paths = {0};
    bool *is_known = arena_alloc_array(&diff->arena, new->document_count, sizeof *is_known);
    diff_list_open(diff, &diff->documents, old->document_count + new->document_count);
    for (uint32_t i = 0; i < new->document_count; i++) {
        map_put(&ids, new->documents[i].id, i, NULL);
        map_put(&paths, new->documents[i].path, i, NULL);
    }
    for (uint32_t i = 0; i < old->document_count; i++) {
        const uint32_t *found = map_get(&ids, old->documents[i].id);
        if (found) {
            is_known[*found] = true;
        }
    }
    for (uint32_t i = 0; i < old->document_count; i++) {
        const uint32_t *path = map_get(&paths, old->documents[i].path);
        if (map_get(&ids, old->documents[i].id)) {
            continue;
        }
        bool is_changed = path && !is_known[*path];
        if (is_changed) {
            is_known[*path] = true;
        }
        diff_add(&diff->documents, (struct kb_diff_item){.kind = is_changed ? KB_DIFF_CHANGED : KB_DIFF_GONE,
                                                         .old = i,
                                                         .new = is_changed ? *path : KB_DIFF_NONE});
    }
    for (uint32_t i = 0; i < new->document_count; i++) {
        if (!is_known[i]) {
            diff_add(&diff->documents, (struct kb_diff_item){.kind = KB_DIFF_NEW, .old = KB_DIFF_NONE, .new = i});
        }
    }
    diff_list_close(&diff->documents);
    map_release(&ids);
    map_release(&paths);
}

void diff_others(struct kb_diff *diff, const struct kb *old, const struct kb *new)
{
    diff_relations(diff, old, new);
    diff_entities(diff, old, new);
    diff_documents(diff, old, new);
}
