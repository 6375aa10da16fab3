/* Any bytes as the one file of a rule pack: it is refused with messages, or a text is read by its rules. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extract/examples.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/annals-fuzz-XXXXXX";
static char path[64];

static void remove_folder(void)
{
    unlink(path);
    rmdir(folder);
}

static void make_folder(void)
{
    if (path[0] == '\0') {
        if (!mkdtemp(folder)) {
            abort();
        }
        snprintf(path, sizeof path, "%s/r.yaml", folder);
        atexit(remove_folder);
    }
}

static void read_text(const struct program *program, struct slice text, struct arena *arena)
{
    struct piece piece = {0, 0, text.len};
    struct document document = {.source = text, .text = text, .pieces = &piece, .piece_count = 1};
    struct mention_set set;
    struct seen seen = {0};
    struct scratch *scratch = scratch_new(program);
    extract_seen(program, scratch, &document, EXAMPLE_AS_CUT, &set, &seen, arena);
    seen_release(&seen);
    mention_set_release(&set);
    scratch_free(scratch);
}

static void read_all(const struct program *program)
{
    static const char text[] =
        "The Tide Fair in Oslo, Accra and Lima\n\nOn 5 May 2018 Ghana (a b c) and the \"Blue River Commission\" (BRC) held "
        "a third Tide Fair, a b c, in Oslo; they will meet again next year, x y z, in Accra and Lima.\n\n- a b, c d: 7\n"
        "- one two three, 1 of 2\n";
    struct arena arena = {0};
    size_t count;
    const struct example *examples = program_examples(program, &arena, &count);
    read_text(program, slice_make(text, sizeof text - 1), &arena);
    for (size_t i = 0; i < count && i < 20; i++) {
        if (examples[i].text.len < 2000) {
            read_text(program, examples[i].text, &arena);
        }
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    make_folder();
    FILE *file = fopen(path, "wb");
    if (!file) {
        return 0;
    }
    fwrite(data, 1, size, file);
    fclose(file);
    const char *folders[] = {folder};
    struct diagnostics errors = {0};
    struct program *program = program_load(folders, 1, &errors);
    if ((program == NULL) != (errors.error_count > 0)) {
        abort();
    }
    if (program) {
        read_all(program);
    }
    program_free(program);
    diagnostics_release(&errors);
    return 0;
}
