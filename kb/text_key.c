#include "kb/text_key.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "kb/dates.h"

enum { MAX_WORDS = 128 };

static bool is_counted(uint32_t c)
{
    return utf8_is_letter(c) || utf8_is_digit(c);
}

struct slice text_key(struct arena *arena, struct slice text)
{
    struct buffer folded = {0};
    utf8_fold_plain(&folded, text);
    struct slice all = buffer_slice(&folded);
    char *key = arena_string(arena, all);
    size_t len = 0;
    for (size_t at = 0; at < all.len;) {
        size_t begin = at;
        uint32_t c = utf8_decode(all, at, &at);
        if (is_counted(c)) {
            memcpy(key + len, all.ptr + begin, at - begin);
            len += at - begin;
        }
    }
    buffer_release(&folded);
    return slice_make(key, len);
}

/* Words of a folded text, once each time they stand there. */
static size_t words_in(struct slice text, struct slice *words)
{
    size_t count = 0;
    size_t begin = 0;
    bool inside = false;
    for (size_t at = 0; at <= text.len && count < MAX_WORDS;) {
        size_t here = at;
        uint32_t c = at < text.len ? utf8_decode(text, at, &at) : ' ';
        bool counts = is_counted(c);
        if (counts && !inside) {
            begin = here;
        } else if (!counts && inside) {
            words[count++] = slice_sub(text, begin, here);
        }
        inside = counts;
        if (here == text.len) {
            break;
        }
    }
    return count;
}

static size_t letters(const struct slice *words, size_t count)
{
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += words[i].len;
    }
    return sum;
}

unsigned text_likeness(struct slice a, struct slice b, bool *within)
{
    struct buffer left = {0};
    struct buffer right = {0};
    struct slice left_words[MAX_WORDS];
    struct slice right_words[MAX_WORDS];
    bool taken[MAX_WORDS] = {false};
    utf8_fold_plain(&left, a);
    utf8_fold_plain(&right, b);
    size_t left_count = words_in(buffer_slice(&left), left_words);
    size_t right_count = words_in(buffer_slice(&right), right_words);
    size_t shared = 0;
    size_t same = 0;
    for (size_t i = 0; i < left_count; i++) {
        for (size_t j = 0; j < right_count; j++) {
            if (!taken[j] && slice_equal(left_words[i], right_words[j])) {
                taken[j] = true;
                shared += left_words[i].len;
                same++;
                break;
            }
        }
    }
    size_t all = letters(left_words, left_count) + letters(right_words, right_count);
    if (within) {
        *within = same > 0 && same == (left_count < right_count ? left_count : right_count);
    }
    buffer_release(&left);
    buffer_release(&right);
    return all ? (unsigned)(200 * shared / all) : 0;
}

struct slice text_title_date(struct arena *arena, struct slice title, struct slice edtf)
{
    if (edtf.len == 0) {
        return arena_copy(arena, title);
    }
    return arena_format(arena, "%.*s, %.*s", SLICE_ARG(title), SLICE_ARG(edtf));
}

void text_split_date(struct slice text, struct slice *title, struct slice *date)
{
    size_t comma = text.len;
    while (comma > 0 && text.ptr[comma - 1] != ',') {
        comma--;
    }
    struct slice rest = comma > 0 ? slice_trim(slice_sub(text, comma, text.len)) : (struct slice){0};
    int32_t first;
    int32_t last;
    bool known;
    if (rest.len > 0 && dates_parse_edtf(rest, &first, &last, &known)) {
        *title = slice_trim(slice_sub(text, 0, comma - 1));
        *date = rest;
    } else {
        *title = text;
        *date = (struct slice){0};
    }
}
