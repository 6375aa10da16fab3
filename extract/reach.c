/* Which types the outcome of a rule depends on: those that its patterns use, what competes with them for their words,
 * what may hide their words, and so on down. Where only some rules of a sentence can leave anything behind, only rules
 * that yield such types need to run. */
#include <stdlib.h>

#include "extract/builder_p.h"

static void add_type(uint64_t *types, uint16_t type)
{
    types[type / 64] |= UINT64_C(1) << (type % 64);
}

static bool has_type(const uint64_t *types, uint16_t type)
{
    return types[type / 64] >> (type % 64) & 1;
}

static bool add_types(uint64_t *types, const uint64_t *more)
{
    bool changed = false;
    for (size_t w = 0; w < REACH_WORDS; w++) {
        changed = changed || (more[w] & ~types[w]) != 0;
        types[w] |= more[w];
    }
    return changed;
}

struct reacher {
    struct builder *builder;
    uint64_t direct[PROGRAM_MAX_TYPES + 2]
                   [REACH_WORDS]; /* of all rules that yield the type, what beats them, its kin */
    uint64_t whole[PROGRAM_MAX_TYPES + 2][REACH_WORDS];
    uint64_t patterns[REACH_WORDS]; /* of the patterns that all events share */
};

/* Every type that is one of these. */
static void add_kinds(const struct program *program, uint64_t *types)
{
    for (uint16_t type = 1; type <= program->type_count; type++) {
        for (size_t i = 0; i < program->types[type].also_count; i++) {
            if (has_type(types, program->types[type].also[i])) {
                add_type(types, type);
            }
        }
    }
}

static void add_uses(const struct builder *builder, uint32_t rule, uint64_t *types)
{
    const uint8_t *uses = builder->uses + (size_t)rule * (PROGRAM_MAX_TYPES + 1);
    for (uint16_t type = 1; type <= builder->program->type_count; type++) {
        if (uses[type] != 0) {
            add_type(types, type);
        }
    }
}

/* Opaque types whose spans stand before the layer runs: they may hide words. */
static void add_hiding(const struct program *program, uint16_t layer, uint64_t *types)
{
    for (uint16_t type = 1; type <= program->type_count; type++) {
        const struct type *record = &program->types[type];
        if (program->families[record->family].opaque && record->layer - record->depth < layer) {
            add_type(types, type);
        }
    }
}

/* Rules that name another under `over` take its words, whatever their family. */
static void add_beaters(struct reacher *reacher)
{
    const struct program *program = reacher->builder->program;
    for (uint32_t w = 0; w < program->rule_count; w++) {
        const struct rule *winner = &program->rules[w];
        for (uint32_t r = 0; r < program->rule_count && winner->over_count > 0 && winner->kind == RULE_YIELDS; r++) {
            const struct rule *loser = &program->rules[r];
            if (loser->kind == RULE_YIELDS && layers_over(winner, loser->name)) {
                add_type(reacher->direct[loser->yields], winner->yields);
            }
        }
    }
}

static void find_direct(struct reacher *reacher)
{
    const struct program *program = reacher->builder->program;
    for (uint32_t r = 0; r < program->rule_count; r++) {
        const struct rule *rule = &program->rules[r];
        if (rule->kind == RULE_YIELDS && rule->code != NULL) {
            add_uses(reacher->builder, r, reacher->direct[rule->yields]);
            add_hiding(program, program->types[rule->yields].layer, reacher->direct[rule->yields]);
        }
    }
    add_beaters(reacher);
    for (uint16_t type = 1; type <= program->type_count; type++) {
        for (uint16_t other = 1; other <= program->type_count; other++) {
            if (program->types[other].family == program->types[type].family) {
                add_type(reacher->direct[type], other);
            }
        }
        add_type(reacher->direct[type], type);
        add_kinds(program, reacher->direct[type]);
        memcpy(reacher->whole[type], reacher->direct[type], sizeof reacher->whole[type]);
    }
}

static void find_whole(struct reacher *reacher)
{
    const struct program *program = reacher->builder->program;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint16_t type = 1; type <= program->type_count; type++) {
            for (uint16_t other = 1; other <= program->type_count; other++) {
                if (other != type && has_type(reacher->whole[type], other)) {
                    changed = add_types(reacher->whole[type], reacher->whole[other]) || changed;
                }
            }
        }
    }
}

static void add_tree(struct reacher *reacher, const struct pattern *pattern)
{
    const struct program *program = reacher->builder->program;
    if (pattern->kind == PATTERN_TYPE) {
        uint16_t class = compile_type_class(reacher->builder, pattern->text);
        if (program->class_type[class] != 0) {
            add_type(reacher->patterns, program->class_type[class]);
        }
    }
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        add_tree(reacher, child);
    }
}

static void find_shared(struct reacher *reacher)
{
    const struct program *program = reacher->builder->program;
    if (program->clause_breaks != NULL) {
        add_tree(reacher, program->clause_breaks->tree);
    }
    for (size_t s = 0; s < STATUS_PATTERNS; s++) {
        if (program->statuses[s] != NULL) {
            add_tree(reacher, program->statuses[s]->tree);
        }
    }
}

static void settle_rule(struct reacher *reacher, uint32_t index, uint64_t *types)
{
    const struct program *program = reacher->builder->program;
    const struct rule *rule = &program->rules[index];
    uint64_t own[REACH_WORDS] = {0};
    add_uses(reacher->builder, index, own);
    if (rule->kind == RULE_YIELDS) {
        add_type(own, rule->yields);
    } else {
        add_types(own, reacher->patterns);
        add_hiding(program, UINT16_MAX, own);
    }
    add_kinds(program, own);
    for (uint16_t type = 1; type <= program->type_count; type++) {
        if (has_type(own, type)) {
            add_types(types, reacher->whole[type]);
        }
    }
}

void reach_find(struct builder *builder)
{
    struct program *program = builder->program;
    struct reacher *reacher = memory_zero(1, sizeof *reacher);
    reacher->builder = builder;
    find_direct(reacher);
    find_whole(reacher);
    find_shared(reacher);
    program->reach = arena_alloc_array(&program->arena, program->rule_count + 1, sizeof *program->reach);
    for (uint32_t r = 0; r < program->rule_count; r++) {
        if (program->rules[r].code != NULL) {
            settle_rule(reacher, r, program->reach[r].types);
        }
    }
    if (program->tense_type != 0) {
        add_types(program->time_reach.types, reacher->whole[program->tense_type]);
    }
    if (program->clue_type != 0) {
        add_types(program->time_reach.types, reacher->whole[program->clue_type]);
    }
    uint64_t opaque[REACH_WORDS] = {0};
    add_hiding(program, UINT16_MAX, opaque);
    for (uint16_t type = 1; type <= program->type_count; type++) {
        if (has_type(opaque, type)) {
            add_types(program->opaque_reach.types, reacher->whole[type]);
        }
    }
    free(reacher);
}
