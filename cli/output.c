#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

int output_finish(int status)
{
    errno = 0;
    bool failed = fflush(stdout) != 0;
    int reason = errno;
    if (!failed && ferror(stdout) == 0) {
        return status;
    }
    fprintf(stderr, "annals: error: cannot write to standard output: %s\n",
            failed && reason != 0 ? strerror(reason) : "an earlier write failed");
    return 2;
}

bool output_write(struct slice bytes)
{
    return bytes.len == 0 || fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len;
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
