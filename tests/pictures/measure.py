#!/usr/bin/python3
"""Measures pictures as they are drawn: boxes from Chromium's getBBox, words from pdftotext -bbox.

    measure.py ANNALS SCRATCH [KB.json...]

Draws every made-up knowledge base (made_up.py) and those named, in several ways, and prints `ok NAME` or
`not ok NAME: WHY` for each picture. What fails it is said in docs/rendering.md, "What a machine checks".
"""

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import faulty
import made_up
import pdf_words

sys.path.append(str(Path(__file__).resolve().parents[1] / "web"))
import browser  # noqa: E402 (found in the folder that was just named)

TOUCH = 0.35  # points that two boxes may share: rounding
SMALLEST = 8.0  # points of any text
TEXT_CONTRAST = 4.5
MARK_CONTRAST = 3.0
SHOWN = 3  # faults told of one picture
PAPERS = {"a4": (595.276, 841.89), "a3": (841.89, 1190.551), "letter": (612.0, 792.0)}

# Name, command, options; for each knowledge base. The first of each command is drawn as PDF, too.
WAYS = [
    ("timeline", "timeline", []),
    ("timeline a3 portrait by place", "timeline", ["--paper", "a3", "--portrait", "--lane", "place"]),
    ("timeline dark", "timeline", ["--theme", "dark"]),
    ("timeline grey", "timeline", ["--theme", "grey"]),
    ("organizations", "network", []),
    ("partners", "network", ["--partners"]),
    ("partners grey portrait", "network", ["--partners", "--theme", "grey", "--portrait"]),
]


class Page:
    """A browser's window in which one picture after the other is measured by measure.js."""

    def __init__(self, window):
        self.window = window
        self.script = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")

    def measure(self, path):
        self.window.open(path, ready=None)
        return self.window.run(self.script)


