/* Classes, relations and roles are names that rules make up, so none can be wrong. One that a single rule uses, and
 * that is nearly the name that others use, is most likely misspelt: a warning. `declares:` says what is meant. */
#include <stdlib.h>

#include "extract/lint_p.h"

enum name_kind { NAME_CLASS, NAME_RELATION, NAME_ROLE, NAME_KINDS };

/* One name of a kind: where it stands first, and how many rules use it. */
struct used_name {
    struct slice name;
    const struct yaml_node *node; /* NULL: of none, it is declared or of the language */
    size_t offset;
    uint32_t rules, last_rule; /* last_rule: its number + 1 */
    uint16_t pack;
};

struct names {
    struct builder *builder;
    struct map found[NAME_KINDS]; /* name -> index in items */
    struct used_name *items[NAME_KINDS];
    size_t count[NAME_KINDS], capacity[NAME_KINDS];
};

static void use(struct names *names, enum name_kind kind, struct used_name used, uint32_t rule)
{
    bool added;
    uint32_t *index = map_put(&names->found[kind], used.name, (uint32_t)names->count[kind], &added);
    if (added) {
        used.pack = names->builder->rules[rule].pack;
        names->items[kind] =
            array_grow(names->items[kind], &names->capacity[kind], names->count[kind] + 1, sizeof *names->items[kind]);
        names->items[kind][names->count[kind]++] = used;
    }
    struct used_name *item = &names->items[kind][*index];
    item->rules += item->last_rule != rule + 1;
    item->last_rule = rule + 1;
}

/* A name that no rule makes up. */
static void declare(struct names *names, enum name_kind kind, struct slice name, uint16_t pack)
{
    bool added;
    map_put(&names->found[kind], name, (uint32_t)names->count[kind], &added);
    if (added) {
        names->items[kind] =
            array_grow(names->items[kind], &names->capacity[kind], names->count[kind] + 1, sizeof *names->items[kind]);
        names->items[kind][names->count[kind]++] = (struct used_name){.name = name, .pack = pack};
    }
}

static void declare_all(struct names *names)
{
    static const char *const of_language[] = {"title", "date", "place",   "anchor", "occasion",
                                              "name",  "noun", "ordinal", "year",   "number"};
    for (size_t i = 0; i < sizeof of_language / sizeof of_language[0]; i++) {
        declare(names, NAME_ROLE, slice_of(of_language[i]), 0);
    }
    for (size_t f = 0; f < names->builder->file_count; f++) {
        const struct yaml_node *map = yaml_get(names->builder->files[f].root, "declares");
        for (size_t i = 0; map != NULL && i < yaml_pairs(map); i++) {
            const struct yaml_node *list = yaml_value(map, i);
            int kind = schema_word(schema_declared, yaml_key(map, i)->text);
            for (size_t j = 0; kind >= 0 && j < yaml_items(list); j++) {
                declare(names, (enum name_kind)kind, yaml_item(list, j)->text, names->builder->files[f].pack);
            }
        }
    }
}

/* --- what a rule uses --- */

/* `$name` stands somewhere in the rule, which makes the capture a part of a text. */
static bool is_asked_for(const struct yaml_node *node, struct slice name)
{
    size_t children = node->kind == YAML_MAP ? 2 * node->count : node->kind == YAML_LIST ? node->count : 0;
    for (size_t i = 0; i < children; i++) {
        if (is_asked_for(node->children[i], name)) {
            return true;
        }
    }
    struct slice text = node->text;
    for (size_t i = 0; node->kind == YAML_SCALAR && i + name.len < text.len; i++) {
        bool ends = i + 1 + name.len == text.len || pattern_reference_end(text, i + 1) == i + 1 + name.len;
        if (text.ptr[i] == '$' && ends && memcmp(text.ptr + i + 1, name.ptr, name.len) == 0) {
            return true;
        }
    }
    return false;
}

static void use_captures(struct names *names, const struct noted_pattern *noted, const struct pattern *pattern)
{
    if (pattern->kind == PATTERN_CAPTURE) {
        const char *dot = memchr(pattern->text.ptr, '.', pattern->text.len);
        struct slice role = dot ? slice_make(pattern->text.ptr, (size_t)(dot - pattern->text.ptr)) : pattern->text;
        if (!slice_starts(role, "x-") && !is_asked_for(names->builder->rules[noted->rule].node, pattern->text)) {
            use(names, NAME_ROLE, (struct used_name){.name = role, .node = noted->node, .offset = pattern->offset},
                noted->rule);
        }
    }
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        use_captures(names, noted, child);
    }
}

