#!/usr/bin/env python3
"""usage: broken.py ANNALS FOLDER SCRATCH [--write]. Every file of FOLDER is a rule pack by itself, with one fault. Its one
message stands in FOLDER/messages, with its place: `file:line:column-end: severity: message`. The place is checked again by
the caret that is printed under the line. Files too large to be kept are made here. --write writes FOLDER/messages anew: read
what changed before you keep it."""
import difflib
import json
import os
import shutil
import sys
import unicodedata

from report import fail, ok, run, verdict

LEAST_FILES = 100
LEAST_MESSAGES = 40
TABLE = "name\tiso2\nGhana\tGH\n"
RULE = "rules:\n- rule: quay\n  class: launch\n  match: ~open the quay\n"

FIELDS = ("century decade year half quarter season month week day weekday nth hour minute second zone holiday step move "
          "year-step").split()
TIME = ", ".join(f"{field}: $n" for field in FIELDS) + ", unit: day, move-unit: day"

# Faults that are a matter of size: name, and the text.
LARGE = {
    "limit-file": lambda: "# " + "x" * (4 * 1024 * 1024) + "\n",
    "limit-list-entries": lambda: "lists:\n  port:\n" + "".join(f"  - port{n}\n" for n in range(10001)),
    "limit-types": lambda: "types:\n" + "".join(f"  T{n}: []\n" for n in range(201)),
    "limit-yaml-values": lambda: "lists:\n  port: [" + "a, " * 500001 + "a]\n",
    "limit-choices": lambda: "rules:\n- rule: quay\n  class: launch\n  match: (" + " | ".join(["quay"] * 300) + ")\n",
    "limit-lists-deep": lambda: "lists:\n" + "".join(f"  l{n}: [<l{n + 1}>]\n" for n in range(12)) + "  l12: [quay]\n",
    "limit-scopes": lambda: RULE + "  date: [" + ", ".join(["own"] * 11) + "]\n",
    "limit-fields": lambda: "types: {Day: []}\nrules:\n- rule: day\n  yields: Day\n  match: n:Number\n"
                            f"  value: {{{TIME}, end: {{{TIME}}}}}\n",
    "limit-frame-parts": lambda: "frames:\n  do(" + ", ".join(f"part{n}" for n in range(9)) + "): [part1]\n",
}


def check(annals, pack, *options):
    """Runs rules check where the pack is; paths in what it says begin with `pack/`."""
    return run([annals, "rules", "check", "--alone", *options, "pack"], cwd=os.path.dirname(pack))


def make_pack(pack, name, source):
    shutil.rmtree(pack, ignore_errors=True)
    os.makedirs(pack)
    with open(os.path.join(pack, "states.tsv"), "w", encoding="utf-8") as file:
        file.write(TABLE)
    with open(os.path.join(pack, name), "wb") as file:
        file.write(source)


def told(annals, pack, name, source, problems, codes):
    """The message of the file, or None."""
    make_pack(pack, name, source)
    status, out, _ = check(annals, pack, "--format", "json")
    messages = [json.loads(line) for line in out.splitlines()]
    if len(messages) != 1:
        problems.append(f"{name}: {len(messages)} messages instead of one: {[m['message'] for m in messages][:3]}")
        return None
    item = messages[0]
    codes.add(item["code"])
    if status != (1 if item["severity"] == "error" else 0):
        problems.append(f"{name}: exit status {status} with an {item['severity']}")
    place = "" if item["line"] is None else f":{item['line']}:{item['column']}-{item['end']}"
    return f"{name}{place}: {item['severity']}: {item['message']}", item


def columns(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def caret(annals, pack, source, item):
    """What is wrong with the line and the caret that are printed; None where nothing is. The line is that of the file, the
    caret stands under the characters that the message is about."""
    _, _, err = check(annals, pack)
    lines = err.split("\n")
    if lines[0] != f"{item['file']}:{item['line']}:{item['column']}: {item['severity']}: {item['message']}":
        return f"as text it is {lines[0]}"
    text = source.decode("utf-8", errors="replace").replace("\u2028", "\N{REPLACEMENT CHARACTER}").split("\n")
    line = text[item["line"] - 1]
    if "\t" in line or len(line) > 90 or any(ord(c) < 32 for c in line) or "\N{REPLACEMENT CHARACTER}" in line:
        return None
    wide = max(columns(line[item["column"] - 1:item["end"] - 1]), 1)
    expected = " " * columns(line[:item["column"] - 1]) + "^" + "~" * (wide - 1)
    if lines[1][4:] != line or lines[2][4:] != expected:
        return f"shown as\n{lines[1]}\n{lines[2]}\ninstead of\n    {line}\n    {expected}"
    return None


def several(annals, folder, pack):
    """Files with several faults, one of them of YAML: all that is said of each, in the order of the file."""
    found = []
    for name in sorted(n for n in os.listdir(folder) if n.endswith(".yaml")):
        with open(os.path.join(folder, name), "rb") as file:
            make_pack(pack, name, file.read())
        _, out, _ = check(annals, pack, "--format", "json")
        for line in out.splitlines():
            item = json.loads(line)
            found.append(f"{name}:{item['line']}:{item['column']}-{item['end']}: {item['severity']}: {item['message']}")
    return found


def check_several(annals, folder, pack, write):
    path = os.path.join(folder, "messages")
    found = several(annals, folder, pack)
    if write:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(found) + "\n")
    with open(path, encoding="utf-8") as file:
        expected = file.read().splitlines()
    lines = list(difflib.unified_diff(expected, found, "messages", "what is said", lineterm="", n=0))
    verdict("a fault of YAML hides no other error, and makes none", lines[2:])


def main():
    annals, folder, scratch = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3]
    pack = os.path.join(os.path.abspath(scratch), "pack")
    names = sorted([n for n in os.listdir(folder) if n.endswith(".yaml")] + [f"{n}.yaml" for n in LARGE])
    problems, carets, codes, found = [], [], set(), []
    for name in names:
        if name[:-5] in LARGE:
            source = LARGE[name[:-5]]().encode()
        else:
            with open(os.path.join(folder, name), "rb") as file:
                source = file.read()
        message = told(annals, pack, name, source, problems, codes)
        if message:
            found.append(message[0])
            wrong = caret(annals, pack, source, message[1]) if message[1]["line"] else None
            carets += [f"{name}: {wrong}"] if wrong else []
    path = os.path.join(folder, "messages")
    if "--write" in sys.argv:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(found) + "\n")
    with open(path, encoding="utf-8") as file:
        expected = file.read().splitlines()
    verdict(f"{len(names)} broken rule files: one message each", problems)
    lines = list(difflib.unified_diff(expected, found, "messages", "what is said", lineterm="", n=0))
    verdict("broken rule files: message and place", lines[2:])
    verdict("broken rule files: line and caret", carets)
    check_several(annals, os.path.join(folder, "several"), pack, "--write" in sys.argv)
    if len(names) >= LEAST_FILES and len(codes) >= LEAST_MESSAGES:
        ok(f"broken rule files: {len(names)} files, {len(codes)} different messages")
    else:
        fail("broken rule files", f"{len(names)} files with {len(codes)} messages; {LEAST_FILES} and {LEAST_MESSAGES} are needed")


if __name__ == "__main__":
    main()
