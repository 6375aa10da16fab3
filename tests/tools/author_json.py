#!/usr/bin/env python3
"""usage: author_json.py ANNALS SOURCE SCRATCH. What --format json of the author's tools writes has the members that
docs/author-json.md says, and no others."""
import json
import os
import re
import subprocess
import sys

from report import run, verdict

PACK = """name: piers
types: {Pier: [Place], Place: [], State: [], Fair: [], Day: [], We: [], Whole: []}
families: {names: [Pier, Place, State, Whole]}
opaque: [names]
entities: {state: [State], place: [Pier]}
text: {separators: [and]}
date: [own, clause]
status: {planned: will}
lists:
  unused: [tide]
  kind: {dry: wet, great: grand}
  state: {table: states.tsv, words: [name, other], name: name, keep: {kind: kind, within: within}, gives: State}
rules:
- rule: pier
  yields: Pier
  match: "=Pier n:Number"
  type: quay
  within: Ghana
  value: $n
  examples: [{text: Pier 5, finds: [Pier 5]}, {text: Pier 6, finds: []}]
- {rule: whole, yields: Whole, match: the State Pier}
- {rule: we, yields: We, match: our house, means: speaker}
- {rule: day, yields: Day, match: "y:Year", value: {year: $y}}
- {rule: next, yields: Day, match: next year, value: {unit: year, step: 1, from: document}}
- {rule: may, yields: Day, match: in may, value: {month: 5}}
- {rule: short, defines: State, match: "name:Cap brackets(short:ACRONYM)"}
- rule: opened
  class: launch
  match: host:State ..3 opened k:<kind>? title:Pier (in date:Day)?
  unless: opened great
  type: $k
  attributes: {made: $title}
  also: {pair: [$host, $title]}
- rule: held
  class: meeting
  centre: title:=Fair
  around: {place: "in place:Pier CENTRE", host: "by host:State"}
- {rule: part, relation: part-of, match: "source:Pier of target:State"}
- rule: head
  document: {title: $x-t, author: $x-a, organization: $x-o, occasion: $x-c, date: $x-d}
  in: head
  match: "^ x-t:=Remarks by x-a:Cap of x-o:Cap at x-c:Cap , x-d:Day $"
- {rule: block, class: launch, in: heading, match: over opened}
- {rule: cut, class: launch, match: "=Pier is long"}
"""
STATES = "name\tother\tkind\twithin\nGhana\tGold Coast\tstate\tAfrica\nKenya\t\tstate\tAfrica\n"
TEXT = """Remarks by Lund of Salt at Tide, 2018

The States say that Kenya today opened dry Pier 6 next year, which is good for all who like long piers and the sea.
Gold Coast opened great Pier 5 in 2019. Pier 5 of Ghana is long. Gho (GHA) is in our house. The Ghana Pier 5 is ours.
Ghana will have opened Pier 7 in may.
"""


def documented(page):
    """By section, and by the tables of shapes: the members in the first column of each row."""
    sections, name = {}, None
    for line in page.splitlines():
        if line.startswith("## "):
            name = line[3:]
        elif match := re.match(r"\| ([A-Z]{4,}) \|", line):
            name = match[1]
        elif line.startswith("| `") and name:
            first, rest = line.split("|")[1:3]
            words = re.findall(r"`([^`]+)`", first)
            sections.setdefault(name, []).extend(words)
            sections.setdefault(name + " text", []).append((words, rest))
    return sections


def members(value, found=None):
    """Every key of an object, however deep, but for what the user names."""
    found = set() if found is None else found
    if isinstance(value, list):
        for item in value:
            members(item, found)
    elif isinstance(value, dict):
        for key, inner in value.items():
            found.add(key)
            if key not in ("attributes", "expected", "found", "value"):
                members(inner, found)
    return found


def last(word):
    return re.sub(r"\[\]$", "", word).split(".")[-1].split("…")[-1]


def allowed(sections, name):
    """Names of members that a section and the shapes it speaks of have."""
    words = {last(word) for word in sections.get(name, [])}
    for firsts, rest in sections.get(name + " text", []):
        words |= {last(w) for w in re.findall(r"`([a-z-]+(?:\[\])?)`", rest)}
        for shape in re.findall(r"\b(PART|TIME|MATCH|MISS)\b", rest):
            if shape != name:
                words |= allowed(sections, shape)
    return words


