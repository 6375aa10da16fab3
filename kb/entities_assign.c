/* Which entity each name of a document stands for: what the document defines comes first, then what holds everywhere.
 */
#include <stdlib.h>

#include "kb/entities_p.h"

enum { ANAPHOR_REACH = 8, PART_DEPTH = 16 };

/* What holds in one document alone. Values are roots, RESOLVE_NONE where two share a key. */
struct local {
    struct map defined;  /* key text of a defined alias */
    struct map shorts;   /* bag of a body's name without the larger body's words */
    struct map surnames; /* key text of a person's last word */
    struct map places;   /* key text of a place without its country */
};

static void claim(struct map *map, struct slice text, uint32_t root)
{
    bool added;
    uint32_t *owner = map_put(map, text, root, &added);
    if (!added && *owner != root) {
        *owner = RESOLVE_NONE;
    }
}

static uint32_t claimed(const struct map *map, struct slice text)
{
    const uint32_t *owner = text.len ? map_get(map, text) : NULL;
    return owner ? *owner : RESOLVE_NONE;
}

static bool has_word(const struct word_list *words, struct slice word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (slice_equal(words->items[i], word)) {
            return true;
        }
    }
    return false;
}

/* "Office of Counter-Terrorism", where the "United Nations Office of Counter-Terrorism" is at hand. */
static void claim_short(struct entity_table *table, struct local *local, uint32_t key)
{
    uint32_t root = entity_root(table, key);
    uint32_t whole = table->keys[root].part_of;
    if (whole == RESOLVE_NONE) {
        return;
    }
    struct word_list all;
    struct word_list larger;
    words_of(table->resolver, table->keys[key].written, true, &all);
    words_of(table->resolver, table->keys[entity_root(table, whole)].written, true, &larger);
    size_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        if (!has_word(&larger, all.items[i])) {
            all.items[count++] = all.items[i];
        }
    }
    if (count == 0 || count == all.count) {
        return;
    }
    all.count = count;
    claim(&local->shorts, words_joined(table->resolver, &all, 'o', true), root);
}

static void claim_surname(struct entity_table *table, struct local *local, uint32_t key)
{
    struct slice written = table->keys[key].written;
    size_t begin = written.len;
    while (begin > 0 && written.ptr[begin - 1] != ' ') {
        begin--;
    }
    if (begin > 0) {
        struct slice last = slice_sub(written, begin, written.len);
        struct slice text = entity_key_text(table, FAMILY_PERSON, last, (struct slice){0});
        if (text.len > 0) {
            claim(&local->surnames, text, entity_root(table, key));
        }
    }
}

static void claim_place(struct entity_table *table, struct map *places, uint32_t key)
{
    struct slice text = table->keys[key].text;
    const char *at = memchr(text.ptr, '@', text.len);
    if (at) {
        claim(places, slice_make(text.ptr, (size_t)(at - text.ptr)), entity_root(table, key));
    }
}

static void claim_definition(struct entity_table *table, struct local *local, const struct name_mention *name)
{
    enum family family = family_of(name->type);
    struct slice alias = entity_key_text(table, family, name->name, (struct slice){0});
    struct slice target = entity_key_text(table, family, name->alias_of, (struct slice){0});
    uint32_t root = RESOLVE_NONE;
    const uint32_t *known = target.len ? map_get(&table->aliases, target) : NULL;
    if (known && *known != RESOLVE_NONE) {
        root = entity_root(table, *known);
    } else if (target.len > 0) {
        const uint32_t *key = map_get(&table->by_text, target);
        root = key ? entity_root(table, *key) : RESOLVE_NONE;
    }
    if (alias.len > 0 && root != RESOLVE_NONE) {
        claim(&local->defined, alias, root);
    }
}

/* The bodies that are parts of each, as chains: keys plus one, 0 at the end. */
struct parts {
    uint32_t *first, *next;
    uint32_t count; /* keys that there were */
};

