#include "cli/diff_text.h"

#include "base/json.h"
#include "cli/kb_file.h"

/* One text under way. */
struct telling {
    struct buffer *out;
    const struct kb_diff *diff;
    const struct kb *old, *new;
    bool markdown;
};

bool diff_is_empty(const struct kb_diff *diff)
{
    return diff->events.count + diff->relations.count + diff->entities.count + diff->documents.count == 0;
}

void diff_write_counts(struct buffer *out, const struct kb_diff_list *list)
{
    buffer_format(out, "%zu new, %zu changed, %zu gone", list->counts[KB_DIFF_NEW], list->counts[KB_DIFF_CHANGED],
                  list->counts[KB_DIFF_GONE]);
    static const enum kb_diff_kind others[] = {KB_DIFF_MERGED, KB_DIFF_SPLIT, KB_DIFF_REJECTED};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (list->counts[others[i]] > 0) {
            buffer_format(out, ", %zu %s", list->counts[others[i]], kb_diff_kind_name(others[i]));
        }
    }
}

/* --- words --- */

/* In Markdown what would be a mark stands behind a backslash. */
static void add_text(struct telling *telling, struct slice text)
{
    struct buffer clean = {0};
    plain_text(&clean, text);
    for (size_t i = 0; i < clean.len; i++) {
        if (telling->markdown && strchr("\\`*_[]<>|#", clean.bytes[i])) {
            buffer_add_byte(telling->out, '\\');
        }
        buffer_add_byte(telling->out, clean.bytes[i]);
    }
    buffer_release(&clean);
}

static void add_or(struct telling *telling, struct slice text, const char *otherwise)
{
    if (text.len > 0) {
        add_text(telling, text);
    } else {
        buffer_add_text(telling->out, otherwise);
    }
}

static void add_quoted(struct telling *telling, struct slice text)
{
    buffer_add_text(telling->out, "“");
    add_text(telling, text);
    buffer_add_text(telling->out, "”");
}

static void begin_item(struct telling *telling, const char *mark)
{
    buffer_format(telling->out, telling->markdown ? "- " : "  %s ", mark);
}

/* "title, 2018-06" */
static void add_event(struct telling *telling, const struct kb_event *event)
{
    struct buffer date = {0};
    date_words(&date, event->has_date, &event->date);
    if (telling->markdown) {
        buffer_add_text(telling->out, "**");
    }
    add_or(telling, event->title, "(no title)");
    if (telling->markdown) {
        buffer_add_text(telling->out, "**");
    }
    if (date.len > 0) {
        buffer_add_text(telling->out, ", ");
        add_text(telling, buffer_slice(&date));
    }
    buffer_release(&date);
}

/* Who says so: the first documents. */
static void add_documents(struct telling *telling, const struct kb *kb, const struct kb_event *event)
{
    enum { NAMED = 3 };
    size_t named = 0;
    size_t more = 0;
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < event->mention_count; i++) {
        uint32_t document = event->mentions[i].where.document;
        if (document == last) {
            continue;
        }
        last = document;
        if (named == NAMED) {
            more++;
            continue;
        }
        buffer_add_text(telling->out, named++ > 0 ? ", " : " – ");
        add_text(telling, kb->documents[document].path);
    }
    if (more > 0) {
        buffer_format(telling->out, " and %zu more", more);
    }
}

static bool is_list(const char *field)
{
    static const char *const single[] = {"title", "date", "status", "class", "type", "instrument", "name"};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++) {
        if (strcmp(field, single[i]) == 0) {
            return false;
        }
    }
    return true;
}

static void add_fields(struct telling *telling, const struct kb_diff_item *item)
{
    for (size_t i = 0; i < item->field_count; i++) {
        const struct kb_diff_field *field = &item->fields[i];
        bool is_status = strcmp(field->field, "status") == 0;
        buffer_add_text(telling->out, i > 0 ? "; " : ": ");
        if (is_list(field->field)) {
            buffer_format(telling->out, "%s", field->field);
            if (field->is.len > 0) {
                buffer_add_text(telling->out, " now ");
                add_text(telling, field->is);
            }
            if (field->was.len > 0) {
                buffer_add_text(telling->out, field->is.len > 0 ? ", no longer " : " no longer ");
                add_text(telling, field->was);
            }
            continue;
        }
        if (!is_status) {
            buffer_format(telling->out, "%s ", field->field);
        }
        add_or(telling, field->was, "none");
        buffer_add_text(telling->out, " → ");
        add_or(telling, field->is, "none");
    }
}

