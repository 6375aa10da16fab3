#include "ingest/metadata.h"

#include <csv.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/map.h"
#include "ingest/edtf.h"

enum {
    MAX_COLUMNS = 256,
    MAX_NOTES = 3, /* rows that match nothing are named up to here, then counted */
    COLUMN_FILE = 0,
    COLUMN_DATE,
    COLUMN_TITLE,
    COLUMN_AUTHOR,
    COLUMN_LANGUAGE,
    COLUMN_COUNT
};

static const char *const column_names[COLUMN_COUNT] = {"file", "date", "title", "author", "language"};

/* The table while it is being read. Positions are those of the byte that is being fed. */
struct reading {
    struct metadata *metadata;
    struct diagnostics *errors;
    struct slice source;
    size_t at;
    size_t line_begin;
    size_t field_line_begin; /* of the line in which the field under way begins */
    unsigned line;
    unsigned column;
    unsigned field_line; /* where the field under way begins */
    unsigned field_column;
    bool field_open;
    int columns[MAX_COLUMNS]; /* column in the table to COLUMN_*, -1 for others */
    size_t column_count;
    bool header_done;
    bool failed;
    bool fatal;
    struct metadata_row row;
    size_t field;
};

void metadata_release(struct metadata *metadata)
{
    free(metadata->rows);
    free(metadata->of_file);
    free(metadata->name);
    arena_release(&metadata->arena);
    *metadata = (struct metadata){0};
}

static struct slice source_line(const struct reading *reading, size_t begin)
{
    size_t end = begin;
    while (end < reading->source.len && reading->source.ptr[end] != '\n' && reading->source.ptr[end] != '\r') {
        end++;
    }
    return slice_sub(reading->source, begin, end);
}

static struct place field_place(const struct reading *reading, size_t width)
{
    return (struct place){.file = reading->metadata->name,
                          .line = reading->field_line,
                          .column = reading->field_column,
                          .width = (unsigned)width,
                          .source_line = source_line(reading, reading->field_line_begin)};
}

static void header_field(struct reading *reading, struct slice text)
{
    struct place place = field_place(reading, text.len);
    text = slice_trim(text);
    if (reading->column_count == MAX_COLUMNS) {
        return;
    }
    int column = -1;
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (slice_is(text, column_names[i])) {
            column = i;
        }
    }
    for (size_t i = 0; column >= 0 && i < reading->column_count; i++) {
        if (reading->columns[i] == column) {
            diagnostics_add(reading->errors, SEVERITY_ERROR, &place,
                            "column \"%s\" is there twice; the first one counts", column_names[column]);
            reading->failed = true;
            reading->columns[reading->column_count++] = -1;
            return;
        }
    }
    if (column < 0 && text.len > 0) {
        diagnostics_add(reading->errors, SEVERITY_NOTE, &place,
                        "column \"%.*s\" is not used; known are file, date, title, author, language", SLICE_ARG(text));
    }
    reading->columns[reading->column_count++] = column;
}

static void set_field(struct reading *reading, int column, struct slice text)
{
    struct metadata_row *row = &reading->row;
    struct slice copy = arena_copy(&reading->metadata->arena, slice_trim(text));
    switch (column) {
    case COLUMN_FILE:
        row->file = copy;
        row->line = reading->field_line;
        row->column = reading->field_column;
        break;
    case COLUMN_DATE:
        if (copy.len > 0 && !edtf_valid(copy)) {
            struct place place = field_place(reading, text.len);
            diagnostics_add(
                reading->errors, SEVERITY_ERROR, &place,
                "not a date: \"%.*s\"; expected EDTF such as 2019, 2019-09, 2019-09-26 or 2019-09-24/2019-09-30",
                SLICE_ARG(copy));
            reading->failed = true;
        } else {
            row->date = copy;
        }
        break;
    case COLUMN_TITLE:
        row->title = copy;
        break;
    case COLUMN_AUTHOR:
        row->author = copy;
        break;
    case COLUMN_LANGUAGE:
        row->language = copy;
        break;
    default:
        break;
    }
}

