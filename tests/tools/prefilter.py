#!/usr/bin/env python3
"""usage: prefilter.py ANNALS SHARED. The prefilter only saves time: without it, when every rule is tried in every
sentence, the mentions of all documents are the same bytes."""
import os
import subprocess
import sys

from report import TOP, fail, ok, skip

SPEECHES = 60


def mentions(annals, paths, *options):
    done = subprocess.run([annals, "extract", *options, *paths], stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=1200)
    if done.returncode > 1:
        raise RuntimeError(f"annals extract ended with status {done.returncode}: {done.stderr[-500:]}")
    return done.stdout.split(b"\n")


def compare(name, annals, paths):
    name = f"without the prefilter the same bytes: {name}"
    try:
        fast, slow = mentions(annals, paths), mentions(annals, paths, "--no-prefilter")
    except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
        fail(name, str(error))
        return
    differ = [number for number, (one, other) in enumerate(zip(fast, slow)) if one != other]
    if len(fast) < 3:
        fail(name, "nothing was read")
    elif differ or len(fast) != len(slow):
        fail(name, f"{len(differ)} of {len(fast) - 2} documents differ", *[fast[n][:160] for n in differ[:10]])
    else:
        ok(name)


def main():
    annals, shared = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    compare("samples", annals, [os.path.join(TOP, "samples")])
    compare("documents of the tests", annals, [os.path.join(TOP, "tests", "data")])
    for name in ("seeds", "data/security-council", "data/security-council-later", "data/history-briefs"):
        folder = os.path.join(shared, name)
        if os.path.isdir(folder) and os.listdir(folder):
            compare(name, annals, [folder])
        else:
            skip(f"without the prefilter the same bytes: {name}", "the shared data is not beside this checkout")
    folder = os.path.join(shared, "data", "general-debate")
    if os.path.isdir(folder):
        names = sorted(n for n in os.listdir(folder) if n.endswith(".txt"))
        names = names[:: max(1, len(names) // SPEECHES)][:SPEECHES]
        compare(f"{len(names)} speeches", annals, [os.path.join(folder, n) for n in names])
    else:
        skip(f"without the prefilter the same bytes: {SPEECHES} speeches", "the shared data is not beside this checkout")


if __name__ == "__main__":
    main()
