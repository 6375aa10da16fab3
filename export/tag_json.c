#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/json.h"
#include "export/timeml.h"

static void write_text(struct json *json, const char *key, struct slice text)
{
    if (text.len > 0) {
        json_member(json, key, text);
    }
}

static void write_day(struct json *json, const char *key, int32_t days)
{
    struct calendar_date date = calendar_from_days(days);
    char text[32];
    int len = snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    json_member(json, key, slice_make(text, (size_t)len));
}

static void write_time(struct json *json, struct slice document, const struct time_mention *mention,
                       const struct resolved_time *time)
{
    json_object_begin(json);
    write_text(json, "document", document);
    json_member_number(json, "begin", (int64_t)mention->at.source.begin);
    json_member_number(json, "end", (int64_t)mention->at.source.end);
    json_member_number(json, "begin_char", (int64_t)mention->at.chars.begin);
    json_member_number(json, "end_char", (int64_t)mention->at.chars.end);
    json_member(json, "quote", mention->at.quote);
    json_member(json, "type", time->timex_type);
    json_member(json, "value", time->timex_value);
    write_text(json, "mod", time->timex_mod);
    write_text(json, "edtf", time->date.edtf);
    if (time->known) {
        write_day(json, "earliest", time->earliest);
        write_day(json, "latest", time->latest);
    }
    write_text(json, "basis", time->date.basis);
    write_text(json, "anchor", time->date.anchor);
    write_text(json, "reason", time->date.reason);
    write_text(json, "rule", mention->rule);
    json_object_end(json);
}

void tag_json_write(struct buffer *out, const struct tagged_document *document)
{
    struct json json;
    json_init(&json, out, false);
    json_object_begin(&json);
    json_member(&json, "document", document->set->document.path);
    json_member(&json, "sha256", document->set->document.sha256);
    if (document->anchor->known) {
        json_key(&json, "date");
        json_object_begin(&json);
        json_member(&json, "edtf", document->anchor->edtf);
        write_text(&json, "basis", document->anchor->basis);
        write_text(&json, "reason", document->anchor->reason);
        json_object_end(&json);
    }
    json_key(&json, "times");
    json_array_begin(&json);
    size_t *indexes;
    size_t count = tagged_times(document, &indexes);
    for (size_t i = 0; i < count; i++) {
        write_time(&json, (struct slice){0}, &document->set->times[indexes[i]], &document->times[indexes[i]]);
    }
    free(indexes);
    json_array_end(&json);
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}

void tag_ndjson_write(struct buffer *out, const struct tagged_document *document)
{
    size_t *indexes;
    size_t count = tagged_times(document, &indexes);
    for (size_t i = 0; i < count; i++) {
        struct json json;
        json_init(&json, out, true);
        write_time(&json, document->set->document.path, &document->set->times[indexes[i]],
                   &document->times[indexes[i]]);
        buffer_add_byte(out, '\n');
    }
    free(indexes);
}
