#include "base/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "base/letters.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/yaml_p.h"

/* One reading of a file. It is read again without what is spoilt, as often as libyaml stops at a fault. */
struct reader {
    yaml_parser_t parser;
    struct arena *arena;
    struct diagnostics *errors; /* of all readings */
    struct diagnostics refused; /* in this one */
    struct yaml_file *file;
    const struct yaml_file *read; /* with blanks for what is left out */
    char *text;                   /* its bytes; NULL while nothing is */
    struct yaml_cuts *cuts;
    struct yaml_cut faults[YAML_MAX_FAULTS];
    size_t fault_count;
    struct yaml_frame frames[YAML_MAX_DEPTH];
    size_t depth;
    size_t nodes;
    size_t documents;
    struct cursor {
        size_t index, byte; /* of a character */
        size_t line;        /* in which it is, from 0 */
        size_t line_index;  /* of the first character of that line */
    } cursor;
    struct yaml_node *root;
    const struct yaml_node *last; /* scalar */
    struct yaml_node *twin;       /* of the list or map that opens */
    bool is_quick;                /* yaml_quick may read it */
    bool stop;                    /* the rest is not read */
    bool is_lost;                 /* nothing of the file is of use */
};

static void give_up(struct reader *reader, int limit, const char *of_what)
{
    struct place whole = {.file = reader->file->name};
    diagnostics_add(&reader->refused, SEVERITY_ERROR, &whole, "gave up after %d %s", limit, of_what);
    reader->stop = reader->is_lost = true;
}

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
    diagnostics_add_made(&reader->refused, SEVERITY_ERROR, &place, format, message);
    if (reader->refused.count + reader->fault_count == YAML_MAX_ERRORS && !reader->stop) {
        give_up(reader, YAML_MAX_ERRORS, "errors");
    }
}

static size_t byte_of(const struct reader *reader, yaml_mark_t mark)
{
    return yaml_file_byte(reader->read, mark.index);
}

static void note_cut(struct reader *reader, size_t begin, size_t end)
{
    struct yaml_cuts *cuts = reader->cuts;
    cuts->items = array_grow(cuts->items, &cuts->capacity, cuts->count + 1, sizeof *cuts->items);
    cuts->items[cuts->count++] = slice_sub(reader->file->bytes, begin, end);
}

/* The lines that are left out. */
struct lines {
    unsigned first, last;
};

static bool is_in_lines(const struct diagnostic *item, void *context)
{
    const struct lines *lines = context;
    return item->line >= lines->first && item->line <= lines->last;
}

/* What was refused so far is refused again when the file is read again, but for what is left out then. */
static void keep_refused(struct reader *reader, const struct yaml_cut *cut)
{
    struct lines lines = {yaml_file_place(reader->file, cut->begin).line,
                          yaml_file_place(reader->file, cut->end > cut->begin ? cut->end - 1 : cut->begin).line};
    diagnostics_keep(&reader->refused, is_in_lines, &lines);
    diagnostics_append(reader->errors, &reader->refused);
}

static bool is_refused_on(const struct reader *reader, unsigned line)
{
    for (size_t i = 0; i < reader->refused.count; i++) {
        if (reader->refused.items[i].line == line) {
            return true;
        }
    }
    return false;
}

/* libyaml has stopped: its one error, and what is left out so that the rest can be read. */
static void note_fault(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        memory_exit();
    }
    struct yaml_fault fault = {.problem = parser->problem ? parser->problem : "this is not YAML",
                               .at = byte_of(reader, parser->problem_mark),
                               .last = reader->last};
    bool scans = parser->context && slice_starts(slice_of(parser->context), "while scanning");
    fault.began = parser->context ? byte_of(reader, parser->context_mark) : fault.at;
    fault.from = scans ? fault.began : fault.at;
    struct yaml_cut *cut = &reader->faults[reader->fault_count];
    *cut = yaml_find_cut(reader->read, &fault, reader->root, reader->frames, reader->depth);
    bool is_told = is_refused_on(reader, yaml_file_place(reader->file, fault.at).line); /* the likely cause */
    keep_refused(reader, cut);
    if (!is_told) {
        struct yaml_advice advice = yaml_advise(reader->read, &fault, reader->root, reader->depth);
        complain(reader, advice.at, 1, "%s", advice.message);
        diagnostics_append(reader->errors, &reader->refused);
    }
    note_cut(reader, cut->begin, cut->end);
    if (++reader->fault_count == YAML_MAX_FAULTS) {
        give_up(reader, YAML_MAX_FAULTS, "places that are not YAML; mend these first");
    }
}

