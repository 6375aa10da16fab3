/* Reads `types`, `rules`, `status` and `date` of a pack into the model. */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/builder_p.h"

_Static_assert(DATE_SCOPE_OWN == 1 && DATE_SCOPE_SENTENCE == 9, "schema_scopes is in the order of enum date_scope");
_Static_assert(BLOCK_FOOTNOTE == 4, "schema_blocks is in that of enum block_kind");

static bool read_yes(struct builder *builder, const struct yaml_node *node)
{
    int word = schema_word(schema_yes, node->text);
    if (word < 0) {
        builder_error(builder, node, "expected yes or no");
    }
    return word == 0 || word == 1;
}

/* A scalar or a list of them, one by one. */
static size_t node_count(const struct yaml_node *node)
{
    return node->kind == YAML_LIST ? yaml_items(node) : 1;
}

static const struct yaml_node *node_at(const struct yaml_node *node, size_t index)
{
    return node->kind == YAML_LIST ? yaml_item(node, index) : node;
}

static struct slice keep(struct builder *builder, struct slice text)
{
    return arena_copy(&builder->program->arena, text);
}

/* --- types --- */

uint16_t builder_type(struct builder *builder, struct slice name)
{
    uint32_t *index = map_get(&builder->type_names, name);
    return index != NULL ? (uint16_t)*index : 0;
}

static uint16_t add_type(struct builder *builder, struct slice name, const struct yaml_node *node)
{
    uint16_t known = builder_type(builder, name);
    if (known != 0) {
        return known;
    }
    struct program *program = builder->program;
    size_t next;
    if (!utf8_is_upper(utf8_decode(name, 0, &next)) || compile_is_builtin(name)) {
        builder_error(builder, node,
                      compile_is_builtin(name) ? "%.*s is a built-in type; choose another name"
                                               : "a type's name begins with a capital: %.*s",
                      SLICE_ARG(name));
        return 0;
    }
    if (program->type_count == PROGRAM_MAX_TYPES) {
        builder_error(builder, node, "more than %d types", PROGRAM_MAX_TYPES);
        return 0;
    }
    struct type *type = &program->types[++program->type_count];
    type->name = keep(builder, name);
    type->class = lexicon_type_class(builder, name);
    map_put(&builder->type_names, type->name, (uint32_t)program->type_count, NULL);
    if (slice_is(type->name, TENSE_TYPE)) {
        program->tense_type = (uint16_t)program->type_count;
    } else if (slice_is(type->name, CLUE_TYPE)) {
        program->clue_type = (uint16_t)program->type_count;
    }
    return (uint16_t)program->type_count;
}

static uint16_t known_type(struct builder *builder, const struct yaml_node *node)
{
    uint16_t type = builder_type(builder, node->text);
    if (type == 0 && !builder_may_be_cut(builder, node->text)) {
        builder_error(builder, node, "unknown type %.*s%s", SLICE_ARG(node->text),
                      builder_type_hint(builder, node->text, "; new types are declared under types:"));
    }
    return type;
}

static void add_also(struct builder *builder, uint16_t type, uint16_t also)
{
    struct type *record = &builder->program->types[type];
    for (size_t i = 0; i < record->also_count; i++) {
        if (record->also[i] == also) {
            return;
        }
    }
    if (record->also == NULL) {
        record->also = arena_alloc_array(&builder->program->arena, PROGRAM_MAX_TYPES + 1, sizeof *record->also);
    }
    record->also[record->also_count++] = also;
}

static bool is_also(const struct program *program, uint16_t type, uint16_t other)
{
    for (size_t i = 0; i < program->types[type].also_count; i++) {
        if (program->types[type].also[i] == other) {
            return true;
        }
    }
    return false;
}

