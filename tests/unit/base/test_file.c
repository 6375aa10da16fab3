#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

static char folder[64];
static struct diagnostics errors;
static struct buffer bytes;

static void set_up(void)
{
    strcpy(folder, "/tmp/annals-file-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

static void tear_down(void)
{
    diagnostics_release(&errors);
    buffer_release(&bytes);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(file, .init = set_up, .fini = tear_down);

static size_t count_files(void)
{
    size_t count = 0;
    DIR *listing = opendir(".");
    for (struct dirent *entry; (entry = readdir(listing));) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(listing);
    return count;
}

static void check_content(const char *path, const char *expected)
{
    cr_assert_eq(file_read(path, 0, &bytes, &errors), STATUS_OK);
    cr_assert(slice_is(buffer_slice(&bytes), expected), "%s holds '%s'", path, bytes.bytes);
}

static void check_message(const char *file, const char *words)
{
    cr_assert_eq(errors.count, 1);
    cr_assert_eq(errors.error_count, 1);
    cr_assert_str_eq(errors.items[0].file, file);
    cr_assert_not_null(strstr(errors.items[0].message, words), "'%s'", errors.items[0].message);
    diagnostics_release(&errors);
}

Test(file, what_was_written_is_read)
{
    cr_assert_eq(file_write("a.txt", slice_make("x\0y\n", 4), &errors), STATUS_OK);
    cr_assert_eq(file_read("a.txt", 0, &bytes, &errors), STATUS_OK);
    cr_assert(slice_equal(buffer_slice(&bytes), slice_make("x\0y\n", 4)));
    cr_assert_eq(file_write("a.txt", slice_of(NULL), &errors), STATUS_OK);
    cr_assert_eq(file_read("a.txt", 0, &bytes, &errors), STATUS_OK);
    cr_assert_eq(bytes.len, 0);
    cr_assert_eq(errors.count, 0);
    cr_assert_eq(count_files(), 1);
}

Test(file, one_of_many_is_written_whole_or_not_at_all)
{
    cr_assert_eq(file_write_one_of_many("a.txt", slice_of("one"), &errors), STATUS_OK);
    cr_assert_eq(file_write_one_of_many("a.txt", slice_of("another"), &errors), STATUS_OK);
    cr_assert_eq(file_read("a.txt", 0, &bytes, &errors), STATUS_OK);
    cr_assert(slice_equal(buffer_slice(&bytes), slice_of("another")));
    cr_assert_eq(errors.count, 0);
    cr_assert_eq(count_files(), 1);
    cr_assert_eq(file_write_one_of_many("none/a", slice_of("x"), &errors), STATUS_FAILED);
    check_message("none/a", "cannot write");
}

Test(file, a_large_file_is_read_whole)
{
    size_t len = ((size_t)3 << 20) + 17;
    char *text = memory_alloc(len);
    for (size_t i = 0; i < len; i++) {
        text[i] = (char)(i * 31 >> 3);
    }
    cr_assert_eq(file_write("big", slice_make(text, len), &errors), STATUS_OK);
    cr_assert_eq(file_read("big", len, &bytes, &errors), STATUS_OK);
    cr_assert(slice_equal(buffer_slice(&bytes), slice_make(text, len)));
    free(text);
}

Test(file, the_limit_is_the_last_size_that_is_read)
{
    cr_assert_eq(file_write("a", slice_of("12345"), &errors), STATUS_OK);
    cr_assert_eq(file_read("a", 5, &bytes, &errors), STATUS_OK);
    cr_assert_eq(bytes.len, 5);
    cr_assert_eq(file_read("a", 4, &bytes, &errors), STATUS_FAILED);
    cr_assert_eq(bytes.len, 0);
    check_message("a", "limit of 4 bytes");
}

Test(file, the_limit_holds_for_what_has_no_size)
{
    cr_assert_eq(file_read("/dev/zero", 1000, &bytes, &errors), STATUS_FAILED);
    check_message("/dev/zero", "limit of 1000 bytes");
}

Test(file, missing_and_folders_cannot_be_read)
{
    cr_assert_eq(file_read("none", 0, &bytes, &errors), STATUS_FAILED);
    check_message("none", "no such file");
    cr_assert_eq(file_read(".", 0, &bytes, &errors), STATUS_FAILED);
    check_message(".", "is a folder");
    cr_assert_eq(file_write("a", slice_of("x"), &errors), STATUS_OK);
    cr_assert_eq(file_read("a/b", 0, &bytes, &errors), STATUS_FAILED);
    check_message("a/b", "not a folder");
    cr_assert_eq(file_read("", 0, &bytes, &errors), STATUS_FAILED);
    check_message("", "no such file");
}

Test(file, standard_input_is_a_dash)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "from a pipe", 11), 11);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    check_content("-", "from a pipe");
}

