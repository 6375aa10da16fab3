#include "base/plain.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* Direction marks, embeddings, overrides and isolates: they would reorder what stands beside the text. */
static bool is_direction(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_dropped(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || is_direction(c) || c == 0xFEFF || c == 0x00AD ||
           (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

struct slice plain_copy(struct arena *arena, struct slice text, size_t most)
{
    struct buffer out = {0};
    bool space = false;
    size_t at = 0;
    while (at < text.len && (most == 0 || out.len < most)) {
        size_t next;
        uint32_t c = utf8_decode(text, at, &next);
        at = next;
        if (c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || (c > 0x9F && utf8_is_space(c)) ||
            c == ' ' || c == 0x85) {
            space = out.len > 0;
            continue;
        }
        if (is_dropped(c)) {
            continue;
        }
        if (space) {
            buffer_add_byte(&out, ' ');
            space = false;
        }
        utf8_encode(&out, c);
    }
    struct slice copy = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}

struct slice plain_copy_capital(struct arena *arena, struct slice text, size_t most)
{
    struct slice clean = plain_copy(arena, text, most);
    if (clean.len > 0 && clean.ptr[0] >= 'a' && clean.ptr[0] <= 'z') {
        char *bytes = arena_string(arena, clean);
        bytes[0] = (char)(bytes[0] - 'a' + 'A');
        return slice_make(bytes, clean.len);
    }
    return clean;
}
