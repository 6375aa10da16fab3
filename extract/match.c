/* Runs one compiled pattern over the sentence at hand.
 *
 * ways.c says from which token each step can get to the end of the pattern. A match goes on from there in the order of
 * preference, only where there is a way, so that it does not come back from where it went; but for loops whose body
 * may be empty: there a step is not entered twice at one token. */
#include "base/utf8.h"
#include "extract/program_p.h"

struct work {
    uint32_t step;
    uint16_t at;
    uint32_t trace_count;
};

static inline void push(struct scratch *scratch, size_t *depth, uint32_t step, uint16_t at, size_t trace_count)
{
    if (*depth == scratch->stack_capacity) {
        scratch->stack = array_grow(scratch->stack, &scratch->stack_capacity, *depth + 1, sizeof *scratch->stack);
    }
    scratch->stack[(*depth)++] = (struct work){step, at, (uint32_t)trace_count};
}

static inline void add_trace(struct scratch *scratch, size_t *count, uint16_t slot, uint16_t at)
{
    if (*count == scratch->trace_capacity) {
        scratch->trace = array_grow(scratch->trace, &scratch->trace_capacity, *count + 1, sizeof *scratch->trace);
    }
    scratch->trace[(*count)++] = (struct trace){slot, at};
}

static bool glued(const struct line *line, uint16_t at)
{
    return at > 0 && at < line->count && (line->tokens[at].flags & TOKEN_GLUED) != 0;
}

uint16_t match_word_end(const struct line *line, uint16_t at)
{
    if (line->opaque_end[at] != 0) {
        return line->opaque_end[at];
    }
    const struct token *token = &line->tokens[at];
    uint32_t first = (uint32_t)(token - line->tokens);
    if (token->flags & TOKEN_COMPOUND) {
        uint32_t end = token->compound_end - (uint32_t)(line->tokens - line->text->tokens);
        if (end > first && end <= line->count && !line->inside[end]) {
            return (uint16_t)end;
        }
    }
    return (uint16_t)(at + 1);
}

/* A gap takes words and marks but never leaves its clause. */
static bool can_skip(const struct line *line, uint16_t at)
{
    return at < line->count && (at == 0 || !line->clauses_known || line->clause[at] == line->clause[at - 1]);
}

static bool is_one_letter(const struct line *line, const struct token *token)
{
    size_t next;
    struct slice word = slice_sub(line->text->document->text, token->begin, token->end);
    utf8_decode(word, 0, &next);
    return next == word.len;
}

/* Does a full stop that ends no sentence stick to the word? */
static bool has_stop(const struct line *line, uint16_t at)
{
    const struct token *next = line->tokens + at + 1;
    return at + 2u < line->count && next->flags & TOKEN_GLUED && next->end - next->begin == 1 &&
           line->text->document->text.ptr[next->begin] == '.';
}

bool match_shape(const struct line *line, uint32_t class, uint16_t at, uint16_t *end)
{
    const struct token *token = &line->tokens[at];
    *end = (uint16_t)(at + 1);
    switch (class) {
    case CLASS_WORD:
        *end = match_word_end(line, at);
        return token->kind != TOKEN_MARK;
    case CLASS_CAP:
        *end = match_word_end(line, at);
        return token->kind == TOKEN_WORD && (token->flags & TOKEN_UPPER) && !(token->flags & TOKEN_POSSESSIVE) &&
               !(line->program->never_cap != 0 &&
                 line_edge(line, line->program->never_cap, at, (uint16_t)(at + 1), NULL));
    case CLASS_LOWER:
        *end = match_word_end(line, at);
        return token->kind == TOKEN_WORD && (token->flags & TOKEN_LOWER) && !(token->flags & TOKEN_POSSESSIVE);
    case CLASS_ACRONYM:
        *end = match_word_end(line, at);
        return token->kind == TOKEN_WORD && (token->flags & TOKEN_ALL_UPPER);
    case CLASS_NUMBER:
        return token->kind == TOKEN_NUMBER && token->number >= 0;
    case CLASS_YEAR:
        return token->kind == TOKEN_NUMBER && token->end - token->begin == 4 && token->number >= 1000 &&
               token->number <= 2100;
    case CLASS_MARK:
        return token->kind == TOKEN_MARK;
    case CLASS_INITIAL:
        *end = (uint16_t)(at + 1 + has_stop(line, at));
        return token->kind == TOKEN_WORD && (token->flags & TOKEN_UPPER) && is_one_letter(line, token);
    case CLASS_OPEN_QUOTE:
        return (token->flags & TOKEN_OPENS_QUOTE) != 0;
    case CLASS_CLOSE_QUOTE:
        return (token->flags & TOKEN_CLOSES_QUOTE) != 0;
    case CLASS_OPEN_BRACKET:
        return (token->flags & TOKEN_OPENS_BRACKET) != 0;
    case CLASS_CLOSE_BRACKET:
        return (token->flags & TOKEN_CLOSES_BRACKET) != 0;
    case CLASS_CENTRE:
        *end = line->centre_end;
        return line->centre_end > at && line->centre_begin == at;
    default:
        return false;
    }
}

