/* A timeline on several pages. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "fixture.h"
#include "pdf_p.h"
#include "render/render.h"

static void draw_pages(struct fixture *fixture, unsigned formats, struct render_result *result)
{
    struct render_options options;
    struct diagnostics errors = {0};
    render_options_init(&options);
    options.pages = true;
    enum status status = render_timeline(&fixture->kb, &options, formats, result, &errors);
    cr_assert_eq(status, STATUS_OK, "%s", errors.count > 0 ? errors.items[0].message : "");
    diagnostics_release(&errors);
}

static const struct buffer *page_of(const struct render_result *result, size_t page, enum render_format format)
{
    return page == 0 ? &result->bytes[format] : &result->further[page - 1][format];
}

static size_t count_text(const struct buffer *bytes, const char *text)
{
    size_t count = 0;
    for (const char *at = bytes->bytes;
         at && (at = memmem(at, (size_t)(bytes->bytes + bytes->len - at), text, strlen(text))) != NULL;
         at += strlen(text)) {
        count++;
    }
    return count;
}

Test(pages, every_event_has_a_label_on_some_page, .timeout = 240)
{
    struct fixture fixture;
    struct render_result result;
    fixture_many(&fixture, 200, 2010, 3650);
    draw_pages(&fixture, RENDER_BIT(RENDER_SVG), &result);
    cr_assert_gt(result.page_count, 4);
    cr_expect_eq(result.report.shown, 200);
    cr_expect_eq(result.report.folded, 0);
    for (size_t i = 0; i < fixture.kb.event_count; i++) {
        char id[64];
        size_t found = 0;
        snprintf(id, sizeof id, "-%.*s\" class=\"mark ", SLICE_ARG(fixture.kb.events[i].id));
        for (size_t page = 1; page < result.page_count; page++) {
            found += count_text(page_of(&result, page, RENDER_SVG), id);
        }
        cr_expect_eq(found, 1, "%s stands on %zu pages", id, found);
    }
    cr_expect_eq(count_text(page_of(&result, 1, RENDER_SVG), "id=\"tl2-title\""), 1, "ids differ between pages");
    cr_expect_gt(count_text(page_of(&result, 0, RENDER_SVG), "class=\"mark folded"), 3);
    render_result_release(&result);
    fixture_release(&fixture);
}

Test(pages, one_page_is_enough_for_few, .timeout = 120)
{
    struct fixture fixture;
    struct render_result result;
    fixture_many(&fixture, 12, 2010, 3650);
    draw_pages(&fixture, RENDER_ALL_FORMATS, &result);
    cr_expect_eq(result.report.shown, 12);
    cr_expect_leq(result.page_count, 2, "the second one can be the list of sources alone");
    render_result_release(&result);
    fixture_release(&fixture);
}

Test(pages, what_stands_on_one_day_is_listed, .timeout = 240)
{
    struct fixture fixture;
    struct render_result result;
    fixture_same_day(&fixture, 300);
    draw_pages(&fixture, RENDER_BIT(RENDER_SVG), &result);
    size_t listed = 0;
    for (size_t page = 1; page < result.page_count; page++) {
        listed += count_text(page_of(&result, page, RENDER_SVG), "class=\"mark listed\"");
    }
    cr_expect_eq(result.report.shown + result.report.folded, 300);
    cr_expect_eq(listed, result.report.folded + result.report.undated);
    render_result_release(&result);
    fixture_release(&fixture);
}

Test(pages, are_joined_into_one_pdf_the_same_each_time, .timeout = 240)
{
    struct fixture fixture;
    struct render_result first;
    struct render_result second;
    fixture_hostile(&fixture);
    draw_pages(&fixture, RENDER_BIT(RENDER_PDF), &first);
    draw_pages(&fixture, RENDER_BIT(RENDER_PDF), &second);
    cr_expect(slice_starts(buffer_slice(&first.bytes[RENDER_PDF]), "%PDF-"));
    cr_expect(slice_equal(buffer_slice(&first.bytes[RENDER_PDF]), buffer_slice(&second.bytes[RENDER_PDF])));
    for (size_t page = 1; page < first.page_count; page++) {
        cr_expect_eq(page_of(&first, page, RENDER_PDF)->len, 0, "all pages are in the first");
    }
    render_result_release(&first);
    render_result_release(&second);
    fixture_release(&fixture);
}

Test(pages, what_is_no_pdf_is_not_joined)
{
    struct buffer out = {0};
    struct buffer problem = {0};
    const struct slice files[] = {slice_of("%PDF-1.5 and no more"), slice_of("")};
    cr_expect_not(pdf_join(files, 2, (struct slice){0}, &out, &problem));
    cr_expect(slice_starts(buffer_slice(&problem), "cannot join the pages"));
    cr_expect_eq(out.len, 0);
    buffer_release(&out);
    buffer_release(&problem);
}

Test(pages, without_time_are_reported, .timeout = 120)
{
    struct fixture fixture;
    struct render_options options;
    struct render_result result;
    struct diagnostics errors = {0};
    fixture_many(&fixture, 500, 2010, 3650);
    render_options_init(&options);
    options.pages = true;
    options.seconds = 1;
    options.dpi = RENDER_MAX_DPI; /* some forty pages of 600 dpi take longer */
    enum status status = render_timeline(&fixture.kb, &options, RENDER_ALL_FORMATS, &result, &errors);
    cr_expect_eq(status, STATUS_FAILED);
    cr_expect_eq(result.page_count, 0);
    cr_expect_eq(errors.error_count, 1);
    diagnostics_release(&errors);
    render_result_release(&result);
    fixture_release(&fixture);
}
