/* Reads what nearly all rule files are made of, in one pass and without tokens: maps and lists of any depth, in lines
 * and in brackets; words on one line, bare and quoted; texts under `|`. Whatever else stands in a file, and whatever is
 * wrong in it, is left to libyaml, which reads it from the beginning (yaml.c). A test holds both to the same tree. */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/yaml_p.h"

enum { KEY_MAX = 1000 /* bytes: libyaml takes keys of up to 1,024 characters */, FEW_KEYS = 12 };

struct quick {
    struct yaml_file *file;
    struct arena *arena;
    const char *text; /* with a NUL behind it */
    size_t at, end;
    size_t line, line_begin; /* of `at`; from 0 */
    struct yaml_node **stack;
    size_t count, capacity; /* children of what is open */
    size_t nodes;
    unsigned depth;
    bool gave_up;
};

static struct yaml_node *give_up(struct quick *quick)
{
    quick->gave_up = true;
    quick->at = quick->end;
    return NULL;
}

static char peek(const struct quick *quick)
{
    return quick->text[quick->at];
}

static void step(struct quick *quick)
{
    quick->at += quick->at < quick->end;
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\n' || c == '\0';
}

static size_t column(const struct quick *quick)
{
    return quick->at - quick->line_begin;
}

/* `- ` */
static bool at_entry(const struct quick *quick)
{
    return peek(quick) == '-' && ends_word(quick->text[quick->at + 1]);
}

static void skip_blanks(struct quick *quick)
{
    while (peek(quick) == ' ') {
        quick->at++;
    }
}

/* To the end of the line where nothing but a comment is left of it; false where there is. */
static bool skip_rest(struct quick *quick)
{
    size_t begin = quick->at;
    skip_blanks(quick);
    if (peek(quick) == '#' && quick->at > begin) {
        const char *end = memchr(quick->text + quick->at, '\n', quick->end - quick->at);
        quick->at = end != NULL ? (size_t)(end - quick->text) : quick->end;
    }
    return peek(quick) == '\n' || quick->at >= quick->end;
}

/* On to what stands next, over comments and lines. */
/* --- or ..., or what may be one of them */
static bool begins_document(const char *line)
{
    return strncmp(line, "---", 3) == 0 || strncmp(line, "...", 3) == 0;
}

static void skip(struct quick *quick)
{
    while (skip_rest(quick) && quick->at < quick->end) {
        quick->line++;
        quick->line_begin = ++quick->at;
        const char *line = quick->text + quick->at;
        if (line[0] == '#') { /* skip_rest wants a blank before it */
            const char *end = memchr(line, '\n', quick->end - quick->at);
            quick->at = end != NULL ? (size_t)(end - quick->text) : quick->end;
        } else if (begins_document(line)) {
            give_up(quick);
        }
    }
}

/* A node that begins here. */
static struct yaml_node *node_new(struct quick *quick, enum yaml_kind kind)
{
    if (++quick->nodes > YAML_MAX_NODES) {
        return give_up(quick);
    }
    struct yaml_node *node = arena_alloc(quick->arena, sizeof *node);
    size_t continued = 0;
    for (size_t i = quick->line_begin; i < quick->at && !quick->file->is_ascii; i++) {
        continued += ((unsigned char)quick->text[i] & 0xC0) == 0x80;
    }
    node->kind = kind;
    node->file = quick->file;
    node->begin = node->end = quick->at;
    node->line = (unsigned)quick->line + 1;
    node->column = (unsigned)(column(quick) - continued) + 1;
    return node;
}

static void push(struct quick *quick, struct yaml_node *node)
{
    quick->stack = array_grow(quick->stack, &quick->capacity, quick->count + 1, sizeof(struct yaml_node *));
    quick->stack[quick->count++] = node;
}

/* The children of the list or map are those on the stack from `base` on. */
static struct yaml_node *close_node(struct quick *quick, struct yaml_node *node, size_t base)
{
    size_t count = quick->count - base;
    quick->depth--;
    if (quick->gave_up) {
        return NULL;
    }
    node->children = arena_alloc_raw(quick->arena, count, sizeof(struct yaml_node *));
    if (count > 0) {
        memcpy(node->children, quick->stack + base, count * sizeof(struct yaml_node *));
    }
    node->count = node->kind == YAML_MAP ? count / 2 : count;
    node->end = quick->at;
    quick->count = base;
    return node;
}

