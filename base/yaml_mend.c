#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"
#include "base/yaml_p.h"

/* A file with a fault is read all the same: what the fault spoils is left out, as little as can be, and all else is
 * read again. So one run tells all that is wrong. */

/* --- messages --- */

/* Where the thing began that libyaml could not finish: not said, said as a line number, or the place to show. */
enum beginning { BEGINNING_UNSAID, BEGINNING_LINE, BEGINNING_PLACE };

/* What libyaml says, and what a person can do about it. */
struct advice {
    const char *problem; /* libyaml's words */
    enum beginning beginning;
    const char *message;
};

static const struct advice advices[] = {
    {"mapping values are not allowed in this context", BEGINNING_UNSAID,
     "unexpected `:`; a value that holds `: ` must be quoted or put under `|`, keys must be in line"},
    {"could not find expected ':'", BEGINNING_PLACE,
     "this line has no `:` and is not part of the value before it; write `key: value`, or indent it further"},
    {"did not find expected key", BEGINNING_UNSAID,
     "expected another key here; check the indentation, and quote a value that begins with a quote or bracket"},
    {"did not find expected '-' indicator", BEGINNING_UNSAID,
     "expected another list item (`- `) here; check the indentation"},
    {"found unexpected end of stream", BEGINNING_PLACE,
     "this quoted text is never closed; add the closing quotation mark"},
    {"found unexpected document indicator", BEGINNING_PLACE,
     "this quoted text is not closed before the next document; add the closing quotation mark"},
    {"found a tab character where an indentation space is expected", BEGINNING_UNSAID,
     "a tab cannot be used for indentation; use spaces"},
    {"found a tab character that violates indentation", BEGINNING_UNSAID,
     "a tab cannot be used for indentation; use spaces"},
    {"block sequence entries are not allowed in this context", BEGINNING_UNSAID,
     "a list item cannot begin here; put `- ` on a line of its own, indented below its key"},
    {"mapping keys are not allowed in this context", BEGINNING_UNSAID,
     "a key cannot begin here; quote the value if it begins with `?`"},
    {"did not find expected ',' or ']'", BEGINNING_LINE, "expected `,` or `]` in the list that began"},
    {"did not find expected ',' or '}'", BEGINNING_LINE, "expected `,` or `}` in the map that began"},
    {"did not find expected node content", BEGINNING_UNSAID,
     "expected a value here; quote it if it begins with a sign"},
    {"found unknown escape character", BEGINNING_UNSAID,
     "unknown escape; within double quotes write `\\\\` for a backslash, or put the value bare or under `|`"},
    {"did not find expected hexdecimal number", BEGINNING_UNSAID,
     "expected hexadecimal digits after `\\x`, `\\u` or `\\U`"},
    {"found invalid Unicode character escape code", BEGINNING_UNSAID, "this escape names no Unicode character"},
    {"did not find expected comment or line break", BEGINNING_UNSAID,
     "after `|` or `>` the text must begin on the next line; quote the value if it begins with this sign"},
    {"did not find expected digit or '-' character", BEGINNING_UNSAID,
     "after `|` or `>` the text must begin on the next line"},
    {"found an indentation indicator equal to 0", BEGINNING_UNSAID,
     "indentation after `|` or `>` is a digit from 1 to 9"},
    {"did not find expected <document start>", BEGINNING_UNSAID,
     "expected the end of the file; check the indentation of this line"},
    {"did not find expected alphabetic or numeric character", BEGINNING_PLACE,
     "a value cannot begin with `&` or `*`; quote it or put it under `|`"},
    {"did not find expected whitespace or line break", BEGINNING_PLACE,
     "a value cannot begin with `!`; quote it or put it under `|`"},
    {"found undefined tag handle", BEGINNING_PLACE, "a value cannot begin with `!`; quote it or put it under `|`"},
    {"did not find the expected '!'", BEGINNING_PLACE, "a value cannot begin with `!`; quote it or put it under `|`"},
    {"did not find expected '!'", BEGINNING_PLACE, "a value cannot begin with `!`; quote it or put it under `|`"},
    {"did not find expected tag URI", BEGINNING_PLACE, "a value cannot begin with `!`; quote it or put it under `|`"},
};

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The quoted text that went on over lines and ends right before the fault: most likely it was to end earlier. */
static bool is_behind_long_quote(const struct yaml_file *file, const struct yaml_fault *fault)
{
    const struct yaml_node *last = fault->last;
    if (last == NULL || (last->style != YAML_SINGLE && last->style != YAML_DOUBLE) || last->end > fault->at ||
        yaml_file_line(file, last->begin) == yaml_file_line(file, last->end)) {
        return false;
    }
    for (size_t at = last->end; at < fault->at; at++) {
        if (!is_blank(file->bytes.ptr[at])) {
            return false;
        }
    }
    return true;
}

