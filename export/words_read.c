/* Words of tables from a YAML file. Every fault under `tables:` is reported in one run. */
#include "base/yaml.h"
#include "export/words.h"

enum { MAX_NAMES = 256 };

struct reader {
    struct arena *arena;
    struct diagnostics *errors;
};

static void complain(const struct reader *reader, const struct yaml_node *node, const char *expected)
{
    struct place place = yaml_place(node);
    diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "expected %s", expected);
}

static void read_text(const struct reader *reader, const struct yaml_node *node, const char **text)
{
    if (node->kind == YAML_SCALAR) {
        *text = arena_string(reader->arena, node->text);
    } else {
        complain(reader, node, "a text");
    }
}

/* Words of several parts, as months, are a list of so many. */
static void read_texts(const struct reader *reader, const struct yaml_node *value, const char **texts, size_t count)
{
    if (count == 1) {
        read_text(reader, value, texts);
        return;
    }
    if (value->kind != YAML_LIST || value->count != count) {
        struct place place = yaml_place(value);
        diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "expected a list of %zu texts", count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        read_text(reader, value->children[i], &texts[i]);
    }
}

static void complain_of_name(const struct reader *reader, const struct yaml_node *key)
{
    const char *names[MAX_NAMES];
    size_t count = 0;
    while (EXPORT_WORD_FIELDS[count].name && count < MAX_NAMES) {
        names[count] = EXPORT_WORD_FIELDS[count].name;
        count++;
    }
    const char *near = suggest_nearest(key->text, names, count);
    struct place place = yaml_place(key);
    if (near) {
        diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "unknown word of tables %.*s: did you mean %s?",
                        SLICE_ARG(key->text), near);
    } else {
        diagnostics_add(reader->errors, SEVERITY_ERROR, &place,
                        "unknown word of tables %.*s; export/words/en.txt has them all", SLICE_ARG(key->text));
    }
}

static void read_tables(const struct reader *reader, const struct yaml_node *map, struct export_words *words)
{
    if (map->kind != YAML_MAP) {
        complain(reader, map, "a map, as `chronology: Chronik`");
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        const struct export_word_field *field = EXPORT_WORD_FIELDS;
        while (field->name && !slice_is(yaml_key_at(map, i)->text, field->name)) {
            field++;
        }
        if (field->name) {
            const char **texts = (const char **)(void *)((char *)words + field->offset);
            read_texts(reader, yaml_value_at(map, i), texts, field->count);
        } else {
            complain_of_name(reader, yaml_key_at(map, i));
        }
    }
}

static void read_dates(const struct reader *reader, const struct yaml_node *map, struct kb_words *dates)
{
    for (const struct kb_word_field *field = KB_WORD_FIELDS; field->name; field++) {
        const struct yaml_node *value = yaml_get(map, field->name);
        if (value) {
            read_texts(reader, value, (const char **)(void *)((char *)dates + field->offset), field->count);
        }
    }
}

enum status export_words_read(struct export_words *words, struct kb_words *dates, struct slice bytes, const char *file,
                              struct arena *arena, struct diagnostics *errors)
{
    size_t before = errors->error_count;
    struct reader reader = {arena, errors};
    const struct yaml_node *root = yaml_parse(bytes, file, arena, errors);
    const struct yaml_node *tables = yaml_get(root, "tables");
    if (tables) {
        read_tables(&reader, tables, words);
    }
    read_dates(&reader, yaml_get(root, "words"), dates);
    return errors->error_count == before ? STATUS_OK : STATUS_FAILED;
}
