/* Standing links between entities, merged over documents: one edge for each pair and type. */
#include <stdlib.h>

#include "base/calendar.h"
#include "base/sha256.h"
#include "kb/resolve_p.h"

enum {
    ID_HEX = 12,
    MAX_PARTIES = 4 /* of one agreement or one organization that are taken to be linked each with each */
};

/* One statement of a relation: said outright, or following from who does something together. */
struct claim {
    struct slice type;
    uint32_t from, to; /* draft entities; their order is that of ids */
    uint32_t source, index;
    uint32_t event; /* of its set, RESOLVE_NONE where it follows from none */
    enum event_status status;
    const struct evidence *at;
    struct slice rule;
};

struct claims {
    struct claim *items;
    size_t count;
    size_t capacity;
};

static bool is_symmetric(struct slice type)
{
    return slice_is(type, "agreement") || slice_is(type, "organizes_with");
}

static int order_claims(const void *a, const void *b)
{
    const struct claim *left = a;
    const struct claim *right = b;
    int order = slice_compare(left->type, right->type);
    if (order) {
        return order;
    }
    const uint32_t keys[][2] = {
        {left->from, right->from}, {left->to, right->to}, {left->source, right->source}, {left->index, right->index}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

static void add_claim(struct claims *claims, struct claim claim)
{
    if (claim.from == RESOLVE_NONE || claim.to == RESOLVE_NONE || claim.from == claim.to) {
        return;
    }
    if (is_symmetric(claim.type) && claim.to < claim.from) {
        uint32_t swap = claim.from;
        claim.from = claim.to;
        claim.to = swap;
    }
    claim.index = (uint32_t)claims->count;
    claims->items = array_grow(claims->items, &claims->capacity, claims->count + 1, sizeof *claims->items);
    claims->items[claims->count++] = claim;
}

static bool is_person(const struct resolver *resolver, uint32_t entity)
{
    return entity != RESOLVE_NONE && slice_is(resolver->entities[entity].entity.type, "person");
}

/* Relations that rules find. Marks the events that they follow from; who signed for a body is bound to nobody. */
static void collect_stated(const struct resolver *resolver, uint32_t s, struct claims *claims, bool *covered)
{
    const struct source *source = &resolver->sources[s];
    for (uint32_t i = 0; i < source->set->relation_count; i++) {
        const struct relation_mention *mention = &source->set->relations[i];
        if (mention->source >= source->set->name_count || mention->target >= source->set->name_count) {
            continue;
        }
        bool follows = mention->event < source->set->event_count;
        if (follows) {
            covered[mention->event] = true;
        }
        if (follows && source->event[mention->event] == RESOLVE_REJECTED) {
            continue;
        }
        uint32_t from = source->entity[mention->source], to = source->entity[mention->target];
        if (follows && (is_person(resolver, from) || is_person(resolver, to))) {
            continue;
        }
        add_claim(claims, (struct claim){.type = mention->type,
                                         .from = from,
                                         .to = to,
                                         .source = s,
                                         .event = follows ? mention->event : RESOLVE_NONE,
                                         .status = mention->status,
                                         .at = &mention->at,
                                         .rule = mention->rule});
    }
}

/* Distinct bodies in a role of an event mention, no persons: these sign for others; more than MAX_PARTIES where there
 * are more. */
static size_t fillers_of(const struct resolver *resolver, const struct source *source,
                         const struct event_mention *mention, const char *role, uint32_t *entities)
{
    size_t count = 0;
    for (size_t i = 0; i < mention->filler_count && count <= MAX_PARTIES; i++) {
        const struct filler *filler = &mention->fillers[i];
        uint32_t entity = filler->name < source->set->name_count ? source->entity[filler->name] : RESOLVE_NONE;
        bool known = entity == RESOLVE_NONE || !slice_is(filler->role, role) || is_person(resolver, entity);
        for (size_t e = 0; e < count && !known; e++) {
            known = entities[e] == entity;
        }
        if (!known) {
            entities[count++] = entity;
        }
    }
    return count;
}

/* Parties of an agreement have it with one another; organizers of one thing organize it with one another. */
static void collect_derived(const struct resolver *resolver, uint32_t s, struct claims *claims, const bool *covered)
{
    const struct source *source = &resolver->sources[s];
    for (uint32_t i = 0; i < source->set->event_count; i++) {
        const struct event_mention *mention = &source->set->events[i];
        bool agreement = slice_is(mention->class, "agreement");
        uint32_t entities[MAX_PARTIES + 1];
        size_t count = fillers_of(resolver, source, mention, agreement ? "party" : "organizer", entities);
        if (covered[i] || mention->back_reference || count > MAX_PARTIES || source->event[i] == RESOLVE_REJECTED) {
            continue;
        }
        for (size_t a = 0; a < count; a++) {
            for (size_t b = a + 1; b < count; b++) {
                add_claim(claims, (struct claim){.type = slice_of(agreement ? "agreement" : "organizes_with"),
                                                 .from = entities[a],
                                                 .to = entities[b],
                                                 .source = s,
                                                 .event = i,
                                                 .status = mention->status,
                                                 .at = &mention->at,
                                                 .rule = mention->rule});
            }
        }
    }
}

static void collect_claims(struct resolver *resolver, struct claims *claims)
{
    for (uint32_t s = 0; s < resolver->source_count; s++) {
        const struct mention_set *set = resolver->sources[s].set;
        bool *covered = arena_alloc_array(&resolver->work, set->event_count, sizeof *covered);
        collect_stated(resolver, s, claims, covered);
        collect_derived(resolver, s, claims, covered);
    }
    if (claims->count > 0) {
        qsort(claims->items, claims->count, sizeof *claims->items, order_claims);
    }
}

/* Index in kb->events of the event that a claim follows from. */
static uint32_t event_of(const struct resolver *resolver, const struct claim *claim)
{
    return claim->event == RESOLVE_NONE ? RESOLVE_NONE : resolver->sources[claim->source].event[claim->event];
}

/* A person has set it, or else what the mention says. */
static enum event_status corrected_status(const struct kb_event *event, enum event_status status)
{
    for (size_t i = 0; i < event->corrected_count; i++) {
        if (slice_is(event->corrected[i].action, "confirm") && event->corrected[i].was.len > 0) {
            return slice_is(event->status, "occurred")    ? EVENT_OCCURRED
                   : slice_is(event->status, "cancelled") ? EVENT_CANCELLED
                                                          : EVENT_PLANNED;
        }
    }
    return status;
}

static const char *status_of(const struct resolver *resolver, const struct claim *claim)
{
    uint32_t event = event_of(resolver, claim);
    bool ahead = event != RESOLVE_NONE && slice_is(resolver->kb->events[event].status, "planned");
    const char *done = slice_is(claim->type, "agreement") ? "concluded" : "stated";
    switch (event != RESOLVE_NONE ? corrected_status(&resolver->kb->events[event], claim->status) : claim->status) {
    case EVENT_PLANNED:
    case EVENT_POSTPONED:
        return "planned";
    case EVENT_CANCELLED:
        return "ended";
    case EVENT_UNKNOWN:
        return ahead ? "planned" : done;
    default:
        return done;
    }
}

/* What is done counts before what is stated, that before what is planned; the newest of two documents decides on an
 * end. */
static unsigned status_rank(const char *status)
{
    switch (status[0]) {
    case 'c':
        return 3;
    case 's':
        return 2;
    case 'p':
        return 1;
    default:
        return 0;
    }
}

static void choose_status(const struct resolver *resolver, const struct claim *claims, size_t count,
                          struct kb_relation *out)
{
    const char *best = status_of(resolver, &claims[0]);
    for (size_t i = 1; i < count; i++) {
        const char *status = status_of(resolver, &claims[i]);
        if (status_rank(status) > status_rank(best)) {
            best = status;
        }
    }
    out->status = slice_of(best);
}

static struct slice instrument_of(const struct resolver *resolver, const struct claim *claim)
{
    if (claim->event == RESOLVE_NONE) {
        return (struct slice){0};
    }
    const struct event_mention *mention = &resolver->sources[claim->source].set->events[claim->event];
    for (size_t i = 0; i < mention->attribute_count; i++) {
        if (slice_is(mention->attributes[i].key, "instrument")) {
            return mention->attributes[i].value;
        }
    }
    return slice_is(mention->class, "agreement") ? mention->type : (struct slice){0};
}

static bool earlier(const struct kb_date *a, const struct kb_date *b)
{
    if (a->earliest != b->earliest) {
        return a->earliest < b->earliest;
    }
    return a->latest < b->latest;
}

/* The day that the source itself gives; else "by" the date of the first document that knows of it. */
static void choose_date(struct resolver *resolver, const struct claim *claims, size_t count, struct kb_relation *out)
{
    const struct kb *kb = resolver->kb;
    int32_t by = CALENDAR_NO_DAY;
    uint32_t by_source = RESOLVE_NONE;
    for (size_t i = 0; i < count; i++) {
        const struct source *source = &resolver->sources[claims[i].source];
        if (!slice_equal(slice_of(status_of(resolver, &claims[i])), out->status)) {
            continue;
        }
        uint32_t event = event_of(resolver, &claims[i]);
        if (event != RESOLVE_NONE && kb->events[event].has_date && kb->events[event].date.earliest != CALENDAR_NO_DAY &&
            (!out->has_date || earlier(&kb->events[event].date, &out->date))) {
            out->date = kb->events[event].date;
            out->has_date = true;
            if (slice_is(out->type, "agreement")) { /* the instrument goes with the date that is shown */
                out->instrument = resolver_keep(resolver, instrument_of(resolver, &claims[i]));
            }
        }
        int32_t day = source_day(source);
        if (day != CALENDAR_NO_DAY && (by == CALENDAR_NO_DAY || day < by)) {
            by = day;
            by_source = claims[i].source;
        }
    }
    bool concluded = slice_is(out->type, "agreement") && slice_is(out->status, "concluded");
    if (out->has_date || !concluded || by == CALENDAR_NO_DAY) {
        return;
    }
    out->has_date = true;
    out->date = (struct kb_date){.earliest = CALENDAR_NO_DAY, .latest = by};
    out->date.qualifier = resolver_keep(resolver, slice_of("by"));
    out->date.basis = resolver_keep(resolver, slice_of("relative"));
    out->date.anchor = resolver_keep(resolver, resolver->sources[by_source].anchor.edtf);
    out->date.document = kb->documents[by_source].id;
}

static int order_numbers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static void collect_events(struct resolver *resolver, const struct claim *claims, size_t count, struct kb_relation *out)
{
    out->events = arena_alloc_array(&resolver->kb->arena, count, sizeof *out->events);
    uint32_t *all = arena_alloc_array(&resolver->work, count, sizeof *all);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t event = event_of(resolver, &claims[i]);
        if (event != RESOLVE_NONE) {
            all[found++] = event;
        }
    }
    qsort(all, found, sizeof *all, order_numbers);
    for (size_t i = 0; i < found; i++) {
        if (i == 0 || all[i] != all[i - 1]) {
            out->events[out->event_count++] = all[i];
        }
    }
}

static void make_relation(struct resolver *resolver, const struct claim *claims, size_t count, struct kb_relation *out)
{
    struct kb *kb = resolver->kb;
    struct draft_entity *from = &resolver->entities[claims[0].from];
    struct draft_entity *to = &resolver->entities[claims[0].to];
    from->used = to->used = true;
    out->type = resolver_keep(resolver, claims[0].type);
    out->source = claims[0].from;
    out->target = claims[0].to;
    out->date = (struct kb_date){.earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY};
    char hex[SHA256_HEX + 1];
    sha256_hex(arena_format(&resolver->work, "%.*s|%.*s|%.*s", SLICE_ARG(out->type), SLICE_ARG(from->entity.id),
                            SLICE_ARG(to->entity.id)),
               hex);
    out->id = resolver_keep(resolver, arena_format(&resolver->work, "relation:%.*s", ID_HEX, hex));
    choose_status(resolver, claims, count, out);
    choose_date(resolver, claims, count, out);
    out->status = resolver_keep(resolver, out->status);
    collect_events(resolver, claims, count, out);
    out->evidence = arena_alloc_array(&kb->arena, count, sizeof *out->evidence);
    for (size_t i = 0; i < count; i++) {
        resolver_keep_evidence(resolver, claims[i].source, claims[i].at, claims[i].rule,
                               &out->evidence[out->evidence_count++]);
        if (out->instrument.len == 0 && slice_is(out->type, "agreement")) {
            out->instrument = resolver_keep(resolver, instrument_of(resolver, &claims[i]));
        }
    }
}

static int order_relations(const void *a, const void *b)
{
    return slice_compare(((const struct kb_relation *)a)->id, ((const struct kb_relation *)b)->id);
}

void relations_resolve(struct resolver *resolver)
{
    struct kb *kb = resolver->kb;
    struct claims claims = {0};
    collect_claims(resolver, &claims);
    kb->relations = arena_alloc_array(&kb->arena, claims.count, sizeof *kb->relations);
    for (size_t i = 0; i < claims.count;) {
        const struct claim *first = &claims.items[i];
        size_t end = i + 1;
        while (end < claims.count && claims.items[end].from == first->from && claims.items[end].to == first->to &&
               slice_equal(claims.items[end].type, first->type)) {
            end++;
        }
        make_relation(resolver, first, end - i, &kb->relations[kb->relation_count++]);
        i = end;
    }
    if (kb->relation_count > 0) {
        qsort(kb->relations, kb->relation_count, sizeof *kb->relations, order_relations);
    }
    free(claims.items);
}
