"""usage: report_test.py ANNALS SHARED BUILD SCRATCH
Opens reports in a real Chromium and uses them as a reader would: mouse, keys, address, paper, phone, dark, and a knowledge
base whose texts want to be more than text. BUILD is where axe-core is put, which npm fetches for these tests alone."""

import json
import os
import re
import shutil
import subprocess
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(TOP, "tests", "tools")]

import made_up  # noqa: E402
from browser import Browser, missing  # noqa: E402
from copied import changes_are_shown, citation_is_copied, copied_entry_is_applied, correction_is_copied  # noqa: E402
from report import fail, run, skip, verdict  # noqa: E402
from view import CONFERENCE, Test, capital, conference, expect  # noqa: E402

VIEW_SECONDS = 1.0       # from opening the report of 1,939 speeches to its first view
ACTION_SECONDS = 0.1     # an action on 2,000 events, until the page has been drawn again
REPORT_BYTES = 8_000_000


def busy():
    """How many programs want each processor, at least 1: what a time on the clock has to be measured by."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


# --- the page itself ---

def page_is_quiet(test):
    """Nothing on the console, and nothing asked for but the file itself."""
    problems = []
    for name in ("main", "many", "hostile", "empty"):
        test.open(name)
        problems += [f"{name}: {message}" for message in test.page.messages()]
        asked = [a for a in test.page.requests() if not a.startswith("file:") or not a.split("#")[0].endswith(".html")]
        problems += [f"{name} asked for {address}" for address in asked]
        ids = test.page.run("const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.filter((x, i) => ids.indexOf(x) !== i)")
        problems += [f"{name}: the id {i} is there twice" for i in ids]
    return problems


def nothing_can_be_asked_for(test):
    """What the policy of the page forbids: even a script of the page's own could fetch nothing."""
    test.open("main")
    problems = []
    found = test.page.later("""const done = arguments[0]; const seen = [];
        document.addEventListener('securitypolicyviolation', e => seen.push(e.effectiveDirective));
        const image = new Image(); image.src = 'file:///x.png'; document.body.append(image);
        const script = document.createElement('script'); script.textContent = 'window.hacked = 1'; document.body.append(script);
        const link = document.createElement('b'); link.setAttribute('onclick', 'window.hacked = 1'); document.body.append(link); link.click();
        fetch('file:///x').catch(() => 0).then(() => setTimeout(() => done([window.hacked, seen.sort()]), 200))""")
    expect(problems, "a script that came later ran", found[0], None)
    for directive in ("connect-src", "img-src", "script-src-elem", "script-src-attr"):
        if directive not in found[1]:
            problems.append(f"{directive} was not refused")
    return problems


def order_of_the_page(test):
    test.open("main")
    wanted = ["checks", "next", "timeline", "partners", "organizations", "events", "entities", "documents", "corrections", "help"]
    problems = []
    expect(problems, "sections", test.page.run("return [...document.querySelectorAll('main > section')].filter(s => !s.hidden).map(s => s.id)"), wanted)
    kb = test.kb("main")
    expect(problems, "as-of in the heading", kb["as_of"][:4] in test.text("#subtitle"), True)
    expect(problems, "documents in the heading", str(len(kb["documents"])) in test.text("#subtitle"), True)
    expect(problems, "things to check", test.page.run("return [...document.querySelectorAll('#checks .number')].reduce((n, e) => n + Number(e.textContent), 0)"),
           len(kb["checks"]))
    expect(problems, "texts that are missing", [x for x in test.texts("h1, h2, h3, button, label, th") if not x.strip() or "_" in x], [])
    return problems


def every_check_leads_somewhere(test):
    test.open("main")
    test.page.run("document.querySelectorAll('#checks details').forEach(d => d.open = true)")
    problems = []
    for link in test.page.run("return [...document.querySelectorAll('#checks a')].map(a => a.getAttribute('href'))"):
        test.page.run("location.hash = arguments[0]", link)
        test.page.later("setTimeout(arguments[0], 30)")
        if test.page.run("return document.getElementById('panel').hidden || !document.querySelector('#panel .passage, #panel .facts')"):
            problems.append(f"{link} shows nothing")
    return problems


def what_comes_next(test):
    test.open("main")
    kb = test.kb("main")
    coming = [e for e in kb["events"] if e["status"] in ("planned", "postponed") and not e.get("unconfirmed")
              and (not e["date"] or e["date"].get("latest", "9999") >= kb["as_of"])]
    shown = test.page.run("return [...document.querySelectorAll('#next a')].map(a => a.getAttribute('href').slice(1))")
    problems = []
    expect(problems, "events to come", sorted(shown), sorted(e["id"] for e in coming))
    return problems


# --- an event and its sentences ---

