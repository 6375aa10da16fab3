/* Draws every made-up knowledge base in every format. With ANNALS_GALLERY=FOLDER in the environment the pictures are
 * kept there, to be looked at. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "fixture.h"
#include "render/render.h"

typedef enum status draw(const struct kb *kb, const struct render_options *options, unsigned formats,
                         struct render_result *result, struct diagnostics *errors);

static void keep(const char *name, const struct render_result *result)
{
    const char *folder = getenv("ANNALS_GALLERY");
    for (unsigned i = 0; folder && i < RENDER_FORMAT_COUNT; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s.%s", folder, name, render_format_name((enum render_format)i));
        struct diagnostics errors = {0};
        cr_assert_eq(file_write(path, slice_make(result->bytes[i].bytes, result->bytes[i].len), &errors), STATUS_OK);
        diagnostics_release(&errors);
    }
}

static void show(const char *name, draw *function, const struct kb *kb, const struct render_options *options)
{
    struct render_result result;
    struct diagnostics errors = {0};
    enum status status = function(kb, options, RENDER_ALL_FORMATS, &result, &errors);
    if (status != STATUS_OK) {
        diagnostics_print(&errors, stderr);
    }
    cr_assert_eq(status, STATUS_OK, "%s", name);
    cr_expect(slice_starts(buffer_slice(&result.bytes[RENDER_PNG]), "\x89PNG"), "%s", name);
    cr_expect(slice_starts(buffer_slice(&result.bytes[RENDER_PDF]), "%PDF"), "%s", name);
    cr_expect(slice_starts(buffer_slice(&result.bytes[RENDER_SVG]), "<?xml"), "%s", name);
    cr_expect(slice_starts(buffer_slice(&result.bytes[RENDER_DOT]), "digraph"), "%s", name);
    keep(name, &result);
    render_result_release(&result);
    diagnostics_release(&errors);
}

static void show_all(const char *name, struct fixture *fixture)
{
    struct render_options options;
    render_options_init(&options);
    char title[128];
    snprintf(title, sizeof title, "%s-timeline", name);
    show(title, render_timeline, &fixture->kb, &options);
    snprintf(title, sizeof title, "%s-organizations", name);
    show(title, render_network, &fixture->kb, &options);
    snprintf(title, sizeof title, "%s-partners", name);
    show(title, render_partners, &fixture->kb, &options);
    fixture_release(fixture);
}

Test(gallery, story, .timeout = 120)
{
    struct fixture fixture;
    fixture_story(&fixture);
    show_all("story", &fixture);
}

Test(gallery, story_by_place_upright, .timeout = 120)
{
    struct fixture fixture;
    struct render_options options;
    render_options_init(&options);
    options.lane = RENDER_LANE_PLACE;
    options.portrait = true;
    options.caveat = slice_of("For internal use only");
    fixture_story(&fixture);
    show("story-places-timeline", render_timeline, &fixture.kb, &options);
    options.portrait = false;
    options.paper = RENDER_A3;
    options.lane = RENDER_LANE_CLASS;
    show("story-a3-timeline", render_timeline, &fixture.kb, &options);
    show("story-a3-partners", render_partners, &fixture.kb, &options);
    fixture_release(&fixture);
}

Test(gallery, empty, .timeout = 120)
{
    struct fixture fixture;
    fixture_init(&fixture, "");
    show_all("empty", &fixture);
}

Test(gallery, one, .timeout = 120)
{
    struct fixture fixture;
    fixture_many(&fixture, 1, 2019, 365);
    show_all("one", &fixture);
}

Test(gallery, two, .timeout = 120)
{
    struct fixture fixture;
    fixture_many(&fixture, 2, 1950, 365 * 70);
    show_all("two", &fixture);
}

Test(gallery, sixty, .timeout = 120)
{
    struct fixture fixture;
    fixture_many(&fixture, 60, 2010, 3650);
    show_all("sixty", &fixture);
}

Test(gallery, same_day, .timeout = 120)
{
    struct fixture fixture;
    fixture_same_day(&fixture, 40);
    show_all("same-day", &fixture);
}

Test(gallery, eighty_years, .timeout = 120)
{
    struct fixture fixture;
    fixture_many(&fixture, 2000, 1941, 29220);
    show_all("eighty-years", &fixture);
}

Test(gallery, one_month, .timeout = 120)
{
    struct fixture fixture;
    fixture_many(&fixture, 500, 2020, 31);
    show_all("one-month", &fixture);
}

Test(gallery, hostile, .timeout = 120)
{
    struct fixture fixture;
    fixture_hostile(&fixture);
    show_all("hostile", &fixture);
}

Test(gallery, partners, .timeout = 120)
{
    struct fixture fixture;
    fixture_partners(&fixture, 20);
    show_all("twenty", &fixture);
    fixture_partners(&fixture, 300);
    show_all("hundreds", &fixture);
}

Test(gallery, web, .timeout = 120)
{
    struct fixture fixture;
    fixture_web(&fixture, 14);
    show_all("web", &fixture);
    fixture_web(&fixture, 35);
    show_all("wide-web", &fixture);
    fixture_web(&fixture, 500);
    show_all("huge-web", &fixture);
}