def luminance(colour):
    numbers = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in numbers)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """As WCAG 2.1 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def meet(a, b, touch=TOUCH):
    return (a["x0"] + touch < b["x1"] - touch and b["x0"] + touch < a["x1"] - touch
            and a["y0"] + touch < b["y1"] - touch and b["y0"] + touch < a["y1"] - touch)


def within(inner, outer, slack=0.5):
    return (outer["x0"] <= inner["x0"] + slack and inner["x1"] <= outer["x1"] + slack
            and outer["y0"] <= inner["y0"] + slack and inner["y1"] <= outer["y1"] + slack)


def is_painted(colour):
    return colour not in ("none", "", "rgba(0, 0, 0, 0)")


def is_mark(item):
    """A shape that says something: no text, and no ground laid under a text."""
    own = "mark" in item["group"]["classes"] or "node" in item["group"]["classes"]
    return item["tag"] != "text" and own and not item.get("outline") and not is_ground(item)


def ground(item):
    """The colour on most sides of a shape: a neighbour on one side is not what it lies on."""
    fills = [under["fill"] for under in item["under"]]
    return max(fills, key=fills.count)


def is_ground(item):
    """A fill without a line in the colour of what is under it: it keeps lines away from a text."""
    return not is_painted(item["stroke"]) and contrast(item["fill"], ground(item)) < 1.01


def ink(text):
    """The box of a text without the room above its capitals; of a cross, where its strokes are."""
    box, size = text["box"], text["size"]
    if text["text"].strip() == "×":
        return {**box, "y0": box["y0"] + 0.4 * size, "y1": box["y1"] - 0.2 * size}
    return {**box, "y0": box["y0"] + 0.165 * size}


def overlaps(items):
    """A text over another text, or over a mark of another group."""
    texts = [item for item in items if item["tag"] == "text" and item["text"].strip()]
    marks = [item for item in items if is_mark(item)]
    for number, text in enumerate(texts):
        for other in texts[number + 1:]:
            if meet(text["box"], other["box"]):
                yield f"\"{text['text']}\" over \"{other['text']}\""
        for mark in marks:
            if mark["group"]["id"] != text["group"]["id"] and meet(ink(text), mark["box"]):
                yield f"\"{text['text']}\" over a mark of {mark['group']['key']}"


def struck_through(items):
    """A line that runs through a text: nothing opaque lies between them."""
    texts = [(at, item) for at, item in enumerate(items) if item["tag"] == "text" and item["text"].strip()]
    for at, line in enumerate(items):
        for x, y in line.get("outline") or []:
            for index, text in texts:
                box = text["box"]
                inside = box["x0"] + 1 < x < box["x1"] - 1 and box["y0"] + 1.5 < y < box["y1"] - 1.5
                if inside and not any(at < cover["index"] < index for cover in text["under"]):
                    yield f"a line of {line['group']['id']} runs through \"{text['text']}\""
                    break
            else:
                continue
            break


def texts_in_place(items, page):
    """Size, page, shape and contrast of each text."""
    x, y, width, height = page
    frames = [item for item in items if item["tag"] in ("polygon", "path", "ellipse") and is_mark(item)]
    for item in items:
        if item["tag"] != "text" or not item["text"].strip():
            continue
        box, text = item["box"], item["text"]
        if item["size"] < SMALLEST - 0.01:
            yield f"\"{text}\" is {item['size']} pt"
        if box["x0"] < x or box["y0"] < y or box["x1"] > x + width or box["y1"] > y + height:
            yield f"\"{text}\" leaves the page"
        for frame in frames:
            own = frame["group"]["id"] == item["group"]["id"]
            if own and meet(frame["box"], ink(item)) and not within(ink(item), frame["box"]):
                yield f"\"{text}\" leaves its shape"
        ratio = min(contrast(item["fill"], under["fill"]) for under in item["under"])
        if ratio < TEXT_CONTRAST:
            yield f"\"{text}\" has contrast {ratio:.2f}"


def is_border(line, box):
    """Whether a straight line lies on a side of a box: short dashes are drawn so."""
    upright = line["x1"] - line["x0"] < 0.1 and min(abs(line["x0"] - box["x0"]), abs(line["x0"] - box["x1"])) < 1
    level = line["y1"] - line["y0"] < 0.1 and min(abs(line["y0"] - box["y0"]), abs(line["y0"] - box["y1"])) < 1
    return (upright or level) and within(line, box, 1)


def marks_seen(items):
    """Each mark has a line or a fill that is told from what is under it; each line between marks from the page."""
    groups = {}
    paper = next((item["fill"] for item in items if item["tag"] == "polygon"), "rgb(255, 255, 255)")
    dashes = [item for item in items if item["tag"] == "polyline" and "graph" in item["group"]["classes"]]
    lines = {item["group"]["id"]: item["stroke"] for item in items if item.get("outline")}
    for item in items:
        if is_mark(item) and item["group"]["id"] not in lines:
            colours = [colour for colour in (item["fill"], item["stroke"]) if is_painted(colour)]
            colours += [dash["stroke"] for dash in dashes if is_border(dash["box"], item["box"])]
            best = max((contrast(colour, ground(item)) for colour in colours), default=0.0)
            groups[item["group"]["id"]] = max(groups.get(item["group"]["id"], 0.0), best)
    groups.update((name, contrast(stroke, paper)) for name, stroke in lines.items())
    for group, best in groups.items():
        if 0.0 < best < MARK_CONTRAST:
            yield f"mark {group} has contrast {best:.2f}"


def look(marks):
    """What a mark looks like where colours are gone: shapes, dashes, full or hollow."""
    parts = []
    for item in marks:
        box = item["box"]
        width, height = box["x1"] - box["x0"], box["y1"] - box["y0"]
        form = "wide" if width > 1.6 * height else "tall" if height > 1.6 * width else "square"
        filled = is_painted(item["fill"]) and contrast(item["fill"], ground(item))
        fullness = "hollow" if not filled or filled < 1.05 else "pale" if filled < 2 else "full"
        parts.append((item["form"], form, fullness, item["dash"]))
    return tuple(parts)


def told_by_colour_alone(items, kinds):
    """Marks of two kinds (class and status of an event) that look the same but for their colour. What the words of the
    label say, or the name of the lane at the left, is told. "+1" stands for an event and is no mark of it."""
    groups, words = {}, {}
    lanes = {item["text"].lower() for item in items if item["tag"] == "text" and not item["group"]["event"]}
    for item in items:
        event = item["group"]["event"]
        if "folded" in item["group"]["classes"]:
            continue
        if event in kinds and item["tag"] != "text" and "mark" in item["group"]["classes"]:
            groups.setdefault(event, []).append(item)
        elif event in kinds and item["tag"] == "text":
            words.setdefault(event, []).append(item["text"].lower())
    seen = {}
    for event, marks in groups.items():
        label = " ".join(words.get(event, []))
        told = [part in label or part in lanes for part in kinds[event]]
        untold = tuple(part for part, is_told in zip(kinds[event], told) if not is_told)
        previous, other = seen.setdefault((look(marks), tuple(told)), (untold, event))
        if previous != untold:
            yield f"{kinds[event]} looks like {kinds[other]}"


def cut_words(items, titles):
    """A label that ends in "…" within a word of the title."""
    for item in items:
        if item["group"]["event"] not in titles or item["tag"] != "text":
            continue
        if not item["text"].rstrip().endswith("…") or "when" in item["group"]["classes"]:
            continue
        title = fold(titles.get(item["group"]["event"], ""))
        end = fold(item["text"].rstrip().rstrip("…"))
        at = title.find(end)
        while at >= 0:
            after = title[at + len(end):at + len(end) + 1]
            if not (end[-1:].isalnum() and after.isalnum() and is_spaced(end[-1]) and is_spaced(after)):
                break
            at = title.find(end, at + 1)
        if at < 0 and end and len(end.split()[-1]) < 20:
            yield f"\"{item['text']}\" is cut within a word"


def fold(text):
    return re.sub(r"[\s\u202a-\u202e]+", " ", unicodedata.normalize("NFC", text)).strip().lower()


def is_spaced(letter):
    """Whether the script of a letter parts words with spaces."""
    return not unicodedata.name(letter, "").startswith(("CJK", "HIRAGANA", "KATAKANA"))


def importance(event, newest_year):
    """The order of docs/rendering.md, most important first."""
    date = event["date"] or {}
    rank = ["meeting", "agreement", "document", "launch", "visit", "statement"]
    first = event["status"] == "planned" or int(date.get("latest", "0000")[:4]) >= newest_year - 1
    kind = rank.index(event["class"]) if event["class"] in rank else len(rank)
    return (not first, -event["sources"], kind)


def enough_labels(items, kb):
    """Of sixty events on an A4 page forty have labels, and none of the ten most important is folded."""
    labelled = {item["group"]["event"] for item in items if item["tag"] == "text" and item["text"].strip()} - {""}
    if len(labelled) < 40:
        yield f"only {len(labelled)} of {len(kb['events'])} events have a label"
    newest = max(int(document["date"]["latest"][:4]) for document in kb["documents"])
    ranked = sorted(kb["events"], key=lambda event: importance(event, newest))
    surely = [event for event in ranked if importance(event, newest) < importance(ranked[10], newest)]
    for event in surely[:10]:
        if event["id"] not in labelled:
            yield f"\"{event['title']}\" is among the ten most important and has no label"


def faults(drawn, kb, name):
    items = drawn["items"]
    kinds = {event["id"]: (event["class"], event["status"]) for event in kb["events"]}
    titles = {event["id"]: event["title"] for event in kb["events"]}
    yield from overlaps(items)
    yield from struck_through(items)
    yield from texts_in_place(items, drawn["page"])
    yield from marks_seen(items)
    if name.startswith("timeline"):
        yield from told_by_colour_alone(items, kinds)
        yield from cut_words(items, titles)
    if len(drawn["ids"]) != len(set(drawn["ids"])):
        yield "an id is there twice"
    if drawn["role"] != "img" or not drawn["title"]:
        yield "no role, or no title"


def draw(annals, kb, command, options, out):
    """What went wrong, or an empty text."""
    run = subprocess.run([annals, command, *options, "-o", str(out), str(kb)], capture_output=True, text=True)
    return "" if run.returncode == 0 else f"exit status {run.returncode}: {run.stderr.strip()[:200]}"


def report(name, found):
    found = list(found)
    if found:
        for fault in found[:20]:
            print(f"    {fault}")
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        print(f"not ok {name}: {'; '.join(found[:SHOWN])}{more}".replace("\n", " "))
    else:
        print(f"ok {name}")
    sys.stdout.flush()


def measure_pdf(annals, path, way, name, scratch):
    """Page, fonts and words of the PDF."""
    _, command, options = way
    out = scratch / "picture.pdf"
    problem = draw(annals, path, command, options, out)
    report(f"{name} pdf", [problem] if problem else pdf_words.faults(out, PAPERS["a4"][::-1], SMALLEST))


def measure(annals, path, page, scratch, titles_of):
    kb = json.loads(path.read_text(encoding="utf-8"))
    drawn_commands = set()
    for way in WAYS:
        way_name, command, options = way
        name = f"{titles_of}: {way_name}"
        out = scratch / "picture.svg"
        problem = draw(annals, path, command, options, out)
        if problem:
            report(name, [problem])
            continue
        drawn = page.measure(out)
        found = list(faults(drawn, kb, way_name))
        if titles_of == "sixty" and way_name == "timeline":
            found += enough_labels(drawn["items"], kb)
        report(name, found)
        kind = way_name.split()[0]
        if kind not in drawn_commands:
            drawn_commands.add(kind)
            measure_pdf(annals, path, way, name, scratch)


def main(annals, scratch, *extra):
    scratch = Path(scratch)
    names = made_up.write_all(scratch / "made_up")
    with browser.Browser() as window:
        page = Page(window)
        faulty.check(page, faults, report)
        for name in names:
            measure(annals, scratch / "made_up" / f"{name}.json", page, scratch, name)
        for path in extra:
            measure(annals, Path(path), page, scratch, Path(path).parent.name)


if __name__ == "__main__":
    main(*sys.argv[1:])
