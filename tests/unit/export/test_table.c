#include <criterion/criterion.h>

#include "base/calendar.h"
#include "base/utf8.h"
#include "export/chronology.h"
#include "fixture.h"

/* One page in one format, made from everything that the wish keeps. */
struct made {
    struct arena arena;
    struct select_wish wish;
    struct selection selection;
    struct table_options options;
    struct sheet_page page;
    struct buffer out;
};

static void begin(struct made *made, const struct kb *kb)
{
    *made = (struct made){.options = {.as_of = CALENDAR_NO_DAY}};
    struct buffer problem = {0};
    select_wish_init(&made->wish);
    cr_assert(select_init(&made->selection, kb, &made->wish, &made->arena, &problem));
}

static void end(struct made *made)
{
    buffer_release(&made->out);
    arena_release(&made->arena);
}

static void write_as(struct made *made, enum sheet_format format)
{
    struct diagnostics errors = {0};
    struct sheet_options options = {0};
    buffer_clear(&made->out);
    cr_assert_eq(sheet_write(&made->page, format, &options, &made->out, &errors), STATUS_OK);
    cr_assert_eq(errors.count, 0);
}

static bool holds(const struct made *made, const char *text)
{
    return memmem(made->out.bytes, made->out.len, text, strlen(text)) != NULL;
}

static size_t lines_of(const struct made *made, const char *begin)
{
    size_t count = 0;
    for (size_t at = 0; at < made->out.len; at++) {
        bool starts = at == 0 || made->out.bytes[at - 1] == '\n';
        count +=
            starts && at + strlen(begin) <= made->out.len && memcmp(made->out.bytes + at, begin, strlen(begin)) == 0;
    }
    return count;
}

static struct slice cell(const struct made *made, size_t row, size_t column)
{
    const struct sheet *sheet = &made->page.sheets[0];
    return sheet->cells[row * sheet->column_count + column];
}

static void expect_cell(const struct made *made, size_t row, size_t column, const char *text)
{
    struct slice found = cell(made, row, column);
    cr_expect(slice_is(found, text), "row %zu, column %zu: expected %s, got %.*s", row, column, text, SLICE_ARG(found));
}

Test(table, nothing_is_said_to_be_nothing)
{
    struct fixture fixture;
    struct made made;
    fixture_init(&fixture, "");
    begin(&made, &fixture.kb);
    chronology_make(&made.page, &made.selection, &made.options, &made.arena);
    for (int format = 0; format < SHEET_FORMAT_COUNT; format++) {
        write_as(&made, (enum sheet_format)format);
        cr_expect_gt(made.out.len, 0);
    }
    write_as(&made, SHEET_MARKDOWN);
    cr_expect(holds(&made, "Nothing to show"));
    write_as(&made, SHEET_CSV);
    cr_expect(slice_is(buffer_slice(&made.out), "Date,What,Who,Where,Status,Source\r\n"));
    next_make(&made.page, &made.selection, &made.options, &made.arena);
    write_as(&made, SHEET_HTML);
    cr_expect(holds(&made, "no plan is left"));
    end(&made);
    fixture_release(&fixture);
}

Test(table, dates_are_never_more_exact_than_known)
{
    static const char *const dates[][2] = {{"2018-09", "Sep 2018"},
                                           {"2018~", "c. 2018"},
                                           {"[2022]", "[2022]"},
                                           {"../2021-06", "by Jun 2021"},
                                           {"2019/..", "since 2019"},
                                           {"2020-22", "summer 2020"},
                                           {"2021-06-28/2021-06-30", "28\xE2\x80\x93"
                                                                     "30 Jun 2021"},
                                           {"2018-09-26", "26 Sep 2018"},
                                           {NULL, "undated"}};
    struct fixture fixture;
    struct made made;
    size_t count = sizeof dates / sizeof *dates;
    fixture_init(&fixture, "2022-06-16");
    uint32_t document = fixture_document(&fixture, "Ada", "Note", "2022-06-16");
    for (size_t i = 0; i < count; i++) {
        struct kb_event *event = fixture_event(&fixture, "meeting", "meeting", dates[i][0], "occurred");
        fixture_event_mention(&fixture, event, document);
    }
    begin(&made, &fixture.kb);
    chronology_make(&made.page, &made.selection, &made.options, &made.arena);
    for (size_t i = 0; i < count; i++) {
        expect_cell(&made, i, 0, dates[i][1]);
    }
    write_as(&made, SHEET_MARKDOWN);
    cr_expect(holds(&made, "a year that was worked out"));
    end(&made);
    fixture_release(&fixture);
}

