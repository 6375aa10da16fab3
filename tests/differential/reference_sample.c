/* Words that a pattern might match: texts in which rules find something. Only a guess; nothing depends on it. */
#include <stdio.h>
#include <string.h>

#include "reference_p.h"

struct sampler {
    const struct reference *reference;
    int (*random)(int below);
    struct ref_text *text;
    int depth;
    bool glued;
};

static void sample(struct sampler *sampler, const struct ref_node *node);

static void put(struct sampler *sampler, const char *word)
{
    struct ref_text *text = sampler->text;
    if (text->count < REF_MAX_TOKENS - 2 && word[0] != '\0') {
        struct ref_token *token = &text->tokens[text->count++];
        snprintf(token->text, sizeof token->text, "%s", word);
        token->glued = sampler->glued && text->count > 1;
    }
    sampler->glued = false;
}

static const char *pick(struct sampler *sampler, const char *const *words, int count)
{
    return words[sampler->random(count)];
}

static void sample_noise(struct sampler *sampler, int limit)
{
    static const char *const words[] = {"tin", "zinc", "oak", "Oslo", ",", "3", "elm"};
    for (int left = sampler->random(limit + 1); left > 0; left--) {
        put(sampler, pick(sampler, words, 7));
    }
}

static void sample_list(struct sampler *sampler, const char *name)
{
    const struct ref_program *program = sampler->reference->program;
    for (int i = 0; i < program->list_count; i++) {
        if (strcmp(program->lists[i].name, name) != 0 || program->lists[i].count == 0) {
            continue;
        }
        const char *text = program->lists[i].entries[sampler->random(program->lists[i].count)].text;
        char word[REF_NAME];
        if (text[0] == '<' && sampler->depth++ < 12) {
            snprintf(word, sizeof word, "%.*s", (int)(strlen(text) - 2), text + 1);
            sample_list(sampler, word);
            return;
        }
        while (text[0] != '\0' && text[0] != '<') {
            text += text[0] == '~' || text[0] == '=';
            int length = (int)strcspn(text, " ");
            snprintf(word, sizeof word, "%.*s", length, text);
            put(sampler, word);
            text += length + (text[length] == ' ');
        }
        return;
    }
}

static void sample_type(struct sampler *sampler, const char *name)
{
    static const struct {
        const char *name, *words[3];
    } shapes[] = {{"Word", {"tin", "Oslo", "3"}},    {"Cap", {"Oslo", "Lima", "FAO"}},
                  {"Lower", {"tin", "oak", "zinc"}}, {"ACRONYM", {"FAO", "UN", "FAO"}},
                  {"Number", {"3", "12", "2010"}},   {"Year", {"2010", "1999", "2010"}},
                  {"Mark", {",", ";", ","}}};
    const struct reference *reference = sampler->reference;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (strcmp(shapes[i].name, name) == 0) {
            put(sampler, pick(sampler, shapes[i].words, 3));
        }
    }
    int from = reference->program->rule_count > 0 ? sampler->random(reference->program->rule_count) : 0;
    for (int i = 0; i < reference->program->rule_count; i++) {
        int r = (from + i) % reference->program->rule_count;
        const struct ref_rule *rule = &reference->program->rules[r];
        for (int t = 0; rule->kind == REF_YIELDS && t < reference->program->type_count; t++) {
            if (reference->is[rule->yields][t] && strcmp(reference->program->types[t].name, name) == 0) {
                sample(sampler, reference->match[r]);
                return;
            }
        }
    }
}

/* Something that another rule finds, as a gap may pass over it. */
static void sample_name(struct sampler *sampler)
{
    const struct ref_program *program = sampler->reference->program;
    if (program->type_count > 0 && sampler->random(3) == 0) {
        sample_type(sampler, program->types[sampler->random(program->type_count)].name);
    }
}

static void sample_choice(struct sampler *sampler, const struct ref_node *node)
{
    int count = 0;
    for (const struct ref_node *option = node->first; option != NULL; option = option->next) {
        count++;
    }
    const struct ref_node *option = node->first;
    for (int skip = sampler->random(count); skip > 0; skip--) {
        option = option->next;
    }
    sample(sampler, option);
}

static void sample_bent(struct sampler *sampler, const struct ref_node *node)
{
    char word[REF_NAME + 4];
    bool e = strcmp(node->text, "bake") == 0;
    switch (sampler->random(4)) {
    case 0:
        snprintf(word, sizeof word, "%ss", node->text);
        break;
    case 1:
        snprintf(word, sizeof word, "%s", strcmp(node->text, "hold") == 0 ? "held" : e ? "baked" : "mended");
        break;
    case 2:
        snprintf(word, sizeof word, "%s", e ? "baking" : "holding");
        break;
    default:
        snprintf(word, sizeof word, "%s", node->text);
        break;
    }
    put(sampler, word);
}

static void sample_items(struct sampler *sampler, const struct ref_node *node)
{
    sample(sampler, node->first);
    for (int more = sampler->random(3); more > 0; more--) {
        if (sampler->reference->separators != NULL) {
            sample(sampler, sampler->reference->separators);
        }
        sample(sampler, node->first);
    }
}

static void sample_within(struct sampler *sampler, const struct ref_node *node, const char *open, const char *close)
{
    put(sampler, open);
    sample(sampler, node->first);
    put(sampler, close);
}

static void sample(struct sampler *sampler, const struct ref_node *node)
{
    if (node == NULL || ++sampler->depth > 60) {
        return;
    }
    switch (node->kind) {
    case NODE_WORD:
    case NODE_EXACT:
        put(sampler, node->text);
        break;
    case NODE_BEND:
        sample_bent(sampler, node);
        break;
    case NODE_LIST:
        sample_list(sampler, node->text);
        break;
    case NODE_TYPE:
        sample_type(sampler, node->text);
        break;
    case NODE_SEQUENCE:
        for (const struct ref_node *child = node->first; child != NULL; child = child->next) {
            sample(sampler, child);
        }
        break;
    case NODE_CHOICE:
        sample_choice(sampler, node);
        break;
    case NODE_REPEAT:
        for (int i = node->min + sampler->random(node->max > node->min ? 3 : 1); i > 0; i--) {
            sample(sampler, node->first);
        }
        break;
    case NODE_GAP:
        sample_noise(sampler, node->max < 3 ? node->max : 3);
        sample_name(sampler);
        break;
    case NODE_NOT:
        sample_noise(sampler, 1);
        break;
    case NODE_LIST_OF:
    case NODE_EACH:
        sample_items(sampler, node);
        break;
    case NODE_QUOTED:
        sample_within(sampler, node, "\"", "\"");
        break;
    case NODE_BRACKETS:
        sample_within(sampler, node, "(", ")");
        break;
    case NODE_GLUED:
        sampler->glued = true;
        break;
    case NODE_CAPTURE:
        sample(sampler, node->first);
        break;
    default:
        break;
    }
}

void reference_sample(const struct reference *reference, int rule, int (*random)(int below), struct ref_text *text)
{
    struct sampler sampler = {.reference = reference, .random = random, .text = text};
    const struct ref_node *parts[] = {reference->before[rule], reference->match[rule], reference->after[rule]};
    for (int i = 0; i < 3; i++) {
        sample(&sampler, parts[i]);
    }
    if (reference->around[rule][0] != NULL && random(2) == 0) {
        sample(&sampler, reference->around[rule][0]);
    }
    if (random(4) == 0 && reference->unless[rule][0] != NULL) {
        sample(&sampler, reference->unless[rule][0]);
    }
}
