#include "render/sources_p.h"

#include <stdlib.h>

#include "kb/sources.h"
#include "render/clean_p.h"
#include "render/when_p.h"

void sources_init(struct sources *sources, const struct kb *kb, const struct render_words *words, struct arena *arena)
{
    *sources = (struct sources){.kb = kb, .words = words, .arena = arena};
    sources->cited = arena_alloc_array(arena, kb->document_count + 1, sizeof *sources->cited);
    sources->numbers = arena_alloc_array(arena, kb->document_count + 1, sizeof *sources->numbers);
    sources->ranks = arena_alloc_array(arena, kb->document_count + 1, sizeof *sources->ranks);
    sources->order = arena_alloc_array(arena, kb->document_count + 1, sizeof *sources->order);
    kb_number_sources(kb, sources->numbers);
}

/* Documents of an event or of a list of evidence, each once, in order of appearance. */
struct document_set {
    uint32_t *items;
    size_t count;
};

enum { MAX_DOCUMENTS = 256 };

static void add_document(const struct sources *sources, struct document_set *set, uint32_t document)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->items[i] == document) {
            return;
        }
    }
    if (document < sources->kb->document_count && set->count < MAX_DOCUMENTS) {
        set->items[set->count++] = document;
    }
}

static struct document_set of_event(const struct sources *sources, const struct kb_event *event, uint32_t *items)
{
    struct document_set set = {items, 0};
    for (size_t i = 0; i < event->mention_count; i++) {
        add_document(sources, &set, event->mentions[i].where.document);
    }
    return set;
}

static struct document_set of_evidence(const struct sources *sources, const struct kb_evidence *evidence, size_t count,
                                       uint32_t *items)
{
    struct document_set set = {items, 0};
    for (size_t i = 0; i < count; i++) {
        add_document(sources, &set, evidence[i].document);
    }
    return set;
}

static void cite(struct sources *sources, struct document_set set)
{
    for (size_t i = 0; i < set.count; i++) {
        sources->cited[set.items[i]]++;
    }
}

void sources_cite_event(struct sources *sources, const struct kb_event *event)
{
    uint32_t items[MAX_DOCUMENTS];
    cite(sources, of_event(sources, event, items));
}

void sources_cite_evidence(struct sources *sources, const struct kb_evidence *evidence, size_t count)
{
    uint32_t items[MAX_DOCUMENTS];
    cite(sources, of_evidence(sources, evidence, count, items));
}

static int by_number(const void *a, const void *b, void *context)
{
    const struct sources *sources = context;
    uint32_t left = sources->numbers[*(const uint32_t *)a];
    uint32_t right = sources->numbers[*(const uint32_t *)b];
    return left < right ? -1 : left > right;
}

static int by_citations(const void *a, const void *b, void *context)
{
    const struct sources *sources = context;
    uint32_t left = sources->cited[*(const uint32_t *)a];
    uint32_t right = sources->cited[*(const uint32_t *)b];
    if (left != right) {
        return left > right ? -1 : 1;
    }
    return by_number(a, b, context);
}

void sources_number(struct sources *sources, size_t room)
{
    sources->count = 0;
    for (uint32_t i = 0; i < sources->kb->document_count; i++) {
        if (sources->cited[i] > 0) {
            sources->order[sources->count++] = i;
        }
    }
    qsort_r(sources->order, sources->count, sizeof *sources->order, by_citations, sources);
    /* a line that tells of one more would take its place */
    sources->listed = sources->count <= room + 1 ? sources->count : room;
    qsort_r(sources->order, sources->listed, sizeof *sources->order, by_number, sources);
    qsort_r(sources->order + sources->listed, sources->count - sources->listed, sizeof *sources->order, by_number,
            sources);
    for (uint32_t i = 0; i < sources->count; i++) {
        sources->ranks[sources->order[i]] = i;
    }
    sources->shown = sources->order;
}

/* Those that stand at the foot before the others. */
static int by_rank(const void *a, const void *b, void *context)
{
    const struct sources *sources = context;
    uint32_t left = sources->ranks[*(const uint32_t *)a];
    uint32_t right = sources->ranks[*(const uint32_t *)b];
    return left < right ? -1 : left > right;
}

void sources_show(struct sources *sources, const struct kb_event *const *events, size_t count, size_t room)
{
    uint32_t items[MAX_DOCUMENTS];
    bool *cited = arena_alloc_array(sources->arena, sources->kb->document_count + 1, sizeof *cited);
    uint32_t *shown = arena_alloc_array(sources->arena, sources->kb->document_count + 1, sizeof *shown);
    size_t cited_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct document_set set = of_event(sources, events[i], items);
        for (size_t k = 0; k < set.count; k++) {
            cited_count += cited[set.items[k]] ? 0 : 1;
            cited[set.items[k]] = true;
        }
    }
    sources->shown = shown;
    sources->listed = 0;
    room += cited_count == room + 1 ? 1 : 0;
    for (size_t i = 0; i < sources->count && sources->listed < room; i++) {
        if (cited[sources->order[i]]) {
            shown[sources->listed++] = sources->order[i];
        }
    }
    sources->count = cited_count;
}

static struct slice keys(const struct sources *sources, struct document_set set, size_t max_keys)
{
    struct buffer out = {0};
    size_t named = set.count < max_keys ? set.count : max_keys;
    qsort_r(set.items, set.count, sizeof *set.items, by_rank, (void *)(uintptr_t)sources);
    qsort_r(set.items, named, sizeof *set.items, by_number, (void *)(uintptr_t)sources);
    for (size_t i = 0; i < named; i++) {
        buffer_format(&out, "%sS%u", i > 0 ? " " : "", sources->numbers[set.items[i]]);
    }
    if (set.count > max_keys) {
        buffer_format(&out, " +%zu", set.count - max_keys);
    }
    struct slice text = arena_copy(sources->arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

struct slice sources_of_event(const struct sources *sources, const struct kb_event *event, size_t max_keys)
{
    uint32_t items[MAX_DOCUMENTS];
    return keys(sources, of_event(sources, event, items), max_keys);
}

struct slice sources_of_evidence(const struct sources *sources, const struct kb_evidence *evidence, size_t count)
{
    uint32_t items[MAX_DOCUMENTS];
    return keys(sources, of_evidence(sources, evidence, count, items), SOURCES_MAX_KEYS);
}

struct slice sources_line(const struct sources *sources, uint32_t document)
{
    const struct kb_document *item = &sources->kb->documents[document];
    struct slice author = clean_text(sources->arena, item->author);
    struct slice title = clean_text(sources->arena, item->title.len > 0 ? item->title : item->path);
    struct slice when = item->has_date ? when_label(sources->words, &item->date, false, sources->arena)
                                       : slice_of(sources->words->undated);
    return arena_format(sources->arena, "%.*s: %.*s%s%.*s", SLICE_ARG(when), SLICE_ARG(author),
                        author.len > 0 ? ", " : "", SLICE_ARG(title));
}
