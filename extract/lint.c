/* Rules that are no error and yet can find nothing: warnings for the one who writes them. A walk over each pattern's
 * tree with what can be so far: at the edge of the sentence, past a word, past its end. */
#include "extract/inflect_p.h"
#include "extract/lint_p.h"

/* What can be true at a place of a pattern; bits. */
enum { AT_BEGIN = 1, INSIDE = 2, PAST_END = 4, ANY_PLACE = AT_BEGIN | INSIDE };

struct walk {
    struct builder *builder;
    const struct yaml_node *node; /* whose text the tree at hand is of */
    const char *outcome;          /* what follows from a part that cannot match, for the message */
    bool reports;
    const bool *possible; /* types of which there can be any */
};

static unsigned walk_pattern(struct walk *walk, const struct pattern *pattern, unsigned places);

static void note(struct builder *builder, struct noted_pattern noted)
{
    builder->noted =
        array_grow(builder->noted, &builder->noted_capacity, builder->noted_count + 1, sizeof *builder->noted);
    builder->noted[builder->noted_count++] = noted;
}

void lint_note(struct builder *builder, const struct pattern *pattern, const struct yaml_node *node, uint32_t rule)
{
    note(builder, (struct noted_pattern){pattern, node, rule, false});
}

void lint_note_frame(struct builder *builder, const struct pattern *pattern, const struct yaml_node *key, uint32_t rule)
{
    note(builder, (struct noted_pattern){pattern, key, rule, true});
}

/* --- what nothing yields --- */

/* By type: is there a type yielded by a rule or table that is of it? */
static bool *find_possible(struct builder *builder)
{
    const struct program *program = builder->program;
    bool *yielded = arena_alloc_array(&builder->arena, program->type_count + 1, sizeof *yielded);
    bool *possible = arena_alloc_array(&builder->arena, program->type_count + 1, sizeof *possible);
    for (size_t r = 0; r < builder->rule_count; r++) {
        const struct rule *rule = &builder->rules[r];
        bool yields = !rule->disabled && (rule->kind == RULE_YIELDS || rule->kind == RULE_DEFINES);
        yielded[yields ? rule->yields : 0] = yields;
    }
    for (uint16_t type = 1; type <= program->type_count; type++) {
        for (size_t i = 0; i < program->types[type].also_count; i++) {
            possible[program->types[type].also[i]] |= yielded[type] || program->types[type].from_table;
        }
    }
    return possible;
}

static bool can_be_type(const struct walk *walk, struct slice name)
{
    return compile_is_builtin(name) || walk->possible[builder_type(walk->builder, name)];
}

/* Has the list an entry; with `bent`, one with a ~word? */
static bool list_has(struct builder *builder, struct slice name, bool bent, unsigned depth)
{
    const struct list *list = lexicon_list(builder, name, false);
    if (list == NULL || depth > LIST_MAX_DEPTH) {
        return true; /* reported elsewhere */
    }
    bool has = list->is_table && !bent;
    for (size_t i = 0; i < list->count && !has; i++) {
        struct slice text = list->items[i].text, inner;
        if (lexicon_item_list(text, &inner)) {
            has = list_has(builder, inner, bent, depth + 1);
        } else {
            has = !bent || memchr(text.ptr, '~', text.len) != NULL;
        }
    }
    return has;
}

__attribute__((format(printf, 3, 4))) static void warn(const struct walk *walk, const struct pattern *pattern,
                                                       const char *format, ...)
{
    if (walk->reports) {
        va_list arguments;
        va_start(arguments, format);
        builder_remark_at(walk->builder, SEVERITY_WARNING, walk->node, pattern->offset, pattern->len, format,
                          arguments);
        va_end(arguments);
    }
}

static bool can_match(const struct walk *walk, const struct pattern *pattern)
{
    struct builder *builder = walk->builder;
    struct slice text = pattern->text, form = pattern->form;
    if (pattern->kind == PATTERN_TYPE && !can_be_type(walk, text)) {
        warn(walk, pattern, "no rule and no table yields %.*s; %s", SLICE_ARG(text), walk->outcome);
        return false;
    }
    if (pattern->kind == PATTERN_LIST && !list_has(builder, text, false, 0)) {
        warn(walk, pattern, "list <%.*s> is empty; %s", SLICE_ARG(text), walk->outcome);
        return false;
    }
    if (pattern->kind == PATTERN_LIST && form.len > 0 && !list_has(builder, text, true, 0)) {
        warn(walk, pattern, "no entry of <%.*s> bends, none has a ~; %s", SLICE_ARG(text), walk->outcome);
        return false;
    }
    if (pattern->kind == PATTERN_INFLECTED && form.len > 0) {
        struct slice forms[INFLECT_MAX_FORMS], word = lexicon_fold(builder, text, &builder->arena);
        if (inflect(builder, word, form_find(builder, form), forms, INFLECT_MAX_FORMS) == 0) {
            warn(walk, pattern, "%.*s has no form .%.*s; %s", SLICE_ARG(text), SLICE_ARG(form), walk->outcome);
            return false;
        }
    }
    return true;
}

/* --- the walk: from the places a node can begin at to those it can end at --- */

static unsigned walk_word(struct walk *walk, const struct pattern *pattern, unsigned places)
{
    if (places == PAST_END) {
        warn(walk, pattern, "something stands behind $, the end; %s", walk->outcome);
    }
    return can_match(walk, pattern) && (places & ANY_PLACE) ? INSIDE : 0;
}

