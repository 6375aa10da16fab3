#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "kb/dates.h"

/* One value, written "field=word field=word", seen from a document's date; and what it must come to. */
struct row {
    const char *value;
    const char *document; /* EDTF, "" unknown */
    const char *edtf;
    const char *timex;
};

static struct time_value parse(const char *text)
{
    struct time_value value;
    time_value_clear(&value);
    while (*text) {
        size_t equals = strcspn(text, "=");
        size_t end = equals + strcspn(text + equals, " ");
        bool ok =
            time_value_set_field(&value, slice_make(text, equals), slice_make(text + equals + 1, end - equals - 1));
        cr_assert(ok, "bad field in %s", text);
        text += end + strspn(text + end, " ");
    }
    time_value_settle(&value);
    return value;
}

static struct anchor document_of(const char *edtf)
{
    struct anchor anchor = {.basis = slice_of("stated")};
    if (*edtf) {
        cr_assert(dates_parse_edtf(slice_of(edtf), &anchor.earliest, &anchor.latest, &anchor.known), "%s", edtf);
    }
    return anchor;
}

static void check_rows(const struct row *rows, size_t count, enum genre genre, const char *told_edtf)
{
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < count; i++) {
        struct time_value value = parse(rows[i].value);
        struct anchor anchor = document_of(rows[i].document);
        struct resolved_time told = {0}, out;
        anchor.genre = genre;
        if (*told_edtf) {
            cr_assert(dates_parse_edtf(slice_of(told_edtf), &told.earliest, &told.latest, &told.known));
        }
        dates_resolve_one(&value, &anchor, &told, &out, &arena);
        cr_expect(slice_is(out.date.edtf, rows[i].edtf), "%s on %s: EDTF %.*s, not %s", rows[i].value, rows[i].document,
                  SLICE_ARG(out.date.edtf), rows[i].edtf);
        cr_expect(slice_is(out.timex_value, rows[i].timex), "%s on %s: TimeML %.*s, not %s", rows[i].value,
                  rows[i].document, SLICE_ARG(out.timex_value), rows[i].timex);
    }
    arena_release(&arena);
}

#define CHECK(rows)            check_rows(rows, sizeof rows / sizeof *rows, GENRE_NEWS, "")
#define CHECK_TOLD(rows, told) check_rows(rows, sizeof rows / sizeof *rows, GENRE_NARRATIVE, told)

Test(dates, stated_dates_need_no_anchor)
{
    static const struct row rows[] = {
        {"year=2018", "", "2018", "2018"},
        {"year=2018 month=9", "", "2018-09", "2018-09"},
        {"year=2018 month=10 day=31", "", "2018-10-31", "2018-10-31"},
        {"year=2020 season=22", "", "2020-22", "2020-SU"},
        {"year=2018 quarter=3", "", "2018-07/2018-09", "2018-Q3"},
        {"year=2018 half=1", "", "2018-01/2018-06", "2018-H1"},
        {"year=2018 week=5", "", "2018-01-29/2018-02-04", "2018-W05"},
        {"year=2018 week=5 unit=weekend", "", "2018-02-03/2018-02-04", "2018-W05-WE"},
        {"year=2018 week=5 weekday=3", "", "2018-01-31", "2018-01-31"},
        {"decade=1990", "", "199X", "199"},
        {"century=20", "", "19XX", "19"},
        {"year=2018 month=11 weekday=4 nth=4", "", "2018-11-22", "2018-11-22"},
        {"year=2018 month=5 weekday=1 nth=-1", "", "2018-05-28", "2018-05-28"},
        {"year=2018 holiday=0", "", "2018-04-01", "2018-04-01"},
        {"year=2018 holiday=-2", "", "2018-03-30", "2018-03-30"},
        {"year=1 month=1 day=1", "", "0001-01-01", "0001-01-01"},
        {"year=9999 month=12 day=31", "", "9999-12-31", "9999-12-31"},
        {"year=-490", "", "-0489", "BC0490"},
        {"year=-480 month=9", "", "-0479-09", "BC0480-09"},
        {"decade=-470", "", "-0478/-0469", "BC047"},
        {"century=-4", "", "-0399/-0300", "BC03"},
        {"year=2018 month=5 day=3 hour=10", "", "2018-05-03", "2018-05-03T10:00"},
        {"year=2018 month=5 day=3 hour=16 minute=15 zone=0", "", "2018-05-03", "2018-05-03T16:15Z"},
        {"year=2003 month=3 day=19 hour=21 minute=34 zone=-300", "", "2003-03-19", "2003-03-19T21:34-05"},
        {"year=2018 month=5 day=3 daypart=morning", "", "2018-05-03", "2018-05-03TMO"},
        {"year=1918 month=4 daypart=night", "", "1918-04", "1918-04-XXTNI"},
    };
    CHECK(rows);
}

