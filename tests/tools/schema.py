#!/usr/bin/env python3
"""usage: schema.py ANNALS SCHEMA SCRATCH. Builds a knowledge base and validates it against the published schema with an
independent validator; then checks what a schema cannot say: references, order, offsets and quotes."""
import json
import os
import re
import sys

from report import TOP, fail, ok, run, skip, verdict

FOLDS = re.compile(r"\s+")


def references(kb):
    ids = {kind: [item["id"] for item in kb[kind]] for kind in ("documents", "entities", "events", "relations")}
    everything = {i for kind in ids.values() for i in kind}
    problems = [f"{kind}: an id is given twice" for kind, names in ids.items() if len(names) != len(set(names))]

    def walk(value, path):
        if isinstance(value, dict):
            for key, item in value.items():
                if key in ("entity", "document", "source", "target", "part_of") and isinstance(item, str) and ":" in item:
                    if item not in everything:
                        problems.append(f"{path}.{key}: {item} does not exist")
                walk(item, f"{path}.{key}")
        elif isinstance(value, list):
            for n, item in enumerate(value):
                walk(item, f"{path}[{n}]")

    for kind in ids:
        walk(kb[kind], kind)
    walk(kb.get("rejected", {}), "rejected")
    return problems


# A page break goes through the sentence, the name of the event and its date.
CUT = """Report of the harbour office
12 March 2019

Excellencies,

We met often in these years, and there was much to say about tides, ropes and lamps. You know that the Second

                          2

Conference of Harbour Pilots, for which those who had built the port came with their boats, was held in May

                          3

2018, and all went home when it was over. Nobody was lost, and the ships came in as the pilots had said there.
"""


def mentions(kb):
    for item in kb["documents"]:
        if isinstance(item.get("date"), dict):
            yield item["id"], {"document": item["id"], "date": item["date"]}
    for kind in ("events", "relations"):
        for item in kb[kind]:
            for mention in item.get("mentions") or []:
                yield item["id"], mention


def letters(text):
    """What of a quote survives every repair: letters and digits."""
    return re.sub(r"[\W_]+", "", text)


def quotes(kb, folder):
    """Each quote must be what the source holds at its offsets."""
    problems, count = [], 0
    sources = {}
    for document in kb["documents"]:
        path = os.path.join(folder, document["path"])
        if os.path.isfile(path):
            with open(path, "rb") as file:
                sources[document["id"]] = file.read()
    for owner, mention in mentions(kb):
        source = sources.get(mention["document"])
        if source is None:
            problems.append(f"{owner}: the document {mention['document']} is not below the folder it came from")
            continue
        spans = [mention] + [mention[key] for key in ("sentence", "date") if isinstance(mention.get(key), dict)]
        for span in spans:
            if "begin" not in span or "quote" not in span:
                continue
            count += 1
            ranges = span.get("ranges") or [[span["begin"], span["end"]]]
            pairs = [(r["begin"], r["end"]) if isinstance(r, dict) else tuple(r) for r in ranges]
            text = b"".join(source[b:e] for b, e in pairs).decode("utf-8", "replace")
            if not text or letters(text) != letters(span["quote"]):
                problems.append(f"{owner}: {mention['document']} {pairs}: the source has {text[:80]!r}, the quote {span['quote'][:80]!r}")
    print(f"    {count} quotes were mapped back")
    if not count:
        problems.append("no mention has a quote with offsets")
    return problems


def passages(kb, folder):
    """The sentence of each mention is a passage of its document; passages are in order, with the line they begin on."""
    problems = []
    places = {}
    for document in kb["documents"]:
        held = document.get("passages", [])
        places[document["id"]] = {(p["begin"], p["end"]): p["text"] for p in held}
        if any(a["end"] > b["begin"] for a, b in zip(held, held[1:])):
            problems.append(f"{document['id']}: passages out of order")
        with open(os.path.join(folder, document["path"]), "rb") as file:
            source = file.read()
        for p in held:
            if p["line"] != source.count(b"\n", 0, p["begin"]) + 1:
                problems.append(f"{document['id']}: the passage at byte {p['begin']} is not on line {p['line']}")
    for event in kb["events"]:
        for mention in event["mentions"]:
            at = mention["sentence"]
            if places[mention["document"]].get((at["begin"], at["end"])) != at.get("quote"):
                problems.append(f"{event['id']}: no passage of {mention['document']} is its sentence at byte {at['begin']}")
    return problems


