#include "render/picture_p.h"

#include <stdio.h>
#include <stdlib.h>

#include "render/child_p.h"
#include "render/graphviz_p.h"
#include "render/pdf_p.h"
#include "render/svg_post_p.h"
#include "render/theme_p.h"

enum { MAX_OUTPUT = 512 * 1024 * 1024 };

struct paper {
    const char *name;
    double width, height; /* upright, whole points, as PDF has it */
    const char *real_width, *real_height;
};

static const struct paper PAPERS[] = {
    [RENDER_A4] = {"a4", 595.0, 842.0, "210mm", "297mm"},
    [RENDER_A3] = {"a3", 842.0, 1191.0, "297mm", "420mm"},
    [RENDER_LETTER] = {"letter", 612.0, 792.0, "8.5in", "11in"},
};

static const char *const FORMATS[RENDER_FORMAT_COUNT] = {
    [RENDER_SVG] = "svg", [RENDER_PDF] = "pdf", [RENDER_PNG] = "png", [RENDER_DOT] = "dot"};

static const char *const LANES[] = {[RENDER_LANE_CLASS] = "class",
                                    [RENDER_LANE_TYPE] = "type",
                                    [RENDER_LANE_ORGANIZATION] = "organization",
                                    [RENDER_LANE_PLACE] = "place",
                                    [RENDER_LANE_SERIES] = "series"};

void render_options_init(struct render_options *options)
{
    *options =
        (struct render_options){.depth = 1, .dpi = RENDER_DPI, .seconds = RENDER_SECONDS, .memory = RENDER_MEMORY};
    select_wish_init(&options->select);
}

bool render_format_parse(struct slice name, enum render_format *format)
{
    for (unsigned i = 0; i < RENDER_FORMAT_COUNT; i++) {
        if (slice_is(name, FORMATS[i])) {
            *format = (enum render_format)i;
            return true;
        }
    }
    return false;
}

bool render_paper_parse(struct slice name, enum render_paper *paper)
{
    for (unsigned i = 0; i < sizeof PAPERS / sizeof PAPERS[0]; i++) {
        if (slice_is(name, PAPERS[i].name)) {
            *paper = (enum render_paper)i;
            return true;
        }
    }
    return false;
}

bool render_lane_parse(struct slice name, enum render_lane *lane)
{
    for (unsigned i = 0; i < sizeof LANES / sizeof LANES[0]; i++) {
        if (slice_is(name, LANES[i])) {
            *lane = (enum render_lane)i;
            return true;
        }
    }
    return false;
}

bool render_matrix_parse(struct slice name, enum render_matrix *matrix)
{
    bool year = slice_is(name, "year");
    *matrix = year ? RENDER_MATRIX_YEAR : RENDER_MATRIX_KIND;
    return year || slice_is(name, "kind");
}

const char *render_format_name(enum render_format format)
{
    return FORMATS[format];
}

void render_result_release(struct render_result *result)
{
    for (unsigned i = 0; i < RENDER_FORMAT_COUNT; i++) {
        buffer_release(&result->bytes[i]);
        for (size_t k = 1; k < result->page_count && result->further; k++) {
            buffer_release(&result->further[k - 1][i]);
        }
    }
    free(result->further);
    *result = (struct render_result){0};
}

void picture_page(const struct render_options *options, double *width, double *height)
{
    const struct paper *paper = &PAPERS[options->paper];
    *width = options->portrait ? paper->width : paper->height;
    *height = options->portrait ? paper->height : paper->width;
}

struct job {
    picture_layout *layout;
    const char *kind, *prefix;
    const struct kb *kb;
    const struct render_options *options;
    unsigned formats;
};

/* What the child sends: this, how long each page's formats are, the problem's text, then their bytes. Same program on
 * both ends, so raw. */
struct header {
    enum status status;
    struct render_report report;
    size_t problem_bytes;
    size_t page_count;
};

struct lengths {
    size_t bytes[RENDER_FORMAT_COUNT];
};

