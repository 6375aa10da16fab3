/* Matches a pattern word by word, trying every way in the order that docs/rules.md gives. Slow on purpose: what is left
 * to match is a chain of things to do, and each way is tried to its end before the next. */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reference_p.h"

enum { MAX_STEPS = 40000, MAX_ASIDE_COMMA = 14, MAX_ASIDE_DASH = 40, MAX_ENDS = 32 };

const struct ref_ending ref_endings[] = {
    {"third", "y", "ies"}, {"third", "", "s"},  {"past", "e", "ed"}, {"past", "", "ed"},     {"part", "e", "ed"},
    {"part", "", "ed"},    {"ing", "e", "ing"}, {"ing", "", "ing"},  {"plural", "y", "ies"}, {"plural", "", "s"},
};
const size_t ref_ending_count = sizeof ref_endings / sizeof ref_endings[0];
const struct ref_irregular ref_irregulars[] = {
    {"hold", "past", "held"},
    {"hold", "part", "held"},
    {"hold", "noun", "holding"},
    {"bake", "plural", "bakeries"},
};
const size_t ref_irregular_count = sizeof ref_irregulars / sizeof ref_irregulars[0];

/* --- the sentence --- */

static bool is_mark(const char *token)
{
    return !ref_is_word(token) && !ref_is_number(token);
}

static bool token_is(const struct ref_line *line, int at, const char *text)
{
    return at >= 0 && at < line->text->count && strcmp(line->text->tokens[at].text, text) == 0;
}

/* Straight quotation marks open and close in turn; a bracket or mark that closes drops what was opened within. */
static void find_partners(struct ref_line *line)
{
    int open[REF_MAX_TOKENS], depth = 0;
    for (int at = 0; at < line->text->count; at++) {
        char c = line->text->tokens[at].text[0];
        line->partner[at] = -1;
        if (c != '(' && c != ')' && c != '"') {
            continue;
        }
        char opener = c == ')' ? '(' : c;
        int found = depth - 1;
        while (c != '(' && found >= 0 && line->text->tokens[open[found]].text[0] != opener) {
            found--;
        }
        if (c != '(' && found >= 0) {
            line->partner[at] = open[found];
            line->partner[open[found]] = at;
            depth = found;
        } else if (c != ')') {
            open[depth++] = at;
        }
    }
}

static void find_asides(struct ref_line *line)
{
    int comma = -1, dash = -1;
    for (int at = 0; at < line->text->count; at++) {
        if (token_is(line, at, "(") && line->partner[at] >= 0) {
            line->aside[at] = line->partner[at] + 1;
        } else if (token_is(line, at, ",")) {
            if (comma >= 0 && at - comma <= MAX_ASIDE_COMMA) {
                line->aside[comma] = at + 1;
            }
            comma = at;
        } else if (token_is(line, at, "-") && !line->text->tokens[at].glued) {
            bool closes = dash >= 0 && at - dash <= MAX_ASIDE_DASH;
            if (closes) {
                line->aside[dash] = at + 1;
            }
            dash = closes ? -1 : at;
        }
    }
}

/* oak-elm is one word, 3-5 is none. */
static void find_compounds(struct ref_line *line)
{
    const struct ref_token *tokens = line->text->tokens;
    for (int at = 0; at < line->text->count; at++) {
        int end = at + 1;
        while (!is_mark(tokens[at].text) && end + 1 < line->text->count && token_is(line, end, "-") &&
               tokens[end].glued && tokens[end + 1].glued && !is_mark(tokens[end + 1].text) &&
               !(ref_is_number(tokens[end - 1].text) && ref_is_number(tokens[end + 1].text))) {
            end += 2;
        }
        if (end > at + 1) {
            line->compound[at] = end;
            at = end - 1;
        }
    }
}

void ref_line_begin(struct ref_line *line, const struct reference *reference, const struct ref_text *text,
                    struct ref_result *result)
{
    memset(line, 0, sizeof *line);
    line->reference = reference;
    line->text = text;
    line->result = result;
    line->centre_end = -1;
    result->span_count = result->event_count = 0;
    result->tired = false;
    find_partners(line);
    find_asides(line);
    find_compounds(line);
}

bool ref_compound_across(const struct ref_line *line, int at)
{
    bool glued = at > 0 && at < line->text->count && line->text->tokens[at].glued;
    return glued && (token_is(line, at, "-") || token_is(line, at - 1, "-"));
}

