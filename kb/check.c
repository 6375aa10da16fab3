/* What a person should look at first. */
#include "base/calendar.h"
#include "base/plain.h"
#include "kb/date_text.h"
#include "kb/resolve_p.h"
#include "kb/words.h"

static struct kb_check *add_check(struct resolver *resolver, const char *kind, uint32_t document, struct span at,
                                  struct slice text)
{
    struct kb_check *check = &resolver->kb->checks[resolver->kb->check_count++];
    check->kind = resolver_keep(resolver, slice_of(kind));
    check->document = document;
    check->at = at;
    check->text = resolver_keep(resolver, text);
    return check;
}

/* As a person writes it: EDTF's "2020-22" is a summer, and reads like three years. */
static struct slice written(struct resolver *resolver, const struct kb_date *date)
{
    struct slice text = date_text(&KB_WORDS_EN, date, false, &resolver->work);
    return text.len > 0 ? text : date->edtf;
}

static struct slice written_edtf(struct resolver *resolver, struct slice edtf)
{
    struct kb_date date;
    return dates_given(edtf, &date) ? written(resolver, &date) : edtf;
}

static struct slice title_of(struct resolver *resolver, const struct kb_event *event)
{
    return plain_copy_capital(&resolver->work, event->title, 0);
}

/* What was taken, and what another source has in its place. */
static struct slice conflict_text(struct resolver *resolver, const struct kb_event *event,
                                  const struct kb_conflict *conflict)
{
    bool is_date = slice_is(conflict->field, "date");
    struct slice kept = is_date ? written(resolver, &event->date) : event->status;
    struct slice other = is_date ? written_edtf(resolver, conflict->value) : conflict->value;
    return arena_format(&resolver->work, "%.*s: %.*s or %.*s (%.*s)", SLICE_ARG(title_of(resolver, event)),
                        SLICE_ARG(kept), SLICE_ARG(other), SLICE_ARG(conflict->reason));
}

static size_t count_checks(const struct resolver *resolver)
{
    const struct kb *kb = resolver->kb;
    size_t count = 2 * kb->document_count;
    for (size_t s = 0; s < resolver->source_count; s++) {
        count += resolver->sources[s].set->doubt_count;
    }
    for (size_t i = 0; i < kb->event_count; i++) {
        count += kb->events[i].conflict_count + 1;
    }
    return count;
}

/* Somebody has looked at it, or has said when it was. */
static bool is_settled(const struct kb_event *event)
{
    for (size_t i = 0; i < event->corrected_count; i++) {
        if (slice_is(event->corrected[i].action, "confirm") || slice_is(event->corrected[i].action, "redate")) {
            return true;
        }
    }
    return false;
}

/* Documents whose own date somebody has looked at, in every event that has its date from it. */
static bool *settled_documents(const struct resolver *resolver, struct arena *work)
{
    const struct kb *kb = resolver->kb;
    bool *is_open = arena_alloc_array(work, kb->document_count, sizeof *is_open);
    bool *is_done = arena_alloc_array(work, kb->document_count, sizeof *is_done);
    for (size_t e = 0; e < kb->event_count; e++) {
        const struct kb_event *event = &kb->events[e];
        for (size_t m = 0; m < event->mention_count; m++) {
            const struct kb_event_mention *mention = &event->mentions[m];
            if (mention->has_date && !slice_is(mention->date.basis, "stated")) {
                bool *list = is_settled(event) ? is_done : is_open;
                list[mention->where.document] = true;
            }
        }
    }
    for (size_t i = 0; i < kb->document_count; i++) {
        is_done[i] = is_done[i] && !is_open[i];
    }
    return is_done;
}

static void check_documents(struct resolver *resolver)
{
    const struct kb *kb = resolver->kb;
    const bool *is_settled_document = settled_documents(resolver, &resolver->work);
    for (uint32_t i = 0; i < kb->document_count; i++) {
        const struct kb_document *document = &kb->documents[i];
        if (document->has_date && !is_settled_document[i] && slice_is(document->date.basis, "inferred")) {
            struct slice text =
                arena_format(&resolver->work, "%.*s: %.*s", SLICE_ARG(written(resolver, &document->date)),
                             SLICE_ARG(document->date.reason));
            add_check(resolver, "inferred-year", i, document->date.at, text);
        }
    }
}

static void check_events(struct resolver *resolver)
{
    const struct kb *kb = resolver->kb;
    for (size_t i = 0; i < kb->event_count; i++) {
        const struct kb_event *event = &kb->events[i];
        for (size_t c = 0; c < event->conflict_count && !is_settled(event); c++) {
            const struct kb_conflict *conflict = &event->conflicts[c];
            const struct kb_evidence *where = &event->mentions[conflict->mentions[0]].where;
            add_check(resolver, "conflict", where->document, where->at, conflict_text(resolver, event, conflict));
        }
    }
    for (size_t i = 0; i < kb->event_count; i++) {
        const struct kb_event *event = &kb->events[i];
        if (event->unconfirmed && !is_settled(event)) {
            const struct kb_evidence *where = &event->mentions[0].where;
            struct slice text =
                arena_format(&resolver->work, "%.*s: planned for %.*s, no later word as of %.*s",
                             SLICE_ARG(title_of(resolver, event)), SLICE_ARG(written(resolver, &event->date)),
                             SLICE_ARG(written_edtf(resolver, kb->as_of)));
            add_check(resolver, "unconfirmed", where->document, where->at, text);
        }
    }
}

static void check_empty(struct resolver *resolver)
{
    const struct kb *kb = resolver->kb;
    for (uint32_t i = 0; i < kb->document_count; i++) {
        if (kb->documents[i].mention_count == 0) {
            add_check(resolver, "empty-document", i, (struct span){0}, slice_of("no event was found in this document"));
        }
    }
}

static void check_doubts(struct resolver *resolver)
{
    for (uint32_t s = 0; s < resolver->source_count; s++) {
        const struct mention_set *set = resolver->sources[s].set;
        for (size_t i = 0; i < set->doubt_count; i++) {
            const struct doubt *doubt = &set->doubts[i];
            struct slice text = doubt->at.quote;
            if (doubt->reason.len > 0) {
                text =
                    arena_format(&resolver->work, "%.*s: %.*s", SLICE_ARG(doubt->reason), SLICE_ARG(doubt->at.quote));
            }
            struct kb_check *check = add_check(resolver, "", s, doubt->at.source, text);
            check->kind = resolver_keep(resolver, doubt->kind);
        }
    }
}

void checks_make(struct resolver *resolver)
{
    struct kb *kb = resolver->kb;
    kb->checks = arena_alloc_array(&kb->arena, count_checks(resolver), sizeof *kb->checks);
    check_documents(resolver);
    check_events(resolver);
    check_empty(resolver);
    check_doubts(resolver);
}
