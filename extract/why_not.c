/* How far a pattern gets where it does not match: a search over the same steps as match.c, which notes where each
 * attempt ends. It is run for one rule on a text that somebody asks about, so it need not be fast: at most steps x
 * tokens for each beginning. */
#include <stdlib.h>

#include "extract/probe_p.h"

enum {
    WAYS_MAX = 64,
    ABSENT_MAX = 16,
    CHOICE_MAX = 100, /* bytes of a choice that is quoted whole; of a longer one its last alternative that failed is,
                       * but where nothing began */
    UNREACHED = UINT32_MAX
};

/* A place of the search. */
struct place_of_search {
    uint32_t step;
    uint16_t at;
    uint16_t matched; /* words of the pattern that matched on the way */
    bool skipped;     /* a gap lies right before */
};

/* The furthest failures so far: all at one depth, of one beginning. */
struct furthest {
    uint32_t depth, matched;
    uint16_t begin, first, last; /* tokens: of the attempt, and where it failed */
    bool in_gap;
    bool *failed; /* by step */
};

struct search {
    struct scratch *scratch;
    const struct code *code;
    uint32_t *depth; /* per step: parts of the pattern that lie before it at the least */
    bool *visited;   /* per step and token, of one beginning */
    struct place_of_search *stack;
    size_t count, capacity;
    struct furthest best;
    bool any;
    bool accepted;
    uint16_t begin, end; /* of the attempt at hand, of the match */
};

static bool eats(const struct step *step)
{
    return step->op == OP_CLASS || step->op == OP_NOT || step->op == OP_SKIP;
}

/* Parts of the pattern on the shortest way to each step. Steps are few: relaxed until nothing changes. */
static void find_depths(const struct code *code, uint32_t *depth)
{
    for (uint32_t i = 0; i < code->count; i++) {
        depth[i] = i == 0 ? 0 : UNREACHED;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < code->count; i++) {
            const struct step *step = &code->steps[i];
            bool jumps = step->op == OP_JUMP || step->op == OP_SPLIT;
            uint32_t next[2] = {jumps ? step->x : i + 1, step->op == OP_SPLIT ? step->y : UNREACHED};
            uint32_t cost = step->op == OP_CLASS || step->op == OP_NOT;
            for (size_t n = 0; n < 2 && depth[i] != UNREACHED && step->op != OP_ACCEPT; n++) {
                if (next[n] < code->count && depth[i] + cost < depth[next[n]]) {
                    depth[next[n]] = depth[i] + cost;
                    changed = true;
                }
            }
        }
    }
}

static void push(struct search *search, struct place_of_search place)
{
    search->stack = array_grow(search->stack, &search->capacity, search->count + 1, sizeof *search->stack);
    search->stack[search->count++] = place;
}

static void note_failure(struct search *search, const struct place_of_search *place)
{
    struct furthest *best = &search->best;
    uint32_t depth = search->depth[place->step];
    bool further = !search->any || depth > best->depth || (depth == best->depth && place->matched > best->matched);
    if (further) {
        search->any = true;
        memset(best->failed, 0, search->code->count * sizeof *best->failed);
        *best =
            (struct furthest){depth, place->matched, search->begin, place->at, place->at, place->skipped, best->failed};
    } else if (depth < best->depth || place->matched < best->matched || best->begin != search->begin) {
        return;
    }
    best->failed[place->step] = true;
    best->first = place->at < best->first ? place->at : best->first;
    best->last = place->at > best->last ? place->at : best->last;
    best->in_gap = best->in_gap || place->skipped;
}

