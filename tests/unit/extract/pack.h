/* Rule packs in a temporary folder, for tests. One pack folder per number; tables stand beside the rules. */
#ifndef ANNALS_TESTS_UNIT_EXTRACT_PACK_H
#define ANNALS_TESTS_UNIT_EXTRACT_PACK_H

#include "extract/examples.h"

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

/* What a text holds by the rules of a program, all of it in one paragraph. */
struct pack_reading {
    struct arena arena;
    struct mention_set set;
    struct seen seen;
};

void pack_read(struct pack_reading *reading, const struct program *program, const char *text, int block);
void pack_read_release(struct pack_reading *reading);
/* Quotes of the spans of a rule, in the order of the text: "a b | c". The arena's. */
const char *pack_quotes(struct pack_reading *reading, const char *rule);
/* Events, relations: "title: a; party: b; date: 5 May" with their roles in the order found, a line each. */
const char *pack_events(struct pack_reading *reading, const char *rule);

/* The whole in one: the rules, one paragraph, a rule's quotes or events. */
void pack_expect_quotes(const char *yaml, const char *text, const char *rule, const char *expected);
void pack_expect_events(const char *yaml, const char *text, const char *rule, const char *expected);

/* The rules have errors, and these: "line:column: message", a line each. */
void pack_expect_errors(const char *yaml, const char *messages);

#endif