static bool draw_format(struct graphviz *graphviz, const struct job *job, const struct scene *scene, struct slice dot,
                        enum render_format format, struct buffer *out, struct buffer *problem)
{
    const struct render_options *options = job->options;
    const struct paper *paper = &PAPERS[options->paper];
    const char *why = "";
    struct buffer raw = {0};
    bool done = graphviz_draw(graphviz, dot, format, options->dpi, &raw, &why);
    if (!done) {
        buffer_add_text(problem, why);
    } else if (format == RENDER_SVG) {
        struct svg_page page = {.width = scene->width,
                                .height = scene->height,
                                .paper_width = options->portrait ? paper->real_width : paper->real_height,
                                .paper_height = options->portrait ? paper->real_height : paper->real_width,
                                .scene = scene,
                                .link = options->link};
        svg_post(buffer_slice(&raw), &page, out);
    } else {
        if (format == RENDER_PDF) {
            pdf_fix_dates(&raw, job->kb->as_of);
        }
        buffer_add(out, buffer_slice(&raw));
    }
    buffer_release(&raw);
    return done;
}

/* One *graphviz for all pages, opened by the first that needs it: its font plugin remembers a font of the context
 * before, which is gone. */
static enum status draw_formats(const struct job *job, const struct scene *scene, struct graphviz **graphviz,
                                struct buffer *outs, struct buffer *problem)
{
    struct buffer dot = {0};
    scene_write_dot(scene, &dot);
    bool done = true;
    for (unsigned i = 0; done && i < RENDER_FORMAT_COUNT; i++) {
        if (!(job->formats & RENDER_BIT(i))) {
            continue;
        }
        if (i == RENDER_DOT) {
            buffer_add(&outs[i], buffer_slice(&dot));
            continue;
        }
        if (!*graphviz && !(*graphviz = graphviz_open())) {
            buffer_add_text(problem, "cannot start Graphviz: install the package libgvc6");
            done = false;
            break;
        }
        done = draw_format(*graphviz, job, scene, buffer_slice(&dot), (enum render_format)i, &outs[i], problem);
    }
    buffer_release(&dot);
    return done ? STATUS_OK : STATUS_FAILED;
}

/* The formats of one page. */
struct drawn {
    struct buffer bytes[RENDER_FORMAT_COUNT];
};

static enum status draw_pages(const struct job *job, const struct pages *pages, struct drawn *drawn,
                              struct buffer *problem)
{
    enum status status = STATUS_OK;
    struct graphviz *graphviz = NULL;
    for (size_t i = 0; i < pages->count && status == STATUS_OK; i++) {
        status = draw_formats(job, pages->items[i], &graphviz, drawn[i].bytes, problem);
    }
    graphviz_close(graphviz);
    if (status != STATUS_OK || pages->count < 2 || !(job->formats & RENDER_BIT(RENDER_PDF))) {
        return status;
    }
    struct buffer joined = {0};
    struct slice *parts = arena_alloc_array(&pages->items[0]->arena, pages->count, sizeof *parts);
    for (size_t i = 0; i < pages->count; i++) {
        parts[i] = buffer_slice(&drawn[i].bytes[RENDER_PDF]);
    }
    if (!pdf_join(parts, pages->count, job->kb->as_of, &joined, problem)) {
        status = STATUS_FAILED;
    }
    for (size_t i = 0; i < pages->count; i++) {
        buffer_clear(&drawn[i].bytes[RENDER_PDF]);
    }
    buffer_add(&drawn[0].bytes[RENDER_PDF], buffer_slice(&joined));
    buffer_release(&joined);
    return status;
}

