/* The author that the metadata names, read as a name is read in a text: a state or a body that no sentence names is
 * known all the same, and "we" can stand for it. */
#include "extract/harvest_p.h"

/* The state or body that the whole line is the name of, or NULL. */
static const struct typed_span *name_of_line(const struct line *line)
{
    for (size_t i = 0; i < line->span_count; i++) {
        const struct typed_span *span = &line->spans[i];
        struct slice entity = line->program->types[span->type].entity;
        if (!span->gone && span->begin == 0 && span->end == line->count &&
            (slice_is(entity, "state") || (slice_is(entity, "organization") && span->means.len == 0))) {
            return span;
        }
    }
    return NULL;
}

static void add_author(struct harvest *harvest, const struct typed_span *span)
{
    uint32_t index = harvest_name(harvest, span->begin, span->end, span, "organization", (struct slice){0});
    struct name_mention *name = &harvest->set->names[index];
    name->name = name->canonical.len > 0 ? name->canonical : name->name;
    name->at = (struct evidence){.quote = name->name}; /* it stands nowhere in the document */
}

void harvest_given_author(struct harvest *harvest)
{
    struct slice author = harvest->document->given_author;
    struct scratch *scratch = harvest->scratch;
    if (author.len == 0) {
        return;
    }
    struct piece piece = {0, 0, author.len};
    struct document card = {.source = author, .text = author, .pieces = &piece, .piece_count = 1};
    struct text text = {0};
    text_cut_as(&text, &card, &harvest->program->text_words, BLOCK_PARAGRAPH, &scratch->document_arena);
    if (text.sentence_count != 1) {
        return;
    }
    struct harvest reading = *harvest;
    reading.document = &card;
    reading.text = &text;
    harvest_index_characters(&reading);
    line_open(scratch, &text, 0, NULL);
    line_fill(scratch, NULL);
    layers_run(scratch, 0, harvest->program->define_layer);
    const struct typed_span *span = name_of_line(&scratch->line);
    if (span != NULL) {
        add_author(&reading, span);
    }
    harvest->name_capacity = reading.name_capacity;
}
