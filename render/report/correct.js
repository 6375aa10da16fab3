/* Entries for corrections.yaml (docs/corrections.md). A JSON string is a YAML string as well. */

const entriesMade = [];
const said = { why: "", by: "" };

function yaml(text) {
    return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

/* An id as it is; one that is none of ours as a text. */
function yamlId(id) {
    return /^[a-z]+:[\w-]+$/.test(id) ? id : yaml(id);
}

function today() {
    const now = new Date();
    return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
}

/* What a record was called, for finding it again when its id has changed. */
function calledNow(record, kind) {
    if (kind === "event") {
        return record.title + (record.date?.edtf ? ", " + record.date.edtf : "");
    }
    return kind === "relation" ? [record.source.name, record.type, record.target.name].join(", ") : record.name;
}

function sentencesOf(record) {
    return [...new Set(record.mentions.map(sentenceOf).filter(Boolean))];
}

function yamlList(key, texts_) {
    return texts_.length > 0 ? ["    " + key + ":", ...texts_.map((text) => "      - " + yaml(text))] : [];
}

/* The entry as lines of a list below "corrections:". `more`: further keys with their values, lists or texts. */
function correctionEntry(action, record, kind, more) {
    const lines = ["  - " + action + ": " + yamlId(record.id), "    was: " + yaml(calledNow(record, kind))];
    if (kind === "event") {
        lines.push("    class: " + yaml(record.class), ...yamlList("evidence", sentencesOf(record).slice(0, 10)));
    }
    for (const [key, value] of Object.entries(more ?? {})) {
        if (Array.isArray(value)) {
            lines.push(...yamlList(key, value));
        } else if (value) {
            lines.push("    " + key + ": " + (key === "into" ? yamlId(value) : yaml(value)));
        }
    }
    for (const key of ["why", "by"]) {
        if (said[key]) {
            lines.push("    " + key + ": " + yaml(said[key]));
        }
    }
    lines.push("    on: " + today());
    return lines.join("\n") + "\n";
}

/* Is it a date in the form that corrections take? */
function isEdtf(text) {
    const one = /^(\d{4}|\d{3}X|\d{2}XX)(-\d\d(-\d\d)?)?[~?%]?$/;
    const ends = text.split("/");
    return ends.length <= 2 && ends.every((end) => one.test(end) || (ends.length === 2 && end === ".."));
}

function inputRow(label, control, hint) {
    const id = "correct-" + control.name;
    control.id = id;
    const hintId = hint ? id + "-hint" : undefined;
    if (hintId) {
        control.setAttribute("aria-describedby", hintId);
    }
    return el("div", { class: "field" }, el("label", { for: id }, t(label)), control, hint ? el("p", { class: "fieldhint", id: hintId }, t(hint)) : null);
}

/* Each makes {fields, entry()}; entry gives further keys, or throws what is still missing as a text. */
const correctionForms = {
    reject: () => ({ fields: [], entry: () => ({}) }),
    confirm: () => ({ fields: [], entry: () => ({}) }),
    merge(view, record, kind) {
        const others = kind === "event" ? view.data.events.filter((e) => e !== record) : view.data.entities.filter((e) => e !== record && e.type === record.type);
        const label = (other) => (kind === "event" ? dateText(other.date) + " – " + titleOf(other) : other.name) + " (" + other.id + ")";
        const list = el("datalist", { id: "list-merge" });
        const control = el("input", { name: "into", list: "list-merge", autocomplete: "off" });
        control.addEventListener("input", () => {
            const words = fold(control.value).split(/\s+/).filter(Boolean);
            const fit = others.filter((other) => words.every((w) => fold(label(other)).includes(w))).slice(0, 30);
            list.replaceChildren();
            append(list, fit.map((other) => el("option", { value: label(other) })));
        });
        return {
            fields: [inputRow("merge_into", control, "merge_hint"), list],
            entry() {
                const chosen = others.find((other) => label(other) === control.value || other.id === control.value.trim());
                if (!chosen) {
                    throw t("merge_none");
                }
                return { into: chosen.id, into_was: calledNow(chosen, kind), into_evidence: kind === "event" ? sentencesOf(chosen).slice(0, 10) : [] };
            },
        };
    },
    split(view, record) {
        const sentences = sentencesOf(record);
        const boxes = sentences.map((sentence) => el("input", { type: "checkbox", value: sentence }));
        return {
            fields: [el("fieldset", null, el("legend", null, t("split_which")), boxes.map((box, i) => el("label", { class: "check" }, box, " ", sentences[i])))],
            entry() {
                const apart = boxes.filter((box) => box.checked).map((box) => box.value);
                if (apart.length === 0 || apart.length === boxes.length) {
                    throw t("split_none");
                }
                return { apart };
            },
        };
    },
    rename(view, record, kind) {
        const control = el("input", { name: "to", autocomplete: "off" });
        control.value = kind === "event" ? record.title : record.name;
        return {
            fields: [inputRow("rename_to", control)],
            entry() {
                const to = control.value.trim();
                if (!to || to === (kind === "event" ? record.title : record.name)) {
                    throw t("to_missing");
                }
                return { to };
            },
        };
    },
    redate(view, record) {
        const control = el("input", { name: "to", autocomplete: "off", spellcheck: "false" });
        control.value = record.date?.edtf ?? "";
        return {
            fields: [inputRow("redate_to", control, "redate_hint")],
            entry() {
                const to = control.value.trim();
                if (!isEdtf(to)) {
                    throw t("redate_wrong", { hint: t("redate_hint") });
                }
                return { to };
            },
        };
    },
};

const correctionActions = {
    event: ["reject", "confirm", "merge", "split", "rename", "redate"],
    entity: ["reject", "merge", "rename"],
    relation: ["reject"],
};

function sayRow(name) {
    const control = el("input", { name, autocomplete: "off" });
    control.value = said[name];
    control.addEventListener("input", () => {
        said[name] = control.value.trim();
    });
    return inputRow(name, control);
}

/* The buttons below a record. */
function correctionTools(view, record, kind) {
    const place = el("div", { class: "correct-form", "aria-live": "polite" });
    const buttons = correctionActions[kind].filter((action) => action !== "split" || sentencesOf(record).length > 1).map((action) =>
        button("action_" + action, { "aria-expanded": "false", "data-action": action }, (event) => openForm(action, event.currentTarget)));
    const showEntry = async (entry) => {
        entriesMade.push(entry);
        view.entriesChanged();
        const done = await copyText(entry);
        const shown = el("textarea", { class: "entry", readonly: true, rows: Math.min(14, entry.split("\n").length), "aria-label": t("entry") });
        shown.value = entry;
        const message = t(done ? "copied_entry" : "copy_failed");
        place.replaceChildren(el("p", { class: "done" }, message), shown);
        announce(message);
        if (!done) {
            shown.select();
        }
    };
    const openForm = (action, control) => {
        const wasOpen = control.getAttribute("aria-expanded") === "true";
        buttons.forEach((b) => b.setAttribute("aria-expanded", "false"));
        place.replaceChildren();
        if (wasOpen) {
            return;
        }
        control.setAttribute("aria-expanded", "true");
        const form = correctionForms[action](view, record, kind);
        const problem = el("p", { class: "problem", role: "alert" });
        const holder = el("form", null, form.fields, sayRow("why"), sayRow("by"), problem, el("button", { type: "submit", class: "main" }, t("copy_entry")));
        holder.addEventListener("submit", (event) => {
            event.preventDefault();
            try {
                showEntry(correctionEntry(action, record, kind, form.entry()));
            } catch (missing) {
                if (typeof missing !== "string") {
                    throw missing;
                }
                problem.textContent = missing;
            }
        });
        place.append(holder);
        holder.querySelector("input, button").focus();
    };
    return el("section", { class: "correct" }, el("h3", null, t("correct")), el("p", { class: "hint" }, t("correct_hint")),
        el("div", { class: "buttons" }, buttons), place);
}
