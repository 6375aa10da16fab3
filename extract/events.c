/* Events and relations of one sentence: matches become candidates, candidates get parts, status and date, the best
 * stay. */
#include <stdlib.h>

#include "extract/probe_p.h"

/* --- parts --- */

static void add_part(const struct harvest *harvest, struct candidate *candidate, const struct code *code,
                     const struct bound *bound)
{
    if (candidate->part_count == sizeof candidate->parts / sizeof candidate->parts[0]) {
        return;
    }
    const struct line *line = &harvest->scratch->line;
    const struct capture_info *info = &code->captures[bound->capture];
    candidate->parts[candidate->part_count++] = (struct part){.name = info->name,
                                                              .role = info->role,
                                                              .begin = bound->begin,
                                                              .end = bound->end,
                                                              .span = bound_span(line, code, bound),
                                                              .entry = bound_entry(line, code, bound)};
}

static const struct part *find_part(const struct candidate *candidate, const char *role)
{
    for (size_t i = 0; i < candidate->part_count; i++) {
        if (slice_is(candidate->parts[i].role, role)) {
            return &candidate->parts[i];
        }
    }
    return NULL;
}

static void settle_span_of_mention(struct candidate *candidate)
{
    candidate->begin = candidate->match.begin;
    candidate->end = candidate->match.end;
    const struct part *title = find_part(candidate, "title"), *anchor = find_part(candidate, "anchor");
    if (title != NULL) {
        candidate->title = title->span;
        candidate->title_begin = candidate->begin = title->begin;
        candidate->title_end = candidate->end = title->end;
    }
    if (anchor != NULL) {
        candidate->begin = anchor->begin;
        candidate->end = anchor->end;
    }
}

/* Do the items of each() have an anchor of their own? */
static bool items_have_anchor(const struct match *match, const struct bound *bounds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bounds[i].item > 0 && slice_is(match->code->captures[bounds[i].capture].role, "anchor")) {
            return true;
        }
    }
    return false;
}

/* One candidate for each item of each(), else one. */
static size_t make_candidates(struct harvest *harvest, const struct match *match, struct candidate *out, size_t limit)
{
    struct bound bounds[64];
    size_t bound_count = match_bounds(match, bounds, 64);
    uint16_t items = 0;
    for (size_t i = 0; i < bound_count; i++) {
        items = bounds[i].item > items ? bounds[i].item : items;
    }
    if (items == 1 && items_have_anchor(match, bounds, bound_count)) {
        if (harvest->scratch->probe != NULL) {
            probe_beaten(harvest->scratch, match, PROBE_ALONE, NULL);
        }
        return 0; /* one item alone need not be told apart from others */
    }
    size_t count = 0;
    for (uint16_t item = items > 0 ? 1 : 0; item <= items && count < limit; item++) {
        struct candidate *candidate = &out[count++];
        memset(candidate, 0, sizeof *candidate);
        candidate->rule = match->rule;
        candidate->match = *match;
        candidate->item = item;
        candidate->time = UINT32_MAX;
        candidate->bound_count = bound_count;
        memcpy(candidate->bounds, bounds, bound_count * sizeof *bounds);
        for (size_t i = 0; i < bound_count; i++) {
            if (bounds[i].item == 0 || bounds[i].item == item) {
                add_part(harvest, candidate, match->code, &bounds[i]);
            }
        }
        settle_span_of_mention(candidate);
    }
    return count;
}

/* --- around --- */

static uint16_t distance_to(const struct candidate *candidate, const struct match *match, bool *right)
{
    *right = match->begin >= candidate->match.end;
    return *right ? (uint16_t)(match->begin - candidate->match.end)
                  : (uint16_t)(candidate->match.begin > match->end ? candidate->match.begin - match->end : 0);
}

