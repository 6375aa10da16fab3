#include "export/timeml.h"

#include <stdlib.h>

#include "export/xml_p.h"

/* What a sort needs, so that it needs no state beside it. */
struct candidate {
    struct span span;
    size_t index;
};

static int compare_candidates(const void *left, const void *right)
{
    const struct candidate *a = left;
    const struct candidate *b = right;
    if (a->span.begin != b->span.begin) {
        return a->span.begin < b->span.begin ? -1 : 1;
    }
    if (a->span.end != b->span.end) {
        return a->span.end > b->span.end ? -1 : 1;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

size_t tagged_times(const struct tagged_document *document, size_t **indexes)
{
    const struct mention_set *set = document->set;
    struct candidate *candidates = memory_zero(set->time_count + 1, sizeof *candidates);
    size_t count = 0;
    for (size_t i = 0; i < set->time_count; i++) {
        struct span span = set->times[i].at.source;
        bool is_inside = span.begin < span.end && span.end <= document->source.len;
        if (is_inside && document->times[i].timex_type.len > 0) {
            candidates[count++] = (struct candidate){span, i};
        }
    }
    if (count > 0) {
        qsort(candidates, count, sizeof *candidates, compare_candidates);
    }
    *indexes = memory_zero(count + 1, sizeof **indexes);
    size_t kept = 0;
    size_t free_from = 0;
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].span.begin >= free_from) {
            (*indexes)[kept++] = candidates[i].index;
            free_from = candidates[i].span.end;
        }
    }
    free(candidates);
    return kept;
}

static void write_attribute(struct buffer *out, const char *name, struct slice value)
{
    buffer_format(out, " %s=\"", name);
    xml_escaped(out, value);
    buffer_add_byte(out, '"');
}

static void write_creation_time(struct buffer *out, const struct anchor *anchor)
{
    if (!anchor->known || anchor->edtf.len == 0) {
        return;
    }
    buffer_add_text(out, "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\"");
    write_attribute(out, "value", anchor->edtf);
    buffer_add_text(out, " temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">");
    xml_escaped(out, anchor->edtf);
    buffer_add_text(out, "</TIMEX3></DCT>\n");
}

static void write_timex(struct buffer *out, size_t number, const struct resolved_time *time, struct slice value,
                        struct slice text)
{
    buffer_format(out, "<TIMEX3 tid=\"t%zu\"", number);
    write_attribute(out, "type", time->timex_type);
    write_attribute(out, "value", value);
    if (time->timex_mod.len > 0) {
        write_attribute(out, "mod", time->timex_mod);
    }
    buffer_add_byte(out, '>');
    xml_escaped(out, text);
    buffer_add_text(out, "</TIMEX3>");
}

/* One expression. TimeML marks the two ends of an interval each by itself where the text has words for both. Returns
 * how many elements were written. */
static size_t write_time(struct buffer *out, size_t number, const struct tagged_document *document, size_t index)
{
    const struct time_mention *mention = &document->set->times[index];
    const struct resolved_time *time = &document->times[index];
    struct slice source = document->source;
    struct slice value = time->timex_value;
    struct span whole = mention->at.source, first = mention->first, last = mention->last;
    const char *slash = value.len > 0 ? memchr(value.ptr, '/', value.len) : NULL;
    bool parted = slash != NULL && first.begin == whole.begin && first.begin < first.end && first.end <= last.begin &&
                  last.begin < last.end && last.end == whole.end;
    if (!parted) {
        write_timex(out, number, time, value, slice_sub(source, whole.begin, whole.end));
        return 1;
    }
    size_t half = (size_t)(slash - value.ptr);
    write_timex(out, number, time, slice_sub(value, 0, half), slice_sub(source, first.begin, first.end));
    xml_escaped(out, slice_sub(source, first.end, last.begin));
    write_timex(out, number + 1, time, slice_sub(value, half + 1, value.len), slice_sub(source, last.begin, last.end));
    return 2;
}

void timeml_write(struct buffer *out, const struct tagged_document *document)
{
    buffer_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>");
    xml_escaped(out, document->set->document.path);
    buffer_add_text(out, "</DOCID>\n");
    write_creation_time(out, document->anchor);
    buffer_add_text(out, "<TEXT>");
    size_t *indexes;
    size_t count = tagged_times(document, &indexes);
    size_t at = 0;
    size_t number = 1;
    for (size_t i = 0; i < count; i++) {
        struct span span = document->set->times[indexes[i]].at.source;
        xml_escaped(out, slice_sub(document->source, at, span.begin));
        number += write_time(out, number, document, indexes[i]);
        at = span.end;
    }
    free(indexes);
    if (document->source.len > 0) {
        xml_escaped(out, slice_sub(document->source, at, document->source.len));
    }
    buffer_add_text(out, "</TEXT>\n</TimeML>\n");
}