Test(dates, a_day_that_does_not_exist_is_no_date)
{
    static const struct row rows[] = {
        {"year=2018 month=2 day=30", "", "", ""}, {"year=2019 month=2 day=29", "", "", ""},
        {"month=2 day=30", "", "", ""},           {"year=2018 month=2 weekday=1 nth=5", "", "", ""},
        {"year=2018 week=53", "", "", ""},
    };
    CHECK(rows);
}

Test(dates, relative_to_a_day)
{
    static const struct row rows[] = {
        {"month=6 year-step=-1", "2022-06-16", "2021-06", "2021-06"},
        {"unit=month step=0 from=document", "2022-06-16", "2022-06", "2022-06"},
        {"unit=month step=-1 from=document", "2022-01-16", "2021-12", "2021-12"},
        {"unit=day step=-1 from=document", "2022-03-01", "2022-02-28", "2022-02-28"},
        {"unit=week step=-1 from=document", "2004-11-24", "2004-11-15/2004-11-21", "2004-W47"},
        {"unit=weekend step=0 from=document", "2008-10-17", "2008-10-18/2008-10-19", "2008-W42-WE"},
        {"unit=year step=1 from=document", "2022-06-16", "2023", "2023"},
        {"unit=decade step=0 from=document", "2022-06-16", "202X", "202"},
        {"unit=century step=-1 from=document", "2022-06-16", "19XX", "19"},
        {"unit=quarter step=-1 from=document", "2022-02-16", "2021-10/2021-12", "2021-Q4"},
        {"move=-2 move-unit=day", "2022-06-01", "2022-05-30", "2022-05-30"},
        {"move=-1 move-unit=year", "2018-05-03", "2017", "2017"},
        {"move=-1 move-unit=year unit=day", "2018-05-03", "2017-05-03", "2017-05-03"},
        {"move=-4 move-unit=month", "2022-02-28", "2021-10", "2021-10"},
        {"move=-2 move-unit=week", "2022-06-16", "2022-05-30/2022-06-05", "2022-W22"},
        {"move=-3 move-unit=month vague=true", "2018-02-10", "2017", "PAST_REF"},
        {"move=-3 move-unit=day vague=true", "2018-02-10", "2018-02", "PAST_REF"},
        {"move=3 move-unit=year vague=true", "2018-02-10", "", "FUTURE_REF"},
        {"move=-7 move-unit=decade", "2015-09", "1945", "1945"},
        {"unit=year step=-1 season=22", "2018-02-10", "2017-22", "2017-SU"},
        {"unit=week step=-1 weekday=5", "2022-06-16", "2022-06-10", "2022-06-10"},
        {"unit=month step=0 day=5", "2022-06-16", "2022-06-05", "2022-06-05"},
        {"unit=day step=-1 daypart=night", "2022-06-16", "2022-06-15", "2022-06-15TNI"},
        {"hour=16 minute=8 zone=0", "2008-09-17", "2008-09-17", "2008-09-17T16:08Z"},
    };
    CHECK(rows);
}

