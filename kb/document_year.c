/* The year of a document whose head gives no date, from what its text says: a year for which all clues together speak,
 * and much more so than for any other. */
#include <stdlib.h>

#include "base/calendar.h"
#include "kb/dates_p.h"

enum { OFFSETS = 7, OTHER = OFFSETS, FARTHEST = 3, YEAR_MARGIN = 275, MAX_CANDIDATES = 160 };

/* What kind of clue a time is: by the name of its rule, or, where no series is told, by what it states. `fits` says how
 * well a document of year Y says Y - 3 … Y + 3, or any other year, that way: hundredths of a natural logarithm of how
 * often such documents do. Counted in 1,939 speeches whose year is known; the counts hold on either half of them. */
struct clue_kind {
    const char *prefix;
    int fits[OFFSETS + 1];
};

enum clue_name {
    CLUE_NOW,
    CLUE_OVER,
    CLUE_KEPT,
    CLUE_MARK,
    CLUE_LAST,
    CLUE_MEETING,
    CLUE_CHAIR,
    CLUE_NAMED,
    CLUE_SERIES, /* the kinds before this one are numbered series */
    CLUE_CHAIRS = CLUE_SERIES,
    CLUE_TWO_NAMED,
    CLUE_YEAR,
    CLUE_PAST_YEAR,
    CLUE_MONTH,
    CLUE_PAST_MONTH,
    CLUE_COUNT
};

static const struct clue_kind kinds[CLUE_COUNT] = {
    [CLUE_NOW] = {"session.now.", {-782, -782, -466, -1, -782, -782, -782, -996}},
    [CLUE_OVER] = {"session.over.", {-737, -737, -4, -360, -737, -737, -737, -817}},
    [CLUE_KEPT] = {"session.kept.", {-482, -607, -482, -6, -393, -607, -607, -733}},
    [CLUE_MARK] = {"session.mark.", {-554, -466, -315, -26, -257, -419, -680, -594}},
    [CLUE_LAST] = {"session.last.", {-501, -501, -241, -21, -376, -501, -501, -627}},
    [CLUE_MEETING] = {"session.meeting", {-421, -361, -212, -34, -229, -475, -600, -761}},
    [CLUE_CHAIR] = {"session.chair.", {-633, -633, -100, -53, -508, -633, -633, -681}},
    [CLUE_NAMED] = {"session.", {-714, -589, -178, -25, -535, -714, -714, -652}},
    /* the newest of a series, where the one before it is told as well */
    [CLUE_CHAIRS] = {NULL, {-331, -331, -331, -40, -206, -331, -331, -672}},
    [CLUE_TWO_NAMED] = {NULL, {-499, -499, -499, -10, -285, -499, -499, -840}},
    /* the newest that is stated */
    [CLUE_YEAR] = {NULL, {-350, -332, -242, -149, -205, -274, -342, -433}},
    [CLUE_PAST_YEAR] = {NULL, {-316, -264, -190, -221, -337, -525, -499, -395}},
    [CLUE_MONTH] = {NULL, {-333, -258, -146, -151, -192, -392, -556, -473}},
    [CLUE_PAST_MONTH] = {NULL, {-295, -223, -99, -152, -534, -660, -660, -481}},
};

/* One clue of the document. */
struct clue {
    int32_t year; /* TIME_UNSET where there is none */
    int32_t votes;
    size_t mention;
    bool has_one_before; /* the year before is told the same way */
};

static int kind_of(const struct time_mention *mention)
{
    for (int kind = 0; kind < CLUE_SERIES; kind++) {
        if (slice_starts(mention->rule, kinds[kind].prefix)) {
            return kind;
        }
    }
    const struct time_value *value = &mention->value;
    bool ahead = value->tense == TIME_TENSE_FUTURE || mention->tense == TIME_TENSE_FUTURE;
    if (value->kind > TIME_KIND_CLOCK || value->bound == TIME_BOUND_BY || ahead) {
        return CLUE_COUNT;
    }
    bool past = mention->tense == TIME_TENSE_PAST;
    return value->point.month != TIME_UNSET ? (past ? CLUE_PAST_MONTH : CLUE_MONTH)
                                            : (past ? CLUE_PAST_YEAR : CLUE_YEAR);
}

static bool has_year(const struct time_mention *mention)
{
    return mention->value.point.year > 0 && mention->value.point.pick != TIME_PICK_NEAREST;
}

/* Times of the text first, then what is no date and still a clue. */
static const struct time_mention *mention_at(const struct mention_set *set, size_t index)
{
    return index < set->time_count ? &set->times[index] : &set->clues[index - set->time_count];
}

/* How often each year is told in each way. */
struct year_count {
    int kind;
    int32_t year;
    int32_t count;
};

struct year_counts {
    struct year_count *items;
    size_t count, capacity;
};

static struct year_count *find_count(const struct year_counts *counts, int kind, int32_t year)
{
    for (size_t i = 0; i < counts->count; i++) {
        if (counts->items[i].year == year && counts->items[i].kind == kind) {
            return &counts->items[i];
        }
    }
    return NULL;
}

