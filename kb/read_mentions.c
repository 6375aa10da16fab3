#include "kb/read_mentions.h"

#include <stdlib.h>

#include "kb/json_in.h"

/* One line being read. The first thing that is wrong is kept and ends it. */
struct reader {
    struct arena *arena;
    const char *problem; /* NULL while all is well */
};

static const char *const status_names[] = {
    [EVENT_UNKNOWN] = "unknown",     [EVENT_OCCURRED] = "occurred",   [EVENT_PLANNED] = "planned",
    [EVENT_POSTPONED] = "postponed", [EVENT_CANCELLED] = "cancelled",
};

static const char *const scope_names[] = {
    [DATE_SCOPE_NONE] = "none",         [DATE_SCOPE_OWN] = "own",         [DATE_SCOPE_TITLE] = "title",
    [DATE_SCOPE_CLAUSE] = "clause",     [DATE_SCOPE_OPENING] = "opening", [DATE_SCOPE_LEAD] = "lead",
    [DATE_SCOPE_OCCASION] = "occasion", [DATE_SCOPE_BEFORE] = "before",   [DATE_SCOPE_DOCUMENT] = "document",
    [DATE_SCOPE_SENTENCE] = "sentence",
};

enum {
    STATUS_NAME_COUNT = sizeof status_names / sizeof *status_names,
    SCOPE_NAME_COUNT = sizeof scope_names / sizeof *scope_names
};

const char *mention_status_name(enum event_status status)
{
    return status_names[(size_t)status < STATUS_NAME_COUNT ? status : EVENT_UNKNOWN];
}

const char *mention_scope_name(enum date_scope scope)
{
    return scope_names[(size_t)scope < SCOPE_NAME_COUNT ? scope : DATE_SCOPE_NONE];
}

static void fail(struct reader *reader, const char *problem)
{
    if (!reader->problem) {
        reader->problem = problem;
    }
}

static struct slice read_text(struct reader *reader, const struct json_in *object, const char *key)
{
    const struct json_in *member = json_in_get(object, key);
    if (member && json_in_kind(member) != JSON_IN_STRING) {
        fail(reader, "a member that should be text is not");
    }
    struct slice text = json_in_text(member);
    return text.len > 0 ? arena_copy(reader->arena, text) : (struct slice){0};
}

/* An array's first item, with its length; absent is empty. */
static const struct json_in *read_array(struct reader *reader, const struct json_in *object, const char *key,
                                        size_t *count)
{
    const struct json_in *array = json_in_get(object, key);
    *count = 0;
    if (!array) {
        return NULL;
    }
    if (json_in_kind(array) != JSON_IN_ARRAY) {
        fail(reader, "a member that should be an array is not");
        return NULL;
    }
    *count = json_in_count(array);
    return json_in_first(array);
}

static struct slice *read_texts(struct reader *reader, const struct json_in *object, const char *key, size_t *count)
{
    const struct json_in *item = read_array(reader, object, key, count);
    struct slice *texts = *count > 0 ? arena_alloc_array(reader->arena, *count, sizeof *texts) : NULL;
    for (size_t i = 0; i < *count; i++, item = json_in_next(item)) {
        texts[i] = arena_copy(reader->arena, json_in_text(item));
    }
    return texts;
}

/* A number below `limit`; `absent` where the member is missing. */
static uint32_t read_index(struct reader *reader, const struct json_in *object, const char *key, size_t limit,
                           uint32_t absent)
{
    const struct json_in *member = json_in_get(object, key);
    if (!member) {
        return absent;
    }
    int64_t number = json_in_integer(member, -1);
    if (number < 0 || (uint64_t)number >= limit || (uint64_t)number >= UINT32_MAX) {
        fail(reader, "a number that points at another item points at none");
        return absent;
    }
    return (uint32_t)number;
}

/* As read_index, where the member must be there. */
static uint32_t read_reference(struct reader *reader, const struct json_in *object, const char *key, size_t limit)
{
    if (!json_in_get(object, key)) {
        fail(reader, "a number that points at another item is missing");
    }
    return read_index(reader, object, key, limit, 0);
}

static int32_t read_small(struct reader *reader, const struct json_in *object, const char *key)
{
    const struct json_in *member = json_in_get(object, key);
    if (!member) {
        return TIME_UNSET;
    }
    int64_t number = json_in_integer(member, INT64_MIN);
    if (number <= INT32_MIN || number > INT32_MAX) {
        fail(reader, "a number is out of range");
        return TIME_UNSET;
    }
    return (int32_t)number;
}