/* Who did what stands in brackets, unless it goes without saying; a place with its country; who says so, and where. */
static void make_rows(struct fixture *fixture)
{
    fixture_init(fixture, "2022-06-16");
    uint32_t old = fixture_document(fixture, "Ada Speaker", "Remarks", "2019-03-01");
    uint32_t new = fixture_document(fixture, NULL, NULL, "2022-06-16");
    uint32_t harbours = fixture_entity(fixture, "organization", "Harbours", UINT32_MAX);
    uint32_t state = fixture_entity(fixture, "state", "Aland", UINT32_MAX);
    uint32_t port = fixture_entity(fixture, "place", "Port", state);
    struct kb_event *event = fixture_event(fixture, "launch", "Beacon Network", "2018", "occurred");
    fixture_event_role(fixture, event, "organizer", harbours);
    fixture_event_role(fixture, event, "host", harbours);
    fixture_event_role(fixture, event, "participant", state);
    fixture_event_place(fixture, event, port);
    fixture_event_place(fixture, event, state);
    fixture_event_mention(fixture, event, new);
    fixture_event_mention(fixture, event, old);
    event->mentions[1].where.chars = (struct span){5, 9};
    struct kb_passage *passage = arena_alloc(&fixture->kb.arena, sizeof *passage);
    *passage = (struct kb_passage){.at = {0, 40}, .line = 12, .text = slice_of("A sentence.")};
    fixture->kb.documents[new].passages = passage;
    fixture->kb.documents[new].passage_count = 1;
    event = fixture_event(fixture, "meeting", "=cmd|' /C calc'!A0", "2023-05-04", "planned");
    fixture_event_role(fixture, event, "party", harbours);
    fixture_event_mention(fixture, event, new);
    event = fixture_event(fixture, "meeting", "old plan", "2020-01", "planned");
    fixture_event_mention(fixture, event, old);
    event->unconfirmed = true;
}

Test(table, cells)
{
    struct fixture fixture;
    struct made made;
    make_rows(&fixture);
    begin(&made, &fixture.kb);
    chronology_make(&made.page, &made.selection, &made.options, &made.arena);
    expect_cell(&made, 0, 1, "Beacon Network (launch)");
    expect_cell(&made, 0, 2, "Harbours (organizer, host); Aland");
    expect_cell(&made, 0, 3, "Port, Aland");
    expect_cell(&made, 0, 5,
                "S1 characters 5\xE2\x80\x93"
                "9; S2 line 12");
    expect_cell(&made, 2, 4, "planned; date has passed, no later word");
    enum table_column citation[] = {TABLE_CITATION, TABLE_FROM, TABLE_TO};
    made.options.columns = citation;
    made.options.column_count = 3;
    chronology_make(&made.page, &made.selection, &made.options, &made.arena);
    expect_cell(&made, 0, 0,
                "Ada Speaker, 1 Mar 2019, 0000.txt, characters 5\xE2\x80\x93"
                "9; 0001.txt, 16 Jun 2022, line 12");
    expect_cell(&made, 0, 1, "2018-01-01");
    expect_cell(&made, 0, 2, "2018-12-31");
    end(&made);
    fixture_release(&fixture);
}

