/* The year of a head that says day and month only, from other documents that date what the head is about. */
#include <stdlib.h>

#include "base/calendar.h"
#include "base/map.h"
#include "kb/resolve_p.h"

enum { SPAN_DAYS = 31 };

/* One thing that a document without a year says of itself, and what the others say of it. */
struct question {
    uint32_t source;
    uint32_t next; /* question of the same thing in another document */
    struct slice title;
    int32_t year; /* TIME_UNSET before an answer, YEAR_DISPUTED where two differ */
    uint32_t witness;
    uint32_t time;
};

enum { YEAR_DISPUTED = -1 };

struct questions {
    struct map by_title;
    struct question *items;
    size_t count;
    size_t capacity;
};

static struct slice title_key(struct resolver *resolver, const struct event_mention *event)
{
    struct word_list words;
    words_of(resolver, event->title, false, &words);
    return words.count > 0 ? words_joined(resolver, &words, 'y', false) : (struct slice){0};
}

static bool is_certain(const struct source *source)
{
    return source->anchor.known && !slice_is(source->anchor.basis, "inferred");
}

static void ask(struct resolver *resolver, uint32_t s, struct questions *questions)
{
    const struct mention_set *set = resolver->sources[s].set;
    for (size_t i = 0; i < set->event_count; i++) {
        const struct event_mention *event = &set->events[i];
        struct slice key =
            event->has_date && event->date == set->facts.date ? title_key(resolver, event) : (struct slice){0};
        if (key.len == 0) {
            continue;
        }
        bool added;
        uint32_t *first = map_put(&questions->by_title, key, RESOLVE_NONE, &added);
        questions->items =
            array_grow(questions->items, &questions->capacity, questions->count + 1, sizeof *questions->items);
        questions->items[questions->count] =
            (struct question){.source = s, .next = *first, .title = event->title, .year = TIME_UNSET};
        *first = (uint32_t)questions->count++;
    }
}

static void hear(struct resolver *resolver, uint32_t s, const struct event_mention *event, struct questions *questions)
{
    const struct resolved_time *date = &resolver->sources[s].times[event->date];
    bool exact = date->known && date->latest - date->earliest < SPAN_DAYS;
    struct slice key = exact && event->title.len > 0 ? title_key(resolver, event) : (struct slice){0};
    const uint32_t *found = key.len > 0 ? map_get(&questions->by_title, key) : NULL;
    for (uint32_t q = found ? *found : RESOLVE_NONE; q != RESOLVE_NONE; q = questions->items[q].next) {
        struct question *question = &questions->items[q];
        struct anchor anchor = {0};
        if (!dates_take_year(resolver->sources[question->source].set, date->earliest, date->latest, (struct slice){0},
                             &anchor, &resolver->work)) {
            continue;
        }
        int32_t year = calendar_from_days(anchor.earliest).year;
        if (question->year == TIME_UNSET) {
            question->year = year;
            question->witness = s;
            question->time = event->date;
        } else if (question->year != year) {
            question->year = YEAR_DISPUTED;
        }
    }
}

static void answer(struct resolver *resolver, const struct question *question)
{
    struct source *source = &resolver->sources[question->source];
    const struct source *witness = &resolver->sources[question->witness];
    const struct resolved_time *date = &witness->times[question->time];
    struct slice reason = arena_format(&resolver->work, "%.*s dates \"%.*s\" to \"%.*s\"", SLICE_ARG(witness->paths[0]),
                                       SLICE_ARG(question->title), SLICE_ARG(date->date.edtf));
    if (dates_take_year(source->set, date->earliest, date->latest, reason, &source->anchor, &resolver->work)) {
        dates_resolve(source->set, &source->anchor, source->times, &resolver->work);
    }
}

void years_from_others(struct resolver *resolver)
{
    struct questions questions = {0};
    for (uint32_t s = 0; s < resolver->source_count; s++) {
        if (!is_certain(&resolver->sources[s])) {
            ask(resolver, s, &questions);
        }
    }
    for (uint32_t s = 0; questions.count > 0 && s < resolver->source_count; s++) {
        const struct mention_set *set = resolver->sources[s].set;
        for (size_t i = 0; i < set->event_count && is_certain(&resolver->sources[s]); i++) {
            if (set->events[i].has_date && set->events[i].date < set->time_count) {
                hear(resolver, s, &set->events[i], &questions);
            }
        }
    }
    for (size_t i = 0; i < questions.count; i++) {
        if (questions.items[i].year > 0) {
            answer(resolver, &questions.items[i]);
        }
    }
    map_release(&questions.by_title);
    free(questions.items);
}
