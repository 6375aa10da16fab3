#include "cli/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/calendar.h"
#include "base/map.h"
#include "cli/dates_option.h"
#include "cli/kb_file.h"
#include "cli/output.h"

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

/* Classes may be given one by one or with commas. */
static struct slice *split_classes(const struct text_list *list, size_t *count)
{
    struct slice *classes = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const char *text = list->items[i];
        while (*text) {
            size_t length = strcspn(text, ",");
            if (length > 0) {
                classes = array_grow(classes, &capacity, *count + 1, sizeof *classes);
                classes[(*count)++] = slice_trim(slice_make(text, length));
            }
            text += length + (text[length] == ',');
        }
    }
    return classes;
}

static int fill_options(const struct command *command, const struct picture_settings *settings,
                        struct render_options *options)
{
    int32_t ignored;
    render_options_init(options);
    if (!date_option_parse(command->name, "from", settings->from, &options->from, &ignored) ||
        !date_option_parse(command->name, "to", settings->to, &ignored, &options->to)) {
        return EXIT_USAGE;
    }
    if (options->from != CALENDAR_NO_DAY && options->to != CALENDAR_NO_DAY && options->from > options->to) {
        fprintf(stderr, "annals %s: --from is after --to: %s, %s\n", command->name, settings->from, settings->to);
        return EXIT_USAGE;
    }
    if (settings->paper && !render_paper_parse(slice_of(settings->paper), &options->paper)) {
        return complain(command, "paper", settings->paper, "a4, a3 or letter");
    }
    if (settings->lane && !render_lane_parse(slice_of(settings->lane), &options->lane)) {
        return complain(command, "lane", settings->lane, "class, type, organization, place or series");
    }
    options->portrait = settings->portrait;
    options->org = slice_of(settings->org);
    options->ego = slice_of(settings->org);
    options->place = slice_of(settings->place);
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

/* Classes that may be asked for although no event has them. */
static const char *const known_classes[] = {"meeting", "document", "agreement", "launch", "visit", "statement"};

enum { KNOWN_CLASS_COUNT = sizeof known_classes / sizeof *known_classes };

static bool is_class(const struct kb *kb, struct slice class)
{
    for (size_t i = 0; i < KNOWN_CLASS_COUNT; i++) {
        if (slice_is(class, known_classes[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < kb->event_count; i++) {
        if (slice_equal(kb->events[i].class, class)) {
            return true;
        }
    }
    return false;
}

/* The known classes, then those of packs in the order in which events have them. */
static void list_classes(const struct kb *kb, struct buffer *list)
{
    struct map seen = {0};
    for (size_t i = 0; i < KNOWN_CLASS_COUNT + kb->event_count; i++) {
        bool is_known = i < KNOWN_CLASS_COUNT;
        struct slice class = is_known ? slice_of(known_classes[i]) : kb->events[i - KNOWN_CLASS_COUNT].class;
        bool added = false;
        map_put(&seen, class, 0, &added);
        if (added) {
            buffer_format(list, "%s%.*s", i > 0 ? ", " : "", SLICE_ARG(class));
        }
    }
    map_release(&seen);
}

static bool check_classes(const struct command *command, const struct kb *kb, const struct render_options *options)
{
    for (size_t i = 0; i < options->class_count; i++) {
        if (!is_class(kb, options->classes[i])) {
            struct buffer list = {0};
            list_classes(kb, &list);
            fprintf(stderr, "annals %s: no class %.*s; there are %.*s\n", command->name, SLICE_ARG(options->classes[i]),
                    SLICE_ARG(buffer_slice(&list)));
            buffer_release(&list);
            return false;
        }
    }
    return true;
}

static int draw_and_write(const struct kb *kb, const struct render_options *options, enum render_format format,
                          const char *out, picture_draw *draw)
{
    struct render_result result = {0};
    struct diagnostics errors = {0};
    enum status status = draw(kb, options, RENDER_BIT(format), &result, &errors);
    output_diagnostics(&errors);
    bool is_written = status == STATUS_OK && output_file(out, buffer_slice(&result.bytes[format]));
    render_result_release(&result);
    return is_written ? EXIT_DONE : EXIT_USAGE;
}

int picture_run(const struct command *command, const struct picture_settings *settings, const char *path,
                picture_draw *draw)
{
    enum render_format format;
    struct render_options options;
    if (choose_format(command, settings, &format) != EXIT_DONE ||
        fill_options(command, settings, &options) != EXIT_DONE) {
        return EXIT_USAGE;
    }
    bool to_terminal = !settings->out && isatty(STDOUT_FILENO);
    if (to_terminal && (format == RENDER_PDF || format == RENDER_PNG)) {
        fprintf(stderr, "annals %s: a %s is nothing for a terminal, name a file with -o\n", command->name,
                render_format_name(format));
        return EXIT_USAGE;
    }
    struct kb kb = {0};
    if (!kb_file_read(path, &kb)) {
        return EXIT_USAGE;
    }
    struct slice *classes = split_classes(&settings->classes, &options.class_count);
    options.classes = classes;
    int status =
        check_classes(command, &kb, &options) ? draw_and_write(&kb, &options, format, settings->out, draw) : EXIT_USAGE;
    free(classes);
    kb_release(&kb);
    return status;
}
