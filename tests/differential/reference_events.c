/* Events of a sentence: parts, what is found around a centre, status, who stays. docs/rules.md, sections 5 to 7, 11. */
#include <stdio.h>
#include <string.h>

#include "reference_p.h"

enum { MAX_CANDIDATES = 300, MAX_PARTS = 48, DENIED_REACH = 2 };

struct candidate {
    int rule, item;
    struct ref_match match;
    struct ref_bound parts[MAX_PARTS];
    int part_count;
    int begin, end;
    int title_begin, title_end; /* title_end 0: none */
    int status;
    bool dropped;
    const struct candidate *donor;
};

static void role_of(const struct ref_bound *bound, char *role)
{
    snprintf(role, REF_NAME, "%s", bound->capture->text);
    role[strcspn(role, ".")] = '\0';
}

static bool has_role(const struct ref_bound *bound, const char *role)
{
    char own[REF_NAME];
    role_of(bound, own);
    return strcmp(own, role) == 0;
}

static bool fills(const char *role)
{
    static const char *const others[] = {"title", "date",    "anchor", "occasion", "name",
                                         "noun",  "ordinal", "year",   "n",        "number"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(others[i], role) == 0) {
            return false;
        }
    }
    return strncmp(role, "x-", 2) != 0;
}

static void add_parts(struct candidate *candidate, const struct ref_match *match, int item)
{
    for (int i = 0; i < match->bound_count && candidate->part_count < MAX_PARTS; i++) {
        if (match->bounds[i].item == 0 || item < 0 || match->bounds[i].item == item) {
            candidate->parts[candidate->part_count++] = match->bounds[i];
        }
    }
}

/* The first part of each of these roles says where the mention stands. */
static void find_place(struct candidate *candidate)
{
    candidate->begin = candidate->match.begin;
    candidate->end = candidate->match.end;
    for (int i = candidate->part_count - 1; i >= 0; i--) {
        if (has_role(&candidate->parts[i], "title")) {
            candidate->title_begin = candidate->begin = candidate->parts[i].begin;
            candidate->title_end = candidate->end = candidate->parts[i].end;
        }
    }
    for (int i = candidate->part_count - 1; i >= 0; i--) {
        if (has_role(&candidate->parts[i], "anchor")) {
            candidate->begin = candidate->parts[i].begin;
            candidate->end = candidate->parts[i].end;
        }
    }
}

/* One candidate, or one for each item of each(. */
static int add_candidates(int rule, const struct ref_match *match, struct candidate *out, int limit)
{
    int items = 0, count = 0;
    bool anchored = false;
    for (int i = 0; i < match->bound_count; i++) {
        items = match->bounds[i].item > items ? match->bounds[i].item : items;
        anchored = anchored || (match->bounds[i].item > 0 && has_role(&match->bounds[i], "anchor"));
    }
    if (items == 1 && anchored) {
        return 0;
    }
    for (int item = items > 0; item <= items && count < limit; item++) {
        struct candidate *candidate = &out[count++];
        *candidate = (struct candidate){.rule = rule, .item = item, .match = *match, .status = -1};
        add_parts(candidate, match, item);
        find_place(candidate);
    }
    return count;
}

/* --- around --- */

static int clause_of(const struct ref_line *line, int at)
{
    int clause = 0;
    for (int i = 1; i <= at && i < line->text->count; i++) {
        clause += line->clause_begins[i];
    }
    return clause;
}

static bool centre_between(const struct candidate *all, int count, const struct candidate *own,
                           const struct ref_match *match)
{
    bool right = match->begin >= own->match.end;
    int from = right ? own->match.end : match->end, to = right ? match->begin : own->match.begin;
    for (int i = 0; i < count; i++) {
        if (&all[i] != own && all[i].rule == own->rule && all[i].match.begin >= from && all[i].match.end <= to) {
            return true;
        }
    }
    return false;
}

static bool holds_centre(const struct ref_node *node)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == NODE_CENTRE || holds_centre(node->first)) {
            return true;
        }
    }
    return false;
}

/* How far a match is: 0 for one that holds the centre; negative where it does not count. Any to the right is nearer
 * than all to the left. */
