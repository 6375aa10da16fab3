/* The last pages of a timeline: rows of text in columns. */
#include <stdlib.h>

#include "base/calendar.h"
#include "render/clean_p.h"
#include "render/timeline_p.h"
#include "render/when_p.h"

static const double COLUMN_GAP = 18.0;
static const double ROW_GAP = 2.5;
static const double KEY_SHARE = 0.25; /* of a column, for the date */
static const double SOURCE_KEY = 30.0;
static const double HEAD_SIZE = 10.5;

enum { ROW_LINES = 3 };

/* Where the next row goes. */
struct list {
    struct pages *pages;
    struct timeline timeline; /* of the current page */
    double column, left, y;
    size_t across;
};

static void begin_page(struct list *list)
{
    struct timeline *timeline = &list->timeline;
    struct pages *pages = list->pages;
    struct render_report none = {0};
    struct scene *scene = pages_add(pages);
    struct page *page = &timeline->page;
    page_init(page, scene, pages->kb, pages->options);
    page->paged = true;
    page_head(page, slice_of(page->words->listed), (struct slice){0});
    page_foot(page, NULL);
    page_origin(page, &none);
    list->across = page->right - page->left > 700.0 ? 3 : 2;
    list->column = (page->right - page->left - COLUMN_GAP * (double)(list->across - 1)) / (double)list->across;
    list->left = page->left;
    list->y = page->top;
}

/* Room for so much: at the foot of a column the next one is taken, or the next page. */
static void make_room(struct list *list, double height)
{
    struct page *page = &list->timeline.page;
    if (list->y + height <= page->bottom) {
        return;
    }
    list->left += list->column + COLUMN_GAP;
    list->y = page->top;
    if (list->left + list->column > page->right + 1.0) {
        begin_page(list);
    }
}

static void add_head(struct list *list, struct slice text)
{
    make_room(list, HEAD_SIZE * 5.0);
    struct page *page = &list->timeline.page;
    list->y += list->y > page->top ? HEAD_SIZE : 0.0;
    scene_write(page->scene, text, list->left, list->y, HEAD_SIZE, true, page->theme->colors.text, SCENE_LEFT);
    list->y += measure_height(HEAD_SIZE) + ROW_GAP;
}

static void add_row(struct list *list, struct slice key, bool bold, struct slice text, struct scene_target target)
{
    double size = list->timeline.page.theme->text_size;
    double key_width = bold ? SOURCE_KEY : list->column * KEY_SHARE;
    struct arena scratch = {0};
    struct measure_lines keys;
    struct measure_lines lines;
    measure_wrap(list->pages->measure, key, (struct measure_style){size, bold, key_width - 5.0, 2}, &scratch, &keys);
    measure_wrap(list->pages->measure, text, (struct measure_style){size, false, list->column - key_width, ROW_LINES},
                 &scratch, &lines);
    double line = measure_height(size);
    double rows = (double)(keys.count > lines.count ? keys.count : lines.count);
    make_room(list, rows * line);
    struct page *page = &list->timeline.page;
    for (size_t i = 0; i < keys.count; i++) {
        struct slice copy = arena_copy(page->arena, keys.lines[i]);
        scene_write(page->scene, copy, list->left, list->y + line * (double)i, size, bold, page->theme->colors.muted,
                    SCENE_LEFT);
    }
    for (size_t i = 0; i < lines.count; i++) {
        struct slice copy = arena_copy(page->arena, lines.lines[i]);
        size_t node = scene_write(page->scene, copy, list->left + key_width, list->y + line * (double)i, size, false,
                                  page->theme->colors.text, SCENE_LEFT);
        if (i == 0 && target.kind) {
            page->scene->nodes[node].target = target;
            page->scene->nodes[node].class = slice_of("mark listed");
            page->scene->nodes[node].tooltip = arena_copy(page->arena, text);
        }
    }
    list->y += rows * line + ROW_GAP;
    arena_release(&scratch);
}

/* "Visit to Lilongwe · planned · S11" */
static void add_event(struct list *list, const struct timeline *all, const struct kb_event *event)
{
    struct arena *arena = &list->pages->arena;
    struct slice title = mark_title(all, event);
    struct slice status = mark_status(all, event);
    struct slice keys = sources_of_event(&all->sources, event, SOURCES_MAX_KEYS);
    struct slice text = arena_format(arena, "%.*s%s%.*s%s%.*s", SLICE_ARG(title), status.len > 0 ? " \xC2\xB7 " : "",
                                     SLICE_ARG(status), keys.len > 0 ? " \xC2\xB7 " : "", SLICE_ARG(keys));
    struct slice when = event->has_date ? when_label(all->page.words, &event->date, false, arena) : (struct slice){0};
    add_row(list, when, false, text, (struct scene_target){"event", event->id, false});
}

static void add_events(struct list *list, const struct timeline *all, const bool *folded)
{
    size_t count = 0;
    for (size_t i = 0; i < all->mark_count; i++) {
        count += folded[i] ? 1 : 0;
    }
    if (count > 0) {
        add_head(list, arena_format(&list->pages->arena, "%s (%zu)", all->page.words->named_nowhere, count));
    }
    for (size_t i = 0; i < all->mark_count; i++) {
        if (folded[i]) {
            add_event(list, all, all->marks[i].event);
        }
    }
    if (all->undated_count > 0) {
        add_head(list, arena_format(&list->pages->arena, "%s (%zu)", all->page.words->not_on_axis, all->undated_count));
    }
    for (size_t i = 0; i < all->undated_count; i++) {
        add_event(list, all, all->undated[i]);
    }
}

enum status timeline_list(struct pages *pages, const bool *folded, struct buffer *problem)
{
    struct list list = {.pages = pages};
    struct render_report ignored = {0};
    /* the same marks and sources once more, on a scene that is never drawn */
    struct scene *scratch = pages_add(pages);
    struct timeline all = {0};
    page_init(&all.page, scratch, pages->kb, pages->options);
    enum status status = timeline_collect(&all, &ignored, problem);
    pages->count--; /* it lives on until the end of this function */
    if (status == STATUS_OK) {
        timeline_cite(&all);
        bool whole = all.undated_count <= TIMELINE_UNDATED_NAMED && all.sources.listed == all.sources.count;
        if (!whole || pages->count > 1) {
            begin_page(&list);
            add_events(&list, &all, folded);
            add_head(&list, arena_format(&pages->arena, "%s (%zu)", all.page.words->sources, all.sources.count));
            for (size_t i = 0; i < all.sources.count; i++) {
                uint32_t document = all.sources.order[i];
                add_row(&list, arena_format(&pages->arena, "S%u", all.sources.numbers[document]), true,
                        sources_line(&all.sources, document), (struct scene_target){0});
            }
        }
    }
    scene_release(scratch);
    free(scratch);
    return status;
}
