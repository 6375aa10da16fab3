#!/usr/bin/env bash
# "We" is the author whom the metadata names, also where no sentence names that state.
source "$(dirname "${BASH_SOURCE[0]}")/helpers.bash"

printf 'It was a good year for rivers.\n\nWe hosted the World Lakes Forum in May 2019.\n' >"$scratch/speech.txt"
printf 'file,date,author\nspeech.txt,2019-09,Norway\n' >"$scratch/speech.csv"
printf 'file,date,author\nspeech.txt,2019-09,Some Person\n' >"$scratch/person.csv"

hosts() {
    run "$ANNALS" build --no-charts -o "$scratch/out" --metadata "$1" "$scratch/speech.txt"
    [ "$status" -eq 0 ] || not_ok build "exit status $status: $(first_lines)"
    python3 - "$scratch/out/kb.json" <<'PYTHON'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    kb = json.load(file)
names = {e["id"]: e["name"] for e in kb["entities"]}
print(*[names[r["entity"]] for e in kb["events"] for r in e["roles"] if r["role"] == "host"], sep=", ")
PYTHON
}

found=$(hosts "$scratch/speech.csv")
if [ "$found" = Norway ]; then ok we-is-the-author; else not_ok we-is-the-author "host: $found"; fi
found=$(hosts "$scratch/person.csv")
if [ -z "$found" ]; then ok a-person-is-no-state; else not_ok a-person-is-no-state "host: $found"; fi
