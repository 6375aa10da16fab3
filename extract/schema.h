/* What may stand in a rule file: every key of every map, what stands after it, and a line that says what for. The one
 * place where a key is declared: the loader checks against it, messages list and suggest from it, and `annals rules
 * schema` writes it down as JSON Schema. A key of a rule is a row of SCHEMA_RULE_KEYS; the compiler then asks for the
 * case in rules_read.c that reads it. */
#ifndef ANNALS_EXTRACT_SCHEMA_H
#define ANNALS_EXTRACT_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/slice.h"

/* What stands after a key. */
enum schema_value {
    SCHEMA_TEXT,        /* text, not empty */
    SCHEMA_WORD,        /* one of the key's words */
    SCHEMA_WORDS,       /* one of the key's words, or a list of them */
    SCHEMA_TEXTS,       /* a list of texts */
    SCHEMA_NAMES,       /* a text or a list of texts */
    SCHEMA_PATTERN,     /* a pattern */
    SCHEMA_PATTERNS,    /* a pattern or a list of patterns */
    SCHEMA_MAP,         /* a map with the keys of `map` */
    SCHEMA_MAPS,        /* a list of maps with the keys of `map` */
    SCHEMA_TEXT_MAP,    /* a map from names to texts */
    SCHEMA_NAMES_MAP,   /* a map from names to a text, a list of texts or nothing */
    SCHEMA_PATTERN_MAP, /* a map from names to patterns */
    SCHEMA_FRAMES,      /* a map from frames, as in do(doer, act, thing), to a pattern or a list of patterns */
    SCHEMA_PAIR_MAP,    /* a map from names to lists of two texts */
    SCHEMA_LISTS,       /* word lists and tables */
    SCHEMA_ENDINGS,     /* a map from forms to lists of [ending, ending instead] */
    SCHEMA_IRREGULAR,   /* a map from words to maps from forms to a text or a list of texts */
    SCHEMA_TIME,        /* a time, or a number */
    SCHEMA_FINDS        /* a list of finds: texts, and maps to texts or lists of texts */
};

/* Which kinds of rules may have a key; bits are 1 << enum rule_kind. */
enum { ON_YIELDS = 1, ON_CLASS = 2, ON_RELATION = 4, ON_DEFINES = 8, ON_DOCUMENT = 16, ON_FACTS = 6, ON_ALL = 31 };

/* What more is known of a key's value: its words, or the keys of the map that it is. */
/* NOLINTBEGIN(bugprone-macro-parentheses): these are initializers, not values */
#define SCHEMA_NONE           .words = NULL
#define SCHEMA_ONE_OF(list)   .words = list
#define SCHEMA_KEYS_OF(other) .map = &other
/* NOLINTEND(bugprone-macro-parentheses) */

