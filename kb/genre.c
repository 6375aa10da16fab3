/* Is a dated document told from its date, or is it a history that was merely written down on it? */
#include "base/calendar.h"
#include "kb/dates_p.h"

/* A history states many dates, most of them years before it was written, and seldom speaks from its own day. */
enum {
    GENRE_MIN_DATES = 12,
    GENRE_MIN_YEARS = 15,
    GENRE_YEARS_BACK = 1,
    GENRE_OLD_PERCENT = 60,
    GENRE_DEICTIC_PERCENT = 25,
    GENRE_FEW_YEARS = 4,
    GENRE_LONG_PAST_YEARS = 10,
    GENRE_LONG_PAST_PERCENT = 90
};

static bool speaks_from_document(const struct time_value *value)
{
    return value->point.from == TIME_FROM_DOCUMENT && value->kind <= TIME_KIND_CLOCK;
}

/* A date that says its year and more than its year: these are what a history is made of. */
static bool is_full_date(const struct time_value *value)
{
    return value->kind <= TIME_KIND_CLOCK && value->point.year != TIME_UNSET &&
           (value->point.month != TIME_UNSET || value->point.season != TIME_UNSET);
}

static bool is_year(const struct time_value *value)
{
    return value->kind <= TIME_KIND_CLOCK && value->point.year != TIME_UNSET;
}

enum genre dates_guess_genre(const struct mention_set *set, const struct anchor *anchor)
{
    if (!anchor->known) {
        return GENRE_NARRATIVE;
    }
    if (slice_is(anchor->basis, "stated")) {
        return GENRE_DEFAULT; /* it dates itself in its head, as histories do not */
    }
    int32_t own = calendar_from_days(anchor->earliest).year;
    size_t full = 0, years = 0, old = 0, long_past = 0, deictic = 0;
    for (size_t i = 0; i < set->time_count; i++) {
        const struct time_mention *mention = &set->times[i];
        if (mention->in_head) {
            continue;
        }
        full += is_full_date(&mention->value);
        deictic += speaks_from_document(&mention->value);
        if (is_year(&mention->value)) {
            years++;
            old += mention->value.point.year < own - GENRE_YEARS_BACK;
            long_past += mention->value.point.year < own - GENRE_LONG_PAST_YEARS;
        }
    }
    bool enough = full >= GENRE_MIN_DATES || years >= GENRE_MIN_YEARS;
    bool history = enough && old * 100 >= years * GENRE_OLD_PERCENT && deictic * 100 <= years * GENRE_DEICTIC_PERCENT;
    history =
        history || (years >= GENRE_FEW_YEARS && long_past * 100 >= years * GENRE_LONG_PAST_PERCENT && deictic == 0);
    return history ? GENRE_NARRATIVE : GENRE_DEFAULT;
}
