/* Graphviz, kept in one file. It leaks, is not thread-safe and can crash: call from a child process only (child_p.h).
 */
#ifndef ANNALS_RENDER_GRAPHVIZ_P_H
#define ANNALS_RENDER_GRAPHVIZ_P_H

#include "render/render.h"

struct graphviz;

/* NULL where the library or its plugins are not installed. */
struct graphviz *graphviz_open(void);
void graphviz_close(struct graphviz *graphviz);

/* Draws a DOT text as SVG, PDF or PNG and appends it to out. dpi is for PNG. On failure *problem says what failed. */
bool graphviz_draw(struct graphviz *graphviz, struct slice dot, enum render_format format, unsigned dpi,
                   struct buffer *out, const char **problem);

#endif