def mark_shows_sentences(test):
    """The first five minutes: a click on the mark of the conference shows its names, its sentences and its status over time."""
    event = conference(test)
    test.open("main")
    mark = f"#timeline [data-event='{event['id']}']"
    test.page.click(f"{mark} polygon, {mark} ellipse, {mark} path")
    test.page.wait("return !document.getElementById('panel').hidden")
    problems = []
    expect(problems, "title", test.text("#panel-title"), event["title"])
    expect(problems, "sentences", len(test.texts("#panel .mention")), len(event["mentions"]))
    names = {m["title"] for m in event["mentions"]}
    expect(problems, "names", set(test.texts("#panel .names li")), names)
    sentences = {m["sentence"]["quote"] for m in event["mentions"]}
    expect(problems, "the sentences", set(test.page.run(
        "return [...document.querySelectorAll('#panel .mention > .passage .sentence')].map(e => e.textContent)")), sentences)
    if CONFERENCE in event["title"]:
        expect(problems, "names", len(names), 4)
        expect(problems, "sentences", len(sentences), 4)
        steps = test.text("#panel .facts")
        expect(problems, "planned → occurred", steps.find("planned") < steps.find("→") < steps.find("occurred") and steps.find("planned") > 0, True)
    lit = test.page.run("return [...document.querySelectorAll('#panel .mention')].map(m => [...m.querySelectorAll('mark.title')].map(e => e.textContent).join(''))")
    expect(problems, "words lit up", sorted(lit), sorted(m["quote"] for m in event["mentions"]))
    dates = test.page.run("return [...document.querySelectorAll('#panel .mention')].map(m => [...m.querySelectorAll('mark.date')].map(e => e.textContent).join(''))")
    expect(problems, "dates lit up", sorted(d for d in dates if d), sorted(m["date"]["quote"] for m in event["mentions"] if m["date"]))
    for rule in {m["rule"] for m in event["mentions"]}:
        if rule not in test.text("#panel"):
            problems.append(f"the rule {rule} is not named")
    expect(problems, "marked in the picture", test.page.run(
        "return [...document.querySelectorAll('#timeline .open')].map(e => e.dataset.event).filter((x, i, all) => all.indexOf(x) === i)"), [event["id"]])
    expect(problems, "marked in the table", test.page.run("return document.querySelector('tr.open')?.dataset.event"), event["id"])
    expect(problems, "address", test.page.run("return location.hash"), "#" + event["id"])
    test.page.run("scrollTo(0, document.body.scrollHeight); document.getElementById('show-mark').click()")
    test.page.later("setTimeout(arguments[0], 700)")
    expect(problems, "and back to the mark", test.page.run("""const mark = document.activeElement, box = mark.getBoundingClientRect();
        return [mark.dataset.event, box.top >= 0 && box.bottom <= innerHeight]"""), [event["id"], True])
    return problems


def fold_shows_what_is_in_it(test):
    """A click on a box "+n" of the timeline shows the names, the dates and a sentence of all that is folded there."""
    kb = test.kb("many")
    events = {e["id"]: e for e in kb["events"]}
    test.open("many")
    boxes = test.page.run("return [...document.querySelectorAll('#timeline .mark.folded')].map(e => [e.id, e.dataset.event, e.textContent.trim()])")
    boxes = sorted((b for b in boxes if " " in b[1]), key=lambda b: len(b[1]))
    if not boxes:
        return ["the timeline folds nothing"]
    problems = []
    for box, ids, words in (boxes[0], boxes[-1]):
        ids = ids.split(" ")
        test.open("many")
        test.page.run("document.getElementById(arguments[0]).scrollIntoView({block: 'center', inline: 'center'})", box)
        test.page.click(f"#{box} :is(polygon, path, rect)")
        test.page.wait("return !document.getElementById('panel').hidden")
        expect(problems, f"{box}: how many", (f"+{len(ids)}" in words, test.text("#panel-title").startswith(f"{len(ids)} ")), (True, True))
        while test.page.run("const more = document.querySelector('#panel .more button'); more?.click(); return Boolean(more)"):
            pass
        expect(problems, f"{box}: events", sorted(test.page.run(
            "return [...document.querySelectorAll('#panel .folds > li > a')].map(a => a.getAttribute('href').slice(1))")), sorted(ids))
        expect(problems, f"{box}: names", sorted(test.texts("#panel .folds > li > a")), sorted(capital(events[i]["title"]) for i in ids))
        days = [events[i]["date"]["earliest"] for i in
                (a[1:] for a in test.page.run("return [...document.querySelectorAll('#panel .folds > li > a')].map(a => a.getAttribute('href'))"))]
        expect(problems, f"{box}: by date", days, sorted(days))
        shown = test.page.run("return [...document.querySelectorAll('#panel .folds > li')].map(e => [e.querySelector('.quiet').textContent, "
                              "e.querySelector('.sentence').textContent, e.querySelector('a').getAttribute('href').slice(1)])")
        for date, sentence, event in shown:
            if events[event]["date"]["edtf"][:4] not in date:
                problems.append(f"{box}: {event} is dated {date!r}")
            if sentence not in {m["sentence"]["quote"] for m in events[event]["mentions"]}:
                problems.append(f"{box}: {event} says {sentence!r}")
        expect(problems, f"{box}: marked in the picture", test.page.run("return [...document.querySelectorAll('#timeline .open')].map(e => e.id)"), [box])
        address = test.page.run("return location.hash")
        expect(problems, f"{box}: address", address, "#folded:" + box)
        test.open("many", address)
        expect(problems, f"{box}: from its address", test.text("#panel-title").startswith(f"{len(ids)} "), True)
        test.page.click("#panel .folds > li > a")
        test.page.later("setTimeout(arguments[0], 50)")
        expect(problems, f"{box}: then an event", test.page.run("return document.getElementById('panel').dataset.open") in ids, True)
        expect(problems, f"{box}: the event is in that box", test.page.run("return [...document.querySelectorAll('#timeline .open')].map(e => e.id)"), [box])
        test.page.run("document.getElementById(arguments[0]).focus()", box)
        test.page.press("ENTER")
        test.page.later("setTimeout(arguments[0], 50)")
        expect(problems, f"{box}: by Enter", test.page.run("return document.getElementById('panel').dataset.open"), "folded:" + box)
    return problems


