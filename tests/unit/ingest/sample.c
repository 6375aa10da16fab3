#include "sample.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

void sample_read(struct sample *sample, const char *path, const char *bytes, size_t len)
{
    struct slice furniture[] = {slice_of("check against delivery"), slice_of("page #")};
    struct read_words words = {furniture, 2};
    *sample = (struct sample){0};
    arena_init(&sample->arena);
    sample->status = document_from_bytes(&sample->document, path, slice_of(path), slice_make(bytes, len), &words,
                                         &sample->arena, &sample->errors);
}

void sample_release(struct sample *sample)
{
    diagnostics_release(&sample->errors);
    arena_release(&sample->arena);
}

void expect_mapped(const struct document *document)
{
    size_t text = 0;
    size_t source = 0;
    for (size_t i = 0; i < document->piece_count; i++) {
        const struct piece *piece = &document->pieces[i];
        cr_assert(piece->len > 0 && piece->text_begin >= text && piece->source_begin >= source,
                  "piece %zu is out of order", i);
        for (; text < piece->text_begin; text++) {
            char c = document->text.ptr[text];
            cr_assert(c == ' ' || c == '\n', "text byte %zu is neither mapped nor white space", text);
        }
        cr_assert_eq(memcmp(document->text.ptr + text, document->source.ptr + piece->source_begin, piece->len), 0,
                     "piece %zu differs from its source", i);
        text = piece->text_begin + piece->len;
        source = piece->source_begin + piece->len;
    }
    cr_assert_eq(text, document->text.len);
    cr_assert_leq(source, document->source.len);
}

static void expect(const char *path, const char *source, const char *expected)
{
    struct sample sample;
    sample_read(&sample, path, source, strlen(source));
    cr_assert_eq(sample.status, STATUS_OK);
    cr_assert(slice_is(sample.document.text, expected), "\n--- expected\n%s\n--- got\n%.*s", expected,
              SLICE_ARG(sample.document.text));
    expect_mapped(&sample.document);
    sample_release(&sample);
}

void expect_text(const char *source, const char *expected)
{
    expect("sample.txt", source, expected);
}

void expect_markdown(const char *source, const char *expected)
{
    expect("sample.md", source, expected);
}

const char *shared_path(char *buffer, size_t size, const char *name)
{
    const char *root = getenv("ANNALS_SHARED");
    int len = root ? snprintf(buffer, size, "%s/%s", root, name)
                   : snprintf(buffer, size, "%s/../shared/%s", ANNALS_SOURCE_DIR, name);
    return len > 0 && (size_t)len < size && access(buffer, R_OK) == 0 ? buffer : NULL;
}
