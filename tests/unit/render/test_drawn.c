/* What is drawn, measured in the files themselves: words of the PDF, bytes from run to run, what SVG must have. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "fixture.h"
#include "render/render.h"

typedef enum status draw(const struct kb *kb, const struct render_options *options, unsigned formats,
                         struct render_result *result, struct diagnostics *errors);

static draw *const PICTURES[] = {render_timeline, render_network, render_partners};
enum { PICTURE_COUNT = 3, MAX_WORDS = 4000 };

static void draw_one(draw *function, const struct kb *kb, const struct render_options *options, unsigned formats,
                     struct render_result *result)
{
    struct diagnostics errors = {0};
    enum status status = function(kb, options, formats, result, &errors);
    cr_assert_eq(status, STATUS_OK, "%s", errors.count > 0 ? errors.items[0].message : "");
    cr_assert_eq(errors.count, 0);
    diagnostics_release(&errors);
}

struct word {
    double x0, y0, x1, y1;
    char text[64];
};

/* Words of a PDF as pdftotext finds them; -1 where the tool is missing. */
static int read_words(const struct buffer *pdf, struct word *words, double *width, double *height)
{
    char path[] = "/tmp/annals-render-XXXXXX";
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    cr_assert_eq(write(file, pdf->bytes, pdf->len), (ssize_t)pdf->len);
    close(file);
    char command[128];
    snprintf(command, sizeof command, "pdftotext -bbox %s - 2>/dev/null", path);
    FILE *pipe = popen(command, "r");
    int count = 0;
    char line[1024];
    bool any = false;
    while (pipe && fgets(line, sizeof line, pipe)) {
        struct word *word = &words[count];
        sscanf(line, " <page width=\"%lf\" height=\"%lf\"", width, height);
        any = true;
        if (count < MAX_WORDS && sscanf(line, " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%63[^<]",
                                        &word->x0, &word->y0, &word->x1, &word->y1, word->text) == 5) {
            count++;
        }
    }
    pclose(pipe);
    unlink(path);
    return any ? count : -1;
}

static void check_words(const char *name, const struct buffer *pdf, double page_width, double page_height)
{
    static struct word words[MAX_WORDS + 1];
    double width = 0.0;
    double height = 0.0;
    int count = read_words(pdf, words, &width, &height);
    if (count < 0) {
        cr_skip("pdftotext is missing (package poppler-utils)");
    }
    cr_expect_gt(count, 5, "%s: %d words", name, count);
    cr_expect_eq(width, page_width, "%s: %f wide", name, width);
    cr_expect_eq(height, page_height, "%s: %f high", name, height);
    const double touch = 0.4;
    for (int i = 0; i < count; i++) {
        const struct word *a = &words[i];
        cr_expect(a->x0 > 0.0 && a->y0 > 0.0 && a->x1 < width && a->y1 < height, "%s: \"%s\" is cut", name, a->text);
        cr_expect_geq(a->y1 - a->y0, 8.0, "%s: \"%s\" is too small", name, a->text);
        for (int k = i + 1; k < count; k++) {
            const struct word *b = &words[k];
            bool apart =
                a->x0 + touch >= b->x1 || b->x0 + touch >= a->x1 || a->y0 + touch >= b->y1 || b->y0 + touch >= a->y1;
            cr_expect(apart, "%s: \"%s\" is over \"%s\" at %.1f %.1f", name, a->text, b->text, b->x0, b->y0);
        }
    }
}

static void check_pdfs(const char *name, struct fixture *fixture)
{
    for (size_t i = 0; i < PICTURE_COUNT; i++) {
        struct render_options options;
        render_options_init(&options);
        struct render_result result;
        draw_one(PICTURES[i], &fixture->kb, &options, RENDER_BIT(RENDER_PDF), &result);
        check_words(name, &result.bytes[RENDER_PDF], 842.0, 595.0);
        cr_expect_eq(result.bytes[RENDER_SVG].len, 0);
        render_result_release(&result);
    }
    fixture_release(fixture);
}

Test(drawn, words_of_the_story, .timeout = 120)
{
    struct fixture fixture;
    fixture_story(&fixture);
    check_pdfs("story", &fixture);
}

Test(drawn, words_of_dense_pictures, .timeout = 120)
{
    struct fixture fixture;
    fixture_many(&fixture, 60, 2010, 3650);
    check_pdfs("sixty", &fixture);
    fixture_partners(&fixture, 40);
    check_pdfs("forty partners", &fixture);
    fixture_web(&fixture, 26);
    check_pdfs("web", &fixture);
}

