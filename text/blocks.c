/* Head, headings, list items with what introduces them, footnotes, paragraphs. */
#include "base/utf8.h"
#include "base/marker.h"
#include "text/text_p.h"

enum {
    MAX_HEAD_LINES = 30,
    MAX_HEAD_ONLY = 12, /* lines of a document that is nothing but a head */
    MAX_TITLE = 200,    /* bytes of a head's line */
    MIN_SENTENCE = 40,  /* bytes of a line that ends as a sentence and is no title */
    MIN_SENTENCE_WORDS = 4,
    MAX_HEADING = 120, /* bytes */
    MAX_HEADING_WORDS = 14,
    MAX_OPENER = 80, /* bytes of the words that open a resolution */
    MAX_LISTS = 8    /* lists within lists */
};

static const uint32_t NO_BLOCK = UINT32_MAX;

/* A line of the repaired text. */
struct line {
    size_t begin;
    size_t end;
    bool paragraph; /* a blank line stands before it */
};

/* What a short line looks like. */
struct look {
    bool stop;     /* ends with . ! ? */
    bool colon;    /* : */
    bool semi;     /* ; */
    bool comma;    /* a footnote's number after it is looked through, here as above */
    bool capitals; /* letters, all upper case */
    bool prose;    /* two or more long words in lower case */
    size_t words, lower_words;
    bool begins_upper; /* or with a digit, a quotation mark, a bracket */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void look_at_end(struct look *look, struct slice text)
{
    size_t end = text.len;
    size_t digits = end;
    while (digits > 0 && end - digits < 3 && is_digit(text.ptr[digits - 1])) {
        digits--;
    }
    if (digits < end && digits > 1 && text.ptr[digits - 1] == ' ' && strchr(".,;:", text.ptr[digits - 2])) {
        end = digits - 1;
    }
    unsigned char last_byte = end > 0 ? (unsigned char)text.ptr[end - 1] : 0;
    bool may_close = last_byte >= 0x80 || (last_byte > 0 && strchr("\"')]", last_byte));
    static const char *const closers[] = {"\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", "\"", "'", ")", "]"};
    for (bool again = may_close; again;) {
        again = false;
        for (size_t i = 0; i < sizeof closers / sizeof *closers; i++) {
            size_t len = strlen(closers[i]);
            if (end > len && memcmp(text.ptr + end - len, closers[i], len) == 0) {
                end -= len;
                again = true;
            }
        }
    }
    char last = end > 0 ? text.ptr[end - 1] : ' ';
    look->stop = last == '.' || last == '!' || last == '?';
    look->colon = last == ':';
    look->semi = last == ';';
    look->comma = last == ',';
}

static struct look look_at(struct slice text)
{
    struct look look = {0};
    look_at_end(&look, text);
    size_t upper = 0;
    size_t lower = 0;
    size_t long_words = 0;
    size_t len = text.len < MAX_TITLE ? text.len : MAX_TITLE;
    for (size_t at = 0; at < len;) {
        size_t begin = at;
        bool all_lower = true;
        for (; at < len && text.ptr[at] != ' '; at++) {
            char c = text.ptr[at];
            upper += c >= 'A' && c <= 'Z';
            lower += c >= 'a' && c <= 'z';
            all_lower =
                all_lower && ((c >= 'a' && c <= 'z') || (at > begin && !is_digit(c) && !(c >= 'A' && c <= 'Z')));
        }
        look.words += at > begin;
        look.lower_words += at > begin && all_lower;
        long_words += at - begin >= 4 && all_lower;
        at++;
    }
    look.prose = long_words >= 2;
    look.capitals = upper > 2 && lower == 0;
    size_t next = 0;
    look.begins_upper = text.len > 0 && !utf8_is_lower(utf8_decode(text, 0, &next));
    return look;
}

/* The list that an item belongs to. */
struct list {
    int kind;
    uint32_t lead_in;
    int number;
};

struct finder {
    struct cutter *cutter;
    struct line *lines;
    size_t line_count;
    size_t notes; /* first line of the footnotes at the end */
    struct list lists[MAX_LISTS];
    size_t depth;
    uint32_t comma_run; /* first of the blocks before this one that all end with a comma, or NO_BLOCK */
    uint32_t opener;    /* short block after the head that ends with a comma and is no salutation, or NO_BLOCK */
};

static struct slice line_text(const struct finder *finder, size_t index)
{
    return slice_sub(finder->cutter->source, finder->lines[index].begin, finder->lines[index].end);
}

static void split_lines(struct finder *finder)
{
    struct slice source = finder->cutter->source;
    size_t count = 1;
    for (const char *at = source.ptr;
         source.len > 0 && (at = memchr(at, '\n', source.len - (size_t)(at - source.ptr)));) {
        at++;
        count++;
    }
    finder->lines = arena_alloc_array(finder->cutter->arena, count, sizeof *finder->lines);
    bool blank = true;
    for (size_t at = 0; at < source.len;) {
        const char *hit = memchr(source.ptr + at, '\n', source.len - at);
        size_t end = hit ? (size_t)(hit - source.ptr) : source.len;
        if (end > at) {
            finder->lines[finder->line_count++] = (struct line){at, end, blank};
        }
        blank = end == at;
        at = end + 1;
    }
}

/* Whether the head is over before this line. */
static bool ends_head(struct finder *finder, size_t index)
{
    struct slice text = line_text(finder, index);
    if (text.len >= MAX_TITLE || marker_of(text).len > 0) {
        return true;
    }
    struct look look = look_at(text);
    bool sentence = (look.stop || look.colon || look.semi) && look.prose && text.len >= MIN_SENTENCE;
    return sentence || look.comma || (look.colon && finder->lines[index].paragraph) ||
           words_salute(finder->cutter, text);
}

/* Nothing but a head: is this line of it a sentence all the same, of names and small words? A title ends with no stop.
 */
static bool is_short_sentence(struct finder *finder, size_t index)
{
    struct slice text = line_text(finder, index);
    struct look look = look_at(text);
    bool stops = look.stop && look.words >= MIN_SENTENCE_WORDS && look.lower_words > 0;
    return stops || (finder->line_count == 1 && look.prose && text.len >= MIN_SENTENCE);
}

/* How many lines are the head. */
static size_t head_length(struct finder *finder)
{
    size_t count = 0;
    while (count < finder->line_count && count <= MAX_HEAD_LINES && !ends_head(finder, count)) {
        count++;
    }
    for (size_t i = 0; count == finder->line_count && i < count && count <= MAX_HEAD_ONLY; i++) {
        if (is_short_sentence(finder, i)) {
            return i;
        }
    }
    bool over = count < finder->line_count && count <= MAX_HEAD_LINES;
    if (over || count <= MAX_HEAD_ONLY) {
        return count;
    }
    size_t first = 1;
    while (first < finder->line_count && !finder->lines[first].paragraph) {
        first++;
    }
    return first < MAX_HEAD_ONLY ? first : 0;
}

/* Index of the first line of the footnotes at the document's end. */
static size_t notes_begin(const struct finder *finder, size_t from)
{
    size_t begin = finder->line_count;
    for (size_t i = finder->line_count; i > from + 1; i--) {
        struct slice text = line_text(finder, i - 1);
        if (marker_of_note(text) > 0) {
            begin = i - 1;
        } else if (finder->lines[i - 1].paragraph || text.len > MAX_HEADING) {
            break;
        }
    }
    return begin;
}

static uint32_t add_block(struct finder *finder, enum block_kind kind, size_t begin, size_t end)
{
    struct cutter *cutter = finder->cutter;
    struct text *text = cutter->text;
    text->blocks = cutter_grow(cutter, text->blocks, &cutter->block_capacity, text->block_count, sizeof *text->blocks);
    uint32_t index = (uint32_t)text->block_count++;
    text->blocks[index] = (struct block){.kind = kind, .span = {begin, end}, .lead_in = index, .level = 1};
    return index;
}

/* The block that introduces a new list, or NO_BLOCK. A resolution's numbered paragraphs are introduced by its opening
 * words
 * ("The Council,"), however many preambular paragraphs stand between. */
static uint32_t find_lead_in(const struct finder *finder, uint32_t item, bool bullet)
{
    const struct text *text = finder->cutter->text;
    if (item == 0 || text->blocks[item - 1].kind == BLOCK_FOOTNOTE) {
        return NO_BLOCK;
    }
    const struct block *before = &text->blocks[item - 1];
    struct look look = look_at(slice_sub(finder->cutter->source, before->span.begin, before->span.end));
    bool opened = !bullet && finder->opener != NO_BLOCK && finder->depth == 0;
    if (opened && !look.colon) {
        return finder->opener;
    }
    if (look.comma && !bullet) {
        return finder->comma_run < item ? finder->comma_run : item - 1;
    }
    bool open = look.colon || look.comma || (!look.stop && !look.semi);
    bool said = bullet && before->kind != BLOCK_ITEM;
    return before->kind != BLOCK_HEAD && (open || said) ? item - 1 : NO_BLOCK;
}

static void add_item(struct finder *finder, struct marker marker, size_t begin, size_t end)
{
    uint32_t index = add_block(finder, BLOCK_ITEM, begin, end);
    size_t depth = finder->depth;
    while (depth > 0 && finder->lists[depth - 1].kind != marker.kind) {
        depth--;
    }
    bool goes_on = depth > 0 && (marker.number < 0 || marker.number > finder->lists[depth - 1].number);
    if (goes_on) {
        finder->depth = depth;
    } else {
        if (depth > 0) { /* numbers begin again: another list */
            finder->depth = depth - 1;
        }
        if (finder->depth == MAX_LISTS) {
            finder->depth--;
        }
        uint32_t lead_in = find_lead_in(finder, index, marker.number < 0 && marker.kind < 256);
        finder->lists[finder->depth++] = (struct list){marker.kind, lead_in, marker.number};
    }
    struct list *list = &finder->lists[finder->depth - 1];
    list->number = marker.number;
    finder->cutter->text->blocks[index].lead_in = list->lead_in == NO_BLOCK ? index : list->lead_in;
    finder->cutter->text->blocks[index].level = (uint8_t)finder->depth;
}

/* After a paragraph bulleted and lettered lists are over; a numbered one may go on. */
static void leave_lists(struct finder *finder)
{
    while (finder->depth > 0 && finder->lists[finder->depth - 1].number < 0) {
        finder->depth--;
    }
}

static bool is_heading(struct finder *finder, size_t index, const struct look *look)
{
    struct slice text = line_text(finder, index);
    if (text.len > MAX_HEADING || look->words > MAX_HEADING_WORDS || !look->begins_upper || look->stop || look->colon ||
        look->semi || look->comma || (look->prose && !look->capitals)) {
        return false;
    }
    if (index + 1 >= finder->notes || words_salute(finder->cutter, text)) {
        return false;
    }
    return finder->lines[index + 1].paragraph || marker_of(line_text(finder, index + 1)).len == 0;
}

/* A list marker may also number a heading: "2. Climate change". */
static bool is_numbered_heading(struct finder *finder, size_t index, struct marker marker)
{
    struct slice text = line_text(finder, index);
    if (marker.len == 0 || marker.kind < 256 || marker.len >= text.len) {
        return false;
    }
    bool next_is_item = index + 1 < finder->line_count && marker_of(line_text(finder, index + 1)).kind == marker.kind;
    bool item_before = index > 0 && marker_of(line_text(finder, index - 1)).kind == marker.kind;
    struct slice rest = slice_sub(text, marker.len, text.len);
    struct look look = look_at(rest);
    return !next_is_item && !item_before && finder->lines[index].paragraph && is_heading(finder, index, &look);
}

static void add_line(struct finder *finder, size_t index)
{
    const struct line *line = &finder->lines[index];
    struct slice text = line_text(finder, index);
    if (index >= finder->notes) {
        bool goes_on = marker_of_note(text) == 0;
        add_block(finder, goes_on ? BLOCK_PARAGRAPH : BLOCK_FOOTNOTE, line->begin, line->end);
        return;
    }
    struct marker marker = marker_of(text);
    if (marker.len > 0 && !is_numbered_heading(finder, index, marker)) {
        add_item(finder, marker, line->begin, line->end);
        finder->comma_run = NO_BLOCK;
        return;
    }
    struct look look = {0};
    if (text.len <= MAX_HEADING) {
        look = look_at(text);
    } else {
        look_at_end(&look, text);
    }
    bool heading = marker.len > 0 || is_heading(finder, index, &look);
    uint32_t block = add_block(finder, heading ? BLOCK_HEADING : BLOCK_PARAGRAPH, line->begin, line->end);
    if (heading) {
        finder->cutter->text->blocks[block].level = look.capitals || marker.len > 0 ? 1 : 2;
    }
    if (!heading && look.comma && text.len <= MAX_OPENER &&
        (block == 0 || finder->cutter->text->blocks[block - 1].kind == BLOCK_HEAD) &&
        !words_salute(finder->cutter, text)) {
        finder->opener = block;
    }
    leave_lists(finder);
    finder->comma_run = !look.comma ? NO_BLOCK : finder->comma_run < block ? finder->comma_run : block;
}

size_t block_words_begin(struct slice text, const struct block *block)
{
    struct slice line = slice_sub(text, block->span.begin, block->span.end);
    switch (block->kind) {
    case BLOCK_ITEM:
        return block->span.begin + marker_of(line).len;
    case BLOCK_FOOTNOTE:
        return block->span.begin + marker_of_note(line);
    default:
        return block->span.begin;
    }
}

void blocks_find(struct cutter *cutter)
{
    struct finder finder = {.cutter = cutter, .comma_run = NO_BLOCK, .opener = NO_BLOCK};
    split_lines(&finder);
    size_t head = head_length(&finder);
    if (head > 0) {
        add_block(&finder, BLOCK_HEAD, finder.lines[0].begin, finder.lines[head - 1].end);
    }
    finder.notes = notes_begin(&finder, head);
    for (size_t i = head; i < finder.line_count; i++) {
        add_line(&finder, i);
    }
}

void blocks_set(struct cutter *cutter, enum block_kind kind)
{
    struct finder finder = {.cutter = cutter, .comma_run = NO_BLOCK, .opener = NO_BLOCK};
    struct slice source = cutter->source;
    for (size_t at = 0; at < source.len;) {
        const char *line_end = memchr(source.ptr + at, '\n', source.len - at);
        size_t end = line_end ? (size_t)(line_end - source.ptr) : source.len;
        bool blank = slice_trim(slice_sub(source, at, end)).len == 0;
        if (!blank && kind == BLOCK_HEAD && cutter->text->block_count > 0) {
            cutter->text->blocks[0].span.end = end;
        } else if (!blank) {
            add_block(&finder, kind, at, end);
        }
        at = end + 1;
    }
}
