#include "cli/reading_options.h"

#include <stdio.h>
#include <string.h>

#include "base/calendar.h"

static const char *const genres[] = {
    [GENRE_NEWS] = "news", [GENRE_SPEECH] = "speech", [GENRE_NARRATIVE] = "narrative", [GENRE_DOCUMENT] = "document"};

enum { GENRE_COUNT = sizeof genres / sizeof *genres };

static enum genre find_genre(const char *name)
{
    for (size_t genre = GENRE_NEWS; name && genre < GENRE_COUNT; genre++) {
        if (strcmp(genres[genre], name) == 0) {
            return (enum genre)genre;
        }
    }
    return GENRE_DEFAULT;
}

static enum time_pick find_side(const char *name)
{
    int word = name ? time_field_word(TIME_FIELD_PICK, slice_of(name)) : TIME_PICK_DEFAULT;
    return word == TIME_PICK_PAST || word == TIME_PICK_FUTURE || word == TIME_PICK_NEAREST ? (enum time_pick)word
                                                                                           : TIME_PICK_DEFAULT;
}

bool reading_options_check(const char *command, const struct reading_options *options)
{
    if (options->genre && find_genre(options->genre) == GENRE_DEFAULT) {
        fprintf(stderr, "annals %s: --genre is '%s', expected news, speech, narrative or document\n", command,
                options->genre);
        return false;
    }
    if (options->prefer && find_side(options->prefer) == TIME_PICK_DEFAULT) {
        fprintf(stderr, "annals %s: --prefer is '%s', expected past, future or nearest\n", command, options->prefer);
        return false;
    }
    return true;
}

void reading_anchor(const struct reading_options *options, const struct mention_set *set, struct anchor *anchor,
                    struct arena *arena)
{
    dates_document_anchor(set, slice_of(NULL), anchor, arena);
    if (options->no_inference && slice_is(anchor->basis, "inferred")) {
        *anchor = (struct anchor){.earliest = CALENDAR_NO_DAY, .latest = CALENDAR_NO_DAY, .genre = anchor->genre};
    }
    if (options->genre) {
        anchor->genre = find_genre(options->genre);
    }
    anchor->prefer = find_side(options->prefer);
    anchor->no_inference = options->no_inference;
}
