#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"

/* Fontconfig keeps a cache for the life of the process; in the program that is the child's, here it is the test's. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcriterion\nleak:libglib\nleak:libpango\n";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}

void fixture_init(struct fixture *fixture, const char *as_of)
{
    *fixture = (struct fixture){0};
    fixture->kb.as_of = slice_of(as_of);
}

void fixture_release(struct fixture *fixture)
{
    free(fixture->kb.documents);
    free(fixture->kb.entities);
    free(fixture->kb.events);
    free(fixture->kb.relations);
    arena_release(&fixture->kb.arena);
}

static struct slice keep(struct fixture *fixture, const char *text)
{
    return text ? arena_copy(&fixture->kb.arena, slice_of(text)) : (struct slice){0};
}

/* One EDTF part: first and last day, and what it is exact to. */
static const char *read_part(const char *text, int32_t *first, int32_t *last)
{
    int year = 0;
    int month = 0;
    int day = 0;
    int parts = sscanf(text, "%4d-%2d-%2d", &year, &month, &day);
    if (parts < 1) {
        *first = *last = CALENDAR_NO_DAY;
        return "";
    }
    if (parts >= 2 && month > 20) {
        int begin = (month - 21) * 3 + 3; /* spring begins in March */
        begin = begin > 12 ? 12 : begin;
        *first = calendar_to_days((struct calendar_date){year, begin, 1});
        *last = *first + 91;
        return "season";
    }
    *first = calendar_to_days((struct calendar_date){year, parts >= 2 ? month : 1, parts >= 3 ? day : 1});
    int last_month = parts >= 2 ? month : 12;
    *last = calendar_to_days(
        (struct calendar_date){year, last_month, parts >= 3 ? day : calendar_month_days(year, last_month)});
    return parts == 1 ? "year" : parts == 2 ? "month" : "day";
}

struct kb_date fixture_date(struct fixture *fixture, const char *edtf)
{
    struct kb_date date = {.earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY};
    if (!edtf) {
        return date;
    }
    date.basis = slice_of("stated");
    if (edtf[0] == '[') {
        date.basis = slice_of("inferred");
        date.reason = slice_of("the session named in it fixes the year");
        edtf++;
    }
    date.edtf = keep(fixture, edtf);
    if (slice_ends(date.edtf, "]")) {
        date.edtf.len--;
    }
    const char *slash = strchr(edtf, '/');
    int32_t other;
    if (slash && slash[1] == '.') {
        date.precision = slice_of(read_part(edtf, &date.earliest, &other));
    } else if (slash && edtf[0] == '.') {
        date.precision = slice_of(read_part(slash + 1, &other, &date.latest));
        date.edtf = (struct slice){0};
    } else if (slash) {
        read_part(edtf, &date.earliest, &other);
        read_part(slash + 1, &other, &date.latest);
        date.precision = slice_of("interval");
    } else {
        date.precision = slice_of(read_part(edtf, &date.earliest, &date.latest));
    }
    if (slice_ends(date.edtf, "~")) {
        date.qualifier = slice_of("approximate");
    }
    return date;
}

uint32_t fixture_document(struct fixture *fixture, const char *author, const char *title, const char *date)
{
    struct kb *kb = &fixture->kb;
    kb->documents = array_grow(kb->documents, &fixture->document_room, kb->document_count + 1, sizeof *kb->documents);
    struct kb_document *document = &kb->documents[kb->document_count];
    *document = (struct kb_document){.id = arena_format(&kb->arena, "doc:%04zu", kb->document_count),
                                     .path = arena_format(&kb->arena, "%04zu.txt", kb->document_count),
                                     .author = keep(fixture, author),
                                     .title = keep(fixture, title),
                                     .has_date = date != NULL,
                                     .date = fixture_date(fixture, date)};
    return (uint32_t)kb->document_count++;
}

