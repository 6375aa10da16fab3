/* Organizations as a table: a row each, a column for a stretch of time or a kind of link, and how many in each cell.
 * It stays legible where nodes and lines do not. */
#include <stdlib.h>

#include "base/calendar.h"
#include "render/clean_p.h"
#include "render/network_p.h"

static const double NAME_SHARE = 0.27; /* of the width, for the names of rows */
static const double LEAST_COLUMN = 34.0;
static const double MOST_COLUMN = 90.0;
static const double PAD = 2.0; /* around a cell's box */

enum { MAX_TIP = 10, UNDATED = INT32_MAX };

struct column {
    struct slice name;
    int32_t first, last; /* years; UNDATED: of what has no date */
    struct slice type;   /* of links, where columns are kinds */
};

struct cell {
    uint32_t count, planned, told;
    struct buffer tip, ids;
};

struct matrix {
    struct network *network;
    struct column *columns;
    size_t column_count;
    struct cell *cells; /* row after row */
    uint32_t *rows;     /* of cells, by row of the table */
    double name_width, column_width, row_height, left, top;
};

double network_matrix_row(const struct page *page)
{
    return measure_height(page->theme->text_size) + 2.0 * PAD + 1.5;
}

/* How many years a column must span for all to fit. */
static int32_t choose_step(int32_t first, int32_t last, size_t most)
{
    static const int32_t steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof steps[0] && (size_t)(last - first) / (size_t)steps[i] + 2 > most) {
        i++;
    }
    return steps[i];
}

static void add_years(struct matrix *matrix, size_t most)
{
    struct network *network = matrix->network;
    struct page *page = &network->page;
    int32_t first = INT32_MAX;
    int32_t last = INT32_MIN;
    bool undated = false;
    for (size_t i = 0; i < network->dot_count; i++) {
        int32_t year = network->dots[i].year;
        undated = undated || year == UNDATED;
        first = year != UNDATED && year < first ? year : first;
        last = year != UNDATED && year > last ? year : last;
    }
    matrix->columns = arena_alloc_array(page->arena, most + 2, sizeof *matrix->columns);
    int32_t step = first <= last ? choose_step(first, last, most) : 1;
    int32_t begin = first <= last ? first - first % step : 0;
    for (int32_t year = begin; first <= last && year <= last && matrix->column_count < most; year += step) {
        struct slice name = step == 1 ? arena_format(page->arena, "%d", year)
                                      : arena_format(page->arena, "%d\xE2\x80\x93 %d", year, year + step - 1);
        matrix->columns[matrix->column_count++] = (struct column){name, year, year + step - 1, {0}};
    }
    if (undated) {
        matrix->columns[matrix->column_count++] =
            (struct column){slice_of(page->words->undated), UNDATED, UNDATED, {0}};
    }
}

static void add_kinds(struct matrix *matrix, size_t most)
{
    struct network *network = matrix->network;
    struct page *page = &network->page;
    matrix->columns = arena_alloc_array(page->arena, most + 2, sizeof *matrix->columns);
    for (size_t rank = 0; rank < page->theme->link_count; rank++) {
        for (size_t i = 0; i < network->dot_count && matrix->column_count < most; i++) {
            struct slice type = network->dots[i].type;
            bool known = theme_link_rank(page->theme, type) != rank;
            for (size_t k = 0; k < matrix->column_count && !known; k++) {
                known = slice_equal(matrix->columns[k].type, type);
            }
            if (!known) {
                matrix->columns[matrix->column_count++] =
                    (struct column){.name = network_link_name(network, type), .type = type};
            }
        }
    }
}

static struct cell *find_cell(const struct matrix *matrix, uint32_t row, const struct network_dot *dot)
{
    bool years = matrix->network->page.options->matrix == RENDER_MATRIX_YEAR;
    for (size_t i = 0; i < matrix->column_count; i++) {
        const struct column *column = &matrix->columns[i];
        if (years ? dot->year >= column->first && dot->year <= column->last : slice_equal(dot->type, column->type)) {
            return &matrix->cells[row * matrix->column_count + i];
        }
    }
    return NULL;
}

