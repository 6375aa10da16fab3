#!/usr/bin/env python3
"""usage: determinism.py ANNALS SHARED SCRATCH. The same documents must give the same bytes in every file that a build
writes, whatever the number of jobs, the order of the arguments, and however often it is run."""
import csv
import hashlib
import os
import shutil
import sys

from report import TOP, fail, ok, run, skip

SPEECHES = 300


def digests(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = hashlib.sha256(file.read()).hexdigest()
    return found


def build(annals, out, jobs, arguments):
    # Another folder to stand in each time: where a run is started must not matter either.
    os.makedirs(out)
    status, _, err = run([annals, "build", "-o", os.path.join(out, "out"), "--jobs", str(jobs), *arguments], cwd=out)
    if status > 1:
        raise RuntimeError(f"annals build --jobs {jobs} ended with status {status}: {err.strip()[-500:]}")
    return digests(os.path.join(out, "out"))


def compare(name, annals, scratch, paths, options=()):
    try:
        shutil.rmtree(scratch, ignore_errors=True)
        first = build(annals, os.path.join(scratch, "1"), 1, [*options, *paths])
        if "kb.json" not in first:
            fail(name, "there is no kb.json")
            return
        others = {"--jobs 2": (2, paths), "arguments in reverse": (2, paths[::-1]), "run again": (1, paths)}
        for n, (what, (jobs, order)) in enumerate(others.items()):
            again = build(annals, os.path.join(scratch, str(n + 2)), jobs, [*options, *order])
            differ = sorted(f for f in first.keys() | again.keys() if first.get(f) != again.get(f))
            if differ:
                fail(f"{name}: {what}", f"{', '.join(differ)} differ")
            else:
                ok(f"{name}: {what}")
    except (RuntimeError, OSError) as error:
        fail(name, str(error))


def speeches(shared, folder):
    """300 speeches: most dated by the table, some undated, some dated twice with different dates, some copied."""
    source = os.path.join(shared, "data", "general-debate")
    names = sorted(n for n in os.listdir(source) if n.endswith(".txt"))
    names = names[:: max(1, len(names) // SPEECHES)][: SPEECHES - 20]
    os.makedirs(os.path.join(folder, "copies"))
    for name in names:
        shutil.copyfile(os.path.join(source, name), os.path.join(folder, name))
    for name in names[:10]:
        shutil.copyfile(os.path.join(source, name), os.path.join(folder, "copies", "copy of " + name))
    for n, name in enumerate(names[10:20]):  # the same words, but the head gives another date than the table
        with open(os.path.join(source, name), encoding="utf-8", errors="replace") as file:
            text = file.read()
        with open(os.path.join(folder, "dated " + name), "w", encoding="utf-8") as file:
            file.write(f"Statement\nNew York, {n + 1} June 2019\n\n" + text)
    table = os.path.join(folder, "table.csv")
    with open(os.path.join(shared, "data", "general-debate.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(table, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        kept = set(names[40:])  # the first forty stay undated, but for those that are given another date below
        writer.writerows(row for row in rows if os.path.basename(row["file"]) in kept)
        for name in names[10:20]:
            row = dict(next(r for r in rows if os.path.basename(r["file"]) == name))
            writer.writerow({**row, "file": "dated " + name})
    return sorted(os.path.join(folder, n) for n in os.listdir(folder) if n != "table.csv"), table


def main():
    annals, shared, scratch = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
    for name, folder in (("samples", os.path.join(TOP, "samples")), ("seeds", os.path.join(shared, "seeds"))):
        if os.path.isdir(folder) and os.listdir(folder):
            paths = sorted(os.path.join(folder, n) for n in os.listdir(folder) if not n.endswith(".csv"))
            compare(f"same bytes for the {name}", annals, os.path.join(scratch, name), paths)
        else:
            skip(f"same bytes for the {name}", "there are no documents")
    if os.path.isdir(os.path.join(shared, "data", "general-debate")):
        paths, table = speeches(shared, os.path.join(scratch, "speeches in"))
        compare(f"same bytes for {SPEECHES} speeches", annals, os.path.join(scratch, "speeches"), paths, ["--metadata", table])
    else:
        skip(f"same bytes for {SPEECHES} speeches", "the shared data is not beside this checkout")


if __name__ == "__main__":
    main()