Test(drawn, words_of_crowded_pictures, .timeout = 120)
{
    struct fixture fixture;
    fixture_many(&fixture, 2000, 1941, 29220);
    check_pdfs("eighty years", &fixture);
    fixture_same_day(&fixture, 40);
    check_pdfs("same day", &fixture);
    fixture_partners(&fixture, 300);
    check_pdfs("hundreds", &fixture);
}

Test(drawn, paper_sizes, .timeout = 120)
{
    static const struct {
        enum render_paper paper;
        double width, height;
    } papers[] = {{RENDER_A4, 595, 842}, {RENDER_A3, 842, 1191}, {RENDER_LETTER, 612, 792}};
    struct fixture fixture;
    fixture_story(&fixture);
    for (size_t i = 0; i < 6; i++) {
        struct render_options options;
        render_options_init(&options);
        options.paper = papers[i / 2].paper;
        options.portrait = i % 2 == 0;
        struct render_result result;
        draw_one(render_timeline, &fixture.kb, &options, RENDER_BIT(RENDER_PDF), &result);
        check_words("paper", &result.bytes[RENDER_PDF], options.portrait ? papers[i / 2].width : papers[i / 2].height,
                    options.portrait ? papers[i / 2].height : papers[i / 2].width);
        render_result_release(&result);
    }
    fixture_release(&fixture);
}

static void check_same(const char *name, struct fixture *fixture)
{
    for (size_t i = 0; i < PICTURE_COUNT; i++) {
        struct render_options options;
        render_options_init(&options);
        struct render_result first;
        struct render_result second;
        draw_one(PICTURES[i], &fixture->kb, &options, RENDER_ALL_FORMATS, &first);
        setenv("SOURCE_DATE_EPOCH", "1000000000", 1);
        draw_one(PICTURES[i], &fixture->kb, &options, RENDER_ALL_FORMATS, &second);
        unsetenv("SOURCE_DATE_EPOCH");
        for (unsigned k = 0; k < RENDER_FORMAT_COUNT; k++) {
            cr_expect_gt(first.bytes[k].len, 100);
            cr_expect(slice_equal(buffer_slice(&first.bytes[k]), buffer_slice(&second.bytes[k])), "%s %zu %s differs",
                      name, i, render_format_name((enum render_format)k));
        }
        render_result_release(&first);
        render_result_release(&second);
    }
    fixture_release(fixture);
}

Test(drawn, same_bytes, .timeout = 240)
{
    struct fixture fixture;
    fixture_story(&fixture);
    check_same("story", &fixture);
    fixture_hostile(&fixture);
    check_same("hostile", &fixture);
}

Test(drawn, one_format_is_as_with_all, .timeout = 120)
{
    struct fixture fixture;
    fixture_story(&fixture);
    struct render_options options;
    render_options_init(&options);
    struct render_result all;
    draw_one(render_timeline, &fixture.kb, &options, RENDER_ALL_FORMATS, &all);
    for (unsigned k = 0; k < RENDER_FORMAT_COUNT; k++) {
        struct render_result one;
        draw_one(render_timeline, &fixture.kb, &options, RENDER_BIT(k), &one);
        cr_expect(slice_equal(buffer_slice(&all.bytes[k]), buffer_slice(&one.bytes[k])), "%u", k);
        render_result_release(&one);
    }
    render_result_release(&all);
    fixture_release(&fixture);
}

static size_t count_text(const struct buffer *buffer, const char *word)
{
    size_t count = 0;
    for (const char *at = buffer->bytes; (at = strstr(at, word)) != NULL; at += strlen(word)) {
        count++;
    }
    return count;
}

Test(drawn, svg_says_what_it_is, .timeout = 120)
{
    struct fixture fixture;
    fixture_story(&fixture);
    struct render_options options;
    render_options_init(&options);
    struct render_result result;
    draw_one(render_timeline, &fixture.kb, &options, RENDER_BIT(RENDER_SVG), &result);
    const struct buffer *svg = &result.bytes[RENDER_SVG];
    cr_expect_eq(count_text(svg, "<svg "), 1);
    cr_expect_eq(count_text(svg, "role=\"img\""), 1);
    cr_expect_eq(count_text(svg, "<desc id=\"tl-desc\">Extracted by rules from 5 documents"), 1);
    cr_expect_eq(count_text(svg, "width=\"297mm\" height=\"210mm\" viewBox=\"0 0 842 595\""), 1);
    cr_expect_eq(count_text(svg, "class=\"mark meeting occurred"), 13);
    cr_expect_eq(count_text(svg, "id=\"tl-event:00003\""), 1);
    cr_expect_geq(
        count_text(svg, "Sixth Scientific and Practical Conference of the Regional Anti&#45;Terrorist Structure"), 1,
        "a shortened title is whole in its tooltip");
    cr_expect_eq(count_text(svg, "xlink:title"), 0);
    cr_expect_eq(count_text(svg, "%3"), 0);
    cr_expect_eq(count_text(svg, "<!--"), 0);
    cr_expect_gt(count_text(svg, "font-weight=\"bold\""), 5);
    render_result_release(&result);
    fixture_release(&fixture);
}

