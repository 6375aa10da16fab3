#include "base/error.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/error_p.h"
#include "base/utf8.h"

enum {
    TAB_STOP = 4,
    WINDOW = 100,      /* columns of a source line that are shown */
    BEFORE_CARET = 40, /* of these, how many before the caret where the line is longer */
    LINE_KEPT = 4096,  /* characters of a source line that a message holds, half of them before its column */
    LONGEST_WORD = 64  /* characters of a word for which something near is looked for */
};

static void diagnostic_release(struct diagnostic *item)
{
    free(item->file);
    free(item->message);
    free(item->code);
    free(item->source_line);
}

void diagnostics_release(struct diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++) {
        diagnostic_release(&list->items[i]);
    }
    free(list->items);
    *list = (struct diagnostics){0};
}

static char *copy_text(struct slice text)
{
    char *copy = memory_alloc(text.len + 1);
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    copy[text.len] = '\0';
    return copy;
}

static void count_severity(struct diagnostics *list, enum severity severity)
{
    list->error_count += severity == SEVERITY_ERROR;
    list->warning_count += severity == SEVERITY_WARNING;
}

/* Keeps the part of a very long line that is near the column: a million messages on one long line stay small. */
static void keep_line(struct diagnostic *item, struct slice line)
{
    size_t begin = 0;
    unsigned skip = item->column > LINE_KEPT / 2 ? item->column - LINE_KEPT / 2 : 0;
    while (item->skipped < skip && begin < line.len) {
        utf8_decode(line, begin, &begin);
        item->skipped++;
    }
    size_t end = begin;
    for (unsigned kept = 0; kept < LINE_KEPT && end < line.len && line.ptr[end] != '\n'; kept++) {
        utf8_decode(line, end, &end);
    }
    item->source_line = copy_text(slice_sub(line, begin, end));
}

static void add(struct diagnostics *list, enum severity severity, const struct place *place, const char *format,
                char *message)
{
    list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    struct diagnostic *item = &list->items[list->count++];
    *item = (struct diagnostic){.severity = severity, .message = message};
    item->code = error_code(format, message);
    if (place) {
        item->file = place->file ? copy_text(slice_of(place->file)) : NULL;
        item->line = place->line;
        item->column = place->column;
        item->width = place->width;
        if (place->source_line.ptr) {
            keep_line(item, place->source_line);
        }
    }
    count_severity(list, severity);
}

void diagnostics_add_made(struct diagnostics *list, enum severity severity, const struct place *place,
                          const char *format, const char *message)
{
    add(list, severity, place, format, copy_text(slice_of(message)));
}

void diagnostics_add(struct diagnostics *list, enum severity severity, const struct place *place, const char *format,
                     ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t size = len < 0 ? 1 : (size_t)len + 1;
    char *message = memory_zero(size, 1);
    vsnprintf(message, size, format, again);
    va_end(again);
    add(list, severity, place, format, message);
}

void diagnostics_append(struct diagnostics *to, struct diagnostics *from)
{
    if (from->count > 0) {
        to->items = array_grow(to->items, &to->capacity, to->count + from->count, sizeof *to->items);
        memcpy(to->items + to->count, from->items, from->count * sizeof *to->items);
        to->count += from->count;
        to->error_count += from->error_count;
        to->warning_count += from->warning_count;
    }
    free(from->items);
    *from = (struct diagnostics){0};
}

void diagnostics_keep(struct diagnostics *list, bool (*is_wanted)(const struct diagnostic *item, void *context),
                      void *context)
{
    size_t kept = 0;
    list->error_count = 0;
    list->warning_count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (is_wanted(&list->items[i], context)) {
            count_severity(list, list->items[i].severity);
            list->items[kept++] = list->items[i];
        } else {
            diagnostic_release(&list->items[i]);
        }
    }
    list->count = kept;
}

static int compare_text(const char *a, const char *b)
{
    if (!a || !b) {
        return (a != NULL) - (b != NULL);
    }
    return strcmp(a, b);
}

static int compare_number(unsigned a, unsigned b)
{
    return (a > b) - (a < b);
}

static int compare_diagnostics(const void *left, const void *right)
{
    const struct diagnostic *a = left;
    const struct diagnostic *b = right;
    int order = compare_text(a->file, b->file);
    order = order ? order : compare_number(a->line, b->line);
    order = order ? order : compare_number(a->column, b->column);
    order = order ? order : compare_text(a->message, b->message);
    order = order ? order : compare_number(b->severity, a->severity);
    order = order ? order : compare_number(a->width, b->width);
    return order ? order : compare_text(a->source_line, b->source_line);
}

void diagnostics_sort(struct diagnostics *list)
{
    if (list->count == 0) {
        return;
    }
    qsort(list->items, list->count, sizeof *list->items, compare_diagnostics);
    size_t kept = 0;
    list->error_count = 0;
    list->warning_count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (kept > 0 && compare_diagnostics(&list->items[kept - 1], &list->items[i]) == 0) {
            diagnostic_release(&list->items[i]);
            continue;
        }
        count_severity(list, list->items[i].severity);
        list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

/* Text from outside, without the control characters that could drive a terminal. */
static void print_clean(FILE *out, struct slice text)
{
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t c = utf8_decode(text, at, &at);
        bool invalid = c == 0xFFFD && at == begin + 1;
        if (invalid || c < 0x20 || c == 0x7F) {
            fprintf(out, "\\x%02X", (unsigned)(unsigned char)text.ptr[begin]);
        } else if (c >= 0x80 && c < 0xA0) {
            fprintf(out, "\\u%04X", (unsigned)c);
        } else {
            fwrite(text.ptr + begin, 1, at - begin, out);
        }
    }
}

