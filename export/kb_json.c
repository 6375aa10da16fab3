#include "export/kb_json.h"

#include <stdio.h>

#include "base/calendar.h"
#include "base/json.h"
#include "base/version.h"

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

static void member_span(struct json *json, struct span at)
{
    json_member_number(json, "begin", (int64_t)at.begin);
    json_member_number(json, "end", (int64_t)at.end);
}

/* The pieces of the source where a repair cut a span up; nothing where it is one. */
static void member_ranges(struct json *json, const struct span *ranges, size_t count)
{
    if (count == 0) {
        return;
    }
    json_key(json, "ranges");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        json_array_begin(json);
        json_number(json, (int64_t)ranges[i].begin);
        json_number(json, (int64_t)ranges[i].end);
        json_array_end(json);
    }
    json_array_end(json);
}

static void write_date(struct json *json, const struct kb_date *date)
{
    json_object_begin(json);
    json_member_if(json, "edtf", date->edtf);
    member_day(json, "earliest", date->earliest);
    member_day(json, "latest", date->latest);
    json_member_if(json, "precision", date->precision);
    json_member_if(json, "qualifier", date->qualifier);
    json_member_if(json, "basis", date->basis);
    json_member_if(json, "anchor", date->anchor);
    json_member_if(json, "reason", date->reason);
    json_member_if(json, "document", date->document);
    if (date->quote.len > 0) {
        json_member(json, "quote", date->quote);
        member_span(json, date->at);
        member_ranges(json, date->ranges, date->range_count);
    }
    json_object_end(json);
}

static void member_date(struct json *json, bool has_date, const struct kb_date *date)
{
    json_key(json, "date");
    if (has_date) {
        write_date(json, date);
    } else {
        json_null(json);
    }
}

/* Members of a piece of evidence; the object is the caller's. */
static void write_evidence(struct json *json, const struct kb *kb, const struct kb_evidence *evidence)
{
    json_member(json, "document", kb->documents[evidence->document].id);
    member_span(json, evidence->at);
    json_member_number(json, "begin_char", (int64_t)evidence->chars.begin);
    json_member_number(json, "end_char", (int64_t)evidence->chars.end);
    member_ranges(json, evidence->ranges, evidence->range_count);
    json_member(json, "quote", evidence->quote);
    json_member_if(json, "rule", evidence->rule);
}

static void member_evidence(struct json *json, const struct kb *kb, const struct kb_evidence *evidence, size_t count)
{
    json_key(json, "mentions");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        json_object_begin(json);
        write_evidence(json, kb, &evidence[i]);
        json_object_end(json);
    }
    json_array_end(json);
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