static int32_t count_year(const struct year_counts *counts, int kind, int32_t year)
{
    const struct year_count *found = find_count(counts, kind, year);
    return found != NULL ? found->count : 0;
}

static void count_years(const struct mention_set *set, struct year_counts *counts)
{
    for (size_t i = 0; i < set->time_count + set->clue_count; i++) {
        const struct time_mention *mention = mention_at(set, i);
        int kind = has_year(mention) ? kind_of(mention) : CLUE_COUNT;
        int32_t year = mention->value.point.year;
        struct year_count *found = kind < CLUE_COUNT ? find_count(counts, kind, year) : NULL;
        if (found != NULL) {
            found->count++;
        } else if (kind < CLUE_COUNT) {
            counts->items = array_grow(counts->items, &counts->capacity, counts->count + 1, sizeof *counts->items);
            counts->items[counts->count++] = (struct year_count){kind, year, 1};
        }
    }
}

/* A session that is over is told both as such and by its name. */
static bool is_over(const struct year_counts *counts, int kind, int32_t year)
{
    return (kind == CLUE_NAMED || kind == CLUE_CHAIR) && count_year(counts, CLUE_OVER, year) > 0;
}

/* The newest year of each kind; of anniversaries the one that is told most often. */
static void read_clues(const struct mention_set *set, struct clue *clues)
{
    struct year_counts counts = {.items = NULL};
    count_years(set, &counts);
    for (int kind = 0; kind < CLUE_COUNT; kind++) {
        clues[kind] = (struct clue){.year = TIME_UNSET};
    }
    for (size_t i = 0; i < set->time_count + set->clue_count; i++) {
        const struct time_mention *mention = mention_at(set, i);
        int kind = has_year(mention) ? kind_of(mention) : CLUE_COUNT;
        int32_t year = mention->value.point.year;
        if (kind == CLUE_COUNT || is_over(&counts, kind, year)) {
            continue;
        }
        int32_t votes = kind == CLUE_MARK ? count_year(&counts, kind, year) : 0;
        struct clue *clue = &clues[kind];
        bool better = kind == CLUE_MARK ? votes > clue->votes : year > clue->year;
        if (clue->year == TIME_UNSET || better) {
            *clue = (struct clue){.year = year, .votes = votes, .mention = i};
        }
    }
    static const int pairs[][2] = {{CLUE_CHAIR, CLUE_CHAIRS}, {CLUE_NAMED, CLUE_TWO_NAMED}};
    for (size_t i = 0; i < 2; i++) {
        struct clue *one = &clues[pairs[i][0]];
        if (one->year != TIME_UNSET && count_year(&counts, pairs[i][0], one->year - 1) > 0) {
            clues[pairs[i][1]] = *one;
            one->year = TIME_UNSET;
        }
    }
    free(counts.items);
}

static int fit(const struct clue *clue, int kind, int32_t year)
{
    int32_t offset = clue->year - year;
    return kinds[kind].fits[offset < -FARTHEST || offset > FARTHEST ? OTHER : offset + FARTHEST];
}

static int fit_all(const struct clue *clues, int32_t year)
{
    int sum = 0;
    for (int kind = 0; kind < CLUE_COUNT; kind++) {
        sum += clues[kind].year != TIME_UNSET ? fit(&clues[kind], kind, year) : 0;
    }
    return sum;
}

/* The series that speaks loudest for the year: what it would cost not to believe it. */
static long strongest(const struct clue *clues, int32_t year)
{
    long best = -1;
    int most = 0;
    for (int kind = 0; kind <= CLUE_TWO_NAMED; kind++) {
        int gain = clues[kind].year != TIME_UNSET ? fit(&clues[kind], kind, year) - kinds[kind].fits[OTHER] : 0;
        if (gain > most) {
            most = gain;
            best = (long)clues[kind].mention;
        }
    }
    return best;
}

bool document_year(const struct mention_set *set, int32_t *year, struct slice *quote)
{
    struct clue clues[CLUE_COUNT];
    int32_t tried[MAX_CANDIDATES];
    size_t count = 0;
    int best = INT32_MIN, second = INT32_MIN;
    read_clues(set, clues);
    for (int kind = 0; kind < CLUE_COUNT; kind++) {
        for (int32_t offset = -FARTHEST; clues[kind].year != TIME_UNSET && offset <= FARTHEST; offset++) {
            int32_t candidate = clues[kind].year + offset;
            bool known = candidate < CALENDAR_MIN_YEAR || candidate > CALENDAR_MAX_YEAR;
            for (size_t i = 0; i < count && !known; i++) {
                known = tried[i] == candidate;
            }
            if (known) {
                continue;
            }
            tried[count++] = candidate;
            int sum = fit_all(clues, candidate);
            if (sum > best) {
                second = best;
                best = sum;
                *year = candidate;
            } else if (sum > second) {
                second = sum;
            }
        }
    }
    long loudest = count > 0 ? strongest(clues, *year) : -1;
    *quote = loudest >= 0 ? mention_at(set, (size_t)loudest)->at.quote : (struct slice){0};
    return loudest >= 0 && second != INT32_MIN && best - second >= YEAR_MARGIN;
}