static int read_word(struct reader *reader, const struct json_in *object, const char *key, const char *const *words,
                     size_t count)
{
    struct slice word = json_in_member_text(object, key);
    for (size_t i = 0; i < count; i++) {
        if (slice_is(word, words[i])) {
            return (int)i;
        }
    }
    if (json_in_get(object, key)) {
        fail(reader, "a status or scope is none of those there are");
    }
    return 0;
}

static struct span read_pair(struct reader *reader, const struct json_in *pair)
{
    const struct json_in *first = json_in_first(pair);
    int64_t begin = json_in_integer(first, -1);
    int64_t end = json_in_integer(json_in_next(first), -1);
    if (begin < 0 || end < begin || json_in_next(json_in_next(first))) {
        fail(reader, "a span is not two numbers in order");
        return (struct span){0};
    }
    return (struct span){(size_t)begin, (size_t)end};
}

static void read_evidence(struct reader *reader, const struct json_in *parent, const char *key, struct evidence *at)
{
    const struct json_in *object = json_in_get(parent, key);
    at->text = read_pair(reader, json_in_get(object, "text"));
    at->source = read_pair(reader, json_in_get(object, "source"));
    at->chars = read_pair(reader, json_in_get(object, "chars"));
    at->quote = read_text(reader, object, "quote");
    const struct json_in *range = read_array(reader, object, "ranges", &at->range_count);
    if (at->range_count > 0) {
        at->ranges = arena_alloc_array(reader->arena, at->range_count, sizeof *at->ranges);
    }
    for (size_t i = 0; range; i++, range = json_in_next(range)) {
        at->ranges[i] = read_pair(reader, range);
    }
}

static void read_document(struct reader *reader, const struct json_in *object, struct document *document)
{
    document->id = read_text(reader, object, "id");
    document->path = read_text(reader, object, "path");
    document->copies = read_texts(reader, object, "copies", &document->copy_count);
    document->sha256 = read_text(reader, object, "sha256");
    document->media_type = read_text(reader, object, "media_type");
    document->given_title = read_text(reader, object, "title");
    document->given_author = read_text(reader, object, "author");
    document->given_language = read_text(reader, object, "language");
    document->given_date = read_text(reader, object, "date");
    if (document->id.len == 0 || document->path.len == 0) {
        fail(reader, "the document has no id or path");
    }
}

static void read_facts(struct reader *reader, const struct json_in *object, size_t times, struct document_facts *facts)
{
    facts->title = read_text(reader, object, "title");
    facts->author = read_text(reader, object, "author");
    facts->author_organization = read_text(reader, object, "author_organization");
    facts->occasion = read_text(reader, object, "occasion");
    facts->date = read_index(reader, object, "date", times, UINT32_MAX);
    facts->language = read_text(reader, object, "language");
}

static void read_name(struct reader *reader, const struct json_in *object, struct name_mention *name)
{
    read_evidence(reader, object, "at", &name->at);
    name->type = read_text(reader, object, "type");
    name->name = read_text(reader, object, "name");
    name->canonical = read_text(reader, object, "canonical");
    name->aliases = read_texts(reader, object, "aliases", &name->alias_count);
    name->alias_of = read_text(reader, object, "alias_of");
    name->wikidata = read_text(reader, object, "wikidata");
    name->iso2 = read_text(reader, object, "iso2");
    name->country = read_text(reader, object, "country");
    name->within = read_text(reader, object, "within");
    name->means = read_text(reader, object, "means");
    name->rule = read_text(reader, object, "rule");
    name->sentence = read_index(reader, object, "sentence", UINT32_MAX, 0);
}

/* The members of a time value, or of its "end". */
static void read_fields(struct reader *reader, const struct json_in *object, bool is_end, struct time_value *value)
{
    for (const struct json_in *member = json_in_first(object); member; member = json_in_next(member)) {
        struct slice key = json_in_key(member);
        if (!is_end && slice_is(key, "end") && json_in_kind(member) == JSON_IN_OBJECT) {
            value->is_interval = true;
            read_fields(reader, member, true, value);
            continue;
        }
        struct slice path = is_end ? arena_format(reader->arena, "end.%.*s", SLICE_ARG(key)) : key;
        const struct time_field *field = time_field_find(path);
        bool is_set = false;
        if (field && json_in_kind(member) == JSON_IN_NUMBER) {
            is_set = time_field_set_number(value, field, json_in_integer(member, INT64_MAX));
        } else if (field && json_in_kind(member) == JSON_IN_BOOL) {
            is_set = time_field_set_word(value, field, slice_of(json_in_bool(member, false) ? "true" : "false"));
        } else if (field) {
            is_set = time_field_set_word(value, field, json_in_text(member));
        }
        if (!is_set) {
            fail(reader, "a field of a time value is unknown or out of range");
        }
    }
}

