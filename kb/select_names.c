/* From the names in a wish to what the knowledge base has under them. */
#include "kb/select_p.h"

#include "base/map.h"
#include "base/utf8.h"

enum {
    MAX_CANDIDATES = 4096, /* names that a suggestion is looked for among */
    MAX_LISTED = 30,       /* names that a message lists */
    MAX_NAMED_IN_PART = 10 /* names of which a part was given */
};

static const char *const OPTION_NAMES[SELECT_FIELD_COUNT] = {
    [SELECT_CLASS] = "class",   [SELECT_TYPE] = "type",     [SELECT_ORGANIZATION] = "org",  [SELECT_PLACE] = "place",
    [SELECT_SERIES] = "series", [SELECT_STATUS] = "status", [SELECT_DOCUMENT] = "document", [SELECT_BASIS] = "basis"};

/* What may be asked for although nothing has it. */
static const char *const CLASSES[] = {"meeting", "document", "agreement", "launch", "visit", "statement", NULL};
static const char *const STATUSES[] = {"occurred", "planned",   "unconfirmed", "postponed", "cancelled",
                                       "unknown",  "concluded", "stated",      "ended",     NULL};
static const char *const BASES[] = {"stated", "relative", "inferred", "given", "none", NULL};

struct look_up {
    struct selection *selection;
    const struct kb *kb;
    enum select_field field;
    struct buffer *problem;
    struct slice *values; /* room for all */
    size_t count;
};

static bool same_name(struct buffer *scratch, struct slice folded, struct slice name)
{
    buffer_clear(scratch);
    utf8_fold_plain(scratch, name);
    return slice_equal(folded, buffer_slice(scratch));
}

uint32_t select_entity(const struct kb *kb, struct slice name)
{
    struct buffer folded = {0};
    struct buffer scratch = {0};
    uint32_t by_name = SELECT_NONE;
    uint32_t by_alias = SELECT_NONE;
    utf8_fold_plain(&folded, name);
    for (uint32_t i = 0; i < kb->entity_count; i++) {
        const struct kb_entity *entity = &kb->entities[i];
        if (slice_equal(entity->id, name)) {
            by_name = i;
            break;
        }
        if (by_name == SELECT_NONE && same_name(&scratch, buffer_slice(&folded), entity->name)) {
            by_name = i;
        }
        for (size_t k = 0; by_alias == SELECT_NONE && k < entity->alias_count; k++) {
            by_alias = same_name(&scratch, buffer_slice(&folded), entity->aliases[k].alias) ? i : SELECT_NONE;
        }
    }
    buffer_release(&folded);
    buffer_release(&scratch);
    return by_name != SELECT_NONE ? by_name : by_alias;
}

static void suggest(const struct kb *kb, struct slice name, struct buffer *problem)
{
    struct arena arena = {0};
    size_t count = kb->entity_count < MAX_CANDIDATES ? kb->entity_count : MAX_CANDIDATES;
    const char **names = arena_alloc_array(&arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = arena_string(&arena, kb->entities[i].name);
    }
    const char *nearest = suggest_nearest(name, names, count);
    if (nearest) {
        buffer_format(problem, ": did you mean \"%s\"?", nearest);
    } else {
        buffer_add_text(problem, ": names and aliases are under \"entities\" in kb.json");
    }
    arena_release(&arena);
}

bool select_entity_option(const struct kb *kb, struct slice name, const char *option, uint32_t *entity,
                          struct buffer *problem)
{
    *entity = SELECT_NONE;
    if (name.len == 0) {
        return true;
    }
    *entity = select_entity(kb, name);
    if (*entity != SELECT_NONE) {
        return true;
    }
    buffer_format(problem, "no entity \"%.*s\"", SLICE_ARG(name));
    if (option) {
        buffer_format(problem, " for --%s", option);
    }
    suggest(kb, name, problem);
    return false;
}

