/* One record as JSON, and as an entry of corrections.yaml. */
#include "base/json.h"
#include "base/map.h"
#include "cli/show.h"
#include "export/kb_json.h"
#include "kb/text_key.h"

static void json_place(struct json *json, const struct kb *kb, const struct kb_evidence *where, struct span sentence)
{
    const struct kb_document *document = &kb->documents[where->document];
    struct show_place place = show_place_of(kb, where->document, sentence);
    json_member(json, "path", document->path);
    if (document->author.len > 0) {
        json_member(json, "author", document->author);
    }
    json_key(json, "document_date");
    if (document->has_date && document->date.edtf.len > 0) {
        json_string(json, document->date.edtf);
    } else {
        json_null(json);
    }
    if (place.line > 0) {
        json_member_number(json, "line", place.line);
    }
    json_member_number(json, "begin_char", (int64_t)where->chars.begin);
    json_member_number(json, "end_char", (int64_t)where->chars.end);
    json_member(json, "quote", where->quote);
    json_member(json, "rule", where->rule);
    if (place.before.len > 0) {
        json_member(json, "before", place.before);
    }
    if (place.after.len > 0) {
        json_member(json, "after", place.after);
    }
}

static void json_evidence(struct json *json, const struct kb *kb, const struct shown *shown)
{
    json_key(json, "evidence");
    json_array_begin(json);
    for (size_t i = 0; shown->event && i < shown->event->mention_count; i++) {
        const struct kb_event_mention *mention = &shown->event->mentions[i];
        json_object_begin(json);
        json_place(json, kb, &mention->where, mention->sentence);
        json_member(json, "sentence", mention->sentence_quote);
        json_object_end(json);
    }
    const struct kb_evidence *list = shown->entity     ? shown->entity->evidence
                                     : shown->relation ? shown->relation->evidence
                                                       : NULL;
    size_t count = shown->entity     ? shown->entity->evidence_count
                   : shown->relation ? shown->relation->evidence_count
                                     : 0;
    for (size_t i = 0; i < count; i++) {
        json_object_begin(json);
        json_place(json, kb, &list[i], list[i].at);
        json_object_end(json);
    }
    json_array_end(json);
}

static bool is_linked(const struct kb *kb, const struct shown *shown, const struct kb_relation *relation)
{
    if (shown->entity) {
        return slice_equal(kb->entities[relation->source].id, shown->entity->id) ||
               slice_equal(kb->entities[relation->target].id, shown->entity->id);
    }
    for (size_t e = 0; shown->event && e < relation->event_count; e++) {
        if (slice_equal(kb->events[relation->events[e]].id, shown->event->id)) {
            return true;
        }
    }
    return false;
}

static void json_links(struct json *json, const struct kb *kb, const struct shown *shown)
{
    json_key(json, "relations");
    json_array_begin(json);
    for (size_t i = 0; i < kb->relation_count; i++) {
        if (is_linked(kb, shown, &kb->relations[i])) {
            kb_json_relation(json, kb, &kb->relations[i]);
        }
    }
    json_array_end(json);
    json_key(json, "events");
    json_array_begin(json);
    for (size_t i = 0; shown->relation && i < shown->relation->event_count; i++) {
        kb_json_event(json, kb, &kb->events[shown->relation->events[i]]);
    }
    for (size_t i = 0; shown->entity && !shown->is_rejected && i < kb->event_count; i++) {
        struct slice role;
        if (show_takes_part(&kb->events[i], (uint32_t)(shown->entity - kb->entities), &role)) {
            kb_json_event(json, kb, &kb->events[i]);
        }
    }
    json_array_end(json);
}

void show_write_json(struct buffer *out, const struct kb *kb, const struct shown *shown)
{
    struct json json;
    json_init(&json, out, false);
    json_object_begin(&json);
    json_member(&json, "format", slice_of("annals-show"));
    json_member_number(&json, "version", 1);
    json_key(&json, "rejected");
    json_bool(&json, shown->is_rejected);
    if (shown->event) {
        json_key(&json, "event");
        kb_json_event(&json, kb, shown->event);
    } else if (shown->entity) {
        json_key(&json, "entity");
        kb_json_entity(&json, kb, shown->entity);
    } else {
        json_key(&json, "relation");
        kb_json_relation(&json, kb, shown->relation);
    }
    json_evidence(&json, kb, shown);
    json_links(&json, kb, shown);
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}

/* --- an entry --- */

static void yaml_text(struct buffer *out, const char *key, struct slice text)
{
    struct json json;
    buffer_format(out, "    %s: ", key);
    json_init(&json, out, true);
    json_string(&json, text);
    buffer_add_byte(out, '\n');
}

static void yaml_sentences(struct buffer *out, const char *key, const struct kb_event *event)
{
    struct map seen = {0};
    struct json json;
    buffer_format(out, "    %s:\n", key);
    for (size_t i = 0; i < event->mention_count; i++) {
        bool added;
        map_put(&seen, event->mentions[i].sentence_quote, 1, &added);
        if (added && event->mentions[i].sentence_quote.len > 0) {
            buffer_add_text(out, "      - ");
            json_init(&json, out, true);
            json_string(&json, event->mentions[i].sentence_quote);
            buffer_add_byte(out, '\n');
        }
    }
    map_release(&seen);
}

void show_write_entry(struct buffer *out, const struct kb *kb, const struct shown *shown, const char *action)
{
    struct arena arena = {0};
    const struct kb_event *event = shown->event;
    const struct kb_relation *relation = shown->relation;
    struct slice id = event ? event->id : shown->entity ? shown->entity->id : relation->id;
    buffer_format(out, "  - %s: %.*s\n", action, SLICE_ARG(id));
    if (event) {
        yaml_text(out, "was",
                  text_title_date(&arena, event->title, event->has_date ? event->date.edtf : (struct slice){0}));
        yaml_text(out, "class", event->class);
        yaml_sentences(out, "evidence", event);
    } else if (shown->entity) {
        yaml_text(out, "was", shown->entity->name);
    } else {
        struct slice source = kb->entities[relation->source].name;
        struct slice target = kb->entities[relation->target].name;
        yaml_text(
            out, "was",
            arena_format(&arena, "%.*s, %.*s, %.*s", SLICE_ARG(source), SLICE_ARG(relation->type), SLICE_ARG(target)));
    }
    bool renames = strcmp(action, "rename") == 0;
    if (renames || strcmp(action, "redate") == 0) {
        yaml_text(out, "to",
                  event           ? renames ? event->title : event->date.edtf
                  : shown->entity ? shown->entity->name
                                  : (struct slice){0});
    } else if (strcmp(action, "merge") == 0) {
        yaml_text(out, "into", (struct slice){0});
    } else if (event && strcmp(action, "split") == 0) {
        yaml_sentences(out, "apart", event);
    }
    yaml_text(out, "why", slice_of("…"));
    arena_release(&arena);
}
