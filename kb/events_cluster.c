/* Mentions to happenings: in a fixed order each joins the nearest cluster that may take it, or opens one. A block is
 * the clusters of one class that share a rare word and a year, so that few are compared. docs/resolution.md tells the
 * rules. */
#include <stdlib.h>

#include "base/calendar.h"
#include "kb/events_p.h"

enum {
    BLOCK_LIMIT = 64,    /* clusters looked at in one block */
    LOOKUP_WORDS = 4,    /* rarest words of a title that are looked up */
    MAX_YEARS = 3,       /* a date of more years stands in the block of those without a year */
    POSTPONED_YEARS = 3, /* how far ahead a plan looks for what came of it */
    NEIGHBOURS = 32,     /* mentions of the same document that a bare one looks at, either way */
    YEAR_ALL = -1,       /* block of every cluster with the word */
    YEAR_NONE = -2,      /* block of clusters that no year can find */
    YEAR_ORDINAL = -100, /* less the ordinal: block of clusters with that ordinal */
    MAX_ORDINAL = 1000,
    EXACT_DAYS = 31, /* a date of no more days tells what binds two parties from other things that do */
    HEAD_WIDTH = 31,
    NEAR_ENOUGH = 64,
    SPOKEN_OF = 4, /* times as often as the next of that name: the one that all mean */
    NEAR_UNDATED = 90,
    SHARED_TELLING = 130, /* weight of shared words that tells a happening from others */
    SHARED_DESCRIPTION = 220,
    SHARED_WHOLE = 80, /* where it is all of the lighter title */
    SHARED_LITTLE = 50,
    SCORE_NAMED = 12,    /* of one with a capital whose kind was named before */
    SCORE_SAME_DATE = 15 /* of a bare mention that has kind and date in common with a happening, no more */
};

static struct slice block_key(struct pair_key *key, uint32_t class_number, uint32_t word, int32_t year)
{
    memset(key->bytes, 0, sizeof key->bytes);
    memcpy(key->bytes, &class_number, sizeof class_number);
    memcpy(key->bytes + 4, &word, sizeof word);
    memcpy(key->bytes + 8, &year, sizeof year);
    return slice_make(key->bytes, sizeof key->bytes);
}

static struct block_list *list_at(struct event_build *build, struct map *map, struct slice key)
{
    const uint32_t *found = map_get(map, key);
    if (found) {
        return &build->lists[*found];
    }
    map_put(map, arena_copy(&build->resolver->work, key), (uint32_t)build->list_count, NULL);
    build->lists = array_grow(build->lists, &build->list_capacity, build->list_count + 1, sizeof *build->lists);
    build->lists[build->list_count] = (struct block_list){0};
    return &build->lists[build->list_count++];
}

static void list_add(struct block_list *list, uint32_t cluster, size_t limit)
{
    for (size_t i = list->count; i-- > 0;) {
        if (list->items[i] == cluster) {
            return;
        }
    }
    if (list->count < limit) {
        list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
        list->items[list->count++] = cluster;
    }
}

static void enter_block(struct event_build *build, uint32_t cluster, uint32_t word, int32_t year)
{
    struct pair_key key;
    struct slice text = block_key(&key, build->clusters[cluster].class_number, word, year);
    list_add(list_at(build, &build->blocks, text), cluster, BLOCK_LIMIT);
}

/* Years of a date, or none where it has more than MAX_YEARS. */
static bool years_of(const struct happening *happening, int32_t *first, int32_t *last)
{
    if (!happening->dated) {
        return false;
    }
    *first = calendar_from_days(happening->earliest).year;
    *last = calendar_from_days(happening->latest).year;
    return *last - *first < MAX_YEARS;
}

