#include "cli/picture.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/kb_file.h"
#include "cli/output.h"
#include "cli/theme_option.h"

static int complain(const struct command *command, const char *option, const char *given, const char *expected)
{
    fprintf(stderr, "annals %s: --%s is '%s', expected %s\nsee 'annals %s --help'\n", command->name, option, given,
            expected, command->name);
    return EXIT_USAGE;
}

/* The format asked for, else that of the file's name, else SVG. */
static int choose_format(const struct command *command, const struct picture_settings *settings,
                         enum render_format *format)
{
    *format = RENDER_SVG;
    const char *dot = settings->out ? strrchr(settings->out, '.') : NULL;
    bool has_ending = dot && !strchr(dot, '/');
    if (settings->format) {
        enum render_format ending;
        if (!render_format_parse(slice_of(settings->format), format)) {
            return complain(command, "format", settings->format, "svg, pdf, png or dot");
        }
        bool is_other = has_ending && render_format_parse(slice_of(dot + 1), &ending) && ending != *format;
        return is_other ? complain(command, "format", settings->format, "the format that the name after --out ends in")
                        : EXIT_DONE;
    }
    if (has_ending && !render_format_parse(slice_of(dot + 1), format)) {
        return complain(command, "out", settings->out, "a name that ends in .svg, .pdf, .png or .dot, or a --format");
    }
    return EXIT_DONE;
}

static int fill_options(const struct command *command, const struct picture_settings *settings,
                        struct render_options *options, struct arena *arena)
{
    render_options_init(options);
    if (!select_options_wish(command->name, &settings->select, &options->select, arena)) {
        return EXIT_USAGE;
    }
    if (settings->paper && !render_paper_parse(slice_of(settings->paper), &options->paper)) {
        return complain(command, "paper", settings->paper, "a4, a3 or letter");
    }
    if (settings->lane && !render_lane_parse(slice_of(settings->lane), &options->lane)) {
        return complain(command, "lane", settings->lane, "class, type, organization, place or series");
    }
    if (settings->matrix && !render_matrix_parse(slice_of(settings->matrix), &options->matrix)) {
        return complain(command, "matrix", settings->matrix, "year or kind");
    }
    options->portrait = settings->portrait;
    options->pages = settings->pages;
    options->ego = slice_of(settings->org);
    options->hub = slice_of(settings->hub);
    options->title = slice_of(settings->title);
    options->subtitle = slice_of(settings->subtitle);
    options->caveat = slice_of(settings->caveat);
    options->link = settings->link;
    options->dpi = settings->dpi > 0 ? (unsigned)settings->dpi : options->dpi;
    options->depth = settings->depth > 0 ? (unsigned)settings->depth : options->depth;
    options->top = (unsigned)settings->top;
    return EXIT_DONE;
}

/* NAME-1.svg, NAME-2.svg … where there are several pages; a PDF has them all. */
static bool write_pages(const struct render_result *result, enum render_format format, const char *out)
{
    if (result->page_count < 2 || format == RENDER_PDF) {
        return output_file(out, buffer_slice(&result->bytes[format]));
    }
    if (!out || strcmp(out, "-") == 0) {
        fprintf(stderr, "annals timeline: %zu pages are too many for one output; name a file with -o, or a pdf\n",
                result->page_count);
        return false;
    }
    struct arena arena = {0};
    const char *dot = strrchr(out, '.');
    size_t stem = dot && !strchr(dot, '/') ? (size_t)(dot - out) : strlen(out);
    bool done = true;
    for (size_t i = 0; i < result->page_count && done; i++) {
        struct slice path = arena_format(&arena, "%.*s-%zu%s", (int)stem, out, i + 1, out + stem);
        done = output_file(path.ptr, buffer_slice(i == 0 ? &result->bytes[format] : &result->further[i - 1][format]));
    }
    if (done) {
        fprintf(stderr, "annals timeline: %zu pages, %.*s-1%s and on\n", result->page_count, (int)stem, out,
                out + stem);
    }
    arena_release(&arena);
    return done;
}

static int draw_and_write(const struct kb *kb, const struct render_options *options, enum render_format format,
                          const char *out, picture_draw *draw)
{
    struct render_result result = {0};
    struct diagnostics errors = {0};
    enum status status = draw(kb, options, RENDER_BIT(format), &result, &errors);
    output_diagnostics(&errors);
    bool is_written = status == STATUS_OK && write_pages(&result, format, out);
    render_result_release(&result);
    return is_written ? EXIT_DONE : EXIT_USAGE;
}

/* Reads and draws, once the options are known to be right. */
static int run(const struct render_options *options, enum render_format format, const char *out, const char *path,
               picture_draw *draw)
{
    struct kb kb = {0};
    if (!kb_file_read(path, &kb)) {
        return EXIT_USAGE;
    }
    int status = draw_and_write(&kb, options, format, out, draw);
    kb_release(&kb);
    return status;
}

int picture_run(const struct command *command, const struct picture_settings *settings, const char *path,
                picture_draw *draw)
{
    enum render_format format;
    struct render_options options;
    struct arena arena = {0};
    if (choose_format(command, settings, &format) != EXIT_DONE ||
        fill_options(command, settings, &options, &arena) != EXIT_DONE) {
        arena_release(&arena);
        return EXIT_USAGE;
    }
    int status = EXIT_USAGE;
    bool to_terminal = !settings->out && isatty(STDOUT_FILENO);
    if (to_terminal && (format == RENDER_PDF || format == RENDER_PNG)) {
        fprintf(stderr, "annals %s: a %s is nothing for a terminal, name a file with -o\n", command->name,
                render_format_name(format));
    } else {
        struct render_theme *theme = theme_option_load(command->name, settings->theme, settings->words);
        options.theme = theme;
        status = theme ? run(&options, format, settings->out, path, draw) : EXIT_USAGE;
        render_theme_free(theme);
    }
    arena_release(&arena);
    return status;
}
