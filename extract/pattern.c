#include "extract/pattern.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "base/utf8.h"
#include "extract/lexicon_p.h"

struct parser {
    struct slice text;
    size_t at;
    unsigned depth;
    struct arena *arena;
    struct pattern_error *error;
    bool failed;
    const struct slice *parts; /* of a frame */
    size_t part_count;
};

static struct pattern *parse_choice(struct parser *parser);
static struct pattern *parse_atom(struct parser *parser);

__attribute__((format(printf, 4, 5))) static struct pattern *fail(struct parser *parser, size_t offset, size_t len,
                                                                  const char *format, ...)
{
    if (!parser->failed) {
        char message[256];
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        parser->error->message = arena_copy(parser->arena, slice_of(message));
        parser->error->format = format;
        parser->error->offset = offset;
        parser->error->len = len;
        parser->failed = true;
    }
    return NULL;
}

static struct pattern *node(struct parser *parser, enum pattern_kind kind, size_t offset)
{
    struct pattern *pattern = arena_alloc(parser->arena, sizeof *pattern);
    pattern->kind = kind;
    pattern->offset = (uint32_t)offset;
    pattern->len = (uint32_t)(parser->at - offset);
    return pattern;
}

static int peek(const struct parser *parser)
{
    return parser->at < parser->text.len ? (unsigned char)parser->text.ptr[parser->at] : -1;
}

static void skip_space(struct parser *parser)
{
    while (parser->at < parser->text.len) {
        size_t next;
        uint32_t c = utf8_decode(parser->text, parser->at, &next);
        if (!utf8_is_space(c)) {
            break;
        }
        parser->at = next;
    }
}

/* Typographic marks stand for the plain ones. */
uint32_t pattern_plain_mark(uint32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02bc:
        return '\'';
    case 0x201c:
    case 0x201d:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return '-';
    default:
        return c;
    }
}

static uint32_t at_character(const struct parser *parser, size_t at, size_t *next)
{
    if (at >= parser->text.len) {
        *next = at;
        return 0;
    }
    return pattern_plain_mark(utf8_decode(parser->text, at, next));
}

static bool word_character(uint32_t c)
{
    return utf8_is_letter(c) || utf8_is_digit(c);
}

/* Reads letters and digits with inner apostrophes, hyphens and full stops; empty where none begins here. */
static struct slice read_word(struct parser *parser)
{
    size_t begin = parser->at;
    size_t at = begin;
    for (;;) {
        size_t next, after;
        uint32_t c = at_character(parser, at, &next);
        if (c != 0 && word_character(c)) {
            at = next;
            continue;
        }
        if (at > begin && (c == '\'' || c == '-' || c == '.') && word_character(at_character(parser, next, &after))) {
            at = next;
            continue;
        }
        break;
    }
    /* U.N. and a.m. are words with the full stop at their end, unless a gap begins there */
    bool stop = at < parser->text.len && parser->text.ptr[at] == '.' &&
                !(at + 1 < parser->text.len && parser->text.ptr[at + 1] == '.');
    if (stop && lexicon_piece(slice_sub(parser->text, 0, at + 1), begin) == at + 1) {
        at++;
    }
    parser->at = at;
    return slice_sub(parser->text, begin, at);
}

static bool is_small_letter(uint32_t c)
{
    return utf8_is_letter(c) && !utf8_is_upper(c);
}

bool pattern_is_list_name(struct slice name)
{
    size_t next;
    for (size_t at = 0; at < name.len; at = next) {
        uint32_t c = utf8_decode(name, at, &next);
        if (!word_character(c) && c != '-' && c != '_') {
            return false;
        }
    }
    return name.len > 0;
}

static struct slice read_name(struct parser *parser)
{
    size_t begin = parser->at, next;
    while (parser->at < parser->text.len) {
        utf8_decode(parser->text, parser->at, &next);
        if (!pattern_is_list_name(slice_sub(parser->text, parser->at, next))) {
            break;
        }
        parser->at = next;
    }
    return slice_sub(parser->text, begin, parser->at);
}