def needed(sections, name):
    """Members that stand in the first column: each must be seen once."""
    words = {last(word) for word in sections.get(name, [])}
    for _, rest in sections.get(name + " text", []):
        for shape in re.findall(r"\b(PART|TIME|MATCH|MISS)\b", rest):
            if shape != name:
                words |= needed(sections, shape)
    return words


def read(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


def watch_twice(annals, scratch, packs):
    """Two rounds of rules check --watch: a pack, then another in its place."""
    folder = os.path.join(scratch, "watched")
    os.makedirs(folder, exist_ok=True)
    lines = []
    for number, text in enumerate(packs):
        with open(os.path.join(scratch, "pack.next"), "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(os.path.join(scratch, "pack.next"), os.path.join(folder, "pack.yaml"))
        if number == 0:
            with open(os.path.join(folder, "states.tsv"), "w", encoding="utf-8") as file:
                file.write(STATES)
            process = subprocess.Popen([annals, "rules", "check", "--watch", "--format", "json", "--alone", "watched", "--on",
                                        "text.txt", "--rounds", str(len(packs))], cwd=scratch, stdout=subprocess.PIPE, text=True)
        lines.append(json.loads(process.stdout.readline()))
    process.stdout.close()
    process.wait()
    return lines


def main():
    annals, source, scratch = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(os.path.join(source, "docs/author-json.md"), encoding="utf-8") as file:
        sections = documented(file.read())
    old = PACK
    for new, before in (("match: our house", "match: our home"), ("=Pier n:", "=Pier m:"), ("value: $n", "value: $m"),
                        ("next year", "that year")):
        old = old.replace(new, before)
    for folder, pack in (("new", PACK), ("old", old)):
        os.makedirs(os.path.join(scratch, folder), exist_ok=True)
        for name, text in (("pack.yaml", pack), ("states.tsv", STATES)):
            with open(os.path.join(scratch, folder, name), "w", encoding="utf-8") as file:
                file.write(text)
    for name, text in (("text.txt", TEXT), ("undated.txt", TEXT.replace("Tide, 2018", "Tide, in may"))):
        with open(os.path.join(scratch, name), "w", encoding="utf-8") as file:
            file.write(text)
    ask = ["rules", "why-not", "--alone", "-r", "new", "--format", "json"]
    commands = {
        "rules check": [["rules", "check", "--alone", "--format", "json", "new"]],
        "rules check --watch": [],
        "rules test": [["rules", "test", "--alone", "--format", "json", "new"]],
        "rules explain": [["rules", "explain", "--alone", "-r", "new", "--format", "json", "text.txt"],
                          ["rules", "explain", "--alone", "-r", "new", "--format", "json", "undated.txt"]],
        "rules why-not": [ask + ["opened", "Ghana closed Pier 5"], ask + ["held", "the Fair by Norway"],
                          ask + ["opened", "Ghana opened great Pier 5"], ask + ["block", "over opened"],
                          ask + ["opened", "In Ghana"],
                          ask + ["cut", "Our Pier 5 is long"], ask + ["part", "the Ghana Pier 5 of Ghana"]],
        "rules diff": [["rules", "diff", "--alone", "--format", "json", "old", "new", "text.txt"],
                       ["rules", "diff", "--alone", "--format", "json", "new", "old", "text.txt"]],
        "rules profile": [["rules", "profile", "--alone", "-r", "new", "--format", "json", "text.txt"]],
        "rules list": [["rules", "list", "--alone", "--format", "json", "new"]],
        "rules new": [["rules", "new", "--format", "json", "fresh"]],
    }
    for name, lines in commands.items():
        seen, problems = set(), []
        if name == "rules check --watch":
            seen = {key for told in watch_twice(annals, scratch, [old, PACK]) for key in told}
        for line in lines:
            status, out, err = run([annals] + line, cwd=scratch)
            try:
                members(read(out), seen)
            except ValueError:
                problems.append(f"{' '.join(line)}: exit status {status}, no JSON: {out[:200]}{err[:200]}")
        more, less = seen - allowed(sections, name), needed(sections, name) - seen
        problems += [f"{word} is written and does not stand there" for word in sorted(more)]
        problems += [f"{word} stands there and is never written" for word in sorted(less)]
        verdict(f"docs/author-json.md: {name}", problems)


if __name__ == "__main__":
    main()
