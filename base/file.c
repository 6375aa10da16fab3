#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

enum {
    CHUNK = 64 * 1024,
    WRITES_AT_ONCE = 64, /* temporary files that can be under way at the same time */
    NAMES_TRIED = 1000,  /* numbers tried for a free temporary name */
    NAME_ROOM = 48,      /* what a temporary name has beyond the name it stands for */
    LONGEST_NAME = 255,
    NEW_FILE_MODE = 0666, /* less the umask */
    NEW_FOLDER_MODE = 0777
};

enum slot_state { SLOT_FREE, SLOT_TAKEN, SLOT_LIVE };

/* The one piece of state of the program that is not passed along: a signal handler has nothing else to go by. A slot is
 * removed by the process that filled it, never by a child that inherited the table. */
static struct {
    atomic_int state;
    pid_t owner;
    char path[PATH_MAX];
} temporaries[WRITES_AT_ONCE];

static atomic_uint temporary_counter;

void file_remove_temporaries(void)
{
    int saved = errno;
    pid_t self = getpid();
    for (size_t i = 0; i < WRITES_AT_ONCE; i++) {
        if (atomic_load(&temporaries[i].state) == SLOT_LIVE && temporaries[i].owner == self) {
            unlink(temporaries[i].path);
        }
    }
    errno = saved;
}

__attribute__((format(printf, 3, 4))) static enum status fail(struct diagnostics *errors, const char *path,
                                                              const char *format, ...)
{
    struct place place = {.file = path};
    va_list arguments;
    char message[512];
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    diagnostics_add(errors, SEVERITY_ERROR, &place, "%s", message);
    return STATUS_FAILED;
}

const char *file_reason(int code)
{
    switch (code) {
    case ENOENT:
        return "no such file or folder; check the path";
    case EACCES:
    case EPERM:
        return "permission denied; check who owns it and its mode";
    case EISDIR:
        return "it is a folder; name a file in it";
    case ENOTDIR:
        return "a part of the path is a file, not a folder";
    case ENOSPC:
        return "no space left on the device";
    case EDQUOT:
        return "disk quota exceeded";
    case EFBIG:
        return "the file would be larger than allowed; see ulimit -f";
    case EROFS:
        return "the file system is read-only";
    case ENAMETOOLONG:
        return "the name is too long";
    case ELOOP:
        return "too many symbolic links on the way";
    case EMFILE:
    case ENFILE:
        return "too many open files";
    case EPIPE:
        return "the reader has gone away";
    case EIO:
        return "input or output error of the device";
    default:
        return NULL;
    }
}

static enum status fail_code(struct diagnostics *errors, const char *path, const char *what, int code)
{
    const char *words = file_reason(code);
    if (words) {
        return fail(errors, path, "%s: %s", what, words);
    }
    return fail(errors, path, "%s: system error %d", what, code);
}

static int open_again(const char *path, int flags, mode_t mode)
{
    int handle;
    do {
        handle = open(path, flags | O_CLOEXEC | O_NOCTTY, mode);
    } while (handle < 0 && errno == EINTR);
    return handle;
}

static const char *shown_name(const char *path, const char *standard)
{
    return strcmp(path, "-") == 0 ? standard : path;
}

static enum status fail_size(struct diagnostics *errors, const char *name, size_t limit)
{
    return fail(errors, name, "cannot read: larger than the limit of %zu bytes; split it into smaller files", limit);
}

static enum status read_handle(int handle, const char *name, size_t limit, struct buffer *out,
                               struct diagnostics *errors)
{
    struct stat about;
    if (fstat(handle, &about) == 0) {
        if (S_ISDIR(about.st_mode)) {
            return fail(errors, name, "cannot read: it is a folder; name a file in it");
        }
        if (S_ISREG(about.st_mode) && limit > 0 && about.st_size > 0 && (uintmax_t)about.st_size > limit) {
            return fail_size(errors, name, limit);
        }
        if (S_ISREG(about.st_mode) && about.st_size > 0) {
            /* one allocation in place of many; the file may still turn out longer or shorter */
            out->bytes = array_grow(out->bytes, &out->capacity, (size_t)about.st_size + 2, 1);
        }
    }
    for (;;) {
        if (out->capacity - out->len < 2) {
            out->bytes = array_grow(out->bytes, &out->capacity, out->len + CHUNK, 1);
        }
        size_t room = out->capacity - out->len - 1;
        ssize_t got = read(handle, out->bytes + out->len, room < SSIZE_MAX ? room : SSIZE_MAX);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail_code(errors, name, "cannot read", errno);
        }
        out->len += (size_t)got;
        out->bytes[out->len] = '\0';
        if (limit > 0 && out->len > limit) {
            return fail_size(errors, name, limit);
        }
        if (got == 0) {
            return STATUS_OK;
        }
    }
}

