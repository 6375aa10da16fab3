/* One record in words. */
#include "base/calendar.h"
#include "base/json.h"
#include "cli/kb_file.h"
#include "cli/show.h"
#include "kb/text_key.h"

static void line_begin(struct buffer *out, const char *name)
{
    buffer_format(out, "  %s: ", name);
}

static void quoted(struct buffer *out, struct slice text)
{
    buffer_add_text(out, "“");
    plain_text(out, text);
    buffer_add_text(out, "”");
}

static void line_text(struct buffer *out, const char *name, struct slice text)
{
    if (text.len > 0) {
        line_begin(out, name);
        plain_text(out, text);
        buffer_add_byte(out, '\n');
    }
}

static void add_title(struct buffer *out, const struct kb_event *event)
{
    plain_text(out, event->title.len ? event->title : slice_of("(no title)"));
    if (event->has_date && (event->date.edtf.len > 0 || event->date.latest != CALENDAR_NO_DAY)) {
        buffer_add_text(out, ", ");
        date_words(out, true, &event->date);
    }
}

static void add_entity(struct buffer *out, const struct kb *kb, uint32_t entity)
{
    plain_text(out, kb->entities[entity].name);
    buffer_add_text(out, " (");
    plain_text(out, kb->entities[entity].id);
    buffer_add_byte(out, ')');
}

static void add_relation(struct buffer *out, const struct kb *kb, const struct kb_relation *relation)
{
    plain_text(out, kb->entities[relation->source].name);
    buffer_add_text(out, " – ");
    plain_text(out, kb->entities[relation->target].name);
    buffer_add_text(out, ", ");
    plain_text(out, relation->type);
    buffer_add_text(out, ", ");
    plain_text(out, relation->status);
    if (relation->has_date) {
        buffer_add_text(out, ", ");
        date_words(out, true, &relation->date);
    }
}

void show_write_line(struct buffer *out, const struct shown *shown)
{
    if (shown->event) {
        plain_text(out, shown->event->id);
        buffer_add_text(out, "  ");
        add_title(out, shown->event);
    } else if (shown->entity) {
        plain_text(out, shown->entity->id);
        buffer_add_text(out, "  ");
        plain_text(out, shown->entity->name);
    } else {
        plain_text(out, shown->relation->id);
        buffer_add_text(out, "  ");
        plain_text(out, shown->relation->type);
    }
    buffer_add_text(out, shown->is_rejected ? "  (rejected)\n" : "\n");
}

/* How a date was found: basis, words, anchor, reason. */
static void add_basis(struct buffer *out, const struct kb_date *date)
{
    plain_text(out, date->basis.len ? date->basis : slice_of("not said how"));
    if (date->quote.len > 0) {
        buffer_add_text(out, ": ");
        quoted(out, date->quote);
    }
    if (date->anchor.len > 0) {
        buffer_add_text(out, " seen from ");
        plain_text(out, date->anchor);
    }
    if (date->reason.len > 0) {
        buffer_add_text(out, ": ");
        plain_text(out, date->reason);
    }
}

static void tell_corrected(struct buffer *out, const struct kb_corrected *corrected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        line_begin(out, "corrected");
        plain_text(out, corrected[i].action);
        if (corrected[i].was.len > 0) {
            buffer_add_text(out, ", was ");
            quoted(out, corrected[i].was);
        }
        if (corrected[i].id.len > 0) {
            buffer_add_text(out, " (");
            plain_text(out, corrected[i].id);
            buffer_add_byte(out, ')');
        }
        if (corrected[i].by.len + corrected[i].on.len > 0) {
            buffer_add_text(out, " –");
        }
        const struct slice who[] = {corrected[i].by, corrected[i].on};
        for (size_t w = 0; w < 2; w++) {
            if (who[w].len > 0) {
                buffer_add_byte(out, ' ');
                plain_text(out, who[w]);
            }
        }
        if (corrected[i].why.len > 0) {
            buffer_add_text(out, ": ");
            plain_text(out, corrected[i].why);
        }
        buffer_add_byte(out, '\n');
    }
}

/* Document, its author and date, the line and the characters. */
static void tell_where(struct buffer *out, const struct kb *kb, const struct kb_evidence *where, struct span sentence,
                       size_t number)
{
    const struct kb_document *document = &kb->documents[where->document];
    struct show_place place = show_place_of(kb, where->document, sentence);
    buffer_format(out, "  %zu. ", number);
    plain_text(out, document->path);
    if (document->author.len > 0) {
        buffer_add_text(out, ", ");
        plain_text(out, document->author);
    }
    if (document->has_date && document->date.edtf.len > 0) {
        buffer_add_text(out, ", ");
        plain_text(out, document->date.edtf);
    }
    if (place.line > 0) {
        buffer_format(out, ", line %u", place.line);
    }
    buffer_format(out, ", characters %zu–%zu", where->chars.begin, where->chars.end);
    if (where->rule.len > 0) {
        buffer_add_text(out, " [");
        plain_text(out, where->rule);
        buffer_add_byte(out, ']');
    }
    buffer_add_byte(out, '\n');
}

