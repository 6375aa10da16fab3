#include "kb/select_p.h"

#include "base/calendar.h"
#include "base/utf8.h"

void select_wish_init(struct select_wish *wish)
{
    *wish = (struct select_wish){.from = CALENDAR_NO_DAY, .to = CALENDAR_NO_DAY};
}

bool select_within(const struct kb *kb, uint32_t child, uint32_t parent)
{
    for (int step = 0; step < SELECT_MAX_PARTS && child < kb->entity_count; step++) {
        if (child == parent) {
            return true;
        }
        child = kb->entities[child].part_of;
    }
    return false;
}

/* Does `needle`, folded already, stand in the text? */
static bool stands_in(struct buffer *scratch, struct slice text, struct slice needle)
{
    if (text.len == 0) {
        return false;
    }
    buffer_clear(scratch);
    utf8_fold_plain(scratch, text);
    return memmem(scratch->bytes, scratch->len, needle.ptr, needle.len) != NULL;
}

/* Entities in whose names or aliases the words stand. */
static void match_names(struct selection *selection, struct arena *arena)
{
    const struct kb *kb = selection->kb;
    struct buffer scratch = {0};
    utf8_fold_plain(&scratch, slice_trim(selection->wish->match));
    selection->match = arena_copy(arena, buffer_slice(&scratch));
    if (selection->match.len > 0) {
        selection->named = arena_alloc_array(arena, kb->entity_count + 1, sizeof *selection->named);
    }
    for (size_t i = 0; selection->named && i < kb->entity_count; i++) {
        const struct kb_entity *entity = &kb->entities[i];
        bool found = stands_in(&scratch, entity->name, selection->match);
        for (size_t k = 0; !found && k < entity->alias_count; k++) {
            found = stands_in(&scratch, entity->aliases[k].alias, selection->match);
        }
        selection->named[i] = found;
    }
    buffer_release(&scratch);
}

bool select_init(struct selection *selection, const struct kb *kb, const struct select_wish *wish, struct arena *arena,
                 struct buffer *problem)
{
    *selection = (struct selection){.kb = kb, .wish = wish};
    match_names(selection, arena);
    return select_look_up(selection, arena, problem);
}

static bool is_among(struct select_list list, struct slice value)
{
    for (size_t i = 0; i < list.count; i++) {
        if (slice_equal(list.items[i], value)) {
            return true;
        }
    }
    return list.count == 0;
}

bool select_date(const struct select_wish *wish, const struct kb_date *date, bool has_date)
{
    bool bounded = wish->from != CALENDAR_NO_DAY || wish->to != CALENDAR_NO_DAY;
    int32_t first = has_date ? date->earliest : CALENDAR_NO_DAY;
    int32_t last = has_date ? date->latest : CALENDAR_NO_DAY;
    if (first == CALENDAR_NO_DAY && last == CALENDAR_NO_DAY) {
        return !bounded;
    }
    first = first == CALENDAR_NO_DAY ? last : first;
    last = last == CALENDAR_NO_DAY ? first : last;
    return (wish->from == CALENDAR_NO_DAY || last >= wish->from) && (wish->to == CALENDAR_NO_DAY || first <= wish->to);
}

static bool has_basis(const struct selection *selection, const struct kb_date *date, bool has_date)
{
    struct select_list bases = selection->values[SELECT_BASIS];
    return bases.count == 0 || is_among(bases, has_date ? date->basis : slice_of("none"));
}

static bool has_place(const struct selection *selection, const struct kb_event *event)
{
    bool found = !selection->places;
    for (size_t i = 0; !found && i < event->place_count; i++) {
        found = selection->places[event->places[i]];
    }
    return found;
}

static bool has_body(const struct selection *selection, const struct kb_event *event)
{
    bool found = !selection->bodies;
    for (size_t i = 0; !found && i < event->role_count; i++) {
        found = selection->bodies[event->roles[i].entity];
    }
    return found;
}

/* What an event is and where, as a relation inherits it. */
static bool is_kind(const struct selection *selection, const struct kb_event *event)
{
    return is_among(selection->values[SELECT_CLASS], event->class) &&
           is_among(selection->values[SELECT_TYPE], event->type) &&
           is_among(selection->values[SELECT_SERIES], event->series) && has_place(selection, event);
}

static bool has_status(const struct selection *selection, struct slice status, bool unconfirmed)
{
    struct select_list wanted = selection->values[SELECT_STATUS];
    return is_among(wanted, status) || (unconfirmed && is_among(wanted, slice_of("unconfirmed")));
}

static bool is_told(const struct selection *selection, const struct kb_event *event)
{
    bool found = !selection->documents;
    for (size_t i = 0; !found && i < event->mention_count; i++) {
        found = selection->documents[event->mentions[i].where.document];
    }
    return found;
}

