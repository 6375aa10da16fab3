/* Matches a pattern word by word, trying every way in the order that docs/rules.md gives. Slow on purpose: what is left
 * to match is a chain of things to do, and each way is tried to its end before the next. */
#include <stdint.h>
#include <string.h>

#include "reference_p.h"

enum { MAX_STEPS = 40000 };

enum todo_kind { DO_NODE, DO_SEQUENCE, DO_REPEAT, DO_GAP, DO_CLOSE, DO_ITEM_END, DO_PARTNER };

/* What is still to be matched, the next thing first. */
struct todo {
    enum todo_kind kind;
    const struct ref_node *node;
    int count; /* of a repeat: done; of a gap: words left */
    int at;    /* where it began */
    const struct todo *next;
};

/* A step that is being tried at a word, and those it was reached from. */
struct active {
    const struct ref_node *node;
    unsigned long step;
    int at;
    const struct active *up;
};

struct search {
    struct ref_line *line;
    const struct active *active;
    struct ref_match *match;
    const struct ref_node *root;
    int must_end;
    int items, item;
};

static bool go(struct search *search, const struct todo *todo, int at);

/* Which step of a node it is: what is done there, and which copy it is of what is repeated around it. */
static unsigned long step_of(int tag, const struct todo *next)
{
    unsigned long step = (unsigned long)tag;
    for (; next != NULL; next = next->next) {
        int copy = next->count;
        if (next->kind == DO_REPEAT && next->node->max == REF_UNBOUNDED && copy > next->node->min) {
            copy = next->node->min + 1;
        }
        step = (step * 31 + (unsigned long)next->kind) * 31 + (unsigned long)copy;
        step = step * 1000003 + (unsigned long)(uintptr_t)next->node / 16;
    }
    return step;
}

/* Begins a step; false where it is being tried at this word already, as in a loop that eats nothing. */
static bool enter(struct search *search, struct active *frame, const struct ref_node *node, int tag,
                  const struct todo *next, int at)
{
    *frame = (struct active){node, step_of(tag, next), at, search->active};
    for (const struct active *up = frame->up; up != NULL && up->at == at; up = up->up) {
        if (up->node == node && up->step == frame->step) {
            return false;
        }
    }
    search->active = frame;
    return true;
}

static bool leave(struct search *search, const struct active *frame, bool found)
{
    search->active = frame->up;
    return found;
}

enum { TAG_NODE, TAG_MORE, TAG_ITEM_END, TAG_GAP = 1000, TAG_ASIDE = 2000 };

static bool go_choice(struct search *search, const struct ref_node *node, const struct todo *next, int at)
{
    for (const struct ref_node *option = node->first; option != NULL; option = option->next) {
        struct todo one = {.kind = DO_NODE, .node = option, .next = next};
        if (go(search, &one, at)) {
            return true;
        }
    }
    return false;
}

/* Once more, if that is allowed; else on. */
static bool go_repeat(struct search *search, const struct todo *todo, int at)
{
    const struct ref_node *node = todo->node;
    struct active frame;
    int copy = node->max == REF_UNBOUNDED && todo->count > node->min ? node->min : todo->count;
    if (!enter(search, &frame, node, TAG_MORE + 10 * copy, todo->next, at)) {
        return false;
    }
    if (todo->count < node->max) {
        struct todo again = {.kind = DO_REPEAT, .node = node, .count = todo->count + 1, .at = at, .next = todo->next};
        struct todo one = {.kind = DO_NODE, .node = node->first, .next = &again};
        if (go(search, &one, at)) {
            return leave(search, &frame, true);
        }
    }
    return leave(search, &frame, todo->count >= node->min && go(search, todo->next, at));
}

static bool can_skip(const struct ref_line *line, int at)
{
    return at < line->text->count && !(line->clauses_known && at > 0 && line->clause_begins[at]);
}

static bool go_gap(struct search *search, const struct ref_node *node, const struct todo *next, int left, int at);