uint32_t fixture_entity(struct fixture *fixture, const char *type, const char *name, uint32_t part_of)
{
    struct kb *kb = &fixture->kb;
    kb->entities = array_grow(kb->entities, &fixture->entity_room, kb->entity_count + 1, sizeof *kb->entities);
    kb->entities[kb->entity_count] = (struct kb_entity){.id = arena_format(&kb->arena, "ent:%04zu", kb->entity_count),
                                                        .type = slice_of(type),
                                                        .name = keep(fixture, name),
                                                        .part_of = part_of};
    return (uint32_t)kb->entity_count++;
}

struct kb_event *fixture_event(struct fixture *fixture, const char *class, const char *title, const char *date,
                               const char *status)
{
    struct kb *kb = &fixture->kb;
    kb->events = array_grow(kb->events, &fixture->event_room, kb->event_count + 1, sizeof *kb->events);
    struct kb_event *event = &kb->events[kb->event_count];
    *event = (struct kb_event){.id = arena_format(&kb->arena, "event:%05zu", kb->event_count),
                               .class = keep(fixture, class),
                               .title = keep(fixture, title),
                               .status = keep(fixture, status),
                               .has_date = date != NULL,
                               .date = fixture_date(fixture, date),
                               .source_count = 1};
    kb->event_count++;
    return event;
}

void fixture_event_place(struct fixture *fixture, struct kb_event *event, uint32_t entity)
{
    uint32_t *places = arena_alloc_array(&fixture->kb.arena, event->place_count + 1, sizeof *places);
    for (size_t i = 0; i < event->place_count; i++) {
        places[i] = event->places[i];
    }
    places[event->place_count++] = entity;
    event->places = places;
}

void fixture_event_role(struct fixture *fixture, struct kb_event *event, const char *role, uint32_t entity)
{
    struct kb_role *roles = arena_alloc_array(&fixture->kb.arena, event->role_count + 1, sizeof *roles);
    for (size_t i = 0; i < event->role_count; i++) {
        roles[i] = event->roles[i];
    }
    roles[event->role_count++] = (struct kb_role){keep(fixture, role), entity};
    event->roles = roles;
}

void fixture_event_mention(struct fixture *fixture, struct kb_event *event, uint32_t document)
{
    struct kb_event_mention *mentions =
        arena_alloc_array(&fixture->kb.arena, event->mention_count + 1, sizeof *mentions);
    for (size_t i = 0; i < event->mention_count; i++) {
        mentions[i] = event->mentions[i];
    }
    struct kb_event_mention *mention = &mentions[event->mention_count++];
    *mention = (struct kb_event_mention){.title = event->title, .status = event->status};
    mention->where = (struct kb_evidence){.document = document, .quote = event->title};
    event->mentions = mentions;
}

void fixture_event_conflict(struct fixture *fixture, struct kb_event *event, const char *field, const char *value)
{
    struct kb_conflict *conflict = arena_alloc(&fixture->kb.arena, sizeof *conflict);
    *conflict = (struct kb_conflict){.field = slice_of(field), .value = keep(fixture, value)};
    event->conflicts = conflict;
    event->conflict_count = 1;
}

struct kb_relation *fixture_relation(struct fixture *fixture, const char *type, uint32_t source, uint32_t target,
                                     const char *status, const char *instrument, const char *date, uint32_t document)
{
    struct kb *kb = &fixture->kb;
    kb->relations = array_grow(kb->relations, &fixture->relation_room, kb->relation_count + 1, sizeof *kb->relations);
    struct kb_relation *relation = &kb->relations[kb->relation_count];
    *relation = (struct kb_relation){.id = arena_format(&kb->arena, "relation:%04zu", kb->relation_count),
                                     .type = slice_of(type),
                                     .source = source,
                                     .target = target,
                                     .status = slice_of(status),
                                     .instrument = keep(fixture, instrument),
                                     .has_date = date != NULL,
                                     .date = fixture_date(fixture, date)};
    relation->evidence = arena_alloc(&kb->arena, sizeof *relation->evidence);
    relation->evidence->document = document;
    relation->evidence->quote = relation->instrument;
    relation->evidence_count = 1;
    kb->relation_count++;
    return relation;
}
