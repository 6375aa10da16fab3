/* Running heads and feet: the same short line, numbers aside, that again and again stands at a page's edge or cuts a
 * sentence in two. A line that only comes back (a form of address) is left alone. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "ingest/layout_p.h"

enum {
    MAX_WIDTH = 100, /* characters of a running head */
    MIN_TIMES = 3,   /* how often it must be seen */
    EDGE_LINES = 2   /* lines from a page's edge that a head may stand */
};

/* How often a line is there, and how often in a place where only a running head would be. */
struct tally {
    uint32_t times;
    uint32_t intruding;
};

static bool is_candidate(const struct line *line)
{
    return !(line->flags & (LINE_DROPPED | LINE_TERMINAL | LINE_COMMA | LINE_MARKER)) && line->width <= MAX_WIDTH;
}

/* A form feed within EDGE_LINES lines before or after. */
static bool is_edge(const struct layout *layout, size_t index)
{
    size_t first = index >= EDGE_LINES ? index - EDGE_LINES + 1 : 1;
    for (size_t i = first; i <= index + EDGE_LINES && i < layout->line_count; i++) {
        if (layout->lines[i].flags & LINE_PAGE_BREAK) {
            return true;
        }
    }
    return false;
}

static bool intrudes(const struct layout *layout, size_t index)
{
    if (index == 0 || index + 1 >= layout->line_count) {
        return true;
    }
    const struct line *before = &layout->lines[index - 1];
    const struct line *after = &layout->lines[index + 1];
    bool cuts =
        !(before->flags & LINE_TERMINAL) && (after->flags & LINE_LOWER) && !(layout->lines[index].flags & LINE_LOWER);
    bool beside_page = ((layout->lines[index].flags | after->flags) & LINE_INTERRUPTED) != 0;
    return cuts || beside_page || is_edge(layout, index);
}

/* The line with every number as one #. */
static struct slice key_of(struct arena *arena, struct slice text)
{
    char *key = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        c = c >= '0' && c <= '9' ? '#' : c;
        if (len == 0 || key[len - 1] != c || (c != '#' && c != ' ')) {
            key[len++] = c;
        }
    }
    return slice_make(key, len);
}

void repair_running(struct layout *layout)
{
    struct arena arena;
    arena_init(&arena);
    struct map seen = {0};
    struct tally *tallies = NULL;
    size_t capacity = 0;
    uint32_t *group = memory_zero(layout->line_count + 1, sizeof *group); /* 0, or index of tally + 1 */
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct line *line = &layout->lines[i];
        if (!is_candidate(line)) {
            continue;
        }
        bool added = false;
        struct slice key = key_of(&arena, layout_text(layout, line));
        uint32_t index = *map_put(&seen, key, (uint32_t)seen.count, &added);
        tallies = array_grow(tallies, &capacity, seen.count, sizeof *tallies);
        if (added) {
            tallies[index] = (struct tally){0};
        }
        tallies[index].times++;
        tallies[index].intruding += intrudes(layout, i);
        group[i] = index + 1;
    }
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct tally *tally = group[i] ? &tallies[group[i] - 1] : NULL;
        if (tally && tally->times >= MIN_TIMES && tally->intruding * 3 >= tally->times * 2) {
            layout_drop(layout, i);
        }
    }
    free(group);
    free(tallies);
    map_release(&seen);
    arena_release(&arena);
}
