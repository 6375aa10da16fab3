/* The parts of the page above and below the table. */

function bodyOf(id) {
    return byId(id).querySelector(".body");
}

/* What a person should look at first, by kind. */
function drawChecks(view) {
    const kinds = ["conflict", "inferred-year", "unconfirmed", "no-event", "empty-document"];
    const groups = new Map(kinds.map((kind) => [kind, []]));
    view.data.checks.forEach((check, index) => {
        check.index = index;
        groups.set(check.kind, [...(groups.get(check.kind) ?? []), check]);
    });
    const body = bodyOf("checks");
    const some = [...groups].filter(([, checks]) => checks.length > 0);
    if (some.length === 0) {
        append(body, [el("p", null, t("nothing_to_check"))]);
    }
    const whole = some.reduce((sum, [, checks]) => sum + checks.length, 0);
    for (const [kind, checks] of some) {
        const content = el("details", { open: whole <= 12 || kind === some[0][0] },
            el("summary", null, el("h3", null, word("check_kinds", kind), " ", el("span", { class: "number" }, number(checks.length)))));
        content.append(...growingList(checks, (check) => checkItem(view, check), 5, 50, { class: "plain" }));
        body.append(content);
    }
}

/* What the check says, with dates in words where the page knows the record; else as the knowledge base words it. */
function checkText(check) {
    const { kind, document, event } = check;
    const conflict = event?.conflicts.find((c) => c.mentions.includes(check.mention));
    if (kind === "empty-document" && document) {
        return documentName(document);
    }
    if (kind === "inferred-year" && document?.date?.reason) {
        return t("check_inferred", { date: dateText(document.date), reason: document.date.reason });
    }
    if (kind === "conflict" && conflict) {
        const value = (field, text) => (field === "date" ? edtfText(text) : word("statuses", text));
        const kept = conflict.field === "date" ? dateText(event.date) : conflict.field === "status" ? word("statuses", event.state) : "";
        return t("check_conflict", { title: titleOf(event), kept, value: value(conflict.field, conflict.value), reason: conflict.reason });
    }
    if (kind === "unconfirmed" && event) {
        return t("check_unconfirmed", { title: titleOf(event), date: dateText(event.date) });
    }
    return check.text;
}

function checkItem(view, check) {
    const target = check.event ? check.event.id : "check:" + check.index;
    const from = check.document ? el("span", { class: "quiet" }, " – ", sourceName(check.document)) : null;
    const name = checkText(check);
    return [el("a", { href: view.link(target) }, name), check.kind === "empty-document" ? null : from];
}

/* What is new, changed and gone since the last build, where there was one and something has changed. */
function drawChanges(view) {
    const { changes } = view.data;
    if (!changes) {
        return;
    }
    byId("changes").hidden = false;
    const body = bodyOf("changes");
    append(body, [el("p", { class: "hint" }, t("since_last"))]);
    for (const [key, items] of Object.entries(changes)) {
        const counts = Object.keys(texts.changed_kinds).map((kind) => [kind, items.filter((item) => item.kind === kind).length]).filter(([, n]) => n > 0);
        if (counts.length > 0) {
            const content = el("details", { open: true }, el("summary", null, el("h3", null, word("changed_lists", key), " ",
                el("span", { class: "number" }, counts.map(([kind, n]) => tn("changed_kinds." + kind, n)).join(", ")))));
            content.append(...growingList(items, (item) => changedItem(view, key, item), 10, 50, { class: "plain" }));
            body.append(content);
        }
    }
}

function changedItem(view, key, item) {
    const record = item.record === undefined ? undefined : view.data[key][item.record];
    const nameOf = { events: titleOf, relations: (r) => r.source.name + " – " + r.target.name, entities: (e) => e.name,
        documents: documentName }[key];
    const now = record ? el("a", { href: view.link(record.id) }, nameOf(record)) : null;
    const wasName = key === "events" ? titleOf({ title: item.was }) : item.was || t("untitled");
    const was = item.was === undefined ? null : el("span", null, wasName, item.was_date ? ", " + edtfText(item.was_date) : "");
    const value = (field, text) => (text === "" ? t("changed_nothing") : field === "date" ? edtfText(text) : field === "status" ? word("statuses", text) : text);
    const fields = (item.fields ?? []).map(([field, old, is]) =>
        t("changed_field", { field: word("fields", field), was: value(field, old), is: value(field, is) })).join("; ");
    const when = record?.date ? [" ", el("span", { class: "quiet" }, dateText(record.date))] : null;
    const content = {
        merged: () => [was, " ", t("changed_into"), " ", now],
        split: () => [now, when, " ", t("changed_from"), " ", was],
        rejected: () => [was],
        gone: () => [was],
    }[item.kind] ?? (() => [now, when, fields ? el("span", { class: "quiet" }, " – ", fields) : null]);
    return [el("span", { class: "change", "aria-hidden": "true" }, textAt("changed_signs." + item.kind) ?? ""), " ",
        el("span", { class: "hidden" }, tn("changed_kinds." + item.kind, 1), ": "), content()];
}

