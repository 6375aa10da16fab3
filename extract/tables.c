/* Tab-separated gazetteers beside the rule files. */
#include <stdlib.h>

#include "base/file.h"
#include "base/letters.h"
#include "base/utf8.h"
#include "extract/lexicon_p.h"

enum { TABLE_MAX_COLUMNS = 64, TABLE_MAX_BYTES = 64 << 20, TABLE_MAX_NAMES = 64 };

/* What the map beside `table:` says, as columns of the file. */
struct table_plan {
    const struct yaml_node *map;
    struct slice bytes;
    struct slice header[TABLE_MAX_COLUMNS];
    size_t column_count;
    int words[TABLE_MAX_COLUMNS];
    size_t word_count;
    int name, value, weak;
    int country, iso2, wikidata, within, kind;
    struct slice split;
    uint16_t gives, weak_gives;
    const struct yaml_node *excluded;
    uint64_t excluded_filter; /* a bit for each by its length, first and last byte */
};

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

/* Room for the rows of a table: a large one is not to be moved again and again. */
static void reserve_rows(struct builder *builder, size_t count)
{
    struct program *program = builder->program;
    size_t needed = program->entry_count + count;
    if (needed > builder->entry_capacity && needed <= PROGRAM_MAX_ENTRIES) {
        builder->entry_capacity = needed + MORE_ENTRIES;
        program->entries = memory_resize(program->entries, builder->entry_capacity, sizeof *program->entries);
    }
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

/* Where the sign stands next, or the end of the text. */
static size_t next_sign(struct slice text, size_t from, char sign)
{
    const char *at = from < text.len ? memchr(text.ptr + from, sign, text.len - from) : NULL;
    return at != NULL ? (size_t)(at - text.ptr) : text.len;
}

/* Most cells have no white space at either end. */
static struct slice trim(struct slice text)
{
    bool trimmed = text.len == 0 || (text.ptr[0] > ' ' && text.ptr[text.len - 1] > ' ');
    return trimmed ? text : slice_trim(text);
}

/* Cells are short: bytes are looked at eight by eight. TABLE_PADDING bytes may be read behind the row. */
static size_t cut_row(struct slice row, struct slice *cells, size_t limit)
{
    size_t count = 0, begin = 0;
    for (size_t at = 0; at < row.len; at += 8) {
        uint64_t tabs = letters_equal(letters_load(row.ptr + at), '\t');
        for (; tabs != 0; tabs &= tabs - 1) {
            size_t end = at + letters_count(tabs);
            if (end >= row.len || count == limit) {
                break;
            }
            cells[count++] = trim(slice_sub(row, begin, end));
            begin = end + 1;
        }
    }
    if (count < limit) {
        cells[count++] = trim(slice_sub(row, begin, row.len));
    }
    return count;
}

static size_t count_rows(struct slice bytes)
{
    size_t count = 1;
    for (size_t at = next_sign(bytes, 0, '\n'); at < bytes.len; at = next_sign(bytes, at + 1, '\n')) {
        count++;
    }
    return count;
}

static bool next_row(struct slice bytes, size_t *at, struct slice *row)
{
    if (*at >= bytes.len) {
        return false;
    }
    const char *end = memchr(bytes.ptr + *at, '\n', bytes.len - *at);
    size_t stop = end ? (size_t)(end - bytes.ptr) : bytes.len;
    *row = slice_sub(bytes, *at, stop);
    if (row->len > 0 && row->ptr[row->len - 1] == '\r') {
        row->len--;
    }
    *at = stop + 1;
    return true;
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

static uint64_t filter_bit(struct slice name)
{
    unsigned first = name.len > 0 ? (unsigned char)name.ptr[0] : 0;
    unsigned last = name.len > 0 ? (unsigned char)name.ptr[name.len - 1] : 0;
    return UINT64_C(1) << ((name.len * 23 + first * 5 + last) % 64);
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
            plan->excluded_filter |= filter_bit(yaml_item(value, i)->text);
        }
    }
}

static void read_plan(struct builder *builder, struct table_plan *plan)
{
    for (size_t i = 0; i < yaml_pairs(plan->map); i++) {
        const struct schema_key *key = schema_key_at(builder, &schema_table, plan->map, i);
        if (key != NULL) {
            read_plan_key(builder, plan, slice_of(key->name), yaml_value(plan->map, i));
        }
    }
    if (yaml_get(plan->map, "words") == NULL && !plan->map->is_cut) {
        builder_error(builder, plan->map, "a table needs words: [columns]");
    }
}

static bool excluded(const struct table_plan *plan, struct slice name)
{
    if (!(plan->excluded_filter & filter_bit(name))) {
        return false;
    }
    for (size_t i = 0; plan->excluded != NULL && i < yaml_items(plan->excluded); i++) {
        if (slice_equal(yaml_item(plan->excluded, i)->text, name)) {
            return true;
        }
    }
    return false;
}

