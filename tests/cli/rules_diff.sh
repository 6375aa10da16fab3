# What two packs find otherwise: added, removed, changed, moved, made by another rule.
. "$(dirname "$0")/helpers.bash"

# pack NAME: standard input becomes the one file of a pack.
pack() {
    mkdir "$1"
    cat >"$1/rules.yaml"
}

common='types: {Place: [], Fair: [], Day: []}
families: {names: [Place], titles: [Fair]}
opaque: [names, titles]
entities: {place: [Place]}
date: [own, clause]'
pack old <<YAML
$common
rules:
- {rule: place, yields: Place, match: =Oslo | =Accra}
- {rule: day, yields: Day, match: y:Year, value: {year: \$y}}
- {rule: fair, yields: Fair, match: Cap =Fair}
- {rule: held, class: meeting, match: held Cap? title:Fair in place:Place}
- {rule: shut, class: work, match: shut title:Fair}
- {rule: open, class: work, match: opened title:Fair}
YAML
pack new <<YAML
$common
rules:
- {rule: place, yields: Place, match: =Oslo | =Accra}
- {rule: day, yields: Day, match: m:=May y:Year | y:Year, value: {month: 5, year: \$y}}
- {rule: fair, yields: Fair, match: "Cap{1,2} =Fair"}
- {rule: held, class: meeting, match: held Cap? title:Fair in place:Place}
- {rule: opened, class: work, match: opened title:Fair}
- {rule: rang, class: work, match: rang the title:bell}
YAML
mkdir docs
printf 'We held Great Tide Fair in Oslo in 2011.\n\nThey rang the bell. They opened Salt Fair.\n' >docs/a.txt
printf 'They shut Salt Fair.\n' >docs/b.txt
printf 'Nothing new in Accra.\n' >docs/c.txt

run "$ANNALS" rules diff --alone old new docs
expected='docs/a.txt
  > event meeting “Great Tide Fair” [held] was “Tide Fair”; title: Tide Fair → Great Tide Fair; date: 2011 → 2011-05
      We held Great Tide Fair in Oslo in 2011.
  ~ date DATE “2011” [day]; date: 2011 → 2011-05; value: 2011 → 2011-05
      We held Great Tide Fair in Oslo in 2011.
  + event work “bell” [rang]; title: bell
      They rang the bell.
docs/b.txt
  − event work “Salt Fair” [shut]; title: Salt Fair
      They shut Salt Fair.
+1 fact, −1, 1 changed, 1 moved; 1 the same by another rule; in 3 documents'
expected=${expected//; title: bell/}
expected=${expected//; title: Salt Fair/}
[ $status -eq 0 ] && [ "$(cat .stdout)" = "$expected" ] && ok "what differs" ||
    not_ok "what differs" "status $status: $(diff <(echo "$expected") .stdout | tr '\n' '~')"

run "$ANNALS" rules diff --alone --jobs 1 old new docs
[ "$(cat .stdout)" = "$expected" ] && ok "one thread tells the same" || not_ok "one thread tells the same" "$(first_lines)"

run "$ANNALS" rules diff --alone --only date old new docs
[ "$(tail -n 1 .stdout)" = "+0 facts, −0, 1 changed, 0 moved; in 3 documents" ] && ok "one kind of fact" ||
    not_ok "one kind of fact" "$(tail -n 1 .stdout)"

run "$ANNALS" rules diff --alone --format json old new docs
check "JSON" "$PYTHON" - .stdout <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
changes = [(f["change"], f["kind"], (f.get("after") or f["before"])["quote"]) for f in told["facts"]]
assert changes == [("moved", "event", "Great Tide Fair"), ("changed", "date", "2011"), ("added", "event", "bell"),
                   ("removed", "event", "Salt Fair")], changes
moved = told["facts"][0]
assert moved["before"]["quote"] == "Tide Fair" and moved["sentence"].startswith("We held"), moved
assert {"key": "date", "value": "2011-05"} in moved["after"]["fields"], moved
assert "before" not in told["facts"][2] and "after" not in told["facts"][3]
counts = told["counts"]
assert (counts["added"], counts["removed"], counts["changed"], counts["moved"], counts["other-rule"]) == (1, 1, 1, 1, 1)
PY

run "$ANNALS" rules diff - - docs
[ "$(cat .stdout)" = "+0 facts, −0, 0 changed, 0 moved; in 3 documents" ] && ok "the shipped rules against themselves" ||
    not_ok "the shipped rules against themselves" "$(head -n 3 .stdout)"
mkdir off
printf 'disable: [cal.year]\n' >off/pack.yaml
printf 'The fair of 2011 was large.\n' >docs/d.txt
run "$ANNALS" rules diff - off docs/d.txt
check "a pack against the shipped rules" grep -q '^  − date DATE “2011”' .stdout

expect "no documents" 2 "no documents found" "$ANNALS" rules diff - - old
expect "a document that is not there" 1 "nowhere\.txt" "$ANNALS" rules diff - - docs/c.txt nowhere.txt
expect "standard input" 2 "cannot be read twice" "$ANNALS" rules diff - - -
expect "unknown kind of fact" 2 "--only is 'place', expected event" "$ANNALS" rules diff --only place - - docs
printf 'rules:\n- {rule: x, class: m, match: "(a"}\n' >new/more.yaml
expect "broken rules" 2 "more\.yaml:2:" "$ANNALS" rules diff --alone old new docs
