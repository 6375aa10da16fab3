#include "export/mentions.h"

#include "base/json.h"
#include "kb/read_mentions.h"

static void write_text(struct json *json, const char *key, struct slice text)
{
    if (text.len > 0) {
        json_member(json, key, text);
    }
}

static void write_true(struct json *json, const char *key, bool value)
{
    if (value) {
        json_key(json, key);
        json_bool(json, true);
    }
}

static void write_pair(struct json *json, struct span span)
{
    json_array_begin(json);
    json_number(json, (int64_t)span.begin);
    json_number(json, (int64_t)span.end);
    json_array_end(json);
}

static void write_span(struct json *json, const char *key, struct span span)
{
    json_key(json, key);
    write_pair(json, span);
}

static void write_evidence(struct json *json, const char *key, const struct evidence *at)
{
    json_key(json, key);
    json_object_begin(json);
    write_span(json, "text", at->text);
    write_span(json, "source", at->source);
    write_span(json, "chars", at->chars);
    if (at->range_count > 0) {
        json_key(json, "ranges");
        json_array_begin(json);
        for (size_t i = 0; i < at->range_count; i++) {
            write_pair(json, at->ranges[i]);
        }
        json_array_end(json);
    }
    write_text(json, "quote", at->quote);
    json_object_end(json);
}

void mentions_write_header(struct buffer *out, struct slice rules_hash, const struct resolve_words *words)
{
    struct json json;
    json_init(&json, out, true);
    json_object_begin(&json);
    json_member(&json, "format", slice_of("annals-mentions"));
    json_member_number(&json, "version", MENTIONS_VERSION);
    json_member(&json, "rules", rules_hash);
    if (words) {
        json_member_texts(&json, "ignored", words->ignored, words->ignored_count);
        json_member_texts(&json, "generic", words->generic, words->generic_count);
    }
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}

static void write_document(struct json *json, const struct document *document)
{
    json_key(json, "document");
    json_object_begin(json);
    write_text(json, "id", document->id);
    write_text(json, "path", document->path);
    json_member_texts(json, "copies", document->copies, document->copy_count);
    write_text(json, "sha256", document->sha256);
    write_text(json, "media_type", document->media_type);
    write_text(json, "title", document->given_title);
    write_text(json, "author", document->given_author);
    write_text(json, "language", document->given_language);
    write_text(json, "date", document->given_date);
    json_object_end(json);
}

static void write_facts(struct json *json, const struct document_facts *facts)
{
    json_key(json, "facts");
    json_object_begin(json);
    write_text(json, "title", facts->title);
    write_text(json, "author", facts->author);
    write_text(json, "author_organization", facts->author_organization);
    write_text(json, "occasion", facts->occasion);
    if (facts->date != UINT32_MAX) {
        json_member_number(json, "date", facts->date);
    }
    write_text(json, "language", facts->language);
    json_object_end(json);
}

static void write_name(struct json *json, const struct name_mention *name)
{
    json_object_begin(json);
    write_evidence(json, "at", &name->at);
    write_text(json, "type", name->type);
    write_text(json, "name", name->name);
    write_text(json, "canonical", name->canonical);
    json_member_texts(json, "aliases", name->aliases, name->alias_count);
    write_text(json, "alias_of", name->alias_of);
    write_text(json, "wikidata", name->wikidata);
    write_text(json, "iso2", name->iso2);
    write_text(json, "country", name->country);
    write_text(json, "within", name->within);
    write_text(json, "means", name->means);
    write_text(json, "rule", name->rule);
    json_member_number(json, "sentence", name->sentence);
    json_object_end(json);
}

static void write_time(struct json *json, const struct time_mention *time)
{
    json_object_begin(json);
    write_evidence(json, "at", &time->at);
    json_key(json, "value");
    time_value_write(json, &time->value);
    write_text(json, "rule", time->rule);
    if (time->tense != TIME_TENSE_UNKNOWN) {
        write_text(json, "tense", slice_of(time_field_words(TIME_FIELD_TENSE)[time->tense]));
    }
    write_true(json, "narrative", time->narrative);
    write_true(json, "in_head", time->in_head);
    json_member_number(json, "sentence", time->sentence);
    json_object_end(json);
}

