/* The rule packs of a run: the shipped one and those given with -r. */
#ifndef ANNALS_CLI_PACKS_H
#define ANNALS_CLI_PACKS_H

#include "cli/command.h"
#include "extract/examples.h"
#include "ingest/read.h"

/* The row that every command with rules has in its table of options. */
#define OPTION_RULES(type)                                                                                             \
    {                                                                                                                  \
        .kind = OPTION_LIST, .letter = 'r', .name = "rules", .argument = "PACK",                                       \
        .help = "a folder of rules that extends the shipped ones; may be given again", .offset = offsetof(type, rules) \
    }

/* The row after it: the packs given, without the shipped one. */
#define OPTION_ALONE(type)                                                                                          \
    {                                                                                                               \
        .kind = OPTION_FLAG, .name = "alone",                                                                       \
        .help = "leave the shipped rules out: the packs given stand by themselves", .offset = offsetof(type, alone) \
    }

/* Folder of the shipped pack: ../share/annals/rules/en beside the program where that exists, else that of the source
 * tree. The caller frees it. */
char *packs_shipped_folder(void);

/* Folder of the skeleton of a pack, beside it. The caller frees it. */
char *packs_skeleton_folder(void);

/* Compiles the shipped pack and those given. Prints every error of every file; NULL where there was one. */
struct program *packs_load(const struct text_list *given);

/* The same, or with `alone` only those given; to have none of them is an error. */
struct program *packs_load_alone(const struct text_list *given, bool alone);

/* The same for times alone: rules of the shipped pack on which no time depends are left out. */
struct program *packs_load_times(const struct text_list *given, bool alone);

/* The same with warnings of what can never match; nothing is printed. */
struct program *packs_load_checked(const struct text_list *given, bool alone, struct diagnostics *messages);

/* What documents are read with: the page furniture that the packs know. */
struct read_words packs_read_words(const struct program *program);

/* Names each item of `only` a rule, or rules that begin so? Else false with a message. */
bool packs_have_rules(const char *command, const struct program *program, const struct text_list *only);

/* command_begin for commands whose operands are packs: they count as if given with -r. */
int packs_begin(const struct command *command, int argc, char **argv, void *settings, struct text_list *rules,
                const bool *alone);

#endif
