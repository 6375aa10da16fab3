#include <criterion/criterion.h>
#include <stdlib.h>

#include "cut.h"

Test(blocks, head_ends_at_the_salutation)
{
    struct cut cut;
    cut_text(
        &cut,
        "HARBOUR OFFICE\nRemarks by Mr. Berg, Head of the Harbour Office\n\nLindau, 16 June\n\nExcellencies, dear friends\n\n"
        "I thank you all for the warm welcome.");
    expect_blocks(&cut, "head paragraph paragraph");
    cr_assert_eq(cut.text.blocks[0].sentence_count, 3);
    cut_release(&cut);
}

Test(blocks, no_head_where_the_text_begins_at_once)
{
    struct cut cut;
    cut_text(&cut, "It gives me pleasure to open the second session of the harbour board.\n\nWe begin.");
    expect_blocks(&cut, "paragraph paragraph");
    cut_release(&cut);
}

Test(blocks, nothing_but_a_head)
{
    struct cut cut;
    cut_text(&cut, "Ships to come back\n16 June 2004");
    expect_blocks(&cut, "head");
    cut_release(&cut);
    cut_text(&cut, "");
    cr_assert_eq(cut.text.block_count, 0);
    cut_release(&cut);
}

Test(blocks, short_texts_of_names_are_no_head)
{
    static const struct {
        const char *text, *kinds;
    } cases[] = {
        {"Ghana joined the Lake Union in 2018.", "paragraph"},
        {"Kenya and the Lake Union signed a memorandum of understanding", "paragraph"},
        {"Press release, 3 June 2019\n\nGhana won the Golden Net Prize in Oslo.", "head paragraph"},
        {"Lake Union\n\n3 June 2019\n\nGhana joined us. Kenya and Norway follow in May.", "head paragraph"},
        {"Statement by Ms. Rosa Lund, Head of the Lake Union\nOslo, 3 June 2019", "head"},
        {"The Lake Union.", "head"}, /* too short to be sure */
        {"Third Lake Forum of the Lake Union", "head"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cut cut;
        cut_text(&cut, cases[i].text);
        expect_blocks(&cut, cases[i].kinds);
        cut_release(&cut);
    }
}

Test(blocks, items_know_what_introduces_them)
{
    struct cut cut;
    cut_text(&cut,
             "We held three meetings in the two towns this year. These included the:\n\n- Meeting of Ships in Lindau;\n"
             "- Meeting of Mills.\n\nThat was all.\n\nWe ask you to\n- come;\n- stay.");
    expect_blocks(&cut, "paragraph item item paragraph paragraph item item");
    cr_assert_eq(cut.text.blocks[1].lead_in, 0);
    cr_assert_eq(cut.text.blocks[2].lead_in, 0);
    cr_assert_eq(cut.text.blocks[5].lead_in, 4);
    cr_assert_eq(cut.text.blocks[6].lead_in, 4);
    cut_release(&cut);
}

Test(blocks, resolutions)
{
    struct cut cut;
    cut_text(
        &cut,
        "Resolution 12 (1999) of 3 May 1999\n\nThe Harbour Board,\n\nHaving read the report on the storms of the winter.\n\n"
        "1. Decides that the board:\n\n(a) Shall meet;\n\n(b) Shall vote;\n\n2. Thanks all.\n\nAdopted at the 7th meeting. 4\n\n"
        "4 Papers of the Board, First Year, paper 12.");
    expect_blocks(&cut, "head paragraph paragraph item item item item paragraph footnote");
    cr_assert_eq(cut.text.blocks[3].lead_in, 1);
    cr_assert_eq(cut.text.blocks[4].lead_in, 3);
    cr_assert_eq(cut.text.blocks[5].lead_in, 3);
    cr_assert_eq(cut.text.blocks[6].lead_in, 1);
    cr_assert_eq(cut.text.blocks[4].level, 2);
    cr_assert_eq(cut.text.blocks[6].level, 1);
    cut_release(&cut);
}

Test(blocks, numbered_paragraphs_have_no_lead_in)
{
    struct cut cut;
    cut_text(&cut, "Madam Speaker.\n1. I am honoured.\n2. We had rain.\n\nThe Plan for Ships\n\n3. We have a plan.");
    expect_blocks(&cut, "paragraph item item heading item");
    cr_assert_eq(cut.text.blocks[1].lead_in, 1);
    cr_assert_eq(cut.text.blocks[2].lead_in, 2);
    cr_assert_eq(cut.text.blocks[4].lead_in, 4);
    cut_release(&cut);
}

Test(blocks, headings)
{
    struct cut cut;
    cut_text(
        &cut,
        "Madam Speaker,\n\nThe harvest was good.\n\n2. Climate change\n\nIt was hot.\n\nSHIPS AND TRADE\n\nThey came.\n\n"
        "Dear friends\n\nBye.");
    expect_blocks(&cut, "paragraph paragraph heading paragraph heading paragraph paragraph paragraph");
    cut_release(&cut);
}

Test(blocks, spans_and_counts_agree)
{
    struct cut cut;
    cut_text(&cut, "Title\n\nExcellencies,\n\nOne here. Two here.\n- three\n- four");
    size_t sentence = 0;
    for (size_t i = 0; i < cut.text.block_count; i++) {
        const struct block *block = &cut.text.blocks[i];
        cr_assert_eq(block->first_sentence, sentence);
        sentence += block->sentence_count;
        for (size_t k = block->first_sentence; k < sentence; k++) {
            cr_assert_eq(cut.text.sentences[k].block, i);
            cr_assert(cut.text.sentences[k].span.begin >= block->span.begin &&
                      cut.text.sentences[k].span.end <= block->span.end);
        }
    }
    cr_assert_eq(sentence, cut.text.sentence_count);
    cut_release(&cut);
}

Test(blocks, hostile_text_is_linear, .timeout = 240)
{
    static const char *const units[] = {"(",  "\" ", "- a\n",        "1. a\n",   "A. ", "u.s. A ", "a\n\n",
                                        ", ", "'s ", "\xE2\x80\x99", "U.S. Ab ", ".?!", "((a",     "a-"};
    size_t len = 512 * 1024;
    char *bytes = malloc(len + 1);
    cr_assert_not_null(bytes);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t unit = strlen(units[i]);
        size_t count = len / unit;
        for (size_t at = 0; at < count * unit; at++) {
            bytes[at] = units[i][at % unit];
        }
        bytes[count * unit] = '\0';
        struct cut cut;
        cut_text(&cut, bytes);
        cr_assert_gt(cut.text.token_count, 0);
        for (size_t k = 0; k < cut.text.sentence_count; k++) {
            cr_assert_leq(cut.text.sentences[k].token_count, TEXT_MAX_SENTENCE_TOKENS);
        }
        cut_release(&cut);
    }
    free(bytes);
}
