#include <criterion/criterion.h>

#include "base/utf8.h"

static void check_fold(const char *text, const char *folded, const char *plain)
{
    struct buffer out = {0};
    utf8_fold(&out, slice_of(text));
    cr_expect(slice_is(buffer_slice(&out), folded), "'%s' folds to '%s', not '%s'", text, out.bytes, folded);
    buffer_clear(&out);
    utf8_fold_plain(&out, slice_of(text));
    cr_expect(slice_is(buffer_slice(&out), plain), "'%s' is plainly '%s', not '%s'", text, out.bytes, plain);
    buffer_release(&out);
}

Test(utf8_fold, letters_case_and_signs)
{
    check_fold("", "", "");
    check_fold("TREATY of 1992-93", "treaty of 1992-93", "treaty of 1992-93");
    check_fold("Côte d’Ivoire", "côte d'ivoire", "cote d'ivoire");
    check_fold("CÔTE D\u02BCIVOIRE", "côte d'ivoire", "cote d'ivoire");
    check_fold("Co\u0302te", "côte", "cote"); /* a letter and its accent apart */
    check_fold("high\u2011level", "high-level", "high-level");
    check_fold("a\u2010b\u2012c\u2013d\u2014e\u2015f", "a-b-c-d-e-f", "a-b-c-d-e-f");
    check_fold("São Tomé\u00A0and Príncipe", "são tomé and príncipe", "sao tome and principe");
    check_fold("Straße", "strasse", "strasse");
    check_fold("ÅLAND", "åland", "aland");
    check_fold("Łódź Ørsted Đà Æsir", "łódź ørsted đà æsir", "lodz orsted da aesir");
    check_fold("ΑΘΉΝΑ Москва", "αθήνα москва", "αθηνα москва");
    check_fold("ﬁnance ①", "finance 1", "finance 1");
    check_fold("co\u00ADoperation", "cooperation", "cooperation"); /* soft hyphen */
    check_fold("한국", "한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8");
}

/* Letters of Latin alphabets are folded in place, unless a letter that needs more stands beside them. */
Test(utf8_fold, the_short_way_and_the_long_way_agree)
{
    for (uint32_t c = 0x80; c < 0x2000; c++) {
        struct buffer text = {0}, alone = {0}, beside = {0};
        buffer_add_text(&text, "Ab");
        utf8_encode(&text, c);
        buffer_add_text(&text, "C");
        utf8_fold(&alone, buffer_slice(&text));
        buffer_add_text(&text, "\u03A9");
        utf8_fold(&beside, buffer_slice(&text));
        buffer_add_text(&alone, "\u03C9");
        cr_expect(slice_equal(buffer_slice(&alone), buffer_slice(&beside)), "U+%04X", (unsigned)c);
        buffer_release(&text);
        buffer_release(&alone);
        buffer_release(&beside);
    }
}

Test(utf8_fold, adds_to_what_is_there)
{
    struct buffer out = {0};
    utf8_fold(&out, slice_of("É"));
    utf8_fold(&out, slice_of("A"));
    cr_assert_str_eq(out.bytes, "éa");
    buffer_release(&out);
}

Test(utf8_fold, is_its_own_fold)
{
    struct buffer once = {0};
    struct buffer twice = {0};
    for (uint32_t c = 0x20; c < 0x30000; c++) {
        if (c >= 0xD800 && c < 0xE000) {
            continue;
        }
        struct buffer text = {0};
        utf8_encode(&text, c);
        for (int plain = 0; plain < 2; plain++) {
            void (*fold)(struct buffer *, struct slice) = plain ? utf8_fold_plain : utf8_fold;
            buffer_clear(&once);
            buffer_clear(&twice);
            fold(&once, buffer_slice(&text));
            fold(&twice, buffer_slice(&once));
            cr_assert(slice_equal(buffer_slice(&once), buffer_slice(&twice)), "U+%04X plain %d", c, plain);
            cr_assert_eq(utf8_valid_prefix(buffer_slice(&once)), once.len);
        }
        buffer_release(&text);
    }
    buffer_release(&once);
    buffer_release(&twice);
}

