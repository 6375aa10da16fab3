# The examples under rules: what passes, what fails and how it is told.
. "$(dirname "$0")/helpers.bash"

# pack NAME: standard input becomes the one file of a pack.
pack() {
    rm -rf "$1"
    mkdir "$1"
    cat >"$1/rules.yaml"
}

# told NAME EXPECTED: standard output of the last run is exactly this.
told() {
    if [ "$(cat .stdout)" = "$2" ]; then ok "$1"; else not_ok "$1" "$(head -n 20 .stdout | tr '\n' '~')"; fi
}

pack good <<'YAML'
types: {Place: [], Body: [], Day: [], Fair: [], Nth: []}
families: {names: [Place, Body]}
opaque: [names]
entities: {place: [Place], organization: [Body]}
text: {separators: [and, "\\,"]}
date: [own, clause]
status: {planned: will}
lists: {nth: {third: 3}}
rules:
- {rule: place, yields: Place, match: =Oslo | =Accra, examples: [{text: Oslo and Accra, finds: [Oslo, Accra]}, {text: oslo, finds: []}]}
- {rule: body, yields: Body, match: =Ghana | =Norway, name: Republic of Somewhere, examples: [{text: Ghana, finds: [{name: Republic of Somewhere, type: Body}]}]}
- rule: day
  yields: Day
  match: d:Number =May
  value: {day: $d, month: 5}
  examples:
  - {text: on 5 May, dated: 2018, finds: [{quote: 5 May, date: 2018-05-05, value: 2018-05-05, type: DATE}]}
  - {text: on 5 May, finds: [{date: XXXX-05-05}]}
- rule: fair
  yields: Fair
  match: ordinal:<nth> Cap =Fair
  attributes: {kind: tide}
  examples: [{text: the third Tide Fair, finds: [{ordinal: 3, kind: tide, year: none, place: []}]}]
- rule: fair.held
  class: meeting
  centre: title:Fair
  around: {place: in place:list(Place), party: by party:Body}
  attributes: {size: big}
  examples:
  - text: The third Tide Fair in Accra and Oslo by Ghana will be on 5 May.
    dated: 2018-03
    finds: [{title: third Tide Fair, class: meeting, place: [Oslo, Accra], party: Republic of Somewhere, date: 2018-05-05, status: planned, size: big, back: no, scope: clause}]
  - text: |
      Opening of the fair

      The third Tide Fair was held in Oslo, and many people came to see it on that day.
    finds: [{place: Oslo}]
- {rule: partner, relation: partner, match: "source:Body with target:Body", examples: [{text: Ghana with Norway, finds: [{source: Ghana, target: Norway, relation: partner}]}]}
- {rule: head, document: {author: $a, date: $d}, match: "^ by a:Body \\, d:Day", in: head, examples: [{text: "by Ghana, 5 May", dated: 2018, in: head, finds: [{author: Republic of Somewhere, date: 2018-05-05}]}, {text: "by Ghana, 5 May", finds: []}]}
YAML
run "$ANNALS" rules test --alone good
[ $status -eq 0 ] && ok "good examples" || not_ok "good examples" "$(cat .stdout .stderr | head -n 20 | tr '\n' '~')"
told "good examples: the count" "11 passed, 0 failed"
run "$ANNALS" rules test --alone good --only 'fair*' --only day
told "some rules alone" "5 passed, 0 failed"
run "$ANNALS" rules test --alone good --format tap --only place
told "TAP" "TAP version 14
1..2
ok 1 - place at good/rules.yaml:10: Oslo and Accra
ok 2 - place at good/rules.yaml:10: oslo
# 2 passed, 0 failed"

pack bad <<'YAML'
types: {Place: [], Wide: []}
families: {names: [Place, Wide]}
lists: {port: [Oslo]}
rules:
- rule: place
  yields: Place
  match: =Oslo
  examples:
  - {text: in Oslo and, finds: [{quote: Accra, type: Place}]}
  - text: New Oslo
    finds: [Oslo]
  - {text: Oslo, finds: []}
  - {text: Oslo, dated: 20XX-05, finds: [Oslo]}
- {rule: wide, yields: Wide, match: =New =Oslo}
YAML
run "$ANNALS" rules test --alone bad
[ $status -eq 1 ] && ok "bad examples: status" || not_ok "bad examples: status" "$status"
told "bad examples" "bad/rules.yaml:9: rule place: in Oslo and
             expected  found
    ! quote  Accra     Oslo
      type   Place     Place
