/* Drives the compilation of packs. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/sha256.h"
#include "base/utf8.h"
#include "extract/examples.h"
#include "extract/lexicon_p.h"
#include "extract/lint_p.h"

enum { PACK_MAX_ERRORS = 200 };

/* --- messages --- */

/* To find the place of an error means to count characters of its line: a file of one line and a million errors must not
 * take for ever. Says so once. */
static bool is_too_many(struct builder *builder)
{
    if (builder->errors->error_count == PACK_MAX_ERRORS) {
        diagnostics_add(builder->errors, SEVERITY_ERROR, NULL, "gave up after %d errors; mend these first",
                        PACK_MAX_ERRORS);
    }
    return builder->errors->error_count > PACK_MAX_ERRORS;
}

__attribute__((format(printf, 4, 0))) static void report(struct builder *builder, enum severity severity,
                                                         struct place place, const char *format, va_list arguments)
{
    char message[512];
    vsnprintf(message, sizeof message, format, arguments);
    message[utf8_valid_prefix(slice_of(message))] = '\0'; /* cut at a whole character */
    diagnostics_add_made(builder->errors, severity, &place, format, message);
}

void builder_error(struct builder *builder, const struct yaml_node *node, const char *format, ...)
{
    if (is_too_many(builder)) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    report(builder, SEVERITY_ERROR, yaml_place(node), format, arguments);
    va_end(arguments);
}

void builder_error_at(struct builder *builder, const struct yaml_node *node, size_t offset, size_t len,
                      const char *format, ...)
{
    if (is_too_many(builder)) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    report(builder, SEVERITY_ERROR, yaml_place_of(node, offset, len), format, arguments);
    va_end(arguments);
}

void builder_error_made(struct builder *builder, const struct yaml_node *node, size_t offset, size_t len,
                        const char *format, struct slice message)
{
    if (is_too_many(builder)) {
        return;
    }
    struct place place = yaml_place_of(node, offset, len);
    diagnostics_add_made(builder->errors, SEVERITY_ERROR, &place, format, arena_string(&builder->arena, message));
}

void builder_warning(struct builder *builder, const struct yaml_node *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(builder, SEVERITY_WARNING, yaml_place(node), format, arguments);
    va_end(arguments);
}

void builder_warning_at(struct builder *builder, struct place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(builder, SEVERITY_WARNING, place, format, arguments);
    va_end(arguments);
}

void builder_remark_at(struct builder *builder, enum severity severity, const struct yaml_node *node, size_t offset,
                       size_t len, const char *format, va_list arguments)
{
    report(builder, severity, yaml_place_of(node, offset, len), format, arguments);
}

const char *builder_hint(struct builder *builder, struct slice word, const char *before, const char *const *names,
                         size_t count, const char *after)
{
    const char *near = suggest_nearest(word, names, count);
    return near == NULL ? "" : arena_format(&builder->arena, "; did you mean %s%s%s?", before, near, after).ptr;
}

/* --- sections --- */

static bool is_blank(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR && node->text.len == 0;
}

/* The section of a file, or NULL where it is not there, left blank, or (reported) of another kind. */
static const struct yaml_node *section(struct builder *builder, const struct yaml_node *root, const char *name)
{
    const struct yaml_node *node = root->kind == YAML_MAP ? yaml_get(root, name) : NULL;
    const struct schema_key *key = schema_find(&schema_pack, slice_of(name));
    if (node == NULL || is_blank(node) || !schema_check_value(builder, key, node)) {
        return NULL;
    }
    return node;
}

static void add_texts(struct builder *builder, const struct yaml_node *node, struct text_list *list, bool plain)
{
    for (size_t i = 0; i < yaml_items(node); i++) {
        const struct yaml_node *item = yaml_item(node, i);
        if (item->kind != YAML_SCALAR || item->text.len == 0) {
            builder_error(builder, item, "expected a word");
            continue;
        }
        buffer_clear(&builder->fold);
        if (plain) {
            utf8_fold_plain(&builder->fold, item->text);
        } else {
            utf8_fold(&builder->fold, item->text);
        }
        list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
        list->items[list->count++] = arena_copy(&builder->program->arena, buffer_slice(&builder->fold));
    }
}

