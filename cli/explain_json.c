#include "cli/explain.h"
#include "cli/output.h"

static void member(struct json *json, const char *key, struct slice text)
{
    if (text.len > 0) {
        json_member(json, key, text);
    }
}

static void write_place(struct json *json, const struct place *place)
{
    if (place->file != NULL) {
        json_member(json, "file", slice_of(place->file));
        json_member_number(json, "line", place->line);
        json_member_number(json, "column", place->column);
    }
}

static void write_bytes(struct json *json, struct span at)
{
    json_member_number(json, "begin", (int64_t)at.begin);
    json_member_number(json, "end", (int64_t)at.end);
}

static void write_parts(struct json *json, const struct probe_match *match)
{
    if (match == NULL || match->part_count == 0) {
        return;
    }
    json_key(json, "parts");
    json_array_begin(json);
    for (size_t i = 0; i < match->part_count; i++) {
        json_object_begin(json);
        json_member(json, "name", match->parts[i].name);
        json_member(json, "quote", match->parts[i].quote);
        member(json, "type", match->parts[i].type);
        member(json, "rule", match->parts[i].rule);
        member(json, "value", match->parts[i].value);
        json_object_end(json);
    }
    json_array_end(json);
}

void explain_match_json(const struct probe_match *match, struct json *json)
{
    json_object_begin(json);
    member(json, "rule", match->rule_name);
    json_member(json, "yields", match->yields);
    json_member(json, "quote", match->quote);
    write_bytes(json, match->at);
    json_member(json, "fate", slice_of(probe_fate_name(match->fate)));
    json_member(json, "why", slice_of(probe_fate_text(match->fate)));
    if (match->other_quote.len > 0) {
        json_key(json, "by");
        json_object_begin(json);
        member(json, "rule", match->other_rule);
        json_member(json, "quote", match->other_quote);
        json_object_end(json);
    }
    if (match->pattern.len > 0) {
        json_key(json, "pattern");
        json_object_begin(json);
        json_member(json, "text", match->pattern);
        write_place(json, &match->place);
        json_object_end(json);
    }
    write_parts(json, match);
    json_object_end(json);
}

static void write_days(struct json *json, const struct resolved_time *resolved)
{
    member(json, "anchor", resolved->date.anchor);
    member(json, "basis", resolved->date.basis);
    member(json, "edtf", resolved->date.edtf);
    member(json, "timex", resolved->timex_value);
    member(json, "reason", resolved->date.reason);
}

static void write_time(struct json *json, const struct asked *asked, uint32_t time)
{
    json_member(json, "quote", asked->set.times[time].at.quote);
    json_key(json, "value");
    time_value_write(json, &asked->set.times[time].value);
    write_days(json, &asked->times[time]);
}

static void write_span(struct json *json, const struct asked *asked, const struct seen_span *span)
{
    json_object_begin(json);
    json_member(json, "type", span->type);
    json_member(json, "quote", span->quote);
    write_bytes(json, span->at);
    member(json, "rule", span->rule);
    member(json, "name", span->canonical);
    member(json, "within", span->within);
    member(json, "kind", span->kind);
    member(json, "means", span->means);
    if (span->has_number) {
        json_member_number(json, "number", span->number);
    }
    write_parts(json, explain_find(asked, span->sentence, span->rule, span->at));
    if (span->time != UINT32_MAX) {
        json_key(json, "date");
        json_object_begin(json);
        write_time(json, asked, span->time);
        json_object_end(json);
    }
    json_object_end(json);
}

