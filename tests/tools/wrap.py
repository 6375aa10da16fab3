#!/usr/bin/env python3
"""usage: wrap.py FILE.md... Wraps the prose of Markdown files at 120 columns, in place. Headings, tables, fenced blocks and
indented code stay as they are."""
import re
import sys
import textwrap

COLUMNS = 120
ITEM = re.compile(r"^(\s*)((?:[-*]|\d+\.)\s+)?")
TABLE = re.compile(r"^\s*\|")


def wrapped(paragraph):
    indent, mark = ITEM.match(paragraph[0]).groups()
    text = " ".join(line.strip() for line in paragraph)[len(mark or ""):]
    # A hard line break (two spaces at the end) was somebody's wish: such a paragraph is left alone.
    if any(line.endswith("  ") for line in paragraph[:-1]):
        return paragraph
    return textwrap.wrap(text, COLUMNS, initial_indent=indent + (mark or ""), subsequent_indent=indent + " " * len(mark or ""),
                         break_long_words=False, break_on_hyphens=False)


def wrap(text):
    out, paragraph, fenced = [], [], False

    def end():
        if paragraph:
            # What fits already is not touched, so that a change shows only where it is.
            out.extend(wrapped(paragraph) if any(len(line) > COLUMNS for line in paragraph) else paragraph)
            paragraph.clear()

    for line in text.split("\n"):
        fence = line.lstrip().startswith("```")
        plain = fenced or fence or line.startswith("#") or TABLE.match(line) or not line.strip()
        if plain or (line.startswith("    ") and not paragraph):
            end()
            out.append(line)
            fenced ^= fence
            continue
        if ITEM.match(line)[2]:
            end()
        paragraph.append(line)
    end()
    return "\n".join(out)


def main():
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            before = file.read()
        after = wrap(before)
        if after != before:
            with open(path, "w", encoding="utf-8") as file:
                file.write(after)


if __name__ == "__main__":
    main()
