/* bench_extract [--tag] [--whole] [--megabytes N] [FOLDER|FILE]...: how long reading and extracting takes on one core,
 * as a ratio to `wc -w` (C.UTF-8) on the same bytes in the same run, and where the time goes. `wc -w` is the yardstick:
 * it looks at each byte once and at what a word is, and does no more, so that the ratio says more than megabytes per
 * second of one machine. Both get the documents over and over until there are N megabytes (default 50). Times are
 * processor times, the least of three rounds. A stage's time is that of a run up to it less that of a run up to the
 * stage before.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "extract/extract.h"
#include "ingest/find.h"
#include "ingest/read.h"

enum { ROUNDS = 3, DEFAULT_MEGABYTES = 50 };

/* Runs up to a stage. */
enum upto { UPTO_READ, UPTO_LAYOUT, UPTO_TOKENS, UPTO_WORDS, UPTO_TIMES, UPTO_ALL, UPTO_COUNT };

static const char *const stage_names[UPTO_COUNT] = {"read",  "layout",       "sentences, tokens", "words, prefilter",
                                                    "dates", "names, events"};

struct bench {
    const struct program *program;
    struct scratch *scratch;
    const struct found *found;
    size_t copies; /* how often all documents are read */
    size_t bytes;  /* of all documents once */
    size_t events, times;
    double seconds[UPTO_COUNT];
    double wc;
    bool whole; /* no stages */
};

