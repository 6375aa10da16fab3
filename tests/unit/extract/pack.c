#include "pack.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "text/text.h"

static const char *const file_names[] = {"rules.yaml", "more.yaml", "states.tsv", "pack.yaml"};

void pack_open(struct pack_folders *packs)
{
    *packs = (struct pack_folders){0};
    snprintf(packs->root, sizeof packs->root, "/tmp/annals-pack-XXXXXX");
    cr_assert_not_null(mkdtemp(packs->root));
}

void pack_file(const struct pack_folders *packs, const char *name, const char *bytes)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", packs->folders[packs->count - 1], name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(bytes, file);
    cr_assert_eq(fclose(file), 0);
}

void pack_add(struct pack_folders *packs, const char *yaml)
{
    cr_assert_lt(packs->count, PACK_MAX);
    snprintf(packs->folders[packs->count], sizeof packs->folders[0], "%s/%zu", packs->root, packs->count);
    cr_assert_eq(mkdir(packs->folders[packs->count], 0700), 0);
    packs->count++;
    pack_file(packs, "rules.yaml", yaml);
}

struct program *pack_load(const struct pack_folders *packs, struct diagnostics *errors)
{
    const char *folders[PACK_MAX];
    for (size_t i = 0; i < packs->count; i++) {
        folders[i] = packs->folders[i];
    }
    return program_load(folders, packs->count, errors);
}

void pack_remove(struct pack_folders *packs)
{
    for (size_t i = 0; i < packs->count; i++) {
        for (size_t f = 0; f < sizeof file_names / sizeof file_names[0]; f++) {
            char path[160];
            snprintf(path, sizeof path, "%s/%s", packs->folders[i], file_names[f]);
            unlink(path);
        }
        rmdir(packs->folders[i]);
    }
    rmdir(packs->root);
}

char *pack_messages(const struct diagnostics *errors)
{
    struct buffer text = {0};
    buffer_add_text(&text, "");
    for (size_t i = 0; i < errors->count; i++) {
        const struct diagnostic *item = &errors->items[i];
        buffer_format(&text, "%s%u:%u: %s%s", i > 0 ? "\n" : "", item->line, item->column,
                      item->severity == SEVERITY_ERROR  ? ""
                      : item->severity == SEVERITY_NOTE ? "note: "
                                                        : "warning: ",
                      item->message);
    }
    return text.bytes != NULL ? text.bytes : calloc(1, 1);
}

struct program *pack_program(const char *yaml)
{
    struct pack_folders packs;
    struct diagnostics errors = {0};
    pack_open(&packs);
    pack_add(&packs, yaml);
    struct program *program = pack_load(&packs, &errors);
    char *messages = pack_messages(&errors);
    cr_assert_not_null(program, "%s", messages);
    free(messages);
    diagnostics_release(&errors);
    pack_remove(&packs);
    return program;
}

void pack_read(struct pack_reading *reading, const struct program *program, const char *text, int block)
{
    *reading = (struct pack_reading){0};
    struct slice bytes = slice_of(text);
    struct piece *pieces = arena_alloc(&reading->arena, sizeof *pieces);
    *pieces = (struct piece){0, 0, bytes.len};
    struct document document = {.source = bytes, .text = bytes, .pieces = pieces, .piece_count = 1};
    struct scratch *scratch = scratch_new(program);
    extract_seen(program, scratch, &document, block, &reading->set, &reading->seen, &reading->arena);
    scratch_free(scratch);
}

void pack_read_release(struct pack_reading *reading)
{
    seen_release(&reading->seen);
    mention_set_release(&reading->set);
    arena_release(&reading->arena);
}

static int by_place(const void *a, const void *b)
{
    const struct seen_span *left = a, *right = b;
    return left->at.begin != right->at.begin ? (left->at.begin < right->at.begin ? -1 : 1)
                                             : (left->at.end > right->at.end) - (left->at.end < right->at.end);
}

static const char *finish(struct pack_reading *reading, struct buffer *text)
{
    const char *kept = arena_string(&reading->arena, text->bytes ? buffer_slice(text) : slice_of(""));
    buffer_release(text);
    return kept;
}

