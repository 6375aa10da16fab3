/* Organizations as a table, and families in a box. */
#include <criterion/criterion.h>

#include "fixture.h"
#include "picture_p.h"
#include "theme_p.h"

struct drawing {
    struct render_theme theme;
    struct render_report report;
    struct scene scene;
    struct measure *measure;
};

static void lay_out(struct drawing *drawing, struct fixture *fixture, const struct render_options *options)
{
    struct buffer problem = {0};
    double width;
    double height;
    picture_page(options, &width, &height);
    theme_init(&drawing->theme);
    drawing->report = (struct render_report){0};
    drawing->measure = measure_new(MEASURE_FONT);
    scene_init(&drawing->scene, &drawing->theme, drawing->measure, "organizations", "org-", width, height);
    cr_assert_eq(network_lay_out(&fixture->kb, options, &drawing->scene, &drawing->report, &problem), STATUS_OK);
    buffer_release(&problem);
}

static void drop(struct drawing *drawing)
{
    scene_release(&drawing->scene);
    measure_free(drawing->measure);
}

static const struct scene_node *find_cell(const struct scene *scene, const char *tooltip)
{
    for (size_t i = 0; i < scene->node_count; i++) {
        if (slice_starts(scene->nodes[i].class, "mark cell") && slice_starts(scene->nodes[i].tooltip, tooltip)) {
            return &scene->nodes[i];
        }
    }
    return NULL;
}

static void make_three(struct fixture *fixture)
{
    fixture_init(fixture, "2020-01-01");
    uint32_t document = fixture_document(fixture, "A. Speaker", "Address", "2020-01-01");
    uint32_t union_ = fixture_entity(fixture, "organization", "Harbour Union", UINT32_MAX);
    uint32_t office = fixture_entity(fixture, "organization", "Pilot Office", union_);
    uint32_t bank = fixture_entity(fixture, "organization", "Coast Bank", UINT32_MAX);
    fixture_relation(fixture, "agreement", union_, bank, "concluded", "agreement", "2018-04-02", document);
    fixture_relation(fixture, "agreement", union_, bank, "planned", "agreement", "2018-09", document);
    fixture_relation(fixture, "agreement", office, bank, "planned", "agreement", NULL, document);
    fixture_relation(fixture, "member_of", bank, union_, "stated", NULL, "2019", document);
}

Test(network, a_table_counts_what_there_is_in_each_year)
{
    struct fixture fixture;
    struct drawing drawing;
    struct render_options options;
    make_three(&fixture);
    render_options_init(&options);
    options.matrix = RENDER_MATRIX_YEAR;
    lay_out(&drawing, &fixture, &options);
    const struct scene_node *cell = find_cell(&drawing.scene, "Harbour Union, 2018: 2 | Coast Bank: agreement 2018");
    cr_assert_not_null(cell);
    cr_expect(slice_is(cell->lines[0], "2"));
    cr_expect(slice_is(cell->target.ids, "relation:0000 relation:0001"));
    cr_expect(slice_is(cell->class, "mark cell"), "one of them is concluded");
    cr_expect_not_null(find_cell(&drawing.scene, "Coast Bank, 2019: 1 | Harbour Union: member of 2019"));
    cell = find_cell(&drawing.scene, "Pilot Office, undated: 1");
    cr_assert_not_null(cell);
    cr_expect(slice_is(cell->class, "mark cell planned"));
    cr_expect_null(find_cell(&drawing.scene, "Pilot Office, 2018"));
    cr_expect_eq(drawing.report.shown, 3);
    drop(&drawing);
    options.matrix = RENDER_MATRIX_KIND;
    lay_out(&drawing, &fixture, &options);
    cr_expect_not_null(find_cell(&drawing.scene, "Coast Bank, agreement: 3 | "));
    cr_expect_not_null(find_cell(&drawing.scene, "Coast Bank, member of: 1 | "));
    drop(&drawing);
    fixture_release(&fixture);
}

Test(network, a_table_leaves_out_what_has_no_room_and_counts_it)
{
    struct fixture fixture;
    struct drawing drawing;
    struct render_options options;
    fixture_web(&fixture, 500);
    render_options_init(&options);
    options.matrix = RENDER_MATRIX_YEAR;
    lay_out(&drawing, &fixture, &options);
    cr_expect_gt(drawing.report.shown, 15);
    cr_expect_geq(drawing.report.shown + drawing.report.folded, 490);
    drop(&drawing);
    options.top = 7;
    lay_out(&drawing, &fixture, &options);
    cr_expect_eq(drawing.report.shown, 7);
    drop(&drawing);
    fixture_release(&fixture);
}

Test(network, a_family_has_a_box_of_its_own)
{
    struct fixture fixture;
    struct drawing drawing;
    struct render_options options;
    make_three(&fixture);
    render_options_init(&options);
    lay_out(&drawing, &fixture, &options);
    size_t boxes = 0;
    for (size_t i = 0; i < drawing.scene.shade_count; i++) {
        const struct scene_shade *shade = &drawing.scene.shades[i];
        if (shade->fill) {
            boxes++;
            size_t within = 0;
            for (size_t k = 0; k < drawing.scene.node_count; k++) {
                const struct scene_node *node = &drawing.scene.nodes[k];
                within += slice_is(node->class, "mark organization") && scene_boxes_meet(shade->box, node->box) ? 1 : 0;
            }
            cr_expect_eq(within, 2, "the union and its office, and not the bank");
        }
    }
    cr_expect_eq(boxes, 1);
    drop(&drawing);
    fixture_release(&fixture);
}
