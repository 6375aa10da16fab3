#include "cli/explain.h"

static struct slice or_table(struct slice rule)
{
    return rule.len > 0 ? rule : slice_of("table");
}

const struct probe_match *explain_find(const struct asked *asked, size_t sentence, struct slice rule,
                                       struct span mention)
{
    int32_t i = rule.len > 0 ? asked->matches.first[sentence] : ASKED_NONE;
    for (; i != ASKED_NONE; i = asked->matches.next[i]) {
        const struct probe_match *match = &asked->probe.matches[i];
        if (match->fate == PROBE_WON && slice_equal(match->rule_name, rule) && match->mention.begin == mention.begin &&
            match->mention.end == mention.end) {
            return match;
        }
    }
    return NULL;
}

/* --- pieces --- */

static void print_place(const struct place *place, FILE *out)
{
    if (place->file != NULL) {
        fprintf(out, " (%s:%u:%u)", place->file, place->line, place->column);
    }
}

void explain_fate_text(const struct probe_match *match, FILE *out)
{
    fputs(probe_fate_text(match->fate), out);
    if (match->pattern.len > 0) {
        fprintf(out, ": `%.*s`", SLICE_ARG(match->pattern));
        print_place(&match->place, out);
    }
    if (match->other_quote.len > 0) {
        fprintf(out, "%s “%.*s”", match->pattern.len > 0 ? ", here" : ":", SLICE_ARG(match->other_quote));
        if (match->pattern.len == 0) {
            fprintf(out, " [%.*s]", SLICE_ARG(or_table(match->other_rule)));
        }
    }
}

static void print_parts(const struct probe_match *match, FILE *out)
{
    for (size_t i = 0; match != NULL && i < match->part_count; i++) {
        const struct probe_part *part = &match->parts[i];
        fprintf(out, "      %.*s: “%.*s”", SLICE_ARG(part->name), SLICE_ARG(part->quote));
        if (part->type.len > 0) {
            fprintf(out, "  %.*s [%.*s]", SLICE_ARG(part->type), SLICE_ARG(or_table(part->rule)));
        }
        if (part->value.len > 0) {
            fprintf(out, "  = %.*s", SLICE_ARG(part->value));
        }
        fputc('\n', out);
    }
}

void explain_time_text(const struct asked *asked, uint32_t time, FILE *out)
{
    const struct resolved_time *resolved = &asked->times[time];
    struct buffer value = {0};
    struct json json;
    json_init(&json, &value, true);
    time_value_write(&json, &asked->set.times[time].value);
    fprintf(out, "%.*s", SLICE_ARG(buffer_slice(&value)));
    buffer_release(&value);
    struct slice anchor = resolved->date.anchor, edtf = resolved->date.edtf;
    if (anchor.len > 0 && !slice_equal(anchor, edtf)) {
        fprintf(out, ", seen from %.*s", SLICE_ARG(anchor));
    }
    struct slice made = edtf.len > 0 ? edtf : resolved->timex_value;
    if (made.len > 0) {
        fprintf(out, " → %.*s", SLICE_ARG(made));
    } else {
        fputs(" → no days: nothing to count from", out);
    }
    if (resolved->date.reason.len > 0) {
        fprintf(out, " (%.*s)", SLICE_ARG(resolved->date.reason));
    }
}

static void print_named(const char *name, struct slice text, FILE *out)
{
    if (text.len > 0) {
        fprintf(out, "  %s %.*s", name, SLICE_ARG(text));
    }
}

static void print_span(const struct asked *asked, const struct seen_span *span, FILE *out)
{
    fprintf(out, "    %.*s “%.*s” [%.*s]", SLICE_ARG(span->type), SLICE_ARG(span->quote),
            SLICE_ARG(or_table(span->rule)));
    if (span->canonical.len > 0 && !slice_equal(span->canonical, span->quote)) {
        fprintf(out, "  = %.*s", SLICE_ARG(span->canonical));
    }
    print_named("within", span->within, out);
    print_named("type", span->kind, out);
    print_named("means", span->means, out);
    if (span->has_number) {
        fprintf(out, "  = %lld", (long long)span->number);
    }
    fputc('\n', out);
    print_parts(explain_find(asked, span->sentence, span->rule, span->at), out);
    if (span->time != UINT32_MAX) {
        fputs("      ", out);
        explain_time_text(asked, span->time, out);
        fputc('\n', out);
    }
}

static void print_filler(const struct asked *asked, const struct filler *filler, FILE *out)
{
    const struct name_mention *name = &asked->set.names[filler->name];
    fprintf(out, "      role %.*s: %.*s", SLICE_ARG(filler->role), SLICE_ARG(name->at.quote));
    if (name->canonical.len > 0 && !slice_equal(name->canonical, name->at.quote)) {
        fprintf(out, " = %.*s", SLICE_ARG(name->canonical));
    }
    fputc('\n', out);
}

