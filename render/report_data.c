/* What the page shows, as JSON: the knowledge base with numbers instead of ids, and places in passages instead of bytes
 * of sources. docs/report.md says what each member holds. */
#include <stdio.h>

#include "base/calendar.h"
#include "base/json.h"
#include "base/map.h"
#include "base/version.h"
#include "kb/sources.h"
#include "render/report_p.h"

struct writer {
    struct json json;
    const struct kb *kb;
    struct map documents; /* id -> index */
    struct map mentions;  /* "document begin end" -> index in places */
    struct mention_place {
        uint32_t event, mention;
    } * places;
    uint32_t *numbers; /* of documents as sources */
    struct arena arena;
};

static void member_day(struct json *json, const char *key, int32_t day)
{
    if (day == CALENDAR_NO_DAY) {
        return;
    }
    struct calendar_date date = calendar_from_days(day);
    char text[48];
    int len = snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    json_member(json, key, slice_make(text, len > 0 ? (size_t)len : 0));
}

/* [passage, begin, end]; nothing where no passage holds it. */
static bool member_place(struct writer *writer, uint32_t document, struct span span, struct slice quote)
{
    if (document >= writer->kb->document_count) {
        return false;
    }
    struct report_place place = report_find_place(&writer->kb->documents[document], span, quote);
    if (place.passage == UINT32_MAX) {
        return false;
    }
    json_key(&writer->json, "at");
    json_array_begin(&writer->json);
    json_number(&writer->json, place.passage);
    json_number(&writer->json, (int64_t)place.begin);
    json_number(&writer->json, (int64_t)place.end);
    json_array_end(&writer->json);
    return true;
}

/* `document`: where the date's words stand, unless it names another. */
static void write_date(struct writer *writer, const struct kb_date *date, uint32_t document)
{
    struct json *json = &writer->json;
    json_object_begin(json);
    json_member_if(json, "edtf", date->edtf);
    member_day(json, "from", date->earliest);
    member_day(json, "to", date->latest);
    json_member_if(json, "precision", date->precision);
    json_member_if(json, "qualifier", date->qualifier);
    json_member_if(json, "basis", date->basis);
    json_member_if(json, "anchor", date->anchor);
    json_member_if(json, "reason", date->reason);
    json_member_if(json, "quote", date->quote);
    const uint32_t *other = date->document.len > 0 ? map_get(&writer->documents, date->document) : NULL;
    if (other) {
        json_member_number(json, "document", *other);
    }
    if (date->quote.len > 0) {
        member_place(writer, other ? *other : document, date->at, date->quote);
    }
    json_object_end(json);
}

static void member_date(struct writer *writer, bool has_date, const struct kb_date *date, uint32_t document)
{
    if (has_date) {
        json_key(&writer->json, "date");
        write_date(writer, date, document);
    }
}

