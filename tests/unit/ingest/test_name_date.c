#include <criterion/criterion.h>
#include <string.h>

#include "ingest/name_date.h"

Test(name_date, what_the_pattern_says_is_read)
{
    static const struct {
        const char *pattern, *name, *edtf;
    } rows[] = {
        {"YYYY-MM-DD*", "2018-09-26 speech.txt", "2018-09-26"},
        {"*_YYYY.txt", "AFG_70_2015.txt", "2015"},
        {"*_YYYYMM.*", "report_201809.final.txt", "2018-09"},
        {"*YYYYMMDD*", "a-99999999-20180926-b.txt", "2018-09-26"}, /* the first that is a day */
        {"?e-DD.MM.YYYY", "de-26.09.2018", "2018-09-26"},
        {"YYYY-MM-DD", "2018-02-30", ""},
        {"YYYY-MM-DD", "2018-2-3", ""},
        {"YYYY-MM-DD", "x2018-02-03", ""},
        {"YYYY", "2018.txt", ""},
        {"*YYYY", "", ""},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice edtf = name_date(slice_of(rows[i].name), slice_of(rows[i].pattern), &arena);
        cr_expect(slice_is(edtf, rows[i].edtf), "%s in %s: %.*s", rows[i].pattern, rows[i].name, SLICE_ARG(edtf));
    }
    arena_release(&arena);
}

Test(name_date, a_pattern_needs_a_year_and_each_part_once)
{
    cr_expect(name_date_pattern(slice_of("*YYYY")));
    cr_expect(name_date_pattern(slice_of("MM-YYYY")));
    cr_expect(!name_date_pattern(slice_of("MM-DD")));
    cr_expect(!name_date_pattern(slice_of("YYYY-DD")));
    cr_expect(!name_date_pattern(slice_of("YYYY-YYYY")));
    char longer[NAME_DATE_MAX_PATTERN + 2];
    memset(longer, '*', sizeof longer - 1);
    memcpy(longer, "YYYY", 4);
    longer[sizeof longer - 1] = '\0';
    cr_expect(!name_date_pattern(slice_of(longer)));
    longer[sizeof longer - 2] = '\0';
    cr_expect(name_date_pattern(slice_of(longer)));
}
