/* Graphviz writes one element a line, which is all that this pass relies on. A line that it does not know stays as it
 * is. */
#include "render/svg_post_p.h"

#include "render/clean_p.h"
#include "render/theme_p.h"

static const char TIP_BEGIN[] = "<a xlink:title=\"";
static bool next_line(struct slice text, size_t *at, struct slice *line)
{
    if (*at >= text.len) {
        return false;
    }
    const char *begin = text.ptr + *at;
    const char *end = memchr(begin, '\n', text.len - *at);
    line->ptr = begin;
    line->len = end ? (size_t)(end - begin) : text.len - *at;
    *at += line->len + (end ? 1 : 0);
    return true;
}

static void add_root(struct buffer *out, const struct svg_page *page)
{
    const struct scene *scene = page->scene;
    /* Links within an image are out of reach for a screen reader: in a page the picture is a group of them. */
    const char *role = page->link && page->link[0] == '\0' ? "group" : "img";
    buffer_format(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"%s\" "
                  "class=\"annals-%s\" "
                  "aria-labelledby=\"%stitle %sdesc\"\n width=\"%s\" height=\"%s\" viewBox=\"0 0 ",
                  role, scene->kind, scene->prefix, scene->prefix, page->paper_width, page->paper_height);
    clean_add_number(out, page->width, 2);
    buffer_add_byte(out, ' ');
    clean_add_number(out, page->height, 2);
    buffer_format(out, "\">\n<title id=\"%stitle\">", scene->prefix);
    clean_add_xml(out, scene->title);
    buffer_format(out, "</title>\n<desc id=\"%sdesc\">", scene->prefix);
    clean_add_xml(out, scene->desc);
    buffer_add_text(out, "</desc>\n");
}

static const char *find(struct slice line, const char *word)
{
    return memmem(line.ptr, line.len, word, strlen(word));
}

struct replacement {
    const char *from;
    const char *to;
};

/* Replaces inside tags only: what stands between > and < is text. */
static void add_line(const struct svg_page *page, struct buffer *out, struct slice line)
{
    const struct replacement replacements[] = {
        {page->family, page->family_web},
        {page->bold, page->bold_web},
        {"stroke=\"transparent\"", "stroke=\"none\""},
        {"fill=\"transparent\"", "fill=\"none\""},
    };
    bool tag = false;
    for (size_t i = 0; i < line.len; i++) {
        tag = line.ptr[i] == '<' || (tag && (i == 0 || line.ptr[i - 1] != '>'));
        bool replaced = false;
        for (size_t k = 0; tag && !replaced && k < sizeof replacements / sizeof replacements[0]; k++) {
            struct slice rest = slice_sub(line, i, line.len);
            if (slice_starts(rest, replacements[k].from)) {
                buffer_add_text(out, replacements[k].to);
                i += strlen(replacements[k].from) - 1;
                replaced = true;
            }
        }
        if (!replaced) {
            buffer_add_byte(out, line.ptr[i]);
        }
    }
    buffer_add_byte(out, '\n');
}

/* The tooltip in a line `<g id="a_…"><a xlink:title="…">`, or nothing. */
static struct slice find_tip(struct slice line)
{
    const char *tip = slice_starts(line, "<g id=\"a_") ? find(line, TIP_BEGIN) : NULL;
    if (!tip) {
        return (struct slice){0};
    }
    tip += sizeof TIP_BEGIN - 1;
    const char *end = memchr(tip, '"', (size_t)(line.ptr + line.len - tip));
    return end ? slice_make(tip, (size_t)(end - tip)) : (struct slice){0};
}

/* The value of an attribute in a line, up to its quotation mark; empty where it has none. */
static struct slice attribute(struct slice line, const char *name)
{
    const char *at = find(line, name);
    if (!at) {
        return (struct slice){0};
    }
    at += strlen(name);
    const char *end = memchr(at, '"', (size_t)(line.ptr + line.len - at));
    return end ? slice_make(at, (size_t)(end - at)) : (struct slice){0};
}

/* What a group of Graphviz's is in the scene. */
struct group {
    struct slice id, class;
    struct scene_target target;
    bool link; /* it is wrapped in one */
};

/* Graphviz writes a hyphen as a character reference. */
static const uint32_t *find_id(const struct scene *scene, struct slice written)
{
    static const char hyphen[] = "&#45;";
    struct buffer id = {0};
    for (size_t i = 0; i < written.len; i++) {
        bool escaped = slice_starts(slice_sub(written, i, written.len), hyphen);
        buffer_add_byte(&id, escaped ? '-' : written.ptr[i]);
        i += escaped ? sizeof hyphen - 2 : 0;
    }
    const uint32_t *place = map_get(&scene->ids, buffer_slice(&id));
    buffer_release(&id);
    return place;
}

