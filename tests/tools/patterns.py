#!/usr/bin/env python3
"""usage: patterns.py RULES. No pattern of a shipped rule holds more than four content words in a row: such a pattern is
the sentence of one document rather than a rule, and a name belongs in a gazetteer."""
import os
import re
import sys

import yaml

from report import TOP, fail, skip, verdict

# The parser that annals reads rules with, where Python has it.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MOST = 4
# Keys of a rule that hold a pattern, a list or map of patterns, or (status) names with patterns.
PATTERN_KEYS = {"match", "centre", "around", "before", "after", "unless", "status", "do", "frames"}
FUNCTION_WORDS = set("""a an the this that these those its his her their our my your of in on at by to for from with within into
onto under over between among during since until and or nor but as is are was were be been being has have had will would
shall should may might can could must not no it he she they we who whom which whose there here than then so also both
each every all any some such""".split())
ATOM = re.compile(r"""
    (?P<capture>[a-z][\w-]*(?:\.[a-z][\w-]*)?:)(?=\S)   # a name for what follows: breaks nothing
  | (?P<list><[^>]*>(?:\.[a-z]+)?)
  | (?P<function>(?:list|each|not|quoted|brackets)(?=\())
  | (?P<word>[=~]?[^\W_](?:[\w'’]|-(?=\w))*(?:\.[a-z]+)?)
  | (?P<repeat>[?*+]|\{[\d,\s]*\})
  | (?P<gap>\.\.\d*)
  | (?P<group>[()])
  | (?P<choice>\|)
  | (?P<other>\S)
""", re.X)


def longest_run(pattern):
    """The longest run of content words that follow each other in the pattern."""
    best, run = [], []
    for atom in ATOM.finditer(pattern):
        kind, text = atom.lastgroup, atom[0]
        if kind in ("capture", "repeat", "group"):
            continue
        word = text.lstrip("=~")
        # A bare word with a capital is a type, not a word.
        if kind == "word" and not (word == text and text[0].isupper()):
            run = run + [w for w in re.split(r"[-.]", word) if w.lower() not in FUNCTION_WORDS and len(w) > 1]
            best = max(best, run, key=len)
        else:
            run = []
    return best


def patterns(value, key=""):
    """Every pattern below a rule's key, with where it stands."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for item in value:
            yield from patterns(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from patterns(item, f"{key}.{name}" if key else str(name))


def rules_of(data):
    for rule in data.get("rules") or []:
        if isinstance(rule, dict):
            for key in PATTERN_KEYS & set(rule):
                yield from ((rule.get("rule", "?"), place, text) for place, text in patterns(rule[key], key))
    for key in ("status", "frames"):
        yield from ((key, place, text) for place, text in patterns(data.get(key) or {}, key))


def main():
    problems, count, files = [], 0, 0
    for folder, _, names in sorted(os.walk(os.path.join(TOP, sys.argv[1]))):
        for name in sorted(names):
            if not name.endswith((".yaml", ".yml")):
                continue
            path = os.path.join(folder, name)
            files += 1
            try:
                with open(path, encoding="utf-8") as file:
                    data = yaml.load(file, Loader=LOADER) or {}
            except yaml.YAMLError as error:
                fail(f"{os.path.relpath(path, TOP)} is YAML", "it is not", error)
                continue
            for rule, place, text in rules_of(data if isinstance(data, dict) else {}):
                count += 1
                run = longest_run(text)
                if len(run) > MOST:
                    problems.append(f"{os.path.relpath(path, TOP)}: {rule} ({place}): {len(run)} words in a row: {' '.join(run)}")
    if not files:
        skip("content words in a row", f"there is no rule file in {sys.argv[1]}")
        return
    print(f"    {count} patterns in {files} files")
    verdict(f"no pattern with more than {MOST} content words in a row", problems)


assert longest_run("~hold the first =High-level Conference | x") == ["hold", "first", "High", "level"]
assert longest_run("a:one two (three four)? five") == ["one", "two", "three", "four", "five"]
assert longest_run("one <two> three Date four ..3 five") == ["one"]

if __name__ == "__main__":
    main()
