/* A text that somebody asks about, a file or words of the command line, and all that the rules do with it. */
#ifndef ANNALS_CLI_ASKED_H
#define ANNALS_CLI_ASKED_H

#include "cli/options.h"
#include "extract/probe.h"
#include "kb/dates.h"

struct asked_options {
    const char *command; /* for messages */
    const char *text;    /* words of the command line, or the name of a file; "-" is standard input */
    bool is_text;        /* never a file */
    const char *date;    /* the document's date, NULL: what its head says */
    const char *block;   /* kind of all blocks; NULL: words of one line are a paragraph, files are as they are cut */
};

/* Which records are of a sentence: the first one, and after each the next one; ASKED_NONE ends. */
enum { ASKED_NONE = -1 };

struct asked_chain {
    int32_t *first; /* by sentence */
    int32_t *next;  /* by record */
};

/* Zeroed is empty. All texts are the arena's. */
struct asked {
    struct arena arena;
    struct document document;
    int block;
    struct mention_set set;
    struct seen seen;
    struct probe probe;           /* what it asks for is set before asked_run */
    const struct text_list *only; /* rules that are told of, or prefixes that end in *; NULL or empty: all */
    struct anchor anchor;
    struct resolved_time *times; /* one for each of set.times */
    struct asked_chain matches, spans, events, relations;
    const struct asked_teller *teller;
    struct asked_order *order; /* private: of those who are told sentence by sentence */
};

/* Who is told of a text sentence by sentence, so that all that is kept is one document's result and one sentence. */
struct asked_teller {
    void (*begin)(struct asked *asked, void *context); /* all but the sentences is known: facts, anchor, times */
    void (*sentence)(struct asked *asked,
                     void *context); /* `seen` and the chains hold this sentence alone, as number 0 */
    void *context;
};

/* The rows that commands which are asked about a text have in their tables of options. */
#define ASKED_OPTION_DATE(type)                                                                              \
    {                                                                                                        \
        .kind = OPTION_TEXT, .name = "date", .argument = "DATE",                                             \
        .help = "when the document was written: 2018-09-26, 2018-09 or 2018", .offset = offsetof(type, date) \
    }
#define ASKED_OPTION_FORMAT(type)                                                                            \
    {                                                                                                        \
        .kind = OPTION_TEXT, .name = "format", .argument = "FORMAT", .help = "text or json (default: text)", \
        .offset = offsetof(type, format)                                                                     \
    }
#define ASKED_OPTION_IN(type)                                                                                 \
    {                                                                                                         \
        .kind = OPTION_TEXT, .name = "in", .argument = "BLOCK",                                               \
        .help = "what the text is: head, heading, item, paragraph, footnote, or document: as it is laid out " \
                "(default: a text of one line is a paragraph)",                                               \
        .offset = offsetof(type, block)                                                                       \
    }

/* Reads the text; false with a message where it cannot be read or an option is wrong. */
bool asked_open(struct asked *asked, const struct program *program, const struct asked_options *options);
void asked_run(struct asked *asked, const struct program *program);
/* The same for tellers. The text is read twice: first for what is only known at its end. */
void asked_tell(struct asked *asked, const struct program *program, const struct asked_teller *teller);
void asked_release(struct asked *asked);

/* Is the rule among those that are told of? */
bool asked_wants(const struct asked *asked, struct slice rule);
/* text or json: false with a message where it is neither. */
bool asked_format(const char *command, const char *format, bool *is_json);
/* "head" and so on. */
const char *asked_block_name(int block);
const char *asked_scope_name(enum date_scope scope);
const char *asked_status_name(enum event_status status);

#endif
