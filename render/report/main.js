/* Puts the page together, and follows its address: "#event:ID?class=meeting&q=words". */

function parseHash() {
    const text = location.hash.slice(1);
    const cut = text.indexOf("?");
    const target = decode(cut < 0 ? text : text.slice(0, cut));
    const set = cut < 0 ? null : Object.fromEntries([...new URLSearchParams(text.slice(cut + 1))].filter(([key]) => FILTERS.includes(key)));
    return { target, set };
}

function decode(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

function makeView(data) {
    const view = { data, keys: true, set: {}, target: "", entriesChanged() {} };
    const query = (set) => {
        const text = new URLSearchParams(Object.entries(set)).toString();
        return text ? "?" + text : "";
    };
    view.link = (target) => "#" + encodeURIComponent(target).replace(/%3A/g, ":") + query(view.set);
    view.filterLink = (set) => "#" + query(set);
    view.table = makeTable(view.link);
    view.panel = makePanel(view);
    return view;
}

function kindOf(view, target) {
    if (target.startsWith("check:")) {
        const check = view.data.checks[Number(target.slice(6))];
        return check ? ["check", check] : null;
    }
    if (target.startsWith(FOLD)) {
        const fold = foldOf(view, byId(target.slice(FOLD.length)));
        return fold ? ["fold", fold] : null;
    }
    const record = view.data.records.get(target);
    if (!record) {
        return null;
    }
    if (target.startsWith("event:")) {
        return ["event", record];
    }
    if (target.startsWith("relation:")) {
        return record.events[0] ? ["event", record.events[0]] : ["entity", record.source];
    }
    return [target.startsWith("doc:") ? "document" : "entity", record];
}

/* Opens what the address names, or closes the panel. Whoever opened it gets the focus back. */
function follow(view, isFirst) {
    const { target, set } = parseHash();
    if (set && JSON.stringify(set) !== JSON.stringify(view.set)) {
        view.filters.write(set);
    }
    const found = kindOf(view, target);
    if (!found) {
        if (view.panel.isOpen()) {
            view.panel.close();
            view.table.select(null);
            showMarks(null);
            const back = view.opener?.isConnected ? view.opener : null;
            back?.focus({ preventScroll: true });
        }
        view.opener = null;
        if (target && !isFirst) {
            byId(target)?.scrollIntoView();
        } else if (set && !isFirst && !target) {
            byId("events").scrollIntoView();
        }
        return;
    }
    const [kind, record] = found;
    if (!view.panel.isOpen()) {
        view.opener = document.activeElement === document.body ? null : document.activeElement;
    }
    view.panel.show(kind, record, true);
    view.table.select(kind === "event" ? record : null);
    showMarks(record);
}

function onFilter(view, set) {
    view.set = set;
    const events = filterEvents(view.data, set);
    view.table.show(events);
    byId("count").textContent = events.length === view.data.events.length ? tn("count_events", events.length)
        : tn("count_found", events.length, { all: number(view.data.events.length) }) + (events.length === 0 ? ". " + t("no_events") : "");
    const { target } = parseHash();
    const query = view.link(kindOf(view, target) ? target : "").slice(1);
    if (location.hash.slice(1) !== query && (query || location.hash.includes("?"))) {
        history.replaceState(null, "", "#" + query);
    }
}

function listenToKeys(view) {
    addEventListener("keydown", (event) => {
        const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
        if (event.key === "Escape" && view.panel.isOpen()) {
            event.preventDefault();
            view.close();
            return;
        }
        if (!view.keys || typing || event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        if (event.key === "j" || event.key === "k") {
            const next = view.table.move(event.key === "j" ? (view.walked || view.panel.isOpen() ? 1 : 0) : -1);
            view.walked = true;
            if (next && view.panel.isOpen()) {
                history.replaceState(null, "", view.link(next.id));
                follow(view, false);
            } else {
                view.table.focus();
            }
        } else if (event.key === "/") {
            event.preventDefault();
            view.filters.focus();
        }
    });
}

/* The system's choice until the reader makes one. */
function makeTheme() {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const control = byId("theme");
    const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
    const name = () => {
        control.textContent = t(isDark() ? "light" : "dark");
    };
    control.addEventListener("click", () => {
        document.documentElement.dataset.theme = isDark() ? "light" : "dark";
        name();
    });
    system.addEventListener("change", name);
    name();
}

function nameElements() {
    document.documentElement.lang = texts.language;
    for (const element of document.querySelectorAll("[data-t]")) {
        element.textContent = t(element.dataset.t);
    }
    for (const element of document.querySelectorAll("[data-label]")) {
        element.setAttribute("aria-label", t(element.dataset.label));
    }
}

function drawRest(view) {
    view.filters.suggest();
    drawEntities(view);
    drawDocuments(view);
    drawCorrections(view);
    drawHelp(view);
    const { target } = parseHash();
    if (target && !kindOf(view, target)) {
        byId(target)?.scrollIntoView();
    }
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

async function start() {
    nameElements();
    makeTheme();
    let data;
    try {
        data = linkData(await readData());
    } catch (why) {
        byId("loading").textContent = t("broken", { why: why.message });
        throw why;
    }
    byId("loading").remove();
    byId("layout").hidden = false;
    const view = makeView(data);
    view.close = () => {
        location.hash = view.link("").slice(1);
        history.replaceState(null, "", location.pathname + location.search + (location.hash.length > 1 ? location.hash : ""));
    };
    drawChecks(view);
    drawChanges(view);
    drawTop(view);
    drawNext(view);
    for (const id of ["timeline", "partners", "organizations"]) {
        preparePicture(view, id);
    }
    view.filters = makeFilters(data, (set) => onFilter(view, set));
    const { set } = parseHash();
    if (set) {
        view.filters.write(set);
    } else {
        onFilter(view, {});
    }
    makePrinted(view);
    byId("print").addEventListener("click", () => print());
    listenToKeys(view);
    addEventListener("hashchange", () => follow(view, false));
    follow(view, true);
    document.documentElement.dataset.view = String(Math.round(performance.now()));
    /* What stands below the table is made when the first view has been drawn. */
    requestAnimationFrame(() => setTimeout(() => drawRest(view)));
}

start();