/* "African Union: agreement 2019 · S1 S3" for whoever points at the cell. */
static void count_dot(struct matrix *matrix, uint32_t row, const struct network_dot *dot, uint32_t other)
{
    struct network *network = matrix->network;
    struct page *page = &network->page;
    struct cell *cell = find_cell(matrix, row, dot);
    if (!cell) {
        return;
    }
    cell->count++;
    cell->planned += dot->planned ? 1 : 0;
    if (dot->id.len > 0 && cell->told < MAX_TIP) {
        buffer_format(&cell->ids, "%s%.*s", cell->ids.len > 0 ? " " : "", SLICE_ARG(dot->id));
    }
    if (cell->told < MAX_TIP) {
        struct slice name = clean_text(page->arena, page->kb->entities[other].name);
        struct slice type = network_link_name(network, dot->type);
        buffer_format(&cell->tip, " | %.*s: %.*s", SLICE_ARG(name), SLICE_ARG(type));
        if (dot->year != UNDATED) {
            buffer_format(&cell->tip, " %d", dot->year);
        }
        if (dot->planned) {
            buffer_format(&cell->tip, ", %s", page->words->planned);
        }
        if (dot->relation) {
            struct slice keys =
                sources_of_evidence(&network->sources, dot->relation->evidence, dot->relation->evidence_count);
            buffer_format(&cell->tip, " \xC2\xB7 %.*s", SLICE_ARG(keys));
        }
    }
    cell->told++;
}

static void draw_head(const struct matrix *matrix)
{
    const struct page *page = &matrix->network->page;
    const struct theme_colors *colors = &page->theme->colors;
    for (size_t i = 0; i < matrix->column_count; i++) {
        struct measure_lines lines;
        double x = matrix->left + matrix->name_width + matrix->column_width * (double)i;
        measure_wrap(page->scene->measure, matrix->columns[i].name,
                     (struct measure_style){page->theme->text_size, true, matrix->column_width - 3.0, 2}, page->arena,
                     &lines);
        double line = measure_height(page->theme->text_size);
        for (size_t k = 0; k < lines.count; k++) {
            double y = matrix->top - line * (double)(lines.count - k) - 2.0;
            scene_write(page->scene, lines.lines[k], x + matrix->column_width / 2.0, y, page->theme->text_size, true,
                        colors->text, SCENE_CENTRE);
        }
    }
    double right = matrix->left + matrix->name_width + matrix->column_width * (double)matrix->column_count;
    scene_rule(page->scene, matrix->left, matrix->top, right, matrix->top, colors->text, SCENE_SOLID, 0.9);
}

static void draw_cell(const struct matrix *matrix, size_t row, size_t column, struct cell *cell)
{
    struct network *network = matrix->network;
    struct scene *scene = network->page.scene;
    const struct render_theme *theme = network->page.theme;
    bool planned = cell->planned == cell->count;
    struct slice *line = arena_alloc(&scene->arena, sizeof *line);
    *line = arena_format(&scene->arena, "%u", cell->count);
    double width = measure_line(scene->measure, *line, theme->text_size, false) + 12.0;
    double x = matrix->left + matrix->name_width + matrix->column_width * ((double)column + 0.5) - width / 2.0;
    double y = matrix->top + matrix->row_height * (double)row + PAD;
    struct scene_box box = {x, y, width, matrix->row_height - 2.0 * PAD};
    if (planned) {
        scene_dash_box(scene, box, theme->colors.outline, 0.7);
    }
    struct slice ids = arena_copy(&scene->arena, buffer_slice(&cell->ids));
    scene_add(scene,
              &(struct scene_node){
                  .class = slice_of(planned ? "mark cell planned" : "mark cell"),
                  .target = {ids.len > 0 ? "relation" : NULL, ids, false},
                  .shape = planned ? SCENE_BOX : SCENE_ROUND,
                  .box = box,
                  .fill = planned ? theme->colors.background : theme->colors.panel,
                  .stroke = planned ? NULL : theme->colors.outline,
                  .line = planned ? SCENE_DASHED : SCENE_SOLID,
                  .pen = 0.7,
                  .color = theme->colors.text,
                  .size = theme->text_size,
                  .bold = cell->count > 1,
                  .lines = line,
                  .line_count = 1,
                  .tooltip = arena_format(&scene->arena, "%.*s, %.*s: %u%.*s%s", SLICE_ARG(network->nodes[row].name),
                                          SLICE_ARG(matrix->columns[column].name), cell->count,
                                          SLICE_ARG(buffer_slice(&cell->tip)), cell->told > MAX_TIP ? " …" : "")});
}

