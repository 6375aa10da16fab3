/* A theme from YAML. Every fault of a file is reported in one run; what is right of it is taken. */
#include <stdlib.h>

#include "base/yaml.h"
#include "render/clean_p.h"
#include "render/report_p.h"
#include "render/theme_p.h"

struct reader {
    struct render_theme *theme;
    struct diagnostics *errors;
    const struct yaml_node *root;
};

static const double TEXT_CONTRAST = 4.5; /* WCAG 2, as for all text under 18 points */
static const double MARK_CONTRAST = 3.0;

enum { MAX_NAMES = 256, MAX_WORD_BYTES = 400 };

/* "unknown key colour in a theme: did you mean colours?" */
static void complain_key(struct reader *reader, const struct yaml_node *node, const char *what,
                         const char *const *names, size_t count)
{
    struct place place = yaml_place(node);
    const char *nearest = suggest_nearest(node->text, names, count);
    struct buffer known = {0};
    for (size_t i = 0; !nearest && i < count && known.len < MAX_WORD_BYTES; i++) {
        buffer_format(&known, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    if (nearest) {
        diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "unknown %s %.*s: did you mean %s?", what,
                        SLICE_ARG(node->text), nearest);
    } else {
        diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "unknown %s %.*s: there are %s", what,
                        SLICE_ARG(node->text), known.bytes ? known.bytes : "none");
    }
    buffer_release(&known);
}

static bool expect(struct reader *reader, const struct yaml_node *node, enum yaml_kind kind, const char *expected)
{
    if (node->kind == kind) {
        return true;
    }
    struct place place = yaml_place(node);
    diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "expected %s", expected);
    return false;
}

/* A word out of a list, by its place in it; false with a message. */
static bool read_choice(struct reader *reader, const struct yaml_node *node, const char *what, const char *const *names,
                        size_t count, size_t *choice)
{
    if (!expect(reader, node, YAML_SCALAR, "one word")) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (slice_is(node->text, names[i])) {
            *choice = i;
            return true;
        }
    }
    complain_key(reader, node, what, names, count);
    return false;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static void read_color(struct reader *reader, const struct yaml_node *node, const char **color)
{
    static const size_t digits = 6;
    bool right = node->kind == YAML_SCALAR && node->text.len == digits + 1 && node->text.ptr[0] == '#';
    for (size_t i = 1; right && i < node->text.len; i++) {
        right = is_hex(node->text.ptr[i]);
    }
    if (right) {
        *color = arena_string(&reader->theme->arena, node->text);
        return;
    }
    struct place place = yaml_place(node);
    diagnostics_add(reader->errors, SEVERITY_ERROR, &place,
                    "expected a colour as \"#0072B2\", in quotation marks as # begins a comment");
}

static void read_number(struct reader *reader, const struct yaml_node *node, double least, double most, double *number)
{
    char *text = arena_string(&reader->theme->arena, node->text);
    char *end = text;
    double value = node->kind == YAML_SCALAR ? strtod(text, &end) : 0.0;
    if (end != text && *end == '\0' && value >= least && value <= most) {
        *number = value;
        return;
    }
    struct place place = yaml_place(node);
    diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "expected a number from %g to %g", least, most);
}

static bool read_word(struct reader *reader, const struct yaml_node *node, const char **word)
{
    if (!expect(reader, node, YAML_SCALAR, "a text")) {
        return false;
    }
    struct place place = yaml_place(node);
    if (node->text.len > MAX_WORD_BYTES) {
        diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "this text is longer than %d bytes", MAX_WORD_BYTES);
        return false;
    }
    *word = arena_string(&reader->theme->arena, clean_text(&reader->theme->arena, node->text));
    return true;
}

/* One key of a map with a fixed set of them. */
struct field {
    const char *name;
    void (*read)(struct reader *reader, const struct yaml_node *node, void *target);
    void *target;
};

static void read_fields(struct reader *reader, const struct yaml_node *map, const char *what,
                        const struct field *fields, size_t count)
{
    const char *names[MAX_NAMES];
    for (size_t i = 0; i < count; i++) {
        names[i] = fields[i].name;
    }
    if (!expect(reader, map, YAML_MAP, "a map, as `key: value`")) {
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        size_t at = 0;
        if (read_choice(reader, yaml_key_at(map, i), what, names, count, &at)) {
            fields[at].read(reader, yaml_value_at(map, i), fields[at].target);
        }
    }
}

static void field_color(struct reader *reader, const struct yaml_node *node, void *target)
{
    read_color(reader, node, target);
}

static void field_word(struct reader *reader, const struct yaml_node *node, void *target)
{
    read_word(reader, node, target);
}

