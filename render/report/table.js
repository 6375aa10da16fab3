/* The table of events. However many there are, only the rows in view, and some around them, are in the page. */

const COLUMNS = [
    ["date", "column_date"], ["title", "column_title"], ["who", "column_who"], ["status", "column_status"],
    ["sources", "column_sources"],
];
const MARGIN_ROWS = 8;

function statusChip(state) {
    return el("span", { class: "chip status-" + state }, el("span", { class: "sign", "aria-hidden": "true" }, textAt("status_signs." + state) ?? ""),
        " ", word("statuses", state));
}

function whoText(event) {
    const names = [...new Set([...event.roles.map((r) => r.entity.name), ...event.places.map((p) => p.name)])];
    return names.slice(0, 4).join(", ") + (names.length > 4 ? ", …" : "");
}

const SORTS = {
    date: (a, b) => a.index - b.index,
    title: (a, b) => a.title.localeCompare(b.title, texts.language) || a.index - b.index,
    who: (a, b) => whoText(a).localeCompare(whoText(b), texts.language) || a.index - b.index,
    status: (a, b) => (a.state < b.state ? -1 : a.state > b.state ? 1 : a.index - b.index),
    sources: (a, b) => b.sources - a.sources || a.index - b.index,
};

/* link(id) gives the address of a record. Returns {show, select, move, current, all, focus}. */
function makeTable(link) {
    const region = byId("rows");
    const body = el("tbody", { role: "rowgroup" });
    const table = el("table", { role: "table", "aria-labelledby": "events-title" });
    const gapAbove = el("tr", { class: "gap", "aria-hidden": "true" }, el("td", { colspan: COLUMNS.length }));
    const gapBelow = gapAbove.cloneNode(true);
    const state = { events: [], rows: new Map(), height: 0, current: 0, open: null, sort: "date", down: false };

    const head = el("tr", { role: "row", "aria-rowindex": 1 });
    for (const [key, label] of COLUMNS) {
        head.append(el("th", { role: "columnheader", scope: "col", class: "col-" + key, "data-key": key },
            button(label, { title: t("sort_by", { column: t(label) }) }, () => sortBy(key))));
    }
    append(table, [el("thead", { role: "rowgroup" }, head), body]);
    append(region, [table]);
    append(body, [gapAbove, gapBelow]);

    function makeRow(event, index) {
        const cell = (key, ...children) => el("td", { role: "cell", class: "col-" + key }, el("div", { class: "clamp" }, children));
        const name = word("classes", event.class) + (event.type && event.type !== event.class ? ", " + word("types", event.type) : "");
        const row = el("tr", { role: "row", "aria-rowindex": index + 2, "data-event": event.id },
            cell("date", dateText(event.date)),
            cell("title", el("a", { href: link(event.id), tabindex: "-1" }, titleOf(event)), " ", el("span", { class: "kind" }, name),
                event.conflicts.length > 0 ? el("span", { class: "differ" }, " ≠ " + t("conflicts")) : null),
            cell("who", whoText(event)),
            cell("status", statusChip(event.state)),
            cell("sources", number(event.sources)));
        row.classList.toggle("open", event === state.open);
        row.addEventListener("click", (click) => {
            if (!click.target.closest("a") && !getSelection().toString()) {
                location.hash = link(event.id).slice(1);
            }
        });
        return row;
    }

    function rowHeight() {
        const probe = state.events.length > 0 ? makeRow(state.events[0], 0) : null;
        if (!probe) {
            return 1;
        }
        body.append(probe);
        const height = probe.getBoundingClientRect().height;
        probe.remove();
        return height || 1;
    }

    /* Puts the rows of the window into the table, keeping those that are there. */
    function draw() {
        const count = state.events.length;
        const first = Math.max(0, Math.floor(region.scrollTop / state.height) - MARGIN_ROWS);
        const seen = Math.ceil((region.clientHeight || 600) / state.height);
        const last = Math.min(count, first + seen + 2 * MARGIN_ROWS);
        for (const [index, row] of state.rows) {
            if (index < first || index >= last) {
                row.remove();
                state.rows.delete(index);
            }
        }
        let before = gapAbove;
        for (let i = first; i < last; i++) {
            let row = state.rows.get(i);
            if (!row) {
                row = makeRow(state.events[i], i);
                state.rows.set(i, row);
                before.after(row);
            }
            before = row;
        }
        gapAbove.firstChild.style.height = first * state.height + "px";
        gapBelow.firstChild.style.height = (count - last) * state.height + "px";
        gapAbove.hidden = first === 0;
        gapBelow.hidden = last === count;
        for (const [index, row] of state.rows) {
            row.querySelector("a").tabIndex = index === state.current ? 0 : -1;
        }
        if (!state.rows.has(state.current) && state.rows.size > 0) {
            state.rows.get(Math.min(...state.rows.keys())).querySelector("a").tabIndex = 0;
        }
    }

    function redraw() {
        for (const row of state.rows.values()) {
            row.remove();
        }
        state.rows.clear();
        state.height = rowHeight();
        table.setAttribute("aria-rowcount", state.events.length + 1);
        draw();
    }

    function show(events) {
        state.events = [...events].sort(SORTS[state.sort]);
        if (state.down) {
            state.events.reverse();
        }
        region.hidden = events.length === 0;
        const open = state.events.indexOf(state.open);
        state.current = Math.max(0, open);
        region.scrollTop = 0;
        redraw();
        if (open >= 0) {
            reveal(open);
        }
    }

    function sortBy(key) {
        state.down = state.sort === key ? !state.down : false;
        state.sort = key;
        for (const header of head.children) {
            const is = header.dataset.key === key;
            header.setAttribute("aria-sort", is ? (state.down ? "descending" : "ascending") : "none");
        }
        show(state.events);
    }

    /* Scrolls the table, and not the page, so that the row is in view. */
    function reveal(index) {
        const top = index * state.height, headHeight = head.getBoundingClientRect().height;
        if (top < region.scrollTop) {
            region.scrollTop = top;
        } else if (top + state.height + headHeight > region.scrollTop + region.clientHeight) {
            region.scrollTop = top + state.height + headHeight - region.clientHeight;
        }
        draw();
    }

    function moveTo(index) {
        if (state.events.length === 0) {
            return null;
        }
        state.current = Math.min(state.events.length - 1, Math.max(0, index));
        reveal(state.current);
        return state.events[state.current];
    }

    function focusCurrent() {
        const row = state.rows.get(state.current);
        row?.querySelector("a").focus({ preventScroll: true });
        row?.scrollIntoView({ block: "nearest" });
    }

    region.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
    new ResizeObserver(() => {
        const height = rowHeight();
        if (Math.abs(height - state.height) > 0.5) {
            redraw();
        } else {
            draw();
        }
    }).observe(region);
    region.addEventListener("focusin", (event) => {
        const row = event.target.closest("tr[data-event]");
        if (row) {
            state.current = Number(row.getAttribute("aria-rowindex")) - 2;
            draw();
        }
    });
    region.addEventListener("keydown", (event) => {
        const page = Math.max(1, Math.floor(region.clientHeight / state.height) - 1);
        const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
        if (event.key in steps && event.target.closest("tr[data-event]")) {
            event.preventDefault();
            const step = steps[event.key];
            moveTo(Math.abs(step) === Infinity ? (step > 0 ? state.events.length - 1 : 0) : state.current + step);
            focusCurrent();
        }
    });

    return {
        show,
        /* Marks the row of the event that is open; null for none. */
        select(event) {
            state.open = event;
            for (const row of state.rows.values()) {
                row.classList.toggle("open", row.dataset.event === event?.id);
                row.toggleAttribute("aria-current", row.dataset.event === event?.id);
            }
            const index = event ? state.events.indexOf(event) : -1;
            if (index >= 0) {
                moveTo(index);
                state.rows.get(index)?.classList.add("open");
            }
        },
        /* The event so many rows further, made the current one. */
        move: (step) => moveTo(state.current + step),
        focus: focusCurrent,
        /* The neighbour of an event in the order of the table. */
        beside(event, step) {
            const index = state.events.indexOf(event);
            return index >= 0 ? state.events[index + step] : undefined;
        },
        current: () => state.events[state.current],
        all: () => state.events,
    };
}
