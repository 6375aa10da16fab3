#include "cli/select_options.h"

#include <stdio.h>

#include "base/calendar.h"
#include "cli/dates_option.h"

static struct select_list as_slices(const struct text_list *list, struct arena *arena)
{
    struct slice *items = arena_alloc_array(arena, list->count + 1, sizeof *items);
    for (size_t i = 0; i < list->count; i++) {
        items[i] = slice_of(list->items[i]);
    }
    return (struct select_list){items, list->count};
}

bool select_options_wish(const char *command, const struct select_options *options, struct select_wish *wish,
                         struct arena *arena)
{
    int32_t ignored;
    select_wish_init(wish);
    if (!date_option_parse(command, "from", options->from, &wish->from, &ignored) ||
        !date_option_parse(command, "to", options->to, &ignored, &wish->to)) {
        return false;
    }
    if (wish->from != CALENDAR_NO_DAY && wish->to != CALENDAR_NO_DAY && wish->from > wish->to) {
        fprintf(stderr, "annals %s: --from is after --to: %s, %s\n", command, options->from, options->to);
        return false;
    }
    for (int field = 0; field < SELECT_FIELD_COUNT; field++) {
        wish->lists[field] = as_slices(&options->lists[field], arena);
    }
    wish->sources = (unsigned)options->sources;
    wish->match = slice_of(options->match);
    wish->statements = options->statements;
    return true;
}

void select_options_release(struct select_options *options)
{
    for (int field = 0; field < SELECT_FIELD_COUNT; field++) {
        text_list_release(&options->lists[field]);
    }
}
