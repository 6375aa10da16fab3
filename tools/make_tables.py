#!/usr/bin/env python3
"""Makes rules/en/tables/states.tsv and places.tsv.

usage: make_tables.py GAZETTEERS [OUT]

GAZETTEERS is a folder with country-codes.csv (github.com/datasets/country-codes, ODC-PDDL) and world-cities.csv
(github.com/datasets/world-cities, from GeoNames, CC BY 4.0). What those do not say stands beside this script:
tables/states.txt (names in use, former states, adjectives), tables/venues.txt (well-known places and regions) and
tables/weak.txt (names of cities that are also words or names of persons, and need a cue before they count as places).
"""
import csv
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae",
                       "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ð": "d", "þ": "th", "Þ": "Th", "’": "'", "‘": "'",
                       "ʼ": "'", "ʻ": "'", "ə": "a", "Ə": "A"})


def fold(name):
    """The name in plain ASCII, as most English texts write it."""
    flat = unicodedata.normalize("NFD", name.translate(FOLDS))
    return "".join(c for c in flat if not unicodedata.combining(c))


def lines_of(name):
    with open(os.path.join(HERE, "tables", name), encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line


def cleaned(name):
    return re.sub(r"\s*\(the\)|\s*\*+", "", name).strip()


def unique(names, first):
    seen, out = {first}, []
    for name in names:
        if name and name not in seen:
            seen.add(name)
            out.append(name)
    return out


def with_folds(names):
    for name in names:
        yield name
        yield fold(name)


def write_table(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        for row in [header, *rows]:
            if any("\t" in cell or "\n" in cell for cell in row):
                raise ValueError(f"tab or line break in {row}")
            file.write("\t".join(row) + "\n")


def make_states(folder):
    with open(os.path.join(folder, "country-codes.csv"), encoding="utf-8-sig", newline="") as file:
        codes = {row["ISO3166-1-Alpha-2"]: row for row in csv.DictReader(file)}
    rows = []
    for line in lines_of("states.txt"):
        code, name, other, adjective, capital = line.split("|")
        row = codes.get(code, {})
        name = name or cleaned(row["UNTERM English Short"]) or row["official_name_en"]
        formal = re.sub(r"^the ", "", cleaned(row.get("UNTERM English Formal", "")))
        short = cleaned(row.get("UNTERM English Short", ""))
        more = [short if "(" not in short else "", formal, row.get("CLDR display name", "").replace("’", "'"),
                short if "(" in short else "", *other.split(";")]
        independent = row.get("is_independent", "")
        kind = "state" if independent in ("Yes", "In contention") or code == "XK" else "territory" if row else "former"
        others = unique(with_folds([name, *more]), name)
        rows.append([name, "|".join(others), code if len(code) == 2 and (row or code == "XK") else "",
                     row.get("ISO3166-1-Alpha-3", ""), "|".join(unique(with_folds(adjective.split(";")), "")),
                     capital or row.get("Capital", "").strip(), kind])
    rows.sort(key=lambda r: r[0])
    return rows


def make_places(folder, states):
    names_of_states = {n for row in states for n in [row[0], *row[1].split("|")]}
    adjectives = {n for row in states for n in row[4].split("|")}
    code_of = {n: row[2] for row in states for n in [row[0], *row[1].split("|")] if row[2]}
    capitals = {row[5]: row[2] for row in states if row[5] and row[6] != "former"}
    weak = set(lines_of("weak.txt"))
    places = {}
    for line in lines_of("venues.txt"):
        name, other, country, kind = line.split("|")
        places.setdefault(name, [other.split(";"), country, kind, "0"])
    known = {n for name, place in places.items() for n in with_folds([name, *place[0]])}
    for name, code in sorted(capitals.items()):
        if name not in known and name not in names_of_states:
            places[name] = [[], code, "city", "0"]
            known.update(with_folds([name]))
    with open(os.path.join(folder, "world-cities.csv"), encoding="utf-8-sig", newline="") as file:
        cities = {}
        for row in csv.DictReader(file):
            name = re.sub(r"\s*\(.*\)", "", row["name"]).strip()
            cities.setdefault(name, set()).add(code_of.get(row["country"], ""))
    for name, countries in sorted(cities.items()):
        plain = fold(name)
        if name in known or plain in known or {name, plain} & (names_of_states | adjectives):
            continue
        if not name[:1].isalpha() or len(plain) < 2:
            continue
        unsure = name in weak or len(plain) <= 4
        places[name] = [[], countries.pop() if len(countries) == 1 else "", "city", "1" if unsure else "0"]
        known.add(plain)
    rows = []
    for name, (other, country, kind, unsure) in places.items():
        others = [n for n in unique(with_folds([name, *other]), name) if n == fold(name) or n not in places]
        doubtful = [n for n in others if n in weak and name not in weak]
        rows.append([name, "|".join(n for n in others if n not in doubtful), country, kind,
                     "1" if name in weak else unsure])
        rows.extend([n, "", country, kind, "1"] for n in doubtful)
    return sorted(rows)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    out = sys.argv[2] if len(sys.argv) == 3 else os.path.join(HERE, "..", "rules", "en", "tables")
    os.makedirs(out, exist_ok=True)
    states = make_states(sys.argv[1])
    write_table(os.path.join(out, "states.tsv"),
                ["name", "other", "iso2", "iso3", "adjective", "capital", "type"], states)
    write_table(os.path.join(out, "places.tsv"), ["name", "other", "country", "type", "weak"],
                make_places(sys.argv[1], states))


if __name__ == "__main__":
    main()
