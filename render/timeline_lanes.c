/* Lanes of a timeline: who is in which, how much is written, what is folded when room is short. */
#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/map.h"
#include "render/clean_p.h"
#include "render/timeline_p.h"

static const double ITEM_GAP = 9.0; /* between labels of one row */
static const double ROW_GAP = 3.0;
static const double LANE_PAD = 3.0;    /* above the first row and below the last */
static const double FOLD_WIDTH = 44.0; /* what one "+n" stands for */
static const double MAX_AIR = 7.0;     /* most that is put between rows where there is room */
static const double NAME_GAP = 8.0;
static const double LEAST_COLUMN = 70.0; /* for the names of lanes, and at most, for the longest word of one */
static const double MOST_COLUMN = 120.0;

enum { MANY_MARKS = 160, MAX_FOLD_TIPS = 12, NAME_LINES = 3 };

/* From generous to terse. */
static const struct detail DETAILS[] = {{3, 170.0, false, false}, {3, 130.0, false, false}, {2, 160.0, false, false},
                                        {2, 130.0, false, false}, {2, 110.0, false, false}, {1, 150.0, false, false},
                                        {2, 100.0, true, false},  {1, 120.0, true, false},  {1, 92.0, true, false}};

/* The same on one line, for when that names more: where many stand at one place, rows are dear and width is not. */
static const struct detail FLAT = {1, 190.0, true, true};

enum { DETAIL_COUNT = sizeof DETAILS / sizeof DETAILS[0] };

/* The row of "+n". */
static double fold_height(const struct timeline *timeline)
{
    return timeline->page.theme->text_size + 3.0;
}

static struct slice entity_name(const struct kb *kb, uint32_t entity)
{
    return entity < kb->entity_count ? kb->entities[entity].name : (struct slice){0};
}

static struct slice lane_key(const struct timeline *timeline, const struct kb_event *event)
{
    const struct kb *kb = timeline->page.kb;
    switch (timeline->page.options->lane) {
    case RENDER_LANE_TYPE:
        return event->type.len > 0 ? event->type : event->class;
    case RENDER_LANE_ORGANIZATION:
        for (size_t i = 0; i < event->role_count; i++) {
            uint32_t entity = event->roles[i].entity;
            if (entity < kb->entity_count && !slice_is(kb->entities[entity].type, "person") &&
                !slice_is(kb->entities[entity].type, "place")) {
                return entity_name(kb, entity);
            }
        }
        return (struct slice){0};
    case RENDER_LANE_PLACE:
        return event->place_count > 0 ? entity_name(kb, event->places[0]) : (struct slice){0};
    case RENDER_LANE_SERIES:
        return event->series;
    default:
        return event->class;
    }
}

/* Classes by importance; everything else by size, then name; what has no lane of its own comes last. */
struct lane_order {
    uint32_t lane;
    bool last;
    size_t wanted; /* place in the theme's order */
    size_t rank;
    size_t count;
    struct slice key;
};

static int compare_lanes(const void *a, const void *b)
{
    const struct lane_order *left = a;
    const struct lane_order *right = b;
    if (left->last != right->last) {
        return left->last ? 1 : -1;
    }
    if (left->wanted != right->wanted) {
        return left->wanted < right->wanted ? -1 : 1;
    }
    if (left->rank != right->rank) {
        return left->rank < right->rank ? -1 : 1;
    }
    if (left->count != right->count) {
        return left->count > right->count ? -1 : 1;
    }
    return slice_compare(left->key, right->key);
}

static size_t find_lanes(struct timeline *timeline, struct lane_order *found)
{
    struct map keys = {0};
    bool by_class = timeline->page.options->lane == RENDER_LANE_CLASS;
    size_t count = 0;
    for (size_t i = 0; i < timeline->mark_count; i++) {
        struct slice key = lane_key(timeline, timeline->marks[i].event);
        bool added;
        uint32_t lane = *map_put(&keys, key, (uint32_t)count, &added);
        if (added) {
            size_t rank = by_class ? theme_class_rank(timeline->page.theme, key) : 0;
            size_t wanted = theme_lane(timeline->page.theme, key);
            found[count++] = (struct lane_order){lane, key.len == 0, wanted, rank, 0, key};
        }
        found[lane].count++;
        timeline->marks[i].lane = lane;
    }
    map_release(&keys);
    return count;
}

