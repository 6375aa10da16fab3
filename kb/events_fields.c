/* Events from clusters of mentions: title, kind, status, preferred date and what lost against it, places and roles. */
#include <stdlib.h>

#include "base/calendar.h"
#include "base/sha256.h"
#include "kb/corrections_p.h"
#include "kb/events_p.h"

enum { MAX_TITLE = 160, ID_HEX = 12 };

/* The mentions of one cluster in the order of documents and text, with what is being made of them. */
struct making {
    struct event_build *build;
    const struct cluster *cluster; /* of the first of them */
    const uint32_t *members;       /* happenings, sorted: they are numbered by document and place */
    size_t count;
    struct kb_event *event;
    uint32_t preferred; /* happening that gives the date, RESOLVE_NONE if none */
};

static const struct happening *member(const struct making *making, size_t i)
{
    return &making->build->happenings[making->members[i]];
}

static const struct source *source_of(const struct making *making, const struct happening *happening)
{
    return &making->build->resolver->sources[happening->source];
}

static int order_numbers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static const char *status_name(enum event_status status)
{
    switch (status) {
    case EVENT_OCCURRED:
        return "occurred";
    case EVENT_PLANNED:
        return "planned";
    case EVENT_POSTPONED:
        return "postponed";
    case EVENT_CANCELLED:
        return "cancelled";
    default:
        return "unknown";
    }
}

/* The first mention by document date, then document, then place: what later documents add does not move it. */
static const struct happening *first_told(const struct making *making)
{
    const struct happening *best = NULL;
    int64_t best_day = 0;
    for (size_t i = 0; i < making->count; i++) {
        const struct happening *item = member(making, i);
        int32_t known = source_day(source_of(making, item));
        int64_t day = known == CALENDAR_NO_DAY ? INT64_MAX : known;
        if (!best || day < best_day) {
            best = item;
            best_day = day;
        }
    }
    return best;
}

static struct slice hex_id(struct resolver *resolver, const char *prefix, struct slice key)
{
    char hex[SHA256_HEX + 1];
    sha256_hex(key, hex);
    return arena_format(&resolver->work, "%s:%.*s", prefix, ID_HEX, hex);
}

static struct slice event_id(const struct making *making, unsigned attempt)
{
    struct resolver *resolver = making->build->resolver;
    const struct happening *first = first_told(making);
    const struct event_mention *mention = first->mention;
    struct slice key;
    if (making->cluster->number.len > 0 && making->cluster->adopter != RESOLVE_NONE) {
        struct slice body = resolver->entities[making->cluster->adopter].entity.id;
        key =
            arena_format(&resolver->work, "%.*s|%.*s|%.*s|%.*s|%u", SLICE_ARG(mention->class),
                         SLICE_ARG(making->event->type), SLICE_ARG(making->cluster->number), SLICE_ARG(body), attempt);
    } else {
        struct slice document = source_of(making, first)->set->document.id;
        key = arena_format(&resolver->work, "%.*s|%zu|%zu|%.*s|%.*s|%u", SLICE_ARG(document), mention->at.source.begin,
                           mention->at.source.end, SLICE_ARG(mention->class), SLICE_ARG(mention->title), attempt);
    }
    return hex_id(resolver, "event", key);
}

