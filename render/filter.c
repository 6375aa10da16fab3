#include "render/filter_p.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "base/utf8.h"

enum { MAX_CANDIDATES = 4096 };

static bool same_name(struct buffer *scratch, struct slice folded, struct slice name)
{
    buffer_clear(scratch);
    utf8_fold_plain(scratch, name);
    return slice_equal(folded, buffer_slice(scratch));
}

uint32_t filter_entity(const struct kb *kb, struct slice name)
{
    struct buffer folded = {0};
    struct buffer scratch = {0};
    uint32_t by_name = FILTER_NONE;
    uint32_t by_alias = FILTER_NONE;
    utf8_fold_plain(&folded, name);
    for (uint32_t i = 0; i < kb->entity_count; i++) {
        const struct kb_entity *entity = &kb->entities[i];
        if (slice_equal(entity->id, name)) {
            by_name = i;
            break;
        }
        if (by_name == FILTER_NONE && same_name(&scratch, buffer_slice(&folded), entity->name)) {
            by_name = i;
        }
        for (size_t k = 0; by_alias == FILTER_NONE && k < entity->alias_count; k++) {
            by_alias = same_name(&scratch, buffer_slice(&folded), entity->aliases[k].alias) ? i : FILTER_NONE;
        }
    }
    buffer_release(&folded);
    buffer_release(&scratch);
    return by_name != FILTER_NONE ? by_name : by_alias;
}

static void suggest(const struct kb *kb, struct slice name, struct buffer *problem)
{
    struct arena arena = {0};
    size_t count = kb->entity_count < MAX_CANDIDATES ? kb->entity_count : MAX_CANDIDATES;
    const char **names = arena_alloc_array(&arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = arena_string(&arena, kb->entities[i].name);
    }
    const char *nearest = suggest_nearest(name, names, count);
    if (nearest) {
        buffer_format(problem, ": did you mean \"%s\"?", nearest);
    } else {
        buffer_add_text(problem, ": names and aliases are under \"entities\" in kb.json");
    }
    arena_release(&arena);
}

bool filter_option(const struct kb *kb, struct slice name, const char *option, uint32_t *entity, struct buffer *problem)
{
    *entity = FILTER_NONE;
    if (name.len == 0) {
        return true;
    }
    *entity = filter_entity(kb, name);
    if (*entity != FILTER_NONE) {
        return true;
    }
    buffer_format(problem, "no entity \"%.*s\" for --%s", SLICE_ARG(name), option);
    suggest(kb, name, problem);
    return false;
}

bool filter_init(struct filter *filter, const struct kb *kb, const struct render_options *options,
                 struct buffer *problem)
{
    *filter = (struct filter){.kb = kb, .options = options};
    return filter_option(kb, options->org, "org", &filter->org, problem) &&
           filter_option(kb, options->place, "place", &filter->place, problem);
}

bool filter_within(const struct kb *kb, uint32_t child, uint32_t parent)
{
    for (int step = 0; step < FILTER_MAX_PARTS && child < kb->entity_count; step++) {
        if (child == parent) {
            return true;
        }
        child = kb->entities[child].part_of;
    }
    return false;
}

bool filter_class(const struct render_options *options, struct slice class)
{
    if (options->class_count == 0) {
        return !slice_is(class, "statement");
    }
    for (size_t i = 0; i < options->class_count; i++) {
        if (slice_equal(options->classes[i], class)) {
            return true;
        }
    }
    return false;
}

bool filter_drops_relation(const struct kb *kb, const struct render_options *options,
                           const struct kb_relation *relation)
{
    if (options->class_count == 0) {
        return false;
    }
    for (size_t i = 0; i < relation->event_count; i++) {
        if (relation->events[i] < kb->event_count && filter_class(options, kb->events[relation->events[i]].class)) {
            return false;
        }
    }
    return true;
}

bool filter_date(const struct render_options *options, const struct kb_date *date, bool has_date)
{
    bool bounded = options->from != CALENDAR_NO_DAY || options->to != CALENDAR_NO_DAY;
    int32_t first = has_date ? date->earliest : CALENDAR_NO_DAY;
    int32_t last = has_date ? date->latest : CALENDAR_NO_DAY;
    if (first == CALENDAR_NO_DAY && last == CALENDAR_NO_DAY) {
        return !bounded;
    }
    first = first == CALENDAR_NO_DAY ? last : first;
    last = last == CALENDAR_NO_DAY ? first : last;
    return (options->from == CALENDAR_NO_DAY || last >= options->from) &&
           (options->to == CALENDAR_NO_DAY || first <= options->to);
}

bool filter_event(const struct filter *filter, const struct kb_event *event)
{
    if (!filter_class(filter->options, event->class) || !filter_date(filter->options, &event->date, event->has_date)) {
        return false;
    }
    bool org = filter->org == FILTER_NONE;
    for (size_t i = 0; !org && i < event->role_count; i++) {
        org = filter_within(filter->kb, event->roles[i].entity, filter->org);
    }
    bool place = filter->place == FILTER_NONE;
    for (size_t i = 0; !place && i < event->place_count; i++) {
        place = filter_within(filter->kb, event->places[i], filter->place);
    }
    return org && place;
}