/* A class may have a name of its own in the theme. */
static struct slice lane_name(const struct timeline *timeline, struct slice key)
{
    const char *label = theme_class(timeline->page.theme, key)->label;
    return timeline->page.options->lane == RENDER_LANE_CLASS && label ? slice_of(label) : key;
}

/* The width of the widest word of a text, as names of lanes are written. */
static double widest_word(const struct timeline *timeline, struct slice text)
{
    double widest = 0.0;
    for (size_t begin = 0, end = 0; begin < text.len; begin = end + 1) {
        for (end = begin; end < text.len && text.ptr[end] != ' '; end++) {
        }
        double width = measure_line(timeline->page.scene->measure, slice_make(text.ptr + begin, end - begin),
                                    timeline->page.theme->lane_size, true);
        widest = width > widest ? width : widest;
    }
    return widest;
}

double lanes_column(const struct timeline *timeline)
{
    struct map seen = {0};
    double widest = LEAST_COLUMN - NAME_GAP;
    for (size_t i = 0; i < timeline->mark_count; i++) {
        struct slice key = lane_key(timeline, timeline->marks[i].event);
        bool added;
        map_put(&seen, key, 0, &added);
        if (added && key.len > 0) {
            double width = widest_word(timeline, clean_capital(timeline->page.arena, lane_name(timeline, key)));
            widest = width > widest ? width : widest;
        }
    }
    map_release(&seen);
    double column = ceil(widest + NAME_GAP);
    return column < MOST_COLUMN ? column : MOST_COLUMN;
}

void lanes_assign(struct timeline *timeline, size_t max_lanes)
{
    struct arena *arena = timeline->page.arena;
    const char *others = timeline->page.words->others;
    struct lane_order *order = arena_alloc_array(arena, timeline->mark_count + 1, sizeof *order);
    size_t count = find_lanes(timeline, order);
    qsort(order, count, sizeof *order, compare_lanes);
    size_t own = count <= max_lanes ? count : max_lanes - 1;
    uint32_t *target = arena_alloc_array(arena, count + 1, sizeof *target);
    timeline->lane_count = count <= max_lanes ? count : max_lanes;
    timeline->lanes = arena_alloc_array(arena, timeline->lane_count + 1, sizeof *timeline->lanes);
    for (size_t i = 0; i < count; i++) {
        size_t lane = i < own ? i : own;
        target[order[i].lane] = (uint32_t)lane;
        timeline->lanes[lane].count += order[i].count;
        bool named = i < own && order[i].key.len > 0;
        timeline->lanes[lane].key = order[i].key;
        timeline->lanes[lane].name = clean_capital(arena, named ? lane_name(timeline, order[i].key) : slice_of(others));
    }
    for (size_t i = 0; i < timeline->mark_count; i++) {
        timeline->marks[i].lane = target[timeline->marks[i].lane];
    }
}

static void write_marks(struct timeline *timeline, struct detail detail)
{
    for (size_t i = 0; i < timeline->mark_count; i++) {
        mark_write(timeline, &timeline->marks[i], detail);
    }
}

static void reset_lanes(struct timeline *timeline, double max_height)
{
    for (size_t i = 0; i < timeline->lane_count; i++) {
        pack_release(&timeline->lanes[i].pack);
        pack_init(&timeline->lanes[i].pack, ITEM_GAP, ROW_GAP, max_height);
        timeline->lanes[i].folded = 0;
    }
}

/* Into the first row with room for its label on the right, or, if turning is wanted, on the left; else a row of its
 * own. */
