/* Runs the examples under rules and reports those that do not find what they say. */
#ifndef ANNALS_CLI_RULES_TEST_H
#define ANNALS_CLI_RULES_TEST_H

#include "cli/options.h"
#include "cli/rules_report.h"

/* Prints to standard output. `only` holds names of rules, or prefixes that end in *; empty is all of them. */
struct rules_result rules_run(const struct program *program, const struct text_list *only, enum rules_format format);
/* The same of all examples as an object in `json`, which is one key's value: the failures, and how many passed. */
struct rules_result rules_run_failures(const struct program *program, struct json *json);

#endif
