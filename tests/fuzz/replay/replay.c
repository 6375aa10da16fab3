/* usage: replay_NAME FOLDER...: gives each file of the folders to the fuzz target that it is linked with, so that the
 * inputs kept in tests/fuzz/corpus are plain tests, with any compiler. Prints how many there were. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t run_folder(const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    size_t run = 0;
    for (int i = 0; i < count; i++) {
        char path[1024];
        struct stat status;
        struct buffer bytes = {0};
        struct diagnostics errors = {0};
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        free(entries[i]);
        if (stat(path, &status) != 0 || !S_ISREG(status.st_mode)) {
            continue;
        }
        if (file_read(path, 0, &bytes, &errors) != STATUS_OK) {
            diagnostics_print(&errors, stderr);
            exit(1);
        }
        fprintf(stderr, "%s\n", path); /* the last one told is the one that fails */
        /* a copy that ends where the bytes end, so that a sanitizer sees a step beyond */
        uint8_t *copy = memory_zero(bytes.len > 0 ? bytes.len : 1, 1);
        if (bytes.len > 0) {
            memcpy(copy, bytes.bytes, bytes.len);
        }
        LLVMFuzzerTestOneInput(copy, bytes.len);
        run++;
        free(copy);
        buffer_release(&bytes);
        diagnostics_release(&errors);
    }
    if (count >= 0) {
        free(entries);
    }
    return run;
}

int main(int count, char **arguments)
{
    size_t run = 0;
    for (int i = 1; i < count; i++) {
        run += run_folder(arguments[i]);
    }
    printf("%zu inputs\n", run);
    return run > 0 ? 0 : 1;
}