/* Text under 8 points cannot be read in print; much larger text leaves no room for it. */
static void field_text_size(struct reader *reader, const struct yaml_node *node, void *target)
{
    read_number(reader, node, 8.0, 14.0, target);
}

static void field_title_size(struct reader *reader, const struct yaml_node *node, void *target)
{
    read_number(reader, node, 8.0, 40.0, target);
}

static void field_pen(struct reader *reader, const struct yaml_node *node, void *target)
{
    read_number(reader, node, 0.3, 4.0, target);
}

static void field_shape(struct reader *reader, const struct yaml_node *node, void *target)
{
    static const char *const names[] = {"circle", "diamond", "box", "triangle", "triangle-down", "hexagon", "pentagon"};
    static const enum scene_shape shapes[] = {SCENE_CIRCLE,        SCENE_DIAMOND, SCENE_BOX,     SCENE_TRIANGLE,
                                              SCENE_TRIANGLE_DOWN, SCENE_HEXAGON, SCENE_PENTAGON};
    size_t at = 0;
    if (read_choice(reader, node, "shape", names, sizeof names / sizeof names[0], &at)) {
        *(enum scene_shape *)target = shapes[at];
    }
}

/* Dashed is what is planned, so no kind of link has it. */
static void field_line(struct reader *reader, const struct yaml_node *node, void *target)
{
    static const char *const names[] = {"solid", "dotted", "double"};
    static const enum scene_line lines[] = {SCENE_SOLID, SCENE_DOTTED, SCENE_DOUBLE};
    size_t at = 0;
    if (read_choice(reader, node, "line", names, sizeof names / sizeof names[0], &at)) {
        *(enum scene_line *)target = lines[at];
    }
}

static void field_arrow(struct reader *reader, const struct yaml_node *node, void *target)
{
    static const char *const names[] = {"none", "full", "open"};
    static const enum scene_arrow arrows[] = {SCENE_NO_ARROW, SCENE_ARROW, SCENE_OPEN_ARROW};
    size_t at = 0;
    if (read_choice(reader, node, "arrow", names, sizeof names / sizeof names[0], &at)) {
        *(enum scene_arrow *)target = arrows[at];
    }
}

static void read_colors(struct reader *reader, const struct yaml_node *node, void *target)
{
    struct theme_colors *colors = target;
    const struct field fields[] = {
        {"background", field_color, &colors->background},
        {"text", field_color, &colors->text},
        {"muted", field_color, &colors->muted},
        {"grid", field_color, &colors->grid},
        {"grid_strong", field_color, &colors->grid_strong},
        {"rule", field_color, &colors->rule},
        {"gap", field_color, &colors->gap},
        {"panel", field_color, &colors->panel},
        {"pale", field_color, &colors->pale},
        {"outline", field_color, &colors->outline},
        {"as_of", field_color, &colors->as_of},
        {"accent", field_color, &colors->accent},
        {"on_accent", field_color, &colors->on_accent},
        {"faint", field_color, &colors->faint},
    };
    read_fields(reader, node, "colour", fields, sizeof fields / sizeof fields[0]);
}

static void read_sizes(struct reader *reader, const struct yaml_node *node, void *target)
{
    struct render_theme *theme = target;
    const struct field fields[] = {
        {"text", field_text_size, &theme->text_size},
        {"lane", field_text_size, &theme->lane_size},
        {"title", field_title_size, &theme->title_size},
        {"subtitle", field_title_size, &theme->subtitle_size},
    };
    read_fields(reader, node, "size", fields, sizeof fields / sizeof fields[0]);
}

/* A name of a pack's own class or link gets a row before the last one, which is for all others. */
static bool find_row(struct reader *reader, const struct yaml_node *key, size_t found, size_t count, size_t most)
{
    if (found + 1 < count || slice_is(key->text, "other")) {
        return true;
    }
    if (count < most) {
        return true;
    }
    struct place place = yaml_place(key);
    diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "more than %zu of these", most);
    return false;
}

static void read_classes(struct reader *reader, const struct yaml_node *map, void *target)
{
    struct render_theme *theme = target;
    if (!expect(reader, map, YAML_MAP, "a map, as `meeting: {outline: \"#0072B2\"}`")) {
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_node *key = yaml_key_at(map, i);
        size_t at = theme_class_rank(theme, key->text);
        if (!find_row(reader, key, at, theme->class_count, THEME_MAX_CLASSES)) {
            return;
        }
        if (at + 1 == theme->class_count && !slice_is(key->text, "other")) {
            theme->classes[theme->class_count] = theme->classes[at];
            theme->classes[at].name = arena_string(&theme->arena, key->text);
            theme->class_count++;
        }
        struct theme_class *class = &theme->classes[at];
        const struct field fields[] = {
            {"label", field_word, &class->label},  {"outline", field_color, &class->outline},
            {"fill", field_color, &class->fill},   {"pale", field_color, &class->pale},
            {"shape", field_shape, &class->shape},
        };
        read_fields(reader, yaml_value_at(map, i), "key of a class", fields, sizeof fields / sizeof fields[0]);
    }
}

