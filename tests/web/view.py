"""What the tests of the report share: a browser with the reports that were made, and the event that most look at."""

import json

CONFERENCE = "High-Level Conference of Heads of Counter-Terrorism Agencies"


class Test:
    """What the tests share: one browser, and the reports that were made."""

    def __init__(self, page, files):
        self.page, self.files = page, files

    def open(self, name, fragment=""):
        self.page.open(self.files[name], fragment)

    def text(self, selector):
        return self.page.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def texts(self, selector):
        return self.page.run("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)", selector)

    def count(self):
        """How many events the page says are left, and how many rows its table has."""
        return self.page.run("""const n = document.getElementById('count').textContent.match(/[\\d,]+/)[0].replace(/,/g, '');
            return [Number(n), Number(document.querySelector('#rows table').getAttribute('aria-rowcount')) - 1]""")

    def fill(self, name, value):
        self.page.run("""const field = document.getElementById('filters').elements[arguments[0]];
            field.value = arguments[1]; field.dispatchEvent(new Event('input', {bubbles: true}))""", name, value)
        self.page.later("setTimeout(arguments[0], 150)")

    def kb(self, name):
        with open(self.files[name + ".json"], encoding="utf-8") as file:
            return json.load(file)


def expect(problems, what, got, wanted):
    if got != wanted:
        problems.append(f"{what}: {got!r}, expected {wanted!r}")


def capital(title):
    """A title as the report shows it."""
    return title[:1].upper() + title[1:]


def conference(test):
    """The event that most tests look at, of many sentences."""
    kb = test.kb("main")
    fits = [e for e in kb["events"] if CONFERENCE in e["title"] and "2018" in (e["date"] or {}).get("edtf", "")]
    return max(fits, key=lambda e: len(e["mentions"])) if fits else max(kb["events"], key=lambda e: len(e["mentions"]))
