# Corrections last: ten documents come, one goes, a rule gets another name, and each entry still means what it meant.
. "$(dirname "$0")/helpers.bash"

mkdir docs pack
cp "$SOURCE"/samples/* docs/
cat >pack/rules.yaml <<'YAML'
lists:
  prize-noun: [~prize, ~medal, ~award]
rules:
- rule: prizes.won
  class: award
  match: winner:Actor ..3 ~win the? title:(Cap+ <prize-noun>) (in place:Place)? (on date:Date)?
YAML
printf 'Press note, 3 June 2021\n\nGhana won the Golden Net Prize in Accra on 14 May 2019.\n\nKenya won the Golden Net Prize in Oslo on 14 May 2021.\n' >docs/prizes.txt
"$ANNALS" build --no-charts -r pack -o first docs >first.log 2>&1
check "a build without corrections" test -s first/kb.json
check "says nothing of corrections" sh -c '! grep -q Corrections first.log && ! grep -q "\"corrections\"" first/kb.json'

cat >entries.py <<'PY'
"""Entries as the report copies them."""
import json
import random
import sys

kb = json.load(open("first/kb.json", encoding="utf-8"))


def called(title, **more):
    found = [e for e in kb["events"] if e["title"] == title and all(e[k] == v for k, v in more.items())]
    assert found, title
    return found[0]


def was(event):
    return ", ".join([event["title"]] + [(event["date"] or {}).get("edtf")] * bool((event["date"] or {}).get("edtf")))


def evidence(event):
    return sorted({m["sentence"]["quote"] for m in event["mentions"]})


def entry(action, event, **more):
    lines = {action: event["id"], "was": was(event), "class": event["class"], "evidence": evidence(event), **more}
    return "".join(f"{'  - ' if i == 0 else '    '}{k}: {json.dumps(v, ensure_ascii=False)}\n" for i, (k, v) in enumerate(lines.items()))


conference = called("First Conference on Flood Warning")
second, vague = called("Second Conference on Flood Warning"), called("second conference")
forum = called("Lakes Science Forum")
entries = [
    entry("rename", conference, to="Arusha Conference", by="A. Reader", on="2026-11-29"),
    entry("merge", vague, into=second["id"], into_was=was(second), into_evidence=evidence(second)),
    entry("confirm", second, why="seen the letter"),
    entry("redate", called("seminar on river data"), to="2023-05"),
    entry("reject", called("Golden Net Prize", date=called("Golden Net Prize")["date"])),
    entry("split", forum, apart=[next(m["sentence"]["quote"] for m in forum["mentions"] if "remarks" not in m["document"])][:1]),
    entry("reject", called("report of the Secretary General")),
    entry("confirm", called("Lusaka Guidelines on Lake Levels")),
    "  - rename: org:rift-valley-development-bank\n    was: Rift Valley Development Bank\n    to: The Bank\n",
    "  - merge: org:indian-ocean-weather-agency\n    into: org:african-meteorological-league\n",
]
random.Random(int(sys.argv[1])).shuffle(entries)
print("corrections:\n" + "".join(entries), end="")
PY
python3 entries.py 1 >one.yaml && python3 entries.py 2 >two.yaml
expect "all of them are applied" 0 "" "$ANNALS" build --no-charts -r pack --corrections one.yaml -o out docs
check "the summary counts them" grep -q '^Corrections  10 applied$' .stdout
expect "in another order" 0 "" "$ANNALS" build --no-charts -r pack --corrections two.yaml -o other docs
check "the same bytes" cmp out/kb.json other/kb.json
"$ANNALS" extract -r pack docs >all.ndjson 2>/dev/null
expect "annals resolve takes them too" 0 "" "$ANNALS" resolve --corrections one.yaml -o resolved.json all.ndjson
check "the same bytes from resolve" cmp out/kb.json resolved.json

# Ten documents, most of them older than what told of the events first; one goes; the rule has another name.
months=(January February March April May June July August September October)
for i in 0 1 2 3 4 5 6 7 8 9; do
    printf 'Note of the Lake Office\n\n%d %s 2021\n\nThe First Conference on Flood Warning will be held in Arusha from 18 to 20 October 2022. A seminar on river data is to follow.\n\nThe Second Conference on Flood Warning will take place in December 2024. In March 2021 Ghana won the Silver Rope Prize %d.\n' \
        $((i + 1)) "${months[i]}" "$i" >"docs/a-note-$i.txt"
done
rm docs/11-newsletter.md
sed -i 's/prizes\.won/awards.given/' pack/rules.yaml
cp one.yaml corrections.yaml
expect "the rebuild" 1 "confirm event:.* is not applied: no event has this id, and none of its sentences is there" "$ANNALS" build --no-charts -r pack -o out docs
cp .stdout rebuild.log
cp .stderr rebuild.err
check "a file beside the documents is taken" grep -q 'read from corrections.yaml' rebuild.log

cat >survive.py <<'PY'
import json
import sys

first, kb = (json.load(open(name, encoding="utf-8")) for name in ("first/kb.json", "out/kb.json"))
old = {e["id"]: e for e in first["events"]}
new = {e["id"]: e for e in kb["events"] + kb["rejected"]["events"]}
errors = open("rebuild.err", encoding="utf-8").read()


def letters(text):
    return "".join(c for c in text.lower() if c.isalnum())


def sentences(event):
    return {letters(m["sentence"]["quote"]) for m in event["mentions"]}


def verdict(name, good, why=""):
    print(f"ok {name}" if good else f"not ok {name}: {why}")


entries = kb["corrections"]
verdict("no entry is lost", len(entries) == 10, len(entries))
for entry in entries:
    name = f"{entry['action']} of {entry.get('was', entry['target'])}"
    if entry["status"] != "applied":
        verdict(name + " is reported", f"{entry['action']} {entry['target']} is not applied: {entry['reason']}" in errors and
                "corrections.yaml:" in errors, errors)
    elif entry["target"].startswith("event:"):
        meant = sentences(old[entry["target"]])
        verdict(name + " holds for what was meant", meant & sentences(new[entry["id"]]), new[entry["id"]]["title"])
moved = [e for e in entries if e.get("found") == "evidence" and e["status"] == "applied"]
verdict("some were found by their sentences", moved, entries)
print("    found by their sentences:", ", ".join(e["target"] + " " + e["action"] for e in moved))
gone = [e for e in entries if e["status"] != "applied"]
verdict("what only the lost document told of is gone", [e["was"] for e in gone] == ["Lusaka Guidelines on Lake Levels, 2023-11"], gone)
print("    not applied:", ", ".join(f"{e['target']} {e['action']}: {e['reason']}" for e in gone))
titles = {e["title"] for e in kb["events"]}
verdict("the renamed conference keeps its name", "Arusha Conference" in titles and "First Conference on Flood Warning" not in titles, titles)
prizes = [e for e in kb["events"] if e["title"] == "Golden Net Prize"]
verdict("the other prize of that name stays", len(prizes) == 1 and prizes[0]["mentions"][0]["rule"] == "awards.given", prizes)
verdict("nothing else is rejected", {e["title"] for e in kb["rejected"]["events"]} <= {"Golden Net Prize", "report of the Secretary General"},
        [e["title"] for e in kb["rejected"]["events"]])
PY
python3 survive.py

# What cannot be read stops the build, with all that is wrong.
cat >broken.yaml <<'YAML'
corrections:
  - rejct: event:4be1c7a90d21
  - redate: event:4be1c7a90d21
    to: June
  - confirm: org:harbour
YAML
rm -rf none
expect "a broken file" 2 "broken.yaml:2:5: error: unknown key rejct in a correction; did you mean reject" \
    "$ANNALS" build --corrections broken.yaml -o none docs
check "all of it is told" sh -c 'test "$(grep -c "error:" .stderr)" = 3 && grep -q "broken.yaml:4:9: error: June is no date" .stderr && grep -q "broken.yaml:5:14: error: confirm is nothing for org:harbour" .stderr'
check "nothing is written" test ! -e none
expect "a file that is not there" 2 "nothere.yaml" "$ANNALS" build --corrections nothere.yaml -o none docs
expect "none at all" 0 "" "$ANNALS" build --no-charts -r pack --corrections /dev/null -o none docs
check "nothing of them" sh -c '! grep -q corrected none/kb.json'
id=$(python3 -c 'import json; print(json.load(open("none/kb.json"))["events"][0]["id"])')
printf -- '- confirm: %s\n- reject: %s\n' "$id" "$id" >both.yaml
expect "a contradiction" 1 "both.yaml:2:11: error: reject $id contradicts confirm $id on line 1; neither is applied" \
    "$ANNALS" build --no-charts --corrections both.yaml -o none docs
mkdir -p beside/papers
cp docs/03-resolution.txt beside/papers/
cp both.yaml beside/corrections.yaml
expect "beside the folder" 1 "beside/corrections.yaml:1:12: warning: confirm $id is not applied: no event has this id" \
    "$ANNALS" build --no-charts -o none beside/papers
mv beside/corrections.yaml beside/papers/
expect "in the folder" 1 "beside/papers/corrections.yaml:1:12: warning: confirm $id is not applied" \
    "$ANNALS" build --no-charts -o none beside/papers
check "which is no document" sh -c '! grep -q "no reader" .stderr'
mv beside/papers/corrections.yaml none/
expect "in the folder of the results" 1 "none/corrections.yaml:1:12: warning: confirm $id is not applied" \
    "$ANNALS" build --no-charts -o none beside/papers
rm none/corrections.yaml

# House names.
cat >names.yaml <<'YAML'
names:
  "state:tz": "United Republic of Tanzania"
  Rift Valley Development Bank: RVDB
  Nobody Of Them All: X
  Rift Valley Developmet Bank: Y
YAML
expect "house names" 0 "names.yaml:5:3: warning: nobody is called Rift Valley Developmet Bank; did you mean" \
    "$ANNALS" build --no-charts --corrections /dev/null --names names.yaml -o named docs
check "the rest is counted" grep -q "1 of 4 names are of nobody in this knowledge base" .stderr
check "old names are aliases" python3 -c '
import json
names = {e["id"]: e for e in json.load(open("named/kb.json"))["entities"]}
bank = names["org:rift-valley-development-bank"]
assert bank["name"] == "RVDB" and "Rift Valley Development Bank" in bank["aliases"], bank
assert names["state:tz"]["name"] == "United Republic of Tanzania" and "Tanzania" in names["state:tz"]["aliases"]'
printf 'names:\n  RVDB: [a]\n  x:\nnmes: {}\n' >names.yaml
expect "broken names" 2 "names.yaml:2:9: error: expected a name after RVDB:, found a list" \
    "$ANNALS" build --names names.yaml -o named docs
check "all of it" sh -c 'test "$(grep -c "error:" .stderr)" = 3'
