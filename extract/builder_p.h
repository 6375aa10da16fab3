/* The compiler at work: what exists only while packs are loaded. */
#ifndef ANNALS_EXTRACT_BUILDER_P_H
#define ANNALS_EXTRACT_BUILDER_P_H

#include <stdarg.h>

#include "extract/program_p.h"
#include "extract/schema.h"

enum {
    LIST_MAX_TOKENS = 24,
    LIST_MAX_VARIANTS = 400,
    LIST_MAX_DEPTH = 8,
    LIST_MAX_ENTRIES = 10000,
    LEXICON_MAX_EDGES = 6000000
};

/* One entry as it stands in YAML: its words with their signs. */
struct list_item {
    struct slice text;
    struct slice value;
    const struct yaml_node *node;
    uint32_t entry; /* index + 1 in program.entries */
    uint16_t pack;
};

struct list {
    struct slice name;
    const struct yaml_node *node; /* first definition */
    const struct yaml_node *key;  /* its name there */
    struct list_item *items;
    size_t count, capacity;
    bool used;
    uint32_t stamp; /* of the class that it was last compiled into: nothing is added twice */
    uint8_t state;  /* of lists_check: 0 new, 1 open, 2 done */
    bool is_table;
    bool is_long; /* too many entries: reported already */
};

/* A word edge that waits to be sorted into the program; the words that it needs are the arena's. */
struct pending_edge {
    uint32_t *words; /* of this edge alone, or of a name */
    uint32_t word_count;
    struct word_edge edge;
};

enum { FORM_MAX_WORDS = 8, FORM_MAX = 24 };

/* One ending, and what stands instead of it: one form of the word, or several. */
struct inflection_rule {
    struct slice ending;
    struct slice instead[FORM_MAX_WORDS];
    size_t count;
};

/* Forms that every pack knows; packs name others. */
enum { FORM_BASE, FORM_THIRD, FORM_PAST, FORM_PART, FORM_ING, FORM_NOUN, FORM_PLURAL, FORM_COUNT };

struct irregular {
    struct slice forms[FORM_MAX][FORM_MAX_WORDS];
    size_t counts[FORM_MAX];
};

enum { FRAME_MAX_PARTS = 8, FRAME_MAX_WAYS = 40, FRAME_MAX_NODES = 20000 };

/* `do(doer, act, thing)`: the ways in which a language puts such a thing. */
struct frame {
    struct slice name;
    const struct yaml_node *key, *value;
    uint16_t pack;
    struct slice parts[FRAME_MAX_PARTS];
    size_t part_count;
    const struct pattern *ways[FRAME_MAX_WAYS];
    size_t way_count;
    bool is_broken; /* reported already */
};

struct text_list {
    struct slice *items;
    size_t count, capacity;
};

struct builder {
    struct program *program;
    struct arena arena; /* of the making */
    struct diagnostics *errors;
    struct map list_names; /* -> index in lists */
    struct list *lists;
    size_t list_count, list_capacity;
    uint32_t list_stamp;
    struct pending_edge *pending;
    size_t pending_count, pending_capacity;
    struct slice form_names[FORM_MAX]; /* those that packs name, from FORM_COUNT on */
    int form_count;                    /* of these */
    bool nominal[FORM_MAX];            /* forms of a noun */
    struct inflection_rule *endings[FORM_MAX];
    size_t ending_counts[FORM_MAX];
    struct map noun_lists;      /* lists whose ~words bend as nouns only */
    struct map irregular_names; /* word -> index in irregulars */
    struct irregular *irregulars;
    size_t irregular_count, irregular_capacity;
    struct rule *rules;
    size_t rule_count, rule_capacity;
    struct frame *frames;
    size_t frame_count, frame_capacity;
    struct map type_names;
    struct text_list abbreviations, salutations, furniture, ignored, generic;
    const struct yaml_node **clause_breaks;
    size_t clause_break_count, clause_break_capacity;
    const struct yaml_node **separators;
    size_t separator_count, separator_capacity;
    struct pattern *separator_pattern;
    struct {
        const struct yaml_node *key, *map;
    } type_nodes[PROGRAM_MAX_TYPES * 4]; /* several packs may say more of a type */
    size_t type_node_count;
    uint8_t *uses; /* rule x type: does the rule's patterns use the type */
    uint16_t pack;
    bool times_alone;                            /* nothing else is asked for: wanted.c */
    uint16_t resting_packs;                      /* then of the first so many the rest is not compiled */
    bool centre_allowed;                         /* compiling a pattern of around */
    bool separators_broken;                      /* reported already */
    bool is_full;                                /* too many word forms: reported already */
    bool is_full_of_classes, is_full_of_entries; /* the same */
    struct pack_file {
        const struct yaml_node *root;
        char *folder;
        uint16_t pack;
    } * files;
    size_t file_count, file_capacity;
    struct yaml_cuts cuts; /* of all files */
    struct code **codes;   /* all that were compiled */
    size_t code_count, code_capacity;
    struct buffer fold, key;
    struct table_work *tables; /* table_names.c; NULL while there are none */
    struct noted_pattern {
        const struct pattern *pattern;
        const struct yaml_node *node;
        uint32_t rule; /* UINT32_MAX for none */
        bool is_frame;
    } * noted; /* all that are compiled, for lint.c */
    size_t noted_count, noted_capacity;
    size_t entry_capacity, class_capacity, step_capacity, set_capacity, edge_capacity, node_capacity;
};