/* What follows one place; its failure where nothing does. */
static void search_on(struct search *search, struct place_of_search place)
{
    const struct step *step = &search->code->steps[place.step];
    const struct line *line = &search->scratch->line;
    uint16_t ends[WAYS_MAX];
    struct place_of_search next = place;
    next.step = place.step + 1;
    switch (step->op) {
    case OP_ACCEPT:
        search->accepted = true;
        search->end = place.at;
        return;
    case OP_SPLIT:
        next.step = step->y;
        push(search, next);
        next.step = step->x;
        push(search, next);
        return;
    case OP_JUMP:
        next.step = step->x;
        push(search, next);
        return;
    case OP_ASIDE:
        next.skipped = true;
        push(search, next);
        if (place.at < line->count && line->aside[place.at] != 0 && !line->inside[line->aside[place.at]]) {
            next.at = line->aside[place.at];
            push(search, next);
        }
        return;
    case OP_SAVE:
    case OP_ITEM:
        push(search, next);
        return;
    default:
        break;
    }
    size_t count = match_ends(search->scratch, search->code, place.step, place.at, ends, WAYS_MAX);
    if (count == 0 && step->op != OP_SKIP) {
        note_failure(search, &place);
    }
    for (size_t i = 0; i < count; i++) {
        next.at = ends[i];
        next.matched = (uint16_t)(place.matched + (eats(step) && step->op != OP_SKIP ? ends[i] - place.at : 0));
        next.skipped = eats(step) ? step->op == OP_SKIP : place.skipped;
        push(search, next);
    }
}

static void search_from(struct search *search, uint16_t begin)
{
    size_t tokens = search->scratch->line.count + 1u;
    memset(search->visited, 0, search->code->count * tokens);
    search->begin = begin;
    search->count = 0;
    push(search, (struct place_of_search){.at = begin});
    while (search->count > 0 && !search->accepted) {
        struct place_of_search place = search->stack[--search->count];
        bool *visited = &search->visited[place.step * tokens + place.at];
        if (!*visited) {
            *visited = true;
            search_on(search, place);
        }
    }
}

/* --- what to say of it --- */

static struct slice keep(const struct probe *probe, struct slice text)
{
    return text.len > 0 ? arena_copy(probe->arena, text) : (struct slice){0};
}

static struct slice quote(const struct scratch *scratch, uint16_t begin, uint16_t end)
{
    return end > begin ? keep(scratch->probe, line_quote(scratch, begin, end)) : (struct slice){0};
}

/* A stretch of a pattern's text. */
struct cut {
    uint32_t offset, len;
};

static bool holds(const struct pattern *pattern, uint32_t offset)
{
    return offset >= pattern->offset && offset < pattern->offset + pattern->len;
}

static bool holds_other(const struct search *search, const struct pattern *pattern, const struct step_source *source)
{
    for (uint32_t i = 0; i < search->code->count; i++) {
        const struct step_source *other = &search->code->sources[i];
        if (search->best.failed[i] && other->node == source->node && other->offset != source->offset &&
            holds(pattern, other->offset)) {
            return true;
        }
    }
    return false;
}

/* Nodes that have children and fail by themselves: at a word, at one of their marks. */
static bool is_step_itself(const struct pattern *pattern)
{
    return pattern->kind == PATTERN_NOT || pattern->kind == PATTERN_QUOTED || pattern->kind == PATTERN_BRACKETS;
}

/* The leaf that stands there, or the outermost choice around it of which another piece failed as well. */
static void find_piece(const struct search *search, const struct pattern *pattern, const struct step_source *source,
                       struct cut *piece)
{
    bool nothing_began = search->best.depth == 0 && search->best.matched == 0;
    for (; pattern != NULL; pattern = pattern->next) {
        if (!holds(pattern, source->offset)) {
            continue;
        }
        bool chosen = pattern->kind == PATTERN_CHOICE
                          ? (nothing_began || pattern->len <= CHOICE_MAX) && holds_other(search, pattern, source)
                          : is_step_itself(pattern) && pattern->offset == source->offset;
        if (pattern->first == NULL || chosen) {
            *piece = (struct cut){pattern->offset, pattern->len};
        }
        if (!chosen) {
            find_piece(search, pattern->first, source, piece);
        }
    }
}

/* Where a frame's way stands its names of parts cannot be read as a pattern; the piece is a word then. */
static struct cut word_at(struct slice text, uint32_t offset)
{
    uint32_t end = offset;
    while (end < text.len && strchr(" \n()|", text.ptr[end]) == NULL) {
        end++;
    }
    return (struct cut){offset, end > offset ? end - offset : 1};
}