enum status file_read(const char *path, size_t limit, struct buffer *out, struct diagnostics *errors)
{
    const char *name = shown_name(path, "<standard input>");
    bool standard = name != path;
    buffer_clear(out);
    int handle = standard ? STDIN_FILENO : open_again(path, O_RDONLY, 0);
    if (handle < 0) {
        return fail_code(errors, name, "cannot open", errno);
    }
    enum status status = read_handle(handle, name, limit, out, errors);
    if (status != STATUS_OK) {
        buffer_release(out);
    }
    if (!standard) {
        close(handle);
    }
    return status;
}

/* All bytes, through interruptions and short writes; 0 or an errno. */
static int write_all(int handle, struct slice bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(handle, bytes.ptr, bytes.len < SSIZE_MAX ? bytes.len : SSIZE_MAX);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0 && errno == EAGAIN) {
            struct pollfd ready = {.fd = handle, .events = POLLOUT}; /* standard output that does not block */
            poll(&ready, 1, -1);
            continue;
        }
        if (written <= 0) {
            return written < 0 ? errno : EIO;
        }
        bytes.ptr += written;
        bytes.len -= (size_t)written;
    }
    return 0;
}

/* Devices and pipes hold no old content that could be kept: written as they are. */
static enum status write_direct(const char *path, struct slice bytes, struct diagnostics *errors)
{
    bool standard = strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0;
    const char *name = shown_name(path, "<standard output>");
    if (standard) {
        fflush(stdout);
    }
    int handle = standard ? STDOUT_FILENO : open_again(path, O_WRONLY, 0);
    if (handle < 0) {
        return fail_code(errors, name, "cannot write", errno);
    }
    int code = write_all(handle, bytes);
    if (!standard && close(handle) != 0 && code == 0 && errno != EINTR) {
        code = errno;
    }
    return code ? fail_code(errors, name, "cannot write", code) : STATUS_OK;
}

static size_t take_slot(void)
{
    for (size_t i = 0; i < WRITES_AT_ONCE; i++) {
        int expected = SLOT_FREE;
        if (atomic_compare_exchange_strong(&temporaries[i].state, &expected, SLOT_TAKEN)) {
            temporaries[i].owner = getpid();
            return i;
        }
    }
    return WRITES_AT_ONCE;
}

/* Fills the slot with `<folder>/.<name>.<pid>-<counter>.tmp` and creates that file; -1 and errno where it cannot. */
static int create_temporary(size_t slot, const char *path)
{
    const char *base = strrchr(path, '/');
    base = base ? base + 1 : path;
    int folder_len = (int)(base - path);
    size_t name_len = strlen(base);
    if (name_len > LONGEST_NAME) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (name_len > LONGEST_NAME - NAME_ROOM) {
        name_len = LONGEST_NAME - NAME_ROOM;
    }
    char *name = temporaries[slot].path;
    for (int tried = 0; tried < NAMES_TRIED; tried++) {
        unsigned number = atomic_fetch_add(&temporary_counter, 1);
        int len = snprintf(name, PATH_MAX, "%.*s.%.*s.%ld-%u.tmp", folder_len, path, (int)name_len, base,
                           (long)getpid(), number);
        if (len < 0 || len >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        atomic_store(&temporaries[slot].state, SLOT_LIVE);
        int handle = open_again(name, O_WRONLY | O_CREAT | O_EXCL, NEW_FILE_MODE);
        if (handle >= 0) {
            return handle;
        }
        int code = errno;
        atomic_store(&temporaries[slot].state, SLOT_TAKEN);
        errno = code;
        if (code != EEXIST) {
            return -1;
        }
    }
    return -1;
}

/* Makes the rename itself last; a file system that cannot is no failure. */
static void sync_folder(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) + 1 : 1;
    if (len >= sizeof folder) {
        return;
    }
    memcpy(folder, slash ? path : ".", len);
    folder[len] = '\0';
    int handle = open_again(folder, O_RDONLY | O_DIRECTORY, 0);
    if (handle >= 0) {
        fsync(handle);
        close(handle);
    }
}

