/* Reads a pattern by the grammar of docs/rules.md, section 2. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reference_p.h"

struct reader {
    const char *at;
    struct ref_node **all;
    const char *why;
};

static struct ref_node *read_choice(struct reader *reader);
static struct ref_node *read_atom(struct reader *reader);

bool ref_same_letters(const char *a, const char *b)
{
    for (; *a != '\0' && tolower((unsigned char)*a) == tolower((unsigned char)*b); a++) {
        b++;
    }
    return *a == '\0' && *b == '\0';
}

bool ref_is_word(const char *token)
{
    return isalpha((unsigned char)token[0]) != 0;
}

bool ref_is_number(const char *token)
{
    return isdigit((unsigned char)token[0]) != 0;
}

static struct ref_node *fail(struct reader *reader, const char *why)
{
    reader->why = reader->why == NULL ? why : reader->why;
    return NULL;
}

static struct ref_node *make(struct reader *reader, enum ref_node_kind kind)
{
    struct ref_node *node = calloc(1, sizeof *node);
    if (node == NULL) {
        abort();
    }
    node->kind = kind;
    node->link = *reader->all;
    *reader->all = node;
    return node;
}

static void skip_spaces(struct reader *reader)
{
    while (*reader->at == ' ') {
        reader->at++;
    }
}

static bool take(struct reader *reader, char c)
{
    if (*reader->at != c) {
        return false;
    }
    reader->at++;
    return true;
}

/* Copies characters while they fit. */
static void read_name(struct reader *reader, char *name, const char *also)
{
    size_t count = 0;
    while ((isalnum((unsigned char)*reader->at) || (*reader->at != '\0' && strchr(also, *reader->at) != NULL)) &&
           count + 1 < REF_NAME) {
        name[count++] = *reader->at++;
    }
    name[count] = '\0';
}

/* Letters or digits, with hyphens inside: pieces with no space between. */
static struct ref_node *read_pieces(struct reader *reader, enum ref_node_kind kind)
{
    struct ref_node *first = NULL, **link = &first, *last = NULL;
    int count = 0;
    for (;;) {
        struct ref_node *piece = make(reader, kind);
        read_name(reader, piece->text, "");
        *link = last = piece;
        link = &piece->next;
        count++;
        if (*reader->at != '-' || !isalnum((unsigned char)reader->at[1])) {
            break;
        }
        reader->at++;
        struct ref_node *before = make(reader, NODE_GLUED), *hyphen = make(reader, kind),
                        *after = make(reader, NODE_GLUED);
        snprintf(hyphen->text, sizeof hyphen->text, "-");
        *link = before;
        before->next = hyphen;
        hyphen->next = after;
        link = &after->next;
    }
    if (count == 1) {
        return last;
    }
    struct ref_node *sequence = make(reader, NODE_SEQUENCE);
    sequence->first = first;
    return sequence;
}

static struct ref_node *read_group(struct reader *reader)
{
    reader->at++;
    struct ref_node *inner = read_choice(reader);
    if (inner == NULL) {
        return NULL;
    }
    skip_spaces(reader);
    return take(reader, ')') ? inner : fail(reader, "a bracket is not closed");
}

static bool read_function(struct reader *reader, struct ref_node **node)
{
    static const struct {
        const char *name;
        enum ref_node_kind kind;
    } functions[] = {{"list(", NODE_LIST_OF},
                     {"each(", NODE_EACH},
                     {"not(", NODE_NOT},
                     {"quoted(", NODE_QUOTED},
                     {"brackets(", NODE_BRACKETS}};
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        size_t length = strlen(functions[i].name);
        if (strncmp(reader->at, functions[i].name, length) == 0) {
            reader->at += length - 1;
            struct ref_node *inner = read_group(reader);
            *node = inner == NULL ? NULL : make(reader, functions[i].kind);
            if (*node != NULL) {
                (*node)->first = inner;
            }
            return true;
        }
    }
    return false;
}

static bool at_capture(const struct reader *reader)
{
    const char *at = reader->at;
    while (islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '.' || *at == '-') {
        at++;
    }
    return at > reader->at && *at == ':' && islower((unsigned char)*reader->at);
}