/* First the gap ends, then it takes a word more. */
static bool go_gap_words(struct search *search, const struct ref_node *node, const struct todo *next, int left, int at)
{
    struct ref_line *line = search->line;
    struct active frame;
    if (!enter(search, &frame, node, TAG_GAP + left, next, at)) {
        return false;
    }
    return leave(search, &frame,
                 go(search, next, at) ||
                     (left > 0 && can_skip(line, at) && go_gap(search, node, next, left - 1, ref_word_end(line, at))));
}

/* And then it passes an aside. */
static bool go_gap(struct search *search, const struct ref_node *node, const struct todo *next, int left, int at)
{
    struct ref_line *line = search->line;
    struct active frame;
    if (!enter(search, &frame, node, TAG_ASIDE + left, next, at)) {
        return false;
    }
    int end = at < line->text->count ? line->aside[at] : 0;
    return leave(search, &frame,
                 go_gap_words(search, node, next, left, at) ||
                     (end > 0 && !ref_inside(line, end) && go_gap_words(search, node, next, left, end)));
}

static bool go_close(struct search *search, const struct todo *todo, int at)
{
    struct ref_match *match = search->match;
    bool holds = at > todo->at && match->bound_count < REF_MAX_BOUNDS;
    if (holds) {
        match->bounds[match->bound_count++] = (struct ref_bound){todo->node, search->root, todo->at, at, search->item};
    }
    if (go(search, todo->next, at)) {
        return true;
    }
    match->bound_count -= holds;
    return false;
}

static bool go_item(struct search *search, const struct ref_node *node, const struct todo *next, int at)
{
    int item = search->item, items = search->items;
    if (node->kind == NODE_EACH) {
        search->item = ++search->items;
    }
    struct todo end = {.kind = DO_ITEM_END, .node = node, .next = next};
    struct todo one = {.kind = DO_NODE, .node = node->first, .next = &end};
    if (go(search, &one, at)) {
        return true;
    }
    search->item = item;
    search->items = items;
    return false;
}

/* After an item: a separator and one more, else on. */
static bool go_item_end(struct search *search, const struct todo *todo, int at)
{
    int item = search->item;
    struct active frame;
    if (!enter(search, &frame, todo->node, TAG_ITEM_END, todo->next, at)) {
        return false;
    }
    if (todo->node->kind == NODE_EACH) {
        search->item = 0;
    }
    struct todo more = {.kind = DO_NODE, .node = todo->node, .next = todo->next};
    struct todo separator = {.kind = DO_NODE, .node = search->line->reference->separators, .next = &more};
    if (go(search, &separator, at) || go(search, todo->next, at)) {
        return leave(search, &frame, true);
    }
    search->item = item;
    return leave(search, &frame, false);
}

static bool go_partner(struct search *search, const struct todo *todo, int at)
{
    const struct ref_line *line = search->line;
    bool closes = at < line->text->count && line->partner[at] >= 0 && line->partner[at] < at &&
                  ref_token_is(line, at, todo->node->kind == NODE_QUOTED ? "\"" : ")");
    return closes && !ref_inside(line, at + 1) && go(search, todo->next, at + 1);
}

static bool go_pair(struct search *search, const struct ref_node *node, const struct todo *next, int at)
{
    const struct ref_line *line = search->line;
    bool opens = at < line->text->count && line->partner[at] > at &&
                 ref_token_is(line, at, node->kind == NODE_QUOTED ? "\"" : "(");
    struct todo close = {.kind = DO_PARTNER, .node = node, .at = at, .next = next};
    struct todo inner = {.kind = DO_NODE, .node = node->first, .next = &close};
    return opens && !ref_inside(line, at + 1) && go(search, &inner, at + 1);
}

static bool begins_any(const struct ref_line *line, const struct ref_node *node, int at)
{
    if (node->kind != NODE_CHOICE) {
        return ref_leaf_ends(line, node, at).count > 0;
    }
    for (const struct ref_node *option = node->first; option != NULL; option = option->next) {
        if (begins_any(line, option, at)) {
            return true;
        }
    }
    return false;
}

static bool go_leaf(struct search *search, const struct ref_node *node, const struct todo *next, int at)
{
    struct ref_ends ends = ref_leaf_ends(search->line, node, at);
    for (int i = 0; i < ends.count; i++) {
        if (!ref_inside(search->line, ends.at[i]) && go(search, next, ends.at[i])) {
            return true;
        }
    }
    return false;
}