static bool is_opaque(const struct ref_line *line, const struct ref_span *span)
{
    return line->reference->opaque[line->reference->family[span->type]];
}

bool ref_inside(const struct ref_line *line, int at)
{
    for (int i = 0; i < line->result->span_count; i++) {
        const struct ref_span *span = &line->result->spans[i];
        if (is_opaque(line, span) && span->begin < at && at < span->end) {
            return true;
        }
    }
    return false;
}

/* Where the word that begins at `at` ends: a name counts as one word, so does a word with hyphens. */
static int word_end(const struct ref_line *line, int at)
{
    int end = 0;
    for (int i = 0; i < line->result->span_count; i++) {
        const struct ref_span *span = &line->result->spans[i];
        if (is_opaque(line, span) && span->begin == at && span->end > end) {
            end = span->end;
        }
    }
    if (end > 0) {
        return end;
    }
    return line->compound[at] > 0 && !ref_inside(line, line->compound[at]) ? line->compound[at] : at + 1;
}

void ref_quote(const struct ref_text *text, int begin, int end, char *out)
{
    size_t length = 0;
    out[0] = '\0';
    for (int at = begin; at < end && length + REF_NAME + 2 < REF_VALUE; at++) {
        const struct ref_token *token = &text->tokens[at];
        length += (size_t)sprintf(out + length, "%s%s", at > begin && !token->glued ? " " : "", token->text);
    }
}

/* --- words and lists --- */

static bool form_is(const char *form, const char *wanted, bool nominal)
{
    bool noun = strcmp(form, "base") == 0 || strcmp(form, "noun") == 0 || strcmp(form, "plural") == 0;
    return wanted[0] != '\0' ? strcmp(form, wanted) == 0 : !nominal || noun;
}

static bool ends_in(const char *word, const char *ending)
{
    size_t length = strlen(word), tail = strlen(ending);
    return length >= tail && ref_same_letters(word + length - tail, ending);
}

/* Is the token a form of the word? `form` empty: any; nominal: as nouns have. */
static bool bends_to(const char *word, const char *form, bool nominal, const char *token)
{
    static const char *const forms[] = {"base", "third", "past", "part", "ing", "noun", "plural"};
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        bool irregular = false, regular = false;
        if (!form_is(forms[f], form, nominal)) {
            continue;
        }
        for (size_t i = 0; i < ref_irregular_count; i++) {
            if (ref_same_letters(ref_irregulars[i].word, word) && strcmp(ref_irregulars[i].form, forms[f]) == 0) {
                irregular = true;
                if (ref_same_letters(ref_irregulars[i].instead, token)) {
                    return true;
                }
            }
        }
        if (!irregular && f == 0 && ref_same_letters(word, token)) {
            return true;
        }
        for (size_t i = 0; i < ref_ending_count && !irregular && !regular; i++) {
            if (strcmp(ref_endings[i].form, forms[f]) == 0 && ends_in(word, ref_endings[i].ending)) {
                char bent[REF_NAME * 2];
                snprintf(bent, sizeof bent, "%.*s%s", (int)(strlen(word) - strlen(ref_endings[i].ending)), word,
                         ref_endings[i].instead);
                regular = true;
                if (ref_same_letters(bent, token)) {
                    return true;
                }
            }
        }
    }
    return false;
}

static const struct ref_list *find_list(const struct ref_program *program, const char *name)
{
    for (int i = 0; i < program->list_count; i++) {
        if (strcmp(program->lists[i].name, name) == 0) {
            return &program->lists[i];
        }
    }
    return NULL;
}

/* Where an entry that begins at `at` ends, or -1. */
static int entry_end(const struct ref_line *line, const char *entry, const char *form, bool nominal, int at)
{
    bool bent = false;
    while (*entry != '\0') {
        char word[REF_NAME];
        size_t length = 0;
        char sign = *entry == '~' || *entry == '=' ? *entry++ : ' ';
        while (entry[length] != '\0' && entry[length] != ' ') {
            word[length] = entry[length];
            length++;
        }
        word[length] = '\0';
        entry += entry[length] == ' ' ? length + 1 : length;
        if (at >= line->text->count) {
            return -1;
        }
        const char *token = line->text->tokens[at++].text;
        bool fits = sign == '='   ? strcmp(word, token) == 0
                    : sign == '~' ? bends_to(word, form, nominal, token)
                                  : ref_same_letters(word, token);
        bent = bent || sign == '~';
        if (!fits) {
            return -1;
        }
    }
    return form[0] != '\0' && !bent ? -1 : at;
}

