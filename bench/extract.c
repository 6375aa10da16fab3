/* bench_extract [FOLDER|FILE]...: how long reading and extracting takes, on one thread, as a ratio to `wc -w` on the
 * same bytes in the same run. `wc -w` is the yardstick: it looks at each byte once and at what a word is, and does no
 * more, so that the ratio says more than megabytes per second of one machine. Of three rounds the fastest of each
 * counts. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "extract/extract.h"
#include "ingest/find.h"
#include "ingest/read.h"

enum {
    ROUNDS = 3,
    WC_BYTES =
        64 * 1000 * 1000 /* wc gets the documents over and over until there is so much: its start must not count */
};

struct totals {
    size_t documents;
    size_t events;
    size_t times;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* All bytes of all files, `copies` times, in one temporary file for wc; NULL where it cannot be written. */
static FILE *gather(const struct found *found, size_t *bytes, size_t *copies, struct diagnostics *errors)
{
    struct buffer text = {0};
    for (size_t i = 0; i < found->count; i++) {
        struct buffer file = {0};
        if (file_read(found->files[i].name, 0, &file, errors) == STATUS_OK) {
            buffer_add(&text, buffer_slice(&file));
        }
        buffer_release(&file);
    }
    *bytes = text.len;
    *copies = text.len > 0 ? 1 + WC_BYTES / text.len : 0;
    FILE *all = tmpfile();
    bool written = all != NULL && text.len > 0;
    for (size_t i = 0; written && i < *copies; i++) {
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
    double begin = now();
    pid_t child = fork();
    if (child == 0) {
        if (dup2(fileno(all), STDIN_FILENO) >= 0 && freopen("/dev/null", "w", stdout)) {
            execlp("wc", "wc", "-w", (char *)NULL);
        }
        _exit(127);
    }
    int status = 1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return child > 0 && status == 0 ? now() - begin : -1;
}

/* Seconds from the bytes on disk to the mentions of every document. */
static double time_extract(const struct program *program, struct scratch *scratch, const struct found *found,
                           struct totals *totals)
{
    const struct text_words *words = program_text_words(program);
    struct read_words furniture = {words->furniture, words->furniture_count};
    *totals = (struct totals){0};
    double begin = now();
    for (size_t i = 0; i < found->count; i++) {
        struct arena arena = {0};
        struct document document = {0};
        struct diagnostics errors = {0};
        if (document_read(&document, found->files[i].name, found->files[i].path, &furniture, &arena, &errors) ==
            STATUS_OK) {
            struct mention_set set = {0};
            extract_document(program, scratch, &document, EXTRACT_ALL, &set);
            totals->documents++;
            totals->events += set.event_count;
            totals->times += set.time_count;
            mention_set_release(&set);
        }
        diagnostics_release(&errors);
        arena_release(&arena);
    }
    return now() - begin;
}

static void keep_least(double *least, double seconds)
{
    if (*least < 0 || seconds < *least) {
        *least = seconds;
    }
}

static int measure(const struct program *program, const struct found *found, struct diagnostics *errors)
{
    size_t bytes;
    size_t copies;
    FILE *all = gather(found, &bytes, &copies, errors);
    if (!all) {
        fputs("bench_extract: no text, or no room for a temporary file\n", stderr);
        return 1;
    }
    struct scratch *scratch = scratch_new(program);
    struct totals totals = {0};
    double extract = -1;
    double wc = -1;
    for (int round = 0; round < ROUNDS; round++) {
        keep_least(&extract, time_extract(program, scratch, found, &totals));
        keep_least(&wc, time_wc(all));
    }
    wc /= (double)copies;
    scratch_free(scratch);
    fclose(all);
    if (wc <= 0) {
        fputs("bench_extract: cannot run wc\n", stderr);
        return 1;
    }
    printf("%zu documents, %zu bytes: %zu events, %zu times\n", totals.documents, bytes, totals.events, totals.times);
    printf("extract  %8.3f s  %8.1f MB/s\n", extract, (double)bytes / 1e6 / extract);
    printf("wc -w    %8.3f s  %8.1f MB/s\n", wc, (double)bytes / 1e6 / wc);
    printf("ratio    %8.1f\n", extract / wc);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const shipped = ANNALS_RULES_DIR "/en";
    static const char *const samples = ANNALS_RULES_DIR "/../samples";
    struct diagnostics errors = {0};
    struct found found = {0};
    double begin = now();
    struct program *program = program_load(&shipped, 1, &errors);
    int status = 1;
    if (program) {
        printf("rules    %8.3f s\n", now() - begin);
        find_files(&found, argc > 1 ? (const char *const *)argv + 1 : &samples, argc > 1 ? (size_t)argc - 1 : 1,
                   &errors);
        status = found.count > 0 ? measure(program, &found, &errors) : 1;
    }
    diagnostics_print(&errors, stderr);
    diagnostics_release(&errors);
    found_release(&found);
    program_free(program);
    return status;
}
