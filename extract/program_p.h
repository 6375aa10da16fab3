/* The compiled program: what rule packs become. Immutable once program_load returns; shared by threads.
 *
 * Words of the packs get numbers. A word, an inflected word, a list, a type is a *class*; a class matches an *edge*: a
 * run of tokens of one sentence. Each rule's pattern is a small program over classes. Rules run in layers; what a layer
 * finds becomes edges for the layers after it. */
#ifndef ANNALS_EXTRACT_PROGRAM_P_H
#define ANNALS_EXTRACT_PROGRAM_P_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "extract/mention.h"
#include "extract/needs_p.h"
#include "extract/pattern.h"
#include "base/yaml.h"
#include "text/text.h"

/* Classes that need no list: shapes of tokens. */
enum builtin_class {
    CLASS_NONE,
    CLASS_WORD,
    CLASS_CAP,
    CLASS_LOWER,
    CLASS_ACRONYM,
    CLASS_NUMBER,
    CLASS_YEAR,
    CLASS_MARK,
    CLASS_INITIAL,
    CLASS_OPEN_QUOTE,
    CLASS_CLOSE_QUOTE,
    CLASS_OPEN_BRACKET,
    CLASS_CLOSE_BRACKET,
    CLASS_CENTRE,
    CLASS_BUILTIN_COUNT
};

enum {
    PROGRAM_MAX_STEPS = 2000,
    PROGRAM_MAX_CLASSES = 60000,
    PROGRAM_MAX_CAPTURES = 40,
    PROGRAM_MAX_ENTRIES = 1000000,
    PROGRAM_MAX_TYPES = 200,
    PROGRAM_MAX_FAMILIES = 402, /* each type may be one; and as many that have names */
    PROGRAM_MAX_LAYERS = 40,
    RULE_MAX_DEPTH = 4
};

/* An entry of a list or table. */
struct entry {
    struct slice text;      /* as written in the pack */
    struct slice value;     /* its value, or empty */
    struct slice canonical; /* tables: the canonical name */
    struct slice *names;    /* tables: all names of the row */
    size_t name_count;
    struct slice country, iso2, wikidata, within, kind;
    uint16_t gives; /* type it yields by itself, 0 none */
    uint16_t list;
    bool case_matters; /* capitals of the entry must be capitals in the text */
};

/* A way for a word or phrase to be of a class. `exact` empty: any letter case. */
enum { LINE_MAX_ACRONYM = 6 };

struct word_edge {
    uint16_t class;
    uint16_t len;      /* tokens, for phrases */
    bool asks_letters; /* those of `exact`, as written */
    uint32_t upper;    /* bit per token that must begin with a capital; and those that must be all capitals */
    uint32_t acronym;
    uint32_t entry;     /* index + 1, 0 none */
    struct slice exact; /* of a name of a table its first letter alone: its capitals are known */
};

/* Node of the phrase trie: children through program.trie_edges, outputs in outputs[first_output, +output_count). */
struct trie_node {
    uint32_t first_output;
    uint32_t output_count;
    uint64_t next; /* bit of each word (its id modulo 64) that may follow */
};

/* What follows a node. */
struct trie_slot {
    uint64_t key; /* node << 32 | word, 0 free */
    uint32_t node;
};

enum op {
    OP_CLASS, /* an edge of class x */
    OP_NOT,   /* one word where no class of set x begins */
    OP_SKIP,  /* one word of a gap */
    OP_ASIDE, /* pass over an aside that begins here, for nothing */
    OP_SPLIT, /* first x, then y */
    OP_JUMP,  /* x */
    OP_SAVE,  /* note the place under slot x: 2 * capture opens, + 1 closes */
    OP_ITEM,  /* an item of each() begins (x is 1) or ends */
    OP_GLUED, /* no white space before the next token */
    OP_BEGIN,
    OP_END,
    OP_ACCEPT
};

struct step {
    uint8_t op;
    uint32_t x, y;
};

