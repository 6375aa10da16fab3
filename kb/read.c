#include "kb/read.h"

#include "base/calendar.h"
#include "base/map.h"
#include "kb/dates.h"
#include "kb/json_in.h"

enum { MAX_ATTRIBUTES = 1 << 16 };

/* One reading. The first error is kept; afterwards nothing more is said. */
struct reader {
    struct kb *kb;
    const char *name;
    struct diagnostics *errors;
    struct map documents, entities, events; /* id -> index */
    bool failed;
};

static void fail(struct reader *reader, const char *what, struct slice value)
{
    if (!reader->failed) {
        struct place place = {.file = reader->name};
        diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "%s '%.*s'; build the knowledge base again", what,
                        SLICE_ARG(value));
    }
    reader->failed = true;
}

static struct slice text_of(struct reader *reader, const struct json_in *object, const char *key)
{
    struct slice text = json_in_member_text(object, key);
    return text.len ? arena_copy(&reader->kb->arena, text) : (struct slice){0};
}

static const struct json_in *array_of(const struct json_in *object, const char *key, size_t *count)
{
    const struct json_in *array = json_in_get(object, key);
    bool is_array = json_in_kind(array) == JSON_IN_ARRAY;
    *count = is_array ? json_in_count(array) : 0;
    return is_array ? json_in_first(array) : NULL;
}

static uint32_t index_of(struct reader *reader, const struct map *map, struct slice id, const char *what)
{
    const uint32_t *index = map_get(map, id);
    if (!index) {
        fail(reader, what, id);
        return 0;
    }
    return *index;
}

static struct span span_of(const struct json_in *object, const char *begin, const char *end)
{
    int64_t first = json_in_member_integer(object, begin, 0);
    int64_t last = json_in_member_integer(object, end, 0);
    if (first < 0 || last < first) {
        return (struct span){0};
    }
    return (struct span){(size_t)first, (size_t)last};
}

static int32_t day_of(struct reader *reader, const struct json_in *object, const char *key)
{
    struct slice text = json_in_member_text(object, key);
    int32_t first;
    int32_t last;
    bool known;
    if (text.len == 0) {
        return CALENDAR_NO_DAY;
    }
    if (!dates_parse_edtf(text, &first, &last, &known) || !known || first != last) {
        fail(reader, "not a day:", text);
        return CALENDAR_NO_DAY;
    }
    return first;
}

static struct span *read_ranges(struct reader *reader, const struct json_in *object, size_t *kept)
{
    size_t count;
    const struct json_in *range = array_of(object, "ranges", &count);
    struct span *ranges = arena_alloc_array(&reader->kb->arena, count, sizeof *ranges);
    *kept = 0;
    for (; range; range = json_in_next(range)) {
        const struct json_in *begin = json_in_first(range);
        int64_t first = json_in_integer(begin, 0);
        int64_t last = json_in_integer(begin ? json_in_next(begin) : NULL, 0);
        if (first >= 0 && last >= first) {
            ranges[(*kept)++] = (struct span){(size_t)first, (size_t)last};
        }
    }
    return ranges;
}

static bool read_date(struct reader *reader, const struct json_in *parent, struct kb_date *date)
{
    const struct json_in *object = json_in_get(parent, "date");
    *date = (struct kb_date){.earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY};
    if (json_in_kind(object) != JSON_IN_OBJECT) {
        return false;
    }
    date->edtf = text_of(reader, object, "edtf");
    date->earliest = day_of(reader, object, "earliest");
    date->latest = day_of(reader, object, "latest");
    date->precision = text_of(reader, object, "precision");
    date->qualifier = text_of(reader, object, "qualifier");
    date->basis = text_of(reader, object, "basis");
    date->anchor = text_of(reader, object, "anchor");
    date->reason = text_of(reader, object, "reason");
    date->document = text_of(reader, object, "document");
    date->quote = text_of(reader, object, "quote");
    date->at = span_of(object, "begin", "end");
    date->ranges = read_ranges(reader, object, &date->range_count);
    return true;
}

