/* Frames: one account of how a language says a thing, for many rules; and forms of words that a pack names itself. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "pack.h"

#define WORDS                                                                                                     \
    "types: {Body: [], Thing: []}\nfamilies: {names: [Body], things: [Thing]}\nopaque: [names, things]\n"         \
    "entities: {organization: [Body]}\ntext: {separators: [and, \"\\\\,\"]}\nlists: {passing: [~adopt, ~pass]}\n" \
    "inflection: {forms: {past: [[\"\", ed]], part: [[\"\", ed]]}, irregular: {adopt: {noun: adoption}}}\n"       \
    "frames:\n"                                                                                                   \
    "  do(doer, act, thing):\n"                                                                                   \
    "  - doer ..3 act.past ..2 thing\n"                                                                           \
    "  - thing \\,? (which | that)? (was act.part | act.part) (by doer)?\n"                                       \
    "  - act.noun (by doer)? of thing (by doer)?\n"                                                               \
    "rules:\n- {rule: body, yields: Body, match: =Council | =Board}\n"                                            \
    "- {rule: thing, yields: Thing, match: =Plan =A | =Plan =B}\n"                                                \
    "- rule: passed\n  class: document\n  do: {doer: \"adopter:list(Body)\", act: <passing>, thing: \"title:Thing\"}\n"

Test(frames, active)
{
    pack_expect_events(WORDS, "The Council has today passed the Plan A", "passed", "Plan A; adopter: Council");
    pack_expect_events(WORDS, "The Council and Board adopted Plan B", "passed",
                       "Plan B; adopter: Council; adopter: Board");
}

Test(frames, passive_and_relative)
{
    pack_expect_events(WORDS, "Plan A was passed by the", "passed", "Plan A");
    pack_expect_events(WORDS, "Plan A, which was passed by Council", "passed", "Plan A; adopter: Council");
    pack_expect_events(WORDS, "the Plan B adopted by Board", "passed", "Plan B; adopter: Board");
}

Test(frames, nominal)
{
    pack_expect_events(WORDS, "after adoption by Council of Plan A", "passed", "Plan A; adopter: Council");
    pack_expect_events(WORDS, "after adoption of Plan A by Board", "passed", "Plan A; adopter: Board");
}

Test(frames, a_form_holds_for_words_that_have_none_of_their_own)
{
    pack_expect_events(WORDS, "Council adopt Plan A", "passed", "");
    pack_expect_events(WORDS, "passing of Plan A", "passed", ""); /* no nominal form: nothing to match */
    pack_expect_events(WORDS
                       "- rule: base\n  class: document\n  do: {doer: Body, act: ~pass.base, thing: \"title:Thing\"}\n",
                       "Council pass Plan A", "base", "Plan A");
}

Test(frames, what_a_rule_leaves_out_falls_away)
{
    const char *yaml = WORDS "- {rule: bare, class: other, do: {act: ~pass, thing: \"title:Thing\"}}\n";
    pack_expect_events(yaml, "Council passed Plan A", "bare", "");
    pack_expect_events(yaml, "Plan A was passed by Council", "bare", "Plan A");
}

Test(frames, each_makes_events_of_every_way)
{
    const char *yaml = WORDS "- {rule: many, class: other, do: {doer: Body, act: ~pass, thing: each(title:Thing)}}\n";
    pack_expect_events(yaml, "Council passed Plan A and Plan B", "many", "Plan A\nPlan B");
    pack_expect_events(yaml, "Plan A and Plan B, which was passed", "many", "Plan A\nPlan B");
}

Test(frames, a_later_pack_replaces_a_frame)
{
    struct pack_folders packs;
    struct diagnostics errors = {0};
    pack_open(&packs);
    pack_add(&packs, WORDS);
    pack_add(&packs, "frames:\n  do(doer, act, thing): [thing then act.past then doer]\n");
    struct program *program = pack_load(&packs, &errors);
    cr_assert_not_null(program);
    struct pack_reading reading;
    pack_read(&reading, program, "Plan A then passed then Board. Council passed Plan A.", EXAMPLE_AS_CUT);
    cr_expect_str_eq(pack_events(&reading, "passed"), "Plan A; adopter: Board");
    pack_read_release(&reading);
    program_free(program);
    pack_remove(&packs);
}

