/* Names, times, definitions and document facts: from spans of the sentence to records of the set. */
#include <limits.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/probe_p.h"

enum { CHARACTER_STEP = 64, EVIDENCE_MAX_RANGES = 16 };

/* Counting the bytes that begin a character. */
static size_t count_characters(struct slice text, size_t begin, size_t end)
{
    size_t count = 0;
    for (size_t i = begin; i < end; i++) {
        count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    }
    return count;
}

void harvest_index_characters(struct harvest *harvest)
{
    struct slice source = harvest->document->source;
    size_t steps = source.len / CHARACTER_STEP + 1;
    harvest->char_index = arena_alloc_raw(&harvest->scratch->document_arena, steps, sizeof *harvest->char_index);
    harvest->char_index[0] = 0;
    for (size_t i = 1; i < steps; i++) {
        harvest->char_index[i] =
            harvest->char_index[i - 1] + count_characters(source, (i - 1) * CHARACTER_STEP, i * CHARACTER_STEP);
    }
}

static size_t characters_before(const struct harvest *harvest, size_t byte)
{
    size_t step = byte / CHARACTER_STEP;
    return harvest->char_index[step] + count_characters(harvest->document->source, step * CHARACTER_STEP, byte);
}

struct evidence harvest_evidence(const struct harvest *harvest, struct span text)
{
    struct evidence at = {.text = text, .source = document_source_span(harvest->document, text)};
    struct span ranges[EVIDENCE_MAX_RANGES];
    size_t count = document_source_ranges(harvest->document, text, ranges, EVIDENCE_MAX_RANGES);
    at.chars.begin = characters_before(harvest, at.source.begin);
    at.chars.end = characters_before(harvest, at.source.end);
    at.quote = document_quote(harvest->document, text, harvest->arena);
    if (count > 1) {
        at.range_count = count < EVIDENCE_MAX_RANGES ? count : EVIDENCE_MAX_RANGES;
        at.ranges = arena_alloc_array(harvest->arena, at.range_count, sizeof *at.ranges);
        memcpy(at.ranges, ranges, at.range_count * sizeof *ranges);
    }
    return at;
}

static struct slice keep(const struct harvest *harvest, struct slice text)
{
    return text.len > 0 ? arena_copy(harvest->arena, text) : (struct slice){0};
}

/* A helper type over a name ("Adopter") says nothing of it: what the name itself is, that counts. */
static const struct typed_span *name_below(const struct harvest *harvest, const struct typed_span *span)
{
    const struct line *line = &harvest->scratch->line;
    const struct program *program = harvest->program;
    if (program->types[span->type].entity.len > 0 || span->canonical.len > 0 || span->means.len > 0) {
        return span;
    }
    for (size_t i = 0; i < line->span_count; i++) {
        const struct typed_span *other = &line->spans[i];
        if (!other->gone && other->begin == span->begin && other->end == span->end &&
            program->types[other->type].entity.len > 0) {
            return other;
        }
    }
    return span;
}

uint32_t harvest_name(struct harvest *harvest, uint16_t begin, uint16_t end, const struct typed_span *span,
                      const char *type, struct slice rule)
{
    struct mention_set *set = harvest->set;
    struct evidence at = harvest_evidence(harvest, line_bytes(&harvest->scratch->line, begin, end));
    for (size_t i = set->name_count; i-- > 0 && set->names[i].sentence == harvest->scratch->line.sentence;) {
        if (set->names[i].at.text.begin == at.text.begin && set->names[i].at.text.end == at.text.end) {
            return (uint32_t)i;
        }
    }
    set->names = array_grow(set->names, &harvest->name_capacity, set->name_count + 1, sizeof *set->names);
    struct name_mention *name = &set->names[set->name_count];
    *name =
        (struct name_mention){.at = at, .name = at.quote, .rule = rule, .sentence = harvest->scratch->line.sentence};
    name->type = slice_of(type);
    if (span != NULL) {
        span = name_below(harvest, span);
        struct slice entity = harvest->program->types[span->type].entity;
        name->type = entity.len > 0 ? entity : name->type;
        name->canonical = keep(harvest, span->canonical);
        name->within = keep(harvest, span->within);
        name->means = keep(harvest, span->means);
        name->rule = span->rule > 0 ? harvest->program->rules[span->rule - 1].name : rule;
        const struct entry *entry = span->entry;
        if (entry != NULL) {
            name->aliases = entry->names;
            name->alias_count = entry->name_count;
            name->iso2 = entry->iso2;
            name->country = entry->country;
            name->wikidata = entry->wikidata;
        }
        if (span->definition != NULL && span->definition->canonical.len == 0) {
            name->canonical = keep(harvest, span->definition->name);
        }
    }
    return (uint32_t)set->name_count++;
}

