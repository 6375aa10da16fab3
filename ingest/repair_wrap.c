/* Hard-wrapped lines become paragraphs. Says of every line how it hangs together with the one before it: goes on with
 * the same sentence, begins a line of its own (heads, list items), or begins a paragraph. */
#include <stdlib.h>

#include "base/utf8.h"
#include "ingest/layout_p.h"
#include "base/marker.h"

enum {
    MAX_WRAP = 160,    /* characters: lines that are longer were not wrapped by hand */
    MIN_FULL = 40,     /* characters: a title-like line shorter than this is not taken for a wrapped one */
    LONG_LINE = 100,   /* characters: an unfinished line this long was cut, whatever follows */
    SHORT_LINES = 120, /* characters: where no line is longer, all may be wrapped */
    MIN_SAMPLES = 2,   /* lines that must be seen to go on before a width is believed */
    SHORT_TITLE = 4,   /* words of a line that capitals below it continue */
    OPEN_LINES = 8     /* lines that a bracket may stay open over */
};

struct wrap {
    size_t width;   /* usual width of wrapped lines, 0 where the document is not wrapped */
    size_t longest; /* widest line */
    size_t indent;  /* usual indent */
    bool head;      /* no prose came yet */
    int number;     /* the last list number */
    int open;       /* lines that an open bracket may still hold together */
    bool note;      /* the paragraph under way began like a footnote */
};

static int compare_width(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* The width that wrapped lines have: of those whose sentence surely goes on, three quarters are no wider. */
static void measure(const struct layout *layout, struct wrap *wrap)
{
    uint32_t *widths = memory_zero(layout->line_count + 1, sizeof *widths);
    size_t count = 0;
    size_t tight = 0;
    size_t unindented = 0;
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct line *line = &layout->lines[i];
        if (line->flags & LINE_DROPPED) {
            continue;
        }
        wrap->longest = line->width > wrap->longest ? line->width : wrap->longest;
        unindented += line->indent == 0;
        const struct line *next = i + 1 < layout->line_count ? &layout->lines[i + 1] : NULL;
        if (next && !(next->flags & LINE_DROPPED) && next->blanks == 0) {
            tight++;
            if (!(line->flags & LINE_TERMINAL) && (next->flags & LINE_LOWER) && !(next->flags & LINE_MARKER)) {
                widths[count++] = line->width;
            }
        }
    }
    wrap->indent = unindented * 2 > layout->line_count ? 0 : 256;
    if (count >= MIN_SAMPLES && count * 5 >= tight) {
        qsort(widths, count, sizeof *widths, compare_width);
        size_t width = widths[count - 1 - count / 4];
        size_t wider = 0;
        for (size_t i = 0; i < layout->line_count; i++) {
            wider += layout->lines[i].width > width + width / 2;
        }
        wrap->width = width <= MAX_WRAP && wider * 5 < layout->line_count ? width : 0;
    }
    free(widths);
}

static size_t first_word(struct slice text)
{
    size_t at = 0;
    while (at < text.len && text.ptr[at] != ' ') {
        at++;
    }
    return at;
}

static size_t word_count(struct slice text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; at++) {
        count += text.ptr[at] != ' ' && (at == 0 || text.ptr[at - 1] == ' ');
    }
    return count;
}

/* Whether the next line's first word would not have fitted: the line was ended by the margin, not by the writer. */
static bool is_full(const struct layout *layout, const struct wrap *wrap, const struct line *line,
                    const struct line *next)
{
    if (wrap->width == 0) {
        return false;
    }
    size_t would = line->width + 1 + first_word(layout_text(layout, next));
    return would * 10 >= wrap->width * 9;
}

/* Whether a line that looks like a list item is one, seen from the line before it. */
static bool begins_item(const struct layout *layout, const struct wrap *wrap, const struct line *before,
                        const struct line *line)
{
    if (!(line->flags & LINE_MARKER)) {
        return false;
    }
    if (line->blanks > 0 || (before->flags & (LINE_TERMINAL | LINE_COMMA | LINE_MARKER | LINE_HEADING))) {
        return true;
    }
    struct slice text = layout_text(layout, line);
    struct marker marker = marker_of(text);
    if (marker.len == text.len && marker.number >= 0) {
        return false; /* "resolution" / "242." */
    }
    int number = marker.number;
    return !is_full(layout, wrap, before, line) || (number >= 0 && number == wrap->number + 1);
}

