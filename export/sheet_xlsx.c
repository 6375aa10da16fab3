/* A workbook for Excel, by libxlsxwriter, which this file alone includes and opens. All cells are text but those of
 * columns of numbers. The library writes to a file by name: one in memory, so that nothing is left behind. */
#include "export/sheet_p.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/library.h"
#include "base/utf8.h"

enum {
    MAX_CELL = 32000,   /* characters that a cell holds: 32,767 */
    MAX_ROWS = 1048000, /* of a worksheet: 1,048,576 */
    MAX_NAME = 31,      /* characters of a worksheet's name */
    SECONDS_OF_DAY = 86400,
    LEAST_HEIGHT = 15
};

#define LIBRARY "libxlsxwriter.so.4"

/* What is used of it. */
#define FUNCTIONS(X)                  \
    X(format_set_align)               \
    X(format_set_bg_color)            \
    X(format_set_bold)                \
    X(format_set_border)              \
    X(format_set_num_format)          \
    X(format_set_text_wrap)           \
    X(lxw_strerror)                   \
    X(workbook_add_format)            \
    X(workbook_add_worksheet)         \
    X(workbook_close)                 \
    X(workbook_get_worksheet_by_name) \
    X(workbook_new)                   \
    X(workbook_set_properties)        \
    X(worksheet_autofilter)           \
    X(worksheet_fit_to_pages)         \
    X(worksheet_freeze_panes)         \
    X(worksheet_repeat_rows)          \
    X(worksheet_set_column)           \
    X(worksheet_set_landscape)        \
    X(worksheet_set_paper)            \
    X(worksheet_write_number)         \
    X(worksheet_write_string)

struct excel {
    FUNCTIONS(LIBRARY_MEMBER)
};

static bool open_library(struct excel *functions)
{
    void *library = library_open(LIBRARY, false);
    bool found = library != NULL;
    FUNCTIONS(LIBRARY_FIND)
    return found;
}

struct writer {
    struct excel excel;
    lxw_workbook *workbook;
    lxw_format *head, *text, *group, *title, *note;
    struct arena arena;
};

/* With a NUL at its end, cut where Excel would refuse it. */
static char *as_text(struct writer *writer, struct slice text)
{
    size_t at = 0;
    for (size_t count = 0; at < text.len && count < MAX_CELL; count++) {
        utf8_decode(text, at, &at);
    }
    if (at < text.len) {
        struct slice cut = arena_format(&writer->arena, "%.*s\xE2\x80\xA6", (int)at, text.ptr);
        return arena_string(&writer->arena, cut);
    }
    return arena_string(&writer->arena, text);
}

/* A name that no worksheet has yet, without the signs that Excel refuses in one. */
static const char *worksheet_name(struct writer *writer, struct slice heading)
{
    char *name = arena_alloc(&writer->arena, 4 * MAX_NAME + 1);
    size_t len = 0;
    size_t at = 0;
    for (size_t count = 0; at < heading.len && count < MAX_NAME; count++) {
        size_t begin = at;
        utf8_decode(heading, at, &at);
        bool refused = memchr("[]:*?/\\'", heading.ptr[begin], 8) != NULL;
        for (size_t i = begin; i < at; i++) {
            name[len++] = refused ? ' ' : heading.ptr[i];
        }
    }
    bool is_new = len > 0 && !writer->excel.workbook_get_worksheet_by_name(writer->workbook, name);
    return is_new ? name : NULL; /* NULL: the library numbers it */
}

static void set_formats(struct writer *writer)
{
    writer->head = writer->excel.workbook_add_format(writer->workbook);
    writer->excel.format_set_bold(writer->head);
    writer->excel.format_set_bg_color(writer->head, 0xE6E6E6);
    writer->excel.format_set_border(writer->head, LXW_BORDER_THIN);
    writer->excel.format_set_text_wrap(writer->head);
    writer->excel.format_set_align(writer->head, LXW_ALIGN_VERTICAL_TOP);
    writer->text = writer->excel.workbook_add_format(writer->workbook);
    writer->excel.format_set_text_wrap(writer->text);
    writer->excel.format_set_align(writer->text, LXW_ALIGN_VERTICAL_TOP);
    writer->excel.format_set_num_format(writer->text, "@");
    writer->title = writer->excel.workbook_add_format(writer->workbook);
    writer->excel.format_set_bold(writer->title);
    writer->note = writer->excel.workbook_add_format(writer->workbook);
    writer->excel.format_set_text_wrap(writer->note);
    writer->excel.format_set_align(writer->note, LXW_ALIGN_VERTICAL_TOP);
}

static void write_cell(struct writer *writer, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, struct slice text,
                       bool number)
{
    const char *string = as_text(writer, text);
    if (number && text.len > 0) {
        writer->excel.worksheet_write_number(sheet, row, column, strtod(string, NULL), NULL);
    } else {
        writer->excel.worksheet_write_string(sheet, row, column, string, writer->text);
    }
}

static void write_rows(struct writer *writer, lxw_worksheet *worksheet, const struct sheet *sheet)
{
    lxw_col_t shift = sheet->group_count > 0 ? 1 : 0;
    struct slice group = {0};
    size_t next = 0;
    lxw_row_t row = sheet->headless ? 0 : 1;
    for (size_t i = 0; i < sheet->row_count; i++, row++) {
        const struct sheet_group *begins = sheet_group_at(sheet, i, &next);
        group = begins ? begins->heading : group;
        if (shift > 0) {
            write_cell(writer, worksheet, row, 0, group, false);
        }
        for (size_t k = 0; k < sheet->column_count; k++) {
            write_cell(writer, worksheet, row, (lxw_col_t)(k + shift), sheet->cells[i * sheet->column_count + k],
                       sheet->columns[k].number);
        }
    }
}

