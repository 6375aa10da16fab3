#include "kb/names.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/yaml.h"
#include "kb/text_key.h"

static bool is_blank(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR && slice_trim(node->text).len == 0;
}

static void say(struct diagnostics *errors, const struct yaml_node *node, const char *text)
{
    struct place place = yaml_place(node);
    diagnostics_add(errors, SEVERITY_ERROR, &place, "%s", text);
}

static void read_pair(struct house_names *names, const struct yaml_node *key, const struct yaml_node *value,
                      struct diagnostics *errors)
{
    struct place place = yaml_place(value);
    if (value->kind != YAML_SCALAR) {
        diagnostics_add(errors, SEVERITY_ERROR, &place, "expected a name after %.*s:, found %s", SLICE_ARG(key->text),
                        value->kind == YAML_LIST ? "a list" : "a map");
    } else if (is_blank(value) || is_blank(key)) {
        say(errors, key, "expected a name, and behind the colon what it is to be called");
    } else {
        names->items = array_grow(names->items, &names->capacity, names->count + 1, sizeof *names->items);
        names->items[names->count++] =
            (struct house_name){slice_trim(key->text), slice_trim(value->text), yaml_place(key)};
    }
}

enum status house_names_read(struct house_names *names, struct slice bytes, const char *file,
                             struct diagnostics *errors)
{
    size_t before = errors->error_count;
    const struct yaml_node *root = yaml_parse(bytes, file, &names->arena, errors);
    if (root && root->kind != YAML_MAP && !is_blank(root)) {
        say(errors, root, "expected `names:`, and under it a map from names to what they are to be called");
    }
    for (size_t i = 0; root && root->kind == YAML_MAP && i < root->count; i++) {
        const struct yaml_node *key = yaml_key_at(root, i);
        const struct yaml_node *value = yaml_value_at(root, i);
        struct place place = yaml_place(key);
        if (!slice_is(key->text, "names")) {
            diagnostics_add(errors, SEVERITY_ERROR, &place,
                            "unknown key %.*s; the file has `names:`, and under it a map", SLICE_ARG(key->text));
        } else if (value->kind == YAML_MAP) {
            for (size_t n = 0; n < value->count; n++) {
                read_pair(names, yaml_key_at(value, n), yaml_value_at(value, n), errors);
            }
        } else if (!is_blank(value)) {
            say(errors, value, "expected a map from names to what they are to be called");
        }
    }
    return errors->error_count == before ? STATUS_OK : STATUS_FAILED;
}

void house_names_release(struct house_names *names)
{
    free(names->items);
    arena_release(&names->arena);
    *names = (struct house_names){0};
}

/* --- */

static int order_aliases(const void *a, const void *b)
{
    const struct kb_alias *left = a;
    const struct kb_alias *right = b;
    int order = slice_compare(left->alias, right->alias);
    return order ? order
                 : (left->where.document > right->where.document) - (left->where.document < right->where.document);
}

void entity_add_names(struct arena *arena, struct kb_entity *to, const struct kb_entity *from, struct slice name)
{
    size_t total = to->alias_count + (from ? from->alias_count : 0) + 1;
    struct kb_alias *all = arena_alloc_array(arena, total, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < to->alias_count; i++) {
        all[count++] = to->aliases[i];
    }
    for (size_t i = 0; from && i < from->alias_count; i++) {
        all[count++] = from->aliases[i];
    }
    all[count++] = (struct kb_alias){.alias = name, .where = {.document = UINT32_MAX}};
    qsort(all, count, sizeof *all, order_aliases);
    to->aliases = all;
    to->alias_count = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_known = to->alias_count > 0 && slice_equal(all[to->alias_count - 1].alias, all[i].alias);
        if (!is_known && !slice_equal(all[i].alias, to->name)) {
            all[to->alias_count++] = all[i];
        }
    }
}

/* Entities by what they are called. */
struct lookup {
    struct arena arena;
    struct map ids;   /* id -> entity */
    struct map names; /* folded name or alias -> entity, UINT32_MAX where several have it */
};

static void add_name(struct lookup *lookup, struct slice name, uint32_t entity)
{
    bool added;
    struct slice key = text_key(&lookup->arena, name);
    uint32_t *owner = map_put(&lookup->names, key, entity, &added);
    if (!added && *owner != entity) {
        *owner = UINT32_MAX;
    }
}

