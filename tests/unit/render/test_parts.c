/* The parts that pictures are made of. */
#include <criterion/criterion.h>
#include <math.h>

#include "axis_p.h"
#include "base/calendar.h"
#include "clean_p.h"
#include "fixture.h"
#include "lanes_p.h"
#include "measure_p.h"
#include "pdf_p.h"
#include "sources_p.h"
#include "svg_post_p.h"
#include "theme_p.h"
#include "when_p.h"

static int32_t day(int year, int month, int of_month)
{
    return calendar_to_days((struct calendar_date){year, month, of_month});
}

static void expect_when(const char *edtf, bool coarse, const char *expected)
{
    struct fixture fixture;
    fixture_init(&fixture, "");
    struct kb_date date = fixture_date(&fixture, edtf);
    struct slice text = when_label(&RENDER_WORDS_EN, &date, coarse, &fixture.kb.arena);
    cr_expect(slice_is(text, expected), "%s: got %.*s, expected %s", edtf, SLICE_ARG(text), expected);
    fixture_release(&fixture);
}

Test(when, is_never_more_exact_than_the_source)
{
    expect_when("2018", false, "2018");
    expect_when("2018-06", false, "Jun 2018");
    expect_when("2018-06-05", false, "5 Jun 2018");
    expect_when("2018-06-05", true, "Jun 2018");
    expect_when("2021-06-28/2021-06-30", false,
                "28\xE2\x80\x93"
                "30 Jun 2021");
    expect_when("2021-06-28/2021-07-02", false, "28 Jun \xE2\x80\x93 2 Jul 2021");
    expect_when("2021-12-28/2022-01-02", false, "28 Dec 2021 \xE2\x80\x93 2 Jan 2022");
    expect_when("2018/2021", false,
                "2018\xE2\x80\x93"
                "2021");
    expect_when("2018-03/2018-05", false, "Mar\xE2\x80\x93May 2018");
    expect_when("2020-22", false, "summer 2020");
    expect_when("1977~", false, "c. 1977");
    expect_when("../2021-06-30", true, "by Jun 2021");
    expect_when("../2021-06-30", false, "by 30 Jun 2021");
    expect_when("2019/..", false, "since 2019");
    expect_when("[2022-06-16]", false, "[16 Jun 2022]");
    expect_when(NULL, false, "undated");
}

Test(when, unknown_year_stays_unknown)
{
    struct arena arena = {0};
    struct kb_date date = {.edtf = slice_of("XXXX-03-23"), .earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY};
    struct slice text = when_label(&RENDER_WORDS_EN, &date, false, &arena);
    cr_expect(slice_is(text, "23 Mar ????"));
    arena_release(&arena);
}

Test(axis, is_proportional)
{
    struct axis_cover covers[] = {
        {day(2018, 1, 1), day(2018, 1, 1)}, {day(2019, 1, 1), day(2019, 1, 1)}, {day(2021, 1, 1), day(2021, 1, 1)}};
    struct axis axis;
    axis_build(&axis, covers, 3, 0, 100.0, 700.0);
    cr_expect_eq(axis.segment_count, 1);
    double a = axis_x(&axis, covers[0].first);
    double b = axis_x(&axis, covers[1].first);
    double c = axis_x(&axis, covers[2].first);
    cr_expect_float_eq((c - b) / (b - a), 731.0 / 365.0, 0.001);
    cr_expect(a > 100.0 && c < 700.0);
}

Test(axis, long_empty_stretch_is_cut_out)
{
    struct axis_cover covers[] = {{day(1977, 1, 1), day(1977, 12, 31)},
                                  {day(2018, 1, 1), day(2018, 1, 1)},
                                  {day(2019, 5, 1), day(2019, 5, 1)},
                                  {day(2020, 1, 1), day(2020, 12, 31)},
                                  {day(2022, 6, 1), day(2022, 6, 16)}};
    struct axis axis;
    axis_build(&axis, covers, 5, 0, 0.0, 600.0);
    cr_assert_eq(axis.segment_count, 2);
    cr_expect_gt(axis.segments[1].x1 - axis.segments[1].x0, 450.0, "what is dense gets the room");
    cr_expect_geq(axis.segments[0].x1 - axis.segments[0].x0, 40.0);
    cr_expect_gt(axis.segments[1].x0, axis.segments[0].x1);
    double before = -1.0;
    for (int32_t at = day(1970, 1, 1); at < day(2030, 1, 1); at += 10) {
        double x = axis_x(&axis, at);
        cr_assert(x >= before && x >= 0.0 && x <= 600.0);
        before = x;
    }
}

