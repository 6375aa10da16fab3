/* Runs a compiled program over one document. */
#ifndef ANNALS_EXTRACT_EXTRACT_H
#define ANNALS_EXTRACT_EXTRACT_H

#include "base/error.h"
#include "extract/mention.h"
#include "ingest/document.h"
#include "text/text.h"

/* The compiled, immutable rule packs; shared by threads. */
struct program;
/* Working memory of one thread. */
struct scratch;

/* Loads and compiles packs: the first is the base, each later one extends those before. Every error of every file goes
 * to errors; NULL when there was one. Free with program_free. */
struct program *program_load(const char *const *folders, size_t count, struct diagnostics *errors);
/* The same for EXTRACT_TIMES alone: of the first `resting` packs the rules on which no time depends are left out, and
 * their errors with them; what examples say under `finds` and `dated` is not looked at then. */
struct program *program_load_times(const char *const *folders, size_t count, size_t resting,
                                   struct diagnostics *errors);
void program_free(struct program *program);
/* sha256 over names and bytes of all rule files, in order; empty of a program for times alone. */
struct slice program_hash(const struct program *program);
/* Language tables for the layers below and above. Borrowed. */
const struct text_words *program_text_words(const struct program *program);
const struct resolve_words *program_resolve_words(const struct program *program);

struct scratch *scratch_new(const struct program *program);
void scratch_free(struct scratch *scratch);
/* Off: every rule is tried in every sentence, which changes nothing that is found. For tests. */
void scratch_prefilter(struct scratch *scratch, bool on);

/* What the prefilter let through. */
struct extract_counts {
    size_t sentences, bytes;           /* of all documents so far */
    size_t read_sentences, read_bytes; /* of these: read by the rules */
    size_t attempts;                   /* beginnings of patterns that were tried */
};
struct extract_counts scratch_counts(const struct scratch *scratch);

enum extract_what {
    EXTRACT_ALL,
    EXTRACT_TIMES,  /* no events, relations, names */
    EXTRACT_NOTHING /* cuts, and looks up every word: for those who measure */
};

/* Cuts and matches; fills set (its arena is initialised here; release with mention_set_release). Never fails. */
void extract_document(const struct program *program, struct scratch *scratch, const struct document *document,
                      enum extract_what what, struct mention_set *set);

#endif
