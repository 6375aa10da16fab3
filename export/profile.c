/* A page about one organization: what it is, what comes next, with whom it has agreements, what happened. */
#include <stdlib.h>

#include "base/calendar.h"
#include "base/map.h"
#include "base/plain.h"
#include "export/page_p.h"
#include "kb/date_text.h"

enum {
    MAX_EVENTS = 18,     /* the newest; more do not fit on a page of A4 */
    MAX_AGREEMENTS = 14, /* the same */
    MAX_SOURCES = 1,
    MAX_NAMES = 6,
    MAX_PARTS = 8,
    MAX_SHEETS = 6
};

static const enum table_column EVENT_COLUMNS[] = {TABLE_DATE,  TABLE_WHAT,   TABLE_WHO,
                                                  TABLE_WHERE, TABLE_STATUS, TABLE_SOURCE};
static const enum table_column NEXT_COLUMNS[] = {TABLE_DATE,  TABLE_WHAT,   TABLE_WHO,
                                                 TABLE_WHERE, TABLE_STATUS, TABLE_FIRST_SAID};

struct profile {
    struct cells cells;
    const struct kb *kb;
    uint32_t entity;
    bool *own; /* by entity: it, and its parts */
    const struct table_options *options;
};

static const char *word_of(struct slice name, const char *const *names, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_is(name, names[i])) {
            return words[i];
        }
    }
    return NULL;
}

static struct slice type_text(struct profile *profile, struct slice type)
{
    static const char *const names[] = {"organization", "programme", "state", "person", "place"};
    const char *word = word_of(type, names, profile->cells.words->types, sizeof names / sizeof *names);
    return word ? slice_of(word) : cells_text(&profile->cells, type);
}

static struct slice link_text(struct profile *profile, const struct kb_relation *relation)
{
    static const char *const names[] = {"agreement", "organizes_with", "member_of", "part_of", "supports"};
    const struct export_words *words = profile->cells.words;
    const char *const *used = profile->own[relation->source] ? words->relations : words->reversed;
    const char *word = word_of(relation->type, names, used, sizeof names / sizeof *names);
    return word ? slice_of(word) : cells_text(&profile->cells, relation->type);
}

static void add_fact(struct sheet *sheet, const char *heading, struct slice value)
{
    if (value.len > 0) {
        sheet->cells[2 * sheet->row_count] = slice_of(heading);
        sheet->cells[2 * sheet->row_count + 1] = value;
        sheet->row_count++;
    }
}