uint32_t match_shapes(const struct line *line, uint16_t at)
{
    const struct token *token = &line->tokens[at];
    unsigned flags = token->flags;
    uint32_t shapes = token->kind == TOKEN_MARK ? 1u << CLASS_MARK : 1u << CLASS_WORD;
    uint16_t end;
    if (flags & (TOKEN_UPPER | TOKEN_ALL_UPPER)) {
        shapes |= match_shape(line, CLASS_CAP, at, &end) ? 1u << CLASS_CAP : 0;
        shapes |= match_shape(line, CLASS_ACRONYM, at, &end) ? 1u << CLASS_ACRONYM : 0;
        shapes |= match_shape(line, CLASS_INITIAL, at, &end) ? 1u << CLASS_INITIAL : 0;
    } else if (token->kind == TOKEN_NUMBER) {
        shapes |= match_shape(line, CLASS_NUMBER, at, &end) ? 1u << CLASS_NUMBER : 0;
        shapes |= match_shape(line, CLASS_YEAR, at, &end) ? 1u << CLASS_YEAR : 0;
    }
    if (flags & TOKEN_LOWER && token->kind == TOKEN_WORD && !(flags & TOKEN_POSSESSIVE)) {
        shapes |= 1u << CLASS_LOWER;
    }
    shapes |= flags & TOKEN_OPENS_QUOTE ? 1u << CLASS_OPEN_QUOTE : 0;
    shapes |= flags & TOKEN_CLOSES_QUOTE ? 1u << CLASS_CLOSE_QUOTE : 0;
    shapes |= flags & TOKEN_OPENS_BRACKET ? 1u << CLASS_OPEN_BRACKET : 0;
    shapes |= flags & TOKEN_CLOSES_BRACKET ? 1u << CLASS_CLOSE_BRACKET : 0;
    return shapes;
}

/* Does one of the classes begin there? By their places, so that it costs nothing how many other classes do. */
static bool begins_any(struct line *line, const struct class_set *set, uint16_t at)
{
    uint16_t end;
    for (size_t i = 0; i < set->count; i++) {
        uint16_t class = set->classes[i];
        const struct places *places = class < CLASS_BUILTIN_COUNT ? NULL : line_places(line, class);
        if (class < CLASS_BUILTIN_COUNT ? match_shape(line, class, at, &end)
                                        : places != NULL && places->bits[at / 64] >> (at % 64) & 1) {
            return true;
        }
    }
    return false;
}

/* Does a way lead on? Without a code anywhere. */
static inline bool leads(const struct scratch *scratch, const struct code *code, uint32_t step, uint32_t at)
{
    return code == NULL || ways_lead(scratch, code, step, at);
}

/* Pushes all edges of the class that lead on: on top the longest, which is to be tried first. */
static void push_edges(struct scratch *scratch, const struct code *code, size_t *depth, const struct work *work,
                       uint32_t class)
{
    const struct line *line = &scratch->line;
    uint16_t at = work->at, end;
    if (class < CLASS_BUILTIN_COUNT) {
        if (at < line->count && match_shape(line, class, at, &end) && !line->inside[end] &&
            leads(scratch, code, work->step + 1, end)) {
            push(scratch, depth, work->step + 1, end, work->trace_count);
        }
        return;
    }
    size_t base = *depth;
    uint16_t slot = line->class_slot[class];
    if (slot == 0) {
        return;
    }
    end = (uint16_t)(at + 1);
    if (line->class_lines[slot - 1].plain.bits[at / 64] >> (at % 64) & 1 && !line->inside[end] &&
        leads(scratch, code, work->step + 1, end)) {
        push(scratch, depth, work->step + 1, end, work->trace_count);
    }
    for (uint32_t e = line->class_lines[slot - 1].last_edge; e != 0; e = line->edges[e - 1].next) {
        const struct edge *edge = &line->edges[e - 1];
        end = (uint16_t)(at + edge->len);
        if (edge->at != at || line->inside[end] || !leads(scratch, code, work->step + 1, end)) {
            continue;
        }
        push(scratch, depth, work->step + 1, end, work->trace_count);
        for (size_t i = *depth - 1; i > base && scratch->stack[i - 1].at > scratch->stack[i].at; i--) {
            struct work other = scratch->stack[i - 1];
            scratch->stack[i - 1] = scratch->stack[i];
            scratch->stack[i] = other;
        }
    }
}

