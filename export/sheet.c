#include "export/sheet_p.h"

struct format {
    const char *name, *other; /* what it may be called */
    sheet_writer *write;
};

static const struct format FORMATS[SHEET_FORMAT_COUNT] = {
    [SHEET_HTML] = {"html", "htm", sheet_write_html},
    [SHEET_MARKDOWN] = {"md", "markdown", sheet_write_markdown},
    [SHEET_CSV] = {"csv", "", sheet_write_csv},
    [SHEET_XLSX] = {"xlsx", "", sheet_write_xlsx},
};

bool sheet_format_parse(struct slice name, enum sheet_format *format)
{
    for (int i = 0; i < SHEET_FORMAT_COUNT; i++) {
        if (name.len > 0 && (slice_is(name, FORMATS[i].name) || slice_is(name, FORMATS[i].other))) {
            *format = (enum sheet_format)i;
            return true;
        }
    }
    return false;
}

const char *sheet_format_name(enum sheet_format format)
{
    return FORMATS[format].name;
}

const struct sheet_group *sheet_group_at(const struct sheet *sheet, size_t row, size_t *next)
{
    while (*next < sheet->group_count && sheet->groups[*next].end <= row) {
        (*next)++;
    }
    bool begins = *next < sheet->group_count && sheet->groups[*next].begin == row;
    return begins ? &sheet->groups[*next] : NULL;
}

enum status sheet_write(const struct sheet_page *page, enum sheet_format format, const struct sheet_options *options,
                        struct buffer *out, struct diagnostics *errors)
{
    return FORMATS[format].write(page, options, out, errors);
}
