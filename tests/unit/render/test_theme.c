/* Themes: what a file changes, what is said of its faults, that the shipped ones can be read and seen. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/file.h"
#include "fixture.h"
#include "theme_p.h"

static enum status read(struct render_theme *theme, const char *text, struct diagnostics *messages)
{
    *messages = (struct diagnostics){0};
    return render_theme_read(theme, slice_of(text), "mine.yaml", messages);
}

static bool says(const struct diagnostics *messages, unsigned line, unsigned column, const char *part)
{
    for (size_t i = 0; i < messages->count; i++) {
        const struct diagnostic *item = &messages->items[i];
        if (item->line == line && item->column == column && strstr(item->message, part)) {
            return true;
        }
    }
    return false;
}

Test(theme, names_only_what_it_changes)
{
    struct render_theme *theme = render_theme_new();
    struct diagnostics messages;
    enum status status = read(theme,
                              "font: DejaVu Sans\n"
                              "sizes: {text: 9.5}\n"
                              "colours: {text: \"#000000\"}\n"
                              "classes:\n"
                              "  meeting: {label: Treffen, shape: hexagon}\n"
                              "  raid: {outline: \"#800000\"}\n"
                              "links:\n"
                              "  agreement: {line: double, arrow: open}\n"
                              "  owns: {colour: \"#800000\", arrow: full}\n"
                              "status:\n"
                              "  planned: {fill: class, pen: 2}\n"
                              "lanes: [visit, meeting]\n"
                              "words:\n"
                              "  planned: geplant\n"
                              "  seasons: [Frühling, Sommer, Herbst, Winter]\n",
                              &messages);
    cr_assert_eq(status, STATUS_OK, "%s", messages.count > 0 ? messages.items[0].message : "");
    cr_expect_eq(messages.count, 0);
    cr_expect_str_eq(theme->font, "DejaVu Sans");
    cr_expect_float_eq(theme->text_size, 9.5, 1e-9);
    cr_expect_float_eq(theme->title_size, 15.0, 1e-9);
    cr_expect_str_eq(theme->colors.text, "#000000");
    cr_expect_str_eq(theme->colors.background, "#FFFFFF");
    cr_expect_str_eq(theme_class(theme, slice_of("meeting"))->label, "Treffen");
    cr_expect_eq(theme_class(theme, slice_of("meeting"))->shape, SCENE_HEXAGON);
    cr_expect_str_eq(theme_class(theme, slice_of("meeting"))->outline, "#0072B2");
    cr_expect_str_eq(theme_class(theme, slice_of("raid"))->outline, "#800000");
    cr_expect_null(theme_class(theme, slice_of("tea"))->name, "others still have the last row");
    cr_expect_eq(theme_link(theme, slice_of("agreement"))->line, SCENE_DOUBLE);
    cr_expect_eq(theme_link(theme, slice_of("owns"))->arrow, SCENE_ARROW);
    cr_expect_null(theme_status(theme, slice_of("planned"))->fill);
    cr_expect_eq(theme_lane(theme, slice_of("meeting")), 1);
    cr_expect_eq(theme_lane(theme, slice_of("launch")), THEME_MAX_LANES);
    cr_expect_str_eq(theme->words.planned, "geplant");
    cr_expect_str_eq(theme->words.seasons[0], "Frühling");
    cr_expect_str_eq(theme->words.occurred, "occurred");
    diagnostics_release(&messages);
    render_theme_free(theme);
}

Test(theme, all_faults_are_reported_in_one_run)
{
    struct render_theme *theme = render_theme_new();
    struct diagnostics messages;
    enum status status = read(theme,
                              "colors: {}\n"
                              "colours:\n"
                              "  txt: \"#000000\"\n"
                              "  text: black\n"
                              "sizes: {text: 6}\n"
                              "classes:\n"
                              "  meeting: {shape: circel}\n"
                              "links: {agreement: {line: dashed}}\n"
                              "words:\n"
                              "  plannned: geplant\n"
                              "  months: [Jan, Feb]\n"
                              "lanes: meeting\n"
                              "font: \"x\\\"y\"\n",
                              &messages);
    cr_expect_eq(status, STATUS_FAILED);
    cr_expect(says(&messages, 1, 1, "did you mean colours?"));
    cr_expect(says(&messages, 3, 3, "did you mean text?"));
    cr_expect(says(&messages, 4, 9, "expected a colour"));
    cr_expect(says(&messages, 5, 15, "expected a number from 8 to 14"));
    cr_expect(says(&messages, 7, 20, "did you mean circle?"));
    cr_expect(says(&messages, 8, 27, "there are solid, dotted, double"));
    cr_expect(says(&messages, 10, 3, "did you mean planned?"));
    cr_expect(says(&messages, 11, 11, "expected a list of 12 texts"));
    cr_expect(says(&messages, 12, 8, "expected a list of names"));
    cr_expect(says(&messages, 13, 7, "expected the name of a font family"));
    cr_expect_eq(messages.error_count, 10);
    diagnostics_release(&messages);
    render_theme_free(theme);
}

Test(theme, what_cannot_be_seen_is_warned_of)
{
    struct render_theme *theme = render_theme_new();
    struct diagnostics messages;
    enum status status =
        read(theme, "colours: {muted: \"#AAAAAA\"}\nclasses: {visit: {outline: \"#FFEE00\"}}\n", &messages);
    cr_expect_eq(status, STATUS_OK);
    cr_assert_eq(messages.warning_count, 2);
    cr_expect(strstr(messages.items[0].message, "colour muted is #AAAAAA on #FFFFFF, a contrast of 2.3:1") != NULL,
              "%s", messages.items[0].message);
    cr_expect(strstr(messages.items[1].message, "class visit") != NULL);
    cr_expect_float_eq(theme_contrast("#000000", "#FFFFFF"), 21.0, 1e-6);
    cr_expect_float_eq(theme_contrast("#777777", "#FFFFFF"), 4.48, 0.01);
    diagnostics_release(&messages);
    render_theme_free(theme);
}

static struct render_theme *shipped(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.yaml", ANNALS_THEMES_DIR, name);
    struct render_theme *theme = render_theme_new();
    struct buffer bytes = {0};
    struct diagnostics messages = {0};
    cr_assert_eq(file_read(path, 0, &bytes, &messages), STATUS_OK, "%s", path);
    cr_assert_eq(render_theme_read(theme, buffer_slice(&bytes), path, &messages), STATUS_OK, "%s", path);
    cr_expect_eq(messages.count, 0, "%s: %s", name, messages.count > 0 ? messages.items[0].message : "");
    buffer_release(&bytes);
    diagnostics_release(&messages);
    return theme;
}

/* A theme that gives two kinds the same look must tell them apart by more than a colour. */
Test(theme, shipped_ones_tell_kinds_apart_without_colour)
{
    static const char *const names[] = {"print", "screen", "dark", "grey"};
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        struct render_theme *theme = shipped(names[n]);
        for (size_t i = 0; i < theme->class_count; i++) {
            for (size_t k = i + 1; k < theme->class_count; k++) {
                cr_expect_neq(theme->classes[i].shape, theme->classes[k].shape, "%s: %zu, %zu", names[n], i, k);
            }
        }
        for (size_t i = 0; i < theme->link_count; i++) {
            for (size_t k = i + 1; k < theme->link_count; k++) {
                const struct theme_link *a = &theme->links[i];
                const struct theme_link *b = &theme->links[k];
                cr_expect(a->line != b->line || a->arrow != b->arrow, "%s: %zu, %zu", names[n], i, k);
            }
        }
        const struct theme_status *planned = theme_status(theme, slice_of("planned"));
        const struct theme_status *unknown = theme_status(theme, slice_of("unknown"));
        cr_expect_str_eq(planned->fill, "", "%s: planned is hollow", names[n]);
        cr_expect_geq(planned->pen, 2.0 * unknown->pen, "%s: unknown is thin", names[n]);
        render_theme_free(theme);
    }
}

Test(theme, print_is_what_there_is_without_a_theme, .timeout = 120)
{
    struct render_theme *print = shipped("print");
    struct fixture fixture;
    fixture_story(&fixture);
    struct render_options options;
    render_options_init(&options);
    enum status (*const draws[])(const struct kb *, const struct render_options *, unsigned, struct render_result *,
                                 struct diagnostics *) = {render_timeline, render_network, render_partners};
    for (size_t i = 0; i < 3; i++) {
        struct render_result with = {0};
        struct render_result without = {0};
        struct diagnostics messages = {0};
        options.theme = NULL;
        cr_assert_eq(draws[i](&fixture.kb, &options, RENDER_BIT(RENDER_SVG), &without, &messages), STATUS_OK);
        options.theme = print;
        cr_assert_eq(draws[i](&fixture.kb, &options, RENDER_BIT(RENDER_SVG), &with, &messages), STATUS_OK);
        cr_expect(slice_equal(buffer_slice(&with.bytes[RENDER_SVG]), buffer_slice(&without.bytes[RENDER_SVG])));
        render_result_release(&with);
        render_result_release(&without);
    }
    fixture_release(&fixture);
    render_theme_free(print);
}
