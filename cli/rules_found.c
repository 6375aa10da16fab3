#include "cli/rules_found.h"

#include <inttypes.h>

#include "cli/asked.h"
#include "kb/dates.h"

/* The example at hand. */
struct reading {
    const struct example *example;
    struct arena *arena;
    struct found_list *list;
    struct found *found; /* the find being filled */
    struct document document;
    struct mention_set set;
    struct seen seen;
    struct anchor anchor;
    struct resolved_time *times;
};

/* --- filling a find --- */

static void begin_found(struct reading *reading, size_t begin)
{
    struct found_list *list = reading->list;
    if (list->count == list->capacity) { /* the arena's, so that nobody has to free it */
        list->capacity = list->capacity ? list->capacity * 2 : 8;
        struct found *items = arena_alloc_array(reading->arena, list->capacity, sizeof *items);
        if (list->count > 0) {
            memcpy(items, list->items, list->count * sizeof *items);
        }
        list->items = items;
    }
    reading->found = &list->items[list->count++];
    *reading->found = (struct found){.begin = begin};
    reading->found->fields = arena_alloc_array(reading->arena, FOUND_MAX_FIELDS, sizeof *reading->found->fields);
}

const struct found_field *find_field(const struct found *found, struct slice key)
{
    for (size_t i = 0; i < found->field_count; i++) {
        if (slice_equal(found->fields[i].key, key)) {
            return &found->fields[i];
        }
    }
    return NULL;
}

static struct found_field *field_of(struct reading *reading, struct slice key)
{
    struct found *found = reading->found;
    for (size_t i = 0; i < found->field_count; i++) {
        if (slice_equal(found->fields[i].key, key)) {
            return &found->fields[i];
        }
    }
    if (found->field_count == FOUND_MAX_FIELDS) {
        return NULL;
    }
    found->fields[found->field_count] = (struct found_field){.key = key};
    return &found->fields[found->field_count++];
}

static void add_way(struct found_value *value, struct slice way)
{
    if (value != NULL && way.len > 0 && value->way_count < FOUND_MAX_WAYS) {
        value->ways[value->way_count++] = way;
    }
}

/* One more value of the field; NULL where the text is empty. */
static struct found_value *add_value(struct reading *reading, struct slice key, struct slice text)
{
    struct found_field *field = text.len > 0 ? field_of(reading, key) : NULL;
    if (field == NULL) {
        return NULL;
    }
    if (field->value_count == field->value_capacity) {
        field->value_capacity = field->value_capacity ? field->value_capacity * 2 : 2;
        struct found_value *values = arena_alloc_array(reading->arena, field->value_capacity, sizeof *values);
        if (field->value_count > 0) {
            memcpy(values, field->values, field->value_count * sizeof *values);
        }
        field->values = values;
    }
    struct found_value *value = &field->values[field->value_count++];
    *value = (struct found_value){0};
    add_way(value, text);
    return value;
}

static struct found_value *add(struct reading *reading, const char *key, struct slice text)
{
    return add_value(reading, slice_of(key), text);
}

static void add_number(struct reading *reading, const char *key, int64_t number)
{
    add(reading, key, arena_format(reading->arena, "%" PRId64, number));
}

static void add_set_number(struct reading *reading, const char *key, int32_t number)
{
    if (number != TIME_UNSET) {
        add_number(reading, key, number);
    }
}

static void add_time(struct reading *reading, uint32_t index)
{
    const struct resolved_time *time = &reading->times[index];
    add(reading, "date", time->date.edtf);
    add(reading, "value", time->timex_value);
    add(reading, "mod", time->timex_mod);
}

static void add_attributes(struct reading *reading, const struct attribute *attributes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (field_of(reading, attributes[i].key) == NULL || field_of(reading, attributes[i].key)->value_count == 0) {
            add_value(reading, attributes[i].key, attributes[i].value);
        }
    }
}

static void add_other(struct reading *reading, struct slice rule, struct slice quote)
{
    struct found_list *list = reading->list;
    if (list->other_count == list->other_capacity) {
        list->other_capacity = list->other_capacity ? list->other_capacity * 2 : 8;
        struct slice *others = arena_alloc_array(reading->arena, list->other_capacity, sizeof *others);
        if (list->other_count > 0) {
            memcpy(others, list->others, list->other_count * sizeof *others);
        }
        list->others = others;
    }
    list->others[list->other_count++] = arena_format(reading->arena, "%.*s: %.*s", SLICE_ARG(rule), SLICE_ARG(quote));
}

