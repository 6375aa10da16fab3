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

void asked_run(struct asked *asked, const struct program *program)
{
    struct scratch *scratch = scratch_new(program);
    extract_probed(program, scratch, &asked->document, asked->block, &asked->set, &asked->seen, &asked->probe,
                   &asked->arena);
    scratch_free(scratch);
    asked->times = arena_alloc_array(&asked->arena, asked->set.time_count + 1, sizeof *asked->times);
    dates_document_anchor(&asked->set, asked->document.given_date, &asked->anchor, &asked->arena);
    dates_resolve(&asked->set, &asked->anchor, asked->times, &asked->arena);
    chain_up(asked);
}

void asked_release(struct asked *asked)
{
    probe_release(&asked->probe);
    seen_release(&asked->seen);
    mention_set_release(&asked->set);
    arena_release(&asked->arena);
}
