#include <criterion/criterion.h>

#include "base/calendar.h"
#include "kb/dates.h"

enum { MAX_TIMES = 32 };

/* A document in the making: a list of time mentions. */
struct fixture {
    struct mention_set set;
    struct time_mention times[MAX_TIMES];
    struct arena arena;
};

static void begin(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    fixture->set.times = fixture->times;
    fixture->set.facts.date = UINT32_MAX;
    arena_init(&fixture->arena);
}

static struct time_mention *add(struct fixture *fixture, const char *rule, const char *fields)
{
    struct time_mention *mention = &fixture->times[fixture->set.time_count++];
    time_value_clear(&mention->value);
    while (*fields) {
        size_t equals = strcspn(fields, "=");
        size_t end = equals + strcspn(fields + equals, " ");
        cr_assert(time_value_set_field(&mention->value, slice_make(fields, equals),
                                       slice_make(fields + equals + 1, end - equals - 1)));
        fields += end + strspn(fields + end, " ");
    }
    time_value_settle(&mention->value);
    mention->rule = slice_of(rule);
    mention->at.quote = slice_of("these words");
    mention->narrative = true;
    return mention;
}

static void add_head(struct fixture *fixture, const char *fields)
{
    fixture->set.facts.date = (uint32_t)fixture->set.time_count;
    add(fixture, "date.day", fields)->in_head = true;
}

static void check(struct fixture *fixture, const char *given, const char *edtf, const char *basis)
{
    struct anchor anchor;
    dates_document_anchor(&fixture->set, slice_of(given), &anchor, &fixture->arena);
    cr_expect_eq(anchor.known, *edtf != '\0');
    cr_expect(slice_is(anchor.edtf, edtf), "%.*s, not %s", SLICE_ARG(anchor.edtf), edtf);
    cr_expect(slice_is(anchor.basis, basis), "%.*s, not %s", SLICE_ARG(anchor.basis), basis);
    cr_expect_eq(anchor.reason.len > 0, slice_is(anchor.basis, "inferred"));
    arena_release(&fixture->arena);
}

Test(document_date, metadata_comes_first)
{
    struct fixture fixture;
    begin(&fixture);
    fixture.set.document.given_date = slice_of("2015-09");
    add_head(&fixture, "year=2018 month=10 day=31");
    check(&fixture, "2001", "2015-09", "given");
}

Test(document_date, the_head_states_it)
{
    struct fixture fixture;
    begin(&fixture);
    add_head(&fixture, "year=2018 month=10 day=31");
    check(&fixture, "2001", "2018-10-31", "stated");
}

Test(document_date, the_option_is_for_documents_without_a_date)
{
    struct fixture fixture;
    begin(&fixture);
    add(&fixture, "date.month", "month=3");
    check(&fixture, "2001-05-03", "2001-05-03", "given");
}

Test(document_date, a_session_that_lies_ahead_gives_the_year)
{
    struct fixture fixture;
    begin(&fixture);
    add_head(&fixture, "month=6 day=16");
    add(&fixture, "date.year", "year=2020 bound=since");
    add(&fixture, "date.month", "year=2018 month=9 tense=past");
    add(&fixture, "session.ahead", "year=2022 month=9 end.year=2023 end.month=9 tense=future");
    check(&fixture, "", "2022-06-16", "inferred");
}

Test(document_date, a_session_of_its_own_time_gives_the_year)
{
    struct fixture fixture;
    begin(&fixture);
    add_head(&fixture, "month=3 day=23");
    add(&fixture, "session.now.this", "year=2022 month=9 end.year=2023 end.month=9");
    check(&fixture, "", "2023-03-23", "inferred");
    begin(&fixture);
    add(&fixture, "session.now.this", "year=2022 month=9 end.year=2023 end.month=9");
    check(&fixture, "", "2022", "inferred");
}

Test(document_date, the_newest_stated_year_is_not_later_than_the_document)
{
    struct fixture fixture;
    begin(&fixture);
    add_head(&fixture, "month=6 day=16");
    add(&fixture, "date.month", "year=2018 month=9 tense=past");
    add(&fixture, "date.year", "year=2030 tense=future");
    check(&fixture, "", "2019-06-16", "inferred");
}

Test(document_date, the_weekday_in_the_head_decides_between_years)
{
    struct fixture fixture;
    begin(&fixture);
    add_head(&fixture, "month=6 day=16 weekday=4");
    add(&fixture, "date.year", "year=2020 tense=past");
    check(&fixture, "", "2022-06-16", "inferred");
}