static bool begins_word(struct slice name, size_t at)
{
    size_t before = at, ignored;
    do {
        before -= before > 0;
    } while (before > 0 && ((unsigned char)name.ptr[before] & 0xC0) == 0x80);
    uint32_t c = at > 0 ? utf8_decode(name, before, &ignored) : ' ';
    return !utf8_is_letter(c) && !utf8_is_digit(c);
}

/* Do the words of a name, both folded, stand in it from the beginning of a word on? */
static bool has_part(struct slice name, struct slice part)
{
    for (size_t i = 0; part.len > 0 && i + part.len <= name.len; i++) {
        if (memcmp(name.ptr + i, part.ptr, part.len) == 0 && begins_word(name, i)) {
            return true;
        }
    }
    return false;
}

static bool is_named_in_part(const struct kb_entity *entity, struct slice part, struct buffer *scratch)
{
    buffer_clear(scratch);
    utf8_fold_plain(scratch, entity->name);
    bool found = has_part(buffer_slice(scratch), part);
    for (size_t k = 0; !found && k < entity->alias_count; k++) {
        buffer_clear(scratch);
        utf8_fold_plain(scratch, entity->aliases[k].alias);
        found = has_part(buffer_slice(scratch), part);
    }
    return found;
}

/* Puts an entity among the candidates: the most mentioned first, else in the order of the knowledge base. */
static void add_candidate(const struct kb *kb, uint32_t *candidates, size_t count, uint32_t entity)
{
    size_t at = count < MAX_NAMED_IN_PART ? count : MAX_NAMED_IN_PART;
    while (at > 0 && kb->entities[candidates[at - 1]].evidence_count < kb->entities[entity].evidence_count) {
        at--;
    }
    for (size_t i = MAX_NAMED_IN_PART; i > at; i--) {
        candidates[i] = candidates[i - 1];
    }
    candidates[at] = entity;
}

bool select_entity_by_part(const struct kb *kb, struct slice name, uint32_t *entity, struct buffer *problem)
{
    uint32_t candidates[MAX_NAMED_IN_PART + 1] = {0};
    size_t count = 0;
    struct buffer folded = {0}, scratch = {0};
    *entity = select_entity(kb, name);
    utf8_fold_plain(&folded, slice_trim(name));
    for (uint32_t i = 0; *entity == SELECT_NONE && i < kb->entity_count; i++) {
        if (is_named_in_part(&kb->entities[i], buffer_slice(&folded), &scratch)) {
            add_candidate(kb, candidates, count++, i);
        }
    }
    buffer_release(&folded);
    buffer_release(&scratch);
    if (*entity != SELECT_NONE || count == 1) {
        *entity = count == 1 ? candidates[0] : *entity;
        return true;
    }
    if (count == 0) {
        return select_entity_option(kb, name, NULL, entity, problem);
    }
    buffer_format(problem, "\"%.*s\" is a part of %zu names: ", SLICE_ARG(name), count);
    for (size_t i = 0; i < count && i < MAX_NAMED_IN_PART; i++) {
        buffer_format(problem, "%s\"%.*s\"", i > 0 ? ", " : "", SLICE_ARG(kb->entities[candidates[i]].name));
    }
    if (count > MAX_NAMED_IN_PART) {
        buffer_format(problem, " and %zu more", count - MAX_NAMED_IN_PART);
    }
    buffer_add_text(problem, "; which one?");
    return false;
}

/* The words that a field may have without anybody having them; NULL for fields of names. */
static const char *const *fixed_words(enum select_field field)
{
    return field == SELECT_CLASS ? CLASSES : field == SELECT_STATUS ? STATUSES : field == SELECT_BASIS ? BASES : NULL;
}

/* The value that an event has in a field of words; statuses and bases are fixed. */
static struct slice event_word(const struct kb_event *event, enum select_field field)
{
    return field == SELECT_CLASS    ? event->class
           : field == SELECT_TYPE   ? event->type
           : field == SELECT_SERIES ? event->series
                                    : (struct slice)
    {
        0
    };
}