static void read_evidence(struct reader *reader, const struct json_in *object, struct kb_evidence *evidence)
{
    evidence->document =
        index_of(reader, &reader->documents, json_in_member_text(object, "document"), "no document has the id");
    evidence->at = span_of(object, "begin", "end");
    evidence->chars = span_of(object, "begin_char", "end_char");
    evidence->quote = text_of(reader, object, "quote");
    evidence->rule = text_of(reader, object, "rule");
    evidence->ranges = read_ranges(reader, object, &evidence->range_count);
}

static struct kb_evidence *read_mentions(struct reader *reader, const struct json_in *object, size_t *count)
{
    const struct json_in *item = array_of(object, "mentions", count);
    struct kb_evidence *all = arena_alloc_array(&reader->kb->arena, *count, sizeof *all);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        read_evidence(reader, item, &all[i]);
    }
    return all;
}

static void read_corrected(struct reader *reader, const struct json_in *object, struct kb_corrected **list,
                           size_t *count)
{
    const struct json_in *item = array_of(object, "corrected", count);
    *list = arena_alloc_array(&reader->kb->arena, *count, sizeof **list);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct kb_corrected *out = &(*list)[i];
        out->action = text_of(reader, item, "action");
        out->was = text_of(reader, item, "was");
        out->id = text_of(reader, item, "id");
        out->why = text_of(reader, item, "why");
        out->by = text_of(reader, item, "by");
        out->on = text_of(reader, item, "on");
    }
}

/* Without a map the id is looked up by nobody. */
static void note_id(struct reader *reader, struct map *map, struct slice id, size_t index)
{
    if (!map && id.len > 0) {
        return;
    }
    bool added = false;
    if (id.len > 0) {
        map_put(map, id, (uint32_t)index, &added);
    }
    if (!added) {
        fail(reader, id.len ? "two records have the id" : "a record has no id", id);
    }
}

static void read_passages(struct reader *reader, const struct json_in *object, struct kb_document *document)
{
    const struct json_in *item = array_of(object, "passages", &document->passage_count);
    document->passages = arena_alloc_array(&reader->kb->arena, document->passage_count, sizeof *document->passages);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        int64_t line = json_in_member_integer(item, "line", 0);
        document->passages[i].at = span_of(item, "begin", "end");
        document->passages[i].line = line > 0 && line < UINT32_MAX ? (uint32_t)line : 0;
        document->passages[i].text = text_of(reader, item, "text");
    }
}

static void read_documents(struct reader *reader, const struct json_in *root)
{
    struct kb *kb = reader->kb;
    const struct json_in *item = array_of(root, "documents", &kb->document_count);
    kb->documents = arena_alloc_array(&kb->arena, kb->document_count, sizeof *kb->documents);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct kb_document *out = &kb->documents[i];
        out->id = text_of(reader, item, "id");
        note_id(reader, &reader->documents, out->id, i);
        out->path = text_of(reader, item, "path");
        out->sha256 = text_of(reader, item, "sha256");
        out->media_type = text_of(reader, item, "media_type");
        out->language = text_of(reader, item, "language");
        out->title = text_of(reader, item, "title");
        out->author = text_of(reader, item, "author");
        out->has_date = read_date(reader, item, &out->date);
        int64_t mentions = json_in_member_integer(item, "mentions", 0);
        out->mention_count = mentions > 0 ? (size_t)mentions : 0;
        read_passages(reader, item, out);
        const struct json_in *copy = array_of(item, "copies", &out->copy_count);
        out->copies = arena_alloc_array(&kb->arena, out->copy_count, sizeof *out->copies);
        for (size_t c = 0; copy; copy = json_in_next(copy), c++) {
            out->copies[c] = arena_copy(&kb->arena, json_in_text(copy));
        }
    }
}

