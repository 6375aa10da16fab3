/* What a line begins with: bullets, list numbers, footnote numbers. */
#ifndef ANNALS_BASE_MARKER_H
#define ANNALS_BASE_MARKER_H

#include <stddef.h>

#include "base/slice.h"

/* A list marker. Items of one list have the same kind. */
struct marker {
    size_t len; /* bytes, the white space after it included; 0 where there is none */
    int number; /* of "3." and the like, else -1 */
    int kind;   /* the bullet's first byte, or a number for each way of numbering */
};

/* The marker that text begins with: a bullet, "3.", "3)", "(3)", "(a)", "a)", "(iv)", "A." and white space after it. */
struct marker marker_of(struct slice text);
/* The length of a footnote's number ("54 ") or sign ("* ") before a capital or a quotation mark, or 0. */
size_t marker_of_note(struct slice text);

#endif