def keys_of_sources_are_the_same(test):
    """A document has one key: at the foot of the pictures, in the list of documents, above a sentence."""
    test.open("main")
    kb = test.kb("main")
    order = sorted(kb["documents"], key=lambda d: ((d["date"] or {}).get("earliest") or (d["date"] or {}).get("latest") or "9999", d["path"]))
    problems = []
    listed = test.page.run("return [...document.querySelectorAll('#documents li')].map(e => [e.querySelector('strong').textContent, e.querySelector('a').getAttribute('href').slice(1)])")
    expect(problems, "in the list", [x for x in listed], [[f"S{n + 1}", d["id"]] for n, d in enumerate(order[:len(listed)])])
    event = conference(test)
    test.open("main", "#" + event["id"])
    wanted = {f"S{n + 1}" for n, d in enumerate(order) if d["id"] in {m["document"] for m in event["mentions"]}}
    expect(problems, "above the sentences", set(test.texts("#panel .mention .source > strong:first-child")), wanted)
    title = test.page.run("return document.querySelector(\"#timeline [data-event='\" + arguments[0] + \"'] > title\").textContent", event["id"])
    named = set(re.findall(r"\bS[0-9]+\b", title))
    expect(problems, "in the picture", bool(named) and named <= wanted, True)
    return problems


def row_shows_sentences(test):
    """A click on a row, on its title or beside it, opens the event; one on a link in it leads on."""
    kb = test.kb("main")
    event = conference(test)
    problems = []
    for place in ("a", ".col-date", ".col-status"):
        test.open("main")
        test.page.click(f"#rows tr[data-event='{event['id']}'] {place}")
        test.page.wait("return !document.getElementById('panel').hidden")
        expect(problems, f"a click on {place} opens", test.page.run("return document.getElementById('panel').dataset.open"), event["id"])
    test.page.click("#panel .facts a")
    test.page.later("setTimeout(arguments[0], 50)")
    expect(problems, "then an entity", test.page.run("return document.getElementById('panel').dataset.open") in [e["id"] for e in kb["entities"]], True)
    test.page.run("history.back()")
    test.page.later("setTimeout(arguments[0], 100)")
    expect(problems, "back again", test.page.run("return document.getElementById('panel').dataset.open"), event["id"])
    return problems


def lines_are_the_sources(test):
    """The line beside a sentence is the one where it begins in the file."""
    kb = test.kb("main")
    folder = test.files["main folder"]
    problems, seen = [], 0
    test.open("main")
    for event in kb["events"][:12]:
        test.page.run("location.hash = '#' + arguments[0]", event["id"])
        test.page.later("setTimeout(arguments[0], 30)")
        for place, sentence in test.page.run("""return [...document.querySelectorAll('#panel .mention')].map(m =>
                [m.querySelector('.source .path').textContent, m.querySelector('.sentence').textContent])"""):
            path, line = place.rsplit(", line ", 1)
            with open(os.path.join(folder, path), encoding="utf-8", newline="\n") as file:
                text = "".join(file.read().split("\n")[int(line) - 1:][:30])
            seen += 1
            if "".join(sentence.split())[:12] not in "".join(text.split()):
                problems.append(f"{place}: not {sentence[:60]!r}")
    return problems if seen else ["no sentence was seen"]


