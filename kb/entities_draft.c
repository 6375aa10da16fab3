/* Entities with their names, aliases, evidence and ids, of keys that are assigned; and the last step, which drops the
 * entities that nothing uses. */
#include <stdlib.h>

#include "base/sha256.h"
#include "kb/entities_p.h"

/* One way in which an entity is written. */
struct form {
    struct slice text;
    uint32_t count;
    uint32_t document; /* where first, or where it is defined */
    uint32_t name;
    uint32_t next; /* form of the same entity, RESOLVE_NONE at the end */
    bool defined;
    bool indirect; /* short for the entity in its document alone */
};

struct draft_build {
    struct entity_table *table;
    struct form *forms;
    size_t form_count;
    size_t form_capacity;
    uint32_t *first_form; /* of each key that is a root */
    uint32_t *evidence;   /* of each key: how many documents name it */
    uint32_t *last_document;
    uint32_t *draft; /* of each key: its draft */
};

static void note_form(struct draft_build *build, struct map *by_text, uint32_t root, uint32_t s, uint32_t index)
{
    struct entity_table *table = build->table;
    const struct name_mention *name = &table->resolver->sources[s].set->names[index];
    struct slice key = arena_format(&table->resolver->work, "%u %.*s", root, SLICE_ARG(name->name));
    bool added;
    uint32_t at = *map_put(by_text, key, (uint32_t)build->form_count, &added);
    bool defined = name->alias_of.len > 0;
    uint32_t written = table->written[s][index];
    if (added) {
        build->forms = array_grow(build->forms, &build->form_capacity, build->form_count + 1, sizeof *build->forms);
        build->forms[build->form_count++] = (struct form){.text = name->name,
                                                          .document = s,
                                                          .name = index,
                                                          .next = build->first_form[root],
                                                          .defined = defined,
                                                          .indirect = entity_root(table, written) != root};
        build->first_form[root] = at;
    }
    struct form *form = &build->forms[at];
    form->count++;
    if (defined && !form->defined) {
        form->defined = true;
        form->document = s;
        form->name = index;
    }
}

