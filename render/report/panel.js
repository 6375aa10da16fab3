/* The panel beside the page: one event, entity, document or place, with its sentences. */

/* The text with parts of it lit up: [{begin, end, kind, label}], which may overlap or touch. */
function litText(text, lights) {
    const cuts = [...new Set([0, text.length, ...lights.flatMap((l) => [l.begin, l.end])])].filter((c) => c <= text.length).sort((a, b) => a - b);
    const parts = [];
    for (let i = 0; i + 1 < cuts.length; i++) {
        const piece = text.slice(cuts[i], cuts[i + 1]);
        const kinds = lights.filter((l) => l.begin <= cuts[i] && cuts[i + 1] <= l.end).map((l) => l.kind);
        parts.push(kinds.length === 0 ? piece : el("mark", { class: [...new Set(kinds)].join(" "),
            title: [...new Set(kinds)].map((k) => t("evidence_" + k)).join(", ") }, piece));
    }
    return parts;
}

/* The sentence of this place between its neighbours; dim what only stands around it. */
function passageBlock(document, place, lights) {
    const passage = passageOf(document, place);
    return el("blockquote", { class: "passage" },
        passage.before ? el("span", { class: "around" }, passage.before, " ") : null,
        el("span", { class: "sentence" }, litText(passage.text, lights)),
        passage.after ? el("span", { class: "around" }, " ", passage.after) : null);
}

function placeText(document, line) {
    return line === undefined ? document.path : t("citation_place", { path: document.path, n: line });
}

function documentLine(view, document, line) {
    return el("p", { class: "source" }, el("strong", null, documentKey(document)), " · ",
        document.author ? [el("strong", null, document.author), " · "] : null, el("a", { href: view.link(document.id) }, documentName(document)), " · ",
        document.date ? dateText(document.date) : t("undated"), " · ", el("span", { class: "path" }, placeText(document, line)));
}

function citation(document, quote, line) {
    return t("citation", { quote, source: sourceName(document),
        date: document.date ? dateText(document.date) : t("undated"), place: placeText(document, line) });
}

function copyButton(path, make) {
    const control = button(path, { class: "small" }, async () => {
        const done = await copyText(make());
        control.textContent = t(done ? "copied" : "copy_failed");
        announce(control.textContent);
        setTimeout(() => {
            control.textContent = t(path);
        }, 1500);
    });
    return control;
}

/* One mention: the sentence with its words lit up, who says it, where, and by which rule it was found. */
function mentionBlock(view, mention, position, extra) {
    const document = mention.document;
    const line = mention.at ? document.lines[mention.at[0]] : undefined;
    const date = mention.date;
    const lights = mention.at && mention.at[2] > mention.at[1] ? [{ begin: mention.at[1], end: mention.at[2], kind: "title" }] : [];
    const inSentence = date?.at && mention.at && date.at[0] === mention.at[0];
    if (inSentence && date.at[2] > date.at[1]) {
        lights.push({ begin: date.at[1], end: date.at[2], kind: "date" });
    }
    const says = [];
    if (mention.status && mention.status !== "unknown") {
        says.push(t("says", { status: word("statuses", mention.status) }));
    }
    if (extra?.isEvent) {
        says.push(date ? t("says_date", { date: dateText(date) }) : t("repeats"));
    }
    return el("li", { class: "mention", "data-position": position },
        documentLine(view, document, line),
        mention.at ? passageBlock(document, mention.at, lights)
                   : el("blockquote", { class: "passage" }, el("span", { class: "sentence" }, sentenceOf(mention))),
        date?.at && !inSentence ? el("div", { class: "elsewhere" }, el("p", null, t("date_sentence")),
            passageBlock(document, date.at, [{ begin: date.at[1], end: date.at[2], kind: "date" }])) : null,
        el("p", { class: "how" }, [...says, mention.rule ? t("rule", { rule: mention.rule }) : ""].filter(Boolean).join(" · "), " ",
            copyButton("copy_citation", () => citation(document, sentenceOf(mention), line))));
}

function row(label, ...content) {
    return [el("dt", null, label), el("dd", null, content)];
}