static int distance(const struct ref_line *line, const struct candidate *all, int count, const struct candidate *own,
                    const struct ref_match *match, bool with_centre)
{
    if (with_centre) {
        return match->begin <= own->match.begin && match->end >= own->match.end ? 0 : -1;
    }
    int clause = clause_of(line, match->begin);
    bool overlaps = match->begin < own->match.end && own->match.begin < match->end;
    bool near = clause == clause_of(line, own->match.begin) || clause == clause_of(line, own->match.end - 1);
    if (overlaps || !near || centre_between(all, count, own, match)) {
        return -1;
    }
    return match->begin >= own->match.end ? match->begin - own->match.end
                                          : REF_MAX_TOKENS + own->match.begin - match->end;
}

static void look_around(struct ref_line *line, struct candidate *all, int count, struct candidate *own,
                        const struct ref_node *node)
{
    static struct ref_match matches[REF_MAX_TOKENS];
    bool with_centre = holds_centre(node);
    line->centre_begin = own->match.begin;
    line->centre_end = with_centre ? own->match.end : -1;
    int found = ref_match_all(line, node, matches, REF_MAX_TOKENS), best = -1, nearest = 0;
    line->centre_end = -1;
    for (int i = 0; i < found; i++) {
        int far = distance(line, all, count, own, &matches[i], with_centre);
        if (far >= 0 && (best < 0 || far < nearest)) {
            best = i;
            nearest = far;
        }
    }
    if (best >= 0) {
        add_parts(own, &matches[best], -1);
    }
}

/* --- status --- */

static bool clause_has(struct ref_line *line, const struct candidate *own, const struct ref_node *node, int limit)
{
    static struct ref_match matches[REF_MAX_TOKENS];
    int found = node == NULL ? 0 : ref_match_all(line, node, matches, REF_MAX_TOKENS);
    for (int i = 0; i < found; i++) {
        int clause = clause_of(line, matches[i].begin);
        if (matches[i].begin < limit &&
            (clause == clause_of(line, own->begin) || clause == clause_of(line, own->end - 1))) {
            return true;
        }
    }
    return false;
}

static void find_status(struct ref_line *line, struct candidate *own)
{
    for (int s = 0; s < REF_STATUSES; s++) {
        int limit = s == 0 ? own->match.end + DENIED_REACH : REF_MAX_TOKENS;
        if (clause_has(line, own, line->reference->status[own->rule][s], limit)) {
            own->status = s;
            own->dropped = s == 0;
            return;
        }
    }
}

/* --- who stays --- */

static bool are_rivals(const struct ref_program *program, const struct candidate *a, const struct candidate *b)
{
    bool siblings = a->rule == b->rule && a->match.begin == b->match.begin && a->item != b->item;
    return a != b && !siblings && a->begin < b->end && b->begin < a->end &&
           strcmp(program->rules[a->rule].class, program->rules[b->rule].class) == 0;
}

/* More parts, then longer, then earlier, then the later pack, then the order of rules. */
static bool is_better(const struct ref_program *program, const struct candidate *a, const struct candidate *b)
{
    const int keys[][2] = {{b->part_count, a->part_count},
                           {b->end - b->begin, a->end - a->begin},
                           {a->begin, b->begin},
                           {program->rules[b->rule].pack, program->rules[a->rule].pack},
                           {a->rule, b->rule},
                           {a->match.begin, b->match.begin}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1];
        }
    }
    return a < b;
}

/* `over` first; then the best stays and its rivals go, and so on with those that are left. */
static void drop_beaten(const struct ref_program *program, struct candidate *all, int count)
{
    bool beaten[MAX_CANDIDATES] = {false}, settled[MAX_CANDIDATES] = {false};
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            const struct ref_rule *own = &program->rules[all[i].rule], *other = &program->rules[all[j].rule];
            bool over = ref_named_by(own, other->name) && !ref_named_by(other, own->name);
            beaten[j] = beaten[j] || (over && !all[i].dropped && are_rivals(program, &all[i], &all[j]));
        }
    }
    for (int i = 0; i < count; i++) {
        all[i].dropped = all[i].dropped || beaten[i];
    }
    for (;;) {
        int best = -1;
        for (int i = 0; i < count; i++) {
            if (!all[i].dropped && !settled[i] && (best < 0 || is_better(program, &all[i], &all[best]))) {
                best = i;
            }
        }
        if (best < 0) {
            return;
        }
        settled[best] = true;
        for (int i = 0; i < count; i++) {
            all[i].dropped = all[i].dropped || (!settled[i] && are_rivals(program, &all[best], &all[i]));
        }
    }
}

