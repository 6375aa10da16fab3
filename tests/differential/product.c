#include "product.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extract/examples.h"

enum { PACKS = 3, KEY_SIZE = 64 };

struct product {
    struct program *program;
    struct scratch *scratch;
};

static const char *const status_names[REF_STATUSES] = {"denied", "cancelled", "postponed", "planned", "occurred"};

/* --- writing packs --- */

static void write_lists(const struct ref_program *program, struct buffer *out)
{
    buffer_add_text(out, "lists:\n");
    for (int i = 0; i < program->list_count; i++) {
        const struct ref_list *list = &program->lists[i];
        buffer_format(out, "  %s:\n", list->name);
        for (int e = 0; e < list->count; e++) {
            const struct ref_entry *entry = &list->entries[e];
            buffer_format(out, entry->value[0] ? "  - {'%s': '%s'}\n" : "  - '%s'\n", entry->text, entry->value);
        }
    }
    if (program->never_cap[0] != '\0') {
        buffer_format(out, "  never-cap: ['%s']\n", program->never_cap);
    }
}

static void write_types(const struct ref_program *program, struct buffer *out)
{
    buffer_add_text(out, "types:\n");
    for (int i = 0; i < program->type_count; i++) {
        buffer_format(out, "  %s: [", program->types[i].name);
        for (int a = 0; a < program->types[i].also_count; a++) {
            buffer_format(out, "%s%s", a > 0 ? ", " : "", program->types[program->types[i].also[a]].name);
        }
        buffer_add_text(out, "]\n");
    }
    for (int pass = 0; pass < 2; pass++) { /* families, and which of them are opaque */
        int count = 0;
        for (int f = 0; f < program->family_count; f++) {
            int members = 0;
            for (int t = 0; t < program->type_count; t++) {
                if (program->types[t].family == f && (pass == 0 || program->families[f].opaque)) {
                    if (pass == 0) {
                        buffer_add_text(out, count == 0 ? "families:\n" : "");
                        buffer_format(out, members == 0 ? "  %s: [" : ", ", program->families[f].name);
                        buffer_add_text(out, program->types[t].name);
                    } else if (members == 0) {
                        buffer_format(out, count == 0 ? "opaque: [%s" : ", %s", program->families[f].name);
                    }
                    members++;
                    count++;
                }
            }
            buffer_add_text(out, pass == 0 && members > 0 ? "]\n" : "");
        }
        buffer_add_text(out, pass == 1 && count > 0 ? "]\n" : "");
    }
}

static void write_inflection(const struct ref_program *program, struct buffer *out)
{
    buffer_add_text(out, "inflection:\n  forms:\n");
    for (size_t i = 0; i < ref_ending_count; i++) {
        bool begins = i == 0 || strcmp(ref_endings[i].form, ref_endings[i - 1].form) != 0;
        if (begins) {
            buffer_format(out, "    %s:\n", ref_endings[i].form);
        }
        buffer_format(out, "    - ['%s', '%s']\n", ref_endings[i].ending, ref_endings[i].instead);
    }
    buffer_add_text(out, "  irregular:\n");
    for (size_t i = 0; i < ref_irregular_count; i++) {
        bool begins = i == 0 || strcmp(ref_irregulars[i].word, ref_irregulars[i - 1].word) != 0;
        if (begins) {
            buffer_format(out, "    %s:\n", ref_irregulars[i].word);
        }
        buffer_format(out, "      %s: '%s'\n", ref_irregulars[i].form, ref_irregulars[i].instead);
    }
    buffer_add_text(out, "  nouns: [");
    for (int i = 0, count = 0; i < program->list_count; i++) {
        if (program->lists[i].nouns) {
            buffer_format(out, count++ > 0 ? ", %s" : "%s", program->lists[i].name);
        }
    }
    buffer_add_text(out, "]\n");
}

static void write_key(struct buffer *out, const char *key, const char *pattern)
{
    if (pattern[0] != '\0') {
        buffer_format(out, "  %s: '%s'\n", key, pattern);
    }
}

static void write_items(struct buffer *out, const char *key, const char *items, size_t size, int count)
{
    for (int i = 0; i < count; i++) {
        buffer_format(out, i == 0 ? "  %s: ['%s'" : "%.0s, '%s'", key, items + (size_t)i * size);
    }
    buffer_add_text(out, count > 0 ? "]\n" : "");
}

