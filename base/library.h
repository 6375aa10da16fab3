/* Libraries that are opened when they are needed. Those that draw bring forty others with them, that of workbooks
 * three: linked to the program, every command would load them, which takes longer than much of what it does. */
#ifndef ANNALS_BASE_LIBRARY_H
#define ANNALS_BASE_LIBRARY_H

#include <stdbool.h>
#include <string.h>

/* NULL where it is not there. `visible`: libraries opened later see what is in it. Stays open until the process ends.
 */
void *library_open(const char *path, bool visible);
/* NULL where the library has no such name. */
void *library_find(void *library, const char *name);
/* For a list of functions LIST(X): `struct x { LIST(LIBRARY_MEMBER) };` has a pointer to each, and `LIST(LIBRARY_FIND)`
 * fills it in, in a function that has `library`, `functions` and `found`. */
#define LIBRARY_MEMBER(name) __typeof__(name) *name; /* NOLINT(bugprone-macro-parentheses) */
#define LIBRARY_FIND(name)                                  \
    {                                                       \
        void *address = library_find(library, #name);       \
        memcpy(&functions->name, &address, sizeof address); \
        found = found && address;                           \
    }
/* The file that a function was loaded from, or NULL. */
const char *library_of(const void *function);

#endif