function separated(items, make) {
    return items.flatMap((item, i) => (i > 0 ? [", ", make(item)] : [make(item)]));
}

function statusSteps(event) {
    const steps = statusesOf(event);
    const items = steps.flatMap((step, i) => [
        i > 0 ? el("span", { class: "arrow" }, " " + t("arrow") + " ") : null,
        statusChip(step.status), step.document.date ? el("span", { class: "quiet" }, " (" + dateText(step.document.date) + ")") : null,
    ]);
    return steps.length > 0 && !event.unconfirmed ? items : [...items, " ", statusChip(event.state)];
}

function correctedList(record) {
    if (!record.corrected) {
        return [];
    }
    return row(t("corrected"), el("ul", { class: "plain" }, record.corrected.map((c) => {
        const done = c.was ? t("actions_done." + c.action, c) : (textAt("actions_done_bare." + c.action) ?? t("actions_done." + c.action));
        return el("li", null, [done, c.why, c.by, c.on].filter(Boolean).join(" · "));
    })));
}

function entityLink(view, entity) {
    return el("a", { href: view.link(entity.id) }, entity.name);
}

function eventFacts(view, event) {
    const roles = new Map();
    for (const { role, entity } of event.roles) {
        roles.set(role, [...(roles.get(role) ?? []), entity]);
    }
    const positions = new Map(inOrder(event.mentions).map(({ index }, position) => [index, position + 1]));
    return el("dl", { class: "facts" },
        row(t("when"), el("strong", null, dateText(event.date)), " ", el("span", { class: "quiet" }, basisText(event.date))),
        row(t("status_over_time"), statusSteps(event)),
        event.places.length > 0 ? row(t("where"), separated(event.places, (p) => entityLink(view, p))) : [],
        [...roles].map(([role, entities]) => row(word("roles", role), separated(entities, (e) => entityLink(view, e)))),
        event.attributes.map(([key, value]) => row(word("attributes", key), value)),
        event.relations.length > 0 ? row(t("agreements"), el("ul", { class: "plain" }, event.relations.map((r) => relationItem(view, r)))) : [],
        event.conflicts.length > 0 ? row(t("conflicts"), el("ul", { class: "plain" }, event.conflicts.map((c) => el("li", null,
            t("conflict", { field: word("fields", c.field), value: c.field === "date" ? edtfText(c.value) : c.value, reason: c.reason }), " (",
            tn("in_sentence", c.mentions.length, { list: c.mentions.map((m) => positions.get(m)).join(", ") }), ")")))) : [],
        correctedList(event));
}

function relationItem(view, relation) {
    return el("li", null, entityLink(view, relation.source), " – ", entityLink(view, relation.target), ": ",
        [relation.instrument ?? word("classes", relation.type), word("statuses", relation.status), relation.date ? dateText(relation.date) : ""]
            .filter(Boolean).join(", "));
}

function namesList(event) {
    const names = [...new Set(event.mentions.map((m) => m.title || quoteOf(m)).filter(Boolean))];
    return names.length < 2 ? [] : [
        el("h3", null, tn("count_names", names.length)),
        el("ul", { class: "names" }, names.map((name) => el("li", null, name))),
    ];
}

/* Leads back from what is open to its mark in a picture, where it has one. */
function markButton(view, record) {
    const id = CSS.escape(record.id);
    const mark = document.querySelector(`.picture .target[role=link]:is([data-event~="${id}"], [data-relation="${id}"], [data-entity="${id}"])`) ??
        (record.relations ?? []).map((r) => document.querySelector(`.picture .target[role=link][data-relation="${CSS.escape(r.id)}"]`)).find(Boolean);
    return mark ? el("p", null, button("show_mark", { class: "small", id: "show-mark" }, () => {
        if (matchMedia("(max-width: 64rem)").matches) {
            view.close();
        }
        mark.closest(".picture").querySelectorAll("[role=link][tabindex='0']").forEach((other) => other.setAttribute("tabindex", "-1"));
        mark.setAttribute("tabindex", "0");
        mark.focus({ preventScroll: true });
        mark.scrollIntoView({ block: "center", inline: "center" });
    })) : null;
}

