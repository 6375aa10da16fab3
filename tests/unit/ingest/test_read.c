#include <criterion/criterion.h>
#include <stdlib.h>

#include "sample.h"

static void expect_refused(const char *bytes, size_t len, const char *words)
{
    struct sample sample;
    sample_read(&sample, "a.txt", bytes, len);
    cr_assert_eq(sample.status, STATUS_FAILED);
    cr_assert_eq(sample.errors.count, 1);
    cr_assert_str_eq(sample.errors.items[0].file, "a.txt");
    cr_assert(strstr(sample.errors.items[0].message, words), "got: %s", sample.errors.items[0].message);
    sample_release(&sample);
}

Test(read, record_of_a_document)
{
    struct sample sample;
    sample_read(&sample, "notes/plan.MD", "abc", 3);
    cr_assert_eq(sample.status, STATUS_OK);
    cr_assert(slice_is(sample.document.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    cr_assert(slice_is(sample.document.id, "doc:ba7816bf8f01cfea"));
    cr_assert(slice_is(sample.document.path, "notes/plan.MD"));
    cr_assert(slice_is(sample.document.media_type, "text/markdown"));
    sample_release(&sample);
}

Test(read, extensions)
{
    cr_assert(read_knows(slice_of("a/b.txt")));
    cr_assert(read_knows(slice_of("a.b/README")));
    cr_assert(read_knows(slice_of("x.Markdown")));
    cr_assert_not(read_knows(slice_of("x.pdf")));
    cr_assert_not(read_knows(slice_of("x.txt.gz")));
}

Test(read, binary_is_refused)
{
    expect_refused("abc\0def", 7, "binary");
    expect_refused("\x01\x02\x03\x04 ab", 7, "binary");
}

Test(read, other_encodings_are_refused_with_the_place)
{
    expect_refused("\xFF\xFE"
                   "a\0",
                   4, "UTF-16");
    struct sample sample;
    const char *bytes = "one\ntwo caf\xE9 three\n";
    sample_read(&sample, "a.txt", bytes, strlen(bytes));
    cr_assert_eq(sample.status, STATUS_FAILED);
    cr_assert_eq(sample.errors.items[0].line, 2);
    cr_assert(strstr(sample.errors.items[0].message, "byte 12"), "got: %s", sample.errors.items[0].message);
    cr_assert(strstr(sample.errors.items[0].message, "Windows-1252"));
    sample_release(&sample);
}

Test(read, limits)
{
    size_t len = (size_t)DOCUMENT_MAX_BYTES + 1;
    char *bytes = malloc(len);
    cr_assert_not_null(bytes);
    memset(bytes, 'a', len);
    expect_refused(bytes, len, "larger than 64 MB");
    for (size_t i = 1; i < len; i += 2) {
        bytes[i] = '\n';
    }
    expect_refused(bytes, len - 1, "more lines");
    free(bytes);
}

/* One line of many megabytes, and inputs that would show a quadratic repair. */
Test(read, hostile_lines_are_linear, .timeout = 240)
{
    static const char *const units[] = {"word ", "[a](b", "[[](", "**a** ", "a- b ", "(",
                                        "* ",    "a-\n",  "1.\n", "_x",     "9\n\n", "# a\n"};
    size_t len = 1024 * 1024;
    char *bytes = malloc(len);
    cr_assert_not_null(bytes);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t unit = strlen(units[i]);
        for (size_t at = 0; at < len; at++) {
            bytes[at] = units[i][at % unit];
        }
        struct sample sample;
        sample_read(&sample, i % 2 ? "a.md" : "a.txt", bytes, len);
        cr_assert_eq(sample.status, STATUS_OK);
        expect_mapped(&sample.document);
        sample_release(&sample);
    }
    free(bytes);
}

Test(read, missing_file)
{
    struct sample sample = {0};
    cr_assert_eq(
        document_read(&sample.document, "no/such/file.txt", slice_of("file.txt"), NULL, &sample.arena, &sample.errors),
        STATUS_FAILED);
    cr_assert_eq(sample.errors.error_count, 1);
    sample_release(&sample);
}
