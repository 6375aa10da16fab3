/* bench_linear [NAME]...: does time grow with the text, whatever the text and the rules? Texts and rules made to be
 * slow are run at 1, 2, 4 and 8 times their size; the slope of time over size, both as logarithms, is 1 where the cost
 * is linear and 2 where it is quadratic. Processor time of this process; of several rounds the least counts, so that
 * what else the machine does hardly shows. Exit status 1 where a slope is above the limit. NAME: only those rows. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "export/kb_json.h"
#include "extract/extract.h"
#include "ingest/read.h"
#include "kb/resolve.h"

enum { SIZES = 4, ROUNDS = 3, EXTRA_ROUNDS = 8 };
static const double limit = 1.15;

/* --- texts: `count` pieces of each --- */

typedef void write_text(struct buffer *out, size_t count);

static void repeat(struct buffer *out, size_t count, const char *piece)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(out, piece);
    }
}

/* A name of capital and small letters that no other number has. */
static void add_name(struct buffer *out, size_t number)
{
    buffer_add_byte(out, (char)('A' + number % 26));
    for (size_t rest = number / 26; rest > 0 || number < 26; rest /= 21) {
        buffer_add_byte(out, "bcdfghjklmnpqrstvwxyz"[rest % 21]);
        buffer_add_byte(out, "aeiou"[rest % 5]);
        if (rest < 21) {
            return;
        }
    }
}

static void no_sentence_end(struct buffer *out, size_t count)
{
    repeat(out, count, "the river and the boats of that town go on ");
}

static void trigger_words(struct buffer *out, size_t count)
{
    repeat(out, count, "conference held adopted signed ");
}

static void trigger_sentences(struct buffer *out, size_t count)
{
    repeat(out, count, "The conference was held in Oslo on 5 May 2012 and adopted the Oslo Plan.\n");
}

static void opening_quotes(struct buffer *out, size_t count)
{
    repeat(out, count, "\xE2\x80\x9C word ");
}

static void opening_brackets(struct buffer *out, size_t count)
{
    repeat(out, count, "( word ");
}

static void straight_quotes(struct buffer *out, size_t count)
{
    repeat(out, count, "\" word ' ");
}

static void definitions(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buffer name = {0};
        add_name(&name, i + 1000);
        buffer_format(out, "The %s Fisheries Organization (%cFO%zu) met. ", name.bytes, name.bytes[0], i);
        buffer_release(&name);
    }
}

static void one_short_form(struct buffer *out, size_t count)
{
    repeat(out, count, "The Lakes Fisheries Organization (LFO) met the LFO. ");
}

static void dates(struct buffer *out, size_t count)
{
    repeat(out, count, "on 5 May 2012, in June 2013, last year, by 2030, ");
}

static void events(struct buffer *out, size_t count)
{
    repeat(out, count, "the Rivers Conference was held in Oslo on 5 May 2012, ");
}

static void different_events(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(out, "The ");
        add_name(out, i + 1000);
        buffer_format(out, " Conference was held in Oslo on %zu May %zu. ", 1 + i % 28, 1950 + i % 70);
    }
}

static void different_bodies(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(out, "In May 2012 Ghana signed an agreement with the ");
        add_name(out, i + 1000);
        buffer_add_text(out, " Fisheries Organization. ");
    }
}

static void same_event(struct buffer *out, size_t count)
{
    repeat(out, count, "The Rivers Conference was held in Oslo on 5 May 2012. ");
}

static void one_title(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "The Rivers Conference was held in Oslo on %zu May %zu. ", 1 + i % 28, 1900 + i / 28 % 100);
    }
}

static void one_day(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(out, "The ");
        add_name(out, i + 1000);
        buffer_add_text(out, " Conference was held in Oslo on 5 May 2012. ");
    }
}

static void no_dates(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "A conference on rivers was held in %s. ", i % 2 ? "Oslo" : "Accra");
    }
}

static void resolutions(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "It adopted resolution %zu (%zu) on 5 May %zu. ", 100 + i, 1950 + i % 70, 1950 + i % 70);
    }
}

static void agreements(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "On %zu May %zu Ghana and Peru signed an agreement on fish. ", 1 + i % 28, 1950 + i % 70);
    }
}

static void persons(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(out, "President Rosa ");
        add_name(out, i + 1000);
        buffer_add_text(out, " of Peru visited Ghana in May 2012. ");
    }
}

static void cut_events(struct buffer *out, size_t count)
{
    repeat(out, count, "The Rivers Confe-\nrence was held in Oslo on 5\nMay 2012 by the Fishe-\nries Organization.\n");
}

