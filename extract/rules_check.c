/* What a rule says beside its patterns, checked when it is loaded: keys that fit together, captures that are there,
 * calculations, conditions, examples. Only reports; nothing here changes the program. */
#include <stdlib.h>

#include "extract/builder_p.h"

/* --- keys --- */

/* Keys that mean nothing in a rule of its kind. */
static void check_kinds(struct builder *builder, const struct rule *rule)
{
    for (size_t i = 0; i < yaml_pairs(rule->node); i++) {
        const struct yaml_node *key = yaml_key(rule->node, i);
        const struct schema_key *known = schema_find(&schema_rule, key->text);
        if (known != NULL && !(known->kinds & (1u << rule->kind))) {
            builder_error(builder, key, "%s: means nothing in a rule with %s:", known->name, schema_kinds[rule->kind]);
        }
    }
    for (size_t i = 0; i < yaml_pairs(rule->node); i++) {
        if (slice_is(yaml_key(rule->node, i)->text, "around") && yaml_get(rule->node, "centre") == NULL) {
            builder_error(builder, yaml_key(rule->node, i), "around: needs a centre: instead of match:");
        }
    }
}

/* --- captures --- */

/* The rule whose texts are checked; `wide` where captures of `around` and `context` count as well. */
struct scan {
    struct builder *builder;
    const struct rule *rule;
    const struct yaml_node *node;
    struct slice text;
    size_t at;
    bool wide;
};

static bool code_captures(const struct code *code, struct slice name)
{
    for (size_t i = 0; code != NULL && i < code->capture_count; i++) {
        if (slice_equal(code->captures[i].name, name)) {
            return true;
        }
    }
    return false;
}

static bool is_captured(const struct scan *scan, struct slice name)
{
    bool found = code_captures(scan->rule->code, name) || (scan->wide && code_captures(scan->rule->context, name));
    for (size_t i = 0; scan->wide && !found && i < scan->rule->around_count; i++) {
        found = code_captures(scan->rule->around[i].code, name);
    }
    for (size_t i = 0; scan->wide && !found && i < scan->rule->inherit_count; i++) {
        found = code_captures(scan->rule->inherit[i], name);
    }
    for (size_t i = 0; scan->wide && !found && i < scan->rule->role_count; i++) {
        found = slice_equal(scan->rule->roles[i].key, name); /* a name that goes without saying */
    }
    return found;
}

static void add_names(const struct scan *scan, const struct code *code, const char **names, size_t *count)
{
    for (size_t i = 0; code != NULL && i < code->capture_count && *count < PROGRAM_MAX_CAPTURES * 2; i++) {
        names[(*count)++] = arena_string(&scan->builder->arena, code->captures[i].name);
    }
}

static void report_unknown_capture(const struct scan *scan, struct slice name, size_t offset)
{
    const char *names[PROGRAM_MAX_CAPTURES * 2];
    size_t count = 0;
    add_names(scan, scan->rule->code, names, &count);
    for (size_t i = 0; scan->wide && i < scan->rule->around_count; i++) {
        add_names(scan, scan->rule->around[i].code, names, &count);
    }
    for (size_t i = 0; scan->wide && i < scan->rule->inherit_count; i++) {
        add_names(scan, scan->rule->inherit[i], names, &count);
    }
    const char *hint = builder_hint(scan->builder, name, "$", names, count, "");
    if (hint[0] == '\0' && count > 0) {
        struct buffer list = {0};
        buffer_add_text(&list, "; there are");
        for (size_t i = 0; i < count && i < 12; i++) {
            buffer_format(&list, " $%s", names[i]);
        }
        hint = arena_string(&scan->builder->arena, buffer_slice(&list));
        buffer_release(&list);
    }
    builder_error_at(scan->builder, scan->node, offset, name.len + 1, "nothing is captured as $%.*s%s", SLICE_ARG(name),
                     hint[0] ? hint : "; the pattern names nothing, as in name:x");
}

