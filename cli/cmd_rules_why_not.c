/* annals rules why-not: why a rule finds nothing in a text. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/explain.h"
#include "cli/output.h"
#include "cli/packs.h"

struct settings {
    struct text_list rules;
    bool alone;
    const char *date, *block, *format;
};

static const struct option options[] = {
    ASKED_OPTION_DATE(struct settings), ASKED_OPTION_FORMAT(struct settings), ASKED_OPTION_IN(struct settings),
    OPTION_RULES(struct settings),      OPTION_ALONE(struct settings),
};

/* What is asked, and what came of it. */
struct question {
    const struct program *program;
    const struct asked *asked;
    uint32_t rule; /* index + 1 */
    size_t won, lost;
};

static bool is_of_rule(const struct question *question, const struct probe_match *match)
{
    return match->rule == question->rule;
}

/* A match of a type that the pattern asks for, lost to another. */
static bool is_of_absent_type(const struct question *question, const struct probe_match *match)
{
    const struct probe_miss *miss = &question->asked->probe.miss;
    bool found = false;
    for (size_t i = 0; i < miss->type_count; i++) {
        found = found || program_type_is(question->program, match->type, miss->types[i]);
    }
    return found && match->kind == EXAMPLE_SPAN && match->fate != PROBE_WON && match->sentence == miss->sentence;
}

/* --- text --- */

enum { PIECE_MAX_SHOWN = 80 };

/* A long choice is cut short: the caret shows the place, and JSON holds all of it. */
static struct slice shown_piece(struct slice piece, struct arena *arena)
{
    size_t end = piece.len > PIECE_MAX_SHOWN ? PIECE_MAX_SHOWN : piece.len;
    while (end < piece.len && end > 0 && piece.ptr[end - 1] != ' ') { /* never inside a character */
        end--;
    }
    return arena_format(arena, "`%.*s%s`", (int)end, piece.ptr, end < piece.len ? "…" : "");
}

/* The words are there, in a name that is taken whole or not at all. */
static struct slice name_message(const struct probe_miss *miss, struct slice piece, struct arena *arena)
{
    struct slice by = miss->inside_rule.len > 0 ? arena_format(arena, "rule %.*s", SLICE_ARG(miss->inside_rule))
                                                : slice_of("a table or a definition");
    return arena_format(arena,
                        "needs %.*s, and for “%.*s” it would have to begin or end inside the name “%.*s”, which is "
                        "opaque; %.*s found it, and %.*s takes it whole",
                        SLICE_ARG(piece), SLICE_ARG(miss->words), SLICE_ARG(miss->inside), SLICE_ARG(by),
                        SLICE_ARG(miss->inside_type));
}

static struct slice miss_message(const struct probe_miss *miss, struct arena *arena)
{
    struct slice piece = miss->piece.len > 0 ? shown_piece(miss->piece, arena) : slice_of("what follows in the frame");
    switch (miss->kind) {
    case PROBE_MISS_NOWHERE:
        return arena_format(arena, "the pattern begins nowhere: no %.*s in the text", SLICE_ARG(piece));
    case PROBE_MISS_WORD:
        return miss->matched.len == 0
                   ? arena_format(arena, "needs %.*s first, but the sentence begins with “%.*s”", SLICE_ARG(piece),
                                  SLICE_ARG(miss->words))
                   : arena_format(arena, "matched “%.*s”, then needs %.*s, but “%.*s” follows",
                                  SLICE_ARG(miss->matched), SLICE_ARG(piece), SLICE_ARG(miss->words));
    case PROBE_MISS_GAP:
        return arena_format(arena, "matched “%.*s”, then needs %.*s, and looked for it in “%.*s”",
                            SLICE_ARG(miss->matched), SLICE_ARG(piece), SLICE_ARG(miss->words));
    case PROBE_MISS_END:
        return arena_format(arena, "matched “%.*s”, then needs %.*s, and the sentence ends", SLICE_ARG(miss->matched),
                            SLICE_ARG(piece));
    case PROBE_MISS_NAME:
        return name_message(miss, piece, arena);
    case PROBE_MISS_BLOCK:
        return arena_format(arena, "matches “%.*s”, but is for blocks of these kinds: %.*s; this is one of kind %.*s",
                            SLICE_ARG(miss->matched), SLICE_ARG(miss->blocks), SLICE_ARG(miss->inside));
    case PROBE_MISS_FAR:
        return arena_format(arena, "matches “%.*s”, but in another clause, or beyond another match of the rule",
                            SLICE_ARG(miss->matched));
    default:
        return slice_of("there is no sentence in the text");
    }
}

