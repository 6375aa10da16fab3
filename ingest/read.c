#include "ingest/read.h"

#include "base/file.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "ingest/layout_p.h"
#include "ingest/read_p.h"

enum {
    ID_DIGITS = 16,
    CONTROL_SAMPLE = 8192, /* bytes that are looked at for control characters */
    CONTROL_SHARE = 10,    /* more than one in this many is no text */
    STRETCH = 64           /* bytes that are looked at together */
};

static const struct reader readers[] = {
    {".txt", "text/plain", read_text},
    {".text", "text/plain", read_text},
    {"", "text/plain", read_text},
    {".md", "text/markdown", read_markdown},
    {".markdown", "text/markdown", read_markdown},
};

/* The extension of a path with its full stop; empty where there is none. */
static struct slice extension_of(struct slice path)
{
    for (size_t at = path.len; at > 0 && path.ptr[at - 1] != '/'; at--) {
        if (path.ptr[at - 1] == '.' && at > 1 && path.ptr[at - 2] != '/') {
            return slice_sub(path, at - 1, path.len);
        }
    }
    return slice_make("", 0);
}

static bool equal_ignoring_case(struct slice text, const char *lower)
{
    if (text.len != strlen(lower)) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) != lower[i]) {
            return false;
        }
    }
    return true;
}

static const struct reader *find_reader(struct slice path)
{
    struct slice extension = extension_of(path);
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        if (equal_ignoring_case(extension, readers[i].extension)) {
            return &readers[i];
        }
    }
    return NULL;
}

bool read_knows(struct slice path)
{
    return find_reader(path) != NULL;
}

static enum status refuse(struct diagnostics *errors, const char *file, const char *why)
{
    struct place place = {.file = file};
    diagnostics_add(errors, SEVERITY_ERROR, &place, "skipped: %s", why);
    return STATUS_FAILED;
}

static unsigned line_of(struct slice bytes, size_t at)
{
    unsigned line = 1;
    for (size_t i = 0; i < at; i++) {
        line += bytes.ptr[i] == '\n';
    }
    return line;
}

static bool is_control(unsigned char c)
{
    return ((c < 0x20) & ((unsigned char)(c - '\t') > '\r' - '\t')) | (c == 0x7F);
}

/* Counted in one byte, so that the compiler can take many at a time. */
static size_t count_controls(const char bytes[STRETCH])
{
    unsigned char count = 0;
    for (size_t i = 0; i < STRETCH; i++) {
        count = (unsigned char)(count + is_control((unsigned char)bytes[i]));
    }
    return count;
}

static bool is_binary(struct slice bytes)
{
    if (bytes.len > 0 && memchr(bytes.ptr, 0, bytes.len)) {
        return true;
    }
    size_t sample = bytes.len < CONTROL_SAMPLE ? bytes.len : CONTROL_SAMPLE;
    size_t controls = 0;
    size_t at = 0;
    for (; at + STRETCH <= sample; at += STRETCH) {
        controls += count_controls(bytes.ptr + at);
    }
    for (; at < sample; at++) {
        controls += is_control((unsigned char)bytes.ptr[at]);
    }
    return controls > 0 && controls * CONTROL_SHARE > sample;
}

/* Whether the bytes read well as a single-byte Western text: no control characters, letters where the high bytes are.
 */
static bool looks_western(struct slice bytes)
{
    size_t high = 0;
    size_t beside_letter = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (c < 0x80) {
            continue;
        }
        high++;
        char before = i > 0 ? bytes.ptr[i - 1] : ' ';
        char after = i + 1 < bytes.len ? bytes.ptr[i + 1] : ' ';
        beside_letter += (unsigned char)before < 0x80 && (unsigned char)after < 0x80;
    }
    return high > 0 && beside_letter * 2 >= high;
}

static enum status check_encoding(struct slice *bytes, const char *file, struct diagnostics *errors)
{
    if (slice_starts(*bytes, "\xFF\xFE") || slice_starts(*bytes, "\xFE\xFF")) {
        return refuse(errors, file, "text in UTF-16; save it as UTF-8");
    }
    if (is_binary(*bytes)) {
        return refuse(errors, file,
                      "not a text but binary data (it holds NUL or many control bytes); give text or Markdown files");
    }
    size_t valid = utf8_valid_prefix(*bytes);
    if (valid < bytes->len) {
        struct place place = {.file = file, .line = line_of(*bytes, valid)};
        diagnostics_add(errors, SEVERITY_ERROR, &place, "skipped: not UTF-8 at byte %zu (0x%02X)%s; save it as UTF-8",
                        valid + 1, (unsigned)(unsigned char)bytes->ptr[valid],
                        looks_western(*bytes) ? ", it looks like Windows-1252 or Latin-1" : "");
        return STATUS_FAILED;
    }
    return STATUS_OK;
}

enum status read_lines(struct document *document, const char *file, const struct read_words *words, bool markdown,
                       struct arena *arena, struct diagnostics *errors)
{
    struct layout layout;
    enum status status = STATUS_OK;
    if (!layout_init(&layout, document->source, words, markdown)) {
        status = refuse(errors, file, "more lines than are read from one document; split it");
    } else {
        repair_markup(&layout);
        layout_describe(&layout);
        repair_double(&layout);
        repair_furniture(&layout);
        repair_running(&layout);
        repair_wrap(&layout);
        repair_hyphen(&layout);
        layout_write(&layout, document, arena);
    }
    layout_release(&layout);
    return status;
}

enum status document_from_bytes(struct document *document, const char *file, struct slice path, struct slice bytes,
                                const struct read_words *words, struct arena *arena, struct diagnostics *errors)
{
    *document = (struct document){.path = arena_copy(arena, path), .source = bytes};
    if (bytes.len > DOCUMENT_MAX_BYTES) {
        struct place place = {.file = file};
        diagnostics_add(errors, SEVERITY_ERROR, &place, "skipped: larger than %d MB; split it",
                        DOCUMENT_MAX_BYTES / (1024 * 1024));
        return STATUS_FAILED;
    }
    if (check_encoding(&bytes, file, errors) != STATUS_OK) {
        return STATUS_FAILED;
    }
    char hex[SHA256_HEX + 1];
    sha256_hex(bytes, hex);
    document->sha256 = arena_copy(arena, slice_make(hex, SHA256_HEX));
    document->id = arena_format(arena, "doc:%.*s", ID_DIGITS, hex);
    const struct reader *reader = find_reader(path);
    reader = reader ? reader : find_reader(slice_make("", 0));
    document->media_type = slice_of(reader->media_type);
    return reader->read(document, file, words, arena, errors);
}

enum status document_read(struct document *document, const char *file, struct slice path,
                          const struct read_words *words, struct arena *arena, struct diagnostics *errors)
{
    const char *shown = strcmp(file, "-") == 0 ? "<standard input>" : file;
    struct buffer buffer = {0};
    *document = (struct document){.path = arena_copy(arena, path)};
    enum status status = file_read(file, DOCUMENT_MAX_BYTES, &buffer, errors);
    if (status == STATUS_OK) {
        struct slice bytes = arena_copy(arena, buffer_slice(&buffer));
        buffer_release(&buffer);
        status = document_from_bytes(document, shown, path, bytes, words, arena, errors);
    }
    buffer_release(&buffer);
    return status;
}