/* Where a step comes from: a byte of a pattern's text. A frame's steps come from its ways and from the rule. */
struct step_source {
    const struct yaml_node *node;
    uint32_t offset;
};

struct capture_info {
    struct slice name; /* with tag */
    struct slice role; /* up to the dot */
    uint16_t *classes; /* of the atoms that may be all of it; for its value */
    size_t class_count;
};

struct class_set {
    uint16_t *classes;
    size_t count;
};

enum { CODE_MAX_NEEDED = NEEDS_PER_RULE };

/* ways.c: one of what can come next, the number of a way; and the class that must begin there, CLASS_NONE where it is
 * a shape or no class. */
struct way_target {
    uint16_t way;
    uint16_t class;
};

/* Some of code->targets. */
struct way_fan {
    uint32_t first;
    uint32_t count;
};

/* A step that eats or asks something. */
struct way {
    uint8_t op;
    uint32_t x; /* as in struct step */
    struct way_fan next;
};

/* One compiled pattern. */
struct code {
    struct way *ways; /* in the order of the steps; the last is OP_ACCEPT */
    struct way_target *targets;
    uint32_t way_count;
    struct way_fan begin; /* what a match can begin with */
    struct step *steps;
    struct step_source *sources; /* per step */
    uint32_t count;
    const struct yaml_node *node; /* where the pattern stands, for messages */
    struct capture_info *captures;
    uint32_t capture_count;
    uint16_t *way_of;     /* by step that has one */
    uint16_t *fan_of;     /* by step: itself, or the step that it leads to for nothing */
    struct way_fan *fans; /* by step: what can come next; empty for those that are not asked */
    bool has_loops;
    bool first_any; /* may begin with a word of any class */
    bool at_begin;  /* begins with ^ */
    bool can_be_empty;
    struct class_set needed[CODE_MAX_NEEDED]; /* of each set, one class must be in the sentence */
    size_t needed_count;
    const struct pattern *tree; /* lives as long as program.making */
    bool has_each;
    bool has_centre;
    bool has_not;
};

struct value_field {
    const struct time_field *field; /* NULL for of, end and with */
    bool is_of, is_end_of, is_with;
    struct slice text;
};

enum rule_kind { RULE_YIELDS, RULE_EVENT, RULE_RELATION, RULE_DEFINES, RULE_DOCUMENT };

struct around {
    struct slice name;
    struct code *code;
};

struct condition;

struct also {
    struct slice type;
    struct slice left, right; /* "$party", "$party.with" */
};

enum {
    RULE_BLOCK_FIRST = 8, /* bit of rule.blocks: the first paragraph, whatever else */
    RULE_MAX_VALUES = 40, /* fields of a time */
    RULE_MAX_SCOPES = 10
};

enum { STATUS_PATTERNS = 5 };
enum status_pattern {
    STATUS_PATTERN_DENIED,
    STATUS_PATTERN_CANCELLED,
    STATUS_PATTERN_POSTPONED,
    STATUS_PATTERN_PLANNED,
    STATUS_PATTERN_OCCURRED
};

struct rule {
    struct slice name;
    const struct yaml_node *node; /* for messages */
    uint16_t pack;                /* order of its pack */
    uint32_t order;               /* among all rules */
    enum rule_kind kind;
    struct slice class; /* of events, relation's type, document */
    uint16_t yields;    /* type */
    uint16_t family;    /* of yields */
    uint16_t layer;
    struct code *code; /* match or centre */
    bool is_centre;
    struct around *around;
    size_t around_count;
    struct value_field *values;
    size_t value_count;
    struct slice value_number; /* value of a number type, as text */
    struct slice canonical, within, means, type, title;
    struct attribute *attributes; /* value: text with $ */
    size_t attribute_count;
    struct attribute *roles; /* role: a name that goes without saying */
    size_t role_count;
    struct attribute *facts; /* document: */
    size_t fact_count;
    bool back, needs_date, is_time, disabled, by_last_word;
    bool needs_context;                     /* no mention where the sentence before does not fit `context` */
    unsigned blocks;                        /* bit per block_kind; bit 8: only the first paragraph */
    struct code *statuses[STATUS_PATTERNS]; /* own first; defaults are the program's */
    enum date_scope scopes[RULE_MAX_SCOPES];
    size_t scope_count;
    struct also *also;
    size_t also_count;
    const struct condition *condition; /* if */
    struct slice condition_text;
    struct code **unless;
    size_t unless_count;
    struct code *before, *after;
    struct code *context;  /* looked for in the sentence before */
    struct code **inherit; /* looked for in what leads in to a list */
    size_t inherit_count;
    uint8_t depth;      /* so often it runs again on what it yields itself */
    struct slice *over; /* rule names, or prefix.* */
    size_t over_count;
    const struct yaml_node *examples;
};