/* All words of a field, each once: the fixed ones, then those of events in their order. */
static void gather_words(const struct look_up *look, struct map *words)
{
    const char *const *fixed = fixed_words(look->field);
    for (size_t i = 0; fixed && fixed[i]; i++) {
        map_put(words, slice_of(fixed[i]), 0, NULL);
    }
    for (size_t i = 0; i < look->kb->event_count; i++) {
        struct slice word = event_word(&look->kb->events[i], look->field);
        if (word.len > 0) {
            map_put(words, word, 0, NULL);
        }
    }
}

static void complain_of_word(const struct look_up *look, const struct map *words, struct slice text)
{
    struct arena arena = {0};
    const char **names = arena_alloc_array(&arena, words->count + 1, sizeof *names);
    for (size_t i = 0; i < words->count; i++) {
        names[i] = arena_string(&arena, words->entries[i].key);
    }
    const char *nearest = suggest_nearest(text, names, words->count);
    buffer_format(look->problem, "no %s %.*s", OPTION_NAMES[look->field], SLICE_ARG(text));
    if (nearest) {
        buffer_format(look->problem, ", did you mean %s?", nearest);
    }
    buffer_add_text(look->problem, words->count > 0 ? "; there are " : "; there is none");
    for (size_t i = 0; i < words->count && i < MAX_LISTED; i++) {
        buffer_format(look->problem, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    if (words->count > MAX_LISTED) {
        buffer_format(look->problem, " and %zu more", words->count - MAX_LISTED);
    }
    arena_release(&arena);
}

static bool find_word(struct look_up *look, struct slice text, bool complain)
{
    struct map words = {0};
    struct buffer folded = {0};
    struct buffer scratch = {0};
    gather_words(look, &words);
    utf8_fold_plain(&folded, text);
    bool found = false;
    for (size_t i = 0; !found && i < words.count; i++) {
        found = same_name(&scratch, buffer_slice(&folded), words.entries[i].key);
        if (found) {
            look->values[look->count++] = words.entries[i].key;
        }
    }
    if (!found && complain) {
        complain_of_word(look, &words, text);
    }
    buffer_release(&folded);
    buffer_release(&scratch);
    map_release(&words);
    return found;
}

/* Marks the entity and all that is a part of it. */
static bool find_entity(struct look_up *look, struct slice text, bool *chosen, bool complain)
{
    uint32_t found = select_entity(look->kb, text);
    if (found == SELECT_NONE) {
        return complain && select_entity_option(look->kb, text, OPTION_NAMES[look->field], &found, look->problem);
    }
    for (uint32_t i = 0; i < look->kb->entity_count; i++) {
        chosen[i] = chosen[i] || select_within(look->kb, i, found);
    }
    look->values[look->count++] = look->kb->entities[found].name;
    return true;
}

/* The path, the end of it, or a folder that it lies in. */
static bool is_path(struct slice path, struct slice text)
{
    if (text.len >= path.len) {
        return slice_equal(path, text);
    }
    bool begins = memcmp(path.ptr, text.ptr, text.len) == 0;
    bool ends = memcmp(path.ptr + path.len - text.len, text.ptr, text.len) == 0;
    return (begins && (path.ptr[text.len] == '/' || text.ptr[text.len - 1] == '/')) ||
           (ends && path.ptr[path.len - text.len - 1] == '/');
}

static void complain_of_document(const struct look_up *look, struct slice text)
{
    struct arena arena = {0};
    const struct kb *kb = look->kb;
    size_t count = kb->document_count < MAX_CANDIDATES ? kb->document_count : MAX_CANDIDATES;
    const char **names = arena_alloc_array(&arena, 2 * count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[2 * i] = arena_string(&arena, kb->documents[i].path);
        const char *slash = strrchr(names[2 * i], '/');
        names[2 * i + 1] = slash ? slash + 1 : names[2 * i];
    }
    const char *nearest = suggest_nearest(text, names, 2 * count);
    buffer_format(look->problem, "no document \"%.*s\"", SLICE_ARG(text));
    if (nearest) {
        buffer_format(look->problem, ": did you mean \"%s\"?", nearest);
    } else {
        buffer_add_text(look->problem, ": paths and ids are under \"documents\" in kb.json");
    }
    arena_release(&arena);
}

static bool find_document(struct look_up *look, struct slice text, bool complain)
{
    const struct kb *kb = look->kb;
    bool found = false;
    for (size_t i = 0; text.len > 0 && i < kb->document_count; i++) {
        const struct kb_document *document = &kb->documents[i];
        bool is_it = slice_equal(document->id, text) || is_path(document->path, text);
        for (size_t k = 0; !is_it && k < document->copy_count; k++) {
            is_it = is_path(document->copies[k], text);
        }
        look->selection->documents[i] = look->selection->documents[i] || is_it;
        found = found || is_it;
    }
    if (found) {
        look->values[look->count++] = text;
    } else if (complain) {
        complain_of_document(look, text);
    }
    return found;
}

static bool find(struct look_up *look, struct slice text, bool complain)
{
    switch (look->field) {
    case SELECT_ORGANIZATION:
        return find_entity(look, text, look->selection->bodies, complain);
    case SELECT_PLACE:
        return find_entity(look, text, look->selection->places, complain);
    case SELECT_DOCUMENT:
        return find_document(look, text, complain);
    default:
        return find_word(look, text, complain);
    }
}

/* The whole item where that is a name, else its parts between commas. */
static bool find_item(struct look_up *look, struct slice item)
{
    bool has_comma = item.len > 0 && memchr(item.ptr, ',', item.len) != NULL;
    if (find(look, item, !has_comma)) {
        return true;
    }
    bool found = has_comma;
    for (size_t begin = 0; found && begin < item.len;) {
        const char *comma = memchr(item.ptr + begin, ',', item.len - begin);
        size_t end = comma ? (size_t)(comma - item.ptr) : item.len;
        struct slice part = slice_trim(slice_sub(item, begin, end));
        found = part.len == 0 || find(look, part, true);
        begin = end + 1;
    }
    return found;
}

static size_t most_values(struct select_list list)
{
    size_t count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        for (size_t k = 0; k < list.items[i].len; k++) {
            count += list.items[i].ptr[k] == ',' ? 1 : 0;
        }
    }
    return count;
}

/* Nothing but commas was asked for. */
static void forget(struct selection *selection, enum select_field field)
{
    selection->bodies = field == SELECT_ORGANIZATION ? NULL : selection->bodies;
    selection->places = field == SELECT_PLACE ? NULL : selection->places;
    selection->documents = field == SELECT_DOCUMENT ? NULL : selection->documents;
}

static bool look_up_field(struct selection *selection, enum select_field field, struct arena *arena,
                          struct buffer *problem)
{
    const struct kb *kb = selection->kb;
    struct select_list wanted = selection->wish->lists[field];
    if (wanted.count == 0) {
        return true;
    }
    if (field == SELECT_ORGANIZATION) {
        selection->bodies = arena_alloc_array(arena, kb->entity_count + 1, sizeof *selection->bodies);
    } else if (field == SELECT_PLACE) {
        selection->places = arena_alloc_array(arena, kb->entity_count + 1, sizeof *selection->places);
    } else if (field == SELECT_DOCUMENT) {
        selection->documents = arena_alloc_array(arena, kb->document_count + 1, sizeof *selection->documents);
    }
    struct look_up look = {.selection = selection,
                           .kb = kb,
                           .field = field,
                           .problem = problem,
                           .values = arena_alloc_array(arena, most_values(wanted) + 1, sizeof *look.values)};
    for (size_t i = 0; i < wanted.count; i++) {
        struct slice item = slice_trim(wanted.items[i]);
        if (item.len > 0 && !find_item(&look, item)) {
            return false;
        }
    }
    selection->values[field] = (struct select_list){look.values, look.count};
    if (look.count == 0) {
        forget(selection, field);
    }
    return true;
}

bool select_look_up(struct selection *selection, struct arena *arena, struct buffer *problem)
{
    for (int field = 0; field < SELECT_FIELD_COUNT; field++) {
        if (!look_up_field(selection, (enum select_field)field, arena, problem)) {
            return false;
        }
    }
    return true;
}
