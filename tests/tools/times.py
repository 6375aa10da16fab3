#!/usr/bin/env python3
"""usage: times.py ANNALS [--write]. The examples of the rules for times: how many there are and of what kind; that what must
not be found is found by no rule for times; and that the table in docs/time.md is what they make. --write makes it."""
import json
import os
import re
import sys
import tempfile

import yaml

from report import TOP, fail, ok, run

PACK = os.path.join(TOP, "rules", "en", "time")
PAGE = os.path.join(TOP, "docs", "time.md")
BEGIN, END = "<!-- constructs: made by tests/tools/times.py --write -->\n", "<!-- end of constructs -->\n"
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
LEAST, LEAST_NOT, MOST_OF_ONE, LONG_WORDS = 800, 200, 5, 12
LEAD = "A line of prose stands here before the others, so that none of them is read as a head.\n\n"


def examples():
    """(rule, text, dated, finds) of every example of the pack, in its order."""
    for name in sorted(os.listdir(PACK)):
        if name.endswith(".yaml"):
            with open(os.path.join(PACK, name), encoding="utf-8") as file:
                for rule in yaml.load(file, Loader=LOADER).get("rules") or []:
                    for example in rule.get("examples") or []:
                        yield rule["rule"], example["text"], example.get("dated", ""), example["finds"]


def tagged(annals, cases):
    """The times in each of the texts, given as (text, dated)."""
    found = [[] for _ in cases]
    with tempfile.TemporaryDirectory() as folder:
        for i, (text, _) in enumerate(cases):
            with open(os.path.join(folder, f"{i:05}.txt"), "w", encoding="utf-8") as file:
                file.write(LEAD + text + "\n")
        for dated in sorted({dated for _, dated in cases}):
            files = [os.path.join(folder, f"{i:05}.txt") for i, case in enumerate(cases) if case[1] == dated]
            date = ["--date", dated] if dated else []
            status, out, err = run([annals, "tag", "--format", "ndjson", *date, *files], timeout=300)
            if status != 0:
                raise RuntimeError(err.strip()[-300:])
            for line in out.splitlines():
                time = json.loads(line)
                found[int(time["document"][:5])].append(time)
    return found


def table(annals, pack):
    first = {}
    for rule, text, dated, finds in pack:
        if finds and not text.count("\n"):
            first.setdefault(rule, []).append((text, dated))
    cases = [case for rule in first for case in first[rule]]
    owners = [rule for rule in first for _ in first[rule]]
    rows = {}
    for rule, (text, dated), times in zip(owners, cases, tagged(annals, cases)):
        for time in times:
            if time["rule"] == rule and rule not in rows:
                value = " ".join(filter(None, [f"`{time['value']}`", time.get("mod")]))
                edtf = f"`{time['edtf']}`" if time.get("edtf") else ""
                rows[rule] = f"| `{rule}` | {time['quote']} | {dated} | {value} | {edtf} |"
    head = "| construct | example | seen from | TimeML | EDTF |\n|---|---|---|---|---|\n"
    return head + "".join(row + "\n" for row in rows.values()), len(rows)


def shape(text):
    """What is left of a sentence when its numbers are all the same and its names as well."""
    return re.sub(r"\d+", "0", re.sub(r"\b[A-Z]\w*", "N", text)).lower()


def check_counts(pack):
    of_rule, shapes = {}, {}
    for rule, *_ in pack:
        of_rule[rule] = of_rule.get(rule, 0) + 1
    nots = [text for _, text, _, finds in pack if not finds]
    for text in nots:
        shapes.setdefault(shape(text), []).append(text)
    many = [rule for rule, count in of_rule.items() if count > MOST_OF_ONE]
    alike = [texts[0] for texts in shapes.values() if len(texts) > 1]
    long_ones = sum(len(text.split()) >= LONG_WORDS for _, text, *_ in pack)
    print(f"    {len(pack)} examples, {len(nots)} of what must not be found, {long_ones} of {LONG_WORDS} words and more")
    for name, right, why in (
            ("enough examples for times", len(pack) >= LEAST, f"{len(pack)}, not {LEAST}"),
            ("enough of what is no time", len(nots) >= LEAST_NOT, f"{len(nots)}, not {LEAST_NOT}"),
            ("not many for one construct", not many, ", ".join(many)),
            ("no two of one shape", not alike, "; ".join(alike)),
            ("a third are long sentences", 3 * long_ones >= len(pack), f"{long_ones} of {len(pack)}")):
        ok(name) if right else fail(name, why)


def check_nothing(annals, pack):
    """Where nothing at all must be found, nothing is: of examples that say so of one rule alone, others may find some."""
    nots = [(text, dated) for _, text, dated, finds in pack if not finds]
    clean = sum(not times for times in tagged(annals, nots))
    if clean >= LEAST_NOT:
        ok(f"no time in what is none: {clean} texts")
    else:
        fail("no time in what is none", f"{clean} texts are without one, not {LEAST_NOT}")


def main():
    annals = sys.argv[1]
    pack = list(examples())
    made, count = table(annals, pack)
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    before, _, rest = page.partition(BEGIN)
    old, _, after = rest.partition(END)
    if "--write" in sys.argv:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(before + BEGIN + made + END + after)
        print(f"{count} constructs")
        return
    check_counts(pack)
    check_nothing(annals, pack)
    if old == made:
        ok(f"the table of constructs is what the examples make: {count} rows")
    else:
        fail("the table of constructs is what the examples make", "run tests/tools/times.py build/release/annals --write")


if __name__ == "__main__":
    main()
