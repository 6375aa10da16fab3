#include "cli/user_files.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/output.h"

enum { FILE_LIMIT = 4 << 20 /* bytes of a file of corrections or names */ };

static const char file_name[] = "corrections.yaml";

typedef bool read_bytes(struct user_files *files, struct slice bytes, const char *path, struct diagnostics *errors);

static bool take_corrections(struct user_files *files, struct slice bytes, const char *path, struct diagnostics *errors)
{
    return corrections_read(&files->corrections, bytes, path, errors) == STATUS_OK;
}

static bool take_names(struct user_files *files, struct slice bytes, const char *path, struct diagnostics *errors)
{
    return house_names_read(&files->names, bytes, path, errors) == STATUS_OK;
}

static bool read_each(struct user_files *files, const struct text_list *paths, read_bytes *take)
{
    bool is_clean = true;
    struct diagnostics errors = {0};
    for (size_t i = 0; i < paths->count; i++) {
        struct buffer bytes = {0};
        const char *name = strcmp(paths->items[i], "-") == 0 ? "standard input" : paths->items[i];
        bool is_read = file_read(paths->items[i], FILE_LIMIT, &bytes, &errors) == STATUS_OK &&
                       take(files, buffer_slice(&bytes), name, &errors);
        is_clean = is_clean && is_read;
        buffer_release(&bytes);
    }
    diagnostics_sort(&errors);
    output_diagnostics(&errors);
    return is_clean;
}

static void add_if_there(struct user_files *files, const char *folder, size_t length)
{
    bool slash = length > 0 && folder[length - 1] != '/';
    struct slice path = arena_format(&files->arena, "%.*s%s%s", (int)length, folder, slash ? "/" : "", file_name);
    for (size_t i = 0; i < files->found.count; i++) {
        if (strcmp(files->found.items[i], path.ptr) == 0) {
            return;
        }
    }
    if (access(path.ptr, F_OK) == 0) {
        text_list_add(&files->found, path.ptr);
    }
}

/* In a folder, and in the one that a path stands in; nothing is beside standard input, the folder "." or what ends in
 * "..". */
static void look_around(struct user_files *files, const char *path)
{
    struct stat about;
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode)) {
        add_if_there(files, path, strlen(path));
    }
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    size_t begin = length;
    while (begin > 0 && path[begin - 1] != '/') {
        begin--;
    }
    struct slice last = slice_make(path + begin, length - begin);
    if (last.len == 0 || slice_is(last, "-") || slice_is(last, ".") || slice_is(last, "..")) {
        return;
    }
    add_if_there(files, path, begin);
}

bool user_files_read(struct user_files *files, const struct text_list *corrections, const struct text_list *names,
                     const char *out, const struct text_list *paths)
{
    if (corrections->count == 0) {
        if (out) {
            add_if_there(files, out, strlen(out));
        }
        for (size_t i = 0; paths && i < paths->count; i++) {
            look_around(files, paths->items[i]);
        }
        corrections = &files->found;
    }
    bool is_clean = read_each(files, corrections, take_corrections);
    return read_each(files, names, take_names) && is_clean;
}

void user_files_release(struct user_files *files)
{
    text_list_release(&files->found);
    corrections_release(&files->corrections);
    house_names_release(&files->names);
    arena_release(&files->arena);
}
