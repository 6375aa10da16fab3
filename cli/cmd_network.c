/* annals network: draws who is linked with whom in a knowledge base. */
#include "cli/command.h"
#include "cli/picture.h"
#include "cli/theme_option.h"

#include <stdio.h>

enum { MAX_DEPTH = 10, MAX_TOP = 10000 };

#define FIELD(name) offsetof(struct picture_settings, name)

static const struct option options[] = {
    {OPTION_TEXT, 'o', "out", "FILE", "where to write; its ending says the format (default: standard output)",
     FIELD(out), 0, 0},
    {OPTION_TEXT, 0, "format", "FORMAT", "svg, pdf, png or dot (default: svg)", FIELD(format), 0, 0},
    {OPTION_FLAG, 0, "partners", NULL,
     "agreements only, around one hub: --hub, else the organization with most agreements", FIELD(partners), 0, 0},
    {OPTION_TEXT, 0, "hub", "NAME", "the hub, by name, acronym or id; draws its partners", FIELD(hub), 0, 0},
    {OPTION_TEXT, 0, "ego", "NAME", "only what is linked with this organization (--org is the same)", FIELD(org), 0, 0},
    {OPTION_TEXT, 0, "org", "NAME", "as --ego", FIELD(org), 0, 0},
    {OPTION_NUMBER, 0, "depth", "N", "with --ego: how many steps away (default: 1)", FIELD(depth), 1, MAX_DEPTH},
    {OPTION_TEXT, 0, "matrix", "BY", "a table of organizations by year or by kind of link, in the place of lines",
     FIELD(matrix), 0, 0},
    {OPTION_NUMBER, 0, "top", "N", "at most this many organizations", FIELD(top), 1, MAX_TOP},
    SELECT_OPTIONS(struct picture_settings),
    OPTION_THEME(struct picture_settings),
    OPTION_WORDS(struct picture_settings),
    {OPTION_TEXT, 0, "paper", "SIZE", "a4, a3 or letter (default: a4)", FIELD(paper), 0, 0},
    {OPTION_FLAG, 0, "portrait", NULL, "upright instead of across", FIELD(portrait), 0, 0},
    {OPTION_NUMBER, 0, "dpi", "N", "dots per inch of a png (default: 144)", FIELD(dpi), 30, RENDER_MAX_DPI},
    {OPTION_TEXT, 0, "title", "TEXT", "a title instead of the one that is made", FIELD(title), 0, 0},
    {OPTION_TEXT, 0, "subtitle", "TEXT", "a line under it instead of the one that is made", FIELD(subtitle), 0, 0},
    {OPTION_TEXT, 0, "caveat", "TEXT", "a line of your own at the foot", FIELD(caveat), 0, 0},
    {OPTION_TEXT, 0, "link", "FILE", "svg: marks link to this page, as report.html (default: no links)", FIELD(link), 0,
     0},
};

/* What says nothing about one hub and its partners, and was asked for all the same; NULL where there is nothing. */
static const char *without_meaning(const struct picture_settings *settings)
{
    if (settings->partners || settings->hub) {
        const char *with_hub = settings->org ? "--ego" : settings->matrix ? "--matrix" : settings->top ? "--top" : NULL;
        return with_hub ? with_hub : settings->depth ? "--depth" : NULL;
    }
    return NULL;
}

static int draw(const struct command *command, const struct picture_settings *settings, const char *path)
{
    const char *vain = without_meaning(settings);
    if (vain) {
        fprintf(stderr, "annals network: %s is for all organizations, not for the partners of a hub\n", vain);
        return EXIT_USAGE;
    }
    if (settings->depth && !settings->org) {
        fprintf(stderr, "annals network: --depth needs --ego\n");
        return EXIT_USAGE;
    }
    return picture_run(command, settings, path, settings->partners || settings->hub ? render_partners : render_network);
}

static int run(const struct command *command, int argc, char **argv)
{
    struct picture_settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 1);
    if (status < 0) {
        status = draw(command, &settings, operands.items[0]);
    }
    select_options_release(&settings.select);
    text_list_release(&operands);
    return status;
}

const struct command command_network = {
    .name = "network",
    .operands = "KB.json",
    .summary = "draw organizations and what links them, or one hub's partners",
    .details = "Dashed lines are planned, the width says how many agreements there are, labels say\n"
               "since when. KB.json is what 'annals build' wrote; - is standard input.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
