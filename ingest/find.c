#include "ingest/find.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "ingest/read.h"

void found_release(struct found *found)
{
    free(found->files);
    arena_release(&found->arena);
    *found = (struct found){0};
}

static void report(struct diagnostics *errors, enum severity severity, const char *name, const char *what,
                   const char *why)
{
    struct place place = {.file = name};
    diagnostics_add(errors, severity, &place, "%s%s", what, why);
}

static void add_file(struct found *found, const char *name, struct slice path)
{
    found->files = array_grow(found->files, &found->capacity, found->count + 1, sizeof *found->files);
    found->files[found->count].name = arena_string(&found->arena, slice_of(name));
    found->files[found->count].path = arena_copy(&found->arena, path);
    found->count++;
}

/* A folder that is being walked, and those it lies in. */
struct level {
    const struct level *parent;
    dev_t device;
    ino_t inode;
    unsigned depth;
};

struct walk {
    struct found *found;
    struct diagnostics *errors;
    size_t root_len; /* bytes of a name before the path of its record */
    enum status status;
};

/* The names in a folder but for those that begin with a full stop, sorted; NULL and errno where it cannot be read. */
struct names {
    char **items;
    size_t count;
    size_t capacity;
};

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void names_release(struct names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        free(names->items[i]);
    }
    free(names->items);
}

static bool names_read(struct names *names, const char *folder)
{
    DIR *handle = opendir(folder);
    if (!handle) {
        return false;
    }
    for (struct dirent *entry; (entry = readdir(handle));) {
        if (entry->d_name[0] != '.') {
            size_t len = strlen(entry->d_name) + 1;
            char *copy = memory_alloc(len);
            memcpy(copy, entry->d_name, len);
            names->items = array_grow(names->items, &names->capacity, names->count + 1, sizeof *names->items);
            names->items[names->count++] = copy;
        }
    }
    closedir(handle);
    if (names->count > 1) {
        qsort(names->items, names->count, sizeof *names->items, compare_names);
    }
    return true;
}

static bool is_inside(const struct level *level, const struct stat *about)
{
    for (; level; level = level->parent) {
        if (level->device == about->st_dev && level->inode == about->st_ino) {
            return true;
        }
    }
    return false;
}

static void walk_folder(struct walk *walk, const char *folder, const struct level *parent, const struct stat *about);

static void walk_entry(struct walk *walk, const char *name, const struct level *level)
{
    struct stat about;
    if (stat(name, &about) != 0) {
        report(walk->errors, SEVERITY_ERROR, name, "cannot read: ", strerror(errno));
        walk->status = STATUS_FAILED;
    } else if (S_ISDIR(about.st_mode)) {
        if (is_inside(level, &about)) {
            report(walk->errors, SEVERITY_WARNING, name, "skipped: a link to a folder that holds it", "");
        } else if (level->depth >= FIND_MAX_DEPTH) {
            report(walk->errors, SEVERITY_ERROR, name, "skipped: too many folders within folders", "");
            walk->status = STATUS_FAILED;
        } else {
            walk_folder(walk, name, level, &about);
        }
    } else if (!S_ISREG(about.st_mode)) {
        report(walk->errors, SEVERITY_NOTE, name, "skipped: not a regular file", "");
        walk->found->skipped++;
    } else if (slice_ends(slice_of(name), "/corrections.yaml")) {
        return; /* no document: what a person has corrected (docs/corrections.md) */
    } else if (!read_knows(slice_of(name))) {
        report(walk->errors, SEVERITY_NOTE, name,
               "skipped: no reader for this kind of file; text and Markdown are read", "");
        walk->found->skipped++;
    } else {
        struct slice path = slice_of(name);
        add_file(walk->found, name, slice_sub(path, walk->root_len, path.len));
    }
}

static void walk_folder(struct walk *walk, const char *folder, const struct level *parent, const struct stat *about)
{
    struct level level = {parent, about->st_dev, about->st_ino, parent ? parent->depth + 1 : 1};
    struct names names = {0};
    if (!names_read(&names, folder)) {
        report(walk->errors, SEVERITY_ERROR, folder, "cannot read the folder: ", strerror(errno));
        walk->status = STATUS_FAILED;
        return;
    }
    size_t folder_len = strlen(folder);
    bool slash = folder_len > 0 && folder[folder_len - 1] == '/';
    for (size_t i = 0; i < names.count; i++) {
        size_t len = strlen(names.items[i]);
        char *name = memory_alloc(folder_len + len + 2);
        memcpy(name, folder, folder_len);
        name[folder_len] = '/';
        memcpy(name + folder_len + !slash, names.items[i], len + 1);
        walk_entry(walk, name, &level);
        free(name);
    }
    names_release(&names);
}

static struct slice base_name(struct slice path)
{
    size_t begin = path.len;
    while (begin > 0 && path.ptr[begin - 1] != '/') {
        begin--;
    }
    return slice_sub(path, begin, path.len);
}

static enum status find_argument(struct found *found, const char *argument, struct diagnostics *errors)
{
    if (strcmp(argument, "-") == 0) {
        add_file(found, argument, slice_of("stdin.txt"));
        return STATUS_OK;
    }
    struct stat about;
    if (stat(argument, &about) != 0) {
        report(errors, SEVERITY_ERROR, argument,
               errno == ENOENT ? "no such file or folder" : "cannot read: ", errno == ENOENT ? "" : strerror(errno));
        return STATUS_FAILED;
    }
    if (!S_ISDIR(about.st_mode)) {
        add_file(found, argument, base_name(slice_of(argument)));
        return STATUS_OK;
    }
    size_t len = strlen(argument);
    struct walk walk = {found, errors, len + (argument[len - 1] != '/'), STATUS_OK};
    size_t before = found->count;
    walk_folder(&walk, argument, NULL, &about);
    if (walk.status == STATUS_OK && found->count == before) {
        report(errors, SEVERITY_ERROR, argument, "nothing to read in this folder; give text or Markdown files", "");
        return STATUS_FAILED;
    }
    return walk.status;
}

enum status find_files(struct found *found, const char *const *arguments, size_t count, struct diagnostics *errors)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count; i++) {
        if (find_argument(found, arguments[i], errors) != STATUS_OK) {
            status = STATUS_FAILED;
        }
    }
    return status;
}
