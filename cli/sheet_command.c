#include "cli/sheet_command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/calendar.h"
#include "base/file.h"
#include "base/yaml.h"
#include "cli/dates_option.h"
#include "cli/kb_file.h"
#include "cli/output.h"
#include "cli/theme_option.h"

enum { MAX_COLUMNS = 64 };

static bool complain(const struct command *command, const char *option, const char *given, const char *expected)
{
    fprintf(stderr, "annals %s: --%s is '%s', expected %s\nsee 'annals %s --help'\n", command->name, option, given,
            expected, command->name);
    return false;
}

/* The format asked for, else that of the file's name, else Markdown. */
static bool choose_format(const struct command *command, const struct sheet_settings *settings,
                          enum sheet_format *format)
{
    *format = SHEET_MARKDOWN;
    const char *dot = settings->out ? strrchr(settings->out, '.') : NULL;
    bool has_ending = dot && !strchr(dot, '/');
    if (settings->format) {
        enum sheet_format ending;
        if (!sheet_format_parse(slice_of(settings->format), format)) {
            return complain(command, "format", settings->format, "html, md, csv or xlsx");
        }
        bool is_other = has_ending && sheet_format_parse(slice_of(dot + 1), &ending) && ending != *format;
        return !is_other ||
               complain(command, "format", settings->format, "the format that the name after --out ends in");
    }
    if (has_ending && !sheet_format_parse(slice_of(dot + 1), format)) {
        return complain(command, "out", settings->out, "a name that ends in .html, .md, .csv or .xlsx, or a --format");
    }
    return true;
}

static bool check_format(const struct command *command, const struct sheet_settings *settings, enum sheet_format format)
{
    if (settings->several && format == SHEET_CSV) {
        fprintf(stderr, "annals %s: a csv is one table and this is several; take html, md or xlsx\n", command->name);
        return false;
    }
    return true;
}

/* What is shown without a wish: spreadsheets sort, so they get days, and a CSV has no key beside it. */
static const enum table_column PAGE_COLUMNS[] = {TABLE_DATE,  TABLE_WHAT,   TABLE_WHO,
                                                 TABLE_WHERE, TABLE_STATUS, TABLE_SOURCE};
static const enum table_column CSV_COLUMNS[] = {TABLE_DATE, TABLE_FROM,  TABLE_TO,     TABLE_CLASS,   TABLE_WHAT,
                                                TABLE_WHO,  TABLE_WHERE, TABLE_STATUS, TABLE_CITATION};
static const enum table_column XLSX_COLUMNS[] = {TABLE_DATE, TABLE_FROM,  TABLE_TO,     TABLE_CLASS,   TABLE_WHAT,
                                                 TABLE_WHO,  TABLE_WHERE, TABLE_STATUS, TABLE_SOURCES, TABLE_SOURCE};

static size_t default_columns(enum sheet_format format, enum table_column *columns)
{
    const enum table_column *wanted = format == SHEET_CSV    ? CSV_COLUMNS
                                      : format == SHEET_XLSX ? XLSX_COLUMNS
                                                             : PAGE_COLUMNS;
    size_t bytes = format == SHEET_CSV    ? sizeof CSV_COLUMNS
                   : format == SHEET_XLSX ? sizeof XLSX_COLUMNS
                                          : sizeof PAGE_COLUMNS;
    memcpy(columns, wanted, bytes);
    return bytes / sizeof *wanted;
}

static bool add_column(const struct command *command, struct slice name, enum table_column *columns, size_t *count)
{
    enum table_column column;
    if (name.len == 0) {
        return true;
    }
    if (!table_column_parse(name, &column)) {
        fprintf(stderr,
                "annals %s: no column %.*s; there are date, from, to, edtf, class, type, what, who, where, series, "
                "status, basis, sources, source, citation, evidence, id, first-said, last-said\n",
                command->name, SLICE_ARG(name));
        return false;
    }
    if (*count < MAX_COLUMNS - 1) {
        columns[(*count)++] = column;
    }
    return true;
}

static bool choose_columns(const struct command *command, const struct sheet_settings *settings,
                           enum sheet_format format, enum table_column *columns, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < settings->columns.count; i++) {
        const char *text = settings->columns.items[i];
        while (*text) {
            size_t length = strcspn(text, ",");
            if (!add_column(command, slice_trim(slice_make(text, length)), columns, count)) {
                return false;
            }
            text += length + (text[length] == ',');
        }
    }
    if (*count == 0) {
        *count = default_columns(format, columns);
    }
    if (settings->evidence) {
        columns[(*count)++] = TABLE_EVIDENCE;
    }
    return true;
}