/* The reference at the `$` under the scan, as value.c reads it; reports what the patterns do not capture. */
static bool scan_reference(struct scan *scan)
{
    size_t begin = scan->at;
    scan->at = pattern_reference_end(scan->text, begin + 1);
    struct slice name = slice_sub(scan->text, begin + 1, scan->at);
    if (name.len == 0) {
        builder_error_at(scan->builder, scan->node, begin, 1,
                         "expected the name of a capture after $, in small letters");
        return false;
    }
    if (!is_captured(scan, name)) {
        report_unknown_capture(scan, name, begin);
        return false;
    }
    return true;
}

/* What `$x/…` may ask for: what every name, title or entry has, and what rules say under attributes:. */
static bool is_attribute(const struct builder *builder, struct slice name, const char **names, size_t *count)
{
    static const char *const fixed[] = {"name",  "words", "within",  "kind", "means",    "ordinal", "year",
                                        "place", "noun",  "country", "iso2", "wikidata", "value"};
    const struct time_field *field = time_field_find(name);
    bool found = field != NULL && field->kind == TIME_FIELD_NUMBER;
    for (*count = 0; *count < sizeof fixed / sizeof fixed[0]; ++*count) {
        names[*count] = fixed[*count];
        found = found || slice_is(name, fixed[*count]);
    }
    for (size_t r = 0; r < builder->rule_count && !found; r++) {
        const struct yaml_node *map = yaml_get(builder->rules[r].node, "attributes");
        for (size_t i = 0; map != NULL && i < yaml_pairs(map) && !found; i++) {
            found = slice_equal(yaml_key(map, i)->text, name);
        }
    }
    return found;
}

/* "/country" behind a reference. */
static bool scan_attribute(struct scan *scan)
{
    const char *text = scan->text.ptr;
    size_t begin = scan->at + 1, end = begin;
    if (scan->at >= scan->text.len || text[scan->at] != '/') {
        return true;
    }
    while (end < scan->text.len && ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= '0' && text[end] <= '9') ||
                                    (end > begin && text[end] == '-'))) {
        end++;
    }
    const char *names[16];
    size_t count;
    struct slice name = slice_sub(scan->text, begin, end);
    if (name.len == 0 || is_attribute(scan->builder, name, names, &count) || builder_may_be_cut(scan->builder, name)) {
        scan->at = end;
        return true;
    }
    const char *hint = builder_hint(scan->builder, name, "", names, count, "");
    builder_error_at(scan->builder, scan->node, begin, name.len, "nothing has an attribute %.*s%s", SLICE_ARG(name),
                     hint[0] ? hint
                             : "; there are name words within kind means ordinal year place noun country iso2 "
                               "wikidata value, and those of rules");
    return false;
}

/* A text in which captures may stand anywhere. */
static void check_text(struct builder *builder, const struct rule *rule, const struct yaml_node *node, bool wide)
{
    struct scan scan = {builder, rule, node, node->text, 0, wide};
    while (node->kind == YAML_SCALAR && scan.at < scan.text.len) {
        if (scan.text.ptr[scan.at] == '$') {
            if (scan_reference(&scan)) {
                scan_attribute(&scan);
            }
        } else {
            scan.at++;
        }
    }
}

static void check_map(struct builder *builder, const struct rule *rule, const struct yaml_node *map, bool wide)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        check_text(builder, rule, yaml_value(map, i), wide);
    }
}

/* A value that is one capture and nothing else. */
static void check_single(struct builder *builder, const struct rule *rule, const struct yaml_node *node, bool wide)
{
    struct scan scan = {builder, rule, node, node->text, 0, wide};
    if (node->kind != YAML_SCALAR || node->text.len < 2 || node->text.ptr[0] != '$') {
        builder_error(builder, node, "expected a capture, as in $d");
    } else if (scan_reference(&scan) && scan.at < scan.text.len) {
        builder_error_at(builder, node, scan.at, scan.text.len - scan.at, "expected nothing after the capture");
    }
}

/* --- calculations --- */

static void skip_spaces(struct scan *scan)
{
    while (scan->at < scan->text.len && scan->text.ptr[scan->at] == ' ') {
        scan->at++;
    }
}