static void enter_blocks(struct event_build *build, uint32_t cluster, const struct happening *happening)
{
    const struct title *title = happening->title;
    int32_t first;
    int32_t last;
    bool has_years = years_of(happening, &first, &last);
    int32_t ordinal = happening->mention->ordinal;
    for (uint32_t i = 0; i < title->count; i++) {
        enter_block(build, cluster, title->words[i].word, YEAR_ALL);
        if (ordinal > 0 && ordinal < MAX_ORDINAL) {
            enter_block(build, cluster, title->words[i].word, YEAR_ORDINAL - ordinal);
        }
        if (!has_years) {
            enter_block(build, cluster, title->words[i].word, YEAR_NONE);
            continue;
        }
        for (int32_t year = first; year <= last; year++) {
            enter_block(build, cluster, title->words[i].word, year);
        }
    }
}

static void note_date(struct event_build *build, struct cluster *cluster, const struct happening *happening)
{
    bool occurred = happening->status == EVENT_OCCURRED || happening->status == EVENT_UNKNOWN;
    cluster->occurred = cluster->occurred || occurred;
    for (uint32_t i = 0; i < cluster->date_count; i++) {
        const struct dates_seen *date = &cluster->dates[i];
        if (date->earliest == happening->earliest && date->latest == happening->latest && date->occurred == occurred) {
            return;
        }
    }
    if (cluster->date_count < CLUSTER_DATES) {
        cluster->dates[cluster->date_count++] = (struct dates_seen){
            happening->earliest, happening->latest, occurred, source_day(&build->resolver->sources[happening->source])};
    }
}

static bool note_title(struct cluster *cluster, const struct title *title)
{
    for (uint32_t i = 0; i < cluster->title_count; i++) {
        if (cluster->titles[i] == title) {
            return false;
        }
    }
    if (cluster->title_count == CLUSTER_TITLES) {
        return false;
    }
    cluster->titles[cluster->title_count++] = title;
    return true;
}

static void note_member(struct event_build *build, uint32_t index, uint32_t happening)
{
    const struct happening *item = &build->happenings[happening];
    struct arena *arena = &build->resolver->work;
    struct pair_key key;
    struct slice text = sentence_key(&key, index, item);
    if (!map_get(&build->sentences, text)) {
        map_put(&build->sentences, arena_copy(arena, text), happening, NULL);
    }
    bool typed = item->dated && !item->bare && item->mention->type.len > 0;
    text = source_key(&key, index, item);
    uint32_t *member = map_get(&build->members, text);
    if (!member) {
        map_put(&build->members, arena_copy(arena, text), typed ? happening : RESOLVE_NONE, NULL);
    } else if (typed && *member == RESOLVE_NONE) {
        *member = happening;
    }
}

/* Clusters in which the two parties of a happening are bound; whoever speaks is the other where one is named. Likewise
 * who visits and where. */
static struct block_list *pair_list(struct event_build *build, const struct happening *item)
{
    if (item->visitor != RESOLVE_NONE && item->place_count > 0 && item->dated) {
        struct slice visit =
            arena_format(&build->resolver->work, "%u %u@%u", item->class_number, item->visitor, item->places[0]);
        return list_at(build, &build->numbers, visit);
    }
    uint32_t speaker = build->resolver->sources[item->source].speaker;
    if (item->party_count == 0 || item->party_count > 2 || (item->party_count == 1 && speaker == RESOLVE_NONE)) {
        return NULL;
    }
    uint32_t one = item->parties[0];
    uint32_t other = item->party_count == 2 ? item->parties[1] : speaker;
    uint32_t low = one <= other ? one : other;
    uint32_t high = one <= other ? other : one;
    struct slice key = arena_format(&build->resolver->work, "%u+%u+%u", item->class_number, low, high);
    return list_at(build, &build->numbers, key);
}