/* The file begins further right than it goes on. */
static bool is_indented_file(const struct yaml_file *file, const struct yaml_fault *fault, const struct yaml_node *root,
                             size_t depth)
{
    return depth == 0 && root != NULL && root->kind == YAML_MAP && root->column > 1 && fault->at < file->bytes.len &&
           file->lines[yaml_file_line(file, fault->at)] == fault->at;
}

__attribute__((format(printf, 2, 3))) static void say(struct yaml_advice *advice, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(advice->message, sizeof advice->message, format, arguments);
    va_end(arguments);
}

static void advise_on_sign(const struct yaml_file *file, struct yaml_advice *advice)
{
    struct slice bytes = file->bytes;
    if (advice->at < bytes.len && bytes.ptr[advice->at] == '\t') {
        say(advice, "a tab cannot be used for indentation; use spaces");
        return;
    }
    size_t next = advice->at;
    if (advice->at < bytes.len) {
        utf8_decode(bytes, advice->at, &next);
    }
    struct slice sign = slice_sub(bytes, advice->at, next);
    say(advice, "a value cannot begin with `%.*s`; quote it or put it under `|`", SLICE_ARG(sign));
}

struct yaml_advice yaml_advise(const struct yaml_file *file, const struct yaml_fault *fault,
                               const struct yaml_node *root, size_t depth)
{
    struct yaml_advice advice = {.at = fault->at};
    if (is_behind_long_quote(file, fault)) {
        advice.at = fault->last->begin;
        say(&advice,
            "this quoted text ends on line %zu only, and more stands behind it; add the closing quotation mark",
            yaml_file_line(file, fault->last->end) + 1);
        return advice;
    }
    if (is_indented_file(file, fault, root, depth)) {
        advice.at = root->begin;
        say(&advice, "this key is indented and those from line %zu on are not; begin all keys of a file in column 1",
            yaml_file_line(file, fault->at) + 1);
        return advice;
    }
    if (strcmp(fault->problem, "found character that cannot start any token") == 0) {
        advise_on_sign(file, &advice);
        return advice;
    }
    for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++) {
        if (strcmp(fault->problem, advices[i].problem) != 0) {
            continue;
        }
        if (advices[i].beginning == BEGINNING_LINE) {
            say(&advice, "%s on line %zu; quote a value that holds one of `, { } [ ]`", advices[i].message,
                yaml_file_line(file, fault->began) + 1);
        } else {
            advice.at = advices[i].beginning == BEGINNING_PLACE ? fault->began : fault->at;
            say(&advice, "%s", advices[i].message);
        }
        return advice;
    }
    say(&advice, "this cannot be read as YAML: %s", fault->problem);
    return advice;
}

/* --- what is left out --- */

static size_t line_begin(const struct yaml_file *file, size_t byte)
{
    return file->lines[yaml_file_line(file, byte)];
}

static bool is_item_at(struct slice bytes, size_t at)
{
    return at < bytes.len && bytes.ptr[at] == '-' &&
           (at + 1 >= bytes.len || is_blank(bytes.ptr[at + 1]) || is_break(bytes.ptr[at + 1]));
}

/* Where the line from `at` on has a `:` that ends a key; the end of the file where it has none. */
static size_t key_end(struct slice bytes, size_t at)
{
    for (; at < bytes.len && !is_break(bytes.ptr[at]); at++) {
        bool ends = at + 1 >= bytes.len || is_blank(bytes.ptr[at + 1]) || is_break(bytes.ptr[at + 1]);
        if (bytes.ptr[at] == ':' && ends) {
            return at;
        }
        if (bytes.ptr[at] == '#' && at > 0 && is_blank(bytes.ptr[at - 1])) {
            break;
        }
    }
    return bytes.len;
}

static bool is_key_at(struct slice bytes, size_t at)
{
    return key_end(bytes, at) < bytes.len;
}

/* The innermost open list or map of which the line at `at`, `indent` columns in, begins an item or key; `depth` where
 * there is none. */
