#include "base/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "base/map.h"
#include "base/utf8.h"
#include "base/yaml_p.h"

/* A list or map that is still open. Its children move to the arena when it closes. */
struct frame {
    struct yaml_node *node;
    struct yaml_node **children;
    size_t count;
    size_t capacity;
    struct map keys; /* of a map: text of each key to the line it is on */
};

struct reader {
    yaml_parser_t parser;
    struct arena *arena;
    struct diagnostics *errors;
    const struct yaml_file *file;
    struct frame frames[YAML_MAX_DEPTH];
    size_t depth;
    size_t nodes;
    size_t documents;
    size_t errors_made;
    struct cursor {
        size_t index, byte; /* of a character */
        size_t line;        /* in which it is, from 0 */
        size_t line_index;  /* of the first character of that line */
    } cursor;
    unsigned error_line; /* of the last error */
    struct yaml_node *root;
    bool stop; /* going on would make no sense */
};

__attribute__((format(printf, 4, 5))) static void complain(struct reader *reader, size_t byte, unsigned width,
                                                           const char *format, ...)
{
    struct place place = yaml_file_place(reader->file, byte);
    place.width = width;
    va_list arguments;
    va_start(arguments, format);
    char message[512];
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    /* cut at a whole character */
    message[utf8_valid_prefix(slice_of(message))] = '\0';
    diagnostics_add_made(reader->errors, SEVERITY_ERROR, &place, format, message);
    reader->errors_made++;
    reader->error_line = place.line;
    if (reader->errors_made == YAML_MAX_ERRORS && !reader->stop) {
        struct place whole = {.file = reader->file->name};
        diagnostics_add(reader->errors, SEVERITY_ERROR, &whole, "gave up after %d errors", YAML_MAX_ERRORS);
        reader->stop = true;
    }
}

static size_t byte_of(const struct reader *reader, yaml_mark_t mark)
{
    return yaml_file_byte(reader->file, mark.index);
}

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

static void complain_of_token(struct reader *reader, size_t byte)
{
    struct slice bytes = reader->file->bytes;
    if (byte < bytes.len && bytes.ptr[byte] == '\t') {
        complain(reader, byte, 1, "a tab cannot be used for indentation; use spaces");
        return;
    }
    size_t next = byte;
    if (byte < bytes.len) {
        utf8_decode(bytes, byte, &next);
    }
    struct slice sign = slice_sub(bytes, byte, next);
    complain(reader, byte, 1, "a value cannot begin with `%.*s`; quote it or put it under `|`", SLICE_ARG(sign));
}

/* libyaml has stopped: its one error. */
static void complain_of_syntax(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        memory_exit();
    }
    const char *problem = parser->problem ? parser->problem : "this is not YAML";
    size_t byte = byte_of(reader, parser->problem_mark);
    size_t began = parser->context ? byte_of(reader, parser->context_mark) : byte;
    reader->stop = true;
    if (reader->errors_made > 0 && reader->error_line == yaml_file_place(reader->file, byte).line) {
        return; /* what was refused on this line already is the likely cause */
    }
    if (strcmp(problem, "found character that cannot start any token") == 0) {
        complain_of_token(reader, byte);
        return;
    }
    for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++) {
        if (strcmp(problem, advices[i].problem) == 0) {
            const char *message = advices[i].message;
            if (advices[i].beginning == BEGINNING_LINE) {
                complain(reader, byte, 1, "%s on line %u; quote a value that holds one of `, { } [ ]`", message,
                         yaml_file_place(reader->file, began).line);
            } else {
                complain(reader, advices[i].beginning == BEGINNING_PLACE ? began : byte, 1, "%s", message);
            }
            return;
        }
    }
    complain(reader, byte, 1, "this cannot be read as YAML: %s", problem);
}

/* Moves on to a character, or to the end of the file. What is read comes in the order of the file, so that all moves
 * together pass each byte once. */
static void move_to(struct reader *reader, size_t index)
{
    const struct yaml_file *file = reader->file;
    struct cursor at = reader->cursor;
    if (index < at.index) {
        at = (struct cursor){0};
    }
    while (at.index < index && at.byte < file->bytes.len) {
        at.byte++;
        while (at.byte < file->bytes.len && ((unsigned char)file->bytes.ptr[at.byte] & 0xC0) == 0x80) {
            at.byte++;
        }
        at.index++;
        if (at.line + 1 < file->line_count && at.byte >= file->lines[at.line + 1]) {
            at.line++;
            at.line_index = at.index;
        }
    }
    reader->cursor = at;
}

static struct yaml_node *node_new(struct reader *reader, enum yaml_kind kind, const yaml_event_t *event)
{
    struct yaml_node *node = arena_alloc(reader->arena, sizeof *node);
    node->kind = kind;
    node->file = reader->file;
    move_to(reader, event->start_mark.index);
    node->begin = reader->cursor.byte;
    /* not the line of the mark: libyaml counts one more at the end of a file without a line break */
    node->line = (unsigned)reader->cursor.line + 1;
    node->column = (unsigned)(reader->cursor.index - reader->cursor.line_index) + 1;
    move_to(reader, event->end_mark.index);
    node->end = reader->cursor.byte;
    return node;
}