static void send(const struct header *header, const struct drawn *drawn, const struct buffer *problem,
                 struct buffer *out)
{
    buffer_add(out, slice_make((const char *)header, sizeof *header));
    for (size_t i = 0; i < header->page_count; i++) {
        struct lengths lengths;
        for (unsigned k = 0; k < RENDER_FORMAT_COUNT; k++) {
            lengths.bytes[k] = drawn[i].bytes[k].len;
        }
        buffer_add(out, slice_make((const char *)&lengths, sizeof lengths));
    }
    buffer_add(out, buffer_slice(problem));
    for (size_t i = 0; i < header->page_count; i++) {
        for (unsigned k = 0; k < RENDER_FORMAT_COUNT; k++) {
            buffer_add(out, buffer_slice(&drawn[i].bytes[k]));
        }
    }
}

static void work(void *argument, struct buffer *out)
{
    const struct job *job = argument;
    struct header header = {0};
    struct buffer problem = {0};
    struct measure *measure = measure_new(job->options->theme->font);
    struct pages pages = {
        .kb = job->kb, .options = job->options, .measure = measure, .kind = job->kind, .prefix = job->prefix};
    if (!measure) {
        header.status = STATUS_FAILED;
        buffer_add_text(&problem, "cannot measure text: install the package libpangocairo-1.0-0");
    } else if (job->options->pages && job->layout == timeline_lay_out) {
        header.status = timeline_lay_out_pages(&pages, &header.report, &problem);
    } else {
        header.status = job->layout(job->kb, job->options, pages_add(&pages), &header.report, &problem);
    }
    struct drawn *drawn = memory_zero(pages.count + 1, sizeof *drawn);
    if (header.status == STATUS_OK) {
        header.status = draw_pages(job, &pages, drawn, &problem);
    }
    header.problem_bytes = problem.len;
    header.page_count = header.status == STATUS_OK ? pages.count : 0;
    send(&header, drawn, &problem, out);
    for (size_t i = 0; i < pages.count; i++) {
        for (unsigned k = 0; k < RENDER_FORMAT_COUNT; k++) {
            buffer_release(&drawn[i].bytes[k]);
        }
    }
    free(drawn);
    buffer_release(&problem);
    pages_release(&pages);
    measure_free(measure);
}

/* Takes the parts out of what the child sent; false where they are not whole. */
static bool unpack(const struct buffer *sent, struct header *header, struct slice *problem,
                   struct render_result *result)
{
    if (sent->len < sizeof *header) {
        return false;
    }
    memcpy(header, sent->bytes, sizeof *header);
    size_t at = sizeof *header;
    size_t left = sent->len - at;
    if (header->page_count > left / sizeof(struct lengths) ||
        header->problem_bytes > left - header->page_count * sizeof(struct lengths)) {
        return false;
    }
    const char *table = sent->bytes + at;
    at += header->page_count * sizeof(struct lengths);
    *problem = slice_make(sent->bytes + at, header->problem_bytes);
    at += header->problem_bytes;
    if (header->page_count > 1) {
        result->further = memory_zero(header->page_count - 1, sizeof *result->further);
    }
    result->page_count = header->page_count;
    for (size_t i = 0; i < header->page_count; i++) {
        struct lengths lengths;
        memcpy(&lengths, table + i * sizeof lengths, sizeof lengths);
        for (unsigned k = 0; k < RENDER_FORMAT_COUNT; k++) {
            if (lengths.bytes[k] > sent->len - at) {
                return false;
            }
            struct buffer *out = i == 0 ? &result->bytes[k] : &result->further[i - 1][k];
            buffer_add(out, slice_make(sent->bytes + at, lengths.bytes[k]));
            at += lengths.bytes[k];
        }
    }
    return true;
}

static const struct {
    const char *kind, *prefix;
    picture_layout *layout;
} PICTURES[RENDER_PICTURE_COUNT] = {
    [RENDER_TIMELINE] = {"timeline", "tl-", timeline_lay_out},
    [RENDER_ORGANIZATIONS] = {"organizations", "org-", network_lay_out},
    [RENDER_PARTNERS] = {"partners", "pa-", partners_lay_out},
};

/* A request under way. */
struct drawing {
    struct job job;
    struct render_options options;
    struct render_theme theme; /* where the options name none */
    struct child child;
    char what[48];
};

