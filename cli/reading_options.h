/* How times are to be read: options that `tag` and `date` share. */
#ifndef ANNALS_CLI_READING_OPTIONS_H
#define ANNALS_CLI_READING_OPTIONS_H

#include "cli/options.h"
#include "kb/dates.h"

struct reading_options {
    const char *genre, *prefer;
    bool no_inference;
};

#define OPTION_READING(settings)                                                              \
    {OPTION_TEXT,                                                                             \
     0,                                                                                       \
     "genre",                                                                                 \
     "GENRE",                                                                                 \
     "what is read: news, speech, narrative or document (default: learnt from the text)",     \
     offsetof(settings, reading.genre),                                                       \
     0,                                                                                       \
     0},                                                                                      \
        {OPTION_TEXT,                                                                         \
         0,                                                                                   \
         "prefer",                                                                            \
         "SIDE",                                                                              \
         "which of several days an open date means: past, future or nearest",                 \
         offsetof(settings, reading.prefer),                                                  \
         0,                                                                                   \
         0},                                                                                  \
    {                                                                                         \
        OPTION_FLAG, 0, "no-inference", NULL, "leave years and weeks open that are not said", \
            offsetof(settings, reading.no_inference), 0, 0                                    \
    }

/* Checks the words; prints what is wrong. */
bool reading_options_check(const char *command, const struct reading_options *options);

/* dates_document_anchor as the options want it. */
void reading_anchor(const struct reading_options *options, const struct mention_set *set, struct anchor *anchor,
                    struct arena *arena);

#endif