void cluster_add(struct event_build *build, uint32_t index, uint32_t happening)
{
    struct cluster *cluster = &build->clusters[index];
    struct happening *item = &build->happenings[happening];
    item->cluster = index;
    if (cluster->count == 0) {
        cluster->first = happening;
    } else {
        build->happenings[cluster->last].next = happening;
    }
    cluster->last = happening;
    cluster->count++;
    if (cluster->ordinal == TIME_UNSET) {
        cluster->ordinal = item->mention->ordinal;
    }
    if (cluster->title_year == TIME_UNSET) {
        cluster->title_year = item->mention->title_year;
    }
    if (cluster->adopter == RESOLVE_NONE) {
        cluster->adopter = item->adopter;
    }
    cluster->moved = cluster->moved || item->status == EVENT_POSTPONED;
    int32_t told = source_day(&build->resolver->sources[item->source]);
    if (told != CALENDAR_NO_DAY) {
        bool first = cluster->told_first == CALENDAR_NO_DAY;
        cluster->told_first = first || told < cluster->told_first ? told : cluster->told_first;
        cluster->told_last = first || told > cluster->told_last ? told : cluster->told_last;
    }
    uint32_t dates = cluster->date_count;
    if (item->dated) {
        note_date(build, cluster, item);
    }
    note_member(build, index, happening);
    struct block_list *pair = pair_list(build, item);
    if (pair) {
        list_add(pair, index, BLOCK_LIMIT);
    }
    if (item->bare || item->mention->back_reference) {
        return;
    }
    if (note_title(cluster, item->title) || cluster->date_count > dates) {
        enter_blocks(build, index, item);
    }
}

uint32_t cluster_new(struct event_build *build, uint32_t happening)
{
    const struct happening *item = &build->happenings[happening];
    build->clusters =
        array_grow(build->clusters, &build->cluster_capacity, build->cluster_count + 1, sizeof *build->clusters);
    uint32_t index = (uint32_t)build->cluster_count++;
    build->clusters[index] = (struct cluster){.class = item->mention->class,
                                              .class_number = item->class_number,
                                              .stamp = RESOLVE_NONE,
                                              .first = RESOLVE_NONE,
                                              .last = RESOLVE_NONE,
                                              .ordinal = TIME_UNSET,
                                              .title_year = TIME_UNSET,
                                              .told_first = CALENDAR_NO_DAY,
                                              .told_last = CALENDAR_NO_DAY,
                                              .adopter = RESOLVE_NONE,
                                              .number = item->number};
    cluster_add(build, index, happening);
    return index;
}

/* What is known of the two beyond their titles. */
struct closeness {
    bool same_source;
    bool same_author;
    bool same_date;
    bool same_count; /* the same high ordinal on the same date */
    bool same_year;  /* the same year in the title, and the same date */
    bool same_place;
    bool other_type;
};

static bool shares_place(const struct happening *a, const struct happening *b)
{
    for (size_t i = 0; i < a->place_count; i++) {
        for (size_t j = 0; j < b->place_count; j++) {
            if (a->places[i] == b->places[j]) {
                return true;
            }
        }
    }
    return false;
}

static struct closeness closeness_of(struct event_build *build, uint32_t index, const struct happening *happening)
{
    enum { LOOKED_AT = 8 };
    const struct cluster *cluster = &build->clusters[index];
    const struct source *source = &build->resolver->sources[happening->source];
    struct closeness close = {.other_type = happening->mention->type.len > 0};
    struct pair_key key;
    close.same_source = map_get(&build->members, source_key(&key, index, happening)) != NULL;
    uint32_t at = cluster->first;
    for (unsigned i = 0; i < LOOKED_AT && at != RESOLVE_NONE; i++) {
        const struct happening *member = &build->happenings[at];
        const struct source *other = &build->resolver->sources[member->source];
        close.same_author = close.same_author ||
                            (source->author.len > 0 && slice_equal(source->author, other->author)) ||
                            (source->speaker != RESOLVE_NONE && source->speaker == other->speaker);
        close.same_date =
            close.same_date || (member->dated && happening->dated && member->earliest == happening->earliest &&
                                member->latest == happening->latest);
        close.same_place = close.same_place || shares_place(member, happening);
        close.other_type = close.other_type && member->mention->type.len > 0 &&
                           !slice_equal(member->mention->type, happening->mention->type);
        at = member->next;
    }
    close.same_count = close.same_date && happening->mention->ordinal >= EVENTS_TELLING_ORDINAL &&
                       happening->mention->ordinal == cluster->ordinal;
    close.same_year = close.same_date && happening->mention->title_year != TIME_UNSET &&
                      happening->mention->title_year == cluster->title_year;
    return close;
}