Test(dates, relative_to_a_month_says_no_more_than_the_month)
{
    static const struct row rows[] = {
        {"unit=day step=-1 from=document", "2018-09", "2018-09", "2018-09"},
        {"unit=week step=-1 from=document", "2018-09", "2018-09", "2018-09"},
        {"weekday=4", "2018-09", "2018-09", "2018-09"},
        {"move=-2 move-unit=day", "2018-09", "2018-09", "2018-09"},
        {"move=-3 move-unit=week", "2018-09", "2018-09", "2018-09"},
        {"move=-4 move-unit=month", "2018-02", "2017-10", "2017-10"},
        {"move=-8 move-unit=year", "2023-09", "2015", "2015"},
        {"move=-3 move-unit=month vague=true", "2016-09", "2016", "PAST_REF"},
        {"move=-3 move-unit=day vague=true", "2016-09", "2016-09", "PAST_REF"},
        {"move=-1 move-unit=year unit=day", "2015-09", "2014-09", "2014-09"},
        {"unit=month step=-1 from=document", "2015-01", "2014-12", "2014-12"},
        {"unit=month step=-1 from=document", "2015", "2015", "2015"},
        {"unit=day step=0 from=document", "2015", "2015", "2015"},
    };
    CHECK(rows);
}

Test(dates, a_missing_year_is_the_documents_own_unless_tense_contradicts)
{
    static const struct row rows[] = {
        {"month=3 day=23", "2022-06-16", "2022-03-23", "2022-03-23"},
        {"month=12", "2022-06-16", "2022-12", "2022-12"},
        {"month=12 tense=past", "2022-06-16", "2021-12", "2021-12"},
        {"month=3 tense=future", "2022-06-16", "2023-03", "2023-03"},
        {"month=3 tense=past", "2022-06-16", "2022-03", "2022-03"},
        {"month=9 tense=past", "2023-09", "2023-09", "2023-09"},
        {"month=11 bound=since", "2009-03-14", "2008-11", "2008-11"},
        {"month=12 pick=past", "2018-10-31", "2017-12", "2017-12"},
        {"month=3 pick=past", "2023-09", "2023-03", "2023-03"},
        {"month=9 pick=past", "2009-10-12", "2009-09", "2009-09"},
        {"month=10 pick=past", "2009-10-12", "2008-10", "2008-10"},
        {"season=22 pick=future", "2019-09-26", "2020-22", "2020-SU"},
        {"month=12 pick=future", "2024-09", "2024-12", "2024-12"},
        {"month=1 pick=nearest", "2018-12-20", "2019-01", "2019-01"},
        {"month=11 pick=this", "2024-09", "2024-11", "2024-11"},
        {"month=5 pick=past", "2018", "2018-05", "2018-05"},
        {"month=12 pick=past", "2018", "2017-12", "2017-12"},
        {"month=5 day=3 weekday=5 tense=past", "2020-06-16", "2019-05-03", "2019-05-03"},
        {"quarter=4 tense=past", "2018-02-01", "2017-10/2017-12", "2017-Q4"},
        {"day=5", "2018-02-10", "2018-02-05", "2018-02-05"},
        {"day=25 tense=past", "2018-02-10", "2018-01-25", "2018-01-25"},
        {"year=82 pick=nearest", "2008-10-27", "1982", "1982"},
        {"year=11 pick=nearest", "2008-10-27", "2011", "2011"},
        {"decade=90", "2008-10-27", "199X", "199"},
        {"decade=90 century=19", "2008-10-27", "189X", "189"},
        {"holiday=0", "2018-02-10", "2018-04-01", "2018-04-01"},
    };
    CHECK(rows);
}