static void write_event_parts(struct json *json, const struct event_mention *event)
{
    if (event->filler_count > 0) {
        json_key(json, "fillers");
        json_array_begin(json);
        for (size_t i = 0; i < event->filler_count; i++) {
            json_object_begin(json);
            write_text(json, "role", event->fillers[i].role);
            json_member_number(json, "name", event->fillers[i].name);
            json_object_end(json);
        }
        json_array_end(json);
    }
    if (event->attribute_count > 0) {
        json_key(json, "attributes");
        json_array_begin(json);
        for (size_t i = 0; i < event->attribute_count; i++) {
            json_object_begin(json);
            write_text(json, "key", event->attributes[i].key);
            write_text(json, "value", event->attributes[i].value);
            json_object_end(json);
        }
        json_array_end(json);
    }
}

static void write_event(struct json *json, const struct event_mention *event)
{
    json_object_begin(json);
    write_evidence(json, "at", &event->at);
    write_evidence(json, "sentence", &event->sentence);
    write_text(json, "rule", event->rule);
    write_text(json, "class", event->class);
    write_text(json, "type", event->type);
    write_text(json, "title", event->title);
    write_text(json, "series", event->series);
    if (event->ordinal != TIME_UNSET) {
        json_member_number(json, "ordinal", event->ordinal);
    }
    if (event->title_year != TIME_UNSET) {
        json_member_number(json, "title_year", event->title_year);
    }
    if (event->has_date) {
        json_member_number(json, "date", event->date);
    }
    json_member(json, "scope", slice_of(mention_scope_name(event->scope)));
    json_member(json, "status", slice_of(mention_status_name(event->status)));
    write_event_parts(json, event);
    write_true(json, "back_reference", event->back_reference);
    json_object_end(json);
}

static void write_relation(struct json *json, const struct relation_mention *relation)
{
    json_object_begin(json);
    write_evidence(json, "at", &relation->at);
    write_text(json, "rule", relation->rule);
    write_text(json, "type", relation->type);
    json_member_number(json, "source", relation->source);
    json_member_number(json, "target", relation->target);
    if (relation->event != UINT32_MAX) {
        json_member_number(json, "event", relation->event);
    }
    json_member(json, "status", slice_of(mention_status_name(relation->status)));
    json_object_end(json);
}

static void write_doubt(struct json *json, const struct doubt *doubt)
{
    json_object_begin(json);
    write_text(json, "kind", doubt->kind);
    write_evidence(json, "at", &doubt->at);
    write_text(json, "reason", doubt->reason);
    json_object_end(json);
}

static void write_passage(struct json *json, const struct passage *passage)
{
    json_object_begin(json);
    write_span(json, "source", passage->source);
    json_member_number(json, "line", passage->line);
    write_text(json, "quote", passage->quote);
    json_object_end(json);
}

void mentions_write_set(struct buffer *out, const struct mention_set *set)
{
    struct json json;
    json_init(&json, out, true);
    json_object_begin(&json);
    write_document(&json, &set->document);
    write_facts(&json, &set->facts);
#define WRITE_ALL(key, items, count, write) \
    json_key(&json, key);                   \
    json_array_begin(&json);                \
    for (size_t i = 0; i < (count); i++) {  \
        write(&json, &(items)[i]);          \
    }                                       \
    json_array_end(&json)
    WRITE_ALL("names", set->names, set->name_count, write_name);
    WRITE_ALL("times", set->times, set->time_count, write_time);
    WRITE_ALL("clues", set->clues, set->clue_count, write_time);
    WRITE_ALL("events", set->events, set->event_count, write_event);
    WRITE_ALL("relations", set->relations, set->relation_count, write_relation);
    WRITE_ALL("doubts", set->doubts, set->doubt_count, write_doubt);
    WRITE_ALL("passages", set->passages, set->passage_count, write_passage);
#undef WRITE_ALL
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}