static void parts_chain(struct entity_table *table, struct parts *parts)
{
    struct arena *work = &table->resolver->work;
    parts->count = (uint32_t)table->key_count;
    parts->first = arena_alloc_array(work, table->key_count + 1, sizeof *parts->first);
    parts->next = arena_alloc_array(work, table->key_count + 1, sizeof *parts->next);
    for (uint32_t key = parts->count; key-- > 0;) {
        uint32_t whole = table->keys[entity_root(table, key)].part_of;
        if (whole != RESOLVE_NONE && table->keys[key].family == FAMILY_ORGANIZATION) {
            whole = entity_root(table, whole);
            parts->next[key] = parts->first[whole];
            parts->first[whole] = key + 1;
        }
    }
}

/* Where a body speaks, its own parts need not be named in full: "the Council of Ministers". */
static void claim_parts_of_speaker(struct entity_table *table, const struct parts *parts, struct local *local,
                                   uint32_t speaker)
{
    uint32_t root = entity_root(table, speaker);
    for (uint32_t at = root < parts->count ? parts->first[root] : 0; at > 0; at = parts->next[at - 1]) {
        claim_short(table, local, at - 1);
    }
}

static void local_open(struct entity_table *table, size_t s, const struct parts *parts, struct local *local)
{
    const struct source *source = &table->resolver->sources[s];
    const struct mention_set *set = source->set;
    struct map seen = {0};
    for (size_t i = 0; i < set->name_count; i++) {
        if (set->names[i].alias_of.len > 0) {
            claim_definition(table, local, &set->names[i]);
        }
        uint32_t key = table->written[s][i];
        if (key == RESOLVE_NONE) {
            continue;
        }
        bool added;
        map_put(&seen, table->keys[key].text, 1, &added);
        if (!added) {
            continue;
        }
        switch (table->keys[key].family) {
        case FAMILY_ORGANIZATION:
            claim_short(table, local, key);
            break;
        case FAMILY_PERSON:
            claim_surname(table, local, key);
            break;
        case FAMILY_PLACE:
            claim_place(table, &local->places, key);
            break;
        default:
            break;
        }
    }
    map_release(&seen);
    if (source->speaker != RESOLVE_NONE && table->keys[source->speaker].family == FAMILY_ORGANIZATION) {
        claim_short(table, local, source->speaker);
        claim_parts_of_speaker(table, parts, local, source->speaker);
    }
}

/* True where the name says the body whose office it is: in words, or by an acronym. */
static bool says_body(struct entity_table *table, struct slice name, uint32_t body)
{
    struct word_list words;
    struct word_list whole;
    words_of(table->resolver, name, false, &words);
    words_of(table->resolver, table->keys[body].written, false, &whole);
    for (size_t i = 0; i < whole.count; i++) {
        if (has_word(&words, whole.items[i])) {
            return true;
        }
    }
    for (size_t begin = 0; begin < name.len;) {
        size_t end = begin;
        while (end < name.len && name.ptr[end] != ' ') {
            end++;
        }
        if (words_is_acronym(slice_sub(name, begin, end))) {
            return true;
        }
        begin = end + 1;
    }
    return false;
}

/* Does the name begin with all the words of the body's: the United Nations Office of Meteorology? */
static bool names_whole(struct entity_table *table, struct slice name, uint32_t body)
{
    struct slice whole = table->keys[body].written;
    return whole.len > 0 && name.len > whole.len && name.ptr[whole.len] == ' ' &&
           slice_equal(slice_sub(name, 0, whole.len), whole);
}

