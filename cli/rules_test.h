/* Runs the examples under rules and reports those that do not find what they say. */
#ifndef ANNALS_CLI_RULES_TEST_H
#define ANNALS_CLI_RULES_TEST_H

#include "cli/options.h"
#include "extract/extract.h"

enum rules_format { RULES_FORMAT_TEXT, RULES_FORMAT_TAP };

struct rules_result {
    size_t passed, failed;
};

/* Prints to standard output as it goes. `only` holds names of rules, or prefixes that end in *; empty is all of them.
 */
struct rules_result rules_run(const struct program *program, const struct text_list *only, enum rules_format format);

#endif
