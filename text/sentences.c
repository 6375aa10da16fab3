/* Where sentences end. */
#include "base/utf8.h"
#include "text/text_p.h"

enum {
    MAX_CLOSERS = 8 /* closing marks after a stop */,
    MAX_OPENERS = 4 /* marks before a sentence's first word */,
    MAX_SHORT_WORD = 3 /* bytes */
};

/* The tokens of a block that is being cut. */
struct stream {
    struct cutter *cutter;
    const struct token *tokens;
    const char *bytes;
    size_t first;
    size_t last;
};

static struct slice token_text(const struct stream *stream, size_t index)
{
    const struct token *token = &stream->tokens[index];
    return slice_make(stream->bytes + token->begin, token->end - token->begin);
}

static void add_sentence(struct cutter *cutter, size_t first, size_t last, uint32_t block)
{
    struct text *text = cutter->text;
    text->sentences =
        cutter_grow(cutter, text->sentences, &cutter->sentence_capacity, text->sentence_count, sizeof *text->sentences);
    text->sentences[text->sentence_count++] = (struct sentence){
        .span = {text->tokens[first].begin, text->tokens[last - 1].end},
        .first_token = (uint32_t)first,
        .token_count = (uint32_t)(last - first),
        .block = block,
    };
}

/* Where to cut a sentence that is too long: after its last ; or, failing that, its last comma. */
static size_t cut_point(const struct cutter *cutter, size_t first)
{
    const struct token *tokens = cutter->text->tokens;
    size_t limit = first + TEXT_MAX_SENTENCE_TOKENS;
    size_t comma = 0;
    for (size_t i = limit; i > first + TEXT_MAX_SENTENCE_TOKENS / 2; i--) {
        char c = cutter->source.ptr[tokens[i - 1].begin];
        if (c == ';') {
            return i;
        }
        if (c == ',' && comma == 0) {
            comma = i;
        }
    }
    return comma > 0 ? comma : limit;
}

void sentences_add(struct cutter *cutter, size_t first, size_t last, uint32_t block)
{
    while (last - first > TEXT_MAX_SENTENCE_TOKENS) {
        size_t cut = cut_point(cutter, first);
        add_sentence(cutter, first, cut, block);
        first = cut;
    }
    if (last > first) {
        add_sentence(cutter, first, last, block);
    }
}

static bool is_closer(const struct stream *stream, size_t index)
{
    const struct token *token = &stream->tokens[index];
    if (token->kind != TOKEN_MARK || (token->flags & (TOKEN_OPENS_QUOTE | TOKEN_OPENS_BRACKET))) {
        return false;
    }
    struct slice text = token_text(stream, index);
    if (token->flags & (TOKEN_CLOSES_QUOTE | TOKEN_CLOSES_BRACKET)) {
        return true;
    }
    return (token->flags & TOKEN_GLUED) &&
           (strchr(".!?)]\"'", text.ptr[0]) || slice_is(text, "\xE2\x80\x9D") || slice_is(text, "\xE2\x80\x99"));
}

/* "Council. 54" at a block's end, "Council.54 The": the number of a footnote. */
static bool is_note_number(const struct stream *stream, size_t stop, size_t at)
{
    const struct token *token = &stream->tokens[at];
    if (token->kind != TOKEN_NUMBER || token->end - token->begin > 3) {
        return false;
    }
    bool last = at + 1 == stream->last;
    bool glued = (token->flags & TOKEN_GLUED) != 0;
    bool after_number = stop > stream->first && stream->tokens[stop - 1].kind == TOKEN_NUMBER;
    return !after_number && (last || (glued && !(stream->tokens[at + 1].flags & TOKEN_GLUED)));
}

/* The first token after the closing marks and a footnote's number that follow a stop. */
static size_t after_closers(const struct stream *stream, size_t stop)
{
    size_t at = stop + 1;
    size_t limit = at + MAX_CLOSERS < stream->last ? at + MAX_CLOSERS : stream->last;
    while (at < limit && is_closer(stream, at)) {
        at++;
    }
    if (at < stream->last && is_note_number(stream, stop, at)) {
        at++;
    }
    return at;
}

/* The first word or number from `at` on; marks (opening quotes, dashes) are looked through. */
static size_t next_word(const struct stream *stream, size_t at)
{
    size_t limit = at + MAX_OPENERS < stream->last ? at + MAX_OPENERS : stream->last;
    while (at < limit && stream->tokens[at].kind == TOKEN_MARK) {
        at++;
    }
    return at < limit ? at : stream->last;
}

