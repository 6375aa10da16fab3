/* From a pattern's tree to the steps that match.c runs. */
#include <stdlib.h>

#include "extract/builder_p.h"
#include "extract/lint_p.h"

struct emitter {
    struct builder *builder;
    const struct yaml_node *node;
    struct step_source source; /* of the node at hand */
    uint32_t count;
    struct capture_info captures[PROGRAM_MAX_CAPTURES];
    uint32_t capture_count;
    uint32_t rule;
    uint32_t each_at; /* where the one each( stands, and 1; a repeat may emit it again */
    bool has_each, has_centre, has_not, failed;
    bool is_apart; /* emitting separators, whose text is another */
    struct step steps[PROGRAM_MAX_STEPS];
    struct step_source sources[PROGRAM_MAX_STEPS];
};

static void emit_node(struct emitter *emitter, const struct pattern *pattern);

static uint32_t emit(struct emitter *emitter, enum op op, uint32_t x, uint32_t y)
{
    if (emitter->count == PROGRAM_MAX_STEPS) {
        if (!emitter->failed) {
            builder_error(emitter->builder, emitter->node, "pattern of more than %d steps; split it into types",
                          PROGRAM_MAX_STEPS);
        }
        emitter->failed = true;
        return emitter->count - 1;
    }
    emitter->steps[emitter->count] = (struct step){(uint8_t)op, x, y};
    emitter->sources[emitter->count] = emitter->source;
    return emitter->count++;
}

static const struct {
    const char *name;
    enum builtin_class class;
} builtin_types[] = {{"Word", CLASS_WORD},       {"Cap", CLASS_CAP},        {"Lower", CLASS_LOWER},
                     {"ACRONYM", CLASS_ACRONYM}, {"Number", CLASS_NUMBER},  {"Year", CLASS_YEAR},
                     {"Mark", CLASS_MARK},       {"Initial", CLASS_INITIAL}};

bool compile_is_builtin(struct slice type)
{
    for (size_t i = 0; i < sizeof builtin_types / sizeof builtin_types[0]; i++) {
        if (slice_is(type, builtin_types[i].name)) {
            return true;
        }
    }
    return false;
}

const char *builder_type_hint(struct builder *builder, struct slice word, const char *otherwise)
{
    const char *names[PROGRAM_MAX_TYPES + 16];
    size_t count = 0;
    for (size_t i = 0; i < sizeof builtin_types / sizeof builtin_types[0]; i++) {
        names[count++] = builtin_types[i].name;
    }
    for (size_t i = 1; i <= builder->program->type_count; i++) {
        names[count++] = arena_string(&builder->arena, builder->program->types[i].name);
    }
    const char *hint = builder_hint(builder, word, "", names, count, "");
    return hint[0] != '\0' ? hint : otherwise;
}

uint16_t compile_type_class(struct builder *builder, struct slice name)
{
    for (size_t i = 0; i < sizeof builtin_types / sizeof builtin_types[0]; i++) {
        if (slice_is(name, builtin_types[i].name)) {
            return (uint16_t)builtin_types[i].class;
        }
    }
    uint16_t type = builder_type(builder, name);
    return type == 0 ? (uint16_t)CLASS_NONE : builder->program->types[type].class;
}

static uint16_t type_class(struct emitter *emitter, const struct pattern *pattern)
{
    struct builder *builder = emitter->builder;
    for (size_t i = 0; i < sizeof builtin_types / sizeof builtin_types[0]; i++) {
        if (slice_is(pattern->text, builtin_types[i].name)) {
            return (uint16_t)builtin_types[i].class;
        }
    }
    uint16_t type = builder_type(builder, pattern->text);
    if (type == 0) {
        struct slice word =
            arena_format(&builder->arena, "; for the word itself write =%.*s", SLICE_ARG(pattern->text));
        if (!builder_may_be_cut(builder, pattern->text)) {
            builder_error_at(builder, emitter->node, pattern->offset, pattern->len, "unknown type %.*s%s",
                             SLICE_ARG(pattern->text), builder_type_hint(builder, pattern->text, word.ptr));
        }
        emitter->failed = true;
        return 0;
    }
    if (emitter->rule != UINT32_MAX) {
        builder->uses[(size_t)emitter->rule * (PROGRAM_MAX_TYPES + 1) + type] = 1;
    }
    return builder->program->types[type].class;
}

