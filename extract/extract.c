/* One document through all layers. */
#include "extract/extract.h"

#include <stdlib.h>

#include "extract/probe_p.h"

struct scratch *scratch_new(const struct program *program)
{
    struct scratch *scratch = memory_zero(1, sizeof *scratch);
    struct line *line = &scratch->line;
    size_t tokens = TEXT_MAX_SENTENCE_TOKENS + 2;
    scratch->program = line->program = program;
    line->words = memory_zero(tokens, sizeof *line->words);
    line->inside = memory_zero(tokens, sizeof *line->inside);
    line->aside = memory_zero(tokens, sizeof *line->aside);
    line->clause = memory_zero(tokens, sizeof *line->clause);
    line->opaque_end = memory_zero(tokens, sizeof *line->opaque_end);
    line->class_slot = memory_zero(program->class_count + 1u, sizeof *line->class_slot);
    line->possible = memory_zero(program->needs.slot_words, sizeof *line->possible);
    scratch->word_keys = memory_zero(tokens, sizeof *scratch->word_keys);
    scratch->filled = memory_zero(program->needs.set_words, sizeof *scratch->filled);
    line->present_list = memory_zero(program->class_count + 1u, sizeof *line->present_list);
    scratch->impossible = memory_zero(1, sizeof *scratch->impossible);
    scratch->candidates_of_sentence = memory_zero(SENTENCE_MAX_CANDIDATES, sizeof(struct candidate));
    return scratch;
}

void scratch_free(struct scratch *scratch)
{
    if (scratch == NULL) {
        return;
    }
    struct line *line = &scratch->line;
    free(scratch->impossible);
    free(line->words);
    free(line->inside);
    free(line->aside);
    free(line->clause);
    free(line->opaque_end);
    free(line->class_slot);
    free(line->class_lines);
    free(line->possible);
    free(scratch->word_keys);
    free(scratch->filled);
    free(line->present_list);
    free(line->edges);
    free(line->spans);
    free(scratch->visited);
    free(scratch->ways);
    free(scratch->ways_back);
    free(scratch->stack);
    free(scratch->trace);
    free(scratch->matches);
    free(scratch->candidates_of_sentence);
    buffer_release(&scratch->fold);
    arena_release(&scratch->sentence_arena);
    arena_release(&scratch->document_arena);
    free(scratch);
}

void scratch_prefilter(struct scratch *scratch, bool on)
{
    scratch->no_prefilter = scratch->tries_all = !on;
}

struct extract_counts scratch_counts(const struct scratch *scratch)
{
    return (struct extract_counts){.sentences = scratch->sentence_count,
                                   .bytes = scratch->byte_count,
                                   .read_sentences = scratch->read_sentence_count,
                                   .read_bytes = scratch->read_byte_count,
                                   .attempts = scratch->attempts};
}

/* Copies what the set keeps of the document: everything but its source and text. */
static void keep_document(struct mention_set *set, const struct document *document)
{
    struct document *kept = &set->document;
    *kept = *document;
    kept->id = arena_copy(&set->arena, document->id);
    kept->path = arena_copy(&set->arena, document->path);
    kept->sha256 = arena_copy(&set->arena, document->sha256);
    kept->media_type = arena_copy(&set->arena, document->media_type);
    kept->given_title = arena_copy(&set->arena, document->given_title);
    kept->given_author = arena_copy(&set->arena, document->given_author);
    kept->given_language = arena_copy(&set->arena, document->given_language);
    kept->given_date = arena_copy(&set->arena, document->given_date);
    kept->copies = arena_alloc_array(&set->arena, document->copy_count + 1, sizeof *kept->copies);
    for (size_t i = 0; i < document->copy_count; i++) {
        kept->copies[i] = arena_copy(&set->arena, document->copies[i]);
    }
    kept->source = kept->text = (struct slice){0};
    kept->pieces = NULL;
    kept->piece_count = 0;
}

