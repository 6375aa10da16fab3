/* Any bytes: a pattern on the first line, in a small pack, and a text in the lines after it. Whatever matches, every
 * span lies in the text and in its sentence. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "extract/examples.h"
#include "extract/pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/annals-fuzz-XXXXXX";
static char path[64];

static void require(bool holds)
{
    if (!holds) {
        __builtin_trap();
    }
}

static void remove_folder(void)
{
    unlink(path);
    rmdir(folder);
}

static void make_folder(void)
{
    if (path[0] == '\0') {
        require(mkdtemp(folder) != NULL);
        snprintf(path, sizeof path, "%s/r.yaml", folder);
        atexit(remove_folder);
    }
}

/* Every node stands within the pattern. */
static void visit(const struct pattern *pattern, size_t size)
{
    for (; pattern != NULL; pattern = pattern->next) {
        require(pattern->offset <= size && pattern->len <= size - pattern->offset);
        visit(pattern->first, size);
    }
}

static struct program *load(struct slice pattern)
{
    static const char head[] =
        "lists: {l: [a, ~b, c d, =E]}\ntypes: {Low: [], Name: [Low], Found: []}\n"
        "families: {names: [Name, Low]}\nopaque: [names]\n"
        "text: {separators: [\"\\\\,\", and], clause-breaks: [\";\"]}\n"
        "inflection: {forms: {past: [['', ed]], plural: [['', s]]}}\nrules:\n"
        "- {rule: name, yields: Name, match: \"=A Cap+\"}\n- {rule: low, yields: Low, match: a b}\n";
    static const char *const kinds[] = {
        "- rule: span\n  yields: Found\n  match: |\n    ",
        "- rule: event\n  class: c\n  unless: z\n  before: (^ | ..2)\n  match: |\n    ",
        "- rule: centre\n  class: d\n  centre: title:(Name | a)\n  around:\n    x: |\n      "};
    struct buffer yaml = {0};
    buffer_add_text(&yaml, head);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        buffer_add_text(&yaml, kinds[i]);
        buffer_add(&yaml, pattern);
        buffer_add_byte(&yaml, '\n');
    }
    FILE *file = fopen(path, "wb");
    require(file != NULL);
    fwrite(yaml.bytes, 1, yaml.len, file);
    fclose(file);
    buffer_release(&yaml);
    const char *folders[] = {folder};
    struct diagnostics errors = {0};
    struct program *program = program_load(folders, 1, &errors);
    require((program == NULL) == (errors.error_count > 0));
    diagnostics_release(&errors);
    return program;
}

static void read_text(const struct program *program, struct slice text, struct arena *arena)
{
    struct piece piece = {0, 0, text.len};
    struct document document = {.source = text, .text = text, .pieces = &piece, .piece_count = 1};
    struct mention_set set;
    struct seen seen = {0};
    struct scratch *scratch = scratch_new(program);
    extract_seen(program, scratch, &document, EXAMPLE_AS_CUT, &set, &seen, arena);
    for (size_t i = 0; i < seen.span_count; i++) {
        require(seen.spans[i].at.begin < seen.spans[i].at.end && seen.spans[i].at.end <= text.len);
    }
    for (size_t i = 0; i < set.event_count; i++) {
        const struct event_mention *event = &set.events[i];
        require(event->sentence.text.begin <= event->at.text.begin && event->at.text.end <= event->sentence.text.end);
        for (size_t f = 0; f < event->filler_count; f++) {
            require(event->fillers[f].name < set.name_count);
        }
    }
    seen_release(&seen);
    mention_set_release(&set);
    scratch_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice all = slice_make((const char *)data, size);
    const char *line = size > 0 ? memchr(data, '\n', size) : NULL;
    if (line == NULL || utf8_valid_prefix(all) < size || memchr(data, '\0', size) != NULL ||
        memchr(data, '\r', size) != NULL) {
        return 0;
    }
    struct slice pattern = slice_sub(all, 0, (size_t)(line - all.ptr));
    struct arena arena = {0};
    struct pattern_error error = {0};
    const struct pattern *tree = pattern_parse(pattern, &arena, &error);
    require(tree != NULL || (error.message.len > 0 && error.offset <= pattern.len));
    visit(tree, pattern.len);
    make_folder();
    struct program *program = load(pattern);
    if (program != NULL) {
        read_text(program, slice_sub(all, pattern.len + 1, size), &arena);
    }
    program_free(program);
    arena_release(&arena);
    return 0;
}
