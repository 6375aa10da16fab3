/* annals extract: the mentions of documents as NDJSON, the first half of a build. */
#include <stdlib.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/corpus.h"
#include "cli/dates_option.h"
#include "cli/jobs.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "export/mentions.h"

struct settings {
    struct text_list rules;
    bool alone;
    const char *metadata, *date_from_name, *out;
    int jobs;
    bool no_prefilter;
};

static const struct option options[] = {
    {OPTION_TEXT, 'o', "out", "FILE", "where to write (default: standard output)", offsetof(struct settings, out), 0,
     0},
    OPTION_RULES(struct settings),
    OPTION_ALONE(struct settings),
    {OPTION_TEXT, 0, "metadata", "CSV", "a table of file, date, title, author, language for the documents",
     offsetof(struct settings, metadata), 0, 0},
    OPTION_DATE_FROM_NAME(struct settings),
    {OPTION_NUMBER, 0, "jobs", "N", "how many documents at a time (default: one per processor)",
     offsetof(struct settings, jobs), 1, JOBS_MAX_THREADS},
    OPTION_NO_PREFILTER(struct settings),
};

/* Where lines go: at once to standard output, or gathered for a file, which is written whole or not at all. */
struct sink {
    struct buffer lines;
    bool is_streamed;
    bool has_failed;
};

static void flush_lines(struct sink *sink)
{
    if (sink->is_streamed) {
        sink->has_failed = !output_write(buffer_slice(&sink->lines)) || sink->has_failed;
        buffer_clear(&sink->lines);
    }
}

static void receive(void *context, struct mention_set *set)
{
    struct sink *sink = context;
    mentions_write_set(&sink->lines, set);
    flush_lines(sink);
    corpus_free_set(set);
}

static int extract(const struct settings *settings, const struct text_list *paths)
{
    struct corpus_options corpus_options = {.command = "extract",
                                            .paths = paths,
                                            .rules = &settings->rules,
                                            .alone = settings->alone,
                                            .metadata = settings->metadata,
                                            .date_from_name = settings->date_from_name,
                                            .jobs = settings->jobs,
                                            .no_prefilter = settings->no_prefilter};
    struct corpus corpus = {0};
    int status = EXIT_USAGE;
    if (corpus_open(&corpus, &corpus_options)) {
        struct sink sink = {.is_streamed = !settings->out || slice_is(slice_of(settings->out), "-")};
        mentions_write_header(&sink.lines, program_hash(corpus.program), program_resolve_words(corpus.program));
        flush_lines(&sink);
        corpus_run(&corpus, &corpus_options, receive, &sink);
        status = corpus.error_count > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
        if (sink.has_failed || (!sink.is_streamed && !output_file(settings->out, buffer_slice(&sink.lines)))) {
            status = EXIT_USAGE;
        }
        buffer_release(&sink.lines);
    }
    corpus_release(&corpus);
    return status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 0);
    if (status < 0) {
        status = extract(&settings, &operands);
    }
    text_list_release(&settings.rules);
    text_list_release(&operands);
    return status;
}

const struct command command_extract = {
    .name = "extract",
    .operands = "PATH...",
    .summary = "write the mentions of documents as NDJSON",
    .details = "The first half of 'annals build': one line per document, in the order of the\n"
               "command line. 'annals resolve' makes a knowledge base of any number of such files.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
