/* Plain text. The marks of Markdown are taken out here as well: what is saved as text often holds them. */
#include "ingest/read_p.h"

enum status read_text(struct document *document, const char *file, const struct read_words *words, struct arena *arena,
                      struct diagnostics *errors)
{
    return read_lines(document, file, words, false, arena, errors);
}
