#include "base/letters.h"
#include "base/yaml_p.h"

/* How libyaml turns a scalar's source into its text is repeated here step by step, counting bytes in place of making
 * them; so each byte of the text has its place, whatever was folded, unescaped or cut off. */

enum { CHARACTERS_PER_CHECKPOINT = 64 };

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* Bytes of the line break at `at`: 1, or 2 for CR LF. */
static size_t break_len(struct slice bytes, size_t at)
{
    return bytes.ptr[at] == '\r' && at + 1 < bytes.len && bytes.ptr[at + 1] == '\n' ? 2 : 1;
}

static size_t character_len(struct slice bytes, size_t at)
{
    size_t len = 1;
    while (at + len < bytes.len && !begins_character(bytes.ptr[at + len])) {
        len++;
    }
    return len;
}

/* Without CR, line breaks are found eight and more bytes at a time. */
static size_t next_break(struct slice bytes, size_t at, bool has_cr)
{
    const char *hit = has_cr || at >= bytes.len ? NULL : memchr(bytes.ptr + at, '\n', bytes.len - at);
    if (!has_cr) {
        return hit ? (size_t)(hit - bytes.ptr) : bytes.len;
    }
    while (at < bytes.len && !is_break(bytes.ptr[at])) {
        at++;
    }
    return at;
}

static void note_lines(struct yaml_file *file, struct arena *arena)
{
    struct slice bytes = file->bytes;
    bool has_cr = bytes.len > 0 && memchr(bytes.ptr, '\r', bytes.len);
    for (int pass = 0; pass < 2; pass++) {
        file->line_count = 1;
        for (size_t at = next_break(bytes, 0, has_cr); at < bytes.len; at = next_break(bytes, at, has_cr)) {
            at += break_len(bytes, at);
            if (pass > 0) {
                file->lines[file->line_count] = at;
            }
            file->line_count++;
        }
        if (pass == 0) {
            file->lines = arena_alloc_array(arena, file->line_count, sizeof *file->lines);
        }
    }
}

static bool is_ascii(struct slice bytes)
{
    uint64_t seen = 0;
    size_t at = 0;
    for (; at + 8 <= bytes.len; at += 8) {
        seen |= letters_load(bytes.ptr + at);
    }
    for (; at < bytes.len; at++) {
        seen |= (unsigned char)bytes.ptr[at];
    }
    return (seen & LETTERS_TOPS) == 0;
}

struct yaml_file *yaml_file_new(struct arena *arena, struct slice bytes, const char *name)
{
    struct yaml_file *file = arena_alloc(arena, sizeof *file);
    file->name = name ? arena_string(arena, slice_of(name)) : NULL;
    file->bytes = arena_copy(arena, bytes);
    file->read = file->bytes;
    note_lines(file, arena);
    size_t characters = 0;
    file->is_ascii = is_ascii(bytes);
    if (file->is_ascii) {
        return file; /* needs no checkpoints */
    }
    for (size_t i = 0; i < bytes.len; i++) {
        characters += begins_character(bytes.ptr[i]);
    }
    file->checkpoints = arena_alloc_array(arena, characters / CHARACTERS_PER_CHECKPOINT + 1, sizeof *file->checkpoints);
    size_t index = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        if (begins_character(bytes.ptr[i]) && index++ % CHARACTERS_PER_CHECKPOINT == 0) {
            file->checkpoints[file->checkpoint_count++] = i;
        }
    }
    return file;
}

size_t yaml_file_byte(const struct yaml_file *file, size_t index)
{
    struct slice bytes = file->bytes;
    if (file->is_ascii) {
        return index < bytes.len ? index : bytes.len;
    }
    size_t checkpoint = index / CHARACTERS_PER_CHECKPOINT;
    if (checkpoint >= file->checkpoint_count) {
        return bytes.len; /* behind the last character */
    }
    size_t at = file->checkpoints[checkpoint];
    size_t characters = checkpoint * CHARACTERS_PER_CHECKPOINT;
    while (characters < index && at < bytes.len) {
        at += character_len(bytes, at);
        characters++;
    }
    return at;
}