/* The words stand in its title, series, attributes, parties, places, or in the words of a document that tell of it. */
static bool event_matches(const struct selection *selection, const struct kb_event *event)
{
    if (!selection->named) {
        return true;
    }
    struct buffer scratch = {0};
    bool found =
        stands_in(&scratch, event->title, selection->match) || stands_in(&scratch, event->series, selection->match);
    for (size_t i = 0; !found && i < event->role_count; i++) {
        found = selection->named[event->roles[i].entity];
    }
    for (size_t i = 0; !found && i < event->place_count; i++) {
        found = selection->named[event->places[i]];
    }
    for (size_t i = 0; !found && i < event->attribute_count; i++) {
        found = stands_in(&scratch, event->attributes[i].value, selection->match);
    }
    for (size_t i = 0; !found && i < event->mention_count; i++) {
        found = stands_in(&scratch, event->mentions[i].title, selection->match) ||
                stands_in(&scratch, event->mentions[i].where.quote, selection->match);
    }
    buffer_release(&scratch);
    return found;
}

static bool is_aside(const struct selection *selection, struct slice class)
{
    return !selection->wish->statements && selection->values[SELECT_CLASS].count == 0 && slice_is(class, "statement");
}

enum select_verdict select_event(const struct selection *selection, const struct kb_event *event)
{
    if (is_aside(selection, event->class)) {
        return SELECT_ASIDE;
    }
    bool kept = is_kind(selection, event) && select_date(selection->wish, &event->date, event->has_date) &&
                has_body(selection, event) && has_status(selection, event->status, event->unconfirmed) &&
                has_basis(selection, &event->date, event->has_date) &&
                event->source_count >= selection->wish->sources && is_told(selection, event) &&
                event_matches(selection, event);
    return kept ? SELECT_KEPT : SELECT_LEFT_OUT;
}

static bool follows_from_kind(const struct selection *selection, const struct kb_relation *relation)
{
    bool asked = selection->values[SELECT_CLASS].count > 0 || selection->values[SELECT_TYPE].count > 0 ||
                 selection->values[SELECT_SERIES].count > 0 || selection->places;
    bool found = !asked;
    for (size_t i = 0; !found && i < relation->event_count; i++) {
        found = is_kind(selection, &selection->kb->events[relation->events[i]]);
    }
    return found;
}

/* Documents in which the relation stands, of those asked for; the wish for a number of sources counts documents. */
static bool relation_is_told(const struct selection *selection, const struct kb_relation *relation)
{
    bool found = !selection->documents;
    size_t told = 0;
    for (size_t i = 0; i < relation->evidence_count; i++) {
        uint32_t document = relation->evidence[i].document;
        bool is_new = true;
        for (size_t k = 0; is_new && k < i; k++) {
            is_new = relation->evidence[k].document != document;
        }
        told += is_new ? 1 : 0;
        found = found || selection->documents[document];
        if (found && told >= selection->wish->sources) {
            return true;
        }
    }
    return found && told >= selection->wish->sources;
}

static bool relation_matches(const struct selection *selection, const struct kb_relation *relation)
{
    if (!selection->named || selection->named[relation->source] || selection->named[relation->target]) {
        return true;
    }
    struct buffer scratch = {0};
    bool found = stands_in(&scratch, relation->instrument, selection->match);
    for (size_t i = 0; !found && i < relation->evidence_count; i++) {
        found = stands_in(&scratch, relation->evidence[i].quote, selection->match);
    }
    buffer_release(&scratch);
    for (size_t i = 0; !found && i < relation->event_count; i++) {
        found = event_matches(selection, &selection->kb->events[relation->events[i]]);
    }
    return found;
}

bool select_relation(const struct selection *selection, const struct kb_relation *relation)
{
    return select_date(selection->wish, &relation->date, relation->has_date) &&
           follows_from_kind(selection, relation) &&
           (!selection->bodies || selection->bodies[relation->source] || selection->bodies[relation->target]) &&
           has_status(selection, relation->status, false) &&
           has_basis(selection, &relation->date, relation->has_date) && relation_is_told(selection, relation) &&
           relation_matches(selection, relation);
}

struct select_counts select_count(const struct selection *selection)
{
    struct select_counts counts = {0};
    const struct kb *kb = selection->kb;
    bool bounded = selection->wish->from != CALENDAR_NO_DAY || selection->wish->to != CALENDAR_NO_DAY;
    for (size_t i = 0; i < kb->event_count; i++) {
        const struct kb_event *event = &kb->events[i];
        enum select_verdict verdict = select_event(selection, event);
        counts.kept += verdict == SELECT_KEPT ? 1 : 0;
        counts.aside += verdict == SELECT_ASIDE ? 1 : 0;
        counts.left_out += verdict == SELECT_LEFT_OUT ? 1 : 0;
        bool has_day =
            event->has_date && (event->date.earliest != CALENDAR_NO_DAY || event->date.latest != CALENDAR_NO_DAY);
        counts.undated += verdict == SELECT_LEFT_OUT && bounded && !has_day ? 1 : 0;
    }
    return counts;
}