struct type {
    struct slice name;
    struct slice entity; /* "organization", …: what the knowledge base calls it; empty for types that name nothing */
    uint16_t class;
    uint16_t family;
    uint16_t *also; /* types that it also is, transitively, itself included */
    size_t also_count;
    uint16_t layer; /* run layer of its rules; of those with a depth, the last one */
    uint8_t depth;  /* the greatest of its rules */
    bool from_table;
    bool from_rule;
};

struct family {
    struct slice name;
    bool opaque;
};

struct layer {
    uint32_t *rules; /* indexes */
    size_t rule_count;
    uint32_t first_slot;  /* of its rules in needs_table */
    enum rule_kind stage; /* RULE_YIELDS, or the last ones */
};

/* What a rule yields where a word says the tense of its clause: docs/rules.md, section 9. */
#define TENSE_TYPE "Tense"
/* And where words say something about the document's own year, without being a date: docs/rules.md, section 9. */
#define CLUE_TYPE "YearClue"

enum { REACH_WORDS = (PROGRAM_MAX_TYPES + 2) / 64 + 1 };

/* reach.c: a set of types, as bits. */
struct reach {
    uint64_t types[REACH_WORDS];
};

/* words.c: ids of words by their bytes. */
struct word_slot {
    uint32_t id;  /* 0: free */
    uint32_t tag; /* of the hash */
};

struct word_table {
    struct word_slot *slots; /* open addressing; two to the power of `bits` of them */
    unsigned bits;
    uint64_t (*keys)[2]; /* by id; of words that are no short ones unset */
};

/* A word of the sentence at hand. */
struct word_key {
    uint64_t bytes[2], hash;
    bool is_short;
};

struct program {
    struct arena arena;
    struct arena making;  /* trees of the rule files: examples, and positions for messages */
    struct map words;     /* folded word -> id, from 1 */
    struct map names;     /* class keys -> class */
    uint32_t *edge_first; /* CSR by word id: word_edges[edge_first[w] .. edge_first[w + 1]) */
    struct word_edge *word_edges;
    size_t word_edge_count;
    uint32_t *plain_first; /* CSR by word id: classes that it has by itself, whatever its capitals */
    uint16_t *plain;
    uint32_t *rest_first; /* CSR by word id: indexes in word_edges of the others */
    uint32_t *rest;
    uint32_t *root; /* by word id: trie node after that word, 0 none */
    struct trie_node *nodes;
    size_t node_count;
    struct word_edge *outputs;
    size_t output_count;
    struct trie_slot *trie_slots; /* open addressing; a power of two of them */
    size_t trie_slot_count;
    struct entry *entries;
    size_t entry_count;
    struct class_set *sets; /* for OP_NOT */
    size_t set_count;
    uint32_t class_count;
    struct slice *class_names;
    struct type *types; /* from 1 */
    size_t type_count;
    uint16_t tense_type, clue_type; /* the types TENSE_TYPE and CLUE_TYPE, 0 where no pack has them */
    struct family *families;
    size_t family_count;
    uint16_t *class_type; /* class -> type, 0 none */
    struct rule *rules;
    size_t rule_count;
    struct map rule_names; /* -> index in rules */
    uint32_t *inheriting;  /* rules with inherit: */
    size_t inheriting_count;
    struct layer *layers;
    size_t layer_count;
    size_t list_count, pack_count;
    size_t replaced_count;           /* rules given again by a later pack */
    const uint8_t *uses;             /* rule x type: do the rule's patterns use the type */
    const struct yaml_node **unused; /* names of lists that nothing uses */
    size_t unused_count;
    size_t define_layer; /* layers before this one are needed to find definitions */
    uint16_t never_cap;  /* class of the list of that name, 0 none: words that Cap does not match */
    struct code *clause_breaks;
    struct code *statuses[STATUS_PATTERNS];
    enum date_scope scopes[RULE_MAX_SCOPES];
    size_t scope_count;
    struct text_words text_words;
    struct resolve_words resolve_words;
    struct slice language;
    char hash[65];
    uint32_t max_steps; /* of any code */
    struct needs_table needs;
    struct word_table word_table;
    struct reach *reach;       /* by rule: the types that its outcome depends on */
    struct reach opaque_reach; /* those that names and titles depend on, themselves included */
    struct reach time_reach;   /* those of tense_type and clue_type */
};

