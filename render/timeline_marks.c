/* Single marks of a timeline: where they are, how they look, what is written beside them. */
#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "render/clean_p.h"
#include "render/timeline_p.h"
#include "render/when_p.h"

#define DOT_SIGN       " \xC2\xB7 "   /* middle dot */
#define CONFLICT_SIGN  "\xE2\x89\xA0" /* not equal */
#define CORRECTED_SIGN "*"
#define CHAIN_SIGN     "\xE2\x97\x8B\xE2\x86\x92" /* circle, arrow */
#define CROSS_SIGN     "\xC3\x97"                 /* multiplication sign */

static const double POINT_SIZE = 8.0;
static const double BAR_HEIGHT = 6.0;
static const double MIN_BAR = 7.0;
static const double ARROW_WIDTH = 16.0;
static const double WIDE_BAR = 44.0;   /* from here on the label goes under the bar */
static const double FLAT_META = 120.0; /* for the date where it stands behind the title */
static const double FLAT_CLASS = 20.0; /* more of it where it says the class, at the cost of the title */
static const double FLAT_GAP = 6.0;
static const double MAX_CHAIN = 230.0; /* as long as an arrow from an earlier date may be */
static const double BESIDE = 3.0;      /* between a mark and its label */
enum { MAX_TIP_SOURCES = 6 };

enum mark_kind mark_kind_of(const struct kb_date *date)
{
    if (date->earliest == CALENDAR_NO_DAY) {
        return MARK_BEFORE;
    }
    if (date->latest == CALENDAR_NO_DAY) {
        return MARK_AFTER;
    }
    if (slice_is(date->precision, "day")) {
        return date->earliest == date->latest ? MARK_POINT : MARK_SPAN;
    }
    /* "2018/2021" has two ends, but neither is a day. */
    const char *slash = date->edtf.len > 0 ? memchr(date->edtf.ptr, '/', date->edtf.len) : NULL;
    bool days = slash && slash - date->edtf.ptr >= 10;
    return slice_is(date->precision, "interval") && days ? MARK_BAR : MARK_SPAN;
}

/* A date before that is too near, or too far, for a mark of its own is told in words alone. */
static void place_ghosts(struct timeline *timeline, struct mark *mark)
{
    const double least = POINT_SIZE + 6.0;
    size_t kept = 0;
    double last = -1e9;
    for (size_t i = 0; i < mark->ghost_count; i++) {
        struct ghost ghost = mark->ghosts[i];
        double middle = (axis_x(&timeline->axis, ghost.first) + axis_x(&timeline->axis, ghost.last + 1)) / 2.0;
        double away = fmin(fabs(middle - mark->x0), fabs(middle - mark->x1));
        bool within = middle > mark->x0 - least && middle < mark->x1 + least;
        if (within || away > MAX_CHAIN || fabs(middle - last) < least || middle < timeline->plot_left + POINT_SIZE ||
            middle > timeline->plot_right - POINT_SIZE) {
            continue;
        }
        last = middle;
        ghost.x0 = middle - POINT_SIZE / 2.0;
        ghost.x1 = middle + POINT_SIZE / 2.0;
        mark->reach0 = fmin(mark->reach0, ghost.x0);
        mark->reach1 = fmax(mark->reach1, ghost.x1);
        mark->ghosts[kept++] = ghost;
    }
    mark->ghost_count = kept;
}

void mark_place(struct timeline *timeline, struct mark *mark)
{
    const struct axis *axis = &timeline->axis;
    double x0 = axis_x(axis, mark->first);
    double x1 = axis_x(axis, mark->last == INT32_MAX ? mark->last : mark->last + 1);
    double middle = (x0 + x1) / 2.0;
    if (mark->kind == MARK_POINT) {
        x0 = middle - POINT_SIZE / 2.0;
        x1 = middle + POINT_SIZE / 2.0;
    } else if (mark->kind == MARK_BEFORE) {
        x0 = x1 - ARROW_WIDTH;
    } else if (mark->kind == MARK_AFTER) {
        x1 = x0 + ARROW_WIDTH;
    } else if (x1 - x0 < MIN_BAR) {
        double half = (mark->kind == MARK_BAR ? POINT_SIZE : MIN_BAR) / 2.0;
        x0 = middle - half;
        x1 = middle + half;
    }
    double over_left = timeline->plot_left - x0;
    double over_right = x1 - timeline->plot_right;
    double shift = over_left > 0.0 ? over_left : over_right > 0.0 ? -over_right : 0.0;
    mark->x0 = x0 + shift;
    mark->x1 = x1 + shift;
    mark->reach0 = mark->x0;
    mark->reach1 = mark->x1;
    place_ghosts(timeline, mark);
    mark->below = mark->x1 - mark->x0 >= WIDE_BAR && mark->ghost_count == 0;
}

