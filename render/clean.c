#include "render/clean_p.h"

#include <math.h>

#include "base/plain.h"
#include "base/utf8.h"

struct slice clean_text(struct arena *arena, struct slice text)
{
    return plain_copy(arena, text, CLEAN_MAX_BYTES);
}

struct slice clean_capital(struct arena *arena, struct slice text)
{
    return plain_copy_capital(arena, text, CLEAN_MAX_BYTES);
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
