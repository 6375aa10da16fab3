/* The pictures: each mark leads to its event, and an open event shows which mark is its own. */

function idsOf(mark) {
    const { event, relation, entity } = mark.dataset;
    return (event ?? relation ?? entity).split(" ");
}

/* What a mark stands for: a record, or of a box "+n" all that is folded in it. */
function recordOf(view, mark) {
    const ids = idsOf(mark);
    return ids.length > 1 ? foldOf(view, mark) : view.data.records.get(ids[0]);
}

const FOLD = "folded:";

/* The events behind "+n", the first ones first; null where the mark is none of these boxes. */
function foldOf(view, mark) {
    const events = mark?.matches(".picture [data-event]") ? idsOf(mark).map((id) => view.data.records.get(id)).filter(Boolean) : [];
    return events.length > 1 ? { id: FOLD + mark.id, events: inDays(events) } : null;
}

/* A relation that follows from an event opens that event; another opens the organization it begins at. */
function targetOf(record) {
    if (record.id.startsWith("relation:")) {
        return record.events[0]?.id ?? record.source.id;
    }
    return record.id;
}

function markName(mark, record) {
    const name = record.id.startsWith(FOLD) ? tn("count_folded", record.events.length) + ": " : "";
    return name + mark.querySelector(":scope > title")?.textContent || record.title || record.name || "";
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
    const isOpen = (mark) => FOLD + mark.id === record.id || idsOf(mark).some((id) => ids.includes(id));
    for (const mark of document.querySelectorAll(".picture .target")) {
        if (isOpen(mark)) {
            mark.classList.add("open");
        }
    }
}
