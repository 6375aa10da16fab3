/* Which keys of names are one: gazetteer aliases, definitions in texts, the same words in another order, initials. */
#include <stdlib.h>

#include "base/buffer.h"
#include "kb/entities_p.h"

enum { MIN_ACRONYM = 3, MAX_ACRONYM = 12, SAME_NAME_PERCENT = 60 };

static void join_aliases(struct entity_table *table)
{
    for (uint32_t i = 0; i < table->key_count; i++) {
        if (table->keys[i].canonical.len > 0) {
            continue;
        }
        const uint32_t *alias = map_get(&table->aliases, table->keys[i].text);
        if (alias && *alias != RESOLVE_NONE) {
            entity_join(table, i, *alias);
        }
    }
}

struct slice entity_bag(struct entity_table *table, uint32_t key)
{
    const struct name_key *item = &table->keys[key];
    struct word_list words;
    if (item->within.len == 0) {
        words_of(table->resolver, item->written, true, &words);
    } else {
        struct slice both =
            arena_format(&table->resolver->work, "%.*s %.*s", SLICE_ARG(item->written), SLICE_ARG(item->within));
        words_of(table->resolver, both, true, &words);
    }
    return words.count ? words_joined(table->resolver, &words, 'o', true) : (struct slice){0};
}

/* The same words in another order, acronyms expanded: "RATS SCO", "SCO Regional Anti-Terrorist Structure". */
static void join_bags(struct entity_table *table)
{
    struct map bags = {0};
    for (uint32_t i = 0; i < table->key_count; i++) {
        if (table->keys[i].family != FAMILY_ORGANIZATION) {
            continue;
        }
        struct slice bag = entity_bag(table, i);
        if (bag.len == 0) {
            continue;
        }
        bool added;
        uint32_t first = *map_put(&bags, bag, i, &added);
        if (!added) {
            entity_join(table, first, i);
        }
    }
    map_release(&bags);
}

/* Share of words of the smaller name that the other has as well, in percent. */
static size_t words_shared(struct entity_table *table, struct slice a, struct slice b)
{
    struct word_list left;
    struct word_list right;
    words_of(table->resolver, a, true, &left);
    words_of(table->resolver, b, true, &right);
    size_t shared = 0;
    for (size_t i = 0; i < left.count; i++) {
        for (size_t j = 0; j < right.count; j++) {
            if (slice_equal(left.items[i], right.items[j])) {
                shared++;
                break;
            }
        }
    }
    size_t smaller = left.count < right.count ? left.count : right.count;
    return smaller ? shared * 100 / smaller : 0;
}

/* "X (Y)": where all texts that define Y agree, Y is X everywhere. Where a name is in the gazetteer under Y already, X
 * joins that entry if the two are nearly the same name. */
static void join_definitions(struct entity_table *table)
{
    struct resolver *resolver = table->resolver;
    for (size_t s = 0; s < resolver->source_count; s++) {
        const struct mention_set *set = resolver->sources[s].set;
        for (size_t i = 0; i < set->name_count; i++) {
            const struct name_mention *name = &set->names[i];
            if (name->alias_of.len == 0) {
                continue;
            }
            enum family family = family_of(name->type);
            uint32_t target = entity_key(table, family, name->alias_of, (struct slice){0});
            struct slice alias = entity_key_text(table, family, name->name, (struct slice){0});
            uint32_t written = table->written[s][i];
            if (target == RESOLVE_NONE || alias.len == 0) {
                continue;
            }
            target = entity_root(table, target);
            if (written != RESOLVE_NONE && table->keys[written].canonical.len > 0 &&
                words_shared(table, table->keys[written].canonical, name->alias_of) >= SAME_NAME_PERCENT) {
                entity_join(table, written, target);
                target = entity_root(table, target);
            }
            bool added;
            uint32_t *owner = map_put(&table->defined, alias, target, &added);
            if (!added && *owner != RESOLVE_NONE && entity_root(table, *owner) != target) {
                *owner = RESOLVE_NONE;
            }
        }
    }
    for (size_t i = 0; i < table->defined.count; i++) {
        const struct map_entry *entry = &table->defined.entries[i];
        const uint32_t *key = map_get(&table->by_text, entry->key);
        if (entry->value == RESOLVE_NONE || map_get(&table->aliases, entry->key)) {
            continue;
        }
        map_put(&table->aliases, entry->key, entity_root(table, entry->value), NULL);
        if (key) {
            words_add_expansion(table->resolver, table->keys[*key].written, table->keys[entry->value].written);
            entity_join(table, entry->value, *key);
        }
    }
}

/* Initials of a name: with or without small words, with or without the parts of hyphenated words. */
static struct slice initials(struct entity_table *table, struct slice name, bool small, bool parts)
{
    struct buffer letters = {0};
    bool begins = true;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
        if (begins && letter && (small || (c >= 'A' && c <= 'Z'))) {
            buffer_add_byte(&letters, (char)(c >= 'a' && c <= 'z' ? c - 32 : c));
        }
        begins = c == ' ' || (parts && c == '-');
    }
    struct slice result = arena_copy(&table->resolver->work, buffer_slice(&letters));
    buffer_release(&letters);
    return result;
}

