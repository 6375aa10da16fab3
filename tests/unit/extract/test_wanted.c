/* What is left out where nothing but times is asked for, and that it changes no time. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "extract/extract.h"
#include "ingest/find.h"
#include "ingest/read.h"
#include "pack.h"

static void write_times(struct buffer *out, const struct mention_set *set)
{
    for (size_t i = 0; i < set->time_count; i++) {
        const struct time_mention *time = &set->times[i];
        struct json json = {.out = out};
        buffer_format(out, "%zu %zu %.*s %d%d%d ", (size_t)time->at.text.begin, (size_t)time->at.text.end,
                      SLICE_ARG(time->rule), (int)time->tense, time->narrative, time->in_head);
        time_value_write(&json, &time->value);
        buffer_add_byte(out, '\n');
    }
    buffer_format(out, "date %u, %zu clues, %zu impossible\n", (unsigned)set->facts.date, set->clue_count,
                  set->impossible_count);
}

static void read_times(const struct program *program, const struct document *document, struct buffer *out)
{
    struct mention_set set;
    struct scratch *scratch = scratch_new(program);
    extract_document(program, scratch, document, EXTRACT_TIMES, &set);
    write_times(out, &set);
    mention_set_release(&set);
    scratch_free(scratch);
}

static void check_document(struct program *const programs[], size_t count, const struct found_file *file)
{
    const struct text_words *words = program_text_words(programs[0]);
    struct read_words furniture = {words->furniture, words->furniture_count};
    struct arena arena = {0};
    struct diagnostics errors = {0};
    struct document document = {0};
    struct buffer all = {0};
    cr_assert_eq(document_read(&document, file->name, file->path, &furniture, &arena, &errors), STATUS_OK);
    read_times(programs[0], &document, &all);
    for (size_t i = 1; i < count; i++) {
        struct buffer some = {0};
        read_times(programs[i], &document, &some);
        cr_expect(slice_equal(buffer_slice(&all), buffer_slice(&some)), "%s: other times with program %zu", file->name,
                  i);
        buffer_release(&some);
    }
    buffer_release(&all);
    diagnostics_release(&errors);
    arena_release(&arena);
}

/* All rules, all rules in the order in which they are wanted, and only those that are. */
Test(wanted, the_shipped_rules_find_the_same_times)
{
    static const char *const shipped = ANNALS_RULES_DIR "/en", *const samples = ANNALS_SOURCE_DIR "/samples";
    struct diagnostics errors = {0};
    struct found found = {0};
    struct program *programs[] = {program_load(&shipped, 1, &errors), program_load_times(&shipped, 1, 0, &errors),
                                  program_load_times(&shipped, 1, 1, &errors)};
    enum { COUNT = sizeof programs / sizeof programs[0] };
    cr_assert_eq(errors.error_count, 0);
    find_files(&found, &samples, 1, &errors);
    cr_assert_gt(found.count, 5);
    for (size_t i = 0; i < found.count; i++) {
        check_document(programs, COUNT, &found.files[i]);
    }
    for (size_t i = 0; i < COUNT; i++) {
        program_free(programs[i]);
    }
    found_release(&found);
    diagnostics_release(&errors);
}

#define BASE                                                              \
    "types: {Day: [], Fair: [], Stall: [], Quay: []}\nopaque: [Fair]\n"   \
    "rules:\n"                                                            \
    "- {rule: year, yields: Day, match: \"y:Year\", value: {year: $y}}\n" \
    "- {rule: stall, yields: Stall, match: \"stall\"}\n"                  \
    "- {rule: fair, yields: Fair, match: \"Stall Year\"}\n"               \
    "- {rule: quay, yields: Quay, match: \"quay <nowhere>\"}\n"           \
    "- {rule: open, class: launch, match: \"title:(opened <nowhere>)\"}\n"

/* Times of a text by a program of the packs; the caller frees it. NULL where there are errors. */
static char *times_of(const struct pack_folders *packs, size_t resting, const char *text, char **messages)
{
    const char *folders[PACK_MAX];
    struct diagnostics errors = {0};
    struct buffer out = {0};
    for (size_t i = 0; i < packs->count; i++) {
        folders[i] = packs->folders[i];
    }
    struct program *program = program_load_times(folders, packs->count, resting, &errors);
    *messages = pack_messages(&errors);
    if (program != NULL) {
        struct slice bytes = slice_of(text);
        struct piece piece = {0, 0, bytes.len};
        struct document document = {.source = bytes, .text = bytes, .pieces = &piece, .piece_count = 1};
        read_times(program, &document, &out);
    }
    program_free(program);
    diagnostics_release(&errors);
    return out.bytes;
}

Test(wanted, errors_are_told_of_what_is_read)
{
    struct pack_folders packs;
    char *messages, *times;
    pack_open(&packs);
    pack_add(&packs, BASE);
    times = times_of(&packs, 0, "in 1999", &messages);
    cr_expect_null(times);
    cr_expect(strstr(messages, "6:") == NULL && strstr(messages, "7:") && strstr(messages, "8:"), "%s", messages);
    free(messages);
    times = times_of(&packs, 1, "in 1999", &messages);
    cr_expect_not_null(times);
    cr_expect_str_empty(messages);
    free(messages);
    free(times);
    pack_add(&packs, "rules:\n- {rule: shut, class: launch, match: \"title:(shut <never>)\"}\n");
    times = times_of(&packs, 1, "in 1999", &messages);
    cr_expect_null(times);
    cr_expect(strstr(messages, "unknown list <never>") && !strstr(messages, "nowhere"), "%s", messages);
    free(messages);
    pack_remove(&packs);
}

#define COVERED                                                           \
    "types: {Day: [], Fair: [], Stall: [], Quay: []}\nopaque: [Fair]\n"   \
    "rules:\n"                                                            \
    "- {rule: year, yields: Day, match: \"y:Year\", value: {year: $y}}\n" \
    "- {rule: stall, yields: Stall, match: \"stall\"}\n"                  \
    "- {rule: fair, yields: Fair, match: \"Stall Year\"}\n"               \
    "- {rule: quay, yields: Quay, match: \"quay\"}\n"

/* A title covers the year in it; its rule needs a type that no time needs. */
Test(wanted, names_that_may_cover_a_time_are_read_with_all_that_they_need)
{
    static const char text[] = "a stall 1999 here, a quay 1998 there";
    struct pack_folders packs;
    char *messages;
    pack_open(&packs);
    pack_add(&packs, COVERED);
    char *some = times_of(&packs, 1, text, &messages);
    cr_expect_str_empty(messages);
    free(messages);
    char *all = times_of(&packs, 0, text, &messages);
    free(messages);
    pack_add(&packs, "disable: [stall]\n");
    char *bare = times_of(&packs, 2, text, &messages);
    cr_expect_str_empty(messages);
    free(messages);
    cr_assert(some != NULL && all != NULL && bare != NULL);
    cr_expect_str_eq(some, all);
    cr_expect_str_neq(some, bare, "the title makes no difference: %s", bare);
    free(some);
    free(all);
    free(bare);
    pack_remove(&packs);
}