static bool has_bracket(const struct text *text, const struct sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        if (text->tokens[sentence->first_token + i].flags & TOKEN_OPENS_BRACKET) {
            return true;
        }
    }
    return false;
}

static void next_sentence(struct scratch *scratch)
{
    arena_clear(&scratch->sentence_arena);
    scratch->arena = &scratch->sentence_arena;
    scratch->match_count = 0;
    scratch->impossible->count = 0;
}

static void find_definitions(struct harvest *harvest)
{
    for (uint32_t s = 0; s < harvest->text->sentence_count; s++) {
        if (has_bracket(harvest->text, &harvest->text->sentences[s])) {
            next_sentence(harvest->scratch);
            line_open(harvest->scratch, harvest->text, s, NULL);
            if (!harvest->scratch->tries_all && !possible_defines(&harvest->scratch->line)) {
                continue;
            }
            line_fill(harvest->scratch, NULL);
            layers_run(harvest->scratch, 0, harvest->program->define_layer);
            harvest_definitions(harvest);
        }
    }
}

/* May an event of the sentence take a date from what stands before it? */
static bool is_after_date(const struct harvest *harvest, uint32_t sentence)
{
    const struct text *text = harvest->text;
    const struct block *block = &text->blocks[text->sentences[sentence].block];
    return block->kind == BLOCK_ITEM ||
           (sentence > 0 && harvest->sentence_times[sentence - 1] < harvest->set->time_count);
}

/* Can rules from the layer on leave anything behind but times? `times`: the sentence may have some. */
static bool is_telling(const struct harvest *harvest, uint32_t sentence, enum extract_what what, size_t layer,
                       bool times)
{
    const struct line *line = &harvest->scratch->line;
    return what == EXTRACT_ALL
               ? possible_tells(line, layer, times || is_after_date(harvest, sentence)) || inherit_leads(harvest)
               : possible_facts(line);
}

/* Runs the layers as far as there is something to be found; false where nothing but times was. Who watches sees every
 * sentence whole. */
static bool run_layers(struct harvest *harvest, uint32_t sentence, enum extract_what what)
{
    struct scratch *scratch = harvest->scratch;
    const struct program *program = harvest->program;
    struct span span = harvest->text->sentences[sentence].span;
    bool watched = scratch->seen != NULL || scratch->probe != NULL || scratch->tries_all;
    line_open(scratch, harvest->text, sentence, &harvest->definitions);
    scratch->sentence_count++;
    scratch->byte_count += span.end - span.begin;
    if (!watched && (what == EXTRACT_NOTHING ||
                     (!possible_times(&scratch->line) && !is_telling(harvest, sentence, what, 0, false)))) {
        return false;
    }
    scratch->read_sentence_count++;
    scratch->read_byte_count += span.end - span.begin;
    bool all = what == EXTRACT_ALL, reaches = !watched && !(all && inherit_leads(harvest));
    if (reaches) {
        possible_reach(scratch, 0, possible_times(&scratch->line), all);
    }
    line_fill(scratch, &harvest->definitions);
    size_t dates_done = program->needs.dates_done;
    if (dates_done > 0) {
        layers_run(scratch, 0, dates_done);
        possible_again(scratch, dates_done);
        bool times = line_has_times(&scratch->line), opaque = times && possible_opaque(&scratch->line, dates_done);
        if (!watched && !opaque && !is_telling(harvest, sentence, what, dates_done, times)) {
            harvest_times(harvest);
            return false;
        }
        if (reaches) {
            possible_reach(scratch, dates_done, times, all);
        }
    }
    layers_run(scratch, dates_done, program->layer_count);
    return true;
}