/* --- lexicon.c: words, lists, tables
 * ------------------------------------------------------------------------------------ */

/* Everything in the making; freed when the program is done. */
struct builder;

/* Id of a folded word, new if need be. */
uint32_t lexicon_word(struct program *program, struct slice folded);

/* --- match.c
 * -------------------------------------------------------------------------------------------------------------- */

/* A typed span found in the sentence at hand, or a gazetteer entry that gives a type. */
struct typed_span {
    uint16_t begin, end; /* tokens of the sentence */
    uint16_t type;
    bool gone; /* swallowed by a longer one of its family */
    bool has_number;
    bool weak_order;
    int64_t number;
    uint32_t rule;             /* index + 1; 0 for tables and aliases */
    const struct entry *entry; /* of tables */
    const struct definition *definition;
    struct time_value *time;
    struct slice canonical, within, means, kind; /* kind: the finer type of a title */
    int32_t ordinal, year;
    struct attribute *attributes;
    size_t attribute_count;
    uint16_t place_begin, place_end; /* of a title with place: */
    uint16_t noun_begin, noun_end;
    uint16_t first_end, last_begin; /* of an interval of time: where begin: stops and end: starts */
    uint32_t mention;               /* index + 1 of name_mention or time_mention, once made */
};

/* "X (Y)" found in the document: Y stands for X. */
struct definition {
    struct slice short_text; /* first token as written; more tokens follow with one space */
    struct slice name;
    uint16_t type;
    struct slice within, canonical;
    const struct entry *entry;
    uint32_t next; /* index + 1 of the next that begins with the same word, 0 none */
    uint32_t last; /* of the first that begins so: index of the last */
};

/* All of a document. Texts are its arena's. Zeroed is empty. */
struct definitions {
    struct definition *items;
    size_t count, capacity;
    struct map wholes, firsts; /* by short_text, and by its first word: indexes */
    uint64_t letters[4];       /* bit per byte that some short_text begins with */
};

struct edge {
    uint32_t next; /* index + 1 in edges of the one of its class that was added before; 0 ends */
    uint16_t class;
    uint16_t at;
    uint16_t len;
    uint32_t span;  /* index + 1 of typed_span, 0 none */
    uint32_t entry; /* index + 1 of list entry, 0 none */
};

enum { TRACE_ITEM = UINT16_MAX, TRACE_ITEM_END = UINT16_MAX - 1 };

struct trace {
    uint16_t slot; /* of OP_SAVE, or TRACE_ITEM, TRACE_ITEM_END for OP_ITEM */
    uint16_t at;
};

/* One match of one code. */
struct match {
    uint32_t rule; /* index */
    uint16_t begin, end;
    struct trace *trace;
    uint32_t trace_count;
    const struct code *code;
};

/* A capture of a match, cut out of its trace. */
struct bound {
    uint16_t capture;
    uint16_t begin, end;
    uint16_t item; /* 0 outside each, else the item's number */
};