Test(drawn, partners_say_what_and_when, .timeout = 120)
{
    struct fixture fixture;
    fixture_story(&fixture);
    struct render_options options;
    render_options_init(&options);
    struct render_result result;
    draw_one(render_partners, &fixture.kb, &options, RENDER_BIT(RENDER_SVG), &result);
    const struct buffer *svg = &result.bytes[RENDER_SVG];
    cr_expect_eq(result.report.shown, 11);
    cr_expect_eq(count_text(svg, ">concluded by Jun 2021 "), 9);
    cr_expect_eq(count_text(svg, ">concluded Sep 2018 "), 1);
    cr_expect_eq(count_text(svg, ">planned as of Oct 2018 "), 1);
    cr_expect_eq(count_text(svg, "class=\"mark part_of\""), 1);
    cr_expect_eq(count_text(svg, "class=\"mark agreement planned\""), 1);
    cr_expect_eq(count_text(svg, "class=\"mark agreement concluded\""), 10);
    render_result_release(&result);
    fixture_release(&fixture);
}

/* What no filter took away is not called filtered. */
Test(drawn, statements_that_nobody_asked_for_are_counted_apart, .timeout = 120)
{
    struct fixture fixture;
    fixture_story(&fixture);
    struct render_options options;
    render_options_init(&options);
    struct render_result result;
    draw_one(render_timeline, &fixture.kb, &options, RENDER_BIT(RENDER_SVG), &result);
    const struct buffer *svg = &result.bytes[RENDER_SVG];
    cr_expect_eq(result.report.aside, 1);
    cr_expect_eq(result.report.left_out, 0);
    cr_expect_geq(count_text(svg, "1 statement (the document itself) not drawn"), 1);
    cr_expect_eq(count_text(svg, "left out by filters"), 0);
    render_result_release(&result);

    struct slice wish = slice_of("statement");
    options.select.lists[SELECT_CLASS] = (struct select_list){&wish, 1};
    draw_one(render_timeline, &fixture.kb, &options, RENDER_BIT(RENDER_SVG), &result);
    cr_expect_eq(result.report.aside, 0);
    cr_expect_gt(result.report.left_out, 0);
    cr_expect_eq(count_text(&result.bytes[RENDER_SVG], "not drawn"), 0);
    render_result_release(&result);
    fixture_release(&fixture);
}

/* The picture and the summary choose the same middle: an organization, though a state has more agreements. */
Test(drawn, the_hub_is_an_organization, .timeout = 120)
{
    struct fixture fixture;
    fixture_init(&fixture, "2022-06-16");
    uint32_t speech = fixture_document(&fixture, "Ada Speaker", "Remarks", "2022-06-16");
    uint32_t state = fixture_entity(&fixture, "state", "Aland", UINT32_MAX);
    uint32_t league = fixture_entity(&fixture, "organization", "League of Pilots", UINT32_MAX);
    uint32_t other = fixture_entity(&fixture, "state", "Bland", UINT32_MAX);
    fixture_relation(&fixture, "agreement", state, league, "concluded", "treaty", "2018", speech);
    fixture_relation(&fixture, "agreement", state, other, "concluded", "treaty", "2019", speech);
    struct render_options options;
    render_options_init(&options);
    struct render_result result;
    draw_one(render_partners, &fixture.kb, &options, RENDER_BIT(RENDER_SVG), &result);
    cr_expect_geq(count_text(&result.bytes[RENDER_SVG], "Agreement partners of League of Pilots"), 1);
    render_result_release(&result);
    fixture_release(&fixture);
}

Test(drawn, month_is_never_a_day, .timeout = 120)
{
    struct fixture fixture;
    fixture_story(&fixture);
    struct render_options options;
    render_options_init(&options);
    struct render_result result;
    draw_one(render_timeline, &fixture.kb, &options, RENDER_BIT(RENDER_SVG), &result);
    cr_expect_eq(count_text(&result.bytes[RENDER_SVG], ">1 Jun 2018"), 0);
    cr_expect_eq(count_text(&result.bytes[RENDER_SVG], ">1 Jan"), 0);
    cr_expect_geq(count_text(&result.bytes[RENDER_SVG], ">Jun 2018"), 1);
    cr_expect_geq(count_text(&result.bytes[RENDER_SVG], ">[23 Mar 2022]"), 1);
    render_result_release(&result);
    fixture_release(&fixture);
}