static size_t frame_going_on(const struct yaml_frame *frames, size_t depth, struct slice bytes, size_t at,
                             size_t indent)
{
    bool is_item = is_item_at(bytes, at);
    for (size_t i = depth; i-- > 0;) {
        bool fits = frames[i].node->kind == YAML_LIST ? is_item : !is_item && is_key_at(bytes, at);
        if (fits && !frames[i].is_flow && frames[i].node->column == indent + 1) {
            return i;
        }
    }
    return depth;
}

/* The file has a list or map in brackets there. */
static bool is_flow_at(const struct yaml_file *file, const struct yaml_node *node)
{
    char c = node->begin < file->bytes.len ? file->bytes.ptr[node->begin] : '\0';
    return node->kind != YAML_SCALAR && (c == '[' || c == '{');
}

static size_t last_begin(const struct yaml_file *file, const struct yaml_frame *frame)
{
    if (frame->node->kind == YAML_MAP) {
        return frame->children[(frame->count - 1) / 2 * 2]->begin;
    }
    return line_begin(file, frame->children[frame->count - 1]->begin);
}

static void skip_blanks(struct slice bytes, size_t *at)
{
    while (*at < bytes.len && is_blank(bytes.ptr[*at])) {
        ++*at;
    }
}

enum { MAX_LEVELS = YAML_MAX_DEPTH + 4 };

/* The lists and maps that are open at the fault. libyaml reads ahead of what it tells: those that begin on the line of
 * the fault, `- key:`, are added where they are not among the frames yet. */
struct levels {
    struct yaml_frame items[MAX_LEVELS];
    struct yaml_node nodes[MAX_LEVELS];
    size_t count;
};

static void add_level(struct levels *levels, enum yaml_kind kind, size_t at, size_t line)
{
    unsigned column = (unsigned)(at - line) + 1;
    for (size_t i = 0; i < levels->count; i++) {
        const struct yaml_node *node = levels->items[i].node;
        if (node->column > column || (node->column == column && node->kind == kind)) {
            return;
        }
    }
    if (levels->count < MAX_LEVELS) {
        struct yaml_node *node = &levels->nodes[levels->count];
        *node = (struct yaml_node){.kind = kind, .begin = at, .column = column};
        levels->items[levels->count++] = (struct yaml_frame){.node = node};
    }
}

static void add_levels(struct levels *levels, const struct yaml_file *file, size_t from, size_t fault)
{
    size_t line = line_begin(file, from), at = line;
    if (key_end(file->bytes, line) >= fault) { /* the key itself was not expected */
        return;
    }
    while (at < from && file->bytes.ptr[at] == ' ') {
        at++;
    }
    while (at < from && is_item_at(file->bytes, at)) {
        add_level(levels, YAML_LIST, at++, line);
        skip_blanks(file->bytes, &at);
    }
    if (at <= from && is_key_at(file->bytes, at) && file->bytes.ptr[at] != '{') {
        add_level(levels, YAML_MAP, at, line);
    }
}

/* Where the thing that the fault spoils begins: the key before it, where its value is on the line or was to come. */
static size_t spoilt_from(const struct yaml_file *file, const struct yaml_frame *frame, size_t from)
{
    size_t line = line_begin(file, from);
    if (frame->count == 0) {
        return line;
    }
    const struct yaml_node *last = frame->children[frame->count - 1];
    bool waits = frame->node->kind == YAML_MAP && frame->count % 2 == 1;
    bool reaches = (last->kind == YAML_SCALAR || is_flow_at(file, last)) && last->end > line;
    size_t begin = waits || reaches ? last_begin(file, frame) : line;
    return begin < line ? begin : line;
}

/* Sets where the cut ends: the next line that goes on with what was open. Returns the frame, SIZE_MAX where none does.
 */
static size_t find_end(const struct yaml_file *file, const struct yaml_frame *frames, size_t depth, size_t from,
                       struct yaml_cut *cut)
{
    for (size_t line = yaml_file_line(file, from) + 1; line < file->line_count; line++) {
        size_t begin = file->lines[line], at = begin;
        while (at < file->bytes.len && file->bytes.ptr[at] == ' ') {
            at++;
        }
        char c = at < file->bytes.len ? file->bytes.ptr[at] : '\n';
        if (is_break(c) || c == '#' || c == '\t') {
            continue;
        }
        size_t frame = frame_going_on(frames, depth, file->bytes, at, at - begin);
        if (frame < depth) {
            cut->end = begin;
            cut->resume = at;
            return frame;
        }
    }
    cut->end = cut->resume = file->bytes.len;
    return SIZE_MAX;
}

