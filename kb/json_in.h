/* Reading JSON, over cJSON (included by json_in.c alone): a read-only tree whose strings are borrowed from it.
 * Not for sharing between threads while it is being freed; reading is safe from any number of threads. */
#ifndef ANNALS_KB_JSON_IN_H
#define ANNALS_KB_JSON_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

enum json_in_kind { JSON_IN_NULL, JSON_IN_BOOL, JSON_IN_NUMBER, JSON_IN_STRING, JSON_IN_ARRAY, JSON_IN_OBJECT };

/* A value of the tree; the root owns all below it. */
struct json_in;

/* Parses one JSON value with nothing but white space around it. On failure returns NULL and adds an error with the line
 * (counted from first_line) and column to errors, of which `file` is the name (may be NULL). Free with json_in_free. */
struct json_in *json_in_parse(struct slice text, const char *file, unsigned first_line, struct diagnostics *errors);
void json_in_free(struct json_in *root);

/* All of these take NULL for a value and treat it as one that is absent: kind null, no member, no text. */
enum json_in_kind json_in_kind(const struct json_in *value);
/* First member or item, and the one after it; NULL at the end. To walk an array this way is linear. */
const struct json_in *json_in_first(const struct json_in *value);
const struct json_in *json_in_next(const struct json_in *value);
size_t json_in_count(const struct json_in *value);
/* The member of that name, or NULL. Names are compared byte for byte; of two alike the first counts. */
const struct json_in *json_in_get(const struct json_in *object, const char *key);
/* The name under which a member stands in its object; empty for items of arrays. */
struct slice json_in_key(const struct json_in *member);

/* The value, or the fallback where it is absent or of another kind. Numbers with a fraction or beyond 2^53 are no
 * integers. */
struct slice json_in_text(const struct json_in *value);
int64_t json_in_integer(const struct json_in *value, int64_t fallback);
bool json_in_bool(const struct json_in *value, bool fallback);

/* The same for a member: json_in_text(json_in_get(object, key)). */
struct slice json_in_member_text(const struct json_in *object, const char *key);
int64_t json_in_member_integer(const struct json_in *object, const char *key, int64_t fallback);
bool json_in_member_bool(const struct json_in *object, const char *key, bool fallback);

#endif
