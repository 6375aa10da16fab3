/* What is written in the partners diagram. */
#include "base/calendar.h"
#include "render/clean_p.h"
#include "render/partners_p.h"
#include "render/when_p.h"

#define DOT_SIGN " \xC2\xB7 "

enum { MAX_SHOWN_RELATIONS = 2, MAX_TIP_RELATIONS = 8 };

static const double NAME_SIZE = 9.0;

/* The newest document that says so: a plan is as old as its telling. */
static struct slice told_on(struct partners *partners, const struct kb_relation *relation)
{
    const struct kb *kb = partners->page.kb;
    int32_t newest = CALENDAR_NO_DAY;
    for (size_t i = 0; i < relation->evidence_count; i++) {
        uint32_t document = relation->evidence[i].document;
        if (document < kb->document_count && kb->documents[document].has_date &&
            kb->documents[document].date.latest != CALENDAR_NO_DAY && kb->documents[document].date.latest > newest) {
            newest = kb->documents[document].date.latest;
        }
    }
    if (newest == CALENDAR_NO_DAY) {
        return (struct slice){0};
    }
    struct kb_date day = {.earliest = newest, .latest = newest, .precision = slice_of("month")};
    return when_label(partners->page.words, &day, true, partners->page.arena);
}

/* "concluded by Jun 2021", "concluded Sep 2018", "planned as of Oct 2018", "ended 2019"; terse: "by Jun 2021" */
static struct slice stage(struct partners *partners, const struct kb_relation *relation, bool terse)
{
    const struct render_words *words = partners->page.words;
    struct arena *arena = partners->page.arena;
    bool dated =
        relation->has_date && (relation->date.earliest != CALENDAR_NO_DAY || relation->date.latest != CALENDAR_NO_DAY);
    struct slice when = dated ? when_label(words, &relation->date, true, arena) : (struct slice){0};
    if (slice_is(relation->status, "planned")) {
        bool bound_only = !dated || relation->date.earliest == CALENDAR_NO_DAY;
        struct slice told = told_on(partners, relation);
        if (bound_only && told.len > 0) {
            return arena_format(arena, "%s %.*s", words->planned_as_of, SLICE_ARG(told));
        }
        return arena_format(arena, "%s%s%.*s", words->planned, when.len > 0 ? ", " : "", SLICE_ARG(when));
    }
    if (terse && when.len > 0 && !slice_is(relation->status, "ended")) {
        return when; /* the solid line says that it is concluded */
    }
    const char *word = slice_is(relation->status, "ended") ? words->ended : words->concluded;
    return arena_format(arena, "%s%s%.*s", word, when.len > 0 ? " " : "", SLICE_ARG(when));
}

/* As the source says it, never upgraded: what the relation has, else what its event is called. */
static struct slice instrument_of(struct partners *partners, const struct kb_relation *relation)
{
    const struct kb *kb = partners->page.kb;
    struct slice instrument = clean_text(partners->page.arena, relation->instrument);
    for (size_t i = 0; instrument.len == 0 && i < relation->event_count; i++) {
        if (relation->events[i] < kb->event_count && slice_is(kb->events[relation->events[i]].class, "agreement")) {
            instrument = clean_text(partners->page.arena, kb->events[relation->events[i]].title);
        }
    }
    return instrument;
}

struct slice partner_relation_text(struct partners *partners, const struct kb_relation *relation, bool with_instrument)
{
    struct arena *arena = partners->page.arena;
    struct slice what = stage(partners, relation, !with_instrument && partners->style.label_lines == 1);
    struct slice keys = sources_of_evidence(&partners->sources, relation->evidence, relation->evidence_count);
    struct slice text =
        arena_format(arena, "%.*s%s%.*s", SLICE_ARG(what), keys.len > 0 ? DOT_SIGN : "", SLICE_ARG(keys));
    struct slice instrument = instrument_of(partners, relation);
    if (!with_instrument || instrument.len == 0) {
        return text;
    }
    return arena_format(arena, "%.*s, %.*s", SLICE_ARG(instrument), SLICE_ARG(text));
}

static void append(struct measure_lines *to, const struct measure_lines *from)
{
    for (size_t i = 0; i < from->count; i++) {
        to->lines[to->count++] = from->lines[i];
    }
    to->width = from->width > to->width ? from->width : to->width;
    to->cut = to->cut || from->cut;
}

