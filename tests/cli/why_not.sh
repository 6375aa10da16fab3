# Why a rule finds nothing: each line of tests/data/why-not/questions is NAME|RULE|TEXT; the answers, each below
# "== NAME", are in tests/data/why-not/answers.
. "$(dirname "$0")/helpers.bash"

data=$SOURCE/tests/data/why-not
cp -R "$data/pack" pack

# answer NAME: the expected answer.
answer() {
    awk -v head="== $1" '/^== /{ inside = $0 == head; next } inside' "$data/answers"
}

count=0
while IFS='|' read -r name rule text; do
    run "$ANNALS" rules why-not --alone -r pack "$rule" "$text"
    count=$((count + 1))
    if crashed || [ $status -ne 0 ]; then
        not_ok "$name" "status $status: $(first_lines)"
    elif [ -z "$(answer "$name")" ]; then
        not_ok "$name" "no answer is expected"
    elif [ "$(cat .stdout)" = "$(answer "$name")" ]; then
        ok "$name"
    else
        not_ok "$name" "$(diff <(answer "$name") .stdout | tr '\n' '~' | cut -c 1-400)"
    fi
done <"$data/questions"
[ $count -ge 20 ] && ok "as many questions as there should be" || not_ok "as many questions as there should be" "$count"

# The same in JSON.
run "$ANNALS" rules why-not --alone -r pack --format json fair.held "Ghana held its breath in Oslo."
check "JSON of a miss" "$PYTHON" - .stdout <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
miss = told["miss"]
assert not told["fires"] and told["matches"] == [], told
assert (miss["kind"], miss["matched"], miss["words"], miss["piece"]) == ("word", "Ghana held", "its", "Fair"), miss
assert (miss["line"], miss["column"], miss["absent"]) == (34, 40, "Fair") and miss["file"].endswith("rules.yaml"), miss
PY
run "$ANNALS" rules why-not --alone -r pack --format json quay.repair "They repaired the quay of Oslo."
check "JSON of a match that does not stand" "$PYTHON" - .stdout <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
match = told["matches"][0]
assert not told["fires"] and "miss" not in told, told
assert (match["fate"], match["by"]["quote"], match["pattern"]["text"]) == ("unless", "quay of Oslo", "<harbour> of Place"), match
assert match["parts"] == [{"name": "title", "quote": "quay"}], match
PY

run "$ANNALS" rules why-not --alone -r pack --format json fair.round "Salt Fair was held in Bergen."
check "JSON of what is around" "$PYTHON" - .stdout <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
assert told["fires"], told
assert [(o["around"], o["kind"], o["piece"]) for o in told["open"]] == [("place", "word", "Place"), ("host", "nowhere", "Actor")], told["open"]
PY

# A rule of the shipped pack, and a text from a file.
write_speech speech.txt
run "$ANNALS" rules why-not gathering.dated speech.txt
check "a file" grep -q '^it found “Second World Conference on Harbours”$' .stdout
run "$ANNALS" rules why-not --in item --alone -r pack fair.item "see Salt Fair"
check "a kind of block" grep -q 'fires here$' .stdout

expect "unknown rule" 2 "no rule fair\.hold; did you mean fair\.held\?" "$ANNALS" rules why-not --alone -r pack fair.hold x
expect "a file that is not there" 2 "nowhere\.txt" "$ANNALS" rules why-not gathering.dated nowhere.txt
expect "unknown kind of block" 2 "--in is 'line'" "$ANNALS" rules why-not --in line gathering.dated x
expect "unknown format" 2 "--format is 'xml', expected text or json" "$ANNALS" rules why-not --format xml gathering.dated x
mkdir off
printf 'disable: [fair.held]\n' >off/pack.yaml
expect "a rule that is off" 2 "rule fair\.held is disabled by a pack" "$ANNALS" rules why-not --alone -r pack -r off fair.held x

# A name that no rule found, but a table: its words are as fast together.
mkdir towns
printf 'name\nNew Elm Harbour\n' >towns/towns.tsv
cat >towns/rules.yaml <<'YAML'
types: {Town: []}
families: {names: [Town]}
opaque: [names]
lists: {town: {table: towns.tsv, words: [name], name: name, gives: Town}}
rules:
- {rule: harbour, class: work, match: "title:=Harbour closed"}
YAML
run "$ANNALS" rules why-not --alone -r towns harbour "New Elm Harbour closed."
check "a name of a table" grep -q 'for “Harbour” it would have to begin or end inside the name “New Elm Harbour”, which is opaque; a table or a definition found it, and Town takes it whole' .stdout