static struct yaml_node *open_node(struct quick *quick, enum yaml_kind kind)
{
    if (quick->depth++ == YAML_MAX_DEPTH) {
        return give_up(quick);
    }
    return node_new(quick, kind);
}

/* Spaces at the beginning of the line at `at`. */
static size_t count_blanks(const struct quick *quick, size_t at)
{
    size_t count = 0;
    while (quick->text[at + count] == ' ') {
        count++;
    }
    return count;
}

/* --- scalars --- */

static bool begins_plain(const struct quick *quick)
{
    char c = peek(quick), next = c == '\0' ? c : quick->text[quick->at + 1];
    return c == '-' ? !ends_word(next) : !ends_word(c) && strchr("?:,[]{}#&*!|>'\"%@`", c) == NULL;
}

/* The end of what is written bare from `at` on, on one line, without blanks behind it; 0 where it is not clear. */
static size_t plain_end(const struct quick *quick, size_t at, bool in_brackets)
{
    size_t end = at;
    for (char c; (c = quick->text[at]) != '\n' && c != '\0'; at++) {
        char next = quick->text[at + 1];
        if ((c == ':' && ends_word(next)) || (c == ' ' && next == '#')) {
            break;
        }
        if (in_brackets && c == ':' && strchr(",?[]{}", next) != NULL) {
            return 0;
        }
        if (in_brackets && (c == ',' || c == '[' || c == ']' || c == '{' || c == '}')) {
            break;
        }
        end = c == ' ' ? end : at + 1;
    }
    return end;
}

static struct yaml_node *read_plain(struct quick *quick, bool in_brackets)
{
    struct yaml_node *node = begins_plain(quick) ? node_new(quick, YAML_SCALAR) : NULL;
    size_t end = node != NULL ? plain_end(quick, quick->at, in_brackets) : 0;
    if (end == 0) {
        return give_up(quick);
    }
    node->end = quick->at = end;
    node->text = slice_make(quick->text + node->begin, end - node->begin);
    return node;
}

/* Does a word go on in the next line, further in than what it stands in? */
static bool goes_on(const struct quick *quick, size_t outer)
{
    size_t blanks;
    if (peek(quick) != '\n') {
        return false;
    }
    blanks = count_blanks(quick, quick->at + 1);
    return blanks > outer && !ends_word(quick->text[quick->at + 1 + blanks]) &&
           quick->text[quick->at + 1 + blanks] != '#';
}

/* The lines in which a bare word goes on; each break is a blank. */
static struct yaml_node *read_more(struct quick *quick, struct yaml_node *node, size_t outer)
{
    struct buffer text = {0};
    buffer_add(&text, node->text);
    while (goes_on(quick, outer)) {
        quick->line++;
        quick->line_begin = ++quick->at;
        skip_blanks(quick);
        size_t begin = quick->at;
        node->end = quick->at = plain_end(quick, begin, false);
        if (quick->at == begin) {
            break; /* a colon: no word is before it */
        }
        buffer_add_byte(&text, ' ');
        buffer_add(&text, slice_make(quick->text + begin, quick->at - begin));
        size_t end = quick->at;
        if (!skip_rest(quick) || quick->text[end + count_blanks(quick, end)] == '#') {
            break;
        }
    }
    node->text = arena_copy(quick->arena, buffer_slice(&text));
    buffer_release(&text);
    return skip_rest(quick) ? node : give_up(quick);
}

/* Without its quotes; '' and \" and \\ become one character. */
static struct slice unquoted(struct quick *quick, struct slice inner, char quote)
{
    char mark = quote == '"' ? '\\' : quote;
    if (memchr(inner.ptr, mark, inner.len) == NULL) {
        return inner;
    }
    char *text = arena_alloc_raw(quick->arena, inner.len + 1, 1);
    size_t count = 0;
    for (size_t i = 0; i < inner.len; i++) {
        i += inner.ptr[i] == mark;
        text[count++] = inner.ptr[i];
    }
    text[count] = '\0';
    return slice_make(text, count);
}

