#include "extract/probe.h"

#include <stdlib.h>
#include <time.h>

#include "extract/probe_p.h"

static const struct {
    const char *name, *text;
} fates[PROBE_FATE_COUNT] = {
    [PROBE_WON] = {"won", "stands"},
    [PROBE_COMPOUND] = {"compound", "begins or ends inside a word with hyphens"},
    [PROBE_BEFORE] = {"before", "what before: asks for does not stand before it"},
    [PROBE_AFTER] = {"after", "what after: asks for does not follow it"},
    [PROBE_IF] = {"if", "if: does not hold"},
    [PROBE_UNLESS] = {"unless", "unless: forbids it"},
    [PROBE_OVER] = {"over", "lost to a rule whose over: names it"},
    [PROBE_LONGER] = {"longer", "lost to a longer match"},
    [PROBE_EARLIER] = {"earlier", "lost to a match as long that begins earlier"},
    [PROBE_PACK] = {"pack", "lost to a rule of a later pack for the same words"},
    [PROBE_ORDER] = {"order", "lost to a rule that stands before it in the files"},
    [PROBE_BITES] = {"bites", "would cut into a name that stands already"},
    [PROBE_SWALLOWED] = {"swallowed", "was taken in by a longer one"},
    [PROBE_IMPOSSIBLE] = {"impossible", "its value cannot be"},
    [PROBE_ALONE] = {"alone", "each() has one item only, which another rule is for"},
    [PROBE_DENIED] = {"denied", "its clause denies it"},
    [PROBE_NO_DATE] = {"no-date", "it needs a date, and none is near"},
    [PROBE_NO_CONTEXT] = {"no-context", "it needs what context: asks for in the sentence before"},
    [PROBE_DATED] = {"dated", "lost to a rule that found a date, or one of its own"},
    [PROBE_MORE_PARTS] = {"more-parts", "lost to a rule with more parts for the same words"},
    [PROBE_DEFINED] = {"defined", "the short form is defined already, or names nothing known"},
};

const char *probe_fate_text(enum probe_fate fate)
{
    return fates[fate].text;
}

const char *probe_fate_name(enum probe_fate fate)
{
    return fates[fate].name;
}

/* --- records --- */

static struct slice keep(const struct probe *probe, struct slice text)
{
    return text.len > 0 ? arena_copy(probe->arena, text) : (struct slice){0};
}

static struct slice quote(const struct scratch *scratch, uint16_t begin, uint16_t end)
{
    return end > begin ? keep(scratch->probe, line_quote(scratch, begin, end)) : (struct slice){0};
}

/* Whether what happens in the line at hand is of interest: names of the sentence before are read again for `context`,
 * and those of all sentences once to find definitions. */
static bool is_heard(const struct scratch *scratch, const struct rule *rule)
{
    const struct probe *probe = scratch->probe;
    return probe->is_defining ? rule != NULL && rule->kind == RULE_DEFINES
                              : scratch->line.sentence == probe->sentence && (!rule || rule->kind != RULE_DEFINES);
}

static struct probe_part part_of(const struct scratch *scratch, struct slice name, uint16_t begin, uint16_t end,
                                 const struct typed_span *span, const struct entry *entry)
{
    const struct program *program = scratch->program;
    struct probe_part part = {.name = name, .quote = quote(scratch, begin, end)};
    if (span != NULL) {
        part.type = program->types[span->type].name;
        part.rule = span->rule > 0 ? program->rules[span->rule - 1].name : (struct slice){0};
    }
    part.value = entry != NULL ? entry->value : (struct slice){0};
    return part;
}

static void read_parts(const struct scratch *scratch, const struct match *match, struct probe_match *record)
{
    struct bound bounds[64];
    size_t count = match_bounds(match, bounds, 64);
    record->parts = arena_alloc_array(scratch->probe->arena, count + 1, sizeof *record->parts);
    for (size_t i = 0; i < count; i++) {
        record->parts[record->part_count++] = part_of(
            scratch, match->code->captures[bounds[i].capture].name, bounds[i].begin, bounds[i].end,
            bound_span(&scratch->line, match->code, &bounds[i]), bound_entry(&scratch->line, match->code, &bounds[i]));
    }
}

static enum example_kind kind_of(const struct rule *rule)
{
    static const enum example_kind kinds[] = {[RULE_YIELDS] = EXAMPLE_SPAN,
                                              [RULE_EVENT] = EXAMPLE_EVENT,
                                              [RULE_RELATION] = EXAMPLE_RELATION,
                                              [RULE_DEFINES] = EXAMPLE_DEFINITION,
                                              [RULE_DOCUMENT] = EXAMPLE_DOCUMENT};
    return kinds[rule->kind];
}

