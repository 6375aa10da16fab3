#include "export/page_p.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "base/plain.h"
#include "kb/date_text.h"
#include "kb/dates.h"

enum { MAX_NOTES = 4 };

struct page_row *page_rows(struct cells *cells, const struct selection *selection, size_t *count)
{
    const struct kb *kb = cells->kb;
    struct page_row *rows = arena_alloc_array(cells->arena, kb->event_count + 1, sizeof *rows);
    *count = 0;
    for (size_t i = 0; i < kb->event_count; i++) {
        if (select_event(selection, &kb->events[i]) == SELECT_KEPT) {
            rows[*count] = (struct page_row){.event = &kb->events[i], .index = *count};
            (*count)++;
        }
    }
    return rows;
}

static struct slice body_name(struct cells *cells, const struct kb_event *event)
{
    uint32_t body = cells_first_body(cells, event);
    return body != SELECT_NONE ? cells->kb->entities[body].name : (struct slice){0};
}

static struct slice place_name(struct cells *cells, const struct kb_event *event)
{
    return event->place_count > 0 ? cells->kb->entities[event->places[0]].name : (struct slice){0};
}

static void set_sort(struct cells *cells, struct page_row *row, enum table_sort sort)
{
    const struct kb_event *event = row->event;
    switch (sort) {
    case TABLE_BY_CLASS:
        row->sort_key = event->class;
        break;
    case TABLE_BY_ORGANIZATION:
        row->sort_key = cells_folded(cells, body_name(cells, event));
        break;
    case TABLE_BY_PLACE:
        row->sort_key = cells_folded(cells, place_name(cells, event));
        break;
    case TABLE_BY_STATUS:
        row->sort_key = event->status;
        break;
    case TABLE_BY_SOURCES:
        row->number = event->source_count;
        break;
    default: /* by date, as they are */
        break;
    }
}

/* What a date says of a month or year: that one where it lies within, where an interval begins, else as it is written.
 */
static void set_time(struct cells *cells, struct page_row *row, bool months)
{
    const struct kb_date *date = &row->event->date;
    bool has_from = row->event->has_date && date->earliest != CALENDAR_NO_DAY;
    bool has_to = row->event->has_date && date->latest != CALENDAR_NO_DAY;
    if (!has_from && !has_to) {
        row->group = slice_of(cells->words->no_date);
        return;
    }
    int32_t day = has_from ? date->earliest : date->latest;
    struct calendar_date first = calendar_from_days(day);
    struct calendar_date last = calendar_from_days(has_to ? date->latest : date->earliest);
    bool begins = slice_is(date->precision, "interval") || slice_is(date->precision, "day");
    bool same_year = first.year == last.year || begins || !has_from || !has_to;
    bool same_month = (first.year == last.year && first.month == last.month) || begins;
    if (months && same_month) {
        row->group = date_text_month(cells->dates, day, cells->arena);
        row->group_key = arena_format(cells->arena, "%05d-%02d", first.year, first.month);
    } else if (same_year) {
        row->group = arena_format(cells->arena, "%d", first.year);
        row->group_key = arena_format(cells->arena, "%05d", first.year);
    } else {
        row->group = date_text(cells->dates, date, true, cells->arena);
        row->group_key = arena_format(cells->arena, "%05d", first.year);
    }
}

static void set_group(struct cells *cells, struct page_row *row, enum table_group group)
{
    const struct kb_event *event = row->event;
    if (group == TABLE_NO_GROUP) {
        return;
    }
    if (row->passed) {
        row->group = slice_of(cells->words->passed);
        return;
    }
    if (group == TABLE_GROUP_YEAR || group == TABLE_GROUP_MONTH) {
        set_time(cells, row, group == TABLE_GROUP_MONTH);
        return;
    }
    struct slice name = group == TABLE_GROUP_CLASS          ? event->class
                        : group == TABLE_GROUP_TYPE         ? event->type
                        : group == TABLE_GROUP_ORGANIZATION ? body_name(cells, event)
                        : group == TABLE_GROUP_PLACE        ? place_name(cells, event)
                        : group == TABLE_GROUP_SERIES       ? event->series
                                                            : cells_stage(cells, event->status);
    row->group_key = cells_folded(cells, name);
    row->group = name.len > 0 ? plain_copy_capital(cells->arena, name, 0) : slice_of(cells->words->no_value);
}

/* Nothing comes last. */
static int compare_keys(struct slice a, struct slice b)
{
    if ((a.len == 0) != (b.len == 0)) {
        return a.len == 0 ? 1 : -1;
    }
    return slice_compare(a, b);
}

