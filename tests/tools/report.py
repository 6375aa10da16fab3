"""Result lines of a section of ./check: "ok NAME", "not ok NAME: WHY", "skip NAME: WHY"."""
import os
import subprocess

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def ok(name):
    print(f"ok {name}", flush=True)


def fail(name, why, *notes):
    for note in notes:
        print("    " + str(note).rstrip().replace("\n", "\n    "))
    print(f"not ok {name}: {why}", flush=True)


def skip(name, why):
    print(f"skip {name}: {why}", flush=True)


def verdict(name, problems):
    """One result from a list of problems, each already with its place."""
    if problems:
        fail(name, f"{len(problems)} place{'s' if len(problems) > 1 else ''}", *problems[:20])
    else:
        ok(name)


def sources(*folders, ends=(".c", ".h")):
    """Our C files below these folders, as paths relative to the repository."""
    found = []
    for folder in folders or ("base", "ingest", "text", "extract", "kb", "export", "render", "cli"):
        for path, _, names in os.walk(os.path.join(TOP, folder)):
            found += [os.path.relpath(os.path.join(path, n), TOP) for n in names if n.endswith(ends)]
    return sorted(found)


def read(path):
    with open(os.path.join(TOP, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def run(command, timeout=600, **more):
    """Runs a command without a terminal; gives (status, stdout, stderr)."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                              timeout=timeout, **more)
    except subprocess.TimeoutExpired:
        return 124, "", f"no end after {timeout} s"
    return done.returncode, done.stdout, done.stderr
