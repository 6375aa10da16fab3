#include "extract/examples.h"

#include <stdlib.h>

#include "extract/harvest_p.h"

/* --- reading --- */

static enum example_kind kind_of(const struct rule *rule)
{
    switch (rule->kind) {
    case RULE_EVENT:
        return EXAMPLE_EVENT;
    case RULE_RELATION:
        return EXAMPLE_RELATION;
    case RULE_DEFINES:
        return EXAMPLE_DEFINITION;
    case RULE_DOCUMENT:
        return EXAMPLE_DOCUMENT;
    default:
        return EXAMPLE_SPAN;
    }
}

static struct slice text_of(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    return node != NULL && node->kind == YAML_SCALAR ? node->text : (struct slice){0};
}

static int block_of(const struct yaml_node *map, struct slice text)
{
    static const char *const names[] = {"head", "heading", "item", "paragraph", "footnote"};
    struct slice name = text_of(map, "in");
    for (int i = 0; i < (int)(sizeof names / sizeof names[0]); i++) {
        if (slice_is(name, names[i])) {
            return i;
        }
    }
    struct slice trimmed = slice_trim(text);
    bool lines = trimmed.len > 0 && memchr(trimmed.ptr, '\n', trimmed.len) != NULL;
    return slice_is(name, "document") || lines ? EXAMPLE_AS_CUT : BLOCK_PARAGRAPH;
}

static struct example_field read_field(struct slice key, const struct yaml_node *value, struct arena *arena)
{
    struct example_field field = {.key = key};
    size_t count = value->kind == YAML_LIST ? value->count : 1;
    field.values = arena_alloc_array(arena, count + 1, sizeof *field.values);
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = value->kind == YAML_LIST ? value->children[i] : value;
        if (item->text.len > 0) {
            field.values[field.value_count++] = item->text;
        }
    }
    return field;
}

static struct example_find read_find(const struct yaml_node *node, struct arena *arena)
{
    struct example_find find = {0};
    size_t count = node->kind == YAML_MAP ? node->count : 1;
    find.fields = arena_alloc_array(arena, count + 1, sizeof *find.fields);
    for (size_t i = 0; i < count; i++) {
        find.fields[find.field_count++] = node->kind == YAML_MAP
                                              ? read_field(yaml_key_at(node, i)->text, yaml_value_at(node, i), arena)
                                              : read_field(slice_of("quote"), node, arena);
    }
    return find;
}

static struct example read_example(const struct rule *rule, const struct yaml_node *node, struct arena *arena)
{
    struct example example = {.rule = rule->name, .kind = kind_of(rule), .file = node->file->name, .line = node->line};
    const struct yaml_node *finds = yaml_get(node, "finds");
    example.text = text_of(node, "text");
    example.dated = text_of(node, "dated");
    example.block = block_of(node, example.text);
    if (finds != NULL && finds->kind == YAML_LIST) {
        example.finds = arena_alloc_array(arena, finds->count + 1, sizeof *example.finds);
        for (size_t i = 0; i < finds->count; i++) {
            example.finds[example.find_count++] = read_find(finds->children[i], arena);
        }
    }
    return example;
}

static size_t example_count(const struct rule *rule)
{
    return !rule->disabled && rule->examples != NULL && rule->examples->kind == YAML_LIST ? rule->examples->count : 0;
}

struct example *program_examples(const struct program *program, struct arena *arena, size_t *count)
{
    size_t all = 0;
    for (size_t r = 0; r < program->rule_count; r++) {
        all += example_count(&program->rules[r]);
    }
    struct example *examples = arena_alloc_array(arena, all + 1, sizeof *examples);
    *count = 0;
    for (size_t r = 0; r < program->rule_count; r++) {
        const struct rule *rule = &program->rules[r];
        for (size_t i = 0; i < example_count(rule); i++) {
            examples[(*count)++] = read_example(rule, rule->examples->children[i], arena);
        }
    }
    return examples;
}

/* --- seeing --- */

static struct slice keep(struct seen *seen, struct slice text)
{
    return text.len > 0 ? arena_copy(seen->arena, text) : (struct slice){0};
}

static struct slice quote_of(struct seen *seen, const struct scratch *scratch, uint16_t begin, uint16_t end)
{
    return end > begin ? keep(seen, line_quote(scratch, begin, end)) : (struct slice){0};
}