static void open_lookup(const struct kb *kb, struct lookup *lookup)
{
    for (uint32_t i = 0; i < kb->entity_count; i++) {
        map_put(&lookup->ids, kb->entities[i].id, i, NULL);
        add_name(lookup, kb->entities[i].name, i);
        for (size_t a = 0; a < kb->entities[i].alias_count; a++) {
            add_name(lookup, kb->entities[i].aliases[a].alias, i);
        }
    }
}

static const uint32_t *find(struct lookup *lookup, struct slice who)
{
    const uint32_t *found = map_get(&lookup->ids, who);
    struct slice key = text_key(&lookup->arena, who);
    return found ? found : key.len ? map_get(&lookup->names, key) : NULL;
}

/* A code of two letters is near to many others. */
static bool is_code(struct slice who)
{
    enum { CODE = 2 };
    const char *colon = memchr(who.ptr, ':', who.len);
    return colon && (size_t)(who.ptr + who.len - colon) <= CODE + 1;
}

/* Names of nobody that look like none in the knowledge base are counted only: a house list names the whole world. */
static bool warn_of_unknown(const struct house_name *item, struct lookup *lookup, const struct kb *kb,
                            struct diagnostics *errors)
{
    const char **names = memory_zero(2 * kb->entity_count + 1, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < kb->entity_count; i++) {
        names[count++] = arena_string(&lookup->arena, kb->entities[i].id);
        names[count++] = arena_string(&lookup->arena, kb->entities[i].name);
    }
    const char *hint = is_code(item->who) ? NULL : suggest_nearest(item->who, names, count);
    if (hint) {
        diagnostics_add(errors, SEVERITY_WARNING, &item->place, "nobody is called %.*s; did you mean %s?",
                        SLICE_ARG(item->who), hint);
    }
    free(names);
    return hint != NULL;
}

static void rename_entity(struct kb *kb, struct kb_entity *entity, struct slice name)
{
    struct slice old = entity->name;
    if (!slice_equal(old, name)) {
        entity->name = arena_copy(&kb->arena, name);
        entity_add_names(&kb->arena, entity, NULL, old);
    }
}

/* Which name each entity is to have: SIZE_MAX none, SIZE_MAX - 1 two that differ. */
static size_t *choose(const struct house_names *names, const struct kb *kb, struct lookup *lookup,
                      struct diagnostics *errors)
{
    size_t *chosen = arena_alloc_array(&lookup->arena, kb->entity_count, sizeof *chosen);
    size_t unknown = 0;
    for (size_t i = 0; i < kb->entity_count; i++) {
        chosen[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < names->count; i++) {
        const struct house_name *item = &names->items[i];
        const uint32_t *found = find(lookup, item->who);
        if (!found) {
            unknown += !warn_of_unknown(item, lookup, kb, errors);
        } else if (*found == UINT32_MAX) {
            diagnostics_add(errors, SEVERITY_WARNING, &item->place, "several are called %.*s; name the one by its id",
                            SLICE_ARG(item->who));
        } else if (chosen[*found] >= SIZE_MAX - 1) {
            chosen[*found] = chosen[*found] == SIZE_MAX ? i : SIZE_MAX - 1;
        } else if (!slice_equal(names->items[chosen[*found]].name, item->name)) {
            diagnostics_add(errors, SEVERITY_ERROR, &item->place,
                            "%.*s is called %.*s on line %u already; neither name is given",
                            SLICE_ARG(kb->entities[*found].id), SLICE_ARG(names->items[chosen[*found]].name),
                            names->items[chosen[*found]].place.line);
            chosen[*found] = SIZE_MAX - 1;
        }
    }
    if (unknown > 0) {
        struct place place = {.file = names->items[0].place.file};
        diagnostics_add(errors, SEVERITY_NOTE, &place, "%zu of %zu names are of nobody in this knowledge base", unknown,
                        names->count);
    }
    return chosen;
}

void house_names_apply(const struct house_names *names, struct kb *kb, struct diagnostics *errors)
{
    struct lookup lookup = {0};
    open_lookup(kb, &lookup);
    const size_t *chosen = choose(names, kb, &lookup, errors);
    for (size_t i = 0; i < kb->entity_count; i++) {
        if (chosen[i] < SIZE_MAX - 1) {
            rename_entity(kb, &kb->entities[i], names->items[chosen[i]].name);
        }
    }
    map_release(&lookup.ids);
    map_release(&lookup.names);
    arena_release(&lookup.arena);
}