static void read_aliases(struct reader *reader, const struct json_in *object, struct kb_entity *entity)
{
    struct kb *kb = reader->kb;
    struct map where = {0};
    const struct json_in *alias = array_of(object, "aliases", &entity->alias_count);
    entity->aliases = arena_alloc_array(&kb->arena, entity->alias_count, sizeof *entity->aliases);
    for (size_t i = 0; alias; alias = json_in_next(alias), i++) {
        entity->aliases[i].alias = arena_copy(&kb->arena, json_in_text(alias));
        entity->aliases[i].where.document = UINT32_MAX;
        map_put(&where, entity->aliases[i].alias, (uint32_t)i, NULL);
    }
    size_t count;
    for (const struct json_in *at = array_of(object, "alias_mentions", &count); at; at = json_in_next(at)) {
        const uint32_t *index = map_get(&where, json_in_member_text(at, "alias"));
        if (index) {
            read_evidence(reader, at, &entity->aliases[*index].where);
        }
    }
    map_release(&where);
}

static struct kb_entity *read_entities(struct reader *reader, const struct json_in *parent, struct map *ids,
                                       size_t *count)
{
    struct kb *kb = reader->kb;
    const struct json_in *first = array_of(parent, "entities", count);
    struct kb_entity *entities = arena_alloc_array(&kb->arena, *count, sizeof *entities);
    const struct json_in *item = first;
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct kb_entity *out = &entities[i];
        out->id = text_of(reader, item, "id");
        note_id(reader, ids, out->id, i);
        out->type = text_of(reader, item, "type");
        out->name = text_of(reader, item, "name");
        const struct json_in *identifiers = json_in_get(item, "identifiers");
        out->iso2 = text_of(reader, identifiers, "iso2");
        out->wikidata = text_of(reader, identifiers, "wikidata");
        out->part_of = UINT32_MAX;
        read_aliases(reader, item, out);
        out->evidence = read_mentions(reader, item, &out->evidence_count);
        read_corrected(reader, item, &out->corrected, &out->corrected_count);
    }
    item = first;
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct slice whole = json_in_member_text(item, "part_of");
        if (whole.len > 0) {
            entities[i].part_of = index_of(reader, &reader->entities, whole, "no entity has the id");
        }
    }
    return entities;
}

static void read_event_mentions(struct reader *reader, const struct json_in *object, struct kb_event *event)
{
    const struct json_in *item = array_of(object, "mentions", &event->mention_count);
    event->mentions = arena_alloc_array(&reader->kb->arena, event->mention_count, sizeof *event->mentions);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct kb_event_mention *out = &event->mentions[i];
        read_evidence(reader, item, &out->where);
        const struct json_in *sentence = json_in_get(item, "sentence");
        out->sentence = span_of(sentence, "begin", "end");
        out->sentence_ranges = read_ranges(reader, sentence, &out->sentence_range_count);
        out->sentence_quote = text_of(reader, sentence, "quote");
        out->title = text_of(reader, item, "title");
        out->status = text_of(reader, item, "status");
        out->has_date = read_date(reader, item, &out->date);
    }
}

static void read_fillers(struct reader *reader, const struct json_in *object, struct kb_event *event)
{
    struct kb *kb = reader->kb;
    const struct json_in *item = array_of(object, "places", &event->place_count);
    event->places = arena_alloc_array(&kb->arena, event->place_count, sizeof *event->places);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        event->places[i] =
            index_of(reader, &reader->entities, json_in_member_text(item, "entity"), "no entity has the id");
    }
    item = array_of(object, "roles", &event->role_count);
    event->roles = arena_alloc_array(&kb->arena, event->role_count, sizeof *event->roles);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        event->roles[i].role = text_of(reader, item, "role");
        event->roles[i].entity =
            index_of(reader, &reader->entities, json_in_member_text(item, "entity"), "no entity has the id");
    }
    const struct json_in *attributes = json_in_get(object, "attributes");
    size_t count = json_in_kind(attributes) == JSON_IN_OBJECT ? json_in_count(attributes) : 0;
    count = count < MAX_ATTRIBUTES ? count : MAX_ATTRIBUTES;
    event->attributes = arena_alloc_array(&kb->arena, count, sizeof *event->attributes);
    const struct json_in *attribute = count ? json_in_first(attributes) : NULL;
    for (; attribute && event->attribute_count < count; attribute = json_in_next(attribute)) {
        event->attributes[event->attribute_count++] = (struct kb_attribute){
            arena_copy(&kb->arena, json_in_key(attribute)), arena_copy(&kb->arena, json_in_text(attribute))};
    }
}

