/* A slow, obvious reading of docs/rules.md, to compare the engine with. It shares no code with the product: it has a
 * reader of patterns, lists, matcher and layers of its own, and includes no header of the product. */
#ifndef ANNALS_TESTS_REFERENCE_H
#define ANNALS_TESTS_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    REF_NAME = 24,
    REF_PATTERN = 320,
    REF_VALUE = 400,
    REF_MAX_TOKENS = 60,
    REF_MAX_LISTS = 8,
    REF_MAX_ENTRIES = 10,
    REF_MAX_TYPES = 8,
    REF_MAX_FAMILIES = 5,
    REF_MAX_RULES = 14,
    REF_MAX_UNLESS = 2,
    REF_MAX_OVER = 2,
    REF_MAX_KEPT = 3,
    REF_MAX_AROUND = 2,
    REF_MAX_BOUNDS = 48,
    REF_MAX_SPANS = 500,
    REF_MAX_EVENTS = 200,
    REF_STATUSES = 5
};

struct ref_entry {
    char text[48];
    char value[8]; /* or empty */
};

struct ref_list {
    char name[REF_NAME];
    struct ref_entry entries[REF_MAX_ENTRIES];
    int count;
    bool nouns; /* stands under inflection: nouns: */
};

struct ref_type {
    char name[REF_NAME];
    int also[REF_MAX_TYPES]; /* as written: types that it also is */
    int also_count;
    int family; /* index, -1 for a family of its own */
};

struct ref_family {
    char name[REF_NAME];
    bool opaque;
};

enum ref_kind { REF_YIELDS, REF_EVENT };

/* Texts as they stand in a pack; an empty one is a key that is not there. */
struct ref_rule {
    char name[REF_NAME];
    enum ref_kind kind;
    int pack;
    int yields;
    char class[REF_NAME];
    char match[REF_PATTERN]; /* of events with `around`: the centre */
    char before[REF_PATTERN], after[REF_PATTERN];
    char unless[REF_MAX_UNLESS][REF_PATTERN];
    int unless_count;
    char condition[REF_NAME];
    char over[REF_MAX_OVER][REF_NAME];
    int over_count;
    char kept[REF_MAX_KEPT][REF_NAME]; /* attributes: {x: $x} */
    int kept_count;
    char around[REF_MAX_AROUND][REF_PATTERN];
    int around_count;
    char status[REF_STATUSES][REF_PATTERN]; /* denied cancelled postponed planned occurred */
};

struct ref_program {
    struct ref_list lists[REF_MAX_LISTS];
    int list_count;
    struct ref_type types[REF_MAX_TYPES];
    int type_count;
    struct ref_family families[REF_MAX_FAMILIES];
    int family_count;
    struct ref_rule rules[REF_MAX_RULES]; /* in the order of packs and files */
    int rule_count;
    char separators[REF_PATTERN], clause_breaks[REF_PATTERN];
    char never_cap[REF_NAME]; /* one word of the list never-cap, or empty */
};

/* A word, number or mark of a sentence; marks are one ASCII character. */
struct ref_token {
    char text[REF_NAME];
    bool glued; /* no space before it */
};

struct ref_text {
    struct ref_token tokens[REF_MAX_TOKENS];
    int count;
};

struct ref_pair {
    char key[REF_NAME], value[REF_VALUE];
};

struct ref_span {
    int begin, end; /* tokens */
    int type, rule;
    bool gone; /* a later one of its family took its place */
    struct ref_pair pairs[REF_MAX_KEPT];
    int pair_count;
};

struct ref_filler {
    char role[REF_NAME];
    int begin, end;
};

struct ref_event {
    int rule;
    int begin, end;
    int status; /* -1, or as in ref_rule.status */
    struct ref_filler fillers[REF_MAX_BOUNDS];
    int filler_count;
    struct ref_pair pairs[REF_MAX_KEPT];
    int pair_count;
};

struct ref_result {
    struct ref_span spans[REF_MAX_SPANS];
    int span_count;
    struct ref_event events[REF_MAX_EVENTS];
    int event_count;
    bool tired; /* took too long: says nothing */
};

struct reference;

/* NULL and a reason where the program is wrong: a pattern that cannot be read, types in a circle. */
struct reference *reference_new(const struct ref_program *program, const char **why);
void reference_free(struct reference *reference);
void reference_run(struct reference *reference, const struct ref_text *text, struct ref_result *result);

/* Puts words that a rule might match at the end of a text; `random` gives a number below its argument. */
void reference_sample(const struct reference *reference, int rule, int (*random)(int below), struct ref_text *text);

/* How words of the packs bend; the packs say the same in YAML. */
struct ref_ending {
    const char *form, *ending, *instead;
};
extern const struct ref_ending ref_endings[];
extern const size_t ref_ending_count;
struct ref_irregular {
    const char *word, *form, *instead;
};
extern const struct ref_irregular ref_irregulars[];
extern const size_t ref_irregular_count;

#endif
