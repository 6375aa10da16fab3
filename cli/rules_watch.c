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
    struct json *json;                        /* of the round at hand; NULL: it is told as text */
    struct diagnostics messages;              /* of that round, where it is told as JSON */
};

/* What was saved since the last look. */
struct saved {
    const struct session *session;
    bool is_first;
    bool document, rules; /* some file of rules */
    bool tables;          /* some file of rules that is no YAML */
    struct text_list names;
};

static void note_saved(void *context, const char *path)
{
    struct saved *saved = context;
    const char *document = saved->session->options->document;
    bool is_document = document != NULL && strcmp(path, document) == 0;
    saved->document = saved->document || is_document;
    saved->rules = saved->rules || !is_document;
    saved->tables = saved->tables || (!is_document && !slice_ends(slice_of(path), ".yaml"));
    text_list_add(&saved->names, path);
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

/* Messages of a round told as JSON stand in it; others at once. */
static void tell_messages(struct session *session, struct diagnostics *messages)
{
    if (session->json != NULL) {
        diagnostics_append(&session->messages, messages);
        diagnostics_release(messages);
    } else {
        output_diagnostics(messages);
    }
}

static bool read_facts(struct session *session, const struct program *program, struct fact_list *facts)
{
    struct read_words read_words = packs_read_words(program);
    struct arena arena;
    arena_init(&arena);
    struct document document = {0};
    struct diagnostics errors = {0};
    const char *path = session->options->document;
    bool is_read = document_read(&document, path, slice_of(path), &read_words, &arena, &errors) == STATUS_OK;
    tell_messages(session, &errors);
    if (is_read) {
        struct scratch *scratch = scratch_new(program);
        facts_collect(program, scratch, &document, ~0u, facts);
        scratch_free(scratch);
    }
    arena_release(&arena);
    return is_read;
}

static void tell_facts_text(struct session *session, struct fact_list *now, bool is_compared)
{
    struct buffer out = {0};
    struct slice name = slice_of(session->options->document);
    if (is_compared) {
        struct fact_counts counts = {0};
        facts_match(&session->facts, now, &counts);
        facts_tell_text(&session->facts, now, name, &out);
        facts_tell_counts(&counts, &out);
        buffer_add_byte(&out, '\n');
    } else {
        buffer_format(&out, "%.*s: %zu fact%s\n", SLICE_ARG(name), now->count, now->count == 1 ? "" : "s");
    }
    output_write(buffer_slice(&out));
    output_flush(); /* the examples may take longer than the eye waits */
    buffer_release(&out);
}

static void tell_facts_json(struct session *session, struct fact_list *now, bool is_compared)
{
    struct json *json = session->json;
    struct slice name = slice_of(session->options->document);
    json_member(json, "document", name);
    json_member_number(json, "facts", (int64_t)now->count);
    if (!is_compared) {
        return;
    }
    struct fact_counts counts = {0};
    facts_match(&session->facts, now, &counts);
    json_key(json, "differences");
    json_array_begin(json);
    facts_tell_json(&session->facts, now, name, json);
    json_array_end(json);
    json_key(json, "counts");
    json_object_begin(json);
    facts_counts_json(&counts, json);
    json_object_end(json);
}

/* What the rules find in the document now, and what they found before if the document is the same. */
static void tell_document(struct session *session, bool is_other)
{
    struct fact_list now = {0};
    session->is_unread = !read_facts(session, session->program, &now);
    if (session->is_unread) {
        return;
    }
    bool is_compared = !is_other && session->has_facts;
    (session->json != NULL ? tell_facts_json : tell_facts_text)(session, &now, is_compared);
    facts_release(&session->facts);
    session->facts = now;
    session->has_facts = true;
}

static bool same_rules(const struct program *a, const struct program *b)
{
    return a != NULL && slice_equal(program_hash(a), program_hash(b));
}

static struct program *load_rules(struct session *session)
{
    const struct rules_watch_options *options = session->options;
    if (session->json == NULL) {
        return packs_load_alone(options->rules, options->alone);
    }
    struct diagnostics messages = {0};
    struct program *program = packs_load_checked(options->rules, options->alone, &messages);
    diagnostics_sort(&messages);
    tell_messages(session, &messages);
    return program;
}

/* Checks the rules; true where there is something to try with them. Rules with errors leave the last good ones. */
static bool check_rules(struct session *session, const struct saved *saved)
{
    struct program *program = load_rules(session);
    session->has_errors = program == NULL;
    if (program == NULL) {
        return false;
    }
    bool is_new = !same_rules(session->program, program) || saved->tables;
    program_free(session->program);
    session->program = program;
    struct program_counts counts = program_count(program);
    if (session->json != NULL) {
        json_member_number(session->json, "rules", (int64_t)counts.rules);
        json_member_number(session->json, "lists", (int64_t)counts.lists);
        json_key(session->json, "same");
        json_bool(session->json, !is_new);
    } else if (is_new) {
        printf("%zu rules, %zu lists, no errors\n", counts.rules, counts.lists);
    } else {
        puts("the rules are the same");
    }
    return is_new;
}

/* One save. Does no more than it must: another document needs no other rules, the same rules no other test. */
static void look_into(struct session *session, const struct saved *saved)
{
    bool is_new = saved->rules && check_rules(session, saved);
    if (session->options->document != NULL && session->program != NULL && (is_new || saved->document)) {
        tell_document(session, saved->document);
    }
    if (is_new && session->json != NULL) {
        session->has_failures = rules_run_failures(session->program, session->json).failed > 0;
    } else if (is_new) {
        struct text_list all = {0};
        session->has_failures = rules_run(session->program, &all, RULES_FORMAT_TEXT).failed > 0;
    }
}

static void go_round_text(struct session *session, const struct saved *saved)
{
    double began = progress_seconds();
    if (!saved->is_first) {
        printf("-- %s%s\n", saved->names.items[saved->names.count - 1], saved->names.count > 1 ? " and others" : "");
    }
    look_into(session, saved);
    printf("%.0f ms\n", (progress_seconds() - began) * 1e3);
    output_flush();
}

/* The round as one object on a line. */
static void go_round_json(struct session *session, const struct saved *saved, int round)
{
    double began = progress_seconds();
    struct buffer out = {0};
    struct json json;
    json_init(&json, &out, true);
    session->json = &json;
    json_object_begin(&json);
    json_member_number(&json, "round", round);
    json_key(&json, "saved");
    json_array_begin(&json);
    for (size_t i = 0; i < saved->names.count && !saved->is_first; i++) {
        json_string(&json, slice_of(saved->names.items[i]));
    }
    json_array_end(&json);
    look_into(session, saved);
    json_key(&json, "messages");
    json_array_begin(&json);
    for (size_t i = 0; i < session->messages.count; i++) {
        diagnostic_write(&session->messages.items[i], &json);
    }
    json_array_end(&json);
    json_member_number(&json, "milliseconds", (int64_t)((progress_seconds() - began) * 1e3));
    json_object_end(&json);
    buffer_add_byte(&out, '\n');
    output_write(buffer_slice(&out));
    output_flush();
    session->json = NULL;
    diagnostics_release(&session->messages);
    buffer_release(&out);
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
            rounds++;
            if (options->is_json) {
                go_round_json(&session, &saved, rounds);
            } else {
                go_round_text(&session, &saved);
            }
        }
        text_list_release(&saved.names);
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
