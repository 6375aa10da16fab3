/* Entries of corrections.yaml, and all that can be wrong in them. */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/yaml.h"
#include "kb/corrections.h"
#include "kb/dates.h"

enum { BIT_CONFIRM = 1, BIT_MERGE = 2, BIT_REDATE = 4, BIT_REJECT = 8, BIT_RENAME = 16, BIT_SPLIT = 32, BIT_ALL = 63 };

/* A key beside the action: a text, or a list of texts with its count behind. */
struct entry_key {
    const char *name;
    unsigned actions; /* that have it */
    bool is_needed;   /* by these */
    bool is_list;
    size_t text, count; /* offsets in struct correction */
};

#define TEXT(name, actions, needed, field)                                  \
    {                                                                       \
        name, actions, needed, false, offsetof(struct correction, field), 0 \
    }
#define LIST(name, actions, needed, field)                                                                          \
    {                                                                                                               \
        name, actions, needed, true, offsetof(struct correction, field), offsetof(struct correction, field##_count) \
    }

static const struct entry_key entry_keys[] = {
    TEXT("was", BIT_ALL, false, was),
    TEXT("class", BIT_ALL, false, class),
    LIST("evidence", BIT_ALL, false, evidence),
    TEXT("to", BIT_RENAME | BIT_REDATE, true, to),
    TEXT("into", BIT_MERGE, true, into),
    TEXT("into_was", BIT_MERGE, false, into_was),
    LIST("into_evidence", BIT_MERGE, false, into_evidence),
    LIST("apart", BIT_SPLIT, true, apart),
    TEXT("status", BIT_CONFIRM, false, status),
    TEXT("why", BIT_ALL, false, why),
    TEXT("by", BIT_ALL, false, by),
    TEXT("on", BIT_ALL, false, on),
};

enum { ENTRY_KEYS = sizeof entry_keys / sizeof *entry_keys };

static const char *const action_names[CORRECTION_ACTIONS] = {"confirm", "merge", "redate", "reject", "rename", "split"};
static const char *const id_kinds[] = {"event", "relation", "org", "programme", "state", "person", "place"};
static const char *const statuses[] = {"occurred", "planned", "postponed", "cancelled"};

enum { ID_KINDS = sizeof id_kinds / sizeof *id_kinds, STATUSES = sizeof statuses / sizeof *statuses };

/* One file under way. */
struct reading {
    struct corrections *out;
    struct diagnostics *errors;
};

const char *correction_action_name(enum correction_action action)
{
    return action_names[action];
}

static void say(struct reading *reading, const struct yaml_node *node, const char *text)
{
    struct place place = yaml_place(node);
    diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "%s", text);
}

static bool is_blank(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR && slice_trim(node->text).len == 0;
}

static int action_of(struct slice name)
{
    for (int i = 0; i < CORRECTION_ACTIONS; i++) {
        if (slice_is(name, action_names[i])) {
            return i;
        }
    }
    return -1;
}

static const struct entry_key *key_of(struct slice name)
{
    for (size_t i = 0; i < ENTRY_KEYS; i++) {
        if (slice_is(name, entry_keys[i].name)) {
            return &entry_keys[i];
        }
    }
    return NULL;
}

static void report_unknown_key(struct reading *reading, const struct yaml_node *key)
{
    const char *names[CORRECTION_ACTIONS + ENTRY_KEYS];
    size_t count = 0;
    struct buffer list = {0};
    for (size_t i = 0; i < CORRECTION_ACTIONS; i++) {
        names[count++] = action_names[i];
    }
    for (size_t i = 0; i < ENTRY_KEYS; i++) {
        names[count++] = entry_keys[i].name;
    }
    for (size_t i = 0; i < count; i++) {
        buffer_format(&list, " %s", names[i]);
    }
    const char *hint = suggest_nearest(key->text, names, count);
    struct place place = yaml_place(key);
    if (hint) {
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "unknown key %.*s in a correction; did you mean %s?",
                        SLICE_ARG(key->text), hint);
    } else {
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "unknown key %.*s in a correction; there are%s",
                        SLICE_ARG(key->text), list.bytes);
    }
    buffer_release(&list);
}

static void read_texts(struct reading *reading, const struct yaml_node *key, const struct yaml_node *value,
                       struct slice **out, size_t *count)
{
    bool is_one = value->kind == YAML_SCALAR && !is_blank(value);
    *count = 0;
    if (!is_one && (value->kind != YAML_LIST || value->count == 0)) {
        struct place place = yaml_place(is_blank(value) ? key : value);
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place,
                        "expected a list of sentences after %.*s:", SLICE_ARG(key->text));
        return;
    }
    size_t items = is_one ? 1 : value->count;
    *out = arena_alloc_array(&reading->out->arena, items, sizeof **out);
    for (size_t i = 0; i < items; i++) {
        const struct yaml_node *item = is_one ? value : value->children[i];
        if (item->kind != YAML_SCALAR || is_blank(item)) {
            say(reading, item, "expected a sentence as text");
        } else {
            (*out)[(*count)++] = slice_trim(item->text);
        }
    }
}