/* Once each type is what its wider types are: of two that are each other none is wider. A circle is told of once. */
static void check_circles(struct builder *builder)
{
    const struct program *program = builder->program;
    bool told[PROGRAM_MAX_TYPES + 2] = {false};
    for (size_t i = 0; i < builder->type_node_count; i++) {
        const struct yaml_node *wider = builder->type_nodes[i].map;
        uint16_t type = builder_type(builder, builder->type_nodes[i].key->text);
        for (size_t j = 0; type != 0 && j < node_count(wider) && !told[type]; j++) {
            const struct yaml_node *node = node_at(wider, j);
            uint16_t other = node->kind == YAML_SCALAR ? builder_type(builder, node->text) : 0;
            if (other == 0 || !is_also(program, other, type)) {
                continue;
            }
            builder_warning(builder, node, "types in a circle: %.*s is a %.*s, which is a %.*s",
                            SLICE_ARG(program->types[type].name), SLICE_ARG(program->types[other].name),
                            SLICE_ARG(program->types[type].name));
            for (uint16_t t = 1; t <= program->type_count; t++) {
                told[t] = told[t] || (is_also(program, type, t) && is_also(program, t, type));
            }
        }
    }
}

/* `types:` of all files, once all are read; then each type is what its wider types are. */
void rules_read_types(struct builder *builder)
{
    struct program *program = builder->program;
    for (size_t i = 0; i < builder->type_node_count; i++) {
        add_type(builder, builder->type_nodes[i].key->text, builder->type_nodes[i].key);
    }
    for (size_t i = 0; i < builder->type_node_count; i++) {
        const struct yaml_node *wider = builder->type_nodes[i].map;
        uint16_t type = builder_type(builder, builder->type_nodes[i].key->text);
        for (size_t j = 0; type != 0 && j < node_count(wider); j++) {
            if (node_at(wider, j)->kind == YAML_SCALAR && node_at(wider, j)->text.len > 0) {
                uint16_t also = add_type(builder, node_at(wider, j)->text, node_at(wider, j));
                if (also != 0) {
                    add_also(builder, type, also);
                }
            }
        }
    }
    for (size_t round = 0; round < program->type_count; round++) {
        bool changed = false;
        for (uint16_t type = 1; type <= program->type_count; type++) {
            add_also(builder, type, type);
            for (size_t i = 0; i < program->types[type].also_count; i++) {
                const struct type *wider = &program->types[program->types[type].also[i]];
                size_t before = program->types[type].also_count;
                for (size_t j = 0; j < wider->also_count; j++) {
                    add_also(builder, type, wider->also[j]);
                }
                changed = changed || program->types[type].also_count != before;
            }
        }
        if (!changed) {
            break;
        }
    }
    check_circles(builder);
}

/* --- keys of a rule --- */

size_t rules_read_scopes(struct builder *builder, const struct yaml_node *node, enum date_scope *scopes)
{
    size_t count = 0;
    if (node->kind == YAML_SCALAR && slice_is(node->text, "none")) {
        return 0;
    }
    for (size_t i = 0; i < node_count(node); i++) {
        const struct yaml_node *item = node_at(node, i);
        int scope = schema_read_word(builder, schema_scopes, "date scope", item) + DATE_SCOPE_OWN;
        if (scope > DATE_SCOPE_SENTENCE) {
            builder_error(builder, item, "none stands by itself: date: none");
        } else if (count == RULE_MAX_SCOPES) {
            builder_error(builder, item, "more than %d date scopes", RULE_MAX_SCOPES);
            break;
        } else if (scope >= DATE_SCOPE_OWN) {
            scopes[count++] = (enum date_scope)scope;
        }
    }
    return count;
}

void rules_read_status(struct builder *builder, const struct yaml_node *map, struct code **statuses, uint32_t rule)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        int status = schema_read_word(builder, schema_statuses, "status", yaml_key(map, i));
        if (status >= 0) {
            statuses[status] = compile_pattern(builder, yaml_value(map, i), rule);
        }
    }
}

static void read_blocks(struct builder *builder, struct rule *rule, const struct yaml_node *node)
{
    rule->blocks = 0;
    for (size_t i = 0; i < node_count(node); i++) {
        int block = schema_read_word(builder, schema_blocks, "block", node_at(node, i));
        if (block >= 0) {
            rule->blocks |= 1u << (block > BLOCK_FOOTNOTE ? RULE_BLOCK_FIRST : block);
        }
    }
}

