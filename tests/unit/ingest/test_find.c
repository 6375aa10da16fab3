#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/find.h"

static char folder[64];

static void put(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fclose(file);
}

static void make(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    cr_assert_eq(mkdir(path, 0700), 0);
}

static void set_up(void)
{
    snprintf(folder, sizeof folder, "%s/annals-find-XXXXXX", P_tmpdir);
    cr_assert_not_null(mkdtemp(folder));
}

static void tear_down(void)
{
    char command[256];
    snprintf(command, sizeof command, "chmod -R u+rwx %s && rm -rf %s", folder, folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(find, .init = set_up, .fini = tear_down);

Test(find, folders_are_walked_in_order)
{
    make("b");
    put("b/z.txt");
    put("b/.hidden.txt");
    put("c.md");
    put("a.txt");
    put("picture.png");
    char loop[128];
    snprintf(loop, sizeof loop, "%s/b/loop", folder);
    cr_assert_eq(symlink("..", loop), 0);
    struct found found = {0};
    struct diagnostics errors = {0};
    const char *arguments[] = {folder};
    cr_assert_eq(find_files(&found, arguments, 1, &errors), STATUS_OK);
    cr_assert_eq(found.count, 3);
    cr_assert(slice_is(found.files[0].path, "a.txt"));
    cr_assert(slice_is(found.files[1].path, "b/z.txt"));
    cr_assert(slice_is(found.files[2].path, "c.md"));
    cr_assert_eq(strncmp(found.files[1].name, folder, strlen(folder)), 0);
    cr_assert_eq(found.skipped, 1);
    cr_assert_eq(errors.warning_count, 1, "the loop");
    found_release(&found);
    diagnostics_release(&errors);
}

Test(find, named_files_missing_ones_and_standard_input)
{
    put("picture.png");
    make("empty");
    char png[128];
    char empty[128];
    snprintf(png, sizeof png, "%s/picture.png", folder);
    snprintf(empty, sizeof empty, "%s/empty", folder);
    struct found found = {0};
    struct diagnostics errors = {0};
    const char *arguments[] = {"/no/such/place", png, "-", empty};
    cr_assert_eq(find_files(&found, arguments, 4, &errors), STATUS_FAILED);
    cr_assert_eq(found.count, 2);
    cr_assert(slice_is(found.files[0].path, "picture.png"));
    cr_assert_str_eq(found.files[0].name, png);
    cr_assert(slice_is(found.files[1].path, "stdin.txt"));
    cr_assert_str_eq(found.files[1].name, "-");
    cr_assert_eq(errors.error_count, 2);
    cr_assert(strstr(errors.items[0].message, "no such file"));
    cr_assert(strstr(errors.items[1].message, "nothing to read"));
    found_release(&found);
    diagnostics_release(&errors);
}

Test(find, a_slash_at_the_end_changes_nothing)
{
    put("a.txt");
    char path[128];
    snprintf(path, sizeof path, "%s/", folder);
    struct found found = {0};
    struct diagnostics errors = {0};
    const char *arguments[] = {path};
    cr_assert_eq(find_files(&found, arguments, 1, &errors), STATUS_OK);
    cr_assert(slice_is(found.files[0].path, "a.txt"));
    cr_assert_null(strstr(found.files[0].name, "//"));
    found_release(&found);
    diagnostics_release(&errors);
}