static bool other_centre_between(const struct candidate *candidates, size_t count, const struct candidate *candidate,
                                 const struct match *match)
{
    uint16_t from = match->begin >= candidate->match.end ? candidate->match.end : match->end;
    uint16_t to = match->begin >= candidate->match.end ? match->begin : candidate->match.begin;
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].rule == candidate->rule && &candidates[i] != candidate && candidates[i].match.begin >= from &&
            candidates[i].match.end <= to) {
            return true;
        }
    }
    return false;
}

/* The match of `code` nearest to the centre; false where there is none. */
static bool nearest_match(struct harvest *harvest, const struct code *code, const struct candidate *candidates,
                          size_t count, const struct candidate *candidate, struct match *found)
{
    struct scratch *scratch = harvest->scratch;
    struct line *line = &scratch->line;
    size_t first = scratch->match_count;
    line->centre_begin = candidate->match.begin;
    line->centre_end = code->has_centre ? candidate->match.end : 0;
    match_all(scratch, code, candidate->rule);
    line->centre_end = 0;
    bool any = false;
    unsigned best = 0;
    for (size_t i = first; i < scratch->match_count; i++) {
        const struct match *match = &scratch->matches[i];
        bool right;
        unsigned distance = 0;
        if (code->has_centre) {
            if (match->begin > candidate->match.begin || match->end < candidate->match.end) {
                continue;
            }
        } else {
            bool overlapping = match->begin < candidate->match.end && candidate->match.begin < match->end;
            bool elsewhere = line->clause[match->begin] != line->clause[candidate->match.begin] &&
                             line->clause[match->begin] != line->clause[candidate->match.end - 1];
            if (overlapping || elsewhere || other_centre_between(candidates, count, candidate, match)) {
                continue;
            }
            distance = distance_to(candidate, match, &right) * 2u + !right;
            distance += right ? 0u : 1000u;
        }
        if (!any || distance < best) {
            *found = *match;
            best = distance;
            any = true;
        }
    }
    scratch->match_count = first;
    return any;
}

static void fill_around(struct harvest *harvest, struct candidate *candidates, size_t count)
{
    for (size_t c = 0; c < count; c++) {
        const struct rule *rule = &harvest->program->rules[candidates[c].rule];
        if (harvest->scratch->probe != NULL) {
            probe_rule_begins(harvest->scratch);
        }
        for (size_t a = 0; a < rule->around_count; a++) {
            struct match found;
            struct bound bounds[64];
            if (!nearest_match(harvest, rule->around[a].code, candidates, count, &candidates[c], &found)) {
                continue;
            }
            size_t bound_count = match_bounds(&found, bounds, 64);
            for (size_t i = 0; i < bound_count; i++) {
                add_part(harvest, &candidates[c], rule->around[a].code, &bounds[i]);
            }
        }
        if (harvest->scratch->probe != NULL) {
            probe_rule_adds(harvest->scratch, candidates[c].rule);
        }
    }
}

/* --- status --- */

/* Has the clause a match of `code` that begins before token `limit`? */
static bool clause_has(struct harvest *harvest, const struct code *code, const struct candidate *candidate,
                       uint16_t limit)
{
    struct scratch *scratch = harvest->scratch;
    const struct line *line = &scratch->line;
    if (code == NULL) {
        return false;
    }
    size_t first = scratch->match_count;
    line_find_clauses(scratch);
    match_all(scratch, code, 0);
    bool found = false;
    for (size_t i = first; i < scratch->match_count && !found; i++) {
        uint16_t clause = line->clause[scratch->matches[i].begin];
        found = scratch->matches[i].begin < limit &&
                (clause == line->clause[candidate->begin] || clause == line->clause[candidate->end - 1]);
    }
    scratch->match_count = first;
    return found;
}

enum { DENIED_REACH = 2 };

