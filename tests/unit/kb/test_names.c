/* House names. */
#include "kb/names.h"

#include <criterion/criterion.h>

#include "builder.h"

static struct kb kb;
static struct mention_set *set;
static struct house_names names;
static struct diagnostics errors;

static void build(void)
{
    set = set_new("a", "2020-01-10", NULL, NULL);
    uint32_t one = set_name(set, "organization", "League of Pilots");
    uint32_t two = set_known(set, "state", "Russia", "Russian Federation", "RU");
    struct event_mention *event = set_event(set, "meeting", "forum", "Harbour Forum", "2019-03-02");
    event_role(set, event, "organizer", one);
    event_role(set, event, "host", two);
    resolve_sets(&kb, &set, 1);
}

static void done(void)
{
    kb_release(&kb);
    set_free(set);
    house_names_release(&names);
    diagnostics_release(&errors);
}

static void apply(const char *yaml)
{
    cr_assert_eq(house_names_read(&names, slice_of(yaml), "n.yaml", &errors), STATUS_OK, "%s",
                 errors.count ? errors.items[0].message : "");
    house_names_apply(&names, &kb, &errors);
}

TestSuite(names, .init = build, .fini = done);

Test(names, by_id_name_and_alias_and_the_old_name_is_kept)
{
    apply("names:\n  org:league-of-pilots: Pilots' League\n  russia: Russia (house name)\n");
    const struct kb_entity *league = entity_named(&kb, "org:league-of-pilots");
    const struct kb_entity *state = entity_named(&kb, "state:ru");
    cr_assert(slice_is(league->name, "Pilots' League"));
    cr_assert(slice_is(league->aliases[0].alias, "League of Pilots"));
    cr_assert(slice_is(state->name, "Russia (house name)"));
    cr_assert_eq(state->alias_count, 2);
    cr_assert_eq(errors.count, 0);
}

Test(names, two_names_for_one_are_an_error)
{
    apply("names:\n  state:ru: A\n  Russian Federation: B\n");
    cr_assert_eq(errors.error_count, 1);
    cr_assert_str_eq(errors.items[0].message, "state:ru is called A on line 2 already; neither name is given");
    cr_assert_eq(errors.items[0].line, 3);
    cr_assert(slice_is(entity_named(&kb, "state:ru")->name, "Russian Federation"));
}

Test(names, what_nobody_is_called)
{
    apply("names:\n  Leage of Pilots: X\n  Guild of Ropes: Y\n  state:rw: Z\n");
    cr_assert_eq(errors.count, 2);
    cr_assert_str_eq(errors.items[0].message, "nobody is called Leage of Pilots; did you mean League of Pilots?");
    cr_assert_str_eq(errors.items[1].message, "2 of 3 names are of nobody in this knowledge base");
    cr_assert_eq(errors.items[1].severity, SEVERITY_NOTE);
}

Test(names, broken_files)
{
    static const struct {
        const char *yaml, *message;
    } wrongs[] = {
        {"- a\n", "expected `names:`, and under it a map from names to what they are to be called"},
        {"nmes: {}\n", "unknown key nmes; the file has `names:`, and under it a map"},
        {"names: [a]\n", "expected a map from names to what they are to be called"},
        {"names: {a: [b]}\n", "expected a name after a:, found a list"},
        {"names: {a: }\n", "expected a name, and behind the colon what it is to be called"},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        diagnostics_release(&errors);
        errors = (struct diagnostics){0};
        cr_assert_eq(house_names_read(&names, slice_of(wrongs[i].yaml), "n.yaml", &errors), STATUS_FAILED, "%s",
                     wrongs[i].yaml);
        cr_assert_str_eq(errors.items[0].message, wrongs[i].message);
    }
}
