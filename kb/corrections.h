/* corrections.yaml: what a person has said of events, entities and relations (docs/corrections.md). */
#ifndef ANNALS_KB_CORRECTIONS_H
#define ANNALS_KB_CORRECTIONS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

enum correction_action {
    CORRECTION_CONFIRM,
    CORRECTION_MERGE,
    CORRECTION_REDATE,
    CORRECTION_REJECT,
    CORRECTION_RENAME,
    CORRECTION_SPLIT,
    CORRECTION_ACTIONS
};

enum correction_kind { CORRECTION_OF_EVENT, CORRECTION_OF_RELATION, CORRECTION_OF_ENTITY };

/* One entry. Texts that the file does not have are empty. */
struct correction {
    enum correction_action action;
    enum correction_kind kind;
    struct slice target;
    struct slice was, class, to, into, into_was, status, why, by, on;
    struct slice *evidence, *into_evidence, *apart;
    size_t evidence_count, into_evidence_count, apart_count;
    struct place place;      /* of the target's id */
    struct place into_place; /* of the id behind into: */
};

/* The entries of any number of files. Zeroed is empty and valid; all texts are the arena's. */
struct corrections {
    struct arena arena;
    struct correction *items;
    size_t count;
    size_t capacity;
};

/* Adds what `bytes` holds; `file` is for messages and is copied. STATUS_FAILED where anything is wrong, with a message
 * for each such thing. */
enum status corrections_read(struct corrections *corrections, struct slice bytes, const char *file,
                             struct diagnostics *errors);
void corrections_release(struct corrections *corrections);

/* "confirm" and so on. */
const char *correction_action_name(enum correction_action action);

#endif
