/* What is laid out, measured: no text over another or over a foreign mark, none outside the page, none under 8 points.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "base/utf8.h"
#include "fixture.h"
#include "picture_p.h"
#include "theme_p.h"

static const double TOUCH = 0.35; /* points that boxes may share: rounding */

static struct scene_box shrink(struct scene_box box)
{
    return (struct scene_box){box.x + TOUCH, box.y + TOUCH, box.width - 2.0 * TOUCH, box.height - 2.0 * TOUCH};
}

static bool has_text(const struct scene_node *node)
{
    return node->line_count > 0 && node->size > 0.0 && node->text_box.width > 0.5;
}

static const char *first_line(const struct scene *scene, const struct scene_node *node)
{
    static char text[80];
    (void)scene;
    if (node->line_count == 0) {
        return "";
    }
    snprintf(text, sizeof text, "%.*s", (int)(node->lines[0].len < 60 ? node->lines[0].len : 60), node->lines[0].ptr);
    return text;
}

static void check_pairs(const char *name, const struct scene *scene)
{
    for (size_t i = 0; i < scene->node_count; i++) {
        const struct scene_node *a = &scene->nodes[i];
        if (!has_text(a)) {
            continue;
        }
        for (size_t k = 0; k < scene->node_count; k++) {
            const struct scene_node *b = &scene->nodes[k];
            bool texts = k > i && has_text(b) && scene_boxes_meet(shrink(a->text_box), shrink(b->text_box));
            bool mark = k != i && b->shape != SCENE_TEXT && scene_boxes_meet(shrink(a->text_box), shrink(b->box));
            if (texts || mark) {
                char left[80];
                snprintf(left, sizeof left, "%s", first_line(scene, a));
                cr_expect(false, "%s: \"%s\" (%.1f %.1f %.1f %.1f) touches %s \"%s\" %.*s (%.1f %.1f %.1f %.1f)", name,
                          left, a->text_box.x, a->text_box.y, a->text_box.width, a->text_box.height,
                          texts ? "text" : "mark", first_line(scene, b), SLICE_ARG(b->id), b->box.x, b->box.y,
                          b->box.width, b->box.height);
                return;
            }
        }
    }
}

static void check_page(const char *name, const struct scene *scene)
{
    for (size_t i = 0; i < scene->node_count; i++) {
        const struct scene_node *node = &scene->nodes[i];
        bool inside = node->box.x >= 0.0 && node->box.y >= 0.0 && node->box.x + node->box.width <= scene->width &&
                      node->box.y + node->box.height <= scene->height;
        cr_expect(inside, "%s: \"%s\" (%.1f %.1f %.1f %.1f) is outside", name, first_line(scene, node), node->box.x,
                  node->box.y, node->box.width, node->box.height);
        if (has_text(node)) {
            bool text_inside = node->text_box.x >= 2.0 && node->text_box.y >= 2.0 &&
                               node->text_box.x + node->text_box.width <= scene->width - 2.0 &&
                               node->text_box.y + node->text_box.height <= scene->height - 2.0;
            cr_expect(text_inside, "%s: text \"%s\" is outside", name, first_line(scene, node));
            cr_expect_geq(node->size, 8.0, "%s: text of %f points", name, node->size);
            bool within =
                node->shape == SCENE_TEXT || node->box.width < 30.0 || node->text_box.width <= node->box.width + 1.0;
            cr_expect(within, "%s: \"%s\" is wider than its shape", name, first_line(scene, node));
        }
    }
}

static void check(const char *name, picture_layout *layout, struct fixture *fixture,
                  const struct render_options *options)
{
    struct measure *measure = measure_new(MEASURE_FONT);
    struct scene scene;
    struct render_report report = {0};
    struct buffer problem = {0};
    double width;
    double height;
    picture_page(options, &width, &height);
    struct render_theme theme;
    theme_init(&theme);
    scene_init(&scene, &theme, measure, "test", "t-", width, height);
    cr_assert_eq(layout(&fixture->kb, options, &scene, &report, &problem), STATUS_OK, "%s", name);
    check_pairs(name, &scene);
    check_page(name, &scene);
    buffer_release(&problem);
    scene_release(&scene);
    measure_free(measure);
}