Test(drawn, hostile_text_stays_text, .timeout = 120)
{
    struct fixture fixture;
    fixture_hostile(&fixture);
    struct render_options options;
    render_options_init(&options);
    for (size_t i = 0; i < PICTURE_COUNT; i++) {
        struct render_result result;
        draw_one(PICTURES[i], &fixture.kb, &options, RENDER_BIT(RENDER_SVG), &result);
        const struct buffer *svg = &result.bytes[RENDER_SVG];
        cr_expect_eq(count_text(svg, "<TABLE"), 0);
        cr_expect_eq(count_text(svg, "<b>"), 0);
        cr_expect_geq(count_text(svg, "C:\\New\\table"), 1, "picture %zu", i);
        for (size_t k = 0; k < svg->len; k++) {
            unsigned char byte = (unsigned char)svg->bytes[k];
            cr_assert(byte >= 0x20 || byte == '\n', "control character %u in picture %zu", byte, i);
        }
        render_result_release(&result);
    }
    fixture_release(&fixture);
}

Test(drawn, most_of_sixty_are_named, .timeout = 120)
{
    struct fixture fixture;
    fixture_many(&fixture, 60, 2010, 3650);
    struct render_options options;
    render_options_init(&options);
    struct render_result result;
    draw_one(render_timeline, &fixture.kb, &options, RENDER_BIT(RENDER_DOT), &result);
    cr_expect_geq(result.report.shown, 40);
    cr_expect_eq(result.report.shown + result.report.folded, 60);
    render_result_release(&result);
    fixture_release(&fixture);
}

Test(drawn, unknown_names_are_reported)
{
    struct fixture fixture;
    fixture_story(&fixture);
    struct render_options options;
    render_options_init(&options);
    struct slice wish = slice_of("Caribean Community");
    options.select.lists[SELECT_ORGANIZATION] = (struct select_list){&wish, 1};
    struct render_result result;
    struct diagnostics errors = {0};
    cr_expect_eq(render_timeline(&fixture.kb, &options, RENDER_ALL_FORMATS, &result, &errors), STATUS_USAGE);
    cr_assert_eq(errors.count, 1);
    cr_expect_str_eq(errors.items[0].message,
                     "no entity \"Caribean Community\" for --org: did you mean \"Caribbean Community\"?");
    cr_expect_eq(result.bytes[RENDER_SVG].len, 0);
    diagnostics_release(&errors);
    fixture_release(&fixture);
}

Test(drawn, many_at_once_are_as_one_by_one, .timeout = 120)
{
    struct fixture fixture;
    fixture_story(&fixture);
    struct render_options options;
    struct render_options wrong;
    render_options_init(&options);
    wrong = options;
    wrong.hub = slice_of("nobody of that name");
    struct render_request requests[] = {
        {.picture = RENDER_TIMELINE, .options = &options, .formats = RENDER_ALL_FORMATS},
        {.picture = RENDER_PARTNERS, .options = &wrong, .formats = RENDER_ALL_FORMATS},
        {.picture = RENDER_ORGANIZATIONS, .options = &options, .formats = RENDER_ALL_FORMATS},
        {.picture = RENDER_PARTNERS, .options = &options, .formats = RENDER_ALL_FORMATS}};
    static draw *const functions[] = {render_timeline, NULL, render_network, render_partners};
    struct diagnostics errors = {0};
    cr_expect_eq(render_many(&fixture.kb, requests, 4, &errors), STATUS_USAGE);
    cr_expect_eq(errors.count, 1);
    for (size_t i = 0; i < 4; i++) {
        struct render_result alone = {0};
        cr_expect_eq(requests[i].status, functions[i] ? STATUS_OK : STATUS_USAGE);
        if (functions[i]) {
            draw_one(functions[i], &fixture.kb, &options, RENDER_ALL_FORMATS, &alone);
        }
        for (unsigned k = 0; k < RENDER_FORMAT_COUNT; k++) {
            cr_expect(slice_equal(buffer_slice(&alone.bytes[k]), buffer_slice(&requests[i].result.bytes[k])));
        }
        render_result_release(&alone);
        render_result_release(&requests[i].result);
    }
    diagnostics_release(&errors);
    fixture_release(&fixture);
}
