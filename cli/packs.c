#include "cli/packs.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "cli/output.h"
#include "extract/probe.h"

static char *join(const char *folder, size_t length, const char *rest)
{
    struct buffer path = {0};
    buffer_add(&path, slice_make(folder, length));
    buffer_add_text(&path, rest);
    return path.bytes;
}

char *packs_shipped_folder(void)
{
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program);
    if (length > 0 && (size_t)length < sizeof program) {
        while (length > 0 && program[length - 1] != '/') {
            length--;
        }
        char *folder = join(program, (size_t)length, "../share/annals/rules/en");
        char *pack = join(folder, strlen(folder), "/pack.yaml");
        char *whole = access(pack, R_OK) == 0 ? realpath(folder, NULL) : NULL; /* messages show it, so without .. */
        free(pack);
        free(folder);
        if (whole) {
            return whole;
        }
    }
    return join(ANNALS_RULES_DIR, strlen(ANNALS_RULES_DIR), "/en");
}

char *packs_skeleton_folder(void)
{
    char *shipped = packs_shipped_folder();
    char *folder = join(shipped, (size_t)(strrchr(shipped, '/') - shipped), "/skeleton");
    free(shipped);
    return folder;
}

struct program *packs_load_checked(const struct text_list *given, bool alone, struct diagnostics *messages)
{
    struct text_list folders = {0};
    char *shipped = packs_shipped_folder();
    if (!alone) {
        text_list_add(&folders, shipped);
    }
    for (size_t i = 0; i < given->count; i++) {
        text_list_add(&folders, given->items[i]);
    }
    struct program *program = program_load_checked(folders.items, folders.count, messages);
    text_list_release(&folders);
    free(shipped);
    return program;
}

static struct program *load(const struct text_list *given, bool alone, bool times)
{
    struct text_list folders = {0};
    char *shipped = packs_shipped_folder();
    if (alone && given->count == 0) {
        fprintf(stderr, "annals: --alone leaves no rules; name a folder of rules\n");
        free(shipped);
        return NULL;
    }
    if (!alone) {
        text_list_add(&folders, shipped);
    }
    for (size_t i = 0; i < given->count; i++) {
        text_list_add(&folders, given->items[i]);
    }
    struct diagnostics errors = {0};
    struct program *program = times ? program_load_times(folders.items, folders.count, alone ? 0 : 1, &errors)
                                    : program_load(folders.items, folders.count, &errors);
    diagnostics_sort(&errors);
    output_diagnostics(&errors);
    text_list_release(&folders);
    free(shipped);
    return program;
}

struct program *packs_load_alone(const struct text_list *given, bool alone)
{
    return load(given, alone, false);
}

struct program *packs_load_times(const struct text_list *given, bool alone)
{
    return load(given, alone, true);
}

struct program *packs_load(const struct text_list *given)
{
    return packs_load_alone(given, false);
}

int packs_begin(const struct command *command, int argc, char **argv, void *settings, struct text_list *rules,
                const bool *alone)
{
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, settings, &operands, 0, 0);
    for (size_t i = 0; i < operands.count; i++) {
        text_list_add(rules, operands.items[i]);
    }
    text_list_release(&operands);
    if (status < 0 && *alone && rules->count == 0) {
        fprintf(stderr, "annals %s: --alone leaves no rules; name a folder of rules\n", command->name);
        return EXIT_USAGE;
    }
    return status;
}

bool packs_have_rules(const char *command, const struct program *program, const struct text_list *only)
{
    size_t count = program_rule_count(program);
    bool known = true;
    struct arena arena = {0};
    for (size_t i = 0; i < only->count && known; i++) {
        const struct text_list one = {.items = only->items + i, .count = 1};
        const char **names = arena_alloc_array(&arena, count + 1, sizeof *names);
        known = false;
        for (size_t r = 0; r < count && !known; r++) {
            known = text_list_wants(&one, program_rule_name(program, r));
            names[r] = arena_string(&arena, program_rule_name(program, r));
        }
        if (!known) {
            const char *near = suggest_nearest(slice_of(only->items[i]), names, count);
            fprintf(stderr, "annals %s: no rule is called '%s'; %s%s\n", command, only->items[i],
                    near ? "did you mean " : "annals rules list names them all", near ? near : "");
        }
    }
    arena_release(&arena);
    return known;
}

struct read_words packs_read_words(const struct program *program)
{
    const struct text_words *words = program_text_words(program);
    return (struct read_words){words->furniture, words->furniture_count};
}
