/* How words bend: regular endings and irregular forms, all from the pack. */
#include "extract/builder_p.h"
#include "extract/inflect_p.h"

int form_find(struct slice name)
{
    return schema_word(schema_forms, name);
}

static void read_endings(struct builder *builder, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *key = yaml_key(map, i), *value = yaml_value(map, i);
        int form = schema_read_word(builder, schema_forms, "form", key);
        if (form < 0) {
            continue;
        }
        size_t count = yaml_items(value);
        struct inflection_rule *rules = arena_alloc_array(&builder->arena, count + 1, sizeof *rules);
        size_t used = 0;
        for (size_t j = 0; j < count; j++) {
            const struct yaml_node *pair = yaml_item(value, j);
            if (pair->kind != YAML_LIST || yaml_items(pair) != 2) {
                builder_error(builder, pair, "expected [ending, ending instead], as in [y, ies]");
                continue;
            }
            rules[used].ending = lexicon_fold(builder, yaml_item(pair, 0)->text, &builder->arena);
            rules[used++].instead = lexicon_fold(builder, yaml_item(pair, 1)->text, &builder->arena);
        }
        builder->endings[form] = rules;
        builder->ending_counts[form] = used;
    }
}

static void add_irregular_form(struct builder *builder, struct irregular *irregular, int form,
                               const struct yaml_node *node)
{
    irregular->counts[form] = 0;
    size_t count = node->kind == YAML_LIST ? yaml_items(node) : 1;
    for (size_t i = 0; i < count && i < 4; i++) {
        const struct yaml_node *word = node->kind == YAML_LIST ? yaml_item(node, i) : node;
        irregular->forms[form][irregular->counts[form]++] = lexicon_fold(builder, word->text, &builder->arena);
    }
}

static void read_irregular(struct builder *builder, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *key = yaml_key(map, i), *forms = yaml_value(map, i);
        if (forms->kind != YAML_MAP) {
            builder_error(builder, forms, "expected a map of forms, as in {past: held, part: held}");
            continue;
        }
        bool added;
        struct slice word = lexicon_fold(builder, key->text, &builder->arena);
        uint32_t *index = map_put(&builder->irregular_names, word, (uint32_t)builder->irregular_count, &added);
        if (added) {
            builder->irregulars = array_grow(builder->irregulars, &builder->irregular_capacity,
                                             builder->irregular_count + 1, sizeof *builder->irregulars);
            memset(&builder->irregulars[builder->irregular_count++], 0, sizeof *builder->irregulars);
        }
        for (size_t j = 0; j < yaml_pairs(forms); j++) {
            int form = schema_read_word(builder, schema_forms, "form", yaml_key(forms, j));
            if (form < 0) {
                continue;
            }
            add_irregular_form(builder, &builder->irregulars[*index], form, yaml_value(forms, j));
        }
    }
}

/* Lists whose words bend as nouns: base, plural and nominal forms, but not as verbs. */
static void read_noun_lists(struct builder *builder, const struct yaml_node *names)
{
    for (size_t i = 0; i < yaml_items(names); i++) {
        map_put(&builder->noun_lists, yaml_item(names, i)->text, 1, NULL);
    }
}

void lexicon_read_inflection(struct builder *builder, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *value = yaml_value(map, i);
        const struct schema_key *key = schema_key_at(builder, &schema_inflection, map, i);
        if (key == NULL) {
            continue;
        }
        if (key->value == SCHEMA_TEXTS) {
            read_noun_lists(builder, value);
        } else if (key->value == SCHEMA_ENDINGS) {
            read_endings(builder, value);
        } else {
            read_irregular(builder, value);
        }
    }
}

static struct slice bend(struct builder *builder, struct slice word, int form)
{
    for (size_t i = 0; i < builder->ending_counts[form]; i++) {
        const struct inflection_rule *rule = &builder->endings[form][i];
        if (word.len >= rule->ending.len &&
            memcmp(word.ptr + word.len - rule->ending.len, rule->ending.ptr, rule->ending.len) == 0) {
            return arena_format(&builder->arena, "%.*s%.*s", (int)(word.len - rule->ending.len), word.ptr,
                                SLICE_ARG(rule->instead));
        }
    }
    return (struct slice){0};
}

static void add_form(struct slice *forms, size_t *count, size_t limit, struct slice form)
{
    for (size_t i = 0; i < *count; i++) {
        if (slice_equal(forms[i], form)) {
            return;
        }
    }
    if (form.len > 0 && *count < limit) {
        forms[(*count)++] = form;
    }
}

size_t inflect(struct builder *builder, struct slice word, int form, struct slice *forms, size_t limit)
{
    size_t count = 0;
    uint32_t *index = map_get(&builder->irregular_names, word);
    const struct irregular *irregular = index != NULL ? &builder->irregulars[*index] : NULL;
    for (int f = 0; f < FORM_COUNT; f++) {
        bool nominal = f == FORM_BASE || f == FORM_NOUN || f == FORM_PLURAL;
        if ((form >= 0 && f != form) || (form == FORM_NOMINAL && !nominal)) {
            continue;
        }
        if (irregular != NULL && irregular->counts[f] > 0) {
            for (size_t i = 0; i < irregular->counts[f]; i++) {
                add_form(forms, &count, limit, irregular->forms[f][i]);
            }
        } else if (f == FORM_BASE) {
            add_form(forms, &count, limit, word);
        } else {
            add_form(forms, &count, limit, bend(builder, word, f));
        }
    }
    return count;
}