uint32_t harvest_constant_name(struct harvest *harvest, struct evidence at, struct slice text, struct slice rule)
{
    struct mention_set *set = harvest->set;
    set->names = array_grow(set->names, &harvest->name_capacity, set->name_count + 1, sizeof *set->names);
    set->names[set->name_count] = (struct name_mention){.at = at,
                                                        .type = slice_of("organization"),
                                                        .name = text,
                                                        .canonical = text,
                                                        .rule = rule,
                                                        .sentence = harvest->scratch->line.sentence};
    if (text.len > 1 && text.ptr[0] == '=') { /* a word for somebody whom the document names */
        set->names[set->name_count].name = set->names[set->name_count].means = slice_sub(text, 1, text.len);
        set->names[set->name_count].canonical = (struct slice){0};
    }
    return (uint32_t)set->name_count++;
}

void harvest_holders(struct harvest *harvest)
{
    const struct line *line = &harvest->scratch->line;
    for (size_t i = 0; i < line->span_count; i++) {
        const struct typed_span *span = &line->spans[i];
        struct slice entity = harvest->program->types[span->type].entity;
        bool holder = span->within.len > 0 && entity.len > 0;
        bool body = slice_is(entity, "organization") && span->means.len == 0;
        if (!span->gone && span->rule > 0 && span->entry == NULL && (holder || body)) {
            harvest_name(harvest, span->begin, span->end, span, "organization", (struct slice){0});
        }
    }
}

/* --- times --- */

static int compare_spans(const void *a, const void *b)
{
    const struct typed_span *p = *(struct typed_span *const *)a, *q = *(struct typed_span *const *)b;
    return p->begin != q->begin ? (p->begin < q->begin ? -1 : 1) : (p->end > q->end) - (p->end < q->end);
}

static bool inside_opaque(const struct line *line, const struct typed_span *span)
{
    for (size_t i = 0; i < line->span_count; i++) {
        const struct typed_span *other = &line->spans[i];
        bool opaque = line->program->families[line->program->types[other->type].family].opaque;
        if (opaque && !other->gone && other != span && other->time == NULL && other->begin <= span->begin &&
            span->end <= other->end) {
            return true;
        }
    }
    return false;
}

static void add_time(struct harvest *harvest, struct typed_span *span)
{
    struct mention_set *set = harvest->set;
    const struct line *line = &harvest->scratch->line;
    const struct block *block = &line->text->blocks[line->text->sentences[line->sentence].block];
    set->times = array_grow(set->times, &harvest->time_capacity, set->time_count + 1, sizeof *set->times);
    harvest->places =
        array_grow(harvest->places, &harvest->place_capacity, set->time_count + 1, sizeof *harvest->places);
    bool covered = inside_opaque(line, span);
    struct time_mention *time = &set->times[set->time_count];
    *time = (struct time_mention){.at = harvest_evidence(harvest, line_bytes(line, span->begin, span->end)),
                                  .value = *span->time,
                                  .rule = harvest->program->rules[span->rule - 1].name,
                                  .sentence = line->sentence,
                                  .in_head = block->kind == BLOCK_HEAD,
                                  .narrative = !covered};
    if (span->last_begin > 0) {
        time->first = harvest_evidence(harvest, line_bytes(line, span->begin, span->first_end)).source;
        time->last = harvest_evidence(harvest, line_bytes(line, span->last_begin, span->end)).source;
    }
    harvest->places[set->time_count] = (struct time_place){line->sentence, span->begin, span->end, !covered};
    span->mention = (uint32_t)++set->time_count;
}

static bool is_impossible(const struct impossible_list *list, const struct typed_span *span)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].begin <= span->begin && span->end <= list->items[i].end) {
            return true;
        }
    }
    return false;
}

static void add_clue(struct harvest *harvest, struct typed_span *span)
{
    struct mention_set *set = harvest->set;
    const struct line *line = &harvest->scratch->line;
    set->clues = array_grow(set->clues, &harvest->clue_capacity, set->clue_count + 1, sizeof *set->clues);
    set->clues[set->clue_count++] =
        (struct time_mention){.at = harvest_evidence(harvest, line_bytes(line, span->begin, span->end)),
                              .value = *span->time,
                              .rule = harvest->program->rules[span->rule - 1].name,
                              .sentence = line->sentence};
    span->year = span->time->point.year;
}