static struct slice on_one_line(const struct probe *probe, struct slice text)
{
    struct buffer line = {0};
    for (size_t i = 0; i < text.len; i++) {
        bool space = text.ptr[i] == ' ' || text.ptr[i] == '\n';
        if (!space || (line.len > 0 && line.bytes[line.len - 1] != ' ')) {
            buffer_add_byte(&line, space ? ' ' : text.ptr[i]);
        }
    }
    struct slice kept = keep(probe, buffer_slice(&line));
    buffer_release(&line);
    return kept;
}

static struct cut set_piece(const struct search *search, uint32_t step, struct probe_miss *miss)
{
    const struct step_source *source = &search->code->sources[step];
    struct slice text = source->node->text;
    if (text.len == 0 || source->offset >= text.len) {
        miss->place = yaml_place(source->node);
        return (struct cut){source->offset, 1};
    }
    struct pattern_error error;
    struct cut piece = word_at(text, source->offset);
    find_piece(search, pattern_parse(text, search->scratch->probe->arena, &error), source, &piece);
    struct slice words = slice_sub(text, piece.offset, piece.offset + piece.len);
    size_t space = 0;
    while (words.ptr != NULL && space < words.len && (words.ptr[space] == ' ' || words.ptr[space] == '\n')) {
        space++;
    }
    words = slice_trim(words);
    miss->place = yaml_place_at(source->node, piece.offset + space, (unsigned)words.len);
    miss->piece = on_one_line(search->scratch->probe, words);
    return piece;
}

/* The types in the failed piece of which the sentence has none. */
static void set_absent(const struct search *search, const struct yaml_node *node, const struct cut *piece,
                       struct probe_miss *miss)
{
    const struct scratch *scratch = search->scratch;
    const struct program *program = scratch->program;
    struct buffer names = {0};
    miss->types = arena_alloc_array(scratch->probe->arena, ABSENT_MAX, sizeof *miss->types);
    for (uint32_t i = 0; i < search->code->count; i++) {
        const struct step *step = &search->code->steps[i];
        const struct step_source *source = &search->code->sources[i];
        bool of_piece =
            source->node == node && source->offset >= piece->offset && source->offset < piece->offset + piece->len;
        if (!of_piece || !search->best.failed[i] || step->op != OP_CLASS || step->x < CLASS_BUILTIN_COUNT ||
            program->class_type[step->x] == 0 || line_has_class(&scratch->line, (uint16_t)step->x) ||
            miss->type_count == ABSENT_MAX) {
            continue;
        }
        uint16_t type = program->class_type[step->x];
        bool known = false;
        for (size_t t = 0; t < miss->type_count; t++) {
            known = known || miss->types[t] == type;
        }
        if (!known) {
            buffer_add_text(&names, miss->type_count > 0 ? ", " : "");
            buffer_add(&names, program->types[type].name);
            miss->types[miss->type_count++] = type;
        }
    }
    miss->absent = names.len > 0 ? keep(scratch->probe, buffer_slice(&names)) : (struct slice){0};
    buffer_release(&names);
}

/* Does a failed step ask for the class? */
static bool is_asked(const struct search *search, uint16_t class)
{
    for (uint32_t i = 0; i < search->code->count; i++) {
        const struct step *step = &search->code->steps[i];
        if (search->best.failed[i] && step->op == OP_CLASS && step->x == class) {
            return true;
        }
    }
    return false;
}

/* A name around words from `at` to `end`, or cut by them, which a failed piece asks for. */
static bool set_hiding_name(const struct search *search, uint16_t at, uint16_t end, struct probe_miss *miss)
{
    const struct line *line = &search->scratch->line;
    uint16_t cut = line->inside[at] ? at : end;
    for (size_t s = 0; s < line->span_count; s++) {
        const struct typed_span *span = &line->spans[s];
        if (!span->gone && span->begin < cut && cut < span->end && line->opaque_end[span->begin] == span->end) {
            const struct program *program = search->scratch->program;
            miss->inside = quote(search->scratch, span->begin, span->end);
            miss->inside_type = program->types[span->type].name;
            miss->inside_rule = span->rule > 0 ? program->rules[span->rule - 1].name : (struct slice){0};
            miss->words = quote(search->scratch, at, end);
            return true;
        }
    }
    return false;
}