/* Moves on to a character, or to the end of the file. What is read comes in the order of the file, so that all moves
 * together pass each byte once. */
static void move_to(struct reader *reader, size_t index)
{
    const struct yaml_file *file = reader->read;
    struct cursor at = reader->cursor;
    if (index < at.index) {
        at = (struct cursor){0};
    }
    if (file->is_ascii) {
        at.index = at.byte = index < file->bytes.len ? index : file->bytes.len;
        while (at.line + 1 < file->line_count && at.byte >= file->lines[at.line + 1]) {
            at.line++;
        }
        at.line_index = file->lines[at.line];
        reader->cursor = at;
        return;
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
    if (reader->text) { /* a character that was left out may be several blanks */
        node->column = yaml_file_place(reader->file, node->begin).column;
    }
    move_to(reader, event->end_mark.index);
    node->end = reader->cursor.byte;
    return node;
}

static bool is_sound_key(struct reader *reader, struct yaml_frame *frame, const struct yaml_node *key)
{
    if (key->kind != YAML_SCALAR) {
        complain(reader, key->begin, 1, "a key must be text, not a list or map; quote it if it begins with `[` or `{`");
        return false;
    }
    if (key->style == YAML_PLAIN && slice_is(key->text, "<<")) {
        complain(reader, key->begin, yaml_place(key).width, "merge keys are not read; write the keys out");
        return false;
    }
    bool added;
    uint32_t *line = map_put(&frame->keys, key->text, key->line, &added);
    if (!added) {
        complain(reader, key->begin, yaml_place(key).width, "the key `%.*s` is already on line %u; merge the two",
                 SLICE_ARG(key->text), (unsigned)*line);
    }
    return added;
}

/* Of a key that is there twice, both values where they are lists or maps: what is in the second is read as well. */
static struct yaml_node *twin_of(const struct yaml_frame *frame, const struct yaml_node *value)
{
    const struct yaml_node *key = frame->children[frame->count - 1];
    for (size_t i = 0; i + 1 < frame->count && key->kind == YAML_SCALAR; i += 2) {
        struct yaml_node *first = frame->children[i + 1];
        if (slice_equal(frame->children[i]->text, key->text)) {
            return first->kind == value->kind && value->kind != YAML_SCALAR ? first : NULL;
        }
    }
    return NULL;
}

static void add_children(struct reader *reader, struct yaml_node *twin, const struct yaml_node *node)
{
    size_t each = node->kind == YAML_MAP ? 2 : 1, before = each * twin->count, more = each * node->count;
    struct yaml_node **all = arena_alloc_array(reader->arena, before + more + 1, sizeof(struct yaml_node *));
    for (size_t i = 0; i < before + more; i++) {
        all[i] = i < before ? twin->children[i] : node->children[i - before];
    }
    twin->children = all;
    twin->count += node->count;
    twin->is_cut = twin->is_cut || node->is_cut;
}

static void drop_from(struct yaml_frame *frame, size_t byte)
{
    frame->node->is_cut = true;
    frame->dropped_from = byte < frame->dropped_from ? byte : frame->dropped_from;
}

/* Puts a finished or opening node where it belongs. What is refused is not in the tree, nor the key or value of it. */
static void place_node(struct reader *reader, struct yaml_node *node, bool is_refused)
{
    if (++reader->nodes > YAML_MAX_NODES) {
        complain(reader, node->begin, 1, "more than %d values in one file; split it", YAML_MAX_NODES);
        reader->stop = reader->is_lost = true;
        return;
    }
    if (reader->depth == 0) {
        reader->root = node;
        return;
    }
    struct yaml_frame *frame = &reader->frames[reader->depth - 1];
    bool is_map = frame->node->kind == YAML_MAP;
    reader->twin = is_map && frame->count % 2 == 1 && frame->drops_value ? twin_of(frame, node) : NULL;
    if (reader->twin) {
        frame->count--;
        frame->drops_value = false;
        return;
    }
    if (is_map && frame->count % 2 == 1 && (frame->drops_value || is_refused)) {
        drop_from(frame, frame->children[--frame->count]->begin);
        frame->drops_value = false;
        return;
    }
    if (!is_map && is_refused) {
        drop_from(frame, node->begin);
        return;
    }
    frame->children = array_grow(frame->children, &frame->capacity, frame->count + 1, sizeof *frame->children);
    if (is_map && frame->count % 2 == 0) {
        frame->drops_value = is_refused || !is_sound_key(reader, frame, node);
    }
    frame->children[frame->count++] = node;
}

static void refuse_properties(struct reader *reader, const yaml_event_t *event, const yaml_char_t *anchor,
                              const yaml_char_t *tag)
{
    size_t byte = anchor || tag ? byte_of(reader, event->start_mark) : 0;
    if (anchor) {
        complain(reader, byte, 1,
                 "anchors (`&%s`) are not read; write the value out, or quote it if it begins with `&`",
                 (const char *)anchor);
    }
    if (tag) {
        complain(reader, byte, 1, "tags are not read, every value is text; quote the value if it begins with `!`");
    }
}

static bool is_anchor_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* The scalar itself begins behind its anchor and tag. */
static void skip_properties(struct yaml_node *node)
{
    struct slice bytes = slice_sub(node->file->read, 0, node->end);
    size_t at = node->begin;
    while (at < bytes.len && strchr("&!#", bytes.ptr[at]) != NULL) {
        char sign = bytes.ptr[at++];
        while (at < bytes.len && (sign == '&' ? is_anchor_byte(bytes.ptr[at])
                                              : strchr(sign == '#' ? "\r\n" : " \t\r\n", bytes.ptr[at]) == NULL)) {
            at++;
        }
        while (at < bytes.len && strchr(" \t\r\n", bytes.ptr[at]) != NULL) {
            at++;
        }
    }
    struct place place = yaml_file_place(node->file, at);
    node->begin = at;
    node->line = place.line;
    node->column = place.column;
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
    if (event->data.scalar.anchor || event->data.scalar.tag) {
        skip_properties(node);
    }
    node->style = style_of(event);
    struct slice text = slice_make((const char *)event->data.scalar.value, event->data.scalar.length);
    struct slice source = slice_sub(reader->file->bytes, node->begin, node->end);
    /* most scalars are as they stand in the file: no second copy */
    node->text = slice_equal(text, source) ? source : arena_copy(reader->arena, text);
    if (text.len > 0 && memchr(text.ptr, '\0', text.len)) {
        complain(reader, node->begin, 1, "a value cannot hold a NUL character; take `\\0` out");
    }
    reader->last = node;
    place_node(reader, node, false);
}

static void open_frame(struct reader *reader, const yaml_event_t *event, enum yaml_kind kind, bool is_flow)
{
    struct yaml_node *node = node_new(reader, kind, event);
    place_node(reader, node, false);
    if (reader->stop) {
        return;
    }
    if (reader->depth == YAML_MAX_DEPTH) {
        complain(reader, node->begin, 1, "more than %d lists and maps within each other; make it flatter",
                 YAML_MAX_DEPTH);
        reader->stop = reader->is_lost = true;
        return;
    }
    reader->frames[reader->depth++] =
        (struct yaml_frame){.node = node, .twin = reader->twin, .is_flow = is_flow, .dropped_from = SIZE_MAX};
    reader->twin = NULL;
}

static void release_frame(struct yaml_frame *frame)
{
    free(frame->children);
    map_release(&frame->keys);
    *frame = (struct yaml_frame){0};
}

static void close_frame(struct reader *reader, const yaml_event_t *event)
{
    struct yaml_frame *frame = &reader->frames[--reader->depth];
    struct yaml_node *node = frame->node;
    node->children = arena_alloc_array(reader->arena, frame->count, sizeof(struct yaml_node *));
    if (frame->count > 0) {
        memcpy(node->children, frame->children, frame->count * sizeof *frame->children);
    }
    node->count = node->kind == YAML_MAP ? frame->count / 2 : frame->count;
    node->end = byte_of(reader, event->end_mark);
    if (frame->dropped_from != SIZE_MAX) {
        note_cut(reader, frame->dropped_from, node->end);
    }
    if (frame->twin) {
        add_children(reader, frame->twin, node);
    }
    release_frame(frame);
}

static void read_alias(struct reader *reader, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    size_t byte = byte_of(reader, event->start_mark);
    complain(reader, byte, (unsigned)utf8_count(slice_of(name)) + 1,
             "aliases (`*%s`) are not read; write the value out, or quote it if it begins with `*`", name);
    place_node(reader, node_new(reader, YAML_SCALAR, event), true);
}

static void begin_document(struct reader *reader, const yaml_event_t *event)
{
    size_t byte = byte_of(reader, event->start_mark);
    if (event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end) {
        complain(reader, byte, 1, "%%TAG lines are not read; take it out");
    }
    if (++reader->documents > 1) {
        complain(reader, byte, 3, "a second document in the same file; put it into a file of its own");
        note_cut(reader, byte, reader->file->bytes.len);
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
        open_frame(reader, event, YAML_LIST, event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
        break;
    case YAML_MAPPING_START_EVENT:
        refuse_properties(reader, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
        open_frame(reader, event, YAML_MAP, event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
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

/* False where libyaml stopped at a fault. */
static bool read_events(struct reader *reader)
{
    bool ended = false, is_sound = true;
    while (!ended && !reader->stop && is_sound) {
        yaml_event_t event;
        is_sound = yaml_parser_parse(&reader->parser, &event) != 0;
        if (is_sound) {
            ended = event.type == YAML_STREAM_END_EVENT;
            read_event(reader, &event);
            yaml_event_delete(&event);
        } else {
            note_fault(reader);
        }
    }
    while (reader->depth > 0) {
        release_frame(&reader->frames[--reader->depth]);
    }
    return is_sound;
}

/* Characters that YAML does not allow, and those that it takes for line breaks though no editor does. */
static bool is_refused(uint32_t c)
{
    if (c < 0x20) {
        return c != '\t' && c != '\n' && c != '\r';
    }
    return (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

/* Blanks in the place of bytes, so that all else keeps its own. */
static void leave_out(struct reader *reader, size_t begin, size_t end)
{
    struct slice bytes = reader->file->bytes;
    reader->text = reader->text ? reader->text : arena_string(reader->arena, bytes);
    for (size_t i = begin; i < end; i++) {
        if (bytes.ptr[i] != '\n' && bytes.ptr[i] != '\r') {
            reader->text[i] = ' ';
        }
    }
}

/* How many bytes from `at` on are printable ASCII for sure: whole stretches of eight. */
static size_t plain_stretch(struct slice bytes, size_t at)
{
    size_t begin = at;
    while (bytes.len - at >= 8) {
        uint64_t eight = letters_load(bytes.ptr + at);
        /* a byte below a blank borrows, DEL carries; what is wrong of it beside such a byte is only too careful */
        if (((eight - LETTERS_ONES * ' ') | eight | (eight + LETTERS_ONES)) & LETTERS_TOPS) {
            break;
        }
        at += 8;
    }
    return at - begin;
}

/* Tells of such characters, of the first on each line, and puts blanks in their place. False for what is no text. */
static bool check_characters(struct reader *reader)
{
    struct slice bytes = reader->file->bytes;
    for (size_t at = 0; at < bytes.len && !reader->stop;) {
        at += plain_stretch(bytes, at);
        if (at == bytes.len || bytes.ptr[at] == '\n' || (bytes.ptr[at] >= ' ' && bytes.ptr[at] < 0x7F)) {
            at++;
            continue;
        }
        size_t begin = at;
        uint32_t c = utf8_decode(bytes, at, &at);
        if (!is_refused(c)) {
            continue;
        }
        if (c == 0) {
            complain(reader, begin, 1, "a NUL byte; is this a text file?");
            return false;
        }
        if (!is_refused_on(reader, yaml_file_place(reader->file, begin).line)) {
            complain(reader, begin, 1, "the character U+%04X is not allowed here; take it out", (unsigned)c);
        }
        leave_out(reader, begin, at);
    }
    return !reader->stop;
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

/* Lines of a cut are comments without words: blanks could still be of a text under `|`. */
static void comment_out(struct reader *reader, const struct yaml_cut *cut)
{
    bool begins_line = true;
    leave_out(reader, cut->begin, cut->end);
    for (size_t i = cut->begin; i < cut->end; i++) {
        bool is_end = reader->text[i] == '\n' || reader->text[i] == '\r';
        if (begins_line && !is_end) {
            reader->text[i] = '#';
        }
        begins_line = is_end;
    }
}

static void forget_reading(struct reader *reader)
{
    reader->cursor = (struct cursor){0};
    reader->nodes = reader->documents = 0;
    reader->root = NULL;
    reader->last = NULL;
    reader->twin = NULL;
}

/* Reads the text once. True where libyaml got to its end, or nothing more is wanted. */
static bool read_once(struct reader *reader)
{
    if (reader->text) {
        reader->read =
            yaml_file_new(reader->arena, slice_make(reader->text, reader->file->bytes.len), reader->file->name);
        reader->file->read = reader->read->bytes;
    }
    forget_reading(reader);
    if (!yaml_parser_initialize(&reader->parser)) {
        memory_exit();
    }
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)reader->read->bytes.ptr,
                                 reader->read->bytes.len);
    bool is_sound = read_events(reader);
    yaml_parser_delete(&reader->parser);
    return is_sound || reader->is_lost;
}

static struct yaml_node *read_file(struct reader *reader)
{
    bool is_text = check_characters(reader);
    diagnostics_append(reader->errors, &reader->refused);
    if (!is_text) {
        return NULL;
    }
    if (reader->is_quick && reader->text == NULL) {
        reader->root = yaml_quick(reader->file, reader->arena);
        if (reader->root != NULL) {
            return reader->root;
        }
    }
    while (!read_once(reader)) {
        comment_out(reader, &reader->faults[reader->fault_count - 1]);
    }
    diagnostics_append(reader->errors, &reader->refused);
    if (reader->is_lost) {
        return NULL;
    }
    if (!reader->root) {
        yaml_event_t nothing = {0};
        reader->root = node_new(reader, YAML_SCALAR, &nothing);
    }
    for (size_t i = 0; i < reader->fault_count; i++) {
        yaml_mark_cut(reader->root, &reader->faults[i]);
    }
    return reader->root;
}

/* Puts a letter in the place of each byte that is no UTF-8: the rest can be read all the same. */
static struct slice made_valid(struct arena *arena, struct slice bytes)
{
    char *text = arena_string(arena, bytes);
    for (size_t at = 0; at < bytes.len; at++) {
        at += utf8_valid_prefix(slice_sub(bytes, at, bytes.len));
        if (at < bytes.len) {
            text[at] = 'x';
        }
    }
    return slice_make(text, bytes.len);
}

struct yaml_node *yaml_parse_by(struct slice bytes, const char *file, struct arena *arena, struct diagnostics *errors,
                                struct yaml_cuts *cuts, bool quick)
{
    if (bytes.len > YAML_MAX_BYTES) {
        struct place place = {.file = file};
        diagnostics_add(errors, SEVERITY_ERROR, &place, "larger than the limit of %d bytes for a rule file; split it",
                        YAML_MAX_BYTES);
        cuts->is_whole = true;
        return NULL;
    }
    size_t mark = slice_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
    if (mark > 0) {
        bytes = slice_sub(bytes, mark, bytes.len);
    }
    size_t invalid = utf8_valid_prefix(bytes);
    if (slice_starts(bytes, "\xFF\xFE") || slice_starts(bytes, "\xFE\xFF")) {
        struct place place = {.file = file};
        diagnostics_add(errors, SEVERITY_ERROR, &place, "this file is UTF-16; save it as UTF-8");
        cuts->is_whole = true;
        return NULL;
    }
    if (invalid < bytes.len) {
        complain_of_encoding(bytes, invalid, mark, file, errors);
        bytes = made_valid(arena, bytes);
    }
    /* the reader is too large for a thread's stack to be a good place */
    struct reader *reader = memory_zero(1, sizeof *reader);
    reader->arena = arena;
    reader->errors = errors;
    reader->cuts = cuts;
    reader->file = yaml_file_new(arena, bytes, file);
    reader->read = reader->file;
    reader->is_quick = quick;
    struct yaml_node *root = read_file(reader);
    cuts->is_whole = cuts->is_whole || root == NULL;
    free(reader);
    return root;
}

struct yaml_node *yaml_parse_rest(struct slice bytes, const char *file, struct arena *arena, struct diagnostics *errors,
                                  struct yaml_cuts *cuts)
{
    return yaml_parse_by(bytes, file, arena, errors, cuts, true);
}

struct yaml_node *yaml_parse(struct slice bytes, const char *file, struct arena *arena, struct diagnostics *errors)
{
    struct yaml_cuts cuts = {0};
    size_t before = errors->error_count;
    struct yaml_node *root = yaml_parse_rest(bytes, file, arena, errors, &cuts);
    free(cuts.items);
    return errors->error_count == before ? root : NULL;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    if (!map || map->kind != YAML_MAP) {
        return NULL;
    }
    struct slice name = slice_of(key);
    for (size_t i = 0; i < map->count; i++) {
        if (slice_equal(yaml_key_at(map, i)->text, name)) {
            return yaml_value_at(map, i);
        }
    }
    return NULL;
}
