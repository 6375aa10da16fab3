/* The schema as JSON Schema, for editors and validators. They read YAML as it is read elsewhere, so that a text may
 * well come as a number or as true. */
#include <string.h>

#include "extract/schema.h"
#include "extract/time_value.h"

static void ref(struct json *json, const char *name)
{
    struct buffer path = {0};
    buffer_format(&path, "#/$defs/%s", name);
    json_member(json, "$ref", buffer_slice(&path));
    buffer_release(&path);
}

static void ref_object(struct json *json, const char *name)
{
    json_object_begin(json);
    ref(json, name);
    json_object_end(json);
}

static void type(struct json *json, const char *name)
{
    json_member(json, "type", slice_of(name));
}

static void list_of(struct json *json, const char *name)
{
    type(json, "array");
    json_key(json, "items");
    ref_object(json, name);
}

static void map_of(struct json *json, const char *name)
{
    type(json, "object");
    json_key(json, "additionalProperties");
    ref_object(json, name);
}

static void one_or_list_of(struct json *json, const char *name)
{
    json_key(json, "anyOf");
    json_array_begin(json);
    ref_object(json, name);
    json_object_begin(json);
    list_of(json, name);
    json_object_end(json);
    json_array_end(json);
}

static void words(struct json *json, const char *const *list)
{
    json_key(json, "enum");
    json_array_begin(json);
    for (size_t i = 0; list[i] != NULL; i++) {
        json_string(json, slice_of(list[i]));
    }
    if (schema_word(list, slice_of("true")) >= 0) { /* as YAML reads it elsewhere */
        json_bool(json, true);
        json_bool(json, false);
    }
    json_array_end(json);
}

static void words_or_list(struct json *json, const char *const *list)
{
    json_key(json, "anyOf");
    json_array_begin(json);
    json_object_begin(json);
    words(json, list);
    json_object_end(json);
    json_object_begin(json);
    type(json, "array");
    json_key(json, "items");
    json_object_begin(json);
    words(json, list);
    json_object_end(json);
    json_object_end(json);
    json_array_end(json);
}

/* What stands after a key, as members of the object at hand. */
static void value(struct json *json, const struct schema_key *key)
{
    const char *map = key->map == NULL ? "" : key->map->name;
    switch (key->value) {
    case SCHEMA_TEXT:
        ref(json, "scalar");
        break;
    case SCHEMA_WORD:
        words(json, key->words);
        break;
    case SCHEMA_WORDS:
        words_or_list(json, key->words);
        break;
    case SCHEMA_TEXTS:
        list_of(json, "scalar");
        break;
    case SCHEMA_NAMES:
        one_or_list_of(json, "scalar");
        break;
    case SCHEMA_PATTERN:
        ref(json, "pattern");
        break;
    case SCHEMA_PATTERNS:
        one_or_list_of(json, "pattern");
        break;
    case SCHEMA_MAP:
        ref(json, map);
        break;
    case SCHEMA_MAPS:
        list_of(json, map);
        break;
    case SCHEMA_TEXT_MAP:
        map_of(json, "scalar");
        break;
    case SCHEMA_NAMES_MAP:
        map_of(json, "names");
        break;
    case SCHEMA_PATTERN_MAP:
        map_of(json, "pattern");
        break;
    case SCHEMA_FRAMES:
        map_of(json, "patterns");
        break;
    case SCHEMA_PAIR_MAP:
        map_of(json, "pair");
        break;
    case SCHEMA_LISTS:
        map_of(json, "list");
        break;
    case SCHEMA_ENDINGS:
        map_of(json, "endings");
        break;
    case SCHEMA_IRREGULAR:
        map_of(json, "forms");
        break;
    case SCHEMA_TIME:
        ref(json, "value");
        break;
    case SCHEMA_FINDS:
        list_of(json, "find");
        break;
    }
}