/* The class of a leaf, 0 where the node is no leaf or is wrong. */
static uint16_t leaf_class(struct emitter *emitter, const struct pattern *pattern)
{
    switch (pattern->kind) {
    case PATTERN_WORD:
        return lexicon_word_class(emitter->builder, pattern->text, false);
    case PATTERN_EXACT:
        return lexicon_word_class(emitter->builder, pattern->text, true);
    case PATTERN_INFLECTED:
        return lexicon_inflected_class(emitter->builder, pattern->text, pattern->form, emitter->node, pattern->offset);
    case PATTERN_LIST:
        return lexicon_list_class(emitter->builder, pattern->text, pattern->form, emitter->node, pattern->offset);
    case PATTERN_TYPE:
        return type_class(emitter, pattern);
    case PATTERN_CENTRE:
        if (!emitter->builder->centre_allowed) {
            builder_error_at(emitter->builder, emitter->node, pattern->offset, pattern->len,
                             "CENTRE stands only in patterns under around:");
            return 0;
        }
        emitter->has_centre = true;
        return CLASS_CENTRE;
    case PATTERN_PART: /* a reading is tried by itself, before rules fill its parts */
        return CLASS_CAP;
    default:
        return 0;
    }
}

static bool is_leaf(enum pattern_kind kind)
{
    return kind == PATTERN_WORD || kind == PATTERN_EXACT || kind == PATTERN_INFLECTED || kind == PATTERN_LIST ||
           kind == PATTERN_TYPE || kind == PATTERN_CENTRE || kind == PATTERN_PART;
}

/* Classes of the leaves that may be all of what a capture holds. */
static void collect_leaves(struct emitter *emitter, const struct pattern *pattern, uint16_t *classes, size_t *count)
{
    if (is_leaf(pattern->kind)) {
        if (*count < 32) {
            classes[(*count)++] = leaf_class(emitter, pattern);
        }
        return;
    }
    bool single = pattern->kind == PATTERN_SEQUENCE && pattern->first != NULL && pattern->first->next == NULL;
    if (pattern->kind == PATTERN_CHOICE || pattern->kind == PATTERN_REPEAT || single) {
        for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
            collect_leaves(emitter, child, classes, count);
        }
    }
}

static uint32_t capture_index(struct emitter *emitter, const struct pattern *pattern)
{
    for (uint32_t i = 0; i < emitter->capture_count; i++) {
        if (slice_equal(emitter->captures[i].name, pattern->text)) {
            return i;
        }
    }
    if (emitter->capture_count == PROGRAM_MAX_CAPTURES) {
        builder_error_at(emitter->builder, emitter->node, pattern->offset, pattern->text.len,
                         "more than %d names in one pattern", PROGRAM_MAX_CAPTURES);
        emitter->failed = true;
        return 0;
    }
    struct arena *arena = &emitter->builder->program->arena;
    struct capture_info *info = &emitter->captures[emitter->capture_count];
    info->name = arena_copy(arena, pattern->text);
    const char *dot = memchr(info->name.ptr, '.', info->name.len);
    info->role = dot ? slice_make(info->name.ptr, (size_t)(dot - info->name.ptr)) : info->name;
    info->classes = NULL;
    info->class_count = 0;
    return emitter->capture_count++;
}