/* --- spans --- */

static void read_span(struct reading *reading, const struct seen_span *span)
{
    begin_found(reading, span->at.begin);
    add(reading, "quote", span->quote);
    struct found_value *type = add(reading, "type", span->kind.len > 0 ? span->kind : span->type);
    add_way(type, span->type);
    if (span->time != UINT32_MAX) {
        add_way(type, reading->times[span->time].timex_type);
        add_time(reading, span->time);
    }
    if (span->has_number) {
        add_number(reading, "value", span->number);
    }
    add(reading, "name", span->canonical.len > 0 ? span->canonical : span->quote);
    add(reading, "within", span->within);
    add(reading, "means", span->means);
    add_set_number(reading, "ordinal", span->ordinal);
    add_set_number(reading, "year", span->year);
    add(reading, "place", span->place);
    add(reading, "noun", span->noun);
    add_attributes(reading, span->attributes, span->attribute_count);
}

static void read_spans(struct reading *reading)
{
    for (size_t i = 0; i < reading->seen.span_count; i++) {
        const struct seen_span *span = &reading->seen.spans[i];
        if (slice_equal(span->rule, reading->example->rule)) {
            read_span(reading, span);
        } else {
            add_other(reading, span->rule.len > 0 ? span->rule : span->type, span->quote);
        }
    }
}

/* --- events and relations --- */

static const char *status_name(const struct reading *reading, enum event_status status,
                               const struct resolved_time *date)
{
    static const char *const names[] = {[EVENT_UNKNOWN] = "unknown",
                                        [EVENT_OCCURRED] = "occurred",
                                        [EVENT_PLANNED] = "planned",
                                        [EVENT_POSTPONED] = "postponed",
                                        [EVENT_CANCELLED] = "cancelled"};
    if (status == EVENT_UNKNOWN && date != NULL && date->known &&
        reading->anchor.known) { /* as docs/rules.md section 7 */
        return date->earliest > reading->anchor.latest  ? "planned"
               : date->latest <= reading->anchor.latest ? "occurred"
                                                        : "unknown";
    }
    return names[status];
}

static void add_name(struct reading *reading, struct slice key, uint32_t index)
{
    const struct name_mention *name = &reading->set.names[index];
    struct found_value *value = add_value(reading, key, name->at.quote);
    add_way(value, name->canonical);
    add_way(value, name->name);
    add_way(value, name->means);
}

static void read_event(struct reading *reading, const struct event_mention *event)
{
    struct resolved_time days;
    bool is_dated = dates_of_event(&reading->set, event, &reading->anchor, reading->times, &days);
    begin_found(reading, event->at.text.begin);
    add(reading, "quote", event->at.quote);
    add(reading, "title", event->title);
    add(reading, "class", event->class);
    add(reading, "type", event->type);
    add(reading, "series", event->series);
    add(reading, "status", slice_of(status_name(reading, event->status, is_dated ? &days : NULL)));
    if (is_dated) {
        if (event->has_date) {
            add_time(reading, event->date);
        } else {
            add(reading, "date", days.date.edtf);
        }
        add(reading, "scope", slice_of(asked_scope_name(event->scope)));
    }
    add_set_number(reading, "ordinal", event->ordinal);
    add_set_number(reading, "year", event->title_year);
    add(reading, "back", slice_of(event->back_reference ? "yes" : "no"));
    for (size_t i = 0; i < event->filler_count; i++) {
        add_name(reading, event->fillers[i].role, event->fillers[i].name);
    }
    add_attributes(reading, event->attributes, event->attribute_count);
}

static void read_events(struct reading *reading)
{
    for (size_t i = 0; i < reading->set.event_count; i++) {
        const struct event_mention *event = &reading->set.events[i];
        if (slice_equal(event->rule, reading->example->rule)) {
            read_event(reading, event);
        } else {
            add_other(reading, event->rule, event->at.quote);
        }
    }
}

