#include <criterion/criterion.h>
#include <signal.h>

#include "base/json.h"

static struct buffer out;
static struct json json;

static void release(void)
{
    buffer_release(&out);
}

TestSuite(json, .fini = release);

static void check_string(struct slice text, const char *expected)
{
    buffer_clear(&out);
    json_init(&json, &out, true);
    json_string(&json, text);
    cr_expect_str_eq(out.bytes, expected);
}

Test(json, two_spaces_for_each_level)
{
    json_init(&json, &out, false);
    json_object_begin(&json);
    json_member(&json, "a", slice_of("x"));
    json_key(&json, "b");
    json_array_begin(&json);
    json_number(&json, 1);
    json_object_begin(&json);
    json_object_end(&json);
    json_array_begin(&json);
    json_array_end(&json);
    json_array_end(&json);
    json_member_number(&json, "c", INT64_MIN);
    json_object_end(&json);
    cr_assert_str_eq(out.bytes, "{\n  \"a\": \"x\",\n  \"b\": [\n    1,\n    {},\n    []\n  ],\n"
                                "  \"c\": -9223372036854775808\n}");
}

Test(json, compact_is_one_line_without_white_space)
{
    json_init(&json, &out, true);
    json_object_begin(&json);
    json_key(&json, "a");
    json_array_begin(&json);
    json_bool(&json, true);
    json_bool(&json, false);
    json_null(&json);
    json_array_end(&json);
    json_member(&json, "b\n", slice_of("two words"));
    json_object_end(&json);
    cr_assert_str_eq(out.bytes, "{\"a\":[true,false,null],\"b\\n\":\"two words\"}");
}

Test(json, escapes_what_must_be_and_nothing_else)
{
    check_string(slice_of("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    check_string(slice_of("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
    check_string(slice_make("\0\x01\x1F\x7F", 4), "\"\\u0000\\u0001\\u001f\\u007f\"");
    check_string(slice_of("Côte 日本 \U0001F600"), "\"Côte 日本 \U0001F600\"");
    check_string(slice_of(NULL), "\"\"");
}

Test(json, invalid_utf8_becomes_replacement_characters)
{
    check_string(slice_of("a\xFFz"), "\"a\uFFFDz\"");
    check_string(slice_of("\xC3"), "\"\uFFFD\"");
    check_string(slice_of("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");
    check_string(slice_of("\xE2\x82"
                          "a"),
                 "\"\uFFFD\uFFFD"
                 "a\"");
}

Test(json, every_byte_gives_valid_utf8_without_controls)
{
    for (int byte = 0; byte < 256; byte++) {
        char text[2] = {(char)byte, 'x'};
        buffer_clear(&out);
        json_init(&json, &out, false);
        json_string(&json, slice_make(text, 2));
        for (size_t i = 0; i < out.len; i++) {
            cr_assert_geq((unsigned char)out.bytes[i], 0x20);
        }
        cr_assert_eq(out.bytes[out.len - 2], 'x');
    }
}

Test(json, depth_up_to_the_limit)
{
    json_init(&json, &out, true);
    for (int i = 0; i < JSON_MAX_DEPTH; i++) {
        json_array_begin(&json);
    }
    for (int i = 0; i < JSON_MAX_DEPTH; i++) {
        json_array_end(&json);
    }
    cr_assert_eq(out.len, 2 * JSON_MAX_DEPTH);
}

Test(json, depth_beyond_the_limit_is_a_bug, .signal = SIGABRT)
{
    json_init(&json, &out, true);
    for (int i = 0; i <= JSON_MAX_DEPTH; i++) {
        json_array_begin(&json);
    }
}
