#include "shrink.h"

#include <ctype.h>
#include <string.h>

#include "generate.h"

struct work {
    struct ref_program *program;
    struct ref_text *text;
    shrink_test *disagree;
    bool smaller;
};

/* Keeps what was changed where they still disagree; else puts it back. */
static bool keep(struct work *work, const struct ref_program *program, const struct ref_text *text)
{
    if (!work->disagree(work->program, work->text)) {
        *work->program = *program;
        *work->text = *text;
        return false;
    }
    work->smaller = true;
    return true;
}

static void drop_rules(struct work *work)
{
    for (int i = work->program->rule_count - 1; i >= 0; i--) {
        struct ref_program program = *work->program;
        struct ref_text text = *work->text;
        struct ref_rule *rules = work->program->rules;
        memmove(rules + i, rules + i + 1, (size_t)(--work->program->rule_count - i) * sizeof *rules);
        keep(work, &program, &text);
    }
}

static void drop_tokens(struct work *work)
{
    for (int i = work->text->count - 1; i >= 0 && work->text->count > 1; i--) {
        struct ref_program program = *work->program;
        struct ref_text text = *work->text;
        struct ref_token *tokens = work->text->tokens;
        memmove(tokens + i, tokens + i + 1, (size_t)(--work->text->count - i) * sizeof *tokens);
        generate_settle(work->text);
        keep(work, &program, &text);
    }
}

static void drop_entries(struct work *work)
{
    for (int l = 0; l < work->program->list_count; l++) {
        for (int i = work->program->lists[l].count - 1; i >= 0; i--) {
            struct ref_program program = *work->program;
            struct ref_text text = *work->text;
            struct ref_list *list = &work->program->lists[l];
            if (list->count > 1) {
                memmove(list->entries + i, list->entries + i + 1, (size_t)(--list->count - i) * sizeof *list->entries);
                keep(work, &program, &text);
            }
        }
    }
}

static void drop_number(struct work *work, int *number)
{
    struct ref_program program = *work->program;
    struct ref_text text = *work->text;
    if (*number > 0) {
        --*number;
        keep(work, &program, &text);
    }
}

static bool is_edge(const char *pattern, size_t at)
{
    return at == 0 || pattern[at] == '\0' || !isalnum((unsigned char)pattern[at]) ||
           !isalnum((unsigned char)pattern[at - 1]);
}

/* Takes out pieces of a text, the longest first; all of it where it may be empty. */
static void shorten(struct work *work, char *pattern)
{
    for (size_t length = strlen(pattern); length > 0; length--) {
        for (size_t at = 0; at + length <= strlen(pattern); at++) {
            if (!is_edge(pattern, at) || !is_edge(pattern, at + length)) {
                continue;
            }
            struct ref_program program = *work->program;
            struct ref_text text = *work->text;
            memmove(pattern + at, pattern + at + length, strlen(pattern) - at - length + 1);
            keep(work, &program, &text);
        }
    }
}

static void shorten_rule(struct work *work, struct ref_rule *rule)
{
    drop_number(work, &rule->over_count);
    drop_number(work, &rule->unless_count);
    drop_number(work, &rule->kept_count);
    drop_number(work, &rule->around_count);
    for (int s = 0; s < REF_STATUSES; s++) {
        shorten(work, rule->status[s]);
    }
    shorten(work, rule->condition);
    shorten(work, rule->before);
    shorten(work, rule->after);
    for (int i = 0; i < rule->unless_count; i++) {
        shorten(work, rule->unless[i]);
    }
    for (int i = 0; i < rule->around_count; i++) {
        shorten(work, rule->around[i]);
    }
    shorten(work, rule->match);
}

void shrink(struct ref_program *program, struct ref_text *text, shrink_test *disagree)
{
    struct work work = {program, text, disagree, true};
    for (int round = 0; round < 4 && work.smaller; round++) {
        work.smaller = false;
        drop_rules(&work);
        drop_tokens(&work);
        drop_entries(&work);
        shorten(&work, program->clause_breaks);
        for (int r = 0; r < program->rule_count; r++) {
            shorten_rule(&work, &program->rules[r]);
        }
        for (int t = 0; t < program->type_count; t++) {
            drop_number(&work, &program->types[t].also_count);
        }
    }
}