static bool read_number(struct parser *parser, unsigned *number)
{
    size_t begin = parser->at;
    *number = 0;
    while (peek(parser) >= '0' && peek(parser) <= '9' && parser->at < begin + 4) {
        *number = *number * 10 + (unsigned)(peek(parser) - '0');
        parser->at++;
    }
    return parser->at > begin;
}

/* "name" or "name.form"; the form is split off. */
static void split_form(struct slice *name, struct slice *form)
{
    const char *dot = memchr(name->ptr, '.', name->len);
    if (dot != NULL) {
        size_t length = (size_t)(dot - name->ptr);
        *form = slice_sub(*name, length + 1, name->len);
        name->len = length;
    }
}

static struct pattern *parse_list_name(struct parser *parser, size_t begin)
{
    parser->at++;
    struct slice name = read_name(parser);
    if (name.len == 0 || peek(parser) != '>') {
        return fail(parser, begin, 1, "expected a list's name and '>' after '<', as in <meeting-noun>");
    }
    parser->at++;
    struct slice form = {0};
    size_t next;
    if (peek(parser) == '.' && is_small_letter(at_character(parser, parser->at + 1, &next))) {
        parser->at++;
        form = read_name(parser);
    }
    struct pattern *pattern = node(parser, PATTERN_LIST, begin);
    pattern->text = name;
    pattern->form = form;
    return pattern;
}

static struct pattern *parse_group(struct parser *parser, size_t begin)
{
    if (++parser->depth > PATTERN_MAX_DEPTH) {
        return fail(parser, begin, 1, "brackets more than %d deep", PATTERN_MAX_DEPTH);
    }
    parser->at++;
    struct pattern *inner = parse_choice(parser);
    parser->depth--;
    if (inner == NULL) {
        return NULL;
    }
    skip_space(parser);
    if (peek(parser) != ')') {
        return fail(parser, begin, 1, "this '(' is never closed");
    }
    parser->at++;
    return inner;
}

static struct pattern *parse_function(struct parser *parser, struct slice name, size_t begin)
{
    static const struct {
        const char *name;
        enum pattern_kind kind;
    } functions[] = {{"list", PATTERN_ITEMS},
                     {"each", PATTERN_EACH},
                     {"not", PATTERN_NOT},
                     {"quoted", PATTERN_QUOTED},
                     {"brackets", PATTERN_BRACKETS}};
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (slice_is(name, functions[i].name)) {
            struct pattern *inner = parse_group(parser, parser->at);
            if (inner == NULL) {
                return NULL;
            }
            struct pattern *pattern = node(parser, functions[i].kind, begin);
            pattern->first = inner;
            return pattern;
        }
    }
    const char *names[sizeof functions / sizeof functions[0]];
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        names[i] = functions[i].name;
    }
    const char *near = suggest_nearest(name, names, sizeof functions / sizeof functions[0]);
    if (near != NULL) {
        return fail(parser, begin, name.len, "unknown function %.*s(; did you mean %s(?", SLICE_ARG(name), near);
    }
    return fail(parser, begin, name.len,
                "unknown function %.*s(; there are list( each( not( quoted( brackets(; put a space before a group",
                SLICE_ARG(name));
}

/* A word with hyphens or digits before letters is several tokens with no space between. */
static struct pattern *word_pieces(struct parser *parser, struct slice word, size_t begin, enum pattern_kind kind)
{
    size_t end = begin + word.len;
    struct pattern *first = NULL, **link = &first;
    size_t count = 0;
    for (size_t at = begin; at < end;) {
        size_t stop = lexicon_piece(slice_sub(parser->text, 0, end), at);
        if (count++ > 0) {
            *link = node(parser, PATTERN_GLUED, begin);
            link = &(*link)->next;
        }
        struct pattern *piece = node(parser, kind, begin);
        piece->text = slice_sub(parser->text, at, stop);
        *link = piece;
        link = &piece->next;
        at = stop;
    }
    if (count == 1) {
        return first;
    }
    struct pattern *sequence = node(parser, PATTERN_SEQUENCE, begin);
    sequence->first = first;
    return sequence;
}

