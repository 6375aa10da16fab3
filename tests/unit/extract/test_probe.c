/* What a probe tells: the fate of each match, counts, and how far a rule got; against what the engine itself finds. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "extract/probe.h"
#include "pack.h"
#include "text/text.h"

/* A text read with a probe. */
struct probing {
    struct arena arena;
    struct mention_set set;
    struct seen seen;
    struct probe probe;
};

static void read_text(struct probing *probing, const struct program *program, const char *text, const char *rule,
                      struct probe_count *counts)
{
    *probing = (struct probing){.probe = {.keeps_matches = true, .counts = counts}};
    struct diagnostics errors = {0};
    struct slice bytes = slice_of(text);
    struct piece piece = {0, 0, bytes.len};
    struct document document = {.source = bytes, .text = bytes, .pieces = &piece, .piece_count = 1};
    if (rule != NULL) {
        probing->probe.wanted = program_find_rule(program, slice_of(rule), &errors);
        cr_assert_neq(probing->probe.wanted, 0);
    }
    struct scratch *scratch = scratch_new(program);
    extract_probed(program, scratch, &document, BLOCK_PARAGRAPH, &probing->set, &probing->seen, &probing->probe,
                   &probing->arena);
    scratch_free(scratch);
    diagnostics_release(&errors);
}

static void release(struct probing *probing)
{
    probe_release(&probing->probe);
    seen_release(&probing->seen);
    mention_set_release(&probing->set);
    arena_release(&probing->arena);
}

static const char *const pack =
    "types: {Place: [], Fair: [], Low: []}\nfamilies: {names: [Place], titles: [Fair]}\nopaque: [names, titles]\n"
    "entities: {place: [Place]}\ntext: {separators: [and, \"\\\\,\"], clause-breaks: [but]}\n"
    "rules:\n"
    "- {rule: place, yields: Place, match: \"=Oslo | =Port =Oslo | =Accra\"}\n"
    "- {rule: fair, yields: Fair, match: \"Cap{1,2} =Fair\"}\n"
    "- {rule: low, yields: Low, match: \"a (b | c d)* e?\"}\n"
    "- {rule: held, class: m, match: \"held title:Fair ..3 in place:list(Place)\"}\n"
    "- {rule: not, class: m, match: \"held title:not(a | Place) b\"}\n"
    "- {rule: first, class: m, match: \"^ a title:b $\"}\n"
    "- {rule: glue, class: m, match: \"title:b _ \\\\,\"}\n"
    "- {rule: brief, class: m, match: \"title:Fair brackets(Cap)\"}\n"
    "- {rule: gap, class: m, match: \"a ..2 title:e .. b\"}\n"
    "- {rule: veto, class: m, match: \"held title:Fair\", unless: \"held Fair in\"}\n";

static const char *const rules[] = {"place", "fair", "low", "held", "not", "first", "glue", "brief", "gap", "veto"};
static const char *const words[] = {"a", "b", "c",    "d",    "e",     "held", "in",   "and",  "but", ",",
                                    "(", ")", "Oslo", "Port", "Accra", "Salt", "Fair", "Tide", "the"};

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static void random_text(uint32_t *state, char *text, size_t size)
{
    size_t count = 2 + next_random(state) % 10, at = 0;
    for (size_t i = 0; i < count && at + 8 < size; i++) {
        const char *word = words[next_random(state) % (sizeof words / sizeof *words)];
        at += (size_t)snprintf(text + at, size - at, "%s%s", i > 0 && word[0] != ',' ? " " : "", word);
    }
}

/* The search for the furthest attempt is another matcher: it must fail where the engine does, and only there. */
Test(probe, a_miss_is_told_exactly_where_the_rule_matches_nothing)
{
    struct program *program = pack_program(pack);
    uint32_t state = 7;
    size_t matched = 0, missed = 0;
    for (int round = 0; round < 400; round++) {
        char text[128];
        random_text(&state, text, sizeof text);
        for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
            struct probing probing;
            read_text(&probing, program, text, rules[r], NULL);
            size_t count = 0;
            for (size_t i = 0; i < probing.probe.match_count; i++) {
                count += slice_is(probing.probe.matches[i].rule_name, rules[r]);
            }
            bool miss = probing.probe.miss.kind != PROBE_MISS_NONE;
            cr_expect_eq(miss, count == 0, "in '%s' rule %s has %zu matches and %s", text, rules[r], count,
                         miss ? "a miss" : "no miss");
            matched += count > 0;
            missed += miss;
            release(&probing);
        }
    }
    cr_expect_gt(matched, 200);
    cr_expect_gt(missed, 200);
    program_free(program);
}

