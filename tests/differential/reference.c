/* Layers, and who wins: docs/rules.md, sections 5 and 11. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reference_p.h"

enum { MAX_BEFORE = 10, MAX_CLAIMS = REF_MAX_RULES * REF_MAX_TOKENS };

/* --- reading a program --- */

static bool read_one(struct reference *reference, const char *text, struct ref_node **node, const char **why)
{
    if (text[0] == '\0') {
        return true;
    }
    *node = ref_parse(text, &reference->all, why);
    return *node != NULL;
}

static bool read_patterns(struct reference *reference, const char **why)
{
    const struct ref_program *program = reference->program;
    bool fine = read_one(reference, program->separators, &reference->separators, why) &&
                read_one(reference, program->clause_breaks, &reference->clause_breaks, why);
    for (int r = 0; fine && r < program->rule_count; r++) {
        const struct ref_rule *rule = &program->rules[r];
        fine = read_one(reference, rule->match, &reference->match[r], why) &&
               read_one(reference, rule->before, &reference->before[r], why) &&
               read_one(reference, rule->after, &reference->after[r], why);
        for (int u = 0; fine && u < rule->unless_count; u++) {
            fine = read_one(reference, rule->unless[u], &reference->unless[r][u], why);
        }
        for (int a = 0; fine && a < rule->around_count; a++) {
            fine = read_one(reference, rule->around[a], &reference->around[r][a], why);
        }
        for (int s = 0; fine && s < REF_STATUSES; s++) {
            fine = read_one(reference, rule->status[s], &reference->status[r][s], why);
        }
    }
    return fine;
}

static void find_kinds(struct reference *reference)
{
    const struct ref_program *program = reference->program;
    for (int round = 0; round <= program->type_count; round++) {
        for (int a = 0; a < program->type_count; a++) {
            reference->is[a][a] = true;
            for (int i = 0; i < program->types[a].also_count; i++) {
                for (int b = 0; b < program->type_count; b++) {
                    bool also = reference->is[program->types[a].also[i]][b] || program->types[a].also[i] == b;
                    reference->is[a][b] = reference->is[a][b] || also;
                }
            }
        }
    }
    for (int t = 0; t < program->type_count; t++) {
        bool own = program->types[t].family < 0;
        reference->family[t] = own ? REF_MAX_FAMILIES + t : program->types[t].family;
        reference->opaque[reference->family[t]] = !own && program->families[program->types[t].family].opaque;
    }
}

static bool node_uses(const struct ref_node *node, const char *type)
{
    for (; node != NULL; node = node->next) {
        if ((node->kind == NODE_TYPE && strcmp(node->text, type) == 0) || node_uses(node->first, type)) {
            return true;
        }
    }
    return false;
}

/* Does the rule need what rules for the type find, by its name or that of a type that it also is? */
static bool rule_needs(const struct reference *reference, int rule, int type)
{
    const struct ref_program *program = reference->program;
    for (int wider = 0; wider < program->type_count; wider++) {
        const char *name = program->types[wider].name;
        bool uses = node_uses(reference->match[rule], name) || node_uses(reference->before[rule], name) ||
                    node_uses(reference->after[rule], name);
        for (int u = 0; u < REF_MAX_UNLESS; u++) {
            uses = uses || node_uses(reference->unless[rule][u], name);
        }
        if (uses && reference->is[type][wider]) {
            return true;
        }
    }
    return false;
}

/* A type's rules run after all rules for the types that they need. False where they need each other. */
static bool find_layers(struct reference *reference)
{
    const struct ref_program *program = reference->program;
    for (int round = 0; round <= program->type_count + 1; round++) {
        bool changed = false;
        for (int r = 0; r < program->rule_count; r++) {
            if (program->rules[r].kind != REF_YIELDS) {
                continue;
            }
            int *layer = &reference->layer[program->rules[r].yields], lowest = 1;
            for (int type = 0; type < program->type_count; type++) {
                if (rule_needs(reference, r, type) && reference->layer[type] + 1 > lowest) {
                    lowest = reference->layer[type] + 1;
                }
            }
            if (*layer < lowest) {
                *layer = lowest;
                changed = true;
            }
        }
        if (!changed) {
            return true;
        }
    }
    return false;
}

struct reference *reference_new(const struct ref_program *program, const char **why)
{
    struct reference *reference = calloc(1, sizeof *reference);
    if (reference == NULL) {
        abort();
    }
    *why = NULL;
    reference->program = program;
    if (read_patterns(reference, why)) {
        find_kinds(reference);
        if (find_layers(reference)) {
            return reference;
        }
        *why = "types need each other in a circle";
    }
    reference_free(reference);
    return NULL;
}

