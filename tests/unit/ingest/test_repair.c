#include <criterion/criterion.h>

#include "base/buffer.h"
#include "sample.h"

Test(repair, wrapped_lines_become_paragraphs)
{
    expect_text(
        "The ministry opened a new office in the north of the\n"
        "country and said that three more would follow before\n"
        "the summer.\n"
        "\n"
        "A second office will be smaller than the first one and\n"
        "will stand in the harbour.\n",
        "The ministry opened a new office in the north of the country and said that three more would follow before "
        "the summer.\n\n"
        "A second office will be smaller than the first one and will stand in the harbour.");
}

Test(repair, short_last_line_ends_a_paragraph_without_blank_lines)
{
    expect_text(
        "The ministry opened a new office in the north of the\n"
        "country and said that three more would follow before\n"
        "the summer.\n"
        "A second office will be smaller than the first one and\n"
        "will stand in the harbour.\n",
        "The ministry opened a new office in the north of the country and said that three more would follow before "
        "the summer.\n\n"
        "A second office will be smaller than the first one and will stand in the harbour.");
}

Test(repair, one_line_to_a_paragraph_stays_so)
{
    expect_text("We met in spring when nobody else had time.\nThe second talks were held in the autumn.\n",
                "We met in spring when nobody else had time.\n\nThe second talks were held in the autumn.");
}

Test(repair, every_line_double_spaced)
{
    expect_text(
        "Remarks by the Minister \n\nBudget Day, 4 March 2011 \n\n \n\n"
        "I am glad to open the new bridge that our engineers began to \n\n"
        "build four years ago, when few believed that it could stand on \n\n"
        "this soft ground at all. \n\n \n\n"
        "The next one is planned for the town of Lindau, where ferries \n\n"
        "still carry all the goods. \n",
        "Remarks by the Minister\nBudget Day, 4 March 2011\n\n"
        "I am glad to open the new bridge that our engineers began to build four years ago, when few believed that it "
        "could stand on this soft ground at all.\n\n"
        "The next one is planned for the town of Lindau, where ferries still carry all the goods.");
}

Test(repair, page_numbers_and_known_lines_go)
{
    expect_text("CHECK AGAINST DELIVERY\n\n1\n\nThe road was finished and the workers went home for the winter.\n2\n\n"
                "Page 3\n\nIn spring they came back.\n",
                "The road was finished and the workers went home for the winter.\n\nIn spring they came back.");
}

Test(repair, a_number_with_a_stop_ends_its_sentence)
{
    expect_text("The board has always stood by what it said in resolution\n242.\n\nIt will stand by it.\n",
                "The board has always stood by what it said in resolution 242.\n\nIt will stand by it.");
}

Test(repair, a_page_break_may_cut_a_sentence)
{
    expect_text("Our delegation has always held that the talks, which began long before most of us arrived here, must\n"
                "12-34567 4/21\n\f\nB/12/PV.7 03/04/2012\n"
                "go on until every side has been heard.\n",
                "Our delegation has always held that the talks, which began long before most of us arrived here, must "
                "go on until every side has been heard.");
}

Test(repair, a_year_alone_is_a_heading_not_a_page)
{
    expect_text("1917\n\nThe strike began in the harbour.\n\n1918\n\nIt ended there.\n",
                "1917\n\nThe strike began in the harbour.\n\n1918\n\nIt ended there.");
}

Test(repair, running_heads_that_cut_sentences_go)
{
    expect_text(
        "The council agreed that every member would pay its share of the\n"
        "Yearbook of the Guild 7\n"
        "costs before the first of June. It asked the two towns to bring\n"
        "their accounts to the meeting so that nobody could say that the\n"
        "Yearbook of the Guild 8\n"
        "figures had been hidden from the members, and it thanked those\n"
        "who had written the report about the mill and the two bridges\n"
        "Yearbook of the Guild 9\n"
        "beside it.\n",
        "The council agreed that every member would pay its share of the costs before the first of June. It asked the "
        "two towns to bring their accounts to the meeting so that nobody could say that the figures had been hidden "
        "from the members, and it thanked those who had written the report about the mill and the two bridges beside "
        "it.");
}

Test(repair, forms_of_address_come_back_and_stay)
{
    expect_text(
        "Madam Speaker,\n\nThe harvest was good.\n\nMadam Speaker,\n\nThe mill is open.\n\nMadam Speaker,\n\nI end here.\n",
        "Madam Speaker,\n\nThe harvest was good.\n\nMadam Speaker,\n\nThe mill is open.\n\nMadam Speaker,\n\nI end here.");
}

Test(repair, page_head_with_links_goes)
{
    expect_text(
        "The first of the talks was held in the capital last year.\n\n"
        "2019 HARBOUR WEEK\n\nwww.example.org/harbour\n[@harbour](https://social.example/harbour) | [#Ships](https://x.example/s)\n\n"
        "The second one followed in May.\n",
        "The first of the talks was held in the capital last year.\n\nThe second one followed in May.");
}

Test(repair, bold_and_links)
{
    expect_text(
        "**Statement by Ms. Ada Berg, Head of the\nHarbour Office**\n\n*Draft* of the [plan](https://example.org/p) for 5 * 3 ships\n",
        "Statement by Ms. Ada Berg, Head of the Harbour Office\n\nDraft of the plan for 5 * 3 ships");
}