/* Whether the words that both share are enough to take two titles for one name. */
static bool telling(const struct happening *happening, const struct closeness *close, uint32_t near, uint32_t shared)
{
    const struct title *title = happening->title;
    if (close->same_source) {
        return shared >= SHARED_LITTLE;
    }
    bool exact_day = close->same_date && happening->earliest == happening->latest;
    if (close->same_count || (near == 100 && (title->name || exact_day))) {
        return true;
    }
    if (title->proper && close->same_year && title->content == 0 && near >= 70) {
        return true; /* "2005 World Summit" */
    }
    bool whole = shared == title->weight && close->same_date && near >= 70;
    if (title->proper && whole && shared >= SHARED_WHOLE) {
        return true; /* the beginning of a longer name */
    }
    if (title->proper || happening->mention->ordinal != TIME_UNSET || happening->mention->title_year != TIME_UNSET) {
        return shared >= (close->same_author || close->same_place ? SHARED_LITTLE * 2 : SHARED_TELLING);
    }
    return shared >= SHARED_DESCRIPTION && near >= 80;
}

/* 0 where the two are not one, else how near they are. */
static uint32_t score(struct event_build *build, uint32_t index, uint32_t happening)
{
    const struct happening *item = &build->happenings[happening];
    const struct cluster *cluster = &build->clusters[index];
    uint32_t near = 0;
    uint32_t shared = 0;
    for (uint32_t i = 0; i < cluster->title_count; i++) {
        uint32_t weight;
        uint32_t value = titles_near(build, item->title, cluster->titles[i], &weight);
        if (value > near) {
            near = value;
            shared = weight;
        }
    }
    if (near < NEAR_ENOUGH - 20 || !cluster_accepts(build, cluster, happening)) {
        return 0;
    }
    struct closeness close = closeness_of(build, index, item);
    if (!telling(item, &close, near, shared)) {
        return 0;
    }
    uint32_t total = near + (close.same_source ? 5u : 0) + (close.same_author ? 3u : 0) + (close.same_date ? 3u : 0) +
                     (close.same_place ? 5u : 0);
    total -= close.other_type ? 5 : 0;
    bool strict = (!item->dated && !close.same_source) || cluster->number.len > 0;
    if (strict && near < NEAR_UNDATED) {
        return 0;
    }
    return total >= NEAR_ENOUGH ? total : 0;
}

struct best {
    uint32_t cluster;
    uint32_t score;
    uint32_t far;
    bool shared;    /* by another cluster as well */
    uint32_t count; /* mentions of it, and of the one that shares it */
    uint32_t other;
};

static int64_t days_between(const struct anchor *anchor, int32_t earliest, int32_t latest)
{
    int64_t ahead = (int64_t)earliest - anchor->latest;
    int64_t behind = (int64_t)anchor->earliest - latest;
    int64_t days = ahead > behind ? ahead : behind;
    return days < 0 ? 0 : days;
}

/* How far from its document the cluster lies that a mention without a date may mean: in days where that is near enough
 * to go without saying, more where no day is known, most where the cluster lies in another time. */
static uint32_t days_away(const struct event_build *build, const struct cluster *cluster,
                          const struct happening *happening)
{
    enum { GOES_WITHOUT_SAYING = 400, UNKNOWN, ANOTHER_TIME };
    const struct anchor *anchor = &build->resolver->sources[happening->source].anchor;
    if (cluster_same_edition(cluster, happening->mention)) {
        return 0; /* whenever it is told */
    }
    if (cluster->date_count == 0) {
        bool told = anchor->known && cluster->told_first != CALENDAR_NO_DAY;
        bool apart = told && days_between(anchor, cluster->told_first, cluster->told_last) > GOES_WITHOUT_SAYING;
        return apart ? ANOTHER_TIME : UNKNOWN;
    }
    int64_t nearest = ANOTHER_TIME;
    for (uint32_t i = 0; anchor->known && i < cluster->date_count; i++) {
        int64_t days = days_between(anchor, cluster->dates[i].earliest, cluster->dates[i].latest);
        nearest = days < nearest ? days : nearest;
    }
    return nearest <= GOES_WITHOUT_SAYING ? (uint32_t)nearest : ANOTHER_TIME;
}