/* Where the quotation mark is that closes the one here, on this line; 0 where there is none, or a character is written
 * otherwise than as itself. */
static size_t closing_quote(const struct quick *quick)
{
    char quote = peek(quick);
    for (size_t at = quick->at + 1;; at++) {
        char c = quick->text[at], next = c == '\0' ? c : quick->text[at + 1];
        bool escapes = c == '\\' && quote == '"';
        if (c == '\n' || c == '\0' || (escapes && next != '"' && next != '\\')) {
            return 0;
        }
        if (c == quote && (quote == '"' || next != quote)) {
            return at;
        }
        at += c == quote || escapes;
    }
}

static struct yaml_node *read_quoted(struct quick *quick)
{
    size_t last = closing_quote(quick);
    struct yaml_node *node = last > 0 ? node_new(quick, YAML_SCALAR) : NULL;
    if (node == NULL) {
        return give_up(quick);
    }
    node->end = last + 1;
    node->style = peek(quick) == '"' ? YAML_DOUBLE : YAML_SINGLE;
    node->text = unquoted(quick, slice_make(quick->text + node->begin + 1, last - node->begin - 1), peek(quick));
    quick->at = node->end;
    return node;
}

static struct yaml_node *read_word(struct quick *quick, bool in_brackets)
{
    return peek(quick) == '"' || peek(quick) == '\'' ? read_quoted(quick) : read_plain(quick, in_brackets);
}

/* A value that was left out: it stands where `behind` is. */
static struct yaml_node *read_nothing(struct quick *quick, struct quick *behind)
{
    struct yaml_node *node = quick->gave_up ? NULL : node_new(behind, YAML_SCALAR);
    if (node == NULL) {
        return give_up(quick);
    }
    quick->nodes++;
    node->text = slice_make(behind->text + behind->at, 0);
    return node;
}

/* The indentation of the first line with something in it; 0 where the lines are not as simple as that. */
static size_t text_indent(const struct quick *quick, size_t at)
{
    size_t most = 0, blanks = count_blanks(quick, at);
    while (quick->text[at + blanks] == '\n') {
        most = blanks > most ? blanks : most;
        at += blanks + 1;
        blanks = count_blanks(quick, at);
    }
    return quick->text[at + blanks] == '\0' || most > blanks ? 0 : blanks;
}

/* Goes over the lines of a text under `|`, to the one behind it, and copies them where `text` is not NULL. `kept`:
 * their bytes without the empty lines at the end. */
static size_t copy_lines(const struct quick *quick, size_t at, size_t indent, char *text, size_t *kept)
{
    size_t count = 0;
    *kept = 0;
    while (at < quick->end) {
        size_t blanks = count_blanks(quick, at);
        bool is_empty = blanks < indent && quick->text[at + blanks] == '\n';
        if ((blanks < indent && !is_empty) || quick->text[at + blanks] == '\0') {
            break;
        }
        size_t from = is_empty ? at + blanks : at + indent;
        const char *found = memchr(quick->text + from, '\n', quick->end - from);
        at = found != NULL ? (size_t)(found - quick->text) + 1 : quick->end;
        if (text != NULL) {
            memcpy(text + count, quick->text + from, at - from);
        }
        count += at - from;
        *kept = is_empty || quick->text[from] == '\n' ? *kept : count;
    }
    return at;
}

/* Under `|`, in a list or map that stands at `outer`. */
static struct yaml_node *read_text(struct quick *quick, size_t outer)
{
    struct yaml_node *node = node_new(quick, YAML_SCALAR);
    step(quick);
    if (node == NULL || !skip_rest(quick) || quick->at >= quick->end) {
        return give_up(quick);
    }
    size_t begin = quick->at + 1, indent = text_indent(quick, begin), kept;
    if (indent <= outer) {
        return give_up(quick);
    }
    size_t last = copy_lines(quick, begin, indent, NULL, &kept);
    if (count_blanks(quick, last) > indent && quick->text[last + count_blanks(quick, last)] == '\0') {
        return give_up(quick); /* blanks of the text, without a line's end */
    }
    char *text = arena_alloc_raw(quick->arena, last - begin + 1, 1);
    copy_lines(quick, begin, indent, text, &kept);
    text[kept] = '\0';
    if (begins_document(quick->text + last)) {
        return give_up(quick);
    }
    while (quick->at < last) {
        if (quick->text[quick->at++] == '\n') {
            quick->line++;
            quick->line_begin = quick->at;
        }
    }
    node->style = YAML_LITERAL;
    node->end = last;
    node->text = slice_make(text, kept);
    return node;
}

