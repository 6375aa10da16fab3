#include "ingest/name_date.h"

#include <string.h>

#include "base/calendar.h"

enum { PARTS = 3, YEAR = 0, MONTH = 1, DAY = 2, NOT_SAID = -1 };

static const struct {
    const char *letters;
    size_t len;
} parts[PARTS] = {{"YYYY", 4}, {"MM", 2}, {"DD", 2}};

/* Which part begins at pattern[at]; PARTS where none does. */
static size_t part_at(struct slice pattern, size_t at)
{
    size_t part = 0;
    while (part < PARTS && !slice_starts(slice_sub(pattern, at, pattern.len), parts[part].letters)) {
        part++;
    }
    return part;
}

bool name_date_pattern(struct slice pattern)
{
    size_t times[PARTS] = {0};
    for (size_t at = 0; at < pattern.len;) {
        size_t part = part_at(pattern, at);
        at += part < PARTS ? parts[part].len : 1;
        if (part < PARTS) {
            times[part]++;
        }
    }
    return pattern.len <= NAME_DATE_MAX_PATTERN && times[YEAR] == 1 && times[MONTH] <= 1 && times[DAY] <= times[MONTH];
}

static bool read_digits(struct slice name, size_t at, size_t len, int *number)
{
    *number = 0;
    for (size_t i = at; i < at + len; i++) {
        if (i >= name.len || name.ptr[i] < '0' || name.ptr[i] > '9') {
            return false;
        }
        *number = *number * 10 + (name.ptr[i] - '0');
    }
    return true;
}

static bool possible(const int *values)
{
    return calendar_valid(values[YEAR], values[MONTH] == NOT_SAID ? 1 : values[MONTH],
                          values[DAY] == NOT_SAID ? 1 : values[DAY]);
}

/* Matches without *; fills values. */
static bool fits_from(struct slice name, size_t *at, struct slice pattern, int *values)
{
    size_t from = *at;
    for (size_t p = 0; p < pattern.len;) {
        size_t part = part_at(pattern, p);
        if (part < PARTS) {
            if (!read_digits(name, from, parts[part].len, &values[part])) {
                return false;
            }
            from += parts[part].len;
            p += parts[part].len;
        } else {
            if (from >= name.len || (pattern.ptr[p] != '?' && pattern.ptr[p] != name.ptr[from])) {
                return false;
            }
            from++;
            p++;
        }
    }
    *at = from;
    return true;
}

/* The pieces between stars, each at the first place where it fits; the last one at the end of the name. A piece with a
 * date fits only where that is a date. */
static bool fits(struct slice name, struct slice pattern, int *values)
{
    size_t at = 0;
    bool first = true;
    for (size_t p = 0; p <= pattern.len;) {
        size_t end = p;
        while (end < pattern.len && pattern.ptr[end] != '*') {
            end++;
        }
        struct slice piece = slice_sub(pattern, p, end);
        bool last = end == pattern.len, found = false;
        for (size_t from = at; from <= name.len && !found; from++) {
            size_t after = from;
            int tried[PARTS];
            memcpy(tried, values, sizeof tried);
            found = fits_from(name, &after, piece, tried) && (!last || after == name.len) &&
                    (tried[YEAR] == NOT_SAID || possible(tried));
            if (found) {
                memcpy(values, tried, sizeof tried);
                at = after;
            } else if (first) {
                break;
            }
        }
        if (!found) {
            return false;
        }
        first = false;
        p = end + 1;
    }
    return true;
}

struct slice name_date(struct slice name, struct slice pattern, struct arena *arena)
{
    int values[PARTS] = {NOT_SAID, NOT_SAID, NOT_SAID};
    if (!name_date_pattern(pattern) || !fits(name, pattern, values) || values[YEAR] == NOT_SAID || !possible(values)) {
        return (struct slice){0};
    }
    if (values[DAY] != NOT_SAID) {
        return arena_format(arena, "%04d-%02d-%02d", values[YEAR], values[MONTH], values[DAY]);
    }
    return values[MONTH] != NOT_SAID ? arena_format(arena, "%04d-%02d", values[YEAR], values[MONTH])
                                     : arena_format(arena, "%04d", values[YEAR]);
}

struct slice name_date_of_path(struct slice path, const char *pattern, struct arena *arena)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') {
        at--;
    }
    struct slice name = at < path.len ? slice_sub(path, at, path.len) : path;
    return pattern ? name_date(name, slice_of(pattern), arena) : (struct slice){0};
}
