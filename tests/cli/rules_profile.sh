# What each rule costs: counts are exact, times only plausible.
. "$(dirname "$0")/helpers.bash"

mkdir pack
cat >pack/rules.yaml <<'YAML'
types: {Place: [], Fair: []}
families: {names: [Place], titles: [Fair]}
opaque: [names, titles]
entities: {place: [Place]}
rules:
- {rule: place, yields: Place, match: =Oslo | =Accra}
- {rule: fair, yields: Fair, match: Cap =Fair}
- {rule: fair.short, yields: Fair, match: =Fair}
- {rule: held, class: meeting, match: held title:Fair in place:Place}
- {rule: rare, class: work, match: unheard title:Fair}
YAML
mkdir docs
printf 'We held Tide Fair in Oslo. They held it again. It rained.\n' >docs/a.txt
printf 'He held Salt Fair in Accra, and in Oslo.\n' >docs/b.txt

run "$ANNALS" rules profile --alone -r pack --format json docs
check "counts" "$PYTHON" - .stdout <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
assert (told["documents"], told["sentences"], told["bytes"]) == (2, 4, 99), told
rules = {r["rule"]: r for r in told["rules"]}
assert "rare" not in rules, "no word of it stands there, so it is not tried"
numbers = lambda name: [rules[name][key] for key in ("possible", "attempts", "matches", "won")]
assert numbers("place") == [2, 3, 3, 3], rules["place"]
assert numbers("held") == [2, 2, 2, 2], rules["held"]  # "They held it again" has no fair
assert numbers("fair.short") == [2, 2, 2, 0], rules["fair.short"]  # the longer ones win
assert all(r["possible"] <= r["sentences"] <= 4 for r in rules.values())
assert rules["held"]["line"] == 9 and rules["held"]["file"].endswith("pack/rules.yaml"), rules["held"]
total = told["total"]
for key in ("sentences", "possible", "attempts", "matches", "won", "nanoseconds"):
    assert total[key] == sum(r[key] for r in told["rules"]), key
assert told["attempts-per-megabyte"] == total["attempts"] * 1000000 // 99, told
times = [r["nanoseconds"] for r in told["rules"]]
assert times == sorted(times, reverse=True) and 0 < total["nanoseconds"] <= told["nanoseconds"], times
PY
run "$ANNALS" rules profile --alone -r pack docs
check "a table" grep -qE '^ +[0-9.]+ +[0-9.]+% +[23] +2 +2 +2 +2  held$' .stdout
check "its sum" grep -qE '^2 documents, 99 bytes, 4 sentences; 4 of 5 rules tried; [0-9]+ attempts per MB; [0-9.]+ ms in all' .stdout
run "$ANNALS" rules profile --alone -r pack --top 2 docs
[ "$(wc -l <.stdout)" -eq 5 ] && ok "the dearest alone" || not_ok "the dearest alone" "$(wc -l <.stdout) lines"

expect "no documents" 2 "no documents found" "$ANNALS" rules profile pack
expect "a document that is not there" 1 "nowhere\.txt" "$ANNALS" rules profile docs/a.txt nowhere.txt
expect "unknown format" 2 "--format is 'xml'" "$ANNALS" rules profile --format xml docs
