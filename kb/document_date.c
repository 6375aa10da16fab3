/* The document's own date: given, stated in its head, or worked out from what it says. */
#include "base/calendar.h"
#include "kb/dates_p.h"

enum { NO_MENTION = -1, WEEKDAY_YEARS = 6 };

/* Rules whose name begins so yield the span of a numbered series: a session, an anniversary. */
#define SERIES_PREFIX "session."
/* And among them those that speak of the document's own time without doubt: "this session". */
#define SERIES_NOW_PREFIX "session.now."

/* Why a year was inferred; set_reason has the words that the user sees. */
enum reason { REASON_AHEAD, REASON_CURRENT, REASON_NEWEST };

/* What the text says about its own time. */
struct clues {
    long ahead;   /* the earliest series that is still to come, as an index into times */
    long current; /* the newest series that is spoken of as now */
    bool sure;    /* current was said to be now, not merely named */
    long newest;  /* the newest year that is stated and not still to come */
    struct resolved_time ahead_span, current_span, newest_span;
};

static void resolve_alone(const struct time_value *value, struct resolved_time *out, struct arena *arena)
{
    struct anchor nothing = {.known = false};
    dates_resolve_one(value, &nothing, NULL, out, arena);
}

static bool states_year(const struct time_value *value)
{
    return value->kind <= TIME_KIND_CLOCK && value->point.year != TIME_UNSET &&
           value->reference == TIME_REFERENCE_NONE && value->point.pick != TIME_PICK_NEAREST;
}

static void read_series(struct clues *clues, long at, const struct time_mention *mention,
                        const struct resolved_time *span)
{
    enum time_tense tense = mention->value.tense;
    bool sure = slice_starts(mention->rule, SERIES_NOW_PREFIX);
    if (tense == TIME_TENSE_FUTURE) {
        if (clues->ahead == NO_MENTION || span->earliest < clues->ahead_span.earliest) {
            clues->ahead = at;
            clues->ahead_span = *span;
        }
        return;
    }
    bool later = clues->current == NO_MENTION || span->earliest > clues->current_span.earliest;
    if ((sure && !clues->sure) || (sure == clues->sure && later && (sure || tense != TIME_TENSE_PAST))) {
        clues->sure = sure;
        clues->current = at;
        clues->current_span = *span;
    }
}

static void read_clues(const struct mention_set *set, struct clues *clues, struct arena *arena)
{
    *clues = (struct clues){.ahead = NO_MENTION, .current = NO_MENTION, .newest = NO_MENTION};
    for (size_t i = 0; i < set->time_count; i++) {
        const struct time_mention *mention = &set->times[i];
        struct resolved_time span;
        if (!states_year(&mention->value) || i == set->facts.date) {
            continue;
        }
        resolve_alone(&mention->value, &span, arena);
        if (!span.known) {
            continue;
        }
        if (slice_starts(mention->rule, SERIES_PREFIX)) {
            read_series(clues, (long)i, mention, &span);
        } else if (mention->value.tense != TIME_TENSE_FUTURE && mention->value.bound != TIME_BOUND_BY &&
                   (clues->newest == NO_MENTION || span.earliest > clues->newest_span.earliest)) {
            clues->newest = (long)i;
            clues->newest_span = span;
        }
    }
}

static struct anchor year_anchor(int year)
{
    struct when when = when_of_year(year);
    return (struct anchor){.known = when_has_days(&when), .earliest = when.first, .latest = when.last};
}

/* The head's date in that year; false where there is none. */
static bool head_in_year(const struct time_value *head, int year, struct resolved_time *out, struct arena *arena)
{
    struct anchor anchor = year_anchor(year);
    struct time_value value = *head;
    value.point.pick = TIME_PICK_THIS;
    value.point.year = year;
    dates_resolve_one(&value, &anchor, NULL, out, arena);
    return out->known;
}

static bool weekday_fits(const struct time_value *head, const struct resolved_time *date)
{
    return head->point.weekday == TIME_UNSET || date->earliest != date->latest ||
           calendar_weekday(date->earliest) == head->point.weekday;
}

/* The first year from `year` on in which the head's weekday is right; `year` itself where none is near. */
static int agree_weekday(const struct time_value *head, int year, struct arena *arena)
{
    struct resolved_time date;
    for (int step = 0; step < WEEKDAY_YEARS; step++) {
        if (head_in_year(head, year + step, &date, arena) && weekday_fits(head, &date)) {
            return year + step;
        }
    }
    return year;
}

static void set_anchor(struct anchor *anchor, const struct resolved_time *date, const char *basis)
{
    anchor->known = date->known;
    anchor->earliest = date->earliest;
    anchor->latest = date->latest;
    anchor->edtf = date->date.edtf;
    anchor->basis = slice_of(basis);
}

static void set_reason(struct anchor *anchor, enum reason reason, const struct mention_set *set, long mention,
                       struct arena *arena)
{
    struct slice quote = set->times[mention].at.quote;
    switch (reason) {
    case REASON_AHEAD:
        anchor->reason = arena_format(arena, "the document looks ahead to \"%.*s\"", SLICE_ARG(quote));
        return;
    case REASON_CURRENT:
        anchor->reason = arena_format(arena, "the document speaks of \"%.*s\" as its own time", SLICE_ARG(quote));
        return;
    case REASON_NEWEST:
        anchor->reason =
            arena_format(arena, "the newest year that the document states is in \"%.*s\"", SLICE_ARG(quote));
        return;
    }
}

