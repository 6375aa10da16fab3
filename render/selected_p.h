/* What was asked for, in words, for the line under a title. */
#ifndef ANNALS_RENDER_SELECTED_P_H
#define ANNALS_RENDER_SELECTED_P_H

#include "base/buffer.h"
#include "kb/select.h"
#include "render/words.h"

/* " · with African Union · from 1 Jan 2018 · agreement, visit"; nothing where nothing was asked for. */
void selected_add(const struct selection *selection, const struct render_words *words, struct arena *arena,
                  struct buffer *out);

#endif
