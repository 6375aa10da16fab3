/* The words that a picture needs, in the reader's language: render/words/en.txt, made into a table by
 * cmake/words.cmake. A theme replaces any of them. */
#ifndef ANNALS_RENDER_WORDS_H
#define ANNALS_RENDER_WORDS_H

#include <stddef.h>

/* All strings are UTF-8 and end with NUL. Months from January, as short forms. */
struct render_words {
    const char *months[12];
    const char *seasons[4]; /* spring, summer, autumn, winter */
    const char *about, *by, *before, *after, *since, *early, *mid, *late, *century, *undated;
    const char *planned, *occurred, *postponed, *cancelled, *unknown, *unknown_long, *unconfirmed, *unconfirmed_long,
        *concluded, *stated, *ended;
    const char *timeline, *organizations, *partners_of, *as_of, *sources, *and_more, *others, *nothing;
    const char *footer_before, *footer_documents, *footer_document, *event, *shown, *folded, *not_on_axis, *left_out,
        *aside, *aside_one, *events;
    const char *day_point, *interval, *span, *open_end, *conflict, *corrected, *inferred, *approximate, *fold_mark;
    const char *part_of, *part_sign, *number_of, *agreement, *planned_as_of, *no_agreements, *no_organizations;
    const char *axis_break, *axis_breaks, *partner, *partners, *whole_only, *hub_chosen, *agreements, *shared_event,
        *links, *state, *organization, *kept, *wide_line, *bodies;
    const char *moved, *was, *folded_note, *worked_out, *see_pages, *listed, *page, *named_nowhere, *more_sources,
        *source_list, *links_counted, *only_planned, *family;
    const char *filter_from, *filter_to, *filter_org, *filter_place, *filter_document, *filter_basis, *filter_sources,
        *filter_match, *key, *unlabelled;
};

extern const struct render_words RENDER_WORDS_EN;

/* Each field by its name, for themes; the last has none. */
struct render_word_field {
    const char *name;
    size_t offset;
    size_t count; /* of texts: 1, or that of the array */
};

extern const struct render_word_field RENDER_WORD_FIELDS[];

#endif
