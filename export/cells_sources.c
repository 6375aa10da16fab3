/* Who says so: documents as S1, S2 … (kb/sources.h), and where in them. */
#include "export/cells_p.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "kb/date_text.h"

enum {
    MAX_QUOTED = 2 /* sentences in a cell */
};

void cells_cite_event(struct cells *cells, const struct kb_event *event)
{
    for (size_t i = 0; i < event->mention_count; i++) {
        cells->cited[event->mentions[i].where.document] = true;
    }
}

void cells_cite_evidence(struct cells *cells, const struct kb_evidence *evidence, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cells->cited[evidence[i].document] = true;
    }
}

static int by_document_number(const void *a, const void *b, void *context)
{
    const uint32_t *numbers = context;
    uint32_t left = numbers[*(const uint32_t *)a], right = numbers[*(const uint32_t *)b];
    return left < right ? -1 : left > right;
}

void cells_number(struct cells *cells)
{
    cells->cited_count = 0;
    for (uint32_t i = 0; i < cells->kb->document_count; i++) {
        if (cells->cited[i]) {
            cells->order[cells->cited_count++] = i;
        }
    }
    qsort_r(cells->order, cells->cited_count, sizeof *cells->order, by_document_number, cells->numbers);
}

/* One document's first evidence for something. */
struct telling {
    const struct kb_evidence *where;
    struct span sentence;
    struct slice quote;
    uint32_t number;
};

static int by_number(const void *a, const void *b)
{
    const struct telling *left = a;
    const struct telling *right = b;
    return left->number < right->number ? -1 : left->number > right->number;
}

static bool is_new(struct cells *cells, uint32_t document)
{
    bool found = cells->seen[document] != cells->turn;
    cells->seen[document] = cells->turn;
    return found;
}

/* Of each document that tells of the event the first mention, by number of source. */
static struct telling *tellings_of_event(struct cells *cells, const struct kb_event *event, size_t *count)
{
    struct telling *items = arena_alloc_array(cells->arena, event->mention_count + 1, sizeof *items);
    *count = 0;
    cells->turn++;
    for (size_t i = 0; i < event->mention_count; i++) {
        const struct kb_event_mention *mention = &event->mentions[i];
        if (is_new(cells, mention->where.document)) {
            items[(*count)++] = (struct telling){
                &mention->where,
                mention->sentence.end > mention->sentence.begin ? mention->sentence : mention->where.at,
                mention->sentence_quote.len > 0 ? mention->sentence_quote : mention->where.quote,
                cells->numbers[mention->where.document]};
        }
    }
    qsort(items, *count, sizeof *items, by_number);
    return items;
}

/* "line 12" where its sentence begins; "characters 5-9" where the knowledge base has no line. */
static struct slice place_text(struct cells *cells, const struct telling *telling)
{
    const struct kb_document *document = &cells->kb->documents[telling->where->document];
    size_t low = 0;
    size_t high = document->passage_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (document->passages[middle].at.begin <= telling->sentence.begin) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct kb_passage *passage = low > 0 ? &document->passages[low - 1] : NULL;
    if (passage && passage->line > 0 && telling->sentence.begin < passage->at.end) {
        return arena_format(cells->arena, "%s %u", cells->words->line, passage->line);
    }
    if (telling->where->chars.end > telling->where->chars.begin) {
        return arena_format(cells->arena, "%s %zu\xE2\x80\x93%zu", cells->words->characters,
                            telling->where->chars.begin, telling->where->chars.end);
    }
    return (struct slice){0};
}

/* "Ada Speaker, 26 Sep 2019"; the path where it has no author. */
static struct slice speaker_text(struct cells *cells, const struct kb_document *document)
{
    struct slice name = cells_text(cells, document->author.len > 0  ? document->author
                                          : document->title.len > 0 ? document->title
                                                                    : document->path);
    if (!document->has_date) {
        return name;
    }
    struct slice date = cells_date(cells, &document->date, true);
    return arena_format(cells->arena, "%.*s, %.*s", SLICE_ARG(name), SLICE_ARG(date));
}

static void add_telling(struct cells *cells, struct buffer *out, const struct telling *telling, bool in_full)
{
    const struct kb_document *document = &cells->kb->documents[telling->where->document];
    struct slice place = place_text(cells, telling);
    buffer_add_text(out, out->len > 0 ? "; " : "");
    if (in_full) {
        struct slice path = cells_text(cells, document->path);
        bool is_named = document->author.len > 0 || document->title.len > 0;
        buffer_add(out, speaker_text(cells, document));
        if (is_named) {
            buffer_format(out, ", %.*s", SLICE_ARG(path));
        }
        buffer_format(out, "%s%.*s", place.len > 0 ? ", " : "", SLICE_ARG(place));
    } else {
        buffer_format(out, "S%u%s%.*s", telling->number, place.len > 0 ? " " : "", SLICE_ARG(place));
    }
}