/* name in C, name in YAML, what stands after it and what more is known of it, kinds of rules, what for */
#define SCHEMA_RULE_KEYS(X)                                                                                            \
    X(RULE, "rule", TEXT, SCHEMA_NONE, ON_ALL, "the rule's name, unique in the pack: meeting.held")                    \
    X(MATCH, "match", PATTERN, SCHEMA_NONE, ON_ALL, "the pattern that is looked for")                                  \
    X(CENTRE, "centre", PATTERN, SCHEMA_NONE, ON_FACTS, "a pattern, around which those of around: are looked for")     \
    X(AROUND, "around", PATTERN_MAP, SCHEMA_NONE, ON_FACTS, "patterns looked for around the centre")                   \
    X(YIELDS, "yields", TEXT, SCHEMA_NONE, ON_ALL, "each match is of this type for later rules")                       \
    X(CLASS, "class", TEXT, SCHEMA_NONE, ON_ALL, "each match is an event of this class")                               \
    X(RELATION, "relation", TEXT, SCHEMA_NONE, ON_ALL, "each match is a relation of captures source: and target:")     \
    X(DEFINES, "defines", TEXT, SCHEMA_NONE, ON_ALL, "capture short: stands for capture name:, of this type")          \
    X(DOCUMENT, "document", TEXT_MAP, SCHEMA_NONE, ON_ALL, "what each match says of the document itself")              \
    X(IN, "in", WORDS, SCHEMA_ONE_OF(schema_blocks), ON_ALL, "only in blocks of these kinds")                          \
    X(VALUE, "value", TIME, SCHEMA_NONE, ON_YIELDS, "the time or number that a match stands for")                      \
    X(NAME, "name", TEXT, SCHEMA_NONE, ON_YIELDS, "the canonical name, $x or a text")                                  \
    X(WITHIN, "within", TEXT, SCHEMA_NONE, ON_YIELDS, "the body that the name is a part of")                           \
    X(MEANS, "means", TEXT, SCHEMA_NONE, ON_YIELDS,                                                                    \
      "whom the name stands for in the document: author, speaker, country, …")                                         \
    X(LATER, "later", WORD, SCHEMA_ONE_OF(schema_later), ON_YIELDS,                                                    \
      "last-word: the name's last word alone stands for it in the sentences that follow")                              \
    X(TYPE, "type", TEXT, SCHEMA_NONE, ON_YIELDS | ON_CLASS, "the finer word, $x or a text")                           \
    X(TITLE, "title", TEXT, SCHEMA_NONE, ON_CLASS, "replaces the title, $x or a text")                                 \
    X(ATTRIBUTES, "attributes", TEXT_MAP, SCHEMA_NONE, ON_YIELDS | ON_CLASS, "kept with the event or name")            \
    X(BACK, "back", WORD, SCHEMA_ONE_OF(schema_yes), ON_CLASS, "yes: a reference back, never a new event")             \
    X(STATUS, "status", MAP, SCHEMA_KEYS_OF(schema_status), ON_FACTS,                                                  \
      "patterns that set the status, beside the default ones")                                                         \
    X(DATE, "date", WORDS, SCHEMA_ONE_OF(schema_scopes), ON_FACTS, "date scopes in order, or none")                    \
    X(NEEDS, "needs", WORD, SCHEMA_ONE_OF(schema_needs), ON_CLASS,                                                     \
      "date: none without a date; context: none without the context")                                                  \
    X(ALSO, "also", PAIR_MAP, SCHEMA_NONE, ON_CLASS, "relations that follow: {agreement: [$party, $party.with]}")      \
    X(ROLES, "roles", TEXT_MAP, SCHEMA_NONE, ON_CLASS, "who fills a role that the sentence leaves open")               \
    X(CONTEXT, "context", PATTERN, SCHEMA_NONE, ON_CLASS, "a pattern for the sentence before, which fills open roles") \
    X(INHERIT, "inherit", PATTERNS, SCHEMA_NONE, ON_CLASS,                                                             \
      "patterns for what leads in to a list: its items take what they leave open")                                     \
    X(DEPTH, "depth", TEXT, SCHEMA_NONE, ON_YIELDS, "1 to 4: so often the rule runs again on what it yields itself")   \
    X(IF, "if", TEXT, SCHEMA_NONE, ON_ALL, "a condition on captures: $n < 32, initials($short, $name)")                \
    X(UNLESS, "unless", PATTERNS, SCHEMA_NONE, ON_ALL, "a match that one of these overlaps is void")                   \
    X(BEFORE, "before", PATTERN, SCHEMA_NONE, ON_ALL, "must stand right before the match")                             \
    X(AFTER, "after", PATTERN, SCHEMA_NONE, ON_ALL, "must stand right after the match")                                \
    X(OVER, "over", NAMES, SCHEMA_NONE, ON_YIELDS | ON_CLASS, "rules (or prefix.*) that lose against this one")        \
    X(EXAMPLES, "examples", MAPS, SCHEMA_KEYS_OF(schema_example), ON_ALL,                                              \
      "sentences that are tests: what this rule must find in them")                                                    \
    X(ABOUT, "about", TEXT, SCHEMA_NONE, ON_ALL, "a line of text for people")

#define SCHEMA_RULE_ID(id, name, value, more, kinds, about) RULE_KEY_##id,
enum rule_key { SCHEMA_RULE_KEYS(SCHEMA_RULE_ID) RULE_KEY_COUNT };

struct schema_map;

struct schema_key {
    const char *name;
    enum schema_value value;
    unsigned kinds;           /* of a rule's keys; 0 for those of other maps */
    const char *const *words; /* NULL-ended; NULL for other values */
    const struct schema_map *map;
    const char *about;    /* what for, without a full stop */
    const char *expected; /* for messages, "a list of rules, …"; NULL: said by `value` */
    bool needed;          /* a map without it is an error */
};

struct schema_map {
    const char *name;  /* "rule" */
    const char *place; /* for messages: " in a rule", or "" */
    const struct schema_key *keys;
    size_t count;
};

/* schema_rule.keys is in the order of enum rule_key. */
/* Keys of a time beside its fields, which are those of time_value.h; in the order of schema_time.keys. */
enum time_key { TIME_KEY_OF, TIME_KEY_END, TIME_KEY_WITH, TIME_KEY_COUNT };

extern const struct schema_map schema_pack, schema_rule, schema_text, schema_compare, schema_inflection, schema_status,
    schema_table, schema_table_keep, schema_table_weak, schema_example, schema_time, schema_declares;

/* Words, NULL-ended; the place of a word is the number of what it stands for. */
extern const char *const schema_later[];    /* of later: */
extern const char *const schema_blocks[];   /* of in: */
extern const char *const schema_scopes[];   /* of date: */
extern const char *const schema_statuses[]; /* enum status_pattern */
extern const char *const schema_forms[];    /* of words */
extern const char *const schema_kinds[];    /* keys that say what a rule finds, enum rule_kind */
extern const char *const schema_declared[]; /* keys of declares:, enum name_kind of lint_names.c */
extern const char *const schema_yes[];
extern const char *const schema_needs[];

/* NULL where the map has no such key. */
const struct schema_key *schema_find(const struct schema_map *map, struct slice name);
/* The place of the word, -1 where it is none of them. */
int schema_word(const char *const *words, struct slice word);

/* The words with a space before each, for messages; of maps, the keys. The caller's buffer. */
void schema_list_words(struct buffer *out, const char *const *words);
void schema_list_keys(struct buffer *out, const struct schema_map *map);

/* JSON Schema, draft 2020-12, of a rule file. */
void schema_write(struct json *json);
/* The same for people: each key on a line with what it is for. */
void schema_write_text(struct buffer *out);

#endif