static void read_time(struct reader *reader, const struct json_in *object, struct time_mention *time)
{
    read_evidence(reader, object, "at", &time->at);
    time_value_clear(&time->value);
    read_fields(reader, json_in_get(object, "value"), false, &time->value);
    time->rule = read_text(reader, object, "rule");
    time->tense = json_in_get(object, "tense") != NULL
                      ? (enum time_tense)read_word(reader, object, "tense", time_field_words(TIME_FIELD_TENSE), 3)
                      : TIME_TENSE_UNKNOWN;
    time->narrative = json_in_member_bool(object, "narrative", false);
    time->in_head = json_in_member_bool(object, "in_head", false);
    time->sentence = read_index(reader, object, "sentence", UINT32_MAX, 0);
}

static void read_event_parts(struct reader *reader, const struct json_in *object, size_t names,
                             struct event_mention *event)
{
    const struct json_in *item = read_array(reader, object, "fillers", &event->filler_count);
    if (event->filler_count > 0) {
        event->fillers = arena_alloc_array(reader->arena, event->filler_count, sizeof *event->fillers);
    }
    for (size_t i = 0; item; i++, item = json_in_next(item)) {
        event->fillers[i].role = read_text(reader, item, "role");
        event->fillers[i].name = read_reference(reader, item, "name", names);
    }
    item = read_array(reader, object, "attributes", &event->attribute_count);
    if (event->attribute_count > 0) {
        event->attributes = arena_alloc_array(reader->arena, event->attribute_count, sizeof *event->attributes);
    }
    for (size_t i = 0; item; i++, item = json_in_next(item)) {
        event->attributes[i].key = read_text(reader, item, "key");
        event->attributes[i].value = read_text(reader, item, "value");
    }
}

static void read_event(struct reader *reader, const struct json_in *object, const struct mention_set *set,
                       struct event_mention *event)
{
    read_evidence(reader, object, "at", &event->at);
    read_evidence(reader, object, "sentence", &event->sentence);
    event->rule = read_text(reader, object, "rule");
    event->class = read_text(reader, object, "class");
    event->type = read_text(reader, object, "type");
    event->title = read_text(reader, object, "title");
    event->series = read_text(reader, object, "series");
    event->ordinal = read_small(reader, object, "ordinal");
    event->title_year = read_small(reader, object, "title_year");
    event->has_date = json_in_get(object, "date") != NULL;
    event->date = read_index(reader, object, "date", set->time_count, 0);
    event->scope = (enum date_scope)read_word(reader, object, "scope", scope_names, SCOPE_NAME_COUNT);
    event->status = (enum event_status)read_word(reader, object, "status", status_names, STATUS_NAME_COUNT);
    read_event_parts(reader, object, set->name_count, event);
    event->back_reference = json_in_member_bool(object, "back_reference", false);
}

static void read_relation(struct reader *reader, const struct json_in *object, const struct mention_set *set,
                          struct relation_mention *relation)
{
    read_evidence(reader, object, "at", &relation->at);
    relation->rule = read_text(reader, object, "rule");
    relation->type = read_text(reader, object, "type");
    relation->source = read_reference(reader, object, "source", set->name_count);
    relation->target = read_reference(reader, object, "target", set->name_count);
    relation->event = read_index(reader, object, "event", set->event_count, UINT32_MAX);
    relation->status = (enum event_status)read_word(reader, object, "status", status_names, STATUS_NAME_COUNT);
}

static void read_doubt(struct reader *reader, const struct json_in *object, struct doubt *doubt)
{
    doubt->kind = read_text(reader, object, "kind");
    read_evidence(reader, object, "at", &doubt->at);
    doubt->reason = read_text(reader, object, "reason");
}

static void read_passages(struct reader *reader, const struct json_in *root, struct mention_set *set)
{
    const struct json_in *item = read_array(reader, root, "passages", &set->passage_count);
    set->passages = arena_alloc_array(reader->arena, set->passage_count, sizeof *set->passages);
    for (size_t i = 0; item; i++, item = json_in_next(item)) {
        set->passages[i].source = read_pair(reader, json_in_get(item, "source"));
        set->passages[i].line = read_index(reader, item, "line", UINT32_MAX, 0);
        set->passages[i].quote = read_text(reader, item, "quote");
    }
}

