/* What captures are worth: texts, numbers, times. */
#include <stdlib.h>

#include "base/calendar.h"
#include "base/utf8.h"
#include "extract/program_p.h"

const struct bound *bindings_find(const struct bindings *bindings, struct slice name)
{
    for (size_t i = 0; i < bindings->count; i++) {
        const struct bound *bound = &bindings->bounds[i];
        bool mine = bound->item == 0 || bindings->item == 0 || bound->item == bindings->item;
        if (mine && slice_equal(bindings->match->code->captures[bound->capture].name, name)) {
            return bound;
        }
    }
    return NULL;
}

static bool name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/* The name after a '$' at text[*at]; a full stop at its end is not part of it. */
static struct slice reference(struct slice text, size_t *at)
{
    size_t begin = ++*at;
    while (*at < text.len && name_character(text.ptr[*at])) {
        ++*at;
    }
    while (*at > begin && (text.ptr[*at - 1] == '.' || text.ptr[*at - 1] == '-')) {
        --*at;
    }
    return slice_sub(text, begin, *at);
}

static struct slice bound_text(const struct bindings *bindings, const struct bound *bound, struct arena *arena)
{
    const struct line *line = &bindings->scratch->line;
    const struct code *code = bindings->match->code;
    const struct entry *entry = bound_entry(line, code, bound);
    if (entry != NULL) {
        return entry->value.len > 0 ? entry->value : entry->canonical.len > 0 ? entry->canonical : entry->text;
    }
    const struct typed_span *span = bound_span(line, code, bound);
    if (span != NULL && span->has_number) {
        return arena_format(arena, "%lld", (long long)span->number);
    }
    if (span != NULL && span->kind.len > 0) {
        return span->kind;
    }
    return line_quote(bindings->scratch, bound->begin, bound->end);
}

struct slice bindings_text(const struct bindings *bindings, struct slice text, struct arena *arena)
{
    if (text.len == 0 || memchr(text.ptr, '$', text.len) == NULL) {
        return text;
    }
    struct buffer out = {0};
    for (size_t at = 0; at < text.len;) {
        if (text.ptr[at] != '$') {
            buffer_add_byte(&out, text.ptr[at++]);
            continue;
        }
        const struct bound *bound = bindings_find(bindings, reference(text, &at));
        if (bound != NULL) {
            buffer_add(&out, bound_text(bindings, bound, arena));
        }
    }
    struct slice result = arena_copy(arena, slice_trim(buffer_slice(&out)));
    buffer_release(&out);
    return result;
}

static bool parse_integer(struct slice text, int64_t *number)
{
    size_t at = 0;
    bool negative = false;
    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+')) {
        negative = text.ptr[0] == '-';
        at++;
    }
    if (at == text.len || text.len > 16) {
        return false;
    }
    *number = 0;
    for (; at < text.len; at++) {
        if (text.ptr[at] < '0' || text.ptr[at] > '9') {
            return false;
        }
        *number = *number * 10 + (text.ptr[at] - '0');
    }
    *number = negative ? -*number : *number;
    return true;
}

static bool bound_number(const struct bindings *bindings, const struct bound *bound, int64_t *number)
{
    const struct line *line = &bindings->scratch->line;
    const struct code *code = bindings->match->code;
    const struct typed_span *span = bound_span(line, code, bound);
    if (span != NULL && span->has_number) {
        *number = span->number;
        return true;
    }
    const struct entry *entry = bound_entry(line, code, bound);
    if (entry != NULL) {
        return parse_integer(entry->value, number);
    }
    if (bound->end == bound->begin + 1 && line->tokens[bound->begin].number >= 0) {
        *number = line->tokens[bound->begin].number;
        return true;
    }
    return false;
}

static void skip_spaces(struct slice text, size_t *at)
{
    while (*at < text.len && text.ptr[*at] == ' ') {
        ++*at;
    }
}