/* "The Secretary General" in a paper of another body is that body's own, not the one that the gazetteer knows. */
static uint32_t office_of_speaker(struct entity_table *table, const struct source *source,
                                  const struct name_mention *name, uint32_t root)
{
    uint32_t within = table->keys[root].within_key;
    if (table->keys[root].family != FAMILY_PERSON || within == RESOLVE_NONE || source->speaker == RESOLVE_NONE) {
        return root;
    }
    uint32_t body = entity_root(table, within);
    uint32_t speaker = entity_root(table, source->speaker);
    uint32_t at = speaker;
    for (unsigned depth = 0; depth < PART_DEPTH && at != RESOLVE_NONE; depth++) {
        if (at == body) {
            return root;
        }
        at = table->keys[at].part_of == RESOLVE_NONE ? RESOLVE_NONE : entity_root(table, table->keys[at].part_of);
    }
    if (table->keys[speaker].family != FAMILY_ORGANIZATION || says_body(table, name->name, body) ||
        names_whole(table, table->keys[speaker].written, body)) {
        return root;
    }
    struct slice text = arena_format(&table->resolver->work, "%.*s of the %.*s", SLICE_ARG(name->name),
                                     SLICE_ARG(table->keys[speaker].written));
    uint32_t key = entity_key(table, FAMILY_PERSON, text, (struct slice){0});
    return key == RESOLVE_NONE ? root : entity_root(table, key);
}

static uint32_t resolve_name(struct entity_table *table, const struct source *source, const struct local *local,
                             const struct map *places, const struct name_mention *name, uint32_t key,
                             struct slice *bags)
{
    uint32_t root = entity_root(table, key);
    if (name->canonical.len > 0) {
        root = office_of_speaker(table, source, name, root);
        if (local->defined.count == 0) {
            return root;
        }
        struct slice text = entity_key_text(table, family_of(name->type), name->name, (struct slice){0});
        uint32_t defined = claimed(&local->defined, text);
        return defined != RESOLVE_NONE ? defined : root;
    }
    struct slice text = table->keys[key].text;
    uint32_t found = claimed(&local->defined, text);
    if (found == RESOLVE_NONE && table->keys[key].family == FAMILY_PERSON) {
        found = claimed(&local->surnames, text);
    }
    if (found == RESOLVE_NONE && table->keys[key].family == FAMILY_PLACE) {
        found = claimed(&local->places, text);
        found = found == RESOLVE_NONE ? claimed(places, text) : found;
    }
    if (found == RESOLVE_NONE && table->keys[key].family == FAMILY_ORGANIZATION && local->shorts.count > 0 &&
        table->keys[root].canonical.len == 0) {
        if (bags[key].len == 0) {
            bags[key] = entity_bag(table, key);
        }
        found = claimed(&local->shorts, bags[key]);
    }
    return found != RESOLVE_NONE ? found : root;
}

static uint32_t state_of(struct entity_table *table, const struct source *source)
{
    struct slice texts[] = {source->set->facts.author_organization, source->author};
    for (size_t i = 0; i < 2; i++) {
        uint32_t root = texts[i].len ? entity_lookup(table, texts[i]) : RESOLVE_NONE;
        if (root != RESOLVE_NONE && table->keys[root].family == FAMILY_STATE) {
            return root;
        }
    }
    struct slice given = source->set->document.given_author;
    if (given.len > 0 && entity_lookup(table, given) == RESOLVE_NONE) {
        return entity_key(table, FAMILY_STATE, given, (struct slice){0});
    }
    return RESOLVE_NONE;
}

static bool has_name_word(struct entity_table *table, uint32_t root, struct slice word)
{
    struct word_list words;
    words_of(table->resolver, table->keys[root].written, false, &words);
    return has_word(&words, word);
}