static void on_field(void *bytes, size_t len, void *data)
{
    struct reading *reading = data;
    struct slice text = slice_make(bytes ? bytes : "", len);
    if (!reading->header_done) {
        header_field(reading, text);
    } else if (reading->field < reading->column_count) {
        set_field(reading, reading->columns[reading->field], text);
    } else if (reading->field == reading->column_count) {
        struct place place = field_place(reading, len);
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place,
                        "row has more fields than the header has columns (%zu); quote fields that hold commas",
                        reading->column_count);
        reading->failed = true;
    }
    reading->field++;
    reading->field_open = false;
}

static void end_header(struct reading *reading)
{
    reading->header_done = true;
    bool has_file = false;
    for (size_t i = 0; i < reading->column_count; i++) {
        has_file = has_file || reading->columns[i] == COLUMN_FILE;
    }
    if (!has_file) {
        struct place place = {
            .file = reading->metadata->name, .line = 1, .column = 1, .source_line = source_line(reading, 0)};
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place,
                        "no column \"file\"; the first line must name the columns: file,date,title,author,language");
        reading->failed = true;
        reading->fatal = true;
    }
}

static void on_row(int terminator, void *data)
{
    (void)terminator;
    struct reading *reading = data;
    struct metadata *metadata = reading->metadata;
    if (!reading->header_done) {
        end_header(reading);
    } else if (reading->row.file.len > 0) {
        metadata->rows =
            array_grow(metadata->rows, &metadata->row_capacity, metadata->row_count + 1, sizeof *metadata->rows);
        metadata->rows[metadata->row_count++] = reading->row;
    } else {
        struct place place = {.file = metadata->name, .line = reading->line};
        diagnostics_add(reading->errors, SEVERITY_ERROR, &place,
                        "row without a file name; name the document in column \"file\"");
        reading->failed = true;
    }
    reading->row = (struct metadata_row){0};
    reading->field = 0;
    reading->field_open = false;
}

static void bad_row(struct reading *reading, const char *why)
{
    struct place place = field_place(reading, 1);
    diagnostics_add(reading->errors, SEVERITY_ERROR, &place, "bad row: %s", why);
    reading->failed = true;
    reading->row = (struct metadata_row){0};
    reading->field = 0;
    reading->field_open = false;
    reading->header_done = true;
}

/* Goes on to the byte after this one, keeping count of lines. */
static void advance(struct reading *reading)
{
    const char *bytes = reading->source.ptr;
    size_t at = reading->at++;
    bool return_alone = bytes[at] == '\r' && !(at + 1 < reading->source.len && bytes[at + 1] == '\n');
    if (bytes[at] == '\n' || return_alone) {
        reading->line++;
        reading->line_begin = at + 1;
        reading->column = 1;
    } else {
        reading->column += ((unsigned char)bytes[at] & 0xC0) != 0x80;
    }
}

