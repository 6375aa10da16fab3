/* What differs between two knowledge bases, as data: for `annals diff`, the summary of a build, and the report. */
#ifndef ANNALS_KB_DIFF_H
#define ANNALS_KB_DIFF_H

#include "kb/kb.h"

enum { KB_DIFF_NONE = UINT32_MAX };

enum kb_diff_kind {
    KB_DIFF_NEW,
    KB_DIFF_CHANGED,
    KB_DIFF_MERGED,   /* an event that is a part of another now */
    KB_DIFF_SPLIT,    /* an event that was a part of another */
    KB_DIFF_REJECTED, /* by a correction */
    KB_DIFF_GONE,
    KB_DIFF_KINDS
};

/* What one record says otherwise. For lists (roles, places) was is what is missing, is what has come. */
struct kb_diff_field {
    const char *field; /* title date status class type instrument place name, or a role */
    struct slice was, is;
};

struct kb_diff_item {
    enum kb_diff_kind kind;
    uint32_t old; /* index in the old base; NEW: KB_DIFF_NONE; SPLIT: of what it was a part of */
    uint32_t new; /* index in the new one; GONE: KB_DIFF_NONE; REJECTED: in its rejected_events, rejected_relations */
    struct kb_diff_field *fields; /* CHANGED */
    size_t field_count;
};

struct kb_diff_list {
    struct kb_diff_item *items; /* by kind, then in the order of the new base, or of the old one */
    size_t count;
    size_t counts[KB_DIFF_KINDS];
};

struct kb_diff {
    struct arena arena;
    struct kb_diff_list events;
    struct kb_diff_list relations;
    struct kb_diff_list entities;  /* CHANGED alone: another name */
    struct kb_diff_list documents; /* NEW, GONE, and CHANGED: another text under the same path */
};

/* Fills diff (zeroed by this call), which refers to both bases. Records are matched by id; events then by evidence:
 * what the same words of a document, or the same sentence under a title that is near, tell of is the same. */
void kb_diff_make(struct kb_diff *diff, const struct kb *old, const struct kb *new);
void kb_diff_release(struct kb_diff *diff);

/* "new" and so on. */
const char *kb_diff_kind_name(enum kb_diff_kind kind);

#endif