static void report_unknown_field(struct builder *builder, const struct yaml_node *key, bool is_end)
{
    size_t count;
    const struct time_field *table = time_field_table(&count);
    const char **names = arena_alloc_array(&builder->arena, count + schema_time.count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = table[i].name;
    }
    for (size_t i = 0; !is_end && i < schema_time.count; i++) {
        names[count++] = schema_time.keys[i].name;
    }
    builder_error(builder, key, "unknown field of %s: %.*s%s", is_end ? "the end of a time" : "a time",
                  SLICE_ARG(key->text), builder_hint(builder, key->text, "", names, count, ""));
}

static void read_value_map(struct builder *builder, struct rule *rule, const struct yaml_node *map, const char *prefix)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *key = yaml_key(map, i), *value = yaml_value(map, i);
        const struct schema_key *own = prefix[0] == '\0' ? schema_find(&schema_time, key->text) : NULL;
        enum time_key own_key = own != NULL ? (enum time_key)(own - schema_time.keys) : TIME_KEY_COUNT;
        struct value_field field = {.text = keep(builder, value->text)};
        if (own_key == TIME_KEY_END && value->kind == YAML_MAP) {
            read_value_map(builder, rule, value, "end.");
            continue;
        }
        field.is_of = own_key == TIME_KEY_OF;
        field.is_end_of = own_key == TIME_KEY_END;
        field.is_with = own_key == TIME_KEY_WITH;
        if (own == NULL) {
            field.field = time_field_find(arena_format(&builder->arena, "%s%.*s", prefix, SLICE_ARG(key->text)));
        }
        if (own == NULL && field.field == NULL) {
            report_unknown_field(builder, key, prefix[0] != '\0');
        } else if (value->kind != YAML_SCALAR) {
            builder_error(builder, value, "expected a number, a word or $x");
        } else if (rule->value_count == RULE_MAX_VALUES) {
            builder_error(builder, key, "more than %d fields of a time", RULE_MAX_VALUES);
            return;
        } else {
            if (rule->values == NULL) {
                rule->values = arena_alloc_array(&builder->program->arena, RULE_MAX_VALUES, sizeof *rule->values);
            }
            rule->values[rule->value_count++] = field;
        }
    }
}

static int value_rank(const struct value_field *field)
{
    return field->is_of ? 0 : field->is_end_of ? 1 : 2;
}

static void read_value(struct builder *builder, struct rule *rule, const struct yaml_node *node)
{
    if (node->kind == YAML_SCALAR) {
        rule->value_number = keep(builder, node->text);
        return;
    }
    if (node->kind != YAML_MAP) {
        builder_error(builder, node, "expected a map of time fields, or a number");
        return;
    }
    rule->is_time = true;
    read_value_map(builder, rule, node, "");
    for (size_t i = 1; i < rule->value_count; i++) { /* of: and end: come first, whatever the order written */
        for (size_t j = i; j > 0 && value_rank(&rule->values[j - 1]) > value_rank(&rule->values[j]); j--) {
            struct value_field other = rule->values[j - 1];
            rule->values[j - 1] = rule->values[j];
            rule->values[j] = other;
        }
    }
}

static void read_pairs(struct builder *builder, const struct yaml_node *map, struct attribute **pairs, size_t *count)
{
    *pairs = arena_alloc_array(&builder->program->arena, yaml_pairs(map) + 1, sizeof **pairs);
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        (*pairs)[(*count)++] =
            (struct attribute){keep(builder, yaml_key(map, i)->text), keep(builder, yaml_value(map, i)->text)};
    }
}

static void read_also(struct builder *builder, struct rule *rule, const struct yaml_node *map)
{
    rule->also = arena_alloc_array(&builder->program->arena, yaml_pairs(map) + 1, sizeof *rule->also);
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *pair = yaml_value(map, i);
        if (pair->kind != YAML_LIST || yaml_items(pair) != 2) {
            builder_error(builder, pair, "expected two captures, as in {agreement: [$party, $party.with]}");
            continue;
        }
        struct also *also = &rule->also[rule->also_count++];
        also->type = keep(builder, yaml_key(map, i)->text);
        also->left = keep(builder, yaml_item(pair, 0)->text);
        also->right = keep(builder, yaml_item(pair, 1)->text);
    }
}

