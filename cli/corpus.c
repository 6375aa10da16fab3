#include "cli/corpus.h"

#include <stdlib.h>
#include <string.h>

#include "cli/dates_option.h"
#include "cli/jobs.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/progress.h"
#include "ingest/name_date.h"
#include "ingest/read.h"

/* What a worker leaves of one document until it is its turn. */
struct outcome {
    struct mention_set *set; /* NULL where it could not be read */
    struct diagnostics messages;
    size_t bytes;
};

/* One run of corpus_run. Workers write to their own scratch and to the outcome of their own job only. */
struct run {
    struct corpus *corpus;
    const char *date_from_name;
    struct scratch **scratches;
    struct outcome *outcomes;
    struct read_words words;
    struct progress progress;
    corpus_receive *receive;
    void *context;
};

void corpus_free_set(struct mention_set *set)
{
    if (set) {
        mention_set_release(set);
        free(set);
    }
}

static void print_messages(struct corpus *corpus, struct diagnostics *messages)
{
    corpus->error_count += messages->error_count;
    output_diagnostics(messages);
}

bool corpus_open(struct corpus *corpus, const struct corpus_options *options)
{
    struct diagnostics messages = {0};
    arena_init(&corpus->arena);
    if (!date_from_name_check(options->command, options->date_from_name)) {
        return false;
    }
    corpus->program = packs_load_alone(options->rules, options->alone);
    if (!corpus->program) {
        return false;
    }
    if (options->metadata) {
        enum status status = metadata_read(&corpus->metadata, options->metadata, &messages);
        print_messages(corpus, &messages);
        if (status != STATUS_OK && !corpus->metadata.usable) {
            return false;
        }
    }
    find_files(&corpus->found, options->paths->items, options->paths->count, &messages);
    print_messages(corpus, &messages);
    metadata_match(&corpus->metadata, &corpus->found, &messages);
    print_messages(corpus, &messages);
    if (corpus->found.count == 0) {
        fprintf(stderr, "annals %s: no documents found, expected text or Markdown files, or folders of them\n",
                options->command);
        return false;
    }
    return true;
}

static void work(void *context, unsigned worker, size_t job)
{
    struct run *run = context;
    const struct found_file *file = &run->corpus->found.files[job];
    struct outcome *outcome = &run->outcomes[job];
    struct arena arena;
    arena_init(&arena);
    struct document document = {0};
    if (document_read(&document, file->name, file->path, &run->words, &arena, &outcome->messages) == STATUS_OK) {
        metadata_apply(&run->corpus->metadata, job, &document, &arena);
        if (document.given_date.len == 0) {
            document.given_date = name_date_of_path(document.path, run->date_from_name, &arena);
        }
        outcome->bytes = document.source.len;
        outcome->set = memory_zero(1, sizeof *outcome->set);
        extract_document(run->corpus->program, run->scratches[worker], &document, EXTRACT_ALL, outcome->set);
    }
    arena_release(&arena);
}

static void note_skipped(struct corpus *corpus, const struct found_file *file, const struct diagnostics *messages)
{
    static const char prefix[] = "skipped: "; /* of messages that stand alone */
    const char *why = messages->count > 0 ? messages->items[0].message : "unreadable";
    why += strncmp(why, prefix, sizeof prefix - 1) == 0 ? sizeof prefix - 1 : 0;
    corpus->skipped =
        array_grow(corpus->skipped, &corpus->skipped_capacity, corpus->skipped_count + 1, sizeof *corpus->skipped);
    corpus->skipped[corpus->skipped_count++] =
        (struct skipped){arena_copy(&corpus->arena, file->path), arena_copy(&corpus->arena, slice_of(why))};
}

static void done(void *context, size_t job)
{
    struct run *run = context;
    struct corpus *corpus = run->corpus;
    struct outcome *outcome = &run->outcomes[job];
    if (!outcome->set) {
        note_skipped(corpus, &corpus->found.files[job], &outcome->messages);
    }
    if (outcome->messages.count > 0) {
        progress_clear(&run->progress);
        print_messages(corpus, &outcome->messages);
    }
    if (outcome->set) {
        corpus->read++;
        corpus->bytes += outcome->bytes;
        corpus->events += outcome->set->event_count;
        run->receive(run->context, outcome->set);
        outcome->set = NULL;
    }
    progress_show(&run->progress, "read", job + 1);
}

void corpus_run(struct corpus *corpus, const struct corpus_options *options, corpus_receive *receive, void *context)
{
    const struct text_words *words = program_text_words(corpus->program);
    struct run run = {
        .corpus = corpus, .date_from_name = options->date_from_name, .receive = receive, .context = context};
    run.words = (struct read_words){words->furniture, words->furniture_count};
    struct jobs jobs = {corpus->found.count, (unsigned)options->jobs, &run, work, done};
    unsigned threads = jobs_threads(&jobs);
    run.outcomes = memory_zero(corpus->found.count, sizeof *run.outcomes);
    run.scratches = memory_zero(threads, sizeof *run.scratches);
    for (unsigned i = 0; i < threads; i++) {
        run.scratches[i] = scratch_new(corpus->program);
        scratch_prefilter(run.scratches[i], !options->no_prefilter);
    }
    progress_begin(&run.progress, corpus->found.count);
    jobs_run(&jobs);
    progress_clear(&run.progress);
    for (unsigned i = 0; i < threads; i++) {
        scratch_free(run.scratches[i]);
    }
    free(run.scratches);
    free(run.outcomes);
}

void corpus_release(struct corpus *corpus)
{
    program_free(corpus->program);
    metadata_release(&corpus->metadata);
    found_release(&corpus->found);
    free(corpus->skipped);
    arena_release(&corpus->arena);
    *corpus = (struct corpus){0};
}