enum { PLACE_WORDS = TEXT_MAX_SENTENCE_TOKENS / 64 + 1 };

/* Set of tokens of one sentence. */
struct places {
    uint64_t bits[PLACE_WORDS];
};

/* A class that stands in the sentence. */
struct class_line {
    struct places places; /* where it begins */
    uint32_t last_edge;   /* index + 1 in edges of the last of its edges; 0: it has none but those of `plain` */
    struct places plain;  /* where a word has it by itself; such an edge is a token long and no struct edge */
};

/* The sentence at hand. */
struct line {
    const struct program *program;
    const struct text *text;
    uint32_t sentence;
    const struct token *tokens; /* of the sentence */
    uint32_t count;
    uint32_t *words; /* ids */
    struct edge *edges;
    size_t edge_count, edge_capacity;
    uint8_t *inside;           /* per token and one more: strictly inside an opaque span */
    uint16_t *aside;           /* per token: end of the aside that begins here, 0 none */
    uint16_t *clause;          /* per token: number of its clause */
    uint16_t *opaque_end;      /* per token: end of the opaque span that begins here, 0 none */
    struct places inside_bits; /* the same as `inside` */
    struct places longs;       /* where a word may be longer than its token: names and compounds */
    struct places asides;      /* where asides begin */
    struct places glued;       /* tokens with no space before them */
    struct places breaks;      /* where clauses begin, but the first; known with clauses_known */
    bool clauses_known;
    struct typed_span *spans;
    size_t span_count, span_capacity;
    uint16_t *class_slot; /* per class: where it stands in class_lines, + 1; 0 where it is not in the line */
    uint16_t *present_list;
    size_t present_count;
    struct class_line *class_lines; /* in the order of present_list */
    size_t class_capacity;
    struct places shape_places[CLASS_BUILTIN_COUNT];
    bool shapes_known;                 /* the places of all shapes */
    uint32_t shapes_seen;              /* bit per shape that patterns may need (needs.c): stands in the line */
    bool all_possible;                 /* no rule is passed over */
    uint64_t *possible;                /* bit per slot of needs_table: rules that can match by the words of the line */
    uint16_t centre_begin, centre_end; /* for OP_CLASS of CLASS_CENTRE; end 0 none */
};

/* Dates that rules found and no calendar has (30 February), of the sentence at hand. */
enum { SENTENCE_MAX_IMPOSSIBLE = 8 };

struct impossible_span {
    uint16_t begin, end;
    struct time_value value;
};

struct impossible_list {
    struct impossible_span items[SENTENCE_MAX_IMPOSSIBLE];
    size_t count;
};

struct scratch {
    const struct program *program;
    struct arena *arena; /* of the sentence at hand */
    struct arena sentence_arena, document_arena;
    struct line line;
    uint32_t *visited; /* stamps: step * (tokens + 1) + token */
    size_t visited_size;
    uint32_t stamp;
    uint64_t *ways, *ways_back; /* ways.c: of the code at hand, by way; a set of tokens each */
    size_t ways_size;
    uint64_t ways_waiting[PROGRAM_MAX_STEPS / 64 + 1], ways_live[PROGRAM_MAX_STEPS / 64 + 1]; /* bit per way */
    struct work *stack;
    size_t stack_capacity;
    struct trace *trace;
    size_t trace_capacity;
    struct buffer fold;
    struct match *matches;
    size_t match_count, match_capacity;
    struct seen *seen;                           /* where what is found is noted for tests of rules, NULL most times */
    struct probe *probe;                         /* whom all that happens is told (probe_p.h), NULL most times */
    size_t attempts;                             /* beginnings that were tried */
    size_t sentence_count, byte_count;           /* so far */
    size_t read_sentence_count, read_byte_count; /* of these: the prefilter let them through */
    struct word_key *word_keys;                  /* per token of the line */
    bool no_prefilter;                           /* every rule is taken for possible in every sentence */
    bool tries_all;                              /* and tried there, whatever it needs: for tests */
    uint64_t *filled;                            /* bit per need: the line fills it */
    struct impossible_list *impossible;
    struct candidate *candidates_of_sentence; /* SENTENCE_MAX_CANDIDATES of them */
};