def titles_begin_with_a_capital(test):
    """As in the pictures and tables, wherever an event is named; the names that documents use stay as they are."""
    small = [e for e in test.kb("main")["events"] if e["title"][:1].islower()]
    problems = [] if small else ["no event of the knowledge base begins with a small letter"]
    for event in small:
        test.open("main", "#" + event["id"])
        test.page.wait("return !document.getElementById('panel').hidden")
        wanted = capital(event["title"])
        expect(problems, "title of the event", test.text("#panel h2"), wanted)
        expect(problems, "title in its row", test.text(f"#rows tr[data-event='{event['id']}'] a"), wanted)
        for text in test.texts(f"main a[href='#{event['id']}']"):
            if text[:1].islower():
                problems.append(f"a link is called {text!r}")
    return problems


def every_event_opens(test):
    """Each event of the knowledge base by its address, each with all its sentences."""
    test.open("main")
    wrong = test.page.later("""const done = arguments[1], wrong = []; const events = arguments[0]; let i = 0;
        const step = () => { if (i === events.length) return done(wrong);
            location.hash = '#' + events[i][0];
            setTimeout(() => { const panel = document.getElementById('panel');
                if (panel.dataset.open !== events[i][0] || panel.querySelectorAll('.mention').length !== Math.min(events[i][1], 20)) wrong.push(events[i][0]);
                i++; step(); }, 5); };
        step()""", [[e["id"], len(e["mentions"])] for e in test.kb("main")["events"]])
    return [f"{i} does not show its sentences" for i in wrong]


def entity_view(test):
    kb = test.kb("main")
    counts = {}
    for relation in kb["relations"]:
        if relation["type"] == "agreement":
            for end in {relation["source"], relation["target"]}:
                counts[end] = counts.get(end, 0) + 1
    problems = []
    if not counts:
        return ["the knowledge base has no agreement"]
    busiest = max(sorted(counts), key=counts.get)
    record = next(e for e in kb["entities"] if e["id"] == busiest)
    test.open("main", "#" + busiest)
    expect(problems, "name", test.text("#panel-title"), record["name"])
    expect(problems, "agreements", len(test.texts("#panel details")) >= counts[busiest], True)
    for alias in record["aliases"]:
        if alias not in test.text("#panel"):
            problems.append(f"the other name {alias} is not there")
    events = [e for e in kb["events"] if busiest in [r["entity"] for r in e["roles"]] + [p["entity"] for p in e["places"]]]
    expect(problems, "events", len(test.texts("#panel .events li")), len(events))
    expect(problems, "marked in a picture", test.page.run("return document.querySelectorAll('.picture .open').length > 0"), True)
    return problems


# --- search and filters ---

def search_finds(test):
    kb = test.kb("main")
    test.open("main")
    problems = []
    everything = len(kb["events"])
    expect(problems, "at first", test.count(), [everything, everything])
    event = conference(test)
    word = max(event["mentions"][0]["sentence"]["quote"].split(), key=len).strip(".,;“”")
    test.fill("q", word.upper())
    shown, rows = test.count()
    expect(problems, "rows and count", shown, rows)
    if not 0 < shown < everything:
        problems.append(f"{shown} events hold the word {word}")
    test.fill("q", "no such word anywhere")
    expect(problems, "for what is nowhere", test.count(), [0, 0])
    expect(problems, "says what to do", "Clear" in test.text("#count"), True)
    test.page.run("document.getElementById('clear').click()")
    expect(problems, "after clearing", test.count(), [everything, everything])
    return problems


def wanted_by(kb, name, value):
    """What each filter is to leave, worked out from the knowledge base alone."""
    names = {e["id"]: e["name"] for e in kb["entities"]}
    paths = {d["id"]: d["path"] for d in kb["documents"]}

    def entities(event):
        return {names[r["entity"]] for r in event["roles"]}

    tests = {
        "class": lambda e: e["class"] == value, "type": lambda e: e["type"] == value,
        "status": lambda e: ("unconfirmed" if e.get("unconfirmed") else e["status"]) == value,
        "basis": lambda e: (e["date"] or {}).get("basis", "none") == value, "sources": lambda e: e["sources"] >= int(value),
        "org": lambda e: value in entities(e), "place": lambda e: value in {names[p["entity"]] for p in e["places"]},
        "doc": lambda e: value in {paths[m["document"]] for m in e["mentions"]},
        "from": lambda e: (e["date"] or {}).get("latest", "") >= value + "-01-01" if e["date"] else False,
        "to": lambda e: (e["date"] or {}).get("earliest", "9") <= value + "-12-31" if e["date"] else False,
    }
    return len([e for e in kb["events"] if tests[name](e)])