static bool fill_options(const struct command *command, const struct sheet_settings *settings,
                         struct table_options *options)
{
    int32_t ignored;
    *options = (struct table_options){.as_of = CALENDAR_NO_DAY,
                                      .whole = settings->whole,
                                      .title = slice_of(settings->title),
                                      .caveat = slice_of(settings->caveat)};
    if (settings->sort && !table_sort_parse(slice_of(settings->sort), &options->sort)) {
        return complain(command, "sort", settings->sort, "date, class, organization, place, status or sources");
    }
    if (settings->group && !table_group_parse(slice_of(settings->group), &options->group)) {
        return complain(command, "group", settings->group,
                        "class, type, organization, place, series, year, month, status or none");
    }
    return date_option_parse(command->name, "as-of", settings->as_of, &options->as_of, &ignored);
}

static int write_page(const struct sheet_page *page, enum sheet_format format, const struct sheet_settings *settings)
{
    struct sheet_options options = {.bom = settings->bom};
    struct buffer out = {0};
    struct diagnostics errors = {0};
    bool done = sheet_write(page, format, &options, &out, &errors) == STATUS_OK;
    output_diagnostics(&errors);
    done = done && output_file(settings->out, buffer_slice(&out));
    buffer_release(&out);
    return done ? EXIT_DONE : EXIT_USAGE;
}

/* The words of --words. False with what is wrong: as the file of words that pictures read, then under `tables:`. */
static bool read_words(const struct command *command, const struct sheet_settings *settings,
                       struct table_options *options, struct arena *arena)
{
    if (!settings->words) {
        return true;
    }
    struct export_words *words = arena_alloc(arena, sizeof *words);
    struct kb_words *dates = arena_alloc(arena, sizeof *dates);
    struct render_theme *theme = theme_option_load(command->name, NULL, settings->words);
    struct buffer bytes = {0};
    struct diagnostics errors = {0};
    *words = EXPORT_WORDS_EN;
    *dates = KB_WORDS_EN;
    bool is_read = theme != NULL && file_read(settings->words, YAML_MAX_BYTES, &bytes, &errors) == STATUS_OK &&
                   export_words_read(words, dates, buffer_slice(&bytes), settings->words, arena, &errors) == STATUS_OK;
    output_diagnostics(&errors);
    buffer_release(&bytes);
    render_theme_free(theme);
    options->words = (struct table_words){words, dates};
    return is_read;
}

/* Everything but the columns, which the caller owns, lives in the arena. */
static int make_and_write(const struct command *command, const struct sheet_settings *settings,
                          const struct text_list *operands, struct table_options *options, enum sheet_format format,
                          sheet_make *make, struct arena *arena)
{
    struct select_wish wish;
    struct selection selection;
    struct sheet_page page;
    struct kb kb = {0};
    struct buffer problem = {0};
    int status = EXIT_USAGE;
    if (!select_options_wish(command->name, &settings->select, &wish, arena) ||
        !read_words(command, settings, options, arena) || !kb_file_read(operands->items[0], &kb)) {
        return EXIT_USAGE;
    }
    const char *operand = operands->count > 1 ? operands->items[1] : NULL;
    if (select_init(&selection, &kb, &wish, arena, &problem) &&
        make(&page, &selection, options, operand, arena, &problem)) {
        status = write_page(&page, format, settings);
    } else {
        fprintf(stderr, "annals %s: %.*s\n", command->name, SLICE_ARG(buffer_slice(&problem)));
    }
    buffer_release(&problem);
    kb_release(&kb);
    return status;
}

int sheet_run(const struct command *command, const struct sheet_settings *settings, const struct text_list *operands,
              sheet_make *make)
{
    enum sheet_format format;
    struct table_options options;
    enum table_column columns[MAX_COLUMNS];
    if (!choose_format(command, settings, &format) || !check_format(command, settings, format) ||
        !fill_options(command, settings, &options) ||
        !choose_columns(command, settings, format, columns, &options.column_count)) {
        return EXIT_USAGE;
    }
    options.columns = columns;
    if (!settings->out && format == SHEET_XLSX && isatty(STDOUT_FILENO)) {
        fprintf(stderr, "annals %s: a workbook is nothing for a terminal, name a file with -o\n", command->name);
        return EXIT_USAGE;
    }
    struct arena arena = {0};
    int status = make_and_write(command, settings, operands, &options, format, make, &arena);
    arena_release(&arena);
    return status;
}

void sheet_settings_release(struct sheet_settings *settings)
{
    text_list_release(&settings->columns);
    select_options_release(&settings->select);
}