static void write_rule(const struct ref_program *program, const struct ref_rule *rule, struct buffer *out)
{
    buffer_format(out, "- rule: %s\n", rule->name);
    if (rule->kind == REF_YIELDS) {
        write_key(out, "yields", program->types[rule->yields].name);
    } else {
        write_key(out, "class", rule->class);
    }
    write_key(out, rule->around_count > 0 ? "centre" : "match", rule->match);
    for (int i = 0; i < rule->around_count; i++) {
        buffer_format(out, "%s    k%d: '%s'\n", i == 0 ? "  around:\n" : "", i, rule->around[i]);
    }
    write_key(out, "before", rule->before);
    write_key(out, "after", rule->after);
    write_items(out, "unless", rule->unless[0], sizeof rule->unless[0], rule->unless_count);
    write_items(out, "over", rule->over[0], sizeof rule->over[0], rule->over_count);
    write_key(out, "if", rule->condition);
    for (int i = 0; i < rule->kept_count; i++) {
        const char *mark = rule->kind == REF_YIELDS ? "y-" : "";
        buffer_format(out, "%s    %s%s: '$%s'\n", i == 0 ? "  attributes:\n" : "", mark, rule->kept[i], rule->kept[i]);
    }
    for (int s = 0, count = 0; s < REF_STATUSES; s++) {
        if (rule->status[s][0] != '\0') {
            buffer_format(out, "%s    %s: '%s'\n", count++ == 0 ? "  status:\n" : "", status_names[s], rule->status[s]);
        }
    }
}

void product_yaml(const struct ref_program *program, int pack, bool with_forms, struct buffer *out)
{
    if (pack == 0) {
        write_lists(program, out);
        write_types(program, out);
        if (with_forms) {
            write_inflection(program, out);
        }
        buffer_format(out, "text:\n  separators: ['%s']\n", program->separators);
        if (program->clause_breaks[0] != '\0') {
            buffer_format(out, "  clause-breaks: ['%s']\n", program->clause_breaks);
        }
    }
    int count = 0;
    for (int r = 0; r < program->rule_count; r++) {
        if (program->rules[r].pack == pack) {
            buffer_add_text(out, count++ == 0 ? "rules:\n" : "");
            write_rule(program, &program->rules[r], out);
        }
    }
}

/* --- the program --- */

static char root[] = "/tmp/annals-differential-XXXXXX";
static char folders[PACKS][KEY_SIZE], files[PACKS][KEY_SIZE + 16];

void product_remove_folders(void)
{
    for (int i = 0; i < PACKS; i++) {
        unlink(files[i]);
        rmdir(folders[i]);
    }
    rmdir(root);
}

static void make_folders(void)
{
    if (folders[0][0] != '\0') {
        return;
    }
    if (mkdtemp(root) == NULL) {
        perror(root);
        exit(2);
    }
    for (int i = 0; i < PACKS; i++) {
        snprintf(folders[i], sizeof folders[i], "%s/%d", root, i);
        snprintf(files[i], sizeof files[i], "%s/rules.yaml", folders[i]);
        mkdir(folders[i], 0700);
    }
}

struct product *product_new(const struct ref_program *program, char *why, size_t size)
{
    const char *names[PACKS];
    size_t count = 0;
    make_folders();
    for (int i = 0; i < PACKS; i++) {
        struct buffer yaml = {0};
        product_yaml(program, i, true, &yaml);
        if (yaml.len > 0) {
            FILE *file = fopen(files[i], "wb");
            if (file == NULL || fwrite(yaml.bytes, 1, yaml.len, file) != yaml.len || fclose(file) != 0) {
                perror(files[i]);
                exit(2);
            }
            names[count++] = folders[i];
        }
        buffer_release(&yaml);
    }
    struct diagnostics errors = {0};
    struct product *product = NULL;
    struct program *compiled = program_load(names, count, &errors);
    if (compiled != NULL) {
        product = memory_zero(1, sizeof *product);
        product->program = compiled;
        product->scratch = scratch_new(compiled);
    } else if (errors.count > 0) {
        snprintf(why, size, "%s", errors.items[0].message);
    }
    diagnostics_release(&errors);
    return product;
}

void product_free(struct product *product)
{
    if (product != NULL) {
        scratch_free(product->scratch);
        program_free(product->program);
        free(product);
    }
}

/* --- what it finds --- */

void product_text(const struct ref_text *text, struct buffer *out, size_t *places)
{
    for (int i = 0; i < text->count; i++) {
        if (i > 0 && !text->tokens[i].glued) {
            buffer_add_byte(out, ' ');
        }
        if (places != NULL) {
            places[i] = out->len;
        }
        buffer_add_text(out, text->tokens[i].text);
    }
}

/* Findings, each on a line of its own, in the order of bytes. */
static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_lines(struct buffer *out, size_t from)
{
    char *lines[REF_MAX_SPANS * 2];
    size_t count = 0;
    buffer_add_byte(out, '\0');
    struct slice whole = slice_make(out->bytes + from, out->len - from);
    char *copy = memory_zero(whole.len + 1, 1);
    memcpy(copy, whole.ptr, whole.len);
    for (char *line = strtok(copy, "\n"); line != NULL && count < REF_MAX_SPANS * 2; line = strtok(NULL, "\n")) {
        lines[count++] = line;
    }
    if (count > 1) {
        qsort(lines, count, sizeof *lines, compare_lines);
    }
    out->len = from;
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "%s\n", lines[i]);
    }
    free(copy);
}

static bool own_key(struct slice key, bool is_span)
{
    return slice_starts(key, "y-") == is_span;
}