static void new_stamp(struct scratch *scratch, const struct code *code)
{
    size_t size = (size_t)code->count * (scratch->line.count + 1);
    if (size > scratch->visited_size) {
        scratch->visited = memory_resize(scratch->visited, size, sizeof *scratch->visited);
        memset(scratch->visited, 0, size * sizeof *scratch->visited);
        scratch->visited_size = size;
        scratch->stamp = 0;
    }
    if (++scratch->stamp == 0) {
        memset(scratch->visited, 0, scratch->visited_size * sizeof *scratch->visited);
        scratch->stamp = 1;
    }
}

/* Was the step entered at that token before, since the last stamp? Now it was. */
static inline bool seen_before(struct scratch *scratch, const struct work *work)
{
    uint32_t *seen = &scratch->visited[(size_t)work->step * (scratch->line.count + 1) + work->at];
    bool before = *seen == scratch->stamp;
    *seen = scratch->stamp;
    return before;
}

/* Follows the preferred way. Returns true at OP_ACCEPT; else what must be tried lies on the stack. */
static bool follow(struct scratch *scratch, const struct code *code, struct work work, size_t *depth,
                   size_t *trace_count)
{
    struct line *line = &scratch->line;
    for (;;) {
        const struct step *step = &code->steps[work.step];
        switch (step->op) {
        case OP_ACCEPT:
            return true;
        case OP_CLASS:
            work.trace_count = (uint32_t)*trace_count;
            push_edges(scratch, code, depth, &work, step->x);
            return false;
        case OP_NOT:
            if (work.at >= line->count || line->tokens[work.at].kind == TOKEN_MARK ||
                begins_any(line, &line->program->sets[step->x], work.at)) {
                return false;
            }
            work.at = match_word_end(line, work.at);
            work.step++;
            break;
        case OP_SKIP:
            if (!can_skip(line, work.at)) {
                return false;
            }
            work.at = match_word_end(line, work.at);
            work.step++;
            break;
        case OP_ASIDE:
            if (work.at < line->count && line->aside[work.at] != 0 && !line->inside[line->aside[work.at]]) {
                if (leads(scratch, code, work.step + 1, line->aside[work.at])) {
                    push(scratch, depth, work.step + 1, line->aside[work.at], *trace_count);
                }
            }
            work.step++;
            if (!leads(scratch, code, work.step, work.at)) {
                return false;
            }
            break;
        case OP_SPLIT:
            if (code->has_loops && seen_before(scratch, &work)) {
                return false;
            }
            if (!leads(scratch, code, step->x, work.at)) {
                work.step = step->y;
                break;
            }
            if (code->has_loops && leads(scratch, code, step->y, work.at)) {
                push(scratch, depth, step->y, work.at, *trace_count);
            }
            work.step = step->x;
            break;
        case OP_JUMP:
            work.step = step->x;
            break;
        case OP_SAVE:
            add_trace(scratch, trace_count, (uint16_t)step->x, work.at);
            work.step++;
            break;
        case OP_ITEM:
            add_trace(scratch, trace_count, (uint16_t)(step->x ? TRACE_ITEM : TRACE_ITEM_END), work.at);
            work.step++;
            break;
        case OP_GLUED:
            if (!glued(line, work.at)) {
                return false;
            }
            work.step++;
            break;
        case OP_BEGIN:
            if (work.at != 0) {
                return false;
            }
            work.step++;
            break;
        case OP_END:
            if (work.at != line->count && !(work.at + 1u == line->count && line->tokens[work.at].kind == TOKEN_MARK)) {
                return false;
            }
            work.step++;
            break;
        default:
            return false;
        }
    }
}

/* Runs the code from token `begin`; true and *end where it matches; the trace is scratch->trace[0 .. *trace_count). */
static bool match_at(struct scratch *scratch, const struct code *code, uint16_t begin, uint16_t *end,
                     size_t *trace_count)
{
    size_t depth = 0;
    if (code->has_loops) {
        new_stamp(scratch, code);
    }
    *trace_count = 0;
    scratch->attempts++;
    push(scratch, &depth, 0, begin, 0);
    while (depth > 0) {
        struct work work = scratch->stack[--depth];
        size_t count = work.trace_count;
        if (follow(scratch, code, work, &depth, &count)) {
            *trace_count = count;
            *end = scratch->trace[count - 1].at; /* every code notes its end right before OP_ACCEPT */
            return true;
        }
    }
    return false;
}

