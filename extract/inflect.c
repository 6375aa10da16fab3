/* How words bend: regular endings and irregular forms, all from the pack. */
#include "extract/builder_p.h"
#include "extract/inflect_p.h"

/* All names, NULL-ended. */
static const char *const *all_forms(struct builder *builder)
{
    const char **names = arena_alloc_array(&builder->arena, FORM_MAX + 1, sizeof *names);
    size_t count = 0;
    for (; schema_forms[count] != NULL; count++) {
        names[count] = schema_forms[count];
    }
    for (int i = 0; i < builder->form_count; i++) {
        names[count++] = arena_string(&builder->arena, builder->form_names[i]);
    }
    return names;
}

int form_find(struct builder *builder, struct slice name)
{
    return schema_word(all_forms(builder), name);
}

const char *form_list(struct builder *builder)
{
    struct buffer list = {0};
    schema_list_words(&list, all_forms(builder));
    const char *text = arena_string(&builder->arena, buffer_slice(&list));
    buffer_release(&list);
    return text;
}

const char *form_hint(struct builder *builder, struct slice name)
{
    const char *const *names = all_forms(builder);
    size_t count = 0;
    while (names[count] != NULL) {
        count++;
    }
    const char *hint = builder_hint(builder, name, ".", names, count, "");
    return hint[0] ? hint : arena_format(&builder->arena, "; there are%s", form_list(builder)).ptr;
}

/* -1 and an error where the node names no form. */
static int known_form(struct builder *builder, const struct yaml_node *node)
{
    return schema_read_word(builder, all_forms(builder), "form", node);
}

/* A word or a list of them, folded; at most FORM_MAX_WORDS. */
static size_t read_forms(struct builder *builder, const struct yaml_node *node, struct slice *forms)
{
    size_t count = node->kind == YAML_LIST ? yaml_items(node) : 1;
    if (count > FORM_MAX_WORDS) {
        builder_error(builder, node, "more than %d words for one form", FORM_MAX_WORDS);
        count = FORM_MAX_WORDS;
    }
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *word = node->kind == YAML_LIST ? yaml_item(node, i) : node;
        forms[i] = lexicon_fold(builder, word->text, &builder->arena);
    }
    return count;
}

static void read_endings(struct builder *builder, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *key = yaml_key(map, i), *value = yaml_value(map, i);
        int form = known_form(builder, key);
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
            rules[used].count = read_forms(builder, yaml_item(pair, 1), rules[used].instead);
            used++;
        }
        builder->endings[form] = rules;
        builder->ending_counts[form] = used;
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
            struct irregular *irregular = &builder->irregulars[*index];
            int form = known_form(builder, yaml_key(forms, j));
            if (form >= 0) {
                irregular->counts[form] = read_forms(builder, yaml_value(forms, j), irregular->forms[form]);
            }
        }
    }
}

/* `names: [future]`: forms that this language has beside those that every pack knows. */
static void read_form_names(struct builder *builder, const struct yaml_node *names)
{
    for (size_t i = 0; i < yaml_items(names); i++) {
        const struct yaml_node *name = yaml_item(names, i);
        bool fits = pattern_is_name(name->text) && memchr(name->text.ptr, '.', name->text.len) == NULL;
        if (!fits) {
            builder_error(builder, name, "a form's name has small letters and hyphens only: %.*s",
                          SLICE_ARG(name->text));
        } else if (form_find(builder, name->text) >= 0) {
            continue; /* another pack of the language named it, too */
        } else if (FORM_COUNT + builder->form_count == FORM_MAX) {
            builder_error(builder, name, "more than %d forms", FORM_MAX);
        } else {
            builder->form_names[builder->form_count++] = arena_copy(&builder->arena, name->text);
        }
    }
}

/* `nominal: [plural]`: forms that words of the lists under `nouns` take. */
static void read_nominal(struct builder *builder, const struct yaml_node *names)
{
    memset(builder->nominal, 0, sizeof builder->nominal);
    for (size_t i = 0; i < yaml_items(names); i++) {
        int form = known_form(builder, yaml_item(names, i));
        if (form >= 0) {
            builder->nominal[form] = true;
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
    const struct yaml_node *names = yaml_get(map, "names");
    if (names != NULL && names->kind == YAML_LIST) { /* before those who speak of them */
        read_form_names(builder, names);
    }
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *value = yaml_value(map, i);
        const struct schema_key *key = schema_key_at(builder, &schema_inflection, map, i);
        if (key == NULL || value == names) {
            continue;
        }
        if (key->value == SCHEMA_ENDINGS) {
            read_endings(builder, value);
        } else if (key->value == SCHEMA_IRREGULAR) {
            read_irregular(builder, value);
        } else if (strcmp(key->name, "nominal") == 0) {
            read_nominal(builder, value);
        } else {
            read_noun_lists(builder, value);
        }
    }
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

static struct slice joined(struct arena *arena, struct slice stem, struct slice ending)
{
    char *bytes = arena_alloc_raw(arena, stem.len + ending.len + 1, 1);
    memcpy(bytes, stem.ptr, stem.len);
    if (ending.len > 0) {
        memcpy(bytes + stem.len, ending.ptr, ending.len);
    }
    bytes[stem.len + ending.len] = '\0';
    return slice_make(bytes, stem.len + ending.len);
}

/* The first ending that fits gives the form, or all its words. */
static void bend(struct builder *builder, struct slice word, int form, struct slice *forms, size_t *count, size_t limit)
{
    for (size_t i = 0; i < builder->ending_counts[form]; i++) {
        const struct inflection_rule *rule = &builder->endings[form][i];
        if (word.len < rule->ending.len ||
            memcmp(word.ptr + word.len - rule->ending.len, rule->ending.ptr, rule->ending.len) != 0) {
            continue;
        }
        for (size_t j = 0; j < rule->count; j++) {
            struct slice stem = slice_sub(word, 0, word.len - rule->ending.len);
            add_form(forms, count, limit, joined(&builder->arena, stem, rule->instead[j]));
        }
        return;
    }
}

size_t inflect(struct builder *builder, struct slice word, int form, struct slice *forms, size_t limit)
{
    size_t count = 0;
    uint32_t *index = map_get(&builder->irregular_names, word);
    const struct irregular *irregular = index != NULL ? &builder->irregulars[*index] : NULL;
    for (int f = 0; f < FORM_COUNT + builder->form_count; f++) {
        if ((form >= 0 && f != form) || (form == FORM_NOMINAL && !builder->nominal[f])) {
            continue;
        }
        if (irregular != NULL && irregular->counts[f] > 0) {
            for (size_t i = 0; i < irregular->counts[f]; i++) {
                add_form(forms, &count, limit, irregular->forms[f][i]);
            }
        } else if (f == FORM_BASE) {
            add_form(forms, &count, limit, word);
        } else {
            bend(builder, word, f, forms, &count, limit);
        }
    }
    return count;
}

bool inflect_any(struct builder *builder, struct slice word)
{
    struct slice forms[INFLECT_MAX_FORMS];
    return map_get(&builder->irregular_names, word) == NULL ? word.len > 0
                                                            : inflect(builder, word, -1, forms, INFLECT_MAX_FORMS) > 0;
}
