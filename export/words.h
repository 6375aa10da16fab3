/* The words that tables, lists and profiles need, in the reader's language: export/words/en.txt, made into a table by
 * cmake/words.cmake. Another table can be handed in through export_options. */
#ifndef ANNALS_EXPORT_WORDS_H
#define ANNALS_EXPORT_WORDS_H

#include "base/arena.h"
#include "base/error.h"
#include "kb/words.h"

enum { EXPORT_COLUMNS = 19, EXPORT_PLAIN_ROLES = 3, EXPORT_SAY_CLASS = 2 };

/* All strings are UTF-8 and end with NUL. */
struct export_words {
    const char *language;                        /* of the words: a BCP 47 tag */
    const char *columns[EXPORT_COLUMNS];         /* headings, in the order of enum table_column */
    const char *plain_roles[EXPORT_PLAIN_ROLES]; /* roles that go without saying */
    const char *say_class[EXPORT_SAY_CLASS];     /* classes of which a title may be a bare name */
    /* Titles and headings. */
    const char *chronology, *next, *sources, *as_of, *none, *none_ahead, *group, *month, *passed, *no_date, *no_value;
    /* Stages, as a person says them. */
    const char *unconfirmed, *unknown, *corrected, *differ, *also_dated, *was_planned;
    /* A source: "line 12", "characters 5-9", "and 3 more". */
    const char *line, *characters, *more, *key, *author, *title, *file;
    /* The foot of a page. */
    const char *origin, *document, *documents, *events, *event, *aside, *aside_one, *left_out, *left_out_one,
        *of_them_undated, *inferred_note, *about_page;
    /* A profile. */
    const char *aliases, *part_of, *parts, *agreements, *links, *events_of, *partner, *instrument, *link, *with,
        *earlier, *not_shown;
    const char *types[5];     /* of entities: organization, programme, state, person, place */
    const char *relations[5]; /* agreement, organizes_with, member_of, part_of, supports */
    const char *reversed[5];  /* the same, seen from the other end */
};

extern const struct export_words EXPORT_WORDS_EN;

/* Each field by its name, for files of words; the last has none. */
struct export_word_field {
    const char *name;
    size_t offset;
    size_t count; /* of texts: 1, or that of the array */
};

extern const struct export_word_field EXPORT_WORD_FIELDS[];

/* Takes what a YAML file of words has: names of this table under `tables:`, those of dates and stages under `words:`,
 * where others are left to the pictures. Texts are the arena's. STATUS_FAILED with all that is wrong in `tables:`. */
enum status export_words_read(struct export_words *words, struct kb_words *dates, struct slice bytes, const char *file,
                              struct arena *arena, struct diagnostics *errors);

#endif
