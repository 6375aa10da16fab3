#include "export/cells_p.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "base/plain.h"
#include "base/utf8.h"
#include "kb/date_text.h"
#include "kb/sources.h"

enum { MAX_LISTED = 4 };

void cells_init(struct cells *cells, const struct kb *kb, const struct table_words *words, struct arena *arena)
{
    *cells = (struct cells){.kb = kb,
                            .words = words->words ? words->words : &EXPORT_WORDS_EN,
                            .dates = words->dates ? words->dates : &KB_WORDS_EN,
                            .about = SELECT_NONE,
                            .most = MAX_LISTED,
                            .arena = arena};
    cells->cited = arena_alloc_array(arena, kb->document_count + 1, sizeof *cells->cited);
    cells->numbers = arena_alloc_array(arena, kb->document_count + 1, sizeof *cells->numbers);
    cells->order = arena_alloc_array(arena, kb->document_count + 1, sizeof *cells->order);
    kb_number_sources(kb, cells->numbers);
    cells->seen = arena_alloc_array(arena, kb->document_count + 1, sizeof *cells->seen);
}

struct slice cells_text(struct cells *cells, struct slice text)
{
    return plain_copy(cells->arena, text, 0);
}

struct slice cells_folded(struct cells *cells, struct slice text)
{
    struct buffer out = {0};
    utf8_fold_plain(&out, text);
    struct slice key = arena_copy(cells->arena, buffer_slice(&out));
    buffer_release(&out);
    return key;
}

static struct slice keep(struct cells *cells, struct buffer *out)
{
    struct slice text = arena_copy(cells->arena, buffer_slice(out));
    buffer_release(out);
    return text;
}

struct slice cells_date(struct cells *cells, const struct kb_date *date, bool has_date)
{
    if (!has_date) {
        return slice_of(cells->dates->undated);
    }
    cells->has_inferred = cells->has_inferred || slice_is(date->basis, "inferred");
    return date_text(cells->dates, date, false, cells->arena);
}

struct slice cells_stage(struct cells *cells, struct slice status)
{
    const struct kb_words *words = cells->dates;
    const struct {
        const char *name, *word;
    } stages[] = {{"planned", words->planned},     {"occurred", words->occurred},     {"postponed", words->postponed},
                  {"cancelled", words->cancelled}, {"concluded", words->concluded},   {"stated", words->stated},
                  {"ended", words->ended},         {"unknown", cells->words->unknown}};
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        if (slice_is(status, stages[i].name)) {
            return slice_of(stages[i].word);
        }
    }
    return cells_text(cells, status);
}

