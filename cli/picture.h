/* What `annals timeline` and `annals network` share: options, reading the knowledge base, writing the picture. */
#ifndef ANNALS_CLI_PICTURE_H
#define ANNALS_CLI_PICTURE_H

#include "cli/command.h"
#include "cli/select_options.h"
#include "render/render.h"

/* Settings of both commands; each has a table with the rows that it understands. */
struct picture_settings {
    const char *out, *format, *paper, *lane, *matrix;
    const char *org, *hub; /* org: of `annals network` */
    const char *title, *subtitle, *caveat, *link, *theme, *words;
    struct select_options select;
    bool portrait, partners, pages;
    int dpi, depth, top;
};

typedef enum status picture_draw(const struct kb *kb, const struct render_options *options, unsigned formats,
                                 struct render_result *result, struct diagnostics *errors);

/* Reads the knowledge base at `path`, draws it in one format, writes it to --out or standard output. Returns the exit
 * status; everything wrong is printed. */
int picture_run(const struct command *command, const struct picture_settings *settings, const char *path,
                picture_draw *draw);

#endif
