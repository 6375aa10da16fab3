#!/usr/bin/env python3
"""House limits on C files, and no knowledge about the world in C: month names and countries belong in rules/."""
import csv
import os
import re

from report import TOP, read, skip, sources, verdict

FILE_LINES = 800       # aimed at: more is noted
FILE_LINES_HARD = 900  # more fails
FUNCTION_LINES_HARD = 120
LINE_COLUMNS = 120
MONTHS = """January February March April May June July August September October November December""".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
# These are words of English as well, and stand in error messages.
COMMON = {"may", "march"}

LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.S)


def code_only(text):
    """The text without comments; lines keep their numbers."""
    return COMMENT.sub(lambda m: m[0] if m[0][0] in "\"'" else "\n" * m[0].count("\n"), text)


def literals(path):
    for number, line in enumerate(code_only(read(path)).split("\n"), 1):
        if not re.match(r"\s*#\s*include", line):
            for found in LITERAL.finditer(line):
                yield number, found[1]


def countries():
    """Short English names of countries, from a pack's table or from the list that the tables were made of."""
    names = set()
    for folder, _, files in os.walk(os.path.join(TOP, "rules")):
        for name in files:
            if re.search(r"(countr|state)", name) and name.endswith((".tsv", ".csv")):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    for row in csv.DictReader(file, delimiter="\t" if name.endswith(".tsv") else ","):
                        names.update(v for k, v in row.items() if v and isinstance(v, str) and re.search(r"name|word", k or ""))
    return {n for n in names if len(n) > 3}


def check_limits(paths):
    long_files, long_lines, long_functions = [], [], []
    for path in paths:
        lines = read(path).split("\n")
        if len(lines) - 1 > FILE_LINES_HARD:
            long_files.append(f"{path}: {len(lines) - 1} lines, the limit is {FILE_LINES_HARD}")
        elif len(lines) - 1 > FILE_LINES:
            print(f"    note: {path} has {len(lines) - 1} lines, {FILE_LINES} are aimed at")
        for number, line in enumerate(lines, 1):
            # A sentence of a test stays whole.
            if len(line) > LINE_COLUMNS and not (path.startswith("tests/") and re.search(r'"(?:[^"\\]|\\.){40,}"', line)):
                long_lines.append(f"{path}:{number}: {len(line)} columns")
            if "\t" in line or line.endswith(" "):
                long_lines.append(f"{path}:{number}: a tab, or white space at the end")
        if path.endswith(".c"):
            start = None
            for number, line in enumerate(lines, 1):
                if line == "{":
                    start = number
                elif line == "}" and start:
                    if number - start - 1 > FUNCTION_LINES_HARD:
                        long_functions.append(f"{path}:{start}: a function of {number - start - 1} lines")
                    start = None
    verdict(f"no C file over {FILE_LINES_HARD} lines", long_files)
    verdict(f"no line over {LINE_COLUMNS} columns, no tabs", long_lines)
    verdict(f"no function over {FUNCTION_LINES_HARD} lines", long_functions)


def check_words(paths):
    calendar = {w.lower() for w in MONTHS + WEEKDAYS} | {w[:3].lower() for w in MONTHS + WEEKDAYS if w != "May"}
    named, abroad = [], []
    states = countries()
    state = re.compile(r"\b(" + "|".join(map(re.escape, sorted(states))) + r")\b") if states else None
    for path in paths:
        for number, text in literals(path):
            words = re.findall(r"[A-Za-z]+", text)
            for word in words:
                if word.lower() in calendar - {"sun", "mar", "sat", "dec", "mon"} and (word.lower() not in COMMON or len(words) == 1):
                    named.append(f'{path}:{number}: "{text}" names a month or a weekday')
            if state and state.search(text):
                abroad.append(f'{path}:{number}: "{text}" names {state.search(text)[1]}')
    verdict("no month or weekday in C", named)
    if states:
        verdict("no country in C", abroad)
    else:
        skip("no country in C", "no table of countries was found in rules/")


def check_localized(paths):
    """What would make the output depend on the locale, the time or the machine."""
    banned = re.compile(r"\b(setlocale|strftime|strptime|localtime|localtime_r|rand|srand|random|drand48|strtok|gets|sprintf|vsprintf"
                        r"|strcpy|strcat|isalpha|isupper|islower|tolower|toupper|alloca)\s*\(")
    verdict("no call that depends on the locale, on chance, or has no bound",
            [f"{path}:{n}: {m[1]}" for path in paths for n, line in enumerate(code_only(read(path)).split("\n"), 1)
             for m in [banned.search(LITERAL.sub('""', line))] if m])


def main():
    paths = sources()
    check_limits(paths + sources("bench", "tests/unit", "tests/fuzz", "tests/differential"))
    check_words(paths)
    check_localized(paths)
    markdown = [n for n in os.listdir(TOP) if n.endswith(".md")] + \
               [os.path.join("docs", n) for n in os.listdir(os.path.join(TOP, "docs")) if n.endswith(".md")]
    wide = []
    for path in sorted(markdown):
        fenced = False
        for number, line in enumerate(read(path).split("\n"), 1):
            fenced ^= line.lstrip().startswith("```")
            if len(line) > LINE_COLUMNS and not fenced and not line.lstrip().startswith(("|", "!", "[")) and " " in line.strip():
                wide.append(f"{path}:{number}: {len(line)} columns")
    verdict(f"documentation is wrapped at {LINE_COLUMNS} columns", wide)
    machine = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root)" + "/")
    places = []
    for folder, folders, names in os.walk(TOP):
        folders[:] = [f for f in folders if f not in (".git", "build", "out", "__pycache__")]
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), TOP)
            if os.path.getsize(os.path.join(TOP, path)) < 1 << 20:
                places += [f"{path}:{n}" for n, line in enumerate(read(path).split("\n"), 1) if machine.search(line)]
    verdict("no path of one machine in the tree", places)


if __name__ == "__main__":
    main()