bad/rules.yaml:10: rule place: New Oslo
             expected  found
    ! quote  Oslo      nothing
    other rules found: wide: New Oslo
bad/rules.yaml:12: rule place: Oslo
             expected  found
    ! quote  nothing   Oslo
bad/rules.yaml:13: rule place: Oslo
    dated 20XX-05 is no date with a year; write 2018-09-26, 2018-09 or 2018
0 passed, 4 failed"

run "$ANNALS" rules test --alone bad --format junit
check "JUnit" "$PYTHON" - .stdout <<'PY'
import sys
import xml.etree.ElementTree as tree
suite = tree.parse(sys.argv[1]).getroot().find("testsuite")
assert (suite.get("tests"), suite.get("failures")) == ("4", "4"), suite.attrib
cases = suite.findall("testcase")
assert [c.get("line") for c in cases] == ["9", "10", "12", "13"] and cases[0].get("classname") == "place"
assert cases[0].get("file").endswith("bad/rules.yaml") and cases[0].get("name") == "in Oslo and"
assert "! quote  Accra     Oslo" in cases[0].find("failure").text, cases[0].find("failure").text
PY
run "$ANNALS" rules test --alone bad --format json
check "JSON" "$PYTHON" - .stdout <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
assert (told["passed"], told["failed"]) == (0, 4), told
first = told["examples"][0]
assert not first["passed"] and first["expected"] == [{"quote": ["Accra"], "type": ["Place"]}], first
assert first["found"][0]["quote"] == ["Oslo"], first
PY
[ $status -eq 1 ] && ok "JSON: status" || not_ok "JSON: status" "$status"
pack marks <<'YAML'
types: {Thing: []}
rules:
- rule: mark
  yields: Thing
  match: =Salt
  examples:
  - text: |
      R&D <“Salt”>

      and more
    finds: [Salt, Salt]
  - {text: Salt, finds: [Salt]}
YAML
run "$ANNALS" rules test --alone marks --format junit
check "JUnit: signs of XML, lines, a pass" "$PYTHON" - .stdout <<'PY'
import sys
import xml.etree.ElementTree as tree
suite = tree.parse(sys.argv[1]).getroot().find("testsuite")
first, second = suite.findall("testcase")
assert first.get("name") == "R&D <“Salt”> and more", first.get("name")
assert (suite.get("failures"), len(list(second))) == ("1", 0), suite.attrib
PY
run "$ANNALS" rules test --alone marks
told "a find too few" "marks/rules.yaml:7: rule mark: R&D <“Salt”> and more
             expected  found
      quote  Salt      Salt
    ! quote  Salt      nothing
1 passed, 1 failed"

run "$ANNALS" rules check --alone bad
told "rules check counts" "2 rules, 1 list, no errors, 2 warnings"
run "$ANNALS" rules check
grep -q 'without examples' .stderr && not_ok "every shipped rule has examples" "$(first_lines)" || ok "every shipped rule has examples"
grep -q 'lists never used' .stderr && not_ok "every shipped list is used" "$(first_lines)" || ok "every shipped list is used"
grep -q ': warning: ' .stderr && not_ok "the shipped ones are only counted" "$(first_lines)" || ok "the shipped ones are only counted"
expect "unused lists by name" 0 'bad/rules\.yaml:3:9: warning: list port is never used' "$ANNALS" rules check --alone --verbose bad
expect "rules without examples by name" 0 'bad/rules\.yaml:14:3: warning: rule wide has no examples' "$ANNALS" rules check --alone -v bad

expect "a rule that is not there" 2 "no rule is called 'cal.yeer'; did you mean cal.year" "$ANNALS" rules test --only cal.yeer
expect "no rule that begins so" 2 "no rule is called 'nosuch" "$ANNALS" rules explain --only 'nosuch.*' "In May 2018 we met."
expect "an unknown format" 2 "expected text, tap, junit or json" "$ANNALS" rules test --format xml
expect "alone with nothing" 2 "leaves no rules" "$ANNALS" rules test --alone
printf 'rules:\n- {rule: x, class: m, match: "(a"}\n' >bad/more.yaml
expect "examples of broken rules" 2 "more\.yaml:2:" "$ANNALS" rules test --alone bad
