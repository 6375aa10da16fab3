#!/usr/bin/env python3
"""usage: all_days.py SCRATCH. Every day of the years 1 to 9999, ISO weeks included, against Python's datetime."""
import datetime
import os
import subprocess
import sys

from report import TOP, fail, ok


def compare(lines):
    """The first line that differs, or None, and how many days there were."""
    epoch = datetime.date(1970, 1, 1).toordinal()
    one = datetime.timedelta(days=1)
    day, count = datetime.date.min, 0
    for line in lines:
        count += 1
        last = day == datetime.date.max
        iso = day.isocalendar()
        exists = not last and (day + one).month == day.month
        wanted = (day.toordinal() - epoch, day.year, day.month, day.day, *iso, 1, int(exists))
        if tuple(map(int, line.split())) != wanted:
            return f"{line.strip()} for {day}, expected {wanted}", count
        day = day if last else day + one
    return None, count


def main():
    program = os.path.join(sys.argv[1], "days")
    sources = [os.path.join(TOP, "tests", "calendar", "days.c"), os.path.join(TOP, "base", "calendar.c")]
    subprocess.run([os.environ.get("CC", "gcc"), "-O2", "-std=gnu17", "-I", TOP, *sources, "-o", program], check=True)
    with subprocess.Popen([program], stdout=subprocess.PIPE, text=True) as run:
        wrong, count = compare(run.stdout)
        if wrong:
            run.kill()
    days = datetime.date.max.toordinal()
    if wrong:
        fail("calendar against datetime", wrong)
    elif count != days:
        fail("calendar against datetime", f"{count} days instead of {days}")
    else:
        ok(f"calendar against datetime: {count} days")


if __name__ == "__main__":
    main()
