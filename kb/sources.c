#include "kb/sources.h"

#include <stdlib.h>

#include "base/calendar.h"

int32_t kb_document_day(const struct kb_document *document)
{
    if (!document->has_date) {
        return INT32_MAX;
    }
    int32_t day = document->date.earliest != CALENDAR_NO_DAY ? document->date.earliest : document->date.latest;
    return day == CALENDAR_NO_DAY ? INT32_MAX : day;
}

static int by_date(const void *a, const void *b, void *context)
{
    const struct kb *kb = context;
    const struct kb_document *left = &kb->documents[*(const uint32_t *)a];
    const struct kb_document *right = &kb->documents[*(const uint32_t *)b];
    int32_t left_day = kb_document_day(left), right_day = kb_document_day(right);
    if (left_day != right_day) {
        return left_day < right_day ? -1 : 1;
    }
    int order = slice_compare(left->path, right->path);
    return order != 0 ? order : slice_compare(left->id, right->id);
}

void kb_number_sources(const struct kb *kb, uint32_t *numbers)
{
    uint32_t count = (uint32_t)kb->document_count;
    uint32_t *order = memory_zero(kb->document_count + 1, sizeof *order);
    for (uint32_t i = 0; i < count; i++) {
        order[i] = i;
    }
    qsort_r(order, count, sizeof *order, by_date, (void *)(uintptr_t)kb);
    for (uint32_t i = 0; i < count; i++) {
        numbers[order[i]] = i + 1;
    }
    free(order);
}