static unsigned walk_edge(struct walk *walk, const struct pattern *pattern, unsigned places)
{
    if (pattern->kind == PATTERN_END) {
        return PAST_END;
    }
    if (!(places & AT_BEGIN)) {
        warn(walk, pattern, "^ stands behind something, and is the beginning; %s", walk->outcome);
    }
    return places & AT_BEGIN;
}

static unsigned walk_repeat(struct walk *walk, const struct pattern *pattern, unsigned places)
{
    struct walk silent = *walk;
    silent.reports = false;
    unsigned before = places, found = 0;
    for (int round = 0; round < (pattern->max > 1 ? 3 : 1); round++) {
        found |= walk_pattern(&silent, pattern->first, before);
        before |= pattern->max > 1 ? found : 0;
    }
    walk_pattern(walk, pattern->first, before);
    return pattern->min == 0 ? places | found : found;
}

static unsigned walk_children(struct walk *walk, const struct pattern *pattern, unsigned places)
{
    bool is_choice = pattern->kind == PATTERN_CHOICE;
    unsigned found = is_choice ? 0 : places;
    for (const struct pattern *child = pattern->first; child != NULL && (is_choice || found != 0);
         child = child->next) {
        unsigned ends = walk_pattern(walk, child, is_choice ? places : found);
        found = is_choice ? found | ends : ends;
    }
    return found;
}

static unsigned walk_kind(struct walk *walk, const struct pattern *pattern, unsigned places)
{
    switch (pattern->kind) {
    case PATTERN_SEQUENCE:
    case PATTERN_CHOICE:
        return walk_children(walk, pattern, places);
    case PATTERN_REPEAT:
        return walk_repeat(walk, pattern, places);
    case PATTERN_GAP:
        return places | (places & ANY_PLACE ? INSIDE : 0);
    case PATTERN_ITEMS:
    case PATTERN_EACH:
    case PATTERN_CAPTURE:
        return walk_pattern(walk, pattern->first, places);
    case PATTERN_NOT:
        return places & ANY_PLACE ? INSIDE : 0;
    case PATTERN_QUOTED:
    case PATTERN_BRACKETS:
        return walk_pattern(walk, pattern->first, places & ANY_PLACE ? INSIDE : 0) & INSIDE;
    case PATTERN_BEGIN:
    case PATTERN_END:
        return walk_edge(walk, pattern, places);
    case PATTERN_GLUED:
        return places;
    case PATTERN_WORD:
    case PATTERN_EXACT:
    case PATTERN_INFLECTED:
    case PATTERN_LIST:
    case PATTERN_TYPE:
    case PATTERN_CENTRE:
    case PATTERN_PART:
    default:
        return walk_word(walk, pattern, places);
    }
}

static unsigned walk_pattern(struct walk *walk, const struct pattern *pattern, unsigned places)
{
    const struct yaml_node *outside = walk->node;
    if (pattern->source != NULL) {
        walk->node = pattern->source;
    }
    unsigned found = places == 0 ? 0 : walk_kind(walk, pattern, places);
    walk->node = outside;
    return found;
}

/* --- rules --- */

static bool is_under(const struct builder *builder, const struct noted_pattern *noted, const char *key)
{
    return noted->rule != UINT32_MAX && yaml_get(builder->rules[noted->rule].node, key) == noted->node;
}

static void lint_pattern(struct builder *builder, const struct noted_pattern *noted, const bool *possible)
{
    unsigned places = is_under(builder, noted, "after") ? INSIDE : AT_BEGIN;
    struct walk walk = {builder, noted->node, "", false, possible};
    unsigned ends = walk_pattern(&walk, noted->pattern, places);
    if (is_under(builder, noted, "before")) { /* the match comes behind it */
        ends &= ANY_PLACE;
    }
    if (noted->is_frame) {
        if (ends == 0) {
            builder_warning(builder, noted->node, "no way of this frame can match as it is filled");
        }
        return;
    }
    walk.reports = true;
    walk.outcome = ends == 0 ? "this pattern can never match" : "this part of the pattern can never match";
    if (walk_pattern(&walk, noted->pattern, places) != 0 && ends == 0) {
        builder_warning(builder, noted->node, "$ stands before the match, and is the end; it can never match");
    }
}

static void lint_rule(struct builder *builder, const struct rule *rule)
{
    const struct yaml_node *condition = yaml_get(rule->node, "if"), *needs = yaml_get(rule->node, "needs");
    if (rule->condition != NULL && !condition_can_hold(rule->condition)) {
        builder_warning(builder, condition, "this condition can never hold");
    }
    if (needs != NULL && rule->needs_context && rule->context == NULL) {
        builder_warning(builder, needs,
                        "rule %.*s needs its context and has none; give it context:", SLICE_ARG(rule->name));
    }
}

void lint_rules(struct builder *builder)
{
    const bool *possible = find_possible(builder);
    for (size_t i = 0; i < builder->noted_count; i++) {
        const struct noted_pattern *noted = &builder->noted[i];
        if (noted->rule == UINT32_MAX || !builder->rules[noted->rule].disabled) {
            lint_pattern(builder, noted, possible);
            lint_slips(builder, noted);
        }
    }
    for (size_t r = 0; r < builder->rule_count; r++) {
        if (!builder->rules[r].disabled) {
            lint_rule(builder, &builder->rules[r]);
        }
    }
    lint_names(builder);
}
