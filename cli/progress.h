/* A line that says how far the work is: on a terminal only. */
#ifndef ANNALS_CLI_PROGRESS_H
#define ANNALS_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* Zeroed shows nothing. Not for sharing between threads at the same time. */
struct progress {
    bool is_shown; /* standard error is a terminal */
    bool is_drawn;
    size_t total;
    struct timespec last;
};

void progress_begin(struct progress *progress, size_t total);
void progress_show(struct progress *progress, const char *what, size_t done);
/* Wipes the line, so that a message can be printed; it comes back with the next progress_show. */
void progress_clear(struct progress *progress);

/* Seconds of a clock that only runs forward. */
double progress_seconds(void);

#endif