static void add_capture_classes(struct emitter *emitter, uint32_t capture, const struct pattern *inner)
{
    uint16_t classes[32];
    size_t count = 0;
    collect_leaves(emitter, inner, classes, &count);
    struct capture_info *info = &emitter->captures[capture];
    uint16_t *all = arena_alloc_array(&emitter->builder->program->arena, info->class_count + count + 1, sizeof *all);
    if (info->class_count > 0) {
        memcpy(all, info->classes, info->class_count * sizeof *all);
    }
    memcpy(all + info->class_count, classes, count * sizeof *all);
    info->classes = all;
    info->class_count += count;
}

/* What stands in brackets of its own is what is in them. */
static const struct pattern *bare(const struct pattern *pattern)
{
    while (pattern->kind == PATTERN_SEQUENCE && pattern->first != NULL && pattern->first->next == NULL) {
        pattern = pattern->first;
    }
    return pattern;
}

static bool is_items(const struct pattern *pattern)
{
    return pattern->kind == PATTERN_ITEMS || pattern->kind == PATTERN_EACH;
}

static bool chooses_items(const struct pattern *pattern)
{
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        if (is_items(bare(child))) {
            return pattern->kind == PATTERN_CHOICE;
        }
    }
    return false;
}

/* name:(list(x) | y) is (name:list(x) | name:y) */
static void emit_shared_capture(struct emitter *emitter, const struct pattern *pattern, const struct pattern *choice)
{
    struct pattern outer = *choice;
    struct pattern **link = &outer.first;
    for (const struct pattern *child = choice->first; child != NULL; child = child->next) {
        struct pattern *inner = arena_alloc(&emitter->builder->arena, sizeof *inner);
        struct pattern *named = arena_alloc(&emitter->builder->arena, sizeof *named);
        *inner = *bare(child);
        inner->next = NULL;
        *named = *pattern;
        named->first = inner;
        named->next = NULL;
        *link = named;
        link = &named->next;
    }
    outer.next = NULL;
    emit_node(emitter, &outer);
}

static void emit_capture(struct emitter *emitter, const struct pattern *pattern)
{
    const struct pattern *inner = bare(pattern->first);
    if (chooses_items(inner)) {
        emit_shared_capture(emitter, pattern, inner);
        return;
    }
    if (is_items(inner)) { /* name:list(x) is list(name:x) */
        struct pattern *moved = arena_alloc(&emitter->builder->arena, sizeof *moved);
        *moved = *pattern;
        moved->first = inner->first;
        moved->next = NULL;
        struct pattern outer = *inner;
        outer.first = moved;
        outer.next = NULL;
        emit_node(emitter, &outer);
        return;
    }
    uint32_t capture = capture_index(emitter, pattern);
    add_capture_classes(emitter, capture, inner);
    emit(emitter, OP_SAVE, capture * 2, 0);
    emit_node(emitter, inner);
    emit(emitter, OP_SAVE, capture * 2 + 1, 0);
}

static void emit_choice(struct emitter *emitter, const struct pattern *pattern)
{
    uint32_t jumps[256];
    size_t jump_count = 0;
    for (const struct pattern *option = pattern->first; option != NULL; option = option->next) {
        if (option->next == NULL) {
            emit_node(emitter, option);
            break;
        }
        uint32_t split = emit(emitter, OP_SPLIT, emitter->count + 1, 0);
        emit_node(emitter, option);
        if (jump_count == 256) {
            builder_error_at(emitter->builder, emitter->node, pattern->offset, 1,
                             "more than 256 alternatives; make them a list");
            emitter->failed = true;
            return;
        }
        jumps[jump_count++] = emit(emitter, OP_JUMP, 0, 0);
        emitter->steps[split].y = emitter->count;
    }
    for (size_t i = 0; i < jump_count; i++) {
        emitter->steps[jumps[i]].x = emitter->count;
    }
}

