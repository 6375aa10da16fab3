/* Markdown's marks: emphasis, links, headings, quotes, rules. HTML tags stay as they are. */
#include "ingest/layout_p.h"

#include <stdlib.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* A row of *, -, _ or = and nothing else. */
static bool is_rule(struct slice text)
{
    char first = text.ptr[0];
    size_t count = 0;
    if (!strchr("*-_=", first)) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == first) {
            count++;
        } else if (!is_space(text.ptr[i])) {
            return false;
        }
    }
    return count >= 3;
}

static void drop_rule(struct layout *layout, size_t index)
{
    layout->lines[index].flags |= LINE_DROPPED;
    if (index + 1 < layout->line_count && layout->lines[index + 1].blanks == 0) {
        layout->lines[index + 1].blanks = 1;
    }
}

static void skip_front(const struct layout *layout, struct line *line)
{
    while (line->begin < line->end && is_space(layout->source.ptr[line->begin])) {
        line->begin++;
    }
}

static void skip_back(const struct layout *layout, struct line *line)
{
    while (line->end > line->begin && is_space(layout->source.ptr[line->end - 1])) {
        line->end--;
    }
}

/* "## Heading ##", and in Markdown "> quoted". */
static void take_prefix(struct layout *layout, struct line *line)
{
    const char *source = layout->source.ptr;
    while (layout->markdown && line->begin < line->end && source[line->begin] == '>') {
        line->begin++;
        skip_front(layout, line);
    }
    uint32_t at = line->begin;
    while (at < line->end && source[at] == '#') {
        at++;
    }
    if (at == line->begin || at - line->begin > 6 || at == line->end || !is_space(source[at])) {
        return;
    }
    line->begin = at;
    skip_front(layout, line);
    uint32_t end = line->end;
    while (end > line->begin && source[end - 1] == '#') {
        end--;
    }
    if (end > line->begin && is_space(source[end - 1])) {
        line->end = end;
        skip_back(layout, line);
    }
    line->flags |= LINE_HEADING;
}

static bool word_byte(const struct layout *layout, size_t at, size_t begin, size_t end)
{
    if (at < begin || at >= end) {
        return false;
    }
    unsigned char c = (unsigned char)layout->source.ptr[at];
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC3 && c <= 0xDF);
}

/* One emphasis mark: where, in which line. */
struct mark {
    uint32_t at;
    uint32_t line;
};

/* The marks of one kind that are open in the paragraph under way. */
struct open_mark {
    bool open;
    struct mark mark;
};

struct emphasis {
    struct open_mark kinds[4]; /* by length 1, 2, 3 of asterisks; 0 for underscores */
    uint32_t bold_runs;
};

static void cut_pair(struct layout *layout, struct mark first, struct mark second, uint32_t len, uint32_t run)
{
    layout_cut(layout, first.at, first.at + len);
    layout_cut(layout, second.at, second.at + len);
    for (uint32_t i = first.line; i <= second.line && len >= 2; i++) {
        layout->lines[i].bold_run = run;
    }
}

static void see_mark(struct layout *layout, struct emphasis *emphasis, size_t line_index, size_t at, size_t len)
{
    const struct line *line = &layout->lines[line_index];
    const char *source = layout->source.ptr;
    bool alone = at == line->begin && at + len == line->end;
    bool space_before = at == line->begin || is_space(source[at - 1]);
    bool space_after = at + len == line->end || is_space(source[at + len]);
    bool inside_word =
        word_byte(layout, at - 1, line->begin, line->end) && word_byte(layout, at + len, line->begin, line->end);
    struct open_mark *kind = &emphasis->kinds[source[at] == '_' ? 0 : len];
    struct mark mark = {(uint32_t)at, (uint32_t)line_index};
    if (inside_word && (len == 1 || source[at] == '_')) {
        return;
    }
    if (kind->open && (!space_before || alone)) {
        kind->open = false;
        cut_pair(layout, kind->mark, mark, (uint32_t)len, ++emphasis->bold_runs);
    } else if (!space_after || alone) {
        kind->open = true;
        kind->mark = mark;
    }
}

