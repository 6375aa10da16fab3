#include "render/when_p.h"

#include "kb/date_text.h"

struct kb_words when_words(const struct render_words *words)
{
    struct kb_words shared = {.about = words->about,
                              .by = words->by,
                              .before = words->before,
                              .after = words->after,
                              .since = words->since,
                              .early = words->early,
                              .mid = words->mid,
                              .late = words->late,
                              .century = words->century,
                              .undated = words->undated,
                              .filter_from = words->filter_from,
                              .filter_to = words->filter_to,
                              .filter_org = words->filter_org,
                              .filter_place = words->filter_place,
                              .filter_document = words->filter_document,
                              .filter_basis = words->filter_basis,
                              .filter_sources = words->filter_sources,
                              .filter_match = words->filter_match};
    memcpy(shared.months, words->months, sizeof shared.months);
    memcpy(shared.seasons, words->seasons, sizeof shared.seasons);
    return shared;
}

struct slice when_day(const struct render_words *words, int32_t day, struct arena *arena)
{
    struct kb_words shared = when_words(words);
    return date_text_day(&shared, day, arena);
}

struct slice when_iso(const struct render_words *words, struct slice iso, struct arena *arena)
{
    struct kb_words shared = when_words(words);
    return date_text_iso(&shared, iso, arena);
}

struct slice when_label(const struct render_words *words, const struct kb_date *date, bool coarse, struct arena *arena)
{
    struct kb_words shared = when_words(words);
    return date_text(&shared, date, coarse, arena);
}