static void headings(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "# Part %zu\n\n", i);
    }
}

static void items(struct buffer *out, size_t count)
{
    buffer_add_text(out, "In 2012 the following conferences were held:\n\n");
    repeat(out, count, "- the Rivers Conference, in Oslo in May;\n");
}

static void footnotes(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "The plan was read.%zu\n\n", 1 + i % 900);
    }
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "%zu See the plan of the river.\n", 1 + i % 900);
    }
}

static void short_lines(struct buffer *out, size_t count)
{
    repeat(out, count, "a\n");
}

static void blank_lines(struct buffer *out, size_t count)
{
    repeat(out, count, "\n \n");
}

static void pages(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "The Rivers Report\n\nWords of the page that go on and on over it.\n\nPage %zu\f", i);
    }
}

static void hyphenated_lines(struct buffer *out, size_t count)
{
    repeat(out, count, "confe-\nrence of the river and its tribu-\ntaries, which ");
}

static void one_word(struct buffer *out, size_t count)
{
    repeat(out, count, "abcdefghij");
}

static void compound(struct buffer *out, size_t count)
{
    repeat(out, count, "word-");
}

static void dotted(struct buffer *out, size_t count)
{
    repeat(out, count, "A.B.C. Mr. ");
}

static void capitals(struct buffer *out, size_t count)
{
    repeat(out, count, "Grand Lake River ");
}

static void states(struct buffer *out, size_t count)
{
    repeat(out, count, "Ghana, Peru and Norway, ");
}

static void letters(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) { /* sentences in which all words are that a rule needs, but not in its order */
        buffer_add_text(out, "b c");
        repeat(out, 40, " a a a a a a a a");
        buffer_add_text(out, "\n\n");
    }
}

static void letters_and_commas(struct buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(out, "b c");
        repeat(out, 20, " a, a and a, a ( a ) - a - a");
        buffer_add_text(out, "\n\n");
    }
}

/* --- rules --- */

static const char nested_optionals[] = "types: {A: []}\nrules:\n- {rule: r, yields: A, match: "
                                       "a (a? (a? (a? (a? (a? (a? (a? a?)?)?)?)?)?)?)? b}\n";
static const char nested_stars[] = "types: {A: []}\nrules:\n- {rule: r, yields: A, match: a ((a* | a)* (a | a)*)* b}\n"
                                   "- {rule: s, yields: A, match: a (a | a)* (a | a a | a a a)* c}\n";
static const char gaps[] = "types: {A: []}\nrules:\n- {rule: r, yields: A, match: a ..40 a ..40 a ..40 a ..40 b}\n"
                           "- {rule: s, yields: A, match: a (..9 (..9 (..9 a)*)*)* c}\n";
static const char lists_of_lists[] = "types: {A: []}\ntext: {separators: [\"\\\\,\", and]}\nrules:\n"
                                     "- rule: r\n  yields: A\n  match: list(list(list(list(list(a ..4)))))\n"
                                     "- rule: s\n  class: c\n  match: each(x:list(list(a)) ..9) b\n";
static const char many_layers[] = "types: {A: [], B: [], C: [], D: [], E: []}\nfamilies: {f: [A, B, C, D, E]}\nrules:\n"
                                  "- {rule: a, yields: A, match: a}\n- {rule: b, yields: B, match: A A?}\n"
                                  "- {rule: c, yields: C, match: B B*}\n- {rule: d, yields: D, match: C ..9 C?}\n"
                                  "- {rule: e, yields: E, match: D+, unless: D a, before: A, after: A}\n"
                                  "- {rule: v, class: c, match: title:D p:(A | B)+}\n"
                                  "- {rule: w, class: c, match: title:D ..20 p:A}\n";

/* --- measuring --- */

enum stage { STAGE_READ, STAGE_EXTRACT, STAGE_RESOLVE, STAGE_DOCUMENTS };

struct row {
    const char *name;
    write_text *write;
    size_t count;      /* pieces at 1 */
    const char *rules; /* NULL: the shipped ones */
    enum stage stage;
};