/* Every page of a timeline, and larger text. */
static void check_pages(const char *name, struct fixture *fixture)
{
    struct render_options options;
    struct render_theme theme;
    struct measure *measure = measure_new(MEASURE_FONT);
    render_options_init(&options);
    theme_init(&theme);
    theme.text_size = 9.5;
    theme.title_size = 20.0;
    options.theme = &theme;
    struct pages pages = {.kb = &fixture->kb, .options = &options, .measure = measure, .kind = "test", .prefix = "t-"};
    struct render_report report = {0};
    struct buffer problem = {0};
    cr_assert_eq(timeline_lay_out_pages(&pages, &report, &problem), STATUS_OK, "%s", name);
    for (size_t i = 0; i < pages.count; i++) {
        check_pairs(name, pages.items[i]);
        check_page(name, pages.items[i]);
    }
    pages_release(&pages);
    buffer_release(&problem);
    measure_free(measure);
}

static void check_all(const char *name, struct fixture *fixture)
{
    for (int i = 0; i < 6; i++) {
        struct render_options options;
        render_options_init(&options);
        options.portrait = i % 2 == 1;
        options.paper = (enum render_paper)(i / 2);
        options.caveat = slice_of(i == 2 ? "a caveat of the user's own" : "");
        check(name, timeline_lay_out, fixture, &options);
        check(name, partners_lay_out, fixture, &options);
        check(name, network_lay_out, fixture, &options);
    }
    static const enum render_lane lanes[] = {RENDER_LANE_TYPE, RENDER_LANE_ORGANIZATION, RENDER_LANE_PLACE,
                                             RENDER_LANE_SERIES};
    for (size_t i = 0; i < sizeof lanes / sizeof lanes[0]; i++) {
        struct render_options options;
        render_options_init(&options);
        options.lane = lanes[i];
        check(name, timeline_lay_out, fixture, &options);
    }
    for (int i = 0; i < 4; i++) {
        struct render_options options;
        render_options_init(&options);
        options.matrix = i % 2 == 0 ? RENDER_MATRIX_YEAR : RENDER_MATRIX_KIND;
        options.portrait = i / 2 == 1;
        check(name, network_lay_out, fixture, &options);
    }
    check_pages(name, fixture);
    fixture_release(fixture);
}

Test(boxes, story, .timeout = 120)
{
    struct fixture fixture;
    fixture_story(&fixture);
    check_all("story", &fixture);
}

Test(boxes, none_one_and_two, .timeout = 120)
{
    struct fixture fixture;
    fixture_init(&fixture, "");
    check_all("none", &fixture);
    fixture_many(&fixture, 1, 2019, 365);
    check_all("one", &fixture);
    fixture_many(&fixture, 2, 1950, 25000);
    check_all("two", &fixture);
}

Test(boxes, dense, .timeout = 240)
{
    struct fixture fixture;
    fixture_many(&fixture, 60, 2010, 3650);
    check_all("sixty", &fixture);
    fixture_same_day(&fixture, 40);
    check_all("same day", &fixture);
    fixture_many(&fixture, 500, 2020, 31);
    check_all("one month", &fixture);
}

Test(boxes, eighty_years, .timeout = 240)
{
    struct fixture fixture;
    fixture_many(&fixture, 2000, 1941, 29220);
    check_all("eighty years", &fixture);
}

Test(boxes, hostile, .timeout = 120)
{
    struct fixture fixture;
    fixture_hostile(&fixture);
    check_all("hostile", &fixture);
}

Test(boxes, partners, .timeout = 240)
{
    static const int counts[] = {1, 2, 5, 11, 20, 40, 300};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct fixture fixture;
        char name[32];
        snprintf(name, sizeof name, "%d partners", counts[i]);
        fixture_partners(&fixture, counts[i]);
        check_all(name, &fixture);
    }
}

Test(boxes, webs, .timeout = 240)
{
    static const int counts[] = {2, 3, 8, 14, 26, 40, 500};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct fixture fixture;
        char name[32];
        snprintf(name, sizeof name, "web of %d", counts[i]);
        fixture_web(&fixture, counts[i]);
        check_all(name, &fixture);
    }
}