struct ends {
    int at[MAX_ENDS];
    int count;
};

/* Keeps ends with the farthest first, each once. */
static void add_end(struct ends *ends, int end)
{
    int i = 0;
    while (i < ends->count && ends->at[i] > end) {
        i++;
    }
    if (ends->count < MAX_ENDS && (i == ends->count || ends->at[i] != end)) {
        memmove(ends->at + i + 1, ends->at + i, (size_t)(ends->count - i) * sizeof ends->at[0]);
        ends->at[i] = end;
        ends->count++;
    }
}

/* Ends of the list's entries at `at`; the value of one that ends at `wanted`. */
static void list_ends(const struct ref_line *line, const char *name, const char *form, int at, struct ends *ends,
                      int wanted, const struct ref_entry **found)
{
    const struct ref_list *list = find_list(line->reference->program, name);
    for (int i = 0; list != NULL && i < list->count; i++) {
        const char *text = list->entries[i].text;
        if (text[0] == '<') {
            char inner[REF_NAME];
            snprintf(inner, sizeof inner, "%.*s", (int)(strlen(text) - 2), text + 1);
            list_ends(line, inner, form, at, ends, wanted, found);
            continue;
        }
        int end = entry_end(line, text, form, list->nouns && form[0] == '\0', at);
        if (end >= 0) {
            add_end(ends, end);
            if (end == wanted) { /* of entries with the same words the last counts */
                *found = &list->entries[i];
            }
        }
    }
}

static bool all_capitals(const char *token)
{
    for (; *token != '\0'; token++) {
        if (islower((unsigned char)*token)) {
            return false;
        }
    }
    return true;
}

static bool is_never_cap(const struct ref_line *line, const char *token)
{
    const char *word = line->reference->program->never_cap;
    return word[0] != '\0' && ref_same_letters(word, token);
}

/* True where the name is that of a shape. */
static bool shape_ends(const struct ref_line *line, const char *name, int at, struct ends *ends)
{
    const char *token = line->text->tokens[at].text;
    bool word = ref_is_word(token), upper = word && isupper((unsigned char)token[0]) != 0;
    const struct {
        const char *name;
        bool fits, whole;
    } shapes[] = {
        {"Word", !is_mark(token), true},
        {"Cap", upper && !is_never_cap(line, token), true},
        {"Lower", word && !upper, true},
        {"ACRONYM", word && token[1] != '\0' && all_capitals(token), true},
        {"Number", ref_is_number(token), false},
        {"Year", ref_is_number(token) && strlen(token) == 4 && atoi(token) >= 1000 && atoi(token) <= 2100, false},
        {"Mark", is_mark(token), false},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (strcmp(shapes[i].name, name) == 0) {
            if (shapes[i].fits) {
                add_end(ends, shapes[i].whole ? word_end(line, at) : at + 1);
            }
            return true;
        }
    }
    return false;
}

static void type_ends(const struct ref_line *line, const char *name, int at, struct ends *ends)
{
    const struct reference *reference = line->reference;
    if (shape_ends(line, name, at, ends)) {
        return;
    }
    for (int i = 0; i < line->result->span_count; i++) {
        const struct ref_span *span = &line->result->spans[i];
        for (int type = 0; type < reference->program->type_count; type++) {
            if (strcmp(reference->program->types[type].name, name) == 0 && reference->is[span->type][type] &&
                span->begin == at) {
                add_end(ends, span->end);
            }
        }
    }
}

/* Every end of a word, list or type at `at`, the farthest first. */
static struct ends leaf_ends(const struct ref_line *line, const struct ref_node *node, int at)
{
    struct ends ends = {.count = 0};
    const struct ref_entry *entry = NULL;
    if (at >= line->text->count) {
        return ends;
    }
    const char *token = line->text->tokens[at].text;
    switch (node->kind) {
    case NODE_WORD:
        ends.count = ref_same_letters(node->text, token);
        ends.at[0] = at + 1;
        break;
    case NODE_EXACT:
        ends.count = strcmp(node->text, token) == 0;
        ends.at[0] = at + 1;
        break;
    case NODE_BEND:
        ends.count = bends_to(node->text, node->form, false, token);
        ends.at[0] = at + 1;
        break;
    case NODE_LIST:
        list_ends(line, node->text, node->form, at, &ends, -1, &entry);
        break;
    case NODE_CENTRE:
        ends.count = line->centre_end > at && line->centre_begin == at;
        ends.at[0] = line->centre_end;
        break;
    default:
        type_ends(line, node->text, at, &ends);
        break;
    }
    return ends;
}

