/* Shared by the files of the reference alone. */
#ifndef ANNALS_TESTS_REFERENCE_P_H
#define ANNALS_TESTS_REFERENCE_P_H

#include "reference.h"

enum ref_node_kind {
    NODE_WORD,
    NODE_EXACT,
    NODE_BEND,
    NODE_LIST,
    NODE_TYPE,
    NODE_CENTRE,
    NODE_SEQUENCE,
    NODE_CHOICE,
    NODE_REPEAT,
    NODE_GAP,
    NODE_LIST_OF,
    NODE_EACH,
    NODE_NOT,
    NODE_QUOTED,
    NODE_BRACKETS,
    NODE_BEGIN,
    NODE_END,
    NODE_GLUED,
    NODE_CAPTURE
};

enum { REF_UNBOUNDED = 1 << 20 };

struct ref_node {
    enum ref_node_kind kind;
    char text[REF_NAME]; /* word, list, type, capture */
    char form[REF_NAME];
    int min, max; /* of a repeat; max: words of a gap */
    bool shared;  /* of list( and each(: a name before it was given to what is in it */
    struct ref_node *first, *next;
    struct ref_node *link; /* all nodes, to be freed */
};

/* reference_pattern.c: NULL and a reason where it is no pattern. Nodes are put before *all. */
struct ref_node *ref_parse(const char *text, struct ref_node **all, const char **why);
bool ref_same_letters(const char *a, const char *b); /* in any letter case */
bool ref_is_word(const char *token);
bool ref_is_number(const char *token);

struct reference {
    const struct ref_program *program;
    struct ref_node *all;
    struct ref_node *match[REF_MAX_RULES], *before[REF_MAX_RULES], *after[REF_MAX_RULES];
    struct ref_node *unless[REF_MAX_RULES][REF_MAX_UNLESS];
    struct ref_node *around[REF_MAX_RULES][REF_MAX_AROUND];
    struct ref_node *status[REF_MAX_RULES][REF_STATUSES];
    struct ref_node *separators, *clause_breaks;
    bool is[REF_MAX_TYPES][REF_MAX_TYPES]; /* is[a][b]: an a is also a b */
    int layer[REF_MAX_TYPES];
    int family[REF_MAX_TYPES]; /* every type has one */
    bool opaque[REF_MAX_FAMILIES + REF_MAX_TYPES];
};

/* A capture: which name holds which words. */
struct ref_bound {
    const struct ref_node *capture;
    const struct ref_node *root; /* the pattern that it stands in */
    int begin, end;
    int item; /* of each(, from 1; 0 outside */
};

struct ref_match {
    int begin, end;
    struct ref_bound bounds[REF_MAX_BOUNDS];
    int bound_count;
};

/* The sentence that is read, and all that was found in it so far. */
struct ref_line {
    const struct reference *reference;
    const struct ref_text *text;
    struct ref_result *result;
    int partner[REF_MAX_TOKENS];        /* of a paired mark, else -1 */
    int aside[REF_MAX_TOKENS];          /* end of the aside that begins here, or 0 */
    int compound[REF_MAX_TOKENS];       /* end of the hyphenated word that begins here, or 0 */
    bool clause_begins[REF_MAX_TOKENS]; /* once clauses_known */
    bool clauses_known;
    int centre_begin, centre_end;
    long steps;
};

/* reference_line.c */
void ref_line_begin(struct ref_line *line, const struct reference *reference, const struct ref_text *text,
                    struct ref_result *result);
bool ref_is_mark(const char *token);
bool ref_token_is(const struct ref_line *line, int at, const char *text);
/* Where the word that begins at `at` ends: a name counts as one word, so does a word with hyphens. */
int ref_word_end(const struct ref_line *line, int at);
/* Is a place within a name that must not be bitten into? */
bool ref_inside(const struct ref_line *line, int at);
bool ref_compound_across(const struct ref_line *line, int at);
/* The words, with a space where the text has one. */
void ref_quote(const struct ref_text *text, int begin, int end, char *out);

enum { REF_MAX_ENDS = 32 };

/* The farthest first, each once. */
struct ref_ends {
    int at[REF_MAX_ENDS];
    int count;
};

/* reference_leaf.c */
/* Every end of a word, list or type at `at`. */
struct ref_ends ref_leaf_ends(const struct ref_line *line, const struct ref_node *node, int at);
/* What a capture is worth as a text or number. */
void ref_text_of(const struct ref_line *line, const struct ref_bound *bound, char *out);
void ref_bound_text(const struct ref_line *line, const struct ref_match *match, const char *name, int item, char *out);
bool ref_bound_number(const struct ref_line *line, const struct ref_match *match, const char *name, long *number);

/* reference_match.c */
/* The preferred match at `begin`; one that ends at `must_end` where that is not negative. */
bool ref_match_at(struct ref_line *line, const struct ref_node *node, int begin, int must_end, struct ref_match *match);
/* One match for each beginning; returns how many. */
int ref_match_all(struct ref_line *line, const struct ref_node *node, struct ref_match *matches, int limit);
void ref_find_clauses(struct ref_line *line);

/* reference_events.c */
void ref_find_events(struct ref_line *line);

/* reference.c: matches of a rule that before, after, if and unless let pass */
int ref_rule_matches(struct ref_line *line, int rule, struct ref_match *matches, int limit);
bool ref_named_by(const struct ref_rule *winner, const char *loser);

#endif