static struct probe_match *new_record(struct probe *probe)
{
    probe->matches = array_grow(probe->matches, &probe->match_capacity, probe->match_count + 1, sizeof *probe->matches);
    struct probe_match *record = &probe->matches[probe->match_count++];
    *record = (struct probe_match){0};
    return record;
}

static struct probe_match *add_match(struct scratch *scratch, const struct match *match)
{
    const struct rule *rule = &scratch->program->rules[match->rule];
    struct probe_match *record = new_record(scratch->probe);
    record->sentence = scratch->line.sentence;
    record->rule = match->rule + 1;
    record->rule_name = rule->name;
    record->kind = kind_of(rule);
    bool typed = rule->kind == RULE_YIELDS || rule->kind == RULE_DEFINES;
    record->type = typed ? rule->yields : 0;
    record->yields = typed ? scratch->program->types[rule->yields].name : rule->class;
    record->scopes = rule->scopes;
    record->scope_count = rule->kind == RULE_EVENT ? rule->scope_count : 0;
    record->begin = match->begin;
    record->end = match->end;
    record->at = record->mention = line_bytes(&scratch->line, match->begin, match->end);
    record->quote = quote(scratch, match->begin, match->end);
    read_parts(scratch, match, record);
    return record;
}

/* The record of a match; NULL where none is kept. */
static struct probe_match *find_match(const struct scratch *scratch, const struct match *match)
{
    const struct probe *probe = scratch->probe;
    for (size_t i = probe->match_count; i-- > 0;) {
        struct probe_match *record = &probe->matches[i];
        if (record->sentence != scratch->line.sentence) {
            break;
        }
        if (record->rule == match->rule + 1 && record->begin == match->begin && record->end == match->end) {
            return record;
        }
    }
    return NULL;
}

static void set_other(const struct scratch *scratch, struct probe_match *record, uint32_t rule, uint16_t begin,
                      uint16_t end)
{
    record->other_rule = rule > 0 ? scratch->program->rules[rule - 1].name : (struct slice){0};
    record->other_quote = quote(scratch, begin, end);
}

static void set_pattern(struct probe_match *record, const struct code *code)
{
    record->pattern = slice_trim(code->node->text);
    record->place = yaml_place_at(code->node, 0, 1);
}

/* --- what the engine tells --- */

void probe_sentence(struct scratch *scratch, uint32_t sentence)
{
    struct probe *probe = scratch->probe;
    if (probe->told != NULL && probe->is_defining) {
        probe->defined = probe->match_count;
        probe->arena = &probe->passing;
    }
    if (probe->told != NULL && scratch->seen != NULL) {
        scratch->seen->arena = &probe->passing;
    }
    probe->is_defining = false;
    probe->sentences++;
    probe->sentence = sentence;
}

void probe_told(struct scratch *scratch, uint32_t sentence)
{
    struct probe *probe = scratch->probe;
    if (probe->told == NULL) {
        return;
    }
    probe->told(probe->context, sentence);
    probe->match_count = probe->defined;
    if (scratch->seen != NULL) {
        scratch->seen->sentence_count = scratch->seen->span_count = scratch->seen->fact_count = 0;
    }
    arena_clear(&probe->passing);
}

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

void probe_rule_begins(struct scratch *scratch)
{
    scratch->probe->attempts_before = scratch->attempts;
    scratch->probe->began = scratch->probe->takes_time ? now() : 0;
}

void probe_rule_adds(struct scratch *scratch, uint32_t rule)
{
    struct probe *probe = scratch->probe;
    if (probe->counts != NULL) {
        probe->counts[rule].nanoseconds += probe->takes_time ? now() - probe->began : 0;
        probe->counts[rule].attempts += scratch->attempts - probe->attempts_before;
    }
}

void probe_rule_ends(struct scratch *scratch, uint32_t rule, size_t first)
{
    struct probe *probe = scratch->probe;
    const struct rule *record = &scratch->program->rules[rule];
    probe_rule_adds(scratch, rule);
    if (probe->counts != NULL) {
        struct probe_count *count = &probe->counts[rule];
        count->sentences++;
        count->possible += match_possible(&scratch->line, record->code);
        count->matches += scratch->match_count - first;
        bool stands = record->kind == RULE_DEFINES || record->kind == RULE_DOCUMENT;
        count->won += stands ? scratch->match_count - first : 0;
    }
    for (size_t i = first; probe->keeps_matches && is_heard(scratch, record) && i < scratch->match_count; i++) {
        add_match(scratch, &scratch->matches[i]);
    }
}

