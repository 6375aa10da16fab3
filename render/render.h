/* Pictures of a knowledge base: the timeline, the organizations diagram, the partners diagram.
 *
 * Each call lays the picture out once, writes it as one Graphviz graph with every position pinned, and draws all wanted
 * formats from that graph, in a forked child with limits of time and memory: a crash or a hang there is a diagnostic
 * here. The same knowledge base and options give the same bytes. Calls do not share state, but fork: call from one
 * thread. */
#ifndef ANNALS_RENDER_RENDER_H
#define ANNALS_RENDER_RENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "kb/kb.h"
#include "kb/select.h"

enum render_format { RENDER_SVG, RENDER_PDF, RENDER_PNG, RENDER_DOT, RENDER_FORMAT_COUNT };

/* Bits for the `formats` argument. */
#define RENDER_BIT(format) (1u << (format))
#define RENDER_ALL_FORMATS ((1u << RENDER_FORMAT_COUNT) - 1u)

enum render_paper { RENDER_A4, RENDER_A3, RENDER_LETTER };

/* What the lanes of a timeline are. */
enum render_lane {
    RENDER_LANE_CLASS,
    RENDER_LANE_TYPE,
    RENDER_LANE_ORGANIZATION,
    RENDER_LANE_PLACE,
    RENDER_LANE_SERIES
};

/* Colours, shapes, font, sizes, order of lanes, words. Opaque; may be shared by pictures. */
struct render_theme;

/* That of themes/print.yaml, to be changed by files. */
struct render_theme *render_theme_new(void);
void render_theme_free(struct render_theme *theme);
/* Changes what a theme's file names (docs/rendering.md has the keys); nothing is taken back where it fails. Every error
 * of the file is reported; text and marks of too little contrast are warnings. */
enum status render_theme_read(struct render_theme *theme, struct slice bytes, const char *file,
                              struct diagnostics *errors);

/* The organizations diagram as a table of organizations and when, or with whom by what. */
enum render_matrix { RENDER_NO_MATRIX, RENDER_MATRIX_YEAR, RENDER_MATRIX_KIND };

/* Everything the user may choose. Slices are borrowed. Zeroed by render_options_init, which also sets what is not zero.
 */
struct render_options {
    enum render_paper paper;
    bool portrait;             /* else landscape */
    struct select_wish select; /* which events and relations */
    struct slice hub;          /* partners: the hub; empty: the organization with most agreements */
    struct slice ego;          /* organizations: only what is within `depth` steps of this one; empty: all */
    unsigned depth;            /* 1 */
    unsigned top;              /* organizations: at most so many; 0: as many as stay legible */
    enum render_lane lane;
    enum render_matrix matrix;        /* organizations: a table in the place of nodes and lines */
    bool pages;                       /* timeline: as many pages as name every event */
    struct slice title;               /* empty: one is made */
    struct slice subtitle;            /* empty: one is made */
    struct slice caveat;              /* a line of the user's own at the foot */
    const char *link;                 /* SVG: what stands before the # in links from marks, as "report.html"; "": the
                                         page that the picture stands in; NULL: no links */
    unsigned dpi;                     /* of PNG: 144 */
    unsigned seconds;                 /* limit of the child: RENDER_SECONDS */
    size_t memory;                    /* limit of the child in bytes: RENDER_MEMORY */
    const struct render_theme *theme; /* NULL: that of themes/print.yaml */
};

enum { RENDER_SECONDS = 60, RENDER_DPI = 144, RENDER_MAX_DPI = 600 };
#define RENDER_MEMORY ((size_t)2048 * 1024 * 1024)

void render_options_init(struct render_options *options);

/* Names as on the command line; false where there is no such thing. */
bool render_format_parse(struct slice name, enum render_format *format);
bool render_paper_parse(struct slice name, enum render_paper *paper);
bool render_lane_parse(struct slice name, enum render_lane *lane);
bool render_matrix_parse(struct slice name, enum render_matrix *matrix);
const char *render_format_name(enum render_format format);

/* What became of the items. */
struct render_report {
    size_t shown;    /* marks with a label of their own */
    size_t folded;   /* in a counted "+n" or left to the key for want of room */
    size_t undated;  /* have no day to stand at */
    size_t left_out; /* excluded by a filter */
    size_t aside;    /* the documents' own statements, which nobody asked for */
};

/* A picture in the formats that were asked for; the others are empty. Zeroed is empty and valid. */
struct render_result {
    struct buffer bytes[RENDER_FORMAT_COUNT];      /* of the first page; PDF has all pages */
    struct buffer (*further)[RENDER_FORMAT_COUNT]; /* of the pages after it, without PDF */
    size_t page_count;                             /* 1 unless options.pages asked for more */
    struct render_report report;
};

void render_result_release(struct render_result *result);

enum render_picture { RENDER_TIMELINE, RENDER_ORGANIZATIONS, RENDER_PARTNERS, RENDER_PICTURE_COUNT };

/* One picture among several that are drawn at the same time. */
struct render_request {
    enum render_picture picture;
    const struct render_options *options;
    unsigned formats;
    struct render_result result; /* out: to be released by the caller */
    enum status status;          /* out */
};

/* Draws all of them, each in a child of its own, all children at once. Diagnostics come in the order of requests.
 * Returns the worst status; what failed leaves the others whole. */
enum status render_many(const struct kb *kb, struct render_request *requests, size_t count, struct diagnostics *errors);

/* Fail (nothing in result) where the renderer crashes, hangs, or runs out of memory, or an option names what is not
 * there: STATUS_USAGE with a diagnostic. An empty knowledge base is no failure: the picture says that there is nothing
 * to show. */
enum status render_timeline(const struct kb *kb, const struct render_options *options, unsigned formats,
                            struct render_result *result, struct diagnostics *errors);
enum status render_network(const struct kb *kb, const struct render_options *options, unsigned formats,
                           struct render_result *result, struct diagnostics *errors);
enum status render_partners(const struct kb *kb, const struct render_options *options, unsigned formats,
                            struct render_result *result, struct diagnostics *errors);

#endif
