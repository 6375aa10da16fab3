/* The report as bytes; what it does in a browser is tested in tests/web. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "fixture.h"
#include "render/report_p.h"

static struct report_place find(const char *text, size_t begin, size_t at, const char *quote)
{
    struct kb_passage passages[] = {{{0, 4}, 1, slice_of("One.")},
                                    {{begin, begin + strlen(text) + 20}, 2, slice_of(text)}};
    struct kb_document document = {.passages = passages, .passage_count = 2};
    return report_find_place(&document, (struct span){at, at + strlen(quote)}, slice_of(quote));
}

Test(report, words_are_found_in_their_passage)
{
    struct report_place place = find("The Fair and the Fair again.", 10, 14, "Fair");
    cr_expect_eq(place.passage, 1);
    cr_expect_eq(place.begin, 4);
    cr_expect_eq(place.end, 8);
}

Test(report, of_several_places_the_nearest_is_meant)
{
    cr_expect_eq(find("The Fair and the Fair again.", 10, 27, "Fair").begin, 17);
    cr_expect_eq(find("The Fair and the Fair again.", 10, 29, "Fair").begin, 17);
}

Test(report, places_count_as_a_browser_counts)
{
    struct report_place place = find("\xF0\x9F\x8C\x8A \xC3\xA9\xE2\x82\xAC Fair", 10, 21, "Fair");
    cr_expect_eq(place.begin, 6);
    cr_expect_eq(place.end, 10);
}

Test(report, what_a_passage_does_not_hold_is_nowhere_in_it)
{
    struct report_place place = find("The Fair.", 10, 12, "Market");
    cr_expect_eq(place.passage, 1);
    cr_expect_eq(place.begin, place.end);
    cr_expect_eq(find("The Fair.", 10, 5, "One").passage, UINT32_MAX, "between two passages");
    struct kb_document empty = {0};
    cr_expect_eq(report_find_place(&empty, (struct span){1, 2}, slice_of("x")).passage, UINT32_MAX);
}

static void expect_picture(const char *svg, const char *expected)
{
    struct buffer out = {0};
    buffer_add_text(&out, "");
    report_add_picture(&out, slice_of(svg));
    cr_expect_str_eq(out.len > 0 ? out.bytes : "", expected);
    buffer_release(&out);
}

Test(report, a_picture_is_a_group_of_marks)
{
    expect_picture(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<svg width=\"297mm\" viewBox=\"0 0 1 1\" role=\"img\">"
        "<g id=\"tl-1\" data-event=\"event:1\"><a href=\"report.html#event:1\"><title>T &lt;</title></a></g></svg>",
        "\n\n<svg role=\"group\" viewBox=\"0 0 1 1\"><g id=\"tl-1\" data-event=\"event:1\"><title>T &lt;</title></g></svg>");
}

Test(report, what_a_picture_may_not_hold_is_left_out)
{
    expect_picture("<g onclick=\"x()\" fill='red'><script>alert(1)</script><a href=\"#y\"><path d=\"M0\"/></a></g>",
                   "<g fill=\"red\"><path d=\"M0\"/></g>");
    expect_picture("<foreignObject><g><script/></g><b>x</b></foreignObject><g>&lt;b&gt;</g>", "<g>&lt;b&gt;</g>");
    expect_picture("<image href=\"http:x\"/><style>x</style><!-- <g/> --><g", "");
    expect_picture("<g fill=\"a>b\" style=\"x\"></g>", "<g fill=\"a>b\"></g>");
}

static struct buffer page_of(const struct kb *kb, const char *svg)
{
    struct report_options options = {.title = slice_of("A </script> <!-- title")};
    struct buffer page = {0};
    options.pictures[RENDER_TIMELINE] = slice_of(svg);
    report_write(&page, kb, &options);
    return page;
}

static size_t count(struct slice text, const char *word)
{
    size_t found = 0;
    for (size_t at = 0; at < text.len; found++) {
        const char *next = memmem(text.ptr + at, text.len - at, word, strlen(word));
        if (next == NULL) {
            break;
        }
        at = (size_t)(next - text.ptr) + 1;
    }
    return found;
}

Test(report, no_text_ends_the_element_that_holds_it)
{
    struct fixture fixture;
    fixture_init(&fixture, "2018-06-01");
    struct buffer empty = page_of(&fixture.kb, "<svg></svg>");
    fixture_release(&fixture);
    fixture_hostile(&fixture);
    struct buffer hostile = page_of(&fixture.kb, "<svg></svg>");
    cr_expect_eq(count(buffer_slice(&empty), "</script"), 3);
    cr_expect_eq(count(buffer_slice(&hostile), "</script"), 3);
    cr_expect_eq(count(buffer_slice(&hostile), "<!--"), 0, "marks of the page are all filled in");
    cr_expect_eq(count(buffer_slice(&hostile), "Content-Security-Policy"), 1);
    buffer_release(&empty);
    buffer_release(&hostile);
    fixture_release(&fixture);
}

Test(report, much_data_is_packed_and_little_is_not)
{
    struct fixture fixture;
    fixture_story(&fixture);
    struct buffer little = page_of(&fixture.kb, "<svg></svg>");
    cr_expect_eq(count(buffer_slice(&little), "type=\"application/json\" id=\"data\""), 1);
    fixture_release(&fixture);
    fixture_many(&fixture, 6000, 1950, 20000);
    struct buffer much = page_of(&fixture.kb, "<svg></svg>");
    struct buffer again = page_of(&fixture.kb, "<svg></svg>");
    cr_expect_eq(count(buffer_slice(&much), "type=\"text/plain\" id=\"data\""), 1);
    cr_expect_lt(much.len, little.len + REPORT_MAX_PLAIN);
    cr_expect(slice_equal(buffer_slice(&much), buffer_slice(&again)));
    buffer_release(&little);
    buffer_release(&much);
    buffer_release(&again);
    fixture_release(&fixture);
}
