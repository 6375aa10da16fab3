/* Pictures as parts of a page. Reads what our own pictures are: well-formed XML. Whatever is not on the lists below is
 * left out, so that the page holds shapes and words and nothing else. */
#include "render/clean_p.h"
#include "render/report_p.h"

static const char *const elements[] = {"svg",  "g",       "title",    "desc",           "polygon", "polyline",
                                       "path", "ellipse", "text",     "tspan",          "rect",    "circle",
                                       "line", "defs",    "clipPath", "linearGradient", "stop",    "pattern"};
static const char *const attributes[] = {"id",
                                         "class",
                                         "viewBox",
                                         "aria-labelledby",
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
    const char *prefix;
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

static void add_attribute(struct walk *walk, const char *name, struct slice value)
{
    buffer_format(walk->out, " %s=\"%.*s\"", name, SLICE_ARG(value));
}

/* Ids and lists of them, each with the prefix. */
static void add_ids(struct walk *walk, const char *name, struct slice ids)
{
    buffer_format(walk->out, " %s=\"", name);
    for (size_t i = 0; i < ids.len; i++) {
        if (i == 0 || ids.ptr[i - 1] == ' ') {
            buffer_add_text(walk->out, walk->prefix);
        }
        buffer_add_byte(walk->out, ids.ptr[i]);
    }
    buffer_add_byte(walk->out, '"');
}

static void add_clip(struct walk *walk, struct slice value)
{
    if (slice_starts(value, "url(#")) {
        buffer_format(walk->out, " clip-path=\"url(#%s%.*s\"", walk->prefix,
                      SLICE_ARG(slice_sub(value, strlen("url(#"), value.len)));
    }
}

/* "event:…", and what stands behind a full stop is the part of the mark. */
static void add_data(struct walk *walk, struct slice id)
{
    static const struct {
        const char *begins, *attribute;
    } kinds[] = {{"event:", "data-event"},      {"relation:", "data-relation"}, {"org:", "data-entity"},
                 {"programme:", "data-entity"}, {"state:", "data-entity"},      {"person:", "data-entity"},
                 {"place:", "data-entity"}};
    const char *stop = memchr(id.ptr, '.', id.len);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (slice_starts(id, kinds[i].begins)) {
            add_attribute(walk, kinds[i].attribute, slice_sub(id, 0, stop ? (size_t)(stop - id.ptr) : id.len));
        }
    }
}

static void add_attributes(struct walk *walk, struct slice tag, size_t at)
{
    struct attribute attribute;
    struct slice id = {0};
    bool has_data = false;
    while (next_attribute(tag, &at, &attribute)) {
        bool is_id = slice_is(attribute.name, "id");
        if (is_id || slice_is(attribute.name, "aria-labelledby")) {
            add_ids(walk, is_id ? "id" : "aria-labelledby", attribute.value);
            id = is_id ? attribute.value : id;
        } else if (slice_is(attribute.name, "clip-path")) {
            add_clip(walk, attribute.value);
        } else if (is_listed(attribute.name, attributes, ATTRIBUTE_COUNT)) {
            buffer_format(walk->out, " %.*s=\"%.*s\"", SLICE_ARG(attribute.name), SLICE_ARG(attribute.value));
            has_data = has_data || slice_starts(attribute.name, "data-");
        }
    }
    if (id.len > 0 && !has_data) {
        add_data(walk, id);
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
            add_attribute(walk, "role", slice_of("group"));
        }
        add_attributes(walk, tag, at);
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

void report_add_picture(struct buffer *out, struct slice svg, const char *prefix)
{
    struct walk walk = {.out = out, .prefix = prefix};
    size_t at = 0;
    while (at < svg.len) {
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