static void read_around(struct builder *builder, struct rule *rule, const struct yaml_node *map, uint32_t index)
{
    rule->around = arena_alloc_array(&builder->program->arena, yaml_pairs(map) + 1, sizeof *rule->around);
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        struct around *around = &rule->around[rule->around_count];
        around->name = keep(builder, yaml_key(map, i)->text);
        around->code = compile_around(builder, yaml_value(map, i), index);
        rule->around_count += around->code != NULL;
    }
}

static void read_unless(struct builder *builder, struct rule *rule, const struct yaml_node *node, uint32_t index)
{
    rule->unless = arena_alloc_array(&builder->program->arena, node_count(node) + 1, sizeof *rule->unless);
    for (size_t i = 0; i < node_count(node); i++) {
        struct code *code = compile_pattern(builder, node_at(node, i), index);
        if (code != NULL) {
            rule->unless[rule->unless_count++] = code;
        }
    }
}

static void read_inherit(struct builder *builder, struct rule *rule, const struct yaml_node *node, uint32_t index)
{
    rule->inherit = arena_alloc_array(&builder->program->arena, node_count(node) + 1, sizeof *rule->inherit);
    for (size_t i = 0; i < node_count(node); i++) {
        struct code *code = compile_pattern(builder, node_at(node, i), index);
        if (code != NULL && code->capture_count == 0) {
            builder_error(builder, node_at(node, i),
                          "this pattern names nothing that an item could take, as in place:Place");
        } else if (code != NULL) {
            rule->inherit[rule->inherit_count++] = code;
        }
    }
}

static void read_depth(struct builder *builder, struct rule *rule, const struct yaml_node *node)
{
    bool fits = node->text.len == 1 && node->text.ptr[0] >= '1' && node->text.ptr[0] <= '0' + RULE_MAX_DEPTH;
    if (!fits) {
        builder_error(builder, node, "depth is %.*s, expected a number from 1 to %d", SLICE_ARG(node->text),
                      RULE_MAX_DEPTH);
        return;
    }
    rule->depth = (uint8_t)(node->text.ptr[0] - '0');
}

static void read_over(struct builder *builder, struct rule *rule, const struct yaml_node *node)
{
    rule->over = arena_alloc_array(&builder->program->arena, node_count(node) + 1, sizeof *rule->over);
    for (size_t i = 0; i < node_count(node); i++) {
        rule->over[rule->over_count++] = keep(builder, node_at(node, i)->text);
    }
}

static void set_kind(struct builder *builder, struct rule *rule, enum rule_key key, const struct yaml_node *name,
                     const struct yaml_node *value)
{
    if (rule->kind != RULE_YIELDS || rule->yields != 0) {
        builder_error(builder, name, "a rule has one of yields, class, relation, defines, document");
        return;
    }
    if (key == RULE_KEY_YIELDS || key == RULE_KEY_DEFINES) {
        rule->kind = key == RULE_KEY_YIELDS ? RULE_YIELDS : RULE_DEFINES;
        rule->yields = known_type(builder, value);
    } else if (key == RULE_KEY_DOCUMENT) {
        rule->kind = RULE_DOCUMENT;
        rule->yields = 1;
        read_pairs(builder, value, &rule->facts, &rule->fact_count);
    } else {
        rule->kind = key == RULE_KEY_CLASS ? RULE_EVENT : RULE_RELATION;
        rule->yields = 1;
        rule->class = keep(builder, value->text);
    }
}

static void read_match(struct builder *builder, struct rule *rule, uint32_t index, enum rule_key key,
                       const struct yaml_node *name, const struct yaml_node *value)
{
    if (rule->code != NULL) {
        builder_error(builder, name, "a rule has one match, one centre or one frame");
    }
    rule->is_centre = key == RULE_KEY_CENTRE;
    rule->code = compile_pattern(builder, value, index);
}

static void read_frame(struct builder *builder, struct rule *rule, uint32_t index, const struct frame *frame,
                       const struct yaml_node *name, const struct yaml_node *value)
{
    if (rule->code != NULL) {
        builder_error(builder, name, "a rule has one match, one centre or one frame");
    }
    rule->code = frames_compile(builder, frame, name, value, index);
}