static bool is_items(const struct ref_node *node)
{
    return (node->kind == NODE_LIST_OF || node->kind == NODE_EACH) && !node->shared;
}

static struct ref_node *named(struct reader *reader, const char *name, struct ref_node *inner)
{
    struct ref_node *capture = make(reader, NODE_CAPTURE);
    snprintf(capture->text, sizeof capture->text, "%s", name);
    capture->first = inner;
    return capture;
}

/* name:list(x) names each x; of a choice, each of what may be chosen. */
static struct ref_node *share_name(struct reader *reader, const char *name, struct ref_node *inner)
{
    if (is_items(inner)) {
        inner->first = share_name(reader, name, inner->first);
        inner->shared = true;
        return inner;
    }
    bool shared = false;
    for (struct ref_node *option = inner->first; inner->kind == NODE_CHOICE && option != NULL; option = option->next) {
        shared = shared || is_items(option);
    }
    if (!shared) {
        return named(reader, name, inner);
    }
    struct ref_node **link = &inner->first;
    for (struct ref_node *option = inner->first, *next; option != NULL; option = next) {
        next = option->next;
        option->next = NULL;
        *link = share_name(reader, name, option);
        link = &(*link)->next;
        *link = next;
    }
    return inner;
}

static struct ref_node *read_marked(struct reader *reader)
{
    char sign = *reader->at++;
    struct ref_node *pieces = read_pieces(reader, sign == '=' ? NODE_EXACT : NODE_WORD);
    struct ref_node *last = pieces->kind == NODE_SEQUENCE ? pieces->first : pieces;
    while (last->next != NULL) {
        last = last->next;
    }
    if (sign == '~') {
        last->kind = NODE_BEND;
        if (*reader->at == '.' && islower((unsigned char)reader->at[1])) {
            reader->at++;
            read_name(reader, last->form, "");
        }
    }
    return last->text[0] == '\0' ? fail(reader, "a word must follow") : pieces;
}

static struct ref_node *read_list(struct reader *reader)
{
    struct ref_node *list = make(reader, NODE_LIST);
    reader->at++;
    read_name(reader, list->text, "-_");
    if (!take(reader, '>')) {
        return fail(reader, "a list's name must be closed");
    }
    if (*reader->at == '.' && islower((unsigned char)reader->at[1])) {
        reader->at++;
        read_name(reader, list->form, "");
    }
    return list;
}

static struct ref_node *read_gap(struct reader *reader)
{
    struct ref_node *gap = make(reader, NODE_GAP);
    reader->at += 2;
    gap->max = isdigit((unsigned char)*reader->at) ? (int)strtol(reader->at, (char **)&reader->at, 10) : 6;
    return gap;
}

static struct ref_node *read_upper(struct reader *reader)
{
    struct ref_node *type = make(reader, NODE_TYPE);
    read_name(reader, type->text, "");
    type->kind = strcmp(type->text, "CENTRE") == 0 ? NODE_CENTRE : NODE_TYPE;
    return type;
}

static struct ref_node *read_atom(struct reader *reader)
{
    struct ref_node *node = NULL;
    char c = *reader->at;
    if (c == '(') {
        return read_group(reader);
    }
    if (read_function(reader, &node)) {
        return node;
    }
    if (c == '<') {
        return read_list(reader);
    }
    if (c == '=' || c == '~') {
        return read_marked(reader);
    }
    if (c == '.' && reader->at[1] == '.') {
        return read_gap(reader);
    }
    if (c == '^' || c == '$' || c == '_') {
        reader->at++;
        return make(reader, c == '^' ? NODE_BEGIN : c == '$' ? NODE_END : NODE_GLUED);
    }
    if (isupper((unsigned char)c)) {
        return read_upper(reader);
    }
    if (isalnum((unsigned char)c)) {
        return read_pieces(reader, NODE_WORD);
    }
    if (c == '\\') {
        reader->at++;
    }
    if (*reader->at == '\0' || *reader->at == ' ') {
        return fail(reader, "something must follow");
    }
    node = make(reader, NODE_WORD);
    node->text[0] = *reader->at++;
    return node;
}

