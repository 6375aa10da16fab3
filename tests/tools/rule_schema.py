#!/usr/bin/env python3
"""usage: rule_schema.py ANNALS. The schema that `annals rules schema` writes: every rule file that the program takes is
valid by it, read by a YAML 1.2 reader and checked by a validator that know nothing of annals; what the program refuses
for its keys and shapes is not."""
import glob
import json
import os
import sys

from report import TOP, fail, ok, run, skip, verdict

# Files that the program takes: no fault must be found in them.
GOOD = ("rules", "tests/data", "tests/packs", "docs")
# What stands where it must not.
BAD = {
    "unknown key of a file": "ruls: []",
    "unknown key of a rule": "rules: [{rule: x, class: m, match: a, macth: b}]",
    "key of another kind": "rules: [{rule: x, class: m, match: a, value: 3}]",
    "two kinds": "rules: [{rule: x, class: m, yields: T, match: a}]",
    "no kind": "rules: [{rule: x, match: a}]",
    "no name": "rules: [{class: m, match: a}]",
    "match and centre": "rules: [{rule: x, class: m, match: a, centre: b}]",
    "pattern as a list": "rules: [{rule: x, class: m, match: [a, b]}]",
    "pattern as a map": "rules: [{rule: x, class: m, match: {a: b}}]",
    "unknown block": "rules: [{rule: x, class: m, match: a, in: hading}]",
    "unknown scope": "rules: [{rule: x, class: m, match: a, date: [own, yesterday]}]",
    "unknown status": "rules: [{rule: x, class: m, match: a, status: {likely: may}}]",
    "unknown default status": "status: {likely: may}",
    "unknown yes": "rules: [{rule: x, class: m, match: a, back: maybe}]",
    "unknown field of a time": "rules: [{rule: x, yields: D, match: a, value: {mouth: 3}}]",
    "month thirteen": "rules: [{rule: x, yields: D, match: a, value: {month: 13}}]",
    "unknown unit": "rules: [{rule: x, yields: D, match: a, value: {unit: yera}}]",
    "also of one": "rules: [{rule: x, class: m, match: 'p:a', also: {partner: [$p]}}]",
    "example without finds": "rules: [{rule: x, class: m, match: a, examples: [{text: a}]}]",
    "example with another key": "rules: [{rule: x, class: m, match: a, examples: [{text: a, finds: [], date: 2018}]}]",
    "lists as a list": "lists: [a]",
    "table without words": "lists: {x: {table: x.tsv}}",
    "table with another key": "lists: {x: {table: x.tsv, words: a, giv: T}}",
    "unknown key of text": "text: {abbreviation: [mr]}",
    "rules as a map": "rules: {rule: x}",
}


def as_written(value):
    """Keys of a JSON document are texts; dates are no type of YAML 1.2's core schema."""
    if isinstance(value, dict):
        return {str(key): as_written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_written(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def deepest(error):
    """Of a choice that none of the branches fits, the fault that lies deepest in the file."""
    while error.context:
        error = max(error.context, key=lambda e: len(e.absolute_path))
    return error


def rule_files():
    for folder in GOOD:
        for path in sorted(glob.glob(os.path.join(TOP, folder, "**", "*.y*ml"), recursive=True)):
            yield path


def main():
    try:
        import jsonschema
        import ruamel.yaml
    except ImportError as missing:
        skip("schema of rule files", f"{missing.name} is not installed")
        return
    status, out, _ = run([sys.argv[1], "rules", "schema"])
    if status != 0:
        fail("schema of rule files", f"exit status {status}")
        return
    schema = json.loads(out)
    jsonschema.Draft202012Validator.check_schema(schema)
    ok("the schema is a schema of draft 2020-12")
    validator = jsonschema.Draft202012Validator(schema)
    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.version = (1, 2)

    def faults(text):
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:160]
                for error in map(deepest, validator.iter_errors(as_written(reader.load(text))))]

    count, problems = 0, []
    for path in rule_files():
        with open(path, encoding="utf-8") as file:
            found = faults(file.read())
        count += 1
        problems += [f"{os.path.relpath(path, TOP)}: {fault}" for fault in found]
    verdict(f"{count} rule files are valid by the schema", problems)
    verdict("what the schema refuses", [f"nothing is wrong with: {name}" for name, text in BAD.items() if not faults(text)])
    lacking = [path for path in ("rules", "lists", "types", "frames") if path not in schema["properties"]]
    lacking += [f"{name} has no description" for name, key in schema["$defs"]["rule"]["properties"].items()
                if not key.get("description")]
    verdict("the schema tells an editor what every key is for", lacking)


if __name__ == "__main__":
    main()