/* Lines of a head or heading, no blank line between: does the second go on with the first? */
static bool head_goes_on(const struct layout *layout, const struct wrap *wrap, const struct line *before,
                         const struct line *line)
{
    uint32_t both = before->flags & line->flags;
    if (before->flags & LINE_SMALL_END) {
        return true;
    }
    if (before->bold_run != 0 && before->bold_run == line->bold_run &&
        !((before->flags ^ line->flags) & LINE_CAPITALS)) {
        return true;
    }
    if ((both & LINE_CAPITALS) && !((before->flags | line->flags) & LINE_DIGITS)) {
        return true;
    }
    if (wrap->head && (line->flags & LINE_CAPITALS) && !((before->flags | line->flags) & LINE_DIGITS) &&
        !(before->flags & LINE_COMMA) && before->bold_run == 0 &&
        word_count(layout_text(layout, before)) <= SHORT_TITLE) {
        return true;
    }
    return wrap->head && (before->flags & LINE_COMMA) && line->width < LONG_LINE && !(line->flags & LINE_PROSE) &&
           !(line->flags & LINE_TERMINAL) && !is_full(layout, wrap, line, line);
}

/* The sentence goes on though a blank line or a page's edge stands between. */
static bool goes_on_after_gap(const struct wrap *wrap, const struct line *before, const struct line *line)
{
    if ((before->flags & (LINE_TERMINAL | LINE_MARKER)) == LINE_TERMINAL ||
        (line->flags & (LINE_MARKER | LINE_HEADING)) ||
        (before->flags & (LINE_TERMINAL | LINE_HEADING | LINE_CAPITALS))) {
        return false;
    }
    bool page = (line->flags & (LINE_INTERRUPTED | LINE_PAGE_BREAK)) != 0;
    size_t least = wrap->width > 0 ? wrap->width * 7 / 10 : 60;
    bool wide = before->width >= least;
    if (line->flags & LINE_LOWER) {
        return page || wide || (wrap->head && !(before->flags & LINE_COMMA));
    }
    if (before->flags & LINE_COMMA) {
        return false;
    }
    bool name_cut = (before->flags & LINE_UPPER_END) && (before->flags & LINE_MUCH_PROSE) && !wrap->head;
    if (page || (before->flags & LINE_SMALL_END) || name_cut) {
        return wide && (before->flags & LINE_PROSE);
    }
    return wrap->width == 0 && before->width >= LONG_LINE && (before->flags & LINE_PROSE) && before->bold_run == 0 &&
           !wrap->head;
}

/* A word goes on in the next line: "Secretary-". */
static bool ends_broken(struct slice text)
{
    return text.len > 1 && text.ptr[text.len - 1] == '-' && text.ptr[text.len - 2] != '-' &&
           text.ptr[text.len - 2] != ' ';
}

/* A short line with a number that ends like no sentence, before any prose: a date or place line of a head. */
static bool is_date_line(const struct wrap *wrap, const struct line *line)
{
    return wrap->head && (line->flags & LINE_DIGITS) && line->width < MIN_FULL &&
           !(line->flags & (LINE_TERMINAL | LINE_COMMA));
}

static enum join join_tight(const struct layout *layout, const struct wrap *wrap, const struct line *before,
                            const struct line *line)
{
    bool terminal = (before->flags & LINE_TERMINAL) != 0;
    bool full = is_full(layout, wrap, before, line);
    if (terminal && line->indent > 0 && wrap->indent == 0) {
        return JOIN_PARAGRAPH;
    }
    if (terminal && (line->flags & LINE_NOTE) && (wrap->note || !full)) {
        return JOIN_PARAGRAPH;
    }
    if (full || ends_broken(layout_text(layout, before))) {
        return JOIN_SPACE;
    }
    if (terminal) {
        bool title = wrap->head && !(before->flags & LINE_PROSE) && before->width < LONG_LINE;
        return title ? JOIN_LINE : (line->flags & LINE_LOWER) ? JOIN_LINE : JOIN_PARAGRAPH;
    }
    if ((line->flags & (LINE_LOWER | LINE_BRACKET)) || wrap->open > 0) {
        return JOIN_SPACE;
    }
    bool prose = (before->flags & LINE_PROSE) != 0 && !(before->flags & LINE_HEADING);
    if (prose && wrap->width > 0 && before->width * 10 >= wrap->width * 6) {
        return JOIN_SPACE;
    }
    if (prose && !is_date_line(wrap, line) &&
        (before->width >= LONG_LINE || (before->width >= MIN_FULL && wrap->longest <= SHORT_LINES))) {
        return JOIN_SPACE;
    }
    bool name_cut = (before->flags & LINE_UPPER_END) && before->width >= MIN_FULL && !is_date_line(wrap, line) &&
                    !(before->flags & (LINE_CAPITALS | LINE_HEADING));
    bool body = prose ? !wrap->head || (before->flags & LINE_MUCH_PROSE) : !wrap->head && wrap->longest <= SHORT_LINES;
    return (name_cut && body) || head_goes_on(layout, wrap, before, line) ? JOIN_SPACE : JOIN_LINE;
}