static bool is_at(const struct scan *scan, const char *characters)
{
    return scan->at < scan->text.len && scan->text.ptr[scan->at] != '\0' &&
           strchr(characters, scan->text.ptr[scan->at]) != NULL;
}

static bool scan_operand(struct scan *scan)
{
    skip_spaces(scan);
    if (is_at(scan, "$")) {
        return scan_reference(scan) && scan_attribute(scan);
    }
    size_t begin = scan->at;
    scan->at += is_at(scan, "+-");
    size_t digits = scan->at;
    while (is_at(scan, "0123456789")) {
        scan->at++;
    }
    if (scan->at == digits) {
        builder_error_at(scan->builder, scan->node, begin, 1, "expected a number or a capture such as $n");
        return false;
    }
    if (scan->at - digits > 12) {
        builder_error_at(scan->builder, scan->node, begin, scan->at - begin, "number of more than 12 digits");
        return false;
    }
    return true;
}

static bool scan_sum(struct scan *scan)
{
    do {
        if (!scan_operand(scan)) {
            return false;
        }
        skip_spaces(scan);
    } while (is_at(scan, "+-*%") && ++scan->at > 0);
    return true;
}

static void check_number(struct builder *builder, const struct rule *rule, const struct yaml_node *node)
{
    struct scan scan = {builder, rule, node, node->text, 0, false};
    if (scan_sum(&scan) && scan.at < scan.text.len) {
        builder_error_at(builder, node, scan.at, 1, "expected + - * %% or the end of the number");
    }
}

/* --- times --- */

static void report_field(struct builder *builder, const struct time_field *field, const struct yaml_node *value)
{
    const char *const *words = time_field_words(field->kind);
    if (words == NULL) {
        builder_error(builder, value, "%s is %.*s, expected a number from %d to %d or a calculation with captures",
                      field->name, SLICE_ARG(value->text), field->least, field->most);
        return;
    }
    struct buffer list = {0};
    size_t count = 0;
    for (; words[count] != NULL; count++) {
        buffer_add_text(&list, words[count][0] ? " " : "");
        buffer_add_text(&list, words[count]);
    }
    builder_error(builder, value, "%s is %.*s, expected one of%s%s", field->name, SLICE_ARG(value->text), list.bytes,
                  builder_hint(builder, value->text, "", words, count, ""));
    buffer_release(&list);
}

static void check_field(struct builder *builder, const struct rule *rule, const struct time_field *field,
                        const struct yaml_node *value)
{
    struct slice text = value->text;
    bool calculates = field->kind == TIME_FIELD_NUMBER && text.len > 0 &&
                      (memchr(text.ptr, ' ', text.len) != NULL || memchr(text.ptr, '*', text.len) != NULL);
    if (calculates) {
        check_number(builder, rule, value);
    } else if (text.len > 0 && memchr(text.ptr, '$', text.len) != NULL) {
        check_text(builder, rule, value, false);
    } else {
        struct time_value scratch;
        time_value_clear(&scratch);
        if (!time_field_set_word(&scratch, field, text)) {
            report_field(builder, field, value);
        }
    }
}

static void check_value(struct builder *builder, const struct rule *rule, const struct yaml_node *map,
                        const char *prefix)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *key = yaml_key(map, i), *value = yaml_value(map, i);
        const struct schema_key *own = prefix[0] == '\0' ? schema_find(&schema_time, key->text) : NULL;
        if (own != NULL && own->value == SCHEMA_TIME && value->kind == YAML_MAP) {
            check_value(builder, rule, value, "end.");
        } else if (own != NULL) {
            check_single(builder, rule, value, false);
        } else if (value->kind == YAML_SCALAR) {
            const struct time_field *field =
                time_field_find(arena_format(&builder->arena, "%s%.*s", prefix, SLICE_ARG(key->text)));
            if (field != NULL) { /* else reported where it was read */
                check_field(builder, rule, field, value);
            }
        }
    }
}

/* --- examples --- */