static bool go_kind(struct search *search, const struct ref_node *node, const struct todo *next, int at)
{
    const struct ref_line *line = search->line;
    int count = line->text->count;
    struct todo todo = {.node = node, .at = at, .next = next};
    switch (node->kind) {
    case NODE_SEQUENCE:
        todo = (struct todo){.kind = DO_SEQUENCE, .node = node->first, .next = next};
        return go(search, &todo, at);
    case NODE_CHOICE:
        return go_choice(search, node, next, at);
    case NODE_REPEAT:
        todo.kind = DO_REPEAT;
        return go_repeat(search, &todo, at);
    case NODE_GAP:
        return go_gap(search, node, next, node->max, at);
    case NODE_LIST_OF:
    case NODE_EACH:
        return go_item(search, node, next, at);
    case NODE_NOT:
        return at < count && !ref_is_mark(line->text->tokens[at].text) && !begins_any(line, node->first, at) &&
               go(search, next, ref_word_end(line, at));
    case NODE_QUOTED:
    case NODE_BRACKETS:
        return go_pair(search, node, next, at);
    case NODE_BEGIN:
        return at == 0 && go(search, next, at);
    case NODE_END:
        return (at == count || (at + 1 == count && ref_is_mark(line->text->tokens[at].text))) && go(search, next, at);
    case NODE_GLUED:
        return at > 0 && at < count && line->text->tokens[at].glued && go(search, next, at);
    case NODE_CAPTURE: {
        struct todo close = {.kind = DO_CLOSE, .node = node, .at = at, .next = next};
        todo = (struct todo){.kind = DO_NODE, .node = node->first, .next = &close};
        return go(search, &todo, at);
    }
    default:
        return go_leaf(search, node, next, at);
    }
}

static bool go_node(struct search *search, const struct ref_node *node, const struct todo *next, int at)
{
    struct active frame;
    return enter(search, &frame, node, TAG_NODE, next, at) && leave(search, &frame, go_kind(search, node, next, at));
}

static bool go(struct search *search, const struct todo *todo, int at)
{
    if (++search->line->steps > MAX_STEPS) {
        search->line->result->tired = true;
        return false;
    }
    if (todo == NULL) {
        search->match->end = at;
        return search->must_end < 0 || at == search->must_end;
    }
    switch (todo->kind) {
    case DO_SEQUENCE: {
        if (todo->node == NULL) {
            return go(search, todo->next, at);
        }
        struct todo rest = {.kind = DO_SEQUENCE, .node = todo->node->next, .next = todo->next};
        return go_node(search, todo->node, &rest, at);
    }
    case DO_REPEAT:
        return go_repeat(search, todo, at);
    case DO_CLOSE:
        return go_close(search, todo, at);
    case DO_ITEM_END:
        return go_item_end(search, todo, at);
    case DO_PARTNER:
        return go_partner(search, todo, at);
    default:
        return go_node(search, todo->node, todo->next, at);
    }
}

bool ref_match_at(struct ref_line *line, const struct ref_node *node, int begin, int must_end, struct ref_match *match)
{
    struct search search = {.line = line, .match = match, .root = node, .must_end = must_end};
    struct todo all = {.kind = DO_NODE, .node = node};
    match->begin = begin;
    match->bound_count = 0;
    line->steps = 0;
    return go(&search, &all, begin);
}

int ref_match_all(struct ref_line *line, const struct ref_node *node, struct ref_match *matches, int limit)
{
    int count = 0;
    for (int at = 0; at < line->text->count && count < limit; at++) {
        if (!ref_inside(line, at) && ref_match_at(line, node, at, -1, &matches[count]) && matches[count].end > at) {
            count++;
        }
    }
    return count;
}

void ref_find_clauses(struct ref_line *line)
{
    static struct ref_match matches[REF_MAX_TOKENS];
    int count = 0;
    if (line->reference->clause_breaks != NULL) {
        count = ref_match_all(line, line->reference->clause_breaks, matches, REF_MAX_TOKENS);
    }
    for (int i = 0; i < count; i++) {
        line->clause_begins[matches[i].begin] = true;
    }
    line->clauses_known = true;
}
