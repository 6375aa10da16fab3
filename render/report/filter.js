/* Search and filters: one form, kept in the address behind a "?", so that a view can be sent to somebody. */

const FILTERS = ["q", "class", "type", "org", "place", "from", "to", "status", "doc", "basis", "sources"];

/* All that a search looks through, for each event made when it is first asked for. */
function searchText(event) {
    event.search ??= fold([
        event.title, event.type, event.class,
        ...event.attributes.map(([, value]) => value),
        ...event.places.flatMap((e) => [e.name, ...e.aliases.map((a) => a.name)]),
        ...event.roles.flatMap((r) => [r.entity.name, ...r.entity.aliases.map((a) => a.name)]),
        ...event.mentions.flatMap((m) => [m.title ?? "", sentenceOf(m), m.document.author ?? "", documentName(m.document)]),
    ].join("\n"));
    return event.search;
}

/* The entities that a text in a filter means: that of this id, name or alias, else all whose name holds it; with what is
 * part of them. */
function meantEntities(data, text, isPlace) {
    const wanted = fold(text);
    const fits = data.entities.filter((e) => (e.type === "place") === isPlace || !isPlace);
    const exact = fits.filter((e) => e.id === text || fold(e.name) === wanted || e.aliases.some((a) => fold(a.name) === wanted));
    const meant = new Set(exact.length > 0 ? exact : fits.filter((e) => fold(e.name).includes(wanted)));
    for (const entity of meant) { /* goes on with what it adds */
        entity.parts.forEach((part) => meant.add(part));
    }
    return meant;
}

function meantDocuments(data, text) {
    const wanted = fold(text);
    const exact = data.documents.filter((d) => d.id === text || d.path === text || documentLabel(d) === text);
    return new Set(exact.length > 0 ? exact : data.documents.filter((d) => fold(documentLabel(d)).includes(wanted)));
}

function documentLabel(document) {
    return document.title ? document.title + " – " + document.path : document.path;
}

/* One test for each filter that is set; an event must pass all. */
function tests(data, set) {
    const made = [];
    if (set.q) {
        const words = fold(set.q).split(/\s+/).filter(Boolean);
        made.push((e) => words.every((w) => searchText(e).includes(w)));
    }
    if (set.class) {
        made.push((e) => e.class === set.class);
    }
    if (set.type) {
        made.push((e) => e.type === set.type);
    }
    if (set.status) {
        made.push((e) => e.state === set.status);
    }
    if (set.basis) {
        made.push((e) => (e.date?.basis ?? "none") === set.basis);
    }
    if (set.sources) {
        made.push((e) => e.sources >= Number(set.sources));
    }
    if (set.org) {
        const meant = meantEntities(data, set.org, false);
        made.push((e) => e.roles.some((r) => meant.has(r.entity)) || e.places.some((p) => p.type !== "place" && meant.has(p)));
    }
    if (set.place) {
        const meant = meantEntities(data, set.place, true);
        made.push((e) => e.places.some((p) => meant.has(p)) || e.roles.some((r) => r.entity.type === "place" && meant.has(r.entity)));
    }
    if (set.doc) {
        const meant = meantDocuments(data, set.doc);
        made.push((e) => e.mentions.some((m) => meant.has(m.document)));
    }
    const from = set.from ? dayBound(set.from, false) : null, to = set.to ? dayBound(set.to, true) : null;
    if (from) {
        made.push((e) => e.date && (e.date.to ?? e.date.from ?? "") >= from);
    }
    if (to) {
        made.push((e) => e.date && (e.date.from ?? e.date.to ?? "~") <= to);
    }
    return made;
}

function filterEvents(data, set) {
    const all = tests(data, set);
    return data.events.filter((event) => all.every((test) => test(event)));
}

/* --- the form --- */

