# What the rules make of a text: parts, dates, matches that lost; in text and in JSON.
. "$(dirname "$0")/helpers.bash"

data=$SOURCE/tests/data/why-not
cp -R "$data/pack" pack

run "$ANNALS" rules explain --alone -r pack --date 2012-03 "Ghana held the third Salt Fair, then Salt Fair in Oslo on 3 February."
# holds NAME LINE: the last run printed this line.
holds() {
    if grep -qxF -- "$2" .stdout; then ok "$1"; else not_ok "$1" "no line '$2' in $(head -n 40 .stdout | tr '\n' '~')"; fi
}
holds "a name and its rule" "    State “Ghana” [state]"
holds "a part bound to its words" "      n: “third”  = 3"
holds "a date as written and as resolved" '      {"kind":"date","month":2,"day":3}, seen from 2012-03 → 2012-02-03'
holds "a rule that names another under over" "      Fair “Salt Fair” [fair.short]: lost to a longer match: “third Salt Fair” [fair]"
holds "the document's date" "document:  date 2012-03 (given)"

run "$ANNALS" rules explain --alone -r pack "Kenya held Tide Fair in Oslo on 3 February."
holds "an event" "    => meeting “Tide Fair” [fair.held]"
holds "a part that another rule found" "      title: “Tide Fair”  Fair [fair]"
holds "a role" "      role organizer: Kenya"
holds "a date of no year" '      date by clause: “3 February” {"kind":"date","month":2,"day":3} → XXXX-02-03'

run "$ANNALS" rules explain --alone -r pack "Kenya held Tide Fair in Oslo."
holds "where a date was looked for" "      no date; looked in own, clause"

run "$ANNALS" rules explain --alone -r pack "The Port Office of Ghana (POG) repaired the quay of Oslo."
holds "a definition" "    => definition “Port Office of Ghana (POG)” [define.short]"
holds "a veto with its place" "      work “repaired the quay” [quay.repair]: unless: forbids it: \`<harbour> of Place\` (pack/rules.yaml:45:99), here “quay of Oslo”"
holds "a name inside another" "      State “Ghana” [state]: lost to a longer match: “Port Office of Ghana” [body]"

run "$ANNALS" rules explain --alone -r pack --date 2012-03 --format json "Kenya held Tide Fair in Oslo on 3 February."
check "JSON" "$PYTHON" - .stdout <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
assert told["document"] == {"date": "2012-03", "basis": "given"}, told["document"]
(sentence,) = told["sentences"]
assert sentence["block"] == "paragraph" and sentence["text"].startswith("Kenya"), sentence
assert [s["quote"] for s in sentence["spans"] if s["type"] == "Place"] == ["Oslo"], sentence["spans"]
(event,) = sentence["events"]
assert (event["rule"], event["class"], event["title"]) == ("fair.held", "meeting", "Tide Fair"), event
assert {p["name"]: p["quote"] for p in event["parts"]} == {"organizer": "Kenya", "title": "Tide Fair", "place": "Oslo"}
assert {r["role"]: r["quote"] for r in event["roles"]} == {"organizer": "Kenya", "place": "Oslo"}, event["roles"]
date = event["date"]
assert (date["scope"], date["quote"], date["anchor"], date["edtf"]) == ("clause", "3 February", "2012-03", "2012-02-03")
assert event["scopes"] == ["own", "clause"], event
assert date["value"] == {"kind": "date", "month": 2, "day": 3}, date
assert ("fair.held", "more-parts") in [(m.get("rule"), m["fate"]) for m in sentence["lost"]], sentence["lost"]
PY

write_speech speech.txt
run "$ANNALS" rules explain speech.txt
holds "a file is cut as it is laid out" "Harbour Forum, Oslo, 14 May 2019  (head)"
holds "what the head says of the document" "    => of the document “14 May 2019” [head.day]"
run "$ANNALS" rules explain --text speech.txt
holds "words that are the name of a file" "speech.txt  (paragraph)"
expect "no text" 2 "expected a text or a file" "$ANNALS" rules explain
expect "a file that is not there" 2 "nowhere\.txt" "$ANNALS" rules explain nowhere.txt
expect "unknown format" 2 "--format is 'xml'" "$ANNALS" rules explain --format xml x
expect "a date that is none" 2 "--date is 'soon'" "$ANNALS" rules explain --date soon x

run "$ANNALS" rules explain --alone -r pack --only 'fair.*' "Kenya held Tide Fair in Oslo on 3 February."
holds "of one rule: its event" "    => meeting “Tide Fair” [fair.held]"
check "of one rule: nothing of others" bash -c '! grep -q "^    State" .stdout'
run "$ANNALS" rules explain --alone -r pack --only state --format json "Kenya held Tide Fair in Oslo on 3 February."
check "of one rule, as JSON" python3 -c '
import json
sentence = json.load(open(".stdout"))["sentences"][0]
assert [s["rule"] for s in sentence["spans"]] == ["state"] and sentence["events"] == [], sentence'

# --- a long text takes the room of one document's result and of one sentence ---
sentence="On 5 May 2018 Kenya and the African Union signed a memorandum of understanding with Ghana in Accra. "
for _ in $(seq 10000); do printf '%s' "$sentence"; done | fold -w 500 -s | sed G >long.txt
for format in text json; do
    (ulimit -v 300000 && exec "$ANNALS" rules explain --format $format long.txt) >long.out 2>long.err
    status=$?
    [ $status -eq 0 ] && ok "a megabyte within 300 MB: $format" || not_ok "a megabyte within 300 MB: $format" "status $status: $(head -n 1 long.err)"
done
rm -f long.txt long.out
