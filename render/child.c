#include "render/child_p.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define UNDER_SANITIZER 1
#endif
#endif
#ifndef UNDER_SANITIZER
#define UNDER_SANITIZER 0
#endif

enum { CHUNK = 65536, TRAILER_BYTES = 8 };

/* The last bytes of a whole result; the exit status alone would not tell, as tools that watch the child change it. */
static const char TRAILER[TRAILER_BYTES + 1] = "\x01"
                                               "annals"
                                               "\x02";

static bool write_all(int file, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(file, bytes, len);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes += written;
        len -= (size_t)written;
    }
    return true;
}

static void limit(__rlimit_resource_t resource, rlim_t value)
{
    struct rlimit old;
    if (getrlimit(resource, &old) == 0) {
        rlim_t cap = old.rlim_max == RLIM_INFINITY || value < old.rlim_max ? value : old.rlim_max;
        setrlimit(resource, &(struct rlimit){cap, cap});
    }
}

/* Signals that the program handles are not the child's: its handlers would remove the parent's files. */
static void reset_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXCPU, SIGALRM, SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        signal(numbers[i], SIG_DFL);
    }
}

_Noreturn static void be_child(int file, child_work *work, void *argument, const struct child_limits *limits)
{
    reset_signals();
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, (rlim_t)limits->seconds + 1);
    if (!UNDER_SANITIZER) {
        limit(RLIMIT_AS, (rlim_t)limits->memory);
    }
    /* What the libraries say about fonts and the like is not for the user's terminal. */
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null >= 0 && !UNDER_SANITIZER) {
        dup2(null, STDERR_FILENO);
    }
    struct buffer out = {0};
    work(argument, &out);
    bool done = write_all(file, out.bytes, out.len) && write_all(file, TRAILER, TRAILER_BYTES);
    _exit(done ? 0 : 1);
}

static long long now_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum outcome { READ_ALL, READ_FAILED, TIMED_OUT, TOO_MUCH };

static enum outcome read_result(const struct child *child, struct buffer *out)
{
    char *chunk = malloc(CHUNK);
    enum outcome outcome = chunk ? READ_ALL : READ_FAILED;
    while (outcome == READ_ALL) {
        long long left = child->end - now_milliseconds();
        struct pollfd wait_for = {.fd = child->file, .events = POLLIN};
        int ready = left <= 0 ? 0 : poll(&wait_for, 1, (int)left);
        if (ready == 0) {
            outcome = TIMED_OUT;
        } else if (ready > 0) {
            ssize_t got = read(child->file, chunk, CHUNK);
            if (got == 0) {
                break;
            }
            if (got > 0) {
                buffer_add(out, slice_make(chunk, (size_t)got));
            } else if (errno != EINTR) {
                outcome = READ_FAILED;
            }
            if (out->len > child->limits.output) {
                outcome = TOO_MUCH;
            }
        } else if (errno != EINTR) {
            outcome = READ_FAILED;
        }
    }
    free(chunk);
    return outcome;
}

static bool take_trailer(struct buffer *out)
{
    if (out->len < TRAILER_BYTES || memcmp(out->bytes + out->len - TRAILER_BYTES, TRAILER, TRAILER_BYTES) != 0) {
        return false;
    }
    out->len -= TRAILER_BYTES;
    out->bytes[out->len] = '\0';
    return true;
}

static void report(enum outcome outcome, int status, const struct child_limits *limits, const char *what,
                   struct diagnostics *errors)
{
    if (outcome == TIMED_OUT || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
        diagnostics_add(errors, SEVERITY_ERROR, NULL, "%s took more than %u seconds and was stopped: show less of it",
                        what, limits->seconds);
    } else if (outcome == TOO_MUCH) {
        diagnostics_add(errors, SEVERITY_ERROR, NULL, "%s came out larger than %zu bytes: show less of it", what,
                        limits->output);
    } else if (WIFSIGNALED(status)) {
        diagnostics_add(errors, SEVERITY_ERROR, NULL, "%s failed: the renderer was ended by signal %d (%s)", what,
                        WTERMSIG(status), strsignal(WTERMSIG(status)));
    } else {
        diagnostics_add(errors, SEVERITY_ERROR, NULL,
                        "%s failed: the renderer ended early, perhaps for want of memory: show less of it", what);
    }
}

enum status child_start(struct child *child, child_work *work, void *argument, const struct child_limits *limits,
                        const char *what, struct diagnostics *errors)
{
    int ends[2];
    *child = (struct child){.limits = *limits};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        diagnostics_add(errors, SEVERITY_ERROR, NULL, "%s failed: no pipe to the renderer: %s", what, strerror(errno));
        return STATUS_FAILED;
    }
    pid_t pid = fork();
    if (pid < 0) {
        diagnostics_add(errors, SEVERITY_ERROR, NULL, "%s failed: no process for the renderer: %s", what,
                        strerror(errno));
        close(ends[0]);
        close(ends[1]);
        return STATUS_FAILED;
    }
    if (pid == 0) {
        close(ends[0]);
        be_child(ends[1], work, argument, limits);
    }
    close(ends[1]);
    child->pid = pid;
    child->file = ends[0];
    child->end = now_milliseconds() + (long long)limits->seconds * 1000;
    return STATUS_OK;
}

enum status child_finish(struct child *child, const char *what, struct buffer *out, struct diagnostics *errors)
{
    enum outcome outcome = read_result(child, out);
    close(child->file);
    if (outcome != READ_ALL) {
        kill(child->pid, SIGKILL);
    }
    int status = 0;
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
    }
    child->pid = 0;
    if (outcome == READ_ALL && take_trailer(out)) {
        return STATUS_OK;
    }
    buffer_clear(out);
    report(outcome, status, &child->limits, what, errors);
    return STATUS_FAILED;
}