/* What is told to stand is what stands. */
Test(probe, matches_that_stand_are_the_spans_and_events)
{
    struct program *program = pack_program(pack);
    uint32_t state = 99;
    size_t seen_all = 0;
    for (int round = 0; round < 400; round++) {
        char text[128];
        random_text(&state, text, sizeof text);
        struct probing probing;
        read_text(&probing, program, text, NULL, NULL);
        size_t spans = 0, events = 0, found = 0;
        for (size_t i = 0; i < probing.probe.match_count; i++) {
            const struct probe_match *match = &probing.probe.matches[i];
            spans += match->fate == PROBE_WON && match->kind == EXAMPLE_SPAN;
            events += match->fate == PROBE_WON && match->kind == EXAMPLE_EVENT;
        }
        for (size_t i = 0; i < probing.seen.span_count; i++) {
            found += probing.seen.spans[i].rule.len > 0;
        }
        cr_expect_eq(spans, found, "'%s': %zu told, %zu found", text, spans, found);
        cr_expect_eq(events, probing.set.event_count, "'%s': %zu told, %zu found", text, events,
                     probing.set.event_count);
        seen_all += found + events;
        release(&probing);
    }
    cr_expect_gt(seen_all, 300);
    program_free(program);
}

/* A probe changes nothing of what is found. */
Test(probe, what_is_found_is_the_same_without_a_probe)
{
    struct program *program = pack_program(pack);
    uint32_t state = 5;
    for (int round = 0; round < 200; round++) {
        char text[128];
        random_text(&state, text, sizeof text);
        struct probing probing;
        struct pack_reading reading;
        read_text(&probing, program, text, "held", NULL);
        pack_read(&reading, program, text, BLOCK_PARAGRAPH);
        cr_assert_eq(probing.seen.span_count, reading.seen.span_count, "%s", text);
        for (size_t i = 0; i < reading.seen.span_count; i++) {
            cr_expect(slice_equal(probing.seen.spans[i].rule, reading.seen.spans[i].rule) &&
                          probing.seen.spans[i].at.begin == reading.seen.spans[i].at.begin &&
                          probing.seen.spans[i].at.end == reading.seen.spans[i].at.end,
                      "%s", text);
        }
        cr_expect_eq(probing.set.event_count, reading.set.event_count, "%s", text);
        pack_read_release(&reading);
        release(&probing);
    }
    program_free(program);
}

Test(probe, counts_follow_the_fates)
{
    struct program *program = pack_program(pack);
    struct probe_count *counts = calloc(program_rule_count(program), sizeof *counts);
    struct diagnostics errors = {0};
    struct probing probing;
    read_text(&probing, program, "They held Tide Fair in Port Oslo and Accra", NULL, counts);
    const struct probe_count *place = &counts[program_find_rule(program, slice_of("place"), &errors) - 1];
    cr_expect_eq(place->attempts, 3); /* Port, Oslo inside it, Accra */
    cr_expect_eq(place->matches, 3);
    cr_expect_eq(place->won, 2);
    const struct probe_count *held = &counts[program_find_rule(program, slice_of("held"), &errors) - 1];
    cr_expect_eq(held->matches, 1);
    cr_expect_eq(held->won, 1);
    const struct probe_count *veto = &counts[program_find_rule(program, slice_of("veto"), &errors) - 1];
    cr_expect_eq(veto->matches, 0); /* after unless */
    cr_expect_eq(probing.probe.sentences, 1);
    release(&probing);
    free(counts);
    program_free(program);
}

Test(probe, every_fate_has_a_name_and_a_text)
{
    for (int i = 0; i < PROBE_FATE_COUNT; i++) {
        cr_expect_not_null(probe_fate_name((enum probe_fate)i));
        cr_expect_gt(strlen(probe_fate_text((enum probe_fate)i)), 5);
        for (int j = 0; j < i; j++) {
            cr_expect_str_neq(probe_fate_name((enum probe_fate)i), probe_fate_name((enum probe_fate)j));
        }
    }
}
