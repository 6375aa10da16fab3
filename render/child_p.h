/* Work in a forked child with limits: what crashes, hangs or eats memory there does no harm here. */
#ifndef ANNALS_RENDER_CHILD_P_H
#define ANNALS_RENDER_CHILD_P_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

/* Runs in the child: appends its result to out. Whatever it leaks goes with the process. */
typedef void child_work(void *argument, struct buffer *out);

struct child_limits {
    unsigned seconds;
    size_t memory; /* bytes of address space; not enforced under a sanitizer, which reserves far more */
    size_t output; /* bytes that the parent takes */
};

/* A child under way. */
struct child {
    int pid;       /* 0: none */
    int file;      /* its pipe */
    long long end; /* when its time is over, in milliseconds of the monotonic clock */
    struct child_limits limits;
};

/* Starts the work; what it needs must stay until child_finish. STATUS_FAILED with a diagnostic that begins with `what`
 * where there is no process or pipe to be had; child_finish is then not to be called. */
enum status child_start(struct child *child, child_work *work, void *argument, const struct child_limits *limits,
                        const char *what, struct diagnostics *errors);

/* Result in out, whole, or STATUS_FAILED with a diagnostic that begins with `what`. The child is gone afterwards. */
enum status child_finish(struct child *child, const char *what, struct buffer *out, struct diagnostics *errors);

#endif
