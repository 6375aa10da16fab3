/* Reads `lists:` of a pack: words with their signs and values. */
#include "extract/lexicon_p.h"

/* What an entry says of itself where it has no value: its words, without ~ and =. */
static struct slice without_signs(struct arena *arena, struct slice text)
{
    char *bytes = arena_alloc_array(arena, text.len + 1, 1);
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool begins = i == 0 || text.ptr[i - 1] == ' ' || text.ptr[i - 1] == '-';
        if (!begins || (text.ptr[i] != '~' && text.ptr[i] != '=')) {
            bytes[count++] = text.ptr[i];
        }
    }
    return slice_make(bytes, count);
}

static uint32_t entry_for(struct builder *builder, struct slice text, struct slice value)
{
    uint32_t index;
    struct entry *entry = lexicon_new_entry(builder, &index);
    entry->text = without_signs(&builder->program->arena, text);
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
        if (!builder->is_full_of_entries) {
            builder_error(builder, word, "more than %d entries in all lists and tables", PROGRAM_MAX_ENTRIES);
        }
        builder->is_full_of_entries = true;
        return;
    }
    struct slice inner;
    if (!lexicon_item_list(word->text, &inner)) {
        const char *sign = memchr(word->text.ptr, '<', word->text.len);
        if (sign != NULL) {
            builder_error_at(builder, word, (size_t)(sign - word->text.ptr), 1,
                             "a list is an entry by itself, not a part of one; write a pattern for such phrases");
            return;
        }
        if (!lexicon_entry_fits(builder, word->text)) {
            builder_error(builder, word, "an entry has 1 to %d words", LIST_MAX_TOKENS);
            return;
        }
    }
    struct list *known = lexicon_list(builder, list_name, true);
    if (known->count >= LIST_MAX_ENTRIES) {
        if (known->count == LIST_MAX_ENTRIES && !known->is_long) {
            builder_error(builder, word, "list %.*s has more than %d entries; make it a table", SLICE_ARG(list_name),
                          LIST_MAX_ENTRIES);
        }
        known->is_long = true;
        return;
    }
    struct list_item item = {.text = word->text, .value = value, .node = word, .pack = builder->pack};
    item.entry = entry_for(builder, word->text, value);
    struct list *list = lexicon_list(builder, list_name, true);
    list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = item;
}

static bool remove_items(const struct builder *builder, struct list *list, struct slice text)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].pack >= builder->pack || !slice_equal(list->items[i].text, text)) {
            list->items[kept++] = list->items[i];
        }
    }
    bool any = kept < list->count;
    list->count = kept;
    return any;
}

static bool remove_names(struct builder *builder, const struct list *list, struct slice text)
{
    bool any = false;
    for (size_t i = 0; list->is_table && i < builder->program->entry_count; i++) {
        struct entry *entry = &builder->program->entries[i];
        size_t kept = 0, count = entry->list == list - builder->lists ? entry->name_count : 0;
        for (size_t j = 0; j < count; j++) {
            if (!slice_equal(entry->names[j], text)) {
                entry->names[kept++] = entry->names[j];
            }
        }
        any = any || kept < count;
        entry->name_count = count > 0 ? kept : entry->name_count;
    }
    return any;
}

/* `not: [talks]`: entries of the packs before that are none in this one. */
static void remove_entries(struct builder *builder, struct slice list_name, const struct yaml_node *words)
{
    struct list *list = lexicon_list(builder, list_name, true);
    tables_fill(builder);
    for (size_t i = 0; i < yaml_items(words); i++) {
        const struct yaml_node *word = yaml_item(words, i);
        bool items = remove_items(builder, list, word->text), names = remove_names(builder, list, word->text);
        if (!items && !names && !builder_may_be_cut(builder, word->text)) {
            const char **texts = arena_alloc_array(&builder->arena, list->count + 1, sizeof *texts);
            size_t count = 0;
            for (size_t j = 0; j < list->count; j++) {
                if (list->items[j].pack < builder->pack) {
                    texts[count++] = arena_string(&builder->arena, list->items[j].text);
                }
            }
            builder_error(builder, word, "list %.*s of the packs before has no entry %.*s%s", SLICE_ARG(list_name),
                          SLICE_ARG(word->text), builder_hint(builder, word->text, "", texts, count, ""));
        }
    }
}

static void add_map(struct builder *builder, struct slice list_name, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *value = yaml_value(map, i);
        if (value->kind == YAML_LIST && slice_is(yaml_key(map, i)->text, "not")) {
            remove_entries(builder, list_name, value);
            continue;
        }
        if (value->kind != YAML_SCALAR) {
            builder_error(builder, value, "an entry's value is a number or a text");
            continue;
        }
        add_item(builder, list_name, yaml_key(map, i), value->text);
    }
}

void lexicon_read_lists(struct builder *builder, const struct yaml_node *map, const char *folder)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *key = yaml_key(map, i), *value = yaml_value(map, i);
        if (!pattern_is_list_name(key->text)) {
            builder_error(builder, key, "a list's name has letters, digits and hyphens only: %.*s",
                          SLICE_ARG(key->text));
            continue;
        }
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

/* Depth first; each list once. */
static void check_list(struct builder *builder, struct list *list, unsigned depth)
{
    list->state = 1;
    for (size_t i = 0; i < list->count; i++) {
        struct slice name;
        if (!lexicon_item_list(list->items[i].text, &name)) {
            continue;
        }
        const struct yaml_node *node = list->items[i].node;
        struct list *inner = lexicon_list(builder, name, false);
        if (inner == NULL && builder_may_be_cut(builder, name)) {
            continue;
        }
        if (inner == NULL) {
            builder_error(builder, node, "unknown list <%.*s>%s", SLICE_ARG(name), lexicon_list_hint(builder, name));
        } else if (inner == list) {
            builder_error(builder, node, "list <%.*s> takes itself in", SLICE_ARG(name));
        } else if (inner->state == 1) {
            builder_error(builder, node, "list <%.*s> takes itself in, by way of <%.*s>", SLICE_ARG(name),
                          SLICE_ARG(list->name));
        } else if (depth == LIST_MAX_DEPTH) {
            builder_error(builder, node, "lists more than %d deep within each other", LIST_MAX_DEPTH);
        } else if (inner->state == 0) {
            check_list(builder, inner, depth + 1);
        }
        if (inner != NULL) {
            inner->used = true;
        }
    }
    list->state = 2;
}

void lists_check(struct builder *builder)
{
    for (size_t i = 0; i < builder->list_count; i++) {
        if (builder->lists[i].state == 0) {
            check_list(builder, &builder->lists[i], 0);
        }
    }
}