static void look_at(struct event_build *build, uint32_t cluster, uint32_t happening, struct best *best)
{
    if (build->clusters[cluster].stamp == happening) {
        return;
    }
    build->clusters[cluster].stamp = happening;
    uint32_t value = score(build, cluster, happening);
    if (value == 0 || value < best->score) {
        return;
    }
    const struct happening *item = &build->happenings[happening];
    uint32_t far = item->dated ? 0 : days_away(build, &build->clusters[cluster], item);
    uint32_t count = item->dated ? 0 : build->clusters[cluster].count;
    if (value > best->score || far < best->far) {
        *best = (struct best){cluster, value, far, false, count, 0};
    } else if (far == best->far && count > best->count) {
        *best = (struct best){cluster, value, far, true, count, best->count};
    } else if (far == best->far) {
        best->shared = true;
        best->other = count > best->other ? count : best->other;
    }
}

static void look_in_block(struct event_build *build, uint32_t happening, uint32_t word, int32_t year, struct best *best)
{
    struct pair_key key;
    struct slice text = block_key(&key, build->happenings[happening].class_number, word, year);
    const uint32_t *found = map_get(&build->blocks, text);
    if (!found) {
        return;
    }
    for (size_t i = 0; i < build->lists[*found].count; i++) {
        look_at(build, build->lists[*found].items[i], happening, best);
    }
}

/* The words that stand in fewest titles. */
static uint32_t rarest_words(const struct title *title, uint32_t *words)
{
    uint32_t count = 0;
    uint32_t weights[LOOKUP_WORDS];
    for (uint32_t i = 0; i < title->count; i++) {
        uint32_t weight = title->words[i].weight;
        if (title->words[i].generic && title->content > 0) {
            continue;
        }
        uint32_t at = count < LOOKUP_WORDS ? count++ : LOOKUP_WORDS;
        while (at > 0 && weights[at - 1] < weight) {
            if (at < LOOKUP_WORDS) {
                weights[at] = weights[at - 1];
                words[at] = words[at - 1];
            }
            at--;
        }
        if (at < LOOKUP_WORDS) {
            weights[at] = weight;
            words[at] = title->words[i].word;
        }
    }
    return count;
}

/* A description without date, plan or people says nothing that a timeline could show. */
static bool worth_an_event(const struct happening *happening)
{
    return happening->dated || happening->mention->filler_count > 0 || happening->status == EVENT_PLANNED;
}

static bool any_date_overlaps(const struct cluster *cluster, const struct happening *happening)
{
    for (uint32_t i = 0; i < cluster->date_count; i++) {
        if (dates_overlap(cluster->dates[i].earliest, cluster->dates[i].latest, happening->earliest,
                          happening->latest)) {
            return true;
        }
    }
    return !happening->dated || cluster->date_count == 0;
}

/* What binds the same two at the same time is one, whichever document says it. */
static uint32_t find_pair(struct event_build *build, uint32_t happening)
{
    const struct happening *item = &build->happenings[happening];
    const struct block_list *list = pair_list(build, item);
    if (list && !item->dated) { /* told without a date, it is the one that there is, if there is but one */
        return list->count == 1 && cluster_accepts(build, &build->clusters[list->items[0]], happening) ? list->items[0]
                                                                                                       : RESOLVE_NONE;
    }
    for (size_t i = 0; list && i < list->count; i++) {
        struct cluster *cluster = &build->clusters[list->items[i]];
        build->resolver->comparisons++;
        bool free = cluster->date_count > 0 && any_date_overlaps(cluster, item);
        if (free && cluster_accepts(build, cluster, happening)) {
            struct closeness close = closeness_of(build, list->items[i], item);
            if (!close.other_type || close.same_date) {
                return list->items[i];
            }
        }
    }
    return RESOLVE_NONE;
}

