#include "kb/date_text.h"

#include "base/calendar.h"

#define DASH "\xE2\x80\x93" /* en dash */

struct slice date_text_day(const struct kb_words *words, int32_t day, struct arena *arena)
{
    struct calendar_date date = calendar_from_days(day);
    return arena_format(arena, "%d %s %d", date.day, words->months[date.month - 1], date.year);
}

struct slice date_text_month(const struct kb_words *words, int32_t day, struct arena *arena)
{
    struct calendar_date date = calendar_from_days(day);
    return arena_format(arena, "%s %d", words->months[date.month - 1], date.year);
}

static struct slice year(int32_t day, struct arena *arena)
{
    return arena_format(arena, "%d", calendar_from_days(day).year);
}

/* Reads `digits` decimal digits; -1 where they are none. */
static int number(struct slice text, size_t at, size_t digits)
{
    int value = 0;
    if (at + digits > text.len) {
        return -1;
    }
    for (size_t i = at; i < at + digits; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return -1;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

struct slice date_text_iso(const struct kb_words *words, struct slice iso, struct arena *arena)
{
    int y = number(iso, 0, 4);
    int m = number(iso, 5, 2);
    int d = number(iso, 8, 2);
    if (iso.len == 10 && y > 0 && m > 0 && d > 0 && calendar_valid(y, m, d)) {
        return date_text_day(words, calendar_to_days((struct calendar_date){y, m, d}), arena);
    }
    return iso;
}

/* From one day to another, both stated, without saying the same month or year twice. */
static struct slice days(const struct kb_words *words, int32_t first, int32_t last, struct arena *arena)
{
    struct calendar_date a = calendar_from_days(first);
    struct calendar_date b = calendar_from_days(last);
    const char *const *months = words->months;
    if (first == last) {
        return date_text_day(words, first, arena);
    }
    if (a.year == b.year && a.month == b.month) {
        return arena_format(arena, "%d" DASH "%d %s %d", a.day, b.day, months[b.month - 1], b.year);
    }
    if (a.year == b.year) {
        return arena_format(arena, "%d %s " DASH " %d %s %d", a.day, months[a.month - 1], b.day, months[b.month - 1],
                            b.year);
    }
    struct slice left = date_text_day(words, first, arena);
    struct slice right = date_text_day(words, last, arena);
    return arena_format(arena, "%.*s " DASH " %.*s", SLICE_ARG(left), SLICE_ARG(right));
}

static struct slice months(const struct kb_words *words, int32_t first, int32_t last, struct arena *arena)
{
    struct calendar_date a = calendar_from_days(first);
    struct calendar_date b = calendar_from_days(last);
    if (a.year == b.year && a.month == b.month) {
        return date_text_month(words, first, arena);
    }
    if (a.year == b.year) {
        return arena_format(arena, "%s" DASH "%s %d", words->months[a.month - 1], words->months[b.month - 1], b.year);
    }
    return arena_format(arena, "%s %d " DASH " %s %d", words->months[a.month - 1], a.year, words->months[b.month - 1],
                        b.year);
}

static struct slice years(int32_t first, int32_t last, struct arena *arena)
{
    int a = calendar_from_days(first).year;
    int b = calendar_from_days(last).year;
    if (a == b) {
        return year(first, arena);
    }
    if (a % 10 == 0 && b == a + 9) {
        return arena_format(arena, "%ds", a);
    }
    return arena_format(arena, "%d" DASH "%d", a, b);
}

/* EDTF as far as it says more than the days: how exact the ends of an interval are, which season. */
static struct slice interval(const struct kb_words *words, const struct kb_date *date, struct arena *arena)
{
    const char *slash = date->edtf.len > 0 ? memchr(date->edtf.ptr, '/', date->edtf.len) : NULL;
    size_t left = slash ? (size_t)(slash - date->edtf.ptr) : date->edtf.len;
    if (left == 4 || (left == 5 && memchr("~?%", date->edtf.ptr[4], 3))) {
        return years(date->earliest, date->latest, arena);
    }
    if (left == 7 || (left == 8 && memchr("~?%", date->edtf.ptr[7], 3))) {
        return months(words, date->earliest, date->latest, arena);
    }
    return days(words, date->earliest, date->latest, arena);
}

static struct slice season(const struct kb_words *words, const struct kb_date *date, struct arena *arena)
{
    int code = number(date->edtf, 5, 2);
    if (code >= 21 && code <= 24) {
        return arena_format(arena, "%s %.*s", words->seasons[code - 21], 4, date->edtf.ptr);
    }
    return months(words, date->earliest, date->latest, arena);
}

static struct slice plain(const struct kb_words *words, const struct kb_date *date, bool coarse, struct arena *arena)
{
    struct slice precision = date->precision;
    if (slice_is(precision, "interval")) {
        return interval(words, date, arena);
    }
    if (slice_is(precision, "season")) {
        return season(words, date, arena);
    }
    if (slice_is(precision, "year") || slice_is(precision, "decade") || slice_is(precision, "century")) {
        return years(date->earliest, date->latest, arena);
    }
    bool one_day = slice_is(precision, "day") || date->earliest == date->latest;
    return one_day && !coarse ? days(words, date->earliest, date->latest, arena)
                              : months(words, date->earliest, date->latest, arena);
}

/* The day of a bound, as exact as the source says. */
static struct slice bound(const struct kb_words *words, int32_t day, struct slice precision, bool coarse,
                          struct arena *arena)
{
    if (slice_is(precision, "year")) {
        return year(day, arena);
    }
    return coarse || slice_is(precision, "month") ? date_text_month(words, day, arena)
                                                  : date_text_day(words, day, arena);
}

static struct slice prefixed(const char *word, struct slice text, struct arena *arena)
{
    return arena_format(arena, "%s %.*s", word, SLICE_ARG(text));
}

static struct slice qualified(const struct kb_words *words, struct slice qualifier, struct slice text,
                              struct arena *arena)
{
    const struct {
        const char *name;
        const char *word;
    } prefixes[] = {
        {"approximate", words->about}, {"before", words->before}, {"after", words->after}, {"early", words->early},
        {"mid", words->mid},           {"late", words->late},     {"by", words->by},       {"since", words->since}};
    if (slice_is(qualifier, "uncertain")) {
        return arena_format(arena, "%.*s?", SLICE_ARG(text));
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (slice_is(qualifier, prefixes[i].name)) {
            return prefixed(prefixes[i].word, text, arena);
        }
    }
    return text;
}

/* "XXXX-03-23": a day of an unknown year. */
static struct slice yearless(const struct kb_words *words, struct slice edtf, struct arena *arena)
{
    int m = number(edtf, 5, 2);
    int d = number(edtf, 8, 2);
    if (edtf.len == 10 && m >= 1 && m <= 12 && d >= 1) {
        return arena_format(arena, "%d %s ????", d, words->months[m - 1]);
    }
    return slice_of(words->undated);
}

struct slice date_text(const struct kb_words *words, const struct kb_date *date, bool coarse, struct arena *arena)
{
    bool from = date->earliest != CALENDAR_NO_DAY;
    bool to = date->latest != CALENDAR_NO_DAY;
    if (!from && !to) {
        return yearless(words, date->edtf, arena);
    }
    struct slice text;
    if (from && to) {
        text = qualified(words, date->qualifier, plain(words, date, coarse, arena), arena);
    } else {
        struct slice day = bound(words, from ? date->earliest : date->latest, date->precision, coarse, arena);
        bool kept = slice_is(date->qualifier, "before") || slice_is(date->qualifier, "after");
        text = kept ? qualified(words, date->qualifier, day, arena)
                    : prefixed(from ? words->since : words->by, day, arena);
    }
    return slice_is(date->basis, "inferred") ? arena_format(arena, "[%.*s]", SLICE_ARG(text)) : text;
}