static void properties(struct json *json, const struct schema_map *map)
{
    json_key(json, "properties");
    json_object_begin(json);
    for (size_t i = 0; i < map->count; i++) {
        json_key(json, map->keys[i].name);
        json_object_begin(json);
        json_member(json, "description", slice_of(map->keys[i].about));
        if (map == &schema_pack) { /* a section may be left blank */
            json_key(json, "anyOf");
            json_array_begin(json);
            json_object_begin(json);
            value(json, &map->keys[i]);
            json_object_end(json);
            json_object_begin(json);
            type(json, "null");
            json_object_end(json);
            json_array_end(json);
        } else {
            value(json, &map->keys[i]);
        }
        json_object_end(json);
    }
    json_object_end(json);
}

static void needed_keys(struct json *json, const struct schema_map *map)
{
    json_key(json, "required");
    json_array_begin(json);
    for (size_t i = 0; i < map->count; i++) {
        if (map->keys[i].needed) {
            json_string(json, slice_of(map->keys[i].name));
        }
    }
    json_array_end(json);
}

static void map_definition(struct json *json, const struct schema_map *map)
{
    json_key(json, map->name);
    json_object_begin(json);
    type(json, "object");
    needed_keys(json, map);
    properties(json, map);
    json_key(json, "additionalProperties");
    json_bool(json, false);
    json_object_end(json);
}

/* --- rules --- */

static void required(struct json *json, const char *name)
{
    json_key(json, "required");
    json_array_begin(json);
    json_string(json, slice_of(name));
    json_array_end(json);
}

