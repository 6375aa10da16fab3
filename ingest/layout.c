#include "ingest/layout_p.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"

static uint32_t narrow(size_t offset)
{
    return (uint32_t)offset;
}

static size_t space_three(const unsigned char *at, bool *visible)
{
    if (at[0] == 0xE2 && at[1] == 0x80) {
        if (at[2] >= 0x8B && at[2] <= 0x8F) { /* zero width, directional marks */
            *visible = false;
            return 3;
        }
        if (at[2] >= 0xAA && at[2] <= 0xAE) { /* directional embedding */
            *visible = false;
            return 3;
        }
        return at[2] <= 0x8A || at[2] == 0xAF ? 3 : 0;
    }
    if (at[0] == 0xE2 && at[1] == 0x81) {
        if (at[2] >= 0xA0 && at[2] <= 0xA9) { /* word joiner, invisible operators, isolates */
            *visible = false;
            return 3;
        }
        return at[2] == 0x9F ? 3 : 0;
    }
    if (at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF) {
        *visible = false;
        return 3;
    }
    bool wide = at[0] == 0xE3 && at[1] == 0x80 && at[2] == 0x80;
    bool ogham = at[0] == 0xE1 && at[1] == 0x9A && at[2] == 0x80;
    return wide || ogham ? 3 : 0;
}

size_t layout_space(struct slice text, size_t at, bool *visible)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    size_t left = text.len - at;
    *visible = true;
    if (left == 0) {
        return 0;
    }
    if (bytes[0] == ' ' || bytes[0] == '\t') {
        return 1;
    }
    if (bytes[0] < 0x20 || bytes[0] == 0x7F) { /* other control characters say nothing */
        *visible = false;
        return 1;
    }
    if (bytes[0] == 0xC2 && left > 1) {
        if (bytes[1] == 0xA0) {
            return 2;
        }
        *visible = false; /* soft hyphen, C1 controls */
        return bytes[1] == 0xAD || bytes[1] < 0xA0 ? 2 : 0;
    }
    return left > 2 && bytes[0] >= 0xE1 ? space_three(bytes, visible) : 0;
}

/* Length of a line end at source[at]: LF, CR, CR LF, VT, FF, NEL, U+2028, U+2029; *page is set for a form feed. */
static size_t line_end(struct slice source, size_t at, bool *page)
{
    const unsigned char *bytes = (const unsigned char *)source.ptr + at;
    size_t left = source.len - at;
    switch (bytes[0]) {
    case '\f':
        *page = true;
        return 1;
    case '\n':
    case '\v':
        return 1;
    case '\r':
        return left > 1 && bytes[1] == '\n' ? 2 : 1;
    case 0xC2:
        return left > 1 && bytes[1] == 0x85 ? 2 : 0;
    case 0xE2:
        return left > 2 && bytes[1] == 0x80 && (bytes[2] == 0xA8 || bytes[2] == 0xA9) ? 3 : 0;
    default:
        return 0;
    }
}

/* Bytes that can begin neither white space nor an invisible character nor a line end. */
static bool is_plain(unsigned char byte)
{
    static const bool plain[256] = {
        ['!' ... '~'] = true,   [0x80 ... 0xC1] = true, [0xC3 ... 0xE0] = true,
        [0xE4 ... 0xEE] = true, [0xF0 ... 0xFF] = true,
    };
    return plain[byte];
}

/* The length of the white space that ends at text[end], or 0. */
static size_t space_before(struct slice text, size_t begin, size_t end)
{
    bool visible = true;
    for (size_t len = 1; len <= 3 && begin + len <= end; len++) {
        unsigned char first = (unsigned char)text.ptr[end - len];
        if ((first & 0xC0) != 0x80) { /* a character begins here */
            return layout_space(text, end - len, &visible) == len ? len : 0;
        }
    }
    return 0;
}

static void trim(struct layout *layout, struct line *line, size_t begin, size_t end)
{
    struct slice within = slice_make(layout->source.ptr, end);
    bool visible = true;
    size_t indent = 0;
    for (size_t step; begin < end && (step = layout_space(within, begin, &visible)) > 0; begin += step) {
        indent += visible;
    }
    for (size_t step; end > begin && (step = space_before(within, begin, end)) > 0;) {
        end -= step;
    }
    line->begin = narrow(begin);
    line->end = narrow(end);
    line->indent = (uint8_t)(indent > 255 ? 255 : indent);
}

enum { STRETCH = 64 /* bytes that are looked at together */ };

/* Is each byte of a stretch ASCII and neither a control character nor DEL, but for LF? Without branches, so that the
 * compiler can take many bytes at a time. */
static bool is_simple_stretch(const unsigned char bytes[STRETCH])
{
    unsigned char odd = 0;
    for (size_t i = 0; i < STRETCH; i++) {
        odd |= (unsigned char)((bytes[i] < ' ') & (bytes[i] != '\n')) | (unsigned char)(bytes[i] >= 0x7F);
    }
    return odd == 0;
}

/* The byte length of a character that is simple: no white space but a space, no line end but LF or CR LF, and visible.
 * 0 for all others. */
