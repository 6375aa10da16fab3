/* Libraries that are opened when they are needed. */
#ifndef ANNALS_RENDER_LIBRARY_P_H
#define ANNALS_RENDER_LIBRARY_P_H

#include <stdbool.h>

/* NULL where it is not there. `visible`: libraries opened later see what is in it. Stays open until the process ends.
 */
void *library_open(const char *path, bool visible);
/* NULL where the library has no such name. */
void *library_find(void *library, const char *name);
/* The file that a function was loaded from, or NULL. */
const char *library_of(const void *function);

#endif
