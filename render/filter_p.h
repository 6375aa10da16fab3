/* Which part of the knowledge base a picture shows. */
#ifndef ANNALS_RENDER_FILTER_P_H
#define ANNALS_RENDER_FILTER_P_H

#include "kb/kb.h"
#include "render/render.h"

enum { FILTER_NONE = UINT32_MAX, FILTER_MAX_PARTS = 8 };

/* The options with names looked up. */
struct filter {
    const struct kb *kb;
    const struct render_options *options;
    uint32_t org, place; /* entity indexes; FILTER_NONE: all */
};

/* Entity by id, else by name, else by alias, accents and case aside; FILTER_NONE if there is none. */
uint32_t filter_entity(const struct kb *kb, struct slice name);
/* The same for an option: where it fails, problem says so and what may have been meant. Empty name: FILTER_NONE, true.
 */
bool filter_option(const struct kb *kb, struct slice name, const char *option, uint32_t *entity,
                   struct buffer *problem);

bool filter_init(struct filter *filter, const struct kb *kb, const struct render_options *options,
                 struct buffer *problem);
bool filter_event(const struct filter *filter, const struct kb_event *event);
/* By the class only: without a wish, all but the documents' own statements. */
bool filter_class(const struct render_options *options, struct slice class);
/* By the dates only; what has no date passes unless a bound is set. */
bool filter_date(const struct render_options *options, const struct kb_date *date, bool has_date);

/* True where classes are asked for and the relation follows from no event of them. */
bool filter_drops_relation(const struct kb *kb, const struct render_options *options,
                           const struct kb_relation *relation);

/* True where child is parent or a part of it. */
bool filter_within(const struct kb *kb, uint32_t child, uint32_t parent);

#endif