static void read_links(struct reader *reader, const struct yaml_node *map, void *target)
{
    struct render_theme *theme = target;
    if (!expect(reader, map, YAML_MAP, "a map, as `agreement: {colour: \"#0072B2\"}`")) {
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_node *key = yaml_key_at(map, i);
        size_t at = theme_link_rank(theme, key->text);
        if (!find_row(reader, key, at, theme->link_count, THEME_MAX_LINKS)) {
            return;
        }
        if (at + 1 == theme->link_count && !slice_is(key->text, "other")) {
            theme->links[theme->link_count] = theme->links[at];
            theme->links[at].name = arena_string(&theme->arena, key->text);
            theme->link_count++;
        }
        struct theme_link *link = &theme->links[at];
        const struct field fields[] = {
            {"label", field_word, &link->label},
            {"colour", field_color, &link->color},
            {"line", field_line, &link->line},
            {"arrow", field_arrow, &link->arrow},
        };
        read_fields(reader, yaml_value_at(map, i), "key of a link", fields, sizeof fields / sizeof fields[0]);
    }
}

/* "hollow" is the background, "class" what the class has. */
static void field_fill(struct reader *reader, const struct yaml_node *node, void *target)
{
    if (node->kind == YAML_SCALAR && slice_is(node->text, "hollow")) {
        *(const char **)target = "";
    } else if (node->kind == YAML_SCALAR && slice_is(node->text, "class")) {
        *(const char **)target = NULL;
    } else {
        read_color(reader, node, target);
    }
}

static void read_status(struct reader *reader, const struct yaml_node *node, void *target)
{
    struct theme_status *status = target;
    const struct field fields[] = {
        {"outline", field_color, &status->outline},
        {"fill", field_fill, &status->fill},
        {"pen", field_pen, &status->pen},
    };
    read_fields(reader, node, "key of a status", fields, sizeof fields / sizeof fields[0]);
}

static void read_statuses(struct reader *reader, const struct yaml_node *node, void *target)
{
    struct render_theme *theme = target;
    struct field fields[THEME_STATUSES];
    for (size_t i = 0; i < THEME_STATUSES; i++) {
        fields[i] = (struct field){theme->statuses[i].name, read_status, &theme->statuses[i]};
    }
    read_fields(reader, node, "status", fields, THEME_STATUSES);
}

static void read_lanes(struct reader *reader, const struct yaml_node *node, void *target)
{
    struct render_theme *theme = target;
    if (!expect(reader, node, YAML_LIST, "a list of names, as [meeting, agreement]")) {
        return;
    }
    theme->lane_count = 0;
    for (size_t i = 0; i < node->count; i++) {
        if (!expect(reader, node->children[i], YAML_SCALAR, "a name of a lane")) {
            continue;
        }
        if (theme->lane_count == THEME_MAX_LANES) {
            struct place place = yaml_place(node->children[i]);
            diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "more than %d lanes", THEME_MAX_LANES);
            return;
        }
        theme->lanes[theme->lane_count++] = arena_copy(&theme->arena, node->children[i]->text);
    }
}

/* A font's name goes into DOT, SVG and the font library. */
static void field_font(struct reader *reader, const struct yaml_node *node, void *target)
{
    const char *name = NULL;
    if (!read_word(reader, node, &name)) {
        return;
    }
    bool plain = name[0] != '\0';
    for (const char *c = name; *c; c++) {
        bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
        plain = plain && (letter || *c == ' ' || *c == '-');
    }
    if (plain) {
        *(const char **)target = name;
        return;
    }
    struct place place = yaml_place(node);
    diagnostics_add(reader->errors, SEVERITY_ERROR, &place,
                    "expected the name of a font family: letters, digits, spaces and hyphens");
}