/* Runs as an ordinary user where the tests run as root, who may do everything. */
static void run_unprivileged(void (*body)(void))
{
    cr_assert_eq(chmod(folder, 0777), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
            _exit(3);
        }
        body();
        _exit(0);
    }
    int status = 0;
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "exit %x", (unsigned)status);
}

static void read_denied(void)
{
    if (file_read("secret", 0, &bytes, &errors) != STATUS_FAILED ||
        !strstr(errors.items[0].message, "permission denied")) {
        _exit(1);
    }
}

Test(file, unreadable_files_are_reported)
{
    cr_assert_eq(file_write("secret", slice_of("x"), &errors), STATUS_OK);
    cr_assert_eq(chmod("secret", 0), 0);
    run_unprivileged(read_denied);
}

static void write_denied(void)
{
    if (file_write("closed/a", slice_of("x"), &errors) != STATUS_FAILED ||
        !strstr(errors.items[0].message, "permission denied")) {
        _exit(1);
    }
    if (file_make_folder("closed/b/c", &errors) != STATUS_FAILED ||
        !strstr(errors.items[1].message, "permission denied")) {
        _exit(2);
    }
}

Test(file, unwritable_folders_are_reported)
{
    cr_assert_eq(file_make_folder("closed", &errors), STATUS_OK);
    cr_assert_eq(chmod("closed", 0555), 0);
    run_unprivileged(write_denied);
}

Test(file, cannot_write_where_a_folder_or_nothing_is)
{
    cr_assert_eq(file_make_folder("d", &errors), STATUS_OK);
    cr_assert_eq(file_write("d", slice_of("x"), &errors), STATUS_FAILED);
    check_message("d", "is a folder");
    cr_assert_eq(file_write("new/", slice_of("x"), &errors), STATUS_FAILED);
    check_message("new/", "is a folder");
    cr_assert_eq(file_write("none/a", slice_of("x"), &errors), STATUS_FAILED);
    check_message("none/a", "no such file or folder");
    cr_assert_eq(file_write("", slice_of("x"), &errors), STATUS_FAILED);
    check_message("", "no such file or folder");
    char name[400];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    cr_assert_eq(file_write(name, slice_of("x"), &errors), STATUS_FAILED);
    check_message(name, "too long");
    cr_assert_eq(count_files(), 1);
}

Test(file, the_longest_name_can_be_written)
{
    char name[256];
    memset(name, 'n', 255);
    name[255] = '\0';
    cr_assert_eq(file_write(name, slice_of("x"), &errors), STATUS_OK);
    check_content(name, "x");
}

Test(file, a_full_device_is_a_failure)
{
    cr_assert_eq(file_write("/dev/full", slice_of("x"), &errors), STATUS_FAILED);
    check_message("/dev/full", "no space left");
    cr_assert_eq(file_write("/dev/null", slice_of("x"), &errors), STATUS_OK);
}

Test(file, standard_output_that_is_full_is_a_failure)
{
    fflush(NULL);
    int full = open("/dev/full", O_WRONLY);
    int saved = dup(STDOUT_FILENO);
    dup2(full, STDOUT_FILENO);
    enum status dash = file_write("-", slice_of("x"), &errors);
    enum status device = file_write("/dev/stdout", slice_of("x"), &errors);
    dup2(saved, STDOUT_FILENO);
    cr_assert_eq(dash, STATUS_FAILED);
    cr_assert_eq(device, STATUS_FAILED);
    cr_assert_eq(errors.count, 2);
    cr_assert_str_eq(errors.items[0].file, "<standard output>");
}

Test(file, standard_output_keeps_its_order_and_its_place)
{
    int saved = dup(STDOUT_FILENO);
    fflush(stdout);
    int handle = open("out", O_WRONLY | O_CREAT | O_APPEND, 0600);
    cr_assert_eq(write(handle, "old ", 4), 4);
    dup2(handle, STDOUT_FILENO);
    printf("printed ");
    enum status status = file_write("-", slice_of("written "), &errors);
    enum status again = file_write("/dev/stdout", slice_of("again"), &errors);
    dup2(saved, STDOUT_FILENO);
    cr_assert_eq(status, STATUS_OK);
    cr_assert_eq(again, STATUS_OK);
    check_content("out", "old printed written again");
}

Test(file, a_reader_that_has_gone_is_a_failure)
{
    signal(SIGPIPE, SIG_IGN);
    cr_assert_eq(mkfifo("pipe", 0600), 0);
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    int writer = open("pipe", O_WRONLY);
    int saved = dup(STDOUT_FILENO);
    fflush(stdout);
    dup2(writer, STDOUT_FILENO);
    close(reader);
    enum status status = file_write("-", slice_of("x"), &errors);
    dup2(saved, STDOUT_FILENO);
    cr_assert_eq(status, STATUS_FAILED);
    check_message("<standard output>", "reader has gone");
}

