/* Names that may be declared where a file could not be read: that they are not known is no error of its own. */
#include <string.h>

#include "extract/builder_p.h"

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           ((unsigned char)c & 0x80) != 0;
}

bool builder_may_be_cut(const struct builder *builder, struct slice name)
{
    for (size_t i = 0; i < builder->cuts.count; i++) {
        struct slice text = builder->cuts.items[i];
        const char *found = name.len > 0 ? memmem(text.ptr, text.len, name.ptr, name.len) : NULL;
        while (found != NULL) {
            const char *end = found + name.len, *last = text.ptr + text.len;
            if ((found == text.ptr || !is_name_byte(found[-1])) && (end == last || !is_name_byte(*end))) {
                return true;
            }
            found = memmem(end, (size_t)(last - end), name.ptr, name.len);
        }
    }
    return builder->cuts.is_whole;
}