Test(repair, a_bold_run_of_capitals_is_joined_to_capitals_only)
{
    expect_text("**HARBOUR OFFICE\nOF THE NORTH\nShips and Trade Unit**\n\nText.\n",
                "HARBOUR OFFICE OF THE NORTH\nShips and Trade Unit\n\nText.");
}

Test(repair, html_tags_stay)
{
    expect_text("A <b>bold</b> word and a lone ** mark\n", "A <b>bold</b> word and a lone ** mark");
}

Test(repair, markdown_headings_quotes_and_rules)
{
    expect_markdown("# Plan #\nFirst _real_ line, a snake_case_name.\n\n---\n\n> Quoted words.\n",
                    "Plan\n\nFirst real line, a snake_case_name.\n\nQuoted words.");
}

Test(repair, list_items_have_lines_of_their_own)
{
    expect_text("We ask for three things:\n- bread;\n-  salt; and\n\xE2\x80\xA2\nwater.\n\n1. One.\n(a) Two.\n",
                "We ask for three things:\n- bread;\n- salt; and\n\xE2\x80\xA2 water.\n\n1. One.\n(a) Two.");
}

Test(repair, wrapped_items_are_joined)
{
    expect_text(
        "1. The members of the board shall meet in the first week of\nevery month and shall hear the reports of the two\n"
        "inspectors.\n2. The board shall publish the reports that it has heard in\nthe paper of record.\n",
        "1. The members of the board shall meet in the first week of every month and shall hear the reports of the two "
        "inspectors.\n2. The board shall publish the reports that it has heard in the paper of record.");
}

Test(repair, hyphens_at_line_ends)
{
    expect_text(
        "The Under-Secretary-\nGeneral met the minister to speak about the political situa-\ntion and about high-\n"
        "level talks on the high plateau, at a level that had been agreed before.\n",
        "The Under-Secretary-General met the minister to speak about the political situation and about high-level "
        "talks on the high plateau, at a level that had been agreed before.");
}

Test(repair, hyphen_and_space_of_a_scanner)
{
    expect_text("The Secretary- General spoke of short- and long-term loans.\n",
                "The Secretary-General spoke of short- and long-term loans.");
}

Test(repair, kinds_of_white_space)
{
    expect_text("\xEF\xBB\xBFOne\xC2\xA0two\tthree  four\r\n\r\nFi\xC2\xADve sa\xE2\x80\x8Blts \r\n\fSeven.\r",
                "One two three four\n\nFive salts\nSeven.");
}

Test(repair, resolution_heads_and_footnotes)
{
    expect_text(
        "Resolution 12 (1999)\nof 3 May 1999\n\nThe Harbour Board,\n\nHaving read the report of the harbour master on the ships that\n"
        "sank in the two storms of last winter, 4\n\n1. Thanks the harbour master;\n\nAdopted at the 7th meeting\nby 5 votes to none.\n\n"
        "4 Papers of the Board, First Year, paper 12.\n5 Ibid., paper 13.\n",
        "Resolution 12 (1999) of 3 May 1999\n\nThe Harbour Board,\n\n"
        "Having read the report of the harbour master on the ships that sank in the two storms of last winter, 4\n\n"
        "1. Thanks the harbour master;\n\nAdopted at the 7th meeting by 5 votes to none.\n\n"
        "4 Papers of the Board, First Year, paper 12.\n\n5 Ibid., paper 13.");
}

Test(repair, nothing_but_white_space)
{
    expect_text("", "");
    expect_text(" \n\t\r\n\f", "");
    expect_text("**", "**");
}

/* Lines that hold nothing but spaces and visible characters go a shorter way: the text must be the same as with a sign
 * that is not seen in each of them. */
Test(repair, the_short_way_and_the_long_way_agree)
{
    static const char *const lines[] = {
        "ADDRESS BY THE MINISTER",
        "Oslo, 4 May 1998",
        "",
        "The ministry opened  a new office in the north of   the",
        "country (and said that three more would follow, as \u201Cthe",
        "Minister\u201D put it, before the summer) [of that year",
        "",
        "A second office, \u00E9t\u00E9 and all, will be smaller than",
        "the First",
        "",
        "1. An item that goes on in the line that comes next",
        "with the \u00C9TAT",
        "- another *item* with a __mark__ and a [link](there)",
        "   indented by three and ended by 1998   ",
        "that poli-",
        "tical text of the Secretary- General",
    };
    struct buffer simple = {0}, marked = {0};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t word = strcspn(lines[i], "abcdefghijklmnopqrstuvwxyz");
        buffer_add_text(&simple, lines[i]);
        buffer_add_text(&simple, i % 2 ? "\r\n" : "\n");
        buffer_add(&marked, slice_make(lines[i], word));
        buffer_add_text(&marked, lines[i][word] != '\0' ? "\u200B" : "");
        buffer_add_text(&marked, lines[i] + word);
        buffer_add_text(&marked, "\n");
    }
    struct sample one, other;
    sample_read(&one, "a.txt", simple.bytes, simple.len);
    sample_read(&other, "a.txt", marked.bytes, marked.len);
    cr_assert(slice_equal(one.document.text, other.document.text), "%.*s\n---\n%.*s", SLICE_ARG(one.document.text),
              SLICE_ARG(other.document.text));
    expect_mapped(&one.document);
    expect_mapped(&other.document);
    sample_release(&one);
    sample_release(&other);
    buffer_release(&simple);
    buffer_release(&marked);
}