static void check_find(struct builder *builder, const struct yaml_node *find)
{
    if (find->kind == YAML_LIST || (find->kind == YAML_SCALAR && find->text.len == 0)) {
        builder_error(builder, find, "a find is {quote: …, date: …} or the words themselves");
        return;
    }
    for (size_t i = 0; i < yaml_pairs(find); i++) {
        const struct yaml_node *value = yaml_value(find, i);
        for (size_t j = 0; j < yaml_items(value); j++) {
            if (yaml_item(value, j)->kind != YAML_SCALAR) {
                builder_error(builder, yaml_item(value, j), "expected text: a find has texts and lists of texts");
            }
        }
        if (value->kind == YAML_MAP) {
            builder_error(builder, value, "expected text or a list of texts, found a map");
        }
    }
}

static void check_example(struct builder *builder, const struct yaml_node *example)
{
    if (example->kind != YAML_MAP) {
        builder_error(builder, example, "expected an example: {text: …, finds: […]}");
        return;
    }
    const struct yaml_node *finds = NULL;
    bool is_whole = !example->is_cut;
    for (size_t i = 0; i < yaml_pairs(example); i++) {
        const struct schema_key *key = schema_key_at(builder, &schema_example, example, i);
        if (key != NULL && key->value == SCHEMA_WORD) {
            schema_read_word(builder, key->words, "block", yaml_value(example, i));
        } else if (key != NULL && key->value == SCHEMA_FINDS) {
            finds = yaml_value(example, i);
        }
        is_whole = is_whole && schema_find(&schema_example, yaml_key(example, i)->text) != NULL;
    }
    if (is_whole && yaml_get(example, "text") == NULL) {
        builder_error(builder, example, "an example needs text:");
    }
    if (is_whole && yaml_get(example, "finds") == NULL) {
        builder_error(builder, example, "an example needs finds: with a list; [] finds nothing");
    }
    for (size_t i = 0; finds != NULL && i < yaml_items(finds); i++) {
        check_find(builder, yaml_item(finds, i));
    }
}

/* --- a rule --- */

static void check_also(struct builder *builder, const struct rule *rule, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *pair = yaml_value(map, i);
        for (size_t j = 0; j < yaml_items(pair) && yaml_items(pair) == 2; j++) {
            check_single(builder, rule, yaml_item(pair, j), true);
        }
    }
}

static void check_needed_captures(struct builder *builder, const struct rule *rule)
{
    static const struct {
        enum rule_kind kind;
        const char *names[2];
    } needs[] = {{RULE_RELATION, {"source", "target"}}, {RULE_DEFINES, {"short", "name"}}};
    struct scan scan = {builder, rule, rule->node, rule->name, 0, true};
    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
        for (size_t j = 0; j < 2 && needs[i].kind == rule->kind; j++) {
            bool found = is_captured(&scan, slice_of(needs[i].names[j]));
            for (size_t c = 0; !found && c < rule->code->capture_count; c++) { /* source.first: fills source as well */
                found = slice_is(rule->code->captures[c].role, needs[i].names[j]);
            }
            if (!found) {
                builder_error(builder, rule->node, "a rule with %s: must capture %s: and %s:", schema_kinds[rule->kind],
                              needs[i].names[0], needs[i].names[1]);
                return;
            }
        }
    }
}

/* The captures that its texts speak of; only where its patterns are whole. */
static void check_captures(struct builder *builder, const struct rule *rule)
{
    static const char *const texts[] = {"name", "within", "means", "type", "title"};
    static const char *const maps[] = {"attributes", "document"};
    const struct yaml_node *node;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if ((node = yaml_get(rule->node, texts[i])) != NULL) {
            check_text(builder, rule, node, true);
        }
    }
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++) {
        if ((node = yaml_get(rule->node, maps[i])) != NULL) {
            check_map(builder, rule, node, true);
        }
    }
    if ((node = yaml_get(rule->node, "also")) != NULL) {
        check_also(builder, rule, node);
    }
    if ((node = yaml_get(rule->node, "if")) != NULL && node->kind == YAML_SCALAR && node->text.len > 0) {
        check_text(builder, rule, node, false);
    }
    if ((node = yaml_get(rule->node, "value")) != NULL && node->kind == YAML_SCALAR) {
        check_number(builder, rule, node);
    } else if (node != NULL) {
        check_value(builder, rule, node, "");
    }
    check_needed_captures(builder, rule);
}

