/* Inflection, for the lexicon alone. */
#ifndef ANNALS_EXTRACT_INFLECT_P_H
#define ANNALS_EXTRACT_INFLECT_P_H

#include "extract/builder_p.h"

enum { INFLECT_MAX_FORMS = 48, FORM_NOMINAL = -2, FORM_ONE = -3 };

/* The forms of a folded word; -1 for all, FORM_NOMINAL for those of a noun. Returns how many of at most limit. */
size_t inflect(struct builder *builder, struct slice word, int form, struct slice *forms, size_t limit);
/* Has it any? */
bool inflect_any(struct builder *builder, struct slice word);

#endif
