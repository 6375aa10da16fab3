/* The timeline: a proportional axis, lanes, and every event at its time with who says so. */
#include "render/axis_p.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "render/clean_p.h"
#include "render/selected_p.h"
#include "render/timeline_p.h"
#include "render/when_p.h"

static const double LEAST_LANE = 44.0; /* no more lanes than have so much room */
static const double LABEL_ROOM = 84.0; /* right of the axis, for the labels of the last marks */
static const double DOT_ROOM = 4.0;    /* a point on the last day stays inside */

/* Two lines of ticks. */
static double axis_height(const struct timeline *timeline)
{
    return 2.0 * measure_height(timeline->page.theme->text_size) + 4.8;
}

enum { MAX_TOLD_BREAKS = 1 };

static int32_t parse_iso(struct slice iso)
{
    int32_t first;
    int value[3] = {0, 0, 0};
    size_t part = 0;
    for (size_t i = 0; i < iso.len && part < 3; i++) {
        if (iso.ptr[i] == '-') {
            part++;
        } else if (iso.ptr[i] >= '0' && iso.ptr[i] <= '9' && value[part] < 10000) {
            value[part] = value[part] * 10 + (iso.ptr[i] - '0');
        } else {
            return CALENDAR_NO_DAY;
        }
    }
    if (part != 2 || !calendar_valid(value[0], value[1], value[2])) {
        return CALENDAR_NO_DAY;
    }
    first = calendar_to_days((struct calendar_date){value[0], value[1], value[2]});
    return first;
}

static void clip(const struct render_options *options, struct mark *mark)
{
    if (options->select.from != CALENDAR_NO_DAY && mark->first < options->select.from) {
        mark->first = options->select.from;
    }
    if (options->select.to != CALENDAR_NO_DAY && mark->last > options->select.to) {
        mark->last = options->select.to;
    }
}

static int by_time(const void *a, const void *b)
{
    const struct mark *left = a;
    const struct mark *right = b;
    if (left->first != right->first) {
        return left->first < right->first ? -1 : 1;
    }
    if (left->last != right->last) {
        return left->last < right->last ? -1 : 1;
    }
    return slice_compare(left->event->id, right->event->id);
}

enum status timeline_collect(struct timeline *timeline, struct render_report *report, struct buffer *problem)
{
    const struct kb *kb = timeline->page.kb;
    struct arena *arena = timeline->page.arena;
    if (!select_init(&timeline->selection, kb, &timeline->page.options->select, arena, problem)) {
        return STATUS_USAGE;
    }
    timeline->marks = arena_alloc_array(arena, kb->event_count + 1, sizeof *timeline->marks);
    timeline->undated = arena_alloc_array(arena, kb->event_count + 1, sizeof *timeline->undated);
    for (size_t i = 0; i < kb->event_count; i++) {
        const struct kb_event *event = &kb->events[i];
        const struct kb_date *date = &event->date;
        enum select_verdict verdict = select_event(&timeline->selection, event);
        if (verdict == SELECT_ASIDE) {
            report->aside++;
        } else if (verdict == SELECT_LEFT_OUT) {
            report->left_out++;
        } else if (!event->has_date || (date->earliest == CALENDAR_NO_DAY && date->latest == CALENDAR_NO_DAY)) {
            timeline->undated[timeline->undated_count++] = event;
        } else {
            struct mark *mark = &timeline->marks[timeline->mark_count++];
            *mark = (struct mark){.event = event, .kind = mark_kind_of(date)};
            mark->first = date->earliest != CALENDAR_NO_DAY ? date->earliest : date->latest;
            mark->last = date->latest != CALENDAR_NO_DAY ? date->latest : date->earliest;
            mark->last = mark->last < mark->first ? mark->first : mark->last;
            clip(timeline->page.options, mark);
            ghosts_find(mark);
        }
    }
    qsort(timeline->marks, timeline->mark_count, sizeof *timeline->marks, by_time);
    report->undated = timeline->undated_count;
    return STATUS_OK;
}