Test(dates, where_nothing_is_said_of_past_or_future_the_nearest_is_meant)
{
    static const struct row rows[] = {
        {"month=12", "1998-02-11", "1997-12", "1997-12"},
        {"month=6", "1998-02-11", "1998-06", "1998-06"},
        {"month=1", "1998-12-28", "1999-01", "1999-01"},
        {"month=3", "1998-11-10", "1998-03", "1998-03"}, /* rather behind than ahead */
        {"quarter=3", "1998-02-11", "1997-07/1997-09", "1997-Q3"},
        {"quarter=2", "1998-02-11", "1998-04/1998-06", "1998-Q2"},
        {"month=12", "1998-02", "1998-12", "1998-12"}, /* of a document whose day is not known the year is its own */
        {"month=12 tense=future", "1998-02-11", "1998-12", "1998-12"},
    };
    CHECK(rows);
}

Test(dates, a_weekend_that_is_told_of_is_not_the_one_to_come)
{
    static const struct row rows[] = {
        {"unit=weekend step=0 from=document tense=past", "2013-03-13", "2013-03-09/2013-03-10", "2013-W10-WE"},
        {"unit=weekend step=0 from=document", "2013-03-13", "2013-03-16/2013-03-17", "2013-W11-WE"},
        {"unit=weekend step=0 from=document tense=past", "2013-03-17", "2013-03-16/2013-03-17", "2013-W11-WE"},
        {"unit=weekend from=document", "2013-03-11", "2013-03-09/2013-03-10", "2013-W10-WE"},
        {"unit=weekend from=document tense=future", "2013-03-11", "2013-03-16/2013-03-17", "2013-W11-WE"},
        {"unit=weekend step=0 from=document", "2013-03-11", "2013-03-16/2013-03-17", "2013-W11-WE"},
    };
    CHECK(rows);
}

Test(dates, feasts_of_the_moon)
{
    static const struct row rows[] = {
        {"feast=passover year=2018", "", "2018-03-31", "2018-03-31"},
        {"feast=rosh-hashanah year=2018", "", "2018-09-10", "2018-09-10"},
        {"feast=yom-kippur year=1973", "", "1973-10-06", "1973-10-06"},
        {"feast=sukkot year=2019", "", "2019-10-14", "2019-10-14"},
        {"feast=shavuot year=2020", "", "2020-05-29", "2020-05-29"},
        {"feast=purim year=2021", "", "2021-02-26", "2021-02-26"},
        {"feast=hanukkah year=2009", "", "2009-12-12", "2009-12-12"},
        {"feast=hanukkah year=2024", "", "2024-12-26", "2024-12-26"},
        {"feast=passover year=1200", "", "1200-04-08", "1200-04-08"},
        {"feast=lunar-new-year year=1950", "", "1950-02-17", "1950-02-17"},
        {"feast=lunar-new-year year=2013", "", "2013-02-10", "2013-02-10"},
        {"feast=lunar-new-year year=2050", "", "2050-01-23", "2050-01-23"},
        {"feast=lunar-new-year year=1900", "", "1900", "1900"}, /* not listed */
        {"feast=diwali year=2004", "", "2004-11-12", "2004-11-12"},
        {"feast=diwali year=2018", "", "2018-11-07", "2018-11-07"},
        {"feast=eid-al-fitr year=2018", "", "2018-06-15", "2018-06-15"},
        {"feast=eid-al-adha year=2018", "", "2018-08-21", "2018-08-21"},
        {"feast=eid-al-fitr year=2000", "", "2000-01-08", "2000-01-08"}, /* the first of two */
        {"feast=islamic-new-year hijri=1440", "", "2018-09-11", "2018-09-11"},
        {"feast=islamic-new-year hijri=1", "", "0622-07-18", "0622-07-18"},
        {"feast=mawlid year=400", "", "0400", "0400"},
        {"feast=easter year=2018 holiday=1", "", "2018-04-02", "2018-04-02"},
        {"feast=passover", "2018-02-10", "2018-03-31", "2018-03-31"},
        {"feast=passover", "", "", "XXXX-XX-XX"},
    };
    CHECK(rows);
}