/* [text](target): the text stays. Returns where to go on, or `at` where it is no link. */
static size_t take_link(struct layout *layout, const struct line *line, size_t at, size_t *text_end, size_t *link_end)
{
    const char *source = layout->source.ptr;
    size_t close = at + 1;
    while (close < line->end && source[close] != ']' && source[close] != '[') {
        close++;
    }
    if (close + 1 >= line->end || source[close] != ']' || source[close + 1] != '(') {
        return 0;
    }
    size_t end = close + 2;
    while (end < line->end && !strchr(" \t()[]<", source[end])) {
        end++;
    }
    if (end >= line->end || source[end] != ')') {
        return 0;
    }
    layout_cut(layout, at, at + 1);
    layout_cut(layout, close, end + 1);
    *text_end = close;
    *link_end = end + 1;
    return 1;
}

static void scan_line(struct layout *layout, struct emphasis *emphasis, size_t index)
{
    struct line *line = &layout->lines[index];
    const char *source = layout->source.ptr;
    size_t text_end = 0;
    size_t link_end = 0;
    for (size_t at = line->begin; at < line->end;) {
        if (at == text_end && link_end > 0) {
            at = link_end;
            link_end = 0;
            continue;
        }
        char c = source[at];
        if (c == '*' || (c == '_' && layout->markdown)) {
            size_t len = 1;
            while (at + len < line->end && source[at + len] == c) {
                len++;
            }
            if (len <= (c == '_' ? 2 : 3)) {
                see_mark(layout, emphasis, index, at, len);
            }
            at += len;
        } else {
            if (c == '[' && link_end == 0) {
                take_link(layout, line, at, &text_end, &link_end);
            }
            at++;
        }
    }
}

/* The next mark of each kind, so that lines without one need not be looked at. */
struct next_marks {
    size_t at[3];
};

static bool has_mark(const struct layout *layout, const struct line *line, struct next_marks *next)
{
    static const char signs[] = {'*', '[', '_'};
    size_t count = layout->markdown ? 3 : 2;
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        if (next->at[i] < line->begin) {
            const char *hit = memchr(layout->source.ptr + line->begin, signs[i], layout->source.len - line->begin);
            next->at[i] = hit ? (size_t)(hit - layout->source.ptr) : layout->source.len;
        }
        found = found || next->at[i] < line->end;
    }
    return found;
}

static int compare_begin(const void *left, const void *right)
{
    uint32_t a = ((const struct cut *)left)->begin;
    uint32_t b = ((const struct cut *)right)->begin;
    return a < b ? -1 : a > b;
}

/* Takes cuts at the edges of lines into the lines' own bounds, so that later repairs see words there. */
static void settle_edges(struct layout *layout)
{
    size_t next = 0;
    size_t kept = 0;
    for (size_t i = 0; i < layout->line_count; i++) {
        struct line *line = &layout->lines[i];
        size_t first = kept;
        uint32_t end = line->end;
        for (; next < layout->cut_count && layout->cuts[next].begin < end; next++) {
            struct cut cut = layout->cuts[next];
            if (cut.begin == line->begin) {
                line->begin = cut.end;
                skip_front(layout, line);
            } else {
                layout->cuts[kept++] = cut;
            }
        }
        while (kept > first && layout->cuts[kept - 1].end == line->end && line->end > line->begin) {
            line->end = layout->cuts[--kept].begin;
            skip_back(layout, line);
        }
        if (line->end <= line->begin) {
            line->end = line->begin;
            drop_rule(layout, i);
        }
    }
    layout->cut_count = kept;
}

void repair_markup(struct layout *layout)
{
    struct emphasis emphasis = {0};
    struct next_marks next = {{0}};
    for (size_t i = 0; i < layout->line_count; i++) {
        struct line *line = &layout->lines[i];
        if (is_rule(layout_text(layout, line))) {
            drop_rule(layout, i);
            continue;
        }
        take_prefix(layout, line);
        if (line->begin == line->end) {
            drop_rule(layout, i);
            continue;
        }
        if (line->blanks > 0 || (line->flags & LINE_HEADING)) {
            memset(emphasis.kinds, 0, sizeof emphasis.kinds);
        }
        if (has_mark(layout, line, &next)) {
            scan_line(layout, &emphasis, i);
        }
    }
    if (layout->cut_count > 1) {
        qsort(layout->cuts, layout->cut_count, sizeof *layout->cuts, compare_begin);
    }
    settle_edges(layout);
}
