#include "pack.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"

static const char *const file_names[] = {"rules.yaml", "more.yaml", "states.tsv", "pack.yaml"};

void pack_open(struct pack_folders *packs)
{
    *packs = (struct pack_folders){0};
    snprintf(packs->root, sizeof packs->root, "/tmp/annals-pack-XXXXXX");
    cr_assert_not_null(mkdtemp(packs->root));
}

void pack_file(const struct pack_folders *packs, const char *name, const char *bytes)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", packs->folders[packs->count - 1], name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(bytes, file);
    cr_assert_eq(fclose(file), 0);
}

void pack_add(struct pack_folders *packs, const char *yaml)
{
    cr_assert_lt(packs->count, PACK_MAX);
    snprintf(packs->folders[packs->count], sizeof packs->folders[0], "%s/%zu", packs->root, packs->count);
    cr_assert_eq(mkdir(packs->folders[packs->count], 0700), 0);
    packs->count++;
    pack_file(packs, "rules.yaml", yaml);
}

struct program *pack_load(const struct pack_folders *packs, struct diagnostics *errors)
{
    const char *folders[PACK_MAX];
    for (size_t i = 0; i < packs->count; i++) {
        folders[i] = packs->folders[i];
    }
    return program_load(folders, packs->count, errors);
}

void pack_remove(struct pack_folders *packs)
{
    for (size_t i = 0; i < packs->count; i++) {
        for (size_t f = 0; f < sizeof file_names / sizeof file_names[0]; f++) {
            char path[160];
            snprintf(path, sizeof path, "%s/%s", packs->folders[i], file_names[f]);
            unlink(path);
        }
        rmdir(packs->folders[i]);
    }
    rmdir(packs->root);
}

char *pack_messages(const struct diagnostics *errors)
{
    struct buffer text = {0};
    buffer_add_text(&text, "");
    for (size_t i = 0; i < errors->count; i++) {
        const struct diagnostic *item = &errors->items[i];
        buffer_format(&text, "%s%u:%u: %s%s", i > 0 ? "\n" : "", item->line, item->column,
                      item->severity == SEVERITY_ERROR ? "" : "warning: ", item->message);
    }
    return text.bytes != NULL ? text.bytes : calloc(1, 1);
}

struct program *pack_program(const char *yaml)
{
    struct pack_folders packs;
    struct diagnostics errors = {0};
    pack_open(&packs);
    pack_add(&packs, yaml);
    struct program *program = pack_load(&packs, &errors);
    char *messages = pack_messages(&errors);
    cr_assert_not_null(program, "%s", messages);
    free(messages);
    diagnostics_release(&errors);
    pack_remove(&packs);
    return program;
}