static void write_head(struct timeline *timeline)
{
    struct page *page = &timeline->page;
    struct buffer title = {0};
    struct buffer subtitle = {0};
    buffer_add_text(&title, page->words->timeline);
    if (timeline->mark_count > 0) {
        int32_t last = timeline->marks[0].last;
        for (size_t i = 1; i < timeline->mark_count; i++) {
            last = timeline->marks[i].last > last ? timeline->marks[i].last : last;
        }
        int first_year = calendar_from_days(timeline->marks[0].first).year;
        int last_year = calendar_from_days(last).year;
        buffer_format(&title, first_year == last_year ? " %d" : " %d\xE2\x80\x93%d", first_year, last_year);
    }
    size_t events = timeline->mark_count + timeline->undated_count;
    buffer_format(&subtitle, "%zu %s", events, events == 1 ? page->words->event : page->words->events);
    if (page->kb->as_of.len > 0) {
        struct slice day = when_iso(page->words, page->kb->as_of, page->arena);
        buffer_format(&subtitle, ", %s %.*s", page->words->as_of, SLICE_ARG(day));
    }
    selected_add(&timeline->selection, page->words, page->arena, &subtitle);
    page_head(page, buffer_slice(&title), buffer_slice(&subtitle));
    buffer_release(&title);
    buffer_release(&subtitle);
}

void timeline_cite(struct timeline *timeline)
{
    sources_init(&timeline->sources, timeline->page.kb, timeline->page.words, timeline->page.arena);
    for (size_t i = 0; i < timeline->mark_count; i++) {
        sources_cite_event(&timeline->sources, timeline->marks[i].event);
    }
    for (size_t i = 0; i < timeline->undated_count; i++) {
        sources_cite_event(&timeline->sources, timeline->undated[i]);
    }
    sources_number(&timeline->sources, page_source_room(&timeline->page));
}

/* Keeps the marks of the part; what is undated is told on a page that shows all. */
static void take_part(struct timeline *timeline, struct render_report *report)
{
    const struct timeline_part *part = &timeline->part;
    size_t left = timeline->mark_count - part->first;
    size_t count = part->count < left ? part->count : left;
    if (count == timeline->mark_count) {
        return;
    }
    timeline->marks += part->first;
    timeline->mark_count = count;
    timeline->undated_count = 0;
    *report = (struct render_report){0};
    const struct kb_event **events = arena_alloc_array(timeline->page.arena, count + 1, sizeof *events);
    for (size_t i = 0; i < count; i++) {
        events[i] = timeline->marks[i].event;
    }
    sources_show(&timeline->sources, events, count, page_source_room(&timeline->page));
}

/* "Without a date: Memorandum of Understanding (planned, S2); …" */
static void note_undated(struct timeline *timeline)
{
    struct page *page = &timeline->page;
    if (timeline->undated_count == 0) {
        return;
    }
    struct buffer note = {0};
    buffer_format(&note, "%s (%zu): ", page->words->not_on_axis, timeline->undated_count);
    for (size_t i = 0; i < timeline->undated_count && i < TIMELINE_UNDATED_NAMED; i++) {
        const struct kb_event *event = timeline->undated[i];
        struct slice keys = sources_of_event(&timeline->sources, event, SOURCES_MAX_KEYS);
        bool planned = slice_is(event->status, "planned");
        buffer_add_text(&note, i > 0 ? "; " : "");
        buffer_add(&note, clean_capital(page->arena, event->title.len > 0 ? event->title : event->class));
        buffer_format(&note, " (%s%s%.*s)", planned ? page->words->planned : "", planned ? ", " : "", SLICE_ARG(keys));
    }
    if (timeline->undated_count > TIMELINE_UNDATED_NAMED) {
        buffer_format(&note, "; +%zu", timeline->undated_count - TIMELINE_UNDATED_NAMED);
    }
    page_add_note(page, arena_copy(page->arena, buffer_slice(&note)));
    buffer_release(&note);
}