static struct slice list_tellings(struct cells *cells, const struct telling *items, size_t count, bool in_full)
{
    struct buffer out = {0};
    size_t most = in_full || count <= cells->most + 1 ? count : cells->most;
    for (size_t i = 0; i < most; i++) {
        add_telling(cells, &out, &items[i], in_full);
    }
    if (count > most) {
        buffer_format(&out, "; %zu %s", count - most, cells->words->more);
    }
    struct slice text = arena_copy(cells->arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

struct slice cells_evidence(struct cells *cells, const struct kb_evidence *evidence, size_t count)
{
    struct telling *items = arena_alloc_array(cells->arena, count + 1, sizeof *items);
    size_t used = 0;
    cells->turn++;
    for (size_t i = 0; i < count; i++) {
        if (is_new(cells, evidence[i].document)) {
            items[used++] =
                (struct telling){&evidence[i], evidence[i].at, evidence[i].quote, cells->numbers[evidence[i].document]};
        }
    }
    qsort(items, used, sizeof *items, by_number);
    return list_tellings(cells, items, used, false);
}

/* "“The Forum opens in May.” (S1)" */
static struct slice quotes_text(struct cells *cells, const struct telling *items, size_t count)
{
    struct buffer out = {0};
    for (size_t i = 0; i < count && i < MAX_QUOTED; i++) {
        struct slice quote = cells_text(cells, items[i].quote);
        buffer_format(&out, "%s\xE2\x80\x9C%.*s\xE2\x80\x9D (S%u)", i > 0 ? " " : "", SLICE_ARG(quote),
                      items[i].number);
    }
    struct slice text = arena_copy(cells->arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static bool tells_of_plan(const struct kb_event_mention *mention)
{
    return slice_is(mention->status, "planned") || slice_is(mention->status, "postponed");
}

/* The oldest mention in a document that tells of the plan, or the newest one of all; NULL where there is none. */
static const struct kb_event_mention *outermost(const struct cells *cells, const struct kb_event *event, bool newest)
{
    const struct kb_event_mention *best = NULL;
    bool plan = false;
    for (size_t i = 0; i < event->mention_count && !newest; i++) {
        plan = plan || tells_of_plan(&event->mentions[i]);
    }
    for (size_t i = 0; i < event->mention_count; i++) {
        const struct kb_event_mention *mention = &event->mentions[i];
        if (plan && !tells_of_plan(mention)) {
            continue;
        }
        uint32_t number = cells->numbers[mention->where.document];
        uint32_t best_number = best ? cells->numbers[best->where.document] : 0;
        if (!best || (newest ? number > best_number : number < best_number)) {
            best = mention;
        }
    }
    return best;
}

/* "Ada Speaker, 3 Mar 2022 (S1 line 12)" */
static struct slice said_text(struct cells *cells, const struct kb_event *event, bool newest)
{
    const struct kb_event_mention *first = outermost(cells, event, false);
    const struct kb_event_mention *mention = newest ? outermost(cells, event, true) : first;
    if (!mention || (newest && first && first->where.document == mention->where.document)) {
        return (struct slice){0};
    }
    struct telling telling = {&mention->where, mention->sentence, mention->sentence_quote,
                              cells->numbers[mention->where.document]};
    struct slice speaker = speaker_text(cells, &cells->kb->documents[mention->where.document]);
    struct slice place = place_text(cells, &telling);
    return arena_format(cells->arena, "%.*s (S%u%s%.*s)", SLICE_ARG(speaker), telling.number, place.len > 0 ? " " : "",
                        SLICE_ARG(place));
}

struct slice cells_told(struct cells *cells, const struct kb_event *event, enum table_column column)
{
    if (column == TABLE_FIRST_SAID || column == TABLE_LAST_SAID) {
        return said_text(cells, event, column == TABLE_LAST_SAID);
    }
    size_t count;
    struct telling *items = tellings_of_event(cells, event, &count);
    return column == TABLE_EVIDENCE ? quotes_text(cells, items, count)
                                    : list_tellings(cells, items, count, column == TABLE_CITATION);
}

enum { KEY, AUTHOR, DATE, TITLE, FILE_PATH, SOURCE_COLUMNS };

void cells_sources(struct cells *cells, struct sheet *sheet)
{
    const struct export_words *words = cells->words;
    const struct sheet_column columns[SOURCE_COLUMNS] = {
        [KEY] = {slice_of(words->key), 6, true, false},
        [AUTHOR] = {slice_of(words->author), 26, false, false},
        [DATE] = {slice_of(words->columns[TABLE_DATE]), 14, true, false},
        [TITLE] = {slice_of(words->title), 40, false, false},
        [FILE_PATH] = {slice_of(words->file), 30, false, false},
    };
    sheet->heading = slice_of(words->sources);
    sheet->columns = arena_alloc_array(cells->arena, SOURCE_COLUMNS, sizeof *sheet->columns);
    memcpy(sheet->columns, columns, sizeof columns);
    sheet->column_count = SOURCE_COLUMNS;
    sheet->row_count = cells->cited_count;
    sheet->cells = arena_alloc_array(cells->arena, SOURCE_COLUMNS * cells->cited_count + 1, sizeof *sheet->cells);
    for (size_t i = 0; i < cells->cited_count; i++) {
        const struct kb_document *document = &cells->kb->documents[cells->order[i]];
        struct slice *row = &sheet->cells[i * SOURCE_COLUMNS];
        row[KEY] = arena_format(cells->arena, "S%u", cells->numbers[cells->order[i]]);
        row[AUTHOR] = cells_text(cells, document->author);
        row[DATE] = cells_date(cells, &document->date, document->has_date);
        row[TITLE] = cells_text(cells, document->title);
        row[FILE_PATH] = cells_text(cells, document->path);
    }
}
