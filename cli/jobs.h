/* A pool of threads over a numbered list of jobs. */
#ifndef ANNALS_CLI_JOBS_H
#define ANNALS_CLI_JOBS_H

#include <stddef.h>

enum { JOBS_MAX_THREADS = 256 };

struct jobs {
    size_t count;     /* jobs 0 .. count - 1 */
    unsigned threads; /* 0: as many as there are processors */
    void *context;
    /* Called on any thread, `worker` below jobs_threads(); jobs are begun in order. */
    void (*work)(void *context, unsigned worker, size_t job);
    /* Called one at a time and in the order of the jobs, once a job and all those before it are done; may be NULL. */
    void (*done)(void *context, size_t job);
};

/* How many threads jobs_run will use: so many scratches are needed. */
unsigned jobs_threads(const struct jobs *jobs);

/* Runs all jobs and waits for them. Where threads cannot be started it goes on with those that could, or alone. */
void jobs_run(const struct jobs *jobs);

#endif
