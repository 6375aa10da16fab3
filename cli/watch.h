/* Notices that files were saved: looks at the names, times and sizes of all files of some folders, again and again.
 * Needs nothing of the system but stat, and costs some microseconds a look. */
#ifndef ANNALS_CLI_WATCH_H
#define ANNALS_CLI_WATCH_H

#include <stddef.h>

enum { WATCH_MAX_DEPTH = 32 /* folders within folders */, WATCH_PAUSE_MS = 40 };

struct watched;

/* Files as they are at one time. Zeroed is empty; release it. */
struct watch {
    struct watched *items;
    size_t count, capacity;
};

/* Adds a file, or all files of a folder whose names do not begin with a full stop. What is not there is no file. */
void watch_add(struct watch *watch, const char *path);
/* Calls `told` with each file that is new, gone or saved between two times. Returns how many. */
size_t watch_compare(const struct watch *before, const struct watch *after, void (*told)(void *, const char *),
                     void *context);
void watch_release(struct watch *watch);
/* Sleeps until it is worth to look again. */
void watch_pause(void);

#endif
