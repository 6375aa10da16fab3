/* YAML files (rules, themes, corrections, house names) as a small tree over libyaml (included by yaml.c alone), without
 * what such files have no use for. Most files hold little of YAML and no fault: a reader of our own makes the same tree
 * of them in less than a third of the time (yaml_quick.c).
 * Every scalar is text, as written: no `on` that turns into true, no 1_000. Anchors, aliases, tags, merge keys,
 * repeated keys, keys that are not scalars, and several documents in one file are refused with a message that says what
 * to do. */
#ifndef ANNALS_BASE_YAML_H
#define ANNALS_BASE_YAML_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

enum {
    YAML_MAX_BYTES = 4 * 1024 * 1024, /* of a file */
    YAML_MAX_DEPTH = 32,              /* lists and maps within each other */
    YAML_MAX_NODES = 500000,          /* scalars, lists and maps of a file */
    YAML_MAX_ERRORS = 100,            /* reported before a file is given up */
    YAML_MAX_FAULTS = 20              /* places that are no YAML, before it is */
};

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };
/* How a scalar is written: bare, 'single', "double", under |, under >. */
enum yaml_style { YAML_PLAIN, YAML_SINGLE, YAML_DOUBLE, YAML_LITERAL, YAML_FOLDED };

/* The source of a tree, kept for messages; private to yaml.c but for its name. */
struct yaml_file {
    char *name;
    struct slice bytes; /* without a byte order mark */
    struct slice read;  /* the same with blanks for what could not be read */
    size_t *lines;      /* where each line begins */
    size_t line_count;
    size_t *checkpoints; /* byte offset of every so-manyth character */
    size_t checkpoint_count;
    bool is_ascii; /* each byte is a character */
};

/* One node. Owned by the arena, as is everything it points to. */
struct yaml_node {
    enum yaml_kind kind;
    enum yaml_style style;
    struct slice text; /* of a scalar, decoded; empty for a value left out (`key:`) */
    unsigned line;     /* where it starts, from 1 */
    unsigned column;   /* from 1, in characters */
    size_t begin;      /* bytes [begin, end) of the source, quotes included */
    size_t end;
    size_t count;                /* items of a list, pairs of a map */
    bool is_cut;                 /* something of this list or map could not be read and is not in it */
    struct yaml_node **children; /* list: items; map: key, value, key, value, ... in the order written */
    const struct yaml_file *file;
};

/* Reads a file's bytes. NULL where anything was wrong; every message has line, column and source line. `bytes` and
 * `file` are copied. A file with nothing in it gives an empty plain scalar at 1:1. */
struct yaml_node *yaml_parse(struct slice bytes, const char *file, struct arena *arena, struct diagnostics *errors);

/* What is not in a tree because it could not be read. The text of each is in the arena of the tree. */
struct yaml_cuts {
    struct slice *items;
    size_t count, capacity;
    bool is_whole; /* nothing of a file could be read */
};

/* The same for those who tell all that is wrong in one run: where something cannot be read it is left out, noted in
 * `cuts`, and the rest is read. NULL where nothing could be. free(cuts->items) when done. */
struct yaml_node *yaml_parse_rest(struct slice bytes, const char *file, struct arena *arena, struct diagnostics *errors,
                                  struct yaml_cuts *cuts);

/* The value of a key of a map, or NULL. Linear: maps of rule files are short. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

static inline const struct yaml_node *yaml_key_at(const struct yaml_node *map, size_t pair)
{
    return map->children[2 * pair];
}

static inline const struct yaml_node *yaml_value_at(const struct yaml_node *map, size_t pair)
{
    return map->children[2 * pair + 1];
}

/* Where byte `offset` of a scalar's text stands in the file: through quotes, escapes, folding and indentation. The end
 * of the text is the place behind its last character. Linear in the length of the scalar. */
void yaml_locate(const struct yaml_node *scalar, size_t offset, unsigned *line, unsigned *column,
                 struct slice *source_line);

/* For messages: the whole node (of a list or map, its first character), and `width` characters at an offset of a
 * scalar. */
struct place yaml_place(const struct yaml_node *node);
struct place yaml_place_at(const struct yaml_node *scalar, size_t offset, unsigned width);
/* `len` bytes of a scalar's text, as many characters as they take up in the file; to the end of the line where they go
 * on behind it. */
struct place yaml_place_of(const struct yaml_node *scalar, size_t offset, size_t len);

#endif
