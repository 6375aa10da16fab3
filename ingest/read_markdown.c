/* Markdown: plain text, and quoted lines, underscores and escapes besides. */
#include "ingest/read_p.h"

enum status read_markdown(struct document *document, const char *file, const struct read_words *words,
                          struct arena *arena, struct diagnostics *errors)
{
    return read_lines(document, file, words, true, arena, errors);
}
