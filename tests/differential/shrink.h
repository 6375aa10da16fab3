/* Makes a disagreement small: takes away rules, keys, parts of patterns, entries and words while it stays. */
#ifndef ANNALS_TESTS_SHRINK_H
#define ANNALS_TESTS_SHRINK_H

#include "reference.h"

/* Do the two sides still disagree? */
typedef bool shrink_test(const struct ref_program *program, const struct ref_text *text);
void shrink(struct ref_program *program, struct ref_text *text, shrink_test *disagree);

#endif
