#!/usr/bin/env python3
"""usage: golden.py ANNALS FOLDER [NAME]... [--bless]
Runs each golden folder of FOLDER and compares. A golden folder holds

    input.* or input/    what goes in
    args                 the arguments, one on a line (default: build, -o, out, and the inputs); @INPUTS stands for them
    expected.stdout  expected.stderr  expected.status     (status is 0 where it is absent)
    expected.NAME        any other: what the run writes to out/NAME

The run happens in a copy of the folder, so its files can be named as they are. In JSON the version of the program and
the digest of the rules are left out of the comparison. --bless writes what came out into the expected files that exist."""
import difflib
import os
import re
import shlex
import shutil
import sys
import tempfile

from report import TOP, fail, ok, run, skip

VOLATILE = [(re.compile(r'("rules":\s*)"(?:sha256[: ])?[0-9a-f]{64}"'), r'\1"…"'),
            (re.compile(r'("name":\s*"annals",\s*"version":\s*)"[^"]*"'), r'\1"…"')]
TIMES = (re.compile(r"\b\d+(?:\.\d+)? ?(?:ms|s)\b"), "… s")


def plain(name, text):
    for pattern, instead in VOLATILE:
        text = pattern.sub(instead, text)
    return TIMES[0].sub(TIMES[1], text) if name in ("stdout", "stderr") else text


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read()


def arguments(folder):
    inputs = sorted(n for n in os.listdir(folder) if n == "input" or n.startswith("input."))
    path = os.path.join(folder, "args")
    if not os.path.exists(path):
        return ["build", "-o", "out", *inputs]
    given = [line for line in read(path).split("\n") if line and not line.startswith("#")]
    if len(given) == 1:
        given = shlex.split(given[0])
    return [a for arg in given for a in (inputs if arg == "@INPUTS" else [arg])]


def one(annals, source, bless):
    """Problems of a golden folder, each a short text."""
    with tempfile.TemporaryDirectory(prefix="annals golden ") as scratch:
        folder = os.path.join(scratch, os.path.basename(source))
        shutil.copytree(source, folder)
        status, out, err = run([annals, *arguments(folder)], cwd=folder, timeout=120)
        problems, seen = [], False
        expected = sorted(n for n in os.listdir(source) if n.startswith("expected."))
        if "expected.status" not in expected and status != 0:
            problems.append(f"exit status {status}, not 0: {err.strip()[-500:]}")
        for file in expected:
            seen, name = True, file[len("expected."):]
            if name == "stdout":
                got = out
            elif name == "stderr":
                got = err
            elif name == "status":
                got = f"{status}\n"
            else:
                path = os.path.join(folder, "out", name)
                got = read(path) if os.path.isfile(path) else None
            if got is None:
                problems.append(f"out/{name} was not written: {err.strip()[-500:]}")
                continue
            wanted, got = plain(name, read(os.path.join(source, file))), plain(name, got)
            if wanted != got and bless:
                with open(os.path.join(source, file), "w", encoding="utf-8", errors="surrogateescape", newline="") as target:
                    target.write(got)
                print(f"    wrote {os.path.relpath(os.path.join(source, file), TOP)}")
            elif wanted != got:
                lines = list(difflib.unified_diff(wanted.splitlines(), got.splitlines(), file, "what came out", lineterm="", n=2))
                problems.append("\n".join(lines[:60]) or "they differ in line ends only")
        if not seen:
            problems.append("there is no expected.* file")
        return problems


def main():
    bless = "--bless" in sys.argv
    annals, top, *only = [a for a in sys.argv[1:] if a != "--bless"]
    annals, top = os.path.abspath(annals), os.path.abspath(top)
    folders = sorted(n for n in os.listdir(top) if os.path.isdir(os.path.join(top, n))) if os.path.isdir(top) else []
    if not folders:
        skip("golden folders", "there is none in tests/golden")
    for name in folders:
        if only and name not in only:
            continue
        problems = one(annals, os.path.join(top, name), bless)
        if problems:
            fail(f"golden {name}", f"{len(problems)} difference(s)", *problems)
        else:
            ok(f"golden {name}")


if __name__ == "__main__":
    main()
