#include "cli/rules_watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/facts.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/progress.h"
#include "cli/rules_test.h"
#include "cli/watch.h"
#include "ingest/read.h"

struct session {
    const struct rules_watch_options *options;
    char *shipped;
    struct watch files;
    struct watch_ear ear;
    struct program *program; /* the last one without errors; NULL: none yet */
    struct fact_list facts;  /* of the document, by that program */
    bool has_facts;
    bool has_errors, has_failures, is_unread; /* rules with errors, failed examples, no document */
};

/* What was saved since the last look. */
struct saved {
    const struct session *session;
    bool is_first;
    bool document, rules; /* some file of rules */
    bool tables;          /* some file of rules that is no YAML */
    const char *name;     /* of one of them */
    size_t count;
};

static void note_saved(void *context, const char *path)
{
    struct saved *saved = context;
    const char *document = saved->session->options->document;
    bool is_document = document != NULL && strcmp(path, document) == 0;
    saved->document = saved->document || is_document;
    saved->rules = saved->rules || !is_document;
    saved->tables = saved->tables || (!is_document && !slice_ends(slice_of(path), ".yaml"));
    saved->name = path;
    saved->count++;
}

static void look(struct session *session, struct watch *files)
{
    const struct rules_watch_options *options = session->options;
    *files = (struct watch){.ear = &session->ear};
    if (!options->alone) {
        watch_add(files, session->shipped);
    }
    for (size_t i = 0; i < options->rules->count; i++) {
        watch_add(files, options->rules->items[i]);
    }
    if (options->document != NULL) {
        watch_add(files, options->document);
    }
}

static bool read_facts(const struct session *session, const struct program *program, struct fact_list *facts)
{
    struct read_words read_words = packs_read_words(program);
    struct arena arena;
    arena_init(&arena);
    struct document document = {0};
    struct diagnostics errors = {0};
    const char *path = session->options->document;
    bool is_read = document_read(&document, path, slice_of(path), &read_words, &arena, &errors) == STATUS_OK;
    output_diagnostics(&errors);
    if (is_read) {
        struct scratch *scratch = scratch_new(program);
        facts_collect(program, scratch, &document, ~0u, facts);
        scratch_free(scratch);
    }
    arena_release(&arena);
    return is_read;
}

/* What the rules find in the document now, and what they found before if the document is the same. */
static void tell_document(struct session *session, bool is_other)
{
    struct fact_list now = {0};
    struct buffer out = {0};
    struct slice name = slice_of(session->options->document);
    if (!read_facts(session, session->program, &now)) {
        session->is_unread = true;
        return;
    }
    session->is_unread = false;
    if (is_other || !session->has_facts) {
        buffer_format(&out, "%.*s: %zu fact%s\n", SLICE_ARG(name), now.count, now.count == 1 ? "" : "s");
    } else {
        struct fact_counts counts = {0};
        facts_match(&session->facts, &now, &counts);
        facts_tell_text(&session->facts, &now, name, &out);
        facts_tell_counts(&counts, &out);
        buffer_add_byte(&out, '\n');
    }
    output_write(buffer_slice(&out));
    fflush(stdout); /* the examples may take longer than the eye waits */
    buffer_release(&out);
    facts_release(&session->facts);
    session->facts = now;
    session->has_facts = true;
}

static bool same_rules(const struct program *a, const struct program *b)
{
    return a != NULL && slice_equal(program_hash(a), program_hash(b));
}

/* Checks the rules; true where there is something to try with them. Rules with errors leave the last good ones. */
static bool check_rules(struct session *session, const struct saved *saved)
{
    struct program *program = packs_load_alone(session->options->rules, session->options->alone);
    session->has_errors = program == NULL;
    if (program == NULL) {
        return false;
    }
    bool is_new = !same_rules(session->program, program) || saved->tables;
    program_free(session->program);
    session->program = program;
    if (is_new) {
        struct program_counts counts = program_count(program);
        printf("%zu rules, %zu lists, no errors\n", counts.rules, counts.lists);
    } else {
        puts("the rules are the same");
    }
    return is_new;
}

/* One save. Does no more than it must: another document needs no other rules, the same rules no other test. */
static void go_round(struct session *session, const struct saved *saved)
{
    double began = progress_seconds();
    struct text_list all = {0};
    bool is_new = false;
    if (!saved->is_first) {
        printf("-- %s%s\n", saved->name, saved->count > 1 ? " and others" : "");
    }
    if (saved->rules) {
        is_new = check_rules(session, saved);
    }
    if (session->options->document != NULL && session->program != NULL && (is_new || saved->document)) {
        tell_document(session, saved->document);
    }
    if (is_new) {
        session->has_failures = rules_run(session->program, &all, RULES_FORMAT_TEXT).failed > 0;
    }
    printf("%.0f ms\n", (progress_seconds() - began) * 1e3);
    fflush(stdout);
}

int rules_watch(const struct rules_watch_options *options)
{
    struct session session = {.options = options, .shipped = packs_shipped_folder()};
    int rounds = 0;
    watch_open(&session.ear);
    for (;;) {
        struct watch files;
        struct saved saved = {.session = &session, .is_first = rounds == 0};
        look(&session, &files); /* before the files are read, so that no save is missed */
        if (watch_compare(&session.files, &files, note_saved, &saved) > 0 || rounds == 0) {
            saved.rules = saved.rules || rounds == 0;
            go_round(&session, &saved);
            rounds++;
        }
        watch_release(&session.files);
        session.files = files;
        if (rounds == options->rounds) {
            break;
        }
        watch_wait(&session.ear);
    }
    watch_release(&session.files);
    watch_close(&session.ear);
    facts_release(&session.facts);
    program_free(session.program);
    free(session.shipped);
    return session.has_errors || session.has_failures || session.is_unread ? EXIT_SOME_FAILED : EXIT_DONE;
}
