/* How wide text is, as Pango lays it out: the same library that draws it later. Not for sharing between threads. */
#ifndef ANNALS_RENDER_MEASURE_P_H
#define ANNALS_RENDER_MEASURE_P_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/slice.h"

/* Family of all text where a theme names no other. Its widths are those of Arial, so that SVG holds in browsers without
 * it. */
#define MEASURE_FONT "Liberation Sans"

struct measure;

/* family as a theme names it: borrowed. NULL where Pango is not installed. */
struct measure *measure_new(const char *family);
void measure_free(struct measure *measure);

/* Width in points of one line. */
double measure_line(struct measure *measure, struct slice text, double size, bool bold);
/* Height in points of one line: what Graphviz will take. */
double measure_height(double size);

struct measure_style {
    double size;
    bool bold;
    double width;     /* at most so wide */
    size_t max_lines; /* at most so many; what is over is cut before a word and ends with "…" */
};

struct measure_lines {
    struct slice *lines;
    size_t count;
    double width; /* of the widest */
    bool cut;
};

/* Wraps clean text between words. A word wider than the line is cut between characters: there is nowhere else. */
void measure_wrap(struct measure *measure, struct slice text, struct measure_style style, struct arena *arena,
                  struct measure_lines *out);

#endif