Test(axis, crowded_marks_get_the_room)
{
    struct axis_cover covers[20] = {{day(2009, 1, 1), day(2009, 12, 31)}, {day(2014, 1, 1), day(2014, 12, 31)}};
    for (int i = 2; i < 20; i++) {
        covers[i].first = covers[i].last = day(2022, 1, 1) + 40 * i;
    }
    struct axis axis;
    axis_build(&axis, covers, 20, 0, 0.0, 600.0);
    cr_assert_eq(axis.segment_count, 3);
    cr_expect_gt(axis.segments[2].x1 - axis.segments[2].x0, 400.0);
}

Test(axis, three_marks_are_not_cut)
{
    struct axis_cover covers[] = {
        {day(1950, 1, 1), day(1950, 1, 1)}, {day(1980, 1, 1), day(1980, 1, 1)}, {day(2010, 1, 1), day(2010, 1, 1)}};
    struct axis axis;
    axis_build(&axis, covers, 3, 0, 0.0, 600.0);
    cr_expect_eq(axis.segment_count, 1);
}

Test(axis, ticks_are_apart_and_in_order)
{
    static const int spans[] = {1, 9, 40, 200, 800, 4000, 30000, 300000, 3600000};
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        struct axis_cover covers[] = {{day(1, 1, 1), day(1, 1, 1) + spans[i]}};
        struct axis axis;
        struct arena arena = {0};
        size_t count;
        axis_build(&axis, covers, 1, 0, 0.0, 600.0);
        struct axis_tick *ticks = axis_ticks(&axis, &RENDER_WORDS_EN, &arena, &count);
        cr_expect(count >= 2 && count <= 60, "%d days: %zu ticks", spans[i], count);
        double last_label = -100.0;
        for (size_t k = 0; k < count; k++) {
            cr_expect(k == 0 || ticks[k].x >= ticks[k - 1].x);
            if (ticks[k].label.len > 0) {
                cr_expect_geq(ticks[k].x - last_label, 13.9, "%d days", spans[i]);
                last_label = ticks[k].x;
            }
        }
        arena_release(&arena);
    }
}

Test(lanes, boxes_of_a_row_never_touch)
{
    struct pack pack;
    double placed[300][3];
    size_t count = 0;
    unsigned seed = 7;
    pack_init(&pack, 5.0, 2.0, 200.0);
    for (int i = 0; i < 300; i++) {
        seed = seed * 1103515245u + 12345u;
        double x0 = (double)(seed >> 16 & 1023u);
        double width = 10.0 + (double)(seed >> 8 & 127u);
        size_t row;
        if (pack_place(&pack, x0, x0 + width, 10.0 + i % 3, &row)) {
            for (size_t k = 0; k < count; k++) {
                bool apart =
                    placed[k][2] != (double)row || x0 >= placed[k][1] + 5.0 || placed[k][0] >= x0 + width + 5.0;
                cr_assert(apart);
            }
            placed[count][0] = x0;
            placed[count][1] = x0 + width;
            placed[count++][2] = (double)row;
        }
    }
    cr_expect_gt(count, 20);
    cr_expect_leq(pack_height(&pack), 200.0);
    pack_release(&pack);
}

Test(lanes, spread_takes_the_emptiest_row)
{
    struct pack pack;
    size_t row;
    pack_init(&pack, 5.0, 2.0, 200.0);
    cr_assert(pack_spread(&pack, 3, 0.0, 100.0, 10.0, &row));
    cr_expect_eq(row, 0);
    cr_assert(pack_spread(&pack, 3, 110.0, 200.0, 10.0, &row));
    cr_expect_eq(row, 1, "the first row is free too, but was filled until just now");
    cr_assert(pack_spread(&pack, 3, 120.0, 200.0, 10.0, &row));
    cr_expect_eq(row, 2);
    cr_expect_not(pack_spread(&pack, 3, 50.0, 150.0, 10.0, &row));
    pack_release(&pack);
}

Test(measure, lines_fit_and_words_stay_whole)
{
    struct measure *measure = measure_new(MEASURE_FONT);
    struct arena arena = {0};
    struct slice text = slice_of("First United Nations High-Level Conference of Heads of Counter-Terrorism Agencies");
    for (size_t lines = 1; lines <= 4; lines++) {
        struct measure_lines out;
        measure_wrap(measure, text, (struct measure_style){8.0, false, 110.0, lines}, &arena, &out);
        cr_assert_leq(out.count, lines);
        for (size_t i = 0; i < out.count; i++) {
            struct slice line = out.lines[i];
            cr_expect_leq(measure_line(measure, line, 8.0, false), 111.0);
            bool last = i + 1 == out.count && out.cut;
            size_t len = last ? line.len - 3 : line.len; /* without the dots */
            const char *at = memmem(text.ptr, text.len, line.ptr, len);
            cr_assert(at, "%.*s", SLICE_ARG(line));
            cr_expect(at[len] == ' ' || at[len] == '\0', "cut in a word: %.*s", SLICE_ARG(line));
        }
    }
    arena_release(&arena);
    measure_free(measure);
}

