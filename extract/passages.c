/* The sentences around what was found: what a report shows of a document without its file. */
#include "base/utf8.h"
#include "extract/harvest_p.h"

enum passage_kind { PASSAGE_NONE, PASSAGE_NEIGHBOUR, PASSAGE_EVIDENCE };

/* The sentence that holds a byte of the text, or the last one before it. */
static size_t sentence_at(const struct text *text, size_t byte)
{
    size_t low = 0, high = text->sentence_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (text->sentences[middle].span.begin <= byte) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static void mark_neighbour(uint8_t *kinds, size_t sentence)
{
    if (kinds[sentence] == PASSAGE_NONE) {
        kinds[sentence] = PASSAGE_NEIGHBOUR;
    }
}

static void mark(const struct text *text, uint8_t *kinds, const struct evidence *at)
{
    if (at->text.end <= at->text.begin) {
        return; /* what no text says */
    }
    size_t first = sentence_at(text, at->text.begin), last = sentence_at(text, at->text.end - 1);
    for (size_t s = first; s <= last; s++) {
        kinds[s] = PASSAGE_EVIDENCE;
    }
    if (first > 0) {
        mark_neighbour(kinds, first - 1);
    }
    if (last + 1 < text->sentence_count) {
        mark_neighbour(kinds, last + 1);
    }
}

static void mark_all(const struct harvest *harvest, uint8_t *kinds)
{
    const struct mention_set *set = harvest->set;
    const struct text *text = harvest->text;
    for (size_t i = 0; i < set->event_count; i++) {
        const struct event_mention *event = &set->events[i];
        mark(text, kinds, &event->sentence);
        if (event->has_date && event->date < set->time_count) {
            mark(text, kinds, &set->times[event->date].at);
        }
    }
    for (size_t i = 0; i < set->relation_count; i++) {
        mark(text, kinds, &set->relations[i].at);
    }
    for (size_t i = 0; i < set->doubt_count; i++) {
        mark(text, kinds, &set->doubts[i].at);
    }
    for (size_t i = 0; i < set->name_count; i++) {
        if (set->names[i].alias_of.len > 0) {
            mark(text, kinds, &set->names[i].at);
        }
    }
    if (set->facts.date < set->time_count) {
        mark(text, kinds, &set->times[set->facts.date].at);
    }
}

/* The beginning of a long neighbour, up to a space or at least to a whole character. */
static struct span shorten(struct slice text, struct span span)
{
    if (span.end - span.begin <= PASSAGE_MAX_NEIGHBOUR) {
        return span;
    }
    size_t end = span.begin + PASSAGE_MAX_NEIGHBOUR;
    while (((unsigned char)text.ptr[end] & 0xc0) == 0x80) {
        end--;
    }
    for (size_t at = end; at > span.begin + PASSAGE_MAX_NEIGHBOUR / 2; at--) {
        if (text.ptr[at] == ' ' || text.ptr[at] == '\n') {
            end = at;
            break;
        }
    }
    return (struct span){span.begin, end};
}

/* Counts on from where it was: line feeds, and returns that stand without one. */
static void count_lines(struct slice source, size_t *at, uint32_t *line, size_t to)
{
    for (; *at < to; ++*at) {
        char byte = source.ptr[*at];
        bool ends = byte == '\n' || (byte == '\r' && *at + 1 < source.len && source.ptr[*at + 1] != '\n');
        *line += ends;
    }
}

void harvest_passages(struct harvest *harvest)
{
    const struct text *text = harvest->text;
    struct mention_set *set = harvest->set;
    uint8_t *kinds = arena_alloc(&harvest->scratch->document_arena, text->sentence_count + 1);
    if (text->sentence_count > 0) {
        mark_all(harvest, kinds);
    }
    size_t count = 0;
    for (size_t s = 0; s < text->sentence_count; s++) {
        count += kinds[s] != PASSAGE_NONE;
    }
    set->passages = arena_alloc_array(harvest->arena, count, sizeof *set->passages);
    size_t at = 0;
    uint32_t line = 1;
    for (size_t s = 0; s < text->sentence_count; s++) {
        if (kinds[s] == PASSAGE_NONE) {
            continue;
        }
        struct span span = text->sentences[s].span;
        if (kinds[s] == PASSAGE_NEIGHBOUR) {
            span = shorten(harvest->document->text, span);
        }
        struct passage *passage = &set->passages[set->passage_count++];
        passage->source = document_source_span(harvest->document, span);
        passage->quote = document_quote(harvest->document, span, harvest->arena);
        count_lines(harvest->document->source, &at, &line, passage->source.begin);
        passage->line = line;
    }
}
