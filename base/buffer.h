/* A growing byte buffer that owns its bytes. */
#ifndef ANNALS_BASE_BUFFER_H
#define ANNALS_BASE_BUFFER_H

#include "base/slice.h"

/* A zeroed buffer is empty and valid. `bytes` always has a NUL after `len` once anything was added. */
struct buffer {
    char *bytes;
    size_t len;
    size_t capacity;
};

void buffer_release(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);
void buffer_add(struct buffer *buffer, struct slice text);
void buffer_add_text(struct buffer *buffer, const char *text);
void buffer_add_byte(struct buffer *buffer, char byte);
__attribute__((format(printf, 2, 3))) void buffer_format(struct buffer *buffer, const char *format, ...);

static inline struct slice buffer_slice(const struct buffer *buffer)
{
    return slice_make(buffer->bytes, buffer->len);
}

#endif
