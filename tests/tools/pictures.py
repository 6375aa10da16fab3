#!/usr/bin/env python3
"""usage: pictures.py ANNALS DOCUMENTS SCRATCH. What a program can see of the pictures: each is there in each format and
whole, the paper is A4, no text leaves the page or lies over another, and stock dot reads the graph."""
import os
import re
import shutil
import sys
import xml.etree.ElementTree as ET

from report import TOP, fail, ok, run, skip, verdict

NAMES = ("timeline", "organizations", "partners")
BEGINS = {"svg": b"<", "pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "dot": b""}
A4 = (841.89, 595.28)


def number(text):
    return float(re.match(r"-?[\d.]+", text)[0])


def texts_of_pdf(path):
    """(x0, y0, x1, y1, word) of every word on the page, and the page's size, as poppler sees them."""
    status, out, err = run(["pdftotext", "-bbox", path, "-"])
    if status:
        raise RuntimeError(err)
    page = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', out)
    words = [tuple(map(float, m.groups()[:4])) + (m[5],) for m in re.finditer(
        r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', out)]
    return (float(page[1]), float(page[2])), words


def overlaps(words):
    """Pairs of words that lie over each other by more than a hair."""
    found = []
    words = sorted(words, key=lambda w: w[1])
    for n, a in enumerate(words):
        for b in words[n + 1:]:
            if b[1] >= a[3]:
                break
            wide = min(a[2], b[2]) - max(a[0], b[0])
            high = min(a[3], b[3]) - max(a[1], b[1])
            if wide > 1.5 and high > 0.45 * min(a[3] - a[1], b[3] - b[1]):
                found.append(f"“{a[4]}” and “{b[4]}” at {a[0]:.0f},{a[1]:.0f}")
    return found


def check_pdf(name, path):
    size, words = texts_of_pdf(path)
    near = all(abs(have - want) < 1.5 for have, want in zip(sorted(size), sorted(A4)))
    verdict(f"{name}.pdf is A4", [] if near else [f"it is {size[0]} by {size[1]} points"])
    cut = [f"“{w[4]}” at {w[0]:.0f},{w[1]:.0f}" for w in words if w[0] < -1 or w[1] < -1 or w[2] > size[0] + 1 or w[3] > size[1] + 1]
    verdict(f"{name}.pdf: no text leaves the page", cut)
    verdict(f"{name}.pdf: no text lies over another", overlaps(words))
    small = sorted({round(w[3] - w[1], 1) for w in words if w[3] - w[1] < 8 * 1.0})
    verdict(f"{name}.pdf: no text under 8 pt", [f"a line {h} points high" for h in small])


def main():
    annals, documents, scratch = sys.argv[1:4]
    documents = os.path.join(TOP, documents)
    if not os.path.isdir(documents) or not os.listdir(documents):
        skip("pictures", "there are no documents")
        return
    status, _, err = run([annals, "build", "-o", scratch, documents])
    if status > 1:
        fail("pictures", f"annals build ended with status {status}", err[-1000:])
        return
    for name in NAMES:
        for kind, begin in BEGINS.items():
            path = os.path.join(scratch, f"{name}.{kind}")
            data = b""
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    data = file.read()
            if not data or not data.startswith(begin):
                fail(f"{name}.{kind}", "it is not there, or not what its name says")
                continue
            ok(f"{name}.{kind}")
            if kind == "svg":
                try:
                    root = ET.fromstring(data)
                    namespace = root.tag[: root.tag.index("}") + 1]
                    lacking = [tag for tag in ("title", "desc") if root.find(f".//{namespace}{tag}") is None]
                    verdict(f"{name}.svg can be read out", [f"no <{tag}>" for tag in lacking]
                            + ([] if root.get("role") == "img" else ['no role="img"']))
                except ET.ParseError as error:
                    fail(f"{name}.svg is well-formed", str(error))
            elif kind == "pdf" and shutil.which("pdftotext"):
                check_pdf(name, path)
            elif kind == "dot" and shutil.which("dot"):
                status, _, err = run(["dot", "-Knop2", "-Tsvg", "-o", os.devnull, path])
                verdict(f"{name}.dot is read by stock dot", [err.strip()] if status or "rror" in err else [])


if __name__ == "__main__":
    main()