static struct slice iso_day(struct cells *cells, int32_t day)
{
    if (day == CALENDAR_NO_DAY) {
        return (struct slice){0};
    }
    struct calendar_date date = calendar_from_days(day);
    return arena_format(cells->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* The date that lost in one of the conflicts, or NULL where that is of something else. */
static const struct kb_date *other_date(const struct kb_event *event, size_t index)
{
    const struct kb_conflict *conflict = &event->conflicts[index];
    uint32_t mention = conflict->mention_count > 0 ? conflict->mentions[0] : UINT32_MAX;
    bool dated = slice_is(conflict->field, "date") && mention < event->mention_count;
    return dated && event->mentions[mention].has_date ? &event->mentions[mention].date : NULL;
}

/* Does another of the dates that lost lie within this one? */
static bool says_less(const struct kb_event *event, size_t index, const struct kb_date *date)
{
    for (size_t i = 0; i < event->conflict_count; i++) {
        const struct kb_date *other = i != index ? other_date(event, i) : NULL;
        bool within = other && other->earliest >= date->earliest && other->latest <= date->latest;
        if (within && (i < index || other->earliest > date->earliest || other->latest < date->latest)) {
            return true;
        }
    }
    return false;
}

/* "planned; date has passed, no later word; was Nov 2024; corrected" */
static struct slice status_text(struct cells *cells, const struct kb_event *event)
{
    struct buffer out = {0};
    bool differs = false;
    buffer_add(&out, event->unconfirmed ? slice_of(cells->words->unconfirmed) : cells_stage(cells, event->status));
    for (size_t i = 0; i < event->conflict_count; i++) {
        const struct kb_date *other = other_date(event, i);
        if (other && !says_less(event, i, other)) {
            struct slice date = date_text(cells->dates, other, false, cells->arena);
            bool planned = slice_is(event->mentions[event->conflicts[i].mentions[0]].status, "planned");
            buffer_format(&out, "; %s %.*s", planned ? cells->words->was_planned : cells->words->also_dated,
                          SLICE_ARG(date));
        }
        differs = differs || !other;
    }
    if (differs) {
        buffer_format(&out, "; %s", cells->words->differ);
    }
    if (event->corrected_count > 0) {
        buffer_format(&out, "; %s", cells->words->corrected);
    }
    return keep(cells, &out);
}

static bool is_plain_role(const struct cells *cells, struct slice role)
{
    for (size_t i = 0; i < EXPORT_PLAIN_ROLES; i++) {
        if (slice_is(role, cells->words->plain_roles[i])) {
            return true;
        }
    }
    return role.len == 0;
}

/* The roles of one entity, from the first on, in brackets; those that go without saying are not said. */
static void add_roles(struct cells *cells, struct buffer *out, const struct kb_event *event, size_t first)
{
    bool open = false;
    for (size_t i = first; i < event->role_count; i++) {
        const struct kb_role *role = &event->roles[i];
        if (role->entity == event->roles[first].entity && !is_plain_role(cells, role->role)) {
            buffer_format(out, "%s%.*s", open ? ", " : " (", SLICE_ARG(cells_text(cells, role->role)));
            open = true;
        }
    }
    buffer_add_text(out, open ? ")" : "");
}

/* On a page about one organization its name is not said in each row, but what it did where that is worth a word. */
static bool goes_without_saying(struct cells *cells, const struct kb_event *event, size_t first)
{
    bool plain = cells->about != SELECT_NONE && event->roles[first].entity == cells->about;
    for (size_t i = first; i < event->role_count && plain; i++) {
        plain = event->roles[i].entity != cells->about || is_plain_role(cells, event->roles[i].role);
    }
    return plain;
}

/* "Ethiopia (host, organizer); Harbour Union" */
static struct slice who_text(struct cells *cells, const struct kb_event *event)
{
    struct buffer out = {0};
    for (size_t i = 0; i < event->role_count; i++) {
        bool told = false;
        for (size_t k = 0; k < i && !told; k++) {
            told = event->roles[k].entity == event->roles[i].entity;
        }
        if (!told && !goes_without_saying(cells, event, i)) {
            struct slice name = cells_text(cells, cells->kb->entities[event->roles[i].entity].name);
            buffer_format(&out, "%s%.*s", out.len > 0 ? "; " : "", SLICE_ARG(name));
            add_roles(cells, &out, event, i);
        }
    }
    return keep(cells, &out);
}

static bool says(struct cells *cells, struct slice title, struct slice word)
{
    struct slice inner = cells_folded(cells, word);
    return inner.len > 0 && memmem(title.ptr, title.len, inner.ptr, inner.len) != NULL;
}

/* The title, and what it was where the title does not say: "Flood Watch Network (launch)". */
static struct slice what_text(struct cells *cells, const struct kb_event *event)
{
    struct slice title = plain_copy_capital(cells->arena, event->title.len > 0 ? event->title : event->class, 0);
    struct slice folded = cells_folded(cells, title);
    bool bare = false;
    for (size_t i = 0; i < EXPORT_SAY_CLASS; i++) {
        bare = bare || slice_is(event->class, cells->words->say_class[i]);
    }
    if (!bare || says(cells, folded, event->class) || says(cells, folded, event->type)) {
        return title;
    }
    struct slice word = cells_text(cells, event->type.len > 0 ? event->type : event->class);
    return arena_format(cells->arena, "%.*s (%.*s)", SLICE_ARG(title), SLICE_ARG(word));
}

/* Ids name the country of a place: place:arusha-tz is in state:tz. */
static bool in_country(struct slice place, struct slice state)
{
    static const char prefix[] = "state:";
    size_t code = state.len - (sizeof prefix - 1);
    return slice_starts(state, prefix) && code == 2 && place.len > 3 && place.ptr[place.len - 3] == '-' &&
           memcmp(place.ptr + place.len - 2, state.ptr + state.len - 2, 2) == 0;
}

/* Is the place in that state? By part_of, else by the country code that both have. */
static bool lies_in(const struct kb *kb, uint32_t place, uint32_t state)
{
    const struct kb_entity *inner = &kb->entities[place];
    const struct kb_entity *outer = &kb->entities[state];
    if (place == state || slice_is(inner->type, "state")) {
        return false;
    }
    return select_within(kb, place, state) || in_country(inner->id, outer->id) ||
           (slice_is(outer->type, "state") && outer->iso2.len > 0 && slice_equal(inner->iso2, outer->iso2));
}

/* "Arusha, Tanzania; Geneva" */
static struct slice where_text(struct cells *cells, const struct kb_event *event)
{
    const struct kb *kb = cells->kb;
    struct buffer out = {0};
    for (size_t i = 0; i < event->place_count; i++) {
        uint32_t place = event->places[i];
        uint32_t state = SELECT_NONE;
        bool said = false;
        for (size_t k = 0; k < event->place_count; k++) {
            said = said || lies_in(kb, event->places[k], place);
            state = lies_in(kb, place, event->places[k]) ? event->places[k] : state;
        }
        if (said) {
            continue;
        }
        struct slice name = cells_text(cells, kb->entities[place].name);
        buffer_format(&out, "%s%.*s", out.len > 0 ? "; " : "", SLICE_ARG(name));
        if (state != SELECT_NONE) {
            buffer_format(&out, ", %.*s", SLICE_ARG(cells_text(cells, kb->entities[state].name)));
        }
    }
    return keep(cells, &out);
}

struct slice cells_event(struct cells *cells, const struct kb_event *event, enum table_column column)
{
    const struct kb_date *date = &event->date;
    switch (column) {
    case TABLE_DATE:
        return cells_date(cells, date, event->has_date);
    case TABLE_FROM:
        return iso_day(cells, event->has_date ? date->earliest : CALENDAR_NO_DAY);
    case TABLE_TO:
        return iso_day(cells, event->has_date ? date->latest : CALENDAR_NO_DAY);
    case TABLE_EDTF:
        return event->has_date ? cells_text(cells, date->edtf) : (struct slice){0};
    case TABLE_CLASS:
        return cells_text(cells, event->class);
    case TABLE_TYPE:
        return cells_text(cells, event->type);
    case TABLE_WHAT:
        return what_text(cells, event);
    case TABLE_WHO:
        return who_text(cells, event);
    case TABLE_WHERE:
        return where_text(cells, event);
    case TABLE_SERIES:
        return cells_text(cells, event->series);
    case TABLE_STATUS:
        return status_text(cells, event);
    case TABLE_BASIS:
        return event->has_date ? cells_text(cells, date->basis) : (struct slice){0};
    case TABLE_SOURCES:
        return arena_format(cells->arena, "%zu", event->source_count);
    case TABLE_ID:
        return cells_text(cells, event->id);
    default:
        return cells_told(cells, event, column);
    }
}

uint32_t cells_first_body(const struct cells *cells, const struct kb_event *event)
{
    for (size_t i = 0; i < event->role_count; i++) {
        if (slice_is(cells->kb->entities[event->roles[i].entity].type, "organization")) {
            return event->roles[i].entity;
        }
    }
    return event->role_count > 0 ? event->roles[0].entity : SELECT_NONE;
}

void cells_columns(struct cells *cells, struct sheet *sheet, const enum table_column *columns, size_t count)
{
    static const double widths[TABLE_COLUMN_COUNT] = {
        [TABLE_DATE] = 15,     [TABLE_FROM] = 10, [TABLE_TO] = 10,         [TABLE_EDTF] = 14,     [TABLE_CLASS] = 11,
        [TABLE_TYPE] = 14,     [TABLE_WHAT] = 31, [TABLE_WHO] = 33,        [TABLE_WHERE] = 16,    [TABLE_SERIES] = 20,
        [TABLE_STATUS] = 15,   [TABLE_BASIS] = 9, [TABLE_SOURCES] = 8,     [TABLE_SOURCE] = 22,   [TABLE_CITATION] = 40,
        [TABLE_EVIDENCE] = 50, [TABLE_ID] = 19,   [TABLE_FIRST_SAID] = 24, [TABLE_LAST_SAID] = 24};
    sheet->columns = arena_alloc_array(cells->arena, count, sizeof *sheet->columns);
    sheet->column_count = count;
    for (size_t i = 0; i < count; i++) {
        enum table_column column = columns[i];
        bool short_text = column == TABLE_FROM || column == TABLE_TO || column == TABLE_SOURCES || column == TABLE_ID;
        sheet->columns[i] = (struct sheet_column){.heading = slice_of(cells->words->columns[column]),
                                                  .width = widths[column],
                                                  .nowrap = short_text,
                                                  .number = column == TABLE_SOURCES};
    }
}
