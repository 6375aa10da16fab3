/* A borrowed run of bytes. Never owns, never depends on a NUL at its end. */
#ifndef ANNALS_BASE_SLICE_H
#define ANNALS_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Bytes [ptr, ptr + len). A zeroed slice is the empty one; ptr may be NULL only where len is 0. */
struct slice {
    const char *ptr;
    size_t len;
};

/* Half-open byte range [begin, end) of a text. */
struct span {
    size_t begin;
    size_t end;
};

static inline struct slice slice_make(const char *ptr, size_t len)
{
    return (struct slice){ptr, len};
}

/* The slice of a NUL-terminated string; NULL gives the empty slice. */
static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, text ? strlen(text) : 0};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool slice_is(struct slice a, const char *text)
{
    return slice_equal(a, slice_of(text));
}

/* Byte order, shorter first where one begins the other: <0, 0, >0. */
static inline int slice_compare(struct slice a, struct slice b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order != 0) {
        return order;
    }
    return a.len < b.len ? -1 : a.len > b.len;
}

static inline struct slice slice_sub(struct slice text, size_t begin, size_t end)
{
    return (struct slice){text.ptr ? text.ptr + begin : text.ptr, end - begin}; /* an empty slice may point nowhere */
}

/* Without ASCII white space at either end. */
struct slice slice_trim(struct slice text);

bool slice_starts(struct slice text, const char *prefix);
bool slice_ends(struct slice text, const char *suffix);

/* A position for printf("%.*s", SLICE_ARG(s)). */
#define SLICE_ARG(s) (int)(s).len, (s).ptr

#endif