static bool begins_upper(const struct stream *stream, size_t at)
{
    return at < stream->last && (stream->tokens[at].flags & TOKEN_UPPER);
}

/* Whether a word with a capital rather begins a sentence than a name: elsewhere it stands in lower case. */
static bool begins_sentence(const struct stream *stream, size_t at)
{
    if (!begins_upper(stream, at) || (stream->tokens[at].flags & TOKEN_ALL_UPPER)) {
        return false;
    }
    struct slice word = token_text(stream, at);
    return word.len > 1 && words_seen_lower(stream->cutter, word);
}

/* Whether the full stop after the word at `index` only shortens it. `next` is the word after it. */
static bool is_short_form(const struct stream *stream, size_t index, size_t next)
{
    const struct token *word = &stream->tokens[index];
    struct slice text = token_text(stream, index);
    bool upper = (word->flags & TOKEN_UPPER) != 0;
    bool number_next = next < stream->last && stream->tokens[next].kind == TOKEN_NUMBER;
    if (text.len == 1 && upper && !slice_is(text, "I")) {
        return !number_next || words_abbreviate(stream->cutter, text);
    }
    if (slice_is(text, "I") && begins_upper(stream, next) && index > stream->first &&
        (stream->tokens[index - 1].flags & TOKEN_LOWER)) {
        return false;
    }
    if (text.len == 1 && upper) {
        return true;
    }
    if (!words_abbreviate(stream->cutter, text)) {
        return false;
    }
    return upper || number_next || !begins_sentence(stream, next);
}

/* A word such as "a.m." or "U.N." that holds its last full stop: does the sentence end with it? */
static bool dotted_ends(const struct stream *stream, size_t index, size_t next)
{
    if (!begins_upper(stream, next)) {
        return false;
    }
    struct slice text = token_text(stream, index);
    bool lower = (stream->tokens[index].flags & TOKEN_LOWER) != 0;
    if (lower && !words_abbreviate(stream->cutter, slice_sub(text, 0, text.len - 1))) {
        return true;
    }
    /* "the U.S. Navy" and "the navy" may both be there: only short words are believed after capitals */
    size_t len = stream->tokens[next].end - stream->tokens[next].begin;
    return (lower || len <= MAX_SHORT_WORD) && begins_sentence(stream, next);
}

/* Whether the sentence ends at the stop; *after is then the next one's first token. */
static bool ends_at(const struct stream *stream, size_t stop, bool dotted, size_t *after)
{
    *after = after_closers(stream, stop);
    if (*after >= stream->last) {
        return true;
    }
    const struct token *token = &stream->tokens[stop];
    const struct token *next = &stream->tokens[*after];
    bool after_word =
        stop > stream->first && stream->tokens[stop - 1].kind == TOKEN_WORD && (token->flags & TOKEN_GLUED);
    if (next->flags & TOKEN_GLUED) { /* "delegates.The": a space was lost */
        return !dotted && after_word && (stream->tokens[stop - 1].flags & TOKEN_LOWER) &&
               (next->flags & (TOKEN_UPPER | TOKEN_ALL_UPPER)) == TOKEN_UPPER && next->end - next->begin > 1 &&
               stream->tokens[stop - 1].end - stream->tokens[stop - 1].begin > 1;
    }
    size_t word = next_word(stream, *after);
    if (word < stream->last && (stream->tokens[word].flags & TOKEN_LOWER)) {
        return false;
    }
    if (dotted) {
        return dotted_ends(stream, stop, word);
    }
    bool full_stop = stream->bytes[token->begin] == '.' && token->end - token->begin == 1;
    return !(full_stop && after_word && is_short_form(stream, stop - 1, word));
}

void sentences_cut(struct cutter *cutter, size_t first, size_t last, uint32_t block)
{
    struct stream stream = {cutter, cutter->text->tokens, cutter->source.ptr, first, last};
    size_t begin = first;
    size_t bracket_end = first; /* inside brackets no sentence ends */
    for (size_t i = first; i < last;) {
        const struct token *token = &stream.tokens[i];
        if ((token->flags & TOKEN_OPENS_BRACKET) && token->pair > bracket_end && begin < i) {
            bracket_end = token->pair;
        }
        size_t after = i + 1;
        if (i >= bracket_end && (token->flags & TOKEN_STOP) && ends_at(&stream, i, token->kind == TOKEN_WORD, &after)) {
            sentences_add(cutter, begin, after, block);
            begin = after;
            i = after;
        } else {
            i++;
        }
    }
    sentences_add(cutter, begin, last, block);
}
