/* Rules that are compiled where nothing but times is asked for: those that yield times, tell of the document or the
 * tense, those whose names and titles may cover a time, and whatever the outcome of these depends on. It is never less
 * than reach.c finds once all rules are compiled, and found before: what a rule yields and beats is read off its YAML,
 * what it uses is known when it is compiled, which may ask for more rules. */
#include "extract/builder_p.h"

enum rule_state { RULE_WAITS, RULE_IS_DONE };

struct wanted {
    struct builder *builder;
    bool types[PROGRAM_MAX_TYPES + 2];
    uint16_t *yields; /* by rule; 0: it yields no type */
    uint8_t *states;
    bool grew; /* in the round at hand */
};

static void want(struct wanted *wanted, uint16_t type)
{
    if (type != 0 && !wanted->types[type]) {
        wanted->types[type] = wanted->grew = true;
    }
}

static void want_used(struct wanted *wanted, uint32_t rule)
{
    const struct builder *builder = wanted->builder;
    const uint8_t *uses = builder->uses + (size_t)rule * (PROGRAM_MAX_TYPES + 1);
    for (uint16_t type = 1; type <= builder->program->type_count; type++) {
        if (uses[type] != 0) {
            want(wanted, type);
        }
    }
}

static void want_tree(struct wanted *wanted, const struct pattern *pattern)
{
    if (pattern->kind == PATTERN_TYPE) {
        want(wanted, builder_type(wanted->builder, pattern->text));
    }
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        want_tree(wanted, child);
    }
}

/* Names and titles, tense, and what the patterns use that all rules share. */
static void want_shared(struct wanted *wanted)
{
    const struct program *program = wanted->builder->program;
    for (uint16_t type = 1; type <= program->type_count; type++) {
        if (program->families[program->types[type].family].opaque) {
            want(wanted, type);
        }
    }
    want(wanted, program->tense_type);
    want(wanted, program->clue_type);
    if (program->clause_breaks != NULL) {
        want_tree(wanted, program->clause_breaks->tree);
    }
    for (size_t s = 0; s < STATUS_PATTERNS; s++) {
        if (program->statuses[s] != NULL) {
            want_tree(wanted, program->statuses[s]->tree);
        }
    }
}

/* Types that are a wanted one or are of its family. */
static void want_kin(struct wanted *wanted)
{
    const struct program *program = wanted->builder->program;
    bool families[PROGRAM_MAX_FAMILIES] = {false};
    for (uint16_t type = 1; type <= program->type_count; type++) {
        families[program->types[type].family] |= wanted->types[type];
    }
    for (uint16_t type = 1; type <= program->type_count; type++) {
        const struct type *record = &program->types[type];
        bool is_wanted = families[record->family];
        for (size_t i = 0; i < record->also_count; i++) {
            is_wanted = is_wanted || wanted->types[record->also[i]];
        }
        if (is_wanted) {
            want(wanted, type);
        }
    }
}

static bool names_wanted(const struct wanted *wanted, struct slice over)
{
    const struct builder *builder = wanted->builder;
    struct rule winner = {.over = &over, .over_count = 1};
    for (uint32_t r = 0; r < builder->rule_count; r++) {
        if (wanted->types[wanted->yields[r]] && layers_over(&winner, builder->rules[r].name)) {
            return true;
        }
    }
    return false;
}

/* What names a wanted one under `over` takes its words. */
static void want_beaters(struct wanted *wanted)
{
    const struct builder *builder = wanted->builder;
    for (uint32_t r = 0; r < builder->rule_count; r++) {
        uint16_t type = wanted->yields[r];
        const struct yaml_node *over =
            type != 0 && !wanted->types[type] ? yaml_get(builder->rules[r].node, "over") : NULL;
        size_t count = over == NULL ? 0 : over->kind == YAML_LIST ? yaml_items(over) : 1;
        for (size_t i = 0; i < count; i++) {
            if (names_wanted(wanted, (over->kind == YAML_LIST ? yaml_item(over, i) : over)->text)) {
                want(wanted, type);
            }
        }
    }
}

/* What the rule yields, as it stands. Rules of whatever is not sound are compiled, so that it is told. */
static void look_at(struct wanted *wanted, uint32_t index)
{
    struct builder *builder = wanted->builder;
    const struct rule *rule = &builder->rules[index];
    const struct yaml_node *yields = yaml_get(rule->node, "yields"), *value = yaml_get(rule->node, "value");
    uint16_t type = yields != NULL && yields->kind == YAML_SCALAR ? builder_type(builder, yields->text) : 0;
    wanted->yields[index] = type;
    wanted->states[index] = rule->disabled ? RULE_IS_DONE : RULE_WAITS;
    if (!rule->disabled && value != NULL && value->kind == YAML_MAP) {
        want(wanted, type);
    }
}

/* A rule that came with the program and yields a type that is not wanted, or what is no time and tells of none. */
static bool may_rest(const struct wanted *wanted, uint32_t index)
{
    const struct builder *builder = wanted->builder;
    const struct rule *rule = &builder->rules[index];
    if (rule->pack >= builder->resting_packs || rule->node->is_cut) {
        return false;
    }
    return wanted->yields[index] != 0
               ? !wanted->types[wanted->yields[index]]
               : yaml_get(rule->node, "class") != NULL || yaml_get(rule->node, "relation") != NULL ||
                     yaml_get(rule->node, "defines") != NULL;
}

void wanted_compile(struct builder *builder)
{
    struct wanted wanted = {.builder = builder};
    wanted.yields = arena_alloc_array(&builder->arena, builder->rule_count + 1, sizeof *wanted.yields);
    wanted.states = arena_alloc_array(&builder->arena, builder->rule_count + 1, sizeof *wanted.states);
    for (uint32_t r = 0; r < builder->rule_count; r++) {
        look_at(&wanted, r);
    }
    want_shared(&wanted);
    do {
        wanted.grew = false;
        want_kin(&wanted);
        want_beaters(&wanted);
        for (uint32_t r = 0; r < builder->rule_count; r++) {
            if (wanted.states[r] == RULE_WAITS && !may_rest(&wanted, r)) {
                wanted.states[r] = RULE_IS_DONE;
                rules_compile_one(builder, r);
                want_used(&wanted, r);
                wanted.grew = true;
            }
        }
    } while (wanted.grew);
}