static void draw_row(const struct matrix *matrix, size_t row)
{
    struct network *network = matrix->network;
    struct page *page = &network->page;
    const struct theme_colors *colors = &page->theme->colors;
    const struct network_node *node = &network->nodes[row];
    double y = matrix->top + matrix->row_height * (double)row;
    double right = matrix->left + matrix->name_width + matrix->column_width * (double)matrix->column_count;
    scene_rule(page->scene, matrix->left, y + matrix->row_height, right, y + matrix->row_height, colors->grid,
               SCENE_SOLID, 0.5);
    struct measure_lines lines;
    measure_wrap(page->scene->measure, node->name,
                 (struct measure_style){page->theme->text_size, false, matrix->name_width - 8.0, 1}, page->arena,
                 &lines);
    if (lines.count > 0) {
        size_t at = scene_write(page->scene, lines.lines[0], matrix->left, y + PAD + 0.5, page->theme->text_size, false,
                                colors->text, SCENE_LEFT);
        page->scene->nodes[at].class = slice_of("mark organization");
        page->scene->nodes[at].target = (struct scene_target){"entity", page->kb->entities[node->entity].id, false};
        page->scene->nodes[at].tooltip = node->name;
    }
    for (size_t i = 0; i < matrix->column_count; i++) {
        struct cell *cell = &matrix->cells[matrix->rows[row] * matrix->column_count + i];
        if (cell->count > 0) {
            draw_cell(matrix, row, i, cell);
        }
    }
}

/* What is but a part of something has nothing to count. */
static void drop_empty(struct matrix *matrix)
{
    struct network *network = matrix->network;
    size_t kept = 0;
    for (size_t i = 0; i < network->node_count; i++) {
        uint32_t sum = 0;
        for (size_t k = 0; k < matrix->column_count; k++) {
            sum += matrix->cells[i * matrix->column_count + k].count;
        }
        if (sum > 0) {
            network->nodes[kept] = network->nodes[i];
            matrix->rows[kept++] = (uint32_t)i;
        }
    }
    network->node_count = kept;
}

void network_draw_matrix(struct network *network)
{
    struct page *page = &network->page;
    double width = page->right - page->left;
    struct matrix matrix = {.network = network,
                            .name_width = width * NAME_SHARE,
                            .row_height = network_matrix_row(page),
                            .left = page->left,
                            .top = page->top + 2.0 * measure_height(page->theme->text_size) + 4.0};
    size_t most = (size_t)((width - matrix.name_width) / LEAST_COLUMN) - 1;
    if (page->options->matrix == RENDER_MATRIX_YEAR) {
        add_years(&matrix, most);
    } else {
        add_kinds(&matrix, most);
    }
    double column = (width - matrix.name_width) / (double)(matrix.column_count + 1);
    matrix.column_width = column < MOST_COLUMN ? column : MOST_COLUMN;
    matrix.cells =
        arena_alloc_array(page->arena, network->node_count * (matrix.column_count + 1) + 1, sizeof *matrix.cells);
    matrix.rows = arena_alloc_array(page->arena, network->node_count + 1, sizeof *matrix.rows);
    size_t row_count = network->node_count;
    uint32_t *rows = arena_alloc_array(page->arena, page->kb->entity_count + 1, sizeof *rows);
    for (uint32_t i = 0; i < network->node_count; i++) {
        rows[network->nodes[i].entity] = i + 1;
    }
    for (size_t i = 0; i < network->dot_count; i++) {
        const struct network_dot *dot = &network->dots[i];
        if (rows[dot->a] > 0) {
            count_dot(&matrix, rows[dot->a] - 1, dot, dot->b);
        }
        if (rows[dot->b] > 0) {
            count_dot(&matrix, rows[dot->b] - 1, dot, dot->a);
        }
    }
    drop_empty(&matrix);
    size_t fits = (size_t)((page->bottom - matrix.top) / matrix.row_height);
    network->dropped += network->node_count > fits ? network->node_count - fits : 0;
    network->node_count = network->node_count > fits ? fits : network->node_count;
    draw_head(&matrix);
    for (size_t i = 0; i < network->node_count; i++) {
        draw_row(&matrix, i);
    }
    for (size_t i = 0; i < row_count * matrix.column_count; i++) {
        buffer_release(&matrix.cells[i].tip);
        buffer_release(&matrix.cells[i].ids);
    }
}
