/* Files of a pack: found, read and parsed, by more than one thread where they are many. Each file has memory and
 * messages of its own until all are put together in the order of their paths, so that threads change nothing that comes
 * out. */
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"
#include "extract/builder_p.h"

enum {
    PACK_MAX_DEPTH = 8,
    PACK_MAX_FILES = 2000,
    PACK_MAX_THREADS = 4,
    TREE_BYTES = 12,                  /* of a byte of YAML, about */
    PACK_BYTES_PER_THREAD = 64 * 1024 /* of files: less is not worth another thread */
};

/* A file, and what became of it. */
struct pack_source {
    char *path;
    size_t bytes;
    struct arena arena;
    struct diagnostics errors;
    bool is_unhashed;         /* its hash is not asked for */
    char hex[SHA256_HEX + 1]; /* empty then, and where it cannot be read */
    const struct yaml_node *root;
    struct yaml_cuts cuts;
};

struct path_list {
    struct pack_source *items;
    size_t count, capacity;
    atomic_size_t next;                     /* the first that no thread has taken */
    struct stat within[PACK_MAX_DEPTH + 1]; /* folders that the one at hand lies in, and itself */
};

static int compare_paths(const void *a, const void *b)
{
    return strcmp(((const struct pack_source *)a)->path, ((const struct pack_source *)b)->path);
}

static bool is_yaml(const char *name)
{
    struct slice text = slice_of(name);
    return text.ptr[0] != '.' && (slice_ends(text, ".yaml") || slice_ends(text, ".yml"));
}

static void find_files(struct builder *builder, const char *folder, struct path_list *list, unsigned depth);

static void find_in_folder(struct builder *builder, const char *folder, struct path_list *list, unsigned depth)
{
    struct place place = {.file = folder};
    struct stat about;
    bool is_loop = false;
    for (unsigned i = 0; i < depth && stat(folder, &about) == 0; i++) {
        is_loop = is_loop || (about.st_dev == list->within[i].st_dev && about.st_ino == list->within[i].st_ino);
    }
    if (is_loop) {
        diagnostics_add(builder->errors, SEVERITY_ERROR, &place,
                        "this is a link to a folder that it lies in; take it out");
    } else if (depth > PACK_MAX_DEPTH) {
        diagnostics_add(builder->errors, SEVERITY_ERROR, &place, "folders of a rule pack more than %d deep",
                        PACK_MAX_DEPTH);
    } else {
        find_files(builder, folder, list, depth);
    }
}

static char *folder_of(struct builder *builder, const char *path)
{
    const char *slash = strrchr(path, '/');
    return arena_string(&builder->arena, slash ? slice_make(path, (size_t)(slash - path)) : slice_of("."));
}

static void report_folder(struct builder *builder, const char *folder, int reason)
{
    struct place place = {.file = folder};
    if (reason == ENOTDIR && access(folder, F_OK) == 0) {
        diagnostics_add(builder->errors, SEVERITY_ERROR, &place,
                        "this is a file, and a rule pack is a folder; name the folder that it is in, %s",
                        folder_of(builder, folder));
    } else if (reason == ENOENT) {
        diagnostics_add(builder->errors, SEVERITY_ERROR, &place,
                        "no such folder; check the path of the rule pack, or begin one with `annals rules new`");
    } else {
        const char *words = file_reason(reason);
        diagnostics_add(builder->errors, SEVERITY_ERROR, &place, "cannot open the folder of the rule pack: %s",
                        words ? words : strerror(reason));
    }
}

static void find_files(struct builder *builder, const char *folder, struct path_list *list, unsigned depth)
{
    DIR *directory = opendir(folder);
    if (directory == NULL) {
        report_folder(builder, folder, errno);
        return;
    }
    fstat(dirfd(directory), &list->within[depth]);
    struct dirent *item;
    while ((item = readdir(directory)) != NULL) {
        if (item->d_name[0] == '.') {
            continue;
        }
        char *path = arena_string(&builder->arena, arena_format(&builder->arena, "%s/%s", folder, item->d_name));
        struct stat status = {0};
        bool is_there = stat(path, &status) == 0; /* a link may lead nowhere: an error when it is read */
        if (is_there && S_ISDIR(status.st_mode)) {
            find_in_folder(builder, path, list, depth + 1);
        } else if ((!is_there || S_ISREG(status.st_mode)) && is_yaml(item->d_name) && list->count <= PACK_MAX_FILES) {
            list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
            list->items[list->count++] = (struct pack_source){
                .path = path, .bytes = (size_t)status.st_size, .is_unhashed = builder->times_alone};
        }
    }
    closedir(directory);
}