static void tell_event(struct telling *telling, const struct kb_diff_item *item)
{
    static const char *const marks[KB_DIFF_KINDS] = {"+", "~", ">", "<", "x", "−"};
    const struct kb *old = telling->old;
    const struct kb *new = telling->new;
    begin_item(telling, marks[item->kind]);
    switch (item->kind) {
    case KB_DIFF_NEW:
        add_event(telling, &new->events[item->new]);
        buffer_format(telling->out, " (%.*s, %.*s)", SLICE_ARG(new->events[item->new].class),
                      SLICE_ARG(new->events[item->new].status));
        add_documents(telling, new, &new->events[item->new]);
        break;
    case KB_DIFF_CHANGED:
        add_event(telling, &new->events[item->new]);
        add_fields(telling, item);
        break;
    case KB_DIFF_MERGED:
        add_event(telling, &old->events[item->old]);
        buffer_add_text(telling->out, ": now a part of ");
        add_event(telling, &new->events[item->new]);
        break;
    case KB_DIFF_SPLIT:
        add_event(telling, &new->events[item->new]);
        buffer_add_text(telling->out, ": was a part of ");
        add_event(telling, &old->events[item->old]);
        break;
    default:
        add_event(telling, &old->events[item->old]);
        add_documents(telling, old, &old->events[item->old]);
        break;
    }
    buffer_add_byte(telling->out, '\n');
}

static void tell_relation(struct telling *telling, const struct kb_diff_item *item)
{
    static const char *const marks[KB_DIFF_KINDS] = {"+", "~", ">", "<", "x", "−"};
    bool is_old = item->kind == KB_DIFF_GONE || item->kind == KB_DIFF_REJECTED;
    const struct kb *kb = is_old ? telling->old : telling->new;
    const struct kb_relation *relation = &kb->relations[is_old ? item->old : item->new];
    struct buffer date = {0};
    date_words(&date, relation->has_date, &relation->date);
    begin_item(telling, marks[item->kind]);
    add_text(telling, kb->entities[relation->source].name);
    buffer_add_text(telling->out, " – ");
    add_text(telling, kb->entities[relation->target].name);
    buffer_add_text(telling->out, " (");
    add_text(telling, relation->type);
    buffer_add_text(telling->out, ", ");
    add_text(telling, relation->status);
    if (date.len > 0) {
        buffer_format(telling->out, ", %.*s", SLICE_ARG(buffer_slice(&date)));
    }
    buffer_add_byte(telling->out, ')');
    add_fields(telling, item);
    buffer_add_byte(telling->out, '\n');
    buffer_release(&date);
}

static void tell_document(struct telling *telling, const struct kb_diff_item *item)
{
    static const char *const marks[KB_DIFF_KINDS] = {"+", "~", ">", "<", "x", "−"};
    begin_item(telling, marks[item->kind]);
    add_text(telling, item->kind == KB_DIFF_GONE ? telling->old->documents[item->old].path
                                                 : telling->new->documents[item->new].path);
    buffer_add_byte(telling->out, '\n');
}

static void tell_entity(struct telling *telling, const struct kb_diff_item *item)
{
    begin_item(telling, "~");
    add_quoted(telling, item->fields[0].was);
    buffer_add_text(telling->out, " is called ");
    add_quoted(telling, item->fields[0].is);
    buffer_add_byte(telling->out, '\n');
}

typedef void tell_item(struct telling *telling, const struct kb_diff_item *item);

static void tell_list(struct telling *telling, const char *name, const struct kb_diff_list *list, tell_item *tell)
{
    static const char *const leads[KB_DIFF_KINDS] = {"New", "Changed", "Merged", "Split", "Rejected", "Gone"};
    if (list->count == 0) {
        return;
    }
    buffer_format(telling->out, telling->markdown ? "## %s: " : "%s  ", name);
    diff_write_counts(telling->out, list);
    buffer_add_byte(telling->out, '\n');
    for (size_t i = 0; i < list->count; i++) {
        bool first = i == 0 || list->items[i - 1].kind != list->items[i].kind;
        if (telling->markdown && first) {
            buffer_format(telling->out, "\n%s:\n\n", leads[list->items[i].kind]);
        }
        tell(telling, &list->items[i]);
    }
    if (telling->markdown) {
        buffer_add_byte(telling->out, '\n');
    }
}