static const struct row rows[] = {
    {"no sentence end, 1 MB", no_sentence_end, 3000, NULL, STAGE_EXTRACT},
    {"100,000 trigger words", trigger_words, 3200, NULL, STAGE_EXTRACT},
    {"trigger sentences", trigger_sentences, 250, NULL, STAGE_EXTRACT},
    {"opening quotes", opening_quotes, 10000, NULL, STAGE_EXTRACT},
    {"opening brackets", opening_brackets, 10000, NULL, STAGE_EXTRACT},
    {"straight quotes", straight_quotes, 5000, NULL, STAGE_EXTRACT},
    {"definitions", definitions, 400, NULL, STAGE_EXTRACT},
    {"one definition again", one_short_form, 400, NULL, STAGE_EXTRACT},
    {"dates without end", dates, 500, NULL, STAGE_EXTRACT},
    {"events without end", events, 150, NULL, STAGE_EXTRACT},
    {"resolutions", resolutions, 300, NULL, STAGE_EXTRACT},
    {"persons", persons, 300, NULL, STAGE_EXTRACT},
    {"events cut at line ends", cut_events, 300, NULL, STAGE_EXTRACT},
    {"headings", headings, 4000, NULL, STAGE_EXTRACT},
    {"list items", items, 500, NULL, STAGE_EXTRACT},
    {"footnotes", footnotes, 1000, NULL, STAGE_EXTRACT},
    {"short lines", short_lines, 10000, NULL, STAGE_EXTRACT},
    {"blank lines", blank_lines, 100000, NULL, STAGE_READ},
    {"pages", pages, 2000, NULL, STAGE_READ},
    {"words cut at line ends", hyphenated_lines, 5000, NULL, STAGE_READ},
    {"one word", one_word, 40000, NULL, STAGE_EXTRACT},
    {"one compound", compound, 20000, NULL, STAGE_EXTRACT},
    {"full stops", dotted, 5000, NULL, STAGE_EXTRACT},
    {"capitals", capitals, 8000, NULL, STAGE_EXTRACT},
    {"states", states, 8000, NULL, STAGE_EXTRACT},
    {"rules: nested optionals", letters, 50, nested_optionals, STAGE_EXTRACT},
    {"rules: nested stars", letters, 50, nested_stars, STAGE_EXTRACT},
    {"rules: gaps", letters_and_commas, 50, gaps, STAGE_EXTRACT},
    {"rules: lists of lists", letters_and_commas, 50, lists_of_lists, STAGE_EXTRACT},
    {"rules: layers", letters_and_commas, 15, many_layers, STAGE_EXTRACT},
    {"graph: one event again", same_event, 400, NULL, STAGE_RESOLVE},
    {"graph: different events", different_events, 400, NULL, STAGE_RESOLVE},
    {"graph: one title, many days", one_title, 300, NULL, STAGE_RESOLVE},
    {"graph: one day, many titles", one_day, 300, NULL, STAGE_RESOLVE},
    {"graph: no dates", no_dates, 300, NULL, STAGE_RESOLVE},
    {"graph: resolutions", resolutions, 300, NULL, STAGE_RESOLVE},
    {"graph: agreements", agreements, 300, NULL, STAGE_RESOLVE},
    {"graph: persons", persons, 300, NULL, STAGE_RESOLVE},
    {"graph: different bodies", different_bodies, 300, NULL, STAGE_RESOLVE},
    {"graph: definitions", definitions, 400, NULL, STAGE_RESOLVE},
    {"graph: documents with one event", same_event, 2000, NULL, STAGE_DOCUMENTS},
    {"graph: documents with others", different_events, 100, NULL, STAGE_DOCUMENTS},
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void fail(const char *what)
{
    fprintf(stderr, "bench_linear: %s\n", what);
    exit(2);
}

static struct program *load(const char *rules)
{
    static const char *const shipped = ANNALS_RULES_DIR "/en";
    char folder[] = "/tmp/annals-linear-XXXXXX", file[64];
    const char *names[] = {shipped};
    if (rules != NULL) {
        if (mkdtemp(folder) == NULL) {
            fail("cannot make a temporary folder");
        }
        snprintf(file, sizeof file, "%s/rules.yaml", folder);
        FILE *out = fopen(file, "w");
        if (out == NULL || fputs(rules, out) < 0 || fclose(out) != 0) {
            fail("cannot write a temporary file");
        }
        names[0] = folder;
    }
    struct diagnostics errors = {0};
    struct program *program = program_load(names, 1, &errors);
    diagnostics_print(&errors, stderr);
    diagnostics_release(&errors);
    if (rules != NULL) {
        unlink(file);
        rmdir(folder);
    }
    if (program == NULL) {
        fail("the rules have errors");
    }
    return program;
}

static struct mention_set *read_set(const struct program *program, struct scratch *scratch, struct slice bytes,
                                    bool extract)
{
    const struct text_words *words = program_text_words(program);
    struct read_words furniture = {words->furniture, words->furniture_count};
    struct arena arena = {0};
    struct document document = {0};
    struct diagnostics errors = {0};
    struct mention_set *set = memory_zero(1, sizeof *set);
    if (document_from_bytes(&document, "a.md", slice_of("a.md"), bytes, &furniture, &arena, &errors) != STATUS_OK) {
        fail("a text is refused");
    }
    if (extract) {
        extract_document(program, scratch, &document, EXTRACT_ALL, set);
    }
    diagnostics_release(&errors);
    arena_release(&arena);
    return set;
}

static double time_resolve(const struct program *program, struct mention_set **sets, size_t count)
{
    struct resolve_options options = {.words = program_resolve_words(program), .rules_hash = program_hash(program)};
    struct kb kb;
    struct buffer json = {0};
    double begin = now();
    kb_resolve(&kb, sets, count, &options);
    kb_write_json(&json, &kb);
    double seconds = now() - begin;
    buffer_release(&json);
    kb_release(&kb);
    return seconds;
}

/* As many documents as pieces, each of one of them. */
static double time_documents(const struct row *row, const struct program *program, struct scratch *scratch,
                             size_t count)
{
    struct mention_set **sets = memory_zero(count, sizeof(struct mention_set *));
    struct buffer all = {0};
    row->write(&all, count);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const char *stop = memchr(all.bytes + at, '.', all.len - at);
        size_t end = (size_t)(stop - all.bytes) + 1;
        sets[i] = read_set(program, scratch, slice_make(all.bytes + at, end - at), true);
        at = end;
    }
    double seconds = time_resolve(program, sets, count);
    for (size_t i = 0; i < count; i++) {
        mention_set_release(sets[i]);
        free(sets[i]);
    }
    free(sets);
    buffer_release(&all);
    return seconds;
}

