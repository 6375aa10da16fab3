#!/usr/bin/env python3
"""usage: pages.py ANNALS SCRATCH [--bless] [PAGE...]. Does what the pages for writers of rules say, in fresh folders.

Of each page the fenced blocks are taken in their order:

    ```yaml PATH    any block with a path is written to that file, as the page asks of the reader
    ```console      lines with "$ " are commands; what follows is all that they print. "…" in a line stands for anything,
                    a line "…" for any lines. The info string may say "status=1". What a command changes stays.

docs/first-rule.md and docs/table.md are each one story in one folder, as it is after ./quickstart. Of docs/cookbook.md each section with blocks
is a folder of its own. Of docs/rules.md each folder named in a path is a pack that stands alone: it must pass `rules
check` without a warning and `rules test`, and all packs together must show every key that `rules schema` knows and every
row of the table of patterns. --bless writes into a page what its commands print now."""
import json
import os
import re
import shutil
import subprocess
import sys

from readme import commands
from report import TOP, fail, ok, read, run, skip, verdict

BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.M | re.S)
# What differs from run to run, and how a page writes it.
MASKS = [(re.compile(r"\b\d+\.\d+ s\b"), "… s"), (re.compile(r"\b\d+ ms\b"), "… ms"), (re.compile(r"\b\d+ kB\b"), "… kB")]
COOKBOOK_LEAST = 20  # sections of docs/cookbook.md with a pack


class Block:
    def __init__(self, text, found):
        self.kind, info, self.body = found[1], found[2].strip(), found[3]
        self.begin, self.end = found.start(3), found.end(3)
        self.line = text.count("\n", 0, found.start()) + 1
        self.status = int(re.search(r"status=(\d)", info)[1]) if "status=" in info else 0
        self.path = info if info and self.kind != "console" else None


def blocks_of(text):
    return [Block(text, found) for found in BLOCK.finditer(text)]


