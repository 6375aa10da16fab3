/* Does an example find what it says? */
#ifndef ANNALS_CLI_RULES_COMPARE_H
#define ANNALS_CLI_RULES_COMPARE_H

#include "cli/rules_found.h"

/* The same values in any order; `none` and `[]` both mean that there is no such field. */
bool compare_field(const struct example_field *expected, const struct found *found);
bool compare_find(const struct example_find *expected, const struct found *found);
/* As many finds, each the same, in the order of the text. */
bool compare_finds(const struct example *example, const struct found_list *list);
/* Whether `dated:` is a date with a year, if there is one: else the example would pass or fail by chance. */
bool compare_is_dated(const struct example *example);

#endif
