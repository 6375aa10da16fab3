#include "base/deflate.h"

#include <zlib.h>

#include "base/arena.h"

enum { DEFLATE_LEVEL = 6, DEFLATE_MEMORY = 8, DEFLATE_WINDOW = 15, DEFLATE_STEP = 1 << 30 };

void deflate_add(struct buffer *out, struct slice bytes)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, DEFLATE_LEVEL, Z_DEFLATED, DEFLATE_WINDOW, DEFLATE_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
        memory_exit(); /* the one way in which it can fail */
    }
    unsigned char packed[1 << 14];
    size_t at = 0;
    int state = Z_OK;
    while (state != Z_STREAM_END) {
        if (stream.avail_in == 0 && at < bytes.len) {
            size_t step = bytes.len - at < DEFLATE_STEP ? bytes.len - at : DEFLATE_STEP;
            stream.next_in = (unsigned char *)(uintptr_t)(bytes.ptr + at); /* zlib only reads it */
            stream.avail_in = (unsigned)step;
            at += step;
        }
        stream.next_out = packed;
        stream.avail_out = sizeof packed;
        state = deflate(&stream, at == bytes.len ? Z_FINISH : Z_NO_FLUSH);
        buffer_add(out, slice_make((const char *)packed, sizeof packed - stream.avail_out));
    }
    deflateEnd(&stream);
}

void base64_add(struct buffer *out, struct slice bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t left = bytes.len - i;
        uint32_t three = (uint32_t)(unsigned char)bytes.ptr[i] << 16;
        three |= left > 1 ? (uint32_t)(unsigned char)bytes.ptr[i + 1] << 8 : 0;
        three |= left > 2 ? (uint32_t)(unsigned char)bytes.ptr[i + 2] : 0;
        char four[4] = {digits[three >> 18], digits[three >> 12 & 63], left > 1 ? digits[three >> 6 & 63] : '=',
                        left > 2 ? digits[three & 63] : '='};
        buffer_add(out, slice_make(four, sizeof four));
    }
}