static void find_status(struct harvest *harvest, struct candidate *candidate)
{
    static const enum event_status meaning[STATUS_PATTERNS] = {EVENT_UNKNOWN, EVENT_CANCELLED, EVENT_POSTPONED,
                                                               EVENT_PLANNED, EVENT_OCCURRED};
    const struct rule *rule = &harvest->program->rules[candidate->rule];
    if (harvest->scratch->probe != NULL) {
        probe_rule_begins(harvest->scratch);
    }
    for (size_t s = 0; s < STATUS_PATTERNS; s++) {
        /* What is denied later in the clause is something else: "was never held" stands right behind. */
        uint16_t limit = s == STATUS_PATTERN_DENIED ? (uint16_t)(candidate->match.end + DENIED_REACH) : UINT16_MAX;
        bool own = clause_has(harvest, rule->statuses[s], candidate, limit);
        if (own || clause_has(harvest, harvest->program->statuses[s], candidate, limit)) {
            candidate->told_in_passing = !own && s == STATUS_PATTERN_OCCURRED;
            candidate->denied = s == STATUS_PATTERN_DENIED;
            candidate->status = meaning[s];
            break;
        }
    }
    if (harvest->scratch->probe != NULL) {
        probe_rule_adds(harvest->scratch, candidate->rule);
    }
}

enum event_status events_status_of(struct harvest *harvest, uint32_t rule, const struct match *match)
{
    struct candidate candidate = {.rule = rule, .match = *match, .begin = match->begin, .end = match->end};
    find_status(harvest, &candidate);
    return candidate.status;
}

/* --- who stays --- */

static bool overlap(const struct candidate *a, const struct candidate *b)
{
    return a->begin < b->end && b->begin < a->end;
}

/* Who comes first among those that want the same words: dated, with a date of its own, with more parts, longer,
 * earlier, of a later pack, of an earlier rule. PROBE_WON where a does not. */
static enum probe_fate what_puts_first(const struct harvest *harvest, const struct candidate *a,
                                       const struct candidate *b)
{
    const struct rule *p = &harvest->program->rules[a->rule], *q = &harvest->program->rules[b->rule];
    if ((a->time != UINT32_MAX) != (b->time != UINT32_MAX)) {
        return a->time != UINT32_MAX ? PROBE_DATED : PROBE_WON;
    }
    if (a->scope != b->scope && (a->scope == DATE_SCOPE_OWN || b->scope == DATE_SCOPE_OWN)) {
        return a->scope == DATE_SCOPE_OWN ? PROBE_DATED : PROBE_WON;
    }
    if (a->part_count != b->part_count) {
        return a->part_count > b->part_count ? PROBE_MORE_PARTS : PROBE_WON;
    }
    if (a->end - a->begin != b->end - b->begin) {
        return a->end - a->begin > b->end - b->begin ? PROBE_LONGER : PROBE_WON;
    }
    if (a->begin != b->begin) {
        return a->begin < b->begin ? PROBE_EARLIER : PROBE_WON;
    }
    if (p->pack != q->pack) {
        return p->pack > q->pack ? PROBE_PACK : PROBE_WON;
    }
    return a->rule != b->rule ? (a->rule < b->rule ? PROBE_ORDER : PROBE_WON) : (a < b ? PROBE_EARLIER : PROBE_WON);
}

/* Where two rules name each other neither counts. */
static bool is_over(const struct harvest *harvest, const struct candidate *a, const struct candidate *b)
{
    const struct rule *p = &harvest->program->rules[a->rule], *q = &harvest->program->rules[b->rule];
    return p->over_count > 0 && layers_over(p, q->name) && !layers_over(q, p->name);
}

/* Items of one each( stand beside each other. */
static bool are_rivals(const struct harvest *harvest, const struct candidate *a, const struct candidate *b)
{
    bool siblings = a->item != b->item && a->match.begin == b->match.begin && a->rule == b->rule;
    return a != b && !siblings && overlap(a, b) &&
           slice_equal(harvest->program->rules[a->rule].class, harvest->program->rules[b->rule].class);
}

static void apply_over(const struct harvest *harvest, struct candidate *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count && !candidates[i].dropped; j++) {
            struct candidate *other = &candidates[j];
            if (!other->beaten && are_rivals(harvest, &candidates[i], other) &&
                is_over(harvest, &candidates[i], other)) {
                other->beaten = true;
                other->winner = other->dropped ? other->winner : &candidates[i];
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        candidates[i].dropped = candidates[i].dropped || candidates[i].beaten;
    }
}