Test(document_date, nothing_said_stays_unknown)
{
    struct fixture fixture;
    begin(&fixture);
    add(&fixture, "date.day", "month=3 day=23");
    add(&fixture, "date.year", "year=1948");
    check(&fixture, "", "", "");
    begin(&fixture);
    add_head(&fixture, "month=3 day=23");
    check(&fixture, "", "", "");
}

Test(document_date, a_contradiction_is_not_explained_away)
{
    struct fixture fixture;
    begin(&fixture);
    add_head(&fixture, "month=6 day=16");
    add(&fixture, "date.year", "year=2025 tense=past");
    add(&fixture, "session.ahead", "year=2022 month=9 end.year=2023 end.month=9 tense=future");
    check(&fixture, "", "", "");
}

Test(dates_resolve, the_told_date_is_carried_on)
{
    struct fixture fixture;
    struct resolved_time out[MAX_TIMES];
    struct anchor anchor = {.genre = GENRE_NARRATIVE};
    begin(&fixture);
    add(&fixture, "date.day", "year=1940 month=6 day=10");
    add(&fixture, "date.after", "move=12 move-unit=day from=told");
    add(&fixture, "date.day", "month=7 day=14");
    add(&fixture, "date.year", "year=1815")->narrative = false;
    add(&fixture, "date.month", "month=9");
    add(&fixture, "date.next", "unit=year step=1 from=told");
    add(&fixture, "date.month", "month=2");
    dates_resolve(&fixture.set, &anchor, out, &fixture.arena);
    static const char *const expected[] = {"1940-06-10", "1940-06-22", "1940-07-14", "1815",
                                           "1940-09",    "1941",       "1941-02"};
    for (size_t i = 0; i < fixture.set.time_count; i++) {
        cr_expect(slice_is(out[i].date.edtf, expected[i]), "%zu: %.*s, not %s", i, SLICE_ARG(out[i].date.edtf),
                  expected[i]);
    }
    arena_release(&fixture.arena);
}

Test(dates_resolve, a_look_back_and_a_stray_year_do_not_move_the_story)
{
    struct fixture fixture;
    struct resolved_time out[MAX_TIMES];
    struct anchor anchor = {.genre = GENRE_NARRATIVE};
    begin(&fixture);
    add(&fixture, "date.day", "year=1964 month=8 day=2");
    add(&fixture, "date.earlier", "move=-10 move-unit=year from=told");
    add(&fixture, "date.year", "year=2005");
    add(&fixture, "date.day", "month=8 day=4");
    add(&fixture, "date.month", "month=11");
    add(&fixture, "date.month", "month=1");
    add(&fixture, "date.year", "year=2005");
    add(&fixture, "date.year", "year=2006");
    add(&fixture, "date.month", "month=3");
    dates_resolve(&fixture.set, &anchor, out, &fixture.arena);
    static const char *const expected[] = {"1964-08-02", "1954", "2005", "1964-08-04", "1964-11",
                                           "1965-01",    "2005", "2006", "2006-03"};
    for (size_t i = 0; i < fixture.set.time_count; i++) {
        cr_expect(slice_is(out[i].date.edtf, expected[i]), "%zu: %.*s, not %s", i, SLICE_ARG(out[i].date.edtf),
                  expected[i]);
    }
    arena_release(&fixture.arena);
}

Test(dates_resolve, a_dated_history_is_told_from_its_own_dates)
{
    struct fixture fixture;
    struct anchor anchor;
    begin(&fixture);
    for (int i = 0; i < 20; i++) {
        add(&fixture, "date.month", i % 2 ? "year=1940 month=6" : "year=1941 month=2");
    }
    dates_document_anchor(&fixture.set, slice_of("2009-12-19"), &anchor, &fixture.arena);
    cr_assert_eq(anchor.genre, GENRE_NARRATIVE);
    dates_document_anchor(&fixture.set, slice_of("1941-12-19"), &anchor, &fixture.arena);
    cr_assert_eq(anchor.genre, GENRE_DEFAULT);
    arena_release(&fixture.arena);
}

struct edtf_row {
    const char *edtf;
    bool ok, known;
    struct calendar_date first, last;
};

