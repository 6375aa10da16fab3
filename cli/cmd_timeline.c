/* annals timeline: draws the timeline of a knowledge base again, with other filters, sizes, formats. */
#include "cli/command.h"
#include "cli/picture.h"
#include "cli/theme_option.h"

#define FIELD(name) offsetof(struct picture_settings, name)

static const struct option options[] = {
    {OPTION_TEXT, 'o', "out", "FILE", "where to write; its ending says the format (default: standard output)",
     FIELD(out), 0, 0},
    {OPTION_TEXT, 0, "format", "FORMAT", "svg, pdf, png or dot (default: svg)", FIELD(format), 0, 0},
    SELECT_OPTION_ORG(struct picture_settings),
    SELECT_OPTIONS(struct picture_settings),
    {OPTION_TEXT, 0, "lane", "KIND", "what the lanes are: class, type, organization, place or series (default: class)",
     FIELD(lane), 0, 0},
    OPTION_THEME(struct picture_settings),
    OPTION_WORDS(struct picture_settings),
    {OPTION_TEXT, 0, "paper", "SIZE", "a4, a3 or letter (default: a4)", FIELD(paper), 0, 0},
    {OPTION_FLAG, 0, "portrait", NULL, "upright instead of across", FIELD(portrait), 0, 0},
    {OPTION_FLAG, 0, "pages", NULL, "as many pages as name every event: one pdf, or files NAME-1.svg, NAME-2.svg …",
     FIELD(pages), 0, 0},
    {OPTION_NUMBER, 0, "dpi", "N", "dots per inch of a png (default: 144)", FIELD(dpi), 30, RENDER_MAX_DPI},
    {OPTION_TEXT, 0, "title", "TEXT", "a title instead of the one that is made", FIELD(title), 0, 0},
    {OPTION_TEXT, 0, "subtitle", "TEXT", "a line under it instead of the one that is made", FIELD(subtitle), 0, 0},
    {OPTION_TEXT, 0, "caveat", "TEXT", "a line of your own at the foot", FIELD(caveat), 0, 0},
    {OPTION_TEXT, 0, "link", "FILE", "svg: marks link to this page, as report.html (default: no links)", FIELD(link), 0,
     0},
};

static int run(const struct command *command, int argc, char **argv)
{
    struct picture_settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 1);
    if (status < 0) {
        status = picture_run(command, &settings, operands.items[0], render_timeline);
    }
    select_options_release(&settings.select);
    text_list_release(&operands);
    return status;
}

const struct command command_timeline = {
    .name = "timeline",
    .operands = "KB.json",
    .summary = "draw the timeline of a knowledge base again",
    .details = "Solid marks took place, outlined ones are planned; a pale bar covers the days that\n"
               "a date leaves open. KB.json is what 'annals build' wrote; - is standard input.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