static void read_conflicts(struct reader *reader, const struct json_in *object, struct kb_event *event)
{
    struct kb *kb = reader->kb;
    const struct json_in *item = array_of(object, "conflicts", &event->conflict_count);
    event->conflicts = arena_alloc_array(&kb->arena, event->conflict_count, sizeof *event->conflicts);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct kb_conflict *out = &event->conflicts[i];
        out->field = text_of(reader, item, "field");
        out->value = text_of(reader, item, "value");
        out->reason = text_of(reader, item, "reason");
        size_t count;
        const struct json_in *number = array_of(item, "mentions", &count);
        out->mentions = arena_alloc_array(&kb->arena, count, sizeof *out->mentions);
        for (; number; number = json_in_next(number)) {
            int64_t mention = json_in_integer(number, -1);
            if (mention < 0 || (size_t)mention >= event->mention_count) {
                fail(reader, "a conflict names a mention that is not there in", event->id);
                return;
            }
            out->mentions[out->mention_count++] = (uint32_t)mention;
        }
    }
}

static struct kb_event *read_events(struct reader *reader, const struct json_in *parent, struct map *ids, size_t *count)
{
    const struct json_in *item = array_of(parent, "events", count);
    struct kb_event *events = arena_alloc_array(&reader->kb->arena, *count, sizeof *events);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct kb_event *out = &events[i];
        out->id = text_of(reader, item, "id");
        note_id(reader, ids, out->id, i);
        out->class = text_of(reader, item, "class");
        out->type = text_of(reader, item, "type");
        out->title = text_of(reader, item, "title");
        out->series = text_of(reader, item, "series");
        out->status = text_of(reader, item, "status");
        out->unconfirmed = json_in_member_bool(item, "unconfirmed", false);
        out->has_date = read_date(reader, item, &out->date);
        int64_t sources = json_in_member_integer(item, "sources", 0);
        out->source_count = sources > 0 ? (size_t)sources : 0;
        read_event_mentions(reader, item, out);
        read_fillers(reader, item, out);
        read_conflicts(reader, item, out);
        read_corrected(reader, item, &out->corrected, &out->corrected_count);
    }
    return events;
}

static struct kb_relation *read_relations(struct reader *reader, const struct json_in *parent, size_t *count)
{
    struct kb *kb = reader->kb;
    const struct json_in *item = array_of(parent, "relations", count);
    struct kb_relation *relations = arena_alloc_array(&kb->arena, *count, sizeof *relations);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct kb_relation *out = &relations[i];
        out->id = text_of(reader, item, "id");
        out->type = text_of(reader, item, "type");
        out->source = index_of(reader, &reader->entities, json_in_member_text(item, "source"), "no entity has the id");
        out->target = index_of(reader, &reader->entities, json_in_member_text(item, "target"), "no entity has the id");
        out->status = text_of(reader, item, "status");
        out->instrument = text_of(reader, item, "instrument");
        out->has_date = read_date(reader, item, &out->date);
        const struct json_in *event = array_of(item, "events", &out->event_count);
        out->events = arena_alloc_array(&kb->arena, out->event_count, sizeof *out->events);
        for (size_t e = 0; event; event = json_in_next(event), e++) {
            out->events[e] = index_of(reader, &reader->events, json_in_text(event), "no event has the id");
        }
        out->evidence = read_mentions(reader, item, &out->evidence_count);
        read_corrected(reader, item, &out->corrected, &out->corrected_count);
    }
    return relations;
}