void probe_lost(struct scratch *scratch, const struct match *match, enum probe_fate fate, const struct code *code,
                const struct match *other)
{
    struct probe *probe = scratch->probe;
    const struct rule *rule = &scratch->program->rules[match->rule];
    if (!probe->keeps_matches || !is_heard(scratch, rule)) {
        return;
    }
    struct probe_match *record = add_match(scratch, match);
    record->fate = fate;
    if (code != NULL) {
        set_pattern(record, code);
    } else if (fate == PROBE_IF) {
        record->pattern = rule->condition_text;
        record->place = yaml_place(yaml_get(rule->node, "if"));
    }
    if (other != NULL) {
        record->other_quote = quote(scratch, other->begin, other->end);
    }
}

void probe_beaten(struct scratch *scratch, const struct match *match, enum probe_fate fate, const struct match *other)
{
    struct probe_match *record = find_match(scratch, match);
    if (record == NULL) {
        return;
    }
    record->fate = fate;
    if (other != NULL) {
        set_other(scratch, record, other->rule + 1, other->begin, other->end);
    }
}

void probe_beaten_by_span(struct scratch *scratch, const struct match *match, enum probe_fate fate, uint32_t span)
{
    struct probe_match *record = find_match(scratch, match);
    if (record != NULL) {
        const struct typed_span *other = &scratch->line.spans[span];
        record->fate = fate;
        set_other(scratch, record, other->rule, other->begin, other->end);
    }
}

void probe_span_lost(struct scratch *scratch, uint32_t span, enum probe_fate fate, uint32_t other)
{
    struct probe *probe = scratch->probe;
    if (!probe->keeps_matches || !is_heard(scratch, NULL)) {
        return;
    }
    const struct typed_span *lost = &scratch->line.spans[span], *taken = &scratch->line.spans[other];
    if (lost->rule == 0 && taken->rule == 0 && lost->begin == taken->begin && lost->end == taken->end) {
        return; /* two entries for one name */
    }
    struct span at = line_bytes(&scratch->line, lost->begin, lost->end);
    struct probe_match *record = NULL;
    for (size_t i = probe->match_count;
         i-- > 0 && record == NULL && probe->matches[i].sentence == scratch->line.sentence;) {
        if (probe->matches[i].rule == lost->rule && probe->matches[i].type == lost->type &&
            probe->matches[i].mention.begin == at.begin && probe->matches[i].mention.end == at.end) {
            record = &probe->matches[i];
        }
    }
    if (record == NULL) {
        record = new_record(probe);
        record->sentence = scratch->line.sentence;
        record->kind = EXAMPLE_SPAN;
        record->type = lost->type;
        record->yields = scratch->program->types[lost->type].name;
        record->begin = lost->begin;
        record->end = lost->end;
        record->at = record->mention = at;
        record->quote = quote(scratch, lost->begin, lost->end);
    }
    record->fate = fate;
    set_other(scratch, record, taken->rule, taken->begin, taken->end);
}

void probe_span(struct scratch *scratch, const struct match *match, uint32_t span)
{
    struct probe *probe = scratch->probe;
    if (probe->counts != NULL) {
        probe->counts[match->rule].won++;
    }
    struct probe_match *record = find_match(scratch, match);
    if (record != NULL) {
        const struct typed_span *made = &scratch->line.spans[span];
        record->mention = line_bytes(&scratch->line, made->begin, made->end);
    }
}

void probe_definition(struct scratch *scratch, const struct match *match, bool holds)
{
    struct probe_match *record = find_match(scratch, match);
    if (record != NULL && holds) {
        record->is_settled = true;
    } else if (record != NULL && !record->is_settled) {
        record->fate = PROBE_DEFINED;
    }
}

/* --- events and relations --- */

/* The record of a candidate: that of its match, or for a further item of each() one more. */
static struct probe_match *candidate_record(struct scratch *scratch, const struct candidate *candidate)
{
    struct probe_match *record = find_match(scratch, &candidate->match);
    if (record == NULL) {
        return NULL;
    }
    if (candidate->item > 1) {
        record = add_match(scratch, &candidate->match);
    }
    record->item = candidate->item;
    record->mention = line_bytes(&scratch->line, candidate->begin, candidate->end);
    record->status = candidate->status;
    record->parts = arena_alloc_array(scratch->probe->arena, candidate->part_count + 1, sizeof *record->parts);
    record->part_count = 0;
    for (size_t i = 0; i < candidate->part_count; i++) {
        const struct part *part = &candidate->parts[i];
        record->parts[record->part_count++] =
            part_of(scratch, part->name, part->begin, part->end, part->span, part->entry);
    }
    return record;
}

