/* --theme and --words: how pictures look. */
#ifndef ANNALS_CLI_THEME_OPTION_H
#define ANNALS_CLI_THEME_OPTION_H

#include "render/render.h"

/* Rows that every command with pictures has in its table. */
#define OPTION_THEME(type)                                                               \
    {                                                                                    \
        .kind = OPTION_TEXT, .name = "theme", .argument = "THEME",                       \
        .help = "print, screen, dark, grey or a FILE.yaml of your own (default: print)", \
        .offset = offsetof(type, theme)                                                  \
    }
#define OPTION_WORDS(type)                                                                 \
    {                                                                                      \
        .kind = OPTION_TEXT, .name = "words", .argument = "FILE",                          \
        .help = "a YAML file of your language: words: of pictures, report: of the report", \
        .offset = offsetof(type, words)                                                    \
    }

/* The theme of the two options, each of which may be NULL: a shipped one by its name (../share/annals/themes beside the
 * program where that exists, else that of the source tree), or a file. The caller frees it with render_theme_free; NULL
 * where it cannot be read, and everything wrong is printed. */
struct render_theme *theme_option_load(const char *command, const char *theme, const char *words);

#endif