static void check_key(struct reader *reader, struct frame *frame, const struct yaml_node *key)
{
    unsigned width = yaml_place(key).width;
    if (key->kind != YAML_SCALAR) {
        complain(reader, key->begin, 1, "a key must be text, not a list or map; quote it if it begins with `[` or `{`");
        return;
    }
    if (key->style == YAML_PLAIN && slice_is(key->text, "<<")) {
        complain(reader, key->begin, width, "merge keys are not read; write the keys out");
        return;
    }
    bool added;
    uint32_t *line = map_put(&frame->keys, key->text, key->line, &added);
    if (!added) {
        complain(reader, key->begin, width, "the key `%.*s` is already on line %u; merge the two", SLICE_ARG(key->text),
                 (unsigned)*line);
    }
}

/* Puts a finished or opening node where it belongs. */
static void place_node(struct reader *reader, struct yaml_node *node)
{
    if (++reader->nodes > YAML_MAX_NODES) {
        complain(reader, node->begin, 1, "more than %d values in one file; split it", YAML_MAX_NODES);
        reader->stop = true;
        return;
    }
    if (reader->depth == 0) {
        reader->root = node;
        return;
    }
    struct frame *frame = &reader->frames[reader->depth - 1];
    frame->children = array_grow(frame->children, &frame->capacity, frame->count + 1, sizeof *frame->children);
    if (frame->node->kind == YAML_MAP && frame->count % 2 == 0) {
        check_key(reader, frame, node);
    }
    frame->children[frame->count++] = node;
}

static void refuse_properties(struct reader *reader, const yaml_event_t *event, const yaml_char_t *anchor,
                              const yaml_char_t *tag)
{
    size_t byte = byte_of(reader, event->start_mark);
    if (anchor) {
        complain(reader, byte, 1,
                 "anchors (`&%s`) are not read; write the value out, or quote it if it begins with `&`",
                 (const char *)anchor);
    }
    if (tag) {
        complain(reader, byte, 1, "tags are not read, every value is text; quote the value if it begins with `!`");
    }
}

static enum yaml_style style_of(const yaml_event_t *event)
{
    switch (event->data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return YAML_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return YAML_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE:
        return YAML_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE:
        return YAML_FOLDED;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
    default:
        return YAML_PLAIN;
    }
}

static void read_scalar(struct reader *reader, const yaml_event_t *event)
{
    refuse_properties(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
    struct yaml_node *node = node_new(reader, YAML_SCALAR, event);
    node->style = style_of(event);
    struct slice text = slice_make((const char *)event->data.scalar.value, event->data.scalar.length);
    struct slice source = slice_sub(reader->file->bytes, node->begin, node->end);
    /* most scalars are as they stand in the file: no second copy */
    node->text = slice_equal(text, source) ? source : arena_copy(reader->arena, text);
    if (text.len > 0 && memchr(text.ptr, '\0', text.len)) {
        complain(reader, node->begin, 1, "a value cannot hold a NUL character; take `\\0` out");
    }
    place_node(reader, node);
}

static void open_frame(struct reader *reader, const yaml_event_t *event, enum yaml_kind kind)
{
    struct yaml_node *node = node_new(reader, kind, event);
    place_node(reader, node);
    if (reader->stop) {
        return;
    }
    if (reader->depth == YAML_MAX_DEPTH) {
        complain(reader, node->begin, 1, "more than %d lists and maps within each other; make it flatter",
                 YAML_MAX_DEPTH);
        reader->stop = true;
        return;
    }
    reader->frames[reader->depth++] = (struct frame){.node = node};
}

static void release_frame(struct frame *frame)
{
    free(frame->children);
    map_release(&frame->keys);
    *frame = (struct frame){0};
}

static void close_frame(struct reader *reader, const yaml_event_t *event)
{
    struct frame *frame = &reader->frames[--reader->depth];
    struct yaml_node *node = frame->node;
    node->children = arena_alloc_array(reader->arena, frame->count, sizeof(struct yaml_node *));
    if (frame->count > 0) {
        memcpy(node->children, frame->children, frame->count * sizeof *frame->children);
    }
    node->count = node->kind == YAML_MAP ? frame->count / 2 : frame->count;
    node->end = byte_of(reader, event->end_mark);
    release_frame(frame);
}

static void read_alias(struct reader *reader, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    complain(reader, byte_of(reader, event->start_mark), (unsigned)utf8_count(slice_of(name)) + 1,
             "aliases (`*%s`) are not read; write the value out, or quote it if it begins with `*`", name);
    place_node(reader, node_new(reader, YAML_SCALAR, event));
}

static void begin_document(struct reader *reader, const yaml_event_t *event)
{
    size_t byte = byte_of(reader, event->start_mark);
    if (event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end) {
        complain(reader, byte, 1, "%%TAG lines are not read; take it out");
    }
    if (++reader->documents > 1) {
        complain(reader, byte, 3, "a second document in the same file; put it into a file of its own");
        reader->stop = true;
    }
}

static void read_event(struct reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        begin_document(reader, event);
        break;
    case YAML_ALIAS_EVENT:
        read_alias(reader, event);
        break;
    case YAML_SCALAR_EVENT:
        read_scalar(reader, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        refuse_properties(reader, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
        open_frame(reader, event, YAML_LIST);
        break;
    case YAML_MAPPING_START_EVENT:
        refuse_properties(reader, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
        open_frame(reader, event, YAML_MAP);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_frame(reader, event);
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
        break;
    }
}

static void read_events(struct reader *reader)
{
    bool ended = false;
    while (!ended && !reader->stop) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reader->parser, &event)) {
            complain_of_syntax(reader);
            break;
        }
        ended = event.type == YAML_STREAM_END_EVENT;
        read_event(reader, &event);
        yaml_event_delete(&event);
    }
    while (reader->depth > 0) {
        release_frame(&reader->frames[--reader->depth]);
    }
}