static double processor_time(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/* All bytes of all files, `copies` times, in one temporary file for wc; NULL where it cannot be written. */
static FILE *gather(struct bench *bench, size_t wanted, struct diagnostics *errors)
{
    struct buffer text = {0};
    for (size_t i = 0; i < bench->found->count; i++) {
        struct buffer file = {0};
        if (file_read(bench->found->files[i].name, 0, &file, errors) == STATUS_OK) {
            buffer_add(&text, buffer_slice(&file));
        }
        buffer_release(&file);
    }
    bench->bytes = text.len;
    bench->copies = text.len > 0 ? (wanted + text.len - 1) / text.len : 0;
    FILE *all = tmpfile();
    bool written = all != NULL && text.len > 0;
    for (size_t i = 0; written && i < bench->copies; i++) {
        written = fwrite(text.bytes, 1, text.len, all) == text.len;
    }
    buffer_release(&text);
    if (all && (!written || fflush(all) != 0)) {
        fclose(all);
        return NULL;
    }
    return all;
}

/* Seconds that `wc -w` takes over the file; below 0 where it could not be run. */
static double time_wc(FILE *all)
{
    rewind(all);
    fflush(stdout);
    double begin = processor_time(RUSAGE_CHILDREN);
    pid_t child = fork();
    if (child == 0) {
        setenv("LC_ALL", "C.UTF-8", 1);
        if (dup2(fileno(all), STDIN_FILENO) >= 0 && freopen("/dev/null", "w", stdout)) {
            execlp("wc", "wc", "-w", (char *)NULL);
        }
        _exit(127);
    }
    int status = 1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return child > 0 && status == 0 ? processor_time(RUSAGE_CHILDREN) - begin : -1;
}

static void extract_one(struct bench *bench, const struct document *document, enum upto upto, struct arena *arena)
{
    static const enum extract_what what[UPTO_COUNT] = {
        [UPTO_WORDS] = EXTRACT_NOTHING, [UPTO_TIMES] = EXTRACT_TIMES, [UPTO_ALL] = EXTRACT_ALL};
    if (upto == UPTO_TOKENS) {
        struct text text;
        text_cut(&text, document, program_text_words(bench->program), arena);
    } else if (upto > UPTO_TOKENS) {
        struct mention_set set = {0};
        extract_document(bench->program, bench->scratch, document, what[upto], &set);
        bench->events += set.event_count;
        bench->times += set.time_count;
        mention_set_release(&set);
    }
}

/* Seconds from the bytes on disk up to a stage, all documents as often as wc reads them. */
static double time_upto(struct bench *bench, enum upto upto)
{
    const struct text_words *words = program_text_words(bench->program);
    struct read_words furniture = {words->furniture, words->furniture_count};
    bench->events = bench->times = 0;
    double begin = processor_time(RUSAGE_SELF);
    struct arena arena = {0};
    for (size_t i = 0; i < bench->found->count * bench->copies; i++) {
        const struct found_file *file = &bench->found->files[i % bench->found->count];
        struct document document = {0};
        struct diagnostics errors = {0};
        if (upto == UPTO_READ) {
            struct buffer bytes = {0};
            file_read(file->name, DOCUMENT_MAX_BYTES, &bytes, &errors);
            buffer_release(&bytes);
        } else if (document_read(&document, file->name, file->path, &furniture, &arena, &errors) == STATUS_OK) {
            extract_one(bench, &document, upto, &arena);
        }
        diagnostics_release(&errors);
        arena_release(&arena);
    }
    return processor_time(RUSAGE_SELF) - begin;
}

static void keep_least(double *least, double seconds)
{
    if (*least <= 0 || seconds < *least) {
        *least = seconds;
    }
}

static void print_line(const struct bench *bench, const char *name, double seconds)
{
    double megabytes = (double)bench->bytes * (double)bench->copies / 1e6;
    printf("%-20s %8.3f s %9.1f MB/s   %6.3f of wc -w\n", name, seconds, megabytes / seconds, bench->wc / seconds);
}

static void report(struct bench *bench, enum upto last)
{
    struct extract_counts counts = scratch_counts(bench->scratch);
    printf("%zu documents, %zu bytes, %zu times: %zu events, %zu times\n", bench->found->count, bench->bytes,
           bench->copies, bench->events / bench->copies, bench->times / bench->copies);
    double before = 0;
    for (int upto = 0; upto <= (int)last && !bench->whole; upto++) {
        printf("  %-18s %8.3f s\n", stage_names[upto], bench->seconds[upto] - before);
        before = bench->seconds[upto];
    }
    print_line(bench, last == UPTO_TIMES ? "tag" : "extract", bench->seconds[last]);
    print_line(bench, "wc -w", bench->wc);
    double runs = (double)bench->bytes * (double)bench->copies * 1;
    printf("passed over          %.1f%% of sentences, %.1f%% of bytes; %.0f attempts per MB\n",
           100.0 - 100.0 * (double)counts.read_sentences / (double)(counts.sentences ? counts.sentences : 1),
           100.0 - 100.0 * (double)counts.read_bytes / (double)(counts.bytes ? counts.bytes : 1),
           (double)counts.attempts / (runs / 1e6));
}

static int measure(struct bench *bench, size_t megabytes, enum upto last, struct diagnostics *errors)
{
    FILE *all = gather(bench, megabytes * 1000 * 1000, errors);
    if (!all) {
        fputs("bench_extract: no text, or no room for a temporary file\n", stderr);
        return 1;
    }
    for (int round = 0; round < ROUNDS; round++) {
        keep_least(&bench->wc, time_wc(all));
        for (int upto = bench->whole ? (int)last : 0; upto <= (int)last; upto++) {
            struct scratch *scratch = scratch_new(bench->program); /* counts are of one run */
            scratch_free(bench->scratch);
            bench->scratch = scratch;
            keep_least(&bench->seconds[upto], time_upto(bench, (enum upto)upto));
        }
    }
    fclose(all);
    if (bench->wc <= 0) {
        fputs("bench_extract: cannot run wc\n", stderr);
        return 1;
    }
    report(bench, last);
    scratch_free(bench->scratch);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const shipped = ANNALS_RULES_DIR "/en";
    static const char *const samples = ANNALS_RULES_DIR "/../samples";
    struct diagnostics errors = {0};
    struct found found = {0};
    size_t megabytes = DEFAULT_MEGABYTES;
    bool whole = false;
    enum upto last = UPTO_ALL;
    int first = 1;
    for (; first < argc && argv[first][0] == '-'; first++) {
        if (strcmp(argv[first], "--tag") == 0) {
            last = UPTO_TIMES;
        } else if (strcmp(argv[first], "--whole") == 0) {
            whole = true;
        } else if (strcmp(argv[first], "--megabytes") == 0 && first + 1 < argc) {
            megabytes = (size_t)strtoul(argv[++first], NULL, 10);
        } else {
            fprintf(stderr, "bench_extract: unknown option %s\n", argv[first]);
            return 2;
        }
    }
    double begin = processor_time(RUSAGE_SELF);
    struct program *program = last == UPTO_TIMES ? program_load_times(&shipped, 1, 1, &errors) /* as `tag` does */
                                                 : program_load(&shipped, 1, &errors);
    int status = 1;
    if (program) {
        printf("start-up             %.3f s\n", processor_time(RUSAGE_SELF) - begin);
        find_files(&found, first < argc ? (const char *const *)argv + first : &samples,
                   first < argc ? (size_t)(argc - first) : 1, &errors);
        struct bench bench = {.program = program, .found = &found, .whole = whole};
        status = found.count > 0 ? measure(&bench, megabytes, last, &errors) : 1;
    }
    diagnostics_print(&errors, stderr);
    diagnostics_release(&errors);
    found_release(&found);
    program_free(program);
    return status;
}
