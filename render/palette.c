#include "render/palette_p.h"

static const struct palette_class CLASSES[] = {
    {"meeting", PALETTE_BLUE, PALETTE_BLUE, "#CCE3F0", SCENE_CIRCLE},
    {"agreement", PALETTE_VERMILION, PALETTE_VERMILION, "#F7DFCC", SCENE_DIAMOND},
    {"document", PALETTE_GREEN, PALETTE_GREEN, "#CCECE3", SCENE_BOX},
    {"launch", PALETTE_PURPLE, PALETTE_PURPLE, "#F5E4ED", SCENE_TRIANGLE},
    {"visit", "#5A4300", "#E69F00", "#FAECCC", SCENE_TRIANGLE_DOWN},
    {"statement", "#1F4F69", "#56B4E9", "#DDF0FB", SCENE_HEXAGON},
    {NULL, PALETTE_GREY, PALETTE_GREY, "#E4E4E4", SCENE_PENTAGON},
};

/* Dashed is kept for what is planned. */
static const struct palette_link LINKS[] = {
    {"agreement", PALETTE_BLUE, SCENE_SOLID, false},      {"organizes_with", PALETTE_GREEN, SCENE_DOUBLE, false},
    {"member_of", PALETTE_VERMILION, SCENE_DOTTED, true}, {"part_of", "#333333", SCENE_SOLID, true},
    {"supports", PALETTE_PURPLE, SCENE_SOLID, true},      {NULL, PALETTE_GREY, SCENE_DOTTED, false},
};

size_t palette_rank(struct slice class)
{
    size_t i = 0;
    while (CLASSES[i].name && !slice_is(class, CLASSES[i].name)) {
        i++;
    }
    return i;
}

const struct palette_class *palette_find(struct slice class)
{
    return &CLASSES[palette_rank(class)];
}

size_t palette_link_rank(struct slice type)
{
    size_t i = 0;
    while (LINKS[i].name && !slice_is(type, LINKS[i].name)) {
        i++;
    }
    return i;
}

const struct palette_link *palette_link(struct slice type)
{
    return &LINKS[palette_link_rank(type)];
}