static inline size_t yaml_pairs(const struct yaml_node *map)
{
    return map->kind == YAML_MAP ? map->count : 0;
}

static inline const struct yaml_node *yaml_key(const struct yaml_node *map, size_t pair)
{
    return yaml_key_at(map, pair);
}

static inline const struct yaml_node *yaml_value(const struct yaml_node *map, size_t pair)
{
    return yaml_value_at(map, pair);
}

static inline size_t yaml_items(const struct yaml_node *list)
{
    return list->kind == YAML_LIST ? list->count : 0;
}

static inline const struct yaml_node *yaml_item(const struct yaml_node *list, size_t index)
{
    return list->children[index];
}

/* pack_files.c: adds the files of a folder to builder->files, and a line for each to what the packs' hash is made of.
 */
void builder_read_pack(struct builder *builder, const char *folder, struct buffer *hash);

/* Reports an error at a node, or at a byte of its text. */
__attribute__((format(printf, 3, 4))) void builder_error(struct builder *builder, const struct yaml_node *node,
                                                         const char *format, ...);
__attribute__((format(printf, 5, 6))) void builder_error_at(struct builder *builder, const struct yaml_node *node,
                                                            size_t offset, size_t len, const char *format, ...);
/* A message that is made already, and the format it was made of. */
void builder_error_made(struct builder *builder, const struct yaml_node *node, size_t offset, size_t len,
                        const char *format, struct slice message);
__attribute__((format(printf, 3, 4))) void builder_warning(struct builder *builder, const struct yaml_node *node,
                                                           const char *format, ...);
__attribute__((format(printf, 3, 4))) void builder_warning_at(struct builder *builder, struct place place,
                                                              const char *format, ...);
__attribute__((format(printf, 6, 0))) void builder_remark_at(struct builder *builder, enum severity severity,
                                                             const struct yaml_node *node, size_t offset, size_t len,
                                                             const char *format, va_list arguments);

/* For the end of a message: "; did you mean <x>?" with `before` and `after` around the nearest name, or "". */
const char *builder_hint(struct builder *builder, struct slice word, const char *before, const char *const *names,
                         size_t count, const char *after);
/* The same among the types, built-in ones included; `otherwise` where none is near. And among the rules. */
const char *builder_type_hint(struct builder *builder, struct slice word, const char *otherwise);
/* What is declared under this name may be in a part of a file that could not be read: that it is not known is no error
 * of its own then. */
bool builder_may_be_cut(const struct builder *builder, struct slice name);
const char *builder_rule_hint(struct builder *builder, struct slice name);

/* schema_check.c: a file's maps against the schema. */
/* Is the value of the kind that stands after the key? Reports where it is not. */
bool schema_check_value(struct builder *builder, const struct schema_key *key, const struct yaml_node *value);
/* The key of that name; NULL and an error where the map has none. */
const struct schema_key *schema_known(struct builder *builder, const struct schema_map *map,
                                      const struct yaml_node *name);
/* The key of a pair; NULL and an error where the map has none of that name, or the value is of another kind. */
const struct schema_key *schema_key_at(struct builder *builder, const struct schema_map *map,
                                       const struct yaml_node *node, size_t pair);
/* All pairs; false where any is wrong. */
bool schema_check(struct builder *builder, const struct schema_map *map, const struct yaml_node *node);
/* The place of the word that the node is; -1 and an error where it is none of them. `what` it is, for the message. */
int schema_read_word(struct builder *builder, const char *const *words, const char *what, const struct yaml_node *node);

/* lexicon.c */
struct list *lexicon_list(struct builder *builder, struct slice name, bool create);
void lexicon_read_lists(struct builder *builder, const struct yaml_node *map, const char *folder);
void lexicon_read_inflection(struct builder *builder, const struct yaml_node *map);
/* Classes; 0 and an error where the word or list is unknown. */
uint16_t lexicon_word_class(struct builder *builder, struct slice word, bool exact);
uint16_t lexicon_inflected_class(struct builder *builder, struct slice word, struct slice form,
                                 const struct yaml_node *node, size_t offset);
