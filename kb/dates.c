/* Whole values: points, intervals, bounds and lengths, and all values of one document in their order. */
#include "kb/dates.h"

#include "base/calendar.h"
#include "kb/dates_p.h"

enum { MONTHS_SHORT_YEAR = 100 };

/* ---- Intervals: each end lends the other what it does not say ---- */

static bool has_container(const struct time_point *point)
{
    return is_set(point->year) || is_set(point->decade) || is_set(point->century) || is_set(point->year_step) ||
           point->unit != TIME_UNIT_NONE || point->move_unit != TIME_UNIT_NONE;
}

static int32_t place_in_year(const struct time_point *point)
{
    if (is_set(point->month)) {
        return point->month;
    }
    if (is_set(point->season)) {
        return (point->season - 20) * 3;
    }
    return is_set(point->quarter) ? point->quarter * 3 : is_set(point->half) ? point->half * 6 : 0;
}

/* Where both ends stand in a year, the year of the later end is one more if it would come before. */
static bool wraps(const struct time_point *begin, const struct time_point *end)
{
    int32_t a = place_in_year(begin);
    int32_t b = place_in_year(end);
    return a != 0 && b != 0 && b < a;
}

static void lend_container(struct time_point *to, const struct time_point *from)
{
    to->year = from->year;
    to->decade = from->decade;
    to->century = from->century;
    to->year_step = from->year_step;
    to->unit = from->unit;
    to->step = from->step;
    to->move_unit = from->move_unit;
    to->move = from->move;
    to->from = from->from;
    to->pick = from->pick;
}

static void lend_year(struct time_point *begin, struct time_point *end)
{
    bool crosses = wraps(begin, end);
    if (has_container(end) && !has_container(begin)) {
        lend_container(begin, end);
        if (crosses && is_set(begin->year)) {
            begin->year--;
        } else if (crosses && is_set(begin->year_step)) {
            begin->year_step--;
        }
    } else if (has_container(begin) && !has_container(end)) {
        lend_container(end, begin);
        if (crosses && is_set(end->year)) {
            end->year++;
        } else if (crosses && is_set(end->year_step)) {
            end->year_step++;
        }
    }
}

/* "1995-96", "490-480 BC". */
static void lend_digits(struct time_point *begin, struct time_point *end)
{
    if (!is_set(begin->year) || !is_set(end->year)) {
        return;
    }
    if (end->year < 0 && begin->year > -end->year) {
        begin->year = -begin->year;
    }
    if (end->pick == TIME_PICK_NEAREST && end->year >= 0 && end->year < MONTHS_SHORT_YEAR &&
        begin->year >= MONTHS_SHORT_YEAR) {
        int32_t century = begin->year - begin->year % MONTHS_SHORT_YEAR;
        end->year += century + (century + end->year < begin->year ? MONTHS_SHORT_YEAR : 0);
        end->pick = TIME_PICK_DEFAULT;
    }
}

static void lend_month(struct time_point *to, const struct time_point *from)
{
    if (is_set(to->day) && !is_set(to->month) && is_set(from->month)) {
        to->month = from->month;
    }
}

static void resolve_interval(const struct time_value *value, const struct when_context *context, struct when *begin,
                             struct when *end, const struct when **anchor)
{
    struct time_point first = value->point;
    struct time_point last = value->end;
    lend_month(&first, &last);
    lend_month(&last, &first);
    lend_digits(&first, &last);
    lend_year(&first, &last);
    when_resolve(&first, context, begin, anchor);
    if (has_container(&last) || !when_has_year(begin)) {
        const struct when *unused;
        when_resolve(&last, context, end, &unused);
        return;
    }
    struct when_context from_begin = *context;
    from_begin.told = from_begin.document = *begin;
    from_begin.genre = GENRE_NARRATIVE;
    when_clear(&from_begin.exact);
    when_clear(&from_begin.next);
    const struct when *unused;
    if (last.pick == TIME_PICK_DEFAULT) {
        bool is_weekday = is_set(last.weekday) && !is_set(last.month) && !is_set(last.day);
        last.pick = is_weekday ? TIME_PICK_FUTURE : TIME_PICK_THIS;
    }
    when_resolve(&last, &from_begin, end, &unused);
    if (wraps(&first, &last)) {
        last.year = begin->year + 1;
        when_resolve(&last, &from_begin, end, &unused);
    }
}

/* ---- Writing the result ---- */

static struct slice before_slash(struct slice text)
{
    const char *slash = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    return slash ? slice_sub(text, 0, (size_t)(slash - text.ptr)) : text;
}