static void read_text(struct reading *reading, const struct yaml_node *key, const struct yaml_node *value,
                      struct slice *out)
{
    struct place place = yaml_place(is_blank(value) ? key : value);
    if (value->kind != YAML_SCALAR) {
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "expected text after %.*s:, found %s",
                        SLICE_ARG(key->text), value->kind == YAML_LIST ? "a list" : "a map");
    } else if (is_blank(value)) {
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "nothing stands after %.*s:", SLICE_ARG(key->text));
    } else {
        *out = slice_trim(value->text);
    }
}

/* event:…, relation:…, or the id of an entity. */
static bool check_id(struct reading *reading, const struct yaml_node *node, struct slice id, enum correction_kind *kind)
{
    const char *colon = memchr(id.ptr, ':', id.len);
    struct slice prefix = slice_make(id.ptr, colon ? (size_t)(colon - id.ptr) : id.len);
    for (size_t i = 0; colon && prefix.len + 1 < id.len && i < ID_KINDS; i++) {
        if (slice_is(prefix, id_kinds[i])) {
            *kind = i == 0 ? CORRECTION_OF_EVENT : i == 1 ? CORRECTION_OF_RELATION : CORRECTION_OF_ENTITY;
            return true;
        }
    }
    const char *hint = colon ? suggest_nearest(prefix, id_kinds, ID_KINDS) : NULL;
    struct place place = yaml_place(node);
    if (hint && prefix.len + 1 < id.len && !slice_is(prefix, hint)) {
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "%.*s is no id; did you mean %s:%.*s?", SLICE_ARG(id),
                        hint, SLICE_ARG(slice_sub(id, prefix.len + 1, id.len)));
    } else {
        diagnostics_add(
            reading->errors, SEVERITY_ERROR, &place,
            "%.*s is no id; ids begin with event: relation: org: programme: state: person: place:", SLICE_ARG(id));
    }
    return false;
}

static bool is_date(struct slice text)
{
    int32_t first;
    int32_t last;
    bool known;
    return dates_parse_edtf(text, &first, &last, &known);
}

static void check_date(struct reading *reading, const struct yaml_node *map, const char *key, struct slice text)
{
    if (text.len > 0 && !is_date(text)) {
        struct place place = yaml_place(yaml_get(map, key));
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place,
                        "%.*s is no date; expected one such as 2018-06-28, 2018-06, 2018 or 2018-06-28/2018-06-29",
                        SLICE_ARG(text));
    }
}

static void check_status(struct reading *reading, const struct yaml_node *map, struct slice text)
{
    bool is_known = text.len == 0;
    for (size_t i = 0; i < STATUSES; i++) {
        is_known = is_known || slice_is(text, statuses[i]);
    }
    if (is_known) {
        return;
    }
    struct place place = yaml_place(yaml_get(map, "status"));
    const char *hint = suggest_nearest(text, statuses, STATUSES);
    if (hint) {
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "unknown status %.*s; did you mean %s?",
                        SLICE_ARG(text), hint);
    } else {
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place,
                        "unknown status %.*s; there are occurred planned postponed cancelled", SLICE_ARG(text));
    }
}

/* Which actions may be said of what. */
static void check_kind(struct reading *reading, const struct yaml_node *id, const struct correction *entry)
{
    static const unsigned allowed[] = {
        [CORRECTION_OF_EVENT] = BIT_ALL,
        [CORRECTION_OF_RELATION] = BIT_REJECT,
        [CORRECTION_OF_ENTITY] = BIT_REJECT | BIT_MERGE | BIT_RENAME,
    };
    static const char *const told[] = {"", "a relation can only be rejected",
                                       "an entity can be rejected, merged and renamed"};
    if ((allowed[entry->kind] & 1u << entry->action) == 0) {
        struct place place = yaml_place(id);
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "%s is nothing for %.*s; %s",
                        action_names[entry->action], SLICE_ARG(entry->target), told[entry->kind]);
    }
}

static void check_into(struct reading *reading, const struct yaml_node *map, struct correction *entry)
{
    const struct yaml_node *node = yaml_get(map, "into");
    enum correction_kind kind;
    if (entry->into.len == 0 || !node) {
        return;
    }
    entry->into_place = yaml_place(node);
    if (!check_id(reading, node, entry->into, &kind)) {
        return;
    }
    if (kind != entry->kind) {
        diagnostics_add(reading->errors, SEVERITY_ERROR, &entry->into_place,
                        "%.*s cannot be merged into %.*s; both must be events, or both entities",
                        SLICE_ARG(entry->target), SLICE_ARG(entry->into));
    } else if (slice_equal(entry->into, entry->target)) {
        say(reading, node, "this is merged into itself");
    }
}