static void add_nodes(struct builder *builder, const struct yaml_node *node, const struct yaml_node ***list,
                      size_t *count, size_t *capacity)
{
    size_t items = node->kind == YAML_LIST ? yaml_items(node) : 1;
    for (size_t i = 0; i < items; i++) {
        const struct yaml_node *item = node->kind == YAML_LIST ? yaml_item(node, i) : node;
        if (item->kind != YAML_SCALAR) {
            builder_error(builder, item, "expected a pattern, found a %s", item->kind == YAML_LIST ? "list" : "map");
            continue;
        }
        *list = array_grow(*list, capacity, *count + 1, sizeof **list);
        (*list)[(*count)++] = item;
    }
}

static void read_text_section(struct builder *builder, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *value = yaml_value(map, i);
        const struct schema_key *key = schema_key_at(builder, &schema_text, map, i);
        struct slice name = slice_of(key != NULL ? key->name : "");
        if (slice_is(name, "abbreviations")) {
            add_texts(builder, value, &builder->abbreviations, false);
        } else if (slice_is(name, "salutations")) {
            add_texts(builder, value, &builder->salutations, false);
        } else if (slice_is(name, "furniture")) {
            add_texts(builder, value, &builder->furniture, false);
        } else if (slice_is(name, "clause-breaks")) {
            add_nodes(builder, value, &builder->clause_breaks, &builder->clause_break_count,
                      &builder->clause_break_capacity);
        } else if (slice_is(name, "separators")) {
            add_nodes(builder, value, &builder->separators, &builder->separator_count, &builder->separator_capacity);
        }
    }
}

static void read_compare_section(struct builder *builder, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct schema_key *key = schema_key_at(builder, &schema_compare, map, i);
        if (key != NULL) {
            add_texts(builder, yaml_value(map, i),
                      slice_is(slice_of(key->name), "ignored") ? &builder->ignored : &builder->generic, true);
        }
    }
}

static uint16_t find_family(const struct program *program, struct slice name)
{
    for (size_t i = 1; i < program->family_count; i++) {
        if (slice_equal(program->families[i].name, name)) {
            return (uint16_t)i;
        }
    }
    return 0;
}

/* 0 where there are too many. */
static uint16_t family_index(struct builder *builder, struct slice name)
{
    struct program *program = builder->program;
    uint16_t known = find_family(program, name);
    if (known != 0 || program->family_count == PROGRAM_MAX_FAMILIES) {
        return known;
    }
    program->families[program->family_count].name = arena_copy(&program->arena, name);
    return (uint16_t)program->family_count++;
}

/* The type that an item of a list names, 0 and an error where there is none. */
static uint16_t listed_type(struct builder *builder, const struct yaml_node *node)
{
    uint16_t type = node->kind == YAML_SCALAR ? builder_type(builder, node->text) : 0;
    if (type == 0 && node->kind != YAML_SCALAR) {
        builder_error(builder, node, "expected the name of a type");
    } else if (type == 0 && !builder_may_be_cut(builder, node->text)) {
        builder_error(builder, node, "unknown type %.*s%s", SLICE_ARG(node->text),
                      builder_type_hint(builder, node->text, "; new types are declared under types:"));
    }
    return type;
}

static void read_families(struct builder *builder, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        const struct yaml_node *key = yaml_key(map, i), *types = yaml_value(map, i);
        uint16_t family = family_index(builder, key->text);
        if (types->kind != YAML_LIST || family == 0) {
            builder_error(builder, types->kind != YAML_LIST ? types : key,
                          types->kind != YAML_LIST ? "expected a list of types" : "too many families");
            continue;
        }
        for (size_t j = 0; j < yaml_items(types); j++) {
            uint16_t type = listed_type(builder, yaml_item(types, j));
            struct type *record = &builder->program->types[type];
            if (type != 0 && record->family != 0 && record->family != family) {
                builder_error(builder, yaml_item(types, j), "type %.*s is in family %.*s already",
                              SLICE_ARG(record->name), SLICE_ARG(builder->program->families[record->family].name));
            } else if (type != 0) {
                record->family = family;
            }
        }
    }
}

