#!/usr/bin/env bash
# `date: [document]`: the day that the text says of itself, else the one that is given; never one that is inferred.
source "$(dirname "${BASH_SOURCE[0]}")/helpers.bash"

mkdir "$scratch/pack"
cat >"$scratch/pack/rules.yaml" <<'YAML'
rules:
- {rule: ferry.sailed, class: launch, match: "title:=Ferry sails today", date: [document]}
YAML
printf 'The Ferry sails today, and nobody knows when she will be back.\n' >"$scratch/bare.txt"
printf 'Remarks by the Minister\n\n5 May 2018\n\nThe Ferry sails today, and nobody knows when she will be back.\n' >"$scratch/headed.txt"
printf 'The Ferry sails today. It was built in 2011, and mended in 2012 and in 2013.\n' >"$scratch/years.txt"
printf 'file,date\nbare.txt,2017-03-04\n' >"$scratch/table.csv"

# dated NAME WANTED ARGUMENT...: the date of the event, its basis and that of its mention.
dated() {
    local name=$1 wanted=$2
    shift 2
    run "$ANNALS" build --no-charts -r "$scratch/pack" -o "$scratch/out" "$@"
    local found
    found=$(python3 - "$scratch/out/kb.json" <<'PYTHON'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    kb = json.load(file)
for event in (e for e in kb["events"] if e["class"] == "launch"):
    for date in [event["date"]] + [mention["date"] for mention in event["mentions"]]:
        print(date and f"{date['edtf']} {date['basis']}", end="; ")
PYTHON
    )
    if [ "$status" -eq 0 ] && [ "$found" = "$wanted" ]; then ok "$name"; else not_ok "$name" "status $status: $found"; fi
}

dated "no date" "None; None; " "$scratch/bare.txt"
dated "the date of the command line" "2019-06-07 given; 2019-06-07 given; " --date 2019-06-07 "$scratch/bare.txt"
dated "a month of the command line" "2019-06 given; 2019-06 given; " --date 2019-06 "$scratch/bare.txt"
dated "the date of a table" "2017-03-04 given; 2017-03-04 given; " --metadata "$scratch/table.csv" "$scratch/bare.txt"
dated "the date of the text" "2018-05-05 stated; 2018-05-05 stated; " --date 2019-06-07 "$scratch/headed.txt"
dated "a date that is inferred dates nothing" "None; None; " "$scratch/years.txt"

run "$ANNALS" rules explain -r "$scratch/pack" --only 'ferry.*' --date 2019-06-07 "The Ferry sails today."
check "explain" grep -q '^      date by document, which is given: 2019-06-07$' "$scratch/.stdout"
mkdir "$scratch/none"
printf 'about: nothing\n' >"$scratch/none/rules.yaml"
run "$ANNALS" rules diff "$scratch/none" "$scratch/pack" --metadata "$scratch/table.csv" --only event "$scratch/bare.txt"
check "diff" grep -q 'date: 2017-03-04; scope: document' "$scratch/.stdout"
