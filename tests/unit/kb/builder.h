/* Mention sets from literals, for tests of the resolver. */
#ifndef ANNALS_TEST_KB_BUILDER_H
#define ANNALS_TEST_KB_BUILDER_H

#include "base/buffer.h"
#include "extract/mention.h"
#include "kb/kb.h"
#include "kb/resolve.h"

/* A set of an empty document; `key` decides its id, date is EDTF or NULL, author and organization may be NULL. */
struct mention_set *set_new(const char *key, const char *date, const char *author, const char *organization);
void set_free(struct mention_set *set);

uint32_t set_name(struct mention_set *set, const char *type, const char *name);
uint32_t set_known(struct mention_set *set, const char *type, const char *name, const char *canonical,
                   const char *code);
uint32_t set_anaphor(struct mention_set *set, const char *type, const char *name, const char *means);
/* A day, month or year, or two with a slash between. */
uint32_t set_time(struct mention_set *set, const char *edtf);
/* An event in a sentence of its own; date may be NULL. Events lie 100 bytes apart, in the order of the calls. */
struct event_mention *set_event(struct mention_set *set, const char *class, const char *type, const char *title,
                                const char *date);
void event_role(struct mention_set *set, struct event_mention *event, const char *role, uint32_t name);
void event_attribute(struct mention_set *set, struct event_mention *event, const char *key, const char *value);
struct relation_mention *set_relation(struct mention_set *set, const char *type, uint32_t source, uint32_t target,
                                      uint32_t event);

/* The generic and ignored words that the tests go by. */
extern const struct resolve_words test_words;

/* Resolves with test_words. */
void resolve_sets(struct kb *kb, struct mention_set *const *sets, size_t count);
/* The event that the nth event mention of a set became, NULL where it became none. */
const struct kb_event *event_of_mention(const struct kb *kb, const struct mention_set *set, size_t nth);
const struct kb_entity *entity_named(const struct kb *kb, const char *id);
/* Fills evidence at the next free place of the document. */
void set_evidence(struct mention_set *set, struct evidence *at, const char *quote);

#endif
