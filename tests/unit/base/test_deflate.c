#include <criterion/criterion.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/deflate.h"

static void expect_base64(const char *bytes, size_t len, const char *expected)
{
    struct buffer out = {0};
    buffer_add_text(&out, "");
    base64_add(&out, slice_make(bytes, len));
    cr_expect_str_eq(out.len > 0 ? out.bytes : "", expected);
    buffer_release(&out);
}

Test(deflate, base64_has_its_padding)
{
    expect_base64("", 0, "");
    expect_base64("f", 1, "Zg==");
    expect_base64("fo", 2, "Zm8=");
    expect_base64("foo", 3, "Zm9v");
    expect_base64("\xff\xfe\x00\xfb", 4, "//4A+w==");
}

Test(deflate, what_is_packed_comes_out_again)
{
    for (size_t len = 0; len <= 300000; len = len * 3 + 1) {
        char *bytes = malloc(len + 1);
        for (size_t i = 0; i < len; i++) {
            bytes[i] = (char)("the tide, "[i % 10] ^ (int)(i >> 12));
        }
        struct buffer packed = {0};
        struct buffer again = {0};
        deflate_add(&packed, slice_make(bytes, len));
        deflate_add(&again, slice_make(bytes, len));
        cr_assert(slice_equal(buffer_slice(&packed), buffer_slice(&again)));
        char *unpacked = malloc(len + 1);
        uLongf size = (uLongf)len + 1;
        cr_assert_eq(uncompress((Bytef *)unpacked, &size, (const Bytef *)packed.bytes, (uLong)packed.len), Z_OK);
        cr_assert_eq(size, len);
        cr_assert_eq(memcmp(unpacked, bytes, len), 0);
        buffer_release(&packed);
        buffer_release(&again);
        free(unpacked);
        free(bytes);
    }
}
