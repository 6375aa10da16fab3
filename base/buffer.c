#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

enum { FIRST_BYTES = 64 };

void buffer_release(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->len = 0;
    if (buffer->bytes) {
        buffer->bytes[0] = '\0';
    }
}

/* Room for `more` bytes and the NUL behind them. */
static void reserve(struct buffer *buffer, size_t more)
{
    if (more >= SIZE_MAX - buffer->len) {
        memory_exit();
    }
    size_t needed = buffer->len + more + 1;
    if (needed < FIRST_BYTES) {
        needed = FIRST_BYTES;
    }
    buffer->bytes = array_grow(buffer->bytes, &buffer->capacity, needed, 1);
}

void buffer_add(struct buffer *buffer, struct slice text)
{
    reserve(buffer, text.len);
    if (text.len > 0) {
        memcpy(buffer->bytes + buffer->len, text.ptr, text.len);
    }
    buffer->len += text.len;
    buffer->bytes[buffer->len] = '\0';
}

void buffer_add_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, slice_of(text));
}

void buffer_add_byte(struct buffer *buffer, char byte)
{
    reserve(buffer, 1);
    buffer->bytes[buffer->len++] = byte;
    buffer->bytes[buffer->len] = '\0';
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (len >= 0) {
        reserve(buffer, (size_t)len);
        vsnprintf(buffer->bytes + buffer->len, (size_t)len + 1, format, again);
        buffer->len += (size_t)len;
    }
    va_end(again);
}
