/* Keys of names: what folds to the same words is one key, and keys that are variants of one another are joined. */
#include <stdlib.h>

#include "kb/entities_p.h"

enum { MAX_ALIASES = 64 };

enum family family_of(struct slice type)
{
    if (slice_is(type, "state")) {
        return FAMILY_STATE;
    }
    if (slice_is(type, "person")) {
        return FAMILY_PERSON;
    }
    return slice_is(type, "place") ? FAMILY_PLACE : FAMILY_ORGANIZATION;
}

struct slice entity_key_text(struct entity_table *table, enum family family, struct slice name, struct slice country)
{
    struct word_list words;
    words_of(table->resolver, name, false, &words);
    if (words.count == 0) {
        return (struct slice){0};
    }
    struct slice text = words_joined(table->resolver, &words, "oshp"[family], false);
    if (family == FAMILY_PLACE && country.len > 0) {
        text = arena_format(&table->resolver->work, "%.*s@%.*s", SLICE_ARG(text), SLICE_ARG(country));
    }
    return text;
}

static uint32_t key_of_text(struct entity_table *table, enum family family, struct slice text, struct slice written)
{
    bool added;
    uint32_t index = *map_put(&table->by_text, text, (uint32_t)table->key_count, &added);
    if (!added) {
        return index;
    }
    table->keys = array_grow(table->keys, &table->key_capacity, table->key_count + 1, sizeof *table->keys);
    table->keys[table->key_count++] = (struct name_key){.text = text,
                                                        .family = family,
                                                        .parent = index,
                                                        .written = written,
                                                        .within_key = RESOLVE_NONE,
                                                        .part_of = RESOLVE_NONE};
    return index;
}

uint32_t entity_key(struct entity_table *table, enum family family, struct slice name, struct slice country)
{
    struct slice text = entity_key_text(table, family, name, country);
    return text.len == 0 ? RESOLVE_NONE : key_of_text(table, family, text, name);
}

uint32_t entity_root(struct entity_table *table, uint32_t key)
{
    uint32_t root = key;
    while (table->keys[root].parent != root) {
        root = table->keys[root].parent;
    }
    while (table->keys[key].parent != root) {
        uint32_t next = table->keys[key].parent;
        table->keys[key].parent = root;
        key = next;
    }
    return root;
}

static void inherit(struct slice *field, struct slice from)
{
    if (field->len == 0) {
        *field = from;
    }
}

void entity_join(struct entity_table *table, uint32_t a, uint32_t b)
{
    a = entity_root(table, a);
    b = entity_root(table, b);
    if (a == b) {
        return;
    }
    struct name_key *left = &table->keys[a];
    struct name_key *right = &table->keys[b];
    if (left->canonical.len > 0 && right->canonical.len > 0) {
        return;
    }
    if (right->canonical.len > 0 || (left->canonical.len == 0 && slice_compare(right->text, left->text) < 0)) {
        struct name_key *swap = left;
        left = right;
        right = swap;
    }
    right->parent = (uint32_t)(left - table->keys);
    inherit(&left->wikidata, right->wikidata);
    inherit(&left->iso2, right->iso2);
    inherit(&left->country, right->country);
    if (left->within_key == RESOLVE_NONE) {
        left->within_key = right->within_key;
    }
    left->mentions += right->mentions;
}

/* Key of a name that the gazetteer knows: states by their code, the rest by the canonical name. */
static uint32_t gazetteer_key(struct entity_table *table, const struct name_mention *name)
{
    enum family family = family_of(name->type);
    if (family == FAMILY_STATE && name->iso2.len > 0) {
        struct slice text = arena_format(&table->resolver->work, "s@%.*s", SLICE_ARG(name->iso2));
        return key_of_text(table, family, text, name->canonical);
    }
    return entity_key(table, family, name->canonical, name->country);
}

static void claim_alias(struct entity_table *table, enum family family, struct slice alias, uint32_t key)
{
    struct slice text = entity_key_text(table, family, alias, (struct slice){0});
    if (text.len == 0) {
        return;
    }
    bool added;
    uint32_t *owner = map_put(&table->aliases, text, key, &added);
    if (!added && *owner != key) {
        *owner = RESOLVE_NONE;
    }
}

