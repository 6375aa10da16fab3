#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/redirect.h>

#include "cli/options.h"

struct settings {
    bool flag;
    const char *text;
    struct text_list list;
    int number;
};

static const struct option options[] = {
    {OPTION_FLAG, 'f', "flag", NULL, "a flag", offsetof(struct settings, flag), 0, 0},
    {OPTION_TEXT, 't', "text", "TEXT", "a text", offsetof(struct settings, text), 0, 0},
    {OPTION_LIST, 'r', "rules", "PACK", "a list", offsetof(struct settings, list), 0, 0},
    {OPTION_NUMBER, 0, "jobs", "N", "a number", offsetof(struct settings, number), 1, 16},
};

static const struct option_table table = {"build", options, sizeof options / sizeof *options};

struct parsed {
    struct settings settings;
    struct text_list operands;
    bool help;
    enum status status;
};

#define PARSE(parsed, ...)                                                                                      \
    do {                                                                                                        \
        char *arguments[] = {__VA_ARGS__};                                                                      \
        int count = (int)(sizeof arguments / sizeof *arguments);                                                \
        (parsed)->status =                                                                                      \
            options_parse(&table, count, arguments, &(parsed)->settings, &(parsed)->operands, &(parsed)->help); \
    } while (0)

static void release(struct parsed *parsed)
{
    text_list_release(&parsed->settings.list);
    text_list_release(&parsed->operands);
}

Test(options, every_way_to_give_a_value)
{
    struct parsed parsed = {0};
    PARSE(&parsed, "--text=a=b", "-f", "x", "-r", "one", "-rtwo", "--rules", "three", "--jobs=4", "-", "y");
    cr_assert(eq(int, parsed.status, STATUS_OK));
    cr_assert(eq(str, (char *)parsed.settings.text, "a=b"));
    cr_assert(parsed.settings.flag);
    cr_assert(eq(sz, parsed.settings.list.count, 3));
    cr_assert(eq(str, (char *)parsed.settings.list.items[1], "two"));
    cr_assert(eq(int, parsed.settings.number, 4));
    cr_assert(eq(sz, parsed.operands.count, 3));
    cr_assert(eq(str, (char *)parsed.operands.items[1], "-"));
    release(&parsed);
}

Test(options, the_last_text_counts_and_may_be_empty)
{
    struct parsed parsed = {0};
    PARSE(&parsed, "--text", "a", "--text=");
    cr_assert(eq(int, parsed.status, STATUS_OK));
    cr_assert(eq(str, (char *)parsed.settings.text, ""));
    release(&parsed);
}

Test(options, two_dashes_end_the_options)
{
    struct parsed parsed = {0};
    PARSE(&parsed, "--", "--text", "-f", "--");
    cr_assert(eq(int, parsed.status, STATUS_OK));
    cr_assert(eq(sz, parsed.operands.count, 3));
    cr_assert(not(parsed.settings.flag));
    release(&parsed);
}

Test(options, help_ends_the_line)
{
    struct parsed parsed = {0};
    PARSE(&parsed, "--help", "--nonsense");
    cr_assert(eq(int, parsed.status, STATUS_OK));
    cr_assert(parsed.help);
    release(&parsed);
}

static void expect_usage(char *first, char *second, const char *message)
{
    struct parsed parsed = {0};
    cr_redirect_stderr();
    if (second) {
        PARSE(&parsed, first, second);
    } else {
        PARSE(&parsed, first);
    }
    cr_assert(eq(int, parsed.status, STATUS_USAGE), "%s", first);
    fflush(stderr);
    cr_assert_stderr_eq_str(message);
    release(&parsed);
}

Test(options, unknown_long_option_has_a_suggestion)
{
    expect_usage("--jbos", "3",
                 "annals build: unknown option '--jbos', did you mean '--jobs'?\nsee 'annals build --help'\n");
}

Test(options, unknown_short_option)
{
    expect_usage("-x", NULL, "annals build: unknown option '-x'\nsee 'annals build --help'\n");
}

Test(options, missing_value)
{
    expect_usage("--text", NULL, "annals build: --text needs a value: TEXT\nsee 'annals build --help'\n");
}

Test(options, flag_with_a_value)
{
    expect_usage("--flag=1", NULL, "annals build: --flag takes no value, '1' was given\nsee 'annals build --help'\n");
}

Test(options, number_out_of_range)
{
    expect_usage("--jobs", "17",
                 "annals build: --jobs is '17', expected a whole number from 1 to 16\nsee 'annals build --help'\n");
}

Test(options, number_that_is_none)
{
    expect_usage("--jobs", "4x",
                 "annals build: --jobs is '4x', expected a whole number from 1 to 16\nsee 'annals build --help'\n");
}

Test(options, number_beyond_any_integer)
{
    expect_usage("--jobs=99999999999999999999", NULL,
                 "annals build: --jobs is '99999999999999999999', expected a whole number from 1 to 16\n"
                 "see 'annals build --help'\n");
}
