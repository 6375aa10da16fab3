/* The texts of the page in another language: `report:` of a file of words laid over render/report/en.json. */
#include "base/yaml.h"
#include "kb/json_in.h"
#include "render/report_p.h"

enum { MAX_NAMES = 512, MAX_KEY = 64 };

struct overlay {
    struct json json;
    struct diagnostics *errors;
};

static void complain(const struct overlay *overlay, const struct yaml_node *node, const char *expected)
{
    struct place place = yaml_place(node);
    diagnostics_add(overlay->errors, SEVERITY_ERROR, &place, "expected %s", expected);
}

static void lay_over(struct overlay *overlay, const struct json_in *english, const struct yaml_node *own);

static const struct yaml_node *own_member(const struct yaml_node *map, struct slice key)
{
    for (size_t i = 0; map && map->kind == YAML_MAP && i < map->count; i++) {
        if (slice_equal(yaml_key_at(map, i)->text, key)) {
            return yaml_value_at(map, i);
        }
    }
    return NULL;
}

static void write_key(struct overlay *overlay, struct slice key)
{
    char name[MAX_KEY];
    snprintf(name, sizeof name, "%.*s", SLICE_ARG(key));
    json_key(&overlay->json, name);
}

static void lay_over_map(struct overlay *overlay, const struct json_in *english, const struct yaml_node *own)
{
    json_object_begin(&overlay->json);
    for (const struct json_in *item = json_in_first(english); item; item = json_in_next(item)) {
        write_key(overlay, json_in_key(item));
        lay_over(overlay, item, own_member(own, json_in_key(item)));
    }
    json_object_end(&overlay->json);
}

static void lay_over_list(struct overlay *overlay, const struct json_in *english, const struct yaml_node *own)
{
    size_t i = 0;
    if (own && (own->kind != YAML_LIST || own->count != json_in_count(english))) {
        struct place place = yaml_place(own);
        diagnostics_add(overlay->errors, SEVERITY_ERROR, &place, "expected a list of %zu texts",
                        json_in_count(english));
        own = NULL;
    }
    json_array_begin(&overlay->json);
    for (const struct json_in *item = json_in_first(english); item; item = json_in_next(item)) {
        lay_over(overlay, item, own ? own->children[i++] : NULL);
    }
    json_array_end(&overlay->json);
}

static void lay_over(struct overlay *overlay, const struct json_in *english, const struct yaml_node *own)
{
    enum json_in_kind kind = json_in_kind(english);
    if (kind == JSON_IN_OBJECT) {
        if (own && own->kind != YAML_MAP) {
            complain(overlay, own, "a map, as `planned: geplant`");
        }
        lay_over_map(overlay, english, own);
    } else if (kind == JSON_IN_ARRAY) {
        lay_over_list(overlay, english, own);
    } else {
        if (own && own->kind != YAML_SCALAR) {
            complain(overlay, own, "a text");
        }
        json_string(&overlay->json, own && own->kind == YAML_SCALAR ? own->text : json_in_text(english));
    }
}

/* Names that the page does not know, on every level. */
static void check_names(const struct overlay *overlay, const struct json_in *english, const struct yaml_node *own)
{
    const char *names[MAX_NAMES];
    size_t count = 0;
    char keys[MAX_NAMES][MAX_KEY];
    for (const struct json_in *item = json_in_first(english); item && count < MAX_NAMES; item = json_in_next(item)) {
        snprintf(keys[count], MAX_KEY, "%.*s", SLICE_ARG(json_in_key(item)));
        names[count] = keys[count];
        count++;
    }
    for (size_t i = 0; i < own->count; i++) {
        const struct yaml_node *key = yaml_key_at(own, i), *value = yaml_value_at(own, i);
        char name[MAX_KEY];
        snprintf(name, sizeof name, "%.*s", SLICE_ARG(key->text));
        const struct json_in *known = json_in_get(english, name);
        if (known && json_in_kind(known) == JSON_IN_OBJECT && value->kind == YAML_MAP) {
            check_names(overlay, known, value);
        } else if (!known) {
            const char *near = suggest_nearest(key->text, names, count);
            struct place place = yaml_place(key);
            diagnostics_add(overlay->errors, SEVERITY_ERROR, &place, "unknown text of the report %.*s%s%s%s",
                            SLICE_ARG(key->text), near ? ": did you mean " : "; render/report/en.json has them all",
                            near ? near : "", near ? "?" : "");
        }
    }
}

void report_read_texts(const struct yaml_node *own, struct arena *arena, struct slice *texts,
                       struct diagnostics *errors)
{
    struct buffer out = {0};
    struct slice page = slice_make((const char *)REPORT_TEXTS.bytes, REPORT_TEXTS.len);
    struct json_in *english = json_in_parse(page, NULL, 1, errors);
    struct overlay overlay = {.errors = errors};
    json_init(&overlay.json, &out, true);
    if (own->kind == YAML_MAP) {
        check_names(&overlay, english, own);
    }
    lay_over(&overlay, english, own);
    *texts = arena_copy(arena, buffer_slice(&out));
    json_in_free(english);
    buffer_release(&out);
}