/* Of two lunar years next to each other one is a month of days longer, or none is. */
Test(dates, feasts_of_the_moon_are_whole_months_apart)
{
    static const char *const feasts[] = {"lunar-new-year", "diwali", "passover", "hanukkah"};
    struct arena arena;
    arena_init(&arena);
    for (size_t f = 0; f < sizeof feasts / sizeof *feasts; f++) {
        int32_t before = 0;
        for (int year = 1950; year <= 2050; year++) {
            char text[64];
            snprintf(text, sizeof text, "feast=%s year=%d", feasts[f], year);
            struct time_value value = parse(text);
            struct anchor anchor = document_of("");
            struct resolved_time out;
            dates_resolve_one(&value, &anchor, NULL, &out, &arena);
            int32_t apart = out.earliest - before;
            bool whole = (apart >= 353 && apart <= 356) || (apart >= 382 && apart <= 386);
            cr_expect(year == 1950 || whole, "%s %d: %d days", feasts[f], year, (int)apart);
            before = out.earliest;
        }
    }
    arena_release(&arena);
}

Test(dates, weekdays_look_back_unless_something_lies_ahead)
{
    static const struct row rows[] = {
        {"weekday=1", "2011-01-17", "2011-01-17", "2011-01-17"},
        {"weekday=5", "2009-04-04", "2009-04-03", "2009-04-03"},
        {"weekday=5 tense=future", "2008-09-18", "2008-09-19", "2008-09-19"},
        {"weekday=1 pick=past", "2011-01-17", "2011-01-10", "2011-01-10"},
        {"weekday=1 pick=future", "2011-01-17", "2011-01-24", "2011-01-24"},
        {"weekday=7 pick=this", "2011-01-19", "2011-01-23", "2011-01-23"},
        {"weekday=2", "", "", "XXXX-WXX-2"},
    };
    CHECK(rows);
}

Test(dates, a_weekday_and_a_day_find_their_month)
{
    static const struct row rows[] = {
        {"weekday=5 day=13", "2018-04-20", "2018-04-13", "2018-04-13"},
        {"weekday=7 day=13", "2018-04-20", "2018-05-13", "2018-05-13"},
        {"weekday=2 day=13", "2018-04-20", "2018-03-13", "2018-03-13"},
    };
    CHECK(rows);
}

Test(dates, without_an_anchor_the_year_stays_open)
{
    static const struct row rows[] = {
        {"month=3 day=23", "", "XXXX-03-23", "XXXX-03-23"},
        {"month=12", "", "XXXX-12", "XXXX-12"},
        {"season=22", "", "XXXX-22", "XXXX-SU"},
        {"unit=day step=-1 from=document", "", "", "XXXX-XX-XX"},
        {"unit=week step=-1 from=document", "", "", "XXXX-WXX"},
        {"unit=month step=-1 from=document", "", "", "XXXX-XX"},
        {"unit=year step=-1 from=document", "", "", "XXXX"},
        {"daypart=night", "", "", "XXXX-XX-XXTNI"},
        {"hour=10 minute=30", "", "", "XXXX-XX-XXT10:30"},
        {"month=6 year-step=-1", "", "XXXX-06", "XXXX-06"},
        {"decade=90", "", "", "XX9"},
    };
    static const struct row rest[] = {
        {"reference=present", "", "", "PRESENT_REF"},
        {"reference=past", "2018-05-03", "", "PAST_REF"},
        {"reference=present", "2018-05-03", "2018-05-03", "PRESENT_REF"},
    };
    CHECK(rows);
    CHECK(rest);
}

