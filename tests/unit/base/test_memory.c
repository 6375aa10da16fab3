/* slice, arena, buffer, map, sha256. */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/sha256.h"
#include "base/slice.h"

Test(slice, trims_ascii_white_space_at_both_ends)
{
    cr_assert(slice_is(slice_trim(slice_of(" \t\r\n\v\fa b\n ")), "a b"));
    cr_assert(slice_is(slice_trim(slice_of("a")), "a"));
    cr_assert_eq(slice_trim(slice_of(" \n ")).len, 0);
    cr_assert_eq(slice_trim(slice_of(NULL)).len, 0);
    cr_assert(slice_is(slice_trim(slice_of("\xC2\xA0 ")), "\xC2\xA0"));
}

Test(slice, compares_bytes_as_unsigned_and_the_shorter_first)
{
    cr_assert_lt(slice_compare(slice_of("ab"), slice_of("abc")), 0);
    cr_assert_gt(slice_compare(slice_of("b"), slice_of("abc")), 0);
    cr_assert_gt(slice_compare(slice_of("\xC3\xA9"), slice_of("z")), 0);
    cr_assert_eq(slice_compare(slice_of("abc"), slice_of("abc")), 0);
    cr_assert_eq(slice_compare(slice_of(NULL), slice_of("")), 0);
    cr_assert(slice_equal(slice_of(NULL), slice_of("")));
    cr_assert_not(slice_equal(slice_make("a\0b", 3), slice_make("a\0c", 3)));
}

Test(slice, begins_and_ends)
{
    cr_assert(slice_starts(slice_of("speech.md"), "speech"));
    cr_assert_not(slice_starts(slice_of("sp"), "speech"));
    cr_assert(slice_ends(slice_of("speech.md"), ".md"));
    cr_assert_not(slice_ends(slice_of("md"), ".md"));
    cr_assert(slice_starts(slice_of(NULL), ""));
    cr_assert(slice_ends(slice_of(NULL), ""));
}

Test(arena, memory_is_zeroed_aligned_and_apart)
{
    struct arena arena = {0};
    unsigned char *before = NULL;
    for (size_t size = 1; size < 3000; size += 7) {
        arena_copy(&arena, slice_of("x")); /* leaves the next address odd */
        unsigned char *memory = arena_alloc(&arena, size);
        cr_assert_eq((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            cr_assert_eq(memory[i], 0);
        }
        memset(memory, 0xAB, size);
        cr_assert(before == NULL || before[0] == 0xAB);
        before = memory;
    }
    arena_release(&arena);
    cr_assert_null(arena.blocks);
}

Test(arena, a_large_item_does_not_waste_the_block_being_filled)
{
    struct arena arena = {0};
    char *small = arena_string(&arena, slice_of("small"));
    char *large = arena_alloc(&arena, (size_t)5 << 20);
    memset(large, 'x', (size_t)5 << 20);
    char *next = arena_string(&arena, slice_of("next"));
    cr_assert_str_eq(small, "small");
    cr_assert_str_eq(next, "next");
#ifndef ANNALS_ARENA_CHECKED
    cr_assert_eq(next, small + sizeof "small");
#endif
    arena_release(&arena);
}

Test(arena, takes_over_what_another_has)
{
    struct arena first = {0}, second = {0}, third = {0};
    char *one = arena_string(&first, slice_of("one"));
    char *two = arena_string(&second, slice_of("two"));
    char *large = arena_alloc(&second, (size_t)2 << 20);
    large[(2 << 20) - 1] = 'x';
    arena_append(&first, &second);
    cr_assert_null(second.blocks);
    arena_append(&first, &third); /* nothing */
    char *next = arena_string(&first, slice_of("next"));
    arena_append(&third, &first);
    cr_assert_null(first.blocks);
    cr_assert_str_eq(one, "one");
    cr_assert_str_eq(two, "two");
    cr_assert_str_eq(next, "next");
    arena_release(&third);
}

Test(arena, memory_used_again_is_zeroed)
{
    struct arena arena = {0};
    memset(arena_alloc_raw(&arena, 1000, 1), 'x', 1000);
    arena_clear(&arena);
    const char *again = arena_alloc(&arena, 1000);
    for (size_t i = 0; i < 1000; i++) {
        cr_assert_eq(again[i], 0);
    }
    arena_release(&arena);
}

Test(arena, can_be_used_again_after_release)
{
    struct arena arena;
    arena_init(&arena);
    arena_release(&arena);
    struct slice copy = arena_copy(&arena, slice_make("a\0b", 3));
    cr_assert_eq(copy.len, 3);
    cr_assert_eq(copy.ptr[3], '\0');
    cr_assert_eq(memcmp(copy.ptr, "a\0b", 3), 0);
    arena_release(&arena);
    arena_release(&arena);
}

Test(arena, formats)
{
    struct arena arena = {0};
    struct slice text = arena_format(&arena, "%d of %s", 3, "many");
    cr_assert(slice_is(text, "3 of many"));
    cr_assert_eq(text.ptr[text.len], '\0');
    cr_assert(slice_is(arena_format(&arena, "%s", ""), ""));
    arena_release(&arena);
}

Test(arena, empty_requests_are_valid)
{
    struct arena arena = {0};
    cr_assert_not_null(arena_alloc(&arena, 0));
    cr_assert_not_null(arena_alloc_array(&arena, 0, 8));
    cr_assert_str_eq(arena_string(&arena, slice_of(NULL)), "");
    arena_release(&arena);
}

Test(arena, an_array_that_overflows_ends_the_program, .exit_code = 2, .init = cr_redirect_stderr)
{
    struct arena arena = {0};
    arena_alloc_array(&arena, SIZE_MAX / 2, 4);
}

Test(memory, an_array_that_overflows_ends_the_program, .exit_code = 2, .init = cr_redirect_stderr)
{
    free(memory_resize(NULL, SIZE_MAX / 2, 4));
}

Test(memory, exit_says_why)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        memory_exit();
    }
    close(ends[1]);
    char text[64] = {0};
    cr_assert_gt(read(ends[0], text, sizeof text - 1), 0);
    cr_assert_str_eq(text, "annals: out of memory\n");
    close(ends[0]);
}

