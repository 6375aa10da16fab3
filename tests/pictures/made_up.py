"""Made-up knowledge bases for pictures: few events, many, crowded, hostile. Each is a whole kb.json.

    made_up.py FOLDER        writes FOLDER/CASE.json
"""

import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path

CLASSES = {
    "meeting": ["conference", "summit", "seminar", "forum"],
    "agreement": ["memorandum of understanding", "treaty"],
    "document": ["resolution", "declaration"],
    "launch": ["launch"],
    "visit": ["visit"],
    "campaign": ["campaign"],
}
STATUSES = ["occurred", "occurred", "occurred", "planned", "postponed", "cancelled", "unknown"]
WORDS = (
    "regional harbour water winter coastal northern annual joint expert fisheries ministerial energy border women youth "
    "climate training technical standing bilateral maritime transport health rural digital heritage"
).split()
NOUNS = "Conference Seminar Forum Summit Dialogue Workshop Session Programme Charter Protocol Strategy".split()
FIRST = date(2015, 3, 2)


class Maker:
    """Builds one knowledge base; ids count up, so that the same calls give the same file."""

    def __init__(self, name, documents=3):
        self.random = random.Random(name)
        self.kb = {
            "format": "annals-kb",
            "version": 1,
            "generator": {"name": "annals", "version": "0", "rules": "0" * 64},
            "as_of": "2024-06-30",
            "documents": [],
            "entities": [],
            "events": [],
            "relations": [],
            "checks": [],
        }
        for number in range(documents):
            self.document(f"Note of the secretariat no. {number + 1}", f"Speaker {number + 1}", date(2024, 6, 1))

    def document(self, title, author, day):
        number = len(self.kb["documents"])
        self.kb["documents"].append({
            "id": f"doc:{number:016x}",
            "path": f"note-{number + 1:03}.txt",
            "sha256": f"{number:064x}",
            "media_type": "text/plain",
            "title": title,
            "author": author,
            "date": dated(day, day),
            "mentions": 0,
        })

    def entity(self, kind, name, part_of=None):
        entity = {
            "id": f"{kind[:3] if kind == 'organization' else kind}:e{len(self.kb['entities']):04}",
            "type": kind,
            "name": name,
            "aliases": [],
            "alias_mentions": [],
            "identifiers": {},
            "mentions": [],
        }
        if part_of:
            entity["part_of"] = part_of
        self.kb["entities"].append(entity)
        return entity["id"]

    def mention(self, document, quote, begin):
        return {
            "document": self.kb["documents"][document]["id"],
            "begin": begin,
            "end": begin + len(quote.encode()),
            "begin_char": begin,
            "end_char": begin + len(quote),
            "quote": quote,
            "rule": "made.up",
        }

    def event(self, title, first, last=None, kind="meeting", status="occurred", roles=(), places=(), sources=1, **more):
        number = len(self.kb["events"])
        when = dated(first, last or first, **more) if first else None
        mentions = []
        for source in range(min(sources, len(self.kb["documents"]))):
            at = self.mention(source, title, 1000 * number)
            at["sentence"] = {"begin": at["begin"], "end": at["end"], "quote": title}
            at.update(title=title, date=when, status=status)
            mentions.append(at)
        self.kb["events"].append({
            "id": f"event:{number:012x}",
            "class": kind,
            "type": CLASSES.get(kind, [kind])[0],
            "title": title,
            "status": status,
            "date": when,
            "places": [{"entity": place} for place in places],
            "roles": [{"role": role, "entity": entity} for role, entity in roles],
            "attributes": {},
            "sources": sources,
            "mentions": mentions,
            "conflicts": [],
        })

    def relation(self, source, target, kind="agreement", status="concluded", first=None, last=None, instrument=""):
        number = len(self.kb["relations"])
        relation = {
            "id": f"relation:{number:012x}",
            "type": kind,
            "source": min(source, target) if kind in ("agreement", "organizes_with") else source,
            "target": max(source, target) if kind in ("agreement", "organizes_with") else target,
            "status": status,
            "date": dated(first, last or first) if first else None,
            "events": [],
            "mentions": [self.mention(0, f"link {number}", 10 * number)],
        }
        if instrument:
            relation["instrument"] = instrument
        self.kb["relations"].append(relation)

    def title(self):
        words = self.random.sample(WORDS, self.random.randint(1, 6))
        return " ".join(words).capitalize() + " " + self.random.choice(NOUNS)

    def many(self, count, first, days):
        """Events of all classes and states, of day, month and year precision, over so many days."""
        for _ in range(count):
            day = first + timedelta(days=self.random.randrange(days))
            kind = self.random.choice(list(CLASSES))
            shape = self.random.random()
            begin = end = day
            if shape > 0.9:
                begin, end = date(day.year, 1, 1), date(day.year, 12, 31)
            elif shape > 0.7:
                begin = day.replace(day=1)
                end = (begin + timedelta(days=32)).replace(day=1) - timedelta(days=1)
            elif shape > 0.6:
                end = day + timedelta(days=self.random.randint(1, 6))
            self.event(self.title(), begin, end, kind, self.random.choice(STATUSES), sources=self.random.randint(1, 3),
                       basis="inferred" if shape < 0.1 else "stated")

    def finish(self):
        self.kb["events"].sort(key=lambda event: (event["date"] is None, (event["date"] or {}).get("earliest", ""),
                                                  event["id"]))
        for kind in ("documents", "entities", "relations"):
            self.kb[kind].sort(key=lambda item: item["id"])
        return self.kb