/* --- definitions.c */

/* Is that text defined as a short form? */
bool definitions_know(const struct definitions *definitions, struct slice short_text);
/* The definitions whose short form begins with the word, in the order added; `definitions` may be NULL. */
const struct definition *definitions_first(const struct definitions *definitions, struct slice word);
const struct definition *definitions_next(const struct definitions *definitions, const struct definition *definition);
void definitions_add(struct definitions *definitions, struct definition definition);
void definitions_release(struct definitions *definitions);

/* Sets up the line for a sentence (`definitions` may be NULL): word ids, and which rules are possible. */
void line_open(struct scratch *scratch, const struct text *text, uint32_t sentence,
               const struct definitions *definitions);
/* After line_open: edges of words, lists, tables, definitions. */
void line_fill(struct scratch *scratch, const struct definitions *definitions);
/* Both. */
void line_begin(struct scratch *scratch, const struct text *text, uint32_t sentence,
                const struct definitions *definitions);
/* Adds an edge for each type that the span's type also is. */
void line_add_span(struct scratch *scratch, uint32_t index);
uint32_t line_new_span(struct scratch *scratch, uint16_t begin, uint16_t end, uint16_t type);
void line_find_clauses(struct scratch *scratch);
/* Does a hyphenated word run across `at`? No name begins or ends there. */
bool line_inside_compound(const struct line *line, uint32_t at);
bool line_has_class(const struct line *line, uint16_t class);
bool line_has_times(const struct line *line);
/* Where the class begins in the line; NULL where it does not. The line's until its sentence changes. */
const struct places *line_places(struct line *line, uint16_t class);
/* Does an edge of the class go from begin to end? What it holds is in *edge, if that is not NULL. */
bool line_edge(const struct line *line, uint16_t class, uint16_t begin, uint16_t end, struct edge *edge);
struct span line_bytes(const struct line *line, uint16_t begin, uint16_t end);
struct slice line_quote(const struct scratch *scratch, uint16_t begin, uint16_t end);

/* The tokens at which matches end that begin at a token of `from`, as bits of as many words as the line's places have;
 * NULL where there are none. The scratch's until it is called again. A match may be empty. */
const uint64_t *ways_on(struct scratch *scratch, const struct code *code, const struct places *from);
/* After ways_on, where it found something: keeps in `from` the tokens from which the end is reached. */
void ways_back(struct scratch *scratch, const struct code *code, struct places *from);
/* After ways_back: does a way lead from the step at the token to the end? Asked of steps that a match comes to. */
bool ways_lead(const struct scratch *scratch, const struct code *code, uint32_t step, uint32_t at);
/* Once the steps of a code are there. */
void ways_compile(struct code *code, struct arena *arena);
/* All matches of code in the line, one per beginning, appended to scratch->matches. */
void match_all(struct scratch *scratch, const struct code *code, uint32_t rule);
/* Where step `step` of the code may end if it stands at `at`: one end for each way, the preferred one last; of a step
 * that eats nothing `at` itself where it holds. Returns how many; writes at most limit. */
size_t match_ends(struct scratch *scratch, const struct code *code, uint32_t step, uint16_t at, uint16_t *ends,
                  size_t limit);
/* Could the code match in this sentence at all? */
bool match_possible(const struct line *line, const struct code *code);
bool match_shape(const struct line *line, uint32_t class, uint16_t at, uint16_t *end);
/* Bit per shape but CLASS_CENTRE that begins at the token. */
uint32_t match_shapes(const struct line *line, uint16_t at);
/* One past the word at `at`: a name, a compound, or a token. */
uint16_t match_word_end(const struct line *line, uint16_t at);
/* Cuts captures out of a trace. Returns how many; writes at most limit. */
size_t match_bounds(const struct match *match, struct bound *bounds, size_t limit);
/* The typed span or list entry that a capture holds as a whole. */
const struct typed_span *bound_span(const struct line *line, const struct code *code, const struct bound *bound);
const struct entry *bound_entry(const struct line *line, const struct code *code, const struct bound *bound);