static void write_roles(struct json *json, const struct asked *asked, const struct event_mention *event)
{
    json_key(json, "roles");
    json_array_begin(json);
    for (size_t i = 0; i < event->filler_count; i++) {
        const struct name_mention *name = &asked->set.names[event->fillers[i].name];
        json_object_begin(json);
        json_member(json, "role", event->fillers[i].role);
        json_member(json, "quote", name->at.quote);
        member(json, "name", name->canonical);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_event(struct json *json, const struct asked *asked, size_t sentence,
                        const struct event_mention *event)
{
    json_object_begin(json);
    json_member(json, "class", event->class);
    member(json, "type", event->type);
    json_member(json, "title", event->title);
    json_member(json, "rule", event->rule);
    member(json, "status", slice_of(asked_status_name(event->status)));
    write_bytes(json, event->at.text);
    write_parts(json, explain_find(asked, sentence, event->rule, event->at.text));
    write_roles(json, asked, event);
    for (size_t i = 0; i < event->attribute_count; i++) {
        if (i == 0) {
            json_key(json, "attributes");
            json_object_begin(json);
        }
        json_key(json, event->attributes[i].key.ptr);
        json_string(json, event->attributes[i].value);
    }
    if (event->attribute_count > 0) {
        json_object_end(json);
    }
    const struct probe_match *match = explain_find(asked, sentence, event->rule, event->at.text);
    if (match != NULL && match->scope_count > 0) {
        json_key(json, "scopes");
        json_array_begin(json);
        for (size_t i = 0; i < match->scope_count; i++) {
            json_string(json, slice_of(asked_scope_name(match->scopes[i])));
        }
        json_array_end(json);
    }
    struct resolved_time days;
    if (dates_of_event(&asked->set, event, &asked->anchor, asked->times, &days)) {
        json_key(json, "date");
        json_object_begin(json);
        json_member(json, "scope", slice_of(asked_scope_name(event->scope)));
        if (event->has_date) {
            write_time(json, asked, event->date);
        } else {
            write_days(json, &days);
        }
        json_object_end(json);
    }
    json_object_end(json);
}

static void write_relation(struct json *json, const struct asked *asked, size_t sentence,
                           const struct relation_mention *relation)
{
    json_object_begin(json);
    json_member(json, "relation", relation->type);
    json_member(json, "rule", relation->rule);
    json_member(json, "source", asked->set.names[relation->source].name);
    json_member(json, "target", asked->set.names[relation->target].name);
    if (relation->event == UINT32_MAX) {
        write_parts(json, explain_find(asked, sentence, relation->rule, relation->at.text));
    }
    json_object_end(json);
}

static void write_matches(struct json *json, const struct asked *asked, size_t sentence, bool lost)
{
    json_key(json, lost ? "lost" : "definitions");
    json_array_begin(json);
    for (int32_t i = asked->matches.first[sentence]; i != ASKED_NONE; i = asked->matches.next[i]) {
        const struct probe_match *match = &asked->probe.matches[i];
        bool defines = match->kind == EXAMPLE_DEFINITION || match->kind == EXAMPLE_DOCUMENT;
        bool shown = lost ? match->fate != PROBE_WON : defines && match->fate == PROBE_WON;
        if (shown && asked_wants(asked, match->rule_name)) {
            explain_match_json(match, json);
        }
    }
    json_array_end(json);
}

static void write_sentence(struct json *json, const struct asked *asked, size_t sentence)
{
    const struct seen *seen = &asked->seen;
    json_object_begin(json);
    json_member(json, "text", seen->sentences[sentence].text);
    json_member(json, "block", slice_of(asked_block_name(seen->sentences[sentence].block)));
    write_bytes(json, seen->sentences[sentence].at);
    json_key(json, "spans");
    json_array_begin(json);
    for (int32_t i = asked->spans.first[sentence]; i != ASKED_NONE; i = asked->spans.next[i]) {
        if (asked_wants(asked, seen->spans[i].rule)) {
            write_span(json, asked, &seen->spans[i]);
        }
    }
    json_array_end(json);
    write_matches(json, asked, sentence, false);
    json_key(json, "events");
    json_array_begin(json);
    for (int32_t i = asked->events.first[sentence]; i != ASKED_NONE; i = asked->events.next[i]) {
        if (asked_wants(asked, asked->set.events[i].rule)) {
            write_event(json, asked, sentence, &asked->set.events[i]);
        }
    }
    json_array_end(json);
    json_key(json, "relations");
    json_array_begin(json);
    for (int32_t i = asked->relations.first[sentence]; i != ASKED_NONE; i = asked->relations.next[i]) {
        if (asked_wants(asked, asked->set.relations[i].rule)) {
            write_relation(json, asked, sentence, &asked->set.relations[i]);
        }
    }
    json_array_end(json);
    write_matches(json, asked, sentence, true);
    json_object_end(json);
}

/* What is written goes out with each sentence. */
struct writing {
    struct json json;
    struct buffer out;
};

static void send(struct writing *writing)
{
    output_write(buffer_slice(&writing->out));
    buffer_clear(&writing->out);
}

static void begin_json(struct asked *asked, void *context)
{
    struct writing *writing = context;
    struct json *json = &writing->json;
    const struct document_facts *facts = &asked->set.facts;
    json_object_begin(json);
    json_key(json, "document");
    json_object_begin(json);
    member(json, "title", facts->title);
    member(json, "author", facts->author);
    member(json, "organization", facts->author_organization);
    member(json, "occasion", facts->occasion);
    member(json, "date", asked->anchor.edtf);
    member(json, "basis", asked->anchor.basis);
    json_object_end(json);
    json_key(json, "sentences");
    json_array_begin(json);
    send(writing);
}

static void tell_json(struct asked *asked, void *context)
{
    struct writing *writing = context;
    write_sentence(&writing->json, asked, 0);
    send(writing);
}

void explain_json(struct asked *asked, const struct program *program)
{
    struct writing writing = {0};
    json_init(&writing.json, &writing.out, false);
    asked_tell(asked, program, &(struct asked_teller){begin_json, tell_json, &writing});
    json_array_end(&writing.json);
    json_object_end(&writing.json);
    buffer_add_byte(&writing.out, '\n');
    send(&writing);
    buffer_release(&writing.out);
}