Test(edtf, level_one_is_read)
{
    static const struct edtf_row rows[] = {
        {"2018", true, true, {2018, 1, 1}, {2018, 12, 31}},
        {"2018-09", true, true, {2018, 9, 1}, {2018, 9, 30}},
        {"2020-02-29", true, true, {2020, 2, 29}, {2020, 2, 29}},
        {"2018~", true, true, {2018, 1, 1}, {2018, 12, 31}},
        {"2018-09?", true, true, {2018, 9, 1}, {2018, 9, 30}},
        {"2020-24", true, true, {2020, 12, 1}, {2021, 2, 28}},
        {"201X", true, true, {2010, 1, 1}, {2019, 12, 31}},
        {"19XX", true, true, {1900, 1, 1}, {1999, 12, 31}},
        {"2018-XX", true, true, {2018, 1, 1}, {2018, 12, 31}},
        {"2018-09-XX", true, true, {2018, 9, 1}, {2018, 9, 30}},
        {"2018-05-03T10:00", true, true, {2018, 5, 3}, {2018, 5, 3}},
        {"2022-10-18/2022-10-19", true, true, {2022, 10, 18}, {2022, 10, 19}},
        {"1990~/1992", true, true, {1990, 1, 1}, {1992, 12, 31}},
        {"XXXX-03-23", true, false, {0, 0, 0}, {0, 0, 0}},
        {"-0489", true, false, {0, 0, 0}, {0, 0, 0}},
        {"2018/..", true, false, {0, 0, 0}, {0, 0, 0}},
        {"2019-02-29", false, false, {0, 0, 0}, {0, 0, 0}},
        {"2018-13", false, false, {0, 0, 0}, {0, 0, 0}},
        {"2019/2018", false, false, {0, 0, 0}, {0, 0, 0}},
        {"../..", false, false, {0, 0, 0}, {0, 0, 0}},
        {"18", false, false, {0, 0, 0}, {0, 0, 0}},
        {"2018-9", false, false, {0, 0, 0}, {0, 0, 0}},
        {"", false, false, {0, 0, 0}, {0, 0, 0}},
        {"soon", false, false, {0, 0, 0}, {0, 0, 0}},
        {"2018-09-01x", false, false, {0, 0, 0}, {0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t earliest, latest;
        bool known;
        bool ok = dates_parse_edtf(slice_of(rows[i].edtf), &earliest, &latest, &known);
        cr_expect_eq(ok, rows[i].ok, "%s", rows[i].edtf);
        cr_expect_eq(known, rows[i].known, "%s", rows[i].edtf);
        if (rows[i].known) {
            cr_expect_eq(earliest, calendar_to_days(rows[i].first), "%s", rows[i].edtf);
            cr_expect_eq(latest, calendar_to_days(rows[i].last), "%s", rows[i].edtf);
        }
    }
}

/* A document that says these things, each a rule and a year, and nothing else of its date. */
static void check_year(const char *const rows[][2], size_t count, const char *edtf)
{
    struct fixture fixture;
    begin(&fixture);
    for (size_t i = 0; i < count; i++) {
        add(&fixture, rows[i][0], rows[i][1]);
    }
    check(&fixture, "", edtf, *edtf ? "inferred" : "");
}

Test(document_year, all_that_is_said_counts_together)
{
    static const char *const over[][2] = {{"session.over.session", "year=2018"},
                                          {"session.chair.president", "year=2019"}};
    check_year(over, 2, "2019");
    static const char *const kept[][2] = {{"session.kept.this-year", "year=2016"}, {"date.month", "year=2016 month=6"}};
    check_year(kept, 2, "2016");
    static const char *const now[][2] = {{"session.now.elected", "year=2016"}, {"date.year", "year=2030"}};
    check_year(now, 2, "2016");
}

Test(document_year, one_weak_clue_is_no_answer)
{
    static const char *const named[][2] = {{"session.general-assembly", "year=2018"}};
    check_year(named, 1, "");
    static const char *const years[][2] = {{"date.year", "year=2018"}, {"date.month", "year=2018 month=6"}};
    check_year(years, 2, "");
    static const char *const against[][2] = {{"session.mark.anniversary", "year=2015"},
                                             {"date.month", "year=2018 month=6"}};
    check_year(against, 2, "");
}

Test(document_year, what_is_no_date_of_the_text_counts_as_well)
{
    struct fixture fixture;
    struct time_mention clue;
    begin(&fixture);
    clue = *add(&fixture, "session.now.president", "year=2020");
    fixture.set.time_count = 0;
    fixture.set.clues = &clue;
    fixture.set.clue_count = 1;
    check(&fixture, "", "2020", "inferred");
}
