/* Which date is an event's: the ordered scopes of docs/rules.md section 8. */
#include "extract/harvest_p.h"

enum { OPENING_MAX_TOKENS = 4, SIDE_BY_SIDE_TOKENS = 4, HEAD_MAX_LINES = 3, NO_TIME = UINT32_MAX };

/* Can the time date a happening? Not a length of time, not "since", not a mere now. */
static bool dates_events(const struct time_value *value)
{
    return (value->kind == TIME_KIND_DATE || value->kind == TIME_KIND_CLOCK) &&
           value->reference == TIME_REFERENCE_NONE && value->bound != TIME_BOUND_SINCE &&
           value->bound != TIME_BOUND_AFTER;
}

bool dating_is_exact(const struct time_value *value)
{
    const struct time_point *point = &value->point;
    bool named = point->year != TIME_UNSET || point->month != TIME_UNSET || point->weekday != TIME_UNSET;
    bool relative = point->unit >= TIME_UNIT_WEEK || (point->move != TIME_UNSET && point->move != 0);
    return dates_events(value) && value->bound == TIME_BOUND_NONE && (named || relative);
}

static uint32_t first_time(const struct harvest *harvest)
{
    return harvest->sentence_times[harvest->scratch->line.sentence];
}

static uint32_t time_end(const struct harvest *harvest)
{
    return (uint32_t)harvest->set->time_count;
}

static bool usable(const struct harvest *harvest, uint32_t time)
{
    return dates_events(&harvest->set->times[time].value);
}

/* A time that begins within tokens [begin, end). */
static uint32_t time_within(const struct harvest *harvest, uint16_t begin, uint16_t end)
{
    for (uint32_t t = first_time(harvest); t < time_end(harvest); t++) {
        if (usable(harvest, t) && harvest->places[t].begin < end && begin < harvest->places[t].end) {
            return t;
        }
    }
    return NO_TIME;
}

static bool refines(const struct time_value *exact, const struct time_value *year)
{
    return year->point.month == TIME_UNSET && exact->point.month != TIME_UNSET && year->point.year != TIME_UNSET &&
           (exact->point.year == TIME_UNSET || exact->point.year == year->point.year);
}

/* The first captured date, or a more exact one captured beside it. */
static uint32_t own_date(const struct harvest *harvest, const struct candidate *candidate)
{
    const struct time_mention *times = harvest->set->times;
    uint32_t own = NO_TIME;
    for (size_t i = 0; i < candidate->part_count; i++) {
        if (slice_is(candidate->parts[i].role, "date")) {
            uint32_t time = time_within(harvest, candidate->parts[i].begin, candidate->parts[i].end);
            if (time != NO_TIME && (own == NO_TIME || refines(&times[time].value, &times[own].value))) {
                own = time;
            }
        }
    }
    return own;
}

static bool can_be_dated(const struct rule *rule)
{
    return rule->scope_count > 0 && rule->scopes[0] != DATE_SCOPE_NONE;
}

/* Another event of the class between the candidate and the date: 0 none, 1 some, the first beside the candidate, 2 all
 * apart. */
static unsigned stands_between(const struct candidate *candidates, size_t count, const struct candidate *candidate,
                               uint16_t begin, uint16_t end, const struct program *program)
{
    unsigned found = 0;
    for (size_t i = 0; i < count; i++) {
        const struct candidate *other = &candidates[i];
        const struct rule *rule = &program->rules[other->rule];
        if (other != candidate && !other->dropped && !other->denied && other->begin >= begin && other->end <= end &&
            can_be_dated(rule) && slice_equal(rule->class, program->rules[candidate->rule].class)) {
            int gap = other->begin >= candidate->end ? other->begin - candidate->end : candidate->begin - other->end;
            unsigned apart = gap > SIDE_BY_SIDE_TOKENS ? 2 : 1;
            found = found == 0 || apart < found ? apart : found;
        }
    }
    return found;
}

/* Is the date told right after another event of the class? */
static bool told_of_another(const struct candidate *candidates, size_t count, const struct candidate *candidate,
                            const struct time_place *place, const struct program *program)
{
    for (size_t i = 0; i < count; i++) {
        const struct candidate *other = &candidates[i];
        if (other->dropped || other->denied || other->begin > place->begin ||
            (other->begin < candidate->end && candidate->begin < other->end) ||
            !slice_equal(program->rules[other->rule].class, program->rules[candidate->rule].class)) {
            continue;
        }
        for (size_t p = 0; p < other->part_count; p++) {
            if (slice_is(other->parts[p].role, "date") && other->parts[p].begin < place->end &&
                place->begin < other->parts[p].end) {
                return true;
            }
        }
    }
    return false;
}

static bool takes_years(const struct time_value *value)
{
    return value->is_interval && value->point.month == TIME_UNSET && value->point.year != TIME_UNSET &&
           value->end.year != TIME_UNSET && value->end.year > value->point.year;
}

