/* The product's side of the comparison: packs written as YAML, read and run in this process by its public headers. */
#ifndef ANNALS_TESTS_PRODUCT_H
#define ANNALS_TESTS_PRODUCT_H

#include <stdio.h>

#include "base/buffer.h"
#include "reference.h"

enum { PRODUCT_MAX_TEXTS = 64 };

/* The pack number `pack` as YAML; for people without the inflection, which is always the same. */
void product_yaml(const struct ref_program *program, int pack, bool with_forms, struct buffer *out);
/* A text as it is read: words and marks with a space between, where they are not glued. `places` may be NULL; it gets
 * where each token begins. */
void product_text(const struct ref_text *text, struct buffer *out, size_t *places);

/* Writes, reads and compiles the packs; NULL and a message where that is refused. */
struct product *product_new(const struct ref_program *program, char *why, size_t size);
void product_free(struct product *product);
/* What is found in each text, one finding a line, in `found[i]`. */
void product_run(struct product *product, const struct ref_text *texts, int count, struct buffer *found);
/* The same for what the reference found. */
void product_describe(const struct ref_program *program, const struct ref_text *text, const struct ref_result *result,
                      struct buffer *found);
void product_remove_folders(void);

#endif
