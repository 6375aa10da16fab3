/* The one file that includes Pango. */
#include "render/measure_p.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "base/library.h"
#include "base/map.h"
#include "base/utf8.h"

enum { MAX_CACHED = 200000, MAX_SIZES = 8 };

static const double DOTS = 96.0; /* what Graphviz sets its font map to */
static const double POINTS = 72.0;
static const double SLACK = 1.0; /* kerning across words and rounding */

#define PANGO_FUNCTIONS(X)                   \
    X(pango_cairo_font_map_new)              \
    X(pango_cairo_font_map_set_resolution)   \
    X(pango_font_map_create_context)         \
    X(cairo_font_options_create)             \
    X(cairo_font_options_set_antialias)      \
    X(cairo_font_options_set_hint_style)     \
    X(cairo_font_options_set_hint_metrics)   \
    X(cairo_font_options_set_subpixel_order) \
    X(pango_cairo_context_set_font_options)  \
    X(cairo_font_options_destroy)            \
    X(pango_layout_new)                      \
    X(g_object_unref)                        \
    X(pango_font_description_new)            \
    X(pango_font_description_set_family)     \
    X(pango_font_description_set_weight)     \
    X(pango_font_description_set_size)       \
    X(pango_layout_set_font_description)     \
    X(pango_font_description_free)           \
    X(pango_layout_set_text)                 \
    X(pango_layout_get_extents)

struct pango {
    PANGO_FUNCTIONS(LIBRARY_MEMBER)
};

struct measure {
    struct pango pango;
    const char *family;
    PangoFontMap *fonts;
    PangoContext *context;
    PangoLayout *layout;
    struct arena arena; /* keys of the cache */
    struct cache {
        double size;
        bool bold;
        struct map words; /* width in 1/1024 point */
    } caches[MAX_SIZES];  /* by size, as the boxes drawn for missing characters do not grow with it */
    size_t cache_count;
};

static bool open_pango(struct pango *functions)
{
    void *library = library_open("libpangocairo-1.0.so.0", true);
    bool found = true;
    PANGO_FUNCTIONS(LIBRARY_FIND)
    return found;
}

struct measure *measure_new(const char *family)
{
    struct measure *measure = memory_zero(1, sizeof *measure);
    if (!open_pango(&measure->pango)) {
        free(measure);
        return NULL;
    }
    measure->family = family;
    measure->fonts = measure->pango.pango_cairo_font_map_new();
    measure->pango.pango_cairo_font_map_set_resolution((PangoCairoFontMap *)measure->fonts, DOTS);
    measure->context = measure->pango.pango_font_map_create_context(measure->fonts);
    cairo_font_options_t *options = measure->pango.cairo_font_options_create();
    /* as Graphviz sets them: widths are whole dots, boxes for missing characters are wide */
    measure->pango.cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    measure->pango.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_FULL);
    measure->pango.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON);
    measure->pango.cairo_font_options_set_subpixel_order(options, CAIRO_SUBPIXEL_ORDER_BGR);
    measure->pango.pango_cairo_context_set_font_options(measure->context, options);
    measure->pango.cairo_font_options_destroy(options);
    measure->layout = measure->pango.pango_layout_new(measure->context);
    return measure;
}

void measure_free(struct measure *measure)
{
    if (!measure) {
        return;
    }
    for (size_t i = 0; i < measure->cache_count; i++) {
        map_release(&measure->caches[i].words);
    }
    arena_release(&measure->arena);
    measure->pango.g_object_unref(measure->layout);
    measure->pango.g_object_unref(measure->context);
    measure->pango.g_object_unref(measure->fonts);
    free(measure);
}

static double lay_out(struct measure *measure, struct slice text, double size, bool bold)
{
    PangoFontDescription *font = measure->pango.pango_font_description_new();
    measure->pango.pango_font_description_set_family(font, measure->family);
    measure->pango.pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    measure->pango.pango_font_description_set_size(font, (gint)(size * PANGO_SCALE));
    measure->pango.pango_layout_set_font_description(measure->layout, font);
    measure->pango.pango_font_description_free(font);
    measure->pango.pango_layout_set_text(measure->layout, text.ptr, (int)text.len);
    PangoRectangle logical;
    measure->pango.pango_layout_get_extents(measure->layout, NULL, &logical);
    return (double)logical.width / PANGO_SCALE * (POINTS / DOTS);
}

double measure_line(struct measure *measure, struct slice text, double size, bool bold)
{
    return text.len == 0 ? 0.0 : lay_out(measure, text, size, bold);
}

double measure_height(double size)
{
    return size * 1.2;
}

/* NULL where there are too many sizes already. */
static struct map *find_cache(struct measure *measure, double size, bool bold)
{
    for (size_t i = 0; i < measure->cache_count; i++) {
        if (fabs(measure->caches[i].size - size) < 1e-9 && measure->caches[i].bold == bold) {
            return &measure->caches[i].words;
        }
    }
    if (measure->cache_count == MAX_SIZES) {
        return NULL;
    }
    struct cache *cache = &measure->caches[measure->cache_count++];
    cache->size = size;
    cache->bold = bold;
    return &cache->words;
}

