#include <criterion/criterion.h>

#include "cut.h"

Test(tokens, words_numbers_marks)
{
    expect_tokens("On the 22nd, COP26 and G20 met.", "On the 22 nd , COP26 and G20 met .");
    expect_tokens("1,000 men in the 1990s; 1993,1994 and 3.5%", "1,000 men in the 1990 s ; 1993 , 1994 and 3 . 5 %");
    expect_tokens("U.N. staff at 10 a.m. or J.F.K. said", "U.N. staff at 10 a.m. or J.F.K. said");
    expect_tokens("wait... and -- go", "wait ... and -- go");
    expect_tokens("S/1996/12, 28-30 June", "S / 1996 / 12 , 28 - 30 June");
    expect_tokens("Szijj\xC3\xA1rt\xC3\xB3 \xE2\x80\x94 yes", "Szijj\xC3\xA1rt\xC3\xB3 \xE2\x80\x94 yes");
}

Test(tokens, apostrophes)
{
    expect_tokens("Mali's army, Da'esh, States' aims", "Mali 's army , Da'esh , States ' aims");
    expect_tokens("Mali\xE2\x80\x99s army and Da\xE2\x80\x99"
                  "esh",
                  "Mali \xE2\x80\x99s army and Da\xE2\x80\x99"
                  "esh");
    struct cut cut;
    cut_text(&cut, "Mali's and States' 'free talks' there");
    cr_assert(cut.text.tokens[1].flags & TOKEN_POSSESSIVE);
    cr_assert_eq(cut.text.tokens[1].kind, TOKEN_WORD);
    cr_assert(cut.text.tokens[4].flags & TOKEN_POSSESSIVE);
    cr_assert(cut.text.tokens[5].flags & TOKEN_OPENS_QUOTE);
    cr_assert_eq(cut.text.tokens[5].pair, 8);
    cr_assert(cut.text.tokens[8].flags & TOKEN_CLOSES_QUOTE);
    cut_release(&cut);
}

Test(tokens, pairs)
{
    struct cut cut;
    cut_text(&cut, "He said \"yes (twice [or so])\" and \xE2\x80\x9Cno\xE2\x80\x9D, then (again");
    size_t open = token_index(&cut, "\"");
    cr_assert(slice_is(text_token(&cut.text, cut.text.tokens[open].pair), "\""));
    cr_assert_neq(cut.text.tokens[open].pair, open);
    size_t bracket = token_index(&cut, "(");
    cr_assert(slice_is(text_token(&cut.text, cut.text.tokens[bracket].pair), ")"));
    size_t square = token_index(&cut, "[");
    cr_assert(slice_is(text_token(&cut.text, cut.text.tokens[square].pair), "]"));
    size_t curly = token_index(&cut, "\xE2\x80\x9C");
    cr_assert(slice_is(text_token(&cut.text, cut.text.tokens[curly].pair), "\xE2\x80\x9D"));
    size_t last = cut.text.token_count - 2;
    cr_assert(slice_is(text_token(&cut.text, last), "("));
    cr_assert_eq(cut.text.tokens[last].pair, last, "never closed");
    cr_assert_not(cut.text.tokens[last].flags & TOKEN_OPENS_BRACKET);
    cut_release(&cut);
}

Test(tokens, compounds_and_glue)
{
    struct cut cut;
    cut_text(&cut, "Under-Secretary-General in 28-30 COVID-19 well - known");
    cr_assert(cut.text.tokens[0].flags & TOKEN_COMPOUND);
    cr_assert_eq(cut.text.tokens[0].compound_end, 5);
    cr_assert_not(cut.text.tokens[0].flags & TOKEN_GLUED);
    cr_assert(cut.text.tokens[1].flags & TOKEN_GLUED);
    cr_assert_not(cut.text.tokens[2].flags & TOKEN_COMPOUND);
    size_t range = token_index(&cut, "28");
    cr_assert_eq(cut.text.tokens[range].compound_end, range + 1, "two numbers are a range");
    size_t covid = token_index(&cut, "COVID");
    cr_assert_eq(cut.text.tokens[covid].compound_end, covid + 3);
    size_t well = token_index(&cut, "well");
    cr_assert_eq(cut.text.tokens[well].compound_end, well + 1);
    cut_release(&cut);
}

Test(tokens, case_flags_and_numbers)
{
    struct cut cut;
    cut_text(&cut, "The UN and \xC3\x89tat 1,234,567 1234567890123456 A");
    uint16_t mask = TOKEN_UPPER | TOKEN_ALL_UPPER | TOKEN_LOWER;
    cr_assert_eq(cut.text.tokens[0].flags & mask, TOKEN_UPPER);
    cr_assert_eq(cut.text.tokens[1].flags & mask, TOKEN_UPPER | TOKEN_ALL_UPPER);
    cr_assert_eq(cut.text.tokens[2].flags & mask, TOKEN_LOWER);
    cr_assert_eq(cut.text.tokens[3].flags & mask, TOKEN_UPPER);
    cr_assert_eq(cut.text.tokens[4].number, 1234567);
    cr_assert_eq(cut.text.tokens[5].number, -1);
    cr_assert_eq(cut.text.tokens[6].flags & mask, TOKEN_UPPER, "one letter alone is not all upper");
    cut_release(&cut);
}

/* Letters are passed eight at a time but near a block's end: the same wherever a word ends. */
Test(tokens, words_of_any_length)
{
    for (size_t len = 1; len < 40; len++) {
        for (size_t behind = 0; behind < 12; behind++) {
            char bytes[64] = {0};
            struct cut cut;
            memset(bytes, 'M', len);
            bytes[len / 2] = 'm';
            memset(bytes + len, '!', behind);
            cut_text(&cut, bytes);
            cr_assert_eq(cut.text.token_count, 1 + behind);
            cr_assert_eq(cut.text.tokens[0].end, len);
            uint16_t expected = len == 1 ? TOKEN_LOWER : TOKEN_UPPER;
            uint16_t mask = TOKEN_UPPER | TOKEN_ALL_UPPER | TOKEN_LOWER;
            cr_assert_eq(cut.text.tokens[0].flags & mask, expected, "%zu letters", len);
            cut_release(&cut);
        }
    }
}

Test(tokens, what_may_end_a_sentence)
{
    struct cut cut;
    cut_text(&cut, "So U.N. staff (3.5, e.g. J.F) went... Yes! No? Well\u2026 then, end.");
    char found[32] = {0};
    for (size_t i = 0; i < cut.text.token_count; i++) {
        if (cut.text.tokens[i].flags & TOKEN_STOP) {
            struct slice text = text_token(&cut.text, i);
            strncat(found, text.ptr, text.len);
        }
    }
    cr_assert_str_eq(found, "U.N..e.g....!?\u2026.");
    cut_release(&cut);
}