/* The instrument on its lines, the stage and the year on lines of their own. */
static void write_relation(struct partners *partners, const struct kb_relation *relation, double width, size_t lines,
                           struct measure_lines *out)
{
    struct page *page = &partners->page;
    struct measure *measure = page->scene->measure;
    struct measure_lines part;
    struct slice instrument = instrument_of(partners, relation);
    if (instrument.len == 0) {
        instrument = slice_of(page->words->agreement);
    }
    instrument = clean_capital(page->arena, instrument);
    struct slice text = partner_relation_text(partners, relation, false);
    if (lines == 1) {
        double room = width - measure_line(measure, text, partners->page.theme->text_size, false) - 6.0;
        const char *space = memchr(instrument.ptr, ' ', instrument.len);
        struct slice word = space ? slice_make(instrument.ptr, (size_t)(space - instrument.ptr)) : instrument;
        if (room < measure_line(measure, word, partners->page.theme->text_size, false) +
                       8.0) { /* not a word of it would be whole */
            measure_wrap(measure, text, (struct measure_style){partners->page.theme->text_size, false, width, 1},
                         page->arena, &part);
            append(out, &part);
            return;
        }
        measure_wrap(measure, instrument, (struct measure_style){partners->page.theme->text_size, false, room, 1},
                     page->arena, &part);
        struct slice line = arena_format(page->arena, "%.*s, %.*s", SLICE_ARG(part.lines[0]), SLICE_ARG(text));
        part.lines[0] = line;
        part.width = measure_line(measure, line, partners->page.theme->text_size, false);
        append(out, &part);
        return;
    }
    measure_wrap(measure, instrument, (struct measure_style){partners->page.theme->text_size, false, width, lines - 1},
                 page->arena, &part);
    append(out, &part);
    measure_wrap(measure, text, (struct measure_style){partners->page.theme->text_size, false, width, 2}, page->arena,
                 &part);
    append(out, &part);
}

void partner_write(struct partners *partners, struct partner *partner, double name_width, double label_width)
{
    struct page *page = &partners->page;
    const struct partner_style *style = &partners->style;
    size_t shown = style->label_lines == 1 ? 1 : MAX_SHOWN_RELATIONS;
    double size = style->framed ? NAME_SIZE : partners->page.theme->text_size;
    measure_wrap(page->scene->measure, partner->name,
                 (struct measure_style){size, style->framed, name_width, style->name_lines}, page->arena,
                 &partner->title);
    partner->label = (struct measure_lines){0};
    partner->label.lines =
        arena_alloc_array(page->arena, (style->label_lines + 2) * (shown + 1), sizeof *partner->label.lines);
    for (size_t i = 0; i < partner->relation_count && i < shown; i++) {
        write_relation(partners, partner->relations[i], label_width, style->label_lines, &partner->label);
    }
    if (partner->relation_count > shown && style->label_lines > 1) {
        partner->label.lines[partner->label.count++] =
            arena_format(page->arena, "+%zu", partner->relation_count - shown);
    }
    partner->box_height = measure_height(size) * (double)partner->title.count + (style->framed ? 8.0 : 0.0);
    double label_height = measure_height(partners->page.theme->text_size) * (double)partner->label.count;
    partner->height = partner->box_height > label_height ? partner->box_height : label_height;
}

struct slice partner_tooltip(struct partners *partners, const struct partner *partner)
{
    struct buffer out = {0};
    struct arena *arena = partners->page.arena;
    buffer_add(&out, partner->name);
    for (size_t i = 0; i < partner->relation_count && i < MAX_TIP_RELATIONS; i++) {
        const struct kb_relation *relation = partner->relations[i];
        buffer_add_text(&out, " | ");
        buffer_add(&out, partner_relation_text(partners, relation, true));
        if (relation->evidence_count > 0 && relation->evidence[0].document < partners->page.kb->document_count) {
            buffer_add_text(&out, DOT_SIGN);
            buffer_add(&out, sources_line(&partners->sources, relation->evidence[0].document));
            buffer_add_text(&out, ": \xE2\x80\x9C");
            buffer_add(&out, clean_text(arena, relation->evidence[0].quote));
            buffer_add_text(&out, "\xE2\x80\x9D");
        }
    }
    struct slice text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}
