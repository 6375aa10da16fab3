/* Shared by yaml.c, yaml_mend.c and yaml_place.c: places in a rule file, and how one goes on behind a fault. */
#ifndef ANNALS_BASE_YAML_P_H
#define ANNALS_BASE_YAML_P_H

#include "base/map.h"
#include "base/yaml.h"

/* Copies name and bytes and notes where lines and characters begin. The bytes must be valid UTF-8. */
struct yaml_file *yaml_file_new(struct arena *arena, struct slice bytes, const char *name);
/* yaml_quick.c: the tree of a file that is as nearly all are; NULL where something else or a fault is in it, and of it
 * nothing is told then. The bytes have a NUL behind them and none within, nor a character that YAML refuses. */
struct yaml_node *yaml_quick(struct yaml_file *file, struct arena *arena);
/* yaml_parse_rest; `quick`: by way of yaml_quick where that can be. */
struct yaml_node *yaml_parse_by(struct slice bytes, const char *file, struct arena *arena, struct diagnostics *errors,
                                struct yaml_cuts *cuts, bool quick);
/* The byte at which character `index`, counted from 0, begins. */
size_t yaml_file_byte(const struct yaml_file *file, size_t index);
/* Line, column and source line of a byte. */
struct place yaml_file_place(const struct yaml_file *file, size_t byte);
/* The line of a byte, from 0; file->lines has where it begins. */
size_t yaml_file_line(const struct yaml_file *file, size_t byte);

/* A list or map that is still open. Its children move to the arena when it closes. */
struct yaml_frame {
    struct yaml_node *node;
    struct yaml_node **children;
    size_t count;
    size_t capacity;
    struct yaml_node *twin; /* what is here goes into this one: it has the same key */
    struct map keys;        /* of a map: text of each key to the line it is on */
    bool is_flow;           /* in brackets */
    bool drops_value;       /* its last key was refused: the value goes with it */
    size_t dropped_from;    /* the first byte of what was dropped; SIZE_MAX: nothing was */
};

/* Where libyaml could not go on. Bytes of the file. */
struct yaml_fault {
    const char *problem;          /* libyaml's words */
    size_t at;                    /* of what it did not expect */
    size_t began;                 /* of what it was reading: a list in brackets, a quoted text */
    size_t from;                  /* the first byte that is in doubt */
    const struct yaml_node *last; /* the last scalar that was read, or NULL */
};

/* What is said of a fault, and where. */
struct yaml_advice {
    size_t at;
    char message[200];
};

/* Bytes that are left out so that what stands behind them can be read. */
struct yaml_cut {
    size_t begin, end;
    bool is_inside;  /* begins behind `- `: the keys that follow are of the same map */
    size_t resume;   /* the first byte of what is read next */
    unsigned indent; /* columns before what was left out */
    bool is_item;    /* it begins with `- ` */
};

/* `root` is what the file holds where depth is 0, or NULL. */
struct yaml_advice yaml_advise(const struct yaml_file *file, const struct yaml_fault *fault,
                               const struct yaml_node *root, size_t depth);
/* The least that has to go: from where the fault began up to the next line that begins an item or a key of a list or
 * map that was open. Never without a character that is no blank, unless nothing is left. */
struct yaml_cut yaml_find_cut(const struct yaml_file *file, const struct yaml_fault *fault,
                              const struct yaml_node *root, const struct yaml_frame *frames, size_t depth);
/* Notes in the tree which lists and maps lack what was left out. */
void yaml_mark_cut(struct yaml_node *root, const struct yaml_cut *cut);

#endif
