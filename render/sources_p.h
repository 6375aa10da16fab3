/* Who says so: documents numbered S1, S2 … as they are named at the foot of a page. */
#ifndef ANNALS_RENDER_SOURCES_P_H
#define ANNALS_RENDER_SOURCES_P_H

#include "kb/kb.h"
#include "render/words.h"

struct sources {
    const struct kb *kb;
    const struct render_words *words;
    struct arena *arena;
    uint32_t *cited;   /* by document: by how many marks */
    uint32_t *numbers; /* by document: from 1; 0 where it is not cited */
    uint32_t *order;   /* documents by number */
    size_t count;      /* of numbered ones, or of those of the page */
    uint32_t *shown;   /* documents that stand at the foot */
    size_t listed;     /* so many */
};

void sources_init(struct sources *sources, const struct kb *kb, const struct render_words *words, struct arena *arena);
/* One mark's documents. */
void sources_cite_event(struct sources *sources, const struct kb_event *event);
void sources_cite_evidence(struct sources *sources, const struct kb_evidence *evidence, size_t count);
/* Numbers them: the `room` most cited ones first, among these by date; then the others by date. */
void sources_number(struct sources *sources, size_t room);

/* Only what these marks cite stands at the foot, the first `room` of it; the numbers stay. */
void sources_show(struct sources *sources, const struct kb_event *const *events, size_t count, size_t room);

enum { SOURCES_MAX_KEYS = 3 };

/* "S1 S3 +2": at most so many keys, the others counted */
struct slice sources_of_event(const struct sources *sources, const struct kb_event *event, size_t max_keys);
struct slice sources_of_evidence(const struct sources *sources, const struct kb_evidence *evidence, size_t count);
/* "Author, title, 26 Sep 2019" */
struct slice sources_line(const struct sources *sources, uint32_t document);

#endif