def cut(out):
    """A span that a page break cuts lists its pieces, as the sentence and the date around it do."""
    with open(os.path.join(out, "kb.json"), encoding="utf-8") as file:
        kb = json.load(file)
    found = [m for e in kb["events"] for m in e["mentions"] if "Harbour Pilots" in m["quote"]]
    verdict("a mention, its sentence and its date that page breaks cut list their pieces",
            [f"{what} has not {pieces} pieces: {span}" for m in found
             for what, span, pieces in (("the mention", m, 2), ("the sentence", m["sentence"], 3), ("the date", m["date"], 2))
             if len((span or {}).get("ranges", [])) != pieces] if found else ["the conference was not found"])


def check(name, annals, schema, folder, out, *options):
    status, _, err = run([annals, "build", *options, "-o", out, folder])
    if status > 1:
        fail(f"schema of {name}", f"annals build ended with status {status}", err[-1000:])
        return
    with open(os.path.join(out, "kb.json"), encoding="utf-8") as file:
        kb = json.load(file)
    if schema:
        import jsonschema
        validator = jsonschema.Draft202012Validator(schema)
        problems = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in validator.iter_errors(kb)]
        verdict(f"kb.json of {name} follows the schema", problems)
    verdict(f"references in kb.json of {name}", references(kb))
    verdict(f"quotes in kb.json of {name} are the source's", quotes(kb, folder))
    verdict(f"sentences in kb.json of {name} are among the passages", passages(kb, folder))


def entries(kb):
    """A correction of every kind; one entry is of nothing."""
    events, entities, relations = kb["events"], kb["entities"], kb["relations"]
    longest = max(events, key=lambda e: len({m["sentence"]["quote"] for m in e["mentions"]}))
    several = sorted({m["sentence"]["quote"] for m in longest["mentions"]})
    plain = [e["id"] for e in events if e is not longest]
    yield {"reject": plain[0], "why": "no event"}
    yield {"confirm": plain[1], "status": "cancelled", "by": "A. Reader", "on": "2026-11-29"}
    yield {"merge": plain[2], "into": plain[3]}
    yield {"rename": plain[4], "to": "Another title"}
    yield {"redate": plain[5], "to": "2001-02~"}
    yield {"redate": plain[6], "to": "XXXX-03-23"}
    yield {"split": longest["id"], "apart": several[:1]}
    yield {"reject": entities[0]["id"]}
    yield {"merge": entities[1]["id"], "into": entities[2]["id"]}
    yield {"rename": entities[3]["id"], "to": "Another name"}
    yield {"reject": relations[0]["id"]}
    yield {"reject": "event:000000000000", "was": "Nothing, 1999"}


def corrected(annals, schema, folder, plain, out):
    with open(os.path.join(plain, "kb.json"), encoding="utf-8") as file:
        made = list(entries(json.load(file)))
    with open(out + ".yaml", "w", encoding="utf-8") as file:
        json.dump({"corrections": made}, file)
    check("the samples, corrected", annals, schema, folder, out, "--corrections", out + ".yaml")
    with open(os.path.join(out, "kb.json"), encoding="utf-8") as file:
        kb = json.load(file)
    applied = sum(entry["status"] == "applied" for entry in kb["corrections"])
    verdict("a correction of every kind is applied", [] if applied == len(made) - 1 else [str(kb["corrections"])])
    for kind in ("entities", "events", "relations"):
        verdict(f"there are rejected {kind}", [] if kb["rejected"][kind] else ["there are none"])


def main():
    annals, path, scratch = sys.argv[1:4]
    schema = None
    if os.path.isfile(os.path.join(TOP, path)):
        with open(os.path.join(TOP, path), encoding="utf-8") as file:
            schema = json.load(file)
        try:
            import jsonschema
            jsonschema.Draft202012Validator.check_schema(schema)
            ok(f"{path} is a schema")
        except ImportError:
            schema = None
            skip("schema", "python3-jsonschema is not installed")
        except jsonschema.exceptions.SchemaError as error:
            fail(f"{path} is a schema", error.message)
            schema = None
    else:
        fail("schema", f"{path} is not there")
    for name, folder in (("samples", "samples"), ("the seeds", "../shared/seeds")):
        folder = os.path.join(TOP, folder)
        if os.path.isdir(folder) and os.listdir(folder):
            check(name, annals, schema, folder, os.path.join(scratch, name))
        else:
            skip(f"schema of {name}", "there are no documents")
    if os.path.isfile(os.path.join(scratch, "samples", "kb.json")):
        corrected(annals, schema, os.path.join(TOP, "samples"), os.path.join(scratch, "samples"), os.path.join(scratch, "corrected"))
    folder = os.path.join(scratch, "cut")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "cut.txt"), "w", encoding="utf-8") as file:
        file.write(CUT)
    check("a document with page breaks", annals, schema, folder, os.path.join(scratch, "cut out"))
    cut(os.path.join(scratch, "cut out"))


if __name__ == "__main__":
    main()
