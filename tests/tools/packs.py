#!/usr/bin/env python3
"""usage: packs.py ANNALS FOLDER SCRATCH

Rule packs that stand by themselves: no errors, no rule without an example, all examples pass; and where there are
documents with gold beside them, strict F1 as the evaluation counts it: of the gold's dated events, those that have a
mention of their class with exactly their date where they are told; every other dated mention counts against it.
"""
import json
import os
import subprocess
import sys

from report import fail, ok

# What is reached is held; the least that a pack in another language must have is 0.8.
FLOORS = {"es": 0.97}
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}


def interval(edtf):
    """First and last day, as (year, month, day) with 99 for what is not said; None without a year."""
    if not edtf:
        return None
    first, _, last = edtf.partition("/")
    ends = []
    for text, fill in ((first, 0), (last or first, 99)):
        parts = [int(p) for p in text.strip("~?%").split("T")[0].split("-") if p.isdigit()]
        if not parts:
            return None
        if len(parts) == 2 and parts[1] in SEASONS:
            parts[1] = SEASONS[parts[1]][fill > 0]
        ends.append(tuple((parts + [fill, fill])[:3]))
    return tuple(ends)


def score(kb, gold):
    """(right, in gold, given, notes)"""
    names = {d["id"]: os.path.basename(d["path"]) for d in kb["documents"]}
    right = wanted = given = 0
    notes = []
    for document in gold["documents"]:
        found = [(e["class"], m) for e in kb["events"] for m in e["mentions"]
                 if names[m["document"]] == document["file"] and (m.get("date") or {}).get("edtf")]
        free = document.get("optional", []) + [e for e in document["events"] if not interval(e["date"])]
        used = set()
        for event in document["events"]:
            if not interval(event["date"]):
                continue
            wanted += 1
            hits = [i for i, (kind, m) in enumerate(found) if i not in used and kind == event["class"]
                    and m["begin"] < event["end"] and event["begin"] < m["end"]]
            exact = [i for i in hits if interval(found[i][1]["date"]["edtf"]) == interval(event["date"])]
            used.update((exact or hits)[:1])
            right += bool(exact)
            if not exact:
                notes.append(f"{document['file']}: {event['class']} {event['date']}: {event['anchor']}")
        for i, (kind, m) in enumerate(found):
            if i not in used and any(m["begin"] < f["end"] and f["begin"] < m["end"] for f in free):
                continue
            given += 1
            if i not in used:
                notes.append(f"{document['file']}: spurious {kind} {m['date']['edtf']}: {m['quote']} [{m['rule']}]")
    return right, wanted, given, notes


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def check_examples(annals, name, folder):
    checked = run(annals, "rules", "check", "--alone", "--verbose", folder)
    if checked.returncode or "has no examples" in checked.stderr:
        fail(f"{name}: rules check", f"exit status {checked.returncode}", checked.stdout[-600:], checked.stderr[-1200:])
    else:
        ok(f"{name}: rules check")
    tested = run(annals, "rules", "test", "--alone", folder)
    if tested.returncode:
        fail(f"{name}: examples", f"exit status {tested.returncode}", tested.stdout[-3000:], tested.stderr[-1000:])
    else:
        ok(f"{name}: {tested.stdout.strip().splitlines()[-1]}")


def check_score(annals, name, folder, scratch):
    out = os.path.join(scratch, f"pack-{name}")
    built = run(annals, "build", "--alone", "-r", folder, "--no-charts", "-o", out, os.path.join(folder, "documents"))
    if built.returncode:
        fail(f"{name}: build", f"exit status {built.returncode}", built.stderr[-1000:])
        return
    with open(os.path.join(out, "kb.json"), encoding="utf-8") as file:
        kb = json.load(file)
    with open(os.path.join(folder, "gold.json"), encoding="utf-8") as file:
        gold = json.load(file)
    right, wanted, given, notes = score(kb, gold)
    f1 = 2 * right / (wanted + given) if wanted + given else 0
    text = f"{name}: strict F1 {f1:.3f}, {right} of {wanted} events, {given} given"
    if wanted < 30 or f1 < FLOORS.get(name, 0.8):
        fail(text, f"expected {FLOORS.get(name, 0.8)} on 30 events or more", *notes)
    else:
        ok(text)


def main():
    annals, top, scratch = sys.argv[1:4]
    os.makedirs(scratch, exist_ok=True)
    for name in sorted(os.listdir(top)):
        folder = os.path.join(top, name)
        check_examples(annals, name, folder)
        if os.path.exists(os.path.join(folder, "gold.json")):
            check_score(annals, name, folder, scratch)


main()