Test(frames, a_frame_finds_relations_and_types_as_well)
{
    const char *yaml = WORDS "- {rule: tie, relation: tie, do: {doer: source:Body, act: ~join, thing: target:Body}}\n"
                             "- {rule: deed, yields: Thing, do: {act: ~sink, thing: a boat}}\n";
    pack_expect_events(yaml, "Board joined Council", "tie", "tie: Board -> Council");
    pack_expect_quotes(yaml, "a boat was sinked", "deed", "a boat was sinked");
}

Test(frames, messages)
{
    pack_expect_errors("frames: {do: [a b]}\n",
                       "1:10: expected a frame's name and its parts, as in do(doer, act, thing)");
    pack_expect_errors("frames:\n  match(x): [x]\n", "2:3: match: is a key of rules; choose another name");
    pack_expect_errors("frames:\n  do(a, a): [a]\n", "2:8: the part a stands here twice");
    pack_expect_errors("frames:\n  do(A): [x]\n", "2:6: a part's name is in small letters: A");
    pack_expect_errors("frames:\n  do(a, b): [a (b]\n", "2:16: this '(' is never closed");
    pack_expect_errors("frames:\n  do(a): [a.prat]\n",
                       "2:11: unknown form .prat; there are base third past part ing noun plural");
    pack_expect_errors("frames:\n  do(a, b): [a]\n", "2:3: no way of this frame says where b stands");
    pack_expect_errors("frames:\n  do(a): []\n", "2:10: a frame needs a list of patterns");
    pack_expect_errors("frames:\n  do(a): [a]\n  do(b): [b]\n", "3:3: frame do is there already, in rules.yaml:2");
}

/* A part many times over in a frame, long words in it: what comes of it has an end, and soon. */
Test(frames, they_do_not_grow_without_end)
{
    struct buffer yaml = {0};
    buffer_add_text(&yaml, "frames:\n  do(a, b):\n  - b");
    for (int i = 0; i < 900; i++) {
        buffer_add_text(&yaml, " a.past");
    }
    buffer_add_text(&yaml, "\nrules:\n- rule: r\n  class: c\n  do: {b: x, a: (~y");
    for (int i = 0; i < 200; i++) {
        buffer_add_text(&yaml, " | ~y");
    }
    buffer_add_text(&yaml, ")}\n");
    pack_expect_errors(yaml.bytes,
                       "7:3: frame do with these parts is longer than 20000 words, lists and groups; split it");
    buffer_release(&yaml);
    buffer_add_text(&yaml, "frames:\n  do(a):\n");
    for (int i = 0; i < 41; i++) {
        buffer_add_text(&yaml, "  - a\n");
    }
    pack_expect_errors(yaml.bytes, "43:5: more than 40 ways of a frame");
    buffer_release(&yaml);
    pack_expect_errors("frames:\n  do(a, b, c, d, e, f, g, h, i): [a b c d e f g h i]\n",
                       "2:29: more than 8 parts of a frame");
}

Test(frames, messages_of_rules)
{
#define DO "frames:\n  do(who, act): [who act.past]\nrules:\n"
    pack_expect_errors(DO "- {rule: r, class: c, do: {whom: a}}\n",
                       "4:28: frame do has no part whom; there are who act; did you mean who?");
    pack_expect_errors(DO "- {rule: r, class: c, do: {who: a, act: b}}\n",
                       "4:41: the frame needs this in its form .past, and nothing in it bends; write ~word or a list");
    pack_expect_errors(DO "- {rule: r, class: c, do: {who: <a>, act: ~b}}\n", "4:33: unknown list <a>");
    pack_expect_errors(DO "- {rule: r, class: c, do: {who: a}}\n",
                       "4:23: no way of frame do does without the parts that are left out here");
    pack_expect_errors(DO "- {rule: r, class: c, match: a, do: {who: a, act: ~b}}\n",
                       "4:33: a rule has one match, one centre or one frame");
    pack_expect_errors(DO "- {rule: r, class: c, do: a}\n", "4:27: expected a map from the frame's parts to patterns");
    pack_expect_errors(DO "- {rule: r, class: c, dow: {who: a}}\n",
                       "4:23: unknown key dow in a rule; did you mean do?");
}