static bool has_small_letter(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') || (unsigned char)text.ptr[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

/* The longest that is still a title, among those that report it rather than announce it. */
static uint64_t title_worth(const struct happening *item)
{
    struct slice title = item->mention->title;
    if (title.len == 0) {
        return 0;
    }
    uint64_t worth = 1;
    worth += item->bare || item->mention->back_reference ? 0 : 1u << 28;
    worth += title.len <= MAX_TITLE ? 1u << 27 : 0;
    worth += has_small_letter(title) ? 1u << 26 : 0;
    worth += item->title->proper ? 1u << 25 : 0;
    worth += item->status == EVENT_OCCURRED ? 1u << 24 : 0;
    worth += title.len <= MAX_TITLE ? item->title->weight : 0;
    return worth;
}

/* Without the pack's ignored words in front: "the". */
static struct slice without_article(struct resolver *resolver, struct slice title)
{
    for (;;) {
        const char *space = title.len ? memchr(title.ptr, ' ', title.len) : NULL;
        if (!space) {
            return title;
        }
        size_t len = (size_t)(space - title.ptr);
        struct word_list words;
        words_of(resolver, slice_make(title.ptr, len), false, &words);
        bool has_letter = len > 0 && (unsigned char)title.ptr[len - 1] >= 'A';
        if (words.count > 0 || !has_letter) {
            return title;
        }
        title = slice_sub(title, len + 1, title.len);
    }
}

static void choose_title(struct making *making)
{
    const struct happening *best = NULL;
    for (size_t i = 0; i < making->count; i++) {
        const struct happening *item = member(making, i);
        uint64_t worth = title_worth(item);
        uint64_t best_worth = best ? title_worth(best) : 0;
        if (worth > best_worth ||
            (best && worth == best_worth && slice_compare(item->mention->title, best->mention->title) < 0)) {
            best = item;
        }
    }
    if (best) {
        making->event->title =
            resolver_keep(making->build->resolver, without_article(making->build->resolver, best->mention->title));
        making->event->series = resolver_keep(making->build->resolver, best->mention->series);
    }
}

/* The kind that most mentions name; of two as frequent the first in the alphabet. */
static void choose_type(struct making *making)
{
    struct slice best = {0};
    size_t best_count = 0;
    struct map counts = {0};
    for (size_t i = 0; i < making->count; i++) {
        struct slice type = member(making, i)->mention->type;
        if (type.len > 0) {
            size_t count = ++*map_put(&counts, type, 0, NULL);
            if (count > best_count || (count == best_count && slice_compare(type, best) < 0)) {
                best = type;
                best_count = count;
            }
        }
    }
    map_release(&counts);
    making->event->type = resolver_keep(making->build->resolver, best);
}

/* No document plans for a time before its own: what sounds like it recalls a plan, or speaks of something else that is
 * to come, and says nothing about whether this took place. */
static bool recalls_plan(const struct making *making, const struct happening *item)
{
    const struct anchor *anchor = &source_of(making, item)->anchor;
    return item->status == EVENT_PLANNED && item->dated && anchor->known && item->latest < anchor->earliest;
}

/* Held counts before announced; of what is not held the newest word counts. */
static enum event_status choose_status(const struct making *making)
{
    enum event_status status = EVENT_UNKNOWN;
    int32_t newest = CALENDAR_NO_DAY;
    for (size_t i = 0; i < making->count; i++) {
        const struct happening *item = member(making, i);
        if (item->mention->back_reference || item->status == EVENT_UNKNOWN || recalls_plan(making, item)) {
            continue;
        }
        if (item->status == EVENT_OCCURRED) {
            return EVENT_OCCURRED;
        }
        int32_t day = source_day(source_of(making, item));
        if (status == EVENT_UNKNOWN || day > newest || (day == newest && item->status > status)) {
            status = item->status;
            newest = day;
        }
    }
    return status;
}

/* Documents that give a date which agrees with this one. */
static size_t support(const struct making *making, const struct happening *item)
{
    size_t count = 0;
    uint32_t last = RESOLVE_NONE;
    for (size_t i = 0; i < making->count; i++) {
        const struct happening *other = member(making, i);
        if (other->dated && other->source != last &&
            dates_overlap(item->earliest, item->latest, other->earliest, other->latest)) {
            count++;
            last = other->source;
        }
    }
    return count;
}

/* A text that is dated like the document it stands in is that document's own: nobody knows its date better. */
static bool is_own_date(const struct making *making, const struct happening *item)
{
    const struct anchor *anchor = &source_of(making, item)->anchor;
    return anchor->known && anchor->earliest == anchor->latest && item->earliest == anchor->earliest &&
           item->latest == anchor->latest;
}

/* From one day to another, as a meeting lasts: no less exact than one of its days. */
static bool is_day_range(const struct making *making, const struct happening *item)
{
    enum { LONGEST_MEETING = 62, DAY = 10 };
    const struct source *source = source_of(making, item);
    struct resolved_time days = {0};
    dates_of_event(source->set, item->mention, &source->anchor, source->times, &days);
    struct slice edtf = days.date.edtf;
    return edtf.len == 2 * DAY + 1 && edtf.ptr[DAY] == '/' && item->latest - item->earliest <= LONGEST_MEETING;
}

/* Two stretches of days of which each has days that the other has not: both cannot be right. */
static bool dates_clash(const struct making *making, const struct happening *a, const struct happening *b)
{
    if (!dates_overlap(a->earliest, a->latest, b->earliest, b->latest)) {
        return true;
    }
    bool crossed =
        (a->earliest < b->earliest && a->latest < b->latest) || (b->earliest < a->earliest && b->latest < a->latest);
    return crossed && is_day_range(making, a) && is_day_range(making, b);
}

/* Documents that give these very days. */
static size_t exact_support(const struct making *making, const struct happening *item)
{
    size_t count = 0;
    uint32_t last = RESOLVE_NONE;
    for (size_t i = 0; i < making->count; i++) {
        const struct happening *other = member(making, i);
        if (other->dated && other->source != last && item->earliest == other->earliest &&
            item->latest == other->latest) {
            count++;
            last = other->source;
        }
    }
    return count;
}

static bool better_date(const struct making *making, enum event_status status, const struct happening *a,
                        const struct happening *b, bool by_support, bool by_votes)
{
    if ((a->status == status) != (b->status == status)) {
        return a->status == status;
    }
    int32_t a_day = source_day(source_of(making, a));
    int32_t b_day = source_day(source_of(making, b));
    bool agree = dates_overlap(a->earliest, a->latest, b->earliest, b->latest);
    if (by_support && is_own_date(making, a) != is_own_date(making, b)) {
        return is_own_date(making, a);
    }
    if (by_support && !agree) {
        size_t a_support = support(making, a);
        size_t b_support = support(making, b);
        if (a_support != b_support) {
            return a_support > b_support;
        }
    }
    if (agree && by_votes && dates_clash(making, a, b)) {
        size_t a_support = exact_support(making, a);
        size_t b_support = exact_support(making, b);
        if (a_support != b_support) {
            return a_support > b_support;
        }
    }
    if (status != EVENT_OCCURRED && !agree && a_day != b_day) {
        return a_day > b_day; /* the newest plan */
    }
    bool lasts = a->party_count == 0 && b->party_count == 0; /* what is signed is signed on a day */
    if (lasts && agree && a->status == b->status && is_day_range(making, a) != is_day_range(making, b)) {
        const struct happening *range = is_day_range(making, a) ? a : b;
        const struct happening *other = range == a ? b : a;
        if (other->earliest == other->latest) {
            return range == a; /* one of its days */
        }
    }
    int64_t a_width = (int64_t)a->latest - a->earliest;
    int64_t b_width = (int64_t)b->latest - b->earliest;
    if (a_width != b_width) {
        return a_width < b_width;
    }
    return a_day > b_day;
}

static void choose_date(struct making *making, enum event_status status)
{
    enum { VOTES_AT_MOST = 512 };
    const struct happening *best = NULL;
    bool by_votes = making->count <= VOTES_AT_MOST;
    bool by_support = making->cluster->number.len > 0 && by_votes;
    for (size_t i = 0; i < making->count; i++) {
        const struct happening *item = member(making, i);
        if (item->dated && (!best || better_date(making, status, item, best, by_support, by_votes))) {
            best = item;
            making->preferred = making->members[i];
        }
    }
    struct kb_event *event = making->event;
    event->date = (struct kb_date){.earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY};
    for (size_t i = 0; !best && i < making->count; i++) {
        if (event->mentions[i].has_date) { /* no year is known */
            best = member(making, i);
            making->preferred = making->members[i];
        }
    }
    if (!best) {
        return;
    }
    struct resolver *resolver = making->build->resolver;
    event->has_date = true;
    resolver_keep_event_date(resolver, source_of(making, best), best->mention, &event->date);
    event->date.document = resolver->kb->documents[best->source].id;
}

/* Dates that do not agree with the preferred one are kept, each with those who say so. */
static void keep_conflicts(struct making *making)
{
    struct resolver *resolver = making->build->resolver;
    struct kb_event *event = making->event;
    if (making->preferred == RESOLVE_NONE) {
        return;
    }
    const struct happening *best = &making->build->happenings[making->preferred];
    struct map values = {0};
    event->conflicts = arena_alloc_array(&resolver->kb->arena, making->count, sizeof *event->conflicts);
    for (size_t i = 0; best->dated && i < making->count; i++) {
        const struct happening *item = member(making, i);
        if (!item->dated || !dates_clash(making, item, best)) {
            continue;
        }
        bool added;
        uint32_t at = *map_put(&values, event->mentions[i].date.edtf, (uint32_t)event->conflict_count, &added);
        struct kb_conflict *conflict = &event->conflicts[at];
        if (added) {
            event->conflict_count++;
            bool announced = item->status == EVENT_PLANNED || item->status == EVENT_POSTPONED;
            conflict->field = resolver_keep(resolver, slice_of("date"));
            conflict->value = event->mentions[i].date.edtf;
            conflict->reason = resolver_keep(resolver, slice_of(announced ? "announced for then, a later report decides"
                                                                          : "another source differs"));
            conflict->mentions = arena_alloc_array(&resolver->kb->arena, making->count - i, sizeof *conflict->mentions);
        }
        conflict->mentions[conflict->mention_count++] = (uint32_t)i;
    }
    map_release(&values);
}

static void make_mentions(struct making *making)
{
    struct resolver *resolver = making->build->resolver;
    struct kb_event *event = making->event;
    event->mention_count = making->count;
    event->mentions = arena_alloc_array(&resolver->kb->arena, making->count, sizeof *event->mentions);
    for (size_t i = 0; i < making->count; i++) {
        const struct happening *item = member(making, i);
        struct kb_event_mention *out = &event->mentions[i];
        resolver_keep_evidence(resolver, item->source, &item->mention->at, item->mention->rule, &out->where);
        out->sentence = item->mention->sentence.source;
        out->sentence_range_count = resolver_keep_ranges(resolver, &item->mention->sentence, &out->sentence_ranges);
        out->sentence_quote = resolver_keep(resolver, item->mention->sentence.quote);
        out->title = resolver_keep(resolver, item->mention->title);
        out->status = resolver_keep(resolver, slice_of(status_name(item->status)));
        out->has_date = resolver_keep_event_date(resolver, source_of(making, item), item->mention, &out->date);
    }
}

static int order_roles(const void *a, const void *b)
{
    const struct kb_role *left = a;
    const struct kb_role *right = b;
    int order = slice_compare(left->role, right->role);
    return order ? order : (left->entity > right->entity) - (left->entity < right->entity);
}

/* Places in the order told, most specific first as the text has them; roles by name and entity. */
static void collect_fillers(struct making *making)
{
    struct resolver *resolver = making->build->resolver;
    struct kb_event *event = making->event;
    size_t total = 0;
    for (size_t i = 0; i < making->count; i++) {
        total += member(making, i)->mention->filler_count;
    }
    event->places = arena_alloc_array(&resolver->kb->arena, total, sizeof *event->places);
    event->roles = arena_alloc_array(&resolver->kb->arena, total, sizeof *event->roles);
    struct map seen = {0};
    for (size_t i = 0; i < making->count; i++) {
        const struct happening *item = member(making, i);
        const struct source *source = source_of(making, item);
        for (size_t f = 0; f < item->mention->filler_count; f++) {
            const struct filler *filler = &item->mention->fillers[f];
            uint32_t entity = filler->name < source->set->name_count ? source->entity[filler->name] : RESOLVE_NONE;
            if (entity == RESOLVE_NONE) {
                continue;
            }
            bool added;
            struct slice key = arena_format(&resolver->work, "%.*s %u", SLICE_ARG(filler->role), entity);
            map_put(&seen, key, 1, &added);
            if (!added) {
                continue;
            }
            resolver->entities[entity].used = true;
            if (slice_is(filler->role, "place")) {
                event->places[event->place_count++] = entity;
            } else {
                event->roles[event->role_count++] = (struct kb_role){resolver_keep(resolver, filler->role), entity};
            }
        }
    }
    map_release(&seen);
    qsort(event->roles, event->role_count, sizeof *event->roles, order_roles);
}

static int order_attributes(const void *a, const void *b)
{
    return slice_compare(((const struct kb_attribute *)a)->key, ((const struct kb_attribute *)b)->key);
}

/* Of each attribute the first value that the documents give. */
static void collect_attributes(struct making *making)
{
    struct resolver *resolver = making->build->resolver;
    struct kb_event *event = making->event;
    size_t total = 0;
    for (size_t i = 0; i < making->count; i++) {
        total += member(making, i)->mention->attribute_count;
    }
    event->attributes = arena_alloc_array(&resolver->kb->arena, total, sizeof *event->attributes);
    struct map seen = {0};
    for (size_t i = 0; i < making->count; i++) {
        const struct event_mention *mention = member(making, i)->mention;
        for (size_t a = 0; a < mention->attribute_count; a++) {
            bool added;
            map_put(&seen, mention->attributes[a].key, 1, &added);
            if (added && mention->attributes[a].value.len > 0) {
                event->attributes[event->attribute_count++] =
                    (struct kb_attribute){resolver_keep(resolver, mention->attributes[a].key),
                                          resolver_keep(resolver, mention->attributes[a].value)};
            }
        }
    }
    map_release(&seen);
    qsort(event->attributes, event->attribute_count, sizeof *event->attributes, order_attributes);
}

/* Two texts of one author on one occasion are one source. */
static size_t count_sources(const struct making *making)
{
    struct resolver *resolver = making->build->resolver;
    struct map seen = {0};
    for (size_t i = 0; i < making->count; i++) {
        const struct happening *item = member(making, i);
        const struct source *source = source_of(making, item);
        struct slice occasion = source->set->facts.occasion.len ? source->set->facts.occasion : source->anchor.edtf;
        struct slice key = source->set->document.id;
        if (source->author.len > 0) {
            key = arena_format(&resolver->work, "%.*s|%.*s", SLICE_ARG(source->author), SLICE_ARG(occasion));
        }
        map_put(&seen, key, 1, NULL);
    }
    size_t count = seen.count;
    map_release(&seen);
    return count;
}

static bool date_has_passed(const struct resolver *resolver, const struct kb_event *event)
{
    int32_t first;
    int32_t last;
    bool known;
    return event->has_date && event->date.latest != CALENDAR_NO_DAY && resolver->kb->as_of.len > 0 &&
           dates_parse_edtf(resolver->kb->as_of, &first, &last, &known) && known && event->date.latest < last;
}

bool event_is_unconfirmed(const struct resolver *resolver, const struct kb_event *event)
{
    bool is_plan = slice_is(event->status, "planned") || slice_is(event->status, "postponed");
    return is_plan && date_has_passed(resolver, event);
}

uint32_t *cluster_members(struct event_build *build, uint32_t index, size_t *count)
{
    const struct cluster *cluster = &build->clusters[index];
    uint32_t *members = arena_alloc_array(&build->resolver->work, cluster->count, sizeof *members);
    *count = 0;
    for (uint32_t at = cluster->first; at != RESOLVE_NONE; at = build->happenings[at].next) {
        members[(*count)++] = at;
    }
    qsort(members, *count, sizeof *members, order_numbers);
    return members;
}

void event_fill(struct event_build *build, const uint32_t *members, size_t count, struct kb_event *event)
{
    struct resolver *resolver = build->resolver;
    struct making making = {.build = build,
                            .cluster = &build->clusters[build->happenings[members[0]].cluster],
                            .members = members,
                            .count = count,
                            .event = event,
                            .preferred = RESOLVE_NONE};
    event->class = resolver_keep(resolver, making.cluster->class);
    make_mentions(&making);
    choose_title(&making);
    choose_type(&making);
    enum event_status status = choose_status(&making);
    event->status = resolver_keep(resolver, slice_of(status_name(status)));
    choose_date(&making, status);
    keep_conflicts(&making);
    collect_fillers(&making);
    collect_attributes(&making);
    event->source_count = count_sources(&making);
    event->unconfirmed = event_is_unconfirmed(resolver, event);
}

static void make_event(struct event_build *build, uint32_t index, struct kb_event *event, struct map *ids)
{
    struct resolver *resolver = build->resolver;
    struct making making = {.build = build, .cluster = &build->clusters[index], .event = event};
    making.members = cluster_members(build, index, &making.count);
    event_fill(build, making.members, making.count, event);
    bool added = false;
    for (unsigned attempt = 0; !added; attempt++) {
        event->id = resolver_keep(resolver, event_id(&making, attempt));
        map_put(ids, event->id, index, &added);
    }
}

static int order_events(const void *a, const void *b)
{
    const struct kb_event *left = a;
    const struct kb_event *right = b;
    int64_t left_day = left->date.earliest == CALENDAR_NO_DAY ? INT64_MAX : left->date.earliest;
    int64_t right_day = right->date.earliest == CALENDAR_NO_DAY ? INT64_MAX : right->date.earliest;
    if (left_day != right_day) {
        return left_day < right_day ? -1 : 1;
    }
    return slice_compare(left->id, right->id);
}

/* Sorted; and how many mentions each document has. */
static void finish_list(struct kb *kb, struct kb_event *events, size_t count)
{
    if (count > 0) {
        qsort(events, count, sizeof *events, order_events);
    }
    for (size_t e = 0; e < count; e++) {
        for (size_t m = 0; m < events[e].mention_count; m++) {
            kb->documents[events[e].mentions[m].where.document].mention_count++;
        }
    }
}

void events_make(struct event_build *build)
{
    struct resolver *resolver = build->resolver;
    struct kb *kb = resolver->kb;
    struct map ids = {0}; /* event id -> cluster */
    kb->events = arena_alloc_array(&kb->arena, build->cluster_count, sizeof *kb->events);
    kb->event_count = build->cluster_count;
    for (uint32_t i = 0; i < build->cluster_count; i++) {
        make_event(build, i, &kb->events[i], &ids);
    }
    resolver->plan = plan_make(resolver);
    if (resolver->plan) {
        entities_correct(resolver->plan);
        events_correct(build, resolver->plan, &ids);
    }
    finish_list(kb, kb->events, kb->event_count);
    finish_list(kb, kb->rejected_events, kb->rejected_event_count);
    uint32_t *event_of = arena_alloc_array(&resolver->work, kb->event_count, sizeof *event_of);
    for (uint32_t i = 0; i < kb->event_count; i++) {
        event_of[*map_get(&ids, kb->events[i].id)] = i;
    }
    for (size_t i = 0; i < build->count; i++) {
        const struct happening *item = &build->happenings[i];
        bool is_made = item->cluster != RESOLVE_NONE && item->cluster != RESOLVE_REJECTED;
        resolver->sources[item->source].event[item->index] = is_made ? event_of[item->cluster] : item->cluster;
    }
    map_release(&ids);
}

void events_resolve(struct resolver *resolver)
{
    struct event_build build = {.resolver = resolver};
    events_collect(&build);
    events_cluster(&build);
    events_make(&build);
    for (size_t i = 0; i < build.list_count; i++) {
        free(build.lists[i].items);
    }
    free(build.lists);
    free(build.clusters);
    free(build.title_list);
    free(build.frequency);
    struct map *maps[] = {&build.words,   &build.titles,  &build.sentences, &build.members,
                          &build.classes, &build.numbers, &build.blocks};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        map_release(maps[i]);
    }
}