static void print_match(const struct probe_match *match)
{
    printf("%s “%.*s”", match->fate == PROBE_WON ? "it found" : "it matched", SLICE_ARG(match->quote));
    if (match->fate != PROBE_WON) {
        fputs(", but ", stdout);
        explain_fate_text(match, stdout);
    }
    putchar('\n');
    for (size_t i = 0; i < match->part_count; i++) {
        printf("    %.*s: “%.*s”\n", SLICE_ARG(match->parts[i].name), SLICE_ARG(match->parts[i].quote));
    }
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < match->open_count; i++) {
        const struct probe_open *open = &match->open[i];
        printf("    around %.*s found nothing: ", SLICE_ARG(open->name));
        printf("%.*s", SLICE_ARG(miss_message(&open->miss, &arena)));
        printf(" (%s:%u:%u)\n", open->miss.place.file, open->miss.place.line, open->miss.place.column);
    }
    arena_release(&arena);
}

static void print_miss(const struct question *question)
{
    const struct asked *asked = question->asked;
    const struct probe_miss *miss = &asked->probe.miss;
    struct arena arena;
    arena_init(&arena);
    struct diagnostics told = {0};
    diagnostics_add(&told, SEVERITY_NOTE, miss->place.file != NULL ? &miss->place : NULL, "%.*s",
                    SLICE_ARG(miss_message(miss, &arena)));
    diagnostics_print(&told, stdout);
    diagnostics_release(&told);
    if (asked->seen.sentence_count > 1) {
        printf("in the sentence: %.*s\n", SLICE_ARG(asked->seen.sentences[miss->sentence].text));
    }
    if (miss->absent.len > 0) {
        printf("nothing in this sentence is of type %.*s\n", SLICE_ARG(miss->absent));
    }
    for (size_t i = 0; i < asked->probe.match_count; i++) {
        const struct probe_match *match = &asked->probe.matches[i];
        if (is_of_absent_type(question, match)) {
            printf("    %.*s “%.*s” [%.*s]: ", SLICE_ARG(match->yields), SLICE_ARG(match->quote),
                   SLICE_ARG(match->rule_name.len > 0 ? match->rule_name : slice_of("table")));
            explain_fate_text(match, stdout);
            putchar('\n');
        }
    }
    arena_release(&arena);
}

static void answer_text(const struct question *question)
{
    struct place place = program_rule_place(question->program, question->rule - 1);
    printf("%s:%u: rule %.*s %s\n", place.file, place.line,
           SLICE_ARG(program_rule_name(question->program, question->rule - 1)),
           question->won > 0    ? "fires here"
           : question->lost > 0 ? "matches here, and what it finds does not stand"
                                : "does not match here");
    for (size_t i = 0; i < question->asked->probe.match_count; i++) {
        if (is_of_rule(question, &question->asked->probe.matches[i])) {
            print_match(&question->asked->probe.matches[i]);
        }
    }
    if (question->won + question->lost == 0) {
        print_miss(question);
    }
}

/* --- json --- */

static void member(struct json *json, const char *key, struct slice text)
{
    if (text.len > 0) {
        json_member(json, key, text);
    }
}

static void write_reason(struct json *json, const struct probe_miss *miss)
{
    static const char *const kinds[] = {
        [PROBE_MISS_NONE] = "no-sentence", [PROBE_MISS_NOWHERE] = "nowhere", [PROBE_MISS_WORD] = "word",
        [PROBE_MISS_GAP] = "gap",          [PROBE_MISS_END] = "end",         [PROBE_MISS_NAME] = "inside-name",
        [PROBE_MISS_BLOCK] = "block",      [PROBE_MISS_FAR] = "far"};
    json_member(json, "kind", slice_of(kinds[miss->kind]));
    member(json, "matched", miss->matched);
    member(json, "words", miss->words);
    member(json, "piece", miss->piece);
    if (miss->place.file != NULL) {
        json_member(json, "file", slice_of(miss->place.file));
        json_member_number(json, "line", miss->place.line);
        json_member_number(json, "column", miss->place.column);
    }
    member(json, "inside", miss->inside);
    member(json, "inside-type", miss->inside_type);
    member(json, "inside-rule", miss->inside_rule);
    member(json, "blocks", miss->blocks);
    member(json, "absent", miss->absent);
}