/* --- forms --- */

#define SPANISH                                                                                       \
    "types: {T: []}\ninflection:\n  names: [future, agreeing]\n  nominal: [base, plural, agreeing]\n" \
    "  nouns: [mesa]\n  forms:\n    past: [[ar, [o, aron]]]\n    future: [[\"\", [a, an]]]\n"         \
    "    plural: [[\"\", s]]\n    agreeing: [[o, [a, os, as]]]\n"                                     \
    "  irregular: {ir: {past: [fue, fueron], future: [ira]}}\n"                                       \
    "lists: {mesa: [~curso], verbo: [~firmar]}\nrules:\n"

Test(forms, an_ending_gives_several_words)
{
    const char *yaml = SPANISH "- {rule: p, yields: T, match: ~firmar.past | ~ir.past}\n";
    pack_expect_quotes(yaml, "firmo, firmaron, firmara, firmar, fue", "p", "firmo | firmaron | fue");
}

Test(forms, a_pack_names_forms_of_its_own)
{
    const char *yaml = SPANISH "- {rule: f, yields: T, match: ~firmar.future | ~ir.future | <verbo>.past}\n";
    pack_expect_quotes(yaml, "firmara firmaran ira iran firmaron", "f", "firmara | firmaran | ira | firmaron");
}

Test(forms, a_pack_says_which_forms_are_those_of_nouns)
{
    const char *yaml = SPANISH "- {rule: n, yields: T, match: <mesa>}\n";
    pack_expect_quotes(yaml, "curso cursos cursa cursas cursoa cursoaron", "n", "curso | cursos | cursa | cursas");
}

Test(forms, messages)
{
    pack_expect_errors("inflection: {names: [Future]}\n",
                       "1:22: a form's name has small letters and hyphens only: Future");
    pack_expect_errors("inflection: {names: [future], forms: {futur: []}}\n",
                       "1:39: unknown form futur; did you mean future?");
    pack_expect_errors("inflection: {nominal: [plurals]}\n", "1:24: unknown form plurals; did you mean plural?");
    pack_expect_errors("inflection: {forms: {past: [[a, [b, c, d, e, f, g, h, i, j]]]}}\n",
                       "1:33: more than 8 words for one form");
    pack_expect_errors("inflection: {names: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r]}\n",
                       "1:73: more than 24 forms");
}

Test(forms, names_are_written_in_any_alphabet)
{
    const char *yaml =
        "types: {Él: []}\nlists: {año-nuevo: [uno, dos], Стол: {стол: 4}}\n"
        "frames:\n  hacer(quién, qué): [qué a quién]\n"
        "rules:\n- {rule: él, yields: Él, match: \"ñ:Number th\", if: $ñ > 3}\n"
        "- {rule: x, class: c, hacer: {quién: \"niño.él:<año-nuevo>\", qué: Él}, title: \"$niño.él, $niño.él!\"}\n"
        "- {rule: y, yields: Él, match: \"эта:<Стол>\", value: $эта * 2}\n";
    pack_expect_events(yaml, "4 th a dos, 3 th a uno", "x", "dos, dos!; niño: dos");
    pack_expect_quotes(yaml, "Стол и стул", "y", "Стол");
    pack_expect_errors("rules:\n- {rule: a, class: c, match: \"Él:b\"}\n",
                       "2:31: a capture's name is in small letters: Él: is not; write \\: for a colon");
    pack_expect_errors("lists: {a b: [c]}\n", "1:9: a list's name has letters, digits and hyphens only: a b");
}