uint16_t lexicon_list_class(struct builder *builder, struct slice name, struct slice form, const struct yaml_node *node,
                            size_t offset);
uint16_t lexicon_type_class(struct builder *builder, struct slice name);
uint16_t lexicon_class(struct builder *builder, const char *prefix, struct slice key, bool *added);
struct slice lexicon_fold(struct builder *builder, struct slice word, struct arena *arena);
/* Lists that take in what there is not, or themselves; lists_read.c. */
void lists_check(struct builder *builder);
/* "; did you mean <x>?" or "" */
const char *lexicon_list_hint(struct builder *builder, struct slice name);
/* table_names.c. Fills in the rows of all tables read so far; reads all rows and names while something else is done,
 * once all lists are read; enters them in the lexicon, those of tables that yield types by themselves for these. */
void tables_fill(struct builder *builder);
void tables_start(struct builder *builder);
void tables_finish(struct builder *builder);
/* Where there was no tables_finish. */
void tables_release(struct builder *builder);
/* Sorts all word edges into the program's tables and trie, and settles words. */
void lexicon_finish(struct builder *builder);
uint16_t builder_type(struct builder *builder, struct slice name); /* index, 0 if unknown */
/* inflect.c: the form's number, -1 where there is none; and all names with a space before each, for messages. */
int form_find(struct builder *builder, struct slice name);
const char *form_list(struct builder *builder);
/* "; did you mean .x?", or what forms there are. */
const char *form_hint(struct builder *builder, struct slice name);

/* compile.c */
/* Parses and compiles the scalar; NULL with errors reported. `rule` is whose types it uses; UINT32_MAX for none. */
struct code *compile_pattern(struct builder *builder, const struct yaml_node *node, uint32_t rule);
struct code *compile_text(struct builder *builder, struct slice text, const struct yaml_node *node, uint32_t rule);

/* A tree instead of its text; the node stands for it in messages. */
struct code *compile_tree(struct builder *builder, const struct pattern *pattern, const struct yaml_node *node,
                          uint32_t rule);

/* The same for patterns of `around`, which may hold CENTRE. */
struct code *compile_around(struct builder *builder, const struct yaml_node *node, uint32_t rule);
/* Is it Word, Cap and so on? */
bool compile_is_builtin(struct slice type);
/* Class of a type or built-in shape, CLASS_NONE where there is none of that name. */
uint16_t compile_type_class(struct builder *builder, struct slice name);

/* condition.c: parses `if:`; NULL with errors reported. Captures are checked with the rule's other texts. */
const struct condition *condition_read(struct builder *builder, const struct yaml_node *node, uint32_t rule);

/* False where no captures can make it true: 3 < 2, $n < 1 and $n > 5. */
bool condition_can_hold(const struct condition *condition);

/* frames.c */
/* Takes in `frames:` of a file. A later pack's frame of the same name replaces the one before. */
void frames_read(struct builder *builder, const struct yaml_node *map);
/* Compiles every way by itself, so that its errors are told where it stands. Once lists and types are known. */
void frames_check(struct builder *builder);
const struct frame *frames_find(const struct builder *builder, struct slice name);
/* The frame's ways with what the rule says put in for its parts; NULL with errors reported. */
struct code *frames_compile(struct builder *builder, const struct frame *frame, const struct yaml_node *key,
                            const struct yaml_node *filled, uint32_t rule);

/* rules_check.c: what a rule says beside its patterns. */
void rules_check(struct builder *builder, const struct rule *rule);
/* Its examples alone: of a rule of which a part could not be read. */
void rules_check_examples(struct builder *builder, const struct rule *rule);
/* Keys of the finds of all examples, and their dates; finds_check.c. */
void rules_check_finds(struct builder *builder);
/* Warns of names in `over` that no rule has. */
void rules_check_over(struct builder *builder);

/* rules_read.c */
void rules_read(struct builder *builder, const struct yaml_node *sequence);
void rules_disable(struct builder *builder, const struct yaml_node *names);
void rules_read_types(struct builder *builder);
void rules_compile(struct builder *builder);
/* Its share of one rule. */
void rules_compile_one(struct builder *builder, uint32_t index);
void rules_read_status(struct builder *builder, const struct yaml_node *map, struct code **statuses, uint32_t rule);
size_t rules_read_scopes(struct builder *builder, const struct yaml_node *node, enum date_scope *scopes);

/* wanted.c: rules_compile_one for the rules that times depend on, and for all of packs after the resting ones. */
void wanted_compile(struct builder *builder);

/* settle.c: lexicon_finish, classes.c, needs.c and possible.c, some of it at the same time. */
void settle_program(struct builder *builder);

/* reach.c: once layers are assigned */
void reach_find(struct builder *builder);

/* layering.c */
void layering_assign(struct builder *builder);

#endif