/* Words of several parts, as months, are a list of so many. */
static void read_words(struct reader *reader, const struct yaml_node *map, void *target)
{
    struct render_words *words = target;
    const char *names[MAX_NAMES];
    size_t count = 0;
    while (RENDER_WORD_FIELDS[count].name && count < MAX_NAMES) {
        names[count] = RENDER_WORD_FIELDS[count].name;
        count++;
    }
    if (!expect(reader, map, YAML_MAP, "a map, as `planned: geplant`")) {
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_node *value = yaml_value_at(map, i);
        size_t at = 0;
        if (!read_choice(reader, yaml_key_at(map, i), "word", names, count, &at)) {
            continue;
        }
        size_t parts = RENDER_WORD_FIELDS[at].count;
        const char **field = (const char **)(void *)((char *)words + RENDER_WORD_FIELDS[at].offset);
        if (parts == 1) {
            read_word(reader, value, field);
        } else if (value->kind != YAML_LIST || value->count != parts) {
            struct place place = yaml_place(value);
            diagnostics_add(reader->errors, SEVERITY_ERROR, &place, "expected a list of %zu texts", parts);
        } else {
            for (size_t k = 0; k < parts; k++) {
                read_word(reader, value->children[k], &field[k]);
            }
        }
    }
}

/* Words of tables are read by those who write tables. */
static void leave_tables(struct reader *reader, const struct yaml_node *map, void *target)
{
    (void)target;
    expect(reader, map, YAML_MAP, "a map, as `chronology: Chronik`");
}

static void read_report(struct reader *reader, const struct yaml_node *map, void *target)
{
    report_read_texts(map, &reader->theme->arena, target, reader->errors);
}

static void check(struct reader *reader, const char *what, const char *name, const char *color, const char *on,
                  double least)
{
    double contrast = theme_contrast(color, on);
    if (contrast < least) {
        struct place place = {.file = reader->root->file->name};
        diagnostics_add(reader->errors, SEVERITY_WARNING, &place,
                        "%s %s is %s on %s, a contrast of %.1f:1: at least %.1f:1 can be read by all", what, name,
                        color, on, contrast, least);
    }
}

/* Text on all that it stands on, marks on the background. */
static void check_contrasts(struct reader *reader)
{
    const struct render_theme *theme = reader->theme;
    const struct theme_colors *colors = &theme->colors;
    check(reader, "colour", "text", colors->text, colors->background, TEXT_CONTRAST);
    check(reader, "colour", "text", colors->text, colors->panel, TEXT_CONTRAST);
    check(reader, "colour", "muted", colors->muted, colors->background, TEXT_CONTRAST);
    check(reader, "colour", "on_accent", colors->on_accent, colors->accent, TEXT_CONTRAST);
    check(reader, "colour", "accent", colors->accent, colors->background, MARK_CONTRAST);
    check(reader, "colour", "outline", colors->outline, colors->background, MARK_CONTRAST);
    check(reader, "colour", "as_of", colors->as_of, colors->background, MARK_CONTRAST);
    check(reader, "colour", "faint", colors->faint, colors->background, MARK_CONTRAST);
    for (size_t i = 0; i < theme->class_count; i++) {
        const char *name = theme->classes[i].name ? theme->classes[i].name : "other";
        check(reader, "the outline of class", name, theme->classes[i].outline, colors->background, MARK_CONTRAST);
    }
    for (size_t i = 0; i < theme->link_count; i++) {
        const char *name = theme->links[i].name ? theme->links[i].name : "other";
        check(reader, "the colour of link", name, theme->links[i].color, colors->background, MARK_CONTRAST);
    }
    for (size_t i = 0; i < THEME_STATUSES; i++) {
        const struct theme_status *status = &theme->statuses[i];
        if (status->outline) {
            check(reader, "the outline of status", status->name, status->outline, colors->background, MARK_CONTRAST);
        }
    }
}

enum status render_theme_read(struct render_theme *theme, struct slice bytes, const char *file,
                              struct diagnostics *errors)
{
    size_t before = errors->error_count;
    const struct yaml_node *root = yaml_parse(bytes, file, &theme->arena, errors);
    if (!root) {
        return STATUS_FAILED;
    }
    struct reader reader = {theme, errors, root};
    const struct field fields[] = {
        {"font", field_font, &theme->font},
        {"sizes", read_sizes, theme},
        {"colours", read_colors, &theme->colors},
        {"classes", read_classes, theme},
        {"links", read_links, theme},
        {"status", read_statuses, theme},
        {"lanes", read_lanes, theme},
        {"words", read_words, &theme->words},
        {"tables", leave_tables, NULL},
        {"report", read_report, &theme->report_texts},
    };
    read_fields(&reader, root, "key of a theme", fields, sizeof fields / sizeof fields[0]);
    if (errors->error_count > before) {
        return STATUS_FAILED;
    }
    check_contrasts(&reader);
    return STATUS_OK;
}