def each_filter(test):
    kb = test.kb("many")
    test.open("many")
    problems = []
    values = {"class": "meeting", "type": "kind 3", "status": "planned", "org": "Harbour Board 7", "place": "Port 5", "from": "1980", "to": "1960",
              "doc": "speeches/017.txt", "basis": "relative"}
    for name, value in values.items():
        test.fill(name, value)
        wanted = wanted_by(kb, name, value)
        expect(problems, f"{name} {value}", test.count(), [wanted, wanted])
        expect(problems, f"{name} in the address", name + "=" in test.page.run("return location.hash"), True)
        test.fill(name, "")
    kb = test.kb("main")
    test.open("main")
    if any(e["sources"] >= 2 for e in kb["events"]):
        test.fill("sources", "2")
        wanted = wanted_by(kb, "sources", "2")
        expect(problems, "sources", test.count(), [wanted, wanted])
    test.fill("sources", "")
    test.fill("from", "last year")
    expect(problems, "a date that is none is marked", test.page.run("return document.getElementById('filter-from').getAttribute('aria-invalid')"), "true")
    return problems


def address_holds_the_view(test):
    event = conference(test)
    test.open("main", f"#{event['id']}?class={event['class']}&from=2018")
    problems = []
    expect(problems, "open", test.page.run("return document.getElementById('panel').dataset.open"), event["id"])
    expect(problems, "filter", test.page.run("return document.getElementById('filter-class').value"), event["class"])
    expect(problems, "filter", test.page.run("return document.getElementById('filter-from').value"), "2018")
    kb = test.kb("main")
    wanted = len([e for e in kb["events"] if e["class"] == event["class"] and e["date"] and e["date"].get("latest", "") >= "2018-01-01"])
    expect(problems, "events", test.count(), [wanted, wanted])
    test.page.run("document.getElementById('close').click()")
    test.page.later("setTimeout(arguments[0], 50)")
    expect(problems, "filters stay when it is closed", "class=" in test.page.run("return location.hash"), True)
    for fragment in ("#event:000000000000ffff", "#?class=nothing", "#%E0%A4%A", "#constructor", "#check:99999"):
        test.open("main", fragment)
        expect(problems, f"{fragment} opens nothing", test.page.run("return document.getElementById('panel').hidden"), True)
        problems += [f"{fragment}: {m}" for m in test.page.messages()]
    return problems


# --- keys, corrections ---

def keys(test):
    page = test.page
    test.open("main")
    problems = []
    page.press("TAB")
    expect(problems, "first stop", page.run("return document.activeElement.className"), "skip")
    page.press("/")
    expect(problems, "/ goes to the search", page.run("return document.activeElement.name"), "q")
    page.press("j")
    expect(problems, "letters are letters in a field", page.run("return document.activeElement.value"), "j")
    page.run("document.getElementById('clear').click(); document.activeElement.blur()")
    page.press("j", "j", "j", "k")
    focused = page.run("return document.activeElement.closest('tr')?.getAttribute('aria-rowindex')")
    expect(problems, "j j j k is the second row", focused, "3")
    page.press("ENTER")
    page.wait("return !document.getElementById('panel').hidden")
    first = page.run("return document.getElementById('panel').dataset.open")
    expect(problems, "Enter opens it", first, test.kb("main")["events"][1]["id"])
    expect(problems, "focus goes to it", page.run("return document.activeElement.id"), "panel-title")
    page.press("j")
    expect(problems, "j opens the next", page.run("return document.getElementById('panel').dataset.open"), test.kb("main")["events"][2]["id"])
    page.press("ESCAPE")
    page.wait("return document.getElementById('panel').hidden")
    expect(problems, "Esc leads back to the table", page.run("return document.activeElement.closest('#rows') !== null"), True)
    page.press("ARROW_DOWN", "END")
    expect(problems, "End is the last row", page.run("return document.activeElement.closest('tr').getAttribute('aria-rowindex')"),
           str(len(test.kb("main")["events"]) + 1))
    page.run("document.querySelector('#timeline [role=link][tabindex=\"0\"]').focus()")
    before = page.run("return document.activeElement.dataset.event")
    page.press("ARROW_RIGHT")
    after = page.run("return document.activeElement.dataset.event")
    if not after or after == before:
        problems.append("an arrow does not go from mark to mark")
    page.press("ENTER")
    page.wait("return !document.getElementById('panel').hidden")
    expect(problems, "Enter opens the mark", page.run("return document.getElementById('panel').dataset.open"), after)
    page.press("ESCAPE")
    page.run("const box = document.getElementById('use-keys'); box.click(); document.activeElement.blur()")
    page.press("j")
    expect(problems, "keys can be turned off", page.run("return document.activeElement.tagName"), "BODY")
    return problems


def everything_by_tab(test):
    """Every control that a mouse can use is one of the stops of Tab, or is reached from one by arrows."""
    page = test.page
    test.open("main")
    page.run("document.querySelectorAll('#checks details').forEach(d => d.open = true); document.body.focus()")
    wanted = page.run("""window.stops = [...document.querySelectorAll('a[href], button, input, select, summary, textarea, [tabindex="0"]')]
        .filter(e => e.tabIndex >= 0 && e.getClientRects().length > 0); return window.stops.length""")
    for _ in range(wanted + 20):
        page.press("TAB")
        page.run("const a = document.activeElement; const b = getComputedStyle(a); a.dataset.stopped = b.outlineStyle === 'none' ? 'unseen' : 'seen'")
    missed = page.run("return window.stops.filter(e => e.isConnected && !e.dataset.stopped).map(e => e.outerHTML.slice(0, 100))")
    unseen = page.run("return [...document.querySelectorAll('[data-stopped=unseen]')].filter(e => e !== document.body).map(e => e.outerHTML.slice(0, 100))")
    return [f"not reached: {m}" for m in missed] + [f"focus cannot be seen: {m}" for m in unseen]