function counted(events, key) {
    const counts = new Map();
    for (const event of events) {
        const name = key(event);
        if (name) {
            counts.set(name, (counts.get(name) ?? 0) + 1);
        }
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function field(label, control, hint) {
    const id = "filter-" + control.name;
    control.id = id;
    return el("div", { class: "field field-" + control.name }, el("label", { for: id }, t(label)), control,
        hint ? el("p", { class: "fieldhint", id: id + "-hint" }, t(hint)) : null);
}

function chooser(name, options) {
    return el("select", { name }, el("option", { value: "" }, t("any")),
        options.map(([value, text]) => el("option", { value }, text)));
}

function typed(name, hint, list) {
    return el("input", { name, type: name === "q" ? "search" : "text", autocomplete: "off", spellcheck: "false",
        placeholder: hint ? t(hint) : undefined, list: list ? "list-" + name : undefined });
}

/* Names to choose from while typing; of very many those with most events. */
function suggestions(name, values) {
    return el("datalist", { id: "list-" + name }, values.slice(0, 1000).map((value) => el("option", { value })));
}

/* Builds the form; onchange is called with what is set. Returns {read, write, clear, focus}. */
function makeFilters(data, onchange) {
    const form = byId("filters");
    const withCount = (group) => ([name, n]) => [name, word(group, name) + " (" + number(n) + ")"];
    const busy = (list) => list.filter((e) => e.events.length > 0).sort((a, b) => b.events.length - a.events.length);
    const statuses = counted(data.events, (e) => e.state).map(withCount("statuses"));
    const bases = counted(data.events, (e) => e.date?.basis ?? "none").map(withCount("basis_names"));
    const most = Math.max(1, ...data.events.map((e) => e.sources));
    const levels = [2, 3, 5, 10, 20].filter((n) => n <= most).map((n) => [String(n), tn("at_least", n)]);
    append(form, [
        field("search", typed("q", "search_hint")),
        field("class", chooser("class", counted(data.events, (e) => e.class).map(withCount("classes")))),
        field("type", chooser("type", counted(data.events, (e) => e.type).map(withCount("types")))),
        field("status", chooser("status", statuses)),
        field("organization", typed("org", null, true)),
        field("place", typed("place", null, true)),
        field("from", typed("from", null)),
        field("to", typed("to", null), "date_hint"),
        field("document", typed("doc", null, true)),
        field("basis", chooser("basis", bases)),
        field("sources", chooser("sources", levels)),
        el("div", { class: "field" }, button("clear", { id: "clear" }, () => clear())),
    ]);
    for (const name of ["from", "to"]) {
        form.elements[name].setAttribute("aria-describedby", "filter-to-hint");
    }
    const read = () => Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value.trim()]).filter(([, v]) => v));
    const check = () => {
        for (const name of ["from", "to"]) {
            const wrong = form.elements[name].value.trim() !== "" && !dayBound(form.elements[name].value, false);
            form.elements[name].setAttribute("aria-invalid", String(wrong));
            form.elements[name].title = wrong ? t("date_wrong") : "";
        }
    };
    let timer = 0;
    const changed = () => {
        clearTimeout(timer);
        check();
        onchange(read());
    };
    const clear = () => {
        form.reset();
        changed();
        form.elements.q.focus();
    };
    form.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(changed, 80);
    });
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        changed();
    });
    return {
        read,
        clear,
        /* Adds the names to choose from: many, so not before the page is there. */
        suggest() {
            append(form, [
                suggestions("org", busy(data.entities.filter((e) => e.type !== "place")).map((e) => e.name)),
                suggestions("place", busy(data.entities.filter((e) => e.type === "place")).map((e) => e.name)),
                suggestions("doc", data.documents.map(documentLabel)),
            ]);
        },
        write(set) {
            for (const name of FILTERS) {
                form.elements[name].value = set[name] ?? "";
            }
            changed();
        },
        focus() {
            form.elements.q.focus();
            form.elements.q.select();
        },
    };
}