/* Roles that only a beaten rule found for the same title go to the one that stays. */
static void share_roles(const struct ref_program *program, struct candidate *all, int count, struct candidate *kept)
{
    for (int j = 0; j < count; j++) {
        const struct candidate *other = &all[j];
        if (!other->dropped || other->status == 0 || other->item > 0 || other->title_begin != kept->title_begin ||
            other->title_end != kept->title_end ||
            strcmp(program->rules[other->rule].class, program->rules[kept->rule].class) != 0) {
            continue;
        }
        if (kept->donor == NULL && program->rules[other->rule].kept_count > 0) {
            kept->donor = other;
        }
        int before = kept->part_count;
        for (int p = 0; p < other->part_count && kept->part_count < MAX_PARTS; p++) {
            char role[REF_NAME];
            role_of(&other->parts[p], role);
            bool has = !fills(role);
            for (int q = 0; q < before; q++) {
                has = has || has_role(&kept->parts[q], role);
            }
            if (!has) {
                kept->parts[kept->part_count++] = other->parts[p];
            }
        }
    }
}

/* --- records --- */

static void add_filler(struct ref_event *event, const struct ref_bound *part)
{
    char role[REF_NAME];
    role_of(part, role);
    for (int i = 0; i < event->filler_count; i++) {
        const struct ref_filler *old = &event->fillers[i];
        if (strcmp(old->role, role) == 0 && old->begin == part->begin && old->end == part->end) {
            return;
        }
    }
    struct ref_filler *filler = &event->fillers[event->filler_count++];
    *filler = (struct ref_filler){.begin = part->begin, .end = part->end};
    snprintf(filler->role, sizeof filler->role, "%s", role);
}

static void add_pairs(const struct ref_line *line, const struct candidate *own, struct ref_event *event)
{
    const struct ref_rule *rule = &line->reference->program->rules[own->rule];
    if (rule->kept_count == 0 && own->donor != NULL) {
        add_pairs(line, own->donor, event);
    }
    for (int k = 0; k < rule->kept_count; k++) {
        struct ref_pair *pair = &event->pairs[event->pair_count];
        snprintf(pair->key, sizeof pair->key, "%s", rule->kept[k]);
        ref_bound_text(line, &own->match, rule->kept[k], own->item, pair->value);
        for (int p = 0; p < own->part_count && pair->value[0] == '\0'; p++) {
            if (strcmp(own->parts[p].capture->text, rule->kept[k]) == 0) {
                ref_text_of(line, &own->parts[p], pair->value);
            }
        }
        event->pair_count += pair->value[0] != '\0';
    }
}

static void add_event(struct ref_line *line, const struct candidate *own)
{
    struct ref_result *result = line->result;
    if (result->event_count == REF_MAX_EVENTS) {
        result->tired = true;
        return;
    }
    struct ref_event *event = &result->events[result->event_count++];
    *event = (struct ref_event){.rule = own->rule, .begin = own->begin, .end = own->end, .status = own->status};
    for (int i = 0; i < own->part_count; i++) {
        char role[REF_NAME];
        role_of(&own->parts[i], role);
        if (fills(role)) {
            add_filler(event, &own->parts[i]);
        }
    }
    add_pairs(line, own, event);
}

void ref_find_events(struct ref_line *line)
{
    static struct candidate all[MAX_CANDIDATES];
    static struct ref_match matches[REF_MAX_TOKENS];
    const struct ref_program *program = line->reference->program;
    int count = 0;
    ref_find_clauses(line);
    for (int r = 0; r < program->rule_count; r++) {
        int found = program->rules[r].kind == REF_EVENT ? ref_rule_matches(line, r, matches, REF_MAX_TOKENS) : 0;
        for (int i = 0; i < found; i++) {
            count += add_candidates(r, &matches[i], all + count, MAX_CANDIDATES - count);
        }
    }
    line->result->tired = line->result->tired || count == MAX_CANDIDATES;
    for (int i = 0; i < count; i++) {
        for (int a = 0; a < program->rules[all[i].rule].around_count; a++) {
            look_around(line, all, count, &all[i], line->reference->around[all[i].rule][a]);
        }
    }
    for (int i = 0; i < count; i++) {
        find_status(line, &all[i]);
    }
    drop_beaten(program, all, count);
    for (int i = 0; i < count; i++) {
        if (!all[i].dropped && all[i].title_end > 0) {
            share_roles(program, all, count, &all[i]);
        }
    }
    for (int i = 0; i < count; i++) {
        if (!all[i].dropped) {
            add_event(line, &all[i]);
        }
    }
}
