#include "base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { INDENT = 2 };

void json_init(struct json *json, struct buffer *out, bool compact)
{
    *json = (struct json){.out = out, .compact = compact};
}

static void new_line(struct json *json)
{
    if (json->compact) {
        return;
    }
    buffer_add_byte(json->out, '\n');
    for (unsigned i = 0; i < json->depth * INDENT; i++) {
        buffer_add_byte(json->out, ' ');
    }
}

/* What goes before a key, or before a value that has none. */
static void before_item(struct json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0) {
        return;
    }
    if (json->has_item[json->depth - 1]) {
        buffer_add_byte(json->out, ',');
    }
    json->has_item[json->depth - 1] = true;
    new_line(json);
}

static void begin(struct json *json, char sign)
{
    before_item(json);
    if (json->depth >= JSON_MAX_DEPTH) {
        abort(); /* what is written has a fixed shape, so this is a mistake in the program */
    }
    buffer_add_byte(json->out, sign);
    json->has_item[json->depth++] = false;
}

static void end(struct json *json, char sign)
{
    assert(json->depth > 0 && !json->after_key);
    json->depth--;
    if (json->has_item[json->depth]) {
        new_line(json);
    }
    buffer_add_byte(json->out, sign);
}

void json_literal(struct json *json, struct slice text)
{
    before_item(json);
    buffer_add(json->out, text);
}

void json_object_begin(struct json *json)
{
    begin(json, '{');
}

void json_object_end(struct json *json)
{
    end(json, '}');
}

void json_array_begin(struct json *json)
{
    begin(json, '[');
}

void json_array_end(struct json *json)
{
    end(json, ']');
}

static void add_escaped(struct buffer *out, unsigned char c)
{
    switch (c) {
    case '"':
        buffer_add_text(out, "\\\"");
        break;
    case '\\':
        buffer_add_text(out, "\\\\");
        break;
    case '\b':
        buffer_add_text(out, "\\b");
        break;
    case '\f':
        buffer_add_text(out, "\\f");
        break;
    case '\n':
        buffer_add_text(out, "\\n");
        break;
    case '\r':
        buffer_add_text(out, "\\r");
        break;
    case '\t':
        buffer_add_text(out, "\\t");
        break;
    default:
        buffer_format(out, "\\u%04x", c);
        break;
    }
}

static bool goes_as_it_is(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

static void add_quoted(struct buffer *out, struct slice text)
{
    buffer_add_byte(out, '"');
    size_t at = 0;
    while (at < text.len) {
        size_t begin_run = at;
        while (at < text.len && goes_as_it_is((unsigned char)text.ptr[at])) {
            at++;
        }
        if (at > begin_run) {
            buffer_add(out, slice_sub(text, begin_run, at));
        }
        if (at == text.len) {
            break;
        }
        unsigned char c = (unsigned char)text.ptr[at];
        if (c < 0x80) {
            add_escaped(out, c);
            at++;
        } else {
            utf8_encode(out, utf8_decode(text, at, &at));
        }
    }
    buffer_add_byte(out, '"');
}

void json_key(struct json *json, const char *key)
{
    assert(!json->after_key);
    before_item(json);
    add_quoted(json->out, slice_of(key));
    buffer_add_text(json->out, json->compact ? ":" : ": ");
    json->after_key = true;
}

void json_string(struct json *json, struct slice text)
{
    before_item(json);
    add_quoted(json->out, text);
}

void json_number(struct json *json, int64_t number)
{
    before_item(json);
    buffer_format(json->out, "%" PRId64, number);
}

void json_bool(struct json *json, bool value)
{
    before_item(json);
    buffer_add_text(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
    before_item(json);
    buffer_add_text(json->out, "null");
}

void json_member(struct json *json, const char *key, struct slice text)
{
    json_key(json, key);
    json_string(json, text);
}

void json_member_number(struct json *json, const char *key, int64_t number)
{
    json_key(json, key);
    json_number(json, number);
}

void json_member_if(struct json *json, const char *key, struct slice text)
{
    if (text.len > 0) {
        json_member(json, key, text);
    }
}

void json_member_texts(struct json *json, const char *key, const struct slice *texts, size_t count)
{
    if (count == 0) {
        return;
    }
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        json_string(json, texts[i]);
    }
    json_array_end(json);
}