static int first_year(const struct resolved_time *span)
{
    return calendar_from_days(span->earliest).year;
}

/* A day and month in the head, the year from the text. */
static bool infer_head_year(const struct mention_set *set, const struct clues *clues, struct anchor *anchor,
                            struct arena *arena)
{
    const struct time_value *head = &set->times[set->facts.date].value;
    struct resolved_time date;
    enum reason reason;
    long mention;
    int year;
    if (clues->ahead != NO_MENTION) {
        year = first_year(&clues->ahead_span);
        reason = REASON_AHEAD;
        mention = clues->ahead;
        if (head_in_year(head, year, &date, arena) && date.latest >= clues->ahead_span.earliest) {
            year--;
        }
    } else if (clues->current != NO_MENTION) {
        year = first_year(&clues->current_span);
        reason = REASON_CURRENT;
        mention = clues->current;
        if (head_in_year(head, year, &date, arena) && date.latest < clues->current_span.earliest) {
            year++;
        }
    } else if (clues->newest != NO_MENTION) {
        year = first_year(&clues->newest_span);
        reason = REASON_NEWEST;
        mention = clues->newest;
        if (head_in_year(head, year, &date, arena) && date.latest < clues->newest_span.earliest) {
            year++;
        }
        year = agree_weekday(head, year, arena);
    } else {
        return false;
    }
    bool contradicted = clues->newest != NO_MENTION && year < first_year(&clues->newest_span);
    if (contradicted || !head_in_year(head, year, &date, arena)) {
        return false;
    }
    set_anchor(anchor, &date, "inferred");
    set_reason(anchor, reason, set, mention, arena);
    return true;
}

/* No date in the head at all: only a year for which all that the text says speaks. */
static bool infer_year(const struct mention_set *set, struct anchor *anchor, struct arena *arena)
{
    int32_t year;
    struct slice quote;
    if (!document_year(set, &year, &quote)) {
        return false;
    }
    struct anchor own = year_anchor(year);
    anchor->known = own.known;
    anchor->earliest = own.earliest;
    anchor->latest = own.latest;
    anchor->edtf = arena_format(arena, "%04d", year);
    anchor->basis = slice_of("inferred");
    anchor->reason =
        arena_format(arena, "no other year fits what the document says so well; it says \"%.*s\"", SLICE_ARG(quote));
    return true;
}

static bool take_edtf(struct anchor *anchor, struct slice edtf, struct arena *arena)
{
    bool known;
    if (edtf.len == 0 || !dates_parse_edtf(edtf, &anchor->earliest, &anchor->latest, &known) || !known) {
        return false;
    }
    anchor->known = true;
    anchor->edtf = arena_copy(arena, edtf);
    anchor->basis = slice_of("given");
    return true;
}

bool dates_take_year(const struct mention_set *set, int32_t first, int32_t last, struct slice reason,
                     struct anchor *anchor, struct arena *arena)
{
    if (set->facts.date >= set->time_count || set->document.given_date.len > 0) {
        return false;
    }
    const struct time_value *head = &set->times[set->facts.date].value;
    bool partial = head->kind <= TIME_KIND_CLOCK && head->point.month != TIME_UNSET && head->point.year == TIME_UNSET;
    struct resolved_time date;
    if (!partial || !head_in_year(head, calendar_from_days(first).year, &date, arena) || date.earliest < first ||
        date.latest > last || !weekday_fits(head, &date)) {
        return false;
    }
    set_anchor(anchor, &date, "inferred");
    anchor->reason = reason;
    anchor->genre = dates_guess_genre(set, anchor);
    return true;
}

/* The head's date if it says its year; *partial where it says month or day only. */
static bool take_head(const struct mention_set *set, struct anchor *anchor, bool *partial, struct arena *arena)
{
    *partial = false;
    if (set->facts.date >= set->time_count) {
        return false;
    }
    const struct time_value *head = &set->times[set->facts.date].value;
    struct resolved_time date;
    resolve_alone(head, &date, arena);
    if (date.known && date.date.edtf.len > 0) {
        set_anchor(anchor, &date, "stated");
        return true;
    }
    *partial = head->kind <= TIME_KIND_CLOCK && head->point.month != TIME_UNSET && head->point.year == TIME_UNSET;
    return false;
}

void dates_document_anchor(const struct mention_set *set, struct slice given_date, struct anchor *anchor,
                           struct arena *arena)
{
    *anchor = (struct anchor){.earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY};
    bool partial = false;
    bool found = take_edtf(anchor, set->document.given_date, arena) || take_head(set, anchor, &partial, arena) ||
                 take_edtf(anchor, given_date, arena);
    if (!found) {
        struct clues clues;
        read_clues(set, &clues, arena);
        found = partial ? infer_head_year(set, &clues, anchor, arena) : infer_year(set, anchor, arena);
    }
    if (!found) {
        anchor->earliest = anchor->latest = CALENDAR_NO_DAY;
    }
    anchor->genre = dates_guess_genre(set, anchor);
}
