#include "export/cells_p.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "export/page_p.h"

static const char *const COLUMNS[TABLE_COLUMN_COUNT] = {
    [TABLE_DATE] = "date",          [TABLE_FROM] = "from",     [TABLE_TO] = "to",
    [TABLE_EDTF] = "edtf",          [TABLE_CLASS] = "class",   [TABLE_TYPE] = "type",
    [TABLE_WHAT] = "what",          [TABLE_WHO] = "who",       [TABLE_WHERE] = "where",
    [TABLE_SERIES] = "series",      [TABLE_STATUS] = "status", [TABLE_BASIS] = "basis",
    [TABLE_SOURCES] = "sources",    [TABLE_SOURCE] = "source", [TABLE_CITATION] = "citation",
    [TABLE_EVIDENCE] = "evidence",  [TABLE_ID] = "id",         [TABLE_FIRST_SAID] = "first-said",
    [TABLE_LAST_SAID] = "last-said"};

static const char *const SORTS[TABLE_SORT_COUNT] = {
    [TABLE_BY_DATE] = "date",   [TABLE_BY_CLASS] = "class",   [TABLE_BY_ORGANIZATION] = "organization",
    [TABLE_BY_PLACE] = "place", [TABLE_BY_STATUS] = "status", [TABLE_BY_SOURCES] = "sources"};

static const char *const GROUPS[TABLE_GROUP_COUNT] = {
    [TABLE_NO_GROUP] = "none",      [TABLE_GROUP_CLASS] = "class",
    [TABLE_GROUP_TYPE] = "type",    [TABLE_GROUP_ORGANIZATION] = "organization",
    [TABLE_GROUP_PLACE] = "place",  [TABLE_GROUP_SERIES] = "series",
    [TABLE_GROUP_YEAR] = "year",    [TABLE_GROUP_MONTH] = "month",
    [TABLE_GROUP_STATUS] = "status"};

static bool parse(struct slice name, const char *const *names, int count, int *found)
{
    for (int i = 0; i < count; i++) {
        if (slice_is(name, names[i])) {
            *found = i;
            return true;
        }
    }
    return false;
}

bool table_column_parse(struct slice name, enum table_column *column)
{
    int found = 0;
    bool known = parse(name, COLUMNS, TABLE_COLUMN_COUNT, &found);
    *column = (enum table_column)found;
    return known;
}

bool table_sort_parse(struct slice name, enum table_sort *sort)
{
    int found = 0;
    bool known = parse(name, SORTS, TABLE_SORT_COUNT, &found);
    *sort = (enum table_sort)found;
    return known;
}

bool table_group_parse(struct slice name, enum table_group *group)
{
    int found = 0;
    bool known = parse(name, GROUPS, TABLE_GROUP_COUNT, &found);
    *group = (enum table_group)found;
    return known;
}

static const enum table_column DEFAULT_COLUMNS[] = {TABLE_DATE,  TABLE_WHAT,   TABLE_WHO,
                                                    TABLE_WHERE, TABLE_STATUS, TABLE_SOURCE};

/* "Chronology 2009–2024" */
static struct slice make_title(struct cells *cells, const struct page_row *rows, size_t count)
{
    int32_t first = CALENDAR_NO_DAY;
    int32_t last = CALENDAR_NO_DAY;
    for (size_t i = 0; i < count; i++) {
        const struct kb_date *date = &rows[i].event->date;
        bool has_date = rows[i].event->has_date;
        int32_t begin =
            has_date ? (date->earliest != CALENDAR_NO_DAY ? date->earliest : date->latest) : CALENDAR_NO_DAY;
        int32_t end = has_date ? (date->latest != CALENDAR_NO_DAY ? date->latest : date->earliest) : CALENDAR_NO_DAY;
        first = begin != CALENDAR_NO_DAY && (first == CALENDAR_NO_DAY || begin < first) ? begin : first;
        last = end != CALENDAR_NO_DAY && (last == CALENDAR_NO_DAY || end > last) ? end : last;
    }
    if (first == CALENDAR_NO_DAY || last == CALENDAR_NO_DAY) {
        return slice_of(cells->words->chronology);
    }
    int from = calendar_from_days(first).year;
    int to = calendar_from_days(last).year;
    return arena_format(cells->arena, from == to ? "%s %d" : "%s %d\xE2\x80\x93%d", cells->words->chronology, from, to);
}

void chronology_make(struct sheet_page *page, const struct selection *selection, const struct table_options *options,
                     struct arena *arena)
{
    struct cells cells;
    cells_init(&cells, selection->kb, &options->words, arena);
    size_t count;
    struct page_row *rows = page_rows(&cells, selection, &count);
    bool chosen = options->column_count > 0;
    page_begin(page, &cells, 2);
    page_order(&cells, rows, count, options->sort, options->group);
    page_cite(&cells, rows, count);
    page->title = options->title.len > 0 ? cells_text(&cells, options->title) : make_title(&cells, rows, count);
    page->subtitle = page_subtitle(&cells, selection, count);
    struct sheet *sheet = &page->sheets[page->sheet_count++];
    sheet->none = slice_of(cells.words->none);
    cells_columns(&cells, sheet, chosen ? options->columns : DEFAULT_COLUMNS,
                  chosen ? options->column_count : sizeof DEFAULT_COLUMNS / sizeof *DEFAULT_COLUMNS);
    page_fill(&cells, sheet, rows, count, chosen ? options->columns : DEFAULT_COLUMNS);
    page_groups(&cells, sheet, rows, count);
    sheet->group_column = slice_of(cells.words->group);
    cells_sources(&cells, &page->sheets[page->sheet_count++]);
    page_notes(page, &cells, selection, options);
}