/* `over` first; then the best stays and its rivals go, and so on among those that are left. */
static void drop_beaten(const struct harvest *harvest, struct candidate *candidates, size_t count)
{
    apply_over(harvest, candidates, count);
    for (;;) {
        struct candidate *best = NULL;
        for (size_t i = 0; i < count; i++) {
            struct candidate *other = &candidates[i];
            if (!other->dropped && !other->settled &&
                (best == NULL || what_puts_first(harvest, other, best) != PROBE_WON)) {
                best = other;
            }
        }
        if (best == NULL) {
            return;
        }
        best->settled = true;
        for (size_t i = 0; i < count; i++) {
            struct candidate *other = &candidates[i];
            if (!other->dropped && !other->settled && are_rivals(harvest, best, other)) {
                other->dropped = true;
                other->winner = best;
            }
        }
    }
}

/* --- records --- */

static struct bindings bindings_of(const struct harvest *harvest, const struct candidate *candidate)
{
    return (struct bindings){harvest->scratch, &candidate->match, candidate->bounds, candidate->bound_count,
                             candidate->item};
}

/* `$x` of a part that an around pattern found is its value; anything else is an expression over the match. */
static struct slice part_text(const struct harvest *harvest, const struct candidate *candidate, struct slice text)
{
    struct bindings bindings = bindings_of(harvest, candidate);
    struct slice value = bindings_text(&bindings, text, harvest->scratch->arena);
    if (value.len == 0 && text.len > 1 && text.ptr[0] == '$') {
        for (size_t i = 0; i < candidate->part_count; i++) {
            const struct part *part = &candidate->parts[i];
            if (slice_equal(part->name, slice_sub(text, 1, text.len))) {
                value = part->entry == NULL              ? line_quote(harvest->scratch, part->begin, part->end)
                        : part->entry->value.len > 0     ? part->entry->value
                        : part->entry->canonical.len > 0 ? part->entry->canonical
                                                         : part->entry->text;
                break;
            }
        }
    }
    return value.len > 0 ? arena_copy(harvest->arena, value) : value;
}

static bool is_role(struct slice role)
{
    static const char *const others[] = {"title", "date",    "anchor", "occasion", "name",
                                         "noun",  "ordinal", "year",   "n",        "number"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (slice_is(role, others[i])) {
            return false;
        }
    }
    return !slice_starts(role, "x-");
}

/* Roles that only a beaten rule found for the same title go to the rule that stays; so do attributes. */
static void share_roles(const struct harvest *harvest, struct candidate *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct candidate *kept = &candidates[i];
        for (size_t j = 0; j < count && !kept->dropped && kept->title_end > 0; j++) {
            const struct candidate *other = &candidates[j];
            if (!other->dropped || other->denied || other->item > 0 || other->title_begin != kept->title_begin ||
                other->title_end != kept->title_end ||
                !slice_equal(harvest->program->rules[other->rule].class, harvest->program->rules[kept->rule].class)) {
                continue;
            }
            if (kept->donor == NULL && harvest->program->rules[other->rule].attribute_count > 0) {
                kept->donor = other;
            }
            size_t before = kept->part_count;
            for (size_t p = 0; p < other->part_count; p++) {
                bool has = !is_role(other->parts[p].role);
                for (size_t q = 0; q < before && !has; q++) {
                    has = slice_equal(kept->parts[q].role, other->parts[p].role);
                }
                if (!has && kept->part_count < sizeof kept->parts / sizeof kept->parts[0]) {
                    kept->parts[kept->part_count++] = other->parts[p];
                }
            }
        }
    }
}

static void add_filler(struct event_mention *event, struct slice role, uint32_t name)
{
    for (size_t i = 0; i < event->filler_count; i++) {
        if (event->fillers[i].name == name && slice_equal(event->fillers[i].role, role)) {
            return;
        }
    }
    event->fillers[event->filler_count++] = (struct filler){role, name};
}