/* Writes, syncs if it is to be, and closes the temporary file; 0 or an errno. `old` is the file to be replaced, or
 * NULL. */
static int fill_temporary(int handle, struct slice bytes, const struct stat *old, bool is_synced)
{
    int code = write_all(handle, bytes);
    if (code == 0 && old && fchmod(handle, old->st_mode & 07777) != 0 && errno != EPERM) {
        code = errno;
    }
    while (code == 0 && is_synced && fsync(handle) != 0) {
        if (errno == EINVAL || errno == EROFS) {
            break; /* a file system that does not know fsync */
        }
        if (errno != EINTR) {
            code = errno;
        }
    }
    if (close(handle) != 0 && code == 0 && errno != EINTR) {
        code = errno;
    }
    return code;
}

static enum status write_replacing(const char *path, const char *target, const struct stat *old, struct slice bytes,
                                   bool is_synced, struct diagnostics *errors)
{
    size_t slot = take_slot();
    if (slot == WRITES_AT_ONCE) {
        return fail(errors, path, "cannot write: more than %d files are being written at once", WRITES_AT_ONCE);
    }
    int handle = create_temporary(slot, target);
    int code = handle < 0 ? errno : fill_temporary(handle, bytes, old, is_synced);
    if (handle >= 0) {
        if (code == 0 && rename(temporaries[slot].path, target) != 0) {
            code = errno;
        }
        if (code != 0) {
            unlink(temporaries[slot].path);
        }
    }
    atomic_store(&temporaries[slot].state, SLOT_FREE);
    if (code != 0) {
        return fail_code(errors, path, "cannot write", code);
    }
    if (is_synced) {
        sync_folder(target);
    }
    return STATUS_OK;
}

static enum status write_file(const char *path, struct slice bytes, bool is_synced, struct diagnostics *errors)
{
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0) {
        return write_direct(path, bytes, errors);
    }
    struct stat about;
    bool exists = stat(path, &about) == 0;
    if (!exists && errno != ENOENT) {
        return fail_code(errors, path, "cannot write", errno);
    }
    size_t len = strlen(path);
    if ((exists && S_ISDIR(about.st_mode)) || (len > 0 && path[len - 1] == '/')) {
        return fail(errors, path, "cannot write: it is a folder; name a file in it");
    }
    if (len == 0) {
        return fail_code(errors, path, "cannot write", ENOENT);
    }
    if (exists && (!S_ISREG(about.st_mode) || strncmp(path, "/dev/", 5) == 0)) {
        return write_direct(path, bytes, errors);
    }
    /* A symbolic link stays one: what it points to is replaced. */
    char *target = exists ? realpath(path, NULL) : NULL;
    enum status status =
        write_replacing(path, target ? target : path, exists ? &about : NULL, bytes, is_synced, errors);
    free(target);
    return status;
}

enum status file_write(const char *path, struct slice bytes, struct diagnostics *errors)
{
    return write_file(path, bytes, true, errors);
}

enum status file_write_one_of_many(const char *path, struct slice bytes, struct diagnostics *errors)
{
    return write_file(path, bytes, false, errors);
}

static enum status make_one(const char *path, const char *whole, struct diagnostics *errors)
{
    if (mkdir(path, NEW_FOLDER_MODE) == 0) {
        return STATUS_OK;
    }
    int code = errno;
    struct stat about;
    if (stat(path, &about) == 0) {
        if (S_ISDIR(about.st_mode)) {
            return STATUS_OK;
        }
        return fail(errors, whole, "cannot create the folder: a file named %s is in the way", path);
    }
    return fail_code(errors, whole, "cannot create the folder", code);
}

enum status file_make_folder(const char *path, struct diagnostics *errors)
{
    if (path[0] == '\0') {
        return fail_code(errors, path, "cannot create the folder", ENOENT);
    }
    size_t len = strlen(path);
    char *part = memory_alloc(len + 1);
    memcpy(part, path, len + 1);
    enum status status = STATUS_OK;
    for (size_t i = 1; i <= len && status == STATUS_OK; i++) {
        if ((part[i] == '/' || part[i] == '\0') && part[i - 1] != '/') {
            char kept = part[i];
            part[i] = '\0';
            status = make_one(part, path, errors);
            part[i] = kept;
        }
    }
    free(part);
    return status;
}