Test(table, what_comes_next_and_what_has_passed)
{
    struct fixture fixture;
    struct made made;
    make_rows(&fixture);
    begin(&made, &fixture.kb);
    next_make(&made.page, &made.selection, &made.options, &made.arena);
    const struct sheet *sheet = &made.page.sheets[0];
    cr_assert_eq(sheet->row_count, 2);
    cr_assert_eq(sheet->group_count, 2);
    cr_expect(slice_is(sheet->groups[0].heading, "May 2023"));
    cr_expect(slice_is(sheet->groups[1].heading, "The date has passed, and no later word is known"));
    expect_cell(&made, 1, 5, "Ada Speaker, 1 Mar 2019 (S1)");
    made.options.as_of = calendar_to_days((struct calendar_date){2019, 6, 1});
    next_make(&made.page, &made.selection, &made.options, &made.arena);
    cr_expect(slice_is(made.page.sheets[0].groups[0].heading, "Jan 2020"), "seen from before it, it is ahead");
    end(&made);
    fixture_release(&fixture);
}

Test(table, profile)
{
    struct fixture fixture;
    struct made made;
    make_rows(&fixture);
    uint32_t part = fixture_entity(&fixture, "organization", "Harbour Pilots", 0);
    uint32_t union_of = fixture_entity(&fixture, "organization", "Union", UINT32_MAX);
    fixture_relation(&fixture, "agreement", part, union_of, "concluded", "treaty", "2019-02", 0);
    fixture_relation(&fixture, "member_of", 0, union_of, "stated", NULL, NULL, 0);
    fixture_relation(&fixture, "agreement", 0, part, "concluded", "inner", "2019-02", 0);
    begin(&made, &fixture.kb);
    profile_make(&made.page, &made.selection, 0, &made.options, &made.arena);
    write_as(&made, SHEET_MARKDOWN);
    cr_expect(holds(&made, "# Harbours\n"));
    cr_expect(holds(&made, "- **Its parts:** Harbour Pilots\n"));
    cr_expect(holds(&made, "| Union | Treaty | concluded | Feb 2019 | S1 |"), "of a part, too");
    cr_expect(holds(&made, "| Union | member of | stated | undated | S1 |"));
    cr_expect_not(holds(&made, "inner"), "between it and its part is no partnership");
    cr_expect(holds(&made, "| 2018 | Beacon Network (launch) | Harbours (organizer, host); Aland |"));
    cr_expect(holds(&made, "## What comes next"));
    end(&made);
    fixture_release(&fixture);
}

Test(table, a_cell_is_no_formula_and_breaks_no_row)
{
    struct fixture fixture;
    struct made made;
    make_rows(&fixture);
    fixture.kb.events[2].title = slice_of("a|b\nc \"d\" <e> & *f*");
    begin(&made, &fixture.kb);
    chronology_make(&made.page, &made.selection, &made.options, &made.arena);
    write_as(&made, SHEET_CSV);
    cr_expect(holds(&made, ",'=cmd|' /C calc'!A0,"));
    cr_expect(holds(&made, "\"A|b c \"\"d\"\" <e> & *f*\""));
    write_as(&made, SHEET_MARKDOWN);
    cr_expect(holds(&made, "| A\\|b c \"d\" \\<e\\> & \\*f\\* |"));
    write_as(&made, SHEET_HTML);
    cr_expect(holds(&made, ">A|b c &quot;d&quot; &lt;e&gt; &amp; *f*</td>"));
    end(&made);
    fixture_release(&fixture);
}

Test(table, formula_signs)
{
    static const char *const signs[] = {"=1", "+1", "-1", "@a", "\357\274\2351"};
    struct sheet_column column = {.heading = slice_of("Text"), .width = 10};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        struct slice text = slice_of(signs[i]);
        struct sheet sheet = {.columns = &column, .column_count = 1, .cells = &text, .row_count = 1};
        struct sheet_page page = {.sheets = &sheet, .sheet_count = 1};
        struct sheet_options options = {.bom = true};
        struct buffer out = {0};
        cr_assert_eq(sheet_write(&page, SHEET_CSV, &options, &out, NULL), STATUS_OK);
        cr_expect_eq(out.len, 3 + 6 + 1 + text.len + 2);
        cr_expect_eq(memcmp(out.bytes, "\xEF\xBB\xBFText\r\n'", 10), 0);
        buffer_release(&out);
    }
}