/* Does the document name it anywhere? A name goes without saying only where it was said once. */
static bool named_in_document(struct harvest *harvest, struct slice name)
{
    struct slice text = harvest->document->text;
    bool added;
    uint32_t *known = map_put(&harvest->named, name, 0, &added);
    if (added) { /* looked for once, whatever the number of events */
        *known = memmem(text.ptr, text.len, name.ptr, name.len) != NULL;
    }
    return *known != 0;
}

/* Names that go without saying (`roles:`), where the text names nobody else in that role. */
static void fill_constant_roles(struct harvest *harvest, const struct candidate *candidate, struct event_mention *event)
{
    const struct rule *rule = &harvest->program->rules[candidate->rule];
    for (size_t i = 0; i < rule->role_count; i++) {
        if (find_part(candidate, arena_string(harvest->scratch->arena, rule->roles[i].key)) == NULL &&
            (slice_starts(rule->roles[i].value, "=") || named_in_document(harvest, rule->roles[i].value))) {
            add_filler(event, rule->roles[i].key,
                       harvest_constant_name(harvest, event->at, rule->roles[i].value, rule->name));
        }
    }
}

/* Whom a name that no rule knows stands for. */
static bool role_of_people(struct slice role)
{
    return slice_is(role, "visitor") || slice_is(role, "speaker") || slice_is(role, "participant") ||
           slice_is(role, "host");
}

/* A gathering that does something does it as the body whose name ends its own: "tenth session of the Lakes Council". */
static const struct typed_span *body_of_title(const struct harvest *harvest, const struct part *part)
{
    const struct line *line = &harvest->scratch->line;
    const struct program *program = harvest->program;
    const struct typed_span *body = NULL;
    if (part->span == NULL || program->types[part->span->type].entity.len > 0 ||
        !program->families[program->types[part->span->type].family].opaque) {
        return NULL;
    }
    for (size_t i = 0; i < line->span_count; i++) {
        const struct typed_span *span = &line->spans[i];
        if (!span->gone && span->end == part->end && span->begin > part->begin &&
            slice_is(program->types[span->type].entity, "organization") &&
            (body == NULL || span->begin < body->begin)) {
            body = span;
        }
    }
    return body;
}

static void fill_roles(struct harvest *harvest, const struct candidate *candidate, struct event_mention *event)
{
    const struct rule *rule_record = &harvest->program->rules[candidate->rule];
    struct slice rule = rule_record->name;
    event->fillers =
        arena_alloc_array(harvest->arena, candidate->part_count + rule_record->role_count + 2, sizeof *event->fillers);
    for (size_t i = 0; i < candidate->part_count; i++) {
        const struct part *part = &candidate->parts[i];
        const struct typed_span *body = is_role(part->role) ? body_of_title(harvest, part) : NULL;
        if (body != NULL) {
            add_filler(event, part->role, harvest_name(harvest, body->begin, body->end, body, "organization", rule));
        } else if (is_role(part->role)) {
            const char *type = slice_is(part->role, "place") ? "place"
                               : role_of_people(part->role)  ? "person"
                                                             : "organization";
            add_filler(event, part->role, harvest_name(harvest, part->begin, part->end, part->span, type, rule));
        }
    }
    const struct typed_span *title = candidate->title;
    if (title != NULL && title->place_end > title->place_begin) {
        const struct line *line = &harvest->scratch->line;
        const struct typed_span *span = NULL;
        for (size_t i = 0; i < line->span_count; i++) {
            if (line->spans[i].begin == title->place_begin && line->spans[i].end == title->place_end &&
                harvest->program->types[line->spans[i].type].entity.len > 0 && !line->spans[i].gone) {
                span = &line->spans[i];
            }
        }
        add_filler(event, slice_of("place"),
                   harvest_name(harvest, title->place_begin, title->place_end, span, "place", rule));
    }
    fill_constant_roles(harvest, candidate, event);
}

