"""What is wrong with a picture as PDF: size of the page, fonts, words outside the page."""

import re
import subprocess


def output(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def faults(path, paper, smallest):
    """`paper` is width and height in points; `smallest` the least height of letters allowed, in points."""
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", output("pdfinfo", path))
    width, height = float(size[1]), float(size[2])
    if abs(width - paper[0]) > 1 or abs(height - paper[1]) > 1:
        yield f"the page is {width} by {height} pt, not {paper[0]} by {paper[1]}"
    for line in output("pdffonts", path).splitlines()[2:]:
        if line.split()[-5] != "yes":
            yield f"a font is not embedded: {line.split()[0]}"
    words = re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>',
                       output("pdftotext", "-bbox", path, "-"))
    for x0, y0, x1, y1, word in words:
        x0, y0, x1, y1 = map(float, (x0, y0, x1, y1))
        if x0 < 0 or y0 < 0 or x1 > width or y1 > height:
            yield f"\"{word}\" leaves the page"
        if y1 - y0 < smallest * 0.9:
            yield f"\"{word}\" is {y1 - y0:.1f} pt high"
