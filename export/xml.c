#include "base/utf8.h"
#include "export/xml_p.h"

static bool xml_allows(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

/* How many bytes from `at` on stand as they are: of ASCII what is neither a mark of XML nor a control character. */
static size_t plain_bytes(struct slice text, size_t at)
{
    size_t end = at;
    while (end < text.len) {
        unsigned char c = (unsigned char)text.ptr[end];
        bool plain = c < 0x80 && (c >= 0x20 || c == '\n') && c != '&' && c != '<' && c != '>' && c != '"';
        if (!plain) {
            break;
        }
        end++;
    }
    return end - at;
}

void xml_escaped(struct buffer *out, struct slice text)
{
    for (size_t at = 0; at < text.len;) {
        size_t begin = at, plain = plain_bytes(text, at);
        if (plain > 0) { /* most of a text, and copied whole */
            at += plain;
            buffer_add(out, slice_sub(text, begin, at));
            continue;
        }
        uint32_t c = utf8_decode(text, at, &at);
        bool is_invalid = c == 0xFFFD && at == begin + 1;
        if (c == '&') {
            buffer_add_text(out, "&amp;");
        } else if (c == '<') {
            buffer_add_text(out, "&lt;");
        } else if (c == '>') {
            buffer_add_text(out, "&gt;");
        } else if (c == '"') {
            buffer_add_text(out, "&quot;");
        } else if (is_invalid || !xml_allows(c)) {
            buffer_add_text(out, "\xEF\xBF\xBD");
        } else {
            buffer_add(out, slice_sub(text, begin, at));
        }
    }
}
