/* What comes next: plans, and what was put off or called off, by month; then plans whose date has passed. */
#include "base/calendar.h"
#include "export/page_p.h"
#include "kb/date_text.h"

static const enum table_column COLUMNS[] = {TABLE_DATE,   TABLE_WHAT,       TABLE_WHO,      TABLE_WHERE,
                                            TABLE_STATUS, TABLE_FIRST_SAID, TABLE_LAST_SAID};

enum { COLUMN_COUNT = sizeof COLUMNS / sizeof *COLUMNS };

static int32_t last_day(const struct kb_event *event)
{
    const struct kb_date *date = &event->date;
    return !event->has_date                    ? CALENDAR_NO_DAY
           : date->latest != CALENDAR_NO_DAY   ? date->latest
           : date->earliest != CALENDAR_NO_DAY ? INT32_MAX /* since then, or after it: still to come */
                                               : CALENDAR_NO_DAY;
}

bool next_is_ahead(const struct kb_event *event, int32_t today, bool *passed)
{
    bool planned = slice_is(event->status, "planned") || slice_is(event->status, "postponed");
    int32_t last = last_day(event);
    bool ahead = last == CALENDAR_NO_DAY || today == CALENDAR_NO_DAY || last >= today;
    *passed = planned && !ahead;
    if (planned) {
        return true;
    }
    bool open = slice_is(event->status, "cancelled") || slice_is(event->status, "unknown");
    return open && last != CALENDAR_NO_DAY && today != CALENDAR_NO_DAY && last > today;
}

size_t next_rows(struct cells *cells, struct page_row *rows, size_t count, int32_t today, bool by_month)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool passed = false;
        if (next_is_ahead(rows[i].event, today, &passed)) {
            rows[kept] = rows[i];
            rows[kept].passed = passed;
            kept++;
        }
    }
    page_order(cells, rows, kept, TABLE_BY_DATE, by_month ? TABLE_GROUP_MONTH : TABLE_NO_GROUP);
    return kept;
}

static struct slice subtitle(struct cells *cells, const struct selection *selection, size_t count, int32_t today)
{
    struct buffer out = {0};
    buffer_format(&out, "%zu %s", count, count == 1 ? cells->words->event : cells->words->events);
    if (today != CALENDAR_NO_DAY) {
        struct slice day = date_text_day(cells->dates, today, cells->arena);
        buffer_format(&out, ", %s %.*s", cells->words->as_of, SLICE_ARG(day));
    }
    select_text(selection, cells->dates, cells->arena, &out);
    struct slice text = cells_text(cells, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

void next_make(struct sheet_page *page, const struct selection *selection, const struct table_options *options,
               struct arena *arena)
{
    struct cells cells;
    size_t count;
    cells_init(&cells, selection->kb, &options->words, arena);
    int32_t today = options->as_of != CALENDAR_NO_DAY ? options->as_of : page_day(selection->kb->as_of);
    struct page_row *rows = page_rows(&cells, selection, &count);
    count = next_rows(&cells, rows, count, today, true);
    page_begin(page, &cells, 2);
    page_cite(&cells, rows, count);
    page->day = today;
    page->title = cells_text(&cells, options->title.len > 0 ? options->title : slice_of(cells.words->next));
    page->subtitle = subtitle(&cells, selection, count, today);
    struct sheet *sheet = &page->sheets[page->sheet_count++];
    sheet->none = slice_of(cells.words->none_ahead);
    sheet->group_column = slice_of(cells.words->month);
    cells_columns(&cells, sheet, COLUMNS, COLUMN_COUNT);
    page_fill(&cells, sheet, rows, count, COLUMNS);
    page_groups(&cells, sheet, rows, count);
    cells_sources(&cells, &page->sheets[page->sheet_count++]);
    page_notes(page, &cells, selection, options);
}
