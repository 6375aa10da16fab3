/* Which rules run together and in what order: follows from the types that they yield and use. */
#include <stdlib.h>

#include "extract/builder_p.h"

enum { LAYER_UNKNOWN = UINT16_MAX };

static bool uses(const struct builder *builder, uint32_t rule, uint16_t type)
{
    return builder->uses[(size_t)rule * (PROGRAM_MAX_TYPES + 1) + type] != 0;
}

/* Does any pattern of the rule need spans of the type, by its own name or a wider one? */
static bool depends(const struct builder *builder, uint32_t rule, uint16_t type)
{
    const struct program *program = builder->program;
    for (size_t i = 0; i < program->types[type].also_count; i++) { /* itself among them */
        if (uses(builder, rule, program->types[type].also[i])) {
            return true;
        }
    }
    return false;
}

struct cycle_finder {
    struct builder *builder;
    uint8_t *state; /* per type: 0 new, 1 open, 2 done */
    uint16_t path[PROGRAM_MAX_TYPES];
    size_t depth;
};

static void report_cycle(struct cycle_finder *finder, uint16_t type, uint32_t rule)
{
    struct builder *builder = finder->builder;
    struct buffer names = {0};
    size_t from = 0;
    while (from < finder->depth && finder->path[from] != type) {
        from++;
    }
    for (size_t i = from; i < finder->depth; i++) {
        buffer_add(&names, builder->program->types[finder->path[i]].name);
        buffer_add_text(&names, " needs ");
    }
    buffer_add(&names, builder->program->types[type].name);
    builder_error(builder, builder->rules[rule].node, "types need each other in a circle: %s%s", names.bytes,
                  from + 1 == finder->depth ? "; depth: lets a rule run on what it yields" : "");
    buffer_release(&names);
}

/* Layer of a type: one more than the highest that its rules need. */
static uint16_t visit(struct cycle_finder *finder, uint16_t type)
{
    struct builder *builder = finder->builder;
    struct type *record = &builder->program->types[type];
    if (finder->state[type] == 2) {
        return record->layer;
    }
    finder->state[type] = 1;
    finder->path[finder->depth++] = type;
    uint16_t layer = 0;
    for (uint32_t r = 0; r < builder->rule_count; r++) {
        if (builder->rules[r].kind != RULE_YIELDS || builder->rules[r].yields != type) {
            continue;
        }
        for (uint16_t needed = 1; needed <= builder->program->type_count; needed++) {
            if (!depends(builder, r, needed) || (needed == type && builder->rules[r].depth > 0)) {
                continue;
            }
            if (finder->state[needed] == 1) {
                report_cycle(finder, needed, r);
                continue;
            }
            uint16_t below = visit(finder, needed);
            layer = below + 1 > layer ? (uint16_t)(below + 1) : layer;
        }
        layer = layer == 0 ? 1 : layer;
        record->depth = builder->rules[r].depth > record->depth ? builder->rules[r].depth : record->depth;
    }
    layer = (uint16_t)(layer + record->depth);
    finder->depth--;
    finder->state[type] = 2;
    record->layer = layer;
    return layer;
}

static uint16_t highest_need(const struct builder *builder, uint32_t rule)
{
    uint16_t highest = 0;
    for (uint16_t type = 1; type <= builder->program->type_count; type++) {
        if (depends(builder, rule, type) && builder->program->types[type].layer > highest) {
            highest = builder->program->types[type].layer;
        }
    }
    return highest;
}

static void add_layer(struct builder *builder, enum rule_kind kind, uint16_t number)
{
    struct program *program = builder->program;
    struct layer *layer = &program->layers[program->layer_count];
    layer->rules = arena_alloc_array(&program->arena, program->rule_count + 1, sizeof *layer->rules);
    layer->stage = kind;
    for (uint32_t r = 0; r < program->rule_count; r++) {
        const struct rule *rule = &program->rules[r];
        bool again = rule->depth > 0 && number > rule->layer && number <= rule->layer + rule->depth;
        bool now = rule->depth > 0 ? again : rule->layer == number;
        if (rule->code != NULL && rule->kind == kind && (kind != RULE_YIELDS || now)) {
            layer->rules[layer->rule_count++] = r;
        }
    }
    program->layer_count++;
}

void layering_assign(struct builder *builder)
{
    struct program *program = builder->program;
    struct cycle_finder finder = {.builder = builder, .state = arena_alloc(&builder->arena, program->type_count + 2)};
    uint16_t highest = 0, defines = 0;
    for (uint16_t type = 1; type <= program->type_count; type++) {
        uint16_t layer = visit(&finder, type);
        highest = layer > highest ? layer : highest;
    }
    for (uint32_t r = 0; r < builder->rule_count; r++) {
        struct rule *rule = &builder->rules[r];
        if (rule->kind == RULE_YIELDS) {
            rule->layer = (uint16_t)(program->types[rule->yields].layer - program->types[rule->yields].depth);
        } else if (rule->kind == RULE_DEFINES) {
            uint16_t need = highest_need(builder, r);
            defines = need > defines ? need : defines;
        }
    }
    if (highest > PROGRAM_MAX_LAYERS - 8) {
        builder_error(builder, builder->rules[0].node, "types need each other %u deep; at most %d are allowed", highest,
                      PROGRAM_MAX_LAYERS - 8);
        return;
    }
    program->rules = builder->rules;
    program->rule_count = builder->rule_count;
    program->layers = arena_alloc_array(&program->arena, PROGRAM_MAX_LAYERS, sizeof *program->layers);
    for (uint16_t layer = 1; layer <= highest; layer++) {
        add_layer(builder, RULE_YIELDS, layer);
    }
    program->define_layer = defines;
    add_layer(builder, RULE_DEFINES, 0);
    add_layer(builder, RULE_DOCUMENT, 0);
    add_layer(builder, RULE_EVENT, 0);
    add_layer(builder, RULE_RELATION, 0);
}
