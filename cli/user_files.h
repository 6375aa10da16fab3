/* What users write beside their documents: corrections and house names. */
#ifndef ANNALS_CLI_USER_FILES_H
#define ANNALS_CLI_USER_FILES_H

#include "cli/options.h"
#include "kb/corrections.h"
#include "kb/names.h"

/* The rows that every command has that makes a knowledge base. */
#define OPTION_CORRECTIONS(type)                                                         \
    {                                                                                    \
        .kind = OPTION_LIST, .name = "corrections", .argument = "FILE",                  \
        .help = "what a person has corrected (docs/corrections.md); may be given again", \
        .offset = offsetof(type, corrections)                                            \
    }
#define OPTION_NAMES(type)                                                                           \
    {                                                                                                \
        .kind = OPTION_LIST, .name = "names", .argument = "FILE",                                    \
        .help = "how entities are to be called; may be given again", .offset = offsetof(type, names) \
    }

/* Zeroed is empty and valid. */
struct user_files {
    struct arena arena;
    struct text_list found; /* corrections that were not named but found */
    struct corrections corrections;
    struct house_names names;
};

/* Reads the files given. Where no corrections are given, those that stand in `out`, and in and beside each of `paths`,
 * are taken (both may be NULL: none). Prints all that is wrong; false where there was anything. */
bool user_files_read(struct user_files *files, const struct text_list *corrections, const struct text_list *names,
                     const char *out, const struct text_list *paths);
void user_files_release(struct user_files *files);

#endif