Test(dates, intervals_share_what_one_end_says)
{
    static const struct row rows[] = {
        {"day=2 end.year=2005 end.month=5 end.day=27", "", "2005-05-02/2005-05-27", "2005-05-02/2005-05-27"},
        {"month=6 end.year=2019 end.month=7", "", "2019-06/2019-07", "2019-06/2019-07"},
        {"year=2018 month=12 end.year=2019 end.month=3", "", "2018-12/2019-03", "2018-12/2019-03"},
        {"month=12 end.year=2019 end.month=3", "", "2018-12/2019-03", "2018-12/2019-03"},
        {"year=1990 end.year=1992", "", "1990/1992", "1990/1992"},
        {"year=1995 end.year=96 end.pick=nearest", "", "1995/1996", "1995/1996"},
        {"year=1999 end.year=1 end.pick=nearest", "", "1999/2001", "1999/2001"},
        {"year=490 end.year=-480", "", "-0489/-0479", "BC0490/BC0480"},
        {"month=10 day=18 end.day=19", "2022-06-16", "2022-10-18/2022-10-19", "2022-10-18/2022-10-19"},
        {"month=11 end.month=2", "2022-06-16", "2022-11/2023-02", "2022-11/2023-02"},
        {"year=2021 month=6 day=28 end.day=30", "", "2021-06-28/2021-06-30", "2021-06-28/2021-06-30"},
        {"month=6 end.month=12 end.unit=year end.step=-1", "2022-06-16", "2021-06/2021-12", "2021-06/2021-12"},
        {"year=2018 quarter=1 end.quarter=2", "", "2018-01/2018-06", "2018-Q1/2018-Q2"},
        {"year=2018 month=5 day=10 end.day=5", "", "2018-05-10", "2018-05-10"},
        {"month=6 day=28 end.day=30", "", "XXXX-06-28/XXXX-06-30", "XXXX-06-28/XXXX-06-30"},
        {"weekday=1 end.weekday=3", "2011-01-19", "2011-01-17/2011-01-19", "2011-01-17/2011-01-19"},
    };
    CHECK(rows);
}

Test(dates, histories_count_from_the_last_date_told)
{
    static const struct row rows[] = {
        {"month=9", "2009-12-19", "1940-09", "1940-09"},
        {"month=7 day=14", "2009-12-19", "1940-07-14", "1940-07-14"},
        {"move=12 move-unit=day from=told", "2009-12-19", "1940-06-22", "1940-06-22"},
        {"unit=month step=1 from=told", "2009-12-19", "1940-07", "1940-07"},
        {"unit=year step=1 from=told", "2009-12-19", "1941", "1941"},
        {"unit=day step=0 from=told", "2009-12-19", "1940-06-10", "1940-06-10"},
        {"unit=day step=0 from=document", "2009-12-19", "2009-12-19", "PRESENT_REF"},
        {"daypart=night", "2009-12-19", "1940-06-10", "1940-06-10TNI"},
        {"move=3 move-unit=month vague=true from=told", "2009-12-19", "1940", "FUTURE_REF"},
        {"season=24", "", "1940-24", "1940-WI"},
    };
    CHECK_TOLD(rows, "1940-06-10");
}

Test(dates, lengths_and_sets)
{
    static const struct row rows[] = {
        {"count=3 count-unit=day", "", "", "P3D"},
        {"count=2 count-unit=hour", "", "", "PT2H"},
        {"count-unit=year", "", "", "PXY"},
        {"count=1 count-unit=decade", "", "", "P1DE"},
        {"count=2 count-tenths=5 count-unit=year", "", "", "P2.5Y"},
        {"count=1 count-unit=fortnight", "", "", "P2W"},
        {"count=1 count-tenths=5 count-unit=half", "", "", "P9M"},
        {"kind=set count-unit=year", "", "", "P1Y"},
        {"kind=set weekday=2", "2018-05-03", "", "XXXX-WXX-2"},
        {"kind=set unit=day", "2018-05-03", "", "XXXX-XX-XX"},
        {"kind=set month=12 day=25", "2018-05-03", "", "XXXX-12-25"},
        {"kind=set daypart=morning", "2018-05-03", "", "XXXX-XX-XXTMO"},
    };
    CHECK(rows);
}

