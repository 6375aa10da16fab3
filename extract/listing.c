#include "extract/listing.h"

#include "extract/program_p.h"
#include "extract/schema.h"

/* The layer that each rule runs in first, from 1; 0 where it runs in none. */
static unsigned *find_layers(const struct program *program, struct arena *arena)
{
    unsigned *layers = arena_alloc_array(arena, program->rule_count + 1, sizeof *layers);
    for (size_t l = program->layer_count; l > 0; l--) {
        for (size_t i = 0; i < program->layers[l - 1].rule_count; i++) {
            layers[program->layers[l - 1].rules[i]] = (unsigned)l;
        }
    }
    return layers;
}

static void list_rule(const struct program *program, uint32_t index, unsigned layer, struct arena *arena,
                      struct listed_rule *listed)
{
    const struct rule *rule = &program->rules[index];
    bool has_type = rule->kind == RULE_YIELDS || rule->kind == RULE_DEFINES;
    *listed = (struct listed_rule){.name = rule->name,
                                   .kind = schema_kinds[rule->kind],
                                   .result = has_type ? program->types[rule->yields].name : rule->class,
                                   .layer = layer,
                                   .file = rule->node->file->name,
                                   .line = rule->node->line,
                                   .examples = rule->examples != NULL ? rule->examples->count : 0};
    listed->uses = arena_alloc_array(arena, program->type_count + 1, sizeof *listed->uses);
    for (size_t type = 1; type <= program->type_count; type++) {
        if (program->uses[(size_t)index * (PROGRAM_MAX_TYPES + 1) + type] != 0) {
            listed->uses[listed->use_count++] = program->types[type].name;
        }
    }
}

static void list_type(const struct program *program, size_t index, struct arena *arena, struct listed_type *listed)
{
    const struct type *type = &program->types[index];
    *listed = (struct listed_type){.name = type->name, .from_table = type->from_table};
    listed->is = arena_alloc_array(arena, type->also_count + 1, sizeof *listed->is);
    for (size_t i = 0; i < type->also_count; i++) {
        if (type->also[i] != index) {
            listed->is[listed->is_count++] = program->types[type->also[i]].name;
        }
    }
}

void program_list(const struct program *program, struct arena *arena, struct listing *listing)
{
    unsigned *layers = find_layers(program, arena);
    *listing = (struct listing){0};
    listing->rules = arena_alloc_array(arena, program->rule_count + 1, sizeof *listing->rules);
    for (uint32_t r = 0; r < program->rule_count; r++) {
        if (!program->rules[r].disabled) {
            list_rule(program, r, layers[r], arena, &listing->rules[listing->rule_count++]);
        }
    }
    listing->types = arena_alloc_array(arena, program->type_count + 1, sizeof *listing->types);
    for (size_t type = 1; type <= program->type_count; type++) {
        list_type(program, type, arena, &listing->types[listing->type_count++]);
    }
}