static void fill_attributes(struct harvest *harvest, const struct candidate *candidate, struct event_mention *event)
{
    const struct rule *rule = &harvest->program->rules[candidate->rule];
    if (rule->attribute_count == 0 && candidate->donor != NULL) {
        fill_attributes(harvest, candidate->donor, event);
        return;
    }
    size_t inherited = candidate->title != NULL ? candidate->title->attribute_count : 0;
    event->attributes =
        arena_alloc_array(harvest->arena, rule->attribute_count + inherited + 1, sizeof *event->attributes);
    for (size_t i = 0; i < rule->attribute_count; i++) {
        struct slice value = part_text(harvest, candidate, rule->attributes[i].value);
        if (value.len > 0) {
            event->attributes[event->attribute_count++] = (struct attribute){rule->attributes[i].key, value};
        }
    }
    for (size_t i = 0; i < inherited; i++) {
        const struct attribute *attribute = &candidate->title->attributes[i];
        event->attributes[event->attribute_count++] =
            (struct attribute){attribute->key, arena_copy(harvest->arena, attribute->value)};
    }
}

/* `$role` of a rule's title where the text names nobody in it: the name that goes without saying, or nothing. */
static struct slice title_with_constants(struct harvest *harvest, const struct candidate *candidate)
{
    const struct rule *rule = &harvest->program->rules[candidate->rule];
    struct arena *arena = harvest->scratch->arena;
    struct slice title = rule->title;
    for (size_t i = 0; i < rule->role_count; i++) {
        char *key = arena_string(arena, rule->roles[i].key);
        struct slice sign = arena_format(arena, "$%s ", key);
        if (!slice_starts(title, arena_string(arena, sign)) || find_part(candidate, key) != NULL) {
            continue;
        }
        struct slice rest = slice_sub(title, sign.len, title.len);
        struct slice name = named_in_document(harvest, rule->roles[i].value) ? rule->roles[i].value : (struct slice){0};
        title = arena_format(arena, "%.*s%s%.*s", SLICE_ARG(name), name.len > 0 ? " " : "", SLICE_ARG(rest));
    }
    return title;
}

static void fill_title(struct harvest *harvest, const struct candidate *candidate, struct event_mention *event)
{
    const struct rule *rule = &harvest->program->rules[candidate->rule];
    if (rule->title.len > 0) {
        event->title = part_text(harvest, candidate, title_with_constants(harvest, candidate));
    }
    if (event->title.len == 0) {
        uint16_t begin = candidate->title_end ? candidate->title_begin : candidate->begin;
        uint16_t end = candidate->title_end ? candidate->title_end : candidate->end;
        event->title = arena_copy(harvest->arena, line_quote(harvest->scratch, begin, end));
    }
    event->ordinal = event->title_year = TIME_UNSET;
    if (candidate->title != NULL) {
        event->ordinal = candidate->title->ordinal;
        event->title_year = candidate->title->year;
        event->type = candidate->title->kind.len > 0 ? arena_copy(harvest->arena, candidate->title->kind) : event->type;
    }
    if (rule->type.len > 0) {
        struct slice type = part_text(harvest, candidate, rule->type);
        event->type = type.len > 0 ? type : event->type;
    } else if (event->type.len == 0 && candidate->donor != NULL) {
        event->type = part_text(harvest, candidate->donor, harvest->program->rules[candidate->donor->rule].type);
    }
}

