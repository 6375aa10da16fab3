/* annals rules new: the beginning of a pack of one's own, from the skeleton that stands beside the shipped rules. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/json.h"
#include "cli/asked.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "extract/schema.h"

struct settings {
    const char *format;
};

static const struct option options[] = {
    {OPTION_TEXT, 0, "format", "FORMAT", "text, or json: the files that were written (default: text)",
     offsetof(struct settings, format), 0, 0},
};

enum { SKELETON_MAX_BYTES = 1 << 20 };

static const char skeleton_name[] = "my-pack"; /* what the pack is called in the skeleton */
static const char *const skeleton_files[] = {"pack.yaml", "rules.yaml"};
static const char schema_file[] = "schema.json"; /* the first line of the skeleton's files names it */

enum { FILE_COUNT = sizeof skeleton_files / sizeof skeleton_files[0] };

/* Small letters, digits and hyphens, a letter first: as rules and lists are named. */
static bool is_name(const char *name)
{
    size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return name[0] >= 'a' && name[0] <= 'z' && name[len] == '\0';
}

static char *path_of(const char *folder, const char *file)
{
    struct buffer path = {0};
    buffer_format(&path, "%s/%s", folder, file);
    return path.bytes;
}

static bool is_free(const char *folder, const char *file)
{
    struct stat status;
    char *path = path_of(folder, file);
    bool is_there = lstat(path, &status) == 0;
    if (is_there) {
        fprintf(stderr, "annals rules new: %s is there already and is not written over; name another folder\n", path);
    }
    free(path);
    return !is_there;
}

/* The text with the skeleton's name replaced. */
static void rename_all(struct slice text, const char *name, struct buffer *out)
{
    size_t len = strlen(skeleton_name);
    for (size_t at = 0; at < text.len;) {
        if (slice_starts(slice_sub(text, at, text.len), skeleton_name)) {
            buffer_add_text(out, name);
            at += len;
        } else {
            buffer_add_byte(out, text.ptr[at++]);
        }
    }
}

static bool write_file(const char *folder, const char *file, struct slice bytes, struct diagnostics *errors)
{
    char *path = path_of(folder, file);
    bool written = file_write(path, bytes, errors) == STATUS_OK;
    free(path);
    return written;
}

static bool copy_skeleton(const char *from, const char *folder, const char *name, struct diagnostics *errors)
{
    bool written = true;
    for (size_t i = 0; i < FILE_COUNT && written; i++) {
        struct buffer text = {0}, named = {0};
        char *path = path_of(from, skeleton_files[i]);
        written = file_read(path, SKELETON_MAX_BYTES, &text, errors) == STATUS_OK;
        if (written) {
            rename_all(buffer_slice(&text), name, &named);
            written = write_file(folder, skeleton_files[i], buffer_slice(&named), errors);
        }
        free(path);
        buffer_release(&text);
        buffer_release(&named);
    }
    return written;
}

static bool write_schema(const char *folder, struct diagnostics *errors)
{
    struct buffer out = {0};
    struct json json;
    json_init(&json, &out, false);
    schema_write(&json);
    buffer_add_byte(&out, '\n');
    bool written = write_file(folder, schema_file, buffer_slice(&out), errors);
    buffer_release(&out);
    return written;
}

/* What was written, for programs. */
static void tell_json(const char *name, const char *folder)
{
    struct buffer out = {0};
    struct json json;
    json_init(&json, &out, true);
    json_object_begin(&json);
    json_member(&json, "name", slice_of(name));
    json_member(&json, "folder", slice_of(folder));
    json_key(&json, "files");
    json_array_begin(&json);
    for (size_t i = 0; i <= FILE_COUNT; i++) {
        char *path = path_of(folder, i < FILE_COUNT ? skeleton_files[i] : schema_file);
        json_string(&json, slice_of(path));
        free(path);
    }
    json_array_end(&json);
    json_object_end(&json);
    buffer_add_byte(&out, '\n');
    output_write(buffer_slice(&out));
    buffer_release(&out);
}

static int make(const char *name, const char *folder, bool is_json)
{
    struct diagnostics errors = {0};
    char *skeleton = packs_skeleton_folder();
    bool done = is_free(folder, schema_file);
    for (size_t i = 0; i < FILE_COUNT; i++) {
        done = is_free(folder, skeleton_files[i]) && done;
    }
    done = done && file_make_folder(folder, &errors) == STATUS_OK && copy_skeleton(skeleton, folder, name, &errors) &&
           write_schema(folder, &errors);
    output_diagnostics(&errors);
    free(skeleton);
    if (done && is_json) {
        tell_json(name, folder);
    } else if (done) {
        const char *mark = strpbrk(folder, " \t()&;*?\"$") != NULL ? "'" : ""; /* for the shell */
        printf("%s: a rule, its words and its examples are in %s/rules.yaml; change them, then\n"
               "    annals rules check %s%s%s\n"
               "    annals rules test --only '%s.*' %s%s%s\n",
               name, folder, mark, folder, mark, name, mark, folder, mark);
    }
    return done ? EXIT_DONE : EXIT_USAGE;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct text_list operands = {0};
    struct settings settings = {0};
    bool is_json = false;
    int status = command_begin(command, argc, argv, &settings, &operands, 1, 2);
    if (status < 0 && !asked_format(command->name, settings.format, &is_json)) {
        status = EXIT_USAGE;
    }
    if (status < 0 && !is_name(operands.items[0])) {
        fprintf(stderr,
                "annals %s: '%s' is no name for a pack; it has small letters, digits and hyphens, as in my-rules\n",
                command->name, operands.items[0]);
        status = EXIT_USAGE;
    }
    if (status < 0) {
        status = make(operands.items[0], operands.count > 1 ? operands.items[1] : operands.items[0], is_json);
    }
    text_list_release(&operands);
    return status;
}

const struct command command_rules_new = {
    .name = "rules new",
    .operands = "NAME [FOLDER]",
    .summary = "begin a pack of rules of one's own, with a rule to change",
    .details = "Writes pack.yaml, rules.yaml and schema.json (for editors) into FOLDER, which is\n"
               "NAME where none is given. No file that is there already is written over.\n"
               "Exit status: 0 written, 2 not.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