static void tell_sentence(struct buffer *out, const struct kb *kb, const struct kb_event_mention *mention)
{
    struct show_place place = show_place_of(kb, mention->where.document, mention->sentence);
    const struct slice texts[] = {place.before, mention->sentence_quote, place.after};
    for (size_t i = 0; i < 3; i++) {
        if (texts[i].len > 0) {
            buffer_add_text(out, i == 1 ? "     > " : "       ");
            plain_text(out, texts[i]);
            buffer_add_byte(out, '\n');
        }
    }
}

static void tell_mention(struct buffer *out, const struct kb *kb, const struct kb_event_mention *mention, size_t number)
{
    tell_where(out, kb, &mention->where, mention->sentence, number);
    tell_sentence(out, kb, mention);
    buffer_add_text(out, "     ");
    quoted(out, mention->title.len ? mention->title : mention->where.quote);
    buffer_add_text(out, ", ");
    plain_text(out, mention->status);
    if (mention->has_date) {
        buffer_add_text(out, ", ");
        date_words(out, true, &mention->date);
        buffer_add_text(out, " (");
        add_basis(out, &mention->date);
        buffer_add_byte(out, ')');
    } else {
        buffer_add_text(out, ", no time of its own");
    }
    buffer_add_byte(out, '\n');
}

static void tell_conflicts(struct buffer *out, const struct kb_event *event)
{
    if (event->conflict_count == 0) {
        return;
    }
    buffer_add_text(out, "Conflicts\n");
    for (size_t i = 0; i < event->conflict_count; i++) {
        const struct kb_conflict *conflict = &event->conflicts[i];
        buffer_add_text(out, "  ");
        plain_text(out, conflict->field);
        buffer_add_byte(out, ' ');
        plain_text(out, conflict->value);
        buffer_add_text(out, ": ");
        plain_text(out, conflict->reason);
        buffer_add_text(out, " (");
        for (size_t m = 0; m < conflict->mention_count; m++) {
            buffer_format(out, "%s%u", m > 0 ? ", " : "", conflict->mentions[m] + 1);
        }
        buffer_add_text(out, ")\n");
    }
}

static void tell_relations_of_event(struct buffer *out, const struct kb *kb, const struct kb_event *event)
{
    bool any = false;
    for (size_t i = 0; i < kb->relation_count; i++) {
        for (size_t e = 0; e < kb->relations[i].event_count; e++) {
            if (slice_equal(kb->events[kb->relations[i].events[e]].id, event->id)) {
                buffer_add_text(out, any ? "  " : "Relations\n  ");
                any = true;
                plain_text(out, kb->relations[i].id);
                buffer_add_text(out, "  ");
                add_relation(out, kb, &kb->relations[i]);
                buffer_add_byte(out, '\n');
            }
        }
    }
}

/* Other editions of its series. */
static void tell_series(struct buffer *out, const struct kb *kb, const struct kb_event *event)
{
    struct arena arena = {0};
    struct slice key = text_key(&arena, event->series);
    bool any = false;
    for (size_t i = 0; key.len > 0 && i < kb->event_count; i++) {
        const struct kb_event *other = &kb->events[i];
        if (!slice_equal(other->id, event->id) && slice_equal(text_key(&arena, other->series), key)) {
            buffer_add_text(out, any ? "  " : "Of the same series\n  ");
            any = true;
            plain_text(out, other->id);
            buffer_add_text(out, "  ");
            add_title(out, other);
            buffer_add_byte(out, '\n');
        }
    }
    arena_release(&arena);
}

static void tell_fields(struct buffer *out, const struct kb *kb, const struct kb_event *event)
{
    line_begin(out, "what");
    plain_text(out, event->class);
    if (event->type.len > 0) {
        buffer_add_text(out, ", ");
        plain_text(out, event->type);
    }
    buffer_add_byte(out, '\n');
    line_begin(out, "status");
    plain_text(out, event->status);
    buffer_add_text(out, event->unconfirmed ? ", its date has passed with no later word\n" : "\n");
    line_begin(out, "date");
    if (event->has_date) {
        date_words(out, true, &event->date);
        buffer_add_text(out, " (");
        add_basis(out, &event->date);
        buffer_add_text(out, ")\n");
    } else {
        buffer_add_text(out, "none is known\n");
    }
    for (size_t i = 0; i < event->place_count; i++) {
        line_begin(out, "place");
        add_entity(out, kb, event->places[i]);
        buffer_add_byte(out, '\n');
    }
    for (size_t i = 0; i < event->role_count; i++) {
        buffer_format(out, "  %.*s: ", SLICE_ARG(event->roles[i].role));
        add_entity(out, kb, event->roles[i].entity);
        buffer_add_byte(out, '\n');
    }
    for (size_t i = 0; i < event->attribute_count; i++) {
        buffer_format(out, "  %.*s: ", SLICE_ARG(event->attributes[i].key));
        plain_text(out, event->attributes[i].value);
        buffer_add_byte(out, '\n');
    }
    buffer_format(out, "  sources: %zu\n", event->source_count);
    tell_corrected(out, event->corrected, event->corrected_count);
}