/* "A; B; 3 more" */
static struct slice join(struct profile *profile, const struct slice *names, size_t count, size_t most)
{
    struct buffer out = {0};
    for (size_t i = 0; i < count && i < most; i++) {
        buffer_format(&out, "%s%.*s", i > 0 ? "; " : "", SLICE_ARG(cells_text(&profile->cells, names[i])));
    }
    if (count > most) {
        buffer_format(&out, "; %zu %s", count - most, profile->cells.words->more);
    }
    struct slice text = arena_copy(profile->cells.arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static void make_facts(struct profile *profile, struct sheet *sheet)
{
    const struct kb *kb = profile->kb;
    const struct kb_entity *entity = &kb->entities[profile->entity];
    const struct export_words *words = profile->cells.words;
    struct arena *arena = profile->cells.arena;
    struct slice *names =
        arena_alloc_array(arena, kb->entity_count + entity->alias_count + SELECT_MAX_PARTS, sizeof *names);
    sheet->columns = arena_alloc_array(arena, 2, sizeof *sheet->columns);
    sheet->columns[0].width = 18;
    sheet->columns[1].width = 90;
    sheet->column_count = 2;
    sheet->cells = arena_alloc_array(arena, 16, sizeof *sheet->cells);
    sheet->headless = true;
    size_t count = 0;
    struct map seen = {0};
    map_put(&seen, cells_folded(&profile->cells, entity->name), 0, NULL);
    for (size_t i = 0; i < entity->alias_count; i++) {
        bool is_new = false;
        map_put(&seen, cells_folded(&profile->cells, entity->aliases[i].alias), 0, &is_new);
        if (is_new) {
            names[count++] = entity->aliases[i].alias;
        }
    }
    map_release(&seen);
    add_fact(sheet, words->aliases, join(profile, names, count, MAX_NAMES));
    count = 0;
    uint32_t whole = entity->part_of;
    for (int step = 0; step < SELECT_MAX_PARTS && whole < kb->entity_count && whole != profile->entity; step++) {
        names[count++] = kb->entities[whole].name;
        whole = kb->entities[whole].part_of;
    }
    add_fact(sheet, words->part_of, join(profile, names, count, SELECT_MAX_PARTS));
    count = 0;
    for (uint32_t i = 0; i < kb->entity_count; i++) {
        if (i != profile->entity && kb->entities[i].part_of == profile->entity) {
            names[count++] = kb->entities[i].name;
        }
    }
    add_fact(sheet, words->parts, join(profile, names, count, MAX_PARTS));
}

static int32_t relation_day(const struct kb_relation *relation)
{
    const struct kb_date *date = &relation->date;
    if (!relation->has_date) {
        return CALENDAR_NO_DAY;
    }
    return date->latest != CALENDAR_NO_DAY ? date->latest : date->earliest;
}

static int newest_first(const void *a, const void *b)
{
    const struct kb_relation *left = *(const struct kb_relation *const *)a;
    const struct kb_relation *right = *(const struct kb_relation *const *)b;
    int32_t left_day = relation_day(left);
    int32_t right_day = relation_day(right);
    if (left_day != right_day) {
        return left_day > right_day ? -1 : 1;
    }
    return slice_compare(left->id, right->id);
}

/* Agreements of it and its parts with others, or all other links. */
static const struct kb_relation **find_relations(struct profile *profile, const struct selection *selection,
                                                 bool agreements, size_t *count)
{
    const struct kb *kb = profile->kb;
    const struct kb_relation **found = arena_alloc_array(profile->cells.arena, kb->relation_count + 1, sizeof *found);
    *count = 0;
    for (size_t i = 0; i < kb->relation_count; i++) {
        const struct kb_relation *relation = &kb->relations[i];
        bool outward = profile->own[relation->source] != profile->own[relation->target];
        if (outward && slice_is(relation->type, "agreement") == agreements && select_relation(selection, relation)) {
            found[(*count)++] = relation;
        }
    }
    qsort(found, *count, sizeof *found, newest_first);
    return found;
}

enum { PARTNER, INSTRUMENT, STAGE, WHEN, SOURCE, RELATION_COLUMNS };

static void make_relations(struct profile *profile, struct sheet *sheet, const struct kb_relation *const *relations,
                           size_t count, bool agreements)
{
    struct cells *cells = &profile->cells;
    const struct export_words *words = cells->words;
    const struct sheet_column columns[RELATION_COLUMNS] = {
        [PARTNER] = {slice_of(agreements ? words->partner : words->with), 40, false, false},
        [INSTRUMENT] = {slice_of(agreements ? words->instrument : words->link), 30, false, false},
        [STAGE] = {slice_of(words->columns[TABLE_STATUS]), 10, false, false},
        [WHEN] = {slice_of(words->columns[TABLE_DATE]), 16, false, false},
        [SOURCE] = {slice_of(words->columns[TABLE_SOURCE]), 22, false, false},
    };
    size_t most = profile->options->whole || count < MAX_AGREEMENTS ? count : MAX_AGREEMENTS;
    struct slice heading = slice_of(agreements ? words->agreements : words->links);
    sheet->heading =
        count > most ? arena_format(cells->arena, "%.*s (%zu %s)", SLICE_ARG(heading), count - most, words->not_shown)
                     : heading;
    sheet->columns = arena_alloc_array(cells->arena, RELATION_COLUMNS, sizeof *sheet->columns);
    memcpy(sheet->columns, columns, sizeof columns);
    sheet->column_count = RELATION_COLUMNS;
    sheet->row_count = most;
    sheet->cells = arena_alloc_array(cells->arena, RELATION_COLUMNS * most + 1, sizeof *sheet->cells);
    for (size_t i = 0; i < most; i++) {
        const struct kb_relation *relation = relations[i];
        uint32_t other = profile->own[relation->source] ? relation->target : relation->source;
        struct slice *row = &sheet->cells[i * RELATION_COLUMNS];
        row[PARTNER] = cells_text(cells, profile->kb->entities[other].name);
        row[INSTRUMENT] =
            agreements ? plain_copy_capital(cells->arena, relation->instrument, 0) : link_text(profile, relation);
        row[STAGE] = cells_stage(cells, relation->status);
        row[WHEN] = cells_date(cells, &relation->date, relation->has_date);
        row[SOURCE] = cells_evidence(cells, relation->evidence, relation->evidence_count);
    }
}

static void make_events(struct profile *profile, struct sheet *sheet, const struct page_row *rows, size_t count,
                        const char *heading, const enum table_column *columns, size_t column_count)
{
    struct cells *cells = &profile->cells;
    size_t most = profile->options->whole || count < MAX_EVENTS ? count : MAX_EVENTS;
    sheet->heading = count > most
                         ? arena_format(cells->arena, "%s (%zu %s)", heading, count - most, cells->words->earlier)
                         : slice_of(heading);
    cells_columns(cells, sheet, columns, column_count);
    page_fill(cells, sheet, rows + (count - most), most, columns);
}

/* Its events, those of the past and those to come apart; both in their order. */
static size_t split_rows(struct profile *profile, struct page_row *rows, size_t *count, struct page_row *ahead)
{
    int32_t today = profile->options->as_of != CALENDAR_NO_DAY ? profile->options->as_of : page_day(profile->kb->as_of);
    size_t kept = 0;
    size_t coming = 0;
    for (size_t i = 0; i < *count; i++) {
        const struct kb_event *event = rows[i].event;
        bool its = false;
        for (size_t k = 0; k < event->role_count && !its; k++) {
            its = profile->own[event->roles[k].entity];
        }
        for (size_t k = 0; k < event->place_count && !its; k++) {
            its = profile->own[event->places[k]];
        }
        bool passed = false;
        if (its && next_is_ahead(event, today, &passed)) {
            ahead[coming] = rows[i];
            ahead[coming++].passed = passed;
        } else if (its) {
            rows[kept++] = rows[i];
        }
    }
    *count = kept;
    page_order(&profile->cells, ahead, coming, TABLE_BY_DATE, TABLE_NO_GROUP);
    return coming;
}

static void cite_all(struct profile *profile, const struct page_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cells_cite_event(&profile->cells, rows[i].event);
    }
}

static void cite_relations(struct profile *profile, const struct kb_relation *const *relations, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cells_cite_evidence(&profile->cells, relations[i]->evidence, relations[i]->evidence_count);
    }
}

