/* What examples say that rules find: the keys that a find can have, once all rules and their captures are known; and
 * the dates of examples. */
#include "base/calendar.h"
#include "extract/builder_p.h"

enum { FIND_MAX_KEYS = 1000 };

/* Keys of a find that every rule of a kind has; roles and attributes come to them. */
static const char *const *fixed_keys(enum rule_kind kind)
{
    static const char *const yields[] = {"quote", "name",  "type", "value", "within", "means", "ordinal",
                                         "year",  "place", "noun", "date",  "mod",    NULL};
    static const char *const event[] = {"quote",  "title",   "type", "class", "date",  "value", "scope",
                                        "status", "ordinal", "year", "back",  "place", NULL};
    static const char *const relation[] = {"quote", "relation", "source", "target", "status", NULL};
    static const char *const defines[] = {"short", "name", "type", NULL};
    static const char *const document[] = {"author", "organization", "title", "occasion", "date", NULL};
    static const char *const *const all[] = {[RULE_YIELDS] = yields,
                                             [RULE_EVENT] = event,
                                             [RULE_RELATION] = relation,
                                             [RULE_DEFINES] = defines,
                                             [RULE_DOCUMENT] = document};
    return all[kind];
}

struct keys {
    struct builder *builder;
    const char **names;
    size_t count;
    struct map seen;
};

static void add_key(struct keys *keys, struct slice name)
{
    bool added = false;
    if (keys->count < FIND_MAX_KEYS && name.len > 0) {
        map_put(&keys->seen, name, 1, &added);
    }
    if (added) {
        keys->names[keys->count++] = arena_string(&keys->builder->arena, name);
    }
}

static void add_captures(struct keys *keys, const struct code *code)
{
    for (size_t i = 0; code != NULL && i < code->capture_count; i++) {
        add_key(keys, code->captures[i].role);
    }
}

/* Roles and attributes of a rule. Those of other rules reach events as well: through titles, and from a beaten rule. */
static void add_rule(struct keys *keys, const struct rule *rule)
{
    add_captures(keys, rule->code);
    add_captures(keys, rule->context);
    for (size_t i = 0; i < rule->around_count; i++) {
        add_captures(keys, rule->around[i].code);
    }
    for (size_t i = 0; i < rule->inherit_count; i++) {
        add_captures(keys, rule->inherit[i]);
    }
    for (size_t i = 0; i < rule->role_count; i++) {
        add_key(keys, rule->roles[i].key);
    }
    for (size_t i = 0; i < rule->attribute_count; i++) {
        add_key(keys, rule->attributes[i].key);
    }
}

static void check_find(struct keys *keys, enum rule_kind kind, const struct yaml_node *find)
{
    for (size_t i = 0; i < yaml_pairs(find); i++) {
        struct slice name = yaml_key(find, i)->text;
        bool known = schema_word(fixed_keys(kind), name) >= 0;
        if (!known && (kind == RULE_EVENT || kind == RULE_YIELDS)) {
            known = map_get(&keys->seen, name) != NULL;
        }
        if (known) {
            continue;
        }
        const char **names = arena_alloc_array(&keys->builder->arena, FIND_MAX_KEYS + 16, sizeof *names);
        size_t count = 0;
        for (const char *const *fixed = fixed_keys(kind); *fixed != NULL; fixed++) {
            names[count++] = *fixed;
        }
        struct buffer list = {0};
        schema_list_words(&list, fixed_keys(kind));
        for (size_t k = 0; kind == RULE_EVENT && k < keys->count; k++) {
            names[count++] = keys->names[k];
        }
        const char *hint = builder_hint(keys->builder, name, "", names, count, "");
        builder_error(keys->builder, yaml_key(find, i), "unknown key %.*s in a find%s%s%s", SLICE_ARG(name),
                      hint[0] ? hint : "; there are", hint[0] ? "" : list.bytes,
                      hint[0] || kind != RULE_EVENT ? "" : ", roles and attributes");
        buffer_release(&list);
    }
}

static bool is_number(struct slice text, size_t begin, size_t len, int *number)
{
    *number = 0;
    for (size_t i = begin; i < begin + len; i++) {
        if (i >= text.len || text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        *number = *number * 10 + (text.ptr[i] - '0');
    }
    return true;
}

/* 2018, 2018-09, 2018-09-26; EDTF that says more than that is left to those who read it. */
static bool is_date(struct slice text)
{
    int year = 0, month = 1, day = 1;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '\0' && strchr("X~?%/.", text.ptr[i]) != NULL) {
            return true;
        }
    }
    bool whole = is_number(text, 0, 4, &year);
    whole = whole && (text.len == 4 || text.len == 7 || text.len == 10);
    whole = whole && (text.len < 7 || (text.ptr[4] == '-' && is_number(text, 5, 2, &month)));
    whole = whole && (text.len < 10 || (text.ptr[7] == '-' && is_number(text, 8, 2, &day)));
    return whole && calendar_valid(year, month, day);
}

static void check_examples(struct keys *keys, const struct rule *rule)
{
    for (size_t i = 0; i < yaml_items(rule->examples); i++) {
        const struct yaml_node *example = yaml_item(rule->examples, i);
        const struct yaml_node *finds = yaml_get(example, "finds"), *dated = yaml_get(example, "dated");
        if (dated != NULL && !is_date(dated->text)) {
            builder_error(keys->builder, dated, "dated %.*s is no date with a year; write 2018-09-26, 2018-09 or 2018",
                          SLICE_ARG(dated->text));
        }
        for (size_t j = 0; finds != NULL && j < yaml_items(finds); j++) {
            check_find(keys, rule->kind, yaml_item(finds, j));
        }
    }
}

void rules_check_finds(struct builder *builder)
{
    struct keys keys = {.builder = builder};
    keys.names = arena_alloc_array(&builder->arena, FIND_MAX_KEYS, sizeof *keys.names);
    for (size_t r = 0; r < builder->rule_count; r++) {
        add_rule(&keys, &builder->rules[r]);
    }
    for (size_t r = 0; r < builder->rule_count; r++) {
        if (builder->rules[r].examples != NULL && !builder->rules[r].disabled) {
            check_examples(&keys, &builder->rules[r]);
        }
    }
    map_release(&keys.seen);
}
