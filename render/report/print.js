/* On paper there is no panel to open: below the pictures stands every event of the table with its evidence. */

function printedEvent(event) {
    const facts = [dateText(event.date), word("statuses", event.state), whoText(event), tn("count_sources", event.sources)];
    return el("article", { class: "printed-event" }, el("h3", null, titleOf(event)),
        el("p", null, facts.filter(Boolean).join(" · ")),
        el("ul", null, inOrder(event.mentions).map(({ mention }) => {
            const line = mention.at ? mention.document.lines[mention.at[0]] : undefined;
            return el("li", null, citation(mention.document, sentenceOf(mention), line), " ", mention.rule ? t("rule", { rule: mention.rule }) : "");
        })));
}

function makePrinted(view) {
    const place = byId("printed");
    const draw = () => {
        if (place.childElementCount === 0) {
            append(place, [el("h2", null, t("events")), el("p", null, byId("count").textContent), view.table.all().map(printedEvent)]);
            for (const list of document.querySelectorAll("#checks details:not([open]), #changes details:not([open])")) {
                list.open = true;
                list.dataset.opened = "";
            }
        }
    };
    const clear = () => {
        place.replaceChildren();
        for (const list of document.querySelectorAll("details[data-opened]")) {
            list.open = false;
            delete list.dataset.opened;
        }
    };
    const paper = matchMedia("print");
    paper.addEventListener("change", () => (paper.matches ? draw() : clear()));
    addEventListener("beforeprint", draw);
    addEventListener("afterprint", clear);
}
