/* The data of the page: read, and made easy to walk. */

/* Plain JSON, or JSON that was deflated and written in base64 (docs/report.md). */
async function readData() {
    const holder = byId("data");
    if (holder.type === "application/json") {
        return JSON.parse(holder.textContent);
    }
    const packed = Uint8Array.from(atob(holder.textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
}

/* Makes of the file what the views use: every number that points at a record becomes that record. */
function linkData(data) {
    const at = (list, index) => (index === undefined ? undefined : list[index]);
    const records = new Map();
    for (const list of [data.documents, data.entities, data.events, data.relations]) {
        for (const record of list) {
            records.set(record.id, record);
        }
    }
    for (const document of data.documents) {
        document.events = [];
    }
    for (const entity of data.entities) {
        entity.part_of = at(data.entities, entity.part_of);
        entity.events = [];
        entity.relations = [];
        entity.parts = [];
        entity.aliases ??= [];
        for (const alias of entity.aliases) {
            alias.document = at(data.documents, alias.document);
        }
    }
    for (const entity of data.entities) {
        entity.part_of?.parts.push(entity);
    }
    data.events.forEach((event, index) => linkEvent(data, event, index));
    for (const relation of data.relations) {
        relation.source = data.entities[relation.source];
        relation.target = data.entities[relation.target];
        relation.events = relation.events.map((i) => data.events[i]);
        relation.source.relations.push(relation);
        relation.target.relations.push(relation);
        for (const event of relation.events) {
            event.relations.push(relation);
        }
        linkMentions(data, relation);
    }
    for (const check of data.checks) {
        check.document = at(data.documents, check.document);
        check.event = at(data.events, check.event);
    }
    data.records = records;
    return data;
}

function linkMentions(data, record) {
    for (const mention of record.mentions) {
        mention.document = data.documents[mention.document];
        if (mention.date) {
            mention.date.document = mention.document;
        }
    }
    if (record.date) {
        const first = record.mentions[0];
        record.date.document = record.date.document === undefined ? first?.document : data.documents[record.date.document];
    }
}

function linkEvent(data, event, index) {
    event.index = index;
    event.relations = [];
    event.type ??= "";
    event.attributes ??= [];
    event.places = event.places.map((i) => data.entities[i]);
    event.roles = event.roles.map(([role, i]) => ({ role, entity: data.entities[i] }));
    linkMentions(data, event);
    for (const entity of new Set([...event.places, ...event.roles.map((r) => r.entity)])) {
        entity.events.push(event);
    }
    for (const document of new Set(event.mentions.map((m) => m.document))) {
        document.events.push(event);
    }
    event.state = event.unconfirmed ? "unconfirmed" : event.status;
}

/* The sentence of a mention, and the ones around it: {before, text, after, line, begin, end}. */
function passageOf(document, place) {
    const [index, begin, end] = place;
    return {
        index,
        begin,
        end,
        text: document.texts[index],
        line: document.lines[index],
        before: index > 0 ? document.texts[index - 1] : "",
        after: document.texts[index + 1] ?? "",
    };
}

function sentenceOf(mention) {
    return mention.at ? mention.document.texts[mention.at[0]] : (mention.sentence ?? mention.quote ?? "");
}

function quoteOf(mention) {
    if (mention.at && mention.at[2] > mention.at[1]) {
        return sentenceOf(mention).slice(mention.at[1], mention.at[2]);
    }
    return mention.quote ?? "";
}

/* The title as it is shown: with a capital letter, as in the pictures and tables. */
function titleOf(event) {
    return event.title ? event.title.replace(/^[a-z]/, (letter) => letter.toUpperCase()) : t("untitled");
}

/* As in the pictures and tables. */
function documentKey(document) {
    return "S" + document.number;
}

function documentName(document) {
    return document.title ?? document.path;
}

/* Who speaks and where: the author, where one is known, and the title. */
function sourceName(document) {
    return [document.author, documentName(document)].filter(Boolean).join(", ");
}

/* Who speaks, else what. */
function speakerOf(document) {
    return document.author ?? documentName(document);
}

/* The day up to which a date reaches, for comparing; "" where it is not known. */
function dayOf(date) {
    return date?.to ?? date?.from ?? "";
}

/* Mentions in the order in which their documents came. A document without a date that announces the event stands before
 * all that tell of it, another one behind them. */
function inOrder(mentions) {
    const key = (mention) => dayOf(mention.document.date) || (mention.status === "planned" ? "" : "~");
    return mentions
        .map((mention, index) => ({ mention, index, key: key(mention) }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index));
}

/* Events by their first day; those without one last. */
function inDays(events) {
    return [...events].sort((a, b) => {
        const [x, y] = [dayOf(a.date) || "~", dayOf(b.date) || "~"];
        return x < y ? -1 : x > y ? 1 : 0;
    });
}

/* What was said of the event in turn: [{status, document}], without repetitions. */
function statusesOf(event) {
    const steps = [];
    for (const { mention } of inOrder(event.mentions)) {
        const status = mention.status;
        if (status && status !== "unknown" && steps.at(-1)?.status !== status) {
            steps.push({ status, document: mention.document });
        }
    }
    return steps;
}