static void emit_repeat(struct emitter *emitter, const struct pattern *pattern)
{
    for (unsigned i = 0; i < pattern->min && !emitter->failed; i++) {
        emit_node(emitter, pattern->first);
    }
    if (pattern->max == PATTERN_UNBOUNDED) {
        uint32_t split = emit(emitter, OP_SPLIT, emitter->count + 1, 0);
        emit_node(emitter, pattern->first);
        emit(emitter, OP_JUMP, split, 0);
        emitter->steps[split].y = emitter->count;
        return;
    }
    uint32_t splits[128];
    unsigned optional = pattern->max - pattern->min;
    for (unsigned i = 0; i < optional && !emitter->failed; i++) {
        splits[i] = emit(emitter, OP_SPLIT, emitter->count + 1, 0);
        emit_node(emitter, pattern->first);
    }
    for (unsigned i = 0; i < optional && !emitter->failed; i++) {
        emitter->steps[splits[i]].y = emitter->count;
    }
}

/* As few words as possible: each step first tries to go on. */
static void emit_gap(struct emitter *emitter, unsigned words)
{
    uint32_t splits[PATTERN_MAX_GAP];
    emit(emitter, OP_ASIDE, 0, 0);
    for (unsigned i = 0; i < words && !emitter->failed; i++) {
        splits[i] = emit(emitter, OP_SPLIT, 0, emitter->count + 1);
        emit(emitter, OP_SKIP, 0, 0);
        emit(emitter, OP_ASIDE, 0, 0);
    }
    for (unsigned i = 0; i < words && !emitter->failed; i++) {
        emitter->steps[splits[i]].x = emitter->count;
    }
}

/* x, then separator and x as often as they come. */
static void emit_items(struct emitter *emitter, const struct pattern *pattern, bool each)
{
    if (emitter->builder->separator_pattern == NULL) {
        if (!emitter->builder->separators_broken && !builder_may_be_cut(emitter->builder, slice_of("separators"))) {
            builder_error_at(emitter->builder, emitter->node, pattern->offset, pattern->len,
                             "list( and each( need `separators` under `text:` in a pack file");
        }
        emitter->failed = true;
        return;
    }
    if (each && emitter->each_at != 0 && emitter->each_at != pattern->offset + 1) {
        builder_error_at(emitter->builder, emitter->node, pattern->offset, pattern->len, "one each( in a pattern");
        emitter->failed = true;
        return;
    }
    emitter->each_at = each ? pattern->offset + 1 : emitter->each_at;
    emitter->has_each = emitter->has_each || each;
    uint32_t start = emitter->count;
    if (each) {
        emit(emitter, OP_ITEM, 1, 0);
    }
    emit_node(emitter, pattern->first);
    if (each) {
        emit(emitter, OP_ITEM, 0, 0);
    }
    uint32_t split = emit(emitter, OP_SPLIT, emitter->count + 1, 0);
    emitter->is_apart = true;
    emit_node(emitter, emitter->builder->separator_pattern);
    emitter->is_apart = false;
    emit(emitter, OP_JUMP, start, 0);
    emitter->steps[split].y = emitter->count;
}

static void emit_not(struct emitter *emitter, const struct pattern *pattern)
{
    struct program *program = emitter->builder->program;
    uint16_t classes[32];
    size_t count = 0;
    collect_leaves(emitter, pattern->first, classes, &count);
    if (count == 0) {
        builder_error_at(emitter->builder, emitter->node, pattern->offset, pattern->len,
                         "not( takes words, lists and types joined with |, nothing longer");
        emitter->failed = true;
        return;
    }
    struct class_set *set;
    program->sets =
        array_grow(program->sets, &emitter->builder->set_capacity, program->set_count + 1, sizeof *program->sets);
    set = &program->sets[program->set_count];
    set->classes = arena_alloc_array(&program->arena, count, sizeof *set->classes);
    memcpy(set->classes, classes, count * sizeof *classes);
    set->count = count;
    emitter->has_not = true;
    emit(emitter, OP_NOT, (uint32_t)program->set_count++, 0);
}

static void emit_paired(struct emitter *emitter, const struct pattern *pattern, enum builtin_class open,
                        enum builtin_class close)
{
    emit(emitter, OP_CLASS, open, 0);
    emit_node(emitter, pattern->first);
    emit(emitter, OP_CLASS, close, 0);
}