/* Without a date: those of its ordinal, of the years around its document, of any. */
static void look_without_year(struct event_build *build, uint32_t happening, uint32_t word, struct best *best)
{
    const struct happening *item = &build->happenings[happening];
    const struct anchor *anchor = &build->resolver->sources[item->source].anchor;
    int32_t ordinal = item->mention->ordinal;
    if (ordinal > 0 && ordinal < MAX_ORDINAL) {
        look_in_block(build, happening, word, YEAR_ORDINAL - ordinal, best);
    }
    int32_t year = anchor->known ? calendar_from_days(anchor->latest).year : 0;
    for (int32_t near = year - 1; anchor->known && near <= year + 1; near++) {
        look_in_block(build, happening, word, near, best);
    }
    look_in_block(build, happening, word, YEAR_ALL, best);
}

static void place_titled(struct event_build *build, uint32_t happening)
{
    const struct happening *item = &build->happenings[happening];
    bool exact = item->dated && item->latest - item->earliest <= EXACT_DAYS;
    uint32_t bound = exact && !item->title->proper ? find_pair(build, happening) : RESOLVE_NONE;
    if (bound != RESOLVE_NONE) {
        cluster_add(build, bound, happening);
        return;
    }
    struct best best = {RESOLVE_NONE, 0, 0, false, 0, 0};
    uint32_t words[LOOKUP_WORDS];
    uint32_t count = rarest_words(item->title, words);
    int32_t first = 0;
    int32_t last = 0;
    bool has_years = years_of(item, &first, &last);
    if (has_years && item->status != EVENT_OCCURRED) {
        last += POSTPONED_YEARS;
    }
    for (uint32_t w = 0; w < count; w++) {
        if (!has_years) {
            look_without_year(build, happening, words[w], &best);
            continue;
        }
        for (int32_t year = first; year <= last; year++) {
            look_in_block(build, happening, words[w], year, &best);
        }
        look_in_block(build, happening, words[w], YEAR_NONE, &best);
    }
    /* A year alone fits many: where two fit equally well, none is meant for certain, unless all speak of the one. */
    bool edition = best.shared && cluster_same_edition(&build->clusters[best.cluster], item->mention);
    bool open = best.shared && !item->dated && best.count < best.other * (edition ? 1 : SPOKEN_OF);
    if (best.cluster == RESOLVE_NONE || open) {
        if (item->title->proper || worth_an_event(item)) {
            cluster_new(build, happening);
        }
    } else {
        cluster_add(build, best.cluster, happening);
    }
}

/* 2 where the cluster has the type, 1 where it has none, else 0. */
static uint32_t type_fits(const struct cluster *cluster, const struct event_build *build,
                          const struct happening *happening)
{
    struct slice type = happening->mention->type;
    uint32_t at = cluster->first;
    bool typed = false;
    for (unsigned i = 0; type.len > 0 && i < 8 && at != RESOLVE_NONE; i++) {
        if (slice_equal(build->happenings[at].mention->type, type)) {
            return 2;
        }
        typed = typed || build->happenings[at].mention->type.len > 0;
        at = build->happenings[at].next;
    }
    return type.len > 0 && !typed ? 1 : 0;
}

/* No type, or that of every agreement; a meeting beside a summit is another thing. */
static bool says_no_kind(const struct happening *happening)
{
    struct slice type = happening->mention->type;
    return type.len == 0 || (slice_equal(type, happening->mention->class) && slice_is(type, "agreement"));
}

