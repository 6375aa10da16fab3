/* Graphviz writes one element a line, which is all that this pass relies on. A line that it does not know stays as it
 * is. */
#include "render/svg_post_p.h"

#include "render/clean_p.h"
#include "render/measure_p.h"

static const char TIP_BEGIN[] = "<a xlink:title=\"";
static const char FAMILY[] = "font-family=\"" MEASURE_FONT "\"";
static const char FAMILY_BOLD[] = "font-family=\"" MEASURE_FONT " Bold\"";
static const char FAMILY_WEB[] = "font-family=\"" MEASURE_FONT ", Arial, Helvetica, sans-serif\"";

static bool next_line(struct slice text, size_t *at, struct slice *line)
{
    if (*at >= text.len) {
        return false;
    }
    const char *begin = text.ptr + *at;
    const char *end = memchr(begin, '\n', text.len - *at);
    line->ptr = begin;
    line->len = end ? (size_t)(end - begin) : text.len - *at;
    *at += line->len + (end ? 1 : 0);
    return true;
}

static void add_root(struct buffer *out, const struct svg_page *page)
{
    buffer_format(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\" "
                  "aria-labelledby=\"picture-title picture-desc\"\n width=\"%s\" height=\"%s\" viewBox=\"0 0 ",
                  page->paper_width, page->paper_height);
    clean_add_number(out, page->width, 2);
    buffer_add_byte(out, ' ');
    clean_add_number(out, page->height, 2);
    buffer_add_text(out, "\">\n<title id=\"picture-title\">");
    clean_add_xml(out, page->title);
    buffer_add_text(out, "</title>\n<desc id=\"picture-desc\">");
    clean_add_xml(out, page->desc);
    buffer_add_text(out, "</desc>\n");
}

static const char *find(struct slice line, const char *word)
{
    return memmem(line.ptr, line.len, word, strlen(word));
}

struct replacement {
    const char *from;
    const char *to;
};

/* Replaces inside tags only: what stands between > and < is text. */
static void add_line(struct buffer *out, struct slice line)
{
    static const struct replacement replacements[] = {
        {FAMILY, FAMILY_WEB},
        {FAMILY_BOLD, "font-family=\"" MEASURE_FONT ", Arial, Helvetica, sans-serif\" font-weight=\"bold\""},
        {"stroke=\"transparent\"", "stroke=\"none\""},
        {"fill=\"transparent\"", "fill=\"none\""},
    };
    bool tag = false;
    for (size_t i = 0; i < line.len; i++) {
        tag = line.ptr[i] == '<' || (tag && (i == 0 || line.ptr[i - 1] != '>'));
        bool replaced = false;
        for (size_t k = 0; tag && !replaced && k < sizeof replacements / sizeof replacements[0]; k++) {
            struct slice rest = slice_sub(line, i, line.len);
            if (slice_starts(rest, replacements[k].from)) {
                buffer_add_text(out, replacements[k].to);
                i += strlen(replacements[k].from) - 1;
                replaced = true;
            }
        }
        if (!replaced) {
            buffer_add_byte(out, line.ptr[i]);
        }
    }
    buffer_add_byte(out, '\n');
}

/* The tooltip in a line `<g id="a_…"><a xlink:title="…">`, or nothing. */
static struct slice find_tip(struct slice line)
{
    const char *tip = slice_starts(line, "<g id=\"a_") ? find(line, TIP_BEGIN) : NULL;
    if (!tip) {
        return (struct slice){0};
    }
    tip += sizeof TIP_BEGIN - 1;
    const char *end = memchr(tip, '"', (size_t)(line.ptr + line.len - tip));
    return end ? slice_make(tip, (size_t)(end - tip)) : (struct slice){0};
}

void svg_post(struct slice from, const struct svg_page *page, struct buffer *out)
{
    struct slice line;
    size_t at = 0;
    bool root_done = false;
    bool in_root = false;
    unsigned skip_ends = 0; /* of the <g><a> whose tooltip became a title */
    while (next_line(from, &at, &line)) {
        if (slice_starts(line, "<!") || slice_starts(line, " \"http") || slice_starts(line, " -->") || in_root) {
            in_root = in_root && !find(line, ">");
        } else if (!root_done && slice_starts(line, "<svg ")) {
            add_root(out, page);
            root_done = true;
            in_root = !find(line, ">");
        } else if (slice_starts(line, "<title>")) {
            size_t ahead = at;
            struct slice next = {0};
            struct slice tip = next_line(from, &ahead, &next) ? find_tip(next) : (struct slice){0};
            if (tip.len > 0) {
                buffer_format(out, "<title>%.*s</title>\n", SLICE_ARG(tip));
                at = ahead;
                skip_ends = 2;
            }
        } else if (skip_ends > 0 && (slice_is(line, "</a>") || (skip_ends == 1 && slice_is(line, "</g>")))) {
            skip_ends--;
        } else {
            add_line(out, line);
        }
    }
}
