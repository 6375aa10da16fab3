/* Rule packs in a temporary folder, for tests. One pack folder per number; tables stand beside the rules. */
#ifndef ANNALS_TESTS_UNIT_EXTRACT_PACK_H
#define ANNALS_TESTS_UNIT_EXTRACT_PACK_H

#include "extract/extract.h"

enum { PACK_MAX = 4 };

struct pack_folders {
    char root[64];
    char folders[PACK_MAX][80];
    size_t count;
};

/* Makes the temporary folder; pack_remove takes all of it away. */
void pack_open(struct pack_folders *packs);
/* Adds the next pack with this one file, rules.yaml. */
void pack_add(struct pack_folders *packs, const char *yaml);
/* Adds a file to the pack that was added last. */
void pack_file(const struct pack_folders *packs, const char *name, const char *bytes);
struct program *pack_load(const struct pack_folders *packs, struct diagnostics *errors);
void pack_remove(struct pack_folders *packs);
/* All messages, "line:column: message", a line each; errors of the packs alone have no severity, others say it. The
 * caller frees it. */
char *pack_messages(const struct diagnostics *errors);
/* A program of one pack that has no errors; the test fails where it has. */
struct program *pack_program(const char *yaml);

#endif