static bool is_upper_start(const struct parser *parser, struct slice word)
{
    size_t next;
    (void)parser;
    return word.len > 0 && utf8_is_upper(utf8_decode(word, 0, &next));
}

/* As `$name` can say it: small letters, digits, hyphens, a tag after a full stop. */
bool pattern_is_name(struct slice name)
{
    size_t next;
    for (size_t at = 0; at < name.len; at = next) {
        uint32_t c = utf8_decode(name, at, &next);
        if (!is_small_letter(c) && (at == 0 || !(utf8_is_digit(c) || c == '-' || c == '.'))) {
            return false;
        }
    }
    return name.len > 0;
}

size_t pattern_reference_end(struct slice text, size_t at)
{
    size_t end = at, next;
    while (end < text.len) {
        if (text.ptr[end] >= 'a' && text.ptr[end] <= 'z') {
            end++;
            continue;
        }
        uint32_t c = utf8_decode(text, end, &next);
        if (!is_small_letter(c) && !(c < 0x80 && ((c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'))) {
            break;
        }
        end = next;
    }
    while (end > at && (text.ptr[end - 1] == '.' || text.ptr[end - 1] == '-')) {
        end--;
    }
    return end;
}

static struct pattern *parse_capture(struct parser *parser, size_t begin, struct slice name)
{
    struct slice full = name;
    if (!pattern_is_name(name)) {
        return fail(parser, begin, name.len,
                    "a capture's name is in small letters: %.*s: is not; write \\: for a colon", SLICE_ARG(name));
    }
    if (++parser->depth > PATTERN_MAX_DEPTH) {
        return fail(parser, begin, name.len, "brackets and captures more than %d deep", PATTERN_MAX_DEPTH);
    }
    parser->at++;
    skip_space(parser);
    struct pattern *inner = parse_atom(parser);
    parser->depth--;
    if (inner == NULL) {
        return fail(parser, begin, full.len, "nothing stands after %.*s:", SLICE_ARG(full));
    }
    struct pattern *pattern = node(parser, PATTERN_CAPTURE, begin);
    pattern->text = full;
    pattern->first = inner;
    return pattern;
}

/* `act` or `act.part` where a frame has that part, else NULL. */
static struct pattern *parse_part(struct parser *parser, struct slice word, size_t begin)
{
    struct slice form = {0};
    split_form(&word, &form);
    for (size_t i = 0; i < parser->part_count; i++) {
        if (slice_equal(word, parser->parts[i])) {
            struct pattern *pattern = node(parser, PATTERN_PART, begin);
            pattern->text = word;
            pattern->form = form;
            return pattern;
        }
    }
    return NULL;
}

static struct pattern *parse_word(struct parser *parser, size_t begin)
{
    struct slice word = read_word(parser);
    if (peek(parser) == '(' && !is_upper_start(parser, word)) {
        return parse_function(parser, word, begin);
    }
    if (peek(parser) == ':') {
        return parse_capture(parser, begin, word);
    }
    if (slice_is(word, "CENTRE")) {
        return node(parser, PATTERN_CENTRE, begin);
    }
    if (is_upper_start(parser, word)) {
        struct pattern *pattern = node(parser, PATTERN_TYPE, begin);
        pattern->text = word;
        return pattern;
    }
    struct pattern *part = parse_part(parser, word, begin);
    return part != NULL ? part : word_pieces(parser, word, begin, PATTERN_WORD);
}

static struct pattern *parse_marked_word(struct parser *parser, size_t begin, char sign)
{
    parser->at++;
    struct slice word = read_word(parser);
    if (word.len == 0) {
        return fail(parser, begin, 1, "expected a word right after '%c'", sign);
    }
    if (sign == '=') {
        return word_pieces(parser, word, begin + 1, PATTERN_EXACT);
    }
    struct slice form = {0};
    split_form(&word, &form);
    struct pattern *pieces = word_pieces(parser, word, begin + 1, PATTERN_WORD);
    struct pattern *last = pieces; /* of by-election the last piece bends */
    for (struct pattern *piece = pieces->kind == PATTERN_SEQUENCE ? pieces->first : pieces; piece != NULL;
         piece = piece->next) {
        last = piece;
    }
    last->kind = PATTERN_INFLECTED;
    last->form = form;
    pieces->offset = (uint32_t)begin; /* the sign and the form are of it */
    pieces->len = (uint32_t)(parser->at - begin);
    return pieces;
}

static struct pattern *parse_gap(struct parser *parser, size_t begin)
{
    parser->at += 2;
    unsigned words;
    if (!read_number(parser, &words)) {
        words = PATTERN_DEFAULT_GAP;
    } else if (words > PATTERN_MAX_GAP) {
        return fail(parser, begin, parser->at - begin, "a gap of %u words; at most %d are allowed", words,
                    PATTERN_MAX_GAP);
    }
    struct pattern *pattern = node(parser, PATTERN_GAP, begin);
    pattern->max = (uint16_t)words;
    return pattern;
}

static struct pattern *parse_mark(struct parser *parser, size_t begin)
{
    size_t next;
    uint32_t c = at_character(parser, parser->at, &next);
    if (c == '\\') {
        parser->at = next;
        begin = next;
        c = at_character(parser, parser->at, &next);
        if (next == parser->at || word_character(c) || utf8_is_space(c)) {
            return fail(parser, begin - 1, 1, "expected a punctuation mark after '\\'");
        }
    } else if (c < 0x80 && strchr(",;.-/&'%\"!", (int)c) == NULL) {
        return fail(parser, begin, 1, "'%c' means nothing here; write \\%c for the mark itself", (int)c, (int)c);
    }
    parser->at = next;
    if (c == '\'' && peek(parser) == 's') { /* the possessive is one token */
        parser->at++;
    }
    struct pattern *pattern = node(parser, PATTERN_WORD, begin);
    pattern->text = slice_sub(parser->text, begin, parser->at);
    return pattern;
}

static struct pattern *parse_atom(struct parser *parser)
{
    size_t begin = parser->at;
    int c = peek(parser);
    if (c == -1 || c == ')' || c == '|') {
        return NULL;
    }
    size_t next;
    if (word_character(at_character(parser, begin, &next))) {
        return parse_word(parser, begin);
    }
    switch (c) {
    case '<':
        return parse_list_name(parser, begin);
    case '(':
        return parse_group(parser, begin);
    case '=':
    case '~':
        return parse_marked_word(parser, begin, (char)c);
    case '^':
    case '$':
    case '_':
        parser->at++;
        if (c == '$' && parser->at < parser->text.len && parser->text.ptr[parser->at] >= 'a' &&
            parser->text.ptr[parser->at] <= 'z') {
            size_t end = pattern_reference_end(parser->text, parser->at);
            return fail(parser, begin, end - begin,
                        "%.*s is for texts, which ask for what was captured; a pattern captures: write %.*s:x",
                        SLICE_ARG(slice_sub(parser->text, begin, end)),
                        SLICE_ARG(slice_sub(parser->text, begin + 1, end)));
        }
        return node(parser, c == '^' ? PATTERN_BEGIN : c == '$' ? PATTERN_END : PATTERN_GLUED, begin);
    case '?':
    case '*':
    case '+':
    case '{':
        return fail(parser, begin, 1, "'%c' repeats what stands before it, and nothing does", c);
    default:
        break;
    }
    if (c == '.' && begin + 1 < parser->text.len && parser->text.ptr[begin + 1] == '.') {
        return parse_gap(parser, begin);
    }
    return parse_mark(parser, begin);
}

static bool read_bounds(struct parser *parser, unsigned *min, unsigned *max)
{
    size_t begin = parser->at;
    parser->at++;
    bool fine = read_number(parser, min);
    *max = *min;
    if (fine && peek(parser) == ',') {
        parser->at++;
        fine = read_number(parser, max);
    }
    if (!fine || peek(parser) != '}') {
        fail(parser, begin, 1, "expected {2} or {2,4}");
        return false;
    }
    parser->at++;
    if (*max < *min || *max == 0 || *max > 100) {
        fail(parser, begin, parser->at - begin, "repeat {%u,%u}: the second number is at least the first, and 1 to 100",
             *min, *max);
        return false;
    }
    return true;
}

static struct pattern *parse_element(struct parser *parser)
{
    size_t begin = parser->at;
    struct pattern *atom = parse_atom(parser);
    if (atom == NULL || parser->failed) {
        return NULL;
    }
    bool repeated = false;
    for (;;) {
        unsigned min, max;
        int c = peek(parser);
        if (repeated && (c == '?' || c == '*' || c == '+' || c == '{')) {
            fail(parser, parser->at, 1, "one repeat is enough; put what is repeated in brackets to repeat it again");
            return NULL;
        }
        repeated = true;
        if (c == '?' || c == '*' || c == '+') {
            parser->at++;
            min = c == '+';
            max = c == '?' ? 1 : PATTERN_UNBOUNDED;
        } else if (c == '{') {
            if (!read_bounds(parser, &min, &max)) {
                return NULL;
            }
        } else {
            return atom;
        }
        /* name:x+ captures all of x+, (name:x)+ each x */
        bool bracketed = parser->text.ptr[begin] == '(';
        struct pattern *capture = atom->kind == PATTERN_CAPTURE && !bracketed ? atom : NULL;
        struct pattern *repeat = node(parser, PATTERN_REPEAT, begin);
        repeat->min = (uint16_t)min;
        repeat->max = (uint16_t)max;
        if (capture != NULL && max > 1) {
            repeat->first = capture->first;
            capture->first = repeat;
        } else {
            repeat->first = atom;
            atom = repeat;
        }
    }
}

static struct pattern *parse_sequence(struct parser *parser)
{
    size_t begin = parser->at;
    struct pattern *first = NULL, **link = &first;
    size_t count = 0;
    for (;;) {
        skip_space(parser);
        struct pattern *element = parse_element(parser);
        if (parser->failed) {
            return NULL;
        }
        if (element == NULL) {
            break;
        }
        *link = element;
        link = &element->next;
        count++;
    }
    if (count == 0) {
        return fail(parser, begin, 1, "nothing to match here; expected a word, a list, a type or a group");
    }
    if (count == 1) {
        return first;
    }
    struct pattern *sequence = node(parser, PATTERN_SEQUENCE, begin);
    sequence->first = first;
    return sequence;
}

static struct pattern *parse_choice(struct parser *parser)
{
    size_t begin = parser->at;
    struct pattern *first = parse_sequence(parser);
    if (first == NULL || peek(parser) != '|') {
        return first;
    }
    struct pattern *choice = NULL, **link = &choice;
    struct pattern *option = first;
    for (;;) {
        /* wrap, so that a one-element option keeps its own siblings apart */
        struct pattern *wrapped = node(parser, PATTERN_SEQUENCE, begin);
        wrapped->first = option->kind == PATTERN_SEQUENCE ? option->first : option;
        *link = wrapped;
        link = &wrapped->next;
        if (peek(parser) != '|') {
            break;
        }
        parser->at++;
        option = parse_sequence(parser);
        if (option == NULL) {
            return NULL;
        }
    }
    struct pattern *pattern = node(parser, PATTERN_CHOICE, begin);
    pattern->first = choice;
    return pattern;
}

struct pattern *pattern_parse_frame(struct slice text, const struct slice *parts, size_t part_count,
                                    struct arena *arena, struct pattern_error *error)
{
    struct parser parser = {.text = text, .arena = arena, .error = error, .parts = parts, .part_count = part_count};
    struct pattern *pattern = parse_choice(&parser);
    if (pattern == NULL) {
        return NULL;
    }
    skip_space(&parser);
    if (parser.at < text.len) {
        return fail(&parser, parser.at, 1, "this ')' closes nothing");
    }
    return pattern;
}

struct pattern *pattern_parse(struct slice text, struct arena *arena, struct pattern_error *error)
{
    return pattern_parse_frame(text, NULL, 0, arena, error);
}
