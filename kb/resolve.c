/* The order of the build: documents, dates, entities, events, relations, checks. */
#include "kb/resolve.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "kb/corrections_p.h"
#include "kb/resolve_p.h"

struct slice resolver_keep(struct resolver *resolver, struct slice text)
{
    if (text.len == 0) {
        return (struct slice){0};
    }
    const uint32_t *found = map_get(&resolver->strings, text);
    if (found) {
        return resolver->strings.entries[*found].key;
    }
    struct slice copy = arena_copy(&resolver->kb->arena, text);
    map_put(&resolver->strings, copy, (uint32_t)resolver->strings.count, NULL);
    return copy;
}

size_t resolver_keep_ranges(struct resolver *resolver, const struct evidence *at, struct span **out)
{
    if (at->range_count <= 1) {
        return 0;
    }
    *out = arena_alloc_array(&resolver->kb->arena, at->range_count, sizeof **out);
    memcpy(*out, at->ranges, at->range_count * sizeof **out);
    return at->range_count;
}

void resolver_keep_evidence(struct resolver *resolver, uint32_t document, const struct evidence *at, struct slice rule,
                            struct kb_evidence *out)
{
    *out = (struct kb_evidence){.document = document, .at = at->source, .chars = at->chars};
    out->quote = resolver_keep(resolver, at->quote);
    out->rule = resolver_keep(resolver, rule);
    out->range_count = resolver_keep_ranges(resolver, at, &out->ranges);
}

static void keep_date(struct resolver *resolver, const struct kb_date *date, struct kb_date *out)
{
    *out = *date;
    struct slice *texts[] = {&out->edtf,   &out->precision, &out->qualifier, &out->basis,
                             &out->anchor, &out->reason,    &out->quote,     &out->document};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = resolver_keep(resolver, *texts[i]);
    }
}

void resolver_keep_date(struct resolver *resolver, const struct source *source, uint32_t time, struct kb_date *out)
{
    const struct resolved_time *resolved = &source->times[time];
    const struct time_mention *mention = &source->set->times[time];
    keep_date(resolver, &resolved->date, out);
    out->earliest = resolved->known ? resolved->earliest : CALENDAR_NO_DAY;
    out->latest = resolved->known ? resolved->latest : CALENDAR_NO_DAY;
    out->quote = resolver_keep(resolver, mention->at.quote);
    out->at = mention->at.source;
    out->range_count = resolver_keep_ranges(resolver, &mention->at, &out->ranges);
    out->document = (struct slice){0};
}

bool resolver_keep_event_date(struct resolver *resolver, const struct source *source,
                              const struct event_mention *mention, struct kb_date *out)
{
    struct resolved_time days;
    if (!dates_of_event(source->set, mention, &source->anchor, source->times, &days) ||
        (!days.known && days.date.edtf.len == 0)) {
        return false;
    }
    if (mention->has_date) {
        resolver_keep_date(resolver, source, mention->date, out);
    } else {
        keep_date(resolver, &days.date, out);
        out->earliest = days.earliest;
        out->latest = days.latest;
    }
    return true;
}

int32_t source_day(const struct source *source)
{
    return source->anchor.known ? source->anchor.latest : CALENDAR_NO_DAY;
}

static int order_sets(const void *a, const void *b)
{
    const struct mention_set *left = *(struct mention_set *const *)a;
    const struct mention_set *right = *(struct mention_set *const *)b;
    int order = slice_compare(left->document.id, right->document.id);
    if (order == 0) {
        order = slice_compare(left->document.sha256, right->document.sha256);
    }
    return order ? order : slice_compare(left->document.path, right->document.path);
}

static int order_slices(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static bool same_content(const struct mention_set *a, const struct mention_set *b)
{
    return slice_equal(a->document.id, b->document.id) && slice_equal(a->document.sha256, b->document.sha256);
}

/* All paths of sets[0, count), which are one document. */
static void collect_paths(struct resolver *resolver, struct mention_set *const *sets, size_t count,
                          struct source *source)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        total += 1 + sets[i]->document.copy_count;
    }
    source->paths = arena_alloc_array(&resolver->work, total, sizeof *source->paths);
    for (size_t i = 0; i < count; i++) {
        const struct document *document = &sets[i]->document;
        source->paths[source->path_count++] = document->path;
        for (size_t c = 0; c < document->copy_count; c++) {
            source->paths[source->path_count++] = document->copies[c];
        }
    }
    qsort(source->paths, source->path_count, sizeof *source->paths, order_slices);
    size_t distinct = 0;
    for (size_t i = 0; i < source->path_count; i++) {
        if (distinct == 0 || !slice_equal(source->paths[i], source->paths[distinct - 1])) {
            source->paths[distinct++] = source->paths[i];
        }
    }
    source->path_count = distinct;
}

static void fill_none(uint32_t *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        items[i] = RESOLVE_NONE;
    }
}

static void open_source(struct resolver *resolver, const struct mention_set *set, struct source *source)
{
    source->set = set;
    source->speaker = RESOLVE_NONE;
    source->author = set->facts.author.len ? set->facts.author : set->document.given_author;
    source->times = arena_alloc_array(&resolver->work, set->time_count, sizeof *source->times);
    source->entity = arena_alloc_array(&resolver->work, set->name_count, sizeof *source->entity);
    source->event = arena_alloc_array(&resolver->work, set->event_count, sizeof *source->event);
    fill_none(source->entity, set->name_count);
    fill_none(source->event, set->event_count);
    dates_document_anchor(set, resolver->options->given_date, &source->anchor, &resolver->work);
    dates_resolve(set, &source->anchor, source->times, &resolver->work);
}

