/* A document's lines while they are being repaired. Private to ingest/.
 *
 * The source bytes never change. A repair only says how a line hangs together with the one before it, drops a line, or
 * takes bytes out of one; layout_write then makes the text and its pieces, so that every byte of text stays mapped to
 * its source. */
#ifndef ANNALS_INGEST_LAYOUT_P_H
#define ANNALS_INGEST_LAYOUT_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "ingest/document.h"
#include "ingest/read.h"

/* What stands between a line and the kept line before it. */
enum join { JOIN_NOTHING, JOIN_SPACE, JOIN_LINE, JOIN_PARAGRAPH };

enum line_flag {
    LINE_DROPPED = 1 << 0,     /* not in the text */
    LINE_PAGE_BREAK = 1 << 1,  /* a form feed stood before it */
    LINE_INTERRUPTED = 1 << 2, /* page furniture was taken out before it */
    LINE_HEADING = 1 << 3,     /* marked as a heading (#) */
    LINE_TERMINAL = 1 << 4,    /* ends as a sentence or clause ends: . ! ? ; : and closing marks after them */
    LINE_COMMA = 1 << 5,       /* ends with a comma */
    LINE_LOWER = 1 << 6,       /* begins with a lower case letter */
    LINE_PROSE = 1 << 7,       /* holds two or more long words in lower case: not a title */
    LINE_CAPITALS = 1 << 8,    /* letters, all upper case */
    LINE_DIGITS = 1 << 9,      /* holds a digit */
    LINE_MARKER = 1 << 10,     /* begins with a bullet or a list number */
    LINE_SMALL_END = 1 << 11,  /* its last word is a lower case one of at most three letters */
    LINE_OPEN = 1 << 12,       /* a bracket stays open at its end */
    LINE_NOTE = 1 << 13,       /* begins like a footnote: a number without a full stop, then a capital */
    LINE_CLOSE = 1 << 14,      /* closes more brackets than it opens */
    LINE_MUCH_PROSE = 1 << 15, /* five or more such words */
    LINE_UPPER_END = 1 << 16,  /* its last word begins with a capital */
    LINE_BRACKET = 1 << 17,    /* begins with a round bracket and is no list item */
    LINE_SIMPLE = 1 << 18      /* holds no white space but spaces, and every character can be seen */
};

struct line {
    uint32_t begin; /* source bytes without white space at either end */
    uint32_t end;
    uint32_t blanks;   /* blank lines before it */
    uint32_t width;    /* characters */
    uint32_t bold_run; /* lines with the same number other than 0 stand in one run of bold */
    uint32_t flags;
    uint8_t indent; /* characters of white space before it, at most 255 */
    uint8_t join;
};

/* source[begin, end) is taken out of its line. */
struct cut {
    uint32_t begin;
    uint32_t end;
};

/* Heap memory of its own; layout_release frees it. */
struct layout {
    struct slice source;
    const struct read_words *words; /* may be NULL */
    bool markdown;
    bool is_simple;     /* no line ends but LF and CR LF, and every line is LINE_SIMPLE */
    struct line *lines; /* those that are not blank */
    size_t line_count;
    size_t line_capacity;
    struct cut *cuts; /* in any order, not overlapping */
    size_t cut_count;
    size_t cut_capacity;
};

/* Splits source into lines. false where there are more than DOCUMENT_MAX_LINES. */
bool layout_init(struct layout *layout, struct slice source, const struct read_words *words, bool markdown);
void layout_release(struct layout *layout);
/* Takes a line out as page furniture; what comes after it may go on with the sentence before it. */
void layout_drop(struct layout *layout, size_t index);
void layout_cut(struct layout *layout, size_t begin, size_t end);
/* Sets the flags that tell what a line looks like; after the marks are gone. */
void layout_describe(struct layout *layout);
/* Index of the first line from `at` on that is not dropped, or line_count. */
size_t layout_next(const struct layout *layout, size_t at);
/* Writes text and pieces into the document, memory from the arena. */
void layout_write(struct layout *layout, struct document *document, struct arena *arena);

static inline struct slice layout_text(const struct layout *layout, const struct line *line)
{
    return slice_sub(layout->source, line->begin, line->end);
}

/* The byte length of white space of any kind (also invisible characters: *visible false) at text[at], or 0. */
size_t layout_space(struct slice text, size_t at, bool *visible);

/* The repairs, in the order they run. Each is linear in the source. */
void repair_markup(struct layout *layout);    /* bold, italic, links, headings, rules */
void repair_double(struct layout *layout);    /* a blank line after every line */
void repair_furniture(struct layout *layout); /* page numbers, known lines, bare links */
void repair_running(struct layout *layout);   /* heads and feet that come back on every page */
void repair_wrap(struct layout *layout);      /* hard-wrapped lines to paragraphs */
void repair_hyphen(struct layout *layout);    /* words broken at a line's end */

#endif