void probe_candidate(struct scratch *scratch, const struct candidate *candidate, enum probe_fate fate,
                     const struct candidate *other)
{
    struct probe *probe = scratch->probe;
    if (probe->counts != NULL && fate == PROBE_WON) {
        probe->counts[candidate->rule].won++;
    }
    struct probe_match *record = probe->keeps_matches ? candidate_record(scratch, candidate) : NULL;
    if (record != NULL) {
        record->fate = fate;
        if (other != NULL) {
            set_other(scratch, record, other->rule + 1, other->begin, other->end);
        }
        if (probe->wanted == candidate->rule + 1) {
            why_not_around(scratch, candidate, record);
        }
    }
}

void probe_event_lost(struct scratch *scratch, const struct event_mention *event, enum probe_fate fate)
{
    struct probe *probe = scratch->probe;
    for (size_t i = probe->match_count; i-- > 0 && probe->matches[i].sentence == probe->sentence;) {
        struct probe_match *record = &probe->matches[i];
        if (slice_equal(record->rule_name, event->rule) && record->mention.begin == event->at.text.begin &&
            record->mention.end == event->at.text.end && record->fate == PROBE_WON) {
            record->fate = fate;
            if (probe->counts != NULL) {
                probe->counts[record->rule - 1].won--;
            }
            return;
        }
    }
}

void probe_layer(struct scratch *scratch, const struct layer *layer)
{
    struct probe *probe = scratch->probe;
    for (size_t i = 0; probe->wanted > 0 && i < layer->rule_count; i++) {
        if (layer->rules[i] + 1 == probe->wanted && is_heard(scratch, &scratch->program->rules[layer->rules[i]])) {
            why_not_look(scratch, layer->rules[i]);
        }
    }
}

/* --- from outside --- */

void extract_probed(const struct program *program, struct scratch *scratch, const struct document *document, int block,
                    struct mention_set *set, struct seen *seen, struct probe *probe, struct arena *arena)
{
    probe->arena = arena;
    probe->is_defining = true;
    probe->sentence = UINT32_MAX;
    scratch->probe = probe;
    bool no_prefilter = scratch->no_prefilter;
    scratch->no_prefilter = no_prefilter || probe->keeps_matches; /* it hides what would be vetoed */
    if (seen != NULL) {
        extract_seen(program, scratch, document, block, set, seen, arena);
    } else {
        extract_document(program, scratch, document, EXTRACT_ALL, set);
    }
    scratch->probe = NULL;
    scratch->no_prefilter = no_prefilter;
}

void probe_release(struct probe *probe)
{
    free(probe->matches);
    arena_release(&probe->passing);
    probe->matches = NULL;
    probe->match_count = probe->match_capacity = 0;
}

size_t program_rule_count(const struct program *program)
{
    return program->rule_count;
}

struct slice program_rule_name(const struct program *program, size_t rule)
{
    return program->rules[rule].name;
}

struct place program_rule_place(const struct program *program, size_t rule)
{
    return yaml_place(program->rules[rule].node);
}

uint32_t program_find_rule(const struct program *program, struct slice name, struct diagnostics *errors)
{
    struct arena arena;
    arena_init(&arena);
    const char **names = arena_alloc_array(&arena, program->rule_count + 1, sizeof *names);
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = &program->rules[i];
        names[i] = arena_string(&arena, rule->name);
        if (slice_equal(rule->name, name)) {
            if (rule->disabled) {
                struct place place = yaml_place(rule->node);
                diagnostics_add(errors, SEVERITY_ERROR, &place, "rule %.*s is disabled by a pack", SLICE_ARG(name));
            }
            arena_release(&arena);
            return rule->disabled ? 0 : (uint32_t)i + 1;
        }
    }
    const char *near = suggest_nearest(name, names, program->rule_count);
    diagnostics_add(errors, SEVERITY_ERROR, NULL, "no rule %.*s%s%s%s", SLICE_ARG(name), near ? "; did you mean " : "",
                    near ? near : "", near ? "?" : "");
    arena_release(&arena);
    return 0;
}

bool program_type_is(const struct program *program, uint16_t type, uint16_t other)
{
    for (size_t i = 0; type > 0 && i < program->types[type].also_count; i++) {
        if (program->types[type].also[i] == other) {
            return true;
        }
    }
    return false;
}