# --- how it looks ---

def hostile_is_inert(test):
    problems = []
    test.open("hostile")
    for event in test.kb("hostile")["events"]:
        test.page.run("location.hash = '#' + encodeURIComponent(arguments[0])", event["id"])
        test.page.later("setTimeout(arguments[0], 20)")
        expect(problems, f"title of {event['id']}", test.page.run("return document.getElementById('panel-title').textContent"), capital(event["title"]))
        test.page.run("""document.querySelectorAll('#panel *, #timeline *').forEach(e => { e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})) })""")
    found = test.page.run("""return [window.hacked ?? null, document.querySelectorAll('img, iframe, object, embed, b, foreignObject, image').length,
        document.querySelectorAll('script').length, [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length,
        [...document.querySelectorAll('a')].filter(a => !a.getAttribute('href').startsWith('#')).length]""")
    expect(problems, "ran", found[0], None)
    expect(problems, "elements out of texts", found[1], 0)
    expect(problems, "scripts", found[2], 3)
    expect(problems, "listeners in attributes", found[3], 0)
    expect(problems, "links that lead elsewhere", found[4], 0)
    problems += test.page.messages()
    return problems


def narrow_has_no_sideways(test):
    """320 pixels: nothing but pictures is wider than the view."""
    problems = []
    try:
        for name in ("main", "hostile", "many"):
            test.page.size(320, 700)
            test.open(name)
            for fragment in ("", "#" + test.kb(name)["events"][0]["id"]):
                test.page.run("location.hash = arguments[0]", fragment)
                test.page.later("setTimeout(arguments[0], 50)")
                wide = test.page.run("""return [...document.querySelectorAll('body *')].filter(e => !e.closest('.picture svg, .hidden, thead, datalist') &&
                    e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 90))""")
                problems += [f"{name}{fragment}: {w}" for w in wide[:4]]
                expect(problems, f"{name}{fragment}: width", test.page.run("return document.documentElement.scrollWidth"), 320)
    finally:
        test.page.size(1400, 1000)
    return problems


CONTRAST = """
const parse = c => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const light = ([r, g, b]) => { const f = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
const under = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; } return [255, 255, 255, 1]; };
const low = [];
for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg, .hidden, datalist, noscript') || !e.getClientRects().length) continue;
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const a = light(parse(getComputedStyle(e).color)), b = light(under(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(ratio.toFixed(2) + ' ' + e.outerHTML.slice(0, 80));
}
return low;"""


def contrast(test):
    problems = []
    event = conference(test)
    try:
        for theme in ("light", "dark"):
            test.page.media({"prefers-color-scheme": theme})
            test.open("main", "#" + event["id"])
            test.page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
            problems += [f"{theme}: {low}" for low in test.page.run(CONTRAST)]
        before = test.page.run("return getComputedStyle(document.body).backgroundColor")
        test.page.run("document.getElementById('theme').click()")
        if test.page.run("return getComputedStyle(document.body).backgroundColor") == before:
            problems.append("the button does not change the colours")
    finally:
        test.page.media({})
    return problems


def without_scripts(test):
    """Where scripts are turned off the pictures are still there, and the page says what is missing."""
    page, problems = test.page, []
    try:
        page.command("Emulation.setScriptExecutionDisabled", value=True)
        page.open(test.files["main"], ready=None)
        seen = page.command("Runtime.evaluate", returnByValue=True, expression="""JSON.stringify([...document.querySelectorAll('.picture svg')]
            .map(e => e.getBoundingClientRect().height > 200).concat(getComputedStyle(document.querySelector('noscript')).display !== 'none',
            getComputedStyle(document.getElementById('events')).display === 'none'))""")["result"]["value"]
        expect(problems, "three pictures, a message, no table", json.loads(seen), [True] * 5)
    finally:
        page.command("Emulation.setScriptExecutionDisabled", value=False)
    return problems


def motion(test):
    """Who asks for less motion gets none."""
    problems = []
    try:
        test.page.media({"prefers-reduced-motion": "reduce"})
        test.open("main")
        expect(problems, "scrolling", test.page.run("return getComputedStyle(document.documentElement).scrollBehavior"), "auto")
    finally:
        test.page.media({})
    return problems


