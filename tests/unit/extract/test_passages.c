/* Which sentences of a document are kept for a reader. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "base/buffer.h"
#include "extract/harvest_p.h"
#include "pack.h"

#define FAIRS                                                             \
    "types: {Fair: [], Day: []}\ndate: [own, before]\nrules:\n"           \
    "- {rule: fair, yields: Fair, match: \"Cap =Fair\"}\n"                \
    "- {rule: year, yields: Day, match: \"y:Year\", value: {year: $y}}\n" \
    "- {rule: held, class: meeting, match: \"title:Fair\"}\n"

/* "line: text", a line each. */
static void expect_passages(const char *text, const char *expected)
{
    struct program *program = pack_program(FAIRS);
    struct pack_reading reading;
    struct buffer found = {0};
    buffer_add_text(&found, "");
    pack_read(&reading, program, text, -1);
    for (size_t i = 0; i < reading.set.passage_count; i++) {
        const struct passage *passage = &reading.set.passages[i];
        buffer_format(&found, "%u: %.*s\n", passage->line, SLICE_ARG(passage->quote));
        cr_expect_leq(passage->source.end, strlen(text));
    }
    cr_expect_str_eq(found.bytes ? found.bytes : "", expected);
    buffer_release(&found);
    pack_read_release(&reading);
    program_free(program);
}

Test(passages, a_sentence_with_an_event_has_its_neighbours)
{
    expect_passages("We came early. It rained. The Tide Fair was good. We ate. Then we left. All slept.\n",
                    "1: It rained.\n1: The Tide Fair was good.\n1: We ate.\n");
}

Test(passages, neighbours_of_two_stand_once)
{
    expect_passages("The Tide Fair was good. We ate. The Salt Fair was better.\n",
                    "1: The Tide Fair was good.\n1: We ate.\n1: The Salt Fair was better.\n");
}

Test(passages, the_sentence_that_gives_the_date_is_kept_too)
{
    expect_passages("We came. It was 2018. We ate the Tide Fair. We left. We slept.\n",
                    "1: We came.\n1: It was 2018.\n1: We ate the Tide Fair.\n1: We left.\n");
}

Test(passages, lines_end_with_a_return_too)
{
    expect_passages("One.\r\nTwo was told.\r\n\r\nThe Tide Fair was good.\r\n",
                    "2: Two was told.\n4: The Tide Fair was good.\n");
}

Test(passages, nothing_found_keeps_nothing)
{
    expect_passages("We came early. It rained.\n", "");
}

Test(passages, a_long_neighbour_is_kept_with_its_beginning)
{
    struct buffer text = {0};
    buffer_add_text(&text, "The Tide Fair was good. We");
    while (text.len < 2 * PASSAGE_MAX_NEIGHBOUR) {
        buffer_add_text(&text, " \xC3\xA4\xC3\xA4\xC3\xA4");
    }
    buffer_add_text(&text, ".\n");
    struct program *program = pack_program(FAIRS);
    struct pack_reading reading;
    pack_read(&reading, program, text.bytes, -1);
    cr_assert_eq(reading.set.passage_count, 2);
    const struct passage *passage = &reading.set.passages[1];
    cr_expect_leq(passage->quote.len, PASSAGE_MAX_NEIGHBOUR);
    cr_expect_geq(passage->quote.len, PASSAGE_MAX_NEIGHBOUR - 8);
    cr_expect(slice_ends(passage->quote, "\xC3\xA4\xC3\xA4\xC3\xA4"), "cut in a word: %.*s", SLICE_ARG(passage->quote));
    pack_read_release(&reading);
    program_free(program);
    buffer_release(&text);
}