static uint32_t add_event(struct harvest *harvest, const struct candidate *candidate)
{
    struct mention_set *set = harvest->set;
    const struct rule *rule = &harvest->program->rules[candidate->rule];
    const struct line *line = &harvest->scratch->line;
    set->events = array_grow(set->events, &harvest->event_capacity, set->event_count + 1, sizeof *set->events);
    struct event_mention event = {.rule = rule->name,
                                  .class = rule->class,
                                  .has_date = candidate->time != UINT32_MAX,
                                  .date = candidate->time != UINT32_MAX ? candidate->time : 0,
                                  .scope = candidate->scope,
                                  .status = candidate->status,
                                  .back_reference = rule->back};
    event.at = harvest_evidence(harvest, line_bytes(line, candidate->begin, candidate->end));
    event.sentence = harvest_evidence(harvest, line->text->sentences[line->sentence].span);
    fill_title(harvest, candidate, &event);
    fill_roles(harvest, candidate, &event);
    fill_attributes(harvest, candidate, &event);
    set->events[set->event_count] = event;
    return (uint32_t)set->event_count++;
}

static void add_relation(struct harvest *harvest, const struct candidate *candidate, struct slice type,
                         const struct part *left, const struct part *right, uint32_t event)
{
    struct mention_set *set = harvest->set;
    struct slice rule = harvest->program->rules[candidate->rule].name;
    uint32_t source = harvest_name(harvest, left->begin, left->end, left->span, "organization", rule);
    uint32_t target = harvest_name(harvest, right->begin, right->end, right->span, "organization", rule);
    if (source == target) {
        return;
    }
    set->relations =
        array_grow(set->relations, &harvest->relation_capacity, set->relation_count + 1, sizeof *set->relations);
    set->relations[set->relation_count++] = (struct relation_mention){
        .at = harvest_evidence(harvest,
                               line_bytes(&harvest->scratch->line, candidate->match.begin, candidate->match.end)),
        .rule = rule,
        .type = type,
        .source = source,
        .target = target,
        .event = event,
        .status = candidate->status};
}

static bool named(const struct part *part, struct slice reference)
{
    return reference.len > 1 && slice_equal(part->name, slice_sub(reference, 1, reference.len));
}

static void add_also(struct harvest *harvest, const struct candidate *candidate, uint32_t event)
{
    const struct rule *rule = &harvest->program->rules[candidate->rule];
    for (size_t a = 0; a < rule->also_count; a++) {
        const struct also *also = &rule->also[a];
        bool same = slice_equal(also->left, also->right);
        for (size_t i = 0; i < candidate->part_count; i++) {
            for (size_t j = same ? i + 1 : 0; j < candidate->part_count; j++) {
                if (i != j && named(&candidate->parts[i], also->left) && named(&candidate->parts[j], also->right)) {
                    add_relation(harvest, candidate, also->type, &candidate->parts[i], &candidate->parts[j], event);
                }
            }
        }
    }
}

/* --- stages --- */

static size_t collect(struct harvest *harvest, enum rule_kind stage, struct candidate *candidates)
{
    struct scratch *scratch = harvest->scratch;
    const struct layer *layer = NULL;
    for (size_t i = 0; i < harvest->program->layer_count; i++) {
        if (harvest->program->layers[i].stage == stage) {
            layer = &harvest->program->layers[i];
        }
    }
    scratch->match_count = 0;
    if (layer == NULL || layer->rule_count == 0) {
        return 0;
    }
    if (!layers_any(scratch, layer)) {
        return 0;
    }
    line_find_clauses(scratch);
    layers_match(scratch, layer);
    size_t count = 0, match_count = scratch->match_count;
    for (size_t i = 0; i < match_count && count < SENTENCE_MAX_CANDIDATES; i++) {
        struct match match = scratch->matches[i];
        count += make_candidates(harvest, &match, candidates + count, SENTENCE_MAX_CANDIDATES - count);
    }
    return count;
}

/* Tells the probe what became of the candidates. */
static void tell_candidates(const struct harvest *harvest, const struct candidate *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct candidate *candidate = &candidates[i];
        enum probe_fate fate = candidate->denied ? PROBE_DENIED : candidate->dropped ? PROBE_NO_DATE : PROBE_WON;
        if (candidate->winner != NULL) {
            fate = candidate->beaten ? PROBE_OVER : what_puts_first(harvest, candidate->winner, candidate);
            fate = fate != PROBE_WON ? fate : PROBE_EARLIER; /* shared parts may have changed the count since */
        }
        probe_candidate(harvest->scratch, candidate, fate, candidate->winner);
    }
}

