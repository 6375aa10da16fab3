#!/usr/bin/env bash
# Short press releases of many forms, and what must be found in each: tests/data/press/expected.tsv. What its last column
# calls a known miss is skipped, visibly, until it is found.
source "$(dirname "${BASH_SOURCE[0]}")/helpers.bash"

for document in "$SOURCE"/tests/data/press/[0-9]*; do
    name=$(basename "$document")
    run "$ANNALS" build --no-charts -o "$scratch/${name%%-*}" "$document"
    [ "$status" -eq 0 ] || not_ok "$name" "exit status $status: $(first_lines)"
done

python3 - "$scratch" "$SOURCE/tests/data/press/expected.tsv" <<'PYTHON'
import csv
import json
import os
import sys

scratch, table = sys.argv[1:]
documents = {}


def knowledge(number):
    if number not in documents:
        with open(os.path.join(scratch, number, "kb.json"), encoding="utf-8") as file:
            documents[number] = json.load(file)
    return documents[number]


def said(kb, record, relation):
    names = {e["id"]: e["name"] for e in kb["entities"]}
    if relation:
        who = {names[record["source"]], names[record["target"]]}
    else:
        who = {names[r["entity"]] for r in record["roles"] + record["places"]}
    return (record.get("date") or {}).get("edtf", ""), record["status"], who


with open(table, encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file, delimiter="\t"):
        kb = knowledge(row["document"])
        relation = row["class"] == "relation"
        records = kb["relations"] if relation else [e for e in kb["events"] if e["class"] == row["class"]]
        found = [said(kb, record, relation) for record in records]
        wanted = {name.casefold() for name in row["names"].split("|") if name}
        good = any((not row["date"] or row["date"] in date) and status == row["status"] and
                   wanted <= {name.casefold() for name in who} for date, status, who in found)
        name = f"{row['document']}-{row['class']}-{row['date']}-{row['names'].split('|')[-1]}".replace(" ", "-")
        shown = "; ".join(f"{date} {status} {', '.join(sorted(who))}" for date, status, who in found)
        if good:
            print(f"ok {name}")
        elif row["known_miss"]:
            print(f"skip {name}: known miss: {row['known_miss']}")
        else:
            print(f"not ok {name}: {shown or 'nothing'}")
PYTHON