static bool read_repeat(struct reader *reader, int *min, int *max)
{
    char c = *reader->at;
    if (c == '?' || c == '*' || c == '+') {
        reader->at++;
        *min = c == '+';
        *max = c == '?' ? 1 : REF_UNBOUNDED;
        return true;
    }
    if (c != '{') {
        return false;
    }
    reader->at++;
    *min = *max = (int)strtol(reader->at, (char **)&reader->at, 10);
    if (take(reader, ',')) {
        *max = (int)strtol(reader->at, (char **)&reader->at, 10);
    }
    take(reader, '}');
    return true;
}

static struct ref_node *repeated(struct reader *reader, struct ref_node *atom, int min, int max)
{
    struct ref_node *repeat = make(reader, NODE_REPEAT);
    repeat->min = min;
    repeat->max = max;
    repeat->first = atom;
    return repeat;
}

/* A name holds all that a repeat matches; with ? it holds the one, if it is there. */
static struct ref_node *read_element(struct reader *reader)
{
    char names[8][REF_NAME];
    int count = 0, min, max;
    while (at_capture(reader)) {
        if (count == 8) {
            return fail(reader, "too many names");
        }
        read_name(reader, names[count++], ".-");
        reader->at++;
        skip_spaces(reader);
    }
    struct ref_node *atom = read_atom(reader);
    if (atom == NULL) {
        return NULL;
    }
    bool again = read_repeat(reader, &min, &max);
    if (again && (max > 1 || count == 0)) {
        atom = repeated(reader, atom, min, max);
    }
    while (count > 0) {
        atom = share_name(reader, names[--count], atom);
    }
    return again && max <= 1 && atom->kind != NODE_REPEAT ? repeated(reader, atom, min, max) : atom;
}

static struct ref_node *read_sequence(struct reader *reader)
{
    struct ref_node *first = NULL, **link = &first;
    int count = 0;
    for (skip_spaces(reader); *reader->at != '\0' && *reader->at != ')' && *reader->at != '|'; skip_spaces(reader)) {
        struct ref_node *element = read_element(reader);
        if (element == NULL) {
            return NULL;
        }
        /* the element is new and stands in no other list */
        *link = element;
        link = &element->next;
        count++;
    }
    if (count == 0) {
        return fail(reader, "nothing to match");
    }
    if (count == 1) {
        return first;
    }
    struct ref_node *sequence = make(reader, NODE_SEQUENCE);
    sequence->first = first;
    return sequence;
}

static struct ref_node *read_choice(struct reader *reader)
{
    struct ref_node *first = read_sequence(reader);
    skip_spaces(reader);
    if (first == NULL || *reader->at != '|') {
        return first;
    }
    struct ref_node *choice = make(reader, NODE_CHOICE), **link = &choice->first;
    *link = first;
    link = &first->next;
    while (take(reader, '|')) {
        struct ref_node *option = read_sequence(reader);
        if (option == NULL) {
            return NULL;
        }
        *link = option;
        link = &option->next;
        skip_spaces(reader);
    }
    return choice;
}

/* A name that holds itself means nothing. */
static bool names_itself(const struct ref_node *node, const struct ref_node *within)
{
    for (; node != NULL; node = node->next) {
        bool capture = node->kind == NODE_CAPTURE;
        if ((capture && within != NULL && strcmp(node->text, within->text) == 0) || names_itself(node->first, within) ||
            (capture && names_itself(node->first, node))) {
            return true;
        }
    }
    return false;
}

struct ref_node *ref_parse(const char *text, struct ref_node **all, const char **why)
{
    struct reader reader = {.at = text, .all = all};
    struct ref_node *node = read_choice(&reader);
    if (node != NULL && *reader.at != '\0') {
        node = fail(&reader, "a bracket closes nothing");
    }
    if (node != NULL && names_itself(node, NULL)) {
        node = fail(&reader, "a name within itself");
    }
    *why = reader.why;
    return node;
}