static struct slice after_slash(struct slice text)
{
    const char *slash = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    return slash ? slice_sub(text, (size_t)(slash - text.ptr) + 1, text.len) : text;
}

static struct slice with_sign(struct slice edtf, const char *sign, struct arena *arena)
{
    if (edtf.len == 0 || *sign == '\0') {
        return edtf;
    }
    if (memchr(edtf.ptr, '/', edtf.len) == NULL) {
        return arena_format(arena, "%.*s%s", SLICE_ARG(edtf), sign);
    }
    struct slice begin = before_slash(edtf);
    struct slice end = after_slash(edtf);
    return arena_format(arena, "%.*s%s/%.*s%s", SLICE_ARG(begin), sign, SLICE_ARG(end), sign);
}

static void out_clear(struct resolved_time *out)
{
    *out = (struct resolved_time){.earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY};
    out->date.earliest = out->date.latest = CALENDAR_NO_DAY;
}

static void out_days(struct resolved_time *out, int32_t earliest, int32_t latest)
{
    out->earliest = out->date.earliest = earliest;
    out->latest = out->date.latest = latest;
    out->known = earliest != CALENDAR_NO_DAY && latest != CALENDAR_NO_DAY;
}

static void out_when(struct resolved_time *out, const struct when *when, struct arena *arena)
{
    out->date.edtf = when_edtf(when, arena);
    out->date.precision = out->date.edtf.len ? when_precision(when) : slice_of("");
    out_days(out, when->first, when->last);
}

/* False where the ends are the wrong way round: then only the beginning is kept. */
static bool out_interval(struct resolved_time *out, const struct when *begin, const struct when *end,
                         struct arena *arena)
{
    struct slice first = before_slash(when_edtf(begin, arena));
    struct slice last = after_slash(when_edtf(end, arena));
    bool ordered = !when_has_days(begin) || !when_has_days(end) || begin->first <= end->last;
    if (first.len == 0 || last.len == 0 || !ordered) {
        return false;
    }
    if (slice_equal(first, last)) {
        out_when(out, begin, arena);
        return true;
    }
    out->date.edtf = arena_format(arena, "%.*s/%.*s", SLICE_ARG(first), SLICE_ARG(last));
    out->date.precision = slice_of("interval");
    out_days(out, begin->first, end->last);
    return true;
}

/* Before and after leave no stretch, only a limit; by and since keep the stretch and say so. "Before the end of" is by.
 */
static void apply_bound(struct resolved_time *out, enum time_bound bound, enum time_part part)
{
    static const char *const names[] = {"", "before", "by", "after", "since"};
    if (bound == TIME_BOUND_BEFORE && part == TIME_PART_END) {
        bound = TIME_BOUND_BY;
    }
    if (bound == TIME_BOUND_AFTER && part == TIME_PART_START) {
        bound = TIME_BOUND_SINCE;
    }
    out->date.qualifier = slice_of(names[bound]);
    if (bound == TIME_BOUND_BEFORE) {
        out_days(out, CALENDAR_NO_DAY, out->earliest == CALENDAR_NO_DAY ? CALENDAR_NO_DAY : out->earliest - 1);
    } else if (bound == TIME_BOUND_AFTER) {
        out_days(out, out->latest == CALENDAR_NO_DAY ? CALENDAR_NO_DAY : out->latest + 1, CALENDAR_NO_DAY);
    } else {
        return;
    }
    out->date.edtf = slice_of("");
    out->date.precision = slice_of("");
}

static void apply_qualifier(struct resolved_time *out, const struct time_value *value, struct arena *arena)
{
    static const char *const parts[] = {"", "early", "mid", "late"};
    if (value->approximate) {
        out->date.edtf = with_sign(out->date.edtf, "~", arena);
        out->date.qualifier = slice_of("approximate");
    }
    if (value->part != TIME_PART_NONE) {
        out->date.qualifier = slice_of(parts[value->part]);
    }
    if (value->bound != TIME_BOUND_NONE) {
        apply_bound(out, value->bound, value->part);
    }
    if (out->date.edtf.len == 0 && out->date.earliest == CALENDAR_NO_DAY && out->date.latest == CALENDAR_NO_DAY) {
        out->date.qualifier = slice_of("");
    }
}

static void apply_basis(struct resolved_time *out, const struct anchor *anchor, const struct when *document,
                        const struct when *used, struct arena *arena)
{
    if (out->date.edtf.len == 0 && out->date.earliest == CALENDAR_NO_DAY && out->date.latest == CALENDAR_NO_DAY) {
        return;
    }
    out->date.basis = slice_of(used ? "relative" : "stated");
    if (used == NULL) {
        return;
    }
    out->date.anchor = when_edtf(used, arena);
    bool from_document = when_has_days(document) && used->first == document->first && used->last == document->last;
    if (from_document && anchor && slice_is(anchor->basis, "inferred")) {
        out->date.basis = slice_of("inferred");
        out->date.reason = anchor->reason;
    }
}