void diff_write_text(struct buffer *out, const struct kb_diff *diff, const struct kb *old, const struct kb *new,
                     bool markdown)
{
    struct telling telling = {out, diff, old, new, markdown};
    if (diff_is_empty(diff)) {
        buffer_add_text(out, "nothing has changed\n");
        return;
    }
    tell_list(&telling, "Documents", &diff->documents, tell_document);
    tell_list(&telling, "Events", &diff->events, tell_event);
    tell_list(&telling, "Relations", &diff->relations, tell_relation);
    tell_list(&telling, "Names", &diff->entities, tell_entity);
}

/* --- JSON --- */

static void json_fields(struct json *json, const struct kb_diff_item *item)
{
    if (item->field_count == 0) {
        return;
    }
    json_key(json, "fields");
    json_array_begin(json);
    for (size_t i = 0; i < item->field_count; i++) {
        json_object_begin(json);
        json_member(json, "field", slice_of(item->fields[i].field));
        json_member(json, "was", item->fields[i].was);
        json_member(json, "is", item->fields[i].is);
        json_object_end(json);
    }
    json_array_end(json);
}

static void json_event(struct json *json, const char *key, const struct kb_event *event)
{
    json_key(json, key);
    json_object_begin(json);
    json_member(json, "id", event->id);
    json_member(json, "title", event->title);
    json_key(json, "date");
    if (event->has_date && event->date.edtf.len > 0) {
        json_string(json, event->date.edtf);
    } else {
        json_null(json);
    }
    json_member(json, "class", event->class);
    json_member(json, "status", event->status);
    json_object_end(json);
}

static void json_relation(struct json *json, const char *key, const struct kb *kb, const struct kb_relation *relation)
{
    json_key(json, key);
    json_object_begin(json);
    json_member(json, "id", relation->id);
    json_member(json, "type", relation->type);
    json_member(json, "source", kb->entities[relation->source].name);
    json_member(json, "target", kb->entities[relation->target].name);
    json_member(json, "status", relation->status);
    json_object_end(json);
}

static void json_pair(struct json *json, const char *key, struct slice id, const char *name, struct slice value)
{
    json_key(json, key);
    json_object_begin(json);
    json_member(json, "id", id);
    json_member(json, name, value);
    json_object_end(json);
}

enum list_kind { LIST_DOCUMENTS, LIST_EVENTS, LIST_RELATIONS, LIST_ENTITIES };

/* The record of one side, if the item has one there. */
static void json_side(struct json *json, enum list_kind kind, const char *key, const struct kb *kb, uint32_t index,
                      bool is_rejected)
{
    if (index == KB_DIFF_NONE) {
        return;
    }
    switch (kind) {
    case LIST_DOCUMENTS:
        json_pair(json, key, kb->documents[index].id, "path", kb->documents[index].path);
        break;
    case LIST_EVENTS:
        json_event(json, key, is_rejected ? &kb->rejected_events[index] : &kb->events[index]);
        break;
    case LIST_RELATIONS:
        json_relation(json, key, kb, is_rejected ? &kb->rejected_relations[index] : &kb->relations[index]);
        break;
    default:
        json_pair(json, key, kb->entities[index].id, "name", kb->entities[index].name);
        break;
    }
}

static void json_list(struct json *json, enum list_kind kind, const struct kb_diff_list *list, const struct kb *old,
                      const struct kb *new)
{
    static const char *const names[] = {"documents", "events", "relations", "entities"};
    json_key(json, names[kind]);
    json_array_begin(json);
    for (size_t i = 0; i < list->count; i++) {
        const struct kb_diff_item *item = &list->items[i];
        json_object_begin(json);
        json_member(json, "kind", slice_of(kb_diff_kind_name(item->kind)));
        json_side(json, kind, "old", old, item->old, false);
        json_side(json, kind, "new", new, item->new, item->kind == KB_DIFF_REJECTED);
        json_fields(json, item);
        json_object_end(json);
    }
    json_array_end(json);
}

void diff_write_json(struct buffer *out, const struct kb_diff *diff, const struct kb *old, const struct kb *new)
{
    struct json json;
    json_init(&json, out, false);
    json_object_begin(&json);
    json_member(&json, "format", slice_of("annals-diff"));
    json_member_number(&json, "version", 1);
    json_list(&json, LIST_DOCUMENTS, &diff->documents, old, new);
    json_list(&json, LIST_EVENTS, &diff->events, old, new);
    json_list(&json, LIST_RELATIONS, &diff->relations, old, new);
    json_list(&json, LIST_ENTITIES, &diff->entities, old, new);
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}