/* The last of `count` ascending numbers that is at most `value`; the first is. */
static size_t last_at_most(const size_t *numbers, size_t count, size_t value)
{
    size_t low = 0;
    size_t high = count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (numbers[middle] <= value) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Characters that begin before `byte`. Not by counting from the start: a file may be one long line. */
static size_t characters_before(const struct yaml_file *file, size_t byte)
{
    if (file->is_ascii) {
        return byte < file->bytes.len ? byte : file->bytes.len;
    }
    if (file->checkpoint_count == 0) {
        return 0;
    }
    size_t checkpoint = last_at_most(file->checkpoints, file->checkpoint_count, byte);
    size_t count = checkpoint * CHARACTERS_PER_CHECKPOINT;
    for (size_t i = file->checkpoints[checkpoint]; i < byte && i < file->bytes.len; i++) {
        count += begins_character(file->bytes.ptr[i]);
    }
    return count;
}

size_t yaml_file_line(const struct yaml_file *file, size_t byte)
{
    return last_at_most(file->lines, file->line_count, byte);
}

struct place yaml_file_place(const struct yaml_file *file, size_t byte)
{
    size_t line = yaml_file_line(file, byte);
    size_t begin = file->lines[line];
    size_t end = line + 1 < file->line_count ? file->lines[line + 1] : file->bytes.len;
    while (end > begin && is_break(file->bytes.ptr[end - 1])) {
        end--;
    }
    size_t column = characters_before(file, byte) - characters_before(file, begin) + 1;
    return (struct place){file->name, (unsigned)line + 1, (unsigned)column, 1, slice_sub(file->bytes, begin, end)};
}

/* A walk through the source of a scalar, in search of the place of byte `wanted` of its text. */
struct walk {
    struct slice source; /* up to the scalar's end */
    size_t at;
    size_t wanted;
    size_t made; /* bytes of text up to here */
    bool found;
    size_t place;
};

static void make(struct walk *walk, size_t count, size_t place)
{
    if (!walk->found && walk->wanted < walk->made + count) {
        walk->found = true;
        walk->place = place;
    }
    walk->made += count;
}

static bool at_end(const struct walk *walk)
{
    return walk->found || walk->at >= walk->source.len;
}

/* White space between words of a plain or quoted scalar: kept within a line; one line break is a space, each further
 * one a line break. `escaped`: the first break was taken away by a backslash already. */
static void walk_white(struct walk *walk, bool escaped)
{
    size_t begin = walk->at;
    size_t first = 0;
    size_t breaks = escaped ? 1 : 0;
    while (walk->at < walk->source.len) {
        char c = walk->source.ptr[walk->at];
        if (is_blank(c)) {
            walk->at++;
        } else if (is_break(c)) {
            if (breaks == 0) {
                first = walk->at;
            } else {
                make(walk, 1, walk->at);
            }
            breaks++;
            walk->at += break_len(walk->source, walk->at);
        } else {
            break;
        }
    }
    if (breaks == 0) {
        for (size_t i = begin; i < walk->at; i++) {
            make(walk, 1, i);
        }
    } else if (breaks == 1 && !escaped) {
        make(walk, 1, first);
    }
}

static unsigned hex_value(struct slice source, size_t at, size_t digits)
{
    unsigned value = 0;
    for (size_t i = at; i < at + digits && i < source.len; i++) {
        char c = source.ptr[i];
        unsigned digit = c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a') + 10;
        value = value * 16 + digit;
    }
    return value;
}

static size_t encoded_len(unsigned code_point)
{
    if (code_point < 0x80) {
        return 1;
    }
    if (code_point < 0x800) {
        return 2;
    }
    return code_point < 0x10000 ? 3 : 4;
}

/* A backslash within double quotes and what it stands for. */
static void walk_escape(struct walk *walk)
{
    size_t begin = walk->at++;
    if (walk->at >= walk->source.len) {
        return;
    }
    char c = walk->source.ptr[walk->at];
    if (is_break(c)) {
        walk->at += break_len(walk->source, walk->at);
        walk_white(walk, true);
        return;
    }
    walk->at++;
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits > 0) {
        make(walk, encoded_len(hex_value(walk->source, walk->at, digits)), begin);
        walk->at += digits;
    } else if (c == 'N' || c == '_') {
        make(walk, 2, begin); /* U+0085, U+00A0 */
    } else if (c == 'L' || c == 'P') {
        make(walk, 3, begin); /* U+2028, U+2029 */
    } else {
        make(walk, 1, begin);
    }
}

static void walk_flow(struct walk *walk, enum yaml_style style)
{
    while (!at_end(walk)) {
        char c = walk->source.ptr[walk->at];
        if (is_blank(c) || is_break(c)) {
            walk_white(walk, false);
        } else if (style == YAML_DOUBLE && c == '\\') {
            walk_escape(walk);
        } else if (style == YAML_SINGLE && c == '\'') {
            make(walk, 1, walk->at);
            walk->at += 2;
        } else {
            size_t len = character_len(walk->source, walk->at);
            make(walk, len, walk->at);
            walk->at += len;
        }
    }
}

/* The columns that were taken off each line of a block scalar: what the first line with a word on it has lost. */
static size_t block_indent(struct slice source, size_t at, struct slice text)
{
    size_t word = 0;
    while (word < text.len && (text.ptr[word] == ' ' || text.ptr[word] == '\n')) {
        word++;
    }
    size_t left = 0;
    while (left < word && text.ptr[word - 1 - left] == ' ') {
        left++;
    }
    size_t spaces = 0;
    for (; at < source.len && (source.ptr[at] == ' ' || is_break(source.ptr[at])); at++) {
        spaces = source.ptr[at] == ' ' ? spaces + 1 : 0;
    }
    return spaces > left ? spaces - left : 0;
}