/* The same for all that begins at `at`. */
static bool find_hiding_at(const struct search *search, uint16_t at, struct probe_miss *miss)
{
    const struct line *line = &search->scratch->line;
    for (size_t e = line->edge_count; e > 0; e--) {
        const struct edge *edge = &line->edges[e - 1];
        uint16_t end = (uint16_t)(edge->at + edge->len);
        bool hidden = edge->at == at && (line->inside[at] || line->inside[end]);
        if (hidden && is_asked(search, edge->class) && set_hiding_name(search, at, end, miss)) {
            return true;
        }
    }
    bool hidden = line->inside[at] || line->inside[at + 1];
    for (uint32_t i = 0; i < search->code->count && hidden; i++) { /* words that are no struct edge */
        uint16_t class = (uint16_t)search->code->steps[i].x, end = (uint16_t)(at + 1);
        bool failed = search->best.failed[i] && search->code->steps[i].op == OP_CLASS;
        if (failed && class >= CLASS_BUILTIN_COUNT && line_edge(line, class, at, end, NULL) &&
            set_hiding_name(search, at, end, miss)) {
            return true;
        }
    }
    return false;
}

/* A name that hides the words which a failed piece asks for: around them, or cut by them. */
static bool find_hiding_name(const struct search *search, uint16_t first, uint16_t last, struct probe_miss *miss)
{
    const struct line *line = &search->scratch->line;
    for (uint16_t at = first; at <= last && at < line->count; at++) {
        if (find_hiding_at(search, at, miss)) {
            return true;
        }
    }
    return false;
}

/* The same of a name that the attempt took whole, right before it failed: `Cap =Museum` in "Lake Museum". */
static bool find_eaten_name(const struct search *search, uint16_t first, struct probe_miss *miss)
{
    const struct line *line = &search->scratch->line;
    uint16_t begin = first;
    while (begin > search->best.begin && line->inside[begin - 1]) {
        begin--;
    }
    return begin < first && !line->inside[first] && find_hiding_name(search, begin, (uint16_t)(first - 1), miss);
}

static void set_kind(const struct search *search, struct probe_miss *miss)
{
    const struct furthest *best = &search->best;
    const struct line *line = &search->scratch->line;
    bool started = best->depth > 0 || best->matched > 0;
    uint16_t first = started ? best->first : 0, last = started ? best->last : (uint16_t)(line->count - 1);
    miss->words = quote(search->scratch, best->first,
                        best->last < line->count ? (uint16_t)(best->last + 1) : (uint16_t)line->count);
    miss->matched = quote(search->scratch, best->begin, best->first);
    if (find_hiding_name(search, first, last, miss) || (started && find_eaten_name(search, best->first, miss))) {
        miss->kind = PROBE_MISS_NAME;
    } else if (!started && !search->code->at_begin) {
        miss->kind = PROBE_MISS_NOWHERE;
    } else if (best->first >= line->count) {
        miss->kind = PROBE_MISS_END;
    } else {
        miss->kind = best->last > best->first || best->in_gap ? PROBE_MISS_GAP : PROBE_MISS_WORD;
    }
}

/* Is this sentence's attempt further than that of the sentences before? */
static bool is_further(const struct search *search, const struct probe_miss *miss)
{
    return miss->kind == PROBE_MISS_NONE || search->best.depth > miss->depth ||
           (search->best.depth == miss->depth && search->best.matched > miss->reached);
}

static void set_miss(const struct search *search, struct probe_miss *miss)
{
    struct scratch *scratch = search->scratch;
    if (!search->any || miss->kind == PROBE_MISS_BLOCK || !is_further(search, miss)) {
        return;
    }
    *miss = (struct probe_miss){.sentence = scratch->line.sentence,
                                .depth = search->best.depth,
                                .reached = search->best.matched,
                                .begin = scratch->line.tokens[search->best.begin].begin};
    uint32_t step = 0;
    for (uint32_t i = 0; i < search->code->count; i++) {
        step = search->best.failed[i] ? i : step;
    }
    set_kind(search, miss);
    struct cut piece = set_piece(search, step, miss);
    set_absent(search, search->code->sources[step].node, &piece, miss);
}

