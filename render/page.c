#include "render/page_p.h"

#include "base/calendar.h"
#include "render/clean_p.h"
#include "render/when_p.h"

static const double MARGIN = 28.0; /* most printers reach this far */
static const double GAP = 5.0;
static const double PAGE_CORNER = 90.0; /* of the title, for the number of the page */
static const double COLUMN_GAP = 14.0;
static const double KEY_WIDTH = 24.0;
static const double LEGEND_GAP = 13.0;

void page_init(struct page *page, struct scene *scene, const struct kb *kb, const struct render_options *options)
{
    *page = (struct page){.scene = scene,
                          .kb = kb,
                          .options = options,
                          .theme = scene->theme,
                          .words = &scene->theme->words,
                          .arena = &scene->arena,
                          .line = measure_height(scene->theme->text_size) + 0.9,
                          .left = MARGIN,
                          .right = scene->width - MARGIN,
                          .top = MARGIN - 4.0,
                          .bottom = scene->height - MARGIN + 4.0};
}

/* Wraps text to the page's width and writes it from the top. */
static void write_wrapped(struct page *page, struct slice text, double size, bool bold, const char *color,
                          size_t max_lines)
{
    struct measure_lines lines;
    double corner = page->paged ? PAGE_CORNER : 0.0;
    struct measure_style style = {size, bold, page->right - page->left - corner, max_lines};
    measure_wrap(page->scene->measure, text, style, page->arena, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        scene_write(page->scene, lines.lines[i], page->left, page->top, size, bold, color, SCENE_LEFT);
        page->top += measure_height(size);
    }
}

void page_head(struct page *page, struct slice title, struct slice subtitle)
{
    struct slice first = clean_text(page->arena, page->options->title.len > 0 ? page->options->title : title);
    struct slice second = clean_text(page->arena, page->options->subtitle.len > 0 ? page->options->subtitle : subtitle);
    page->scene->title = first;
    write_wrapped(page, first, page->theme->title_size, true, page->theme->colors.text, 2);
    page->top += 1.0;
    write_wrapped(page, second, page->theme->subtitle_size, false, page->theme->colors.muted, 2);
    page->top += GAP;
}

void page_add_legend(struct page *page, struct page_legend entry)
{
    if (page->legend_count < PAGE_MAX_LEGEND) {
        double sign =
            entry.sign ? measure_line(page->scene->measure, slice_of(entry.sign), page->theme->text_size, true) : 0.0;
        entry.width = sign + 1.0 > entry.width ? sign + 1.0 : entry.width;
        page->legend[page->legend_count++] = entry;
    }
}

void page_add_note(struct page *page, struct slice note)
{
    if (page->note_count < PAGE_MAX_NOTES && note.len > 0) {
        page->notes[page->note_count++] = note;
    }
}

static size_t columns(const struct page *page)
{
    return page->right - page->left > 1000.0 ? 3 : page->right - page->left > 600.0 ? 2 : 1;
}

size_t page_source_room(const struct page *page)
{
    return columns(page) * PAGE_SOURCE_ROWS;
}

/* One line, cut before a word where it is too long. */
static void write_line(struct page *page, struct slice text, double x, double y, double width, bool bold,
                       const char *color)
{
    struct measure_lines lines;
    measure_wrap(page->scene->measure, text, (struct measure_style){page->theme->text_size, bold, width, 1},
                 page->arena, &lines);
    if (lines.count > 0) {
        size_t node = scene_write(page->scene, lines.lines[0], x, y, page->theme->text_size, bold, color, SCENE_LEFT);
        page->scene->nodes[node].tooltip = lines.cut ? text : (struct slice){0};
    }
}

/* "Extracted by rules from 5 documents, as of 16 Jun 2022. 24 shown, 3 more folded, 2 undated, 4 left out by filters, 5
 * statements (…) not drawn" */
