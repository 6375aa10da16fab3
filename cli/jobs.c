#include "cli/jobs.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

struct pool {
    const struct jobs *jobs;
    pthread_mutex_t lock;
    size_t next;     /* first job that nobody has begun */
    size_t reported; /* jobs before this one were passed to done */
    bool reporting;  /* some thread is calling done */
    bool *finished;
};

struct worker {
    struct pool *pool;
    unsigned number;
    pthread_t thread;
    bool started;
};

unsigned jobs_threads(const struct jobs *jobs)
{
    size_t threads = jobs->threads;
    if (threads == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        threads = processors > 0 ? (size_t)processors : 1;
    }
    threads = threads < jobs->count ? threads : jobs->count;
    threads = threads < JOBS_MAX_THREADS ? threads : JOBS_MAX_THREADS;
    return threads > 0 ? (unsigned)threads : 1;
}

/* Passes on what is finished, in order. Called with the lock held; gives it up while `done` runs. */
static void report(struct pool *pool)
{
    if (pool->reporting) {
        return;
    }
    pool->reporting = true;
    while (pool->reported < pool->jobs->count && pool->finished[pool->reported]) {
        size_t job = pool->reported;
        if (pool->jobs->done) {
            pthread_mutex_unlock(&pool->lock);
            pool->jobs->done(pool->jobs->context, job);
            pthread_mutex_lock(&pool->lock);
        }
        pool->reported++;
    }
    pool->reporting = false;
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct pool *pool = worker->pool;
    pthread_mutex_lock(&pool->lock);
    while (pool->next < pool->jobs->count) {
        size_t job = pool->next++;
        pthread_mutex_unlock(&pool->lock);
        pool->jobs->work(pool->jobs->context, worker->number, job);
        pthread_mutex_lock(&pool->lock);
        pool->finished[job] = true;
        report(pool);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

void jobs_run(const struct jobs *jobs)
{
    if (jobs->count == 0) {
        return;
    }
    struct pool pool = {.jobs = jobs, .lock = PTHREAD_MUTEX_INITIALIZER};
    pool.finished = memory_zero(jobs->count, sizeof *pool.finished);
    unsigned threads = jobs_threads(jobs);
    struct worker *workers = memory_zero(threads, sizeof *workers);
    for (unsigned i = 0; i < threads; i++) {
        workers[i] = (struct worker){.pool = &pool, .number = i};
    }
    /* the calling thread is worker 0 */
    for (unsigned i = 1; i < threads; i++) {
        workers[i].started = pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    }
    work(&workers[0]);
    for (unsigned i = 1; i < threads; i++) {
        if (workers[i].started) {
            pthread_join(workers[i].thread, NULL);
        }
    }
    pthread_mutex_destroy(&pool.lock);
    free(workers);
    free(pool.finished);
}
