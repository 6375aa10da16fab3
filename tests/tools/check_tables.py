#!/usr/bin/env python3
"""usage: check_tables.py [RULES]: the gazetteers of a pack are whole. Ends with 1 and the lines at fault if not."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = {
    "states.tsv": ["name", "other", "iso2", "iso3", "adjective", "capital", "type"],
    "places.tsv": ["name", "other", "country", "type", "weak"],
    "organizations.tsv": ["name", "acronym", "other", "kind", "within"],
    "offices.tsv": ["name", "other", "within"],
}


def read(path, header, faults):
    rows = []
    with open(path, encoding="utf-8", newline="") as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\n").split("\t")
            if number == 1 and cells != header:
                faults.append(f"{path}:1: header is {cells}, expected {header}")
            elif len(cells) != len(header):
                faults.append(f"{path}:{number}: {len(cells)} columns, expected {len(header)}")
            elif any(cell != cell.strip() for cell in cells) or not cells[0]:
                faults.append(f"{path}:{number}: an empty name, or blanks around a cell")
            elif number > 1:
                rows.append(dict(zip(header, cells), line=f"{path}:{number}"))
    return rows


def names(row):
    given = [row["name"], row.get("acronym", ""), *row["other"].split("|")]
    return [name for name in given if name]


def main():
    folder = os.path.join(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "..", "rules", "en"), "tables")
    faults = []
    tables = {name: read(os.path.join(folder, name), header, faults) for name, header in TABLES.items()}
    for rows in tables.values():
        seen = {}
        for row in rows:
            for name in names(row):
                if name in seen:
                    faults.append(f"{row['line']}: {name} stands in {seen[name]} too")
                seen[name] = row["line"]
    bodies = {row["name"] for row in tables["organizations.tsv"] + tables["states.tsv"]}
    for row in tables["organizations.tsv"] + tables["offices.tsv"]:
        if row["within"] and row["within"] not in bodies:
            faults.append(f"{row['line']}: within {row['within']}, which has no row")
    codes = {row["iso2"] for row in tables["states.tsv"]}
    for row in tables["places.tsv"]:
        if row["country"] and row["country"] not in codes:
            faults.append(f"{row['line']}: no state has the code {row['country']}")
    print("\n".join(faults) or f"{sum(map(len, tables.values()))} rows, no faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