static bool find_group(const struct scene *scene, struct slice line, struct group *group)
{
    static const char begin[] = "<g id=\"";
    struct slice written = slice_starts(line, begin) ? attribute(line, begin) : (struct slice){0};
    const uint32_t *place = written.len > 0 ? find_id(scene, written) : NULL;
    if (!place) {
        return false;
    }
    size_t at = *place / 2;
    *group = *place % 2 == 0
                 ? (struct group){scene->nodes[at].id, scene->nodes[at].class, scene->nodes[at].target, false}
                 : (struct group){scene->edges[at].id, scene->edges[at].class, scene->edges[at].target, false};
    return true;
}

static struct slice first_id(struct slice ids)
{
    const char *space = ids.len > 0 ? memchr(ids.ptr, ' ', ids.len) : NULL;
    return space ? slice_make(ids.ptr, (size_t)(space - ids.ptr)) : ids;
}

/* A fragment of a URL: what is not plain is written as % and two digits. */
static void add_fragment(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                     (byte != 0 && strchr(":.-_~", byte));
        buffer_format(out, plain ? "%c" : "%%%02X", byte);
    }
}

/* `<g id class data-event>`, its link, its title; a text that belongs to no mark stays a plain group. */
static void open_group(struct buffer *out, const struct svg_page *page, struct group *group, struct slice tip)
{
    const struct scene_target *target = &group->target;
    buffer_format(out, "<g id=\"%s%.*s\" class=\"", page->scene->prefix, SLICE_ARG(group->id));
    clean_add_name(out, group->class);
    buffer_add_byte(out, '"');
    if (target->kind) {
        buffer_format(out, " data-%s=\"", target->kind);
        clean_add_xml(out, target->ids);
        buffer_add_byte(out, '"');
    }
    group->link = target->kind && page->link;
    bool mark = (target->kind || tip.len > 0) && !target->label;
    if (target->label) {
        buffer_add_text(out, " aria-hidden=\"true\"");
    } else if (mark && !group->link && target->kind) {
        buffer_add_text(out, " tabindex=\"0\"");
    }
    buffer_add_text(out, ">\n");
    if (group->link) {
        buffer_add_text(out, "<a href=\"");
        clean_add_xml(out, slice_of(page->link));
        buffer_add_byte(out, '#');
        add_fragment(out, first_id(target->ids));
        buffer_format(out, "\"%s>", target->label ? " tabindex=\"-1\"" : "");
    }
    if (tip.len > 0) {
        buffer_format(out, "<title>%.*s</title>\n", SLICE_ARG(tip));
    }
}

/* The group that begins in `line`: its name is dropped, the link that Graphviz makes for a tooltip becomes a title. */
static void add_group(struct slice from, size_t *at, const struct svg_page *page, struct group *group,
                      struct buffer *out)
{
    struct slice next = {0};
    struct slice tip = {0};
    unsigned ends = 1; /* groups and links of Graphviz's that are open */
    size_t ahead = *at;
    if (next_line(from, &ahead, &next) && slice_starts(next, "<title>")) {
        *at = ahead;
        if (next_line(from, &ahead, &next) && (tip = find_tip(next)).len > 0) {
            *at = ahead;
            ends = 3;
        }
    }
    open_group(out, page, group, tip);
    while (ends > 0 && next_line(from, at, &next)) {
        bool end = slice_is(next, "</g>") || (ends > 1 && slice_is(next, "</a>"));
        ends -= end ? 1 : 0;
        if (!end) {
            add_line(page, out, next);
        }
    }
    buffer_add_text(out, group->link ? "</a></g>\n" : "</g>\n");
}

/* How Graphviz names the font, and how a browser should know it. */
static void name_fonts(struct svg_page *page)
{
    struct arena *arena = &page->arena;
    const char *font = page->scene->theme->font;
    page->family = arena_format(arena, "font-family=\"%s\"", font).ptr;
    page->bold = arena_format(arena, "font-family=\"%s Bold\"", font).ptr;
    page->family_web = arena_format(arena, "font-family=\"%s, Arial, Helvetica, sans-serif\"", font).ptr;
    page->bold_web = arena_format(arena, "%s font-weight=\"bold\"", page->family_web).ptr;
}

void svg_post(struct slice from, struct svg_page *page, struct buffer *out)
{
    name_fonts(page);
    struct slice line;
    struct group group;
    size_t at = 0;
    bool root_done = false;
    bool in_root = false;
    while (next_line(from, &at, &line)) {
        if (slice_starts(line, "<!") || slice_starts(line, " \"http") || slice_starts(line, " -->") || in_root) {
            in_root = in_root && !find(line, ">");
        } else if (!root_done && slice_starts(line, "<svg ")) {
            add_root(out, page);
            root_done = true;
            in_root = !find(line, ">");
        } else if (slice_starts(line, "<g id=\"graph0\"")) {
            struct slice rest = slice_sub(line, strlen("<g id=\"graph0\""), line.len);
            buffer_format(out, "<g id=\"%spicture\"%.*s\n", page->scene->prefix, SLICE_ARG(rest));
        } else if (find_group(page->scene, line, &group)) {
            add_group(from, &at, page, &group, out);
        } else if (!slice_starts(line, "<title>")) {
            add_line(page, out, line);
        }
    }
    arena_release(&page->arena);
}
