#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INTERVAL 0.1 /* seconds between two drawings */

static double seconds_of(struct timespec time)
{
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

double progress_seconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return seconds_of(now);
}

void progress_begin(struct progress *progress, size_t total)
{
    const char *terminal = getenv("TERM");
    *progress = (struct progress){.total = total};
    progress->is_shown = isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

void progress_show(struct progress *progress, const char *what, size_t done)
{
    if (!progress->is_shown) {
        return;
    }
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds_of(now) - seconds_of(progress->last) < INTERVAL && done < progress->total) {
        return;
    }
    progress->last = now;
    progress->is_drawn = true;
    fprintf(stderr, "\r\033[K%s %zu of %zu", what, done, progress->total);
    fflush(stderr);
}

void progress_clear(struct progress *progress)
{
    if (progress->is_drawn) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
        progress->is_drawn = false;
    }
}