/* How well a bare mention fits a happening that its document names: by place, by the very same time, by its kind. */
static uint32_t score_bare(struct event_build *build, uint32_t index, uint32_t happening,
                           const struct happening *neighbour)
{
    const struct happening *item = &build->happenings[happening];
    const struct cluster *cluster = &build->clusters[index];
    build->resolver->comparisons++;
    if (item->plural != build->happenings[cluster->first].plural || !cluster_accepts(build, cluster, happening)) {
        return 0;
    }
    struct closeness close = closeness_of(build, index, item);
    uint32_t type = type_fits(cluster, build, item);
    bool before = neighbour->mention->at.source.begin < item->mention->at.source.begin;
    if (item->mention->back_reference || !item->dated) {
        return type > 0 && before ? 8 + type + (close.same_place ? 10u : 0) : 0;
    }
    bool same_time =
        neighbour->dated && neighbour->mention->has_date && neighbour->mention->date == item->mention->date;
    if (item->carried && same_time && before) {
        bool adopter = neighbour->adopter == item->adopter || item->adopter == RESOLVE_NONE;
        return adopter ? 30 : 0;
    }
    if (close.same_place && (type > 0 || item->mention->type.len == 0)) {
        return 20 + (close.same_date ? 10u : 0);
    }
    if (close.same_date && item->place_count == 0) {
        return type > 0 || says_no_kind(item) ? SCORE_SAME_DATE - 2 + type : 0;
    }
    /* "The Summit": with a capital it is the one that has been named, which goes without a date. */
    bool named = item->title->proper && before && type == 2 && !neighbour->bare && !neighbour->dated;
    return named ? SCORE_NAMED : 0;
}

static void place_bare(struct event_build *build, uint32_t happening)
{
    const struct happening *item = &build->happenings[happening];
    struct best best = {find_pair(build, happening), 100, 0, false, 0, 0};
    if (best.cluster != RESOLVE_NONE) {
        cluster_add(build, best.cluster, happening);
        return;
    }
    best.score = 0;
    for (uint32_t step = 1; step <= NEIGHBOURS * 2; step++) {
        uint32_t distance = (step + 1) / 2;
        bool back = step % 2 == 1;
        if (back ? happening < distance : happening + distance >= build->count) {
            continue;
        }
        uint32_t other = back ? happening - distance : happening + distance;
        const struct happening *neighbour = &build->happenings[other];
        if (neighbour->source != item->source || neighbour->cluster == RESOLVE_NONE) {
            continue;
        }
        uint32_t value = score_bare(build, neighbour->cluster, happening, neighbour);
        if (value > best.score) {
            best = (struct best){neighbour->cluster, value, 0, false, 0, 0};
        } else if (value == best.score && neighbour->cluster != best.cluster) {
            best.shared = true;
        }
    }
    /* What fits several equally well by its date alone sums them up: "two conferences this year". */
    bool sums_up = best.shared && best.score <= SCORE_SAME_DATE && item->dated;
    if (best.cluster != RESOLVE_NONE && !sums_up) {
        cluster_add(build, best.cluster, happening);
    } else if (!item->mention->back_reference && worth_an_event(item)) {
        cluster_new(build, happening);
    }
}

static bool related(const struct resolver *resolver, uint32_t a, uint32_t b)
{
    for (unsigned depth = 0; depth < 8 && a != RESOLVE_NONE; depth++) {
        if (a == b) {
            return true;
        }
        a = resolver->entities[a].entity.part_of;
    }
    return false;
}

/* Both have the same one day. */
static bool has_day(const struct cluster *cluster, const struct happening *happening)
{
    for (uint32_t i = 0; happening->dated && happening->earliest == happening->latest && i < cluster->date_count; i++) {
        if (cluster->dates[i].earliest == happening->earliest && cluster->dates[i].latest == happening->latest) {
            return true;
        }
    }
    return false;
}