/* "The Bank": the body that speaks if its name has that word, else the nearest one before that has it. */
static uint32_t resolve_named(struct entity_table *table, const struct source *source, size_t index)
{
    const struct name_mention *names = source->set->names;
    struct word_list words;
    words_of(table->resolver, names[index].name, false, &words);
    if (words.count == 0) {
        return RESOLVE_NONE;
    }
    struct slice word = words.items[words.count - 1];
    if (source->speaker != RESOLVE_NONE && has_name_word(table, entity_root(table, source->speaker), word)) {
        return source->speaker;
    }
    for (size_t i = index; i-- > 0 && names[i].sentence + ANAPHOR_REACH >= names[index].sentence;) {
        uint32_t entity = source->entity[i];
        if (names[i].means.len == 0 && names[i].at.text.end <= names[index].at.text.begin && entity != RESOLVE_NONE &&
            table->keys[entity].family == FAMILY_ORGANIZATION && has_name_word(table, entity, word)) {
            return entity;
        }
        /* "The Director of the X Bank": that bank as well. */
        uint32_t body = entity != RESOLVE_NONE && table->keys[entity].family == FAMILY_PERSON
                            ? table->keys[entity].within_key
                            : RESOLVE_NONE;
        if (body != RESOLVE_NONE && has_name_word(table, entity_root(table, body), word)) {
            return entity_root(table, body);
        }
    }
    return RESOLVE_NONE;
}

/* What "we", "my country" or "the Organization" stands for; RESOLVE_NONE where the document does not say. */
static uint32_t resolve_anaphor(struct entity_table *table, const struct source *source, size_t index)
{
    const struct name_mention *names = source->set->names;
    struct slice means = names[index].means;
    if (slice_is(means, "speaker")) {
        return source->speaker;
    }
    if (slice_is(means, "author")) {
        struct slice author = source->set->facts.author;
        return author.len > 0 ? entity_lookup(table, author) : RESOLVE_NONE;
    }
    if (slice_is(means, "country")) {
        return state_of(table, source);
    }
    if (slice_is(means, "named")) {
        return resolve_named(table, source, index);
    }
    for (size_t i = index; i-- > 0 && names[i].sentence + ANAPHOR_REACH >= names[index].sentence;) {
        bool direct = names[i].means.len == 0 && names[i].at.text.end <= names[index].at.text.begin;
        if (direct && slice_equal(names[i].type, means) && source->entity[i] != RESOLVE_NONE) {
            return source->entity[i];
        }
    }
    return RESOLVE_NONE;
}

static void find_speaker(struct entity_table *table, struct source *source)
{
    struct slice texts[] = {source->set->facts.author_organization, source->author};
    for (size_t i = 0; i < 2 && source->speaker == RESOLVE_NONE; i++) {
        if (texts[i].len > 0) {
            source->speaker = entity_lookup(table, texts[i]);
        }
    }
    /* A person speaks for the body whose office it holds. */
    if (source->speaker != RESOLVE_NONE && table->keys[source->speaker].family == FAMILY_PERSON &&
        table->keys[source->speaker].within_key != RESOLVE_NONE) {
        source->speaker = entity_root(table, table->keys[source->speaker].within_key);
    }
}

void entity_assign(struct entity_table *table)
{
    struct resolver *resolver = table->resolver;
    struct map places = {0};
    for (uint32_t i = 0; i < table->key_count; i++) {
        if (table->keys[i].family == FAMILY_PLACE) {
            claim_place(table, &places, i);
        }
    }
    /* Names of this pass are all keys already; those made for states on the way have no bag. */
    struct parts parts = {0};
    parts_chain(table, &parts);
    struct slice *bags = arena_alloc_array(&resolver->work, table->key_count, sizeof *bags);
    for (size_t s = 0; s < resolver->source_count; s++) {
        struct source *source = &resolver->sources[s];
        find_speaker(table, source);
        struct local local = {0};
        local_open(table, s, &parts, &local);
        for (size_t i = 0; i < source->set->name_count; i++) {
            uint32_t key = table->written[s][i];
            if (key == RESOLVE_NONE) {
                source->entity[i] = resolve_anaphor(table, source, i);
            } else {
                source->entity[i] = resolve_name(table, source, &local, &places, &source->set->names[i], key, bags);
            }
        }
        map_release(&local.defined);
        map_release(&local.shorts);
        map_release(&local.surnames);
        map_release(&local.places);
    }
    map_release(&places);
}
