#include "cli/watch.h"

#include <dirent.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"

struct watched {
    char *path;
    struct timespec saved;
    off_t size;
    ino_t number; /* many editors save a file by putting another in its place */
};

void watch_open(struct watch_ear *ear)
{
    ear->handle = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    ear->is_deaf = ear->handle < 0;
}

void watch_close(struct watch_ear *ear)
{
    if (ear->handle >= 0) {
        close(ear->handle);
    }
}

/* To listen to a folder twice is to listen once. */
static void listen_to(struct watch *watch, const char *folder)
{
    const uint32_t what = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ATTRIB | IN_ONLYDIR;
    if (watch->ear != NULL && watch->ear->handle >= 0 && inotify_add_watch(watch->ear->handle, folder, what) < 0) {
        watch->ear->is_deaf = true;
    }
}

static void add_file(struct watch *watch, const char *path, const struct stat *stat)
{
    watch->items = array_grow(watch->items, &watch->capacity, watch->count + 1, sizeof *watch->items);
    struct buffer name = {0};
    buffer_add_text(&name, path);
    watch->items[watch->count++] = (struct watched){name.bytes, stat->st_mtim, stat->st_size, stat->st_ino};
}

static void add_folder(struct watch *watch, const char *path, int depth);

static void add(struct watch *watch, const char *path, int depth)
{
    struct stat record;
    if (stat(path, &record) != 0) {
        return;
    }
    if (S_ISREG(record.st_mode)) {
        add_file(watch, path, &record);
    } else if (S_ISDIR(record.st_mode) && depth < WATCH_MAX_DEPTH) {
        add_folder(watch, path, depth);
    }
}

static void add_folder(struct watch *watch, const char *path, int depth)
{
    listen_to(watch, path);
    DIR *folder = opendir(path);
    for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') {
            struct buffer inner = {0};
            buffer_format(&inner, "%s/%s", path, entry->d_name);
            add(watch, inner.bytes, depth + 1);
            buffer_release(&inner);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(((const struct watched *)a)->path, ((const struct watched *)b)->path);
}

/* The folder that a file is in: an editor may put another file in its place. */
static void listen_around(struct watch *watch, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buffer folder = {0};
    buffer_add(&folder, slash == NULL ? slice_of(".") : slice_make(path, slash > path ? (size_t)(slash - path) : 1));
    listen_to(watch, folder.bytes);
    buffer_release(&folder);
}

void watch_add(struct watch *watch, const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0 || S_ISREG(about.st_mode)) {
        listen_around(watch, path);
    }
    add(watch, path, 0);
    if (watch->count > 1) { /* folders are read in any order */
        qsort(watch->items, watch->count, sizeof *watch->items, compare_paths);
    }
}

static bool is_same(const struct watched *a, const struct watched *b)
{
    return a->saved.tv_sec == b->saved.tv_sec && a->saved.tv_nsec == b->saved.tv_nsec && a->size == b->size &&
           a->number == b->number;
}

size_t watch_compare(const struct watch *before, const struct watch *after, void (*told)(void *, const char *),
                     void *context)
{
    size_t b = 0, a = 0, count = 0;
    while (b < before->count || a < after->count) {
        int order = b == before->count  ? 1
                    : a == after->count ? -1
                                        : strcmp(before->items[b].path, after->items[a].path);
        if (order != 0 || !is_same(&before->items[b], &after->items[a])) {
            told(context, order < 0 ? before->items[b].path : after->items[a].path);
            count++;
        }
        b += order <= 0;
        a += order >= 0;
    }
    return count;
}

void watch_release(struct watch *watch)
{
    for (size_t i = 0; i < watch->count; i++) {
        free(watch->items[i].path);
    }
    free(watch->items);
    *watch = (struct watch){0};
}

/* Takes all that was said; what exactly does not matter. */
static void take_all(int handle)
{
    char events[4096];
    while (read(handle, events, sizeof events) > 0) {
    }
}

void watch_wait(struct watch_ear *ear)
{
    if (ear->handle < 0) {
        struct timespec pause = {.tv_nsec = WATCH_PAUSE_MS * 1000000L};
        nanosleep(&pause, NULL);
        return;
    }
    struct pollfd ready = {.fd = ear->handle, .events = POLLIN};
    int timeout = ear->is_deaf ? WATCH_PAUSE_MS : WATCH_LONG_MS;
    for (int round = 0; round < WATCH_PAUSE_MS / WATCH_SETTLE_MS && poll(&ready, 1, timeout) > 0; round++) {
        take_all(ear->handle);
        timeout = WATCH_SETTLE_MS;
    }
}
