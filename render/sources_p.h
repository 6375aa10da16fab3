/* Who says so: documents as S1, S2 … (kb/sources.h), and which of them are named at the foot of a page. */
#ifndef ANNALS_RENDER_SOURCES_P_H
#define ANNALS_RENDER_SOURCES_P_H

#include "kb/kb.h"
#include "render/words.h"

struct sources {
    const struct kb *kb;
    const struct render_words *words;
    struct arena *arena;
    uint32_t *cited;   /* by document: by how many marks */
    uint32_t *numbers; /* by document: from 1 */
    uint32_t *order;   /* documents that are cited: those for the foot, then the others, both by number */
    uint32_t *ranks;   /* by document: its place in order */
    size_t count;      /* of them, or of those of the page */
    uint32_t *shown;   /* documents that stand at the foot */
    size_t listed;     /* so many */
};

void sources_init(struct sources *sources, const struct kb *kb, const struct render_words *words, struct arena *arena);
/* One mark's documents. */
void sources_cite_event(struct sources *sources, const struct kb_event *event);
void sources_cite_evidence(struct sources *sources, const struct kb_evidence *evidence, size_t count);
/* Orders them: the `room` most cited ones first, among these by number; then the others by number. */
void sources_number(struct sources *sources, size_t room);

/* Only what these marks cite stands at the foot, the first `room` of it; the numbers stay. */
void sources_show(struct sources *sources, const struct kb_event *const *events, size_t count, size_t room);

enum { SOURCES_MAX_KEYS = 3 };

/* "S1 S3 +2": at most so many keys, those at the foot first, the others counted */
struct slice sources_of_event(const struct sources *sources, const struct kb_event *event, size_t max_keys);
struct slice sources_of_evidence(const struct sources *sources, const struct kb_evidence *evidence, size_t count);
/* "Author, title, 26 Sep 2019" */
struct slice sources_line(const struct sources *sources, uint32_t document);

#endif
