#!/usr/bin/env python3
"""usage: document_years.py ANNALS SHARED [ANSWERED RIGHT]. Dates the speeches of SHARED/data/general-debate by what they
say alone, and prints how many got a year, and how many of these the right one. With two shares, each is a test."""
import csv
import json
import os
import sys
import tempfile

from report import fail, ok, run, skip


def years_of(annals, files):
    """Year that each file was given, empty where none, by base name."""
    with tempfile.TemporaryDirectory() as folder:
        mentions = os.path.join(folder, "mentions.ndjson")
        status, _, err = run([annals, "extract", "-o", mentions, *files], timeout=900)
        if status not in (0, 1):
            raise RuntimeError(err.strip()[-300:])
        status, out, err = run([annals, "resolve", mentions], timeout=900)
        if status not in (0, 1):
            raise RuntimeError(err.strip()[-300:])
    dates = {os.path.basename(d["path"]): (d.get("date") or {}).get("edtf") or "" for d in json.loads(out)["documents"]}
    return {name: edtf[:4] for name, edtf in dates.items()}


def main():
    annals, shared = sys.argv[1:3]
    floors = [float(share) for share in sys.argv[3:5]]
    folder = os.path.join(shared, "data", "general-debate")
    if not os.path.isdir(folder):
        skip("document years", "the shared speeches are not beside this checkout")
        return
    with open(folder + ".csv", encoding="utf-8") as file:
        wanted = {row["file"]: row["date"][:4] for row in csv.DictReader(file)}
    given = years_of(annals, [os.path.join(folder, name) for name in sorted(wanted)])
    answers = {name: year for name, year in given.items() if year.isdigit()}
    answered = len(answers) / len(wanted)
    right = sum(wanted[name] == year for name, year in answers.items()) / max(1, len(answers))
    print(f"    {len(wanted)} speeches: {answered:.3f} answered, {right:.3f} of the answers right")
    for name, share, floor in zip(("answered", "right"), (answered, right), floors):
        (ok if share >= floor else lambda n: fail(n, f"{share:.3f} is below {floor:.3f}"))(f"document years {name}")


if __name__ == "__main__":
    main()
