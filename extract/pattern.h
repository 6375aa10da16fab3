/* Patterns: the notation of docs/rules.md section 2, parsed into a tree. */
#ifndef ANNALS_EXTRACT_PATTERN_H
#define ANNALS_EXTRACT_PATTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

struct yaml_node;

enum pattern_kind {
    PATTERN_WORD,      /* text: as written, any letter case */
    PATTERN_EXACT,     /* text: these letters */
    PATTERN_INFLECTED, /* text, form (may be empty) */
    PATTERN_LIST,      /* text: the list's name, form */
    PATTERN_TYPE,      /* text: the type's name */
    PATTERN_SEQUENCE,
    PATTERN_CHOICE,
    PATTERN_REPEAT, /* one child, min, max (PATTERN_UNBOUNDED) */
    PATTERN_GAP,    /* max words */
    PATTERN_ITEMS,  /* list(x) */
    PATTERN_EACH,
    PATTERN_NOT,
    PATTERN_QUOTED,
    PATTERN_BRACKETS,
    PATTERN_BEGIN,
    PATTERN_END,
    PATTERN_GLUED,
    PATTERN_CENTRE,
    PATTERN_PART,   /* of a frame: text names the part, form (may be empty) */
    PATTERN_CAPTURE /* one child; text: name with tag */
};

enum { PATTERN_UNBOUNDED = UINT16_MAX, PATTERN_MAX_DEPTH = 40, PATTERN_DEFAULT_GAP = 6, PATTERN_MAX_GAP = 40 };

/* A node. `offset` and `len` say where it stands in the pattern's text, for messages. */
struct pattern {
    enum pattern_kind kind;
    struct slice text;
    struct slice form;
    uint16_t min, max;
    struct pattern *first;          /* children */
    struct pattern *next;           /* sibling */
    const struct yaml_node *source; /* of a root that frames.c puts into another tree: whose text its offsets are of */
    uint32_t offset;
    uint32_t len;
};

/* What is wrong and where; `message` is the arena's. */
struct pattern_error {
    struct slice message;
    const char *format; /* what the message was made of */
    size_t offset;
    size_t len;
};

/* NULL and *error on failure. The tree borrows `text` and lives in arena. */
struct pattern *pattern_parse(struct slice text, struct arena *arena, struct pattern_error *error);

/* The same for a reading of a frame, in which these words stand for its parts. */
struct pattern *pattern_parse_frame(struct slice text, const struct slice *parts, size_t part_count,
                                    struct arena *arena, struct pattern_error *error);

/* Is it the name of a capture or of a part: small letters, digits, hyphens, tags after full stops? */
bool pattern_is_name(struct slice name);
/* A typographic apostrophe, quotation mark or dash as the plain one; anything else as it is. */
uint32_t pattern_plain_mark(uint32_t c);
/* Is it the name of a list: letters, digits, hyphens? */
bool pattern_is_list_name(struct slice name);
/* Where the name of a capture ends that begins at `at`, behind a `$`; a full stop at its end is no part of it. */
size_t pattern_reference_end(struct slice text, size_t at);

#endif
