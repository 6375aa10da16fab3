/* Tab-separated gazetteers beside the rule files. */
#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"
#include "extract/tables_p.h"

enum { TABLE_MAX_BYTES = 64 << 20 };

struct entry *lexicon_new_entry(struct builder *builder, uint32_t *index)
{
    struct program *program = builder->program;
    program->entries =
        array_grow(program->entries, &builder->entry_capacity, program->entry_count + 1, sizeof *program->entries);
    struct entry *entry = &program->entries[program->entry_count++];
    memset(entry, 0, sizeof *entry);
    *index = (uint32_t)program->entry_count;
    return entry;
}

enum { MORE_ENTRIES = 8192 }; /* those of lists */

/* Entries for the rows of a table, at once: many are not to be moved again and again. */
static void reserve_rows(struct builder *builder, struct table *table, size_t count)
{
    struct program *program = builder->program;
    size_t needed = program->entry_count + count;
    if (needed > builder->entry_capacity) {
        builder->entry_capacity = needed + MORE_ENTRIES;
        program->entries = memory_resize(program->entries, builder->entry_capacity, sizeof *program->entries);
    }
    table->first = program->entry_count;
    table->end = program->entry_count = needed;
}

static struct table *new_table(struct builder *builder, const struct list *list)
{
    if (builder->tables == NULL) {
        builder->tables = memory_zero(1, sizeof *builder->tables);
        builder->tables->program = builder->program;
    }
    struct table_work *work = builder->tables;
    struct table *table = arena_alloc(&builder->arena, sizeof *table);
    struct table_plan *plan = &table->plan;
    plan->name = plan->value = plan->weak = plan->country = plan->iso2 = plan->wikidata = plan->within = plan->kind =
        -1;
    table->list = (uint16_t)(list - builder->lists);
    work->tables = array_grow(work->tables, &work->capacity, work->count + 1, sizeof(struct table *));
    work->tables[work->count++] = table;
    return table;
}

static int find_column(struct builder *builder, const struct table_plan *plan, const struct yaml_node *node)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        if (slice_equal(plan->header[i], node->text)) {
            return (int)i;
        }
    }
    const char *names[TABLE_MAX_COLUMNS];
    for (size_t i = 0; i < plan->column_count; i++) {
        names[i] = arena_string(&builder->arena, plan->header[i]);
    }
    struct buffer list = {0};
    for (size_t i = 0; i < plan->column_count; i++) {
        buffer_format(&list, " %s", names[i]);
    }
    const char *hint = builder_hint(builder, node->text, "", names, plan->column_count, "");
    builder_error(builder, node, "the table has no column %.*s; it has%s%s", SLICE_ARG(node->text),
                  list.len ? list.bytes : " none", hint);
    buffer_release(&list);
    return -1;
}

static uint16_t given_type(struct builder *builder, const struct yaml_node *node)
{
    uint16_t type = builder_type(builder, node->text);
    if (type == 0 && builder_may_be_cut(builder, node->text)) {
        return 0;
    }
    if (type == 0) {
        builder_error(builder, node, "unknown type %.*s%s", SLICE_ARG(node->text),
                      builder_type_hint(builder, node->text, "; new types are declared under types:"));
    } else {
        builder->program->types[type].from_table = true;
    }
    return type;
}

static void read_keep(struct builder *builder, struct table_plan *plan, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct schema_key *key = schema_key_at(builder, &schema_table_keep, map, i);
        struct slice name = slice_of(key != NULL ? key->name : "");
        int column = key != NULL ? find_column(builder, plan, yaml_value(map, i)) : -1;
        if (slice_is(name, "country")) {
            plan->country = column;
        } else if (slice_is(name, "iso2")) {
            plan->iso2 = column;
        } else if (slice_is(name, "wikidata")) {
            plan->wikidata = column;
        } else if (slice_is(name, "within")) {
            plan->within = column;
        } else if (slice_is(name, "kind")) {
            plan->kind = column;
        }
    }
}

static void read_weak(struct builder *builder, struct table_plan *plan, const struct yaml_node *map)
{
    const struct yaml_node *column = yaml_get(map, "column"), *gives = yaml_get(map, "gives");
    if (!schema_check(builder, &schema_table_weak, map)) {
        return;
    }
    if (column == NULL || gives == NULL) {
        builder_error(builder, map, "expected {column: NAME, gives: TYPE}");
        return;
    }
    plan->weak = find_column(builder, plan, column);
    plan->weak_gives = given_type(builder, gives);
}