static void read_needs(struct rule *rule, struct builder *builder, const struct yaml_node *value)
{
    int word = schema_word(schema_needs, value->text);
    if (word < 0) {
        builder_error(builder, value, "needs: takes date or context");
    }
    rule->needs_date = word == 0;
    rule->needs_context = word == 1;
}

/* A key whose value is a pattern, holds some, or asks for what they captured. */
static void read_pattern_key(struct builder *builder, struct rule *rule, uint32_t index, enum rule_key key,
                             const struct yaml_node *name, const struct yaml_node *value)
{
    switch (key) {
    case RULE_KEY_MATCH:
    case RULE_KEY_CENTRE:
        read_match(builder, rule, index, key, name, value);
        break;
    case RULE_KEY_AROUND:
        read_around(builder, rule, value, index);
        break;
    case RULE_KEY_STATUS:
        rules_read_status(builder, value, rule->statuses, index);
        break;
    case RULE_KEY_IF:
        rule->condition = condition_read(builder, value, index);
        rule->condition_text = keep(builder, slice_trim(value->text));
        break;
    case RULE_KEY_UNLESS:
        read_unless(builder, rule, value, index);
        break;
    case RULE_KEY_BEFORE:
        rule->before = compile_pattern(builder, value, index);
        break;
    case RULE_KEY_AFTER:
        rule->after = compile_pattern(builder, value, index);
        break;
    case RULE_KEY_CONTEXT:
        rule->context = compile_pattern(builder, value, index);
        break;
    case RULE_KEY_INHERIT:
        read_inherit(builder, rule, value, index);
        break;
    default: /* no other key comes here */
        break;
    }
}

/* Where the text of a key is kept that is taken as it stands. */
static struct slice *text_of(struct rule *rule, enum rule_key key)
{
    return key == RULE_KEY_NAME     ? &rule->canonical
           : key == RULE_KEY_WITHIN ? &rule->within
           : key == RULE_KEY_MEANS  ? &rule->means
           : key == RULE_KEY_TYPE   ? &rule->type
                                    : &rule->title;
}

/* A key with one word or number. */
static void read_setting(struct builder *builder, struct rule *rule, enum rule_key key, const struct yaml_node *value)
{
    if (key == RULE_KEY_LATER) {
        rule->by_last_word = schema_word(schema_later, value->text) >= 0;
    } else if (key == RULE_KEY_BACK) {
        rule->back = read_yes(builder, value);
    } else if (key == RULE_KEY_NEEDS) {
        read_needs(rule, builder, value);
    } else {
        read_depth(builder, rule, value);
    }
}

/* One key of a rule. Each is a row of SCHEMA_RULE_KEYS: the compiler says which one has no case here. */
static void read_key(struct builder *builder, struct rule *rule, uint32_t index, enum rule_key key,
                     const struct yaml_node *name, const struct yaml_node *value)
{
    switch (key) {
    case RULE_KEY_MATCH:
    case RULE_KEY_CENTRE:
    case RULE_KEY_AROUND:
    case RULE_KEY_STATUS:
    case RULE_KEY_IF:
    case RULE_KEY_UNLESS:
    case RULE_KEY_BEFORE:
    case RULE_KEY_AFTER:
    case RULE_KEY_CONTEXT:
    case RULE_KEY_INHERIT:
        read_pattern_key(builder, rule, index, key, name, value);
        break;
    case RULE_KEY_NAME:
    case RULE_KEY_WITHIN:
    case RULE_KEY_MEANS:
    case RULE_KEY_TYPE:
    case RULE_KEY_TITLE:
        *text_of(rule, key) = keep(builder, value->text);
        break;
    case RULE_KEY_LATER:
    case RULE_KEY_BACK:
    case RULE_KEY_NEEDS:
    case RULE_KEY_DEPTH:
        read_setting(builder, rule, key, value);
        break;
    case RULE_KEY_IN:
        read_blocks(builder, rule, value);
        break;
    case RULE_KEY_VALUE:
        read_value(builder, rule, value);
        break;
    case RULE_KEY_ATTRIBUTES:
        read_pairs(builder, value, &rule->attributes, &rule->attribute_count);
        break;
    case RULE_KEY_DATE:
        rule->scope_count = rules_read_scopes(builder, value, rule->scopes);
        break;
    case RULE_KEY_ROLES:
        read_pairs(builder, value, &rule->roles, &rule->role_count);
        break;
    case RULE_KEY_ALSO:
        read_also(builder, rule, value);
        break;
    case RULE_KEY_OVER:
        read_over(builder, rule, value);
        break;
    case RULE_KEY_EXAMPLES:
        rule->examples = value;
        break;
    case RULE_KEY_RULE: /* read when the rules were counted */
    case RULE_KEY_ABOUT:
    case RULE_KEY_YIELDS: /* set_kind */
    case RULE_KEY_CLASS:
    case RULE_KEY_RELATION:
    case RULE_KEY_DEFINES:
    case RULE_KEY_DOCUMENT:
    case RULE_KEY_COUNT:
        break;
    }
}

