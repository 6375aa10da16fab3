/* What has changed since the last build, as a part of the data of the page. */
#include "base/json.h"
#include "render/report_p.h"

/* One list of the diff under way: how its records are called in either base. */
struct list_writer {
    struct json *json;
    const struct kb *old, *new;
    const char *key;
    struct slice (*name)(struct arena *arena, const struct kb *kb, uint32_t index, bool rejected);
    struct slice (*date)(const struct kb *kb, uint32_t index, bool rejected);
    struct arena arena;
};

static const struct kb_event *event_at(const struct kb *kb, uint32_t index, bool rejected)
{
    return rejected ? &kb->rejected_events[index] : &kb->events[index];
}

static struct slice event_name(struct arena *arena, const struct kb *kb, uint32_t index, bool rejected)
{
    (void)arena;
    return event_at(kb, index, rejected)->title;
}

static struct slice event_date(const struct kb *kb, uint32_t index, bool rejected)
{
    const struct kb_event *event = event_at(kb, index, rejected);
    return event->has_date ? event->date.edtf : (struct slice){0};
}

static const struct kb_relation *relation_at(const struct kb *kb, uint32_t index, bool rejected)
{
    return rejected ? &kb->rejected_relations[index] : &kb->relations[index];
}

static struct slice relation_name(struct arena *arena, const struct kb *kb, uint32_t index, bool rejected)
{
    const struct kb_relation *relation = relation_at(kb, index, rejected);
    struct slice ends[2] = {{0}};
    for (size_t i = 0; i < 2; i++) {
        uint32_t end = i == 0 ? relation->source : relation->target;
        ends[i] = end < kb->entity_count ? kb->entities[end].name : (struct slice){0}; /* rejected with it */
    }
    return arena_format(arena, "%.*s – %.*s", SLICE_ARG(ends[0]), SLICE_ARG(ends[1]));
}

static struct slice relation_date(const struct kb *kb, uint32_t index, bool rejected)
{
    const struct kb_relation *relation = relation_at(kb, index, rejected);
    return relation->has_date ? relation->date.edtf : (struct slice){0};
}

static struct slice entity_name(struct arena *arena, const struct kb *kb, uint32_t index, bool rejected)
{
    (void)arena;
    return rejected ? kb->rejected_entities[index].name : kb->entities[index].name;
}

static struct slice document_name(struct arena *arena, const struct kb *kb, uint32_t index, bool rejected)
{
    (void)arena;
    (void)rejected;
    const struct kb_document *document = &kb->documents[index];
    return document->title.len > 0 ? document->title : document->path;
}

static struct slice document_date(const struct kb *kb, uint32_t index, bool rejected)
{
    (void)rejected;
    return kb->documents[index].has_date ? kb->documents[index].date.edtf : (struct slice){0};
}

/* "was" and "was_date": of the old record, or of one that is in neither list of the new base. */
static void write_old(struct list_writer *writer, const struct kb *kb, uint32_t index, bool rejected)
{
    json_member(writer->json, "was", writer->name(&writer->arena, kb, index, rejected));
    struct slice date = writer->date ? writer->date(kb, index, rejected) : (struct slice){0};
    if (date.len > 0) {
        json_member(writer->json, "was_date", date);
    }
}

static void write_item(struct list_writer *writer, const struct kb_diff_item *item)
{
    struct json *json = writer->json;
    bool is_rejected = item->kind == KB_DIFF_REJECTED;
    json_object_begin(json);
    json_member(json, "kind", slice_of(kb_diff_kind_name(item->kind)));
    if (item->new != KB_DIFF_NONE && !is_rejected) {
        json_member_number(json, "record", item->new);
    }
    if (item->old != KB_DIFF_NONE) {
        write_old(writer, writer->old, item->old, false);
    } else if (is_rejected) {
        write_old(writer, writer->new, item->new, true);
    }
    if (item->field_count > 0) {
        json_key(json, "fields");
        json_array_begin(json);
        for (size_t i = 0; i < item->field_count; i++) {
            json_array_begin(json);
            json_string(json, slice_of(item->fields[i].field));
            json_string(json, item->fields[i].was);
            json_string(json, item->fields[i].is);
            json_array_end(json);
        }
        json_array_end(json);
    }
    json_object_end(json);
}

static void write_list(struct list_writer *writer, const struct kb_diff_list *list)
{
    json_key(writer->json, writer->key);
    json_array_begin(writer->json);
    for (size_t i = 0; i < list->count; i++) {
        write_item(writer, &list->items[i]);
    }
    json_array_end(writer->json);
    arena_release(&writer->arena);
}

void report_write_changes(struct json *json, const struct kb_diff *diff, const struct kb *old, const struct kb *new)
{
    struct list_writer writers[] = {
        {json, old, new, "events", event_name, event_date, {0}},
        {json, old, new, "relations", relation_name, relation_date, {0}},
        {json, old, new, "entities", entity_name, NULL, {0}},
        {json, old, new, "documents", document_name, document_date, {0}},
    };
    const struct kb_diff_list *lists[] = {&diff->events, &diff->relations, &diff->entities, &diff->documents};
    json_key(json, "changes");
    json_object_begin(json);
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        write_list(&writers[i], lists[i]);
    }
    json_object_end(json);
}