static void read_sentence(struct harvest *harvest, uint32_t sentence, enum extract_what what)
{
    struct scratch *scratch = harvest->scratch;
    next_sentence(scratch);
    if (scratch->probe != NULL) {
        probe_sentence(scratch, sentence);
    }
    if (!run_layers(harvest, sentence, what)) {
        return;
    }
    harvest_times(harvest);
    harvest_facts(harvest);
    if (scratch->seen != NULL) {
        seen_line(scratch->seen, scratch);
    }
    size_t first_event = harvest->set->event_count, first_relation = harvest->set->relation_count;
    if (what == EXTRACT_ALL) {
        harvest_holders(harvest);
        harvest_events(harvest);
        harvest_relations(harvest);
        inherit_note(harvest);
        harvest_context(harvest, first_event, first_relation);
        inherit_fill(harvest, sentence, first_event);
    }
    harvest_surnames(harvest);
    if (scratch->probe != NULL) {
        probe_told(scratch, sentence);
    }
}

/* Moves heap arrays into the set's arena, so that one release frees all. */
static void *settle(struct arena *arena, void *items, size_t count, size_t size)
{
    void *kept = arena_alloc_array(arena, count + 1, size);
    if (count > 0) {
        memcpy(kept, items, count * size);
    }
    free(items);
    return kept;
}

static void settle_set(struct mention_set *set)
{
    struct arena *arena = &set->arena;
    set->names = settle(arena, set->names, set->name_count, sizeof *set->names);
    set->times = settle(arena, set->times, set->time_count, sizeof *set->times);
    set->events = settle(arena, set->events, set->event_count, sizeof *set->events);
    set->relations = settle(arena, set->relations, set->relation_count, sizeof *set->relations);
    set->clues = settle(arena, set->clues, set->clue_count, sizeof *set->clues);
    set->doubts = settle(arena, set->doubts, set->doubt_count, sizeof *set->doubts);
    set->impossible = settle(arena, set->impossible, set->impossible_count, sizeof *set->impossible);
}

void extract_document(const struct program *program, struct scratch *scratch, const struct document *document,
                      enum extract_what what, struct mention_set *set)
{
    struct text text = {0};
    memset(set, 0, sizeof *set);
    arena_init(&set->arena);
    set->facts.date = UINT32_MAX;
    set->facts.language =
        arena_copy(&set->arena, document->given_language.len ? document->given_language : program->language);
    keep_document(set, document);
    arena_clear(&scratch->document_arena);
    int block = scratch->seen != NULL ? seen_block(scratch->seen) : -1;
    if (block >= 0) {
        text_cut_as(&text, document, &program->text_words, (enum block_kind)block, &scratch->document_arena);
    } else {
        text_cut(&text, document, &program->text_words, &scratch->document_arena);
    }
    struct harvest harvest = {
        .program = program, .scratch = scratch, .document = document, .text = &text, .set = set, .arena = &set->arena};
    harvest.sentence_times =
        arena_alloc_array(&scratch->document_arena, text.sentence_count + 2, sizeof *harvest.sentence_times);
    harvest_index_characters(&harvest);
    inherit_begin(&harvest);
    if (what == EXTRACT_ALL) {
        next_sentence(scratch);
        harvest_given_author(&harvest);
        find_definitions(&harvest);
    }
    for (uint32_t s = 0; s < text.sentence_count; s++) {
        harvest.sentence_times[s] = (uint32_t)set->time_count;
        read_sentence(&harvest, s, what);
        harvest.sentence_times[s + 1] = (uint32_t)set->time_count;
    }
    dating_finish(&harvest);
    if (what == EXTRACT_ALL) {
        harvest_passages(&harvest);
    }
    settle_set(set);
    inherit_end(&harvest);
    free(harvest.places);
    definitions_release(&harvest.definitions);
    map_release(&harvest.named);
    arena_clear(&scratch->sentence_arena);
    arena_clear(&scratch->document_arena);
}

void mention_set_release(struct mention_set *set)
{
    arena_release(&set->arena);
    memset(set, 0, sizeof *set);
}