/* Is the date in a clause of the event: where its words stand, or where the verb stands that ends the match? */
static bool in_clause_of(const struct line *line, const struct time_place *place, const struct candidate *candidate)
{
    uint16_t clause = line->clause[place->begin];
    return clause == line->clause[candidate->begin] || clause == line->clause[candidate->end - 1] ||
           clause == line->clause[candidate->match.end - 1];
}

/* The nearest free date of the clause (of the sentence): with nothing between first, right before left. */
static uint32_t nearest_date(const struct harvest *harvest, const struct candidate *candidates, size_t count,
                             const struct candidate *candidate, bool clause_only)
{
    const struct line *line = &harvest->scratch->line;
    uint32_t best = NO_TIME;
    unsigned best_rank = 4;
    unsigned best_distance = 0;
    for (uint32_t t = first_time(harvest); t < time_end(harvest); t++) {
        const struct time_place *place = &harvest->places[t];
        if (!place->free || !usable(harvest, t) || (clause_only && !in_clause_of(line, place, candidate))) {
            continue;
        }
        if (candidate->title_end > 0 && place->begin < candidate->title_end && candidate->title_begin < place->end) {
            continue; /* its own title's, which another scope is for */
        }
        bool right = place->begin >= candidate->begin;
        const struct time_value *value = &harvest->set->times[t].value;
        bool deadline = candidate->status != EVENT_PLANNED && value->bound == TIME_BOUND_BY;
        if (takes_years(value) || (deadline && right)) {
            continue; /* how long something lasts, when something else is due */
        }
        uint16_t from = right ? candidate->end : place->end, to = right ? place->begin : candidate->begin;
        unsigned between = from < to ? stands_between(candidates, count, candidate, from, to, harvest->program) : 0;
        if (between == 2 || (between == 0 && told_of_another(candidates, count, candidate, place, harvest->program))) {
            continue; /* the other one's */
        }
        unsigned rank = (between > 0 || deadline ? 2u : 0u) + (right ? 0u : 1u);
        unsigned distance = from < to ? (unsigned)(to - from) : 0;
        if (rank < best_rank || (rank == best_rank && distance < best_distance)) {
            best = t;
            best_rank = rank;
            best_distance = distance;
        }
    }
    return best;
}

static uint32_t opening_date(const struct harvest *harvest)
{
    uint32_t t = first_time(harvest);
    bool opens = t < time_end(harvest) && harvest->places[t].begin < OPENING_MAX_TOKENS && harvest->places[t].free &&
                 usable(harvest, t);
    return opens ? t : NO_TIME;
}

static uint32_t last_date_of(const struct harvest *harvest, uint32_t sentence)
{
    uint32_t found = NO_TIME;
    uint32_t end = harvest->sentence_times[sentence + 1];
    for (uint32_t t = harvest->sentence_times[sentence]; t < end; t++) {
        found = usable(harvest, t) && harvest->places[t].free ? t : found;
    }
    return found;
}

/* "11:00am, 26 September 2019": the hour is on the day that stands beside it. */
static uint32_t first_date_of(const struct harvest *harvest, uint32_t sentence)
{
    uint32_t hour = NO_TIME;
    uint32_t end = harvest->sentence_times[sentence + 1];
    for (uint32_t t = harvest->sentence_times[sentence]; t < end; t++) {
        if (!usable(harvest, t) || !harvest->places[t].free) {
            continue;
        }
        if (harvest->set->times[t].value.kind != TIME_KIND_CLOCK) {
            return t;
        }
        hour = hour == NO_TIME ? t : hour;
    }
    return hour;
}

static uint32_t lead_date(const struct harvest *harvest, const struct candidate *candidate)
{
    uint32_t inherited = inherit_date(harvest, candidate->rule);
    if (inherited != NO_TIME) {
        return inherited;
    }
    const struct text *text = harvest->text;
    uint32_t block = text->sentences[harvest->scratch->line.sentence].block;
    uint32_t lead = text->blocks[block].lead_in;
    if (lead >= block) {
        return NO_TIME;
    }
    const struct block *record = &text->blocks[lead];
    for (uint32_t i = record->sentence_count; i-- > 0;) {
        uint32_t time = last_date_of(harvest, record->first_sentence + i);
        if (time != NO_TIME) {
            return time;
        }
    }
    return NO_TIME;
}

/* The sentence before is in the same paragraph, or in the one before where the match leads in from the sentence's first
 * word. */
static uint32_t date_before(const struct harvest *harvest, const struct candidate *candidate)
{
    uint32_t sentence = harvest->scratch->line.sentence;
    const struct text *text = harvest->text;
    if (sentence == 0) {
        return NO_TIME;
    }
    uint32_t block = text->sentences[sentence].block, last = text->sentences[sentence - 1].block;
    bool leads_in = candidate->match.begin == 0 && candidate->begin > 0 &&
                    text->blocks[block].kind == BLOCK_PARAGRAPH && text->blocks[last].kind == BLOCK_PARAGRAPH;
    if (last != block && !leads_in) {
        return NO_TIME;
    }
    return last_date_of(harvest, sentence - 1);
}