void reference_free(struct reference *reference)
{
    while (reference != NULL && reference->all != NULL) {
        struct ref_node *node = reference->all;
        reference->all = node->link;
        free(node);
    }
    free(reference);
}

/* --- matches of a rule --- */

static bool stands_before(struct ref_line *line, const struct ref_node *node, int at)
{
    struct ref_match match;
    for (int back = at == 0 ? 0 : 1; back <= MAX_BEFORE && back <= at; back++) {
        if (!ref_inside(line, at - back) && ref_match_at(line, node, at - back, at, &match)) {
            return true;
        }
    }
    return false;
}

/* "$n < 5", "$x", "not $x". What is no number is the same as a text or it is not; what was not captured is neither. */
static bool condition_holds(const struct ref_line *line, const struct ref_match *match, const char *condition)
{
    char name[REF_NAME] = "", sign[REF_NAME] = "", wanted[REF_NAME] = "", text[REF_VALUE];
    long number;
    bool denied = strncmp(condition, "not ", 4) == 0;
    if (condition[0] == '\0') {
        return true;
    }
    sscanf(condition + (denied ? 4 : 0), "$%20s %20s %20s", name, sign, wanted);
    ref_bound_text(line, match, name, 0, text);
    if (sign[0] == '\0') {
        return (text[0] != '\0') != denied;
    }
    if (!ref_bound_number(line, match, name, &number)) {
        bool same = ref_same_letters(text, wanted);
        return text[0] != '\0' && ((strcmp(sign, "=") == 0 && same) || (strcmp(sign, "!=") == 0 && !same));
    }
    long other = strtol(wanted, NULL, 10);
    return strcmp(sign, "<") == 0    ? number < other
           : strcmp(sign, ">") == 0  ? number > other
           : strcmp(sign, "<=") == 0 ? number <= other
           : strcmp(sign, ">=") == 0 ? number >= other
           : strcmp(sign, "!=") == 0 ? number != other
                                     : number == other;
}

static bool passes(struct ref_line *line, int rule, const struct ref_match *match)
{
    const struct reference *reference = line->reference;
    const struct ref_rule *record = &reference->program->rules[rule];
    bool whole = record->kind == REF_YIELDS && reference->opaque[reference->family[record->yields]];
    struct ref_match after;
    if (whole && (ref_compound_across(line, match->begin) || ref_compound_across(line, match->end))) {
        return false;
    }
    if (reference->before[rule] != NULL && !stands_before(line, reference->before[rule], match->begin)) {
        return false;
    }
    if (reference->after[rule] != NULL && !ref_match_at(line, reference->after[rule], match->end, -1, &after)) {
        return false;
    }
    return condition_holds(line, match, record->condition);
}

int ref_rule_matches(struct ref_line *line, int rule, struct ref_match *matches, int limit)
{
    static struct ref_match vetoes[REF_MAX_TOKENS];
    const struct reference *reference = line->reference;
    int found = ref_match_all(line, reference->match[rule], matches, limit), count = 0;
    for (int i = 0; i < found; i++) {
        bool fits = passes(line, rule, &matches[i]);
        for (int u = 0; fits && u < reference->program->rules[rule].unless_count; u++) {
            int veto_count = ref_match_all(line, reference->unless[rule][u], vetoes, REF_MAX_TOKENS);
            for (int v = 0; v < veto_count; v++) {
                fits = fits && !(vetoes[v].begin < matches[i].end && matches[i].begin < vetoes[v].end);
            }
        }
        if (fits) {
            matches[count++] = matches[i];
        }
    }
    return count;
}

/* --- who wins --- */

struct claim {
    int rule;
    struct ref_match match;
    bool lost;
};

static bool meet(const struct ref_match *a, int begin, int end)
{
    return a->begin < end && begin < a->end;
}

bool ref_named_by(const struct ref_rule *winner, const char *loser)
{
    for (int i = 0; i < winner->over_count; i++) {
        const char *name = winner->over[i];
        size_t length = strlen(name);
        if (length > 0 && name[length - 1] == '*' ? strncmp(name, loser, length - 1) == 0 : strcmp(name, loser) == 0) {
            return true;
        }
    }
    return false;
}

static bool goes_before(const struct ref_program *program, const struct claim *a, const struct claim *b)
{
    int long_a = a->match.end - a->match.begin, long_b = b->match.end - b->match.begin;
    int pack_a = program->rules[a->rule].pack, pack_b = program->rules[b->rule].pack;
    if (long_a != long_b) {
        return long_a > long_b;
    }
    if (a->match.begin != b->match.begin) {
        return a->match.begin < b->match.begin;
    }
    return pack_a != pack_b ? pack_a > pack_b : a->rule < b->rule;
}