static bool has_words(struct slice bytes, const struct yaml_cut *cut)
{
    for (size_t i = cut->begin; i < cut->end; i++) {
        if (!is_blank(bytes.ptr[i]) && !is_break(bytes.ptr[i]) && bytes.ptr[i] != '#') {
            return true;
        }
    }
    return false;
}

/* Where the cut begins, with lists and maps of which nothing would be left. */
static void find_begin(const struct yaml_file *file, const struct yaml_frame *frames, size_t depth, size_t next,
                       size_t from, struct yaml_cut *cut)
{
    if (depth == 0) {
        cut->begin = line_begin(file, from);
        return;
    }
    size_t inner = depth - 1;
    size_t begin = spoilt_from(file, &frames[inner], from);
    while (inner > 0 && (next == SIZE_MAX || inner > next) && begin <= frames[inner].node->begin) {
        inner--;
        size_t parent = frames[inner].count > 0 ? last_begin(file, &frames[inner]) : begin;
        begin = parent < begin ? parent : begin;
    }
    bool same = inner == next;
    cut->begin = same ? begin : line_begin(file, begin);
    if (same && cut->begin < frames[inner].node->begin) {
        cut->begin = frames[inner].node->begin;
    }
}

struct yaml_cut yaml_find_cut(const struct yaml_file *file, const struct yaml_fault *fault,
                              const struct yaml_node *root, const struct yaml_frame *frames, size_t depth)
{
    struct slice bytes = file->bytes;
    struct yaml_cut cut = {0};
    if (is_indented_file(file, fault, root, depth)) {
        cut.end = cut.resume = fault->at;
        return cut;
    }
    size_t from = is_behind_long_quote(file, fault) ? fault->last->begin : fault->from;
    for (size_t i = 0; i < depth; i++) {
        if (frames[i].is_flow) {
            from = frames[i].node->begin < from ? frames[i].node->begin : from;
            depth = i;
        }
    }
    struct levels levels = {.count = depth};
    for (size_t i = 0; i < depth; i++) {
        levels.items[i] = frames[i];
    }
    if (depth > 0) {
        add_levels(&levels, file, from, fault->at);
    }
    size_t next = find_end(file, levels.items, levels.count, from, &cut);
    find_begin(file, levels.items, levels.count, next, from, &cut);
    if (!has_words(bytes, &cut)) {
        cut.end = cut.resume = bytes.len;
    }
    if (!has_words(bytes, &cut)) {
        cut.begin = 0;
    }
    size_t first = cut.begin, line = line_begin(file, cut.begin);
    skip_blanks(bytes, &first);
    skip_blanks(bytes, &line);
    cut.is_inside = line < first;
    cut.is_item = is_item_at(bytes, first);
    cut.indent = yaml_file_place(file, first).column - 1;
    return cut;
}

/* --- what lacks something --- */

/* The list or map among the children in which, or right behind which, the cut is. */
static struct yaml_node *child_around(const struct yaml_node *node, const struct yaml_cut *cut)
{
    size_t count = node->kind == YAML_MAP ? 2 * node->count : node->kind == YAML_LIST ? node->count : 0;
    struct yaml_node *found = NULL;
    for (size_t i = 0; i < count && node->children[i]->begin <= cut->resume; i++) {
        struct yaml_node *child = node->children[i];
        bool is_like =
            cut->is_inside || (cut->indent + 1 == child->column && cut->is_item == (child->kind == YAML_LIST));
        bool before = child->begin <= cut->begin || (is_like && child->begin == cut->resume);
        if (before && child->kind != YAML_SCALAR && child->end >= cut->begin) {
            found = child;
        }
    }
    return found;
}

void yaml_mark_cut(struct yaml_node *root, const struct yaml_cut *cut)
{
    struct yaml_node *node = root;
    for (struct yaml_node *child; (child = child_around(node, cut)) != NULL; node = child) {
        unsigned column = child->column - 1;
        bool is_of_child = cut->indent > column || (cut->indent == column && (child->kind == YAML_MAP || cut->is_item));
        if (!is_of_child) {
            node->is_cut = true;
        }
    }
    node->is_cut = true;
}
