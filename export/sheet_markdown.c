/* GitHub's Markdown: one pipe table for each table or group. */
#include "export/sheet_p.h"

static bool is_word(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           ((unsigned char)byte & 0x80) != 0;
}

/* A sign that means something there gets a backslash; brackets only where they could be a link, _ within a word none.
 */
static void add_escaped(struct buffer *out, struct slice text)
{
    bool has_link = text.len > 1 && memmem(text.ptr, text.len, "](", 2) != NULL;
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        bool within = i > 0 && i + 1 < text.len && is_word(text.ptr[i - 1]) && is_word(text.ptr[i + 1]);
        bool means = memchr("\\`*<>|~", byte, 7) != NULL || (byte == '_' && !within) ||
                     (byte == '&' && i + 1 < text.len && text.ptr[i + 1] != ' ') ||
                     ((byte == '[' || byte == ']') && has_link);
        if (means) {
            buffer_add_byte(out, '\\');
        }
        buffer_add_byte(out, byte == '\n' || byte == '\r' ? ' ' : byte);
    }
}

static void add_line(struct buffer *out, const char *before, struct slice text, const char *after)
{
    if (text.len > 0) {
        buffer_add_text(out, before);
        add_escaped(out, text);
        buffer_add_text(out, after);
    }
}

static void add_head(struct buffer *out, const struct sheet *sheet)
{
    for (size_t k = 0; k < sheet->column_count; k++) {
        buffer_add_text(out, k > 0 ? " | " : "| ");
        add_escaped(out, sheet->columns[k].heading);
    }
    buffer_add_text(out, " |\n");
    for (size_t k = 0; k < sheet->column_count; k++) {
        buffer_add_text(out, sheet->columns[k].number ? "| ---: " : "| --- ");
    }
    buffer_add_text(out, "|\n");
}

/* A paragraph or list item that begins as another block does would be one. */
static void add_facts(struct buffer *out, const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct slice *cells = &sheet->cells[i * sheet->column_count];
        add_line(out, "- **", cells[0], ":**");
        for (size_t k = 1; k < sheet->column_count; k++) {
            add_line(out, k > 1 ? ", " : " ", cells[k], "");
        }
        buffer_add_text(out, "\n");
    }
}

static void add_rows(struct buffer *out, const struct sheet *sheet)
{
    size_t next = 0;
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct sheet_group *group = sheet_group_at(sheet, i, &next);
        if (group) {
            add_line(out, i > 0 ? "\n### " : "### ", group->heading, "\n\n");
        }
        if (group || i == 0) {
            add_head(out, sheet);
        }
        for (size_t k = 0; k < sheet->column_count; k++) {
            buffer_add_text(out, k > 0 ? " | " : "| ");
            add_escaped(out, sheet->cells[i * sheet->column_count + k]);
        }
        buffer_add_text(out, " |\n");
    }
}

enum status sheet_write_markdown(const struct sheet_page *page, const struct sheet_options *options, struct buffer *out,
                                 struct diagnostics *errors)
{
    (void)options;
    (void)errors;
    add_line(out, "# ", page->title, "\n");
    add_line(out, "\n", page->subtitle, "\n");
    for (size_t i = 0; i < page->sheet_count; i++) {
        const struct sheet *sheet = &page->sheets[i];
        if (sheet->row_count == 0 && sheet->none.len == 0) {
            continue;
        }
        add_line(out, "\n## ", sheet->heading, "\n");
        buffer_add_text(out, "\n");
        if (sheet->row_count == 0) {
            add_line(out, "", sheet->none, "\n");
        } else if (sheet->headless) {
            add_facts(out, sheet);
        } else {
            add_rows(out, sheet);
        }
    }
    for (size_t i = 0; i < page->note_count; i++) {
        add_line(out, "\n", page->notes[i], "\n");
    }
    return STATUS_OK;
}