def dated(first, last, basis="stated", qualifier=""):
    """A date as kb.json has it, as precise as its two days say."""
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    whole_month = first.day == 1 and (last + timedelta(days=1)).day == 1 and first.month == last.month
    if first == last:
        edtf, precision = first.isoformat(), "day"
    elif whole_year:
        edtf, precision = f"{first.year:04}", "year"
    elif whole_month and first.year == last.year:
        edtf, precision = first.isoformat()[:7], "month"
    else:
        edtf, precision = f"{first.isoformat()}/{last.isoformat()}", "interval"
    result = {"edtf": edtf, "earliest": first.isoformat(), "latest": last.isoformat(), "precision": precision,
              "basis": basis}
    if basis == "inferred":
        result["reason"] = "made up"
    if qualifier:
        result["qualifier"] = qualifier
    return result


def empty():
    return Maker("empty")


def one():
    maker = Maker("one")
    maker.event("Harbour Conference of the North", date(2020, 5, 4))
    return maker


def two():
    maker = Maker("two")
    maker.event("Harbour Conference of the North", date(2020, 5, 4))
    maker.event("Treaty on Ferries", date(2021, 1, 1), date(2021, 12, 31), "agreement", "planned")
    return maker


def one_day():
    maker = Maker("one_day")
    for _ in range(25):
        maker.event(maker.title(), date(2022, 9, 14), kind=maker.random.choice(list(CLASSES)))
    return maker


def sixty():
    maker = Maker("sixty", 8)
    maker.many(60, FIRST, 2500)
    return maker


def eighty_years():
    maker = Maker("eighty_years")
    maker.many(2000, date(1944, 1, 1), 29000)
    return maker


def one_month():
    maker = Maker("one_month")
    maker.many(500, date(2023, 10, 1), 31)
    return maker


def long_titles():
    maker = Maker("long_titles")
    for number in range(24):
        title = " ".join(maker.title() for _ in range(12))[:300].rsplit(" ", 1)[0]
        maker.event(title, FIRST + timedelta(days=97 * number), kind=list(CLASSES)[number % 6])
    return maker