/* Keys that mean nothing in a rule of the kind may not stand in it. */
static void kind_condition(struct json *json, size_t kind)
{
    json_object_begin(json);
    json_key(json, "if");
    json_object_begin(json);
    required(json, schema_kinds[kind]);
    json_object_end(json);
    json_key(json, "then");
    json_object_begin(json);
    json_key(json, "properties");
    json_object_begin(json);
    for (size_t i = 0; i < schema_rule.count; i++) {
        if (!(schema_rule.keys[i].kinds & (1u << kind))) {
            json_key(json, schema_rule.keys[i].name);
            json_bool(json, false);
        }
    }
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

static void rule_definition(struct json *json)
{
    json_key(json, schema_rule.name);
    json_object_begin(json);
    type(json, "object");
    required(json, "rule");
    properties(json, &schema_rule);
    json_key(json, "additionalProperties"); /* a frame's name, whatever it is */
    json_object_begin(json);
    map_of(json, "pattern");
    json_object_end(json);
    json_key(json, "oneOf");
    json_array_begin(json);
    for (size_t kind = 0; schema_kinds[kind] != NULL; kind++) {
        json_object_begin(json);
        required(json, schema_kinds[kind]);
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "allOf");
    json_array_begin(json);
    for (size_t kind = 0; schema_kinds[kind] != NULL; kind++) {
        kind_condition(json, kind);
    }
    json_array_end(json);
    json_key(json, "not");
    json_object_begin(json);
    json_key(json, "required");
    json_array_begin(json);
    json_string(json, slice_of("match"));
    json_string(json, slice_of("centre"));
    json_array_end(json);
    json_object_end(json);
    json_object_end(json);
}

/* --- times --- */

static void time_property(struct json *json, const struct time_field *field, const char *name)
{
    const char *const *list = field->kind == TIME_FIELD_BOOL ? schema_yes : time_field_words(field->kind);
    json_key(json, name);
    json_object_begin(json);
    json_key(json, "anyOf");
    json_array_begin(json);
    json_object_begin(json);
    if (list != NULL) {
        words(json, list);
    } else {
        type(json, "integer");
        json_member_number(json, "minimum", field->least);
        json_member_number(json, "maximum", field->most);
    }
    json_object_end(json);
    json_object_begin(json);
    type(json, "string");
    json_member(json, "pattern", slice_of(list != NULL ? "\\$" : "\\$|^[+-]?[0-9]+$"));
    json_object_end(json);
    json_array_end(json);
    json_object_end(json);
}

/* A key of a time that is no field: a capture, and for the end of an interval its fields as well. */
static void own_property(struct json *json, const struct schema_key *key)
{
    json_key(json, key->name);
    json_object_begin(json);
    json_member(json, "description", slice_of(key->about));
    json_key(json, "anyOf");
    json_array_begin(json);
    ref_object(json, "capture");
    if (key->value == SCHEMA_TIME) {
        ref_object(json, "end");
    }
    json_array_end(json);
    json_object_end(json);
}

static void time_definition(struct json *json, const char *name, bool is_end)
{
    size_t count;
    const struct time_field *table = time_field_table(&count);
    json_key(json, name);
    json_object_begin(json);
    type(json, "object");
    json_key(json, "properties");
    json_object_begin(json);
    if (!is_end) {
        for (size_t i = 0; i < schema_time.count; i++) {
            own_property(json, &schema_time.keys[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (table[i].is_end == is_end) {
            time_property(json, &table[i], table[i].name + (is_end ? strlen("end.") : 0));
        }
    }
    json_object_end(json);
    json_key(json, "additionalProperties");
    json_bool(json, false);
    json_object_end(json);
}

/* --- all --- */

static void literal(struct json *json, const char *name, const char *text)
{
    json_key(json, name);
    json_literal(json, slice_of(text));
}

static void small_definitions(struct json *json)
{
    static const char *const texts[][2] = {
        {"scalar", "{\"type\": [\"string\", \"number\", \"boolean\"]}"},
        {"pattern", "{\"type\": [\"string\", \"number\", \"boolean\"]}"},
        {"capture", "{\"type\": \"string\", \"pattern\": \"^\\\\$[a-z][a-z0-9.-]*$\"}"},
        {"patterns", "{\"anyOf\": [{\"$ref\": \"#/$defs/pattern\"}, "
                     "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/pattern\"}}]}"},
        {"names", "{\"anyOf\": [{\"$ref\": \"#/$defs/scalar\"}, {\"type\": \"null\"}, "
                  "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/scalar\"}}]}"},
        {"pair", "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/capture\"}, \"minItems\": 2, \"maxItems\": 2}"},
        {"forms", "{\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/names\"}}"},
        {"endings",
         "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"prefixItems\": [{\"$ref\": \"#/$defs/scalar\"}, "
         "{\"$ref\": \"#/$defs/names\"}], \"items\": false, \"minItems\": 2}}"},
        {"entry", "{\"anyOf\": [{\"$ref\": \"#/$defs/scalar\"}, "
                  "{\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/scalar\"}}]}"},
        {"list", "{\"if\": {\"type\": \"object\", \"required\": [\"table\"]}, \"then\": {\"$ref\": \"#/$defs/table\"}, "
                 "\"else\": {\"anyOf\": [{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/entry\"}}, "
                 "{\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/scalar\"}}]}}"},
        {"value", "{\"anyOf\": [{\"$ref\": \"#/$defs/scalar\"}, {\"$ref\": \"#/$defs/time\"}]}"},
        {"find", "{\"anyOf\": [{\"$ref\": \"#/$defs/scalar\"}, "
                 "{\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/names\"}}]}"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        literal(json, texts[i][0], texts[i][1]);
    }
}

void schema_write(struct json *json)
{
    static const struct schema_map *const maps[] = {&schema_text,       &schema_compare, &schema_inflection,
                                                    &schema_status,     &schema_table,   &schema_table_keep,
                                                    &schema_table_weak, &schema_example, &schema_declares};
    json_object_begin(json);
    json_member(json, "$schema", slice_of("https://json-schema.org/draft/2020-12/schema"));
    json_member(json, "title", slice_of("a file of an annals rule pack"));
    json_key(json, "type");
    json_literal(json, slice_of("[\"object\", \"null\"]"));
    properties(json, &schema_pack);
    json_key(json, "additionalProperties");
    json_bool(json, false);
    json_key(json, "$defs");
    json_object_begin(json);
    small_definitions(json);
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++) {
        map_definition(json, maps[i]);
    }
    rule_definition(json);
    time_definition(json, "time", false);
    time_definition(json, "end", true);
    json_object_end(json);
    json_object_end(json);
}
