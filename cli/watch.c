#include "cli/watch.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/arena.h"
#include "base/buffer.h"

struct watched {
    char *path;
    struct timespec saved;
    off_t size;
    ino_t number; /* many editors save a file by putting another in its place */
};

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

void watch_add(struct watch *watch, const char *path)
{
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

void watch_pause(void)
{
    struct timespec pause = {.tv_nsec = WATCH_PAUSE_MS * 1000000L};
    nanosleep(&pause, NULL);
}
