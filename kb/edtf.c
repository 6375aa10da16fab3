/* Reads EDTF level 1, and XXXX-MM-DD of level 2. */
#include "base/calendar.h"
#include "kb/dates_p.h"

static bool take_digits(struct slice *text, size_t count, int32_t *number)
{
    if (text->len < count) {
        return false;
    }
    int32_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (text->ptr[i] < '0' || text->ptr[i] > '9') {
            return false;
        }
        sum = sum * 10 + (text->ptr[i] - '0');
    }
    *number = sum;
    *text = slice_sub(*text, count, text->len);
    return true;
}

static bool take_text(struct slice *text, const char *expected)
{
    if (!slice_starts(*text, expected)) {
        return false;
    }
    *text = slice_sub(*text, strlen(expected), text->len);
    return true;
}

/* "2018", "-0489", "199X", "19XX", "XXXX": sets unit and year. */
static bool take_year(struct slice *text, struct when *when)
{
    bool negative = take_text(text, "-");
    int32_t number;
    when->unit = TIME_UNIT_YEAR;
    if (take_text(text, "XXXX")) {
        return !negative;
    }
    if (take_digits(text, 4, &number)) {
        when->year = negative ? -number : number;
        return true;
    }
    if (!negative && take_digits(text, 3, &number) && take_text(text, "X")) {
        when->unit = TIME_UNIT_DECADE;
        when->year = number * 10;
        return true;
    }
    if (!negative && take_digits(text, 2, &number) && take_text(text, "XX")) {
        when->unit = TIME_UNIT_CENTURY;
        when->year = number * 100;
        return true;
    }
    return false;
}

/* "-09", "-XX", "-22" (a season), then "-05" or "-XX". */
static bool take_month_and_day(struct slice *text, struct when *when)
{
    int32_t number;
    if (take_text(text, "-XX")) {
        take_text(text, "-XX");
        return true;
    }
    if (!take_text(text, "-") || !take_digits(text, 2, &number)) {
        return false;
    }
    if (number >= 21 && number <= 24) {
        when->unit = TIME_UNIT_SEASON;
        when->number = number;
        return true;
    }
    when->unit = TIME_UNIT_MONTH;
    when->month = number;
    if (number < 1 || number > 12) {
        return false;
    }
    if (text->len == 0 || text->ptr[0] != '-' || take_text(text, "-XX")) {
        return true;
    }
    when->unit = TIME_UNIT_DAY;
    return take_text(text, "-") && take_digits(text, 2, &when->day);
}

static bool parse_one(struct slice text, struct when *when)
{
    when_clear(when);
    size_t clock = 0;
    while (clock < text.len && text.ptr[clock] != 'T') {
        clock++;
    }
    text.len = clock;
    while (text.len > 0 && strchr("?~%", text.ptr[text.len - 1])) {
        text.len--;
    }
    if (!take_year(&text, when)) {
        return false;
    }
    if (text.len > 0 && (when->unit != TIME_UNIT_YEAR || !take_month_and_day(&text, when))) {
        return false;
    }
    return text.len == 0 && when_settle(when);
}

bool dates_parse_edtf(struct slice edtf, int32_t *earliest, int32_t *latest, bool *known)
{
    *earliest = *latest = CALENDAR_NO_DAY;
    *known = false;
    size_t slash = 0;
    while (slash < edtf.len && edtf.ptr[slash] != '/') {
        slash++;
    }
    struct when begin, end;
    struct slice first = slice_sub(edtf, 0, slash);
    if (slash == edtf.len) {
        if (!parse_one(first, &begin)) {
            return false;
        }
        end = begin;
    } else {
        struct slice second = slice_sub(edtf, slash + 1, edtf.len);
        bool open_begin = slice_is(first, "..") || first.len == 0;
        bool open_end = slice_is(second, "..") || second.len == 0;
        when_clear(&begin);
        when_clear(&end);
        if ((open_begin && open_end) || (!open_begin && !parse_one(first, &begin)) ||
            (!open_end && !parse_one(second, &end))) {
            return false;
        }
        if (when_has_days(&begin) && when_has_days(&end) && begin.first > end.last) {
            return false;
        }
    }
    *earliest = begin.first;
    *latest = end.last;
    *known = begin.first != CALENDAR_NO_DAY && end.last != CALENDAR_NO_DAY;
    return true;
}

bool dates_given(struct slice edtf, struct kb_date *date)
{
    bool known;
    struct when when;
    *date = (struct kb_date){.edtf = edtf, .basis = slice_of("given")};
    if (!dates_parse_edtf(edtf, &date->earliest, &date->latest, &known)) {
        return false;
    }
    date->precision = parse_one(edtf, &when) ? when_precision(&when) : slice_of("interval");
    char last = edtf.len > 0 ? edtf.ptr[edtf.len - 1] : ' ';
    date->qualifier = slice_of(last == '~' ? "approximate" : last == '?' || last == '%' ? "uncertain" : "");
    return true;
}
