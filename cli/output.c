#include "cli/output.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

/* Is standard output a pipe that nobody reads any more? */
static bool is_reader_gone(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

/* Who reads no further has seen enough: no error. Ends as every filter does, by SIGPIPE. */
static void end_with_reader(void)
{
    if (is_reader_gone()) {
        file_remove_temporaries();
        signal(SIGPIPE, SIG_DFL);
        raise(SIGPIPE);
    }
}

void output_flush(void)
{
    if (fflush(stdout) != 0) {
        end_with_reader();
    }
}

int output_finish(int status)
{
    errno = 0;
    bool failed = fflush(stdout) != 0;
    int reason = errno;
    if (!failed && ferror(stdout) == 0) {
        return status;
    }
    end_with_reader();
    fprintf(stderr, "annals: error: cannot write to standard output: %s\n",
            failed && reason != 0 ? strerror(reason) : "an earlier write failed");
    return 2;
}

bool output_write(struct slice bytes)
{
    bool is_written = bytes.len == 0 || fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len;
    if (!is_written) {
        end_with_reader();
    }
    return is_written;
}

bool output_file(const char *path, struct slice bytes)
{
    if (!path || strcmp(path, "-") == 0) {
        return output_write(bytes);
    }
    struct diagnostics errors = {0};
    bool written = file_write(path, bytes, &errors) == STATUS_OK;
    output_diagnostics(&errors);
    return written;
}

bool output_one_of_many(const char *path, struct slice bytes)
{
    struct diagnostics errors = {0};
    bool written = file_write_one_of_many(path, bytes, &errors) == STATUS_OK;
    output_diagnostics(&errors);
    return written;
}

void output_diagnostics(struct diagnostics *list)
{
    diagnostics_print(list, stderr);
    diagnostics_release(list);
}

bool output_has_colour(void)
{
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no_color && no_color[0] != '\0') && terminal && strcmp(terminal, "dumb") != 0;
}
