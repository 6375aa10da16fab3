/* Random small programs and texts. The same seed gives the same ones everywhere. */
#ifndef ANNALS_TESTS_GENERATE_H
#define ANNALS_TESTS_GENERATE_H

#include <stdint.h>

#include "reference.h"

void generate_seed(uint64_t seed);
/* A number from 0 to below - 1. */
int generate_number(int below);
void generate_program(struct ref_program *program);
/* Words, and what rules of the program might match. */
void generate_text(const struct ref_program *program, const struct reference *reference, struct ref_text *text);
/* Leaves tokens together only where a tokenizer would cut them apart again. */
void generate_settle(struct ref_text *text);

#endif