/* ---- One value ---- */

static bool is_today(const struct time_value *value)
{
    const struct time_point *point = &value->point;
    return point->unit == TIME_UNIT_DAY && (!is_set(point->step) || point->step == 0) &&
           point->from == TIME_FROM_DOCUMENT && point->move_unit == TIME_UNIT_NONE && value->kind == TIME_KIND_DATE &&
           !value->is_interval;
}

/* "now", "recently", "the future"; and "today" in a history, which means its writer's days. */
static void resolve_reference(const struct time_value *value, const struct when_context *context,
                              struct resolved_time *out, struct arena *arena)
{
    static const char *const names[] = {"", "PAST_REF", "PRESENT_REF", "FUTURE_REF"};
    enum time_reference reference = value->reference ? value->reference : TIME_REFERENCE_PRESENT;
    out->timex_value = slice_of(names[reference]);
    if (reference == TIME_REFERENCE_PRESENT && when_has_days(&context->document)) {
        out_when(out, &context->document, arena);
        out->date.basis = slice_of("relative");
        out->date.anchor = out->date.edtf;
    }
}

static void resolve_date(const struct time_value *value, const struct when_context *context,
                         const struct anchor *anchor, struct resolved_time *out, struct when *last, struct arena *arena)
{
    struct when begin, end;
    const struct when *used = NULL;
    when_clear(&end);
    if (value->is_interval) {
        resolve_interval(value, context, &begin, &end, &used);
    } else {
        when_resolve(&value->point, context, &begin, &used);
    }
    bool both = value->is_interval && end.unit != TIME_UNIT_NONE && out_interval(out, &begin, &end, arena);
    if (!both) {
        out_when(out, &begin, arena);
    }
    *last = both && end.unit < TIME_UNIT_YEAR ? end : begin; /* "1914-1918" opens a story */
    if (begin.unit != TIME_UNIT_NONE || begin.reference != TIME_REFERENCE_NONE) {
        out->timex_value = when_timex(&begin, arena);
    }
    if (both && value->kind == TIME_KIND_DATE) {
        struct slice second = when_timex(&end, arena);
        if (!slice_equal(second, out->timex_value)) {
            out->timex_value = arena_format(arena, "%.*s/%.*s", SLICE_ARG(out->timex_value), SLICE_ARG(second));
        }
    }
    apply_qualifier(out, value, arena);
    apply_basis(out, anchor, &context->document, used, arena);
}

/* ---- All values of a document ---- */

/* Resolves into out; *last is the stretch that it leaves as the told one, unit NONE if none. */
static void resolve_value(const struct time_value *value, const struct when_context *context,
                          const struct anchor *anchor, struct resolved_time *out, struct when *last,
                          struct arena *arena)
{
    static const char *const types[] = {"DATE", "DATE", "TIME", "DURATION", "SET"};
    out_clear(out);
    when_clear(last);
    out->timex_type = slice_of(types[value->kind]);
    out->timex_mod = timex_mod(value);
    if (value->kind == TIME_KIND_DURATION) {
        out->timex_value = timex_duration(value, arena);
        if (value->point.move_unit !=
            TIME_UNIT_NONE) { /* "two days after the vote": a length, and the day it leads to */
            struct slice length = out->timex_value;
            resolve_date(value, context, anchor, out, last, arena);
            out->timex_value = length;
        }
    } else if (value->kind == TIME_KIND_SET) {
        struct when_context nothing = {.genre = GENRE_NARRATIVE};
        struct when when;
        const struct when *unused;
        when_clear(&nothing.document);
        when_clear(&nothing.told);
        when_clear(&nothing.exact);
        when_clear(&nothing.next);
        when_clear(&nothing.quarter);
        when_resolve(&value->point, &nothing, &when, &unused);
        out->timex_value = timex_set(value, &when, arena);
    } else if (value->reference != TIME_REFERENCE_NONE || (is_today(value) && context->genre == GENRE_NARRATIVE)) {
        resolve_reference(value, context, out, arena);
    } else {
        resolve_date(value, context, anchor, out, last, arena);
    }
}

/* What is planned for a day without a year lies ahead, and what took place on it behind, whatever rule found the day;
 * where both are told of one day, it is behind. */