/* A pattern of around that names nothing would do nothing. */
static void check_around(struct builder *builder, const struct rule *rule)
{
    const struct yaml_node *around = yaml_get(rule->node, "around");
    for (size_t i = 0; i < rule->around_count; i++) {
        if (rule->around[i].code->capture_count == 0) {
            builder_error(builder, yaml_value(around, i), "this pattern names nothing; write %.*s:x for what fills it",
                          SLICE_ARG(rule->around[i].name));
        }
    }
}

static bool arounds_are_whole(const struct rule *rule)
{
    const struct yaml_node *around = yaml_get(rule->node, "around");
    return around == NULL || yaml_pairs(around) == rule->around_count;
}

void rules_check_examples(struct builder *builder, const struct rule *rule)
{
    const struct yaml_node *examples = yaml_get(rule->node, "examples");
    for (size_t i = 0; examples != NULL && i < yaml_items(examples); i++) {
        check_example(builder, yaml_item(examples, i));
    }
}

void rules_check(struct builder *builder, const struct rule *rule)
{
    check_kinds(builder, rule);
    if (rule->code != NULL && arounds_are_whole(rule)) {
        check_captures(builder, rule);
        check_around(builder, rule);
    }
    rules_check_examples(builder, rule);
}

/* --- names of rules --- */

const char *builder_rule_hint(struct builder *builder, struct slice name)
{
    const char **names = arena_alloc_array(&builder->arena, builder->rule_count + 1, sizeof *names);
    for (size_t r = 0; r < builder->rule_count; r++) {
        names[r] = arena_string(&builder->arena, builder->rules[r].name);
    }
    return builder_hint(builder, name, "", names, builder->rule_count, "");
}

static int compare_names(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* Names of all rules, in order: those with a prefix stand together. */
static struct slice *sorted_names(struct builder *builder)
{
    struct slice *names = arena_alloc_array(&builder->arena, builder->rule_count + 1, sizeof *names);
    for (size_t r = 0; r < builder->rule_count; r++) {
        names[r] = builder->rules[r].name;
    }
    qsort(names, builder->rule_count, sizeof *names, compare_names);
    return names;
}

static bool names_some_rule(const struct builder *builder, const struct slice *names, struct slice name)
{
    if (name.len < 2 || name.ptr[name.len - 1] != '*') {
        return map_get(&builder->program->rule_names, name) != NULL;
    }
    struct slice prefix = slice_sub(name, 0, name.len - 1);
    size_t low = 0, high = builder->rule_count;
    while (low < high) { /* the first that does not come before the prefix */
        size_t middle = low + (high - low) / 2;
        if (slice_compare(names[middle], prefix) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < builder->rule_count && names[low].len >= prefix.len &&
           memcmp(names[low].ptr, prefix.ptr, prefix.len) == 0;
}

void rules_check_over(struct builder *builder)
{
    const struct slice *names = sorted_names(builder);
    for (size_t r = 0; r < builder->rule_count; r++) {
        const struct yaml_node *over = yaml_get(builder->rules[r].node, "over");
        size_t count = over == NULL || builder->rules[r].disabled ? 0 : over->kind == YAML_LIST ? yaml_items(over) : 1;
        for (size_t i = 0; i < count; i++) {
            const struct yaml_node *name = over->kind == YAML_LIST ? yaml_item(over, i) : over;
            if (!names_some_rule(builder, names, name->text) && !builder_may_be_cut(builder, name->text)) {
                builder_warning(builder, name, "no rule is named %.*s%s", SLICE_ARG(name->text),
                                builder_rule_hint(builder, name->text));
            }
        }
    }
}
