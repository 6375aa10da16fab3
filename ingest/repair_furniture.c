/* Page furniture that stands alone on a line: page numbers, lines the pack knows, bare links and handles. */
#include "base/utf8.h"
#include "ingest/layout_p.h"

enum {
    MAX_LINKS = 400,     /* bytes of a line of links, targets included */
    MAX_FURNITURE = 120, /* bytes of a line that may be furniture */
    MAX_PAGE_STEP = 2    /* a page number of four digits must be this near to the one before */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The line, folded already, with every number as #, runs of spaces as one: how long it is then. */
static size_t normalize(char *text, size_t len)
{
    size_t kept = 0;
    for (size_t i = 0; i < len; i++) {
        char c = is_digit(text[i]) ? '#' : text[i];
        if (kept == 0 || text[kept - 1] != c || (c != '#' && c != ' ')) {
            text[kept++] = c;
        }
    }
    return kept;
}

static bool is_known(const struct layout *layout, struct slice text, struct buffer *scratch)
{
    if (!layout->words || layout->words->furniture_count == 0 || text.len > MAX_FURNITURE) {
        return false;
    }
    buffer_clear(scratch);
    utf8_fold(scratch, text);
    struct slice key = slice_trim(slice_make(scratch->bytes, normalize(scratch->bytes, scratch->len)));
    while (key.len > 0 && strchr(".:*-()[]", key.ptr[key.len - 1])) {
        key.len--;
    }
    while (key.len > 0 && strchr("*-([", key.ptr[0])) {
        key = slice_sub(key, 1, key.len);
    }
    key = slice_trim(key);
    for (size_t i = 0; i < layout->words->furniture_count; i++) {
        if (slice_equal(key, layout->words->furniture[i])) {
            return true;
        }
    }
    return false;
}

/* The number of "12", "- 12 -", "[12]" alone on a line, else -1. */
static int page_number(struct slice text)
{
    size_t begin = 0;
    size_t end = text.len;
    while (begin < end && strchr("-[(| ", text.ptr[begin])) {
        begin++;
    }
    while (end > begin && strchr("-])| .", text.ptr[end - 1])) {
        end--;
    }
    if (end - begin == 0 || end - begin > 4 || text.len > 12) {
        return -1;
    }
    int value = 0;
    for (size_t i = begin; i < end; i++) {
        if (!is_digit(text.ptr[i])) {
            return -1;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

/* Every word holds a digit or is a sign: "15-29425 31/34", "A/70/PV.15 28/09/2015". Plain dates and years do not count.
 * *job tells of a number with five digits or more, as printers give. */
static bool is_code(struct slice text, bool *job)
{
    size_t words = 0;
    size_t run = 0;
    bool separator = false;
    *job = false;
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        bool digit = false;
        while (at < text.len && text.ptr[at] != ' ' && text.ptr[at] != '\t') {
            digit = digit || is_digit(text.ptr[at]);
            separator = separator || text.ptr[at] == '/' || text.ptr[at] == '-';
            run = is_digit(text.ptr[at]) ? run + 1 : 0;
            *job = *job || run >= 5;
            at++;
        }
        if (at > begin && !digit) {
            return false;
        }
        words += at > begin;
        while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) {
            at++;
        }
    }
    return words >= 1 && words <= 4 && separator;
}

/* Only addresses, handles and tags: "www.example.org", "@name | #tag". */
static bool is_links(struct slice text)
{
    size_t words = 0;
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        while (at < text.len && text.ptr[at] != ' ') {
            at++;
        }
        struct slice word = slice_sub(text, begin, at);
        at += at < text.len;
        if (word.len > 1 && word.ptr[0] == '[') { /* of a link whose mark was taken out */
            word = slice_sub(word, 1, word.len);
        }
        if (word.len == 0 || (word.len == 1 && strchr("|-", word.ptr[0]))) {
            continue;
        }
        bool address = slice_starts(word, "http://") || slice_starts(word, "https://") || slice_starts(word, "www.");
        bool handle = word.len > 1 && (word.ptr[0] == '@' || word.ptr[0] == '#') && !is_digit(word.ptr[1]);
        if (!address && !handle) {
            return false;
        }
        words++;
    }
    return words > 0;
}

static void drop_links(struct layout *layout)
{
    bool body = false; /* a line of prose came before: this is no head */
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct line *line = &layout->lines[i];
        /* lines is there where line_count is, which the analyzer cannot know: NOLINTNEXTLINE(clang-analyzer-core.*) */
        if (line->flags & LINE_DROPPED) {
            continue;
        }
        struct slice text = layout_text(layout, line);
        if (text.len > MAX_LINKS || !is_links(text)) {
            body = body || ((line->flags & LINE_PROSE) && (line->flags & LINE_TERMINAL));
            continue;
        }
        layout_drop(layout, i);
        const struct line *before = i > 0 ? &layout->lines[i - 1] : NULL;
        if (body && before && (before->flags & LINE_CAPITALS) && !(before->flags & (LINE_DROPPED | LINE_TERMINAL))) {
            layout_drop(layout, i - 1);
        }
    }
}

/* Four digits alone are rather a year, unless pages were counted up to them or they stand at a page's edge. */
static void drop_pages(struct layout *layout)
{
    int last = -1;
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct line *line = &layout->lines[i];
        int number = page_number(layout_text(layout, line));
        if ((line->flags & LINE_DROPPED) || number < 0) {
            continue;
        }
        const struct line *next = i + 1 < layout->line_count ? &layout->lines[i + 1] : NULL;
        bool edge = line->blanks > 0 || !next || next->blanks > 0 || (next->flags & LINE_PAGE_BREAK) ||
                    (line->flags & LINE_PAGE_BREAK);
        bool page_edge = (next && (next->flags & LINE_PAGE_BREAK)) || (line->flags & LINE_PAGE_BREAK);
        const struct line *before = i > 0 ? &layout->lines[i - 1] : NULL;
        bool stopped = layout->source.ptr[line->end - 1] == '.'; /* "resolution" / "54." */
        bool ends_sentence =
            stopped && before && line->blanks == 0 && !(before->flags & (LINE_TERMINAL | LINE_DROPPED));
        bool year = number >= 1000 && !page_edge && !(last >= 0 && number > last && number - last <= MAX_PAGE_STEP);
        if (edge && !year && !ends_sentence) {
            last = number;
            layout_drop(layout, i);
        }
    }
}

/* Codes near a form feed, or between blank lines. */
static void drop_codes(struct layout *layout)
{
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct line *line = &layout->lines[i];
        struct slice text = layout_text(layout, line);
        bool job = false;
        if ((line->flags & LINE_DROPPED) || text.len > MAX_FURNITURE || !is_code(text, &job)) {
            continue;
        }
        const struct line *next = i + 1 < layout->line_count ? &layout->lines[i + 1] : NULL;
        bool page_edge = (line->flags & LINE_PAGE_BREAK) || (next && (next->flags & LINE_PAGE_BREAK));
        bool apart = line->blanks > 0 && (!next || next->blanks > 0);
        if (page_edge || (apart && job && i > 0 && next)) {
            layout_drop(layout, i);
        }
    }
}

void repair_furniture(struct layout *layout)
{
    struct buffer scratch = {0};
    for (size_t i = 0; i < layout->line_count; i++) {
        if (is_known(layout, layout_text(layout, &layout->lines[i]), &scratch)) {
            layout_drop(layout, i);
        }
    }
    buffer_release(&scratch);
    drop_codes(layout);
    drop_pages(layout);
    drop_links(layout);
}
