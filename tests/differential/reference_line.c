/* The sentence before patterns are tried: paired marks, asides, words with hyphens, names that are never cut. */
#include <stdio.h>
#include <string.h>

#include "reference_p.h"

enum { MAX_ASIDE_COMMA = 14, MAX_ASIDE_DASH = 40 };

bool ref_is_mark(const char *token)
{
    return !ref_is_word(token) && !ref_is_number(token);
}

bool ref_token_is(const struct ref_line *line, int at, const char *text)
{
    return at >= 0 && at < line->text->count && strcmp(line->text->tokens[at].text, text) == 0;
}

/* Straight quotation marks open and close in turn; a bracket or mark that closes drops what was opened within. */
static void find_partners(struct ref_line *line)
{
    int open[REF_MAX_TOKENS], depth = 0;
    for (int at = 0; at < line->text->count; at++) {
        char c = line->text->tokens[at].text[0];
        line->partner[at] = -1;
        if (c != '(' && c != ')' && c != '"') {
            continue;
        }
        char opener = c == ')' ? '(' : c;
        int found = depth - 1;
        while (c != '(' && found >= 0 && line->text->tokens[open[found]].text[0] != opener) {
            found--;
        }
        if (c != '(' && found >= 0) {
            line->partner[at] = open[found];
            line->partner[open[found]] = at;
            depth = found;
        } else if (c != ')') {
            open[depth++] = at;
        }
    }
}

static void find_asides(struct ref_line *line)
{
    int comma = -1, dash = -1;
    for (int at = 0; at < line->text->count; at++) {
        if (ref_token_is(line, at, "(") && line->partner[at] >= 0) {
            line->aside[at] = line->partner[at] + 1;
        } else if (ref_token_is(line, at, ",")) {
            if (comma >= 0 && at - comma <= MAX_ASIDE_COMMA) {
                line->aside[comma] = at + 1;
            }
            comma = at;
        } else if (ref_token_is(line, at, "-") && !line->text->tokens[at].glued) {
            bool closes = dash >= 0 && at - dash <= MAX_ASIDE_DASH;
            if (closes) {
                line->aside[dash] = at + 1;
            }
            dash = closes ? -1 : at;
        }
    }
}

/* oak-elm is one word, 3-5 is none. */
static void find_compounds(struct ref_line *line)
{
    const struct ref_token *tokens = line->text->tokens;
    for (int at = 0; at < line->text->count; at++) {
        int end = at + 1;
        while (!ref_is_mark(tokens[at].text) && end + 1 < line->text->count && ref_token_is(line, end, "-") &&
               tokens[end].glued && tokens[end + 1].glued && !ref_is_mark(tokens[end + 1].text) &&
               !(ref_is_number(tokens[end - 1].text) && ref_is_number(tokens[end + 1].text))) {
            end += 2;
        }
        if (end > at + 1) {
            line->compound[at] = end;
            at = end - 1;
        }
    }
}

void ref_line_begin(struct ref_line *line, const struct reference *reference, const struct ref_text *text,
                    struct ref_result *result)
{
    memset(line, 0, sizeof *line);
    line->reference = reference;
    line->text = text;
    line->result = result;
    line->centre_end = -1;
    result->span_count = result->event_count = 0;
    result->tired = false;
    find_partners(line);
    find_asides(line);
    find_compounds(line);
}

bool ref_compound_across(const struct ref_line *line, int at)
{
    bool glued = at > 0 && at < line->text->count && line->text->tokens[at].glued;
    return glued && (ref_token_is(line, at, "-") || ref_token_is(line, at - 1, "-"));
}

static bool is_opaque(const struct ref_line *line, const struct ref_span *span)
{
    return line->reference->opaque[line->reference->family[span->type]];
}

bool ref_inside(const struct ref_line *line, int at)
{
    for (int i = 0; i < line->result->span_count; i++) {
        const struct ref_span *span = &line->result->spans[i];
        if (is_opaque(line, span) && span->begin < at && at < span->end) {
            return true;
        }
    }
    return false;
}

/* Where the word that begins at `at` ends: a name counts as one word, so does a word with hyphens. */
int ref_word_end(const struct ref_line *line, int at)
{
    int end = 0;
    for (int i = 0; i < line->result->span_count; i++) {
        const struct ref_span *span = &line->result->spans[i];
        if (is_opaque(line, span) && span->begin == at && span->end > end) {
            end = span->end;
        }
    }
    if (end > 0) {
        return end;
    }
    return line->compound[at] > 0 && !ref_inside(line, line->compound[at]) ? line->compound[at] : at + 1;
}

void ref_quote(const struct ref_text *text, int begin, int end, char *out)
{
    size_t length = 0;
    out[0] = '\0';
    for (int at = begin; at < end && length + REF_NAME + 2 < REF_VALUE; at++) {
        const struct ref_token *token = &text->tokens[at];
        length += (size_t)sprintf(out + length, "%s%s", at > begin && !token->glued ? " " : "", token->text);
    }
}
