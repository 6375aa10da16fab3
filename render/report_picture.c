/* Pictures as parts of a page. Reads what our own pictures are: well-formed XML. Whatever is not on the lists below is
 * left out, so that the page holds shapes and words and nothing else. */
#include "render/report_p.h"

static const char *const elements[] = {"svg",  "g",       "title",    "desc",           "polygon", "polyline",
                                       "path", "ellipse", "text",     "tspan",          "rect",    "circle",
                                       "line", "defs",    "clipPath", "linearGradient", "stop",    "pattern"};
static const char *const attributes[] = {"id",
                                         "class",
                                         "viewBox",
                                         "aria-labelledby",
                                         "aria-hidden",
                                         "transform",
                                         "fill",
                                         "fill-opacity",
                                         "stroke",
                                         "stroke-width",
                                         "stroke-dasharray",
                                         "stroke-opacity",
                                         "stroke-linecap",
                                         "points",
                                         "d",
                                         "cx",
                                         "cy",
                                         "rx",
                                         "ry",
                                         "r",
                                         "x",
                                         "y",
                                         "x1",
                                         "y1",
                                         "x2",
                                         "y2",
                                         "text-anchor",
                                         "font-family",
                                         "font-size",
                                         "font-weight",
                                         "font-style",
                                         "data-event",
                                         "data-relation",
                                         "data-entity",
                                         "clip-path",
                                         "offset",
                                         "stop-color",
                                         "direction",
                                         "unicode-bidi"};

enum { ELEMENT_COUNT = sizeof elements / sizeof *elements, ATTRIBUTE_COUNT = sizeof attributes / sizeof *attributes };

struct walk {
    struct buffer *out;
    unsigned skipped; /* depth inside an element whose content goes too */
};

struct attribute {
    struct slice name, value;
};

static bool is_listed(struct slice word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_is(word, list[i])) {
            return true;
        }
    }
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The next name="value" of a tag's inside; false at its end. */
static bool next_attribute(struct slice tag, size_t *at, struct attribute *attribute)
{
    while (*at < tag.len && (is_space(tag.ptr[*at]) || tag.ptr[*at] == '/')) {
        ++*at;
    }
    size_t begin = *at;
    while (*at < tag.len && tag.ptr[*at] != '=' && !is_space(tag.ptr[*at])) {
        ++*at;
    }
    attribute->name = slice_sub(tag, begin, *at);
    if (*at + 1 >= tag.len || tag.ptr[*at] != '=' || (tag.ptr[*at + 1] != '"' && tag.ptr[*at + 1] != '\'')) {
        return false;
    }
    const char *value = tag.ptr + *at + 2;
    const char *end = memchr(value, value[-1], (size_t)(tag.ptr + tag.len - value));
    if (end == NULL) {
        return false;
    }
    attribute->value = slice_make(value, (size_t)(end - value));
    *at = (size_t)(end + 1 - tag.ptr);
    return true;
}

static void add_attributes(struct buffer *out, struct slice tag, size_t at)
{
    struct attribute attribute;
    while (next_attribute(tag, &at, &attribute)) {
        if (is_listed(attribute.name, attributes, ATTRIBUTE_COUNT)) {
            buffer_format(out, " %.*s=\"%.*s\"", SLICE_ARG(attribute.name), SLICE_ARG(attribute.value));
        }
    }
}

/* Goes into or out of an element that is left out with all that it holds. */
static void skip_tag(struct walk *walk, bool is_end, bool is_empty)
{
    if (is_end && walk->skipped > 0) {
        walk->skipped--;
    } else if (!is_end && !is_empty) {
        walk->skipped++;
    }
}

/* One tag without its brackets. An `a` goes and its content stays: the page makes links of the marks itself. */
static void add_tag(struct walk *walk, struct slice tag)
{
    bool is_end = tag.len > 0 && tag.ptr[0] == '/';
    bool is_empty = tag.len > 0 && tag.ptr[tag.len - 1] == '/';
    size_t begin = is_end ? 1 : 0, at = begin;
    while (at < tag.len && !is_space(tag.ptr[at]) && tag.ptr[at] != '/') {
        at++;
    }
    struct slice name = slice_sub(tag, begin, at);
    bool is_kept = is_listed(name, elements, ELEMENT_COUNT);
    if (walk->skipped > 0 || (!is_kept && !slice_is(name, "a"))) {
        skip_tag(walk, is_end, is_empty);
        return;
    }
    if (!is_kept) {
        return;
    }
    buffer_format(walk->out, "<%s%.*s", is_end ? "/" : "", SLICE_ARG(name));
    if (!is_end) {
        if (slice_is(name, "svg")) {
            buffer_add_text(walk->out, " role=\"group\""); /* links within an image are out of reach */
        }
        add_attributes(walk->out, tag, at);
        buffer_add_text(walk->out, is_empty ? "/" : "");
    }
    buffer_add_byte(walk->out, '>');
}

static void add_text(struct walk *walk, struct slice text)
{
    if (walk->skipped == 0) {
        buffer_add(walk->out, text);
    }
}

/* One past the ">" that ends the tag which begins at `at`, values in quotation marks passed over. */
static size_t tag_end(struct slice svg, size_t at)
{
    char quote = 0;
    for (; at < svg.len; at++) {
        char c = svg.ptr[at];
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return at + 1;
        }
    }
    return svg.len;
}

void report_add_picture(struct buffer *out, struct slice svg)
{
    struct walk walk = {.out = out};
    size_t at = 0;
    while (svg.ptr != NULL && at < svg.len) {
        struct slice rest = slice_sub(svg, at, svg.len);
        if (rest.ptr[0] != '<') {
            const char *next = memchr(rest.ptr, '<', rest.len);
            size_t length = next ? (size_t)(next - rest.ptr) : rest.len;
            add_text(&walk, slice_sub(rest, 0, length));
            at += length;
            continue;
        }
        const char *close = slice_starts(rest, "<!--") ? memmem(rest.ptr, rest.len, "-->", 3) : NULL;
        size_t end = close ? at + (size_t)(close - rest.ptr) + 3 : tag_end(svg, at);
        if (rest.len > 1 && rest.ptr[1] != '!' && rest.ptr[1] != '?' && end > at + 1) {
            add_tag(&walk, slice_sub(svg, at + 1, end - 1));
        }
        at = end;
    }
}