/* --- lists and maps --- */

static struct yaml_node *read_brackets(struct quick *quick);

/* Is the key new to those on the stack from `base` on, and one that is read? */
static bool is_new_key(const struct quick *quick, size_t base, const struct yaml_node *key, struct map *keys)
{
    size_t count = (quick->count - base) / 2;
    if (key->text.len > KEY_MAX || (key->style == YAML_PLAIN && slice_is(key->text, "<<"))) {
        return false;
    }
    for (size_t i = 0; i < count && count < FEW_KEYS; i++) {
        if (slice_equal(quick->stack[base + 2 * i]->text, key->text)) {
            return false;
        }
    }
    for (size_t i = 0; i < count && count == FEW_KEYS; i++) {
        map_put(keys, quick->stack[base + 2 * i]->text, 0, NULL);
    }
    bool is_new = true;
    if (count >= FEW_KEYS) {
        map_put(keys, key->text, 0, &is_new);
    }
    return is_new;
}

/* A key and the colon behind it. */
static void read_key(struct quick *quick, size_t base, bool in_brackets, struct map *keys)
{
    struct yaml_node *key = read_word(quick, in_brackets);
    skip_blanks(quick);
    if (key == NULL || peek(quick) != ':' || !ends_word(quick->text[quick->at + 1]) ||
        !is_new_key(quick, base, key, keys)) {
        give_up(quick);
        return;
    }
    step(quick);
    push(quick, key);
}

static struct yaml_node *read_item(struct quick *quick)
{
    if (peek(quick) == '[' || peek(quick) == '{') {
        return read_brackets(quick);
    }
    size_t line = quick->line;
    struct yaml_node *node = read_word(quick, true);
    skip(quick);
    if (quick->line > line && strchr(",]}", peek(quick)) == NULL) { /* it goes on there */
        return give_up(quick);
    }
    return node;
}

static struct yaml_node *read_brackets(struct quick *quick)
{
    bool is_map = peek(quick) == '{';
    char closing = is_map ? '}' : ']';
    struct yaml_node *node = open_node(quick, is_map ? YAML_MAP : YAML_LIST);
    struct map keys = {0};
    size_t base = quick->count;
    step(quick);
    skip(quick);
    while (!quick->gave_up && peek(quick) != closing) {
        if (is_map) {
            read_key(quick, base, true, &keys);
            skip(quick);
        }
        push(quick, quick->gave_up ? NULL : read_item(quick));
        skip(quick);
        if (peek(quick) == ',') {
            step(quick);
            skip(quick);
        } else if (peek(quick) != closing) {
            give_up(quick);
        }
    }
    step(quick);
    map_release(&keys);
    return close_node(quick, node, base);
}

static struct yaml_node *read_list(struct quick *quick, size_t indent, bool in_map);
static struct yaml_node *read_map(struct quick *quick, size_t indent);

/* A value in brackets or a word, with nothing behind it on its line, in what stands at `outer`. */
static struct yaml_node *read_value(struct quick *quick, size_t outer)
{
    bool brackets = peek(quick) == '[' || peek(quick) == '{';
    struct yaml_node *node = brackets ? read_brackets(quick) : read_word(quick, false);
    size_t end = quick->at;
    if (node == NULL || !skip_rest(quick)) {
        return give_up(quick);
    }
    bool plain = !brackets && node->style == YAML_PLAIN && quick->text[end + count_blanks(quick, end)] != '#';
    return plain && goes_on(quick, outer) ? read_more(quick, node, outer) : node;
}

