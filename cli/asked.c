#include "cli/asked.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/dates_option.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "ingest/read.h"
#include "text/text.h"

static const char *const block_names[] = {[BLOCK_HEAD] = "head",
                                          [BLOCK_HEADING] = "heading",
                                          [BLOCK_ITEM] = "item",
                                          [BLOCK_PARAGRAPH] = "paragraph",
                                          [BLOCK_FOOTNOTE] = "footnote"};

const char *asked_block_name(int block)
{
    return block_names[block];
}

const char *asked_scope_name(enum date_scope scope)
{
    static const char *const names[] = {
        [DATE_SCOPE_NONE] = "none",         [DATE_SCOPE_OWN] = "own",         [DATE_SCOPE_TITLE] = "title",
        [DATE_SCOPE_CLAUSE] = "clause",     [DATE_SCOPE_OPENING] = "opening", [DATE_SCOPE_LEAD] = "lead",
        [DATE_SCOPE_OCCASION] = "occasion", [DATE_SCOPE_BEFORE] = "before",   [DATE_SCOPE_DOCUMENT] = "document",
        [DATE_SCOPE_SENTENCE] = "sentence"};
    return names[scope];
}

const char *asked_status_name(enum event_status status)
{
    static const char *const names[] = {[EVENT_UNKNOWN] = "",
                                        [EVENT_OCCURRED] = "occurred",
                                        [EVENT_PLANNED] = "planned",
                                        [EVENT_POSTPONED] = "postponed",
                                        [EVENT_CANCELLED] = "cancelled"};
    return names[status];
}

bool asked_wants(const struct asked *asked, struct slice rule)
{
    return asked->only == NULL || text_list_wants(asked->only, rule);
}

bool asked_format(const char *command, const char *format, bool *is_json)
{
    *is_json = format != NULL && strcmp(format, "json") == 0;
    if (format != NULL && !*is_json && strcmp(format, "text") != 0) {
        fprintf(stderr, "annals %s: --format is '%s', expected text or json\n", command, format);
        return false;
    }
    return true;
}

static bool read_block(struct asked *asked, const struct asked_options *options, bool is_file)
{
    bool lines = !is_file && strchr(options->text, '\n') != NULL;
    asked->block = is_file || lines ? EXAMPLE_AS_CUT : BLOCK_PARAGRAPH;
    for (size_t i = 0; options->block != NULL && i < sizeof block_names / sizeof *block_names; i++) {
        if (strcmp(options->block, block_names[i]) == 0) {
            asked->block = (int)i;
            return true;
        }
    }
    if (options->block != NULL && strcmp(options->block, "document") == 0) {
        asked->block = EXAMPLE_AS_CUT;
    } else if (options->block != NULL) {
        fprintf(stderr,
                "annals %s: --in is '%s', expected head, heading, item, paragraph, footnote, or document: as the text "
                "is laid out\n",
                options->command, options->block);
        return false;
    }
    return true;
}

/* Words that look like the name of a file, so that a name misspelt is not taken for a text. */
static bool looks_like_file(const char *text)
{
    struct slice words = slice_of(text);
    return strpbrk(text, " \n\t") == NULL &&
           (strchr(text, '/') != NULL || slice_ends(words, ".txt") || slice_ends(words, ".md"));
}

static void set_words(struct asked *asked, const char *text)
{
    struct slice words = slice_trim(slice_of(text));
    asked->document = (struct document){.id = slice_of("doc:text"),
                                        .path = slice_of("text"),
                                        .media_type = slice_of("text/plain"),
                                        .source = words,
                                        .text = words,
                                        .piece_count = 1};
    asked->document.pieces = arena_alloc(&asked->arena, sizeof *asked->document.pieces);
    asked->document.pieces[0] = (struct piece){0, 0, words.len};
}

bool asked_open(struct asked *asked, const struct program *program, const struct asked_options *options)
{
    int32_t ignored;
    bool is_file = !options->is_text && (strcmp(options->text, "-") == 0 || looks_like_file(options->text) ||
                                         access(options->text, F_OK) == 0);
    arena_init(&asked->arena);
    if (!date_option_parse(options->command, "date", options->date, &ignored, &ignored) ||
        !read_block(asked, options, is_file)) {
        return false;
    }
    if (is_file) {
        struct read_words read_words = packs_read_words(program);
        struct diagnostics errors = {0};
        enum status status = document_read(&asked->document, options->text, slice_of(options->text), &read_words,
                                           &asked->arena, &errors);
        output_diagnostics(&errors);
        if (status != STATUS_OK) {
            return false;
        }
    } else {
        set_words(asked, options->text);
    }
    asked->document.given_date = options->date != NULL ? slice_of(options->date) : asked->document.given_date;
    return true;
}