/* Nothing comes of a pattern with an error; what else is wrong in it is told all the same. */
static void check_leaves(struct emitter *emitter, const struct pattern *pattern)
{
    switch (pattern->kind) {
    case PATTERN_WORD:
    case PATTERN_EXACT:
    case PATTERN_INFLECTED:
    case PATTERN_LIST:
    case PATTERN_TYPE:
        leaf_class(emitter, pattern);
        break;
    default:
        for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
            check_leaves(emitter, child);
        }
        break;
    }
}

static void emit_node(struct emitter *emitter, const struct pattern *pattern)
{
    if (emitter->failed) {
        check_leaves(emitter, pattern);
        return;
    }
    struct step_source outside = emitter->source;
    if (!emitter->is_apart) {
        emitter->source =
            (struct step_source){pattern->source != NULL ? pattern->source : outside.node, pattern->offset};
    }
    switch (pattern->kind) {
    case PATTERN_SEQUENCE:
        for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
            emit_node(emitter, child);
        }
        break;
    case PATTERN_CHOICE:
        emit_choice(emitter, pattern);
        break;
    case PATTERN_REPEAT:
        emit_repeat(emitter, pattern);
        break;
    case PATTERN_GAP:
        emit_gap(emitter, pattern->max);
        break;
    case PATTERN_ITEMS:
    case PATTERN_EACH:
        emit_items(emitter, pattern, pattern->kind == PATTERN_EACH);
        break;
    case PATTERN_NOT:
        emit_not(emitter, pattern);
        break;
    case PATTERN_QUOTED:
        emit_paired(emitter, pattern, CLASS_OPEN_QUOTE, CLASS_CLOSE_QUOTE);
        break;
    case PATTERN_BRACKETS:
        emit_paired(emitter, pattern, CLASS_OPEN_BRACKET, CLASS_CLOSE_BRACKET);
        break;
    case PATTERN_BEGIN:
        emit(emitter, OP_BEGIN, 0, 0);
        break;
    case PATTERN_END:
        emit(emitter, OP_END, 0, 0);
        break;
    case PATTERN_GLUED:
        emit(emitter, OP_GLUED, 0, 0);
        break;
    case PATTERN_CAPTURE:
        emit_capture(emitter, pattern);
        break;
    default: {
        uint16_t class = leaf_class(emitter, pattern);
        if (class == 0) {
            emitter->failed = true;
            return;
        }
        emit(emitter, OP_CLASS, class, 0);
        break;
    }
    }
    emitter->source = outside;
}

/* --- what a match can begin with, and what it cannot do without --- */

enum { AFTER_BEGIN = 1u << 30 }; /* of a step that is reached past ^ */

/* One step of the walk over what a match can begin with; pushes the steps that follow at the same word. */
static void find_first_at(struct code *code, uint32_t reached, uint32_t *stack, size_t *depth)
{
    uint32_t past = reached & AFTER_BEGIN, at = reached - past;
    const struct step *step = &code->steps[at];
    bool ends = false;
    switch (step->op) {
    case OP_CLASS:
        code->first_any = code->first_any || step->x == CLASS_WORD;
        ends = true;
        break;
    case OP_NOT:
    case OP_SKIP:
        code->first_any = true;
        ends = true;
        break;
    case OP_ACCEPT:
        code->can_be_empty = true;
        code->first_any = true;
        ends = true;
        break;
    case OP_SPLIT:
        stack[(*depth)++] = step->x | past;
        stack[(*depth)++] = step->y | past;
        break;
    case OP_JUMP:
        stack[(*depth)++] = step->x | past;
        break;
    case OP_BEGIN:
        stack[(*depth)++] = (at + 1) | AFTER_BEGIN;
        break;
    default:
        stack[(*depth)++] = (at + 1) | past;
        break;
    }
    code->at_begin = code->at_begin && (!ends || past);
}