static void claim_initials(struct entity_table *table, struct map *owners, uint32_t key)
{
    for (unsigned way = 0; way < 4; way++) {
        struct slice letters = initials(table, table->keys[key].written, way & 1, way & 2);
        if (letters.len < MIN_ACRONYM || letters.len > MAX_ACRONYM) {
            continue;
        }
        bool added;
        uint32_t *owner = map_put(owners, letters, key, &added);
        if (!added && *owner != RESOLVE_NONE && entity_root(table, *owner) != entity_root(table, key)) {
            *owner = RESOLVE_NONE;
        }
    }
}

/* An acronym that nothing defines is the one name of the build whose initials it has. */
static void join_initials(struct entity_table *table)
{
    struct map owners = {0};
    for (uint32_t i = 0; i < table->key_count; i++) {
        const struct name_key *key = &table->keys[i];
        if (key->family == FAMILY_ORGANIZATION && !words_is_acronym(key->written)) {
            claim_initials(table, &owners, i);
        }
    }
    for (uint32_t i = 0; i < table->key_count; i++) {
        const struct name_key *key = &table->keys[i];
        bool open = key->family == FAMILY_ORGANIZATION && key->canonical.len == 0 && words_is_acronym(key->written) &&
                    !map_get(&table->aliases, key->text) && !map_get(&table->defined, key->text);
        const uint32_t *owner = open ? map_get(&owners, key->written) : NULL;
        if (owner && *owner != RESOLVE_NONE && entity_root(table, i) == i) {
            words_add_expansion(table->resolver, key->written, table->keys[*owner].written);
            entity_join(table, *owner, i);
        }
    }
    map_release(&owners);
}

/* Root of the organization of that name, if the build has one that may be a whole: not one stray word. */
static uint32_t body_named(struct entity_table *table, struct slice name, uint32_t key)
{
    struct word_list words;
    words_of(table->resolver, name, true, &words);
    struct slice text = words_joined(table->resolver, &words, 'o', false);
    const uint32_t *found = words.count ? map_get(&table->by_text, text) : NULL;
    if (!found || table->keys[*found].mentions == 0) {
        return RESOLVE_NONE;
    }
    uint32_t root = entity_root(table, *found);
    bool stray = words.count < 2 && table->keys[root].canonical.len == 0;
    return stray || root == entity_root(table, key) ? RESOLVE_NONE : root;
}

static bool is_small_word(struct entity_table *table, struct slice text)
{
    struct word_list words;
    words_of(table->resolver, text, false, &words);
    return words.count == 0;
}

/* Key of the body whose whole name begins this one ("X Office of Y") or ends it after a small word ("Council of the
 * X"). */
static uint32_t larger_body(struct entity_table *table, uint32_t key)
{
    enum { MAX_NAME_WORDS = 24 };
    struct slice name = table->keys[key].written;
    size_t begins[MAX_NAME_WORDS];
    size_t count = 0;
    for (size_t i = 0; i < name.len && count < MAX_NAME_WORDS; i++) {
        if (i == 0 || (name.ptr[i - 1] == ' ' && name.ptr[i] != ' ')) {
            begins[count++] = i;
        }
    }
    for (size_t i = 1; i < count; i++) {
        size_t word_end = i + 1 < count ? begins[i + 1] : name.len;
        size_t before = begins[i - 1];
        uint32_t whole = RESOLVE_NONE;
        if (is_small_word(table, slice_sub(name, before, begins[i]))) {
            whole = body_named(table, slice_sub(name, begins[i], name.len), key);
        } else if (!is_small_word(table, slice_sub(name, begins[i], word_end))) {
            whole = body_named(table, slice_sub(name, 0, begins[i]), key);
        }
        if (whole != RESOLVE_NONE) {
            return whole;
        }
    }
    return RESOLVE_NONE;
}

static bool is_part(struct entity_table *table, uint32_t whole, uint32_t part)
{
    for (unsigned depth = 0; depth < 16; depth++) {
        if (whole == part) {
            return true;
        }
        if (table->keys[whole].part_of == RESOLVE_NONE) {
            return false;
        }
        whole = entity_root(table, table->keys[whole].part_of);
    }
    return true;
}

static void link_parts(struct entity_table *table)
{
    for (uint32_t i = 0; i < table->key_count; i++) {
        if (table->keys[i].family != FAMILY_ORGANIZATION) {
            continue;
        }
        uint32_t root = entity_root(table, i);
        uint32_t whole = table->keys[i].within_key;
        if (whole == RESOLVE_NONE && table->keys[i].mentions > 0) {
            whole = larger_body(table, i);
        }
        if (whole == RESOLVE_NONE || table->keys[root].part_of != RESOLVE_NONE) {
            continue;
        }
        whole = entity_root(table, whole);
        if (!is_part(table, whole, root)) {
            table->keys[root].part_of = whole;
        }
    }
}

void entity_join_all(struct entity_table *table)
{
    join_aliases(table);
    join_bags(table);
    join_definitions(table);
    join_initials(table);
    join_bags(table);
    link_parts(table);
}
