/* A page by itself. Styles stand at each cell, for a word processor that the table is pasted into knows no others. */
#include "export/sheet_p.h"

#include "export/xml_p.h"

#define FONT   "font-family:Arial,'Liberation Sans',Helvetica,sans-serif"
#define BORDER "border:0.75pt solid #8c8c8c"
#define CELL   BORDER ";padding:2pt 4pt;vertical-align:top;text-align:start"

static void add_element(struct buffer *out, const char *open, struct slice text, const char *close)
{
    if (text.len > 0) {
        buffer_add_text(out, open);
        xml_escaped(out, text);
        buffer_add_text(out, close);
    }
}

static void add_columns(struct buffer *out, const struct sheet *sheet)
{
    double all = 0.0;
    for (size_t k = 0; k < sheet->column_count; k++) {
        all += sheet->columns[k].width;
    }
    buffer_add_text(out, "<colgroup>");
    for (size_t k = 0; k < sheet->column_count; k++) {
        int percent = (int)(100.0 * sheet->columns[k].width / all + 0.5);
        buffer_format(out, "<col style=\"width:%d%%\">", percent);
    }
    buffer_add_text(out, "</colgroup>\n");
    if (sheet->headless) {
        return;
    }
    buffer_add_text(out, "<thead><tr>");
    for (size_t k = 0; k < sheet->column_count; k++) {
        add_element(out, "<th scope=\"col\" style=\"" CELL ";background:#e6e6e6;font-weight:bold\">",
                    sheet->columns[k].heading, "</th>");
    }
    buffer_add_text(out, "</tr></thead>\n");
}

static void add_cell(struct buffer *out, const struct sheet *sheet, size_t column, struct slice text)
{
    bool heads_row = sheet->headless && column == 0;
    buffer_add_text(out, heads_row ? "<th scope=\"row\" style=\"" CELL ";font-weight:bold" : "<td style=\"" CELL);
    buffer_add_text(out, sheet->columns[column].nowrap ? ";white-space:nowrap\"" : "\"");
    buffer_add_text(out, " dir=\"auto\">");
    xml_escaped(out, text);
    buffer_add_text(out, heads_row ? "</th>" : "</td>");
}

static void add_table(struct buffer *out, const struct sheet *sheet, bool dense)
{
    size_t next = 0;
    buffer_format(out, "<table style=\"border-collapse:collapse;width:100%%;" FONT ";font-size:%s\">\n",
                  dense ? "8pt" : "9pt");
    add_columns(out, sheet);
    buffer_add_text(out, "<tbody>\n");
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct sheet_group *group = sheet_group_at(sheet, i, &next);
        if (group) {
            buffer_format(out,
                          "<tr><th scope=\"colgroup\" colspan=\"%zu\" style=\"" CELL
                          ";background:#f2f2f2;font-weight:bold\" dir=\"auto\">",
                          sheet->column_count);
            xml_escaped(out, group->heading);
            buffer_add_text(out, "</th></tr>\n");
        }
        buffer_add_text(out, "<tr>");
        for (size_t k = 0; k < sheet->column_count; k++) {
            add_cell(out, sheet, k, sheet->cells[i * sheet->column_count + k]);
        }
        buffer_add_text(out, "</tr>\n");
    }
    buffer_add_text(out, "</tbody></table>\n");
}

static void add_head(struct buffer *out, const struct sheet_page *page)
{
    add_element(out, "<!DOCTYPE html>\n<html lang=\"", page->language, "\">\n");
    buffer_add_text(out, "<head>\n<meta charset=\"utf-8\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add_element(out, "<title>", page->title, "</title>\n");
    buffer_format(
        out,
        "<style>\n@page { size: A4 %s; margin: 11mm }\nbody { max-width: %s; margin: 1em auto; padding: 0 1em }\n"
        "tr { break-inside: avoid }\nthead { display: table-header-group }\nh1, h2 { break-after: avoid }\n"
        "@media print { body { margin: 0; padding: 0; max-width: none } }\n</style>\n</head>\n",
        page->upright ? "portrait" : "landscape", page->upright ? "56em" : "84em");
    buffer_add_text(out, "<body style=\"" FONT ";font-size:10pt;color:#1a1a1a;background:#ffffff\">\n");
    add_element(out, "<h1 style=\"font-size:15pt;margin:0 0 2pt\" dir=\"auto\">", page->title, "</h1>\n");
    add_element(out, "<p style=\"margin:0 0 8pt;color:#4d4d4d\" dir=\"auto\">", page->subtitle, "</p>\n");
}

enum status sheet_write_html(const struct sheet_page *page, const struct sheet_options *options, struct buffer *out,
                             struct diagnostics *errors)
{
    (void)options;
    (void)errors;
    add_head(out, page);
    for (size_t i = 0; i < page->sheet_count; i++) {
        const struct sheet *sheet = &page->sheets[i];
        if (sheet->row_count == 0 && sheet->none.len == 0) {
            continue;
        }
        add_element(out, "<h2 style=\"font-size:11pt;margin:7pt 0 2pt\" dir=\"auto\">", sheet->heading, "</h2>\n");
        if (sheet->row_count > 0) {
            add_table(out, sheet, page->upright);
        } else {
            add_element(out, "<p style=\"margin:3pt 0\">", sheet->none, "</p>\n");
        }
    }
    for (size_t i = 0; i < page->note_count; i++) {
        add_element(out, "<p style=\"margin:5pt 0 0;font-size:8pt;color:#4d4d4d\" dir=\"auto\">", page->notes[i],
                    "</p>\n");
    }
    buffer_add_text(out, "</body>\n</html>\n");
    return STATUS_OK;
}
