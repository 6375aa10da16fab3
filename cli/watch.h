/* Notices that files were saved: looks at the names, times and sizes of all files of some folders, whenever the system
 * says that something happened there (inotify). Where it does not say so, it looks again and again, which costs some
 * microseconds a look. */
#ifndef ANNALS_CLI_WATCH_H
#define ANNALS_CLI_WATCH_H

#include <stdbool.h>
#include <stddef.h>

enum {
    WATCH_MAX_DEPTH = 32, /* folders within folders */
    WATCH_PAUSE_MS = 40,  /* between two looks, where the system says nothing */
    WATCH_LONG_MS = 1000, /* where it does: for file systems of which it does not know all */
    WATCH_SETTLE_MS = 4   /* after it said something: a save may be several changes */
};

/* What the system says of folders. Open it first; it may be without use, and then all is looked at. */
struct watch_ear {
    int handle;
    bool is_deaf; /* to some folder or to all */
};

void watch_open(struct watch_ear *ear);
void watch_close(struct watch_ear *ear);

struct watched;

/* Files as they are at one time. Zeroed is empty; release it. */
struct watch {
    struct watched *items;
    size_t count, capacity;
    struct watch_ear *ear; /* told of each folder that is added; may be NULL */
};

/* Adds a file, or all files of a folder whose names do not begin with a full stop. What is not there is no file. */
void watch_add(struct watch *watch, const char *path);
/* Calls `told` with each file that is new, gone or saved between two times. Returns how many. */
size_t watch_compare(const struct watch *before, const struct watch *after, void (*told)(void *, const char *),
                     void *context);
void watch_release(struct watch *watch);
/* Sleeps until it is worth to look again. */
void watch_wait(struct watch_ear *ear);

#endif