static struct slice cell(const struct slice *cells, size_t count, int column)
{
    return column >= 0 && (size_t)column < count ? cells[column] : (struct slice){0};
}

static size_t cut_names(const struct table_plan *plan, const struct slice *cells, size_t count, struct slice *names)
{
    size_t name_count = 0;
    for (size_t i = 0; i < plan->word_count; i++) {
        struct slice text = cell(cells, count, plan->words[i]);
        for (size_t begin = 0, end; begin <= text.len && name_count < TABLE_MAX_NAMES; begin = end + 1) {
            end = plan->split.len == 1 ? next_sign(text, begin, plan->split.ptr[0]) : text.len;
            struct slice name = trim(slice_sub(text, begin, end));
            if (name.len > 0 && !excluded(plan, name)) {
                names[name_count++] = name;
            }
        }
    }
    return name_count;
}

static void add_row(struct builder *builder, const struct table_plan *plan, uint16_t list, const struct slice *cells,
                    size_t count)
{
    struct slice names[TABLE_MAX_NAMES];
    size_t name_count = cut_names(plan, cells, count, names);
    if (name_count == 0) {
        return;
    }
    uint32_t index;
    struct entry *entry = lexicon_new_entry(builder, &index);
    struct slice canonical = cell(cells, count, plan->name);
    entry->list = list;
    entry->text = names[0];
    entry->canonical = canonical.len > 0 ? canonical : names[0];
    entry->value = cell(cells, count, plan->value);
    entry->country = cell(cells, count, plan->country);
    entry->iso2 = cell(cells, count, plan->iso2);
    entry->wikidata = cell(cells, count, plan->wikidata);
    entry->within = cell(cells, count, plan->within);
    entry->kind = cell(cells, count, plan->kind);
    entry->case_matters = true;
    entry->gives = slice_is(cell(cells, count, plan->weak), "1") ? plan->weak_gives : plan->gives;
    entry->names = arena_alloc_raw(&builder->program->arena, name_count, sizeof *entry->names);
    memcpy(entry->names, names, name_count * sizeof *names);
    entry->name_count = name_count;
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
    uint16_t list_index = (uint16_t)(list - builder->lists);
    list->is_table = true;
    list->used = list->used || yaml_get(map, "gives") != NULL;
    list->node = map;
    const struct yaml_node *file = yaml_get(map, "table");
    struct buffer bytes = {0};
    if (!read_file(builder, file, folder, &bytes)) {
        buffer_release(&bytes);
        return;
    }
    struct table_plan plan = {.map = map,
                              .name = -1,
                              .value = -1,
                              .weak = -1,
                              .country = -1,
                              .iso2 = -1,
                              .wikidata = -1,
                              .within = -1,
                              .kind = -1};
    plan.bytes = keep_bytes(builder, &bytes);
    size_t at = 0;
    struct slice row = {0}, cells[TABLE_MAX_COLUMNS];
    if (next_row(plan.bytes, &at, &row)) {
        plan.column_count = cut_row(row, plan.header, TABLE_MAX_COLUMNS);
    }
    read_plan(builder, &plan);
    size_t rows = count_rows(plan.bytes);
    reserve_rows(builder, rows);
    map_reserve(&builder->program->words, builder->program->words.count + rows);
    list->first_row = list->end_row > 0 ? list->first_row : builder->program->entry_count;
    while (next_row(plan.bytes, &at, &row)) {
        if (builder->program->entry_count >= PROGRAM_MAX_ENTRIES) {
            builder_error(builder, file, "more than %d entries in all tables and lists", PROGRAM_MAX_ENTRIES);
            break;
        }
        add_row(builder, &plan, list_index, cells, cut_row(row, cells, TABLE_MAX_COLUMNS));
    }
    list->end_row = builder->program->entry_count;
}

void lexicon_compile_table(struct builder *builder, uint16_t class, struct slice name)
{
    const struct list *list = lexicon_list(builder, name, false);
    uint16_t index = (uint16_t)(list - builder->lists);
    for (size_t i = list->first_row; i < list->end_row; i++) {
        const struct entry *entry = &builder->program->entries[i];
        if (entry->name_count > 0 && entry->list == index) {
            lexicon_add_names(builder, class, (uint32_t)i);
        }
    }
}

/* Entries that are of a type by themselves: the word edge carries the type's class. */
void lexicon_compile_giving(struct builder *builder)
{
    struct program *program = builder->program;
    for (size_t i = 0; i < program->entry_count; i++) {
        const struct entry *entry = &program->entries[i];
        if (entry->gives == 0) {
            continue;
        }
        lexicon_add_names(builder, program->types[entry->gives].class, (uint32_t)i);
    }
}