/* --- words.c
 * --------------------------------------------------------------------------------------------------------------- */

/* Once all words of the packs have their ids. */
void words_settle(struct program *program);
/* Ids of the words of a sentence of the text, 0 where no pack has it. */
void words_look_up(struct scratch *scratch, const struct text *text, const struct token *tokens, uint32_t count,
                   uint32_t *ids);

/* --- possible.c
 * ------------------------------------------------------------------------------------------------------------ */

/* Once needs are found: what words fill as sets. */
void possible_settle(struct program *program);
/* Finds the rules that are possible by the words of the line; `all` takes every rule for possible. Between both calls
 * come the types of names that the words do not tell. */
void possible_begin(struct scratch *scratch, bool all);
void possible_type(struct scratch *scratch, uint16_t type);
void possible_end(struct scratch *scratch);
/* The same once more for rules from `layer` on, by the classes that stand in the line and what the layers before have
 * found. What was struck out stays so. */
void possible_again(struct scratch *scratch, size_t layer);
/* Strikes out rules from `layer` on that yield nothing on which a possible rule depends that leaves something behind;
 * `times`: the line has some, or may have, which names and titles may cover; not `all`: nothing but times and what
 * tells of the document counts. */
void possible_reach(struct scratch *scratch, size_t layer, bool times, bool all);
/* Do the classes stand in the line without which the pattern of the rule in the slot cannot match? As match_possible.
 */
bool possible_here(const struct line *line, uint32_t slot);
/* Is a rule possible that yields times; one from `layer` on that leaves something else
 * behind (`dated`: a date is at hand); one from `layer` on that
 * yields names or titles, within which a time counts for little? */
bool possible_times(const struct line *line);
bool possible_defines(const struct line *line);
bool possible_facts(const struct line *line);
bool possible_tells(const struct line *line, size_t layer, bool dated);
bool possible_opaque(const struct line *line, size_t layer);

/* --- value.c
 * --------------------------------------------------------------------------------------------------------------- */

struct bindings {
    const struct scratch *scratch;
    const struct match *match;
    const struct bound *bounds;
    size_t count;
    uint16_t item; /* of each: captures of other items do not count */
};

/* First capture of that name ("party", "party.with"), or NULL. */
const struct bound *bindings_find(const struct bindings *bindings, struct slice name);
/* A text with $x put in; the arena's. */
struct slice bindings_text(const struct bindings *bindings, struct slice text, struct arena *arena);
/* A calculated number; false where a capture is missing or has no number. */
bool bindings_number(const struct bindings *bindings, struct slice text, int64_t *number);
/* condition.c */
bool condition_holds(const struct bindings *bindings, const struct condition *condition);
/* The time that a rule's `value` says, or NULL where it makes none (30 February with all fields stated). */
struct time_value *bindings_time(const struct bindings *bindings, const struct rule *rule, struct arena *arena);

/* --- layers.c
 * ---------------------------------------------------------------------------------------------------------------- */

/* Runs layers [from, to) that yield types, on the line at hand. */
void layers_run(struct scratch *scratch, size_t from, size_t to);
/* Does `over` of the winner name the loser, by itself or by prefix.*? */
bool layers_over(const struct rule *winner, struct slice loser);
/* All matches of a rule's code that pass in:, if, unless, before, after, appended to scratch->matches. */
void layers_match_rule(struct scratch *scratch, uint32_t index);
/* Is the rule for the block of the line at hand? */
bool layers_in_block(const struct scratch *scratch, const struct rule *rule);
/* All matches of the layer's rules that are possible in the line, in the rules' order, in scratch->matches. */
void layers_match(struct scratch *scratch, const struct layer *layer);
/* Is there any rule of the layer that may match? */
bool layers_any(struct scratch *scratch, const struct layer *layer);

#endif