SCRIPTS = [
    "المؤتمر الإقليمي الثاني للمياه والطاقة في الشمال",
    "ועידת הנמלים הצפונית השנייה",
    "Вторая конференция министров северных портов",
    "北方港口部长级会议与能源合作谅解备忘录签署仪式",
    "北の港湾大臣会合",
    "Δεύτερη Διάσκεψη των Βόρειων Λιμένων",
    "Troisième Conférence des ports du Nord à Évreux",
]


def scripts():
    maker = Maker("scripts")
    for number, title in enumerate(SCRIPTS * 2):
        maker.event(title, FIRST + timedelta(days=150 * number), kind=list(CLASSES)[number % 6])
    return maker


def year_one():
    maker = Maker("year_one")
    maker.event("Foundation of the Harbour", date(1, 3, 5))
    maker.event("Charter of the Harbour", date(1215, 1, 1), date(1215, 12, 31), "document")
    maker.event("Harbour Conference", date(2021, 6, 28), date(2021, 6, 30))
    return maker


HOSTILE = [
    "&<>\"\\N", "<b>bold</b> & <script>alert(1)</script>", "\\N \\G \\n \\l \\r", "C:\\New\\Table", "]]>", "&amp;&#38;",
    "\"quoted\" 'single'", "{record|label}", "<<table>>", "100% -- <!-- no comment -->", "=SUM(A1)", "a\u202eb",
]


def hostile():
    maker = Maker("hostile")
    maker.kb["documents"][0]["title"] = "<&>\"\\N"
    maker.kb["documents"][0]["author"] = "<&>\"\\N"
    hub = maker.entity("organization", "Hub & <Sons> \"\\N\"")
    for number, title in enumerate(HOSTILE):
        other = maker.entity("organization", title)
        maker.event(title, FIRST + timedelta(days=60 * number), roles=[("party", hub), ("party", other)],
                    kind=list(CLASSES)[number % 6])
        maker.relation(hub, other, first=FIRST + timedelta(days=60 * number), instrument=title)
    return maker


def states():
    """Every class in every state, with each kind of date: nothing may be told by colour alone."""
    maker = Maker("states")
    day = FIRST
    for kind in CLASSES:
        for status in ("occurred", "planned", "postponed", "cancelled", "unknown"):
            day += timedelta(days=40)
            maker.event(f"{status.capitalize()} {kind}", day, kind=kind, status=status)
            day += timedelta(days=40)
            maker.event(f"{status.capitalize()} {kind} of days", day, day + timedelta(days=9), kind=kind, status=status)
    return maker


def partners(count=40, name="partners"):
    maker = Maker(name)
    hub = maker.entity("organization", "Council of Northern Harbours")
    whole = maker.entity("organization", "Union of Coastal Cities")
    for number in range(count):
        part_of = whole if number % 9 == 0 else None
        other = maker.entity("organization", f"{maker.title()} of {maker.random.choice(WORDS).capitalize()}", part_of)
        planned = number % 7 == 0
        maker.relation(hub, other, status="planned" if planned else "concluded",
                       first=None if number % 11 == 0 else FIRST + timedelta(days=35 * number),
                       instrument="memorandum of understanding" if number % 2 else "framework agreement")
        if number % 3 == 0 and number > 3:
            maker.relation(other, maker.kb["entities"][number - 2]["id"], "supports", "stated")
    return maker


def few_partners():
    return partners(9, "few_partners")


def hundreds():
    return partners(400, "hundreds")


CASES = [empty, one, two, one_day, sixty, eighty_years, one_month, long_titles, scripts, year_one, hostile, states,
         few_partners, partners, hundreds]


def write_all(folder):
    """Writes every case; gives their names."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for case in CASES:
        text = json.dumps(case().finish(), ensure_ascii=False, indent=1)
        (Path(folder) / f"{case.__name__}.json").write_text(text, encoding="utf-8")
    return [case.__name__ for case in CASES]


if __name__ == "__main__":
    print("\n".join(write_all(sys.argv[1])))