/* What a span is narrowed to by `name:`, and what it keeps. */
static void add_span(struct ref_line *line, const struct claim *claim)
{
    struct ref_result *result = line->result;
    const struct reference *reference = line->reference;
    const struct ref_rule *rule = &reference->program->rules[claim->rule];
    struct ref_span span = {
        .begin = claim->match.begin, .end = claim->match.end, .type = rule->yields, .rule = claim->rule};
    for (int i = 0; i < claim->match.bound_count; i++) {
        if (strcmp(claim->match.bounds[i].capture->text, "name") == 0) {
            span.begin = claim->match.bounds[i].begin;
            span.end = claim->match.bounds[i].end;
        }
    }
    for (int k = 0; k < rule->kept_count; k++) {
        struct ref_pair *pair = &span.pairs[span.pair_count];
        snprintf(pair->key, sizeof pair->key, "%s", rule->kept[k]);
        ref_bound_text(line, &claim->match, rule->kept[k], 0, pair->value);
        span.pair_count += pair->value[0] != '\0';
    }
    for (int i = 0; i < result->span_count; i++) {
        struct ref_span *old = &result->spans[i];
        bool family = reference->family[old->type] == reference->family[span.type];
        old->gone = old->gone || (family && old->begin < span.end && span.begin < old->end);
    }
    if (result->span_count == REF_MAX_SPANS) {
        result->tired = true;
        return;
    }
    result->spans[result->span_count++] = span;
}

/* A span of an earlier layer gives way only to one that holds it whole and is no shorter. */
static bool bites(const struct ref_line *line, const struct claim *claim, int old_count)
{
    const struct reference *reference = line->reference;
    int family = reference->family[reference->program->rules[claim->rule].yields];
    for (int i = 0; i < old_count; i++) {
        const struct ref_span *old = &line->result->spans[i];
        bool swallowed = claim->match.begin <= old->begin && old->end <= claim->match.end;
        if (!old->gone && reference->family[old->type] == family && meet(&claim->match, old->begin, old->end) &&
            !swallowed) {
            return true;
        }
    }
    return false;
}

static void settle(struct ref_line *line, struct claim *claims, int count, int old_count)
{
    const struct reference *reference = line->reference;
    const struct ref_rule *rules = reference->program->rules;
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            if (meet(&claims[i].match, claims[j].match.begin, claims[j].match.end) &&
                ref_named_by(&rules[claims[i].rule], rules[claims[j].rule].name) && i != j) {
                claims[j].lost = true;
            }
        }
    }
    for (int i = 1; i < count; i++) { /* the best first */
        for (int j = i; j > 0 && goes_before(reference->program, &claims[j], &claims[j - 1]); j--) {
            struct claim other = claims[j];
            claims[j] = claims[j - 1];
            claims[j - 1] = other;
        }
    }
    for (int i = 0; i < count; i++) {
        bool lost = claims[i].lost || bites(line, &claims[i], old_count);
        for (int j = 0; j < i && !lost; j++) {
            lost = !claims[j].lost && meet(&claims[i].match, claims[j].match.begin, claims[j].match.end) &&
                   reference->family[rules[claims[i].rule].yields] == reference->family[rules[claims[j].rule].yields];
        }
        claims[i].lost = lost;
        if (!lost) {
            add_span(line, &claims[i]);
        }
    }
}

static void run_layer(struct ref_line *line, int layer)
{
    static struct claim claims[MAX_CLAIMS];
    static struct ref_match matches[REF_MAX_TOKENS];
    const struct reference *reference = line->reference;
    int count = 0;
    for (int r = 0; r < reference->program->rule_count; r++) {
        const struct ref_rule *rule = &reference->program->rules[r];
        if (rule->kind != REF_YIELDS || reference->layer[rule->yields] != layer) {
            continue;
        }
        int found = ref_rule_matches(line, r, matches, REF_MAX_TOKENS);
        for (int i = 0; i < found; i++) {
            claims[count++] = (struct claim){.rule = r, .match = matches[i]};
        }
    }
    settle(line, claims, count, line->result->span_count);
}

void reference_run(struct reference *reference, const struct ref_text *text, struct ref_result *result)
{
    struct ref_line line;
    ref_line_begin(&line, reference, text, result);
    for (int layer = 1; layer <= reference->program->type_count && !result->tired; layer++) {
        run_layer(&line, layer);
    }
    if (!result->tired) {
        ref_find_events(&line);
    }
}