static bool place_mark(struct timeline *timeline, struct mark *mark, bool turn)
{
    struct pack *pack = &timeline->lanes[mark->lane].pack;
    mark_turn(timeline, mark, false);
    if (!turn) {
        return pack_place(pack, mark->left, mark->right, mark->height, &mark->row);
    }
    if (pack_find(pack, mark->left, mark->right, mark->height, &mark->row)) {
        return true;
    }
    mark_turn(timeline, mark, true);
    if (pack_find(pack, mark->left, mark->right, mark->height, &mark->row)) {
        return true;
    }
    mark_turn(timeline, mark, false);
    return pack_place(pack, mark->left, mark->right, mark->height, &mark->row);
}

/* Packs all marks in order of time, without limits; the height of all lanes together. Gives up past `limit`. */
static double pack_all(struct timeline *timeline, double limit, bool turn)
{
    double total = 0.0;
    reset_lanes(timeline, limit * 2.0 + 1000.0);
    for (size_t i = 0; i < timeline->mark_count; i++) {
        struct mark *mark = &timeline->marks[i];
        mark->folded = !place_mark(timeline, mark, turn);
    }
    for (size_t i = 0; i < timeline->lane_count; i++) {
        timeline->lanes[i].height = pack_height(&timeline->lanes[i].pack) + 2.0 * LANE_PAD;
        total += timeline->lanes[i].height;
    }
    return total;
}

/* The same number of rows, but labels spread over them. Returns false, with everything packed as before, where that
 * does not fit. */
static bool spread_all(struct timeline *timeline, double room, bool turn)
{
    size_t *rows = arena_alloc_array(timeline->page.arena, timeline->lane_count + 1, sizeof *rows);
    for (size_t i = 0; i < timeline->lane_count; i++) {
        rows[i] = timeline->lanes[i].pack.row_count;
    }
    reset_lanes(timeline, room);
    bool fits = true;
    for (size_t i = 0; i < timeline->mark_count && fits; i++) {
        struct mark *mark = &timeline->marks[i];
        mark_turn(timeline, mark, false);
        fits = pack_spread(&timeline->lanes[mark->lane].pack, rows[mark->lane], mark->left, mark->right, mark->height,
                           &mark->row);
    }
    double used = 0.0;
    for (size_t i = 0; i < timeline->lane_count; i++) {
        used += pack_height(&timeline->lanes[i].pack) + 2.0 * LANE_PAD;
    }
    if (!fits || used > room) {
        pack_all(timeline, room, turn);
        return false;
    }
    return true;
}

/* The rows that each lane gets where not all fit: one each, then one more to the lane that is shortest of what it
 * needs, until the page is full. What is folded takes a row of its own. */
static void share_rows(struct timeline *timeline, double room, double *budgets)
{
    size_t count = timeline->lane_count;
    double *tallest = arena_alloc_array(timeline->page.arena, count + 1, sizeof *tallest);
    size_t *rows = arena_alloc_array(timeline->page.arena, count + 1, sizeof *rows);
    for (size_t i = 0; i < timeline->mark_count; i++) {
        const struct mark *mark = &timeline->marks[i];
        tallest[mark->lane] = mark->height > tallest[mark->lane] ? mark->height : tallest[mark->lane];
    }
    double spare = room;
    for (size_t i = 0; i < count; i++) {
        rows[i] = 1;
        spare -= tallest[i] + ROW_GAP + 2.0 * LANE_PAD + fold_height(timeline) + ROW_GAP;
    }
    for (size_t best = 0; best < count;) {
        best = count;
        for (size_t i = 0; i < count; i++) {
            size_t need = timeline->lanes[i].pack.row_count;
            bool possible = rows[i] < need && tallest[i] + ROW_GAP <= spare;
            if (possible && (best == count || need * rows[best] > timeline->lanes[best].pack.row_count * rows[i])) {
                best = i;
            }
        }
        if (best < count) {
            rows[best]++;
            spare -= tallest[best] + ROW_GAP;
        }
    }
    for (size_t i = 0; i < count; i++) {
        budgets[i] = (tallest[i] + ROW_GAP) * (double)rows[i] + 0.001;
    }
}