/* How well a numbered text fits one of that number: 0 not, else the higher the better. */
static uint32_t score_number(struct event_build *build, uint32_t index, uint32_t happening)
{
    const struct happening *item = &build->happenings[happening];
    const struct cluster *cluster = &build->clusters[index];
    build->resolver->comparisons++;
    struct slice type = build->happenings[cluster->first].mention->type;
    if (type.len > 0 && item->mention->type.len > 0 && !slice_equal(type, item->mention->type)) {
        return 0;
    }
    if (item->adopter != RESOLVE_NONE && item->adopter == cluster->adopter) {
        return 4;
    }
    bool one_body = item->adopter == RESOLVE_NONE || cluster->adopter == RESOLVE_NONE ||
                    related(build->resolver, item->adopter, cluster->adopter) ||
                    related(build->resolver, cluster->adopter, item->adopter);
    if (!any_date_overlaps(cluster, item)) {
        return 0;
    }
    if (!one_body) { /* two bodies may have had a hand in one text of one name */
        uint32_t shared;
        bool one_name = cluster->title_count > 0 && item->title->content >= WEIGHT_RARE &&
                        titles_near(build, item->title, cluster->titles[0], &shared) >= NEAR_UNDATED;
        return one_name ? 1 : 0;
    }
    struct pair_key key;
    return map_get(&build->members, source_key(&key, index, item)) || has_day(cluster, item) ? 3 : 2;
}

static void place_numbered(struct event_build *build, uint32_t happening)
{
    const struct happening *item = &build->happenings[happening];
    struct slice key = arena_format(&build->resolver->work, "%u %.*s", item->class_number, SLICE_ARG(item->number));
    struct block_list *list = list_at(build, &build->numbers, key);
    struct best best = {RESOLVE_NONE, 0, 0, false, 0, 0};
    for (size_t i = 0; i < list->count; i++) {
        uint32_t value = score_number(build, list->items[i], happening);
        if (value > best.score) {
            best = (struct best){list->items[i], value, 0, false, 0, 0};
        } else if (value == best.score) {
            best.shared = true;
        }
    }
    if (best.cluster != RESOLVE_NONE && (!best.shared || best.score > 2)) {
        cluster_add(build, best.cluster, happening);
        return;
    }
    uint32_t cluster = cluster_new(build, happening);
    list_add(list_at(build, &build->numbers, key), cluster, BLOCK_LIMIT * 4);
}

struct rank {
    uint32_t happening;
    uint32_t class; /* phase, then whether it is a plan */
    int64_t width;  /* days of its date */
    uint32_t weight;
};

static int order_ranks(const void *a, const void *b)
{
    const struct rank *left = a;
    const struct rank *right = b;
    if (left->class != right->class) {
        return left->class < right->class ? -1 : 1;
    }
    if (left->width != right->width) {
        return left->width < right->width ? -1 : 1;
    }
    if (left->weight != right->weight) {
        return left->weight > right->weight ? -1 : 1;
    }
    return (left->happening > right->happening) - (left->happening < right->happening);
}

static struct rank rank_of(const struct event_build *build, uint32_t happening)
{
    const struct happening *item = &build->happenings[happening];
    struct rank rank = {.happening = happening, .weight = item->title->weight};
    bool second = item->status == EVENT_PLANNED || item->status == EVENT_POSTPONED || item->status == EVENT_CANCELLED;
    if (item->phase == 0) {
        second = item->adopter == RESOLVE_NONE;
    }
    rank.class = item->phase * 2u + second;
    rank.width = item->dated ? (int64_t)item->latest - item->earliest : INT64_MAX;
    if (item->dated && item->mention->scope == DATE_SCOPE_DOCUMENT && item->mention->ordinal != TIME_UNSET) {
        rank.width += HEAD_WIDTH; /* the day on which it was spoken of, after the days that it is said to have had */
    }
    if (item->phase >= 4) {
        rank.width = 0; /* by place in the text alone */
        rank.weight = 0;
    }
    return rank;
}

void events_cluster(struct event_build *build)
{
    struct rank *ranks = arena_alloc_array(&build->resolver->work, build->count, sizeof *ranks);
    for (uint32_t i = 0; i < build->count; i++) {
        ranks[i] = rank_of(build, i);
    }
    if (build->count > 0) {
        qsort(ranks, build->count, sizeof *ranks, order_ranks);
    }
    for (size_t i = 0; i < build->count; i++) {
        uint32_t happening = ranks[i].happening;
        switch (build->happenings[happening].phase) {
        case 0:
            place_numbered(build, happening);
            break;
        case 1:
        case 3:
            place_titled(build, happening);
            break;
        default:
            place_bare(build, happening);
            break;
        }
    }
}
