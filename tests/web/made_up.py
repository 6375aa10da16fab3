"""Knowledge bases made by hand, as kb.json: many events, and texts that want to be more than text."""

import datetime

CLASSES = ["meeting", "document", "agreement", "launch", "visit"]
STATUSES = ["occurred", "occurred", "planned", "postponed", "cancelled", "unknown"]
BASES = ["stated", "relative", "inferred", "given"]


def day(number):
    return (datetime.date(1950, 1, 1) + datetime.timedelta(days=number)).isoformat()


def date(text, basis="stated", **more):
    return {"edtf": text, "earliest": text, "latest": text, "precision": "day", "basis": basis, **more}


class Base:
    """Adds records and keeps their ids and offsets in order."""

    def __init__(self, as_of="2020-06-01"):
        self.kb = {"format": "annals-kb", "version": 1, "generator": {"name": "annals", "version": "0", "rules": "0" * 64},
                   "as_of": as_of, "documents": [], "entities": [], "events": [], "relations": [], "checks": []}

    def document(self, path, title, author, when, sentences):
        number = len(self.kb["documents"])
        passages, at = [], 0
        for line, text in enumerate(sentences, 1):
            size = len(text.encode())
            passages.append({"begin": at, "end": at + size, "line": line, "text": text})
            at += size + 1
        self.kb["documents"].append({"id": f"doc:{number:016x}", "path": path, "sha256": f"{number:064x}", "media_type": "text/plain",
                                     "title": title, "author": author, "date": date(when) if when else None, "mentions": len(sentences),
                                     "passages": passages})
        return number

    def entity(self, kind, slug, name):
        self.kb["entities"].append({"id": f"{kind}:{slug}", "type": {"org": "organization"}.get(kind, kind), "name": name, "aliases": [],
                                    "alias_mentions": [], "identifiers": {}, "mentions": []})
        return f"{kind}:{slug}"

    def evidence(self, document, passage, quote, rule):
        record = self.kb["documents"][document]
        place = record["passages"][passage]
        begin = place["begin"] + place["text"].encode().find(quote.encode())
        end = begin + len(quote.encode())
        return {"document": record["id"], "begin": begin, "end": end, "begin_char": begin, "end_char": end, "quote": quote, "rule": rule}

    def mention(self, document, passage, quote, rule="made.up", when=None, status="occurred"):
        place = self.kb["documents"][document]["passages"][passage]
        return {**self.evidence(document, passage, quote, rule),
                "sentence": {"begin": place["begin"], "end": place["end"], "quote": place["text"]},
                "title": quote, "date": when, "status": status}

    def event(self, kind, title, when, status, mentions, places=(), roles=(), **more):
        number = len(self.kb["events"])
        self.kb["events"].append({"id": f"event:{number:012x}", "class": kind, "type": more.pop("type", "conference"), "title": title,
                                  "status": status, "date": when, "places": [{"entity": p} for p in places],
                                  "roles": [{"role": r, "entity": e} for r, e in roles], "attributes": {}, "sources": len(mentions),
                                  "mentions": mentions, "conflicts": [], **more})
        return number


def many(events=2000, documents=500):
    base = Base()
    bodies = [base.entity("org", f"body-{i:03}", f"Harbour Board {i}") for i in range(120)]
    places = [base.entity("place", f"port-{i:03}", f"Port {i}") for i in range(80)]
    each = events // documents
    for d in range(documents):
        sentences = [f"The Conference {d * each + i} on Tides was held on {day((d * each + i) * 12)} at the port." for i in range(each)]
        base.document(f"speeches/{d:03}.txt", f"Speech {d}", f"Speaker {d % 40}", day(d * each * 12), sentences)
    for n in range(events):
        d, passage = divmod(n, each)
        when = day(n * 12)
        told = date(when, BASES[n % 4], quote=when, begin=0, end=10) if n % 11 else None
        base.event(CLASSES[n % 5], f"Conference {n} on Tides", told, STATUSES[n % 6], [base.mention(d, passage, f"Conference {n} on Tides", when=told)],
                   [places[n % 80]], [("organizer", bodies[n % 120])], type=f"kind {n % 7}")
    return base.kb


HOSTILE = [
    "</script><script>window.hacked = 1</script>", "<!--<script>window.hacked = 1</script>", "<img src=x onerror=window.hacked=1>",
    "\"><svg onload=window.hacked=1>", "' onmouseover='window.hacked=1", "javascript:window.hacked=1", "</title><b>bold</b>",
    "{n} {title} ${1}", "__proto__", "constructor", "&lt;b&gt; &amp; \\N \\G C:\\New", "\u202eright to left\u202c", "A\u2028B\u2029C",
    "]]></svg><script>window.hacked=1</script>", "event:" + "x" * 300, "\U0001f30a waves \U0001f30a",
]


def hostile():
    base = Base()
    document = [base.document(text + ".txt", text, text, "2020-01-01", [f"Before {text}.", f"We held the {text} in May.", f"After {text}."])
                for text in HOSTILE]
    for n, text in enumerate(HOSTILE):
        slug = "".join(c if c.isalnum() else "-" for c in text.lower())[:20]
        body = base.entity("org", f"x-{n}-{slug}", text)
        place = base.entity("place", f"x-{n}-{slug}", text)
        when = date("2020-05-01", "inferred", reason=text, quote="May", begin=0, end=3)
        event = base.event("meeting" if n % 2 else text, text, when, "occurred", [base.mention(document[n], 1, text, text, when)], [place],
                           [(text, body)], type=text)
        base.kb["events"][event]["attributes"] = {"number": text}
        base.kb["events"][event]["conflicts"] = [{"field": "date", "value": text, "mentions": [0], "reason": text}]
        base.kb["checks"].append({"kind": "no-event", "text": text, "document": base.kb["documents"][document[n]]["id"], "begin": 0, "end": 6})
        base.kb["checks"].append({"kind": text, "text": text})
    names = [e["id"] for e in base.kb["entities"] if e["id"].startswith("org:")]
    base.kb["relations"].append({"id": "relation:000000000001", "type": "agreement", "source": names[0], "target": names[1], "status": "concluded",
                                 "instrument": HOSTILE[0], "date": None, "events": ["event:000000000001"],
                                 "mentions": [base.evidence(0, 1, HOSTILE[0], HOSTILE[0])]})
    base.kb["documents"].sort(key=lambda d: d["id"])
    base.kb["entities"].sort(key=lambda e: e["id"])
    return base.kb
