/* A page with the times of a document marked in its text. */
#include <stdlib.h>

#include "export/timeml.h"
#include "export/xml_p.h"

/* HTML's own element takes years, months and days; what else there is stands in the data attributes alone. */
static bool is_html_date(struct slice edtf)
{
    if (edtf.len != 4 && edtf.len != 7 && edtf.len != 10) {
        return false;
    }
    for (size_t i = 0; i < edtf.len; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? edtf.ptr[i] != '-' : edtf.ptr[i] < '0' || edtf.ptr[i] > '9') {
            return false;
        }
    }
    return edtf.len != 7 || edtf.ptr[5] < '2'; /* 2018-22 is a summer */
}

static void write_attribute(struct buffer *out, const char *name, struct slice value)
{
    if (value.len > 0) {
        buffer_format(out, " %s=\"", name);
        xml_escaped(out, value);
        buffer_add_byte(out, '"');
    }
}

static void write_time(struct buffer *out, const struct resolved_time *time, struct slice rule, struct slice text)
{
    bool is_date = is_html_date(time->date.edtf);
    buffer_add_text(out, is_date ? "<time" : "<span class=\"time\"");
    if (is_date) {
        write_attribute(out, "datetime", time->date.edtf);
    }
    write_attribute(out, "data-type", time->timex_type);
    write_attribute(out, "data-value", time->timex_value);
    write_attribute(out, "data-mod", time->timex_mod);
    write_attribute(out, "data-edtf", time->date.edtf);
    write_attribute(out, "data-basis", time->date.basis);
    write_attribute(out, "data-anchor", time->date.anchor);
    write_attribute(out, "data-rule", rule);
    write_attribute(out, "title", time->date.edtf.len > 0 ? time->date.edtf : time->timex_value);
    buffer_add_byte(out, '>');
    xml_escaped(out, text);
    buffer_add_text(out, is_date ? "</time>" : "</span>");
}

void tag_html_write(struct buffer *out, const struct tagged_document *document)
{
    struct slice source = document->source;
    buffer_add_text(out, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>");
    xml_escaped(out, document->set->document.path);
    buffer_add_text(out,
                    "</title>\n<style>\npre { white-space: pre-wrap; font-family: serif; max-width: 45em; margin: "
                    "2em auto; }\ntime, .time { background: #fff3b0; border-bottom: 1px solid #b08900; }\n</style>\n"
                    "</head>\n<body>\n<pre>\n");
    size_t *indexes;
    size_t count = tagged_times(document, &indexes);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const struct time_mention *mention = &document->set->times[indexes[i]];
        struct span span = mention->at.source;
        xml_escaped(out, slice_sub(source, at, span.begin));
        write_time(out, &document->times[indexes[i]], mention->rule, slice_sub(source, span.begin, span.end));
        at = span.end;
    }
    free(indexes);
    if (source.len > 0) {
        xml_escaped(out, slice_sub(source, at, source.len));
    }
    buffer_add_text(out, "</pre>\n</body>\n</html>\n");
}