def workplace(folder, annals):
    """A folder in which build/release/annals and samples/ are, as after ./quickstart."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "build", "release"))
    os.symlink(os.path.abspath(annals), os.path.join(folder, "build", "release", "annals"))
    os.symlink(os.path.join(TOP, "samples"), os.path.join(folder, "samples"))
    return folder


def write(folder, block):
    path = os.path.join(folder, block.path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(block.body)


def masked(printed, folder):
    printed = printed.replace(os.path.realpath(folder) + "/", "").replace(folder + "/", "")
    for pattern, instead in MASKS:
        printed = pattern.sub(instead, printed)
    return [line.rstrip() for line in printed.split("\n") if line.strip()]


def differs(expected, printed):
    """Where what is shown and what was printed part, or None. Both are lists of lines."""
    at, loose = 0, False
    for want in expected:
        if want.strip() == "…":
            loose = True
            continue
        pattern = re.compile(".*".join(map(re.escape, want.split("…"))) + "$")
        while loose and at < len(printed) and not pattern.match(printed[at]):
            at += 1
        if at == len(printed):
            return f"“{want}” was not printed"
        if not pattern.match(printed[at]):
            return f"“{want}” is shown, “{printed[at]}” was printed"
        at, loose = at + 1, False
    return None if loose or at == len(printed) else f"“{printed[at]}” was printed and is not shown"


def play(page, block, folder):
    """Runs a console block. Gives the block as it would be shown now."""
    shown = []
    environment = dict(os.environ, PATH=os.path.join(folder, "build", "release") + os.pathsep + os.environ["PATH"])
    for command, expected in commands(block.body):
        name = f"{page}:{block.line}: {command.splitlines()[0][:80]}"
        try:
            done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, errors="replace", timeout=120)
        except subprocess.TimeoutExpired:
            fail(name, "no end after 120 s")
            continue
        printed = masked(done.stdout, folder)
        why = differs(expected, printed)
        if done.returncode != block.status:
            fail(name, f"exit status {done.returncode}, not {block.status}", done.stdout[-2000:])
        elif why is not None:
            fail(name, why, done.stdout[-2000:])
        else:
            ok(name)
        shown += ["$ " + command] + (expected if why is None else printed)
    return "".join(line + "\n" for line in shown)


def bless(page, text, changes):
    for block, body in reversed(changes):
        text = text[: block.begin] + body + text[block.end :]
    with open(os.path.join(TOP, page), "w", encoding="utf-8") as file:
        file.write(text)


def story(page, annals, scratch, is_blessing):
    """Plays a page in one folder."""
    text, folder = read(page), workplace(os.path.join(scratch, "story"), annals)
    changes = []
    for block in blocks_of(text):
        if block.path:
            write(folder, block)
        elif block.kind == "console":
            changes.append((block, play(page, block, folder)))
    if is_blessing:
        bless(page, text, changes)


def try_pack(name, annals, folder, blocks):
    """What a section of the cookbook holds is right, whatever its commands show: it checks, its examples pass, it builds."""
    files = [block for block in blocks if block.path and block.kind == "yaml"]
    packs = sorted({os.path.join(folder, block.path.split("/")[0]) for block in files})
    alone = ["--alone"] if any("--alone" in block.body for block in blocks) else []
    rules = [rule for block in files for rule in re.findall(r"^- \{?rule: ([\w.-]+)", block.body, re.M)]
    status, _, err = run([annals, "rules", "check"] + alone + packs)
    faults = [line for line in err.split("\n") if re.match(r"\S+:\d+:\d+: ", line)]
    verdict(f"{name}: rules check", faults if status == 0 else [err])
    if rules:
        status, out, err = run([annals, "rules", "test"] + alone + [a for rule in rules for a in ("--only", rule)] + packs)
        passed = re.search(r"^([1-9]\d*) passed, 0 failed", out, re.M)
        verdict(f"{name}: rules test", [] if status == 0 and passed else [out + err])
    documents = [os.path.join(folder, b.path) for b in blocks if b.path and b.kind == "text" and "/" not in b.path]
    options = alone + [a for pack in packs for a in ("-r", pack)] + ["-o", os.path.join(folder, "out")]
    status, _, err = run([annals, "build"] + options + documents)
    verdict(f"{name}: build", [] if status == 0 and documents else [err or "there is no document"])


def cookbook(page, annals, scratch, is_blessing):
    """Plays each section with blocks in a folder of its own."""
    text = read(page)
    changes, count = [], 0
    for number, section in enumerate(re.finditer(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", text, re.M | re.S)):
        folder = workplace(os.path.join(scratch, f"recipe{number}"), annals)
        blocks = [b for b in blocks_of(text) if section.start() < b.begin < section.end()]
        for block in blocks:
            if block.path:
                write(folder, block)
            elif block.kind == "console":
                changes.append((block, play(page, block, folder)))
        if any(block.kind == "yaml" for block in blocks):
            count += 1
            try_pack(f"{page}: {section[1]}", annals, folder, blocks)
    if is_blessing:
        bless(page, text, changes)
    verdict(f"{page}: at least {COOKBOOK_LEAST} patterns", [] if count >= COOKBOOK_LEAST else [f"there are {count}"])


# --- the reference ---

# Of every map of the schema that is not the file itself: where it hangs, from the place of the map that holds it.
def schema_maps(annals):
    status, out, err = run([annals, "rules", "schema"])
    if status != 0:
        fail("pages: rules schema", err)
        return {}
    schema = json.loads(out)
    maps = {name: set(body["properties"]) for name, body in schema["$defs"].items() if "properties" in body}
    maps["pack"] = set(schema["properties"])
    maps.pop("end", None)  # the fields of an interval's end are those of any time
    return maps


def seen_keys(node, where, seen):
    """Notes the keys of a file as MAP.KEY, by the names that the schema has for maps."""
    below = {("pack", "rules"): "rule", ("pack", "text"): "text", ("pack", "compare"): "compare",
             ("pack", "declares"): "declares",
             ("pack", "inflection"): "inflection", ("pack", "status"): "status", ("rule", "status"): "status",
             ("rule", "examples"): "example", ("rule", "value"): "time", ("time", "end"): "time",
             ("table", "keep"): "table_keep", ("table", "weak"): "table_weak"}
    for item in node if isinstance(node, list) else [node]:
        if not isinstance(item, dict):
            continue
        for key, value in item.items():
            seen.add(f"{where}.{key}")
            if (where, key) in below:
                seen_keys(value, below[where, key], seen)
            if (where, key) == ("pack", "lists"):
                for entries in value.values():
                    if isinstance(entries, dict) and "table" in entries:
                        seen_keys(entries, "table", seen)


# A pattern of the packs must show each row of the table of patterns, and each built-in type.
CONSTRUCTS = {
    "word": r"(?<![\w<~=:.-])[a-z]{3,}(?![\w:(>.-])", "exact word": r"(?<!\S)=[A-Z]", "inflected word": r"~[a-z]+(?![\w.])",
    "form": r"~[a-z]+\.[a-z]+", "list": r"<[\w-]+>(?!\.)", "list in a form": r"<[\w-]+>\.[a-z]+",
    "choice": r"\|", "?": r"[\w)>]\?", "*": r"[\w)>]\*", "+": r"[\w)>]\+", "{n}": r"\{\d+\}", "{n,m}": r"\{\d+,\d+\}",
    "gap": r"\.\.(?!\d)", "gap of n": r"\.\.\d", "capture": r"[a-z]+:\S", "capture with a tag": r"[a-z]+\.[a-z]+:\S",
    "list( )": r"(?<![\w-])list\(", "each( )": r"(?<![\w-])each\(", "not( )": r"(?<![\w-])not\(", "_": r" _ ",
    "quoted( )": r"quoted\(", "brackets( )": r"brackets\(", "^": r"(?<!\S)\^", "$": r"(?<!\S)\$(?!\w)", "CENTRE": r"CENTRE",
    "mark": r"(?<!\S)[,&/%-](?!\S)", "escaped mark": r"\\[^\w\s]", "Word": r"\bWord\b", "Cap": r"\bCap\b", "Lower": r"\bLower\b",
    "ACRONYM": r"\bACRONYM\b", "Number": r"\bNumber\b", "Year": r"\bYear\b", "Mark": r"\bMark\b", "Initial": r"\bInitial\b",
}
# Words that stand in the sections on dates, blocks and status, with the key that they are a value of.
VALUES = {"date": "own title clause sentence opening lead occasion before document none".split(),
          "in": "head heading item paragraph footnote first".split(), "needs": ["date", "context"],
          "later": ["last-word"], "back": ["yes"]}
CONDITIONS = ["<", "<=", ">", ">=", "=", "!=", " and ", " or ", "not ", "count(", "initials(", " in <", " is ", "(", "'", "+"]
PATTERN_KEYS = {"match", "centre", "around", "unless", "before", "after", "context", "inherit", "status", "frames",
                "separators", "clause-breaks"}


def texts(node):
    if isinstance(node, (dict, list)):
        for item in node.values() if isinstance(node, dict) else node:
            yield from texts(item)
    elif node is not None:
        yield str(node)


def patterns_of(node, frames):
    if isinstance(node, list):
        for item in node:
            yield from patterns_of(item, frames)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in PATTERN_KEYS or key in frames:
                yield from texts(value)
            else:
                yield from patterns_of(value, frames)


def coverage(annals, files):
    """What the reference speaks of and no tested pack shows."""
    seen, patterns, values, conditions, finds = set(), [], set(), [], set()
    frames = {re.match(r"[\w-]+", name)[0] for file in files for name in (file.get("frames") or {})}
    for file in files:
        seen_keys(file, "pack", seen)
        patterns += patterns_of(file, frames)
        for rule in file.get("rules") or []:
            conditions.append(str(rule.get("if", "")))
            for key in VALUES:
                values |= {(key, word) for word in texts(rule.get(key, []))}
            for example in rule.get("examples", []):
                values |= {("example in", example["in"])} if "in" in example else set()
                finds |= {key for find in example["finds"] if isinstance(find, dict) for key in find}
    missing = [f"the key {name}.{key}" for name, keys in schema_maps(annals).items() for key in sorted(keys)
               if f"{name}.{key}" not in seen]
    missing += [f"the pattern {name}" for name, shape in CONSTRUCTS.items() if not any(re.search(shape, p) for p in patterns)]
    missing += [f"{key}: {word}" for key, words in VALUES.items() for word in words if (key, word) not in values]
    missing += [f"`{part}` in a condition" for part in CONDITIONS if not any(part in c for c in conditions)]
    return missing


def reference(page, annals, scratch):
    try:
        import yaml
    except ImportError:
        skip(page, "python3-yaml is not there")
        return
    text = read(page)
    root = workplace(os.path.join(scratch, "reference"), annals)
    files, folders, names = [], {}, {}
    for block in blocks_of(text):
        if not block.path:
            continue
        write(root, block)
        folder = block.path.split("/")[0]
        folders.setdefault(folder, block.line)
        if block.kind == "yaml":
            try:
                file = yaml.load(block.body, Loader=yaml.BaseLoader) or {}
            except yaml.YAMLError as error:
                fail(f"{page}:{block.line}: {block.path} is YAML", error)
                continue
            files.append(file)
            if "name" in file:
                names[file["name"]] = folder
            if "extends" in file:
                folders[folder] = (block.line, file["extends"])
    for folder, line in folders.items():
        line, base = line if isinstance(line, tuple) else (line, None)
        packs = [os.path.join(root, f) for f in ([names[base]] if base else []) + [folder]]
        status, _, err = run([annals, "rules", "check", "--alone"] + packs)
        verdict(f"{page}:{line}: rules check {folder}", [err] if status != 0 or "warning" in err else [])
        status, out, err = run([annals, "rules", "test", "--alone"] + packs)
        passed = re.search(r"^([1-9]\d*) passed, 0 failed", out, re.M)
        verdict(f"{page}:{line}: rules test {folder}", [] if status == 0 and passed else [out + err])
    verdict(f"{page}: every key and construct has an example that is tested", coverage(annals, files))


def main():
    arguments = [a for a in sys.argv[1:] if a != "--bless"]
    annals, scratch, pages = arguments[0], arguments[1], arguments[2:]
    is_blessing = "--bless" in sys.argv
    wanted = lambda page: not pages or page in pages
    if wanted("docs/first-rule.md"):
        story("docs/first-rule.md", annals, scratch, is_blessing)
    if wanted("docs/table.md"):
        story("docs/table.md", annals, scratch, is_blessing)
    if wanted("docs/cookbook.md"):
        cookbook("docs/cookbook.md", annals, scratch, is_blessing)
    if wanted("docs/rules.md"):
        reference("docs/rules.md", annals, scratch)


if __name__ == "__main__":
    main()