/* `entities: {organization: [Organization, Body]}`: what the knowledge base calls names of these types. */
static void read_entities(struct builder *builder)
{
    struct program *program = builder->program;
    for (size_t i = 0; i < builder->file_count; i++) {
        const struct yaml_node *map = section(builder, builder->files[i].root, "entities");
        for (size_t j = 0; map != NULL && j < yaml_pairs(map); j++) {
            const struct yaml_node *types = yaml_value(map, j);
            if (types->kind != YAML_LIST) {
                builder_error(builder, types, "expected a list of types");
            }
            for (size_t k = 0; k < yaml_items(types); k++) {
                uint16_t type = listed_type(builder, yaml_item(types, k));
                if (type != 0) {
                    program->types[type].entity = arena_copy(&program->arena, yaml_key(map, j)->text);
                }
            }
        }
    }
}

static void read_opaque(struct builder *builder, const struct yaml_node *list)
{
    struct program *program = builder->program;
    for (size_t i = 0; i < yaml_items(list); i++) {
        const struct yaml_node *name = yaml_item(list, i);
        uint16_t family = find_family(program, name->text);
        if (family != 0) {
            program->families[family].opaque = true;
        }
        if (family != 0 || builder_may_be_cut(builder, name->text)) {
            continue;
        }
        const char *names[PROGRAM_MAX_FAMILIES];
        size_t count = 0;
        for (size_t f = 1; f < program->family_count; f++) {
            names[count++] = arena_string(&builder->arena, program->families[f].name);
        }
        builder_error(builder, name, "unknown family %.*s%s", SLICE_ARG(name->text),
                      builder_hint(builder, name->text, "", names, count, ""));
    }
}

/* Families are known before the types that have none get one of their own. */
static void settle_families(struct builder *builder)
{
    struct program *program = builder->program;
    program->families = arena_alloc_array(&program->arena, PROGRAM_MAX_FAMILIES, sizeof *program->families);
    program->family_count = 1; /* 0: none yet */
    for (size_t i = 0; i < builder->file_count; i++) {
        const struct yaml_node *map = section(builder, builder->files[i].root, "families");
        if (map != NULL) {
            read_families(builder, map);
        }
    }
    read_entities(builder);
    for (uint16_t type = 1; type <= program->type_count; type++) {
        if (program->types[type].family == 0) {
            program->types[type].family = family_index(builder, program->types[type].name);
        }
    }
    for (size_t i = 0; i < builder->file_count; i++) {
        const struct yaml_node *list = section(builder, builder->files[i].root, "opaque");
        if (list != NULL) {
            read_opaque(builder, list);
        }
    }
}

static void check_top_keys(struct builder *builder, const struct yaml_node *root)
{
    for (size_t i = 0; i < yaml_pairs(root); i++) {
        schema_known(builder, &schema_pack, yaml_key(root, i));
    }
}

static void add_type_node(struct builder *builder, const struct yaml_node *key, const struct yaml_node *wider)
{
    if (builder->type_node_count == sizeof builder->type_nodes / sizeof builder->type_nodes[0]) {
        builder_error(builder, key, "more than %d types", PROGRAM_MAX_TYPES);
        return;
    }
    if (wider->kind == YAML_MAP) {
        builder_error(builder, wider, "expected a list of types that %.*s also is", SLICE_ARG(key->text));
        return;
    }
    builder->type_nodes[builder->type_node_count].key = key;
    builder->type_nodes[builder->type_node_count++].map = wider;
}

