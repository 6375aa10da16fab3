"use strict";
/* What every part of the page uses: the table of texts, and making elements. Text goes into the page as text, never as
 * markup: there is no innerHTML here. */

const texts = JSON.parse(document.getElementById("texts").textContent);

/* texts.a.b for "a.b"; undefined where there is none. */
function textAt(path) {
    let found = texts;
    for (const key of path.split(".")) {
        found = found !== undefined && Object.hasOwn(found, key) ? found[key] : undefined;
    }
    return found;
}

function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
}

/* The text of this name, with {name} replaced. */
function t(path, values) {
    const text = textAt(path);
    return fill(typeof text === "string" ? text : path, values);
}

/* One of two texts: for one, and for any other number. */
function tn(path, n, values) {
    const both = textAt(path);
    return fill(both[n === 1 ? 0 : 1], { n: number(n), ...values });
}

/* A word that rules may add to: the raw word where the table has none. */
function word(group, name) {
    return textAt(group + "." + name) ?? name.replace(/_/g, " ");
}

function number(n) {
    return n.toLocaleString(texts.language);
}

/* An element. `attributes`: "class", "data-…", "aria-…" and such; those that begin with "on" are listeners; undefined
 * and false are left out. Children are nodes or texts. */
function el(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) {
        if (key.startsWith("on")) {
            element.addEventListener(key.slice(2), value);
        } else if (value !== undefined && value !== false && value !== null) {
            element.setAttribute(key, value === true ? "" : value);
        }
    }
    append(element, children);
    return element;
}

function append(parent, children) {
    for (const child of children.flat(Infinity)) {
        if (child !== undefined && child !== null && child !== "" && child !== false) {
            parent.append(child);
        }
    }
    return parent;
}

function byId(id) {
    return document.getElementById(id);
}

/* Letters without accents, in lower case: what a search compares. */
function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/* Says something to who cannot see. */
function announce(text) {
    byId("said").textContent = text;
}

function button(path, attributes, onclick) {
    return el("button", { type: "button", ...attributes, onclick }, typeof path === "string" ? t(path) : path);
}

/* A list that shows its first items and a button for more: never thousands of elements at once. */
function growingList(items, make, first, step, attributes) {
    const list = el("ul", attributes);
    const more = el("p", { class: "more" });
    let shown = 0;
    const grow = (count) => {
        const focus = shown;
        const end = shown + count + 3 >= items.length ? items.length : shown + count;
        for (const item of items.slice(shown, end)) {
            list.append(el("li", null, make(item)));
        }
        shown = end;
        more.replaceChildren();
        const left = items.length - shown;
        if (left > 0) {
            more.append(button([tn("count_more", Math.min(step, left))], null, () => {
                grow(step);
                list.children[focus + count]?.querySelector("a, button")?.focus();
            }), " ", el("span", { class: left > step ? undefined : "on-paper" }, tn("count_left", left)));
        }
    };
    grow(first);
    return [list, more];
}

/* Copies, and says whether that was possible. */
async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        const area = el("textarea", { class: "hidden", "aria-hidden": "true" });
        area.value = text;
        document.body.append(area);
        area.select();
        const done = document.execCommand("copy");
        area.remove();
        return done;
    }
}
