#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>

#include "base/arena.h"
#include "cli/jobs.h"

enum { COUNT = 1000 };

struct context {
    unsigned char worked[COUNT];
    size_t squares[COUNT];
    size_t done;
    size_t out_of_order;
    size_t beyond; /* workers with a number that is too high */
    unsigned threads;
};

static void work(void *data, unsigned worker, size_t job)
{
    struct context *context = data;
    volatile size_t spin = (job * 7919) % 2000;
    while (spin > 0) {
        spin--;
    }
    context->worked[job]++;
    context->squares[job] = job * job;
    if (worker >= context->threads) {
        context->beyond++;
    }
}

static void done(void *data, size_t job)
{
    struct context *context = data;
    context->out_of_order += context->done != job || context->worked[job] != 1;
    context->done++;
}

static void run(unsigned threads, size_t count)
{
    struct context *context = memory_zero(1, sizeof *context);
    struct jobs jobs = {count, threads, context, work, done};
    context->threads = jobs_threads(&jobs);
    jobs_run(&jobs);
    cr_assert(eq(sz, context->done, count));
    cr_assert(eq(sz, context->out_of_order, 0));
    cr_assert(eq(sz, context->beyond, 0));
    for (size_t i = 0; i < count; i++) {
        cr_assert(eq(sz, context->squares[i], i * i));
        cr_assert(eq(int, context->worked[i], 1));
    }
    free(context);
}

Test(jobs, each_job_once_and_reported_in_order)
{
    run(1, COUNT);
    run(2, COUNT);
    run(16, COUNT);
    run(0, COUNT);
}

Test(jobs, more_threads_than_jobs)
{
    run(16, 3);
    run(2, 1);
}

Test(jobs, no_jobs)
{
    run(4, 0);
}

Test(jobs, thread_count_has_limits)
{
    struct jobs jobs = {.count = 100000, .threads = 100000};
    cr_assert(eq(uint, jobs_threads(&jobs), JOBS_MAX_THREADS));
    jobs.count = 2;
    cr_assert(eq(uint, jobs_threads(&jobs), 2));
    jobs.count = 0;
    cr_assert(eq(uint, jobs_threads(&jobs), 1));
    jobs = (struct jobs){.count = 100000, .threads = 0};
    cr_assert(ge(uint, jobs_threads(&jobs), 1));
}
