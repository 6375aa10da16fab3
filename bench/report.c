/* bench_report KB.json...: how long the report of a knowledge base takes on one core, and how large it is. Times are
 * processor times, children included, the least of three rounds. Exit status 1 where one takes more than 3 s or is
 * larger than 8 MB, which is what the report of 1,939 speeches may be. */
#include <stdio.h>
#include <sys/resource.h>

#include "cli/kb_file.h"
#include "render/report.h"

enum { ROUNDS = 3, MAX_BYTES = 8000000 };

static const double max_seconds = 3.0;

struct times {
    double read, pictures, page;
    size_t bytes;
};

static double processor_time(void)
{
    static const int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
    double seconds = 0;
    for (size_t i = 0; i < 2; i++) {
        struct rusage usage;
        getrusage(whose[i], &usage);
        seconds += (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                   1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    }
    return seconds;
}

static bool run_once(const char *path, struct times *times)
{
    struct kb kb = {0};
    struct render_options defaults;
    struct render_request requests[RENDER_PICTURE_COUNT] = {0};
    struct report_options options = {0};
    struct diagnostics errors = {0};
    double begun = processor_time();
    if (!kb_file_read(path, &kb)) {
        return false;
    }
    double read = processor_time();
    render_options_init(&defaults);
    for (int i = 0; i < RENDER_PICTURE_COUNT; i++) {
        requests[i].picture = (enum render_picture)i;
        requests[i].options = &defaults;
        requests[i].formats = RENDER_BIT(RENDER_SVG);
    }
    render_many(&kb, requests, RENDER_PICTURE_COUNT, &errors);
    double drawn = processor_time();
    for (int i = 0; i < RENDER_PICTURE_COUNT; i++) {
        options.pictures[i] = buffer_slice(&requests[i].result.bytes[RENDER_SVG]);
    }
    struct buffer page = {0};
    report_write(&page, &kb, &options);
    *times = (struct times){read - begun, drawn - read, processor_time() - drawn, page.len};
    buffer_release(&page);
    for (int i = 0; i < RENDER_PICTURE_COUNT; i++) {
        render_result_release(&requests[i].result);
    }
    diagnostics_release(&errors);
    kb_release(&kb);
    return true;
}

static double sum(const struct times *times)
{
    return times->read + times->pictures + times->page;
}

int main(int argc, char **argv)
{
    bool is_fine = argc > 1;
    if (argc < 2) {
        fputs("usage: bench_report KB.json...\n", stderr);
    }
    for (int i = 1; i < argc; i++) {
        struct times best = {0};
        for (int round = 0; round < ROUNDS; round++) {
            struct times times;
            if (!run_once(argv[i], &times)) {
                return 1;
            }
            best = round == 0 || sum(&times) < sum(&best) ? times : best;
        }
        printf("%s: read %.2f s, pictures %.2f s, page %.2f s, in all %.2f s; %.1f MB\n", argv[i], best.read,
               best.pictures, best.page, sum(&best), (double)best.bytes * 1e-6);
        is_fine = is_fine && sum(&best) <= max_seconds && best.bytes <= MAX_BYTES;
    }
    return is_fine ? 0 : 1;
}