static void tell_event(struct buffer *out, const struct kb *kb, const struct kb_event *event)
{
    tell_fields(out, kb, event);
    buffer_add_text(out, "Evidence\n");
    for (size_t i = 0; i < event->mention_count; i++) {
        tell_mention(out, kb, &event->mentions[i], i + 1);
    }
    tell_conflicts(out, event);
    tell_relations_of_event(out, kb, event);
    tell_series(out, kb, event);
}

static void tell_evidence(struct buffer *out, const struct kb *kb, const struct kb_evidence *evidence, size_t count)
{
    if (count > 0) {
        buffer_add_text(out, "Evidence\n");
    }
    for (size_t i = 0; i < count; i++) {
        tell_where(out, kb, &evidence[i], evidence[i].at, i + 1);
        buffer_add_text(out, "     ");
        quoted(out, evidence[i].quote);
        buffer_add_byte(out, '\n');
    }
}

static void tell_entity_links(struct buffer *out, const struct kb *kb, uint32_t index)
{
    bool any = false;
    for (size_t i = 0; i < kb->relation_count; i++) {
        if (kb->relations[i].source == index || kb->relations[i].target == index) {
            buffer_add_text(out, any ? "  " : "Relations\n  ");
            any = true;
            plain_text(out, kb->relations[i].id);
            buffer_add_text(out, "  ");
            add_relation(out, kb, &kb->relations[i]);
            buffer_add_byte(out, '\n');
        }
    }
    any = false;
    for (size_t i = 0; i < kb->event_count; i++) {
        struct slice role;
        if (show_takes_part(&kb->events[i], index, &role)) {
            buffer_add_text(out, any ? "  " : "Events\n  ");
            any = true;
            plain_text(out, kb->events[i].id);
            buffer_add_text(out, "  ");
            add_title(out, &kb->events[i]);
            buffer_format(out, " (%.*s)\n", SLICE_ARG(role));
        }
    }
}

static void tell_entity(struct buffer *out, const struct kb *kb, const struct kb_entity *entity, bool is_rejected)
{
    line_text(out, "what", entity->type);
    for (size_t i = 0; i < entity->alias_count; i++) {
        line_text(out, "also", entity->aliases[i].alias);
    }
    line_text(out, "iso2", entity->iso2);
    line_text(out, "wikidata", entity->wikidata);
    if (entity->part_of < kb->entity_count) {
        line_begin(out, "part of");
        add_entity(out, kb, entity->part_of);
        buffer_add_byte(out, '\n');
    }
    uint32_t index = is_rejected ? UINT32_MAX : (uint32_t)(entity - kb->entities);
    for (uint32_t i = 0; !is_rejected && i < kb->entity_count; i++) {
        if (kb->entities[i].part_of == index) {
            line_begin(out, "its part");
            add_entity(out, kb, i);
            buffer_add_byte(out, '\n');
        }
    }
    tell_corrected(out, entity->corrected, entity->corrected_count);
    tell_evidence(out, kb, entity->evidence, entity->evidence_count);
    if (!is_rejected) {
        tell_entity_links(out, kb, index);
    }
}

static void tell_relation(struct buffer *out, const struct kb *kb, const struct kb_relation *relation)
{
    line_begin(out, "what");
    add_relation(out, kb, relation);
    buffer_add_byte(out, '\n');
    line_text(out, "instrument", relation->instrument);
    tell_corrected(out, relation->corrected, relation->corrected_count);
    tell_evidence(out, kb, relation->evidence, relation->evidence_count);
    for (size_t i = 0; i < relation->event_count; i++) {
        buffer_add_text(out, i > 0 ? "  " : "Follows from\n  ");
        plain_text(out, kb->events[relation->events[i]].id);
        buffer_add_text(out, "  ");
        add_title(out, &kb->events[relation->events[i]]);
        buffer_add_byte(out, '\n');
    }
}

void show_write_text(struct buffer *out, const struct kb *kb, const struct shown *shown)
{
    show_write_line(out, shown);
    if (shown->event) {
        tell_event(out, kb, shown->event);
    } else if (shown->entity) {
        tell_entity(out, kb, shown->entity, shown->is_rejected);
    } else {
        tell_relation(out, kb, shown->relation);
    }
}