def paper(test):
    """What is printed: the pictures, and every event that is left with all its sentences; nothing that only a mouse can use."""
    kb = test.kb("main")
    test.open("main", "#?class=meeting")
    path = os.path.join(test.files["scratch"], "report.pdf")
    test.page.pdf(path)
    problems = []
    expect(problems, "gone from the page afterwards", test.page.run("return document.getElementById('printed').childElementCount"), 0)
    if not shutil.which("pdftotext"):
        return problems + ["pdftotext is not installed"]
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    flat = "".join(text.split())
    meetings = [e for e in kb["events"] if e["class"] == "meeting"]
    for event in meetings:
        for mention in event["mentions"]:
            if "".join(mention["sentence"]["quote"].split())[:40] not in flat:
                problems.append(f"{event['id']} is printed without {mention['sentence']['quote'][:60]!r}")
    expect(problems, "buttons on paper", any(word in text for word in ("Clear all", "Copy as citation", "Re-date")), False)
    sizes = subprocess.run(["pdfinfo", "-f", "1", "-l", "99", path], capture_output=True, text=True, check=True).stdout
    pages = re.findall(r"^Page .* size: +([\d.]+) x ([\d.]+)", sizes, re.M)
    expect(problems, "sheets across, one for each picture", len([1 for width, height in pages if float(width) > float(height)]), 3)
    return problems


# --- size and time ---

def many_events(test):
    """2,000 events of 500 documents: each action, from the call until the page has been drawn."""
    actions = {
        "search": "const q = document.getElementById('filters').elements.q; q.value = 'conference 19'; q.form.requestSubmit()",
        "filter": "const c = document.getElementById('filters').elements.class; c.value = 'meeting'; c.form.requestSubmit()",
        "clear": "document.getElementById('clear').click()",
        "open": "location.hash = '#event:00000000012c'",
        "scroll": "document.getElementById('rows').scrollTop = 40000",
        "sort": "document.querySelector('th[data-key=sources] button').click()",
        "next": "document.querySelector('#panel .walk a')?.click()",
    }
    problems = []
    test.open("many")
    expect(problems, "rows in the page", test.page.run("return document.querySelectorAll('#rows tbody tr').length < 60"), True)
    for name, action in actions.items():
        best = min(test.page.later("""const done = arguments[arguments.length - 1]; const start = performance.now();
            %s; requestAnimationFrame(() => setTimeout(() => done((performance.now() - start) / 1000)))""" % action) for _ in range(3))
        print(f"    2,000 events, {name}: {best * 1000:.0f} ms")
        if best > ACTION_SECONDS * busy():
            problems.append(f"{name} takes {best:.3f} s, not {ACTION_SECONDS}")
    expect(problems, "rows in the page", test.page.run("return document.querySelectorAll('#rows tbody tr').length < 60"), True)
    problems += test.page.messages()
    return problems


def speeches(test):
    """The report of 1,939 speeches: how large it is, and how soon it shows its first view."""
    if "speeches" not in test.files:
        return None
    problems = []
    size = os.path.getsize(test.files["speeches"])
    seconds, processor = [], []
    for _ in range(5):
        test.page.driver.get("about:blank")
        before = test.page.processor_seconds()
        test.open("speeches")
        processor.append(test.page.processor_seconds() - before)
        seconds.append(test.page.run("return Number(document.documentElement.dataset.view)") / 1000)
    print(f"    1,939 speeches: {size / 1e6:.1f} MB, first view after {min(seconds):.2f} s, all of it with {min(processor):.2f} s of the processor" + (f" (others use the machine: {busy():.1f})" if busy() > 1 else ""))
    if size > REPORT_BYTES:
        problems.append(f"{size} bytes, not {REPORT_BYTES}")
    if min(processor) > VIEW_SECONDS:
        problems.append(f"opening it takes {min(processor):.2f} s of the processor, not {VIEW_SECONDS}")
    if min(seconds) > VIEW_SECONDS * busy():
        problems.append(f"the first view takes {min(seconds):.2f} s, not {VIEW_SECONDS}")
    test.fill("q", "climate conference")
    expect(problems, "a search there finds some", 0 < test.count()[0] < 4000, True)
    problems += test.page.messages()
    return problems


# --- accessibility ---

def axe_source(build):
    """The text of axe-core of the pinned version, and why there is none."""
    folder = os.path.join(build, "web")
    script = os.path.join(folder, "node_modules", "axe-core", "axe.min.js")
    if not os.path.exists(script):
        if not shutil.which("npm"):
            return None, "npm is not there"
        os.makedirs(folder, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(HERE, name), folder)
        status, _, err = run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, timeout=120)
        if status or not os.path.exists(script):
            return None, "npm could not fetch axe-core: " + (err.strip().split("\n") or [""])[-1][:120]
    with open(script, encoding="utf-8") as file:
        return file.read(), ""