static bool start_parser(struct csv_parser *parser)
{
    return csv_init(parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
}

/* libcsv tells no positions, so it gets one byte at a time. */
static void parse(struct reading *reading)
{
    struct csv_parser parser;
    if (!start_parser(&parser)) {
        memory_exit();
    }
    while (reading->at < reading->source.len && !reading->fatal) {
        const char *byte = reading->source.ptr + reading->at;
        if (!reading->field_open && *byte != '\n' && *byte != '\r') {
            reading->field_open = true;
            reading->field_line = reading->line;
            reading->field_line_begin = reading->line_begin;
            reading->field_column = reading->column;
        }
        if (csv_parse(&parser, byte, 1, on_field, on_row, reading) != 1) {
            bad_row(reading, "a quote within a field; put the field in quotes and double the quotes inside");
            while (reading->at < reading->source.len && reading->source.ptr[reading->at] != '\n') {
                advance(reading);
            }
            csv_free(&parser);
            if (!start_parser(&parser)) {
                memory_exit();
            }
        }
        if (reading->at < reading->source.len) {
            advance(reading);
        }
    }
    if (!reading->fatal && csv_fini(&parser, on_field, on_row, reading) != 0) {
        bad_row(reading, "a quote is opened here and never closed");
    }
    csv_free(&parser);
}

enum status metadata_read(struct metadata *metadata, const char *file, struct diagnostics *errors)
{
    *metadata = (struct metadata){0};
    size_t len = strlen(file) + 1;
    metadata->name = memory_alloc(len);
    memcpy(metadata->name, file, len);
    struct buffer buffer = {0};
    enum status status = file_read(file, METADATA_MAX_BYTES, &buffer, errors);
    if (status == STATUS_OK) {
        struct slice source = buffer_slice(&buffer);
        if (slice_starts(source, "\xEF\xBB\xBF")) {
            source = slice_sub(source, 3, source.len);
        }
        struct reading reading = {.metadata = metadata, .errors = errors, .source = source, .line = 1, .column = 1};
        parse(&reading);
        if (!reading.header_done && !reading.failed) {
            end_header(&reading);
        }
        metadata->usable = !reading.fatal && reading.column_count > 0;
        status = reading.failed ? STATUS_FAILED : STATUS_OK;
    }
    buffer_release(&buffer);
    return status;
}

static struct slice base_name(struct slice path)
{
    size_t begin = path.len;
    while (begin > 0 && path.ptr[begin - 1] != '/') {
        begin--;
    }
    return slice_sub(path, begin, path.len);
}

static const uint32_t SEVERAL = UINT32_MAX;

static void index_name(struct map *map, struct slice name, uint32_t index)
{
    bool added = false;
    uint32_t *value = map_put(map, name, index, &added);
    if (!added) {
        *value = SEVERAL;
    }
}

void metadata_match(struct metadata *metadata, const struct found *found, struct diagnostics *errors)
{
    struct map paths = {0};
    struct map bases = {0};
    free(metadata->of_file);
    metadata->of_file = memory_zero(found->count + 1, sizeof *metadata->of_file);
    metadata->file_count = found->count;
    for (size_t i = 0; i < found->count; i++) {
        index_name(&paths, found->files[i].path, (uint32_t)i);
        index_name(&bases, base_name(found->files[i].path), (uint32_t)i);
    }
    size_t missing = 0;
    for (size_t i = 0; i < metadata->row_count; i++) {
        const struct metadata_row *row = &metadata->rows[i];
        struct place place = {.file = metadata->name, .line = row->line, .column = row->column};
        const uint32_t *index = map_get(&paths, row->file);
        index = index ? index : map_get(&bases, base_name(row->file));
        if (!index) {
            if (++missing <= MAX_NOTES) {
                diagnostics_add(errors, SEVERITY_NOTE, &place, "no document \"%.*s\" is being read",
                                SLICE_ARG(row->file));
            }
        } else if (*index == SEVERAL) {
            diagnostics_add(errors, SEVERITY_WARNING, &place,
                            "no document has the path \"%.*s\" and several the name \"%.*s\"; write the path as "
                            "kb.json has it, from the folder that was given",
                            SLICE_ARG(row->file), SLICE_ARG(base_name(row->file)));
        } else if (metadata->of_file[*index] > 0) {
            diagnostics_add(errors, SEVERITY_WARNING, &place, "a second row for \"%.*s\"; that of line %u counts",
                            SLICE_ARG(row->file), metadata->rows[metadata->of_file[*index] - 1].line);
        } else {
            metadata->of_file[*index] = i + 1;
        }
    }
    if (missing > MAX_NOTES) {
        struct place place = {.file = metadata->name};
        diagnostics_add(errors, SEVERITY_NOTE, &place, "%zu more rows name documents that are not being read",
                        missing - MAX_NOTES);
    }
    map_release(&paths);
    map_release(&bases);
}

void metadata_apply(const struct metadata *metadata, size_t index, struct document *document, struct arena *arena)
{
    if (index >= metadata->file_count || metadata->of_file[index] == 0) {
        return;
    }
    const struct metadata_row *row = &metadata->rows[metadata->of_file[index] - 1];
    document->given_title = arena_copy(arena, row->title);
    document->given_author = arena_copy(arena, row->author);
    document->given_language = arena_copy(arena, row->language);
    document->given_date = arena_copy(arena, row->date);
}
