/* The timeline on several pages. */
#include "base/calendar.h"
#include "render/timeline_p.h"

enum {
    MAX_STRETCHES = 80,    /* pages of stretches of time */
    AREA_PER_MARK = 11000, /* square points that a mark and its label want */
    LEAST_MARKS = 6        /* on a page, however many are folded there */
};

/* Lays one stretch out on a new page, with fewer marks as long as some are folded. Returns how many marks it took. */
static size_t add_stretch(struct pages *pages, size_t first, size_t most, bool *folded, enum status *status,
                          struct buffer *problem)
{
    for (size_t count = most;; count = count * 3 / 4) {
        struct render_report report = {0};
        bool last_try = count <= LEAST_MARKS;
        struct timeline_part part = {.first = first, .count = count, .paged = true, .folded = folded};
        *status = timeline_lay_out_part(pages->kb, pages->options, &part, pages_add(pages), &report, problem);
        if (*status != STATUS_OK || report.folded == 0 || last_try) {
            return count;
        }
        pages_drop(pages);
    }
}

/* What is on no page but in a counted box, by its place in time. */
static size_t count_folded(const bool *folded, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += folded[i] ? 1 : 0;
    }
    return found;
}

enum status timeline_lay_out_pages(struct pages *pages, struct render_report *report, struct buffer *problem)
{
    struct arena arena = {0};
    bool *folded = arena_alloc_array(&arena, pages->kb->event_count + 1, sizeof *folded);
    struct timeline_part whole = {.count = SIZE_MAX, .paged = true, .folded = folded};
    enum status status = timeline_lay_out_part(pages->kb, pages->options, &whole, pages_add(pages), report, problem);
    size_t marks = report->shown + report->folded;
    double width;
    double height;
    picture_page(pages->options, &width, &height);
    size_t most = (size_t)(width * height / AREA_PER_MARK);
    if (status == STATUS_OK && report->folded > 0) {
        size_t pages_needed = (marks + most - 1) / most;
        most = pages_needed > MAX_STRETCHES ? (marks + MAX_STRETCHES - 1) / MAX_STRETCHES : most;
        for (size_t first = 0; first < marks && status == STATUS_OK;) {
            size_t left = marks - first;
            /* the last two pages share what is left, so that none has a few alone */
            size_t count = left > most && left < 2 * most ? (left + 1) / 2 : left < most ? left : most;
            first += add_stretch(pages, first, count, folded, &status, problem);
        }
        report->folded = count_folded(folded, marks);
        report->shown = marks - report->folded;
    }
    if (status == STATUS_OK) {
        status = timeline_list(pages, folded, problem);
    }
    for (size_t i = 0; status == STATUS_OK && i < pages->count && pages->count > 1; i++) {
        page_number(pages->items[i], i + 1, pages->count);
    }
    arena_release(&arena);
    return status;
}