/* --- which record is of which sentence --- */

static uint32_t sentence_at(const struct asked *asked, struct span at)
{
    uint32_t low = 0, high = (uint32_t)asked->seen.sentence_count; /* sentences are in order */
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (asked->seen.sentences[middle].at.end <= at.begin) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static struct asked_chain new_chain(struct asked *asked, size_t records)
{
    struct asked_chain chain = {arena_alloc_array(&asked->arena, asked->seen.sentence_count + 1, sizeof *chain.first),
                                arena_alloc_array(&asked->arena, records + 1, sizeof *chain.next)};
    for (size_t i = 0; i <= asked->seen.sentence_count; i++) {
        chain.first[i] = ASKED_NONE;
    }
    return chain;
}

/* Records are put in from the last to the first, so that each list is in their order. */
static void put_first(struct asked_chain *chain, uint32_t sentence, size_t record)
{
    chain->next[record] = chain->first[sentence];
    chain->first[sentence] = (int32_t)record;
}

static void chain_up(struct asked *asked)
{
    asked->matches = new_chain(asked, asked->probe.match_count);
    for (size_t i = asked->probe.match_count; i-- > 0;) {
        put_first(&asked->matches, asked->probe.matches[i].sentence, i);
    }
    asked->spans = new_chain(asked, asked->seen.span_count);
    for (size_t i = asked->seen.span_count; i-- > 0;) {
        put_first(&asked->spans, asked->seen.spans[i].sentence, i);
    }
    asked->events = new_chain(asked, asked->set.event_count);
    for (size_t i = asked->set.event_count; i-- > 0;) {
        put_first(&asked->events, sentence_at(asked, asked->set.events[i].at.text), i);
    }
    asked->relations = new_chain(asked, asked->set.relation_count);
    for (size_t i = asked->set.relation_count; i-- > 0;) {
        put_first(&asked->relations, sentence_at(asked, asked->set.relations[i].at.text), i);
    }
}

static void resolve_times(struct asked *asked)
{
    asked->times = arena_alloc_array(&asked->arena, asked->set.time_count + 1, sizeof *asked->times);
    dates_document_anchor(&asked->set, asked->document.given_date, &asked->anchor, &asked->arena);
    dates_resolve(&asked->set, &asked->anchor, asked->times, &asked->arena);
}

void asked_run(struct asked *asked, const struct program *program)
{
    struct scratch *scratch = scratch_new(program);
    extract_probed(program, scratch, &asked->document, asked->block, &asked->set, &asked->seen, &asked->probe,
                   &asked->arena);
    scratch_free(scratch);
    resolve_times(asked);
    chain_up(asked);
}

/* --- sentence by sentence --- */

/* Where a mention begins, and its number. */
struct asked_place {
    size_t begin;
    uint32_t record;
};

struct asked_order {
    struct asked_place *events, *relations;
    size_t next_event, next_relation, next_defined;
    struct arena passing; /* the chains of a sentence */
};

static int compare_places(const void *a, const void *b)
{
    const struct asked_place *left = a, *right = b;
    if (left->begin != right->begin) {
        return left->begin < right->begin ? -1 : 1;
    }
    return left->record < right->record ? -1 : left->record > right->record;
}

static struct asked_order *order_new(struct asked *asked)
{
    const struct mention_set *set = &asked->set;
    struct asked_order *order = arena_alloc(&asked->arena, sizeof *order);
    order->events = arena_alloc_array(&asked->arena, set->event_count + 1, sizeof *order->events);
    order->relations = arena_alloc_array(&asked->arena, set->relation_count + 1, sizeof *order->relations);
    for (uint32_t i = 0; i < set->event_count; i++) {
        order->events[i] = (struct asked_place){set->events[i].at.text.begin, i};
    }
    for (uint32_t i = 0; i < set->relation_count; i++) {
        order->relations[i] = (struct asked_place){set->relations[i].at.text.begin, i};
    }
    qsort(order->events, set->event_count, sizeof *order->events, compare_places);
    qsort(order->relations, set->relation_count, sizeof *order->relations, compare_places);
    return order;
}

static int compare_records(const void *a, const void *b)
{
    const struct asked_place *left = a, *right = b;
    return left->record < right->record ? -1 : left->record > right->record;
}

/* Puts the places that begin before `end` into the chain, in the order of their records, and moves on. */
static void chain_places(struct asked_chain *chain, struct asked_place *places, size_t count, size_t *next, size_t end)
{
    size_t from = *next;
    while (*next < count && places[*next].begin < end) {
        ++*next;
    }
    qsort(places + from, *next - from, sizeof *places, compare_records);
    chain->first[0] = ASKED_NONE;
    for (size_t i = *next; i-- > from;) {
        put_first(chain, 0, places[i].record);
    }
}

/* One sentence is read: its chains, and then the teller's turn. */
static void tell_sentence(void *context, uint32_t sentence)
{
    struct asked *asked = context;
    struct asked_order *order = asked->order;
    struct probe *probe = &asked->probe;
    size_t end = asked->seen.sentences[0].at.end;
    size_t defined = order->next_defined;
    arena_clear(&order->passing);
    struct asked_chain *matches = &asked->matches, *spans = &asked->spans;
    *matches = (struct asked_chain){arena_alloc_array(&order->passing, 1, sizeof *matches->first),
                                    arena_alloc_array(&order->passing, probe->match_count + 1, sizeof *matches->next)};
    *spans = (struct asked_chain){arena_alloc_array(&order->passing, 1, sizeof *spans->first),
                                  arena_alloc_array(&order->passing, asked->seen.span_count + 1, sizeof *spans->next)};
    matches->first[0] = spans->first[0] = ASKED_NONE;
    while (order->next_defined < probe->defined && probe->matches[order->next_defined].sentence <= sentence) {
        order->next_defined++;
    }
    for (size_t i = probe->match_count; i-- > probe->defined;) {
        put_first(matches, 0, i);
    }
    for (size_t i = order->next_defined; i-- > defined;) {
        if (probe->matches[i].sentence == sentence) {
            put_first(matches, 0, i);
        }
    }
    for (size_t i = asked->seen.span_count; i-- > 0;) {
        asked->seen.spans[i].sentence = 0;
        put_first(spans, 0, i);
    }
    chain_places(&asked->events, order->events, asked->set.event_count, &order->next_event, end);
    chain_places(&asked->relations, order->relations, asked->set.relation_count, &order->next_relation, end);
    asked->teller->sentence(asked, asked->teller->context);
}

static void tell_nothing(void *context, uint32_t sentence)
{
    (void)context;
    (void)sentence;
}

/* What is only known when all is read. */
static void read_first(struct asked *asked, const struct program *program, struct scratch *scratch)
{
    struct probe probe = {.told = tell_nothing};
    extract_probed(program, scratch, &asked->document, asked->block, &asked->set, &asked->seen, &probe, &asked->arena);
    probe_release(&probe);
    seen_release(&asked->seen);
    resolve_times(asked);
    asked->order = order_new(asked);
    asked->events =
        (struct asked_chain){arena_alloc_array(&asked->arena, 1, sizeof *asked->events.first),
                             arena_alloc_array(&asked->arena, asked->set.event_count + 1, sizeof *asked->events.next)};
    asked->relations = (struct asked_chain){
        arena_alloc_array(&asked->arena, 1, sizeof *asked->relations.first),
        arena_alloc_array(&asked->arena, asked->set.relation_count + 1, sizeof *asked->relations.next)};
}

void asked_tell(struct asked *asked, const struct program *program, const struct asked_teller *teller)
{
    struct scratch *scratch = scratch_new(program);
    struct mention_set again = {0}; /* the same once more */
    read_first(asked, program, scratch);
    asked->teller = teller;
    teller->begin(asked, teller->context);
    asked->probe.told = tell_sentence;
    asked->probe.context = asked;
    extract_probed(program, scratch, &asked->document, asked->block, &again, &asked->seen, &asked->probe,
                   &asked->arena);
    mention_set_release(&again);
    arena_release(&asked->order->passing);
    scratch_free(scratch);
}

void asked_release(struct asked *asked)
{
    probe_release(&asked->probe);
    seen_release(&asked->seen);
    mention_set_release(&asked->set);
    arena_release(&asked->arena);
}
