/* Lists: what items take from the words that lead in to them; and types inside themselves. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "pack.h"

#define FAIRS                                                                                            \
    "types: {Body: [], Place: [], Fair: [], Day: []}\nfamilies: {names: [Body, Place], fairs: [Fair]}\n" \
    "opaque: [names, fairs]\nentities: {organization: [Body], place: [Place]}\n"                         \
    "text: {separators: [and, \"\\\\,\"]}\n"                                                             \
    "date: [own, clause, lead]\nstatus: {planned: will, cancelled: cancelled}\nrules:\n"                 \
    "- {rule: body, yields: Body, match: =Bank | =Board | =Union}\n"                                     \
    "- {rule: place, yields: Place, match: =Oslo | =Accra}\n"                                            \
    "- {rule: fair, yields: Fair, match: Cap =Fair}\n"                                                   \
    "- rule: day\n  yields: Day\n  match: m:Number =May y:Year? | in y:Year\n"                           \
    "  value: {day: $m, month: 5, year: $y}\n"                                                           \
    "- rule: listed\n  class: meeting\n  in: item\n  match: \"title:Fair (in place:Place)? (by organizer:Body)?\"\n"

#define INHERIT "  inherit: \"organizer:list(Body) (will | has)? hold (in place:Place)? (date:Day)? ..\"\n"

static void expect_listed(const char *yaml, const char *text, const char *expected)
{
    struct program *program = pack_program(yaml);
    struct pack_reading reading;
    pack_read(&reading, program, text, EXAMPLE_AS_CUT);
    const char *found = pack_events(&reading, "listed");
    cr_expect_str_eq(found, expected, "in\n%s\nfound\n%s\nexpected\n%s", text, found, expected);
    pack_read_release(&reading);
    program_free(program);
}

Test(inherit, roles_that_an_item_leaves_open)
{
    expect_listed(
        FAIRS INHERIT,
        "This is what the Bank and Union will hold in Accra, as was said:\n\n- Tide Fair\n- Salt Fair in Oslo\n"
        "- Boat Fair by Board\n",
        "Tide Fair; organizer: Bank; organizer: Union; place: Accra; planned\n"
        "Salt Fair; place: Oslo; organizer: Bank; organizer: Union; planned\n"
        "Boat Fair; organizer: Board; place: Accra; planned");
}

Test(inherit, the_date_of_the_lead_in_and_none_before_the_own)
{
    expect_listed(FAIRS INHERIT,
                  "After 3 May 2017 the Bank will hold 5 May 2018 more, and not on 9 May 2018, these:\n\n- Tide Fair\n"
                  "- Salt Fair on 7 May\n",
                  "Tide Fair; organizer: Bank; on 5 May 2018; planned\nSalt Fair; organizer: Bank; on 7 May; planned");
    expect_listed(FAIRS, "The Bank will hold in 2018 these fairs:\n\n- Tide Fair\n- Salt Fair\n",
                  "Tide Fair; on in 2018\nSalt Fair; on in 2018");
}

Test(inherit, the_status_of_the_lead_in_but_for_its_own)
{
    expect_listed(FAIRS INHERIT, "The Bank will hold this year:\n\n- Tide Fair\n- Salt Fair, cancelled\n",
                  "Tide Fair; organizer: Bank; planned\nSalt Fair; organizer: Bank; cancelled");
    expect_listed(FAIRS INHERIT, "The Bank has hold this year:\n\n- Tide Fair\n", "Tide Fair; organizer: Bank");
}

Test(inherit, nothing_outside_the_list)
{
    expect_listed(FAIRS INHERIT, "The Bank will hold many of them.\n\nSome more words stand here, to be a paragraph.\n",
                  "");
    expect_listed(
        FAIRS INHERIT,
        "The Bank will hold this year:\n\n- Tide Fair\n\nAnd the Board met, and then others did as well:\n\n- Salt Fair\n",
        "Tide Fair; organizer: Bank; planned\nSalt Fair");
}

Test(inherit, relations_follow)
{
    expect_listed(FAIRS "  inherit: \"party:list(Body) hold\"\n  also: {tie: [$party, $party]}\n",
                  "The Bank and Union hold this year:\n\n- Tide Fair\n",
                  "Tide Fair; party: Bank; party: Union\ntie: Bank -> Union");
    expect_listed(FAIRS "  inherit: \"party:list(Body) hold\"\n  also: {tie: [$party, $organizer]}\n",
                  "The Bank and Union hold this year:\n\n- Tide Fair by Board\n",
                  "Tide Fair; organizer: Board; party: Bank; party: Union\ntie: Bank -> Board\ntie: Union -> Board");
}

Test(inherit, messages)
{
    pack_expect_errors("rules:\n- {rule: a, class: c, match: a, inherit: b c}\n",
                       "2:42: this pattern names nothing that an item could take, as in place:Place");
    pack_expect_errors("types: {T: []}\nrules:\n- {rule: a, yields: T, match: a, inherit: x:b}\n",
                       "3:34: inherit: means nothing in a rule with yields:");
    pack_expect_errors("rules:\n- {rule: a, class: c, match: a, inherit: \"x:b\", also: {tie: [$x, $y]}}\n",
                       "2:66: nothing is captured as $y; there are $x");
}

/* --- a type inside itself --- */

#define NEST \
    "types: {Box: []}\nfamilies: {boxes: [Box]}\nopaque: [boxes]\nrules:\n- {rule: box, yields: Box, match: box}\n"

Test(depth, a_type_inside_itself_as_deep_as_declared)
{
    const char *two = NEST "- {rule: wrap, yields: Box, match: a Box, depth: 2}\n";
    pack_expect_quotes(two, "a box", "wrap", "a box");
    pack_expect_quotes(two, "a a box", "wrap", "a a box");
    pack_expect_quotes(two, "a a a box", "wrap", "a a box");
    pack_expect_quotes(NEST "- {rule: wrap, yields: Box, match: a Box, depth: 4}\n", "a a a a a box", "wrap",
                       "a a a a box");
}

Test(depth, who_needs_the_type_needs_all_of_it)
{
    const char *yaml =
        NEST "- {rule: wrap, yields: Box, match: a Box, depth: 3}\n- {rule: sent, class: c, match: send title:Box}\n";
    pack_expect_events(yaml, "send a a a box", "sent", "a a a box");
    const char *typed =
        "types: {Box: [Thing], Thing: [], Load: []}\nrules:\n- {rule: box, yields: Box, match: box}\n"
        "- {rule: wrap, yields: Box, match: a Thing, depth: 1}\n- {rule: load, yields: Load, match: one Thing}\n";
    pack_expect_quotes(typed, "one a box", "load", "one a box");
}

Test(depth, messages)
{
    pack_expect_errors(
        NEST "- {rule: wrap, yields: Box, match: a Box}\n",
        "6:3: types need each other in a circle: Box needs Box; depth: lets a rule run on what it yields");
    pack_expect_errors(NEST "- {rule: wrap, yields: Box, match: a Box, depth: 5}\n",
                       "6:50: depth is 5, expected a number from 1 to 4");
    pack_expect_errors(
        "types: {A: [], B: []}\nrules:\n- {rule: a, yields: A, match: a B, depth: 2}\n- {rule: b, yields: B, match: b A}\n",
        "4:3: types need each other in a circle: A needs B needs A");
    pack_expect_errors("rules:\n- {rule: a, class: c, match: a, depth: 2}\n",
                       "2:33: depth: means nothing in a rule with class:");
}
