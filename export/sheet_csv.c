/* RFC 4180: lines end with CR LF, cells with a comma, a quote or a line's end in quotes. A cell that a spreadsheet
 * would take for a formula gets an apostrophe in front. */
#include "export/sheet_p.h"

#include "base/utf8.h"

/* = + - @ and their wide forms begin formulas in one spreadsheet or another. */
static bool begins_formula(struct slice text)
{
    size_t next;
    uint32_t c = text.len > 0 ? utf8_decode(text, 0, &next) : 0;
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == 0xFF1D || c == 0xFF0B ||
           c == 0xFF0D || c == 0xFF20 || c == 0x2212;
}

static void write_cell(struct buffer *out, struct slice text, bool last)
{
    bool quoted = false;
    for (size_t i = 0; i < text.len && !quoted; i++) {
        quoted = memchr(",\"\r\n", text.ptr[i], 4) != NULL;
    }
    buffer_add_text(out, quoted ? "\"" : "");
    buffer_add_text(out, begins_formula(text) ? "'" : "");
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"') {
            buffer_add_byte(out, '"');
        }
        buffer_add_byte(out, text.ptr[i]);
    }
    buffer_add_text(out, quoted ? "\"" : "");
    buffer_add_text(out, last ? "\r\n" : ",");
}

enum status sheet_write_csv(const struct sheet_page *page, const struct sheet_options *options, struct buffer *out,
                            struct diagnostics *errors)
{
    (void)errors;
    buffer_add_text(out, options->bom ? "\xEF\xBB\xBF" : "");
    if (page->sheet_count == 0) {
        return STATUS_OK;
    }
    const struct sheet *sheet = &page->sheets[0];
    bool grouped = sheet->group_count > 0;
    struct slice group = {0};
    size_t next = 0;
    if (grouped) {
        write_cell(out, sheet->group_column, sheet->column_count == 0);
    }
    for (size_t k = 0; k < sheet->column_count; k++) {
        write_cell(out, sheet->columns[k].heading, k + 1 == sheet->column_count);
    }
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct sheet_group *begins = sheet_group_at(sheet, i, &next);
        group = begins ? begins->heading : group;
        if (grouped) {
            write_cell(out, group, sheet->column_count == 0);
        }
        for (size_t k = 0; k < sheet->column_count; k++) {
            write_cell(out, sheet->cells[i * sheet->column_count + k], k + 1 == sheet->column_count);
        }
    }
    return STATUS_OK;
}