/* Packs one lane within a height, marks in the order given; returns how many find no room. */
static size_t pack_lane(struct timeline *timeline, size_t at, const uint32_t *order, double height)
{
    struct lane *lane = &timeline->lanes[at];
    pack_release(&lane->pack);
    pack_init(&lane->pack, ITEM_GAP, ROW_GAP, height);
    lane->folded = 0;
    for (size_t i = 0; i < timeline->mark_count; i++) {
        struct mark *mark = &timeline->marks[order[i]];
        if (mark->lane == at) {
            mark->folded = !place_mark(timeline, mark, true);
            lane->folded += mark->folded ? 1 : 0;
        }
    }
    return lane->folded;
}

/* Packs within the lanes' budgets, the most important marks first; what finds no room is folded. Where the row that the
 * folded ones would take has room for the last of them, nothing is. Returns how many are folded. */
static size_t pack_some(struct timeline *timeline, const double *budgets)
{
    size_t folded = 0;
    struct arena scratch = {0};
    uint32_t *by_time = arena_alloc_array(&scratch, timeline->mark_count + 1, sizeof *by_time);
    uint32_t *by_order = arena_alloc_array(&scratch, timeline->mark_count + 1, sizeof *by_order);
    for (uint32_t i = 0; i < timeline->mark_count; i++) {
        by_time[i] = i;
        by_order[timeline->marks[i].order] = i;
    }
    for (size_t i = 0; i < timeline->lane_count; i++) {
        double whole = budgets[i] + fold_height(timeline) + ROW_GAP;
        if (pack_lane(timeline, i, by_time, whole) > 0 && pack_lane(timeline, i, by_order, whole) > 0) {
            folded += pack_lane(timeline, i, by_order, budgets[i]);
        }
    }
    arena_release(&scratch);
    return folded;
}

/* What is tried where folding cannot be helped, until two thirds have a label. */
static const struct detail TERSE[] = {
    {1, 190.0, true, true}, {1, 92.0, true, false}, {1, 165.0, true, true}, {1, 78.0, true, false}};

enum { TERSE_COUNT = sizeof TERSE / sizeof TERSE[0] };

static size_t fold_with(struct timeline *timeline, struct detail detail, double room, double *budgets)
{
    write_marks(timeline, detail);
    pack_all(timeline, room, true);
    share_rows(timeline, room, budgets);
    return pack_some(timeline, budgets);
}

/* Folds as little as can be: with one line a label, or with two. */
static void pack_folded(struct timeline *timeline, double room)
{
    double *budgets = arena_alloc_array(timeline->page.arena, timeline->lane_count + 1, sizeof *budgets);
    size_t least = SIZE_MAX;
    size_t best = 0;
    for (size_t i = 0; i < TERSE_COUNT; i++) {
        if (i >= 2 && (least * 3 <= timeline->mark_count || timeline->mark_count > MANY_MARKS)) {
            break;
        }
        size_t folded = fold_with(timeline, TERSE[i], room, budgets);
        best = folded < least || (i == 1 && folded == least) ? i : best;
        least = folded < least ? folded : least;
    }
    fold_with(timeline, TERSE[best], room, budgets);
}

/* Packs everything with so much written; the height that it takes. */
static double try_detail(struct timeline *timeline, struct detail detail, double room, bool *turn)
{
    write_marks(timeline, detail);
    *turn = false;
    double used = pack_all(timeline, room, *turn);
    if (used > room) {
        *turn = true;
        used = pack_all(timeline, room, *turn);
    }
    return used;
}

static double lane_height(const struct timeline *timeline, const struct lane *lane)
{
    double fold = lane->folded > 0 ? fold_height(timeline) + ROW_GAP : 0.0;
    double marks = pack_height(&lane->pack) + 2.0 * LANE_PAD + fold;
    return marks > lane->name_height ? marks : lane->name_height;
}

