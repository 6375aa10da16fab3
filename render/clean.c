#include "render/clean_p.h"

#include <math.h>

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

struct slice clean_text(struct arena *arena, struct slice text)
{
    struct buffer out = {0};
    bool space = false;
    size_t at = 0;
    while (at < text.len && out.len < CLEAN_MAX_BYTES) {
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

struct slice clean_capital(struct arena *arena, struct slice text)
{
    struct slice clean = clean_text(arena, text);
    if (clean.len > 0 && clean.ptr[0] >= 'a' && clean.ptr[0] <= 'z') {
        char *bytes = arena_string(arena, clean);
        bytes[0] = (char)(bytes[0] - 'a' + 'A');
        return slice_make(bytes, clean.len);
    }
    return clean;
}

/* In a DOT string only \" is an escape of the lexer; labels then read \N, \n, \\ and entities. */
static void add_escaped(struct buffer *out, struct slice text, const char *backslash, const char *ampersand)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        if (byte == '"') {
            buffer_add_text(out, "\\\"");
        } else if (byte == '\\') {
            buffer_add_text(out, backslash);
        } else if (byte == '&') {
            buffer_add_text(out, ampersand);
        } else {
            buffer_add_byte(out, byte);
        }
    }
}

void clean_add_label(struct buffer *out, struct slice text)
{
    add_escaped(out, text, "\\\\", "&amp;");
}

void clean_add_tooltip(struct buffer *out, struct slice text)
{
    add_escaped(out, text, "\\\\\\\\", "&amp;");
}

void clean_add_name(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                     byte == ':' || byte == '.' || byte == '-' || byte == '_' || byte == ' ';
        buffer_add_byte(out, plain ? byte : '_');
    }
}

void clean_add_xml(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '&':
            buffer_add_text(out, "&amp;");
            break;
        case '<':
            buffer_add_text(out, "&lt;");
            break;
        case '>':
            buffer_add_text(out, "&gt;");
            break;
        case '"':
            buffer_add_text(out, "&quot;");
            break;
        default:
            buffer_add_byte(out, text.ptr[i]);
        }
    }
}

void clean_add_number(struct buffer *out, double number, int decimals)
{
    static const long scales[] = {1, 10, 100, 1000, 10000};
    long scale = scales[decimals];
    long units = lround(number * (double)scale);
    if (units < 0) {
        buffer_add_byte(out, '-');
        units = -units;
    }
    buffer_format(out, "%ld", units / scale);
    long rest = units % scale;
    if (rest > 0) {
        buffer_format(out, ".%0*ld", decimals, rest);
    }
}