Test(utf8_fold, accents_in_any_order_are_the_same_name)
{
    struct buffer a = {0};
    struct buffer b = {0};
    utf8_fold(&a, slice_of("a\u0323\u0302"));
    utf8_fold(&b, slice_of("a\u0302\u0323"));
    cr_assert(slice_equal(buffer_slice(&a), buffer_slice(&b)));
    buffer_release(&a);
    buffer_release(&b);
}

Test(utf8_fold, invalid_bytes_give_replacement_characters)
{
    check_fold("\xFF"
               "A\xC3",
               "\uFFFD"
               "a\uFFFD",
               "\uFFFD"
               "a\uFFFD");
}

Test(utf8_fold, a_megabyte_of_accents_takes_linear_time, .timeout = 20)
{
    struct buffer text = {0};
    struct buffer out = {0};
    for (int i = 0; i < 500000; i++) {
        buffer_add_text(&text, i % 2 ? "\u0323" : "\u0302");
    }
    utf8_fold(&out, buffer_slice(&text));
    cr_assert_eq(out.len, text.len);
    buffer_clear(&out);
    utf8_fold_plain(&out, buffer_slice(&text));
    cr_assert_eq(out.len, 0);
    buffer_release(&text);
    buffer_release(&out);
}

Test(utf8, decodes_and_encodes_every_code_point)
{
    struct buffer text = {0};
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        buffer_clear(&text);
        utf8_encode(&text, c);
        size_t next = 0;
        cr_assert_eq(utf8_decode(buffer_slice(&text), 0, &next), c);
        cr_assert_eq(next, text.len);
    }
    buffer_clear(&text);
    utf8_encode(&text, 0xD800);
    utf8_encode(&text, 0x110000);
    cr_assert_str_eq(text.bytes, "\uFFFD\uFFFD");
    buffer_release(&text);
}

Test(utf8, invalid_bytes_are_stepped_over_one_by_one)
{
    /* overlong, surrogate, beyond the last code point, cut off, stray */
    static const char *const wrong[] = {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "\xFE"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct slice text = slice_of(wrong[i]);
        size_t next = 0;
        cr_assert_eq(utf8_decode(text, 0, &next), 0xFFFD);
        cr_assert_eq(next, 1);
        cr_assert_eq(utf8_valid_prefix(text), 0);
    }
    cr_assert_eq(utf8_valid_prefix(slice_of("aé\xC3")), 3);
    cr_assert_eq(utf8_valid_prefix(slice_make("a\0b", 3)), 3);
    cr_assert_eq(utf8_valid_prefix(slice_of("\uFFFD")), 3);
    cr_assert_eq(utf8_count(slice_of("aé\xC3")), 3);
    cr_assert_eq(utf8_count(slice_of("日本")), 2);
}

Test(utf8, kinds_of_characters)
{
    cr_assert(utf8_is_upper('A') && utf8_is_upper(0xC9) && utf8_is_upper(0x01C5) && !utf8_is_upper('a'));
    cr_assert(utf8_is_lower('z') && utf8_is_lower(0xE9) && !utf8_is_lower('Z') && !utf8_is_lower('1'));
    cr_assert(utf8_is_letter('q') && utf8_is_letter(0x65E5) && utf8_is_letter(0x0301) && !utf8_is_letter('-'));
    cr_assert(utf8_is_symbol(0x24) && utf8_is_symbol(0x20AC) && !utf8_is_symbol(0x2C) && !utf8_is_symbol(0x61));
    cr_assert(utf8_is_digit('7') && !utf8_is_digit(0x0667) && !utf8_is_digit(0xB2));
    static const uint32_t spaces[] = {' ',    '\t',   '\n',   '\r',   0x85,   0xA0,
                                      0x2003, 0x2009, 0x200B, 0x202F, 0x3000, 0xFEFF};
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
        cr_assert(utf8_is_space(spaces[i]), "U+%04X", spaces[i]);
    }
    cr_assert_not(utf8_is_space('_'));
    cr_assert_not(utf8_is_letter(0x110000));
    cr_assert_not(utf8_is_space(0x110000));
}

Test(utf8, columns_on_a_terminal)
{
    cr_assert_eq(utf8_width('a'), 1);
    cr_assert_eq(utf8_width(0xE9), 1);
    cr_assert_eq(utf8_width(0x0301), 0);
    cr_assert_eq(utf8_width(0x65E5), 2);
    cr_assert_eq(utf8_width('\n'), 0);
}
