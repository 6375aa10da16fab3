/* From bytes of a source to words of a passage. */
#include "render/report_p.h"

static uint32_t passage_at(const struct kb_document *document, size_t byte)
{
    size_t low = 0, high = document->passage_count;
    while (low < high) { /* the first that begins behind it */
        size_t middle = low + (high - low) / 2;
        if (document->passages[middle].at.begin <= byte) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 && byte < document->passages[low - 1].at.end ? (uint32_t)(low - 1) : UINT32_MAX;
}

/* UTF-16 units of valid UTF-8: two where four bytes are one character. */
static size_t count_units(struct slice text)
{
    size_t units = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        units += (byte & 0xc0) == 0x80 ? 0 : byte >= 0xf0 ? 2 : 1;
    }
    return units;
}

/* Where the quote stands in the text, of several places that which is nearest to `expected`; the length where nowhere.
 */
static size_t find_quote(struct slice text, struct slice quote, size_t expected)
{
    size_t best = text.len, distance = SIZE_MAX;
    for (size_t at = 0; at + quote.len <= text.len;) {
        const char *found = memmem(text.ptr + at, text.len - at, quote.ptr, quote.len);
        if (found == NULL) {
            break;
        }
        size_t here = (size_t)(found - text.ptr);
        size_t apart = here > expected ? here - expected : expected - here;
        if (apart < distance) {
            best = here;
            distance = apart;
        }
        at = here + 1;
    }
    return best;
}

struct report_place report_find_place(const struct kb_document *document, struct span span, struct slice quote)
{
    struct report_place place = {.passage = passage_at(document, span.begin)};
    if (place.passage == UINT32_MAX || quote.len == 0) {
        return place;
    }
    const struct kb_passage *passage = &document->passages[place.passage];
    size_t at = find_quote(passage->text, quote, span.begin - passage->at.begin);
    if (at < passage->text.len) {
        place.begin = count_units(slice_sub(passage->text, 0, at));
        place.end = place.begin + count_units(quote);
    }
    return place;
}