static void read_checks(struct reader *reader, const struct json_in *root)
{
    struct kb *kb = reader->kb;
    const struct json_in *item = array_of(root, "checks", &kb->check_count);
    kb->checks = arena_alloc_array(&kb->arena, kb->check_count, sizeof *kb->checks);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct kb_check *out = &kb->checks[i];
        out->kind = text_of(reader, item, "kind");
        out->text = text_of(reader, item, "text");
        struct slice document = json_in_member_text(item, "document");
        out->document = UINT32_MAX;
        if (document.len > 0) {
            out->document = index_of(reader, &reader->documents, document, "no document has the id");
        }
        out->at = span_of(item, "begin", "end");
    }
}

static void read_corrections(struct reader *reader, const struct json_in *root)
{
    struct kb *kb = reader->kb;
    const struct json_in *item = array_of(root, "corrections", &kb->correction_count);
    kb->corrections = arena_alloc_array(&kb->arena, kb->correction_count, sizeof *kb->corrections);
    for (size_t i = 0; item; item = json_in_next(item), i++) {
        struct kb_correction *out = &kb->corrections[i];
        out->action = text_of(reader, item, "action");
        out->target = text_of(reader, item, "target");
        out->id = text_of(reader, item, "id");
        out->found = text_of(reader, item, "found");
        out->is_applied = slice_is(json_in_member_text(item, "status"), "applied");
        out->reason = text_of(reader, item, "reason");
        out->was = text_of(reader, item, "was");
        out->into = text_of(reader, item, "into");
        out->to = text_of(reader, item, "to");
        out->made = text_of(reader, item, "made");
        out->set_status = text_of(reader, item, "set_status");
        out->why = text_of(reader, item, "why");
        out->by = text_of(reader, item, "by");
        out->on = text_of(reader, item, "on");
    }
}

static void read_rejected(struct reader *reader, const struct json_in *rejected)
{
    struct kb *kb = reader->kb;
    kb->rejected_entities = read_entities(reader, rejected, NULL, &kb->rejected_entity_count);
    kb->rejected_events = read_events(reader, rejected, NULL, &kb->rejected_event_count);
    kb->rejected_relations = read_relations(reader, rejected, &kb->rejected_relation_count);
}

static void read_all(struct reader *reader, const struct json_in *root)
{
    struct slice format = json_in_member_text(root, "format");
    if (!slice_is(format, "annals-kb")) {
        fail(reader, "not a knowledge base: format is", format);
        return;
    }
    if (json_in_member_integer(root, "version", 0) != KB_VERSION) {
        fail(reader, "a knowledge base of another version than this program reads, format", format);
        return;
    }
    reader->kb->rules_hash = text_of(reader, json_in_get(root, "generator"), "rules");
    reader->kb->as_of = text_of(reader, root, "as_of");
    read_documents(reader, root);
    struct kb *kb = reader->kb;
    kb->entities = read_entities(reader, root, &reader->entities, &kb->entity_count);
    kb->events = read_events(reader, root, &reader->events, &kb->event_count);
    kb->relations = read_relations(reader, root, &kb->relation_count);
    read_checks(reader, root);
    read_corrections(reader, root);
    read_rejected(reader, json_in_get(root, "rejected"));
}

enum status kb_read(struct kb *kb, struct slice json, const char *name, struct diagnostics *errors)
{
    *kb = (struct kb){0};
    struct json_in *root = json_in_parse(json, name, 1, errors);
    if (!root) {
        return STATUS_FAILED;
    }
    struct reader reader = {.kb = kb, .name = name, .errors = errors};
    arena_init(&kb->arena);
    read_all(&reader, root);
    json_in_free(root);
    map_release(&reader.documents);
    map_release(&reader.entities);
    map_release(&reader.events);
    if (reader.failed) {
        kb_release(kb);
        return STATUS_FAILED;
    }
    return STATUS_OK;
}