static size_t wrap_name(struct timeline *timeline, const struct lane *lane, size_t max_lines,
                        struct measure_lines *lines)
{
    struct page *page = &timeline->page;
    double width = timeline->plot_left - page->left - NAME_GAP;
    measure_wrap(page->scene->measure, lane->name,
                 (struct measure_style){page->theme->lane_size, true, width, max_lines}, page->arena, lines);
    return lines->count;
}

/* A lane with less in it than its name takes is as high as the name, where room is left; what remains of the room. */
static double make_room_for_names(struct timeline *timeline, double spare)
{
    for (size_t i = 0; i < timeline->lane_count; i++) {
        struct lane *lane = &timeline->lanes[i];
        struct measure_lines lines;
        double name = LANE_PAD + (double)wrap_name(timeline, lane, NAME_LINES, &lines) *
                                     measure_height(timeline->page.theme->lane_size);
        double missing = name - lane_height(timeline, lane);
        if (missing > 0.0 && missing <= spare) {
            lane->name_height = name;
            spare -= missing;
        }
    }
    return spare;
}

/* Gives labels and rows what room the page has left, and lays the lanes below each other. */
static void place_lanes(struct timeline *timeline, double room)
{
    double spare = room;
    size_t rows = 0;
    for (size_t i = 0; i < timeline->lane_count; i++) {
        spare -= lane_height(timeline, &timeline->lanes[i]);
        rows += timeline->lanes[i].pack.row_count;
    }
    spare = lanes_grow(timeline, make_room_for_names(timeline, spare));
    double air = rows > 0 ? spare / (double)rows : 0.0;
    air = air > MAX_AIR ? MAX_AIR : air < 0.0 ? 0.0 : air;
    double y = timeline->plot_top;
    for (size_t i = 0; i < timeline->lane_count; i++) {
        struct lane *lane = &timeline->lanes[i];
        lane->pack.row_gap += air;
        lane->height = lane_height(timeline, lane);
        lane->top = y;
        y += lane->height;
    }
    timeline->plot_bottom = y;
}

void lanes_pack(struct timeline *timeline, struct render_report *report)
{
    double room = timeline->plot_bottom - timeline->plot_top;
    double used = room + 1.0;
    bool turn = false;
    size_t first = timeline->mark_count > MANY_MARKS ? DETAIL_COUNT : 0;
    for (size_t i = first; i < DETAIL_COUNT && used > room; i++) {
        used = try_detail(timeline, DETAILS[i], room, &turn);
    }
    if (used > room) {
        used = try_detail(timeline, FLAT, room, &turn);
    }
    if (used > room) {
        pack_folded(timeline, room);
    } else {
        spread_all(timeline, room, turn);
    }
    for (size_t i = 0; i < timeline->mark_count; i++) {
        report->folded += timeline->marks[i].folded ? 1 : 0;
        report->shown += timeline->marks[i].folded ? 0 : 1;
    }
    place_lanes(timeline, room);
}

/* One box of "+n": how many, and the titles of the most important ones. */
struct fold {
    size_t count;
    size_t named;
    struct buffer tip;
    struct buffer ids;
};

static void add_fold(struct timeline *timeline, struct fold *fold, const struct mark *mark)
{
    fold->count++;
    if (fold->named < MAX_FOLD_TIPS) {
        buffer_add_text(&fold->tip, fold->named > 0 ? " | " : "");
        buffer_add(&fold->tip, clean_text(timeline->page.arena, mark->event->title));
        fold->named++;
    }
    buffer_format(&fold->ids, "%s%.*s", fold->ids.len > 0 ? " " : "", SLICE_ARG(mark->event->id));
}

