#include "kb/json_in.h"

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/utf8.h"

/* struct json_in is a cJSON item under another name: the cast stays in this file. */
static const cJSON *item_of(const struct json_in *value)
{
    return (const cJSON *)(const void *)value;
}

static const struct json_in *value_of(const cJSON *item)
{
    return (const struct json_in *)(const void *)item;
}

static void report(struct slice text, size_t at, const char *file, unsigned first_line, const char *message,
                   struct diagnostics *errors)
{
    struct place place = {.file = file, .line = first_line, .column = 1};
    size_t line_begin = 0;
    for (size_t i = 0; i < at && i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            place.line++;
            line_begin = i + 1;
        }
    }
    place.column = (unsigned)utf8_count(slice_sub(text, line_begin, at < text.len ? at : text.len)) + 1;
    diagnostics_add(errors, SEVERITY_ERROR, &place, "%s", message);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct json_in *json_in_parse(struct slice text, const char *file, unsigned first_line, struct diagnostics *errors)
{
    size_t valid = utf8_valid_prefix(text);
    if (valid < text.len) {
        report(text, valid, file, first_line, "not valid UTF-8, which JSON must be", errors);
        return NULL;
    }
    const char *end = NULL;
    cJSON *root = text.len > 0 ? cJSON_ParseWithLengthOpts(text.ptr, text.len, &end, 0) : NULL;
    if (!root) {
        size_t at = end ? (size_t)(end - text.ptr) : 0;
        report(text, at, file, first_line, text.len ? "not valid JSON here" : "empty, expected JSON", errors);
        return NULL;
    }
    size_t rest = (size_t)(end - text.ptr);
    while (rest < text.len && is_space(text.ptr[rest])) {
        rest++;
    }
    if (rest < text.len) {
        report(text, rest, file, first_line, "expected the end after the JSON value", errors);
        cJSON_Delete(root);
        return NULL;
    }
    return (struct json_in *)(void *)root;
}

void json_in_free(struct json_in *root)
{
    cJSON_Delete((cJSON *)(void *)root);
}

enum json_in_kind json_in_kind(const struct json_in *value)
{
    const cJSON *item = item_of(value);
    if (!item || cJSON_IsNull(item) || cJSON_IsInvalid(item)) {
        return JSON_IN_NULL;
    }
    if (cJSON_IsBool(item)) {
        return JSON_IN_BOOL;
    }
    if (cJSON_IsNumber(item)) {
        return JSON_IN_NUMBER;
    }
    if (cJSON_IsString(item)) {
        return JSON_IN_STRING;
    }
    return cJSON_IsArray(item) ? JSON_IN_ARRAY : JSON_IN_OBJECT;
}

const struct json_in *json_in_first(const struct json_in *value)
{
    const cJSON *item = item_of(value);
    return item ? value_of(item->child) : NULL;
}

const struct json_in *json_in_next(const struct json_in *value)
{
    const cJSON *item = item_of(value);
    return item ? value_of(item->next) : NULL;
}

size_t json_in_count(const struct json_in *value)
{
    size_t count = 0;
    for (const struct json_in *item = json_in_first(value); item; item = json_in_next(item)) {
        count++;
    }
    return count;
}

const struct json_in *json_in_get(const struct json_in *object, const char *key)
{
    return object ? value_of(cJSON_GetObjectItemCaseSensitive(item_of(object), key)) : NULL;
}

struct slice json_in_key(const struct json_in *member)
{
    return slice_of(member ? item_of(member)->string : NULL);
}

struct slice json_in_text(const struct json_in *value)
{
    return slice_of(cJSON_GetStringValue(item_of(value)));
}

int64_t json_in_integer(const struct json_in *value, int64_t fallback)
{
    const cJSON *item = item_of(value);
    const double limit = 9007199254740992.0; /* 2^53: beyond it a double no longer holds every integer */
    if (!cJSON_IsNumber(item) || !(item->valuedouble >= -limit && item->valuedouble <= limit)) {
        return fallback;
    }
    int64_t number = (int64_t)item->valuedouble;
    return (double)number < item->valuedouble || (double)number > item->valuedouble ? fallback : number;
}

bool json_in_bool(const struct json_in *value, bool fallback)
{
    return cJSON_IsBool(item_of(value)) ? cJSON_IsTrue(item_of(value)) != 0 : fallback;
}

struct slice json_in_member_text(const struct json_in *object, const char *key)
{
    return json_in_text(json_in_get(object, key));
}

int64_t json_in_member_integer(const struct json_in *object, const char *key, int64_t fallback)
{
    return json_in_integer(json_in_get(object, key), fallback);
}

bool json_in_member_bool(const struct json_in *object, const char *key, bool fallback)
{
    return json_in_bool(json_in_get(object, key), fallback);
}
