/* Documents with a blank line after every line: the blank lines that only space are not counted any more. */
#include "ingest/layout_p.h"

void repair_double(struct layout *layout)
{
    size_t lines = 0;  /* gaps between two lines */
    size_t tight = 0;  /* no blank line in the gap */
    size_t broken = 0; /* one blank line, though the sentence goes on after it */
    for (size_t i = 1; i < layout->line_count; i++) {
        const struct line *before = &layout->lines[i - 1];
        const struct line *line = &layout->lines[i];
        bool goes_on = !(before->flags & LINE_TERMINAL) && (line->flags & LINE_LOWER) && !(line->flags & LINE_MARKER);
        lines++;
        tight += line->blanks == 0;
        broken += line->blanks == 1 && goes_on;
    }
    if (lines < 4 || tight * 4 > lines || broken * 4 < lines) {
        return;
    }
    for (size_t i = 1; i < layout->line_count; i++) {
        if (layout->lines[i].blanks > 0) {
            layout->lines[i].blanks--;
        }
    }
}