/* Planned events that are still to come, by month. */
function drawNext(view) {
    const { data } = view;
    const coming = data.events.filter((e) => (e.status === "planned" || e.status === "postponed") && !e.unconfirmed &&
        (!data.as_of || !e.date || (e.date.to ?? e.date.from ?? "9999") >= data.as_of));
    const body = bodyOf("next");
    if (coming.length === 0) {
        append(body, [el("p", null, data.as_of ? t("nothing_next", { day: edtfText(data.as_of) }) : t("nothing_next_undated"))]);
        return;
    }
    const months = new Map();
    const end = (event) => event.date?.to ?? event.date?.from ?? "~";
    coming.sort((a, b) => (end(a) < end(b) ? -1 : end(a) > end(b) ? 1 : a.index - b.index));
    for (const event of coming) {
        const key = monthOf(event);
        months.set(key, [...(months.get(key) ?? []), event]);
    }
    const groups = [...months];
    append(body, growingList(groups, ([month, events]) => [el("h3", null, month),
        growingList(events, (event) => nextItem(view, event), 20, 50, { class: "plain" })], 12, 12, { class: "plain months" }));
}

/* The heading under which a coming event stands: its month, or its year, or the year by which it is to be. */
function monthOf(event) {
    const from = event.date?.from, to = event.date?.to ?? from;
    if (!to) {
        return t("no_month");
    }
    const year = yearText(to.slice(0, 4));
    if (from && from.slice(0, 4) === to.slice(0, 4)) {
        const isMonth = from.slice(0, 7) === to.slice(0, 7) || event.date.precision === "interval";
        return isMonth ? t("month_and_year", { month: texts.months_long[Number(from.slice(5, 7)) - 1], year }) : year;
    }
    return t("dates.by", { date: year });
}

function nextItem(view, event) {
    const telling = inOrder(event.mentions).filter(({ mention }) => mention.status === "planned" || mention.status === "postponed");
    const documents = [...new Set((telling.length > 0 ? telling : inOrder(event.mentions)).map(({ mention }) => mention.document))];
    const first = documents[0];
    const who = first.date ? t("planned_since", { who: speakerOf(first), date: dateText(first.date) }) : t("planned_who", { who: speakerOf(first) });
    const places = event.places.map((p) => p.name).join(", ");
    return [el("span", { class: "quiet" }, dateText(event.date)), " ", el("a", { href: view.link(event.id) }, titleOf(event)),
        event.status === "planned" ? null : [" ", statusChip(event.state)], places ? " · " + places : "",
        el("span", { class: "quiet" }, " – ", who, documents.length > 1 ? " " + tn("and_others", documents.length - 1) : "")];
}

/* Organizations and others that the events name, those with most events first. */
function drawEntities(view) {
    const entities = view.data.entities.filter((e) => e.events.length + e.relations.length > 0)
        .sort((a, b) => b.events.length + b.relations.length - a.events.length - a.relations.length || (a.name < b.name ? -1 : 1));
    const search = el("input", { type: "search", id: "entity-search", autocomplete: "off" });
    const type = el("select", { id: "entity-type" }, el("option", { value: "" }, t("any")),
        [...new Set(entities.map((e) => e.type))].map((value) => el("option", { value }, word("entity_types", value))));
    const list = el("div");
    const count = el("p", { role: "status" });
    const draw = () => {
        const words = fold(search.value).split(/\s+/).filter(Boolean);
        const left = entities.filter((e) => (!type.value || e.type === type.value) &&
            words.every((w) => fold([e.name, ...e.aliases.map((a) => a.name)].join("\n")).includes(w)));
        count.textContent = tn("count_entities", left.length);
        list.replaceChildren(...growingList(left, (e) => [entityLink(view, e), " ", el("span", { class: "quiet" },
            [word("entity_types", e.type), tn("count_events", e.events.length),
                e.relations.some((r) => r.type === "agreement") ? tn("count_agreements", e.relations.filter((r) => r.type === "agreement").length) : ""]
                .filter(Boolean).join(", "))], 12, 100, { class: "plain columns" }));
    };
    search.addEventListener("input", draw);
    type.addEventListener("input", draw);
    append(bodyOf("entities"), [el("div", { class: "fields" },
        el("div", { class: "field" }, el("label", { for: "entity-search" }, t("search")), search),
        el("div", { class: "field" }, el("label", { for: "entity-type" }, t("type")), type)), count, list]);
    draw();
}