static void open_sources(struct resolver *resolver, struct mention_set *const *sets, size_t count)
{
    struct mention_set **sorted = arena_alloc_array(&resolver->work, count, sizeof *sorted);
    if (count > 0) {
        memcpy(sorted, sets, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, order_sets);
    }
    resolver->sources = arena_alloc_array(&resolver->work, count, sizeof *resolver->sources);
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && same_content(sorted[i], sorted[end])) {
            end++;
        }
        struct source *source = &resolver->sources[resolver->source_count++];
        collect_paths(resolver, sorted + i, end - i, source);
        open_source(resolver, sorted[i], source);
        i = end;
    }
}

static const char *precision_of_anchor(const struct anchor *anchor)
{
    if (anchor->earliest == anchor->latest) {
        return "day";
    }
    struct calendar_date first = calendar_from_days(anchor->earliest);
    struct calendar_date last = calendar_from_days(anchor->latest);
    bool whole_months = first.day == 1 && last.day == calendar_month_days(last.year, last.month);
    if (whole_months && first.year == last.year && first.month == last.month) {
        return "month";
    }
    return whole_months && first.year == last.year && first.month == 1 && last.month == 12 ? "year" : "interval";
}

static void document_date(struct resolver *resolver, const struct source *source, struct kb_document *out)
{
    const struct anchor *anchor = &source->anchor;
    out->has_date = anchor->known || anchor->edtf.len > 0;
    if (!out->has_date) {
        return;
    }
    struct kb_date *date = &out->date;
    if (source->set->facts.date < source->set->time_count) {
        resolver_keep_date(resolver, source, source->set->facts.date, date);
    }
    date->edtf = resolver_keep(resolver, anchor->edtf);
    date->earliest = anchor->known ? anchor->earliest : CALENDAR_NO_DAY;
    date->latest = anchor->known ? anchor->latest : CALENDAR_NO_DAY;
    date->basis = resolver_keep(resolver, anchor->basis);
    date->reason = resolver_keep(resolver, anchor->reason);
    if (anchor->known) {
        date->precision = resolver_keep(resolver, slice_of(precision_of_anchor(anchor)));
    }
}

static void keep_passages(struct resolver *resolver, const struct mention_set *set, struct kb_document *out)
{
    out->passage_count = set->passage_count;
    out->passages = arena_alloc_array(&resolver->kb->arena, out->passage_count, sizeof *out->passages);
    for (size_t i = 0; i < out->passage_count; i++) {
        const struct passage *passage = &set->passages[i];
        out->passages[i] = (struct kb_passage){passage->source, passage->line, resolver_keep(resolver, passage->quote)};
    }
}

static void make_documents(struct resolver *resolver)
{
    struct kb *kb = resolver->kb;
    kb->document_count = resolver->source_count;
    kb->documents = arena_alloc_array(&kb->arena, kb->document_count, sizeof *kb->documents);
    int32_t newest = CALENDAR_NO_DAY;
    for (size_t i = 0; i < kb->document_count; i++) {
        const struct source *source = &resolver->sources[i];
        const struct document *document = &source->set->document;
        const struct document_facts *facts = &source->set->facts;
        struct kb_document *out = &kb->documents[i];
        *out = (struct kb_document){.date = {.earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY}};
        out->id = resolver_keep(resolver, document->id);
        out->path = resolver_keep(resolver, source->paths[0]);
        out->sha256 = resolver_keep(resolver, document->sha256);
        out->media_type = resolver_keep(resolver, document->media_type);
        out->language = resolver_keep(resolver, facts->language.len ? facts->language : document->given_language);
        out->title = resolver_keep(resolver, facts->title.len ? facts->title : document->given_title);
        out->author = resolver_keep(resolver, source->author);
        out->copy_count = source->path_count - 1;
        out->copies = arena_alloc_array(&kb->arena, out->copy_count, sizeof *out->copies);
        for (size_t c = 0; c < out->copy_count; c++) {
            out->copies[c] = resolver_keep(resolver, source->paths[c + 1]);
        }
        keep_passages(resolver, source->set, out);
        document_date(resolver, source, out);
        if (source->anchor.known && source->anchor.latest > newest) {
            newest = source->anchor.latest;
        }
    }
    kb->as_of = resolver_keep(resolver, resolver->options->as_of);
    if (kb->as_of.len == 0 && newest != CALENDAR_NO_DAY) {
        struct calendar_date day = calendar_from_days(newest);
        kb->as_of = arena_format(&kb->arena, "%04d-%02d-%02d", day.year, day.month, day.day);
    }
}

uint64_t kb_resolve_counted(struct kb *kb, struct mention_set *const *sets, size_t count,
                            const struct resolve_options *options)
{
    struct resolver resolver = {.kb = kb, .options = options};
    *kb = (struct kb){0};
    arena_init(&kb->arena);
    arena_init(&resolver.work);
    kb->rules_hash = resolver_keep(&resolver, options->rules_hash);
    words_prepare(&resolver);
    open_sources(&resolver, sets, count);
    years_from_others(&resolver);
    make_documents(&resolver);
    entities_resolve(&resolver);
    events_resolve(&resolver);
    relations_resolve(&resolver);
    if (resolver.plan) {
        relations_correct(resolver.plan);
    }
    entities_finish(&resolver);
    if (resolver.plan) {
        plan_tell(resolver.plan);
    }
    checks_make(&resolver);
    plan_release(resolver.plan);
    map_release(&resolver.strings);
    map_release(&resolver.generic);
    map_release(&resolver.expansions);
    free(resolver.expanded);
    arena_release(&resolver.work);
    return resolver.comparisons;
}

void kb_resolve(struct kb *kb, struct mention_set *const *sets, size_t count, const struct resolve_options *options)
{
    kb_resolve_counted(kb, sets, count, options);
}
