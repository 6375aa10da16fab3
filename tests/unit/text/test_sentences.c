#include <criterion/criterion.h>
#include <stdlib.h>

#include "cut.h"

Test(sentences, plain_ends)
{
    expect_sentences("The talks in the old town ended early. Was it raining? It was! We left the place.",
                     "The talks in the old town ended early. / Was it raining? / It was! / We left the place.");
}

Test(sentences, abbreviations_and_initials)
{
    expect_sentences(
        "We thank Mr. Berg and S.E. Lund for letter No. 5 of the board. J. F. K. Olsen sent it to us from St. Gallen.",
        "We thank Mr. Berg and S.E. Lund for letter No. 5 of the board. / J. F. K. Olsen sent it to us from St. Gallen.");
    expect_sentences("They asked for more money and the answer was no. The board then closed the meeting.",
                     "They asked for more money and the answer was no. / The board then closed the meeting.");
}

Test(sentences, dotted_words)
{
    expect_sentences("The harbour opens at 10 a.m. on Monday and closes at 5 p.m. The gate stays open at night.",
                     "The harbour opens at 10 a.m. on Monday and closes at 5 p.m. / The gate stays open at night.");
    expect_sentences(
        "It was sold in the U.S. Congress knew it, and in time the ship came back to the U.S. In spring it sank.",
        "It was sold in the U.S. Congress knew it, and in time the ship came back to the U.S. / In spring it sank.");
}

Test(sentences, known_dotted_words_end_before_words_that_begin_sentences)
{
    expect_sentences("Some towns, e.g. Lindau and the other one, were asked, e.g. The talks went on in the town.",
                     "Some towns, e.g. Lindau and the other one, were asked, e.g. / The talks went on in the town.");
}

Test(sentences, numbers_ellipses_lower_case)
{
    expect_sentences("Growth was 3.5 per cent. of the total... and more. 12 ships came. Then none.",
                     "Growth was 3.5 per cent. of the total... and more. / 12 ships came. / Then none.");
}

Test(sentences, closing_marks_stay_with_the_stop)
{
    expect_sentences(
        "He called it \xE2\x80\x9Cthe end of the road.\xE2\x80\x9D We went on (nobody knew. Nobody asked.) until noon. It rained.",
        "He called it \xE2\x80\x9Cthe end of the road.\xE2\x80\x9D / We went on (nobody knew. Nobody asked.) until noon. / It rained.");
}

Test(sentences, a_lost_space_and_footnote_numbers)
{
    expect_sentences("Thank you all very much indeed.Madam, the floor is yours.7 We now begin the session. 54",
                     "Thank you all very much indeed. / Madam, the floor is yours.7 / We now begin the session. 54");
}

Test(sentences, head_lines_are_sentences)
{
    expect_sentences("Statement by Mr. Berg. Second part\n28-30 JUNE 2021\n\nExcellencies,",
                     "Statement by Mr. Berg. Second part / 28-30 JUNE 2021 / Excellencies,");
}

Test(sentences, markers_are_no_sentences)
{
    expect_sentences("Madam Speaker,\n\n1. I am honoured to open the session. We begin.\n\n(a) Bread is dear;",
                     "Madam Speaker, / I am honoured to open the session. / We begin. / Bread is dear;");
}

Test(sentences, long_ones_are_cut)
{
    size_t words = 1000;
    char *text = malloc(words * 2 + 1);
    cr_assert_not_null(text);
    for (size_t i = 0; i < words; i++) {
        text[2 * i] = i == 300 ? ';' : 'a';
        text[2 * i + 1] = ' ';
    }
    text[2 * words] = '\0';
    struct cut cut;
    cut_text(&cut, text);
    cr_assert_eq(cut.text.sentence_count, 3);
    cr_assert_eq(cut.text.sentences[0].token_count, 301);
    cr_assert_eq(cut.text.sentences[1].token_count, TEXT_MAX_SENTENCE_TOKENS);
    cr_assert_eq(cut.text.sentences[2].first_token, 301 + TEXT_MAX_SENTENCE_TOKENS);
    cut_release(&cut);
    free(text);
}

/* Every token of a block that is no marker is in exactly one sentence, in order. */
Test(sentences, cover_all_tokens)
{
    struct cut cut;
    cut_text(
        &cut,
        "Title of it\n\nExcellencies,\n\nWe met. (It rained.) We ate:\n- bread;\n- salt.\n\nWe left\xE2\x80\xA6 Yes! \"No.\"");
    size_t token = 0;
    for (size_t i = 0; i < cut.text.sentence_count; i++) {
        cr_assert_eq(cut.text.sentences[i].first_token, token);
        token += cut.text.sentences[i].token_count;
    }
    cr_assert_eq(token, cut.text.token_count);
    cut_release(&cut);
}