static int by_first(const void *a, const void *b)
{
    const struct axis_cover *left = a;
    const struct axis_cover *right = b;
    return left->first < right->first ? -1 : left->first > right->first;
}

/* How much wider the months of the theme's language and size are than those that the axis reckons with. */
static double letters(const struct page *page)
{
    const double month_room = 21.0;
    double widest = page->theme->text_size / 8.0;
    for (size_t i = 0; i < 12; i++) {
        struct slice month = slice_of(page->words->months[i]);
        double width = measure_line(page->scene->measure, month, page->theme->text_size, true) / month_room;
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void build_axis(struct timeline *timeline)
{
    struct page *page = &timeline->page;
    size_t count = 0;
    struct axis_cover *covers =
        arena_alloc_array(page->arena, timeline->mark_count * (MARK_MAX_GHOSTS + 1) + 1, sizeof *covers);
    for (size_t i = 0; i < timeline->mark_count; i++) {
        const struct mark *mark = &timeline->marks[i];
        covers[count++] = (struct axis_cover){mark->first, mark->last};
        for (size_t k = 0; k < mark->ghost_count; k++) {
            covers[count++] = (struct axis_cover){mark->ghosts[k].first, mark->ghosts[k].last};
        }
    }
    qsort(covers, count, sizeof *covers, by_first);
    int32_t today = timeline->as_of != CALENDAR_NO_DAY ? timeline->as_of : 0;
    axis_build(&timeline->axis, covers, count, today, timeline->plot_left + DOT_ROOM,
               timeline->plot_right - LABEL_ROOM);
    timeline->axis.letters = letters(page);
    for (size_t i = 0; i < timeline->mark_count; i++) {
        mark_place(timeline, &timeline->marks[i]);
    }
}

static void draw_breaks(struct timeline *timeline)
{
    struct scene *scene = timeline->page.scene;
    double y = timeline->plot_top;
    for (size_t i = 0; i + 1 < timeline->axis.segment_count; i++) {
        double x0 = timeline->axis.segments[i].x1;
        double x1 = timeline->axis.segments[i + 1].x0;
        double middle = (x0 + x1) / 2.0;
        scene_rectangle(scene,
                        (struct scene_box){x0, y - axis_height(timeline), x1 - x0,
                                           timeline->plot_bottom - y + axis_height(timeline)},
                        timeline->page.theme->colors.gap);
        for (int k = 0; k < 2; k++) {
            double shift = k == 0 ? -3.0 : 2.0;
            scene_rule(scene, middle + shift - 3.0, y + 4.0, middle + shift + 3.0, y - 8.0,
                       timeline->page.theme->colors.muted, SCENE_SOLID, 1.0);
        }
    }
}

static void draw_as_of(struct timeline *timeline)
{
    const struct axis *axis = &timeline->axis;
    for (size_t i = 0; timeline->as_of != CALENDAR_NO_DAY && i < axis->segment_count; i++) {
        if (timeline->as_of >= axis->segments[i].begin && timeline->as_of < axis->segments[i].end) {
            double x = axis_x(axis, timeline->as_of);
            scene_rule(timeline->page.scene, x, timeline->plot_top - 10.0, x, timeline->plot_bottom,
                       timeline->page.theme->colors.as_of, SCENE_DASHED, 0.8);
        }
    }
}

static void draw_axis(struct timeline *timeline)
{
    struct page *page = &timeline->page;
    size_t count;
    struct axis_tick *ticks = axis_ticks(&timeline->axis, page->words, page->arena, &count);
    double line = measure_height(timeline->page.theme->text_size);
    double top = timeline->plot_top - axis_height(timeline);
    bool two_rows = false;
    for (size_t i = 0; i < count; i++) {
        two_rows = two_rows || ticks[i].above.len > 0;
    }
    for (size_t i = 0; i < count; i++) {
        const struct axis_tick *tick = &ticks[i];
        double from = tick->above.len > 0 ? top + 2.0 : timeline->plot_top - line - 2.0;
        scene_rule(page->scene, tick->x, from, tick->x, timeline->plot_bottom,
                   tick->above.len > 0 ? timeline->page.theme->colors.grid_strong : timeline->page.theme->colors.grid,
                   SCENE_SOLID, tick->above.len > 0 ? 0.7 : 0.4);
        if (tick->label.len > 0) {
            scene_write(page->scene, tick->label, tick->x + 2.0, timeline->plot_top - line - 1.0,
                        timeline->page.theme->text_size, !two_rows, timeline->page.theme->colors.text, SCENE_LEFT);
        }
        if (tick->above.len > 0) {
            scene_write(page->scene, tick->above, tick->x + 2.0, top + 1.0, timeline->page.theme->text_size, true,
                        timeline->page.theme->colors.text, SCENE_LEFT);
        }
    }
    for (size_t i = 0; i < timeline->axis.segment_count; i++) {
        const struct axis_segment *segment = &timeline->axis.segments[i];
        scene_rule(page->scene, segment->x0, timeline->plot_top, segment->x1, timeline->plot_top,
                   timeline->page.theme->colors.text, SCENE_SOLID, 0.9);
    }
}

static void legend_extras(struct timeline *timeline)
{
    struct page *page = &timeline->page;
    const struct axis *axis = &timeline->axis;
    if (axis->segment_count > MAX_TOLD_BREAKS + 1) {
        page_add_legend(page,
                        (struct page_legend){.width = 10, .sign = "//", .text = slice_of(page->words->axis_breaks)});
    }
    for (size_t i = 0; i + 1 < axis->segment_count && axis->segment_count <= MAX_TOLD_BREAKS + 1; i++) {
        struct slice from = when_day(page->words, axis->segments[i].end, page->arena);
        struct slice to = when_day(page->words, axis->segments[i + 1].begin, page->arena);
        struct slice text = arena_format(page->arena, "%s %.*s \xE2\x80\x93 %.*s", page->words->axis_break,
                                         SLICE_ARG(from), SLICE_ARG(to));
        page_add_legend(page, (struct page_legend){.width = 10, .sign = "//", .text = text});
    }
    for (size_t i = 0; timeline->as_of != CALENDAR_NO_DAY && i < axis->segment_count; i++) {
        if (timeline->as_of >= axis->segments[i].begin && timeline->as_of < axis->segments[i].end) {
            struct slice day = when_day(page->words, timeline->as_of, page->arena);
            page_add_legend(page, (struct page_legend){.rule = true,
                                                       .stroke = timeline->page.theme->colors.as_of,
                                                       .line = SCENE_DASHED,
                                                       .pen = 0.8,
                                                       .width = 14,
                                                       .text = arena_format(page->arena, "%s %.*s", page->words->as_of,
                                                                            SLICE_ARG(day))});
        }
    }
}

static int by_order(const void *a, const void *b)
{
    const struct mark *left = *(const struct mark *const *)a;
    const struct mark *right = *(const struct mark *const *)b;
    return left->order < right->order ? -1 : left->order > right->order;
}

enum { NOTE_LINES = 2, FEW_FOLDED = 4, NOTE_BYTES = 1200 };

/* "Folded (12): Visit to Lilongwe (May 2023, S11); …": the most important first, as many as two lines hold. */
static void note_folded(struct timeline *timeline, size_t count)
{
    struct page *page = &timeline->page;
    if (count == 0 || page->reserved == 0) {
        return;
    }
    const struct mark **folded = arena_alloc_array(page->arena, count, sizeof *folded);
    size_t found = 0;
    for (size_t i = 0; i < timeline->mark_count; i++) {
        if (timeline->marks[i].folded) {
            folded[found++] = &timeline->marks[i];
        }
    }
    qsort(folded, found, sizeof *folded, by_order);
    struct buffer note = {0};
    buffer_format(&note, "%s (%zu): ", page->words->folded_note, found);
    double room = (page->right - page->left) * (double)page->reserved - 70.0 * (double)page->reserved;
    double used = measure_line(page->scene->measure, buffer_slice(&note), page->theme->text_size, false);
    for (size_t i = 0; i < found; i++) {
        struct slice when = when_label(page->words, &folded[i]->event->date, false, page->arena);
        struct slice keys = sources_of_event(&timeline->sources, folded[i]->event, 1);
        struct slice item =
            arena_format(page->arena, "%.*s (%.*s%s%.*s); ", SLICE_ARG(mark_title(timeline, folded[i]->event)),
                         SLICE_ARG(when), keys.len > 0 ? ", " : "", SLICE_ARG(keys));
        double width = measure_line(page->scene->measure, item, page->theme->text_size, false);
        if (used + width > room || note.len > NOTE_BYTES) {
            buffer_format(&note, "+%zu", found - i);
            break;
        }
        used += width;
        item.len -= i + 1 == found ? 2 : 0;
        buffer_add(&note, item);
    }
    page_reserved(page, arena_copy(page->arena, buffer_slice(&note)));
    buffer_release(&note);
}

static void draw(struct timeline *timeline, struct render_report *report)
{
    struct page *page = &timeline->page;
    timeline->plot_left = page->left + lanes_column(timeline);
    timeline->plot_right = page->right;
    build_axis(timeline);
    mark_add_legend(timeline);
    legend_extras(timeline);
    note_undated(timeline);
    page->reserved = timeline->part.reserve;
    page_foot(page, &timeline->sources);
    timeline->plot_top = page->top + axis_height(timeline);
    timeline->plot_bottom = page->bottom;
    if (timeline->mark_count == 0) {
        page_say(page, page->words->nothing);
        return;
    }
    double lanes = (timeline->plot_bottom - timeline->plot_top) / LEAST_LANE;
    lanes_assign(timeline, lanes < 1.0 ? 1 : (size_t)lanes);
    mark_rank(timeline);
    lanes_pack(timeline, report);
    note_folded(timeline, report->folded);
    draw_breaks(timeline);
    draw_axis(timeline);
    draw_as_of(timeline);
    lanes_draw(timeline);
    lanes_release(timeline);
}

enum status timeline_lay_out_part(const struct kb *kb, const struct render_options *options,
                                  const struct timeline_part *part, struct scene *scene, struct render_report *report,
                                  struct buffer *problem)
{
    struct timeline timeline = {.as_of = parse_iso(kb->as_of), .part = *part};
    page_init(&timeline.page, scene, kb, options);
    timeline.page.paged = part->paged;
    enum status status = timeline_collect(&timeline, report, problem);
    if (status != STATUS_OK) {
        return status;
    }
    timeline_cite(&timeline);
    take_part(&timeline, report);
    write_head(&timeline);
    draw(&timeline, report);
    page_origin(&timeline.page, report);
    for (size_t i = 0; part->folded && i < timeline.mark_count; i++) {
        part->folded[part->first + i] = timeline.marks[i].folded;
    }
    return STATUS_OK;
}

enum { SURELY_FOLDED = 300 /* so many marks never find room on one page */ };

/* What is folded is named at the foot, where the first try shows that there is something to name. */
enum status timeline_lay_out(const struct kb *kb, const struct render_options *options, struct scene *scene,
                             struct render_report *report, struct buffer *problem)
{
    struct timeline_part part = {.count = SIZE_MAX, .reserve = kb->event_count > SURELY_FOLDED ? NOTE_LINES : 0};
    enum status status = timeline_lay_out_part(kb, options, &part, scene, report, problem);
    if (status == STATUS_OK && report->folded > 0 && part.reserve == 0) {
        part.reserve = report->folded > FEW_FOLDED ? NOTE_LINES : 1;
        *report = (struct render_report){0};
        scene_reset(scene);
        status = timeline_lay_out_part(kb, options, &part, scene, report, problem);
    }
    return status;
}