static void member_corrected(struct json *json, const struct kb_corrected *corrected, size_t count)
{
    if (count == 0) {
        return;
    }
    json_key(json, "corrected");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        json_object_begin(json);
        json_member(json, "action", corrected[i].action);
        json_member_if(json, "was", corrected[i].was);
        json_member_if(json, "id", corrected[i].id);
        json_member_if(json, "why", corrected[i].why);
        json_member_if(json, "by", corrected[i].by);
        json_member_if(json, "on", corrected[i].on);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_document(struct writer *writer, uint32_t index)
{
    struct json *json = &writer->json;
    const struct kb_document *document = &writer->kb->documents[index];
    json_object_begin(json);
    json_member(json, "id", document->id);
    json_member_number(json, "number", writer->numbers[index]);
    json_member(json, "path", document->path);
    json_member_texts(json, "copies", document->copies, document->copy_count);
    json_member_if(json, "title", document->title);
    json_member_if(json, "author", document->author);
    member_date(writer, document->has_date, &document->date, index);
    json_key(json, "lines");
    json_array_begin(json);
    for (size_t i = 0; i < document->passage_count; i++) {
        json_number(json, document->passages[i].line);
    }
    json_array_end(json);
    json_key(json, "texts");
    json_array_begin(json);
    for (size_t i = 0; i < document->passage_count; i++) {
        json_string(json, document->passages[i].text);
    }
    json_array_end(json);
    json_object_end(json);
}

/* Members of a piece of evidence; its words stand beside it only where no passage holds them. */
static void write_evidence(struct writer *writer, const struct kb_evidence *evidence)
{
    struct json *json = &writer->json;
    json_member_number(json, "document", evidence->document);
    if (!member_place(writer, evidence->document, evidence->at, evidence->quote)) {
        json_member(json, "quote", evidence->quote);
    }
    json_member_if(json, "rule", evidence->rule);
}

static void write_entity(struct writer *writer, const struct kb_entity *entity)
{
    struct json *json = &writer->json;
    json_object_begin(json);
    json_member(json, "id", entity->id);
    json_member(json, "type", entity->type);
    json_member(json, "name", entity->name);
    if (entity->alias_count > 0) {
        json_key(json, "aliases");
        json_array_begin(json);
        for (size_t i = 0; i < entity->alias_count; i++) {
            json_object_begin(json);
            json_member(json, "name", entity->aliases[i].alias);
            if (entity->aliases[i].where.document < writer->kb->document_count) {
                write_evidence(writer, &entity->aliases[i].where);
            }
            json_object_end(json);
        }
        json_array_end(json);
    }
    json_member_if(json, "wikidata", entity->wikidata);
    if (entity->part_of < writer->kb->entity_count) {
        json_member_number(json, "part_of", entity->part_of);
    }
    member_corrected(json, entity->corrected, entity->corrected_count);
    json_object_end(json);
}

static void write_mention(struct writer *writer, const struct kb_event_mention *mention)
{
    struct json *json = &writer->json;
    json_object_begin(json);
    write_evidence(writer, &mention->where);
    uint32_t document = mention->where.document;
    struct report_place place =
        report_find_place(&writer->kb->documents[document], mention->where.at, mention->where.quote);
    if (place.passage == UINT32_MAX) {
        json_member_if(json, "sentence", mention->sentence_quote);
    }
    json_member_if(json, "title", mention->title);
    json_member_if(json, "status", mention->status);
    member_date(writer, mention->has_date, &mention->date, document);
    json_object_end(json);
}

static void write_conflict(struct json *json, const struct kb_conflict *conflict)
{
    json_object_begin(json);
    json_member(json, "field", conflict->field);
    json_member(json, "value", conflict->value);
    json_member(json, "reason", conflict->reason);
    json_key(json, "mentions");
    json_array_begin(json);
    for (size_t i = 0; i < conflict->mention_count; i++) {
        json_number(json, conflict->mentions[i]);
    }
    json_array_end(json);
    json_object_end(json);
}

static void write_fillers(struct json *json, const struct kb_event *event)
{
    json_key(json, "places");
    json_array_begin(json);
    for (size_t i = 0; i < event->place_count; i++) {
        json_number(json, event->places[i]);
    }
    json_array_end(json);
    json_key(json, "roles");
    json_array_begin(json);
    for (size_t i = 0; i < event->role_count; i++) {
        json_array_begin(json);
        json_string(json, event->roles[i].role);
        json_number(json, event->roles[i].entity);
        json_array_end(json);
    }
    json_array_end(json);
    if (event->attribute_count > 0) {
        json_key(json, "attributes");
        json_array_begin(json);
        for (size_t i = 0; i < event->attribute_count; i++) {
            json_array_begin(json);
            json_string(json, event->attributes[i].key);
            json_string(json, event->attributes[i].value);
            json_array_end(json);
        }
        json_array_end(json);
    }
}

/* Whose words give the event's date where the date itself does not say: the first mention's document. */
static uint32_t first_document(const struct kb_event *event)
{
    return event->mention_count > 0 ? event->mentions[0].where.document : UINT32_MAX;
}

static void write_event(struct writer *writer, const struct kb_event *event)
{
    struct json *json = &writer->json;
    json_object_begin(json);
    json_member(json, "id", event->id);
    json_member(json, "class", event->class);
    json_member_if(json, "type", event->type);
    json_member(json, "title", event->title);
    json_member_if(json, "series", event->series);
    json_member(json, "status", event->status);
    if (event->unconfirmed) {
        json_key(json, "unconfirmed");
        json_bool(json, true);
    }
    member_date(writer, event->has_date, &event->date, first_document(event));
    write_fillers(json, event);
    json_member_number(json, "sources", (int64_t)event->source_count);
    json_key(json, "mentions");
    json_array_begin(json);
    for (size_t i = 0; i < event->mention_count; i++) {
        write_mention(writer, &event->mentions[i]);
    }
    json_array_end(json);
    json_key(json, "conflicts");
    json_array_begin(json);
    for (size_t i = 0; i < event->conflict_count; i++) {
        write_conflict(json, &event->conflicts[i]);
    }
    json_array_end(json);
    member_corrected(json, event->corrected, event->corrected_count);
    json_object_end(json);
}

static void write_relation(struct writer *writer, const struct kb_relation *relation)
{
    struct json *json = &writer->json;
    json_object_begin(json);
    json_member(json, "id", relation->id);
    json_member(json, "type", relation->type);
    json_member_number(json, "source", relation->source);
    json_member_number(json, "target", relation->target);
    json_member(json, "status", relation->status);
    json_member_if(json, "instrument", relation->instrument);
    uint32_t document = relation->evidence_count > 0 ? relation->evidence[0].document : UINT32_MAX;
    member_date(writer, relation->has_date, &relation->date, document);
    json_key(json, "events");
    json_array_begin(json);
    for (size_t i = 0; i < relation->event_count; i++) {
        json_number(json, relation->events[i]);
    }
    json_array_end(json);
    json_key(json, "mentions");
    json_array_begin(json);
    for (size_t i = 0; i < relation->evidence_count; i++) {
        json_object_begin(json);
        write_evidence(writer, &relation->evidence[i]);
        json_object_end(json);
    }
    json_array_end(json);
    member_corrected(json, relation->corrected, relation->corrected_count);
    json_object_end(json);
}

static struct slice place_key(struct writer *writer, uint32_t document, struct span at)
{
    return arena_format(&writer->arena, "%u %zu %zu", document, at.begin, at.end);
}

static void write_check(struct writer *writer, const struct kb_check *check)
{
    struct json *json = &writer->json;
    json_object_begin(json);
    json_member(json, "kind", check->kind);
    json_member(json, "text", check->text);
    if (check->document < writer->kb->document_count) {
        json_member_number(json, "document", check->document);
        if (check->at.end > check->at.begin) {
            member_place(writer, check->document, check->at, (struct slice){0});
        }
        const uint32_t *found = map_get(&writer->mentions, place_key(writer, check->document, check->at));
        if (found) {
            json_member_number(json, "event", writer->places[*found].event);
            json_member_number(json, "mention", writer->places[*found].mention);
        }
    }
    json_object_end(json);
}

static void write_correction(struct json *json, const struct kb_correction *entry)
{
    json_object_begin(json);
    json_member(json, "action", entry->action);
    json_member(json, "target", entry->target);
    json_member_if(json, "id", entry->id);
    json_member_if(json, "was", entry->was);
    json_member_if(json, "into", entry->into);
    json_member_if(json, "to", entry->to);
    json_member_if(json, "reason", entry->reason);
    json_member_if(json, "why", entry->why);
    json_member_if(json, "by", entry->by);
    json_member_if(json, "on", entry->on);
    if (entry->is_applied) {
        json_key(json, "applied");
        json_bool(json, true);
    }
    json_object_end(json);
}

static void index_records(struct writer *writer)
{
    const struct kb *kb = writer->kb;
    for (size_t i = 0; i < kb->document_count; i++) {
        map_put(&writer->documents, kb->documents[i].id, (uint32_t)i, NULL);
    }
    size_t count = 0;
    for (size_t i = 0; i < kb->event_count; i++) {
        count += kb->events[i].mention_count;
    }
    writer->places = arena_alloc_array(&writer->arena, count, sizeof *writer->places);
    count = 0;
    for (size_t i = 0; i < kb->event_count; i++) {
        for (size_t m = 0; m < kb->events[i].mention_count; m++) {
            const struct kb_evidence *where = &kb->events[i].mentions[m].where;
            writer->places[count] = (struct mention_place){(uint32_t)i, (uint32_t)m};
            map_put(&writer->mentions, place_key(writer, where->document, where->at), (uint32_t)count++, NULL);
        }
    }
}

static bool has_changes(const struct kb_diff *diff)
{
    return diff->events.count + diff->relations.count + diff->entities.count + diff->documents.count > 0;
}

#define WRITE_ALL(key, count, call)        \
    json_key(json, key);                   \
    json_array_begin(json);                \
    for (size_t i = 0; i < (count); i++) { \
        call;                              \
    }                                      \
    json_array_end(json)

static void write_all(struct writer *writer, const struct report_options *options)
{
    struct json *json = &writer->json;
    const struct kb *kb = writer->kb;
    json_object_begin(json);
    json_member(json, "version", slice_of(ANNALS_VERSION));
    json_member(json, "rules", kb->rules_hash);
    json_member_if(json, "as_of", kb->as_of);
    json_member_if(json, "title", options->title);
    json_member_if(json, "caveat", options->caveat);
    WRITE_ALL("documents", kb->document_count, write_document(writer, (uint32_t)i));
    WRITE_ALL("entities", kb->entity_count, write_entity(writer, &kb->entities[i]));
    WRITE_ALL("events", kb->event_count, write_event(writer, &kb->events[i]));
    WRITE_ALL("relations", kb->relation_count, write_relation(writer, &kb->relations[i]));
    WRITE_ALL("checks", kb->check_count, write_check(writer, &kb->checks[i]));
    WRITE_ALL("corrections", kb->correction_count, write_correction(json, &kb->corrections[i]));
    if (options->before && has_changes(options->changes)) {
        report_write_changes(json, options->changes, options->before, kb);
    }
    json_object_end(json);
}

void report_add_escaped(struct buffer *out, struct slice json)
{
    size_t at = 0;
    while (at < json.len) {
        const char *found = memchr(json.ptr + at, '<', json.len - at);
        size_t end = found ? (size_t)(found - json.ptr) : json.len;
        buffer_add(out, slice_sub(json, at, end));
        if (found) {
            buffer_add_text(out, "\\u003c");
        }
        at = end + (found ? 1 : 0);
    }
}

void report_add_data(struct buffer *out, const struct kb *kb, const struct report_options *options)
{
    struct buffer plain = {0};
    struct writer writer = {.kb = kb};
    writer.numbers = arena_alloc_array(&writer.arena, kb->document_count + 1, sizeof *writer.numbers);
    kb_number_sources(kb, writer.numbers);
    json_init(&writer.json, &plain, true);
    index_records(&writer);
    write_all(&writer, options);
    report_add_escaped(out, buffer_slice(&plain));
    buffer_release(&plain);
    map_release(&writer.documents);
    map_release(&writer.mentions);
    arena_release(&writer.arena);
}
