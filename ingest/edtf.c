#include "ingest/edtf.h"

#include "base/calendar.h"

/* The number that digits text[begin, end) say, else -1. */
static int number(struct slice text, size_t begin, size_t end)
{
    int value = 0;
    if (end > text.len) {
        return -1;
    }
    for (size_t i = begin; i < end; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return -1;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

static bool valid_date(struct slice text, bool yearless)
{
    if (text.len > 0 && strchr("?~%", text.ptr[text.len - 1])) {
        text.len -= 1;
    }
    bool any_year = yearless && text.len == 10 && memcmp(text.ptr, "XXXX", 4) == 0;
    int year = any_year ? 2000 : number(text, 0, 4); /* a leap year: 29 February may be meant */
    if (year < CALENDAR_MIN_YEAR) {
        return false;
    }
    if (text.len == 4) {
        return true;
    }
    int month = text.ptr[4] == '-' ? number(text, 5, 7) : -1;
    if (text.len == 7) {
        return (month >= 1 && month <= 12) || (month >= 21 && month <= 24);
    }
    return text.len == 10 && month > 0 && text.ptr[7] == '-' && calendar_valid(year, month, number(text, 8, 10));
}

bool edtf_valid(struct slice text)
{
    const char *slash = text.len > 0 ? memchr(text.ptr, '/', text.len) : NULL;
    if (!slash) {
        return valid_date(text, true);
    }
    size_t at = (size_t)(slash - text.ptr);
    return valid_date(slice_sub(text, 0, at), false) && valid_date(slice_sub(text, at + 1, text.len), false);
}
