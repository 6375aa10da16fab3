/* Reads `lists:` of a pack: words with their signs and values. */
#include "extract/lexicon_p.h"

static uint32_t entry_for(struct builder *builder, struct slice text, struct slice value)
{
    uint32_t index;
    struct entry *entry = lexicon_new_entry(builder, &index);
    entry->text = arena_copy(&builder->program->arena, text);
    entry->value = arena_copy(&builder->program->arena, value);
    return index;
}

static void add_item(struct builder *builder, struct slice list_name, const struct yaml_node *word, struct slice value)
{
    if (word->kind != YAML_SCALAR || word->text.len == 0) {
        builder_error(builder, word, "expected a word or phrase");
        return;
    }
    if (builder->program->entry_count >= PROGRAM_MAX_ENTRIES) {
        builder_error(builder, word, "more than %d entries in all lists and tables", PROGRAM_MAX_ENTRIES);
        return;
    }
    struct list_item item = {.text = word->text, .value = value, .node = word};
    item.entry = entry_for(builder, word->text, value);
    struct list *list = lexicon_list(builder, list_name, true);
    list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = item;
}

static void add_map(struct builder *builder, struct slice list_name, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *value = yaml_value(map, i);
        if (value->kind != YAML_SCALAR) {
            builder_error(builder, value, "an entry's value is a number or a text");
            continue;
        }
        add_item(builder, list_name, yaml_key(map, i), value->text);
    }
}

void lexicon_read_lists(struct builder *builder, const struct yaml_node *map, const char *folder)
{
    if (map->kind != YAML_MAP) {
        builder_error(builder, map, "expected a map from names of lists to their entries");
        return;
    }
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *key = yaml_key(map, i), *value = yaml_value(map, i);
        struct list *list = lexicon_list(builder, key->text, true);
        list->node = list->node == NULL ? key : list->node;
        list->key = list->key == NULL ? key : list->key;
        if (value->kind == YAML_MAP && yaml_get(value, "table") != NULL) {
            lexicon_read_table(builder, key->text, value, folder);
        } else if (value->kind == YAML_MAP) {
            add_map(builder, key->text, value);
        } else if (value->kind == YAML_LIST) {
            for (size_t j = 0; j < yaml_items(value); j++) {
                const struct yaml_node *item = yaml_item(value, j);
                if (item->kind == YAML_MAP) {
                    add_map(builder, key->text, item);
                } else {
                    add_item(builder, key->text, item, (struct slice){0});
                }
            }
        } else {
            builder_error(builder, value, "expected a list of words, a map from words to values, or {table: FILE}");
        }
    }
}