/* Does a key begin here? */
static bool at_key(const struct quick *quick)
{
    struct quick ahead = *quick;
    if (peek(quick) == '"' || peek(quick) == '\'') {
        size_t last = closing_quote(quick);
        ahead.at = last > 0 ? last + 1 : quick->at;
        skip_blanks(&ahead);
        return peek(&ahead) == ':';
    }
    for (char c; (c = peek(&ahead)) != '\n' && c != '\0'; ahead.at++) {
        char next = ahead.text[ahead.at + 1];
        if (c == ' ' && next == '#') {
            return false;
        }
        if (c == ':' && ends_word(next)) {
            return true;
        }
    }
    return false;
}

/* Whatever may follow `- ` or stand on lines of its own, in what stands at `outer`. */
static struct yaml_node *read_node(struct quick *quick, size_t outer)
{
    if (at_entry(quick)) {
        return read_list(quick, column(quick), false);
    }
    if (peek(quick) == '|') {
        return read_text(quick, outer);
    }
    bool brackets = peek(quick) == '[' || peek(quick) == '{';
    return !brackets && at_key(quick) ? read_map(quick, column(quick)) : read_value(quick, outer);
}

static struct yaml_node *read_list(struct quick *quick, size_t indent, bool in_map)
{
    struct yaml_node *node = open_node(quick, YAML_LIST);
    size_t base = quick->count;
    while (!quick->gave_up) {
        step(quick);
        struct quick behind = *quick;
        size_t line = quick->line;
        skip(quick);
        bool is_nothing = quick->line > line && column(quick) <= indent;
        if (is_nothing || quick->at >= quick->end) {
            push(quick, read_nothing(quick, &behind));
        } else {
            push(quick, read_node(quick, indent));
            skip(quick);
        }
        if (quick->at >= quick->end || column(quick) < indent || (in_map && !at_entry(quick))) {
            break;
        }
        if (column(quick) > indent || !at_entry(quick)) {
            give_up(quick);
        }
    }
    return close_node(quick, node, base);
}

/* What stands behind the colon, or below it. */
static struct yaml_node *read_map_value(struct quick *quick, size_t indent)
{
    struct quick behind = *quick;
    if (!skip_rest(quick)) {
        if (at_entry(quick)) {
            return give_up(quick);
        }
        return peek(quick) == '|' ? read_text(quick, indent) : read_value(quick, indent);
    }
    skip(quick);
    if (quick->at < quick->end && column(quick) == indent && at_entry(quick)) {
        return read_list(quick, indent, true);
    }
    if (quick->at < quick->end && column(quick) > indent) {
        return read_node(quick, indent);
    }
    return read_nothing(quick, &behind);
}

static struct yaml_node *read_map(struct quick *quick, size_t indent)
{
    struct yaml_node *node = open_node(quick, YAML_MAP);
    struct map keys = {0};
    size_t base = quick->count;
    while (!quick->gave_up) {
        read_key(quick, base, false, &keys);
        push(quick, quick->gave_up ? NULL : read_map_value(quick, indent));
        skip(quick);
        if (quick->at >= quick->end || column(quick) < indent) {
            break;
        }
        if (column(quick) > indent || at_entry(quick)) {
            give_up(quick);
        }
    }
    map_release(&keys);
    return close_node(quick, node, base);
}

struct yaml_node *yaml_quick(struct yaml_file *file, struct arena *arena)
{
    struct quick quick = {.file = file, .arena = arena, .text = file->bytes.ptr, .end = file->bytes.len};
    struct yaml_node *root = NULL;
    if (file->bytes.len > 0 && strncmp(quick.text, "---", 3) != 0 && strncmp(quick.text, "...", 3) != 0 &&
        memchr(quick.text, '\t', quick.end) == NULL && memchr(quick.text, '\r', quick.end) == NULL) {
        if (peek(&quick) == '#') { /* as behind a line */
            const char *end = memchr(quick.text, '\n', quick.end);
            quick.at = end != NULL ? (size_t)(end - quick.text) : quick.end;
        }
        skip(&quick);
        if (quick.at < quick.end && !quick.gave_up && (at_entry(&quick) || at_key(&quick))) {
            root = at_entry(&quick) ? read_list(&quick, column(&quick), false) : read_map(&quick, column(&quick));
        }
    }
    free(quick.stack);
    return quick.gave_up || quick.at < quick.end ? NULL : root;
}