static bool has_lower(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') || (unsigned char)text.ptr[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

static bool better_name(const struct form *a, const struct form *b)
{
    if (a->indirect != b->indirect) {
        return b->indirect;
    }
    if (has_lower(a->text) != has_lower(b->text)) {
        return has_lower(a->text);
    }
    if (a->count != b->count) {
        return a->count > b->count;
    }
    if (a->text.len != b->text.len) {
        return a->text.len > b->text.len;
    }
    return slice_compare(a->text, b->text) < 0;
}

static struct slice choose_name(const struct draft_build *build, uint32_t root)
{
    const struct name_key *key = &build->table->keys[root];
    if (key->canonical.len > 0) {
        return key->canonical;
    }
    const struct form *best = NULL;
    for (uint32_t i = build->first_form[root]; i != RESOLVE_NONE; i = build->forms[i].next) {
        if (!best || better_name(&build->forms[i], best)) {
            best = &build->forms[i];
        }
    }
    if (best && best->defined) { /* only its short form is told: the name is what that stands for */
        const struct name_mention *name = &build->table->resolver->sources[best->document].set->names[best->name];
        return name->alias_of;
    }
    return best && !best->indirect ? best->text : key->written;
}

static int order_aliases(const void *a, const void *b)
{
    const struct kb_alias *left = a;
    const struct kb_alias *right = b;
    int order = slice_compare(left->alias, right->alias);
    return order ? order
                 : (left->where.document > right->where.document) - (left->where.document < right->where.document);
}

static void make_aliases(struct draft_build *build, uint32_t root, struct kb_entity *entity)
{
    struct resolver *resolver = build->table->resolver;
    const struct name_mention *gazetteer = build->table->keys[root].gazetteer;
    size_t limit = gazetteer ? gazetteer->alias_count : 0;
    for (uint32_t i = build->first_form[root]; i != RESOLVE_NONE; i = build->forms[i].next) {
        limit++;
    }
    entity->aliases = arena_alloc_array(&resolver->kb->arena, limit, sizeof *entity->aliases);
    for (uint32_t i = build->first_form[root]; i != RESOLVE_NONE; i = build->forms[i].next) {
        const struct form *form = &build->forms[i];
        if (slice_equal(form->text, entity->name)) {
            continue;
        }
        const struct name_mention *name = &resolver->sources[form->document].set->names[form->name];
        struct kb_alias *alias = &entity->aliases[entity->alias_count++];
        alias->alias = resolver_keep(resolver, form->text);
        resolver_keep_evidence(resolver, form->document, &name->at, name->rule, &alias->where);
    }
    for (size_t i = 0; gazetteer && i < gazetteer->alias_count; i++) {
        if (gazetteer->aliases[i].len > 0 && !slice_equal(gazetteer->aliases[i], entity->name)) {
            entity->aliases[entity->alias_count++] = (struct kb_alias){
                .alias = resolver_keep(resolver, gazetteer->aliases[i]), .where = {.document = RESOLVE_NONE}};
        }
    }
    qsort(entity->aliases, entity->alias_count, sizeof *entity->aliases, order_aliases);
    size_t distinct = 0;
    for (size_t i = 0; i < entity->alias_count; i++) {
        if (distinct == 0 || !slice_equal(entity->aliases[i].alias, entity->aliases[distinct - 1].alias)) {
            entity->aliases[distinct++] = entity->aliases[i];
        }
    }
    entity->alias_count = distinct;
}

static struct slice make_id(struct resolver *resolver, const struct name_key *key, struct slice name, struct slice type)
{
    static const char *const prefixes[] = {"org", "state", "person", "place"};
    const char *prefix = prefixes[key->family];
    if (key->family == FAMILY_ORGANIZATION && slice_is(type, "programme")) {
        prefix = "programme";
    }
    struct slice code = key->family == FAMILY_STATE ? key->iso2 : key->country;
    struct slice slug = words_slug(resolver, key->family == FAMILY_STATE && code.len ? code : name);
    if (key->family == FAMILY_PLACE && code.len > 0) {
        slug = arena_format(&resolver->work, "%.*s-%.*s", SLICE_ARG(slug), SLICE_ARG(words_slug(resolver, code)));
    }
    return arena_format(&resolver->work, "%s:%.*s", prefix, SLICE_ARG(slug));
}

/* Two entities whose names give one slug are told apart by their keys, which do not depend on other documents. */
static struct slice unique_id(struct resolver *resolver, struct map *taken, const struct name_key *key, struct slice id)
{
    bool added;
    map_put(taken, id, 1, &added);
    if (added) {
        return id;
    }
    char hex[SHA256_HEX + 1];
    sha256_hex(key->text, hex);
    struct slice longer = arena_format(&resolver->work, "%.*s-%.6s", SLICE_ARG(id), hex);
    map_put(taken, longer, 1, NULL);
    return longer;
}

struct ordered_root {
    struct slice id;
    struct slice name;
    uint32_t root;
    struct slice key;
};

static int order_roots(const void *a, const void *b)
{
    const struct ordered_root *left = a;
    const struct ordered_root *right = b;
    int order = slice_compare(left->id, right->id);
    return order ? order : slice_compare(left->key, right->key);
}

static struct ordered_root *order_entities(struct draft_build *build, size_t *count)
{
    struct entity_table *table = build->table;
    struct resolver *resolver = table->resolver;
    struct ordered_root *roots = arena_alloc_array(&resolver->work, table->key_count, sizeof *roots);
    *count = 0;
    for (uint32_t i = 0; i < table->key_count; i++) {
        if (entity_root(table, i) == i) {
            struct slice name = choose_name(build, i);
            struct slice id = make_id(resolver, &table->keys[i], name, table->keys[i].type);
            roots[(*count)++] = (struct ordered_root){id, name, i, table->keys[i].text};
        }
    }
    qsort(roots, *count, sizeof *roots, order_roots);
    struct map taken = {0};
    for (size_t i = 0; i < *count; i++) {
        roots[i].id = unique_id(resolver, &taken, &table->keys[roots[i].root], roots[i].id);
    }
    map_release(&taken);
    qsort(roots, *count, sizeof *roots, order_roots);
    return roots;
}

static void fill_draft(struct draft_build *build, const struct ordered_root *root, struct draft_entity *draft)
{
    struct resolver *resolver = build->table->resolver;
    const struct name_key *key = &build->table->keys[root->root];
    static const char *const types[] = {"organization", "state", "person", "place"};
    struct kb_entity *entity = &draft->entity;
    entity->id = resolver_keep(resolver, root->id);
    entity->type = resolver_keep(resolver, key->type.len ? key->type : slice_of(types[key->family]));
    entity->name = resolver_keep(resolver, root->name);
    entity->wikidata = resolver_keep(resolver, key->wikidata);
    entity->iso2 = resolver_keep(resolver, key->iso2);
    entity->part_of = RESOLVE_NONE;
    draft->country = key->family == FAMILY_STATE ? entity->iso2 : resolver_keep(resolver, key->country);
    entity->evidence = arena_alloc_array(&resolver->kb->arena, build->evidence[root->root], sizeof *entity->evidence);
    make_aliases(build, root->root, entity);
}

static void note_names(struct draft_build *build)
{
    struct entity_table *table = build->table;
    struct resolver *resolver = table->resolver;
    struct map by_text = {0};
    for (uint32_t s = 0; s < resolver->source_count; s++) {
        const struct source *source = &resolver->sources[s];
        for (uint32_t i = 0; i < source->set->name_count; i++) {
            uint32_t root = source->entity[i];
            if (root == RESOLVE_NONE || table->written[s][i] == RESOLVE_NONE) {
                continue;
            }
            note_form(build, &by_text, root, s, i);
            if (build->last_document[root] != s) {
                build->last_document[root] = s;
                build->evidence[root]++;
            }
        }
    }
    map_release(&by_text);
}

/* Evidence of an entity is its first mention in every document. */
static void note_evidence(struct draft_build *build)
{
    struct entity_table *table = build->table;
    struct resolver *resolver = table->resolver;
    for (uint32_t s = 0; s < resolver->source_count; s++) {
        struct source *source = &resolver->sources[s];
        for (uint32_t i = 0; i < source->set->name_count; i++) {
            uint32_t root = source->entity[i];
            if (root == RESOLVE_NONE) {
                continue;
            }
            source->entity[i] = build->draft[root];
            struct kb_entity *entity = &resolver->entities[build->draft[root]].entity;
            bool named = entity->evidence_count > 0 && entity->evidence[entity->evidence_count - 1].document == s;
            if (table->written[s][i] != RESOLVE_NONE && !named) {
                const struct name_mention *name = &source->set->names[i];
                resolver_keep_evidence(resolver, s, &name->at, name->rule, &entity->evidence[entity->evidence_count++]);
            }
        }
        if (source->speaker != RESOLVE_NONE) {
            source->speaker = build->draft[entity_root(table, source->speaker)];
        }
    }
}

void entity_draft(struct entity_table *table)
{
    struct resolver *resolver = table->resolver;
    struct draft_build build = {.table = table};
    build.forms = array_grow(NULL, &build.form_capacity, 1, sizeof *build.forms);
    build.first_form = arena_alloc_array(&resolver->work, table->key_count, sizeof *build.first_form);
    build.evidence = arena_alloc_array(&resolver->work, table->key_count, sizeof *build.evidence);
    build.last_document = arena_alloc_array(&resolver->work, table->key_count, sizeof *build.last_document);
    build.draft = arena_alloc_array(&resolver->work, table->key_count, sizeof *build.draft);
    for (uint32_t i = 0; i < table->key_count; i++) {
        build.first_form[i] = build.last_document[i] = build.draft[i] = RESOLVE_NONE;
    }
    note_names(&build);
    size_t count;
    struct ordered_root *roots = order_entities(&build, &count);
    resolver->entities = arena_alloc_array(&resolver->work, count, sizeof *resolver->entities);
    resolver->entity_count = count;
    for (uint32_t i = 0; i < count; i++) {
        build.draft[roots[i].root] = i;
        fill_draft(&build, &roots[i], &resolver->entities[i]);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t whole = table->keys[roots[i].root].part_of;
        if (whole != RESOLVE_NONE) {
            resolver->entities[i].entity.part_of = build.draft[entity_root(table, whole)];
        }
    }
    note_evidence(&build);
    free(build.forms);
}

void entities_resolve(struct resolver *resolver)
{
    struct entity_table table = {.resolver = resolver};
    entity_collect(&table);
    entity_join_all(&table);
    entity_assign(&table);
    entity_draft(&table);
    free(table.keys);
    map_release(&table.by_text);
    map_release(&table.aliases);
    map_release(&table.defined);
}

static uint32_t final_index(const struct resolver *resolver, uint32_t draft)
{
    return draft == RESOLVE_NONE ? RESOLVE_NONE : resolver->entities[draft].final;
}

static void renumber_entities(const struct resolver *resolver, struct kb_entity *entities, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        entities[i].part_of = final_index(resolver, entities[i].part_of);
    }
}

