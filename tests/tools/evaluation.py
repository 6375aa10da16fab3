#!/usr/bin/env python3
"""usage: evaluation.py ANNALS SHARED FLOORS. Runs the evaluation on the shared data and compares each figure with the
floor recorded in FLOORS. Floors go up when the program gets better; they do not go down."""
import json
import os
import sys

from report import TOP, fail, ok, run, skip


def main():
    annals, shared, floors = sys.argv[1:4]
    evaluate = os.path.join(shared, "eval", "evaluate.py")
    with open(os.path.join(TOP, floors), encoding="utf-8") as file:
        wanted = json.load(file)
    if not os.path.isfile(evaluate):
        for case, figures in wanted.items():
            for figure in figures:
                skip(f"{case} {figure}", "the shared evaluation data is not beside this checkout")
        return
    status, out, err = run([sys.executable, evaluate, annals, "--json"], timeout=900)
    if err.strip():
        print("    " + err.strip()[-3000:].replace("\n", "\n    "))
    try:
        got = json.loads(out)
    except ValueError:
        fail("evaluation", f"evaluate.py ended with status {status} and without figures")
        return
    for case, figures in wanted.items():
        for figure, floor in figures.items():
            value = got.get(case, {}).get(figure)
            if value is None:
                fail(f"{case} {figure}", "there is no such figure: the case did not run")
            elif value < floor - 0.0005:
                fail(f"{case} {figure}", f"{value:.3f} is below the floor of {floor:.3f}")
            else:
                print(f"    {case} {figure}: {value:.3f} (floor {floor:.3f})")
                ok(f"{case} {figure}")


if __name__ == "__main__":
    main()
