/* Documents of one run: found, read and extracted by a pool of threads, handed over one at a time in the order of the
 * command line. What is kept of a document is its mentions; its text goes as soon as these are found. */
#ifndef ANNALS_CLI_CORPUS_H
#define ANNALS_CLI_CORPUS_H

#include "cli/options.h"
#include "extract/extract.h"
#include "ingest/find.h"
#include "ingest/metadata.h"

#define OPTION_NO_PREFILTER(type)                                                         \
    {                                                                                     \
        .kind = OPTION_FLAG, .name = "no-prefilter",                                      \
        .help = "for tests: every rule is tried in every sentence, which finds the same", \
        .offset = offsetof(type, no_prefilter)                                            \
    }

struct corpus_options {
    const char *command;           /* for messages */
    const struct text_list *paths; /* files, folders, "-" */
    const struct text_list *rules;
    bool alone;                 /* these without the shipped ones */
    const char *metadata;       /* a CSV file, or NULL */
    const char *date_from_name; /* a checked pattern of file names, or NULL */
    int jobs;                   /* 0: as many as there are processors */
    bool no_prefilter;          /* every rule is tried in every sentence, which changes nothing but the time */
};

/* A document that could not be read. */
struct skipped {
    struct slice path;
    struct slice why;
};

/* Zeroed is empty and valid for corpus_release. */
struct corpus {
    struct arena arena;
    struct program *program;
    struct metadata metadata;
    struct found found;
    size_t read;   /* documents handed over */
    size_t bytes;  /* of these */
    size_t events; /* mentions of events in them */
    struct skipped *skipped;
    size_t skipped_count;
    size_t skipped_capacity;
    size_t error_count; /* printed errors of any kind: missing paths, skipped documents, wrong rows of the table */
};

/* Takes over a set: the receiver releases and frees it. Called in the order of the documents, on any thread, one at a
 * time. */
typedef void corpus_receive(void *context, struct mention_set *set);

/* Loads the packs and the table, finds the documents. Prints what is wrong. False where nothing can be done: no rules,
 * an unreadable table, a wrong pattern of names, not one document. */
bool corpus_open(struct corpus *corpus, const struct corpus_options *options);

/* Reads and extracts all documents. What cannot be read is reported and skipped. */
void corpus_run(struct corpus *corpus, const struct corpus_options *options, corpus_receive *receive, void *context);

void corpus_release(struct corpus *corpus);

/* Frees a set that was handed over. */
void corpus_free_set(struct mention_set *set);

#endif