function eventView(view, event) {
    const before = view.table.beside(event, -1), after = view.table.beside(event, 1);
    const ordered = inOrder(event.mentions);
    return {
        kind: [word("classes", event.class), event.type && event.type !== event.class ? word("types", event.type) : ""].filter(Boolean).join(", "),
        title: titleOf(event),
        walk: [before ? el("a", { class: "button", href: view.link(before.id) }, t("previous")) : null,
            after ? el("a", { class: "button", href: view.link(after.id) }, t("following")) : null],
        content: [
            markButton(view, event), eventFacts(view, event), namesList(event),
            el("h3", null, t("evidence") + ": " + tn("count_sentences", ordered.length) + ", " + tn("count_sources", event.sources)),
            el("p", { class: "key" }, el("mark", { class: "title" }, t("evidence_title")), " ", el("mark", { class: "date" }, t("evidence_date"))),
            growMentions(ordered, (m, position) => mentionBlock(view, m, position, { isEvent: true })),
            correctionTools(view, event, "event"),
        ],
    };
}

/* Of an event that hundreds tell of, the first ones, and a button. */
function growMentions(ordered, make) {
    const list = el("ol", { class: "mentions" });
    const more = el("p", { class: "more" });
    const step = 20;
    let shown = 0;
    const grow = () => {
        append(list, ordered.slice(shown, shown + step).map(({ mention }, i) => make(mention, shown + i + 1)));
        shown = Math.min(ordered.length, shown + step);
        more.replaceChildren();
        if (shown < ordered.length) {
            more.append(button([tn("count_more", Math.min(step, ordered.length - shown))], null, grow));
        }
    };
    grow();
    return [list, more];
}

function eventItem(view, event) {
    return [el("span", { class: "quiet" }, dateText(event.date)), " ", el("a", { href: view.link(event.id) }, titleOf(event)), " ",
        statusChip(event.state)];
}

/* Another name, and where a document says so. */
function aliasItem(view, alias) {
    return alias.document === undefined ? alias.name : el("details", null, el("summary", null, alias.name),
        el("ol", { class: "mentions" }, mentionBlock(view, alias, 1)));
}

function entityView(view, entity) {
    const agreements = entity.relations.filter((r) => r.type === "agreement");
    const others = entity.relations.filter((r) => r.type !== "agreement");
    const other = (relation) => (relation.source === entity ? relation.target : relation.source);
    const name = (relation) => {
        const back = relation.target === entity ? textAt("relations." + relation.type + "_back") : undefined;
        const words = back ?? textAt("relations." + relation.type);
        return words ? fill(words, { name: other(relation).name }) : word("relations", relation.type) + ": " + other(relation).name;
    };
    const item = (relation) => el("details", null,
        el("summary", null, name(relation), el("span", { class: "quiet" }, " " +
            [relation.instrument, word("statuses", relation.status), relation.date ? dateText(relation.date) : ""].filter(Boolean).join(", "))),
        el("p", null, entityLink(view, other(relation)), relation.events.map((e) => [" · ", el("a", { href: view.link(e.id) }, titleOf(e))])),
        growMentions(inOrder(relation.mentions), (m, position) => mentionBlock(view, m, position)),
        correctionTools(view, relation, "relation"));
    return {
        kind: word("entity_types", entity.type),
        title: entity.name,
        walk: [],
        content: [
            markButton(view, entity),
            el("dl", { class: "facts" },
                entity.part_of ? row(t("part_of", { name: "" }).trim(), entityLink(view, entity.part_of)) : [],
                entity.parts.length > 0 ? row(t("parts"), growingList(entity.parts, (p) => entityLink(view, p), 6, 100, { class: "plain" })) : [],
                entity.aliases.length > 0 ? row(t("aliases"), el("ul", { class: "plain" }, entity.aliases.map((a) => el("li", null, aliasItem(view, a))))) : [],
                entity.wikidata ? row(t("details"), t("wikidata", { id: entity.wikidata })) : [],
                correctedList(entity)),
            agreements.length > 0 ? [el("h3", null, tn("count_agreements", agreements.length)), growingList(agreements, item, 30, 100, { class: "plain" })] : null,
            others.length > 0 ? [el("h3", null, t("links")), growingList(others, item, 30, 100, { class: "plain" })] : null,
            el("h3", null, tn("count_events", entity.events.length)),
            entity.events.length > 0 ? el("p", null, el("a", { class: "button", href: view.filterLink(entity.type === "place" ? { place: entity.name } : { org: entity.name }) },
                t("filter_by"))) : null,
            growingList(entity.events, (e) => eventItem(view, e), 30, 100, { class: "plain events" }),
            correctionTools(view, entity, "entity"),
        ],
    };
}