/* The key that says what is to be done. */
static const struct yaml_node *find_action(struct reading *reading, const struct yaml_node *map,
                                           struct correction *entry)
{
    const struct yaml_node *found = NULL;
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_node *key = yaml_key_at(map, i);
        int action = action_of(key->text);
        if (action >= 0 && found) {
            struct place place = yaml_place(key);
            diagnostics_add(reading->errors, SEVERITY_ERROR, &place,
                            "%.*s stands beside %s on line %u; a correction says one thing, give each an entry",
                            SLICE_ARG(key->text), action_names[entry->action], found->line);
        } else if (action >= 0) {
            entry->action = (enum correction_action)action;
            found = key;
        }
    }
    return found;
}

static void read_keys(struct reading *reading, const struct yaml_node *map, const struct yaml_node *action,
                      struct correction *entry)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_node *key = yaml_key_at(map, i);
        const struct yaml_node *value = yaml_value_at(map, i);
        const struct entry_key *known = key_of(key->text);
        if (action_of(key->text) >= 0) {
            continue;
        }
        if (!known) {
            report_unknown_key(reading, key);
        } else if (action && (known->actions & 1u << entry->action) == 0) {
            struct place place = yaml_place(key);
            diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "%s means nothing beside %s", known->name,
                            action_names[entry->action]);
        } else if (known->is_list) {
            read_texts(reading, key, value, (struct slice **)(void *)((char *)entry + known->text),
                       (size_t *)(void *)((char *)entry + known->count));
        } else {
            read_text(reading, key, value, (struct slice *)(void *)((char *)entry + known->text));
        }
    }
    for (size_t i = 0; action && i < ENTRY_KEYS; i++) {
        bool is_needed = entry_keys[i].is_needed && (entry_keys[i].actions & 1u << entry->action) != 0;
        if (is_needed && !yaml_get(map, entry_keys[i].name)) {
            struct place place = yaml_place(action);
            diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "%s needs %s:", action_names[entry->action],
                            entry_keys[i].name);
        }
    }
}

static void read_entry(struct reading *reading, const struct yaml_node *node)
{
    struct correction entry = {0};
    if (node->kind != YAML_MAP) {
        say(reading, node, "expected a correction such as `reject: event:4be1c7a90d21`");
        return;
    }
    size_t errors = reading->errors->error_count;
    const struct yaml_node *action = find_action(reading, node, &entry);
    read_keys(reading, node, action, &entry);
    if (!action && reading->errors->error_count == errors) {
        say(reading, node, "this says nothing to do; there are confirm merge redate reject rename split");
    }
    if (!action) {
        return;
    }
    const struct yaml_node *id = yaml_get(node, action_names[entry.action]);
    read_text(reading, action, id, &entry.target);
    entry.place = yaml_place(id);
    if (entry.target.len > 0 && check_id(reading, id, entry.target, &entry.kind)) {
        check_kind(reading, id, &entry);
        check_into(reading, node, &entry);
    }
    check_status(reading, node, entry.status);
    check_date(reading, node, "on", entry.on);
    if (entry.action == CORRECTION_REDATE) {
        check_date(reading, node, "to", entry.to);
    }
    struct corrections *out = reading->out;
    out->items = array_grow(out->items, &out->capacity, out->count + 1, sizeof *out->items);
    out->items[out->count++] = entry;
}

/* The list, which may stand alone or under corrections:. */
static const struct yaml_node *find_list(struct reading *reading, const struct yaml_node *root)
{
    if (root->kind != YAML_MAP) {
        return root;
    }
    const struct yaml_node *list = NULL;
    for (size_t i = 0; i < root->count; i++) {
        const struct yaml_node *key = yaml_key_at(root, i);
        if (slice_is(key->text, "corrections")) {
            list = yaml_value_at(root, i);
        } else {
            struct place place = yaml_place(key);
            diagnostics_add(reading->errors, SEVERITY_ERROR, &place,
                            "unknown key %.*s; the file has `corrections:`, and under it a list", SLICE_ARG(key->text));
        }
    }
    return list;
}

enum status corrections_read(struct corrections *corrections, struct slice bytes, const char *file,
                             struct diagnostics *errors)
{
    struct reading reading = {corrections, errors};
    size_t before = errors->error_count;
    const struct yaml_node *root = yaml_parse(bytes, file, &corrections->arena, errors);
    const struct yaml_node *list = root ? find_list(&reading, root) : NULL;
    if (list && list->kind == YAML_LIST) {
        for (size_t i = 0; i < list->count; i++) {
            read_entry(&reading, list->children[i]);
        }
    } else if (list && !is_blank(list)) {
        say(&reading, list, "expected a list of corrections, each with a dash before it");
    }
    return errors->error_count == before ? STATUS_OK : STATUS_FAILED;
}

void corrections_release(struct corrections *corrections)
{
    free(corrections->items);
    arena_release(&corrections->arena);
    *corrections = (struct corrections){0};
}
