#include "extract/explain.h"

#include <stdlib.h>

#include "extract/harvest_p.h"

static void print_span(const struct scratch *scratch, const struct typed_span *span, FILE *out)
{
    const struct program *program = scratch->program;
    struct slice quote = line_quote(scratch, span->begin, span->end);
    struct slice type = program->types[span->type].name;
    fprintf(out, "    %-14.*s “%.*s”", SLICE_ARG(type), SLICE_ARG(quote));
    if (span->rule > 0) {
        fprintf(out, "  [%.*s]", SLICE_ARG(program->rules[span->rule - 1].name));
    } else {
        fputs(span->definition != NULL ? "  [defined in the document]" : "  [table]", out);
    }
    if (span->canonical.len > 0 && !slice_equal(span->canonical, quote)) {
        fprintf(out, "  = %.*s", SLICE_ARG(span->canonical));
    }
    if (span->within.len > 0) {
        fprintf(out, "  within %.*s", SLICE_ARG(span->within));
    }
    if (span->kind.len > 0) {
        fprintf(out, "  type %.*s", SLICE_ARG(span->kind));
    }
    if (span->ordinal != TIME_UNSET) {
        fprintf(out, "  ordinal %d", span->ordinal);
    }
    if (span->time != NULL) {
        struct buffer value = {0};
        struct json json;
        json_init(&json, &value, true);
        time_value_write(&json, span->time);
        fprintf(out, "  %.*s", SLICE_ARG(buffer_slice(&value)));
        buffer_release(&value);
    }
    fputc('\n', out);
}

static int by_place(const void *a, const void *b)
{
    const struct typed_span *p = a, *q = b;
    if (p->begin != q->begin) {
        return p->begin < q->begin ? -1 : 1;
    }
    return p->end != q->end ? (p->end > q->end ? -1 : 1) : (p->type > q->type) - (p->type < q->type);
}

void explain_line(const struct scratch *scratch, FILE *out)
{
    const struct line *line = &scratch->line;
    struct slice sentence =
        document_quote(line->text->document, line->text->sentences[line->sentence].span, scratch->arena);
    fprintf(out, "%.*s\n", SLICE_ARG(sentence));
    struct typed_span *spans = arena_alloc_array(scratch->arena, line->span_count + 1, sizeof *spans);
    if (line->span_count > 0) {
        memcpy(spans, line->spans, line->span_count * sizeof *spans);
        qsort(spans, line->span_count, sizeof *spans, by_place);
    }
    for (size_t i = 0; i < line->span_count; i++) {
        if (!spans[i].gone) {
            print_span(scratch, &spans[i], out);
        }
    }
}

static const char *status_word(enum event_status status)
{
    static const char *const words[] = {"", " occurred", " planned", " postponed", " cancelled"};
    return words[status];
}

void explain_mentions(const struct mention_set *set, size_t first_event, size_t first_relation, FILE *out)
{
    for (size_t i = first_event; i < set->event_count; i++) {
        const struct event_mention *event = &set->events[i];
        fprintf(out, "    => %.*s%s “%.*s” [%.*s]", SLICE_ARG(event->class), status_word(event->status),
                SLICE_ARG(event->title), SLICE_ARG(event->rule));
        if (event->has_date && event->date == DATING_DOCUMENT) {
            fputs(" date of the document", out);
        } else if (event->has_date) {
            fprintf(out, " date “%.*s” (scope %d)", SLICE_ARG(set->times[event->date].at.quote), (int)event->scope);
        }
        for (size_t f = 0; f < event->filler_count; f++) {
            fprintf(out, " %.*s: %.*s;", SLICE_ARG(event->fillers[f].role),
                    SLICE_ARG(set->names[event->fillers[f].name].name));
        }
        fputc('\n', out);
    }
    for (size_t i = first_relation; i < set->relation_count; i++) {
        const struct relation_mention *relation = &set->relations[i];
        fprintf(out, "    => relation %.*s: %.*s, %.*s [%.*s]\n", SLICE_ARG(relation->type),
                SLICE_ARG(set->names[relation->source].name), SLICE_ARG(set->names[relation->target].name),
                SLICE_ARG(relation->rule));
    }
}

void extract_explain(const struct program *program, const struct document *document, FILE *out)
{
    struct scratch *scratch = scratch_new(program);
    struct mention_set set;
    scratch->explain = out;
    extract_document(program, scratch, document, EXTRACT_ALL, &set);
    const struct document_facts *facts = &set.facts;
    fprintf(out, "document: title “%.*s” author “%.*s” organization “%.*s” occasion “%.*s” date “%.*s”\n",
            SLICE_ARG(facts->title), SLICE_ARG(facts->author), SLICE_ARG(facts->author_organization),
            SLICE_ARG(facts->occasion), facts->date == UINT32_MAX ? 0 : (int)set.times[facts->date].at.quote.len,
            facts->date == UINT32_MAX ? "" : set.times[facts->date].at.quote.ptr);
    mention_set_release(&set);
    scratch_free(scratch);
}