static void read_relations(struct reading *reading)
{
    for (size_t i = 0; i < reading->set.relation_count; i++) {
        const struct relation_mention *relation = &reading->set.relations[i];
        if (relation->event != UINT32_MAX || !slice_equal(relation->rule, reading->example->rule)) {
            add_other(reading, relation->rule, relation->at.quote);
            continue;
        }
        begin_found(reading, relation->at.text.begin);
        add(reading, "quote", relation->at.quote);
        add(reading, "relation", relation->type);
        add(reading, "type", relation->type);
        add(reading, "status", slice_of(status_name(reading, relation->status, NULL)));
        add_name(reading, slice_of("source"), relation->source);
        add_name(reading, slice_of("target"), relation->target);
    }
}

/* --- definitions and facts --- */

static void read_definitions(struct reading *reading)
{
    for (size_t i = 0; i < reading->set.name_count; i++) {
        const struct name_mention *name = &reading->set.names[i];
        if (name->alias_of.len == 0 || !slice_equal(name->rule, reading->example->rule)) {
            add_other(reading, name->rule, name->at.quote);
            continue;
        }
        begin_found(reading, name->at.text.begin);
        add(reading, "quote", name->at.quote);
        add(reading, "short", name->at.quote);
        add(reading, "name", name->alias_of);
        add(reading, "type", name->type);
    }
}

/* All that the rule says of the document is one find. */
static void read_facts(struct reading *reading)
{
    reading->found = NULL;
    for (size_t i = 0; i < reading->seen.fact_count; i++) {
        const struct seen_fact *fact = &reading->seen.facts[i];
        if (!slice_equal(fact->rule, reading->example->rule)) {
            add_other(reading, fact->rule, fact->value);
            continue;
        }
        if (reading->found == NULL) {
            begin_found(reading, 0);
        }
        if (find_field(reading->found, fact->key) != NULL) {
            continue; /* the first one wins */
        }
        bool dated = fact->time != UINT32_MAX && slice_is(fact->key, "date");
        struct found_value *value =
            add_value(reading, fact->key, dated ? reading->times[fact->time].date.edtf : fact->value);
        add_way(value, fact->value);
    }
}

/* --- an example --- */

static void read_document(struct reading *reading)
{
    struct arena *arena = reading->arena;
    struct document *document = &reading->document;
    struct slice text = slice_trim(reading->example->text);
    *document = (struct document){.id = slice_of("doc:example"),
                                  .path = slice_of("example"),
                                  .media_type = slice_of("text/plain"),
                                  .source = text,
                                  .text = text,
                                  .piece_count = 1,
                                  .given_date = reading->example->dated};
    document->pieces = arena_alloc(arena, sizeof *document->pieces);
    document->pieces[0] = (struct piece){0, 0, text.len};
}

static void resolve_times(struct reading *reading)
{
    const struct example *example = reading->example;
    reading->times = arena_alloc_array(reading->arena, reading->set.time_count + 1, sizeof *reading->times);
    if (example->dated.len > 0 || example->block == EXAMPLE_AS_CUT) {
        dates_document_anchor(&reading->set, example->dated, &reading->anchor, reading->arena);
    }
    dates_resolve(&reading->set, &reading->anchor, reading->times, reading->arena);
}

static void sort_found(struct found_list *list)
{
    for (size_t i = 1; i < list->count; i++) {
        for (size_t j = i; j > 0 && list->items[j - 1].begin > list->items[j].begin; j--) {
            struct found other = list->items[j];
            list->items[j] = list->items[j - 1];
            list->items[j - 1] = other;
        }
    }
}

void finds_collect(const struct program *program, struct scratch *scratch, const struct example *example,
                   struct found_list *list, struct arena *arena)
{
    static void (*const readers[])(struct reading *) = {[EXAMPLE_SPAN] = read_spans,
                                                        [EXAMPLE_EVENT] = read_events,
                                                        [EXAMPLE_RELATION] = read_relations,
                                                        [EXAMPLE_DEFINITION] = read_definitions,
                                                        [EXAMPLE_DOCUMENT] = read_facts};
    struct reading reading = {.example = example, .arena = arena, .list = list};
    *list = (struct found_list){0};
    read_document(&reading);
    extract_seen(program, scratch, &reading.document, example->block, &reading.set, &reading.seen, arena);
    resolve_times(&reading);
    readers[example->kind](&reading);
    sort_found(list);
    seen_release(&reading.seen);
    list->set = reading.set;
}

void finds_release(struct found_list *list)
{
    mention_set_release(&list->set);
}