static struct resolved_time resolve(const char *text, const char *document, struct arena *arena)
{
    struct time_value value = parse(text);
    struct anchor anchor = document_of(document);
    struct resolved_time out;
    dates_resolve_one(&value, &anchor, NULL, &out, arena);
    return out;
}

static int32_t day(int year, int month, int number)
{
    return calendar_to_days((struct calendar_date){year, month, number});
}

Test(dates, qualifiers_and_bounds)
{
    struct arena arena;
    arena_init(&arena);
    struct resolved_time out = resolve("year=2018 part=start", "", &arena);
    cr_assert(slice_is(out.date.edtf, "2018") && slice_is(out.date.qualifier, "early") &&
              slice_is(out.timex_mod, "START"));
    out = resolve("year=2018 approximate=true", "", &arena);
    cr_assert(slice_is(out.date.edtf, "2018~") && slice_is(out.timex_mod, "APPROX") &&
              slice_is(out.timex_value, "2018"));
    out = resolve("year=1990 end.year=1992 approximate=true", "", &arena);
    cr_assert(slice_is(out.date.edtf, "1990~/1992~"));
    out = resolve("year=2018 bound=before", "", &arena);
    cr_assert_eq(out.date.edtf.len, 0);
    cr_assert_eq(out.date.earliest, CALENDAR_NO_DAY);
    cr_assert_eq(out.date.latest, day(2017, 12, 31));
    cr_assert_not(out.known);
    out = resolve("year=2018 bound=before part=end", "", &arena);
    cr_assert(slice_is(out.date.edtf, "2018") && slice_is(out.date.qualifier, "by"));
    out = resolve("year=2018 month=3 bound=after", "", &arena);
    cr_assert_eq(out.date.earliest, day(2018, 4, 1));
    cr_assert_eq(out.date.latest, CALENDAR_NO_DAY);
    out = resolve("year=2018 bound=since", "", &arena);
    cr_assert(slice_is(out.date.edtf, "2018") && slice_is(out.date.qualifier, "since"));
    cr_assert_eq(out.date.earliest, day(2018, 1, 1));
    out = resolve("count=3 count-unit=year bound=after", "", &arena);
    cr_assert(slice_is(out.timex_mod, "MORE_THAN"));
    arena_release(&arena);
}

Test(dates, winter_runs_into_the_next_year)
{
    struct arena arena;
    arena_init(&arena);
    struct resolved_time out = resolve("year=2020 season=24", "", &arena);
    cr_assert_eq(out.earliest, day(2020, 12, 1));
    cr_assert_eq(out.latest, day(2021, 2, 28));
    cr_assert(slice_is(out.date.edtf, "2020-24"));
    cr_assert(slice_is(out.date.precision, "season"));
    arena_release(&arena);
}

Test(dates, basis_and_anchor_are_kept)
{
    struct arena arena;
    arena_init(&arena);
    struct resolved_time out = resolve("year=2018", "2022-06-16", &arena);
    cr_assert(slice_is(out.date.basis, "stated") && out.date.anchor.len == 0);
    out = resolve("month=3", "2022-06-16", &arena);
    cr_assert(slice_is(out.date.basis, "relative") && slice_is(out.date.anchor, "2022-06-16"));
    struct time_value value = parse("month=3");
    struct anchor anchor = document_of("2022-06-16");
    anchor.basis = slice_of("inferred");
    anchor.reason = slice_of("because");
    dates_resolve_one(&value, &anchor, NULL, &out, &arena);
    cr_assert(slice_is(out.date.basis, "inferred") && slice_is(out.date.reason, "because"));
    arena_release(&arena);
}

Test(dates, months_never_look_like_their_first_day)
{
    struct arena arena;
    arena_init(&arena);
    for (int month = 1; month <= 12; month++) {
        char text[32];
        snprintf(text, sizeof text, "year=2018 month=%d", month);
        struct resolved_time out = resolve(text, "", &arena);
        cr_assert_eq(out.date.edtf.len, sizeof "2018-01" - 1);
        cr_assert(slice_is(out.date.precision, "month"));
        cr_assert_eq(out.latest - out.earliest + 1, calendar_month_days(2018, month));
    }
    arena_release(&arena);
}