static double word_width(struct measure *measure, struct slice word, double size, bool bold)
{
    const double units = 1024.0;
    struct map *cache = find_cache(measure, size, bold);
    const uint32_t *known = cache ? map_get(cache, word) : NULL;
    if (known) {
        return (double)*known / units;
    }
    double width = word.len > 0 ? lay_out(measure, word, size, bold) : 0.0;
    if (cache && cache->count < MAX_CACHED) {
        map_put(cache, arena_copy(&measure->arena, word), (uint32_t)(width * units + 0.5), NULL);
    }
    return width;
}

/* Scripts without spaces between words may break anywhere. */
static bool is_ideograph(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* The next unit that is not parted: a word, or one ideograph. Sets *space where white space stands before it. */
static struct slice next_unit(struct slice text, size_t *at, bool *space)
{
    size_t begin = *at;
    *space = begin < text.len && text.ptr[begin] == ' ';
    if (*space) {
        begin++;
    }
    size_t end = begin;
    while (end < text.len && text.ptr[end] != ' ') {
        size_t next;
        bool ideograph = is_ideograph(utf8_decode(text, end, &next));
        if (ideograph && end > begin) {
            break;
        }
        end = next;
        if (ideograph) {
            break;
        }
    }
    *at = end;
    return slice_sub(text, begin, end);
}

/* Width of a line as the sum of its words: what wrapping needs, without laying the line out. */
static double sum_width(struct measure *measure, struct slice line, double size, bool bold)
{
    double width = 0.0;
    double space_width = word_width(measure, slice_of(" "), size, bold);
    for (size_t at = 0; at < line.len;) {
        bool space;
        struct slice unit = next_unit(line, &at, &space);
        width += (space ? space_width : 0.0) + word_width(measure, unit, size, bold);
    }
    return width;
}

/* The end of the longest beginning of word that fits (at least one character). */
static size_t fit_prefix(struct measure *measure, struct slice word, double size, bool bold, double room)
{
    size_t fits = 0;
    size_t at = 0;
    double width = 0.0;
    while (at < word.len) {
        size_t next;
        utf8_decode(word, at, &next);
        width += word_width(measure, slice_sub(word, at, next), size, bold);
        if (fits > 0 && width > room) {
            break;
        }
        at = next;
        fits = next;
    }
    return fits;
}

static const char ELLIPSIS[] = "\xE2\x80\xA6";

/* line without its last unit after space or, where it has one alone, whole; then "…". */
static struct slice shorten(struct measure *measure, struct slice line, struct measure_style style, struct arena *arena)
{
    double dots = word_width(measure, slice_of(ELLIPSIS), style.size, style.bold);
    while (sum_width(measure, line, style.size, style.bold) + dots > style.width) {
        size_t cut = line.len;
        while (cut > 0 && line.ptr[cut - 1] != ' ') {
            cut--;
        }
        if (cut == 0) {
            cut = fit_prefix(measure, line, style.size, style.bold, style.width - dots);
            return arena_format(arena, "%.*s%s", (int)cut, line.ptr, ELLIPSIS);
        }
        line.len = cut - 1;
    }
    while (line.len > 0 && strchr(" ,;:(-", line.ptr[line.len - 1])) {
        line.len--;
    }
    return arena_format(arena, "%.*s%s", SLICE_ARG(line), ELLIPSIS);
}

/* Takes from text[*at] one line of at most style.width. */
static struct slice take_line(struct measure *measure, struct slice text, size_t *at, struct measure_style style)
{
    double space_width = word_width(measure, slice_of(" "), style.size, style.bold);
    double width = 0.0;
    size_t begin = *at < text.len && text.ptr[*at] == ' ' ? *at + 1 : *at;
    size_t end = begin;
    while (end < text.len) {
        size_t next = end;
        bool space;
        struct slice unit = next_unit(text, &next, &space);
        double more = word_width(measure, unit, style.size, style.bold) + (space ? space_width : 0.0);
        if (width + more > style.width) {
            if (end == begin) {
                end += fit_prefix(measure, unit, style.size, style.bold, style.width);
            }
            break;
        }
        width += more;
        end = next;
    }
    *at = end;
    return slice_sub(text, begin, end);
}

void measure_wrap(struct measure *measure, struct slice text, struct measure_style style, struct arena *arena,
                  struct measure_lines *out)
{
    *out = (struct measure_lines){0};
    out->lines = arena_alloc_array(arena, style.max_lines, sizeof *out->lines);
    size_t at = 0;
    while (at < text.len && out->count < style.max_lines) {
        struct slice line = take_line(measure, text, &at, style);
        if (out->count + 1 == style.max_lines && at < text.len) {
            line = shorten(measure, line, style, arena);
            out->cut = true;
        }
        out->lines[out->count++] = line;
        double width = sum_width(measure, line, style.size, style.bold) + SLACK;
        out->width = width > out->width ? width : out->width;
    }
}
