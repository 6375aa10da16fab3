#include "cli/facts.h"

#include <stdlib.h>

#include "cli/asked.h"
#include "kb/dates.h"

const char *fact_kind_name(enum fact_kind kind)
{
    static const char *const names[] = {
        [FACT_EVENT] = "event", [FACT_RELATION] = "relation", [FACT_DATE] = "date", [FACT_NAME] = "name"};
    return names[kind];
}

/* The document at hand. */
struct collecting {
    struct anchor anchor; /* the document's date */
    struct fact_list *list;
    struct mention_set set;
    struct seen seen;
    struct resolved_time *times;
};

static struct slice keep(const struct collecting *collecting, struct slice text)
{
    return text.len > 0 ? arena_copy(&collecting->list->arena, text) : (struct slice){0};
}

static struct slice sentence_at(const struct collecting *collecting, struct span at)
{
    const struct seen *seen = &collecting->seen;
    size_t low = 0, high = seen->sentence_count; /* sentences are in order */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (seen->sentences[middle].at.end <= at.begin) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < seen->sentence_count ? keep(collecting, seen->sentences[low].text) : (struct slice){0};
}

static struct fact *add_fact(struct collecting *collecting, enum fact_kind kind, struct slice class, struct slice rule,
                             const struct evidence *at)
{
    struct fact_list *list = collecting->list;
    list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    struct fact *fact = &list->items[list->count++];
    *fact = (struct fact){.kind = kind,
                          .class = keep(collecting, class),
                          .rule = keep(collecting, rule),
                          .quote = keep(collecting, at->quote),
                          .at = at->text,
                          .sentence = sentence_at(collecting, at->text)};
    return fact;
}

static void add_field(const struct collecting *collecting, struct fact *fact, struct slice key, struct slice value)
{
    if (value.len == 0) {
        return;
    }
    struct arena *arena = &collecting->list->arena;
    for (size_t i = 0; i < fact->field_count; i++) {
        if (slice_equal(fact->fields[i].key, key)) {
            fact->fields[i].value =
                arena_format(arena, "%.*s, %.*s", SLICE_ARG(fact->fields[i].value), SLICE_ARG(value));
            return;
        }
    }
    if (fact->field_count == fact->field_capacity) {
        fact->field_capacity = fact->field_capacity * 2 + 8;
        struct fact_field *fields = arena_alloc_array(arena, fact->field_capacity, sizeof *fields);
        if (fact->field_count > 0) {
            memcpy(fields, fact->fields, fact->field_count * sizeof *fields);
        }
        fact->fields = fields;
    }
    fact->fields[fact->field_count++] = (struct fact_field){keep(collecting, key), keep(collecting, value)};
}

static void add(const struct collecting *collecting, struct fact *fact, const char *key, struct slice value)
{
    add_field(collecting, fact, slice_of(key), value);
}

static struct slice name_of(const struct collecting *collecting, uint32_t index)
{
    const struct name_mention *name = &collecting->set.names[index];
    return name->canonical.len > 0 ? name->canonical : name->name;
}

static struct slice day_of(const struct collecting *collecting, uint32_t time)
{
    const struct resolved_time *resolved = &collecting->times[time];
    return resolved->date.edtf.len > 0 ? resolved->date.edtf : resolved->timex_value;
}

static void collect_event(struct collecting *collecting, const struct event_mention *event)
{
    struct resolved_time days;
    struct fact *fact = add_fact(collecting, FACT_EVENT, event->class, event->rule, &event->at);
    add(collecting, fact, "title", event->title);
    add(collecting, fact, "type", event->type);
    add(collecting, fact, "status", slice_of(asked_status_name(event->status)));
    if (event->has_date) {
        add(collecting, fact, "date", day_of(collecting, event->date));
        add(collecting, fact, "scope", slice_of(asked_scope_name(event->scope)));
    } else if (dates_of_event(&collecting->set, event, &collecting->anchor, collecting->times, &days)) {
        add(collecting, fact, "date", days.date.edtf);
        add(collecting, fact, "scope", slice_of(asked_scope_name(event->scope)));
    }
    for (size_t i = 0; i < event->filler_count; i++) {
        add_field(collecting, fact, event->fillers[i].role, name_of(collecting, event->fillers[i].name));
    }
    for (size_t i = 0; i < event->attribute_count; i++) {
        add_field(collecting, fact, event->attributes[i].key, event->attributes[i].value);
    }
}