/* The date of the event named under `occasion:`. */
static uint32_t occasion_date(const struct harvest *harvest, const struct candidate *candidates, size_t count,
                              const struct candidate *candidate)
{
    for (size_t i = 0; i < candidate->part_count; i++) {
        const struct part *part = &candidate->parts[i];
        if (!slice_is(part->role, "occasion")) {
            continue;
        }
        uint32_t inside = time_within(harvest, part->begin, part->end);
        for (size_t j = 0; j < count; j++) {
            const struct candidate *other = &candidates[j];
            if (other != candidate && !other->dropped && other->time != NO_TIME && other->begin < part->end &&
                part->begin < other->end) {
                return other->time;
            }
        }
        if (inside != NO_TIME) {
            return inside;
        }
    }
    return NO_TIME;
}

static uint32_t scope_date(const struct harvest *harvest, const struct candidate *candidates, size_t count,
                           const struct candidate *candidate, enum date_scope scope)
{
    switch (scope) {
    case DATE_SCOPE_OWN:
        return own_date(harvest, candidate);
    case DATE_SCOPE_TITLE:
        return time_within(harvest, candidate->title_end ? candidate->title_begin : candidate->begin,
                           candidate->title_end ? candidate->title_end : candidate->end);
    case DATE_SCOPE_CLAUSE:
    case DATE_SCOPE_SENTENCE:
        return nearest_date(harvest, candidates, count, candidate, scope == DATE_SCOPE_CLAUSE);
    case DATE_SCOPE_OPENING:
        return opening_date(harvest);
    case DATE_SCOPE_LEAD:
        return lead_date(harvest, candidate);
    case DATE_SCOPE_OCCASION:
        return occasion_date(harvest, candidates, count, candidate);
    case DATE_SCOPE_BEFORE:
        return date_before(harvest, candidate);
    case DATE_SCOPE_DOCUMENT:
        return DATING_DOCUMENT; /* it may stand further on */
    default:
        return NO_TIME;
    }
}

void dating_find(const struct harvest *harvest, struct candidate *candidates, size_t count, struct candidate *candidate)
{
    const struct rule *rule = &harvest->program->rules[candidate->rule];
    candidate->time = NO_TIME;
    candidate->scope = DATE_SCOPE_NONE;
    for (size_t i = 0; i < rule->scope_count; i++) {
        uint32_t time = scope_date(harvest, candidates, count, candidate, rule->scopes[i]);
        if (time == NO_TIME) {
            continue;
        }
        candidate->time = time;
        candidate->scope = rule->scopes[i];
        if (rule->scopes[i] == DATE_SCOPE_TITLE) {
            uint32_t exact = nearest_date(harvest, candidates, count, candidate, true);
            bool told_after = exact != NO_TIME && harvest->places[exact].begin >= candidate->end;
            if (exact != NO_TIME && (told_after || harvest->set->times[exact].value.point.year != TIME_UNSET) &&
                refines(&harvest->set->times[exact].value, &harvest->set->times[time].value)) {
                candidate->time = exact;
                candidate->scope = DATE_SCOPE_CLAUSE;
            }
        }
        return;
    }
}

static bool in_head(const struct harvest *harvest, uint32_t sentence)
{
    enum block_kind kind = harvest->text->blocks[harvest->text->sentences[sentence].block].kind;
    return kind == BLOCK_HEAD || kind == BLOCK_HEADING;
}

/* The date on the lines right below a line of the head, as far as no other event is named there. */
static uint32_t date_below(const struct harvest *harvest, uint32_t sentence)
{
    const struct mention_set *set = harvest->set;
    for (uint32_t s = sentence + 1; s <= sentence + HEAD_MAX_LINES && s < harvest->text->sentence_count; s++) {
        struct span line = harvest->text->sentences[s].span;
        if (!in_head(harvest, s)) {
            return NO_TIME;
        }
        for (size_t e = 0; e < set->event_count; e++) {
            if (set->events[e].at.text.begin >= line.begin && set->events[e].at.text.end <= line.end) {
                return NO_TIME;
            }
        }
        uint32_t time = first_date_of(harvest, s);
        if (time != NO_TIME) {
            return time;
        }
    }
    return NO_TIME;
}

/* Events that the document dates, once all of it is read. */
void dating_finish(struct harvest *harvest)
{
    struct mention_set *set = harvest->set;
    uint32_t sentence = 0;
    for (size_t e = 0; e < set->event_count; e++) {
        struct event_mention *event = &set->events[e];
        if (!event->has_date || event->date != DATING_DOCUMENT) {
            continue;
        }
        while (sentence + 1 < harvest->text->sentence_count &&
               harvest->text->sentences[sentence + 1].span.begin <= event->at.text.begin) {
            sentence++;
        }
        uint32_t time = in_head(harvest, sentence) ? date_below(harvest, sentence) : NO_TIME;
        time = time != NO_TIME ? time : set->facts.date;
        event->has_date = time != NO_TIME;
        event->date = event->has_date ? time : 0;
    }
}