const char *pack_quotes(struct pack_reading *reading, const char *rule)
{
    struct buffer text = {0};
    if (reading->seen.span_count > 1) {
        qsort(reading->seen.spans, reading->seen.span_count, sizeof *reading->seen.spans, by_place);
    }
    for (size_t i = 0; i < reading->seen.span_count; i++) {
        if (slice_is(reading->seen.spans[i].rule, rule)) {
            buffer_add_text(&text, text.len > 0 ? " | " : "");
            buffer_add(&text, reading->seen.spans[i].quote);
        }
    }
    return finish(reading, &text);
}

static void write_event(struct buffer *text, const struct mention_set *set, const struct event_mention *event)
{
    static const char *const statuses[] = {"", "occurred", "planned", "postponed", "cancelled"};
    buffer_format(text, "%.*s", SLICE_ARG(event->title));
    for (size_t f = 0; f < event->filler_count; f++) {
        buffer_format(text, "; %.*s: %.*s", SLICE_ARG(event->fillers[f].role),
                      SLICE_ARG(set->names[event->fillers[f].name].at.quote));
    }
    for (size_t a = 0; a < event->attribute_count; a++) {
        buffer_format(text, "; %.*s = %.*s", SLICE_ARG(event->attributes[a].key),
                      SLICE_ARG(event->attributes[a].value));
    }
    if (event->has_date) {
        buffer_format(text, "; on %.*s", SLICE_ARG(set->times[event->date].at.quote));
    }
    if (event->status != EVENT_UNKNOWN) {
        buffer_format(text, "; %s", statuses[event->status]);
    }
}

const char *pack_events(struct pack_reading *reading, const char *rule)
{
    struct buffer text = {0};
    const struct mention_set *set = &reading->set;
    for (size_t i = 0; i < set->event_count; i++) {
        if (slice_is(set->events[i].rule, rule)) {
            buffer_add_text(&text, text.len > 0 ? "\n" : "");
            write_event(&text, set, &set->events[i]);
        }
    }
    for (size_t i = 0; i < set->relation_count; i++) {
        const struct relation_mention *relation = &set->relations[i];
        if (slice_is(relation->rule, rule)) {
            buffer_format(&text, "%s%.*s: %.*s -> %.*s", text.len > 0 ? "\n" : "", SLICE_ARG(relation->type),
                          SLICE_ARG(set->names[relation->source].at.quote),
                          SLICE_ARG(set->names[relation->target].at.quote));
        }
    }
    return finish(reading, &text);
}

static void expect(const char *yaml, const char *text, const char *rule, const char *expected,
                   const char *(*see)(struct pack_reading *, const char *))
{
    struct program *program = pack_program(yaml);
    struct pack_reading reading;
    pack_read(&reading, program, text, BLOCK_PARAGRAPH);
    const char *found = see(&reading, rule);
    cr_expect_str_eq(found, expected, "in '%s' %s finds\n%s\nexpected\n%s", text, rule, found, expected);
    pack_read_release(&reading);
    program_free(program);
}

void pack_expect_quotes(const char *yaml, const char *text, const char *rule, const char *expected)
{
    expect(yaml, text, rule, expected, pack_quotes);
}

void pack_expect_events(const char *yaml, const char *text, const char *rule, const char *expected)
{
    expect(yaml, text, rule, expected, pack_events);
}

void pack_expect_errors(const char *yaml, const char *messages)
{
    struct pack_folders packs;
    struct diagnostics errors = {0};
    pack_open(&packs);
    pack_add(&packs, yaml);
    cr_expect_null(pack_load(&packs, &errors), "no errors in\n%s", yaml);
    diagnostics_sort(&errors);
    char *found = pack_messages(&errors);
    size_t length = strlen(packs.folders[0]) + 1;
    for (char *at; (at = strstr(found, packs.folders[0])) != NULL;) { /* the folder's name is another each time */
        memmove(at, at + length, strlen(at + length) + 1);
    }
    cr_expect_str_eq(found, messages, "in\n%s\nthe messages are\n%s\nexpected\n%s", yaml, found, messages);
    free(found);
    diagnostics_release(&errors);
    pack_remove(&packs);
}
