#include "render/selected_p.h"

#include "render/when_p.h"

void selected_add(const struct selection *selection, const struct render_words *words, struct arena *arena,
                  struct buffer *out)
{
    struct kb_words shared = when_words(words);
    select_text(selection, &shared, arena, out);
}