static enum join join_lines(const struct layout *layout, const struct wrap *wrap, const struct line *before,
                            const struct line *line)
{
    bool heading = ((before->flags | line->flags) & LINE_HEADING) != 0;
    if (begins_item(layout, wrap, before, line)) {
        return line->blanks > 0 ? JOIN_PARAGRAPH : JOIN_LINE;
    }
    struct slice text = layout_text(layout, before);
    if (line->blanks == 0 && (before->flags & LINE_MARKER) && marker_of(text).len == text.len) {
        return JOIN_SPACE; /* a bullet or number that stands alone on its line */
    }
    if (heading) {
        return JOIN_PARAGRAPH;
    }
    if (line->blanks > 0 || (line->flags & (LINE_INTERRUPTED | LINE_PAGE_BREAK))) {
        if (goes_on_after_gap(wrap, before, line)) {
            return JOIN_SPACE;
        }
        if (line->blanks > 0) {
            return JOIN_PARAGRAPH;
        }
    }
    return join_tight(layout, wrap, before, line);
}

/* Keeps count of brackets that are open where the line ends, and of footnotes. */
static void keep_state(struct wrap *wrap, const struct line *line)
{
    if (line->join >= JOIN_LINE) {
        wrap->note = (line->flags & LINE_NOTE) != 0;
        wrap->open = 0;
    }
    if (line->flags & LINE_OPEN) {
        wrap->open = OPEN_LINES;
    } else if (line->flags & LINE_CLOSE) {
        wrap->open = 0;
    } else if (wrap->open > 0) {
        wrap->open--;
    }
}

/* What the lines taken out between two kept ones leave behind: blank lines and page breaks. */
static void inherit(struct layout *layout, size_t before, size_t index)
{
    struct line *line = &layout->lines[index];
    for (size_t i = before + 1; i < index; i++) {
        const struct line *gone = &layout->lines[i];
        line->flags |= gone->flags & (LINE_PAGE_BREAK | LINE_INTERRUPTED);
        line->blanks = gone->blanks > line->blanks ? gone->blanks : line->blanks;
    }
}

void repair_wrap(struct layout *layout)
{
    struct wrap wrap = {.head = true, .number = -1};
    measure(layout, &wrap);
    size_t before = layout_next(layout, 0);
    if (before < layout->line_count) {
        layout->lines[before].join = JOIN_PARAGRAPH;
        keep_state(&wrap, &layout->lines[before]);
    }
    for (size_t i = layout_next(layout, before + 1); i < layout->line_count; i = layout_next(layout, i + 1)) {
        const struct line *last = &layout->lines[before];
        struct line *line = &layout->lines[i];
        inherit(layout, before, i);
        bool clause = (last->flags & LINE_TERMINAL) || ((last->flags & LINE_COMMA) && line->blanks > 0);
        if ((last->flags & LINE_PROSE) && (clause || last->width > MAX_WRAP)) {
            wrap.head = false;
        }
        line->join = (uint8_t)join_lines(layout, &wrap, last, line);
        if ((line->flags & LINE_MARKER) && line->join >= JOIN_LINE) {
            wrap.number = marker_of(layout_text(layout, line)).number;
        }
        if (line->join == JOIN_SPACE && (last->flags & LINE_PROSE) && is_full(layout, &wrap, last, line)) {
            wrap.head = false;
        }
        keep_state(&wrap, line);
        before = i;
    }
}