static void renumber_events(const struct resolver *resolver, struct kb_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct kb_event *event = &events[i];
        for (size_t p = 0; p < event->place_count; p++) {
            event->places[p] = final_index(resolver, event->places[p]);
        }
        for (size_t r = 0; r < event->role_count; r++) {
            event->roles[r].entity = final_index(resolver, event->roles[r].entity);
        }
    }
}

static void renumber_relations(const struct resolver *resolver, struct kb_relation *relations, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        relations[i].source = final_index(resolver, relations[i].source);
        relations[i].target = final_index(resolver, relations[i].target);
    }
}

static void renumber(struct resolver *resolver)
{
    struct kb *kb = resolver->kb;
    renumber_entities(resolver, kb->entities, kb->entity_count);
    renumber_entities(resolver, kb->rejected_entities, kb->rejected_entity_count);
    renumber_events(resolver, kb->events, kb->event_count);
    renumber_events(resolver, kb->rejected_events, kb->rejected_event_count);
    renumber_relations(resolver, kb->relations, kb->relation_count);
    renumber_relations(resolver, kb->rejected_relations, kb->rejected_relation_count);
}

void entities_finish(struct resolver *resolver)
{
    struct kb *kb = resolver->kb;
    size_t kept = 0;
    for (size_t i = 0; i < resolver->entity_count; i++) {
        /* The bodies above one that is used are used as well. */
        for (uint32_t at = (uint32_t)i; resolver->entities[i].used && at != RESOLVE_NONE;) {
            resolver->entities[at].used = true;
            at = resolver->entities[at].entity.part_of;
        }
    }
    size_t rejected = 0;
    for (size_t i = 0; i < resolver->entity_count; i++) {
        kept += resolver->entities[i].used;
        rejected += resolver->entities[i].rejected;
    }
    kb->rejected_entities = arena_alloc_array(&kb->arena, rejected, sizeof *kb->rejected_entities);
    kb->entities = arena_alloc_array(&kb->arena, kept, sizeof *kb->entities);
    for (size_t i = 0; i < resolver->entity_count; i++) {
        struct draft_entity *draft = &resolver->entities[i];
        draft->final = RESOLVE_NONE;
        if (draft->used) {
            draft->final = (uint32_t)kb->entity_count;
            kb->entities[kb->entity_count++] = draft->entity;
        } else if (draft->rejected) {
            kb->rejected_entities[kb->rejected_entity_count++] = draft->entity;
        }
    }
    renumber(resolver);
}