static void draw_fold(struct timeline *timeline, struct fold *fold, double x, double y, double width)
{
    struct scene *scene = timeline->page.scene;
    struct slice *line = arena_alloc(&scene->arena, sizeof *line);
    *line = arena_format(&scene->arena, "+%zu", fold->count);
    scene_add(scene,
              &(struct scene_node){.class = slice_of("mark folded"),
                                   .target = {"event", arena_copy(&scene->arena, buffer_slice(&fold->ids)), false},
                                   .shape = SCENE_ROUND,
                                   .box = {x + 1.0, y, width - 2.0, fold_height(timeline) - 1.0},
                                   .fill = timeline->page.theme->colors.panel,
                                   .stroke = timeline->page.theme->colors.rule,
                                   .pen = 0.4,
                                   .color = timeline->page.theme->colors.text,
                                   .size = timeline->page.theme->text_size,
                                   .lines = line,
                                   .line_count = 1,
                                   .tooltip = arena_copy(&scene->arena, buffer_slice(&fold->tip))});
    buffer_release(&fold->tip);
    buffer_release(&fold->ids);
}

/* The last row of a lane: what was folded, counted where it would be. */
static void draw_folds(struct timeline *timeline, size_t lane)
{
    double span = timeline->plot_right - timeline->plot_left;
    size_t bins = (size_t)(span / FOLD_WIDTH);
    double width = span / (double)bins;
    struct arena scratch = {0};
    struct fold *folds = arena_alloc_array(&scratch, bins, sizeof *folds);
    for (size_t i = 0; i < timeline->mark_count; i++) {
        const struct mark *mark = &timeline->marks[i];
        if (mark->folded && mark->lane == lane) {
            double middle = (mark->x0 + mark->x1) / 2.0 - timeline->plot_left;
            size_t bin = middle <= 0.0 ? 0 : (size_t)(middle / width);
            add_fold(timeline, &folds[bin < bins ? bin : bins - 1], mark);
        }
    }
    double y = timeline->lanes[lane].top + timeline->lanes[lane].height - LANE_PAD - fold_height(timeline) + 1.0;
    for (size_t i = 0; i < bins; i++) {
        if (folds[i].count > 0) {
            draw_fold(timeline, &folds[i], timeline->plot_left + width * (double)i, y, width);
        }
    }
    arena_release(&scratch);
}

static void draw_name(struct timeline *timeline, const struct lane *lane)
{
    struct page *page = &timeline->page;
    struct measure_lines lines;
    double line = measure_height(timeline->page.theme->lane_size);
    size_t fits = (size_t)((lane->height - LANE_PAD + 0.01) / line);
    wrap_name(timeline, lane, fits < 1 ? 1 : fits > NAME_LINES ? NAME_LINES : fits, &lines);
    double y = lane->top + LANE_PAD - 1.0;
    for (size_t i = 0; i < lines.count; i++) {
        scene_write(page->scene, lines.lines[i], page->left, y, page->theme->lane_size, true,
                    timeline->page.theme->colors.text, SCENE_LEFT);
        y += line;
    }
    if (y + measure_height(timeline->page.theme->text_size) <= lane->top + lane->height) {
        scene_write(page->scene, arena_format(page->arena, "%zu", lane->count), page->left, y,
                    timeline->page.theme->text_size, false, timeline->page.theme->colors.muted, SCENE_LEFT);
    }
}

void lanes_draw(struct timeline *timeline)
{
    struct page *page = &timeline->page;
    for (size_t i = 0; i < timeline->lane_count; i++) {
        const struct lane *lane = &timeline->lanes[i];
        double bottom = lane->top + lane->height;
        scene_rule(page->scene, page->left, bottom, page->right, bottom, timeline->page.theme->colors.rule, SCENE_SOLID,
                   0.4);
        draw_name(timeline, lane);
        if (lane->folded > 0) {
            draw_folds(timeline, i);
        }
    }
    for (size_t i = 0; i < timeline->mark_count; i++) {
        const struct mark *mark = &timeline->marks[i];
        if (!mark->folded) {
            const struct lane *lane = &timeline->lanes[mark->lane];
            mark_draw(timeline, mark, lane->top + LANE_PAD + pack_top(&lane->pack, mark->row));
        }
    }
}

void lanes_release(struct timeline *timeline)
{
    for (size_t i = 0; i < timeline->lane_count; i++) {
        pack_release(&timeline->lanes[i].pack);
    }
}