static bool operand(const struct bindings *bindings, struct slice text, size_t *at, int64_t *number)
{
    skip_spaces(text, at);
    if (*at < text.len && text.ptr[*at] == '$') {
        const struct bound *bound = bindings_find(bindings, reference(text, at));
        return bound != NULL && bound_number(bindings, bound, number);
    }
    size_t begin = *at;
    if (*at < text.len && (text.ptr[*at] == '-' || text.ptr[*at] == '+')) {
        ++*at;
    }
    while (*at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9') {
        ++*at;
    }
    return parse_integer(slice_sub(text, begin, *at), number);
}

static bool product(const struct bindings *bindings, struct slice text, size_t *at, int64_t *number)
{
    if (!operand(bindings, text, at, number)) {
        return false;
    }
    for (;;) {
        skip_spaces(text, at);
        if (*at >= text.len || (text.ptr[*at] != '*' && text.ptr[*at] != '%')) {
            return true;
        }
        char sign = text.ptr[(*at)++];
        int64_t other;
        if (!operand(bindings, text, at, &other) || (sign == '%' && other == 0)) {
            return false;
        }
        if (*number > INT32_MAX || *number < INT32_MIN || other > INT32_MAX || other < INT32_MIN) {
            return false;
        }
        *number = sign == '*' ? *number * other : *number % other;
    }
}

static bool sum(const struct bindings *bindings, struct slice text, size_t *at, int64_t *number)
{
    if (!product(bindings, text, at, number)) {
        return false;
    }
    for (;;) {
        skip_spaces(text, at);
        if (*at >= text.len || (text.ptr[*at] != '+' && text.ptr[*at] != '-')) {
            return true;
        }
        char sign = text.ptr[(*at)++];
        int64_t other;
        if (!product(bindings, text, at, &other)) {
            return false;
        }
        *number += sign == '+' ? other : -other;
    }
}

bool bindings_number(const struct bindings *bindings, struct slice text, int64_t *number)
{
    size_t at = 0;
    return sum(bindings, text, &at, number) && at == text.len;
}

/* --- conditions --- */

static uint32_t folded_letter(struct slice text, size_t at)
{
    size_t next;
    uint32_t c = utf8_decode(text, at, &next);
    return c < 0x80 && c >= 'a' && c <= 'z' ? c - 32 : c;
}

/* The next word of `name` from *at on that begins with the letter; *at is then behind it. */
static bool find_initial(struct slice name, size_t *at, uint32_t letter)
{
    bool start = *at == 0;
    for (size_t from = *at, after; from < name.len; from = after) {
        uint32_t have = utf8_decode(name, from, &after);
        if (utf8_is_letter(have) && start && folded_letter(name, from) == letter) {
            *at = after;
            return true;
        }
        start = !utf8_is_letter(have);
    }
    return false;
}

/* Do the capitals of `brief` occur, in order, as beginnings of words of `name`? The first is that of the first word; of
 * the others a third may be missing. */
static bool initials_agree(struct slice brief, struct slice name)
{
    size_t letters = 0, found = 0, at = 0, next;
    for (size_t b = 0; b < brief.len; b = next) {
        if (!utf8_is_upper(utf8_decode(brief, b, &next))) {
            continue;
        }
        uint32_t letter = folded_letter(brief, b);
        if (letters++ == 0 && (name.len == 0 || folded_letter(name, 0) != letter)) {
            return false;
        }
        found += find_initial(name, &at, letter);
    }
    return found >= 2 && found * 3 >= letters * 2;
}

static bool compare_numbers(int64_t left, struct slice sign, int64_t right)
{
    if (slice_is(sign, "<")) {
        return left < right;
    }
    if (slice_is(sign, ">")) {
        return left > right;
    }
    if (slice_is(sign, "<=")) {
        return left <= right;
    }
    if (slice_is(sign, ">=")) {
        return left >= right;
    }
    return slice_is(sign, "!=") ? left != right : left == right;
}

