/* Times as a table: RFC 4180, with a line feed alone at the end of a line. */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "export/timeml.h"

static void write_cell(struct buffer *out, struct slice text, char end)
{
    bool quoted = false;
    for (size_t i = 0; i < text.len && !quoted; i++) {
        quoted = strchr(",\"\r\n", text.ptr[i]) != NULL;
    }
    if (!quoted) {
        buffer_add(out, text);
    } else {
        buffer_add_byte(out, '"');
        for (size_t i = 0; i < text.len; i++) {
            if (text.ptr[i] == '"') {
                buffer_add_byte(out, '"');
            }
            buffer_add_byte(out, text.ptr[i]);
        }
        buffer_add_byte(out, '"');
    }
    buffer_add_byte(out, end);
}

static void write_number(struct buffer *out, size_t number)
{
    buffer_format(out, "%zu,", number);
}

static void write_day(struct buffer *out, const struct resolved_time *time, int32_t days)
{
    if (time->known) {
        struct calendar_date date = calendar_from_days(days);
        buffer_format(out, "%04d-%02d-%02d", date.year, date.month, date.day);
    }
    buffer_add_byte(out, ',');
}

void tag_csv_header(struct buffer *out)
{
    buffer_add_text(out,
                    "document,begin,end,begin_char,end_char,quote,type,value,mod,edtf,earliest,latest,basis,anchor,"
                    "reason,rule\n");
}

void tag_csv_write(struct buffer *out, const struct tagged_document *document)
{
    size_t *indexes;
    size_t count = tagged_times(document, &indexes);
    for (size_t i = 0; i < count; i++) {
        const struct time_mention *mention = &document->set->times[indexes[i]];
        const struct resolved_time *time = &document->times[indexes[i]];
        write_cell(out, document->set->document.path, ',');
        write_number(out, mention->at.source.begin);
        write_number(out, mention->at.source.end);
        write_number(out, mention->at.chars.begin);
        write_number(out, mention->at.chars.end);
        const struct slice texts[] = {mention->at.quote, time->timex_type, time->timex_value, time->timex_mod,
                                      time->date.edtf};
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) {
            write_cell(out, texts[j], ',');
        }
        write_day(out, time, time->earliest);
        write_day(out, time, time->latest);
        write_cell(out, time->date.basis, ',');
        write_cell(out, time->date.anchor, ',');
        write_cell(out, time->date.reason, ',');
        write_cell(out, mention->rule, '\n');
    }
    free(indexes);
}