/* Characters that YAML does not allow, and those that it takes for line breaks though no editor does. */
static bool is_refused(uint32_t c)
{
    if (c < 0x20) {
        return c != '\t' && c != '\n' && c != '\r';
    }
    return (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

static bool check_characters(struct reader *reader)
{
    struct slice bytes = reader->file->bytes;
    for (size_t at = 0; at < bytes.len;) {
        size_t begin = at;
        uint32_t c = utf8_decode(bytes, at, &at);
        if (is_refused(c)) {
            if (c == 0) {
                complain(reader, begin, 1, "a NUL byte; is this a text file?");
            } else {
                complain(reader, begin, 1, "the character U+%04X is not allowed here; take it out", (unsigned)c);
            }
            return false;
        }
    }
    return true;
}

/* A place in a file that is not UTF-8 up to its end. */
static void complain_of_encoding(struct slice bytes, size_t invalid, size_t skipped, const char *file,
                                 struct diagnostics *errors)
{
    struct place place = {.file = file, .line = 1, .column = 1, .width = 1};
    size_t line = 0;
    for (size_t i = 0; i < invalid; i++) {
        if (bytes.ptr[i] == '\n') {
            place.line++;
            line = i + 1;
        }
    }
    place.column = (unsigned)utf8_count(slice_sub(bytes, line, invalid)) + 1;
    size_t end = invalid;
    while (end < bytes.len && bytes.ptr[end] != '\n' && bytes.ptr[end] != '\r') {
        end++;
    }
    place.source_line = slice_sub(bytes, line, end);
    diagnostics_add(errors, SEVERITY_ERROR, &place,
                    "byte %zu of the file (0x%02X) is not UTF-8; save the file as UTF-8", skipped + invalid + 1,
                    (unsigned)(unsigned char)bytes.ptr[invalid]);
}

static struct yaml_node *read_file(struct reader *reader)
{
    if (!check_characters(reader)) {
        return NULL;
    }
    if (!yaml_parser_initialize(&reader->parser)) {
        memory_exit();
    }
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)reader->file->bytes.ptr,
                                 reader->file->bytes.len);
    read_events(reader);
    yaml_parser_delete(&reader->parser);
    if (reader->errors_made > 0) {
        return NULL;
    }
    if (!reader->root) {
        yaml_event_t nothing = {0};
        reader->root = node_new(reader, YAML_SCALAR, &nothing);
    }
    return reader->root;
}

struct yaml_node *yaml_parse(struct slice bytes, const char *file, struct arena *arena, struct diagnostics *errors)
{
    if (bytes.len > YAML_MAX_BYTES) {
        struct place place = {.file = file};
        diagnostics_add(errors, SEVERITY_ERROR, &place, "larger than the limit of %d bytes for a rule file; split it",
                        YAML_MAX_BYTES);
        return NULL;
    }
    size_t mark = slice_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
    if (mark > 0) {
        bytes = slice_sub(bytes, mark, bytes.len);
    }
    size_t invalid = utf8_valid_prefix(bytes);
    if (invalid < bytes.len) {
        complain_of_encoding(bytes, invalid, mark, file, errors);
        return NULL;
    }
    /* the reader is too large for a thread's stack to be a good place */
    struct reader *reader = memory_zero(1, sizeof *reader);
    reader->arena = arena;
    reader->errors = errors;
    reader->file = yaml_file_new(arena, bytes, file);
    struct yaml_node *root = read_file(reader);
    free(reader);
    return root;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    if (!map || map->kind != YAML_MAP) {
        return NULL;
    }
    for (size_t i = 0; i < map->count; i++) {
        if (slice_is(yaml_key_at(map, i)->text, key)) {
            return yaml_value_at(map, i);
        }
    }
    return NULL;
}
