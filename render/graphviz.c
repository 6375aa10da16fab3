/* The one file that includes Graphviz. */
#include "render/graphviz_p.h"

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/library.h"

enum { PLUGIN_COUNT = 3, NAME_BYTES = 64, PATH_BYTES = 4096 };

/* core writes SVG, pango (by way of cairo) PNG and PDF, neato_layout holds nop2. */
static const char *const PLUGINS[PLUGIN_COUNT] = {"core", "neato_layout", "pango"};

#define GRAPHVIZ_FUNCTIONS(X) \
    X(gvContext)              \
    X(gvContextPlugins)       \
    X(gvFreeContext)          \
    X(gvLayout)               \
    X(gvRenderData)           \
    X(gvFreeRenderData)       \
    X(gvFreeLayout)           \
    X(agseterrf)              \
    X(agerrors)               \
    X(agreseterrors)          \
    X(agsafeset)              \
    X(agmemread)              \
    X(agclose)

struct gvc {
    GRAPHVIZ_FUNCTIONS(LIBRARY_MEMBER)
};

struct graphviz {
    struct gvc gvc;
    GVC_t *context;
    lt_symlist_t plugins[PLUGIN_COUNT + 1];
    char names[PLUGIN_COUNT][NAME_BYTES];
};

/* Messages go nowhere: agerrors() tells whether there were any. */
static int drop_message(char *message)
{
    (void)message;
    return 0;
}

/* Plugins live in a folder beside the library. Opened by hand they work without the config file that the package's
 * installation writes, and only those three are ever loaded. */
static bool load_plugins(struct graphviz *graphviz)
{
    const char *file = library_of((void *)(uintptr_t)graphviz->gvc.gvContext);
    const char *slash = file ? strrchr(file, '/') : NULL;
    if (!slash) {
        return false;
    }
    for (size_t i = 0; i < PLUGIN_COUNT; i++) {
        char path[PATH_BYTES];
        snprintf(path, sizeof path, "%.*s/graphviz/libgvplugin_%s.so.6", (int)(slash - file), file, PLUGINS[i]);
        void *handle = library_open(path, true);
        if (!handle) {
            return false;
        }
        snprintf(graphviz->names[i], NAME_BYTES, "gvplugin_%s_LTX_library", PLUGINS[i]);
        graphviz->plugins[i].name = graphviz->names[i];
        graphviz->plugins[i].address = library_find(handle, graphviz->names[i]);
        if (!graphviz->plugins[i].address) {
            return false;
        }
    }
    return true;
}

static bool open_library(struct gvc *functions)
{
    void *library = library_open("libgvc.so.6", true);
    bool found = true;
    GRAPHVIZ_FUNCTIONS(LIBRARY_FIND)
    return found;
}

struct graphviz *graphviz_open(void)
{
    struct graphviz *graphviz = memory_zero(1, sizeof *graphviz);
    if (!open_library(&graphviz->gvc)) {
        free(graphviz);
        return NULL;
    }
    graphviz->gvc.agseterrf(drop_message);
    graphviz->context =
        load_plugins(graphviz) ? graphviz->gvc.gvContextPlugins(graphviz->plugins, 0) : graphviz->gvc.gvContext();
    if (!graphviz->context) {
        free(graphviz);
        return NULL;
    }
    return graphviz;
}

void graphviz_close(struct graphviz *graphviz)
{
    if (graphviz) {
        graphviz->gvc.gvFreeContext(graphviz->context);
        free(graphviz);
    }
}

static void set_dpi(struct graphviz *graphviz, Agraph_t *graph, unsigned dpi)
{
    char value[16];
    snprintf(value, sizeof value, "%u", dpi);
    graphviz->gvc.agsafeset(graph, (char *)(uintptr_t) "dpi", value, (char *)(uintptr_t) "");
}

static bool draw(struct graphviz *graphviz, Agraph_t *graph, const char *name, struct buffer *out, const char **problem)
{
    if (graphviz->gvc.gvLayout(graphviz->context, graph, "nop2") != 0) {
        *problem = "cannot lay out the graph: is the Graphviz library of the package libgvc6 whole?";
        return false;
    }
    char *bytes = NULL;
    unsigned length = 0;
    bool done = graphviz->gvc.gvRenderData(graphviz->context, graph, name, &bytes, &length) == 0 && bytes &&
                graphviz->gvc.agerrors() < AGERR;
    if (done) {
        buffer_add(out, slice_make(bytes, length));
    } else {
        *problem = "cannot draw the graph: is the Graphviz library of the package libgvc6 whole?";
    }
    graphviz->gvc.gvFreeRenderData(bytes);
    graphviz->gvc.gvFreeLayout(graphviz->context, graph);
    return done;
}

bool graphviz_draw(struct graphviz *graphviz, struct slice dot, enum render_format format, unsigned dpi,
                   struct buffer *out, const char **problem)
{
    static const char *const names[] = {
        [RENDER_SVG] = "svg:svg:core", [RENDER_PDF] = "pdf:cairo:cairo", [RENDER_PNG] = "png:cairo:cairo"};
    graphviz->gvc.agreseterrors();
    Agraph_t *graph = graphviz->gvc.agmemread(dot.ptr);
    if (!graph) {
        *problem = "cannot read the graph back: report this with the dot file";
        return false;
    }
    if (format == RENDER_PNG) {
        set_dpi(graphviz, graph, dpi);
    }
    bool done = draw(graphviz, graph, names[format], out, problem);
    graphviz->gvc.agclose(graph);
    return done;
}
