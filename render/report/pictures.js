/* The pictures: each mark leads to its event, and an open event shows which mark is its own. */

function recordOf(view, mark) {
    const { event, relation, entity } = mark.dataset;
    return view.data.records.get(event ?? relation ?? entity);
}

/* A relation that follows from an event opens that event; another opens the organization it begins at. */
function targetOf(record) {
    if (record.id.startsWith("relation:")) {
        return record.events[0]?.id ?? record.source.id;
    }
    return record.id;
}

function markName(mark, record) {
    return mark.querySelector(":scope > title")?.textContent || record.title || record.name || "";
}

function nearest(marks, from, key) {
    const middle = (mark) => {
        const box = mark.getBoundingClientRect();
        return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    };
    const sorted = marks.map((mark) => ({ mark, ...middle(mark) })).sort((a, b) => a.x - b.x || a.y - b.y).map((m) => m.mark);
    const step = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    return sorted[sorted.indexOf(from) + step];
}

function preparePicture(view, id) {
    const holder = byId(id).querySelector(".picture");
    const picture = holder.querySelector("svg");
    if (!picture) {
        holder.replaceWith(el("p", null, t("picture_missing")));
        return;
    }
    /* Several elements may stand for one record: the mark, its title, its date. One of them can be reached by Tab. */
    const first = new Map();
    for (const mark of picture.querySelectorAll("[data-event], [data-relation], [data-entity]")) {
        const record = recordOf(view, mark);
        if (!record) {
            continue;
        }
        mark.classList.add("target");
        mark.addEventListener("click", () => {
            location.hash = view.link(targetOf(record)).slice(1);
        });
        if (!first.has(record) && !mark.closest("[aria-hidden=true]")) {
            first.set(record, mark);
            mark.setAttribute("role", "link");
            mark.setAttribute("aria-label", markName(mark, record));
            mark.setAttribute("tabindex", first.size === 1 ? "0" : "-1");
        }
    }
    const marks = [...first.values()];
    picture.addEventListener("keydown", (event) => {
        const mark = event.target.closest("[role=link]");
        if (!mark) {
            return;
        }
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            mark.dispatchEvent(new MouseEvent("click"));
        } else if (event.key.startsWith("Arrow")) {
            const other = nearest(marks, mark, event.key);
            event.preventDefault();
            event.stopPropagation();
            if (other) {
                mark.setAttribute("tabindex", "-1");
                other.setAttribute("tabindex", "0");
                other.focus();
            }
        }
    });
}

/* Shows which marks belong to what is open. */
function showMarks(record) {
    for (const mark of document.querySelectorAll(".picture .open")) {
        mark.classList.remove("open");
    }
    document.body.classList.toggle("has-open", Boolean(record));
    if (!record) {
        return;
    }
    const ids = [record.id, ...(record.relations ?? []).map((r) => r.id)];
    for (const mark of document.querySelectorAll(".picture .target")) {
        if (ids.includes(mark.dataset.event ?? mark.dataset.relation ?? mark.dataset.entity)) {
            mark.classList.add("open");
        }
    }
}