static void read_source(struct pack_source *source)
{
    struct buffer bytes = {0};
    if (file_read(source->path, YAML_MAX_BYTES, &bytes, &source->errors) == STATUS_OK) {
        if (!source->is_unhashed) {
            sha256_hex(buffer_slice(&bytes), source->hex);
        }
        source->root =
            yaml_parse_rest(buffer_slice(&bytes), source->path, &source->arena, &source->errors, &source->cuts);
    } else {
        source->cuts.is_whole = true;
    }
    buffer_release(&bytes);
}

/* Takes one file after the other until none is left. */
static void *read_sources(void *argument)
{
    struct path_list *list = argument;
    for (size_t i; (i = atomic_fetch_add(&list->next, 1)) < list->count;) {
        read_source(&list->items[i]);
    }
    return NULL;
}

/* Where no thread can be started this one does it all. */
static void read_all(struct path_list *list)
{
    pthread_t threads[PACK_MAX_THREADS];
    size_t bytes = 0, started = 0;
    for (size_t i = 0; i < list->count; i++) {
        bytes += list->items[i].bytes;
    }
    long processors = bytes < 2 * PACK_BYTES_PER_THREAD ? 1 : sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = bytes / PACK_BYTES_PER_THREAD;
    wanted = processors < (long)wanted ? (size_t)(processors > 0 ? processors : 1) : wanted;
    for (size_t i = 0; i < list->count && wanted > 1; i++) { /* another thread's own heap begins with small pages */
        arena_reserve(&list->items[i].arena, list->items[i].bytes * TREE_BYTES);
    }
    for (size_t i = 1; i < wanted && i < PACK_MAX_THREADS; i++) {
        started += pthread_create(&threads[started], NULL, read_sources, list) == 0;
    }
    read_sources(list);
    for (size_t i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
}

static void take_cuts(struct yaml_cuts *all, struct yaml_cuts *cuts)
{
    for (size_t i = 0; i < cuts->count; i++) {
        all->items = array_grow(all->items, &all->capacity, all->count + 1, sizeof *all->items);
        all->items[all->count++] = cuts->items[i];
    }
    all->is_whole = all->is_whole || cuts->is_whole;
    free(cuts->items);
}

/* What was read of a file becomes the builder's. */
static void take_source(struct builder *builder, struct pack_source *source, const char *name, struct buffer *hash)
{
    diagnostics_append(builder->errors, &source->errors);
    if (source->hex[0] != '\0') {
        buffer_format(hash, "%s %s\n", source->hex, name);
    }
    arena_append(&builder->arena, &source->arena);
    take_cuts(&builder->cuts, &source->cuts);
    if (source->root != NULL) {
        builder->files =
            array_grow(builder->files, &builder->file_capacity, builder->file_count + 1, sizeof *builder->files);
        builder->files[builder->file_count++] =
            (struct pack_file){source->root, folder_of(builder, source->path), builder->pack};
    }
}

void builder_read_pack(struct builder *builder, const char *folder, struct buffer *hash)
{
    struct path_list list = {0};
    size_t before = builder->errors->error_count;
    find_files(builder, folder, &list, 0);
    if (list.count == 0 && builder->errors->error_count == before) {
        diagnostics_add(builder->errors, SEVERITY_ERROR, &(struct place){.file = folder},
                        "no .yaml files here; expected a rule pack");
    }
    if (list.count > PACK_MAX_FILES) {
        diagnostics_add(builder->errors, SEVERITY_ERROR, &(struct place){.file = folder},
                        "more than %d .yaml files in one rule pack", PACK_MAX_FILES);
        list.count = 0;
    }
    if (list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, compare_paths);
        read_all(&list);
    }
    for (size_t i = 0; i < list.count; i++) {
        take_source(builder, &list.items[i], list.items[i].path + strlen(folder), hash);
    }
    free(list.items);
}
