#include "cli/theme_option.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/yaml.h"
#include "cli/output.h"

static const char ENDING[] = ".yaml";

static struct slice shipped_folder(struct arena *arena)
{
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program);
    if (length > 0 && (size_t)length < sizeof program) {
        while (length > 0 && program[length - 1] != '/') {
            length--;
        }
        struct slice installed = arena_format(arena, "%.*s../share/annals/themes", (int)length, program);
        char *whole = access(installed.ptr, R_OK | X_OK) == 0 ? realpath(installed.ptr, NULL) : NULL;
        if (whole) {
            struct slice folder = arena_format(arena, "%s", whole);
            free(whole);
            return folder;
        }
    }
    return slice_of(ANNALS_THEMES_DIR);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum { MAX_SHIPPED = 64 };

/* The names of the themes in a folder, sorted. */
static size_t list_themes(struct slice folder, struct arena *arena, const char **names)
{
    size_t count = 0;
    DIR *stream = opendir(folder.ptr);
    struct dirent *entry;
    while (stream && count < MAX_SHIPPED && (entry = readdir(stream)) != NULL) {
        struct slice name = slice_of(entry->d_name);
        if (slice_ends(name, ENDING)) {
            names[count++] = arena_string(arena, slice_sub(name, 0, name.len - strlen(ENDING)));
        }
    }
    if (stream) {
        closedir(stream);
    }
    qsort(names, count, sizeof *names, by_name);
    return count;
}

/* The path of a theme by its name or file; NULL with a message. */
static const char *find_theme(const char *command, const char *given, struct arena *arena)
{
    if (strchr(given, '/') || slice_ends(slice_of(given), ENDING) || slice_ends(slice_of(given), ".yml")) {
        return given;
    }
    struct slice folder = shipped_folder(arena);
    const char *names[MAX_SHIPPED];
    size_t count = list_themes(folder, arena, names);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], given) == 0) {
            return arena_format(arena, "%.*s/%s%s", SLICE_ARG(folder), given, ENDING).ptr;
        }
    }
    const char *nearest = suggest_nearest(slice_of(given), names, count);
    fprintf(stderr, "annals %s: no theme is called '%s'; ", command, given);
    if (nearest) {
        fprintf(stderr, "did you mean %s?\n", nearest);
        return NULL;
    }
    fputs("there are ", stderr);
    for (size_t i = 0; i < count; i++) {
        fprintf(stderr, "%s%s", names[i], i + 1 < count ? ", " : "");
    }
    fputs(", or name a file that ends in .yaml\n", stderr);
    return NULL;
}

static bool read_file(struct render_theme *theme, const char *path)
{
    struct buffer bytes = {0};
    struct diagnostics messages = {0};
    bool done = file_read(path, YAML_MAX_BYTES, &bytes, &messages) == STATUS_OK &&
                render_theme_read(theme, buffer_slice(&bytes), path, &messages) == STATUS_OK;
    output_diagnostics(&messages);
    buffer_release(&bytes);
    return done;
}

struct render_theme *theme_option_load(const char *command, const char *theme, const char *words)
{
    struct arena arena = {0};
    struct render_theme *loaded = render_theme_new();
    const char *path = theme ? find_theme(command, theme, &arena) : NULL;
    bool done = !theme || path;
    /* Both are read, so that one run tells of all that is wrong. */
    done = (!path || read_file(loaded, path)) && done;
    done = (!words || read_file(loaded, words)) && done;
    arena_release(&arena);
    if (!done) {
        render_theme_free(loaded);
        return NULL;
    }
    return loaded;
}