static void make_breaks(struct walk *walk, size_t begin, size_t end)
{
    for (size_t i = begin; i < end;) {
        if (is_break(walk->source.ptr[i])) {
            make(walk, 1, i);
            i += break_len(walk->source, i);
        } else {
            i++;
        }
    }
}

/* From the line after the header of a block scalar. Returns the place behind the last character. */
static size_t walk_block(struct walk *walk, size_t indent, bool folded)
{
    struct slice source = walk->source;
    size_t last = walk->at;
    bool has_break = false;
    bool leading_blank = false;
    size_t break_at = 0;
    size_t blank_lines = walk->at;
    while (!at_end(walk)) {
        size_t line = walk->at;
        size_t spaces = 0;
        while (walk->at < source.len && spaces < indent && source.ptr[walk->at] == ' ') {
            walk->at++;
            spaces++;
        }
        if (walk->at >= source.len) {
            break;
        }
        if (is_break(source.ptr[walk->at])) {
            walk->at += break_len(source, walk->at);
            continue;
        }
        if (spaces < indent) {
            break;
        }
        bool blank = is_blank(source.ptr[walk->at]);
        bool folds = folded && has_break && !leading_blank && !blank;
        if (has_break && !folds) {
            make(walk, 1, break_at);
        }
        size_t before = walk->made;
        make_breaks(walk, blank_lines, line);
        if (folds && walk->made == before) {
            make(walk, 1, break_at);
        }
        leading_blank = blank;
        while (walk->at < source.len && !is_break(source.ptr[walk->at])) {
            size_t len = character_len(source, walk->at);
            make(walk, len, walk->at);
            walk->at += len;
        }
        last = walk->at;
        has_break = walk->at < source.len;
        break_at = walk->at;
        if (has_break) {
            walk->at += break_len(source, walk->at);
        }
        blank_lines = walk->at;
    }
    if (!walk->found && has_break) {
        make(walk, 1, break_at);
        make_breaks(walk, blank_lines, walk->at);
    }
    return last;
}

/* The byte of the file where byte `offset` of the text stands. */
static size_t source_byte(const struct yaml_node *scalar, size_t offset)
{
    struct slice source = slice_make(scalar->file->read.ptr, scalar->end);
    struct walk walk = {.source = source, .at = scalar->begin, .wanted = offset};
    size_t behind = scalar->end;
    if (scalar->style == YAML_LITERAL || scalar->style == YAML_FOLDED) {
        while (walk.at < source.len && !is_break(source.ptr[walk.at])) {
            walk.at++;
        }
        walk.at += walk.at < source.len ? break_len(source, walk.at) : 0;
        behind = walk_block(&walk, block_indent(source, walk.at, scalar->text), scalar->style == YAML_FOLDED);
    } else {
        if (scalar->style != YAML_PLAIN && scalar->end > scalar->begin + 1) {
            behind = scalar->end - 1;
            walk.source.len--;
            walk.at++;
        }
        if (offset < scalar->text.len) {
            walk_flow(&walk, scalar->style);
        }
    }
    return walk.found && offset < scalar->text.len ? walk.place : behind;
}

void yaml_locate(const struct yaml_node *scalar, size_t offset, unsigned *line, unsigned *column,
                 struct slice *source_line)
{
    struct place place = yaml_place_at(scalar, offset, 1);
    *line = place.line;
    *column = place.column;
    *source_line = place.source_line;
}

struct place yaml_place_at(const struct yaml_node *scalar, size_t offset, unsigned width)
{
    size_t byte = scalar->kind == YAML_SCALAR ? source_byte(scalar, offset) : scalar->begin;
    struct place place = yaml_file_place(scalar->file, byte);
    place.width = width;
    return place;
}

struct place yaml_place(const struct yaml_node *node)
{
    struct place place = yaml_file_place(node->file, node->begin);
    if (node->kind == YAML_SCALAR) {
        unsigned width = 0;
        for (size_t i = node->begin; i < node->end && !is_break(node->file->bytes.ptr[i]); i++) {
            width += begins_character(node->file->bytes.ptr[i]);
        }
        place.width = width > 0 ? width : 1;
    }
    return place;
}

struct place yaml_place_of(const struct yaml_node *scalar, size_t offset, size_t len)
{
    struct place place = yaml_place_at(scalar, offset, 1);
    if (scalar->kind != YAML_SCALAR || len <= 1) {
        return place;
    }
    struct place end = yaml_place_at(scalar, offset + len, 1);
    unsigned last = 1;
    for (size_t i = 0; i < place.source_line.len; i++) {
        last += begins_character(place.source_line.ptr[i]);
    }
    unsigned behind = end.line == place.line ? end.column : last;
    place.width = behind > place.column ? behind - place.column : 1;
    return place;
}