static void member_passages(struct json *json, const struct kb_document *document)
{
    if (document->passage_count == 0) {
        return;
    }
    json_key(json, "passages");
    json_array_begin(json);
    for (size_t i = 0; i < document->passage_count; i++) {
        json_object_begin(json);
        member_span(json, document->passages[i].at);
        json_member_number(json, "line", document->passages[i].line);
        json_member(json, "text", document->passages[i].text);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_document(struct json *json, const struct kb_document *document)
{
    json_object_begin(json);
    json_member(json, "id", document->id);
    json_member(json, "path", document->path);
    if (document->copy_count > 0) {
        json_key(json, "copies");
        json_array_begin(json);
        for (size_t i = 0; i < document->copy_count; i++) {
            json_string(json, document->copies[i]);
        }
        json_array_end(json);
    }
    json_member(json, "sha256", document->sha256);
    json_member(json, "media_type", document->media_type);
    json_member_if(json, "language", document->language);
    json_member_if(json, "title", document->title);
    json_member_if(json, "author", document->author);
    member_date(json, document->has_date, &document->date);
    json_member_number(json, "mentions", (int64_t)document->mention_count);
    member_passages(json, document);
    json_object_end(json);
}

static void write_aliases(struct json *json, const struct kb *kb, const struct kb_entity *entity)
{
    json_key(json, "aliases");
    json_array_begin(json);
    for (size_t i = 0; i < entity->alias_count; i++) {
        json_string(json, entity->aliases[i].alias);
    }
    json_array_end(json);
    json_key(json, "alias_mentions");
    json_array_begin(json);
    for (size_t i = 0; i < entity->alias_count; i++) {
        if (entity->aliases[i].where.document < kb->document_count) {
            json_object_begin(json);
            json_member(json, "alias", entity->aliases[i].alias);
            write_evidence(json, kb, &entity->aliases[i].where);
            json_object_end(json);
        }
    }
    json_array_end(json);
}

void kb_json_entity(struct json *json, const struct kb *kb, const struct kb_entity *entity)
{
    json_object_begin(json);
    json_member(json, "id", entity->id);
    json_member(json, "type", entity->type);
    json_member(json, "name", entity->name);
    write_aliases(json, kb, entity);
    json_key(json, "identifiers");
    json_object_begin(json);
    json_member_if(json, "iso2", entity->iso2);
    json_member_if(json, "wikidata", entity->wikidata);
    json_object_end(json);
    if (entity->part_of < kb->entity_count) {
        json_member(json, "part_of", kb->entities[entity->part_of].id);
    }
    member_evidence(json, kb, entity->evidence, entity->evidence_count);
    member_corrected(json, entity->corrected, entity->corrected_count);
    json_object_end(json);
}

static void write_mention(struct json *json, const struct kb *kb, const struct kb_event_mention *mention)
{
    json_object_begin(json);
    write_evidence(json, kb, &mention->where);
    json_key(json, "sentence");
    json_object_begin(json);
    member_span(json, mention->sentence);
    member_ranges(json, mention->sentence_ranges, mention->sentence_range_count);
    json_member_if(json, "quote", mention->sentence_quote);
    json_object_end(json);
    json_member_if(json, "title", mention->title);
    member_date(json, mention->has_date, &mention->date);
    json_member(json, "status", mention->status);
    json_object_end(json);
}

static void write_conflict(struct json *json, const struct kb_conflict *conflict)
{
    json_object_begin(json);
    json_member(json, "field", conflict->field);
    json_member(json, "value", conflict->value);
    json_key(json, "mentions");
    json_array_begin(json);
    for (size_t i = 0; i < conflict->mention_count; i++) {
        json_number(json, conflict->mentions[i]);
    }
    json_array_end(json);
    json_member(json, "reason", conflict->reason);
    json_object_end(json);
}

static void write_fillers(struct json *json, const struct kb *kb, const struct kb_event *event)
{
    json_key(json, "places");
    json_array_begin(json);
    for (size_t i = 0; i < event->place_count; i++) {
        json_object_begin(json);
        json_member(json, "entity", kb->entities[event->places[i]].id);
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "roles");
    json_array_begin(json);
    for (size_t i = 0; i < event->role_count; i++) {
        json_object_begin(json);
        json_member(json, "role", event->roles[i].role);
        json_member(json, "entity", kb->entities[event->roles[i].entity].id);
        json_object_end(json);
    }
    json_array_end(json);
}

void kb_json_event(struct json *json, const struct kb *kb, const struct kb_event *event)
{
    json_object_begin(json);
    json_member(json, "id", event->id);
    json_member(json, "class", event->class);
    json_member(json, "type", event->type);
    json_member(json, "title", event->title);
    json_member_if(json, "series", event->series);
    json_member(json, "status", event->status);
    if (event->unconfirmed) {
        json_key(json, "unconfirmed");
        json_bool(json, true);
    }
    member_date(json, event->has_date, &event->date);
    write_fillers(json, kb, event);
    json_key(json, "attributes");
    json_object_begin(json);
    for (size_t i = 0; i < event->attribute_count; i++) {
        char key[128];
        int len = snprintf(key, sizeof key, "%.*s", SLICE_ARG(event->attributes[i].key));
        if (len > 0) {
            json_member(json, key, event->attributes[i].value);
        }
    }
    json_object_end(json);
    json_member_number(json, "sources", (int64_t)event->source_count);
    json_key(json, "mentions");
    json_array_begin(json);
    for (size_t i = 0; i < event->mention_count; i++) {
        write_mention(json, kb, &event->mentions[i]);
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

void kb_json_relation(struct json *json, const struct kb *kb, const struct kb_relation *relation)
{
    json_object_begin(json);
    json_member(json, "id", relation->id);
    json_member(json, "type", relation->type);
    json_member(json, "source", kb->entities[relation->source].id);
    json_member(json, "target", kb->entities[relation->target].id);
    json_member(json, "status", relation->status);
    json_member_if(json, "instrument", relation->instrument);
    member_date(json, relation->has_date, &relation->date);
    json_key(json, "events");
    json_array_begin(json);
    for (size_t i = 0; i < relation->event_count; i++) {
        json_string(json, kb->events[relation->events[i]].id);
    }
    json_array_end(json);
    member_evidence(json, kb, relation->evidence, relation->evidence_count);
    member_corrected(json, relation->corrected, relation->corrected_count);
    json_object_end(json);
}

static void write_check(struct json *json, const struct kb *kb, const struct kb_check *check)
{
    json_object_begin(json);
    json_member(json, "kind", check->kind);
    json_member(json, "text", check->text);
    if (check->document < kb->document_count) {
        json_member(json, "document", kb->documents[check->document].id);
        if (check->at.end > check->at.begin) {
            member_span(json, check->at);
        }
    }
    json_object_end(json);
}

static void write_generator(struct json *json, const struct kb *kb)
{
    json_key(json, "generator");
    json_object_begin(json);
    json_member(json, "name", slice_of("annals"));
    json_member(json, "version", slice_of(ANNALS_VERSION));
    json_member(json, "rules", kb->rules_hash);
    json_object_end(json);
    json_member_if(json, "as_of", kb->as_of);
}

static void member_entities(struct json *json, const struct kb *kb, const struct kb_entity *entities, size_t count)
{
    json_key(json, "entities");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        kb_json_entity(json, kb, &entities[i]);
    }
    json_array_end(json);
}

static void member_events(struct json *json, const struct kb *kb, const struct kb_event *events, size_t count)
{
    json_key(json, "events");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        kb_json_event(json, kb, &events[i]);
    }
    json_array_end(json);
}

static void member_relations(struct json *json, const struct kb *kb, const struct kb_relation *relations, size_t count)
{
    json_key(json, "relations");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        kb_json_relation(json, kb, &relations[i]);
    }
    json_array_end(json);
}

static void member_corrections(struct json *json, const struct kb *kb)
{
    if (kb->correction_count == 0) {
        return;
    }
    json_key(json, "corrections");
    json_array_begin(json);
    for (size_t i = 0; i < kb->correction_count; i++) {
        const struct kb_correction *entry = &kb->corrections[i];
        json_object_begin(json);
        json_member(json, "action", entry->action);
        json_member(json, "target", entry->target);
        json_member_if(json, "id", entry->id);
        json_member_if(json, "found", entry->found);
        json_member(json, "status", slice_of(entry->is_applied ? "applied" : "not applied"));
        json_member_if(json, "reason", entry->reason);
        json_member_if(json, "was", entry->was);
        json_member_if(json, "into", entry->into);
        json_member_if(json, "to", entry->to);
        json_member_if(json, "made", entry->made);
        json_member_if(json, "set_status", entry->set_status);
        json_member_if(json, "why", entry->why);
        json_member_if(json, "by", entry->by);
        json_member_if(json, "on", entry->on);
        json_object_end(json);
    }
    json_array_end(json);
}

static void member_rejected(struct json *json, const struct kb *kb)
{
    if (kb->rejected_event_count + kb->rejected_entity_count + kb->rejected_relation_count == 0) {
        return;
    }
    json_key(json, "rejected");
    json_object_begin(json);
    member_entities(json, kb, kb->rejected_entities, kb->rejected_entity_count);
    member_events(json, kb, kb->rejected_events, kb->rejected_event_count);
    member_relations(json, kb, kb->rejected_relations, kb->rejected_relation_count);
    json_object_end(json);
}

void kb_write_json(struct buffer *out, const struct kb *kb)
{
    struct json json;
    json_init(&json, out, false);
    json_object_begin(&json);
    json_member(&json, "format", slice_of("annals-kb"));
    json_member_number(&json, "version", 1);
    write_generator(&json, kb);
    json_key(&json, "documents");
    json_array_begin(&json);
    for (size_t i = 0; i < kb->document_count; i++) {
        write_document(&json, &kb->documents[i]);
    }
    json_array_end(&json);
    member_entities(&json, kb, kb->entities, kb->entity_count);
    member_events(&json, kb, kb->events, kb->event_count);
    member_relations(&json, kb, kb->relations, kb->relation_count);
    json_key(&json, "checks");
    json_array_begin(&json);
    for (size_t i = 0; i < kb->check_count; i++) {
        write_check(&json, kb, &kb->checks[i]);
    }
    json_array_end(&json);
    member_corrections(&json, kb);
    member_rejected(&json, kb);
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}
