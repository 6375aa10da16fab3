#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "sample.h"

static struct span find(const struct document *document, const char *words)
{
    const char *hit = memmem(document->text.ptr, document->text.len, words, strlen(words));
    cr_assert_not_null(hit);
    size_t begin = (size_t)(hit - document->text.ptr);
    return (struct span){begin, begin + strlen(words)};
}

Test(document, spans_map_back_over_joined_lines)
{
    const char *source = "**The talks** about the harbour were held on 12\nMay\xC2\xA0"
                         "2004.\n";
    struct sample sample;
    sample_read(&sample, "a.txt", source, strlen(source));
    struct span text = find(&sample.document, "12 May 2004");
    struct span span = document_source_span(&sample.document, text);
    cr_assert(slice_is(slice_sub(sample.document.source, span.begin, span.end), "12\nMay\xC2\xA0"
                                                                                "2004"));
    struct span ranges[2];
    cr_assert_eq(document_source_ranges(&sample.document, text, ranges, 2), 3);
    cr_assert(slice_is(slice_sub(sample.document.source, ranges[0].begin, ranges[0].end), "12"));
    cr_assert(slice_is(slice_sub(sample.document.source, ranges[1].begin, ranges[1].end), "May"));
    span = document_source_span(&sample.document, find(&sample.document, "The talks"));
    cr_assert(slice_is(slice_sub(sample.document.source, span.begin, span.end), "The talks"));
    sample_release(&sample);
}

Test(document, ranges_that_touch_are_one)
{
    struct piece pieces[] = {{0, 10, 3}, {3, 13, 2}, {6, 20, 1}};
    struct document document = {.text = slice_of("abcde f"), .pieces = pieces, .piece_count = 3};
    struct span ranges[4];
    cr_assert_eq(document_source_ranges(&document, (struct span){1, 7}, ranges, 4), 2);
    cr_assert(ranges[0].begin == 11 && ranges[0].end == 15);
    cr_assert(ranges[1].begin == 20 && ranges[1].end == 21);
}

Test(document, ends_in_inserted_text_take_the_nearest_mapped_byte_inside)
{
    struct piece pieces[] = {{0, 10, 2}, {4, 20, 2}};
    struct document document = {.text = slice_of("ab  cd"), .pieces = pieces, .piece_count = 2};
    struct span span = document_source_span(&document, (struct span){2, 5});
    cr_assert(span.begin == 20 && span.end == 21);
    span = document_source_span(&document, (struct span){1, 3});
    cr_assert(span.begin == 11 && span.end == 12);
    span = document_source_span(&document, (struct span){2, 4});
    cr_assert_eq(span.begin, span.end);
    span = document_source_span(&document, (struct span){5, 5});
    cr_assert(span.begin == 21 && span.end == 21);
}

Test(document, quotes_have_single_spaces)
{
    struct arena arena;
    arena_init(&arena);
    struct document document = {.text = slice_of("x a \n\n b  c ")};
    cr_assert(slice_is(document_quote(&document, (struct span){1, 12}, &arena), "a b c"));
    cr_assert_eq(document_quote(&document, (struct span){3, 5}, &arena).len, 0);
    arena_release(&arena);
}

static void check_folder(const char *name, size_t least)
{
    char path[4096];
    if (!shared_path(path, sizeof path, name)) {
        cr_skip_test("the shared material is not here (ANNALS_SHARED)");
    }
    DIR *folder = opendir(path);
    cr_assert_not_null(folder);
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        char file[8192];
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] == '.' || !strstr(entry->d_name, ".txt")) {
            continue;
        }
        struct sample sample = {0};
        arena_init(&sample.arena);
        cr_assert_eq(
            document_read(&sample.document, file, slice_of(entry->d_name), NULL, &sample.arena, &sample.errors),
            STATUS_OK);
        expect_mapped(&sample.document);
        struct slice text = sample.document.text;
        cr_assert_eq(utf8_valid_prefix(text), text.len);
        cr_assert_null(memchr(text.ptr, '\r', text.len));
        cr_assert_null(memmem(text.ptr, text.len, "\n\n\n", 3));
        cr_assert_null(memmem(text.ptr, text.len, "  ", 2));
        cr_assert_null(memmem(text.ptr, text.len, " \n", 2));
        cr_assert_gt(text.len * 10, sample.document.source.len * 8, "%s lost much text", entry->d_name);
        sample_release(&sample);
        count++;
    }
    closedir(folder);
    cr_assert_geq(count, least);
}

Test(document, seeds_map_back_exactly)
{
    check_folder("seeds", 5);
}

Test(document, resolutions_and_briefs_map_back_exactly)
{
    check_folder("data/security-council-later", 10);
    check_folder("data/history-briefs", 100);
}