static bool is_kind_key(enum rule_key key)
{
    return key == RULE_KEY_YIELDS || key == RULE_KEY_CLASS || key == RULE_KEY_RELATION || key == RULE_KEY_DEFINES ||
           key == RULE_KEY_DOCUMENT;
}

/* Reads the keys that say what the rule finds, or all others. False where a key is unknown or holds what it cannot. */
static bool read_keys(struct builder *builder, struct rule *rule, uint32_t index, bool kinds)
{
    bool is_sound = true;
    for (size_t i = 0; i < yaml_pairs(rule->node); i++) {
        const struct yaml_node *name = yaml_key(rule->node, i), *value = yaml_value(rule->node, i);
        const struct schema_key *known = schema_find(&schema_rule, name->text);
        enum rule_key key = known != NULL ? (enum rule_key)(known - schema_rule.keys) : RULE_KEY_COUNT;
        const struct frame *frame = frames_find(builder, name->text);
        if (is_kind_key(key) != kinds) {
            continue;
        }
        if (frame != NULL) {
            read_frame(builder, rule, index, frame, name, value);
        } else if (schema_key_at(builder, &schema_rule, rule->node, i) == NULL) {
            is_sound = false;
        } else if (kinds) {
            set_kind(builder, rule, key, name, value);
        } else {
            read_key(builder, rule, index, key, name, value);
        }
    }
    return is_sound;
}

/* Where the rule says what it looks for. */
static const struct yaml_node *pattern_node(const struct builder *builder, const struct yaml_node *node)
{
    for (size_t i = 0; i < yaml_pairs(node); i++) {
        struct slice key = yaml_key(node, i)->text;
        if (slice_is(key, "match") || slice_is(key, "centre")) {
            return yaml_value(node, i);
        }
        if (frames_find(builder, key) != NULL) {
            return yaml_key(node, i);
        }
    }
    return NULL;
}

void rules_compile_one(struct builder *builder, uint32_t index)
{
    struct rule *rule = &builder->rules[index];
    const struct yaml_node *node = rule->node;
    rule->blocks = 0xf;
    memcpy(rule->scopes, builder->program->scopes, sizeof rule->scopes);
    rule->scope_count = builder->program->scope_count;
    bool is_sound = !node->is_cut; /* else what it lacks is no error of its own */
    is_sound = read_keys(builder, rule, index, true) && is_sound;
    is_sound = read_keys(builder, rule, index, false) && is_sound;
    bool is_kindless = rule->kind == RULE_YIELDS && rule->yields == 0;
    if (is_kindless && is_sound && yaml_get(node, "yields") == NULL) {
        builder_error(builder, node,
                      "rule %.*s says nothing of what it finds; give it yields, class, relation, defines or document",
                      SLICE_ARG(rule->name));
    } else if (rule->kind == RULE_YIELDS && !is_kindless) {
        rule->family = builder->program->types[rule->yields].family;
        builder->program->types[rule->yields].from_rule = true;
    }
    const struct yaml_node *pattern = pattern_node(builder, node);
    if (pattern == NULL && is_sound) {
        builder_error(builder, node, "rule %.*s has no match:, no centre: and no frame", SLICE_ARG(rule->name));
    } else if (rule->code != NULL && rule->code->can_be_empty) {
        builder_error(builder, pattern, "this pattern matches nothing at all as well; something in it must be there");
    } else if (rule->code != NULL && rule->code->first_any && !rule->code->at_begin) {
        builder_error(builder, pattern, "a rule must begin with something definite, not with a gap, not( or Word");
    }
    if (is_sound && (rule->kind != RULE_YIELDS || rule->yields != 0)) {
        rules_check(builder, rule);
    } else {
        rules_check_examples(builder, rule);
    }
}