static void collect_gazetteer(struct entity_table *table, uint32_t index, const struct name_mention *name)
{
    struct name_key *key = &table->keys[index];
    if (key->gazetteer) {
        return;
    }
    key->gazetteer = name;
    key->canonical = name->canonical;
    key->written = name->canonical;
    claim_alias(table, key->family, name->canonical, index);
    for (size_t i = 0; i < name->alias_count && i < MAX_ALIASES; i++) {
        claim_alias(table, table->keys[index].family, name->aliases[i], index);
        words_add_expansion(table->resolver, name->aliases[i], name->canonical);
    }
    words_add_expansion(table->resolver, name->name, name->canonical);
}

static uint32_t collect_name(struct entity_table *table, const struct name_mention *name)
{
    if (name->means.len > 0 && name->canonical.len == 0) {
        return RESOLVE_NONE;
    }
    bool known = name->canonical.len > 0;
    uint32_t index =
        known ? gazetteer_key(table, name) : entity_key(table, family_of(name->type), name->name, name->country);
    if (index == RESOLVE_NONE) {
        return index;
    }
    uint32_t within = RESOLVE_NONE;
    if (name->within.len > 0) {
        within = entity_key(table, FAMILY_ORGANIZATION, name->within, (struct slice){0});
    }
    if (known) {
        collect_gazetteer(table, index, name);
    }
    struct name_key *key = &table->keys[index];
    key->mentions++;
    inherit(&key->type, name->type);
    inherit(&key->wikidata, name->wikidata);
    inherit(&key->iso2, name->iso2);
    inherit(&key->country, name->country);
    if (within != RESOLVE_NONE && key->within_key == RESOLVE_NONE && within != index) {
        key->within_key = within;
        key->within = name->within;
    }
    return index;
}

/* The body that a head names as the author's counts as named, whether the text names it or not. */
static void collect_author(struct entity_table *table, struct slice name, enum family family)
{
    if (name.len > 0 && entity_lookup(table, name) == RESOLVE_NONE) {
        uint32_t key = entity_key(table, family, name, (struct slice){0});
        if (key != RESOLVE_NONE) {
            table->keys[key].mentions++;
        }
    }
}

/* Does the text speak of its author ("I visited", a head that names an occasion)? */
static bool speaks_of_author(const struct mention_set *set)
{
    for (size_t i = 0; i < set->name_count; i++) {
        if (slice_is(set->names[i].means, "author")) {
            return true;
        }
    }
    return false;
}

void entity_collect(struct entity_table *table)
{
    struct resolver *resolver = table->resolver;
    table->written = arena_alloc_array(&resolver->work, resolver->source_count, sizeof *table->written);
    for (size_t s = 0; s < resolver->source_count; s++) {
        const struct mention_set *set = resolver->sources[s].set;
        table->written[s] = arena_alloc_array(&resolver->work, set->name_count, sizeof **table->written);
        for (size_t i = 0; i < set->name_count; i++) {
            const struct name_mention *name = &set->names[i];
            table->written[s][i] = collect_name(table, name);
            if (name->alias_of.len > 0) {
                entity_key(table, family_of(name->type), name->alias_of, (struct slice){0});
            }
        }
        collect_author(table, set->facts.author_organization, FAMILY_ORGANIZATION);
        if (speaks_of_author(set)) {
            collect_author(table, set->facts.author, FAMILY_PERSON);
        }
    }
}

static uint32_t known_as(struct entity_table *table, struct slice text)
{
    const uint32_t *alias = map_get(&table->aliases, text);
    if (alias && *alias != RESOLVE_NONE) {
        return entity_root(table, *alias);
    }
    const uint32_t *key = map_get(&table->by_text, text);
    return key ? entity_root(table, *key) : RESOLVE_NONE;
}

uint32_t entity_lookup(struct entity_table *table, struct slice name)
{
    static const enum family order[] = {FAMILY_STATE, FAMILY_ORGANIZATION, FAMILY_PERSON, FAMILY_PLACE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        struct slice text = entity_key_text(table, order[i], name, (struct slice){0});
        uint32_t root = text.len ? known_as(table, text) : RESOLVE_NONE;
        if (root != RESOLVE_NONE) {
            return root;
        }
    }
    return RESOLVE_NONE;
}