function documentFacts(view, document) {
    return el("dl", { class: "facts" },
        row(t("speaker"), document.author ?? t("speaker_unknown")),
        row(t("when"), document.date ? el("strong", null, dateText(document.date)) : t("undated"), " ",
            document.date ? el("span", { class: "quiet" }, basisText(document.date)) : null),
        row(t("details"), el("span", { class: "path" }, document.path)),
        document.copies ? row(t("copies"), document.copies.join(", ")) : []);
}

function documentView(view, document) {
    return {
        kind: t("document"),
        title: documentName(document),
        walk: [],
        content: [
            documentFacts(view, document),
            el("h3", null, document.events.length > 0 ? t("events_in") : t("no_events_in")),
            document.events.length > 0 ? el("p", null, el("a", { class: "button", href: view.filterLink({ doc: document.path }) }, t("filter_by"))) : null,
            growingList(document.events, (e) => eventItem(view, e), 50, 100, { class: "plain events" }),
        ],
    };
}

/* What a box "+n" of the timeline folds: each event with the first sentence that tells of it. */
function foldView(view, fold) {
    return {
        kind: t("folded"),
        title: tn("count_folded", fold.events.length),
        walk: [],
        content: growingList(fold.events, (e) => {
            const mention = inOrder(e.mentions)[0]?.mention;
            return [eventItem(view, e), mention ? [el("blockquote", { class: "passage" }, el("span", { class: "sentence" }, sentenceOf(mention))),
                documentLine(view, mention.document, mention.at ? mention.document.lines[mention.at[0]] : undefined)] : null];
        }, 20, 50, { class: "plain events folds" }),
    };
}

/* A place in a document that no event came of: what a check points at. */
function checkView(view, check) {
    return {
        kind: word("check_kinds", check.kind),
        title: check.document ? documentName(check.document) : word("check_kinds", check.kind),
        walk: [],
        content: [
            check.kind === "no-event" ? null : el("p", null, check.text),
            check.document ? documentLine(view, check.document, check.at ? check.document.lines[check.at[0]] : undefined) : null,
            check.at ? el("div", { class: "mention" }, passageBlock(check.document, check.at, [{ begin: check.at[1], end: check.at[2], kind: "title" }])) : null,
            check.document ? documentFacts(view, check.document) : null,
        ],
    };
}

/* The frame of all views. show(record) fills it; close() empties it. */
function makePanel(view) {
    const panel = byId("panel");
    const frame = (content, id) => {
        const title = el("h2", { id: "panel-title", tabindex: "-1" }, content.title);
        panel.replaceChildren();
        append(panel, [
            el("div", { class: "panel-top" }, el("p", { class: "kind" }, content.kind),
                el("div", { class: "walk" }, content.walk, button("close", { id: "close" }, () => view.close()))),
            title, content.content]);
        panel.dataset.open = id;
        panel.hidden = false;
        panel.scrollTop = 0;
        document.body.classList.add("with-panel");
        return title;
    };
    return {
        show(kind, record, takeFocus) {
            const make = { event: eventView, entity: entityView, document: documentView, check: checkView, fold: foldView }[kind];
            const title = frame(make(view, record), record.id ?? "");
            if (takeFocus) {
                title.focus({ preventScroll: true });
            }
        },
        close() {
            panel.hidden = true;
            panel.replaceChildren();
            delete panel.dataset.open;
            document.body.classList.remove("with-panel");
        },
        isOpen: () => !panel.hidden,
    };
}
