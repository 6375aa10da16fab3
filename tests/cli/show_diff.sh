# annals show: one record with all that speaks for it. annals diff: what has changed; build says it in a line.
. "$(dirname "$0")/helpers.bash"

mkdir docs
cp "$SOURCE"/samples/* docs/
run "$ANNALS" build --no-charts -o out docs
check "the first build says nothing of a last one" sh -c '! grep -q "Since the last build" .stdout'
cp out/kb.json first.json
says() {
    local name=$1
    shift
    grep -qE -- "$1" .stdout && ok "$name" || not_ok "$name" "no line like '$1': $(head -n 30 .stdout | tr '\n' '|')"
}

expect "an event by its title" 0 "" "$ANNALS" show out/kb.json "second conference on FLOOD warning"
says "its fields" '^  status: postponed$'
says "its date and how it was found" '^  date: 2024-12-03/2024-12-05 \(stated: “3-5 December 2024”\)$'
says "document, date, line and rule" '^  [0-9]\. 06-arusha-communique.txt, 2022-10-20, line 35, characters 865–899 \[[a-z.-]+\]$'
says "its sentence" '^     > They agreed that the Second Conference on Flood Warning will be held in Addis Ababa in November 2024'
says "the neighbour" '^       They took note of the memorandum of understanding'
says "what lost" '^  date 2024-11: announced for then, a later report decides'
id=$(sed -n '1s/ .*//p' .stdout)
expect "an event by its id" 0 "" "$ANNALS" show out/kb.json "$id"
check "is the same" sh -c "head -n 1 .stdout | grep -q '^$id  Second Conference'"
expect "an entity by a part of its name" 0 "" "$ANNALS" show out/kb.json "rift valley"
says "its relations" '^  relation:[0-9a-f]+  .*Rift Valley Development Bank, agreement, concluded'
says "its events" '^  event:.* \(party\)$'
expect "several are listed" 2 "are called LHO; name one by its id" "$ANNALS" show out/kb.json LHO
check "with their ids" grep -q 'org:lakes-and-highlands-organization  Lakes and Highlands Organization' .stderr
expect "nothing, with a suggestion" 2 "nothing is called Lake Sciense Forum; did you mean Lakes Science Forum" \
    "$ANNALS" show out/kb.json "Lake Sciense Forum"
expect "a relation" 0 "" "$ANNALS" show out/kb.json "$(grep -o 'relation:[0-9a-f]*' out/kb.json | head -n 1)"
says "what it follows from" '^Follows from$'
expect "as JSON" 0 "" "$ANNALS" show --format json out/kb.json "$id"
check "with line, characters and neighbours" python3 -c '
import json, sys
shown = json.load(open(".stdout", encoding="utf-8"))
assert shown["format"] == "annals-show" and shown["event"]["id"] == sys.argv[1] and not shown["rejected"]
item = [e for e in shown["evidence"] if e["path"] == "06-arusha-communique.txt"][0]
assert item["line"] == 35 and item["begin_char"] == 865 and item["before"].startswith("They took note") and item["rule"]' "$id"
expect "another format" 2 "expected text or json" "$ANNALS" show --format yaml out/kb.json "$id"

# The entry that show writes is one that build takes.
{ echo corrections:; "$ANNALS" show --entry reject out/kb.json "Lusaka Guidelines on Lake Levels"
  "$ANNALS" show --entry rename out/kb.json "$id" | sed 's/^    to: .*/    to: Second Flood Conference/'
  "$ANNALS" show --entry redate out/kb.json "seminar on river data" | sed 's/^    to: .*/    to: 2023-05/'
  "$ANNALS" show --entry rename out/kb.json "rift valley" | sed 's/^    to: .*/    to: The Bank/'; } >c.yaml 2>c.err
expect "merge wants to know into what" 2 "nothing stands after into:" sh -c \
    "'$ANNALS' show --entry merge out/kb.json $id >m.yaml && '$ANNALS' build --corrections m.yaml -o none docs"
rm docs/01-announcement.md
printf 'Note\n\n3 May 2024\n\nThe Third Conference on Flood Warning will be held in Kigali in May 2026.\n' >docs/note.txt
expect "a second build" 0 "" "$ANNALS" build --no-charts --corrections c.yaml -o out docs
says "the summary says what has changed" '^Since the last build  1 new, [0-9]+ changed, [0-9]+ gone, .*1 rejected$'
expect "what was rejected can be shown" 0 "" "$ANNALS" show out/kb.json "Lusaka Guidelines on Lake Levels"
says "as such" '\(rejected\)$'
says "and why" '^  corrected: reject: …$'

expect "the difference in words" 0 "" "$ANNALS" diff first.json out/kb.json
says "documents" '^  − 01-announcement.md$'
says "what is new" '^  \+ Third Conference on Flood Warning, 2026-05 \(meeting, planned\) – note.txt$'
says "what is changed" '^  ~ seminar on river data, 2023-05: date none → 2023-05$'
says "another title" '^  ~ Second Flood Conference, .*: title Second Conference on Flood Warning → Second Flood Conference$'
says "what is rejected" '^  x Lusaka Guidelines on Lake Levels, 2023-11 – 11-newsletter.md$'
says "names" '^  ~ “Rift Valley Development Bank” is called “The Bank”$'
expect "in Markdown" 0 "" "$ANNALS" diff --format markdown first.json out/kb.json
says "as a list" '^- \*\*Third Conference on Flood Warning\*\*, 2026-05 \(meeting, planned\)'
expect "as JSON" 0 "" "$ANNALS" diff --format json -o diff.json first.json out/kb.json
check "with both sides" python3 -c '
import json
diff = json.load(open("diff.json", encoding="utf-8"))
assert diff["format"] == "annals-diff"
changed = [e for e in diff["events"] if e["kind"] == "changed" and e["new"]["title"] == "Second Flood Conference"][0]
assert changed["fields"][0] == {"field": "title", "was": "Second Conference on Flood Warning", "is": "Second Flood Conference"}
assert changed["old"]["id"] == changed["new"]["id"]
assert [d["new"]["path"] for d in diff["documents"] if d["kind"] == "new"] == ["note.txt"]'
expect "with --exit-code" 1 "" "$ANNALS" diff --exit-code first.json out/kb.json
expect "nothing has changed" 0 "" "$ANNALS" diff --exit-code first.json first.json
says "and says so" '^nothing has changed$'
expect "no knowledge base" 2 "docs/note.txt.*not a knowledge base" "$ANNALS" diff docs/note.txt out/kb.json
expect "one file alone" 2 "" "$ANNALS" diff out/kb.json
expect "another format of it" 2 "expected text, markdown or json" "$ANNALS" diff --format yaml first.json first.json

mkdir others
printf 'Note\n\n3 May 2024\n\nThe Fourth Conference on Kites will be held in Kigali in May 2027.\n' >others/kites.txt
expect "a build of other documents into the same folder" 0 "" "$ANNALS" build --no-charts -o out others
check "says nothing of what others said" sh -c '! grep -q "Since the last build" .stdout'