function drawDocuments(view) {
    const documents = [...view.data.documents].sort((a, b) => a.number - b.number);
    append(bodyOf("documents"), [el("p", null, tn("count_documents", documents.length)), growingList(documents, (d) => [
        el("strong", null, documentKey(d)), " ", el("span", { class: "quiet" }, d.date ? dateText(d.date) : t("undated")), " ", el("a", { href: view.link(d.id) }, documentName(d)), " ",
        el("span", { class: "quiet" }, [d.author, tn("count_events", d.events.length)].filter(Boolean).join(", "))], 20, 100, { class: "plain" })]);
}

function drawCorrections(view) {
    const body = bodyOf("corrections");
    const own = el("div", { id: "entries" });
    const drawOwn = () => {
        own.replaceChildren(el("h3", null, t("entries_so_far")));
        if (entriesMade.length === 0) {
            own.append(el("p", { class: "quiet" }, t("entries_none")));
            return;
        }
        const all = "corrections:\n" + entriesMade.join("");
        const area = el("textarea", { class: "entry", readonly: true, rows: Math.min(20, all.split("\n").length), "aria-label": t("entries_so_far") });
        area.value = all;
        append(own, [el("p", null, tn("count_entries", entriesMade.length)), area, el("p", null, copyButton("copy_all", () => all))]);
    };
    view.entriesChanged = drawOwn;
    const line = (entry) => {
        const target = entry.id ?? entry.target;
        const name = entry.was ?? target;
        return [t("correction_line", { action: word("statuses", t("action_" + entry.action)), target: "" }).trim() + ": ",
            view.data.records.has(target) ? el("a", { href: view.link(target) }, name) : name,
            el("span", { class: "quiet" }, [entry.to, entry.into, entry.reason, entry.why, entry.by, entry.on].filter(Boolean).map((x) => " · " + x).join(""))];
    };
    for (const [title, entries] of [["entries_applied", view.data.corrections.filter((c) => c.applied)],
        ["entries_not_applied", view.data.corrections.filter((c) => !c.applied)]]) {
        if (entries.length > 0) {
            append(body, [el("h3", null, t(title), " ", el("span", { class: "number" }, number(entries.length))), growingList(entries, line, 20, 100, { class: "plain" })]);
        }
    }
    body.append(own);
    drawOwn();
}

function drawHelp(view) {
    const use = el("input", { type: "checkbox", id: "use-keys" });
    use.checked = true;
    use.addEventListener("input", () => {
        view.keys = use.checked;
    });
    append(bodyOf("help"), [
        el("dl", { class: "keys" }, texts.keys.map(([keys, meaning]) => [el("dt", null, el("kbd", null, keys)), el("dd", null, meaning)])),
        el("p", null, el("label", { class: "check" }, use, " ", t("use_shortcuts"))),
        el("p", { class: "statuses" }, Object.keys(texts.statuses).slice(0, 6).map((state) => [statusChip(state), " "])),
        el("p", null, t("about")),
    ]);
}

function drawTop(view) {
    const { data } = view;
    document.documentElement.lang = texts.language;
    const documents = tn("count_documents", data.documents.length);
    byId("title").textContent = data.title ?? t("report_title");
    document.title = byId("title").textContent;
    const values = { documents, events: tn("count_events", data.events.length), day: data.as_of ? edtfText(data.as_of) : "" };
    byId("subtitle").textContent = t(data.as_of ? "subtitle" : "subtitle_undated", values);
    const sections = ["checks", "changes", "next", "timeline", "partners", "organizations", "events", "entities", "documents", "corrections", "help"];
    append(byId("contents"), [el("ul", null, sections.filter((id) => !byId(id).hidden).map((id) =>
        el("li", null, el("a", { href: "#" + id }, t(id === "documents" ? "documents_heading" : id)))))]);
    append(byId("foot"), [data.caveat ? el("p", null, data.caveat) : null,
        el("p", { class: "quiet" }, t("rules_digest", { version: data.version, rules: data.rules.slice(0, 12) }))]);
}