static enum time_tense *tenses_of(const struct mention_set *set, struct arena *arena)
{
    enum time_tense *tenses = arena_alloc_array(arena, set->time_count, sizeof *tenses);
    for (size_t i = 0; i < set->time_count; i++) {
        tenses[i] = TIME_TENSE_UNKNOWN;
    }
    for (size_t i = 0; i < set->event_count; i++) {
        const struct event_mention *event = &set->events[i];
        if (!event->has_date || event->date >= set->time_count) {
            continue;
        }
        enum time_tense *tense = &tenses[event->date];
        if (event->status == EVENT_OCCURRED) {
            *tense = TIME_TENSE_PAST;
        } else if (event->status == EVENT_PLANNED && *tense == TIME_TENSE_UNKNOWN) {
            *tense = TIME_TENSE_FUTURE;
        }
    }
    for (size_t i = 0; i < set->time_count; i++) {
        enum time_tense said = set->times[i].value.tense;
        tenses[i] = said == TIME_TENSE_UNKNOWN ? tenses[i] : said;
    }
    return tenses;
}

/* The quarter that a report of this day is about: the one that ended last, or that is all but over. */
static struct when quarter_reported(const struct when_context *context)
{
    enum { NEARLY_OVER_DAYS = 3 };
    const struct when *document = &context->document;
    struct when quarter;
    when_clear(&quarter);
    if (context->genre == GENRE_NARRATIVE || document->unit != TIME_UNIT_DAY || !when_has_days(document)) {
        return quarter;
    }
    quarter = when_holding(document->first, TIME_UNIT_QUARTER);
    return quarter.last - document->first < NEARLY_OVER_DAYS ? quarter
                                                             : when_holding(quarter.first - 1, TIME_UNIT_QUARTER);
}

static struct when_context context_of(const struct anchor *anchor, const struct time_value *value)
{
    struct when_context context = {
        .document = when_of_anchor(anchor),
        .genre = anchor ? anchor->genre : GENRE_DEFAULT,
        .tense = value->tense == TIME_TENSE_UNKNOWN && value->bound == TIME_BOUND_BY ? TIME_TENSE_FUTURE : value->tense,
        .since = value->bound == TIME_BOUND_SINCE,
        .prefer = anchor ? anchor->prefer : TIME_PICK_DEFAULT,
        .no_inference = anchor && anchor->no_inference,
    };
    if (context.genre == GENRE_DEFAULT) {
        context.genre = when_has_year(&context.document) ? GENRE_NEWS : GENRE_NARRATIVE;
    }
    when_clear(&context.told);
    when_clear(&context.exact);
    when_clear(&context.next);
    context.quarter = quarter_reported(&context);
    return context;
}

void dates_resolve_one(const struct time_value *value, const struct anchor *anchor, const struct resolved_time *told,
                       struct resolved_time *out, struct arena *arena)
{
    struct when_context context = context_of(anchor, value);
    struct when last;
    if (told && told->known) {
        context.told = when_of_days(told->earliest, told->latest);
    }
    resolve_value(value, &context, anchor, out, &last, arena);
}

/* ---- An hour, and the day that its sentence says ---- */

/* An hour or part of the day that says nothing of its day, or no more than that it is the day at hand. */
static bool is_hour_alone(const struct time_value *value)
{
    const struct time_point *point = &value->point;
    bool at_hand =
        point->unit == TIME_UNIT_DAY && (!is_set(point->step) || point->step == 0) && point->from == TIME_FROM_NOTHING;
    return value->kind == TIME_KIND_CLOCK && !value->is_interval && (point->unit == TIME_UNIT_NONE || at_hand) &&
           point->move_unit == TIME_UNIT_NONE && !is_set(point->year) && !is_set(point->month) && !is_set(point->day) &&
           !is_set(point->weekday) && !is_set(point->holiday) && point->feast == TIME_FEAST_NONE &&
           !is_set(point->week);
}

static bool says_day(const struct time_mention *mention)
{
    return mention->value.kind <= TIME_KIND_CLOCK && mention->value.reference == TIME_REFERENCE_NONE &&
           !mention->value.is_interval && mention->value.bound == TIME_BOUND_NONE && !is_hour_alone(&mention->value);
}

/* What all mentions of a document are resolved with. */
struct resolving {
    const struct mention_set *set;
    const struct anchor *anchor;
    const enum time_tense *tenses;
    struct story story;
    struct when *days; /* of each mention that was resolved to a day; else unit NONE */
};