static void add_impossible(struct harvest *harvest)
{
    const struct impossible_list *list = harvest->scratch->impossible;
    const struct line *line = &harvest->scratch->line;
    struct mention_set *set = harvest->set;
    for (size_t i = 0; i < list->count; i++) {
        set->impossible = array_grow(set->impossible, &harvest->impossible_capacity, set->impossible_count + 1,
                                     sizeof *set->impossible);
        set->impossible[set->impossible_count++] = (struct impossible_date){
            .at = harvest_evidence(harvest, line_bytes(line, list->items[i].begin, list->items[i].end)),
            .value = list->items[i].value};
    }
}

/* Dates that the tense of their clause says something about: where the year or week is open, which one it is; where it
 * is said, whether the document speaks of it as past. */
static bool has_tense(const struct time_value *time)
{
    return time->kind <= TIME_KIND_CLOCK && time->tense == TIME_TENSE_UNKNOWN && time->bound != TIME_BOUND_BY &&
           time->reference == TIME_REFERENCE_NONE;
}

/* At most a preposition and an article before it. */
static bool opens_clause(const struct line *line, uint16_t at)
{
    return at <= 2 || line->clause[at - 3] != line->clause[at];
}

/* The tense that stands nearest to a time in its clause: what rules yield as TENSE_TYPE. One before it counts rather
 * than one after it, which speaks for a time that opens the clause, and right behind it ("the Senate on Thursday is
 * to") where none stands before. */
static enum time_tense clause_tense(const struct harvest *harvest, const struct typed_span *time)
{
    const struct line *line = &harvest->scratch->line;
    bool opens = opens_clause(line, time->begin), is_any_before = false;
    unsigned nearest = UINT_MAX;
    enum time_tense tense = TIME_TENSE_UNKNOWN;
    for (size_t i = 0; i < line->span_count; i++) {
        const struct typed_span *span = &line->spans[i];
        bool is_tense = !span->gone && span->has_number && span->number >= TIME_TENSE_PAST &&
                        span->number <= TIME_TENSE_FUTURE && span->type == harvest->program->tense_type;
        if (!is_tense || line->clause[span->begin] != line->clause[time->begin]) {
            continue;
        }
        bool is_before = span->begin < time->begin;
        if (!is_before && !opens && (is_any_before || span->begin > time->end + 1)) {
            continue; /* "said Friday that it will": the verb to come is not that of the day */
        }
        unsigned apart =
            is_before ? 2u * (unsigned)(time->begin - span->begin) : 2u * (unsigned)(span->begin - time->begin) + 1u;
        if (apart < nearest || (is_before && !opens && !is_any_before)) {
            nearest = apart;
            tense = (enum time_tense)span->number;
        }
        is_any_before = is_any_before || is_before;
    }
    return tense;
}

void harvest_times(struct harvest *harvest)
{
    struct line *line = &harvest->scratch->line;
    add_impossible(harvest);
    struct typed_span **spans = arena_alloc_array(harvest->scratch->arena, line->span_count + 1, sizeof *spans);
    size_t count = 0;
    for (size_t i = 0; i < line->span_count; i++) {
        if (line->spans[i].time != NULL && !line->spans[i].gone) {
            spans[count++] = &line->spans[i];
        }
    }
    if (count > 1) {
        qsort(spans, count, sizeof *spans, compare_spans);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_impossible(harvest->scratch->impossible, spans[i])) {
            continue; /* "February 2019" of "30 February 2019" */
        }
        if (spans[i]->type == harvest->program->clue_type) {
            add_clue(harvest, spans[i]);
            continue;
        }
        add_time(harvest, spans[i]);
        if (harvest->program->tense_type != 0 && has_tense(spans[i]->time)) {
            line_find_clauses(harvest->scratch);
            harvest->set->times[harvest->set->time_count - 1].tense = clause_tense(harvest, spans[i]);
        }
    }
}

/* --- definitions and facts --- */

/* What is defined first holds. With `known`, only names that a rule or a table knows as such. */
static void add_definition(struct harvest *harvest, const struct match *match, bool known)
{
    struct scratch *scratch = harvest->scratch;
    const struct rule *rule = &harvest->program->rules[match->rule];
    struct bound bounds[64];
    struct bindings bindings = {scratch, match, bounds, match_bounds(match, bounds, 64), 0};
    const struct bound *name = bindings_find(&bindings, slice_of("name")),
                       *brief = bindings_find(&bindings, slice_of("short"));
    if (name == NULL || brief == NULL) {
        return;
    }
    const struct typed_span *span = bound_span(&scratch->line, match->code, name);
    struct slice short_text = arena_copy(harvest->arena, line_quote(scratch, brief->begin, brief->end));
    if ((known && span == NULL) || definitions_know(&harvest->definitions, short_text)) {
        if (!known && scratch->probe != NULL) { /* second time round */
            probe_definition(scratch, match, false);
        }
        return;
    }
    struct slice text = arena_copy(harvest->arena, line_quote(scratch, name->begin, name->end));
    uint16_t type = span != NULL ? span->type : rule->yields;
    uint32_t index = harvest_name(harvest, brief->begin, brief->end, NULL, "organization", rule->name);
    struct name_mention *mention = &harvest->set->names[index];
    struct slice entity = harvest->program->types[type].entity;
    mention->type = entity.len > 0 ? entity : mention->type;
    mention->alias_of = span != NULL && span->canonical.len > 0 ? keep(harvest, span->canonical) : text;
    struct definition made = {.short_text = short_text, .name = text, .type = type, .canonical = text};
    if (scratch->probe != NULL) {
        probe_definition(scratch, match, true);
    }
    if (span != NULL) {
        made.canonical = span->canonical.len > 0 ? keep(harvest, span->canonical) : text;
        made.within = keep(harvest, span->within);
        made.entry = span->entry;
    }
    definitions_add(&harvest->definitions, made);
}

