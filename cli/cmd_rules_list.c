/* annals rules list: which rules there are, and what feeds what. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "cli/asked.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "extract/listing.h"

struct settings {
    struct text_list rules;
    bool alone, graph;
    const char *format;
};

static const struct option options[] = {
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
    {OPTION_FLAG, 0, "graph", NULL, "a graph of types and the rules that use and yield them, for Graphviz",
     offsetof(struct settings, graph), 0, 0},
    {OPTION_TEXT, 0, "format", "FORMAT", "text, or json: one object a line (default: text)",
     offsetof(struct settings, format), 0, 0},
};

/* --- text: one rule a line, in columns --- */

static void add_column(struct buffer *out, struct slice text, size_t width)
{
    buffer_add(out, text);
    for (size_t have = utf8_count(text); have < width; have++) {
        buffer_add_byte(out, ' ');
    }
    buffer_add_text(out, "  ");
}

static struct slice described(const struct listed_rule *rule, struct arena *arena)
{
    return rule->result.len > 0 ? arena_format(arena, "%s %.*s", rule->kind, SLICE_ARG(rule->result))
                                : slice_of(rule->kind);
}

static void write_text(const struct listing *listing, struct arena *arena, struct buffer *out)
{
    size_t name_width = 0, kind_width = 0;
    for (size_t i = 0; i < listing->rule_count; i++) {
        size_t name = utf8_count(listing->rules[i].name), kind = utf8_count(described(&listing->rules[i], arena));
        name_width = name > name_width ? name : name_width;
        kind_width = kind > kind_width ? kind : kind_width;
    }
    for (size_t i = 0; i < listing->rule_count; i++) {
        const struct listed_rule *rule = &listing->rules[i];
        add_column(out, rule->name, name_width);
        add_column(out, described(rule, arena), kind_width);
        buffer_format(out, "layer %-3u %3zu example%s  %s:%u\n", rule->layer, rule->examples,
                      rule->examples == 1 ? " " : "s", rule->file, rule->line);
    }
}

/* --- JSON: one rule a line --- */

static void write_json_rule(const struct listed_rule *rule, struct buffer *out)
{
    struct json json;
    json_init(&json, out, true);
    json_object_begin(&json);
    json_member(&json, "rule", rule->name);
    json_member(&json, "kind", slice_of(rule->kind));
    json_key(&json, "result");
    if (rule->result.len > 0) {
        json_string(&json, rule->result);
    } else {
        json_null(&json);
    }
    json_member_number(&json, "layer", rule->layer);
    json_member_number(&json, "examples", (int64_t)rule->examples);
    json_member(&json, "file", slice_of(rule->file));
    json_member_number(&json, "line", rule->line);
    json_key(&json, "uses");
    json_array_begin(&json);
    for (size_t i = 0; i < rule->use_count; i++) {
        json_string(&json, rule->uses[i]);
    }
    json_array_end(&json);
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}

/* --- graph --- */

static void add_name(struct buffer *out, const char *prefix, struct slice name)
{
    buffer_format(out, "\"%s", prefix);
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '"' || name.ptr[i] == '\\') {
            buffer_add_byte(out, '\\');
        }
        buffer_add_byte(out, name.ptr[i]);
    }
    buffer_add_byte(out, '"');
}

static void add_edge(struct buffer *out, const char *from_prefix, struct slice from, const char *to_prefix,
                     struct slice to, const char *more)
{
    buffer_add_text(out, "  ");
    add_name(out, from_prefix, from);
    buffer_add_text(out, " -> ");
    add_name(out, to_prefix, to);
    buffer_format(out, "%s;\n", more);
}

/* Rules of a layer stand together. What a rule uses points at it, and it at what it yields. */
static void write_layer(const struct listing *listing, unsigned layer, struct buffer *out)
{
    buffer_format(out, "  subgraph cluster_%u {\n    label=\"layer %u\";\n", layer, layer);
    for (size_t i = 0; i < listing->rule_count; i++) {
        if (listing->rules[i].layer == layer) {
            buffer_add_text(out, "    ");
            add_name(out, "rule ", listing->rules[i].name);
            buffer_add_text(out, " [shape=box, label=");
            add_name(out, "", listing->rules[i].name);
            buffer_add_text(out, "];\n");
        }
    }
    buffer_add_text(out, "  }\n");
}

static void write_graph(const struct listing *listing, struct buffer *out)
{
    unsigned layers = 0;
    buffer_add_text(out, "digraph rules {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
    for (size_t i = 0; i < listing->type_count; i++) {
        const struct listed_type *type = &listing->types[i];
        buffer_add_text(out, "  ");
        add_name(out, "", type->name);
        buffer_add_text(out, type->from_table ? " [shape=ellipse, peripheries=2];\n" : " [shape=ellipse];\n");
        for (size_t j = 0; j < type->is_count; j++) {
            add_edge(out, "", type->name, "", type->is[j], " [style=dashed]");
        }
    }
    for (size_t i = 0; i < listing->rule_count; i++) {
        layers = listing->rules[i].layer > layers ? listing->rules[i].layer : layers;
    }
    for (unsigned layer = 1; layer <= layers; layer++) {
        write_layer(listing, layer, out);
    }
    for (size_t i = 0; i < listing->rule_count; i++) {
        const struct listed_rule *rule = &listing->rules[i];
        for (size_t j = 0; j < rule->use_count; j++) {
            add_edge(out, "", rule->uses[j], "rule ", rule->name, "");
        }
        if (strcmp(rule->kind, "yields") == 0 || strcmp(rule->kind, "defines") == 0) {
            add_edge(out, "rule ", rule->name, "", rule->result, "");
        }
    }
    buffer_add_text(out, "}\n");
}

static int list(const struct settings *settings, bool is_json)
{
    struct program *program = packs_load_alone(&settings->rules, settings->alone);
    if (program == NULL) {
        return EXIT_USAGE;
    }
    struct arena arena = {0};
    struct buffer out = {0};
    struct listing listing;
    program_list(program, &arena, &listing);
    if (settings->graph) {
        write_graph(&listing, &out);
    } else if (is_json) {
        for (size_t i = 0; i < listing.rule_count; i++) {
            write_json_rule(&listing.rules[i], &out);
        }
    } else {
        write_text(&listing, &arena, &out);
    }
    output_write(buffer_slice(&out));
    buffer_release(&out);
    arena_release(&arena);
    program_free(program);
    return EXIT_DONE;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    int status = packs_begin(command, argc, argv, &settings, &settings.rules, &settings.alone);
    bool is_json = false;
    if (status < 0 && !asked_format(command->name, settings.format, &is_json)) {
        status = EXIT_USAGE;
    } else if (status < 0 && is_json && settings.graph) {
        fprintf(stderr, "annals %s: --graph is for Graphviz; without it, json says what each rule uses\n",
                command->name);
        status = EXIT_USAGE;
    }
    if (status < 0) {
        status = list(&settings, is_json);
    }
    text_list_release(&settings.rules);
    return status;
}

const struct command command_rules_list = {
    .name = "rules list",
    .operands = "[PACK]...",
    .summary = "list the rules: what each finds, its layer, file, line and examples",
    .details = "PACK is a folder of rules that extends the shipped ones.\n"
               "In the graph, boxes are rules, by layers; round ones are types, with a double\n"
               "line where tables yield them. Dashed arrows say what a type also is.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