/* Whatever the fields say, nothing breaks and days stay ordered. */
Test(dates, any_combination_of_fields_is_safe)
{
    struct arena arena;
    arena_init(&arena);
    size_t count;
    const struct time_field *table = time_field_table(&count);
    uint32_t state = 12345;
    static const char *const anchors[] = {"",        "0001-01-01", "9999-12-31",           "2018-09",
                                          "2020-24", "199X",       "2018-05-02/2018-05-27"};
    for (int round = 0; round < 20000; round++) {
        struct time_value value;
        time_value_clear(&value);
        for (int i = 0; i < 5; i++) {
            state = state * 1664525u + 1013904223u;
            const struct time_field *field = &table[(state >> 8) % count];
            state = state * 1664525u + 1013904223u;
            int64_t range = (int64_t)field->most - field->least + 1;
            int64_t number =
                field->kind == TIME_FIELD_NUMBER ? field->least + (int64_t)(state >> 4) % range : (state >> 8) % 6;
            time_field_set_number(&value, field, number);
        }
        time_value_settle(&value);
        struct anchor anchor = document_of(anchors[round % 7]);
        anchor.genre = round % 2 ? GENRE_NARRATIVE : GENRE_NEWS;
        struct resolved_time out;
        dates_resolve_one(&value, &anchor, NULL, &out, &arena);
        cr_assert(!out.known || out.earliest <= out.latest);
    }
    arena_release(&arena);
}

/* The plan is known from the event where no rule says the tense; what took place on the day speaks against it. */
Test(dates, what_is_planned_lies_ahead)
{
    static const struct {
        const char *value;
        enum event_status first, second; /* of two events that have the date */
        const char *edtf;
    } rows[] = {
        {"weekday=4", EVENT_UNKNOWN, EVENT_UNKNOWN, "2019-05-09"},
        {"weekday=4", EVENT_OCCURRED, EVENT_UNKNOWN, "2019-05-09"},
        {"weekday=4", EVENT_PLANNED, EVENT_UNKNOWN, "2019-05-16"},
        {"weekday=2", EVENT_PLANNED, EVENT_UNKNOWN, "2019-05-14"}, /* the document's own day */
        {"weekday=4", EVENT_PLANNED, EVENT_OCCURRED, "2019-05-09"},
        {"weekday=4", EVENT_OCCURRED, EVENT_PLANNED, "2019-05-09"},
        {"weekday=4 tense=past", EVENT_PLANNED, EVENT_UNKNOWN, "2019-05-09"},
        {"month=3 day=3", EVENT_PLANNED, EVENT_UNKNOWN, "2020-03-03"},
        {"month=3 day=3", EVENT_OCCURRED, EVENT_UNKNOWN, "2019-03-03"},
        {"month=9 day=3", EVENT_PLANNED, EVENT_UNKNOWN, "2019-09-03"},
        {"year=2018 month=3 day=3", EVENT_PLANNED, EVENT_UNKNOWN, "2018-03-03"},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct time_mention time = {.value = parse(rows[i].value)};
        struct event_mention events[] = {{.has_date = true, .status = rows[i].first},
                                         {.has_date = true, .status = rows[i].second},
                                         {.has_date = true, .date = 7, .status = EVENT_PLANNED},
                                         {.status = EVENT_PLANNED}};
        struct mention_set set = {.times = &time, .time_count = 1, .events = events, .event_count = 4};
        struct anchor anchor = document_of("2019-05-14");
        struct resolved_time out;
        dates_resolve(&set, &anchor, &out, &arena);
        cr_expect(slice_is(out.date.edtf, rows[i].edtf), "row %zu: %.*s", i, SLICE_ARG(out.date.edtf));
    }
    arena_release(&arena);
}