def accessibility(test, axe):
    """axe-core finds nothing: light, dark, with an event open, with a form open, on a phone."""
    event = conference(test)
    entity = next(e["id"] for e in test.kb("main")["entities"] if e["type"] == "organization")
    states = {
        "light": ({}, 1400, "", ""), "dark": ({"prefers-color-scheme": "dark"}, 1400, "", ""),
        "an open event": ({}, 1400, "#" + event["id"], "document.querySelector('[data-action=merge]').click()"),
        "an open event, dark": ({"prefers-color-scheme": "dark"}, 1400, "#" + event["id"], "document.querySelector('[data-action=split]').click()"),
        "an organization": ({}, 1400, "#" + entity, "document.querySelectorAll('details').forEach(d => d.open = true)"),
        "a phone": ({}, 320, "", ""), "a phone with an event": ({}, 320, "#" + event["id"], ""),
    }
    problems = []
    try:
        for name, (features, width, fragment, action) in states.items():
            test.page.media(features)
            test.page.size(width, 900)
            test.open("main", fragment)
            if action:
                test.page.run(action)
            test.page.run(axe)
            found = test.page.later("""const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(
                r => done(r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 120) + ' ' + (n.any[0]?.message ?? '').slice(0, 140)))),
                e => done([String(e)]))""")
            problems += [f"{name}: {violation}" for violation in found]
    finally:
        test.page.media({})
        test.page.size(1400, 1000)
    return problems


TESTS = [page_is_quiet, nothing_can_be_asked_for, order_of_the_page, every_check_leads_somewhere, what_comes_next, mark_shows_sentences,
         fold_shows_what_is_in_it, keys_of_sources_are_the_same,
         row_shows_sentences, lines_are_the_sources, titles_begin_with_a_capital, every_event_opens, entity_view, search_finds, each_filter, address_holds_the_view, keys, everything_by_tab,
         correction_is_copied, copied_entry_is_applied, changes_are_shown, citation_is_copied, hostile_is_inert, narrow_has_no_sideways, contrast, without_scripts, motion, paper,
         many_events, speeches]


def make_reports(annals, shared, scratch):
    """Builds what is looked at; gives names with their files, or raises what went wrong."""
    os.makedirs(scratch, exist_ok=True)
    seeds = os.path.join(shared, "seeds")
    folder = seeds if os.path.isdir(seeds) and os.listdir(seeds) else os.path.join(TOP, "samples")
    files = {"annals": annals, "scratch": scratch, "main folder": folder}
    todo = {"main": [folder]}
    debate = os.path.join(shared, "data", "general-debate")
    if os.path.isdir(debate):
        todo["speeches"] = [debate, "--metadata", debate + ".csv"]
    for name, arguments in todo.items():
        out = os.path.join(scratch, name)
        status, _, err = run([annals, "build", "-o", out, *arguments])
        if status:
            raise RuntimeError(f"annals build ended with {status}: {err[-500:]}")
        files[name], files[name + ".json"] = os.path.join(out, "report.html"), os.path.join(out, "kb.json")
    for name, kb in {"many": made_up.many(), "hostile": made_up.hostile(), "empty": made_up.Base().kb}.items():
        files[name], files[name + ".json"] = os.path.join(scratch, name + ".html"), os.path.join(scratch, name + ".json")
        with open(files[name + ".json"], "w", encoding="utf-8") as file:
            json.dump(kb, file, ensure_ascii=False)
        status, _, err = run([annals, "report", files[name + ".json"], "-o", files[name]])
        if status:
            raise RuntimeError(f"annals report of {name} ended with {status}: {err[-500:]}")
    return files


def remade(files):
    """annals report from kb.json alone writes the file that annals build wrote, byte for byte."""
    again = os.path.join(files["scratch"], "again.html")
    status, _, err = run([files["annals"], "report", files["main.json"], "-o", again])
    with open(again, "rb") as left, open(files["main"], "rb") as right:
        return [err] if status else [] if left.read() == right.read() else ["they differ"]


def main():
    annals, shared, build, scratch = sys.argv[1:5]
    only = sys.argv[5:]
    reason = missing()
    if reason:
        skip("report in a browser", reason)
        return
    try:
        files = make_reports(annals, shared, scratch)
    except RuntimeError as problem:
        fail("reports are made", str(problem))
        return
    verdict("report is the same from kb.json alone", remade(files))
    with Browser() as page:
        test = Test(page, files)
        for function in TESTS:
            name = "report: " + function.__name__.replace("_", " ")
            if only and function.__name__ not in only:
                continue
            try:
                problems = function(test)
            except Exception:
                problems = [traceback.format_exc(limit=4)]
            if problems is None:
                skip(name, "the documents are not there")
            else:
                verdict(name, problems)
        if not only or "accessibility" in only:
            axe, why = axe_source(build)
            if axe is None:
                skip("report: accessibility", why)
            else:
                try:
                    verdict("report: accessibility", accessibility(test, axe))
                except Exception:
                    fail("report: accessibility", "it could not be tested", traceback.format_exc(limit=4))


if __name__ == "__main__":
    main()