static void set_block_miss(const struct search *search, const struct rule *rule)
{
    static const char *const names[] = {"head", "heading", "item", "paragraph", "footnote"};
    struct scratch *scratch = search->scratch;
    struct probe_miss *miss = &scratch->probe->miss;
    const struct text *text = scratch->line.text;
    struct buffer blocks = {0};
    for (unsigned i = 0; i <= RULE_BLOCK_FIRST; i++) {
        bool named = i < sizeof names / sizeof names[0];
        if ((rule->blocks >> i & 1) && (named || i == RULE_BLOCK_FIRST)) {
            buffer_format(&blocks, "%s%s", blocks.len > 0 ? ", " : "", named ? names[i] : "first");
        }
    }
    *miss = (struct probe_miss){.kind = PROBE_MISS_BLOCK, .sentence = scratch->line.sentence};
    miss->inside = slice_of(names[text->blocks[text->sentences[scratch->line.sentence].block].kind]);
    miss->blocks = keep(scratch->probe, buffer_slice(&blocks));
    miss->matched = quote(scratch, search->begin, search->end);
    const struct yaml_node *node = yaml_get(rule->node, "in");
    miss->place = node != NULL ? yaml_place(node) : yaml_place(rule->node);
    buffer_release(&blocks);
}

/* Tries every beginning in the line at hand until one matches; search_release gives the memory back. */
static void search_line(struct search *search, struct scratch *scratch, const struct code *code)
{
    const struct line *line = &scratch->line;
    *search = (struct search){.scratch = scratch, .code = code};
    search->depth = memory_zero(code->count, sizeof *search->depth);
    search->visited = memory_zero((size_t)code->count * (line->count + 1u), sizeof *search->visited);
    search->best.failed = memory_zero(code->count, sizeof *search->best.failed);
    find_depths(code, search->depth);
    uint32_t stop = code->at_begin ? 1 : line->count;
    for (uint16_t at = 0; at < stop && !search->accepted; at++) {
        if (!line->inside[at]) {
            search_from(search, at);
        }
    }
}

static void search_release(struct search *search)
{
    free(search->depth);
    free(search->visited);
    free(search->best.failed);
    free(search->stack);
}

void why_not_look(struct scratch *scratch, uint32_t index)
{
    const struct rule *rule = &scratch->program->rules[index];
    if (scratch->line.count == 0) {
        return;
    }
    if (rule->kind == RULE_EVENT || rule->kind == RULE_RELATION) {
        line_find_clauses(scratch); /* as they are known when the rule itself runs */
    }
    struct search search;
    search_line(&search, scratch, rule->code);
    if (!search.accepted) {
        set_miss(&search, &scratch->probe->miss);
    } else if (!layers_in_block(scratch, rule)) {
        set_block_miss(&search, rule);
    }
    search_release(&search);
}

static bool has_part_of(const struct candidate *candidate, const struct code *code)
{
    for (size_t i = 0; i < candidate->part_count; i++) {
        for (uint32_t c = 0; c < code->capture_count; c++) {
            if (slice_equal(candidate->parts[i].name, code->captures[c].name)) {
                return true;
            }
        }
    }
    return false;
}

void why_not_around(struct scratch *scratch, const struct candidate *candidate, struct probe_match *record)
{
    const struct rule *rule = &scratch->program->rules[candidate->rule];
    record->open = arena_alloc_array(scratch->probe->arena, rule->around_count + 1, sizeof *record->open);
    for (size_t i = 0; i < rule->around_count; i++) {
        const struct code *code = rule->around[i].code;
        if (has_part_of(candidate, code)) {
            continue;
        }
        struct probe_open *open = &record->open[record->open_count++];
        struct search search;
        open->name = rule->around[i].name;
        scratch->line.centre_begin = candidate->match.begin;
        scratch->line.centre_end = code->has_centre ? candidate->match.end : 0;
        search_line(&search, scratch, code);
        scratch->line.centre_end = 0;
        if (search.accepted) {
            open->miss = (struct probe_miss){.kind = PROBE_MISS_FAR, .sentence = scratch->line.sentence};
            open->miss.matched = quote(scratch, search.begin, search.end);
            open->miss.place = yaml_place_at(code->node, 0, 1);
        } else {
            set_miss(&search, &open->miss);
        }
        search_release(&search);
    }
}
