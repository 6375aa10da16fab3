"""Pictures with one fault each, drawn by hand: the measuring must see it, and see nothing in the one without a fault."""

import tempfile
from pathlib import Path

HEAD = ('<svg xmlns="http://www.w3.org/2000/svg" role="img" width="300pt" height="200pt" viewBox="0 0 300 200">'
        '<title>t</title><g id="graph0" class="graph"><polygon fill="#ffffff" points="0,0 300,0 300,200 0,200"/>')
KB = {"events": [{"id": "event:1", "class": "meeting", "status": "planned", "title": "Harbour Conference of the North"},
                 {"id": "event:2", "class": "agreement", "status": "occurred", "title": "Treaty on Ferries"}]}


def text(words, x, y, size=9, fill="#111111"):
    return f'<text x="{x}" y="{y}" font-family="Liberation Sans" font-size="{size}" fill="{fill}">{words}</text>'


def group(name, inner, event="event:1", classes="node"):
    return f'<g id="{name}" class="{classes}" data-event="{event}">{inner}</g>'


def mark(x, fill="#0072b2", radius=4):
    return f'<ellipse cx="{x}" cy="60" rx="{radius}" ry="{radius}" fill="{fill}" stroke="{fill}"/>'


BOX = '<polygon points="20,100 60,100 60,115 20,115" fill="#ffffff" stroke="#333333"/>'

# What is drawn, and words of the fault that must be seen; none where there is no fault.
CASES = {
    "nothing wrong": (group("a", text("Harbour Conference…", 20, 30)) + group("m", mark(30), classes="mark"), ""),
    "text over text": (group("a", text("Harbour", 20, 30)) + group("b", text("Conference", 40, 33)), "over \"Conf"),
    "text over a mark": (group("a", text("Harbour", 20, 63)) + group("m", mark(30), classes="mark"), "over a mark"),
    "a line through a text": (
        group("e", '<path d="M0,26 L200,27" fill="none" stroke="#000000"/>', classes="edge")
        + group("a", text("Harbour", 20, 30)), "runs through"),
    "small text": (group("a", text("Harbour", 20, 30, 7.5)), "is 7.5 pt"),
    "text off the page": (group("a", text("Harbour Conference", 250, 30)), "leaves the page"),
    "text out of its shape": (group("a", BOX + text("Harbour Conference", 22, 110)), "leaves its shape"),
    "pale text": (group("a", text("Harbour", 20, 30, fill="#999999")), "has contrast 2.8"),
    "text pale on its shape": (
        group("a", BOX.replace("#ffffff", "#0072b2") + text("North", 25, 110, fill="#0099dd")), "has contrast"),
    "pale mark": (group("m", mark(30, "#cccccc"), classes="mark"), "mark m has contrast"),
    "kinds told by colour alone": (
        group("m", mark(30), classes="mark") + group("n", mark(90, "#d55e00"), "event:2", "mark"), "looks like"),
    "a label cut within a word": (group("a", text("Harbour Confe…", 20, 30)), "cut within a word"),
    "an id twice": (group("a", text("Harbour", 20, 30)) + group("a", text("North", 120, 30)), "an id is there twice"),
}


def check(page, faults, report):
    """Draws each case, and reports whether `faults` sees what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (body, expected) in CASES.items():
            path = Path(folder) / "faulty.svg"
            path.write_text(HEAD + body + "</g></svg>", encoding="utf-8")
            found = list(faults(page.measure(path), KB, "timeline"))
            wrong = [] if expected in " ".join(found) and bool(found) == bool(expected) else [f"found: {found}"]
            report(f"measuring sees: {name}", wrong)
