#include <criterion/criterion.h>

#include "base/calendar.h"
#include "kb/dates.h"

enum { MAX_TIMES = 32 };

/* Times as they stand in a text, and what each must come to. */
struct line {
    const char *fields;
    const char *edtf;
};

static void read_fields(struct time_value *value, const char *fields)
{
    time_value_clear(value);
    while (*fields) {
        size_t equals = strcspn(fields, "=");
        size_t end = equals + strcspn(fields + equals, " ");
        cr_assert(
            time_value_set_field(value, slice_make(fields, equals), slice_make(fields + equals + 1, end - equals - 1)));
        fields += end + strspn(fields + end, " ");
    }
    time_value_settle(value);
}

static void check_text(const struct line *lines, size_t count, const struct anchor *anchor, enum time_tense tense)
{
    struct time_mention times[MAX_TIMES] = {0};
    struct resolved_time out[MAX_TIMES];
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < count; i++) {
        read_fields(&times[i].value, lines[i].fields);
        times[i].narrative = true;
        times[i].tense = tense;
    }
    struct mention_set set = {.times = times, .time_count = count};
    dates_resolve(&set, anchor, out, &arena);
    for (size_t i = 0; i < count; i++) {
        cr_expect(slice_is(out[i].date.edtf, lines[i].edtf), "%zu (%s): %.*s, not %s", i, lines[i].fields,
                  SLICE_ARG(out[i].date.edtf), lines[i].edtf);
    }
    arena_release(&arena);
}

#define CHECK_STORY(lines) \
    check_text(lines, sizeof lines / sizeof *lines, &(struct anchor){.genre = GENRE_NARRATIVE}, TIME_TENSE_UNKNOWN)

Test(story, the_next_full_date_says_where_a_month_belongs)
{
    static const struct line lines[] = {
        {"year=1945 month=2", "1945-02"}, {"month=7", "1944-07"},           {"month=8", "1944-08"},
        {"year=1944 month=9", "1944-09"}, {"year=1945 month=3", "1945-03"},
    };
    CHECK_STORY(lines);
}

/* Sentences of their own: 0, 0, 1, 2, 2, 3. */
Test(story, an_hour_is_on_the_day_that_its_sentence_says)
{
    static const char *const fields[] = {"weekday=2 from=document", "hour=18 minute=0",        "hour=9 minute=30",
                                         "hour=21 minute=34",       "year=2009 month=3 day=1", "hour=8 minute=0"};
    static const char *const days[] = {"2009-12-15", "2009-12-15", "2009-12-15",
                                       "2009-03-01", "2009-03-01", "2009-12-16"};
    static const uint32_t sentences[] = {0, 0, 1, 2, 2, 3};
    struct anchor anchor = {.genre = GENRE_NEWS, .basis = slice_of("stated")};
    struct time_mention times[6] = {0};
    struct resolved_time out[6];
    struct arena arena;
    arena_init(&arena);
    cr_assert(dates_parse_edtf(slice_of("2009-12-16"), &anchor.earliest, &anchor.latest, &anchor.known));
    for (size_t i = 0; i < 6; i++) {
        read_fields(&times[i].value, fields[i]);
        times[i].sentence = sentences[i];
        times[i].at.source = (struct span){100 * i, 100 * i + 9};
    }
    struct mention_set set = {.times = times, .time_count = 6};
    dates_resolve(&set, &anchor, out, &arena);
    for (size_t i = 0; i < 6; i++) {
        cr_expect(slice_is(out[i].date.edtf, days[i]), "%zu: %.*s", i, SLICE_ARG(out[i].date.edtf));
    }
    arena_release(&arena);
}

Test(story, a_year_said_in_passing_does_not_move_the_next_day)
{
    static const struct line lines[] = {
        {"year=1975 month=3 day=10", "1975-03-10"},
        {"year=1976", "1976"},
        {"month=3 day=11", "1975-03-11"},
        {"year=1975 month=4 day=29", "1975-04-29"},
    };
    CHECK_STORY(lines);
}

Test(story, a_year_of_its_own_opens_a_chapter)
{
    static const struct line lines[] = {
        {"year=1914 month=11", "1914-11"}, {"year=1917", "1917"}, {"month=3", "1917-03"}};
    CHECK_STORY(lines);
}

Test(story, a_part_of_day_does_not_stick_to_the_told_day)
{
    static const struct line lines[] = {{"year=1975 month=3 day=10 daypart=night", "1975-03-10"},
                                        {"unit=day step=1 from=told", "1975-03-11"}};
    CHECK_STORY(lines);
}

Test(story, a_length_from_an_event_leads_to_a_day)
{
    static const struct line lines[] = {
        {"year=2006 month=5 day=9", "2006-05-09"},
        {"kind=duration count=2 count-unit=day move=2 move-unit=day from=told", "2006-05-11"},
    };
    CHECK_STORY(lines);
}

