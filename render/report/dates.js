/* Dates in words, as exact as they are. */

function yearText(text) {
    if (/^\d{4}$/.test(text)) {
        return text === "0000" ? "0" : text.replace(/^0+/, "");
    }
    if (/^\d{3}X$/.test(text)) {
        return t("decade", { year: text.slice(0, 3).replace(/^0+/, "") + "0" });
    }
    if (/^\d{2}XX$/.test(text)) {
        const n = Number(text.slice(0, 2)) + 1;
        return t("century." + new Intl.PluralRules(texts.language, { type: "ordinal" }).select(n), { n });
    }
    return text;
}

/* One EDTF date without its sign: "2018", "2018-06", "2018-22", "2018-06-05", "XXXX-03-23". */
function simpleDate(text) {
    const parts = text.match(/^(-?[\dX]{4,})(?:-(\d\d))?(?:-(\d\d))?$/);
    if (!parts) {
        return text;
    }
    const year = yearText(parts[1]), part = Number(parts[2]), day = Number(parts[3]);
    if (!parts[2]) {
        return year;
    }
    if (part >= 21 && part <= 24) {
        return t("month_and_year", { month: texts.seasons[part - 21], year });
    }
    if (part >= 33 && part <= 36) {
        return t("quarter", { n: part - 32, year });
    }
    if (part === 40 || part === 41) {
        return t("half", { n: part - 39, year });
    }
    const month = texts.months[part - 1] ?? parts[2];
    if (parts[1] === "XXXX") {
        return t("every_year", { day: parts[3] ? t("dates.day_month", { day, month }) : month });
    }
    return parts[3] ? t("dates.day", { day, month, year }) : t("dates.month", { month, year });
}

function signedDate(text) {
    const sign = text.at(-1);
    if (sign === "~" || sign === "?" || sign === "%") {
        const date = simpleDate(text.slice(0, -1));
        const about = sign === "?" ? date : t("dates.approximate", { date });
        return sign === "~" ? about : t("dates.uncertain", { date: about });
    }
    return simpleDate(text);
}

/* "28–30 Jun 2021": what both ends share is said once. */
function intervalText(from, to) {
    if (from === "" || from === "..") {
        return t("dates.by", { date: signedDate(to) });
    }
    if (to === "" || to === "..") {
        return t("dates.since", { date: signedDate(from) });
    }
    const day = /^(\d{4})-(\d\d)-(\d\d)$/, a = from.match(day), b = to.match(day);
    if (a && b && a[1] === b[1]) {
        const first = a[2] === b[2] ? String(Number(a[3])) : t("dates.day_month", { day: Number(a[3]), month: texts.months[a[2] - 1] });
        return first + (a[2] === b[2] ? "–" : " – ") + signedDate(to);
    }
    return signedDate(from) + " – " + signedDate(to);
}

function plainDate(date) {
    if (!date.edtf) {
        if (!date.from && !date.to) {
            return t("no_date");
        }
        return date.from && date.to ? intervalText(date.from, date.to)
             : date.to ? t("dates.by", { date: simpleDate(date.to) }) : t("dates.since", { date: simpleDate(date.from) });
    }
    const ends = date.edtf.split("/");
    return ends.length === 2 ? intervalText(ends[0], ends[1]) : signedDate(date.edtf);
}

/* A date as the page shows it: "late Jun 2018", "[16 Jun 2022]" where the year was worked out. */
function dateText(date) {
    if (!date) {
        return t("undated");
    }
    let text = plainDate(date);
    const said = date.qualifier;
    if (said && date.edtf && textAt("dates." + said) && !(said === "approximate" && date.edtf.endsWith("~")) &&
        !(said === "uncertain" && date.edtf.endsWith("?"))) {
        text = t("dates." + said, { date: text });
    }
    return date.basis === "inferred" ? t("inferred_sign", { date: text }) : text;
}

/* A date in EDTF that stands alone in a text of the knowledge base. */
function edtfText(edtf) {
    return plainDate({ edtf });
}

/* How the date was found, as a sentence. */
function basisText(date) {
    if (!date) {
        return t("basis_words.none");
    }
    const values = { quote: date.quote, anchor: date.anchor ? edtfText(date.anchor) : "", reason: date.reason };
    if (date.basis === "relative") {
        return t("basis_words." + (!date.quote ? "relative_bare" : date.anchor ? "relative" : "relative_alone"), values);
    }
    if (date.basis === "inferred") {
        return t(date.reason ? "basis_words.inferred" : "basis_words.inferred_bare", values);
    }
    if (date.basis === "stated") {
        return t(date.quote ? "basis_words.stated" : "basis_words.stated_bare", values);
    }
    return textAt("basis_words." + date.basis) ?? date.basis ?? "";
}

/* "2018", "2018-06", "2018-06-05": the first day or the last that it can mean; null where it is none. */
function dayBound(text, last) {
    const parts = text.trim().match(/^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/);
    if (!parts) {
        return null;
    }
    const month = parts[2] ? Number(parts[2]) : last ? 12 : 1;
    const days = new Date(Date.UTC(2000, 0, 1));
    days.setUTCFullYear(Number(parts[1]), month, 0);
    const day = parts[3] ? Number(parts[3]) : last ? days.getUTCDate() : 1;
    if (month < 1 || month > 12 || day < 1 || day > days.getUTCDate()) {
        return null;
    }
    return [parts[1], String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}