static void use_keys(struct names *names, enum name_kind kind, const struct yaml_node *map, uint32_t rule)
{
    for (size_t i = 0; map != NULL && i < yaml_pairs(map); i++) {
        use(names, kind, (struct used_name){.name = yaml_key(map, i)->text, .node = yaml_key(map, i)}, rule);
    }
}

static void use_all(struct names *names)
{
    struct builder *builder = names->builder;
    for (uint32_t r = 0; r < builder->rule_count; r++) {
        const struct rule *rule = &builder->rules[r];
        const struct yaml_node *class = yaml_get(rule->node, "class"), *relation = yaml_get(rule->node, "relation");
        if (rule->disabled) {
            continue;
        }
        if (class != NULL) {
            use(names, NAME_CLASS, (struct used_name){.name = class->text, .node = class}, r);
            use_keys(names, NAME_ROLE, yaml_get(rule->node, "roles"), r);
            use_keys(names, NAME_RELATION, yaml_get(rule->node, "also"), r);
        }
        if (relation != NULL) {
            use(names, NAME_RELATION, (struct used_name){.name = relation->text, .node = relation}, r);
        }
    }
    for (size_t i = 0; i < builder->noted_count; i++) {
        const struct noted_pattern *noted = &builder->noted[i];
        if (noted->rule != UINT32_MAX && !noted->is_frame && builder->rules[noted->rule].kind == RULE_EVENT &&
            !builder->rules[noted->rule].disabled) {
            use_captures(names, noted, noted->pattern);
        }
    }
}

/* --- what is said --- */

/* Does the other name stand fast beside this one: an earlier pack has it, or its own declares it, uses it
 * oftener or before? */
static bool is_firmer(const struct used_name *other, const struct used_name *item)
{
    return other->pack < item->pack || (other->pack == item->pack && (other->node == NULL || other->rules > 1 ||
                                                                      other->last_rule < item->last_rule));
}

static const char *nearest(const struct names *names, enum name_kind kind, const struct used_name *item)
{
    struct arena *arena = &names->builder->arena;
    const char **known = arena_alloc_array(arena, names->count[kind] + 1, sizeof *known);
    size_t count = 0;
    for (size_t i = 0; i < names->count[kind]; i++) {
        const struct used_name *other = &names->items[kind][i];
        if (other != item && is_firmer(other, item)) {
            known[count++] = arena_string(arena, other->name);
        }
    }
    return suggest_nearest(item->name, known, count);
}

__attribute__((format(printf, 4, 5))) static void say(struct builder *builder, enum severity severity,
                                                      const struct used_name *item, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    builder_remark_at(builder, severity, item->node, item->offset, item->name.len, format, arguments);
    va_end(arguments);
}

static void judge(const struct names *names, enum name_kind kind, const struct used_name *item)
{
    static const char *const words[NAME_KINDS] = {"class", "relation", "role"};
    if (item->node == NULL || item->rules != 1) {
        return;
    }
    const char *near = nearest(names, kind, item);
    if (near != NULL) {
        say(names->builder, SEVERITY_WARNING, item, "%s %.*s is used by this rule alone; did you mean %s?", words[kind],
            SLICE_ARG(item->name), near);
    } else if (kind == NAME_CLASS && item->pack > 0) {
        say(names->builder, SEVERITY_NOTE, item,
            "class %.*s is new, and this rule alone uses it; if it is meant, write declares: "
            "{classes: [%.*s]} at the beginning of the file",
            SLICE_ARG(item->name), SLICE_ARG(item->name));
    }
}

void lint_names(struct builder *builder)
{
    struct names names = {.builder = builder};
    declare_all(&names);
    use_all(&names);
    for (int kind = 0; kind < NAME_KINDS; kind++) {
        for (size_t i = 0; i < names.count[kind]; i++) {
            judge(&names, (enum name_kind)kind, &names.items[kind][i]);
        }
        map_release(&names.found[kind]);
        free(names.items[kind]);
    }
}
