#include "builder.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/sha256.h"

enum { LIMIT = 4096, STEP = 100 };

static const struct slice ignored[] = {{"a", 1},  {"among", 5}, {"and", 3}, {"at", 2},  {"for", 3},
                                       {"in", 2}, {"of", 2},    {"on", 2},  {"the", 3}, {"to", 2}};
static const struct slice generic[] = {
    {"accord", 6},         {"agreement", 9},      {"annual", 6},      {"conference", 10},
    {"congress", 8},       {"declaration", 11},   {"forum", 5},       {"high", 4},
    {"international", 13}, {"level", 5},          {"meeting", 7},     {"memorandum", 10},
    {"regional", 8},       {"report", 6},         {"resolution", 10}, {"session", 7},
    {"summit", 6},         {"understanding", 13}, {"week", 4}};
const struct resolve_words test_words = {ignored, sizeof ignored / sizeof *ignored, generic,
                                         sizeof generic / sizeof *generic};

struct mention_set *set_new(const char *key, const char *date, const char *author, const char *organization)
{
    struct mention_set *set = calloc(1, sizeof *set);
    char hex[SHA256_HEX + 1];
    sha256_hex(slice_of(key), hex);
    set->document.sha256 = arena_copy(&set->arena, slice_of(hex));
    set->document.id = arena_format(&set->arena, "doc:%.16s", hex);
    set->document.path = arena_format(&set->arena, "%s.txt", key);
    set->document.media_type = slice_of("text/plain");
    set->document.given_date = slice_of(date);
    set->facts.date = UINT32_MAX;
    set->facts.author = slice_of(author);
    set->facts.author_organization = slice_of(organization);
    set->names = arena_alloc_array(&set->arena, LIMIT, sizeof *set->names);
    set->times = arena_alloc_array(&set->arena, LIMIT, sizeof *set->times);
    set->events = arena_alloc_array(&set->arena, LIMIT, sizeof *set->events);
    set->relations = arena_alloc_array(&set->arena, LIMIT, sizeof *set->relations);
    return set;
}

void set_free(struct mention_set *set)
{
    arena_release(&set->arena);
    free(set);
}

void set_evidence(struct mention_set *set, struct evidence *at, const char *quote)
{
    size_t begin = (set->name_count + set->event_count + set->time_count + set->relation_count) * STEP;
    at->quote = arena_copy(&set->arena, slice_of(quote));
    at->source = at->text = at->chars = (struct span){begin, begin + at->quote.len};
}

uint32_t set_name(struct mention_set *set, const char *type, const char *name)
{
    struct name_mention *mention = &set->names[set->name_count];
    set_evidence(set, &mention->at, name);
    mention->type = slice_of(type);
    mention->name = mention->at.quote;
    mention->rule = slice_of("test.name");
    mention->sentence = (uint32_t)set->event_count;
    return (uint32_t)set->name_count++;
}

uint32_t set_known(struct mention_set *set, const char *type, const char *name, const char *canonical, const char *code)
{
    uint32_t index = set_name(set, type, name);
    set->names[index].canonical = slice_of(canonical);
    if (code && slice_is(slice_of(type), "state")) {
        set->names[index].iso2 = slice_of(code);
    } else {
        set->names[index].country = slice_of(code);
    }
    return index;
}

uint32_t set_anaphor(struct mention_set *set, const char *type, const char *name, const char *means)
{
    uint32_t index = set_name(set, type, name);
    set->names[index].means = slice_of(means);
    return index;
}

static void read_point(const char *text, struct time_point *point)
{
    int year = TIME_UNSET;
    int month = TIME_UNSET;
    int day = TIME_UNSET;
    sscanf(text, "%d-%d-%d", &year, &month, &day);
    point->year = year;
    point->month = month;
    point->day = day;
}

uint32_t set_time(struct mention_set *set, const char *edtf)
{
    struct time_mention *mention = &set->times[set->time_count];
    set_evidence(set, &mention->at, edtf);
    time_value_clear(&mention->value);
    mention->value.kind = TIME_KIND_DATE;
    read_point(edtf, &mention->value.point);
    const char *slash = strchr(edtf, '/');
    if (slash) {
        mention->value.is_interval = true;
        read_point(slash + 1, &mention->value.end);
    }
    mention->rule = slice_of("test.time");
    return (uint32_t)set->time_count++;
}

struct event_mention *set_event(struct mention_set *set, const char *class, const char *type, const char *title,
                                const char *date)
{
    struct event_mention *event = &set->events[set->event_count];
    if (date) {
        event->has_date = true;
        event->date = set_time(set, date);
        event->scope = DATE_SCOPE_OWN;
    }
    set_evidence(set, &event->at, title);
    event->sentence = event->at;
    event->rule = slice_of("test.event");
    event->class = slice_of(class);
    event->type = slice_of(type);
    event->title = event->at.quote;
    event->ordinal = event->title_year = TIME_UNSET;
    event->status = EVENT_OCCURRED;
    event->fillers = arena_alloc_array(&set->arena, 16, sizeof *event->fillers);
    event->attributes = arena_alloc_array(&set->arena, 8, sizeof *event->attributes);
    set->event_count++;
    return event;
}

void event_role(struct mention_set *set, struct event_mention *event, const char *role, uint32_t name)
{
    (void)set;
    event->fillers[event->filler_count++] = (struct filler){slice_of(role), name};
}

void event_attribute(struct mention_set *set, struct event_mention *event, const char *key, const char *value)
{
    (void)set;
    event->attributes[event->attribute_count++] = (struct attribute){slice_of(key), slice_of(value)};
}

struct relation_mention *set_relation(struct mention_set *set, const char *type, uint32_t source, uint32_t target,
                                      uint32_t event)
{
    struct relation_mention *relation = &set->relations[set->relation_count];
    set_evidence(set, &relation->at, "a relation");
    relation->rule = slice_of("test.relation");
    relation->type = slice_of(type);
    relation->source = source;
    relation->target = target;
    relation->event = event;
    relation->status = EVENT_OCCURRED;
    set->relation_count++;
    return relation;
}

void resolve_sets(struct kb *kb, struct mention_set *const *sets, size_t count)
{
    struct resolve_options options = {.words = &test_words, .rules_hash = slice_of("0")};
    kb_resolve(kb, sets, count, &options);
}

const struct kb_event *event_of_mention(const struct kb *kb, const struct mention_set *set, size_t nth)
{
    for (size_t e = 0; e < kb->event_count; e++) {
        for (size_t m = 0; m < kb->events[e].mention_count; m++) {
            const struct kb_evidence *where = &kb->events[e].mentions[m].where;
            if (slice_equal(kb->documents[where->document].id, set->document.id) &&
                where->at.begin == set->events[nth].at.source.begin) {
                return &kb->events[e];
            }
        }
    }
    return NULL;
}

const struct kb_entity *entity_named(const struct kb *kb, const char *id)
{
    for (size_t i = 0; i < kb->entity_count; i++) {
        if (slice_is(kb->entities[i].id, id)) {
            return &kb->entities[i];
        }
    }
    return NULL;
}