static void find_first(struct code *code, struct arena *arena)
{
    bool *seen = arena_alloc(arena, code->count * 2 + 2);
    uint32_t *stack = arena_alloc_array(arena, code->count * 4 + 4, sizeof *stack);
    size_t depth = 0;
    stack[depth++] = 0;
    code->at_begin = true;
    while (depth > 0) {
        uint32_t reached = stack[--depth], at = reached & ~(uint32_t)AFTER_BEGIN;
        size_t state = at * 2 + (reached != at);
        if (at < code->count && !seen[state]) {
            seen[state] = true;
            find_first_at(code, reached, stack, &depth);
        }
    }
    if (code->at_begin) {
        code->first_any = true;
    }
}

struct code *compile_tree(struct builder *builder, const struct pattern *pattern, const struct yaml_node *node,
                          uint32_t rule)
{
    struct emitter *emitter = memory_alloc(sizeof *emitter);
    memset(emitter, 0, offsetof(struct emitter, steps)); /* the rest is large, and filled from its beginning */
    emitter->builder = builder;
    emitter->node = node;
    emitter->source.node = node;
    emitter->rule = rule;
    emit_node(emitter, pattern);
    emit(emitter, OP_SAVE, PROGRAM_MAX_CAPTURES * 2, 0);
    emit(emitter, OP_ACCEPT, 0, 0);
    struct code *code = NULL;
    if (!emitter->failed) {
        struct arena *arena = &builder->program->arena;
        code = arena_alloc(arena, sizeof *code);
        code->count = emitter->count;
        struct pattern *tree = arena_alloc(&builder->arena, sizeof *tree);
        *tree = *pattern; /* the root may be the caller's own */
        tree->next = NULL;
        code->tree = tree;
        builder->codes =
            array_grow(builder->codes, &builder->code_capacity, builder->code_count + 1, sizeof *builder->codes);
        builder->codes[builder->code_count++] = code;
        code->steps = arena_alloc_array(arena, emitter->count, sizeof *code->steps);
        memcpy(code->steps, emitter->steps, emitter->count * sizeof *code->steps);
        code->sources = arena_alloc_array(arena, emitter->count, sizeof *code->sources);
        memcpy(code->sources, emitter->sources, emitter->count * sizeof *code->sources);
        code->node = node;
        code->capture_count = emitter->capture_count;
        code->captures = arena_alloc_array(arena, emitter->capture_count + 1, sizeof *code->captures);
        memcpy(code->captures, emitter->captures, emitter->capture_count * sizeof *code->captures);
        code->has_each = emitter->has_each;
        code->has_centre = emitter->has_centre;
        find_first(code, arena);
        ways_compile(code, arena);
        if (code->count > builder->program->max_steps) {
            builder->program->max_steps = code->count;
        }
    }
    free(emitter);
    return code;
}

struct code *compile_text(struct builder *builder, struct slice text, const struct yaml_node *node, uint32_t rule)
{
    struct pattern_error error = {0};
    struct pattern *pattern = pattern_parse(text, &builder->arena, &error);
    if (pattern == NULL) {
        builder_error_made(builder, node, error.offset, error.len, error.format, error.message);
        return NULL;
    }
    if (text.ptr == node->text.ptr) { /* not several that are joined: they were seen one by one */
        lint_note(builder, pattern, node, rule);
    }
    return compile_tree(builder, pattern, node, rule);
}

struct code *compile_around(struct builder *builder, const struct yaml_node *node, uint32_t rule)
{
    builder->centre_allowed = true;
    struct code *code = compile_pattern(builder, node, rule);
    builder->centre_allowed = false;
    return code;
}

struct code *compile_pattern(struct builder *builder, const struct yaml_node *node, uint32_t rule)
{
    if (node->kind != YAML_SCALAR) {
        builder_error(builder, node, "expected a pattern, found a %s; put this under `|`",
                      node->kind == YAML_LIST ? "list" : "map");
        return NULL;
    }
    return compile_text(builder, node->text, node, rule);
}
