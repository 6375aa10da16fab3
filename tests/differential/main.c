/* usage: differential [--cases N] [--seed N] [--texts N] [--program N] [--stop N]
 * Compares what the engine finds with what a slow, obvious reference finds, on random small programs and texts: spans,
 * captures, winners. A case is one text under one program. Exit status 1 where they disagree; each disagreement is made
 * small and printed with the seed and the number that make it again (--seed N --program N). */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "generate.h"
#include "product.h"
#include "shrink.h"

struct options {
    long cases, seed, texts, program, stop;
};

struct counts {
    long cases, tired, programs, circles, refused, disagreements, spans, events, silent;
};

static bool read_options(int count, char **arguments, struct options *options)
{
    const struct {
        const char *name;
        long *value;
    } names[] = {{"--cases", &options->cases},
                 {"--seed", &options->seed},
                 {"--texts", &options->texts},
                 {"--program", &options->program},
                 {"--stop", &options->stop}};
    for (int i = 1; i < count; i++) {
        size_t n = 0;
        while (n < sizeof names / sizeof names[0] && strcmp(names[n].name, arguments[i]) != 0) {
            n++;
        }
        char *end = NULL;
        if (n == sizeof names / sizeof names[0] || i + 1 == count ||
            (*names[n].value = strtol(arguments[++i], &end, 10), *end != '\0')) {
            return false;
        }
    }
    return options->texts > 0 && options->texts <= PRODUCT_MAX_TEXTS;
}

/* --- one text --- */

static bool disagree(const struct ref_program *program, const struct ref_text *text)
{
    static struct ref_result result;
    const char *reason;
    char why[200] = "";
    struct buffer ours = {0}, theirs = {0};
    bool differs = false;
    struct reference *reference = reference_new(program, &reason);
    struct product *product = reference != NULL ? product_new(program, why, sizeof why) : NULL;
    if (product != NULL) {
        reference_run(reference, text, &result);
        product_describe(program, text, &result, &theirs);
        product_run(product, text, 1, &ours);
        differs = !result.tired && !slice_equal(buffer_slice(&ours), buffer_slice(&theirs));
    }
    product_free(product);
    reference_free(reference);
    buffer_release(&ours);
    buffer_release(&theirs);
    return differs;
}

static void print_texts(const struct ref_program *program, const struct ref_text *text)
{
    static struct ref_result result;
    const char *reason;
    char why[200] = "";
    struct buffer yaml = {0}, ours = {0}, theirs = {0}, bytes = {0};
    for (int pack = 0; pack < 3; pack++) {
        product_yaml(program, pack, false, &yaml);
        buffer_add_text(&yaml, pack < 2 ? "---\n" : "");
    }
    struct reference *reference = reference_new(program, &reason);
    struct product *product = product_new(program, why, sizeof why);
    if (reference != NULL && product != NULL) {
        reference_run(reference, text, &result);
        product_describe(program, text, &result, &theirs);
        product_run(product, text, 1, &ours);
    }
    product_text(text, &bytes, NULL);
    printf("%.*s\ntext: %.*s\nengine:\n%.*sreference:\n%.*s\n", SLICE_ARG(buffer_slice(&yaml)),
           SLICE_ARG(buffer_slice(&bytes)), SLICE_ARG(buffer_slice(&ours)), SLICE_ARG(buffer_slice(&theirs)));
    product_free(product);
    reference_free(reference);
    buffer_release(&yaml);
    buffer_release(&ours);
    buffer_release(&theirs);
    buffer_release(&bytes);
}

static void report(const struct options *options, long number, const struct ref_program *program,
                   const struct ref_text *text)
{
    static struct ref_program small;
    struct ref_text words = *text;
    small = *program;
    printf("disagreement: --seed %ld --program %ld\n", options->seed, number);
    if (!disagree(&small, &words)) {
        printf("(only among other texts)\n");
    } else {
        shrink(&small, &words, disagree);
    }
    print_texts(&small, &words);
    fflush(stdout);
}

/* --- one program --- */

static void run_texts(const struct options *options, long number, const struct ref_program *program,
                      struct reference *reference, struct product *product, struct counts *counts)
{
    static struct ref_text texts[PRODUCT_MAX_TEXTS];
    static struct ref_result result;
    struct buffer found[PRODUCT_MAX_TEXTS] = {0};
    int bad = -1, count = (int)options->texts;
    for (int i = 0; i < count; i++) {
        generate_text(program, reference, &texts[i]);
    }
    product_run(product, texts, count, found);
    for (int i = 0; i < count; i++) {
        struct buffer theirs = {0};
        reference_run(reference, &texts[i], &result);
        counts->cases++;
        if (result.tired) {
            counts->tired++;
        } else {
            product_describe(program, &texts[i], &result, &theirs);
            bad = bad < 0 && !slice_equal(buffer_slice(&found[i]), buffer_slice(&theirs)) ? i : bad;
            counts->spans += result.span_count;
            counts->events += result.event_count;
            counts->silent += result.span_count + result.event_count == 0;
        }
        buffer_release(&theirs);
        buffer_release(&found[i]);
    }
    if (bad >= 0) {
        counts->disagreements++;
        report(options, number, program, &texts[bad]);
    }
}

static void run_program(const struct options *options, long number, struct counts *counts)
{
    static struct ref_program program;
    const char *reason;
    char why[200] = "";
    generate_seed((uint64_t)options->seed << 32 ^ (uint64_t)number);
    generate_program(&program);
    struct reference *reference = reference_new(&program, &reason);
    struct product *product = product_new(&program, why, sizeof why);
    bool circle = reference == NULL && strstr(reason, "circle") != NULL;
    counts->programs++;
    if (reference != NULL && product != NULL) {
        run_texts(options, number, &program, reference, product, counts);
    } else if (reference == NULL && product == NULL && circle && strstr(why, "circle") != NULL) {
        counts->circles++;
    } else if (reference != NULL && strstr(why, "matches nothing at all") == NULL) {
        printf("the engine refuses --seed %ld --program %ld: %s\n", options->seed, number, why);
        counts->disagreements++;
    } else if (product != NULL) {
        printf("the reference refuses --seed %ld --program %ld: %s\n", options->seed, number, reason);
        counts->disagreements++;
    } else {
        counts->refused++;
    }
    product_free(product);
    reference_free(reference);
}

int main(int count, char **arguments)
{
    struct options options = {.cases = 100000, .seed = 1, .texts = 40, .program = -1, .stop = 5};
    struct counts counts = {0};
    if (!read_options(count, arguments, &options)) {
        fputs("usage: differential [--cases N] [--seed N] [--texts N] [--program N] [--stop N]\n", stderr);
        return 2;
    }
    clock_t begin = clock();
    atexit(product_remove_folders);
    if (options.program >= 0) {
        run_program(&options, options.program, &counts);
    } else {
        for (long number = 0; counts.cases < options.cases && counts.disagreements < options.stop; number++) {
            run_program(&options, number, &counts);
        }
    }
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    printf(
        "%ld cases in %ld programs, %ld spans and %ld events found, nothing in %ld; %ld circles and %ld others refused, "
        "%ld too slow for the reference; %.1f s, %.0f cases/s\n%ld disagreements\n",
        counts.cases, counts.programs, counts.spans, counts.events, counts.silent, counts.circles, counts.refused,
        counts.tired, seconds, (double)counts.cases / (seconds > 0 ? seconds : 1), counts.disagreements);
    return counts.disagreements > 0;
}
