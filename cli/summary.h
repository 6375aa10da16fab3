/* What `annals build` says at its end, on standard output. */
#ifndef ANNALS_CLI_SUMMARY_H
#define ANNALS_CLI_SUMMARY_H

#include "cli/corpus.h"
#include "kb/kb.h"

enum {
    SUMMARY_CHECKS = 12,   /* things to check that are listed */
    SUMMARY_SKIPPED = 12,  /* skipped documents that are listed */
    SUMMARY_PARTNERS = 12, /* partners that are named */
    SUMMARY_WIDTH = 160    /* bytes of a check's text */
};

struct summary {
    const struct kb *kb;
    const struct corpus *corpus;
    const char *folder;              /* where files were written */
    const struct text_list *written; /* their names */
    const struct text_list *found;   /* files of corrections that nobody named */
    struct slice since;              /* what has changed since the last build; "" where there was none */
    double seconds;
};

void summary_print(const struct summary *summary);

#endif
