/* Looking up what a wish names. */
#ifndef ANNALS_KB_SELECT_P_H
#define ANNALS_KB_SELECT_P_H

#include "kb/select.h"

/* Fills values, bodies, places and documents of the selection; false with a problem. */
bool select_look_up(struct selection *selection, struct arena *arena, struct buffer *problem);

#endif
