/* Rule files against the schema: unknown keys, values of another shape, words that a key does not take. */
#include "extract/builder_p.h"

enum { LISTED = 20 }; /* names that a message lists where none is near */

static bool is_blank(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR && node->text.len == 0;
}

static void report_unknown_key(struct builder *builder, const struct schema_map *map, const struct yaml_node *key)
{
    const char **names = arena_alloc_array(&builder->arena, map->count + builder->frame_count + 1, sizeof *names);
    size_t count = 0;
    while (count < map->count) {
        names[count] = map->keys[count].name;
        count++;
    }
    for (size_t i = 0; map == &schema_rule && i < builder->frame_count; i++) { /* a rule has frames for keys as well */
        names[count++] = arena_string(&builder->arena, builder->frames[i].name);
    }
    const char *hint = builder_hint(builder, key->text, "", names, count, "");
    struct buffer list = {0};
    if (hint[0] == '\0' && map->count <= LISTED) {
        buffer_add_text(&list, "; there are");
        schema_list_keys(&list, map);
    } else if (hint[0] == '\0') {
        buffer_add_text(&list, "; `annals rules schema` tells all there are");
    }
    builder_error(builder, key, "unknown key %.*s%s%s%s", SLICE_ARG(key->text), map->place, hint,
                  list.len > 0 ? list.bytes : "");
    buffer_release(&list);
}

/* The kind of node that the value must be; -1 where there are several. */
static int kind_of(enum schema_value value)
{
    switch (value) {
    case SCHEMA_TEXT:
    case SCHEMA_WORD:
        return YAML_SCALAR;
    case SCHEMA_TEXTS:
    case SCHEMA_MAPS:
    case SCHEMA_FINDS:
        return YAML_LIST;
    case SCHEMA_MAP:
    case SCHEMA_TEXT_MAP:
    case SCHEMA_NAMES_MAP:
    case SCHEMA_PATTERN_MAP:
    case SCHEMA_PAIR_MAP:
    case SCHEMA_FRAMES:
    case SCHEMA_LISTS:
    case SCHEMA_ENDINGS:
    case SCHEMA_IRREGULAR:
        return YAML_MAP;
    case SCHEMA_WORDS:
    case SCHEMA_NAMES:
    case SCHEMA_PATTERN: /* says itself what is wrong: "put this under `|`" */
    case SCHEMA_PATTERNS:
    case SCHEMA_TIME:
    default:
        return -1;
    }
}

bool schema_check_value(struct builder *builder, const struct schema_key *key, const struct yaml_node *value)
{
    static const char *const found[] = {"text", "a list", "a map"};
    static const char *const wanted[] = {"text", "a list", "a map"};
    int kind = kind_of(key->value);
    if (kind < 0 || (!is_blank(value) && (int)value->kind == kind)) {
        return true;
    }
    if (is_blank(value)) {
        builder_error(builder, value, "nothing stands after %s:", key->name);
    } else if (key->expected != NULL) {
        builder_error(builder, value, "%s stands after %s:; expected %s", found[value->kind], key->name, key->expected);
    } else {
        builder_error(builder, value, "expected %s after %s:, found %s", wanted[kind], key->name, found[value->kind]);
    }
    return false;
}

const struct schema_key *schema_known(struct builder *builder, const struct schema_map *map,
                                      const struct yaml_node *name)
{
    const struct schema_key *key = schema_find(map, name->text);
    if (key == NULL && !(map == &schema_rule && builder_may_be_cut(builder, name->text))) { /* a frame */
        report_unknown_key(builder, map, name);
    }
    return key;
}

const struct schema_key *schema_key_at(struct builder *builder, const struct schema_map *map,
                                       const struct yaml_node *node, size_t pair)
{
    const struct schema_key *key = schema_known(builder, map, yaml_key(node, pair));
    return key != NULL && schema_check_value(builder, key, yaml_value(node, pair)) ? key : NULL;
}

bool schema_check(struct builder *builder, const struct schema_map *map, const struct yaml_node *node)
{
    bool sound = true;
    for (size_t i = 0; i < yaml_pairs(node); i++) {
        sound = schema_key_at(builder, map, node, i) != NULL && sound;
    }
    return sound;
}

int schema_read_word(struct builder *builder, const char *const *words, const char *what, const struct yaml_node *node)
{
    int place = node->kind == YAML_SCALAR ? schema_word(words, node->text) : -1;
    if (place >= 0) {
        return place;
    }
    size_t count = 0;
    while (words[count] != NULL) {
        count++;
    }
    struct buffer list = {0};
    schema_list_words(&list, words);
    if (node->kind != YAML_SCALAR || node->text.len == 0) {
        builder_error(builder, node, "expected a %s; there are%s", what, list.bytes);
    } else {
        const char *hint = builder_hint(builder, node->text, "", words, count, "");
        struct slice message = arena_format(&builder->arena, "unknown %s %.*s%s%s", what, SLICE_ARG(node->text),
                                            hint[0] ? hint : "; there are", hint[0] ? "" : list.bytes);
        struct slice format = arena_format(&builder->arena, "unknown %s", what);
        builder_error_made(builder, node, 0, node->text.len, arena_string(&builder->arena, format), message);
    }
    buffer_release(&list);
    return -1;
}