static size_t simple_length(struct slice source, size_t at)
{
    unsigned char byte = (unsigned char)source.ptr[at];
    if (byte < 0x80) {
        bool line_end = byte == '\n' || (byte == '\r' && at + 1 < source.len && source.ptr[at + 1] == '\n');
        return line_end || (byte >= ' ' && byte != 0x7F);
    }
    if (is_plain(byte)) {
        return 1;
    }
    bool visible = true, page = false;
    bool special = layout_space(source, at, &visible) > 0 || line_end(source, at, &page) > 0;
    return special ? 0 : 1;
}

static bool is_simple(struct slice source)
{
    for (size_t at = 0; at < source.len;) {
        size_t left = source.len - at;
        size_t end = at + (left < STRETCH ? left : STRETCH);
        if (left >= STRETCH && is_simple_stretch((const unsigned char *)source.ptr + at)) {
            at = end;
            continue;
        }
        while (at < end) {
            size_t length = simple_length(source, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
    }
    return true;
}

/* The end of the line that begins at `at`; *step: of the line end behind it. */
static size_t find_end(const struct layout *layout, size_t at, size_t *step, bool *page)
{
    struct slice source = layout->source;
    size_t end = at;
    if (layout->is_simple) {
        const char *hit = memchr(source.ptr + at, '\n', source.len - at);
        end = hit ? (size_t)(hit - source.ptr) : source.len;
        *step = hit != NULL;
        if (hit && end > at && source.ptr[end - 1] == '\r') {
            end--;
            *step = 2;
        }
        return end;
    }
    *step = 0;
    while (end < source.len &&
           (is_plain((unsigned char)source.ptr[end]) || (*step = line_end(source, end, page)) == 0)) {
        end++;
    }
    return end;
}

bool layout_init(struct layout *layout, struct slice source, const struct read_words *words, bool markdown)
{
    *layout = (struct layout){.source = source, .words = words, .markdown = markdown};
    layout->is_simple = is_simple(source);
    uint32_t blanks = 0;
    bool page = false;
    bool fresh = false; /* a form feed ended the line before: the rest of its line is no blank line */
    for (size_t at = 0; at < source.len;) {
        size_t step;
        bool next_page = false;
        size_t end = find_end(layout, at, &step, &next_page);
        struct line line = {.blanks = blanks};
        trim(layout, &line, at, end);
        if (line.begin == line.end) {
            blanks += !next_page && !fresh;
        } else {
            if (layout->line_count == DOCUMENT_MAX_LINES) {
                return false;
            }
            bool simple = layout->is_simple || is_simple(layout_text(layout, &line));
            line.flags = (page ? LINE_PAGE_BREAK : 0u) | (simple ? LINE_SIMPLE : 0u);
            layout->lines = array_grow(layout->lines, &layout->line_capacity, layout->line_count + 1, sizeof line);
            layout->lines[layout->line_count++] = line;
            blanks = 0;
            page = false;
        }
        page = page || next_page;
        fresh = next_page;
        at = end + step;
    }
    return true;
}

void layout_release(struct layout *layout)
{
    free(layout->lines);
    free(layout->cuts);
    *layout = (struct layout){0};
}

void layout_cut(struct layout *layout, size_t begin, size_t end)
{
    layout->cuts = array_grow(layout->cuts, &layout->cut_capacity, layout->cut_count + 1, sizeof *layout->cuts);
    layout->cuts[layout->cut_count++] = (struct cut){narrow(begin), narrow(end)};
}

void layout_drop(struct layout *layout, size_t index)
{
    layout->lines[index].flags |= LINE_DROPPED;
    if (index + 1 < layout->line_count) {
        layout->lines[index + 1].flags |= LINE_INTERRUPTED | (layout->lines[index].flags & LINE_PAGE_BREAK);
    }
}

size_t layout_next(const struct layout *layout, size_t at)
{
    while (at < layout->line_count && (layout->lines[at].flags & LINE_DROPPED)) {
        at++;
    }
    return at;
}

static int compare_cuts(const void *left, const void *right)
{
    uint32_t a = ((const struct cut *)left)->begin;
    uint32_t b = ((const struct cut *)right)->begin;
    return a < b ? -1 : a > b;
}

/* The text that is being written. */
struct writer {
    struct slice source;
    char *text;
    size_t len;
    struct piece *pieces;
    size_t piece_count;
    size_t piece_capacity;
    size_t next_cut;
};

static void write_source(struct writer *writer, size_t begin, size_t end)
{
    if (begin == end) {
        return;
    }
    memcpy(writer->text + writer->len, writer->source.ptr + begin, end - begin);
    struct piece *last = writer->piece_count ? &writer->pieces[writer->piece_count - 1] : NULL;
    if (last && last->text_begin + last->len == writer->len && last->source_begin + last->len == begin) {
        last->len += end - begin;
    } else {
        writer->pieces =
            array_grow(writer->pieces, &writer->piece_capacity, writer->piece_count + 1, sizeof *writer->pieces);
        writer->pieces[writer->piece_count++] = (struct piece){writer->len, begin, end - begin};
    }
    writer->len += end - begin;
}

/* One space between two words: the common case, which needs no look at its neighbours' neighbours. */
static bool is_single_space(struct slice text, size_t at, size_t stop)
{
    return text.ptr[at] == ' ' && at + 1 < stop && is_plain((unsigned char)text.ptr[at + 1]);
}

/* Does no space follow another? */
static bool has_single_spaces(struct slice text)
{
    const char *at = text.ptr;
    size_t left = text.len;
    unsigned char doubled = 0;
    for (; left > STRETCH && !doubled; left -= STRETCH, at += STRETCH) {
        for (size_t i = 0; i < STRETCH; i++) {
            doubled |= (unsigned char)((at[i] == ' ') & (at[i + 1] == ' '));
        }
    }
    for (size_t i = 1; i < left; i++) {
        doubled |= (unsigned char)((at[i] == ' ') & (at[i - 1] == ' '));
    }
    return doubled == 0;
}

/* Is nothing cut out of the line, and no white space in it but single spaces, or more than one for one? */
static bool is_clean(const struct writer *writer, const struct layout *layout, const struct line *line)
{
    struct slice source = layout->source;
    return (line->flags & LINE_SIMPLE) && source.ptr[line->begin] != ' ' && source.ptr[line->end - 1] != ' ' &&
           (writer->next_cut == layout->cut_count || layout->cuts[writer->next_cut].begin >= line->end);
}

/* Of spaces that follow each other the first one stays. */
static void write_clean(struct writer *writer, const struct line *line)
{
    const char *end = writer->source.ptr + line->end;
    if (has_single_spaces(slice_sub(writer->source, line->begin, line->end))) {
        write_source(writer, line->begin, line->end);
        return;
    }
    for (const char *at = writer->source.ptr + line->begin; at < end;) {
        const char *gap = memmem(at, (size_t)(end - at), "  ", 2);
        const char *stop = gap ? gap + 1 : end;
        write_source(writer, (size_t)(at - writer->source.ptr), (size_t)(stop - writer->source.ptr));
        while (gap && *stop == ' ') { /* the line does not end with one */
            stop++;
        }
        at = stop;
    }
}

static void write_line(struct writer *writer, const struct layout *layout, const struct line *line)
{
    while (writer->next_cut < layout->cut_count && layout->cuts[writer->next_cut].begin < line->begin) {
        writer->next_cut++;
    }
    if (is_clean(writer, layout, line)) {
        write_clean(writer, line);
        return;
    }
    struct slice within = slice_make(layout->source.ptr, line->end);
    size_t space = SIZE_MAX; /* where pending white space begins */
    bool started = false;
    for (size_t at = line->begin; at < line->end;) {
        while (writer->next_cut < layout->cut_count && layout->cuts[writer->next_cut].begin < at) {
            writer->next_cut++;
        }
        bool more = writer->next_cut < layout->cut_count;
        size_t stop =
            more && layout->cuts[writer->next_cut].begin < line->end ? layout->cuts[writer->next_cut].begin : line->end;
        if (at == stop) {
            at = layout->cuts[writer->next_cut].end;
            continue;
        }
        bool visible = true;
        size_t step = layout_space(within, at, &visible);
        if (step > 0) {
            space = visible && space == SIZE_MAX ? at : space;
            at += step;
            continue;
        }
        size_t end = at + 1;
        while (end < stop && (is_plain((unsigned char)within.ptr[end]) || is_single_space(within, end, stop) ||
                              layout_space(within, end, &visible) == 0)) {
            end++;
        }
        if (space != SIZE_MAX && started) {
            if (within.ptr[space] == ' ') {
                write_source(writer, space, space + 1);
            } else {
                writer->text[writer->len++] = ' ';
            }
        }
        space = SIZE_MAX;
        started = true;
        write_source(writer, at, end);
        at = end;
    }
}

void layout_write(struct layout *layout, struct document *document, struct arena *arena)
{
    if (layout->cut_count > 1) {
        qsort(layout->cuts, layout->cut_count, sizeof *layout->cuts, compare_cuts);
    }
    struct writer writer = {.source = layout->source};
    writer.text = arena_alloc_raw(arena, layout->source.len + layout->line_count + 1, 1);
    for (size_t i = layout_next(layout, 0); i < layout->line_count; i = layout_next(layout, i + 1)) {
        const struct line *line = &layout->lines[i];
        if (writer.len > 0 && line->join == JOIN_SPACE) {
            writer.text[writer.len++] = ' ';
        } else if (writer.len > 0 && line->join != JOIN_NOTHING) {
            writer.text[writer.len++] = '\n';
            if (line->join == JOIN_PARAGRAPH) {
                writer.text[writer.len++] = '\n';
            }
        }
        write_line(&writer, layout, line);
    }
    document->text = slice_make(writer.text, writer.len);
    document->piece_count = writer.piece_count;
    document->pieces = arena_alloc_array(arena, writer.piece_count, sizeof *writer.pieces);
    if (writer.piece_count > 0) {
        memcpy(document->pieces, writer.pieces, writer.piece_count * sizeof *writer.pieces);
    }
    free(writer.pieces);
}
