/* bench_startup [ROUNDS]: how long the program takes to get ready. `annals tag` on one line, beside this program, from
 * before it is started until it has ended; then what of it is loading rules, in this process: for times alone, as `tag`
 * loads them, and whole, as `build` does. The least of all rounds (default 40) and the one in the middle. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "extract/extract.h"

enum { DEFAULT_ROUNDS = 40, MAX_ROUNDS = 1000 };

static const char line[] = "The treaty was signed on 3 May 1999.\n";

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* `annals` in the folder of this program. */
static bool find_program(char path[PATH_MAX])
{
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
    while (length > 0 && path[length - 1] != '/') {
        length--;
    }
    return length > 0 && length + (ssize_t)sizeof "annals" <= PATH_MAX &&
           memcpy(path + length, "annals", sizeof "annals") != NULL && access(path, X_OK) == 0;
}

/* Seconds; below 0 where it failed. */
static double time_tag(const char *program, FILE *text)
{
    rewind(text);
    fflush(stdout);
    double begin = seconds_now();
    pid_t child = fork();
    if (child == 0) {
        if (dup2(fileno(text), STDIN_FILENO) >= 0 && freopen("/dev/null", "w", stdout)) {
            execl(program, program, "tag", (char *)NULL);
        }
        _exit(127);
    }
    int status = 1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return child > 0 && status == 0 ? seconds_now() - begin : -1;
}

static double time_loading(bool times)
{
    static const char *const shipped = ANNALS_RULES_DIR "/en";
    struct diagnostics errors = {0};
    double begin = seconds_now();
    struct program *program = times ? program_load_times(&shipped, 1, 1, &errors) : program_load(&shipped, 1, &errors);
    double seconds = program != NULL ? seconds_now() - begin : -1;
    diagnostics_print(&errors, stderr);
    diagnostics_release(&errors);
    program_free(program);
    return seconds;
}

static int by_length(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void print_rounds(const char *what, double *seconds, size_t count)
{
    qsort(seconds, count, sizeof *seconds, by_length);
    printf("%-34s %6.1f ms, in the middle %6.1f ms\n", what, 1e3 * seconds[0], 1e3 * seconds[count / 2]);
}

int main(int argc, char **argv)
{
    size_t rounds = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : DEFAULT_ROUNDS;
    static double tag[MAX_ROUNDS], times[MAX_ROUNDS], all[MAX_ROUNDS];
    char program[PATH_MAX];
    FILE *text = tmpfile();
    memory_begin();
    if (rounds == 0 || rounds > MAX_ROUNDS || !find_program(program) || text == NULL || fputs(line, text) < 0) {
        fputs("bench_startup: needs annals beside it, and 1 to 1000 rounds\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < rounds; i++) {
        tag[i] = time_tag(program, text);
        times[i] = time_loading(true);
        all[i] = time_loading(false);
        if (tag[i] < 0 || times[i] < 0 || all[i] < 0) {
            return 1;
        }
    }
    fclose(text);
    print_rounds("annals tag, one line", tag, rounds);
    print_rounds("loading for times, again and again", times, rounds);
    print_rounds("loading all, again and again", all, rounds);
    return 0;
}
