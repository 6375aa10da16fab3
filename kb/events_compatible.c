/* Cannot-links: what keeps two mentions from being one happening, however near their titles are. */
#include <stdlib.h>

#include "base/calendar.h"
#include "kb/events_p.h"

enum { POSTPONED_AT_MOST = 3 * 366 }; /* days between the plan and what took place */

bool dates_overlap(int32_t a_first, int32_t a_last, int32_t b_first, int32_t b_last)
{
    return a_first <= b_last && b_first <= a_last;
}

static struct slice pair(struct pair_key *key, uint32_t a, uint32_t b, uint64_t c)
{
    memcpy(key->bytes, &a, sizeof a);
    memcpy(key->bytes + sizeof a, &b, sizeof b);
    memcpy(key->bytes + sizeof a + sizeof b, &c, sizeof c);
    return slice_make(key->bytes, sizeof key->bytes);
}

struct slice sentence_key(struct pair_key *key, uint32_t cluster, const struct happening *happening)
{
    return pair(key, cluster, happening->source, happening->mention->sentence.source.begin);
}

struct slice source_key(struct pair_key *key, uint32_t cluster, const struct happening *happening)
{
    return pair(key, cluster, happening->source, UINT64_MAX);
}

static bool is_planned(enum event_status status)
{
    return status == EVENT_PLANNED || status == EVENT_POSTPONED || status == EVENT_CANCELLED;
}

bool cluster_same_edition(const struct cluster *cluster, const struct event_mention *mention)
{
    bool ordinal = mention->ordinal != TIME_UNSET && mention->ordinal == cluster->ordinal;
    bool year = mention->title_year != TIME_UNSET && mention->title_year == cluster->title_year;
    return ordinal || year;
}

static bool editions_differ(const struct cluster *cluster, const struct event_mention *mention)
{
    if (mention->ordinal != TIME_UNSET && cluster->ordinal != TIME_UNSET) {
        return mention->ordinal != cluster->ordinal;
    }
    return mention->title_year != TIME_UNSET && cluster->title_year != TIME_UNSET &&
           mention->title_year != cluster->title_year;
}

/* A plan is said before what comes of it, and not years before. */
static bool may_be_postponed(int32_t planned_first, int32_t planned_last, int32_t said, int32_t held_last)
{
    if (said != CALENDAR_NO_DAY && said > held_last) {
        return false;
    }
    return held_last >= planned_first && held_last - planned_last <= POSTPONED_AT_MOST;
}

/* Both say which edition they mean, one by number and one by year, and an author speaks of the same series. */
static bool may_be_same_series(struct event_build *build, const struct cluster *cluster,
                               const struct happening *happening)
{
    const struct resolver *resolver = build->resolver;
    const struct source *source = &resolver->sources[happening->source];
    const struct source *first = &resolver->sources[build->happenings[cluster->first].source];
    bool marked = (happening->mention->ordinal != TIME_UNSET || happening->mention->title_year != TIME_UNSET) &&
                  (cluster->ordinal != TIME_UNSET || cluster->title_year != TIME_UNSET);
    uint32_t shared;
    return marked && source->speaker != RESOLVE_NONE && source->speaker == first->speaker &&
           titles_near(build, happening->title, cluster->titles[0], &shared) >= 90;
}

/* Some document says that what has this very name was moved to another day. */
static bool was_moved(struct event_build *build, const struct cluster *cluster, const struct happening *happening)
{
    uint32_t shared;
    bool moved = cluster->moved || happening->status == EVENT_POSTPONED;
    return moved && happening->title->proper &&
           titles_near(build, happening->title, cluster->titles[0], &shared) == 100;
}

static bool plan_fits(struct event_build *build, const struct cluster *cluster, const struct happening *happening)
{
    bool edition = cluster_same_edition(cluster, happening->mention);
    int32_t said = source_day(&build->resolver->sources[happening->source]);
    bool held_then = false;
    bool held_otherwise = false;
    for (uint32_t i = 0; i < cluster->date_count; i++) {
        const struct dates_seen *date = &cluster->dates[i];
        bool overlap = dates_overlap(date->earliest, date->latest, happening->earliest, happening->latest);
        if (!date->occurred && (overlap || edition)) {
            return true;
        }
        if ((date->occurred || cluster->moved) &&
            may_be_postponed(happening->earliest, happening->latest, said, date->latest) &&
            (edition || was_moved(build, cluster, happening) || may_be_same_series(build, cluster, happening))) {
            return true;
        }
        held_then = held_then || (date->occurred && overlap);
        held_otherwise = held_otherwise || (date->occurred && !overlap);
    }
    return cluster->date_count == 0 || (held_then && !held_otherwise);
}

static bool held_fits(struct event_build *build, const struct cluster *cluster, const struct happening *happening)
{
    bool planned_only = cluster->date_count > 0;
    bool plan_agrees = false;
    bool edition = cluster_same_edition(cluster, happening->mention);
    /* A head's date is one of its days, of which sources may differ. */
    bool one_day = edition && happening->mention->scope == DATE_SCOPE_DOCUMENT;
    bool day_agrees = false;
    for (uint32_t i = 0; i < cluster->date_count; i++) {
        const struct dates_seen *date = &cluster->dates[i];
        bool overlap = dates_overlap(date->earliest, date->latest, happening->earliest, happening->latest);
        if (date->occurred) {
            planned_only = false;
            if (!overlap && !one_day) {
                return false;
            }
            day_agrees = day_agrees || overlap;
            continue;
        }
        plan_agrees = plan_agrees || overlap ||
                      (may_be_postponed(date->earliest, date->latest, date->said, happening->latest) &&
                       (edition || may_be_same_series(build, cluster, happening)));
    }
    return planned_only ? plan_agrees : day_agrees || cluster->date_count == 0;
}