Test(measure, bold_and_larger_are_wider)
{
    struct measure *measure = measure_new(MEASURE_FONT);
    double plain = measure_line(measure, slice_of("Conference"), 8.0, false);
    cr_expect_gt(plain, 30.0);
    cr_expect_gt(measure_line(measure, slice_of("Conference"), 8.0, true), plain);
    cr_expect_gt(measure_line(measure, slice_of("Conference"), 16.0, false), 1.8 * plain);
    cr_expect_eq(measure_line(measure, slice_of(""), 8.0, false), 0.0);
    measure_free(measure);
}

Test(clean, text_of_strangers)
{
    struct arena arena = {0};
    cr_expect(slice_is(clean_text(&arena, slice_of("  a\t\n b\x01\x7f\xC2\x85 c ")), "a b c"));
    cr_expect(slice_is(clean_text(&arena, slice_of("x\xE2\x80\xAEy\xEF\xBB\xBF")), "xy"));
    cr_expect(slice_is(clean_text(&arena, slice_of("bad \xff byte")), "bad \xEF\xBF\xBD byte"));
    cr_expect(slice_is(clean_capital(&arena, slice_of("seventh review")), "Seventh review"));
    cr_expect(slice_is(clean_text(&arena, (struct slice){0}), ""));
    arena_release(&arena);
}

static void expect_added(void (*add)(struct buffer *, struct slice), const char *text, const char *expected)
{
    struct buffer out = {0};
    buffer_add_text(&out, "");
    add(&out, slice_of(text));
    cr_expect_str_eq(out.bytes, expected);
    buffer_release(&out);
}

Test(clean, escapes)
{
    expect_added(clean_add_label, "&<\"\\N>", "&amp;<\\\"\\\\N>");
    expect_added(clean_add_tooltip, "\\N&", "\\\\\\\\N&amp;");
    expect_added(clean_add_name, "event:1 \"x\\", "event:1 _x_");
    expect_added(clean_add_xml, "<a href=\"&\">", "&lt;a href=&quot;&amp;&quot;&gt;");
}

Test(clean, numbers_have_a_point_in_every_locale)
{
    struct buffer out = {0};
    clean_add_number(&out, 3.14159, 2);
    buffer_add_byte(&out, ' ');
    clean_add_number(&out, -0.05, 2);
    buffer_add_byte(&out, ' ');
    clean_add_number(&out, 12.0, 2);
    cr_expect_str_eq(out.bytes, "3.14 -0.05 12");
    buffer_release(&out);
}

Test(pdf, dates_are_fixed_in_place)
{
    struct buffer pdf = {0};
    buffer_add_text(&pdf, "<< /CreationDate (D:20261123223028+01'30)\n /ModDate (D:20261123223028Z00'00) >>");
    pdf_fix_dates(&pdf, slice_of("2022-06-16"));
    cr_expect_str_eq(pdf.bytes, "<< /CreationDate (D:20220616000000+00'00)\n /ModDate (D:20220616000000Z00'00) >>");
    pdf_fix_dates(&pdf, slice_of(""));
    cr_expect_str_eq(pdf.bytes, "<< /CreationDate (D:19700101000000+00'00)\n /ModDate (D:19700101000000Z00'00) >>");
    buffer_release(&pdf);
}