static void read_words(struct builder *builder, struct table_plan *plan, const struct yaml_node *node)
{
    size_t count = node->kind == YAML_LIST ? yaml_items(node) : 1;
    for (size_t i = 0; i < count && plan->word_count < TABLE_MAX_COLUMNS; i++) {
        int column = find_column(builder, plan, node->kind == YAML_LIST ? yaml_item(node, i) : node);
        if (column >= 0) {
            plan->words[plan->word_count++] = column;
        }
    }
}

static void read_plan_key(struct builder *builder, struct table_plan *plan, struct slice name,
                          const struct yaml_node *value)
{
    if (slice_is(name, "words")) {
        read_words(builder, plan, value);
    } else if (slice_is(name, "split")) {
        plan->split = value->text;
        if (value->text.len != 1) {
            builder_error(builder, value, "split is one character, as in \"|\"");
        }
    } else if (slice_is(name, "name")) {
        plan->name = find_column(builder, plan, value);
    } else if (slice_is(name, "value")) {
        plan->value = find_column(builder, plan, value);
    } else if (slice_is(name, "keep")) {
        read_keep(builder, plan, value);
    } else if (slice_is(name, "gives")) {
        plan->gives = given_type(builder, value);
    } else if (slice_is(name, "weak")) {
        read_weak(builder, plan, value);
    } else if (slice_is(name, "not")) {
        plan->excluded = value;
        for (size_t i = 0; i < yaml_items(value); i++) {
            plan->excluded_filter |= table_name_bit(yaml_item(value, i)->text);
        }
    }
}

static void read_plan(struct builder *builder, struct table_plan *plan, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct schema_key *key = schema_key_at(builder, &schema_table, map, i);
        if (key != NULL) {
            read_plan_key(builder, plan, slice_of(key->name), yaml_value(map, i));
        }
    }
    if (yaml_get(map, "words") == NULL && !map->is_cut) {
        builder_error(builder, map, "a table needs words: [columns]");
    }
}

static bool read_file(struct builder *builder, const struct yaml_node *file, const char *folder, struct buffer *bytes)
{
    struct slice path = arena_format(&builder->arena, "%s/%.*s", folder, SLICE_ARG(file->text));
    struct diagnostics reading = {0};
    if (file->text.len == 0 || file->text.ptr[0] == '/') {
        builder_error(builder, file, "expected the path of a table, seen from this file");
        return false;
    }
    if (file_read(path.ptr, TABLE_MAX_BYTES, bytes, &reading) != STATUS_OK) {
        builder_error(builder, file, "cannot read the table %.*s%s%s", SLICE_ARG(file->text), reading.count ? ": " : "",
                      reading.count ? reading.items[0].message : "");
        diagnostics_release(&reading);
        return false;
    }
    diagnostics_release(&reading);
    size_t valid = utf8_valid_prefix(buffer_slice(bytes));
    if (valid < bytes->len) {
        size_t line = 1;
        for (size_t i = 0; i < valid; i++) {
            line += bytes->bytes[i] == '\n';
        }
        builder_error(builder, file, "table %.*s is not UTF-8 in line %zu", SLICE_ARG(file->text), line);
        return false;
    }
    return true;
}

/* With TABLE_PADDING bytes behind them. */
static struct slice keep_bytes(struct builder *builder, struct buffer *bytes)
{
    char *kept = arena_alloc_raw(&builder->program->arena, bytes->len + TABLE_PADDING, 1);
    if (bytes->len > 0) {
        memcpy(kept, bytes->bytes, bytes->len);
    }
    memset(kept + bytes->len, 0, TABLE_PADDING);
    struct slice text = slice_make(kept, bytes->len);
    buffer_release(bytes);
    return text;
}

void lexicon_read_table(struct builder *builder, struct slice list_name, const struct yaml_node *map,
                        const char *folder)
{
    struct list *list = lexicon_list(builder, list_name, true);
    list->is_table = true;
    list->used = list->used || yaml_get(map, "gives") != NULL;
    list->node = map;
    const struct yaml_node *file = yaml_get(map, "table");
    struct buffer bytes = {0};
    if (!read_file(builder, file, folder, &bytes)) {
        buffer_release(&bytes);
        return;
    }
    struct table *table = new_table(builder, list);
    struct table_plan *plan = &table->plan;
    plan->bytes = keep_bytes(builder, &bytes);
    table_read_header(plan, &table->rows_at);
    read_plan(builder, plan, map);
    size_t rows = table_count_rows(plan->bytes), left = PROGRAM_MAX_ENTRIES - builder->program->entry_count;
    if (rows > left) {
        builder_error(builder, file, "more than %d entries in all tables and lists", PROGRAM_MAX_ENTRIES);
    }
    reserve_rows(builder, table, rows < left ? rows : left);
}