Test(table, hostile_text_stays_text)
{
    struct fixture fixture;
    struct made made;
    fixture_hostile(&fixture);
    begin(&made, &fixture.kb);
    chronology_make(&made.page, &made.selection, &made.options, &made.arena);
    for (int format = 0; format < SHEET_XLSX; format++) {
        write_as(&made, (enum sheet_format)format);
        struct slice all = buffer_slice(&made.out);
        cr_expect_eq(utf8_valid_prefix(all), all.len, "format %d", format);
        for (size_t i = 0; i < all.len; i++) {
            cr_assert((unsigned char)all.ptr[i] >= 0x20 || all.ptr[i] == '\n' || all.ptr[i] == '\r');
        }
        cr_expect_not(holds(&made, "\xE2\x80\xAE"), "no override of direction");
    }
    write_as(&made, SHEET_HTML);
    cr_expect_not(holds(&made, "<TABLE>"));
    cr_expect_not(holds(&made, "<b>"));
    cr_expect(holds(&made, "dir=\"auto\">\xD9\x85"));
    write_as(&made, SHEET_XLSX);
    cr_expect_eq(memcmp(made.out.bytes, "PK", 2), 0);
    end(&made);
    fixture_release(&fixture);
}

Test(table, two_thousand_events_twice_the_same)
{
    struct fixture fixture;
    fixture_many(&fixture, 2000, 1940, 80 * 365);
    for (int format = 0; format < SHEET_FORMAT_COUNT; format++) {
        struct made first;
        struct made second;
        begin(&first, &fixture.kb);
        begin(&second, &fixture.kb);
        chronology_make(&first.page, &first.selection, &first.options, &first.arena);
        chronology_make(&second.page, &second.selection, &second.options, &second.arena);
        write_as(&first, (enum sheet_format)format);
        write_as(&second, (enum sheet_format)format);
        cr_expect(slice_equal(buffer_slice(&first.out), buffer_slice(&second.out)), "format %d", format);
        if (format == SHEET_MARKDOWN) {
            cr_expect_geq(lines_of(&first, "| "), 2000);
        }
        end(&first);
        end(&second);
    }
    fixture_release(&fixture);
}

Test(table, groups_and_order)
{
    struct fixture fixture;
    struct made made;
    make_rows(&fixture);
    begin(&made, &fixture.kb);
    made.options.group = TABLE_GROUP_ORGANIZATION;
    chronology_make(&made.page, &made.selection, &made.options, &made.arena);
    const struct sheet *sheet = &made.page.sheets[0];
    cr_assert_eq(sheet->group_count, 2);
    cr_expect(slice_is(sheet->groups[0].heading, "Harbours"));
    cr_expect(slice_is(sheet->groups[1].heading, "None named"), "nothing comes last");
    write_as(&made, SHEET_CSV);
    cr_expect(holds(&made, "Group,Date,"));
    made.options.group = TABLE_NO_GROUP;
    made.options.sort = TABLE_BY_CLASS;
    chronology_make(&made.page, &made.selection, &made.options, &made.arena);
    expect_cell(&made, 2, 1, "Old plan");
    expect_cell(&made, 0, 1, "Beacon Network (launch)");
    end(&made);
    fixture_release(&fixture);
}

Test(table, names_of_options)
{
    enum table_column column;
    enum table_sort sort;
    enum table_group group;
    enum sheet_format format;
    cr_expect(table_column_parse(slice_of("first-said"), &column) && column == TABLE_FIRST_SAID);
    cr_expect_not(table_column_parse(slice_of("colour"), &column));
    cr_expect(table_sort_parse(slice_of("sources"), &sort) && sort == TABLE_BY_SOURCES);
    cr_expect_not(table_sort_parse(slice_of(""), &sort));
    cr_expect(table_group_parse(slice_of("month"), &group) && group == TABLE_GROUP_MONTH);
    cr_expect(sheet_format_parse(slice_of("htm"), &format) && format == SHEET_HTML);
    cr_expect_not(sheet_format_parse(slice_of(""), &format));
}