static void write_sheet(struct writer *writer, const struct sheet_page *page, const struct sheet *sheet)
{
    struct slice heading = sheet->heading.len > 0 ? sheet->heading : page->title;
    lxw_worksheet *worksheet = writer->excel.workbook_add_worksheet(writer->workbook, worksheet_name(writer, heading));
    lxw_col_t shift = sheet->group_count > 0 ? 1 : 0;
    lxw_col_t last = (lxw_col_t)(sheet->column_count + shift - 1);
    if (shift > 0) {
        writer->excel.worksheet_set_column(worksheet, 0, 0, 16.0, NULL);
        writer->excel.worksheet_write_string(worksheet, 0, 0, as_text(writer, sheet->group_column), writer->head);
    }
    for (size_t k = 0; k < sheet->column_count; k++) {
        lxw_col_t column = (lxw_col_t)(k + shift);
        writer->excel.worksheet_set_column(worksheet, column, column, sheet->columns[k].width * 1.15, NULL);
        if (!sheet->headless) {
            writer->excel.worksheet_write_string(worksheet, 0, column, as_text(writer, sheet->columns[k].heading),
                                                 writer->head);
        }
    }
    write_rows(writer, worksheet, sheet);
    if (!sheet->headless) {
        writer->excel.worksheet_freeze_panes(worksheet, 1, 0);
        writer->excel.worksheet_repeat_rows(worksheet, 0, 0);
        writer->excel.worksheet_autofilter(worksheet, 0, 0, (lxw_row_t)(sheet->row_count > 0 ? sheet->row_count : 1),
                                           last);
    }
    if (!page->upright) {
        writer->excel.worksheet_set_landscape(worksheet);
    }
    writer->excel.worksheet_set_paper(worksheet, 9); /* A4 */
    writer->excel.worksheet_fit_to_pages(worksheet, 1, 0);
}

/* Title, what was asked for, and the notes: on a worksheet of their own, so that the table begins in the first row. */
static void write_about(struct writer *writer, const struct sheet_page *page)
{
    lxw_worksheet *worksheet =
        writer->excel.workbook_add_worksheet(writer->workbook, worksheet_name(writer, page->about));
    writer->excel.worksheet_set_column(worksheet, 0, 0, 100.0, NULL);
    writer->excel.worksheet_write_string(worksheet, 0, 0, as_text(writer, page->title), writer->title);
    writer->excel.worksheet_write_string(worksheet, 1, 0, as_text(writer, page->subtitle), writer->note);
    for (size_t i = 0; i < page->note_count; i++) {
        writer->excel.worksheet_write_string(worksheet, (lxw_row_t)(i + 2), 0, as_text(writer, page->notes[i]),
                                             writer->note);
    }
}

static void set_properties(struct writer *writer, const struct sheet_page *page)
{
    int32_t day = page->day > 0 ? page->day : 0;
    lxw_doc_properties properties = {.title = as_text(writer, page->title),
                                     .created = (time_t)day * SECONDS_OF_DAY + 1};
    writer->excel.workbook_set_properties(writer->workbook, &properties);
}

static enum status fail(struct diagnostics *errors, const char *why)
{
    diagnostics_add(errors, SEVERITY_ERROR, NULL, "the workbook cannot be written: %s", why);
    return STATUS_USAGE;
}

static bool read_back(int file, struct buffer *out)
{
    char bytes[1 << 16];
    ssize_t count;
    if (lseek(file, 0, SEEK_SET) != 0) {
        return false;
    }
    while ((count = read(file, bytes, sizeof bytes)) > 0) {
        buffer_add(out, slice_make(bytes, (size_t)count));
    }
    return count == 0;
}

enum status sheet_write_xlsx(const struct sheet_page *page, const struct sheet_options *options, struct buffer *out,
                             struct diagnostics *errors)
{
    (void)options;
    char path[64];
    for (size_t i = 0; i < page->sheet_count; i++) {
        if (page->sheets[i].row_count > MAX_ROWS) {
            return fail(errors, "it has more rows than a worksheet holds; ask for fewer events");
        }
    }
    int file = memfd_create("workbook", MFD_CLOEXEC);
    if (file < 0) {
        return fail(errors, strerror(errno));
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    struct writer writer = {.workbook = NULL};
    bool is_open = open_library(&writer.excel);
    writer.workbook = is_open ? writer.excel.workbook_new(path) : NULL;
    if (!writer.workbook) {
        close(file);
        return fail(errors, is_open ? "no memory" : LIBRARY " cannot be opened");
    }
    set_formats(&writer);
    set_properties(&writer, page);
    for (size_t i = 0; i < page->sheet_count; i++) {
        if (page->sheets[i].row_count > 0 || page->sheets[i].none.len > 0) {
            write_sheet(&writer, page, &page->sheets[i]);
        }
    }
    write_about(&writer, page);
    lxw_error error = writer.excel.workbook_close(writer.workbook);
    bool done = error == LXW_NO_ERROR && read_back(file, out);
    close(file);
    arena_release(&writer.arena);
    return done ? STATUS_OK : fail(errors, error != LXW_NO_ERROR ? writer.excel.lxw_strerror(error) : strerror(errno));
}