static struct slice origin(struct page *page, const struct render_report *report)
{
    const struct render_words *words = page->words;
    struct buffer out = {0};
    buffer_format(&out, "%s %zu %s", words->footer_before, page->kb->document_count,
                  page->kb->document_count == 1 ? words->footer_document : words->footer_documents);
    if (page->kb->as_of.len > 0) {
        struct slice day = when_iso(words, clean_text(page->arena, page->kb->as_of), page->arena);
        buffer_format(&out, ", %s %.*s", words->as_of, SLICE_ARG(day));
    }
    bool counts = report->shown + report->folded + report->undated + report->left_out + report->aside > 0;
    buffer_add_text(&out, ".");
    if (counts || !page->paged) {
        buffer_format(&out, "  %zu %s", report->shown, words->shown);
    }
    const struct {
        size_t count;
        const char *word;
    } parts[] = {
        {report->folded, words->folded},
        {report->undated, words->undated},
        {report->left_out, words->left_out},
        {report->aside, report->aside == 1 ? words->aside_one : words->aside},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].count > 0) {
            buffer_format(&out, ", %zu %s", parts[i].count, parts[i].word);
        }
    }
    struct slice text = arena_copy(page->arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static void write_sources(struct page *page, const struct sources *sources)
{
    if (sources->listed == 0) {
        return;
    }
    size_t across = columns(page);
    bool more = sources->count > sources->listed;
    size_t rows = (sources->listed + across - 1) / across;
    double size = page->theme->text_size;
    struct slice longest = arena_format(page->arena, "S%zu ", page->kb->document_count);
    double key_width = measure_line(page->scene->measure, longest, size, true) + 3.0;
    key_width = key_width < KEY_WIDTH ? KEY_WIDTH : key_width;
    double width = (page->right - page->left - COLUMN_GAP * (double)(across - 1)) / (double)across;
    page->bottom -= page->line * (double)(rows + (more ? 1 : 0));
    for (size_t i = 0; i < sources->listed; i++) {
        double x = page->left + (width + COLUMN_GAP) * (double)(i / rows);
        double y = page->bottom + page->line * (double)(i % rows);
        struct slice key = arena_format(page->arena, "S%u", sources->numbers[sources->shown[i]]);
        scene_write(page->scene, key, x, y, size, true, page->theme->colors.text, SCENE_LEFT);
        write_line(page, sources_line(sources, sources->shown[i]), x + key_width, y, width - key_width, false,
                   page->theme->colors.muted);
    }
    if (more) {
        struct slice text = arena_format(page->arena, "+%zu %s", sources->count - sources->listed,
                                         page->paged ? page->words->source_list : page->words->more_sources);
        write_line(page, text, page->left, page->bottom + page->line * (double)rows, page->right - page->left, false,
                   page->theme->colors.muted);
    }
    page->bottom -= GAP;
}

static double legend_width(const struct page *page, const struct page_legend *entry)
{
    return entry->width + 4.0 + measure_line(page->scene->measure, entry->text, page->theme->text_size, false) +
           LEGEND_GAP;
}

/* As links are drawn: an edge, here between two nodes that cannot be seen. */
static void draw_arrow(struct page *page, const struct page_legend *entry, double x, double y)
{
    struct scene *scene = page->scene;
    struct scene_node end = {.class = slice_of("legend"), .shape = SCENE_TEXT, .box = {x, y - 1.0, 1.0, 2.0}};
    size_t from = scene_add(scene, &end);
    end.box.x = x + entry->width - 1.0;
    size_t to = scene_add(scene, &end);
    double *points = arena_alloc_array(&scene->arena, 8, sizeof *points);
    for (size_t i = 0; i < 4; i++) {
        points[2 * i] = x + entry->width * (double)i / 3.0;
        points[2 * i + 1] = y;
    }
    scene_add_edge(scene, &(struct scene_edge){.class = slice_of("legend"),
                                               .from = from,
                                               .to = to,
                                               .points = points,
                                               .point_count = 4,
                                               .stroke = entry->stroke,
                                               .line = entry->line,
                                               .pen = entry->pen,
                                               .arrow = entry->arrow});
}

static void draw_sample(struct page *page, const struct page_legend *entry, double x, double y)
{
    double middle = y + measure_height(page->theme->text_size) / 2.0;
    if (entry->rule && entry->line == SCENE_DOUBLE) {
        for (int side = -1; side <= 1; side += 2) {
            double y1 = middle + (double)side * entry->pen;
            scene_rule(page->scene, x, y1, x + entry->width, y1, entry->stroke, SCENE_SOLID, entry->pen);
        }
        return;
    }
    if (entry->rule && entry->arrow != SCENE_NO_ARROW) {
        draw_arrow(page, entry, x, middle);
        return;
    }
    if (entry->rule) {
        scene_rule(page->scene, x, middle, x + entry->width, middle, entry->stroke, entry->line, entry->pen);
        return;
    }
    if (entry->sign) {
        scene_write(page->scene, slice_of(entry->sign), x + entry->width / 2.0, y, page->theme->text_size, true,
                    page->theme->colors.text, SCENE_CENTRE);
        return;
    }
    double height = entry->width > 12.0 ? 6.0 : entry->width;
    struct scene_box box = {x, middle - height / 2.0, entry->width, height};
    bool dashes = entry->line == SCENE_DASHED && entry->shape == SCENE_BOX;
    if (dashes) {
        scene_dash_box(page->scene, box, entry->stroke, entry->pen);
    }
    scene_add(page->scene, &(struct scene_node){.class = slice_of("legend"),
                                                .shape = entry->shape,
                                                .box = box,
                                                .fill = entry->fill,
                                                .stroke = dashes ? NULL : entry->stroke,
                                                .line = dashes ? SCENE_SOLID : entry->line,
                                                .pen = entry->pen});
}

static void write_legend(struct page *page)
{
    if (page->legend_count == 0) {
        return;
    }
    size_t rows = 1;
    double x = page->left;
    for (size_t i = 0; i < page->legend_count; i++) {
        double width = legend_width(page, &page->legend[i]);
        if (x > page->left && x + width > page->right + LEGEND_GAP) {
            rows++;
            x = page->left;
        }
        x += width;
    }
    page->bottom -= (page->line + 1.0) * (double)rows;
    double y = page->bottom;
    x = page->left;
    for (size_t i = 0; i < page->legend_count; i++) {
        double width = legend_width(page, &page->legend[i]);
        if (x > page->left && x + width > page->right + LEGEND_GAP) {
            y += page->line + 1.0;
            x = page->left;
        }
        draw_sample(page, &page->legend[i], x, y);
        scene_write(page->scene, page->legend[i].text, x + page->legend[i].width + 4.0, y, page->theme->text_size,
                    false, page->theme->colors.text, SCENE_LEFT);
        x += width;
    }
    page->bottom -= GAP;
}

void page_foot(struct page *page, const struct sources *sources)
{
    double width = page->right - page->left;
    struct slice caveat = clean_text(page->arena, page->options->caveat);
    page->bottom -= page->line;
    page->origin_y = page->bottom;
    if (caveat.len > 0) {
        page->bottom -= page->line;
        write_line(page, caveat, page->left, page->bottom, width, true, page->theme->colors.text);
    }
    page->bottom -= page->line * (double)page->reserved;
    page->reserved_y = page->bottom;
    for (size_t i = page->note_count; i > 0; i--) {
        page->bottom -= page->line;
        write_line(page, page->notes[i - 1], page->left, page->bottom, width, false, page->theme->colors.text);
    }
    page->bottom -= GAP;
    if (sources) {
        write_sources(page, sources);
    }
    write_legend(page);
    scene_rule(page->scene, page->left, page->bottom, page->right, page->bottom, page->theme->colors.rule, SCENE_SOLID,
               0.5);
    page->bottom -= GAP;
}

void page_reserved(struct page *page, struct slice text)
{
    struct measure_lines lines;
    double size = page->theme->text_size;
    measure_wrap(page->scene->measure, text,
                 (struct measure_style){size, false, page->right - page->left, page->reserved}, page->arena, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        scene_write(page->scene, lines.lines[i], page->left, page->reserved_y + page->line * (double)i, size, false,
                    page->theme->colors.text, SCENE_LEFT);
    }
}

void page_number(struct scene *scene, size_t number, size_t count)
{
    const struct render_theme *theme = scene->theme;
    struct slice text = arena_format(&scene->arena, "%s %zu / %zu", theme->words.page, number, count);
    scene_write(scene, text, scene->width - MARGIN, MARGIN - 4.0, theme->text_size, false, theme->colors.muted,
                SCENE_RIGHT);
}

void page_origin(struct page *page, const struct render_report *report)
{
    page->scene->desc = origin(page, report);
    write_line(page, page->scene->desc, page->left, page->origin_y, page->right - page->left, false,
               page->theme->colors.text);
}

void page_say(struct page *page, const char *sentence)
{
    scene_write(page->scene, slice_of(sentence), (page->left + page->right) / 2.0, (page->top + page->bottom) / 2.0,
                11.0, false, page->theme->colors.muted, SCENE_CENTRE);
}
