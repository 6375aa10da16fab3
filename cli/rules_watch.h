/* rules check --watch: on each save checks the rules, runs their examples, and shows what changed in a document. */
#ifndef ANNALS_CLI_RULES_WATCH_H
#define ANNALS_CLI_RULES_WATCH_H

#include "cli/options.h"

struct rules_watch_options {
    const struct text_list *rules;
    bool alone;
    const char *document; /* NULL: none */
    int rounds;           /* ends after so many; 0: never */
    bool is_json;         /* each round as one object on a line of standard output */
};

/* The exit status: of the last round, 0 where all was well, 1 where rules or examples failed. */
int rules_watch(const struct rules_watch_options *options);

#endif