/* The counts are known before any item is read, so that indexes can be checked. */
static void read_set(struct reader *reader, const struct json_in *root, struct mention_set *set)
{
    const struct json_in *name = read_array(reader, root, "names", &set->name_count);
    const struct json_in *time = read_array(reader, root, "times", &set->time_count);
    const struct json_in *event = read_array(reader, root, "events", &set->event_count);
    const struct json_in *relation = read_array(reader, root, "relations", &set->relation_count);
    const struct json_in *doubt = read_array(reader, root, "doubts", &set->doubt_count);
    const struct json_in *clue = read_array(reader, root, "clues", &set->clue_count);
    set->clues = arena_alloc_array(reader->arena, set->clue_count, sizeof *set->clues);
    for (size_t i = 0; clue; i++, clue = json_in_next(clue)) {
        read_time(reader, clue, &set->clues[i]);
    }
    set->names = arena_alloc_array(reader->arena, set->name_count, sizeof *set->names);
    set->times = arena_alloc_array(reader->arena, set->time_count, sizeof *set->times);
    set->events = arena_alloc_array(reader->arena, set->event_count, sizeof *set->events);
    set->relations = arena_alloc_array(reader->arena, set->relation_count, sizeof *set->relations);
    set->doubts = arena_alloc_array(reader->arena, set->doubt_count, sizeof *set->doubts);
    read_document(reader, json_in_get(root, "document"), &set->document);
    read_facts(reader, json_in_get(root, "facts"), set->time_count, &set->facts);
    for (size_t i = 0; name; i++, name = json_in_next(name)) {
        read_name(reader, name, &set->names[i]);
    }
    for (size_t i = 0; time; i++, time = json_in_next(time)) {
        read_time(reader, time, &set->times[i]);
    }
    for (size_t i = 0; event; i++, event = json_in_next(event)) {
        read_event(reader, event, set, &set->events[i]);
    }
    for (size_t i = 0; relation; i++, relation = json_in_next(relation)) {
        read_relation(reader, relation, set, &set->relations[i]);
    }
    for (size_t i = 0; doubt; i++, doubt = json_in_next(doubt)) {
        read_doubt(reader, doubt, &set->doubts[i]);
    }
    read_passages(reader, root, set);
}

static void free_set(struct mention_set *set)
{
    mention_set_release(set);
    free(set);
}

void mention_file_release(struct mention_file *file)
{
    for (size_t i = 0; i < file->count; i++) {
        free_set(file->sets[i]);
    }
    free(file->sets);
    arena_release(&file->arena);
    *file = (struct mention_file){0};
}

/* The header of the first file says what rules there are; that of each further one must say the same. */
static const char *read_header(struct mention_file *file, const struct json_in *root)
{
    if (!slice_is(json_in_member_text(root, "format"), "annals-mentions")) {
        return "not a file of mentions: expected the header line of 'annals extract' first";
    }
    if (json_in_member_integer(root, "version", 0) != MENTIONS_VERSION) {
        return "written by another version of annals: extract again with this one";
    }
    if (file->has_header) {
        return slice_equal(file->rules_hash, json_in_member_text(root, "rules"))
                   ? NULL
                   : "found with other rules than the files before: extract all with the same packs";
    }
    struct reader reader = {.arena = &file->arena};
    file->has_header = true;
    file->rules_hash = read_text(&reader, root, "rules");
    file->words.ignored = read_texts(&reader, root, "ignored", &file->words.ignored_count);
    file->words.generic = read_texts(&reader, root, "generic", &file->words.generic_count);
    return reader.problem;
}

static const char *add_set(struct mention_file *file, const struct json_in *root)
{
    struct mention_set *set = memory_zero(1, sizeof *set);
    arena_init(&set->arena);
    struct reader reader = {.arena = &set->arena};
    read_set(&reader, root, set);
    if (reader.problem) {
        free_set(set);
        return reader.problem;
    }
    file->sets = array_grow(file->sets, &file->capacity, file->count + 1, sizeof *file->sets);
    file->sets[file->count++] = set;
    return NULL;
}

enum status mention_file_read(struct mention_file *file, struct slice bytes, const char *name,
                              struct diagnostics *errors)
{
    enum status status = STATUS_OK;
    bool header_read = false;
    struct place place = {.file = name};
    for (size_t at = 0; at < bytes.len;) {
        const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);
        struct slice line = slice_sub(bytes, at, end ? (size_t)(end - bytes.ptr) : bytes.len);
        at += line.len + 1;
        place.line++;
        if (slice_trim(line).len == 0) {
            continue;
        }
        struct json_in *root = json_in_parse(line, name, place.line, errors);
        const char *problem = NULL;
        if (root) {
            problem = header_read ? add_set(file, root) : read_header(file, root);
        }
        json_in_free(root);
        if (problem) {
            diagnostics_add(errors, SEVERITY_ERROR, &place, "%s", problem);
        }
        if (problem || !root) {
            status = STATUS_FAILED;
        }
        if (!header_read && status != STATUS_OK) {
            return status;
        }
        header_read = true;
    }
    if (!header_read) {
        diagnostics_add(errors, SEVERITY_ERROR, &place, "empty, expected the lines that 'annals extract' writes");
        return STATUS_FAILED;
    }
    return status;
}