static size_t newest(size_t count, size_t most, bool whole)
{
    return whole || count < most ? count : most;
}

static void begin(struct profile *profile, const struct selection *selection, uint32_t entity,
                  const struct table_options *options, struct arena *arena)
{
    *profile = (struct profile){.kb = selection->kb, .entity = entity, .options = options};
    cells_init(&profile->cells, selection->kb, &options->words, arena);
    profile->cells.about = entity;
    profile->cells.most = MAX_SOURCES;
    profile->own = arena_alloc_array(arena, selection->kb->entity_count + 1, sizeof *profile->own);
    for (uint32_t i = 0; i < selection->kb->entity_count; i++) {
        profile->own[i] = select_within(selection->kb, i, entity);
    }
}

void profile_make(struct sheet_page *page, const struct selection *selection, uint32_t entity,
                  const struct table_options *options, struct arena *arena)
{
    struct profile profile;
    size_t count;
    size_t agreement_count;
    size_t link_count;
    begin(&profile, selection, entity, options, arena);
    struct cells *cells = &profile.cells;
    struct page_row *rows = page_rows(cells, selection, &count);
    struct page_row *ahead = arena_alloc_array(arena, count + 1, sizeof *ahead);
    size_t ahead_count = split_rows(&profile, rows, &count, ahead);
    const struct kb_relation **agreements = find_relations(&profile, selection, true, &agreement_count);
    const struct kb_relation **links = find_relations(&profile, selection, false, &link_count);
    size_t event_rows = newest(count, MAX_EVENTS, options->whole);
    cite_all(&profile, rows + (count - event_rows), event_rows);
    cite_all(&profile, ahead, ahead_count);
    cite_relations(&profile, agreements, newest(agreement_count, MAX_AGREEMENTS, options->whole));
    cite_relations(&profile, links, newest(link_count, MAX_AGREEMENTS, options->whole));
    cells_number(cells);
    page_begin(page, cells, MAX_SHEETS);
    page->upright = true;
    page->title = cells_text(cells, options->title.len > 0 ? options->title : selection->kb->entities[entity].name);
    struct slice type = plain_copy_capital(arena, type_text(&profile, selection->kb->entities[entity].type), 0);
    struct slice told = page_subtitle(cells, selection, count + ahead_count);
    page->subtitle = arena_format(arena, "%.*s; %.*s", SLICE_ARG(type), SLICE_ARG(told));
    make_facts(&profile, &page->sheets[page->sheet_count++]);
    make_events(&profile, &page->sheets[page->sheet_count++], ahead, ahead_count, cells->words->next, NEXT_COLUMNS,
                sizeof NEXT_COLUMNS / sizeof *NEXT_COLUMNS);
    make_relations(&profile, &page->sheets[page->sheet_count++], agreements, agreement_count, true);
    make_relations(&profile, &page->sheets[page->sheet_count++], links, link_count, false);
    make_events(&profile, &page->sheets[page->sheet_count++], rows, count, cells->words->events_of, EVENT_COLUMNS,
                sizeof EVENT_COLUMNS / sizeof *EVENT_COLUMNS);
    cells_sources(cells, &page->sheets[page->sheet_count++]);
    page_notes(page, cells, selection, options);
}
