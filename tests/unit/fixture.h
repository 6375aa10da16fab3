/* Knowledge bases made by hand, for the tests of what is made from them. Everything lives in the kb's arena. */
#ifndef ANNALS_TESTS_FIXTURE_H
#define ANNALS_TESTS_FIXTURE_H

#include "kb/kb.h"

struct fixture {
    struct kb kb;
    size_t document_room, entity_room, event_room, relation_room;
};

void fixture_init(struct fixture *fixture, const char *as_of);
void fixture_release(struct fixture *fixture);

/* An EDTF-like date: "2018", "2018-06", "2018-06-05", "2021-06-28/2021-06-30", "2020-22", "../2021-06-30" (by),
 * "2019/.." (since), "1977~" (about), "[2022-06-16]" (inferred), NULL (none). */
struct kb_date fixture_date(struct fixture *fixture, const char *edtf);

uint32_t fixture_document(struct fixture *fixture, const char *author, const char *title, const char *date);
uint32_t fixture_entity(struct fixture *fixture, const char *type, const char *name, uint32_t part_of);

/* The last event added, to change more of it. */
struct kb_event *fixture_event(struct fixture *fixture, const char *class, const char *title, const char *date,
                               const char *status);
void fixture_event_place(struct fixture *fixture, struct kb_event *event, uint32_t entity);
void fixture_event_role(struct fixture *fixture, struct kb_event *event, const char *role, uint32_t entity);
void fixture_event_mention(struct fixture *fixture, struct kb_event *event, uint32_t document);
void fixture_event_conflict(struct fixture *fixture, struct kb_event *event, const char *field, const char *value);

struct kb_relation *fixture_relation(struct fixture *fixture, const char *type, uint32_t source, uint32_t target,
                                     const char *status, const char *instrument, const char *date, uint32_t document);

/* Ready-made ones. */
void fixture_story(struct fixture *fixture); /* like five speeches of one office, 1977 to 2022 */
void fixture_many(struct fixture *fixture, int events, int first_year, int days); /* spread evenly, all classes */
void fixture_same_day(struct fixture *fixture, int events);
void fixture_hostile(struct fixture *fixture);
void fixture_partners(struct fixture *fixture, int partners);
void fixture_web(struct fixture *fixture, int organizations);

#endif
