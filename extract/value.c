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

static struct slice read_name(struct slice text, size_t *at)
{
    size_t begin = *at + 1;
    *at = pattern_reference_end(text, begin);
    return slice_sub(text, begin, *at);
}

/* The name after a '$' at text[*at], and the attribute after a '/', or none; a full stop at its end is not part of it.
 */
static struct slice reference(struct slice text, size_t *at, struct slice *attribute)
{
    struct slice name = read_name(text, at);
    size_t after = *at;
    *attribute = (struct slice){0};
    if (after + 1 < text.len && text.ptr[after] == '/' && text.ptr[after + 1] >= 'a' && text.ptr[after + 1] <= 'z') {
        *attribute = read_name(text, at);
    }
    return name;
}

static struct slice part_quote(const struct bindings *bindings, uint16_t begin, uint16_t end)
{
    return end > begin ? line_quote(bindings->scratch, begin, end) : (struct slice){0};
}

/* "year" of a captured date; empty where it says none. */
static struct slice time_attribute(const struct time_value *time, struct slice name, struct arena *arena)
{
    const struct time_field *field = time_field_find(name);
    int32_t number = field != NULL && field->kind == TIME_FIELD_NUMBER ? time_field_get(time, field) : TIME_UNSET;
    return number != TIME_UNSET ? arena_format(arena, "%d", number) : (struct slice){0};
}

static struct slice digits(int32_t number, struct arena *arena)
{
    return number != TIME_UNSET ? arena_format(arena, "%d", number) : (struct slice){0};
}

/* What is known of a captured name, title or entry of a list; empty where nothing is. */
static struct slice bound_attribute(const struct bindings *bindings, const struct bound *bound, struct slice name,
                                    struct arena *arena)
{
    const struct line *line = &bindings->scratch->line;
    const struct typed_span *span = bound_span(line, bindings->match->code, bound);
    const struct entry *entry = span != NULL ? span->entry : bound_entry(line, bindings->match->code, bound);
    static const struct entry nothing;
    entry = entry != NULL ? entry : &nothing;
    if (slice_is(name, "words")) {
        return line_quote(bindings->scratch, bound->begin, bound->end);
    }
    if (span != NULL) {
        for (size_t i = 0; i < span->attribute_count; i++) {
            if (slice_equal(span->attributes[i].key, name)) {
                return span->attributes[i].value;
            }
        }
    }
    if (span != NULL && span->time != NULL) {
        return time_attribute(span->time, name, arena);
    }
    struct typed_span blank = {.ordinal = TIME_UNSET, .year = TIME_UNSET};
    span = span != NULL ? span : &blank;
    return slice_is(name, "name")       ? (span->canonical.len > 0 ? span->canonical : entry->canonical)
           : slice_is(name, "within")   ? (span->within.len > 0 ? span->within : entry->within)
           : slice_is(name, "kind")     ? (span->kind.len > 0 ? span->kind : entry->kind)
           : slice_is(name, "means")    ? span->means
           : slice_is(name, "ordinal")  ? digits(span->ordinal, arena)
           : slice_is(name, "year")     ? digits(span->year, arena)
           : slice_is(name, "place")    ? part_quote(bindings, span->place_begin, span->place_end)
           : slice_is(name, "noun")     ? part_quote(bindings, span->noun_begin, span->noun_end)
           : slice_is(name, "country")  ? entry->country
           : slice_is(name, "iso2")     ? entry->iso2
           : slice_is(name, "wikidata") ? entry->wikidata
           : slice_is(name, "value")    ? entry->value
                                        : (struct slice){0};
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
        struct slice attribute;
        const struct bound *bound = bindings_find(bindings, reference(text, &at, &attribute));
        if (bound != NULL) {
            buffer_add(&out, attribute.len > 0 ? bound_attribute(bindings, bound, attribute, arena)
                                               : bound_text(bindings, bound, arena));
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
        struct slice attribute;
        const struct bound *bound = bindings_find(bindings, reference(text, at, &attribute));
        if (bound == NULL || attribute.len == 0) {
            return bound != NULL && bound_number(bindings, bound, number);
        }
        return parse_integer(bound_attribute(bindings, bound, attribute, bindings->scratch->arena), number);
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

/* --- times --- */

static const struct time_value *captured_time(const struct bindings *bindings, struct slice text)
{
    size_t at = 0;
    if (text.len == 0 || text.ptr[0] != '$') {
        return NULL;
    }
    struct slice attribute;
    const struct bound *bound = bindings_find(bindings, reference(text, &at, &attribute));
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

/* A day that its month does not have is no date, nor a week that its year does not. */
static bool possible(const struct time_point *point)
{
    if (point->week != TIME_UNSET) {
        bool has_year = point->year > 0 && point->year <= CALENDAR_MAX_YEAR;
        return point->week >= 1 && point->week <= (has_year ? calendar_iso_weeks(point->year) : 53);
    }
    if (point->month != TIME_UNSET && (point->month < 1 || point->month > 12)) {
        return false;
    }
    if (point->month != TIME_UNSET && point->day != TIME_UNSET) {
        int year = point->year > 0 && point->year <= CALENDAR_MAX_YEAR ? point->year : 2000;
        return calendar_valid(year, point->month, point->day);
    }
    return true;
}

/* The hour and part of day of another time: "at 10 a.m. on 3 May". */
static void take_clock(struct time_point *to, const struct time_point *from)
{
    to->hour = from->hour;
    to->minute = from->minute;
    to->second = from->second;
    to->zone = from->zone;
    to->daypart = from->daypart;
}

/* Kept for whoever wants to say so: harvest_times hands it on. The longest of those that lie in each other stays. */
static void remember_impossible(struct impossible_list *list, const struct match *match, const struct time_value *time)
{
    for (size_t i = 0; i < list->count; i++) {
        struct impossible_span *known = &list->items[i];
        if (known->begin < match->end && match->begin < known->end) {
            if (match->end - match->begin > known->end - known->begin) {
                *known = (struct impossible_span){match->begin, match->end, *time};
            }
            return;
        }
    }
    if (list->count < SENTENCE_MAX_IMPOSSIBLE) {
        list->items[list->count++] = (struct impossible_span){match->begin, match->end, *time};
    }
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
        } else if (field->is_with) {
            const struct time_value *captured = captured_time(bindings, field->text);
            if (captured != NULL) {
                take_clock(&time->point, &captured->point);
            }
        } else if (!set_field(bindings, time, field, arena)) {
            return NULL;
        }
    }
    time_value_settle(time);
    if (!possible(&time->point) || (time->is_interval && !possible(&time->end))) {
        remember_impossible(bindings->scratch->impossible, bindings->match, time);
        return NULL;
    }
    return time;
}