static int by_group(const void *a, const void *b)
{
    const struct page_row *left = a;
    const struct page_row *right = b;
    if (left->passed != right->passed) {
        return left->passed ? 1 : -1;
    }
    int order = compare_keys(left->group_key, right->group_key);
    order = order != 0 ? order : slice_compare(left->group, right->group);
    order = order != 0 ? order : compare_keys(left->sort_key, right->sort_key);
    if (order != 0) {
        return order;
    }
    if (left->number != right->number) {
        return left->number > right->number ? -1 : 1;
    }
    return left->index < right->index ? -1 : left->index > right->index;
}

void page_order(struct cells *cells, struct page_row *rows, size_t count, enum table_sort sort, enum table_group group)
{
    for (size_t i = 0; i < count; i++) {
        set_sort(cells, &rows[i], sort);
        set_group(cells, &rows[i], group);
    }
    qsort(rows, count, sizeof *rows, by_group);
}

void page_cite(struct cells *cells, const struct page_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cells_cite_event(cells, rows[i].event);
    }
    cells_number(cells);
}

void page_fill(struct cells *cells, struct sheet *sheet, const struct page_row *rows, size_t count,
               const enum table_column *columns)
{
    sheet->row_count = count;
    sheet->cells = arena_alloc_array(cells->arena, count * sheet->column_count + 1, sizeof *sheet->cells);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sheet->column_count; k++) {
            sheet->cells[i * sheet->column_count + k] = cells_event(cells, rows[i].event, columns[k]);
        }
    }
}

void page_groups(struct cells *cells, struct sheet *sheet, const struct page_row *rows, size_t count)
{
    if (count == 0 || rows[0].group.len == 0) {
        return;
    }
    sheet->groups = arena_alloc_array(cells->arena, count, sizeof *sheet->groups);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !slice_equal(rows[i].group, rows[i - 1].group)) {
            sheet->groups[sheet->group_count++] = (struct sheet_group){rows[i].group, i, i};
        }
        sheet->groups[sheet->group_count - 1].end = i + 1;
    }
}

int32_t page_day(struct slice iso)
{
    int32_t first = CALENDAR_NO_DAY;
    int32_t last = CALENDAR_NO_DAY;
    bool known = false;
    return dates_parse_edtf(iso, &first, &last, &known) && known ? first : CALENDAR_NO_DAY;
}

void page_begin(struct sheet_page *page, struct cells *cells, size_t sheets)
{
    *page = (struct sheet_page){.language = slice_of(cells->words->language),
                                .about = slice_of(cells->words->about_page),
                                .day = page_day(cells->kb->as_of)};
    page->sheets = arena_alloc_array(cells->arena, sheets, sizeof *page->sheets);
    page->notes = arena_alloc_array(cells->arena, MAX_NOTES, sizeof *page->notes);
}

struct slice page_subtitle(struct cells *cells, const struct selection *selection, size_t count)
{
    struct buffer out = {0};
    buffer_format(&out, "%zu %s", count, count == 1 ? cells->words->event : cells->words->events);
    if (cells->kb->as_of.len > 0) {
        struct slice day = date_text_iso(cells->dates, cells->kb->as_of, cells->arena);
        buffer_format(&out, ", %s %.*s", cells->words->as_of, SLICE_ARG(day));
    }
    select_text(selection, cells->dates, cells->arena, &out);
    struct slice text = cells_text(cells, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static void add_count(struct buffer *out, size_t count, const char *one, const char *many)
{
    if (count > 0) {
        buffer_format(out, " %zu %s.", count, count == 1 ? one : many);
    }
}

void page_notes(struct sheet_page *page, struct cells *cells, const struct selection *selection,
                const struct table_options *options)
{
    const struct export_words *words = cells->words;
    struct select_counts counts = select_count(selection);
    struct buffer out = {0};
    size_t documents = cells->kb->document_count;
    buffer_format(&out, "%s %zu %s.", words->origin, documents, documents == 1 ? words->document : words->documents);
    add_count(&out, counts.aside, words->aside_one, words->aside);
    add_count(&out, counts.left_out, words->left_out_one, words->left_out);
    if (counts.undated > 0) {
        out.len--; /* the full stop */
        buffer_format(&out, ", %zu %s.", counts.undated, words->of_them_undated);
    }
    if (cells->has_inferred) {
        buffer_format(&out, " %s", words->inferred_note);
    }
    if (options->caveat.len > 0) {
        page->notes[page->note_count++] = cells_text(cells, options->caveat);
    }
    page->notes[page->note_count++] = arena_copy(cells->arena, buffer_slice(&out));
    buffer_release(&out);
}
