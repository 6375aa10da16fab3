#include "kb/select.h"

#include "base/calendar.h"
#include "kb/date_text.h"

static void add_list(struct buffer *out, const char *word, struct select_list list)
{
    for (size_t i = 0; i < list.count; i++) {
        if (i == 0) {
            buffer_format(out, " \xC2\xB7 %s%s", word, word[0] != '\0' ? " " : "");
        }
        buffer_format(out, "%s%.*s", i > 0 ? ", " : "", SLICE_ARG(list.items[i]));
    }
}

static void add_day(struct buffer *out, const struct kb_words *words, const char *word, int32_t day,
                    struct arena *arena)
{
    if (day != CALENDAR_NO_DAY) {
        buffer_format(out, " \xC2\xB7 %s %.*s", word, SLICE_ARG(date_text_day(words, day, arena)));
    }
}

void select_text(const struct selection *selection, const struct kb_words *words, struct arena *arena,
                 struct buffer *out)
{
    const struct select_wish *wish = selection->wish;
    add_list(out, words->filter_org, selection->values[SELECT_ORGANIZATION]);
    add_list(out, words->filter_place, selection->values[SELECT_PLACE]);
    add_day(out, words, words->filter_from, wish->from, arena);
    add_day(out, words, words->filter_to, wish->to, arena);
    add_list(out, "", selection->values[SELECT_CLASS]);
    add_list(out, "", selection->values[SELECT_TYPE]);
    add_list(out, "", selection->values[SELECT_SERIES]);
    add_list(out, "", selection->values[SELECT_STATUS]);
    add_list(out, words->filter_document, selection->values[SELECT_DOCUMENT]);
    add_list(out, words->filter_basis, selection->values[SELECT_BASIS]);
    if (wish->sources > 0) {
        buffer_format(out, " \xC2\xB7 %s %u", words->filter_sources, wish->sources);
    }
    if (selection->match.len > 0) {
        buffer_format(out, " \xC2\xB7 %s \xE2\x80\x9C%.*s\xE2\x80\x9D", words->filter_match, SLICE_ARG(wish->match));
    }
}