static const char *status_word(const struct render_words *words, const struct kb_event *event)
{
    if (slice_is(event->status, "planned")) {
        return event->unconfirmed ? words->unconfirmed : words->planned;
    }
    if (slice_is(event->status, "postponed")) {
        return words->postponed;
    }
    if (slice_is(event->status, "cancelled")) {
        return words->cancelled;
    }
    return slice_is(event->status, "occurred") ? NULL : words->unknown;
}

static void add_places(struct timeline *timeline, const struct kb_event *event, struct buffer *out)
{
    for (size_t i = 0; i < event->place_count && i < 2; i++) {
        if (event->places[i] < timeline->page.kb->entity_count) {
            struct slice name = clean_text(timeline->page.arena, timeline->page.kb->entities[event->places[i]].name);
            buffer_add_text(out, i == 0 ? DOT_SIGN : ", ");
            buffer_add(out, name);
        }
    }
}

/* "planned · Jun 2020 ≠ · S3 S5 · New York"; terse: no place, and the mark alone says that it is planned */
static struct slice meta_line(struct timeline *timeline, const struct kb_event *event, bool terse)
{
    const struct page *page = &timeline->page;
    struct buffer out = {0};
    const char *status = status_word(page->words, event);
    if (status && !(terse && slice_is(event->status, "planned") && !event->unconfirmed)) {
        buffer_format(&out, "%s" DOT_SIGN, status);
    }
    if (timeline->page.options->lane != RENDER_LANE_CLASS) { /* bars of all classes have one shape */
        const char *label = theme_class(page->theme, event->class)->label;
        buffer_add(&out, label ? slice_of(label) : clean_text(page->arena, event->class));
        buffer_add_text(&out, DOT_SIGN);
    }
    buffer_add(&out, when_label(page->words, &event->date, false, page->arena));
    struct mark moved = {.event = event};
    ghosts_find(&moved);
    for (size_t i = 0; !terse && i < moved.ghost_count; i++) {
        struct kb_date was = {.earliest = moved.ghosts[i].first, .latest = moved.ghosts[i].last};
        was.precision = slice_of(was.earliest == was.latest ? "day" : "interval");
        struct slice when = when_label(page->words, &was, false, page->arena);
        buffer_format(&out, "%s%s %.*s", i == 0 ? " (" : ", ", page->words->was, SLICE_ARG(when));
    }
    buffer_add_text(&out, !terse && moved.ghost_count > 0 ? ")" : "");
    if (ghosts_disputed(event)) {
        buffer_add_text(&out, " " CONFLICT_SIGN);
    }
    if (event->corrected_count > 0) {
        buffer_add_text(&out, " " CORRECTED_SIGN);
    }
    struct slice keys = sources_of_event(&timeline->sources, event, terse ? 1 : SOURCES_MAX_KEYS);
    if (keys.len > 0) {
        buffer_add_text(&out, DOT_SIGN);
        buffer_add(&out, keys);
    }
    bool lane_says = timeline->page.options->lane == RENDER_LANE_PLACE && event->place_count == 1;
    if (!terse && !lane_says) {
        add_places(timeline, event, &out);
    }
    struct slice text = arena_copy(page->arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

struct slice mark_title(const struct timeline *timeline, const struct kb_event *event)
{
    struct slice title = event->title.len > 0 ? event->title : event->type.len > 0 ? event->type : event->class;
    return clean_capital(timeline->page.arena, title);
}

struct slice mark_status(const struct timeline *timeline, const struct kb_event *event)
{
    const char *word = status_word(timeline->page.words, event);
    return word ? slice_of(word) : (struct slice){0};
}

static void set_extent(struct mark *mark)
{
    double label_right = mark->label_x + mark->label_width;
    mark->left = mark->label_x < mark->reach0 ? mark->label_x : mark->reach0;
    mark->right = label_right > mark->reach1 ? label_right : mark->reach1;
}

void mark_turn(const struct timeline *timeline, struct mark *mark, bool left)
{
    double right = timeline->page.right;
    if (mark->below) {
        mark->label_x = left ? mark->reach1 - mark->label_width : mark->reach0;
        mark->label_x = mark->label_x + mark->label_width > right ? right - mark->label_width : mark->label_x;
        mark->label_x = mark->label_x < timeline->plot_left ? timeline->plot_left : mark->label_x;
    } else {
        bool fits_right = mark->reach1 + BESIDE + mark->label_width <= right;
        bool fits_left = mark->reach0 - BESIDE - mark->label_width >= timeline->plot_left;
        bool turn = (left && fits_left) || !fits_right;
        mark->label_x = turn ? mark->reach0 - BESIDE - mark->label_width : mark->reach1 + BESIDE;
    }
    mark->turned = mark->below ? mark->label_x < mark->reach0 - 0.5 : mark->label_x < mark->reach0;
    set_extent(mark);
}

/* What the first word of a title takes, with the sign that more would follow; a word that no label could hold is cut.
 */
static double first_word(struct timeline *timeline, const struct kb_event *event)
{
    const double most = 90.0;
    struct slice title = mark_title(timeline, event);
    const char *space = title.len > 0 ? memchr(title.ptr, ' ', title.len) : NULL;
    struct slice word = space ? slice_make(title.ptr, (size_t)(space - title.ptr)) : title;
    struct slice shown = space ? arena_format(timeline->page.arena, "%.*s\xE2\x80\xA6", SLICE_ARG(word)) : word;
    double width = measure_line(timeline->page.scene->measure, shown, timeline->page.theme->text_size, false) + 1.5;
    return width < most ? width : most;
}

/* The lines and their size; not where they are. */
static void write_lines(struct timeline *timeline, struct mark *mark, struct detail detail)
{
    struct measure *measure = timeline->page.scene->measure;
    struct arena *arena = timeline->page.arena;
    double more = timeline->page.options->lane != RENDER_LANE_CLASS ? FLAT_CLASS : 0.0;
    double meta_width = detail.flat ? FLAT_META + more : detail.width;
    struct measure_style style = {timeline->page.theme->text_size, false, meta_width, 1};
    struct measure_lines meta;
    measure_wrap(measure, meta_line(timeline, mark->event, detail.terse), style, arena, &meta);
    double word = first_word(timeline, mark->event);
    bool cramped = detail.flat && detail.width - meta.width - FLAT_GAP < word;
    if (meta.cut || cramped) {
        measure_wrap(measure, meta_line(timeline, mark->event, true), style, arena, &meta);
    }
    style.max_lines = detail.title_lines;
    style.width = detail.flat ? detail.width - meta.width - FLAT_GAP : detail.width;
    style.width = style.width < word ? word : style.width; /* never mid-word */
    measure_wrap(measure, mark_title(timeline, mark->event), style, arena, &mark->title);
    mark->meta = meta.count > 0 ? meta.lines[0] : (struct slice){0};
    mark->meta_width = meta.width;
    mark->flat = detail.flat;
    mark->label_width = mark->title.width > meta.width ? mark->title.width : meta.width;
    mark->height = measure_height(timeline->page.theme->text_size) * (double)(mark->title.count + 1);
    if (detail.flat) {
        mark->label_width = mark->title.width + FLAT_GAP + meta.width;
        mark->height = measure_height(timeline->page.theme->text_size);
    }
    if (mark->below) {
        mark->height += BAR_HEIGHT + 2.0;
    }
}

void mark_write(struct timeline *timeline, struct mark *mark, struct detail detail)
{
    write_lines(timeline, mark, detail);
    mark_turn(timeline, mark, false);
}

void mark_rewrite(struct timeline *timeline, struct mark *mark, struct detail detail)
{
    double end = mark->label_x + mark->label_width;
    write_lines(timeline, mark, detail);
    if (mark->turned) {
        mark->label_x = end - mark->label_width;
    }
    set_extent(mark);
}

/* All there is to say, for whoever points at the mark. */
static struct slice tooltip(struct timeline *timeline, const struct kb_event *event)
{
    const struct page *page = &timeline->page;
    struct buffer out = {0};
    buffer_add(&out, mark_title(timeline, event));
    buffer_add_text(&out, DOT_SIGN);
    buffer_add(&out, meta_line(timeline, event, false));
    if (event->date.reason.len > 0) {
        buffer_add_text(&out, DOT_SIGN);
        buffer_add(&out, clean_text(page->arena, event->date.reason));
    }
    for (size_t i = 0; i < event->mention_count && i < MAX_TIP_SOURCES; i++) {
        const struct kb_event_mention *mention = &event->mentions[i];
        if (mention->where.document < page->kb->document_count) {
            buffer_add_text(&out, i == 0 ? DOT_SIGN : " | ");
            buffer_add(&out, sources_line(&timeline->sources, mention->where.document));
            buffer_add_text(&out, ": \xE2\x80\x9C");
            buffer_add(&out, clean_text(page->arena, mention->where.quote));
            buffer_add_text(&out, "\xE2\x80\x9D");
        }
    }
    struct slice text = arena_copy(page->arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static bool is_worked_out(const struct kb_date *date)
{
    return slice_is(date->basis, "inferred") || slice_is(date->qualifier, "approximate") ||
           slice_is(date->qualifier, "uncertain");
}

/* Solid is certain and happened; hollow is not there yet; pale and dashed is uncertain in time. */
static void style_mark(const struct render_theme *theme, const struct mark *mark, struct scene_node *node)
{
    const struct theme_class *class = theme_class(theme, mark->event->class);
    const struct theme_status *status = theme_status(theme, mark->event->status);
    bool exact = mark->kind == MARK_POINT || mark->kind == MARK_BAR;
    bool certain = exact && !is_worked_out(&mark->event->date);
    node->stroke = status->outline ? status->outline : class->outline;
    node->line = exact ? SCENE_SOLID : SCENE_DASHED;
    node->pen = status->pen;
    node->fill = !status->fill     ? (certain ? class->fill : class->pale)
                 : status->fill[0] ? status->fill
                                   : theme->colors.background;
    if (slice_is(mark->event->status, "cancelled")) {
        node->color = theme->colors.text;
    }
}

static enum scene_shape mark_shape(const struct render_theme *theme, const struct mark *mark)
{
    bool small = mark->x1 - mark->x0 <= POINT_SIZE; /* days that are one point at this scale */
    switch (mark->kind == MARK_BAR && small ? MARK_POINT : mark->kind) {
    case MARK_POINT:
        return slice_is(mark->event->status, "postponed") ? SCENE_ARROW_RIGHT
                                                          : theme_class(theme, mark->event->class)->shape;
    case MARK_BEFORE:
        return SCENE_ARROW_LEFT;
    case MARK_AFTER:
        return SCENE_ARROW_RIGHT;
    default:
        return SCENE_BOX;
    }
}

static void draw_text(struct timeline *timeline, const struct mark *mark, double y)
{
    struct scene *scene = timeline->page.scene;
    double line = measure_height(timeline->page.theme->text_size);
    bool right = mark->turned && !mark->flat;
    double title_width = mark->flat ? mark->title.width : mark->label_width;
    struct scene_node node = {.id = arena_format(&scene->arena, "%.*s.title", SLICE_ARG(mark->event->id)),
                              .class = slice_of("text title"),
                              .target = {"event", mark->event->id, true},
                              .fill = timeline->page.theme->colors.background,
                              .box = {mark->label_x, y, title_width, line * (double)mark->title.count},
                              .color = timeline->page.theme->colors.text,
                              .size = timeline->page.theme->text_size,
                              .align = right ? SCENE_RIGHT : SCENE_LEFT,
                              .lines = mark->title.lines,
                              .line_count = mark->title.count};
    scene_add(scene, &node);
    struct slice *meta = arena_alloc(&scene->arena, sizeof *meta);
    *meta = mark->meta;
    node.id = arena_format(&scene->arena, "%.*s.when", SLICE_ARG(mark->event->id));
    node.class = slice_of("text when");
    node.box = mark->flat ? (struct scene_box){mark->label_x + title_width + FLAT_GAP, y, mark->meta_width, line}
                          : (struct scene_box){mark->label_x, y + node.box.height, mark->label_width, line};
    node.color = timeline->page.theme->colors.muted;
    node.align = mark->turned ? SCENE_RIGHT : SCENE_LEFT; /* drawn boxes are a little wide, away from the mark */
    node.lines = meta;
    node.line_count = 1;
    scene_add(scene, &node);
}

/* "mark meeting planned stated month": class, status, basis and precision of the date, and what else a style sheet or a
 * script may ask for. */
static struct slice mark_class(struct timeline *timeline, const struct mark *mark)
{
    const struct kb_event *event = mark->event;
    bool approximate = slice_is(event->date.qualifier, "approximate") || slice_is(event->date.qualifier, "uncertain");
    const struct slice parts[] = {slice_of("mark"),
                                  event->class,
                                  event->status,
                                  event->date.basis,
                                  event->date.precision,
                                  slice_of(event->unconfirmed ? "unconfirmed" : ""),
                                  slice_of(ghosts_disputed(event) ? "disputed" : ""),
                                  slice_of(event->corrected_count > 0 ? "corrected" : ""),
                                  slice_of(approximate ? "approximate" : "")};
    return scene_class(timeline->page.arena, parts, sizeof parts / sizeof parts[0]);
}

void mark_draw(struct timeline *timeline, const struct mark *mark, double y)
{
    struct scene *scene = timeline->page.scene;
    bool point = mark->kind == MARK_POINT || (mark->kind == MARK_BAR && mark->x1 - mark->x0 <= POINT_SIZE);
    double height = point ? POINT_SIZE : BAR_HEIGHT;
    if (mark->kind == MARK_BEFORE || mark->kind == MARK_AFTER) {
        height = POINT_SIZE + 1.0;
    }
    double line = measure_height(timeline->page.theme->text_size);
    double top = mark->below ? y : y + (line - height) / 2.0;
    struct scene_node node = {.id = mark->event->id,
                              .class = mark_class(timeline, mark),
                              .target = {"event", mark->event->id, false},
                              .shape = mark_shape(timeline->page.theme, mark),
                              .box = {mark->x0, top, mark->x1 - mark->x0, height},
                              .tooltip = tooltip(timeline, mark->event)};
    style_mark(timeline->page.theme, mark, &node);
    if (slice_is(mark->event->status, "cancelled")) {
        struct slice *cross = arena_alloc(&scene->arena, sizeof *cross);
        *cross = slice_of(CROSS_SIGN);
        node.lines = cross;
        node.line_count = 1;
        node.size = timeline->page.theme->text_size;
        node.bold = true;
    }
    if (mark->kind == MARK_SPAN && node.line == SCENE_DASHED) {
        scene_dash_box(scene, node.box, node.stroke, node.pen);
        node.stroke = NULL;
        node.line = SCENE_SOLID;
    } else if (node.line == SCENE_DASHED) {
        node.line = SCENE_SOLID; /* the arrow says that it is open */
    }
    size_t drawn = scene_add(scene, &node);
    ghosts_draw(timeline, mark, drawn, node.box.y + node.box.height / 2.0);
    draw_text(timeline, mark, mark->below ? y + BAR_HEIGHT + 2.0 : y);
}

struct seen {
    bool kinds[MARK_AFTER + 1];
    bool planned, unconfirmed, postponed, cancelled, unknown, conflict, corrected, inferred, about, moved, pale;
};

static struct seen look(const struct timeline *timeline)
{
    const struct render_words *words = timeline->page.words;
    struct seen seen = {0};
    for (size_t i = 0; i < timeline->mark_count; i++) {
        const struct kb_event *event = timeline->marks[i].event;
        bool occurred = slice_is(event->status, "occurred");
        seen.kinds[timeline->marks[i].kind] = true;
        seen.planned = seen.planned || slice_is(event->status, "planned");
        seen.unconfirmed = seen.unconfirmed || (event->unconfirmed && slice_is(event->status, "planned"));
        seen.postponed = seen.postponed || slice_is(event->status, "postponed");
        seen.cancelled = seen.cancelled || slice_is(event->status, "cancelled");
        seen.unknown = seen.unknown || (!occurred && status_word(words, event) == words->unknown);
        seen.conflict = seen.conflict || ghosts_disputed(event);
        seen.corrected = seen.corrected || event->corrected_count > 0;
        seen.inferred = seen.inferred || slice_is(event->date.basis, "inferred");
        seen.moved = seen.moved || timeline->marks[i].ghost_count > 0;
        seen.pale = seen.pale || (timeline->marks[i].kind == MARK_POINT && is_worked_out(&event->date) && occurred);
        seen.about = seen.about || slice_is(event->date.qualifier, "approximate");
    }
    return seen;
}

void mark_add_legend(struct timeline *timeline)
{
    struct page *page = &timeline->page;
    const struct render_words *words = page->words;
    struct seen seen = look(timeline);
    const char *dark = timeline->page.theme->colors.muted;
    const char *pale = timeline->page.theme->colors.pale;
    const struct {
        bool used;
        struct page_legend entry;
    } entries[] = {
        {seen.kinds[MARK_POINT],
         {SCENE_CIRCLE, dark, dark, SCENE_SOLID, 0.9, 8, false, NULL, slice_of(words->day_point), SCENE_NO_ARROW}},
        {seen.kinds[MARK_BAR],
         {SCENE_BOX, dark, dark, SCENE_SOLID, 0.9, 18, false, NULL, slice_of(words->interval), SCENE_NO_ARROW}},
        {seen.kinds[MARK_SPAN],
         {SCENE_BOX, pale, dark, SCENE_DASHED, 0.9, 18, false, NULL, slice_of(words->span), SCENE_NO_ARROW}},
        {seen.kinds[MARK_BEFORE] || seen.kinds[MARK_AFTER],
         {SCENE_ARROW_RIGHT, pale, dark, SCENE_SOLID, 0.9, 14, false, NULL, slice_of(words->open_end), SCENE_NO_ARROW}},
        {seen.planned,
         {SCENE_CIRCLE, timeline->page.theme->colors.background, dark, SCENE_SOLID, 1.3, 8, false, NULL,
          slice_of(words->planned), SCENE_NO_ARROW}},
        {seen.unconfirmed, {.width = 34, .sign = words->unconfirmed, .text = slice_of(words->unconfirmed_long)}},
        {seen.postponed,
         {SCENE_ARROW_RIGHT, timeline->page.theme->colors.background, dark, SCENE_SOLID, 1.3, 10, false, NULL,
          slice_of(words->postponed), SCENE_NO_ARROW}},
        {seen.moved, {.width = 16, .sign = CHAIN_SIGN, .text = slice_of(words->moved)}},
        {seen.pale,
         {SCENE_CIRCLE, pale, dark, SCENE_SOLID, 0.9, 8, false, NULL, slice_of(words->worked_out), SCENE_NO_ARROW}},
        {seen.cancelled, {.width = 8, .sign = CROSS_SIGN, .text = slice_of(words->cancelled)}},
        {seen.unknown,
         {SCENE_CIRCLE, timeline->page.theme->colors.background, dark, SCENE_SOLID, 0.5, 8, false, NULL,
          slice_of(words->unknown_long), SCENE_NO_ARROW}},
        {seen.conflict, {.width = 8, .sign = CONFLICT_SIGN, .text = slice_of(words->conflict)}},
        {seen.corrected, {.width = 8, .sign = CORRECTED_SIGN, .text = slice_of(words->corrected)}},
        {seen.inferred, {.width = 8, .sign = "[ ]", .text = slice_of(words->inferred)}},
        {seen.about, {.width = 8, .sign = words->about, .text = slice_of(words->approximate)}},
        {timeline->part.reserve > 0 || (timeline->part.paged && timeline->part.count == SIZE_MAX),
         {.width = 14, .sign = "+n", .text = slice_of(timeline->part.paged ? words->see_pages : words->fold_mark)}},
    };
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        if (entries[i].used) {
            page_add_legend(page, entries[i].entry);
        }
    }
}

/* What decides who is named when room is short, first to last. */
struct importance {
    uint32_t mark;
    bool soon; /* planned, or of the year before the knowledge base's date */
    size_t sources;
    size_t class_rank;
    int32_t day;
};

static int compare_importance(const void *a, const void *b)
{
    const struct importance *left = a;
    const struct importance *right = b;
    if (left->soon != right->soon) {
        return left->soon ? -1 : 1;
    }
    if (left->sources != right->sources) {
        return left->sources > right->sources ? -1 : 1;
    }
    if (left->class_rank != right->class_rank) {
        return left->class_rank < right->class_rank ? -1 : 1;
    }
    if (left->day != right->day) {
        return left->day > right->day ? -1 : 1;
    }
    return left->mark < right->mark ? -1 : left->mark > right->mark;
}

void mark_rank(struct timeline *timeline)
{
    const int32_t year = 366;
    struct arena scratch = {0};
    struct importance *list = arena_alloc_array(&scratch, timeline->mark_count + 1, sizeof *list);
    for (uint32_t i = 0; i < timeline->mark_count; i++) {
        const struct mark *mark = &timeline->marks[i];
        bool recent = timeline->as_of != CALENDAR_NO_DAY && mark->last >= timeline->as_of - year;
        list[i] = (struct importance){i, recent || slice_is(mark->event->status, "planned"), mark->event->source_count,
                                      theme_class_rank(timeline->page.theme, mark->event->class), mark->first};
    }
    qsort(list, timeline->mark_count, sizeof *list, compare_importance);
    for (uint32_t i = 0; i < timeline->mark_count; i++) {
        timeline->marks[list[i].mark].order = i;
    }
    arena_release(&scratch);
}