static void start(const struct kb *kb, struct render_request *request, struct drawing *drawing,
                  struct diagnostics *errors)
{
    drawing->options = *request->options;
    struct render_options *options = &drawing->options;
    theme_init(&drawing->theme);
    options->theme = options->theme ? options->theme : &drawing->theme;
    options->seconds = options->seconds ? options->seconds : RENDER_SECONDS;
    options->memory = options->memory ? options->memory : RENDER_MEMORY;
    request->result = (struct render_result){0};
    request->status = STATUS_OK;
    if (options->dpi == 0 || options->dpi > RENDER_MAX_DPI) {
        diagnostics_add(errors, SEVERITY_ERROR, NULL, "cannot draw at %u dpi: expected 1 to %d", options->dpi,
                        RENDER_MAX_DPI);
        request->status = STATUS_USAGE;
        return;
    }
    const char *kind = PICTURES[request->picture].kind;
    snprintf(drawing->what, sizeof drawing->what, "drawing the %s", kind);
    drawing->job = (struct job){
        PICTURES[request->picture].layout, kind, PICTURES[request->picture].prefix, kb, options, request->formats};
    struct child_limits limits = {options->seconds, options->memory, MAX_OUTPUT};
    request->status = child_start(&drawing->child, work, &drawing->job, &limits, drawing->what, errors);
}

static void finish(struct render_request *request, struct drawing *drawing, struct diagnostics *errors)
{
    struct buffer sent = {0};
    struct header header = {0};
    struct slice problem = {0};
    request->status = child_finish(&drawing->child, drawing->what, &sent, errors);
    if (request->status == STATUS_OK && !unpack(&sent, &header, &problem, &request->result)) {
        diagnostics_add(errors, SEVERITY_ERROR, NULL, "%s failed: the renderer sent a broken answer", drawing->what);
        request->status = STATUS_FAILED;
    } else if (request->status == STATUS_OK) {
        request->status = header.status;
        request->result.report = header.report;
        if (header.status != STATUS_OK) {
            diagnostics_add(errors, SEVERITY_ERROR, NULL, "%.*s", SLICE_ARG(problem));
        }
    }
    buffer_release(&sent);
}

enum status render_many(const struct kb *kb, struct render_request *requests, size_t count, struct diagnostics *errors)
{
    struct arena arena = {0};
    struct drawing *drawings = arena_alloc_array(&arena, count + 1, sizeof *drawings);
    enum status worst = STATUS_OK;
    for (size_t i = 0; i < count; i++) {
        start(kb, &requests[i], &drawings[i], errors);
    }
    for (size_t i = 0; i < count; i++) {
        if (requests[i].status == STATUS_OK) {
            finish(&requests[i], &drawings[i], errors);
        }
        worst = requests[i].status > worst ? requests[i].status : worst;
    }
    arena_release(&arena);
    return worst;
}

static enum status render_one(enum render_picture picture, const struct kb *kb, const struct render_options *options,
                              unsigned formats, struct render_result *result, struct diagnostics *errors)
{
    struct render_request request = {.picture = picture, .options = options, .formats = formats};
    enum status status = render_many(kb, &request, 1, errors);
    *result = request.result;
    return status;
}

enum status render_timeline(const struct kb *kb, const struct render_options *options, unsigned formats,
                            struct render_result *result, struct diagnostics *errors)
{
    return render_one(RENDER_TIMELINE, kb, options, formats, result, errors);
}

enum status render_network(const struct kb *kb, const struct render_options *options, unsigned formats,
                           struct render_result *result, struct diagnostics *errors)
{
    return render_one(RENDER_ORGANIZATIONS, kb, options, formats, result, errors);
}

enum status render_partners(const struct kb *kb, const struct render_options *options, unsigned formats,
                            struct render_result *result, struct diagnostics *errors)
{
    return render_one(RENDER_PARTNERS, kb, options, formats, result, errors);
}