static bool one_condition(const struct bindings *bindings, struct slice text)
{
    if (slice_starts(text, "initials(")) {
        size_t at = 9;
        struct arena *arena = bindings->scratch->arena;
        const struct bound *brief =
            at < text.len && text.ptr[at] == '$' ? bindings_find(bindings, reference(text, &at)) : NULL;
        while (at < text.len && text.ptr[at] != '$') {
            at++;
        }
        const struct bound *name = at < text.len ? bindings_find(bindings, reference(text, &at)) : NULL;
        (void)arena;
        return brief != NULL && name != NULL &&
               initials_agree(line_quote(bindings->scratch, brief->begin, brief->end),
                              line_quote(bindings->scratch, name->begin, name->end));
    }
    size_t at = 0;
    int64_t left, right;
    if (!sum(bindings, text, &at, &left)) {
        return false;
    }
    skip_spaces(text, &at);
    size_t begin = at;
    while (at < text.len && strchr("<>=!", text.ptr[at]) != NULL) {
        at++;
    }
    struct slice sign = slice_sub(text, begin, at);
    return sum(bindings, text, &at, &right) && compare_numbers(left, sign, right);
}

bool bindings_condition(const struct bindings *bindings, struct slice condition)
{
    size_t begin = 0;
    for (size_t at = 0; at <= condition.len; at++) {
        bool joined = at + 5 <= condition.len && memcmp(condition.ptr + at, " and ", 5) == 0;
        if (at == condition.len || joined) {
            if (!one_condition(bindings, slice_trim(slice_sub(condition, begin, at)))) {
                return false;
            }
            begin = joined ? at + 5 : at;
        }
    }
    return true;
}

/* --- times --- */

static const struct time_value *captured_time(const struct bindings *bindings, struct slice text)
{
    size_t at = 0;
    if (text.len == 0 || text.ptr[0] != '$') {
        return NULL;
    }
    const struct bound *bound = bindings_find(bindings, reference(text, &at));
    if (bound == NULL) {
        return NULL;
    }
    const struct typed_span *span = bound_span(&bindings->scratch->line, bindings->match->code, bound);
    return span != NULL ? span->time : NULL;
}

static bool set_field(const struct bindings *bindings, struct time_value *time, const struct value_field *field,
                      struct arena *arena)
{
    int64_t number;
    if (bindings_number(bindings, field->text, &number)) {
        return time_field_set_number(time, field->field, number);
    }
    struct slice word = bindings_text(bindings, field->text, arena);
    if (word.len == 0) {
        return true; /* an optional capture that is not there */
    }
    return time_field_set_word(time, field->field, word);
}

/* A day that its month does not have is no date. */
static bool possible(const struct time_point *point)
{
    if (point->month != TIME_UNSET && (point->month < 1 || point->month > 12)) {
        return false;
    }
    if (point->month != TIME_UNSET && point->day != TIME_UNSET) {
        int year = point->year > 0 && point->year <= CALENDAR_MAX_YEAR ? point->year : 2000;
        return calendar_valid(year, point->month, point->day);
    }
    return true;
}

struct time_value *bindings_time(const struct bindings *bindings, const struct rule *rule, struct arena *arena)
{
    struct time_value *time = arena_alloc(arena, sizeof *time);
    time_value_clear(time);
    for (size_t i = 0; i < rule->value_count; i++) {
        const struct value_field *field = &rule->values[i];
        if (field->is_of) {
            const struct time_value *captured = captured_time(bindings, field->text);
            if (captured == NULL) {
                continue; /* an optional part */
            }
            *time = *captured;
        } else if (field->is_end_of) {
            const struct time_value *captured = captured_time(bindings, field->text);
            if (captured == NULL) {
                continue;
            }
            time->is_interval = true;
            time->end = captured->is_interval ? captured->end : captured->point;
        } else if (!set_field(bindings, time, field, arena)) {
            return NULL;
        }
    }
    time_value_settle(time);
    return possible(&time->point) && (!time->is_interval || possible(&time->end)) ? time : NULL;
}