static void read_first_sections(struct builder *builder, const struct pack_file *file)
{
    const struct yaml_node *root = file->root, *node;
    if (root->kind == YAML_SCALAR && root->text.len == 0) {
        return; /* an empty file */
    }
    if (root->kind != YAML_MAP) {
        if (!root->is_cut) {
            builder_error(builder, root, "expected a map with lists:, rules: and so on");
        }
        return;
    }
    check_top_keys(builder, root);
    builder->pack = file->pack;
    node = section(builder, root, "types");
    for (size_t i = 0; node != NULL && i < yaml_pairs(node); i++) {
        add_type_node(builder, yaml_key(node, i), yaml_value(node, i));
    }
    if ((node = section(builder, root, "language")) != NULL && builder->program->language.len == 0) {
        builder->program->language = arena_copy(&builder->program->arena, node->text);
    }
    if ((node = section(builder, root, "rules")) != NULL) {
        rules_read(builder, node);
    }
    if ((node = section(builder, root, "frames")) != NULL) {
        frames_read(builder, node);
    }
    if ((node = section(builder, root, "inflection")) != NULL) {
        lexicon_read_inflection(builder, node);
    }
    if ((node = section(builder, root, "text")) != NULL) {
        read_text_section(builder, node);
    }
    if ((node = section(builder, root, "declares")) != NULL) {
        schema_check(builder, &schema_declares, node);
    }
    if ((node = section(builder, root, "compare")) != NULL) {
        read_compare_section(builder, node);
    }
}

static bool names_pack_before(const struct builder *builder, struct slice name, uint16_t pack)
{
    for (size_t i = 0; i < builder->file_count; i++) {
        const struct yaml_node *root = builder->files[i].root;
        const struct yaml_node *known = root->kind == YAML_MAP ? yaml_get(root, "name") : NULL;
        if (builder->files[i].pack < pack && known != NULL && slice_equal(known->text, name)) {
            return true;
        }
    }
    return false;
}

/* `extends: english`: that pack must have been loaded before this one. */
static void check_extends(struct builder *builder)
{
    for (size_t i = 0; i < builder->file_count; i++) {
        const struct yaml_node *node = section(builder, builder->files[i].root, "extends");
        if (node != NULL && !names_pack_before(builder, node->text, builder->files[i].pack) &&
            !builder_may_be_cut(builder, node->text)) {
            builder_error(builder, node, "this pack extends %.*s, and no pack before it has that name",
                          SLICE_ARG(node->text));
        }
    }
}

/* Once all rules are known, so that it does not matter in which file of a pack it stands. */
static void read_disabled(struct builder *builder)
{
    for (size_t i = 0; i < builder->file_count; i++) {
        const struct yaml_node *node = section(builder, builder->files[i].root, "disable");
        builder->pack = builder->files[i].pack;
        if (node != NULL) {
            rules_disable(builder, node);
        }
    }
}