static void collect_relation(struct collecting *collecting, const struct relation_mention *relation)
{
    struct fact *fact = add_fact(collecting, FACT_RELATION, relation->type, relation->rule, &relation->at);
    add(collecting, fact, "source", name_of(collecting, relation->source));
    add(collecting, fact, "target", name_of(collecting, relation->target));
    add(collecting, fact, "status", slice_of(asked_status_name(relation->status)));
}

static void collect_date(struct collecting *collecting, uint32_t index)
{
    const struct time_mention *time = &collecting->set.times[index];
    const struct resolved_time *resolved = &collecting->times[index];
    struct fact *fact = add_fact(collecting, FACT_DATE, resolved->timex_type, time->rule, &time->at);
    add(collecting, fact, "date", resolved->date.edtf);
    add(collecting, fact, "value", resolved->timex_value);
    add(collecting, fact, "mod", resolved->timex_mod);
}

static void collect_name(struct collecting *collecting, const struct name_mention *name)
{
    struct fact *fact = add_fact(collecting, FACT_NAME, name->type, name->rule, &name->at);
    add(collecting, fact, "name", name->canonical.len > 0 ? name->canonical : name->name);
    add(collecting, fact, "stands for", name->alias_of);
    add(collecting, fact, "within", name->within);
    add(collecting, fact, "means", name->means);
}

static int compare_facts(const void *a, const void *b)
{
    const struct fact *p = a, *q = b;
    if (p->at.begin != q->at.begin) {
        return p->at.begin < q->at.begin ? -1 : 1;
    }
    if (p->kind != q->kind) {
        return p->kind < q->kind ? -1 : 1;
    }
    if (p->at.end != q->at.end) {
        return p->at.end > q->at.end ? -1 : 1;
    }
    int order = slice_compare(p->class, q->class);
    for (size_t i = 0; order == 0 && i < p->field_count && i < q->field_count; i++) {
        order = slice_compare(p->fields[i].value, q->fields[i].value);
    }
    return order;
}

static void collect(struct collecting *collecting, unsigned kinds)
{
    const struct mention_set *set = &collecting->set;
    for (size_t i = 0; (kinds >> FACT_EVENT & 1) && i < set->event_count; i++) {
        collect_event(collecting, &set->events[i]);
    }
    for (size_t i = 0; (kinds >> FACT_RELATION & 1) && i < set->relation_count; i++) {
        collect_relation(collecting, &set->relations[i]);
    }
    for (uint32_t i = 0; (kinds >> FACT_DATE & 1) && i < set->time_count; i++) {
        collect_date(collecting, i);
    }
    for (size_t i = 0; (kinds >> FACT_NAME & 1) && i < set->name_count; i++) {
        collect_name(collecting, &set->names[i]);
    }
}

void facts_collect(const struct program *program, struct scratch *scratch, const struct document *document,
                   unsigned kinds, struct fact_list *list)
{
    struct collecting collecting = {.list = list};
    struct arena arena;
    arena_init(&arena);
    extract_seen(program, scratch, document, EXAMPLE_AS_CUT, &collecting.set, &collecting.seen, &arena);
    collecting.times = arena_alloc_array(&arena, collecting.set.time_count + 1, sizeof *collecting.times);
    dates_document_anchor(&collecting.set, document->given_date, &collecting.anchor, &arena);
    dates_resolve(&collecting.set, &collecting.anchor, collecting.times, &arena);
    collect(&collecting, kinds);
    if (list->count > 1) {
        qsort(list->items, list->count, sizeof *list->items, compare_facts);
    }
    seen_release(&collecting.seen);
    mention_set_release(&collecting.set);
    arena_release(&arena);
}

void facts_release(struct fact_list *list)
{
    free(list->items);
    arena_release(&list->arena);
    *list = (struct fact_list){0};
}