Test(file, too_large_a_file_leaves_the_old_one_and_nothing_else)
{
    cr_assert_eq(file_write("a", slice_of("old"), &errors), STATUS_OK);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit kept;
    getrlimit(RLIMIT_FSIZE, &kept);
    struct rlimit limit = {1000, kept.rlim_max};
    char *text = memory_zero(1, 5000);
    setrlimit(RLIMIT_FSIZE, &limit);
    enum status old = file_write("a", slice_make(text, 5000), &errors);
    enum status new = file_write("b", slice_make(text, 5000), &errors);
    setrlimit(RLIMIT_FSIZE, &kept);
    free(text);
    cr_assert_eq(old, STATUS_FAILED);
    cr_assert_eq(new, STATUS_FAILED);
    cr_assert_eq(errors.count, 2);
    cr_assert_not_null(strstr(errors.items[0].message, "larger than allowed"));
    check_content("a", "old");
    cr_assert_eq(count_files(), 1);
}

Test(file, mode_and_symbolic_links_are_kept)
{
    cr_assert_eq(file_write("real", slice_of("old"), &errors), STATUS_OK);
    cr_assert_eq(chmod("real", 0640), 0);
    cr_assert_eq(symlink("real", "link"), 0);
    cr_assert_eq(file_write("link", slice_of("new"), &errors), STATUS_OK);
    struct stat about;
    cr_assert_eq(lstat("link", &about), 0);
    cr_assert(S_ISLNK(about.st_mode));
    check_content("real", "new");
    cr_assert_eq(stat("real", &about), 0);
    cr_assert_eq(about.st_mode & 0777, 0640);
}

Test(file, a_new_file_has_the_mode_of_the_umask)
{
    umask(027);
    cr_assert_eq(file_write("a", slice_of("x"), &errors), STATUS_OK);
    struct stat about;
    cr_assert_eq(stat("a", &about), 0);
    cr_assert_eq(about.st_mode & 0777, 0640);
}

/* The child is stopped in the middle of a write, by a signal whose handler clears up. */
static void on_signal(int number)
{
    file_remove_temporaries();
    _exit(number);
}

Test(file, a_signal_in_the_middle_of_a_write_leaves_nothing, .timeout = 60)
{
    cr_assert_eq(file_write("a", slice_of("old"), &errors), STATUS_OK);
    fflush(NULL);
    for (int round = 0; round < 20; round++) {
        pid_t child = fork();
        if (child == 0) {
            signal(SIGTERM, on_signal);
            size_t len = (size_t)4 << 20;
            char *text = memory_zero(1, len);
            for (;;) {
                file_write("b", slice_make(text, len), &errors);
                unlink("b");
            }
        }
        usleep((useconds_t)(1000 + round * 700));
        kill(child, SIGTERM);
        int status = 0;
        waitpid(child, &status, 0);
        unlink("b");
        cr_assert_eq(count_files(), 1, "round %d", round);
    }
    check_content("a", "old");
}

Test(file, folders_are_made_with_their_parents)
{
    cr_assert_eq(file_make_folder("a/b//c/", &errors), STATUS_OK);
    cr_assert_eq(file_make_folder("a/b/c", &errors), STATUS_OK);
    cr_assert_eq(file_make_folder(".", &errors), STATUS_OK);
    cr_assert_eq(file_make_folder("/", &errors), STATUS_OK);
    struct stat about;
    cr_assert(stat("a/b/c", &about) == 0 && S_ISDIR(about.st_mode));
    cr_assert_eq(file_write("f", slice_of("x"), &errors), STATUS_OK);
    cr_assert_eq(file_make_folder("f", &errors), STATUS_FAILED);
    check_message("f", "in the way");
    cr_assert_eq(file_make_folder("f/g", &errors), STATUS_FAILED);
    check_message("f/g", "in the way");
    cr_assert_eq(file_make_folder("", &errors), STATUS_FAILED);
    check_message("", "no such file or folder");
}

Test(file, a_pipe_that_does_not_block_gets_every_byte, .timeout = 30)
{
    enum { LEN = 1 << 20 };
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        static char chunk[4096];
        size_t got = 0;
        for (ssize_t step; (step = read(ends[0], chunk, sizeof chunk)) > 0;) {
            got += (size_t)step;
            usleep(100);
        }
        _exit(got == LEN ? 0 : 1);
    }
    close(ends[0]);
    cr_assert_eq(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    int saved = dup(STDOUT_FILENO);
    dup2(ends[1], STDOUT_FILENO);
    close(ends[1]);
    char *text = memory_zero(1, LEN);
    enum status result = file_write("-", slice_make(text, LEN), &errors);
    dup2(saved, STDOUT_FILENO);
    free(text);
    int status = 0;
    waitpid(child, &status, 0);
    cr_assert_eq(result, STATUS_OK);
    cr_assert_eq(status, 0);
}