/* The same as one round of follow(), for who looks at single steps. */
size_t match_ends(struct scratch *scratch, const struct code *code, uint32_t step, uint16_t at, uint16_t *ends,
                  size_t limit)
{
    const struct line *line = &scratch->line;
    const struct step *record = &code->steps[step];
    size_t depth = 0;
    bool holds = true;
    uint16_t end = at;
    switch (record->op) {
    case OP_CLASS:
        push_edges(scratch, NULL, &depth, &(struct work){step, at, 0}, record->x);
        for (size_t i = 0; i < depth && i < limit; i++) {
            ends[i] = scratch->stack[i].at;
        }
        return depth < limit ? depth : limit;
    case OP_NOT:
        holds = at < line->count && line->tokens[at].kind != TOKEN_MARK &&
                !begins_any(&scratch->line, &line->program->sets[record->x], at);
        end = holds ? match_word_end(line, at) : at;
        break;
    case OP_SKIP:
        holds = can_skip(line, at);
        end = holds ? match_word_end(line, at) : at;
        break;
    case OP_GLUED:
        holds = glued(line, at);
        break;
    case OP_BEGIN:
        holds = at == 0;
        break;
    case OP_END:
        holds = at == line->count || (at + 1u == line->count && line->tokens[at].kind == TOKEN_MARK);
        break;
    default:
        break;
    }
    ends[0] = end;
    return holds && limit > 0;
}

bool match_possible(const struct line *line, const struct code *code)
{
    for (size_t i = 0; i < code->needed_count; i++) {
        bool found = false;
        for (size_t j = 0; j < code->needed[i].count && !found; j++) {
            found = line_has_class(line, code->needed[i].classes[j]);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static void keep_match(struct scratch *scratch, struct match match)
{
    if (scratch->match_count == scratch->match_capacity) {
        scratch->matches =
            array_grow(scratch->matches, &scratch->match_capacity, scratch->match_count + 1, sizeof *scratch->matches);
    }
    match.trace = arena_alloc_array(scratch->arena, match.trace_count, sizeof *match.trace);
    memcpy(match.trace, scratch->trace, match.trace_count * sizeof *match.trace);
    scratch->matches[scratch->match_count++] = match;
}

void match_all(struct scratch *scratch, const struct code *code, uint32_t rule)
{
    struct line *line = &scratch->line;
    if (line->count == 0) {
        return;
    }
    struct places from = {{0}};
    size_t words = line->count / 64u + 1;
    for (size_t w = 0; w < words; w++) {
        from.bits[w] = ~line->inside_bits.bits[w];
    }
    from.bits[words - 1] &= (UINT64_C(1) << line->count % 64) - 1;
    if (ways_on(scratch, code, &from) == NULL) {
        return;
    }
    ways_back(scratch, code, &from);
    for (size_t w = 0; w < words; w++) {
        for (uint64_t bits = from.bits[w]; bits != 0; bits &= bits - 1) {
            uint16_t at = (uint16_t)(w * 64 + (unsigned)__builtin_ctzll(bits)), end;
            size_t count;
            if (match_at(scratch, code, at, &end, &count) && end > at) {
                keep_match(scratch,
                           (struct match){
                               .rule = rule, .begin = at, .end = end, .trace_count = (uint32_t)count, .code = code});
            }
        }
    }
}

size_t match_bounds(const struct match *match, struct bound *bounds, size_t limit)
{
    uint16_t open[PROGRAM_MAX_CAPTURES] = {0};
    uint16_t item = 0, items = 0;
    size_t count = 0;
    for (size_t i = 0; i < match->trace_count; i++) {
        const struct trace *trace = &match->trace[i];
        if (trace->slot >= TRACE_ITEM_END) {
            item = trace->slot == TRACE_ITEM ? ++items : 0;
            continue;
        }
        unsigned capture = trace->slot / 2u;
        if (capture >= match->code->capture_count) {
            continue; /* the end of the match */
        }
        if (trace->slot % 2 == 0) {
            open[capture] = trace->at;
        } else if (count < limit && trace->at > open[capture]) {
            bounds[count++] = (struct bound){(uint16_t)capture, open[capture], trace->at, item};
        }
    }
    return count;
}

const struct typed_span *bound_span(const struct line *line, const struct code *code, const struct bound *bound)
{
    const struct capture_info *info = &code->captures[bound->capture];
    for (size_t i = 0; i < info->class_count; i++) {
        struct edge edge;
        if (line_edge(line, info->classes[i], bound->begin, bound->end, &edge) && edge.span != 0) {
            return &line->spans[edge.span - 1];
        }
    }
    return NULL;
}

const struct entry *bound_entry(const struct line *line, const struct code *code, const struct bound *bound)
{
    const struct capture_info *info = &code->captures[bound->capture];
    for (size_t i = 0; i < info->class_count; i++) {
        struct edge edge;
        if (line_edge(line, info->classes[i], bound->begin, bound->end, &edge) && edge.entry != 0) {
            return &line->program->entries[edge.entry - 1];
        }
    }
    return NULL;
}
