/* Writes JSON into a buffer: UTF-8, two-space indent or compact, members in the order written, escapes what must be. */
#ifndef ANNALS_BASE_JSON_H
#define ANNALS_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum { JSON_MAX_DEPTH = 64 };

struct json {
    struct buffer *out;
    bool compact; /* no white space at all: one line, for NDJSON */
    unsigned depth;
    bool has_item[JSON_MAX_DEPTH];
    bool after_key;
};

void json_init(struct json *json, struct buffer *out, bool compact);
void json_object_begin(struct json *json);
void json_object_end(struct json *json);
void json_array_begin(struct json *json);
void json_array_end(struct json *json);
void json_key(struct json *json, const char *key);
/* Invalid UTF-8 becomes U+FFFD, control characters are escaped. */
void json_string(struct json *json, struct slice text);
void json_number(struct json *json, int64_t number);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);
/* A value that is JSON already; as it is, not indented. */
void json_literal(struct json *json, struct slice text);
/* key and value in one call */
void json_member(struct json *json, const char *key, struct slice text);
void json_member_number(struct json *json, const char *key, int64_t number);
/* the same, and nothing at all where there is no text */
void json_member_if(struct json *json, const char *key, struct slice text);
void json_member_texts(struct json *json, const char *key, const struct slice *texts, size_t count);

#endif
