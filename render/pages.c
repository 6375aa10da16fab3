#include <stdlib.h>

#include "render/picture_p.h"

struct scene *pages_add(struct pages *pages)
{
    double width;
    double height;
    size_t number = pages->count + 1;
    struct slice prefix = slice_of(pages->prefix);
    if (number > 1) {
        prefix = arena_format(&pages->arena, "%.*s%zu-", (int)(prefix.len - 1), prefix.ptr, number);
    }
    picture_page(pages->options, &width, &height);
    pages->items = array_grow(pages->items, &pages->capacity, number, sizeof *pages->items);
    struct scene *scene = memory_zero(1, sizeof *scene);
    scene_init(scene, pages->options->theme, pages->measure, pages->kind, prefix.ptr, width, height);
    pages->items[pages->count++] = scene;
    return scene;
}

void pages_drop(struct pages *pages)
{
    struct scene *scene = pages->items[--pages->count];
    scene_release(scene);
    free(scene);
}

void pages_release(struct pages *pages)
{
    while (pages->count > 0) {
        pages_drop(pages);
    }
    free(pages->items);
    arena_release(&pages->arena);
}