Test(memory, arrays_grow_by_doubling_and_keep_what_they_hold)
{
    int *items = NULL;
    size_t capacity = 0;
    size_t moves = 0;
    for (size_t i = 0; i < 10000; i++) {
        size_t old = capacity;
        items = array_grow(items, &capacity, i + 1, sizeof *items);
        moves += capacity != old;
        items[i] = (int)i;
    }
    for (size_t i = 0; i < 10000; i++) {
        cr_assert_eq(items[i], (int)i);
    }
    cr_assert_lt(moves, 20);
    free(items);
}

Test(buffer, holds_what_was_added_with_a_nul_behind)
{
    struct buffer buffer = {0};
    cr_assert_eq(buffer_slice(&buffer).len, 0);
    buffer_add(&buffer, slice_of(NULL));
    cr_assert_str_eq(buffer.bytes, "");
    buffer_add_text(&buffer, "ab");
    buffer_add_byte(&buffer, '\0');
    buffer_format(&buffer, "%03d|%s", 7, "z");
    cr_assert_eq(buffer.len, 8);
    cr_assert_eq(memcmp(buffer.bytes,
                        "ab\0"
                        "007|z",
                        9),
                 0);
    buffer_clear(&buffer);
    cr_assert_eq(buffer.len, 0);
    cr_assert_str_eq(buffer.bytes, "");
    for (int i = 0; i < 100000; i++) {
        buffer_format(&buffer, "%d,", i % 10);
    }
    cr_assert_eq(buffer.len, 200000);
    cr_assert_eq(buffer.bytes[buffer.len], '\0');
    buffer_release(&buffer);
    cr_assert_null(buffer.bytes);
}

Test(map, keeps_the_order_of_insertion)
{
    struct map map = {0};
    struct arena arena = {0};
    cr_assert_null(map_get(&map, slice_of("a")));
    for (uint32_t i = 0; i < 50000; i++) {
        bool added = false;
        *map_put(&map, arena_format(&arena, "key %u", i * 7919u), i, &added) += 1;
        cr_assert(added);
    }
    cr_assert_eq(map.count, 50000);
    for (uint32_t i = 0; i < 50000; i++) {
        struct slice key = arena_format(&arena, "key %u", i * 7919u);
        cr_assert(slice_equal(map.entries[i].key, key));
        cr_assert_eq(*map_get(&map, key), i + 1);
        bool added = true;
        cr_assert_eq(*map_put(&map, key, 0, &added), i + 1);
        cr_assert_not(added);
    }
    cr_assert_null(map_get(&map, slice_of("key 1")));
    map_release(&map);
    arena_release(&arena);
    cr_assert_null(map.entries);
}

Test(map, the_empty_key_and_keys_with_nul_are_keys)
{
    struct map map = {0};
    map_put(&map, slice_of(NULL), 1, NULL);
    map_put(&map, slice_make("a\0", 2), 2, NULL);
    map_put(&map, slice_make("a", 1), 3, NULL);
    cr_assert_eq(*map_get(&map, slice_of("")), 1);
    cr_assert_eq(*map_get(&map, slice_make("a\0", 2)), 2);
    cr_assert_eq(*map_get(&map, slice_of("a")), 3);
    cr_assert_eq(map.count, 3);
    map_release(&map);
}

Test(map, copies_of_new_keys)
{
    struct map map = {0};
    struct arena arena = {0};
    char key[8] = "abc";
    cr_assert_eq(*map_put_copy(&map, slice_make(key, 3), 1, &arena), 1);
    key[0] = 'x';
    cr_assert_eq(*map_put_copy(&map, slice_make(key, 3), 2, &arena), 2);
    cr_assert_eq(*map_put_copy(&map, slice_of("abc"), 3, &arena), 1);
    cr_assert_eq(map.count, 2);
    map_release(&map);
    arena_release(&arena);
}

Test(map, hashes_spread_and_are_the_same_in_every_run)
{
    enum { SLOTS = 4096, KEYS = 40960 };
    static unsigned filled[SLOTS];
    char key[32];
    for (int i = 0; i < KEYS; i++) {
        int len = snprintf(key, sizeof key, "%d", i);
        filled[map_hash(slice_make(key, (size_t)len)) % SLOTS]++;
    }
    for (int i = 0; i < SLOTS; i++) {
        cr_assert_lt(filled[i], 40, "slot %d holds %u of %d keys", i, filled[i], KEYS);
    }
    cr_assert_eq(map_hash(slice_of("treaty")), map_hash(slice_make("treaty!", 6)));
    cr_assert_neq(map_hash(slice_of("treaty")), map_hash(slice_of("treaty!")));
}

Test(sha256, known_digests)
{
    char hex[SHA256_HEX + 1];
    sha256_hex(slice_of(""), hex);
    cr_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha256_hex(slice_of(NULL), hex);
    cr_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha256_hex(slice_of("abc"), hex);
    cr_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex(slice_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), hex);
    cr_assert_str_eq(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