/* A title with a date in its clause that no rule made an event of: somebody should look. */
static bool title_beside_date(const struct harvest *harvest, const struct typed_span *span)
{
    const struct line *line = &harvest->scratch->line;
    const struct type *type = &harvest->program->types[span->type];
    if (span->gone || span->time != NULL || type->entity.len > 0 || !harvest->program->families[type->family].opaque) {
        return false;
    }
    for (size_t t = harvest->sentence_times[line->sentence]; t < harvest->set->time_count; t++) {
        if (harvest->places[t].free && dating_is_exact(&harvest->set->times[t].value) &&
            line->clause[harvest->places[t].begin] == line->clause[span->begin]) {
            return true;
        }
    }
    return false;
}

static void note_doubt(struct harvest *harvest, bool any)
{
    struct mention_set *set = harvest->set;
    const struct line *line = &harvest->scratch->line;
    bool doubtful = false;
    for (size_t i = 0; i < line->span_count && !any && !doubtful; i++) {
        doubtful = title_beside_date(harvest, &line->spans[i]);
    }
    if (!doubtful) {
        return;
    }
    set->doubts = array_grow(set->doubts, &harvest->doubt_capacity, set->doubt_count + 1, sizeof *set->doubts);
    set->doubts[set->doubt_count++] = (struct doubt){
        .kind = slice_of("no-event"), .at = harvest_evidence(harvest, line->text->sentences[line->sentence].span)};
}

void harvest_events(struct harvest *harvest)
{
    struct candidate *candidates = harvest->scratch->candidates_of_sentence;
    size_t count = collect(harvest, RULE_EVENT, candidates);
    fill_around(harvest, candidates, count);
    for (size_t i = 0; i < count; i++) {
        find_status(harvest, &candidates[i]);
    }
    for (size_t i = 0; i < count; i++) {
        dating_find(harvest, candidates, count, &candidates[i]);
    }
    for (size_t i = 0; i < count; i++) { /* once more: an occasion's date may come later in the sentence */
        if (candidates[i].time == UINT32_MAX) {
            dating_find(harvest, candidates, count, &candidates[i]);
        }
        if (candidates[i].told_in_passing && candidates[i].time == UINT32_MAX) {
            candidates[i].status = EVENT_UNKNOWN; /* a verb of the past beside it may be that of something else */
        }
        const struct rule *rule = &harvest->program->rules[candidates[i].rule];
        candidates[i].dropped = candidates[i].denied || (rule->needs_date && candidates[i].time == UINT32_MAX);
    }
    drop_beaten(harvest, candidates, count);
    share_roles(harvest, candidates, count);
    if (harvest->scratch->probe != NULL) {
        tell_candidates(harvest, candidates, count);
    }
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!candidates[i].dropped) {
            uint32_t event = add_event(harvest, &candidates[i]);
            add_also(harvest, &candidates[i], event);
            any = true;
        }
    }
    note_doubt(harvest, any);
}

void harvest_relations(struct harvest *harvest)
{
    struct candidate *candidates = harvest->scratch->candidates_of_sentence;
    size_t count = collect(harvest, RULE_RELATION, candidates);
    fill_around(harvest, candidates, count);
    for (size_t c = 0; c < count; c++) {
        struct candidate *candidate = &candidates[c];
        find_status(harvest, candidate);
        for (size_t i = 0; i < candidate->part_count && !candidate->denied; i++) {
            for (size_t j = 0; j < candidate->part_count; j++) {
                if (slice_is(candidate->parts[i].role, "source") && slice_is(candidate->parts[j].role, "target")) {
                    add_relation(harvest, candidate, harvest->program->rules[candidate->rule].class,
                                 &candidate->parts[i], &candidate->parts[j], UINT32_MAX);
                }
            }
        }
    }
    if (harvest->scratch->probe != NULL) {
        tell_candidates(harvest, candidates, count);
    }
}
