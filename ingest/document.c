#include "ingest/document.h"

/* Index of the first piece that ends after text offset `at`. */
static size_t piece_after(const struct document *document, size_t at)
{
    size_t low = 0;
    size_t high = document->piece_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct piece *piece = &document->pieces[middle];
        if (piece->text_begin + piece->len <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The part of a piece that lies inside the text range, as a source range. */
static struct span piece_part(const struct piece *piece, struct span text)
{
    size_t begin = text.begin > piece->text_begin ? text.begin : piece->text_begin;
    size_t piece_end = piece->text_begin + piece->len;
    size_t end = text.end < piece_end ? text.end : piece_end;
    return (struct span){piece->source_begin + (begin - piece->text_begin),
                         piece->source_begin + (end - piece->text_begin)};
}

/* Where nothing of the range is mapped: an empty range at the source place nearest to it. */
static struct span unmapped(const struct document *document, size_t first)
{
    size_t at = 0;
    if (first < document->piece_count) {
        at = document->pieces[first].source_begin;
    } else if (document->piece_count > 0) {
        const struct piece *last = &document->pieces[document->piece_count - 1];
        at = last->source_begin + last->len;
    }
    return (struct span){at, at};
}

struct span document_source_span(const struct document *document, struct span text)
{
    size_t first = piece_after(document, text.begin);
    if (text.end <= text.begin) {
        if (first < document->piece_count && document->pieces[first].text_begin <= text.begin) {
            struct span part = piece_part(&document->pieces[first], (struct span){text.begin, text.begin});
            return (struct span){part.begin, part.begin};
        }
        return unmapped(document, first);
    }
    if (first == document->piece_count || document->pieces[first].text_begin >= text.end) {
        return unmapped(document, first);
    }
    size_t last = piece_after(document, text.end - 1);
    if (last == document->piece_count || document->pieces[last].text_begin >= text.end) {
        last--;
    }
    return (struct span){piece_part(&document->pieces[first], text).begin,
                         piece_part(&document->pieces[last], text).end};
}

size_t document_source_ranges(const struct document *document, struct span text, struct span *ranges, size_t limit)
{
    size_t count = 0;
    struct span open = {0, 0};
    for (size_t i = piece_after(document, text.begin); i < document->piece_count; i++) {
        if (document->pieces[i].text_begin >= text.end) {
            break;
        }
        struct span part = piece_part(&document->pieces[i], text);
        if (count > 0 && open.end == part.begin) {
            open.end = part.end;
        } else {
            open = part;
            count++;
        }
        if (count <= limit) {
            ranges[count - 1] = open;
        }
    }
    return count;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

struct slice document_quote(const struct document *document, struct span text, struct arena *arena)
{
    const char *from = document->text.ptr;
    char *quote = arena_alloc(arena, text.end - text.begin + 1);
    size_t len = 0;
    for (size_t i = text.begin; i < text.end; i++) {
        if (!is_white(from[i])) {
            quote[len++] = from[i];
        } else if (len > 0 && quote[len - 1] != ' ') {
            quote[len++] = ' ';
        }
    }
    if (len > 0 && quote[len - 1] == ' ') {
        len--;
    }
    quote[len] = '\0';
    return slice_make(quote, len);
}