static const struct layer *stage_layer(const struct program *program, enum rule_kind stage)
{
    for (size_t i = 0; i < program->layer_count; i++) {
        if (program->layers[i].stage == stage) {
            return &program->layers[i];
        }
    }
    return NULL;
}

static size_t run_stage(struct harvest *harvest, enum rule_kind stage)
{
    struct scratch *scratch = harvest->scratch;
    const struct layer *layer = stage_layer(harvest->program, stage);
    scratch->match_count = 0;
    if (layer == NULL || layer->rule_count == 0) {
        return 0;
    }
    layers_match(scratch, layer);
    return scratch->match_count;
}

void harvest_definitions(struct harvest *harvest)
{
    size_t count = run_stage(harvest, RULE_DEFINES);
    for (int known = 1; known >= 0; known--) { /* known names first */
        for (size_t i = 0; i < count; i++) {
            struct match match = harvest->scratch->matches[i];
            add_definition(harvest, &match, known == 1);
        }
    }
}

static struct slice *fact_field(struct document_facts *facts, struct slice key)
{
    return slice_is(key, "author")         ? &facts->author
           : slice_is(key, "organization") ? &facts->author_organization
           : slice_is(key, "title")        ? &facts->title
           : slice_is(key, "occasion")     ? &facts->occasion
                                           : NULL;
}

/* "$x" is the captured name or words, "$x/within" what is known of it; anything else stands for itself. */
static struct slice fact_text(struct harvest *harvest, const struct bindings *bindings, struct slice value,
                              const struct typed_span **span)
{
    *span = NULL;
    if (value.len < 2 || value.ptr[0] != '$') {
        return value;
    }
    if (memchr(value.ptr, '/', value.len) != NULL) {
        return bindings_text(bindings, value, harvest->scratch->arena);
    }
    const struct bound *bound = bindings_find(bindings, slice_sub(value, 1, value.len));
    if (bound == NULL) {
        return (struct slice){0};
    }
    *span = bound_span(&harvest->scratch->line, bindings->match->code, bound);
    bool named = *span != NULL && (*span)->canonical.len > 0;
    return named ? (*span)->canonical : line_quote(harvest->scratch, bound->begin, bound->end);
}

static void set_fact(struct harvest *harvest, const struct bindings *bindings, const struct attribute *fact)
{
    struct document_facts *facts = &harvest->set->facts;
    const struct typed_span *span;
    struct slice text = fact_text(harvest, bindings, fact->value, &span);
    if (harvest->scratch->seen != NULL && text.len > 0) {
        bool dated = span != NULL && span->time != NULL && span->mention > 0;
        seen_add_fact(harvest->scratch->seen, harvest->program->rules[bindings->match->rule].name, fact->key, text,
                      dated ? span->mention - 1 : UINT32_MAX);
    }
    if (slice_is(fact->key, "date")) {
        if (facts->date == UINT32_MAX && span != NULL && span->mention > 0) {
            facts->date = span->mention - 1;
        }
        return;
    }
    struct slice *field = fact_field(facts, fact->key);
    if (field != NULL && field->len == 0 && text.len > 0) {
        *field = arena_copy(harvest->arena, text);
    }
}

void harvest_facts(struct harvest *harvest)
{
    size_t count = run_stage(harvest, RULE_DOCUMENT);
    for (size_t i = 0; i < count; i++) {
        struct match match = harvest->scratch->matches[i];
        const struct rule *rule = &harvest->program->rules[match.rule];
        struct bound bounds[64];
        struct bindings bindings = {harvest->scratch, &match, bounds, match_bounds(&match, bounds, 64), 0};
        for (size_t f = 0; f < rule->fact_count; f++) {
            set_fact(harvest, &bindings, &rule->facts[f]);
        }
    }
}
