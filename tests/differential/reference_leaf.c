/* What a word, a list or a type matches by itself, and what a capture is worth. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reference_p.h"

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

/* Keeps ends with the farthest first, each once. */
static void add_end(struct ref_ends *ends, int end)
{
    int i = 0;
    while (i < ends->count && ends->at[i] > end) {
        i++;
    }
    if (ends->count < REF_MAX_ENDS && (i == ends->count || ends->at[i] != end)) {
        memmove(ends->at + i + 1, ends->at + i, (size_t)(ends->count - i) * sizeof ends->at[0]);
        ends->at[i] = end;
        ends->count++;
    }
}

/* Ends of the list's entries at `at`; the value of one that ends at `wanted`. */
static void list_ends(const struct ref_line *line, const char *name, const char *form, int at, struct ref_ends *ends,
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
static bool shape_ends(const struct ref_line *line, const char *name, int at, struct ref_ends *ends)
{
    const char *token = line->text->tokens[at].text;
    bool word = ref_is_word(token), upper = word && isupper((unsigned char)token[0]) != 0;
    const struct {
        const char *name;
        bool fits, whole;
    } shapes[] = {
        {"Word", !ref_is_mark(token), true},
        {"Cap", upper && !is_never_cap(line, token), true},
        {"Lower", word && !upper, true},
        {"ACRONYM", word && token[1] != '\0' && all_capitals(token), true},
        {"Number", ref_is_number(token), false},
        {"Year", ref_is_number(token) && strlen(token) == 4 && atoi(token) >= 1000 && atoi(token) <= 2100, false},
        {"Mark", ref_is_mark(token), false},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (strcmp(shapes[i].name, name) == 0) {
            if (shapes[i].fits) {
                add_end(ends, shapes[i].whole ? ref_word_end(line, at) : at + 1);
            }
            return true;
        }
    }
    return false;
}

static void type_ends(const struct ref_line *line, const char *name, int at, struct ref_ends *ends)
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
struct ref_ends ref_leaf_ends(const struct ref_line *line, const struct ref_node *node, int at)
{
    struct ref_ends ends = {.count = 0};
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
    struct ref_ends ends = {.count = 0};
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