static void add_attributes(const struct attribute *attributes, size_t count, bool is_span, struct buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        struct slice key = attributes[i].key;
        if (own_key(key, is_span)) {
            buffer_format(out, " %.*s=%.*s", (int)(is_span ? key.len - 2 : key.len), is_span ? key.ptr + 2 : key.ptr,
                          SLICE_ARG(attributes[i].value));
        }
    }
    buffer_add_byte(out, '\n');
}

static void add_event(const struct mention_set *set, const struct event_mention *event, size_t base, struct buffer *out)
{
    static const char *const names[] = {"-", "occurred", "planned", "postponed", "cancelled"};
    buffer_format(out, "event %03zu %03zu %.*s %s", event->at.text.begin - base, event->at.text.end - base,
                  SLICE_ARG(event->rule), names[event->status]);
    for (size_t f = 0; f < event->filler_count; f++) {
        struct span at = set->names[event->fillers[f].name].at.text;
        buffer_format(out, " %.*s:%zu-%zu", SLICE_ARG(event->fillers[f].role), at.begin - base, at.end - base);
    }
    add_attributes(event->attributes, event->attribute_count, false, out);
}

static void describe_line(const struct mention_set *set, const struct seen *seen, size_t begin, size_t end,
                          struct buffer *out)
{
    size_t from = out->len;
    for (size_t i = 0; i < seen->span_count; i++) {
        const struct seen_span *span = &seen->spans[i];
        if (span->at.begin >= begin && span->at.end <= end) {
            buffer_format(out, "span %03zu %03zu %.*s", span->at.begin - begin, span->at.end - begin,
                          SLICE_ARG(span->rule));
            add_attributes(span->attributes, span->attribute_count, true, out);
        }
    }
    sort_lines(out, from);
    for (size_t i = 0; i < set->event_count; i++) {
        if (set->events[i].at.text.begin >= begin && set->events[i].at.text.end <= end) {
            add_event(set, &set->events[i], begin, out);
        }
    }
}

void product_run(struct product *product, const struct ref_text *texts, int count, struct buffer *found)
{
    struct buffer bytes = {0};
    size_t lines[PRODUCT_MAX_TEXTS + 1];
    for (int i = 0; i < count; i++) {
        lines[i] = bytes.len;
        product_text(&texts[i], &bytes, NULL);
        buffer_add_byte(&bytes, '\n');
    }
    lines[count] = bytes.len;
    struct arena arena = {0};
    struct piece piece = {0, 0, bytes.len};
    struct document document = {
        .source = buffer_slice(&bytes), .text = buffer_slice(&bytes), .pieces = &piece, .piece_count = 1};
    struct mention_set set;
    struct seen seen = {0};
    extract_seen(product->program, product->scratch, &document, BLOCK_PARAGRAPH, &set, &seen, &arena);
    for (int i = 0; i < count; i++) {
        describe_line(&set, &seen, lines[i], lines[i + 1], &found[i]);
    }
    seen_release(&seen);
    mention_set_release(&set);
    arena_release(&arena);
    buffer_release(&bytes);
}

static void add_pairs(const struct ref_pair *pairs, int count, struct buffer *out)
{
    for (int i = 0; i < count; i++) {
        buffer_format(out, " %s=%s", pairs[i].key, pairs[i].value);
    }
    buffer_add_byte(out, '\n');
}

void product_describe(const struct ref_program *program, const struct ref_text *text, const struct ref_result *result,
                      struct buffer *found)
{
    static const char *const names[REF_STATUSES] = {"denied", "cancelled", "postponed", "planned", "occurred"};
    size_t places[REF_MAX_TOKENS];
    struct buffer bytes = {0};
    product_text(text, &bytes, places);
    buffer_release(&bytes);
    size_t from = found->len;
    for (int i = 0; i < result->span_count; i++) {
        const struct ref_span *span = &result->spans[i];
        if (!span->gone) {
            buffer_format(found, "span %03zu %03zu %s", places[span->begin],
                          places[span->end - 1] + strlen(text->tokens[span->end - 1].text),
                          program->rules[span->rule].name);
            add_pairs(span->pairs, span->pair_count, found);
        }
    }
    sort_lines(found, from);
    for (int i = 0; i < result->event_count; i++) {
        const struct ref_event *event = &result->events[i];
        buffer_format(found, "event %03zu %03zu %s %s", places[event->begin],
                      places[event->end - 1] + strlen(text->tokens[event->end - 1].text),
                      program->rules[event->rule].name, event->status < 0 ? "-" : names[event->status]);
        for (int f = 0; f < event->filler_count; f++) {
            const struct ref_filler *filler = &event->fillers[f];
            buffer_format(found, " %s:%zu-%zu", filler->role, places[filler->begin],
                          places[filler->end - 1] + strlen(text->tokens[filler->end - 1].text));
        }
        add_pairs(event->pairs, event->pair_count, found);
    }
}