void rules_compile(struct builder *builder)
{
    if (builder->times_alone) {
        wanted_compile(builder);
    }
    for (uint32_t r = 0; r < builder->rule_count && !builder->times_alone; r++) {
        if (!builder->rules[r].disabled) {
            rules_compile_one(builder, r);
        }
    }
    struct program *program = builder->program;
    program->inheriting = arena_alloc_array(&program->arena, builder->rule_count + 1, sizeof *program->inheriting);
    for (uint32_t r = 0; r < builder->rule_count; r++) {
        if (builder->rules[r].inherit_count > 0) {
            program->inheriting[program->inheriting_count++] = r;
        }
    }
    rules_check_over(builder);
}

/* Reaches rules of the packs before only: one's own are better taken out. */
void rules_disable(struct builder *builder, const struct yaml_node *names)
{
    for (size_t i = 0; i < node_count(names); i++) {
        const struct yaml_node *name = node_at(names, i);
        uint32_t *known = map_get(&builder->program->rule_names, name->text);
        if (known == NULL && !builder_may_be_cut(builder, name->text)) {
            builder_error(builder, name, "no rule %.*s to disable%s", SLICE_ARG(name->text),
                          builder_rule_hint(builder, name->text));
        } else if (known == NULL) {
            continue;
        } else if (builder->rules[*known].pack == builder->pack) {
            builder_error(builder, name, "rule %.*s is of this pack; disable: is for rules of the packs before",
                          SLICE_ARG(name->text));
        } else if (builder->rules[*known].pack < builder->pack) { /* one that a later pack gives again stays on */
            builder->rules[*known].disabled = true;
        }
    }
}

static void add_rule(struct builder *builder, const struct yaml_node *node, struct slice name)
{
    struct rule rule = {.name = keep(builder, name), .node = node, .pack = builder->pack};
    builder->rules =
        array_grow(builder->rules, &builder->rule_capacity, builder->rule_count + 1, sizeof *builder->rules);
    rule.order = (uint32_t)builder->rule_count;
    map_put(&builder->program->rule_names, rule.name, rule.order, NULL);
    builder->rules[builder->rule_count++] = rule;
}

/* Takes the rules of one file in; a rule of a name that is known replaces it where its pack is another. */
void rules_read(struct builder *builder, const struct yaml_node *sequence)
{
    if (sequence->kind != YAML_LIST) {
        builder_error(builder, sequence, "expected a list of rules, each beginning with `- rule: name`");
        return;
    }
    for (size_t i = 0; i < yaml_items(sequence); i++) {
        const struct yaml_node *node = yaml_item(sequence, i);
        const struct yaml_node *name = node->kind == YAML_MAP ? yaml_get(node, "rule") : NULL;
        if (name == NULL && node->kind == YAML_MAP && node->is_cut) { /* its name could not be read */
            add_rule(builder, node, arena_format(&builder->arena, "%s:%u", node->file->name, node->line));
            continue;
        }
        if (name == NULL || name->kind != YAML_SCALAR || name->text.len == 0) {
            builder_error(builder, node, "expected a rule: a map that begins with `rule: name`");
            continue;
        }
        uint32_t *known = map_get(&builder->program->rule_names, name->text);
        if (known != NULL && builder->rules[*known].pack == builder->pack) {
            builder_error(builder, name, "rule %.*s is there already, in %s:%u", SLICE_ARG(name->text),
                          builder->rules[*known].node->file->name, builder->rules[*known].node->line);
            continue;
        }
        if (known != NULL) {
            struct rule rule = {.name = keep(builder, name->text), .node = node, .pack = builder->pack};
            rule.order = *known;
            builder->rules[*known] = rule;
            builder->program->replaced_count++;
            continue;
        }
        add_rule(builder, node, name->text);
    }
}