static void add_span(struct seen *seen, const struct scratch *scratch, const struct typed_span *span)
{
    const struct program *program = scratch->program;
    seen->spans = array_grow(seen->spans, &seen->span_capacity, seen->span_count + 1, sizeof *seen->spans);
    struct seen_span *made = &seen->spans[seen->span_count++];
    *made = (struct seen_span){.sentence = scratch->line.sentence,
                               .at = line_bytes(&scratch->line, span->begin, span->end),
                               .rule = span->rule > 0 ? program->rules[span->rule - 1].name : (struct slice){0},
                               .type = program->types[span->type].name,
                               .means = keep(seen, span->means),
                               .has_number = span->has_number,
                               .number = span->number,
                               .time = span->time != NULL && span->mention > 0 ? span->mention - 1 : UINT32_MAX,
                               .ordinal = span->rule > 0 ? span->ordinal : TIME_UNSET,
                               .year = span->rule > 0 ? span->year : TIME_UNSET};
    made->quote = quote_of(seen, scratch, span->begin, span->end);
    made->place = quote_of(seen, scratch, span->place_begin, span->place_end);
    made->noun = quote_of(seen, scratch, span->noun_begin, span->noun_end);
    made->kind = keep(seen, span->kind);
    made->canonical = keep(seen, span->canonical);
    made->within = keep(seen, span->within);
    made->attributes = arena_alloc_array(seen->arena, span->attribute_count + 1, sizeof *made->attributes);
    for (size_t i = 0; i < span->attribute_count; i++) {
        made->attributes[made->attribute_count++] =
            (struct attribute){span->attributes[i].key, keep(seen, span->attributes[i].value)};
    }
}

void seen_line(struct seen *seen, const struct scratch *scratch)
{
    const struct text *text = scratch->line.text;
    const struct sentence *sentence = &text->sentences[scratch->line.sentence];
    seen->sentences =
        array_grow(seen->sentences, &seen->sentence_capacity, seen->sentence_count + 1, sizeof *seen->sentences);
    seen->sentences[seen->sentence_count++] =
        (struct seen_sentence){sentence->span, document_quote(text->document, sentence->span, seen->arena),
                               (int)text->blocks[sentence->block].kind};
    for (size_t i = 0; i < scratch->line.span_count; i++) {
        if (!scratch->line.spans[i].gone) {
            add_span(seen, scratch, &scratch->line.spans[i]);
        }
    }
}

void seen_add_fact(struct seen *seen, struct slice rule, struct slice key, struct slice value, uint32_t time)
{
    seen->facts = array_grow(seen->facts, &seen->fact_capacity, seen->fact_count + 1, sizeof *seen->facts);
    seen->facts[seen->fact_count++] = (struct seen_fact){rule, key, keep(seen, value), time};
}

int seen_block(const struct seen *seen)
{
    return seen->block;
}

void extract_seen(const struct program *program, struct scratch *scratch, const struct document *document, int block,
                  struct mention_set *set, struct seen *seen, struct arena *arena)
{
    seen->arena = arena;
    seen->block = block;
    scratch->seen = seen;
    extract_document(program, scratch, document, EXTRACT_ALL, set);
    scratch->seen = NULL;
}

void seen_release(struct seen *seen)
{
    free(seen->sentences);
    free(seen->spans);
    free(seen->facts);
    *seen = (struct seen){0};
}

/* --- counts --- */

static bool lacks_examples(const struct rule *rule)
{
    return !rule->disabled && example_count(rule) == 0;
}

struct program_counts program_count(const struct program *program)
{
    struct program_counts counts = {.lists = program->list_count,
                                    .unused = program->unused_count,
                                    .packs = program->pack_count,
                                    .replaced = program->replaced_count};
    for (size_t r = 0; r < program->rule_count; r++) {
        counts.rules += !program->rules[r].disabled;
        counts.without_examples += lacks_examples(&program->rules[r]);
    }
    return counts;
}

void program_lint(const struct program *program, struct diagnostics *warnings)
{
    for (size_t r = 0; r < program->rule_count; r++) {
        const struct rule *rule = &program->rules[r];
        if (lacks_examples(rule)) {
            struct place place = yaml_place(rule->node);
            diagnostics_add(warnings, SEVERITY_WARNING, &place, "rule %.*s has no examples", SLICE_ARG(rule->name));
        }
    }
    for (size_t i = 0; i < program->unused_count; i++) {
        struct place place = yaml_place(program->unused[i]);
        diagnostics_add(warnings, SEVERITY_WARNING, &place, "list %.*s is never used",
                        SLICE_ARG(program->unused[i]->text));
    }
}