static bool places_differ(const struct resolver *resolver, const struct happening *a, const struct happening *b)
{
    if (a->place_count == 0 || b->place_count == 0) {
        return false;
    }
    for (size_t i = 0; i < a->place_count; i++) {
        for (size_t j = 0; j < b->place_count; j++) {
            const struct draft_entity *left = &resolver->entities[a->places[i]];
            const struct draft_entity *right = &resolver->entities[b->places[j]];
            if (left == right || left->country.len == 0 || right->country.len == 0) {
                return false;
            }
            /* A house, its city and its country are not told apart: one country is near enough. */
            if (slice_equal(left->country, right->country)) {
                return false;
            }
        }
    }
    return true;
}

static bool has_entity(const uint32_t *items, size_t count, uint32_t entity)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i] == entity) {
            return true;
        }
    }
    return false;
}

static bool parties_differ(const struct happening *a, const struct happening *b)
{
    if (a->party_count == 0 || b->party_count == 0) {
        return false;
    }
    const struct happening *fewer = a->party_count <= b->party_count ? a : b;
    const struct happening *more = fewer == a ? b : a;
    if (more->party_count > 3 && fewer->party_count * 2 < more->party_count) {
        return true; /* one of several agreements that a sentence sums up */
    }
    for (size_t i = 0; i < fewer->party_count; i++) {
        if (!has_entity(more->parties, more->party_count, fewer->parties[i])) {
            return true;
        }
    }
    return false;
}

static bool people_differ(struct event_build *build, const struct cluster *cluster, const struct happening *happening)
{
    enum { LOOKED_AT = 16 };
    uint32_t at = cluster->first;
    for (unsigned i = 0; i < LOOKED_AT && at != RESOLVE_NONE; i++) {
        const struct happening *member = &build->happenings[at];
        if (places_differ(build->resolver, member, happening) || parties_differ(member, happening)) {
            return true;
        }
        if (member->visitor != RESOLVE_NONE && happening->visitor != RESOLVE_NONE &&
            member->visitor != happening->visitor) {
            return true;
        }
        at = member->next;
    }
    return false;
}

/* Two things named in one sentence are two, and so are two of different kinds that one document dates. */
static bool named_apart(struct event_build *build, const struct cluster *cluster, const struct happening *happening)
{
    uint32_t index = (uint32_t)(cluster - build->clusters);
    struct pair_key key;
    const uint32_t *other = map_get(&build->sentences, sentence_key(&key, index, happening));
    if (other && happening->dated) {
        const struct happening *member = &build->happenings[*other];
        bool repeated = member->title == happening->title && member->dated && member->earliest == happening->earliest &&
                        member->latest == happening->latest;
        if (!repeated) {
            return true;
        }
    }
    const uint32_t *typed = map_get(&build->members, source_key(&key, index, happening));
    if (!typed || *typed == RESOLVE_NONE || happening->mention->type.len == 0 || happening->bare ||
        happening->mention->back_reference) {
        return false;
    }
    return !slice_equal(build->happenings[*typed].mention->type, happening->mention->type);
}

/* A speech is held once: mentions of two documents are one only if person and day are the same. */
static bool speeches_differ(struct event_build *build, const struct cluster *cluster, const struct happening *happening)
{
    if (!slice_is(cluster->class, "statement")) {
        return false;
    }
    const struct happening *first = &build->happenings[cluster->first];
    if (first->source == happening->source) {
        return false;
    }
    const struct resolver *resolver = build->resolver;
    bool day = first->dated && happening->dated && first->earliest == happening->earliest &&
               first->latest == first->earliest && happening->latest == happening->earliest;
    struct slice author = resolver->sources[happening->source].author;
    return !day || author.len == 0 || !slice_equal(author, resolver->sources[first->source].author);
}

/* Whoever joins a body does so once: that is neither its founding nor that another joins. */
static bool beginnings_differ(struct event_build *build, const struct cluster *cluster,
                              const struct happening *happening)
{
    if (!slice_is(cluster->class, "launch")) {
        return false;
    }
    const struct happening *first = &build->happenings[cluster->first];
    struct slice type = happening->mention->type;
    if (!slice_equal(first->mention->type, type)) {
        return true;
    }
    return type.len > 0 && (first->joining == RESOLVE_NONE || first->joining != happening->joining);
}

bool cluster_accepts(struct event_build *build, const struct cluster *cluster, uint32_t index)
{
    const struct happening *happening = &build->happenings[index];
    bool numbers_differ =
        cluster->number.len > 0 && happening->number.len > 0 && !slice_equal(cluster->number, happening->number);
    if (cluster->class_number != happening->class_number || editions_differ(cluster, happening->mention) ||
        numbers_differ) {
        return false;
    }
    if (happening->dated) {
        bool fits =
            is_planned(happening->status) ? plan_fits(build, cluster, happening) : held_fits(build, cluster, happening);
        if (!fits) {
            return false;
        }
    }
    return !speeches_differ(build, cluster, happening) && !beginnings_differ(build, cluster, happening) &&
           !named_apart(build, cluster, happening) && !people_differ(build, cluster, happening);
}