Test(story, what_is_shifted_counts_from_the_date_beside_it)
{
    static const struct line lines[] = {
        {"holiday=0 year=2018 shift=3 shift-unit=week", "2018-04-22"},
        {"year=2017 month=12 day=25 shift=1 shift-unit=day", "2017-12-26"},
        {"year=2018 month=5 day=5 shift=0 shift-unit=week", "2018-04-30/2018-05-06"},
        {"year=2018 month=1 day=31 shift=1 shift-unit=month", "2018-02-28"},
        {"year=2020 month=2 day=29 shift=-1 shift-unit=year", "2019-02-28"},
        {"year=9999 month=12 day=31 shift=1 shift-unit=day", ""},
    };
    CHECK_STORY(lines);
}

Test(story, a_quarter_is_the_one_told_of_and_else_the_last)
{
    struct anchor anchor = {.genre = GENRE_NEWS, .basis = slice_of("stated")};
    cr_assert(dates_parse_edtf(slice_of("1998-11-05"), &anchor.earliest, &anchor.latest, &anchor.known));
    static const struct line not_told[] = {
        {"unit=quarter step=-1 from=told", "1998-07/1998-09"},
        {"unit=quarter step=0 from=told", "1998-07/1998-09"},
        {"unit=quarter step=-4 from=told", "1997-07/1997-09"},
    };
    static const struct line told[] = {
        {"quarter=2", "1998-04/1998-06"},
        {"move=-1 move-unit=year from=told", "1997-04/1997-06"},
        {"month=11 day=2", "1998-11-02"},
        {"unit=quarter step=0 from=told", "1998-04/1998-06"},
        {"unit=quarter step=-1 from=told", "1998-01/1998-03"},
        {"year=2000", "2000"},
        {"unit=month step=-1 from=told", "1998-10"},
    };
    check_text(not_told, 3, &anchor, TIME_TENSE_UNKNOWN);
    check_text(told, 7, &anchor, TIME_TENSE_UNKNOWN);
}

Test(story, the_same_part_of_the_year_before)
{
    static const struct line lines[] = {
        {"year=2008 month=7", "2008-07"},
        {"move=-1 move-unit=year unit=month from=told", "2007-07"},
        {"move=-1 move-unit=year from=told", "2007"},
        {"year=2008 half=1", "2008-01/2008-06"},
        {"move=-1 move-unit=year from=told", "2007-01/2007-06"},
    };
    CHECK_STORY(lines);
}

Test(story, what_is_moved_counts_from_the_far_year_right_before_it)
{
    struct anchor anchor = {.genre = GENRE_NEWS, .basis = slice_of("stated")};
    cr_assert(dates_parse_edtf(slice_of("1992-07-15"), &anchor.earliest, &anchor.latest, &anchor.known));
    static const struct line lines[] = {
        {"unit=week step=-1 from=document", "1992-07-06/1992-07-12"},
        {"year=1978", "1978"},
        {"move=2 move-unit=year from=told", "1980"},
        {"year=1960", "1960"},
        {"month=6", "1992-06"},
        {"move=2 move-unit=month from=told", "1992-08"},
    };
    check_text(lines, 6, &anchor, TIME_TENSE_UNKNOWN);
}

Test(story, a_quarter_ahead_unless_it_has_just_ended)
{
    struct anchor anchor = {.genre = GENRE_NEWS, .basis = slice_of("stated")};
    cr_assert(dates_parse_edtf(slice_of("1999-01-14"), &anchor.earliest, &anchor.latest, &anchor.known));
    static const struct line lines[] = {{"quarter=4", "1998-10/1998-12"}, {"quarter=2", "1999-04/1999-06"}};
    check_text(lines, 2, &anchor, TIME_TENSE_FUTURE);
    cr_assert(dates_parse_edtf(slice_of("1998-08-05"), &anchor.earliest, &anchor.latest, &anchor.known));
    static const struct line later[] = {{"quarter=1", "1999-01/1999-03"}, {"quarter=2", "1998-04/1998-06"}};
    check_text(later, 2, &anchor, TIME_TENSE_FUTURE);
}

Test(story, the_tense_of_a_clause_moves_a_far_day_and_no_near_one)
{
    struct anchor anchor = {.genre = GENRE_NEWS, .basis = slice_of("stated")};
    cr_assert(dates_parse_edtf(slice_of("2018-10-05"), &anchor.earliest, &anchor.latest, &anchor.known));
    static const struct line ahead[] = {
        {"month=3", "2019-03"}, {"month=9 day=20", "2018-09-20"}, {"weekday=1", "2018-10-08"}};
    static const struct line back[] = {
        {"month=12", "2017-12"}, {"month=10 day=9", "2018-10-09"}, {"weekday=1", "2018-10-01"}};
    check_text(ahead, 3, &anchor, TIME_TENSE_FUTURE);
    check_text(back, 3, &anchor, TIME_TENSE_PAST);
}