/* All nodes as one choice; the first node stands for it in messages. */
static struct slice joined(struct builder *builder, const struct yaml_node **nodes, size_t count)
{
    struct buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(&text, i > 0 ? " | (" : "(");
        buffer_add(&text, nodes[i]->text);
        buffer_add_text(&text, ")");
    }
    struct slice result = arena_copy(&builder->arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

/* Each by itself, so that errors are told where they are; they are joined afterwards. */
static bool check_patterns(struct builder *builder, const struct yaml_node **nodes, size_t count)
{
    size_t before = builder->errors->error_count;
    for (size_t i = 0; i < count; i++) {
        compile_pattern(builder, nodes[i], UINT32_MAX);
    }
    return builder->errors->error_count == before;
}

static void compile_shared(struct builder *builder)
{
    struct program *program = builder->program;
    builder->separators_broken = !check_patterns(builder, builder->separators, builder->separator_count);
    if (builder->separator_count > 0 && !builder->separators_broken) {
        struct pattern_error error = {0};
        builder->separator_pattern =
            pattern_parse(joined(builder, builder->separators, builder->separator_count), &builder->arena, &error);
    }
    bool breaks = check_patterns(builder, builder->clause_breaks, builder->clause_break_count);
    if (builder->clause_break_count > 0 && breaks) {
        program->clause_breaks =
            compile_text(builder, joined(builder, builder->clause_breaks, builder->clause_break_count),
                         builder->clause_breaks[0], UINT32_MAX);
    }
    for (size_t i = 0; i < builder->file_count; i++) {
        const struct yaml_node *root = builder->files[i].root, *node;
        if ((node = section(builder, root, "status")) != NULL) {
            rules_read_status(builder, node, program->statuses, UINT32_MAX);
        }
        if (root->kind == YAML_MAP && (node = yaml_get(root, "date")) != NULL && !is_blank(node)) {
            program->scope_count = rules_read_scopes(builder, node, program->scopes);
        }
    }
}

static int compare_slices(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static const struct slice *settle_texts(struct builder *builder, struct text_list *list, size_t *count)
{
    struct slice *items = arena_alloc_array(&builder->program->arena, list->count + 1, sizeof *items);
    if (list->count > 0) {
        memcpy(items, list->items, list->count * sizeof *items);
        qsort(items, list->count, sizeof *items, compare_slices);
    }
    *count = list->count;
    free(list->items);
    return items;
}

static void settle_words(struct builder *builder)
{
    struct program *program = builder->program;
    struct text_words *text = &program->text_words;
    text->abbreviations = settle_texts(builder, &builder->abbreviations, &text->abbreviation_count);
    text->salutations = settle_texts(builder, &builder->salutations, &text->salutation_count);
    text->furniture = settle_texts(builder, &builder->furniture, &text->furniture_count);
    program->resolve_words.ignored = settle_texts(builder, &builder->ignored, &program->resolve_words.ignored_count);
    program->resolve_words.generic = settle_texts(builder, &builder->generic, &program->resolve_words.generic_count);
}

static void settle_class_types(struct builder *builder)
{
    struct program *program = builder->program;
    program->class_type = arena_alloc_array(&program->arena, program->class_count + 1, sizeof *program->class_type);
    for (uint16_t type = 1; type <= program->type_count; type++) {
        program->class_type[program->types[type].class] = type;
    }
}

/* For those who check rules: lists that no pattern, other list or type takes from. */
static void note_unused_lists(struct builder *builder)
{
    struct program *program = builder->program;
    program->list_count = builder->list_count;
    program->unused = arena_alloc_array(&program->arena, builder->list_count + 1, sizeof *program->unused);
    for (size_t i = 0; i < builder->list_count; i++) {
        const struct list *list = &builder->lists[i];
        if (!list->used && list->key != NULL) {
            program->unused[program->unused_count++] = list->key;
        }
    }
}

static void compile_all(struct builder *builder, bool lint)
{
    struct program *program = builder->program;
    for (size_t i = 0; i < builder->file_count; i++) {
        read_first_sections(builder, &builder->files[i]);
    }
    check_extends(builder);
    read_disabled(builder);
    rules_read_types(builder);
    settle_families(builder);
    for (size_t i = 0; i < builder->file_count; i++) {
        const struct yaml_node *lists = section(builder, builder->files[i].root, "lists");
        builder->pack = builder->files[i].pack;
        if (lists != NULL) {
            lexicon_read_lists(builder, lists, builder->files[i].folder);
        }
    }
    lists_check(builder);
    tables_start(builder);
    builder->uses = arena_alloc_array(&builder->arena, builder->rule_count + 1, PROGRAM_MAX_TYPES + 1);
    program->uses = builder->uses;
    struct slice never_cap = slice_of("never-cap");
    if (lexicon_list(builder, never_cap, false) != NULL) {
        program->never_cap = lexicon_list_class(builder, never_cap, (struct slice){0}, NULL, 0);
    }
    struct list *frequent = lexicon_list(builder, slice_of("frequent"), false);
    if (frequent != NULL) { /* how often words stand in texts: for needs.c alone */
        frequent->used = true;
    }
    compile_shared(builder);
    frames_check(builder);
    rules_compile(builder);
    settle_class_types(builder);
    settle_words(builder);
    note_unused_lists(builder);
    if (builder->errors->error_count == 0) {
        if (builder->resting_packs == 0) { /* examples speak of what other rules find as well */
            rules_check_finds(builder);
        }
        layering_assign(builder);
        reach_find(builder);
    }
    tables_finish(builder);
    if (builder->errors->error_count == 0) {
        if (lint) {
            lint_rules(builder);
        }
        settle_program(builder);
    }
    program->rules = builder->rules;
    program->rule_count = builder->rule_count;
}

static void builder_release(struct builder *builder)
{
    for (size_t i = 0; i < builder->list_count; i++) {
        free(builder->lists[i].items);
    }
    free(builder->lists);
    free(builder->pending);
    free(builder->irregulars);
    free(builder->clause_breaks);
    free(builder->separators);
    free(builder->files);
    free(builder->cuts.items);
    free(builder->codes);
    free(builder->frames);
    free(builder->noted);
    map_release(&builder->list_names);
    map_release(&builder->irregular_names);
    map_release(&builder->noun_lists);
    map_release(&builder->type_names);
    buffer_release(&builder->fold);
    buffer_release(&builder->key);
    tables_release(builder);
}

enum load_kind { LOAD_ALL, LOAD_CHECKED, LOAD_TIMES };

/* `resting`: of LOAD_TIMES, builder.resting_packs. */
static struct program *load(const char *const *folders, size_t count, enum load_kind kind, size_t resting,
                            struct diagnostics *errors)
{
    struct program *program = memory_zero(1, sizeof *program);
    struct builder *builder = memory_zero(1, sizeof *builder);
    struct buffer hash = {0};
    size_t before = errors->error_count;
    builder->program = program;
    builder->errors = errors;
    builder->times_alone = kind == LOAD_TIMES;
    builder->resting_packs = (uint16_t)(kind == LOAD_TIMES ? resting : 0);
    builder->nominal[FORM_BASE] = builder->nominal[FORM_NOUN] = builder->nominal[FORM_PLURAL] = true;
    program->class_count = CLASS_BUILTIN_COUNT;
    program->pack_count = count;
    program->class_names =
        array_grow(NULL, &builder->class_capacity, CLASS_BUILTIN_COUNT, sizeof *program->class_names);
    memset(program->class_names, 0, builder->class_capacity * sizeof *program->class_names);
    program->types = arena_alloc_array(&program->arena, PROGRAM_MAX_TYPES + 2, sizeof *program->types);
    for (size_t i = 0; i < count; i++) {
        builder->pack = (uint16_t)i;
        builder_read_pack(builder, folders[i], &hash);
    }
    compile_all(builder, kind == LOAD_CHECKED);
    if (kind != LOAD_TIMES) {
        sha256_hex(buffer_slice(&hash), program->hash);
    }
    buffer_release(&hash);
    bool failed = errors->error_count != before;
    builder_release(builder);
    program->making = builder->arena; /* examples point into it */
    free(builder);
    if (failed) {
        program_free(program);
        return NULL;
    }
    return program;
}

struct program *program_load(const char *const *folders, size_t count, struct diagnostics *errors)
{
    return load(folders, count, LOAD_ALL, 0, errors);
}

struct program *program_load_checked(const char *const *folders, size_t count, struct diagnostics *errors)
{
    return load(folders, count, LOAD_CHECKED, 0, errors);
}

struct program *program_load_times(const char *const *folders, size_t count, size_t resting, struct diagnostics *errors)
{
    return load(folders, count, LOAD_TIMES, resting, errors);
}

void program_free(struct program *program)
{
    if (program == NULL) {
        return;
    }
    map_release(&program->words);
    map_release(&program->names);
    map_release(&program->rule_names);
    free(program->class_names);
    free(program->entries);
    free(program->trie_slots);
    free(program->nodes);
    free(program->sets);
    free(program->rules);
    arena_release(&program->making);
    arena_release(&program->arena);
    free(program);
}

struct slice program_hash(const struct program *program)
{
    return slice_of(program->hash);
}

const struct text_words *program_text_words(const struct program *program)
{
    return &program->text_words;
}

const struct resolve_words *program_resolve_words(const struct program *program)
{
    return &program->resolve_words;
}
