#include "cli/dates_option.h"

#include <stdio.h>

#include "base/calendar.h"
#include "ingest/name_date.h"
#include "kb/dates.h"

/* "2018-02-30": written as a day, and no calendar has it. */
static bool is_no_day(const char *text)
{
    static const char form[] = "0000-00-00";
    int parts[3] = {0};
    size_t part = 0, at = 0;
    for (; text[at] != '\0' && at < sizeof form - 1; at++) {
        bool is_digit = text[at] >= '0' && text[at] <= '9';
        if (is_digit != (form[at] == '0') || (!is_digit && text[at] != form[at])) {
            return false;
        }
        part += is_digit ? 0 : 1;
        parts[part] = is_digit ? parts[part] * 10 + (text[at] - '0') : 0;
    }
    bool is_whole = at == sizeof form - 1 && text[at] == '\0';
    return is_whole && parts[0] >= CALENDAR_MIN_YEAR && !calendar_valid(parts[0], parts[1], parts[2]);
}

bool date_option_parse(const char *command, const char *option, const char *text, int32_t *earliest, int32_t *latest)
{
    if (!text) {
        return true;
    }
    int32_t first = CALENDAR_NO_DAY;
    int32_t last = CALENDAR_NO_DAY;
    bool is_known = false;
    if (!dates_parse_edtf(slice_of(text), &first, &last, &is_known) || !is_known) {
        fprintf(stderr, "annals %s: --%s is '%s', %s\n", command, option, text,
                is_no_day(text) ? "and no calendar has that day" : "expected a date as 2018-09-26, 2018-09 or 2018");
        return false;
    }
    *earliest = first;
    *latest = last;
    return true;
}

bool date_from_name_check(const char *command, const char *pattern)
{
    if (!pattern || name_date_pattern(slice_of(pattern))) {
        return true;
    }
    fprintf(stderr, "annals %s: --date-from-name is '%s', expected one YYYY, and MM before DD where they stand, ",
            command, pattern);
    fputs("as '*_YYYY-MM-DD.txt'\n", stderr);
    return false;
}