static struct when_context context_at(const struct resolving *resolving, size_t i)
{
    const struct time_mention *mention = &resolving->set->times[i];
    enum time_tense told = resolving->tenses[i];
    struct when_context context = context_of(resolving->anchor, &mention->value);
    context.weak_tense = context.tense == TIME_TENSE_UNKNOWN && told == TIME_TENSE_UNKNOWN;
    context.tense = context.tense != TIME_TENSE_UNKNOWN ? context.tense
                    : told != TIME_TENSE_UNKNOWN        ? told
                                                        : mention->tense;
    story_context(&resolving->story, i, &mention->value.point, &context);
    return context;
}

/* The day of mention `j`, which stands behind and is not resolved yet. */
static struct when day_ahead(const struct resolving *resolving, size_t j)
{
    struct when_context context = context_at(resolving, j);
    struct when day;
    const struct when *unused;
    when_resolve(&resolving->set->times[j].value.point, &context, &day, &unused);
    return day;
}

static bool is_day(const struct when *when)
{
    return when->unit == TIME_UNIT_DAY && when_has_days(when);
}

/* The day of mention `j` of the sentence before, where it is of the last days: a report goes on telling of it. */
static struct when day_just_told(const struct resolving *resolving, size_t j, const struct when_context *context)
{
    enum { LAST_DAYS = 7 };
    struct when day = resolving->days[j];
    const struct when *document = &context->document;
    if (!is_day(&day) || !is_day(document) || day.first > document->first || day.first < document->first - LAST_DAYS) {
        when_clear(&day);
    }
    return day;
}

/* An hour is on the day that its sentence says: right behind it ("16:15 UTC, June 1"), else before, else behind. Where
 * it says none, on the day that the context gives. */
static void give_day(const struct resolving *resolving, size_t i, struct when_context *context)
{
    enum { BESIDE_BYTES = 4 };
    const struct mention_set *set = resolving->set;
    const struct time_mention *times = set->times;
    if (!is_hour_alone(&times[i].value)) {
        return;
    }
    struct when day;
    when_clear(&day);
    bool has_next = i + 1 < set->time_count && times[i + 1].sentence == times[i].sentence;
    bool is_beside = has_next && times[i + 1].at.source.begin <= times[i].at.source.end + BESIDE_BYTES;
    if (is_beside && says_day(&times[i + 1])) {
        day = day_ahead(resolving, i + 1);
    }
    for (size_t j = i; !is_day(&day) && j > 0 && times[j - 1].sentence == times[i].sentence; j--) {
        day = resolving->days[j - 1];
    }
    for (size_t j = i + 1; !is_day(&day) && j < set->time_count && times[j].sentence == times[i].sentence; j++) {
        day = says_day(&times[j]) ? day_ahead(resolving, j) : day;
    }
    for (size_t j = i; !is_day(&day) && j > 0 && times[j - 1].sentence + 1 >= times[i].sentence; j--) {
        day = day_just_told(resolving, j - 1, context);
    }
    if (is_day(&day)) {
        day.hour = day.minute = day.second = day.zone = TIME_UNSET;
        day.daypart = TIME_DAYPART_NONE;
        context->told = context->document = day;
    }
}

void dates_resolve(const struct mention_set *set, const struct anchor *anchor, struct resolved_time *out,
                   struct arena *arena)
{
    struct resolving resolving = {.set = set, .anchor = anchor, .tenses = tenses_of(set, arena)};
    struct story *story = &resolving.story;
    story_begin(story, set, arena);
    resolving.days = arena_alloc_array(arena, set->time_count + 1, sizeof *resolving.days);
    for (size_t i = 0; i < set->time_count; i++) {
        const struct time_mention *mention = &set->times[i];
        struct when_context context = context_at(&resolving, i);
        struct when last;
        give_day(&resolving, i, &context);
        resolve_value(&mention->value, &context, anchor, &out[i], &last, arena);
        resolving.days[i] = last;
        if (!says_day(mention)) {
            when_clear(&resolving.days[i]);
        }
        out[i].date.quote = mention->at.quote;
        out[i].date.at = mention->at.source;
        if (mention->narrative) {
            story_tell(story, i, &mention->value, &last);
        }
    }
}

bool dates_of_event(const struct mention_set *set, const struct event_mention *event, const struct anchor *anchor,
                    const struct resolved_time *times, struct resolved_time *out)
{
    if (event->has_date && event->date < set->time_count) {
        *out = times[event->date];
        return true;
    }
    bool is_given = anchor->known && slice_is(anchor->basis, "given");
    if (event->has_date || event->scope != DATE_SCOPE_DOCUMENT || !is_given) {
        return false;
    }
    *out = (struct resolved_time){.known = true, .earliest = anchor->earliest, .latest = anchor->latest};
    dates_given(anchor->edtf, &out->date);
    out->timex_type = slice_of("DATE");
    out->timex_value = anchor->edtf;
    return true;
}
