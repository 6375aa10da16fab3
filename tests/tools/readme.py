#!/usr/bin/env python3
"""usage: readme.py README SCRATCH. Does what the README says, in a fresh copy of the tree at SCRATCH.

In order, each fenced block is taken as follows:

    ```console      lines with "$ " are commands; a command goes on while a line ends with \\, and to the end of a here
                    document. The lines that follow are what it prints: each must appear in what it printed (standard
                    output and error), in that order. "…" in a line stands for anything; a line "…" for any lines.
                    A command must end with status 0, or 1 where the block's info string says "console status=1".
    ```yaml PATH    the block is written to PATH, as the README asks of the reader

With --copy-only for README it makes the copy and nothing else. Any other block is left alone. A command that fetches the repository is done already, and ./check is what is running."""
import os
import re
import shutil
import subprocess
import sys

from report import TOP, fail, ok, run, skip

FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```", re.M | re.S)
DONE_ALREADY = re.compile(r"^(git clone|cd annals\b|\./check|sudo |apt-get )")


def copy_tree(target):
    """What a clone would hold: the files git knows or would take, as they are now."""
    status, out, _ = run(["git", "-C", TOP, "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
    if status == 0:
        for name in filter(None, out.split("\0")):
            source = os.path.join(TOP, name)
            if os.path.isfile(source):
                os.makedirs(os.path.dirname(os.path.join(target, name)), exist_ok=True)
                shutil.copy2(source, os.path.join(target, name))
    else:
        shutil.copytree(TOP, target, ignore=shutil.ignore_patterns(".git", "build", "out"))


def commands(body):
    """(command, [expected lines]) of a console block."""
    lines = body.split("\n")
    n = 0
    while n < len(lines):
        if not lines[n].startswith("$ "):
            n += 1
            continue
        command = [lines[n][2:]]
        n += 1
        while command[-1].endswith("\\") and n < len(lines):
            command.append(re.sub(r"^> ", "", lines[n]))
            n += 1
        here = re.search(r"<<-?\s*'?\"?(\w+)", command[0])
        if here:
            while n < len(lines):
                command.append(lines[n])
                n += 1
                if command[-1].strip() == here[1]:
                    break
        expected = []
        while n < len(lines) and not lines[n].startswith("$ "):
            if lines[n].strip():
                expected.append(lines[n].rstrip())
            n += 1
        yield "\n".join(command), expected


def missing(expected, printed):
    """The first expected line that is not there, or None."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in printed.split("\n")]
    at = 0
    for want in expected:
        text = re.sub(r"\s+", " ", want).strip()
        if text in ("…", "..."):
            continue
        pattern = re.compile(".*".join(map(re.escape, text.split("…"))))
        while at < len(lines) and not pattern.search(lines[at]):
            at += 1
        if at == len(lines):
            return want
        at += 1
    return None


def main():
    if sys.argv[1] == "--copy-only":
        copy_tree(sys.argv[2])
        return
    path, clone = os.path.join(TOP, sys.argv[1]), sys.argv[2]
    if not os.path.isfile(path):
        fail("readme", f"{sys.argv[1]} is not there")
        return
    with open(path, encoding="utf-8") as file:
        text = file.read()
    copy_tree(clone)
    count = 0
    for block in FENCE.finditer(text):
        kind, info, body = block[1], block[2].strip(), block[3]
        line = text.count("\n", 0, block.start()) + 1
        if kind == "yaml" and info:
            os.makedirs(os.path.dirname(os.path.join(clone, info)) or ".", exist_ok=True)
            with open(os.path.join(clone, info), "w", encoding="utf-8") as file:
                file.write(body)
        if kind != "console":
            continue
        wanted = int(re.search(r"status=(\d)", info)[1]) if "status=" in info else 0
        for command, expected in commands(body):
            if DONE_ALREADY.match(command):
                continue
            count += 1
            name = f"README line {line}: {command.splitlines()[0][:90]}"
            try:
                done = subprocess.run(["bash", "-c", command], cwd=clone, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, text=True, errors="replace", timeout=600)
            except subprocess.TimeoutExpired:
                fail(name, "no end after 600 s")
                continue
            absent = missing(expected, done.stdout)
            if done.returncode != wanted:
                fail(name, f"exit status {done.returncode}, not {wanted}", done.stdout[-2000:])
            elif absent is not None:
                fail(name, f"it did not print “{absent}”", done.stdout[-3000:])
            else:
                ok(name)
    if not count:
        skip("README", "it holds no commands")


if __name__ == "__main__":
    main()