/* --- the search --- */

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
                     (left > 0 && can_skip(line, at) && go_gap(search, node, next, left - 1, word_end(line, at))));
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
                  token_is(line, at, todo->node->kind == NODE_QUOTED ? "\"" : ")");
    return closes && !ref_inside(line, at + 1) && go(search, todo->next, at + 1);
}

static bool go_pair(struct search *search, const struct ref_node *node, const struct todo *next, int at)
{
    const struct ref_line *line = search->line;
    bool opens =
        at < line->text->count && line->partner[at] > at && token_is(line, at, node->kind == NODE_QUOTED ? "\"" : "(");
    struct todo close = {.kind = DO_PARTNER, .node = node, .at = at, .next = next};
    struct todo inner = {.kind = DO_NODE, .node = node->first, .next = &close};
    return opens && !ref_inside(line, at + 1) && go(search, &inner, at + 1);
}

static bool begins_any(const struct ref_line *line, const struct ref_node *node, int at)
{
    if (node->kind != NODE_CHOICE) {
        return leaf_ends(line, node, at).count > 0;
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
    struct ends ends = leaf_ends(search->line, node, at);
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
        return at < count && !is_mark(line->text->tokens[at].text) && !begins_any(line, node->first, at) &&
               go(search, next, word_end(line, at));
    case NODE_QUOTED:
    case NODE_BRACKETS:
        return go_pair(search, node, next, at);
    case NODE_BEGIN:
        return at == 0 && go(search, next, at);
    case NODE_END:
        return (at == count || (at + 1 == count && is_mark(line->text->tokens[at].text))) && go(search, next, at);
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

/* --- what captures are worth --- */

static const struct ref_bound *find_bound(const struct ref_match *match, const char *name, int item)
{
    for (int i = 0; i < match->bound_count; i++) {
        const struct ref_bound *bound = &match->bounds[i];
        bool mine = bound->item == 0 || item == 0 || bound->item == item;
        if (mine && strcmp(bound->capture->text, name) == 0) {
            return bound;
        }
    }
    return NULL;
}

/* The list entry that is all of a capture, where a capture of that name may be one. */
static const struct ref_entry *entry_of(const struct ref_line *line, const struct ref_node *node, bool within,
                                        const struct ref_bound *bound)
{
    struct ends ends = {.count = 0};
    const struct ref_entry *entry = NULL;
    if (within && node->kind == NODE_LIST) {
        list_ends(line, node->text, node->form, bound->begin, &ends, bound->end, &entry);
    }
    within = node->kind == NODE_CAPTURE ? strcmp(node->text, bound->capture->text) == 0
                                        : within && (node->kind == NODE_CHOICE || node->kind == NODE_REPEAT);
    for (const struct ref_node *child = node->first; child != NULL && entry == NULL; child = child->next) {
        entry = entry_of(line, child, within, bound);
    }
    return entry;
}

void ref_text_of(const struct ref_line *line, const struct ref_bound *bound, char *out)
{
    const struct ref_entry *entry = entry_of(line, bound->root, false, bound);
    if (entry != NULL && entry->value[0] != '\0') {
        snprintf(out, REF_VALUE, "%s", entry->value);
    } else if (entry != NULL) { /* the entry's words, without signs */
        size_t count = 0;
        for (const char *at = entry->text; *at != '\0'; at++) {
            if (*at != '~' && *at != '=') {
                out[count++] = *at;
            }
        }
        out[count] = '\0';
    } else {
        ref_quote(line->text, bound->begin, bound->end, out);
    }
}

void ref_bound_text(const struct ref_line *line, const struct ref_match *match, const char *name, int item, char *out)
{
    const struct ref_bound *bound = find_bound(match, name, item);
    out[0] = '\0';
    if (bound != NULL) {
        ref_text_of(line, bound, out);
    }
}

bool ref_bound_number(const struct ref_line *line, const struct ref_match *match, const char *name, long *number)
{
    const struct ref_bound *bound = find_bound(match, name, 0);
    if (bound == NULL) {
        return false;
    }
    const struct ref_entry *entry = entry_of(line, bound->root, false, bound);
    const char *text = entry != NULL ? entry->value : line->text->tokens[bound->begin].text;
    if ((entry == NULL && bound->end != bound->begin + 1) || !ref_is_number(text)) {
        return false;
    }
    *number = atol(text);
    return true;
}