static double time_row(const struct row *row, const struct program *program, struct scratch *scratch, size_t count)
{
    if (row->stage == STAGE_DOCUMENTS) {
        return time_documents(row, program, scratch, count);
    }
    struct buffer text = {0};
    row->write(&text, count);
    double begin = now();
    struct mention_set *set = read_set(program, scratch, buffer_slice(&text), row->stage != STAGE_READ);
    double seconds = now() - begin;
    if (row->stage == STAGE_RESOLVE) {
        seconds = time_resolve(program, &set, 1);
    }
    mention_set_release(set);
    free(set);
    buffer_release(&text);
    return seconds;
}

/* Of the line through the points (log size, log seconds) that lies nearest to them. */
static double slope_of(const double seconds[SIZES])
{
    double x_mean = 0, y_mean = 0, above = 0, below = 0;
    for (int i = 0; i < SIZES; i++) {
        x_mean += i * log(2) / SIZES;
        y_mean += log(seconds[i]) / SIZES;
    }
    for (int i = 0; i < SIZES; i++) {
        double x = i * log(2) - x_mean;
        above += x * (log(seconds[i]) - y_mean);
        below += x * x;
    }
    return above / below;
}

static bool measure(const struct row *row, const struct program *program)
{
    double least[SIZES], slope = 0;
    struct scratch *scratch = scratch_new(program);
    for (int round = 0; round < ROUNDS + EXTRA_ROUNDS && (round < ROUNDS || slope > limit); round++) {
        for (int i = 0; i < SIZES; i++) {
            double seconds = time_row(row, program, scratch, row->count << i);
            least[i] = round == 0 || seconds < least[i] ? seconds : least[i];
        }
        slope = slope_of(least);
    }
    scratch_free(scratch);
    printf("%-34s", row->name);
    for (int i = 0; i < SIZES; i++) {
        printf(" %9.2f", least[i] * 1e3);
    }
    printf("  %5.2f%s\n", slope, slope > limit ? "  not linear" : "");
    fflush(stdout);
    return slope <= limit;
}

int main(int argc, char **argv)
{
    struct program *shipped = load(NULL);
    bool fine = true;
    printf("%-34s %9s %9s %9s %9s  slope (limit %.2f)\n", "milliseconds", "1", "2", "4", "8", limit);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool chosen = argc == 1;
        for (int a = 1; a < argc; a++) {
            chosen = chosen || strncmp(rows[i].name, argv[a], strlen(argv[a])) == 0;
        }
        if (!chosen) {
            continue;
        }
        struct program *program = rows[i].rules != NULL ? load(rows[i].rules) : shipped;
        fine = measure(&rows[i], program) && fine;
        if (program != shipped) {
            program_free(program);
        }
    }
    program_free(shipped);
    return fine ? 0 : 1;
}
