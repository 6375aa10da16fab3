"""Tests of what the report hands on: entries for corrections.yaml, citations, and what a build changed."""

import json
import os
import shutil

from report import run
from view import conference, expect


def correction_is_copied(test):
    """Each button copies an entry that is YAML of the form of docs/corrections.md."""
    import yaml
    page = test.page
    event = conference(test)
    page.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    problems = []
    other = next(e for e in test.kb("main")["events"] if e["id"] != event["id"])
    sentences = [m["sentence"]["quote"] for m in event["mentions"]]
    fields = {
        "reject": ("", {}), "confirm": ("", {}),
        "merge": (f"const i = form.querySelector('input'); i.value = '{other['id']}'", {"into": other["id"]}),
        "split": ("form.querySelector('input[type=checkbox]').click()", {"apart": [sentences[0]]}),
        "rename": ("form.querySelector('input').value = 'A \"new\" name: it'", {"to": 'A "new" name: it'}),
        "redate": ("form.querySelector('input').value = '2018-06-28/2018-06-30'", {"to": "2018-06-28/2018-06-30"}),
    }
    for action, (fill, more) in fields.items():
        test.open("main", "#" + event["id"])
        page.run(f"document.querySelector('[data-action={action}]').click()")
        page.run(f"const form = document.querySelector('.correct-form form'); {fill}; form.requestSubmit()")
        page.wait("return document.querySelector('.correct-form textarea') !== null")
        shown = page.run("return document.querySelector('.correct-form textarea').value")
        copied = page.later("navigator.clipboard.readText().then(arguments[0], e => arguments[0](String(e)))")
        expect(problems, f"{action}: what is copied", copied, shown)
        entry = yaml.safe_load("corrections:\n" + shown)["corrections"][0]
        expect(problems, f"{action}: its id", entry.get(action), event["id"])
        expect(problems, f"{action}: was", entry.get("was"), f"{event['title']}, {event['date']['edtf']}")
        expect(problems, f"{action}: class", entry.get("class"), event["class"])
        expect(problems, f"{action}: evidence", sorted(entry.get("evidence", [])), sorted(set(sentences))[:10] if len(set(sentences)) <= 10 else entry.get("evidence"))
        for key, value in more.items():
            got = str(entry.get(key)) if key == "to" else entry.get(key)
            if key == "apart":
                expect(problems, f"{action}: {key}", got[0] in sentences and len(got) == 1, True)
            else:
                expect(problems, f"{action}: {key}", got, value)
    expect(problems, "collected below", "redate:" in page.run("return document.querySelector('#entries textarea').value"), True)
    test.open("main", "#" + event["id"])
    page.run("document.querySelector('[data-action=redate]').click()")
    page.run("const form = document.querySelector('.correct-form form'); form.querySelector('input').value = 'last May'; form.requestSubmit()")
    expect(problems, "a date that is none is told of", page.run("return document.querySelector('.correct-form .problem').textContent !== ''"), True)
    return problems


def copied_entry_is_applied(test):
    """The whole way round: copied in the page, put into corrections.yaml, applied by the next build, shown by the next report."""
    page = test.page
    event = conference(test)
    test.open("main", "#" + event["id"])
    page.run("document.querySelector('[data-action=rename]').click()")
    page.run("const form = document.querySelector('.correct-form form'); form.querySelector('input').value = 'The Great Conference'; form.requestSubmit()")
    page.wait("return document.querySelector('#entries textarea') !== null")
    out = os.path.join(test.files["scratch"], "corrected")
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "corrections.yaml"), "w", encoding="utf-8") as file:
        file.write(page.run("return document.querySelector('#entries textarea').value"))
    status, _, err = run([test.files["annals"], "build", "-o", out, test.files["main folder"]])
    problems = []
    expect(problems, "exit status of the build", status, 0)
    if status:
        return problems + [err[-500:]]
    test.files["corrected"] = os.path.join(out, "report.html")
    test.open("corrected", "#" + event["id"])
    expect(problems, "new title", test.text("#panel-title"), "The Great Conference")
    expect(problems, "old title", event["title"] in test.text("#panel .facts"), True)
    expect(problems, "listed as applied", event["title"] in test.text("#corrections"), True)
    return problems


def changes_are_shown(test):
    """A build into a folder that holds an older one shows what annals diff says of the two; a third shows nothing."""
    folder, out = os.path.join(test.files["scratch"], "papers"), os.path.join(test.files["scratch"], "changed")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(folder)
    texts = sorted(n for n in os.listdir(test.files["main folder"]) if n.endswith((".txt", ".md")))
    problems = []

    def build(names):
        for name in os.listdir(folder):
            os.remove(os.path.join(folder, name))
        for name in names:
            shutil.copy(os.path.join(test.files["main folder"], name), folder)
        status, _, err = run([test.files["annals"], "build", "-o", out, folder])
        problems.extend([err[-500:]] if status else [])

    build(texts[:-2])
    shutil.copy(os.path.join(out, "kb.json"), os.path.join(test.files["scratch"], "old.json"))
    build(texts[1:])
    status, told, _ = run([test.files["annals"], "diff", "--format", "json", os.path.join(test.files["scratch"], "old.json"),
                           os.path.join(out, "kb.json")])
    diff = json.loads(told)
    test.files["changed"] = os.path.join(out, "report.html")
    test.open("changed")
    test.page.run("""for (let button; (button = document.querySelector('#changes .more button')); ) button.click()""")
    shown = test.page.run("return [...document.querySelectorAll('#changes details')].map(d => d.querySelectorAll(':scope > ul > li').length)")
    wanted = [len(diff[key]) for key in ("events", "relations", "entities", "documents") if diff[key]]
    expect(problems, "items", shown, wanted)
    expect(problems, "in the contents", "#changes" in test.page.run("return document.getElementById('contents').innerHTML"), True)
    for item in diff["events"]:
        if item["kind"] == "gone" and item["old"]["title"] not in test.text("#changes"):
            problems.append(f"{item['old']['title']} is gone and not named")
    problems += test.page.messages()
    build(texts[1:])
    test.open("changed")
    expect(problems, "hidden where nothing has changed", test.page.run("return document.getElementById('changes').hidden"), True)
    return problems


def citation_is_copied(test):
    page = test.page
    event = conference(test)
    page.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    test.open("main", "#" + event["id"])
    page.click("#panel .mention button.small")
    page.later("setTimeout(arguments[0], 100)")
    copied = page.later("navigator.clipboard.readText().then(arguments[0], e => arguments[0](String(e)))")
    problems = []
    expect(problems, "the sentence", any(m["sentence"]["quote"] in copied for m in event["mentions"]), True)
    expect(problems, "its line", ", line " in copied, True)
    return problems