Test(svg, tooltips_become_titles)
{
    struct buffer out = {0};
    struct scene scene;
    struct render_theme theme;
    theme_init(&theme);
    scene_init(&scene, &theme, NULL, "timeline", "tl-", 10.0, 20.0);
    scene.title = slice_of("T & t");
    scene.desc = slice_of("D");
    scene_add(&scene, &(struct scene_node){.class = slice_of("mark meeting"),
                                           .target = {"event", slice_of("event:1 event:2"), false}});
    scene_add(&scene, &(struct scene_node){.class = slice_of("text"), .target = {"event", slice_of("event:1"), true}});
    struct svg_page page = {10.0, 20.0, "1mm", "2mm", &scene, "a&b.html", {0}, NULL, NULL, NULL, NULL};
    svg_post(
        slice_of(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"x\"\n \"http://y\">\n<!-- by\n -->\n<svg width=\"1pt\"\n"
            " viewBox=\"0\">\n<g id=\"n0\" class=\"node\">\n<title>n0</title>\n<g id=\"a_n0\"><a xlink:title=\"tip "
            "&amp; more\">\n<polygon stroke=\"transparent\"/>\n</a>\n</g>\n</g>\n<g id=\"n1\" class=\"node\">\n"
            "<title>n1</title>\n<text font-family=\"Liberation Sans Bold\">fill=\"transparent\"</text>\n</g>\n"
            "</svg>\n"),
        &page, &out);
    cr_expect_str_eq(
        out.bytes,
        "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        "role=\"img\" class=\"annals-timeline\" "
        "aria-labelledby=\"tl-title tl-desc\"\n width=\"1mm\" height=\"2mm\" viewBox=\"0 0 10 20\">\n"
        "<title id=\"tl-title\">T &amp; t</title>\n<desc id=\"tl-desc\">D</desc>\n"
        "<g id=\"tl-n0\" class=\"mark meeting\" data-event=\"event:1 event:2\">\n<a href=\"a&amp;b.html#event:1\">"
        "<title>tip &amp; more</title>\n<polygon stroke=\"none\"/>\n</a></g>\n"
        "<g id=\"tl-n1\" class=\"text\" data-event=\"event:1\" aria-hidden=\"true\">\n"
        "<a href=\"a&amp;b.html#event:1\" tabindex=\"-1\"><text font-family=\"Liberation Sans, Arial, Helvetica, "
        "sans-serif\" font-weight=\"bold\">fill=\"transparent\"</text>\n</a></g>\n</svg>\n");
    scene_release(&scene);
    buffer_release(&out);
}

Test(sources, most_cited_come_first_by_date)
{
    struct fixture fixture;
    fixture_story(&fixture);
    struct sources sources;
    sources_init(&sources, &fixture.kb, &RENDER_WORDS_EN, &fixture.kb.arena);
    for (size_t i = 0; i < fixture.kb.event_count; i++) {
        sources_cite_event(&sources, &fixture.kb.events[i]);
    }
    sources_number(&sources, 2);
    cr_expect_eq(sources.count, 5);
    cr_expect_eq(sources.listed, 2);
    cr_expect_eq(sources.order[0], 2, "of the two most cited the elder one stands first");
    cr_expect_eq(sources.order[1], 4);
    cr_expect(slice_is(sources_of_event(&sources, &fixture.kb.events[3], 3), "S1 S2 S3 +1"));
    fixture_release(&fixture);
}

Test(sources, a_key_is_that_of_the_document_whatever_is_shown)
{
    struct fixture fixture;
    fixture_init(&fixture, "2020-01-01");
    static const char *const days[] = {"2019-05", "2017-01-02", NULL, "2018", "2017-01-02"};
    for (size_t i = 0; i < 5; i++) {
        fixture_document(&fixture, "Ada", "Remarks", days[i]);
    }
    fixture.kb.documents[1].path = slice_of("b.txt");
    fixture.kb.documents[4].path = slice_of("a.txt");
    struct kb_event *event = fixture_event(&fixture, "meeting", "round", "2018", "occurred");
    fixture_event_mention(&fixture, event, 2);
    fixture_event_mention(&fixture, event, 0);
    fixture_event_mention(&fixture, event, 1);
    struct kb_event *other = fixture_event(&fixture, "meeting", "other round", "2018", "occurred");
    fixture_event_mention(&fixture, other, 0);
    struct sources sources;
    sources_init(&sources, &fixture.kb, &RENDER_WORDS_EN, &fixture.kb.arena);
    sources_cite_event(&sources, &fixture.kb.events[0]);
    sources_cite_event(&sources, &fixture.kb.events[1]);
    sources_number(&sources, 1);
    static const uint32_t numbers[] = {4, 2, 5, 3, 1}; /* by day, then by path; without a day last */
    cr_expect_arr_eq(sources.numbers, numbers, sizeof numbers);
    cr_expect_eq(sources.listed, 1);
    cr_expect_eq(sources.shown[0], 0);
    cr_expect(slice_is(sources_of_event(&sources, &fixture.kb.events[0], 3), "S2 S4 S5"));
    cr_expect(slice_is(sources_of_event(&sources, &fixture.kb.events[0], 2), "S2 S4 +1"));
    cr_expect(slice_is(sources_of_event(&sources, &fixture.kb.events[0], 1), "S4 +2"), "what stands at the foot first");
    fixture_release(&fixture);
}