static void print_event(const struct asked *asked, size_t sentence, const struct event_mention *event, FILE *out)
{
    const struct probe_match *match = explain_find(asked, sentence, event->rule, event->at.text);
    const char *status = asked_status_name(event->status);
    struct resolved_time days;
    fprintf(out, "    => %.*s “%.*s” [%.*s]%s%s\n", SLICE_ARG(event->class), SLICE_ARG(event->title),
            SLICE_ARG(event->rule), status[0] != '\0' ? "  " : "", status);
    print_parts(match, out);
    for (size_t i = 0; i < event->filler_count; i++) {
        print_filler(asked, &event->fillers[i], out);
    }
    for (size_t i = 0; i < event->attribute_count; i++) {
        fprintf(out, "      %.*s = %.*s\n", SLICE_ARG(event->attributes[i].key), SLICE_ARG(event->attributes[i].value));
    }
    if (event->has_date) {
        fprintf(out, "      date by %s: “%.*s” ", asked_scope_name(event->scope),
                SLICE_ARG(asked->set.times[event->date].at.quote));
        explain_time_text(asked, event->date, out);
        fputc('\n', out);
    } else if (dates_of_event(&asked->set, event, &asked->anchor, asked->times, &days)) {
        fprintf(out, "      date by %s, which is given: %.*s\n", asked_scope_name(event->scope),
                SLICE_ARG(days.date.edtf));
    } else {
        fputs("      no date", out);
        for (size_t i = 0; match != NULL && i < match->scope_count; i++) {
            fprintf(out, "%s%s", i == 0 ? "; looked in " : ", ", asked_scope_name(match->scopes[i]));
        }
        fputc('\n', out);
    }
}

static void print_relation(const struct asked *asked, size_t sentence, const struct relation_mention *relation,
                           FILE *out)
{
    fprintf(out, "    => %.*s: %.*s, %.*s [%.*s]\n", SLICE_ARG(relation->type),
            SLICE_ARG(asked->set.names[relation->source].name), SLICE_ARG(asked->set.names[relation->target].name),
            SLICE_ARG(relation->rule));
    if (relation->event == UINT32_MAX) {
        print_parts(explain_find(asked, sentence, relation->rule, relation->at.text), out);
    }
}

/* --- a sentence --- */

static void print_definitions(const struct asked *asked, size_t sentence, FILE *out)
{
    static const char *const words[] = {[EXAMPLE_DEFINITION] = "definition", [EXAMPLE_DOCUMENT] = "of the document"};
    for (int32_t i = asked->matches.first[sentence]; i != ASKED_NONE; i = asked->matches.next[i]) {
        const struct probe_match *match = &asked->probe.matches[i];
        bool shown = match->kind == EXAMPLE_DEFINITION || match->kind == EXAMPLE_DOCUMENT;
        if (shown && match->fate == PROBE_WON && asked_wants(asked, match->rule_name)) {
            fprintf(out, "    => %s “%.*s” [%.*s]\n", words[match->kind], SLICE_ARG(match->quote),
                    SLICE_ARG(match->rule_name));
            print_parts(match, out);
        }
    }
}

static void print_lost(const struct asked *asked, size_t sentence, FILE *out)
{
    bool any = false;
    for (int32_t i = asked->matches.first[sentence]; i != ASKED_NONE; i = asked->matches.next[i]) {
        const struct probe_match *match = &asked->probe.matches[i];
        if (match->fate != PROBE_WON && asked_wants(asked, match->rule_name)) {
            fputs(any ? "" : "    lost:\n", out);
            any = true;
            fprintf(out, "      %.*s “%.*s” [%.*s]: ", SLICE_ARG(match->yields), SLICE_ARG(match->quote),
                    SLICE_ARG(or_table(match->rule_name)));
            explain_fate_text(match, out);
            fputc('\n', out);
        }
    }
}

static void print_sentence(const struct asked *asked, size_t sentence, FILE *out)
{
    const struct seen *seen = &asked->seen;
    fprintf(out, "%.*s  (%s)\n", SLICE_ARG(seen->sentences[sentence].text),
            asked_block_name(seen->sentences[sentence].block));
    for (int32_t i = asked->spans.first[sentence]; i != ASKED_NONE; i = asked->spans.next[i]) {
        if (asked_wants(asked, seen->spans[i].rule)) {
            print_span(asked, &seen->spans[i], out);
        }
    }
    print_definitions(asked, sentence, out);
    for (int32_t i = asked->events.first[sentence]; i != ASKED_NONE; i = asked->events.next[i]) {
        if (asked_wants(asked, asked->set.events[i].rule)) {
            print_event(asked, sentence, &asked->set.events[i], out);
        }
    }
    for (int32_t i = asked->relations.first[sentence]; i != ASKED_NONE; i = asked->relations.next[i]) {
        if (asked_wants(asked, asked->set.relations[i].rule)) {
            print_relation(asked, sentence, &asked->set.relations[i], out);
        }
    }
    print_lost(asked, sentence, out);
}

static void begin_text(struct asked *asked, void *out)
{
    (void)asked;
    (void)out;
}

static void tell_text(struct asked *asked, void *out)
{
    print_sentence(asked, 0, out);
}

void explain_text(struct asked *asked, const struct program *program, FILE *out)
{
    const struct document_facts *facts = &asked->set.facts;
    asked_tell(asked, program, &(struct asked_teller){begin_text, tell_text, out});
    fputs("document:", out);
    print_named("title", facts->title, out);
    print_named("author", facts->author, out);
    print_named("organization", facts->author_organization, out);
    print_named("occasion", facts->occasion, out);
    if (asked->anchor.known) {
        fprintf(out, "  date %.*s (%.*s)", SLICE_ARG(asked->anchor.edtf), SLICE_ARG(asked->anchor.basis));
    } else {
        fputs("  no date; --date gives one", out);
    }
    fputc('\n', out);
}