static void write_miss(const struct question *question, struct json *json)
{
    const struct probe_miss *miss = &question->asked->probe.miss;
    json_key(json, "miss");
    json_object_begin(json);
    write_reason(json, miss);
    if (miss->kind != PROBE_MISS_NONE) {
        json_member(json, "sentence", question->asked->seen.sentences[miss->sentence].text);
    }
    json_key(json, "lost");
    json_array_begin(json);
    for (size_t i = 0; i < question->asked->probe.match_count; i++) {
        if (is_of_absent_type(question, &question->asked->probe.matches[i])) {
            explain_match_json(&question->asked->probe.matches[i], json);
        }
    }
    json_array_end(json);
    json_object_end(json);
}

/* The patterns of around: that found nothing, of each match. */
static void write_open(const struct question *question, struct json *json)
{
    json_key(json, "open");
    json_array_begin(json);
    for (size_t i = 0; i < question->asked->probe.match_count; i++) {
        const struct probe_match *match = &question->asked->probe.matches[i];
        for (size_t o = 0; is_of_rule(question, match) && o < match->open_count; o++) {
            json_object_begin(json);
            json_member(json, "quote", match->quote);
            json_member(json, "around", match->open[o].name);
            write_reason(json, &match->open[o].miss);
            json_object_end(json);
        }
    }
    json_array_end(json);
}

static void answer_json(const struct question *question)
{
    struct buffer out = {0};
    struct json json;
    json_init(&json, &out, false);
    json_object_begin(&json);
    json_member(&json, "rule", program_rule_name(question->program, question->rule - 1));
    json_key(&json, "fires");
    json_bool(&json, question->won > 0);
    json_key(&json, "matches");
    json_array_begin(&json);
    for (size_t i = 0; i < question->asked->probe.match_count; i++) {
        if (is_of_rule(question, &question->asked->probe.matches[i])) {
            explain_match_json(&question->asked->probe.matches[i], &json);
        }
    }
    json_array_end(&json);
    if (question->won + question->lost == 0) {
        write_miss(question, &json);
    }
    write_open(question, &json);
    json_object_end(&json);
    buffer_add_byte(&out, '\n');
    output_write(buffer_slice(&out));
    buffer_release(&out);
}

/* --- the command --- */

static int answer(const struct settings *settings, const struct text_list *operands, bool is_json,
                  const struct program *program)
{
    struct asked_options asked_options = {"rules why-not", operands->items[1], false, settings->date, settings->block};
    struct diagnostics errors = {0};
    struct asked asked = {.probe = {.keeps_matches = true}};
    asked.probe.wanted = program_find_rule(program, slice_of(operands->items[0]), &errors);
    int status = EXIT_USAGE;
    output_diagnostics(&errors);
    if (asked.probe.wanted > 0 && asked_open(&asked, program, &asked_options)) {
        asked_run(&asked, program);
        struct question question = {.program = program, .asked = &asked, .rule = asked.probe.wanted};
        for (size_t i = 0; i < asked.probe.match_count; i++) {
            bool own = is_of_rule(&question, &asked.probe.matches[i]), won = asked.probe.matches[i].fate == PROBE_WON;
            question.won += own && won;
            question.lost += own && !won;
        }
        status = EXIT_DONE;
        if (is_json) {
            answer_json(&question);
        } else {
            answer_text(&question);
        }
    }
    asked_release(&asked);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    bool is_json;
    int status = command_begin(command, argc, argv, &settings, &operands, 2, 2);
    if (status < 0 && !asked_format("rules why-not", settings.format, &is_json)) {
        status = EXIT_USAGE;
    }
    if (status < 0) {
        struct program *program = packs_load_alone(&settings.rules, settings.alone);
        status = program ? answer(&settings, &operands, is_json, program) : EXIT_USAGE;
        program_free(program);
    }
    text_list_release(&settings.rules);
    text_list_release(&operands);
    return status;
}

const struct command command_rules_why_not = {
    .name = "rules why-not",
    .operands = "RULE TEXT|FILE",
    .summary = "say why a rule finds nothing in a text",
    .details = "Shows the furthest attempt: the words that matched, the first part of the\n"
               "pattern that did not, where that stands in the rule file, and the words it\n"
               "failed at; which types no earlier rule found in the sentence. Where the\n"
               "pattern does match: what took it, such as unless:, if: or a longer match.\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
