/* Broken packs, one fault each: the whole message and its place. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "pack.h"

struct broken {
    const char *name;
    const char *yaml;
    const char *messages; /* all of them, "line:column: message" */
};

/* clang-format off */
static const struct broken broken[] = {
    {"unknown top key",
     "ruls:\n"
     "- rule: x\n",
     "1:1: unknown key ruls; did you mean rules?"},
    {"rules is no list",
     "rules: {rule: x}\n",
     "1:8: a map stands after rules:; expected a list of rules, each beginning with `- rule: name`"},
    {"rule without name",
     "rules:\n"
     "- match: a b\n",
     "2:3: expected a rule: a map that begins with `rule: name`"},
    {"unknown key of a rule",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  macth: a b\n",
     "4:3: unknown key macth in a rule; did you mean match?"},
    {"no match",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n",
     "2:3: rule x has no match:, no centre: and no frame"},
    {"no kind",
     "rules:\n"
     "- rule: x\n"
     "  match: a b\n",
     "2:3: rule x says nothing of what it finds; give it yields, class, relation, defines or document"},
    {"two kinds",
     "types: {Fair: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  yields: Fair\n"
     "  match: a b\n",
     "5:3: a rule has one of yields, class, relation, defines, document"},
    {"two matches",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a b\n"
     "  centre: c\n",
     "5:3: a rule has one match, one centre or one frame"},
    {"duplicate rule",
     "rules:\n"
     "- {rule: x, class: m, match: a}\n"
     "- {rule: x, class: m, match: b}\n",
     "3:10: rule x is there already, in rules.yaml:2"},
    {"key of another kind",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  value: 3\n",
     "5:3: value: means nothing in a rule with class:"},
    {"key with a list",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  title: [b, c]\n",
     "5:10: expected text after title:, found a list"},
    {"key with nothing",
     "rules:\n"
     "- rule: x\n"
     "  class:\n"
     "  match: a\n",
     "3:9: nothing stands after class:"},
    {"around without centre",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  around: {place: in place:Cap}\n",
     "5:3: around: needs a centre: instead of match:"},
    {"around without a capture",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  centre: a\n"
     "  around: {place: in Cap}\n",
     "5:19: this pattern names nothing; write place:x for what fills it"},
    {"pattern as list",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: [a, b]\n",
     "4:10: expected a pattern, found a list; put this under `|`"},
    {"empty pattern",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: \n",
     "4:9: nothing to match here; expected a word, a list, a type or a group"},
    {"empty alternative",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a (b | )\n",
     "4:16: nothing to match here; expected a word, a list, a type or a group"},
    {"open bracket",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a (b | (c d)\n",
     "4:12: this '(' is never closed"},
    {"closed bracket",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a b) c\n",
     "4:13: this ')' closes nothing"},
    {"unknown list",
     "lists: {meeting-noun: [summit]}\n"
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a <meeting-nuon>\n",
     "5:12: unknown list <meeting-nuon>; did you mean <meeting-noun>?"},
    {"bad list name",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a <meeting noun>\n",
     "4:12: expected a list's name and '>' after '<', as in <meeting-noun>"},
    {"unknown form",
     "lists: {noun: [~summit]}\n"
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: <noun>.plurals\n",
     "5:16: unknown form .plurals; did you mean .plural?"},
    {"unknown form of a word",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: ~open.ed the\n",
     "4:15: unknown form .ed; there are base third past part ing noun plural"},
    {"unknown type",
     "types: {Meeting: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: the title:Meetign\n",
     "5:20: unknown type Meetign; did you mean Meeting?"},
    {"unknown function",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: one(a | b)\n",
     "4:10: unknown function one(; there are list( each( not( quoted( brackets(; put a space before a group"},
    {"bad repeat",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a{4,2} b\n",
     "4:11: repeat {4,2}: the second number is at least the first, and 1 to 100"},
    {"open repeat",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a{2 b\n",
     "4:11: expected {2} or {2,4}"},
    {"repeat of nothing",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a | * b\n",
     "4:14: '*' repeats what stands before it, and nothing does"},
    {"repeat of repeat",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a+? b\n",
     "4:12: one repeat is enough; put what is repeated in brackets to repeat it again"},
    {"begins with gap",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: .. a b\n",
     "4:10: a rule must begin with something definite, not with a gap, not( or Word"},
    {"begins with not",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: not(a) b\n",
     "4:10: a rule must begin with something definite, not with a gap, not( or Word"},
    {"may be empty",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a? b*\n",
     "4:10: this pattern matches nothing at all as well; something in it must be there"},
    {"gap too wide",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a ..99 b\n",
     "4:12: a gap of 99 words; at most 40 are allowed"},
    {"lone tilde",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a ~ b\n",
     "4:12: expected a word right after '~'"},
    {"sign without meaning",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a [b]\n",
     "4:12: '[' means nothing here; write \\[ for the mark itself"},
    {"capital capture",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: the Title:b\n",
     "4:14: a capture's name is in small letters: Title: is not; write \\: for a colon"},
    {"capture of nothing",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: \"a b:\"\n",
     "4:13: nothing stands after b:"},
    {"centre outside around",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a CENTRE\n",
     "4:12: CENTRE stands only in patterns under around:"},
    {"not of a phrase",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a not(b c) d\n",
     "4:12: not( takes words, lists and types joined with |, nothing longer"},
    {"two each",
     "text: {separators: [and]}\n"
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: each(x:a) b each(y:c)\n",
     "5:22: one each( in a pattern"},
    {"no separators",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a list(b)\n",
     "4:12: list( and each( need `separators` under `text:` in a pack file"},
    {"bad separator",
     "text:\n"
     "  separators:\n"
     "  - and\n"
     "  - (or\n",
     "4:5: this '(' is never closed"},
    {"quoted pattern place",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: \"a \\\"<no> b\"\n",
     "4:15: unknown list <no>"},
    {"block pattern place",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: |\n"
     "    a b\n"
     "    | c <no>\n",
     "6:9: unknown list <no>"},
    {"too many steps",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a (b{90} c){90}\n",
     "4:10: pattern of more than 2000 steps; split it into types"},
    {"too deep",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a (((((((((((((((((((((((((((((((((((((((((b)))))))))))))))))))))))))))))))))))))))))\n",
     "4:52: brackets more than 40 deep"},
    {"cycle of types",
     "types: {Alpha: [], Beta: []}\n"
     "rules:\n"
     "- {rule: x, yields: Alpha, match: a Beta}\n"
     "- {rule: y, yields: Beta, match: b Alpha}\n",
     "4:3: types need each other in a circle: Alpha needs Beta needs Alpha"},
    {"type of itself",
     "types: {Alpha: []}\n"
     "rules:\n"
     "- {rule: x, yields: Alpha, match: a Alpha}\n",
     "3:3: types need each other in a circle: Alpha needs Alpha; depth: lets a rule run on what it yields"},
    {"yields unknown type",
     "types: {Fair: []}\n"
     "rules:\n"
     "- {rule: x, yields: Fiar, match: a}\n",
     "3:21: unknown type Fiar; did you mean Fair?"},
    {"small type",
     "types: {fair: []}\n",
     "1:9: a type's name begins with a capital: fair"},
    {"built in type",
     "types: {Word: []}\n",
     "1:9: Word is a built-in type; choose another name"},
    {"unknown type in family",
     "types: {Fair: []}\n"
     "families: {names: [Fare]}\n",
     "2:20: unknown type Fare; new types are declared under types:"},
    {"two families",
     "types: {Fair: []}\n"
     "families: {names: [Fair], titles: [Fair]}\n",
     "2:36: type Fair is in family names already"},
    {"unknown opaque",
     "types: {Fair: []}\n"
     "families: {names: [Fair]}\n"
     "opaque: [nams]\n",
     "3:10: unknown family nams; did you mean names?"},
    {"unknown type of entity",
     "types: {Fair: []}\n"
     "entities: {place: [Fear]}\n",
     "2:20: unknown type Fear; did you mean Year?"},
    {"bad scope",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  date: [own, yesterday]\n",
     "5:15: unknown date scope yesterday; there are own title clause opening lead occasion before document sentence none"},
    {"bad status",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  status: {likely: may}\n",
     "5:12: unknown status likely; there are denied cancelled postponed planned occurred"},
    {"status pattern",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  status: {planned: (will}\n",
     "5:21: this '(' is never closed"},
    {"bad block",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  in: [head, hading]\n",
     "5:14: unknown block hading; did you mean heading?"},
    {"bad back",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  back: maybe\n",
     "5:9: expected yes or no"},
    {"bad needs",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  needs: place\n",
     "5:10: needs: takes date or context"},
    {"bad also",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  also: {partner: $x}\n",
     "5:19: expected two captures, as in {agreement: [$party, $party.with]}"},
    {"also of no capture",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: party:a with party.with:b\n"
     "  also: {partner: [$party, $party.wit]}\n",
     "5:28: nothing is captured as $party.wit; did you mean $party.with?"},
    {"attribute of no capture",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: nr:Number a\n"
     "  attributes: {number: No. $number}\n",
     "5:28: nothing is captured as $number; there are $nr"},
    {"title of no capture",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  title: $t\n",
     "5:10: nothing is captured as $t; the pattern names nothing, as in name:x"},
    {"relation without target",
     "rules:\n"
     "- {rule: x, relation: partner, match: \"source:a of b\"}\n",
     "2:3: a rule with relation: must capture source: and target:"},
    {"defines without short",
     "types: {Body: []}\n"
     "rules:\n"
     "- {rule: x, defines: Body, match: \"name:a of b\"}\n",
     "3:3: a rule with defines: must capture short: and name:"},
    {"unknown field",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  value: {mouth: 3}\n",
     "6:11: unknown field of a time: mouth; did you mean month?"},
    {"field out of range",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  value: {month: 13}\n",
     "6:18: month is 13, expected a number from 1 to 12 or a calculation with captures"},
    {"field with unknown word",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  value: {from: docment}\n",
     "6:17: from is docment, expected one of nothing document told event; did you mean document?"},
    {"field of no capture",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  value: {year: 1900 + $m}\n",
     "6:24: nothing is captured as $m; there are $n"},
    {"field with bad calculation",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  value: {year: 1900 + * $n}\n",
     "6:24: expected a number or a capture such as $n"},
    {"of without capture",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  value: {of: n}\n",
     "6:15: expected a capture, as in $d"},
    {"number with bad calculation",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  value: $n $n\n",
     "6:13: expected + - * % or the end of the number"},
    {"condition without sign",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  if: 3 and $n < 3\n",
     "6:9: expected one of < <= > >= = != between two numbers"},
    {"condition of no capture",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  if: $n > 3 and $no < 3\n",
     "6:18: nothing is captured as $no; did you mean $n?"},
    {"condition with bad sign",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  if: $n => 3\n",
     "6:10: expected one of < <= > >= = != between two numbers"},
    {"condition with or",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  if: $n > 3 nor $n < 1\n",
     "6:14: expected `and`, `or` or the end of the condition"},
    {"condition with bad initials",
     "types: {Day: []}\n"
     "rules:\n"
     "- rule: x\n"
     "  yields: Day\n"
     "  match: n:Number of b\n"
     "  if: initials($n)\n",
     "6:18: expected initials($short, $name)"},
    {"example without text",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  examples:\n"
     "  - {finds: []}\n",
     "6:5: an example needs text:"},
    {"example without finds",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  examples:\n"
     "  - {text: a b}\n",
     "6:5: an example needs finds: with a list; [] finds nothing"},
    {"example with unknown key",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  examples:\n"
     "  - {text: a b, date: 2018, finds: []}\n",
     "6:17: unknown key date in an example; did you mean dated?"},
    {"example as text",
     "rules:\n"
     "- rule: x\n"
     "  class: meeting\n"
     "  match: a\n"
     "  examples:\n"
     "  - a b\n",
     "6:5: expected an example: {text: …, finds: […]}"},
    {"list as text",
     "lists: {noun: summit}\n",
     "1:15: expected a list of words, a map from words to values, or {table: FILE}"},
    {"list of unknown list",
     "lists: {noun: [summit], more: [<nuon>, talks]}\n",
     "1:32: unknown list <nuon>; did you mean <noun>?"},
    {"list of itself",
     "lists: {noun: [summit, <noun>]}\n",
     "1:24: list <noun> takes itself in"},
    {"lists of each other",
     "lists: {noun: [<more>], more: [<noun>]}\n",
     "1:32: list <noun> takes itself in, by way of <more>"},
    {"list in a phrase",
     "lists: {noun: [a], more: [big <noun>]}\n",
     "1:31: a list is an entry by itself, not a part of one; write a pattern for such phrases"},
    {"long entry",
     "lists: {noun: [a b c d e f g h i j k l m n o p q r s t u v w x y]}\n",
     "1:16: an entry has 1 to 24 words"},
    {"empty entry",
     "lists: {noun: [a, \"\"]}\n",
     "1:19: expected a word or phrase"},
    {"list name with space",
     "lists: {big noun: [a]}\n",
     "1:9: a list's name has letters, digits and hyphens only: big noun"},
    {"missing table",
     "lists: {state: {table: states.tsv, words: [name]}}\n",
     "1:24: cannot read the table states.tsv: cannot open: no such file or folder; check the path"},
    {"missing column",
     "lists: {state: {table: states.tsv, words: [nam]}}\n",
     "1:44: the table has no column nam; it has name iso2; did you mean name?"},
    {"table without words",
     "lists: {state: {table: states.tsv, name: name}}\n",
     "1:16: a table needs words: [columns]"},
    {"table with unknown key",
     "lists: {state: {table: states.tsv, words: [name], give: State}}\n",
     "1:51: unknown key give of a table; did you mean gives?"},
    {"table with unknown type",
     "lists: {state: {table: states.tsv, words: [name], gives: State}}\n",
     "1:58: unknown type State; new types are declared under types:"},
    {"table with unknown attribute",
     "lists: {state: {table: states.tsv, words: [name], keep: {capital: name}}}\n",
     "1:58: unknown key capital under keep:; there are country iso2 wikidata within kind"},
    {"table with long split",
     "lists: {state: {table: states.tsv, words: [name], split: \"; \"}}\n",
     "1:58: split is one character, as in \"|\""},
    {"unknown inflection form",
     "inflection: {forms: {pasts: [[e, ed]]}}\n",
     "1:22: unknown form pasts; did you mean past?"},
    {"bad ending",
     "inflection: {forms: {past: [ed]}}\n",
     "1:29: expected [ending, ending instead], as in [y, ies]"},
    {"unknown text key",
     "text: {seperators: [and]}\n",
     "1:8: unknown key seperators under text:; did you mean separators?"},
    {"unknown compare key",
     "compare: {ignore: [the]}\n",
     "1:11: unknown key ignore under compare:; did you mean ignored?"},
    {"disable unknown",
     "rules:\n"
     "- {rule: meeting.held, class: m, match: a}\n"
     "disable: [meeting.heldd]\n",
     "3:11: no rule meeting.heldd to disable; did you mean meeting.held?"},
    {"disable own",
     "rules:\n"
     "- {rule: meeting.held, class: m, match: a}\n"
     "disable: [meeting.held]\n",
     "3:11: rule meeting.held is of this pack; disable: is for rules of the packs before"},
    {"anchor",
     "lists: {x: &a [b]}\n",
     "1:12: anchors (`&a`) are not read; write the value out, or quote it if it begins with `&`"},
    {"alias",
     "lists: {x: *a}\n",
     "1:12: aliases (`*a`) are not read; write the value out, or quote it if it begins with `*`"},
    {"tag",
     "lists: {x: !!set [b]}\n",
     "1:12: tags are not read, every value is text; quote the value if it begins with `!`"},
    {"duplicate key",
     "lists:\n"
     "  x: [a]\n"
     "  x: [b]\n",
     "3:3: the key `x` is already on line 2; merge the two"},
    {"tab",
     "rules:\n"
     "\t- rule: x\n",
     "2:1: a tab cannot be used for indentation; use spaces"},
    {"bad indentation",
     "rules:\n"
     "- rule: x\n"
     "   class: m\n",
     "3:9: unexpected `:`; a value that holds `: ` must be quoted or put under `|`, keys must be in line"},
    {"unclosed quote",
     "rules:\n"
     "- rule: \"x\n"
     "  class: m\n",
     "2:9: this quoted text is never closed; add the closing quotation mark"},
    {"unclosed list",
     "lists: {x: [a, b\n",
     "2:1: expected `,` or `]` in the list that began on line 1; quote a value that holds one of `, { } [ ]`"},
    {"two documents",
     "lists: {}\n"
     "---\n"
     "lists: {}\n",
     "2:1: a second document in the same file; put it into a file of its own"},
    {"colon in a pattern",
     "rules:\n"
     "- rule: x\n"
     "  match: a b: c\n",
     "3:13: unexpected `:`; a value that holds `: ` must be quoted or put under `|`, keys must be in line"},
    {"text at the top",
     "just words\n",
     "1:1: expected a map with lists:, rules: and so on"},
    {"map as key",
     "lists: {{a: b}: [c]}\n",
     "1:9: a key must be text, not a list or map; quote it if it begins with `[` or `{`"},
    {"laughs",
     "lists:\n"
     "  a: &a [x, x]\n"
     "  b: &b [*a, *a]\n"
     "  c: [*b, *b]\n",
     "2:6: anchors (`&a`) are not read; write the value out, or quote it if it begins with `&`\n"
     "3:6: anchors (`&b`) are not read; write the value out, or quote it if it begins with `&`\n"
     "3:10: aliases (`*a`) are not read; write the value out, or quote it if it begins with `*`\n"
     "3:14: aliases (`*a`) are not read; write the value out, or quote it if it begins with `*`\n"
     "4:7: aliases (`*b`) are not read; write the value out, or quote it if it begins with `*`\n"
     "4:11: aliases (`*b`) are not read; write the value out, or quote it if it begins with `*`"},
    {"deep yaml",
     "lists: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
     "1:39: more than 32 lists and maps within each other; make it flatter"},
};
/* clang-format on */

/* Messages name files with their folder, which is another one at each run. */
static void remove_all(char *text, const char *part)
{
    for (char *at = strstr(text, part); at != NULL; at = strstr(at, part)) {
        memmove(at, at + strlen(part), strlen(at + strlen(part)) + 1);
    }
}

static void check_broken(const struct broken *pack)
{
    struct pack_folders packs;
    struct diagnostics errors = {0};
    pack_open(&packs);
    pack_add(&packs, pack->yaml);
    pack_file(&packs, "states.tsv", "name\tiso2\nGhana\tGH\n");
    if (strcmp(pack->name, "missing table") == 0) {
        char path[160];
        snprintf(path, sizeof path, "%s/states.tsv", packs.folders[0]);
        remove(path);
    }
    struct program *program = pack_load(&packs, &errors);
    cr_expect_null(program, "%s: no error", pack->name);
    program_free(program);
    char folder[100];
    snprintf(folder, sizeof folder, "%s/", packs.folders[0]);
    diagnostics_sort(&errors);
    char *messages = pack_messages(&errors);
    remove_all(messages, folder);
    cr_expect_str_eq(messages, pack->messages, "%s:\n%s\nexpected\n%s", pack->name, messages, pack->messages);
    free(messages);
    diagnostics_release(&errors);
    pack_remove(&packs);
}

Test(load_errors, each_message_and_place)
{
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        check_broken(&broken[i]);
    }
}