/* Columns of the character when shown at this column; tabs run to the next stop, controls are shown as one sign. */
static size_t shown_width(uint32_t c, size_t column)
{
    if (c == '\t') {
        return TAB_STOP - column % TAB_STOP;
    }
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD ? 1 : utf8_width(c);
}

/* Where characters `first` up to first + width (counted from 0) begin and end on the screen, and how wide the line is.
 */
struct extent {
    size_t begin;
    size_t end;
    size_t total;
};

static struct extent measure(struct slice line, unsigned first, unsigned width)
{
    struct extent extent = {0};
    unsigned index = 0;
    for (size_t at = 0; at < line.len; index++) {
        if (index == first) {
            extent.begin = extent.total;
        }
        uint32_t c = utf8_decode(line, at, &at);
        extent.total += shown_width(c, extent.total);
        if (index - first < width && index >= first) {
            extent.end = extent.total;
        }
    }
    if (index <= first) {
        extent.begin = extent.total + (first - index);
    }
    if (extent.end <= extent.begin) {
        extent.end = extent.begin + 1;
    }
    return extent;
}

/* The columns [from, to) of the line. */
static void print_columns(FILE *out, struct slice line, size_t from, size_t to)
{
    size_t column = 0;
    for (size_t at = 0; at < line.len && column < to;) {
        size_t begin = at;
        uint32_t c = utf8_decode(line, at, &at);
        size_t width = shown_width(c, column);
        bool whole = column >= from && column + width <= to;
        if (c == '\t' || !whole) {
            for (size_t i = column; i < column + width; i++) {
                if (i >= from && i < to) {
                    fputc(' ', out);
                }
            }
        } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD) {
            fputs("\xEF\xBF\xBD", out);
        } else {
            fwrite(line.ptr + begin, 1, at - begin, out);
        }
        column += width;
    }
}

static void print_source(const struct diagnostic *item, FILE *out)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    struct slice line = slice_of(item->source_line);
    while (line.len > 0 && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r')) {
        line.len--;
    }
    unsigned first = item->column > item->skipped ? item->column - 1 - item->skipped : 0;
    struct extent extent = measure(line, first, item->width ? item->width : 1);
    size_t from = 0;
    size_t to = extent.total;
    if (extent.total > WINDOW) {
        from = extent.begin > BEFORE_CARET ? extent.begin - BEFORE_CARET : 0;
        if (from + WINDOW > extent.total) {
            from = extent.total - WINDOW;
        }
        to = from + WINDOW;
    }
    bool cut_before = from > 0 || item->skipped > 0;
    fputs("    ", out);
    fputs(cut_before ? ellipsis : "", out);
    print_columns(out, line, from, to);
    fprintf(out, "%s\n", to < extent.total ? ellipsis : "");
    if (item->column == 0) {
        return;
    }
    fputs("    ", out);
    for (size_t i = cut_before ? 1 : 0; i < (cut_before ? 2 : 0) + extent.begin - from; i++) {
        fputc(' ', out);
    }
    fputc('^', out);
    size_t end = extent.end < to || extent.total <= WINDOW ? extent.end : to;
    for (size_t i = extent.begin + 1; i < end; i++) {
        fputc('~', out);
    }
    fputc('\n', out);
}

void diagnostics_print(const struct diagnostics *list, FILE *out)
{
    static const char *const names[] = {"note", "warning", "error"};
    for (size_t i = 0; i < list->count; i++) {
        const struct diagnostic *item = &list->items[i];
        print_clean(out, slice_of(item->file ? item->file : "annals"));
        if (item->file && item->line > 0) {
            fprintf(out, ":%u", item->line);
            if (item->column > 0) {
                fprintf(out, ":%u", item->column);
            }
        }
        fprintf(out, ": %s: ", names[item->severity]);
        print_clean(out, slice_of(item->message));
        fputc('\n', out);
        if (item->source_line && item->line > 0) {
            print_source(item, out);
        }
    }
}

/* Code points of a word in lower-case ASCII; false where it is longer than is looked at. */
static bool spell(struct slice word, uint32_t *letters, size_t *count)
{
    *count = 0;
    for (size_t at = 0; at < word.len;) {
        if (*count == LONGEST_WORD) {
            return false;
        }
        uint32_t c = utf8_decode(word, at, &at);
        letters[(*count)++] = c >= 'A' && c <= 'Z' ? (c | 0x20) : c;
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: insertions, deletions, exchanges, and neighbours swapped. */
static size_t distance(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0];
    size_t *above = rows[1];
    size_t *row = rows[2];
    for (size_t j = 0; j <= b_count; j++) {
        above[j] = j;
    }
    for (size_t i = 1; i <= a_count; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_count; j++) {
            size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
            best = least(best, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                best = least(best, before[j - 2] + 1);
            }
            row[j] = best;
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b_count];
}

const char *suggest_nearest(struct slice word, const char *const *candidates, size_t count)
{
    uint32_t letters[LONGEST_WORD];
    uint32_t others[LONGEST_WORD];
    size_t letter_count;
    if (!spell(word, letters, &letter_count) || letter_count < 2) {
        return NULL;
    }
    const char *best = NULL;
    size_t limit = letter_count < 3 ? 1 : letter_count / 3;
    for (size_t i = 0; i < count; i++) {
        size_t other_count;
        if (!spell(slice_of(candidates[i]), others, &other_count)) {
            continue;
        }
        size_t gap = letter_count > other_count ? letter_count - other_count : other_count - letter_count;
        if (gap > limit) {
            continue;
        }
        size_t apart = distance(letters, letter_count, others, other_count);
        if (apart < limit || (apart == limit && !best)) {
            best = candidates[i];
            limit = apart;
        }
    }
    return best;
}
